/* Attributions: cue candidates are weighed by the table of counts, the sure ones claim their content from the outside in, and
 * quotation marks correct the borders and find what no cue claimed. */
#include "facts/attribution.h"
#include "facts_tables.h"

/* A candidate as likely as this is a cue. */
static const double SURE = 0.4;
/* Counts are drawn towards what the frame's other words do, as if it had been seen so many times. */
static const double DRAW = 1.5;

typedef struct piece { uint32_t first, last; } piece;     /* tokens, inclusive */

typedef struct build {
    uint32_t cue, source, link;
    uint32_t cue_first, cue_last;
    SY__VEC(piece) content;
    double   p;
    bool     has_quote;
    bool     gone;                  /* joined to another */
} build;

typedef struct finder {
    sy__facts_work *w;
    sy__cues        cues;
    sy__quotes      quotes;
    uint32_t       *quote_at;       /* per token */
    uint32_t       *owner;          /* per token: build whose content has it, or SY_NONE */
    uint32_t       *cue_of;         /* per token: build whose cue it heads, or SY_NONE */
    SY__VEC(build)  builds;
} finder;

/* ---- how likely ------------------------------------------------------------------------------------ */

static double number_of(sy_str s)
{
    double v = 0;
    for (size_t i = 0; i < s.len; i++)
        v = 10 * v + (s.ptr[i] - '0');
    return v;
}

static bool counts_of(const sy__facts_work *w, sy_str key, double *right, double *all)
{
    const uint32_t *row = sy__map_find(&w->finder->cues, key);
    if (!row)
        return false;
    *right = number_of(sy__cell(&sy__table_facts_cues, *row, 3));
    *all = number_of(sy__cell(&sy__table_facts_cues, *row, 4));
    return true;
}

static double weigh(const sy__facts_work *w, const sy__cue *c)
{
    char key[96];
    if (c->frame == SY__FRAME_ACCORDING)
        return 0.95;
    size_t n = sy__cue_key(w, c, key + 1, sizeof key - 1);
    if (n == 0)
        return 0;
    double right = 0, all = 0, prior_right = 0, prior_all = 0;
    sy_str whole = { key + 1, n };
    size_t blank = sy__find(whole, SY_STR(" "), 0);
    if (blank == SIZE_MAX)
        return 0;
    counts_of(w, whole, &right, &all);
    key[blank] = '*';                   /* the lemma's last byte: "say v ccomp" ends in "* v ccomp" */
    counts_of(w, (sy_str){ key + blank, n + 1 - blank }, &prior_right, &prior_all);
    double prior = (prior_right + 0.1) / (prior_all + 1);
    return (right + DRAW * prior) / (all + DRAW);
}

static bool weigh_all(finder *f)
{
    for (uint32_t k = 0; k < f->cues.n; k++) {
        sy__cue *c = &f->cues.at[k];
        c->p = weigh(f->w, c);
        c->source = c->frame == SY__FRAME_ACCORDING ? sy__child(f->w, c->link, SY_DEP_POBJ) : sy__source_of(f->w, c->token);
    }
    return true;
}

/* ---- content --------------------------------------------------------------------------------------- */

static bool is_mute(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_PUNCT || w->tokens[i].pos == SY_POS_SPACE; }

/* Tokens of the subtree of `top` without that of `without`, as runs between which only punctuation may be left out. */
static bool add_subtree(finder *f, build *b, uint32_t top, uint32_t without)
{
    const sy__facts_work *w = f->w;
    uint32_t open = SY_NONE, last = SY_NONE;
    for (uint32_t i = w->left[top]; i <= w->right[top]; i++) {
        bool in = sy__is_below(w, i, top) && (without == SY_NONE || !sy__is_below(w, i, without)) && f->owner[i] == SY_NONE;
        if (is_mute(w, i) && f->quote_at[i] == SY_NONE)
            continue;
        if (in) {
            if (open == SY_NONE)
                open = i;
            last = i;
        } else if (open != SY_NONE && !is_mute(w, i)) {
            if (!SY__PUSH(w->ctx, &b->content, (piece){ open, last }))
                return false;
            open = SY_NONE;
        }
    }
    return open == SY_NONE || SY__PUSH(w->ctx, &b->content, (piece){ open, last });
}

static void own(finder *f, uint32_t index)
{
    const build *b = &f->builds.at[index];
    for (uint32_t k = 0; k < b->content.n; k++)
        for (uint32_t i = b->content.at[k].first; i <= b->content.at[k].last; i++)
            f->owner[i] = index;
}

/* The clause that an "according to" or a parenthetical cue belongs to: up to the verb that heads it. */
static uint32_t host_clause(const sy__facts_work *w, uint32_t i)
{
    for (uint32_t hops = 0; hops < 12 && w->head[i] != i; hops++) {
        i = w->head[i];
        bool verb = w->tokens[i].pos == SY_POS_VERB || w->tokens[i].pos == SY_POS_AUX;
        if (verb && w->dep[i] != SY_DEP_ACL && w->dep[i] != SY_DEP_RELCL && w->dep[i] != SY_DEP_XCOMP)
            break;
    }
    return i;
}

