/* Two clauses of one statement word by word: what the one has in place of the other's words, or beside them, between words that both
 * have. "Agreement to pay" and "agreement to lend", "hit by a crane" and "hit on the arm by a crane". Only statements are compared so,
 * not what is kin: words that are alike by chance are there more often than not. */
#include "reconcile/differences.h"

enum { COMPARED = 24, MOST_WORDS = 8, LEAST_COMMON = 2, MOST_BESIDE = 8 };

/* What two clauses have between words that both have, and how many of these stand right before and behind. */
typedef struct gap {
    sy_token_range here, there;
    uint32_t unit;              /* whose words `there` is of */
    uint32_t beside;
} gap;

typedef struct runs {
    sy__finder *f;
    sy_arena    arena;          /* of the words of the statement at hand */
    SY__VEC(gap) gaps;
} runs;

/* Words [a, a_end) of one run against [b, b_end) of another. */
typedef struct stretch { uint32_t a, a_end, b, b_end; } stretch;

typedef struct pair { uint32_t unit; sy__run a, b; sy__alignment common; } pair;   /* unit: b's */

static int by_place(const void *a, const void *b, void *user)
{
    (void)user;
    const gap *x = a, *y = b;
    if (x->here.begin != y->here.begin) return x->here.begin < y->here.begin ? -1 : 1;
    if (x->here.end != y->here.end) return x->here.end < y->here.end ? -1 : 1;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    return x->there.begin < y->there.begin ? -1 : x->there.begin > y->there.begin;
}

static bool tells(const sy__doc *d, sy_token_range r)
{
    for (uint32_t t = r.begin; t < r.end; t++) if (d->term[t] != SY_NONE) return true;
    return false;
}

/* The word outside of the range that its words hang on; SY_NONE. */
static uint32_t over(const sy__doc *d, sy_token_range r)
{
    for (uint32_t t = r.begin; t < r.end; t++) {
        uint32_t h = d->tokens[t].head;
        if (d->term[t] != SY_NONE && (h < r.begin || h >= r.end)) return h;
    }
    return SY_NONE;
}

/* Tokens of a run from word `from` up to `to`. */
static sy_token_range between(const sy__run *r, uint32_t from, uint32_t to)
{
    return (sy_token_range){ r->token[from], r->token[to - 1] + 1 };
}

/* Few words say little without the word that they hang on: "pay" and "lend" are "agreement to pay" and "agreement to lend". */
static void reach_out(const sy__finder *f, const pair *p, stretch *x)
{
    const sy__doc *d = &f->s->docs[p->a.document], *e = &f->s->docs[p->b.document];
    uint32_t head = x->a_end > x->a ? over(d, between(&p->a, x->a, x->a_end)) : SY_NONE;
    uint32_t other = x->b_end > x->b ? over(e, between(&p->b, x->b, x->b_end)) : SY_NONE;
    for (uint32_t k = 0; k < p->common.n; k++) {
        uint32_t i = p->common.a[k], j = p->common.b[k];
        if (p->a.token[i] != head && p->b.token[j] != other) continue;
        stretch y = { i < x->a ? i : x->a, i >= x->a_end ? i + 1 : x->a_end, j < x->b ? j : x->b, j >= x->b_end ? j + 1 : x->b_end };
        if (y.a_end - y.a > MOST_WORDS || y.b_end - y.b > MOST_WORDS) continue;
        *x = y;
        return;
    }
}

static bool put_gap(runs *r, const pair *p, stretch x, uint32_t beside)
{
    const sy__doc *d = &r->f->s->docs[p->a.document], *e = &r->f->s->docs[p->b.document];
    if (x.a_end - x.a > MOST_WORDS || x.b_end - x.b > MOST_WORDS) return true;
    bool told = (x.a_end > x.a && tells(d, between(&p->a, x.a, x.a_end))) || (x.b_end > x.b && tells(e, between(&p->b, x.b, x.b_end)));
    if (!told) return true;
    reach_out(r->f, p, &x);
    if (x.a_end == x.a || x.b_end == x.b) {   /* one has nothing there: the word before shows where */
        if (x.a == 0 || x.b == 0) return true;
        x.a--;
        x.b--;
    }
    gap g = { between(&p->a, x.a, x.a_end), between(&p->b, x.b, x.b_end), p->unit, beside < MOST_BESIDE ? beside : MOST_BESIDE };
    return SY__PUSH(r->f->s->ctx, &r->gaps, g);
}

