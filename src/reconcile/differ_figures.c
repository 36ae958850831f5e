/* One figure's values: what rounds, bounds or updates another value is no conflict. */
#include "reconcile/differences.h"
#include "reconcile_tables.h"

/* -1 at most, 0 about or exact, +1 at least; *near: the number is not meant to the last digit. */
static int bound_of(sy_str modifier, bool *near)
{
    uint32_t row = modifier.len ? sy__table_ifind(&sy__table_reconcile_modifiers, modifier) : SY_NONE;
    *near = false;
    if (row == SY_NONE) return 0;
    sy_str kind = sy__cell(&sy__table_reconcile_modifiers, row, 1);
    *near = sy__is(kind, "about");
    return sy__is(kind, "least") ? 1 : sy__is(kind, "most") ? -1 : 0;
}

bool sy__values_meet(const sy_figure_value *a, const sy_figure_value *b)
{
    bool near_a, near_b;
    int bound_a = bound_of(a->modifier, &near_a), bound_b = bound_of(b->modifier, &near_b);
    if (!a->has_value || !b->has_value) return true;
    double top_a = a->is_range ? a->value_max : a->value, top_b = b->is_range ? b->value_max : b->value;
    if (a->value <= top_b && b->value <= top_a) return true;
    if (bound_a > 0 && top_b >= a->value) return true;
    if (bound_b > 0 && top_a >= b->value) return true;
    if (bound_a < 0 && b->value <= top_a) return true;
    if (bound_b < 0 && a->value <= top_b) return true;
    double gap = a->value > b->value ? a->value - b->value : b->value - a->value, large = a->value > b->value ? a->value : b->value;
    return (near_a || near_b) && gap <= 0.1 * large;
}

/* Numbers further apart than twofold count two things (a year's dead, all dead) far more often than one thing in two ways. */
bool sy__values_at_odds(const sy_figure_value *a, const sy_figure_value *b)
{
    static const double FAR = 2.0;
    if (sy__values_meet(a, b)) return false;
    double x = a->value < 0 ? -a->value : a->value, y = b->value < 0 ? -b->value : b->value;
    return x <= FAR * y && y <= FAR * x;
}

/* false: values that do not meet and are not surely of one thing. What they are to each other nobody can say. */
static bool relation_of(const sy_figure *f, sy_relation *relation, double *sure)
{
    bool update = false, conflict = false, apart = false;
    for (size_t i = 0; i < f->n_values; i++)
        for (size_t j = i + 1; j < f->n_values; j++) {
            const sy_figure_value *a = &f->values[i], *b = &f->values[j];
            if (!sy__values_at_odds(a, b)) {
                apart |= !sy__values_meet(a, b);
                continue;
            }
            int32_t x = sy__day_of(a->as_of), y = sy__day_of(b->as_of);
            if (x != SY__NO_DAY && y != SY__NO_DAY && x != y) update = true;
            else conflict = true;
        }
    *sure = conflict ? 0.7 : 0.8;
    *relation = conflict ? SY_RELATION_CONFLICT : update ? SY_RELATION_UPDATE : SY_RELATION_MORE_EXACT;
    return conflict || update || !apart;
}

/* The statement in which the first mention of a figure stands. */
static uint32_t statement_of(const sy__story *s, const sy_figure *f)
{
    const sy_ref *r = &f->values[0].mentions[0];
    sy_token_range t = sy__tokens_of(&s->docs[r->document], r->span);
    uint32_t u = t.begin < t.end ? s->docs[r->document].unit_at[t.begin] : SY_NONE;
    return u == SY_NONE ? SY_NONE : s->units.at[u].group;
}

/* The number as it stands, its modifier before it. */
static bool shown_number(sy__finder *f, const sy_figure_value *v, sy_ref at, sy_str *out)
{
    sy__buf_clear(&f->key);
    sy__buf_str(&f->key, v->modifier);
    if (v->modifier.len && v->has_value) sy__buf_char(&f->key, ' ');
    if (v->has_value || v->modifier.len == 0) {
        const sy__doc *d = &f->s->docs[at.document];
        sy__buf_str(&f->key, sy__cut(at.in_source ? d->in->document->source : d->text, at.span));
    }
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
}

bool sy__quantity_differences(sy__finder *f)
{
    sy__story *s = f->s;
    for (size_t i = 0; i < s->account->n_figures; i++) {
        const sy_figure *fig = &s->account->figures[i];
        if (fig->n_values < 2) continue;
        sy__slot_begin(f, SY_DIFFERENCE_QUANTITY, SY__D_bias, statement_of(s, fig));
        for (size_t v = 0; v < fig->n_values; v++) {
            sy_buf key;
            sy__buf_init(&key, s->ctx);
            sy__buf_str(&key, fig->values[v].modifier);
            sy__buf_printf(&key, "|%d|%.17g|%.17g", fig->values[v].has_value, fig->values[v].value, fig->values[v].is_range ? fig->values[v].value_max : 0.0);
            sy_str copy;
            bool ok = !key.failed && sy__arena_str(&s->scratch, sy__buf_view(&key), &copy);
            sy__buf_done(&key);
            for (size_t m = 0; ok && m < fig->values[v].n_mentions; m++) {
                sy_ref r = fig->values[v].mentions[m];
                sy__value_use use = { .key = copy, .ref = r, .unit = SY_NONE, .head = SY_NONE };
                ok = shown_number(f, &fig->values[v], r, &use.shown) && sy__slot_value(f, use);
            }
            if (!ok) return false;
        }
        double sure;
        sy_relation relation;
        if (relation_of(fig, &relation, &sure) && !sy__slot_close(f, relation, sure)) return false;
    }
    return true;
}
