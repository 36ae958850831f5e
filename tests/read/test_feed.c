/* Feeds: RSS 2.0, RSS 1.0, Atom; what an item's text is, its metadata, files beside a feed, and broken XML. */
#include "support.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONG_TEXT \
    "Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday. Three people were treated for smoke. " \
    "About forty residents had to leave their homes. The crews had it under control before midnight. The council will look into the cause " \
    "next week. Both sheds stood empty. A third one was saved. The harbour road was closed until the morning, and buses went another way. " \
    "The owner of the sheds said that he had meant to pull them down in the summer. Nobody was inside. The police asked witnesses to come " \
    "forward, above all those who were on the quay between nine and ten. The wind had turned by then and carried the smoke over the town, " \
    "so that windows had to stay shut in the streets behind the market. Schools opened as usual."
#define RSS(items) SY_STR("<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"" \
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour Times</title>" items "</channel></rss>")

static void items_with_content(void **state)
{
    (void)state;
    check_read(RSS("<item><guid>g1</guid><title>One</title><description>short</description><content:encoded><![CDATA[<p>Two &amp; more</p>]]></content:encoded></item>"
                   "<item><link>http://a.example/2</link><content:encoded>&lt;p&gt;Three&amp;nbsp;sheds</content:encoded></item>"
                   "<item><content:encoded>Plain words</content:encoded></item>"),
               "g1|html|<p>Two &amp; more</p>;http://a.example/2|html|<p>Three&nbsp;sheds;in#3|text|Plain words;");
    check_read(SY_STR("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\">"
                      "<channel><title>T</title></channel><item rdf:about=\"http://a.example/1\"><title>x</title><c:encoded>&lt;b&gt;One</c:encoded></item></rdf:RDF>"),
               "http://a.example/1|html|<b>One;");
    check_read(SY_STR("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title>"
                      "<entry><id>1</id><content type=\"html\">&lt;p&gt;One</content></entry><entry><id>2</id><content>a &lt; b &amp; c</content></entry>"
                      "<entry><id>3</id><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p class='x'>a &lt; b<br/>é</p></div></content></entry>"
                      "<entry><id>4</id><content type=\"image/png\">AAAA</content><link href='http://a.example/4'/></entry></feed>"),
               "1|html|<p>One;2|text|a < b & c;3|html|<div><p class=\"x\">a &lt; b<br>\xC3\xA9</p></div>;"
               "!item 4: has no text but a link, and nothing is fetched: http://a.example/4;");
    /* Prefixes of its own. */
    check_read(SY_STR("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>1</a:id><a:content type=\"text\">One</a:content></a:entry></a:feed>"),
               "1|text|One;");
}

static void descriptions(void **state)
{
    (void)state;
    /* Alone and long it is the article, short it is a teaser. */
    check_read(RSS("<item><guid>1</guid><link>http://a.example/1</link><description>" LONG_TEXT "</description></item>"
                   "<item><guid>2</guid><link>http://a.example/2</link><description>Two sheds burnt down.</description></item>"
                   "<item><guid>3</guid><description>Three.</description></item>"),
               "1|text|Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday. Three people were treated for smoke. "
               "About forty residents had to leave their homes. The crews had it unde;"
               "!item 2: has no text but a link, and nothing is fetched: http://a.example/2;!item 3: has neither a text nor a link;");
    /* Markup that nobody escaped. */
    check_read(RSS("<item><guid>1</guid><description><p id='a'>One <b>two</b></p>" LONG_TEXT "</description></item>"),
               "1|html|<p id=\"a\">One <b>two</b></p>Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday. "
               "Three people were treated for smoke. About forty residents had to leave their ;");
}

