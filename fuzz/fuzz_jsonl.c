/* Any bytes as JSON lines: every line gives a document or a problem. */
#include "read_checks.h"

static void check_charset(const sy_document *d)
{
    if (d->charset.len && !sy__utf8_valid(d->source, NULL)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return read_any("d.jsonl", data, size, 4096, false, check_charset); }
