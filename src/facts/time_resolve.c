/* Expressions -> TIMEX3 values. News tells times from its publication date, with the verb's tense for what has no year or
 * week; a narrative, and words like "the next day", tell them from the last date told. */
#include "facts/time.h"

#include <stdio.h>

enum {
    LATELY_DAYS = 1,             /* a weekday that lately past goes by its bare name: "last" before it is the one a week before */
    NEW_MONTH_DAYS = 5,          /* so young a month is "this month" */
    SOON_DAYS = 60,              /* a day this near ahead is not that of last year */
    HALF_YEAR = 183
};

typedef struct resolver {
    sy__reading     *r;
    const sy__anchor *anchor;
    bool             story;
    sy__when         told;        /* last date told, of any grain */
    sy__when         told_day;    /* the same, to the day */
    uint32_t         told_day_sentence;
    uint32_t         caption;     /* paragraph of the last caption met; 0: none yet, as the text comes before */
} resolver;

typedef struct answer {
    sy__when when;
    char     value[SY__VALUE_BYTES];
    sy_time_type type;
    bool     dated;              /* when holds a point in time */
    bool     drop;
    uint32_t end;                /* atoms: where the expression is shorter than it was read; 0 */
    const sy__when *base;        /* what it was told from */
} answer;

static uint32_t token_of(const resolver *v, const sy__texpr *x) { return v->r->a->at[x->end - 1].token; }

static uint32_t sentence_of(const resolver *v, const sy__texpr *x) { return v->r->w->sentence[v->r->a->at[x->begin].token]; }

static const sy__when *now_of(const resolver *v) { return v->story ? &v->told : &v->anchor->day; }

static int sign_of(const resolver *v, const sy__texpr *x)
{
    if (x->lean == SY__LEAN_LAST)
        return -1;
    if (x->lean == SY__LEAN_NEXT)
        return 1;
    if (x->begin > 0 && sy__atom_is(v->r->a, x->begin - 1, SY__W_SINCE))
        return -1;
    return sy__tense_of(v->r->w, token_of(v, x));
}

static void put_day_into(sy__when *w, const sy__when *day)
{
    if (day->year == SY__NO_YEAR) {
        w->weekday = day->weekday;
        return;
    }
    w->year = day->year;
    w->month = day->month;
    w->day = day->day;
}

/* ---- weekdays ---------------------------------------------------------------------------------- */

static bool resolve_weekday(const resolver *v, const sy__texpr *x, answer *out)
{
    const sy__when *base = v->story || x->from_told ? &v->told_day : &v->anchor->day;
    if (!sy__has_day(base))
        return false;
    int64_t day = sy__first_day(base);
    if (x->vague) {                                            /* "Monday of next week" */
        sy__when found;
        sy__date_of_days(day - sy__weekday_of(day) + x->when.weekday + x->amount * 7, &found);
        put_day_into(&out->when, &found);
        out->when.weekday = 0;
        out->base = base;
        return true;
    }
    int ahead = (x->when.weekday - sy__weekday_of(day) + 7) % 7, back = (7 - ahead) % 7;
    int64_t step;
    int sign = v->story ? 1 : sign_of(v, x);
    if (x->lean == SY__LEAN_LAST)
        step = back > LATELY_DAYS ? -back : -back - 7;
    else if (x->lean == SY__LEAN_NEXT)
        step = ahead ? ahead : 7;
    else if (v->anchor->near_it && !v->story)
        step = ahead <= 3 ? ahead : -back;
    else if (sign == SY__LOOSELY_AHEAD && back <= LATELY_DAYS)
        step = -back;                                          /* "they came to see it on Thursday", told on Friday: not in six days */
    else if (sign > 0 || (sign == 0 && x->lean == SY__LEAN_THIS))
        step = ahead;
    else if (sign == 0 && v->r->w->tokens[token_of(v, x)].dep == SY_DEP_NPADVMOD && ahead > 0 && ahead <= 2)
        step = ahead;
    else
        step = -back;
    sy__when w = x->when, found;
    sy__date_of_days(day + step, &found);
    w.year = found.year;
    w.month = found.month;
    w.day = found.day;
    w.weekday = 0;
    out->when = w;
    out->base = base;
    return true;
}

