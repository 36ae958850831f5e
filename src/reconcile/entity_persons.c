/* Persons whom the tagger took for something else in one report, told by the names that the others have for them.
 *
 * "Varga said" where only Ilse Varga is met elsewhere, "Dara Ilse Varga said" beside Ilse Varga, and "Ilse Varga" herself where
 * others speak of "Mrs. Varga" and no other full name explains it. A name of letters only, with an article, of a land, or known
 * to the world as something else is left alone. */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

#define SEVERAL (SY_NONE - 1)

static bool is_full_person(const sy__node *n) { return n->key.len && n->type == SY_ENTITY_PERSON && n->name.n_words >= 2; }

static sy_str last_of(const sy__node *n) { return n->name.words[n->name.n_words - 1]; }

/* Full names of persons by their last word: the node, or SEVERAL. */
static bool collect_surnames(sy__names *w, sy_map *by_last)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        bool fresh = false;
        if (!is_full_person(&w->nodes.at[i])) continue;
        uint32_t *at = sy__map_put(by_last, last_of(&w->nodes.at[i]), i, &fresh);
        if (!at) return false;
        if (!fresh && sy__name_compare(&w->nodes.at[*at < w->nodes.n ? *at : i].name, &w->nodes.at[i].name, true) == SY__NAMES_APART) *at = SEVERAL;
    }
    return true;
}

static bool acts(const sy__names *w, const sy__node *n)
{
    for (uint32_t i = 0; i < n->n_locals; i++) {
        const sy__doc *d = &w->s->docs[n->locals[i].document];
        const sy_entity *en = &d->entities[n->locals[i].entity];
        for (size_t k = 0; k < en->n_mentions; k++) {
            uint32_t h = en->mentions[k].head;
            if (en->mentions[k].kind == SY_MENTION_NAME && h < d->n_tokens && d->tokens[h].dep == SY_DEP_NSUBJ && d->tokens[d->tokens[h].head].pos == SY_POS_VERB) return true;
        }
    }
    return false;
}

/* All that speaks against a person. */
static bool may_be_person(const sy__node *n)
{
    if (n->key.len == 0 || n->n_locals == 0 || n->type == SY_ENTITY_PERSON || n->country.len || !n->bare || n->place_meant) return false;
    if (sy__table_find(&sy__table_reconcile_known_names, n->key) != SY_NONE || sy__table_find(&sy__table_reconcile_region_codes, n->key) != SY_NONE) return false;
    bool small = false;
    for (size_t i = 0; i < n->name.text.len; i++) small |= n->name.text.ptr[i] >= 'a' && n->name.text.ptr[i] <= 'z';
    return small && sy__table_find(&sy__table_reconcile_body_kinds, last_of(n)) == SY_NONE && sy__table_find(&sy__table_reconcile_place_kinds, last_of(n)) == SY_NONE;
}

/* The name without its first word is a person's, and the first word is no name. */
static bool has_title_unknown(sy__names *w, const sy__node *n, const sy_map *by_last)
{
    if (n->name.n_words < 3) return false;
    const uint32_t *at = sy__map_find(by_last, last_of(n));
    return at && *at != SEVERAL && w->nodes.at[*at].name.n_words + 1 == n->name.n_words && sy__name_ends(&w->nodes.at[*at].name, &n->name)
        && !sy__map_find(&w->keys, n->name.words[0]) && acts(w, n);
}

/* "Ilse Varga", a body to the tagger, where somebody is called "Varga" and nobody's full name ends so. */
static bool explains_surname(sy__names *w, const sy__node *n, const sy_map *by_last)
{
    if (n->name.n_words != 2 || sy__map_find(by_last, last_of(n)) || sy__map_find(&w->keys, n->name.words[0])) return false;
    const uint32_t *at = sy__map_find(&w->keys, last_of(n));
    return at && w->nodes.at[*at].type == SY_ENTITY_PERSON && acts(w, &w->nodes.at[*at]);
}

static bool is_surname(sy__names *w, const sy__node *n, const sy_map *by_last)
{
    if (n->name.n_words != 1 || n->key.len < 4) return false;
    const uint32_t *at = sy__map_find(by_last, n->key);
    return at && *at != SEVERAL && acts(w, n);
}

bool sy__find_persons(sy__names *w)
{
    sy_map by_last;
    sy__map_init(&by_last, w->s->ctx);
    bool ok = collect_surnames(w, &by_last);
    for (uint32_t i = 0; ok && i < w->nodes.n; i++) {
        sy__node *n = &w->nodes.at[i];
        if (!may_be_person(n) || !(is_surname(w, n, &by_last) || has_title_unknown(w, n, &by_last) || explains_surname(w, n, &by_last))) continue;
        memset(n->votes, 0, sizeof n->votes);
        n->votes[SY_ENTITY_PERSON] = n->n_locals;
        n->type = SY_ENTITY_PERSON;
    }
    sy__map_done(&by_last);
    return ok;
}
