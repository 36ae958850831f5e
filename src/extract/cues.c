/* Cue patterns: what phrases say of the line they stand in ("skip to <word>", "<num> <unit> ago").
 *
 * A pattern is a row of data/extract/cues.txt: words and punctuation marks between spaces, folded; slots in
 * angle brackets; a final '?' makes a word or slot optional; '^' and '$' tie it to the ends of the line. */
#include <stdlib.h>

#include "extract/lexicon.h"

#include "extract_tables.h"

enum { MAX_NAME = 5 };

static const struct { const char *name; uint8_t type; } slots[] = {
    { "<num>", SY__SLOT_NUM }, { "<word>", SY__SLOT_WORD }, { "<agency>", SY__SLOT_AGENCY }, { "<month>", SY__SLOT_MONTH }, { "<unit>", SY__SLOT_UNIT },
    { "<weekday>", SY__SLOT_WEEKDAY }, { "<name>", SY__SLOT_NAME }, { "<url>", SY__SLOT_URL }, { "<handle>", SY__SLOT_HANDLE },
};
static const struct { const char *name; uint8_t kind; } kinds[] = {
    { "navigation", SY_BOILERPLATE_NAVIGATION }, { "teaser", SY_BOILERPLATE_TEASER }, { "caption", SY_BOILERPLATE_CAPTION },
    { "credit", SY_BOILERPLATE_CREDIT }, { "advert", SY_BOILERPLATE_ADVERT }, { "date", SY_BOILERPLATE_DATE },
    { "social", SY_BOILERPLATE_SOCIAL }, { "comments", SY_BOILERPLATE_COMMENTS }, { "legal", SY_BOILERPLATE_LEGAL },
    { "other", SY_BOILERPLATE_OTHER }, { "body", SY__CUE_BODY }, { "heading", SY__CUE_HEADING },
};
static const struct { const char *name; uint8_t role; } roles[] = {
    { "author", SY__ROLE_AUTHOR }, { "outlet", SY__ROLE_OUTLET }, { "agency", SY__ROLE_AGENCY }, { "published", SY__ROLE_PUBLISHED },
    { "updated", SY__ROLE_UPDATED }, { "split", SY__ROLE_SPLIT }, { "stop", SY__ROLE_STOP }, { "truncated", SY__ROLE_TRUNCATED },
    { "label", SY__ROLE_LABEL }, { "photographer", SY__ROLE_PHOTOGRAPHER },
};

/* ---- compiling --------------------------------------------------------------------------------- */

static bool compile_elem(sy__lexicon *lex, sy_str word)
{
    sy__cue_elem e = { SY__SLOT_LITERAL, 0 };
    bool optional = word.len > 1 && word.ptr[word.len - 1] == '?';
    if (optional)
        word.len--;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (sy__is(word, slots[i].name))
            e.type = slots[i].type;
    if (e.type == SY__SLOT_LITERAL)
        e.hash = sy__fold_hash(word);
    if (optional)
        e.type |= SY__SLOT_OPTIONAL;
    return SY__PUSH(lex->ctx, &lex->elems, e);
}

static bool compile_row(sy__lexicon *lex, uint32_t row, sy__cue *c)
{
    const sy__table *t = &sy__table_extract_cues;
    sy_str pattern = sy__cell(t, row, 0), kind = sy__cell(t, row, 1), weight = sy__cell(t, row, 2);
    sy_str role = t->n_fields > 3 ? sy__cell(t, row, 3) : (sy_str){ NULL, 0 };
    sy_str words = t->n_fields > 4 ? sy__cell(t, row, 4) : (sy_str){ NULL, 0 };
    *c = (sy__cue){ .elem = lex->elems.n, .kind = SY_BOILERPLATE_OTHER };
    for (size_t at = 0; at < pattern.len;) {
        size_t end = sy__find(pattern, SY_STR(" "), at);
        end = end == SIZE_MAX ? pattern.len : end;
        sy_str word = sy__sub(pattern, at, end);
        at = end + 1;
        if (sy__is(word, "^"))
            c->at_start = true;
        else if (sy__is(word, "$") && at > pattern.len)
            c->at_end = true;
        else if (word.len && !compile_elem(lex, word))
            return false;
    }
    c->n_elems = lex->elems.n - c->elem;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sy__is(kind, kinds[i].name))
            c->kind = kinds[i].kind;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (sy__is(role, roles[i].name))
            c->role = roles[i].role;
    c->weight = (float)atoi(weight.len ? weight.ptr : "0");   /* table cells end with a NUL */
    c->max_words = words.len ? (uint16_t)atoi(words.ptr) : c->at_start ? 0 : 40;
    return true;
}

static uint64_t first_hash(const sy__lexicon *lex, const sy__cue *c)
{
    const sy__cue_elem *e = &lex->elems.at[c->elem];
    return e->type == SY__SLOT_LITERAL ? e->hash : 0;
}

