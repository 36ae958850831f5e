/* Decoding of insets, and the scanner for string literals. */
#include "extract/inset.h"

#include "extract/html_tree.h"

void sy__inset_init(sy__inset *s, const sy_ctx *ctx)
{
    sy__buf_init(&s->buf, ctx);
    sy__origin_init(&s->map, ctx);
}

void sy__inset_done(sy__inset *s)
{
    sy__buf_done(&s->buf);
    sy__origin_done(&s->map);
}

/* ---- appending ---------------------------------------------------------------------------------------- */

typedef struct target { sy__inset *inset; uint32_t at, from; } target;

static bool add_piece(void *user, sy_span to, sy_span from, bool same)
{
    target *t = user;
    sy_span here = { t->at + (to.begin - t->from), t->at + (to.end - t->from) };
    return sy__origin_add(&t->inset->map, here, from, same);
}

/* Bytes that come from a part of a layer. same: they are those bytes. */
static bool add(sy__inset *s, sy__layer from, sy_str bytes, sy_span at, bool same)
{
    uint32_t to = (uint32_t)s->buf.len;
    if (bytes.len == 0)
        return true;
    sy__buf_str(&s->buf, bytes);
    if (s->buf.failed)
        return false;
    if (same && from.map) {
        target t = { s, to, at.begin };
        return sy__origin_pieces(from.map, at, add_piece, &t);
    }
    sy_span origin = from.map ? sy__origin_back(from.map, at) : at;
    return sy__origin_add(&s->map, (sy_span){ to, (uint32_t)s->buf.len }, origin, same);
}

static bool add_same(sy__inset *s, sy__layer from, uint32_t begin, uint32_t end)
{
    return begin >= end || add(s, from, sy__sub(from.text, begin, end), (sy_span){ begin, end }, true);
}

bool sy__inset_raw(sy__inset *s, sy__layer from, sy_span at) { return add_same(s, from, at.begin, at.end); }

void sy__inset_put(sy__inset *s, const char *markup) { sy__buf_z(&s->buf, markup); }

bool sy__inset_charrefs(sy__inset *s, sy__layer from, sy_span at)
{
    sy_str text = sy__sub(from.text, 0, at.end);
    uint32_t begin = at.begin;
    for (size_t i = sy__find(text, SY_STR("&"), at.begin); i != SIZE_MAX && i < at.end; i = sy__find(text, SY_STR("&"), i)) {
        char out[8];
        size_t n_raw, n = sy__charref(text, i, false, out, &n_raw);
        if (n == 0) {
            i++;
            continue;
        }
        sy_span span = { (uint32_t)i, (uint32_t)(i + n_raw) };
        if (!add_same(s, from, begin, span.begin) || !add(s, from, (sy_str){ out, n }, span, false))
            return false;
        i += n_raw;
        begin = span.end;
    }
    return add_same(s, from, begin, at.end);
}

bool sy__inset_plain(sy__inset *s, sy__layer from, sy_span at)
{
    uint32_t begin = at.begin;
    sy__inset_put(s, "<p>");
    for (uint32_t i = at.begin; i < at.end; i++) {
        char c = from.text.ptr[i];
        if (c != '\n' && c != '<' && c != '&')
            continue;
        if (!add_same(s, from, begin, i))
            return false;
        if (c == '\n')
            sy__inset_put(s, "<p>");
        else if (!add(s, from, c == '<' ? SY_STR("&lt;") : SY_STR("&amp;"), (sy_span){ i, i + 1 }, false))
            return false;
        begin = i + 1;
    }
    return add_same(s, from, begin, at.end);
}

/* ---- escapes -------------------------------------------------------------------------------------------- */

static bool hex(sy_str s, uint32_t at, uint32_t n, uint32_t end, uint32_t *value)
{
    *value = 0;
    if (end - at < n)
        return false;
    for (uint32_t i = at; i < at + n; i++) {
        int digit = sy__hex_digit(s.ptr[i]);
        if (digit < 0)
            return false;
        *value = *value * 16 + (uint32_t)digit;
    }
    return true;
}

/* At a backslash: what it and the bytes behind it stand for; *n_raw how many they are. */
static uint32_t escape(sy_str s, uint32_t i, uint32_t end, uint32_t *n_raw)
{
    char c = i + 1 < end ? s.ptr[i + 1] : '\\';
    uint32_t cp, low;
    *n_raw = i + 1 < end ? 2 : 1;
    switch (c) {
    case 'n': case 'r': return '\n';
    case 't': case 'b': case 'f': case 'v': case '0': return ' ';
    case '\n': return 0;                                     /* a literal that goes on in the next line */
    case 'x':
        if (!hex(s, i + 2, 2, end, &cp))
            return 'x';
        *n_raw = 4;
        return cp >= ' ' ? cp : ' ';
    case 'u':
        if (!hex(s, i + 2, 4, end, &cp))
            return 'u';
        *n_raw = 6;
        if (cp >= 0xD800 && cp < 0xDC00 && i + 8 <= end && s.ptr[i + 6] == '\\' && s.ptr[i + 7] == 'u' && hex(s, i + 8, 4, end, &low) &&
            low >= 0xDC00 && low < 0xE000) {
            *n_raw = 12;
            return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        }
        if (cp == '\n' || cp == '\r')
            return '\n';
        return cp >= 0xD800 && cp < 0xE000 ? 0xFFFD : cp >= ' ' ? cp : ' ';
    default: return (uint8_t)c < 0x80 ? (uint8_t)c : 0;      /* the mark, a slash; of a wide character, itself follows */
    }
}

