/* Two answers that cannot both hold, in clauses of two reports that tell one thing beyond doubt: how many, on what day, at what hour.
 *
 * A reader is alarmed by these, so that more is asked than of other differences: the clauses are aligned, share what happens or who
 * takes part, and give one number or time of the kind each; the numbers count one noun in one unit, neither rounds or bounds the other;
 * and neither report has the other's answer anywhere. */
#include <stdio.h>

#include "reconcile/align.h"
#include "reconcile/differences.h"
#include "reconcile/figures.h"
#include "reconcile_tables.h"

static const double ALIGNED = 0.0;      /* the least score of two clauses (align.c) that have the predicate and a part in common, or a name, */
static const double ALIGNED_ALONE = 0.5; /* or none of these */
static const double ALIGNED_COUNTED = 1.0; /* that have a name in common, and times told by weeks or months from the page's */

enum { MOST_NUMBERS = 8 };              /* of one clause: a table, not a clause */

/* One answer. */
typedef struct answer { uint32_t unit, head; sy_token_range tokens; sy_str key; } answer;
typedef struct clash { sy_difference_kind kind; answer one, two; } clash;
typedef struct clashes { SY__VEC(clash) at; } clashes;

/* ---- clauses that tell one thing --------------------------------------------------------------------------- */

static bool share_a_part(const sy__unit *u, const sy__unit *v, bool oblique)
{
    for (uint32_t i = 0; i < u->n_fillers; i++)
        for (uint32_t j = 0; j < v->n_fillers; j++)
            if (u->fillers[i].role == v->fillers[j].role && (oblique || u->fillers[i].role != SY_ROLE_OBLIQUE) && sy__fillers_meet(&u->fillers[i], &v->fillers[j])) return true;
    return false;
}

static uint32_t names_in_common(const sy__unit *u, const sy__unit *v) { return sy__bag_common(&u->names, &v->names); }

static const sy_statement *statement_of(const sy__story *s, const sy__unit *u)
{
    return &s->docs[u->document].statements[u->statement];
}

/* Of two reports, one mood, and alike; a later version of a page corrects it. */
static bool tell_one_thing(const sy__story *s, const sy__unit *u, const sy__unit *v, double score)
{
    if (u->document == v->document || u->picture != v->picture || sy__same_page(&s->docs[u->document], &s->docs[v->document])) return false;
    const sy_statement *a = statement_of(s, u), *b = statement_of(s, v);
    if (a->negated || b->negated || a->modality != b->modality) return false;
    bool does = u->predicate != SY_NONE && u->predicate == v->predicate, part = share_a_part(u, v, false);
    return score >= ((does && part) || names_in_common(u, v) ? ALIGNED : ALIGNED_ALONE) || sy__surely_one(s, u, v);
}

/* Days and hours that both give and that do not meet: of two moments. */
static bool other_moment(const sy__unit *u, const sy__unit *v)
{
    sy_str x, y;
    for (uint32_t i = 0; i < u->n_times; i++)
        for (uint32_t j = 0; j < v->n_times; j++)
            if (sy__calendar_date(u->times[i], &x) && sy__calendar_date(v->times[j], &y) && !sy__dates_meet(x, y)) return true;
    return false;
}

static bool tells_hour(const sy__unit *u)
{
    for (uint32_t i = 0; i < u->n_times; i++) if (u->times[i]->type == SY_TIME_TIME) return true;
    return false;
}

static bool within_days(const sy__doc *a, const sy__doc *b, int32_t days)
{
    if (a->day == SY__NO_DAY || b->day == SY__NO_DAY) return a->day == b->day;
    return a->day <= b->day + days && b->day <= a->day + days;
}

/* Hours apart, by the clocks that the pages tell. */
static bool hours_apart(const sy__doc *a, const sy__doc *b)
{
    enum { APART = 3 * 3600 };
    int64_t x, y;
    return sy__moment_of(a->published, &x) && sy__moment_of(b->published, &y) && (x > y + APART || y > x + APART);
}

/* ---- numbers -------------------------------------------------------------------------------------------------- */

