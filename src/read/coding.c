/* What HTTP does to a body on its way: chunks (RFC 9112, 7.1) and content codings, undone. */
#include <brotli/decode.h>
#include <zlib.h>

#include "read/read_internal.h"

static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

/* ---- chunks ------------------------------------------------------------------------------ */

/* The size line at s[*at]: its number, *at behind it. false: there is none. */
static bool chunk_size(sy_str s, size_t *at, size_t *size)
{
    size_t i = *at, n = 0, digits = 0;
    while (i < s.len && s.ptr[i] == ' ') i++;
    for (int d; i < s.len && (d = sy__hex_digit(s.ptr[i])) >= 0; i++) {
        if (++digits > 15) return false;
        n = n << 4 | (size_t)d;
    }
    const char *line_end = digits ? memchr(s.ptr + i, '\n', s.len - i) : NULL;
    if (!line_end) return false;
    /* Behind the number: nothing, white space, or an extension. */
    if (s.ptr[i] != ';' && sy__trim((sy_str){ s.ptr + i, (size_t)(line_end - s.ptr) - i }).len) return false;
    *at = (size_t)(line_end - s.ptr) + 1;
    *size = n;
    return true;
}

sy_status sy__unchunk(sy_str s, sy_buf *to, bool *chunked, sy_error *err)
{
    size_t at = 0, size = 0;
    *chunked = chunk_size(s, &at, &size);
    sy__buf_clear(to);
    while (*chunked && size) {
        size_t have = size < s.len - at ? size : s.len - at;
        sy__buf_add(to, s.ptr + at, have);
        if (to->failed) return no_memory(err);
        if (have < size) return sy_fail(err, SY_E_FORMAT, at, "has a chunk of %zu bytes where only %zu are left", size, have);
        at += size;
        if (at < s.len && s.ptr[at] == '\r') at++;
        if (at >= s.len || s.ptr[at] != '\n') return sy_fail(err, SY_E_FORMAT, at, "has a chunk that does not end where its size says");
        at++;
        if (at == s.len) return sy_fail(err, SY_E_FORMAT, at, "has no last chunk");
        if (!chunk_size(s, &at, &size)) return sy_fail(err, SY_E_FORMAT, at, "has a chunk without a size");
    }
    return SY_OK;
}

/* ---- content codings ------------------------------------------------------------------------ */

/* gzip and zstd: as a file of this kind would be read. */
static sy_status by_stream(const sy_ctx *ctx, sy_str s, sy_buf *to, uint64_t most, sy_error *err)
{
    sy__stream *stream;
    bool end = false;
    sy_status st = sy__stream_memory(&stream, ctx, s, err);
    if (st) return st;
    while (!st && !end && to->len <= most) st = sy__stream_read(stream, to, 1, &end, err);
    sy__stream_free(stream);
    return st;
}

static sy_status inflate_all(const sy_ctx *ctx, sy_str s, int window, sy_buf *to, uint64_t most, sy_error *err)
{
    z_stream z = { .zalloc = sy__shim_array, .zfree = sy__shim_free, .opaque = (voidpf)(uintptr_t)ctx };
    if (inflateInit2(&z, window) != Z_OK) return no_memory(err);
    z.next_in = (unsigned char *)(uintptr_t)s.ptr;
    z.avail_in = (uInt)s.len;
    int rc = Z_OK;
    sy_status st = SY_OK;
    while (rc == Z_OK && to->len <= most) {
        enum { PIECE = 1 << 16 };
        char *room = sy__buf_room(to, PIECE);
        if (!room) {
            st = no_memory(err);
            break;
        }
        z.next_out = (unsigned char *)room;
        z.avail_out = PIECE;
        rc = inflate(&z, Z_NO_FLUSH);
        to->len += PIECE - z.avail_out;
    }
    inflateEnd(&z);
    if (st || rc == Z_STREAM_END || to->len > most) return st;
    return rc == Z_MEM_ERROR ? no_memory(err) : sy_fail(err, SY_E_FORMAT, to->len, "is damaged");
}

/* "deflate" is zlib's form by the standard, and the bare one by some servers. */
static sy_status inflate_either(const sy_ctx *ctx, sy_str s, sy_buf *to, uint64_t most, sy_error *err)
{
    sy_status st = inflate_all(ctx, s, 15, to, most, err);
    if (st != SY_E_FORMAT || to->len) return st;
    return inflate_all(ctx, s, -15, to, most, err);
}

static sy_status unbrotli(const sy_ctx *ctx, sy_str s, sy_buf *to, uint64_t most, sy_error *err)
{
    BrotliDecoderState *b = BrotliDecoderCreateInstance(sy__shim_alloc, sy__shim_free, (void *)(uintptr_t)ctx);
    if (!b) return no_memory(err);
    const uint8_t *in = (const uint8_t *)s.ptr;
    size_t left = s.len;
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    sy_status st = SY_OK;
    while (!st && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && to->len <= most) {
        enum { PIECE = 1 << 16 };
        size_t room = PIECE;
        uint8_t *out = (uint8_t *)sy__buf_room(to, PIECE);
        if (!out) {
            st = no_memory(err);
            break;
        }
        rc = BrotliDecoderDecompressStream(b, &left, &in, &room, &out, NULL);
        to->len += PIECE - room;
    }
    BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(b);
    BrotliDecoderDestroyInstance(b);
    if (st || rc == BROTLI_DECODER_RESULT_SUCCESS || to->len > most) return st;
    bool memory = code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    return memory ? no_memory(err) : sy_fail(err, SY_E_FORMAT, to->len, "is damaged");
}

sy_status sy__uncode(const sy_ctx *ctx, sy_str name, sy_str s, sy_buf *to, uint64_t most, bool *coded, sy_error *err)
{
    sy_error why = { 0 };
    sy_status st = SY_OK;
    sy__buf_clear(to);
    *coded = true;
    if (name.len > 2 && (sy__starts(name, SY_STR("x-")) || sy__starts(name, SY_STR("X-")))) name = sy__sub(name, 2, name.len);
    if (s.len == 0 || sy__ieq(name, SY_STR("identity")) || sy__ieq(name, SY_STR("none"))) *coded = false;
    else if (sy__ieq(name, SY_STR("gzip"))) {
        *coded = sy__starts(s, SY_STR("\x1f\x8b"));
        if (*coded) st = by_stream(ctx, s, to, most, &why);
    } else if (sy__ieq(name, SY_STR("zstd"))) {
        *coded = sy__starts(s, SY_STR("\x28\xb5\x2f\xfd"));
        if (*coded) st = by_stream(ctx, s, to, most, &why);
    } else if (sy__ieq(name, SY_STR("deflate"))) st = inflate_either(ctx, s, to, most, &why);
    else if (sy__ieq(name, SY_STR("br"))) st = unbrotli(ctx, s, to, most, &why);
    else return sy_fail(err, SY_E_UNSUPPORTED, 0, "has the content coding \"%.*s\", which is not read", name.len < 40 ? (int)name.len : 40, name.ptr);
    if (st == SY_E_NOMEM) return no_memory(err);
    if (!st && to->len > most) return sy__fail_too_large(err, most);
    /* What can't have been coded at all was decoded before it was stored, the field left as it was. */
    if (st == SY_E_FORMAT && to->len == 0 && s.ptr[0] == '<') *coded = false;
    else if (st) return sy_fail(err, st, to->len, "has a body whose %.*s coding is damaged (after %zu bytes)", (int)name.len, name.ptr, to->len);
    return SY_OK;
}
