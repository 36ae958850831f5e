/* Differences: one slot, two values or more, each with the few words that show it. This file keeps the slots; what fills
 * them stands in the differ_*.c. */
#include "reconcile/differences.h"

/* A judged slot less likely than this is no difference. */
static const double LIKELY = 0.3;
/* Nor one that is said to be a conflict, and so alarms its reader, less likely than this. */
static const double CERTAIN = 0.5;
/* People write down about as many differences as this share of the statements that several reports have. */
static const double SHARE = 0.65;
enum { AT_LEAST = 3 };   /* that many and the share, so that a short story shows some */

void sy__slot_begin(sy__finder *f, sy_difference_kind kind, sy__difference_feature is, uint32_t statement)
{
    f->slot.kind = kind;
    f->slot.is = is;
    f->slot.statement = statement;
    f->slot.uses.n = 0;
}

bool sy__choose_group(sy__finder *f, uint32_t k)
{
    const sy__story *s = f->s;
    if (k >= s->n_groups + s->n_kin) return false;
    f->group = k < s->n_groups ? &s->groups[k] : &s->kin[k - s->n_groups];
    f->statement = s->units.at[f->group->units[0]].group;
    return true;
}

bool sy__slot_value(sy__finder *f, sy__value_use use)
{
    enum { MOST_JUDGED = 128 };   /* each is held against each */
    if (use.ref.span.end <= use.ref.span.begin || (f->slot.is != SY__D_bias && f->slot.uses.n >= MOST_JUDGED)) return true;
    return SY__PUSH(f->s->ctx, &f->slot.uses, use);
}

bool sy__phrase_key(sy__finder *f, const sy__doc *d, sy_token_range r, sy_str *out)
{
    sy__buf_clear(&f->key);
    for (uint32_t i = r.begin; i < r.end; i++) {
        if (d->term[i] == SY_NONE) continue;
        if (f->key.len) sy__buf_char(&f->key, ' ');
        sy__buf_str(&f->key, f->s->term_text.at[d->term[i]]);
    }
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
}

static int by_place(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__value_use *x = a, *y = b;
    int c = sy__ref_cmp(&x->ref, &y->ref);
    return c ? c : sy__cmp(x->key, y->key);
}

/* "airstrikes", "Air strikes", "air-strikes". */
static bool same_letters(sy_str a, sy_str b)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a.len && (a.ptr[i] == ' ' || a.ptr[i] == '-')) i++;
        while (j < b.len && (b.ptr[j] == ' ' || b.ptr[j] == '-')) j++;
        if (i == a.len || j == b.len) return i == a.len && j == b.len;
        if (!sy__ieq(sy__sub(a, i, i + 1), sy__sub(b, j, j + 1))) return false;
    }
}

/* Whether two uses have one value. */
static bool one_value(const sy__value_use *x, const sy__value_use *y)
{
    return sy__eq(x->key, y->key) || (x->plain.len && (sy__eq(x->plain, y->plain) || same_letters(x->shown, y->shown)));
}

/* Which value each use is. */
static uint32_t *values_of(sy__finder *f, uint32_t *n_values)
{
    uint32_t n = f->slot.uses.n;
    uint32_t *value = sy__arena_array(&f->s->scratch, n, sizeof *value);
    *n_values = 0;
    for (uint32_t i = 0; value && i < n; i++) {
        const sy__value_use *x = &f->slot.uses.at[i];
        uint32_t j = 0;
        while (j < i && !one_value(x, &f->slot.uses.at[j])) j++;
        value[i] = j < i ? value[j] : (*n_values)++;
    }
    return value;
}

/* Two values at least that stand in two documents: a page that is at odds with itself alone tells nothing about reports. */
static bool across(const sy_difference_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            for (size_t k = 0; k < v[i].n_mentions; k++)
                for (size_t l = 0; l < v[j].n_mentions; l++)
                    if (v[i].mentions[k].document != v[j].mentions[l].document) return true;
    return false;
}

static bool put_silent(sy__finder *f, sy_difference *d)
{
    sy__story *s = f->s;
    uint32_t *at = sy__arena_array(s->out, s->n_docs, sizeof *at);
    size_t n = 0;
    if (!at) return false;
    for (uint32_t doc = 0; doc < s->n_docs; doc++) {
        bool says = false;
        for (uint32_t i = 0; i < f->slot.uses.n && !says; i++) says = f->slot.uses.at[i].ref.document == doc;
        if (!says && s->docs[doc].n_tokens) at[n++] = doc;
    }
    d->silent = (sy_ids){ at, n };
    return true;
}

