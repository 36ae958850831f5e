/* Which names of invented reports are one, and which are not: teams and their towns, handles, second names, slips of the hand. */
#include "invented.h"

static bool has_alias(const sy_account_entity *e, const char *name)
{
    for (size_t i = 0; i < e->n_aliases; i++) if (sy__is(e->aliases[i].name, name)) return true;
    return false;
}

static bool has_pair(const sy_account *a, const char *x, const char *y)
{
    size_t n;
    const sy_account_entity *e = sy_account_entities(a, &n);
    for (size_t i = 0; i < n; i++) if (has_alias(&e[i], x) && has_alias(&e[i], y)) return true;
    return false;
}

static void check(const sy_account *a, const char *x, const char *y, bool want)
{
    size_t n;
    const sy_account_entity *e = sy_account_entities(a, &n);
    bool one = false, x_met = false, y_met = false;
    for (size_t i = 0; i < n; i++) {
        x_met |= has_alias(&e[i], x);
        y_met |= has_alias(&e[i], y);
        one |= has_alias(&e[i], x) && has_alias(&e[i], y);
    }
    if (one != want) print_message("%s: %s / %s\n", one ? "joined" : "apart", x, y);
    assert_true(x_met && y_met);
    assert_int_equal(one, want);
}

/* A town that scores is its team; the town itself stays. */
static void towns_of_teams(void **state)
{
    static const report match[] = {
        { "one", "2031-06-06", "One", "", "", "The Boston Lions beat the Denver Hawks 3-1 on Sunday. The Lions led at the break.\n" },
        { "two", "2031-06-06", "Two", "", "", "Boston scored twice in the first half. The Hawks never came back, and Denver lost for the third time. The keeper spent years with Tampa before that.\n" },
        { "three", "2031-06-06", "Three", "", "", "Fans of the Lions sang in Oslo until dawn. The Oslo Chronicles are a paper. The Tampa Pelicans won in May. Fans of the Pelicans were happy.\n" } };
    (void)state;
    story s;
    size_t n, places = 0;
    if (!read_story(&s, match, 3)) skip();
    check(s.account, "Boston", "Boston Lions", true);
    check(s.account, "Denver", "Hawks", true);
    check(s.account, "Tampa", "Tampa Pelicans", true);
    check(s.account, "Oslo", "Lions", false);
    const sy_account_entity *e = sy_account_entities(s.account, &n);
    for (size_t i = 0; i < n; i++) places += e[i].type == SY_ENTITY_PLACE && has_alias(&e[i], "Boston");
    assert_int_equal(places, 1);
    story_done(&s);
}

static void names_written_otherwise(void **state)
{
    static const report port[] = {
        { "one", "2031-06-06", "One", "", "", "The Northern Harbour Board closed the port on Thursday. \"We had no choice,\" said Ilse Varga, its head. The minister thanked @IlseVarga.\n" },
        { "two", "2031-06-06", "Two", "", "", "The tool, TSLR, short for Tolmar Sea Lime Rescue, was used. Kestrel Group (formerly Ardon Lime) made it. Ardon Lime was sold in May.\n" },
        { "three", "2031-06-06", "Three", "", "", "Vera Kolb, professor at the Northern Harbour University, also known as Dr Ash, was angry about Kestrel Group. Dr Ash left on Friday.\n\n"
          "\"The port is closed!\" \xE2\x80\x94 Ilse J. Varga (@ijvarga) June 6, 2031\n" } };
    (void)state;
    story s;
    if (!read_story(&s, port, 3)) skip();
    check(s.account, "Ilse J. Varga", "@ijvarga", true);
    check(s.account, "Northern Harbour University", "Kestrel Group", false);
    assert_false(has_pair(s.account, "Northern Harbour University", "Dr Ash"));
    check(s.account, "Ilse Varga", "@IlseVarga", true);
    check(s.account, "TSLR", "Tolmar Sea Lime Rescue", true);
    check(s.account, "Kestrel Group", "Ardon Lime", true);
    check(s.account, "TSLR", "Kestrel Group", false);
    story_done(&s);
}

