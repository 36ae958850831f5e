/* Any bytes as a WARC file, also compressed: headers, HTTP, codings, digests, and going on behind damage. */
#include <stdlib.h>

#include "base/base.h"
#include "synoptic/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_it(sy_ctx *ctx, sy_str bytes, bool skip_digests)
{
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    opts.max_bytes = 1 << 14;
    opts.skip_digests = skip_digests;
    sy_document_set *s = NULL;
    if (sy_read_memory(&s, ctx, "input.warc", bytes, &opts, NULL) != SY_OK) abort();
    size_t n, p;
    const sy_document *d = sy_document_set_all(s, &n);
    const sy_problem *problems = sy_document_set_problems(s, &p);
    for (size_t i = 0; i < n; i++)
        if (d[i].source.len > opts.max_bytes || d[i].id.len == 0) abort();
    for (size_t i = 0; i < p; i++)
        if (problems[i].text.len == 0 || problems[i].status == SY_OK) abort();
    if (n + p == 0) abort();   /* nothing is silent */
    sy_document_set_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_ctx *ctx;
    if (sy_ctx_new(&ctx, NULL) != SY_OK) return 0;
    read_it(ctx, (sy_str){ (const char *)data, size }, size & 1);
    sy_ctx_free(ctx);
    return 0;
}