static bool find_gaps(runs *r, const pair *p)
{
    const sy__alignment *m = &p->common;
    for (uint32_t k = 0, run = 0; k <= m->n; k++) {   /* run: words that both have, right before */
        stretch x = { k ? m->a[k - 1] + 1 : 0, k < m->n ? m->a[k] : p->a.n, k ? m->b[k - 1] + 1 : 0, k < m->n ? m->b[k] : p->b.n };
        bool empty = x.a_end == x.a && x.b_end == x.b;
        uint32_t next = 0;
        while (!empty && next < MOST_BESIDE && k + next < m->n && m->a[k + next] == x.a_end + next && m->b[k + next] == x.b_end + next) next++;
        if (!empty && !put_gap(r, p, x, run + next)) return false;
        run = empty ? run + 1 : 1;
    }
    return true;
}

static bool compare_two(runs *r, uint32_t one, uint32_t other)
{
    const sy__story *s = r->f->s;
    const sy__unit *u = &s->units.at[one], *v = &s->units.at[other];
    pair p = { .unit = other };
    uint32_t common = 0;
    if (!sy__word_run(s, u->document, u->core, &r->arena, &p.a) || !sy__word_run(s, v->document, v->core, &r->arena, &p.b)) return false;
    if (!sy__align_words(s, &p.a, &p.b, &r->arena, &p.common)) return false;
    for (uint32_t k = 0; k < p.common.n; k++) common += s->docs[u->document].term[p.a.token[p.common.a[k]]] != SY_NONE;
    return common < LEAST_COMMON || find_gaps(r, &p);
}

static uint32_t head_of(const sy__doc *d, sy_token_range r)
{
    for (uint32_t t = r.begin; t < r.end; t++)
        if (d->term[t] != SY_NONE && (d->tokens[t].head < r.begin || d->tokens[t].head >= r.end || d->tokens[t].head == t)) return t;
    return SY_NONE;
}

static bool put(sy__finder *f, uint32_t unit, sy_token_range r, uint32_t beside)
{
    const sy__doc *d = &f->s->docs[f->s->units.at[unit].document];
    uint32_t n = f->slot.uses.n;
    if (!sy__slot_words(f, unit, r, head_of(d, r), (sy_str){ NULL, 0 })) return false;
    if (f->slot.uses.n > n) f->slot.uses.at[n].beside = (double)beside / MOST_BESIDE;
    return true;
}

/* The first clause's gaps, each with what the others have there. */
static bool compare(runs *r, uint32_t first)
{
    sy__finder *f = r->f;
    const sy__group *g = f->group;
    uint32_t document = f->s->units.at[g->units[first]].document;
    r->gaps.n = 0;
    for (uint32_t j = first + 1; j < g->n_units && j < COMPARED; j++)
        if (f->s->units.at[g->units[j]].document != document && !compare_two(r, g->units[first], g->units[j])) return false;
    if (!sy__sort(f->s->ctx, r->gaps.at, r->gaps.n, sizeof *r->gaps.at, by_place, NULL)) return false;
    for (uint32_t i = 0, end; i < r->gaps.n; i = end) {
        const gap *x = &r->gaps.at[i];
        sy__slot_begin(f, SY_DIFFERENCE_SCOPE, SY__D_reworded, f->statement);
        if (!put(f, g->units[first], x->here, 0)) return false;
        for (end = i; end < r->gaps.n && r->gaps.at[end].here.begin == x->here.begin && r->gaps.at[end].here.end == x->here.end; end++)
            if (!put(f, r->gaps.at[end].unit, r->gaps.at[end].there, r->gaps.at[end].beside)) return false;
        if (!sy__slot_close(f, SY_RELATION_WORDING, 0.5)) return false;
    }
    return true;
}

bool sy__run_differences(sy__finder *f)
{
    runs r = { .f = f };
    bool ok = true;
    sy__arena_init(&r.arena, f->s->ctx);
    for (uint32_t g = 0; ok && g < f->s->n_groups && sy__choose_group(f, g); g++) {
        for (uint32_t i = 0; ok && i < f->group->n_units && i < COMPARED; i++) ok = compare(&r, i);
        sy__arena_reset(&r.arena);
    }
    sy__arena_done(&r.arena);
    sy__free(f->s->ctx, r.gaps.at);
    return ok;
}
