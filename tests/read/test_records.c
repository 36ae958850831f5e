/* JSON lines and other JSON, whole files and compressed ones, from memory: documents, problems, ids and order. */
#include "support.h"

/* "id|form|source;…" of all documents, then "record: text;…" of all problems. */
static void check_set(const char *path, sy_str bytes, const char *documents, const char *problems)
{
    static const char *forms[] = { "text", "page", "html" };
    sy_document_set *s = read_as(path, bytes, NULL);
    size_t n;
    sy_buf got;
    sy__buf_init(&got, ctx);
    const sy_document *d = sy_document_set_all(s, &n);
    for (size_t i = 0; i < n; i++)
        sy__buf_printf(&got, "%.*s|%s|%.*s;", (int)d[i].id.len, d[i].id.ptr, forms[d[i].form], (int)d[i].source.len, d[i].source.ptr);
    sy__buf_char(&got, '\0');
    assert_string_equal(got.ptr, documents);
    sy__buf_clear(&got);
    const sy_problem *p = sy_document_set_problems(s, &n);
    for (size_t i = 0; i < n; i++) {
        assert_int_not_equal(p[i].status, SY_OK);
        sy__buf_printf(&got, "%s%s%s;", p[i].record.len ? p[i].record.ptr : "", p[i].record.len ? ": " : "", p[i].text.ptr);
    }
    sy__buf_char(&got, '\0');
    assert_string_equal(got.ptr, problems);
    sy__buf_done(&got);
    sy_document_set_free(s);
}

static void lines_give_documents(void **state)
{
    (void)state;
    check_set("x/d.jsonl",
               SY_STR("\xEF\xBB\xBF{\"id\":\"b\",\"text\":\"Two.\"}\r\n\n{\"id\":7,\"page\":\"One\",\"title\":null}\n{\"html\":\"<p>\\u00e9\"}"),
               "7|page|One;b|text|Two.;d.jsonl|html|<p>\xC3\xA9;", "");
    /* Told by content, whatever the name. */
    check_set("d", SY_STR("{\"id\":\"b\",\"text\":\"Two.\"}\n"), "b|text|Two.;", "");
    /* An empty value is a document that is empty; an empty one gives way to a full one. */
    check_set("d", SY_STR("{\"id\":\"b\",\"text\":\"\"}\n{\"id\":\"c\",\"text\":\"\",\"html\":\"<p>\"}\n"), "b|text|;c|html|<p>;", "");
}

static void bad_lines_are_named(void **state)
{
    (void)state;
    check_set("d.jsonl", SY_STR("{\"text\":\nhello\n{\"id\":\"a\",\"text\":\"x\"}\n[1]\n{\"id\":\"q\"}\n{\"id\":\"r\",\"text\":5}\n"), "a|text|x;",
               "line 1: is not JSON: unexpected end of data at byte 8;line 2: is not JSON: unexpected character, expected a valid root value at byte 0;"
               "line 4: is not a JSON object;line 5: has none of \"text\", \"page\" and \"html\";line 6: has a \"text\" that is not a string;");
    /* A first line that is broken does not make the rest a text. */
    check_set("d", SY_STR("{\"id\":\"a\",\"text\":\"x\n{\"id\":\"b\",\"text\":\"y\"}\n"), "b|text|y;",
               "line 1: is not JSON: unexpected end of data at byte 19;");
    check_set("d.jsonl", SY_STR(""), "", "holds no documents;");
    check_set("d.jsonl", SY_STR("\n \n"), "", "holds no documents;");
}

static void many_bad_lines_are_counted(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    for (int i = 0; i < 150; i++) sy__buf_z(&b, "x\n");
    sy_document_set *s = read_as("d.jsonl", sy__buf_view(&b), NULL);
    size_t n;
    const sy_problem *p = sy_document_set_problems(s, &n);
    assert_int_equal(n, 101);
    assert_string_equal(p[100].text.ptr, "has 50 more lines that can't be read");
    sy_document_set_free(s);
    sy__buf_done(&b);
}

static void one_value_over_many_lines(void **state)
{
    (void)state;
    check_set("page.json", SY_STR("{\n  \"id\": \"a\",\n  \"text\": \"x\"\n}\n"), "a|text|x;", "");
    check_set("pages.json", SY_STR("[\n {\"id\":\"a\",\"text\":\"x\"},\n {\"id\":\"b\",\"page\":\"y\"}, {\"id\":\"c\"}]"), "a|text|x;b|page|y;",
               "item 3: has none of \"text\", \"page\" and \"html\";");
    check_set("page.json", SY_STR("{\n  \"id\": \"a\",\n  \"text\": \n}\n"), "", "is not JSON: unexpected character, expected a valid JSON value at byte 26;");
    check_set("list.json", SY_STR("[1,2]"), "", "is JSON without a document;");
    /* Texts that only begin with a bracket. */
    check_set("a.txt", SY_STR("[Photo] Two sheds burnt."), "a.txt|page|[Photo] Two sheds burnt.;", "");
    check_set("a.txt", SY_STR("\xEF\xBB\xBF{quiet} they said."), "a.txt|page|\xEF\xBB\xBF{quiet} they said.;", "");
}