/* ---- months, days, seasons, quarters without a year ------------------------------------------------ */

/* Order of the gap's date within a year, for a comparison with the base's. */
static int rank_of(const sy__when *w)
{
    sy__when year = *w;
    year.year = 2000;
    return (int)(sy__first_day(&year) - sy__days_of(2000, 1, 1));
}

static int rank_end(const sy__when *w)
{
    int days = w->day ? 0 : w->grain == SY__G_MONTH ? 30 : w->grain == SY__G_SEASON || w->grain == SY__G_QUARTER ? 91 : w->grain == SY__G_HALF ? 183 : 0;
    return rank_of(w) + days;
}

static bool weekday_fits(const sy__when *w, int32_t year)
{
    return sy__weekday_of(sy__days_of(year, w->month, w->day)) == w->weekday;
}

static int32_t year_by_weekday(const sy__when *w, int32_t near)
{
    static const int8_t order[] = { 0, -1, 1, -2, 2 };
    for (size_t i = 0; i < sizeof order; i++)
        if (weekday_fits(w, near + order[i]))
            return near + order[i];
    return near;
}

/* The year of a date in news: by tense and by what leads it ("last October"). */
static int32_t year_in_news(const resolver *v, const sy__texpr *x, const sy__when *base)
{
    const sy__when *w = &x->when;
    int32_t year = base->year;
    if (w->weekday && w->day && w->month)
        return year_by_weekday(w, year);
    int at = base->month ? rank_of(base) : 182, begin = rank_of(w), end = rank_end(w);
    if (x->lean == SY__LEAN_THIS)
        return year;
    if (x->lean == SY__LEAN_LAST)
        return end >= at ? year - 1 : year;
    if (x->lean == SY__LEAN_NEXT)
        return begin <= at ? year + 1 : year;
    int sign = sign_of(v, x), ahead = w->day ? (begin - at + 366) % 366 : 366;
    if (ahead == 1)                                            /* tomorrow, where the clocks differ */
        return begin < at ? year + 1 : year;
    if (sign < 0 && w->day && ahead <= SOON_DAYS)              /* "they put off the meeting of March 6" */
        return begin < at ? year + 1 : year;
    bool in = x->begin > 0 && sy__atom_is(v->r->a, x->begin - 1, SY__W_IN);
    if (sign < 0 && in && w->grain == SY__G_MONTH && w->month == base->month && base->day > 0 && base->day <= NEW_MONTH_DAYS)
        return year - 1;                                       /* "in January they announced", told on January 2 */
    if (sign < 0)
        return begin > at ? year - 1 : year;
    if (sign == SY__LOOSELY_AHEAD && x->holiday && begin > at + HALF_YEAR)
        return year - 1;                                       /* "it was good to be home at Christmas", told in February */
    if (sign == SY__LOOSELY_AHEAD && end < at && at - end <= HALF_YEAR)
        return year;                                           /* "a race to save him in November" */
    if (sign > 0)
        return end < at ? year + 1 : year;
    if (begin > at + HALF_YEAR)
        return year - 1;
    return end < at - 240 ? year + 1 : year;
}

/* The year of a date in a narrative: the one last told, or the next where the tale has come to a year's end. */
static int32_t year_in_story(const resolver *v, const sy__texpr *x)
{
    int32_t year = v->told.year;
    if (v->told.month >= 11 && x->when.month > 0 && x->when.month <= 2 && x->lean == SY__LEAN_NONE && year > 0)
        return year + 1;
    if (x->lean == SY__LEAN_NEXT || x->lean == SY__LEAN_LAST) {
        int at = v->told.month ? rank_of(&v->told) : x->lean == SY__LEAN_NEXT ? 400 : -1;
        if (x->lean == SY__LEAN_NEXT)
            return rank_of(&x->when) <= at ? year + 1 : year;
        return rank_of(&x->when) >= at ? year - 1 : year;
    }
    return year;
}

