/* Dates in running text and in attributes. A date whose day and month could change places is marked, never guessed. */
#include "extract/dates.h"

#include <stdio.h>

#include "extract_tables.h"

typedef struct scan { const sy__lexicon *lex; sy_str s; size_t i; } scan;

static bool digit(const scan *p, size_t i) { return i < p->s.len && p->s.ptr[i] >= '0' && p->s.ptr[i] <= '9'; }
static char at(const scan *p, size_t i) { return i < p->s.len ? p->s.ptr[i] : '\0'; }

/* A number of at most `most` digits that ends where its digits end. */
static bool number(scan *p, uint32_t most, uint32_t *value, uint32_t *n)
{
    size_t i = p->i;
    *value = 0;
    while (digit(p, i) && i - p->i < 9)
        *value = *value * 10 + (uint32_t)(p->s.ptr[i++] - '0');
    *n = (uint32_t)(i - p->i);
    if (*n == 0 || *n > most || digit(p, i))
        return false;
    p->i = i;
    return true;
}

static bool blanks(scan *p)
{
    size_t from = p->i;
    while (p->i < p->s.len) {
        if ((uint8_t)p->s.ptr[p->i] <= ' ')
            p->i++;
        else if (at(p, p->i) == '\xC2' && at(p, p->i + 1) == '\xA0')
            p->i += 2;
        else if (at(p, p->i) == '\xE2' && at(p, p->i + 1) == '\x80' && (at(p, p->i + 2) == '\xAF' || at(p, p->i + 2) == '\x89'))
            p->i += 3;
        else
            break;
    }
    return p->i > from;
}

/* A word of letters at i; its end. */
static size_t letters(const scan *p, size_t i)
{
    while (i < p->s.len) {
        size_t next = i;
        uint32_t cp = sy__utf8_next(p->s, &next);
        if (!(cp < 128 ? (cp | 32) >= 'a' && (cp | 32) <= 'z' : sy__is_alpha(cp)))
            break;
        i = next;
    }
    return i;
}

static uint32_t month_at(const scan *p, size_t i, size_t *end)
{
    *end = letters(p, i);
    if (*end == i || *end - i > 24)
        return 0;
    uint32_t m = sy__lex_month(p->lex, sy__sub(p->s, i, *end));
    if (m && at(p, *end) == '.')
        ++*end;
    return m;
}

static bool valid_day(uint32_t y, uint32_t m, uint32_t d)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (y < 1600 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d <= (uint32_t)(days[m - 1] + (m == 2 && leap));
}

static bool set_day(sy__date *d, uint32_t year, uint32_t month, uint32_t day)
{
    if (!valid_day(year, month, day))
        return false;
    d->year = (uint16_t)year;
    d->month = (uint8_t)month;
    d->day = (uint8_t)day;
    return true;
}

/* ---- time of day ------------------------------------------------------------------------------- */

/* Z, +hh:mm, +hhmm, +hh, or a zone's name that means one offset everywhere. */
static bool zone(scan *p, sy__date *d)
{
    size_t save = p->i;
    char sign = at(p, p->i);
    uint32_t h, m = 0, n;
    if (sign == 'Z' && letters(p, p->i) == p->i + 1) {
        p->i++;
        d->has_zone = true;
        d->zone = 0;
        return true;
    }
    if (sign == '+' || sign == '-') {
        p->i++;
        if (number(p, 4, &h, &n) && (n == 2 || n == 4)) {
            if (n == 4) {
                m = h % 100;
                h /= 100;
            } else if (at(p, p->i) == ':' && digit(p, p->i + 1)) {
                p->i++;
                if (!number(p, 2, &m, &n))
                    m = 60;
            }
            if (h <= 14 && m < 60) {
                d->has_zone = true;
                d->zone = (int16_t)((sign == '-' ? -1 : 1) * (int)(h * 60 + m));
                return true;
            }
        }
        p->i = save;
        return false;
    }
    size_t end = letters(p, p->i);
    const sy__table *t = &sy__table_extract_zones;
    uint32_t row = end - p->i >= 2 && end - p->i <= 4 ? sy__table_find(t, sy__sub(p->s, p->i, end)) : SY_NONE;
    if (row == SY_NONE)
        return false;
    scan q = { p->lex, sy__cell(t, row, 1), 0 };
    if (!zone(&q, d))
        return false;
    p->i = end;
    return true;
}

