/* How much two clauses say the same: candidates by an index of words, a score for each from what they have in common, and a second
 * one from how they do among all that could be meant. A number, date, place or name that differs is no veto; it is a difference
 * to show. The weights are learned (tools/learn_alignment.py). */
#include "reconcile/align.h"
#include "reconcile/trees.h"
#include "reconcile_tables.h"

#include <math.h>

/* Candidates a clause keeps; how many may be found before its more common words are not asked any more; and the share of all
 * clauses above which a word finds none. */
enum { CANDIDATES = 64, ENOUGH = 2048, COMMON_LEAST = 60 };
static const double HOPELESS = -3.3, BEYOND_DOUBT = 3.5;   /* trees lift or lower no pair from there to where it counts */
static const double COMMON_SHARE = 0.2, RANK_CLIP = 3.0;

typedef struct pair {
    uint32_t a, b;               /* a < b */
    double   first, second;      /* the first score; the measures' share in the second, then the second score */
} pair;

typedef struct side { uint32_t unit, document, pair; double score; } side;

typedef struct work {
    sy__story *s;
    double     first[SY__F_N], second[SY__F_N], rank[SY__R_N];
    sy__trees  trees;                     /* what the second score lacks */
    uint32_t  *posting_begin, *posting;   /* by term: units */
    double    *gain;                      /* by unit: weight shared with the one at hand */
    uint32_t  *touched; uint32_t n_touched;
    uint32_t  *terms;                     /* the one at hand's, rarest first */
    SY__VEC(pair) pairs;
    uint32_t  *sentence_begin;            /* by document: its first sentence's number */
    uint32_t  *measured_with;             /* by sentence: the later one that `sentences` is of; SY_NONE */
    sy__sentences *sentences;
    sy__likeness reports;
    double   (*gaps)[2], (*margins)[2];   /* by pair, for either of its clauses */
} work;

/* ---- weights --------------------------------------------------------------------------------------------- */

static bool read_weights(work *w)
{
#define NAME(name) #name,
    static const char *const rank_names[] = { SY__RANK_FEATURES(NAME) };
    const sy__table *t = &sy__table_reconcile_alignment_weights;
    for (uint32_t f = 0; f < SY__F_N; f++) {
        w->first[f] = sy__weight(t, sy__feature_names[f], 1);
        w->second[f] = sy__weight(t, sy__feature_names[f], 2);
    }
    for (uint32_t r = 0; r < SY__R_N; r++) w->rank[r] = sy__weight(t, rank_names[r], 2);
    return sy__read_trees(&w->s->scratch, &sy__table_reconcile_alignment_trees, sy__feature_names, SY__F_N, &w->trees);
}

/* ---- candidates ---------------------------------------------------------------------------------------- */

/* By term the clauses that have it: more than term_df counts, which leaves out what photos show. */
static bool index_units(work *w)
{
    sy__story *s = w->s;
    uint32_t n = s->term_text.n, *end = sy__arena_array(&s->scratch, n, sizeof *end);
    w->posting_begin = sy__arena_array(&s->scratch, (size_t)n + 1, sizeof *w->posting_begin);
    if (!end || !w->posting_begin) return false;
    for (uint32_t u = 0; u < s->units.n; u++)
        for (uint32_t i = 0; i < s->units.at[u].terms.n; i++) w->posting_begin[s->units.at[u].terms.at[i] + 1]++;
    for (uint32_t t = 0; t < n; t++) end[t] = w->posting_begin[t + 1] += w->posting_begin[t];
    w->posting = sy__arena_array(&s->scratch, w->posting_begin[n], sizeof *w->posting);
    if (!w->posting) return false;
    for (uint32_t u = s->units.n; u-- > 0;)
        for (uint32_t i = 0; i < s->units.at[u].terms.n; i++) w->posting[--end[s->units.at[u].terms.at[i]]] = u;
    return true;
}

typedef struct candidate { uint32_t unit; double gain; } candidate;

