/* Who wrote it: names from scripts, meta elements, links, elements named for the author, and bylines. */
#include <stdio.h>

#include "extract/html_meta.h"

#include "extract_tables.h"

enum { MOST_NAME = 60, MOST_WORDS = 6, MOST_FOUND = 120, NEAR = 14, MOST_JOINT = 24 };

/* ---- cleaning a name ---------------------------------------------------------------------------------- */

static size_t prefix_length(sy_str s)
{
    const sy__table *t = &sy__table_extract_author_prefixes;
    size_t best = 0;
    char first = s.len ? s.ptr[0] : '\0';
    first = first >= 'A' && first <= 'Z' ? (char)(first + 32) : first;
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str p = sy__cell(t, r, 0);
        if (p.len <= best || p.len >= s.len || (first > 0 && p.ptr[0] != first))
            continue;
        size_t i = 0, k = 0;
        while (i < s.len && k < p.len) {
            size_t a = i, b = k;
            uint32_t x = sy__to_lower(sy__utf8_next(s, &a)), y = sy__utf8_next(p, &b);
            if (x != y)
                break;
            i = a;
            k = b;
        }
        char next = i < s.len ? s.ptr[i] : '\0';
        if (k == p.len && (next == ' ' || next == ':' || p.ptr[p.len - 1] == ':'))
            best = i;
    }
    return best;
}

static sy_str trim_marks(sy_str s)
{
    for (;;) {
        s = sy__trim(s);
        if (s.len == 0)
            return s;
        char c = s.ptr[0], e = s.ptr[s.len - 1];
        if (c == ':' || c == '-' || c == '|' || c == ',' || c == '/' || c == '(' || c == '*' || c == '.' || c == '"')
            s = sy__sub(s, 1, s.len);
        else if (sy__starts(s, SY_STR("\xE2\x80\x93")) || sy__starts(s, SY_STR("\xE2\x80\xA2")))
            s = sy__sub(s, 3, s.len);
        else if (sy__starts(s, SY_STR("\xC2\xB7")) || sy__starts(s, SY_STR("\xC2\xA9")))
            s = sy__sub(s, 2, s.len);
        else if (e == ',' || e == ':' || e == '|' || e == '-' || e == '/' || e == ';' || e == '(' || e == '"' ||
                 (e == '.' && s.len > 4 && s.ptr[s.len - 2] != '.' && s.ptr[s.len - 3] != ' ' && s.ptr[s.len - 4] != ' '))
            s.len--;
        else
            return s;
    }
}

/* Where the name ends: at a mark that parts it from dates, places, roles. */
static sy_str cut_name(const sy__lexicon *lex, sy_str s)
{
    static const char *const marks[] = { "|", "\xE2\x80\xA2", "\xC2\xB7", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ", "\n", " @", " (", ", ", ";", " / ", "  ", "<", "\xC2\xBB" };
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        size_t at = sy__find(s, sy__str(marks[k]), 1);
        if (at != SIZE_MAX)
            s.len = at;
    }
    /* "Ann Lee on 3 May", "Ann Lee, 12:30": nothing from the first number or month on. */
    size_t word = 0;
    for (size_t i = 0; i <= s.len; i++) {
        if (i < s.len && s.ptr[i] != ' ')
            continue;
        sy_str w = sy__sub(s, word, i);
        if (word > 0 && w.len && ((w.ptr[0] >= '0' && w.ptr[0] <= '9') || (sy__lex_month(lex, w) && w.len > 3))) {
            s.len = word;
            break;
        }
        const struct sy__lex_entry *e = w.len ? sy__lex_find(lex, sy__fold_hash(w)) : NULL;
        bool weekday = e && (e->flags & SY__LEX_WEEKDAY) && w.len > 3, little = sy__is(w, "on") || sy__is(w, "am") || sy__is(w, "in") || sy__is(w, "um") ||
                       sy__is(w, "le") || sy__is(w, "at") || sy__is(w, "for") || sy__is(w, "el") || sy__is(w, "il");
        if (word > 0 && (weekday || (little && s.len > i + 1))) {
            s.len = word;
            break;
        }
        word = i + 1;
    }
    return trim_marks(s);
}

/* "ann.lee", "paper.example": the name of an account or a site. */
static bool is_login(sy_str s)
{
    bool dot = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ' ' || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') || (uint8_t)s.ptr[i] >= 128)
            return false;
        dot = dot || (s.ptr[i] == '.' && i + 1 < s.len);
    }
    return dot;
}

