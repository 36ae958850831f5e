/* What an input is, told from its bytes and its name; and what becomes of inputs that are no documents. */
#include "check.h"

#include "alloc_fail.h"
#include "read/read_internal.h"

#define HEAD(literal) ((sy_str){ literal, sizeof(literal) - 1 })

static void check_kind(sy_str head, const char *path, sy__kind kind, const char *what)
{
    sy__detected d = sy__detect(head, sy__str(path));
    if (d.kind != kind) fail_msg("%s: kind %d, not %d", path, (int)d.kind, (int)kind);
    if (what && !sy__is(d.what, what)) fail_msg("%s: \"%.*s\", not \"%s\"", path, (int)d.what.len, d.what.ptr, what);
}

static void content_goes_before_suffix(void **state)
{
    (void)state;
    check_kind(HEAD("Fire in the old harbour\n\nTwo sheds burnt."), "a.txt", SY__KIND_TEXT, NULL);
    check_kind(HEAD("Fire in the old harbour"), "a.html", SY__KIND_HTML, NULL);
    check_kind(HEAD("Fire in the old harbour"), "a.HTM.gz", SY__KIND_HTML, NULL);
    check_kind(HEAD("<!DOCTYPE html><html>"), "a.txt", SY__KIND_HTML, NULL);
    check_kind(HEAD("\xEF\xBB\xBF  \n<!-- x --><HTML lang=en>"), "a", SY__KIND_HTML, NULL);
    check_kind(HEAD("<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>"), "a", SY__KIND_HTML, NULL);
    check_kind(HEAD("<!-- never closed"), "a", SY__KIND_HTML, NULL);
    check_kind(HEAD("<3 this city, said the mayor"), "a", SY__KIND_TEXT, NULL);
    check_kind(HEAD("{\"text\":\"x\"}"), "a.txt", SY__KIND_JSON, NULL);
    check_kind(HEAD("not json"), "a.jsonl", SY__KIND_JSON, NULL);
    check_kind(HEAD("a,b,c\n"), "a.csv", SY__KIND_OTHER, "table");
    check_kind(HEAD("body { color: red }"), "x/style.css", SY__KIND_OTHER, "style sheet");
    check_kind(HEAD(""), "a.txt", SY__KIND_TEXT, NULL);
}

static void containers_and_others(void **state)
{
    (void)state;
    check_kind(HEAD("WARC/1.0\r\nWARC-Type: warcinfo\r\n"), "a", SY__KIND_WARC, NULL);
    check_kind(HEAD("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"), "a.xml", SY__KIND_FEED, NULL);
    check_kind(HEAD("<feed xmlns=\"x\">"), "a", SY__KIND_FEED, NULL);
    check_kind(HEAD("<?xml version=\"1.0\"?><!DOCTYPE rss><rss>"), "a", SY__KIND_FEED, NULL);
    check_kind(HEAD("<?xml version=\"1.0\"?><order/>"), "a.xml", SY__KIND_OTHER, "XML file, neither page nor feed");
    check_kind(HEAD("<svg width=\"1\">"), "a", SY__KIND_OTHER, "SVG image");
    check_kind(HEAD("\xFF\xFE\0\0H\0\0\0"), "a", SY__KIND_UTF32, NULL);
}

static void binary_is_named(void **state)
{
    (void)state;
    check_kind(HEAD("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "a.html", SY__KIND_BINARY, "PNG image");
    check_kind(HEAD("%PDF-1.7\n%\xe2\xe3"), "a.txt", SY__KIND_BINARY, "PDF document");
    check_kind(HEAD("PK\x03\x04\x14\0\0\0"), "a", SY__KIND_BINARY, "ZIP archive, Word or EPUB document");
    check_kind(HEAD("\x7f" "ELF\x02\x01\x01\0\0\0"), "a", SY__KIND_BINARY, "ELF program");
    check_kind(HEAD("RIFF\x10\x20\0\0WEBPVP8 "), "a", SY__KIND_BINARY, "WebP image");
    check_kind(HEAD("\0\0\0\x18" "ftypmp42"), "a", SY__KIND_BINARY, "MP4 video or HEIF image");
    check_kind(HEAD("\1\2\3\4\0\0\0\0\5\6\7"), "a", SY__KIND_BINARY, "");
    /* Two letters that also begin a word are no signature where the rest is text. */
    check_kind(HEAD("BMW halts work at its plant after a fire"), "a", SY__KIND_TEXT, NULL);
    check_kind(HEAD("MZ trial opens"), "a", SY__KIND_TEXT, NULL);
}

static void other_charsets_are_text(void **state)
{
    (void)state;
    check_kind(HEAD("\xFF\xFEH\0e\0l\0l\0o\0"), "a", SY__KIND_TEXT, NULL);
    check_kind(HEAD("\xFE\xFF\0<\0h\0t\0m\0l\0>"), "a", SY__KIND_HTML, NULL);
    sy__detected d = sy__detect(HEAD("T\0w\0o\0 \0s\0h\0e\0d\0s\0"), SY_STR("a"));
    assert_int_equal(d.kind, SY__KIND_TEXT);
    assert_true(sy__is(d.charset, "UTF-16LE"));
    d = sy__detect(HEAD("\0T\0w\0o\0 \0s\0h\0e\0d\0s"), SY_STR("a"));
    assert_true(sy__is(d.charset, "UTF-16BE"));
    check_kind(HEAD("caf\xe9 br\xfbl\xe9"), "a", SY__KIND_TEXT, NULL);
    check_kind(HEAD("\xcf\xee\xe6\xe0\xf0"), "a", SY__KIND_TEXT, NULL);
    check_kind(HEAD("\x1b$B%K%e!<%9\x1b(B"), "a", SY__KIND_TEXT, NULL);
}

static void last_part_of_a_path(void **state)
{
    (void)state;
    assert_true(sy__is(sy__last_part(SY_STR("a/b/c.txt")), "c.txt"));
    assert_true(sy__is(sy__last_part(SY_STR("c.txt")), "c.txt"));
    assert_true(sy__is(sy__last_part(SY_STR("a/b/")), "b"));
    assert_true(sy__is(sy__last_part(SY_STR("-")), "-"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_goes_before_suffix), cmocka_unit_test(containers_and_others), cmocka_unit_test(binary_is_named),
        cmocka_unit_test(other_charsets_are_text),    cmocka_unit_test(last_part_of_a_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