static void metadata_is_taken_as_given(void **state)
{
    (void)state;
    sy_document_set *s = read_as("d.jsonl",
        SY_STR("{\"id\":\"a\",\"text\":\"x\",\"url\":\"http://e.example/1\",\"title\":\"T\",\"published\":\"2031-05-06\",\"outlet\":\"O\",\"language\":\"en\"}\n"
               "{\"id\":\"b\",\"text\":\"x\",\"title\":12,\"published\":2031,\"outlet\":[],\"url\":null}\n"
               "{\"id\":\"c\",\"text\":\"x\",\"published\":1704412800}\n"
               "{\"id\":\"d\",\"text\":\"x\",\"published\":-4.5e3}\n"
               "{\"id\":\"e\",\"text\":\"x\",\"published\":1704412800123}\n"), NULL);
    size_t n;
    const sy_document *d = sy_document_set_all(s, &n);
    assert_int_equal(n, 5);
    assert_true(sy__is(d[0].url, "http://e.example/1") && sy__is(d[0].title, "T") && sy__is(d[0].published, "2031-05-06"));
    assert_true(sy__is(d[0].outlet, "O") && sy__is(d[0].language, "en") && sy__is(d[0].charset, "utf-8"));
    assert_true(sy__is(d[0].record, "line 1") && sy__is(d[0].path, "d.jsonl"));
    assert_true(sy__is(d[1].title, "12") && sy__is(d[1].published, "2031") && d[1].outlet.len == 0 && d[1].url.len == 0);
    assert_true(sy__is(d[2].published, "2024-01-05T00:00:00Z"));
    assert_true(d[3].published.len == 0);
    assert_true(sy__is(d[4].published, "2024-01-05T00:00:00Z"));
    assert_string_equal(d[0].sha256, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    sy_document_set_free(s);
}

static void ids_are_made_unique(void **state)
{
    (void)state;
    sy_document in[4] = { { .id = SY_STR("a"), .source = SY_STR("2") }, { .id = SY_STR("a"), .source = SY_STR("1") },
                          { .id = SY_STR("a~2"), .source = SY_STR("3") }, { .id = SY_STR("a"), .source = SY_STR("1"), .path = SY_STR("p") } };
    static const uint8_t orders[3][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 } };
    for (int k = 0; k < 3; k++) {
        sy_document mixed[4];
        for (int i = 0; i < 4; i++) mixed[i] = in[orders[k][i]];
        sy_document_set *s;
        assert_int_equal(sy_document_set_from(&s, ctx, mixed, 4, NULL), SY_OK);
        size_t n;
        const sy_document *d = sy_document_set_all(s, &n);
        assert_int_equal(n, 4);
        /* "1" hashes to 6b86…, "2" to d473…; a name that is taken is passed over. */
        assert_true(sy__is(d[0].id, "a") && sy__is(d[0].source, "1") && d[0].path.len == 0);
        assert_true(sy__is(d[1].id, "a~2") && sy__is(d[1].source, "3"));
        assert_true(sy__is(d[2].id, "a~3") && sy__is(d[2].path, "p"));
        assert_true(sy__is(d[3].id, "a~4") && sy__is(d[3].source, "2"));
        sy_document_set_free(s);
    }
}

static void whole_files(void **state)
{
    (void)state;
    check_set("x/a.txt", SY_STR("Two sheds."), "a.txt|page|Two sheds.;", "");
    check_set("a.html", SY_STR("Two sheds."), "a.html|html|Two sheds.;", "");
    check_set("a.txt", SY_STR(""), "a.txt|page|;", "");
    check_set("a.txt", SY_STR("%PDF-1.4"), "", "is a binary file (PDF document);");
    check_set("a", SY_STR("\xFF\xFE{\0\"\0t\0"), "", "is JSON in UTF-16: JSON has to be in UTF-8;");
    check_set("a", SY_STR("\xFF\xFE[\0T\0w\0o\0]\0"), "a|page|\xFF\xFE[;", "");   /* shown as far as its first NUL */
}

/* ---- compression and limits --------------------------------------------------------------- */

static sy_str gzip(const void *p, size_t n, char *to, size_t size)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)p;
    z.avail_in = (unsigned)n;
    z.next_out = (unsigned char *)to;
    z.avail_out = (unsigned)size;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (sy_str){ to, z.total_out };
}

static sy_str zstd(const void *p, size_t n, char *to, size_t size)
{
    size_t got = ZSTD_compress(to, size, p, n, 3);
    assert_false(ZSTD_isError(got));
    return (sy_str){ to, got };
}

