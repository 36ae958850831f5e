/* The dates that readers see: in the blocks near the headline, in elements named for a date, behind words such as "Published". */
#include "extract/html_meta.h"

#include "extract_tables.h"

/* OLDEST: no page of the web is older; a bare date before that is somebody's birthday. */
enum { MOST_CANDIDATES = 200, NEAR_ABOVE = 8, NEAR_BELOW = 12, GLANCE = 400, MOST_PARTS = 64, MOST_SHOWN = 2000, OPENING = 42, OLDEST = 1995 };

/* A block's words with the borders of its elements kept: "3 May 2024" and "10" in two spans are no year 202410. */
typedef struct view {
    sy_buf   text;
    uint32_t n;
    struct { uint32_t begin, node; } parts[MOST_PARTS];
} view;

static bool word_char(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (uint8_t)c >= 128; }
static bool digit_char(char c) { return c >= '0' && c <= '9'; }

static void look(view *v, const sy__html_blocks *b, const sy__html_block *k)
{
    const sy__tree *t = b->tree;
    v->n = 0;
    v->text.len = 0;
    for (uint32_t i = k->first; i <= k->last && v->n < MOST_PARTS && v->text.len < GLANCE; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (n->tag == SY__TAG_BR)
            sy__buf_char(&v->text, ' ');
        if (n->tag != SY__TAG_TEXT || (n->flags & SY__NODE_SKIP) || b->block_of[i] != k->element)
            continue;
        sy_str s = sy__cut(t->text, n->at);
        char last = v->text.len ? v->text.ptr[v->text.len - 1] : ' ';
        if (s.len > 2 && word_char(last) && word_char(s.ptr[0]) && (digit_char(last) || digit_char(s.ptr[0])))
            sy__buf_char(&v->text, ' ');
        v->parts[v->n].begin = (uint32_t)v->text.len;
        v->parts[v->n++].node = i;
        sy__charrefs(&v->text, s.len > GLANCE ? sy__sub(s, 0, GLANCE) : s, false);
    }
}

static uint32_t node_at(const view *v, uint32_t at)
{
    uint32_t i = v->n;
    while (i > 1 && v->parts[i - 1].begin > at)
        i--;
    return v->parts[i - 1].node;
}

static bool has_digit(const sy__html_blocks *b, const sy__html_block *k)
{
    sy_str s = sy__cut(sy__buf_view(&b->text), k->text);
    for (size_t i = 0; i < s.len && i < GLANCE; i++)
        if (digit_char(s.ptr[i]))
            return true;
    return false;
}

/* ---- candidates -------------------------------------------------------------------------------------------- */

/* A label such as "Updated:" that stands before a date, both counted in the block's words as folded. */
static uint8_t role_before(const sy__html_blocks *b, const sy__html_block *k, uint32_t at, bool *labelled)
{
    uint8_t field = SY__META_PUBLISHED;
    uint32_t nearest = 0;
    for (uint32_t h = k->hit; h < k->hit + k->n_hits; h++) {
        uint8_t role = b->lex->cues[b->hits.at[h].cue].role;
        uint32_t begin = b->toks.at[k->tok + b->hits.at[h].tok].at.begin - k->text.begin;
        if ((role != SY__ROLE_PUBLISHED && role != SY__ROLE_UPDATED) || begin > at || begin < nearest)
            continue;
        nearest = begin;
        field = role == SY__ROLE_UPDATED ? SY__META_UPDATED : SY__META_PUBLISHED;
        *labelled = true;
    }
    return field;
}

static bool add(const sy__meta *m, const sy__html_blocks *b, const view *v, uint32_t block, sy__date_candidate c, sy__date_candidates *out)
{
    const sy__html_block *k = &b->at.at[block];
    const sy__tree *t = m->tree;
    uint32_t from = node_at(v, c.date.at.begin), to = node_at(v, c.date.at.end - 1);
    c.distance = sy__blocks_away(b, k->first);
    c.names = b->names[from];
    c.flags = t->nodes.at[from].flags;
    c.at = (sy_span){ t->nodes.at[from].at.begin, t->nodes.at[to].at.end };
    c.alone = k->words <= 8;
    c.called = sy__date_called(m, from);
    return out->n >= MOST_CANDIDATES || SY__PUSH(m->ctx, out, c);
}

static bool from_block(const sy__meta *m, const sy__html_blocks *b, const view *v, uint32_t i, sy__date_candidates *out)
{
    const sy__html_block *k = &b->at.at[i];
    sy_str text = sy__buf_view(&v->text);
    size_t at = 0, end = text.len < GLANCE ? text.len : GLANCE;
    for (int n = 0; n < 3; n++) {
        sy__date_candidate c = { .source = SY__FROM_TEXT, .rank = (uint16_t)(1 + n) };
        if (!sy__date_find(b->lex, text, at, end, &c.date))
            break;
        at = c.date.at.end;
        if (b->names[node_at(v, c.date.at.begin)] >> SY__NAME_DATE & 1)
            c.source = SY__FROM_NAMED;
        c.field = role_before(b, k, c.date.at.begin, &c.labelled);
        if (k->prose && !c.labelled)
            break;
        if (c.source == SY__FROM_TEXT && !c.labelled && c.date.year < OLDEST)
            continue;
        if (!add(m, b, v, i, c, out))
            return false;
    }
    return true;
}

