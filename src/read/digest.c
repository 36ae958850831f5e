/* Digests that a WARC file gives of its records, "sha1:…", "sha256:…" or "md5:…" in base32, base64 or hexadecimal:
 * whether they fit. SHA-1 after FIPS 180-4, MD5 after RFC 1321; neither protects from anybody, both tell damage. */
#include "read/read_internal.h"

static uint32_t rotate(uint32_t x, unsigned n) { return x << n | x >> (32 - n); }

/* Blocks of 64 bytes, and the padded end: all of these hashes have them alike, but for the order of the length's bytes. */
static void each_block(sy_str s, bool big_endian, void (*block)(uint32_t *state, const unsigned char *p), uint32_t *state)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t left = s.len;
    for (; left >= 64; left -= 64, p += 64) block(state, p);
    unsigned char tail[128] = { 0 };
    if (left) memcpy(tail, p, left);
    tail[left] = 0x80;
    size_t n = left < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)s.len * 8;
    for (unsigned i = 0; i < 8; i++) tail[big_endian ? n - 1 - i : n - 8 + i] = (unsigned char)(bits >> (8 * i));
    for (size_t i = 0; i < n; i += 64) block(state, tail + i);
}

/* ---- SHA-1 ------------------------------------------------------------------------------- */

static uint32_t load_be(const unsigned char *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

#define W(i) w[(i) & 15]
#define MIX(i) (W(i) = rotate(W((i) + 13) ^ W((i) + 8) ^ W((i) + 2) ^ W(i), 1))
#define ROUND(a, b, c, d, e, f, k, x) (e += rotate(a, 5) + (f) + (k) + (x), b = rotate(b, 30))
#define CHOOSE(b, c, d) (((c ^ d) & b) ^ d)
#define PARITY(b, c, d) (b ^ c ^ d)
#define MAJORITY(b, c, d) ((b & c) + ((b ^ c) & d))
#define FIVE(f, k, x, i) \
    ROUND(a, b, c, d, e, f(b, c, d), k, x(i)); ROUND(e, a, b, c, d, f(a, b, c), k, x(i + 1)); ROUND(d, e, a, b, c, f(e, a, b), k, x(i + 2)); \
    ROUND(c, d, e, a, b, f(d, e, a), k, x(i + 3)); ROUND(b, c, d, e, a, f(c, d, e), k, x(i + 4))

static void sha1_block(uint32_t *state, const unsigned char *p)
{
    uint32_t w[16], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (unsigned i = 0; i < 16; i++) w[i] = load_be(p + 4 * i);
    FIVE(CHOOSE, 0x5A827999u, W, 0); FIVE(CHOOSE, 0x5A827999u, W, 5); FIVE(CHOOSE, 0x5A827999u, W, 10);
    ROUND(a, b, c, d, e, CHOOSE(b, c, d), 0x5A827999u, W(15));
    ROUND(e, a, b, c, d, CHOOSE(a, b, c), 0x5A827999u, MIX(16));
    ROUND(d, e, a, b, c, CHOOSE(e, a, b), 0x5A827999u, MIX(17));
    ROUND(c, d, e, a, b, CHOOSE(d, e, a), 0x5A827999u, MIX(18));
    ROUND(b, c, d, e, a, CHOOSE(c, d, e), 0x5A827999u, MIX(19));
    FIVE(PARITY, 0x6ED9EBA1u, MIX, 20); FIVE(PARITY, 0x6ED9EBA1u, MIX, 25); FIVE(PARITY, 0x6ED9EBA1u, MIX, 30); FIVE(PARITY, 0x6ED9EBA1u, MIX, 35);
    FIVE(MAJORITY, 0x8F1BBCDCu, MIX, 40); FIVE(MAJORITY, 0x8F1BBCDCu, MIX, 45); FIVE(MAJORITY, 0x8F1BBCDCu, MIX, 50); FIVE(MAJORITY, 0x8F1BBCDCu, MIX, 55);
    FIVE(PARITY, 0xCA62C1D6u, MIX, 60); FIVE(PARITY, 0xCA62C1D6u, MIX, 65); FIVE(PARITY, 0xCA62C1D6u, MIX, 70); FIVE(PARITY, 0xCA62C1D6u, MIX, 75);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

static void sha1(sy_str s, uint8_t out[20])
{
    uint32_t state[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
    each_block(s, true, sha1_block, state);
    for (unsigned i = 0; i < 20; i++) out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

/* ---- MD5 --------------------------------------------------------------------------------- */

static void md5_block(uint32_t *state, const unsigned char *p)
{
    static const uint32_t sines[64] = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1,
        0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453,
        0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
        0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
        0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d,
        0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391
    };
    static const unsigned char turns[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };
    uint32_t w[16], a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < 16; i++) w[i] = __builtin_bswap32(load_be(p + 4 * i));
    for (unsigned i = 0; i < 64; i++) {
        uint32_t f;
        unsigned g;
        switch (i / 16) {
        case 0: f = CHOOSE(b, c, d); g = i; break;
        case 1: f = CHOOSE(d, b, c); g = (5 * i + 1) & 15; break;
        case 2: f = PARITY(b, c, d); g = (3 * i + 5) & 15; break;
        default: f = c ^ (b | ~d); g = (7 * i) & 15; break;
        }
        uint32_t next = b + rotate(a + f + sines[i] + w[g], turns[i / 16][i % 4]);
        a = d;
        d = c;
        c = b;
        b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

static void md5(sy_str s, uint8_t out[16])
{
    uint32_t state[4] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476 };
    each_block(s, false, md5_block, state);
    for (unsigned i = 0; i < 16; i++) out[i] = (uint8_t)(state[i / 4] >> (8 * (i % 4)));
}

/* ---- as text ------------------------------------------------------------------------------- */

static int digit(char c, unsigned bits)
{
    char up = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    switch (bits) {
    case 4: return sy__hex_digit(c);
    case 5: return up >= 'A' && up <= 'Z' ? up - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    default:
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}

/* Digits of so many bits each -> n bytes; false where these are other digits or not as many. */
static bool decode(sy_str text, unsigned bits, uint8_t *out, size_t n)
{
    uint32_t have = 0;
    unsigned n_have = 0;
    size_t at = 0;
    if (text.len != (n * 8 + bits - 1) / bits) return false;
    for (size_t i = 0; i < text.len; i++) {
        int d = digit(text.ptr[i], bits);
        if (d < 0) return false;
        have = have << bits | (uint32_t)d;
        n_have += bits;
        if (n_have >= 8 && at < n) {
            n_have -= 8;
            out[at++] = (uint8_t)(have >> n_have);
        }
    }
    return at == n;
}

bool sy__digest_read(sy_str text, sy__digest *out)
{
    static const struct { const char *name; size_t n; } kinds[] = {
        { "sha1", 20 }, { "sha-1", 20 }, { "sha256", 32 }, { "sha-256", 32 }, { "md5", 16 }
    };
    size_t colon = sy__find(text, SY_STR(":"), 0);
    if (colon == SIZE_MAX) return false;
    sy_str name = sy__trim(sy__sub(text, 0, colon)), value = sy__trim(sy__sub(text, colon + 1, text.len));
    while (value.len && value.ptr[value.len - 1] == '=') value.len--;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!sy__ieq(name, sy__str(kinds[i].name))) continue;
        out->n = kinds[i].n;
        return decode(value, 4, out->bytes, out->n) || decode(value, 5, out->bytes, out->n) || decode(value, 6, out->bytes, out->n);
    }
    return false;
}

bool sy__digest_fits(const sy__digest *d, sy_str bytes)
{
    uint8_t is[32];
    switch (d->n) {
    case 20: sha1(bytes, is); break;
    case 32: sy__sha256(bytes.ptr, bytes.len, is); break;
    default: md5(bytes, is); break;
    }
    return memcmp(is, d->bytes, d->n) == 0;
}
