/* Any bytes as a feed: XML, items, dates, titles. */
#include "read_checks.h"

static void check_item(const sy_document *d)
{
    if (!sy__starts(d->record, SY_STR("item "))) return;
    if (sy__is(d->charset, "utf-8") && !(sy__utf8_valid(d->source, NULL) && sy__utf8_valid(d->title, NULL) && sy__utf8_valid(d->authors, NULL))) abort();
    for (size_t i = 0; i < d->published.len; i++)
        if (!strchr("0123456789-:+TZ", d->published.ptr[i])) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return read_any("feed.xml", data, size, 1 << 14, false, check_item); }
