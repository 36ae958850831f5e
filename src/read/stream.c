/* Streams: a file, standard input or memory, with gzip and zstd undone by their magic numbers.
 * Output is asked for in pieces, so a compressed input never takes more memory than its reader wants of it;
 * one that expands beyond reason is ended as a bomb. Behind damage a stream can be taken up again at the next gzip
 * member or zstd frame: the raw bytes of the present one are kept for it, as far as they fit into the buffer. */
#define ZSTD_STATIC_LINKING_ONLY   /* ZSTD_createDCtx_advanced: our allocator */
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "read/read_internal.h"

enum {
    RAW_BYTES = 1 << 20,
    ROOM = 1 << 20,           /* for what a call gives: a member that fits is undone in one go */
    FAST_IN = 1 << 19,        /* of a member, to try it in one go */
    /* Text seldom shrinks to a twentieth; what expands further than this, and to more than this, is no text. */
    BOMB_RATIO = 250,
    BOMB_FROM_MIB = 64,
    ZSTD_WINDOW_LOG = 27,
    DICTIONARY_MOST = 8 << 20
};
#define LOST SIZE_MAX

typedef enum { CODING_UNKNOWN, CODING_NONE, CODING_GZIP, CODING_ZSTD } coding;

struct sy__stream {
    const sy_ctx *ctx;
    int           fd;          /* -1: memory */
    unsigned char *raw;        /* RAW_BYTES, of a file */
    const unsigned char *in;   /* raw, or the memory itself */
    size_t        in_at, in_n;
    bool          in_end;      /* nothing comes after in[] */
    uint64_t      size;        /* of a regular file or memory; UINT64_MAX: not known */
    coding        coding;
    z_stream      gz;
    struct libdeflate_decompressor *fast;
    ZSTD_DCtx    *zstd;
    bool          members;     /* what stands between members is damage, no padding */
    bool          in_frame;    /* inside a gzip member or zstd frame: an end here is one too early */
    size_t        frame_at;    /* where it begins in in[], LOST where that is no longer there */
    bool          done;
    uint64_t      taken, given;
};

void *sy__shim_array(void *ctx, unsigned n, unsigned size) { return sy__calloc(ctx, n, size); }
void *sy__shim_alloc(void *ctx, size_t size) { return sy__alloc(ctx, size); }
void sy__shim_free(void *ctx, void *p) { sy__free(ctx, p); }
static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

/* ---- life ------------------------------------------------------------------------------ */