static void compressed_files(void **state)
{
    (void)state;
    char a[512], b[512];
    const char *line = "{\"id\":\"a\",\"text\":\"x\"}\n";
    sy_str packed = gzip("Two sheds.", 10, a, sizeof a);
    check_set("a.txt.gz", packed, "a.txt.gz|page|Two sheds.;", "");
    check_set("a.txt", packed, "a.txt|page|Two sheds.;", "");
    check_set("a", sy__sub(packed, 0, packed.len - 9), "", "is a gzip file that ends early (after 10 bytes of content);");
    /* Members follow each other. */
    sy_str second = gzip(" Burnt.", 7, b, sizeof b);
    memcpy(a + packed.len, second.ptr, second.len);
    check_set("a", (sy_str){ a, packed.len + second.len }, "a|page|Two sheds. Burnt.;", "");
    packed = zstd(line, strlen(line), a, sizeof a);
    check_set("a.jsonl.zst", packed, "a|text|x;", "");
    second = zstd(line, strlen(line), b, sizeof b);
    memcpy(a + packed.len, second.ptr, second.len);
    check_set("a", (sy_str){ a, packed.len + second.len }, "a|text|x;a~2|text|x;", "");
    check_set("a", sy__sub(packed, 0, packed.len - 1), "", "is a zstd file that ends early (after 21 bytes of content);");
    /* Lines before the damage stay; the one that it cuts is none. */
    const char *two = "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}";
    packed = gzip(two, strlen(two), a, sizeof a);
    check_set("a", sy__sub(packed, 0, packed.len - 8), "a|text|x;", "is a gzip file that ends early (after 43 bytes of content);");
    packed = gzip("inner", 5, a, sizeof a);
    second = gzip(packed.ptr, packed.len, b, sizeof b);
    check_set("a", second, "", "is a binary file (gzip file inside another);");
    packed = gzip("", 0, a, sizeof a);
    check_set("a", packed, "a|page|;", "");
}

static void limits_hold(void **state)
{
    (void)state;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.max_bytes = 1 << 20;
    size_t n = 80U << 20;
    char *zeros = sy__alloc(ctx, n), *packed = sy__alloc(ctx, n / 100);
    memset(zeros, 'a', n);
    sy_str gz = gzip(zeros, n, packed, n / 100);
    sy_document_set *s = read_as("a.txt", gz, &opts);
    size_t count;
    const sy_problem *p = sy_document_set_problems(s, &count);
    assert_int_equal(count, 1);
    assert_int_equal(p[0].status, SY_E_LIMIT);
    assert_string_equal(p[0].text.ptr, "is larger than 1 MiB");
    sy_document_set_free(s);
    /* A line without end is passed over in pieces, until it is plain that it is a bomb. */
    s = read_as("a.jsonl", gz, &opts);
    p = sy_document_set_problems(s, &count);
    assert_int_equal(count, 2);
    assert_int_equal(p[0].status, SY_E_LIMIT);
    assert_string_equal(p[1].text.ptr, "expands more than 250 times: taken for a decompression bomb");
    sy_document_set_free(s);
    /* A line that is too long, and one behind it that is not. */
    memcpy(zeros + (8U << 20), "\n{\"id\":\"z\",\"text\":\"end\"}", 24);
    s = read_as("a.jsonl", (sy_str){ zeros, (8U << 20) + 24 }, &opts);
    p = sy_document_set_problems(s, &count);
    assert_int_equal(count, 1);
    assert_string_equal(p[0].text.ptr, "is longer than 4259840 bytes");
    assert_string_equal(p[0].record.ptr, "line 1");
    const sy_document *d = sy_document_set_all(s, &count);
    assert_int_equal(count, 1);
    assert_true(sy__is(d[0].record, "line 2"));
    sy_document_set_free(s);
    opts.max_documents = 1;
    s = read_as("d", SY_STR("{\"text\":\"x\"}\n{\"text\":\"y\"}\n"), &opts);
    sy_document_set_all(s, &count);
    assert_int_equal(count, 1);
    sy_document_set_free(s);
    sy__free(ctx, zeros);
    sy__free(ctx, packed);
}

/* ---- no memory ------------------------------------------------------------------------------ */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    char a[512], b[512];
    const char *lines = "{\"id\":1,\"text\":\"x\"}\n{\"id\":1,\"text\":\"y\",\"published\":2031}\nbad\n{\"id\":\"q\"}\n";
    sy_str inputs[] = { sy__str(lines), gzip(lines, strlen(lines), a, sizeof a), zstd(lines, strlen(lines), b, sizeof b), SY_STR("Two sheds."),
                        SY_STR("[{\"text\":\"x\"}]"), SY_STR("%PDF-1.3"), SY_STR("{\n\"text\":") };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) alloc_fail_each(run_read, &inputs[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_give_documents),   cmocka_unit_test(bad_lines_are_named),        cmocka_unit_test(many_bad_lines_are_counted),
        cmocka_unit_test(one_value_over_many_lines), cmocka_unit_test(metadata_is_taken_as_given), cmocka_unit_test(ids_are_made_unique),
        cmocka_unit_test(whole_files),            cmocka_unit_test(compressed_files),           cmocka_unit_test(limits_hold),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
