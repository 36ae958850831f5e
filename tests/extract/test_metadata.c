/* Metadata of HTML pages: which date is believed, which is refused, the place of each value, and what is said where sources differ. */
#include "extract/support.h"

#include <stdio.h>

#include "extract/html_meta.h"
#include "extract/internal.h"

static sy_extractor *ex;

#define STORY \
    "<p>The harbour board of Velmora said on Thursday that the old ferry pier would stay closed until the autumn, after divers found that two of its piles had rotted away.</p>" \
    "<p>Ferries to the islands will leave from the fish market instead, said Dora Ekhart, who leads the board. \"Nobody will miss a boat,\" she told the council.</p>" \
    "<p>Traders by the pier said that they feared for the summer, which brings them most of what they earn, and asked the town to lower their rents.</p>"

static sy_article *read_page(const char *html)
{
    sy_article *a;
    sy_document doc = { .form = SY_FORM_HTML, .source = sy__str(html), .id = SY_STR("x") };
    assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
    check_article(a, doc.source);
    return a;
}

/* NULL: nothing is published; evidence NULL: visible text. */
static void dated(const char *html, const char *published, const char *updated, const char *evidence)
{
    sy_article *a = read_page(html);
    const sy_metadata *m = sy_article_metadata(a);
    assert_str(m->published, published ? published : "");
    assert_str(m->updated, updated ? updated : "");
    size_t n, seen = 0;
    const sy_evidence *e = sy_article_evidence(a, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(e[i].field, "published") == 0) {
            seen++;
            assert_str(e[i].element, evidence ? evidence : "");
            assert_true(e[i].source.end > e[i].source.begin);
        }
    assert_int_equal(seen, published ? 1 : 0);
    sy_article_free(a);
}

static void dates_that_count(void **state)
{
    (void)state;
    dated("<html><head><title>Pier stays closed</title><meta property=article:published_time content=\"2021-05-06T07:30:00+02:00\">"
          "<meta property=article:modified_time content=\"2021-05-07T09:00:00+02:00\"></head><body><h1>Pier stays closed</h1>"
          "<div>6 May 2021</div>" STORY "</body></html>",
          "2021-05-06T07:30:00+02:00", "2021-05-07T09:00:00+02:00", "meta[property=article:published_time]");
    /* what readers see, with its time; numbers in neighbouring elements are not part of it */
    dated("<html><head><title>Pier stays closed</title></head><body><article><h1>Pier stays closed</h1>"
          "<p class=byline><span class=date>6 May 2021</span><span>10 comments</span></p>" STORY "</article></body></html>",
          "2021-05-06", NULL, NULL);
    dated("<html lang=bg><head><title>Pier stays closed</title></head><body><article><h1>Pier stays closed</h1>"
          "<p class=date>6 \xD0\xBC\xD0\xB0\xD0\xB9 2021, 10:15</p>" STORY "</article></body></html>",
          "2021-05-06T10:15", NULL, NULL);
    /* the same moment in UTC and in the readers' time: the readers' day */
    dated("<html><head><title>Pier stays closed</title><meta property=article:published_time content=\"2021-05-07T01:30:00Z\"></head>"
          "<body><article><h1>Pier stays closed</h1><p class=date>May 6, 2021 9:30 pm</p>" STORY "</article></body></html>",
          "2021-05-06T21:30-04:00", NULL, "meta[property=article:published_time]");
}

static void published_and_updated(void **state)
{
    (void)state;
    dated("<html><head><title>Pier stays closed</title></head><body><article><h1>Pier stays closed</h1><p class=meta>"
          "<time class=\"entry-date published\" datetime=\"2021-05-06T08:00:00+02:00\">6 May 2021</time>"
          "<time class=updated datetime=\"2021-06-01T09:00:00+02:00\">1 June 2021</time></p>" STORY "</article></body></html>",
          "2021-05-06T08:00:00+02:00", "2021-06-01T09:00:00+02:00", "time[datetime]");
    /* microformats call the only date of an entry so, too */
    dated("<html><head><title>Pier stays closed</title></head><body><article><h1>Pier stays closed</h1>"
          "<p class=meta><time class=updated datetime=\"2021-05-06T08:00:00+02:00\">6 May 2021</time></p>" STORY "</article></body></html>",
          "2021-05-06T08:00:00+02:00", NULL, "time[datetime]");
    dated("<html><head><title>Pier stays closed</title></head><body><article><h1>Pier stays closed</h1>"
          "<div>Published: <time itemprop=datePublished datetime=\"2021-05-06\">6 May 2021</time></div>"
          "<div>Changed: <time itemprop=dateModified datetime=\"2021-05-09\">9 May 2021</time></div>" STORY "</article></body></html>",
          "2021-05-06", "2021-05-09", "[itemprop=datePublished]");
}

