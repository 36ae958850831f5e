/* What the tests of records and feeds share: reading from memory, and what came of it as one line. */
#ifndef TESTS_READ_SUPPORT_H
#define TESTS_READ_SUPPORT_H

#include "check.h"

#include <zlib.h>
#include <zstd.h>

#include "read/read_internal.h"

static sy_ctx *ctx;

static inline int set_up(void **state)
{
    (void)state;
    return sy_ctx_new(&ctx, NULL);
}

static inline int tear_down(void **state)
{
    (void)state;
    sy_ctx_free(ctx);
    return 0;
}

static inline sy_status run_read(sy_ctx *failing, void *user)
{
    const sy_str *in = user;
    sy_document_set *s = NULL;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    sy_status st = sy_read_memory(&s, failing, "a", *in, &opts, NULL);
    sy_document_set_free(s);
    return st;
}

static inline sy_document_set *read_as(const char *path, sy_str bytes, const sy_read_opts *opts)
{
    sy_document_set *s = NULL;
    sy_error err = { 0 };
    if (sy_read_memory(&s, ctx, path, bytes, opts, &err)) fail_msg("%s: %s", path, err.text);
    return s;
}

/* "id|form|source;…" in the reader's order, then "!record: text;…". */
static inline void check_read(sy_str bytes, const char *want)
{
    static const char *forms[] = { "text", "page", "html" };
    sy_reader *r;
    const sy_document *d;
    sy_status st;
    sy_buf got;
    sy__buf_init(&got, ctx);
    assert_int_equal(sy__reader_memory(&r, ctx, "x/in", bytes, NULL, NULL), SY_OK);
    while ((st = sy_reader_next(r, &d, NULL)) == SY_OK)
        sy__buf_printf(&got, "%.*s|%s|%.*s;", (int)d->id.len, d->id.ptr, forms[d->form], d->source.len < 200 ? (int)d->source.len : 200, d->source.ptr);
    assert_int_equal(st, SY_E_END);
    size_t n;
    const sy_problem *p = sy_reader_problems(r, &n);
    for (size_t i = 0; i < n; i++) sy__buf_printf(&got, "!%s%s%s;", p[i].record.len ? p[i].record.ptr : "", p[i].record.len ? ": " : "", p[i].text.ptr);
    sy__buf_char(&got, '\0');
    assert_string_equal(got.ptr, want);
    sy__buf_done(&got);
    sy_reader_free(r);
}

static inline void put_gzip(sy_buf *to, sy_str s, int window)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t most = deflateBound(&z, s.len) + 64;
    z.next_in = (unsigned char *)(uintptr_t)s.ptr;
    z.avail_in = (unsigned)s.len;
    z.next_out = (unsigned char *)sy__buf_room(to, most);
    z.avail_out = (unsigned)most;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    to->len += z.total_out;
    deflateEnd(&z);
}

static inline void put_zstd(sy_buf *to, sy_str s)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    size_t most = ZSTD_compressBound(s.len) + 64, n = ZSTD_compress2(c, sy__buf_room(to, most), most, s.ptr, s.len);
    ZSTD_freeCCtx(c);
    assert_false(ZSTD_isError(n));
    to->len += n;
}

#endif
