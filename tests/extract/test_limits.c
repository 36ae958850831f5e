/* What documents may take: limits by name, memory against size, and work that grows with size alone on pages made to hurt. */
#include "extract/support.h"
#include "heap.h"
#include "slower.h"

typedef struct cost { double seconds; size_t heap; sy_status status; const char *limit; } cost;

static cost cost_of(sy_document_form form, sy_str source, const sy_extract_opts *most, sy_error *err)
{
    heap h = { 0, 0 };
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    opts.alloc = heap_alloc;
    opts.alloc_user = &h;
    sy_ctx *ctx;
    sy_extractor *ex;
    sy_article *a;
    sy_document doc = { .form = form, .source = source, .id = SY_STR("x") };
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_OK);
    assert_int_equal(sy_extractor_new(&ex, ctx, most, err), SY_OK);
    size_t before = h.now;
    h.most = before;
    double start = cpu_seconds();
    cost c = { .status = sy_extract(&a, ex, &doc, err) };
    c.limit = sy_extractor_limit(ex);
    c.seconds = cpu_seconds() - start;
    c.heap = h.most - before;
    if (a)
        check_article(a, source);
    assert_true((a != NULL) == (c.status == SY_OK));
    sy_article_free(a);
    assert_int_equal(h.now, before);
    sy_extractor_free(ex);
    sy_ctx_free(ctx);
    assert_int_equal(h.now, 0);
    return c;
}

static sy_buf made(const char *before, const char *what, const char *after, uint32_t n)
{
    sy_buf b;
    sy__buf_init(&b, NULL);
    sy__buf_z(&b, before);
    for (uint32_t i = 0; i < n; i++)
        sy__buf_z(&b, what);
    sy__buf_z(&b, after);
    return b;
}

/* ---- linear work --------------------------------------------------------------------------------------- */

#define PROSE "The council met on Tuesday in the old hall and heard the report of the mayor, said Ann Lee. "

#define NESTED_4 "<div itemprop=author><div itemprop=author><div itemprop=author><div itemprop=author>"
#define NESTED_16 NESTED_4 NESTED_4 NESTED_4 NESTED_4

static const struct trap { sy_document_form form; const char *before, *what, *after; uint32_t n; } traps[] = {
    { SY_FORM_HTML, "", "<div>", "x", 100000 }, { SY_FORM_HTML, "", "<font><p>", "x", 50000 },
    { SY_FORM_HTML, "<p class=\"", "long name ", "\">x", 100000 }, { SY_FORM_HTML, "<p class=\"", "long name ", "", 100000 },
    { SY_FORM_HTML, "<p", " a=1 class=x", ">x", 100000 }, { SY_FORM_HTML, "", "<p>" PROSE, "", 50000 },
    { SY_FORM_HTML, "", "<a href=x>x", "", 100000 }, { SY_FORM_HTML, "", "<b>x", "", 100000 },
    { SY_FORM_HTML, "", "<table>x", "", 100000 }, { SY_FORM_HTML, "", "<select>x", "", 100000 },
    { SY_FORM_HTML, "", "<option>x", "", 100000 }, { SY_FORM_HTML, "", "<table><tr><td>x", "", 30000 },
    { SY_FORM_HTML, "<table>", "<tr><td colspan=1000 rowspan=65534>x</td>", "", 30000 },
    { SY_FORM_HTML, "<div><p>", "</b></i></a></span>", "", 50000 }, { SY_FORM_HTML, "<b><i><u><div>", "</b><p>", "x", 50000 },
    { SY_FORM_HTML, "<p>", "&amp;", "", 1000000 }, { SY_FORM_HTML, "<p>", "&a", "", 500000 }, { SY_FORM_HTML, "<p>", "&nbsp;", "", 200000 },
    { SY_FORM_HTML, "<p>&#", "1", "", 1000000 }, { SY_FORM_HTML, "", "<", "", 1000000 }, { SY_FORM_HTML, "", "</", "", 500000 },
    { SY_FORM_HTML, "", "<!--", "", 250000 }, { SY_FORM_HTML, "<!--", "->", "", 500000 }, { SY_FORM_HTML, "", "<!", "", 500000 },
    { SY_FORM_HTML, "", "<script>", "", 100000 }, { SY_FORM_HTML, "<script>", "</scrip", "", 150000 },
    { SY_FORM_HTML, "<script>", "<!--<script>", "", 80000 }, { SY_FORM_HTML, "<svg>", "<![CDATA[ ]]", "", 80000 },
    { SY_FORM_HTML, "<title>", "a - b | ", "", 100000 },
    { SY_FORM_HTML, "<script type=application/ld+json>", "{\"a\":", "", 100000 }, { SY_FORM_HTML, "<script type=application/ld+json>", "[", "", 200000 },
    { SY_FORM_HTML, "", "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"a\",\"author\":\"Ann Lee\"}</script>", "", 8000 },
    { SY_FORM_HTML, "", "<div itemprop=author>", "Ann Lee", 50000 }, { SY_FORM_HTML, "", "<a class=author rel=author>x", "", 50000 },
    { SY_FORM_HTML, NESTED_16 NESTED_16 NESTED_16 NESTED_16, "<i></i>", "", 200000 },
    { SY_FORM_HTML, "", "<time>", "x", 100000 }, { SY_FORM_HTML, "", "<p>5 January 2024 10:19</p>", "", 20000 },
    { SY_FORM_HTML, "<p>", "5 January 2024 ", "", 60000 }, { SY_FORM_HTML, "", "<meta name=author content='Ann Lee'>", "", 20000 },
    { SY_FORM_HTML, "", "<p class=author>By Ann Lee</p>", "", 20000 }, { SY_FORM_HTML, "<title>the old hall</title>", "<h1>hall</h1>", "", 30000 },
    { SY_FORM_HTML, "<p>", "x<br>", "", 100000 }, { SY_FORM_HTML, "<p>", "<i>x</i> ", "", 80000 }, { SY_FORM_HTML, "<p>", "http://", "", 100000 },
    { SY_FORM_PAGE, "", PROSE, "", 20000 }, { SY_FORM_PAGE, "", "a", "", 1000000 }, { SY_FORM_PAGE, "", "ab\n", "", 100000 },
    { SY_FORM_PAGE, "", "\n", "", 1000000 }, { SY_FORM_PAGE, "", "\r", "", 1000000 }, { SY_FORM_PAGE, "", "\n ", "", 500000 },
    { SY_FORM_PAGE, "", PROSE "\n\n", "", 10000 }, { SY_FORM_PAGE, "", "5 January 2024\n", "", 20000 }, { SY_FORM_PAGE, "", "By Ann Lee\n", "", 20000 },
    { SY_FORM_PAGE, "", PROSE "(Reporting by Ann Lee) ", "", 10000 }, { SY_FORM_TEXT, "", PROSE, "", 20000 }, { SY_FORM_TEXT, "", "ab\n", "", 100000 },
};

