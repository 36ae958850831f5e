/* What is joined across reports, on invented ones read with the model: names, figures, quotations, dates. */
#include "invented.h"

static const char first[] =
    "NAPLES (Wire) - A ferry hit the pier in Naples on Thursday, killing at least four people and wounding 23, officials said.\n\n"
    "The Northern Harbour Board (NHB) closed the port. The U.S.-led coalition said that its troops were unhurt. Italy sent a ship.\n\n"
    "\"We heard a crash and then nothing at all for minutes,\" Ilse Varga, a passenger, said.\n";
static const char second[] =
    "A ferry struck a pier in the province of Naples, killing six people and wounding 25, the police said Friday.\n\n"
    "NHB inspectors were at the port. The US-led international coalition sent two boats. Rome rejected the offer.\n\n"
    "\"We heard a crash and then nothing at all,\" said Ilse Varga, who was on board.\n\n"
    "\"It was dark\" \xE2\x80\x94 Olaf Berg (@olafberg9) June 6, 2031\n";
static const char undated[] =
    "A ferry struck a pier in Naples on Thursday, and six people died, the police said.\n\n"
    "The mayor had opened the pier in mid-March.\n";

static const report reports[] = {
    { "a", "2031-06-06", NULL, NULL, NULL, first },
    { "b", "2031-06-06", NULL, NULL, NULL, second },
    { "c", NULL, NULL, NULL, NULL, undated },
};

static bool has_alias(const sy_account_entity *e, const char *name)
{
    for (size_t i = 0; i < e->n_aliases; i++) if (sy__is(e->aliases[i].name, name)) return true;
    return false;
}

static void check_one(const sy_account *a, const char *x, const char *y)
{
    size_t n;
    const sy_account_entity *e = sy_account_entities(a, &n);
    bool found = false;
    for (size_t i = 0; i < n; i++) found = found || (has_alias(&e[i], x) && has_alias(&e[i], y));
    if (!found) print_message("apart: %s / %s\n", x, y);
    assert_true(found);
}

static void names_are_joined(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s, reports, 3)) skip();
    check_one(s.account, "Northern Harbour Board", "NHB");
    check_one(s.account, "Naples", "province of Naples");
    check_one(s.account, "Italy", "Rome");
    check_one(s.account, "Olaf Berg", "@olafberg9");
    check_one(s.account, "U.S.-led coalition", "US-led international coalition");
    story_done(&s);
}

static void tolls_are_figures(void **state)
{
    (void)state;
    story s;
    size_t n;
    bool dead = false, hurt = false;
    if (!read_story(&s, reports, 3)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        bool four = false, six = false, lower = false, upper = false;
        for (size_t v = 0; v < f[i].n_values; v++) {
            four |= f[i].values[v].value == 4;
            six |= f[i].values[v].value == 6;
            lower |= f[i].values[v].value == 23;
            upper |= f[i].values[v].value == 25;
        }
        assert_false((four || six) && (lower || upper));
        dead |= four && six;
        hurt |= lower && upper;
    }
    assert_true(dead && hurt);
    story_done(&s);
}