static bool is_hyphen(sy_str t) { return sy__is(t, "-") || sy__is(t, "\xe2\x80\x93") || sy__is(t, "/"); }

static sy_str text_at(const sy__doc *d, uint32_t t) { return t < d->n_tokens ? sy__cut(d->text, d->tokens[t].span) : (sy_str){ NULL, 0 }; }

/* "27-24", "10/22", "1 million euros ($1.1 million)": what stands beside another number tells no number of its own. */
static bool stands_beside(const sy__doc *d, const sy_quantity *q)
{
    sy_token_range r = sy__tokens_of(d, q->span);
    if (r.begin >= r.end) return true;
    sy_str said = sy__cut(d->text, q->span);
    for (size_t i = 0; i + 1 < said.len; i++) if (said.ptr[i] == '/' || (said.ptr[i] == '-' && said.ptr[i + 1] >= '0' && said.ptr[i + 1] <= '9')) return true;
    bool before = r.begin > 0 && (sy__is(text_at(d, r.begin - 1), "(") || is_hyphen(text_at(d, r.begin - 1)) || d->tokens[r.begin - 1].pos == SY_POS_NUM);
    bool behind = is_hyphen(text_at(d, r.end)) && r.end + 1 < d->n_tokens && d->tokens[r.end + 1].pos == SY_POS_NUM;
    return before || behind;
}

/* The only number of its kind in the clause, and told to the last digit. */
static const sy_quantity *telling(const sy__story *s, const sy__unit *u, uint32_t i)
{
    const sy__doc *d = &s->docs[u->document];
    const sy__number *n = &u->numbers[i];
    const sy_quantity *q = &d->quantities[n->quantity];
    if (q->is_range || q->value <= 1 || q->delta || stands_beside(d, q)) return NULL;
    for (uint32_t k = 0; k < u->n_numbers; k++)
        if (k != i && sy__eq(u->numbers[k].unit, n->unit) && (n->unit.len || u->numbers[k].of == n->of || u->numbers[k].of == SY_NONE)) return NULL;
    return q;
}

/* Digits of a number from its first to its last that is no nought. */
static int digits_of(double x)
{
    char z[32];
    int n = 1;
    snprintf(z, sizeof z, "%.11e", x);
    for (int i = 2; z[i] >= '0' && z[i] <= '9'; i++) if (z[i] != '0') n = i;   /* behind "d." */
    return n;
}

/* "700" may stand for 730, "1.2 million" for 1,234,000: the one is the other at its own precision, rounded or cut short. */
static bool stands_for(double x, double y)
{
    char one[32], rounded[32], up[32], cut[32];
    int digits = digits_of(x);
    double unit = 1;
    for (double z = x; z >= 10; z /= 10) unit *= 10;
    for (double z = x; z > 0 && z < 1; z *= 10) unit /= 10;
    for (int i = 1; i < digits; i++) unit /= 10;
    snprintf(one, sizeof one, "%.*e", digits - 1, x);
    snprintf(rounded, sizeof rounded, "%.*e", digits - 1, y);
    snprintf(up, sizeof up, "%.*e", digits - 1, y * (1 + 1e-9));   /* "five months" of four and a half */
    snprintf(cut, sizeof cut, "%.*e", digits - 1, y - unit / 2);
    return strcmp(one, rounded) == 0 || strcmp(one, up) == 0 || strcmp(one, cut) == 0;
}

bool sy__rounds(double a, double b) { return stands_for(a, b) || stands_for(b, a); }

static bool gives(const sy__doc *d, const sy_quantity *q)
{
    for (uint32_t i = 0; i < d->n_quantities; i++) {
        const sy_quantity *x = &d->quantities[i];
        if (x->has_value && sy__eq(x->unit, q->unit) && (x->value == q->value || (x->is_range && x->value_max == q->value))) return true;
    }
    return false;
}

/* "AK-47" is a name. */
static bool is_number(const sy__doc *d, uint32_t t)
{
    size_t at = 0;
    sy_str text = text_at(d, t);
    return d->tokens[t].pos == SY_POS_NUM && !(text.len && sy__has_digit(text) && sy__is_alpha(sy__utf8_next(text, &at)));
}

