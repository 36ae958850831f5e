/* From joined names to the article's entities: drafts first, to which roles, labels, nominals and pronouns are added, then the
 * result, ordered by first mention. */
#include "facts/entity.h"
#include "facts_tables.h"

/* "Tolmar-1": letters and figures in one word begin no sentence but as a name. */
static bool has_number(sy_str s)
{
    bool digit = false, letter = false;
    for (size_t i = 0; i < s.len; i++) {
        digit |= s.ptr[i] >= '0' && s.ptr[i] <= '9';
        letter |= (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z');
    }
    return digit && letter;
}

/* A lone capitalised word that the model passed over and that joins no name: as likely the start of a sentence. */
static bool is_doubtful(const sy__name *name)
{
    return !name->sure && !has_number(name->shown) && name->n_words == 1 && name->count < 3 && !name->titled && !name->says;
}

static bool draft_for(sy__entity_work *e, uint32_t root, uint32_t *draft_of)
{
    if (draft_of[root] != SY_NONE)
        return true;
    sy__draft d = sy__new_draft((sy_entity){ .type = SY_ENTITY_OTHER, .named = true });
    draft_of[root] = e->drafts.n;
    return SY__PUSH(e->w->ctx, &e->drafts, d);
}

/* More words win; a noun before its adjective; a word before its acronym. */
static bool is_fuller(const sy__name *a, const sy__name *b)
{
    if (a->people != b->people)
        return b->people;
    if (a->n_words == 1 && b->n_words == 1 && a->acronym != b->acronym)
        return b->acronym;
    return a->n_words > b->n_words;
}

/* News gives a person's full name or title somewhere. One word that only the model takes for a person, that does nothing and
 * joins no other name, is a company or a place more often than not. */
static bool demote_lone_persons(sy__entity_work *e)
{
    uint32_t *joined = sy__arena_array(e->w->scratch, e->names.n, sizeof *joined);
    if (!joined)
        return false;
    for (uint32_t i = 0; i < e->names.n; i++)
        joined[sy__name_root(&e->names, i)]++;
    for (uint32_t i = 0; i < e->names.n; i++) {
        sy__name *name = &e->names.at[i];
        if (joined[i] == 1 && name->n_words == 1 && name->only_model && !name->speaks && !name->titled && !name->male && !name->female)
            name->score[name->located ? SY_ENTITY_PLACE : SY_ENTITY_ORGANISATION] += name->score[SY_ENTITY_PERSON] + 1;
    }
    return true;
}

static void add_gender(sy__draft *d, const sy__name *name)
{
    d->male = d->male || name->male;
    d->female = d->female || name->female;
    if (name->n_words < 2)
        return;
    uint32_t row = sy__table_find(&sy__table_facts_given, name->words[0]);
    if (row != SY_NONE) {
        bool female = sy__is(sy__cell(&sy__table_facts_given, row, 1), "f");
        d->female_name = d->female_name || female;
        d->male_name = d->male_name || !female;
    }
}

/* "Arden" of "Lena Arden" is she, whatever the model takes the one word for. */
static bool is_family_name(const sy__name *brief, const sy__name *full)
{
    return brief->n_words == 1 && full->n_words > 1 && full->type == SY_ENTITY_PERSON && sy__eq(brief->words[0], full->words[full->n_words - 1]);
}

/* Name, type and gender from all the names that were joined. */
static bool describe(sy__entity_work *e, const uint32_t *draft_of)
{
    int32_t (*score)[SY_ENTITY_OTHER + 1] = sy__arena_array(e->w->scratch, e->drafts.n, sizeof *score);
    const sy__name **best = sy__arena_array(e->w->scratch, e->drafts.n, sizeof *best);
    if (!score || !best || !demote_lone_persons(e))
        return false;
    for (uint32_t i = 0; i < e->names.n; i++) {
        const sy__name *name = &e->names.at[i];
        uint32_t x = draft_of[i];
        if (x == SY_NONE)
            continue;
        if (!best[x] || is_fuller(name, best[x]))
            best[x] = name;
        add_gender(&e->drafts.at[x], name);
    }
    for (uint32_t i = 0; i < e->names.n; i++) {
        const sy__name *name = &e->names.at[i];
        uint32_t x = draft_of[i];
        for (uint32_t t = 0; x != SY_NONE && t <= SY_ENTITY_OTHER; t++)
            if (t == SY_ENTITY_PERSON || !is_family_name(name, best[x]))
                score[x][t] += name->score[t] * (int32_t)(name->n_words > 1 ? 2 : 1);
    }
    for (uint32_t x = 0; x < e->drafts.n; x++) {
        sy_entity *ent = &e->drafts.at[x].entity;
        int32_t top = 0;
        for (uint32_t t = 0; t <= SY_ENTITY_OTHER; t++)
            if (score[x][t] > top) {
                top = score[x][t];
                ent->type = (sy_entity_type)t;
            }
        if (best[x]->nation != SY_NONE) {
            ent->country = sy__cell(&sy__table_facts_nations, best[x]->nation, 1);
            ent->type = best[x]->people ? SY_ENTITY_GROUP : SY_ENTITY_PLACE;
        }
        ent->name = best[x]->shown;
    }
    return true;
}

static bool draft_names(sy__entity_work *e)
{
    sy__facts_work *w = e->w;
    uint32_t *draft_of = sy__arena_array(w->scratch, e->names.n, sizeof *draft_of);
    if (!draft_of)
        return false;
    for (uint32_t i = 0; i < e->names.n; i++)
        draft_of[i] = SY_NONE;
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        sy__name_mention *m = &e->mentions.at[k];
        uint32_t root = sy__name_root(&e->names, m->name);
        m->draft = SY_NONE;
        if (is_doubtful(&e->names.at[m->name]) && root == m->name && draft_of[root] == SY_NONE)
            continue;
        if (!draft_for(e, root, draft_of))
            return false;
        draft_of[m->name] = m->draft = draft_of[root];
    }
    return describe(e, draft_of);
}