static bool fill_year(const resolver *v, const sy__texpr *x, answer *out)
{
    sy__texpr moved = *x;
    const sy__when *base = now_of(v);
    if (x->holiday) {                                          /* its place in the year, whichever year it will be */
        sy__when day;
        int32_t  about = base->year != SY__NO_YEAR ? base->year : 2001;
        if (!sy__holiday_date(x->holiday, about, &day))
            return false;
        moved.when.month = day.month;
        moved.when.day = day.day;
    }
    if (x->after_years && v->told.year != SY__NO_YEAR)
        base = &v->told;
    if (base->year == SY__NO_YEAR)
        return false;
    int32_t year;
    if (x->after_years)
        year = base->year;
    else if (x->vague)
        year = base->year + (int32_t)x->amount;
    else if (v->story || x->from_told)
        year = year_in_story(v, &moved);
    else
        year = year_in_news(v, &moved, base);
    out->when.year = year;
    out->base = base;
    if (x->holiday) {
        sy__when day;
        if (!sy__holiday_date(x->holiday, year, &day))
            return false;
        out->when.month = day.month;
        out->when.day = day.day;
    }
    return true;
}

/* "the 15th": of the month last told, or of the publication's. */
static bool fill_month(const resolver *v, const sy__texpr *x, answer *out)
{
    const sy__when *base = v->told.month ? &v->told : &v->anchor->day;
    if (base->month == 0 || x->when.day == 0)
        return false;
    out->when.month = base->month;
    out->when.year = base->year;
    out->base = base;
    return true;
}

/* ---- clock times and parts of the day ------------------------------------------------------------------ */

static bool resolve_date(const resolver *v, const sy__texpr *x, answer *out);

/* The day of a clock time: a date beside it, the last day told in its sentence or just before, the publication's. */
static const sy__when *day_beside(const resolver *v, uint32_t index, sy__when *room)
{
    const sy__texprs *all = &v->r->found;
    const sy__texpr  *x = &all->at[index];
    for (uint32_t k = index + 1; k < all->n && k <= index + 2; k++) {
        const sy__texpr *next = &all->at[k], *before = &all->at[k - 1];
        bool day = next->kind == SY__E_DATE ? next->when.grain == SY__G_DAY || next->when.grain == SY__G_PART : next->kind == SY__E_SHIFT && next->unit[0] == 'D';
        answer a;
        if (next->begin - before->end > 4 || sentence_of(v, next) != sentence_of(v, x))
            break;
        if (!day)
            continue;
        *room = resolve_date(v, next, &a) && a.dated ? a.when : next->when;
        if (sy__has_day(room) || room->weekday)
            return room;
        break;
    }
    uint32_t sentence = sentence_of(v, x);
    if (sy__has_day(&v->told_day) && (v->story || v->told_day_sentence == sentence))
        return &v->told_day;
    if (v->story)
        return &v->told;
    const sy__when *now = &v->anchor->day;
    if (sy__has_day(&v->told_day) && sentence - v->told_day_sentence <= 2) {
        int64_t gap = sy__has_day(now) ? sy__first_day(now) - sy__first_day(&v->told_day) : 0;
        if (gap >= -7 && gap <= 7)
            return &v->told_day;
    }
    return now;
}

/* "over the weekend": the last one or the next by tense. */
static bool resolve_weekend(const resolver *v, const sy__texpr *x, answer *out)
{
    const sy__when *base = v->story ? &v->told_day : &v->anchor->day;
    if (!sy__has_day(base))
        return false;
    bool on_it = sy__weekday_of(sy__first_day(base)) >= 6;
    out->base = base;
    return sy__when_add(base, "WE", sy__tense_of(v->r->w, token_of(v, x)) > 0 || on_it ? 0 : -1, &out->when);
}

/* ---- one expression ------------------------------------------------------------------------------------- */

