/* Articles that the page holds elsewhere than in its markup. */
#include "extract/support.h"

#define P1 "The ferry Lumen ran aground off the island of Torvik on Sunday night, and all of its 84 passengers were brought ashore."
#define P2 "The harbour master said that the crossing would stay closed until divers had seen the hull from below."
#define P3 "Two members of the crew were treated for cold, and the company promised to pay every passenger back within a week."
#define HEAD "<html><head><title>Ferry Lumen runs aground off Torvik</title>"
#define SHELL "<h1>Ferry Lumen runs aground off Torvik</h1><div id=\"root\">Loading</div>"

/* Every word of the text leads to the bytes it came from, and back. */
static void check_words(const sy_article *a, sy_str source)
{
    sy_str text = sy_article_text(a);
    for (uint32_t i = 0, end; i < text.len; i = end + 1) {
        end = i;
        while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n')
            end++;
        if (end == i)
            continue;
        sy_span word = { i, end }, from = sy_article_origin(a, word), back = sy_article_text_of(a, from);
        assert_true(from.end > from.begin && from.end <= source.len);
        assert_int_equal(back.begin, word.begin);
        assert_int_equal(back.end, word.end);
        if (from.end - from.begin == end - i)
            assert_true(sy__eq(sy__cut(source, from), sy__cut(text, word)));
    }
}

static sy_article *expect(const char *page, const char *code, const char *text)
{
    sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__str(page));
    assert_str(sy_article_text(a), text);
    assert_true(!code || note(a, code));
    check_words(a, sy__str(page));
    return a;
}

static void json_ld_body(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "<script type=\"application/ld+json\"> {\"@type\":\"NewsArticle\",\"headline\":\"Ferry Lumen runs aground off Torvik\","
        "\"articleBody\":\"" P1 "\\n\\n\\u201cNobody panicked\\u201d, said Ren\\u00e9 \\ud83d\\ude00 Quist of the caf\xC3\xA9 on deck 2.\\r\\n"
        P2 " \\\"Soon\\\" &amp; safely\\/in peace.\"}</script></head><body>" SHELL "</body></html>",
        "text-from-json-ld",
        P1 "\n\n\xE2\x80\x9CNobody panicked\xE2\x80\x9D, said Ren\xC3\xA9 \xF0\x9F\x98\x80 Quist of the caf\xC3\xA9 on deck 2.\n\n" P2
        " \"Soon\" &amp; safely/in peace."));
}

/* What many sites write and no JSON allows, or allows and few write. */
static void json_ld_as_it_comes(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" P1 "\n" P2 "\n\n" P3 "\"}</script></head><body>" SHELL "</body></html>",
        "text-from-json-ld", P1 "\n\n" P2 "\n\n" P3));
    sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__str(HEAD "<script type=\"application/ld+json\">[[{\"@type\":\"NewsArticle\",\"author\":\"Ilse Varga\"}]]"
        "</script></head><body><h1>Ferry Lumen runs aground off Torvik</h1><p>" P1 "</p><p>" P2 "</p></body></html>"));
    assert_int_equal(sy_article_metadata(a)->n_authors, 1);
    sy_article_free(a);
    a = extract_as(ctx, SY_FORM_HTML, sy__str(HEAD "<script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":\"NewsArticle\",\"author\":\"Ilse Varga\"}\n//]]>"
        "</script></head><body><h1>Ferry Lumen runs aground off Torvik</h1><p>" P1 "</p><p>" P2 "</p></body></html>"));
    assert_int_equal(sy_article_metadata(a)->n_authors, 1);
    sy_article_free(a);
}

static void markup_in_json(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "</head><body>" SHELL "<script id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"menu\":[{\"text\":\"Home of the news\"},"
        "{\"text\":\"All the weather\"}],\"story\":{\"title\":\"Ferry Lumen runs aground off Torvik\",\"html\":\"\\u003cp class=\\\"a\\\"\\u003e" P1
        "\\u003c/p\\u003e\\u003cp\\u003eIt was \\u003cb\\u003ethe first\\u003c/b\\u003e such case in R&oslash;rvik\\u0026nbsp;county, officials said.\\u003c/p>"
        "\\u003cfigure>\\u003cfigcaption>The ferry seen from the air on Monday.\\u003c/figcaption>\\u003c/figure>\\u003cp>" P3 "\\u003c/p>\"}}}</script></body></html>",
        "text-from-script", P1 "\n\nIt was the first such case in R\xC3\xB8rvik county, officials said.\n\n" P3));
}

static void parts_in_state(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "</head><body>" SHELL "<script>window.__NUXT__=(function(a,b){return {data:[{teasers:[{id:7,text:\"Council of Elm votes on the new bridge today.\"}],"
        "article:{parts:[{type:a,text:\"" P1 "\",credit:'Photo desk'},{type:a,text:\"What is known\"},{type:a,text:\"" P2 "\"},{type:b,text:\"" P3
        "\",credit:'Photo desk'}]}}]}}(\"p\",'q'))</script></body></html>",
        "text-from-script", P1 "\n\nWhat is known\n\n" P2 "\n\n" P3));
}

