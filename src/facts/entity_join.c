/* Which names of one article name the same thing: surnames, acronyms, short forms, states and their peoples, spellings.
 *
 * Names are looked up by their first and last words and by their initials, so that the work stays linear in the number of
 * names. Every rule points from the shorter name to a longer one; joins go to the one first seen. */
#include "facts/entity.h"
#include "facts_tables.h"

/* How many names that share a word are looked at. */
enum { MAX_RIVALS = 64 };

typedef struct word_index { sy_map map; uint32_t *next; } word_index;   /* word -> first name; next name with that word */

uint32_t sy__name_root(sy__names *names, uint32_t i)
{
    while (names->at[i].joined != i) {
        names->at[i].joined = names->at[names->at[i].joined].joined;
        i = names->at[i].joined;
    }
    return i;
}

/* The one first seen stays the root, so that order never matters. */
static void join(sy__names *names, uint32_t a, uint32_t b)
{
    a = sy__name_root(names, a);
    b = sy__name_root(names, b);
    if (a < b)
        names->at[b].joined = a;
    else
        names->at[a].joined = b;
}

static bool is_particle(sy_str word)
{
    return sy__is(word, "the") || sy__table_find(&sy__table_facts_name_particles, word) != SY_NONE;
}

/* The words of the short name, particles apart, end the long one. */
static bool is_ending(const sy__name *brief, const sy__name *full)
{
    uint32_t i = brief->n_words, j = full->n_words;
    while (i > 0 && j > 0) {
        if (sy__eq(brief->words[i - 1], full->words[j - 1])) {
            i--;
            j--;
        } else if (is_particle(brief->words[i - 1])) {
            i--;
        } else {
            return false;
        }
    }
    while (i > 0 && is_particle(brief->words[i - 1]))
        i--;
    return i == 0;
}

/* Every word of the short name stands in the long one, in order, the first and last words too: "Maria Lopez", "Maria Elena Lopez". */
static bool is_thinned(const sy__name *brief, const sy__name *full)
{
    if (brief->n_words < 2 || !sy__eq(brief->words[0], full->words[0]) || !sy__eq(brief->words[brief->n_words - 1], full->words[full->n_words - 1]))
        return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i < full->n_words && k < brief->n_words; i++)
        k += sy__eq(full->words[i], brief->words[k]);
    return k == brief->n_words;
}

static bool is_beginning(const sy__name *brief, const sy__name *full)
{
    if (brief->n_words >= full->n_words)
        return false;
    for (uint32_t i = 0; i < brief->n_words; i++)
        if (!sy__eq(brief->words[i], full->words[i]))
            return false;
    return true;
}

/* "pmf" from the initials of the words; small words may be left out. */
static bool is_acronym_of(const sy__name *brief, const sy__name *full)
{
    if (!brief->acronym || brief->n_words != 1 || full->n_words < 2)
        return false;
    sy_str a = brief->words[0];
    size_t k = 0;
    for (uint32_t i = 0; i < full->n_words; i++) {
        bool small = sy__is(full->words[i], "of") || sy__is(full->words[i], "the") || sy__is(full->words[i], "and") || sy__is(full->words[i], "for");
        if (k < a.len && full->words[i].len && full->words[i].ptr[0] == a.ptr[k])
            k++;
        else if (!small)
            return false;
    }
    return k == a.len;
}

/* What the long name has more than the short one only says what kind of thing it is: "Ltd", "Strip", "province". */
static bool rest_is_kind(const sy__name *brief, const sy__name *full, sy_entity_type kind)
{
    sy_entity_type type;
    sy_str flag;
    for (uint32_t i = brief->n_words; i < full->n_words; i++)
        if (!sy__word_type(full->words[i], &type, &flag) || type != kind || sy__is(flag, "label") || sy__is(flag, "apart"))
            return false;
    return true;
}

static bool is_company(const sy__name *name)
{
    sy_entity_type type;
    sy_str flag;
    return name->n_words > 1 && sy__word_type(name->words[name->n_words - 1], &type, &flag) && sy__is(flag, "suffix");
}

static bool is_paper(sy_str word)
{
    sy_entity_type type;
    sy_str flag;
    return sy__word_type(word, &type, &flag) && sy__is(flag, "paper");
}

/* The model often takes a bare surname for a place or an organisation. */
static bool may_be_person(const sy__name *n)
{
    if (n->type == SY_ENTITY_PERSON || !n->sure || n->score[SY_ENTITY_PERSON] > 0)
        return true;
    return !n->located && !n->acronym && n->n_words <= 2 && n->type != SY_ENTITY_GROUP;
}

static bool same_nation(const sy__name *a, const sy__name *b)
{
    return sy__eq(sy__cell(&sy__table_facts_nations, a->nation, 2), sy__cell(&sy__table_facts_nations, b->nation, 2));
}

/* A text gives a body's name in full before it shortens it to its first word; what it names first by that word alone is the
 * owner or maker of what has a longer name further down ("Lidora", "Lidora Cloud Services"), unless the rest is but a kind. */
