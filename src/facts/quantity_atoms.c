/* An article's text -> atoms: what the grammars of quantities and times read in place of tokens, whose cuts differ with
 * their surroundings ("45-year", "-", "old"; "mid", "-", "October"; "110kph"). One pass; one look-up a word. */
#include "facts/quantity_words.h"

typedef struct cutter {
    sy__facts_work    *w;
    struct sy__atoms  *a;
    uint32_t           cap, token;
    uint32_t           end;       /* of the last atom */
} cutter;

static const sy__figure *figure_of(const sy__facts_work *w, sy_str key)
{
    const uint32_t *x = sy__map_find(&w->finder->words, key);
    uint32_t        g = x ? w->finder->lexemes.at[*x].figure : 0;
    return &w->finder->figures->at[g == SY_NONE ? 0 : g];
}

static sy__atom *push(cutter *c, sy__atom_kind kind, uint32_t begin, uint32_t end)
{
    struct sy__atoms *a = c->a;
    if (a->n + 1 >= c->cap) {
        uint32_t  cap = c->cap * 2;
        sy__atom *at = sy__arena_array(c->w->scratch, cap, sizeof *at);
        if (!at)
            return NULL;
        memcpy(at, a->at, a->n * sizeof *at);
        a->at = at;
        c->cap = cap;
    }
    sy__atom *x = &a->at[a->n];
    *x = (sy__atom){ .span = { begin, end }, .token = c->token, .kind = (uint8_t)kind, .phrase_n = 1 };
    x->f = x->phrase = c->w->finder->figures->at;
    x->joined = a->n > 0 && c->end == begin;
    c->end = end;
    a->n++;
    return x;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* End of the digits that begin at i, with those of their separators that make one number of them. */
static uint32_t number_end(const char *s, uint32_t i, uint32_t end, uint8_t *form)
{
    uint32_t run = i, last = i, dots = 0, commas = 0, size = 0, first = 0, groups = 0, dot_at = 0;
    bool     thirds = true, after = false;
    if (end - i > 64)
        end = i + 64;                                      /* longer ones are no numbers; and a list has no end */
    for (; run < end && (is_digit(s[run]) || ((s[run] == ',' || s[run] == '.') && run + 1 < end && is_digit(s[run + 1]))); run++) {
        if (is_digit(s[run])) {
            size++;
            continue;
        }
        if (dots + commas == 0)
            first = size, last = run;
        else if (!after)
            thirds = thirds && size == 3, groups++;
        if (s[run] == '.') {
            dots++;
            after = true;
            dot_at = run;
        } else if (after)
            return first ? last : run;                     /* "1.5,3" is a list */
        else
            commas++;
        size = 0;
    }
    *form = SY__DIGITS_PLAIN;
    if (dots + commas == 0)
        return run;
    *form = commas ? SY__DIGITS_GROUPED : SY__DIGITS_DECIMAL;
    if (dots > 1)
        return last;                                       /* a date, a version, an address */
    bool whole = commas == 0 || (first <= 3 && (dots ? thirds : thirds && size == 3));
    if (whole)
        return run;
    if (commas == 1 && dots == 0 && (size <= 2 || (size == 3 && first == 1 && s[i] == '0'))) {
        *form = SY__DIGITS_DECIMAL;                        /* "1,3" */
        return run;
    }
    bool indian = first <= 2;                              /* "12,34,567" */
    uint32_t n = 0;
    for (uint32_t k = last + 1; k < run && indian; k++)
        if (s[k] == ',')
            indian = n == 2, n = 0;
        else if (s[k] == '.')
            break;
        else
            n++;
    uint32_t tail = (dots ? dot_at : run);
    indian = indian && tail >= 4 && is_digit(s[tail - 3]) && s[tail - 4] == ',';
    if (indian && commas > 1)
        return run;
    *form = SY__DIGITS_PLAIN;
    return last;
}

static bool cut_number(cutter *c, uint32_t *i, uint32_t end)
{
    const char *s = c->w->text.ptr;
    uint8_t     form = SY__DIGITS_PLAIN;
    uint32_t    begin = *i, stop;
    if (s[begin] == '.') {                                 /* ".5" */
        stop = begin + 1;
        while (stop < end && is_digit(s[stop]))
            stop++;
        form = SY__DIGITS_DECIMAL;
    } else
        stop = number_end(s, begin, end, &form);
    sy__atom *x = push(c, SY__ATOM_NUMBER, begin, stop);
    if (!x)
        return false;
    x->form = form;
    bool point = false;
    for (uint32_t k = begin; k < stop; k++) {
        if (s[k] == '.' || (s[k] == ',' && form == SY__DIGITS_DECIMAL)) {
            point = true;
        } else if (is_digit(s[k])) {
            if (x->mantissa < UINT64_MAX / 100 && x->decimals < 20) {
                x->mantissa = x->mantissa * 10 + (uint64_t)(s[k] - '0');
                x->decimals = (uint8_t)(x->decimals + point);
            } else if (!point)
                x->digits = 255;
            if (!point && x->digits < 255)
                x->digits++;
        }
    }
    *i = stop;
    return true;
}

/* The key of a word: its lower-cased text, dots inside it left out ("p.m." -> "pm"). */
static const sy__figure *word_figure(cutter *c, uint32_t begin, uint32_t end)
{
    const char *s = c->w->lower;
    char        key[16];
    size_t      n = 0;
    if (end - begin > 64)
        return c->w->finder->figures->at;
    bool dots = end - begin < sizeof key && memchr(s + begin, '.', end - begin);
    if (!dots)
        return figure_of(c->w, (sy_str){ s + begin, end - begin });
    for (uint32_t k = begin; k < end; k++)
        if (s[k] != '.')
            key[n++] = s[k];
    return figure_of(c->w, (sy_str){ key, n });
}

/* "USD115", "Rs500": the code of a currency ends where its digits begin. */
static uint32_t before_digits(const cutter *c, uint32_t begin, uint32_t end)
{
    const char *s = c->w->lower;
    uint32_t    k = begin;
    if (end - begin < 3 || !is_digit(s[end - 1]))
        return end;
    while (k < end && !is_digit(s[k]))
        k++;
    for (uint32_t d = k; d < end; d++)
        if (!is_digit(s[d]))
            return end;
    return k - begin <= 4 && figure_of(c->w, (sy_str){ s + begin, k - begin })->money_symbol ? k : end;
}

/* Letters, with the digits behind them ("A42", "km2") and the dots of an abbreviation inside ("p.m", "u.s"). */
static bool cut_word(cutter *c, uint32_t *i, uint32_t end)
{
    const char *s = c->w->text.ptr;
    uint32_t    begin = *i, k = begin;
    while (k < end) {
        unsigned char b = (unsigned char)s[k];
        if (is_ascii_letter(s[k]) || (is_digit(s[k]) && k > begin)) {
            k++;
        } else if (b >= 0x80) {
            size_t   at = k;
            uint32_t cp = sy__utf8_next(c->w->text, &at);
            if (!sy__is_alpha(cp) && cp != 0xB2 && cp != 0xB3)
                break;
            k = (uint32_t)at;
        } else if (s[k] == '.' && k + 1 < end && is_ascii_letter(s[k + 1]) && k - begin == 1) {
            while (k + 1 < end && s[k] == '.' && is_ascii_letter(s[k + 1]) && (k + 2 >= end || !is_ascii_letter(s[k + 2])))
                k += 2;
            if (k < end && s[k] == '.')
                break;
        } else if (s[k] == '\'' && k + 2 < end && is_ascii_letter(s[k + 1]) && is_ascii_letter(s[k + 2]))
            k++;                                           /* "o'clock" */
        else
            break;
    }
    if (k == begin)
        return false;
    k = before_digits(c, begin, k);
    sy__atom *x = push(c, SY__ATOM_WORD, begin, k);
    if (!x)
        return false;
    x->capital = s[begin] >= 'A' && s[begin] <= 'Z';
    x->f = x->phrase = word_figure(c, begin, k);
    *i = k;
    return true;
}

static char plain_mark(uint32_t cp)
{
    switch (cp) {
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
    case 0x2018: case 0x2019: case 0x02BC: return '\'';
    case 0x201C: case 0x201D: return '"';
    case 0x2044: return '/';
    default: return cp < 0x80 ? (char)cp : 0;
    }
}

static bool cut_mark(cutter *c, uint32_t *i, uint32_t end)
{
    size_t   at = *i;
    uint32_t cp = sy__utf8_next(c->w->text, &at);
    char     mark = plain_mark(cp);
    const char *s = c->w->text.ptr;
    uint32_t stop = (uint32_t)at, begin = *i;
    if (mark == '\'' && stop < end && (s[stop] | 32) == 's' && (stop + 1 == end || !is_ascii_letter(s[stop + 1])) && begin > 0) {
        sy__atom *x = push(c, SY__ATOM_WORD, begin, stop + 1);
        if (!x)
            return false;
        x->f = x->phrase = figure_of(c->w, SY_STR("'s"));
        *i = stop + 1;
        return true;
    }
    sy__atom *x = push(c, SY__ATOM_MARK, begin, stop);
    if (!x)
        return false;
    x->mark = mark;
    x->f = x->phrase = figure_of(c->w, (sy_str){ s + begin, stop - begin });
    *i = stop;
    return true;
}

/* Addresses of the net and handles hold no numbers: one mark. */
static bool is_address(sy_str t)
{
    return memchr(t.ptr, '@', t.len) || sy__find(t, SY_STR("://"), 0) != SIZE_MAX || sy__starts(t, SY_STR("www.")) ||
           (t.len > 1 && t.ptr[0] == '#' && is_ascii_letter(t.ptr[1]));
}

/* No-break and thin spaces. */
static bool wide_space(sy_str text, uint32_t *i)
{
    if ((unsigned char)text.ptr[*i] < 0x80)
        return false;
    size_t at = *i;
    if (!sy__is_space(sy__utf8_next(text, &at)))
        return false;
    *i = (uint32_t)at;
    return true;
}

static bool cut_token(cutter *c)
{
    sy_span span = c->w->tokens[c->token].span;
    sy_str  t = sy__cut(c->w->text, span);
    if (t.len > 3 && is_address(t)) {
        sy__atom *x = push(c, SY__ATOM_MARK, span.begin, span.end);
        if (x)
            x->mark = '@';
        return x != NULL;
    }
    for (uint32_t i = span.begin; i < span.end;) {
        char     b = c->w->text.ptr[i];
        uint32_t before = c->a->n;
        if (b == '\n') {
            if (!push(c, SY__ATOM_BREAK, i, i + 1))
                return false;
            i++;
        } else if (b == ' ' || b == '\t' || b == '\r') {
            i++;
        } else if (wide_space(c->w->text, &i)) {
            continue;
        } else if (is_digit(b) || (b == '.' && i + 1 < span.end && is_digit(c->w->text.ptr[i + 1]) && i == span.begin)) {
            if (!cut_number(c, &i, span.end))
                return false;
        } else {
            uint32_t at = i;
            if ((is_ascii_letter(b) || (unsigned char)b >= 0x80) && cut_word(c, &i, span.end))
                continue;
            if (c->a->n != before || (i == at && !cut_mark(c, &i, span.end)))
                return false;
        }
    }
    return true;
}

static bool phrase_word(const sy__atom *x)
{
    return x->kind == SY__ATOM_WORD || x->kind == SY__ATOM_NUMBER;
}

/* Longest phrase of the tables that begins at atom i. Hyphens and lone apostrophes between its words do not count. */
static void find_phrase(struct sy__atoms *a, uint32_t i)
{
    char     key[96];
    size_t   n = 0;
    uint32_t words = 0, longest = a->at[i].f->longest, at = i;
    const sy__facts_work *w = a->w;
    while (words < longest && at < a->n) {
        const sy__atom *x = &a->at[at];
        size_t          len = x->span.end - x->span.begin;
        if (x->kind == SY__ATOM_MARK && words && x->joined && (x->mark == '-' || x->mark == '\'' || x->mark == '/')) {
            at++;
            continue;
        }
        if (!phrase_word(x) || n + len + 1 >= sizeof key)
            return;
        if (words)
            key[n++] = ' ';
        bool genitive = x->f->word == SY__W_GENITIVE;
        if (genitive) {
            memcpy(key + n, "'s", 2);
            n += 2;
        } else
            for (uint32_t k = x->span.begin; k < x->span.end; k++)
                if (w->lower[k] != '.' || x->kind == SY__ATOM_NUMBER)
                    key[n++] = w->lower[k];
        words++;
        at++;
        if (words > 1) {
            const sy__figure *g = figure_of(w, (sy_str){ key, n });
            if (g != w->finder->figures->at) {
                a->at[i].phrase = g;
                a->at[i].phrase_n = (uint8_t)(at - i);
            }
        }
    }
}

bool sy__cut_atoms(sy__facts_work *w)
{
    cutter c = { .w = w, .cap = w->n + w->n / 2 + 16, .end = UINT32_MAX };
    c.a = sy__arena_get(w->scratch, sizeof *c.a);
    if (!c.a)
        return false;
    c.a->w = w;
    c.a->at = sy__arena_array(w->scratch, c.cap, sizeof(sy__atom));
    c.a->of_token = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof(uint32_t));
    if (!c.a->at || !c.a->of_token)
        return false;
    for (c.token = 0; c.token < w->n; c.token++) {
        c.a->of_token[c.token] = c.a->n;
        if (!cut_token(&c))
            return false;
    }
    c.a->of_token[w->n] = c.a->n;
    c.token = w->n ? w->n - 1 : 0;                             /* the end's own: some token, since rules look at tokens */
    if (!push(&c, SY__ATOM_BREAK, (uint32_t)w->text.len, (uint32_t)w->text.len))
        return false;
    c.a->n--;
    for (uint32_t i = 0; i < c.a->n; i++) {
        sy__atom *x = &c.a->at[i];
        if (x->kind == SY__ATOM_NUMBER && x[1].mark == '/' && x[1].joined && x->digits <= 2)
            x->f = x->phrase = figure_of(w, (sy_str){ w->lower + x->span.begin, x->span.end - x->span.begin });   /* "9/11" */
        if (x->f->longest > 1)
            find_phrase(c.a, i);
    }
    w->atoms = c.a;
    return true;
}

