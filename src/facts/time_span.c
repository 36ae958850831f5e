/* The grammar of what is counted in units of time: durations, moves from another time ("two weeks ago", "the next day"),
 * sets ("every Friday", "twice a year"), parts of the day, and words that are times by themselves. */
#include "facts/time.h"

#include <stdio.h>

#include "facts_tables.h"

typedef const struct sy__atoms *atoms;

static bool is_noun(const sy__facts_work *w, const sy__atom *x)
{
    uint8_t tag = w->tokens[x->token].tag;
    return tag != SY_TAG_VB && tag != SY_TAG_VBD && tag != SY_TAG_VBZ && tag != SY_TAG_VBP && tag != SY_TAG_VBN;
}

const char *sy__time_unit_at(atoms a, uint32_t i, uint32_t *n)
{
    const sy__atom *x = sy__atom_at(a, i);
    if (x->kind != SY__ATOM_WORD || x->f->calendar != SY__C_UNIT || !is_noun(a->w, x))
        return NULL;
    *n = 1;
    return x->f->code;
}

static bool is_plural_unit(atoms a, uint32_t i)
{
    const sy__atom *x = sy__atom_at(a, i);
    char last = a->w->lower[x->span.end - 1];
    return last == 's' || (last == 'a' && x->f->code[0] == 'M');
}

/* ---- amounts ------------------------------------------------------------------------------------- */

typedef struct amount {
    uint32_t begin, end;      /* atoms; end is behind the unit */
    double   n;               /* 0 with vague */
    bool     vague, article;
    char     unit[4];
} amount;

/* Adjectives between number and unit: "two full years", "five consecutive days", "a further three weeks". */
static uint32_t past_adjectives(atoms a, uint32_t i)
{
    for (uint32_t k = 0; k < 2; k++, i++) {
        const sy__atom *x = sy__atom_at(a, i);
        uint8_t         tag = a->w->tokens[x->token].tag;
        bool adjective = x->kind == SY__ATOM_WORD && (((tag == SY_TAG_JJ || tag == SY_TAG_JJR) && x->f->word == SY__W_NONE) || x->f->word == SY__W_MORE || x->f->word == SY__W_PREVIOUS) &&
                         !x->f->calendar && !x->f->number_kind;
        if (!adjective)
            break;
    }
    return i;
}

static bool unit_of(atoms a, uint32_t i, amount *out)
{
    uint32_t n;
    const char *unit = sy__time_unit_at(a, i, &n);
    if (!unit)
        return false;
    memcpy(out->unit, unit, sizeof out->unit);
    out->end = i + n;
    return true;
}

/* "and a half" behind the unit: "a year and a half". */
static void take_half(atoms a, amount *m)
{
    uint32_t i = m->end;
    if (sy__atom_hyphen(a, i))
        i++;
    if (!sy__atom_is(a, i, SY__W_AND))
        return;
    i++;
    if (sy__atom_hyphen(a, i))
        i++;
    if (!sy__atom_is(a, i, SY__W_A))
        return;
    i++;
    if (sy__atom_hyphen(a, i))
        i++;
    if (sy__atom_at(a, i)->f->number_kind == SY__N_HALF) {
        m->n += 0.5;
        m->end = i + 1;
    }
}

/* "half an hour", "half-hour", "quarter-century", "a half hour". */
static bool part_of_unit(atoms a, uint32_t i, amount *out)
{
    uint32_t j = i + (sy__atom_is(a, i, SY__W_A) ? 1u : 0u);
    const sy__figure *f = sy__atom_at(a, j)->f;
    double n = f->number_kind == SY__N_HALF ? 0.5 : f->number_kind == SY__N_PART && f->number <= 4 ? 0.25 : 0;
    if (n <= 0)
        return false;
    j++;
    j += sy__atom_hyphen(a, j);
    j += sy__atom_is(a, j, SY__W_OF);
    j += sy__atom_is(a, j, SY__W_A);
    if (!unit_of(a, j, out) || strchr("DMWQ", out->unit[0]))
        return false;
    out->n = n;
    return true;
}

