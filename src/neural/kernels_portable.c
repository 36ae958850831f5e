/* The kernels for any processor: vectors of 4 floats as the compiler's own type, which become SSE2,
 * NEON or what else there is. Where multiply-add is one instruction it is used. */
#include "neural/paths.h"

#include <math.h>

typedef float V __attribute__((vector_size(16)));
typedef float unaligned __attribute__((vector_size(16), aligned(4), may_alias));
#define W 4
#define NAME "portable"
#if defined(__aarch64__)
#define N_ROWS 8u
#define ROWS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#else
#define N_ROWS 4u
#define ROWS(X) X(0) X(1) X(2) X(3)
#endif
#define LOAD(p) ((V) * (const unaligned *)(p))
#define STORE(p, v) (*(unaligned *)(p) = (v))
#define SET1(s) ((V){ (s), (s), (s), (s) })
#define PIN(v) ((void)0)
#define ADD(a, b) ((a) + (b))
#define SUB(a, b) ((a) - (b))
#define MUL(a, b) ((a) * (b))
#define EQ(a, b) equal((a), (b))

static inline V fused(V a, V b, V c)
{
#if defined(__aarch64__)
    for (int i = 0; i < 4; i++)
        c[i] = __builtin_fmaf(a[i], b[i], c[i]);
    return c;
#else
    return a * b + c;
#endif
}
#define FMA(a, b, c) fused((a), (b), (c))

static inline V larger(V a, V b)
{
    typedef int32_t mask __attribute__((vector_size(16)));
    mask m = a > b;
    return (V)(((mask)a & m) | ((mask)b & ~m));
}
#define MAX(a, b) larger((a), (b))

static inline unsigned equal(V a, V b)
{
    return (unsigned)(a[0] == b[0]) | (unsigned)(a[1] == b[1]) << 1 | (unsigned)(a[2] == b[2]) << 2 | (unsigned)(a[3] == b[3]) << 3;
}

static inline float max_of(V v)
{
    float a = v[0] > v[1] ? v[0] : v[1], b = v[2] > v[3] ? v[2] : v[3];
    return a > b ? a : b;
}
#define MAX_OF(v) max_of(v)

static inline float sum16(const V v[4])
{
    V q = (v[0] + v[2]) + (v[1] + v[3]);
    return (q[0] + q[2]) + (q[1] + q[3]);
}
#define SUM16(v) sum16(v)

#include "neural/kernels.inc"

const sy__kernels *sy__kernels_portable(void) { return &table; }
