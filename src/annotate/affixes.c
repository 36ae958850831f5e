/* Prefixes, suffixes, infixes and URLs of the tokenizer, matched by hand. The model file has the character classes of
 * the patterns; their shape is here. Each is equal to the pattern of the model under Python's `re`, on every text. */
#include "annotate/affixes.h"

enum {
    CP_ELLIPSIS = 0x2026, CP_EN_DASH = 0x2013, CP_EM_DASH = 0x2014,
    NO_CP = 0x110000                       /* beyond the ends */
};

static inline bool is_digit(uint32_t cp) { return cp - '0' < 10; }
static inline uint32_t class_of(const sy_model *m, uint32_t cp) { return cp < NO_CP ? sy__cp_class(m, cp) : 0; }

/* Character at byte i, or NO_CP at the end. */
static uint32_t char_at(sy_str s, size_t i) { return i < s.len ? sy__utf8_next(s, &i) : NO_CP; }
/* Character that ends before byte *i, which moves to its start, or NO_CP. */
static uint32_t char_before(sy_str s, size_t *i) { return *i > 0 ? sy__utf8_prev(s, i) : NO_CP; }

/* ---- prefix ------------------------------------------------------------------------------ */

size_t sy__prefix(const sy_model *m, sy_str s)
{
    size_t   n = 0;
    uint32_t cp = sy__utf8_next(s, &n);
    if (sy__cp_class(m, cp) & SY__CP_PREFIX)
        return n;
    switch (cp) {
    case '+':
        return is_digit(char_at(s, 1)) ? 0 : 1;
    case '.':
        while (n < s.len && s.ptr[n] == '.')
            n++;
        return n > 1 ? n : 0;
    case 'U':
        return s.len > 2 && s.ptr[1] == 'S' && s.ptr[2] == '$' ? 3 : 0;
    case 'C':
    case 'A':
        return s.len > 1 && s.ptr[1] == '$' ? 2 : 0;
    default:
        return 0;
    }
}

/* ---- suffix ------------------------------------------------------------------------------ */

/* s ends with a dot: the run of dots, or the one dot of an abbreviation's end. */
static size_t final_dots(const sy_model *m, sy_str s)
{
    size_t run = 1;
    while (run < s.len && s.ptr[s.len - 1 - run] == '.')
        run++;
    if (run > 1)
        return run;
    size_t   i = s.len - 1;
    uint32_t last = char_before(s, &i), before = char_before(s, &i);
    if (class_of(m, last) & SY__CP_DOT_AFTER)
        return 1;
    if (class_of(m, last) & class_of(m, before) & SY__CP_UPPER)
        return 1;
    return before == 0xb0 && last < 0x80 && last && strchr("FfCcKk", (int)last) ? 1 : 0;
}

/* A unit or currency right behind a digit, longer than `best`. */
static size_t final_unit(const sy_model *m, sy_str s, size_t best)
{
    for (uint32_t u = 0; u < m->n_units; u++) {
        sy_str unit = sy__model_str(m, m->units[u]);
        if (unit.len <= best)
            break;
        if (unit.len < s.len && is_digit((unsigned char)s.ptr[s.len - unit.len - 1]) && sy__ends(s, unit))
            return unit.len;
    }
    return best;
}

/* A digit where final_unit could use it? Most chunks have none. */
static bool has_late_digit(const sy_model *m, sy_str s)
{
    size_t longest = m->n_units ? m->units[0].length : 0;
    for (size_t i = s.len > longest ? s.len - longest - 1 : 0; i + 1 < s.len; i++) {
        if (is_digit((unsigned char)s.ptr[i]))
            return true;
    }
    return false;
}

/* 's with either apostrophe */
static size_t final_s(sy_str s)
{
    if (s.len > 1 && s.ptr[s.len - 2] == '\'')
        return 2;
    return s.len > 3 && memcmp(s.ptr + s.len - 4, "\u2019", 3) == 0 ? 4 : 0;
}

size_t sy__suffix(const sy_model *m, sy_str s)
{
    if (s.len == 0)
        return 0;
    size_t   i = s.len;
    uint32_t cp = char_before(s, &i);
    size_t   best = sy__cp_class(m, cp) & SY__CP_SUFFIX ? s.len - i : 0, other = 0;
    switch (cp) {
    case '.':
        other = final_dots(m, s);
        break;
    case CP_ELLIPSIS:
        other = char_before(s, &i) == CP_ELLIPSIS ? s.len - i : 0;
        break;
    case 's':
    case 'S':
        other = final_s(s);
        break;
    case '+':
        other = is_digit(char_before(s, &i)) ? 1 : 0;
        break;
    default:
        break;
    }
    if (other > best)
        best = other;
    return has_late_digit(m, s) ? final_unit(m, s, best) : best;
}

