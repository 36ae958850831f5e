/* Two names as strings: the same, one word in two spellings, a shorter form, a surname, an acronym, or apart. */
#include "reconcile/story.h"
#include "reconcile_tables.h"

/* ---- one word in two spellings ------------------------------------------------------------ */

enum { MAX_WORD = 32 };   /* longer words are compared byte for byte */

static bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

/* Cost of one letter standing for another, in hundredths: what transliterations mix up is cheap. */
static unsigned change_cost(char a, char b)
{
    static const struct { char a, b; unsigned cost; } close[] = {
        { 'e', 'i', 20 }, { 'a', 'e', 30 }, { 'o', 'u', 20 }, { 'i', 'y', 10 }, { 'a', 'i', 50 }, { 'e', 'y', 30 }, { 'a', 'o', 60 }, { 'e', 'u', 60 },
        { 'c', 'k', 20 }, { 'k', 'q', 20 }, { 'c', 'q', 30 }, { 's', 'z', 30 }, { 'v', 'w', 20 }, { 'c', 's', 50 }, { 'g', 'j', 50 }, { 'f', 'v', 50 },
        { 'd', 't', 60 }, { 'b', 'p', 70 }, { 'g', 'q', 40 }, { 'g', 'k', 60 } };
    if (a == b) return 0;
    for (size_t i = 0; i < sizeof close / sizeof *close; i++)
        if ((close[i].a == a && close[i].b == b) || (close[i].a == b && close[i].b == a)) return close[i].cost;
    return vowel(a) && vowel(b) ? 70 : 100;
}

/* Cost of s[i] being there in one spelling only. */
static unsigned extra_cost(sy_str s, size_t i)
{
    char c = s.ptr[i];
    if (i > 0 && s.ptr[i - 1] == c) return 10;
    if (c == 'h' && i > 0) return 40;
    if (c == '\'' || c == '`') return 0;
    if (i + 1 == s.len && vowel(c)) return 70;   /* Daniel and Daniela are two people */
    return vowel(c) && i > 0 ? 50 : 100;
}

static bool first_letters_fit(char a, char b)
{
    return a == b || change_cost(a, b) <= 20;
}

bool sy__words_alike(sy_str a, sy_str b)
{
    if (sy__eq(a, b)) return true;
    if (a.len == 0 || b.len == 0 || a.len > MAX_WORD || b.len > MAX_WORD || !first_letters_fit(a.ptr[0], b.ptr[0])) return false;
    unsigned row[MAX_WORD + 1], last[MAX_WORD + 1];
    last[0] = 0;
    for (size_t j = 0; j < b.len; j++) last[j + 1] = last[j] + extra_cost(b, j);
    for (size_t i = 0; i < a.len; i++) {
        row[0] = last[0] + extra_cost(a, i);
        for (size_t j = 0; j < b.len; j++) {
            unsigned best = last[j] + change_cost(a.ptr[i], b.ptr[j]);
            unsigned drop = last[j + 1] + extra_cost(a, i), add = row[j] + extra_cost(b, j);
            if (drop < best) best = drop;
            if (add < best) best = add;
            row[j + 1] = best;
        }
        memcpy(last, row, (b.len + 1) * sizeof *row);
    }
    size_t shorter = a.len < b.len ? a.len : b.len;
    return last[b.len] <= (shorter <= 3 ? 25u : 65u);
}

/* ---- reading a name ------------------------------------------------------------------------- */

sy_str sy__plain_word(sy_arena *a, sy_str word)
{
    char *to = sy__arena_get(a, word.len + 1);
    size_t n = 0;
    if (!to) return (sy_str){ NULL, 0 };
    for (size_t i = 0; i < word.len;) {
        uint32_t cp = sy__utf8_next(word, &i);
        if (cp == 0x2019 || cp == 0x2018 || cp == 0x00B4 || cp == '`') cp = '\'';
        cp = sy__to_lower(sy__fold(cp));
        if (cp == '.' || cp == 0xAD) continue;
        char c[4];
        size_t k = sy__utf8_put(c, cp);
        if (n + k > word.len) break;   /* a lower-case letter longer than its capital: the rest says nothing */
        memcpy(to + n, c, k);
        n += k;
    }
    if (n >= 2 && to[n - 1] == 's' && to[n - 2] == '\'') n -= 2;
    else if (n >= 1 && to[n - 1] == '\'') n--;
    to[n] = 0;
    return (sy_str){ to, n };
}

