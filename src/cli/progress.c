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

void cli_progress(void *user, size_t done, size_t all)
{
    progress *p = user;
    if (!p->wanted || all == 0) return;
    double t = now();
    if (t - p->started < 1 || (p->shown && t - p->last < 0.1)) return;
    char bar[BAR + 1];
    for (size_t i = 0; i < BAR; i++) bar[i] = i < done * BAR / all ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %zu of %zu", bar, done, all);
    fflush(stderr);
    p->shown = true;
    p->last = t;
}

void cli_progress_end(progress *p)
{
    if (p->shown) fputs("\r\033[K", stderr);
    p->wanted = p->shown = false;
}
