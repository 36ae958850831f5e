/* The context: where memory comes from and where log lines go; and the one way to fail. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/internal.h"

const char *sy_version(void)
{
    return SY_VERSION;
}

const char *sy_status_name(sy_status s)
{
    switch (s) {
    case SY_OK: return "SY_OK";
    case SY_E_NOMEM: return "SY_E_NOMEM";
    case SY_E_ARG: return "SY_E_ARG";
    case SY_E_IO: return "SY_E_IO";
    case SY_E_FORMAT: return "SY_E_FORMAT";
    case SY_E_LIMIT: return "SY_E_LIMIT";
    case SY_E_NOTFOUND: return "SY_E_NOTFOUND";
    case SY_E_UNSUPPORTED: return "SY_E_UNSUPPORTED";
    case SY_E_END: return "SY_E_END";
    default: return "SY_E_UNKNOWN";
    }
}

/* ---- failure -------------------------------------------------------------------------- */

/* Messages quote file names and page text: no control byte of theirs may reach a terminal, and
 * a cut message must not end inside a character. */
static void make_one_line(char *text, size_t cap)
{
    size_t n = strlen(text);
    if (n + 1 == cap) {
        while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
            n--;
        if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
            n--;
        text[n] = '\0';
    }
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = ' ';
    }
}

static void format_line(char *out, size_t cap, const char *fmt, va_list args)
{
    if (vsnprintf(out, cap, fmt, args) < 0)
        out[0] = '\0';
    make_one_line(out, cap);
}

sy_status sy_fail(sy_error *err, sy_status status, uint64_t offset, const char *fmt, ...)
{
    if (err) {
        va_list args;
        va_start(args, fmt);
        err->status = status;
        err->offset = offset;
        format_line(err->text, sizeof err->text, fmt, args);
        va_end(args);
    }
    return status;
}

bool sy__logs(const sy_ctx *ctx)
{
    return ctx && ctx->log;
}

void sy__log(const sy_ctx *ctx, sy_log_level level, const char *stage, const char *fmt, ...)
{
    if (!ctx || !ctx->log)
        return;
    char    text[1024];
    va_list args;
    va_start(args, fmt);
    format_line(text, sizeof text, fmt, args);
    va_end(args);
    ctx->log(ctx->log_user, level, stage, text);
}

/* ---- context -------------------------------------------------------------------------- */

static void *default_alloc(void *user, void *ptr, size_t size)
{
    (void)user;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, size);
}

sy_status sy_ctx_new(sy_ctx **out, const sy_ctx_opts *opts)
{
    sy_alloc_fn alloc = opts && opts->alloc ? opts->alloc : default_alloc;
    void       *user = opts ? opts->alloc_user : NULL;
    *out = NULL;
    if (opts && opts->version != SY_CTX_OPTS_VERSION)
        return SY_E_ARG;
    sy_ctx *ctx = alloc(user, NULL, sizeof *ctx);
    if (!ctx)
        return SY_E_NOMEM;
    memset(ctx, 0, sizeof *ctx);
    ctx->alloc = alloc;
    ctx->alloc_user = user;
    ctx->log = opts ? opts->log : NULL;
    ctx->log_user = opts ? opts->log_user : NULL;
    /* A page must not be able to choose words that collide in our maps. No result depends on the
     * key, as no map is ever iterated; without it only this protection is lost. */
    if (getrandom(ctx->key, sizeof ctx->key, GRND_NONBLOCK) != (ssize_t)sizeof ctx->key)
        memset(ctx->key, 0, sizeof ctx->key);
    *out = ctx;
    return SY_OK;
}

void sy_ctx_free(sy_ctx *ctx)
{
    if (ctx)
        ctx->alloc(ctx->alloc_user, ctx, 0);
}

/* ---- allocation ----------------------------------------------------------------------- */

void *sy__alloc(const sy_ctx *ctx, size_t size)
{
    if (size == 0)
        return NULL;
    return ctx ? ctx->alloc(ctx->alloc_user, NULL, size) : malloc(size);
}

void *sy__realloc(const sy_ctx *ctx, void *p, size_t size)
{
    if (size == 0) {
        sy__free(ctx, p);
        return NULL;
    }
    return ctx ? ctx->alloc(ctx->alloc_user, p, size) : realloc(p, size);
}

void sy__free(const sy_ctx *ctx, void *p)
{
    if (!p)
        return;
    if (ctx)
        ctx->alloc(ctx->alloc_user, p, 0);
    else
        free(p);
}

void *sy__calloc(const sy_ctx *ctx, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        return NULL;
    void *p = sy__alloc(ctx, bytes);
    if (p)
        memset(p, 0, bytes);
    return p;
}

bool sy__grow(const sy_ctx *ctx, void **at, uint32_t *cap, uint32_t n, size_t size)
{
    if (n < *cap)
        return true;
    uint32_t wanted;
    size_t   bytes;
    if (*cap == 0)
        wanted = 8;
    else if (__builtin_add_overflow(*cap, *cap / 2 + 1, &wanted))
        return false;
    if (__builtin_mul_overflow((size_t)wanted, size, &bytes))
        return false;
    void *p = sy__realloc(ctx, *at, bytes);
    if (!p)
        return false;
    *at = p;
    *cap = wanted;
    return true;
}
