/* What the tokenizer cuts off a chunk. All lengths and offsets are bytes of UTF-8; a match never splits a character.
 * The look-arounds see the given string only. */
#ifndef SY__ANNOTATE_AFFIXES_H
#define SY__ANNOTATE_AFFIXES_H

#include "annotate/model.h"

size_t sy__prefix(const sy_model *m, sy_str s);        /* length of the prefix of s, 0: none; s is not empty */
size_t sy__suffix(const sy_model *m, sy_str s);        /* length of its suffix, 0: none */
/* Next infix at or after *at, which moves behind it. */
bool   sy__infix(const sy_model *m, sy_str s, size_t *at, sy_span *out);
bool   sy__is_url(const sy_model *m, sy_str s);

#endif