/* ---- infix ------------------------------------------------------------------------------- */

static size_t infix_dots(const sy_model *m, sy_str s, size_t i)
{
    size_t n = 1;
    while (i + n < s.len && s.ptr[i + n] == '.')
        n++;
    if (n > 1)
        return n;
    size_t before = i;
    bool   between = (class_of(m, char_before(s, &before)) & SY__CP_DOT_L) && (class_of(m, char_at(s, i + 1)) & SY__CP_DOT_R);
    return between ? 1 : 0;
}

/* One of - – — ~, or two or three hyphens, or two em dashes, behind a letter or digit and before a letter. */
static size_t infix_dash(const sy_model *m, sy_str s, size_t i, uint32_t cp, size_t n)
{
    uint32_t next = char_at(s, i + n);
    if (class_of(m, next) & SY__CP_ALPHA)
        return n;
    if (next != cp || (cp != '-' && cp != CP_EM_DASH))
        return 0;
    uint32_t third = char_at(s, i + 2 * n);
    if (class_of(m, third) & SY__CP_ALPHA)
        return 2 * n;
    return cp == '-' && third == '-' && (class_of(m, char_at(s, i + 3)) & SY__CP_ALPHA) ? 3 : 0;
}

/* Length of the infix at byte i, where the character cp of n bytes is. */
static size_t infix_at(const sy_model *m, sy_str s, size_t i, uint32_t cp, size_t n)
{
    if (cp == '.')
        return infix_dots(m, s, i);
    if (cp == CP_ELLIPSIS || (class_of(m, cp) & SY__CP_ICON))
        return n;
    size_t   at = i;
    uint32_t before = char_before(s, &at), next = char_at(s, i + n);
    bool     word = is_digit(before) || (class_of(m, before) & SY__CP_ALPHA);
    switch (cp) {
    case '+':
    case '*':
    case '^':
        return is_digit(before) && (is_digit(next) || next == '-') ? 1 : 0;
    case '-':
        if (is_digit(before) && (is_digit(next) || next == '-'))
            return 1;
        return word ? infix_dash(m, s, i, cp, n) : 0;
    case CP_EN_DASH:
    case CP_EM_DASH:
    case '~':
        return word ? infix_dash(m, s, i, cp, n) : 0;
    case ',':
        return (class_of(m, before) & class_of(m, next) & SY__CP_ALPHA) ? 1 : 0;
    case ':':
    case '<':
    case '>':
    case '=':
    case '/':
        return word && (class_of(m, next) & SY__CP_ALPHA) ? 1 : 0;
    default:
        return 0;
    }
}

bool sy__infix(const sy_model *m, sy_str s, size_t *at, sy_span *out)
{
    for (size_t i = *at; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        /* No infix begins with an ASCII letter or digit. */
        if (is_digit(c) || (c | 32u) - 'a' < 26) {
            i++;
            continue;
        }
        size_t   begin = i;
        uint32_t cp = sy__utf8_next(s, &i);
        size_t   n = infix_at(m, s, begin, cp, i - begin);
        if (n > 0) {
            *at = begin + n;
            *out = (sy_span){ (uint32_t)begin, (uint32_t)(begin + n) };
            return true;
        }
    }
    *at = s.len;
    return false;
}

/* ---- URL --------------------------------------------------------------------------------- */

static bool host_char(uint32_t cp)
{
    return is_digit(cp) || ((cp | 32u) - 'a' < 26 && cp < 0x80) || (cp >= 0xa1 && cp <= 0xffff);
}

/* 1 to 64 characters, the first and the last of a host. */
static bool inner_label(sy_str s)
{
    size_t   n = 0;
    uint32_t cp = 0;
    for (size_t i = 0; i < s.len; n++) {
        cp = sy__utf8_next(s, &i);
        if (!host_char(cp) && (n == 0 || (cp != '_' && cp != '-')))
            return false;
    }
    return n >= 1 && n <= 64 && host_char(cp);
}

static bool top_label(const sy_model *m, sy_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; n++) {
        if (!(sy__cp_class(m, sy__utf8_next(s, &i)) & SY__CP_TLD))
            return false;
    }
    return n >= 2 && n <= 63;
}

static bool is_domain(const sy_model *m, sy_str host)
{
    size_t begin = 0;
    for (size_t i = 0; i < host.len; i++) {
        if (host.ptr[i] != '.')
            continue;
        if (!inner_label(sy__sub(host, begin, i)))
            return false;
        begin = i + 1;
    }
    return begin > 0 && top_label(m, sy__sub(host, begin, host.len));
}

typedef struct octet { uint32_t cp[3], n; } octet;   /* one to three decimal digits of any script */

