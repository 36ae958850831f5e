/* Files, threads, the processor. */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"
#include "check.h"

static char folder[256] = SY_BINARY_DIR "/test-XXXXXX";
static char path[300], empty_path[300];

static int make_files(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/file", folder);
    snprintf(empty_path, sizeof empty_path, "%s/empty", folder);
    FILE *f = fopen(path, "wb"), *e = fopen(empty_path, "wb");
    if (!f || !e)
        return 1;
    for (int i = 0; i < 100000; i++)
        fputc('a' + i % 26, f);
    fclose(f);
    fclose(e);
    return 0;
}

static int drop_files(void **state)
{
    (void)state;
    return unlink(path) | unlink(empty_path) | rmdir(folder);
}

static void test_files(void **state)
{
    (void)state;
    sy_file  mapped, loaded;
    sy_error err;
    assert_int_equal(sy__file_map(&mapped, NULL, path, &err), SY_OK);
    assert_int_equal(sy__file_load(&loaded, NULL, path, 100000, &err), SY_OK);
    assert_int_equal(mapped.bytes.len, 100000);
    assert_true(sy__eq(mapped.bytes, loaded.bytes));
    sy__file_done(&mapped);
    sy__file_done(&loaded);
    assert_int_equal(sy__file_map(&mapped, NULL, empty_path, &err), SY_OK);
    assert_int_equal(mapped.bytes.len, 0);
    sy__file_done(&mapped);
    assert_int_equal(sy__file_load(&loaded, NULL, empty_path, 0, &err), SY_OK);
    assert_int_equal(loaded.bytes.len, 0);
    sy__file_done(&loaded);
}

static void test_file_errors(void **state)
{
    (void)state;
    sy_file  f;
    sy_error err;
    assert_int_equal(sy__file_load(&f, NULL, path, 99999, &err), SY_E_LIMIT);
    assert_non_null(strstr(err.text, "larger than 99999 bytes"));
    assert_int_equal(sy__file_load(&f, NULL, folder, 0, &err), SY_E_IO);
    assert_int_equal(sy__file_map(&f, NULL, folder, &err), SY_E_IO);
    assert_int_equal(sy__file_map(&f, NULL, "/dev/null", &err), SY_E_IO);
    assert_int_equal(sy__file_load(&f, NULL, "/nonexistent/file", 0, &err), SY_E_IO);
    assert_non_null(strstr(err.text, "/nonexistent/file"));
    /* A device without an end stops at the limit. */
    assert_int_equal(sy__file_load(&f, NULL, "/dev/zero", 1000, &err), SY_E_LIMIT);
    sy__file_done(&f);
}

static sy_status load(sy_ctx *ctx, void *user)
{
    sy_file   f;
    sy_status status = sy__file_load(&f, ctx, user, 0, NULL);
    sy__file_done(&f);
    return status;
}

static void test_file_no_memory(void **state)
{
    (void)state;
    assert_true(alloc_fail_each(load, path) > 1);
}

enum { ITEMS = 1000 };
typedef struct tally { atomic_uint done[ITEMS]; atomic_uint worst; uint32_t last[8]; } tally;

static void count(void *user, uint32_t item, uint32_t worker)
{
    tally *t = user;
    atomic_fetch_add(&t->done[item], 1);
    if (worker >= 8)
        return;
    if (t->last[worker] > item)  /* in order, for each worker */
        atomic_store(&t->worst, 1);
    t->last[worker] = item;
}

static void test_parallel(void **state)
{
    (void)state;
    sy_ctx  *ctx;
    sy_error err;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    for (uint32_t threads = 0; threads <= 8; threads++) {
        static tally t;
        memset(&t, 0, sizeof t);
        assert_int_equal(sy__parallel(ctx, threads, ITEMS, count, &t, &err), SY_OK);
        for (uint32_t i = 0; i < ITEMS; i++)
            assert_int_equal(atomic_load(&t.done[i]), 1);
        assert_int_equal(atomic_load(&t.worst), 0);
    }
    assert_int_equal(sy__parallel(ctx, 4, 0, count, NULL, &err), SY_OK);
    sy_ctx_free(ctx);
}

static void nothing(void *user, uint32_t item, uint32_t worker)
{
    (void)user, (void)item, (void)worker;
}

static sy_status run_parallel(sy_ctx *ctx, void *user)
{
    (void)user;
    return sy__parallel(ctx, 2, 4, nothing, NULL, NULL);
}

static void test_parallel_no_memory(void **state)
{
    (void)state;
    assert_true(alloc_fail_each(run_parallel, NULL) > 1);
}

static void test_processor(void **state)
{
    (void)state;
    assert_true(sy__cores() >= 1);
    sy_cpu has = sy__cpu();
    setenv("SYNOPTIC_CPU", "portable", 1);
    assert_int_equal(sy__cpu(), SY_CPU_PORTABLE);
    setenv("SYNOPTIC_CPU", "avx2", 1);
    assert_true(sy__cpu() <= SY_CPU_AVX2);
    unsetenv("SYNOPTIC_CPU");
    assert_int_equal(sy__cpu(), has);
    (void)sy__cpu_ms();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files), cmocka_unit_test(test_file_errors), cmocka_unit_test(test_file_no_memory),
        cmocka_unit_test(test_parallel), cmocka_unit_test(test_parallel_no_memory), cmocka_unit_test(test_processor),
    };
    return cmocka_run_group_tests(tests, make_files, drop_files);
}
