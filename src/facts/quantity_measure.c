/* A number with what belongs to it: unit, currency, second half of a range, second unit of "5 feet 2 inches". */
#include "facts/quantity.h"

#include "facts_tables.h"

static bool is_verb(const struct sy__atoms *a, uint32_t i)
{
    uint8_t pos = a->w->tokens[sy__atom_at(a, i)->token].pos;
    return pos == SY_POS_VERB || pos == SY_POS_AUX;
}

const sy__figure *sy__unit_at(const struct sy__atoms *a, uint32_t i, uint32_t *n)
{
    const sy__atom *x = sy__atom_at(a, i);
    if (x->phrase->unit && x->phrase_n > 1) {
        *n = x->phrase_n;
        return x->phrase;
    }
    for (uint32_t k = 3; k >= 2 && sy__atom_at(a, i + 1)->joined; k--) {
        const sy__figure *g = sy__joined_figure(a, i, k);
        if (g->unit) {
            *n = k;
            return g;
        }
    }
    *n = 1;
    return x->f->unit ? x->f : NULL;
}

/* ---- units --------------------------------------------------------------------------------- */

/* "5G", "1920s", "10M": letters that touch the digits and are none of the units g, s, m. */
static bool is_other_letter(const struct sy__atoms *a, const sy__number *n, const sy__atom *x)
{
    if (x->span.end - x->span.begin != 1 || x->kind != SY__ATOM_WORD)
        return false;
    char c = a->w->text.ptr[x->span.begin];
    bool tens = n->plain && ((uint64_t)n->value) % 10 == 0 && (n->value >= 1000 || n->value < 100);
    return c == 'G' || c == 'M' || c == 'S' || c == 'H' || c == 'T' || (c == 's' && tens);
}

/* May the symbol at i stand for a unit here? "5 in Iraq" has no inches. */
static bool symbol_fits(const struct sy__atoms *a, const sy__number *n, const sy__figure *unit, uint32_t i, uint32_t after)
{
    const sy__atom *x = sy__atom_at(a, i), *next = sy__atom_at(a, after);
    if (x->mark == '"')
        return false;                                          /* a quotation begins or ends, far more often than inches */
    if (n->words)
        return x->kind == SY__ATOM_MARK && n->has_value;
    if (is_other_letter(a, n, x))
        return false;
    if (x->joined)
        return x->f->word != SY__W_SUFFIX;
    if (x->f->word == SY__W_IN || x->f->word == SY__W_AM || is_verb(a, i))
        return next->f->word == SY__W_DIMENSION;
    if (x->mark == '"')
        return next->f->word == SY__W_DIMENSION || next->f->word == SY__W_LONG;
    if (unit->unit_touches)
        return !x->capital && (next->kind != SY__ATOM_WORD || next->f->word == SY__W_DIMENSION || next->f->word == SY__W_LONG || next->f->word == SY__W_OF);
    return true;
}

/* "[kg]", "(kg)", "<kg>" behind digits: the atom of the unit, or i. */
static uint32_t inside_bracket(const struct sy__atoms *a, uint32_t i)
{
    bool open = sy__atom_mark(a, i, '[') || sy__atom_mark(a, i, '(') || sy__atom_mark(a, i, '<');
    bool shut = sy__atom_mark(a, i + 2, ']') || sy__atom_mark(a, i + 2, ')') || sy__atom_mark(a, i + 2, '>');
    return open && shut && sy__atom_at(a, i + 1)->f->unit_symbol ? i + 1 : i;
}

/* "per second", "an hour", "/day" behind a unit that is no speed of its own stays outside: the number counts units. */
static bool take_unit(const struct sy__atoms *a, sy__measure *m)
{
    uint32_t i = m->end, n;
    bool     hyphen = sy__atom_hyphen(a, i);
    if (hyphen)
        i++;
    uint32_t bracket = m->number.words ? i : inside_bracket(a, i);
    const sy__figure *unit = sy__unit_at(a, bracket, &n);
    if (!unit || m->number.ordinal || m->number.none)
        return false;
    if (unit->unit_symbol && !hyphen && bracket == i && !symbol_fits(a, &m->number, unit, i, i + n))
        return false;
    if (unit->unit_symbol && hyphen && m->number.words)
        return false;
    if (!unit->unit_symbol && is_verb(a, i) && !hyphen && n == 1)
        return false;
    m->unit = unit->unit;
    m->end = bracket == i ? i + n : i + 3;
    return true;
}

/* ---- money --------------------------------------------------------------------------------- */

