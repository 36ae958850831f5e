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

static void files_in_the_order_given(void **state)
{
    (void)state;
    CHECK("b.txt=Bee.;./a.txt=Ay.;", "b.txt", "./a.txt");
    CHECK("a.txt=Ay.;!gone.txt does not exist;! is an empty path;", "gone.txt", "a.txt", "");
    CHECK("!a.txt/x cannot be read: Not a directory;", "a.txt/x");
}

static void folders_in_bytewise_order(void **state)
{
    (void)state;
    CHECK("f/Z.txt=Capital.;f/in.txt=Zed.;f/q[1].txt=Bracket.;f/sub/a.txt=Deep.;f/z.txt=Zed.;", "f");
    CHECK("f/sub/a.txt=Deep.;", "f/sub/");
    CHECK("a.txt=Ay.;!empty is a folder without files to read;!nested/ is a folder without files to read;", "empty", "nested/", "a.txt");
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_in_the_order_given), cmocka_unit_test(folders_in_bytewise_order),      cmocka_unit_test(globs),
        cmocka_unit_test(unreadable),               cmocka_unit_test(the_set_has_an_order_of_its_own), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