/* "12 leaders and 128 other officials" against "140 officials": the sentence of the one gives what is missing of the other. */
static bool adds_up(const sy__doc *d, const sy_quantity *part, double whole)
{
    for (uint32_t i = 0; i < d->n_quantities; i++) {
        const sy_quantity *q = &d->quantities[i];
        if (q == part || !q->has_value || q->token >= d->n_tokens || d->tokens[q->token].sentence != d->tokens[part->token].sentence) continue;
        if (q->value > 0 && part->value + q->value == whole) return true;
    }
    return false;
}

/* "Seven automatic rifles", "nine hunting rifles": described, and in no word alike. */
static bool described_apart(const sy__story *s, const sy__unit *u, const sy_quantity *x, const sy__unit *v, const sy_quantity *y)
{
    const sy__doc *c = &s->docs[u->document], *d = &s->docs[v->document];
    sy_token_range a = sy__tokens_of(c, x->of), b = sy__tokens_of(d, y->of);
    uint32_t n = 0, m = 0;
    for (uint32_t i = a.begin; i < a.end; i++) {
        if (i == x->of_head || c->term[i] == SY_NONE || is_number(c, i)) continue;
        n++;
        for (uint32_t j = b.begin; j < b.end; j++) if (c->term[i] == d->term[j]) return false;
    }
    for (uint32_t j = b.begin; j < b.end; j++) m += j != y->of_head && d->term[j] != SY_NONE && !is_number(d, j);
    return n && m;
}

/* A toll grows, a price moves, time goes on: of two days or hours both can hold. */
static bool moves(const sy__story *s, const sy__unit *u, const sy__number *n)
{
    static const double DEAL = 1e6;   /* less money is a price, or paid again */
    return (sy__is_money(n->unit) && n->value < DEAL) || sy__table_find(&sy__table_reconcile_time_units, n->unit) != SY_NONE || sy__is(n->unit, "percent") || sy__fate_of(s, u->predicate) != SY__FATE_NONE || sy__fate_of(s, n->of) != SY__FATE_NONE;
}

static bool counts_people(const sy__story *s, const sy__number *n)
{
    return n->unit.len == 0 && n->of != SY_NONE && sy__table_find(&sy__table_reconcile_person_nouns, s->term_text.at[n->of]) != SY_NONE;
}

/* One noun; or people, whatever they are called, whom the same befell; or a measure or sum of which the same is said. */
static bool count_one_thing(const sy__story *s, const sy__unit *u, const sy__number *a, const sy__unit *v, const sy__number *b)
{
    bool does = u->predicate != SY_NONE && u->predicate == v->predicate;
    if (a->of == b->of && a->of != SY_NONE) return true;
    if (counts_people(s, a) && counts_people(s, b)) return does && sy__fate_of(s, u->predicate) != SY__FATE_NONE;
    return a->unit.len && (does || share_a_part(u, v, true)) && ((a->of == SY_NONE && b->of == SY_NONE) || (does && share_a_part(u, v, false)));
}

/* Two exact numbers of one moment that do not meet, of reports neither of which has both. */
static bool at_odds(const sy__story *s, const sy__unit *u, uint32_t i, const sy__unit *v, uint32_t j)
{
    enum { NEAR_DAYS = 2 };
    const sy__doc *c = &s->docs[u->document], *d = &s->docs[v->document];
    const sy__number *a = &u->numbers[i], *b = &v->numbers[j];
    const sy_quantity *x = telling(s, u, i), *y = telling(s, v, j);
    if (!x || !y || !sy__eq(a->unit, b->unit) || sy__is(a->unit, "year")) return false;
    sy_figure_value one = { .has_value = true, .value = x->value, .modifier = x->modifier }, two = { .has_value = true, .value = y->value, .modifier = y->modifier };
    if (!sy__values_at_odds(&one, &two) || sy__rounds(x->value, y->value) || described_apart(s, u, x, v, y)) return false;
    bool moving = moves(s, u, a) || moves(s, v, b);
    if (moving && c->day == SY__NO_DAY) return false;
    if (!within_days(c, d, moving ? 0 : NEAR_DAYS) || other_moment(u, v) || (moving && (tells_hour(u) != tells_hour(v) || hours_apart(c, d)))) return false;
    return !gives(c, y) && !gives(d, x) && !adds_up(c, x, y->value) && !adds_up(d, y, x->value);
}

