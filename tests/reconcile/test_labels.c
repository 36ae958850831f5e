/* What reports call one thing, on invented ones: "armed group" here, "terror group" there. */
#include "invented.h"

static const report reports[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL,
      "The attack on the grain store in Verden killed Ilko Marsh, a senior leader of an armed group, on Thursday, the police said.\n\n"
      "\"The regime did this,\" said Anna Rook, a resident.\n\nThe assault began at dawn.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL,
      "A raid on the grain store in Verden killed Ilko Marsh, a senior leader of a terror group, on Thursday, officials said.\n\n"
      "The attack began at dawn.\n" },
    { "c", "2031-06-07", "Radio North", NULL, NULL,
      "Ilko Marsh, a militia leader, was killed on Thursday when the grain store in Verden was attacked, officials said.\n\n"
      "The government denied that it was behind the massacre.\n" },
};

static const sy_difference_value *find_value(const sy_difference *d, const char *text)
{
    for (size_t v = 0; v < d->n_values; v++) if (sy__is(d->values[v].value, text)) return &d->values[v];
    return NULL;
}

static void one_thing_by_several_words(void **state)
{
    (void)state;
    story s;
    size_t n, groups = 0, events = 0;
    if (!read_story(&s, reports, 3)) skip();
    const sy_difference *d = sy_account_differences(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        if (d[i].kind != SY_DIFFERENCE_LABEL) continue;
        assert_int_equal(d[i].relation, SY_RELATION_WORDING);
        groups += find_value(&d[i], "armed group") && find_value(&d[i], "terror group");
        events += find_value(&d[i], "attack") && find_value(&d[i], "raid");
        assert_false(find_value(&d[i], "armed group") && find_value(&d[i], "raid"));   /* a body is no event */
    }
    assert_int_equal(groups, 1);
    assert_int_equal(events, 1);
    story_done(&s);
}

static void labels_dispute_nothing(void **state)
{
    (void)state;
    story s;
    size_t n, n_st;
    if (!read_story(&s, reports, 3)) skip();
    const sy_difference *d = sy_account_differences(s.account, &n);
    const sy_account_statement *st = sy_account_statements(s.account, &n_st);
    for (size_t i = 0; i < n; i++)
        if (d[i].kind == SY_DIFFERENCE_LABEL && d[i].statement != SY_NONE) assert_int_not_equal(st[d[i].statement].standing, SY_STANDING_DISPUTED);
    story_done(&s);
}

/* A report of two sentences is all lead: what it calls the event there is what it calls the event. */
static const report brief[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL, "A raid on the grain store in Verden stopped all trade in the harbour.\n\nBoats stay at sea.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL, "An assault by masked men left the night watchman with a broken arm.\n\nHis wife spoke to this paper.\n" },
};

static void a_brief_has_a_lead(void **state)
{
    (void)state;
    story s;
    size_t n, events = 0;
    if (!read_story(&s, brief, 2)) skip();
    const sy_difference *d = sy_account_differences(s.account, &n);
    for (size_t i = 0; i < n; i++) events += find_value(&d[i], "raid") && find_value(&d[i], "assault");
    assert_int_equal(events, 1);
    story_done(&s);
}

static const report driven[] = {
    { "a", "2031-06-06", "Port Courier", NULL, NULL, "A driver rammed a truck into the gate of the grain store in Verden on Thursday.\n" },
    { "b", "2031-06-06", "Daily Verden", NULL, NULL, "A driver rammed a car into the gate of the grain store in Verden on Thursday.\n" },
};

static void what_was_driven(void **state)
{
    (void)state;
    story s;
    size_t n, cars = 0;
    if (!read_story(&s, driven, 2)) skip();
    const sy_difference *d = sy_account_differences(s.account, &n);
    for (size_t i = 0; i < n; i++) cars += d[i].kind == SY_DIFFERENCE_LABEL && find_value(&d[i], "truck") && find_value(&d[i], "car");
    assert_int_equal(cars, 1);
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_thing_by_several_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_dispute_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_brief_has_a_lead, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_driven, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