static bool parts_words(uint32_t cp)
{
    return sy__is_space(cp) || cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2013 || cp == ',' || cp == '"' || cp == '(' || cp == ')' || cp == '/';
}

static bool begins_upper(sy_str s)
{
    size_t i = 0;
    return s.len > 0 && sy__is_upper(sy__utf8_next(s, &i));
}

static bool all_upper(sy_str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = sy__utf8_next(s, &i);
        if (sy__is_lower(cp)) return false;
        n += sy__is_upper(cp);
    }
    return n >= 2;
}

enum { MAX_NAME_WORDS = 12, MAX_LETTERS = 4 };

/* What a word adds to an acronym beside its first letter: of "GameCube 2" the C and the 2. */
static uint32_t inner_initials(sy_str raw, char *out)
{
    uint32_t n = 0;
    bool number = raw.len < MAX_LETTERS;
    for (size_t i = 0; i < raw.len; i++) {
        number = number && raw.ptr[i] >= '0' && raw.ptr[i] <= '9';
        bool inner = i > 0 && i + 1 < raw.len && raw.ptr[i] >= 'A' && raw.ptr[i] <= 'Z' && raw.ptr[i - 1] >= 'a' && raw.ptr[i - 1] <= 'z';
        if (inner && n + 1 < MAX_LETTERS) out[n++] = (char)(raw.ptr[i] | 0x20);
    }
    for (size_t i = 0; number && i < raw.len; i++) out[n++] = raw.ptr[i];
    return n;
}

bool sy__name_read(sy_arena *a, sy_str text, sy__name *out)
{
    sy_str *words = sy__arena_array(a, MAX_NAME_WORDS, sizeof *words);
    char *initials = sy__arena_get(a, MAX_NAME_WORDS * MAX_LETTERS + 1);
    bool shouted = all_upper(text);
    if (!words || !initials) return false;
    uint32_t n = 0, n_initials = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= text.len && n < MAX_NAME_WORDS;) {
        size_t at = i;
        bool end = i == text.len || parts_words(sy__utf8_next(text, &i));
        if (i == at) i++;
        if (!end) continue;
        sy_str raw = sy__sub(text, begin, at);
        begin = i;
        sy_str word = raw.len ? sy__plain_word(a, raw) : raw;
        if (raw.len && !word.ptr) return false;
        if (word.len == 0) continue;
        if (sy__is(word, "&")) word = SY_STR("and");
        /* Articles and Arabic "al" carry nothing; a title says nothing at the head of a name. */
        if (sy__table_find(&sy__table_reconcile_name_particles, word) != SY_NONE) continue;
        if (n == 0 && sy__table_find(&sy__table_reconcile_titles, word) != SY_NONE) continue;
        /* "Corp" and "Inc" stand in no acronym, "Corporation" does: what is short already is not shortened again. */
        bool short_form = word.len <= 4 && sy__table_find(&sy__table_reconcile_company_suffixes, word) != SY_NONE;
        /* Letters stand in an acronym as they are: the "U.S. Navy" is the USN, and not the UN. */
        uint32_t letters = !shouted && all_upper(raw) && word.len <= MAX_LETTERS ? (uint32_t)word.len : 1;
        for (uint32_t k = 0; begins_upper(raw) && !short_form && k < letters; k++) initials[n_initials++] = word.ptr[k];
        if (letters == 1 && !short_form) n_initials += inner_initials(raw, initials + n_initials);
        words[n++] = word;
    }
    while (n > 1 && sy__table_find(&sy__table_reconcile_company_suffixes, words[n - 1]) != SY_NONE) n--;
    if (n == 0) {   /* nothing but a title or an article: it is its own name */
        words[0] = sy__plain_word(a, sy__trim(text));
        if (!words[0].ptr) return false;
        n = words[0].len ? 1 : 0;
    }
    *out = (sy__name){ text, words, n, { initials, n_initials >= 2 ? n_initials : 0 } };
    return true;
}

/* ---- comparing two ---------------------------------------------------------------------------- */

/* "Centre" and "Center": the ending that British and American spelling turn round. */
static bool turned_ending(sy_str a, sy_str b)
{
    if (a.len != b.len || a.len < 5 || memcmp(a.ptr, b.ptr, a.len - 2) != 0) return false;
    return (sy__ends(a, SY_STR("re")) && sy__ends(b, SY_STR("er"))) || (sy__ends(a, SY_STR("er")) && sy__ends(b, SY_STR("re")));
}