static bool number_key(sy__finder *f, const sy__number *n, sy_str *out)
{
    sy__buf_clear(&f->key);
    sy__buf_printf(&f->key, "\x01%.17g %u ", n->value, n->of);
    sy__buf_str(&f->key, n->unit);
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
}

static bool put_numbers(sy__finder *f, clashes *all, uint32_t one, uint32_t i, uint32_t two, uint32_t j)
{
    const sy__unit *u = &f->s->units.at[one], *v = &f->s->units.at[two];
    const sy__doc *c = &f->s->docs[u->document], *d = &f->s->docs[v->document];
    const sy_quantity *x = &c->quantities[u->numbers[i].quantity], *y = &d->quantities[v->numbers[j].quantity];
    clash z = { SY_DIFFERENCE_QUANTITY, { one, x->of_head, sy__tokens_of(c, x->span), { NULL, 0 } }, { two, y->of_head, sy__tokens_of(d, y->span), { NULL, 0 } } };
    return number_key(f, &u->numbers[i], &z.one.key) && number_key(f, &v->numbers[j], &z.two.key) && SY__PUSH(f->s->ctx, &all->at, z);
}

static bool compare_numbers(sy__finder *f, clashes *all, uint32_t one, uint32_t two)
{
    const sy__unit *u = &f->s->units.at[one], *v = &f->s->units.at[two];
    if (u->n_numbers > MOST_NUMBERS || v->n_numbers > MOST_NUMBERS) return true;
    for (uint32_t i = 0; i < u->n_numbers; i++)
        for (uint32_t j = 0; j < v->n_numbers; j++)
            if (count_one_thing(f->s, u, &u->numbers[i], v, &v->numbers[j]) && at_odds(f->s, u, i, v, j) && !put_numbers(f, all, one, i, two, j)) return false;
    return true;
}

static uint32_t number_at(const sy__story *s, const sy__unit *u, sy_span at)
{
    const sy__doc *d = &s->docs[u->document];
    for (uint32_t i = 0; i < u->n_numbers; i++)
        if (d->quantities[u->numbers[i].quantity].span.begin == at.begin && d->quantities[u->numbers[i].quantity].span.end == at.end) return i;
    return SY_NONE;
}

static sy__fate fate_of(const sy__story *s, const sy__unit *u, const sy__number *n)
{
    sy__fate fate = sy__fate_of(s, u->predicate);
    return fate != SY__FATE_NONE ? fate : sy__fate_of(s, n->of);
}

bool sy__mentions_clash(const sy__story *s, sy_ref a, sy_ref b, bool joined)
{
    static const double NEAR = -1.0;   /* the least score of two clauses whose numbers hardly differ */
    sy_token_range x = sy__tokens_of(&s->docs[a.document], a.span), y = sy__tokens_of(&s->docs[b.document], b.span);
    if (a.in_source || b.in_source || x.begin >= x.end || y.begin >= y.end) return false;
    uint32_t p = s->docs[a.document].unit_at[x.begin], q = s->docs[b.document].unit_at[y.begin];
    if (p == SY_NONE || q == SY_NONE) return false;
    const sy__unit *u = &s->units.at[p], *v = &s->units.at[q];
    uint32_t i = number_at(s, u, a.span), j = number_at(s, v, b.span);
    if (i == SY_NONE || j == SY_NONE || !tell_one_thing(s, u, v, SY__MOST_SCORE) || !at_odds(s, u, i, v, j)) return false;
    double score = sy__score_of(s, p, q);
    sy__fate fate = fate_of(s, u, &u->numbers[i]);
    if (joined && fate != SY__FATE_NONE && fate == fate_of(s, v, &v->numbers[j])) return true;   /* one toll, of one day */
    return count_one_thing(s, u, &u->numbers[i], v, &v->numbers[j]) && (tell_one_thing(s, u, v, score) || (!joined && score >= NEAR));
}

