/* The scanner for HTML tokens. Every byte is looked at a bounded number of times, whatever the page. */
#include "extract/html_token.h"

/* ---- names --------------------------------------------------------------------------------------- */

#define TAG_NAME(id, name) name,
static const char *const tag_names[] = { "#text", "", SY__TAGS(TAG_NAME) };

const char *sy__tag_name(sy__tag tag) { return tag_names[tag]; }

#define ATTR_NAME(id, name) name,
static const char *const attr_names[] = { SY__ATTRS(ATTR_NAME) };

/* Number of a name of n > 0 bytes, letter case apart (other bytes are confused, too: whoever looks it up compares). `left`
 * bytes may be read from p on. */
static uint64_t name_key(const char *p, size_t n, size_t left)
{
    uint64_t first = 0, last = 0;
    if (n >= 8) {
        memcpy(&first, p, 8);
        memcpy(&last, p + n - 8, 8);
    } else if (left >= 8) {
        memcpy(&first, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        first >>= 64 - 8 * n;
#else
        first &= ((uint64_t)1 << (8 * n)) - 1;
#endif
    } else {
        for (size_t i = 0; i < n; i++)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
            first = first << 8 | (uint8_t)p[i];
#else
            first |= (uint64_t)(uint8_t)p[i] << (8 * i);
#endif
    }
    uint64_t h = ((first | 0x2020202020202020u) * 0x9E3779B97F4A7C15u) ^ ((last | 0x2020202020202020u) * 0xC2B2AE3D27D4EB4Fu) ^ n;
    return h | 1;
}

static uint32_t name_slot(const sy__scanner *z, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 40) % SY__NAME_SLOTS;
    while (z->keys[i] && z->keys[i] != key)
        i = (i + 1) % SY__NAME_SLOTS;
    return i;
}

static bool is_name(const char *name, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (name[i] == '\0' || (p[i] != name[i] && !(p[i] >= 'A' && p[i] <= 'Z' && (p[i] | 32) == name[i])))
            return false;
    return name[n] == '\0';
}

void sy__scanner_init(sy__scanner *z, sy_str text, uint32_t max_value)
{
    memset(z, 0, sizeof *z);
    z->text = text;
    z->max_value = max_value;
    for (uint8_t t = SY__TAG_OTHER + 1; t < SY__TAG_N; t++) {
        size_t n = strlen(tag_names[t]);
        uint32_t i = name_slot(z, name_key(tag_names[t], n, n));
        z->keys[i] = name_key(tag_names[t], n, n);
        z->tags[i] = t;
    }
    for (uint8_t a = 0; a < SY__ATTR_N; a++) {
        size_t n = strlen(attr_names[a]);
        uint32_t i = name_slot(z, name_key(attr_names[a], n, n));
        z->keys[i] = name_key(attr_names[a], n, n);
        z->attrs[i] = (uint8_t)(a + 1);
    }
}

static uint8_t tag_of(const sy__scanner *z, uint32_t at, size_t n)
{
    const char *p = z->text.ptr + at;
    if (n == 0 || n > 10)
        return SY__TAG_OTHER;
    uint8_t tag = z->tags[name_slot(z, name_key(p, n, z->text.len - at))];
    return tag && is_name(tag_names[tag], p, n) ? tag : SY__TAG_OTHER;
}

static int attr_of(const sy__scanner *z, uint32_t at, size_t n)
{
    const char *p = z->text.ptr + at;
    if (n < 2 || n > 14)
        return -1;
    int attr = z->attrs[name_slot(z, name_key(p, n, z->text.len - at))] - 1;
    return attr >= 0 && is_name(attr_names[attr], p, n) ? attr : -1;
}

/* ---- character classes ------------------------------------------------------------------------------ */

enum { C_SPACE = 1, C_SLASH = 2, C_EQUALS = 4, C_CLOSE = 8 };
static const uint8_t classes[256] = {
    [' '] = C_SPACE, ['\n'] = C_SPACE, ['\t'] = C_SPACE, ['\r'] = C_SPACE, ['\f'] = C_SPACE,
    ['/'] = C_SLASH, ['='] = C_EQUALS, ['>'] = C_CLOSE,
};

static bool space(char c) { return classes[(uint8_t)c] & C_SPACE; }
static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Passes what is of these classes, or what is of none of them. */
static uint32_t pass(sy_str s, uint32_t i, uint8_t which)
{
    while (i < s.len && (classes[(uint8_t)s.ptr[i]] & which))
        i++;
    return i;
}