/* "Ann Lee All articles": words that stand behind names, of data/extract/author_rejects.txt, and what is left of a phrase. */
static sy_str cut_tail(sy_str s)
{
    for (bool again = true; again;) {
        size_t cut = s.len, next = 0;
        for (size_t i = s.len, words = 0; i-- > 1 && words < 3;) {
            if (s.ptr[i] != ' ')
                continue;
            sy_str tail = sy__sub(s, i + 1, s.len);
            bool scrap = ++words == 1 && tail.len && tail.len <= 2 && sy__is_lower(sy__utf8_next(tail, &next));
            bool rest = memchr(s.ptr, ' ', i) != NULL;       /* one word alone is seldom a name */
            if (scrap || (rest && sy__table_ifind(&sy__table_extract_author_rejects, tail) != SY_NONE))
                cut = i;
        }
        again = cut < s.len;
        if (again)
            s = trim_marks(sy__sub(s, 0, cut));
    }
    return s;
}

static bool plausible(sy_str s)
{
    uint32_t words = 1, digits = 0;
    if (s.len < 2 || s.len > MOST_NAME || s.ptr[s.len - 1] == '*' || (s.ptr[0] >= '0' && s.ptr[0] <= '9'))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        words += s.ptr[i] == ' ';
        digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
        if (s.ptr[i] == '@' || s.ptr[i] == '{' || s.ptr[i] == '=' || s.ptr[i] == '?' || s.ptr[i] == '!' || s.ptr[i] == ':')
            return false;
    }
    if (words > MOST_WORDS || digits * 2 > s.len || sy__find(s, SY_STR("//"), 0) != SIZE_MAX || sy__find(s, SY_STR("www."), 0) != SIZE_MAX)
        return false;
    return !is_login(s) && sy__table_ifind(&sy__table_extract_author_rejects, s) == SY_NONE;
}

/* A row of the table as it stands in a byline. */
static sy_str with_blanks(uint32_t row, char out[MOST_JOINT])
{
    sy_str w = sy__cell(&sy__table_extract_author_joints, row, 0);
    bool mark = w.ptr[0] == ',' || w.ptr[0] == ';', label = w.ptr[w.len - 1] == ':';
    int n = snprintf(out, MOST_JOINT, "%s%.*s%s", mark || label ? "" : " ", (int)w.len, w.ptr, mark ? "" : " ");
    return (sy_str){ out, n < MOST_JOINT ? (size_t)n : MOST_JOINT - 1 };
}

static bool is_joint(uint32_t row) { return sy__is(sy__cell(&sy__table_extract_author_joints, row, 1), "joint"); }

/* "Posted on 3 May by Ann Lee", "Date: 3 May Author: Ann Lee Source: Web": the part behind the inner mark, up to the next label. */
static sy_str inner_part(sy_str s)
{
    char room[MOST_JOINT];
    size_t from = 0;
    for (uint32_t k = 0; k < sy__table_extract_author_joints.n; k++) {
        if (is_joint(k))
            continue;
        sy_str mark = with_blanks(k, room);
        size_t at = sy__find(s, mark, 0), behind = at + mark.len;
        bool digits = false;
        for (size_t i = 0; at != SIZE_MAX && i < at; i++)
            digits = digits || (s.ptr[i] >= '0' && s.ptr[i] <= '9');
        if (at != SIZE_MAX && behind > from && (digits || mark.ptr[0] != ' ' || prefix_length(sy__sub(s, 0, behind)) == at))
            from = behind;
    }
    s = sy__sub(s, from, s.len);
    size_t colon = sy__find(s, SY_STR(":"), 0);
    if (from && colon != SIZE_MAX) {
        s.len = colon;
        while (s.len && s.ptr[s.len - 1] != ' ')
            s.len--;
    }
    return s;
}

