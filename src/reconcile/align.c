/* Which clauses say the same: candidates by an index of words, a score for each pair, and groups in which every clause fits the
 * rest: never the transitive closure of pairs. A number, date, place or name that differs is no veto; it is a difference to show. */
#include "reconcile/align.h"
#include "reconcile_tables.h"

/* Candidates a clause keeps, and the share of all clauses above which a word finds none. */
enum { CANDIDATES = 48, REPRESENTATIVES = 8, COMMON_LEAST = 60 };
static const double COMMON_SHARE = 0.2;
static const double LINK = 0.0;         /* the score from which two groups are one, on average over their pairs */
static const double WORST = -2.0;       /* and the score below which no single pair may lie */
static const double CLIP = 4.0;

typedef struct edge { uint32_t a, b; double score; } edge;   /* a < b */

typedef struct work {
    sy__story *s;
    double     weight[SY__F_N];
    uint32_t  *posting_begin, *posting;   /* by term: units */
    double    *gain;                      /* by unit: weight shared with the one at hand */
    uint32_t  *touched; uint32_t n_touched;
    SY__VEC(edge) edges;
    uint32_t  *root, *next, *last, *size; /* by unit: clusters as chains */
} work;

static bool read_weights(work *w)
{
    for (uint32_t f = 0; f < SY__F_N; f++) {
        uint32_t row = sy__table_find(&sy__table_reconcile_alignment_weights, sy__str(sy__feature_name((sy__feature)f)));
        if (row == SY_NONE) continue;
        sy_str cell = sy__cell(&sy__table_reconcile_alignment_weights, row, 1);
        double v = 0;
        bool minus = cell.len && cell.ptr[0] == '-';
        for (size_t i = minus; i < cell.len; i++) if (cell.ptr[i] >= '0' && cell.ptr[i] <= '9') v = v * 10 + (cell.ptr[i] - '0');
        w->weight[f] = (minus ? -v : v) / 1000.0;
    }
    return true;
}

static double score_of(const work *w, uint32_t u, uint32_t v)
{
    double f[SY__F_N], sum = 0;
    sy__align_measure(w->s, u, v, f);
    for (uint32_t i = 0; i < SY__F_N; i++) sum += w->weight[i] * f[i];
    return sum < -CLIP ? -CLIP : sum > CLIP ? CLIP : sum;
}

/* ---- candidates ---------------------------------------------------------------------------------------- */

static bool index_units(work *w)
{
    sy__story *s = w->s;
    size_t total = 0;
    w->posting_begin = sy__arena_array(&s->scratch, (size_t)s->term_text.n + 1, sizeof *w->posting_begin);
    if (!w->posting_begin) return false;
    for (uint32_t t = 0; t < s->term_text.n; t++) {
        w->posting_begin[t] = (uint32_t)total;
        total += s->term_df[t];
    }
    w->posting_begin[s->term_text.n] = (uint32_t)total;
    w->posting = sy__arena_array(&s->scratch, total, sizeof *w->posting);
    uint32_t *fill = sy__arena_array(&s->scratch, s->term_text.n, sizeof *fill);
    if (!w->posting || !fill) return false;
    for (uint32_t u = 0; u < s->units.n; u++)
        for (uint32_t i = 0; i < s->units.at[u].terms.n; i++) {
            uint32_t t = s->units.at[u].terms.at[i];
            w->posting[w->posting_begin[t] + fill[t]++] = u;
        }
    return true;
}

typedef struct candidate { uint32_t unit; double gain; } candidate;

