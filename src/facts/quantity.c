/* Quantities: walks the atoms, takes each number with its unit and modifier, and leaves out what is a date or a name. */
#include "facts/quantity.h"

#include "facts_tables.h"

enum {
    SIDE_LIMIT = 1000,           /* of a score or a vote: years lie above */
    MOST_SIDES = 3               /* won, lost, drawn */
};

static sy_str unit_name(const sy__measure *m)
{
    if (m->currency) {
        sy_str code = sy__cell(&sy__table_facts_currencies, m->currency - 1u, 0);
        size_t colon = sy__find(code, SY_STR(":"), 0);
        return colon == SIZE_MAX ? code : sy__sub(code, colon + 1, code.len);
    }
    return m->unit ? sy__cell(&sy__table_facts_units, m->unit - 1u, 0) : (sy_str){ 0 };
}

/* ---- modifiers ------------------------------------------------------------------------------ */

/* "over" is no modifier where it begins a time: "over two days". */
static bool is_preposition(const sy__facts_work *w, const sy__measure *m, uint32_t i)
{
    const sy__atom *x = &w->atoms->at[i];
    return x->f->word == SY__W_OVER && m->unit && sy__is(sy__cell(&sy__table_facts_units, m->unit - 1u, 1), "time") && w->dep[x->token] == SY_DEP_PREP;
}

static void set_modifier(const sy__facts_work *w, const sy__measure *m, sy_quantity *q)
{
    const struct sy__atoms *a = w->atoms;
    uint32_t from = SY_NONE, to = m->begin, end = m->begin;
    if (end > 0 && (sy__atom_is(a, end - 1, SY__W_A) || sy__atom_is(a, end - 1, SY__W_ANOTHER)) && !(a->at[end].f->modifier))
        end -= a->at[end - 1].f->word == SY__W_A;              /* "nearly a 20-foot drop" */
    if (end > 1 && sy__atom_is(a, end - 1, SY__W_BETWEEN))
        end--;
    for (uint32_t k = 5; k >= 1 && from == SY_NONE; k--) {
        if (k > end)
            continue;
        const sy__atom *x = &a->at[end - k];
        bool phrase = x->phrase_n == k && (x->phrase->modifier & 1), word = k == 1 && (x->f->modifier & 1);
        if ((phrase || word) && !(k == 1 && is_preposition(w, m, end - k))) {
            from = end - k;
            to = end;
        }
    }
    if (from == SY_NONE && m->number.begin > m->begin && (a->at[m->begin].f->modifier & 1))
        from = m->begin, to = m->begin + 1;
    if (from == SY_NONE) {
        const sy__atom *x = sy__atom_at(a, m->end);
        if (!(x->phrase->modifier & 2) || (x->mark == '+' && !x->joined) || (x->f->word == SY__W_NONE && x->phrase_n == 1 && x->kind == SY__ATOM_WORD && sy__atom_at(a, m->end + 1)->kind == SY__ATOM_NUMBER))
            return;
        from = m->end;
        to = m->end + x->phrase_n;
    }
    q->modifier_span = (sy_span){ a->at[from].span.begin, a->at[to - 1].span.end };
}

/* ---- one quantity ---------------------------------------------------------------------------- */

static bool lower_copy(sy__facts_work *w, sy_span span, sy_str *out)
{
    return sy__arena_str(w->arena, sy__sub((sy_str){ w->lower, w->text.len }, span.begin, span.end), out);
}

static bool emit(sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    sy_quantity q = { .token = a->at[m->begin].token, .of_head = SY_NONE };
    uint32_t begin = m->begin, end = m->end;
    if (m->number.pair && m->end == m->number.end)
        end = m->end - 1;
    q.span = (sy_span){ a->at[begin].span.begin, a->at[end - 1].span.end };
    q.has_value = m->number.has_value;
    q.value = q.has_value ? m->value : 0;
    q.is_range = m->is_range;
    q.value_max = m->is_range ? m->value_max : 0;
    q.ordinal_like = m->ordinal_like;
    q.token = a->at[m->number.begin].token;
    q.unit = unit_name(m);
    set_modifier(w, m, &q);
    if (!q.has_value) {
        if (q.modifier_span.end == 0 || q.modifier_span.begin > q.span.begin)
            q.modifier_span = (sy_span){ a->at[m->number.begin].span.begin, a->at[m->number.end - 1].span.end };
        else
            q.modifier_span.end = a->at[m->number.end - 1].span.end;
    }
    if (q.modifier_span.end && !lower_copy(w, q.modifier_span, &q.modifier))
        return false;
    if (!m->ordinal_like || m->number.ordinal)
        sy__find_counted(w, m, &q);
    sy__find_elided(w, &q, w->quantities.at, w->quantities.n);
    uint32_t index = w->quantities.n;
    if (!SY__PUSH(w->ctx, &w->quantities, q))
        return false;
    for (uint32_t t = a->at[begin].token; t <= a->at[end - 1].token; t++)
        w->quantity_at[t] = index;
    return true;
}