static void json_in_a_string(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "</head><body>" SHELL "<script>self.__push([1,\"7:[\\\"$\\\",\\\"div\\\",null,{\\\"body\\\":[\\\"" P1 "\\\",\\\"The captain, Ann L\\\\u00f8v, was \\\\\\\"calm\\\\\\\" all night, she said.\\\",\\\"" P2
        "\\\"]}]\"])</script></body></html>",
        "text-from-script", P1 "\n\nThe captain, Ann L\xC3\xB8v, was \"calm\" all night, she said.\n\n" P2));
}

static void json_in_an_attribute(void **state)
{
    (void)state;
    sy_article_free(expect(
        HEAD "</head><body>" SHELL "<div class=\"app\" data-props='{&quot;kind&quot;:&quot;story&quot;,&quot;filler&quot;:&quot;0123456789012345678901234567890123456789&quot;,"
        "&quot;text&quot;:&quot;&lt;p&gt;" P1 "&lt;/p&gt;&lt;p&gt;" P2 "&lt;/p&gt;&lt;p&gt;" P3 "&lt;/p&gt;&lt;p&gt;" P1 " \\u00c5sg\\u00e5rd agreed.&lt;/p&gt;&quot;}'></div></body></html>",
        "text-from-script", P1 "\n\n" P2 "\n\n" P3 "\n\n" P1 " \xC3\x85sg\xC3\xA5rd agreed."));
}

static void templates(void **state)
{
    (void)state;
    static const char *const open[] = { "<noscript>", "<template>", "<script type=\"text/template\">" };
    static const char *const close[] = { "</noscript>", "</template>", "</script>" };
    for (size_t i = 0; i < 3; i++) {
        sy_buf b;
        sy__buf_init(&b, ctx);
        sy__buf_printf(&b, HEAD "</head><body>" SHELL "%s<div><p>" P1 "</p><p>" P2 " Ren&eacute; Quist agreed.</p><p>" P3 "</p></div>%s</body></html>", open[i], close[i]);
        sy__buf_char(&b, '\0');
        assert_false(b.failed);
        sy_article_free(expect(b.ptr, "text-from-template", P1 "\n\n" P2 " Ren\xC3\xA9 Quist agreed.\n\n" P3));
        sy__buf_done(&b);
    }
}

/* Markup that has the article keeps it; text of another story is not taken for the page's. */
static void left_alone(void **state)
{
    (void)state;
    sy_article *a = expect(HEAD "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" P1 " " P2 " " P3
                           "\"}</script></head><body><h1>Ferry Lumen runs aground off Torvik</h1><article><p>" P1 "</p><p>" P2 "</p><p>" P3
                           "</p></article></body></html>", NULL, P1 "\n\n" P2 "\n\n" P3);
    assert_null(note(a, "text-from-json-ld"));
    sy_article_free(a);
    a = extract_as(ctx, SY_FORM_HTML, SY_STR("<html><head><title>Contact and opening hours</title></head><body><h1>Contact and opening hours</h1>"
                   "<script>var state={story:{text:\"" P1 " " P2 " " P3 "\"}}</script></body></html>"));
    assert_false(has(sy_article_text(a), "Torvik"));
    sy_article_free(a);
}

static void broken(void **state)
{
    (void)state;
    static const char *const pages[] = {
        HEAD "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" P1 P2 P3 "\\u12\\ud83d\\",
        HEAD "<script>{\"a\":\"" P1 P2 P3 "\\ud83d\\udzzz\\x4\\",
        HEAD "<script>{\"a\":[[[[[[\"" P1 "\\\",\\\"" P2 "\\\"\"]}}}]]}}\"",
        HEAD "<template>" P1 "<p>" P2 P3,
        HEAD "<noscript><p>" P1 "<p>" P2 P3 "<noscript>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (size_t n = strlen(pages[i]) - 12; n <= strlen(pages[i]); n++) {
            sy_article *a = extract_as(ctx, SY_FORM_HTML, (sy_str){ pages[i], n });
            check_words(a, (sy_str){ pages[i], n });
            sy_article_free(a);
        }
}

static void no_memory(void **state)
{
    (void)state;
    extract_without_memory(SY_FORM_HTML, SY_STR(HEAD "</head><body>" SHELL "<script>var s={\"b\":[\"" P1 "\",\"" P2 " \\u00e9\",\"" P3 "\"]}</script></body></html>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_ld_body), cmocka_unit_test(json_ld_as_it_comes), cmocka_unit_test(markup_in_json), cmocka_unit_test(parts_in_state),
        cmocka_unit_test(json_in_a_string), cmocka_unit_test(json_in_an_attribute), cmocka_unit_test(templates),
        cmocka_unit_test(left_alone), cmocka_unit_test(broken), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
