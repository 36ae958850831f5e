/* Decoding: which charset the bytes are in, and those bytes as UTF-8 with an origin map. */
#include <lexbor/encoding/encoding.h>
#include <uchardet.h>

#include "extract/internal.h"

enum { SNIFF = 4096, GUESS = 65536 };

/* ---- which charset -------------------------------------------------------------------------------- */

static const lxb_encoding_data_t *by_name(sy_str name)
{
    name = sy__trim(name);
    while (name.len && (name.ptr[0] == '"' || name.ptr[0] == '\''))
        name = sy__sub(name, 1, name.len);
    size_t n = 0;
    while (n < name.len && name.ptr[n] != '"' && name.ptr[n] != '\'' && name.ptr[n] != ';' && (uint8_t)name.ptr[n] > ' ')
        n++;
    return n ? lxb_encoding_data_by_name((const lxb_char_t *)name.ptr, n) : NULL;
}

static bool letter(char c) { return ((uint8_t)c | 32) >= 'a' && ((uint8_t)c | 32) <= 'z'; }

/* charset=… inside of the first meta elements, as the HTML standard's prescan reads it, simplified: also XML's encoding=. */
static const lxb_encoding_data_t *declared(sy_str s)
{
    s.len = s.len > SNIFF ? SNIFF : s.len;
    static const struct { const char *name; size_t n; } keys[] = { { "charset", 7 }, { "encoding", 8 } };
    bool tag = false;
    for (size_t i = 0; i + 8 < s.len; i++) {
        if (s.ptr[i] == '<')
            tag = sy__ieq(sy__sub(s, i + 1, i + 5), SY_STR("meta")) || sy__starts(sy__sub(s, i, s.len), SY_STR("<?xml"));
        else if (s.ptr[i] == '>')
            tag = false;
        if (!tag || letter(s.ptr[i > 0 ? i - 1 : 0]))
            continue;
        for (size_t k = 0; k < 2; k++) {
            if (!sy__ieq(sy__sub(s, i, i + keys[k].n > s.len ? s.len : i + keys[k].n), sy__str(keys[k].name)))
                continue;
            size_t j = i + keys[k].n;
            while (j < s.len && (uint8_t)s.ptr[j] <= ' ')
                j++;
            if (j >= s.len || s.ptr[j] != '=')
                continue;
            const lxb_encoding_data_t *e = by_name(sy__sub(s, j + 1, s.len));
            if (e && (e->encoding == LXB_ENCODING_UTF_16LE || e->encoding == LXB_ENCODING_UTF_16BE))
                e = lxb_encoding_data(LXB_ENCODING_UTF_8);       /* could not be read as ASCII otherwise */
            if (e)
                return e;
        }
    }
    return NULL;
}

static const lxb_encoding_data_t *guess(sy_str s)
{
    const lxb_encoding_data_t *e = NULL;
    uchardet_t u = uchardet_new();
    if (!u)
        return NULL;
    if (uchardet_handle_data(u, s.ptr, s.len > GUESS ? GUESS : s.len) == 0) {
        uchardet_data_end(u);
        e = by_name(sy__str(uchardet_get_charset(u)));
    }
    uchardet_delete(u);
    return e;
}

/* Bytes of valid sequences of more than one byte for each byte that is none: text in UTF-8 with a few broken bytes has many,
 * text in another charset hardly any. */
static bool mostly_utf8(sy_str s, uint32_t times)
{
    uint64_t good = 0, bad = 0;
    s.len = s.len > GUESS ? GUESS : s.len;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        uint32_t cp = sy__utf8_next(s, &i);
        if (i - from > 1)
            good += i - from;
        else
            bad += cp == 0xFFFD;
    }
    return good > 0 && good >= bad * times;
}

/* ---- UTF-8 ------------------------------------------------------------------------------------------- */

static const char replacement[] = "\xEF\xBF\xBD";

static bool emit(sy__decoded *d, const char *bytes, size_t n, uint32_t from, uint32_t n_from, bool same)
{
    uint32_t to = (uint32_t)d->buf.len;
    sy__buf_add(&d->buf, bytes, n);
    return !d->buf.failed &&
           sy__origin_add(&d->map, (sy_span){ to, to + (uint32_t)n }, (sy_span){ from, from + n_from }, same);
}

