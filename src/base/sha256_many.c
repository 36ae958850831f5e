/* SHA-256 of many messages at once: each takes a lane of the vectors, and the next one a lane that has become free. */
#include "base/internal.h"

#if defined(__x86_64__)   /* where there are lanes to fill */
enum { BLOCK = 64, MOST_LANES = 16 };

typedef void (*lanes_fn)(uint32_t *state, const unsigned char *const *block, const uint32_t *key);

static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

/* One message on its way. */
typedef struct lane {
    size_t               message;        /* SIZE_MAX: none */
    const unsigned char *at;
    size_t               blocks;         /* left; the last ones are the tail's */
    size_t               tail_blocks;
    unsigned char        tail[2 * BLOCK];
} lane;

static void begin(lane *l, size_t message, sy_str m)
{
    *l = (lane){ .message = message, .at = (const unsigned char *)m.ptr };
    size_t   rest = m.len % BLOCK;
    uint64_t bits = (uint64_t)m.len * 8;
    if (rest)
        memcpy(l->tail, m.ptr + (m.len - rest), rest);
    l->tail[rest] = 0x80;
    l->tail_blocks = rest < 56 ? 1 : 2;
    for (unsigned i = 0; i < 8; i++)
        l->tail[l->tail_blocks * BLOCK - 1 - i] = (unsigned char)(bits >> (8 * i));
    l->blocks = m.len / BLOCK + l->tail_blocks;
}

static const unsigned char *next_block(lane *l)
{
    if (l->blocks <= l->tail_blocks)
        return l->tail + (l->tail_blocks - l->blocks) * BLOCK;
    const unsigned char *p = l->at;
    l->at += BLOCK;
    return p;
}

static void put_digest(const uint32_t *state, unsigned n_lanes, unsigned at, uint8_t out[32])
{
    for (unsigned i = 0; i < 32; i++)
        out[i] = (uint8_t)(state[i / 4 * n_lanes + at] >> (24 - 8 * (i % 4)));
}

static void run(lanes_fn step, unsigned n_lanes, const sy_str *messages, size_t n, uint8_t (*out)[32])
{
    static const unsigned char idle[BLOCK];
    const unsigned char *block[MOST_LANES];
    lane     lanes[MOST_LANES];
    uint32_t state[8 * MOST_LANES];
    size_t   next = 0, live = 0;
    const uint32_t *key = sy__sha256_keys();
    for (unsigned i = 0; i < n_lanes; i++)
        lanes[i].message = SIZE_MAX;
    memset(state, 0, sizeof state);
    do {
        for (unsigned i = 0; i < n_lanes; i++) {
            if (lanes[i].message == SIZE_MAX && next < n) {
                begin(&lanes[i], next, messages[next]);
                for (unsigned k = 0; k < 8; k++)
                    state[k * n_lanes + i] = start[k];
                next++;
                live++;
            }
            block[i] = lanes[i].message == SIZE_MAX ? idle : next_block(&lanes[i]);
        }
        if (live)
            step(state, block, key);
        for (unsigned i = 0; i < n_lanes; i++) {
            if (lanes[i].message == SIZE_MAX || --lanes[i].blocks > 0)
                continue;
            put_digest(state, n_lanes, i, out[lanes[i].message]);
            lanes[i].message = SIZE_MAX;
            live--;
        }
    } while (live || next < n);
}
#endif

void sy__sha256_many(const sy_str *messages, size_t n, uint8_t (*out)[32])
{
#if defined(__x86_64__)
    sy_cpu cpu = n > 1 ? sy__cpu() : SY_CPU_PORTABLE;   /* one alone is faster as it is */
    if (cpu == SY_CPU_AVX512) {
        run(sy__sha256_lanes_avx512, 16, messages, n, out);
        return;
    }
    if (cpu == SY_CPU_AVX2) {
        run(sy__sha256_lanes_avx2, 8, messages, n, out);
        return;
    }
#endif
    for (size_t i = 0; i < n; i++)
        sy__sha256(messages[i].ptr, messages[i].len, out[i]);
}
