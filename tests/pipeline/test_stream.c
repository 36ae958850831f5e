/* Documents through the window: in order for any number of threads, never more than it may hold, ended from every side. */
#include "check.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"
#include "synoptic/pipeline.h"

enum { N = 400, BROKEN = 7 };   /* lines; each BROKEN-th is no JSON */

static sy_ctx *ctx;
static char    home[64], lines_path[96], large_path[96];

static void put_text(FILE *f, unsigned id, unsigned sentences)
{
    fprintf(f, "{\"id\": \"d%u\", \"html\": \"<title>Sheds %u</title><p>", id, id);
    for (unsigned i = 0; i < sentences; i++) fprintf(f, "Two sheds burnt down in harbour number %u on Tuesday night, the fire service said. ", id);
    fputs("</p>\"}\n", f);
}

/* Some documents take many times as long as others, so that threads come out of step. */
static int set_up(void **state)
{
    (void)state;
    snprintf(home, sizeof home, "/tmp/synoptic-stream-XXXXXX");
    if (!mkdtemp(home) || sy_ctx_new(&ctx, NULL)) return -1;
    snprintf(lines_path, sizeof lines_path, "%s/lines.jsonl", home);
    snprintf(large_path, sizeof large_path, "%s/large.jsonl", home);
    FILE *f = fopen(lines_path, "w");
    if (!f) return -1;
    for (unsigned i = 0; i < N; i++) {
        if (i % BROKEN == BROKEN - 1) fputs("{broken\n", f);
        else put_text(f, i, i % 50 == 0 ? 300 : i % 3 + 1);
    }
    fclose(f);
    f = fopen(large_path, "w");
    if (!f) return -1;
    for (unsigned i = 0; i < 9; i++) put_text(f, i, i % 3 == 1 ? 1000 : 1);
    return fclose(f);
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    sy_ctx_free(ctx);
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    return system(command);
}

/* ---- a taker that watches ------------------------------------------------------------------- */

typedef struct watch {
    sy_ctx       *ctx;
    sy_buf        seen;              /* "d0:<length of the title>;…!line 7;…" */
    atomic_long   made;              /* own, not yet freed */
    atomic_long   inside, most;      /* prepared and not yet taken */
    long          n;
    long          take_fails_at, prepare_fails_at, problem_fails_at;   /* counted from 1; 0: never */
    atomic_long   n_prepared;
    long          n_problems;
    bool          over;              /* something failed: nothing may be called any more */
} watch;

static sy_status watch_prepare(void *user, const sy_report_input *in, void **own, sy_error *err)
{
    watch *w = user;
    if (atomic_fetch_add(&w->n_prepared, 1) + 1 == w->prepare_fails_at) return sy_fail(err, SY_E_UNSUPPORTED, 7, "not this one");
    size_t *length = sy__calloc(w->ctx, 1, sizeof *length);
    if (!length) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    *length = sy_article_metadata(in->article)->title.len;
    if (!in->document->sha256[0]) fail_msg("a document without its hash");
    atomic_fetch_add(&w->made, 1);
    long inside = atomic_fetch_add(&w->inside, 1) + 1, most = atomic_load(&w->most);
    while (inside > most && !atomic_compare_exchange_weak(&w->most, &most, inside)) continue;
    *own = length;
    return SY_OK;
}

static sy_status watch_take(void *user, const sy_report_input *in, void *own)
{
    watch *w = user;
    size_t *length = own;
    if (w->over) fail_msg("taken after the end");
    if (in->article || in->annotation || in->facts) fail_msg("products behind prepare");
    sy__buf_printf(&w->seen, "%.*s:%zu;", (int)in->document->id.len, in->document->id.ptr, *length);
    sy__free(w->ctx, length);
    atomic_fetch_sub(&w->made, 1);
    atomic_fetch_sub(&w->inside, 1);
    if (w->seen.failed) return SY_E_NOMEM;
    w->over = ++w->n == w->take_fails_at;
    return w->over ? SY_E_IO : SY_OK;
}

static void watch_drop(void *user, void *own)
{
    watch *w = user;
    sy__free(w->ctx, own);
    atomic_fetch_sub(&w->made, 1);
}

static sy_status watch_problem(void *user, const sy_problem *p)
{
    watch *w = user;
    if (w->over) fail_msg("a problem after the end");
    sy__buf_printf(&w->seen, "!%.*s;", (int)p->record.len, p->record.ptr);
    if (w->seen.failed) return SY_E_NOMEM;
    w->over = ++w->n_problems == w->problem_fails_at;
    return w->over ? SY_E_FORMAT : SY_OK;
}

