/* Bump allocator. Under the address sanitizer each allocation is a block of its own, so that an
 * overrun of one string into the next is seen. */
#include <stdio.h>

#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ONE_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ONE_EACH 1
#endif
#endif
#ifndef ARENA_ONE_EACH
#define ARENA_ONE_EACH 0
#endif

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

typedef struct block {
    struct block *next;
    size_t        size;  /* header included */
} block;

_Static_assert(sizeof(block) % ALIGN == 0, "what follows the header is aligned");

void sy__arena_init(sy_arena *a, const sy_ctx *ctx)
{
    *a = (sy_arena){ .ctx = ctx };
}

void sy__arena_done(sy_arena *a)
{
    block *b = a->head;
    while (b) {
        block *next = b->next;
        sy__free(a->ctx, b);
        b = next;
    }
    *a = (sy_arena){ .ctx = a->ctx };
}

void sy__arena_reset(sy_arena *a)
{
    sy__arena_done(a);
}

static block *add_block(sy_arena *a, size_t payload)
{
    size_t size;
    if (__builtin_add_overflow(payload, sizeof(block), &size))
        return NULL;
    block *b = sy__alloc(a->ctx, size);
    if (!b)
        return NULL;
    b->next = NULL;
    b->size = size;
    a->total += size;
    return b;
}

/* A block that holds one allocation goes behind the newest, whose rest stays in use. */
static void *get_alone(sy_arena *a, size_t size)
{
    block *b = add_block(a, size);
    if (!b)
        return NULL;
    block *head = a->head;
    if (head) {
        b->next = head->next;
        head->next = b;
    } else {
        a->head = b;
    }
    return memset(b + 1, 0, size);
}

static bool next_block(sy_arena *a)
{
    /* Blocks grow with what is in use: little for a short text, few calls for a long one. */
    size_t payload = a->total < FIRST_BLOCK ? FIRST_BLOCK : a->total;
    if (payload > LARGEST_BLOCK)
        payload = LARGEST_BLOCK;
    payload -= sizeof(block);
    payload -= payload % ALIGN;
    block *b = add_block(a, payload);
    if (!b)
        return false;
    b->next = a->head;
    a->head = b;
    a->at = (char *)(b + 1);
    a->end = a->at + payload;
    return true;
}

void *sy__arena_get(sy_arena *a, size_t size)
{
    if (ARENA_ONE_EACH)
        return get_alone(a, size ? size : 1);
    if (size > SIZE_MAX - ALIGN)
        return NULL;
    size_t rounded = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    if (rounded > (size_t)(a->end - a->at)) {
        if (rounded > FIRST_BLOCK / 4)
            return get_alone(a, rounded);
        if (!next_block(a))
            return NULL;
    }
    void *p = a->at;
    a->at += rounded;
    return memset(p, 0, rounded);
}

void *sy__arena_array(sy_arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        return NULL;
    return sy__arena_get(a, bytes);
}

bool sy__arena_str(sy_arena *a, sy_str s, sy_str *out)
{
    size_t bytes;
    *out = (sy_str){ NULL, 0 };
    if (__builtin_add_overflow(s.len, (size_t)1, &bytes))
        return false;
    char *p = sy__arena_get(a, bytes);
    if (!p)
        return false;
    if (s.len)
        memcpy(p, s.ptr, s.len);
    *out = (sy_str){ p, s.len };
    return true;
}

char *sy__arena_printf(sy_arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        return NULL;
    char *p = sy__arena_get(a, (size_t)n + 1);
    if (!p)
        return NULL;
    va_start(args, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, args);
    va_end(args);
    return p;
}
