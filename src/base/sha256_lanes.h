/* SHA-256 of one block of each of LANES messages at once.
 * Included once by each vector path, with LANES and NAME set. */
#include "base/internal.h"

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#define WORD lanes
#include "base/sha256_rounds.h"

/* state[i * LANES + lane] is the ith number of a lane. */
void NAME(uint32_t *state, const unsigned char *const *block, const uint32_t *key)
{
    uint32_t words[16 * LANES];
    lanes    w[16], s[8];
    for (unsigned lane = 0; lane < LANES; lane++) {
        for (unsigned i = 0; i < 16; i++) {
            uint32_t word;
            memcpy(&word, block[lane] + 4 * i, 4);
            words[i * LANES + lane] = __builtin_bswap32(word);   /* the vector paths are x86's: little-endian */
        }
    }
    memcpy(w, words, sizeof w);
    memcpy(s, state, sizeof s);
    sha256_rounds(s, w, key);
    memcpy(state, s, sizeof s);
}
