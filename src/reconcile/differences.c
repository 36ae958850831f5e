/* Differences: one slot, two values or more, each with the few words that show it. This file keeps the slots; what is compared
 * stands in differ_names.c, differ_figures.c, differ_quotes.c and differ_statements.c. */
#include "reconcile/differences.h"

void sy__slot_begin(sy__finder *f, sy_difference_kind kind, uint32_t statement)
{
    f->slot.kind = kind;
    f->slot.statement = statement;
    f->slot.uses.n = 0;
}

bool sy__slot_value(sy__finder *f, sy_str key, sy_str shown, sy_ref ref)
{
    sy__value_use u = { key, shown, ref };
    if (ref.span.end <= ref.span.begin) return true;
    return SY__PUSH(f->s->ctx, &f->slot.uses, u);
}

static int by_key(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__value_use *x = a, *y = b;
    int c = sy__cmp(x->key, y->key);
    return c ? c : sy__ref_cmp(&x->ref, &y->ref);
}

static int by_first(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_difference_value *x = a, *y = b;
    return sy__ref_cmp(&x->mentions[0], &y->mentions[0]);
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

bool sy__slot_close(sy__finder *f, sy_relation relation, double sure)
{
    sy__story *s = f->s;
    uint32_t n = f->slot.uses.n;
    if (n < 2) return true;
    if (!sy__sort(s->ctx, f->slot.uses.at, n, sizeof *f->slot.uses.at, by_key, NULL)) return false;
    sy_difference_value *values = sy__arena_array(s->out, n, sizeof *values);
    sy_ref *refs = sy__arena_array(s->out, n, sizeof *refs);
    if (!values || !refs) return false;
    size_t n_values = 0, n_refs = 0;
    for (uint32_t i = 0, end; i < n; i = end) {
        size_t first = n_refs;
        for (end = i; end < n && sy__eq(f->slot.uses.at[end].key, f->slot.uses.at[i].key); end++)
            if (n_refs == first || sy__ref_cmp(&refs[n_refs - 1], &f->slot.uses.at[end].ref) != 0) refs[n_refs++] = f->slot.uses.at[end].ref;
        values[n_values] = (sy_difference_value){ { NULL, 0 }, refs + first, n_refs - first };
        if (!sy__arena_str(s->out, sy__trim(f->slot.uses.at[i].shown), &values[n_values++].value)) return false;
    }
    if (n_values < 2 || !across(values, n_values)) return true;
    if (!sy__sort(s->ctx, values, n_values, sizeof *values, by_first, NULL)) return false;
    sy_difference d = { .kind = f->slot.kind, .relation = relation, .sure = sure, .slot = values[0].mentions[0], .statement = f->slot.statement,
                        .values = values, .n_values = n_values };
    return put_silent(f, &d) && SY__PUSH(s->ctx, &f->found, d);
}

static int by_slot(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_difference *x = a, *y = b;
    int c = sy__ref_cmp(&x->slot, &y->slot);
    if (c) return c;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : 0;
}

bool sy__find_differences(sy__story *s)
{
    sy__finder f = { .s = s };
    sy__buf_init(&f.key, s->ctx);
    bool ok = sy__name_differences(&f) && sy__quantity_differences(&f) && sy__wording_differences(&f) && sy__statement_differences(&f)
           && sy__sort(s->ctx, f.found.at, f.found.n, sizeof *f.found.at, by_slot, NULL);
    s->account->differences = ok ? sy__arena_array(s->out, f.found.n, sizeof *s->account->differences) : NULL;
    ok = s->account->differences != NULL;
    if (ok && f.found.n) memcpy(s->account->differences, f.found.at, f.found.n * sizeof *f.found.at);
    if (ok) s->account->n_differences = f.found.n;
    sy__free(s->ctx, f.found.at);
    sy__free(s->ctx, f.slot.uses.at);
    sy__buf_done(&f.key);
    return ok;
}
