/* The table of places: opened, searched, cut, damaged, and with memory running out. */
#include "check.h"

#include <stdlib.h>

#include "facts/gazetteer.h"

typedef struct small {
    sy__gazetteer_head head;
    sy__place          places[2];
    sy__place_name     keys[3];
    uint32_t           refs[4];
    char               pool[16];
} small;

/* Two towns "ab" and "cd", and a name "x" for both. */
static small make_small(void)
{
    small s = { .head = { .magic = "SYPLACES", .version = SY__GAZETTEER_VERSION, .n_places = 2, .n_keys = 3, .n_refs = 4, .n_pool = 16 },
                .places = { { 100000, 200000, 10, 0 << 8 | 2, SY__PLACE_NO_REGION, { 'A', 'A' } }, { -100000, 0, 20, 2 << 8 | 2, SY__PLACE_NO_REGION, { 'B', 'B' } } },
                .keys = { { 0 << 8 | 2, 0 }, { 2 << 8 | 2, 1 }, { 4 << 8 | 1, 2 } },
                .refs = { 0, 1, 0 | SY__READING_ALIAS, 1 | SY__READING_ALIAS }, .pool = "abcdx" };
    return s;
}

static void seal(small *s)
{
    s->head.checksum = sy__hash((const char *)s + sizeof s->head, sizeof *s - sizeof s->head, 0);
}

static sy_status view(const small *s, size_t size)
{
    sy_gazetteer g = { 0 };
    sy_error err = { 0 };
    return sy__gazetteer_view(&g, (sy_str){ (const char *)s, size }, &err);
}

static void names(void **state)
{
    (void)state;
    small s = make_small();
    sy_gazetteer g = { 0 };
    uint32_t n;
    assert_int_equal(sizeof s, 64 + 2 * 20 + 3 * 8 + 4 * 4 + 16);
    seal(&s);
    assert_int_equal(sy__gazetteer_view(&g, (sy_str){ (const char *)&s, sizeof s }, NULL), SY_OK);
    const uint32_t *at = sy__gazetteer_find(&g, SY_STR("x"), &n);
    assert_int_equal(n, 2);
    assert_int_equal(at[1] & SY__READING_PLACE, 1);
    assert_non_null(sy__gazetteer_find(&g, SY_STR("ab"), &n));
    assert_int_equal(n, 1);
    assert_null(sy__gazetteer_find(&g, SY_STR(""), &n));
    assert_null(sy__gazetteer_find(&g, SY_STR("abc"), &n));
    assert_int_equal(n, 0);
    assert_int_equal(sy__place_kind_of(&g, 0), SY__TOWN);
}

static void keys(void **state)
{
    (void)state;
    char out[SY__PLACE_KEY];
    assert_str(sy__place_key(SY_STR("St. Petersburg"), out), "st petersburg");
    assert_str(sy__place_key(SY_STR("Mazar-i-Sharif"), out), "mazar i sharif");
    assert_str(sy__place_key(SY_STR("  São  Paulo, "), out), "sao paulo");
    assert_str(sy__place_key(SY_STR("Sana'a"), out), "sanaa");
    assert_str(sy__place_key(SY_STR("D.C."), out), "dc");
    assert_str(sy__place_key(SY_STR("—"), out), "");
    assert_str(sy__place_key(SY_STR("a name that is longer than any key of the table can be, by far"), out), "");
}

static void damage(void **state)
{
    (void)state;
    small s = make_small();
    seal(&s);
    for (size_t cut = 0; cut < sizeof s; cut++)
        assert_int_not_equal(view(&s, cut), SY_OK);
    for (size_t i = 0; i < sizeof s; i++) {                     /* the last bytes of the head mean nothing */
        ((char *)&s)[i] ^= 4;
        if (i < 48 || i >= sizeof s.head)
            assert_int_not_equal(view(&s, sizeof s), SY_OK);
        ((char *)&s)[i] ^= 4;
    }
    assert_int_equal(view(&s, sizeof s), SY_OK);
}

/* The checksum is right, and what it covers is wrong. */
static void wrong(void **state)
{
    (void)state;
    small good = make_small(), s;
#define EXPECT_WRONG(change) do { s = good; change; seal(&s); assert_int_equal(view(&s, sizeof s), SY_E_FORMAT); } while (0)
    EXPECT_WRONG(s.places[1].name = 15 << 8 | 2);
    EXPECT_WRONG(s.places[1].region = 0);
    EXPECT_WRONG(s.places[0].latitude = 9000001);
    EXPECT_WRONG(s.places[0].country[1] = 'a');
    EXPECT_WRONG(s.keys[2].name = 17 << 8);
    EXPECT_WRONG(s.keys[2].name = 0 << 8 | 1);                  /* out of order */
    EXPECT_WRONG(s.keys[1].first = 0);
    EXPECT_WRONG(s.keys[2].first = 5);
    EXPECT_WRONG(s.refs[3] = 2);
    EXPECT_WRONG(s.head.n_states = 3);
    EXPECT_WRONG(s.head.n_keys = 0xffffffffu);
    s = good;
    s.head.version++;
    assert_int_equal(view(&s, sizeof s), SY_E_UNSUPPORTED);
}

static sy_status open_it(sy_ctx *ctx, void *user)
{
    sy_gazetteer *g = NULL;
    sy_status s = sy_gazetteer_open(&g, ctx, user, NULL);
    assert_true((s == SY_OK) == (g != NULL));
    sy_gazetteer_free(g);
    return s;
}

static void files(void **state)
{
    (void)state;
    char path[] = "/tmp/synoptic-places-XXXXXX";
    small s = make_small();
    sy_ctx *ctx;
    seal(&s);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "wb");
    assert_int_equal(fwrite(&s, sizeof s, 1, f), 1);
    fclose(f);
    bool failed = true;
    for (unsigned long n = 1; failed; n++) {
        sy_status st = alloc_fail_once(open_it, path, n, &failed);
        assert_int_equal(st, failed ? SY_E_NOMEM : SY_OK);
    }
    remove(path);
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(open_it(ctx, path), SY_E_IO);
    sy_gazetteer *g = (sy_gazetteer *)(void *)&s;
    assert_int_equal(sy_gazetteer_open(&g, ctx, NULL, NULL), SY_E_ARG);
    assert_null(g);
    assert_int_equal(sy_gazetteer_open(&g, NULL, path, NULL), SY_E_ARG);
    assert_int_equal(sy_gazetteer_open(NULL, ctx, path, NULL), SY_E_ARG);
    sy_gazetteer_free(NULL);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names), cmocka_unit_test(keys), cmocka_unit_test(damage), cmocka_unit_test(wrong), cmocka_unit_test(files) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
