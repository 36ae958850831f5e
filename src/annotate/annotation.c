/* The result of the stage: tokens, sentences and mentions over a copy of the text, all in one arena. */
#include "annotate/lexer.h"

struct sy_annotation {
    sy_ctx         *ctx;
    sy_arena        arena;
    sy_str          text;
    sy_token       *tokens;
    sy_token_range *sentences;
    sy_ent_mention *mentions;
    uint32_t        n_tokens, n_sentences, n_mentions;
};

/* ---- making ------------------------------------------------------------------------------ */

static sy_annotation *new_annotation(sy_ctx *ctx, sy_str text, uint32_t n_tokens)
{
    sy_annotation *a = sy__calloc(ctx, 1, sizeof *a);
    if (!a)
        return NULL;
    a->ctx = ctx;
    sy__arena_init(&a->arena, ctx);
    a->n_tokens = n_tokens;
    a->tokens = sy__arena_array(&a->arena, n_tokens, sizeof *a->tokens);
    if (!a->tokens || !sy__arena_str(&a->arena, text, &a->text)) {
        sy_annotation_free(a);
        return NULL;
    }
    return a;
}

void sy_annotation_free(sy_annotation *a)
{
    if (!a)
        return;
    sy__arena_done(&a->arena);
    sy__free(a->ctx, a);
}

/* Mentions from ent and ent_begins, which must be right. */
static bool add_mentions(sy_annotation *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_tokens; i++)
        n += a->tokens[i].ent_begins;
    a->mentions = sy__arena_array(&a->arena, n, sizeof *a->mentions);
    if (!a->mentions)
        return false;
    for (uint32_t i = 0; i < a->n_tokens; i++) {
        if (a->tokens[i].ent_begins)
            a->mentions[a->n_mentions++] = (sy_ent_mention){ i, i + 1, a->tokens[i].ent };
        else if (a->tokens[i].ent != SY_ENT_NONE)
            a->mentions[a->n_mentions - 1].end = i + 1;
    }
    return true;
}

/* ---- from the stage's own doc ------------------------------------------------------------ */

static bool starts_sentence(const sy__doc *d, uint32_t i) { return i == 0 || d->sent_start[i] == 1; }

static bool sentences_of_doc(sy_annotation *a, const sy__doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++)
        n += starts_sentence(d, i);
    a->sentences = sy__arena_array(&a->arena, n, sizeof *a->sentences);
    if (!a->sentences)
        return false;
    for (uint32_t i = 0; i < d->n; i++) {
        if (starts_sentence(d, i))
            a->sentences[a->n_sentences++].begin = i;
        a->sentences[a->n_sentences - 1].end = i + 1;
        a->tokens[i].sentence = a->n_sentences - 1;
    }
    return true;
}

/* A lemma that is the token's own text needs no copy. Others lie behind each other in `pool`. */
static void tokens_of_doc(sy_annotation *a, const sy__doc *d, const sy__type *types, char *pool)
{
    for (uint32_t i = 0; i < d->n; i++) {
        sy_str    text = types[d->type[i]].text, lemma = d->lemma[i];
        sy_token *t = &a->tokens[i];
        t->span = (sy_span){ d->begin[i], d->begin[i] + (uint32_t)text.len };
        t->head = d->head[i];
        t->tag = d->tag[i];
        t->pos = d->pos[i];
        t->dep = d->dep[i];
        t->ent = d->ent[i];
        t->ent_begins = d->ent[i] != SY_ENT_NONE && (d->ent_begins[i] || i == 0 || d->ent[i - 1] != d->ent[i]);
        t->space_after = d->space[i];
        if (lemma.ptr == text.ptr) {
            t->lemma = sy__cut(a->text, t->span);
            continue;
        }
        t->lemma = (sy_str){ pool, lemma.len };
        if (lemma.len > 0)
            memcpy(pool, lemma.ptr, lemma.len);
        pool += lemma.len;
    }
}

sy_status sy__annotation_from_doc(sy_annotation **out, sy_ctx *ctx, const sy__lexer *x, const sy__doc *d, sy_error *err)
{
    const sy__type *types = x->types.at;
    sy_annotation  *a = *out = NULL;
    size_t          pool_bytes = 0;
    for (uint32_t i = 0; i < d->n; i++)
        pool_bytes += d->lemma[i].ptr == types[d->type[i]].text.ptr ? 0 : d->lemma[i].len;
    a = new_annotation(ctx, d->text, d->n);
    char *pool = a ? sy__arena_array(&a->arena, pool_bytes, 1) : NULL;
    if (pool) {
        tokens_of_doc(a, d, types, pool);
        if (sentences_of_doc(a, d) && add_mentions(a)) {
            *out = a;
            return SY_OK;
        }
    }
    sy_annotation_free(a);
    return sy_fail(err, SY_E_NOMEM, 0, "annotation: no memory");
}

/* ---- import ------------------------------------------------------------------------------ */

static bool boundary(sy_str text, uint32_t at) { return at == text.len || ((unsigned char)text.ptr[at] & 0xc0) != 0x80; }

/* Every chain of heads ends at a root. `state`: 0 unseen, 1 on the way, 2 ends well. */
static bool heads_end(const sy_token *t, uint32_t n, uint8_t *state)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = i;
        for (; state[k] == 0 && t[k].head != k; k = t[k].head)
            state[k] = 1;
        if (state[k] == 1)
            return false;
        state[k] = 2;
        for (k = i; state[k] == 1; k = t[k].head)
            state[k] = 2;
    }
    return true;
}