static bool claim(finder *f, const sy__cue *c, uint32_t index)
{
    build *b = &f->builds.at[index];
    if (c->frame == SY__FRAME_ACCORDING) {
        uint32_t host = host_clause(f->w, c->token);
        return host == c->token || add_subtree(f, b, host, c->token);
    }
    return add_subtree(f, b, c->content, c->frame == SY__FRAME_HOST ? c->token : SY_NONE);
}

/* ---- from the outside in ------------------------------------------------------------------------------ */

static const sy__frame PREFERRED[] = { SY__FRAME_ACCORDING, SY__FRAME_CCOMP_LEFT, SY__FRAME_CCOMP, SY__FRAME_HOST, SY__FRAME_XCOMP, SY__FRAME_OPRD, SY__FRAME_PREP,
                                       SY__FRAME_NOUN, SY__FRAME_DOBJ, SY__FRAME_PASSIVE, SY__FRAME_ADVCL };

static bool start(finder *f, const sy__cue *c)
{
    build b = { .cue = c->token, .source = c->source, .link = c->link, .p = c->p, .cue_first = c->token, .cue_last = c->token };
    if (c->frame == SY__FRAME_ACCORDING)
        b.cue_last = c->link;
    uint32_t index = f->builds.n;
    if (!SY__PUSH(f->w->ctx, &f->builds, b) || !claim(f, c, index))
        return false;
    f->cue_of[c->token] = index;
    own(f, index);
    return true;
}

/* All candidates of one token: the most telling frame that is sure; a clause on the other side of the cue joins. */
static bool choose(finder *f, uint32_t from, uint32_t to)
{
    for (size_t k = 0; k < sizeof PREFERRED / sizeof *PREFERRED; k++)
        for (uint32_t c = from; c < to; c++) {
            const sy__cue *cue = &f->cues.at[c];
            if (cue->frame != PREFERRED[k] || cue->p < SURE)
                continue;
            uint32_t at = f->cue_of[cue->token];
            if (at == SY_NONE)
                return start(f, cue) && (cue->frame != SY__FRAME_CCOMP_LEFT || choose(f, from, to));
            if (cue->frame == SY__FRAME_CCOMP && f->owner[cue->content] == SY_NONE) {
                if (!claim(f, cue, at))
                    return false;
                own(f, at);
                return true;
            }
        }
    return true;
}

static bool choose_all(finder *f)
{
    sy__facts_work *w = f->w;
    uint32_t *first = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *first);
    if (!first)
        return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i <= w->n; i++) {
        while (k < f->cues.n && f->cues.at[k].token < i)
            k++;
        first[i] = k;
    }
    for (uint32_t o = w->n; o-- > 0;) {
        uint32_t i = w->up_order[o];
        if (f->owner[i] == SY_NONE && first[i] < first[i + 1] && !choose(f, first[i], first[i + 1]))
            return false;
    }
    return true;
}

/* ---- quotations --------------------------------------------------------------------------------------- */

static uint32_t words_owned(const finder *f, const sy__quote *q, uint32_t *owner)
{
    uint32_t n = 0;
    *owner = SY_NONE;
    for (uint32_t i = q->first; i <= q->last; i++)
        if (f->owner[i] != SY_NONE && !is_mute(f->w, i)) {
            if (*owner == SY_NONE)
                *owner = f->owner[i];
            n += f->owner[i] == *owner;
        }
    return n;
}

static bool give(finder *f, sy__quote *q, uint32_t index)
{
    build *b = &f->builds.at[index];
    q->attribution = index;
    b->has_quote = true;
    for (uint32_t i = q->first; i <= q->last; i++)
        f->owner[i] = index;
    return SY__PUSH(f->w->ctx, &b->content, (piece){ q->first, q->last });
}

/* A later quotation of the paragraph goes to whom the last one was given; one that continues, to him across paragraphs. */
static bool settle_quotes(finder *f)
{
    uint32_t last = SY_NONE, paragraph = SY_NONE;
    for (uint32_t k = 0; k < f->quotes.n; k++) {
        sy__quote *q = &f->quotes.at[k];
        uint32_t p = f->w->paragraph[q->first], owner;
        if (p != paragraph && !q->continues)
            last = SY_NONE;
        paragraph = p;
        uint32_t n = words_owned(f, q, &owner);
        bool take = owner != SY_NONE && (2 * n >= q->words || q->sentence);
        if (!take && owner == SY_NONE && last != SY_NONE && (q->sentence || q->words >= 4)) {
            owner = last;
            take = true;
        }
        if (!take)
            continue;
        if (!give(f, q, owner))
            return false;
        last = owner;
    }
    return true;
}

/* ---- into the result ------------------------------------------------------------------------------------ */

