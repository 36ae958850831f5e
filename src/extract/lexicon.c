/* The lexicon: tables of words by the hash of their folded form, and the tokens of a line. */
#include "extract/lexicon.h"

#include "extract_tables.h"

static uint32_t fold_char(uint32_t cp)
{
    switch (cp) {
    case 0x2018: case 0x2019: case 0x02BC: case 0x00B4: case 0x201B: return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x00AB: case 0x00BB: return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
    default: return cp < 128 ? (cp >= 'A' && cp <= 'Z' ? cp + 32 : cp) : sy__to_lower(cp);
    }
}

/* FNV-1a over folded code points: words are short, and nothing has to be copied. */
uint64_t sy__fold_hash(sy_str word)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < word.len;)
        h = (h ^ fold_char(sy__utf8_next(word, &i))) * 1099511628211u;
    return h ? h : 1;
}

const struct sy__lex_entry *sy__lex_find(const sy__lexicon *lex, uint64_t hash)
{
    for (uint32_t i = (uint32_t)(hash >> 20) & (lex->cap - 1);; i = (i + 1) & (lex->cap - 1)) {
        const struct sy__lex_entry *e = &lex->entries[i];
        if (e->hash == hash)
            return e;
        if (e->hash == 0)
            return NULL;
    }
}

uint32_t sy__lex_month(const sy__lexicon *lex, sy_str word)
{
    if (word.len > 0 && word.ptr[word.len - 1] == '.')
        word.len--;
    const struct sy__lex_entry *e = sy__lex_find(lex, sy__fold_hash(word));
    return e && (e->flags & SY__LEX_MONTH) ? e->value : 0;
}

/* ---- tokens --------------------------------------------------------------------------------- */

static bool is_ideograph(uint32_t cp)
{
    return (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7AF) ||
           (cp >= 0xF900 && cp <= 0xFAFF);
}

static bool is_letter(uint32_t cp)
{
    if (cp < 128)
        return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
    return sy__is_alpha(cp);
}

static bool is_number(uint32_t cp) { return cp >= '0' && cp <= '9'; }

/* A chunk between white space that is an address: with a scheme, www., or host.tld/path. */
static bool is_url(sy_str s)
{
    if (s.len < 6 || sy__find(s, SY_STR("."), 0) == SIZE_MAX)
        return false;
    if (sy__find(s, SY_STR("://"), 0) != SIZE_MAX || sy__starts(s, SY_STR("www.")))
        return true;
    size_t slash = sy__find(s, SY_STR("/"), 0);
    if (slash == SIZE_MAX || slash < 4)
        return false;
    size_t dot = slash;
    while (dot > 0 && s.ptr[dot - 1] != '.') {
        dot--;
        if (s.ptr[dot] < 'a' || s.ptr[dot] > 'z')
            return false;
    }
    return dot > 1 && slash - dot >= 2;
}

/* End of a word that begins at i: letters and digits, joined by single apostrophes, hyphens and points inside. */
static size_t word_end(sy_str s, size_t i, bool *number)
{
    bool digits = true;
    size_t end = i;
    while (i < s.len) {
        size_t at = i;
        uint32_t cp = sy__utf8_next(s, &i);
        bool letter = is_letter(cp), digit = is_number(cp);
        if ((letter && !is_ideograph(cp)) || digit || (cp >= 0x300 && cp < 0x370)) {
            digits = digits && digit;
            end = i;
            continue;
        }
        cp = fold_char(cp);
        if (at != end || i >= s.len || !(cp == '\'' || cp == '-' || cp == '.' || cp == ',' || cp == ':'))
            break;
        size_t j = i;
        uint32_t after = sy__utf8_next(s, &j), before = at > 0 ? (uint8_t)s.ptr[at - 1] : 0;
        bool between_digits = is_number(after) && before >= '0' && before <= '9';
        if (cp == ',' || cp == ':' ? !between_digits : !is_letter(after) && !is_number(after))
            break;
        if (is_ideograph(after))
            break;
    }
    *number = digits;
    return end;
}