/* ---- times ------------------------------------------------------------------------------------------------------ */

/* The only date, hour or day that a clause gives. */
static const sy_time *only_time(const sy__unit *u)
{
    const sy_time *found = NULL;
    for (uint32_t t = 0; t < u->n_times; t++) {
        if (u->times[t]->type == SY_TIME_DURATION) continue;
        if (found || u->times[t]->type == SY_TIME_SET) return NULL;
        found = u->times[t];
    }
    return found;
}

/* The only hour, be there a day beside it: on one day a thing is done once. */
static const sy_time *only_hour(const sy__unit *u)
{
    const sy_time *found = NULL;
    for (uint32_t t = 0; t < u->n_times; t++) {
        if (u->times[t]->type != SY_TIME_TIME || sy__find(u->times[t]->value, SY_STR(":"), 0) == SIZE_MAX) continue;
        if (found) return NULL;
        found = u->times[t];
    }
    return found;
}

typedef enum telling_of { OF_NOTHING = 0, OF_YEAR, OF_MONTH, OF_DAY, OF_WEEKDAY, OF_HOUR } telling_of;

/* "Tuesday", "late on Tuesday": the word; empty. */
static sy_str weekday(const sy__doc *d, const sy_time *t)
{
    for (uint32_t k = t->first_token; k <= t->last_token; k++) {
        sy_str w = text_at(d, k);
        if (w.len >= 6 && w.ptr[0] >= 'A' && w.ptr[0] <= 'Z' && sy__ieq(sy__sub(w, w.len - 3, w.len), SY_STR("day")) && d->tokens[k].pos == SY_POS_PROPN) return w;
    }
    return (sy_str){ NULL, 0 };
}

/* A word before it that makes it one side of a time: "before 6 a.m.", "since Tuesday"; or near it: "around". */
static bool bounded(const sy__doc *d, const sy_time *t)
{
    uint32_t k = t->first_token;
    if (k == 0) return false;
    sy_str w = text_at(d, k - 1);
    bool in = sy__ieq(w, SY_STR("at")) || sy__ieq(w, SY_STR("on")) || sy__ieq(w, SY_STR("in"));
    return !in && (d->tokens[k - 1].pos == SY_POS_ADP || d->tokens[k - 1].pos == SY_POS_SCONJ || d->tokens[k - 1].pos == SY_POS_ADV);
}

/* What a time tells, where its own words tell it: a day that was counted from the page's is as wrong as the page's may be. */
static telling_of told_by_words(const sy__doc *d, const sy_time *t)
{
    sy_str date, said = sy__cut(d->text, t->span);
    if (!sy__calendar_date(t, &date) || bounded(d, t)) return OF_NOTHING;
    size_t clock = sy__find(t->value, SY_STR("T"), 0);
    if (clock != SIZE_MAX) return t->value.len == clock + 6 && t->value.ptr[clock + 3] == ':' && sy__has_digit(said) ? OF_HOUR : OF_NOTHING;
    if (t->type != SY_TIME_DATE) return OF_NOTHING;
    if (date.len == 4) return sy__eq(said, date) ? OF_YEAR : OF_NOTHING;
    if (date.len == 7) return sy__find(said, sy__sub(date, 0, 4), 0) != SIZE_MAX ? OF_MONTH : OF_NOTHING;
    if (sy__has_digit(said)) return weekday(d, t).len == 0 || said.len > 12 ? OF_DAY : OF_NOTHING;
    return sy__eq(said, weekday(d, t)) ? OF_WEEKDAY : OF_NOTHING;
}

/* "Last week", "earlier this month": counted from the page's day, and neither a number nor a name in it. */
static bool counted(const sy__doc *d, const sy_time *t)
{
    bool week = t->value.len == 8 && t->value.ptr[5] == 'W';
    if (t->type != SY_TIME_DATE || t->anchor.len == 0 || d->day == SY__NO_DAY || !sy__is_date(t->value) || !(week || t->value.len == 7)) return false;
    if (sy__ieq(text_at(d, t->last_token), SY_STR("ago"))) return false;
    for (uint32_t k = t->first_token; k <= t->last_token; k++) if (d->tokens[k].pos == SY_POS_NUM || d->tokens[k].pos == SY_POS_PROPN) return false;
    return true;
}

