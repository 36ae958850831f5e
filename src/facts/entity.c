/* The distinct names of an article and what each of them is: what the model says at each mention, weighed with what the words
 * and their surroundings say. */
#include "facts/entity.h"
#include "facts_tables.h"

sy__role_kind sy__role_kind_of(const sy__facts_work *w, uint32_t i)
{
    uint32_t row = sy__token_lexeme(w, i)->role;
    if (row == SY_NONE && w->tokens[i].lemma.len != w->tokens[i].span.end - w->tokens[i].span.begin)
        row = sy__table_find(&sy__table_facts_roles, sy__token_lower(w, i));      /* "parents": the table has some forms */
    if (row == SY_NONE)
        return SY__ROLE_NONE;
    sy_str kind = sy__cell(&sy__table_facts_roles, row, 1);
    return sy__is(kind, "title") ? SY__ROLE_TITLE : sy__is(kind, "honour") ? SY__ROLE_HONOUR : sy__is(kind, "kin") ? SY__ROLE_KIN : sy__is(kind, "after") ? SY__ROLE_AFTER : SY__ROLE_ROLE;
}

static bool type_of_row(uint32_t row, sy_entity_type *type, sy_str *flag)
{
    if (row == SY_NONE)
        return false;
    sy_str kind = sy__cell(&sy__table_facts_nouns, row, 1);
    *flag = sy__cell(&sy__table_facts_nouns, row, 2);
    for (sy_entity_type t = SY_ENTITY_PERSON; t <= SY_ENTITY_OTHER; t++)
        if (sy__is(kind, sy_entity_type_name(t))) {
            *type = t;
            return true;
        }
    return false;
}

bool sy__noun_type(const sy__facts_work *w, uint32_t i, sy_entity_type *type, sy_str *flag)
{
    return type_of_row(sy__token_lexeme(w, i)->noun, type, flag);
}

bool sy__word_type(sy_str lower, sy_entity_type *type, sy_str *flag)
{
    return type_of_row(sy__table_find(&sy__table_facts_nouns, lower), type, flag);
}

/* ---- distinct names ------------------------------------------------------------------------------------ */

static bool ends_word(uint32_t cp)
{
    return sy__is_space(cp) || cp == '-' || (sy__is_punct(cp) && cp != '\'' && cp != 0x2019 && cp != '&' && cp != '@' && cp != '#');
}

/* Lower-cased and folded; full stops and apostrophes dropped; hyphens, other marks and white space end a word. */
static bool name_key(sy__facts_work *w, const sy__name_mention *m, sy_str *key)
{
    sy_str text = sy__cut(w->text, sy__token_span(w, m->first, m->last));
    char *out = sy__arena_get(w->scratch, 2 * text.len + 5);
    if (!out)
        return false;
    size_t n = 0, at = 0;
    bool gap = false;
    while (at < text.len) {
        uint32_t cp = sy__utf8_next(text, &at);
        if (cp == '.' || cp == '\'' || cp == 0x2019)
            continue;
        if (ends_word(cp)) {
            gap = n > 0;
            continue;
        }
        if (gap)
            out[n++] = ' ';
        gap = false;
        n += sy__utf8_put(out + n, sy__to_lower(sy__fold(cp)));
    }
    *key = (sy_str){ out, n };
    return true;
}

