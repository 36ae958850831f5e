/* Words a second of facts alone, on one thread: annotations are read before the clock starts.
 * usage: bench_facts_speed [--rounds N] [--floor WORDS] RECORDED…   (annotations as tests/facts/load_annotation.h reads them)
 * Finds the facts of all articles N times (5) and prints the best round's speed, in words (tokens that are neither punctuation nor
 * blanks) and CPU time; exit status 1 where it is under the floor. */
#include <stdio.h>
#include <time.h>

#include "base/base.h"
#include "facts/load_annotation.h"
#include "synoptic/facts.h"

typedef struct articles { SY__VEC(sy_annotation *) all; size_t words; } articles;

static size_t count_words(const sy_annotation *a)
{
    size_t n, words = 0;
    const sy_token *t = sy_annotation_tokens(a, &n);
    for (size_t i = 0; i < n; i++)
        words += t[i].pos != SY_POS_PUNCT && t[i].pos != SY_POS_SPACE;
    return words;
}

static bool load(sy_ctx *ctx, const char *path, articles *out)
{
    sy_file  file;
    recorded r;
    size_t   at = 0;
    sy_error err = { SY_OK, 0, "" };
    if (sy__file_load(&file, ctx, path, 1u << 30, &err) != SY_OK) {
        fprintf(stderr, "bench_facts_speed: %s\n", err.text);
        return false;
    }
    bool ok = true;
    while (ok && next_recorded(ctx, file.bytes, &at, &r)) {
        out->words += count_words(r.annotation);
        ok = SY__PUSH(ctx, &out->all, r.annotation);
    }
    sy__file_done(&file);
    return ok;
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds that one round takes; below 0 where it fails. */
static double run(sy_fact_finder *finder, const articles *a)
{
    double start = seconds_now();
    for (size_t i = 0; i < a->all.n; i++) {
        sy_facts *f = NULL;
        sy_facts_input in = { .annotation = a->all.at[i], .published = SY_STR("2024-03-15") };
        if (sy_find_facts(&f, finder, &in, NULL) != SY_OK)
            return -1;
        sy_facts_free(f);
    }
    return seconds_now() - start;
}

int main(int argc, char **argv)
{
    sy_ctx         *ctx = NULL;
    sy_fact_finder *finder = NULL;
    articles        a = { 0 };
    long            rounds = 5;
    double          floor = 0, best = -1;
    bool            ok = sy_ctx_new(&ctx, NULL) == SY_OK && sy_fact_finder_new(&finder, ctx, NULL) == SY_OK;
    for (int i = 1; ok && i < argc; i++) {
        if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = atol(argv[++i]);
        else if (strcmp(argv[i], "--floor") == 0 && i + 1 < argc)
            floor = atof(argv[++i]);
        else
            ok = load(ctx, argv[i], &a);
    }
    if (!ok || a.words == 0) {
        fprintf(stderr, "usage: bench_facts_speed [--rounds N] [--floor WORDS] RECORDED...\n");
        return 2;
    }
    for (long r = 0; r < rounds && ok; r++) {
        double s = run(finder, &a);
        ok = s > 0;
        best = best < 0 || s < best ? s : best;
    }
    double speed = ok ? (double)a.words / best : 0;
    printf("facts alone: %u articles, %zu words, %.0f words a second on one core\n", (unsigned)a.all.n, a.words, speed);
    for (size_t i = 0; i < a.all.n; i++)
        sy_annotation_free(a.all.at[i]);
    sy__free(ctx, a.all.at);
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
    return ok && speed >= floor ? 0 : 1;
}
