/* Accounts read back from JSON, and two of them compared; every wrong field is told, every allocation may fail. */
#include "context.h"

#include <stdlib.h>

#include "base/base.h"
#include "synoptic/report.h"

#define DOCUMENT(id, sha, text) "{\"id\":\"" id "\",\"source\":{\"sha256\":\"" sha "\",\"url\":null,\"path\":\"x\"},\"title\":null,\"outlet\":\"" id "\",\"text\":\"" text "\"}"
#define SAYS(document, begin, end) "{\"document\":\"" document "\",\"span\":[" #begin "," #end "]}"
#define STATEMENT(id, status, origins, gist, support) "{\"id\":\"" id "\",\"status\":\"" status "\",\"origins\":" #origins ",\"gist\":" gist ",\"support\":[" support "]}"
#define ACCOUNT(documents, statements, differences) "{\"synoptic\":\"0.1.0\",\"documents\":[" documents "],\"statements\":[" statements "],\"differences\":[" differences "]}"
#define DIFFERENCE(relation, sure, a, b) "{\"id\":\"d1\",\"kind\":\"quantity\",\"relation\":\"" relation "\",\"sure\":" #sure ",\"values\":[{\"value\":\"nine\",\"mentions\":[" a "]},{\"value\":\"12\",\"mentions\":[" b "]}]}"

/* Text of a: "Nine people died. The pier is shut." Text of b: "12 people died. A heron sat on the mast." */
static const char before[] = ACCOUNT(
    DOCUMENT("a", "01", "Nine people died in the old harbour. The pier is shut.") "," DOCUMENT("b", "02", "12 people died. A heron sat on the mast."),
    STATEMENT("s1", "differs", 2, SAYS("a", 0, 35), SAYS("a", 0, 35) "," SAYS("b", 0, 14)) ","
    STATEMENT("s2", "single-source", 1, SAYS("a", 37, 53), SAYS("a", 37, 53)) ","
    STATEMENT("s3", "single-source", 1, SAYS("b", 16, 39), SAYS("b", 16, 39)),
    DIFFERENCE("update", 0.8, SAYS("a", 0, 4), SAYS("b", 0, 2)));

/* a is changed: another number, no word of the pier; c is new, and has the heron too. */
static const char after[] = ACCOUNT(
    DOCUMENT("a", "11", "Ten people died in the old harbour.") "," DOCUMENT("b", "02", "12 people died. A heron sat on the mast.") ","
    DOCUMENT("c", "03", "A heron sat on the mast. Divers look for the bell."),
    STATEMENT("s1", "disputed", 2, SAYS("a", 0, 34), SAYS("a", 0, 34) "," SAYS("b", 0, 14)) ","
    STATEMENT("s2", "agreed", 2, SAYS("b", 16, 39), SAYS("b", 16, 39) "," SAYS("c", 0, 23)) ","
    STATEMENT("s3", "single-source", 1, SAYS("c", 25, 49), SAYS("c", 25, 49)),
    DIFFERENCE("conflict", 0.7, SAYS("a", 0, 3), SAYS("b", 0, 2)));

static sy_status keep(void *user, const char *bytes, size_t n)
{
    sy__buf_add(user, bytes, n);
    return ((sy_buf *)user)->failed ? SY_E_NOMEM : SY_OK;
}

static sy_account_file *read_file(const char *json)
{
    sy_account_file *f = NULL;
    sy_error err = { 0 };
    if (sy_account_file_read(&f, ctx, sy__str(json), &err) != SY_OK) print_message("%s\n", err.text);
    assert_non_null(f);
    return f;
}

static char *diff(const char *a, const char *b, bool json)
{
    sy_buf out;
    sy_account_file *x = read_file(a), *y = read_file(b);
    sy_sink sink = { keep, &out };
    sy__buf_init(&out, ctx);
    assert_int_equal(json ? sy_write_diff_json(ctx, x, y, sink, NULL) : sy_write_diff_terminal(ctx, x, y, NULL, sink, NULL), SY_OK);
    sy_account_file_free(x);
    sy_account_file_free(y);
    char *text = calloc(out.len + 1, 1);
    assert_non_null(text);
    memcpy(text, out.ptr, out.len);
    sy__buf_done(&out);
    return text;
}

static void holds(const char *text, const char *what)
{
    if (!strstr(text, what)) print_message("lacks: %s\n%s\n", what, text);
    assert_non_null(strstr(text, what));
}