bool sy__inset_string(sy__inset *s, sy__layer from, sy_span at)
{
    uint32_t begin = at.begin;
    for (uint32_t i = at.begin; i < at.end;) {
        const char *p = memchr(from.text.ptr + i, '\\', at.end - i);
        if (!p)
            break;
        i = (uint32_t)(p - from.text.ptr);
        uint32_t n_raw, cp = escape(from.text, i, at.end, &n_raw);
        char out[4];
        if ((uint8_t)(i + 1 < at.end ? p[1] : 0) >= 0x80)
            n_raw = 1;
        if (!add_same(s, from, begin, i) ||
            (cp && !add(s, from, (sy_str){ out, sy__utf8_put(out, cp) }, (sy_span){ i, i + n_raw }, false)))
            return false;
        begin = i = i + n_raw;
    }
    return add_same(s, from, begin, at.end);
}

/* ---- literals --------------------------------------------------------------------------------------------- */

enum { MOST_NESTING = 96 };

typedef struct level { uint64_t path, last, key; } level;      /* last: the name that the path ends with */

typedef struct scan {
    sy_str   text;
    uint32_t at, end, depth, beyond;
    level    stack[MOST_NESTING];
} scan;

/* Where the next unescaped mark stands, for a string that begins at `at`; behind `end`: it is none. */
static uint32_t literal_end(sy_str text, uint32_t at, uint32_t end, char mark)
{
    while (at < end && text.ptr[at] != mark) {
        if (text.ptr[at] == '\n' && mark != '`')
            return end + 1;                                  /* no literal after all */
        at += text.ptr[at] == '\\' ? 2 : 1;
    }
    return at < end ? at : end + 1;
}

static bool names(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '$'; }

/* Whether a colon follows: what stood before names a property. */
static bool colon(const scan *z, uint32_t i)
{
    while (i < z->end && (uint8_t)z->text.ptr[i] <= ' ')
        i++;
    return i < z->end && z->text.ptr[i] == ':';
}

/* Numbers name the items of a list. */
static uint64_t hash_of(const scan *z, uint32_t begin, uint32_t end)
{
    uint32_t i = begin;
    while (i < end && z->text.ptr[i] >= '0' && z->text.ptr[i] <= '9')
        i++;
    return i == end ? 1 : sy__hash(z->text.ptr + begin, end - begin, 7) | 1;
}

/* Inside of a bracket the way is longer by the name it stands behind; a name within the same name adds nothing, as in
 * trees of nodes with "children". */
static void open_bracket(scan *z, bool list)
{
    const level *above = &z->stack[z->depth];
    level in = { above->path, above->last, list ? above->key : 0 };
    if (above->key && above->key != above->last) {
        in.path = above->path * 31 + above->key;
        in.last = above->key;
    }
    if (z->depth + 1 == MOST_NESTING) {
        z->beyond++;
        return;
    }
    z->stack[++z->depth] = in;
}

static void close_bracket(scan *z)
{
    if (z->beyond)
        z->beyond--;
    else if (z->depth)
        z->depth--;
}

static bool on_literal(scan *z, char mark, bool (*each)(void *, const sy__literal *), void *user)
{
    uint32_t begin = z->at + 1, end = literal_end(z->text, begin, z->end, mark);
    if (end > z->end) {
        z->at = begin;
        return true;
    }
    z->at = end + 1;
    level *in = &z->stack[z->depth];
    if (colon(z, z->at)) {
        in->key = hash_of(z, begin, end);
        return true;
    }
    sy__literal l = { { begin, end }, in->path, in->key, 0 };
    return each(user, &l);
}

bool sy__literals(sy_str text, sy_span at, bool (*each)(void *user, const sy__literal *literal), void *user)
{
    scan z = { .text = text, .at = at.begin, .end = at.end };
    while (z.at < z.end) {
        char c = text.ptr[z.at];
        if (c == '"' || c == '\'' || c == '`') {
            if (!on_literal(&z, c, each, user))
                return false;
        } else if (names(c)) {
            uint32_t begin = z.at;
            while (z.at < z.end && names(text.ptr[z.at]))
                z.at++;
            if (colon(&z, z.at))
                z.stack[z.depth].key = hash_of(&z, begin, z.at);
        } else {
            if (c == '{' || c == '[')
                open_bracket(&z, c == '[');
            else if (c == '}' || c == ']')
                close_bracket(&z);
            z.at++;
        }
    }
    return true;
}
