/* The tables of data/facts as one map from a lower-cased word to its rows, made once per finder. */
#include "facts/attribution.h"
#include "facts_tables.h"

sy__lexeme *sy__lexeme_of(sy_fact_finder *f, sy_str lower)
{
    static const sy__lexeme none = { SY_NONE, SY_NONE, SY_NONE, SY_NONE, SY_NONE, SY_NONE, 0, SY_NONE };
    if (f->lexemes.n == 0 && !SY__PUSH(f->ctx, &f->lexemes, none))
        return NULL;
    bool fresh = false;
    uint32_t *at = sy__map_put(&f->words, lower, f->lexemes.n, &fresh);
    if (!at || (fresh && !SY__PUSH(f->ctx, &f->lexemes, none)))
        return NULL;
    return &f->lexemes.at[*at];
}

/* First row of each word into the field at `offset` of its lexeme. Keys are the table's own, constant, strings. */
static bool add_table(sy_fact_finder *f, const sy__table *t, size_t offset)
{
    for (uint32_t r = 0; r < t->n; r++) {
        sy__lexeme *x = sy__lexeme_of(f, sy__cell(t, r, 0));
        if (!x)
            return false;
        uint32_t *field = (uint32_t *)(void *)((char *)x + offset);
        if (*field == SY_NONE)
            *field = r;
    }
    return true;
}

/* What the counts of a verb's clause frames say together. Rows of a lemma stand together: the table is sorted. */
static bool add_speech(sy_fact_finder *f)
{
    const sy__table *t = &sy__table_facts_cues;
    for (uint32_t r = 0; r < t->n;) {
        sy_str lemma = sy__cell(t, r, 0);
        double right = 0, all = 0;
        for (; r < t->n && sy__eq(sy__cell(t, r, 0), lemma); r++) {
            sy_str frame = sy__cell(t, r, 2);
            if (!sy__is(sy__cell(t, r, 1), "v") || !(sy__is(frame, "ccomp") || sy__is(frame, "ccomp<") || sy__is(frame, "host")))
                continue;
            right += sy__count_of(sy__cell(t, r, 3));
            all += sy__count_of(sy__cell(t, r, 4));
        }
        sy__lexeme *x = sy__lexeme_of(f, lemma);
        if (!x)
            return false;
        x->speech = right / (all + 2);
    }
    return true;
}

/* The table of cues by "lemma class frame"; lexeme.cue is a lemma's first row. */
static bool add_cues(sy_fact_finder *f)
{
    const sy__table *t = &sy__table_facts_cues;
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str lemma = sy__cell(t, r, 0), kind = sy__cell(t, r, 1), frame = sy__cell(t, r, 2);
        char *key = sy__arena_printf(&f->tables, "%.*s %.*s %.*s", (int)lemma.len, lemma.ptr, (int)kind.len, kind.ptr, (int)frame.len, frame.ptr);
        if (!key || !sy__map_put(&f->cues, sy__str(key), r, NULL))
            return false;
    }
    return add_table(f, t, offsetof(sy__lexeme, cue)) && add_speech(f);
}

bool sy__load_words(sy_fact_finder *f)
{
    f->weights = sy__arena_get(&f->tables, sizeof *f->weights);
    if (!f->weights)
        return false;
    sy__load_weights(f->weights);
    return sy__lexeme_of(f, SY_STR("")) && add_table(f, &sy__table_facts_roles, offsetof(sy__lexeme, role)) &&
           add_table(f, &sy__table_facts_nations, offsetof(sy__lexeme, nation)) &&
           add_table(f, &sy__table_facts_nominals, offsetof(sy__lexeme, nominal)) && add_table(f, &sy__table_facts_modality, offsetof(sy__lexeme, mood)) &&
           add_table(f, &sy__table_facts_nouns, offsetof(sy__lexeme, noun)) && add_cues(f);
}
