/* Quantities across documents: the numbers that count one thing, their values side by side.
 *
 * Two numbers count one thing where they have one unit, count one noun and stand in clauses that say the same; where they are
 * equal and too peculiar to be so by chance; where the one rounds the other; or where what they measure or whose age they are is told in like
 * sentences. No figure holds two numbers of one clause that differ. */
#include "reconcile/figures.h"
#include "reconcile_tables.h"

static const double TOLL_ALIKE = 0.12;   /* of the sentences around two tolls: they are of one occasion */
static const double EQUAL_ALIKE = 0.15;  /* of the sentences around two equal numbers, or two ages, of one thing */
static const double MEASURE_ALIKE = 0.5; /* of the sentences around two measures that differ */
static const double LARGE_SUM = 1e6;     /* of money, which two deals of one story hardly share */

enum {
    DISTINCT_DIGITS = 3,         /* a number of so many digits that count, */
    DISTINCT_LEAST = 100,        /* and not smaller, is met once a story */
    PAST_MONTHS = 2,
    ROUNDED_LEAST = 20,          /* smaller numbers are told as they are */
    ORDINAL_LEAST = 3,
    MOST_SIDES = 3,              /* won, lost, drawn */
    SMALL_PARTY = 5              /* fewer persons are met again and again */
};

typedef struct link { uint32_t a, b; double score; } link;

typedef struct work {
    sy__story *s;
    SY__VEC(sy__number_use) numbers;
    SY__VEC(link) links;
} work;

sy__fate sy__fate_of(const sy__story *s, uint32_t term)
{
    uint32_t row = term == SY_NONE ? SY_NONE : sy__table_find(&sy__table_reconcile_casualty_words, s->term_text.at[term]);
    if (row == SY_NONE) return SY__FATE_NONE;
    return sy__is(sy__cell(&sy__table_reconcile_casualty_words, row, 1), "dead") ? SY__FATE_DEAD : SY__FATE_HURT;
}

/* By the clause's predicate, else by the words that are counted, else by the only fate that its clause tells. */
static sy__fate fate_told(const sy__story *s, const sy__number_use *n)
{
    const sy__doc *d = &s->docs[n->document];
    const sy__unit *u = n->unit != SY_NONE ? &s->units.at[n->unit] : NULL;
    sy__fate f = u ? sy__fate_of(s, u->predicate) : SY__FATE_NONE;
    sy_token_range of = sy__tokens_of(d, n->q->of);
    for (uint32_t i = of.begin; f == SY__FATE_NONE && i < of.end; i++) f = sy__fate_of(s, d->term[i]);
    if (f != SY__FATE_NONE || !u) return f;
    bool told[3] = { false, false, false };
    for (uint32_t i = u->tokens.begin; i < u->tokens.end; i++) told[sy__fate_of(s, d->term[i])] = true;
    return told[SY__FATE_DEAD] == told[SY__FATE_HURT] ? SY__FATE_NONE : told[SY__FATE_DEAD] ? SY__FATE_DEAD : SY__FATE_HURT;
}

/* "people", "civilians", "others": who is counted among persons is told by the clause, not by the noun. */
static bool person_noun(const sy__story *s, uint32_t term)
{
    return term != SY_NONE && sy__table_find(&sy__table_reconcile_person_nouns, s->term_text.at[term]) != SY_NONE;
}

static uint32_t people_of(const sy__doc *d, const sy_quantity *q)
{
    sy_token_range of = sy__tokens_of(d, q->of);
    for (uint32_t i = of.begin; i < of.end; i++) {
        uint32_t e = sy_facts_entity_at(d->in->facts, i);
        if (e != SY_NONE && d->entities[e].named) return d->entity[e];
    }
    return SY_NONE;
}

/* Does the number go on with the next one, as a score's sides do: "13-3", "50–32–1"? */
static bool goes_on(const sy__doc *d, uint32_t quantity)
{
    if (quantity + 1 >= d->n_quantities) return false;
    const sy_quantity *a = &d->quantities[quantity], *b = a + 1;
    if (a->span.end >= b->span.begin || a->unit.len || b->unit.len || a->is_range || b->is_range || a->ordinal_like || b->ordinal_like) return false;
    sy_str between = sy__cut(d->text, (sy_span){ a->span.end, b->span.begin });
    return sy__is(between, "-") || sy__is(between, "\xe2\x80\x93");
}

