/* Languages of blocks, articles in two of them, and text that was decoded wrongly. */
#include "extract/support.h"
#include "extract/internal.h"

#define EN1 "The council of Ostrel voted on Tuesday to buy water from its neighbours, after a summer in which its wells fell dry."
#define EN2 "The mayor said that the valley had lost a whole spring, and that the town would pay for it until the next election."
#define DE1 "Der Rat von Ostrel hat am Dienstag beschlossen, Wasser von den Nachbarn zu kaufen, weil im Sommer die Brunnen versiegt sind."
#define DE2 "Die B\xC3\xBCrgermeisterin sagte, das Tal habe ein ganzes Fr\xC3\xBChjahr verloren, und die Stadt werde dafür noch lange bezahlen."

static void blocks(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_TEXT, SY_STR(EN1 "\n\nShort.\n\n" DE1 "\n\n" EN2 "\n\n" DE2));
    static const char *const want[] = { "en", "", "de", "en", "de" };
    size_t n;
    const sy_block *b = sy_article_blocks(a, &n);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        assert_str(b[i].language, want[i]);
    assert_non_null(note(a, "mixed-language"));
    sy_article_free(a);
}

/* One foreign paragraph is a quotation. */
static void one_language(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_TEXT, SY_STR(EN1 "\n\n" DE1 "\n\n" EN2 "\n\n" EN1 "\n\n" EN2));
    assert_null(note(a, "mixed-language"));
    assert_str(sy_article_metadata(a)->language, "en");
    sy_article_free(a);
}

static void wrongly_decoded(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t n; } cases[] = {
        { "caf\xC3\x83\xC2\xA9 and na\xC3\x83\xC2\xAFve, it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s \xC3\xA2\xE2\x82\xAC\xC5\x93so\xC3\xA2\xE2\x82\xAC\xC2\x9D", 5 },
        { "\xC3\x90\xC2\x9F\xC3\x91\xE2\x82\xAC\xC3\x90\xC2\xB8", 3 },
        { "one caf\xC3\x83\xC2\xA9 alone", 1 },
        { "caf\xC3\xA9, na\xC3\xAFve, \xC3\x89t\xC3\xA9 \xC2\xBB, 5 \xE2\x82\xAC, \xC3\x83O, S\xC3\x83O PAULO, \xC2\xABVOIL\xC3\x80\xC2\xBB, \xE2\x80\x9C\xC3\xA2\xE2\x80\x9D", 0 },
        { "", 0 }, { "\xC3\x83", 0 }, { "plain", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sy__mojibake(sy__str(cases[i].text)), cases[i].n);
    sy_article *a = extract_as(ctx, SY_FORM_TEXT, SY_STR(EN1 " It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s the caf\xC3\x83\xC2\xA9."));
    assert_true(strncmp(note(a, "mojibake"), "2 characters", 12) == 0);
    sy_article_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(blocks), cmocka_unit_test(one_language), cmocka_unit_test(wrongly_decoded) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
