/* The grammar of dates: calendar days, months, years, weekdays, holidays, seasons, quarters, decades, centuries. */
#include "facts/time.h"

#include <stdio.h>

typedef const struct sy__atoms *atoms;

static bool is_plain(const sy__atom *x, uint8_t low, uint8_t high)
{
    return x->kind == SY__ATOM_NUMBER && x->form == SY__DIGITS_PLAIN && x->digits >= low && x->digits <= high;
}

static bool is_noun_plural_behind(const sy__facts_work *w, uint32_t token)
{
    uint32_t h = w->head[token];
    return h > token && w->dep[token] == SY_DEP_NUMMOD && w->tokens[h].tag == SY_TAG_NNS;
}

static bool is_verb_tag(uint8_t tag)
{
    return tag == SY_TAG_MD || tag == SY_TAG_VB || tag == SY_TAG_VBD || tag == SY_TAG_VBP || tag == SY_TAG_VBZ || tag == SY_TAG_VBN || tag == SY_TAG_VBG;
}

/* ---- years ----------------------------------------------------------------------------------- */

/* Words before which or behind which a bare number of four digits is a year. */
static bool year_context(const sy__reading *r, uint32_t i)
{
    atoms a = r->a;
    const sy__atom *x = &a->at[i];
    const sy_token *t = &r->w->tokens[x->token];
    if (t->ent == SY_ENT_DATE)
        return true;
    if (i == 0 || a->at[i - 1].kind == SY__ATOM_BREAK)
        return sy__atom_mark(a, i + 1, ':') || sy__atom_at(a, i + 1)->kind == SY__ATOM_BREAK;
    const sy__atom *before = &a->at[i - 1];
    switch (before->f->word) {
    case SY__W_IN: case SY__W_OF: case SY__W_SINCE: case SY__W_BY: case SY__W_UNTIL: case SY__W_FROM: case SY__W_DURING: case SY__W_BETWEEN:
    case SY__W_BEFORE: case SY__W_AFTER: case SY__W_EARLY: case SY__W_LATE: case SY__W_MID: case SY__W_THE: case SY__W_A: case SY__W_AND: case SY__W_TO:
    case SY__W_FISCAL: case SY__W_THIS: case SY__W_POSSESSIVE:
        return true;
    default:
        return before->mark == '(' || before->mark == '-' || before->mark == '/' || before->mark == ',' || sy__atom_mark(a, i + 1, ')');
    }
}

static bool year_spoiled(const sy__reading *r, uint32_t i)
{
    atoms a = r->a;
    const sy__atom *x = &a->at[i], *next = sy__atom_at(a, i + 1);
    if (is_noun_plural_behind(r->w, x->token) && r->w->tokens[x->token].ent != SY_ENT_DATE)
        return true;
    if (next->f->number_kind >= SY__N_HUNDRED && next->f->number_kind <= SY__N_DOZEN)
        return true;
    if (next->joined && (next->kind == SY__ATOM_WORD ? next->f->word != SY__W_GENITIVE : (next->mark == '%' || next->mark == ':' || next->mark == '.') && sy__atom_at(a, i + 2)->joined &&
                         sy__atom_at(a, i + 2)->kind == SY__ATOM_NUMBER))
        return true;
    if (next->mark == '%' || (next->phrase->unit && !next->phrase->unit_symbol && next->kind == SY__ATOM_WORD && next->f->calendar != SY__C_SEASON))
        return true;
    if (i > 0) {
        const sy__atom *before = &a->at[i - 1];
        if ((before->f->label & 1) && before->capital && before->kind == SY__ATOM_WORD)
            return true;                                       /* "Flight 1549" */
        if (before->f->currency && (before->kind == SY__ATOM_MARK || before->f->money_symbol))
            return true;
        if (before->kind == SY__ATOM_MARK && before->mark && x->joined && strchr("#.:_=", before->mark))
            return true;
        if (before->mark == '-' && x->joined && i > 1 && a->at[i - 2].kind == SY__ATOM_WORD && before->joined && !a->at[i - 2].phrase->calendar && a->at[i - 2].f->word != SY__W_MID)
            return true;
    }
    return false;
}

static bool bc_behind(atoms a, uint32_t i) { return sy__atom_is(a, i, SY__W_BC) && (sy__atom_at(a, i)->capital); }

bool sy__year_at(const sy__reading *r, uint32_t i, bool sure, int32_t *year, uint32_t *n)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->mark == '\'' && sy__atom_at(a, i + 1)->kind == SY__ATOM_NUMBER && a->at[i + 1].joined && a->at[i + 1].digits == 2 && a->at[i + 1].form == SY__DIGITS_PLAIN) {
        int32_t y = (int32_t)a->at[i + 1].mantissa;
        if (sure && r->w->tokens[a->at[i + 1].token].ent != SY_ENT_DATE && !(i > 0 && (sy__atom_is(a, i - 1, SY__W_IN) || sy__atom_is(a, i - 1, SY__W_OF) || sy__atom_is(a, i - 1, SY__W_SINCE))))
            return false;
        *year = y + (y > 40 ? 1900 : 2000);
        *n = 2;
        return true;
    }
    if (x->kind != SY__ATOM_NUMBER || x->form != SY__DIGITS_PLAIN || x->digits > 4)
        return false;
    int32_t v = (int32_t)x->mantissa;
    if (v > 0 && bc_behind(a, i + 1)) {
        *year = -v;
        *n = 2;
        return true;
    }
    if (r->bc && x->digits <= 3 && v >= 100 && sure && !is_noun_plural_behind(r->w, x->token) && i > 0 && year_context(r, i)) {
        *year = -v;
        *n = 1;
        return !year_spoiled(r, i);
    }
    if (x->digits != 4 || v < 1000 || v > 2200 || year_spoiled(r, i))
        return false;
    if (sure && !year_context(r, i))
        return false;
    *year = v;
    *n = 1;
    return true;
}

