/* String views, UTF-8 and Unicode properties. */
#include "base/base.h"
#include "check.h"

static void test_compare(void **state)
{
    (void)state;
    assert_int_equal(sy__cmp(SY_STR("a"), SY_STR("b")), -1);
    assert_int_equal(sy__cmp(SY_STR("b"), SY_STR("a")), 1);
    assert_int_equal(sy__cmp(SY_STR("a"), SY_STR("ab")), -1);
    assert_int_equal(sy__cmp(SY_STR("a"), SY_STR("a")), 0);
    assert_int_equal(sy__cmp((sy_str){ NULL, 0 }, SY_STR("")), 0);
    assert_int_equal(sy__cmp(SY_STR("\xC3\xA9"), SY_STR("z")), 1);
    assert_true(sy__ieq(SY_STR("Reuters"), SY_STR("REUTERS")));
    assert_false(sy__ieq(SY_STR("[a"), SY_STR("{a")));
    assert_true(sy__starts(SY_STR("abc"), SY_STR("ab")));
    assert_true(sy__starts(SY_STR(""), SY_STR("")));
    assert_false(sy__starts(SY_STR("a"), SY_STR("ab")));
    assert_true(sy__ends(SY_STR("abc"), SY_STR("bc")));
    assert_true(sy__ends((sy_str){ NULL, 0 }, (sy_str){ NULL, 0 }));
    assert_false(sy__ends(SY_STR("abc"), SY_STR("b")));
}

static void test_find(void **state)
{
    (void)state;
    assert_int_equal(sy__find(SY_STR("abcabc"), SY_STR("bc"), 0), 1);
    assert_int_equal(sy__find(SY_STR("abcabc"), SY_STR("bc"), 2), 4);
    assert_true(sy__find(SY_STR("abc"), SY_STR("x"), 0) == SIZE_MAX);
    assert_true(sy__find(SY_STR("abc"), SY_STR("a"), 9) == SIZE_MAX);
    assert_int_equal(sy__find(SY_STR("abc"), SY_STR(""), 3), 3);
}

static void test_trim(void **state)
{
    (void)state;
    assert_str(sy__trim(SY_STR("  a b\t\n\xC2\xA0 ")), "a b");
    assert_str(sy__trim(SY_STR("\xC2\xA0\xC2\xA0")), "");
    assert_str(sy__trim((sy_str){ NULL, 0 }), "");
    assert_str(sy__trim(SY_STR("\xC2\xA1")), "\xC2\xA1");
}

static void test_utf8_all(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        char   bytes[4];
        size_t n = sy__utf8_put(bytes, cp), i = 0;
        sy_str s = { bytes, n };
        if (sy__utf8_next(s, &i) != cp || i != n || sy__utf8_prev(s, &i) != cp || i != 0 || !sy__utf8_valid(s, NULL))
            fail_msg("U+%04X does not come back", cp);
    }
    char bytes[4];
    assert_int_equal(sy__utf8_put(bytes, 0xD800), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(sy__utf8_put(bytes, 0x110000), 3);
}

static void test_utf8_invalid(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2-", "\xF0\x9F\x98",
    };
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        char   text[16];
        size_t bad = 0, i = 1, n = (size_t)snprintf(text, sizeof text, "a%s", wrong[k]);
        sy_str s = { text, n };
        assert_false(sy__utf8_valid(s, &bad));
        assert_int_equal(bad, 1);
        assert_int_equal(sy__utf8_next(s, &i), 0xFFFD);
        assert_int_equal(i, 2);
    }
    /* Forwards and backwards, bytes that belong to nothing count one each. */
    sy_str s = SY_STR("\xE2\x82\x82\x82");
    size_t i = s.len;
    assert_int_equal(sy__utf8_prev(s, &i), 0xFFFD);
    assert_int_equal(i, 3);
    assert_int_equal(sy__utf8_prev(s, &i), 0x2082);
    assert_int_equal(i, 0);
    assert_int_equal(sy__utf8_prev(s, &i), 0xFFFD);
    assert_int_equal(i, 0);
    i = s.len;
    assert_int_equal(sy__utf8_next(s, &i), 0xFFFD);
    assert_int_equal(i, s.len);
}

static void test_properties(void **state)
{
    (void)state;
    assert_true(sy__is_space(' ') && sy__is_space(0xA0) && sy__is_space(0x2028) && sy__is_space(0x1C));
    assert_false(sy__is_space(0x200B) || sy__is_space('a'));
    assert_true(sy__is_alpha('a') && sy__is_alpha(0xE9) && sy__is_alpha(0x4E2D) && sy__is_alpha(0xAA));
    assert_false(sy__is_alpha('1') || sy__is_alpha('_') || sy__is_alpha(0x301));
    assert_true(sy__is_digit('7') && sy__is_digit(0x663) && !sy__is_digit(0xB2));
    assert_true(sy__is_upper('A') && sy__is_upper(0x1C5) && sy__is_upper(0x416) && !sy__is_upper('a'));
    assert_true(sy__is_lower('a') && sy__is_lower(0xDF) && !sy__is_lower(0xAA));
    assert_true(sy__is_punct('.') && sy__is_punct(0x2019) && sy__is_punct(0x2014) && !sy__is_punct('$'));
    assert_false(sy__is_alpha(0x110000) || sy__is_space(UINT32_MAX));
}

static void test_case(void **state)
{
    (void)state;
    assert_int_equal(sy__to_lower('A'), 'a');
    assert_int_equal(sy__to_lower(0x130), 'i');
    assert_int_equal(sy__to_lower(0x3A3), 0x3C3);
    assert_int_equal(sy__to_upper(0xFF), 0x178);
    assert_int_equal(sy__to_upper(0xDF), 0xDF);
    assert_int_equal(sy__to_upper(0x1F80), 0x1F88);
    assert_int_equal(sy__to_upper(0x10428), 0x10400);
    assert_int_equal(sy__to_upper(UINT32_MAX), UINT32_MAX);
}

static void test_fold(void **state)
{
    (void)state;
    static const struct { uint32_t from, to; } pairs[] = {
        { 0xE9, 'e' }, { 0xC9, 'E' }, { 0xE7, 'c' }, { 0xF8, 'o' }, { 0x142, 'l' }, { 0x111, 'd' }, { 0x131, 'i' },
        { 0x130, 'I' }, { 0x1EAF, 'a' }, { 0x1D6, 'u' }, { 0x1FF, 'o' }, { 0xDF, 0xDF }, { 0xE6, 0xE6 }, { 0xFE, 0xFE },
        { 0x1FD, 0xE6 }, { 'x', 'x' }, { 0x439, 0x439 }, { 0xD7, 0xD7 }, { 0x15F, 's' }, { 0x219, 's' }, { 0x19D, 0x19D },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_int_equal(sy__fold(pairs[i].from), pairs[i].to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare), cmocka_unit_test(test_find), cmocka_unit_test(test_trim),
        cmocka_unit_test(test_utf8_all), cmocka_unit_test(test_utf8_invalid), cmocka_unit_test(test_properties),
        cmocka_unit_test(test_case), cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
