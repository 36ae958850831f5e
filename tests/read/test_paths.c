/* Paths, folders, links and globs, in a folder that the test makes and removes. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloc_fail.h"
#include "read/read_internal.h"

static sy_ctx *ctx;
static char    home[64];

static void put(const char *name, const char *content)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(content, f);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(home, sizeof home, "/tmp/synoptic-read-XXXXXX");
    if (!mkdtemp(home) || chdir(home) || sy_ctx_new(&ctx, NULL)) return -1;
    put("b.txt", "Bee.");
    put("a.txt", "Ay.");
    put("outside.txt", "Out.");
    mkdir("f", 0755);
    mkdir("f/sub", 0755);
    mkdir("f/.hidden", 0755);
    mkdir("empty", 0755);
    mkdir("nested", 0755);
    mkdir("nested/empty", 0755);
    put("f/z.txt", "Zed.");
    put("f/Z.txt", "Capital.");
    put("f/sub/a.txt", "Deep.");
    put("f/.secret", "No.");
    put("f/.hidden/x.txt", "No.");
    put("f/q[1].txt", "Bracket.");
    return symlink("../outside.txt", "f/out.txt") || symlink("z.txt", "f/in.txt") || symlink("..", "f/loop") || symlink("gone", "f/broken");
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    sy_ctx_free(ctx);
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    return chdir("/") || system(command);
}

/* "path=source;…" in the reader's order, then "!path text;…". */
static void check_paths(const char *const *paths, size_t n_paths, const char *want)
{
    sy_reader *r;
    const sy_document *d;
    sy_buf got;
    sy__buf_init(&got, ctx);
    assert_int_equal(sy_reader_new(&r, ctx, paths, n_paths, NULL, NULL), SY_OK);
    while (sy_reader_next(r, &d, NULL) == SY_OK)
        sy__buf_printf(&got, "%.*s=%.*s;", (int)d->path.len, d->path.ptr, (int)d->source.len, d->source.ptr);
    size_t n;
    const sy_problem *p = sy_reader_problems(r, &n);
    for (size_t i = 0; i < n; i++) sy__buf_printf(&got, "!%s %s;", p[i].path.ptr, p[i].text.ptr);
    sy__buf_char(&got, '\0');
    assert_string_equal(got.ptr, want);
    sy__buf_done(&got);
    sy_reader_free(r);
}
#define CHECK(want, ...) check_paths((const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), want)

static void files_in_an_order_of_their_own(void **state)
{
    (void)state;
    CHECK("./b.txt=Bee.;a.txt=Ay.;", "a.txt", "./b.txt");
    CHECK("./b.txt=Bee.;a.txt=Ay.;", "./b.txt", "a.txt", "./b.txt");
    CHECK("a.txt=Ay.;! is an empty path;!gone.txt does not exist;", "gone.txt", "a.txt", "");
    CHECK("!a.txt/x cannot be read: Not a directory;", "a.txt/x");
}

static void folders_in_bytewise_order(void **state)
{
    (void)state;
    CHECK("f/Z.txt=Capital.;f/in.txt=Zed.;f/q[1].txt=Bracket.;f/sub/a.txt=Deep.;f/z.txt=Zed.;", "f");
    CHECK("f/sub/a.txt=Deep.;", "f/sub/");
    CHECK("a.txt=Ay.;!empty is a folder without files to read;!nested/ is a folder without files to read;", "empty", "nested/", "a.txt");
}

/* Part by part, so that a folder's files stand where the folder does; what was named itself is read there, and once. */
static void what_is_named_twice_is_read_once(void **state)
{
    (void)state;
    CHECK("f/Z.txt=Capital.;f/in.txt=Zed.;f/q[1].txt=Bracket.;f/z.txt=Zed.;f/sub/a.txt=Deep.;", "f/sub", "f", "f/sub/", "f/");
    CHECK("f/Z.txt=Capital.;f/in.txt=Zed.;f/q[1].txt=Bracket.;f/sub/a.txt=Deep.;f/z.txt=Zed.;f/.secret=No.;", "f/.secret", "f");
    CHECK("f/sub/a.txt=Deep.;", "f/sub", "f/sub/a.txt");
    mkdir("g", 0755);
    put("g/x.txt", "In.");
    put("g-h.txt", "Behind.");
    CHECK("g/x.txt=In.;g-h.txt=Behind.;", "g-h.txt", "g");
    CHECK("g/x.txt=In.;g-h.txt=Behind.;", "g*");
}

