/* Dates in running text and attributes. */
#include "extract/support.h"

#include "extract/dates.h"

static sy__lexicon *lex;

static void found(const char *text, const char *want)
{
    sy__date d;
    char out[SY__DATE_TEXT];
    sy_str s = sy__str(text);
    if (!sy__date_find(lex, s, 0, s.len, &d)) {
        if (want)
            fail_msg("no date in \"%s\"", text);
        return;
    }
    if (!want)
        fail_msg("a date in \"%s\"", text);
    assert_str(sy__date_print(&d, out), want);
    assert_true(d.at.begin < d.at.end && d.at.end <= s.len);
}

static void in_text(void **state)
{
    (void)state;
    found("Published: January 8, 2024 10:19am", "2024-01-08T10:19");
    found("Sept. 3rd, 2021", "2021-09-03");
    found("posted on 5 January 2024 at 7.30 pm GMT", "2024-01-05T19:30Z");
    found("5th of May, 2019", "2019-05-05");
    found("Montag, 3. M\xC3\xA4rz 2014, 18:05 Uhr", "2014-03-03T18:05");
    found("12 de octubre de 2018", "2018-10-12");
    found("le 1er juin 2020", "2020-06-01");
    found("08.01.2024", "2024-01-08");
    found("Stand: 8.1.24", "2024-01-08");
    found("2024-01-08T10:22:05+01:00", "2024-01-08T10:22:05+01:00");
    found("2017-09-15 17:52", "2017-09-15T17:52");
    found("10:19 GMT, 5 January 2024", "2024-01-05T10:19Z");
    found("Fri Jan 05 10:19:22 EST 2024", "2024-01-05T10:19:22-05:00");
    found("2024\xE5\xB9\xB4" "1\xE6\x9C\x88" "5\xE6\x97\xA5", "2024-01-05");
    found("12/26/2017 12:00 am", "2017-12-26T00:00");
    found("2024\xEB\x85\x84 1\xEC\x9B\x94 5\xEC\x9D\xBC", "2024-01-05");
    found("13 gusht 2020, 09:08", "2020-08-13T09:08");
    found("7 \xD1\x8F\xD0\xBD\xD1\x83\xD0\xB0\xD1\x80\xD0\xB8 2021", "2021-01-07");
    found("4.\xC2\xA0" "2.\xC2\xA0" "2022", "2022-02-04");
}

static void not_in_text(void **state)
{
    (void)state;
    found("January 2024", NULL);
    found("May 5", NULL);
    found("version 1.2.2013.4", NULL);
    found("31 February 2020", NULL);
    found("call 0207 782 4368", NULL);
    found("in 2014 and 2015", NULL);
    found("", NULL);
}

static void ambiguous(void **state)
{
    (void)state;
    sy__date d;
    sy_str s = SY_STR("03/04/2020");
    assert_true(sy__date_find(lex, s, 0, s.len, &d) && d.ambiguous);
    s = SY_STR("04/04/2020");
    assert_true(sy__date_find(lex, s, 0, s.len, &d) && !d.ambiguous);
}

static void iso(void **state)
{
    (void)state;
    static const struct { const char *in, *out; } cases[] = {
        { "2024-01-08", "2024-01-08" }, { "20240108", "2024-01-08" }, { "20240108T101905Z", "2024-01-08T10:19:05Z" },
        { "2024-01-08T10:19:05.123-0500", "2024-01-08T10:19:05-05:00" }, { "2024-01-08T10:19", "2024-01-08T10:19" },
        { "2024/01/08 10:19:00", "2024-01-08T10:19:00" }, { "2024-13-08", NULL }, { "2024-02-30", NULL }, { "202401", NULL }, { "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sy__date d;
        char out[SY__DATE_TEXT];
        bool ok = sy__date_iso(sy__str(cases[i].in), 0, &d);
        assert_int_equal(ok, cases[i].out != NULL);
        if (ok)
            assert_str(sy__date_print(&d, out), cases[i].out);
    }
    sy__date d = { .year = 1970, .month = 1, .day = 1 };
    assert_int_equal(sy__date_days(&d), 0);
    d = (sy__date){ .year = 2000, .month = 3, .day = 1 };
    assert_int_equal(sy__date_days(&d), 11017);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(in_text), cmocka_unit_test(not_in_text), cmocka_unit_test(ambiguous),
                                        cmocka_unit_test(iso) };
    sy_ctx *ctx;
    if (sy_ctx_new(&ctx, NULL) != SY_OK || sy__lexicon_new(&lex, ctx, NULL) != SY_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sy__lexicon_free(lex);
    sy_ctx_free(ctx);
    return failed;
}
