/* What the timeline dates, and from which day, on invented reports read with the model. */
#include "invented.h"

static bool has_date(const sy_account *a, const char *date)
{
    size_t n;
    const sy_timeline_entry *t = sy_account_timeline(a, &n);
    for (size_t i = 0; i < n; i++) if (sy__is(t[i].date, date)) return true;
    return false;
}

/* The date of a clause within a clause is one of the timeline, though the account shows the whole. */
static void dates_of_inner_clauses(void **state)
{
    static const report laws[] = { { "one", "2031-06-06", "One", "", "", "The banks want to sell their bonds before the law takes effect on July 1.\n" },
                                   { "two", "2031-06-06", "Two", "", "", "The two towns were still at war from the 1950-53 conflict on, the mayor said.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, laws, 2)) skip();
    assert_true(has_date(s.account, "2031-07-01"));
    assert_true(has_date(s.account, "1953"));
    story_done(&s);
}

/* Two reports of Monday tell of a Tuesday that has begun elsewhere; one that came out before them would mean the Tuesday past. */
static void days_where_clocks_are_ahead(void **state)
{
    static const report launches[] = { { "one", "2031-06-09", "One", "", "", "The north fired a missile over the strait early on Tuesday, officials said.\n" },
                                       { "two", "2031-06-09", "Two", "", "", "A missile flew over the strait on Tuesday after the north fired it, officials said.\n" },
                                       { "three", "2031-06-04", "Three", "", "", "A missile of the north flew over the strait, officials said.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, launches, 2)) skip();
    assert_true(has_date(s.account, "2031-06-10"));
    assert_false(has_date(s.account, "2031-06-03"));
    story_done(&s);
    if (!read_story(&s, launches, 3)) skip();
    assert_true(has_date(s.account, "2031-06-03"));
    assert_false(has_date(s.account, "2031-06-10"));
    story_done(&s);
}

/* A page that gives itself a later day tells of the same Tuesday, where it says the same of it. */
static void days_of_later_pages(void **state)
{
    static const report launches[] = { { "one", "2031-06-06", "One", "", "", "The satellite was launched from the Dresk pad on Tuesday, the board said.\n" },
                                       { "two", "2031-06-06", "Two", "", "", "On Tuesday the satellite was launched from a pad at Dresk.\n" },
                                       { "three", "2031-06-20", "Three", "", "", "The satellite was launched on Tuesday from the pad at Dresk.\n\nThe minister resigned on Tuesday night.\n" },
                                       { "four", "2031-06-20", "Four", "", "", "The bridge to the island was reopened on Thursday.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, launches, 4)) skip();
    assert_true(has_date(s.account, "2031-06-03"));
    assert_false(has_date(s.account, "2031-06-17"));
    assert_true(has_date(s.account, "2031-06-19"));
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(dates_of_inner_clauses), cmocka_unit_test(days_where_clocks_are_ahead), cmocka_unit_test(days_of_later_pages) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