bool sy__add_draft_mention(sy__entity_work *e, uint32_t draft, uint32_t first, uint32_t last, uint32_t head, sy_mention_kind kind)
{
    for (uint32_t i = first; i <= last; i++)
        if (kind == SY_MENTION_NAME || e->w->entity_at[i] == SY_NONE)
            e->w->entity_at[i] = draft;
    sy__draft_mention m = { draft, { sy__token_span(e->w, first, last), head, kind } };
    e->drafts.at[draft].entity.n_mentions++;
    return SY__PUSH(e->w->ctx, &e->all, m);
}

static bool place_names(sy__entity_work *e)
{
    for (uint32_t k = 0; k < e->mentions.n; k++) {
        const sy__name_mention *m = &e->mentions.at[k];
        if (m->draft != SY_NONE && !sy__add_draft_mention(e, m->draft, m->first, m->last, m->head, SY_MENTION_NAME))
            return false;
    }
    return true;
}

/* ---- into the result ------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b, void *user)
{
    const sy__draft_mention *x = a, *y = b;
    (void)user;
    if (x->m.span.begin != y->m.span.begin)
        return x->m.span.begin < y->m.span.begin ? -1 : 1;
    return x->m.span.end < y->m.span.end ? -1 : x->m.span.end > y->m.span.end;
}

static int by_span(const void *a, const void *b, void *user)
{
    const sy__draft_span *x = a, *y = b;
    (void)user;
    if (x->draft != y->draft)
        return x->draft < y->draft ? -1 : 1;
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

/* Entities in the order of their first mention; a draft without any is dropped. */
static bool number_drafts(sy__entity_work *e, uint32_t *number)
{
    sy__facts_work *w = e->w;
    for (uint32_t x = 0; x < e->drafts.n; x++)
        number[x] = SY_NONE;
    for (uint32_t k = 0; k < e->all.n; k++) {
        uint32_t x = e->all.at[k].draft;
        if (number[x] != SY_NONE)
            continue;
        number[x] = w->entities.n;
        sy_entity ent = e->drafts.at[x].entity;
        ent.mentions = sy__arena_array(w->arena, ent.n_mentions, sizeof *ent.mentions);
        ent.n_mentions = 0;
        if (!ent.mentions || !sy__arena_str(w->arena, ent.name, &ent.name) || !SY__PUSH(w->ctx, &w->entities, ent))
            return false;
    }
    for (uint32_t k = 0; k < e->all.n; k++) {
        sy_entity *ent = &w->entities.at[number[e->all.at[k].draft]];
        ((sy_entity_mention *)(void *)(uintptr_t)ent->mentions)[ent->n_mentions++] = e->all.at[k].m;
    }
    for (uint32_t i = 0; i < w->n; i++)
        if (w->entity_at[i] != SY_NONE)
            w->entity_at[i] = number[w->entity_at[i]];
    w->owner_of = sy__arena_array(w->scratch, w->entities.n, sizeof *w->owner_of);
    for (uint32_t x = 0; w->owner_of && x < e->drafts.n; x++) {
        uint32_t owner = e->drafts.at[x].owner;
        if (number[x] != SY_NONE)
            w->owner_of[number[x]] = owner == SY_NONE ? SY_NONE : number[e->drafts.at[owner].merged != SY_NONE ? e->drafts.at[owner].merged : owner];
    }
    return w->owner_of != NULL;
}

