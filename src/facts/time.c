/* Time expressions: read off the atoms in one walk, then resolved in the order of the text. */
#include "facts/time.h"

/* Years before Christ and sums of money tell how to read "in 480" and "the third quarter". */
static void look_around(sy__reading *r)
{
    uint32_t bc = 0;
    for (uint32_t i = 1; i < r->a->n; i++) {
        const sy__atom *x = &r->a->at[i];
        if (x->f->word == SY__W_BC && x->capital && r->a->at[i - 1].kind == SY__ATOM_NUMBER)
            bc++;
        r->money = r->money || (x->f->currency && x->kind == SY__ATOM_MARK);
    }
    r->bc = bc >= 3;
}

static bool read_all(sy__reading *r)
{
    for (uint32_t i = 0; i < r->a->n;) {
        sy__texpr x;
        if (!sy__match_time(r, i, &x)) {
            i++;
            continue;
        }
        if (!SY__PUSH(r->w->ctx, &r->found, x))
            return false;
        i = x.end > i ? x.end : i + 1;
    }
    return true;
}

bool sy__find_times(sy__facts_work *w)
{
    if (w->n == 0)
        return true;
    if (!w->atoms && !sy__cut_atoms(w))
        return false;
    sy__reading r = { .w = w, .a = w->atoms };
    sy__anchor  anchor;
    look_around(&r);
    bool ok = read_all(&r) && sy__find_anchor(&r, &anchor);
    if (ok && anchor.day.year != SY__NO_YEAR) {
        char value[SY__VALUE_BYTES];
        sy__when_value(&anchor.day, value);
        ok = sy__arena_str(w->arena, sy__str(value), &w->anchor);
        w->anchor_how = anchor.how;
    }
    ok = ok && sy__resolve_times(&r, &anchor);
    sy__free(w->ctx, r.found.at);
    return ok;
}
