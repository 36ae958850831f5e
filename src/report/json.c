/* The JSON writer. Numbers never pass through the locale: printf gives digits only, the point is set here. */
#include "report/json.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void sy__json_init(sy__json *j, sy_buf *out, uint32_t lines, bool for_html)
{
    *j = (sy__json){ .out = out, .lines = lines, .for_html = for_html };
}

/* ---- strings -------------------------------------------------------------------------- */

static void put_u(sy_buf *out, uint32_t cp)
{
    sy__buf_printf(out, "\\u%04x", (unsigned)cp);
}

/* Of the characters below U+0080 those that may not stand as they are. */
static void put_escape(sy_buf *out, unsigned char c)
{
    switch (c) {
    case '"': sy__buf_add(out, "\\\"", 2); break;
    case '\\': sy__buf_add(out, "\\\\", 2); break;
    case '\n': sy__buf_add(out, "\\n", 2); break;
    case '\r': sy__buf_add(out, "\\r", 2); break;
    case '\t': sy__buf_add(out, "\\t", 2); break;
    default: put_u(out, c);
    }
}

static void put_string(sy_buf *out, sy_str s, bool for_html)
{
    sy__buf_char(out, '"');
    size_t plain = 0, i = 0;   /* [plain, i) waits to be copied as it is */
    while (i < s.len) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool markup = for_html && (c == '<' || c == '>' || c == '&');
        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && !markup) {   /* nearly all of nearly all texts */
            i++;
            continue;
        }
        size_t at = i;
        uint32_t cp = sy__utf8_next(s, &i);
        /* An invalid byte reads as U+FFFD of one byte; the real character has three. */
        bool bad = cp == 0xFFFD && i - at == 1;
        bool line = cp == 0x2028 || cp == 0x2029 || cp == 0x85;   /* some readers take these for ends of lines, some scripts too */
        if (cp >= 0x80 && !bad && !line) continue;
        sy__buf_add(out, s.ptr + plain, at - plain);
        if (bad) sy__buf_z(out, "\xEF\xBF\xBD");
        else if (line) put_u(out, cp);
        else put_escape(out, (unsigned char)cp);
        plain = i;
    }
    if (plain < s.len) sy__buf_add(out, s.ptr + plain, s.len - plain);
    sy__buf_char(out, '"');
}

/* ---- structure ------------------------------------------------------------------------ */

static void new_line(sy__json *j)
{
    sy__buf_char(j->out, '\n');
    for (uint32_t i = 0; i < j->depth; i++) sy__buf_char(j->out, ' ');
}

/* What comes before a member's value. */
static void member(sy__json *j, const char *key_z, sy_str key)
{
    if (j->started) sy__buf_char(j->out, ',');
    if (j->depth > 0 && j->depth <= j->lines) new_line(j);
    j->started = true;
    if (j->depth == 0 || (j->arrays >> j->depth & 1U)) return;
    put_string(j->out, key_z ? sy__str(key_z) : key, j->for_html);
    sy__buf_char(j->out, ':');
    if (j->lines) sy__buf_char(j->out, ' ');
}

static void before(sy__json *j, const char *key)
{
    member(j, key, (sy_str){ NULL, 0 });
}

static void open_container(sy__json *j, const char *key, bool array)
{
    before(j, key);
    sy__buf_char(j->out, array ? '[' : '{');
    /* Depth is fixed by our own formats, never by the input. */
    if (j->depth + 1 >= SY__JSON_DEPTH) {
        j->out->failed = true;
        return;
    }
    j->depth++;
    uint32_t bit = 1U << j->depth;
    j->arrays = array ? j->arrays | bit : j->arrays & ~bit;
    j->started = false;
}

void sy__json_object(sy__json *j, const char *key) { open_container(j, key, false); }
void sy__json_array(sy__json *j, const char *key) { open_container(j, key, true); }

void sy__json_end(sy__json *j)
{
    if (j->depth == 0) return;
    bool array = j->arrays >> j->depth & 1U;
    j->depth--;
    if (j->started && j->depth < j->lines) new_line(j);
    sy__buf_char(j->out, array ? ']' : '}');
    j->started = true;
    if (j->depth == 0) j->started = false;   /* a stream of values: the caller puts what stands between */
}

/* ---- members -------------------------------------------------------------------------- */

void sy__json_null(sy__json *j, const char *key)
{
    before(j, key);
    sy__buf_z(j->out, "null");
}