static int by_first(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_difference_value *x = a, *y = b;
    return sy__ref_cmp(&x->mentions[0], &y->mentions[0]);
}

static bool put_values(sy__finder *f, const uint32_t *value_of, uint32_t n_values, sy_difference_value *values)
{
    sy__story *s = f->s;
    uint32_t n = f->slot.uses.n;
    sy_ref *refs = sy__arena_array(s->out, n, sizeof *refs);
    size_t n_refs = 0;
    if (!refs) return false;
    for (uint32_t v = 0; v < n_values; v++) {
        size_t first = n_refs;
        values[v].quoted = f->slot.kind == SY_DIFFERENCE_LABEL;
        for (uint32_t i = 0; i < n; i++) {
            const sy__value_use *x = &f->slot.uses.at[i];
            if (value_of[i] != v) continue;
            values[v].quoted &= x->quoted;
            if (n_refs == first && !sy__arena_str(s->out, sy__trim(x->shown), &values[v].value)) return false;
            if (n_refs == first || sy__ref_cmp(&refs[n_refs - 1], &x->ref) != 0) refs[n_refs++] = x->ref;
        }
        values[v].mentions = refs + first;
        values[v].n_mentions = n_refs - first;
    }
    return true;
}

/* How sure a slot is that was judged: people wrote down a part of what differs, and what they wrote counted for more when the
 * weights were learned. */
static double sure_of(double likely)
{
    static const double WORTH = 4.0;   /* as in tools/learn_differences.py */
    return likely / (likely + WORTH * (1 - likely));
}

/* Only the values that answer the slot's question stay; *value_of follows. false: no memory. */
static bool judge(sy__finder *f, uint32_t **value_of, uint32_t *n_values, double *likely)
{
    bool *answers = sy__arena_array(&f->s->scratch, *n_values, sizeof *answers);
    uint32_t n = 0;
    if (!answers) return false;
    *likely = sy__judge_slot(f, *value_of, *n_values, answers);
    for (uint32_t i = 0; i < f->slot.uses.n; i++) if (answers[(*value_of)[i]]) f->slot.uses.at[n++] = f->slot.uses.at[i];
    f->slot.uses.n = n;
    *value_of = values_of(f, n_values);
    return *value_of != NULL;
}

bool sy__slot_close(sy__finder *f, sy_relation relation, double sure)
{
    sy__story *s = f->s;
    uint32_t n_values;
    if (f->slot.uses.n < 2) return true;
    if (!sy__sort(s->ctx, f->slot.uses.at, f->slot.uses.n, sizeof *f->slot.uses.at, by_place, NULL)) return false;
    uint32_t *value_of = values_of(f, &n_values);
    if (!value_of) return false;
    if (n_values < 2) return true;
    if (f->slot.is != SY__D_bias) {
        double likely;
        if (!judge(f, &value_of, &n_values, &likely)) return false;
        if (likely < (relation == SY_RELATION_CONFLICT ? CERTAIN : LIKELY) || n_values < 2) return true;
        if (relation != SY_RELATION_CONFLICT) sure = sure_of(likely);
    }
    sy_difference_value *values = sy__arena_array(s->out, n_values, sizeof *values);
    if (!values || !put_values(f, value_of, n_values, values)) return false;
    if (!across(values, n_values)) return true;
    if (!sy__sort(s->ctx, values, n_values, sizeof *values, by_first, NULL)) return false;
    sy_difference d = { .kind = f->slot.kind, .relation = relation, .sure = sure, .slot = values[0].mentions[0], .statement = f->slot.statement,
                        .values = values, .n_values = n_values };
    return put_silent(f, &d) && SY__PUSH(s->ctx, &f->found, d);
}

/* ---- one difference told once ---------------------------------------------------------------------------- */

static int by_sure(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_difference *x = a, *y = b;
    bool alarms_x = x->relation == SY_RELATION_CONFLICT, alarms_y = y->relation == SY_RELATION_CONFLICT;
    if (alarms_x != alarms_y) return alarms_x ? -1 : 1;
    if (x->sure != y->sure) return x->sure > y->sure ? -1 : 1;
    if (x->n_values != y->n_values) return x->n_values > y->n_values ? -1 : 1;
    return sy__ref_cmp(&x->slot, &y->slot);
}

static bool meets_any(sy_ref x, const sy_ref *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i].document == x.document && at[i].in_source == x.in_source && at[i].span.begin < x.span.end && x.span.begin < at[i].span.end) return true;
    return false;
}