static bool resolve_date(const resolver *v, const sy__texpr *x, answer *out)
{
    *out = (answer){ .when = x->when, .type = (sy_time_type)x->type, .dated = true };
    sy__when *w = &out->when;
    if (x->kind == SY__E_SHIFT) {
        const sy__when *base = x->from_told && v->told.year != SY__NO_YEAR ? &v->told : now_of(v);
        if (x->lean == SY__LEAN_THIS && strcmp(x->unit, "WE") == 0)
            return resolve_weekend(v, x, out);
        if (x->from_told && x->unit[0] == 'D' && sy__has_day(&v->told_day) && !v->told.day && !v->story)
            base = &v->told_day;
        sy__when moved;
        if (!sy__when_add(base, x->unit, x->amount, &moved))
            return false;
        char code[3];
        memcpy(code, w->code, sizeof code);
        *w = moved;
        if (code[0]) {
            memcpy(w->code, code, sizeof code);
            w->grain = SY__G_PART;
        }
        out->base = base;
        return true;
    }
    if (x->told_year || w->grain == SY__G_DECADE || w->grain == SY__G_CENTURY) {
        if (x->holiday) {
            sy__when day;
            if (sy__holiday_date(x->holiday, w->year, &day)) {
                w->month = day.month;
                w->day = day.day;
            }
        }
        w->weekday = 0;
        return true;
    }
    if (w->weekday && !w->day)
        return resolve_weekday(v, x, out);
    if (w->day && !w->month && !x->holiday)
        return fill_month(v, x, out);
    if (!fill_year(v, x, out))
        return false;
    w->weekday = 0;
    return true;
}

/* What can be said of a move whose day or month the base does not have: "1915-XX-XX". */
static void half_known(const resolver *v, const sy__texpr *x, answer *out)
{
    const sy__when *base = x->from_told ? &v->told : now_of(v);
    sy__when w = SY__WHEN_INIT;
    w.year = base->year;
    memcpy(w.code, x->when.code, sizeof w.code);
    switch (x->unit[0]) {
    case 'D': w.grain = x->unit[1] ? SY__G_DECADE : x->when.code[0] ? SY__G_PART : SY__G_DAY; w.month = x->amount ? 0 : base->month; break;
    case 'W': w.grain = x->unit[1] ? SY__G_WEEKEND : SY__G_WEEK; break;
    case '2': w.grain = SY__G_WEEK; break;
    case 'M': case '6': w.grain = SY__G_MONTH; break;
    case 'Q': w.grain = SY__G_QUARTER; break;
    case 'C': w.grain = SY__G_CENTURY; break;
    default: w.grain = SY__G_YEAR; break;
    }
    out->when = w;
    out->base = w.year != SY__NO_YEAR ? base : NULL;
}

static void resolve_hours(const resolver *v, const sy__texpr *x, answer *out)
{
    const sy__when *base = x->from_told && sy__has_day(&v->told_day) ? &v->told_day : now_of(v);
    int64_t hours = x->unit[0] == 'h' ? x->amount : 0;
    sy__when w = SY__WHEN_INIT;
    w.grain = SY__G_PART;
    memcpy(w.code, "XX", 3);
    if (sy__has_day(base)) {
        sy__when moved;
        if (hours && hours % 24 == 0 && sy__when_add(base, "D", hours / 24, &moved))
            w = moved;
        else
            put_day_into(&w, base);
        out->base = base;
    }
    out->when = w;
}