static void metadata(void **state)
{
    (void)state;
    sy_document_set *s = NULL;
    size_t n;
    sy_str feed = RSS("<item><guid>1</guid><link> http://a.example/1 </link><title>Fire &amp;amp; &lt;b&gt;smoke&lt;/b&gt; at Ilse&amp;#8217;s</title><author>x@a.example (Ilse Varga)</author>"
                      "<dc:creator>Anton Belsky</dc:creator><pubDate>Tue, 06 May 2031 07:08:09 +0200</pubDate><content:encoded>x</content:encoded></item>"
                      "<item><guid>2</guid><source url='http://b.example/'>Quay Post</source><dc:date>2031-05-06</dc:date><author>y@a.example</author><content:encoded>x</content:encoded></item>");
    s = read_as("f.xml", feed, NULL);
    const sy_document *d = sy_document_set_all(s, &n);
    assert_int_equal(n, 2);
    assert_str(d[0].title, "Fire & smoke at Ilse\xE2\x80\x99s");
    assert_str(d[0].url, "http://a.example/1");
    assert_str(d[0].authors, "Ilse Varga\nAnton Belsky");
    assert_str(d[0].published, "2031-05-06T07:08:09+02:00");
    assert_str(d[0].outlet, "Harbour Times");
    assert_str(d[0].record, "item 1");
    assert_str(d[0].charset, "utf-8");
    assert_str(d[1].outlet, "Quay Post");
    assert_str(d[1].published, "2031-05-06");
    assert_str(d[1].authors, "");
    sy_document_set_free(s);
    feed = RSS("<item><guid>1</guid><title>&lt;b&gt; Two sheds &lt;/b&gt;</title><author>\nIlse\nVarga &lt;iv@a.example&gt;</author><content:encoded>x</content:encoded></item>");
    s = read_as("f.xml", feed, NULL);
    d = sy_document_set_all(s, &n);
    assert_str(d[0].title, "Two sheds");
    assert_str(d[0].authors, "Ilse Varga");
    sy_document_set_free(s);
    feed = SY_STR("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title type='html'>Quay &amp;amp; Post</title><author><name>Editor</name></author>"
                  "<entry><id>1</id><title type='text'>a &lt; b</title><author><email>a@b.example</email><uri>http://c.example</uri><name>Ilse\n Varga</name></author>"
                  "<author><name>Anton Belsky</name></author><link rel='self' href='http://x.example/'/><link href='http://a.example/1'/>"
                  "<published>2031-05-06T07:08:09.5Z</published><updated>2031-05-07T00:00:00+01:00</updated><content>x</content></entry>"
                  "<entry><id>tag:2</id><title>t</title><source><id>z</id><title>Wire</title></source><updated>2031-05-07</updated><content>x</content></entry></feed>");
    s = read_as("f.xml", feed, NULL);
    d = sy_document_set_all(s, &n);
    assert_int_equal(n, 2);
    assert_str(d[0].title, "a < b");
    assert_str(d[0].url, "http://a.example/1");
    assert_str(d[0].outlet, "Quay & Post");
    assert_str(d[0].published, "2031-05-06T07:08:09Z");
    assert_str(d[0].updated, "2031-05-07T00:00:00+01:00");
    assert_str(d[0].authors, "Ilse Varga\nAnton Belsky");
    assert_str(d[1].outlet, "Wire");
    assert_str(d[1].published, "");
    assert_str(d[1].updated, "2031-05-07");
    assert_str(d[1].authors, "Editor");
    sy_document_set_free(s);
}

static void check_date(const char *text, const char *want)
{
    char got[64];
    bool is = sy__feed_date(sy__str(text), got);
    if (is != (want[0] != '\0') || strcmp(got, want) != 0) fail_msg("%s: \"%s\", not \"%s\"", text, got, want);
}

static void dates(void **state)
{
    (void)state;
    check_date("Tue, 06 May 2031 07:08:09 GMT", "2031-05-06T07:08:09Z");
    check_date(" 6 May 31 07:08 EST ", "2031-05-06T07:08-05:00");
    check_date("Tue, 06 May 1997", "1997-05-06");
    check_date("6 Sept 97 07:08:09 Z", "1997-09-06T07:08:09Z");
    check_date("Tue, 06 May 2031 07:08:09 XYZ", "2031-05-06T07:08:09");
    check_date("Tuesday, 06-May-2031 07:08:09 +0530", "2031-05-06T07:08:09+05:30");
    check_date("2031-05-06T07:08Z", "2031-05-06T07:08Z");
    check_date("2031-05-06T07:08:09+0200", "2031-05-06T07:08:09+02:00");
    check_date("2031-05-06 07:08:09", "2031-05-06T07:08:09");
    check_date("2031-05", "2031-05");
    check_date("2031", "2031");
    check_date("2031-13-01", "");
    check_date("30 Feb 2031", "");
    check_date("06/05/2031", "");
    check_date("yesterday", "");
    check_date("", "");
}

