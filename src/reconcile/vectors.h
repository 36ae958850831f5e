/* Word vectors as reconcile uses them: rows of bytes, all of one length, whose products are cosines. */
#ifndef SY__RECONCILE_VECTORS_H
#define SY__RECONCILE_VECTORS_H

#include "base/base.h"
#include "synoptic/reconcile.h"

enum { SY__MEANING = 384 };             /* numbers in a vector */
#define SY__UNIT 400.0                  /* the length of each */

/* Weights are at most 23, the logarithm of how many clauses there can be: of 1024 vectors neither the sums nor the sum of their
 * squares leave their types. */
typedef struct sy__meaning_sum { int32_t at[SY__MEANING]; } sy__meaning_sum;

const int8_t *sy__vector_of(const sy_word_vectors *v, sy_str word);        /* lower case; NULL: not in the table */
void   sy__meaning_add(sy__meaning_sum *sum, const int8_t *vector, double weight);
bool   sy__meaning_of(const sy__meaning_sum *sum, int8_t out[SY__MEANING]);   /* false: nothing was added */
double sy__meaning_cosine(const int8_t *a, const int8_t *b);          /* 0 where one is NULL */

#endif