/* "of that year", "of the same year", "of last year" behind a month or season. */
static uint32_t year_phrase(atoms a, uint32_t i, sy__texpr *x)
{
    uint32_t j = i;
    if (sy__atom_is(a, j, SY__W_OF))
        j++;
    uint32_t start = j;
    if (sy__atom_is(a, j, SY__W_THE))
        j++;
    uint8_t  c = sy__atom_at(a, j)->f->word;
    uint32_t n;
    if (c == SY__W_THAT && sy__atom_is(a, j + 1, SY__W_SAME))
        j++;
    const char *unit = sy__time_unit_at(a, j + 1, &n);
    if (!unit || strcmp(unit, "Y") != 0)
        return i;
    if (c == SY__W_THAT || c == SY__W_SAME) {
        x->after_years = true;
    } else if (start == j && (c == SY__W_LAST || c == SY__W_THIS || c == SY__W_NEXT)) {
        x->lean = c == SY__W_LAST ? SY__LEAN_LAST : c == SY__W_NEXT ? SY__LEAN_NEXT : SY__LEAN_THIS;
        x->amount = c == SY__W_LAST ? -1 : c == SY__W_NEXT ? 1 : 0;
        x->vague = true;                                       /* the year is counted from the publication's */
    } else
        return i;
    return j + 1 + n;
}

/* [,] [of] YEAR behind a day or month. */
static uint32_t take_year(const sy__reading *r, uint32_t i, sy__texpr *x, bool comma)
{
    atoms    a = r->a;
    uint32_t j = i, n;
    int32_t  year;
    if (comma && sy__atom_mark(a, j, ',') && !sy__atom_mark(a, j + 1, '\''))
        j++;
    if (!x->when.day && x->when.month && (sy__atom_hyphen(a, j) || (sy__atom_mark(a, j, '/') && a->at[j].joined)) && is_plain(sy__atom_at(a, j + 1), 4, 4))
        j++;                                                   /* "Dec-2018" */
    if (sy__atom_is(a, j, SY__W_OF) || (sy__atom_is(a, j, SY__W_IN) && j == i))
        j++;
    if (!sy__year_at(r, j, false, &year, &n) || (j > i && sy__atom_is(a, j - 1, SY__W_IN) && year > 0 && !x->when.month))
        return year_phrase(a, i, x);
    x->when.year = year;
    x->told_year = true;
    return j + n;
}

/* ---- months and days --------------------------------------------------------------------------- */

static bool day_number(atoms a, uint32_t i, int8_t *day, uint32_t *n, bool *ordinal)
{
    const sy__atom *x = sy__atom_at(a, i);
    *ordinal = false;
    if (x->kind == SY__ATOM_NUMBER) {
        if (x->form != SY__DIGITS_PLAIN || x->digits > 2 || x->mantissa < 1 || x->mantissa > 31)
            return false;
        *day = (int8_t)x->mantissa;
        *n = 1;
        if (sy__atom_at(a, i + 1)->joined && sy__atom_is(a, i + 1, SY__W_SUFFIX)) {
            *ordinal = true;
            *n = 2;
        }
        return true;
    }
    sy__number number;
    if (x->kind != SY__ATOM_WORD || !(x->f->ordinal || x->f->number_kind == SY__N_TEN) || !sy__number_at(a, i, &number) || !number.ordinal || number.value > 31)
        return false;
    *day = (int8_t)number.value;
    *n = number.end - i;
    *ordinal = true;
    return true;
}

/* Is the number that ends before atom `end` a day and not the count of something? */
static bool day_alone(const sy__reading *r, uint32_t i, uint32_t end, bool ordinal)
{
    atoms a = r->a;
    const sy__atom *next = sy__atom_at(a, end);
    if (ordinal)
        return true;
    if (is_noun_plural_behind(r->w, a->at[i].token) && r->w->tokens[a->at[i].token].ent != SY_ENT_DATE)
        return false;
    if (next->joined && (next->mark == ':' || next->mark == '.' || next->mark == '%') && sy__atom_at(a, end + 1)->joined && (next->mark == '%' || sy__atom_at(a, end + 1)->kind == SY__ATOM_NUMBER))
        return false;
    return !(next->joined && next->kind == SY__ATOM_WORD && next->f->word != SY__W_GENITIVE) && next->f->number_kind != SY__N_SCALE && next->f->number_kind != SY__N_HUNDRED &&
           next->f->word != SY__W_AM && next->f->word != SY__W_PM;
}