/* A quarter of the work for a quarter of the page. Times of one machine vary: quadratic work would be sixteen times as much, and
 * a bound holds besides. */
static void linear(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
        const struct trap *t = &traps[i];
        sy_buf part = made(t->before, t->what, t->after, t->n / 4), whole = made(t->before, t->what, t->after, t->n);
        cost a = cost_of(t->form, sy__buf_view(&part), NULL, NULL), b = cost_of(t->form, sy__buf_view(&whole), NULL, NULL);
        for (int again = 0; again < 3 && b.seconds > a.seconds * 8 + 0.02; again++) {
            a = cost_of(t->form, sy__buf_view(&part), NULL, NULL);
            b = cost_of(t->form, sy__buf_view(&whole), NULL, NULL);
        }
        assert_int_equal(b.status, SY_OK);
        if (b.seconds > a.seconds * 10 + 0.05 * SLOWER || b.seconds > 4.0 * SLOWER)
            fail_msg("\"%s\" times %u: %.3f s, a quarter of it %.3f s", t->what, t->n, b.seconds, a.seconds);
        if (b.heap > a.heap * 6 + (1u << 20))
            fail_msg("\"%s\" times %u: %zu bytes, a quarter of it %zu", t->what, t->n, b.heap, a.heap);
        sy__buf_done(&part);
        sy__buf_done(&whole);
    }
}

#define LINK "<li class=\"menu-item\"><a href=\"/section/page.html\">Another story of the day</a></li>\n"
static const char of_a_page[] =
    "<div class=\"teaser-list\"><ul>" LINK LINK LINK "</ul></div>\n<article class=\"story\"><h2>The old hall</h2>\n<p>" PROSE PROSE "</p>\n"
    "<p>The <b>mayor</b> &amp; the <a href=\"/people/ann-lee\">chair</a> spoke&nbsp;of &ldquo;a good day&rdquo;. " PROSE "</p></article>\n"
    "<script>var a = 1; function b() { return a < 2 && a > 0; }</script>\n";