static bool octet_is(const octet *o, const char *z)
{
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->cp[i] != (unsigned char)z[i])
            return false;
    }
    return z[o->n] == '\0';
}

/* Up to 2 digits; 1xx; 2 and then [0-4]x, or 5 and one up to `top`. */
static bool octet_up_to(const octet *o, uint32_t top)
{
    if (o->n < 3 || o->cp[0] == '1')
        return true;
    return o->cp[0] == '2' && (o->cp[1] - '0' < 5 || (o->cp[1] == '5' && o->cp[2] >= '0' && o->cp[2] <= top));
}

static bool octet_first(const octet *o)
{
    if (o->n < 3)
        return o->cp[0] - '1' < 9;
    return o->cp[0] == '1' || (o->cp[0] == '2' && (o->cp[1] - '0' < 2 || (o->cp[1] == '2' && o->cp[2] - '0' < 4)));
}

static bool octet_last(const octet *o) { return o->n < 3 ? o->cp[0] - '1' < 9 : octet_up_to(o, '4'); }

/* Of a private network? */
static bool is_private(const octet *o)
{
    if (octet_is(&o[0], "10") || octet_is(&o[0], "127"))
        return true;
    if ((octet_is(&o[0], "169") && octet_is(&o[1], "254")) || (octet_is(&o[0], "192") && octet_is(&o[1], "168")))
        return true;
    if (!octet_is(&o[0], "172") || o[1].n != 2)
        return false;
    return (o[1].cp[0] == '1' && o[1].cp[1] - '6' < 4) || o[1].cp[0] == '2' || octet_is(&o[1], "30") || octet_is(&o[1], "31");
}

static bool is_ipv4(sy_str host)
{
    octet    o[4] = { { { 0 }, 0 } };
    uint32_t k = 0;
    for (size_t i = 0; i < host.len;) {
        uint32_t cp = sy__utf8_next(host, &i);
        if (cp == '.') {
            if (++k == 4)
                return false;
        } else if (!sy__is_digit(cp) || o[k].n == 3) {
            return false;
        } else {
            o[k].cp[o[k].n++] = cp;
        }
    }
    if (k != 3 || !o[0].n || !o[1].n || !o[2].n || !o[3].n)
        return false;
    return octet_first(&o[0]) && octet_up_to(&o[1], '5') && octet_up_to(&o[2], '5') && octet_last(&o[3]) && !is_private(o);
}

/* A colon and 2 to 5 digits at byte *i, which moves behind them. */
static bool port(sy_str s, size_t *i)
{
    size_t n = 0, at = *i + 1;
    while (n < 6 && at < s.len) {
        size_t next = at;
        if (!sy__is_digit(sy__utf8_next(s, &next)))
            break;
        at = next;
        n++;
    }
    *i = at;
    return n >= 2 && n <= 5;
}

/* host [":" port] [one of /?# and anything], from byte h to the end of s */
static bool is_host(const sy_model *m, sy_str s, size_t h)
{
    size_t e = h;
    while (e < s.len && s.ptr[e] != ':' && s.ptr[e] != '/' && s.ptr[e] != '?' && s.ptr[e] != '#') {
        /* No host has it, so that the tries after each '@' stay linear together. */
        if (s.ptr[e] == '@')
            return false;
        e++;
    }
    size_t rest = e;
    if (e < s.len && s.ptr[e] == ':' && !port(s, &rest))
        return false;
    if (rest < s.len && s.ptr[rest] != '/' && s.ptr[rest] != '?' && s.ptr[rest] != '#')
        return false;
    sy_str host = sy__sub(s, h, e);
    return is_domain(m, host) || is_ipv4(host);
}

/* Bytes of a leading scheme with its "://", or 0. */
static size_t scheme(const sy_model *m, sy_str s)
{
    size_t at = 0, n = 0;
    while (at < s.len) {
        size_t   next = at;
        uint32_t cp = sy__utf8_next(s, &next);
        if (!(sy__cp_class(m, cp) & SY__CP_ALNUM) && cp != '_' && cp != '+' && cp != '-' && cp != '.')
            break;
        at = next;
        n++;
    }
    return n >= 2 && s.len - at >= 3 && memcmp(s.ptr + at, "://", 3) == 0 ? at + 3 : 0;
}

bool sy__is_url(const sy_model *m, sy_str s)
{
    if (!memchr(s.ptr, '.', s.len))
        return false;
    if (is_host(m, s, 0))
        return true;
    size_t after = scheme(m, s);
    if (after > 0 && is_host(m, s, after))
        return true;
    /* Whatever stands before an '@', one character at least, may be user information. */
    for (size_t i = 1; i < s.len; i++) {
        if (s.ptr[i] == '@' && is_host(m, s, i + 1))
            return true;
    }
    return false;
}
