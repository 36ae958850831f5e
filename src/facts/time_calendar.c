/* The calendar: days, weeks, moves, holidays, and the TIMEX3 form of a point in time. */
#include "facts/time.h"

#include <stdio.h>

#include "facts_tables.h"

int64_t sy__days_of(int32_t year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void sy__date_of_days(int64_t days, sy__when *out)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *out = (sy__when)SY__WHEN_INIT;
    out->day = (int8_t)(doy - (153 * mp + 2) / 5 + 1);
    out->month = (int8_t)(mp + (mp < 10 ? 3 : -9));
    out->year = (int32_t)(yoe + era * 400 + (out->month <= 2));
    out->grain = SY__G_DAY;
}

int sy__weekday_of(int64_t days)
{
    int64_t n = (days + 3) % 7;
    return (int)(n < 0 ? n + 7 : n) + 1;
}

int sy__month_days(int32_t year, int month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month < 1 || month > 12 ? 0 : days[month - 1] + (month == 2 && leap);
}

bool sy__has_day(const sy__when *w) { return w->year != SY__NO_YEAR && w->month > 0 && w->day > 0; }

static int64_t monday_of_week(int32_t year, int week)
{
    int64_t fourth = sy__days_of(year, 1, 4);
    return fourth - (sy__weekday_of(fourth) - 1) + (int64_t)(week - 1) * 7;
}

void sy__week_of(const sy__when *day, sy__when *out)
{
    int64_t days = sy__days_of(day->year, day->month, day->day), thursday = days - (sy__weekday_of(days) - 1) + 3;
    sy__when t;
    sy__date_of_days(thursday, &t);
    *out = (sy__when)SY__WHEN_INIT;
    out->year = t.year;
    out->week = (int8_t)((thursday - sy__days_of(t.year, 1, 1)) / 7 + 1);
    out->grain = SY__G_WEEK;
}

static int season_month(const char *code)
{
    return code[0] == 'S' ? (code[1] == 'P' ? 3 : 6) : code[0] == 'F' ? 9 : 12;
}

int64_t sy__first_day(const sy__when *w)
{
    if (w->week)
        return monday_of_week(w->year, w->week) + (w->grain == SY__G_WEEKEND ? 5 : 0);
    int month = w->month;
    if (w->grain == SY__G_SEASON)
        month = season_month(w->code);
    else if (w->grain == SY__G_QUARTER)
        month = w->index * 3 - 2;
    else if (w->grain == SY__G_HALF)
        month = w->index == 2 ? 7 : 1;
    return sy__days_of(w->year, month > 0 ? month : 1, w->day > 0 ? w->day : 1);
}

static void set_months(sy__when *out, int64_t months)
{
    int64_t year = months >= 0 ? months / 12 : -((-months + 11) / 12);
    out->year = (int32_t)year;
    out->month = (int8_t)(months - year * 12 + 1);
}

/* How many months one unit has, 0 where it is counted in days. */
static int64_t unit_months(const char *unit)
{
    static const struct { const char *unit; int64_t n; } all[] = { { "M", 1 }, { "Q", 3 }, { "6M", 6 }, { "Y", 12 }, { "DE", 120 }, { "CE", 1200 }, { "ML", 12000 } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(unit, all[i].unit) == 0)
            return all[i].n;
    return 0;
}

bool sy__when_coarse(const sy__when *w, const char *unit, sy__when *out)
{
    sy__when r = SY__WHEN_INIT;
    if (w->year == SY__NO_YEAR)
        return false;
    if (w->week && strchr("MQYDC", unit[0]) && unit[0] != 'D') {
        sy__when day;                                          /* a week lies where its Thursday does */
        sy__date_of_days(sy__first_day(w) + 3, &day);
        return sy__when_coarse(&day, unit, out);
    }
    r.year = w->year;
    int month = w->month > 0 ? w->month : 0;
    if (strcmp(unit, "D") == 0) {
        if (!sy__has_day(w))
            return false;
        r.month = w->month;
        r.day = w->day;
        r.grain = SY__G_DAY;
    } else if (strcmp(unit, "W") == 0 || strcmp(unit, "WE") == 0) {
        if (w->week)
            r = *w;
        else if (!sy__has_day(w))
            return false;
        else
            sy__week_of(w, &r);
        r.grain = unit[1] == 'E' ? SY__G_WEEKEND : SY__G_WEEK;
    } else if (strcmp(unit, "M") == 0) {
        if (!month)
            return false;
        r.month = w->month;
        r.grain = SY__G_MONTH;
    } else if (strcmp(unit, "Q") == 0) {
        if (!month && w->grain != SY__G_QUARTER)
            return false;
        r.index = (int8_t)(w->grain == SY__G_QUARTER ? w->index : (month + 2) / 3);
        r.grain = SY__G_QUARTER;
    } else if (strcmp(unit, "Y") == 0) {
        r.grain = SY__G_YEAR;
    } else if (strcmp(unit, "DE") == 0) {
        r.year -= r.year % 10;
        r.grain = SY__G_DECADE;
    } else if (strcmp(unit, "CE") == 0) {
        r.year -= r.year % 100;
        r.grain = SY__G_CENTURY;
    } else
        return false;
    *out = r;
    return true;
}