/* A number with its unit of time at atom i. */
static bool amount_at(atoms a, uint32_t i, amount *out)
{
    *out = (amount){ .begin = i };
    if (part_of_unit(a, i, out))
        return true;
    const sy__atom *x = sy__atom_at(a, i);
    sy__number number;
    if (sy__number_at(a, i, &number) && !number.none && !number.ordinal && !number.pair) {
        if (number.has_value && (number.value <= 0 || number.value >= 1e9 || (number.fraction && number.value < 1)))
            return false;
        uint32_t j = number.end;
        bool     hyphen = sy__atom_hyphen(a, j);
        j = hyphen ? j + 1 : past_adjectives(a, j);
        if (sy__atom_is(a, j, SY__W_OF) && !number.has_value)
            j++;
        if (!unit_of(a, j, out))
            return false;
        if (out->unit[0] == 's' && !is_plural_unit(a, j) && number.words && !hyphen)
            return false;
        out->n = number.has_value ? number.value : 0;
        out->vague = !number.has_value;
        if (number.words && number.value == 1 && number.end - number.begin == 1)
            take_half(a, out);
        return true;
    }
    if (sy__number_at(a, i, &number) && number.pair) {         /* "a couple of days" */
        out->n = number.value;
        return unit_of(a, number.end, out);
    }
    if (!(x->f->word == SY__W_A || x->f->word == SY__W_ANOTHER))
        return false;
    uint32_t j = past_adjectives(a, i + 1);
    if (!unit_of(a, j, out) || is_plural_unit(a, j) || out->unit[0] == 's')
        return false;
    out->n = 1;
    out->article = true;
    take_half(a, out);
    return true;
}

static bool is_clock_unit(const char *unit) { return unit[0] == 'h' || unit[0] == 'm' || unit[0] == 's'; }

static void put_amount(const amount *m, char out[SY__VALUE_BYTES])
{
    double n = m->n;
    const char *unit = m->unit, *t = is_clock_unit(unit) ? "T" : "";
    char name[4] = { 0 }, digits[24];
    if (unit[0] >= '2' && unit[0] <= '9') {
        n *= unit[0] - '0';
        unit++;
    }
    memcpy(name, unit, strlen(unit) < 3 ? strlen(unit) : 3);
    if (is_clock_unit(unit))
        name[0] = (char)(name[0] - 32);
    if (strcmp(unit, "ML") == 0) {
        n *= 1000;
        memcpy(name, "Y", 2);
    }
    if (!m->vague && n < 1 && n > 0) {                         /* "half an hour" */
        if (unit[0] == 'h')
            n *= 60, name[0] = 'M';
        else if (unit[0] == 'Y')
            n *= 12, name[0] = 'M';
        else if (strcmp(unit, "CE") == 0)
            n *= 100, memcpy(name, "Y", 2);
        else if (strcmp(unit, "DE") == 0)
            n *= 10, memcpy(name, "Y", 2);
        else if (unit[0] == 'm')
            n *= 60, name[0] = 'S';
    }
    if (m->vague)
        memcpy(digits, "X", 2);
    else if (n - (double)(int64_t)n < 1e-9)
        snprintf(digits, sizeof digits, "%lld", (long long)n);
    else {
        int64_t hundredths = (int64_t)(n * 100 + 0.5);
        snprintf(digits, sizeof digits, hundredths % 10 ? "%lld.%02lld" : "%lld.%lld", (long long)(hundredths / 100),
                 (long long)(hundredths % 10 ? hundredths % 100 : hundredths % 100 / 10));
    }
    snprintf(out, SY__VALUE_BYTES, "P%s%s%s", t, digits, name);
}

/* ---- what stands behind or before an amount ---------------------------------------------------------- */

static bool clause_ends(atoms a, uint32_t i)
{
    const sy__atom *x = sy__atom_at(a, i);
    return x->kind == SY__ATOM_BREAK || (x->kind == SY__ATOM_MARK && x->mark && strchr(".,;:)!?\"-", x->mark));
}

