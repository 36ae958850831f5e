/* Any bytes as a crawled page and as plain text: charset, lines, labels, origin map. */
#include "extract_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    extract_and_check(SY_FORM_PAGE, data, size);
    extract_and_check(SY_FORM_TEXT, data, size);
    return 0;
}