static bool give_roles(sy__entity_work *e, const uint32_t *number)
{
    sy__facts_work *w = e->w;
    sy_span *out = sy__arena_array(w->arena, e->roles.n, sizeof *out);
    if (!out || !sy__sort(w->ctx, e->roles.at, e->roles.n, sizeof *e->roles.at, by_span, NULL))
        return false;
    for (uint32_t k = 0; k < e->roles.n; k++) {
        uint32_t x = number[e->roles.at[k].draft];
        out[k] = e->roles.at[k].span;
        if (x == SY_NONE)
            continue;
        if (w->entities.at[x].n_roles == 0)
            w->entities.at[x].roles = &out[k];
        w->entities.at[x].n_roles++;
    }
    return true;
}

static bool give_labels(sy__entity_work *e, const uint32_t *number)
{
    sy__facts_work *w = e->w;
    sy_entity_label *out = sy__arena_array(w->arena, e->labels.n, sizeof *out);
    if (!out || !sy__sort(w->ctx, e->labels.at, e->labels.n, sizeof *e->labels.at, by_span, NULL))
        return false;
    for (uint32_t k = 0; k < e->labels.n; k++) {
        uint32_t x = number[e->labels.at[k].draft];
        out[k] = (sy_entity_label){ e->labels.at[k].span, true };
        if (x == SY_NONE)
            continue;
        if (w->entities.at[x].n_labels == 0)
            w->entities.at[x].labels = &out[k];
        w->entities.at[x].n_labels++;
    }
    return true;
}

static bool give_all(sy__entity_work *e)
{
    uint32_t *number = sy__arena_array(e->w->scratch, e->drafts.n, sizeof *number);
    return number && sy__sort(e->w->ctx, e->all.at, e->all.n, sizeof *e->all.at, by_place, NULL) && number_drafts(e, number) && give_roles(e, number) && give_labels(e, number);
}

bool sy__find_entities(sy__facts_work *w)
{
    sy__entity_work e = { .w = w };
    sy__map_init(&e.by_key, w->ctx);
    bool ok = sy__collect_names(&e) && sy__join_names(&e) && draft_names(&e) && place_names(&e) && sy__describe_names(&e) && sy__find_references(&e) && give_all(&e);
    sy__free(w->ctx, e.mentions.at);
    sy__free(w->ctx, e.names.at);
    sy__free(w->ctx, e.drafts.at);
    sy__free(w->ctx, e.all.at);
    sy__free(w->ctx, e.roles.at);
    sy__free(w->ctx, e.labels.at);
    sy__free(w->ctx, e.nouns.at);
    sy__map_done(&e.by_key);
    return ok;
}

/* Labels inside an attribution are somebody else's words. */
bool sy__finish_entities(sy__facts_work *w)
{
    uint32_t token = 0;
    for (uint32_t x = 0; x < w->entities.n; x++) {
        sy_entity *ent = &w->entities.at[x];
        sy_entity_label *labels = (sy_entity_label *)(void *)(uintptr_t)ent->labels;
        token = 0;
        for (size_t k = 0; k < ent->n_labels; k++) {
            token = sy__token_from(w, token, labels[k].span.begin);
            labels[k].own_voice = token < w->n && w->attribution_at[token] == SY_NONE;
        }
    }
    return true;
}
