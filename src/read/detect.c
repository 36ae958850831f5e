/* Tells what an input is: by its first bytes where they say it, by the suffix of its name where they do not. */
#include "read/read_internal.h"
#include "read_tables.h"

sy_str sy__last_part(sy_str path)
{
    size_t end = path.len;
    while (end > 1 && path.ptr[end - 1] == '/') end--;
    size_t begin = end;
    while (begin > 0 && path.ptr[begin - 1] != '/') begin--;
    return sy__sub(path, begin, end);
}

/* ---- bytes that are no text ------------------------------------------------------------ */

static bool has_signature(sy_str head, sy_str hex, size_t at)
{
    if (head.len < at + hex.len / 2) return false;
    for (size_t i = 0; i + 1 < hex.len; i += 2)
        if ((unsigned char)head.ptr[at + i / 2] != sy__hex_digit(hex.ptr[i]) * 16 + sy__hex_digit(hex.ptr[i + 1])) return false;
    return true;
}

/* The longest signature that fits; short ones only where the bytes do not look like text anyway. */
static bool find_signature(sy_str head, bool looks_binary, sy_str *what)
{
    const sy__table *t = &sy__table_read_signatures;
    size_t best = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        sy_str hex = sy__cell(t, i, 0), place = sy__cell(t, i, 2);
        size_t at = 0;
        for (size_t k = 0; k < place.len; k++) at = at * 10 + (size_t)sy__hex_digit(place.ptr[k]);
        if (hex.len <= best || (hex.len < 8 && !looks_binary) || !has_signature(head, hex, at)) continue;
        best = hex.len;
        *what = sy__cell(t, i, 1);
    }
    return best > 0;
}

/* Text of any charset has hardly a NUL and hardly a control character; everything else has many. */
static bool looks_binary(sy_str head)
{
    size_t nul = 0, control = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        if (c == 0) nul++;
        else if ((c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b) || c == 0x7f) control++;
    }
    return nul * 1000 > head.len || control * 50 > head.len;
}

/* Latin text in two-byte units has its NULs all on one side. */
static sy_str utf16_without_mark(sy_str head)
{
    size_t zero[2] = { 0, 0 }, pairs = head.len / 2;
    if (pairs < 4) return (sy_str){ NULL, 0 };
    for (size_t i = 0; i < pairs * 2; i++)
        if (head.ptr[i] == 0) zero[i & 1]++;
    if (zero[1] * 10 >= pairs * 4 && zero[0] * 50 <= pairs) return SY_STR("UTF-16LE");
    if (zero[0] * 10 >= pairs * 4 && zero[1] * 50 <= pairs) return SY_STR("UTF-16BE");
    return (sy_str){ NULL, 0 };
}

/* ---- the first tag --------------------------------------------------------------------- */

/* The head as ASCII for telling tags and braces: a view, or for UTF-16 the low halves of its first units. */
static sy_str ascii_view(sy_str head, bool utf16, bool big_endian, char *to, size_t size)
{
    if (sy__starts(head, SY_STR("\xEF\xBB\xBF"))) return sy__sub(head, 3, head.len);
    if (!utf16) return head;
    size_t n = 0;
    for (size_t i = 0; i + 1 < head.len && n < size; i += 2) {
        char high = head.ptr[i + (big_endian ? 0 : 1)], low = head.ptr[i + (big_endian ? 1 : 0)];
        if (i == 0 && ((unsigned char)high == 0xFE)) continue;   /* the byte order mark */
        to[n++] = high ? '?' : low;
    }
    return (sy_str){ to, n };
}

static size_t skip_space(sy_str s, size_t i)
{
    while (i < s.len && (s.ptr[i] == ' ' || (s.ptr[i] >= '\t' && s.ptr[i] <= '\r'))) i++;
    return i;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Name of the tag that opens at s[i] == '<', in lower case; its length, 0 where no tag stands there. */
static size_t tag_name(sy_str s, size_t i, char name[16])
{
    size_t n = 0;
    for (i++; i < s.len && n < 15; i++) {
        char c = lower(s.ptr[i]);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && n) || c == '!' || c == ':')) break;
        name[n++] = c;
    }
    bool ends = i == s.len || s.ptr[i] == '>' || s.ptr[i] == '/' || skip_space(s, i) > i;
    return ends ? n : 0;
}

/* Behind the doctype that begins at s[i], its own declarations in brackets included. */
static size_t doctype_end(sy_str s, size_t i)
{
    size_t end = sy__find(s, SY_STR(">"), i), open = sy__find(s, SY_STR("["), i);
    if (open < end) {
        size_t close = sy__find(s, SY_STR("]"), open);
        end = close == SIZE_MAX ? SIZE_MAX : sy__find(s, SY_STR(">"), close);
    }
    return end == SIZE_MAX ? end : end + 1;
}

/* Row of a first tag; a feed's may have a prefix of its own. */
static uint32_t opener_row(sy_str name)
{
    uint32_t row = name.len ? sy__table_find(&sy__table_read_openers, name) : SY_NONE;
    size_t colon = sy__find(name, SY_STR(":"), 0);
    if (row != SY_NONE || colon == SIZE_MAX) return row;
    row = sy__table_find(&sy__table_read_openers, sy__sub(name, colon + 1, name.len));
    return row != SY_NONE && sy__is(sy__cell(&sy__table_read_openers, row, 1), "feed") ? row : SY_NONE;
}

