/* The grammar of clock times: "5:34 a.m. New York time", "17.45", "0530 GMT", "8 o'clock", "noon"; and the order in which the
 * grammars of times are tried, with what may stand before them ("early", "the end of"). */
#include "facts/time.h"

#include "facts_tables.h"

typedef const struct sy__atoms *atoms;

void sy__texpr_begin(sy__texpr *x, uint32_t begin, uint32_t end, sy__texpr_kind kind, sy_time_type type)
{
    *x = (sy__texpr){ .begin = begin, .end = end, .kind = (uint8_t)kind, .type = (uint8_t)type };
    x->when = (sy__when)SY__WHEN_INIT;
}

/* ---- clocks ------------------------------------------------------------------------------------------ */

typedef struct clock { int8_t hour, minute; uint32_t end; bool split; bool four; } clock;

/* Digits of a clock: "5", "5:34", "5.10", "0530". split: hours and minutes are apart. */
static bool clock_digits(atoms a, uint32_t i, clock *out)
{
    const sy__atom *x = sy__atom_at(a, i);
    *out = (clock){ .hour = -1, .minute = 0, .end = i + 1 };
    if (x->kind != SY__ATOM_NUMBER)
        return false;
    if (x->form == SY__DIGITS_DECIMAL && x->digits <= 2 && x->decimals == 2) {
        out->hour = (int8_t)(x->mantissa / 100);
        out->minute = (int8_t)(x->mantissa % 100);
        out->split = true;
    } else if (x->form == SY__DIGITS_PLAIN && x->digits == 4) {
        if (x->mantissa >= 2400)
            return false;
        out->hour = (int8_t)(x->mantissa / 100);
        out->minute = (int8_t)(x->mantissa % 100);
        out->four = true;
    } else if (x->form == SY__DIGITS_PLAIN && x->digits <= 2 && x->mantissa <= 24) {
        out->hour = (int8_t)x->mantissa;
        const sy__atom *m = sy__atom_at(a, i + 2);
        if (sy__atom_mark(a, i + 1, ':') && a->at[i + 1].joined && m->kind == SY__ATOM_NUMBER && m->joined && m->digits == 2 && m->form == SY__DIGITS_PLAIN) {
            out->minute = (int8_t)m->mantissa;
            out->split = true;
            out->end = i + 3;
            if (sy__atom_mark(a, i + 3, ':') && a->at[i + 3].joined && sy__atom_at(a, i + 4)->kind == SY__ATOM_NUMBER && a->at[i + 4].joined)
                out->end = i + 5;
        }
    } else
        return false;
    return out->minute < 60 && out->hour <= 24;
}

/* "a.m.", "pm" at i: 1 before noon, 2 after; *n atoms with the dot. */
static int half_day(atoms a, uint32_t i, bool split, uint32_t *n)
{
    int h = sy__atom_is(a, i, SY__W_AM) ? 1 : sy__atom_is(a, i, SY__W_PM) ? 2 : 0;
    if (!h)
        return 0;
    const sy__atom *x = &a->at[i];
    if (h == 1 && !split && !x->joined && x->span.end - x->span.begin == 2 && a->w->tokens[x->token].pos == SY_POS_AUX && a->w->tokens[x->token].tag == SY_TAG_VBP)
        return 0;                                              /* "I am" */
    *n = 1;
    /* The dot of "a.m." belongs to it, a full stop behind "am" does not. */
    if (x->span.end - x->span.begin == 3 && sy__atom_mark(a, i + 1, '.') && a->at[i + 1].joined)
        *n = 2;
    return h;
}

static uint32_t take_zone(atoms a, uint32_t i, sy__texpr *x)
{
    uint32_t j = i + (sy__atom_mark(a, i, '(') ? 1u : 0u);
    const sy__atom *z = sy__atom_at(a, j);
    if (z->phrase->zone && (z->capital || z->phrase_n > 1 || z->joined)) {
        x->when.zone = z->phrase->zone;
        return j > i ? (sy__atom_mark(a, j + z->phrase_n, ')') ? j + z->phrase_n + 1 : i) : j + z->phrase_n;
    }
    /* "Baghdad time", "New York time" */
    for (uint32_t k = i; k < i + 3; k++) {
        const sy__atom *w = sy__atom_at(a, k);
        if (w->f->word == SY__W_TIME && k > i)
            return k + 1;
        if (w->kind != SY__ATOM_WORD || !w->capital)
            break;
    }
    return i;
}

static bool clock_context(atoms a, uint32_t i)
{
    if (i == 0)
        return false;
    const sy__atom *before = &a->at[i - 1];
    switch (before->f->word) {
    case SY__W_AT: case SY__W_BY: case SY__W_UNTIL: case SY__W_FROM: case SY__W_BEFORE: case SY__W_AFTER: case SY__W_SINCE: case SY__W_BETWEEN: return true;
    default: break;
    }
    return (before->f->modifier & 1) && i > 1 && (sy__atom_is(a, i - 2, SY__W_AT) || before->f->number_kind == 0);
}

