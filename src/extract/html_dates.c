/* The dates that a page gives: every one that could be its publication's, then the one that is believed. */
#include "extract/html_meta.h"

#include "extract_tables.h"

enum { MOST_CANDIDATES = 200, NEAR_ABOVE = 8, NEAR_BELOW = 12 };

static bool push(const sy__meta *m, sy__date_candidates *out, sy__date_candidate c)
{
    return out->n >= MOST_CANDIDATES || SY__PUSH(m->ctx, out, c);
}

/* Block that a position of the page lies in or before, by its first text node. */
static uint32_t block_at(const sy__html_blocks *b, uint32_t node)
{
    uint32_t lo = 0, hi = b->at.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (b->at.at[mid].last < node)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int32_t distance_of(const sy__html_blocks *b, uint32_t node)
{
    uint32_t block = block_at(b, node), from = b->title != SY_NONE ? b->title : b->first_prose;
    return from == SY_NONE ? INT32_MAX : (int32_t)((int64_t)block - from);
}

/* ---- attributes and scripts ------------------------------------------------------------------------------- */

static bool from_found(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *out)
{
    for (uint32_t i = 0; i < m->at.n; i++) {
        const sy__found *f = &m->at.at[i];
        if (f->field != SY__META_PUBLISHED && f->field != SY__META_CREATED && f->field != SY__META_UPDATED)
            continue;
        sy__date_candidate c = { .source = f->source, .field = f->field, .rank = f->rank, .at = f->at, .element = f->element, .distance = INT32_MAX };
        sy_str v = f->value.len > 120 ? sy__sub(f->value, 0, 120) : f->value;
        if (!sy__date_iso(v, 0, &c.date) && !sy__date_find(b->lex, v, 0, v.len, &c.date))
            continue;
        const sy__node *n = &m->tree->nodes.at[f->node];
        if (f->source != SY__FROM_TIME && c.date.ambiguous)
            continue;                                   /* written by a machine for machines, but badly */
        c.flags = n->flags;
        c.names = b->names[f->node];
        if (f->source == SY__FROM_TIME || (f->source == SY__FROM_MICRODATA && n->tag != SY__TAG_META))
            c.distance = distance_of(b, f->node);
        if (!push(m, out, c))
            return false;
    }
    return true;
}

/* ---- the address --------------------------------------------------------------------------------------------- */

/* /2024/01/05/, /2024-01-05-, 20240105, and 25-01-2024 where it can mean nothing else. */
static bool date_in_url(const sy__lexicon *lex, sy_str url, sy__date *d)
{
    for (size_t i = 0; i + 8 <= url.len; i++) {
        if ((i > 0 && url.ptr[i - 1] >= '0' && url.ptr[i - 1] <= '9') || url.ptr[i] < '0' || url.ptr[i] > '9')
            continue;
        if (i > 0 && url.ptr[i - 1] == '/' && url.len - i >= 10 && url.ptr[i + 2] == '-' && url.ptr[i + 5] == '-' &&
            sy__date_find(lex, url, i, i + 10, d) && !d->ambiguous && d->at.begin == i && d->at.end == i + 10)
            return true;
        if (!sy__date_iso(url, i, d) || d->year < 1990 || d->year > 2100)
            continue;
        size_t end = d->at.end;
        bool parts = url.ptr[i + 4] == '/' || url.ptr[i + 4] == '-';
        if (end < url.len && url.ptr[end] >= '0' && url.ptr[end] <= '9')
            continue;
        if (!parts && i > 0 && url.ptr[i - 1] != '/' && url.ptr[i - 1] != '-' && url.ptr[i - 1] != '_')
            continue;
        d->has_time = d->has_zone = false;
        return true;
    }
    return false;
}

static bool from_url(const sy__meta *m, const sy__lexicon *lex, sy_str url, sy__date_candidates *out)
{
    const sy__found *canonical = sy__meta_best(m, SY__META_CANONICAL);
    sy_str urls[2] = { url, canonical ? canonical->value : (sy_str){ NULL, 0 } };
    for (int i = 0; i < 2; i++) {
        sy__date_candidate c = { .source = SY__FROM_URL, .field = SY__META_PUBLISHED, .rank = (uint16_t)(1 + i), .distance = INT32_MAX };
        if (urls[i].len == 0 || !date_in_url(lex, urls[i], &c.date))
            continue;
        c.element = i ? canonical->element : SY_STR("url");
        c.at = i ? canonical->at : (sy_span){ 0, 0 };
        return push(m, out, c);
    }
    return true;
}

/* ---- what readers see ------------------------------------------------------------------------------------------ */

static uint8_t role_before(const sy__html_blocks *b, const sy__html_block *k, uint32_t at, bool *labelled)
{
    uint8_t field = SY__META_PUBLISHED;
    uint32_t nearest = 0;
    for (uint32_t h = k->hit; h < k->hit + k->n_hits; h++) {
        uint8_t role = b->lex->cues[b->hits.at[h].cue].role;
        uint32_t begin = b->toks.at[k->tok + b->hits.at[h].tok].at.begin;
        if ((role != SY__ROLE_PUBLISHED && role != SY__ROLE_UPDATED) || begin > at || begin < nearest)
            continue;
        nearest = begin;
        field = role == SY__ROLE_UPDATED ? SY__META_UPDATED : SY__META_PUBLISHED;
        *labelled = true;
    }
    return field;
}

static bool from_block(const sy__meta *m, const sy__html_blocks *b, uint32_t i, sy__date_candidates *out)
{
    const sy__html_block *k = &b->at.at[i];
    sy_str text = sy__buf_view(&b->text);
    const sy__node *from = &m->tree->nodes.at[k->first], *to = &m->tree->nodes.at[k->last];
    bool own_name = k->element != SY_NONE && (b->names[k->element] >> SY__NAME_DATE & 1);
    uint32_t end = k->text.end - k->text.begin > 400 ? k->text.begin + 400 : k->text.end;
    size_t at = k->text.begin;
    for (int n = 0; n < 3; n++) {
        sy__date_candidate c = { .source = own_name ? SY__FROM_NAMED : SY__FROM_TEXT, .rank = (uint16_t)(1 + n), .distance = distance_of(b, k->first),
                                 .names = k->names, .flags = k->flags, .at = { from->at.begin, to->at.end } };
        if (!sy__date_find(b->lex, text, at, end, &c.date))
            break;
        at = c.date.at.end;
        c.field = role_before(b, k, c.date.at.begin, &c.labelled);
        if (!push(m, out, c))
            return false;
    }
    return true;
}

/* A paragraph of the story that begins with its date: "12.11.2021 - The council…", "Berlin, 12 November 2021." */
static bool from_opening(const sy__meta *m, const sy__html_blocks *b, uint32_t i, sy__date_candidates *out)
{
    const sy__html_block *k = &b->at.at[i];
    sy_str text = sy__buf_view(&b->text);
    uint32_t end = k->text.begin + 34 < k->text.end ? k->text.begin + 34 : k->text.end;
    while (end < k->text.end && ((uint8_t)text.ptr[end] & 0xC0) == 0x80)
        end++;
    sy__date_candidate c = { .source = SY__FROM_TEXT, .field = SY__META_PUBLISHED, .rank = 4, .distance = distance_of(b, k->first),
                             .names = k->names, .flags = k->flags,
                             .at = { m->tree->nodes.at[k->first].at.begin, m->tree->nodes.at[k->last].at.end } };
    return !sy__date_find(b->lex, text, k->text.begin, end, &c.date) || push(m, out, c);
}

/* Dates that an element named for it keeps in an attribute: <abbr class="published" title="2024-01-05T10:19">. */
static bool from_attributes(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *out)
{
    static const sy__attr_name names[] = { SY__ATTR_TITLE, SY__ATTR_DATETIME, SY__ATTR_DATA_DATETIME, SY__ATTR_DATA_DATE, SY__ATTR_CONTENT };
    const sy__tree *t = m->tree;
    for (uint32_t i = 0; i < t->nodes.n && out->n < MOST_CANDIDATES; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (!n->n_attrs || n->tag == SY__TAG_TIME || n->tag == SY__TAG_META || n->flags & SY__NODE_HEAD ||
            !(b->names[i] >> SY__NAME_DATE & 1))
            continue;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            sy__date_candidate c = { .source = SY__FROM_NAMED, .field = SY__META_PUBLISHED, .rank = 1, .names = b->names[i], .flags = n->flags };
            sy_str raw;
            if (!sy__tree_attr(t, i, names[k], &raw) || raw.len > 60 || !sy__date_iso(sy__trim(raw), 0, &c.date))
                continue;
            c.at = n->at;
            c.at.end = n->tag_end;
            c.distance = distance_of(b, i);
            c.element = SY_STR("[class~=date]");
            if (!push(m, out, c))
                return false;
            break;
        }
    }
    return true;
}

