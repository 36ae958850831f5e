/* Contexts, failure, arenas, growing arrays and buffers, and all of them without memory. */
#include "base/base.h"
#include "check.h"

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(sy_status_name(SY_OK), "SY_OK");
    assert_string_equal(sy_status_name(SY_E_END), "SY_E_END");
    assert_string_equal(sy_status_name(77), "SY_E_UNKNOWN");
    assert_non_null(strchr(sy_version(), '.'));
}

static void test_fail(void **state)
{
    (void)state;
    sy_error err;
    assert_int_equal(sy_fail(&err, SY_E_FORMAT, 7, "bad byte %d", 3), SY_E_FORMAT);
    assert_int_equal(err.status, SY_E_FORMAT);
    assert_int_equal(err.offset, 7);
    assert_string_equal(err.text, "bad byte 3");
    assert_int_equal(sy_fail(NULL, SY_E_IO, 0, "x"), SY_E_IO);
    /* A file name must not write to the terminal. */
    sy_fail(&err, SY_E_IO, 0, "%s", "a\x1b[2Jb\nc");
    assert_string_equal(err.text, "a [2Jb c");
    /* Cut to length, never inside a character. */
    char text[400];
    memset(text, 'x', sizeof text);
    memcpy(text + SY_ERROR_TEXT - 3, "\xE2\x82\xAC", 4);
    sy_fail(&err, SY_E_IO, 0, "%s", text);
    assert_int_equal(strlen(err.text), SY_ERROR_TEXT - 3);
}

static void keep_log(void *user, sy_log_level level, const char *stage, const char *text)
{
    snprintf(user, 64, "%d %s %s", (int)level, stage, text);
}

static void test_log(void **state)
{
    (void)state;
    char        line[64] = "";
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    sy_ctx     *ctx;
    opts.log = keep_log;
    opts.log_user = line;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_OK);
    sy__log(ctx, SY_LOG_WARNING, "read", "%s is empty", "a.txt");
    assert_string_equal(line, "2 read a.txt is empty");
    sy_ctx_free(ctx);
    sy__log(NULL, SY_LOG_WARNING, "read", "nobody listens");
    opts.version = 99;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_E_ARG);
    assert_null(ctx);
    sy_ctx_free(NULL);
}

static void test_arena(void **state)
{
    (void)state;
    sy_ctx  *ctx;
    sy_arena a;
    sy_str   s;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    sy__arena_init(&a, ctx);
    for (size_t size = 0; size < 20000; size = size * 2 + 1) {
        unsigned char *p = sy__arena_get(&a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        if (size)
            memset(p, 0xAB, size);
    }
    assert_null(sy__arena_get(&a, SIZE_MAX));
    assert_null(sy__arena_array(&a, SIZE_MAX / 2, 3));
    assert_non_null(sy__arena_array(&a, 0, 8));
    assert_true(sy__arena_str(&a, SY_STR("hello"), &s));
    assert_str(s, "hello");
    assert_int_equal(s.ptr[5], 0);
    assert_true(sy__arena_str(&a, (sy_str){ NULL, 0 }, &s));
    assert_string_equal(s.ptr, "");
    assert_string_equal(sy__arena_printf(&a, "%d-%s", 12, "x"), "12-x");
    assert_true(a.total > 0);
    sy__arena_reset(&a);
    assert_int_equal(a.total, 0);
    assert_non_null(sy__arena_get(&a, 1));
    sy__arena_done(&a);
    sy_ctx_free(ctx);
}

static void test_vec(void **state)
{
    (void)state;
    SY__VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++)
        assert_true(SY__PUSH(NULL, &v, i));
    assert_int_equal(v.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i);
    sy__free(NULL, v.at);
    /* Sizes that cannot be. */
    void    *at = NULL;
    uint32_t cap = UINT32_MAX - 1;
    assert_false(sy__grow(NULL, &at, &cap, cap, 1));
    assert_null(sy__calloc(NULL, SIZE_MAX, 2));
    assert_null(sy__alloc(NULL, 0));
}

static void test_buf(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, NULL);
    sy__buf_z(&b, "a");
    sy__buf_z(&b, NULL);
    sy__buf_char(&b, 'b');
    sy__buf_str(&b, SY_STR("cd"));
    sy__buf_str(&b, (sy_str){ NULL, 0 });
    sy__buf_printf(&b, "%05d", 42);
    assert_str(sy__buf_view(&b), "abcd00042");
    for (int i = 0; i < 10000; i++)
        sy__buf_char(&b, 'x');
    assert_int_equal(b.len, 10009);
    assert_false(b.failed);
    sy__buf_clear(&b);
    assert_int_equal(b.len, 0);
    sy__buf_done(&b);
}

static sy_status use_all(sy_ctx *ctx, void *user)
{
    sy_status status = SY_E_NOMEM;
    sy_arena  a;
    sy_buf    b;
    sy_map    m;
    SY__VEC(uint64_t) v = { 0 };
    (void)user;
    sy__arena_init(&a, ctx);
    sy__buf_init(&b, ctx);
    sy__map_init(&m, ctx);
    for (uint32_t i = 0; i < 300; i++) {
        char  *name = sy__arena_printf(&a, "key %u", i);
        sy_str copy;
        if (!name || !sy__arena_str(&a, sy__str(name), &copy) || !sy__map_put(&m, copy, i, NULL) ||
            !SY__PUSH(ctx, &v, i))
            goto done;
        sy__buf_printf(&b, "%s,", name);
    }
    if (!sy__arena_get(&a, 100000) || b.failed)
        goto done;
    status = SY_OK;
done:
    sy__free(ctx, v.at);
    sy__map_done(&m);
    sy__buf_done(&b);
    sy__arena_done(&a);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(alloc_fail_each(use_all, NULL) > 20);
    alloc_fail  a = { .fail_at = 1 };
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    sy_ctx     *ctx;
    opts.alloc = alloc_fail_fn;
    opts.alloc_user = &a;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_E_NOMEM);
    assert_null(ctx);
}

/* After a failed append the buffer keeps what it had, and says so until it is cleared. */
static void test_buf_failed(void **state)
{
    (void)state;
    alloc_fail  fails = { .fail_at = 3 };
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    sy_ctx     *ctx;
    sy_buf      b;
    opts.alloc = alloc_fail_fn;
    opts.alloc_user = &fails;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_OK);
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, "kept");
    char big[1000] = { 0 };
    sy__buf_add(&b, big, sizeof big);
    assert_true(b.failed);
    sy__buf_char(&b, 'x');
    assert_str(sy__buf_view(&b), "kept");
    sy__buf_clear(&b);
    sy__buf_char(&b, 'x');
    assert_str(sy__buf_view(&b), "x");
    sy__buf_done(&b);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names), cmocka_unit_test(test_fail), cmocka_unit_test(test_log),
        cmocka_unit_test(test_arena), cmocka_unit_test(test_vec), cmocka_unit_test(test_buf),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_buf_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
