/* Packs the weights of a model for the kernels, once for all threads. Embedding tables and the gains and
 * biases of normalisations are used where they lie in the file. */
#include <math.h>

#include "annotate/net.h"

_Static_assert(SY__WIDTH == SY__NN_WIDTH && SY__PIECES == SY__NN_PIECES && SY__HIDDEN == SY__NN_HIDDEN, "one shape");
_Static_assert(SY__PARSER_CLASSES <= SY__NN_STEP_COLS && SY__NER_CLASSES <= SY__NN_UPPER, "classes fit");
_Static_assert(SY__PARSER_SLOTS <= SY__NN_STEP_SLOTS, "slots fit");

enum { WINDOW = SY__PIECES * SY__WIDTH, TAGS = 64, TABLE = SY__PARSER_SLOTS * SY__STEP_IN };

float *sy__floats(const sy_ctx *ctx, size_t n, void **block)
{
    *block = n < SIZE_MAX / sizeof(float) - 64 ? sy__alloc(ctx, n * sizeof(float) + 64) : NULL;
    return *block ? (float *)(((uintptr_t)*block + 63) & ~(uintptr_t)63) : NULL;
}

/* Bump allocation, each piece aligned. With base NULL it only counts. */
typedef struct slab { float *base; size_t used; } slab;

static float *take(slab *s, size_t n)
{
    float *p = s->base ? s->base + s->used : NULL;
    s->used += (n + 15) / 16 * 16;
    return p;
}

static void pack_dense(slab *s, sy__dense *d, const float *w, size_t ldw, uint32_t n_in, const float *b, const sy__columns *cols)
{
    float *out_w = take(s, (size_t)n_in * cols->n), *out_b = take(s, cols->n);
    if (s->base)
        sy__pack_dense(d, out_w, out_b, w, ldw, n_in, b, cols);
}

/* Outputs 0..n-1 in their order, padded to n_pad. */
static void pack_plain(slab *s, sy__dense *d, const float *w, uint32_t n_in, const float *b, uint32_t n, uint32_t n_pad, float pad_bias)
{
    uint32_t order[128];
    for (uint32_t i = 0; i < n_pad; i++)
        order[i] = i < n ? i : SY_NONE;
    pack_dense(s, d, w, n_in, n_in, b, &(sy__columns){ order, n_pad, pad_bias });
}

/* The three products of layer 1 next to each other; the bias belongs to the centre. */
static void pack_parts(slab *s, sy__dense *d, const float *w, const float *b)
{
    uint32_t order[WINDOW];
    float   *out_w = take(s, 3 * WINDOW * SY__WIDTH), *out_b = take(s, 3 * WINDOW);
    if (!s->base)
        return;
    sy__maxout_columns(order);
    for (uint32_t part = 0; part < 3; part++)
        sy__pack_dense(d, out_w + (size_t)part * WINDOW * SY__WIDTH, out_b + part * WINDOW, w + part * SY__WIDTH, WINDOW,
                       SY__WIDTH, part == 1 ? b : NULL, &(sy__columns){ order, WINDOW, 0 });
    *d = (sy__dense){ SY__WIDTH, 3 * WINDOW, out_w, out_b };
}

static void pack_tok2vec(slab *s, sy__tok2vec *t, const sy__tok2vec_weights *raw)
{
    uint32_t order[WINDOW], n_in = raw->n_columns * SY__WIDTH;
    sy__maxout_columns(order);
    t->raw = raw;
    pack_dense(s, &t->embed, raw->W[0], n_in, n_in, raw->b[0], &(sy__columns){ order, WINDOW, 0 });
    pack_parts(s, &t->parts, raw->W[1], raw->b[1]);
    for (uint32_t l = 0; l < SY__LAYERS - 1; l++) {
        float *w = take(s, SY__NN_CONV_WEIGHTS), *b = take(s, WINDOW);
        if (s->base)
            sy__pack_conv(&t->conv[l], w, b, raw->W[l + 2], raw->b[l + 2]);
    }
    for (uint32_t l = 0; l <= SY__LAYERS; l++)
        t->norm[l] = (sy__norm){ raw->G[l], raw->beta[l] };
}

