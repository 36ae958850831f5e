/* Which names of one article name the same thing: surnames, acronyms, short forms, states and their peoples. */
#include "facts/entity.h"
#include "facts_tables.h"

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
    return sy__is(word, "al") || sy__is(word, "el") || sy__is(word, "bin") || sy__is(word, "ibn") || sy__is(word, "van") || sy__is(word, "von") ||
           sy__is(word, "de") || sy__is(word, "der") || sy__is(word, "la") || sy__is(word, "di") || sy__is(word, "da") || sy__is(word, "the");
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

static bool may_join(const sy__name *brief, const sy__name *full)
{
    bool person = full->ent == SY_ENT_PERSON;
    if (brief->n_words == 0 || (brief->key.len == full->key.len && brief->nation == SY_NONE))
        return false;
    if (brief->nation != SY_NONE || full->nation != SY_NONE)
        return brief->nation != SY_NONE && full->nation != SY_NONE &&
               sy__eq(sy__cell(&sy__table_facts_nations, brief->nation, 1), sy__cell(&sy__table_facts_nations, full->nation, 1));
    if (person)
        return full->n_words > brief->n_words && (is_ending(brief, full) || (brief->n_words == 1 && is_beginning(brief, full) && brief->ent == SY_ENT_PERSON));
    if (brief->ent == SY_ENT_PERSON)
        return false;
    if (is_acronym_of(brief, full))
        return true;
    return full->ent == brief->ent && brief->ent == SY_ENT_ORG && (is_beginning(brief, full) || (brief->n_words > 1 && is_ending(brief, full)));
}

/* The latest full name before the short one's first mention, else the only one after. Two that differ and both fit: the latest. */
static uint32_t full_name_of(const sy__entity_work *e, uint32_t i)
{
    uint32_t best = SY_NONE;
    for (uint32_t j = 0; j < e->names.n; j++) {
        if (j == i || !may_join(&e->names.at[i], &e->names.at[j]))
            continue;
        if (j < i || best == SY_NONE)
            best = j;
        if (j > i)
            break;
    }
    return best;
}

bool sy__join_names(sy__entity_work *e)
{
    for (uint32_t i = 0; i < e->names.n; i++) {
        uint32_t full = full_name_of(e, i);
        if (full != SY_NONE)
            join(&e->names, i, full);
    }
    return true;
}
