/* What a number is when it is no count: an age, a name ("Flight 370"), a score, a telephone number, a year. */
#include "facts/quantity.h"

#include "facts_tables.h"

static bool is_name_entity(uint8_t ent)
{
    return ent == SY_ENT_PERSON || ent == SY_ENT_ORG || ent == SY_ENT_GPE || ent == SY_ENT_NORP || ent == SY_ENT_FAC || ent == SY_ENT_PRODUCT ||
           ent == SY_ENT_EVENT || ent == SY_ENT_WORK_OF_ART || ent == SY_ENT_LAW || ent == SY_ENT_LOC;
}

static bool is_noun(uint8_t tag) { return tag == SY_TAG_NN || tag == SY_TAG_NNS || tag == SY_TAG_NNP || tag == SY_TAG_NNPS; }

/* Does the tree say that the number counts a noun behind it? */
static bool counts_noun_behind(const sy__facts_work *w, uint32_t token)
{
    uint32_t h = w->head[token];
    return h > token && w->dep[token] == SY_DEP_NUMMOD && is_noun(w->tokens[h].tag);
}

static bool is_closing(const struct sy__atoms *a, uint32_t i)
{
    const sy__atom *x = sy__atom_at(a, i);
    return x->kind == SY__ATOM_BREAK || x->mark == ',' || x->mark == '.' || x->mark == ')' || x->mark == ';' || x->mark == '-' || x->mark == ':';
}

static bool age_like(const sy__measure *m)
{
    return m->number.plain && !m->unit && !m->currency && !m->is_range && m->value >= 1 && m->value <= 119;
}

/* "Tamimi, 16, was charged": a subject that the model takes for a body or a place, or for nothing, and a clause that goes on behind the
 * number. "Sydney, 12, Paris, 14" is a list. */
static bool subject_goes_on(const sy__facts_work *w, const sy__measure *m, uint32_t name)
{
    const sy__atom *next = sy__atom_at(w->atoms, m->end + 1);
    uint8_t dep = w->dep[name], tag = w->tokens[name].tag;
    bool subject = (dep == SY_DEP_NSUBJ || dep == SY_DEP_NSUBJPASS) && w->head[name] > name;
    return subject && tag == SY_TAG_NNP && m->value >= 10 && sy__atom_mark(w->atoms, m->end, ',') && next->kind == SY__ATOM_WORD && !next->capital &&
           next->f->word != SY__W_AND && next->f->word != SY__W_OR;
}

/* ", 45," and "(45)" behind a person's name: the name's last token, or SY_NONE. */
static uint32_t named_before(const sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    if (m->begin < 2 || !is_closing(a, m->end) || !(sy__atom_mark(a, m->begin - 1, ',') || sy__atom_mark(a, m->begin - 1, '(')))
        return SY_NONE;
    if (sy__atom_mark(a, m->begin - 1, '(') != sy__atom_mark(a, m->end, ')') && sy__atom_mark(a, m->begin - 1, '('))
        return SY_NONE;
    const sy__atom *x = &a->at[m->begin - 2];
    const sy_token *t = &w->tokens[x->token];
    if (sy__atom_mark(a, m->begin - 1, ',') && x->kind == SY__ATOM_WORD && !x->phrase->calendar && subject_goes_on(w, m, x->token))
        return x->token;
    if (x->kind != SY__ATOM_WORD || t->ent == SY_ENT_GPE || t->ent == SY_ENT_DATE || t->ent == SY_ENT_ORG || x->phrase->calendar)
        return SY_NONE;
    bool paren = sy__atom_mark(a, m->begin - 1, '(');
    if (paren && m->value < 16)
        return SY_NONE;                                        /* a player's number */
    uint32_t number = a->at[m->begin].token;
    if (!paren && t->tag == SY_TAG_NN && m->value >= 10 && sy__atom_mark(a, m->end, ',') && w->head[number] == x->token && (w->dep[number] == SY_DEP_APPOS || w->dep[number] == SY_DEP_NUMMOD))
        return x->token;                                       /* "The comedian, 47, said" */
    bool name = t->ent == SY_ENT_PERSON || ((t->tag == SY_TAG_NNP || t->tag == SY_TAG_NNPS) && x->capital);
    if (!name || m->value < 2)
        return SY_NONE;
    /* "Sydney, 12, Paris, 14" and "May, 12," are lists, not ages: a name has two words or the tagger's word for it. */
    bool two = m->begin >= 3 && a->at[m->begin - 3].kind == SY__ATOM_WORD && a->at[m->begin - 3].capital;
    return t->ent == SY_ENT_PERSON || two ? x->token : SY_NONE;
}