bool sy__when_add(const sy__when *w, const char *unit, int64_t n, sy__when *out)
{
    int64_t months = unit_months(unit);
    if (n > 100000 || n < -100000 || w->year == SY__NO_YEAR)
        return false;
    if (strcmp(unit, "D") == 0 || strcmp(unit, "W") == 0 || strcmp(unit, "2W") == 0 || strcmp(unit, "WE") == 0) {
        int64_t step = unit[0] == 'D' ? 1 : unit[0] == '2' ? 14 : 7;
        sy__when day;
        if (!sy__has_day(w) && !(w->week && step > 1))
            return false;
        sy__date_of_days(sy__first_day(w) + n * step, &day);
        return sy__when_coarse(&day, step == 1 ? "D" : unit[0] == '2' ? "W" : unit, out);
    }
    if (months == 0)
        return false;
    int64_t at = (int64_t)w->year * 12 + (w->month > 0 ? w->month - 1 : 0);
    if (months < 12 && w->month == 0 && w->grain != SY__G_QUARTER)
        return false;
    if (w->grain == SY__G_QUARTER)
        at += (w->index - 1) * 3;
    sy__when moved = SY__WHEN_INIT;
    set_months(&moved, at + n * months);
    const char *as = strcmp(unit, "6M") == 0 ? "M" : strcmp(unit, "ML") == 0 ? "Y" : unit;
    return sy__when_coarse(&moved, as, out);
}

/* ---- holidays ------------------------------------------------------------------------------- */

static int64_t easter(int32_t year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return sy__days_of(year, n / 31, n % 31 + 1);
}

static int number_in(sy_str s, size_t *i)
{
    int sign = 1, v = 0;
    if (*i < s.len && (s.ptr[*i] == '-' || s.ptr[*i] == '+'))
        sign = s.ptr[(*i)++] == '-' ? -1 : 1;
    for (; *i < s.len && s.ptr[*i] >= '0' && s.ptr[*i] <= '9' && v < 1000; (*i)++)
        v = v * 10 + (s.ptr[*i] - '0');
    return sign * v;
}

bool sy__holiday_date(uint16_t row, int32_t year, sy__when *out)
{
    sy_str rule = sy__cell(&sy__table_facts_holidays, row - 1u, 1);
    size_t i = 0;
    if (year < 1 || year > 9999)
        return false;
    if (rule.len == 10 && rule.ptr[4] == '-')
        return sy__when_read(rule, out);
    if (sy__starts(rule, SY_STR("easter"))) {
        i = 6;
        sy__date_of_days(easter(year) + number_in(rule, &i), out);
        return true;
    }
    int month = number_in(rule, &i);
    if (i < rule.len && rule.ptr[i] == '-') {
        i++;
        sy__date_of_days(sy__days_of(year, month, number_in(rule, &i)), out);
        return true;
    }
    i++;                                                       /* MM/w#n, perhaps with +days */
    int weekday = number_in(rule, &i);
    i++;
    int nth = number_in(rule, &i), more = i < rule.len ? number_in(rule, &i) : 0;
    int64_t first = sy__days_of(year, month, 1), day;
    if (nth > 0)
        day = first + (weekday - sy__weekday_of(first) + 7) % 7 + (int64_t)(nth - 1) * 7;
    else {
        int64_t last = sy__days_of(year, month, sy__month_days(year, month));
        day = last - (sy__weekday_of(last) - weekday + 7) % 7;
    }
    sy__date_of_days(day + more, out);
    return true;
}

/* ---- TIMEX3 ---------------------------------------------------------------------------------- */

static void put_year(const sy__when *w, char out[12])
{
    if (w->year == SY__NO_YEAR)
        memcpy(out, "XXXX", 5);
    else if (w->year < 0)
        snprintf(out, 12, "BC%04d", -w->year > 9999 ? 9999 : -w->year);
    else
        snprintf(out, 12, "%04d", w->year > 9999 ? 9999 : w->year);
}

