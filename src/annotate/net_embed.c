/* The cache of word types: a type's embedding and its three products in layer 1 depend on nothing else, and a few
 * thousand types are nine tenths of all text. A clock throws out what was not used lately. */
#include "annotate/net.h"

enum {
    CHUNK = 256,      /* slots allocated at once */
    GROUP = 64,       /* types computed at once */
    WINDOW = SY__PIECES * SY__WIDTH,
    MAX_IN = SY__MAX_COLUMNS * SY__WIDTH
};

static float *slot_floats(const sy__embeds *e, uint32_t slot)
{
    float *chunk = (float *)(((uintptr_t)e->chunks[slot / CHUNK] + 63) & ~(uintptr_t)63);
    return chunk + (size_t)(slot % CHUNK) * SY__NN_MIX;
}

const float *sy__embeds_item(const sy__embeds *e, uint32_t slot) { return slot_floats(e, slot); }

sy_status sy__embeds_init(sy__embeds *e, const sy_ctx *ctx, const sy__kernels *k, const sy__tok2vec *t, uint32_t capacity, sy_error *err)
{
    *e = (sy__embeds){ .ctx = ctx, .k = k, .t = t, .capacity = capacity };
    e->chunks = sy__calloc(ctx, capacity / CHUNK + 1, sizeof *e->chunks);
    e->key_of = sy__calloc(ctx, capacity, sizeof *e->key_of);
    e->stamp = sy__calloc(ctx, capacity, sizeof *e->stamp);
    e->lately = sy__calloc(ctx, capacity, sizeof *e->lately);
    e->fresh = sy__calloc(ctx, capacity, sizeof *e->fresh);
    e->keys = sy__calloc(ctx, capacity, sizeof *e->keys);
    e->pad = sy__floats(ctx, SY__NN_MIX, &e->pad_block);
    e->scratch = sy__floats(ctx, GROUP * (MAX_IN + SY__WIDTH + 3 * WINDOW), &e->scratch_block);
    if (!e->chunks || !e->key_of || !e->stamp || !e->lately || !e->fresh || !e->keys || !e->pad || !e->scratch) {
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
    for (uint32_t i = 0; i < e->n_chunks; i++)
        sy__free(e->ctx, e->chunks[i]);
    sy__free(e->ctx, e->chunks);
    sy__free(e->ctx, e->key_of);
    sy__free(e->ctx, e->stamp);
    sy__free(e->ctx, e->lately);
    sy__free(e->ctx, e->slot_of);
    sy__free(e->ctx, e->fresh);
    sy__free(e->ctx, e->keys);
    sy__free(e->ctx, e->pad_block);
    sy__free(e->ctx, e->scratch_block);
    *e = (sy__embeds){ .ctx = e->ctx };
}

void sy__embeds_forget(sy__embeds *e)
{
    if (e->slot_of)
        memset(e->slot_of, 0, e->n_keys * sizeof *e->slot_of);
    if (e->stamp)
        memset(e->stamp, 0, e->capacity * sizeof *e->stamp);
    e->n_slots = e->hand = e->now = e->n_fresh = 0;
}

sy_status sy__embeds_begin(sy__embeds *e, uint32_t n_keys, sy_error *err)
{
    /* A block that failed half-way has promised slots that nobody filled. */
    if (e->n_fresh || e->now == UINT32_MAX)
        sy__embeds_forget(e);
    e->now++;
    if (n_keys <= e->n_keys)
        return SY_OK;
    uint32_t  n = n_keys < UINT32_MAX / 2 ? n_keys + n_keys / 2 : n_keys;
    uint32_t *slots = sy__realloc(e->ctx, e->slot_of, n * sizeof *slots);
    if (!slots)
        return sy_fail(err, SY_E_NOMEM, 0, "word types: no memory");
    memset(slots + e->n_keys, 0, (n - e->n_keys) * sizeof *slots);
    e->slot_of = slots;
    e->n_keys = n;
    return SY_OK;
}

/* A slot to use again: one that neither this block nor, since the hand last passed, another has used. */
static uint32_t evict(sy__embeds *e)
{
    for (;; e->hand++) {
        uint32_t slot = e->hand % e->capacity;
        if (e->stamp[slot] == e->now)
            continue;
        if (e->lately[slot]) {
            e->lately[slot] = 0;
            continue;
        }
        e->hand = slot + 1;
        e->slot_of[e->key_of[slot]] = 0;
        return slot;
    }
}

static uint32_t new_slot(sy__embeds *e)
{
    if (e->n_slots == e->capacity)
        return evict(e);
    if (e->n_slots / CHUNK == e->n_chunks) {
        uint32_t left = e->capacity - e->n_slots, n = left < CHUNK ? left : CHUNK;
        float   *chunk = sy__alloc(e->ctx, n * sizeof(float) * SY__NN_MIX + 64);
        if (!chunk)
            return SY_NONE;
        e->chunks[e->n_chunks++] = chunk;
    }
    return e->n_slots++;
}

uint32_t sy__embeds_slot(sy__embeds *e, uint32_t key, const sy__type *type, uint8_t space)
{
    uint32_t slot = e->slot_of[key] - 1;
    if (slot == SY_NONE) {
        slot = new_slot(e);
        if (slot == SY_NONE)
            return SY_NONE;
        uint64_t *k = e->keys[e->n_fresh];
        k[SY__COL_NORM] = type->norm;
        k[SY__COL_PREFIX] = type->prefix;
        k[SY__COL_SUFFIX] = type->suffix;
        k[SY__COL_SHAPE] = type->shape;
        k[SY__COL_SPACY] = space;
        k[SY__COL_IS_SPACE] = type->is_space;
        e->fresh[e->n_fresh++] = slot;
        e->slot_of[key] = slot + 1;
        e->key_of[slot] = key;
    }
    e->stamp[slot] = e->now;
    e->lately[slot] = 1;
    return slot;
}

static void fill_group(sy__embeds *e, uint32_t first, uint32_t n)
{
    const sy__tok2vec_weights *raw = e->t->raw;
    const uint32_t             wide = raw->n_columns * SY__WIDTH;
    float                     *in = e->scratch, *x = in + (size_t)GROUP * wide, *parts = x + (size_t)GROUP * SY__WIDTH;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < raw->n_columns; c++) {
            uint32_t rows[4];
            sy__hash_rows(e->keys[first + i][c], 8 + c, raw->rows[c], rows);
            e->k->sum4(raw->embed[c], rows, in + (size_t)i * wide + c * SY__WIDTH);
        }
    e->k->maxout(&e->t->embed, &e->t->norm[0], in, wide, n, x);
    e->k->dense(&e->t->parts, x, SY__WIDTH, n, parts, 3 * WINDOW);
    for (uint32_t i = 0; i < n; i++) {
        float *slot = slot_floats(e, e->fresh[first + i]);
        memcpy(slot, x + (size_t)i * SY__WIDTH, SY__WIDTH * sizeof *slot);
        memcpy(slot + SY__WIDTH, parts + (size_t)i * 3 * WINDOW, 3 * WINDOW * sizeof *slot);
    }
}

void sy__embeds_fill(sy__embeds *e)
{
    for (uint32_t i = 0; i < e->n_fresh; i += GROUP)
        fill_group(e, i, e->n_fresh - i < GROUP ? e->n_fresh - i : GROUP);
    e->n_fresh = 0;
}
