/* How fast a WARC file is read, extraction apart, for bench/warc.py.
 * usage: bench_warc FILE [digests] [sha256]   documents, bytes of them, seconds of CPU time, peak memory: one line of JSON
 * digests: those that records give are checked; sha256: each document's is computed, as sy_reader_next does. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "read/read_internal.h"

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

/* Of this program alone: ru_maxrss begins with what its parent had. */
static double peak_mb(void)
{
    char line[256];
    double kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %lf", &kb) != 1) continue;
    if (f) fclose(f);
    return kb / 1024;
}

static bool has(int argc, char **argv, const char *word)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], word) == 0) return true;
    return false;
}

int main(int argc, char **argv)
{
    sy_ctx *ctx = NULL;
    sy_reader *r = NULL;
    sy_error err = { 0 };
    const sy_document *d;
    unsigned long long n = 0, bytes = 0;
    size_t problems;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_warc FILE [digests] [sha256]\n");
        return 2;
    }
    bool hash = has(argc, argv, "sha256");
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.skip_digests = !has(argc, argv, "digests");
    sy_status st = sy_ctx_new(&ctx, NULL);
    if (!st) st = sy_reader_new(&r, ctx, (const char *const *)argv + 1, 1, &opts, &err);
    while (!st && (st = hash ? sy_reader_next(r, &d, &err) : sy__reader_step(r, &d, &err)) == SY_OK) {
        n++;
        bytes += d->source.len;
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    if (r) sy_reader_problems(r, &problems);
    else problems = 0;
    printf("{\"documents\":%llu,\"bytes\":%llu,\"problems\":%zu,\"seconds\":%.4f,\"peak_mb\":%.1f}\n", n, bytes, problems,
           seconds(used.ru_utime) + seconds(used.ru_stime), peak_mb());
    if (st != SY_E_END) fprintf(stderr, "bench_warc: %s\n", err.text);
    sy_reader_free(r);
    sy_ctx_free(ctx);
    return st == SY_E_END ? 0 : 1;
}
