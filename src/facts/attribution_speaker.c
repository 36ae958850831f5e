/* From the words of a source to entities: who speaks, for whom, and through whom. */
#include "facts/attribution.h"
#include "facts_tables.h"

/* How far before it the text may have come up, in tokens. */
enum { TEXT_REACH = 120 };

static bool is_text(const sy__facts_work *w, uint32_t i)
{
    uint32_t row = sy__token_lexeme(w, i)->noun;
    return row != SY_NONE && sy__is(sy__cell(&sy__table_facts_nouns, row, 2), "text");
}

static bool is_body(const sy__facts_work *w, uint32_t entity)
{
    return entity != SY_NONE && (w->entities.at[entity].type == SY_ENTITY_ORGANISATION || w->entities.at[entity].type == SY_ENTITY_GROUP || w->entities.at[entity].type == SY_ENTITY_OTHER);
}

/* "a police statement": the body that the article has called so before, where the noun alone names none. */
static uint32_t body_called(const sy__facts_work *w, uint32_t noun)
{
    for (uint32_t i = noun; i > 0 && noun - i < TEXT_REACH; i--) {
        uint32_t e = w->entity_at[i - 1];
        if (e != SY_NONE && is_body(w, e) && sy__is_noun(w, i - 1) && sy__eq(sy__token_lower(w, i - 1), sy__token_lower(w, noun)))
            return e;
    }
    return SY_NONE;
}

/* "a statement from X", "X's report": who wrote it. */
static uint32_t author_of(const sy__facts_work *w, uint32_t noun)
{
    for (uint32_t k = w->child_at[noun]; k < w->child_at[noun + 1]; k++) {
        uint32_t c = w->child[k], o = SY_NONE;
        if (w->dep[c] == SY_DEP_PREP && (sy__token_is(w, c, "from") || sy__token_is(w, c, "by") || sy__token_is(w, c, "of")))
            o = sy__child(w, c, SY_DEP_POBJ);
        else if (w->dep[c] == SY_DEP_POSS || w->dep[c] == SY_DEP_COMPOUND)
            o = c;
        uint32_t who = o == SY_NONE ? SY_NONE : w->entity_at[o];
        if (who == SY_NONE && o != SY_NONE && w->dep[o] == SY_DEP_COMPOUND)
            who = body_called(w, o);
        if (who != SY_NONE)
            return who;
    }
    return SY_NONE;
}

/* "X released a report. … the report said", "X said in a letter. … the letter said": the subject of the verb with which the text came up. */
static uint32_t author_before(const sy__facts_work *w, uint32_t noun)
{
    uint32_t det = sy__child(w, noun, SY_DEP_DET);
    if (det == SY_NONE || sy__token_is(w, det, "a") || sy__token_is(w, det, "an"))
        return SY_NONE;
    for (uint32_t i = noun; i > 0 && noun - i < TEXT_REACH; i--) {
        uint32_t same = i - 1, verb = same, hops = 0;
        if (w->tokens[same].pos != SY_POS_NOUN || !sy__eq(w->tokens[same].lemma, w->tokens[noun].lemma))
            continue;
        if (author_of(w, same) != SY_NONE)
            return author_of(w, same);
        while (hops++ < 3 && !sy__is_verb(w, verb) && w->head[verb] != verb)
            verb = w->head[verb];
        uint32_t s = sy__is_verb(w, verb) ? sy__child(w, verb, SY_DEP_NSUBJ) : SY_NONE;
        if (s != SY_NONE && s != same && w->entity_at[s] != SY_NONE)
            return w->entity_at[s];
    }
    return SY_NONE;
}

/* The token is part of a person's name. */
static bool names_person(const sy__facts_work *w, uint32_t i)
{
    uint32_t e = i == SY_NONE ? SY_NONE : w->entity_at[i];
    return e != SY_NONE && w->entities.at[e].type == SY_ENTITY_PERSON && w->entities.at[e].named && w->tokens[i].pos == SY_POS_PROPN;
}

/* The name at the end of a role's phrase, whatever of it the tree hangs it on: "the head of the party, X"; "a founder and former
 * director, X". */
