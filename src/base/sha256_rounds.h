/* The rounds of SHA-256 (FIPS 180-4) over one block, for words of any type that has the operators of a number: a number, or a
 * vector with one of each message. Included once by each path, with WORD set. */
#include <stdint.h>

static inline WORD sha256_rotate(WORD x, int n) { return x >> n | x << (32 - n); }

/* The message schedule, kept as a ring of sixteen; j is a constant. */
static inline WORD sha256_next(WORD w[16], int j)
{
    WORD x = w[(j + 1) & 15], y = w[(j + 14) & 15];
    return w[j & 15] += (sha256_rotate(x, 7) ^ sha256_rotate(x, 18) ^ x >> 3) + w[(j + 9) & 15] +
                        (sha256_rotate(y, 17) ^ sha256_rotate(y, 19) ^ y >> 10);
}

/* One round, the eight values renamed instead of moved: the compiler keeps them in registers. */
#define ROUND(a, b, c, d, e, f, g, h, i, word) do { \
        WORD t1 = h + (sha256_rotate(e, 6) ^ sha256_rotate(e, 11) ^ sha256_rotate(e, 25)) + (((f ^ g) & e) ^ g) + key[i] + (word); \
        d += t1; \
        h = t1 + (sha256_rotate(a, 2) ^ sha256_rotate(a, 13) ^ sha256_rotate(a, 22)) + ((a & b) | (c & (a | b))); \
    } while (0)
/* k: keys from key[k] on; j, a constant: the place in the ring. */
#define EIGHT(k, j, word) do { \
        ROUND(a, b, c, d, e, f, g, h, k, word(j)); ROUND(h, a, b, c, d, e, f, g, k + 1, word(j + 1)); \
        ROUND(g, h, a, b, c, d, e, f, k + 2, word(j + 2)); ROUND(f, g, h, a, b, c, d, e, k + 3, word(j + 3)); \
        ROUND(e, f, g, h, a, b, c, d, k + 4, word(j + 4)); ROUND(d, e, f, g, h, a, b, c, k + 5, word(j + 5)); \
        ROUND(c, d, e, f, g, h, a, b, k + 6, word(j + 6)); ROUND(b, c, d, e, f, g, h, a, k + 7, word(j + 7)); \
    } while (0)
#define FIRST(j) w[j]
#define NEXT(j) sha256_next(w, j)

/* w: the block's words, used up. */
static inline void sha256_rounds(WORD s[8], WORD w[16], const uint32_t *key)
{
    WORD a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    EIGHT(0, 0, FIRST);
    EIGHT(8, 8, FIRST);
    for (int i = 16; i < 64; i += 16) {
        EIGHT(i, 0, NEXT);
        EIGHT(i + 8, 8, NEXT);
    }
    s[0] += a, s[1] += b, s[2] += c, s[3] += d, s[4] += e, s[5] += f, s[6] += g, s[7] += h;
}

#undef ROUND
#undef EIGHT
#undef FIRST
#undef NEXT
