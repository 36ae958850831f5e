/* Private face of neural: float32 layers of small networks, for one thread, on three vector paths.
 *
 * Weights are packed once into memory that the caller owns; from then on everything here only reads
 * them. All paths add in the same order, lane by lane of 16, so that every processor with a fused
 * multiply-add gives the same bits; the portable path on a processor without one differs in the last
 * bit of a sum. Rows of floats are contiguous; vectors and packed weights are 64-byte aligned. */
#ifndef SY__NEURAL_H
#define SY__NEURAL_H

#include "base/base.h"

#define SY__NN_LANES 16u        /* columns come in blocks of 16 floats */
#define SY__NN_PANEL 48u        /* and blocks in panels of three, the rest alone */
#define SY__NN_PIECES 3u        /* pieces of a maxout */
#define SY__NN_WIDTH 96u        /* what maxout, normalisation and convolution work on */
#define SY__NN_HIDDEN 64u       /* hidden units of a step, two pieces each */
#define SY__NN_STEP_COLS 128u   /* classes of a step, padded */
#define SY__NN_STEP_SLOTS 8u    /* at most */
#define SY__NN_STATES 4u        /* steps taken together */
#define SY__NN_UPPER 80u        /* classes scored for many rows at once, padded */

/* y = W x + b. Columns are outputs in any order the packer was given, padded with zeros (or the
 * padding bias) to n_pad. Panel after panel, each n_in rows of 48 or 16 floats. */
typedef struct sy__dense {
    uint32_t     n_in, n_pad;
    const float *w, *b;      /* n_in * n_pad; n_pad */
} sy__dense;

/* A window of three rows, 96 wide, to 96 maxout outputs of three pieces, as a fast convolution: six
 * rows from eight products of 96 x 288 instead of eighteen. */
typedef struct sy__conv {
    const float *w;          /* 6 groups of 16 outputs, 8 products, 96 rows of 48 */
    const float *b;          /* 288, in the order of the groups: 16 of each piece */
} sy__conv;

typedef struct sy__norm { const float *gain, *bias; } sy__norm;   /* 96 each */

/* Where six output rows of a convolution come from and go to. Input rows in..in+7, of which the middle
 * six are also added to the output (the residual); the first n of the outputs are stored. */
typedef struct sy__tile { uint32_t in, out, n; } sy__tile;
#define SY__NN_TILE 6u          /* rows of a tile */
#define SY__NN_PRODUCTS 8u      /* and products */
#define SY__NN_TILES 64u        /* tiles a call works on at once; its scratch is for that many */
#define SY__NN_STRIP 16u        /* of which so many have all their products at once */
#define SY__NN_CONV_SCRATCH (SY__NN_TILES * (SY__NN_PRODUCTS + SY__NN_TILE) * SY__NN_WIDTH + SY__NN_PRODUCTS * SY__NN_STRIP * SY__NN_PANEL)   /* floats */

/* One decision of a transition system: sums of slots, two pieces of 64, maximum, 64 x 128. */
typedef struct sy__step {
    uint32_t     n_slots;
    const float *b;          /* 128: the first pieces, then the second ones */
    const float *w;          /* 64 rows of 128 */
} sy__step;

typedef struct sy__kernels {
    const char *name;
    /* y[i*ldy .. +n_pad) = W x[i*ldx .. +n_in) + b, i < n. */
    void (*dense)(const sy__dense *d, const float *x, size_t ldx, size_t n, float *y, size_t ldy);
    /* y (rows of 96) = norm(max of pieces of W x + b); d has 288 columns in the order of sy__conv. */
    void (*maxout)(const sy__dense *d, const sy__norm *norm, const float *x, size_t ldx, size_t n, float *y);
    /* y rows = x rows + norm(max of pieces of the convolution), both 96 wide. y is not x. */
    void (*conv)(const sy__conv *c, const sy__norm *norm, const sy__tile *tiles, size_t n, const float *x, float *y,
                 float *scratch);
    /* The same where the three products of a row are known: s[i] is [x 96 | left 288 | centre 288 | right 288]
     * and y[i] = x of s[i+1] + norm(max of left of s[i] + centre of s[i+1] + right of s[i+2]), i < n. */
    void (*mix)(const float *const *s, size_t n, const sy__norm *norm, float *y);
    /* y = ((e[r0] + e[r1]) + e[r2]) + e[r3], rows of 96 */
    void (*sum4)(const float *e, const uint32_t r[4], float *y);
    /* h (rows of 64) = the maximum of the pieces of t + b, rows of 128 */
    void (*pair_max)(const float *t, const float *b, size_t n, float *h);
    /* Best classes of n states, 1..SY__NN_STATES: the slots of a state are 128 floats each, init its class biases,
     * -INFINITY for what may not be taken. */
    void (*steps)(const sy__step *s, const float *const (*slots)[SY__NN_STEP_SLOTS], const float *const *init, size_t n, uint32_t *best);
    /* First index of the largest of s[i] + mask[i], i < n, a multiple of 16. */
    uint32_t (*argmax)(const float *s, const float *mask, size_t n);
} sy__kernels;
#define SY__NN_MIX (SY__NN_WIDTH * (1 + 3 * SY__NN_PIECES))   /* floats of an item of mix's pool */

/* The kernels of a path; NULL where this build or this processor has none. */
const sy__kernels *sy__kernels_get(sy_cpu path);

/* ---- packing ---------------------------------------------------------------------------- */

/* Where column j comes from: row order[j] of w and b; SY_NONE is padding, with bias pad_bias. */
typedef struct sy__columns { const uint32_t *order; uint32_t n; float pad_bias; } sy__columns;
/* w: rows of ldw floats of which n_in are used. Fills out_w (n_in * cols.n) and out_b (cols.n); b may be NULL. */
void sy__pack_dense(sy__dense *d, float *out_w, float *out_b, const float *w, size_t ldw, uint32_t n_in, const float *b,
                    const sy__columns *cols);
/* w: 288 rows (output, piece) of 288 inputs; out_w: SY__NN_CONV_WEIGHTS floats, out_b: 288. */
#define SY__NN_CONV_WEIGHTS (SY__NN_PRODUCTS * SY__NN_WIDTH * SY__NN_WIDTH * SY__NN_PIECES)
void sy__pack_conv(sy__conv *c, float *out_w, float *out_b, const float *w, const float *b);
/* The order of the 288 columns of a maxout: 6 groups of 16 outputs of each piece. */
void sy__maxout_columns(uint32_t order[SY__NN_WIDTH * SY__NN_PIECES]);

/* Rows of a hashed embedding table of n rows. */
void sy__hash_rows(uint64_t key, uint32_t seed, uint32_t n_rows, uint32_t rows[4]);

#endif