/* a.m., pm, Uhr… behind a time. 0: nothing, 1: am, 2: pm, 3: a word that says "o'clock". */
static int half_day(scan *p)
{
    size_t i = p->i;
    char c = (char)(at(p, i) | 32);
    if (c == 'a' || c == 'p') {
        size_t k = i + 1;
        k += at(p, k) == '.';
        if ((at(p, k) | 32) == 'm') {
            k++;
            if (letters(p, k) == k) {
                p->i = k + (at(p, k) == '.');
                return c == 'a' ? 1 : 2;
            }
        }
        return 0;
    }
    size_t end = letters(p, i);
    if (end > i && sy__table_ifind(&sy__table_extract_clock_words, sy__sub(p->s, i, end)) != SY_NONE) {
        p->i = end;
        return 3;
    }
    return 0;
}

/* hh:mm(:ss(.fff)), 10.30 pm, 10h30, 9 am. The digits' own shape must say that it is a time. */
static bool time_of_day(scan *p, sy__date *d)
{
    size_t save = p->i;
    uint32_t h, m = 0, s = 0, n;
    bool second = false, sure = false;
    if (!number(p, 2, &h, &n))
        return false;
    char c = at(p, p->i);
    if ((c == ':' || c == '.' || ((c | 32) == 'h')) && digit(p, p->i + 1)) {
        p->i++;
        if (!number(p, 2, &m, &n) || n != 2) {
            p->i = save;
            return false;
        }
        sure = c != '.';
        if (c == ':' && at(p, p->i) == ':' && digit(p, p->i + 1)) {
            p->i++;
            second = number(p, 2, &s, &n) && n == 2;
            if (second && (at(p, p->i) == '.' || at(p, p->i) == ',') && digit(p, p->i + 1))
                for (p->i++; digit(p, p->i);)
                    p->i++;
        }
    }
    size_t behind = p->i;
    blanks(p);
    int half = half_day(p);
    if (half == 0)
        p->i = behind;
    if ((!sure && half == 0) || h > 23 || m > 59 || s > 59 || ((half == 1 || half == 2) && (h > 12 || h == 0))) {
        p->i = save;
        return false;
    }
    if (half == 1 && h == 12)
        h = 0;
    else if (half == 2 && h < 12)
        h += 12;
    d->hour = (uint8_t)h;
    d->minute = (uint8_t)m;
    d->second = (uint8_t)s;
    d->has_second = second;
    d->has_time = true;
    behind = p->i;
    blanks(p);
    if (!zone(p, d))
        p->i = behind;
    return true;
}

/* A time behind a date, past a few marks and words such as "at" and "um". */
static void time_behind(scan *p, sy__date *d)
{
    size_t save = p->i;
    for (int words = 0; p->i < p->s.len && p->i - save < 16;) {
        if (blanks(p))
            continue;
        char c = at(p, p->i);
        if (c == ',' || c == '|' || c == '-' || c == '/' || c == ';' || c == '(') {
            p->i++;
            continue;
        }
        if (c == '\xE2' && at(p, p->i + 1) == '\x80') {           /* dashes, bullets */
            p->i += 3;
            continue;
        }
        if (digit(p, p->i)) {
            if (time_of_day(p, d))
                return;
            break;
        }
        size_t end = letters(p, p->i);
        if (end == p->i || words++ ||
            sy__table_ifind(&sy__table_extract_clock_words, sy__sub(p->s, p->i, end)) == SY_NONE) {
            if (c == '\xC2' && at(p, p->i + 1) == '\xB7') {       /* middle dot */
                p->i += 2;
                continue;
            }
            break;
        }
        p->i = end;
    }
    p->i = save;
}

/* ---- dates --------------------------------------------------------------------------------------- */

