/* Every kernel on every vector path of this processor, against plain loops in double; and the vector paths against
 * each other, bit for bit. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "neural/neural.h"

enum { WIDTH = SY__NN_WIDTH, WINDOW = 3 * WIDTH, TILE = SY__NN_TILE, MAX_FLOATS = 1 << 20 };

static const sy_cpu paths[] = { SY_CPU_PORTABLE, SY_CPU_AVX2, SY_CPU_AVX512 };
static float   *pool;
static size_t   pool_used;
static uint64_t seed;

/* Numbers in [-1, 1), the same on every machine. */
static float *numbers(size_t n, double scale)
{
    float *p = pool + pool_used;
    pool_used += (n + 15) / 16 * 16;
    assert_true(pool_used <= MAX_FLOATS);
    for (size_t i = 0; i < n; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        p[i] = (float)(scale * ((double)(seed >> 40) / (1 << 23) - 1.0));
    }
    return p;
}

static int begin(void **state)
{
    (void)state;
    pool_used = 0;
    seed = 1;
    return pool ? 0 : (pool = aligned_alloc(64, MAX_FLOATS * sizeof *pool)) == NULL;
}

static void assert_near(const char *what, const sy__kernels *k, const float *got, const double *want, size_t n, double within)
{
    for (size_t i = 0; i < n; i++)
        if (!(fabs((double)got[i] - want[i]) <= within))
            fail_msg("%s, %s: %zu is %.9g, not %.9g", k->name, what, i, (double)got[i], want[i]);
}

/* The fused paths must give the same bits: the first of them that runs keeps what it got. */
static void assert_same(const char *what, sy_cpu path, const float *got, float *kept, size_t n)
{
    if (path == SY_CPU_AVX2)
        memcpy(kept, got, n * sizeof *kept);
    else if (path == SY_CPU_AVX512 && memcmp(kept, got, n * sizeof *kept) != 0)
        fail_msg("%s: AVX-512 and AVX2 differ", what);
}

static double dot(const float *a, const float *b, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        s += (double)a[i] * (double)b[i];
    return s;
}

static void plain_norm(double x[WIDTH], const sy__norm *norm)
{
    double mean = 0, var = 0;
    for (int i = 0; i < WIDTH; i++)
        mean += x[i] / WIDTH;
    for (int i = 0; i < WIDTH; i++)
        var += (x[i] - mean) * (x[i] - mean) / WIDTH;
    for (int i = 0; i < WIDTH; i++)
        x[i] = (x[i] - mean) / sqrt(var + 1e-8) * (double)norm->gain[i] + (double)norm->bias[i];
}

/* One row: the largest of three pieces of each output, normalised. */
static void plain_maxout(const float *w, const float *b, const float *x, size_t n_in, const sy__norm *norm, double out[WIDTH])
{
    for (size_t o = 0; o < WIDTH; o++) {
        out[o] = -INFINITY;
        for (size_t p = 0; p < 3; p++) {
            double s = dot(w + (o * 3 + p) * n_in, x, n_in) + (double)b[o * 3 + p];
            out[o] = s > out[o] ? s : out[o];
        }
    }
    plain_norm(out, norm);
}

/* ---- dense ------------------------------------------------------------------------------ */

static void check_dense(uint32_t n_in, uint32_t n_out, uint32_t n_pad, size_t rows)
{
    const float *w = numbers(n_in * n_out, 0.2), *b = numbers(n_out, 1), *x = numbers(rows * (n_in + 5), 2);
    float       *pw = numbers(n_in * n_pad, 0), *pb = numbers(n_pad, 0), *y = numbers(rows * (n_pad + 3), 0), *kept = numbers(rows * (n_pad + 3), 0);
    uint32_t     order[1024];
    for (uint32_t j = 0; j < n_pad; j++)   /* from the last to the first, the padding in front */
        order[j] = j < n_pad - n_out ? SY_NONE : n_pad - 1 - j;
    sy__dense d;
    sy__pack_dense(&d, pw, pb, w, n_in, n_in, b, &(sy__columns){ order, n_pad, -7 });
    for (size_t p = 0; p < 3; p++) {
        const sy__kernels *k = sy__kernels_get(paths[p]);
        if (!k)
            continue;
        for (size_t i = 0; i < rows * (n_pad + 3); i++)
            y[i] = 99;
        k->dense(&d, x, n_in + 5, rows, y, n_pad + 3);
        for (size_t i = 0; i < rows; i++) {
            for (uint32_t j = 0; j < n_pad; j++) {
                double want = order[j] == SY_NONE ? -7 : dot(w + order[j] * n_in, x + i * (n_in + 5), n_in) + (double)b[order[j]];
                assert_near("dense", k, y + i * (n_pad + 3) + j, &want, 1, 1e-5);
            }
            assert_near("behind a row", k, y + i * (n_pad + 3) + n_pad, (double[]){ 99, 99, 99 }, 3, 0);
        }
        assert_same("dense", paths[p], y, kept, rows * (n_pad + 3));
    }
}

