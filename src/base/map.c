/* String maps (open addressing, SipHash-1-3 under the context's key), tables, stable sorting. */
#include "base/internal.h"

/* ---- SipHash: with a secret key nobody can prepare a page whose words all collide --------- */

typedef struct sip { uint64_t a, b, c, d; } sip;

static uint64_t left(uint64_t x, unsigned n)
{
    return x << n | x >> (64 - n);
}

static void sip_round(sip *s)
{
    s->a += s->b;
    s->c += s->d;
    s->b = left(s->b, 13) ^ s->a;
    s->d = left(s->d, 16) ^ s->c;
    s->a = left(s->a, 32) + s->d;
    s->c += s->b;
    s->d = left(s->d, 21) ^ s->a;
    s->b = left(s->b, 17) ^ s->c;
    s->c = left(s->c, 32);
}

static uint64_t key_hash(const sy_ctx *ctx, sy_str key)
{
    uint64_t k0 = ctx ? ctx->key[0] : 0, k1 = ctx ? ctx->key[1] : 0, word;
    sip      s = { k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du,
                   k0 ^ 0x6c7967656e657261u, k1 ^ 0x7465646279746573u };
    size_t   i = 0;
    for (; i + 8 <= key.len; i += 8) {
        memcpy(&word, key.ptr + i, 8);
        s.d ^= word;
        sip_round(&s);
        s.a ^= word;
    }
    word = 0;
    if (i < key.len)
        memcpy(&word, key.ptr + i, key.len - i);
    word ^= (uint64_t)key.len << 56;
    s.d ^= word;
    sip_round(&s);
    s.a ^= word;
    s.c ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    uint64_t h = s.a ^ s.b ^ s.c ^ s.d;
    return h ? h : 1;  /* 0 marks an empty slot */
}

/* ---- maps -------------------------------------------------------------------------------- */

void sy__map_init(sy_map *m, const sy_ctx *ctx)
{
    *m = (sy_map){ .ctx = ctx };
}

void sy__map_done(sy_map *m)
{
    sy__free(m->ctx, m->slots);
    *m = (sy_map){ .ctx = m->ctx };
}

/* The key's slot, or the empty one where it belongs. */
static struct sy_map_slot *slot_of(const sy_map *m, uint64_t hash, sy_str key)
{
    uint32_t mask = m->cap - 1;
    for (uint32_t i = (uint32_t)hash & mask;; i = (i + 1) & mask) {
        struct sy_map_slot *slot = &m->slots[i];
        if (slot->hash == 0 || (slot->hash == hash && sy__eq(slot->key, key)))
            return slot;
    }
}

uint32_t *sy__map_find(const sy_map *m, sy_str key)
{
    if (m->n == 0)
        return NULL;
    struct sy_map_slot *slot = slot_of(m, key_hash(m->ctx, key), key);
    return slot->hash ? &slot->value : NULL;
}

static bool grow_map(sy_map *m)
{
    if (m->cap > UINT32_MAX / 2)
        return false;
    uint32_t cap = m->cap ? m->cap * 2 : 16;
    sy_map   bigger = { .ctx = m->ctx, .n = m->n, .cap = cap };
    bigger.slots = sy__calloc(m->ctx, cap, sizeof *bigger.slots);
    if (!bigger.slots)
        return false;
    for (uint32_t i = 0; i < m->cap; i++) {
        if (m->slots[i].hash)
            *slot_of(&bigger, m->slots[i].hash, m->slots[i].key) = m->slots[i];
    }
    sy__free(m->ctx, m->slots);
    *m = bigger;
    return true;
}

uint32_t *sy__map_put(sy_map *m, sy_str key, uint32_t value, bool *fresh)
{
    uint64_t            hash = key_hash(m->ctx, key);
    struct sy_map_slot *slot = m->cap ? slot_of(m, hash, key) : NULL;
    if (fresh)
        *fresh = !slot || slot->hash == 0;
    if (slot && slot->hash)
        return &slot->value;
    if (m->n >= m->cap / 4 * 3) {
        if (!grow_map(m))
            return NULL;
        slot = slot_of(m, hash, key);
    }
    *slot = (struct sy_map_slot){ hash, key, value };
    m->n++;
    return &slot->value;
}

