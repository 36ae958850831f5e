/* Decision trees: parsing the table, and walking down. */
#include "extract/forest.h"

#include <stdlib.h>

#include "extract_tables.h"

enum { MOST_DEPTH = 24, MOST_LEAVES = 32, LANES = 4, VECTORS = SY__FOREST_BLOCKS / LANES };

/* A fork: where it says "no" (x > threshold) the leaves on its left are out of reach. A tree's leaf is the first that none of
 * its forks rules out, so that forks may be asked in any order, of many blocks at once, without a branch. */
typedef struct fork { float threshold; uint16_t feature; uint32_t keeps; } fork;
typedef struct tree { uint32_t fork, n_forks, leaf, n_leaves; } tree;

struct sy__forest {
    const sy_ctx *ctx;
    SY__VEC(fork) forks;
    SY__VEC(float) leaves;
    SY__VEC(tree) trees;
};

static uint16_t feature_of(sy_str name)
{
    for (uint16_t i = 0; i < SY__B_N; i++)
        if (sy__is(name, sy__block_feature_names[i]))
            return i;
    return SY__B_N;
}

/* One tree in preorder: "name<threshold" for a fork, a number for a leaf. Depth is bounded. */
static sy_status parse(sy__forest *f, sy_str *s, uint32_t depth, tree *t)
{
    *s = sy__trim(*s);
    size_t end = sy__find(*s, SY_STR(" "), 0), less;
    sy_str word = sy__sub(*s, 0, end == SIZE_MAX ? s->len : end);
    *s = sy__sub(*s, word.len, s->len);
    if (word.len == 0 || depth > MOST_DEPTH)
        return SY_E_FORMAT;
    less = sy__find(word, SY_STR("<"), 0);
    float value = strtof(word.ptr + (less == SIZE_MAX ? 0 : less + 1), NULL);    /* cells end with a NUL */
    if (less == SIZE_MAX) {
        if (t->n_leaves++ == MOST_LEAVES)
            return SY_E_FORMAT;
        return SY__PUSH(f->ctx, &f->leaves, value) ? SY_OK : SY_E_NOMEM;
    }
    fork k = { value, feature_of(sy__sub(word, 0, less)), UINT32_MAX };
    uint32_t at = f->forks.n, left = t->n_leaves;
    if (k.feature == SY__B_N)
        return SY_E_FORMAT;
    if (!SY__PUSH(f->ctx, &f->forks, k))
        return SY_E_NOMEM;
    t->n_forks++;
    sy_status st = parse(f, s, depth + 1, t);
    if (st != SY_OK)
        return st;
    for (uint32_t leaf = left; leaf < t->n_leaves; leaf++)
        f->forks.at[at].keeps &= ~((uint32_t)1 << leaf);
    return parse(f, s, depth + 1, t);
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
        sy_str tree_text = sy__cell(t, r, 1);
        tree at = { f->forks.n, 0, f->leaves.n, 0 };
        s = parse(f, &tree_text, 0, &at);
        if (s == SY_OK && !SY__PUSH(ctx, &f->trees, at))
            s = SY_E_NOMEM;
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
    sy__free(ctx, f->forks.at);
    sy__free(ctx, f->leaves.at);
    sy__free(ctx, f->trees.at);
    sy__free(ctx, f);
}

typedef float    floats __attribute__((vector_size(LANES * sizeof(float))));
typedef uint32_t words __attribute__((vector_size(LANES * sizeof(uint32_t))));

void sy__forest_score(const sy__forest *f, const sy__forest_input *in, float score[SY__FOREST_BLOCKS])
{
    floats x[VECTORS];
    uint32_t left[SY__FOREST_BLOCKS];
    for (uint32_t l = 0; l < SY__FOREST_BLOCKS; l++)
        score[l] = 0;
    for (uint32_t r = 0; r < f->trees.n; r++) {
        const tree *t = &f->trees.at[r];
        const float *leaves = f->leaves.at + t->leaf;
        words in_reach[VECTORS];
        for (uint32_t v = 0; v < VECTORS; v++)
            in_reach[v] = (words){ 0 } - 1;
        for (uint32_t k = t->fork; k < t->fork + t->n_forks; k++) {
            const fork *q = &f->forks.at[k];
            memcpy(x, in->x[q->feature], sizeof x);
            for (uint32_t v = 0; v < VECTORS; v++)
                in_reach[v] &= (words)(x[v] <= (floats){ 0 } + q->threshold) | q->keeps;
        }
        memcpy(left, in_reach, sizeof left);
        for (uint32_t l = 0; l < SY__FOREST_BLOCKS; l++)
            score[l] += leaves[__builtin_ctz(left[l])];
    }
}