/* One of several names in a list: at " and ", " und ", ", " where each part is a full name. */
static size_t part_end(sy_str s, size_t from, size_t *next)
{
    char room[MOST_JOINT];
    size_t end = s.len;
    *next = s.len;
    for (uint32_t k = 0; k < sy__table_extract_author_joints.n; k++) {
        if (!is_joint(k))
            continue;
        sy_str j = with_blanks(k, room);
        size_t at = sy__find(sy__sub(s, 0, end), j, from);
        if (at != SIZE_MAX && at < end) {
            end = at;
            *next = at + j.len;
        }
    }
    return end;
}

/* "Lou Penn", not "Europe correspondent": a second part is a name only if its last word has a capital. */
static bool ends_like_name(sy_str s)
{
    size_t at = s.len;
    while (at > 0 && s.ptr[at - 1] != ' ')
        at--;
    if (at >= s.len)
        return false;
    size_t i = at;
    return !sy__is_lower(sy__utf8_next(s, &i));
}

bool sy__author_capital(sy_str s)
{
    return memchr(s.ptr ? s.ptr : "", ' ', s.len) == NULL || ends_like_name(s);
}

static bool has_blank(sy_str s) { return memchr(s.ptr ? s.ptr : "", ' ', s.len) != NULL; }

bool sy__author_names(const sy__lexicon *lex, sy_str raw, sy_str *names, uint32_t *n, uint32_t most)
{
    *n = 0;
    size_t colon = sy__find(raw, SY_STR("\xEF\xBC\x9A"), 0);              /* the label of a Chinese or Japanese byline */
    sy_str s = trim_marks(colon == SIZE_MAX ? raw : sy__sub(raw, colon + 3, raw.len));
    for (int k = 0; k < 2; k++) {
        size_t p = prefix_length(s);
        if (p)
            s = trim_marks(sy__sub(s, p, s.len));
    }
    s = trim_marks(inner_part(s));
    size_t next = 0;
    while (next < s.len && *n < most) {
        size_t from = next, end = part_end(s, from, &next);
        sy_str part = sy__sub(s, from, end);
        bool list = next < s.len || from > 0;
        sy_str name = cut_name(lex, part);
        if (plausible(name))
            name = cut_tail(name);
        if (name.len < part.len && list && from > 0 && name.len == 0)
            break;
        if (plausible(name) && (from == 0 || (has_blank(name) && ends_like_name(name))))
            names[(*n)++] = name;
        else if (from > 0)
            break;                                   /* a role or place behind the name */
        if (name.len + 3 < part.len)
            break;                                   /* what was cut off ends the list */
    }
    return *n > 0;
}

/* ---- finding them ------------------------------------------------------------------------------------------ */

static bool push(const sy__meta *m, sy__authors *out, sy__author a)
{
    return a.raw.len == 0 || out->n >= MOST_FOUND || SY__PUSH(m->ctx, out, a);
}

static int32_t distance_of(const sy__html_blocks *b, uint32_t node)
{
    int32_t head = sy__blocks_away(b, node);
    if (head == INT32_MAX)
        return head;
    int64_t tail = (int64_t)sy__html_block_at(b, node) - b->last_prose;
    return (int32_t)(b->first_prose != SY_NONE && tail >= -1 && tail <= 6 && (head > tail || head < -tail) ? tail : head);
}