/* "Channel 4" is "Channel Four". */
static bool same_digit(sy_str digit, sy_str word)
{
    static const char *const digits[] = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" };
    return digit.len == 1 && digit.ptr[0] >= '1' && digit.ptr[0] <= '9' && sy__is(word, digits[digit.ptr[0] - '1']);
}

/* "Jim" for "James". */
static bool is_nickname(sy_str brief, sy_str full)
{
    uint32_t row = sy__table_find(&sy__table_reconcile_nicknames, brief);
    sy_str names = row == SY_NONE ? (sy_str){ NULL, 0 } : sy__cell(&sy__table_reconcile_nicknames, row, 1);
    for (size_t at = 0, end; at < names.len; at = end + 1) {
        for (end = at; end < names.len && names.ptr[end] != ' '; end++) {}
        if (sy__eq(sy__sub(names, at, end), full)) return true;
    }
    return false;
}

/* "Ministry of Fisheries" is the "Fisheries Ministry". */
static bool turned_round(const sy__name *a, const sy__name *b)
{
    if (a->n_words != b->n_words + 1 || b->n_words < 2 || !sy__is(a->words[1], "of") || !sy__eq(a->words[0], b->words[b->n_words - 1])) return false;
    for (uint32_t i = 2; i < a->n_words; i++) if (!sy__words_alike(a->words[i], b->words[i - 2])) return false;
    return true;
}

static bool alike_in_name(sy_str a, sy_str b, bool person)
{
    if (sy__words_alike(a, b)) return true;
    if (!person && (turned_ending(a, b) || same_digit(a, b) || same_digit(b, a))) return true;
    sy_str l = a.len > b.len ? a : b, s = a.len > b.len ? b : a;
    return !person && l.len == s.len + 1 && l.ptr[s.len] == 's' && memcmp(l.ptr, s.ptr, s.len) == 0;
}

/* An initial stands for a first name: "J" for "John"; so does a short form. */
static bool initial_of(sy_str a, sy_str b)
{
    return is_nickname(a, b) || is_nickname(b, a) || ((a.len == 1 || b.len == 1) && a.len && b.len && a.ptr[0] == b.ptr[0]);
}

/* The words of the shorter name stand in the longer one, in order; *exact: letter for letter. */
static bool stands_in(const sy__name *s, const sy__name *l, bool person, bool *exact)
{
    uint32_t j = 0;
    *exact = true;
    for (uint32_t i = 0; i < s->n_words; i++, j++) {
        while (j < l->n_words && !alike_in_name(s->words[i], l->words[j], person)
               && !(person && i + 1 < s->n_words && initial_of(s->words[i], l->words[j]))) j++;
        if (j == l->n_words) return false;
        if (!sy__eq(s->words[i], l->words[j])) *exact = false;
    }
    return true;
}

/* Written together or apart, with or without hyphens: "Al Jazeera", "Aljazeera". */
static bool same_letters(const sy__name *a, const sy__name *b)
{
    uint32_t i = 0, j = 0;
    size_t x = 0, y = 0;
    for (;;) {
        while (i < a->n_words && x == a->words[i].len) { i++; x = 0; }
        while (j < b->n_words && y == b->words[j].len) { j++; y = 0; }
        if (i == a->n_words || j == b->n_words) return i == a->n_words && j == b->n_words;
        if (a->words[i].ptr[x++] != b->words[j].ptr[y++]) return false;
    }
}

static sy_str last_word(sy_str s)
{
    s = sy__trim(s);
    size_t at = s.len;
    while (at > 0 && s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '\n') at--;
    return sy__sub(s, at, s.len);
}

/* The words that name a place, without those that tell its kind. */
static sy__name without_kind(const sy__name *n)
{
    sy__name out = *n;
    uint32_t row;
    bool small = n->n_words > 1 && !begins_upper(last_word(n->text));
    if (out.n_words > 1 && (row = sy__table_find(&sy__table_reconcile_place_kinds, out.words[out.n_words - 1])) != SY_NONE
        && (small || sy__cell(&sy__table_reconcile_place_kinds, row, 1).len == 0)) out.n_words--;
    if (out.n_words > 2 && sy__is(out.words[1], "of") && sy__table_find(&sy__table_reconcile_place_kinds, out.words[0]) != SY_NONE) {
        out.words += 2;
        out.n_words -= 2;
    }
    return out;
}

bool sy__same_place(const sy__name *a, const sy__name *b)
{
    sy__name x = without_kind(a), y = without_kind(b);
    return (x.n_words < a->n_words || y.n_words < b->n_words) && same_letters(&x, &y);
}