static void make_shift(sy__texpr *out, const amount *m, uint32_t begin, uint32_t end, int sign, bool from_told)
{
    sy__texpr_begin(out, begin, end, SY__E_SHIFT, is_clock_unit(m->unit) ? SY_TIME_TIME : SY_TIME_DATE);
    double n = m->n;
    memcpy(out->unit, m->unit, sizeof out->unit);
    if (n > 0 && n < 1 && strcmp(m->unit, "CE") == 0) {
        n *= 100;
        memcpy(out->unit, "Y", 2);
    }
    out->amount = sign * (int64_t)(n + 0.01);
    if (n > 0 && n < 1)
        out->vague = true;
    else if (n - (double)(int64_t)n > 0.4 && out->unit[0] == 'Y') { /* "a year and a half ago" */
        out->amount = sign * (int64_t)(n * 12 + 0.01);
        memcpy(out->unit, "M", 2);
    }
    if (m->vague) {
        out->vague = true;
        out->amount = sign;
    }
    out->from_told = from_told;
    out->deictic = !from_told;
}

/* "two weeks ago", "a day later", "three years before". */
static bool moved(const sy__reading *r, const amount *m, uint32_t begin, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t i = m->end;
    switch (sy__atom_at(a, i)->f->word) {
    case SY__W_AGO:
        make_shift(out, m, begin, i + 1, -1, false);
        return true;
    case SY__W_EARLIER:
        make_shift(out, m, begin, i + 1, -1, true);
        return true;
    case SY__W_LATER:
        make_shift(out, m, begin, i + 1, 1, true);
        return true;
    case SY__W_BEFORE:
    case SY__W_AFTER: {
        bool before = sy__atom_is(a, i, SY__W_BEFORE);
        make_shift(out, m, begin, i + 1, before ? -1 : 1, true);
        if (!clause_ends(a, i + 1)) {                          /* "two days after X": the day of X is not told here */
            out->plain_year = true;
            put_amount(m, out->value);
        }
        return true;
    }
    case SY__W_FROM:
        if (sy__atom_at(a, i + 1)->phrase->time_word != SY__T_REF || !sy__is(sy__cell(&sy__table_facts_time_words, sy__atom_at(a, i + 1)->phrase->time_row - 1u, 2), "PRESENT_REF"))
            return false;
        make_shift(out, m, begin, i + 2, 1, false);
        return true;
    default: return false;
    }
}

/* "two hours and 15 minutes", "a year, two months": the smaller unit joins the value. */
static void take_smaller(atoms a, amount *m, char value[SY__VALUE_BYTES])
{
    put_amount(m, value);
    uint32_t i = m->end + (sy__atom_is(a, m->end, SY__W_AND) || (sy__atom_mark(a, m->end, ',') && sy__atom_at(a, m->end + 1)->kind == SY__ATOM_NUMBER));
    amount   small;
    static const char order[] = "YMWDhms";
    const char *big = strchr(order, m->unit[0]), *less;
    if (m->vague || m->unit[1] || !big || !amount_at(a, i, &small) || small.vague || small.article || small.unit[1])
        return;
    less = strchr(order, small.unit[0]);
    if (!less || less <= big || (is_clock_unit(small.unit) && !is_clock_unit(m->unit)) || m->n - (double)(int64_t)m->n > 0)
        return;
    char more[SY__VALUE_BYTES];
    put_amount(&small, more);
    size_t n = strlen(value);
    snprintf(value + n, SY__VALUE_BYTES - n, "%s", more + (is_clock_unit(m->unit) ? 2 : 1));
    m->end = small.end;
}

/* "the 46-day battle": the article is the battle's. */
static bool the_hyphen(atoms a, uint32_t begin, uint32_t i, const amount *m)
{
    return begin + 1 == i && sy__atom_is(a, begin, SY__W_THE) && m->end - i >= 3 && sy__atom_mark(a, m->end - 2, '-');
}

