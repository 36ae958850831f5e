/* Takes the sections of a model file for what they should be, and checks that they are: sizes, offsets, labels.
 * A file with correct checksums may still be an attack. */
#include <stdio.h>

#include "annotate/model_check.h"

/* ---- sections ------------------------------------------------------------------------------- */

typedef struct reader {
    sy_model *m;
    sy_error *err;
    sy_status status;          /* stays with the first failure */
} reader;

static void bad(reader *r, const char *name, const char *what)
{
    if (!r->status)
        r->status = sy_fail(r->err, SY_E_FORMAT, 0, "model: section %s: %s", name, what);
}

/* Section of whole items; *n receives their number (at least one). NULL on failure. */
static const void *items(reader *r, const char *name, size_t size, uint32_t *n)
{
    const void *p = NULL;
    uint64_t length = 0;
    *n = 0;
    if (!sy__model_section(r->m, name, &p, &length)) {
        bad(r, name, "missing");
    } else if (length == 0 || length % size != 0 || length / size > UINT32_MAX / 2) {
        bad(r, name, "wrong size");
    } else {
        *n = (uint32_t)(length / size);
        return p;
    }
    return NULL;
}

static const void *exactly(reader *r, const char *name, size_t size, uint32_t want)
{
    uint32_t n;
    const void *p = items(r, name, size, &n);
    if (p && n != want) {
        bad(r, name, "wrong size");
        return NULL;
    }
    return p;
}

static const float *floats(reader *r, const char *net, const char *layer, int number, const char *param, uint32_t n)
{
    char name[sizeof ((sy__model_entry *)0)->name];
    if (number < 0) {
        snprintf(name, sizeof name, "%s%s%s.%s", net, *layer ? "." : "", layer, param);
    } else {
        snprintf(name, sizeof name, "%s.%s%d.%s", net, layer, number, param);
    }
    return exactly(r, name, sizeof(float), n);
}

/* ---- networks -------------------------------------------------------------------------------- */

static void tok2vec(reader *r, const char *net, sy__tok2vec_weights *w, uint32_t n_columns)
{
    static const uint32_t rows[SY__MAX_COLUMNS] = { 5000, 1000, 2500, 2500, 50, 50 };
    w->n_columns = n_columns;
    for (uint32_t i = 0; i < n_columns; i++) {
        w->rows[i] = rows[i];
        w->embed[i] = floats(r, net, "embed", (int)i, "E", rows[i] * SY__WIDTH);
    }
    for (int i = 0; i <= SY__LAYERS; i++) {
        uint32_t in = i == 0 ? n_columns * SY__WIDTH : 3 * SY__WIDTH;
        w->W[i] = floats(r, net, "maxout", i, "W", SY__WIDTH * SY__PIECES * in);
        w->b[i] = floats(r, net, "maxout", i, "b", SY__WIDTH * SY__PIECES);
        w->G[i] = floats(r, net, "norm", i, "G", SY__WIDTH);
        w->beta[i] = floats(r, net, "norm", i, "b", SY__WIDTH);
    }
}

static void steps(reader *r, const char *net, sy__step_weights *w, uint32_t n_slots, uint32_t n_classes)
{
    enum { OUT = SY__HIDDEN * SY__STEP_PIECES };
    w->n_slots = n_slots;
    w->n_classes = n_classes;
    w->linear_W = floats(r, net, "linear", -1, "W", SY__HIDDEN * SY__WIDTH);
    w->linear_b = floats(r, net, "linear", -1, "b", SY__HIDDEN);
    w->lower_W = floats(r, net, "lower", -1, "W", n_slots * OUT * SY__HIDDEN);
    w->lower_b = floats(r, net, "lower", -1, "b", OUT);
    w->lower_pad = floats(r, net, "lower", -1, "pad", n_slots * OUT);
    w->upper_W = floats(r, net, "upper", -1, "W", n_classes * SY__HIDDEN);
    w->upper_b = floats(r, net, "upper", -1, "b", n_classes);
}

