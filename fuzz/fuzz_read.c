/* Any bytes as one input file: telling what they are, decompression, text, HTML, JSON. */
#include <stdlib.h>

#include "base/base.h"
#include "synoptic/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_ctx *ctx;
    if (sy_ctx_new(&ctx, NULL) != SY_OK) return 0;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    opts.max_bytes = 1 << 16;
    sy_document_set *s = NULL;
    if (sy_read_memory(&s, ctx, "input", (sy_str){ (const char *)data, size }, &opts, NULL) == SY_OK) {
        size_t n, p;
        const sy_document *d = sy_document_set_all(s, &n);
        sy_document_set_problems(s, &p);
        for (size_t i = 0; i < n; i++)
            if (d[i].source.len > opts.max_bytes || d[i].id.len == 0 || (i && sy__cmp(d[i - 1].id, d[i].id) >= 0)) abort();
        if (n + p == 0) abort();   /* nothing is silent */
    }
    sy_document_set_free(s);
    sy_ctx_free(ctx);
    return 0;
}