static void broken_feeds(void **state)
{
    (void)state;
    check_read(SY_STR("<rss><channel><item><guid>1</guid><description><![CDATA[" LONG_TEXT "]]></description></item><item></rss>"),
               "1|text|Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday. Three people were treated for smoke. "
               "About forty residents had to leave their homes. The crews had it unde;!is broken XML from line 1 on: mismatched tag;");
    check_read(SY_STR("<rss></rss>"), "!is a feed without items;");
    check_read(SY_STR("\n \n<?xml version='1.0'?><rss><channel/></rss>"), "!is a feed without items;");
    check_read(SY_STR("<rss><chan"), "!is broken XML from line 1 on: unclosed token;");
    /* HTML's entities are no fault; declared ones are never expanded, nor is anything outside looked at. */
    check_read(SY_STR("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
                      "<rss><channel><item><guid>1</guid><content:encoded>x &nbsp; &b; &c; y</content:encoded></item></channel></rss>"),
               "1|html|x &nbsp; &b; &c; y;");
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, "<rss>");
    for (int i = 0; i < 100000; i++) sy__buf_z(&b, "<a>");
    check_read(sy__buf_view(&b), "!has elements too deep in elements;");
    sy__buf_clear(&b);
    sy__buf_z(&b, "<rss><a b='");
    for (int i = 0; i < 3 << 20; i++) sy__buf_char(&b, 'x');
    check_read(sy__buf_view(&b), "!has a tag or comment that is too long;");
    sy__buf_clear(&b);
    sy__buf_z(&b, "<rss><channel><item><guid>1</guid><content:encoded>");
    for (int i = 0; i < 20 << 20; i++) sy__buf_char(&b, 'x');
    sy__buf_z(&b, "</content:encoded></item><item><guid>2</guid><content:encoded>y</content:encoded></item></channel></rss>");
    check_read(sy__buf_view(&b), "2|text|y;!item 1: is larger than 16 MiB;");
    sy__buf_clear(&b);
    sy__buf_z(&b, "<rss><channel>");
    for (int i = 0; i < 150; i++) sy__buf_z(&b, "<item/>");
    sy__buf_z(&b, "</channel></rss>");
    size_t n;
    sy_document_set *s = read_as("f", sy__buf_view(&b), NULL);
    const sy_problem *p = sy_document_set_problems(s, &n);
    assert_int_equal(n, 101);
    assert_string_equal(p[100].text.ptr, "has 50 more items that gave nothing");
    sy_document_set_free(s);
    sy__buf_done(&b);
}

static void charsets(void **state)
{
    (void)state;
    check_read(SY_STR("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><guid>1</guid><content:encoded>caf\xe9</content:encoded></item></channel></rss>"),
               "1|text|caf\xC3\xA9;");
    check_read(SY_STR("<?xml version='1.0' encoding='windows-1252'?><rss><channel><item><guid>1</guid><content:encoded>\x93" "caf\xe9\x94</content:encoded></item></channel></rss>"),
               "1|text|\xE2\x80\x9C" "caf\xC3\xA9\xE2\x80\x9D;");
    check_read(SY_STR("<?xml version='1.0' encoding='x-none'?><rss><channel/></rss>"), "!is broken XML from line 1 on: unknown encoding;");
}

/* ---- files beside a feed ---------------------------------------------------------------------- */

static void put_file(const char *name, const char *content)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(content, f);
    assert_int_equal(fclose(f), 0);
}

