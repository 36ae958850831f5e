/* Private face of base: failure, arenas, buffers, maps, UTF-8, hashes, files, threads.
 * Stages include this one header (beside public ones). */
#ifndef SY__BASE_H
#define SY__BASE_H

#include <stdarg.h>
#include <string.h>

#include "synoptic/base.h"

/* ---- failure -------------------------------------------------------------------------- */

/* The only way to fail: fills err (which may be NULL) and returns status. */
sy_status sy_fail(sy_error *err, sy_status status, uint64_t offset, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
bool sy__logs(const sy_ctx *ctx);   /* somebody listens: worth making a line for */
void sy__log(const sy_ctx *ctx, sy_log_level level, const char *stage, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* ---- allocation ----------------------------------------------------------------------- */

void *sy__alloc(const sy_ctx *ctx, size_t size);              /* NULL when size is 0 or there is none */
void *sy__realloc(const sy_ctx *ctx, void *p, size_t size);
void  sy__free(const sy_ctx *ctx, void *p);
/* n * size with overflow check, zeroed. */
void *sy__calloc(const sy_ctx *ctx, size_t n, size_t size);

/* Bump allocator: one free for all. Blocks come from the context. Under the address sanitizer
 * every allocation is a block of its own, so that overruns are seen. */
typedef struct sy_arena {
    const sy_ctx *ctx;
    void         *head;   /* newest block */
    char         *at, *end;
    size_t        total;  /* bytes taken from the context */
} sy_arena;
void  sy__arena_init(sy_arena *a, const sy_ctx *ctx);
void  sy__arena_done(sy_arena *a);
void  sy__arena_reset(sy_arena *a);                           /* frees all, stays usable */
void *sy__arena_get(sy_arena *a, size_t size);                /* zeroed, 16-byte aligned; NULL: no memory */
void *sy__arena_array(sy_arena *a, size_t n, size_t size);    /* overflow-checked, zeroed; n 0 gives a non-NULL pointer */
bool  sy__arena_str(sy_arena *a, sy_str s, sy_str *out);      /* copy, NUL-terminated behind its end */
char *sy__arena_printf(sy_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Growing array: `SY__VEC(int) v = {0};  if (!SY__PUSH(ctx, &v, 3)) goto nomem;  sy__free(ctx, v.at);` */
#define SY__VEC(type) struct { type *at; uint32_t n, cap; }
#define SY__PUSH(ctx, v, ...) \
    (sy__grow((ctx), (void **)&(v)->at, &(v)->cap, (v)->n, sizeof *(v)->at) ? ((v)->at[(v)->n++] = (__VA_ARGS__), true) : false)
bool sy__grow(const sy_ctx *ctx, void **at, uint32_t *cap, uint32_t n, size_t size);

/* ---- strings and buffers --------------------------------------------------------------- */

#define SY_STR(literal) ((sy_str){ "" literal, sizeof(literal) - 1 })
static inline sy_str sy__str(const char *z) { sy_str s = { z, z ? strlen(z) : 0 }; return s; }
static inline sy_str sy__sub(sy_str s, size_t begin, size_t end) { sy_str r = { s.ptr ? s.ptr + begin : s.ptr, end - begin }; return r; }
static inline sy_str sy__cut(sy_str s, sy_span at) { return sy__sub(s, at.begin, at.end); }
static inline bool sy__eq(sy_str a, sy_str b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }
static inline bool sy__is(sy_str a, const char *z) { return sy__eq(a, sy__str(z)); }
int    sy__cmp(sy_str a, sy_str b);                            /* bytes, then length */
bool   sy__ieq(sy_str a, sy_str b);                            /* ASCII case apart */
bool   sy__starts(sy_str s, sy_str prefix);
bool   sy__ends(sy_str s, sy_str suffix);
size_t sy__find(sy_str s, sy_str what, size_t from);           /* SIZE_MAX: not there */
sy_str sy__trim(sy_str s);                                     /* ASCII white space and U+00A0 */

/* Growing bytes. After a failed append `failed` stays set and appends do nothing: check once, and before a clear, which forgets it. */
typedef struct sy_buf {
    const sy_ctx *ctx;
    char         *ptr;
    size_t        len, cap;
    bool          failed;
} sy_buf;
void   sy__buf_init(sy_buf *b, const sy_ctx *ctx);
void   sy__buf_done(sy_buf *b);
void   sy__buf_clear(sy_buf *b);
void   sy__buf_add(sy_buf *b, const void *p, size_t n);
char  *sy__buf_room(sy_buf *b, size_t n);                      /* place for n more bytes behind len, which the caller moves; NULL: failed */
void   sy__buf_str(sy_buf *b, sy_str s);
void   sy__buf_z(sy_buf *b, const char *z);
void   sy__buf_char(sy_buf *b, char c);
void   sy__buf_printf(sy_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline sy_str sy__buf_view(const sy_buf *b) { sy_str s = { b->ptr, b->len }; return s; }

/* ---- UTF-8 and Unicode ------------------------------------------------------------------ */

/* Code point at s[*i], advances *i; an invalid byte gives U+FFFD and advances by one. */
uint32_t sy__utf8_next_wide(sy_str s, size_t *i);
static inline uint32_t sy__utf8_next(sy_str s, size_t *i)
{
    return *i < s.len && (unsigned char)s.ptr[*i] < 0x80 ? (unsigned char)s.ptr[(*i)++] : sy__utf8_next_wide(s, i);
}
/* Code point that ends before *i, moves *i to its first byte. */
uint32_t sy__utf8_prev(sy_str s, size_t *i);
size_t   sy__utf8_put(char out[4], uint32_t cp);               /* bytes written */
bool     sy__utf8_valid(sy_str s, size_t *bad);                /* bad: offset of the first invalid byte */
size_t   sy__ascii_run(const char *p, size_t n);               /* how many bytes from p on are ASCII */
/* Simple properties (generated tables, Unicode 14 as in Python 3.11). */
bool     sy__is_space(uint32_t cp);                            /* Python's str.isspace */
bool     sy__is_alpha(uint32_t cp);                            /* category L* */
bool     sy__is_digit(uint32_t cp);                            /* category Nd */
bool     sy__is_upper(uint32_t cp);                            /* Lu, Lt */
bool     sy__is_lower(uint32_t cp);                            /* Ll */
bool     sy__is_punct(uint32_t cp);                            /* category P* */
uint32_t sy__to_lower(uint32_t cp);                            /* simple mapping */
uint32_t sy__to_upper(uint32_t cp);                            /* simple mapping */
/* The Latin letter under a diacritic ("é" -> "e"), else cp itself. */
uint32_t sy__fold(uint32_t cp);

/* ---- hashes, maps ----------------------------------------------------------------------- */

uint64_t sy__hash(const void *p, size_t n, uint64_t seed);      /* MurmurHash64A */
void     sy__sha256(const void *p, size_t n, uint8_t out[32]);
void     sy__sha256_many(const sy_str *messages, size_t n, uint8_t (*out)[32]);   /* the same, several abreast */
void     sy__hex(const uint8_t *p, size_t n, char *out);        /* 2n characters and a NUL */
/* What a hexadecimal digit of either case stands for; -1: it is none. */
static inline int sy__hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* String -> uint32 map. Keys are borrowed. Iteration order is never used. */
typedef struct sy_map {
    const sy_ctx *ctx;
    struct sy_map_slot { uint64_t hash; sy_str key; uint32_t value; } *slots;
    uint32_t n, cap;
} sy_map;
void      sy__map_init(sy_map *m, const sy_ctx *ctx);
void      sy__map_done(sy_map *m);
uint32_t *sy__map_find(const sy_map *m, sy_str key);            /* NULL: not there */
/* The value's place, made with `value` where the key is new; NULL: no memory. *fresh may be NULL. */
uint32_t *sy__map_put(sy_map *m, sy_str key, uint32_t value, bool *fresh);

/* A table of data/<stage>/<name>.txt as the build compiles it in (tools/tables.py): rows sorted by
 * their first cell, bytewise; every row has n_fields cells, missing ones empty. */
typedef struct sy__table { uint32_t n, n_fields; const sy_str *cells; } sy__table;
static inline sy_str sy__cell(const sy__table *t, uint32_t row, uint32_t field) { return t->cells[(size_t)row * t->n_fields + field]; }
int64_t  sy__cell_int(const sy__table *t, uint32_t row, uint32_t field);   /* digits, perhaps behind a minus; none: 0 */
uint32_t sy__table_find(const sy__table *t, sy_str key);         /* first row with that first cell; SY_NONE */
uint32_t sy__table_ifind(const sy__table *t, sy_str key);        /* the same, the key lower-cased first (ASCII) */

/* ---- sorting ------------------------------------------------------------------------------ */

/* Stable merge sort, n items of `size` bytes. false: no memory (items unchanged). */
bool sy__sort(const sy_ctx *ctx, void *base, size_t n, size_t size,
              int (*cmp)(const void *a, const void *b, void *user), void *user);

/* ---- files, threads, time ------------------------------------------------------------------ */

/* Whole file or mapping; release with sy__file_done. */
typedef struct sy_file { sy_str bytes; bool mapped; const sy_ctx *ctx; } sy_file;
sy_status sy__file_map(sy_file *f, const sy_ctx *ctx, const char *path, sy_error *err);     /* read-only mapping */
sy_status sy__file_load(sy_file *f, const sy_ctx *ctx, const char *path, uint64_t max_bytes, sy_error *err);  /* max 0: no limit */
void      sy__file_done(sy_file *f);

/* A file that is mapped and used in place: a head of `head` bytes, which begins with a magic of 8 bytes and a version of 4 and has at
 * `checksum_at` the sy__hash, seed `seed`, of all bytes behind it. */
typedef struct sy__seal { const char *what, *magic; uint32_t version, head, checksum_at; uint64_t seed; } sy__seal;
sy_status sy__seal_check(sy_str bytes, const sy__seal *seal, sy_error *err);   /* SY_E_FORMAT, SY_E_UNSUPPORTED */
sy_status sy__sealed_map(sy_file *f, const sy_ctx *ctx, const char *path, const sy__seal *seal, sy_error *err);  /* nothing is mapped where it fails */

/* Runs job(user, item, worker) for item 0..n-1 on up to `threads` threads (0: all cores); worker < threads.
 * Items are handed out in order; returns when all are done. With one thread it runs in the caller's. */
sy_status sy__parallel(sy_ctx *ctx, uint32_t threads, uint32_t n,
                       void (*job)(void *user, uint32_t item, uint32_t worker), void *user, sy_error *err);
uint32_t  sy__cores(void);
uint64_t  sy__cpu_ms(void);                                     /* CPU time of this thread, for budgets only */

/* What the processor has. The environment's SYNOPTIC_CPU (portable, avx2) may lower it, for tests. */
typedef enum sy_cpu { SY_CPU_PORTABLE = 0, SY_CPU_AVX2 = 1, SY_CPU_AVX512 = 2 } sy_cpu;
sy_cpu sy__cpu(void);

#endif
