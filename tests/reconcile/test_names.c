/* Two names as strings: spellings, short forms, initials, acronyms, places with and without their kind. */
#include "check.h"

#include "reconcile/story.h"

static sy_ctx *ctx;
static sy_arena arena;

static int set_up(void **state)
{
    (void)state;
    int st = sy_ctx_new(&ctx, NULL);
    sy__arena_init(&arena, ctx);
    return st;
}

static int tear_down(void **state)
{
    (void)state;
    sy__arena_done(&arena);
    sy_ctx_free(ctx);
    return 0;
}

static sy__name read_name(const char *z)
{
    sy__name n;
    assert_true(sy__name_read(&arena, sy__str(z), &n));
    return n;
}

static void check_fit(const char *a, const char *b, bool person, sy__name_fit want)
{
    sy__name x = read_name(a), y = read_name(b);
    assert_int_equal(sy__name_compare(&x, &y, person), want);
    assert_int_equal(sy__name_compare(&y, &x, person), want);
}

static void check_place(const char *a, const char *b, bool want)
{
    sy__name x = read_name(a), y = read_name(b);
    assert_int_equal(sy__same_place(&x, &y), want);
    assert_int_equal(sy__same_place(&y, &x), want);
}

static void people(void **state)
{
    (void)state;
    check_fit("Mohamed al-Karimi", "Mohammed Karimi", true, SY__NAMES_SPELLING);
    check_fit("Ilse Varga", "Varga", true, SY__NAMES_SURNAME);
    check_fit("Ilse Varga", "Ilse", true, SY__NAMES_APART);
    check_fit("Ilse Varga", "Olga Varga", true, SY__NAMES_APART);
    check_fit("Daniel Orr", "Daniela Orr", true, SY__NAMES_APART);
    check_fit("Mr. Varga", "Varga", true, SY__NAMES_SAME);
    check_fit("J. Ilse Varga", "Ilse Varga", true, SY__NAMES_SHORTER);
    check_fit("Ilse Varga Moreno", "Ilse Varga", true, SY__NAMES_SHORTER);
    check_fit("Ilse Varga Moreno", "Ilse Moreno", true, SY__NAMES_SHORTER);
    check_fit("Ilse Varga Moreno", "Olga Varga", true, SY__NAMES_APART);
    check_fit("Jim Varga", "James P. Varga", true, SY__NAMES_SPELLING);
    check_fit("Jim Varga", "John Varga", true, SY__NAMES_APART);
    check_fit("Justice for Varga", "Varga", true, SY__NAMES_APART);
    check_fit("Mallam Ilse Varga", "Ilse Varga", true, SY__NAMES_SHORTER);         /* a title that no table has */
    check_fit("Wing Leader Ilse Varga", "Ilse Varga", true, SY__NAMES_SHORTER);
    check_fit("Justice for Ilse Varga", "Ilse Varga", true, SY__NAMES_APART);
    check_fit("Olga Ilse Varga", "Varga Ilse", true, SY__NAMES_APART);
}

static void check_slip(const char *a, const char *b, bool want)
{
    sy__name x = read_name(a), y = read_name(b);
    assert_int_equal(sy__name_mistyped(&x, &y), want);
    assert_int_equal(sy__name_mistyped(&y, &x), want);
}

static void slips(void **state)
{
    (void)state;
    check_slip("Orlin Falcon", "Orlin Faclon", true);
    check_slip("Orlin Falcon", "Orlin Faldon", true);
    check_slip("Orlin Falcon", "Orlin Falcons", false);                   /* the end makes another word */
    check_slip("Orlin Falcon", "Olrin Faclon", false);                    /* two slips */
    check_slip("Orlin Falcon", "Falcon", false);
    check_slip("Ferenc Sandoval", "Sandovaal", true);
    check_slip("Sandoval", "Sanvoval", true);
    check_slip("Varga", "Vagra", false);                                  /* so short a word may be another */
    check_slip("Mary Orr", "Mark Orr", false);
    check_slip("Tolmar 12345", "Tolmar 12845", false);
}

