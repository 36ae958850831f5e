/* Origin maps: which bytes of one text come from which bytes of another. */
#include "extract/article.h"

void sy__origin_init(sy__origin *o, const sy_ctx *ctx)
{
    memset(o, 0, sizeof *o);
    o->ctx = ctx;
}

void sy__origin_done(sy__origin *o)
{
    sy__free(o->ctx, o->segs.at);
    o->segs.at = NULL;
    o->segs.n = o->segs.cap = 0;
}

bool sy__origin_add(sy__origin *o, sy_span to, sy_span from, bool same)
{
    if (to.begin == to.end)
        return true;
    uint32_t n_to = to.end - to.begin, n_from = from.end - from.begin;
    if (o->segs.n > 0 && same) {
        sy__seg *last = &o->segs.at[o->segs.n - 1];
        if (last->same && last->to + last->n_to == to.begin && last->from + last->n_from == from.begin) {
            last->n_to += n_to;
            last->n_from += n_from;
            return true;
        }
    }
    sy__seg seg = { to.begin, from.begin, n_to, n_from, same };
    return SY__PUSH(o->ctx, &o->segs, seg);
}

/* First segment that ends behind `at` on the `to` side. */
static uint32_t first_to(const sy__origin *o, uint32_t at)
{
    uint32_t lo = 0, hi = o->segs.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (o->segs.at[mid].to + o->segs.at[mid].n_to > at)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

static uint32_t first_from(const sy__origin *o, uint32_t at)
{
    uint32_t lo = 0, hi = o->segs.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (o->segs.at[mid].from + o->segs.at[mid].n_from > at)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

sy_span sy__origin_back(const sy__origin *o, sy_span to)
{
    if (o->identity || o->segs.n == 0)
        return o->identity ? to : (sy_span){ 0, 0 };
    uint32_t i = first_to(o, to.begin);
    if (i == o->segs.n) {
        const sy__seg *s = &o->segs.at[i - 1];
        return (sy_span){ s->from + s->n_from, s->from + s->n_from };
    }
    const sy__seg *s = &o->segs.at[i];
    if (to.begin >= to.end || s->to >= to.end) {      /* an empty range, or one of joints alone */
        uint32_t at = s->same && to.begin > s->to ? s->from + (to.begin - s->to) : s->from;
        return (sy_span){ at, at };
    }
    sy_span r;
    r.begin = s->same && to.begin > s->to ? s->from + (to.begin - s->to) : s->from;
    uint32_t j = first_to(o, to.end - 1);
    if (j == o->segs.n || o->segs.at[j].to >= to.end)
        j--;
    const sy__seg *e = &o->segs.at[j];
    r.end = e->same && to.end < e->to + e->n_to ? e->from + (to.end - e->to) : e->from + e->n_from;
    return r;
}

sy_span sy__origin_forth(const sy__origin *o, sy_span from)
{
    if (o->identity)
        return from;
    uint32_t i = first_from(o, from.begin);
    if (i == o->segs.n || from.begin >= from.end || o->segs.at[i].from >= from.end)
        return (sy_span){ 0, 0 };
    const sy__seg *s = &o->segs.at[i];
    sy_span r;
    r.begin = s->same && from.begin > s->from ? s->to + (from.begin - s->from) : s->to;
    uint32_t j = first_from(o, from.end - 1);
    if (j == o->segs.n || o->segs.at[j].from >= from.end)
        j--;
    const sy__seg *e = &o->segs.at[j];
    r.end = e->same && from.end < e->from + e->n_from ? e->to + (from.end - e->from) : e->to + e->n_to;
    return r;
}