static void what_changed(void **state)
{
    (void)state;
    char *text = diff(before, after, false);
    holds(text, "1 report added, 1 changed, 0 removed, 1 the same");
    holds(text, "  ~  Ten people died in the old harbour  [a, b]\n      - Nine people died in the old harbour  [before]");
    holds(text, "Withdrawn\n  -  The pier is shut");
    holds(text, "Newly disputed\n  ~  Ten people died");
    holds(text, "Said by one before, now by others too\n  ~  A heron sat on the mast  [b, c; 2 origins, before 1]");
    holds(text, "New\n  +  Divers look for the bell  [c]");
    holds(text, "New conflicts\n  quantity  nine");
    free(text);
    text = diff(before, after, true);
    holds(text, "\"change\": \"withdrawn\"");
    holds(text, "\"was\": \"Nine people died in the old harbour\"");
    free(text);
}

static void nothing_changed(void **state)
{
    (void)state;
    char *text = diff(before, before, false);
    assert_string_equal(text, "0 reports added, 0 changed, 0 removed, 2 the same\n3 statements and 1 differences as before\n");
    free(text);
}

static void backwards(void **state)
{
    (void)state;
    char *text = diff(after, before, false);
    holds(text, "Disputed no more\n  ~  Nine people died");
    holds(text, "Gone with its report\n  -  Divers look for the bell");
    free(text);
}

static void wrong_files_are_told(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "{", "[]", "{}", "{\"synoptic\":1,\"documents\":[],\"statements\":[],\"differences\":[]}", "{\"synoptic\":\"1\",\"documents\":{}}",
        ACCOUNT("1", "", ""), ACCOUNT("{\"id\":\"a\"}", "", ""), ACCOUNT(DOCUMENT("a", "1", "x") "," DOCUMENT("a", "2", "y"), "", ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), "{}", ""), ACCOUNT(DOCUMENT("a", "1", "x"), STATEMENT("s1", "true", 1, SAYS("a", 0, 1), ""), ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), STATEMENT("s1", "agreed", -1, SAYS("a", 0, 1), ""), ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), STATEMENT("s1", "agreed", 1, SAYS("b", 0, 1), ""), ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), STATEMENT("s1", "agreed", 1, SAYS("a", 1, 0), ""), ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), STATEMENT("s1", "agreed", 1, "{\"document\":\"a\",\"span\":[0,1],\"text_span\":[0,9]}", ""), ""),
        ACCOUNT(DOCUMENT("a", "1", "x"), "", "{\"id\":\"d1\",\"kind\":\"name\",\"relation\":\"conflict\",\"sure\":\"yes\",\"values\":[]}"),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sy_account_file *f = NULL;
        sy_error err = { 0 };
        assert_int_equal(sy_account_file_read(&f, ctx, sy__str(wrong[i]), &err), SY_E_FORMAT);
        assert_null(f);
        assert_true(err.text[0] != '\0');
    }
}

/* Words of a page never reach the terminal as commands. */
static void no_commands_to_the_terminal(void **state)
{
    (void)state;
    char *text = diff(ACCOUNT("", "", ""), ACCOUNT(DOCUMENT("a\\u001b[2J", "1", "x\\u001b[31my z"), STATEMENT("s1", "agreed", 1, SAYS("a\\u001b[2J", 0, 9), SAYS("a\\u001b[2J", 0, 9)), ""), false);
    assert_null(strchr(text, 27));
    free(text);
}

/* ---- files that somebody made to keep us busy -------------------------------------------------------------- */

enum { MANY = 60000, CLAUSES = 4000 };

static void put_list(sy_buf *b, uint32_t n, void (*put)(sy_buf *b, uint32_t i, const char *word), const char *word)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) sy__buf_char(b, ',');
        put(b, i, word);
    }
}

static void put_document(sy_buf *b, uint32_t i, const char *sha)
{
    sy__buf_printf(b, "{\"id\":\"%u\",\"source\":{\"sha256\":\"%s%u\"},\"text\":\"Nine people died.\"}", i, sha, i);
}

static void put_says(sy_buf *b, uint32_t i, const char *word)
{
    (void)word;
    sy__buf_printf(b, "{\"document\":\"%u\",\"span\":[0,16]}", i);
}

static void put_quarrel(sy_buf *b, uint32_t i, const char *word)
{
    sy__buf_printf(b, DIFFERENCE("conflict", 0.7, SAYS("0", 0, 4), "{\"document\":\"%u\",\"span\":[0,4]}"), i % 7);
    (void)word;
}

/* A long text, each clause of 64 words that all others have too, but for one. */
static void put_clause(sy_buf *b, uint32_t i, const char *word)
{
    sy__buf_printf(b, "{\"id\":\"s%u\",\"status\":\"agreed\",\"origins\":1,\"gist\":" SAYS("0", 0, 4) ",\"support\":[{\"document\":\"0\",\"span\":[%u,%u]}]}", i, i * 128, i * 128 + 128);
    (void)word;
}

static void put_words(sy_buf *b, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n * 64; i++) sy__buf_z(b, word);
}

static char *end_account(sy_buf *b)
{
    sy__buf_char(b, '\0');
    assert_false(b->failed);
    return b->ptr;
}