static sy_status run(watch *w, const char *path, uint32_t threads, const sy_analyse_opts *base, sy_error *err)
{
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    sy_reader *reader = NULL;
    sy_taker to = { w, watch_prepare, watch_take, watch_drop, watch_problem };
    if (base) opts = *base;
    opts.threads = threads;
    opts.last = SY_STAGE_EXTRACT;
    sy__buf_init(&w->seen, w->ctx);
    sy_status st = sy_reader_new(&reader, w->ctx, &path, 1, NULL, err);
    if (!st) st = sy_analyse_stream(w->ctx, reader, NULL, &opts, &to, err);
    sy_reader_free(reader);
    return st;
}

/* ---- tests ---------------------------------------------------------------------------------- */

static void check_order(const watch *w)
{
    sy_buf want;
    sy__buf_init(&want, ctx);
    for (unsigned i = 0; i < N; i++) {
        char title[32];
        if (i % BROKEN == BROKEN - 1) sy__buf_printf(&want, "!line %u;", i + 1);
        else sy__buf_printf(&want, "d%u:%d;", i, snprintf(title, sizeof title, "Sheds %u", i));
    }
    assert_int_equal(w->seen.len, want.len);
    assert_memory_equal(w->seen.ptr, want.ptr, want.len);
    sy__buf_done(&want);
}

static void in_order_for_any_number_of_threads(void **state)
{
    (void)state;
    static const uint32_t threads[] = { 1, 2, 3, 16, 0 };
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        watch w = { .ctx = ctx };
        assert_int_equal(run(&w, lines_path, threads[i], NULL, NULL), SY_OK);
        check_order(&w);
        assert_int_equal(atomic_load(&w.made), 0);
        sy__buf_done(&w.seen);
    }
}

/* Problems are done as they come, and nobody claims them: a helper must not come upon the places that they leave. */
static void problems_in_plenty(void **state)
{
    (void)state;
    enum { FILES = 1200, ROUNDS = 20, EACH = 90 };
    char path[128], name[160];
    snprintf(path, sizeof path, "%.80s/many", home);
    assert_int_equal(mkdir(path, 0700), 0);
    for (unsigned i = 0; i < FILES; i++) {      /* an empty file is a problem */
        snprintf(name, sizeof name, "%s/%04u.jsonl", path, i);
        FILE *f = fopen(name, "w");
        assert_non_null(f);
        if (i % EACH == 0) put_text(f, i, 1);
        fclose(f);
    }
    for (int round = 0; round < ROUNDS; round++) {
        watch w = { .ctx = ctx };
        assert_int_equal(run(&w, path, 2 + (uint32_t)round % 3, NULL, NULL), SY_OK);
        assert_int_equal(w.n, (FILES + EACH - 1) / EACH);
        assert_int_equal(w.n + w.n_problems, FILES);
        assert_int_equal(atomic_load(&w.made), 0);
        sy__buf_done(&w.seen);
    }
}

static void never_more_than_the_window_holds(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 4; threads++) {
        sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
        watch w = { .ctx = ctx }, v = { .ctx = ctx };
        opts.window_documents = 5;
        assert_int_equal(run(&w, lines_path, threads, &opts, NULL), SY_OK);
        check_order(&w);
        assert_in_range(atomic_load(&w.most), 1, 5);
        sy__buf_done(&w.seen);
        opts.window_documents = 0;
        opts.window_bytes = 1;   /* each is larger than that, and alone */
        assert_int_equal(run(&v, large_path, threads, &opts, NULL), SY_OK);
        assert_int_equal(v.n, 9);
        assert_int_equal(atomic_load(&v.most), 1);
        sy__buf_done(&v.seen);
    }
}

static void who_takes_may_have_enough(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 4; threads += 3) {
        watch w = { .ctx = ctx, .take_fails_at = 33 };
        sy_error err = { 0 };
        assert_int_equal(run(&w, lines_path, threads, NULL, &err), SY_E_IO);
        assert_int_equal(err.status, SY_E_IO);
        assert_int_equal(w.n, 33);
        assert_int_equal(atomic_load(&w.made), 0);   /* what was made in advance has been dropped */
        assert_true(atomic_load(&w.n_prepared) < N / 2 + 33);
        sy__buf_done(&w.seen);
        watch v = { .ctx = ctx, .problem_fails_at = 3 };
        assert_int_equal(run(&v, lines_path, threads, NULL, &err), SY_E_FORMAT);
        assert_int_equal(v.n_problems, 3);
        assert_int_equal(v.n, 3 * (BROKEN - 1));   /* a problem has its place between the documents */
        assert_int_equal(atomic_load(&v.made), 0);
        sy__buf_done(&v.seen);
    }
}