static void look_up(const sy__lexicon *lex, sy__tok *t)
{
    const struct sy__lex_entry *e = sy__lex_find(lex, t->hash);
    t->lex = e ? e->flags : 0;
    t->month = e && (e->flags & SY__LEX_MONTH) ? (uint8_t)e->value : 0;
    t->entry = e ? (uint32_t)(e - lex->entries) : SY_NONE;
}

static void describe(const sy__lexicon *lex, sy_str text, sy__tok *t)
{
    sy_str w = sy__cut(text, t->at);
    size_t i = 0;
    uint32_t first = sy__utf8_next(w, &i), second = i < w.len ? sy__utf8_next(w, &i) : 0;
    t->cap = first < 128 ? first >= 'A' && first <= 'Z' : sy__is_upper(first);
    t->caps = t->cap && second && (second < 128 ? second >= 'A' && second <= 'Z' : sy__is_upper(second));
    for (size_t k = 2; t->caps && k < w.len; k++)
        t->caps = !(w.ptr[k] >= 'a' && w.ptr[k] <= 'z');
    t->hash = sy__fold_hash(w);
    look_up(lex, t);
}

enum { B_LOWER = 1, B_UPPER = 2, B_DIGIT = 4, B_JOINT = 8, B_WIDE = 16 };
#define B_WORD (B_LOWER | B_UPPER | B_DIGIT)

static uint8_t byte_class(char c)
{
    uint8_t u = (uint8_t)c, l = (uint8_t)(u | 32);
    return u >= 0x80 ? B_WIDE : l >= 'a' && l <= 'z' ? (u & 32 ? B_LOWER : B_UPPER) : u >= '0' && u <= '9' ? B_DIGIT
         : u == '\'' || u == '-' || u == '.' || u == ',' || u == ':' ? B_JOINT : 0;
}

/* A word or number of ASCII alone at i, which is most of them: read, folded and described in one go. What it gives is what
 * word_end and describe give. false: it holds or touches other characters. */
static bool ascii_word(sy_str s, size_t i, sy__tok *t)
{
    uint64_t h = 14695981039346656037u;
    uint8_t seen = 0, c = 0;
    size_t begin = i, end = i;
    for (; i < s.len && (c = byte_class(s.ptr[i])) != 0; i++) {
        if (c == B_WIDE)
            return false;
        if (c == B_JOINT) {
            uint8_t after = i + 1 < s.len ? byte_class(s.ptr[i + 1]) : 0;
            bool digits = after == B_DIGIT && i > begin && byte_class(s.ptr[i - 1]) == B_DIGIT;
            if (after == B_WIDE)
                return false;
            if (s.ptr[i] == ',' || s.ptr[i] == ':' ? !digits : !(after & B_WORD))
                break;
        }
        seen |= c;
        h = (h ^ (c == B_UPPER ? (uint8_t)(s.ptr[i] + 32) : (uint8_t)s.ptr[i])) * 1099511628211u;
        end = i + 1;
    }
    t->at = (sy_span){ (uint32_t)begin, (uint32_t)end };
    t->hash = h ? h : 1;
    t->cap = byte_class(s.ptr[begin]) == B_UPPER;
    t->caps = t->cap && end - begin > 1 && byte_class(s.ptr[begin + 1]) == B_UPPER && !(seen & B_LOWER);
    bool number = !(seen & (B_LOWER | B_UPPER)) || (byte_class(s.ptr[begin]) == B_DIGIT && byte_class(s.ptr[end - 1]) == B_DIGIT && end - begin < 12);
    t->kind = number ? SY__TOK_NUMBER : SY__TOK_WORD;
    return true;
}

