/* Trees that correct a score: each adds the value of the leaf to which the measures lead. They are learned by gradient boosting
 * (Friedman 2001, as LightGBM does it) on what a logistic regression leaves over. */
#ifndef SY__RECONCILE_TREES_H
#define SY__RECONCILE_TREES_H

#include "base/base.h"

/* Small, so that all trees of a table stay near the processor. A leaf has no measure: SY__LEAF; its bound is its value. */
typedef struct sy__tree_node { double bound; uint16_t measure, yes, no; } sy__tree_node;
#define SY__LEAF UINT16_MAX

typedef struct sy__trees {
    const sy__tree_node *nodes;
    const uint16_t      *roots;
    uint32_t             n;
} sy__trees;

/* The table's rows: "tree.node", then of a node its measure by name, the bound (millionths) up to which it leads to the first of the
 * two nodes, and these; of a leaf "=" and its value (millionths). A tree's nodes are numbered from 0, the root. At most 65,535 rows. false: no memory. */
bool   sy__read_trees(sy_arena *a, const sy__table *t, const char *const *measures, uint32_t n_measures, sy__trees *out);
double sy__trees_value(const sy__trees *t, const double *measures);

#endif