static void find_side(const sy__doc *d, sy__number_use *n)
{
    uint32_t first = n->quantity, last = n->quantity;
    while (first > 0 && n->quantity - first < MOST_SIDES && goes_on(d, first - 1)) first--;
    while (last - first < MOST_SIDES && goes_on(d, last)) last++;
    if (last == first) return;
    n->side = n->quantity - first + 1;
    n->sides = last - first + 1;
}

/* "The 31st person killed this year": a rank that is a count. The first and the second of a thing are told of anything. */
static bool tells_how_many(const sy__doc *d, const sy_quantity *q)
{
    return q->has_value && q->value >= ORDINAL_LEAST && q->unit.len == 0 && q->of_head < d->n_tokens;
}

static bool collect(work *w)
{
    sy__story *s = w->s;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        const sy__doc *doc = &s->docs[d];
        for (uint32_t i = 0; i < doc->n_quantities; i++) {
            const sy_quantity *q = &doc->quantities[i];
            if (q->token >= doc->n_tokens || (q->ordinal_like && !tells_how_many(doc, q))) continue;
            sy__number_use n = { .document = d, .quantity = i, .unit = doc->unit_at[q->token], .of = SY_NONE, .entity = SY_NONE, .group = SY_NONE, .q = q,
                         .root = w->numbers.n, .next = SY_NONE, .last = w->numbers.n };
            if (n.unit != SY_NONE) n.group = s->units.at[n.unit].group;
            if (q->of_head < doc->n_tokens) {
                uint32_t e = sy_facts_entity_at(doc->in->facts, q->of_head);
                n.of = doc->term[q->of_head];
                n.person = e != SY_NONE && doc->entities[e].type == SY_ENTITY_GROUP && !doc->entities[e].named;
                if (e != SY_NONE && doc->entities[e].type == SY_ENTITY_PERSON) { n.entity = doc->entity[e]; n.named = doc->entities[e].named; }
            }
            n.people = people_of(doc, q);
            n.person = n.person || n.entity != SY_NONE || person_noun(s, n.of);
            find_side(doc, &n);
            n.fate = q->unit.len == 0 ? fate_told(s, &n) : SY__FATE_NONE;
            if (!sy__find_in_title(s, &n) || !SY__PUSH(s->ctx, &w->numbers, n)) return false;
        }
    }
    return true;
}

static bool same_value(const sy_quantity *a, const sy_quantity *b)
{
    return a->has_value == b->has_value && (!a->has_value || (a->value == b->value && a->is_range == b->is_range && (!a->is_range || a->value_max == b->value_max)));
}

/* Round and small numbers meet by chance; 129, 2,500 and $284 billion hardly. */
bool sy__peculiar(const sy_quantity *q)
{
    return q->has_value && (q->value > 12 || q->value != (double)(int64_t)q->value) && q->value != 100 && q->value != 1000;
}

/* Of 11.5 million three, of 1,450 three, of 200,000 one. */
static int digits_that_count(double value)
{
    char z[32];
    snprintf(z, sizeof z, "%.6e", value);
    int last = 1;
    for (int i = 2; z[i] >= '0' && z[i] <= '9'; i++) if (z[i] != '0') last = i;   /* behind "d." */
    return last;
}

/* 11.5 million, 129, 1,450: told of one thing, whatever its reports call it. */
static bool distinct(const sy_quantity *q)
{
    return q->has_value && q->value >= DISTINCT_LEAST && digits_that_count(q->value) >= DISTINCT_DIGITS;
}

/* "More than 270" is 276, "nearly 1,500" 1,487, and 37,000 lb are 37,040: the one number is the other, told in fewer digits. */
static bool rounds(const sy_quantity *a, const sy_quantity *b)
{
    static const double BOUNDED = 0.1, BARE = 0.02;      /* how far off, of the exact number */
    bool near;
    if (!a->has_value || !b->has_value || a->is_range || b->is_range || a->value < ROUNDED_LEAST || b->value < ROUNDED_LEAST) return false;
    const sy_quantity *round = digits_that_count(a->value) < digits_that_count(b->value) ? a : b, *exact = round == a ? b : a;
    if (digits_that_count(round->value) >= digits_that_count(exact->value)) return false;
    double off = (exact->value - round->value) / exact->value;
    int bound = sy__bound_of(round->modifier, &near);
    if (bound > 0) return off >= 0 && off <= BOUNDED;
    if (bound < 0) return off <= 0 && off >= -BOUNDED;
    return off <= (near ? BOUNDED / 2 : BARE) && off >= -(near ? BOUNDED / 2 : BARE);
}