static bool from_text(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *out)
{
    for (uint32_t i = b->first_prose, n = 0; b->first_prose != SY_NONE && i < b->at.n && n < 1; i++) {
        n += b->at.at[i].prose;
        if (b->at.at[i].prose && !from_opening(m, b, i, out))
            return false;
    }
    uint32_t centre = b->title != SY_NONE ? b->title : b->first_prose;
    for (uint32_t i = 0; i < b->at.n && out->n < MOST_CANDIDATES; i++) {
        const sy__html_block *k = &b->at.at[i];
        bool named = k->element != SY_NONE && (b->names[k->element] >> SY__NAME_DATE & 1);
        bool near = centre != SY_NONE && i + NEAR_ABOVE >= centre && i <= centre + NEAR_BELOW;
        bool cue = k->cue[SY_BOILERPLATE_DATE] >= 4;
        if (k->words > (near ? 60u : cue ? 90u : 25u) || k->prose || !(near || named || cue))
            continue;
        if (!from_block(m, b, i, out))
            return false;
    }
    return true;
}

/* ---- 03/04/2024 --------------------------------------------------------------------------------------------- */

static sy__date swapped(sy__date d)
{
    uint8_t day = d.day;
    d.day = d.month;
    d.month = day;
    return d;
}

/* Languages in which the day always stands before the month. English is none of them. */
static bool day_first(const sy__meta *m)
{
    const sy__found *f = sy__meta_best(m, SY__META_LANGUAGE);
    return f && f->value.len >= 2 &&
           sy__table_ifind(&sy__table_extract_day_first, sy__sub(f->value, 0, f->value.len >= 5 && f->value.ptr[0] == 'e' && f->value.ptr[1] == 'n' ? 5 : 2)) != SY_NONE;
}

