/* Problems: what gave no document, and why, one line each. */
#include <stdio.h>

#include "read/read_internal.h"

enum { MOST_KEPT = 10000 };   /* who has more to expect lets himself be told (sy_reader_on_problem) */

void sy__problems_init(sy__problems *p, const sy_ctx *ctx)
{
    memset(p, 0, sizeof *p);
    sy__arena_init(&p->arena, ctx);
}

void sy__problems_done(sy__problems *p)
{
    sy__free(p->arena.ctx, p->list.at);
    sy__arena_done(&p->arena);
}

/* The last place stands for all that have none. */
static sy_status count_more(sy__problems *p)
{
    p->n_more += p->n_more == 0 ? 2 : 1;   /* with the one that stood there */
    int n = snprintf(p->more, sizeof p->more, "%llu could not be read either", (unsigned long long)p->n_more);
    p->list.at[MOST_KEPT - 1] = (sy_problem){ .path = SY_STR("and more inputs"), .status = SY_E_LIMIT, .text = { p->more, (size_t)n } };
    return SY_OK;
}

sy_status sy__problem_add(sy__problems *p, sy_str path, sy_str record, sy_status status, sy_error *err, const char *fmt, ...)
{
    char line[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (p->tell) {
        sy_status st = p->tell(p->tell_user, &(sy_problem){ .path = path, .record = record, .status = status, .text = sy__str(line) });
        return st == SY_E_END ? sy_fail(err, SY_E_ARG, 0, "the inputs do not end because of a problem") : st;
    }
    if (p->list.n == MOST_KEPT) return count_more(p);
    sy_problem problem = { .status = status };
    if (!sy__arena_str(&p->arena, path, &problem.path) || !sy__arena_str(&p->arena, record, &problem.record) ||
        !sy__arena_str(&p->arena, sy__str(line), &problem.text) || !SY__PUSH(p->arena.ctx, &p->list, problem))
        return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    return SY_OK;
}

sy_status sy__fail_too_large(sy_error *err, uint64_t max_bytes)
{
    bool whole = max_bytes % (1U << 20) == 0;
    return sy_fail(err, SY_E_LIMIT, 0, "is larger than %llu %s", (unsigned long long)(whole ? max_bytes >> 20 : max_bytes), whole ? "MiB" : "bytes");
}