static bool split_words(sy__facts_work *w, sy__name *name)
{
    uint32_t n = 1, k = 0;
    for (size_t i = 0; i < name->key.len; i++)
        n += name->key.ptr[i] == ' ';
    sy_str *words = sy__arena_array(w->scratch, n, sizeof *words);
    if (!words)
        return false;
    size_t from = 0;
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

/* Row of the state that the words name; "pro-Iranian" is of Iran too. */
static uint32_t nation_of(const sy__name *name)
{
    sy_str key = name->key;
    if (name->n_words == 2 && (sy__is(name->words[0], "pro") || sy__is(name->words[0], "anti") || sy__is(name->words[0], "non")))
        key = name->words[1];
    return sy__table_find(&sy__table_facts_nations, key);
}

/* ---- evidence ------------------------------------------------------------------------------------------- */

static void from_model(sy__name *name, uint8_t ent)
{
    static const struct { uint8_t ent; uint8_t type; } pairs[] = {
        { SY_ENT_PERSON, SY_ENTITY_PERSON }, { SY_ENT_ORG, SY_ENTITY_ORGANISATION }, { SY_ENT_GPE, SY_ENTITY_PLACE }, { SY_ENT_LOC, SY_ENTITY_PLACE },
        { SY_ENT_FAC, SY_ENTITY_FACILITY }, { SY_ENT_NORP, SY_ENTITY_GROUP }, { SY_ENT_EVENT, SY_ENTITY_EVENT }, { SY_ENT_PRODUCT, SY_ENTITY_OTHER },
        { SY_ENT_LAW, SY_ENTITY_OTHER }, { SY_ENT_WORK_OF_ART, SY_ENTITY_OTHER } };
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (pairs[k].ent == ent)
            name->score[pairs[k].type] += 4;
    name->sure = name->sure || ent != SY_ENT_NONE;
}

static void from_title(sy__entity_work *e, const sy__name_mention *m, sy__name *name)
{
    const sy__facts_work *w = e->w;
    for (uint32_t i = m->title; i < m->first; i++) {
        name->male = name->male || sy__token_is(w, i, "mr") || sy__token_is(w, i, "mr.") || sy__token_is(w, i, "sir") || sy__token_is(w, i, "lord");
        name->female = name->female || sy__token_is(w, i, "mrs") || sy__token_is(w, i, "mrs.") || sy__token_is(w, i, "ms") || sy__token_is(w, i, "ms.") ||
                       sy__token_is(w, i, "miss") || sy__token_is(w, i, "dame") || sy__token_is(w, i, "lady");
    }
    if (m->title < m->first && m->ent != SY_ENT_GPE && m->ent != SY_ENT_ORG) {
        name->score[SY_ENTITY_PERSON] += 5;
        name->titled = true;
    }
}

static bool has_subject(const sy__facts_work *w, uint32_t verb, const char *word)
{
    uint32_t s = sy__child(w, verb, SY_DEP_NSUBJ);
    s = s == SY_NONE ? sy__child(w, verb, SY_DEP_NSUBJPASS) : s;
    return s != SY_NONE && sy__token_is(w, s, word);
}

static bool is_age(const sy__facts_work *w, uint32_t c)
{
    sy_str t = sy__token_lower(w, c);
    if (w->dep[c] == SY_DEP_APPOS && w->tokens[c].pos == SY_POS_NUM && t.len <= 3)
        return true;
    return (w->dep[c] == SY_DEP_AMOD || w->dep[c] == SY_DEP_COMPOUND) && (sy__ends(t, SY_STR("year-old")) || (sy__is(t, "old") && c > 0 && sy__token_is(w, c - 1, "-")));
}

/* "In Sioux Bend, North Karvonia": where something is, with the land behind it that the model knows. */
static bool is_town_of(const sy__facts_work *w, const sy__name_mention *m, uint32_t c)
{
    uint32_t in = w->head[m->head];
    bool where = w->dep[m->head] == SY_DEP_POBJ && (sy__token_is(w, in, "in") || sy__token_is(w, in, "to") || sy__token_is(w, in, "from") || sy__token_is(w, in, "near") || sy__token_is(w, in, "at") || sy__token_is(w, in, "of"));
    return where && m->title == m->first && w->tokens[c].ent == SY_ENT_GPE && c > m->last + 1 && w->left[c] == m->last + 2 && sy__token_is(w, m->last + 1, ",");
}

/* What hangs on the name: a relative "who", an apposition, an age, a land. */
static void from_below(const sy__facts_work *w, const sy__name_mention *m, sy__name *name)
{
    sy_entity_type type;
    sy_str flag;
    for (uint32_t k = w->child_at[m->head]; k < w->child_at[m->head + 1]; k++) {
        uint32_t c = w->child[k];
        if (c >= m->first && c <= m->last)
            continue;
        if ((w->dep[c] == SY_DEP_RELCL && has_subject(w, c, "who")) || is_age(w, c))
            name->score[SY_ENTITY_PERSON] += 3;
        name->which = name->which || (w->dep[c] == SY_DEP_RELCL && has_subject(w, c, "which"));
        if (w->dep[c] == SY_DEP_APPOS && is_town_of(w, m, c))
            name->score[SY_ENTITY_PLACE] += 12;       /* wherever else it stands */
        if (w->dep[c] == SY_DEP_APPOS && sy__role_kind_of(w, c) != SY__ROLE_NONE)
            name->score[SY_ENTITY_PERSON] += 5;
        else if (w->dep[c] == SY_DEP_APPOS && sy__noun_type(w, c, &type, &flag))
            name->score[type] += 3;
    }
}

/* "Correction: …" */
static bool is_label(const sy__facts_work *w, uint32_t i)
{
    return sy__table_find(&sy__table_facts_script_labels, sy__token_lower(w, i)) != SY_NONE;
}

/* No work, product or event says anything. */
static bool is_mute_kind(uint8_t ent) { return ent == SY_ENT_WORK_OF_ART || ent == SY_ENT_PRODUCT || ent == SY_ENT_LAW || ent == SY_ENT_EVENT; }

/* What it hangs on: "X said", "X's chief executive", "in X", "the lawyer X". */
static void from_above(const sy__facts_work *w, const sy__name_mention *m, sy__name *name)
{
    uint32_t h = w->head[m->head];
    sy_entity_type type;
    sy_str flag;
    if (h == m->head)
        return;
    switch (w->dep[m->head]) {
    case SY_DEP_NSUBJ:
        if (!name->sure && name->n_words > 1 && sy__speech(w, h) > 0.5)
            name->score[SY_ENTITY_PERSON] += 3;
        if (name->n_words > 1 && w->tokens[m->head].tag == SY_TAG_NNP && sy__speech(w, h) > 0.6 && sy__table_find(&sy__table_facts_given, name->words[0]) != SY_NONE)
            name->score[SY_ENTITY_PERSON] += 5;         /* "said Mary Holm", whatever the model has her for */
        if (name->n_words > 1 && w->tokens[m->head].tag == SY_TAG_NNP && sy__speech(w, h) > 0.6 && is_mute_kind(m->ent))
            name->score[SY_ENTITY_PERSON] += 5;
        name->says = name->says || (sy__speech(w, h) > 0.6 && w->tokens[m->head].tag == SY_TAG_NNP && w->word[m->head] == 0 && !is_label(w, m->head));
        name->speaks = name->speaks || w->tokens[h].tag == SY_TAG_VBD || w->tokens[h].tag == SY_TAG_VBZ;
        break;
    case SY_DEP_APPOS: case SY_DEP_ATTR:
        if (w->dep[m->head] == SY_DEP_APPOS && sy__role_kind_of(w, h) == SY__ROLE_ROLE)
            name->score[SY_ENTITY_PERSON] += 3;
        else if (w->dep[m->head] == SY_DEP_APPOS && sy__noun_type(w, h, &type, &flag))
            name->score[type] += 3;
        break;
    case SY_DEP_POSS:
        if (sy__role_kind_of(w, h) == SY__ROLE_KIN)
            name->score[SY_ENTITY_PERSON] += 2;
        else if (sy__token_is(w, h, "shares") || sy__token_is(w, h, "spokesman") || sy__token_is(w, h, "spokeswoman") || sy__token_is(w, h, "headquarters") || sy__token_is(w, h, "executive"))
            name->score[SY_ENTITY_ORGANISATION] += 3;
        break;
    case SY_DEP_POBJ:
        if (sy__token_is(w, h, "of") && w->head[h] != h && sy__noun_type(w, w->head[h], &type, &flag) && (type == SY_ENTITY_PLACE || type == SY_ENTITY_FACILITY))
            name->score[type] += 4;     /* "the town of X" */
        if (sy__token_is(w, h, "in")) {
            name->score[SY_ENTITY_PLACE] += 1;
            name->located = true;
        }
        break;
    default: break;
    }
}

/* The last word, or a company's form, says what a name stands for: "… Ministry", "… River", "… Ltd". */
static void from_words(sy__name *name, uint8_t ent)
{
    bool land = ent == SY_ENT_GPE || ent == SY_ENT_LOC;
    sy_entity_type type;
    sy_str flag;
    if (name->n_words < 2)
        return;
    if (sy__word_type(name->words[name->n_words - 1], &type, &flag) && !sy__is(flag, "label"))
        name->score[type] += sy__is(flag, "suffix") ? 12 : sy__is(flag, "paper") || (land && type == SY_ENTITY_FACILITY) ? 6 : 3;     /* an airport is no town */
    else if (sy__word_type(name->words[0], &type, &flag) && (sy__is(flag, "name") || (name->n_words == 2 && type == SY_ENTITY_PLACE)))
        name->score[type] += 6;
    for (uint32_t i = 1; i + 1 < name->n_words; i++)
        if (sy__is(name->words[i], "of") && sy__word_type(name->words[i - 1], &type, &flag) && !sy__is(flag, "label"))
            name->score[type] += 3;
}

/* "The Roadster", "the Astros": persons stand without an article, but before a noun ("the Varga trial") or in the plural. */
static bool has_article(const sy__facts_work *w, const sy__name_mention *m)
{
    if (m->title == 0 || m->title < m->first || !sy__token_is(w, m->first - 1, "the") || w->head[m->first - 1] < m->first || w->head[m->first - 1] > m->last)
        return false;
    for (uint32_t k = w->child_at[m->head]; k < w->child_at[m->head + 1]; k++)
        if (w->dep[w->child[k]] == SY_DEP_RELCL || w->dep[w->child[k]] == SY_DEP_APPOS)
            return false;
    return w->dep[m->head] != SY_DEP_COMPOUND && w->dep[m->head] != SY_DEP_NMOD;
}

static bool enter_name(sy__entity_work *e, uint32_t k)
{
    sy__facts_work *w = e->w;
    sy__name_mention *m = &e->mentions.at[k];
    sy_str key;
    bool fresh = false;
    if (!name_key(w, m, &key))
        return false;
    uint32_t *at = sy__map_put(&e->by_key, key, e->names.n, &fresh);
    if (!at)
        return false;
    m->name = *at;
    if (fresh) {
        sy__name name = { .key = key, .shown = sy__cut(w->text, sy__token_span(w, m->first, m->last)), .first = k, .joined = e->names.n };
        name.acronym = all_capitals(name.shown);
        if (!split_words(w, &name) || !SY__PUSH(w->ctx, &e->names, name))
            return false;
        sy__name *added = &e->names.at[m->name];
        added->nation = nation_of(added);
        added->folk = added->nation != SY_NONE && sy__is(sy__cell(&sy__table_facts_nations, added->nation, 3), "folk");
        added->people = added->nation != SY_NONE && sy__cell(&sy__table_facts_nations, added->nation, 3).len > 0;
    }
    sy__name *name = &e->names.at[m->name];
    name->count++;
    from_words(name, m->ent);
    from_model(name, m->ent);
    name->article = name->article || has_article(w, m);
    from_title(e, m, name);
    from_below(w, m, name);
    from_above(w, m, name);
    return true;
}

static void settle_type(sy__name *name)
{
    sy_entity_type best = SY_ENTITY_OTHER;
    int32_t top = 0;
    if (name->article && !name->titled) {
        name->score[SY_ENTITY_OTHER] += name->score[SY_ENTITY_PERSON];
        name->score[SY_ENTITY_PERSON] = 0;
    }
    for (sy_entity_type t = SY_ENTITY_PERSON; t <= SY_ENTITY_OTHER; t++)
        if (name->score[t] > top) {
            best = t;
            top = name->score[t];
        }
    name->type = best;
    if (name->titled && best == SY_ENTITY_ORGANISATION && name->n_words == 1 && !name->acronym)
        best = SY_ENTITY_PERSON;        /* "President Holm" stands in front of no company */
    name->only_model = best == SY_ENTITY_PERSON && top == 4 * (int32_t)name->count;
    if (name->which && best == SY_ENTITY_PERSON && top < 4 * (int32_t)name->count + 5 && name->n_words == 1 && !name->titled && !name->male && !name->female) {
        name->score[SY_ENTITY_ORGANISATION] += name->score[SY_ENTITY_PERSON] + 1;       /* "Arvane, which owns the mine" is no man */
        name->score[SY_ENTITY_PERSON] = 0;
        name->type = SY_ENTITY_ORGANISATION;
        name->only_model = false;
    }
    if (name->nation != SY_NONE)
        name->type = name->people ? SY_ENTITY_GROUP : SY_ENTITY_PLACE;
}

bool sy__collect_names(sy__entity_work *e)
{
    if (!sy__collect_mentions(e))
        return false;
    for (uint32_t k = 0; k < e->mentions.n; k++)
        if (!enter_name(e, k))
            return false;
    for (uint32_t i = 0; i < e->names.n; i++)
        settle_type(&e->names.at[i]);
    return true;
}
