/* The table of word vectors: what it gives, and that no damage to it is believed. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "alloc_fail.h"
#include "reconcile/vectors.h"

enum { WORDS = 3, HEAD = 32 };
static const char text[] = "boatshipsun";

/* Three words: "boat" and "ship" are near each other, "sun" is at a right angle to both. */
static size_t make_table(char *out)
{
    uint32_t head[4] = { 1, WORDS, SY__MEANING, sizeof text - 1 }, begin[WORDS + 1] = { 0, 4, 8, 11 };
    size_t at = HEAD + sizeof begin + sizeof text - 1;
    memset(out, 0, 4096);
    memcpy(out, "SYVECTOR", 8);
    memcpy(out + 8, head, sizeof head);
    memcpy(out + HEAD, begin, sizeof begin);
    memcpy(out + HEAD + sizeof begin, text, sizeof text - 1);
    at = (at + 63) & ~(size_t)63;
    for (int i = 0; i < 10; i++) {
        out[at + (size_t)i] = 126;
        out[at + SY__MEANING + (size_t)i] = i < 8 ? 126 : 0;
        out[at + SY__MEANING * 2 + 100 + (size_t)i] = 126;
    }
    size_t n = at + WORDS * SY__MEANING;
    uint64_t sum = sy__hash(out + HEAD, n - HEAD, 1);
    memcpy(out + 24, &sum, sizeof sum);
    return n;
}

static void write_table(char path[32], const char *bytes, size_t n)
{
    memcpy(path, "/tmp/test-vectors-XXXXXX", 25);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
}

static sy_status open_bytes(sy_ctx *ctx, const char *bytes, size_t n, sy_word_vectors **out)
{
    char path[32];
    write_table(path, bytes, n);
    sy_status s = sy_word_vectors_open(out, ctx, path, NULL);
    unlink(path);
    return s;
}

static void test_words(void **state)
{
    (void)state;
    char table[4096];
    sy_ctx *ctx = NULL;
    sy_word_vectors *v = NULL;
    sy__meaning_sum sum = { { 0 } };
    int8_t both[SY__MEANING];
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(open_bytes(ctx, table, make_table(table), &v), SY_OK);
    const int8_t *boat = sy__vector_of(v, SY_STR("boat")), *ship = sy__vector_of(v, SY_STR("ship")), *sun = sy__vector_of(v, SY_STR("sun"));
    assert_true(boat && ship && sun);
    assert_null(sy__vector_of(v, SY_STR("boats")));
    assert_null(sy__vector_of(v, SY_STR("")));
    assert_true(sy__meaning_cosine(boat, ship) > 0.7 && sy__meaning_cosine(boat, sun) == 0 && sy__meaning_cosine(boat, NULL) == 0);
    assert_false(sy__meaning_of(&sum, both));
    sy__meaning_add(&sum, boat, 2.0);
    sy__meaning_add(&sum, sun, 1.0);
    assert_true(sy__meaning_of(&sum, both));
    assert_true(sy__meaning_cosine(both, boat) > sy__meaning_cosine(both, sun) && sy__meaning_cosine(both, sun) > 0);
    sy_word_vectors_free(v);
    sy_ctx_free(ctx);
}

static void test_damage(void **state)
{
    (void)state;
    char table[4096], path[] = "/nonexistent/vectors";
    sy_ctx *ctx = NULL;
    sy_word_vectors *v = NULL;
    size_t n = make_table(table);
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_word_vectors_open(&v, ctx, path, NULL), SY_E_IO);
    assert_int_equal(sy_word_vectors_open(NULL, ctx, path, NULL), SY_E_ARG);
    for (size_t cut = 0; cut < n; cut += 13) assert_true(open_bytes(ctx, table, cut, &v) != SY_OK);
    for (size_t i = 0; i < n; i += 7) {
        table[i] ^= 4;
        assert_true(open_bytes(ctx, table, n, &v) != SY_OK);
        assert_null(v);
        table[i] ^= 4;
    }
    /* A right checksum over words that run backwards. */
    uint32_t far = 400;
    memcpy(table + HEAD + 4, &far, sizeof far);
    uint64_t sum = sy__hash(table + HEAD, n - HEAD, 1);
    memcpy(table + 24, &sum, sizeof sum);
    assert_int_equal(open_bytes(ctx, table, n, &v), SY_E_FORMAT);
    sy_ctx_free(ctx);
}

static sy_status open_again(sy_ctx *ctx, void *user)
{
    sy_word_vectors *v = NULL;
    sy_status s = sy_word_vectors_open(&v, ctx, user, NULL);
    sy_word_vectors_free(v);
    return s;
}

static void test_memory(void **state)
{
    (void)state;
    char table[4096], path[32];
    write_table(path, table, make_table(table));
    assert_true(alloc_fail_each(open_again, path) > 0);
    unlink(path);
}

/* As many words as a clause adds, as heavy as a word can be, all of one direction: nothing leaves its type. */
static void the_longest_clause(void **state)
{
    (void)state;
    int8_t one[SY__MEANING], out[SY__MEANING];
    sy__meaning_sum sum = { { 0 } };
    memset(one, 127, sizeof one);
    for (int i = 0; i < 1024; i++) sy__meaning_add(&sum, one, 23);
    assert_true(sum.at[0] > 0);
    assert_true(sy__meaning_of(&sum, out));
    for (int i = 0; i < SY__MEANING; i++) assert_int_equal(out[i], 20);   /* 400 over the root of 384 */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_damage), cmocka_unit_test(test_memory), cmocka_unit_test(the_longest_clause) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
