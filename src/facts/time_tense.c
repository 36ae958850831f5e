/* Does a time lie before or after its anchor? The tense of the verb that governs it, from the tree. */
#include "facts/time.h"

static bool is_future_verb(const sy__facts_work *w, uint32_t token)
{
    uint32_t id = w->finder->lexemes.at[w->word[token]].figure;
    return id != SY_NONE && id != 0 && w->finder->figures->at[id].word == SY__W_FUTURE_VERB;
}

enum { GO_ON = 3 };              /* this verb tells nothing: ask the one above */

typedef struct helpers { bool past, present, modal, could, loose, have, to, be; } helpers;

/* The auxiliaries of a verb. */
static helpers helpers_of(const sy__facts_work *w, uint32_t verb)
{
    helpers h = { 0 };
    uint32_t from, to;
    sy__near_children(w, verb, &from, &to);
    for (uint32_t k = from; k < to; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] != SY_DEP_AUX && w->dep[c] != SY_DEP_AUXPASS)
            continue;
        uint8_t tag = w->tokens[c].tag;
        h.modal = h.modal || tag == SY_TAG_MD;
        h.could = h.could || sy__token_is(w, c, "could");
        h.loose = h.loose || sy__token_is(w, c, "would") || sy__token_is(w, c, "might") || sy__token_is(w, c, "may");
        h.to = h.to || tag == SY_TAG_TO;
        h.past = h.past || tag == SY_TAG_VBD;
        h.present = h.present || tag == SY_TAG_VBZ || tag == SY_TAG_VBP;
        h.have = h.have || sy__is(w->tokens[c].lemma, "have");
        h.be = h.be || w->dep[c] == SY_DEP_AUXPASS || sy__is(w->tokens[c].lemma, "be");
    }
    return h;
}

/* "set off", "set up": with a particle it is another verb, and looks ahead to nothing. */
static bool has_particle(const sy__facts_work *w, uint32_t verb)
{
    return sy__near_child(w, verb, SY_DEP_PRT) != SY_NONE;
}

/* "is scheduled to leave", "plans to leave", and no "was scheduled to leave", which may be over. */
static bool is_told_ahead(const sy__facts_work *w, uint32_t verb)
{
    uint32_t above = w->head[verb];
    if (w->dep[verb] != SY_DEP_XCOMP || !is_future_verb(w, above))
        return false;
    if (w->tokens[above].pos == SY_POS_ADJ)                    /* "is due to leave" */
        above = w->head[above];
    helpers h = helpers_of(w, above);
    return !h.past && !h.have && w->tokens[above].tag != SY_TAG_VBD;
}

/* As sy__tense_of tells it, or GO_ON. */
static int tense_of_verb(const sy__facts_work *w, uint32_t verb)
{
    helpers h = helpers_of(w, verb);
    if (sy__is(w->tokens[verb].lemma, "be")) {                  /* "is due on Wednesday" */
        uint32_t what = sy__near_child(w, verb, SY_DEP_ACOMP);
        if (what != SY_NONE && is_future_verb(w, what))
            return 1;
    }
    if (is_future_verb(w, verb) && !h.have && (w->tokens[verb].tag != SY_TAG_VBD || h.be) && !has_particle(w, verb))
        return h.past ? SY__LOOSELY_AHEAD : 1;
    if (h.have || h.past)
        return -1;
    if (h.could && sy__near_child(w, verb, SY_DEP_NEG) != SY_NONE)
        return -1;                                             /* "could not be reached on Sunday" */
    if (h.modal)
        return h.could || h.loose ? SY__LOOSELY_AHEAD : 1;
    if (h.to)
        return is_told_ahead(w, verb) ? 1 : SY__LOOSELY_AHEAD;
    switch (w->tokens[verb].tag) {
    case SY_TAG_VBD: return -1;
    case SY_TAG_VBN: return h.present ? 0 : -1;
    case SY_TAG_VBG: return h.present ? 1 : GO_ON;
    case SY_TAG_VBZ:
    case SY_TAG_VBP: return 0;
    case SY_TAG_VB: return h.present ? -1 : SY__LOOSELY_AHEAD;
    default: return GO_ON;
    }
}

/* "ahead of", "due", "upcoming" before the time itself. */
static bool leads_ahead(const sy__facts_work *w, uint32_t token)
{
    uint32_t first = w->left[token];
    if (first < 2)
        return false;
    return (sy__token_is(w, first - 1, "of") && sy__token_is(w, first - 2, "ahead")) || sy__token_is(w, first - 1, "due") ||
           (sy__token_is(w, first - 1, "for") && is_future_verb(w, first - 2)) || sy__token_is(w, first - 1, "upcoming");
}

/* "opens on Friday": the present of a verb that the time itself modifies speaks of what is to come. */
static bool is_timetable(const sy__facts_work *w, uint32_t verb, uint32_t below)
{
    uint8_t tag = w->tokens[verb].tag, dep = w->dep[below];
    return (tag == SY_TAG_VBZ || tag == SY_TAG_VBP) && w->tokens[verb].pos == SY_POS_VERB && (dep == SY_DEP_PREP || dep == SY_DEP_NPADVMOD);
}

int sy__tense_of(const sy__facts_work *w, uint32_t token)
{
    if (leads_ahead(w, token))
        return 1;
    uint32_t t = token, below = token;
    for (uint32_t k = 0; k < 16; k++) {
        uint8_t pos = w->tokens[t].pos;
        if (t != token && (pos == SY_POS_VERB || pos == SY_POS_AUX)) {
            int tense = tense_of_verb(w, t);
            if (tense == 0 && k <= 4 && is_timetable(w, t, below))
                return SY__LOOSELY_AHEAD;
            if (tense != GO_ON)
                return tense;
        } else if (t != token && pos == SY_POS_ADJ && is_future_verb(w, t))
            return 1;
        if (w->head[t] == t)
            break;
        below = t;
        t = w->head[t];
    }
    return 0;
}