/* The token at i, which is no white space; its first code point is cp and ends at `next`. */
static void wide_token(sy_str s, size_t i, size_t next, uint32_t cp, sy__tok *t)
{
    size_t begin = i;
    bool number = false;
    t->kind = SY__TOK_PUNCT;
    i = next;
    if (is_ideograph(cp)) {
        t->kind = SY__TOK_WORD;
    } else if (is_letter(cp) || is_number(cp)) {
        i = word_end(s, begin, &number);
        number = number || (is_number(cp) && (uint8_t)s.ptr[i - 1] >= '0' && (uint8_t)s.ptr[i - 1] <= '9' && i - begin < 12);
        t->kind = number ? SY__TOK_NUMBER : SY__TOK_WORD;
    } else if ((cp == '@' || cp == '#') && i < s.len && is_letter((uint8_t)s.ptr[i])) {
        i = word_end(s, i, &number);
        t->kind = SY__TOK_HANDLE;
    }
    t->at = (sy_span){ (uint32_t)begin, (uint32_t)i };
}

/* End of the chunk between white space that begins at i, if it is an address; else i. */
static size_t url_end(sy_str s, size_t i)
{
    size_t end = i;
    bool dot = false, slash = false;
    for (; end < s.len && (uint8_t)s.ptr[end] > ' '; end++) {
        dot = dot || s.ptr[end] == '.';
        slash = slash || s.ptr[end] == '/';
    }
    return dot && end - i >= 6 && (slash || s.ptr[i] == 'w') && is_url(sy__sub(s, i, end)) ? end : i;
}

bool sy__tokens(const sy__lexicon *lex, sy_str text, sy_span at, uint32_t max, sy__toks *out)
{
    sy_str s = sy__sub(text, 0, at.end);
    size_t i = at.begin, chunk = at.begin;
    if (!sy__grow(lex->ctx, (void **)&out->at, &out->cap, out->n, sizeof *out->at))   /* callers point into it even where it stays empty */
        return false;
    for (uint32_t n = 0; i < s.len && n < max;) {
        size_t begin = i;
        uint32_t cp = sy__utf8_next(s, &i);
        if (cp <= ' ' || (cp >= 0x7F && sy__is_space(cp))) {
            chunk = i;
            continue;
        }
        sy__tok t = { .kind = SY__TOK_URL };
        size_t url = begin == chunk ? url_end(s, begin) : begin;      /* once a chunk: linear */
        if (url > begin) {
            t.at = (sy_span){ (uint32_t)begin, (uint32_t)url };
            describe(lex, text, &t);
        } else if (cp < 128 && (byte_class((char)cp) & B_WORD) && ascii_word(s, begin, &t)) {
            look_up(lex, &t);
        } else {
            wide_token(s, begin, i, cp, &t);
            describe(lex, text, &t);
        }
        i = t.at.end;
        n++;
        if (!SY__PUSH(lex->ctx, out, t))
            return false;
    }
    return true;
}

/* ---- building ---------------------------------------------------------------------------------- */

struct sy__lex_entry *sy__lex_put(sy__lexicon *lex, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 20) & (lex->cap - 1);
    while (lex->entries[i].hash && lex->entries[i].hash != hash)
        i = (i + 1) & (lex->cap - 1);
    if (!lex->entries[i].hash) {
        lex->entries[i].hash = hash;
        lex->n++;
    }
    return &lex->entries[i];
}

static void put_words(sy__lexicon *lex, const sy__table *t, uint32_t flag)
{
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str cell = sy__cell(t, r, 0);
        if (flag == SY__LEX_AGENCY) {
            size_t space = sy__find(cell, SY_STR(" "), 0);
            cell.len = space == SIZE_MAX ? cell.len : space;
        }
        struct sy__lex_entry *e = sy__lex_put(lex, sy__fold_hash(cell));
        e->flags |= flag;
        if (flag == SY__LEX_AGENCY)
            lex->agency_first[r] = e->hash;
        if (flag == SY__LEX_MONTH || flag == SY__LEX_NUMBER) {
            uint32_t v = 0;
            sy_str number = t->n_fields > 1 ? sy__cell(t, r, 1) : (sy_str){ NULL, 0 };
            for (size_t i = 0; i < number.len && number.ptr[i] >= '0' && number.ptr[i] <= '9'; i++)
                v = v * 10 + (uint32_t)(number.ptr[i] - '0');
            e->value = v;
        }
    }
}

