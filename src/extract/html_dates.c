/* The dates that a page gives: every one that could be its publication's. */
#include "extract/html_meta.h"

#include "extract_tables.h"

enum { MOST_CANDIDATES = 200 };

static bool push(const sy__meta *m, sy__date_candidates *out, sy__date_candidate c)
{
    return out->n >= MOST_CANDIDATES || SY__PUSH(m->ctx, out, c);
}

int32_t sy__blocks_away(const sy__html_blocks *b, uint32_t node)
{
    uint32_t block = sy__html_block_at(b, node), from = b->title != SY_NONE ? b->title : b->first_prose;
    return from == SY_NONE ? INT32_MAX : (int32_t)((int64_t)block - from);
}

/* ---- what an element calls its date -------------------------------------------------------------------------------- */

static uint8_t called_in(sy_str names)
{
    const sy__table *t = &sy__table_extract_date_names;
    uint8_t is = SY__CALLED_NOTHING;
    size_t from = 0;
    for (size_t i = 0; i <= names.len && i < 300; i++) {
        if (i < names.len && (((names.ptr[i] | 32) >= 'a' && (names.ptr[i] | 32) <= 'z')))
            continue;
        uint32_t row = i - from >= 3 && i - from <= 20 ? sy__table_ifind(t, sy__sub(names, from, i)) : SY_NONE;
        sy_str what = row == SY_NONE ? (sy_str){ NULL, 0 } : sy__cell(t, row, 1);
        from = i + 1;
        if (sy__is(what, "published"))
            return SY__CALLED_PUBLISHED;
        if (what.len && is != SY__CALLED_UPDATED)
            is = sy__is(what, "updated") ? SY__CALLED_UPDATED : SY__CALLED_EITHER;
    }
    return is;
}

uint8_t sy__date_called(const sy__meta *m, uint32_t node)
{
    static const sy__attr_name names[] = { SY__ATTR_ITEMPROP, SY__ATTR_PROPERTY, SY__ATTR_CLASS };
    const sy__tree *t = m->tree;
    for (int up = 0; up < 3 && node != SY_NONE; up++, node = t->nodes.at[node].parent) {
        sy_str value;
        uint8_t is = SY__CALLED_NOTHING;
        for (size_t k = 0; k < sizeof names / sizeof *names && !is && t->nodes.at[node].n_attrs; k++)
            is = sy__tree_attr(t, node, names[k], &value) ? called_in(value) : SY__CALLED_NOTHING;
        if (is || (t->nodes.at[node].flags & SY__NODE_BLOCK))
            return is;
    }
    return SY__CALLED_NOTHING;
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
        c.called = f->source == SY__FROM_TIME ? sy__date_called(m, f->node) : 0;
        if (f->source == SY__FROM_TIME || (f->source == SY__FROM_MICRODATA && n->tag != SY__TAG_META))
            c.distance = sy__blocks_away(b, f->node);
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

/* ---- elements named for a date ----------------------------------------------------------------------------- */

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
            c.distance = sy__blocks_away(b, i);
            c.element = SY_STR("[class~=date]");
            c.called = sy__date_called(m, i);
            if (!push(m, out, c))
                return false;
            break;
        }
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

/* ---- what is no date of the page -------------------------------------------------------------------------------- */

static bool is_called_published(const sy__date_candidate *c, const sy__date_candidate *by)
{
    return by->called == SY__CALLED_PUBLISHED && by->distance != INT32_MAX && by->distance - c->distance >= -2 && by->distance - c->distance <= 2;
}

/* Names decide between published and updated; "updated" alone does so where another date beside it is called published. */
static void settle_names(sy__date_candidates *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        sy__date_candidate *c = &out->at[i];
        bool updated = c->called == SY__CALLED_UPDATED || (c->called == SY__CALLED_EITHER && c->names >> SY__NAME_HIDDEN & 1);
        for (uint32_t k = 0; k < out->n && !updated && c->called == SY__CALLED_EITHER; k++)
            updated = is_called_published(c, &out->at[k]);
        if (updated && c->field == SY__META_PUBLISHED)
            c->field = SY__META_UPDATED;
    }
}

/* A page cannot have been written after it was retrieved; a day more, for it may have been so in its own time zone. */
static void drop_future(sy__date_candidates *out, int32_t limit)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->n; i++)
        if (limit == INT32_MAX || sy__date_days(&out->at[i].date) <= limit + 1)
            out->at[n++] = out->at[i];
    out->n = n;
}

bool sy__dates_collect(const sy__meta *m, const sy__html_blocks *b, sy_str url, int32_t limit, sy__date_candidates *out)
{
    if (!from_found(m, b, out) || !from_url(m, b->lex, url, out) || !from_attributes(m, b, out) || !sy__dates_shown(m, b, out))
        return false;
    resolve_order(m, out);
    drop_future(out, limit);
    settle_names(out);
    return sy__dates_mark_shown(b, out);
}