static uint32_t pass_until(sy_str s, uint32_t i, uint8_t which)
{
    while (i < s.len && !(classes[(uint8_t)s.ptr[i]] & which))
        i++;
    return i;
}

static uint32_t find_char(sy_str s, uint32_t from, char c)
{
    if (from >= s.len)
        return (uint32_t)s.len;
    const char *p = memchr(s.ptr + from, c, s.len - from);
    return p ? (uint32_t)(p - s.ptr) : (uint32_t)s.len;
}

static bool at_word(sy_str s, uint32_t at, const char *word)
{
    size_t n = strlen(word);
    if (s.len - at < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((s.ptr[at + i] >= 'A' && s.ptr[at + i] <= 'Z' ? s.ptr[at + i] + 32 : s.ptr[at + i]) != word[i])
            return false;
    return true;
}

/* ---- comments, declarations -------------------------------------------------------------------------- */

/* Behind "<!--": the byte behind the comment's end. */
static uint32_t skip_comment(sy_str s, uint32_t at)
{
    if (at < s.len && s.ptr[at] == '>')
        return at + 1;
    if (at + 1 < s.len && s.ptr[at] == '-' && s.ptr[at + 1] == '>')
        return at + 2;
    for (uint32_t i = find_char(s, at, '>'); i < s.len; i = find_char(s, i + 1, '>')) {
        if (i >= at + 2 && s.ptr[i - 1] == '-' && s.ptr[i - 2] == '-')
            return i + 1;
        if (i >= at + 3 && s.ptr[i - 1] == '!' && s.ptr[i - 2] == '-' && s.ptr[i - 3] == '-')
            return i + 1;
    }
    return (uint32_t)s.len;
}

/* At "<!", "<?" or "</" and no letter: the byte behind. text: a CDATA section of foreign content. */
static uint32_t skip_declaration(const sy__scanner *z, uint32_t at, sy_span *text)
{
    sy_str s = z->text;
    *text = (sy_span){ 0, 0 };
    if (at_word(s, at, "<!--"))
        return skip_comment(s, at + 4);
    if (z->foreign && at_word(s, at, "<![cdata[")) {
        uint32_t i = find_char(s, at + 9, ']');
        while (i < s.len && !at_word(s, i, "]]>"))
            i = find_char(s, i + 1, ']');
        *text = (sy_span){ at + 9, i };
        return i < s.len ? i + 3 : i;
    }
    uint32_t i = find_char(s, at, '>');
    return i < s.len ? i + 1 : i;
}

/* ---- tags ------------------------------------------------------------------------------------------------ */

/* From the end of a tag's name on: its attributes, if `t` is given, and the '>' that ends it, which is not one inside of a
 * quoted value. The text's end: there is none. */
static uint32_t scan_attrs(const sy__scanner *z, uint32_t i, sy__token *t)
{
    sy_str s = z->text;
    uint32_t n = (uint32_t)s.len, seen = 0;
    for (;;) {
        i = pass(s, i, C_SPACE | C_SLASH);
        if (i >= n || s.ptr[i] == '>')
            return i;
        uint32_t name = i;
        i = pass_until(s, i + 1, C_SPACE | C_SLASH | C_EQUALS | C_CLOSE);    /* a name may begin with '=' */
        uint32_t name_end = i;
        sy_span value = { i, i };
        i = pass(s, i, C_SPACE);
        if (i < n && s.ptr[i] == '=') {
            i = pass(s, i + 1, C_SPACE);
            if (i < n && (s.ptr[i] == '"' || s.ptr[i] == '\'')) {
                value = (sy_span){ i + 1, find_char(s, i + 1, s.ptr[i]) };
                i = value.end + (value.end < n);
            } else {
                value.begin = i;
                value.end = i = pass_until(s, i, C_SPACE | C_CLOSE);
            }
        }
        int attr = t ? attr_of(z, name, name_end - name) : -1;
        if (attr >= 0 && !(seen >> attr & 1) && value.end - value.begin <= z->max_value) {
            seen |= 1u << attr;
            t->attrs[t->n_attrs++] = (sy__attr){ value, (uint32_t)attr };
        }
    }
}

_Static_assert((int)SY__ATTR_N <= 32, "attributes seen are bits of a word");

static bool is_raw(uint8_t tag)
{
    switch (tag) {
    case SY__TAG_SCRIPT: case SY__TAG_STYLE: case SY__TAG_XMP: case SY__TAG_IFRAME: case SY__TAG_NOEMBED: case SY__TAG_NOFRAMES:
    case SY__TAG_NOSCRIPT: case SY__TAG_TITLE: case SY__TAG_TEXTAREA: case SY__TAG_PLAINTEXT: return true;
    default: return false;
    }
}

/* At '<' before a name, or at "</". false: the page ends inside of the tag, which is then dropped. */
static bool scan_tag(sy__scanner *z, sy__token *t)
{
    sy_str s = z->text;
    uint32_t at = z->at, i = at + 1;
    t->kind = SY__TOKEN_OPEN;
    if (s.ptr[i] == '/') {
        t->kind = SY__TOKEN_CLOSE;
        i++;
    }
    uint32_t name = i;
    i = pass_until(s, i, C_SPACE | C_SLASH | C_CLOSE);
    t->tag = tag_of(z, name, i - name);
    uint32_t end = scan_attrs(z, i, t->kind == SY__TOKEN_OPEN ? t : NULL);
    if (end >= s.len) {
        z->at = (uint32_t)s.len;
        return false;
    }
    t->at = (sy_span){ at, end + 1 };
    t->self_closing = end > i && s.ptr[end - 1] == '/';
    z->at = end + 1;
    if (t->kind == SY__TOKEN_OPEN && !z->foreign && is_raw(t->tag))
        z->raw = t->tag;
    return true;
}

/* ---- raw text ---------------------------------------------------------------------------------------------- */

static bool ends_name(sy_str s, uint32_t at)
{
    return at < s.len && (space(s.ptr[at]) || s.ptr[at] == '/' || s.ptr[at] == '>');
}

/* Where the raw text of an element ends: at its end tag, or with the page. In scripts a comment may hold a whole script
 * element, whose end tag does not count. */
static uint32_t raw_end(sy_str s, uint32_t at, uint8_t tag)
{
    const char *name = tag_names[tag];
    uint32_t n = (uint32_t)strlen(name);
    bool script = tag == SY__TAG_SCRIPT, escaped = false, twice = false;
    if (tag == SY__TAG_PLAINTEXT)
        return (uint32_t)s.len;
    uint32_t comment_end = 0;               /* of the comment that i is in */
    for (uint32_t i = find_char(s, at, '<'); i < s.len; i = find_char(s, i + 1, '<')) {
        if (escaped && i >= comment_end)
            escaped = twice = false;
        if (script && !escaped && at_word(s, i, "<!--")) {
            escaped = true;
            comment_end = skip_comment(s, i + 4);
            if (comment_end >= s.len)
                comment_end = (uint32_t)s.len + 1;
        } else if (i + 1 < s.len && s.ptr[i + 1] == '/' && at_word(s, i + 2, name) && ends_name(s, i + 2 + n)) {
            if (!twice)
                return i;
            twice = false;
        } else if (escaped && at_word(s, i + 1, name) && ends_name(s, i + 1 + n)) {
            twice = true;
        }
    }
    return (uint32_t)s.len;
}

/* ---- the next token ------------------------------------------------------------------------------------------ */

bool sy__scan(sy__scanner *z, sy__token *t)
{
    sy_str s = z->text;
    t->kind = t->tag = t->n_attrs = 0;
    t->self_closing = false;
    if (z->raw) {
        uint8_t tag = z->raw;
        uint32_t end = raw_end(s, z->at, tag);
        z->raw = 0;
        if (end > z->at) {
            t->at = (sy_span){ z->at, end };
            t->kind = SY__TOKEN_TEXT;
            z->at = end;
            return true;
        }
    }
    for (uint32_t from = z->at, i = from;;) {
        i = find_char(s, i, '<');
        char c = i + 1 < s.len ? s.ptr[i + 1] : '\0', d = i + 2 < s.len ? s.ptr[i + 2] : '\0';
        bool tag = letter(c) || (c == '/' && letter(d)), declaration = c == '!' || c == '?' || (c == '/' && i + 2 < s.len && !tag);
        if (i < s.len && !tag && !declaration) {
            i++;                            /* a '<' that means itself */
            continue;
        }
        if (i > from) {
            t->at = (sy_span){ from, i };
            t->kind = SY__TOKEN_TEXT;
            z->at = i;
            return true;
        }
        if (i >= s.len)
            return false;
        if (tag) {
            z->at = i;
            return scan_tag(z, t);
        }
        sy_span text;
        from = i = z->at = skip_declaration(z, i, &text);
        if (text.end > text.begin) {
            t->at = text;
            t->kind = SY__TOKEN_TEXT;
            return true;
        }
    }
}
