/* MurmurHash64A (the language model's keys), SHA-256 (documents), and hexadecimal. */
#include "base/internal.h"

static uint64_t load64(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

uint64_t sy__hash(const void *p, size_t n, uint64_t seed)
{
    const uint64_t       m = 0xC6A4A7935BD1E995u;
    const unsigned char *at = p;
    uint64_t             h = seed ^ (n * m);
    for (size_t left = n; left >= 8; left -= 8, at += 8) {
        uint64_t k = load64(at) * m;
        k ^= k >> 47;
        h = (h ^ (k * m)) * m;
    }
    if (n & 7) {
        for (size_t i = 0; i < (n & 7); i++)
            h ^= (uint64_t)at[i] << (8 * i);
        h *= m;
    }
    h = (h ^ (h >> 47)) * m;
    return h ^ (h >> 47);
}

void sy__hex(const uint8_t *p, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[p[i] >> 4];
        out[2 * i + 1] = digits[p[i] & 15];
    }
    out[2 * n] = '\0';
}

/* ---- SHA-256 (FIPS 180-4) --------------------------------------------------------------- */

static const uint32_t round_key[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#define WORD uint32_t
#include "base/sha256_rounds.h"

static void sha256_block(uint32_t state[8], const unsigned char *p)
{
    uint32_t w[16];
    for (unsigned i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    sha256_rounds(state, w, round_key);
}

void sy__sha256(const void *p, size_t n, uint8_t out[32])
{
    uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    const unsigned char *at = p;
    unsigned char        tail[128] = { 0 };
    size_t               left = n;
    for (; left >= 64; left -= 64, at += 64)
        sha256_block(state, at);
    if (left)
        memcpy(tail, at, left);
    tail[left] = 0x80;
    size_t   tail_n = left < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)n * 8;
    for (unsigned i = 0; i < 8; i++)
        tail[tail_n - 1 - i] = (unsigned char)(bits >> (8 * i));
    sha256_block(state, tail);
    if (tail_n == 128)
        sha256_block(state, tail + 64);
    for (unsigned i = 0; i < 32; i++)
        out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

const uint32_t *sy__sha256_keys(void)
{
    return round_key;
}