static bool from_found(const sy__meta *m, const sy__html_blocks *b, sy__authors *out)
{
    for (uint32_t i = 0; i < m->at.n; i++) {
        const sy__found *f = &m->at.at[i];
        if (f->field != SY__META_AUTHOR)
            continue;
        sy__author a = { .raw = f->value, .at = f->at, .element = f->element, .source = f->source, .rank = f->rank, .distance = INT32_MAX,
                         .names = b->names[f->node], .flags = m->tree->nodes.at[f->node].flags };
        if (f->source != SY__FROM_JSONLD && f->source != SY__FROM_META && m->tree->nodes.at[f->node].tag != SY__TAG_META)
            a.distance = distance_of(b, f->node);
        if (!push(m, out, a))
            return false;
    }
    return true;
}

/* Elements named for the author, the innermost that hold all of the words. */
static bool from_named(sy__meta *m, const sy__html_blocks *b, sy__authors *out)
{
    const sy__tree *t = m->tree;
    const uint32_t bit = 1u << SY__NAME_AUTHOR;
    for (uint32_t i = 0; i < t->nodes.n && out->n < MOST_FOUND; i++) {
        const sy__node *n = &t->nodes.at[i];
        uint32_t above = n->parent == SY_NONE ? 0 : b->names[n->parent];
        if (!n->n_attrs || n->tag == SY__TAG_META || n->flags & (SY__NODE_HEAD | SY__NODE_SKIP) || !(b->names[i] & bit) ||
            ((above & bit) && n->tag != SY__TAG_A) || b->chars[i] == 0 || b->chars[i] > 160)
            continue;
        uint32_t link = SY_NONE;
        for (uint32_t k = i + 1; k < n->next && link == SY_NONE && sy__spend(t->budget); k++)
            if (t->nodes.at[k].tag == SY__TAG_A && b->chars[k] > 1)
                link = k;
        sy__author a = { .raw = sy__meta_words(m, i, 200), .at = n->at, .source = SY__FROM_NAMED, .rank = link == SY_NONE ? 2 : 1, .distance = distance_of(b, i),
                         .names = b->names[i], .flags = n->flags };
        if (!push(m, out, a))
            return false;
        if (link != SY_NONE && b->chars[link] < b->chars[i]) {
            a.raw = sy__meta_words(m, link, 200);
            a.at = t->nodes.at[link].at;
            a.rank = 3;
            if (!push(m, out, a))
                return false;
        }
    }
    return true;
}

/* Two to four words with capitals, and nothing else. */
static bool looks_like_name(const sy__lexicon *lex, sy_str s)
{
    uint32_t words = 0;
    for (size_t i = 0; i < s.len;) {
        size_t end = i, next = i;
        while (end < s.len && s.ptr[end] != ' ')
            end++;
        uint32_t first = sy__utf8_next(s, &next);
        const struct sy__lex_entry *e = sy__lex_find(lex, sy__fold_hash(sy__sub(s, i, end)));
        if (!sy__is_alpha(first) || sy__is_lower(first) || (e && (e->flags & (SY__LEX_FUNCTION | SY__LEX_MONTH | SY__LEX_WEEKDAY | SY__LEX_UNIT))))
            return false;
        for (size_t k = i; k < end; k++)
            if ((s.ptr[k] >= '0' && s.ptr[k] <= '9') || s.ptr[k] == ':' || s.ptr[k] == '?' || s.ptr[k] == '!')
                return false;
        words++;
        i = end + (end < s.len);
    }
    return words >= 2 && words <= 4;
}