static void one_utterance_in_two_forms(void **state)
{
    (void)state;
    story s;
    size_t n, both = 0;
    if (!read_story(&s, reports, 3)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    for (size_t i = 0; i < n; i++) both += q[i].n_variants == 2 && q[i].variants[0].ref.document != q[i].variants[1].ref.document;
    assert_int_equal(both, 1);
    story_done(&s);
}

static void days_from_the_others(void **state)
{
    (void)state;
    story s;
    size_t n;
    bool thursday = false, march = false;
    if (!read_story(&s, reports, 3)) skip();
    const sy_account_document *d = sy_account_documents(s.account, &n);
    assert_int_equal(n, 3);
    assert_str(d[2].published_inferred, "2031-06-06");
    const sy_timeline_entry *t = sy_account_timeline(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        thursday |= sy__is(t[i].date, "2031-06-05");
        march |= sy__is(t[i].date, "2031-03");
    }
    assert_true(thursday && march);
    story_done(&s);
}

/* The years written, and last year and this one, are the timeline's; "four years ago" is a year more or less, and a target's is of nothing that
 * happened. */
static void years_told_and_not(void **state)
{
    static const report plans[] = {
        { "one", "2031-06-06", "One", "", "", "The harbour opened in 2027. The board bought a dredger last year. It sold its crane four years ago. On Thursday the board announced an ambitious 2034 profit target.\n" },
        { "two", "2031-06-06", "Two", "", "", "The harbour was opened in 2027 by the queen. Ten years later it was closed. Earlier this year the board sold its tugs.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, plans, 2)) skip();
    const sy_timeline_entry *t = sy_account_timeline(s.account, &n);
    assert_int_equal(n, 4);
    assert_str(t[0].date, "2027");
    assert_str(t[1].date, "2030");
    assert_str(t[2].date, "2031");
    assert_str(t[3].date, "2031-06-05");
    story_done(&s);
}

/* Parts of a day that no report tells, and what is nowadays so, date nothing; a clock in figures and "this morning" do. */
static void hours_of_no_day(void **state)
{
    static const report trips[] = {
        { "one", "2031-06-06", "One", "", "", "The trip to the glacier had begun in the evening as a joke. The pass is the busiest road in use today.\n" },
        { "two", "2031-06-08", "Two", "", "", "The climbers were saved on June 3. The guides closed the glacier this morning.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, trips, 2)) skip();
    const sy_timeline_entry *t = sy_account_timeline(s.account, &n);
    assert_int_equal(n, 2);
    assert_str(t[0].date, "2031-06-03");
    assert_str(t[1].date, "2031-06-08");
    story_done(&s);
}

/* A body goes by its name with the state that owns it or the town where it sits, too. */
static void bodies_with_owner_and_seat(void **state)
{
    static const report guards[] = {
        { "one", "2031-06-06", "One", "", "", "Iran\u2019s Revolutionary Guards closed the port on Thursday. The foreign ministry in Berlin said it was worried.\n" },
        { "two", "2031-06-06", "Two", "", "", "The port was closed by the Islamic Revolutionary Guard Corps, the German foreign ministry said.\n" } };
    (void)state;
    story s;
    size_t n, found = 0;
    if (!read_story(&s, guards, 2)) skip();
    const sy_account_entity *e = sy_account_entities(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        found += has_alias(&e[i], "Iran\u2019s Revolutionary Guards") && has_alias(&e[i], "Islamic Revolutionary Guard Corps");
        found += has_alias(&e[i], "foreign ministry in Berlin") && !has_alias(&e[i], "Berlin");
    }
    assert_int_equal(found, 2);
    story_done(&s);
}

/* A body goes by the end of its name, by its name with its kind, a town by its name with its state; one of another state is another. */
static void short_and_long_forms(void **state)
{
    static const report forms[] = {
        { "one", "2031-06-06", "One", "", "", "The Northern Harbour Board closed the port of Tirana, Albania, on Thursday. The Green Front party said it was sorry. The South Korean Fisheries Ministry sent a ship. The Tourism Ministry spoke of a loss. The UN Harbour Fund sent tents.\n" },
        { "two", "2031-06-06", "Two", "", "", "The port was closed by the Harbour Board, officials in Tirana said. The leader of Green Front resigned. Italy\u2019s Ministry of Tourism was silent. China\u2019s Fisheries Ministry said nothing. The Fisheries Ministry never does. The United Nations Harbour Fund sent tents, too.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, forms, 2)) skip();
    check_one(s.account, "Northern Harbour Board", "Harbour Board");
    check_one(s.account, "Tirana, Albania", "Tirana");
    check_one(s.account, "Tourism Ministry", "Ministry of Tourism");
    check_one(s.account, "UN Harbour Fund", "United Nations Harbour Fund");
    check_one(s.account, "Green Front party", "Green Front");
    const sy_account_entity *e = sy_account_entities(s.account, &n);
    for (size_t i = 0; i < n; i++) assert_false(has_alias(&e[i], "South Korean Fisheries Ministry") && has_alias(&e[i], "Fisheries Ministry"));
    story_done(&s);
}

/* A capital stands for its state where it acts, unless some report tells what happened in it. */
static void capitals_that_act(void **state)
{
    static const report towns[] = {
        { "one", "2031-06-06", "One", "", "", "Germany closed the market on Thursday. A lorry had driven into it. China mourned with the families, and Beijing sent a letter.\n" },
        { "two", "2031-06-06", "Two", "", "", "Germany mourned. Berlin closed the market on Thursday. Chinese visitors were among the dead, and China sent a doctor.\n" },
        { "three", "2031-06-06", "Three", "", "", "A lorry drove into a market in Berlin on Thursday. Germany closed it.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, towns, 3)) skip();
    const sy_account_entity *e = sy_account_entities(s.account, &n);
    bool china = false, germany = false;
    for (size_t i = 0; i < n; i++) {
        china |= has_alias(&e[i], "Beijing") && has_alias(&e[i], "China");
        germany |= has_alias(&e[i], "Berlin") && has_alias(&e[i], "Germany");
    }
    assert_true(china && !germany);
    story_done(&s);
}

/* An age and a sentence are two figures; one sum is one, whatever each report calls what it pays for. */
static void ages_and_sums(void **state)
{
    static const report deals[] = {
        { "one", "2031-06-09", "One", "", "", "Lidora\u2019s $47 billion bid for Ardon Steel was approved on Monday. Ana Duarte, 16, was charged with arson on Monday.\n" },
        { "two", "2031-06-09", "Two", "", "",
          "The deal hinges on its $47 billion purchase by Lidora. Ana Duarte could face 14 years in prison after she was charged with arson on Monday.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, deals, 2)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(f[i].n_values, 1);
        assert_int_equal(f[i].values[0].n_mentions, f[i].values[0].value > 1e6 ? 2 : 1);
    }
    story_done(&s);
}

/* A number of many digits is one thing's, however it is called; so is a child's age of which the reports tell two; small counts of
 * other things stay apart. */
static void numbers_told_in_other_words(void **state)
{
    static const report leaks[] = {
        { "one", "2031-06-09", "One", "", "", "The paper got 11.5 million records of the bank. A five-year-old boy fell into a dry well near Dresk. Two lorries left the town.\n" },
        { "two", "2031-06-09", "Two", "", "", "Journalists read 11.5 million files for a year. The six-year-old boy fell into the dry well near Dresk. The museum bought two lamps.\n" } };
    (void)state;
    story s;
    size_t n;
    bool files = false, ages = false;
    if (!read_story(&s, leaks, 2)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        files |= f[i].n_values == 1 && f[i].values[0].value > 1e6 && f[i].values[0].n_mentions == 2;
        ages |= f[i].n_values == 2 && f[i].values[0].value == 5 && f[i].values[1].value == 6;
        assert_true(f[i].values[0].value != 2 || f[i].values[0].n_mentions == 1);
    }
    assert_true(files && ages);
    story_done(&s);
}

/* Two that fight stand beside each other in one word: neither is the other's longer name. What says only when something was is told with it. */
static void beside_and_when(void **state)
{
    static const report wars[] = {
        { "one", "2031-06-06", "One", "", "", "The Karvonia-Northgate dispute goes on. Karvonia closed its port. Northgate sent a ship.\n\nThe announcement comes a day after a fire destroyed the grain store of Dresk.\n" },
        { "two", "2031-06-06", "Two", "", "", "Northgate and Karvonia are at odds.\n\nThe statement followed a fire that destroyed the grain store of Dresk.\n" },
        { "three", "2031-06-06", "Three", "", "", "Karvonia said nothing.\n\nThe decision came after a fire destroyed the grain store of Dresk.\n" } };
    (void)state;
    story s;
    size_t n;
    if (!read_story(&s, wars, 3)) skip();
    const sy_account_entity *e = sy_account_entities(s.account, &n);
    for (size_t i = 0; i < n; i++) assert_false(has_alias(&e[i], "Karvonia-Northgate") && (has_alias(&e[i], "Northgate") || has_alias(&e[i], "Karvonia")));
    const sy_account_statement *t = sy_account_statements(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        bool several = false;
        for (size_t k = 1; k < t[i].n_support; k++) several |= t[i].support[k].ref.document != t[i].support[0].ref.document;
        sy_str text = sy__cut(sy__str(wars[0].text), t[i].gist.span);
        if (several && t[i].gist.document == 0) assert_true(sy__find(text, SY_STR("announcement"), 0) == SIZE_MAX || sy__find(text, SY_STR("fire"), 0) != SIZE_MAX);
    }
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_are_joined), cmocka_unit_test(tolls_are_figures),
                                        cmocka_unit_test(one_utterance_in_two_forms), cmocka_unit_test(days_from_the_others), cmocka_unit_test(years_told_and_not), cmocka_unit_test(hours_of_no_day),
                                        cmocka_unit_test(bodies_with_owner_and_seat), cmocka_unit_test(capitals_that_act), cmocka_unit_test(ages_and_sums), cmocka_unit_test(numbers_told_in_other_words),
                                        cmocka_unit_test(short_and_long_forms), cmocka_unit_test(beside_and_when) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