/* The best so far, best first; of equals the earlier clause. */
static void keep_best(candidate best[CANDIDATES], uint32_t *n, candidate x)
{
    uint32_t i = *n;
    if (i == CANDIDATES) {
        const candidate *last = &best[CANDIDATES - 1];
        if (x.gain < last->gain || (x.gain == last->gain && x.unit > last->unit)) return;
        i--;
    } else {
        ++*n;
    }
    for (; i > 0 && (best[i - 1].gain < x.gain || (best[i - 1].gain == x.gain && best[i - 1].unit > x.unit)); i--) best[i] = best[i - 1];
    best[i] = x;
}

static int by_rarity(const void *a, const void *b, void *user)
{
    const uint32_t *x = a, *y = b, *df = user;
    if (df[*x] != df[*y]) return df[*x] < df[*y] ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

/* Adds the term's weight to every clause of an earlier document that has it. Weights are whole numbers of 1/1024: sums of their
 * squares are exact, in any order. */
static void touch(work *w, uint32_t term, uint32_t before)
{
    double weight = w->s->term_weight[term];
    for (uint32_t p = w->posting_begin[term]; p < w->posting_begin[term + 1] && w->posting[p] < before; p++) {
        uint32_t v = w->posting[p];
        if (w->gain[v] == 0) w->touched[w->n_touched++] = v;
        w->gain[v] += weight * weight;
    }
}

/* Clauses of earlier documents that share the most weight with u, rare words first. */
static bool find_candidates(work *w, uint32_t u, candidate best[CANDIDATES], uint32_t *n)
{
    sy__story *s = w->s;
    const sy__unit *x = &s->units.at[u];
    double limit = COMMON_SHARE * (double)s->units.n;
    uint32_t *terms = w->terms;
    memcpy(terms, x->terms.at, x->terms.n * sizeof *terms);
    if (!sy__sort(s->ctx, terms, x->terms.n, sizeof *terms, by_rarity, s->term_df)) return false;
    w->n_touched = 0;
    for (uint32_t i = 0; i < x->terms.n && w->n_touched < ENOUGH; i++)
        if (s->term_df[terms[i]] <= COMMON_LEAST || (double)s->term_df[terms[i]] <= limit) touch(w, terms[i], s->unit_begin[x->document]);
    *n = 0;
    for (uint32_t i = 0; i < w->n_touched; i++) {
        uint32_t v = w->touched[i];
        double norm = s->units.at[v].terms.norm;
        if (s->units.at[v].picture == x->picture) keep_best(best, n, (candidate){ v, norm > 0 ? w->gain[v] / norm : 0 });
        w->gain[v] = 0;
    }
    return true;
}

/* For tools/learn_alignment.py: what was measured, and where. */
static void log_pair(const sy__story *s, const pair *p, const double *f)
{
    sy_buf line;
    sy__buf_init(&line, s->ctx);
    sy__buf_printf(&line, "align-pair %u %u", p->a, p->b);
    for (uint32_t i = 0; i < SY__F_N; i++) sy__buf_printf(&line, " %.5g", f[i]);
    sy__buf_char(&line, '\0');
    if (!line.failed) sy__log(s->ctx, SY_LOG_DEBUG, "reconcile", "%s", line.ptr);
    sy__buf_done(&line);
}

static void log_units(const sy__story *s)
{
    for (uint32_t u = 0; u < s->units.n; u++) {
        const sy__unit *x = &s->units.at[u];
        const sy__doc *d = &s->docs[x->document];
        sy_span at = sy_article_origin(d->in->article, x->span);
        sy__log(s->ctx, SY_LOG_DEBUG, "reconcile", "align-unit %u %u %u %d %d %u %u %u %.*s", u, at.begin, at.end, x->parent == SY_NONE ? -1 : (int)x->parent,
                x->weak, x->tokens.begin, x->tokens.end, x->terms.n, (int)d->in->document->id.len, d->in->document->id.ptr);
    }
}

/* What the two clauses' sentences have in common: all pairs of their clauses share it. Clauses come in their order, so that those of one
 * sentence meet others' sentences one after the other. */
static const sy__sentences *sentences_of(work *w, uint32_t u, uint32_t v)
{
    const sy__unit *a = &w->s->units.at[u], *b = &w->s->units.at[v];
    uint32_t of_a = w->sentence_begin[a->document] + a->sentence, of_b = w->sentence_begin[b->document] + b->sentence;
    if (w->measured_with[of_a] != of_b) {
        w->measured_with[of_a] = of_b;
        sy__sentences_measure(w->s, a, b, &w->sentences[of_a]);
    }
    return &w->sentences[of_a];
}

static bool number_sentences(work *w)
{
    sy__story *s = w->s;
    w->sentence_begin = sy__arena_array(&s->scratch, (size_t)s->n_docs + 1, sizeof *w->sentence_begin);
    if (!w->sentence_begin) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) w->sentence_begin[d + 1] = w->sentence_begin[d] + s->docs[d].n_sentences;
    uint32_t n = w->sentence_begin[s->n_docs];
    w->measured_with = sy__arena_array(&s->scratch, n, sizeof *w->measured_with);
    w->sentences = sy__arena_array(&s->scratch, n, sizeof *w->sentences);
    if (!w->measured_with || !w->sentences) return false;
    for (uint32_t i = 0; i < n; i++) w->measured_with[i] = SY_NONE;
    return true;
}

