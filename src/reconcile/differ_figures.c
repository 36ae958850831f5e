/* One figure's values: what rounds, bounds or updates another value is no conflict. */
#include "reconcile/differences.h"
#include "reconcile/figures.h"
#include "reconcile_tables.h"

/* What the modifier lets the number be: "about" and "some" are one answer. As it stands where the table lacks it. */
static sy_str manner_of(sy_str modifier)
{
    uint32_t row = modifier.len ? sy__table_ifind(&sy__table_reconcile_modifiers, modifier) : SY_NONE;
    return row == SY_NONE ? modifier : sy__cell(&sy__table_reconcile_modifiers, row, 1);
}

int sy__bound_of(sy_str modifier, bool *near)
{
    sy_str kind = manner_of(modifier);
    *near = sy__is(kind, "about");
    return sy__is(kind, "least") ? 1 : sy__is(kind, "most") ? -1 : 0;
}

bool sy__values_meet(const sy_figure_value *a, const sy_figure_value *b)
{
    bool near_a, near_b;
    int bound_a = sy__bound_of(a->modifier, &near_a), bound_b = sy__bound_of(b->modifier, &near_b);
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

static uint32_t unit_of(const sy__story *s, const sy_ref *r)
{
    sy_token_range t = sy__tokens_of(&s->docs[r->document], r->span);
    return r->in_source || t.begin >= t.end ? SY_NONE : s->docs[r->document].unit_at[t.begin];
}

/* The clauses that give the figure, of the first mentions: a number that hundreds of copies repeat is in one clause. */
enum { MOST_UNITS = 64 };
static uint32_t units_of(const sy__story *s, const sy_figure *f, uint32_t units[MOST_UNITS])
{
    uint32_t n = 0;
    for (size_t v = 0; v < f->n_values; v++)
        for (size_t m = 0; m < f->values[v].n_mentions && n < MOST_UNITS; m++) {
            uint32_t u = unit_of(s, &f->values[v].mentions[m]);
            if (u != SY_NONE) units[n++] = u;
        }
    return n;
}

/* Two clauses of two reports that surely tell one thing, or one toll, give the two values. */
static bool of_one_thing(const sy__story *s, const sy_figure_value *a, const sy_figure_value *b, bool joined)
{
    for (size_t i = 0; i < a->n_mentions && i < MOST_UNITS; i++)
        for (size_t j = 0; j < b->n_mentions && j < MOST_UNITS; j++)
            if (a->mentions[i].document != b->mentions[j].document && sy__mentions_clash(s, a->mentions[i], b->mentions[j], joined)) return true;
    return false;
}

static bool of_other_days(const sy_figure_value *a, const sy_figure_value *b)
{
    int32_t x = sy__day_of(a->as_of), y = sy__day_of(b->as_of);
    return x != SY__NO_DAY && y != SY__NO_DAY && x != y;
}

/* What a figure's values are to each other. `clash` by value: those that cannot both hold with another. false: values that do not meet
 * and are not surely of one thing; nobody can say. */
static bool relation_of(const sy__story *s, const sy_figure *f, sy_relation *relation, bool *clash)
{
    bool update = false, conflict = false, apart = false, odds = false;
    for (size_t i = 0; i < f->n_values; i++)
        for (size_t j = i + 1; j < f->n_values; j++) {
            const sy_figure_value *a = &f->values[i], *b = &f->values[j];
            if (!sy__values_at_odds(a, b)) {
                apart |= !sy__values_meet(a, b);
                continue;
            }
            odds = true;
            if (of_other_days(a, b)) update = true;
            else if (of_one_thing(s, a, b, true)) conflict = clash[i] = clash[j] = true;
        }
    *relation = conflict ? SY_RELATION_CONFLICT : update ? SY_RELATION_UPDATE : SY_RELATION_MORE_EXACT;
    return odds || !apart;
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

/* `some` by value: only those. NULL: all. */
static bool put_figure(sy__finder *f, const sy_figure *fig, const bool *some)
{
    sy__story *s = f->s;
    for (size_t v = 0; v < fig->n_values; v++) {
        if (some && !some[v]) continue;
        sy_str key;
        sy__buf_clear(&f->key);
        sy__buf_str(&f->key, manner_of(fig->values[v].modifier));
        sy__buf_printf(&f->key, "|%d|%.17g|%.17g", fig->values[v].has_value, fig->values[v].value, fig->values[v].is_range ? fig->values[v].value_max : 0.0);
        if (f->key.failed || !sy__arena_str(&s->scratch, sy__buf_view(&f->key), &key)) return false;
        for (size_t m = 0; m < fig->values[v].n_mentions; m++) {
            sy__value_use use = { .key = key, .ref = fig->values[v].mentions[m], .unit = SY_NONE, .head = SY_NONE };
            if (!shown_number(f, &fig->values[v], use.ref, &use.shown) || !sy__slot_value(f, use)) return false;
        }
    }
    return true;
}

/* ---- two figures that may be one ------------------------------------------------------------------------------- */

/* A figure that a report gives where others give another: of one unit, at odds, and none of the reports has both. */
typedef struct rival { uint32_t other; double likely; } rival;

static bool has_document(const sy_figure *f, uint32_t document)
{
    for (size_t v = 0; v < f->n_values; v++)
        for (size_t m = 0; m < f->values[v].n_mentions; m++) if (f->values[v].mentions[m].document == document) return true;
    return false;
}

static sy_str last_word(sy_str s)
{
    size_t i = s.len;
    while (i > 0 && s.ptr[i - 1] != ' ') i--;
    return sy__sub(s, i, s.len);
}

/* Small counts are of all kinds of things; each person has an age. */
static bool may_be_compared(const sy_figure *a, const sy_figure *b)
{
    static const double SMALL = 12;
    if (!sy__eq(a->unit, b->unit) || sy__is(a->unit, "year")) return false;
    if (a->unit.len) return true;
    return a->of.len && sy__ieq(last_word(a->of), last_word(b->of)) && a->values[0].value > SMALL && b->values[0].value > SMALL;
}

static bool may_be_one(const sy_figure *a, const sy_figure *b)
{
    if (!may_be_compared(a, b)) return false;
    bool odds = false;
    for (size_t v = 0; v < a->n_values; v++)
        for (size_t w = 0; w < b->n_values; w++) {
            if (!sy__values_at_odds(&a->values[v], &b->values[w])) return false;
            odds = true;
        }
    for (size_t v = 0; v < a->n_values; v++)
        for (size_t m = 0; m < a->values[v].n_mentions; m++) if (has_document(b, a->values[v].mentions[m].document)) return false;
    return odds;
}

/* The most that a sentence of the one has in common with one of the other. */
static double likeness(const sy__story *s, const sy_figure *a, const sy_figure *b)
{
    uint32_t units_a[MOST_UNITS], units_b[MOST_UNITS], n_a = units_of(s, a, units_a), n_b = units_of(s, b, units_b);
    double most = 0;
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t j = 0; j < n_b; j++) {
            const sy__unit *x = &s->units.at[units_a[i]], *y = &s->units.at[units_b[j]];
            double clauses = sy__bag_cosine(&x->terms, &y->terms, s->term_weight), sentences = sy__bag_cosine(x->around, y->around, s->term_weight);
            double both = clauses < sentences ? clauses : sentences;
            if (both > most) most = both;
        }
    return most;
}

/* Two deals of one story are hardly of nearly one size. */
static bool one_sum(const sy_figure *f, const sy_figure_value *a, const sy_figure_value *b)
{
    static const double DEAL = 1e6;
    return sy__is_money(f->unit) && a->value >= DEAL && b->value >= DEAL && !sy__rounds(a->value, b->value);
}

/* Two exact numbers that hardly differ, told as of one day, in like clauses: of one thing, and only one is right. */
static bool hardly_differ(const sy__story *s, const sy_figure *a, const sy_figure *b)
{
    static const double HARDLY = 0.1;   /* share of the larger */
    bool one = false;
    for (size_t v = 0; v < a->n_values; v++)
        for (size_t w = 0; w < b->n_values; w++) {
            const sy_figure_value *x = &a->values[v], *y = &b->values[w];
            double less = x->value < y->value ? x->value : y->value, more = x->value < y->value ? y->value : x->value;
            if (x->modifier.len || y->modifier.len || x->is_range || y->is_range || less < (1 - HARDLY) * more) return false;
            if (of_other_days(x, y)) return false;
            one |= of_one_thing(s, x, y, false) || one_sum(a, x, y);
        }
    return one;
}

static bool rival_differences(sy__finder *f)
{
    static const double ALIKE = 0.15;
    const sy_account *a = f->s->account;
    for (size_t i = 0; i < a->n_figures; i++)
        for (size_t j = i + 1; j < a->n_figures; j++) {
            if (!may_be_one(&a->figures[i], &a->figures[j]) || likeness(f->s, &a->figures[i], &a->figures[j]) < ALIKE) continue;
            sy__slot_begin(f, SY_DIFFERENCE_QUANTITY, SY__D_bias, statement_of(f->s, &a->figures[i]));
            sy_relation relation = hardly_differ(f->s, &a->figures[i], &a->figures[j]) ? SY_RELATION_CONFLICT : SY_RELATION_MORE_EXACT;
            if (!put_figure(f, &a->figures[i], NULL) || !put_figure(f, &a->figures[j], NULL) || !sy__slot_close(f, relation, 0.6)) return false;
        }
    return true;
}

static bool figure_voices(sy__finder *f)
{
    const sy_account *a = f->s->account;
    for (size_t i = 0; i < a->n_figures; i++) {
        uint32_t units[MOST_UNITS], n = units_of(f->s, &a->figures[i], units);
        if (!sy__compare_voices(f, units, n, statement_of(f->s, &a->figures[i]), SY__D_figure_voice)) return false;
    }
    return true;
}

bool sy__quantity_differences(sy__finder *f)
{
    static const double SURE = 0.8, OF_CONFLICT = 0.75;   /* above those of two clauses: a figure has all mentions */
    sy__story *s = f->s;
    for (size_t i = 0; i < s->account->n_figures; i++) {
        const sy_figure *fig = &s->account->figures[i];
        sy_relation relation;
        if (fig->n_values < 2) continue;
        bool *clash = sy__arena_array(&s->scratch, fig->n_values, sizeof *clash);
        if (!clash) return false;
        if (!relation_of(s, fig, &relation, clash)) continue;
        bool conflict = relation == SY_RELATION_CONFLICT;
        sy__slot_begin(f, SY_DIFFERENCE_QUANTITY, SY__D_bias, statement_of(s, fig));
        if (!put_figure(f, fig, conflict ? clash : NULL) || !sy__slot_close(f, relation, conflict ? OF_CONFLICT : SURE)) return false;
    }
    return rival_differences(f) && figure_voices(f);
}
