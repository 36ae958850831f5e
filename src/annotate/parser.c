/* The arc-eager parser: a stack, a buffer that tokens may return to, and one decision of the network after another.
 * The order and validity of actions is spaCy's, oddities included: REDUCE of a token without a head puts it back on the
 * buffer, LEFT may replace a head, BREAK concerns the second token of the buffer.
 *
 * Several docs are parsed in turns, because a decision spends most of its time on fetching weights, which serve as well
 * for one as for four. What a doc gets does not depend on its company. */
#include "annotate/net.h"

/* What a token's slots are is computed for CHUNK tokens at once and kept for the CHUNKS groups used lately; the parser
 * seldom looks further back. Rows are a line longer than their slots, or all would fall on one set of the cache. */
enum { CHUNK = 32, CHUNKS = 12, TABLE = SY__PARSER_SLOTS * SY__STEP_IN, TABLE_ROW = TABLE + 16 };

enum { UNSHIFTABLE = 1, STARTS = 2 };

/* A doc on its way. */
typedef struct lane {
    const sy_ctx      *ctx;
    const sy__kernels *k;
    const sy__net     *net;
    float             *table;              /* CHUNKS * CHUNK rows */
    void              *table_block;
    uint32_t           group[CHUNKS];      /* which tokens are there; SY_NONE: none */
    uint64_t           used[CHUNKS];       /* step that last used it */
    uint32_t           hand;
    uint64_t           step;
    /* by token: */
    uint32_t           cap;
    uint32_t          *stack, *back;       /* back: tokens returned to the buffer, the top first */
    uint32_t          *last_left, *last_right;   /* child attached last on that side */
    uint32_t          *before;             /* child of the same side attached before this one */
    uint8_t           *flags, *want;
    uint8_t           *place;              /* by group: its chunk; CHUNKS: none */
    void              *token_block;
    /* the doc: */
    sy__doc           *d;                  /* NULL: none */
    const float       *linear;
    uint32_t           n, next, n_stack, n_back;
    uint32_t           b0, b1, s0, may;    /* of the decision to be taken */
} lane;

struct sy__parser {
    const sy_ctx *ctx;
    lane          lanes[SY__NN_STATES];
};

sy_status sy__parser_new(sy__parser **out, const sy_ctx *ctx, const sy__kernels *k, const sy__net *net, sy_error *err)
{
    sy__parser *p = *out = sy__calloc(ctx, 1, sizeof *p);
    if (!p)
        return sy_fail(err, SY_E_NOMEM, 0, "parser: no memory");
    p->ctx = ctx;
    for (uint32_t i = 0; i < SY__NN_STATES; i++)
        p->lanes[i] = (lane){ .ctx = ctx, .k = k, .net = net };
    return SY_OK;
}

void sy__parser_free(sy__parser *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; i < SY__NN_STATES; i++) {
        sy__free(p->ctx, p->lanes[i].table_block);
        sy__free(p->ctx, p->lanes[i].token_block);
    }
    sy__free(p->ctx, p);
}

static bool reserve(lane *p, uint32_t n)
{
    if (!p->table && !(p->table = sy__floats(p->ctx, (size_t)CHUNKS * CHUNK * TABLE_ROW, &p->table_block)))
        return false;
    if (n > p->cap) {
        uint32_t cap = n < UINT32_MAX / 2 ? n + n / 2 : n;
        char    *block = sy__calloc(p->ctx, cap, 5 * sizeof(uint32_t) + 3);
        if (!block)
            return false;
        sy__free(p->ctx, p->token_block);
        p->token_block = block;
        p->cap = cap;
        uint32_t *at = (uint32_t *)(void *)block;
        p->stack = at;
        p->back = at + cap;
        p->last_left = at + 2 * (size_t)cap;
        p->last_right = at + 3 * (size_t)cap;
        p->before = at + 4 * (size_t)cap;
        p->flags = (uint8_t *)(at + 5 * (size_t)cap);
        p->want = p->flags + cap;
        p->place = p->want + cap;
    }
    memset(p->last_left, 0xff, n * sizeof *p->last_left);
    memset(p->last_right, 0xff, n * sizeof *p->last_right);
    memset(p->flags, 0, n);
    memset(p->want, SY__NO_DEP, n);
    memset(p->place, CHUNKS, n / CHUNK + 1 < n ? n / CHUNK + 1 : n);
    memset(p->group, 0xff, sizeof p->group);
    memset(p->used, 0, sizeof p->used);
    p->hand = 0;
    p->step = 1;
    return true;
}