/* The amount of a rate: "30 a day", "$5 a week", "twice a year", "times per month". */
static bool is_rate(const sy__reading *r, const amount *m)
{
    atoms a = r->a;
    if (!m->article || m->begin == 0 || a->at[m->begin].f->word != SY__W_A || m->end - m->begin != 2)
        return false;
    const sy__atom *before = &a->at[m->begin - 1];
    uint8_t tag = r->w->tokens[before->token].tag;
    uint8_t c = before->f->word;
    if (before->kind == SY__ATOM_NUMBER || c == SY__W_ONCE || c == SY__W_TWICE || c == SY__W_TIMES || before->f->number_kind == SY__N_SCALE || before->mark == '%')
        return true;
    return (tag == SY_TAG_NNS || tag == SY_TAG_CD || before->f->unit || before->f->currency) && r->w->dep[a->at[m->end - 1].token] == SY_DEP_NPADVMOD;
}

static bool ready(sy__texpr *out, uint32_t begin, uint32_t end, sy_time_type type, const char *value)
{
    sy__texpr_begin(out, begin, end, SY__E_VALUE, type);
    snprintf(out->value, sizeof out->value, "%s", value);
    return true;
}

/* Behind the unit of a duration: "-long", "-old", "old", "of age". */
static uint32_t duration_end(atoms a, uint32_t i)
{
    uint32_t j = i + sy__atom_hyphen(a, i);
    if (sy__atom_is(a, j, SY__W_OLD) || (sy__atom_is(a, j, SY__W_LONG) && j > i))
        return j + 1;
    if (sy__atom_is(a, i, SY__W_OF) && sy__atom_is(a, i + 1, SY__W_AGE))
        return i + 2;
    return i;
}

static bool duration(const sy__reading *r, uint32_t begin, uint32_t i, sy__texpr *out)
{
    atoms  a = r->a;
    amount m;
    if (!amount_at(a, i, &m))
        return false;
    char value[SY__VALUE_BYTES];
    if (moved(r, &m, begin, out))
        return true;
    take_smaller(a, &m, value);
    if (the_hyphen(a, begin, i, &m))
        begin = i;
    if (is_rate(r, &m))
        return ready(out, begin, m.end, SY_TIME_SET, value);
    if (m.article && sy__is(sy__sub((sy_str){ r->w->lower, r->w->text.len }, a->at[i].span.begin, a->at[i].span.end), "a") && m.unit[0] == 'm' && m.end - m.begin == 2 &&
        !sy__atom_is(a, m.end, SY__W_LATER))
        ready(out, begin, m.end, SY_TIME_DURATION, value);
    return ready(out, begin, duration_end(a, m.end), SY_TIME_DURATION, value);
}

/* "month-long", "year-old". */
static bool bare_long(atoms a, uint32_t i, sy__texpr *out)
{
    amount m = { .begin = i, .n = 1 };
    if (!unit_of(a, i, &m) || !sy__atom_hyphen(a, m.end))
        return false;
    char value[SY__VALUE_BYTES];
    bool plural = is_plural_unit(a, i);
    take_half(a, &m);
    uint32_t j = m.end + sy__atom_hyphen(a, m.end);
    if (!sy__atom_is(a, j, SY__W_LONG))
        return false;
    m.vague = plural;
    put_amount(&m, value);
    return ready(out, i, j + 1, SY_TIME_DURATION, value);
}

