/* Names in an article: the model's mentions repaired, grouped by their words, and typed by what most of them say. */
#include "facts/entity.h"
#include "facts_tables.h"

static bool is_name_type(uint8_t ent)
{
    switch (ent) {
    case SY_ENT_PERSON: case SY_ENT_ORG: case SY_ENT_GPE: case SY_ENT_LOC: case SY_ENT_FAC: case SY_ENT_NORP: case SY_ENT_EVENT:
    case SY_ENT_PRODUCT: case SY_ENT_LAW: case SY_ENT_WORK_OF_ART:
        return true;
    default:
        return false;
    }
}

sy_entity_type sy__entity_type_of(const sy__name *name)
{
    if (name->nation != SY_NONE && name->ent != SY_ENT_PERSON && name->ent != SY_ENT_ORG)
        return SY_ENTITY_PLACE;
    switch (name->ent) {
    case SY_ENT_PERSON: return SY_ENTITY_PERSON;
    case SY_ENT_ORG: return SY_ENTITY_ORGANISATION;
    case SY_ENT_GPE: case SY_ENT_LOC: return SY_ENTITY_PLACE;
    case SY_ENT_FAC: return SY_ENTITY_FACILITY;
    case SY_ENT_NORP: return SY_ENTITY_GROUP;
    case SY_ENT_EVENT: return SY_ENTITY_EVENT;
    default: return SY_ENTITY_OTHER;
    }
}

/* ---- mentions ---------------------------------------------------------------------------------- */

static bool is_edge(const sy__facts_work *w, uint32_t i, bool front)
{
    const sy_token *t = &w->tokens[i];
    if (t->pos == SY_POS_PUNCT || t->pos == SY_POS_SPACE || t->pos == SY_POS_SYM)
        return true;
    if (t->tag == SY_TAG_POS || sy__token_is(w, i, "'s") || sy__token_is(w, i, "’s"))
        return true;
    return front && (t->pos == SY_POS_DET || t->tag == SY_TAG_PRPS || t->pos == SY_POS_ADP || t->pos == SY_POS_CCONJ);
}

static uint32_t role_kind(const sy__facts_work *w, uint32_t i, sy_str *kind)
{
    sy_str word = sy__token_lower(w, i);
    uint32_t row = sy__table_find(&sy__table_facts_roles, word);
    *kind = row == SY_NONE ? (sy_str){ "", 0 } : sy__cell(&sy__table_facts_roles, row, 1);
    return row;
}

static bool is_title(const sy__facts_work *w, uint32_t i)
{
    sy_str kind;
    if (role_kind(w, i, &kind) == SY_NONE)
        return false;
    return sy__is(kind, "title") || sy__is(kind, "honour");
}

/* Titles inside a person's name belong in front of it; a title alone is no name. */
static void strip_titles(const sy__facts_work *w, sy__name_mention *m)
{
    while (m->first < m->last && is_title(w, m->first))
        m->first++;
    while (m->title > 0 && w->sentence[m->title - 1] == w->sentence[m->first] && is_title(w, m->title - 1) &&
           (w->tokens[m->title - 1].pos == SY_POS_PROPN || w->tokens[m->title - 1].pos == SY_POS_NOUN))
        m->title--;
}

static bool add_mention(sy__entity_work *e, uint32_t first, uint32_t end, uint8_t ent)
{
    const sy__facts_work *w = e->w;
    uint32_t last = end - 1;
    while (first < last && is_edge(w, first, true))
        first++;
    while (last > first && is_edge(w, last, false))
        last--;
    if (is_edge(w, first, true) || w->tokens[first].pos == SY_POS_NUM)
        return true;
    sy__name_mention m = { first, last, first, SY_NONE, ent };
    if (ent == SY_ENT_PERSON)
        strip_titles(w, &m);
    return SY__PUSH(w->ctx, &e->mentions, m);
}

/* One model mention gives one name for each paragraph it touches: none crosses. */
static bool collect_mentions(sy__entity_work *e)
{
    const sy__facts_work *w = e->w;
    for (uint32_t k = 0; k < w->n_ents; k++) {
        const sy_ent_mention *x = &w->ents[k];
        if (!is_name_type(x->type) || x->end <= x->begin)
            continue;
        uint32_t from = x->begin;
        for (uint32_t i = x->begin + 1; i <= x->end; i++)
            if (i == x->end || w->paragraph[i] != w->paragraph[from] || w->tokens[i].pos == SY_POS_SPACE) {
                if (!add_mention(e, from, i, x->type))
                    return false;
                from = i;
            }
    }
    return true;
}