static uint16_t unit_row(const char *name) { return (uint16_t)(sy__table_find(&sy__table_facts_units, sy__str(name)) + 1); }

static bool is_time_unit(uint16_t row) { return row && sy__is(sy__cell(&sy__table_facts_units, row - 1u, 1), "time"); }

/* "45-year-old", "45 years old", "3 months of age", "45-year-olds". */
static bool old_behind(const sy__facts_work *w, sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    uint32_t i = m->end;
    if (is_time_unit(m->unit)) {
        if (sy__atom_hyphen(a, i))
            i++;
        if (sy__atom_is(a, i, SY__W_OLD) || sy__is(sy__sub((sy_str){ w->lower, w->text.len }, sy__atom_at(a, i)->span.begin, sy__atom_at(a, i)->span.end), "olds")) {
            m->end = i + 1;
            return true;
        }
        if (sy__atom_is(a, i, SY__W_OF) && sy__atom_is(a, i + 1, SY__W_AGE)) {
            m->end = i + 2;
            return true;
        }
        return false;
    }
    if (age_like(m) && sy__atom_is(a, i, SY__W_OLD) && sy__atom_at(a, i)->span.end - sy__atom_at(a, i)->span.begin == 2) {
        m->end = i + 1;                                        /* "87 yo" */
        m->unit = unit_row("year");
        return true;
    }
    return false;
}

/* The noun that an age at token t belongs to: its head where that is a noun, "old" left out. */
static uint32_t whose(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    uint32_t t = last;
    for (uint32_t k = 0; k < 4 && w->head[t] != t; k++) {
        uint32_t h = w->head[t];
        if ((h < first || h > last) && is_noun(w->tokens[h].tag))
            return h;
        if (h < first || h > last) {                           /* "the man is 45 years old" */
            uint32_t subject = sy__near_child(w, h, SY_DEP_NSUBJ);
            return subject == SY_NONE ? sy__near_child(w, h, SY_DEP_NSUBJPASS) : subject;
        }
        t = h;
    }
    return SY_NONE;
}

void sy__find_age(const sy__facts_work *w, sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    uint32_t first = sy__atom_at(a, m->begin)->token;
    if (old_behind(w, m)) {
        m->age = true;
        m->of_token = whose(w, first, a->at[m->end - 1].token);
        return;
    }
    if (!age_like(m) && !(m->is_range && !m->unit && !m->currency))
        return;
    uint32_t before = m->begin;
    if (before >= 1 && (sy__atom_is(a, before - 1, SY__W_AGED) || sy__atom_is(a, before - 1, SY__W_AGE) ||
                        (before >= 2 && sy__atom_is(a, before - 1, SY__W_OF) && sy__atom_is(a, before - 2, SY__W_AGE)))) {
        m->age = true;
        m->unit = unit_row("year");
        m->of_token = whose(w, a->at[before - 1].token, first);
        return;
    }
    if (!m->is_range && before >= 1 && sy__atom_is(a, before - 1, SY__W_TURN) && !counts_noun_behind(w, first) && m->value > 4) {
        m->age = true;
        m->unit = unit_row("year");
        m->of_token = sy__near_child(w, a->at[before - 1].token, SY_DEP_NSUBJ);
        return;
    }
    if (!m->is_range && before >= 2 && sy__atom_is(a, before - 1, SY__W_AT) && sy__atom_is(a, before - 2, SY__W_DIE) && is_closing(a, m->end)) {
        m->age = true;
        m->unit = unit_row("year");
        m->of_token = sy__near_child(w, a->at[before - 2].token, SY_DEP_NSUBJ);
        return;
    }
    uint32_t name = m->is_range ? SY_NONE : named_before(w, m);
    if (name != SY_NONE) {
        m->age = true;
        m->unit = unit_row("year");
        m->of_token = name;
    }
}

