/* What two invented reports cannot both be right about, and what looks like it. */
#include "invented.h"

enum { DOCUMENTS = 2 };

/* Two reports of one day, with these texts. */
static void read_two(report *r, const char *a, const char *b)
{
    r[0] = (report){ "a", "2031-06-06", "Port Courier", NULL, NULL, a };
    r[1] = (report){ "b", "2031-06-06", "Daily Verden", NULL, NULL, b };
}

/* The conflicts of two texts; *of: their first one's values, put together. */
static size_t conflicts_of(const char *a, const char *b, char *of, size_t n)
{
    report r[DOCUMENTS];
    story s;
    size_t n_all, found = 0;
    read_two(r, a, b);
    if (!read_story(&s, r, DOCUMENTS)) skip();
    const sy_difference *d = sy_account_differences(s.account, &n_all);
    for (size_t i = 0; i < n_all; i++) {
        if (d[i].relation != SY_RELATION_CONFLICT) continue;
        if (found++) continue;
        size_t at = 0;
        for (size_t v = 0; v < d[i].n_values; v++)
            at += (size_t)snprintf(of + at, n - at, "%s%.*s", v ? " / " : "", (int)d[i].values[v].value.len, d[i].values[v].value.ptr);
    }
    story_done(&s);
    return found;
}

typedef struct pair { const char *a, *b, *values; } pair;   /* values: NULL where nothing is in conflict */

static void check_pairs(const pair *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char of[256] = "";
        size_t found = conflicts_of(p[i].a, p[i].b, of, sizeof of);
        if (found != (p[i].values != NULL) || (p[i].values && strcmp(of, p[i].values) != 0)) print_message("%s| %s\n%zu: %s\n", p[i].a, p[i].b, found, of);
        assert_int_equal(found, p[i].values != NULL);
        if (p[i].values) assert_string_equal(of, p[i].values);
    }
}

static void numbers(void **state)
{
    static const pair pairs[] = {
        { "The harbour court of Verden sentenced the smuggler to a fine and closed four warehouses on Thursday.\n",
          "The harbour court of Verden closed six warehouses of the smuggler on Thursday.\n", "four / six" },
        { "Marsh Lines made its $38 billion bid for Northgate Shipping in October.\n\nThe harbour was calm at dawn.\n",
          "The union fears the $47 billion bid for Northgate Shipping.\n\nBakers opened early in Verden.\n", "$38 billion / $47 billion" },
        { "The storm in Verden killed 17 people on Thursday, the harbour police said.\n", "The storm in Verden killed 15 people on Thursday, the mayor said.\n", "17 / 15" },
        /* The one rounds the other. */
        { "The storm in Verden destroyed 734 boats on Thursday.\n", "The storm in Verden destroyed 700 boats on Thursday.\n", NULL },
        { "The pilot served four and a half months in prison for the fire in Verden.\n", "The pilot served five months in prison for the fire in Verden.\n", NULL },
        /* A part, and the whole of it and the other part. */
        { "The leaked papers of Marsh Lines name 12 leaders as well as 128 other officials.\n", "The leaked papers of Marsh Lines name 140 officials.\n", NULL },
        /* Another currency's sum in parentheses. */
        { "The fire at the mill in Verden did damage of $4 million on Thursday.\n", "The fire at the mill in Verden did damage of 4 million francs ($5.1 million) on Thursday.\n", NULL },
        /* A price moves within the day. */
        { "Northgate shares fell to $65.09 at 9:34 a.m. in Verden.\n", "Northgate shares fell to $63.20 in Verden.\n", NULL },
        /* A part, and another one. */
        { "Divers found 12 sacks of grain and 30 sacks of coal in the ship off Verden.\n", "Divers found 25 sacks in the ship off Verden.\n", NULL },
        { "Divers found seven hunting rifles in the ship off Verden.\n", "Divers found nine toy rifles in the ship off Verden.\n", NULL },
    };
    (void)state;
    check_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void times(void **state)
{
    static const pair pairs[] = {
        { "Voters in Verden approved a loan for the new harbour bridge in 2019.\n", "The voters of Verden approved the loan for the harbour bridge in 2021.\n", "2019 / 2021" },
        { "The ferry Tern landed in Verden at 9:15 a.m. on Thursday.\n", "The ferry Tern landed in Verden at 10:40 a.m. on Thursday.\n", "9:15 a.m. / 10:40 a.m." },
        { "The council closed the old bridge over the harbour in Verden on Tuesday.\n", "The council closed the old harbour bridge in Verden on Wednesday.\n", "Tuesday / Wednesday" },
        { "The guild answered the raids in Karvonia last week, the harbour police said.\n", "The guild answered the raids in Karvonia this week, the harbour police said.\n", "last week / this week" },
        /* Before, and at about: both can hold. */
        { "The ferry Tern landed in Verden before 9:15 a.m. on Thursday.\n", "The ferry Tern landed in Verden at 9:05 a.m. on Thursday.\n", NULL },
        /* What a page says of itself. */
        { "9:53 AM, Fri 6 Jun 2031\n\nThe mill in Verden burned on Thursday.\n", "10:24 AM, Fri 6 Jun 2031\n\nDivers looked for the ferry.\n", NULL },
        /* Two names, two storms. */
        { "Storm Olga destroyed the clinic in 2018.\n", "Storm Viktor destroyed the clinic in 2025.\n", NULL },
        /* A report confirms more than one thing. */
        { "The company confirmed on Tuesday that contact with the ferry was lost.\n", "The company confirmed on Wednesday that contact with the ferry was there again.\n", NULL },
    };
    (void)state;
    check_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void ages(void **state)
{
    static const pair pairs[] = {
        { "Karl Ammer, 34, a pilot, saw the smoke over Verden.\n", "The 36-year-old Karl Ammer steered the ship out of the harbour.\n", "34 / 36-year-old" },
        { "Karl Ammer, 34, a pilot, saw the smoke over Verden.\n", "The 34-year-old Karl Ammer steered the ship out of the harbour.\n", NULL },
        /* A father and his son. */
        { "Karl Ammer, 34, a pilot, saw the smoke over Verden.\n", "Karl Ammer, 61, a baker, saw the smoke over Verden.\n", NULL },
    };
    (void)state;
    check_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void names(void **state)
{
    static const pair pairs[] = {
        { "A pilot, Anna Ammer, saw the smoke over the harbour.\n\nHer brother, Karl Ammer, put out the fire.\n", "A pilot, Anna Brandt, saw the smoke over the harbour.\n", NULL },
        /* One name, in two spellings. */
        { "A climber, Dunya Rost, died after she slipped from a ridge near Verden.\n", "Dunya Roste, a climber, died when she slipped and fell from a ridge near Verden.\n", NULL },
        /* Two witnesses. */
        { "James Ammer, who lives near the harbour, said that he saw smoke over the grain store of Verden.\n",
          "\"I saw smoke over the grain store of Verden,\" said James Brandt, a visitor of the harbour.\n", NULL },
    };
    (void)state;
    check_pairs(pairs, sizeof pairs / sizeof *pairs);
}

static void denials(void **state)
{
    static const pair pairs[] = {
        /* Both deny it, the one around the clause. */
        { "The governor of Verden said that he was not expecting the death toll to rise.\n", "The governor of Verden said that the death toll was not expected to rise.\n", NULL },
    };
    (void)state;
    check_pairs(pairs, sizeof pairs / sizeof *pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(times, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(denials, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