/* Two weeks or two months, told in one week or month, so that the words mean what they say. */
static bool counted_apart(const sy__doc *c, const sy_time *x, const sy__doc *d, const sy_time *y)
{
    if (!counted(c, x) || !counted(d, y) || x->value.len != y->value.len || sy__eq(x->value, y->value)) return false;
    if (x->value.len == 8) return (c->day + 3) / 7 == (d->day + 3) / 7;   /* from Monday on */
    return c->published.len >= 7 && d->published.len >= 7 && memcmp(c->published.ptr, d->published.ptr, 7) == 0;
}

static bool times_clash(const sy__story *s, const sy__unit *u, const sy_time *x, const sy__unit *v, const sy_time *y)
{
    const sy__doc *c = &s->docs[u->document], *d = &s->docs[v->document];
    telling_of what = told_by_words(c, x);
    sy_str a, b;
    if (what == OF_NOTHING || what != told_by_words(d, y) || sy__eq(x->value, y->value)) return false;
    if (what == OF_WEEKDAY) return within_days(c, d, 2) && !sy__ieq(weekday(c, x), weekday(d, y));
    if (!sy__calendar_date(x, &a) || !sy__calendar_date(y, &b)) return false;
    return what == OF_HOUR ? sy__dates_meet(a, b) : !sy__dates_meet(a, b);
}

/* "The 1974 book": a noun that the time describes; SY_NONE where it tells when something is done. */
static uint32_t described_by(const sy__doc *d, const sy_time *t)
{
    for (uint32_t k = t->first_token; k <= t->last_token; k++) {
        uint32_t over = d->tokens[k].head;
        if (over >= t->first_token && over <= t->last_token) continue;
        return d->tokens[over].pos == SY_POS_NOUN || d->tokens[over].pos == SY_POS_PROPN ? d->term[over] : SY_NONE;
    }
    return SY_NONE;
}

static bool in_tokens(const sy__doc *d, const sy_time *t, uint32_t term)
{
    for (uint32_t k = t->first_token; k <= t->last_token; k++) if (d->term[k] == term) return true;
    return false;
}

/* "Confirmed on Friday that": what counts is what was said. */
static bool says_a_clause(const sy__unit *u)
{
    for (uint32_t i = 0; i < u->n_fillers; i++) if (u->fillers[i].role == SY_ROLE_CLAUSE) return true;
    return false;
}

/* Words that both have beside the times. */
static uint32_t like_words(const sy__story *s, const sy__unit *u, const sy_time *x, const sy__unit *v, const sy_time *y)
{
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < u->terms.n && j < v->terms.n;) {
        if (u->terms.at[i] < v->terms.at[j]) i++;
        else if (u->terms.at[i] > v->terms.at[j]) j++;
        else {
            n += !in_tokens(&s->docs[u->document], x, u->terms.at[i]) && !in_tokens(&s->docs[v->document], y, u->terms.at[i]);
            i++;
            j++;
        }
    }
    return n;
}

/* Told of one deed and of like words beside the times; not of two names that each has alone. */
static bool tell_one_occasion(const sy__story *s, const sy__unit *u, const sy_time *x, const sy__unit *v, const sy_time *y)
{
    enum { LIKE_WORDS = 3 };
    const sy__doc *c = &s->docs[u->document], *d = &s->docs[v->document];
    if (u->predicate == SY_NONE || u->predicate != v->predicate || described_by(c, x) != described_by(d, y)) return false;
    if (says_a_clause(u) || says_a_clause(v)) return false;
    return like_words(s, u, x, v, y) >= LIKE_WORDS && (names_in_common(u, v) || u->names.n == 0 || v->names.n == 0);
}

static bool gives_time(const sy__doc *d, sy_str value)
{
    for (uint32_t i = 0; i < d->n_times; i++) if (sy__eq(d->times[i].value, value)) return true;
    return false;
}