static void test_dense(void **state)
{
    static const size_t rows[] = { 1, 3, 4, 5, 7, 8, 9, 17, 40 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin(state);
        check_dense(64, 74, 80, rows[i]);
        check_dense(96, 50, 64, rows[i]);
        check_dense(33, 16, 16, rows[i]);
        check_dense(64, 128, 128, rows[i]);
        check_dense(96, 48, 48, rows[i]);
    }
}

/* ---- maxout, convolution, mix -------------------------------------------------------------- */

static void test_maxout(void **state)
{
    (void)state;
    enum { IN = 384, ROWS = 11 };
    const float *w = numbers(WINDOW * IN, 0.2), *b = numbers(WINDOW, 1), *x = numbers(ROWS * IN, 2);
    float       *pw = numbers(WINDOW * IN, 0), *pb = numbers(WINDOW, 0), *y = numbers(ROWS * WIDTH, 0), *kept = numbers(ROWS * WIDTH, 0);
    sy__norm     norm = { numbers(WIDTH, 1), numbers(WIDTH, 1) };
    uint32_t     order[WINDOW];
    sy__dense    d;
    double       want[WIDTH];
    sy__maxout_columns(order);
    sy__pack_dense(&d, pw, pb, w, IN, IN, b, &(sy__columns){ order, WINDOW, 0 });
    for (size_t p = 0; p < 3; p++) {
        const sy__kernels *k = sy__kernels_get(paths[p]);
        if (!k)
            continue;
        k->maxout(&d, &norm, x, IN, ROWS, y);
        for (size_t i = 0; i < ROWS; i++) {
            plain_maxout(w, b, x + i * IN, IN, &norm, want);
            assert_near("maxout", k, y + i * WIDTH, want, WIDTH, 1e-5);
        }
        assert_same("maxout", paths[p], y, kept, ROWS * WIDTH);
    }
}

/* Tiles in any number, one of them short, outputs to another place. */
static void check_conv(uint32_t n_tiles)
{
    const float *w = numbers(WINDOW * WINDOW, 0.2), *b = numbers(WINDOW, 1), *x = numbers((TILE * n_tiles + 2) * WIDTH, 2);
    float       *pw = numbers(SY__NN_CONV_WEIGHTS, 0), *pb = numbers(WINDOW, 0), *scratch = numbers(SY__NN_CONV_SCRATCH, 0);
    size_t       rows = TILE * n_tiles + 3;
    float       *y = numbers(rows * WIDTH, 0), *kept = numbers(rows * WIDTH, 0);
    sy__norm     norm = { numbers(WIDTH, 1), numbers(WIDTH, 1) };
    sy__conv     c;
    sy__tile    *tiles = calloc(n_tiles, sizeof *tiles);
    double       want[WIDTH];
    assert_non_null(tiles);
    for (uint32_t t = 0; t < n_tiles; t++)
        tiles[t] = (sy__tile){ TILE * t, TILE * t + 3, t == n_tiles / 2 ? TILE - 1 : TILE };
    sy__pack_conv(&c, pw, pb, w, b);
    for (size_t p = 0; p < 3; p++) {
        const sy__kernels *k = sy__kernels_get(paths[p]);
        if (!k)
            continue;
        for (size_t i = 0; i < rows * WIDTH; i++)
            y[i] = 99;
        k->conv(&c, &norm, tiles, n_tiles, x, y, scratch);
        for (size_t i = 0; i < rows; i++) {
            uint32_t t = i < 3 ? 0 : (uint32_t)(i - 3) / TILE;
            bool     there = i >= 3 && (i - 3) % TILE < tiles[t].n;
            if (there)
                plain_maxout(w, b, x + (i - 3) * WIDTH, WINDOW, &norm, want);
            for (size_t o = 0; o < WIDTH; o++)
                want[o] = there ? want[o] + (double)x[(i - 2) * WIDTH + o] : 99;
            assert_near("conv", k, y + i * WIDTH, want, WIDTH, there ? 5e-5 : 0);
        }
        assert_same("conv", paths[p], y, kept, rows * WIDTH);
    }
    free(tiles);
}

