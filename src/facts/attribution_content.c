/* The words of an attribution's content: which part of the tree, as runs of tokens. */
#include "facts/attribution.h"

bool sy__add_piece(sy__attribution_work *f, uint32_t build, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        f->owner[i] = build;
    return SY__PUSH(f->w->ctx, &f->builds.at[build].content, (sy__piece){ first, last });
}

/* A whole sentence in quotation marks is all that is said in its clause: what the parser hangs on it is not. */
static bool has_utterance(const sy__attribution_work *f, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        uint32_t q = f->quote_at[i];
        if (q == SY_NONE)
            continue;
        if (f->quotes.at[q].utterance && f->quotes.at[q].words > 1 && f->quotes.at[q].last <= last + 2)
            return true;
        i = f->quotes.at[q].last;
    }
    return false;
}

/* Tokens of the subtree of `top` without that of `without`, as runs; punctuation at the ends of a run stays out unless it is
 * inside quotation marks. */
bool sy__add_subtree(sy__attribution_work *f, uint32_t build, uint32_t top, uint32_t without, uint32_t from)
{
    const sy__facts_work *w = f->w;
    uint32_t open = SY_NONE, last = SY_NONE;
    uint32_t start = w->left[top] < from ? from : w->left[top];
    bool quoted_only = has_utterance(f, start, w->right[top]);
    for (uint32_t i = start; i <= w->right[top]; i++) {
        if (sy__is_mute(w, i) && f->quote_at[i] == SY_NONE)
            continue;
        bool in = sy__is_below(w, i, top) && (without == SY_NONE || !sy__is_below(w, i, without)) && f->owner[i] == SY_NONE && f->cue_of[i] == SY_NONE &&
                  (!quoted_only || f->quote_at[i] != SY_NONE);
        if (in) {
            open = open == SY_NONE ? i : open;
            last = i;
        } else if (open != SY_NONE && !sy__is_mute(w, i)) {
            if (!sy__add_piece(f, build, open, last))
                return false;
            open = SY_NONE;
        }
    }
    return open == SY_NONE || sy__add_piece(f, build, open, last);
}

/* The clause that an "according to" belongs to: up to the verb that heads it. */
uint32_t sy__host_clause(const sy__facts_work *w, uint32_t i)
{
    for (uint32_t hops = 0; hops < 12 && w->head[i] != i; hops++) {
        i = w->head[i];
        if (sy__is_verb(w, i) && w->dep[i] != SY_DEP_ACL && w->dep[i] != SY_DEP_RELCL && w->dep[i] != SY_DEP_XCOMP)
            break;
    }
    return i;
}

bool sy__claim_content(sy__attribution_work *f, const sy__cue *c, uint32_t build)
{
    if (c->frame == SY__FRAME_ACCORDING) {
        uint32_t host = sy__host_clause(f->w, c->token);
        return host == c->token || sy__add_subtree(f, build, host, c->token, 0);
    }
    if (c->frame == SY__FRAME_HOST)
        return sy__add_subtree(f, build, c->content, c->token, 0);
    bool either = c->frame == SY__FRAME_CCOMP_LEFT || c->frame == SY__FRAME_PASSIVE;
    return sy__add_subtree(f, build, c->content, SY_NONE, either ? 0 : c->token + 1);
}

static int by_first(const void *a, const void *b, void *user)
{
    const sy__piece *x = a, *y = b;
    (void)user;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Pieces in order, those that touch or overlap as one. */
bool sy__tidy_content(sy__attribution_work *f, sy__build *b)
{
    const sy__facts_work *w = f->w;
    if (!sy__sort(w->ctx, b->content.at, b->content.n, sizeof *b->content.at, by_first, NULL))
        return false;
    uint32_t n = 0;
    for (uint32_t k = 0; k < b->content.n; k++) {
        sy__piece p = b->content.at[k];
        bool touches = n > 0;
        for (uint32_t i = n ? b->content.at[n - 1].last + 1 : 0; touches && i < p.first; i++)
            touches = sy__is_mute(w, i) && w->paragraph[i] == w->paragraph[p.first];
        if (touches)
            b->content.at[n - 1].last = p.last > b->content.at[n - 1].last ? p.last : b->content.at[n - 1].last;
        else
            b->content.at[n++] = p;
    }
    b->content.n = n;
    return true;
}