static void put_number(char *out, int v)
{
    if (v > 0 && v < 100)
        snprintf(out, 4, "%02d", v);
    else
        memcpy(out, "XX", 3);
}

static void put_day(const sy__when *w, const char *year, char out[SY__VALUE_BYTES])
{
    char month[4], day[4];
    put_number(month, w->month);
    put_number(day, w->day);
    if (w->weekday && !w->day && !w->month)
        snprintf(out, SY__VALUE_BYTES, "%s-WXX-%d", year, w->weekday);
    else
        snprintf(out, SY__VALUE_BYTES, "%s-%s-%s", year, month, day);
}

static void put_clock(const sy__when *w, char out[SY__VALUE_BYTES])
{
    size_t n = strlen(out);
    if (w->grain == SY__G_PART) {
        snprintf(out + n, SY__VALUE_BYTES - n, "T%.2s", w->code);
        return;
    }
    if (w->hour < 0)
        return;
    snprintf(out + n, SY__VALUE_BYTES - n, "T%02d:%02d", w->hour, w->minute < 0 ? 0 : w->minute);
    n = strlen(out);
    sy_str offset = w->zone ? sy__cell(&sy__table_facts_time_zones, w->zone - 1u, 1) : (sy_str){ 0 };
    if (offset.len) {
        size_t i = 0;
        int    hours = number_in(offset, &i);
        if (hours == 0)
            snprintf(out + n, SY__VALUE_BYTES - n, "Z");
        else
            snprintf(out + n, SY__VALUE_BYTES - n, "%c%02d", hours < 0 ? '-' : '+', hours < 0 ? -hours : hours);
    }
}

void sy__when_value(const sy__when *w, char out[SY__VALUE_BYTES])
{
    char year[12], month[4], week[4];
    put_year(w, year);
    put_number(month, w->month);
    put_number(week, w->week);
    switch ((sy__grain)w->grain) {
    case SY__G_TIME:
    case SY__G_PART:
    case SY__G_DAY: put_day(w, year, out); break;
    case SY__G_WEEKEND: snprintf(out, SY__VALUE_BYTES, "%s-W%s-WE", year, week); break;
    case SY__G_WEEK: snprintf(out, SY__VALUE_BYTES, "%s-W%s", year, week); break;
    case SY__G_MONTH: snprintf(out, SY__VALUE_BYTES, "%s-%s", year, month); break;
    case SY__G_SEASON: snprintf(out, SY__VALUE_BYTES, "%s-%.2s", year, w->code); break;
    case SY__G_QUARTER:
        if (w->index)
            snprintf(out, SY__VALUE_BYTES, "%s-Q%d", year, w->index);
        else
            snprintf(out, SY__VALUE_BYTES, "%s-QX", year);
        break;
    case SY__G_HALF: snprintf(out, SY__VALUE_BYTES, "%s-H%d", year, w->index); break;
    case SY__G_DECADE:
    case SY__G_CENTURY:
        snprintf(out, SY__VALUE_BYTES, "%s", year);
        if (w->year != SY__NO_YEAR)
            out[strlen(year) - (w->grain == SY__G_DECADE ? 1 : 2)] = 0;
        break;
    case SY__G_YEAR:
    case SY__G_NONE: snprintf(out, SY__VALUE_BYTES, "%s", year); break;
    }
    if (w->grain == SY__G_TIME || w->grain == SY__G_PART)
        put_clock(w, out);
}

bool sy__when_read(sy_str s, sy__when *out)
{
    *out = (sy__when)SY__WHEN_INIT;
    int v[3] = { 0, 0, 0 }, n = 0;
    for (size_t i = 0; n < 3 && i < s.len; n++) {
        size_t digits = 0;
        for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && digits < 4; i++, digits++)
            v[n] = v[n] * 10 + (s.ptr[i] - '0');
        if (digits != (n ? 2u : 4u)) {
            v[n] = 0;
            break;
        }
        if (i >= s.len || s.ptr[i] != '-') {
            n++;
            break;
        }
        i++;
    }
    if (v[0] < 1000 || v[1] > 12 || v[2] > 31)
        return false;
    out->year = v[0];
    out->month = (int8_t)v[1];
    out->day = (int8_t)v[2];
    out->grain = v[2] ? SY__G_DAY : v[1] ? SY__G_MONTH : SY__G_YEAR;
    return true;
}
