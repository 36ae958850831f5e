/* The progress bar: on a terminal only, and only when the work takes longer than a second. */
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { BAR = 30 };

static double now(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

void cli_progress_begin(progress *p, bool quiet)
{
    *p = (progress){ .wanted = !quiet && isatty(STDERR_FILENO), .started = now() };
}

/* Not in the first second, and then ten times a second. */
static bool is_due(progress *p)
{
    if (!p->wanted) return false;
    double t = now();
    if (t - p->started < 1 || t - p->last < 0.1) return false;
    p->last = t;
    p->shown = true;
    return true;
}

void cli_progress(void *user, size_t done, size_t all)
{
    progress *p = user;
    if (all == 0 || !is_due(p)) return;
    char bar[BAR + 1];
    for (size_t i = 0; i < BAR; i++) bar[i] = i < done * BAR / all ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %zu of %zu", bar, done, all);
    fflush(stderr);
}

void cli_progress_stream(progress *p, size_t done, uint64_t bytes)
{
    if (!is_due(p)) return;
    fprintf(stderr, "\r%zu documents, %.1f MB", done, (double)bytes / 1e6);
    fflush(stderr);
}

void cli_progress_clear(progress *p)
{
    if (p->shown) fputs("\r\033[K", stderr);
    p->shown = false;
}

void cli_progress_end(progress *p)
{
    cli_progress_clear(p);
    p->wanted = false;
}
