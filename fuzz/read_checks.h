/* What the targets of read share: any bytes as one input in memory, and what holds for all that is read. */
#ifndef SY__FUZZ_READ_CHECKS_H
#define SY__FUZZ_READ_CHECKS_H

#include <stdlib.h>

#include "base/base.h"
#include "synoptic/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* `check` sees each document; NULL: there is no more to check. */
static inline int read_any(const char *name, const uint8_t *data, size_t size, uint64_t max_bytes, bool skip_digests,
                           void (*check)(const sy_document *d))
{
    sy_ctx *ctx;
    if (sy_ctx_new(&ctx, NULL) != SY_OK) return 0;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    opts.max_bytes = max_bytes;
    opts.skip_digests = skip_digests;
    sy_document_set *s = NULL;
    if (sy_read_memory(&s, ctx, name, (sy_str){ (const char *)data, size }, &opts, NULL) != SY_OK) abort();
    size_t n, p;
    const sy_document *d = sy_document_set_all(s, &n);
    const sy_problem *problems = sy_document_set_problems(s, &p);
    for (size_t i = 0; i < n; i++) {
        if (d[i].source.len > max_bytes || d[i].id.len == 0 || (i && sy__cmp(d[i - 1].id, d[i].id) >= 0)) abort();
        if (check) check(&d[i]);
    }
    for (size_t i = 0; i < p; i++)
        if (problems[i].text.len == 0 || problems[i].status == SY_OK) abort();
    if (n + p == 0) abort();   /* nothing is silent */
    sy_document_set_free(s);
    sy_ctx_free(ctx);
    return 0;
}

#endif
