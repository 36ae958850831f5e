/* Trees read from a table, and the sum of the leaves to which measures lead. */
#include "reconcile/trees.h"

static uint16_t measure_of(sy_str name, const char *const *measures, uint32_t n)
{
    uint32_t m = 0;
    while (m < n && !sy__eq(name, sy__str(measures[m]))) m++;
    return m < n ? (uint16_t)m : SY__LEAF;
}

static sy_str tree_of(const sy__table *t, uint32_t row)
{
    sy_str key = sy__cell(t, row, 0);
    size_t end = 0;
    while (end < key.len && key.ptr[end] != '.') end++;
    return sy__sub(key, 0, end);
}

bool sy__read_trees(sy_arena *a, const sy__table *t, const char *const *measures, uint32_t n_measures, sy__trees *out)
{
    uint32_t n = t->n < SY__LEAF ? t->n : SY__LEAF, root = 0;
    sy__tree_node *nodes = sy__arena_array(a, n, sizeof *nodes);
    uint16_t *roots = sy__arena_array(a, n, sizeof *roots);
    *out = (sy__trees){ nodes, roots, 0 };
    if (!nodes || !roots) return false;
    for (uint32_t row = 0; row < n; row++) {
        if (row == 0 || !sy__eq(tree_of(t, row), tree_of(t, row - 1))) roots[out->n++] = (uint16_t)(root = row);
        nodes[row] = (sy__tree_node){ (double)sy__cell_int(t, row, 2) / 1e6, SY__LEAF, 0, 0 };
        if (sy__is(sy__cell(t, row, 1), "=")) continue;
        nodes[row].measure = measure_of(sy__cell(t, row, 1), measures, n_measures);
        nodes[row].yes = (uint16_t)(root + sy__cell_int(t, row, 3));
        nodes[row].no = (uint16_t)(root + sy__cell_int(t, row, 4));
    }
    return true;
}

double sy__trees_value(const sy__trees *t, const double *measures)
{
    double sum = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const sy__tree_node *x = &t->nodes[t->roots[i]];
        while (x->measure != SY__LEAF) x = &t->nodes[measures[x->measure] <= x->bound ? x->yes : x->no];
        sum += x->bound;
    }
    return sum;
}