/* "years", "months" alone: a duration of unknown length. */
static bool bare_plural(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms  a = r->a;
    amount m = { .begin = i, .vague = true };
    if (!unit_of(a, i, &m) || !is_plural_unit(a, i) || m.unit[0] == 's' || strcmp(m.unit, "Q") == 0)
        return false;
    char value[SY__VALUE_BYTES];
    if (!sy__atom_is(a, m.end + 1, SY__W_TO) && moved(r, &m, i, out))
        return true;
    const sy__figure *before = i > 0 ? a->at[i - 1].f : r->w->finder->figures->at;
    bool led = before->word == SY__W_FOR || before->word == SY__W_IN || before->word == SY__W_AFTER || before->word == SY__W_OF || before->word == SY__W_BY || before->number_kind ||
               before->word == SY__W_WITHIN || before->word == SY__W_OVER || before->word == SY__W_SHORTLY;
    uint8_t tag = i > 0 ? r->w->tokens[a->at[i - 1].token].tag : 0;
    if (!led || tag == SY_TAG_NN || strcmp(m.unit, "WE") == 0)
        return false;
    put_amount(&m, value);
    return ready(out, i, i + 1, SY_TIME_DURATION, value);
}

/* ---- moves without a number: "last week", "the following day", "that year", "the day before" ------------ */

static bool shift(sy__texpr *out, uint32_t begin, uint32_t end, const char *unit, int64_t n, bool from_told)
{
    sy__texpr_begin(out, begin, end, SY__E_SHIFT, is_clock_unit(unit) ? SY_TIME_TIME : SY_TIME_DATE);
    snprintf(out->unit, sizeof out->unit, "%.3s", unit);
    out->amount = n;
    out->from_told = from_told;
    out->deictic = !from_told;
    return true;
}

/* Which words before a unit point where. the: an article led. */
static bool pointed(const sy__reading *r, uint32_t begin, uint32_t i, bool the, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t n, j = i + 1;
    uint8_t  c = sy__atom_at(a, i)->f->word;
    if ((c == SY__W_THAT || c == SY__W_THIS) && sy__atom_is(a, j, SY__W_SAME))
        c = SY__W_SAME, j++;
    if (sy__atom_is(a, j, SY__W_FISCAL) || (a->w->tokens[sy__atom_at(a, j)->token].tag == SY_TAG_JJ && sy__atom_at(a, j)->f->word == SY__W_NONE))
        j++;                                                   /* "this fiscal year", "last full year" */
    const char *unit = sy__time_unit_at(a, j, &n);
    if (!unit || is_clock_unit(unit))
        return false;
    uint32_t end = j + n;
    bool plural = is_plural_unit(a, j), day = unit[0] == 'D' && unit[1] == 0;
    if (plural) {
        char   value[SY__VALUE_BYTES];
        amount m = { .vague = true };
        memcpy(m.unit, unit, sizeof m.unit);
        put_amount(&m, value);
        if (c == SY__W_COMING || (c == SY__W_NEXT && !the))
            return ready(out, begin, end, SY_TIME_DATE, "FUTURE_REF");
        if (c == SY__W_PAST && !the)
            return ready(out, begin, end, SY_TIME_DATE, "PAST_REF");
        if (c == SY__W_NEXT || c == SY__W_FOLLOWING || c == SY__W_PAST || c == SY__W_LAST || c == SY__W_PREVIOUS)
            return ready(out, begin, end, SY_TIME_DURATION, value);
        return false;
    }
    switch (c) {
    case SY__W_LAST:
        if ((the || (begin > 0 && sy__atom_is(a, begin - 1, SY__W_THE))) && (sy__atom_is(a, end, SY__W_OF) || day))
            return false;                                      /* "the last week of July" */
        return !day && shift(out, begin, end, unit, -1, false);
    case SY__W_PAST: {
        amount m = { .n = 1 };
        char   value[SY__VALUE_BYTES];
        memcpy(m.unit, unit, sizeof m.unit);
        put_amount(&m, value);
        return ready(out, begin, end, SY_TIME_DURATION, value);
    }
    case SY__W_THIS: return shift(out, begin, end, unit, 0, false);
    case SY__W_NEXT: return shift(out, begin, end, unit, 1, the || day);
    case SY__W_COMING: return shift(out, begin, end, unit, 1, false);
    case SY__W_FOLLOWING: return shift(out, begin, end, unit, 1, true);
    case SY__W_PREVIOUS: return shift(out, begin, end, unit, -1, true);
    case SY__W_THAT: return r->w->tokens[a->at[i].token].tag != SY_TAG_IN && shift(out, begin, end, unit, 0, true);
    case SY__W_SAME: return shift(out, begin, end, unit, 0, true);
    default: return false;
    }
}

