/* SHA-256 of one block of each of LANES messages at once: the same rounds as in hash.c, with a vector where that has a number.
 * Included once by each vector path, with LANES and NAME set. */
#include "base/internal.h"

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

static inline lanes rotate(lanes x, int n) { return x >> n | x << (32 - n); }

/* The message schedule, kept as a ring of sixteen; j is a constant. */
static inline lanes next_word(lanes w[16], int j)
{
    lanes x = w[(j + 1) & 15], y = w[(j + 14) & 15];
    return w[j & 15] += (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + w[(j + 9) & 15] + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
}

#define ROUND(a, b, c, d, e, f, g, h, i, word) do { \
        lanes t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (((f ^ g) & e) ^ g) + key[i] + (word); \
        d += t1; \
        h = t1 + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b))); \
    } while (0)
#define EIGHT(k, j, word) do { \
        ROUND(a, b, c, d, e, f, g, h, k, word(j)); ROUND(h, a, b, c, d, e, f, g, k + 1, word(j + 1)); \
        ROUND(g, h, a, b, c, d, e, f, k + 2, word(j + 2)); ROUND(f, g, h, a, b, c, d, e, k + 3, word(j + 3)); \
        ROUND(e, f, g, h, a, b, c, d, k + 4, word(j + 4)); ROUND(d, e, f, g, h, a, b, c, k + 5, word(j + 5)); \
        ROUND(c, d, e, f, g, h, a, b, k + 6, word(j + 6)); ROUND(b, c, d, e, f, g, h, a, k + 7, word(j + 7)); \
    } while (0)
#define FIRST(j) w[j]
#define NEXT(j) next_word(w, j)

/* state[i * LANES + lane] is the ith number of a lane. */
void NAME(uint32_t *state, const unsigned char *const *block, const uint32_t *key)
{
    uint32_t words[16 * LANES];
    lanes    w[16], a, b, c, d, e, f, g, h, s[8];
    for (unsigned lane = 0; lane < LANES; lane++) {
        for (unsigned i = 0; i < 16; i++) {
            uint32_t word;
            memcpy(&word, block[lane] + 4 * i, 4);
            words[i * LANES + lane] = __builtin_bswap32(word);   /* the vector paths are x86's: little-endian */
        }
    }
    memcpy(w, words, sizeof w);
    memcpy(s, state, sizeof s);
    a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    EIGHT(0, 0, FIRST);
    EIGHT(8, 8, FIRST);
    for (int i = 16; i < 64; i += 16) {
        EIGHT(i, 0, NEXT);
        EIGHT(i + 8, 8, NEXT);
    }
    s[0] += a, s[1] += b, s[2] += c, s[3] += d, s[4] += e, s[5] += f, s[6] += g, s[7] += h;
    memcpy(state, s, sizeof s);
}
