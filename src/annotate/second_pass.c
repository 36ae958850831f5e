/* The tokenizer's second pass: exceptions that the affix rules cut apart inside a larger chunk are put together again.
 * A trie of pieces finds the places, the longest match wins, and the text there decides. */
#include "annotate/affixes.h"
#include "annotate/lexer.h"

/* ---- the trie ---------------------------------------------------------------------------- */

static uint32_t child_of(const sy__patterns *p, uint32_t node, uint32_t word)
{
    uint32_t child = p->nodes.at[node].child;
    while (child && p->nodes.at[child].word != word)
        child = p->nodes.at[child].sibling;
    return child;
}

/* false: no memory. */
static bool add_step(sy__patterns *p, const sy_ctx *ctx, uint32_t *node, uint32_t word)
{
    uint32_t child = *node == 0 ? p->first.at[word] : child_of(p, *node, word);
    if (!child) {
        child = p->nodes.n;
        if (!SY__PUSH(ctx, &p->nodes, (sy__trie_node){ 0, p->nodes.at[*node].child, (uint16_t)word, false }))
            return false;
        p->nodes.at[*node].child = child;
        if (*node == 0)
            p->first.at[word] = child;
    }
    *node = child;
    return true;
}

/* The pieces that `special` comes apart in without exceptions. There are no more of them, nor more words in all, than
 * the exceptions have bytes: model_check.c bounds those. false: no memory. */
static bool add_pattern(sy__patterns *p, sy__cutter *c, const sy_model *m, sy_str special)
{
    uint32_t node = 0;
    if (!sy__cut_chunk(c, m, special, false))
        return false;
    for (uint32_t i = 0; i < c->out.n; i++) {
        bool      fresh;
        uint32_t *word = sy__map_put(&p->words, sy__cut(special, c->out.at[i].at), p->words.n + 1, &fresh);
        if (!word || (fresh && !SY__PUSH(c->ctx, &p->first, 0)) || !add_step(p, c->ctx, &node, *word))
            return false;
    }
    p->nodes.at[node].end = true;
    p->longest = c->out.n > p->longest ? c->out.n : p->longest;
    return true;
}

/* Would the affix rules touch it? Others need no second look. */
static bool is_cut(const sy_model *m, sy_str special)
{
    size_t  at = 0;
    sy_span in;
    return sy__prefix(m, special) > 0 || sy__suffix(m, special) > 0 || sy__infix(m, special, &at, &in)
           || memchr(special.ptr, ' ', special.len);
}

sy_status sy__patterns_new(sy__patterns **out, sy_ctx *ctx, const sy_model *m, sy_error *err)
{
    sy__cutter    c = { .ctx = ctx };
    sy__patterns *p = *out = sy__calloc(ctx, 1, sizeof *p);
    if (!p)
        return sy_fail(err, SY_E_NOMEM, 0, "model: no memory");
    sy__map_init(&p->words, ctx);
    bool ok = SY__PUSH(ctx, &p->nodes, (sy__trie_node){ 0, 0, 0, false }) && SY__PUSH(ctx, &p->first, 0);
    for (uint32_t i = 0; ok && i < m->specials.cap; i++) {
        sy__text_slot slot = m->specials.slots[i];
        sy_str        special = sy__model_str(m, (sy__ref){ slot.offset, slot.length });
        if (slot.length > 0 && is_cut(m, special))
            ok = add_pattern(p, &c, m, special);
    }
    sy__cutter_done(&c);
    if (ok)
        return SY_OK;
    sy__patterns_free(p, ctx);
    *out = NULL;
    return sy_fail(err, SY_E_NOMEM, 0, "model: no memory for the patterns of the tokenizer");
}

void sy__patterns_free(sy__patterns *p, sy_ctx *ctx)
{
    if (!p)
        return;
    sy__map_done(&p->words);
    sy__free(ctx, p->nodes.at);
    sy__free(ctx, p->first.at);
    sy__free(ctx, p);
}

/* ---- a text ------------------------------------------------------------------------------ */

static bool find_matches(sy__lexer *x, const sy__doc *d)
{
    const sy__patterns *p = x->m->patterns;
    const sy__type     *types = x->types.at;
    x->matches.n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t word = types[d->type[i]].trie_word;
        uint32_t node = word ? p->first.at[word] : 0;
        for (uint32_t j = i + 1; node; j++) {
            if (p->nodes.at[node].end && !SY__PUSH(x->ctx, &x->matches, (sy__match){ i, j - i }))
                return false;
            word = j < d->n ? types[d->type[j]].trie_word : 0;
            node = word ? child_of(p, node, word) : 0;
        }
    }
    return true;
}

/* Longest first, then leftmost: a match stands if neither of its ends is taken; it takes its tokens even if it does not
 * stand. stands[i]: tokens of the match that stands at i. */
static void choose(const sy__lexer *x, uint8_t *taken, uint8_t *stands)
{
    for (uint32_t n = x->m->patterns->longest; n > 0; n--) {
        for (uint32_t i = 0; i < x->matches.n; i++) {
            sy__match match = x->matches.at[i];
            if (match.n != n)
                continue;
            if (!taken[match.begin] && !taken[match.begin + n - 1])
                stands[match.begin] = (uint8_t)n;
            memset(taken + match.begin, 1, n);
        }
    }
}

/* Tokens [i, i + n) of `from` to `to`, as the exception that their text is, or as they are. */
static bool put(sy__lexer *x, sy__doc *to, const sy__doc *from, uint32_t i, uint32_t n)
{
    uint32_t last = i + n - 1;
    sy_str   text = sy__sub(from->text, from->begin[i], from->begin[last] + x->types.at[from->type[last]].text.len);
    uint32_t number = sy__special_find(x->m, text);
    if (number == SY_NONE) {
        for (uint32_t k = i; k <= last; k++) {
            if (!sy__doc_push(to, from->begin[k], from->type[k]))
                return false;
            to->space[to->n - 1] = from->space[k];
        }
        return true;
    }
    sy__special s = x->m->special_list[number];
    uint32_t    begin = from->begin[i];
    for (uint32_t k = s.first; k < (uint32_t)s.first + s.n; k++) {
        const sy__special_token *t = &x->m->special_tokens[k];
        uint32_t                 type = sy__type_of(x, sy__model_str(x->m, t->text), t->norm);
        if (type == SY_NONE || !sy__doc_push(to, begin, type))
            return false;
        begin += t->text.length;
    }
    to->space[to->n - 1] = from->space[last];
    return true;
}

static bool rebuild(sy__lexer *x, sy__doc *d, const uint8_t *stands)
{
    sy__doc old = *d;
    d->block = NULL;
    d->n = d->cap = 0;
    d->text = old.text;
    bool ok = sy__doc_reserve(d, old.n);
    for (uint32_t i = 0; ok && i < old.n;) {
        if (stands[i]) {
            ok = put(x, d, &old, i, stands[i]);
            i += stands[i];
        } else {
            ok = sy__doc_push(d, old.begin[i], old.type[i]);
            d->space[d->n - 1] = old.space[i++];
        }
    }
    sy__free(d->ctx, old.block);
    return ok;
}

bool sy__second_pass(sy__lexer *x, sy__doc *d)
{
    if (!find_matches(x, d))
        return false;
    if (x->matches.n == 0)
        return true;
    uint8_t *marks = sy__calloc(x->ctx, d->n, 2);
    if (!marks)
        return false;
    choose(x, marks, marks + d->n);
    bool ok = rebuild(x, d, marks + d->n);
    sy__free(x->ctx, marks);
    return ok;
}