static bool find_pairs(work *w)
{
    sy__story *s = w->s;
    candidate list[CANDIDATES];
    w->terms = sy__arena_array(&s->scratch, s->term_text.n, sizeof *w->terms);
    w->gain = sy__arena_array(&s->scratch, s->units.n, sizeof *w->gain);
    w->touched = sy__arena_array(&s->scratch, s->units.n, sizeof *w->touched);
    if (!w->terms || !w->gain || !w->touched || !number_sentences(w)) return false;
    if (sy__logs(s->ctx)) log_units(s);
    for (uint32_t u = 0; u < s->units.n; u++) {
        uint32_t n;
        if (!find_candidates(w, u, list, &n)) return false;
        for (uint32_t i = 0; i < n; i++) {
            pair p = { list[i].unit, u, 0, 0 };
            double f[SY__F_N] = { 0 };
            sy__align_measure(s, p.a, p.b, f, sentences_of(w, p.a, p.b));
            f[SY__F_reports] = sy__report_likeness(&w->reports, s->units.at[p.a].document, s->units.at[u].document);
            for (uint32_t k = 0; k < SY__F_N; k++) { p.first += w->first[k] * f[k]; p.second += w->second[k] * f[k]; }
            if (p.second > HOPELESS && p.second < BEYOND_DOUBT) p.second += sy__trees_value(&w->trees, f);
            if (sy__logs(s->ctx)) log_pair(s, &p, f);
            if (!SY__PUSH(s->ctx, &w->pairs, p)) return false;
        }
    }
    return true;
}

/* ---- rank: how a pair does among all that could be meant ------------------------------------------------------ */