/* Unit o, piece p of the file is column p * 64 + o of a slot. */
static void slot_columns(uint32_t order[SY__STEP_IN], uint32_t slot)
{
    for (uint32_t p = 0; p < SY__STEP_PIECES; p++)
        for (uint32_t o = 0; o < SY__HIDDEN; o++)
            order[p * SY__HIDDEN + o] = slot * SY__STEP_IN + o * SY__STEP_PIECES + p;
}

/* Slots first..first+n-1, side by side, without bias. */
static void pack_slots(slab *s, sy__dense *d, const sy__step_weights *raw, uint32_t first, uint32_t n)
{
    uint32_t order[TABLE];
    for (uint32_t f = 0; f < n; f++)
        slot_columns(order + f * SY__STEP_IN, first + f);
    pack_dense(s, d, raw->lower_W, SY__HIDDEN, SY__HIDDEN, NULL, &(sy__columns){ order, n * SY__STEP_IN, 0 });
}

static const float *pack_pads(slab *s, const sy__step_weights *raw)
{
    uint32_t order[SY__STEP_IN];
    float   *pad = take(s, raw->n_slots * (size_t)SY__STEP_IN);
    for (uint32_t f = 0; pad && f < raw->n_slots; f++) {
        slot_columns(order, f);
        for (uint32_t i = 0; i < SY__STEP_IN; i++)
            pad[f * SY__STEP_IN + i] = raw->lower_pad[order[i]];
    }
    return pad;
}

static void pack_step(slab *s, sy__step *step, const sy__step_weights *raw)
{
    uint32_t order[SY__STEP_IN];
    float   *b = take(s, SY__STEP_IN), *w = take(s, SY__HIDDEN * SY__NN_STEP_COLS);
    if (!s->base)
        return;
    slot_columns(order, 0);
    for (uint32_t i = 0; i < SY__STEP_IN; i++)
        b[i] = raw->lower_b[order[i]];
    for (uint32_t k = 0; k < SY__HIDDEN; k++)
        for (uint32_t j = 0; j < SY__NN_STEP_COLS; j++)
            w[k * SY__NN_STEP_COLS + j] = j < raw->n_classes ? raw->upper_W[(size_t)j * SY__HIDDEN + k] : 0.0f;
    *step = (sy__step){ raw->n_slots, b, w };
}

static void pack_parser(slab *s, sy__net *net, const sy_model *m)
{
    static const uint8_t needs[5] = { SY__MAY_SHIFT, SY__MAY_REDUCE, SY__MAY_ARC, SY__MAY_ARC, SY__MAY_BREAK };
    pack_plain(s, &net->parser_linear, m->parser.linear_W, SY__WIDTH, m->parser.linear_b, SY__HIDDEN, SY__HIDDEN, 0);
    pack_slots(s, &net->parser_table, &m->parser, 0, SY__PARSER_SLOTS);
    pack_step(s, &net->parser_step, &m->parser);
    net->parser_pad = pack_pads(s, &m->parser);
    float *init = take(s, SY__MAY_N * SY__NN_STEP_COLS);
    net->parser_init = init;
    for (uint32_t may = 0; init && may < SY__MAY_N; may++)
        for (uint32_t j = 0; j < SY__NN_STEP_COLS; j++)
            init[may * SY__NN_STEP_COLS + j] =
                j < SY__PARSER_CLASSES && (may & needs[m->parser_moves[j].action]) ? m->parser.upper_b[j] : -INFINITY;
    for (uint32_t j = SY__PARSER_CLASSES; j-- > 0;)
        net->parser_first[m->parser_moves[j].action] = (uint8_t)j;
}