/* Is the atom inside a date or a clock time? Durations are quantities as well. */
static bool in_time(const sy__facts_work *w, uint32_t atom)
{
    const sy__atom *x = &w->atoms->at[atom];
    uint32_t t = w->time_at[x->token];
    if (t == SY_NONE)
        return false;
    const sy_time *time = &w->times.at[t];
    return time->type != SY_TIME_DURATION && x->span.begin >= time->span.begin && x->span.end <= time->span.end && !(time->type == SY_TIME_SET && x->kind == SY__ATOM_NUMBER);
}

/* "two weeks" of "two weeks ago" is a quantity all the same. */
static bool is_span_of_time(const sy__measure *m)
{
    return m->unit && m->end > m->number.end && !m->number.ordinal && sy__is(sy__cell(&sy__table_facts_units, m->unit - 1u, 1), "time");
}

/* A number word that is none here: "half past", "the first half", "no longer", "a few", "scores" of a match. */
static bool is_idle(const sy__facts_work *w, const sy__measure *m)
{
    const struct sy__atoms *a = w->atoms;
    const sy__atom *x = &a->at[m->number.begin], *next = sy__atom_at(a, m->end);
    uint32_t token = x->token;
    uint8_t  kind = x->f->number_kind, tag = w->tokens[token].tag;
    if (x->joined && sy__atom_mark(a, m->number.begin - 1, '^'))
        return true;                                           /* "km^2" */
    if (m->number.fraction && x->kind == SY__ATOM_NUMBER && m->end == m->number.end && next->capital && next->kind == SY__ATOM_WORD)
        return true;                                           /* "2/8 Police at the scene": the second of eight pictures */
    if (sy__atom_hyphen(a, m->end) && m->number.words && m->value < 2 && sy__atom_is(a, m->end + 1, SY__W_TIME))
        return true;                                           /* "one-time" */
    if (m->number.none) {
        uint32_t h = w->head[token], id = w->finder->lexemes.at[w->word[h]].figure;
        bool counted = id != SY_NONE && id != 0 && w->finder->figures->at[id].word == SY__W_COUNTED;
        return w->dep[token] != SY_DEP_DET || h <= token || !counted || w->tokens[h].tag == SY_TAG_VB;
    }
    if (kind == SY__N_HALF && m->number.end - m->number.begin == 1) {
        const sy__figure *before = m->begin > 0 ? a->at[m->begin - 1].f : a->at[0].f;
        if (m->begin > 0 && (before->ordinal || before->word == SY__W_LAST || before->word == SY__W_THE || before->word == SY__W_NEXT || before->word == SY__W_LATE || before->word == SY__W_POSSESSIVE))
            return true;
        bool joined = sy__atom_hyphen(a, m->end);
        uint8_t c = next->f->word;
        return joined || !(m->unit || c == SY__W_OF || c == SY__W_THE || c == SY__W_A || c == SY__W_POSSESSIVE || c == SY__W_THAT || c == SY__W_THIS || w->dep[token] == SY_DEP_POBJ ||
                           w->dep[token] == SY_DEP_NSUBJ || w->dep[token] == SY_DEP_DOBJ);
    }
    if (kind == SY__N_SEVERAL && m->number.vague != SY_NONE) {
        sy_str word = sy__sub((sy_str){ w->lower, w->text.len }, a->at[m->number.vague].span.begin, a->at[m->number.vague].span.end);
        bool alone = m->number.end - m->number.vague == 1;
        if (alone && !sy__is(word, "several") && !(sy__is(word, "handful") && next->f->word == SY__W_OF))
            return true;
    }
    if (kind == SY__N_VAGUE && m->number.end - m->number.begin == 1)
        return tag == SY_TAG_VBZ || tag == SY_TAG_NNP || (sy__token_is(w, token, "tens") && next->f->word != SY__W_OF) ||
               (sy__token_is(w, token, "scores") && next->f->word != SY__W_OF && next->f->word != SY__W_MORE && next->f->word != SY__W_OTHER && w->dep[token] != SY_DEP_DOBJ && w->dep[token] != SY_DEP_NSUBJPASS);
    if (m->number.ordinal && m->number.words)
        return tag == SY_TAG_RB || (m->value == 2 && tag == SY_TAG_NN) || w->tokens[token].dep == SY_DEP_ADVMOD;
    return tag == SY_TAG_VB || tag == SY_TAG_VBZ;
}

