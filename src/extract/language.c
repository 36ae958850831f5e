/* Language of a text. */
#include "extract/cld2_shim.h"
#include "extract/internal.h"

enum { MOST_BYTES = 8192 };   /* more says nothing more */

sy_str sy__language(sy_str text)
{
    sy_str none = { "", 0 };
    size_t n = text.len;
    if (n > MOST_BYTES) {
        n = MOST_BYTES;
        while (n > 0 && ((uint8_t)text.ptr[n] & 0xC0) == 0x80)
            n--;
    }
    if (n < 12)
        return none;
    int percent = 0, reliable = 0;
    const char *code = sy__cld2_detect(text.ptr, (int)n, &percent, &reliable);
    if (strcmp(code, "un") == 0 || (!reliable && percent < 60))
        return none;
    return sy__str(code);
}