static void preparing_may_fail(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 4; threads += 3) {
        for (long at = 1; at <= 100; at += 33) {
            watch w = { .ctx = ctx, .prepare_fails_at = at };
            sy_error err = { 0 };
            assert_int_equal(run(&w, lines_path, threads, NULL, &err), SY_E_UNSUPPORTED);
            assert_string_equal(err.text, "not this one");
            assert_int_equal(err.offset, 7);
            assert_int_equal(atomic_load(&w.made), 0);
            sy__buf_done(&w.seen);
        }
    }
}

typedef struct plain { size_t n, progress; } plain;

static sy_status take_plain(void *user, const sy_report_input *in, void *own)
{
    plain *p = user;
    assert_null(own);
    assert_non_null(in->article);
    assert_true(sy_article_text(in->article).len > 0);
    p->n++;
    return SY_OK;
}

static void count(void *user, size_t done, size_t all)
{
    plain *p = user;
    assert_int_equal(all, 0);
    assert_int_equal(done, p->n);
    p->progress = done;
}

static void without_preparation_the_products_are_taken(void **state)
{
    (void)state;
    const char *path = lines_path;
    for (uint32_t threads = 1; threads <= 4; threads += 3) {
        sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
        sy_reader *reader;
        plain p = { 0 };
        sy_taker to = { .user = &p, .take = take_plain };
        size_t n;
        opts.threads = threads;
        opts.last = SY_STAGE_EXTRACT;
        opts.progress = count;
        opts.progress_user = &p;
        assert_int_equal(sy_reader_new(&reader, ctx, &path, 1, NULL, NULL), SY_OK);
        assert_int_equal(sy_analyse_stream(ctx, reader, NULL, &opts, &to, NULL), SY_OK);
        assert_int_equal(p.n, N - N / BROKEN);
        assert_int_equal(p.progress, p.n);
        sy_reader_problems(reader, &n);
        assert_int_equal(n, N / BROKEN);   /* nobody wanted to be told: the reader has kept them */
        sy_reader_free(reader);
    }
}

static void bad_arguments(void **state)
{
    (void)state;
    const char *path = lines_path;
    sy_reader *reader;
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    plain p = { 0 };
    sy_taker to = { .user = &p, .take = take_plain };
    assert_int_equal(sy_reader_new(&reader, ctx, &path, 1, NULL, NULL), SY_OK);
    assert_int_equal(sy_analyse_stream(ctx, reader, NULL, &opts, &to, NULL), SY_E_ARG);   /* facts need a model */
    opts.last = SY_STAGE_EXTRACT;
    assert_int_equal(sy_analyse_stream(ctx, NULL, NULL, &opts, &to, NULL), SY_E_ARG);
    assert_int_equal(sy_analyse_stream(ctx, reader, NULL, &opts, NULL, NULL), SY_E_ARG);
    to.prepare = watch_prepare;
    assert_int_equal(sy_analyse_stream(ctx, reader, NULL, &opts, &to, NULL), SY_E_ARG);   /* who would drop what it makes? */
    sy_reader_free(reader);
}

static sy_status run_failing(sy_ctx *failing, void *user)
{
    watch w = { .ctx = failing };
    sy_status st = run(&w, large_path, *(uint32_t *)user, NULL, NULL);
    sy__buf_done(&w.seen);
    assert_int_equal(atomic_load(&w.made), 0);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    uint32_t threads = 1;
    alloc_fail_each(run_failing, &threads);
    /* On several threads not the same one each time, but the outcome is. */
    threads = 3;
    for (unsigned long n = 1; n < 400; n += 3) {
        bool failed;
        sy_status st = alloc_fail_once(run_failing, &threads, n, &failed);
        assert_int_equal(st, failed ? SY_E_NOMEM : SY_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_for_any_number_of_threads), cmocka_unit_test(problems_in_plenty), cmocka_unit_test(never_more_than_the_window_holds),
        cmocka_unit_test(who_takes_may_have_enough), cmocka_unit_test(preparing_may_fail),
        cmocka_unit_test(without_preparation_the_products_are_taken), cmocka_unit_test(bad_arguments), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