static void pack_ner_classes(slab *s, sy__net *net, const sy_model *m)
{
    for (uint32_t go_on = 0; go_on < 2; go_on++) {
        float *mask = take(s, SY__NN_UPPER);
        net->ner_mask[go_on] = mask;
        for (uint32_t j = 0; mask && j < SY__NN_UPPER; j++) {
            mask[j] = -INFINITY;
            if (j >= SY__NER_CLASSES)
                continue;
            const sy__ner_move *move = &m->ner_moves[j];
            bool named = move->ent != SY_ENT_NONE;
            if (move->action == SY__NER_OUT || (move->action == SY__NER_UNIT && named) || (move->action == SY__NER_BEGIN && named && go_on))
                mask[j] = 0;
        }
    }
    for (uint32_t j = SY__NER_CLASSES; j-- > 0;) {
        const sy__ner_move *move = &m->ner_moves[j];
        if (move->action == SY__NER_IN)
            net->ner_in[move->ent] = (uint8_t)j;
        else if (move->action == SY__NER_LAST)
            net->ner_last[move->ent] = (uint8_t)j;
        else if (move->action == SY__NER_OUT)
            net->ner_out = (uint8_t)j;
    }
}

static void pack_ner(slab *s, sy__net *net, const sy_model *m)
{
    pack_plain(s, &net->ner_linear, m->ner.linear_W, SY__WIDTH, m->ner.linear_b, SY__HIDDEN, SY__HIDDEN, 0);
    pack_slots(s, &net->ner_now, &m->ner, 0, 1);
    pack_slots(s, &net->ner_open, &m->ner, 1, 2);
    pack_step(s, &net->ner_step, &m->ner);
    pack_plain(s, &net->ner_upper, m->ner.upper_W, SY__HIDDEN, m->ner.upper_b, SY__NER_CLASSES, SY__NN_UPPER, 0);
    net->ner_pad = pack_pads(s, &m->ner);
    float *closed = take(s, SY__STEP_IN);
    net->ner_closed = closed;
    for (uint32_t i = 0; closed && i < SY__STEP_IN; i++)
        closed[i] = net->ner_pad[SY__STEP_IN + i] + net->ner_pad[2 * SY__STEP_IN + i] + net->ner_step.b[i];
    pack_ner_classes(s, net, m);
}

static void pack_all(slab *s, sy__net *net, const sy_model *m)
{
    float *zero = take(s, TABLE);
    if (zero)
        memset(zero, 0, TABLE * sizeof *zero);
    net->zero = zero;
    pack_tok2vec(s, &net->tok2vec, &m->tok2vec);
    pack_tok2vec(s, &net->ner_tok2vec, &m->ner_tok2vec);
    pack_plain(s, &net->tagger, m->tagger_W, SY__WIDTH, m->tagger_b, SY_TAG_N, TAGS, -INFINITY);
    pack_parser(s, net, m);
    pack_ner(s, net, m);
}

sy_status sy__net_new(sy__net **out, const sy_model *m, sy_error *err)
{
    slab     s = { NULL, 0 };
    sy__net *net = sy__calloc(m->ctx, 1, sizeof *net);
    *out = NULL;
    if (!net)
        return sy_fail(err, SY_E_NOMEM, 0, "networks: no memory");
    pack_all(&s, net, m);
    s.base = sy__floats(m->ctx, s.used, &net->memory);
    if (!s.base) {
        sy__free(m->ctx, net);
        return sy_fail(err, SY_E_NOMEM, 0, "networks: no memory");
    }
    s.used = 0;
    pack_all(&s, net, m);
    net->model = m;
    *out = net;
    return SY_OK;
}

void sy__net_free(sy__net *net)
{
    if (net) {
        const sy_ctx *ctx = net->model->ctx;
        sy__free(ctx, net->memory);
        sy__free(ctx, net);
    }
}