static void test_conv(void **state)
{
    static const uint32_t tiles[] = { 1, 2, 7, 8, 9, 16, 17, SY__NN_TILES, SY__NN_TILES + 5 };
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++) {
        begin(state);
        check_conv(tiles[i]);
    }
}

static void test_mix(void **state)
{
    (void)state;
    enum { ITEMS = 5, ROWS = 7 };
    static const size_t which[ROWS + 2] = { 0, 3, 3, 1, 4, 2, 0, 0, 1 };
    float       *y = numbers(ROWS * WIDTH, 0), *kept = numbers(ROWS * WIDTH, 0);
    const float *items[ROWS + 2], *pool_of = numbers(ITEMS * SY__NN_MIX, 2);
    sy__norm     norm = { numbers(WIDTH, 1), numbers(WIDTH, 1) };
    uint32_t     order[WINDOW];
    sy__maxout_columns(order);
    for (size_t i = 0; i < ROWS + 2; i++)
        items[i] = pool_of + which[i] * SY__NN_MIX;
    for (size_t p = 0; p < 3; p++) {
        const sy__kernels *k = sy__kernels_get(paths[p]);
        if (!k)
            continue;
        k->mix(items, ROWS, &norm, y);
        for (size_t i = 0; i < ROWS; i++) {
            double want[WIDTH];
            for (size_t o = 0; o < WIDTH; o++)
                want[o] = -INFINITY;
            for (size_t j = 0; j < WINDOW; j++) {
                double s = (double)items[i][WIDTH + j] + (double)items[i + 1][WIDTH + WINDOW + j] + (double)items[i + 2][WIDTH + 2 * WINDOW + j];
                want[order[j] / 3] = s > want[order[j] / 3] ? s : want[order[j] / 3];
            }
            plain_norm(want, &norm);
            for (size_t o = 0; o < WIDTH; o++)
                want[o] += (double)items[i + 1][o];
            assert_near("mix", k, y + i * WIDTH, want, WIDTH, 1e-5);
        }
        assert_same("mix", paths[p], y, kept, ROWS * WIDTH);
    }
}

/* ---- small ones --------------------------------------------------------------------------- */

static void test_small(void **state)
{
    (void)state;
    const float   *e = numbers(9 * WIDTH, 1), *t = numbers(6 * 128, 1), *b = numbers(128, 1);
    const uint32_t rows[4] = { 8, 0, 3, 3 };
    float         *y = numbers(WIDTH, 0), *h = numbers(6 * 64, 0);
    for (size_t p = 0; p < 3; p++) {
        const sy__kernels *k = sy__kernels_get(paths[p]);
        if (!k)
            continue;
        k->sum4(e, rows, y);
        k->pair_max(t, b, 6, h);
        for (size_t i = 0; i < WIDTH; i++)
            assert_true(y[i] == ((e[8 * WIDTH + i] + e[i]) + e[3 * WIDTH + i]) + e[3 * WIDTH + i]);
        for (size_t i = 0; i < 6; i++)
            for (size_t j = 0; j < 64; j++) {
                float first = t[i * 128 + j] + b[j], second = t[i * 128 + 64 + j] + b[64 + j];
                assert_true(h[i * 64 + j] == (first > second ? first : second));
            }
    }
}

static uint32_t plain_step(const sy__step *s, const float *const *slots, const float *init)
{
    uint32_t best = 0;
    double   h[64], top = -INFINITY;
    for (size_t j = 0; j < 64; j++) {
        double first = (double)s->b[j], second = (double)s->b[64 + j];
        for (uint32_t f = 0; f < s->n_slots; f++) {
            first += (double)slots[f][j];
            second += (double)slots[f][64 + j];
        }
        h[j] = first > second ? first : second;
    }
    for (uint32_t c = 0; c < SY__NN_STEP_COLS; c++) {
        double score = (double)init[c];
        for (size_t j = 0; j < 64; j++)
            score += h[j] * (double)s->w[j * SY__NN_STEP_COLS + c];
        if (score > top) {
            top = score;
            best = c;
        }
    }
    return best;
}

