/* The kernels for AVX-512: 32 registers of 16 floats, tiles of 8 x 48. */
#include "neural/paths.h"

#include <immintrin.h>
#include <math.h>

typedef __m512 V;
#define W 16
#define NAME "avx512"
#define N_ROWS 8u
#define ROWS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define LOAD(p) _mm512_loadu_ps(p)
#define STORE(p, v) _mm512_storeu_ps((p), (v))
#define PIN(v) __asm__("" : "+v"(v))
#define SET1(s) _mm512_set1_ps(s)
#define FMA(a, b, c) _mm512_fmadd_ps((a), (b), (c))
#define ADD(a, b) _mm512_add_ps((a), (b))
#define SUB(a, b) _mm512_sub_ps((a), (b))
#define MUL(a, b) _mm512_mul_ps((a), (b))
#define MAX(a, b) _mm512_max_ps((a), (b))
#define EQ(a, b) ((unsigned)_mm512_cmp_ps_mask((a), (b), _CMP_EQ_OQ))
#define MAX_OF(v) _mm512_reduce_max_ps(v)

static inline float sum16(const V v[1])
{
    __m256 h = _mm256_add_ps(_mm512_castps512_ps256(v[0]), _mm512_extractf32x8_ps(v[0], 1));
    __m128 q = _mm_add_ps(_mm256_castps256_ps128(h), _mm256_extractf128_ps(h, 1));
    q = _mm_add_ps(q, _mm_movehl_ps(q, q));
    return _mm_cvtss_f32(_mm_add_ss(q, _mm_movehdup_ps(q)));
}
#define SUM16(v) sum16(v)

#include "neural/kernels.inc"

const sy__kernels *sy__kernels_avx512(void) { return &table; }