static sy_status check_tokens(sy_str text, const sy_token *t, uint32_t n, sy_error *err)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        sy_span s = t[i].span;
        if (s.begin < at || s.end <= s.begin || s.end > text.len || !boundary(text, s.begin) || !boundary(text, s.end))
            return sy_fail(err, SY_E_ARG, s.begin, "token %u: no span of the text behind the one before", i);
        if (t[i].head >= n || t[i].tag >= SY_TAG_N || t[i].pos >= SY_POS_N || t[i].dep >= SY_DEP_N || t[i].ent >= SY_ENT_N)
            return sy_fail(err, SY_E_ARG, s.begin, "token %u: unknown head or label", i);
        if (!t[i].lemma.ptr && t[i].lemma.len > 0)
            return sy_fail(err, SY_E_ARG, s.begin, "token %u: no lemma", i);
        at = s.end;
    }
    return SY_OK;
}

static sy_status check_sentences(const sy_token_range *s, size_t n, uint32_t n_tokens, sy_error *err)
{
    uint32_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i].begin != at || s[i].end <= at || s[i].end > n_tokens)
            return sy_fail(err, SY_E_ARG, 0, "sentence %zu does not follow the one before", i);
        at = s[i].end;
    }
    return at == n_tokens ? SY_OK : sy_fail(err, SY_E_ARG, 0, "tokens behind the last sentence");
}

static sy_status check_heads(sy_ctx *ctx, const sy_token *t, uint32_t n, sy_error *err)
{
    if (n == 0)
        return SY_OK;
    uint8_t *state = sy__calloc(ctx, n, 1);
    if (!state)
        return sy_fail(err, SY_E_NOMEM, 0, "annotation: no memory");
    bool ok = heads_end(t, n, state);
    sy__free(ctx, state);
    return ok ? SY_OK : sy_fail(err, SY_E_ARG, 0, "heads go in a circle");
}

static bool fill(sy_annotation *a, const sy_token *tokens, const sy_token_range *sentences, uint32_t n_sentences)
{
    a->n_sentences = n_sentences;
    a->sentences = sy__arena_array(&a->arena, n_sentences, sizeof *a->sentences);
    if (!a->sentences)
        return false;
    for (uint32_t i = 0; i < a->n_tokens; i++) {
        sy_token *t = &a->tokens[i];
        *t = tokens[i];
        t->ent_begins = t->ent != SY_ENT_NONE && (t->ent_begins || i == 0 || tokens[i - 1].ent != t->ent);
        if (!sy__arena_str(&a->arena, tokens[i].lemma, &t->lemma))
            return false;
    }
    for (uint32_t s = 0; s < n_sentences; s++) {
        a->sentences[s] = sentences[s];
        for (uint32_t i = sentences[s].begin; i < sentences[s].end; i++)
            a->tokens[i].sentence = s;
    }
    return add_mentions(a);
}

sy_status sy_annotation_import(sy_annotation **out, sy_ctx *ctx, sy_str text, const sy_token *tokens, size_t n_tokens,
                               const sy_token_range *sentences, size_t n_sentences, sy_error *err)
{
    size_t bad = 0;
    *out = NULL;
    if (!sy__utf8_valid(text, &bad))
        return sy_fail(err, SY_E_FORMAT, bad, "text is not UTF-8");
    if (text.len >= SY_NONE || n_tokens > text.len)
        return sy_fail(err, SY_E_LIMIT, 0, "text too long, or more tokens than bytes");
    uint32_t  n = (uint32_t)n_tokens;
    sy_status s;
    if ((s = check_tokens(text, tokens, n, err)) || (s = check_sentences(sentences, n_sentences, n, err)) || (s = check_heads(ctx, tokens, n, err)))
        return s;
    sy_annotation *a = new_annotation(ctx, text, n);
    if (!a || !fill(a, tokens, sentences, (uint32_t)n_sentences)) {
        sy_annotation_free(a);
        return sy_fail(err, SY_E_NOMEM, 0, "annotation: no memory");
    }
    *out = a;
    return SY_OK;
}

/* ---- reading ----------------------------------------------------------------------------- */

sy_str sy_annotation_text(const sy_annotation *a) { return a->text; }

const sy_token *sy_annotation_tokens(const sy_annotation *a, size_t *n)
{
    *n = a->n_tokens;
    return a->tokens;
}

const sy_token_range *sy_annotation_sentences(const sy_annotation *a, size_t *n)
{
    *n = a->n_sentences;
    return a->sentences;
}

const sy_ent_mention *sy_annotation_mentions(const sy_annotation *a, size_t *n)
{
    *n = a->n_mentions;
    return a->mentions;
}

#define NAME(suffix, name) name,
static const char *const tag_names[] = { SY_TAGS(NAME) };
static const char *const pos_names[] = { SY_POSES(NAME) };
static const char *const dep_names[] = { SY_DEPS(NAME) };
static const char *const ent_names[] = { "", SY_ENTS(NAME) };

const char *sy_tag_name(uint8_t tag) { return tag < SY_TAG_N ? tag_names[tag] : ""; }
const char *sy_pos_name(uint8_t pos) { return pos < SY_POS_N ? pos_names[pos] : ""; }
const char *sy_dep_name(uint8_t dep) { return dep < SY_DEP_N ? dep_names[dep] : ""; }
const char *sy_ent_name(uint8_t ent) { return ent < SY_ENT_N ? ent_names[ent] : ""; }