static void test_steps(void **state)
{
    (void)state;
    const float *table = numbers(50 * 128, 1);
    float       *init = numbers(4 * SY__NN_STEP_COLS, 1);
    sy__step     step = { 0, numbers(128, 1), numbers(64 * SY__NN_STEP_COLS, 0.3) };
    for (uint32_t round = 0; round < 300; round++) {
        const float *slots[SY__NN_STATES][SY__NN_STEP_SLOTS], *inits[SY__NN_STATES];
        uint32_t     best[SY__NN_STATES], n = 1 + round % SY__NN_STATES;
        step.n_slots = round % 3 ? 8 : 3;
        for (uint32_t i = 0; i < SY__NN_STATES; i++) {
            for (uint32_t f = 0; f < 8; f++)
                slots[i][f] = i < n ? table + (round * 7 + f * 11 + i) % 50 * 128 : NULL;
            for (uint32_t c = 0; c < SY__NN_STEP_COLS; c++)
                init[i * SY__NN_STEP_COLS + c] = (c * 31 + round + i) % 7 ? (float)c / 100 : -INFINITY;
            inits[i] = i < n ? init + i * SY__NN_STEP_COLS : NULL;
        }
        for (size_t p = 0; p < 3; p++) {
            const sy__kernels *k = sy__kernels_get(paths[p]);
            if (!k)
                continue;
            k->steps(&step, (const float *const(*)[SY__NN_STEP_SLOTS])slots, inits, n, best);
            for (uint32_t i = 0; i < n; i++)
                assert_int_equal(best[i], plain_step(&step, slots[i], inits[i]));
        }
    }
}

/* The first of equals wins, on every path and wherever the two are. */
static void test_ties(void **state)
{
    (void)state;
    float    s[80], mask[80], zeros[SY__NN_STEP_COLS] = { 0 }, init[SY__NN_STEP_COLS];
    float   *w = numbers(64 * SY__NN_STEP_COLS, 0);
    sy__step step = { 1, zeros, w };
    memset(w, 0, 64 * SY__NN_STEP_COLS * sizeof *w);
    for (uint32_t a = 0; a < 80; a++)
        for (uint32_t b = a + 1; b < 80; b += 3)
            for (size_t p = 0; p < 3; p++) {
                const sy__kernels *k = sy__kernels_get(paths[p]);
                if (!k)
                    continue;
                for (uint32_t i = 0; i < SY__NN_STEP_COLS; i++)
                    init[i] = i == a || i == b ? -1.0f : -2.0f;
                for (uint32_t i = 0; i < 80; i++) {
                    s[i] = i == 7 ? 5.0f : init[i];
                    mask[i] = i == 7 && a != 7 && b != 7 ? -INFINITY : 0.0f;
                }
                const float *slots[2][SY__NN_STEP_SLOTS] = { { zeros }, { zeros } };
                uint32_t     best[2], n = 1 + a % 2;
                k->steps(&step, (const float *const(*)[SY__NN_STEP_SLOTS])slots, (const float *[]){ init, init }, n, best);
                assert_int_equal(best[n - 1], a);
                assert_int_equal(k->argmax(s, mask, 80), b == 7 ? 7 : a);
            }
}

static void test_hash_rows(void **state)
{
    (void)state;
    static const struct { uint64_t key; uint32_t seed, n, rows[4]; } cases[] = {
        { 1, 8, 5000, { 108, 3286, 162, 1281 } }, { 1, 9, 1000, { 518, 464, 477, 196 } },
        { 1, 12, 50, { 6, 13, 20, 22 } },         { 1, 13, 50, { 42, 11, 7, 14 } },
        { 0, 8, 5000, { 0, 0, 0, 0 } },           { 0, 12, 50, { 38, 25, 37, 40 } },
        { 0, 13, 50, { 14, 41, 15, 38 } },        { 8566208034543834098u, 8, 5000, { 3934, 1080, 901, 472 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t rows[4];
        sy__hash_rows(cases[i].key, cases[i].seed, cases[i].n, rows);
        assert_memory_equal(rows, cases[i].rows, sizeof rows);
    }
}

static void test_paths(void **state)
{
    (void)state;
    assert_string_equal(sy__kernels_get(SY_CPU_PORTABLE)->name, "portable");
    for (size_t p = 1; p < 3; p++)
        if (!sy__kernels_get(paths[p]))
            print_message("*** this processor or build lacks vector path %d: NOT tested ***\n", (int)paths[p]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test_setup(test_dense, begin),
        cmocka_unit_test_setup(test_maxout, begin),
        cmocka_unit_test_setup(test_conv, begin),
        cmocka_unit_test_setup(test_mix, begin),
        cmocka_unit_test_setup(test_small, begin),
        cmocka_unit_test_setup(test_steps, begin),
        cmocka_unit_test_setup(test_ties, begin),
        cmocka_unit_test(test_hash_rows),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(pool);
    return failed;
}
