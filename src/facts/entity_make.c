/* From joined names to the article's entities, with their mentions by position. */
#include "facts/entity.h"
#include "facts_tables.h"

typedef struct mention_of { uint32_t entity; sy_entity_mention m; uint32_t first, last; } mention_of;
typedef SY__VEC(mention_of) mentions_of;

static int by_place(const void *a, const void *b, void *user)
{
    const mention_of *x = a, *y = b;
    (void)user;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    if (x->m.span.begin != y->m.span.begin)
        return x->m.span.begin < y->m.span.begin ? -1 : 1;
    return 0;
}

static uint32_t head_of(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (w->head[i] < first || w->head[i] > last || w->head[i] == i)
            return i;
    return last;
}

/* Entities in the order of their first mention; the fullest name is the one with most words that the majority type has. */
static bool number_entities(sy__entity_work *e, uint32_t *entity_of)
{
    sy__facts_work *w = e->w;
    for (uint32_t i = 0; i < e->names.n; i++)
        entity_of[i] = SY_NONE;
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        uint32_t name = e->mentions.at[k].name, root = sy__name_root(&e->names, name);
        if (entity_of[root] == SY_NONE) {
            sy_entity x = { .type = SY_ENTITY_OTHER, .named = true };
            entity_of[root] = w->entities.n;
            if (!SY__PUSH(w->ctx, &w->entities, x))
                return false;
        }
        entity_of[name] = entity_of[root];
    }
    uint32_t *best = sy__arena_array(w->scratch, w->entities.n, sizeof *best);
    if (!best)
        return false;
    for (uint32_t i = 0; i < w->entities.n; i++)
        best[i] = SY_NONE;
    for (uint32_t i = 0; i < e->names.n; i++) {
        uint32_t x = entity_of[i];
        const sy__name *name = &e->names.at[i];
        if (best[x] == SY_NONE || name->n_words > e->names.at[best[x]].n_words)
            best[x] = i;
    }
    for (uint32_t x = 0; x < w->entities.n; x++) {
        const sy__name *name = &e->names.at[best[x]];
        sy_entity *ent = &w->entities.at[x];
        ent->type = sy__entity_type_of(name);
        sy_str shown = name->shown;
        if (name->nation != SY_NONE) {
            ent->country = sy__cell(&sy__table_facts_nations, name->nation, 1);
            ent->type = SY_ENTITY_PLACE;
        }
        if (!sy__arena_str(w->arena, shown, &ent->name))
            return false;
    }
    return true;
}

static bool give_mentions(sy__entity_work *e, const uint32_t *entity_of)
{
    sy__facts_work *w = e->w;
    mention_of *all = sy__arena_array(w->scratch, e->mentions.n, sizeof *all);
    sy_entity_mention *out = sy__arena_array(w->arena, e->mentions.n, sizeof *out);
    if (!all || !out)
        return false;
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        const sy__name_mention *m = &e->mentions.at[k];
        all[k] = (mention_of){ entity_of[m->name], { sy__token_span(w, m->first, m->last), head_of(w, m->first, m->last), SY_MENTION_NAME }, m->first, m->last };
        for (uint32_t i = m->first; i <= m->last; i++)
            w->entity_at[i] = all[k].entity;
    }
    if (!sy__sort(w->ctx, all, e->mentions.n, sizeof *all, by_place, NULL))
        return false;
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        sy_entity *x = &w->entities.at[all[k].entity];
        out[k] = all[k].m;
        if (x->n_mentions == 0)
            x->mentions = &out[k];
        x->n_mentions++;
    }
    return true;
}

bool sy__find_entities(sy__facts_work *w)
{
    sy__entity_work e = { .w = w };
    sy__map_init(&e.by_key, w->ctx);
    bool ok = sy__collect_names(&e) && sy__join_names(&e);
    uint32_t *entity_of = ok ? sy__arena_array(w->scratch, e.names.n, sizeof *entity_of) : NULL;
    ok = entity_of && number_entities(&e, entity_of) && give_mentions(&e, entity_of);
    sy__free(w->ctx, e.mentions.at);
    sy__free(w->ctx, e.names.at);
    sy__map_done(&e.by_key);
    return ok;
}

bool sy__finish_entities(sy__facts_work *w)
{
    (void)w;
    return true;
}