/* ---- numbers that count nothing --------------------------------------------------------------- */

static bool is_label(const sy__facts_work *w, const sy__measure *m, uint32_t token)
{
    const struct sy__atoms *a = w->atoms;
    if (m->unit || m->currency || m->begin == 0)
        return false;
    uint32_t i = m->begin - 1;
    if (sy__atom_mark(a, i, '.') && a->at[i].joined && i > 0)
        i--;                                                   /* "No. 5" */
    const sy__atom *x = &a->at[i];
    if (x->mark == '#' && a->at[m->begin].joined)
        return true;
    if (sy__atom_mark(a, m->begin - 1, '-'))
        x = &a->at[m->begin - 1];
    const sy_token *t = &w->tokens[x->token];
    bool next_plural = counts_noun_behind(w, token) && w->tokens[w->head[token]].tag == SY_TAG_NNS;
    if (x->kind != SY__ATOM_WORD || next_plural || (m->number.words && !x->capital))
        return false;
    if (x->f->label & 1)
        return t->tag != SY_TAG_VB && t->tag != SY_TAG_VBD && t->tag != SY_TAG_VBZ && t->tag != SY_TAG_VBP && t->tag != SY_TAG_DT && (t->tag != SY_TAG_NNS || x->capital);
    char first = w->text.ptr[t->span.begin];
    if (first < 'A' || first > 'Z' || (t->tag != SY_TAG_NNP && t->tag != SY_TAG_NNPS) || m->number.scale > 1 || x->phrase->calendar || x->f->word)
        return false;
    /* "Apollo 11", "Boeing 737", "Pixel 2 users": the number belongs to the name before it. */
    if (m->number.plain && m->value < 1000 && m->end == m->number.end && (!counts_noun_behind(w, token) || (w->dep[x->token] == SY_DEP_COMPOUND && w->head[x->token] == w->head[token])))
        return true;
    return !counts_noun_behind(w, token) && (w->head[token] == x->token || (w->tokens[token].ent == t->ent && t->ent != SY_ENT_NONE && is_name_entity(t->ent)));
}

/* "A-10", "COVID-19", "F-35": letters, hyphen, digits. */
static bool is_code(const sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    if (m->begin >= 2 && sy__atom_hyphen(a, m->begin - 1) && a->at[m->begin - 2].kind == SY__ATOM_WORD && a->at[m->begin].kind == SY__ATOM_NUMBER &&
        !a->at[m->begin - 2].f->modifier && !a->at[m->begin - 2].phrase->calendar && a->at[m->begin - 2].f->word != SY__W_MID)
        return true;
    const sy__atom *next = sy__atom_at(a, m->number.end);
    /* letters that touch the digits and are no unit: "737s", "5G" */
    return m->number.plain && next->kind == SY__ATOM_WORD && next->joined && !m->unit && !m->currency && next->f->word != SY__W_GENITIVE;
}