static void globs(void **state)
{
    (void)state;
    CHECK("a.txt=Ay.;b.txt=Bee.;", "[ab].txt");
    CHECK("f/q[1].txt=Bracket.;", "f/q[1].txt");
    CHECK("f/sub/a.txt=Deep.;", "f/su?");
    CHECK("!*.pdf fits no file;!empty is a folder without files to read;", "*.pdf", "emp*");
}

static void unreadable(void **state)
{
    (void)state;
    if (geteuid() == 0) skip();   /* root may read everything */
    put("locked.txt", "x");
    chmod("locked.txt", 0);
    CHECK("!locked.txt cannot be opened: Permission denied;", "locked.txt");
}

static void the_set_has_an_order_of_its_own(void **state)
{
    (void)state;
    const char *const one[] = { "f", "a.txt" }, *const two[] = { "a.txt", "f" };
    sy_document_set *x, *y;
    size_t n, m;
    assert_int_equal(sy_read(&x, ctx, one, 2, NULL, NULL), SY_OK);
    assert_int_equal(sy_read(&y, ctx, two, 2, NULL, NULL), SY_OK);
    const sy_document *a = sy_document_set_all(x, &n), *b = sy_document_set_all(y, &m);
    assert_int_equal(n, 6);
    assert_int_equal(m, 6);
    for (size_t i = 0; i < n; i++) {
        assert_true(sy__eq(a[i].id, b[i].id) && sy__eq(a[i].source, b[i].source) && sy__eq(a[i].path, b[i].path));
        assert_string_equal(a[i].sha256, b[i].sha256);
    }
    assert_true(sy__is(a[1].id, "a.txt") && sy__is(a[2].id, "a.txt~2"));
    sy_document_set_free(x);
    sy_document_set_free(y);
}

static sy_status count_three(void *user, const sy_problem *p)
{
    assert_true(sy__ends(p->text, SY_STR("does not exist")));
    return ++*(int *)user == 3 ? SY_E_IO : SY_OK;
}

static void problems_can_be_told_at_once(void **state)
{
    (void)state;
    static const char *const paths[] = { "gone1", "gone2", "a.txt", "gone3", "gone4" };
    sy_reader *r;
    const sy_document *d;
    int told = 0;
    size_t n;
    assert_int_equal(sy_reader_new(&r, ctx, paths, 5, NULL, NULL), SY_OK);
    sy_reader_on_problem(r, count_three, &told);
    assert_int_equal(sy_reader_next(r, &d, NULL), SY_OK);
    assert_int_equal(told, 0);   /* a.txt comes first */
    assert_int_equal(sy_reader_next(r, &d, NULL), SY_E_IO);
    assert_int_equal(told, 3);
    sy_reader_on_problem(r, NULL, NULL);
    assert_int_equal(sy_reader_next(r, &d, NULL), SY_E_END);
    const sy_problem *kept = sy_reader_problems(r, &n);
    assert_int_equal(n, 1);
    assert_str(kept[0].path, "gone4");
    sy_reader_free(r);
}

static sy_status always(void *user, const sy_problem *p)
{
    (void)p;
    return *(const sy_status *)user;
}

/* A walk that was ended by whom it told goes on where it was. */
static void who_is_told_may_end_a_call(void **state)
{
    (void)state;
    static const char *const paths[] = { "*.pdf", "b.txt", "a.txt" };
    static const sy_status says[] = { SY_E_IO, SY_E_END }, gives[] = { SY_E_IO, SY_E_ARG };
    for (int i = 0; i < 2; i++) {
        sy_reader *r;
        const sy_document *d;
        assert_int_equal(sy_reader_new(&r, ctx, paths, 3, NULL, NULL), SY_OK);
        sy_reader_on_problem(r, always, (void *)(uintptr_t)&says[i]);
        assert_int_equal(sy_reader_next(r, &d, NULL), gives[i]);
        assert_int_equal(sy_reader_next(r, &d, NULL), SY_OK);
        assert_str(d->path, "a.txt");
        assert_int_equal(sy_reader_next(r, &d, NULL), SY_OK);
        assert_int_equal(sy_reader_next(r, &d, NULL), SY_E_END);
        sy_reader_free(r);
    }
}

