/* How likely two values answer one question: measures of the slot, of the two clauses and of the two phrases, weighed by
 * data/reconcile/difference_weights.txt (a logistic regression over hand-made accounts) and by the trees that correct it
 * (difference_trees.txt; tools/learn_differences.py). */
#include <math.h>
#include <stdlib.h>

#include "reconcile/align.h"
#include "reconcile/differences.h"
#include "reconcile_tables.h"

#define SY__DIFFERENCE_NAME_OF(name) #name,
static const char *const feature_names[] = { SY__DIFFERENCE_FEATURES(SY__DIFFERENCE_NAME_OF) };

static int by_document(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__neighbour *x = a, *y = b;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->term != y->term) return x->term < y->term ? -1 : 1;
    return x->next < y->next ? -1 : x->next > y->next;
}

bool sy__judge_begin(sy__finder *f)
{
    sy__story *s = f->s;
    if (!sy__read_trees(&s->scratch, &sy__table_reconcile_difference_trees, feature_names, SY__D_N, &f->trees)) return false;
    for (uint32_t i = 0; i < SY__D_N; i++) f->weight[i] = sy__weight(&sy__table_reconcile_difference_weights, feature_names[i], 1);
    for (uint32_t k = 0; k < s->n_docs; k++) {
        const sy__doc *d = &s->docs[k];
        uint32_t last = SY_NONE;
        for (uint32_t t = 0; t < d->n_tokens; t++) {
            if (d->term[t] == SY_NONE) continue;
            if (!SY__PUSH(s->ctx, &f->said, (sy__neighbour){ k, d->term[t], SY_NONE })) return false;
            if (last != SY_NONE && !SY__PUSH(s->ctx, &f->said, (sy__neighbour){ k, last, d->term[t] })) return false;
            last = d->term[t];
        }
    }
    return sy__sort(s->ctx, f->said.at, f->said.n, sizeof *f->said.at, by_document, NULL);
}

static bool has(const sy__finder *f, sy__neighbour x)
{
    uint32_t from = 0, to = f->said.n;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        int c = by_document(&f->said.at[mid], &x, NULL);
        if (c == 0) return true;
        if (c < 0) from = mid + 1;
        else to = mid;
    }
    return false;
}

/* Whether a document has all of the phrase's words, and each beside the next. */
static bool says(const sy__finder *f, uint32_t document, const sy__value_use *x)
{
    enum { LONG = 6 };
    const sy__doc *d = &f->s->docs[x->ref.document];
    uint32_t last = SY_NONE, n = 0;
    if (x->ref.in_source) return false;
    sy_token_range r = sy__tokens_of(d, x->ref.span);
    for (uint32_t t = r.begin; t < r.end; t++) {
        if (d->term[t] == SY_NONE) continue;
        if (++n > LONG || !has(f, (sy__neighbour){ document, d->term[t], SY_NONE }) || (last != SY_NONE && !has(f, (sy__neighbour){ document, last, d->term[t] }))) return false;
        last = d->term[t];
    }
    return n > 0;
}

/* Words of a plain value: they are parted by blanks. */
static uint32_t count_words(sy_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += s.ptr[i] != ' ' && (i == 0 || s.ptr[i - 1] == ' ');
    return n;
}

static bool has_word(sy_str s, sy_str word)
{
    for (size_t at = 0; (at = sy__find(s, word, at)) != SIZE_MAX; at++) {
        bool begins = at == 0 || s.ptr[at - 1] == ' ', ends = at + word.len == s.len || s.ptr[at + word.len] == ' ';
        if (begins && ends) return true;
    }
    return false;
}

static uint32_t common_words(sy_str a, sy_str b)
{
    uint32_t n = 0;
    for (size_t i = 0; i < a.len;) {
        size_t end = i;
        while (end < a.len && a.ptr[end] != ' ') end++;
        if (end > i) n += has_word(b, sy__sub(a, i, end));
        i = end + 1;
    }
    return n;
}

static bool role_meets(const sy__unit *u, const sy__unit *v, sy_role role)
{
    for (uint32_t i = 0; i < u->n_fillers; i++)
        for (uint32_t j = 0; j < v->n_fillers; j++)
            if (u->fillers[i].role == role && v->fillers[j].role == role && sy__fillers_meet(&u->fillers[i], &v->fillers[j])) return true;
    return false;
}

static bool proper(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    return x->head < d->n_tokens && d->tokens[x->head].pos == SY_POS_PROPN;
}

static uint32_t head_term(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    return x->head < d->n_tokens ? d->term[x->head] : SY_NONE;
}

static uint32_t entity_of(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    uint32_t e = proper(f, x) ? sy_facts_entity_at(d->in->facts, x->head) : SY_NONE;
    return e == SY_NONE ? SY_NONE : d->entity[e];
}

static const int8_t *meaning_of(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    return f->s->vectors && x->head < d->n_tokens ? sy__vector_of(f->s->vectors, d->tokens[x->head].lemma) : NULL;
}

