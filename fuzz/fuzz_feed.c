/* Any bytes as a feed: XML, items, dates, titles. */
#include <stdlib.h>

#include "base/base.h"
#include "synoptic/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_document(const sy_document *d, uint64_t most)
{
    if (d->source.len > most || d->id.len == 0) abort();
    if (sy__is(d->charset, "utf-8") && !(sy__utf8_valid(d->source, NULL) && sy__utf8_valid(d->title, NULL) && sy__utf8_valid(d->authors, NULL))) abort();
    for (size_t i = 0; i < d->published.len; i++)
        if (!strchr("0123456789-:+TZ", d->published.ptr[i])) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_ctx *ctx;
    if (sy_ctx_new(&ctx, NULL) != SY_OK) return 0;
    sy_read_opts opts = SY_READ_OPTS_INIT;
    opts.threads = 1;
    opts.max_bytes = 1 << 14;
    sy_document_set *s = NULL;
    if (sy_read_memory(&s, ctx, "feed.xml", (sy_str){ (const char *)data, size }, &opts, NULL) != SY_OK) abort();
    size_t n, p;
    const sy_document *d = sy_document_set_all(s, &n);
    sy_document_set_problems(s, &p);
    for (size_t i = 0; i < n; i++)
        if (sy__starts(d[i].record, SY_STR("item "))) check_document(&d[i], opts.max_bytes);
    if (n + p == 0) abort();   /* nothing is silent */
    sy_document_set_free(s);
    sy_ctx_free(ctx);
    return 0;
}
