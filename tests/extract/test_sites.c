/* What a site's pages have in common is none of their text, and comes out the same in any order. */
#include <stdio.h>

#include "extract/support.h"

#define NOTE "Each weekday morning our editors put the best of the valley into one letter, and it reaches you before breakfast."
#define BACKGROUND "The dam above Ostrel was closed in spring, when engineers found cracks in its western wall during a yearly inspection."

enum { PAGES = 12 };

static const char *const towns[PAGES] = { "Ostrel", "Marn", "Kelvick", "Tamsin", "Dorle", "Pessin", "Quarrel", "Brae", "Lunt", "Hask", "Yorrow", "Vint" };

/* A report of its own words, the same background in its middle on every third page, the same note behind it on all. */
static void write_page(sy_buf *b, int i)
{
    const char *t = towns[i];
    sy__buf_clear(b);
    sy__buf_printf(b, "<html><head><title>Council of %s votes on water</title><link rel=\"canonical\" href=\"https://valley.example/%s\"></head>"
                   "<body><article><h1>Council of %s votes on water</h1>"
                   "<p>The council of %s voted on Tuesday to buy water from its neighbours, after a summer in which the wells of %s fell dry.</p>",
                   t, t, t, t, t);
    if (i % 3 == 0)
        sy__buf_z(b, "<p>" BACKGROUND "</p>");
    sy__buf_printf(b, "<p>The mayor of %s said that the dam, its cracks and the inspection had cost the valley a whole spring, and that engineers "
                   "would not find another wall for %s to stand behind.</p><p>A vote on the western road to %s follows in autumn.</p><p>" NOTE "</p>"
                   "</article></body></html>", t, t, t);
    sy__buf_char(b, '\0');
}

static sy_article *read_page(sy_extractor *ex, const char *html, sy_document *doc)
{
    sy_article *a;
    *doc = (sy_document){ .form = SY_FORM_HTML, .source = sy__str(html), .id = SY_STR("x"), .path = SY_STR("x.html") };
    assert_int_equal(sy_extract(&a, ex, doc, NULL), SY_OK);
    check_article(a, doc->source);
    return a;
}

static sy_site_profile *profile_of(int pages, int step, uint32_t max)
{
    sy_site_profile *p;
    sy_extractor *ex;
    sy_document doc;
    sy_buf b;
    sy__buf_init(&b, ctx);
    assert_int_equal(sy_site_profile_new(&p, ctx, max, NULL), SY_OK);
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    for (int i = 0; i < pages; i++) {
        write_page(&b, i * step % PAGES);
        sy_article *a = read_page(ex, b.ptr, &doc);
        assert_int_equal(sy_site_profile_add(p, &doc, a, NULL), SY_OK);
        sy_article_free(a);
    }
    sy_extractor_free(ex);
    sy__buf_done(&b);
    return p;
}

/* The texts of all pages under a profile, one after the other. */
static void texts_under(const sy_site_profile *p, sy_buf *to)
{
    sy_extract_opts opts = SY_EXTRACT_OPTS_INIT;
    sy_extractor *ex;
    sy_document doc;
    sy_buf b;
    opts.sites = p;
    sy__buf_init(&b, ctx);
    sy__buf_init(to, ctx);
    assert_int_equal(sy_extractor_new(&ex, ctx, &opts, NULL), SY_OK);
    for (int i = 0; i < PAGES; i++) {
        write_page(&b, i);
        sy_article *a = read_page(ex, b.ptr, &doc);
        sy__buf_str(to, sy_article_text(a));
        sy__buf_char(to, '\f');
        sy_article_free(a);
    }
    sy_extractor_free(ex);
    sy__buf_done(&b);
    assert_false(to->failed);
}

static uint32_t times(sy_str text, const char *what)
{
    uint32_t n = 0;
    for (size_t i = sy__find(text, sy__str(what), 0); i != SIZE_MAX; i = sy__find(text, sy__str(what), i + 1))
        n++;
    return n;
}

static void notes_go_background_stays(void **state)
{
    (void)state;
    sy_site_profile *p = profile_of(PAGES, 1, 0);
    sy_buf text;
    texts_under(p, &text);
    assert_int_equal(times(sy__buf_view(&text), NOTE), 0);
    assert_int_equal(times(sy__buf_view(&text), BACKGROUND), PAGES / 3);
    assert_int_equal(times(sy__buf_view(&text), "voted on Tuesday"), PAGES);
    sy__buf_done(&text);
    sy_site_profile_free(p);
}