/* ---- slots ---------------------------------------------------------------------------------- */

static uint32_t load_group(lane *p, uint32_t group)
{
    while (p->used[p->hand] == p->step)
        p->hand = (p->hand + 1) % CHUNKS;
    uint32_t chunk = p->hand, first = group * CHUNK, n = p->n - first < CHUNK ? p->n - first : CHUNK;
    p->hand = (p->hand + 1) % CHUNKS;
    if (p->group[chunk] != SY_NONE)
        p->place[p->group[chunk]] = CHUNKS;
    p->group[chunk] = group;
    p->place[group] = (uint8_t)chunk;
    p->k->dense(&p->net->parser_table, p->linear + (size_t)first * SY__HIDDEN, SY__HIDDEN, n,
                p->table + (size_t)chunk * CHUNK * TABLE_ROW, TABLE_ROW);
    return chunk;
}

static inline const float *slot(lane *p, uint32_t token, uint32_t f)
{
    if (token == SY_NONE)
        return p->net->parser_pad + f * SY__STEP_IN;
    uint32_t group = token / CHUNK, chunk = p->place[group];
    if (chunk == CHUNKS)
        chunk = load_group(p, group);
    p->used[chunk] = p->step;
    return p->table + ((size_t)chunk * CHUNK + token % CHUNK) * TABLE_ROW + f * SY__STEP_IN;
}

/* ---- actions --------------------------------------------------------------------------------- */

static uint32_t buffer(const lane *p, uint32_t i)
{
    if (i < p->n_back)
        return p->back[p->n_back - 1 - i];
    i = p->next + (i - p->n_back);
    return i < p->n ? i : SY_NONE;
}

static void take_from_buffer(lane *p)
{
    if (p->n_back)
        p->n_back--;
    else
        p->next++;
}

static void reduce(lane *p, uint32_t s0)
{
    bool alone = p->n_stack == 1;
    p->n_stack--;
    if (p->d->head[s0] == SY_NONE && !alone) {
        p->flags[s0] |= UNSHIFTABLE;
        p->back[p->n_back++] = s0;
    }
}

static void attach(lane *p, uint32_t head, uint32_t child, const sy__parser_move *move)
{
    uint32_t *last = child < head ? &p->last_left[head] : &p->last_right[head];
    p->before[child] = *last;
    *last = child;
    p->d->head[child] = head;
    p->d->dep[child] = move->dep;
    p->want[child] = move->want;
}

static void left(lane *p, uint32_t b0, uint32_t s0, const sy__parser_move *move)
{
    uint32_t old = p->d->head[s0];
    if (old != SY_NONE) {
        /* What is on top of the stack was attached last. */
        uint32_t *last = old > s0 ? &p->last_left[old] : &p->last_right[old];
        *last = p->before[s0];
    }
    attach(p, b0, s0, move);
    p->flags[b0] &= (uint8_t)~UNSHIFTABLE;
    p->n_stack--;
}

static void act(lane *p, uint32_t class)
{
    const sy__parser_move *move = &p->net->model->parser_moves[class];
    switch ((sy__parser_action)move->action) {
    case SY__SHIFT:
        take_from_buffer(p);
        p->stack[p->n_stack++] = p->b0;
        break;
    case SY__REDUCE: reduce(p, p->s0); break;
    case SY__LEFT: left(p, p->b0, p->s0, move); break;
    case SY__RIGHT:
        attach(p, p->s0, p->b0, move);
        take_from_buffer(p);
        p->stack[p->n_stack++] = p->b0;
        break;
    case SY__BREAK: p->flags[p->b1] |= STARTS; break;
    }
}

static uint32_t valid_actions(const lane *p, uint32_t b0, uint32_t b1)
{
    uint32_t may = 0, left_over = p->n - p->next + p->n_back, flags = b0 != SY_NONE ? p->flags[b0] : 0;
    if (p->n_stack == 0 || (left_over >= 2 && flags == 0))
        may |= SY__MAY_SHIFT;
    if (p->n_stack)
        may |= SY__MAY_REDUCE;
    if (p->n_stack && left_over && !(flags & STARTS))
        may |= SY__MAY_ARC;
    if (left_over >= 2 && b1 == b0 + 1 && !(p->flags[b1] & STARTS))
        may |= SY__MAY_BREAK;
    return may;
}

