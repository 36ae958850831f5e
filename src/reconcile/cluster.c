/* Clauses that say the same become groups: best pairs first, each group fitting as a whole, never the transitive closure of pairs.
 * Then parts of clauses that found no partner of their own go back to the clauses around them. */
#include "reconcile/align.h"
#include "reconcile_tables.h"

enum { REPRESENTATIVES = 12, STUB_TERMS = 3, FOLDED_BYTES = 120 };
static const double KIN = 0.0083;       /* how likely, on average over their pairs, two groups must be one to tell of one thing perhaps */
static const double SAME_REPORT = 0.0037;   /* of two of one report, which seldom says a thing twice */
enum { KIN_PAIRS = 4 };                 /* kin are made by the best pairs of each: copies have as many as there are of them */

typedef struct work {
    sy__story *s;
    sy__scored *pairs; uint32_t n_pairs;
    uint32_t  *root, *next, *last;      /* by unit: clusters as chains */
    bool      *folded;                  /* by unit: it goes with the clause around it */
} work;

static const sy__scored *find_pair(const sy__story *s, uint32_t u, uint32_t v)
{
    static const sy__scored none = { SY_NONE, SY_NONE, -SY__MOST_SCORE, 0 };   /* nothing in common */
    const sy__scores *sc = &s->scores;
    uint32_t lo = sc->begin[u], hi = sc->begin[u + 1];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (sc->at[mid].other < v) lo = mid + 1; else hi = mid;
    }
    return lo < sc->begin[u + 1] && sc->at[lo].other == v ? &sc->at[lo] : &none;
}

double sy__score_of(const sy__story *s, uint32_t u, uint32_t v) { return find_pair(s, u, v)->score; }

static int by_score(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__scored *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    return x->other < y->other ? -1 : x->other > y->other;
}

/* One clause in the other: a part and its whole are two statements. */
static bool nested(const sy__story *s, uint32_t u, uint32_t v)
{
    const sy__unit *a = &s->units.at[u], *b = &s->units.at[v];
    return a->document == b->document && a->span.begin < b->span.end && b->span.begin < a->span.end;
}

static uint32_t count_members(const work *w, uint32_t root)
{
    uint32_t n = 0;
    for (uint32_t x = root; x != SY_NONE && n < REPRESENTATIVES; x = w->next[x]) n++;
    return n;
}

/* By the share of the pairs of the two groups, the first REPRESENTATIVES of each, that are to be expected to say one thing. Scores
 * themselves must not be averaged: one pair without a word in common would outweigh three that are sure. */
static bool fits(const work *w, uint32_t a, uint32_t b, double link)
{
    double sum = 0;
    uint32_t n = 0, all = count_members(w, a) * count_members(w, b);
    for (uint32_t x = a, i = 0; x != SY_NONE && i < REPRESENTATIVES; x = w->next[x], i++)
        for (uint32_t y = b, j = 0; y != SY_NONE && j < REPRESENTATIVES; y = w->next[y], j++) {
            if (sum + (double)(all - n) <= link * (double)all) return false;   /* whatever the rest may be */
            if (nested(w->s, x, y)) return false;
            sum += w->s->units.at[x].document == w->s->units.at[y].document ? SAME_REPORT : find_pair(w->s, x, y)->likely;
            n++;
        }
    return sum > link * (double)all;
}

static bool all_apart(work *w)
{
    uint32_t n = w->s->units.n;
    w->root = sy__arena_array(&w->s->scratch, n, sizeof *w->root);
    w->next = sy__arena_array(&w->s->scratch, n, sizeof *w->next);
    w->last = sy__arena_array(&w->s->scratch, n, sizeof *w->last);
    if (!w->root || !w->next || !w->last) return false;
    for (uint32_t u = 0; u < n; u++) {
        w->root[u] = w->last[u] = u;
        w->next[u] = SY_NONE;
    }
    return true;
}

/* The pairs above KIN, best first. */
static bool sort_pairs(work *w)
{
    sy__story *s = w->s;
    w->pairs = sy__arena_array(&s->scratch, s->scores.n / 2, sizeof *w->pairs);
    if (!w->pairs) return false;
    for (uint32_t i = 0; i < s->scores.n; i++) {
        const sy__scored *e = &s->scores.at[i];
        if (e->unit < e->other && e->likely > KIN) w->pairs[w->n_pairs++] = *e;
    }
    return sy__sort(s->ctx, w->pairs, w->n_pairs, sizeof *w->pairs, by_score, NULL);
}