/* A sign of money that ends at atom i (exclusive) directly before a number: "$", "US$", "us $", "eur". Its first atom. */
static bool money_before(const struct sy__atoms *a, uint32_t i, uint32_t *begin, uint16_t *currency)
{
    if (i == 0)
        return false;
    const sy__atom *x = &a->at[i - 1];
    if (x->kind == SY__ATOM_MARK && i >= 2) {
        const sy__figure *g = sy__joined_figure(a, i - 2, 2);
        if (!g->currency && x->f->currency && a->at[i - 2].kind == SY__ATOM_WORD && !x->joined && a->at[i - 2].span.end + 1 == x->span.begin &&
            a->at[i - 2].f->word != SY__W_A) {
            char   key[8];
            size_t n = a->at[i - 2].span.end - a->at[i - 2].span.begin;
            if (n <= 3 && x->mark == '$') {                    /* "us $ 5", as some texts are cut */
                memcpy(key, a->w->lower + a->at[i - 2].span.begin, n);
                key[n] = '$';
                const uint32_t *lexeme = sy__map_find(&a->w->finder->words, (sy_str){ key, n + 1 });
                uint32_t        id = lexeme ? a->w->finder->lexemes.at[*lexeme].figure : 0;
                g = &a->w->finder->figures->at[id == SY_NONE ? 0 : id];
            }
        }
        if (g->currency && g->money_symbol) {
            *begin = i - 2;
            *currency = g->currency;
            return true;
        }
    }
    if (!x->f->currency || !x->f->money_symbol || (x->kind == SY__ATOM_WORD && is_verb(a, i - 1)))
        return false;
    *begin = i - 1;
    *currency = x->f->currency;
    return true;
}

static bool money_near(const sy__facts_work *w, uint32_t token)
{
    for (uint32_t k = 0, t = token; k < 4 && w->head[t] != t; k++) {
        t = w->head[t];
        uint32_t lexeme = w->word[t], id = w->finder->lexemes.at[lexeme].figure;
        if (lexeme && id != SY_NONE && w->finder->figures->at[id].word == SY__W_MONEY_VERB)
            return true;
    }
    return false;
}

static uint16_t currency_row(const char *code)
{
    return (uint16_t)(sy__table_find(&sy__table_facts_currencies, sy__str(code)) + 1);
}

/* Joined "m", "b", "bn" behind the digits of a sum. */
static void take_money_scale(const struct sy__atoms *a, sy__measure *m)
{
    const sy__atom *x = sy__atom_at(a, m->end);
    if (m->number.scale > 1 || x->f->number_kind != SY__N_JOINED_SCALE || m->number.words || (!x->joined && m->number.end != m->end))
        return;
    if (!x->joined && sy__atom_at(a, m->end + 1)->kind == SY__ATOM_NUMBER)
        return;
    m->value *= x->f->number;
    m->number.scale = x->f->number;
    m->end++;
    m->number.end = m->end;
}

/* "© 2017 NPR": a year and a company. */
static bool is_imprint(const struct sy__atoms *a, const sy__measure *m, const sy__atom *x)
{
    uint8_t ent = a->w->tokens[x->token].ent;
    return m->number.plain && m->value >= 1900 && m->value < 2100 && (ent == SY_ENT_ORG || ent == SY_ENT_NONE);
}

/* A word or sign of money behind the number: "euros", "€", "MGBP", "US dollars". */
static bool take_money(const struct sy__atoms *a, sy__measure *m)
{
    uint32_t i = m->end;
    bool     hyphen = sy__atom_hyphen(a, i);
    if (hyphen)
        i++;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->f->number_kind == SY__N_JOINED_SCALE && x->joined && !m->number.words && sy__atom_at(a, i + 1)->phrase->currency) {
        m->value *= x->f->number;                              /* "1.8M dollars" */
        m->number.scale = x->f->number;
        x = sy__atom_at(a, ++i);
    }
    const sy__figure *g = x->phrase;
    uint32_t          n = x->phrase_n;
    if (!g->currency) {
        g = sy__joined_figure(a, i, 2);
        n = 2;
    }
    if (!g->currency && x->kind == SY__ATOM_WORD && x->span.end - x->span.begin == 4 && (a->w->lower[x->span.begin] == 'm' || a->w->lower[x->span.begin] == 'k')) {
        const uint32_t *lexeme = sy__map_find(&a->w->finder->words, (sy_str){ a->w->lower + x->span.begin + 1, 3 });
        uint32_t        id = lexeme ? a->w->finder->lexemes.at[*lexeme].figure : 0;
        const sy__figure *code = &a->w->finder->figures->at[id == SY_NONE ? 0 : id];
        if (code->currency && code->money_symbol) {            /* "120 MEUR" */
            m->value *= a->w->lower[x->span.begin] == 'm' ? 1e6 : 1e3;
            g = code;
            n = 1;
        }
    }
    if (!g->currency || m->number.ordinal || m->number.none || (n == 1 && x->kind == SY__ATOM_WORD && is_verb(a, i)))
        return false;
    if (g->money_symbol && x->kind == SY__ATOM_WORD && n == 1 && (m->number.words || is_imprint(a, m, x)))
        return false;
    m->currency = g->currency;
    m->end = i + n;
    return true;
}