bool sy__date_iso(sy_str text, size_t from, sy__date *out)
{
    scan p = { NULL, text, from };
    uint32_t y, m, d, n;
    memset(out, 0, sizeof *out);
    if (!number(&p, 8, &y, &n))
        return false;
    if (n == 8) {
        if (!set_day(out, y / 10000, y / 100 % 100, y % 100))
            return false;
    } else {
        char sep = at(&p, p.i);
        if (n != 4 || (sep != '-' && sep != '/' && sep != '.'))
            return false;
        p.i++;
        if (!number(&p, 2, &m, &n) || at(&p, p.i) != sep)
            return false;
        p.i++;
        if (!number(&p, 2, &d, &n) || !set_day(out, y, m, d))
            return false;
    }
    out->at = (sy_span){ (uint32_t)from, (uint32_t)p.i };
    if (at(&p, p.i) == 'T' || at(&p, p.i) == 't' || (at(&p, p.i) == ' ' && digit(&p, p.i + 1))) {
        p.i++;
        if (at(&p, p.i) == ' ')
            p.i++;
        sy__date keep = *out;
        uint32_t hm;
        size_t save = p.i;
        if (number(&p, 6, &hm, &n) && (n == 4 || n == 6) && at(&p, p.i) != ':') {   /* basic format, 101930 */
            uint32_t s = n == 6 ? hm % 100 : 0;
            hm = n == 6 ? hm / 100 : hm;
            if (hm / 100 < 24 && hm % 100 < 60 && s < 60) {
                out->has_time = true;
                out->has_second = n == 6;
                out->hour = (uint8_t)(hm / 100);
                out->minute = (uint8_t)(hm % 100);
                out->second = (uint8_t)s;
                zone(&p, out);
                out->at.end = (uint32_t)p.i;
            }
        } else {
            p.i = save;
            scan q = p;
            uint32_t h;
            if (number(&q, 2, &h, &n) && at(&q, q.i) == ':' && time_of_day(&p, out))
                out->at.end = (uint32_t)p.i;
            else
                *out = keep;
        }
    }
    return true;
}

/* 5. Januar 2024, 5th of January, 2024, 5 de enero de 2024; the scan stands at the day. */
static bool day_month_year(scan *p, sy__date *d)
{
    uint32_t day, year, n, n_year;
    size_t end;
    if (!number(p, 2, &day, &n))
        return false;
    size_t suffix = letters(p, p->i);
    if (suffix - p->i == 2 && !month_at(p, p->i, &end))
        p->i = suffix;                                          /* st, nd, rd, th, er */
    else if (at(p, p->i) == '.' || (at(p, p->i) == '\xC2' && at(p, p->i + 1) == '\xBA'))
        p->i += at(p, p->i) == '.' ? 1 : 2;
    for (int words = 0;; words++) {
        blanks(p);
        while (at(p, p->i) == '-' || at(p, p->i) == '/')
            p->i++;
        uint32_t month = month_at(p, p->i, &end);
        if (month) {
            p->i = end;
            for (int k = 0; k < 3; k++) {
                blanks(p);
                char c = at(p, p->i);
                size_t word = letters(p, p->i);
                if (c == ',' || c == '-' || c == '/' || c == '\'')
                    p->i++;
                else if (word > p->i && word - p->i <= 3 && k < 2)
                    p->i = word;                                /* de, del */
                else
                    break;
            }
            return number(p, 4, &year, &n_year) && n_year == 4 && set_day(d, year, month, day);
        }
        size_t word = letters(p, p->i);
        if (words || word == p->i || word - p->i > 3)
            return false;
        p->i = word;                                            /* of, de */
    }
}

/* January 5, 2024; Jan. 5th 2024; the scan stands at the month. */
static bool month_day_year(scan *p, sy__date *d)
{
    size_t end;
    uint32_t month = month_at(p, p->i, &end), day, year, n;
    if (!month)
        return false;
    p->i = end;
    if (at(p, p->i) == '-' || at(p, p->i) == '/')
        p->i++;
    else
        blanks(p);
    if (!number(p, 2, &day, &n))
        return false;
    size_t suffix = letters(p, p->i);
    if (suffix - p->i == 2)
        p->i = suffix;
    blanks(p);
    if (at(p, p->i) == ',' || at(p, p->i) == '-' || at(p, p->i) == '/' || at(p, p->i) == '.')
        p->i++;
    blanks(p);
    size_t save = p->i;
    if (number(p, 4, &year, &n) && n == 4)
        return set_day(d, year, month, day);
    p->i = save;                                                /* Jan 05 10:19:22 EST 2024 */
    if (!time_of_day(p, d))
        return false;
    blanks(p);
    return number(p, 4, &year, &n) && n == 4 && set_day(d, year, month, day);
}