/* "the day after", "the week before", "the day following". */
static bool unit_and_side(const sy__reading *r, uint32_t begin, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t n;
    const char *unit = sy__time_unit_at(a, i, &n);
    if (!unit || is_clock_unit(unit) || is_plural_unit(a, i))
        return false;
    int sign;
    switch (sy__atom_at(a, i + n)->f->word) {
    case SY__W_AFTER: case SY__W_FOLLOWING: case SY__W_LATER: sign = 1; break;
    case SY__W_BEFORE: case SY__W_EARLIER: sign = -1; break;
    default: return false;
    }
    shift(out, begin, i + n + 1, unit, sign, true);
    if (!clause_ends(a, i + n + 1))
        out->plain_year = true;
    return true;
}

/* ---- parts of the day --------------------------------------------------------------------------------- */

static bool day_part(const sy__reading *r, uint32_t begin, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    int64_t amount = 0;
    bool    told = true;
    uint8_t c = x->f->word;
    if ((c == SY__W_THAT || c == SY__W_SAME || c == SY__W_THIS) && sy__atom_is(a, i + 1, SY__W_SAME))
        x = sy__atom_at(a, ++i);
    if (c == SY__W_NEXT || c == SY__W_FOLLOWING)
        amount = 1;
    else if (c == SY__W_PREVIOUS)
        amount = -1;
    else if (c == SY__W_THIS || c == SY__W_LAST)
        told = false;
    bool pointing = amount || c == SY__W_THAT || c == SY__W_SAME || c == SY__W_THIS || (c == SY__W_LAST && begin == i);
    if (c == SY__W_LAST && pointing)
        amount = -1;
    if (pointing)
        i++;
    i += sy__atom_is(a, i, SY__W_EARLY) || sy__atom_is(a, i, SY__W_LATE);
    x = sy__atom_at(a, i);
    if (x->phrase->calendar != SY__C_PART || x->kind != SY__ATOM_WORD || r->w->tokens[x->token].ent == SY_ENT_PERSON || r->w->tokens[x->token].ent == SY_ENT_ORG)
        return false;
    const sy__figure *before = begin > 0 ? a->at[begin - 1].f : r->w->finder->figures->at;
    uint32_t end = i + x->phrase_n;
    if (!pointing && !(before->word == SY__W_IN || before->word == SY__W_AT || before->word == SY__W_BY || before->word == SY__W_DURING || before->word == SY__W_THE ||
                       before->word == SY__W_UNTIL || before->word == SY__W_BEFORE || before->word == SY__W_AFTER || before->word == SY__W_EARLY || before->word == SY__W_LATE ||
                       before->word == SY__W_ON || before->word == SY__W_OF || begin < i))
        return false;
    if (sy__atom_hyphen(a, end))
        return false;
    sy__texpr_begin(out, begin, end, SY__E_SHIFT, SY_TIME_TIME);
    memcpy(out->unit, "D", 2);
    memcpy(out->when.code, x->phrase->code, sizeof out->when.code);
    out->amount = amount;
    out->from_told = told;
    out->deictic = !told;
    /* "at night" is no night that the text has told of. */
    if (!pointing && (before->word == SY__W_AT || before->word == SY__W_BY) && (x->f->code[0] == 'N' || x->f->code[0] == 'D'))
        out->vague = true;
    return true;
}

/* ---- sets ------------------------------------------------------------------------------------------------- */

static const char *unit_set(const char *unit)
{
    static const char *const sets[][2] = { { "WE", "XXXX-WXX-WE" } };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (strcmp(unit, sets[i][0]) == 0)
            return sets[i][1];
    return NULL;
}

