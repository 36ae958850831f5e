/* Any bytes as an HTML page: charset, tokens, tree, metadata, blocks, origin map. */
#include "extract_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    extract_and_check(SY_FORM_HTML, data, size);
    return 0;
}
