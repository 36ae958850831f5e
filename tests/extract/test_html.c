/* HTML pages: invented ones with the furniture of real ones, and hostile ones. */
#include "extract/support.h"
#include "slower.h"

#include "extract/html_tree.h"

static const char page[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<title>Ferry runs aground off Tolven | Harbour Times</title>\n"
    "<meta property=\"og:site_name\" content=\"Harbour Times\">\n"
    "<meta property=\"og:title\" content=\"Ferry runs aground off Tolven\">\n"
    "<meta property=\"article:published_time\" content=\"2023-03-03T09:30:00Z\">\n"
    "<link rel=\"canonical\" href=\"https://harbour.example/2023/03/03/ferry\">\n"
    "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\","
    "\"headline\":\"Ferry runs aground off Tolven\",\"datePublished\":\"2023-03-03T09:30:00Z\","
    "\"dateModified\":\"2023-03-03T12:00:00Z\",\"author\":{\"@type\":\"Person\",\"name\":\"Mara Venn\"}}</script>\n"
    "<style>p { color: red }</style></head><body>\n"
    "<nav class=\"menu\"><ul><li><a href=\"/\">Home</a></li><li><a href=\"/world\">World</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav>\n"
    "<article class=\"story\"><h1>Ferry runs aground off Tolven</h1>\n"
    "<p class=\"byline\">By <a rel=\"author\" href=\"/mv\">Mara Venn</a></p><time datetime=\"2023-03-03T09:30:00Z\">3 March 2023</time>\n"
    "<div class=\"article-body\">\n"
    "<p>TOLVEN, March 3 (Reuters) - A ferry with 40 passengers on board ran aground in thick fog near the island of Tolven on Friday, the coast guard said.</p>\n"
    "<figure><img src=\"x.jpg\"><figcaption>Rescue boats beside the <b>ferry</b> in the fog&nbsp;on Friday.<span> Photo: Ida Sorrel</span></figcaption></figure>\n"
    "<p>The captain told officials that the radar had <b>failed</b>&nbsp;minutes before the ship struck the sandbank &amp; stopped.<br>Nobody was hurt.</p>\n"
    "<h2>What happens next</h2>\n"
    "<p>Divers are to inspect the hull on Saturday before the ship can be towed back to the mainland, the operator said in a statement.</p>\n"
    "<blockquote><p>We heard a bang and then everything stood still, and the crew told us to stay where we were until the boats came.</p></blockquote>\n"
    "<script>var x = \"<p>Not text at all, though it looks like a paragraph of the story, said nobody.</p>\";</script>\n"
    "</div></article>\n"
    "<aside class=\"related-posts\"><h3>More stories</h3><ul><li><a href=\"/a\">School in Kellan gets a new roof after the storm</a></li>"
    "<li><a href=\"/b\">Railway through the valleys is late again</a></li></ul></aside>\n"
    "<div class=\"newsletter-signup\"><p>Subscribe to our newsletter and get the news every morning.</p></div>\n"
    "<footer><p>\xC2\xA9 2023 Harbour Times. All rights reserved.</p></footer></body></html>\n";

static void news_page(void **state)
{
    (void)state;
    sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__str(page));
    sy_str text = sy_article_text(a);
    const sy_metadata *m = sy_article_metadata(a);
    assert_true(has(text, "A ferry with 40 passengers on board ran aground"));
    assert_true(has(text, "radar had failed minutes before the ship struck the sandbank & stopped.\nNobody was hurt."));
    assert_true(has(text, "Divers are to inspect the hull"));
    assert_true(has(text, "We heard a bang"));
    assert_false(has(text, "Not text at all"));
    assert_false(has(text, "color: red"));
    assert_false(has(text, "Rescue boats"));
    assert_false(has(text, "School in Kellan"));
    assert_false(has(text, "All rights"));
    assert_false(has(text, "newsletter"));
    assert_int_equal(block_of(a, "What happens next"), SY_BLOCK_HEADING);
    assert_int_equal(block_of(a, "We heard a bang"), SY_BLOCK_QUOTE);
    assert_int_equal(boilerplate_of(a, "Rescue boats"), SY_BOILERPLATE_CAPTION);
    assert_int_equal(boilerplate_of(a, "World"), SY_BOILERPLATE_NAVIGATION);
    assert_str(m->title, "Ferry runs aground off Tolven");
    assert_str(m->outlet, "Harbour Times");
    assert_str(m->published, "2023-03-03T09:30:00Z");
    assert_str(m->updated, "2023-03-03T12:00:00Z");
    assert_str(m->canonical_url, "https://harbour.example/2023/03/03/ferry");
    assert_str(m->dateline, "TOLVEN");
    assert_int_equal(m->n_authors, 1);
    assert_str(m->authors[0], "Mara Venn");
    assert_int_equal(m->n_agencies, 1);
    assert_str(m->agencies[0], "Reuters");
    assert_true(m->english);
    assert_str(caption_of(a, 0), "Rescue boats beside the ferry in the fog on Friday.");
    assert_str(caption_of(a, 1), "");
    assert_false(sy_article_is_verbatim(a));
    sy_article_free(a);
}