static void links_to_files(void **state)
{
    (void)state;
    char home[64] = "/tmp/synoptic-feed-XXXXXX", command[128];
    assert_non_null(mkdtemp(home));
    assert_int_equal(chdir(home), 0);
    mkdir("in", 0755);
    mkdir("in/pages", 0755);
    put_file("outside.html", "<p>Out.");
    put_file("in/a page.html", "<p>One.");
    put_file("in/b.txt", "[Photo] Two.");
    put_file("in/pages/c.html", "<p>Three.");
    put_file("in/d.html", "<p>Alone.");
    put_file("in/table.csv", "a,b");
    assert_int_equal(symlink("../outside.html", "in/link.html"), 0);
    put_file("in/feed.xml",
             "<rss><channel><item><title>First</title><link>a%20page.html</link><description>short</description></item>"
             "<item><guid>g</guid><link>pages/c.html#top</link></item><item><link>../outside.html</link></item><item><link>link.html</link></item>"
             "<item><link>gone.html</link></item><item><link>table.csv</link></item><item><link>file:b.txt</link></item>"
             "<item><link>file:///etc/passwd</link></item><item><link>pages</link></item>"
             "<item><guid>h</guid><link>table.csv</link><description>" LONG_TEXT "</description></item></channel></rss>");
    static const char *const paths[] = { "in" };
    sy_document_set *s = NULL;
    size_t n;
    assert_int_equal(sy_read(&s, ctx, paths, 1, NULL, NULL), SY_OK);
    const sy_document *d = sy_document_set_all(s, &n);
    assert_int_equal(n, 5);
    assert_str(d[0].id, "a%20page.html");
    assert_str(d[0].title, "First");
    assert_str(d[0].path, "in/feed.xml");
    assert_str(d[0].source, "<p>One.");
    assert_str(d[1].id, "d.html");
    assert_str(d[2].id, "file:b.txt");
    assert_int_equal(d[2].form, SY_FORM_PAGE);
    assert_str(d[2].source, "[Photo] Two.");
    assert_str(d[3].id, "g");
    assert_str(d[4].id, "h");
    assert_int_equal(d[4].form, SY_FORM_TEXT);
    const sy_problem *p = sy_document_set_problems(s, &n);
    static const char *const want[] = {
        "links to ../outside.html, which is no file beside the feed", "links to link.html, which is no file beside the feed",
        "links to gone.html, which is no file beside the feed", "links to table.csv, which is no page",
        "links to file:///etc/passwd, which is no file beside the feed", "links to pages, which is no file beside the feed", "links to table.csv, which is no page",
        "is no report (table)"
    };
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++) assert_string_equal(p[i].text.ptr, want[i]);
    sy_document_set_free(s);
    /* A link that leads to no file here takes nothing from an item that has its text. */
    check_read(RSS("<item><guid>1</guid><link>/news/1.html</link><description>Two. " LONG_TEXT "</description></item>"),
               "1|text|Two. Two sheds burnt down in the old harbour on Tuesday night, the fire service said on Wednesday. Three people were treated for smoke. "
               "About forty residents had to leave their homes. The crews had it;");
    /* What comes from memory has no files beside it. */
    check_read(SY_STR("<rss><channel><item><link>b.txt</link></item></channel></rss>"), "!item 1: links to b.txt, which is no file beside the feed;");
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    assert_int_equal(chdir("/") || system(command), 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    sy_str in = RSS("<item><guid>1</guid><title>a &amp;amp; b</title><author>Ilse Varga</author><content:encoded><b>x</b></content:encoded></item><item/>");
    alloc_fail_each(run_read, &in);
    in = SY_STR("<rss><channel><item><guid>1</guid><content:encoded>x</content:encoded></item><item>");
    alloc_fail_each(run_read, &in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_with_content), cmocka_unit_test(descriptions), cmocka_unit_test(metadata),
        cmocka_unit_test(dates),              cmocka_unit_test(broken_feeds), cmocka_unit_test(charsets),
        cmocka_unit_test(links_to_files),     cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
