/* Which kernels to use, how weights are laid out for them, and the rows of hashed embeddings. */
#include "neural/neural.h"

#include "neural/paths.h"

const sy__kernels *sy__kernels_get(sy_cpu path)
{
    if (path > sy__cpu())
        return NULL;
    switch (path) {
#if defined(__x86_64__)
    case SY_CPU_AVX512: return sy__kernels_avx512();
    case SY_CPU_AVX2: return sy__kernels_avx2();
#endif
    case SY_CPU_PORTABLE: return sy__kernels_portable();
    default: return NULL;
    }
}

void sy__pack_dense(sy__dense *d, float *out_w, float *out_b, const float *w, size_t ldw, uint32_t n_in, const float *b,
                    const sy__columns *cols)
{
    uint32_t n_pad = cols->n;
    for (uint32_t j = 0; j < n_pad; j++)
        out_b[j] = cols->order[j] == SY_NONE ? cols->pad_bias : b ? b[cols->order[j]] : 0.0f;
    for (uint32_t col = 0; col < n_pad;) {
        uint32_t wide = n_pad - col >= SY__NN_PANEL ? SY__NN_PANEL : SY__NN_LANES;
        float *to = out_w + (size_t)col * n_in;
        for (uint32_t j = 0; j < wide; j++) {
            uint32_t row = cols->order[col + j];
            for (uint32_t k = 0; k < n_in; k++)
                to[(size_t)k * wide + j] = row == SY_NONE ? 0.0f : w[(size_t)row * ldw + k];
        }
        col += wide;
    }
    *d = (sy__dense){ n_in, n_pad, out_w, out_b };
}

void sy__maxout_columns(uint32_t order[SY__NN_WIDTH * SY__NN_PIECES])
{
    uint32_t j = 0;
    for (uint32_t g = 0; g < SY__NN_WIDTH; g += SY__NN_LANES)
        for (uint32_t p = 0; p < SY__NN_PIECES; p++)
            for (uint32_t o = g; o < g + SY__NN_LANES; o++)
                order[j++] = o * SY__NN_PIECES + p;
}

/* The filter's side of the fast convolution whose other side is in kernels.inc. */
static const double conv_filter[SY__NN_PRODUCTS][3] = {
    { 1, 0, 0 },
    { -2.0 / 9, -2.0 / 9, -2.0 / 9 },
    { -2.0 / 9, 2.0 / 9, -2.0 / 9 },
    { 1.0 / 90, 1.0 / 45, 2.0 / 45 },
    { 1.0 / 90, -1.0 / 45, 2.0 / 45 },
    { 32.0 / 45, 16.0 / 45, 8.0 / 45 },
    { 32.0 / 45, -16.0 / 45, 8.0 / 45 },
    { 0, 0, 1 },
};

void sy__pack_conv(sy__conv *c, float *out_w, float *out_b, const float *w, const float *b)
{
    const size_t product = SY__NN_WIDTH * SY__NN_PANEL;
    uint32_t     order[SY__NN_WIDTH * SY__NN_PIECES];
    sy__maxout_columns(order);
    for (size_t g = 0; g < SY__NN_WIDTH * SY__NN_PIECES; g += SY__NN_PANEL, out_w += SY__NN_PRODUCTS * product)
        for (size_t k = 0; k < SY__NN_WIDTH; k++)
            for (size_t j = 0; j < SY__NN_PANEL; j++) {
                const float *row = w + (size_t)order[g + j] * 3 * SY__NN_WIDTH + k;
                double       f0 = (double)row[0], f1 = (double)row[SY__NN_WIDTH], f2 = (double)row[2 * SY__NN_WIDTH];
                for (size_t i = 0; i < SY__NN_PRODUCTS; i++)
                    out_w[i * product + k * SY__NN_PANEL + j] = (float)(conv_filter[i][0] * f0 + conv_filter[i][1] * f1 + conv_filter[i][2] * f2);
            }
    for (size_t j = 0; j < SY__NN_WIDTH * SY__NN_PIECES; j++)
        out_b[j] = b[order[j]];
    *c = (sy__conv){ out_w - SY__NN_PRODUCTS * SY__NN_WIDTH * SY__NN_WIDTH * SY__NN_PIECES, out_b };
}

static uint64_t mix64(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    h *= 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* MurmurHash3_x64_128 of the eight bytes of the key. */
void sy__hash_rows(uint64_t key, uint32_t seed, uint32_t n_rows, uint32_t rows[4])
{
    uint64_t h1 = key * 0x87c37b91114253d5u, h2 = (uint64_t)seed ^ 8u;
    h1 = h1 << 31 | h1 >> 33;
    h1 = (h1 * 0x4cf5ad432745937fu) ^ seed ^ 8u;
    h1 += h2;
    h2 += h1;
    h1 = mix64(h1);
    h2 = mix64(h2);
    h1 += h2;
    h2 += h1;
    rows[0] = (uint32_t)h1 % n_rows;
    rows[1] = (uint32_t)(h1 >> 32) % n_rows;
    rows[2] = (uint32_t)h2 % n_rows;
    rows[3] = (uint32_t)(h2 >> 32) % n_rows;
}