static bool is_shortened(const sy__entity_work *e, const sy__name *brief, const sy__name *full)
{
    if (!is_beginning(brief, full) || brief->acronym)
        return false;
    sy_str rest = sy__sub(full->key, brief->key.len + 1, full->key.len);
    if (sy__map_find(&e->by_key, rest) && !(brief->n_words + 1 == full->n_words && rest_is_kind(brief, full, SY_ENTITY_ORGANISATION)))
        return false;                   /* "the Security Council" of the United Nations, which are more than it */
    bool building = full->type == SY_ENTITY_FACILITY && full->n_words == 2;
    return brief->n_words > 1 || building || full->first < brief->first || rest_is_kind(brief, full, SY_ENTITY_ORGANISATION);
}

/* "Mary" of "Mary Holm". What stands behind the brand of "Tolmaro X" is a version. */
static bool is_given_name(const sy__name *brief, const sy__name *full)
{
    bool surname = full->words[full->n_words - 1].len > 1 || sy__table_find(&sy__table_facts_given, brief->words[0]) != SY_NONE;
    return brief->n_words == 1 && surname && is_beginning(brief, full);
}

static bool may_join(const sy__entity_work *e, const sy__name *brief, const sy__name *full)
{
    if (brief->nation != SY_NONE || full->nation != SY_NONE)
        return brief->folk == full->folk && brief->nation != SY_NONE && full->nation != SY_NONE && same_nation(brief, full);
    if (full->n_words < brief->n_words || brief->n_words == 0)
        return false;
    if (is_acronym_of(brief, full))
        return true;
    if (full->n_words == brief->n_words)
        return false;
    if (is_company(full) && is_beginning(brief, full) && !brief->titled)
        return true;
    if (full->type == SY_ENTITY_PERSON || (!full->sure && brief->type == SY_ENTITY_PERSON && full->n_words > 1 && is_ending(brief, full)))
        return may_be_person(brief) && (is_ending(brief, full) || is_thinned(brief, full) || is_given_name(brief, full));
    if (brief->type == SY_ENTITY_PERSON && brief->titled)
        return false;
    if (full->type == SY_ENTITY_PLACE && is_beginning(brief, full))
        return brief->type != SY_ENTITY_ORGANISATION && rest_is_kind(brief, full, SY_ENTITY_PLACE);
    if (full->type != SY_ENTITY_ORGANISATION && full->type != SY_ENTITY_FACILITY)
        return false;
    if (brief->type == SY_ENTITY_PLACE || brief->type == SY_ENTITY_GROUP)
        return false;
    return is_shortened(e, brief, full) || ((brief->n_words > 1 || is_paper(brief->words[0])) && is_ending(brief, full)) || is_thinned(brief, full);
}

/* ---- candidates by word ------------------------------------------------------------------------------------ */

static bool index_names(sy__entity_work *e, word_index *x, bool last)
{
    sy__map_init(&x->map, e->w->ctx);
    x->next = sy__arena_array(e->w->scratch, e->names.n, sizeof *x->next);
    if (!x->next)
        return false;
    for (uint32_t i = e->names.n; i-- > 0;) {
        const sy__name *name = &e->names.at[i];
        bool fresh = false;
        uint32_t *at = sy__map_put(&x->map, name->words[last ? name->n_words - 1 : 0], i, &fresh);
        if (!at)
            return false;
        x->next[i] = fresh ? SY_NONE : *at;
        *at = i;
    }
    return true;
}

/* The latest full name that is met before the short one; else the first after it. */
static void consider(const sy__entity_work *e, const word_index *x, sy_str word, uint32_t i, uint32_t *best)
{
    const uint32_t *at = sy__map_find(&x->map, word);
    uint32_t rivals = 0;
    for (uint32_t j = at ? *at : SY_NONE; j != SY_NONE && rivals < MAX_RIVALS; j = x->next[j], rivals++) {
        if (j == i || !may_join(e, &e->names.at[i], &e->names.at[j]))
            continue;
        if (*best == SY_NONE || (j < i && (*best > i || j > *best)))
            *best = j;
    }
}

static bool join_short_names(sy__entity_work *e)
{
    word_index first, last;
    bool ok = index_names(e, &first, false);
    ok = index_names(e, &last, true) && ok;
    for (uint32_t i = 0; ok && i < e->names.n; i++) {
        const sy__name *name = &e->names.at[i];
        uint32_t best = SY_NONE;
        consider(e, &last, name->words[name->n_words - 1], i, &best);
        if (best == SY_NONE)
            consider(e, &first, name->words[0], i, &best);
        if (best != SY_NONE)
            join(&e->names, i, best);
    }
    sy__map_done(&first.map);
    sy__map_done(&last.map);
    return ok;
}