/* "in", "since", "last", "early"…: words before which May is a month and fall a season. */
static bool led_by_time_word(atoms a, uint32_t i)
{
    if (i == 0)
        return false;
    switch (a->at[i - 1].f->word) {
    case SY__W_IN: case SY__W_BY: case SY__W_SINCE: case SY__W_UNTIL: case SY__W_OF: case SY__W_FROM: case SY__W_TO: case SY__W_LAST: case SY__W_NEXT: case SY__W_THIS:
    case SY__W_EARLY: case SY__W_LATE: case SY__W_MID: case SY__W_DURING: case SY__W_BETWEEN: case SY__W_AND: case SY__W_PREVIOUS: case SY__W_FOLLOWING: case SY__W_THAT:
    case SY__W_COMING: case SY__W_THE:
        return true;
    default: return a->at[i - 1].mark == '-';
    }
}

/* "Bloody Sunday", "Long March 9": a capital word that belongs to it makes it a name. */
static bool part_of_name(const sy__reading *r, uint32_t i)
{
    if (i == 0)
        return false;
    const sy__atom *x = &r->a->at[i], *b = &r->a->at[i - 1];
    uint8_t dep = r->w->dep[b->token], own = r->w->dep[x->token];
    uint32_t head = r->w->head[x->token];
    /* "the Long March 9 rocket"; but the Rome Sunday papers are of Sunday. */
    bool beside = x->f->calendar == SY__C_MONTH && head > x->token && r->w->head[b->token] == head && (own == SY_DEP_COMPOUND || own == SY_DEP_NMOD);
    return b->kind == SY__ATOM_WORD && b->capital && (!b->f->word || b->f->word == SY__W_LONG) && !b->phrase->calendar &&
           (beside || r->w->head[b->token] == x->token) && (dep == SY_DEP_COMPOUND || dep == SY_DEP_AMOD);
}

/* "Sherman's March to the Sea", "the March on Washington": somebody's, or the one, is no month; "the March of that year" is. */
static bool is_deed(const sy__reading *r, uint32_t i)
{
    const sy__facts_work *w = r->w;
    uint32_t from, to;
    sy__near_children(w, r->a->at[i].token, &from, &to);
    for (uint32_t k = from; k < to; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] == SY_DEP_POSS && w->tokens[c].ent != SY_ENT_DATE)
            return true;
        if (w->dep[c] == SY_DEP_DET && sy__token_is(w, c, "the") && !sy__atom_is(r->a, i + 1, SY__W_OF) && !sy__atom_is(r->a, i + 1, SY__W_BEFORE))
            return true;
    }
    return part_of_name(r, i);
}

/* A month's name at atom i; *n its atoms, the dot of an abbreviation included. */
static bool month_at(const sy__reading *r, uint32_t i, int8_t *month, uint32_t *n)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->f->calendar != SY__C_MONTH || (x->phrase_n > 1 && x->phrase->holiday))
        return false;
    *month = x->f->calendar_value;
    *n = 1;
    if (x->f->flag == 's' && sy__atom_mark(a, i + 1, '.') && a->at[i + 1].joined)
        *n = 2;
    const sy__atom *next = sy__atom_at(a, i + *n);
    bool before_number = i > 0 && (a->at[i - 1].kind == SY__ATOM_NUMBER || a->at[i - 1].f->word == SY__W_SUFFIX || (a->at[i - 1].f->word == SY__W_OF && i > 1 && a->at[i - 2].f->word == SY__W_SUFFIX));
    bool number = next->kind == SY__ATOM_NUMBER || before_number || (next->mark == ',' && sy__atom_at(a, i + *n + 1)->kind == SY__ATOM_NUMBER && a->at[i + *n + 1].digits == 4);
    const sy_token *t = &r->w->tokens[x->token];
    if (x->f->flag == 's')
        return x->capital && (number || *n == 2 || t->ent == SY_ENT_DATE);
    if (number)
        return (x->capital || x->f->flag != 'v') && !(x->f->flag == 'v' && part_of_name(r, i));   /* "a Long March 9 rocket" */
    if (!x->capital && x->f->flag)
        return false;
    if (t->ent == SY_ENT_PERSON || t->ent == SY_ENT_ORG || t->ent == SY_ENT_WORK_OF_ART || t->ent == SY_ENT_PRODUCT)
        return false;
    if (x->f->flag == 'v')
        return !is_verb_tag(t->tag) && (t->ent == SY_ENT_DATE || led_by_time_word(a, i)) && !is_deed(r, i);
    return true;
}

static bool month_first(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    int8_t   month, day;
    uint32_t n, dn;
    bool     ordinal;
    if (!month_at(r, i, &month, &n))
        return false;
    uint32_t j = i + n, at = j;
    sy__texpr_begin(out, i, j, SY__E_DATE, SY_TIME_DATE);
    out->when.month = month;
    out->when.grain = SY__G_MONTH;
    if (sy__atom_is(a, at, SY__W_THE))
        at++;
    if (day_number(a, at, &day, &dn, &ordinal) && (at == j || ordinal) && day_alone(r, at, at + dn, ordinal)) {
        out->when.day = day;
        out->when.grain = SY__G_DAY;
        out->end = take_year(r, at + dn, out, true);
        /* "July 3-5, 2010": the year behind the second day holds for the first. */
        uint32_t link = at + dn, dn2;
        int8_t   day2;
        if (!out->told_year && (sy__atom_mark(a, link, '-') || sy__atom_is(a, link, SY__W_TO) || sy__atom_is(a, link, SY__W_AND)) &&
            day_number(a, link + 1, &day2, &dn2, &ordinal)) {
            sy__texpr later = *out;
            take_year(r, link + 1 + dn2, &later, true);
            if (later.told_year) {
                out->when.year = later.when.year;
                out->told_year = true;
            }
        }
        return true;
    }
    out->end = take_year(r, j, out, true);
    return true;
}