/* ---- distinct names ------------------------------------------------------------------------------ */

/* Lower-cased and folded; full stops dropped; hyphens, apostrophes and white space end a word. */
static bool name_key(sy__facts_work *w, const sy__name_mention *m, sy_str *key)
{
    sy_span span = sy__token_span(w, m->first, m->last);
    sy_str text = sy__cut(w->text, span);
    char *out = sy__arena_get(w->scratch, 2 * text.len + 5);
    if (!out)
        return false;
    size_t n = 0, at = 0;
    bool gap = false;
    while (at < text.len) {
        uint32_t cp = sy__utf8_next(text, &at);
        if (cp == '.')
            continue;
        if (sy__is_space(cp) || cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2013 || (sy__is_punct(cp) && cp != '\'' && cp != 0x2019 && cp != '&' && cp != '@' && cp != '#')) {
            gap = n > 0;
            continue;
        }
        if (gap)
            out[n++] = ' ';
        gap = false;
        if (cp == '\'' || cp == 0x2019)
            continue;
        n += sy__utf8_put(out + n, sy__to_lower(sy__fold(cp)));
    }
    *key = (sy_str){ out, n };
    return true;
}

static bool split_words(sy__facts_work *w, sy__name *name)
{
    uint32_t n = 1;
    for (size_t i = 0; i < name->key.len; i++)
        n += name->key.ptr[i] == ' ';
    sy_str *words = sy__arena_array(w->scratch, n, sizeof *words);
    if (!words)
        return false;
    size_t from = 0;
    uint32_t k = 0;
    for (size_t i = 0; i <= name->key.len; i++)
        if (i == name->key.len || name->key.ptr[i] == ' ') {
            words[k++] = sy__sub(name->key, from, i);
            from = i + 1;
        }
    name->words = words;
    name->n_words = n;
    return true;
}

static bool all_capitals(sy_str s)
{
    uint32_t capitals = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = sy__utf8_next(s, &at);
        if (sy__is_lower(cp) || sy__is_space(cp))
            return false;
        capitals += sy__is_upper(cp);
    }
    return capitals > 1;
}

static void note_honour(sy__entity_work *e, const sy__name_mention *m)
{
    sy__name *name = &e->names.at[m->name];
    for (uint32_t i = m->title; i < m->first; i++) {
        name->male = name->male || sy__token_is(e->w, i, "mr") || sy__token_is(e->w, i, "mr.") || sy__token_is(e->w, i, "sir");
        name->female = name->female || sy__token_is(e->w, i, "mrs") || sy__token_is(e->w, i, "mrs.") || sy__token_is(e->w, i, "ms") ||
                       sy__token_is(e->w, i, "ms.") || sy__token_is(e->w, i, "miss");
    }
}

static bool enter_name(sy__entity_work *e, uint32_t k)
{
    sy__facts_work *w = e->w;
    sy__name_mention *m = &e->mentions.at[k];
    sy_str key;
    if (!name_key(w, m, &key))
        return false;
    bool fresh = false;
    uint32_t *at = sy__map_put(&e->by_key, key, e->names.n, &fresh);
    if (!at)
        return false;
    m->name = *at;
    if (fresh) {
        sy__name name = { .key = key, .shown = sy__cut(w->text, sy__token_span(w, m->first, m->last)), .first = k,
                          .nation = sy__table_find(&sy__table_facts_nations, key), .joined = e->names.n };
        name.acronym = all_capitals(name.shown);
        if (!split_words(w, &name) || !SY__PUSH(w->ctx, &e->names, name))
            return false;
    }
    sy__name *name = &e->names.at[m->name];
    name->count++;
    name->votes[m->ent]++;
    if (m->title < m->first) {
        name->votes[SY_ENT_PERSON]++;
        note_honour(e, m);
    }
    return true;
}

static void settle_types(sy__entity_work *e)
{
    for (uint32_t i = 0; i < e->names.n; i++) {
        sy__name *name = &e->names.at[i];
        uint32_t best = e->mentions.at[name->first].ent;
        for (uint32_t t = 0; t < SY_ENT_N; t++)
            if (name->votes[t] > name->votes[best])
                best = t;
        name->ent = (uint8_t)best;
        if (name->nation != SY_NONE && best != SY_ENT_NORP)
            name->ent = SY_ENT_GPE;
    }
}

bool sy__collect_names(sy__entity_work *e)
{
    if (!collect_mentions(e))
        return false;
    for (uint32_t k = 0; k < e->mentions.n; k++)
        if (!enter_name(e, k))
            return false;
    settle_types(e);
    return true;
}