static uint32_t name_beside(const sy__facts_work *w, uint32_t role)
{
    uint32_t a = sy__child(w, role, SY_DEP_APPOS);
    for (uint32_t i = w->right[role]; !names_person(w, a) && i > role; i--)
        if (w->dep[i] == SY_DEP_APPOS && w->left[i] > role && sy__token_is(w, w->left[i] - 1, ",") && w->right[i] + 1 >= w->right[role])
            a = i;
    return a;
}

/* A person whose name stands beside the role ("the head of the party, X", "X, a visitor"), else the entity of the head, else the
 * author of what speaks. */
static uint32_t entity_in(const sy__facts_work *w, uint32_t head)
{
    uint32_t a = name_beside(w, head), e = w->entity_at[head];
    bool role = w->tokens[head].pos == SY_POS_NOUN || (e != SY_NONE && !w->entities.at[e].named);
    if (role && names_person(w, a))
        return w->entity_at[a];
    if (role && w->dep[head] == SY_DEP_APPOS && names_person(w, w->head[head]))
        return w->entity_at[w->head[head]];
    if (e != SY_NONE)
        return e;
    if (a != SY_NONE && w->entity_at[a] != SY_NONE && w->entities.at[w->entity_at[a]].type == SY_ENTITY_PERSON)
        return w->entity_at[a];
    if (!is_text(w, head))
        return SY_NONE;
    uint32_t author = author_of(w, head);
    return author != SY_NONE ? author : author_before(w, head);
}

/* A word like "spokesman", whose bearer speaks for somebody. */
static bool is_voice(const sy__facts_work *w, uint32_t i)
{
    uint32_t row = sy__token_lexeme(w, i)->role;
    return row != SY_NONE && sy__is(sy__cell(&sy__table_facts_roles, row, 2), "voice");
}

/* "a spokesman for X", "X's spokesman", "the X spokesman", "an official at X". */
static uint32_t principal_of(const sy__facts_work *w, uint32_t noun)
{
    for (uint32_t k = w->child_at[noun]; k < w->child_at[noun + 1]; k++) {
        uint32_t c = w->child[k], o = SY_NONE;
        if (w->dep[c] == SY_DEP_PREP && (sy__token_is(w, c, "for") || sy__token_is(w, c, "of") || sy__token_is(w, c, "at") || sy__token_is(w, c, "from") || sy__token_is(w, c, "with")))
            o = sy__child(w, c, SY_DEP_POBJ);
        else if (w->dep[c] == SY_DEP_POSS || w->dep[c] == SY_DEP_COMPOUND || w->dep[c] == SY_DEP_NMOD || w->dep[c] == SY_DEP_AMOD)
            o = c;
        if (o != SY_NONE && w->entity_at[o] != SY_NONE && w->entity_at[o] != w->entity_at[noun])
            return w->entity_at[o];
    }
    return SY_NONE;
}

/* The noun that tells the role: the source's head, what stands before or beside its name. */
static uint32_t speaks_for(const sy__facts_work *w, uint32_t head, uint32_t speaker)
{
    if (is_voice(w, head))
        return principal_of(w, head);
    for (uint32_t k = w->child_at[head]; k < w->child_at[head + 1]; k++)
        if (is_voice(w, w->child[k])) {
            uint32_t p = principal_of(w, w->child[k]);
            return p != SY_NONE ? p : principal_of(w, head);
        }
    return speaker != SY_NONE ? w->owner_of[speaker] : SY_NONE;
}