/* "5 June 1999", "the 5th of June", "4-5 June": the second day is found when its turn comes. */
static bool day_first(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    int8_t   day, other, month;
    uint32_t n, m, j;
    bool     ordinal, ordinal2;
    if (!day_number(a, i, &day, &n, &ordinal) || (i > 0 && a->at[i - 1].kind == SY__ATOM_NUMBER && a->at[i].joined))
        return false;
    j = i + n;
    uint32_t of = j + (sy__atom_is(a, j, SY__W_OF) && ordinal);
    bool     direct = month_at(r, of, &month, &m);
    uint32_t after = of;
    if (!direct) {
        bool link = sy__atom_mark(a, j, '-') || sy__atom_is(a, j, SY__W_TO) || sy__atom_is(a, j, SY__W_AND) || sy__atom_is(a, j, SY__W_OR) || sy__atom_mark(a, j, ',');
        uint32_t second = j + 1 + sy__atom_is(a, j + 1, SY__W_THE), n2;
        if (!link || !day_number(a, second, &other, &n2, &ordinal2) || other <= day)
            return false;
        after = second + n2;
        after += sy__atom_is(a, after, SY__W_OF);
        if (!month_at(r, after, &month, &m))
            return false;
    } else if (!ordinal && sy__atom_at(a, of + m)->kind == SY__ATOM_NUMBER && a->at[of + m].digits <= 2 && !a->at[of + m].joined && a->at[of].f->flag == 'v' && !a->at[of].capital)
        return false;
    sy__texpr_begin(out, i, j, SY__E_DATE, SY_TIME_DATE);
    out->when.month = month;
    out->when.day = day;
    out->when.grain = SY__G_DAY;
    uint32_t end = take_year(r, after + m, out, true);
    if (direct)
        out->end = end;
    return true;
}

/* ---- digits only ----------------------------------------------------------------------------------- */

/* "2024-01-05", "2024/01/05", "01/05/2024", "5.1.2024", "1/5/24". */
static bool numeric_date(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *one = sy__atom_at(a, i), *m1 = sy__atom_at(a, i + 1), *two = sy__atom_at(a, i + 2), *m2 = sy__atom_at(a, i + 3), *three = sy__atom_at(a, i + 4);
    if (!is_plain(one, 1, 4) || m1->kind != SY__ATOM_MARK || m2->mark != m1->mark || !m1->joined || !two->joined || !m2->joined || !three->joined || !is_plain(two, 1, 2) ||
        !is_plain(three, 1, 4) || !(m1->mark == '-' || m1->mark == '/' || m1->mark == '.'))
        return false;
    const sy__atom *next = sy__atom_at(a, i + 5);
    if (next->joined && next->mark == m1->mark && sy__atom_at(a, i + 6)->joined && sy__atom_at(a, i + 6)->kind == SY__ATOM_NUMBER)
        return false;
    uint64_t year, month, day;
    if (one->digits == 4) {
        year = one->mantissa, month = two->mantissa, day = three->mantissa;
    } else if (three->digits == 4 || (three->digits == 2 && m1->mark != '-')) {
        year = three->digits == 4 ? three->mantissa : three->mantissa + (three->mantissa > 40 ? 1900 : 2000);
        bool day_before = m1->mark == '.' || one->mantissa > 12;
        month = day_before ? two->mantissa : one->mantissa;
        day = day_before ? one->mantissa : two->mantissa;
    } else
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1000 || year > 2200)
        return false;
    sy__texpr_begin(out, i, i + 5, SY__E_DATE, SY_TIME_DATE);
    out->when.year = (int32_t)year;
    out->when.month = (int8_t)month;
    out->when.day = (int8_t)day;
    out->when.grain = SY__G_DAY;
    out->told_year = true;
    return true;
}

/* "05-Aug-2016", "5/Aug/2016", "Sep-23-2020". */
static bool named_month_date(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *one = sy__atom_at(a, i), *m1 = sy__atom_at(a, i + 1), *two = sy__atom_at(a, i + 2), *m2 = sy__atom_at(a, i + 3), *three = sy__atom_at(a, i + 4);
    bool day_led = is_plain(one, 1, 2) && two->f->calendar == SY__C_MONTH;
    const sy__atom *day = day_led ? one : two, *month = day_led ? two : one;
    if (!(day_led || (one->f->calendar == SY__C_MONTH && is_plain(two, 1, 2))) || !is_plain(three, 4, 4) || !m1->mark || m1->mark != m2->mark || !strchr("-/.", m1->mark) || !m1->joined ||
        !two->joined || !m2->joined || !three->joined || day->mantissa < 1 || day->mantissa > 31)
        return false;
    sy__texpr_begin(out, i, i + 5, SY__E_DATE, SY_TIME_DATE);
    out->when.year = (int32_t)three->mantissa;
    out->when.month = month->f->calendar_value;
    out->when.day = (int8_t)day->mantissa;
    out->when.grain = SY__G_DAY;
    out->told_year = true;
    return true;
}

