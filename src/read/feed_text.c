/* What feeds wrap in each other: titles in HTML, names in addresses, links. */
#include "read/read_internal.h"
#include "read_tables.h"

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* ---- plain text ---------------------------------------------------------------------------- */

/* The end of the tag or comment that begins at s[i] == '<'; i where it is only that character. */
static size_t tag_end(sy_str s, size_t i)
{
    char next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
    if (!is_letter(next) && next != '/' && next != '!') return i;
    size_t end = sy__find(s, SY_STR(">"), i);
    return end == SIZE_MAX ? i : end + 1;
}

static uint32_t number_of(sy_str digits)
{
    bool hex = digits.len && (digits.ptr[0] | 32) == 'x';
    uint32_t n = 0;
    for (size_t i = hex; i < digits.len; i++) {
        int d = sy__hex_digit(digits.ptr[i]);
        if (d < 0 || (d > 9 && !hex) || n > 0x10FFFF) return 0;
        n = n * (hex ? 16 : 10) + (uint32_t)d;
    }
    return n <= 0x10FFFF && !(n >= 0xD800 && n < 0xE000) ? n : 0;
}

/* The reference that begins at s[i] == '&': what it stands for is added. @return its end; i where there is none. */
static size_t put_reference(sy_str s, size_t i, sy_buf *to)
{
    size_t end = i + 1;
    while (end < s.len && end - i < 12 && s.ptr[end] != ';' && s.ptr[end] != '&') end++;
    if (end >= s.len || s.ptr[end] != ';' || end == i + 1) return i;
    sy_str name = sy__sub(s, i + 1, end);
    if (name.ptr[0] == '#') {
        char utf8[4];
        uint32_t cp = number_of(sy__sub(name, 1, name.len));
        if (cp == 0) return i;
        sy__buf_add(to, utf8, sy__utf8_put(utf8, cp));
        return end + 1;
    }
    uint32_t row = sy__table_find(&sy__table_read_entities, name);
    if (row == SY_NONE) return i;
    sy_str stands_for = sy__cell(&sy__table_read_entities, row, 1);
    sy__buf_str(to, stands_for.len ? stands_for : SY_STR(" "));
    return end + 1;
}

void sy__plain_text(sy_str html, sy_buf *to)
{
    size_t i = 0, last_open = html.len, begin = to->len;
    while (last_open > 0 && html.ptr[last_open - 1] != '>') last_open--;   /* behind the last '>' no '<' begins a tag */
    while (i < html.len) {
        char c = html.ptr[i];
        size_t end = c == '<' && i < last_open ? tag_end(html, i) : c == '&' ? put_reference(html, i, to) : i;
        if (end == i) {
            if (!is_space(c)) sy__buf_char(to, c);
            else if (to->len > begin && to->ptr[to->len - 1] != ' ') sy__buf_char(to, ' ');
            end++;
        }
        i = end;
    }
    while (to->len > begin && to->ptr[to->len - 1] == ' ') to->len--;
}

size_t sy__text_bytes(sy_str html)
{
    size_t n = 0, last_open = html.len;
    while (last_open > 0 && html.ptr[last_open - 1] != '>') last_open--;
    for (size_t i = 0; i < html.len;) {
        size_t end = html.ptr[i] == '<' && i < last_open ? tag_end(html, i) : i;
        if (end == i) n += !is_space(html.ptr[end++]);
        i = end;
    }
    return n;
}

sy_str sy__author_name(sy_str author)
{
    author = sy__trim(author);
    size_t open = sy__find(author, SY_STR("("), 0), at = sy__find(author, SY_STR("@"), 0);
    if (at != SIZE_MAX && open != SIZE_MAX && open > at && author.ptr[author.len - 1] == ')')
        return sy__trim(sy__sub(author, open + 1, author.len - 1));
    bool spaced = sy__find(author, SY_STR(" "), 0) != SIZE_MAX;
    return at != SIZE_MAX && !spaced ? (sy_str){ NULL, 0 } : author;
}

/* ---- links ---------------------------------------------------------------------------------- */

bool sy__is_local_link(sy_str link)
{
    size_t i = 0;
    if (sy__starts(link, SY_STR("//")) || sy__starts(link, SY_STR("#")) || sy__starts(link, SY_STR("?"))) return false;
    if (link.len > 5 && sy__ieq(sy__sub(link, 0, 5), SY_STR("file:"))) return true;
    while (i < link.len && (is_letter(link.ptr[i]) || (i && ((link.ptr[i] >= '0' && link.ptr[i] <= '9') || strchr("+-.", link.ptr[i]))))) i++;
    return link.len > 0 && !(i && i < link.len && link.ptr[i] == ':');
}