static void set_clock(sy__texpr *out, const clock *c, int half, uint32_t begin, uint32_t end)
{
    sy__texpr_begin(out, begin, end, SY__E_DATE, SY_TIME_TIME);
    int hour = c->hour;
    if (half == 2 && hour < 12)
        hour += 12;
    if (half == 1 && hour == 12)
        hour = 0;
    out->when.hour = (int8_t)(hour == 24 ? 0 : hour);
    out->when.minute = c->minute;
    out->when.grain = SY__G_TIME;
}

/* The "p.m." of "between 5 and 6:30 p.m." holds for the 5 as well. */
static int borrowed_half(atoms a, const clock *c)
{
    clock    later;
    uint32_t n, j = c->end + 1;
    bool link = sy__atom_mark(a, c->end, '-') || sy__atom_is(a, c->end, SY__W_TO) || sy__atom_is(a, c->end, SY__W_AND);
    if (!link || !clock_digits(a, j, &later) || later.hour > 12)
        return 0;
    return half_day(a, later.end, later.split, &n);
}

bool sy__match_clock(sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    clock c;
    uint32_t n = 0;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->f->calendar == SY__C_CLOCK && x->phrase_n == 1) {
        const sy__figure *before = i > 0 ? a->at[i - 1].f : x->f;
        uint8_t ent = r->w->tokens[x->token].ent;
        if (x->capital && i > 0 && ent != SY_ENT_TIME && ent != SY_ENT_NONE)
            return false;
        if (ent != SY_ENT_TIME && ent != SY_ENT_DATE && (r->w->dep[x->token] == SY_DEP_COMPOUND || r->w->dep[x->token] == SY_DEP_AMOD))
            return false;                                      /* "the midnight train" */
        if (ent != SY_ENT_TIME && before->word == SY__W_NONE && !(before->modifier & 1) && i > 0 && a->at[i - 1].kind == SY__ATOM_WORD)
            return false;
        c = (clock){ .hour = x->f->calendar_value, .end = i + 1 };
        set_clock(out, &c, 0, i, i + 1);
        out->end = take_zone(a, out->end, out);
        return true;
    }
    if (x->f->number_kind == SY__N_DIGIT || x->f->number_kind == SY__N_TEEN) {
        if (!sy__atom_is(a, i + 1, SY__W_OCLOCK))
            return false;
        c = (clock){ .hour = (int8_t)x->f->number, .end = i + 2 };
        set_clock(out, &c, half_day(a, i + 2, false, &n), i, i + 2 + n);
        return c.hour > 0 && c.hour <= 12;
    }
    if (!clock_digits(a, i, &c) || (i > 0 && a->at[i].joined && (a->at[i - 1].kind != SY__ATOM_MARK || !strchr("(-~\"'/", a->at[i - 1].mark))))
        return false;
    if (i > 0 && a->at[i - 1].f->currency && a->at[i - 1].kind == SY__ATOM_MARK)
        return false;
    bool oclock = sy__atom_is(a, c.end, SY__W_OCLOCK);
    int  half = half_day(a, c.end + oclock, c.split, &n);
    sy__texpr zone;
    sy__texpr_begin(&zone, i, i, SY__E_DATE, SY_TIME_TIME);
    uint32_t after = c.end + oclock + n, zone_end = take_zone(a, after, &zone);
    if (half && c.hour > 12 && !c.split)
        return false;
    bool dotted = x->form == SY__DIGITS_DECIMAL;
    bool sure = half || oclock || (zone_end > after && (c.four || c.split)) || (c.split && !dotted && (clock_context(a, i) || r->w->tokens[x->token].ent == SY_ENT_TIME));
    if (dotted && !sure && !r->money && i > 0 && sy__atom_is(a, i - 1, SY__W_AT) && c.hour < 24 && !sy__atom_at(a, c.end)->f->unit && sy__atom_at(a, c.end)->mark != '%')
        sure = sy__atom_at(a, c.end)->f->number_kind == SY__N_NOT;   /* "at 6.13", as British pages write */
    if (c.split && !dotted && !sure && i > 0 && (a->at[i - 1].kind == SY__ATOM_BREAK || sy__atom_is(a, i - 1, SY__W_AND)) && x->digits == 2)
        sure = true;
    if (!sure && c.hour >= 1 && c.hour <= 12 && (!c.four))
        sure = (half = borrowed_half(a, &c)) != 0;
    if (!sure)
        return false;
    set_clock(out, &c, half, i, zone_end > after ? zone_end : after);
    out->when.zone = zone.when.zone;
    return true;
}

/* ---- all grammars ---------------------------------------------------------------------------------------- */

static bool core(sy__reading *r, uint32_t i, sy__texpr *out)
{
    return sy__match_clock(r, i, out) || sy__match_date(r, i, out) || sy__match_span(r, i, out);
}

