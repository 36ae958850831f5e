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
    sy__seg seg = { to.begin, from.begin, 1, to.end - to.begin, from.end - from.begin };
    if (same)
        seg = (sy__seg){ to.begin, from.begin, to.end - to.begin, 1, 1 };
    if (o->segs.n > 0) {
        sy__seg *last = &o->segs.at[o->segs.n - 1];
        if (last->step_to == seg.step_to && last->step_from == seg.step_from && last->to + last->n * last->step_to == seg.to &&
            last->from + last->n * last->step_from == seg.from) {
            last->n += seg.n;
            return true;
        }
    }
    return SY__PUSH(o->ctx, &o->segs, seg);
}

static uint32_t to_end(const sy__seg *s) { return s->to + s->n * s->step_to; }
static uint32_t from_end(const sy__seg *s) { return s->from + s->n * s->step_from; }

/* First segment that ends behind `at` on the `to` side. */
static uint32_t first_to(const sy__origin *o, uint32_t at)
{
    uint32_t lo = 0, hi = o->segs.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (to_end(&o->segs.at[mid]) > at)
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
        if (from_end(&o->segs.at[mid]) > at)
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
        uint32_t end = from_end(&o->segs.at[i - 1]);
        return (sy_span){ end, end };
    }
    const sy__seg *s = &o->segs.at[i];
    sy_span r;
    r.begin = to.begin > s->to ? s->from + (to.begin - s->to) / s->step_to * s->step_from : s->from;
    if (to.begin >= to.end || s->to >= to.end)        /* an empty range, or one of joints alone */
        return (sy_span){ r.begin, r.begin };
    uint32_t j = first_to(o, to.end - 1);
    if (j == o->segs.n || o->segs.at[j].to >= to.end)
        j--;
    const sy__seg *e = &o->segs.at[j];
    r.end = to.end < to_end(e) ? e->from + (to.end - e->to + e->step_to - 1) / e->step_to * e->step_from : from_end(e);
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
    r.begin = from.begin > s->from ? s->to + (from.begin - s->from) / s->step_from * s->step_to : s->to;
    uint32_t j = first_from(o, from.end - 1);
    if (j == o->segs.n || o->segs.at[j].from >= from.end)
        j--;
    const sy__seg *e = &o->segs.at[j];
    r.end = from.end < from_end(e) ? e->to + (from.end - e->from + e->step_from - 1) / e->step_from * e->step_to : to_end(e);
    return r;
}

/* Of a run of equal pieces, the part within a range of `to`. */
static bool pieces_of(const sy__seg *s, sy_span to, bool (*piece)(void *, sy_span, sy_span, bool), void *user)
{
    uint32_t begin = s->to > to.begin ? s->to : to.begin, end = to_end(s) < to.end ? to_end(s) : to.end;
    if (s->step_to == 1 && s->step_from == 1)
        return piece(user, (sy_span){ begin, end }, (sy_span){ s->from + (begin - s->to), s->from + (end - s->to) }, true);
    while (begin < end) {
        uint32_t i = (begin - s->to) / s->step_to, next = s->to + (i + 1) * s->step_to, from = s->from + i * s->step_from;
        if (!piece(user, (sy_span){ begin, next < end ? next : end }, (sy_span){ from, from + s->step_from }, false))
            return false;
        begin = next;
    }
    return true;
}

bool sy__origin_pieces(const sy__origin *o, sy_span to, bool (*piece)(void *user, sy_span to, sy_span from, bool same), void *user)
{
    if (o->identity)
        return piece(user, to, to, true);
    for (uint32_t i = first_to(o, to.begin); i < o->segs.n && o->segs.at[i].to < to.end; i++)
        if (!pieces_of(&o->segs.at[i], to, piece, user))
            return false;
    return true;
}