/* Looks past white space, comments, processing instructions and an XML doctype at the first tag. */
static bool find_opener(sy_str s, sy__detected *d)
{
    bool xml = false;
    for (size_t i = 0;;) {
        i = skip_space(s, i);
        if (i >= s.len || s.ptr[i] != '<') break;
        sy_str rest = sy__sub(s, i, s.len);
        char name[16];
        if (sy__starts(rest, SY_STR("<!--"))) {
            size_t end = sy__find(s, SY_STR("-->"), i + 4);
            if (end == SIZE_MAX) return d->kind = SY__KIND_HTML, true;
            i = end + 3;
        } else if (sy__starts(rest, SY_STR("<?"))) {
            size_t end = sy__find(s, SY_STR("?>"), i);
            if (end == SIZE_MAX) break;
            xml = true;
            i = end + 2;
        } else {
            sy_str key = { name, tag_name(s, i, name) };
            uint32_t row = opener_row(key);
            if (row == SY_NONE) break;
            sy_str kind = sy__cell(&sy__table_read_openers, row, 1);
            size_t root = sy__is(key, "!doctype") ? skip_space(s, i + 9) : SIZE_MAX;
            if (root < s.len && lower(s.ptr[root]) != 'h') {   /* <!DOCTYPE rss …>: the root's tag decides */
                size_t end = doctype_end(s, i);
                if (end == SIZE_MAX) break;
                i = end;
                continue;
            }
            d->kind = sy__is(kind, "html") ? SY__KIND_HTML : sy__is(kind, "feed") ? SY__KIND_FEED : SY__KIND_OTHER;
            d->what = sy__cell(&sy__table_read_openers, row, 2);
            return true;
        }
    }
    if (xml) {
        d->kind = SY__KIND_OTHER;
        d->what = SY_STR("XML file, neither page nor feed");
    }
    return xml;
}

/* ---- the whole ------------------------------------------------------------------------- */

/* Row of the suffix table for the last part of a path, compression apart; SY_NONE. */
static uint32_t suffix_row(sy_str path)
{
    sy_str name = sy__last_part(path);
    for (int round = 0; round < 2; round++) {
        size_t dot = name.len;
        while (dot > 0 && name.ptr[dot - 1] != '.') dot--;
        if (dot < 2) return SY_NONE;
        sy_str suffix = sy__sub(name, dot - 1, name.len);
        if (!sy__ieq(suffix, SY_STR(".gz")) && !sy__ieq(suffix, SY_STR(".zst")))
            return sy__table_ifind(&sy__table_read_suffixes, suffix);
        name = sy__sub(name, 0, dot - 1);
    }
    return SY_NONE;
}

/* "[Photo] …" and "{quote} …" are texts; what begins with an object and its first key was meant to be JSON. */
static bool begins_like_record(sy_str s)
{
    char want[] = "[{\"";
    size_t k = 0;
    for (size_t i = 0; i < s.len && k < 3; i++) {
        if ((unsigned char)s.ptr[i] <= ' ') continue;
        if (k == 0 && s.ptr[i] == '{') k = 1;
        if (s.ptr[i] != want[k]) return false;
        k++;
    }
    return k == 3;
}

bool sy__may_be_text(const sy__detected *d)
{
    return d->kind == SY__KIND_TEXT || (d->kind == SY__KIND_JSON && !d->lines && !d->record);
}

bool sy__named_feed(sy_str path)
{
    uint32_t row = suffix_row(path);
    return row != SY_NONE && sy__is(sy__cell(&sy__table_read_suffixes, row, 1), "feed");
}

sy__detected sy__detect(sy_str head, sy_str path)
{
    sy__detected d = { .kind = SY__KIND_TEXT };
    if (sy__starts(head, SY_STR("WARC/1."))) {   /* its records may hold any bytes */
        d.kind = SY__KIND_WARC;
        return d;
    }
    bool le = sy__starts(head, SY_STR("\xFF\xFE")), be = sy__starts(head, SY_STR("\xFE\xFF"));
    if ((le && head.len >= 4 && head.ptr[2] == 0 && head.ptr[3] == 0) || (head.len >= 4 && memcmp(head.ptr, "\0\0\xFE\xFF", 4) == 0)) {
        d.kind = SY__KIND_UTF32;
        return d;
    }
    if (!le && !be) {
        bool binary = looks_binary(head);
        if (find_signature(head, binary, &d.what)) {
            d.kind = SY__KIND_BINARY;
            return d;
        }
        if (binary) {
            d.charset = utf16_without_mark(head);
            if (!d.charset.len) {
                d.kind = SY__KIND_BINARY;
                return d;
            }
            le = sy__is(d.charset, "UTF-16LE");
            be = !le;
        }
    }
    d.utf16 = le || be;
    char low[4096];
    sy_str view = ascii_view(head, d.utf16, be, low, sizeof low);
    uint32_t row = suffix_row(path);
    sy_str suffix = row == SY_NONE ? (sy_str){ NULL, 0 } : sy__cell(&sy__table_read_suffixes, row, 1);
    d.lines = sy__is(suffix, "lines");
    d.record = begins_like_record(view);
    size_t first = skip_space(view, 0);
    if (find_opener(view, &d)) return d;
    else if (d.lines || (first < view.len && (view.ptr[first] == '{' || view.ptr[first] == '['))) d.kind = SY__KIND_JSON;
    else if (sy__is(suffix, "html")) d.kind = SY__KIND_HTML;
    else if (sy__is(suffix, "other")) {
        d.kind = SY__KIND_OTHER;
        d.what = sy__cell(&sy__table_read_suffixes, row, 2);
    }
    return d;
}
