/* Header fields, of WARC records and of the HTTP responses inside of them. */
#include "read/read_internal.h"

bool sy__header_end(sy_str s, size_t from, size_t *end)
{
    size_t at = from;
    for (;;) {
        const char *newline = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
        if (!newline) return false;
        at = (size_t)(newline - s.ptr) + 1;
        size_t blank = at < s.len && s.ptr[at] == '\r' ? at + 1 : at;
        if (blank >= s.len) return false;
        if (s.ptr[blank] != '\n') continue;
        *end = blank + 1;
        return true;
    }
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* Cheaper than sy__trim where there is one space in front and a carriage return behind. */
static sy_str trim_line(const char *from, const char *to)
{
    while (from < to && is_space(*from)) from++;
    while (to > from && is_space(to[-1])) to--;
    return (sy_str){ from, (size_t)(to - from) };
}

bool sy__field_next(sy_str *rest, sy_str *name, sy_str *value)
{
    while (rest->len) {
        const char *p = rest->ptr, *newline = memchr(p, '\n', rest->len), *end = newline ? newline : p + rest->len;
        const char *colon = memchr(p, ':', (size_t)(end - p));
        *rest = sy__sub(*rest, (size_t)(end - p) + (newline != NULL), rest->len);
        if (!colon || is_space(*p)) continue;   /* the first line, a blank one, one that goes on */
        *name = trim_line(p, colon);
        *value = trim_line(colon + 1, end);
        return true;
    }
    return false;
}

void sy__media_type(sy_str value, sy_str *type, sy_str *charset)
{
    size_t end = sy__find(value, SY_STR(";"), 0);
    *type = sy__trim(sy__sub(value, 0, end == SIZE_MAX ? value.len : end));
    *charset = (sy_str){ NULL, 0 };
    while (end != SIZE_MAX) {
        size_t from = end + 1;
        end = sy__find(value, SY_STR(";"), from);
        sy_str part = sy__trim(sy__sub(value, from, end == SIZE_MAX ? value.len : end));
        if (part.len < 9 || !sy__ieq(sy__sub(part, 0, 8), SY_STR("charset="))) continue;
        part = sy__sub(part, 8, part.len);
        while (part.len && (part.ptr[0] == '"' || part.ptr[0] == '\'')) part = sy__sub(part, 1, part.len);
        while (part.len && (part.ptr[part.len - 1] == '"' || part.ptr[part.len - 1] == '\'')) part.len--;
        *charset = part;
        return;
    }
}

bool sy__http_parse(sy_str block, sy__http *out)
{
    size_t end = 0, at = 0;
    *out = (sy__http){ 0 };
    if (!sy__starts(block, SY_STR("HTTP/"))) return false;
    if (!sy__header_end(block, 0, &end)) end = block.len;
    sy_str fields = sy__sub(block, 0, end), name, value;
    while (at < end && block.ptr[at] != ' ' && block.ptr[at] != '\n') at++;
    while (at < end && block.ptr[at] == ' ') at++;
    for (int digits = 0; at < end && digits < 3 && block.ptr[at] >= '0' && block.ptr[at] <= '9'; at++, digits++)
        out->status = out->status * 10 + (block.ptr[at] - '0');
    while (sy__field_next(&fields, &name, &value)) {
        if (name.len == 12 && sy__ieq(name, SY_STR("Content-Type"))) {
            if (value.len) sy__media_type(value, &out->type, &out->charset);
        } else if (name.len == 16 && sy__ieq(name, SY_STR("Content-Encoding"))) out->coding = value;
        else if (name.len == 17 && sy__ieq(name, SY_STR("Transfer-Encoding"))) out->transfer = value;
    }
    out->body = sy__sub(block, end, block.len);
    return true;
}