static bool utf8(sy__decoded *d, sy_str s, uint32_t skip)
{
    size_t bad;
    s = sy__sub(s, skip, s.len);
    if (skip == 0 && sy__utf8_valid(s, &bad)) {
        d->text = s;
        d->map.identity = true;
        return true;
    }
    size_t i = 0;
    while (i < s.len) {
        sy_str rest = sy__sub(s, i, s.len);
        size_t n = rest.len;
        if (!sy__utf8_valid(rest, &bad))
            n = bad;
        if (n && !emit(d, rest.ptr, n, skip + (uint32_t)i, (uint32_t)n, true))
            return false;
        i += n;
        if (i < s.len) {
            if (!emit(d, replacement, 3, skip + (uint32_t)i, 1, false))
                return false;
            d->invalid++;
            i++;
        }
    }
    d->text = sy__buf_view(&d->buf);
    return true;
}

/* ---- other charsets, code point by code point ---------------------------------------------------------- */

static bool transcode(sy__decoded *d, sy_str s, const lxb_encoding_data_t *e, uint32_t skip)
{
    lxb_encoding_decode_t ctx;
    const lxb_char_t *p = (const lxb_char_t *)s.ptr + skip, *end = (const lxb_char_t *)s.ptr + s.len, *base = (const lxb_char_t *)s.ptr;
    bool ascii = e->encoding != LXB_ENCODING_UTF_16LE && e->encoding != LXB_ENCODING_UTF_16BE && e->encoding != LXB_ENCODING_ISO_2022_JP;
    if (lxb_encoding_decode_init_single(&ctx, e) != LXB_STATUS_OK)
        return false;
    while (p < end) {
        const lxb_char_t *from = p;
        if (ascii && *p < 0x80) {
            p += sy__ascii_run((const char *)p, (size_t)(end - p));
            if (!emit(d, (const char *)from, (size_t)(p - from), (uint32_t)(from - base), (uint32_t)(p - from), true))
                return false;
            continue;
        }
        lxb_codepoint_t cp = e->decode_single(&ctx, &p, end);
        bool bad = cp > LXB_ENCODING_DECODE_MAX_CODEPOINT;
        if (p <= from)
            p = from + 1;                                /* never stand still */
        char out[4];
        size_t n = bad ? 3 : sy__utf8_put(out, cp);
        d->invalid += bad;
        if (cp == 0xFEFF && from == base)
            continue;
        if (!emit(d, bad ? replacement : out, n, (uint32_t)(from - base), (uint32_t)(p - from), false))
            return false;
    }
    d->text = sy__buf_view(&d->buf);
    return true;
}

bool sy__decode(sy__decoded *d, const sy_ctx *ctx, sy_str source, sy_str hint, bool html)
{
    const uint8_t *b = (const uint8_t *)source.ptr;
    const lxb_encoding_data_t *e = NULL, *said = NULL;
    uint32_t skip = 0;
    size_t bad;
    (void)ctx;
    if (source.len >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) {
        e = lxb_encoding_data(LXB_ENCODING_UTF_8);
        skip = 3;
    } else if (source.len >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF))) {
        e = lxb_encoding_data(b[0] == 0xFF ? LXB_ENCODING_UTF_16LE : LXB_ENCODING_UTF_16BE);
        skip = 2;
    } else {
        said = by_name(hint);
        if (!said && html)
            said = declared(source);
        bool valid = sy__utf8_valid(source, &bad);
        if (valid && (!said || (said->encoding != LXB_ENCODING_UTF_16LE && said->encoding != LXB_ENCODING_UTF_16BE &&
                                said->encoding != LXB_ENCODING_ISO_2022_JP)))
            e = lxb_encoding_data(LXB_ENCODING_UTF_8);       /* valid UTF-8 with more than ASCII is nothing else */
        else if (mostly_utf8(source, said && said->encoding != LXB_ENCODING_UTF_8 ? 8 : 2))
            e = lxb_encoding_data(LXB_ENCODING_UTF_8);
        else if (said && said->encoding != LXB_ENCODING_UTF_8)
            e = said;
        else {
            e = guess(source);
            d->guessed = e != NULL;
            if (!e || e->encoding == LXB_ENCODING_UTF_8)
                e = lxb_encoding_data(LXB_ENCODING_WINDOWS_1252);
        }
        if (said && said != e && !valid)
            d->declared = (const char *)said->name;
    }
    d->charset = (const char *)e->name;
    return e->encoding == LXB_ENCODING_UTF_8 ? utf8(d, source, skip) : transcode(d, source, e, skip);
}