static int by_first(const void *x, const void *y, void *user)
{
    uint64_t a = first_hash(user, x), b = first_hash(user, y);
    return a < b ? -1 : a > b;
}

/* Slots that a loose cue may begin with: those up to its first element that is not optional. */
static void note_slots(sy__lexicon *lex, uint32_t cue)
{
    const sy__cue *c = &lex->cues[cue];
    const uint64_t bit = cue < 64 ? (uint64_t)1 << cue : 0;
    lex->loose_at_start |= c->at_start ? bit : 0;
    for (uint32_t e = 0; e < c->n_elems; e++) {
        uint8_t type = lex->elems.at[c->elem + e].type;
        lex->loose_by[type & (SY__SLOT_OPTIONAL - 1)] |= bit;
        if (!(type & SY__SLOT_OPTIONAL))
            return;
    }
    lex->loose_by[SY__SLOT_LITERAL] |= bit;
}

bool sy__cues_compile(sy__lexicon *lex)
{
    uint32_t n = sy__table_extract_cues.n;
    lex->cues = sy__calloc(lex->ctx, n ? n : 1, sizeof *lex->cues);
    if (!lex->cues)
        return false;
    for (uint32_t r = 0; r < n; r++) {
        if (!compile_row(lex, r, &lex->cues[lex->n_cues]))
            return false;
        lex->n_cues += lex->cues[lex->n_cues].n_elems > 0;
    }
    if (!sy__sort(lex->ctx, lex->cues, lex->n_cues, sizeof *lex->cues, by_first, lex))
        return false;
    for (uint32_t i = 0; i < lex->n_cues;) {
        uint64_t h = first_hash(lex, &lex->cues[i]);
        uint32_t j = i;
        while (j < lex->n_cues && first_hash(lex, &lex->cues[j]) == h)
            j++;
        if (h == 0) {
            lex->n_loose = j;
            for (uint32_t k = i; k < j; k++)
                note_slots(lex, k);
        } else {
            struct sy__lex_entry *e = sy__lex_put(lex, h);
            e->flags |= SY__LEX_CUE;
            e->cue = i;
            e->n_cues = j - i;
            for (uint32_t k = j, next = j; k-- > i; next = lex->cues[k].at_start ? next : k)
                lex->cues[k].next_inner = next;
        }
        i = j;
    }
    return true;
}

/* ---- matching ------------------------------------------------------------------------------------ */

typedef struct matcher {
    const sy__lexicon *lex;
    sy_str             text;
    const sy__tok     *toks;
    uint32_t           n;
    sy_span            capture;
} matcher;

static void capture(matcher *m, uint32_t from, uint32_t to)
{
    m->capture = (sy_span){ m->toks[from].at.begin, m->toks[to - 1].at.end };
}

/* A token that can stand in a name: a capital, or a particle between capitals. */
static uint32_t name_length(const matcher *m, uint32_t i)
{
    uint32_t k = 0, last = 0;
    while (k < MAX_NAME && i + k < m->n) {
        const sy__tok *t = &m->toks[i + k];
        bool initial_stop = t->kind == SY__TOK_PUNCT && m->text.ptr[t->at.begin] == '.' && k > 0 &&
                            m->toks[i + k - 1].at.end - m->toks[i + k - 1].at.begin == 1;
        if (t->cap)
            last = k + 1;
        else if (!initial_stop && (k == 0 || !(t->lex & SY__LEX_FUNCTION)))
            break;
        k++;
    }
    return last;
}

static bool match_from(matcher *m, const sy__cue *c, uint32_t e, uint32_t i, uint32_t *end);

static bool match_name(matcher *m, const sy__cue *c, uint32_t e, uint32_t i, uint32_t *end)
{
    for (uint32_t k = name_length(m, i); k > 0; k--) {
        if (!m->toks[i + k - 1].cap)
            continue;
        if (match_from(m, c, e + 1, i + k, end)) {
            capture(m, i, i + k);
            return true;
        }
    }
    return false;
}

