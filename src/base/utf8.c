/* UTF-8 in and out, and simple properties of code points. */
#include "base/internal.h"

/* Length of the valid sequence at p (n bytes left, n > 0) with its code point, or 0. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *cp)
{
    unsigned c = p[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (c >= 0xC2 && c <= 0xDF) {
        if (n < 2 || (p[1] & 0xC0) != 0x80)
            return 0;
        *cp = (c & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (c >= 0xE0 && c <= 0xEF) {
        if (n < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        *cp = (c & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return *cp >= 0x800 && (*cp < 0xD800 || *cp > 0xDFFF) ? 3 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (n < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
            return 0;
        *cp = (c & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
        return *cp >= 0x10000 && *cp <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

uint32_t sy__utf8_next_wide(sy_str s, size_t *i)
{
    uint32_t cp;
    size_t   n = *i < s.len ? decode((const unsigned char *)s.ptr + *i, s.len - *i, &cp) : 0;
    if (n == 0) {
        *i += *i < s.len;
        return 0xFFFD;
    }
    *i += n;
    return cp;
}

uint32_t sy__utf8_prev(sy_str s, size_t *i)
{
    size_t end = *i;
    if (end == 0)
        return 0xFFFD;
    for (size_t back = 1; back <= 4 && back <= end; back++) {
        uint32_t             cp;
        const unsigned char *p = (const unsigned char *)s.ptr + end - back;
        if ((*p & 0xC0) == 0x80)
            continue;
        if (decode(p, back, &cp) != back)
            break;
        *i = end - back;
        return cp;
    }
    *i = end - 1;
    return 0xFFFD;
}

size_t sy__utf8_put(char out[4], uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* Thirty-two bytes at a time: most bytes of most pages are ASCII. */
size_t sy__ascii_run(const char *p, size_t n)
{
    const uint64_t high = 0x8080808080808080u;
    size_t         i = 0;
    for (uint64_t w[4]; n - i >= sizeof w; i += sizeof w) {
        memcpy(w, p + i, sizeof w);
        if ((w[0] | w[1] | w[2] | w[3]) & high)
            break;
    }
    while (i < n && (unsigned char)p[i] < 0x80)
        i++;
    return i;
}

bool sy__utf8_valid(sy_str s, size_t *bad)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp;
        if ((unsigned char)s.ptr[i] < 0x80) {
            i += sy__ascii_run(s.ptr + i, s.len - i);
            continue;
        }
        size_t   n = decode((const unsigned char *)s.ptr + i, s.len - i, &cp);
        if (n == 0) {
            if (bad)
                *bad = i;
            return false;
        }
        i += n;
    }
    return true;
}

/* ---- properties ------------------------------------------------------------------------ */

static const sy__unicode_record *record(uint32_t cp)
{
    if (cp > 0x10FFFF)
        cp = 0xFFFF;  /* never a character */
    size_t at = (size_t)sy__unicode_block[cp >> SY__U_SHIFT] << SY__U_SHIFT;
    return &sy__unicode_records[sy__unicode_index[at + (cp & ((1u << SY__U_SHIFT) - 1))]];
}

bool sy__is_space(uint32_t cp) { return (record(cp)->flags & SY__U_SPACE) != 0; }
bool sy__is_alpha(uint32_t cp) { return (record(cp)->flags & SY__U_ALPHA) != 0; }
bool sy__is_digit(uint32_t cp) { return (record(cp)->flags & SY__U_DIGIT) != 0; }
bool sy__is_upper(uint32_t cp) { return (record(cp)->flags & SY__U_UPPER) != 0; }
bool sy__is_lower(uint32_t cp) { return (record(cp)->flags & SY__U_LOWER) != 0; }
bool sy__is_punct(uint32_t cp) { return (record(cp)->flags & SY__U_PUNCT) != 0; }

uint32_t sy__to_lower(uint32_t cp) { return cp + (uint32_t)record(cp)->lower; }
uint32_t sy__to_upper(uint32_t cp) { return cp + (uint32_t)record(cp)->upper; }

uint32_t sy__fold(uint32_t cp)
{
    if (cp >= SY__U_LATIN_FIRST && cp <= SY__U_LATIN_LAST)
        return sy__unicode_fold_latin[cp - SY__U_LATIN_FIRST];
    if (cp >= SY__U_EXTRA_FIRST && cp <= SY__U_EXTRA_LAST)
        return sy__unicode_fold_extra[cp - SY__U_EXTRA_FIRST];
    return cp;
}
