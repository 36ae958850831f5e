/* Private to model.c and model_check.c. */
#ifndef SY__ANNOTATE_MODEL_CHECK_H
#define SY__ANNOTATE_MODEL_CHECK_H

#include "annotate/model.h"

/* Fills the views of m from its sections. Afterwards every offset, count and label in them can be used unchecked.
 * Weights may be any floats, not-a-number too. SY_E_FORMAT. */
sy_status sy__model_views(sy_model *m, sy_error *err);

#endif