static sy_status stream_new(sy__stream **out, const sy_ctx *ctx, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return no_memory(err);
    (*out)->ctx = ctx;
    (*out)->fd = -1;
    (*out)->size = UINT64_MAX;
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
    sy__stream *s = *out;
    struct stat info;
    s->raw = sy__alloc(ctx, RAW_BYTES);
    s->in = s->raw;
    if (!s->raw) st = no_memory(err);
    else if (strcmp(path, "-") == 0) s->fd = STDIN_FILENO;
    else if ((s->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) st = fail_errno(err, 0, "cannot be opened", errno);
    else if (fstat(s->fd, &info) == 0 && S_ISREG(info.st_mode)) s->size = (uint64_t)info.st_size;
    if (!st) return SY_OK;
    sy__stream_free(s);
    *out = NULL;
    return st;
}

sy_status sy__stream_memory(sy__stream **out, const sy_ctx *ctx, sy_str bytes, sy_error *err)
{
    sy_status st = stream_new(out, ctx, err);
    if (st) return st;
    (*out)->in = (const unsigned char *)(bytes.ptr ? bytes.ptr : "");
    (*out)->size = (*out)->taken = (*out)->in_n = bytes.len;
    (*out)->in_end = true;
    return SY_OK;
}

void sy__stream_free(sy__stream *s)
{
    if (!s) return;
    if (s->coding == CODING_GZIP) inflateEnd(&s->gz);
    libdeflate_free_decompressor(s->fast);
    ZSTD_freeDCtx(s->zstd);
    if (s->fd > STDIN_FILENO) close(s->fd);
    sy__free(s->ctx, s->raw);
    sy__free(s->ctx, s);
}

bool sy__stream_at_member(const sy__stream *s) { return s->coding > CODING_NONE && !s->in_frame; }

uint64_t sy__stream_left(const sy__stream *s)
{
    if (s->coding != CODING_NONE || s->size == UINT64_MAX) return UINT64_MAX;
    uint64_t used = s->taken - (s->in_n - s->in_at);
    return s->size > used ? s->size - used : 0;
}

/* ---- raw bytes --------------------------------------------------------------------------- */

static sy_status read_raw(sy__stream *s, void *to, size_t room, size_t *got, sy_error *err)
{
    ssize_t n;
    do n = read(s->fd, to, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) return fail_errno(err, s->taken, "cannot be read", errno);
    s->in_end = n == 0;
    s->taken += (uint64_t)n;
    *got = (size_t)n;
    return SY_OK;
}

/* Brings more raw bytes behind what is left of them, and behind the present member as long as there is room for it. */
static sy_status refill(sy__stream *s, sy_error *err)
{
    if (s->in_end) return SY_OK;
    size_t keep = s->in_frame && s->frame_at != LOST ? s->frame_at : s->in_at;
    if (s->in_n - keep > RAW_BYTES / 4 * 3 && keep < s->in_at) {
        keep = s->in_at;
        s->frame_at = LOST;
    }
    if (keep) {
        memmove(s->raw, s->raw + keep, s->in_n - keep);
        s->in_n -= keep;
        s->in_at -= keep;
        if (s->frame_at != LOST) s->frame_at -= keep < s->frame_at ? keep : s->frame_at;
    }
    size_t got = 0;
    sy_status st = read_raw(s, s->raw + s->in_n, RAW_BYTES - s->in_n, &got, err);
    s->in_n += got;
    return st;
}

static sy_status refill_to(sy__stream *s, size_t n, sy_error *err)
{
    sy_status st = SY_OK;
    while (!st && s->in_n - s->in_at < n && !s->in_end) st = refill(s, err);
    return st;
}

/* ---- which coding ------------------------------------------------------------------------- */

static bool is_gzip(const unsigned char *p, size_t n) { return n >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8; }
static bool is_zstd(const unsigned char *p, size_t n)
{
    if (n < 4) return false;
    bool skippable = (p[0] & 0xf0) == 0x50 && p[1] == 0x2a && p[2] == 0x4d && p[3] == 0x18;
    return skippable || (p[0] == 0x28 && p[1] == 0xb5 && p[2] == 0x2f && p[3] == 0xfd);
}

/* A first frame of this kind holds the dictionary of all others, itself perhaps compressed: so .warc.zst has it. */
static sy_status load_dictionary(sy__stream *s, sy_error *err)
{
    static const unsigned char magic[4] = { 0x5d, 0x2a, 0x4d, 0x18 };
    if (s->in_n < 8 || memcmp(s->in, magic, 4) != 0) return SY_OK;
    size_t n = (size_t)s->in[4] | (size_t)s->in[5] << 8 | (size_t)s->in[6] << 16 | (size_t)s->in[7] << 24;
    if (n > (s->raw ? RAW_BYTES - 8 : s->in_n - 8)) return SY_OK;   /* none of ours, then: what needs it will fail */
    sy_status st = refill_to(s, n + 8, err);
    if (st || s->in_n < n + 8) return st;
    const unsigned char *at = s->in + 8;
    unsigned char *plain = NULL;
    unsigned long long size = is_zstd(at, n) ? ZSTD_getFrameContentSize(at, n) : 0;
    if (size > 0 && size <= DICTIONARY_MOST) {
        plain = sy__alloc(s->ctx, (size_t)size);
        if (!plain) return no_memory(err);
        size_t rc = ZSTD_decompressDCtx(s->zstd, plain, (size_t)size, at, n);
        if (ZSTD_isError(rc)) rc = 0;
        at = plain;
        n = rc;
    }
    size_t rc = ZSTD_DCtx_loadDictionary(s->zstd, at, n);
    sy__free(s->ctx, plain);
    return ZSTD_isError(rc) && ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation ? no_memory(err) : SY_OK;
}

static sy_status tell_coding(sy__stream *s, sy_error *err)
{
    sy_status st = refill_to(s, 8, err);
    if (st) return st;
    s->coding = CODING_NONE;
    if (is_gzip(s->in, s->in_n)) {
        s->gz.zalloc = sy__shim_array;
        s->gz.zfree = sy__shim_free;
        s->gz.opaque = (voidpf)(uintptr_t)s->ctx;
        if (inflateInit2(&s->gz, 15 + 16) != Z_OK) return no_memory(err);
        s->coding = CODING_GZIP;
        s->fast = libdeflate_alloc_decompressor();
        if (!s->fast) return no_memory(err);
    } else if (is_zstd(s->in, s->in_n)) {
        ZSTD_customMem mem = { sy__shim_alloc, sy__shim_free, (void *)(uintptr_t)s->ctx };
        s->zstd = ZSTD_createDCtx_advanced(mem);
        if (!s->zstd) return no_memory(err);
        ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
        s->coding = CODING_ZSTD;
        return load_dictionary(s, err);
    }
    return SY_OK;
}

/* ---- members and frames ------------------------------------------------------------------- */

static bool only_zeros(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

bool sy__stream_members(sy__stream *s)
{
    s->members = true;
    /* What was taken for padding may be a member whose first bytes are damaged. */
    if (s->done && s->coding == CODING_GZIP && !only_zeros(s->in + s->in_at, s->in_n - s->in_at)) s->done = false;
    return !s->done;
}

/* Between two members or frames: begins the next, or ends the stream. */
static sy_status begin_frame(sy__stream *s, bool (*is_magic)(const unsigned char *, size_t), const char *name, sy_error *err)
{
    sy_status st = refill_to(s, FAST_IN, err);
    if (st) return st;
    const unsigned char *p = s->in + s->in_at;
    size_t n = s->in_n - s->in_at;
    if (is_magic(p, n)) {
        s->in_frame = true;
        s->frame_at = s->in_at;
        return SY_OK;
    }
    if (s->members && !only_zeros(p, n))
        return sy_fail(err, SY_E_FORMAT, s->given, "has something else between its %s", name);
    s->done = true;   /* padding, as gzip has it */
    return SY_OK;
}

/* One call's worth of gzip. */
static sy_status gunzip(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    if (!s->in_frame) {
        sy_status st = begin_frame(s, is_gzip, "gzip members", err);
        if (st || s->done) return st;
        size_t used = 0;
        if (n >= ROOM && libdeflate_gzip_decompress_ex(s->fast, s->in + s->in_at, s->in_n - s->in_at, to, n, &used, got) == LIBDEFLATE_SUCCESS) {
            s->in_at += used;
            s->in_frame = false;
            return SY_OK;
        }
        *got = 0;   /* it is damaged or large, or goes on behind the buffer */
        if (inflateReset(&s->gz) != Z_OK) return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged gzip file");
    }
    s->gz.next_in = (unsigned char *)(uintptr_t)(s->in + s->in_at);
    s->gz.avail_in = s->in_n - s->in_at < UINT32_MAX ? (uInt)(s->in_n - s->in_at) : UINT32_MAX;
    s->gz.next_out = to;
    s->gz.avail_out = (uInt)n;
    uInt before = s->gz.avail_in;
    int rc = inflate(&s->gz, Z_NO_FLUSH);
    s->in_at += before - s->gz.avail_in;
    *got = n - s->gz.avail_out;
    if (rc == Z_STREAM_END) s->in_frame = false;
    if (rc == Z_MEM_ERROR) return no_memory(err);
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged gzip file (after %llu bytes of content)", (unsigned long long)(s->given + *got));
    return SY_OK;
}

static sy_status unzstd(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    if (!s->in_frame) {
        sy_status st = SY_OK;
        if (s->members) st = begin_frame(s, is_zstd, "zstd frames", err);
        else if (s->in_at == s->in_n) s->done = true;
        if (st || s->done) return st;
        s->in_frame = true;
        s->frame_at = s->in_at;
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
    case ZSTD_error_memory_allocation: return no_memory(err);
    case ZSTD_error_frameParameter_windowTooLarge:
        return sy_fail(err, SY_E_LIMIT, s->given, "is a zstd file whose window is larger than %u MiB", 1U << (ZSTD_WINDOW_LOG - 20));
    default:
        return sy_fail(err, SY_E_FORMAT, s->given, "is a damaged zstd file (after %llu bytes of content)", (unsigned long long)s->given);
    }
}

static sy_status copy(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    size_t left = s->in_n - s->in_at;
    if (left) {
        *got = left < n ? left : n;
        memcpy(to, s->in + s->in_at, *got);
        s->in_at += *got;
        return SY_OK;
    }
    sy_status st = s->in_end ? SY_OK : read_raw(s, to, n, got, err);   /* straight to where it is wanted */
    s->done = *got == 0 && s->in_end;
    return st;
}

/* Some bytes of content, 0 at the end, and of streams in members at the end of one. */
static sy_status some(sy__stream *s, unsigned char *to, size_t n, size_t *got, sy_error *err)
{
    *got = 0;
    while (*got == 0 && !s->done) {
        if (s->coding == CODING_NONE) {
            sy_status st = copy(s, to, n, got, err);
            if (st) return st;
            continue;
        }
        sy_status st = refill_to(s, 4, err);   /* a magic number is never seen in halves */
        if (st) return st;
        size_t left = s->in_n - s->in_at;
        st = s->coding == CODING_GZIP ? gunzip(s, to, n, got, err) : unzstd(s, to, n, got, err);
        /* No bytes in, none out, and still inside: the file was cut off. */
        if (!st && *got == 0 && left == 0 && s->in_end && s->in_frame)
            st = sy_fail(err, SY_E_FORMAT, s->given, "is a %s file that ends early (after %llu bytes of content)",
                         s->coding == CODING_GZIP ? "gzip" : "zstd", (unsigned long long)s->given);
        if (st) {
            s->given += *got;
            return st;
        }
    }
    s->given += *got;
    if (s->coding > CODING_NONE && s->given > (uint64_t)BOMB_FROM_MIB << 20 && s->given / BOMB_RATIO > s->taken)
        return sy_fail(err, SY_E_LIMIT, s->given, "expands more than %d times: taken for a decompression bomb", BOMB_RATIO);
    return SY_OK;
}

sy_status sy__stream_read(sy__stream *s, sy_buf *to, size_t n, bool *end, sy_error *err)
{
    if (s->coding == CODING_UNKNOWN) {
        sy_status st = tell_coding(s, err);
        if (st) return st;
    }
    for (size_t all = 0; all < n && !s->done;) {
        size_t got = 0, most = ROOM;
        if (s->coding == CODING_NONE && s->in_end && s->in_n - s->in_at < ROOM) most = s->in_n - s->in_at + 1;
        char *room = sy__buf_room(to, most);
        if (!room) return no_memory(err);
        sy_status st = some(s, (unsigned char *)room, most, &got, err);
        to->len += got;   /* what came before a fault is still content */
        if (st) return st;
        all += got;
        if (sy__stream_at_member(s)) break;
    }
    *end = s->done;
    return SY_OK;
}

/* ---- behind damage -------------------------------------------------------------------------- */

sy_status sy__stream_resync(sy__stream *s, bool *found, sy_error *err)
{
    bool (*is_magic)(const unsigned char *, size_t) = s->coding == CODING_GZIP ? is_gzip : is_zstd;
    *found = false;
    if (s->coding <= CODING_NONE) return SY_OK;
    if (s->in_frame && s->frame_at != LOST) s->in_at = s->frame_at + 1;
    s->in_frame = s->done = false;
    if (s->zstd) ZSTD_DCtx_reset(s->zstd, ZSTD_reset_session_only);
    for (;;) {
        for (; s->in_n - s->in_at >= 4; s->in_at++)
            if (is_magic(s->in + s->in_at, 4)) {
                *found = true;
                return SY_OK;
            }
        if (s->in_end) return SY_OK;
        sy_status st = refill(s, err);
        if (st) return st;
    }
}
