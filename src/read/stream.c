/* Streams: a file, standard input or memory, with gzip and zstd undone by their magic numbers.
 * Output is asked for in pieces, so a compressed input never takes more memory than its reader wants of it;
 * one that expands beyond reason is ended as a bomb. */
#define ZSTD_STATIC_LINKING_ONLY   /* ZSTD_createDCtx_advanced: our allocator */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "read/read_internal.h"

enum {
    IN_BYTES = 1 << 16,
    /* Text seldom shrinks to a twentieth; what expands further than this, and to more than this, is no text. */
    BOMB_RATIO = 250,
    BOMB_FROM_MIB = 64,
    ZSTD_WINDOW_LOG = 27
};

typedef enum { CODING_UNKNOWN, CODING_NONE, CODING_GZIP, CODING_ZSTD } coding;

struct sy__stream {
    const sy_ctx *ctx;
    int           fd;          /* -1: memory */
    sy_str        memory;      /* not yet taken */
    unsigned char in[IN_BYTES];
    size_t        in_at, in_n;
    bool          in_end;      /* nothing comes after in[] */
    coding        coding;
    z_stream      gz;
    ZSTD_DCtx    *zstd;
    bool          in_frame;    /* inside a gzip member or zstd frame: an end here is one too early */
    bool          done;
    uint64_t      taken, given;
};

static voidpf gz_alloc(voidpf ctx, uInt n, uInt size) { return sy__calloc((const sy_ctx *)ctx, n, size); }
static void gz_free(voidpf ctx, voidpf p) { sy__free((const sy_ctx *)ctx, p); }
static void *zstd_alloc(void *ctx, size_t size) { return sy__alloc((const sy_ctx *)ctx, size); }
static void zstd_free(void *ctx, void *p) { sy__free((const sy_ctx *)ctx, p); }

static sy_status stream_new(sy__stream **out, const sy_ctx *ctx, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    (*out)->ctx = ctx;
    (*out)->fd = -1;
    return SY_OK;
}

/* strerror_r in its GNU form gives a string that is not always the buffer. */
static sy_status fail_errno(sy_error *err, uint64_t at, const char *what, int number)
{
    char text[128];
    return sy_fail(err, SY_E_IO, at, "%s: %s", what, strerror_r(number, text, sizeof text));
}

sy_status sy__stream_open(sy__stream **out, const sy_ctx *ctx, const char *path, sy_error *err)
{
    sy_status st = stream_new(out, ctx, err);
    if (st) return st;
    if (strcmp(path, "-") == 0) {
        (*out)->fd = STDIN_FILENO;
        return SY_OK;
    }
    (*out)->fd = open(path, O_RDONLY | O_CLOEXEC);
    if ((*out)->fd >= 0) return SY_OK;
    st = fail_errno(err, 0, "cannot be opened", errno);
    sy__free(ctx, *out);
    *out = NULL;
    return st;
}

sy_status sy__stream_memory(sy__stream **out, const sy_ctx *ctx, sy_str bytes, sy_error *err)
{
    sy_status st = stream_new(out, ctx, err);
    if (!st) (*out)->memory = bytes.len ? bytes : SY_STR("");
    return st;
}

void sy__stream_free(sy__stream *s)
{
    if (!s) return;
    if (s->coding == CODING_GZIP) inflateEnd(&s->gz);
    if (s->zstd) ZSTD_freeDCtx(s->zstd);
    if (s->fd > STDIN_FILENO) close(s->fd);
    sy__free(s->ctx, s);
}

/* Brings more raw bytes behind what is left of them. */
static sy_status refill(sy__stream *s, sy_error *err)
{
    if (s->in_end) return SY_OK;
    if (s->in_at) {
        memmove(s->in, s->in + s->in_at, s->in_n - s->in_at);
        s->in_n -= s->in_at;
        s->in_at = 0;
    }
    size_t room = IN_BYTES - s->in_n;
    if (s->fd < 0) {
        size_t n = s->memory.len < room ? s->memory.len : room;
        if (n) memcpy(s->in + s->in_n, s->memory.ptr, n);
        s->memory = sy__sub(s->memory, n, s->memory.len);
        s->in_n += n;
        s->taken += n;
        s->in_end = s->memory.len == 0;
        return SY_OK;
    }
    ssize_t n;
    do n = read(s->fd, s->in + s->in_n, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) return fail_errno(err, s->taken, "cannot be read", errno);
    s->in_end = n == 0;
    s->in_n += (size_t)n;
    s->taken += (uint64_t)n;
    return SY_OK;
}

static bool is_gzip(const unsigned char *p, size_t n) { return n >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8; }
static bool is_zstd(const unsigned char *p, size_t n)
{
    if (n < 4) return false;
    bool skippable = (p[0] & 0xf0) == 0x50 && p[1] == 0x2a && p[2] == 0x4d && p[3] == 0x18;
    return skippable || (p[0] == 0x28 && p[1] == 0xb5 && p[2] == 0x2f && p[3] == 0xfd);
}