static void measure_clauses(const sy__story *s, const sy__unit *u, const sy__unit *v, double *m)
{
    m[SY__D_cosine] = sy__bag_cosine(&u->terms, &v->terms, s->term_weight);
    m[SY__D_sentence] = u->around && v->around ? sy__bag_cosine(u->around, v->around, s->term_weight) : 0;
    m[SY__D_same_predicate] = u->predicate != SY_NONE && u->predicate == v->predicate;
    m[SY__D_same_agent] = role_meets(u, v, SY_ROLE_AGENT);
    m[SY__D_same_patient] = role_meets(u, v, SY_ROLE_PATIENT);
}

static void both_or_one(bool x, bool y, double *both, double *one)
{
    *both = x && y;
    *one = x != y;
}

static bool is_verb(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    return x->head < d->n_tokens && (d->tokens[x->head].pos == SY_POS_VERB || d->tokens[x->head].pos == SY_POS_AUX);
}

static bool is_modifier(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    return x->head < d->n_tokens && (d->tokens[x->head].pos == SY_POS_ADJ || d->tokens[x->head].pos == SY_POS_ADV);
}

static bool has_number(const sy__finder *f, const sy__value_use *x)
{
    const sy__doc *d = &f->s->docs[x->ref.document];
    if (x->ref.in_source) return false;
    sy_token_range r = sy__tokens_of(d, x->ref.span);
    for (uint32_t t = r.begin; t < r.end; t++) if (d->tokens[t].pos == SY_POS_NUM) return true;
    return false;
}

/* Weight of x's words that y lacks. */
static double own_weight(const sy__finder *f, const sy__value_use *x, const sy__value_use *y)
{
    const sy__doc *d = &f->s->docs[x->ref.document], *e = &f->s->docs[y->ref.document];
    enum { MOST = 24 };
    double sum = 0;
    if (x->ref.in_source || y->ref.in_source) return 0;
    sy_token_range r = sy__tokens_of(d, x->ref.span), q = sy__tokens_of(e, y->ref.span);
    for (uint32_t t = r.begin; t < r.end && t < r.begin + MOST; t++) {
        bool met = d->term[t] == SY_NONE;
        for (uint32_t k = q.begin; k < q.end && k < q.begin + MOST && !met; k++) met = e->term[k] == d->term[t];
        if (!met && d->term[t] < f->s->n_weighed) sum += f->s->term_weight[d->term[t]];
    }
    return sum / 10;
}

static void measure_words(const sy__finder *f, const sy__value_use *x, const sy__value_use *y, double *m)
{
    double a = own_weight(f, x, y), b = own_weight(f, y, x), n = count_words(x->plain), k = count_words(y->plain);
    both_or_one(is_verb(f, x), is_verb(f, y), &m[SY__D_verb_both], &m[SY__D_verb_one]);
    both_or_one(is_modifier(f, x), is_modifier(f, y), &m[SY__D_modifier_both], &m[SY__D_modifier_one]);
    both_or_one(has_number(f, x), has_number(f, y), &m[SY__D_number_both], &m[SY__D_number_one]);
    m[SY__D_weight_less] = a < b ? a : b;
    m[SY__D_weight_more] = a < b ? b : a;
    m[SY__D_words_less] = (n < k ? n : k) / 10;
    m[SY__D_words_more] = (n < k ? k : n) / 10;
}

static void measure_pair(const sy__finder *f, const sy__value_use *x, const sy__value_use *y, double *m)
{
    const sy__story *s = f->s;
    if (x->unit != SY_NONE && y->unit != SY_NONE) {
        m[SY__D_aligned] = sy__score_of(s, x->unit, y->unit) / SY__MOST_SCORE;
        m[SY__D_joined] = s->units.at[x->unit].group == s->units.at[y->unit].group;
        measure_clauses(s, &s->units.at[x->unit], &s->units.at[y->unit], m);
    }
    uint32_t hx = head_term(f, x), hy = head_term(f, y), nx = count_words(x->plain), ny = count_words(y->plain), ex = entity_of(f, x), ey = entity_of(f, y);
    uint32_t common = common_words(x->plain, y->plain), least = nx < ny ? nx : ny;
    m[SY__D_same_head] = hx != SY_NONE && hx == hy;
    m[SY__D_contained] = least > 0 && common == least;
    m[SY__D_shared] = nx + ny > common ? (double)common / (double)(nx + ny - common) : 0;
    m[SY__D_proper_both] = proper(f, x) && proper(f, y);
    m[SY__D_proper_one] = proper(f, x) != proper(f, y);
    m[SY__D_near] = hx != hy ? sy__meaning_cosine(meaning_of(f, x), meaning_of(f, y)) : 0;
    m[SY__D_elsewhere] = 0.5 * says(f, x->ref.document, y) + 0.5 * says(f, y->ref.document, x);
    m[SY__D_one_entity] = ex != SY_NONE && ex == ey;
    m[SY__D_entities_apart] = ex != SY_NONE && ey != SY_NONE && ex != ey;
    measure_words(f, x, y, m);
    m[SY__D_beside] = x->beside > y->beside ? x->beside : y->beside;
    m[SY__D_dates_meet] = f->slot.is == SY__D_time && sy__dates_meet(x->key, y->key);
}

