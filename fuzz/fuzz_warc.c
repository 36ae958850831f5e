/* Any bytes as a WARC file, also compressed: headers, HTTP, codings, digests, and going on behind damage. */
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return read_any("input.warc", data, size, 1 << 14, size & 1, NULL); }