static bool is_acronym_of(const sy__name *a, const sy__name *full)
{
    if (a->n_words != 1 || full->acronym.len < 2) return false;
    sy_str w = a->words[0];
    bool numbered = w.len == 2 && begins_upper(a->text) && w.ptr[1] >= '0' && w.ptr[1] <= '9';   /* "F1" */
    if (!all_upper(a->text) && !numbered && (w.len < 4 || !begins_upper(a->text))) return false;   /* "Nasa", as British papers write it */
    if (w.len > full->acronym.len + 1 || w.len < 2) return false;
    return sy__eq(w, full->acronym);
}

/* "NHB Tolmar": the letters of the body and which part of it, no office in it ("NHB Director"). */
static bool is_branch_of(const sy__name *a, const sy__name *full)
{
    if (a->n_words != 2 || full->n_words < 3 || a->words[0].len < 3 || !sy__eq(a->words[0], full->acronym)) return false;
    sy_str text = sy__trim(a->text), last = last_word(text);
    return text.len > last.len && all_upper(sy__trim(sy__sub(text, 0, text.len - last.len))) && begins_upper(last) && !all_upper(last)
        && sy__table_find(&sy__table_reconcile_titles, a->words[1]) == SY_NONE;
}

/* "J. Ilse Varga" is "Ilse Varga" too. */
static bool drops_initial(const sy__name *s, const sy__name *l)
{
    return l->n_words == s->n_words + 1 && l->words[0].len == 1 && sy__eq(s->words[0], l->words[1]) && sy__eq(s->words[s->n_words - 1], l->words[l->n_words - 1]);
}

/* "Mallam Ilse Varga", "Wing Commander Ilse Varga": a title that no table has, or another given name. */
static bool adds_front(const sy__name *s, const sy__name *l)
{
    return s->n_words >= 2 && s->words[0].len > 1 && l->n_words <= s->n_words + 2 && sy__name_ends(s, l)
        && sy__table_find(&sy__table_reconcile_function_words, l->words[l->n_words - s->n_words - 1]) == SY_NONE;
}

/* "Ilse Varga Moreno": a second surname that a text may leave out. */
static bool adds_surname(const sy__name *s, const sy__name *l)
{
    if (s->n_words < 2 || l->n_words != s->n_words + 1) return false;
    for (uint32_t i = 0; i < s->n_words; i++) if (!sy__eq(s->words[i], l->words[i])) return false;
    return true;
}

/* "Tolmar's Harbour Board": the words in front of the mark are its owner's. */
static bool is_owner(const sy__name *s, const sy__name *l)
{
    size_t mark = sy__find(l->text, SY_STR("'s "), 0), curly = sy__find(l->text, SY_STR("\xE2\x80\x99s "), 0);
    if (curly < mark) mark = curly;
    if (mark == SIZE_MAX) return false;
    uint32_t n = 1;
    for (size_t i = 0; i < mark; i++) n += l->text.ptr[i] == ' ' && i + 1 < mark;
    if (n < s->n_words || l->n_words <= s->n_words) return false;
    for (uint32_t i = 0; i < s->n_words; i++) if (!sy__eq(s->words[i], l->words[i])) return false;
    return true;
}

/* "SF Herald" and "San Ferro Herald": letters for the words in front, the same last word behind them. What the letters stand for to
 * all the world is no other's. */
static bool has_front_letters(const sy__name *a, const sy__name *full)
{
    sy_str w = a->words[0];
    if (a->n_words < 2 || w.len < 2 || w.len > MAX_LETTERS || a->n_words > full->n_words || a->acronym.len < 3 || !sy__eq(a->acronym, full->acronym)) return false;
    if (!sy__eq(a->words[a->n_words - 1], full->words[full->n_words - 1]) || sy__table_find(&sy__table_reconcile_known_names, w) != SY_NONE) return false;
    sy_str text = sy__trim(a->text);
    if (text.len > 4 && sy__ieq(sy__sub(text, 0, 4), SY_STR("the "))) text = sy__sub(text, 4, text.len);
    size_t n = 0;
    while (n < text.len && text.ptr[n] >= 'A' && text.ptr[n] <= 'Z') n++;
    return n == w.len && n < text.len && text.ptr[n] == ' ';
}