/* A paragraph of the story that begins with its date: "12.11.2021 - The council…", "Berlin, 12 November 2021." */
static bool from_opening(const sy__meta *m, const sy__html_blocks *b, const view *v, uint32_t i, sy__date_candidates *out)
{
    sy_str text = sy__buf_view(&v->text);
    size_t end = OPENING < text.len ? OPENING : text.len;
    while (end < text.len && ((uint8_t)text.ptr[end] & 0xC0) == 0x80)
        end++;
    sy__date_candidate c = { .source = SY__FROM_TEXT, .field = SY__META_PUBLISHED, .rank = 4 };
    return !sy__date_find(b->lex, text, 0, end, &c.date) || c.date.year < OLDEST || add(m, b, v, i, c, out);
}

static bool worth_it(const sy__html_blocks *b, const sy__html_block *k, const view *v, bool near)
{
    bool cue = k->cue[SY_BOILERPLATE_DATE] >= 4, named = false;
    for (uint32_t i = 0; i < v->n && !named; i++)
        named = b->names[v->parts[i].node] >> SY__NAME_DATE & 1;
    if (k->prose)
        return k->cue[SY_BOILERPLATE_DATE] >= 5 && k->words <= 60;
    return k->words <= (near ? 60u : cue ? 90u : 25u) && (near || named || cue);
}

bool sy__dates_shown(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *out)
{
    view v = { .n = 0 };
    bool ok = true;
    uint32_t centre = b->title != SY_NONE ? b->title : b->first_prose;
    sy__buf_init(&v.text, m->ctx);
    for (uint32_t i = 0; i < b->at.n && out->n < MOST_CANDIDATES && ok; i++) {
        const sy__html_block *k = &b->at.at[i];
        bool near = centre != SY_NONE && i + NEAR_ABOVE >= centre && i <= centre + NEAR_BELOW;
        bool opening = k->prose && (i == b->first_prose || (b->title != SY_NONE && i > b->title && i <= b->title + 3));
        if (!has_digit(b, k) || (k->words > 90 && !opening))
            continue;
        look(&v, b, k);
        ok = !v.text.failed && v.n > 0;
        if (ok && opening)
            ok = from_opening(m, b, &v, i, out);
        if (ok && worth_it(b, k, &v, near))
            ok = from_block(m, b, &v, i, out);
        ok = ok || (v.n == 0 && !v.text.failed);
    }
    sy__buf_done(&v.text);
    return ok;
}

/* ---- does the page show it ----------------------------------------------------------------------------------- */

static void mark(sy__date_candidates *out, uint32_t month, uint32_t day, const sy__date *whole)
{
    for (uint32_t i = 0; i < out->n; i++) {
        sy__date_candidate *c = &out->at[i];
        bool same = c->date.month == month && c->date.day == day;
        if (whole)
            same = c->date.year == whole->year && (same || (whole->ambiguous && c->date.month == day && c->date.day == month));
        c->shown = c->shown || same;
    }
}

/* "12 May", "May 12" without a year, near the headline. */
static void mark_days(const sy__html_blocks *b, const sy__html_block *k, sy__date_candidates *out)
{
    const sy__tok *t = b->toks.at + k->tok;
    sy_str text = sy__buf_view(&b->text);
    for (uint32_t i = 0; i < k->n_toks && k->words <= 40; i++) {
        uint32_t last = i + 3 < k->n_toks ? i + 3 : k->n_toks - 1;
        if (!(t[i].lex & SY__LEX_MONTH) || !t[i].month)
            continue;
        for (uint32_t n = i > 2 ? i - 2 : 0; n <= last; n++) {
            sy_str s = sy__cut(text, t[n].at);
            if (t[n].kind != SY__TOK_NUMBER || s.len > 2 || !digit_char(s.ptr[0]) || !digit_char(s.ptr[s.len - 1]))
                continue;
            uint32_t day = s.len == 2 ? (uint32_t)(s.ptr[0] - '0') * 10 + (uint32_t)(s.ptr[1] - '0') : (uint32_t)(s.ptr[0] - '0');
            mark(out, t[i].month, day, NULL);
        }
    }
}

bool sy__dates_mark_shown(const sy__html_blocks *b, sy__date_candidates *out)
{
    const uint32_t others = 1u << SY__NAME_RELATED | 1u << SY__NAME_COMMENT | 1u << SY__NAME_SIDE | 1u << SY__NAME_NAV;
    uint32_t centre = b->title != SY_NONE ? b->title : b->first_prose, seen = 0;
    view v = { .n = 0 };
    sy__buf_init(&v.text, b->ctx);
    for (uint32_t i = 0; i < b->at.n && seen < MOST_SHOWN && out->n && !v.text.failed; i++) {
        const sy__html_block *k = &b->at.at[i];
        bool near = centre != SY_NONE && i + NEAR_ABOVE >= centre && i <= centre + NEAR_BELOW && !(k->names & others) &&
                    !(k->flags & (SY__NODE_ASIDE | SY__NODE_NAV));
        sy__date d;
        if (!has_digit(b, k))
            continue;
        look(&v, b, k);
        sy_str text = sy__buf_view(&v.text);
        size_t at = 0;
        for (int n = 0; n < 3 && sy__date_find(b->lex, text, at, text.len, &d); n++) {
            mark(out, d.month, d.day, &d);
            at = d.at.end;
            seen++;
        }
        if (near && !k->prose)
            mark_days(b, k, out);
    }
    bool ok = !v.text.failed;
    sy__buf_done(&v.text);
    return ok;
}