/* Goes on from the groups that there are, with the pairs above `link`: of each clause the best `most`, or more where others' need them. */
static bool agglomerate(work *w, double link, uint32_t most)
{
    uint32_t *kept = sy__arena_array(&w->s->scratch, w->s->units.n, sizeof *kept);
    if (!kept) return false;
    for (uint32_t i = 0; i < w->n_pairs && w->pairs[i].likely > link; i++) {
        const sy__scored *e = &w->pairs[i];
        if (kept[e->unit] >= most && kept[e->other] >= most) continue;
        kept[e->unit]++;
        kept[e->other]++;
        uint32_t a = w->root[e->unit], b = w->root[e->other];
        if (a == b || !fits(w, a, b, link)) continue;
        if (b < a) { uint32_t t = a; a = b; b = t; }
        for (uint32_t x = b; x != SY_NONE; x = w->next[x]) w->root[x] = a;
        w->next[w->last[a]] = b;
        w->last[a] = w->last[b];
    }
    return true;
}

/* ---- folding ------------------------------------------------------------------------------------------------- */

static bool shared(const work *w, uint32_t root)
{
    for (uint32_t x = w->next[root]; x != SY_NONE; x = w->next[x])
        if (w->s->units.at[x].document != w->s->units.at[root].document) return true;
    return false;
}

/* The parent's words reach over the part that it takes back, as long as they stay few. */
static void reach_over(sy__story *s, uint32_t parent, const sy__unit *part, bool freely)
{
    sy__unit *p = &s->units.at[parent];
    sy_token_range core = p->core;
    if (part->core.begin < core.begin) core.begin = part->core.begin;
    if (part->core.end > core.end) core.end = part->core.end;
    const sy_token *t = s->docs[p->document].tokens;
    sy_span span = { t[core.begin].span.begin, t[core.end - 1].span.end };
    if (!freely && span.end - span.begin > FOLDED_BYTES) return;
    p->core = core;
    p->span = span;
}

static bool has_document(const work *w, uint32_t root, uint32_t document)
{
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) if (w->s->units.at[x].document == document) return true;
    return false;
}

/* Parts that every document has together with the same whole: they are cut for nothing. */
static bool cut_for_nothing(const work *w, uint32_t root)
{
    const sy__story *s = w->s;
    uint32_t whole = SY_NONE;
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) {
        uint32_t p = s->units.at[x].parent;
        if (p == SY_NONE || w->folded[p] || (whole != SY_NONE && w->root[p] != whole)) return false;
        whole = w->root[p];
    }
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) if (!has_document(w, whole, s->units.at[x].document)) return false;
    return true;
}

static bool all_weak(const work *w, uint32_t root)
{
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) if (!w->s->units.at[x].weak) return false;
    return true;
}

static void fold_group(work *w, uint32_t root)
{
    sy__story *s = w->s;
    bool alone = !shared(w, root);
    if (!alone && !cut_for_nothing(w, root)) return;
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) {
        uint32_t p = s->units.at[x].parent;
        w->folded[x] = true;
        if (p != SY_NONE && (!alone || !shared(w, w->root[p]))) reach_over(s, p, &s->units.at[x], alone);
    }
}

typedef struct sized { uint32_t root, size; } sized;

static int by_size(const void *a, const void *b, void *user)
{
    (void)user;
    const sized *x = a, *y = b;
    if (x->size != y->size) return x->size < y->size ? -1 : 1;
    return x->root < y->root ? -1 : x->root > y->root;
}

static bool says_only_when(const sy__story *s, uint32_t unit)
{
    const sy__unit *u = &s->units.at[unit];
    const sy__doc *d = &s->docs[u->document];
    uint32_t head = d->statements[u->statement].head;
    return head < d->n_tokens && u->n_numbers == 0 && sy__table_find(&sy__table_reconcile_linking_verbs, d->tokens[head].lemma) != SY_NONE;
}

/* "The announcement came": a stub that one document has, around a clause that several have, is told with that clause; so are those of
 * several documents that say no more than when. */
static bool fold_stubs(work *w)
{
    sy__story *s = w->s;
    bool *stub = sy__arena_array(&s->scratch, s->units.n, sizeof *stub);
    if (!stub) return false;
    for (uint32_t u = 0; u < s->units.n; u++) {
        uint32_t p = s->units.at[u].parent;
        if (p == SY_NONE || w->folded[u] || w->folded[p] || s->units.at[p].terms.n > STUB_TERMS || !shared(w, w->root[u])) continue;
        if (w->next[w->root[p]] == SY_NONE) w->folded[p] = true;
        else stub[p] = says_only_when(s, p);
    }
    for (uint32_t root = 0; root < s->units.n; root++) {
        bool all = w->root[root] == root;
        for (uint32_t x = root; all && x != SY_NONE; x = w->next[x]) all = stub[x];
        for (uint32_t x = root; all && x != SY_NONE; x = w->next[x]) w->folded[x] = true;
    }
    return true;
}

