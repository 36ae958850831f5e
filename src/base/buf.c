/* Strings as views, and growing bytes. */
#include <stdio.h>

#include "base/base.h"

static unsigned char lower_ascii(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

int sy__cmp(sy_str a, sy_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int    order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order != 0)
        return order < 0 ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

bool sy__ieq(sy_str a, sy_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (lower_ascii((unsigned char)a.ptr[i]) != lower_ascii((unsigned char)b.ptr[i]))
            return false;
    }
    return true;
}

bool sy__starts(sy_str s, sy_str prefix)
{
    return s.len >= prefix.len && sy__eq((sy_str){ s.ptr, prefix.len }, prefix);
}

bool sy__ends(sy_str s, sy_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || sy__eq((sy_str){ s.ptr + (s.len - suffix.len), suffix.len }, suffix));
}

size_t sy__find(sy_str s, sy_str what, size_t from)
{
    if (from > s.len || what.len > s.len - from)
        return SIZE_MAX;
    if (what.len == 0)
        return from;
    const char *p = memmem(s.ptr + from, s.len - from, what.ptr, what.len);
    return p ? (size_t)(p - s.ptr) : SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

sy_str sy__trim(sy_str s)
{
    static const char nbsp[2] = { '\xC2', '\xA0' };
    for (;;) {
        if (s.len >= 1 && is_blank(s.ptr[0]))
            s = sy__sub(s, 1, s.len);
        else if (s.len >= 2 && memcmp(s.ptr, nbsp, 2) == 0)
            s = sy__sub(s, 2, s.len);
        else
            break;
    }
    for (;;) {
        if (s.len >= 1 && is_blank(s.ptr[s.len - 1]))
            s.len -= 1;
        else if (s.len >= 2 && memcmp(s.ptr + s.len - 2, nbsp, 2) == 0)
            s.len -= 2;
        else
            break;
    }
    return s;
}

/* ---- buffers --------------------------------------------------------------------------- */

void sy__buf_init(sy_buf *b, const sy_ctx *ctx)
{
    *b = (sy_buf){ .ctx = ctx };
}

void sy__buf_done(sy_buf *b)
{
    sy__free(b->ctx, b->ptr);
    *b = (sy_buf){ .ctx = b->ctx };
}

void sy__buf_clear(sy_buf *b)
{
    b->len = 0;
    b->failed = false;
}

/* Room for n more bytes. */
static bool reserve(sy_buf *b, size_t n)
{
    size_t wanted;
    if (b->failed)
        return false;
    if (__builtin_add_overflow(b->len, n, &wanted)) {
        b->failed = true;
        return false;
    }
    if (wanted <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 64;
    while (cap < wanted)
        cap = cap > SIZE_MAX / 2 ? wanted : cap * 2;
    char *p = sy__realloc(b->ctx, b->ptr, cap);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->ptr = p;
    b->cap = cap;
    return true;
}

char *sy__buf_room(sy_buf *b, size_t n)
{
    return reserve(b, n ? n : 1) ? b->ptr + b->len : NULL;
}

void sy__buf_add(sy_buf *b, const void *p, size_t n)
{
    if (n == 0 || !reserve(b, n))
        return;
    memcpy(b->ptr + b->len, p, n);
    b->len += n;
}

void sy__buf_str(sy_buf *b, sy_str s)
{
    sy__buf_add(b, s.ptr, s.len);
}

void sy__buf_z(sy_buf *b, const char *z)
{
    if (z)
        sy__buf_add(b, z, strlen(z));
}

void sy__buf_char(sy_buf *b, char c)
{
    sy__buf_add(b, &c, 1);
}

void sy__buf_printf(sy_buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        b->failed = true;
    if (n <= 0 || !reserve(b, (size_t)n + 1))
        return;
    va_start(args, fmt);
    vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, args);
    va_end(args);
    b->len += (size_t)n;
}