/* Every byte of the text leads back to bytes of the page that decode to it. */
static void origin_of_every_byte(void **state)
{
    (void)state;
    sy_str source = sy__str(page);
    sy_article *a = extract_as(ctx, SY_FORM_HTML, source);
    sy_str text = sy_article_text(a);
    size_t n;
    const sy_block *b = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++)
        for (uint32_t at = b[i].text.begin; at < b[i].text.end; at++) {
            sy_span from = sy_article_origin(a, (sy_span){ at, at + 1 });
            sy_str raw = sy__cut(source, from);
            assert_true(raw.len > 0);
            if (raw.len == 1 && (uint8_t)text.ptr[at] > ' ')
                assert_int_equal(raw.ptr[0], text.ptr[at]);
            else if (text.ptr[at] == '&')
                assert_true(sy__is(raw, "&amp;"));
        }
    sy_article_free(a);
}

/* ---- the tree ---------------------------------------------------------------------------------------- */

static void print_tree(const sy__tree *t, sy_buf *out)
{
    for (uint32_t i = 0; i < t->nodes.n; i++) {
        const sy__node *n = &t->nodes.at[i];
        int depth = 0;
        for (uint32_t p = n->parent; p != SY_NONE; p = t->nodes.at[p].parent)
            depth++;
        sy__buf_printf(out, "%d", depth);
        if (n->tag == SY__TAG_TEXT)
            sy__buf_printf(out, "'%.*s' ", (int)(n->at.end - n->at.begin), t->text.ptr + n->at.begin);
        else
            sy__buf_printf(out, "%s ", sy__tag_name((sy__tag)n->tag));
    }
}

static void assert_tree(const char *html, const char *want)
{
    const sy_extract_opts most = { .max_depth = 64, .max_nodes = 1000, .max_blocks = 1000, .max_value = 1000 };
    sy__budget budget;
    sy__budget_init(&budget, &most);
    sy__tree t;
    sy_buf out;
    sy__tree_init(&t, ctx);
    sy__buf_init(&out, ctx);
    assert_int_equal(sy__tree_parse(&t, sy__str(html), &budget, NULL), SY_OK);
    print_tree(&t, &out);
    assert_str(sy__trim(sy__buf_view(&out)), want);
    for (uint32_t i = 0; i < t.nodes.n; i++)
        assert_true(t.nodes.at[i].at.begin <= t.nodes.at[i].at.end && t.nodes.at[i].at.end <= t.text.len && t.nodes.at[i].next > i);
    sy__buf_done(&out);
    sy__tree_done(&t);
}

static void trees(void **state)
{
    (void)state;
    assert_tree("<p>One<p>Two", "0p 1'One' 0p 1'Two'");
    assert_tree("<ul><li>a<li>b</ul>c", "0ul 1li 2'a' 1li 2'b' 0'c'");
    assert_tree("<p>a<div>b</div>c", "0p 1'a' 0div 1'b' 0'c'");
    assert_tree("<table><tr><td>1<td>2<tr><td>3</table>", "0table 1tr 2td 3'1' 2td 3'2' 1tr 2td 3'3'");
    assert_tree("<a>x<a>y</a>", "0a 1'x' 0a 1'y'");
    assert_tree("a < b <3 <b>c</b>", "0'a < b <3 ' 0b 1'c'");
    assert_tree("<!-- <p>no</p> --><p>yes<!-- - -- -->!", "0p 1'yes' 1'!'");
    assert_tree("<script>if (a</b) {} // <p></script><p>t", "0script 1'if (a</b) {} // <p>' 0p 1't'");
    assert_tree("<script><!-- <script> </script> --></script>x", "0script 1'<!-- <script> </script> -->' 0'x'");
    assert_tree("<title>a<b>c</title>d", "0title 1'a<b>c' 0'd'");
    assert_tree("<div title='a>b' class=x>t</div>", "0div 1't'");
    assert_tree("<p title=\"open", "");
    assert_tree("<b>a<p>b</b>c</p>d", "0b 1'a' 1p 2'b' 2'c' 0'd'");
    assert_tree("</p></div></x>z", "0'z'");
    assert_tree("<br/>a<img src=x>b", "0br 0'a' 0img 0'b'");
    assert_tree("<dl><dt>a<dd>b<dt>c</dl>", "0dl 1dt 2'a' 1dd 2'b' 1dt 2'c'");
    assert_tree("<head><meta><p>x", "0head 1meta 0p 1'x'");
}

