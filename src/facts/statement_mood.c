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

/* "no longer", "never"; "has yet to sign". */
static bool is_negating_adverb(const sy__facts_work *w, uint32_t i)
{
    return is_no(w, i) || is_no(w, w->left[i]) || (sy__token_is(w, i, "yet") && i + 1 < w->n && w->tokens[i + 1].tag == SY_TAG_TO);
}

/* A negation at the verb, or a "no" that its subject or object begins with. */
static bool is_negated(const sy__facts_work *w, uint32_t verb)
{
    bool negated = false;
    for (uint32_t k = w->child_at[verb]; k < w->child_at[verb + 1]; k++) {
        uint32_t c = w->child[k];
        uint8_t d = w->dep[c];
        if (d == SY_DEP_NEG || (d == SY_DEP_ADVMOD && is_negating_adverb(w, c)))
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

/* A condition ("if", "unless") leaves open whether it holds; "whether" before what is asked asks. */
static sy_modality from_mark(const sy__facts_work *w, uint32_t mark, uint8_t dep, sy_modality otherwise)
{
    sy__effect e = sy__effect_of(w, mark);
    if (dep == SY_DEP_ADVCL && (e == SY__EFFECT_ASKED || e == SY__EFFECT_POSSIBLE))
        return SY_MODALITY_POSSIBLE;
    return dep == SY_DEP_CCOMP && e == SY__EFFECT_ASKED ? SY_MODALITY_ASKED : otherwise;
}

/* "will" plans, other modals but "can" and "must" allow for it; "allegedly", "perhaps". */
static sy_modality own_modality(const sy__facts_work *w, uint32_t verb)
{
    sy_modality m = SY_MODALITY_STATED, marked = SY_MODALITY_STATED;
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
        if (w->dep[c] == SY_DEP_MARK)
            marked = from_mark(w, c, w->dep[verb], marked);
    }
    return marked != SY_MODALITY_STATED ? marked : m;
}

static bool ends_in_question(const sy__facts_work *w, uint32_t i)
{
    sy_token_range s = w->sentences[w->sentence[i]];
    for (uint32_t k = s.end; k > s.begin && k + 3 > s.end; k--)
        if (sy__token_is(w, k - 1, "?"))
            return true;
    return false;
}

/* What governs a clause: "denied that …", "it is likely that …". Of what will be, only a denial, a question and a likelihood say more. */
static sy_modality from_above(const sy__facts_work *w, uint32_t clause, sy_modality m)
{
    uint32_t above = w->head[clause], adjective = above == clause ? SY_NONE : sy__child(w, above, SY_DEP_ACOMP);
    if (above == clause || (w->dep[clause] != SY_DEP_CCOMP && w->dep[clause] != SY_DEP_XCOMP) || (m != SY_MODALITY_STATED && m != SY_MODALITY_PLANNED))
        return m;
    sy__effect e = sy__effect_of(w, above);
    if (adjective != SY_NONE)
        return from_effect(sy__effect_of(w, adjective), m);
    return m == SY_MODALITY_STATED || e == SY__EFFECT_DENIED || e == SY__EFFECT_ASKED ? from_effect(e, m) : m;
}

/* "decided to close the port and sell its ferries", "will close it and leave": a verb without a form of its own has that of the first. */
static sy_modality from_first(const sy__facts_work *w, uint32_t clause, sy_modality m)
{
    uint32_t first = clause;
    for (uint32_t hops = 0; hops < 4 && w->dep[first] == SY_DEP_CONJ && w->tokens[first].tag == SY_TAG_VB && sy__says(w, w->head[first]); hops++)
        first = w->head[first];
    for (uint32_t i = first, hops = 0; first != clause && m == SY_MODALITY_STATED && hops < 4; hops++, i = w->head[i]) {
        m = hops == 0 ? own_modality(w, i) : from_effect(sy__effect_of(w, i), own_modality(w, i));
        if (w->dep[i] != SY_DEP_XCOMP)
            break;
    }
    return m;
}

/* From the clause's head down to the predicate, and what governs the whole. */
void sy__find_mood(const sy__clauses *c, sy_statement *s, uint32_t clause_head)
{
    const sy__facts_work *w = c->w;
    sy_modality m = SY_MODALITY_STATED;
    bool negated = false;
    uint32_t verb = s->head;
    for (uint32_t hops = 0; hops < 7; hops++) {
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
    m = from_above(w, clause_head, from_first(w, clause_head, m));
    if (w->head[clause_head] == clause_head && m == SY_MODALITY_STATED && ends_in_question(w, clause_head))
        m = SY_MODALITY_ASKED;
    s->negated = negated;
    s->modality = m;
}