static void dates_that_are_refused(void **state)
{
    (void)state;
    /* the year of a copyright line */
    dated("<html><head><title>Pier stays closed</title></head><body><h1>Pier stays closed</h1>" STORY
          "<footer>&copy; 2024 Velmora Post. All rights reserved.</footer></body></html>", NULL, NULL, NULL);
    /* dates of other stories */
    dated("<html><head><title>Pier stays closed</title></head><body><h1>Pier stays closed</h1>" STORY
          "<aside class=related><ul><li><a href=/a>Council meets</a> <span class=date>3 May 2021</span></li>"
          "<li><a href=/b>Fair opens</a> <span class=date>4 May 2021</span></li></ul></aside></body></html>", NULL, NULL, NULL);
    /* somebody's birthday under the headline */
    dated("<html><head><title>Dora Ekhart</title></head><body><h1>Dora Ekhart</h1><p>Born 28 January 1975 in Velmora</p>" STORY "</body></html>",
          NULL, NULL, NULL);
    /* a standing page whose script alone has a date */
    dated("<html><head><title>About the pier</title><meta property=og:type content=article><script type=\"application/ld+json\">"
          "{\"@type\":\"WebPage\",\"datePublished\":\"2014-03-17T01:44:37Z\"}</script></head>"
          "<body class=\"page-template-default page\"><h1>About the pier</h1>" STORY "</body></html>", NULL, NULL, NULL);
}

/* Candidates of a page with a limit on their day. */
static uint32_t collect(const char *html, int32_t limit)
{
    sy__tree t;
    sy__meta m;
    sy__html_blocks b;
    sy_arena arena;
    sy__date_candidates all = { NULL, 0, 0 };
    const sy_extract_opts most = { .max_depth = 64, .max_nodes = 1000, .max_blocks = 1000, .max_value = 1000 };
    sy__budget budget;
    sy__budget_init(&budget, &most);
    sy__arena_init(&arena, ctx);
    sy__tree_init(&t, ctx);
    assert_int_equal(sy__tree_parse(&t, sy__str(html), &budget, NULL), SY_OK);
    sy__meta_init(&m, &t, &arena);
    sy__html_blocks_init(&b, ex->lex, &t);
    sy__meta_read(&m);
    assert_true(sy__html_blocks_read(&b, ex->names, sy__meta_title(&m)));
    assert_true(sy__dates_collect(&m, &b, (sy_str){ NULL, 0 }, limit, &all));
    uint32_t n = all.n;
    sy__free(ctx, all.at);
    sy__html_blocks_done(&b);
    sy__meta_done(&m);
    sy__tree_done(&t);
    sy__arena_done(&arena);
    return n;
}

static void nothing_from_the_future(void **state)
{
    (void)state;
    const char *html = "<html><head><meta property=article:published_time content=\"2021-05-06\"></head><body><h1>Pier</h1></body></html>";
    sy__date d = { .year = 2021, .month = 5, .day = 5 };
    assert_int_equal(collect(html, INT32_MAX), 1);
    assert_int_equal(collect(html, sy__date_days(&d)), 1);          /* a day later where the page was written */
    assert_int_equal(collect(html, sy__date_days(&d) - 1), 0);
    const char *ahead = "<html><head><title>Pier stays closed</title><meta property=article:published_time content=\"2031-05-06T08:00:00Z\"></head>"
                        "<body><h1>Pier stays closed</h1><p class=date>6 May 2021</p>" STORY "</body></html>";
    sy_article *a;
    sy_document doc = { .form = SY_FORM_HTML, .source = sy__str(ahead), .id = SY_STR("x"), .retrieved = SY_STR("2021-05-09T11:30:00Z") };
    assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
    assert_str(sy_article_metadata(a)->published, "2021-05-06");
    sy_article_free(a);
}

static const char differing[] =
    "<html><head><title>Pier stays closed</title><meta property=og:title content=\"Ten recipes for herring that your guests will love\">"
    "<meta property=article:content_tier content=locked>"
    "<meta property=article:section content=Harbour><meta property=og:site_name content=\"Velmora Post\"><link rel=canonical href=\"https://post.example/pier\">"
    "<meta property=article:published_time content=\"2021-05-01T08:00:00Z\"><script type=\"application/ld+json\">"
    "{\"@type\":\"NewsArticle\",\"headline\":\"Pier stays closed\",\"datePublished\":\"2021-05-06T08:00:00Z\",\"dateModified\":\"2021-05-08T08:00:00Z\","
    "\"author\":{\"@type\":\"Person\",\"name\":\"Ann Lee\"}}</script></head>"
    "<body><article><h1>Pier stays closed</h1><p class=date>6 May 2021</p>"
    "<p>VELMORA, May 6 (AFP) - The harbour board said that the pier would stay closed until the autumn, after divers found rot.</p>" STORY "</article></body></html>";

