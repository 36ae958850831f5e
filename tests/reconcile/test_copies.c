/* Whose words reports have, on invented ones: copies, a sentence taken over, and how many independent origins are left. */
#include "invented.h"

#define WIRE "A ferry hit the pier of Verden harbour early on Thursday, and four of the passengers were taken to hospital, the police said.\n\n" \
             "The pier was closed for the day while divers looked at the piles, and the ferries to the islands left from the old quay instead.\n\n"
#define MORE "The harbour master told the council that the same ferry had lost its steering twice this spring, and that its owner had promised repairs.\n\n"

static const report copies[] = {
    { "first", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, WIRE },
    { "second", "2031-06-05T10:00:00Z", "Daily Verden", NULL, NULL, WIRE MORE },
    { "third", "2031-06-05T12:00:00Z", "Radio North", NULL, NULL, WIRE MORE "Tickets for the morning are valid until Sunday.\n" },
};

static void copies_have_parents(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, copies, 3)) skip();
    const sy_family *f = sy_account_families(s.account, &n);
    assert_int_equal(n, 1);
    assert_int_equal(f[0].documents.n, 3);
    assert_int_equal(f[0].earliest, 0);
    assert_int_equal(f[0].parents[0], SY_NONE);
    assert_int_equal(f[0].parents[1], 0);
    assert_int_equal(f[0].parents[2], 1);   /* it has more of the second one's words */
    const sy_account_statement *st = sy_account_statements(s.account, &n);
    for (size_t i = 0; i < n; i++) assert_int_equal(st[i].origins, 1);
    story_done(&s);
}

/* Nine o'clock in the east is long before eight in Greenwich. */
static const report zones[] = {
    { "late", "2031-06-05T08:00:00Z", "Port Courier", NULL, NULL, WIRE },
    { "early", "2031-06-05T09:00:00+05:00", "Daily Verden", NULL, NULL, WIRE MORE },
};

static void zones_are_heard(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, zones, 2)) skip();
    const sy_family *f = sy_account_families(s.account, &n);
    assert_int_equal(n, 1);
    assert_int_equal(f[0].parents[0], 1);
    assert_int_equal(f[0].parents[1], SY_NONE);
    story_done(&s);
}

/* A page that was written anew: the same address, and not a run of words in common. */
static const report rewritten[] = {
    { "old", "2031-06-05T08:00:00Z", "Port Courier", "https://port.example/ferry", NULL, "A ferry hit the pier of Verden harbour early on Thursday, and four passengers were taken to hospital.\n" },
    { "new", "2031-06-05T18:00:00Z", "Port Courier", "https://port.example/ferry", NULL, "Four people were hurt when a ship ran into the harbour wall of Verden.\n" },
};

static void no_parent_without_its_words(void **state)
{
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, rewritten, 2)) skip();
    const sy_family *f = sy_account_families(s.account, &n);
    assert_int_equal(n, 1);
    assert_int_equal(f[0].parents[0], SY_NONE);
    assert_int_equal(f[0].parents[1], SY_NONE);
    assert_int_equal(sy_account_documents(s.account, &n)[1].revision_of, 0);
    story_done(&s);
}

#define TAKEN "A grey heron had been sitting on the mast of the ferry all morning and did not move when the ship struck the pier."

static const report taken[] = {
    { "first", "2031-06-05", "Port Courier", NULL, NULL,
      "A ferry hit the pier in Verden on Thursday. Four passengers were hurt, the police said.\n\n" TAKEN "\n\nDivers will look at the piles on Friday. The old quay serves the islands until then, and morning tickets stay valid.\n" },
    { "second", "2031-06-06", "Daily Verden", NULL, NULL,
      "Four people were injured when a ship ran into the harbour wall of Verden. It had lost its steering twice this spring already.\n\n" TAKEN "\n\nThe council wants to know why the owner let the boat sail.\n" },
};

static void a_sentence_taken_over(void **state)
{
    (void)state;
    story s;
    size_t n, told = 0, shared = 0;
    if (!read_story(&s, taken, 2)) skip();
    sy_account_families(s.account, &n);
    assert_int_equal(n, 0);
    const sy_account_diagnostic *d = sy_account_diagnostics(s.account, &n);
    for (size_t i = 0; i < n; i++) told += strcmp(d[i].code, "common-passage") == 0 && d[i].document == 1;
    assert_int_equal(told, 1);
    const sy_account_statement *st = sy_account_statements(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        sy_str gist = sy__cut(sy__str(taken[st[i].gist.document].text), st[i].gist.span);
        if (st[i].n_support < 2 || sy__find(gist, SY_STR("heron"), 0) == SIZE_MAX) continue;
        shared++;
        assert_int_equal(st[i].origins, 1);   /* two reports, one of which has it from the other */
    }
    assert_true(shared > 0);
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(copies_have_parents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(zones_are_heard, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_parent_without_its_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sentence_taken_over, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
