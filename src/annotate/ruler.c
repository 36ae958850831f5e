/* The attribute ruler: part of speech, and some lemmas, tags and deps, by rules over one or two adjacent tokens. Later
 * rules override earlier ones attribute by attribute; all of them look at what tagger and parser have said. */
#include "annotate/lexer.h"

/* ---- ready rules ------------------------------------------------------------------------- */

static bool in_set(const sy_model *m, const sy__rule_test *t, uint16_t word)
{
    for (uint32_t i = 0; i < t->n_words; i++) {
        if (m->ruler_sets[t->first_word + i] == word)
            return true;
    }
    return false;
}

/* Deps with the same answer to every one-token rule get the same class. */
static void class_deps(sy__ruler *r, const sy_model *m)
{
    for (uint32_t d = 0; d < SY_DEP_N; d++) {
        uint32_t same = 0;
        for (; same < d; same++) {
            uint32_t k = 0;
            while (k < m->n_rules && (m->rules[k].n_tests > 1 || !((m->rules[k].test[0].deps >> d ^ m->rules[k].test[0].deps >> same) & 1)))
                k++;
            if (k == m->n_rules)
                break;
        }
        r->dep_class[d] = (uint8_t)same;
    }
}

/* A pair is looked for where its first word test fits. model_check.c has seen that it has one. */
static void index_pair(sy__ruler *r, const sy_model *m, uint32_t number)
{
    const sy__rule_test *t = &m->rules[number].test[m->rules[number].test[0].n_words > 0 ? 0 : 1];
    for (uint32_t i = 0; i < t->n_words; i++)
        r->pairs_of_word[m->ruler_sets[t->first_word + i]] |= (uint32_t)1 << r->n_pairs;
    r->pairs[r->n_pairs++] = (uint16_t)number;
}

sy_status sy__ruler_new(sy__ruler **out, sy_ctx *ctx, const sy_model *m, sy_error *err)
{
    sy__ruler *r = *out = sy__calloc(ctx, 1, sizeof *r);
    if (!r)
        return sy_fail(err, SY_E_NOMEM, 0, "model: no memory");
    r->n_words = SY__MAX_RULER_WORDS;
    r->pairs_of_word = sy__calloc(ctx, r->n_words, sizeof *r->pairs_of_word);
    if (!r->pairs_of_word) {
        sy__ruler_free(r, ctx);
        *out = NULL;
        return sy_fail(err, SY_E_NOMEM, 0, "model: no memory");
    }
    class_deps(r, m);
    for (uint32_t i = 0; i < m->n_rules; i++) {
        if (m->rules[i].n_tests == 2)
            index_pair(r, m, i);
    }
    return SY_OK;
}

void sy__ruler_free(sy__ruler *r, sy_ctx *ctx)
{
    if (!r)
        return;
    sy__free(ctx, r->pairs_of_word);
    sy__free(ctx, r);
}

/* ---- one token --------------------------------------------------------------------------- */

/* Attributes of a token, each with the number of the rule that set it last, plus 1. */
typedef struct attributes {
    uint8_t  pos, base, tag, dep;
    sy__ref  lemma;
    uint32_t by[5];               /* in the order of SY__RULE_... */
} attributes;

static bool fits(const sy_model *m, const sy__rule_test *t, const sy__type *type, uint8_t tag, uint8_t dep)
{
    return t->tags >> tag & 1 && t->deps >> dep & 1 && (t->space == 2 || t->space == type->is_space)
           && (t->n_words == 0 || (type->word && in_set(m, t, type->word)));
}

static void apply(attributes *a, const sy__rule *rule)
{
    for (uint32_t i = 0; i < 5; i++) {
        if (!(rule->sets >> i & 1) || a->by[i] > rule->number)
            continue;
        a->by[i] = rule->number + 1u;
        switch (1 << i) {
        case SY__RULE_POS: a->pos = rule->pos; break;
        case SY__RULE_MORPH: a->base = rule->base; break;
        case SY__RULE_LEMMA: a->lemma = rule->lemma; break;
        case SY__RULE_TAG: a->tag = rule->tag; break;
        default: a->dep = rule->dep; break;
        }
    }
}

static attributes by_single_rules(const sy_model *m, const sy__type *type, uint8_t tag, uint8_t dep)
{
    attributes a = { .tag = tag, .dep = dep, .pos = SY_POS_X };
    for (uint32_t i = 0; i < m->n_rules; i++) {
        if (m->rules[i].n_tests == 1 && fits(m, &m->rules[i].test[0], type, tag, dep))
            apply(&a, &m->rules[i]);
    }
    return a;
}

static bool decide(sy__lexer *x, const attributes *a, const sy__type *type, sy__verdict *v)
{
    *v = (sy__verdict){ .pos = a->pos, .tag = a->tag, .dep = a->dep };
    v->sets = (uint8_t)((a->by[3] ? SY__RULE_TAG : 0) | (a->by[4] ? SY__RULE_DEP : 0));
    if (a->lemma.length > 0) {
        v->lemma = sy__model_str(x->m, a->lemma);
        return true;
    }
    return sy__lemma(x, type, a->pos, a->base, &v->lemma);
}

