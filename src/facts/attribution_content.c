/* The words of an attribution's content: which part of the tree, as runs of tokens. */
#include "facts/attribution.h"
#include "facts_tables.h"

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

/* "…, saying that …": a participle of speech behind a comma ends the content, and speaks with its speaker's voice. */
static bool speaks_apart(const sy__facts_work *w, uint32_t i, uint32_t top)
{
    return i != top && w->tokens[i].tag == SY_TAG_VBG && w->left[i] == i && i > 0 && sy__token_is(w, i - 1, ",") && w->dep[i] != SY_DEP_CONJ && sy__speech(w, i) > 0.5;
}

/* Tokens of the subtree of `top` without that of `without`, as runs; punctuation at the ends of a run stays out unless it is
 * inside quotation marks. */
bool sy__add_subtree(sy__attribution_work *f, uint32_t build, uint32_t top, uint32_t without, uint32_t from)
{
    const sy__facts_work *w = f->w;
    uint32_t open = SY_NONE, last = SY_NONE;
    uint32_t start = w->left[top] < from ? from : w->left[top], body = w->body[w->paragraph[top]];
    start = start < body && body <= top ? body : start;
    bool quoted_only = has_utterance(f, start, w->right[top]);
    uint32_t apart = SY_NONE;
    for (uint32_t i = start; i <= w->right[top]; i++) {
        if (apart == SY_NONE && w->tokens[i].tag == SY_TAG_VBG && speaks_apart(w, i, top)) {
            apart = i;
            f->lent[i] = f->builds.at[build].source;
        }
        if (sy__is_mute(w, i) && f->quote_at[i] == SY_NONE)
            continue;
        bool in = sy__is_below(w, i, top) && (without == SY_NONE || !sy__is_below(w, i, without)) && f->owner[i] == SY_NONE && f->cue_of[i] == SY_NONE &&
                  (!quoted_only || f->quote_at[i] != SY_NONE) &&
                  (apart == SY_NONE || !sy__is_below(w, i, apart));
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

/* Tokens first..last that nothing owns, without mute ones at the ends. */
bool sy__add_range(sy__attribution_work *f, uint32_t build, uint32_t first, uint32_t last)
{
    const sy__facts_work *w = f->w;
    while (last > first && sy__is_mute(w, last) && f->quote_at[last] == SY_NONE)
        last--;
    for (uint32_t i = first; i <= last; i++)
        if (f->owner[i] != SY_NONE || f->cue_of[i] != SY_NONE) {
            last = i;
            break;
        }
    return first > last || f->owner[first] != SY_NONE || sy__add_piece(f, build, first, f->owner[last] == SY_NONE && f->cue_of[last] == SY_NONE ? last : last - (last > first));
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

/* ---- what a verb is about beside a clause -------------------------------------------------------------- */

/* Prepositions that tell when or how it was said, not what. */
static bool is_circumstance(const sy__facts_work *w, uint32_t prep)
{
    static const char *const words[] = { "in", "at", "after", "before", "during", "since", "until", "amid", "by", "through", "via", "within", "throughout", "following", "without", "because", "despite", "according", "than", "upon" };
    uint32_t o = sy__child(w, prep, SY_DEP_POBJ);
    if (o != SY_NONE && w->time_at[o] != SY_NONE)
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (sy__token_is(w, prep, words[k]))
            return true;
    return false;
}

static bool is_recipient(const sy__facts_work *w, uint32_t cue, uint32_t object)
{
    uint32_t e = w->entity_at[object];
    bool somebody = w->tokens[object].pos == SY_POS_PRON || (e != SY_NONE && w->entities.at[e].type != SY_ENTITY_OTHER && w->entities.at[e].type != SY_ENTITY_EVENT);
    return somebody && sy__speech(w, cue) > 0.4;
}

/* "accused [him of fraud]", "called [it a disgrace]", "wants [them to leave]": the object with all that is said of it. */
static bool add_object(sy__attribution_work *f, const sy__cue *c, uint32_t build)
{
    const sy__facts_work *w = f->w;
    uint32_t first = SY_NONE, last = SY_NONE, which = sy__child(w, c->token, SY_DEP_DOBJ);
    if (which != SY_NONE && which < c->token && (w->tokens[which].tag == SY_TAG_WDT || w->tokens[which].tag == SY_TAG_WP) && !sy__add_range(f, build, which, which))
        return false;
    for (uint32_t k = w->child_at[c->token]; k < w->child_at[c->token + 1]; k++) {
        uint32_t x = w->child[k], top = x;
        bool object = w->dep[x] == SY_DEP_DOBJ || w->dep[x] == SY_DEP_OPRD || w->dep[x] == SY_DEP_XCOMP || w->dep[x] == SY_DEP_CCOMP;
        bool prep = w->dep[x] == SY_DEP_PREP && (x == c->link || (!is_circumstance(w, x) && (first != SY_NONE)));
        if (x < c->token || (!object && !prep && x != c->content) || (w->dep[x] == SY_DEP_DOBJ && c->content != x && is_recipient(w, c->token, x)))
            continue;
        if (x == c->link && first == SY_NONE)
            top = c->content;
        first = first == SY_NONE ? (w->left[top] > c->token ? w->left[top] : top) : first;
        last = last == SY_NONE || w->right[x] > last ? w->right[x] : last;
    }
    if (first == SY_NONE)
        return c->content < c->token || sy__add_subtree(f, build, c->content, SY_NONE, c->token + 1);
    return sy__add_range(f, build, first, last);
}

/* A passive's subject is part of what is said of it; so is that of "seems" and "appears". */
static uint32_t raised_subject(const sy__facts_work *w, uint32_t cue)
{
    uint32_t row = sy__token_lexeme(w, cue)->mood;
    if (row != SY_NONE && sy__is(sy__cell(&sy__table_facts_modality, row, 2), "raising"))
        return sy__child(w, cue, SY_DEP_NSUBJ);
    return sy__child(w, cue, SY_DEP_NSUBJPASS);
}

bool sy__claim_content(sy__attribution_work *f, const sy__cue *c, uint32_t build)
{
    const sy__facts_work *w = f->w;
    uint32_t passive = raised_subject(w, c->token);
    switch (c->frame) {
    case SY__FRAME_ACCORDING: {
        uint32_t host = sy__host_clause(w, c->token);
        return host == c->token || sy__add_subtree(f, build, host, c->token, 0);
    }
    case SY__FRAME_HOST:
        return sy__add_subtree(f, build, c->content, c->token, 0);
    case SY__FRAME_CCOMP_LEFT:
        return sy__add_subtree(f, build, c->content, SY_NONE, 0);
    case SY__FRAME_PASSIVE:
        return sy__add_subtree(f, build, c->content, SY_NONE, 0) && add_object(f, c, build);
    case SY__FRAME_XCOMP: case SY__FRAME_OPRD: case SY__FRAME_PREP: case SY__FRAME_DOBJ:
        if (!sy__is_verb(w, c->token))
            return sy__add_subtree(f, build, c->content, SY_NONE, c->token + 1);
        if (passive != SY_NONE && c->frame != SY__FRAME_PREP && c->source == SY_NONE && !sy__add_subtree(f, build, passive, SY_NONE, 0))
            return false;
        return add_object(f, c, build);
    default:
        return sy__add_subtree(f, build, c->content, SY_NONE, c->token + 1);
    }
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
