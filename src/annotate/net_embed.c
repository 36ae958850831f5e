/* Word types: a type's embedding and its three products in layer 1 depend on nothing else, and a few thousand types are
 * nine tenths of all text. Products are ten times as large as embeddings, so fewer of them are kept. */
#include "annotate/net.h"

enum {
    GROUP = 64,       /* types computed at once */
    VECTORS = 4,      /* embeddings kept for each kept item */
    WINDOW = SY__PIECES * SY__WIDTH,
    MAX_IN = SY__MAX_COLUMNS * SY__WIDTH
};

sy_status sy__embeds_init(sy__embeds *e, const sy_ctx *ctx, const sy__kernels *k, const sy__tok2vec *t, uint32_t capacity, sy_error *err)
{
    *e = (sy__embeds){ .ctx = ctx, .k = k, .t = t, .items.ctx = ctx, .vectors.ctx = ctx };
    uint32_t many = capacity < UINT32_MAX / VECTORS ? capacity * VECTORS : capacity;
    e->fresh_items = sy__calloc(ctx, capacity, sizeof *e->fresh_items);
    e->fresh_vectors = sy__calloc(ctx, capacity, sizeof *e->fresh_vectors);
    e->pad = sy__floats(ctx, SY__NN_MIX, &e->pad_block);
    e->scratch = sy__floats(ctx, GROUP * (MAX_IN + SY__WIDTH + 3 * WINDOW), &e->scratch_block);
    if (!sy__slots_init(&e->items, ctx, capacity, SY__NN_MIX) || !sy__slots_init(&e->vectors, ctx, many, SY__WIDTH) || !e->fresh_items ||
        !e->fresh_vectors || !e->pad || !e->scratch) {
        sy__embeds_done(e);
        return sy_fail(err, SY_E_NOMEM, 0, "word types: no memory");
    }
    /* A row beyond the text is zero: of its products only the bias is left. */
    memset(e->pad, 0, SY__NN_MIX * sizeof *e->pad);
    memcpy(e->pad + SY__WIDTH + WINDOW, t->parts.b + WINDOW, WINDOW * sizeof *e->pad);
    return SY_OK;
}

void sy__embeds_done(sy__embeds *e)
{
    sy__slots_done(&e->items);
    sy__slots_done(&e->vectors);
    sy__free(e->ctx, e->fresh_items);
    sy__free(e->ctx, e->fresh_vectors);
    sy__free(e->ctx, e->pad_block);
    sy__free(e->ctx, e->scratch_block);
    *e = (sy__embeds){ .ctx = e->ctx, .items.ctx = e->ctx, .vectors.ctx = e->ctx };
}

void sy__embeds_forget(sy__embeds *e)
{
    sy__slots_forget(&e->items);
    sy__slots_forget(&e->vectors);
    e->n_items = e->n_vectors = 0;
}

sy_status sy__embeds_begin(sy__embeds *e, uint32_t n_keys, sy_error *err)
{
    /* A block that failed half-way has promised rows that nobody filled. */
    if (e->n_items || e->n_vectors)
        sy__embeds_forget(e);
    if (!sy__slots_turn(&e->items, n_keys) || !sy__slots_turn(&e->vectors, n_keys))
        return sy_fail(err, SY_E_NOMEM, 0, "word types: no memory");
    return SY_OK;
}

uint32_t sy__embeds_slot(sy__embeds *e, uint32_t key, const sy__type *type, uint8_t space)
{
    bool     fresh;
    uint32_t item = sy__slots_find(&e->items, key, &fresh);
    if (!fresh || item == SY_NONE)
        return item;
    sy__fresh_item *f = &e->fresh_items[e->n_items++];
    *f = (sy__fresh_item){ item, sy__slots_find(&e->vectors, key, &fresh) };
    if (f->vector == SY_NONE)
        return SY_NONE;
    if (fresh)
        e->fresh_vectors[e->n_vectors++] = (sy__fresh_vector){ f->vector,
            { [SY__COL_NORM] = type->norm, [SY__COL_PREFIX] = type->prefix, [SY__COL_SUFFIX] = type->suffix,
              [SY__COL_SHAPE] = type->shape, [SY__COL_SPACY] = space, [SY__COL_IS_SPACE] = type->is_space } };
    return item;
}

static void fill_vectors(sy__embeds *e, const sy__fresh_vector *fresh, uint32_t n)
{
    const sy__tok2vec_weights *raw = e->t->raw;
    const uint32_t             wide = raw->n_columns * SY__WIDTH;
    float                     *in = e->scratch, *x = in + (size_t)GROUP * wide;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < raw->n_columns; c++) {
            uint32_t rows[4];
            sy__hash_rows(fresh[i].keys[c], 8 + c, raw->rows[c], rows);
            e->k->sum4(raw->embed[c], rows, in + (size_t)i * wide + c * SY__WIDTH);
        }
    e->k->maxout(&e->t->embed, &e->t->norm[0], in, wide, n, x);
    for (uint32_t i = 0; i < n; i++)
        memcpy(sy__slots_row(&e->vectors, fresh[i].slot), x + (size_t)i * SY__WIDTH, SY__WIDTH * sizeof *x);
}

static void fill_items(sy__embeds *e, const sy__fresh_item *fresh, uint32_t n)
{
    float *x = e->scratch, *parts = x + (size_t)GROUP * SY__WIDTH;
    for (uint32_t i = 0; i < n; i++)
        memcpy(x + (size_t)i * SY__WIDTH, sy__slots_row(&e->vectors, fresh[i].vector), SY__WIDTH * sizeof *x);
    e->k->dense(&e->t->parts, x, SY__WIDTH, n, parts, 3 * WINDOW);
    for (uint32_t i = 0; i < n; i++) {
        float *item = sy__slots_row(&e->items, fresh[i].item);
        memcpy(item, x + (size_t)i * SY__WIDTH, SY__WIDTH * sizeof *item);
        memcpy(item + SY__WIDTH, parts + (size_t)i * 3 * WINDOW, 3 * WINDOW * sizeof *item);
    }
}

void sy__embeds_fill(sy__embeds *e)
{
    for (uint32_t i = 0; i < e->n_vectors; i += GROUP)
        fill_vectors(e, e->fresh_vectors + i, e->n_vectors - i < GROUP ? e->n_vectors - i : GROUP);
    for (uint32_t i = 0; i < e->n_items; i += GROUP)
        fill_items(e, e->fresh_items + i, e->n_items - i < GROUP ? e->n_items - i : GROUP);
    e->n_items = e->n_vectors = 0;
}
