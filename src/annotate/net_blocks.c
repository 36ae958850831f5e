/* Token vectors, block by block. A doc of n tokens has n + 8 rows: four empty ones on either side, which go through the
 * layers like tokens. Layer l gives rows l..n+7-l; rows beyond those are zero to the next layer.
 *
 * Convolutions compute six rows at a time, and how a row is rounded depends on its place among the six. Places are
 * counted from the start of the doc (layer l: rows l + 6t), and a block takes whole sixes, so that blocks don't show. */
#include "annotate/net.h"

enum {
    PAD = 4, SIX = SY__NN_TILE,
    EXTRA = 2 * SIX + PAD,            /* rows of a segment beyond its tokens: layer 2 computes two tiles more than layer 4 */
    SLIVER = 64                       /* rows: less than that of a doc is left for the next block */
};

sy_status sy__blocks_init(sy__blocks *x, const sy_ctx *ctx, const sy__kernels *k, uint32_t max_rows, sy_error *err)
{
    size_t row = SY__WIDTH, n = max_rows;
    *x = (sy__blocks){ .ctx = ctx, .k = k, .max_rows = max_rows };
    x->a = sy__floats(ctx, 3 * n * row + SY__NN_CONV_SCRATCH, &x->memory);
    x->items = sy__calloc(ctx, n, sizeof *x->items);
    x->slots = sy__calloc(ctx, n, sizeof *x->slots);
    x->tiles = sy__calloc(ctx, n / SIX, sizeof *x->tiles);
    x->segments = sy__calloc(ctx, n / (EXTRA + SIX) + 1, sizeof *x->segments);
    if (!x->a || !x->items || !x->slots || !x->tiles || !x->segments) {
        sy__blocks_done(x);
        return sy_fail(err, SY_E_NOMEM, 0, "layers: no memory");
    }
    x->b = x->a + n * row;
    x->vectors = x->b + n * row;
    x->scratch = x->vectors + n * row;
    return SY_OK;
}

void sy__blocks_done(sy__blocks *x)
{
    sy__free(x->ctx, x->memory);
    sy__free(x->ctx, x->items);
    sy__free(x->ctx, x->slots);
    sy__free(x->ctx, x->tiles);
    sy__free(x->ctx, x->segments);
    *x = (sy__blocks){ .ctx = x->ctx };
}

void sy__blocks_start(sy__blocks *x, sy__embeds *e, const sy__type *types, uint32_t n_types, const sy__doc *docs, uint32_t n_docs)
{
    x->embeds = e;
    x->types = types;
    x->n_types = n_types;
    x->docs = docs;
    x->n_docs = n_docs;
    x->doc = x->token = 0;
}

/* Takes docs, or a part of one, until the block is full. Returns the rows of the layers' buffers. */
static uint32_t cut_segments(sy__blocks *x)
{
    uint32_t row = 0;
    x->n_segments = x->n_rows = 0;
    while (x->doc < x->n_docs) {
        uint32_t n = x->docs[x->doc].n, left = n - x->token, room = x->max_rows - row;
        if (left == 0) {
            x->doc++;
            x->token = 0;
            continue;
        }
        room = room > EXTRA ? (room - EXTRA) / SIX * SIX : 0;
        if (room < left && (room == 0 || (room < SLIVER && x->n_segments > 0)))
            break;
        uint32_t some = left < room ? left : room;
        x->segments[x->n_segments++] = (sy__segment){ x->doc, x->token, x->token + some, x->n_rows, row };
        x->token += some;
        x->n_rows += some;
        row += (some + SIX - 1) / SIX * SIX + EXTRA;
    }
    return row;
}

static uint32_t sixes(const sy__segment *s) { return (s->end - s->begin + SIX - 1) / SIX; }
/* Layer l of a segment ends before this row, counted from the segment's first. */
static uint32_t layer_end(const sy__segment *s, uint32_t n, uint32_t l)
{
    uint32_t of_doc = n + 2 * PAD - l - s->begin, needed = SIX * sixes(s) + EXTRA - 1;
    return of_doc < needed ? of_doc : needed;
}