static void memory(void **state)
{
    (void)state;
    for (uint32_t mb = 1; mb <= 16; mb *= 4) {
        sy_buf page = made("<html><title>The old hall</title><body>", of_a_page, "</body></html>", (mb << 20) / (uint32_t)sizeof of_a_page);
        sy_buf prose = made("<html><title>The old hall</title><body>", "<p>" PROSE, "", (mb << 20) / (uint32_t)(sizeof PROSE + 2));
        sy_buf text = made("", PROSE "\n\n", "", (mb << 20) / (uint32_t)(sizeof PROSE + 1));
        const struct { sy_document_form form; sy_buf *b; } of[] = { { SY_FORM_HTML, &page }, { SY_FORM_HTML, &prose }, { SY_FORM_PAGE, &text } };
        for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
            cost c = cost_of(of[i].form, sy__buf_view(of[i].b), NULL, NULL);
            assert_int_equal(c.status, SY_OK);
            if (c.heap > of[i].b->len * 20)
                fail_msg("document %zu of %u MB took %.1f times its size", i, mb, (double)c.heap / (double)of[i].b->len);
            sy__buf_done(of[i].b);
        }
    }
}

/* ---- limits ------------------------------------------------------------------------------------------------- */

static void assert_limit(sy_document_form form, sy_str source, const sy_extract_opts *most, const char *code, const char *named)
{
    sy_error err = { 0 };
    cost c = cost_of(form, source, most, &err);
    if (c.status != SY_E_LIMIT)
        fail_msg("status %d where \"%s\" should have been too many", c.status, named);
    assert_string_equal(c.limit, code);
    if (!has(sy__str(err.text), named))
        fail_msg("\"%s\" does not name \"%s\"", err.text, named);
}

static void limits(void **state)
{
    (void)state;
    sy_extract_opts most = SY_EXTRACT_OPTS_INIT;
    sy_buf page = made("", "<p>" PROSE, "", 1000);
    sy_buf lines = made("", PROSE "\n\n", "", 1000);
    most.max_bytes = 1000;
    assert_limit(SY_FORM_HTML, sy__buf_view(&page), &most, "too-large", "1000 bytes");
    most = (sy_extract_opts)SY_EXTRACT_OPTS_INIT;
    most.max_nodes = 1999;
    assert_limit(SY_FORM_HTML, sy__buf_view(&page), &most, "too-many-nodes", "1999 elements and texts");
    most.max_nodes = 2000;
    assert_int_equal(cost_of(SY_FORM_HTML, sy__buf_view(&page), &most, NULL).status, SY_OK);
    most.max_blocks = 999;
    assert_limit(SY_FORM_HTML, sy__buf_view(&page), &most, "too-many-blocks", "999 blocks");
    assert_limit(SY_FORM_PAGE, sy__buf_view(&lines), &most, "too-many-lines", "999 lines");
    assert_limit(SY_FORM_TEXT, sy__buf_view(&lines), &most, "too-many-lines", "999 lines");
    sy__buf_done(&page);
    sy__buf_done(&lines);
}

static void time_limit(void **state)
{
    (void)state;
    sy_extract_opts most = SY_EXTRACT_OPTS_INIT;
    most.budget_ms = 1;
    sy_buf page = made("", "<p>" PROSE, "", 100000), lines = made("", PROSE "\n\n", "", 100000);
    assert_limit(SY_FORM_HTML, sy__buf_view(&page), &most, "too-slow", "1 milliseconds");
    assert_limit(SY_FORM_PAGE, sy__buf_view(&lines), &most, "too-slow", "1 milliseconds");
    most.budget_ms = 1000000;
    assert_int_equal(cost_of(SY_FORM_HTML, sy__buf_view(&page), &most, NULL).status, SY_OK);
    sy__buf_done(&page);
    sy__buf_done(&lines);
}

/* What is too long or too deep is not a reason to give up a page. */
static void values_and_depth(void **state)
{
    (void)state;
    sy_ctx *ctx;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    sy_buf name = made("<p hidden='", "x", "'>" PROSE PROSE "</p><p>" PROSE PROSE "</p>", 70000);
    sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__buf_view(&name));
    assert_true(sy_article_text(a).len > 2 * 2 * (sizeof PROSE - 2));    /* the paragraph is not hidden: the value counts as not there */
    sy_article_free(a);
    sy__buf_done(&name);
    sy_buf deep = made("", "<div>", "<p>" PROSE PROSE "</p>", 2000);
    a = extract_as(ctx, SY_FORM_HTML, sy__buf_view(&deep));
    assert_true(has(sy_article_text(a), "The council met"));
    size_t n, said = 0;
    const sy_diagnostic *d = sy_article_diagnostics(a, &n);
    for (size_t i = 0; i < n; i++)
        said += strcmp(d[i].code, "too-deep") == 0;
    assert_int_equal(said, 1);
    sy_article_free(a);
    sy__buf_done(&deep);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear), cmocka_unit_test(memory), cmocka_unit_test(limits), cmocka_unit_test(time_limit), cmocka_unit_test(values_and_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
