/* What reports say otherwise, on invented ones: in other words of one clause, in figures, on another's word. */
#include "invented.h"

static const report reports[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL,
      "The injured sailors were taken to the provincial hospital in Verden on Thursday evening, the harbour police said.\n\n"
      "The union fears that the $38 billion bid for Northgate Shipping would cost berths.\n\n"
      "The air strikes on the grain store began at dawn.\n\n"
      "About 120 sailors lost their berths in the fire at the grain store, the union said.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL,
      "The injured sailors were taken to the regional hospital in Verden on Thursday evening, the harbour police said.\n\n"
      "The airstrikes on the grain store began at dawn.\n\n"
      "About 120 sailors lost their berths in the fire at the grain store, the harbour office said.\n" },
    { "c", "2031-06-06", "Radio North", NULL, NULL,
      "The injured sailors were taken to hospital in Verden.\n\n"
      "Marsh Lines waits for its $47 billion bid for Northgate Shipping to be allowed by Karvonia.\n" },
};

/* The difference that has values with these words. */
static const sy_difference *find(const sy_account *a, const char *one, const char *two)
{
    size_t n;
    const sy_difference *d = sy_account_differences(a, &n);
    for (size_t i = 0; i < n; i++) {
        bool has_one = false, has_two = false;
        for (size_t v = 0; v < d[i].n_values; v++) {
            has_one |= sy__find(d[i].values[v].value, sy__str(one), 0) != SIZE_MAX;
            has_two |= sy__find(d[i].values[v].value, sy__str(two), 0) != SIZE_MAX;
        }
        if (has_one && has_two) return &d[i];
    }
    return NULL;
}

static void one_noun_described_otherwise(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, reports, 3)) skip();
    const sy_difference *d = find(s.account, "provincial hospital", "regional hospital");
    assert_non_null(d);
    assert_int_equal(d->kind, SY_DIFFERENCE_SCOPE);
    assert_null(find(s.account, "air strikes", "airstrikes"));   /* one word, spelled in two ways */
    story_done(&s);
}

static void one_unit_two_figures(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, reports, 3)) skip();
    const sy_difference *d = find(s.account, "$38 billion", "$47 billion");
    assert_non_null(d);
    assert_int_equal(d->kind, SY_DIFFERENCE_QUANTITY);
    story_done(&s);
}

static void one_figure_on_two_words(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, reports, 3)) skip();
    const sy_difference *d = find(s.account, "the union", "the harbour office");
    assert_non_null(d);
    assert_int_equal(d->kind, SY_DIFFERENCE_ATTRIBUTION);
    story_done(&s);
}

/* A report that has both values gives them for two things. */
static const report both[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL, "The union fears that the $38 billion bid for Northgate Shipping would cost berths.\n\nIts first bid was $47 billion.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL, "Marsh Lines waits for its $47 billion bid for Northgate Shipping to be allowed by Karvonia.\n" },
};

static void who_has_both_contradicts_nobody(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, both, 2)) skip();
    assert_null(find(s.account, "$38 billion", "$47 billion"));
    story_done(&s);
}

/* A conflict is claimed where clauses surely tell one thing, and no more. */
static const report counts[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL, "The fire at the grain store in Verden injured 27 sailors on Thursday.\n\nA pilot, Karl Ammer, saw the smoke over the harbour.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL, "The fire at the grain store in Verden injured 25 sailors on Thursday.\n\nA pilot, Karl Brandt, saw the smoke over the harbour.\n" },
    { "c", "2031-06-06", "Radio North", NULL, NULL, "The fire at the grain store in Verden was put out at dawn.\n\nThe mayor, Karl Oster, thanked the fire service for its work.\n" },
};

static size_t conflicts(const sy_account *a, sy_difference_kind kind)
{
    size_t n, found = 0;
    const sy_difference *d = sy_account_differences(a, &n);
    for (size_t i = 0; i < n; i++) found += d[i].kind == kind && d[i].relation == SY_RELATION_CONFLICT;
    return found;
}

static void two_counts_of_one_day(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, counts, 2)) skip();
    assert_int_equal(conflicts(s.account, SY_DIFFERENCE_QUANTITY), 1);
    assert_int_equal(conflicts(s.account, SY_DIFFERENCE_NAME), 1);
    assert_int_equal(conflicts(s.account, SY_DIFFERENCE_NEGATION), 0);
    story_done(&s);
}

static void a_given_name_of_three(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, counts, 3)) skip();
    assert_null(find(s.account, "Karl Ammer", "Karl Oster"));
    story_done(&s);
}

/* "Sung", said alone, is the name of a family. */
static const report families[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL, "A pilot, Sung Ho-yun, saw the smoke over the harbour of Verden on Thursday.\n\nSung said that the fire began at dawn.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL, "A cook, Sung Min-jae, saw the smoke over the harbour of Verden on Thursday.\n\nSung said that the fire began at dawn.\n" },
};

static void a_family_that_comes_first(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, families, 2)) skip();
    assert_int_equal(conflicts(s.account, SY_DIFFERENCE_NAME), 0);
    story_done(&s);
}

/* Clauses that are not joined, since much else is told in them: their sums hardly differ, and one value stands in two places. */
static const report sums[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL,
      "Marsh Lines made its first offer of $105 billion for Northgate Shipping in November.\n\nNorthgate Shipping asked the provincial harbour court to stop the sale.\n\n"
      "The judges of the provincial harbour court meet in spring.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL,
      "Northgate Shipping turned down the first offer of $103 billion that Marsh Lines made in November.\n\nNorthgate Shipping asked the regional harbour court to stop the sale.\n" },
};

static void sums_that_hardly_differ(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, sums, 2)) skip();
    const sy_difference *d = find(s.account, "$105 billion", "$103 billion");
    assert_non_null(d);
    assert_int_equal(d->relation, SY_RELATION_CONFLICT);
    story_done(&s);
}

static void a_value_with_all_its_mentions(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, sums, 2)) skip();
    const sy_difference *d = find(s.account, "provincial harbour court", "regional harbour court");
    assert_non_null(d);
    for (size_t v = 0; v < d->n_values; v++) assert_int_equal(d->values[v].n_mentions, sy__find(d->values[v].value, SY_STR("provincial"), 0) != SIZE_MAX ? 2 : 1);
    story_done(&s);
}

/* Word by word: another verb behind one noun, a part that only one report tells, another thing beside the first. */
static void other_words_in_one_place(void **state)
{
    static const report strikes[] = {
        { "one", "2031-06-06", "One", "", "",
          "The harbour board repeated its refusal to pay the dockers on Friday.\n\n"
          "A docker was hit on the arm by a falling crane in the grain store of Verden.\n\n"
          "The long dispute divided the small town of Verden and its council.\n" },
        { "two", "2031-06-06", "Two", "", "",
          "The harbour board repeated its refusal to meet the dockers on Friday.\n\n"
          "A docker was hit by a falling crane in the grain store of Verden.\n\n"
          "The long dispute divided the small town of Verden and its schools.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, strikes, 2)) skip();
    assert_non_null(find(s.account, "refusal to pay", "refusal to meet"));
    assert_non_null(find(s.account, "hit on the arm", "hit"));
    assert_non_null(find(s.account, "council", "schools"));
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_noun_described_otherwise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_unit_two_figures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_figure_on_two_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_has_both_contradicts_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_counts_of_one_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_given_name_of_three, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_family_that_comes_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_that_hardly_differ, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_with_all_its_mentions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_words_in_one_place, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