/* ---- the cache --------------------------------------------------------------------------- */

static bool grow_verdicts(sy__lexer *x)
{
    uint32_t          cap = x->verdict_cap ? x->verdict_cap * 2 : 1024;
    sy__verdict_slot *slots = sy__calloc(x->ctx, cap, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < x->verdict_cap; i++) {
        if (!x->verdict_slots[i].key)
            continue;
        for (uint64_t k = sy__mix64(x->verdict_slots[i].key), end = k + SY__MAX_PROBES; k < end; k++) {
            if (!slots[k & (cap - 1)].key) {
                slots[k & (cap - 1)] = x->verdict_slots[i];
                break;
            }
        }
    }
    sy__free(x->ctx, x->verdict_slots);
    x->verdict_slots = slots;
    x->verdict_cap = cap;
    return true;
}

/* Number of the verdict on a token by itself, SY_NONE: no memory. */
static uint32_t verdict_of(sy__lexer *x, uint32_t type, uint8_t tag, uint8_t dep)
{
    if (x->verdicts.n * 2 >= x->verdict_cap && !grow_verdicts(x))
        return SY_NONE;
    uint64_t          key = ((uint64_t)type + 1) << 16 | (uint64_t)tag << 8 | x->m->ruler->dep_class[dep];
    sy__verdict_slot *place = NULL;
    for (uint64_t k = sy__mix64(key), end = k + SY__MAX_PROBES; k < end && !place; k++) {
        sy__verdict_slot *slot = &x->verdict_slots[k & (x->verdict_cap - 1)];
        if (slot->key == key)
            return slot->verdict;
        if (!slot->key)
            place = slot;
    }
    attributes  a = by_single_rules(x->m, &x->types.at[type], tag, dep);
    sy__verdict v;
    if (!decide(x, &a, &x->types.at[type], &v) || !SY__PUSH(x->ctx, &x->verdicts, v))
        return SY_NONE;
    if (place)
        *place = (sy__verdict_slot){ key, x->verdicts.n - 1 };
    return x->verdicts.n - 1;
}

/* ---- a text ------------------------------------------------------------------------------ */

/* Does the two-token rule fit tokens i and i + 1? */
static bool pair_fits(const sy__lexer *x, const sy__doc *d, const sy__rule *rule, uint32_t i)
{
    for (uint32_t k = 0; k < 2; k++) {
        if (!fits(x->m, &rule->test[k], &x->types.at[d->type[i + k]], d->tag[i + k], d->dep[i + k]))
            return false;
    }
    return true;
}

/* The verdict on a token that some two-token rule changes. */
static bool add_hit(sy__lexer *x, const sy__doc *d, uint32_t token)
{
    const sy__type *type = &x->types.at[d->type[token]];
    attributes      a = by_single_rules(x->m, type, d->tag[token], d->dep[token]);
    for (uint32_t p = 0; p < x->m->ruler->n_pairs; p++) {
        const sy__rule *rule = &x->m->rules[x->m->ruler->pairs[p]];
        if (token >= rule->index && token - rule->index + 1 < d->n && pair_fits(x, d, rule, token - rule->index))
            apply(&a, rule);
    }
    sy__hit hit = { .token = token };
    return decide(x, &a, type, &hit.verdict) && SY__PUSH(x->ctx, &x->hits, hit);
}

/* All tokens that two-token rules change: before anything is changed, since the rules see nothing of each other. */
static bool find_hits(sy__lexer *x, const sy__doc *d)
{
    const sy__ruler *r = x->m->ruler;
    x->hits.n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t pairs = r->pairs_of_word[x->types.at[d->type[i]].word];
        for (uint32_t p = 0; pairs >> p; p++) {
            const sy__rule *rule = &x->m->rules[r->pairs[p]];
            uint32_t        back = rule->test[0].n_words > 0 ? 0 : 1;
            if (!(pairs >> p & 1) || i < back || i - back + 1 >= d->n || !pair_fits(x, d, rule, i - back))
                continue;
            if (!add_hit(x, d, i - back + rule->index))
                return false;
        }
    }
    return true;
}

static void take(sy__doc *d, uint32_t i, const sy__verdict *v)
{
    d->pos[i] = v->pos;
    d->lemma[i] = v->lemma;
    if (v->sets & SY__RULE_TAG)
        d->tag[i] = v->tag;
    if (v->sets & SY__RULE_DEP)
        d->dep[i] = v->dep;
}

sy_status sy__rule_and_lemma(sy__lexer *x, sy__doc *d, sy_error *err)
{
    if (!find_hits(x, d))
        return sy_fail(err, SY_E_NOMEM, 0, "rules: no memory");
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t v = verdict_of(x, d->type[i], d->tag[i], d->dep[i]);
        if (v == SY_NONE)
            return sy_fail(err, SY_E_NOMEM, 0, "rules: no memory");
        take(d, i, &x->verdicts.at[v]);
    }
    for (uint32_t i = 0; i < x->hits.n; i++)
        take(d, x->hits.at[i].token, &x->hits.at[i].verdict);
    return SY_OK;
}