/* ---- tables ------------------------------------------------------------------------------ */

/* sy__cmp(cell, key), the key lower-cased on the way where `lower` is set. */
static int cmp_cell(sy_str cell, sy_str key, bool lower)
{
    size_t n = cell.len < key.len ? cell.len : key.len;
    for (size_t i = 0; i < n; i++) {
        unsigned char a = (unsigned char)cell.ptr[i], b = (unsigned char)key.ptr[i];
        if (lower && b >= 'A' && b <= 'Z')
            b = (unsigned char)(b + 32);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return (cell.len > key.len) - (cell.len < key.len);
}

static uint32_t find_row(const sy__table *t, sy_str key, bool lower)
{
    uint32_t lo = 0, hi = t->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (cmp_cell(sy__cell(t, mid, 0), key, lower) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->n && cmp_cell(sy__cell(t, lo, 0), key, lower) == 0 ? lo : SY_NONE;
}

int64_t sy__cell_int(const sy__table *t, uint32_t row, uint32_t field)
{
    sy_str cell = sy__cell(t, row, field);
    bool minus = cell.len && cell.ptr[0] == '-';
    int64_t v = 0;
    for (size_t i = minus; i < cell.len; i++)
        v = v * 10 + (cell.ptr[i] - '0');
    return minus ? -v : v;
}

uint32_t sy__table_find(const sy__table *t, sy_str key)
{
    return find_row(t, key, false);
}

uint32_t sy__table_ifind(const sy__table *t, sy_str key)
{
    return find_row(t, key, true);
}

/* ---- sorting ----------------------------------------------------------------------------- */

typedef struct sorter {
    size_t size;
    int  (*cmp)(const void *a, const void *b, void *user);
    void  *user;
} sorter;

enum { RUN = 8 };

/* Sorts n <= RUN items; `one` has room for an item. */
static void sort_run(const sorter *s, char *base, size_t n, char *one)
{
    for (size_t i = 1; i < n; i++) {
        size_t at = i;
        while (at > 0 && s->cmp(base + (at - 1) * s->size, base + i * s->size, s->user) > 0)
            at--;
        if (at == i)
            continue;
        memcpy(one, base + i * s->size, s->size);
        memmove(base + (at + 1) * s->size, base + at * s->size, (i - at) * s->size);
        memcpy(base + at * s->size, one, s->size);
    }
}

/* Merges the sorted halves [0, mid) and [mid, n) of `from` into `to`. */
static void merge(const sorter *s, const char *from, size_t mid, size_t n, char *to)
{
    size_t a = 0, b = mid;
    for (size_t out = 0; out < n; out++) {
        bool take_a = b >= n || (a < mid && s->cmp(from + a * s->size, from + b * s->size, s->user) <= 0);
        memcpy(to + out * s->size, from + (take_a ? a++ : b++) * s->size, s->size);
    }
}

bool sy__sort(const sy_ctx *ctx, void *base, size_t n, size_t size,
              int (*cmp)(const void *a, const void *b, void *user), void *user)
{
    sorter s = { size, cmp, user };
    size_t bytes;
    if (n < 2 || size == 0)
        return true;
    if (__builtin_mul_overflow(n, size, &bytes))
        return false;
    char *spare = sy__alloc(ctx, bytes), *from = base, *to = spare;
    if (!spare)
        return false;
    for (size_t i = 0; i < n; i += RUN)
        sort_run(&s, from + i * size, n - i < RUN ? n - i : RUN, spare);
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t len = n - i < 2 * width ? n - i : 2 * width;
            merge(&s, from + i * size, width < len ? width : len, len, to + i * size);
        }
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != base)
        memcpy(base, from, bytes);
    sy__free(ctx, spare);
    return true;
}