/* "12.11.2021 | 10:15 | Ann Lee": what is left of a short line when its date is taken out. Empty: no name. */
static sy_str beside_date(const sy__html_blocks *b, sy_str s)
{
    sy__date d;
    if (!sy__date_find(b->lex, s, 0, s.len, &d))
        return (sy_str){ NULL, 0 };
    sy_str sides[2] = { sy__sub(s, d.at.end, s.len), sy__sub(s, 0, d.at.begin) };
    for (int k = 0; k < 2; k++) {
        sy_str side = sides[k];
        for (size_t from = 0, i = 0; i <= side.len; i++) {
            bool mark = i == side.len || side.ptr[i] == '|' || side.ptr[i] == ',' || side.ptr[i] == '/' ||
                        (side.ptr[i] == '-' && i + 1 < side.len && side.ptr[i + 1] == ' ') || side.ptr[i] == '\xC2' || side.ptr[i] == '\xE2';
            if (!mark)
                continue;
            sy_str part = trim_marks(sy__sub(side, from, i));
            size_t prefix = prefix_length(part);
            if (prefix > 1 || looks_like_name(b->lex, part))
                return part;
            from = i + (i < side.len && side.ptr[i] == '\xC2' ? 2u : i < side.len && side.ptr[i] == '\xE2' ? 3u : 1u);
            i = from > i + 1 ? from - 1 : i;
        }
    }
    return (sy_str){ NULL, 0 };
}

/* The name of a byline without its words: beside a date by the headline, or alone and set off at the story's end. */
static sy_str bare_name(const sy__html_blocks *b, uint32_t i, sy_str s)
{
    const sy__html_block *k = &b->at.at[i];
    bool head = b->title != SY_NONE && i + 3 >= b->title && i <= b->title + 4 && (b->first_prose == SY_NONE || i < b->first_prose);
    bool end = b->first_prose != SY_NONE && i == b->last_prose + 1 && k->emphasis_chars == k->chars && !k->link_chars && !k->heading;
    if (head && k->words <= 14 && i != b->title)
        return beside_date(b, s);
    return end && looks_like_name(b->lex, trim_marks(s)) ? s : (sy_str){ NULL, 0 };
}

static bool has_cue(const sy__html_blocks *b, const sy__html_block *k)
{
    for (uint32_t h = k->hit; h < k->hit + k->n_hits; h++)
        if (b->lex->cues[b->hits.at[h].cue].role == SY__ROLE_AUTHOR)
            return true;
    return false;
}

/* "By Ann Lee": short blocks with the cue, near the headline or at the story's end. */
static bool from_text(const sy__meta *m, const sy__html_blocks *b, sy__authors *out)
{
    sy_str text = sy__buf_view(&b->text);
    uint32_t centre = b->title != SY_NONE ? b->title : b->first_prose;
    for (uint32_t i = 0; i < b->at.n && centre != SY_NONE && out->n < MOST_FOUND; i++) {
        const sy__html_block *k = &b->at.at[i];
        bool near = (i + 4 >= centre && i <= centre + NEAR) || (b->first_prose != SY_NONE && i + 3 >= b->last_prose && i <= b->last_prose + 4);
        if (!near || k->words > 30 || k->words < 2)
            continue;
        sy_str s = sy__cut(text, k->text);
        size_t p = prefix_length(s), name = p;
        bool cue = has_cue(b, k);
        while (name < s.len && (s.ptr[name] == ' ' || s.ptr[name] == ':'))
            name++;
        size_t after = name;
        uint32_t first = name < s.len ? sy__utf8_next(s, &after) : 0;
        if ((p < 2 && !cue) || (!cue && (k->heading || k->words > 9 || sy__is_lower(first) || s.ptr[s.len - 1] == ':')))
            s = bare_name(b, i, s);
        sy__author a = { .raw = s, .at = { m->tree->nodes.at[k->first].at.begin, m->tree->nodes.at[k->last].at.end }, .source = SY__FROM_TEXT,
                         .rank = cue ? 1 : 2, .distance = distance_of(b, k->first), .names = k->names, .flags = k->flags };
        if (!push(m, out, a))
            return false;
    }
    return true;
}

bool sy__authors_collect(sy__meta *m, const sy__html_blocks *b, sy__authors *out)
{
    return from_found(m, b, out) && from_named(m, b, out) && from_text(m, b, out) && !m->failed;
}
