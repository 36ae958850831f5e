/* Boosted decision trees over the description of a block. */
#ifndef SY__EXTRACT_FOREST_H
#define SY__EXTRACT_FOREST_H

#include "extract/html_blocks.h"

typedef struct sy__forest sy__forest;

/* Reads the trees of data/extract/block_trees.txt. SY_E_FORMAT: the table is broken. */
sy_status sy__forest_new(sy__forest **out, const sy_ctx *ctx, sy_error *err);
void      sy__forest_free(sy__forest *f);
/* Log odds that a block of this description belongs to the article. Its sign is exact; its size only near zero, as trees are
 * not asked any more that could not change the sign. */
float     sy__forest_score(const sy__forest *f, const float x[SY__B_N]);

#endif