/* What one report alone spells so is what the others spell with one letter changed; a name that two others fit joins neither. */
static void slips_of_the_hand(void **state)
{
    static const report ship[] = {
        { "one", "2031-06-06", "One", "", "", "The Orlin Falcon hit a pier in Naples on Thursday. The Tolmar Banner was near.\n" },
        { "two", "2031-06-06", "Two", "", "", "The Orlin Falcon hit a pier in Naples, killing two. The Tolmar Banner and the Tolmar Batner were near.\n" },
        { "three", "2031-06-06", "Three", "", "", "The Orlin Faclon hit a pier. The Tolmar Batner was far.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, ship, 3)) skip();
    check(s.account, "Orlin Falcon", "Orlin Faclon", true);
    check(s.account, "Tolmar Banner", "Tolmar Batner", false);
    story_done(&s);
}

/* What a text names beside its maker is another thing, and so is what the maker's name only stands in front of. */
static void makers_and_things(void **state)
{
    static const report cars[] = {
        { "one", "2031-06-06", "One", "", "", "Lidora said on Monday that the Lidora Coastliner sold well. Lidora builds it in Naples. The Coastliner is fast.\n" },
        { "two", "2031-06-06", "Two", "", "", "The Coastliner is built by Lidora. Critics like the Lidora Coastliner.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, cars, 2)) skip();
    check(s.account, "Lidora", "Lidora Coastliner", false);
    story_done(&s);
}

/* "The North" is half of a land, "the Pacific" an ocean; towns have states behind them, and a strip of a town is not the town. */
static void lands_and_towns(void **state)
{
    static const report coast[] = {
        { "one", "2031-06-06", "One", "", "", "North Korea closed a port on Monday, and ships crossed the Pacific. The North said nothing. North Koreans left Honolulu, Hawaii.\n" },
        { "two", "2031-06-06", "Two", "", "", "The North did not speak of it on Tuesday. A ship was lost in the Pacific Ocean, the mayor of Honolulu said. North Dakota sent tents.\n" },
        { "three", "2031-06-06", "Three", "", "", "The hotels of the Las Vegas Strip were dark on Monday. People in Las Vegas stayed at home.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, coast, 3)) skip();
    check(s.account, "North", "North Korea", true);
    check(s.account, "North", "North Dakota", false);
    check(s.account, "Pacific", "Pacific Ocean", true);
    check(s.account, "Honolulu", "Honolulu, Hawaii", true);
    check(s.account, "Las Vegas", "Las Vegas Strip", false);
    story_done(&s);
}

/* The tagger has "Vara Holden" for a body in the one report; the other's "Mrs. Holden" tells who it is. */
static void persons_for_bodies(void **state)
{
    static const report bridge[] = {
        { "one", "2031-06-06", "One", "", "", "Oldrich Harbin said that the bridge was safe. Vara Holden hit back on Monday.\n" },
        { "two", "2031-06-06", "Two", "", "", "Mrs. Holden told reporters that it was not. Mallam Oldrich Harbin was silent. The Holden Bridge is old.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, bridge, 2)) skip();
    check(s.account, "Vara Holden", "Holden", true);
    check(s.account, "Oldrich Harbin", "Mallam Oldrich Harbin", true);
    story_done(&s);
}

/* A team that the tagger has for a place, a town whose state stands behind it, and a name that one report has whole and the other's tagger cut. */
static void names_known_elsewhere(void **state)
{
    static const report match[] = {
        { "one", "2031-06-06", "One", "", "", "Sacramento Miners quarterback Dan Holm limped off in the second half. The zoo is small. She saw the Ardon Zoo & Botanical Garden. The Ardon Zoo & Botanical Garden opened in May.\n" },
        { "two", "2031-06-06", "Two", "", "", "The Miners were late, and the Miners lost in Sacramento. The deer ran at the Ardon Zoo and Botanical Garden on Saturday. Karen Geller, a native of Thorp, Wisconsin, saw the deer.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, match, 2)) skip();
    check(s.account, "Ardon Zoo & Botanical Garden", "Ardon Zoo and Botanical Garden", true);
    check(s.account, "Miners", "Sacramento Miners", true);
    check(s.account, "Thorp", "Thorp, Wisconsin", true);
    check(s.account, "Sacramento", "Sacramento Miners", false);
    story_done(&s);
}

/* What a body owns, what lies in a place and what a land holds; letters that a text spells out in its own way. */
static void bodies_by_their_words(void **state)
{
    static const report harbour[] = {
        { "one", "2031-06-06", "One", "", "", "The United Nations Security Council met on Monday about Sealab, the old station. The Security Council said nothing, and the United Nations regretted it. "
          "A small plane took off from Long Beach on Sunday. The Spanish Harbour Cup was put off.\n" },
        { "two", "2031-06-06", "Two", "", "", "The UN has its doubts. The UN Security Council will meet again. Sky News showed how Sea Lab sank near Long Beach Airport, where planes land. "
          "Spain Harbour Cup officials were angry, and the Spain Harbour Cup was their own. Spain won in May, and so did a Spanish crew.\n" },
        { "three", "2031-06-06", "Three", "", "", "Police warned the CHB (Center for Harbours and Boats) on Friday. The CHB said no. The Denver Police Department sent two cars, and Denver police took the report. "
          "Rome hosts the F1 race, as Formula 1 fans know. The Tolmar Rescue Board was silent.\n" },
        { "four", "2031-06-06", "Four", "", "Why the TRB was silent", "The boats came late, said a man in Rome.\n" } };
    (void)state;
    story s;
    if (!read_story(&s, harbour, 4)) skip();
    check(s.account, "UN", "UN Security Council", false);
    check(s.account, "United Nations", "UN", true);
    check(s.account, "Security Council", "UN Security Council", true);
    check(s.account, "Sea Lab", "Sealab", true);
    check(s.account, "Long Beach", "Long Beach Airport", false);
    check(s.account, "Spanish Harbour Cup", "Spain Harbour Cup", true);
    check(s.account, "CHB", "Center for Harbours and Boats", true);
    check(s.account, "Denver police", "Denver Police Department", true);
    check(s.account, "F1", "Formula 1", true);
    check(s.account, "TRB", "Tolmar Rescue Board", true);
    story_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(towns_of_teams), cmocka_unit_test(names_written_otherwise), cmocka_unit_test(slips_of_the_hand), cmocka_unit_test(makers_and_things), cmocka_unit_test(lands_and_towns), cmocka_unit_test(persons_for_bodies), cmocka_unit_test(bodies_by_their_words), cmocka_unit_test(names_known_elsewhere) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