sy__name_fit sy__name_compare(const sy__name *a, const sy__name *b, bool person)
{
    if (a->n_words == 0 || b->n_words == 0) return SY__NAMES_APART;
    if (same_letters(a, b)) return SY__NAMES_SAME;
    const sy__name *s = a->n_words <= b->n_words ? a : b, *l = s == a ? b : a;
    bool exact;
    if (is_owner(s, l)) return SY__NAMES_APART;
    if (is_acronym_of(s, l) || (!person && is_branch_of(s, l))) return SY__NAMES_ACRONYM;
    if (!person && (has_front_letters(s, l) || has_front_letters(l, s))) return SY__NAMES_ACRONYM;
    sy_str s_last = s->words[s->n_words - 1], l_last = l->words[l->n_words - 1];
    if (s->n_words == 1) {
        /* "Justice for Varga" is nobody. */
        if (person && l->n_words > 1 && sy__table_find(&sy__table_reconcile_function_words, l->words[l->n_words - 2]) != SY_NONE) return SY__NAMES_APART;
        if (person) return sy__words_alike(s_last, l_last) ? (l->n_words == 1 ? SY__NAMES_SPELLING : SY__NAMES_SURNAME) : SY__NAMES_APART;
        if (l->n_words == 1) return s_last.len > 3 && alike_in_name(s_last, l_last, person) ? SY__NAMES_SPELLING : SY__NAMES_APART;
        return sy__eq(s->words[0], l->words[0]) ? SY__NAMES_SHORTER : SY__NAMES_APART;
    }
    if (!person && (turned_round(a, b) || turned_round(b, a))) return SY__NAMES_SPELLING;
    if (!stands_in(s, l, person, &exact)) return SY__NAMES_APART;
    if (s->n_words == l->n_words) return SY__NAMES_SPELLING;
    if (person && (drops_initial(s, l) || adds_front(s, l) || adds_surname(s, l))) return SY__NAMES_SHORTER;
    bool first = alike_in_name(s->words[0], l->words[0], person) || (person && initial_of(s->words[0], l->words[0]));
    bool last = alike_in_name(s_last, l_last, person);
    if (person) return first && last ? (exact ? SY__NAMES_SHORTER : SY__NAMES_SPELLING) : SY__NAMES_APART;
    return first ? (exact || last ? SY__NAMES_SHORTER : SY__NAMES_APART) : SY__NAMES_APART;
}

/* "Harbour Board" for "Northern Harbour Board", and not the other way round. */
bool sy__name_ends(const sy__name *s, const sy__name *l)
{
    if (s->n_words == 0 || s->n_words >= l->n_words) return false;
    for (uint32_t i = 0; i < s->n_words; i++)
        if (!sy__eq(s->words[i], l->words[l->n_words - s->n_words + i])) return false;
    return true;
}

/* One letter left out, put in or taken for another, or two turned round; not at the ends, where another letter makes another word. */
static bool one_slip(sy_str a, sy_str b)
{
    if (a.len > b.len) { sy_str t = a; a = b; b = t; }
    if (a.len + 1 < b.len || a.len < 5 || sy__eq(a, b)) return false;
    size_t i = 0;
    while (i < a.len && a.ptr[i] == b.ptr[i]) i++;
    if (i == 0 || i == a.len || (a.ptr[i] >= '0' && a.ptr[i] <= '9') || (b.ptr[i] >= '0' && b.ptr[i] <= '9')) return false;
    if (a.len < b.len) return memcmp(a.ptr + i, b.ptr + i + 1, a.len - i) == 0;
    if (memcmp(a.ptr + i + 1, b.ptr + i + 1, a.len - i - 1) == 0) return true;
    return i + 1 < a.len && a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i] && memcmp(a.ptr + i + 2, b.ptr + i + 2, a.len - i - 2) == 0;
}

enum { LONG_WORD = 8 };   /* so long a word by itself is no other word with one letter changed */

bool sy__name_mistyped(const sy__name *a, const sy__name *b)
{
    uint32_t slips = 0;
    if (a->n_words != b->n_words) {   /* a surname */
        const sy__name *s = a->n_words < b->n_words ? a : b, *l = s == a ? b : a;
        return s->n_words == 1 && s->words[0].len >= LONG_WORD - 1 && one_slip(s->words[0], l->words[l->n_words - 1]);
    }
    if (a->n_words == 0 || (a->n_words == 1 && (a->words[0].len < LONG_WORD || b->words[0].len < LONG_WORD))) return false;
    for (uint32_t i = 0; i < a->n_words; i++) {
        if (sy__eq(a->words[i], b->words[i])) continue;
        if (!one_slip(a->words[i], b->words[i])) return false;
        slips++;
    }
    return slips == 1;
}
