/* What reaches a terminal or a page is clean, and documents have short names of their own. */
#include "context.h"

#include "report/view.h"

static void check_clean(const char *in, const char *expected)
{
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__put_clean(&b, sy__str(in));
    sy__buf_char(&b, '\0');
    assert_string_equal(b.ptr, expected);
    sy__buf_done(&b);
}

static void clean_text_commands_nothing(void **state)
{
    (void)state;
    check_clean("  two\n\twords ", "two words");
    check_clean("red \033[31mink\007", "red [31mink");
    check_clean("a\xE2\x80\xAE" "b", "a b");             /* right-to-left override */
    check_clean("\xC2\x9B" "31m", "31m");                /* the one-byte control sequence introducer */
    check_clean("caf\xC3\xA9", "caf\xC3\xA9");
    check_clean("bad \xFF byte", "bad \xEF\xBF\xBD byte");
    check_clean("", "");
}

static void letters(void **state)
{
    (void)state;
    char out[8];
    sy__view_letter(0, out);
    assert_string_equal(out, "A");
    sy__view_letter(25, out);
    assert_string_equal(out, "Z");
    sy__view_letter(26, out);
    assert_string_equal(out, "A1");
    sy__view_letter(26 * 10 + 2, out);
    assert_string_equal(out, "C10");
}

static void figure_values(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy_figure_value f = { .has_value = true, .is_range = true, .value = 10, .value_max = 15, .modifier = SY_STR("about") };
    sy__put_figure_value(&b, &f, SY_STR("km"));
    sy__buf_char(&b, '\0');
    assert_string_equal(b.ptr, "about 10–15 km");
    sy__buf_clear(&b);
    f = (sy_figure_value){ .modifier = SY_STR("dozens") };
    sy__put_figure_value(&b, &f, SY_STR(""));
    sy__buf_char(&b, '\0');
    assert_string_equal(b.ptr, "dozens");
    sy__buf_done(&b);
}

static void table_names_end(void **state)
{
    (void)state;
    size_t n = 0;
    while (sy_account_table_name(n) != NULL)
        n++;
    assert_true(n >= 8);
    assert_null(sy_account_table_name(n + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(clean_text_commands_nothing), cmocka_unit_test(letters),
                                        cmocka_unit_test(figure_values), cmocka_unit_test(table_names_end) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