static void character_references(void **state)
{
    (void)state;
    static const struct { const char *in, *out; bool attr; } cases[] = {
        { "a &amp; b", "a & b", false }, { "&lt;p&gt;", "<p>", false }, { "&eacute;t&eacute", "\xC3\xA9t\xC3\xA9", false },
        { "&#8217;&#x2019;&#X2019", "\xE2\x80\x99\xE2\x80\x99\xE2\x80\x99", false }, { "&#150;", "\xE2\x80\x93", false },
        { "&#0;&#xD800;&#99999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", false }, { "&notit;", "\xC2\xACit;", false },
        { "&nosuch; & &; &#; &#x;", "&nosuch; & &; &#; &#x;", false }, { "?a=1&copy=2", "?a=1&copy=2", true }, { "&amp", "&", false }, { "&", "&", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sy_buf b;
        sy__buf_init(&b, ctx);
        sy__charrefs(&b, sy__str(cases[i].in), cases[i].attr);
        assert_str(sy__buf_view(&b), cases[i].out);
        sy__buf_done(&b);
    }
}

/* ---- charsets -------------------------------------------------------------------------------------------- */

static void declared_charset(void **state)
{
    (void)state;
    static const char latin[] =
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\"><title>Caf\xE9</title></head><body><article>"
        "<p>The caf\xE9 on the corner of the market was closed by the police on Monday morning, its owner told a newspaper of the town.</p>"
        "<p>It had been open since 1950, and its na\xEFve paintings were known far beyond the town and the valley of its founder.</p>"
        "</article></body></html>";
    sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__str(latin));
    sy_str text = sy_article_text(a);
    assert_true(has(text, "caf\xC3\xA9 on the corner"));
    size_t at = sy__find(text, SY_STR("\xC3\xA9"), 0);
    sy_span from = sy_article_origin(a, (sy_span){ (uint32_t)at, (uint32_t)at + 2 });
    assert_int_equal(from.end - from.begin, 1);
    assert_int_equal((uint8_t)latin[from.begin], 0xE9);
    sy_article_free(a);
}

/* ---- hostile pages ------------------------------------------------------------------------------------------ */

static void repeat(sy_buf *b, const char *what, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        sy__buf_z(b, what);
}

static void hostile(void **state)
{
    (void)state;
    static const struct { const char *before, *what, *after; uint32_t n; } pages[] = {
        { "", "<div>", "x", 100000 }, { "", "<b><i><a href=x>", "x", 50000 }, { "<p class=\"", "long name ", "\">x", 100000 },
        { "<p", " a=1 b=2", ">x", 100000 }, { "", "<p>Paragraph that says that the town was flooded, the mayor said.</p>", "", 50000 },
        { "", "<table><tr><td>", "x", 30000 }, { "", "<", "", 500000 }, { "", "&", "", 500000 }, { "", "<!--", "", 100000 },
        { "<script>", "</scrip", "", 100000 }, { "", "</div>", "", 100000 }, { "", "<li><b>", "", 50000 }, { "", "<x-y>a", "", 50000 },
        { "", "<script><!--<script>", "", 20000 }, { "", "<p>By ", "", 20000 }, { "<title>", "a - b | ", "", 20000 },
        { "<script type=application/ld+json>", "[{", "", 20000 }, { "", "<time>1 May 2020</time>", "", 20000 },
    };
    sy_extractor *ex;
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        sy_buf b;
        sy_article *a;
        sy__buf_init(&b, ctx);
        sy__buf_z(&b, pages[i].before);
        repeat(&b, pages[i].what, pages[i].n);
        sy__buf_z(&b, pages[i].after);
        uint64_t from = sy__cpu_ms();
        sy_document doc = { .form = SY_FORM_HTML, .source = sy__buf_view(&b), .id = SY_STR("x") };
        assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
        if (sy__cpu_ms() - from > 8000 * SLOWER)
            fail_msg("page %d took %d ms", (int)i, (int)(sy__cpu_ms() - from));
        check_article(a, sy__buf_view(&b));
        sy_article_free(a);
        sy__buf_done(&b);
    }
    sy_extractor_free(ex);
}

static void no_memory(void **state)
{
    (void)state;
    extract_without_memory(SY_FORM_HTML, sy__str(page));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_page), cmocka_unit_test(origin_of_every_byte), cmocka_unit_test(trees), cmocka_unit_test(character_references),
        cmocka_unit_test(declared_charset), cmocka_unit_test(hostile), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
