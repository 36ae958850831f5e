/* Trees read from a table, and the sum of the leaves to which measures lead. */
#include "reconcile/trees.h"

static double millionths(sy_str cell)
{
    double v = 0;
    bool minus = cell.len && cell.ptr[0] == '-';
    for (size_t i = minus; i < cell.len; i++) v = v * 10 + (cell.ptr[i] - '0');
    return (minus ? -v : v) / 1e6;
}

static uint32_t number(sy_str cell)
{
    uint32_t v = 0;
    for (size_t i = 0; i < cell.len; i++) v = v * 10 + (uint32_t)(cell.ptr[i] - '0');
    return v;
}

static uint32_t measure_of(sy_str name, const char *const *measures, uint32_t n)
{
    uint32_t m = 0;
    while (m < n && !sy__eq(name, sy__str(measures[m]))) m++;
    return m < n ? m : SY_NONE;
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
    sy__tree_node *nodes = sy__arena_array(a, t->n, sizeof *nodes);
    uint32_t *roots = sy__arena_array(a, t->n, sizeof *roots), root = 0;
    *out = (sy__trees){ nodes, roots, 0 };
    if (!nodes || !roots) return false;
    for (uint32_t row = 0; row < t->n; row++) {
        if (row == 0 || !sy__eq(tree_of(t, row), tree_of(t, row - 1))) roots[out->n++] = root = row;
        bool leaf = sy__is(sy__cell(t, row, 1), "=");
        double x = millionths(sy__cell(t, row, 2));
        nodes[row] = leaf ? (sy__tree_node){ 0, x, SY_NONE, 0, 0 }
                          : (sy__tree_node){ x, 0, measure_of(sy__cell(t, row, 1), measures, n_measures), root + number(sy__cell(t, row, 3)), root + number(sy__cell(t, row, 4)) };
    }
    return true;
}

double sy__trees_value(const sy__trees *t, const double *measures)
{
    double sum = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const sy__tree_node *x = &t->nodes[t->roots[i]];
        while (x->measure != SY_NONE) x = &t->nodes[measures[x->measure] <= x->at_most ? x->yes : x->no];
        sum += x->value;
    }
    return sum;
}
