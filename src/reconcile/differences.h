/* Differences in the making: a slot, its values, the words that show each. */
#ifndef SY__RECONCILE_DIFFERENCES_H
#define SY__RECONCILE_DIFFERENCES_H

#include "reconcile/story.h"

typedef struct sy__value_use { sy_str key; sy_str shown; sy_ref ref; } sy__value_use;   /* key: what makes two values one */

typedef struct sy__slot {
    sy_difference_kind kind;
    sy_relation        relation;
    double             sure;
    uint32_t           statement;
    SY__VEC(sy__value_use) uses;
} sy__slot;

typedef struct sy__finder {
    sy__story *s;
    SY__VEC(sy_difference) found;
    sy__slot   slot;          /* the one being filled */
    sy_buf     key;           /* scratch for value keys */
} sy__finder;

/* A slot is begun, given its values, and closed: it becomes a difference where two values stand in two documents. */
void sy__slot_begin(sy__finder *f, sy_difference_kind kind, uint32_t statement);
bool sy__slot_value(sy__finder *f, sy_str key, sy_str shown, sy_ref ref);
bool sy__slot_close(sy__finder *f, sy_relation relation, double sure);

/* One file each; all of the story's, in a fixed order. */
bool sy__name_differences(sy__finder *f);        /* one entity's spellings */
bool sy__quantity_differences(sy__finder *f);    /* one figure's values */
bool sy__wording_differences(sy__finder *f);     /* one quotation's variants */
bool sy__statement_differences(sy__finder *f);   /* one statement's slots: names, times, places, scope, who says it, how sure */

#endif