/* A move: by the calendar, half known, or only its direction. */
static void resolve_shift(const resolver *v, const sy__texpr *x, uint32_t index, answer *out)
{
    if (x->vague && !x->when.code[0]) {
        out->dated = false;
        snprintf(out->value, sizeof out->value, "%s", x->amount < 0 ? "PAST_REF" : "FUTURE_REF");
        out->type = SY_TIME_DATE;
        return;
    }
    if (x->plain_year && x->value[0] && !v->story) {           /* "two days after the attack": its distance */
        out->dated = false;
        memcpy(out->value, x->value, sizeof out->value);
        out->type = SY_TIME_DURATION;
        out->end = x->end - 1;
        return;
    }
    if (strchr("hms", x->unit[0])) {
        resolve_hours(v, x, out);
        return;
    }
    if (x->plain_year && !v->story) {                          /* "the day after it opened": a day not told here */
        sy__when none = SY__WHEN_INIT;
        none.grain = x->unit[0] == 'D' && !x->unit[1] ? SY__G_DAY : x->unit[0] == 'W' ? SY__G_WEEK : x->unit[0] == 'M' ? SY__G_MONTH : SY__G_YEAR;
        out->when = none;
        return;
    }
    bool day_word = x->unit[0] == 'D' && !x->unit[1] && !x->from_told;
    if (x->when.code[0] && x->from_told && !x->amount) {       /* "in the morning", "that evening" */
        sy__when room;
        out->when = x->when;
        out->when.grain = SY__G_PART;
        if (!x->vague) {
            out->base = day_beside(v, index, &room);
            put_day_into(&out->when, out->base);
            if (out->base == &room)
                out->base = NULL;
        }
        return;
    }
    if ((v->story && day_word) || !resolve_date(v, x, out)) {
        sy__texpr none = *x;
        if (v->story && day_word) {
            out->when = (sy__when)SY__WHEN_INIT;
            memcpy(out->when.code, x->when.code, sizeof out->when.code);
            out->when.grain = x->when.code[0] ? SY__G_PART : SY__G_DAY;
            out->base = NULL;
        } else
            half_known(v, &none, out);
        out->dated = true;
    }
}

static void resolve(const resolver *v, uint32_t index, answer *out)
{
    const sy__texpr *x = &v->r->found.at[index];
    *out = (answer){ .when = x->when, .type = (sy_time_type)x->type, .dated = true };
    if (x->kind == SY__E_VALUE) {
        out->dated = false;
        out->drop = x->plain_year && !v->story;
        memcpy(out->value, x->value, sizeof out->value);
    } else if (x->kind == SY__E_SHIFT) {
        resolve_shift(v, x, index, out);
    } else if (x->when.grain == SY__G_TIME && !x->when.day && !x->when.weekday) {
        sy__when room;
        out->base = day_beside(v, index, &room);
        put_day_into(&out->when, out->base);
        if (out->base == &room)
            out->base = NULL;
    } else if (!resolve_date(v, x, out)) {
        out->when = x->when;
        out->dated = true;
        if (x->holiday) {
            sy__when day;
            if (sy__holiday_date(x->holiday, 2001, &day)) {
                out->when.month = day.month;
                out->when.day = day.day;
            }
        }
    }
    if (out->dated)
        sy__when_value(&out->when, out->value);
}

/* ---- the whole article ------------------------------------------------------------------------------------ */

/* "February to April 1794", "September 4 - October 2, 1940": the second's year holds for the first. */
static void lend_years(sy__reading *r)
{
    const struct sy__atoms *a = r->a;
    for (uint32_t i = 0; i + 1 < r->found.n; i++) {
        sy__texpr *x = &r->found.at[i];
        const sy__texpr *y = &r->found.at[i + 1];
        if (x->kind != SY__E_DATE || x->told_year || x->lean || x->after_years || !x->when.month || !y->told_year || !y->when.month || y->kind != SY__E_DATE)
            continue;
        uint32_t gap = y->begin - x->end;
        bool link = gap == 1 && (sy__atom_mark(a, x->end, '-') || sy__atom_is(a, x->end, SY__W_TO) || sy__atom_is(a, x->end, SY__W_AND) || sy__atom_is(a, x->end, SY__W_OR) ||
                                 sy__atom_is(a, x->end, SY__W_UNTIL) || sy__atom_mark(a, x->end, ','));
        if (!link)
            continue;
        x->when.year = y->when.year - (x->when.month > y->when.month);
        x->told_year = true;
    }
}

