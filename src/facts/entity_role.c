/* What names are called beside their name: titles in front, appositions, "X is a …", and the noun that a name modifies.
 * An office or occupation is a role; a noun for a group or body, or one with a judgement in it, is a label. */
#include "facts/entity.h"
#include "facts_tables.h"

/* Words before its noun that a phrase has at most. */
enum { MAX_PHRASE = 24 };

static bool is_blank(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_SPACE || w->tokens[i].pos == SY_POS_PUNCT; }

/* Determiners, possessives and counts stay outside; "of", "in" and what follows the head inside only for roles. */
void sy__phrase_of(const sy__facts_work *w, uint32_t head, uint32_t *first, uint32_t *last)
{
    *first = head - w->left[head] > MAX_PHRASE ? head - MAX_PHRASE : w->left[head];
    *last = head;
    while (*first < head) {
        uint8_t pos = w->tokens[*first].pos;
        bool own = sy__is_below(w, *first, head) && w->sentence[*first] == w->sentence[head];
        if (own && pos != SY_POS_DET && pos != SY_POS_PUNCT && pos != SY_POS_SPACE && pos != SY_POS_PRON && (pos != SY_POS_NUM || w->head[*first] != head) && pos != SY_POS_CCONJ &&
            (pos != SY_POS_ADV || sy__token_is(w, *first + 1, "-")) && w->tokens[*first].tag != SY_TAG_POS)
            break;
        (*first)++;
    }
    for (uint32_t i = *first; i < head; i++)                  /* only what runs up to the head without a break */
        if (w->tokens[i].tag == SY_TAG_POS || (is_blank(w, i) && !sy__token_is(w, i, "-") && !sy__token_is(w, i, "‑") && w->tokens[i].pos != SY_POS_SPACE) || w->tokens[i].pos == SY_POS_CCONJ)
            *first = i + 1;
    for (uint32_t i = *first; i < head; i++)                  /* "at least two", "more than 100" */
        if (w->tokens[i].pos == SY_POS_NUM && w->dep[i] != SY_DEP_COMPOUND && w->head[i] == head)
            *first = i + 1;
}

bool sy__add_noun(sy__entity_work *e, uint32_t draft, uint32_t token)
{
    sy__draft_noun n = { token, e->drafts.at[draft].nouns };
    if (!SY__PUSH(e->w->ctx, &e->nouns, n))
        return false;
    e->drafts.at[draft].nouns = e->nouns.n - 1;
    return true;
}

/* The noun with what stands before and, up to three words of "of …", behind it. */
static bool add_role(sy__entity_work *e, uint32_t draft, uint32_t head)
{
    const sy__facts_work *w = e->w;
    uint32_t first, last;
    sy__phrase_of(w, head, &first, &last);
    for (uint32_t k = w->child_at[head]; k < w->child_at[head + 1]; k++) {
        uint32_t c = w->child[k];
        if (c == last + 1 && w->dep[c] == SY_DEP_PREP && w->right[c] - c < 12 && (sy__token_is(w, c, "of") || sy__token_is(w, c, "for") || sy__token_is(w, c, "at")))
            last = w->right[c];
    }
    while (last > head && is_blank(w, last))
        last--;
    sy__draft_span s = { draft, sy__token_span(w, first, last) };
    return sy__add_noun(e, draft, head) && SY__PUSH(w->ctx, &e->roles, s);
}

bool sy__add_label(sy__entity_work *e, uint32_t draft, uint32_t head)
{
    uint32_t first, last;
    sy__phrase_of(e->w, head, &first, &last);
    sy__draft_span s = { draft, sy__token_span(e->w, first, last) };
    return SY__PUSH(e->w->ctx, &e->labels, s);
}

/* A description of the entity headed by noun h: a role, a label, or a plain noun that it may be called by later. */
static bool add_description(sy__entity_work *e, uint32_t draft, uint32_t h)
{
    const sy__facts_work *w = e->w;
    sy_entity_type type = e->drafts.at[draft].entity.type, kind;
    sy_str flag;
    sy__role_kind role = sy__role_kind_of(w, h);
    bool is_label = sy__noun_type(w, h, &kind, &flag);
    if (w->entity_at[h] != SY_NONE && w->entity_at[h] != draft)
        return true;
    if (is_label && (type == SY_ENTITY_ORGANISATION || type == SY_ENTITY_GROUP || type == SY_ENTITY_OTHER || sy__is(flag, "label"))) {
        if (kind != SY_ENTITY_PLACE && kind != SY_ENTITY_FACILITY && kind != SY_ENTITY_EVENT && type != SY_ENTITY_PLACE && !sy__add_label(e, draft, h))
            return false;
        return sy__add_noun(e, draft, h);
    }
    if (role != SY__ROLE_NONE && (type == SY_ENTITY_PERSON || type == SY_ENTITY_OTHER))
        return add_role(e, draft, h);
    return !is_label || sy__add_noun(e, draft, h);
}

static bool describe_title(sy__entity_work *e, const sy__name_mention *m)
{
    const sy__facts_work *w = e->w;
    uint32_t first = m->title;
    for (uint32_t i = m->title; i < m->first; i++)
        w->entity_at[i] = m->draft;
    if (m->title == m->first || e->drafts.at[m->draft].entity.type != SY_ENTITY_PERSON)
        return true;
    while (first < m->first && sy__role_kind_of(w, first) == SY__ROLE_HONOUR)
        first++;
    if (first == m->first)
        return true;
    uint32_t last = m->first - 1;
    while (last > first && (is_blank(w, last) || sy__role_kind_of(w, last) == SY__ROLE_HONOUR))
        last--;
    while (first > 0 && w->sentence[first - 1] == w->sentence[first] && sy__is_below(w, first - 1, m->head) &&
           (w->tokens[first - 1].pos == SY_POS_ADJ || w->tokens[first - 1].pos == SY_POS_NOUN || w->tokens[first - 1].pos == SY_POS_PROPN))
        first--;
    sy__draft_span s = { m->draft, sy__token_span(w, first, last) };
    return sy__add_noun(e, m->draft, last) && SY__PUSH(w->ctx, &e->roles, s);
}

