/* Word types: the attributes of a text that networks and rules work with, made once a type. */
#include "annotate/lexer.h"

enum { SHAPE_LONG = 100, SHAPE_RUN = 4, CP_SIGMA = 0x3a3, CP_FINAL_SIGMA = 0x3c2, CP_I_DOT = 0x130 };

/* ---- lower case ------------------------------------------------------------------------- */

/* Is the sigma at [begin, end) the last letter of a word? A cased letter stands before it, none behind it;
 * apostrophes and the like are looked through. */
static bool sigma_is_final(const sy_model *m, sy_str s, size_t begin, size_t end)
{
    uint32_t class = SY__CP_SKIPPED;
    while (begin > 0 && class & SY__CP_SKIPPED)
        class = sy__cp_class(m, sy__utf8_prev(s, &begin));
    if (!(class & SY__CP_CASED))
        return false;
    class = SY__CP_SKIPPED;
    while (end < s.len && class & SY__CP_SKIPPED)
        class = sy__cp_class(m, sy__utf8_next(s, &end));
    return !(class & SY__CP_CASED);
}

/* Appends the lower case of s, as Python's str.lower. */
static void add_lower(sy_buf *out, const sy_model *m, sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t   begin = i;
        uint32_t cp = sy__utf8_next(s, &i);
        if (cp == CP_I_DOT) {
            sy__buf_z(out, "i\u0307");
            continue;
        }
        char     put[4];
        uint32_t low = cp == CP_SIGMA && sigma_is_final(m, s, begin, i) ? CP_FINAL_SIGMA : sy__to_lower(cp);
        sy__buf_add(out, put, sy__utf8_put(put, low));
    }
}

/* ---- keys ------------------------------------------------------------------------------- */

static sy_str first_char(sy_str s)
{
    size_t n = 0;
    sy__utf8_next(s, &n);
    return sy__sub(s, 0, n);
}

static sy_str last_three(sy_str s)
{
    size_t i = s.len;
    for (int k = 0; k < 3 && i > 0; k++)
        sy__utf8_prev(s, &i);
    return sy__sub(s, i, s.len);
}

/* X for capitals, x for other letters, d for digits, else the character; of a run at most four are kept. */
static uint64_t shape_key(sy__lexer *x, sy_str s)
{
    uint32_t last = UINT32_MAX, run = 0;
    size_t   n = 0;
    sy__buf_clear(&x->text);
    for (size_t i = 0; i < s.len; n++) {
        uint32_t cp = sy__utf8_next(s, &i), class = sy__cp_class(x->m, cp);
        uint32_t sign = class & SY__CP_LETTER ? (class & SY__CP_LU ? 'X' : 'x') : class & SY__CP_DIGIT ? 'd' : cp;
        run = sign == last ? run + 1 : 0;
        last = sign;
        if (run < SHAPE_RUN && n < SHAPE_LONG) {
            char put[4];
            sy__buf_add(&x->text, put, sy__utf8_put(put, sign));
        }
    }
    return sy__string_id(x->m, n >= SHAPE_LONG ? SY_STR("LONG") : sy__buf_view(&x->text));
}

static uint64_t norm_key(const sy_model *m, sy_str text, sy_str lower)
{
    uint64_t norm = sy__id_find(&m->lexeme_norms, sy__string_id(m, text));
    if (norm)
        return norm;
    uint32_t base = sy__text_find(m, &m->base_norms, text);
    return base != SY_NONE ? m->base_norm_ids[base] : sy__string_id(m, lower);
}

static bool all_space(const sy_model *m, sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        if (!(sy__cp_class(m, sy__utf8_next(s, &i)) & SY__CP_SPACE))
            return false;
    }
    return true;
}

/* ---- interning --------------------------------------------------------------------------- */

static bool make_type(sy__lexer *x, sy__type *t, sy_str text, uint64_t norm)
{
    const sy_model *m = x->m;
    *t = (sy__type){ 0 };
    if (!sy__arena_str(&x->arena, text, &t->text))
        return false;
    sy__buf_clear(&x->text);
    add_lower(&x->text, m, text);
    if (x->text.failed)
        return false;
    if (sy__eq(sy__buf_view(&x->text), text))
        t->lower = t->text;
    else if (!sy__arena_str(&x->arena, sy__buf_view(&x->text), &t->lower))
        return false;

    t->norm = norm ? norm : norm_key(m, text, t->lower);
    t->own_norm = !norm;
    t->prefix = sy__string_id(m, first_char(text));
    t->suffix = sy__string_id(m, last_three(text));
    t->shape = shape_key(x, text);
    t->is_space = all_space(m, text);
    uint32_t        word = sy__text_find(m, &m->ruler_words, t->lower);
    const uint32_t *trie_word = sy__map_find(&m->patterns->words, text);
    t->word = word == SY_NONE ? 0 : (uint16_t)word;
    t->trie_word = trie_word ? (uint16_t)*trie_word : 0;
    return !x->text.failed;
}

static bool grow_slots(sy__lexer *x)
{
    uint32_t       cap = x->type_cap ? x->type_cap * 2 : 1024;
    sy__type_slot *slots = sy__calloc(x->ctx, cap, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < x->type_cap; i++) {
        if (!x->type_slots[i].type)
            continue;
        for (uint64_t k = x->type_slots[i].hash, end = k + SY__MAX_PROBES; k < end; k++) {
            if (!slots[k & (cap - 1)].type) {
                slots[k & (cap - 1)] = x->type_slots[i];
                break;
            }
        }
    }
    sy__free(x->ctx, x->type_slots);
    x->type_slots = slots;
    x->type_cap = cap;
    return true;
}

/* A type that finds no place in the table is made anew each time: the same in all but its number. */
uint32_t sy__type_of(sy__lexer *x, sy_str text, uint64_t norm)
{
    if (x->types.n * 2 >= x->type_cap && !grow_slots(x))
        return SY_NONE;
    uint64_t       hash = sy__hash(text.ptr, text.len, norm);
    sy__type_slot *place = NULL;
    for (uint64_t k = hash, end = k + SY__MAX_PROBES; k < end && !place; k++) {
        sy__type_slot *slot = &x->type_slots[k & (x->type_cap - 1)];
        if (!slot->type) {
            place = slot;
        } else if (slot->hash == hash) {
            const sy__type *t = &x->types.at[slot->type - 1];
            if (t->own_norm == !norm && (!norm || t->norm == norm) && sy__eq(t->text, text))
                return slot->type - 1;
        }
    }
    sy__type t;
    if (!make_type(x, &t, text, norm) || !SY__PUSH(x->ctx, &x->types, t))
        return SY_NONE;
    if (place)
        *place = (sy__type_slot){ hash, x->types.n };
    return x->types.n - 1;
}