static int by_gain(const void *a, const void *b, void *user)
{
    (void)user;
    const candidate *x = a, *y = b;
    if (x->gain != y->gain) return x->gain > y->gain ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* Clauses before u that share the most weight with it. */
static bool find_candidates(work *w, uint32_t u, candidate *out, uint32_t *n)
{
    sy__story *s = w->s;
    const sy__unit *x = &s->units.at[u];
    double limit = COMMON_SHARE * (double)s->units.n;
    w->n_touched = 0;
    for (uint32_t i = 0; i < x->terms.n; i++) {
        uint32_t t = x->terms.at[i];
        double weight = s->term_weight[t];
        if (s->term_df[t] > COMMON_LEAST && (double)s->term_df[t] > limit) continue;
        for (uint32_t p = w->posting_begin[t]; p < w->posting_begin[t + 1] && w->posting[p] < u; p++) {
            uint32_t v = w->posting[p];
            if (w->gain[v] == 0) w->touched[w->n_touched++] = v;
            w->gain[v] += weight * weight;
        }
    }
    *n = 0;
    for (uint32_t i = 0; i < w->n_touched; i++) {
        uint32_t v = w->touched[i];
        out[(*n)++] = (candidate){ v, w->gain[v] / s->units.at[v].terms.norm };
        w->gain[v] = 0;
    }
    return sy__sort(s->ctx, out, *n, sizeof *out, by_gain, NULL);
}

/* One clause around the other: a part and its whole are two statements. */
static bool nested(const sy__story *s, uint32_t u, uint32_t v)
{
    const sy__unit *a = &s->units.at[u], *b = &s->units.at[v];
    return a->document == b->document && a->tokens.begin < b->tokens.end && b->tokens.begin < a->tokens.end;
}

static bool find_edges(work *w)
{
    sy__story *s = w->s;
    candidate *list = sy__arena_array(&s->scratch, s->units.n, sizeof *list);
    w->gain = sy__arena_array(&s->scratch, s->units.n, sizeof *w->gain);
    w->touched = sy__arena_array(&s->scratch, s->units.n, sizeof *w->touched);
    if (!list || !w->gain || !w->touched) return false;
    for (uint32_t u = 0; u < s->units.n; u++) {
        uint32_t n;
        if (!find_candidates(w, u, list, &n)) return false;
        for (uint32_t i = 0; i < n && i < CANDIDATES; i++) {
            edge e = { list[i].unit, u, 0 };
            if (nested(s, e.a, e.b)) continue;
            e.score = score_of(w, e.a, e.b);
            if (e.score > LINK && !SY__PUSH(s->ctx, &w->edges, e)) return false;
        }
    }
    return true;
}

/* ---- groups -------------------------------------------------------------------------------------------- */

static int by_score(const void *a, const void *b, void *user)
{
    (void)user;
    const edge *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Average score over pairs of the two groups, the first REPRESENTATIVES of each; false where one pair forbids it. */
static bool fits(const work *w, uint32_t a, uint32_t b)
{
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t x = a, i = 0; x != SY_NONE && i < REPRESENTATIVES; x = w->next[x], i++)
        for (uint32_t y = b, j = 0; y != SY_NONE && j < REPRESENTATIVES; y = w->next[y], j++) {
            if (nested(w->s, x, y)) return false;
            double score = score_of(w, x, y);
            if (score < WORST) return false;
            sum += score;
            n++;
        }
    return sum > LINK * (double)n;
}

static bool agglomerate(work *w)
{
    sy__story *s = w->s;
    uint32_t n = s->units.n;
    w->root = sy__arena_array(&s->scratch, n, sizeof *w->root);
    w->next = sy__arena_array(&s->scratch, n, sizeof *w->next);
    w->last = sy__arena_array(&s->scratch, n, sizeof *w->last);
    if (!w->root || !w->next || !w->last) return false;
    for (uint32_t u = 0; u < n; u++) {
        w->root[u] = w->last[u] = u;
        w->next[u] = SY_NONE;
    }
    if (!sy__sort(s->ctx, w->edges.at, w->edges.n, sizeof *w->edges.at, by_score, NULL)) return false;
    for (uint32_t i = 0; i < w->edges.n; i++) {
        uint32_t a = w->root[w->edges.at[i].a], b = w->root[w->edges.at[i].b];
        if (a == b || !fits(w, a, b)) continue;
        if (b < a) { uint32_t t = a; a = b; b = t; }
        for (uint32_t x = b; x != SY_NONE; x = w->next[x]) w->root[x] = a;
        w->next[w->last[a]] = b;
        w->last[a] = w->last[b];
    }
    return true;
}

/* Groups in the order of their first clause; clauses in theirs. */
static bool put_groups(work *w)
{
    sy__story *s = w->s;
    uint32_t *units = sy__arena_array(&s->scratch, s->units.n, sizeof *units);
    uint32_t *size = sy__arena_array(&s->scratch, s->units.n, sizeof *size);
    s->groups = sy__arena_array(&s->scratch, s->units.n, sizeof *s->groups);
    if (!units || !size || !s->groups) return false;
    for (uint32_t u = 0; u < s->units.n; u++) {
        if (w->root[u] == u) s->units.at[u].group = s->n_groups++;
        size[s->units.at[w->root[u]].group]++;
        s->units.at[u].group = s->units.at[w->root[u]].group;
    }
    uint32_t at = 0;
    for (uint32_t g = 0; g < s->n_groups; g++) {
        s->groups[g] = (sy__group){ units + at, 0 };
        at += size[g];
    }
    for (uint32_t u = 0; u < s->units.n; u++) {
        sy__group *g = &s->groups[s->units.at[u].group];
        units[(size_t)(g->units - units) + g->n_units++] = u;
    }
    return true;
}

bool sy__align_units(sy__story *s)
{
    work w = { .s = s };
    bool ok = read_weights(&w) && index_units(&w) && find_edges(&w) && agglomerate(&w) && put_groups(&w);
    sy__free(s->ctx, w.edges.at);
    return ok;
}