/* "X, the envoy to Y, said": where the tree has both for the verb's subject. */
static uint32_t second_subject(const sy__facts_work *w, const sy__name_mention *m)
{
    uint32_t verb = w->head[m->head];
    if (w->dep[m->head] != SY_DEP_NSUBJ || verb <= m->last || !sy__token_is(w, m->last + 1, ","))
        return SY_NONE;
    for (uint32_t k = w->child_at[verb]; k < w->child_at[verb + 1]; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] == SY_DEP_NSUBJ && c < verb && w->left[c] == m->last + 2 && w->tokens[c].pos == SY_POS_NOUN && w->entity_at[c] == SY_NONE)
            return c;
    }
    return SY_NONE;
}

/* "X, a lawyer": the noun is X too. */
static bool describe_appositions(sy__entity_work *e, const sy__name_mention *m)
{
    const sy__facts_work *w = e->w;
    for (uint32_t k = w->child_at[m->head]; k < w->child_at[m->head + 1]; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] != SY_DEP_APPOS || (w->tokens[c].pos != SY_POS_NOUN && w->tokens[c].pos != SY_POS_PROPN) || w->entity_at[c] != SY_NONE)
            continue;
        if (!add_description(e, m->draft, c))
            return false;
        w->entity_at[c] = m->draft;
    }
    uint32_t noun = second_subject(w, m);
    if (noun == SY_NONE || sy__role_kind_of(w, noun) == SY__ROLE_NONE)
        return true;
    w->entity_at[noun] = m->draft;
    return add_description(e, m->draft, noun);
}

static bool describe_predicate(sy__entity_work *e, uint32_t draft, uint32_t subject)
{
    const sy__facts_work *w = e->w;
    uint32_t h = w->head[subject];
    if (h == subject || w->dep[subject] != SY_DEP_NSUBJ || w->tokens[h].pos != SY_POS_AUX || sy__child(w, h, SY_DEP_NEG) != SY_NONE)
        return true;
    uint32_t a = sy__child(w, h, SY_DEP_ATTR);
    return a == SY_NONE || w->tokens[a].pos != SY_POS_NOUN || add_description(e, draft, a);
}

/* "the lawyer, X"; "the militia X"; "X is a lawyer"; "the X militia". */
static bool describe_above(sy__entity_work *e, const sy__name_mention *m)
{
    const sy__facts_work *w = e->w;
    uint32_t h = w->head[m->head];
    if (h == m->head)
        return true;
    if (w->dep[m->head] == SY_DEP_APPOS && w->tokens[h].pos == SY_POS_NOUN && w->entity_at[h] == SY_NONE) {
        sy_entity_type t = e->drafts.at[m->draft].entity.type;
        bool known = sy__role_kind_of(w, h) != SY__ROLE_NONE ? t == SY_ENTITY_PERSON || t == SY_ENTITY_OTHER : sy__token_lexeme(w, h)->noun != SY_NONE;
        if (!known && t != SY_ENTITY_PERSON)
            return true;                /* "a commentator in the paper X" is not X */
        if (!add_description(e, m->draft, h))
            return false;
        if (known)
            w->entity_at[h] = m->draft;
        return true;
    }
    if (w->dep[m->head] == SY_DEP_NSUBJ)
        return describe_predicate(e, m->draft, m->head);
    sy_entity_type type = e->drafts.at[m->draft].entity.type, kind;
    sy_str flag;
    bool body = type == SY_ENTITY_ORGANISATION || (type == SY_ENTITY_GROUP && e->drafts.at[m->draft].entity.country.len == 0);
    if ((w->dep[m->head] == SY_DEP_COMPOUND || w->dep[m->head] == SY_DEP_NMOD) && h == m->last + 1 && body && sy__noun_type(w, h, &kind, &flag) && w->entity_at[h] == SY_NONE &&
        (kind == SY_ENTITY_GROUP || sy__is(flag, "body") || sy__is(flag, "firm")) && (sy__is(flag, "label") || w->tokens[h].tag == SY_TAG_NN)) {
        w->entity_at[h] = m->draft;
        return sy__add_noun(e, m->draft, h) && sy__add_label(e, m->draft, h) && describe_predicate(e, m->draft, h);
    }
    return true;
}

/* The last common noun of a name is what it may be called: "the ministry". */
static bool noun_in_name(sy__entity_work *e, const sy__name_mention *m)
{
    sy_entity_type type;
    sy_str flag;
    if (m->first < m->last && sy__noun_type(e->w, m->last, &type, &flag) && !sy__is(flag, "suffix") && !sy__is(flag, "label"))
        return sy__add_noun(e, m->draft, m->last);
    for (uint32_t i = m->first; i < m->last; i++)
        if (sy__token_is(e->w, i + 1, "of") && sy__noun_type(e->w, i, &type, &flag))
            return sy__add_noun(e, m->draft, i);
    return true;
}

bool sy__describe_names(sy__entity_work *e)
{
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        const sy__name_mention *m = &e->mentions.at[k];
        if (m->draft == SY_NONE || m->first < e->w->body[e->w->paragraph[m->first]])
            continue;                   /* a dateline says where, and the parser hangs the sentence on it */
        if (!describe_title(e, m) || !describe_appositions(e, m) || !describe_above(e, m) || !noun_in_name(e, m))
            return false;
    }
    return true;
}
