/* Dates of feeds as ISO 8601: RSS has RFC 822's form, Atom and Dublin Core have ISO 8601 itself. As coarse as they are. */
#include <stdio.h>

#include "read/read_internal.h"
#include "read_tables.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* A number of at most so many digits at s[*i]; -1: there is none. */
static int number(sy_str s, size_t *i, size_t most)
{
    int n = 0;
    size_t from = *i;
    while (*i < s.len && is_digit(s.ptr[*i]) && *i - from < most) n = n * 10 + (s.ptr[(*i)++] - '0');
    return *i > from ? n : -1;
}

static void spaces(sy_str s, size_t *i)
{
    while (*i < s.len && (s.ptr[*i] == ' ' || s.ptr[*i] == '\t' || s.ptr[*i] == '\n' || s.ptr[*i] == '\r')) ++*i;
}

static bool take(sy_str s, size_t *i, char c)
{
    if (*i >= s.len || s.ptr[*i] != c) return false;
    ++*i;
    return true;
}

static sy_str word(sy_str s, size_t *i)
{
    size_t from = *i;
    while (*i < s.len && is_letter(s.ptr[*i])) ++*i;
    return sy__sub(s, from, *i);
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap);
}

/* "07:08", "07:08:09", "07:08:09.5" -> seconds as written, fractions dropped; -1 where there are none. */
static bool clock_time(sy_str s, size_t *i, int *hour, int *minute, int *second)
{
    *second = -1;
    *hour = number(s, i, 2);
    if (*hour < 0 || !take(s, i, ':') || (*minute = number(s, i, 2)) < 0) return false;
    if (take(s, i, ':') && (*second = number(s, i, 2)) < 0) return false;
    if (*second >= 0 && (take(s, i, '.') || take(s, i, ','))) number(s, i, 12);
    return *hour < 24 && *minute < 60 && *second <= 60;
}

/* "Z", "+0200", "+02:00", "+02", a name -> as ISO writes it, empty where it is not known. */
static void zone(sy_str s, size_t *i, char out[24])
{
    out[0] = '\0';
    if (*i < s.len && (s.ptr[*i] == '+' || s.ptr[*i] == '-')) {
        char sign = s.ptr[(*i)++];
        int hours = number(s, i, 2), minutes = 0;
        if (hours < 0 || hours > 15) return;
        take(s, i, ':');
        if (*i < s.len && is_digit(s.ptr[*i])) minutes = number(s, i, 2);
        if (minutes < 60) snprintf(out, 24, "%c%02d:%02d", sign, hours, minutes);
        return;
    }
    sy_str name = word(s, i);
    uint32_t row = name.len ? sy__table_ifind(&sy__table_read_zones, name) : SY_NONE;
    sy_str offset = row != SY_NONE ? sy__cell(&sy__table_read_zones, row, 1) : SY_STR("");
    snprintf(out, 24, "%.*s", (int)offset.len, offset.ptr);
}

static void put_time(char out[64], size_t n, int hour, int minute, int second, const char *offset)
{
    if (second >= 0) snprintf(out + n, 64 - n, "T%02d:%02d:%02d%s", hour, minute, second, offset);
    else snprintf(out + n, 64 - n, "T%02d:%02d%s", hour, minute, offset);
}

/* "2031", "2031-05", "2031-05-06", "2031-05-06T07:08:09+02:00" */
static bool iso(sy_str s, char out[64])
{
    size_t i = 0;
    int year = number(s, &i, 4), month, day, hour, minute, second;
    char offset[24];
    if (i != 4 || year < 1) return false;
    snprintf(out, 64, "%04d", year);
    if (i == s.len) return true;
    if (!take(s, &i, '-') || (month = number(s, &i, 2)) < 0 || !is_day(year, month, 1)) return false;
    snprintf(out, 64, "%04d-%02d", year, month);
    if (i == s.len) return true;
    if (!take(s, &i, '-') || (day = number(s, &i, 2)) < 0 || !is_day(year, month, day)) return false;
    snprintf(out, 64, "%04d-%02d-%02d", year, month, day);
    if (i == s.len || (s.ptr[i] != 'T' && s.ptr[i] != 't' && s.ptr[i] != ' ')) return i == s.len;
    i++;
    if (!clock_time(s, &i, &hour, &minute, &second)) return true;
    spaces(s, &i);
    zone(s, &i, offset);
    put_time(out, 10, hour, minute, second, offset);
    return true;
}

/* English names, as the RFC has them; longer forms begin alike. */
static int month_number(sy_str name)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (name.len < 3) return 0;
    for (int m = 0; m < 12; m++)
        if (sy__ieq(sy__sub(name, 0, 3), (sy_str){ names + 3 * m, 3 })) return m + 1;
    return 0;
}

/* "Tue, 06 May 2031 07:08:09 +0200", day name and time optional */
static bool rfc822(sy_str s, char out[64])
{
    size_t i = 0;
    int hour, minute, second;
    char offset[24];
    if (word(s, &i).len) {
        take(s, &i, '.');
        take(s, &i, ',');
        spaces(s, &i);
    }
    int day = number(s, &i, 2);
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '-')) i++;
    int month = month_number(word(s, &i));
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '-' || s.ptr[i] == '.')) i++;
    size_t from = i;
    int year = number(s, &i, 4);
    if (i - from == 2) year += year < 50 ? 2000 : 1900;
    if (i - from == 3 || !is_day(year, month, day)) return false;
    snprintf(out, 64, "%04d-%02d-%02d", year, month, day);
    spaces(s, &i);
    if (i == s.len || !clock_time(s, &i, &hour, &minute, &second)) return true;
    spaces(s, &i);
    zone(s, &i, offset);
    put_time(out, 10, hour, minute, second, offset);
    return true;
}

bool sy__feed_date(sy_str text, char out[64])
{
    sy_str s = sy__trim(text);
    if (iso(s, out) || rfc822(s, out)) return true;
    out[0] = '\0';
    return false;
}