/* "16-year-old", "Ann Lee, 16,": an age, and not the "16 years" of a sentence. */
static bool is_age(const sy__story *s, const sy__number_use *n)
{
    sy_str said = sy__cut(s->docs[n->document].text, n->q->span);
    return sy__is(n->q->unit, "year") && (sy__find(said, SY_STR("year"), 0) == SIZE_MAX || sy__find(said, SY_STR("old"), 0) != SIZE_MAX);
}

/* One sum is one deal's, be it called a bid, a purchase or a transaction. */
static bool same_sum(const sy__number_use *a, const sy__number_use *b)
{
    sy_str unit = a->q->unit;
    return sy__is_money(unit) && a->q->value >= LARGE_SUM && same_value(a->q, b->q) && sy__peculiar(a->q);
}

static bool of_meets(const sy__story *s, const sy__number_use *a, const sy__number_use *b)
{
    bool equal = same_value(a->q, b->q);
    if (a->of == b->of || same_sum(a, b) || (equal && distinct(a->q))) return true;
    if (equal && is_age(s, a) && is_age(s, b) && sy__peculiar(a->q)) return !a->named || !b->named || a->entity == b->entity;
    /* An age: of one person, though one report names her and another calls her a girl. */
    if (a->q->unit.len && a->entity != SY_NONE && b->entity != SY_NONE) return a->entity == b->entity || !a->named || !b->named;
    if (a->of == SY_NONE || b->of == SY_NONE) return true;
    return a->person && b->person;
}

/* Two tolls of two days. */
static bool other_occasion(const sy__story *s, const sy__number_use *a, const sy__number_use *b)
{
    sy_str x, y;
    const sy__unit *u = a->unit != SY_NONE ? &s->units.at[a->unit] : NULL, *v = b->unit != SY_NONE ? &s->units.at[b->unit] : NULL;
    for (uint32_t i = 0; u && v && i < u->n_times; i++)
        for (uint32_t j = 0; j < v->n_times; j++)
            if (sy__calendar_date(u->times[i], &x) && sy__calendar_date(v->times[j], &y) && !sy__dates_meet(x, y)) return true;
    return false;
}

static int month_of(sy_str date)
{
    int m = 0;
    for (size_t i = 0; i < 7 && i < date.len; i++) if (date.ptr[i] >= '0' && date.ptr[i] <= '9') m = m * 10 + (date.ptr[i] - '0');
    return date.len < 7 ? m * 12 + 11 : m / 100 * 12 + m % 100 - 1;   /* a year by its last month */
}

/* The clause dates its number months before the report came out: what it tells is not the news. */
static bool long_past(const sy__story *s, const sy__number_use *n)
{
    sy_str day, published = s->docs[n->document].published;
    const sy__unit *u = n->unit != SY_NONE ? &s->units.at[n->unit] : NULL;
    for (uint32_t i = 0; u && published.len >= 7 && i < u->n_times; i++)
        if (sy__calendar_date(u->times[i], &day) && month_of(sy__sub(published, 0, 7)) - month_of(day) >= PAST_MONTHS) return true;
    return false;
}

/* How two numbers meet. */
typedef struct meeting {
    bool   equal, together, named, typed, persons;
    double alike;            /* the sentences around them */
} meeting;

static double strength_of_equals(const sy__number_use *a, const meeting *m)
{
    bool told = m->named || m->typed, peculiar = sy__peculiar(a->q);
    if (m->together) return 3 + m->alike;
    if (a->q->ordinal_like) return m->named && m->alike >= EQUAL_ALIKE ? 1 + m->alike : 0;
    if (peculiar && told) return 2 + m->alike;
    if (!a->q->has_value) return 0;
    if (told && m->alike >= EQUAL_ALIKE) return 1 + m->alike;
    if (distinct(a->q)) return 1 + m->alike;
    if (m->persons && a->q->value >= SMALL_PARTY && m->alike >= (peculiar ? TOLL_ALIKE : EQUAL_ALIKE)) return 0.5 + m->alike;
    return 0;
}

/* "A 13-3 mark", "went 13-3": the same side of the same score. A score that differs is of one game only where one statement gives both. */
static double strength_of_sides(const sy__story *s, const sy__number_use *a, const sy__number_use *b, const meeting *m)
{
    bool same = true, large = false;
    if (a->side != b->side || a->sides != b->sides) return 0;
    for (uint32_t k = 0; k < a->sides; k++) {
        const sy_quantity *x = &s->docs[a->document].quantities[a->quantity + 1 - a->side + k], *y = &s->docs[b->document].quantities[b->quantity + 1 - b->side + k];
        same = same && same_value(x, y);
        large = large || x->value >= SMALL_PARTY;
    }
    if (!same) return m->together && m->alike >= MEASURE_ALIKE ? 0.5 + m->alike : 0;
    return m->together || large || m->alike >= EQUAL_ALIKE ? 2 + m->alike : 0;
}

