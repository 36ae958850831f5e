/* Language of a text. */
#include "extract/cld2_shim.h"
#include "extract/internal.h"

enum { LEAST = 12, MOST_BYTES = 8192 };   /* more says nothing more */

static size_t cut(sy_str text, size_t most)
{
    size_t n = text.len;
    if (n > most)
        for (n = most; n > 0 && ((uint8_t)text.ptr[n] & 0xC0) == 0x80;)
            n--;
    return n;
}

sy_str sy__language(sy_str text)
{
    sy_str none = { "", 0 };
    const char *code = "un";
    int percent = 0, reliable = 0;
    /* A quarter is nearly always enough, and a few kilobytes are the dearest part of a small page's metadata. */
    size_t n = cut(text, MOST_BYTES / 4), all = cut(text, MOST_BYTES);
    if (n < LEAST)
        return none;
    code = sy__cld2_detect(text.ptr, (int)n, &percent, &reliable);
    if (n < all && (!reliable || percent < 90))
        code = sy__cld2_detect(text.ptr, (int)all, &percent, &reliable);
    if (strcmp(code, "un") == 0 || (!reliable && percent < 60))
        return none;
    return sy__str(code);
}