/* ---- weekdays --------------------------------------------------------------------------------------- */

static sy__lean lean_of(uint8_t c)
{
    switch (c) {
    case SY__W_LAST: case SY__W_PAST: case SY__W_PREVIOUS: return SY__LEAN_LAST;
    case SY__W_NEXT: case SY__W_COMING: case SY__W_FOLLOWING: return SY__LEAN_NEXT;
    case SY__W_THIS: return SY__LEAN_THIS;
    default: return SY__LEAN_NONE;
    }
}

static uint32_t take_part(atoms a, uint32_t i, sy__texpr *x)
{
    const sy__atom *p = sy__atom_at(a, i);
    if (p->phrase->calendar != SY__C_PART || p->kind != SY__ATOM_WORD)
        return i;
    memcpy(x->when.code, p->phrase->code, sizeof x->when.code);
    x->when.grain = SY__G_PART;
    x->type = SY_TIME_TIME;
    return i + p->phrase_n;
}

/* "of next week", "next week" behind a weekday. */
static bool take_week(atoms a, sy__texpr *x)
{
    uint32_t i = x->end + sy__atom_is(a, x->end, SY__W_OF), n;
    uint8_t  c = sy__atom_at(a, i)->f->word;
    const char *unit = sy__time_unit_at(a, i + 1, &n);
    if (!unit || strcmp(unit, "W") != 0 || !(c == SY__W_LAST || c == SY__W_NEXT || c == SY__W_THIS))
        return false;
    x->end = i + 1 + n;
    x->amount = c == SY__W_LAST ? -1 : c == SY__W_NEXT ? 1 : 0;
    x->vague = true;                                           /* the week is counted from the publication's */
    return true;
}

static bool weekday(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->f->calendar != SY__C_WEEKDAY || (x->phrase_n > 1 && x->phrase->holiday))
        return false;
    uint8_t  ent = r->w->tokens[x->token].ent;
    uint32_t j = i + 1;
    if (x->f->flag == 's') {
        if (sy__atom_mark(a, j, '.') && a->at[j].joined)
            j++;
        const sy__atom *next = sy__atom_at(a, j);
        bool date = next->kind == SY__ATOM_NUMBER || next->f->calendar == SY__C_MONTH || next->mark == ',' || ent == SY_ENT_DATE;
        if (!x->capital || !date || ent == SY_ENT_ORG || ent == SY_ENT_PERSON)
            return false;
    } else if (part_of_name(r, i) || ent == SY_ENT_ORG || ent == SY_ENT_WORK_OF_ART || ent == SY_ENT_PERSON || ent == SY_ENT_EVENT)
        return false;
    sy__texpr date;
    uint32_t  at = j, part = take_part(a, at, (sy__texpr_begin(out, i, j, SY__E_DATE, SY_TIME_DATE), out));
    at = part;
    if (sy__atom_mark(a, at, ','))
        at++;
    at += sy__atom_is(a, at, SY__W_THE);
    if (month_first(r, at, &date) ? date.when.day > 0 : day_first(r, at, &date) || numeric_date(r, at, &date)) {
        date.when.weekday = x->f->calendar_value;
        date.begin = i;
        if (part > j) {
            memcpy(date.when.code, out->when.code, sizeof date.when.code);
            date.when.grain = SY__G_PART;
            date.type = SY_TIME_TIME;
        }
        *out = date;
        return true;
    }
    out->end = part;
    out->when.weekday = x->f->calendar_value;
    if (out->when.grain == SY__G_NONE)
        out->when.grain = SY__G_DAY;
    out->deictic = true;
    take_week(a, out);
    const sy__atom *p = &a->at[out->end - 1];
    if (out->type == SY_TIME_TIME && r->w->lower[p->span.end - 1] == 's' && p->phrase->calendar == SY__C_PART) {
        char code[3];
        memcpy(code, out->when.code, sizeof code);
        sy__texpr_begin(out, out->begin, out->end, SY__E_VALUE, SY_TIME_SET);   /* "Friday nights" */
        snprintf(out->value, sizeof out->value, "XXXX-WXX-%dT%.2s", x->f->calendar_value, code);
    }
    return true;
}

/* ---- seasons, holidays, quarters ------------------------------------------------------------------------ */