/* "555-123-4567", "3-1", "10:30", "1.2.3", "2024/25". */
static bool is_chain(const sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    if (m->is_range || m->number.words || m->currency)
        return false;
    const sy__atom *x = &a->at[m->number.begin];
    if (m->number.plain && x->digits > 2 && w->text.ptr[x->span.begin] == '0')
        return true;                                           /* "0207" */
    bool before = m->begin > 0 && a->at[m->begin - 1].kind == SY__ATOM_NUMBER, after = sy__atom_at(a, m->end)->kind == SY__ATOM_NUMBER;
    bool two = (m->begin > 1 && before && a->at[m->begin - 2].kind == SY__ATOM_NUMBER) || (after && sy__atom_at(a, m->end + 1)->kind == SY__ATOM_NUMBER) || (before && after);
    if (m->number.plain && !m->unit && two)
        return true;
    for (int side = 0; side < 2; side++) {
        uint32_t i = side ? m->end : m->begin - 1, far = side ? m->end + 1 : m->begin - 2;
        if (!side && m->begin < 2)
            continue;
        const sy__atom *mark = sy__atom_at(a, i), *other = sy__atom_at(a, far), *touch = side ? other : &a->at[m->begin];
        if (mark->kind == SY__ATOM_MARK && other->kind == SY__ATOM_NUMBER && mark->joined && touch->joined &&
            (mark->mark == '-' || mark->mark == ':' || mark->mark == '.' || mark->mark == '/') && !m->unit)
            return true;
    }
    return false;
}

bool sy__is_record(const sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    if (!m->is_range || m->unit || m->currency || m->number.words || m->number.scale > 1 || !sy__atom_mark(a, m->number.end, '-'))
        return false;
    if (sy__atom_hyphen(a, m->end) && sy__atom_at(a, m->end + 1)->kind == SY__ATOM_NUMBER)
        return true;
    uint32_t last = a->at[m->end - 1].token, behind = sy__atom_at(a, m->end)->kind == SY__ATOM_WORD ? sy__atom_at(a, m->end)->token : last;
    if (w->tokens[behind].tag == SY_TAG_NNS || (w->tokens[behind].tag == SY_TAG_JJ && behind + 1 < w->n && w->tokens[behind + 1].tag == SY_TAG_NNS))
        return false;
    return m->value < 200 && m->value_max < 200;
}

static bool is_bare_year(const sy__facts_work *w, const sy__measure *m, uint32_t token)
{
    const sy__atom *x = sy__atom_at(w->atoms, m->number.begin);
    if (!m->number.plain || m->unit || m->currency || m->is_range || x->digits != 4 || m->value < 1700 || m->value > 2100)
        return false;
    return !(counts_noun_behind(w, token) && w->tokens[w->head[token]].tag == SY_TAG_NNS);
}

/* "no one", "the one", "one another", "one day": no count. */
static bool is_pronoun_one(const sy__facts_work *w, const sy__measure *m, uint32_t token)
{
    const struct sy__atoms *a = w->atoms;
    if (!m->number.words || m->number.end - m->number.begin != 1 || m->value != 1 || m->unit || m->currency || m->number.ordinal)
        return false;
    const sy_token *t = &w->tokens[token];
    if (t->tag == SY_TAG_PRP || t->tag == SY_TAG_NN || sy__atom_is(a, m->end, SY__W_ANOTHER))
        return true;
    if (m->begin > 0) {
        const sy__atom *x = &a->at[m->begin - 1];
        uint8_t c = x->f->word;
        if (c == SY__W_THE || c == SY__W_THIS || c == SY__W_THAT || c == SY__W_EACH || c == SY__W_ANOTHER || x->f->number_kind == SY__N_NONE)
            return !counts_noun_behind(w, token);
        if (w->tokens[x->token].tag == SY_TAG_JJ || w->tokens[x->token].tag == SY_TAG_DT)
            return !counts_noun_behind(w, token);
    }
    if (sy__atom_hyphen(a, m->end))
        return true;                                           /* "one-time", "one-sided" */
    return w->dep[token] != SY_DEP_NUMMOD && !sy__atom_is(a, m->end, SY__W_OF) && w->dep[token] == SY_DEP_NSUBJ && !sy__atom_is(a, m->end, SY__W_MORE);
}

bool sy__counts_nothing(const sy__facts_work *w, const sy__measure *m)
{
    uint32_t token = sy__atom_at(w->atoms, m->number.begin)->token;
    if (m->number.ordinal)
        return true;
    return sy__is_record(w, m) || is_label(w, m, token) || is_code(w, m) || is_chain(w, m) || is_bare_year(w, m, token) || is_pronoun_one(w, m, token);
}