static int by_first(const void *a, const void *b, void *user)
{
    const piece *x = a, *y = b;
    (void)user;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Pieces in order, those that touch or overlap as one. */
static bool tidy(finder *f, build *b)
{
    if (!sy__sort(f->w->ctx, b->content.at, b->content.n, sizeof *b->content.at, by_first, NULL))
        return false;
    uint32_t n = 0;
    for (uint32_t k = 0; k < b->content.n; k++) {
        piece p = b->content.at[k];
        bool touches = n > 0;
        for (uint32_t i = n ? b->content.at[n - 1].last + 1 : 0; touches && i < p.first; i++)
            touches = is_mute(f->w, i) && f->w->paragraph[i] == f->w->paragraph[p.first];
        if (touches)
            b->content.at[n - 1].last = p.last > b->content.at[n - 1].last ? p.last : b->content.at[n - 1].last;
        else
            b->content.at[n++] = p;
    }
    b->content.n = n;
    return true;
}

static sy_span *span_list(const sy__facts_work *w, uint32_t n) { return sy__arena_array(w->arena, n, sizeof(sy_span)); }

static bool finish_one(finder *f, build *b)
{
    sy__facts_work *w = f->w;
    sy_attribution a = { .cue_token = b->cue, .speaker = SY_NONE, .speaks_for = SY_NONE, .through = SY_NONE };
    if (!tidy(f, b))
        return false;
    sy_span *content = span_list(w, b->content.n), *quoted = span_list(w, f->quotes.n), *source = span_list(w, 1), *cue = span_list(w, 1);
    if (!content || !quoted || !source || !cue)
        return false;
    bool inside = true, any = false;
    for (uint32_t k = 0; k < b->content.n; k++) {
        content[a.n_content++] = sy__token_span(w, b->content.at[k].first, b->content.at[k].last);
        for (uint32_t i = b->content.at[k].first; i <= b->content.at[k].last; i++) {
            bool in = f->quote_at[i] != SY_NONE;
            any = any || in;
            inside = inside && (in || is_mute(w, i));
            if (in && (a.n_quoted == 0 || quoted[a.n_quoted - 1].begin != f->quotes.at[f->quote_at[i]].span.begin))
                quoted[a.n_quoted++] = f->quotes.at[f->quote_at[i]].span;
        }
    }
    a.kind = !any ? SY_ATTRIBUTION_INDIRECT : inside ? SY_ATTRIBUTION_DIRECT : SY_ATTRIBUTION_MIXED;
    a.content = content;
    a.quoted = quoted;
    if (b->source != SY_NONE) {
        *source = sy__token_span(w, w->left[b->source], w->right[b->source]);
        a.n_source = 1;
        a.speaker = w->entity_at[b->source];
    }
    a.source = source;
    *cue = sy__token_span(w, b->cue_first, b->cue_last);
    a.cue = cue;
    a.n_cue = 1;
    return SY__PUSH(w->ctx, &w->attributions, a);
}

static int by_place(const void *a, const void *b, void *user)
{
    const sy_attribution *x = a, *y = b;
    (void)user;
    return x->content[0].begin < y->content[0].begin ? -1 : x->content[0].begin > y->content[0].begin;
}

static void mark_tokens(sy__facts_work *w)
{
    for (uint32_t k = 0; k < w->attributions.n; k++) {
        uint32_t i = 0;
        const sy_attribution *a = &w->attributions.at[k];
        for (size_t s = 0; s < a->n_content; s++) {
            uint32_t low = 0, high = w->n;
            while (low < high) {
                uint32_t mid = low + (high - low) / 2;
                if (w->tokens[mid].span.begin < a->content[s].begin)
                    low = mid + 1;
                else
                    high = mid;
            }
            for (i = low; i < w->n && w->tokens[i].span.begin < a->content[s].end; i++)
                w->attribution_at[i] = k;
        }
    }
}

static bool finish(finder *f)
{
    for (uint32_t k = 0; k < f->builds.n; k++)
        if (!f->builds.at[k].gone && f->builds.at[k].content.n && !finish_one(f, &f->builds.at[k]))
            return false;
    if (!sy__sort(f->w->ctx, f->w->attributions.at, f->w->attributions.n, sizeof *f->w->attributions.at, by_place, NULL))
        return false;
    mark_tokens(f->w);
    return true;
}

static uint32_t *no_indices(sy__facts_work *w)
{
    uint32_t *at = sy__arena_array(w->scratch, w->n, sizeof *at);
    for (uint32_t i = 0; at && i < w->n; i++)
        at[i] = SY_NONE;
    return at;
}

bool sy__find_attributions(sy__facts_work *w)
{
    finder f = { .w = w, .quote_at = no_indices(w), .owner = no_indices(w), .cue_of = no_indices(w) };
    bool ok = f.quote_at && f.owner && f.cue_of && sy__find_quotes(w, &f.quotes, f.quote_at) && sy__list_cues(w, &f.cues) && weigh_all(&f) && choose_all(&f) &&
              settle_quotes(&f) && finish(&f);
    for (uint32_t k = 0; k < f.builds.n; k++)
        sy__free(w->ctx, f.builds.at[k].content.at);
    sy__free(w->ctx, f.builds.at);
    sy__free(w->ctx, f.cues.at);
    sy__free(w->ctx, f.quotes.at);
    return ok;
}