/* "every day", "each Friday", "every two weeks", "per month", "/day". */
static bool every(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    uint32_t n, j = i + 1;
    bool     per = sy__atom_is(a, i, SY__W_PER) || (sy__atom_mark(a, i, '/') && a->at[i].joined);
    const sy__atom *x = sy__atom_at(a, j);
    char     value[SY__VALUE_BYTES];
    amount   m = { .n = 1 };
    const char *unit = sy__time_unit_at(a, j, &n);
    if (unit && !is_plural_unit(a, j)) {
        memcpy(m.unit, unit, sizeof m.unit);
        put_amount(&m, value);
        const char *set = unit_set(unit);
        if (!set)
            set = value;
        return ready(out, per && a->at[i].kind == SY__ATOM_MARK ? j : i, j + n, SY_TIME_SET, set);
    }
    if (per)
        return false;
    bool other = sy__atom_is(a, j, SY__W_OTHER);
    if (other) {                                               /* "every other day" */
        unit = sy__time_unit_at(a, ++j, &n);
        x = sy__atom_at(a, j);
        if (unit) {
            memcpy(m.unit, unit, sizeof m.unit);
            m.n = 2;
            put_amount(&m, value);
            return ready(out, i, j + n, SY_TIME_SET, value);
        }
    }
    if (amount_at(a, j, &m) && !m.article && !m.vague) {
        put_amount(&m, value);
        return ready(out, i, m.end, SY_TIME_SET, value);
    }
    if (x->phrase->calendar == SY__C_WEEKDAY) {
        snprintf(value, sizeof value, "XXXX-WXX-%d", x->f->calendar_value);
        return ready(out, i, j + 1, SY_TIME_SET, value);
    }
    if (x->phrase->calendar == SY__C_MONTH && x->capital) {
        snprintf(value, sizeof value, "XXXX-%02d", x->f->calendar_value);
        return ready(out, i, j + 1, SY_TIME_SET, value);
    }
    if (x->phrase->calendar == SY__C_SEASON || x->phrase->calendar == SY__C_PART) {
        snprintf(value, sizeof value, x->phrase->calendar == SY__C_SEASON ? "XXXX-%.2s" : "XXXX-XX-XXT%.2s", x->phrase->code);
        return ready(out, i, j + x->phrase_n, SY_TIME_SET, value);
    }
    return false;
}

/* ---- words ---------------------------------------------------------------------------------------------------- */

static bool time_word(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    const sy__atom   *x = sy__atom_at(r->a, i);
    const sy__figure *f = x->phrase->time_word ? x->phrase : x->f;
    uint32_t end = i + (f == x->phrase ? x->phrase_n : 1u);
    if (!f->time_word)
        return false;
    const sy_token *t = &r->w->tokens[r->a->at[end - 1].token];
    if (f->time_word == SY__T_DAY && x->capital && i > 0 && r->a->at[i - 1].kind == SY__ATOM_WORD &&
        (r->a->at[i - 1].f->word == SY__W_GENITIVE || r->w->tokens[r->a->at[i - 1].token].tag == SY_TAG_NNP || r->w->tokens[r->a->at[i - 1].token].tag == SY_TAG_DT))
        return false;                                          /* "USA TODAY", "the Today programme" */
    if ((f->limit == 'v' && t->tag != SY_TAG_RB) || (f->limit == 'j' && t->tag != SY_TAG_JJ) || (f->limit == 'n' && t->tag != SY_TAG_NN && t->tag != SY_TAG_JJ))
        return false;
    if (t->ent == SY_ENT_ORG || t->ent == SY_ENT_WORK_OF_ART)
        return false;
    const sy__atom *next = sy__atom_at(r->a, end);
    if (f->time_word == SY__T_REF && end - i > 1 && (next->f->calendar == SY__C_UNIT || next->f->number_kind || next->kind == SY__ATOM_NUMBER))
        return false;                                          /* "in the past two days" */
    sy_str value = sy__cell(&sy__table_facts_time_words, f->time_row - 1u, 2);
    switch ((sy__time_word)f->time_word) {
    case SY__T_REF:
    case SY__T_SET:
        ready(out, i, end, f->time_word == SY__T_SET ? SY_TIME_SET : SY_TIME_DATE, "");
        snprintf(out->value, sizeof out->value, "%.*s", (int)value.len, value.ptr);
        if (f->limit == 'j' && sy__atom_at(r->a, end)->f->calendar == SY__C_UNIT && is_plural_unit(r->a, end))
            out->end = end + 1;                                /* "in recent months" */
        out->plain_year = f->limit == 's';
        return true;
    case SY__T_DAY:
    case SY__T_PART: {
        sy__texpr part = { 0 };
        shift(out, i, end, "D", f->day, false);
        if (f->time_word == SY__T_PART) {
            memcpy(out->when.code, f->code, sizeof out->when.code);
            out->type = SY_TIME_TIME;
        } else if (day_part(r, end, end, &part) || sy__atom_at(r->a, end)->f->calendar == SY__C_PART) {
            memcpy(out->when.code, sy__atom_at(r->a, end)->phrase->code, sizeof out->when.code);
            out->type = SY_TIME_TIME;
            out->end = end + sy__atom_at(r->a, end)->phrase_n;
        }
        return true;
    }
    case SY__T_NOT: break;
    }
    return false;
}