static bool season(const sy__reading *r, uint32_t i, sy__texpr *out, bool leaning)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->phrase->calendar != SY__C_SEASON)
        return false;
    const sy_token *t = &r->w->tokens[x->token];
    sy__texpr_begin(out, i, i + x->phrase_n, SY__E_DATE, SY_TIME_DATE);
    memcpy(out->when.code, x->phrase->code, sizeof out->when.code);
    out->when.grain = SY__G_SEASON;
    uint32_t end = take_year(r, out->end, out, true);
    bool year = end > out->end;
    out->end = end;
    if (year) {                                                /* "winter of 1944-45" */
        if (out->told_year && sy__atom_mark(a, end, '-') && is_plain(sy__atom_at(a, end + 1), 2, 4) && a->at[end + 1].joined)
            out->end = end + 2;
        return true;
    }
    if (is_verb_tag(t->tag) || t->ent == SY_ENT_PERSON || t->ent == SY_ENT_ORG || (x->capital && t->ent != SY_ENT_DATE && sy__atom_at(a, out->end)->capital))
        return false;                                          /* "the Winter Olympics" */
    const sy__figure *before = i > 0 ? a->at[i - 1].f : x->f;
    bool led = leaning || (i > 0 && (before->word == SY__W_THE || before->word == SY__W_IN || before->word == SY__W_THIS || before->word == SY__W_EARLY || before->word == SY__W_LATE ||
                                     before->word == SY__W_BY || before->word == SY__W_MID || before->word == SY__W_DURING || before->word == SY__W_OF || before->word == SY__W_UNTIL || before->word == SY__W_THAT || before->word == SY__W_SINCE));
    if (x->f->flag == 'v')
        return led && t->tag != SY_TAG_JJ && (t->ent == SY_ENT_DATE || leaning || before->word != SY__W_THE);
    return led || t->ent == SY_ENT_DATE;
}

static bool holiday(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    if (!x->phrase->holiday || (!x->capital && x->kind == SY__ATOM_WORD))
        return false;
    uint8_t ent = r->w->tokens[x->token].ent;
    if (ent == SY_ENT_PERSON || ent == SY_ENT_GPE || ent == SY_ENT_ORG || ent == SY_ENT_LOC)
        return false;
    sy__texpr_begin(out, i, i + x->phrase_n, SY__E_DATE, SY_TIME_DATE);
    out->holiday = x->phrase->holiday;
    out->when.grain = SY__G_DAY;
    if (x->kind == SY__ATOM_NUMBER) {                           /* "9/11" has its year */
        out->told_year = true;
        out->when.year = 2001;
        return true;
    }
    out->end = take_year(r, out->end, out, true);
    if (!out->told_year && out->end == i + x->phrase_n)
        out->end = take_part(a, out->end, out);
    return true;
}

/* "the third quarter of 2020", "Q3", "first half of last year", "H1 2021". */
static bool part_of_year(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    uint8_t  c = x->f->word, index = 0;
    bool     half = false;
    uint32_t j = i + 1;
    if (c >= SY__W_QUARTER1 && c <= SY__W_QUARTER4 && x->capital) {
        index = (uint8_t)(c - SY__W_QUARTER1 + 1);
    } else if ((c == SY__W_HALF1 || c == SY__W_HALF2) && x->capital) {
        index = (uint8_t)(c - SY__W_HALF1 + 1);
        half = true;
    } else {
        sy__number number;
        if (c == SY__W_LATE && x->f->longest == 0)
            index = 2;
        else if (sy__number_at(a, i, &number) && number.ordinal && number.value <= 4) {
            index = (uint8_t)number.value;
            j = number.end;
        } else
            return false;
        if (sy__atom_mark(a, j, '-'))
            j++;
        uint32_t n;
        const char *unit = sy__time_unit_at(a, j, &n);
        if (sy__atom_at(a, j)->f->number_kind == SY__N_HALF && index <= 2)
            half = true;
        else if (!unit || strcmp(unit, "Q") != 0 || c == SY__W_LATE)
            return false;
        j++;
    }
    sy__texpr_begin(out, i, j, SY__E_DATE, SY_TIME_DATE);
    out->when.index = (int8_t)index;
    out->when.grain = half ? SY__G_HALF : SY__G_QUARTER;
    uint32_t at = j;
    if ((sy__atom_is(a, at, SY__W_OF) || sy__atom_is(a, at, SY__W_IN)) && sy__atom_is(a, at + 1, SY__W_FISCAL))
        at += 2;
    else if (sy__atom_is(a, at, SY__W_FISCAL))
        at++;
    out->end = take_year(r, at, out, false);
    if (out->end == at)
        out->end = j;
    if (!out->told_year && sy__atom_is(a, j, SY__W_OF) && sy__atom_is(a, j + 1, SY__W_THE) && sy__atom_at(a, j + 2)->f->calendar == SY__C_UNIT &&
        sy__atom_at(a, j + 2)->f->code[0] == 'Y') {
        out->lean = SY__LEAN_THIS;
        out->end = j + 3;
    }
    return out->end > j || (!half && (r->money || c >= SY__W_QUARTER1));
}

/* ---- decades, centuries, years -------------------------------------------------------------------------- */