/* 0: not one thing. The higher, the surer. */
static double strength(const sy__story *s, const sy__number_use *a, const sy__number_use *b)
{
    meeting m = { .equal = same_value(a->q, b->q), .together = a->group != SY_NONE && a->group == b->group, .named = a->of != SY_NONE && a->of == b->of,
                  .typed = a->q->unit.len > 0, .persons = a->person && b->person };
    bool ages = is_age(s, a);
    if (!sy__eq(a->q->unit, b->q->unit) || (!of_meets(s, a, b) && !a->sides) || ages != is_age(s, b) || a->q->ordinal_like != b->q->ordinal_like) return 0;
    if (a->q->delta != b->q->delta && !(m.equal && sy__peculiar(a->q))) return 0;   /* "900 in Syria", "a further 900 in Syria" */
    if (a->fate != b->fate && a->fate != SY__FATE_NONE && b->fate != SY__FATE_NONE) return 0;
    if (a->unit != SY_NONE && b->unit != SY_NONE) m.alike = sy__bag_cosine(s->units.at[a->unit].around, s->units.at[b->unit].around, s->term_weight);
    if (a->sides || b->sides) return strength_of_sides(s, a, b, &m);
    double sure = m.equal ? strength_of_equals(a, &m) : 0;
    if (sure > 0) return sure;
    if (a->fate != SY__FATE_NONE && long_past(s, a) != long_past(s, b)) return 0;   /* of another attack */
    if (m.together && (m.named || m.typed || m.persons)) return 0.5 + m.alike;
    if (ages && m.named && m.alike >= EQUAL_ALIKE) return 0.3 + m.alike;            /* a boy of five, or of six */
    if ((m.named || m.typed || m.persons) && !ages && m.alike >= EQUAL_ALIKE && rounds(a->q, b->q)) return 0.4 + m.alike;
    if (m.typed && m.alike >= MEASURE_ALIKE && a->q->has_value && b->q->has_value) return m.alike;
    if (a->fate != SY__FATE_NONE && a->fate == b->fate && a->people == b->people && m.alike >= TOLL_ALIKE && !other_occasion(s, a, b)) return m.alike;
    return 0;
}

static int by_strength(const void *a, const void *b, void *user)
{
    (void)user;
    const link *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static bool find_links(work *w)
{
    for (uint32_t i = 0; i < w->numbers.n; i++)
        for (uint32_t j = i + 1; j < w->numbers.n; j++) {
            link l = { i, j, strength(w->s, &w->numbers.at[i], &w->numbers.at[j]) };
            if (l.score > 0 && !SY__PUSH(w->s->ctx, &w->links, l)) return false;
        }
    return sy__sort(w->s->ctx, w->links.at, w->links.n, sizeof *w->links.at, by_strength, NULL);
}

/* "Scores" of a text are its 120, and its "more than 100" are its 104. */
static bool one_in_two_ways(const sy_quantity *a, const sy_quantity *b)
{
    if (same_value(a, b) || (rounds(a, b) && (a->unit.len == 0 || distinct(a) || distinct(b)))) return true;
    return a->has_value != b->has_value && (a->has_value ? a : b)->value >= ROUNDED_LEAST;
}

/* Two numbers of one text that differ count two things. */
static bool clash(const work *w, uint32_t a, uint32_t b)
{
    const sy__number_use *at = w->numbers.at;
    for (uint32_t x = a; x != SY_NONE; x = at[x].next)
        for (uint32_t y = b; y != SY_NONE; y = at[y].next)
            if (at[x].document == at[y].document && !one_in_two_ways(at[x].q, at[y].q)) return true;
    return false;
}

static void unite(work *w)
{
    sy__number_use *at = w->numbers.at;
    for (uint32_t i = 0; i < w->links.n; i++) {
        uint32_t a = at[w->links.at[i].a].root, b = at[w->links.at[i].b].root;
        if (a == b || clash(w, a, b)) continue;
        if (b < a) { uint32_t t = a; a = b; b = t; }
        for (uint32_t x = b; x != SY_NONE; x = at[x].next) at[x].root = a;
        at[at[a].last].next = b;
        at[a].last = at[b].last;
    }
}

/* ---- the account's figures --------------------------------------------------------------------------------- */

static bool same_entry(const sy_quantity *a, const sy_quantity *b)
{
    return same_value(a, b) && sy__ieq(a->modifier, b->modifier);
}

/* The day for which the number holds: the clause's own, else that of the page. */
static sy_str as_of(const sy__story *s, const sy__number_use *n)
{
    sy_str day = { NULL, 0 };
    if (n->unit != SY_NONE)
        for (uint32_t t = 0; t < s->units.at[n->unit].n_times; t++)
            if (sy__calendar_date(s->units.at[n->unit].times[t], &day) && day.len == 10) return day;
    sy_str p = s->docs[n->document].published;
    return p.len >= 10 ? sy__sub(p, 0, 10) : p;
}

/* In the account's order; a headline that several numbers of the text meet is told once. */
static uint32_t each_once(sy_ref *at, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = i; j > 0 && sy__ref_cmp(&at[j - 1], &at[j]) > 0; j--) { sy_ref t = at[j]; at[j] = at[j - 1]; at[j - 1] = t; }
    for (uint32_t i = 0; i < n; i++) if (k == 0 || sy__ref_cmp(&at[k - 1], &at[i]) != 0) at[k++] = at[i];
    return k;
}