static void bodies(void **state)
{
    (void)state;
    check_fit("Northern Harbour Board", "NHB", false, SY__NAMES_ACRONYM);
    check_fit("N.H.B.", "Northern Harbour Board", false, SY__NAMES_ACRONYM);
    check_fit("Northern Ocean Harbour Board", "Nohb", false, SY__NAMES_ACRONYM);     /* as British papers write "Nasa" */
    check_fit("Northern Harbour Board", "Nhb", false, SY__NAMES_APART);
    check_fit("U.S. Navy", "U.N.", false, SY__NAMES_APART);
    check_fit("U.S. Navy", "USN", false, SY__NAMES_ACRONYM);
    check_fit("F1", "Formula 1", false, SY__NAMES_ACRONYM);
    check_fit("NH Board", "Northern Harbour Board", false, SY__NAMES_ACRONYM);
    check_fit("SP Plus", "SeaPilot Plus", false, SY__NAMES_ACRONYM);
    check_fit("NH Board", "Northern Hill Bank", false, SY__NAMES_APART);
    check_fit("US Board", "United Sea Board", false, SY__NAMES_APART);             /* all the world knows the US */
    check_fit("NHB Tolmar", "Northern Harbour Board", false, SY__NAMES_ACRONYM);
    check_fit("NHB Director", "Northern Harbour Board", false, SY__NAMES_APART);
    check_fit("Nhb Tolmar", "Northern Harbour Board", false, SY__NAMES_APART);
    check_fit("Varga Lime Corp", "VLC", false, SY__NAMES_APART);          /* "Corp" is short already */
    check_fit("Varga Lime Corporation", "VLC", false, SY__NAMES_ACRONYM);
    check_fit("Varga Lime Inc.", "Varga Lime", false, SY__NAMES_SAME);
    check_fit("Al Marsad", "Almarsad", false, SY__NAMES_APART);           /* the article is no part of a name */
    check_fit("Sea Watch", "Seawatch", false, SY__NAMES_SAME);
    check_fit("Lime & Chalk", "Lime and Chalk", false, SY__NAMES_SAME);
    check_fit("Tolmar Space Centre", "Tolmar Space Center", false, SY__NAMES_SPELLING);
    check_fit("Channel 4", "Channel Four", false, SY__NAMES_SPELLING);
    check_fit("Channel 4", "Channel Five", false, SY__NAMES_APART);
    check_fit("Ministry of Sea Trade", "Sea Trade Ministry", false, SY__NAMES_SPELLING);
    check_fit("Ministry of Trade", "Sea Trade Ministry", false, SY__NAMES_APART);
    check_fit("Tolmar League", "Tolmar League's Spring Games", false, SY__NAMES_APART);          /* an owner and its own */
    check_fit("Tolmar League", "Tolmar League Spring Games", false, SY__NAMES_SHORTER);
    check_fit("GameCraft 2", "GC2", false, SY__NAMES_ACRONYM);
    check_fit("GameCraft 2", "GC3", false, SY__NAMES_APART);
}

static void endings(void **state)
{
    (void)state;
    sy__name board = read_name("Harbour Board"), full = read_name("Northern Harbour Board"), other = read_name("Harbour Board North");
    assert_true(sy__name_ends(&board, &full));
    assert_false(sy__name_ends(&full, &board));
    assert_false(sy__name_ends(&board, &other));
    assert_false(sy__name_ends(&board, &board));
}

static void places(void **state)
{
    (void)state;
    check_place("Tolmar province", "Tolmar", true);
    check_place("Tolmar Province", "Tolmar", true);
    check_place("province of Tolmar", "Tolmar", true);
    check_place("Tolmar city", "Tolmar province", true);
    check_place("Tolmar City", "Tolmar", false);                          /* may be another, as Kansas City is */
    check_place("North Tolmar", "Tolmar", false);
    check_place("Tolmar", "Tolmar", false);                               /* the same name: nothing to leave out */
    check_place("province", "Tolmar", false);
}

static void odd_names(void **state)
{
    (void)state;
    static const char *const odd[] = { "", " ", "-", "'s", "the", "\xFF\xFE", "of of of of of of of of of of of of of of of of" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t j = 0; j < sizeof odd / sizeof *odd; j++) {
            sy__name a = read_name(odd[i]), b = read_name(odd[j]);
            (void)sy__name_compare(&a, &b, false);
            (void)sy__name_compare(&a, &b, true);
            (void)sy__same_place(&a, &b);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(people), cmocka_unit_test(slips), cmocka_unit_test(bodies), cmocka_unit_test(endings), cmocka_unit_test(places), cmocka_unit_test(odd_names) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