static bool decade(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    const sy__atom *x = sy__atom_at(a, i);
    uint32_t j = i;
    bool apostrophe = x->mark == '\'';
    if (apostrophe)
        x = sy__atom_at(a, ++j);
    const sy__figure *before = i > 0 ? a->at[i - 1].f : r->w->finder->figures->at;
    bool led = before->word == SY__W_THE || before->word == SY__W_EARLY || before->word == SY__W_LATE || before->word == SY__W_MID || (i > 0 && a->at[i - 1].mark == '-' && i > 1 && a->at[i - 2].f->word == SY__W_MID);
    int32_t year;
    uint32_t end;
    if (x->f->calendar == SY__C_DECADE && led) {
        year = 1900 + x->f->calendar_value * 10;
        end = j + 1;
    } else if (is_plain(x, 2, 4) && x->mantissa % 10 == 0 && x->digits != 3 + (r->bc ? 9 : 0)) {
        const sy__atom *s = sy__atom_at(a, j + 1);
        bool plural = s->joined && s->kind == SY__ATOM_WORD && (s->f->word == SY__W_GENITIVE || (s->span.end - s->span.begin == 1 && r->w->lower[s->span.begin] == 's'));
        if (!plural || (x->digits == 2 && !apostrophe && !led))
            return false;
        if (s->f->word == SY__W_GENITIVE && x->digits == 4 && !led)
            return false;                                      /* "2010's best film" */
        year = (int32_t)x->mantissa;
        if (x->digits == 2)
            year += year >= 30 ? 1900 : 2000;
        end = j + 2;
    } else
        return false;
    if (x->digits == 2 && i > 0 && (before->word == SY__W_POSSESSIVE || (i > 2 && (a->at[i - 2].f->word == SY__W_POSSESSIVE || a->at[i - 3].f->word == SY__W_POSSESSIVE))))
        return false;                                          /* "in her mid-50s" */
    sy__texpr_begin(out, i, end, SY__E_DATE, SY_TIME_DATE);
    out->when.year = year;
    out->when.grain = SY__G_DECADE;
    out->told_year = true;
    if (bc_behind(a, end)) {
        out->when.year = -year;
        out->end = end + 1;
    }
    return true;
}

static bool century(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    sy__number number;
    uint32_t   n;
    if (!(sy__atom_at(a, i)->kind == SY__ATOM_NUMBER || sy__atom_at(a, i)->f->number_kind) || !sy__number_at(a, i, &number) || !number.ordinal || number.value > 30)
        return false;
    uint32_t j = number.end + sy__atom_hyphen(a, number.end);
    const char *unit = sy__time_unit_at(a, j, &n);
    if (!unit || strcmp(unit, "CE") != 0)
        return false;
    sy__texpr_begin(out, i, j + n, SY__E_DATE, SY_TIME_DATE);
    out->when.year = ((int32_t)number.value - 1) * 100;
    out->when.grain = SY__G_CENTURY;
    out->told_year = true;
    if (bc_behind(a, out->end)) {
        out->when.year = out->when.year ? -out->when.year : -1;
        out->end++;
    }
    return true;
}

static bool bare_year(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    int32_t  year;
    uint32_t n, j = i;
    bool     led = false;
    if (sy__atom_is(a, j, SY__W_FISCAL)) {
        led = true;
        uint32_t un;
        const char *unit = sy__time_unit_at(a, ++j, &un);
        j += unit && unit[0] == 'Y' ? un : 0;
    } else if (sy__atom_at(a, j)->f->calendar == SY__C_UNIT && sy__atom_at(a, j)->f->code[0] == 'Y') {
        led = true;                                            /* "the year 1990" */
        j++;
    }
    bool common = sy__atom_is(a, j, SY__W_AD) && sy__atom_at(a, j)->capital && j == i;
    j += common;
    if (!sy__year_at(r, j, !led && !common, &year, &n))
        return false;
    sy__texpr_begin(out, i, j + n, SY__E_DATE, SY_TIME_DATE);
    out->when.year = year;
    out->when.grain = SY__G_YEAR;
    out->told_year = true;
    out->plain_year = !led;
    if (n == 1 && sy__atom_is(a, out->end, SY__W_AD) && a->at[out->end].capital)
        out->end++;
    return true;
}

/* "1941-42", "2019/20": the second year. */
static bool second_year(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms a = r->a;
    if (r->found.n == 0 || i == 0 || !is_plain(sy__atom_at(a, i), 2, 2) || !a->at[i].joined || !(sy__atom_mark(a, i - 1, '-') || sy__atom_mark(a, i - 1, '/')) || !a->at[i - 1].joined)
        return false;
    const sy__texpr *before = &r->found.at[r->found.n - 1];
    int32_t year = before->when.year - before->when.year % 100 + (int32_t)a->at[i].mantissa;
    if (before->end != i - 1 || before->when.grain != SY__G_YEAR || !before->told_year || before->kind != SY__E_DATE || before->when.year < 1000 || year <= before->when.year)
        return false;
    if (sy__atom_at(a, i + 1)->joined && sy__atom_at(a, i + 1)->mark == '-')
        return false;
    sy__texpr_begin(out, i, i + 1, SY__E_DATE, SY_TIME_DATE);
    out->when.year = year;
    out->when.grain = SY__G_YEAR;
    out->told_year = out->plain_year = true;
    return true;
}

