/* Which numbers of several reports are one thing's, on invented ones read with the model. */
#include "invented.h"

/* The figure that gives all of the values and no other, or NULL. */
static const sy_figure *figure_of(const sy_account *a, const double *values, size_t n)
{
    size_t all;
    const sy_figure *f = sy_account_figures(a, &all);
    for (size_t i = 0; i < all; i++) {
        size_t met = 0;
        for (size_t v = 0; v < f[i].n_values; v++)
            for (size_t k = 0; k < n; k++) met += f[i].values[v].has_value && f[i].values[v].value == values[k];
        if (met == n && f[i].n_values == n) return &f[i];
    }
    return NULL;
}

static size_t mentions_of(const sy_figure *f)
{
    size_t n = 0;
    for (size_t v = 0; f && v < f->n_values; v++) n += f->values[v].n_mentions;
    return n;
}

/* A season's 13-3 is one, however it is called; the threes of other scores and of boats are not its three. */
static void scores_of_one_season(void **state)
{
    static const report seasons[] = {
        { "one", "2031-06-09", "One", "", "", "The Hawks went 13-3 that year and won the cup. The Owls went 9-3 under a new coach.\n" },
        { "two", "2031-06-09", "Two", "", "", "Under her the Hawks earned a 13-3 record. Three boats sank in the storm. The Owls lost nine of their boats.\n" } };
    (void)state;
    story s;
    size_t n, threes = 0;
    if (!read_story(&s, seasons, 2)) skip();
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 13 }, 1)), 2);
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        if (f[i].values[0].value == 3) threes++;
        if (f[i].values[0].value == 3) assert_true(mentions_of(&f[i]) <= 2);
        if (f[i].values[0].value == 9) assert_int_equal(mentions_of(&f[i]), 1);
    }
    assert_int_equal(threes, 3);
    story_done(&s);
}

static void persons_by_several_nouns(void **state)
{
    static const report freed[] = {
        { "one", "2031-06-09", "One", "", "", "The army welcomed the release of the 21 girls whom the rebels had taken from Dresk.\n" },
        { "two", "2031-06-09", "Two", "", "", "Rebels let 21 schoolgirls go, and the army welcomed their release in Dresk.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, freed, 2)) skip();
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 21 }, 1)), 2);
    story_done(&s);
}

/* "More than 270" are the 276; "about 150" are not. */
static void one_number_in_fewer_digits(void **state)
{
    static const report taken[] = {
        { "one", "2031-06-09", "One", "", "", "More than 270 girls were taken from their school in Dresk by the rebels. About 150 boys left the school.\n" },
        { "two", "2031-06-09", "Two", "", "", "They are the first to come home of the 276 schoolgirls whom the rebels took from a school in Dresk.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, taken, 2)) skip();
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 270, 276 }, 2)), 2);
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 150 }, 1)), 1);
    story_done(&s);
}

/* A toll that its clause dates months back is another attack's. */
static void tolls_of_the_past(void **state)
{
    static const report attacks[] = {
        { "one", "2031-06-09", "One", "", "", "More than 70 people were killed in the attack on the harbour town of Dresk.\n" },
        { "two", "2031-06-09", "Two", "", "", "Gunmen killed 130 people in an attack on the town of Dresk on March 13.\n" },
        { "three", "2031-06-09", "Three", "", "", "At least 84 people were killed in the attack on the town of Dresk.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, attacks, 3)) skip();
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 130 }, 1)), 1);
    assert_int_equal(mentions_of(figure_of(s.account, (const double[]){ 70, 84 }, 2)), 2);
    story_done(&s);
}

/* The dozens of one report are its 84, and do not keep them from being another's 90. */
static void dozens_and_their_number(void **state)
{
    static const report blasts[] = {
        { "one", "2031-06-09", "One", "", "", "A blast in Dresk wounded dozens of people on Sunday. Doctors said that the blast in Dresk wounded 84 people.\n" },
        { "two", "2031-06-09", "Two", "", "", "A blast in Dresk wounded 90 people on Sunday.\n" },
        { "three", "2031-06-09", "Three", "", "", "The blast in Dresk wounded dozens on Sunday.\n" } };
    (void)state;
    story s;
    size_t n;
    bool both = false;
    if (!read_story(&s, blasts, 3)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        bool low = false, high = false;
        for (size_t v = 0; v < f[i].n_values; v++) {
            low |= f[i].values[v].value == 84;
            high |= f[i].values[v].value == 90;
        }
        both |= low && high;
    }
    assert_true(both);
    story_done(&s);
}

/* The sixth of its tests, in two reports, and no six. */
static void ranks_that_count(void **state)
{
    static const report tests[] = {
        { "one", "2031-06-09", "One", "", "", "The north held its sixth nuclear test in the hills near Dresk. Six people were hurt by the sixth test.\n" },
        { "two", "2031-06-09", "Two", "", "", "It was the sixth nuclear test that the north held in the hills. The test was its first near Dresk.\n" } };
    (void)state;
    story s;
    size_t n;
    bool tests_met = false;
    if (!read_story(&s, tests, 2)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        assert_true(f[i].values[0].value == 6);                /* no first */
        if (sy__is(f[i].of, "people")) assert_int_equal(mentions_of(&f[i]), 1);
        tests_met = tests_met || (sy__is(f[i].of, "nuclear test") && mentions_of(&f[i]) >= 2);
    }
    assert_true(tests_met);
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(scores_of_one_season), cmocka_unit_test(persons_by_several_nouns), cmocka_unit_test(one_number_in_fewer_digits),
                                        cmocka_unit_test(tolls_of_the_past), cmocka_unit_test(dozens_and_their_number), cmocka_unit_test(ranks_that_count) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
