/* WARC: records of every type, codings of HTTP, digests, and all that can be wrong with a file; WET. */
#include "support.h"

#include "heap.h"
#include "slower.h"

#include <brotli/encode.h>

static sy_buf w;   /* the file that a test makes */

static int begin(void **state)
{
    (void)state;
    sy__buf_init(&w, ctx);
    return 0;
}

static int end(void **state)
{
    (void)state;
    sy__buf_done(&w);
    return 0;
}

/* A record whose identifier is "<urn:uuid:ID>"; more: further fields, each with its line end. */
static void put_record(sy_buf *to, const char *type, const char *id, const char *more, sy_str block)
{
    sy__buf_printf(to, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: http://a.example/%s\r\n"
                   "WARC-Date: 2031-05-06T07:08:09Z\r\nContent-Length: %zu\r\n%s\r\n", type, id, id, block.len, more);
    sy__buf_str(to, block);
    sy__buf_z(to, "\r\n\r\n");
}

static void put_response(sy_buf *to, const char *id, const char *status, const char *http, sy_str body)
{
    sy_buf block;
    sy__buf_init(&block, ctx);
    sy__buf_printf(&block, "HTTP/1.1 %s\r\n%s\r\n", status, http);
    sy__buf_str(&block, body);
    put_record(to, "response", id, "Content-Type: application/http;msgtype=response\r\n", sy__buf_view(&block));
    sy__buf_done(&block);
}

#define HTML "Content-Type: text/html; charset=utf-8\r\n"

static void put_page(sy_buf *to, const char *id, const char *body) { put_response(to, id, "200 OK", HTML, sy__str(body)); }

static void check(const char *want) { check_read(sy__buf_view(&w), want); }

static void records_give_documents(void **state)
{
    (void)state;
    put_record(&w, "warcinfo", "0", "", SY_STR("software: x\r\n"));
    put_record(&w, "request", "1", "", SY_STR("GET / HTTP/1.1\r\n\r\n"));
    put_page(&w, "2", "<p>Two sheds.");
    put_record(&w, "metadata", "3", "", SY_STR(""));
    put_record(&w, "revisit", "4", "", SY_STR("HTTP/1.1 200 OK\r\n\r\n"));
    put_record(&w, "resource", "5", "Content-Type: text/plain\r\n", SY_STR("Three sheds."));
    put_record(&w, "conversion", "6", "Content-Type: text/plain\r\n", SY_STR("Four sheds."));
    put_record(&w, "x-unheard-of", "7", "", SY_STR("?"));
    check("2|html|<p>Two sheds.;5|page|Three sheds.;6|page|Four sheds.;");
    size_t n;
    sy_document_set *s = read_as("a.warc", sy__buf_view(&w), NULL);
    const sy_document *d = sy_document_set_all(s, &n);
    assert_int_equal(n, 3);
    assert_str(d[0].record, "urn:uuid:2");
    assert_str(d[0].url, "http://a.example/2");
    assert_str(d[0].charset, "utf-8");
    assert_str(d[0].retrieved, "2031-05-06T07:08:09Z");
    sy_document_set_free(s);
}

static void what_is_no_report_is_counted(void **state)
{
    (void)state;
    put_response(&w, "1", "404 Not Found", HTML, SY_STR("gone"));
    put_response(&w, "2", "301 Moved", "Location: /x\r\n", SY_STR(""));
    put_response(&w, "3", "404 Not Found", HTML, SY_STR("gone"));
    put_response(&w, "4", "200 OK", "Content-Type: image/png\r\n", SY_STR("\x89PNG"));
    put_response(&w, "5", "200 OK", HTML, SY_STR("%PDF-1.4"));
    put_response(&w, "6", "200 OK", "", SY_STR("<html><p>No type."));
    put_response(&w, "7", "200 OK", "Content-Type: text/xml\r\n", SY_STR("<?xml version='1.0'?><rss version='2.0'></rss>"));
    put_record(&w, "response", "8", "Content-Type: text/dns\r\n", SY_STR("a.example. 1.2.3.4"));
    put_record(&w, "conversion", "9", "Content-Type: text/plain\r\n", SY_STR("[Photo] Two sheds."));
    put_record(&w, "conversion", "a", "Content-Type: text/plain\r\n", SY_STR("{\"text\": 1}"));
    check("6|html|<html><p>No type.;9|page|[Photo] Two sheds.;!has 3 records with an HTTP status other than 200, passed over: 404 2, 301 1;"
          "!has 5 records that are neither HTML nor text, passed over: PDF document 1, feed 1, image/png 1, text/dns 1, text/plain 1;");
}

