/* Decision trees: parsing the table, and walking down. */
#include "extract/forest.h"

#include <stdlib.h>

#include "extract_tables.h"

enum { MOST_DEPTH = 24 };

typedef struct node { float value; uint16_t feature; uint16_t right; } node;   /* the left child follows; feature SY__B_N: a leaf */

struct sy__forest {
    const sy_ctx *ctx;
    SY__VEC(node) nodes;
    SY__VEC(uint32_t) roots;
};

static uint16_t feature_of(sy_str name)
{
    for (uint16_t i = 0; i < SY__B_N; i++)
        if (sy__is(name, sy__block_feature_names[i]))
            return i;
    return SY__B_N;
}

/* One tree in preorder: "name<threshold" for a fork, a number for a leaf. Depth is bounded. */
static sy_status parse(sy__forest *f, sy_str *s, int depth)
{
    *s = sy__trim(*s);
    size_t end = sy__find(*s, SY_STR(" "), 0), less;
    sy_str word = sy__sub(*s, 0, end == SIZE_MAX ? s->len : end);
    *s = sy__sub(*s, word.len, s->len);
    node n = { 0, SY__B_N, 0 };
    if (word.len == 0 || depth > MOST_DEPTH)
        return SY_E_FORMAT;
    less = sy__find(word, SY_STR("<"), 0);
    n.value = strtof(word.ptr + (less == SIZE_MAX ? 0 : less + 1), NULL);    /* cells end with a NUL */
    if (less != SIZE_MAX) {
        n.feature = feature_of(sy__sub(word, 0, less));
        if (n.feature == SY__B_N)
            return SY_E_FORMAT;
    }
    uint32_t at = f->nodes.n;
    if (!SY__PUSH(f->ctx, &f->nodes, n))
        return SY_E_NOMEM;
    if (less == SIZE_MAX)
        return SY_OK;
    sy_status st = parse(f, s, depth + 1);
    if (st != SY_OK)
        return st;
    f->nodes.at[at].right = (uint16_t)(f->nodes.n - at);
    return parse(f, s, depth + 1);
}

sy_status sy__forest_new(sy__forest **out, const sy_ctx *ctx, sy_error *err)
{
    const sy__table *t = &sy__table_extract_block_trees;
    sy__forest *f = sy__calloc(ctx, 1, sizeof *f);
    sy_status s = f ? SY_OK : SY_E_NOMEM;
    *out = NULL;
    if (f)
        f->ctx = ctx;
    for (uint32_t r = 0; s == SY_OK && r < t->n; r++) {
        sy_str tree = sy__cell(t, r, 1);
        if (!SY__PUSH(ctx, &f->roots, f->nodes.n))
            s = SY_E_NOMEM;
        else
            s = parse(f, &tree, 0);
    }
    if (s != SY_OK) {
        sy__forest_free(f);
        return sy_fail(err, s, 0, s == SY_E_NOMEM ? "out of memory" : "the table of block trees is broken");
    }
    *out = f;
    return SY_OK;
}

void sy__forest_free(sy__forest *f)
{
    if (!f)
        return;
    const sy_ctx *ctx = f->ctx;
    sy__free(ctx, f->nodes.at);
    sy__free(ctx, f->roots.at);
    sy__free(ctx, f);
}

float sy__forest_score(const sy__forest *f, const float x[SY__B_N])
{
    float sum = 0;
    for (uint32_t r = 0; r < f->roots.n; r++) {
        const node *n = &f->nodes.at[f->roots.at[r]];
        while (n->feature != SY__B_N)
            n += x[n->feature] <= n->value ? 1 : n->right;
        sum += n->value;
    }
    return sum;
}