/* "3 dollars 50 cents", "15 dollars 50", "5 feet 2 inches", "6-foot-5". */
static void take_second_unit(const struct sy__atoms *a, sy__measure *m)
{
    uint32_t   i = m->end, n;
    sy__number second;
    bool hyphen = m->unit && sy__atom_hyphen(a, i);
    if (sy__atom_is(a, i, SY__W_AND) || hyphen)
        i++;
    if (m->is_range || !sy__number_at(a, i, &second) || second.ordinal || !second.has_value || second.scale > 1 || second.value < 0 || second.fraction)
        return;
    if (m->currency) {
        const sy__atom *x = sy__atom_at(a, second.end);
        bool cents = x->f->currency && sy__cell(&sy__table_facts_currencies, x->f->currency - 1u, 3).len > 0 && !x->f->money_symbol;
        bool two = second.plain ? sy__atom_at(a, i)->digits == 2 : second.value > 9 && second.end - i <= 3;
        bool bare = two && (second.plain || a->w->tokens[a->at[second.begin].token].dep != SY_DEP_NUMMOD) && (x->kind != SY__ATOM_WORD) && i == m->end && a->at[i - 1].kind == SY__ATOM_WORD;
        if (second.value >= 100 || (!cents && !bare))
            return;
        m->value += second.value / 100;
        m->end = second.end + (cents ? 1u : 0u);
        return;
    }
    static const struct { const char *large, *small; double n; } pairs[] = {
        { "foot", "inch", 12 }, { "pound", "ounce", 16 }, { "stone", "pound", 14 }, { "yard", "foot", 3 } };
    sy_str unit = m->unit ? sy__cell(&sy__table_facts_units, m->unit - 1u, 0) : (sy_str){ 0 };
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        if (!sy__is(unit, pairs[k].large) || second.value >= pairs[k].n)
            continue;
        bool again = hyphen && sy__atom_hyphen(a, second.end);       /* "6-foot-5-inch" */
        const sy__figure *u = sy__unit_at(a, second.end + again, &n);
        if (hyphen && k == 0 && second.plain && !again) {
            m->value += second.value / pairs[k].n;
            m->end = second.end;
            return;
        }
        if (u && sy__is(sy__cell(&sy__table_facts_units, u->unit - 1u, 0), pairs[k].small)) {
            m->value += second.value / pairs[k].n;
            m->end = second.end + again + n;
            return;
        }
    }
}

/* ---- one number, then ranges ------------------------------------------------------------------ */

static void settle_pounds(const struct sy__atoms *a, sy__measure *m)
{
    if (m->currency || !m->unit || !sy__is(sy__cell(&sy__table_facts_units, m->unit - 1u, 0), "pound"))
        return;
    if (m->number.scale >= 1e6 || money_near(a->w, sy__atom_at(a, m->number.begin)->token)) {
        m->currency = currency_row("GBP");
        m->unit = 0;
    }
}

/* "75 USD million", "10M": a scale behind the code, or a capital letter that touches. */
static void take_late_scale(const struct sy__atoms *a, sy__measure *m)
{
    const sy__atom *x = sy__atom_at(a, m->end);
    if (m->number.scale > 1 || m->number.words)
        return;
    if (m->currency && x->f->number_kind == SY__N_SCALE && !x->joined)
        m->value = sy__digits_value(&a->at[m->number.begin], x->f->number);
    else if (!m->unit && !m->currency && x->f->number_kind == SY__N_JOINED_SCALE && x->joined && x->capital && x->f->unit_symbol && a->w->text.ptr[x->span.begin] == 'M')
        m->value *= x->f->number;
    else
        return;
    m->number.scale = x->f->number;
    m->end++;
}