/* One SHIFT, one REDUCE, then LEFTs, RIGHTs and one BREAK: with these some class is valid in every state. */
static void parser_moves(reader *r)
{
    const sy__parser_move *p = exactly(r, "parser.moves", sizeof *p, SY__PARSER_CLASSES);
    r->m->parser_moves = p;
    for (uint32_t i = 0; p && i < SY__PARSER_CLASSES; i++) {
        bool labelled = p[i].dep < SY_DEP_N && (p[i].want < SY_DEP_N || p[i].want == SY__NO_DEP);
        bool ok = i == 0 ? p[i].action == SY__SHIFT : i == 1 ? p[i].action == SY__REDUCE
                  : i + 1 == SY__PARSER_CLASSES ? p[i].action == SY__BREAK
                  : labelled && (p[i].action == SY__LEFT || p[i].action == SY__RIGHT) && p[i].action >= p[i - 1].action;
        if (!ok)
            bad(r, "parser.moves", "unknown class");
    }
    if (p && (p[2].action != SY__LEFT || p[SY__PARSER_CLASSES - 2].action != SY__RIGHT))
        bad(r, "parser.moves", "missing class");
}

/* Every label that can be begun can be gone on with and ended, and OUT is there. */
static void ner_moves(reader *r)
{
    const sy__ner_move *p = exactly(r, "ner.moves", sizeof *p, SY__NER_CLASSES);
    uint64_t seen[SY__NER_OUT + 1] = { 0 };
    r->m->ner_moves = p;
    for (uint32_t i = 0; p && i < SY__NER_CLASSES; i++) {
        if (p[i].action < SY__NER_BEGIN || p[i].action > SY__NER_OUT || p[i].ent >= SY_ENT_N
            || (p[i].ent == SY_ENT_NONE && p[i].action < SY__NER_UNIT)) {
            bad(r, "ner.moves", "unknown class");
            return;
        }
        seen[p[i].action] |= (uint64_t)1 << p[i].ent;
    }
    if (p && (seen[SY__NER_OUT] == 0 || (seen[SY__NER_BEGIN] & ~(seen[SY__NER_IN] & seen[SY__NER_LAST])) != 0))
        bad(r, "ner.moves", "missing class");
}

static void networks(reader *r)
{
    sy_model *m = r->m;
    tok2vec(r, "tok2vec", &m->tok2vec, 6);
    tok2vec(r, "ner", &m->ner_tok2vec, 4);
    steps(r, "parser", &m->parser, SY__PARSER_SLOTS, SY__PARSER_CLASSES);
    steps(r, "ner", &m->ner, SY__NER_SLOTS, SY__NER_CLASSES);
    m->tagger_W = floats(r, "tagger", "", -1, "W", SY_TAG_N * SY__WIDTH);
    m->tagger_b = floats(r, "tagger", "", -1, "b", SY_TAG_N);
    m->tagger_labels = exactly(r, "tagger.labels", 1, SY_TAG_N);
    for (uint32_t i = 0; m->tagger_labels && i < SY_TAG_N; i++) {
        if (m->tagger_labels[i] >= SY_TAG_N)
            bad(r, "tagger.labels", "unknown tag");
    }
    parser_moves(r);
    ner_moves(r);
}

/* ---- strings ---------------------------------------------------------------------------------- */

/* Whole characters of the pool? The pool is UTF-8. */
static bool ref_ok(const sy_model *m, uint32_t offset, uint32_t length)
{
    if (offset > m->pool.len || length > m->pool.len - offset)
        return false;
    size_t end = (size_t)offset + length;
    return (offset == m->pool.len || (m->pool.ptr[offset] & 0xc0) != 0x80) && (end == m->pool.len || (m->pool.ptr[end] & 0xc0) != 0x80);
}

static void pool(reader *r)
{
    const void *p = NULL;
    uint64_t length = 0;
    size_t at = 0;
    if (!sy__model_section(r->m, "strings", &p, &length)) {
        bad(r, "strings", "missing");
        return;
    }
    r->m->pool = (sy_str){ p, (size_t)length };
    if (length > UINT32_MAX || !sy__utf8_valid(r->m->pool, &at))
        bad(r, "strings", "not UTF-8");
}

static bool power_of_two(uint32_t n) { return n >= 4 && (n & (n - 1)) == 0; }

/* Numbers below n_values; at least one empty slot, so that every search ends. */
static void text_table(reader *r, const char *name, sy__text_table *t, uint32_t n_values)
{
    bool empty = false;
    t->slots = items(r, name, sizeof *t->slots, &t->cap);
    for (uint32_t i = 0; t->slots && i < t->cap; i++) {
        const sy__text_slot *s = &t->slots[i];
        empty |= s->length == 0;
        if (s->length > 0 && (s->value >= n_values || !ref_ok(r->m, s->offset, s->length))) {
            bad(r, name, "an entry points outside");
            return;
        }
    }
    if (t->slots && (!power_of_two(t->cap) || !empty))
        bad(r, name, "not a hash table");
}