/* "the year", "the month" behind "the end of": the one that is told of. */
static bool told_unit(atoms a, uint32_t i, sy__texpr *out)
{
    uint32_t n;
    const char *unit = sy__time_unit_at(a, i, &n);
    if (!unit || !(strcmp(unit, "Y") == 0 || strcmp(unit, "M") == 0 || strcmp(unit, "W") == 0 || strcmp(unit, "DE") == 0 || strcmp(unit, "CE") == 0 || strcmp(unit, "Q") == 0))
        return false;
    const sy__atom *x = sy__atom_at(a, i);
    if (a->w->lower[x->span.end - 1] == 's')
        return false;
    sy__texpr_begin(out, i, i + n, SY__E_SHIFT, SY_TIME_DATE);
    memcpy(out->unit, unit, sizeof out->unit);
    return true;
}

/* A season after "the end of the" and the like. */
static bool is_prefix(uint8_t c)
{
    return c == SY__W_EARLY || c == SY__W_LATE || c == SY__W_MID || c == SY__W_START || c == SY__W_END || c == SY__W_MIDDLE || c == SY__W_REST || c == SY__W_COURSE || c == SY__W_PART_OF ||
           c == SY__W_EARLIER || c == SY__W_LATER;
}

static bool needs_of(uint8_t c) { return c == SY__W_START || c == SY__W_END || c == SY__W_MIDDLE || c == SY__W_REST || c == SY__W_COURSE || c == SY__W_PART_OF; }

/* "early October", "the end of 2003", "later that year", "the latter part of the month". */
static bool prefixed(sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t j = i + sy__atom_is(a, i, SY__W_THE);
    bool     prefix = false;
    for (uint32_t k = 0; k < 3; k++) {
        uint8_t c = sy__atom_at(a, j)->f->word;
        if (!is_prefix(c))
            break;
        uint32_t next = j + 1;
        if (sy__atom_mark(a, next, '-'))
            next++;
        if (needs_of(c)) {
            if (!sy__atom_is(a, next, SY__W_OF))
                break;
            next++;
        } else if (sy__atom_is(a, next, SY__W_IN) || sy__atom_is(a, next, SY__W_ON) || (c == SY__W_LATE && sy__atom_is(a, next, SY__W_AT)))
            next++;
        prefix = true;
        j = next;
        if (is_prefix(sy__atom_at(a, j)->f->word))
            continue;
        if (sy__atom_is(a, j, SY__W_THE) && is_prefix(sy__atom_at(a, j + 1)->f->word))
            j++;
    }
    if (!prefix)
        return false;
    bool the = sy__atom_is(a, j, SY__W_THE);
    if ((the || sy__atom_is(a, j - 1, SY__W_OF)) && told_unit(a, j + the, out)) {
        out->begin = i;
        return true;
    }
    if (!core(r, j, out) && !(the && core(r, j + 1, out)))
        return false;
    if (out->type == SY_TIME_DURATION || out->type == SY_TIME_SET || (out->kind == SY__E_VALUE && out->begin != j))
        return false;
    out->begin = i;
    out->plain_year = false;
    return true;
}

/* "the morning of April 19", "the night of Tuesday": a part of the day told behind it. */
static bool part_of_date(sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t j = i + sy__atom_is(a, i, SY__W_THE), n;
    while (j < i + 4 && (sy__atom_is(a, j, SY__W_EARLY) || sy__atom_is(a, j, SY__W_LATE) || sy__atom_is(a, j, SY__W_IN) || (j > i && sy__atom_is(a, j, SY__W_THE))))
        j++;
    const sy__atom *x = sy__atom_at(a, j);
    if (x->phrase->calendar != SY__C_PART || x->kind != SY__ATOM_WORD)
        return false;
    uint32_t k = j + x->phrase_n;
    const char *unit = sy__time_unit_at(a, k, &n);
    if (unit && unit[0] == 'h')
        k += n;                                                /* "the early morning hours of" */
    if (!(sy__atom_is(a, k, SY__W_OF) || (sy__atom_is(a, k, SY__W_ON) && j == i)))
        return false;
    k++;
    k += sy__atom_is(a, k, SY__W_THE);
    sy__texpr date;
    if (!sy__match_date(r, k, &date) && !(sy__match_span(r, k, &date) && date.kind == SY__E_SHIFT && date.unit[0] == 'D'))
        return false;
    if (date.when.grain != SY__G_DAY && date.kind != SY__E_SHIFT)
        return false;
    date.begin = i;
    memcpy(date.when.code, x->phrase->code, sizeof date.when.code);
    if (date.kind == SY__E_DATE)
        date.when.grain = SY__G_PART;
    date.type = SY_TIME_TIME;
    *out = date;
    return true;
}

bool sy__match_time(sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->kind == SY__ATOM_BREAK || (x->kind == SY__ATOM_WORD && !x->f->word && !x->f->calendar && !x->f->number_kind && !x->f->time_word && !x->f->holiday && x->phrase == x->f))
        return false;
    if (part_of_date(r, i, out) || core(r, i, out) || prefixed(r, i, out))
        return true;
    if (!sy__atom_is(a, i, SY__W_THE) || !(sy__match_date(r, i + 1, out) || sy__match_clock(r, i + 1, out)) || out->plain_year || out->when.weekday)
        return false;
    out->begin = i;
    return true;
}
