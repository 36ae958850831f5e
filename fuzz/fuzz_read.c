/* Any bytes as one input file: telling what they are, decompression, text, HTML, JSON. */
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return read_any("input", data, size, 1 << 16, false, NULL); }