static bool single(const struct sy__atoms *a, uint32_t i, sy__measure *m)
{
    *m = (sy__measure){ .of_token = SY_NONE };
    if (!sy__number_at(a, i, &m->number))
        return false;
    m->begin = i;
    m->end = m->number.end;
    m->value = m->number.value;
    if (m->number.none)
        return true;
    uint16_t currency = 0;
    uint32_t begin = i;
    if (money_before(a, i, &begin, &currency)) {
        m->begin = begin;
        m->currency = currency;
        take_money_scale(a, m);
        sy__measure again = *m;
        if (take_money(a, &again) && again.currency == currency)
            *m = again;                                        /* "$ 10 dollars" */
        take_second_unit(a, m);
    } else if (take_money(a, m)) {
        take_second_unit(a, m);
    } else if (take_unit(a, m))
        take_second_unit(a, m);
    take_late_scale(a, m);
    /* A minus that touches digits and nothing else: "-14". */
    if (m->begin == i && i > 0 && sy__atom_mark(a, i - 1, '-') && a->at[i].joined && !a->at[i - 1].joined && a->at[i].kind == SY__ATOM_NUMBER &&
        (a->at[i - 1].span.end - a->at[i - 1].span.begin != 3 || (unsigned char)a->w->text.ptr[a->at[i - 1].span.begin + 1] == 0x88)) {
        m->value = -m->value;
        m->begin = i - 1;
    }
    settle_pounds(a, m);
    return true;
}

/* The atom behind "to", "-", "or" at i where a range may go on; 0: none. */
static uint32_t range_link(const struct sy__atoms *a, uint32_t i, bool between, bool *hyphen)
{
    *hyphen = false;
    if (sy__atom_mark(a, i, '-') && sy__atom_at(a, i)->joined && sy__atom_is(a, i + 1, SY__W_TO) && !sy__atom_at(a, i + 1)->joined)
        return i + 2;                                          /* "8- to 16-metre" */
    if (sy__atom_mark(a, i, '-') && (sy__atom_hyphen(a, i) || !sy__atom_at(a, i)->joined)) {
        *hyphen = true;
        return i + 1;
    }
    if (between && sy__atom_is(a, i, SY__W_AND))
        return i + 1;
    return sy__atom_is(a, i, SY__W_TO) || sy__atom_is(a, i, SY__W_OR) ? i + 1 : 0;
}

static bool may_start_range(const sy__measure *m)
{
    return m->number.has_value && !m->number.ordinal && !m->number.none && !m->number.pair;
}

/* Units, currency and "million" of the second number hold for the first as well. */
static bool join_range(sy__measure *m, const sy__measure *second, bool or_word)
{
    double scale = second->number.scale > 1 && m->number.scale <= 1 && m->value < second->value / second->number.scale ? second->number.scale : 1;
    double low = m->value * scale, high = second->value;
    if (m->unit && second->unit && m->unit != second->unit)
        return false;
    if (m->currency && second->currency && m->currency != second->currency)
        return false;
    if ((m->currency && second->unit) || (m->unit && second->currency) || ((m->unit || m->currency) && !second->unit && !second->currency && m->end != m->number.end))
        return false;
    if (low >= high || (or_word && high > low * 2 && high > low + 2))
        return false;
    m->value = low;
    m->value_max = high;
    m->is_range = true;
    m->unit = second->unit ? second->unit : m->unit;
    m->currency = second->currency ? second->currency : m->currency;
    m->number.scale = second->number.scale;
    m->end = second->end;
    return true;
}

bool sy__measure_at(const struct sy__atoms *a, uint32_t i, sy__measure *out)
{
    if (!single(a, i, out))
        return false;
    bool hyphen, between = out->begin > 0 && sy__atom_is(a, out->begin - 1, SY__W_BETWEEN), from = out->begin > 0 && sy__atom_is(a, out->begin - 1, SY__W_FROM);
    uint32_t next = range_link(a, out->end, between, &hyphen);
    if (!next || !may_start_range(out))
        return true;
    bool     or_word = sy__atom_is(a, next - 1, SY__W_OR);
    uint32_t begin = next;
    uint16_t currency;
    for (uint32_t k = next; k < next + 3; k++)                 /* a sign of money before the second number */
        if (sy__atom_at(a, k)->kind == SY__ATOM_NUMBER && money_before(a, k, &begin, &currency) && begin == next) {
            next = k;
            break;
        }
    sy__measure second;
    if (!single(a, next, &second) || !may_start_range(&second) || (second.begin != begin && !hyphen) || second.end <= next)
        return true;
    if (out->begin > 0 && sy__atom_is(a, out->begin - 1, SY__W_BY) && !second.unit && !second.currency && a->w->dep[a->at[second.number.end - 1].token] == SY_DEP_POBJ)
        return true;                                           /* "rose by five to 17" */
    if (hyphen && second.value < 0)
        second.value = -second.value;
    if (!from || hyphen)
        join_range(out, &second, or_word);
    else if (!out->unit && !out->currency && out->end == out->number.end && second.unit) {
        out->unit = second.unit;                               /* "from 5 to 7 percent" is a change, of percent both */
        if (out->number.scale <= 1 && second.number.scale > 1)
            out->value *= second.number.scale;
    }
    return true;
}