/* "555-123-4567", "Flight 12-3", which join_range did not take for a range. */
static bool is_score(const struct sy__atoms *a, const sy__measure *m, uint32_t *end)
{
    if (m->is_range || m->unit || m->currency || !m->number.plain || !sy__atom_hyphen(a, m->end))
        return false;
    const sy__atom *other = sy__atom_at(a, m->end + 1);
    if (other->kind != SY__ATOM_NUMBER || other->form != SY__DIGITS_PLAIN || (double)other->mantissa > m->value)
        return false;
    *end = m->end + 2;
    while (*end < m->end + 10 && sy__atom_hyphen(a, *end) && sy__atom_at(a, *end + 1)->kind == SY__ATOM_NUMBER)
        *end += 2;                                             /* "555-123-4567" */
    return true;
}

/* "34-6", "(12-3)", "a 5-11 season", "went 7-8-1": what the one side has, what the other, and what was drawn; no flight's number, and
 * none called. How many sides; 0: it is no such thing. */
static uint32_t sides_at(const sy__facts_work *w, const sy__measure *m, sy__measure sides[MOST_SIDES])
{
    const struct sy__atoms *a = w->atoms;
    uint32_t n = 0, end = m->number.begin;
    bool record = m->is_range && sy__is_record(w, m);
    if (m->number.begin != m->begin || m->unit || m->currency || (m->is_range && !record))
        return 0;
    for (;; end++) {
        sy__number x;
        if (n == MOST_SIDES || !sy__number_at(a, end, &x) || !x.plain || !x.has_value || x.value >= SIDE_LIMIT)
            return 0;
        sides[n++] = (sy__measure){ .number = x, .begin = end, .end = end + 1, .value = x.value, .of_token = SY_NONE };
        end++;
        if (x.end != end)
            return 0;
        if (!sy__atom_hyphen(a, end) || sy__atom_at(a, end + 1)->kind != SY__ATOM_NUMBER)
            break;
    }
    bool name = a->at[m->begin].joined && !(m->begin > 0 && sy__atom_mark(a, m->begin - 1, '('));
    bool label = m->begin > 0 && a->at[m->begin - 1].capital && (a->at[m->begin - 1].f->label & 1);
    bool drawn = n < MOST_SIDES || (sides[2].value < sides[0].value && sides[2].value < sides[1].value);   /* no 9-1-1 */
    sy__measure last;
    bool alone = n > 1 && sy__measure_at(a, end - 1, &last) && last.end == end;
    return alone && !name && !label && drawn ? n : 0;
}

bool sy__find_quantities(sy__facts_work *w)
{
    if (w->n == 0)
        return true;
    if (!w->atoms && !sy__cut_atoms(w))
        return false;
    const struct sy__atoms *a = w->atoms;
    for (uint32_t i = 0; i < a->n;) {
        sy__measure m;
        const sy__atom *x = &a->at[i];
        bool starts = x->kind == SY__ATOM_NUMBER || x->f->number_kind || x->f->word == SY__W_A || x->f->word == SY__W_MINUS;
        if (!starts || !sy__measure_at(a, i, &m) || (in_time(w, i) && !is_span_of_time(&m)) || (m.end > i && in_time(w, m.number.end - 1) && !is_span_of_time(&m))) {
            i++;
            continue;
        }
        uint32_t end, n_sides;
        sy__measure sides[MOST_SIDES];
        if ((n_sides = sides_at(w, &m, sides)) > 0) {
            i = sides[n_sides - 1].end;
            for (uint32_t k = 0; k < n_sides; k++) {
                if (!emit(w, &sides[k]))
                    return false;
                sy_quantity *q = &w->quantities.at[w->quantities.n - 1];
                if (q->of.end > a->at[i - 1].span.end && q->of.begin < a->at[i - 1].span.end)
                    q->of.begin = w->tokens[q->of_head].span.begin;   /* the other sides are not what is counted */
            }
            continue;
        }
        if (is_score(a, &m, &end)) {
            m.ordinal_like = true;
            m.end = end;
        } else if (is_idle(w, &m)) {
            i = m.number.end > i ? m.number.end : i + 1;
            continue;
        } else {
            sy__find_age(w, &m);
            m.ordinal_like = !m.age && sy__counts_nothing(w, &m);
            if (m.ordinal_like && !m.number.ordinal && m.number.words && m.value <= 1 && m.value >= 1) {
                i = m.end;                                     /* "the one who left" */
                continue;
            }
        }
        if (!emit(w, &m))
            return false;
        i = m.end > i ? m.end : i + 1;
    }
    return true;
}
