/* What one document may take: parts of it, and time. */
#ifndef SY__EXTRACT_BUDGET_H
#define SY__EXTRACT_BUDGET_H

#include "base/base.h"
#include "synoptic/extract.h"

typedef enum sy__limit {
    SY__LIMIT_NONE, SY__LIMIT_BYTES, SY__LIMIT_NODES, SY__LIMIT_BLOCKS, SY__LIMIT_LINES, SY__LIMIT_TIME
} sy__limit;

typedef struct sy__budget {
    sy_extract_opts most;         /* the limits, defaults filled in */
    uint64_t        until_ms;     /* of this thread's CPU time; 0: no limit */
    uint64_t        work;         /* units of it, each a node, a block or a line: the clock is read now and then */
    sy__limit       exceeded;
    uint64_t        by;           /* its size */
} sy__budget;

void sy__budget_init(sy__budget *b, const sy_extract_opts *most);
/* One unit of work. false: the time is over, and exceeded says so. */
bool sy__spend(sy__budget *b);
/* Whether n things are within `most`; false: exceeded says of what there are too many. */
bool sy__within(sy__budget *b, uint64_t n, uint64_t most, sy__limit what);
/* "too-large", "too-many-nodes"…; NULL: no limit was hit. */
const char *sy__limit_code(sy__limit limit);
/* Why a step gave up: SY_E_LIMIT where a limit was hit, else SY_E_NOMEM. */
sy_status sy__budget_fail(const sy__budget *b, sy_error *err);

#endif