/* Who says so depends more than all else on whether the clauses say the same. */
static void measure_voices(const sy__slot *slot, double *m)
{
    if (slot->kind != SY_DIFFERENCE_ATTRIBUTION) return;
    m[SY__D_told_sentence] = m[SY__D_sentence];
    m[SY__D_told_cosine] = m[SY__D_cosine];
    m[SY__D_told_predicate] = m[SY__D_same_predicate];
    m[SY__D_told_agent] = m[SY__D_same_agent];
    m[SY__D_told_documents] = m[SY__D_documents];
}

/* Whether the document of one use has the value of the other in this slot too: then they are no two answers. */
static bool has_both(const sy__slot *slot, const uint32_t *value_of, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < slot->uses.n; k++)
        if ((value_of[k] == value_of[j] && slot->uses.at[k].ref.document == slot->uses.at[i].ref.document)
            || (value_of[k] == value_of[i] && slot->uses.at[k].ref.document == slot->uses.at[j].ref.document)) return true;
    return false;
}

/* For tools/learn_differences.py: what was measured, and where. */
static void log_measures(const sy__finder *f, const sy__value_use *x, const sy__value_use *y, const double *m)
{
    sy_buf line;
    sy__buf_init(&line, f->s->ctx);
    sy__buf_printf(&line, "slot %u %u %u %u %u %u", x->ref.document, x->ref.span.begin, x->ref.span.end, y->ref.document, y->ref.span.begin, y->ref.span.end);
    for (uint32_t k = 0; k < SY__D_N; k++) sy__buf_printf(&line, " %.4f", m[k]);
    sy__buf_char(&line, '\0');
    if (!line.failed) sy__log(f->s->ctx, SY_LOG_DEBUG, "reconcile", "%s", line.ptr);
    sy__buf_done(&line);
}

typedef struct judged { const uint32_t *value_of; uint32_t n_values, longest, documents; } judged;

/* How likely two uses are two answers: false where they cannot be. */
static bool judge_pair(const sy__finder *f, const judged *of, uint32_t i, uint32_t j, double *out)
{
    const sy__slot *slot = &f->slot;
    const sy__value_use *x = &slot->uses.at[i], *y = &slot->uses.at[j];
    if (of->value_of[i] == of->value_of[j] || x->ref.document == y->ref.document || has_both(slot, of->value_of, i, j)) return false;
    double m[SY__D_N] = { 0 }, sum = 0;
    m[SY__D_bias] = m[slot->is] = 1;
    m[SY__D_more_values] = of->n_values > 5 ? 3 : of->n_values - 2;
    m[SY__D_documents] = of->documents > 6 ? 4 : of->documents < 2 ? 0 : of->documents - 2;
    m[SY__D_long_value] = of->longest > 4 ? (double)(of->longest - 4) / 10 : 0;
    measure_pair(f, x, y, m);
    measure_voices(slot, m);
    for (uint32_t k = 0; k < SY__D_N; k++) sum += f->weight[k] * m[k];
    sum += sy__trees_value(&f->trees, m);
    if (sy__logs(f->s->ctx)) log_measures(f, x, y, m);
    if (slot->is == SY__D_reworded && getenv("SY_RW")) sum += atof(getenv("SY_RW"));
    *out = 1 / (1 + exp(-sum));
    return true;
}

double sy__judge_slot(const sy__finder *f, const uint32_t *value_of, uint32_t n_values, bool *answers)
{
    static const double NEAR_BEST = 0.8;   /* share of the best pair's likelihood from which a further value is of the slot */
    const sy__slot *slot = &f->slot;
    judged of = { value_of, n_values, 0, 0 };
    double best = 0, p;
    uint32_t one = 0, two = 0;
    for (uint32_t i = 0; i < slot->uses.n; i++) {
        uint32_t words = count_words(slot->uses.at[i].plain);
        bool seen = false;
        of.longest = words > of.longest ? words : of.longest;
        for (uint32_t j = 0; j < i && !seen; j++) seen = slot->uses.at[j].ref.document == slot->uses.at[i].ref.document;
        of.documents += !seen;
    }
    for (uint32_t i = 0; i < slot->uses.n; i++)
        for (uint32_t j = i + 1; j < slot->uses.n; j++)
            if (judge_pair(f, &of, i, j, &p) && p > best) { best = p; one = value_of[i]; two = value_of[j]; }
    answers[one] = answers[two] = true;
    for (uint32_t i = 0; i < slot->uses.n; i++)
        for (uint32_t j = 0; j < slot->uses.n && !answers[value_of[i]]; j++)
            if ((value_of[j] == one || value_of[j] == two) && judge_pair(f, &of, i, j, &p) && p >= NEAR_BEST * best) answers[value_of[i]] = true;
    return best;
}