/* 05.01.2024, 5/1/2024, 5-1-24; the scan stands at the first number. */
static bool numeric(scan *p, sy__date *d)
{
    uint32_t a, b, y, n, n_year;
    if (!number(p, 2, &a, &n))
        return false;
    char sep = at(p, p->i);
    if (sep != '.' && sep != '/' && sep != '-')
        return false;
    p->i++;
    if (sep == '.')
        blanks(p);
    if (!number(p, 2, &b, &n) || at(p, p->i) != sep)
        return false;
    p->i++;
    if (sep == '.')
        blanks(p);
    if (!number(p, 4, &y, &n_year) || (n_year != 4 && !(n_year == 2 && sep != '-')))
        return false;
    if (n_year == 2)
        y += y < 70 ? 2000 : 1900;
    if (at(p, p->i) == '.' && digit(p, p->i + 1))
        return false;                                           /* a version, an address */
    if (b > 12)
        return set_day(d, y, a, b);
    if (a <= 12 && a != b && sep != '.')
        d->ambiguous = true;
    return set_day(d, y, b, a);
}

/* 2024. 01. 05. */
static bool year_first(scan *p, sy__date *d)
{
    uint32_t y, m, day, n;
    if (!number(p, 4, &y, &n) || n != 4 || at(p, p->i) != '.')
        return false;
    p->i++;
    blanks(p);
    if (!number(p, 2, &m, &n) || at(p, p->i) != '.')
        return false;
    p->i++;
    blanks(p);
    if (!number(p, 2, &day, &n) || !set_day(d, y, m, day))
        return false;
    p->i += at(p, p->i) == '.';
    return true;
}

/* The sign behind a number, of China and Japan or of Korea. */
static bool sign(scan *p, const char *han, const char *hangul)
{
    sy_str rest = sy__sub(p->s, p->i, p->s.len);
    if (!sy__starts(rest, sy__str(han)) && !sy__starts(rest, sy__str(hangul)))
        return false;
    p->i += 3;
    return true;
}

/* 2024年1月5日, 2024년 1월 5일 */
static bool ideographic(scan *p, sy__date *d)
{
    uint32_t y, m, day, n;
    if (!number(p, 4, &y, &n) || n != 4)
        return false;
    blanks(p);
    if (!sign(p, "\xE5\xB9\xB4", "\xEB\x85\x84"))
        return false;
    blanks(p);
    if (!number(p, 2, &m, &n) || !sign(p, "\xE6\x9C\x88", "\xEC\x9B\x94"))
        return false;
    blanks(p);
    if (!number(p, 2, &day, &n) || !set_day(d, y, m, day))
        return false;
    sign(p, "\xE6\x97\xA5", "\xEC\x9D\xBC");
    return true;
}

/* A time that stands before the date: "10:19 GMT, 5 January". */
static void time_before(scan *p, size_t begin, size_t floor, sy__date *d)
{
    size_t from = begin > floor + 24 ? begin - 24 : floor;
    for (size_t i = from; i + 4 <= begin; i++) {
        scan q = { p->lex, sy__sub(p->s, 0, begin), i };
        sy__date t = { 0 };
        if (!digit(&q, i) || (i > floor && digit(&q, i - 1)) || (i > floor && at(&q, i - 1) == ':') || !time_of_day(&q, &t))
            continue;
        while (q.i < begin && (blanks(&q) || at(&q, q.i) == ',' || at(&q, q.i) == '|' || at(&q, q.i) == '-'))
            q.i += q.i < begin && (at(&q, q.i) == ',' || at(&q, q.i) == '|' || at(&q, q.i) == '-');
        size_t word = letters(&q, q.i);                         /* on, am, a weekday */
        if (word > q.i)
            q.i = word + (at(&q, word) == ',');
        blanks(&q);
        if (q.i < begin)
            continue;
        d->hour = t.hour;
        d->minute = t.minute;
        d->second = t.second;
        d->has_time = true;
        d->has_second = t.has_second;
        d->has_zone = t.has_zone;
        d->zone = t.zone;
        d->at.begin = (uint32_t)i;
        return;
    }
}