/* The second day of "July 3-5", "June 10 and 11". */
static bool second_day(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    int8_t   day;
    uint32_t n;
    bool     ordinal;
    if (r->found.n == 0 || i == 0 || !day_number(a, i, &day, &n, &ordinal))
        return false;
    const sy__texpr *before = &r->found.at[r->found.n - 1];
    uint32_t link = i - 1 - (sy__atom_is(a, i - 1, SY__W_THE) && i > 1);
    bool     linked = sy__atom_mark(a, link, '-') || sy__atom_is(a, link, SY__W_TO) || sy__atom_is(a, link, SY__W_AND) || sy__atom_is(a, link, SY__W_OR) || sy__atom_mark(a, link, ',');
    if (!linked || before->end != link || before->kind != SY__E_DATE || before->when.grain != SY__G_DAY || before->when.day == 0 || day <= before->when.day || before->holiday)
        return false;
    if (a->at[before->end - 1].digits == 4 || !day_alone(r, i, i + n, ordinal))
        return false;
    if (sy__atom_mark(a, link, ',') && (sy__atom_at(a, i + n)->kind == SY__ATOM_WORD || before->told_year))
        return false;
    sy__texpr_begin(out, i, i + n, SY__E_DATE, SY_TIME_DATE);
    out->when = before->when;
    out->when.day = day;
    out->when.weekday = 0;
    out->end = take_year(r, i + n, out, true);
    out->told_year = out->when.year != SY__NO_YEAR;
    return true;
}

/* "the 15th", "the 15th of that month": a day of the month last told. */
static bool bare_day(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    int8_t   day;
    uint32_t n;
    bool     ordinal;
    if (i == 0 || !sy__atom_is(a, i - 1, SY__W_THE) || sy__atom_at(a, i)->kind != SY__ATOM_NUMBER || !day_number(a, i, &day, &n, &ordinal) || !ordinal)
        return false;
    uint32_t j = i + n, un;
    uint8_t  led = i > 1 ? a->at[i - 2].f->word : 0;
    if (sy__atom_is(a, j, SY__W_OF)) {
        uint32_t k = j + 1 + (sy__atom_is(a, j + 1, SY__W_THAT) || sy__atom_is(a, j + 1, SY__W_THE) || sy__atom_is(a, j + 1, SY__W_THIS));
        k += sy__atom_is(a, k, SY__W_SAME);
        const char *unit = sy__time_unit_at(a, k, &un);
        if (!unit || unit[0] != 'M' || k == j + 1)
            return false;
        j = k + un;
    } else if (!(led == SY__W_ON || led == SY__W_UNTIL || led == SY__W_BY || led == SY__W_SINCE || led == SY__W_OF) || r->w->head[a->at[i].token] > a->at[i].token ||
               (sy__atom_at(a, j)->kind == SY__ATOM_WORD && sy__atom_at(a, j)->capital))
        return false;
    sy__texpr_begin(out, i, j, SY__E_DATE, SY_TIME_DATE);
    out->when.day = day;
    out->when.grain = SY__G_DAY;
    out->from_told = true;
    return true;
}

/* "last October", "next summer", "this Christmas", "last Friday". */
static bool leaning(const sy__reading *r, uint32_t i, sy__texpr *out)
{
    atoms    a = r->a;
    sy__lean lean = lean_of(sy__atom_at(a, i)->f->word);
    uint32_t j = i + 1;
    if (lean == SY__LEAN_NONE)
        return false;
    sy__lean second = lean_of(sy__atom_at(a, j)->f->word);     /* "this past Friday", "this coming Friday" */
    if (lean == SY__LEAN_THIS && second != SY__LEAN_NONE) {
        lean = second;
        j++;
    }
    if (sy__atom_is(a, j, SY__W_EARLY) || sy__atom_is(a, j, SY__W_LATE))
        j++;
    if (!weekday(r, j, out) && !season(r, j, out, true) && !holiday(r, j, out) && !(month_first(r, j, out) && out->when.grain == SY__G_MONTH))
        return false;
    if (out->told_year)
        return false;
    out->begin = i;
    out->lean = (uint8_t)lean;
    out->deictic = true;
    out->from_told = sy__atom_is(a, i, SY__W_PREVIOUS) || sy__atom_is(a, i, SY__W_FOLLOWING);
    return true;
}

bool sy__match_date(sy__reading *r, uint32_t i, sy__texpr *out)
{
    const sy__atom *x = sy__atom_at(r->a, i);
    if (x->kind == SY__ATOM_BREAK)
        return false;
    if (x->kind == SY__ATOM_NUMBER)
        return numeric_date(r, i, out) || holiday(r, i, out) || named_month_date(r, i, out) || second_year(r, i, out) || day_first(r, i, out) || second_day(r, i, out) || decade(r, i, out) || century(r, i, out) ||
               part_of_year(r, i, out) || bare_day(r, i, out) || bare_year(r, i, out);
    if (x->mark == '\'')
        return decade(r, i, out) || bare_year(r, i, out);
    if (x->kind != SY__ATOM_WORD)
        return false;
    if (x->f->calendar || x->phrase->calendar || x->phrase->holiday) {
        if (weekday(r, i, out) || holiday(r, i, out) || named_month_date(r, i, out) || month_first(r, i, out) || season(r, i, out, false) || decade(r, i, out))
            return true;
    }
    if (x->f->number_kind && (day_first(r, i, out) || century(r, i, out) || part_of_year(r, i, out)))
        return true;
    if (lean_of(x->f->word) != SY__LEAN_NONE && leaning(r, i, out))
        return true;
    return x->f->word || x->f->calendar == SY__C_UNIT ? part_of_year(r, i, out) || bare_year(r, i, out) : false;
}