static bool put_times(sy__finder *f, clashes *all, uint32_t one, const sy_time *x, uint32_t two, const sy_time *y)
{
    clash z = { SY_DIFFERENCE_TIME, { one, x->last_token, { x->first_token, x->last_token + 1 }, x->value }, { two, y->last_token, { y->first_token, y->last_token + 1 }, y->value } };
    return SY__PUSH(f->s->ctx, &all->at, z);
}

static bool compare_times(sy__finder *f, clashes *all, uint32_t one, uint32_t two, double score)
{
    const sy__story *s = f->s;
    const sy__unit *u = &s->units.at[one], *v = &s->units.at[two];
    const sy__doc *c = &s->docs[u->document], *d = &s->docs[v->document];
    const sy_time *x = only_hour(u), *y = only_hour(v);
    bool linked = (u->predicate != SY_NONE && u->predicate == v->predicate) || names_in_common(u, v) || share_a_part(u, v, true);
    bool hours = x && y && score >= ALIGNED_ALONE && linked && like_words(s, u, x, v, y) > 0;
    if (!hours) { x = only_time(u); y = only_time(v); }
    if (!x || !y) return true;
    bool apart = score >= ALIGNED_COUNTED && names_in_common(u, v) && counted_apart(c, x, d, y);
    if (!apart && (!times_clash(s, u, x, v, y) || (!hours && !tell_one_occasion(s, u, x, v, y)))) return true;
    return gives_time(c, y->value) || gives_time(d, x->value) || put_times(f, all, one, x, two, y);
}

/* ---- ages ------------------------------------------------------------------------------------------------------- */

typedef struct age { uint32_t entity, document; const sy_quantity *q; } age;
typedef struct ages { SY__VEC(age) at; } ages;

/* "He was 16 in 2031": his age then. */
static bool of_a_year(const sy__story *s, const sy__doc *d, const sy_quantity *q)
{
    sy_str date;
    uint32_t u = q->token < d->n_tokens ? d->unit_at[q->token] : SY_NONE;
    for (uint32_t t = 0; u != SY_NONE && t < s->units.at[u].n_times; t++)
        if (sy__calendar_date(s->units.at[u].times[t], &date) && date.len < 10) return true;
    return false;
}

/* "16-year-old Ann Lee", "Ann Lee, 16,", and not the "16 years" of a sentence. */
static bool collect_ages(sy__finder *f, ages *out)
{
    for (uint32_t k = 0; k < f->s->n_docs; k++) {
        const sy__doc *d = &f->s->docs[k];
        for (uint32_t i = 0; i < d->n_quantities; i++) {
            const sy_quantity *q = &d->quantities[i];
            sy_str said = sy__cut(d->text, q->span);
            if (!q->has_value || q->is_range || q->modifier.len || !sy__is(q->unit, "year") || q->of_head >= d->n_tokens) continue;
            if (sy__find(said, SY_STR("year"), 0) != SIZE_MAX && sy__find(said, SY_STR("old"), 0) == SIZE_MAX) continue;
            uint32_t e = sy_facts_entity_at(d->in->facts, q->of_head);
            if (e == SY_NONE || d->entities[e].type != SY_ENTITY_PERSON || !d->entities[e].named || of_a_year(f->s, d, q)) continue;
            if (!SY__PUSH(f->s->ctx, &out->at, (age){ d->entity[e], k, q })) return false;
        }
    }
    return true;
}

static int by_person(const void *a, const void *b, void *user)
{
    (void)user;
    const age *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    return x->q->span.begin < y->q->span.begin ? -1 : x->q->span.begin > y->q->span.begin;
}

/* Of one person two ages, each of whole reports, and no birthday between them: a report that gives two is of two persons. */
static bool ages_clash(const sy__story *s, const age *at, uint32_t n)
{
    static const double FAR = 10;       /* a father and his son */
    enum { BIRTHDAY = 14 };             /* days that may well have none */
    bool clash = false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++) {
            double gap = at[i].q->value - at[j].q->value;
            if (gap == 0) continue;
            if (at[i].document == at[j].document || gap > FAR || gap < -FAR) return false;
            if (s->docs[at[i].document].day == SY__NO_DAY || !within_days(&s->docs[at[i].document], &s->docs[at[j].document], BIRTHDAY)) return false;
            clash = true;
        }
    return clash;
}

