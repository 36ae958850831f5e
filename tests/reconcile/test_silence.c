/* Who is silent, who could not know, what each leaves out, and what a second version of a page changed; on invented reports. */
#include "invented.h"

static const report reports[] = {
    { "early", "2031-06-04T09:00:00Z", "Island Bulletin", NULL, NULL, "Prices for morning tickets stay as they are, said the board that runs the boats from Verden. It met in the old customs house.\n" },
    { "a1", "2031-06-05T08:00:00Z", "Port Courier", "https://port.example/ferry", "Ferry hits pier in Verden",
      "A ferry hit the pier in Verden on Thursday, June 5, 2031.\n\nNine people were injured, the police said. The captain was arrested.\n" },
    { "a2", "2031-06-05T18:00:00Z", "Port Courier", "https://port.example/ferry", "Ferry hits pier in Verden, twelve hurt",
      "A ferry hit the pier in Verden on Thursday, June 5, 2031.\n\nTwelve people were injured, the police said. Divers will look at the pier on Friday.\n" },
    { "b", "2031-06-05T20:00:00Z", "Daily Verden", NULL, NULL, "The police said that twelve people were injured when a ferry hit the pier in Verden on Thursday, June 5, 2031.\n\nA crane is on its way from the shipyard.\n" },
    { "c", "2031-06-06", "Radio North", NULL, NULL, "The mayor of Verden cancelled a boat race that was planned for the weekend.\n" },
};

static sy_str text_of(const story *s, sy_ref r)
{
    for (size_t i = 0; i < 5; i++) {
        size_t n;
        const sy_report_input *in = sy_analysis_inputs(s->analysis, &n);
        if (sy__is(in[i].document->id, reports[r.document].id)) return sy__cut(sy_article_text(in[i].article), r.span);
    }
    return SY_STR("");
}

static uint32_t find_statement(const story *s, const char *words)
{
    size_t n;
    const sy_account_statement *st = sy_account_statements(s->account, &n);
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; k < st[i].n_support; k++)
            if (sy__find(text_of(s, st[i].support[k].ref), sy__str(words), 0) != SIZE_MAX) return i;
    return SY_NONE;
}

static bool has(sy_ids ids, uint32_t x)
{
    for (size_t i = 0; i < ids.n; i++) if (ids.at[i] == x) return true;
    return false;
}

static void who_is_silent(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, reports, 5)) skip();
    uint32_t divers = find_statement(&s, "Divers will look"), injured = find_statement(&s, "people were injured");
    assert_int_not_equal(divers, SY_NONE);
    assert_int_not_equal(injured, SY_NONE);
    const sy_account_statement *st = sy_account_statements(s.account, &n);
    assert_int_equal(st[divers].stance[1], SY_STANCE_COULD_NOT_KNOW);   /* it came out on the day before, wherever on Earth */
    assert_int_equal(st[divers].stance[3], SY_STANCE_SILENT);           /* somewhere it was that day already */
    assert_int_equal(st[injured].stance[4], SY_STANCE_SILENT);
    const sy_account_document *d = sy_account_documents(s.account, &n);
    assert_int_equal(d[0].omits.n, 0);
    assert_true(has(d[4].omits, injured));
    story_done(&s);
}

static void a_second_version(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, reports, 5)) skip();
    const sy_account_document *d = sy_account_documents(s.account, &n);
    assert_int_equal(d[2].revision_of, 1);
    assert_int_equal(d[1].revision_of, SY_NONE);
    assert_int_equal(d[3].revision_of, SY_NONE);
    assert_true(has(d[2].added, find_statement(&s, "Divers will look")));
    assert_true(has(d[2].dropped, find_statement(&s, "captain was arrested")));
    assert_int_equal(d[2].changed.n, 1);
    assert_int_equal(sy_account_differences(s.account, &n)[d[2].changed.at[0]].kind, SY_DIFFERENCE_QUANTITY);
    story_done(&s);
}

static void when_each_appeared(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, reports, 5)) skip();
    const sy_appearance *x = sy_account_appearances(s.account, &n);
    assert_int_equal(n, 5);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(x[i].document, i);
        assert_string_equal(sy_appearance_kind_name(x[i].what), "published");
    }
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_is_silent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(when_each_appeared, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