static bool touches(const sy_difference_value *a, const sy_difference_value *b)
{
    for (size_t i = 0; i < a->n_mentions; i++) if (meets_any(a->mentions[i], b->mentions, b->n_mentions)) return true;
    return false;
}

/* All values but one of the smaller stand, apart from one another, in the other; of times all, since the one left may be the exact
 * one. Of labels the word is enough: who reads that a bid is an offer here and an approach there needs no second row of it. */
static bool told_by(const sy_difference *d, const sy_difference *by)
{
    size_t met = 0, last = SIZE_MAX;
    bool two = false, labels = d->kind == SY_DIFFERENCE_LABEL && by->kind == d->kind;
    for (size_t i = 0; i < d->n_values; i++)
        for (size_t j = 0; j < by->n_values; j++)
            if (touches(&d->values[i], &by->values[j]) || (labels && sy__ieq(d->values[i].value, by->values[j].value))) {
                met++;
                two |= last != SIZE_MAX && last != j;
                last = j;
                break;
            }
    return two && met + (d->kind != SY_DIFFERENCE_TIME) >= d->n_values;
}

/* Two slots of what a thing is said to be, with one value in common, are one slot: the likelier one tells it. */
static bool one_slot(const sy_difference *d, const sy_difference *by)
{
    if (d->kind != by->kind || d->relation != by->relation || d->kind != SY_DIFFERENCE_SCOPE) return false;
    for (size_t i = 0; i < d->n_values; i++)
        for (size_t j = 0; j < by->n_values; j++)
            if (touches(&d->values[i], &by->values[j]) || sy__ieq(d->values[i].value, by->values[j].value)) return true;
    return false;
}

static bool drop_retold(sy__finder *f)
{
    uint32_t kept = 0;
    if (!sy__sort(f->s->ctx, f->found.at, f->found.n, sizeof *f->found.at, by_sure, NULL)) return false;
    for (uint32_t i = 0; i < f->found.n; i++) {
        bool told = false;
        for (uint32_t k = 0; k < kept && !told; k++) told = told_by(&f->found.at[i], &f->found.at[k]) || one_slot(&f->found.at[i], &f->found.at[k]);
        if (!told) f->found.at[kept++] = f->found.at[i];
    }
    f->found.n = kept;
    return true;
}

/* Of one kind of story as of another: what is likely in a short one is one doubt among many in a long one. Those found are sorted
 * by how sure they are; labels are not of their number. What cannot both hold, how many and when, a reader asks first: these all stay. */
static void keep_likeliest(sy__finder *f)
{
    uint32_t several = 0, kept = 0, counted = 0;
    for (uint32_t g = 0; g < f->s->n_groups; g++) {
        const sy__group *group = &f->s->groups[g];
        bool one = true;
        for (uint32_t i = 1; i < group->n_units && one; i++) one = f->s->units.at[group->units[i]].document == f->s->units.at[group->units[0]].document;
        several += group->n_units > 1 && !one;
    }
    for (uint32_t i = 0; i < f->found.n; i++) {
        const sy_difference *d = &f->found.at[i];
        bool label = d->kind == SY_DIFFERENCE_LABEL;
        bool asked_first = d->relation == SY_RELATION_CONFLICT || d->kind == SY_DIFFERENCE_QUANTITY || d->kind == SY_DIFFERENCE_TIME;
        if (!label && !asked_first && (double)counted >= AT_LEAST + SHARE * (double)several) continue;
        counted += !label;
        f->found.at[kept++] = *d;
    }
    f->found.n = kept;
}

/* ---- all mentions ------------------------------------------------------------------------------------------ */

/* The words from `t` on are those of `r`, which begins with one, in their order; *end is behind the last. */
static bool says_at(const sy__doc *d, uint32_t t, sy_token_range r, uint32_t *end)
{
    for (uint32_t i = r.begin; i < r.end; i++) {
        if (d->term[i] == SY_NONE) continue;
        while (i > r.begin && t < d->n_tokens && d->term[t] == SY_NONE && d->tokens[t].sentence == d->tokens[t - 1].sentence) t++;
        if (t >= d->n_tokens || d->term[t] != d->term[i]) return false;
        *end = ++t;
    }
    return true;
}

