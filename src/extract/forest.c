/* Decision trees: parsing the table, and walking down. */
#include "extract/forest.h"

#include <float.h>
#include <stdlib.h>

#include "extract_tables.h"

enum { MOST_DEPTH = 24, ABREAST = 8 };

/* How far behind a fork its children stand, for x <= value and for the rest. A leaf's are 0: it leads to itself. */
typedef struct node { float value; uint16_t feature; uint8_t child[2]; } node;
typedef struct root { uint32_t node, depth; float least, most; } root;   /* of its leaves */

struct sy__forest {
    const sy_ctx *ctx;
    SY__VEC(node) nodes;
    SY__VEC(root) roots;      /* those first that say most */
    float         *low, *high;   /* the least and the most that all trees from one on can add */
};

static uint16_t feature_of(sy_str name)
{
    for (uint16_t i = 0; i < SY__B_N; i++)
        if (sy__is(name, sy__block_feature_names[i]))
            return i;
    return SY__B_N;
}

/* One tree in preorder: "name<threshold" for a fork, a number for a leaf. Depth is bounded. */
static sy_status parse(sy__forest *f, sy_str *s, uint32_t depth, root *tree)
{
    *s = sy__trim(*s);
    size_t end = sy__find(*s, SY_STR(" "), 0), less;
    sy_str word = sy__sub(*s, 0, end == SIZE_MAX ? s->len : end);
    *s = sy__sub(*s, word.len, s->len);
    node n = { 0, 0, { 0, 0 } };
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
    tree->depth = depth > tree->depth ? depth : tree->depth;
    if (less == SIZE_MAX) {
        tree->least = n.value < tree->least ? n.value : tree->least;
        tree->most = n.value > tree->most ? n.value : tree->most;
        return SY_OK;
    }
    sy_status st = parse(f, s, depth + 1, tree);
    if (st != SY_OK)
        return st;
    uint32_t right = f->nodes.n - at;
    if (right > UINT8_MAX)
        return SY_E_FORMAT;
    f->nodes.at[at].child[0] = 1;
    f->nodes.at[at].child[1] = (uint8_t)right;
    return parse(f, s, depth + 1, tree);
}

static int by_say(const void *x, const void *y, void *user)
{
    (void)user;
    const root *a = x, *b = y;
    float of_a = a->most - a->least, of_b = b->most - b->least;
    return of_a > of_b ? -1 : of_a < of_b;
}

static bool put_in_order(sy__forest *f)
{
    uint32_t n = f->roots.n;
    f->low = sy__calloc(f->ctx, (size_t)n + 1, sizeof *f->low);
    f->high = sy__calloc(f->ctx, (size_t)n + 1, sizeof *f->high);
    if (!f->low || !f->high || !sy__sort(f->ctx, f->roots.at, n, sizeof *f->roots.at, by_say, NULL))
        return false;
    for (uint32_t i = n; i-- > 0;) {
        f->low[i] = f->low[i + 1] + f->roots.at[i].least;
        f->high[i] = f->high[i + 1] + f->roots.at[i].most;
    }
    return true;
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
        root at = { f->nodes.n, 0, FLT_MAX, -FLT_MAX };
        s = parse(f, &tree, 0, &at);
        if (s == SY_OK && !SY__PUSH(ctx, &f->roots, at))
            s = SY_E_NOMEM;
    }
    if (s == SY_OK && !put_in_order(f))
        s = SY_E_NOMEM;
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
    sy__free(ctx, f->low);
    sy__free(ctx, f->high);
    sy__free(ctx, f);
}

/* Several trees are walked abreast, without a branch on the comparisons: which way they go is not to be foreseen, and one walk
 * after the other would wait for memory at each step. */
static float walk(const sy__forest *f, uint32_t first, uint32_t some, const float *x)
{
    const node *n[ABREAST];
    uint32_t depth = 0;
    float sum = 0;
    for (uint32_t k = 0; k < ABREAST; k++) {
        const root *r = &f->roots.at[k < some ? first + k : first];
        n[k] = &f->nodes.at[r->node];
        depth = r->depth > depth ? r->depth : depth;
    }
    for (uint32_t d = 0; d < depth; d++)
        for (uint32_t k = 0; k < ABREAST; k++)
            n[k] += n[k]->child[!(x[n[k]->feature] <= n[k]->value)];
    for (uint32_t k = 0; k < some; k++)
        sum += n[k]->value;
    return sum;
}

float sy__forest_score(const sy__forest *f, const float x[SY__B_N])
{
    const float margin = 0.001f;      /* more than rounding can make of the sums */
    float sum = 0;
    for (uint32_t r = 0; r < f->roots.n; r += ABREAST) {
        uint32_t some = f->roots.n - r < ABREAST ? f->roots.n - r : ABREAST;
        sum += walk(f, r, some, x);
        if (sum + f->low[r + some] > margin || sum + f->high[r + some] < -margin)
            break;
    }
    return sum;
}