static bool date_at(scan *p, sy__date *d)
{
    size_t begin = p->i;
    bool (*const forms[])(scan *, sy__date *) = { day_month_year, numeric, year_first, ideographic };
    if (digit(p, begin)) {
        if (sy__date_iso(p->s, begin, d) && d->at.end - begin >= 8 && at(p, begin + 4) != 0 && !digit(p, begin + 4)) {
            p->i = d->at.end;
            if (!d->has_time)
                time_behind(p, d);
            d->at.end = (uint32_t)p->i;
            return true;
        }
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            memset(d, 0, sizeof *d);
            p->i = begin;
            if (forms[k](p, d)) {
                time_behind(p, d);
                d->at = (sy_span){ (uint32_t)begin, (uint32_t)p->i };
                return true;
            }
        }
        return false;
    }
    memset(d, 0, sizeof *d);
    if (!month_day_year(p, d))
        return false;
    if (!d->has_time)
        time_behind(p, d);
    d->at = (sy_span){ (uint32_t)begin, (uint32_t)p->i };
    return true;
}

enum { AHEAD = 40 };     /* bytes: a month stands no further before its day */

/* Every date has digits: what is further before the next of them than a month could be need not be looked at. From a position
 * to one that is sure to begin no later than that month, and not inside of a word. */
static size_t skip(sy_str s, size_t i, size_t digits)
{
    for (size_t k = digits > AHEAD ? digits - AHEAD : 0; k > i; k--)
        if (s.ptr[k - 1] == ' ' || s.ptr[k - 1] == '\n')
            return k;
    return i;
}

static size_t next_digit(sy_str s, size_t i)
{
    while (i < s.len && (s.ptr[i] < '0' || s.ptr[i] > '9'))
        i++;
    return i;
}

bool sy__date_find(const sy__lexicon *lex, sy_str text, size_t from, size_t to, sy__date *out)
{
    scan p = { lex, sy__sub(text, 0, to), from };
    size_t digits = from;
    bool word = false;                               /* inside of a word or number */
    while (p.i < to) {
        if (digits <= p.i && (p.i == from || !digit(&p, p.i))) {
            digits = next_digit(p.s, p.i);
            if (digits == to)
                return false;
            size_t next = skip(p.s, p.i, digits);
            word = word && next == p.i;
            p.i = next;
        }
        size_t i = p.i, next = i;
        uint32_t cp = sy__utf8_next(p.s, &next);
        bool is_digit = cp >= '0' && cp <= '9';
        bool is_word = is_digit || (cp < 128 ? (cp | 32) >= 'a' && (cp | 32) <= 'z' : sy__is_alpha(cp) && cp < 0x3000);
        if (is_word && !word && digits <= i + AHEAD) {
            if (date_at(&p, out)) {
                if (!out->has_time)
                    time_before(&p, i, from, out);
                return true;
            }
        }
        word = is_word;
        p.i = next;
    }
    return false;
}

sy_str sy__date_print(const sy__date *d, char out[SY__DATE_TEXT])
{
    int n;
    if (d->day == 0)
        n = snprintf(out, SY__DATE_TEXT, "%04u-%02u", d->year, d->month);
    else if (!d->has_time)
        n = snprintf(out, SY__DATE_TEXT, "%04u-%02u-%02u", d->year, d->month, d->day);
    else if (!d->has_second)
        n = snprintf(out, SY__DATE_TEXT, "%04u-%02u-%02uT%02u:%02u", d->year, d->month, d->day, d->hour, d->minute);
    else
        n = snprintf(out, SY__DATE_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u", d->year, d->month, d->day, d->hour, d->minute, d->second);
    if (d->has_time && d->has_zone && n > 0 && n < SY__DATE_TEXT) {
        int z = d->zone < 0 ? -d->zone : d->zone;
        if (d->zone == 0)
            n += snprintf(out + n, SY__DATE_TEXT - (size_t)n, "Z");
        else
            n += snprintf(out + n, SY__DATE_TEXT - (size_t)n, "%c%02d:%02d", d->zone < 0 ? '-' : '+', z / 60, z % 60);
    }
    return (sy_str){ out, n > 0 && n < SY__DATE_TEXT ? (size_t)n : 0 };
}

int32_t sy__date_days(const sy__date *d)
{
    int32_t y = d->year, m = d->month, day = d->day ? d->day : 1;
    y -= m <= 2;
    int32_t era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}
