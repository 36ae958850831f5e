/* Datelines: "BAGHDAD, Jan 5 (Reuters) -", "OFER PRISON, West Bank —", "Berlin (dpa) -"; "(Reuters) -", the credit without a place. */
#include "extract/lines.h"

static char mark(sy_str text, const sy__tok *t)
{
    if (t->kind != SY__TOK_PUNCT)
        return '\0';
    uint64_t dash = sy__fold_hash(SY_STR("-"));
    return t->hash == dash ? '-' : text.ptr[t->at.begin];
}

/* The dash that ends it, within the first tokens; a double hyphen counts as one. SY_NONE: none. */
static uint32_t find_dash(sy_str text, const sy__tok *toks, uint32_t n)
{
    uint32_t most = n < 24 ? n : 24;
    for (uint32_t i = 1; i < most; i++) {
        char c = mark(text, &toks[i]);
        if (c == '-')
            return i;
        if (c == '"' || c == ';' || c == '?' || c == '!' || toks[i].kind == SY__TOK_URL)
            return SY_NONE;
        if (toks[i].lex & SY__LEX_FUNCTION && !toks[i].cap && toks[i].kind == SY__TOK_WORD &&
            toks[i].at.end - toks[i].at.begin > 3 && !(toks[i].lex & (SY__LEX_MONTH | SY__LEX_WEEKDAY)))
            return SY_NONE;
    }
    return SY_NONE;
}

bool sy__bracketed_agency(sy_str text, const sy__tok *toks, uint32_t n, uint32_t i)
{
    enum { LEAST = 2, MOST = 6 };
    if (i + 2 >= n || mark(text, &toks[i]) != '(' || toks[i + 1].kind != SY__TOK_WORD || !toks[i + 1].caps || mark(text, &toks[i + 2]) != ')')
        return false;
    uint32_t letters = toks[i + 1].at.end - toks[i + 1].at.begin;
    return letters >= LEAST && letters <= MOST;
}

uint32_t sy__dateline(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, sy_span *place, sy_str *agency, sy_span *credit)
{
    *place = (sy_span){ 0, 0 };
    *credit = (sy_span){ 0, 0 };
    *agency = (sy_str){ NULL, 0 };
    bool bare = n > 0 && mark(text, &toks[0]) == '(';
    if (n < 4 || (!bare && (toks[0].kind != SY__TOK_WORD || !toks[0].cap)))
        return 0;
    uint32_t dash = find_dash(text, toks, n);
    if (dash == SY_NONE || dash + 2 >= n)
        return 0;
    uint32_t open = SY_NONE, end = dash, lower = 0, words = 0;
    for (uint32_t i = 0; i < dash; i++) {
        char c = mark(text, &toks[i]);
        if (c == '(' && open == SY_NONE)
            open = i;
        if (toks[i].kind == SY__TOK_WORD && i < (open == SY_NONE ? dash : open)) {
            words++;
            lower += !toks[i].cap;
        }
    }
    for (uint32_t i = open == SY_NONE ? dash : open; i < dash; i++) {
        uint32_t k = sy__agency_at(lex, text, toks, n, i, agency);
        if (k) {
            *credit = (sy_span){ toks[i].at.begin, toks[i + k - 1].at.end };
            break;
        }
    }
    if (open != SY_NONE && agency->len == 0 && open + 3 == dash && sy__bracketed_agency(text, toks, n, open)) {
        *credit = toks[open + 1].at;                      /* its place names it, where the table does not */
        *agency = sy__cut(text, *credit);
    }
    if (open != SY_NONE)
        end = open;
    /* Without an agency in brackets, only capitals make a place sure: "NEW YORK —", not "Mr. Smith —". */
    if ((words == 0 && !bare) || words > 7 || lower > (open == SY_NONE ? 0u : 1u) || (open != SY_NONE && agency->len == 0) ||
        (open == SY_NONE && !toks[0].caps))
        return 0;
    uint32_t last = end;                                  /* the place ends before a date or a comma before one */
    for (uint32_t i = 0; i < end; i++)
        if (toks[i].kind == SY__TOK_NUMBER || (toks[i].lex & (SY__LEX_MONTH | SY__LEX_WEEKDAY) && i > 0 && i + 1 < n &&
                                               (toks[i + 1].kind == SY__TOK_NUMBER || i + 1 == end))) {
            last = i;
            break;
        }
    while (last > 0 && toks[last - 1].kind == SY__TOK_PUNCT && mark(text, &toks[last - 1]) != '.')
        last--;
    if (last == 0 && !bare)
        return 0;
    if (last > 0)
        *place = (sy_span){ toks[0].at.begin, toks[last - 1].at.end };
    while (dash + 1 < n && mark(text, &toks[dash + 1]) == '-')
        dash++;
    return toks[dash].at.end - toks[0].at.begin;
}