/* A narrative tells of years far from its publication, hardly of its own day, and does not begin with it. */
static bool is_story(const sy__reading *r, const sy__anchor *anchor)
{
    uint32_t far = 0, near = 0, deictic = 0;
    bool     first_far = false;
    for (uint32_t i = 0; i < r->found.n; i++) {
        const sy__texpr *x = &r->found.at[i];
        if (sy__told_in_caption(r, x))
            break;
        if (x->kind == SY__E_DATE && x->told_year && x->when.year != SY__NO_YEAR) {
            bool away = anchor->day.year == SY__NO_YEAR || x->when.year < anchor->day.year - 1;
            first_far = first_far || (away && near + deictic == 0);
            far += away;
            near += !away;
        } else if (x->deictic)
            deictic++;
    }
    uint32_t limit = anchor->day.year == SY__NO_YEAR ? 10 : 6;
    return first_far && far >= limit && far > 2 * deictic && far > near;
}

static void remember(resolver *v, const sy__texpr *x, const answer *a)
{
    if (!a->dated || a->when.year == SY__NO_YEAR || a->when.grain == SY__G_CENTURY || a->when.grain == SY__G_DECADE)
        return;
    /* "the War of 1812", "(Smith 2004)": a bare year far from the tale does not move it. */
    if (v->story && x->plain_year && v->told.year != SY__NO_YEAR && (a->when.year > v->told.year + 40 || a->when.year < v->told.year - 40))
        return;
    v->told = a->when;
    if (sy__has_day(&a->when)) {
        v->told_day = a->when;
        v->told_day.grain = SY__G_DAY;
        v->told_day_sentence = sentence_of(v, x);
    } else if (v->story)
        v->told_day = (sy__when)SY__WHEN_INIT;
}

static bool push(resolver *v, const sy__texpr *x, const answer *a)
{
    sy__facts_work *w = v->r->w;
    const struct sy__atoms *atoms = v->r->a;
    uint32_t end = a->end ? a->end : x->end;
    sy_time  t = { .type = a->type };
    t.span = (sy_span){ atoms->at[x->begin].span.begin, atoms->at[end - 1].span.end };
    t.first_token = atoms->at[x->begin].token;
    t.last_token = atoms->at[end - 1].token;
    if (!sy__arena_str(w->arena, sy__str(a->value), &t.value))
        return false;
    if (a->base && a->base->year != SY__NO_YEAR) {
        char base[SY__VALUE_BYTES];
        sy__when plain = *a->base;
        if (plain.grain <= SY__G_DAY)
            plain.grain = plain.day ? SY__G_DAY : SY__G_YEAR;
        sy__when_value(&plain, base);
        if (!sy__arena_str(w->arena, sy__str(base), &t.anchor))
            return false;
    }
    uint32_t index = w->times.n;
    if (!SY__PUSH(w->ctx, &w->times, t))
        return false;
    for (uint32_t k = t.first_token; k <= t.last_token; k++)
        w->time_at[k] = index;
    return true;
}

/* A caption tells no tale, and goes on with no date of the text or of another caption. */
static void start_caption(resolver *v, const sy__texpr *x)
{
    uint32_t paragraph = v->r->w->paragraph[v->r->a->at[x->begin].token];
    if (!sy__told_in_caption(v->r, x) || paragraph == v->caption)
        return;
    v->caption = paragraph;
    v->story = false;
    v->told = v->told_day = (sy__when)SY__WHEN_INIT;
}

bool sy__resolve_times(sy__reading *r, const sy__anchor *anchor)
{
    resolver v = { .r = r, .anchor = anchor, .told = SY__WHEN_INIT, .told_day = SY__WHEN_INIT };
    lend_years(r);
    v.story = is_story(r, anchor);
    for (uint32_t i = 0; i < r->found.n; i++) {
        answer a;
        start_caption(&v, &r->found.at[i]);
        resolve(&v, i, &a);
        if (a.drop)
            continue;
        if (!push(&v, &r->found.at[i], &a))
            return false;
        remember(&v, &r->found.at[i], &a);
    }
    return true;
}
