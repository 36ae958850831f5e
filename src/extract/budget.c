/* Limits of one document. */
#include "extract/budget.h"

enum { LOOK_EVERY = 1024 };

static const struct { const char *code, *what; } names[] = {
    [SY__LIMIT_BYTES] = { "too-large", "bytes" }, [SY__LIMIT_NODES] = { "too-many-nodes", "elements and texts" },
    [SY__LIMIT_BLOCKS] = { "too-many-blocks", "blocks of text" }, [SY__LIMIT_LINES] = { "too-many-lines", "lines" },
    [SY__LIMIT_TIME] = { "too-slow", "milliseconds of work" },
};

const char *sy__limit_code(sy__limit limit) { return names[limit].code; }

void sy__budget_init(sy__budget *b, const sy_extract_opts *most)
{
    *b = (sy__budget){ .most = *most };
    b->until_ms = most->budget_ms ? sy__cpu_ms() + most->budget_ms : 0;
}

bool sy__spend(sy__budget *b)
{
    if (b->until_ms && ++b->work % LOOK_EVERY == 0 && sy__cpu_ms() >= b->until_ms) {
        b->exceeded = SY__LIMIT_TIME;
        b->by = b->most.budget_ms;
    }
    return !b->exceeded;
}

bool sy__within(sy__budget *b, uint64_t n, uint64_t most, sy__limit what)
{
    if (n <= most)
        return true;
    b->exceeded = what;
    b->by = most;
    return false;
}

sy_status sy__budget_fail(const sy__budget *b, sy_error *err)
{
    if (!b->exceeded)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    return sy_fail(err, SY_E_LIMIT, 0, "the document has or takes more than %llu %s", (unsigned long long)b->by, names[b->exceeded].what);
}