void sy__json_bool(sy__json *j, const char *key, bool value)
{
    before(j, key);
    sy__buf_z(j->out, value ? "true" : "false");
}

/* An annotation is half numbers: without printf. */
static void put_uint(sy_buf *out, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    sy__buf_add(out, digits + at, sizeof digits - at);
}

void sy__json_uint(sy__json *j, const char *key, uint64_t value)
{
    before(j, key);
    put_uint(j->out, value);
}

void sy__json_str(sy__json *j, const char *key, sy_str value)
{
    before(j, key);
    put_string(j->out, value, j->for_html);
}

void sy__json_z(sy__json *j, const char *key, const char *value)
{
    if (value) sy__json_str(j, key, sy__str(value));
    else sy__json_null(j, key);
}

void sy__json_str_or_null(sy__json *j, const char *key, sy_str value)
{
    if (value.len) sy__json_str(j, key, value);
    else sy__json_null(j, key);
}

void sy__json_key_str(sy__json *j, sy_str key, sy_str value)
{
    member(j, NULL, key);
    put_string(j->out, value, j->for_html);
}

void sy__json_key_str_or_null(sy__json *j, sy_str key, sy_str value)
{
    member(j, NULL, key);
    if (value.len) put_string(j->out, value, j->for_html);
    else sy__buf_z(j->out, "null");
}

void sy__json_number(sy__json *j, const char *key, double value)
{
    if (!isfinite(value)) {
        sy__json_null(j, key);
        return;
    }
    before(j, key);
    sy__put_number(j->out, value);
}

void sy__json_fixed(sy__json *j, const char *key, double value)
{
    if (!isfinite(value)) {
        sy__json_null(j, key);
        return;
    }
    before(j, key);
    sy__put_fixed(j->out, value);
}

void sy__json_span(sy__json *j, const char *key, sy_span value)
{
    before(j, key);
    sy__buf_char(j->out, '[');
    put_uint(j->out, value.begin);
    sy__buf_char(j->out, ',');
    put_uint(j->out, value.end);
    sy__buf_char(j->out, ']');
}

/* ---- numbers -------------------------------------------------------------------------- */

/* Significant digits of |value| without trailing zeros, and the decimal exponent of the first. */
static int shortest_digits(double value, char digits[20], int *exponent)
{
    char text[48];
    for (int precision = 14; precision < 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        if (strtod(text, NULL) == value) break;   /* read and written in the same locale */
    }
    int n = 0;
    const char *p = text;
    for (; *p && *p != 'e'; p++)
        if (*p >= '0' && *p <= '9' && n < 19) digits[n++] = *p;
    *exponent = *p ? atoi(p + 1) : 0;
    while (n > 1 && digits[n - 1] == '0') n--;
    return n;
}

void sy__put_number(sy_buf *out, double value)
{
    if (!isfinite(value)) return;
    if (value == 0) {
        sy__buf_char(out, '0');
        return;
    }
    if (value < 0) sy__buf_char(out, '-');
    char d[20];
    int exponent = 0, n = shortest_digits(fabs(value), d, &exponent);
    if (exponent >= 0 && exponent < 21) {
        for (int i = 0; i <= exponent; i++) sy__buf_char(out, i < n ? d[i] : '0');
        if (n > exponent + 1) {
            sy__buf_char(out, '.');
            sy__buf_add(out, d + exponent + 1, (size_t)(n - exponent - 1));
        }
    } else if (exponent < 0 && exponent >= -7) {
        sy__buf_z(out, "0.");
        for (int i = -1; i > exponent; i--) sy__buf_char(out, '0');
        sy__buf_add(out, d, (size_t)n);
    } else {
        sy__buf_char(out, d[0]);
        if (n > 1) {
            sy__buf_char(out, '.');
            sy__buf_add(out, d + 1, (size_t)(n - 1));
        }
        sy__buf_printf(out, "e%d", exponent);
    }
}

void sy__put_fixed(sy_buf *out, double value)
{
    if (fabs(value) >= 9e15) {   /* beyond what a thousandth means in a double */
        sy__put_number(out, value);
        return;
    }
    long long thousandths = llround(value * 1000);
    unsigned long long u = (unsigned long long)(thousandths < 0 ? -thousandths : thousandths);
    sy__buf_printf(out, "%s%llu.%03llu", thousandths < 0 ? "-" : "", u / 1000, u % 1000);
}