/* Full names by initials; acronyms look there. Lands by their name. */
static bool join_by_code(sy__entity_work *e)
{
    sy_map codes;
    bool ok = true;
    sy__map_init(&codes, e->w->ctx);
    for (unsigned pass = 0; ok && pass < 2; pass++)
        for (uint32_t i = 0; ok && i < e->names.n; i++) {
            const sy__name *name = &e->names.at[i];
            sy_str land = name->nation == SY_NONE ? (sy_str){ "", 0 } : sy__cell(&sy__table_facts_nations, name->nation, 2);
            char *code = sy__arena_get(e->w->scratch, name->n_words + land.len + 2);
            size_t n = 0;
            if (!code)
                return sy__map_done(&codes), false;
            if (name->nation != SY_NONE) {
                memcpy(code, land.ptr, land.len);   /* Wales has the code of its state, and is another land */
                n = land.len;
                if (name->folk)
                    code[n++] = '+';
            } else if (name->n_words > 1 && pass == 0) {
                for (uint32_t k = 0; k < name->n_words; k++)
                    if (name->words[k].len && !sy__is(name->words[k], "of") && !sy__is(name->words[k], "the") && !sy__is(name->words[k], "and") && !sy__is(name->words[k], "for"))
                        code[n++] = name->words[k].ptr[0];
            } else if (name->acronym && name->n_words == 1 && pass == 1) {
                const uint32_t *at = sy__map_find(&codes, name->words[0]);
                if (at && may_join(e, name, &e->names.at[*at]))
                    join(&e->names, i, *at);
                continue;
            } else {
                continue;
            }
            bool fresh = false;
            uint32_t *at = sy__map_put(&codes, (sy_str){ code, n }, i, &fresh);
            ok = at != NULL;
            if (ok && !fresh && name->nation != SY_NONE && e->names.at[*at].nation != SY_NONE)
                join(&e->names, i, *at);
        }
    sy__map_done(&codes);
    return ok;
}

/* "Full Name (FN)" and "FN (Full Name)" define each other, whatever the letters are. */
static void join_definitions(sy__entity_work *e)
{
    const sy__facts_work *w = e->w;
    for (uint32_t k = 1; k < e->mentions.n; k++) {
        const sy__name_mention *a = &e->mentions.at[k - 1], *b = &e->mentions.at[k];
        if (b->first < a->last + 2 || b->first > a->last + 3 || !sy__token_is(w, b->first - 1, "(") || b->last + 1 >= w->n || !sy__token_is(w, b->last + 1, ")"))
            continue;
        const sy__name *x = &e->names.at[a->name], *y = &e->names.at[b->name];
        if (x->acronym != y->acronym && x->type != SY_ENTITY_PLACE && y->type != SY_ENTITY_PLACE && x->nation == SY_NONE && x->type != SY_ENTITY_PERSON)
            join(&e->names, a->name, b->name);
    }
}

/* ---- spellings ------------------------------------------------------------------------------------------------ */

/* Consonants without doubling, one sign for those that transliterations mix: names of one skeleton are one name spelt twice. */
static size_t skeleton(sy_str key, char *out, size_t size)
{
    size_t n = 0;
    char last = 0;
    for (size_t i = 0; i < key.len && n + 1 < size; i++) {
        char c = key.ptr[i];
        if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w' || c == ' ')
            c = i == 0 ? c : 0;
        else if (c == 'q' || c == 'c')
            c = 'k';
        else if (c == 'z')
            c = 's';
        if (c && c != last)
            out[n++] = c;
        last = c ? c : last;
    }
    return n;
}

/* Mario and Maria are two; so are two given names that are both usual. */
static bool may_be_spelling(const sy__name *a, const sy__name *b)
{
    sy_str x = a->words[0], y = b->words[0];
    if (a->type != SY_ENTITY_PERSON || sy__eq(x, y))
        return true;
    bool usual = sy__table_find(&sy__table_facts_given, x) != SY_NONE && sy__table_find(&sy__table_facts_given, y) != SY_NONE;
    return !usual && x.len && y.len && x.ptr[x.len - 1] == y.ptr[y.len - 1];
}

static bool join_spellings(sy__entity_work *e)
{
    sy_map seen;
    bool ok = true;
    sy__map_init(&seen, e->w->ctx);
    for (uint32_t i = 0; ok && i < e->names.n; i++) {
        const sy__name *name = &e->names.at[i];
        char *bones = sy__arena_get(e->w->scratch, 48);
        if (!bones)
            ok = false;
        if (!ok || name->n_words < 2 || name->nation != SY_NONE)
            continue;
        size_t n = skeleton(name->key, bones, 40);
        if (n < 4)
            continue;
        bones[n++] = (char)('0' + (name->n_words < 9 ? name->n_words : 9));
        bool fresh = false;
        uint32_t *at = sy__map_put(&seen, (sy_str){ bones, n }, i, &fresh);
        ok = at != NULL;
        if (ok && !fresh && e->names.at[*at].type == name->type && may_be_spelling(name, &e->names.at[*at]))
            join(&e->names, i, *at);
    }
    sy__map_done(&seen);
    return ok;
}

bool sy__join_names(sy__entity_work *e)
{
    join_definitions(e);
    return join_short_names(e) && join_by_code(e) && join_spellings(e);
}