/* Depth is bounded by the number of elements of a cue. */
static bool match_from(matcher *m, const sy__cue *c, uint32_t e, uint32_t i, uint32_t *end)
{
    if (e == c->n_elems) {
        *end = i;
        return !c->at_end || i == m->n;
    }
    const sy__cue_elem *el = &m->lex->elems.at[c->elem + e];
    uint8_t type = el->type & (uint8_t)~SY__SLOT_OPTIONAL;
    bool ok = false;
    if (i < m->n) {
        const sy__tok *t = &m->toks[i];
        switch (type) {
        case SY__SLOT_LITERAL: ok = t->hash == el->hash; break;
        case SY__SLOT_NUM: ok = t->kind == SY__TOK_NUMBER || (t->lex & SY__LEX_NUMBER); break;
        case SY__SLOT_WORD: ok = t->kind == SY__TOK_WORD; break;
        case SY__SLOT_MONTH: ok = (t->lex & SY__LEX_MONTH) != 0; break;
        case SY__SLOT_UNIT: ok = (t->lex & SY__LEX_UNIT) != 0; break;
        case SY__SLOT_WEEKDAY: ok = (t->lex & SY__LEX_WEEKDAY) != 0; break;
        case SY__SLOT_URL: ok = t->kind == SY__TOK_URL; break;
        case SY__SLOT_HANDLE: ok = t->kind == SY__TOK_HANDLE; break;
        default: break;
        }
        if (ok && match_from(m, c, e + 1, i + 1, end))
            return true;
        sy_str name;
        uint32_t k;
        if (type == SY__SLOT_AGENCY && (k = sy__agency_at(m->lex, m->text, m->toks, m->n, i, &name)) > 0 &&
            match_from(m, c, e + 1, i + k, end)) {
            capture(m, i, i + k);
            return true;
        }
        if (type == SY__SLOT_NAME && t->cap && match_name(m, c, e, i, end))
            return true;
    }
    return (el->type & SY__SLOT_OPTIONAL) && match_from(m, c, e + 1, i, end);
}

/* Loose cues, of the first 64, that could begin with this token; under SY__SLOT_LITERAL are those that may begin with any. */
static uint64_t loose_at(const sy__lexicon *lex, const sy__tok *t)
{
    const uint64_t *by = lex->loose_by;
    uint64_t set = by[SY__SLOT_LITERAL];
    switch (t->kind) {
    case SY__TOK_WORD: set |= by[SY__SLOT_WORD]; break;
    case SY__TOK_NUMBER: set |= by[SY__SLOT_NUM]; break;
    case SY__TOK_URL: set |= by[SY__SLOT_URL]; break;
    case SY__TOK_HANDLE: set |= by[SY__SLOT_HANDLE]; break;
    default: break;
    }
    if (t->cap)
        set |= by[SY__SLOT_NAME];
    if (t->lex)
        set |= (t->lex & SY__LEX_NUMBER ? by[SY__SLOT_NUM] : 0) | (t->lex & SY__LEX_MONTH ? by[SY__SLOT_MONTH] : 0) |
               (t->lex & SY__LEX_UNIT ? by[SY__SLOT_UNIT] : 0) | (t->lex & SY__LEX_WEEKDAY ? by[SY__SLOT_WEEKDAY] : 0) |
               (t->lex & SY__LEX_AGENCY ? by[SY__SLOT_AGENCY] : 0);
    return set;
}

/* The cue at token i, if it stands there. false: no memory. */
static bool try_cue(matcher *m, uint32_t cue, uint32_t i, uint32_t n_words, sy__cue_hits *hits)
{
    const sy__cue *c = &m->lex->cues[cue];
    uint32_t end = 0;
    if ((c->at_start && i > 0) || (c->max_words && n_words > c->max_words))
        return true;
    if (c->n_elems > 1) {              /* most fail at the second word */
        const sy__cue_elem *second = &m->lex->elems.at[c->elem + 1];
        if (second->type == SY__SLOT_LITERAL && cue >= m->lex->n_loose && (i + 1 == m->n || m->toks[i + 1].hash != second->hash))
            return true;
    }
    m->capture = (sy_span){ 0, 0 };
    if (!match_from(m, c, 0, i, &end))
        return true;
    sy__cue_hit hit = { cue, i, end, m->capture };
    return SY__PUSH(m->lex->ctx, hits, hit);
}

bool sy__cues_find(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, uint32_t n_words, sy__cue_hits *hits)
{
    matcher m = { lex, text, toks, n, { 0, 0 } };
    for (uint32_t i = 0; i < n; i++) {
        for (uint64_t set = loose_at(lex, &toks[i]) & (i > 0 ? ~lex->loose_at_start : UINT64_MAX); set; set &= set - 1)
            if (!try_cue(&m, (uint32_t)__builtin_ctzll(set), i, n_words, hits))
                return false;
        for (uint32_t c = 64; c < lex->n_loose; c++)
            if (!try_cue(&m, c, i, n_words, hits))
                return false;
        if (!(toks[i].lex & SY__LEX_CUE))
            continue;
        const struct sy__lex_entry *e = &lex->entries[toks[i].entry];
        for (uint32_t c = i > 0 && lex->cues[e->cue].at_start ? lex->cues[e->cue].next_inner : e->cue; c < e->cue + e->n_cues;
             c = i > 0 ? lex->cues[c].next_inner : c + 1)
            if (!try_cue(&m, c, i, n_words, hits))
                return false;
    }
    return true;
}
