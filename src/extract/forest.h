/* Boosted decision trees over the description of a block. */
#ifndef SY__EXTRACT_FOREST_H
#define SY__EXTRACT_FOREST_H

#include "extract/html_blocks.h"

typedef struct sy__forest sy__forest;

/* Reads the trees of data/extract/block_trees.txt. SY_E_FORMAT: the table is broken. */
sy_status sy__forest_new(sy__forest **out, const sy_ctx *ctx, sy_error *err);
void      sy__forest_free(sy__forest *f);
/* Descriptions of some blocks, feature by feature. */
enum { SY__FOREST_BLOCKS = 16 };
typedef struct sy__forest_input { float x[SY__B_N][SY__FOREST_BLOCKS]; } sy__forest_input;

/* Log odds that blocks of these descriptions belong to the article. */
void sy__forest_score(const sy__forest *f, const sy__forest_input *in, float score[SY__FOREST_BLOCKS]);

#endif
