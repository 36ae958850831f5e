/* The entity recogniser: one action a token, left to right. Outside of an entity a token's scores depend on nothing
 * but its vector, so those of all tokens are computed at once; inside, one decision at a time. */
#include <math.h>

#include "annotate/net.h"

void sy__ner_init(sy__ner *x, const sy__kernels *k, const sy__net *net)
{
    *x = (sy__ner){ .k = k, .net = net };
    for (uint32_t j = 0; j < SY__NN_STEP_COLS; j++)
        x->init[j] = -INFINITY;
}

/* Inside an entity: may it go on behind token i, and if so does it? */
static bool is_last(sy__ner *x, const float *now, bool go_on)
{
    if (!go_on)
        return true;
    const float *slots[1][SY__NN_STEP_SLOTS] = { { now, x->first, x->open + SY__STEP_IN } }, *init = x->init;
    const float *bias = x->net->model->ner.upper_b;
    uint32_t     in = x->net->ner_in[x->ent], last = x->net->ner_last[x->ent];
    x->init[in] = bias[in];
    x->init[last] = bias[last];
    uint32_t class;
    x->k->steps(&x->net->ner_step, (const float *const(*)[SY__NN_STEP_SLOTS])slots, &init, 1, &class);
    x->init[in] = x->init[last] = -INFINITY;
    return class == last;
}

static void remember(sy__ner *x, const float *linear)
{
    x->k->dense(&x->net->ner_open, linear, SY__HIDDEN, 1, x->open, 2 * SY__STEP_IN);
}

static void one_token(sy__ner *x, sy__doc *d, bool is_space, uint32_t i, const float *linear, const float *now, const float *scores)
{
    bool go_on = i + 1 < d->n && !d->sent_start[i + 1];
    d->ent[i] = SY_ENT_NONE;
    d->ent_begins[i] = 0;
    if (x->ent != SY_ENT_NONE) {
        bool last = is_last(x, now, go_on);
        d->ent[i] = x->ent;
        if (last)
            x->ent = SY_ENT_NONE;
        else
            remember(x, linear);
        return;
    }
    if (is_space)
        return;
    const sy__ner_move *move = &x->net->model->ner_moves[x->k->argmax(scores, x->net->ner_mask[go_on], SY__NN_UPPER)];
    if (move->action == SY__NER_OUT)
        return;
    d->ent[i] = move->ent;
    d->ent_begins[i] = 1;
    if (move->action == SY__NER_BEGIN) {
        x->ent = move->ent;
        remember(x, linear);
        memcpy(x->first, x->open, sizeof x->first);
    }
}

void sy__ner_run(sy__ner *x, sy__doc *d, const sy__type *types, uint32_t begin, uint32_t end, const float *vectors, float *scratch)
{
    size_t n = end - begin;
    float *linear = scratch, *now = linear + n * SY__HIDDEN, *hidden = now + n * SY__STEP_IN, *scores = hidden + n * SY__HIDDEN;
    x->k->dense(&x->net->ner_linear, vectors, SY__WIDTH, n, linear, SY__HIDDEN);
    x->k->dense(&x->net->ner_now, linear, SY__HIDDEN, n, now, SY__STEP_IN);
    x->k->pair_max(now, x->net->ner_closed, n, hidden);
    x->k->dense(&x->net->ner_upper, hidden, SY__HIDDEN, n, scores, SY__NN_UPPER);
    if (begin == 0)
        x->ent = SY_ENT_NONE;
    for (size_t i = 0; i < n; i++)
        one_token(x, d, types[d->type[begin + i]].is_space, begin + (uint32_t)i, linear + i * SY__HIDDEN, now + i * SY__STEP_IN,
                  scores + i * SY__NN_UPPER);
}