/* An order that the page's language or another date of the page settles; what stays open is dropped. */
static void resolve_order(const sy__meta *m, sy__date_candidates *out)
{
    bool first = day_first(m);
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        sy__date_candidate c = out->at[i];
        for (uint32_t k = 0; c.date.ambiguous && k < out->n; k++) {
            if (out->at[k].date.ambiguous)
                continue;
            sy__date other = swapped(c.date);
            int32_t known = sy__date_days(&out->at[k].date), a = sy__date_days(&c.date) - known, b = sy__date_days(&other) - known;
            if (a >= -1 && a <= 1) {
                c.date.ambiguous = false;
            } else if (b >= -1 && b <= 1) {
                c.date = other;
                c.date.ambiguous = false;
            }
        }
        if (c.date.ambiguous && first)
            c.date.ambiguous = false;
        if (!c.date.ambiguous)
            out->at[n++] = c;
    }
    out->n = n;
}

/* ---- does the page show it ----------------------------------------------------------------------------------- */

enum { MOST_SHOWN = 2000, GLANCE = 400 };

static void mark(sy__date_candidates *out, const sy__date *d)
{
    sy__date other = swapped(*d);
    int32_t day = sy__date_days(d), turned = d->ambiguous ? sy__date_days(&other) : day;
    for (uint32_t i = 0; i < out->n; i++) {
        int32_t c = sy__date_days(&out->at[i].date);
        out->at[i].shown = out->at[i].shown || c == day || c == turned;
    }
}

static void find_shown(const sy__html_blocks *b, sy__date_candidates *out)
{
    sy_str text = sy__buf_view(&b->text);
    uint32_t seen = 0;
    for (uint32_t i = 0; i < b->at.n && seen < MOST_SHOWN && out->n; i++) {
        const sy__html_block *k = &b->at.at[i];
        size_t at = k->text.begin, end = k->text.end - k->text.begin > GLANCE ? k->text.begin + GLANCE : k->text.end;
        sy__date d;
        for (int n = 0; n < 3 && sy__date_find(b->lex, text, at, end, &d); n++) {
            mark(out, &d);
            at = d.at.end;
            seen++;
        }
    }
}

bool sy__dates_collect(const sy__meta *m, const sy__html_blocks *b, sy_str url, sy__date_candidates *out)
{
    if (!from_found(m, b, out) || !from_url(m, b->lex, url, out) || !from_attributes(m, b, out) || !from_text(m, b, out))
        return false;
    resolve_order(m, out);
    find_shown(b, out);
    return true;
}
