/* Language of a text. */
#include "extract/cld2_shim.h"
#include "extract/internal.h"

#include "extract_tables.h"

enum { LEAST = 12, MOST_BYTES = 8192, SAMPLE = MOST_BYTES / 4 };   /* more says nothing more */

static size_t cut(sy_str text, size_t most)
{
    size_t n = text.len;
    if (n > most)
        for (n = most; n > 0 && ((uint8_t)text.ptr[n] & 0xC0) == 0x80;)
            n--;
    return n;
}

static sy_str of_text(sy_str text)
{
    sy_str none = { "", 0 };
    const char *code = "un";
    int percent = 0, reliable = 0;
    /* A quarter is nearly always enough, and a few kilobytes are the dearest part of a small page's metadata. */
    size_t n = cut(text, SAMPLE), all = cut(text, MOST_BYTES);
    if (n < LEAST)
        return none;
    code = sy__cld2_detect(text.ptr, (int)n, &percent, &reliable);
    if (n < all && (!reliable || percent < 90))
        code = sy__cld2_detect(text.ptr, (int)all, &percent, &reliable);
    if (strcmp(code, "un") == 0 || (!reliable && percent < 60))
        return none;
    return sy__str(code);
}

/* ---- blocks --------------------------------------------------------------------------------------------- */

enum { LEAST_BLOCK = 60, SURE_BLOCK = 120, MOST_BLOCK = 240, MOST_LANGUAGES = 8, SETTLED = 300 };

static bool near(sy_str a, sy_str b)
{
    uint32_t x = sy__table_find(&sy__table_extract_near_languages, a), y = sy__table_find(&sy__table_extract_near_languages, b);
    return x != SY_NONE && y != SY_NONE && sy__eq(sy__cell(&sy__table_extract_near_languages, x, 1), sy__cell(&sy__table_extract_near_languages, y, 1));
}

static sy_str of_block(sy_str text)
{
    int percent = 0, reliable = 0;
    size_t n = cut(text, SURE_BLOCK), all = cut(text, MOST_BLOCK);
    if (n < LEAST_BLOCK)
        return (sy_str){ "", 0 };
    const char *code = sy__cld2_detect(text.ptr, (int)n, &percent, &reliable);
    if (n < all && (!reliable || percent < 95 || strcmp(code, "un") == 0))
        code = sy__cld2_detect(text.ptr, (int)all, &percent, &reliable);
    return sy__str(reliable && percent >= 80 && strcmp(code, "un") != 0 ? code : "");
}

bool sy__language_of_blocks(sy_article *a)
{
    for (uint32_t i = 0; i < a->blocks.n; i++) {
        if (!sy__spend(a->budget))
            return false;
        sy_block *b = &a->blocks.at[i];
        b->language = of_block(sy__cut(sy__buf_view(&a->text), b->text));      /* static storage */
    }
    return true;
}

/* The opening blocks are the sample that the text would be told by: where they agree, it need not be read again. */
static sy_str of_opening(const sy_article *a)
{
    sy_str code = { "", 0 };
    uint32_t bytes = 0, blocks = 0;
    for (uint32_t i = 0; i < a->blocks.n; i++) {
        const sy_block *b = &a->blocks.at[i];
        uint32_t size = b->text.end - b->text.begin;
        if (!b->language.len || b->text.begin >= SAMPLE)
            continue;
        if (code.len && !sy__eq(code, b->language))
            return (sy_str){ "", 0 };
        code = b->language;
        bytes += size < MOST_BLOCK ? size : MOST_BLOCK;
        blocks++;
    }
    return blocks >= 2 && bytes >= SETTLED ? code : (sy_str){ "", 0 };
}

sy_str sy__language_of_article(const sy_article *a)
{
    sy_str text = sy__buf_view(&a->text), opening = of_opening(a);
    return opening.len ? opening : of_text(text.len ? text : a->meta.title);
}

/* Two blocks and a fifth of what is known are more than a quotation. */
sy_str sy__second_language(const sy_article *a)
{
    struct { sy_str code; uint32_t bytes, blocks; } seen[MOST_LANGUAGES];
    uint32_t n = 0, known = 0;
    for (uint32_t i = 0; i < a->blocks.n; i++) {
        const sy_block *b = &a->blocks.at[i];
        if (!b->language.len)
            continue;
        uint32_t k = 0, bytes = b->text.end - b->text.begin;
        while (k < n && !near(seen[k].code, b->language) && !sy__eq(seen[k].code, b->language))
            k++;
        known += bytes;
        if (k == n && n < MOST_LANGUAGES) {
            seen[n].code = b->language;
            seen[n].bytes = seen[n].blocks = 0;
            n++;
        }
        if (k < n) {
            seen[k].bytes += bytes;
            seen[k].blocks++;
        }
    }
    uint32_t first = 0, second = SY_NONE;
    for (uint32_t k = 1; k < n; k++)
        if (seen[k].bytes > seen[first].bytes)
            first = k;
    for (uint32_t k = 0; k < n; k++)
        if (k != first && seen[k].blocks >= 2 && seen[k].bytes * 5 >= known && (second == SY_NONE || seen[k].bytes > seen[second].bytes))
            second = k;
    return second == SY_NONE ? (sy_str){ "", 0 } : seen[second].code;
}