static void id_table(reader *r, const char *name, sy__id_table *t)
{
    bool empty = false;
    t->slots = items(r, name, sizeof *t->slots, &t->cap);
    for (uint32_t i = 0; t->slots && i < t->cap; i++)
        empty |= t->slots[i].id == 0;
    if (t->slots && (!power_of_two(t->cap) || !empty))
        bad(r, name, "not a hash table");
}

/* Array of strings; empty ones only where they may be. */
static const sy__ref *refs(reader *r, const char *name, bool may_be_empty, uint32_t *n)
{
    const sy__ref *p = items(r, name, sizeof *p, n);
    for (uint32_t i = 0; p && i < *n; i++) {
        if (!ref_ok(r->m, p[i].offset, p[i].length) || (p[i].length == 0 && !may_be_empty)) {
            bad(r, name, "an entry points outside");
            return NULL;
        }
    }
    return p;
}

/* ---- tokenizer ---------------------------------------------------------------------------------- */

static void classes(reader *r)
{
    uint32_t n = 0;
    r->m->cp_index = exactly(r, "classes.index", 2, SY__CP_PAGES);
    r->m->cp_pages = items(r, "classes.pages", 2 * SY__CP_PAGE, &n);
    for (uint32_t i = 0; r->m->cp_index && i < SY__CP_PAGES; i++) {
        if (r->m->cp_index[i] >= n) {
            bad(r, "classes.index", "an entry points outside");
            return;
        }
    }
}

/* Of one exception, and of all together: second_pass.c counts pieces in 8 and words in 16 bits. */
enum { MAX_SPECIAL = 255, MAX_SPECIAL_BYTES = 65534 };

/* The tokens of an exception are its text cut in pieces. */
static bool special_ok(const sy_model *m, const sy__text_slot *slot)
{
    sy__special s = m->special_list[slot->value];
    size_t at = 0;
    for (uint32_t i = s.first; i < (uint32_t)s.first + s.n; i++) {
        sy__ref t = m->special_tokens[i].text;
        if (t.length > slot->length - at || memcmp(m->pool.ptr + t.offset, m->pool.ptr + slot->offset + at, t.length) != 0)
            return false;
        at += t.length;
    }
    return at == slot->length;
}

static void specials(reader *r)
{
    sy_model *m = r->m;
    uint32_t n_tokens;
    m->special_tokens = items(r, "tokenizer.special_tokens", sizeof *m->special_tokens, &n_tokens);
    m->special_list = items(r, "tokenizer.special_list", sizeof *m->special_list, &m->n_specials);
    text_table(r, "tokenizer.specials", &m->specials, m->n_specials);
    if (r->status)
        return;
    for (uint32_t i = 0; i < n_tokens; i++) {
        sy__ref t = m->special_tokens[i].text;
        if (t.length == 0 || !ref_ok(m, t.offset, t.length)) {
            bad(r, "tokenizer.special_tokens", "an entry points outside");
            return;
        }
    }
    for (uint32_t i = 0; i < m->n_specials; i++) {
        sy__special s = m->special_list[i];
        if (s.n == 0 || (uint32_t)s.first + s.n > n_tokens) {
            bad(r, "tokenizer.special_list", "an entry points outside");
            return;
        }
    }
    size_t bytes = 0;
    for (uint32_t i = 0; i < m->specials.cap; i++) {
        const sy__text_slot *slot = &m->specials.slots[i];
        if (slot->length > 0 && !special_ok(m, slot)) {
            bad(r, "tokenizer.specials", "an exception that changes the text");
            return;
        }
        bytes += slot->length;
        m->longest_special = slot->length > m->longest_special ? slot->length : m->longest_special;
    }
    if (m->longest_special > MAX_SPECIAL || bytes > MAX_SPECIAL_BYTES)
        bad(r, "tokenizer.specials", "too long");
}

static void norms(reader *r)
{
    sy_model *m = r->m;
    uint32_t n;
    text_table(r, "reserved", &m->reserved, UINT32_MAX);
    id_table(r, "norms.lexeme", &m->lexeme_norms);
    m->base_norm_ids = items(r, "norms.base_ids", sizeof *m->base_norm_ids, &n);
    text_table(r, "norms.base", &m->base_norms, n);
}