static void what_differs_is_said(void **state)
{
    (void)state;
    sy_article *a = read_page(differing);
    const char *dates = note(a, "dates-differ"), *titles = note(a, "titles-differ");
    assert_str(sy_article_metadata(a)->published, "2021-05-06T08:00:00Z");
    assert_non_null(dates);
    assert_non_null(strstr(dates, "2021-05-06T08:00:00Z by json-ld datePublished"));
    assert_non_null(strstr(dates, "2021-05-01T08:00:00Z by meta[property=article:published_time]"));
    assert_non_null(titles);
    assert_non_null(strstr(titles, "meta[property=og:title] says \"Ten recipes"));
    sy_article_free(a);
    a = read_page("<html><head><title>Pier stays closed</title><meta property=og:title content=\"Pier stays closed\">"
                  "<meta property=article:published_time content=\"2021-05-06T08:00:00Z\"></head>"
                  "<body><article><h1>Pier stays closed</h1><p class=date>6 May 2021</p>" STORY "</article></body></html>");
    assert_null(note(a, "dates-differ"));
    assert_null(note(a, "titles-differ"));
    sy_article_free(a);
}

static void each_value_has_its_place(void **state)
{
    (void)state;
    static const char *const fields[] = { "title", "outlet", "authors", "published", "updated", "agencies", "dateline", "language",
                                          "canonical_url", "section", "truncated" };
    sy_article *a = read_page(differing);
    size_t n;
    const sy_evidence *e = sy_article_evidence(a, &n);
    assert_true(sy_article_metadata(a)->truncated);
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
        bool found = false;
        for (size_t i = 0; i < n; i++)
            found = found || (strcmp(e[i].field, fields[k]) == 0 && (e[i].element.len || e[i].source.end > e[i].source.begin));
        if (!found)
            fail_msg("no evidence for %s", fields[k]);
    }
    sy_article_free(a);
}

static void paywalls(void **state)
{
    (void)state;
    static const struct { const char *head; bool locked; } heads[] = {
        { "<meta property=article:content_tier content=free>", false }, { "<meta property=article:content_tier content=metered>", false },
        { "<meta property=article:content_tier content=locked>", true }, { "<meta name=isAccessibleForFree content=true>", false },
        { "<meta itemprop=isAccessibleForFree content=False>", true }, { "<meta name=paywall content=false>", false },
        { "<meta name=paywall content=true>", true },
        { "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Pier stays closed\",\"isAccessibleForFree\":\"False\"}</script>", true },
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char html[4000];
        snprintf(html, sizeof html, "<html><head><title>Pier stays closed</title>%s</head><body><h1>Pier stays closed</h1>" STORY "</body></html>", heads[i].head);
        sy_article *a = read_page(html);
        if (sy_article_metadata(a)->truncated != heads[i].locked)
            fail_msg("%s", heads[i].head);
        sy_article_free(a);
    }
}

static void byline_is_no_text(void **state)
{
    (void)state;
    sy_article *a = read_page("<html><head><title>Pier stays closed</title></head><body><div><h1>Pier stays closed</h1>"
                              "<p class=meta>By AFP | Published 3:10pm, 6 May 2021</p>" STORY "</div></body></html>");
    const sy_metadata *m = sy_article_metadata(a);
    assert_true(sy__starts(sy_article_text(a), SY_STR("The harbour board")));
    assert_str(m->published, "2021-05-06T15:10");
    assert_int_equal(m->n_agencies, 1);
    assert_str(m->agencies[0], "AFP");
    assert_int_equal(m->n_authors, 0);
    sy_article_free(a);
}

/* Many dates, and blocks that are nothing but numbers: time grows with the page, not with its square. */
static void many_dates(void **state)
{
    (void)state;
    uint64_t took[2];
    for (int k = 0; k < 2; k++) {
        sy_buf b;
        sy__buf_init(&b, ctx);
        sy__buf_z(&b, "<html><body><h1>Dates</h1>");
        for (int i = 0; i < (k ? 40000 : 10000); i++)
            sy__buf_printf(&b, "<time datetime=\"20%02d-05-06\">%d May 20%02d</time><div class=date>11.12.13 1.2.3 12:12:12 12.%d</div>", i % 25, i % 28 + 1, i % 25, i);
        sy__buf_z(&b, "</body></html>");
        uint64_t from = sy__cpu_ms();
        sy_article *a;
        sy_document doc = { .form = SY_FORM_HTML, .source = sy__buf_view(&b), .id = SY_STR("x") };
        assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
        took[k] = sy__cpu_ms() - from;
        sy_article_free(a);
        sy__buf_done(&b);
    }
    if (took[1] > 10 * took[0] + 200)
        fail_msg("four times the dates took %d ms, and %d ms before", (int)took[1], (int)took[0]);
}

static void no_memory(void **state)
{
    (void)state;
    extract_without_memory(SY_FORM_HTML, sy__str(differing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_that_count), cmocka_unit_test(published_and_updated), cmocka_unit_test(dates_that_are_refused),
        cmocka_unit_test(nothing_from_the_future), cmocka_unit_test(what_differs_is_said), cmocka_unit_test(each_value_has_its_place),
        cmocka_unit_test(paywalls), cmocka_unit_test(byline_is_no_text), cmocka_unit_test(many_dates), cmocka_unit_test(no_memory),
    };
    if (sy_ctx_new(&ctx, NULL) != SY_OK || sy_extractor_new(&ex, ctx, NULL, NULL) != SY_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sy_extractor_free(ex);
    sy_ctx_free(ctx);
    return failed;
}
