/* The scanner for HTML tokens. Every byte is looked at a bounded number of times, whatever the page. */
#include "extract/html_token.h"

/* ---- names --------------------------------------------------------------------------------------- */

#define TAG_NAME(id, name) name,
static const char *const tag_names[] = { "#text", "", SY__TAGS(TAG_NAME) };

const char *sy__tag_name(sy__tag tag) { return tag_names[tag]; }

/* The names stand in alphabetical order: a binary search over their first eight bytes, then all. */
static uint8_t tag_of(const char *p, size_t n)
{
    if (n == 0 || n > 10)
        return SY__TAG_OTHER;
    char name[12];
    for (size_t i = 0; i < n; i++)
        name[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
    name[n] = '\0';
    int lo = SY__TAG_OTHER + 1, hi = SY__TAG_N;
    while (lo < hi) {
        int mid = (lo + hi) / 2, c = strcmp(tag_names[mid], name);
        if (c == 0)
            return (uint8_t)mid;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return SY__TAG_OTHER;
}

/* ---- character classes ------------------------------------------------------------------------------ */

static bool space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

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

bool sy__scan_attr(sy_str text, sy_span attrs, uint32_t *at, sy_span *name, sy_span *value)
{
    const char *p = text.ptr;
    uint32_t i = *at, end = attrs.end;
    while (i < end && (space(p[i]) || p[i] == '/'))
        i++;
    if (i >= end)
        return false;
    name->begin = i;
    i++;                                    /* a name may begin with '=' */
    while (i < end && !space(p[i]) && p[i] != '/' && p[i] != '=')
        i++;
    name->end = i;
    *value = (sy_span){ i, i };
    uint32_t k = i;
    while (k < end && space(p[k]))
        k++;
    if (k < end && p[k] == '=') {
        k++;
        while (k < end && space(p[k]))
            k++;
        if (k < end && (p[k] == '"' || p[k] == '\'')) {
            uint32_t close = find_char((sy_str){ p, end }, k + 1, p[k]);
            *value = (sy_span){ k + 1, close };
            i = close < end ? close + 1 : end;
        } else {
            i = k;
            while (i < end && !space(p[i]))
                i++;
            *value = (sy_span){ k, i };
        }
    }
    *at = i;
    return true;
}

/* The '>' that ends a tag whose name ends at `at`: not one inside of a quoted value. */
static uint32_t tag_close(sy_str s, uint32_t at)
{
    const char *p = s.ptr;
    uint32_t n = (uint32_t)s.len, i = at;
    for (;;) {
        while (i < n && (space(p[i]) || p[i] == '/'))
            i++;
        if (i >= n || p[i] == '>')
            return i;
        i++;
        while (i < n && !space(p[i]) && p[i] != '/' && p[i] != '=' && p[i] != '>')
            i++;
        while (i < n && space(p[i]))
            i++;
        if (i >= n || p[i] != '=')
            continue;
        i++;
        while (i < n && space(p[i]))
            i++;
        if (i < n && (p[i] == '"' || p[i] == '\'')) {
            i = find_char(s, i + 1, p[i]);
            i += i < n;
        } else {
            while (i < n && !space(p[i]) && p[i] != '>')
                i++;
        }
    }
}

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
    while (i < s.len && !space(s.ptr[i]) && s.ptr[i] != '/' && s.ptr[i] != '>')
        i++;
    t->tag = tag_of(s.ptr + name, i - name);
    uint32_t end = tag_close(s, i);
    if (end >= s.len) {
        z->at = (uint32_t)s.len;
        return false;
    }
    t->at = (sy_span){ at, end + 1 };
    t->attrs = (sy_span){ i, end };
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
    memset(t, 0, sizeof *t);
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