/* ---- rules ---------------------------------------------------------------------------------------- */

enum { MAX_RULES = 1024, MAX_PAIRS = 32 };

static bool rule_ok(const sy_model *m, const sy__rule *rule, uint32_t n_sets)
{
    for (int i = 0; i < 2; i++) {
        const sy__rule_test *t = &rule->test[i];
        if ((uint32_t)t->first_word + t->n_words > n_sets || t->space > 2)
            return false;
    }
    /* A pair is found by a word of it. */
    bool found = rule->n_tests == 1 || (rule->n_tests == 2 && (rule->test[0].n_words > 0 || rule->test[1].n_words > 0));
    return found && rule->index < rule->n_tests && rule->pos < SY_POS_N && rule->tag < SY_TAG_N && rule->dep < SY_DEP_N
           && ref_ok(m, rule->lemma.offset, rule->lemma.length);
}

static void ruler(reader *r)
{
    sy_model *m = r->m;
    uint32_t n_sets, n_pairs = 0;
    text_table(r, "ruler.words", &m->ruler_words, SY__MAX_RULER_WORDS);
    m->ruler_sets = items(r, "ruler.sets", 2, &n_sets);
    m->rules = items(r, "ruler.rules", sizeof *m->rules, &m->n_rules);
    if (r->status)
        return;
    if (m->n_rules > MAX_RULES) {
        bad(r, "ruler.rules", "too many rules");
        return;
    }
    for (uint32_t i = 0; i < m->n_rules; i++) {
        n_pairs += m->rules[i].n_tests == 2;
        if (!rule_ok(m, &m->rules[i], n_sets) || n_pairs > MAX_PAIRS) {
            bad(r, "ruler.rules", "a rule points outside");
            return;
        }
    }
    for (uint32_t i = 0; i < n_sets; i++) {
        if (m->ruler_sets[i] >= SY__MAX_RULER_WORDS)
            bad(r, "ruler.sets", "an entry points outside");
    }
}

static void lemmatizer(reader *r)
{
    static const char *const names[SY__LEMMA_N] = { "adj", "adv", "noun", "verb", "punct" };
    sy_model *m = r->m;
    uint32_t n_items, n_lists;
    m->exc_items = refs(r, "lemma.exc_items", true, &n_items);
    m->exc_lists = items(r, "lemma.exc_lists", sizeof *m->exc_lists, &n_lists);
    m->lemma_rules = items(r, "lemma.rules", sizeof *m->lemma_rules, &m->n_lemma_rules);
    for (int i = 0; i < SY__LEMMA_N; i++) {
        char name[40];
        snprintf(name, sizeof name, "lemma.exc.%s", names[i]);
        text_table(r, name, &m->lemma_exc[i], n_lists);
        snprintf(name, sizeof name, "lemma.index.%s", names[i]);
        text_table(r, name, &m->lemma_index[i], UINT32_MAX);
    }
    if (r->status)
        return;
    for (uint32_t i = 0; i < n_lists; i++) {
        if (m->exc_lists[i].offset > n_items || m->exc_lists[i].length > n_items - m->exc_lists[i].offset) {
            bad(r, "lemma.exc_lists", "an entry points outside");
            return;
        }
    }
    if (m->n_lemma_rules > SY__MAX_LEMMA_RULES)
        bad(r, "lemma.rules", "too many rules");
    for (uint32_t i = 0; i < m->n_lemma_rules; i++) {
        const sy__lemma_rule *l = &m->lemma_rules[i];
        if (l->pos >= SY_POS_N || !ref_ok(m, l->old.offset, l->old.length) || !ref_ok(m, l->fresh.offset, l->fresh.length)) {
            bad(r, "lemma.rules", "a rule points outside");
            return;
        }
    }
}

sy_status sy__model_views(sy_model *m, sy_error *err)
{
    reader r = { m, err, SY_OK };
    uint32_t n;
    pool(&r);
    networks(&r);
    if (!r.status) {
        classes(&r);
        m->units = refs(&r, "tokenizer.units", false, &n);
        m->n_units = n;
        specials(&r);
        norms(&r);
        ruler(&r);
        lemmatizer(&r);
    }
    return r.status;
}