/* Words by which a value is known again wherever its report has them: one alone may be said of anything, unless it is a name. */
static bool known_again(const sy__doc *d, sy_token_range r, sy_difference_kind kind)
{
    enum { LEAST = 2 };
    uint32_t n = 0;
    bool proper = kind == SY_DIFFERENCE_NAME;
    for (uint32_t i = r.begin; i < r.end; i++) {
        n += d->term[i] != SY_NONE;
        size_t at = d->tokens[i].span.begin;
        proper &= sy__is_upper(sy__utf8_next(d->text, &at));
    }
    return n >= LEAST || (n && proper);
}

static int by_ref(const void *a, const void *b, void *user)
{
    (void)user;
    return sy__ref_cmp(a, b);
}

/* Where else the reports that give a value say it in the same words. */
static bool mention_all(sy__finder *f, sy_difference_kind kind, sy_difference_value *v)
{
    enum { MOST = 64 };
    sy__story *s = f->s;
    sy_ref at[MOST];
    size_t n = v->n_mentions;
    if (n >= MOST) return true;
    memcpy(at, v->mentions, n * sizeof *at);
    for (size_t i = 0; i < v->n_mentions; i++) {
        const sy__doc *d = &s->docs[at[i].document];
        sy_token_range r = at[i].in_source ? (sy_token_range){ 0, 0 } : sy__tokens_of(d, at[i].span);
        if (!known_again(d, r, kind)) continue;
        while (r.begin < r.end && d->term[r.begin] == SY_NONE) r.begin++;
        for (uint32_t t = 0, end = 0; t < d->n_tokens && n < MOST; t++) {
            if (!says_at(d, t, r, &end)) continue;
            sy_ref x = sy__ref(at[i].document, (sy_span){ d->tokens[t].span.begin, d->tokens[end - 1].span.end });
            if (!meets_any(x, at, n)) at[n++] = x;
        }
    }
    if (n == v->n_mentions) return true;
    if (!sy__sort(s->ctx, at, n, sizeof *at, by_ref, NULL)) return false;
    sy_ref *all = sy__arena_array(s->out, n, sizeof *all);
    if (!all) return false;
    memcpy(all, at, n * sizeof *all);
    v->mentions = all;
    v->n_mentions = n;
    return true;
}

/* Quotations stand where they stand. */
static bool mention_values(sy__finder *f, sy_difference *d)
{
    if (d->kind == SY_DIFFERENCE_WORDING || d->kind == SY_DIFFERENCE_TRANSLATION) return true;
    sy_difference_value *values = sy__arena_array(f->s->out, d->n_values, sizeof *values);
    if (!values) return false;
    memcpy(values, d->values, d->n_values * sizeof *values);
    for (size_t i = 0; i < d->n_values; i++) if (!mention_all(f, d->kind, &values[i])) return false;
    d->values = values;
    return true;
}

/* What cannot both hold first, then what changed, then the rest as they come in the reports. */
static int by_urgency(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_difference *x = a, *y = b;
    sy_relation of_x = x->relation < SY_RELATION_MORE_EXACT ? x->relation : SY_RELATION_MORE_EXACT;
    sy_relation of_y = y->relation < SY_RELATION_MORE_EXACT ? y->relation : SY_RELATION_MORE_EXACT;
    if (of_x != of_y) return of_x < of_y ? -1 : 1;
    int c = sy__ref_cmp(&x->slot, &y->slot);
    if (c) return c;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : 0;
}

bool sy__find_differences(sy__story *s)
{
    sy__finder f = { .s = s };
    sy__buf_init(&f.key, s->ctx);
    bool ok = sy__judge_begin(&f) && sy__name_differences(&f) && sy__person_differences(&f) && sy__conflict_differences(&f) && sy__quantity_differences(&f) && sy__wording_differences(&f) && sy__label_differences(&f) && sy__statement_differences(&f) && sy__phrase_differences(&f) && sy__run_differences(&f)
           && drop_retold(&f);
    if (ok) keep_likeliest(&f);
    for (uint32_t i = 0; ok && i < f.found.n; i++) ok = mention_values(&f, &f.found.at[i]);
    ok = ok && sy__sort(s->ctx, f.found.at, f.found.n, sizeof *f.found.at, by_urgency, NULL);
    s->account->differences = ok ? sy__arena_array(s->out, f.found.n, sizeof *s->account->differences) : NULL;
    ok = s->account->differences != NULL;
    if (ok && f.found.n) memcpy(s->account->differences, f.found.at, f.found.n * sizeof *f.found.at);
    if (ok) s->account->n_differences = f.found.n;
    sy__free(s->ctx, f.found.at);
    sy__free(s->ctx, f.slot.uses.at);
    sy__free(s->ctx, f.said.at);
    sy__buf_done(&f.key);
    return ok;
}
