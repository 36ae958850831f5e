/* Hashes, maps, tables and sorting. */
#include "base/base.h"
#include "check.h"

#include <stdlib.h>

static void test_hash(void **state)
{
    (void)state;
    /* Known answers of MurmurHash64A, as spaCy's StringStore uses it (seed 1). */
    assert_true(sy__hash("coffee", 6, 1) == 3197928453018144401u);
    assert_true(sy__hash("I love coffee", 13, 1) != sy__hash("I love coffee", 13, 2));
    for (size_t n = 0; n < 24; n++)
        assert_true(sy__hash("abcdefghijklmnopqrstuvwxyz", n, 1) != sy__hash("abcdefghijklmnopqrstuvwxyz", n + 1, 1));
}

static void check_sha(const char *text, size_t n, const char *expected)
{
    uint8_t out[32];
    char    hex[65];
    sy__sha256(text, n, out);
    sy__hex(out, 32, hex);
    assert_string_equal(hex, expected);
}

static void test_sha256(void **state)
{
    (void)state;
    char a[200];
    memset(a, 'a', sizeof a);
    check_sha("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_sha("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_sha(a, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    check_sha(a, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    check_sha(a, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    check_sha(a, 200, "c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5");
}

/* Lanes against the plain ones, for messages of all lengths around a block, in all numbers, on every path that there is. */
static void test_sha256_many(void **state)
{
    static const char *const paths[] = { "portable", "avx2", "" };
    enum { N = 70 };
    static char bytes[4 * N * 64];
    sy_str   messages[N];
    uint8_t  want[32], got[N][32];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31 % 251);
    for (size_t p = 0; p < 3; p++) {
        setenv("SYNOPTIC_CPU", paths[p], 1);
        for (size_t n = 0; n <= N; n += n < 20 ? 1 : 10) {
            for (size_t i = 0; i < n; i++)
                messages[i] = sy__sub((sy_str){ bytes, sizeof bytes }, i, i + (i % 5 == 4 ? 150 * i : 50 + i));
            memset(got, 0, sizeof got);
            sy__sha256_many(messages, n, got);
            for (size_t i = 0; i < n; i++) {
                sy__sha256(messages[i].ptr, messages[i].len, want);
                assert_memory_equal(got[i], want, 32);
            }
        }
    }
    sy__sha256_many(&(sy_str){ NULL, 0 }, 1, got);
    sy__sha256_many((sy_str[]){ { NULL, 0 }, { NULL, 0 } }, 2, got + 1);
    assert_memory_equal(got[0], got[2], 32);
    unsetenv("SYNOPTIC_CPU");
}

static void test_map(void **state)
{
    (void)state;
    sy_ctx *ctx;
    sy_map  m;
    static char keys[5000][12];
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    sy__map_init(&m, ctx);
    assert_null(sy__map_find(&m, SY_STR("x")));
    for (uint32_t i = 0; i < 5000; i++) {
        bool fresh = false;
        snprintf(keys[i], sizeof keys[i], "k%u", i);
        uint32_t *at = sy__map_put(&m, sy__str(keys[i]), i, &fresh);
        assert_true(fresh);
        assert_int_equal(*at, i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        bool fresh = true;
        assert_int_equal(*sy__map_find(&m, sy__str(keys[i])), i);
        *sy__map_put(&m, sy__str(keys[i]), 7, &fresh) += 1;
        assert_false(fresh);
        assert_int_equal(*sy__map_find(&m, sy__str(keys[i])), i + 1);
    }
    assert_int_equal(m.n, 5000);
    assert_null(sy__map_find(&m, SY_STR("k5000")));
    assert_non_null(sy__map_put(&m, (sy_str){ NULL, 0 }, 1, NULL));
    assert_int_equal(*sy__map_find(&m, SY_STR("")), 1);
    sy__map_done(&m);
    sy_ctx_free(ctx);
}

static void test_table(void **state)
{
    (void)state;
    static const sy_str cells[] = {
        { "B", 1 }, { "big", 3 }, { "a", 1 }, { "1", 1 }, { "a", 1 }, { "2", 1 }, { "ab", 2 }, { "", 0 },
        { "\xC3\xA9", 2 }, { "e", 1 },
    };
    const sy__table t = { 5, 2, cells };
    const sy__table none = { 0, 1, cells };
    assert_int_equal(sy__table_find(&t, SY_STR("a")), 1);
    assert_int_equal(sy__table_find(&t, SY_STR("ab")), 3);
    assert_int_equal(sy__table_find(&t, SY_STR("\xC3\xA9")), 4);
    assert_true(sy__table_find(&t, SY_STR("AB")) == SY_NONE);
    assert_int_equal(sy__table_ifind(&t, SY_STR("AB")), 3);
    assert_true(sy__table_ifind(&t, SY_STR("B")) == SY_NONE);
    assert_true(sy__table_find(&t, SY_STR("zz")) == SY_NONE);
    assert_true(sy__table_find(&none, SY_STR("a")) == SY_NONE);
    assert_str(sy__cell(&t, 2, 1), "2");
}

typedef struct pair { uint16_t key; uint32_t place; } pair;

static int by_key(const void *a, const void *b, void *user)
{
    const pair *x = a, *y = b;
    ++*(size_t *)user;
    return (x->key > y->key) - (x->key < y->key);
}

static void check_sort(size_t n, uint16_t keys)
{
    static pair items[3000];
    uint32_t    seed = 1;
    size_t      compared = 0;
    for (uint32_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        items[i] = (pair){ (uint16_t)((seed >> 16) % keys), i };
    }
    assert_true(sy__sort(NULL, items, n, sizeof items[0], by_key, &compared));
    for (size_t i = 1; i < n; i++) {
        assert_true(items[i - 1].key <= items[i].key);
        if (items[i - 1].key == items[i].key)
            assert_true(items[i - 1].place < items[i].place);
    }
    assert_true(compared < n * 20 + 1);
}

static void test_sort(void **state)
{
    (void)state;
    for (size_t n = 0; n < 70; n++)
        check_sort(n, 5);
    check_sort(3000, 10);
    check_sort(3000, 60000);
    check_sort(2048, 1);
}

static void test_sort_no_memory(void **state)
{
    (void)state;
    alloc_fail  fails = { .fail_at = 2 };
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    sy_ctx     *ctx;
    pair        items[] = { { 3, 0 }, { 1, 1 }, { 2, 2 } };
    size_t      compared = 0;
    opts.alloc = alloc_fail_fn;
    opts.alloc_user = &fails;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_OK);
    assert_false(sy__sort(ctx, items, 3, sizeof items[0], by_key, &compared));
    assert_int_equal(items[0].key, 3);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash), cmocka_unit_test(test_sha256), cmocka_unit_test(test_sha256_many), cmocka_unit_test(test_map), cmocka_unit_test(test_table),
        cmocka_unit_test(test_sort), cmocka_unit_test(test_sort_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