sy_status sy__lexicon_new(sy__lexicon **out, const sy_ctx *ctx, sy_error *err)
{
    sy__lexicon *lex = sy__calloc(ctx, 1, sizeof *lex);
    *out = lex;
    if (!lex)
        goto nomem;
    lex->ctx = ctx;
    uint64_t words = (uint64_t)sy__table_extract_function_words.n + sy__table_extract_months.n + sy__table_extract_weekdays.n +
                     sy__table_extract_units.n + sy__table_extract_agencies.n + sy__table_extract_cues.n;
    lex->cap = 1024;
    while (lex->cap < words * 2 + 2)
        lex->cap *= 2;
    lex->entries = sy__calloc(ctx, lex->cap, sizeof *lex->entries);
    lex->agency_first = sy__calloc(ctx, (size_t)sy__table_extract_agencies.n + 1, sizeof *lex->agency_first);
    if (!lex->entries || !lex->agency_first)
        goto nomem;
    put_words(lex, &sy__table_extract_function_words, SY__LEX_FUNCTION);
    put_words(lex, &sy__table_extract_months, SY__LEX_MONTH);
    put_words(lex, &sy__table_extract_weekdays, SY__LEX_WEEKDAY);
    put_words(lex, &sy__table_extract_units, SY__LEX_UNIT);
    put_words(lex, &sy__table_extract_agencies, SY__LEX_AGENCY);
    if (!sy__cues_compile(lex))
        goto nomem;
    return SY_OK;
nomem:
    sy__lexicon_free(lex);
    *out = NULL;
    return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
}

void sy__lexicon_free(sy__lexicon *lex)
{
    if (!lex)
        return;
    const sy_ctx *ctx = lex->ctx;
    sy__free(ctx, lex->entries);
    sy__free(ctx, lex->agency_first);
    sy__free(ctx, lex->cues);
    sy__free(ctx, lex->elems.at);
    sy__free(ctx, lex);
}

/* Names are compared word by word, folded; the longest wins. */
uint32_t sy__agency_at(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, uint32_t i, sy_str *name)
{
    if (!(toks[i].lex & SY__LEX_AGENCY))
        return 0;
    const sy__table *t = &sy__table_extract_agencies;
    uint32_t best = 0;
    for (uint32_t r = 0; r < t->n; r++) {
        if (lex->agency_first[r] != toks[i].hash)
            continue;
        sy_str cell = sy__cell(t, r, 0);
        uint32_t k = 0;
        bool exact = true;
        for (size_t at = 0; at <= cell.len; k++) {
            size_t space = sy__find(cell, SY_STR(" "), at);
            size_t end = space == SIZE_MAX ? cell.len : space;
            sy_str word = sy__sub(cell, at, end);
            if (i + k >= n || toks[i + k].hash != sy__fold_hash(word))
                break;
            sy_str seen = sy__cut(text, toks[i + k].at);
            exact = exact && word.len <= 4;
            if (exact ? !sy__eq(word, seen) : !toks[i + k].cap && !(toks[i + k].lex & SY__LEX_FUNCTION))
                break;                              /* "AP" is an agency, "ap" is not */
            at = end + 1;
        }
        uint32_t words = 1;
        for (size_t at = 0; at < cell.len; at++)
            words += cell.ptr[at] == ' ';
        if (k == words && k > best) {
            best = k;
            *name = t->n_fields > 1 && sy__cell(t, r, 1).len ? sy__cell(t, r, 1) : cell;
        }
    }
    return best;
}
