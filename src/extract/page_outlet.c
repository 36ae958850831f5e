/* The name by which a page calls its own site: words whose letters spell the host. Of "www.harbourtimes.example" the "Harbour
 * Times", of "hctimes.example" the "Harbour City Times"; in capitals only where the host is as short as "hct.example". */
#include "extract/page_outlet.h"

enum { SHORT_LABEL = 3, LEAST_SPELLED = 4, MOST_WORDS = 6, MOST_NAMES = 8, LONGEST_NAME = 40 };

bool sy__is_host(sy_str s)
{
    size_t points = 0, last = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.')
            return false;
        points += c == '.';
        last = c == '.' ? 0 : letter ? last + 1 : last;
    }
    return points > 0 && last >= 2;
}

/* The label that tells the site: "harbour" of "www.harbour.co.uk", where "co" is a part of the country's own. */
static sy_str site_label(sy_str host)
{
    size_t end = host.len, begin, n = 0;
    for (size_t i = 0; i < host.len; i++)
        n += host.ptr[i] == '.';
    while (end > 0 && host.ptr[end - 1] != '.')
        end--;
    size_t top = host.len - end;
    end = end > 0 ? end - 1 : 0;
    for (begin = end; begin > 0 && host.ptr[begin - 1] != '.'; begin--) {}
    if (n >= 2 && top == 2 && end - begin <= SHORT_LABEL && begin > 0 && !sy__is(sy__sub(host, 0, begin), "www.")) {
        end = begin - 1;
        for (begin = end; begin > 0 && host.ptr[begin - 1] != '.'; begin--) {}
    }
    return sy__sub(host, begin, end);
}

/* How many letters of the label from `at` the word spells as a whole; 0: it does not. */
static size_t spelled(sy_str label, size_t at, sy_str word)
{
    return at + word.len <= label.len && sy__ieq(sy__sub(label, at, at + word.len), word) ? word.len : 0;
}

/* The words from token i on that spell the whole label, the first ones perhaps by their initials; 0: they do not. */
static uint32_t words_of_label(const sy__lines *l, const sy__tok *t, uint32_t n, sy_str label)
{
    size_t at = 0, whole = 0;
    uint32_t k = 0, initials = 0;
    for (; k < n && k < MOST_WORDS && at < label.len; k++) {
        sy_str word = sy__cut(l->text, t[k].at);
        if (label.ptr[at] == '-')
            at++;
        size_t letters = spelled(label, at, word);
        if (t[k].kind != SY__TOK_WORD || !t[k].cap)
            return 0;
        if (letters)
            whole += letters;
        else if (whole == 0 && spelled(label, at, sy__sub(word, 0, 1)))
            initials++;
        else
            return 0;
        at += letters ? letters : 1;
    }
    bool is_short = label.len <= SHORT_LABEL;
    if (at != label.len || whole == 0 || (initials && whole < LEAST_SPELLED) || (is_short && !t[0].caps))
        return 0;
    return k;
}

sy_span sy__outlet_of_host(const sy__lines *l, sy_str host)
{
    struct { sy_span at; uint32_t n; } names[MOST_NAMES] = { { { 0, 0 }, 0 } };
    sy_str label = site_label(host);
    uint32_t best = 0;
    for (uint32_t i = 0; label.len >= 2 && i < l->toks.n; i++) {
        uint32_t k = words_of_label(l, l->toks.at + i, l->toks.n - i, label), x = 0;
        if (k == 0)
            continue;
        sy_span at = { l->toks.at[i].at.begin, l->toks.at[i + k - 1].at.end };
        if (at.begin >= 4 && memcmp(l->text.ptr + at.begin - 4, "The ", 4) == 0)
            at.begin -= 4;
        sy_str name = sy__cut(l->text, at);
        while (x < MOST_NAMES && names[x].n && !sy__eq(sy__cut(l->text, names[x].at), name))
            x++;
        if (x == MOST_NAMES || name.len > LONGEST_NAME || memchr(name.ptr, '\n', name.len))
            continue;
        if (names[x].n++ == 0)
            names[x].at = at;
        if (names[x].n > names[best].n)
            best = x;
    }
    return names[best].at;
}