static void old_and_odd_headers(void **state)
{
    (void)state;
    /* 1.0, bare line ends, no identifier, an address in angles, more line ends than there should be. */
    sy__buf_z(&w, "WARC/1.0\nWARC-Type: resource\nwarc-target-uri: <http://b.example/>\nContent-Type: text/html\ncontent-length: 4\n\n<p>x\n\n\n\n");
    size_t second = w.len;
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n folded: yes\r\nContent-Length: 3\r\n\r\nabc");
    char want[100];
    snprintf(want, sizeof want, "in#0|html|<p>x;in#%zu|page|abc;", second);
    check(want);
}

static void codings_are_undone(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy_str page = SY_STR("<p>Two sheds burnt down in the old harbour.");
    put_response(&w, "1", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3;x=y\r\n<p>\r\n4 \r\nTwo.\r\n0\r\nTrailer: x\r\n\r\n"));
    put_gzip(&b, page, 15 + 16);
    put_response(&w, "2", "200 OK", HTML "Content-Encoding: gzip\r\n", sy__buf_view(&b));
    sy__buf_clear(&b);
    put_gzip(&b, page, 15);
    put_response(&w, "3", "200 OK", HTML "Content-Encoding: deflate\r\n", sy__buf_view(&b));
    sy__buf_clear(&b);
    put_gzip(&b, page, -15);
    put_response(&w, "4", "200 OK", HTML "Content-Encoding: deflate\r\n", sy__buf_view(&b));
    sy__buf_clear(&b);
    put_zstd(&b, page);
    put_response(&w, "5", "200 OK", HTML "Content-Encoding: zstd\r\n", sy__buf_view(&b));
    size_t n = 200;
    uint8_t br[200];
    assert_true(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, page.len, (const uint8_t *)page.ptr, &n, br));
    put_response(&w, "6", "200 OK", HTML "Content-Encoding: br\r\n", (sy_str){ (char *)br, n });
    /* Both, and two at once; what was undone before, the fields left as they were. */
    sy__buf_clear(&b);
    put_gzip(&b, (sy_str){ (char *)br, n }, 31);
    sy_buf chunked;
    sy__buf_init(&chunked, ctx);
    sy__buf_printf(&chunked, "%zx\r\n", b.len);
    sy__buf_str(&chunked, sy__buf_view(&b));
    sy__buf_z(&chunked, "\r\n0\r\n\r\n");
    put_response(&w, "7", "200 OK", HTML "Content-Encoding: br, gzip\r\nTransfer-Encoding: chunked\r\n", sy__buf_view(&chunked));
    put_response(&w, "8", "200 OK", HTML "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", page);
    put_response(&w, "9", "200 OK", HTML "Content-Encoding: br\r\n", page);
    sy__buf_done(&chunked);
    sy__buf_done(&b);
    check("1|html|<p>Two.;2|html|<p>Two sheds burnt down in the old harbour.;3|html|<p>Two sheds burnt down in the old harbour.;"
          "4|html|<p>Two sheds burnt down in the old harbour.;5|html|<p>Two sheds burnt down in the old harbour.;"
          "6|html|<p>Two sheds burnt down in the old harbour.;7|html|<p>Two sheds burnt down in the old harbour.;"
          "8|html|<p>Two sheds burnt down in the old harbour.;9|html|<p>Two sheds burnt down in the old harbour.;");
}

