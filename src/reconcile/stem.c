/* Porter's stemmer (M. F. Porter, An algorithm for suffix stripping, 1980), with the tail of his English revision left out:
 * words meet by their stems, nobody reads one. */
#include "reconcile/story.h"

typedef struct word { char *at; size_t n; } word;

static bool consonant(const word *w, size_t i)
{
    size_t k = i;
    while (k > 0 && w->at[k] == 'y') k--;
    /* A "y" is the opposite of the letter before it; one that begins the word is a consonant. */
    bool first = !strchr("aeiou", w->at[k]);
    return first != ((i - k) % 2 == 1);
}

/* Number of vowel-consonant sequences in the first n letters. */
static unsigned measure(const word *w, size_t n)
{
    unsigned m = 0;
    bool vowel = false;
    for (size_t i = 0; i < n; i++) {
        bool c = i > 0 && w->at[i] == 'y' ? vowel : consonant(w, i);
        if (c && vowel) m++;
        vowel = !c;
    }
    return m;
}

static bool has_vowel(const word *w, size_t n)
{
    for (size_t i = 0; i < n; i++) if (!consonant(w, i)) return true;
    return false;
}

static bool doubled(const word *w, size_t n)
{
    return n >= 2 && w->at[n - 1] == w->at[n - 2] && consonant(w, n - 1);
}

/* Consonant, vowel, consonant that is not w, x or y: "hop", not "snow". */
static bool short_end(const word *w, size_t n)
{
    if (n < 3 || !consonant(w, n - 1) || consonant(w, n - 2) || !consonant(w, n - 3)) return false;
    char c = w->at[n - 1];
    return c != 'w' && c != 'x' && c != 'y';
}

static bool ends(const word *w, const char *suffix, size_t *stem)
{
    size_t k = strlen(suffix);
    if (w->n < k || memcmp(w->at + w->n - k, suffix, k) != 0) return false;
    *stem = w->n - k;
    return true;
}

static void put(word *w, size_t stem, const char *suffix)   /* a suffix is never longer than the one that it replaces */
{
    size_t k = strlen(suffix);
    memcpy(w->at + stem, suffix, k);
    w->n = stem + k;
}

static void plurals_and_past(word *w)
{
    size_t s;
    if (ends(w, "sses", &s)) put(w, s, "ss");
    else if (ends(w, "ies", &s)) put(w, s, "i");
    else if (!ends(w, "ss", &s) && ends(w, "s", &s) && w->n > 3) put(w, s, "");
    if (ends(w, "eed", &s)) { if (measure(w, s) > 0) put(w, s, "ee"); return; }
    if (!((ends(w, "ed", &s) || ends(w, "ing", &s)) && has_vowel(w, s))) return;
    w->n = s;
    if (ends(w, "at", &s)) put(w, w->n, "e");
    else if (ends(w, "bl", &s) || ends(w, "iz", &s)) put(w, w->n, "e");
    else if (doubled(w, w->n) && !strchr("lsz", w->at[w->n - 1])) w->n--;
    else if (measure(w, w->n) == 1 && short_end(w, w->n)) put(w, w->n, "e");
}

typedef struct rule { const char *from, *to; } rule;

/* The first rule whose suffix fits decides, be the stem long enough or not. */
static void apply(word *w, const rule *rules, size_t n, unsigned least)
{
    for (size_t i = 0; i < n; i++) {
        size_t s;
        if (!ends(w, rules[i].from, &s)) continue;
        if (measure(w, s) > least) put(w, s, rules[i].to);
        return;
    }
}

size_t sy__stem(char *at, size_t n)
{
    static const rule double_suffixes[] = {
        { "ational", "ate" }, { "tional", "tion" }, { "enci", "ence" }, { "anci", "ance" }, { "izer", "ize" }, { "abli", "able" },
        { "alli", "al" }, { "entli", "ent" }, { "eli", "e" }, { "ousli", "ous" }, { "ization", "ize" }, { "isation", "ize" }, { "ation", "ate" },
        { "ator", "ate" }, { "alism", "al" }, { "iveness", "ive" }, { "fulness", "ful" }, { "ousness", "ous" }, { "aliti", "al" },
        { "iviti", "ive" }, { "biliti", "ble" } };
    static const rule adjectives[] = {
        { "icate", "ic" }, { "ative", "" }, { "alize", "al" }, { "iciti", "ic" }, { "ical", "ic" }, { "ful", "" }, { "ness", "" } };
    static const rule rest[] = {
        { "al", "" }, { "ance", "" }, { "ence", "" }, { "er", "" }, { "ic", "" }, { "able", "" }, { "ible", "" }, { "ant", "" },
        { "ement", "" }, { "ment", "" }, { "ent", "" }, { "sion", "s" }, { "tion", "t" }, { "ou", "" }, { "ism", "" }, { "ate", "" },
        { "iti", "" }, { "ous", "" }, { "ive", "" }, { "ize", "" }, { "ise", "" } };
    if (n < 3) return n;
    for (size_t i = 0; i < n; i++) if (at[i] < 'a' || at[i] > 'z') return n;
    word w = { at, n };
    plurals_and_past(&w);
    size_t s;
    if (ends(&w, "y", &s) && has_vowel(&w, s)) at[w.n - 1] = 'i';
    apply(&w, double_suffixes, sizeof double_suffixes / sizeof *double_suffixes, 0);
    apply(&w, adjectives, sizeof adjectives / sizeof *adjectives, 0);
    apply(&w, rest, sizeof rest / sizeof *rest, 1);
    if (ends(&w, "e", &s) && (measure(&w, s) > 1 || (measure(&w, s) == 1 && !short_end(&w, s)))) w.n = s;
    if (measure(&w, w.n) > 1 && doubled(&w, w.n) && at[w.n - 1] == 'l') w.n--;
    return w.n;
}

sy_str sy__stem_of(sy_arena *a, sy_str word)
{
    sy_str plain = sy__plain_word(a, word);
    char *stem = plain.ptr ? sy__arena_get(a, plain.len + 1) : NULL;
    if (!stem) return (sy_str){ NULL, 0 };
    memcpy(stem, plain.ptr, plain.len);
    return (sy_str){ stem, sy__stem(stem, plain.len) };
}