/* "told X", "in an interview with X", "in a statement to X", "quoted by X": the channel, if it is a body with a name. */
static uint32_t through(const sy__facts_work *w, uint32_t cue, uint32_t speaker)
{
    for (uint32_t k = w->child_at[cue]; k < w->child_at[cue + 1]; k++) {
        uint32_t c = w->child[k], o = SY_NONE;
        if (w->dep[c] == SY_DEP_DOBJ || w->dep[c] == SY_DEP_DATIVE)
            o = c;
        else if (w->dep[c] == SY_DEP_AGENT || (w->dep[c] == SY_DEP_PREP && (sy__token_is(w, c, "to") || sy__token_is(w, c, "with"))))
            o = sy__child(w, c, SY_DEP_POBJ);
        else if (w->dep[c] == SY_DEP_PREP && sy__token_is(w, c, "in")) {
            uint32_t noun = sy__child(w, c, SY_DEP_POBJ), to = noun == SY_NONE ? SY_NONE : sy__child(w, noun, SY_DEP_PREP);
            o = to == SY_NONE || !(sy__token_is(w, to, "with") || sy__token_is(w, to, "to")) ? SY_NONE : sy__child(w, to, SY_DEP_POBJ);
        }
        if (o == SY_NONE)
            continue;
        uint32_t e = w->entity_at[o];
        if (e != speaker && is_body(w, e) && w->entities.at[e].named)
            return e;
    }
    return SY_NONE;
}

static uint32_t entity_of_child(const sy__facts_work *w, uint32_t i, uint8_t dep)
{
    uint32_t c = sy__child(w, i, dep);
    return c == SY_NONE ? SY_NONE : w->entity_at[c];
}

/* "X, quoted by Y, said": the channel that a participle beside the source names. */
static uint32_t quoted_by(const sy__facts_work *w, uint32_t source)
{
    for (uint32_t k = w->child_at[source]; k < w->child_at[source + 1]; k++) {
        uint32_t c = w->child[k], by = w->dep[c] == SY_DEP_ACL && sy__passes_words_on(w, c) ? sy__child(w, c, SY_DEP_AGENT) : SY_NONE;
        if (by != SY_NONE && entity_of_child(w, by, SY_DEP_POBJ) != SY_NONE)
            return entity_of_child(w, by, SY_DEP_POBJ);
    }
    return SY_NONE;
}

/* "Y reported, citing X": X speaks and Y passes it on. */
static bool name_cited(const sy__facts_work *w, const sy__build *b, sy_attribution *a)
{
    for (uint32_t i = w->left[b->cue]; i <= w->right[b->cue]; i++) {
        uint32_t cited = sy__relay_of(w, i) == b->cue ? sy__child(w, i, SY_DEP_DOBJ) : SY_NONE;
        uint32_t speaker = cited == SY_NONE ? SY_NONE : entity_in(w, cited);
        if (speaker == SY_NONE || speaker == a->speaker)
            continue;
        a->through = a->speaker;
        a->speaker = speaker;
        a->speaks_for = speaks_for(w, cited, speaker);
        return true;
    }
    return false;
}

/* "Y quoted X as saying": Y. */
static uint32_t quoting(const sy__facts_work *w, uint32_t cue)
{
    uint32_t as = w->head[cue], verb = w->head[as];
    if (w->dep[cue] != SY_DEP_PCOMP || !sy__passes_words_on(w, verb))
        return SY_NONE;
    uint32_t by = sy__child(w, verb, SY_DEP_AGENT);
    return by != SY_NONE ? entity_of_child(w, by, SY_DEP_POBJ) : sy__child(w, verb, SY_DEP_NSUBJPASS) == SY_NONE ? entity_of_child(w, verb, SY_DEP_NSUBJ) : SY_NONE;
}

void sy__name_speaker(const sy__facts_work *w, const sy__build *b, sy_attribution *a)
{
    if (b->source != SY_NONE) {
        a->speaker = entity_in(w, b->source);
        a->speaks_for = speaks_for(w, b->source, a->speaker);
        if (a->speaks_for == a->speaker)
            a->speaks_for = SY_NONE;
    }
    if (name_cited(w, b, a))
        return;
    a->through = b->through != SY_NONE ? w->entity_at[b->through] : through(w, b->cue, a->speaker);
    if (a->through == SY_NONE)
        a->through = quoting(w, b->cue);
    if (a->through == SY_NONE && b->source != SY_NONE)
        a->through = quoted_by(w, b->source);
    if (a->through == a->speaker || a->through == a->speaks_for)
        a->through = SY_NONE;
}