static void broken_codings_are_named(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    put_response(&w, "1", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3\r\n<p>\r\nzz\r\nTwo\r\n"));
    put_response(&w, "2", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3\r\n<p>\r\nffffff\r\nTwo\r\n0\r\n\r\n"));
    put_response(&w, "3", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3\r\n<p>Two"));
    put_response(&w, "4", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3\r\n<p>\r\n"));
    put_gzip(&b, SY_STR("<p>Two sheds burnt down."), 31);
    put_response(&w, "5", "200 OK", HTML "Content-Encoding: gzip\r\n", sy__sub(sy__buf_view(&b), 0, b.len - 9));
    put_response(&w, "6", "200 OK", HTML "Content-Encoding: compress\r\n", SY_STR("x"));
    put_response(&w, "7", "200 OK", HTML "Content-Encoding: br\r\n", SY_STR("\xff\xff\xff"));
    /* Cut when it was crawled, and said so: what there is is taken. */
    put_record(&w, "response", "8", "WARC-Truncated: length\r\n", SY_STR("HTTP/1.1 200 OK\r\n" HTML "Transfer-Encoding: chunked\r\n\r\nff\r\n<p>Two"));
    check("8|html|<p>Two;!urn:uuid:1: has a chunk without a size;!urn:uuid:2: has a chunk of 16777215 bytes where only 10 are left;"
          "!urn:uuid:3: has a chunk that does not end where its size says;!urn:uuid:4: has no last chunk;"
          "!urn:uuid:5: has a body whose gzip coding is damaged (after 24 bytes);"
          "!urn:uuid:6: has the content coding \"compress\", which is not read;!urn:uuid:7: has a body whose br coding is damaged (after 0 bytes);");
    sy__buf_done(&b);
}

static void digests_are_checked(void **state)
{
    (void)state;
    sy_str block = SY_STR("abc");
#define PLAIN "Content-Type: text/plain\r\n"
    put_record(&w, "resource", "1", PLAIN "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n", block);
    put_record(&w, "resource", "2", PLAIN "WARC-Block-Digest: sha1:a9993e364706816aba3e25717850c26c9cd0d89d\r\n", block);
    put_record(&w, "resource", "3", PLAIN "WARC-Block-Digest: md5:900150983cd24fb0d6963f7d28e17f72\r\n", block);
    put_record(&w, "resource", "4", PLAIN "WARC-Payload-Digest: sha-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\r\n", block);
    put_record(&w, "resource", "5", PLAIN "WARC-Block-Digest: sha1:ungWv48Bz+pBQUDeXa4iI7ADYaM=\r\n", block);
    put_record(&w, "resource", "6", PLAIN "WARC-Block-Digest: crc:0\r\nWARC-Payload-Digest: sha1:short\r\n", block);
    put_record(&w, "resource", "7", PLAIN "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", block);
    put_record(&w, "resource", "8",
               PLAIN "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Block-Digest: md5:900150983cd24fb0d6963f7d28e17f72\r\n", block);
    /* A payload before and after its transfer coding is undone: writers differ. */
    put_record(&w, "response", "9", "WARC-Payload-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n",
               SY_STR("HTTP/1.1 200 OK\r\n" PLAIN "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
    check("1|page|abc;2|page|abc;3|page|abc;4|page|abc;6|page|abc;8|page|abc;9|page|abc;"
          "!urn:uuid:5: does not fit its WARC-Block-Digest;!urn:uuid:7: does not fit its WARC-Payload-Digest;"
          "!has 1 record whose payload digest does not fit, though the digest of the whole record does: read all the same;");
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.skip_digests = true;
    size_t n;
    sy_document_set *s = read_as("a.warc", sy__buf_view(&w), &opts);
    sy_document_set_all(s, &n);
    assert_int_equal(n, 9);
    sy_document_set_free(s);
}

static void check_digest(const char *digest, size_t n)
{
    char text[300];
    sy__digest d;
    memset(text, 'a', sizeof text);
    assert_true(sy__digest_read(sy__str(digest), &d));
    assert_true(sy__digest_fits(&d, (sy_str){ text, n }));
}

static void digests_of_all_lengths(void **state)
{
    (void)state;
    check_digest("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", 0);
    check_digest("sha1:c1c8bbdc22796e28c0e15163d20899b65621d65a", 55);
    check_digest("sha1:c2db330f6083854c99d4b5bfb6e8f29f201be699", 56);
    check_digest("sha1:0098ba824b5c16427bd7a1122a5a442a25ec644d", 64);
    check_digest("md5:d41d8cd98f00b204e9800998ecf8427e", 0);
    check_digest("md5:014842d480b571495a4a0363793f7367", 64);
}

/* ---- what is wrong with a file -------------------------------------------------------------- */

static void lengths_that_lie(void **state)
{
    (void)state;
    put_page(&w, "1", "<p>One.");
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:2>\r\nContent-Length: 999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>Two.\r\n\r\n");
    put_page(&w, "3", "<p>Three.");
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:4>\r\nContent-Length: 7\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>Four.\r\n\r\n");
    put_page(&w, "5", "<p>Five.");
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6>\r\nContent-Length: 200\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>Six.\r\n\r\n");
    put_page(&w, "7", "<p>Seven.");
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:8>\r\n\r\nno length\r\n\r\n");
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:9>\r\nContent-Length: 20000\r\n\r\nGET\r\n\r\n");
    put_page(&w, "a", "<p>Ten.");
    check("1|html|<p>One.;3|html|<p>Three.;5|html|<p>Five.;7|html|<p>Seven.;a|html|<p>Ten.;"
          "!urn:uuid:2: is cut off: it should have 999999999999 bytes;!urn:uuid:4: has a length that does not lead to the next record;"
          "!urn:uuid:6: has a length that does not lead to the next record;!urn:uuid:8: has no valid Content-Length;"
          "!urn:uuid:9: is cut off: it should have 20000 bytes;");
}

static void garbage_between_records(void **state)
{
    (void)state;
    char want[200];
    put_page(&w, "1", "<p>One.");
    size_t at = w.len;
    sy__buf_z(&w, "WARX/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nWARC/1.5 is no line\r\n\r\n");
    put_page(&w, "2", "<p>Two.");
    snprintf(want, sizeof want, "1|html|<p>One.;2|html|<p>Two.;!offset %zu: is no record where one should begin;", at);
    check(want);
}

static void files_that_end_early(void **state)
{
    (void)state;
    put_page(&w, "1", "<p>One.");
    size_t second = w.len;
    put_page(&w, "2", "<p>Two.");
    w.len -= 8;
    check("1|html|<p>One.;!urn:uuid:2: is cut off: it should have 66 bytes;");
    char want[100];
    w.len = second + 40;
    snprintf(want, sizeof want, "1|html|<p>One.;!offset %zu: is cut off in its header;", second);
    check(want);
    w.len = 8;
    check("!offset 0: is cut off in its header;");
    w.len = 0;
    put_record(&w, "warcinfo", "0", "", SY_STR("software: x\r\n"));
    check("!holds no documents;");
}

static void a_record_too_large(void **state)
{
    (void)state;
    size_t n = 40U << 20;
    char *large = sy__alloc(ctx, n);
    memset(large, 'x', n);
    put_page(&w, "1", "<p>One.");
    put_record(&w, "resource", "2", "Content-Type: text/plain\r\n", (sy_str){ large, n });
    put_record(&w, "metadata", "3", "", (sy_str){ large, n });
    put_record(&w, "resource", "4", "Content-Type: text/plain\r\n", (sy_str){ large, 17U << 20 });
    put_page(&w, "5", "<p>Five.");
    check("1|html|<p>One.;5|html|<p>Five.;!urn:uuid:2: is larger than 16 MiB;!urn:uuid:4: is larger than 16 MiB;");
    sy__free(ctx, large);
}

static void many_broken_records_are_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 150; i++) sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n");
    size_t n;
    sy_document_set *s = read_as("a.warc", sy__buf_view(&w), NULL);
    const sy_problem *p = sy_document_set_problems(s, &n);
    assert_int_equal(n, 101);
    assert_string_equal(p[100].text.ptr, "has 50 more records that can't be read");
    sy_document_set_free(s);
}

/* Headers that never end, that end too far away, and lengths that all lead to the same place: each byte is looked at a few times. */
static void broken_records_cost_no_more_than_their_bytes(void **state)
{
    (void)state;
    enum { BYTES = 2 << 20, SECONDS = 2 };
    for (int kind = 0; kind < 4; kind++) {
        sy__buf_clear(&w);
        while (w.len < BYTES) {
            if (kind < 2) sy__buf_z(&w, "WARC/1.0\n");
            else sy__buf_printf(&w, "WARC/1.0\nWARC-Type:%s\nContent-Length:%08zu\n\n", kind == 2 ? "response" : "x", BYTES + 100 - w.len);
        }
        for (int i = 0; kind && i < BYTES; i++) sy__buf_char(&w, '\n');
        sy__buf_z(&w, "x");
        sy_document_set *s = NULL;
        double start = cpu_seconds();
        s = read_as("a.warc", sy__buf_view(&w), NULL);
        double took = cpu_seconds() - start;
        if (took > SECONDS * SLOWER) fail_msg("kind %d took %.1f s", kind, took);
        sy_document_set_free(s);
    }
}

/* ---- compression ------------------------------------------------------------------------------ */

typedef void (*put_fn)(sy_buf *to, sy_str s);
static void put_member(sy_buf *to, sy_str s) { put_gzip(to, s, 31); }

static size_t put_packed(put_fn put, const char *id, const char *body)
{
    sy_buf one;
    size_t from = w.len;
    sy__buf_init(&one, ctx);
    put_page(&one, id, body);
    put(&w, sy__buf_view(&one));
    sy__buf_done(&one);
    return from;
}

static void members_and_frames(void **state)
{
    (void)state;
    static const put_fn puts[] = { put_member, put_zstd };
    sy_buf plain;
    sy__buf_init(&plain, ctx);
    put_page(&plain, "1", "<p>One.");
    put_page(&plain, "2", "<p>Two.");
    for (int i = 0; i < 2; i++) {
        sy__buf_clear(&w);
        put_packed(puts[i], "1", "<p>One.");
        put_packed(puts[i], "2", "<p>Two.");
        check("1|html|<p>One.;2|html|<p>Two.;");
        /* All in one, and cut anywhere. */
        sy__buf_clear(&w);
        puts[i](&w, sy__buf_view(&plain));
        check("1|html|<p>One.;2|html|<p>Two.;");
        for (size_t cut = 1; cut < plain.len; cut += 7) {
            sy__buf_clear(&w);
            puts[i](&w, sy__sub(sy__buf_view(&plain), 0, cut));
            puts[i](&w, sy__sub(sy__buf_view(&plain), cut, plain.len));
            if (cut >= 10) check("1|html|<p>One.;2|html|<p>Two.;");
        }
    }
    sy__buf_done(&plain);
}

/* Bytes of the second of three members are spoilt, each in turn: the first and the third are always read. */
static void damage_costs_one_record(void **state)
{
    (void)state;
    static const put_fn puts[] = { put_member, put_zstd };
    for (int i = 0; i < 2; i++) {
        sy__buf_clear(&w);
        put_packed(puts[i], "1", "<p>One.");
        size_t from = put_packed(puts[i], "2", "<p>Two."), to = put_packed(puts[i], "3", "<p>Three.");
        for (size_t at = from; at < to; at++) {
            char was = w.ptr[at];
            w.ptr[at] = (char)~was;
            size_t n, n_problems;
            sy_document_set *s = read_as("a.warc", sy__buf_view(&w), NULL);
            const sy_document *d = sy_document_set_all(s, &n);
            sy_document_set_problems(s, &n_problems);
            if (n < 2 || !sy__is(d[0].id, "1") || !sy__is(d[n - 1].id, "3")) fail_msg("coding %d, byte %zu: %zu documents", i, at - from, n);
            if (n == 2 && n_problems == 0) fail_msg("coding %d, byte %zu: nothing was said", i, at - from);
            sy_document_set_free(s);
            w.ptr[at] = was;
        }
    }
}

static void members_that_are_cut(void **state)
{
    (void)state;
    put_packed(put_member, "1", "<p>One.");
    size_t second = put_packed(put_member, "2", "<p>Two."), third = w.len;
    sy_buf whole;
    sy__buf_init(&whole, ctx);
    sy__buf_str(&whole, sy__buf_view(&w));
    w.len = third - 20;   /* the file ends in a member */
    size_t n;
    sy_document_set *s = read_as("a.warc", sy__buf_view(&w), NULL);
    const sy_problem *p = sy_document_set_problems(s, &n);
    assert_int_equal(n, 1);
    assert_non_null(strstr(p[0].text.ptr, "is cut off: the file is a gzip file that ends early"));
    sy_document_set_all(s, &n);
    assert_int_equal(n, 1);
    sy_document_set_free(s);
    w.len = second + (third - second) / 2;   /* half of a member, and a whole one behind it */
    put_packed(put_member, "3", "<p>Three.");
    s = read_as("a.warc", sy__buf_view(&w), NULL);
    const sy_document *d = sy_document_set_all(s, &n);
    assert_int_equal(n, 2);
    assert_str(d[1].id, "3");
    sy_document_set_problems(s, &n);
    assert_int_equal(n, 1);
    sy_document_set_free(s);
    sy__buf_done(&whole);
}

/* A dictionary in a first, skippable frame, plain or compressed, is that of all frames behind it. */
static void zstd_with_a_dictionary(void **state)
{
    (void)state;
    sy_str dictionary = SY_STR("WARC/1.1\r\nWARC-Type: response\r\nContent-Type: text/html <p>Two sheds burnt down in the old harbour.");
    for (int packed = 0; packed < 2; packed++) {
        sy_buf one, head;
        sy__buf_init(&one, ctx);
        sy__buf_init(&head, ctx);
        sy__buf_clear(&w);
        if (packed) put_zstd(&head, dictionary);
        else sy__buf_str(&head, dictionary);
        unsigned char frame[8] = { 0x5d, 0x2a, 0x4d, 0x18, (unsigned char)head.len, 0, 0, 0 };
        sy__buf_add(&w, frame, 8);
        sy__buf_str(&w, sy__buf_view(&head));
        put_page(&one, "1", "<p>Two sheds burnt down in the old harbour.");
        ZSTD_CCtx *c = ZSTD_createCCtx();
        size_t n = ZSTD_compress_usingDict(c, sy__buf_room(&w, 4096), 4096, one.ptr, one.len, dictionary.ptr, dictionary.len, 3);
        assert_false(ZSTD_isError(n));
        w.len += n;
        ZSTD_freeCCtx(c);
        check("1|html|<p>Two sheds burnt down in the old harbour.;");
        sy__buf_done(&one);
        sy__buf_done(&head);
    }
}

/* ---- no memory ---------------------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    put_page(&w, "1", "<p>One.");
    put_gzip(&b, SY_STR("<p>Two sheds."), 31);
    put_response(&w, "2", "200 OK", HTML "Content-Encoding: gzip\r\n", sy__buf_view(&b));
    sy__buf_clear(&b);
    put_gzip(&b, SY_STR("<p>Two sheds."), -15);
    put_response(&w, "3", "200 OK", HTML "Content-Encoding: deflate\r\n", sy__buf_view(&b));
    put_response(&w, "4", "200 OK", HTML "Transfer-Encoding: chunked\r\n", SY_STR("3\r\n<p>\r\n0\r\n\r\n"));
    put_response(&w, "5", "404 Gone", HTML, SY_STR(""));
    sy__buf_z(&w, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n");
    size_t n = 200;
    uint8_t br[200];
    assert_true(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, 8, (const uint8_t *)"<p>Two..", &n, br));
    put_response(&w, "6", "200 OK", HTML "Content-Encoding: br\r\n", (sy_str){ (char *)br, n });
    sy__buf_z(&w, "WARC/1.0\r\n");
    sy_str in = sy__buf_view(&w);
    alloc_fail_each(run_read, &in);
    sy__buf_clear(&b);
    put_gzip(&b, in, 31);
    in = sy__sub(sy__buf_view(&b), 0, b.len - 9);
    alloc_fail_each(run_read, &in);
    sy__buf_clear(&b);
    put_zstd(&b, sy__buf_view(&w));
    in = sy__buf_view(&b);
    alloc_fail_each(run_read, &in);
    sy__buf_done(&b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(records_give_documents), TEST(what_is_no_report_is_counted), TEST(old_and_odd_headers), TEST(codings_are_undone),
        TEST(broken_codings_are_named), TEST(digests_are_checked), TEST(digests_of_all_lengths), TEST(lengths_that_lie),
        TEST(garbage_between_records), TEST(files_that_end_early), TEST(a_record_too_large), TEST(many_broken_records_are_counted),
        TEST(broken_records_cost_no_more_than_their_bytes),
        TEST(members_and_frames), TEST(damage_costs_one_record), TEST(members_that_are_cut), TEST(zstd_with_a_dictionary),
        TEST(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
