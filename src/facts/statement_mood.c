/* Polarity and modality of a clause: its own auxiliaries and negations, and what the words that govern it do to it. */
#include "facts/statement.h"
#include "facts_tables.h"

sy__effect sy__effect_of(const sy__facts_work *w, uint32_t i)
{
    static const char *const names[] = { "", "planned", "possible", "denied", "asked", "phase", "not" };
    uint32_t row = sy__token_lexeme(w, i)->mood;
    if (row == SY_NONE)
        return SY__EFFECT_NONE;
    sy_str effect = sy__cell(&sy__table_facts_modality, row, 1);
    for (unsigned k = 1; k < sizeof names / sizeof *names; k++)
        if (sy__is(effect, names[k]))
            return (sy__effect)k;
    return SY__EFFECT_NONE;
}

static bool is_no(const sy__facts_work *w, uint32_t i)
{
    return sy__token_is(w, i, "no") || sy__token_is(w, i, "nobody") || sy__token_is(w, i, "none") || sy__token_is(w, i, "nothing") || sy__token_is(w, i, "neither") ||
           sy__token_is(w, i, "nor") || sy__token_is(w, i, "never");
}

/* A negation at the verb, or a "no" that its subject or object begins with. */
static bool is_negated(const sy__facts_work *w, uint32_t verb)
{
    bool negated = false;
    for (uint32_t k = w->child_at[verb]; k < w->child_at[verb + 1]; k++) {
        uint32_t c = w->child[k];
        uint8_t d = w->dep[c];
        if (d == SY_DEP_NEG || (d == SY_DEP_ADVMOD && is_no(w, c)))
            negated = !negated;
        if ((d == SY_DEP_NSUBJ || d == SY_DEP_NSUBJPASS || d == SY_DEP_DOBJ || d == SY_DEP_ATTR) && (is_no(w, c) || is_no(w, w->left[c])))
            negated = true;
    }
    return negated;
}

static sy_modality from_effect(sy__effect e, sy_modality otherwise)
{
    switch (e) {
    case SY__EFFECT_PLANNED: return SY_MODALITY_PLANNED;
    case SY__EFFECT_POSSIBLE: return SY_MODALITY_POSSIBLE;
    case SY__EFFECT_DENIED: return SY_MODALITY_DENIED;
    case SY__EFFECT_ASKED: return SY_MODALITY_ASKED;
    default: return otherwise;
    }
}

/* "will" plans, other modals but "can" and "must" allow for it; "allegedly", "perhaps". */
static sy_modality own_modality(const sy__facts_work *w, uint32_t verb)
{
    sy_modality m = SY_MODALITY_STATED;
    for (uint32_t k = w->child_at[verb]; k < w->child_at[verb + 1]; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] == SY_DEP_AUX && w->tokens[c].tag == SY_TAG_MD) {
            bool will = sy__token_is(w, c, "will") || sy__token_is(w, c, "'ll") || sy__token_is(w, c, "’ll") || sy__token_is(w, c, "shall") || sy__token_is(w, c, "wo");
            if (will)
                m = SY_MODALITY_PLANNED;
            else if (!sy__token_is(w, c, "can") && !sy__token_is(w, c, "must") && !sy__token_is(w, c, "ca"))
                m = SY_MODALITY_POSSIBLE;
        }
        if (w->dep[c] == SY_DEP_ADVMOD && sy__effect_of(w, c) == SY__EFFECT_POSSIBLE)
            m = SY_MODALITY_POSSIBLE;
        if (w->dep[c] == SY_DEP_ACOMP && sy__effect_of(w, c) == SY__EFFECT_POSSIBLE)
            m = SY_MODALITY_POSSIBLE;
        if (w->dep[c] == SY_DEP_MARK && sy__effect_of(w, c) == SY__EFFECT_ASKED && w->dep[verb] == SY_DEP_CCOMP)
            m = SY_MODALITY_ASKED;
    }
    return m;
}

static bool ends_in_question(const sy__facts_work *w, uint32_t i)
{
    sy_token_range s = w->sentences[w->sentence[i]];
    for (uint32_t k = s.end; k > s.begin && k + 3 > s.end; k--)
        if (sy__token_is(w, k - 1, "?"))
            return true;
    return false;
}

/* From the clause's head down to the predicate, and what governs the whole. */
void sy__find_mood(const sy__clauses *c, sy_statement *s, uint32_t clause_head)
{
    const sy__facts_work *w = c->w;
    sy_modality m = SY_MODALITY_STATED;
    bool negated = false;
    uint32_t verb = s->head;
    for (uint32_t hops = 0; hops < 6; hops++) {
        sy_modality own = own_modality(w, verb);
        m = m == SY_MODALITY_STATED ? own : m;
        negated = negated != is_negated(w, verb);
        if (verb == clause_head)
            break;
        verb = w->head[verb];
        sy__effect e = sy__effect_of(w, verb);
        m = from_effect(e, m);
        negated = negated != (e == SY__EFFECT_NOT);
    }
    uint32_t above = w->head[clause_head];
    if (above != clause_head && w->dep[clause_head] == SY_DEP_CCOMP && m == SY_MODALITY_STATED)
        m = from_effect(sy__effect_of(w, above), m);
    if (w->head[clause_head] == clause_head && m == SY_MODALITY_STATED && ends_in_question(w, clause_head))
        m = SY_MODALITY_ASKED;
    s->negated = negated;
    s->modality = m;
}
