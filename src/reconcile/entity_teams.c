/* Towns that stand for their teams: "Tolmar beat Ardon", where the reports have the "Tolmar Lions" and call them "the Lions".
 *
 * The town stays the place that it is; its name is one more form of the team's, where some report has it do or own what only a
 * team does or owns. A town of two teams in the story stands for neither. */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

/* Two teams of one town, in the map of towns. */
#define SEVERAL (SY_NONE - 1)

static bool is_place(const sy__node *n) { return n->votes[SY_ENTITY_PLACE] > n->votes[SY_ENTITY_ORGANISATION] + n->votes[SY_ENTITY_GROUP]; }

/* The words of a team's name in front of its last one; none where it is no team's: "the Lions" must be met alone, and be many. */
static bool town_of(sy__names *w, const sy__node *n, sy_str *town)
{
    *town = (sy_str){ NULL, 0 };
    sy_str last = n->name.n_words >= 2 ? n->name.words[n->name.n_words - 1] : *town;
    if (n->key.len == 0 || last.len < 4 || last.ptr[last.len - 1] != 's' || !sy__map_find(&w->keys, last)) return true;
    if (n->votes[SY_ENTITY_PERSON]) return true;
    sy__name front = { n->name.text, n->name.words, n->name.n_words - 1, { NULL, 0 } };
    *town = sy__name_key(&w->s->scratch, &front);
    return town->ptr != NULL;
}

/* "The Boston Lions", a place to the tagger, where Boston is one and "the Lions" are none, are no place either. */
static bool team_of(sy__names *w, sy__node *n, const sy__node *town)
{
    if (!is_place(n)) return true;
    const uint32_t *last = sy__map_find(&w->keys, n->name.words[n->name.n_words - 1]);
    if (!last || w->nodes.at[*last].votes[SY_ENTITY_PLACE] || !is_place(town) || n->country.len) return false;
    n->votes[SY_ENTITY_ORGANISATION] += n->votes[SY_ENTITY_PLACE];
    n->votes[SY_ENTITY_PLACE] = 0;
    return true;
}

static bool collect_teams(sy__names *w, sy_map *teams)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        sy_str town;
        bool fresh = false;
        if (!town_of(w, &w->nodes.at[i], &town)) return false;
        const uint32_t *place = town.len ? sy__map_find(&w->keys, town) : NULL;
        if (!place || !team_of(w, &w->nodes.at[i], &w->nodes.at[*place])) continue;
        uint32_t *at = sy__map_put(teams, town, i, &fresh);
        if (!at) return false;
        if (!fresh) *at = SEVERAL;
    }
    return true;
}

static bool may_stand(sy_str lemma, const char *where)
{
    uint32_t row = sy__table_ifind(&sy__table_reconcile_sports_words, lemma);
    return row != SY_NONE && sy__find(sy__cell(&sy__table_reconcile_sports_words, row, 1), sy__str(where), 0) != SIZE_MAX;
}

/* What the mention does, suffers or owns is a team's. */
static bool is_team_here(const sy__doc *d, const sy_entity_mention *m)
{
    if (m->kind != SY_MENTION_NAME || m->head >= d->n_tokens) return false;
    const sy_token *t = &d->tokens[m->head], *h = &d->tokens[t->head];
    switch (t->dep) {
    case SY_DEP_NSUBJ: return h->pos == SY_POS_VERB && may_stand(h->lemma, "subject");
    case SY_DEP_NSUBJPASS: case SY_DEP_DOBJ: return h->pos == SY_POS_VERB && may_stand(h->lemma, "object");
    case SY_DEP_POBJ: return may_stand(h->lemma, "behind");
    case SY_DEP_POSS: case SY_DEP_COMPOUND: return h->pos == SY_POS_NOUN && may_stand(h->lemma, "owner");
    default: return false;
    }
}

bool sy__names_of_teams(sy__names *w)
{
    sy_map teams;
    sy__map_init(&teams, w->s->ctx);
    bool ok = collect_teams(w, &teams);
    for (uint32_t d = 0; ok && d < w->s->n_docs; d++) {
        const sy__doc *doc = &w->s->docs[d];
        for (uint32_t e = 0; ok && e < doc->n_entities; e++) {
            const sy_entity *en = &doc->entities[e];
            const uint32_t *team = en->named ? sy__map_find(&teams, w->nodes.at[doc->entity[e]].key) : NULL;
            for (size_t i = 0; ok && team && *team != SEVERAL && i < en->n_mentions; i++)
                if (is_team_here(doc, &en->mentions[i])) {
                    ok = sy__put_alias(w, *team, d, sy__cut(doc->text, en->mentions[i].span));
                    break;
                }
        }
    }
    sy__map_done(&teams);
    return ok;
}