static bool compare_ages(sy__finder *f)
{
    static const double SURE = 0.7;
    enum { MOST = 64 };
    ages all = { { NULL, 0, 0 } };
    bool ok = collect_ages(f, &all) && sy__sort(f->s->ctx, all.at.at, all.at.n, sizeof *all.at.at, by_person, NULL);
    for (uint32_t i = 0, end; ok && i < all.at.n; i = end) {
        for (end = i; end < all.at.n && all.at.at[end].entity == all.at.at[i].entity; end++) {}
        if (end - i > MOST || !ages_clash(f->s, &all.at.at[i], end - i)) continue;
        sy__slot_begin(f, SY_DIFFERENCE_QUANTITY, SY__D_bias, SY_NONE);
        for (uint32_t k = i; ok && k < end; k++) {
            const age *x = &all.at.at[k];
            const sy__doc *d = &f->s->docs[x->document];
            sy__value_use use = { .shown = sy__cut(d->text, x->q->span), .ref = sy__ref(x->document, x->q->span), .unit = SY_NONE, .head = SY_NONE };
            sy__buf_clear(&f->key);
            sy__buf_printf(&f->key, "%.17g", x->q->value);
            ok = !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), &use.key) && sy__slot_value(f, use);
        }
        ok = ok && sy__slot_close(f, SY_RELATION_CONFLICT, SURE);
    }
    sy__free(f->s->ctx, all.at.at);
    return ok;
}

/* ---- one difference of all clauses that give the two answers -------------------------------------------------- */

static void order(clash *c)
{
    if (sy__cmp(c->one.key, c->two.key) <= 0) return;
    answer t = c->one;
    c->one = c->two;
    c->two = t;
}

static int by_answers(const void *a, const void *b, void *user)
{
    (void)user;
    const clash *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    int c = sy__cmp(x->one.key, y->one.key);
    if (!c) c = sy__cmp(x->two.key, y->two.key);
    if (c) return c;
    if (x->one.unit != y->one.unit) return x->one.unit < y->one.unit ? -1 : 1;
    return x->two.unit < y->two.unit ? -1 : x->two.unit > y->two.unit;
}

static bool put_answer(sy__finder *f, const answer *a)
{
    return a->tokens.begin >= a->tokens.end || sy__slot_words(f, a->unit, a->tokens, a->head, a->key);
}

static bool put_clashes(sy__finder *f, clashes *all)
{
    static const double SURE = 0.7;
    for (uint32_t i = 0; i < all->at.n; i++) order(&all->at.at[i]);
    if (!sy__sort(f->s->ctx, all->at.at, all->at.n, sizeof *all->at.at, by_answers, NULL)) return false;
    for (uint32_t i = 0, end; i < all->at.n; i = end) {
        const clash *first = &all->at.at[i];
        sy__slot_begin(f, first->kind, SY__D_bias, f->s->units.at[first->one.unit].group);
        for (end = i; end < all->at.n; end++) {
            const clash *c = &all->at.at[end];
            if (c->kind != first->kind || !sy__eq(c->one.key, first->one.key) || !sy__eq(c->two.key, first->two.key)) break;
            if (!put_answer(f, &c->one) || !put_answer(f, &c->two)) return false;
        }
        if (!sy__slot_close(f, SY_RELATION_CONFLICT, SURE)) return false;
    }
    return true;
}

bool sy__conflict_differences(sy__finder *f)
{
    const sy__story *s = f->s;
    clashes all = { { NULL, 0, 0 } };
    bool ok = true;
    for (uint32_t k = 0; ok && k < s->scores.n; k++) {
        const sy__scored *e = &s->scores.at[k];
        if (e->unit > e->other || !tell_one_thing(s, &s->units.at[e->unit], &s->units.at[e->other], e->score)) continue;
        ok = compare_numbers(f, &all, e->unit, e->other) && compare_times(f, &all, e->unit, e->other, e->score);
    }
    ok = ok && put_clashes(f, &all) && compare_ages(f);
    sy__free(s->ctx, all.at.at);
    return ok;
}
