/* Character references, by the table of named ones that lexbor carries: "&amp;" -> "&". */
#include <lexbor/core/sbst.h>
#include <lexbor/html/tokenizer/res.h>

#include "extract/html_tree.h"

static bool alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* What the standard makes of references to C1 controls: Windows-1252 was meant. */
static uint32_t repaired(uint32_t cp)
{
    static const uint16_t c1[32] = {
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    };
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        return 0xFFFD;
    return cp >= 0x80 && cp <= 0x9F ? c1[cp - 0x80] : cp;
}

static size_t numeric(sy_str s, size_t i, char out[8], size_t *n_raw)
{
    size_t k = i + 2;
    bool hex = k < s.len && (s.ptr[k] | 32) == 'x';
    k += hex;
    uint32_t cp = 0;
    size_t first = k;
    for (; k < s.len; k++) {
        int digit = sy__hex_digit(s.ptr[k]);
        if (digit < 0 || (digit > 9 && !hex))
            break;
        if (cp <= 0x110000)
            cp = cp * (hex ? 16 : 10) + (uint32_t)digit;
    }
    if (k == first)
        return 0;
    k += k < s.len && s.ptr[k] == ';';
    *n_raw = k - i;
    return sy__utf8_put(out, repaired(cp));
}

size_t sy__charref(sy_str s, size_t i, bool in_attr, char out[8], size_t *n_raw)
{
    if (i + 2 >= s.len)
        return 0;
    if (s.ptr[i + 1] == '#')
        return numeric(s, i, out, n_raw);
    if (!alphanumeric(s.ptr[i + 1]))
        return 0;
    const lexbor_sbst_entry_static_t *table = lxb_html_tokenizer_res_entities_sbst, *entry = &table[1], *match = NULL;
    size_t end = 0;
    for (size_t k = i + 1; k < s.len; k++) {
        entry = lexbor_sbst_entry_static_find(table, entry, (lxb_char_t)s.ptr[k]);
        if (!entry)
            break;
        if (entry->value) {
            match = entry;
            end = k + 1;
        }
        entry = &table[entry->next];
    }
    if (!match || match->value_len > 8)
        return 0;
    if (in_attr && match->key != ';' && end < s.len && (s.ptr[end] == '=' || alphanumeric(s.ptr[end])))
        return 0;
    memcpy(out, match->value, match->value_len);
    *n_raw = end - i;
    return match->value_len;
}

void sy__charrefs(sy_buf *to, sy_str s, bool in_attr)
{
    size_t from = 0;
    for (size_t i = sy__find(s, SY_STR("&"), 0); i != SIZE_MAX; i = sy__find(s, SY_STR("&"), i)) {
        char out[8];
        size_t n_raw, n = sy__charref(s, i, in_attr, out, &n_raw);
        if (n == 0) {
            i++;
            continue;
        }
        sy__buf_add(to, s.ptr + from, i - from);
        sy__buf_add(to, out, n);
        from = i = i + n_raw;
    }
    sy__buf_add(to, s.ptr + from, s.len - from);
}
