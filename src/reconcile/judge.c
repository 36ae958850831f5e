/* How likely two values answer one question: measures of the slot, of the two clauses and of the two phrases, weighed by
 * data/reconcile/difference_weights.txt (a logistic regression over hand-made accounts; tools/learn_differences.py). */
#include <math.h>

#include "reconcile/differences.h"
#include "reconcile_tables.h"

#define SY__DIFFERENCE_NAME_OF(name) #name,
static const char *const feature_names[] = { SY__DIFFERENCE_FEATURES(SY__DIFFERENCE_NAME_OF) };

void sy__judge_weights(sy__finder *f)
{
    for (uint32_t i = 0; i < SY__D_N; i++) f->weight[i] = sy__weight(&sy__table_reconcile_difference_weights, feature_names[i], 1);
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

static void measure_pair(const sy__finder *f, const sy__value_use *x, const sy__value_use *y, double *m)
{
    const sy__story *s = f->s;
    if (x->unit != SY_NONE && y->unit != SY_NONE) {
        const sy__unit *u = &s->units.at[x->unit], *v = &s->units.at[y->unit];
        m[SY__D_cosine] = sy__bag_cosine(&u->terms, &v->terms, s->term_weight);
        m[SY__D_sentence] = u->around && v->around ? sy__bag_cosine(u->around, v->around, s->term_weight) : 0;
        m[SY__D_same_predicate] = u->predicate != SY_NONE && u->predicate == v->predicate;
        m[SY__D_same_agent] = role_meets(u, v, SY_ROLE_AGENT);
        m[SY__D_same_patient] = role_meets(u, v, SY_ROLE_PATIENT);
    }
    uint32_t hx = head_term(f, x), hy = head_term(f, y), nx = count_words(x->plain), ny = count_words(y->plain);
    uint32_t common = common_words(x->plain, y->plain), least = nx < ny ? nx : ny;
    m[SY__D_same_head] = hx != SY_NONE && hx == hy;
    m[SY__D_contained] = least > 0 && common == least;
    m[SY__D_shared] = nx + ny > common ? (double)common / (double)(nx + ny - common) : 0;
    m[SY__D_proper_both] = proper(f, x) && proper(f, y);
    m[SY__D_proper_one] = proper(f, x) != proper(f, y);
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

double sy__judge_slot(const sy__finder *f, const uint32_t *value_of, uint32_t n_values)
{
    const sy__slot *slot = &f->slot;
    double best = -1e9;
    uint32_t longest = 0, documents = 0;
    for (uint32_t i = 0; i < slot->uses.n; i++) {
        uint32_t words = count_words(slot->uses.at[i].plain);
        bool seen = false;
        longest = words > longest ? words : longest;
        for (uint32_t j = 0; j < i && !seen; j++) seen = slot->uses.at[j].ref.document == slot->uses.at[i].ref.document;
        documents += !seen;
    }
    for (uint32_t i = 0; i < slot->uses.n; i++) {
        for (uint32_t j = i + 1; j < slot->uses.n; j++) {
            const sy__value_use *x = &slot->uses.at[i], *y = &slot->uses.at[j];
            if (value_of[i] == value_of[j] || x->ref.document == y->ref.document) continue;
            double m[SY__D_N] = { 0 }, sum = 0;
            m[SY__D_bias] = m[slot->is] = 1;
            m[SY__D_more_values] = n_values > 5 ? 3 : n_values - 2;
            m[SY__D_documents] = documents > 6 ? 4 : documents < 2 ? 0 : documents - 2;
            m[SY__D_long_value] = longest > 4 ? (double)(longest - 4) / 10 : 0;
            measure_pair(f, x, y, m);
            for (uint32_t k = 0; k < SY__D_N; k++) sum += f->weight[k] * m[k];
            if (sy__logs(f->s->ctx)) log_measures(f, x, y, m);
            best = sum > best ? sum : best;
        }
    }
    return 1 / (1 + exp(-best));
}