static bool put_value(sy__story *s, const sy__number_use **list, uint32_t n, uint32_t first, bool *done, sy_figure_value *v)
{
    const sy_quantity *q = list[first]->q;
    uint32_t k = 0;
    sy_ref *mentions = sy__arena_array(s->out, (size_t)n * 2, sizeof *mentions);
    if (!mentions) return false;
    for (uint32_t i = first; i < n; i++) {
        if (done[i] || !same_entry(q, list[i]->q)) continue;
        done[i] = true;
        mentions[k++] = sy__ref(list[i]->document, list[i]->q->span);
        if (list[i]->title.begin < list[i]->title.end) mentions[k++] = (sy_ref){ list[i]->document, true, list[i]->title };
    }
    k = each_once(mentions, k);
    *v = (sy_figure_value){ .has_value = q->has_value, .is_range = q->is_range, .value = q->value, .value_max = q->value_max, .mentions = mentions, .n_mentions = k };
    return sy__arena_str(s->out, q->modifier, &v->modifier) && sy__arena_str(s->out, as_of(s, list[first]), &v->as_of);
}

static bool put_figure(work *w, uint32_t root, sy_figure *f)
{
    sy__story *s = w->s;
    uint32_t n = 0, k = 0;
    for (uint32_t x = root; x != SY_NONE; x = w->numbers.at[x].next) n++;
    const sy__number_use **list = sy__arena_array(&s->scratch, n, sizeof *list);
    bool *done = sy__arena_array(&s->scratch, n, sizeof *done);
    sy_figure_value *values = sy__arena_array(s->out, n, sizeof *values);
    if (!list || !done || !values) return false;
    for (uint32_t x = root; x != SY_NONE; x = w->numbers.at[x].next) {
        uint32_t at = k++;   /* kept by document and position: numbers are numbered so */
        while (at > 0 && list[at - 1] > &w->numbers.at[x]) { list[at] = list[at - 1]; at--; }
        list[at] = &w->numbers.at[x];
    }
    for (uint32_t i = 0; i < n; i++) {
        const sy__doc *d = &s->docs[list[i]->document];
        if (f->of.len == 0 && list[i]->q->of.end > list[i]->q->of.begin && !sy__arena_str(s->out, sy__cut(d->text, list[i]->q->of), &f->of)) return false;
        if (!done[i] && !put_value(s, list, n, i, done, &values[f->n_values++])) return false;
    }
    f->values = values;
    return sy__arena_str(s->out, list[0]->q->unit, &f->unit);
}

bool sy__join_figures(sy__story *s)
{
    work w = { .s = s };
    bool ok = collect(&w) && find_links(&w);
    if (ok) unite(&w);
    s->account->figures = ok ? sy__arena_array(s->out, w.numbers.n, sizeof *s->account->figures) : NULL;
    ok = s->account->figures != NULL;
    for (uint32_t i = 0; ok && i < w.numbers.n; i++)
        if (w.numbers.at[i].root == i) ok = put_figure(&w, i, &s->account->figures[s->account->n_figures++]);
    sy__free(s->ctx, w.numbers.at);
    sy__free(s->ctx, w.links.at);
    return ok;
}