/* Innermost first, so that a part of a part is taken back before its whole is. */
static bool fold(work *w)
{
    sy__story *s = w->s;
    uint32_t n = 0;
    sized *order = sy__arena_array(&s->scratch, s->units.n, sizeof *order);
    w->folded = sy__arena_array(&s->scratch, s->units.n, sizeof *w->folded);
    if (!order || !w->folded) return false;
    for (uint32_t u = 0; u < s->units.n; u++) {
        if (w->root[u] != u || !all_weak(w, u)) continue;
        sized x = { u, 0 };
        for (uint32_t v = u; v != SY_NONE; v = w->next[v]) {
            uint32_t size = s->units.at[v].tokens.end - s->units.at[v].tokens.begin;
            if (size > x.size) x.size = size;
        }
        order[n++] = x;
    }
    if (!sy__sort(s->ctx, order, n, sizeof *order, by_size, NULL)) return false;
    for (uint32_t i = 0; i < n; i++) fold_group(w, order[i].root);
    return fold_stubs(w);
}

/* ---- the groups ------------------------------------------------------------------------------------------------ */

/* In the order of their first clause; clauses in theirs. */
static bool put_groups(work *w)
{
    sy__story *s = w->s;
    uint32_t n = s->units.n;
    uint32_t *units = sy__arena_array(&s->scratch, n, sizeof *units);
    uint32_t *size = sy__arena_array(&s->scratch, n, sizeof *size);
    uint32_t *group = sy__arena_array(&s->scratch, n, sizeof *group);
    s->groups = sy__arena_array(&s->scratch, n, sizeof *s->groups);
    if (!units || !size || !group || !s->groups) return false;
    for (uint32_t u = 0; u < n; u++) group[u] = SY_NONE;
    for (uint32_t u = 0; u < n; u++) {
        if (w->folded[u]) continue;
        if (group[w->root[u]] == SY_NONE) group[w->root[u]] = s->n_groups++;
        s->units.at[u].group = group[w->root[u]];
        size[s->units.at[u].group]++;
    }
    uint32_t at = 0;
    for (uint32_t g = 0; g < s->n_groups; g++) {
        s->groups[g] = (sy__group){ units + at, 0 };
        at += size[g];
    }
    for (uint32_t u = 0; u < n; u++) {
        if (w->folded[u]) continue;
        sy__group *g = &s->groups[s->units.at[u].group];
        units[(size_t)(g->units - units) + g->n_units++] = u;
    }
    /* Wholes come before their parts: a part's words belong to the statement of the clause that took it back. */
    for (uint32_t u = 0; u < n; u++)
        if (w->folded[u] && s->units.at[u].parent != SY_NONE) s->units.at[u].group = s->units.at[s->units.at[u].parent].group;
    return true;
}

/* Wider groups, of all clauses, that differ from the ones above and stand in several documents. */
static bool put_kin(work *w)
{
    sy__story *s = w->s;
    uint32_t n = s->units.n, *units = sy__arena_array(&s->scratch, n, sizeof *units), at = 0;
    s->kin = sy__arena_array(&s->scratch, n, sizeof *s->kin);
    if (!units || !s->kin) return false;
    for (uint32_t u = 0; u < n; u++) {
        if (w->root[u] != u || !shared(w, u)) continue;
        uint32_t first = at;
        bool one = true;
        for (uint32_t x = u; x != SY_NONE; x = w->next[x]) {
            units[at++] = x;
            one &= s->units.at[x].group == s->units.at[u].group && !w->folded[x];
        }
        if (one && s->groups[s->units.at[u].group].n_units == at - first) { at = first; continue; }
        s->kin[s->n_kin++] = (sy__group){ units + first, at - first };
    }
    return true;
}

bool sy__group_units(sy__story *s)
{
    work w = { .s = s };
    return all_apart(&w) && sort_pairs(&w) && agglomerate(&w, s->join, UINT32_MAX) && fold(&w) && put_groups(&w) && agglomerate(&w, KIN, KIN_PAIRS) && put_kin(&w);
}