static sy_status tell_coding(sy__stream *s, sy_error *err)
{
    while (s->in_n < 4 && !s->in_end)
{
        sy_status st = refill(s, err);
        if (st) return st;
    }
    s->coding = CODING_NONE;
    if (is_gzip(s->in, s->in_n)) {
        s->gz.zalloc = gz_alloc;
        s->gz.zfree = gz_free;
        s->gz.opaque = (voidpf)(uintptr_t)s->ctx;
        if (inflateInit2(&s->gz, 15 + 16) != Z_OK) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
        s->coding = CODING_GZIP;
        s->in_frame = true;
    } else if (is_zstd(s->in, s->in_n)) {
        ZSTD_customMem mem = { zstd_alloc, zstd_free, (void *)(uintptr_t)s->ctx };
        s->zstd = ZSTD_createDCtx_advanced(mem);
        if (!s->zstd) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
        ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
        s->coding = CODING_ZSTD;
        s->in_frame = true;
    }
    return SY_OK;
}

/* One call's worth of gzip. A member may follow a member; other bytes behind the last are padding, as gzip has it. */
static sy_status gunzip(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    if (!s->in_frame)
{
        if (!is_gzip(s->in + s->in_at, s->in_n - s->in_at)) {
            s->done = true;
            return SY_OK;
        }
        if (inflateReset(&s->gz) != Z_OK) return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged gzip file");
        s->in_frame = true;
    }
    s->gz.next_in = s->in + s->in_at;
    s->gz.avail_in = (uInt)(s->in_n - s->in_at);
    s->gz.next_out = to;
    s->gz.avail_out = (uInt)n;
    int rc = inflate(&s->gz, Z_NO_FLUSH);
    s->in_at = s->in_n - s->gz.avail_in;
    *got = n - s->gz.avail_out;
    if (rc == Z_STREAM_END) s->in_frame = false;
    if (rc == Z_MEM_ERROR) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged gzip file (after %llu bytes of content)", (unsigned long long)s->given);
    return SY_OK;
}

static sy_status unzstd(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    if (!s->in_frame && s->in_at == s->in_n)
{
        s->done = true;
        return SY_OK;
    }
    ZSTD_inBuffer in = { s->in + s->in_at, s->in_n - s->in_at, 0 };
    ZSTD_outBuffer out = { to, n, 0 };
    size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
    s->in_at += in.pos;
    *got = out.pos;
    if (!ZSTD_isError(rc)) {
        s->in_frame = rc != 0;
        return SY_OK;
    }
    switch (ZSTD_getErrorCode(rc)) {
    case ZSTD_error_memory_allocation: return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    case ZSTD_error_frameParameter_windowTooLarge:
        return sy_fail(err, SY_E_LIMIT, s->given, "is a zstd file whose window is larger than %u MiB", 1U << (ZSTD_WINDOW_LOG - 20));
    default:
        return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged zstd file (after %llu bytes of content)", (unsigned long long)s->given);
    }
}

/* Some bytes of content, 0 at the end. */
static sy_status some(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    *got = 0;
    while (*got == 0 && !s->done) {
        while (s->in_n - s->in_at < 4 && !s->in_end) {   /* a magic number is never seen in halves */
            sy_status st = refill(s, err);
            if (st) return st;
        }
        size_t left = s->in_n - s->in_at;
        sy_status st = SY_OK;
        if (s->coding == CODING_NONE) {
            *got = left < n ? left : n;
            memcpy(to, s->in + s->in_at, *got);
            s->in_at += *got;
            s->done = *got == 0 && s->in_end;
        } else {
            st = s->coding == CODING_GZIP ? gunzip(s, to, n, got, err) : unzstd(s, to, n, got, err);
            /* No bytes in, none out, and still inside: the file was cut off. */
            if (!st && *got == 0 && left == 0 && s->in_end && s->in_frame)
                st = sy_fail(err, SY_E_FORMAT, s->given, "is a %s file that ends early (after %llu bytes of content)",
                             s->coding == CODING_GZIP ? "gzip" : "zstd", (unsigned long long)s->given);
        }
        if (st) return st;
    }
    s->given += *got;
    if (s->coding > CODING_NONE && s->given > (uint64_t)BOMB_FROM_MIB << 20 && s->given / BOMB_RATIO > s->taken)
        return sy_fail(err, SY_E_LIMIT, s->given, "expands more than %d times: taken for a decompression bomb", BOMB_RATIO);
    return SY_OK;
}

sy_status sy__stream_read(sy__stream *s, sy_buf *to, size_t n, bool *end, sy_error *err)
{
    if (s->coding == CODING_UNKNOWN)
{
        sy_status st = tell_coding(s, err);
        if (st) return st;
    }
    unsigned char piece[1 << 14];
    while (n > 0 && !s->done) {
        size_t got = 0;
        sy_status st = some(s, piece, n < sizeof piece ? n : sizeof piece, &got, err);
        sy__buf_add(to, piece, got);   /* what came before a fault is still content */
        if (to->failed) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
        if (st) return st;
        n -= got;
    }
    *end = s->done;
    return SY_OK;
}
