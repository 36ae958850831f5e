/* Text that was decoded wrongly before it was stored: UTF-8 read as Windows-1252, and written as UTF-8 again. */
#include "extract/internal.h"

/* The byte that Windows-1252 shows as this character; 0: none above ASCII. */
static uint8_t byte_of(uint32_t cp)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    };
    if (cp >= 0x80 && cp <= 0xFF)
        return (uint8_t)cp;
    for (uint32_t i = 0; cp > 0xFF && i < 32; i++)
        if (high[i] == cp)
            return (uint8_t)(0x80 + i);
    return 0;
}

/* Continuation bytes among the characters at s[*i], at most n; *i moves behind them. */
static uint32_t continuations(sy_str s, size_t *i, uint32_t n, uint8_t bytes[3])
{
    uint32_t k = 0;
    while (k < n && *i < s.len) {
        size_t next = *i;
        uint8_t b = byte_of(sy__utf8_next(s, &next));
        if (b < 0x80 || b > 0xBF)
            break;
        bytes[k++] = b;
        *i = next;
    }
    return k;
}

/* Leads of the letters and signs that texts are full of: Latin, Greek, Cyrillic, general punctuation. Others are rare, and
 * their bytes stand beside each other in good text too, as in a capital before a closing quotation mark. */
static bool is_sequence(uint8_t lead, const uint8_t *more, uint32_t n)
{
    if (lead == 0xC2 || lead == 0xC3 || lead == 0xC4 || lead == 0xC5 || (lead >= 0xCE && lead <= 0xD1))
        return n >= 1;
    return lead == 0xE2 && n == 2 && more[0] >= 0x80 && more[0] <= 0x84;
}

uint32_t sy__mojibake(sy_str text)
{
    uint32_t found = 0, good = 0;
    for (size_t i = 0; i < text.len;) {
        if ((uint8_t)text.ptr[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t cp = sy__utf8_next(text, &i);
        uint8_t lead = byte_of(cp), more[3];
        size_t next = i;
        if (lead >= 0xC2 && lead <= 0xE2 && is_sequence(lead, more, continuations(text, &next, lead < 0xE0 ? 1 : 2, more))) {
            found++;
            i = next;
        } else {
            good++;
        }
    }
    return found >= 3 || found * 4 > good ? found : 0;
}