static void two_pages_say_nothing(void **state)
{
    (void)state;
    sy_site_profile *p = profile_of(2, 1, 0), *same = profile_of(5, PAGES, 0);      /* five times one page is one headline */
    sy_buf two, one;
    texts_under(p, &two);
    texts_under(same, &one);
    assert_int_equal(times(sy__buf_view(&two), BACKGROUND), PAGES / 3);
    assert_true(times(sy__buf_view(&two), NOTE) == times(sy__buf_view(&one), NOTE));
    assert_int_equal(times(sy__buf_view(&one), "A vote on the western road"), PAGES);
    sy__buf_done(&two);
    sy__buf_done(&one);
    sy_site_profile_free(p);
    sy_site_profile_free(same);
}

static void any_order(void **state)
{
    (void)state;
    const uint32_t limits[] = { 0, 40, 16, 4 };
    for (size_t i = 0; i < 4; i++) {
        sy_site_profile *p = profile_of(PAGES, 1, limits[i]), *q = profile_of(PAGES, 5, limits[i]);
        sy_buf a, b;
        texts_under(p, &a);
        texts_under(q, &b);
        assert_true(sy__eq(sy__buf_view(&a), sy__buf_view(&b)));
        sy__buf_done(&a);
        sy__buf_done(&b);
        sy_site_profile_free(p);
        sy_site_profile_free(q);
    }
}

static void crawled_pages(void **state)
{
    (void)state;
    sy_extract_opts opts = SY_EXTRACT_OPTS_INIT;
    sy_site_profile *p;
    sy_extractor *ex, *with;
    char page[1200];
    assert_int_equal(sy_site_profile_new(&p, ctx, 0, NULL), SY_OK);
    opts.sites = p;
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    for (int pass = 0; pass < 2; pass++) {
        assert_int_equal(sy_extractor_new(&with, ctx, &opts, NULL), SY_OK);
        for (int i = 0; i < PAGES; i++) {
            const char *t = towns[i];
            snprintf(page, sizeof page, "Council of %s votes on water\nThe council of %s voted on Tuesday to buy water from its neighbours, after the wells fell dry.\n"
                     "The mayor of %s said that the valley had lost a whole spring, and that %s would pay for it until the next election.\n" NOTE "\n", t, t, t, t);
            sy_document doc = { .form = SY_FORM_PAGE, .source = sy__str(page), .id = SY_STR("x"), .url = SY_STR("https://valley.example/a") };
            sy_article *a;
            assert_int_equal(sy_extract(&a, pass ? with : ex, &doc, NULL), SY_OK);
            check_article(a, doc.source);
            if (pass == 0)
                assert_int_equal(sy_site_profile_add(p, &doc, a, NULL), SY_OK);
            else
                assert_false(has(sy_article_text(a), NOTE));
            assert_true(has(sy_article_text(a), "voted on Tuesday"));
            sy_article_free(a);
        }
        sy_extractor_free(with);
    }
    sy_extractor_free(ex);
    sy_site_profile_free(p);
}

typedef struct one_page { const sy_document *doc; const sy_article *article; } one_page;

static sy_status add_once(sy_ctx *failing, void *user)
{
    const one_page *of = user;
    sy_site_profile *p = NULL;
    sy_status st = sy_site_profile_new(&p, failing, 2, NULL);      /* two blocks: the table is made anew */
    if (st == SY_OK)
        st = sy_site_profile_add(p, of->doc, of->article, NULL);
    sy_site_profile_free(p);
    return st;
}

static void no_memory(void **state)
{
    (void)state;
    sy_extractor *ex;
    sy_document doc;
    sy_buf b;
    sy__buf_init(&b, ctx);
    write_page(&b, 0);
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    sy_article *a = read_page(ex, b.ptr, &doc);
    fail_every_allocation(add_once, &(one_page){ &doc, a });
    assert_int_equal(sy_site_profile_add(NULL, &doc, a, NULL), SY_E_ARG);
    sy_article_free(a);
    sy_extractor_free(ex);
    sy__buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_go_background_stays), cmocka_unit_test(two_pages_say_nothing), cmocka_unit_test(any_order),
        cmocka_unit_test(crawled_pages), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