/* Items of rows 0..layer_end(1) of a segment: word types, or the empty row. */
static sy_status find_items(sy__blocks *x, sy_error *err)
{
    bool spaced = x->embeds->t->raw->n_columns > SY__COL_SPACY;
    sy_status status = sy__embeds_begin(x->embeds, x->n_types * 2, err);
    if (status)
        return status;
    for (uint32_t i = 0; i < x->n_segments; i++) {
        const sy__segment *s = &x->segments[i];
        const sy__doc     *d = &x->docs[s->doc];
        uint32_t           end = layer_end(s, d->n, 1) + 1;
        for (uint32_t r = 0; r < end; r++) {
            uint32_t token = s->begin + r - PAD, slot = SY_NONE;
            if (s->begin + r >= PAD && token < d->n) {
                uint32_t type = d->type[token];
                slot = sy__embeds_slot(x->embeds, type * 2 + (spaced ? d->space[token] : 0), &x->types[type], d->space[token]);
                if (slot == SY_NONE)
                    return sy_fail(err, SY_E_NOMEM, 0, "word types: no memory");
            }
            x->slots[s->base + r] = slot;
        }
    }
    sy__embeds_fill(x->embeds);
    return SY_OK;
}

static void zero_rows(float *y, const sy__segment *s, uint32_t from)
{
    uint32_t end = SIX * sixes(s) + EXTRA;
    if (from < end)
        memset(y + ((size_t)s->base + from) * SY__WIDTH, 0, (size_t)(end - from) * SY__WIDTH * sizeof *y);
}

static void first_layer(sy__blocks *x, float *y)
{
    for (uint32_t i = 0; i < x->n_segments; i++) {
        const sy__segment *s = &x->segments[i];
        uint32_t           end = layer_end(s, x->docs[s->doc].n, 1);
        for (uint32_t r = 0; r <= end; r++) {
            uint32_t slot = x->slots[s->base + r];
            x->items[r] = slot == SY_NONE ? x->embeds->pad : sy__embeds_item(x->embeds, slot);
        }
        x->k->mix(x->items, end - 1, &x->embeds->t->norm[1], y + ((size_t)s->base + 1) * SY__WIDTH);
        zero_rows(y, s, end);
    }
}

/* Layer l (2..4) from `from` to `to`; the last one gives the tokens' vectors, without gaps. */
static void next_layer(sy__blocks *x, uint32_t l, const float *from, float *to)
{
    uint32_t n_tiles = 0;
    for (uint32_t i = 0; i < x->n_segments; i++) {
        const sy__segment *s = &x->segments[i];
        uint32_t           end = layer_end(s, x->docs[s->doc].n, l), n = sixes(s) + SY__LAYERS - l;
        for (uint32_t t = 0; t < n; t++) {
            uint32_t row = l + SIX * t;
            if (row < end)
                x->tiles[n_tiles++] = (sy__tile){ s->base + row - 1, l == SY__LAYERS ? s->out + SIX * t : s->base + row,
                                                  end - row < SIX ? end - row : SIX };
        }
        if (l < SY__LAYERS)
            zero_rows(to, s, end);
    }
    x->k->conv(&x->embeds->t->conv[l - 2], &x->embeds->t->norm[l], x->tiles, n_tiles, from, to, x->scratch);
}

sy_status sy__blocks_next(sy__blocks *x, bool *more, sy_error *err)
{
    *more = cut_segments(x) > 0;
    if (!*more)
        return SY_OK;
    sy_status status = find_items(x, err);
    if (status)
        return status;
    first_layer(x, x->a);
    next_layer(x, 2, x->a, x->b);
    next_layer(x, 3, x->b, x->a);
    next_layer(x, 4, x->a, x->vectors);
    return SY_OK;
}