static void so_many_problems_are_kept(void **state)
{
    (void)state;
    sy__problems p;
    sy__problems_init(&p, ctx);
    for (int i = 0; i < 12345; i++) assert_int_equal(sy__problem_add(&p, SY_STR("x"), SY_STR(""), SY_E_IO, NULL, "number %d", i), SY_OK);
    assert_int_equal(p.list.n, 10000);
    assert_str(p.list.at[9998].text, "number 9998");
    assert_str(p.list.at[9999].text, "2346 could not be read either");
    sy__problems_done(&p);
}

static void a_document_may_outlive_its_reader(void **state)
{
    (void)state;
    static const char *const paths[] = { "a.txt", "b.txt", "f/sub/a.txt" };
    sy_reader *r;
    sy_document *d[4];
    sy_error err;
    assert_int_equal(sy_reader_new(&r, ctx, paths, 3, NULL, NULL), SY_OK);
    for (int i = 0; i < 3; i++) assert_int_equal(sy_reader_take(r, &d[i], &err), SY_OK);
    assert_int_equal(sy_reader_take(r, &d[3], &err), SY_E_END);
    assert_null(d[3]);
    sy_reader_free(r);
    assert_str(d[0]->source, "Ay.");
    assert_str(d[2]->id, "a.txt~2");
    assert_str(d[2]->path, "f/sub/a.txt");
    assert_string_equal(d[1]->sha256, "");
    sy_document_hash(d[1]);
    assert_string_equal(d[1]->sha256, "619dff1344ce41bb156dacaebcadad1e8c4cf7ed0a532253d279b42ec15445c5");
    for (int i = 0; i < 4; i++) sy_document_free(d[i]);
}

static sy_status run_take(sy_ctx *failing, void *user)
{
    (void)user;
    static const char *const paths[] = { "f", "gone", "[ab].txt" };
    sy_reader *r = NULL;
    sy_document *d;
    sy_status st = sy_reader_new(&r, failing, paths, 3, NULL, NULL);
    while (!st && (st = sy_reader_take(r, &d, NULL)) == SY_OK) sy_document_free(d);
    sy_reader_free(r);
    return st == SY_E_END ? SY_OK : st;
}

static sy_status run_ids(sy_ctx *failing, void *user)
{
    (void)user;
    sy__ids ids;
    sy_str id;
    char text[16];
    sy_status st = SY_OK;
    sy__ids_init(&ids, failing);
    for (int i = 0; !st && i < 300; i++) {
        snprintf(text, sizeof text, "d%d", i % 100);
        st = sy__ids_take(&ids, sy__str(text), &id, NULL);
    }
    sy__ids_done(&ids);
    return st;
}

static void ids_are_unique(void **state)
{
    (void)state;
    static const char *const given[] = { "a", "b", "a", "a~3", "a", "a~2", "a", "", "" };
    static const char *const want[] = { "a", "b", "a~2", "a~3", "a~4", "a~2~2", "a~5", "", "~2" };
    sy__ids ids;
    sy_str id;
    sy__ids_init(&ids, ctx);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        assert_int_equal(sy__ids_take(&ids, sy__str(given[i]), &id, NULL), SY_OK);
        assert_str(id, want[i]);
    }
    for (unsigned i = 2; i <= 200000; i++) {   /* many of one name, as of a crawl's index.html: each at one look */
        char text[32];
        assert_int_equal(sy__ids_take(&ids, SY_STR("index.html"), &id, NULL), SY_OK);
        snprintf(text, sizeof text, "index.html~%u", i - 1);
        assert_true(i == 2 || sy__is(id, text));
    }
    sy__ids_done(&ids);
}

static sy_status run_read(sy_ctx *failing, void *user)
{
    (void)user;
    static const char *const paths[] = { "f", "gone", "[ab].txt" };
    sy_document_set *s = NULL;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    sy_status st = sy_read(&s, failing, paths, 3, &opts, NULL);
    sy_document_set_free(s);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    alloc_fail_each(run_read, NULL);
    alloc_fail_each(run_take, NULL);
    alloc_fail_each(run_ids, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_in_an_order_of_their_own), cmocka_unit_test(folders_in_bytewise_order),
        cmocka_unit_test(what_is_named_twice_is_read_once), cmocka_unit_test(globs), cmocka_unit_test(unreadable),
        cmocka_unit_test(the_set_has_an_order_of_its_own), cmocka_unit_test(problems_can_be_told_at_once),
        cmocka_unit_test(who_is_told_may_end_a_call), cmocka_unit_test(so_many_problems_are_kept), cmocka_unit_test(a_document_may_outlive_its_reader),
        cmocka_unit_test(ids_are_unique), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