static void many_reports_of_one_thing(void **state)
{
    (void)state;
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, "{\"synoptic\":\"0\",\"documents\":[");
    put_list(&b, MANY, put_document, "a");
    sy__buf_z(&b, "],\"statements\":[{\"id\":\"s1\",\"status\":\"agreed\",\"origins\":1,\"gist\":" SAYS("0", 0, 16) ",\"support\":[");
    put_list(&b, MANY, put_says, NULL);
    sy__buf_z(&b, "]}],\"differences\":[");
    put_list(&b, MANY, put_quarrel, NULL);
    sy__buf_z(&b, "]}");
    char *text = diff(end_account(&b), b.ptr, false);
    assert_string_equal(text, "0 reports added, 0 changed, 0 removed, 60000 the same\n1 statements and 60000 differences as before\n");
    free(text);
    text = diff(ACCOUNT("", "", ""), b.ptr, true);
    holds(text, "\"id\": \"59999\"");
    free(text);
    sy__buf_done(&b);
}

static void many_clauses_rewritten(void **state)
{
    (void)state;
    static const char *const word[2] = { "a ", "b " };
    sy_buf b[2];
    for (int i = 0; i < 2; i++) {
        sy__buf_init(&b[i], ctx);
        sy__buf_printf(&b[i], "{\"synoptic\":\"0\",\"documents\":[{\"id\":\"0\",\"source\":{\"sha256\":\"%d\"},\"text\":\"", i);
        put_words(&b[i], CLAUSES, word[i]);
        sy__buf_z(&b[i], "\"}],\"statements\":[");
        put_list(&b[i], CLAUSES, put_clause, NULL);
        sy__buf_z(&b[i], "],\"differences\":[]}");
        (void)end_account(&b[i]);
    }
    char *text = diff(b[0].ptr, b[1].ptr, false);
    holds(text, "0 reports added, 1 changed, 0 removed, 0 the same");
    holds(text, "Withdrawn");
    free(text);
    sy__buf_done(&b[0]);
    sy__buf_done(&b[1]);
}

static void more_references_than_one_account_has(void **state)
{
    (void)state;
    enum { REFERENCES = (1 << 22) + 1 };
    sy_account_file *f = NULL;
    sy_error err = { 0 };
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, "{\"synoptic\":\"0\",\"documents\":[" DOCUMENT("a", "1", "x") "],\"statements\":[{\"id\":\"s1\",\"status\":\"agreed\",\"origins\":1,\"gist\":" SAYS("a", 0, 1) ",\"support\":[0");
    for (uint32_t i = 1; i < REFERENCES; i++) sy__buf_z(&b, ",0");
    sy__buf_z(&b, "]}],\"differences\":[]}");
    assert_int_equal(sy_account_file_read(&f, ctx, sy__buf_view(&b), &err), SY_E_FORMAT);
    assert_string_equal(err.text, "no account: statements[0] has more references than an account may have");
    sy__buf_done(&b);
}

/* A report that says a thing twice is one report: another must have it before it is confirmed. */
static void twice_in_one_report(void **state)
{
    (void)state;
    char *text = diff(ACCOUNT(DOCUMENT("a", "1", "A bell rang."), STATEMENT("s1", "single-source", 1, SAYS("a", 0, 11), SAYS("a", 0, 11) "," SAYS("a", 2, 11)), ""),
                      ACCOUNT(DOCUMENT("a", "1", "A bell rang.") "," DOCUMENT("b", "2", "A bell rang."),
                              STATEMENT("s1", "agreed", 2, SAYS("a", 0, 11), SAYS("a", 0, 11) "," SAYS("a", 2, 11) "," SAYS("b", 0, 11)), ""), false);
    holds(text, "Said by one before, now by others too\n  ~  A bell rang  [a, b; 2 origins, before 1]");
    free(text);
}

static sy_status read_and_compare(sy_ctx *c, void *user)
{
    sy_buf out;
    sy_error *err = user;
    sy_account_file *x = NULL, *y = NULL;
    sy__buf_init(&out, c);
    sy_status st = sy_account_file_read(&x, c, sy__str(before), err);
    if (st == SY_OK) st = sy_account_file_read(&y, c, sy__str(after), err);
    if (st == SY_OK) st = sy_write_diff_json(c, x, y, (sy_sink){ keep, &out }, err);
    if (st == SY_OK) st = sy_write_diff_terminal(c, x, y, NULL, (sy_sink){ keep, &out }, err);
    sy_account_file_free(x);
    sy_account_file_free(y);
    sy__buf_done(&out);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(alloc_fail_each(read_and_compare, NULL) > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(backwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_files_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_commands_to_the_terminal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(twice_in_one_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_reports_of_one_thing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_clauses_rewritten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_references_than_one_account_has, set_up, tear_down),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