bool sy__atom_hyphen(const struct sy__atoms *a, uint32_t i)
{
    return sy__atom_mark(a, i, '-') && sy__atom_at(a, i)->joined && i + 1 < a->n && a->at[i + 1].joined;
}

const sy__figure *sy__joined_figure(const struct sy__atoms *a, uint32_t i, uint32_t n)
{
    const sy__facts_work *w = a->w;
    if (i + n > a->n)
        return w->finder->figures->at;
    for (uint32_t k = 1; k < n; k++)
        if (!a->at[i + k].joined)
            return w->finder->figures->at;
    uint32_t begin = a->at[i].span.begin, end = a->at[i + n - 1].span.end;
    return end - begin > 24 ? w->finder->figures->at : figure_of(w, (sy_str){ w->lower + begin, end - begin });
}

void sy__near_children(const sy__facts_work *w, uint32_t token, uint32_t *from, uint32_t *to)
{
    enum { SIDE = 24 };
    uint32_t begin = w->child_at[token], end = w->child_at[token + 1], low = begin, high = end;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->child[mid] < token)
            low = mid + 1;
        else
            high = mid;
    }
    *from = low - begin > SIDE ? low - SIDE : begin;
    *to = end - low > SIDE ? low + SIDE : end;
}

uint32_t sy__near_child(const sy__facts_work *w, uint32_t token, uint8_t dep)
{
    uint32_t from, to;
    sy__near_children(w, token, &from, &to);
    for (uint32_t k = from; k < to; k++)
        if (w->dep[w->child[k]] == dep)
            return w->child[k];
    return SY_NONE;
}
