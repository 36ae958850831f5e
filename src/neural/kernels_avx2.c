/* The kernels for AVX2 with FMA: 16 registers of 8 floats, tiles of 4 x 24. */
#include "neural/paths.h"

#include <immintrin.h>
#include <math.h>

typedef __m256 V;
#define W 8
#define NAME "avx2"
#define N_ROWS 4u
#define ROWS(X) X(0) X(1) X(2) X(3)
#define LOAD(p) _mm256_loadu_ps(p)
#define STORE(p, v) _mm256_storeu_ps((p), (v))
#define PIN(v) __asm__("" : "+x"(v))
#define SET1(s) _mm256_set1_ps(s)
#define FMA(a, b, c) _mm256_fmadd_ps((a), (b), (c))
#define ADD(a, b) _mm256_add_ps((a), (b))
#define SUB(a, b) _mm256_sub_ps((a), (b))
#define MUL(a, b) _mm256_mul_ps((a), (b))
#define MAX(a, b) _mm256_max_ps((a), (b))
#define EQ(a, b) ((unsigned)_mm256_movemask_ps(_mm256_cmp_ps((a), (b), _CMP_EQ_OQ)))

static inline float max_of(V v)
{
    __m128 q = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    q = _mm_max_ps(q, _mm_movehl_ps(q, q));
    return _mm_cvtss_f32(_mm_max_ss(q, _mm_movehdup_ps(q)));
}
#define MAX_OF(v) max_of(v)

static inline float sum16(const V v[2])
{
    __m256 h = _mm256_add_ps(v[0], v[1]);
    __m128 q = _mm_add_ps(_mm256_castps256_ps128(h), _mm256_extractf128_ps(h, 1));
    q = _mm_add_ps(q, _mm_movehl_ps(q, q));
    return _mm_cvtss_f32(_mm_add_ss(q, _mm_movehdup_ps(q)));
}
#define SUM16(v) sum16(v)

#include "neural/kernels.inc"

const sy__kernels *sy__kernels_avx2(void) { return &table; }
