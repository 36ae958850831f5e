/* A cache of rows of floats by small keys. A clock throws out what was not used lately, but never a row that the present
 * turn has asked for. */
#include "annotate/net.h"

enum { CHUNK = 256 };   /* rows allocated at once */

bool sy__slots_init(sy__slots *s, const sy_ctx *ctx, uint32_t capacity, uint32_t floats)
{
    *s = (sy__slots){ .ctx = ctx, .capacity = capacity, .floats = floats };
    s->chunks = sy__calloc(ctx, capacity / CHUNK + 1, sizeof *s->chunks);
    s->key_of = sy__calloc(ctx, capacity, sizeof *s->key_of);
    s->stamp = sy__calloc(ctx, capacity, sizeof *s->stamp);
    s->lately = sy__calloc(ctx, capacity, sizeof *s->lately);
    return s->chunks && s->key_of && s->stamp && s->lately;
}

void sy__slots_done(sy__slots *s)
{
    for (uint32_t i = 0; i < s->n_chunks; i++)
        sy__free(s->ctx, s->chunks[i]);
    sy__free(s->ctx, s->chunks);
    sy__free(s->ctx, s->key_of);
    sy__free(s->ctx, s->stamp);
    sy__free(s->ctx, s->lately);
    sy__free(s->ctx, s->slot_of);
    *s = (sy__slots){ .ctx = s->ctx };
}

void sy__slots_forget(sy__slots *s)
{
    if (s->slot_of)
        memset(s->slot_of, 0, s->n_keys * sizeof *s->slot_of);
    if (s->stamp)
        memset(s->stamp, 0, s->capacity * sizeof *s->stamp);
    s->n = s->hand = s->turn = 0;
}

bool sy__slots_turn(sy__slots *s, uint32_t n_keys)
{
    if (s->turn == UINT32_MAX)
        sy__slots_forget(s);
    s->turn++;
    if (n_keys <= s->n_keys)
        return true;
    uint32_t  n = n_keys < UINT32_MAX / 2 ? n_keys + n_keys / 2 : n_keys;
    uint32_t *slots = sy__realloc(s->ctx, s->slot_of, n * sizeof *slots);
    if (!slots)
        return false;
    memset(slots + s->n_keys, 0, (n - s->n_keys) * sizeof *slots);
    s->slot_of = slots;
    s->n_keys = n;
    return true;
}

/* A slot to use again: one that neither this turn nor, since the hand last passed, another has used. */
static uint32_t evict(sy__slots *s)
{
    for (;; s->hand = s->hand + 1 < s->capacity ? s->hand + 1 : 0) {
        uint32_t slot = s->hand;
        if (s->stamp[slot] == s->turn)
            continue;
        if (s->lately[slot]) {
            s->lately[slot] = 0;
            continue;
        }
        s->slot_of[s->key_of[slot]] = 0;
        return slot;
    }
}

static uint32_t new_slot(sy__slots *s)
{
    if (s->n == s->capacity)
        return evict(s);
    if (s->n / CHUNK == s->n_chunks) {
        uint32_t left = s->capacity - s->n, n = left < CHUNK ? left : CHUNK;
        void    *chunk = sy__alloc(s->ctx, (size_t)n * s->floats * sizeof(float) + 64);
        if (!chunk)
            return SY_NONE;
        s->chunks[s->n_chunks++] = chunk;
    }
    return s->n++;
}

uint32_t sy__slots_find(sy__slots *s, uint32_t key, bool *fresh)
{
    uint32_t slot = s->slot_of[key] - 1;
    *fresh = slot == SY_NONE;
    if (*fresh) {
        slot = new_slot(s);
        if (slot == SY_NONE)
            return SY_NONE;
        s->slot_of[key] = slot + 1;
        s->key_of[slot] = key;
    }
    s->stamp[slot] = s->turn;
    s->lately[slot] = 1;
    return slot;
}

float *sy__slots_row(const sy__slots *s, uint32_t slot)
{
    float *chunk = (float *)(((uintptr_t)s->chunks[slot / CHUNK] + 63) & ~(uintptr_t)63);
    return chunk + (size_t)(slot % CHUNK) * s->floats;
}