static int by_choice(const void *a, const void *b, void *user)
{
    (void)user;
    const side *x = a, *y = b;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

/* One clause's choices in one document, best first. */
static void rank_choices(work *w, const side *at, uint32_t n)
{
    double margin = n > 1 ? at[0].score - at[1].score : RANK_CLIP;
    for (uint32_t i = 0; i < n; i++) {
        const pair *p = &w->pairs.at[at[i].pair];
        uint32_t which = p->b == at[i].unit;
        double gap = at[0].score - at[i].score;
        w->gaps[at[i].pair][which] = gap < RANK_CLIP ? gap : RANK_CLIP;
        w->margins[at[i].pair][which] = gap > 0 ? 0 : margin < RANK_CLIP ? margin : RANK_CLIP;
    }
}

static void second_score(const work *w, uint32_t i, double *score)
{
    double a = w->gaps[i][0], b = w->gaps[i][1], r[SY__R_N];
    r[SY__R_best_of_one] = a <= 0 || b <= 0;
    r[SY__R_best_of_both] = a <= 0 && b <= 0;
    r[SY__R_gap_near] = a < b ? a : b;
    r[SY__R_gap_far] = a < b ? b : a;
    r[SY__R_margin] = w->margins[i][0] + w->margins[i][1];
    for (uint32_t k = 0; k < SY__R_N; k++) *score += w->rank[k] * r[k];
    if (*score > SY__MOST_SCORE) *score = SY__MOST_SCORE;
    if (*score < -SY__MOST_SCORE) *score = -SY__MOST_SCORE;
}

static bool rank_pairs(work *w)
{
    sy__story *s = w->s;
    uint32_t n = w->pairs.n;
    side *sides = sy__arena_array(&s->scratch, 2 * (size_t)n, sizeof *sides);
    w->gaps = sy__arena_array(&s->scratch, n, sizeof *w->gaps);
    w->margins = sy__arena_array(&s->scratch, n, sizeof *w->margins);
    if (!sides || !w->gaps || !w->margins) return false;
    for (uint32_t i = 0; i < n; i++) {
        const pair *p = &w->pairs.at[i];
        sides[2 * i] = (side){ p->a, s->units.at[p->b].document, i, p->first };
        sides[2 * i + 1] = (side){ p->b, s->units.at[p->a].document, i, p->first };
    }
    if (!sy__sort(s->ctx, sides, 2 * (size_t)n, sizeof *sides, by_choice, NULL)) return false;
    for (uint32_t i = 0, end; i < 2 * n; i = end) {
        for (end = i; end < 2 * n && sides[end].unit == sides[i].unit && sides[end].document == sides[i].document; end++) {}
        rank_choices(w, sides + i, end - i);
    }
    for (uint32_t i = 0; i < n; i++) second_score(w, i, &w->pairs.at[i].second);
    return true;
}

/* ---- the result ------------------------------------------------------------------------------------------------- */

static int by_unit(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__scored *x = a, *y = b;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    return x->other < y->other ? -1 : x->other > y->other;
}

/* In whole 1/65536: sums of them are the same in any order, and on any processor. Few stories were learned from, and carefully: scores
 * are surer than they say. */
static double likely_one(double score)
{
    static const double STEEP = 2.0;
    return floor(65536.0 / (1 + exp(-STEEP * score)) + 0.5) / 65536.0;
}

static bool put_scores(const work *w, sy__scores *out)
{
    sy__story *s = w->s;
    uint32_t n = w->pairs.n;
    out->n = 2 * n;
    out->at = sy__arena_array(&s->scratch, out->n, sizeof *out->at);
    out->begin = sy__arena_array(&s->scratch, (size_t)s->units.n + 1, sizeof *out->begin);
    if (!out->at || !out->begin) return false;
    for (uint32_t i = 0; i < n; i++) {
        const pair *p = &w->pairs.at[i];
        double likely = likely_one(p->second);
        out->at[2 * i] = (sy__scored){ p->a, p->b, p->second, likely };
        out->at[2 * i + 1] = (sy__scored){ p->b, p->a, p->second, likely };
    }
    if (!sy__sort(s->ctx, out->at, out->n, sizeof *out->at, by_unit, NULL)) return false;
    for (uint32_t u = 0, i = 0; u <= s->units.n; u++) {
        while (i < out->n && out->at[i].unit < u) i++;
        out->begin[u] = i;
    }
    return true;
}

bool sy__score_units(sy__story *s)
{
    work w = { .s = s };
    bool ok = read_weights(&w) && index_units(&w) && sy__read_reports(s, &w.reports) && find_pairs(&w) && rank_pairs(&w) && put_scores(&w, &s->scores);
    sy__free(s->ctx, w.pairs.at);
    return ok;
}

bool sy__align_units(sy__story *s)
{
    return sy__score_units(s) && sy__group_units(s);
}