/* Weights that are not numbers must not lead out of the stack: the class, or one that may be taken. */
static uint32_t allowed(const lane *p, uint32_t class)
{
    static const uint8_t needs[5] = { SY__MAY_SHIFT, SY__MAY_REDUCE, SY__MAY_ARC, SY__MAY_ARC, SY__MAY_BREAK };
    if (needs[p->net->model->parser_moves[class].action] & p->may)
        return class;
    return p->net->parser_first[p->may & SY__MAY_REDUCE ? SY__REDUCE : SY__SHIFT];
}

/* The slots that a decision looks at. They stay where they are until the next decision of the lane. */
static void find_slots(lane *p, const float *slots[SY__NN_STEP_SLOTS])
{
    uint32_t b0 = p->b0, s0 = p->s0;
    uint32_t tokens[SY__PARSER_SLOTS] = {
        b0, p->b1, s0,
        p->n_stack > 1 ? p->stack[p->n_stack - 2] : SY_NONE,
        p->n_stack > 2 ? p->stack[p->n_stack - 3] : SY_NONE,
        b0 != SY_NONE ? p->last_left[b0] : SY_NONE,
        s0 != SY_NONE ? p->last_left[s0] : SY_NONE,
        s0 != SY_NONE ? p->last_right[s0] : SY_NONE,
    };
    p->step++;
    for (uint32_t f = 0; f < SY__PARSER_SLOTS; f++)
        slots[f] = slot(p, tokens[f], f);
}

/* ---- lanes ----------------------------------------------------------------------------------- */

static sy_status start(lane *p, sy__doc *d, const float *linear, sy_error *err)
{
    if (!reserve(p, d->n))
        return sy_fail(err, SY_E_NOMEM, 0, "parser: no memory");
    p->d = d;
    p->linear = linear;
    p->n = d->n;
    p->next = p->n_stack = p->n_back = 0;
    memset(d->head, 0xff, d->n * sizeof *d->head);
    p->flags[0] = STARTS;
    return SY_OK;
}

/* Takes the actions that leave no choice. false: the doc is done. */
static bool advance(lane *p)
{
    while (p->n_stack || p->n_back || p->next < p->n) {
        p->b0 = buffer(p, 0);
        p->b1 = buffer(p, 1);
        p->s0 = p->n_stack ? p->stack[p->n_stack - 1] : SY_NONE;
        p->may = valid_actions(p, p->b0, p->b1);
        if (p->may == SY__MAY_SHIFT)
            act(p, p->net->parser_first[SY__SHIFT]);
        else if (p->may == SY__MAY_REDUCE)
            act(p, p->net->parser_first[SY__REDUCE]);
        else
            return true;
    }
    return false;
}

typedef struct work { sy__doc *docs; uint32_t n, next; const sy__type *types; const float *linear; } work;

/* Brings a lane to its next decision, be it in another doc. Its d stays NULL if there is no more to do. */
static sy_status ready(lane *p, work *w, sy_error *err)
{
    for (;;) {
        sy_status s = SY_OK;
        if (!p->d) {
            if (w->next == w->n)
                return SY_OK;
            sy__doc *d = &w->docs[w->next++];
            if (d->n == 0)
                continue;
            s = start(p, d, w->linear, err);
            w->linear += (size_t)d->n * SY__HIDDEN;
        }
        if (s || advance(p))
            return s;
        s = sy__tree_finish(p->d, w->types, p->want, err);
        p->d = NULL;
        if (s)
            return s;
    }
}

sy_status sy__parse(sy__parser *parser, sy__doc *docs, uint32_t n_docs, const sy__type *types, const float *linear, sy_error *err)
{
    work w = { docs, n_docs, 0, types, linear };
    for (uint32_t i = 0; i < SY__NN_STATES; i++)
        parser->lanes[i].d = NULL;
    for (;;) {
        const float *slots[SY__NN_STATES][SY__NN_STEP_SLOTS], *init[SY__NN_STATES];
        lane        *at[SY__NN_STATES];
        uint32_t     best[SY__NN_STATES], n = 0;
        for (uint32_t i = 0; i < SY__NN_STATES; i++) {
            lane     *p = &parser->lanes[i];
            sy_status s = ready(p, &w, err);
            if (s)
                return s;
            if (!p->d)
                continue;
            find_slots(p, slots[n]);
            init[n] = p->net->parser_init + (size_t)p->may * SY__NN_STEP_COLS;
            at[n++] = p;
        }
        if (n == 0)
            return SY_OK;
        at[0]->k->steps(&at[0]->net->parser_step, (const float *const(*)[SY__NN_STEP_SLOTS])slots, init, n, best);
        for (uint32_t i = 0; i < n; i++)
            act(at[i], allowed(at[i], best[i]));
    }
}