/* "Mondays", "Friday nights": every one of them. */
static bool weekdays(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    const sy__atom *x = sy__atom_at(r->a, i);
    char value[SY__VALUE_BYTES];
    if (x->f->calendar != SY__C_WEEKDAYS || !x->capital)
        return false;
    snprintf(value, sizeof value, "XXXX-WXX-%d", x->f->calendar_value);
    return ready(out, i, i + 1, SY_TIME_SET, value);
}

bool sy__match_span(sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->kind == SY__ATOM_BREAK || (x->kind == SY__ATOM_MARK && x->mark != '/' && !x->f->number_kind))
        return false;
    bool     the = x->f->word == SY__W_THE;
    uint32_t j = i + the;
    uint8_t  c = sy__atom_at(a, j)->f->word;
    bool points = c == SY__W_LAST || c == SY__W_PAST || c == SY__W_NEXT || c == SY__W_COMING || c == SY__W_PREVIOUS || c == SY__W_FOLLOWING || c == SY__W_FIRST || c == SY__W_THIS ||
                  c == SY__W_THESE || c == SY__W_THAT || c == SY__W_SAME;
    if (x->phrase->time_word && x->phrase_n > 1 && time_word(r, i, out))
        return true;
    if (c == SY__W_EACH || c == SY__W_PER || sy__atom_mark(a, j, '/')) {
        if (every(r, j, out))
            return true;
    }
    if (points && c != SY__W_FIRST && (pointed(r, i, j, the, out) || (!the && day_part(r, i, j, out)) || (the && c != SY__W_LAST && day_part(r, i, j, out))))
        return true;
    if ((points || the) && duration(r, i, j + (points ? 1u : 0u), out) && (out->kind != SY__E_SHIFT || !points))
        return true;
    if (points && c == SY__W_FIRST && duration(r, i, j + 1, out))
        return true;
    if (the && sy__atom_at(a, j)->f->calendar == SY__C_UNIT && strcmp(sy__atom_at(a, j)->f->code, "WE") == 0 && !is_plural_unit(a, j)) {
        shift(out, i, j + 1, "WE", 0, false);
        out->lean = SY__LEAN_THIS;
        return true;
    }
    if (the && (unit_and_side(r, i, j, out) || day_part(r, i, j, out) || time_word(r, i, out)))
        return true;
    if (the)
        return false;
    if (x->f->calendar == SY__C_UNIT && (bare_long(a, i, out) || bare_plural(r, i, out)))
        return true;
    if ((x->kind == SY__ATOM_NUMBER || x->f->number_kind || c == SY__W_A || c == SY__W_ANOTHER) && duration(r, i, i, out))
        return true;
    return time_word(r, i, out) || weekdays(r, i, out) || (x->phrase->calendar == SY__C_PART && day_part(r, i, i, out));
}
