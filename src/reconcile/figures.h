/* What the joining of quantities shares among its files. */
#ifndef SY__RECONCILE_FIGURES_H
#define SY__RECONCILE_FIGURES_H

#include <stdio.h>

#include "reconcile/story.h"

typedef enum sy__fate { SY__FATE_NONE = 0, SY__FATE_DEAD, SY__FATE_HURT } sy__fate;

/* One number where it stands. */
typedef struct sy__number_use {
    uint32_t document, quantity;
    uint32_t unit;           /* innermost clause; SY_NONE */
    uint32_t group;          /* its statement; SY_NONE */
    uint32_t of;             /* term of what is counted; SY_NONE */
    uint32_t entity;         /* whose age it is, who is counted; SY_NONE */
    bool     named;          /* the entity has a name */
    uint32_t people;         /* "two American soldiers": the name among the words counted; SY_NONE */
    bool     person;         /* persons are counted */
    uint32_t side, sides;    /* "13-3", "7-8-1": which side of how many; 0: of no score */
    sy__fate fate;           /* what befell those who are counted */
    sy_span  title;          /* where the headline has it, in the source; [0,0) */
    const sy_quantity *q;
    uint32_t root, next, last;
} sy__number_use;

int      sy__bound_of(sy_str modifier, bool *near);                /* differ_figures.c: -1 at most, 0 about or exact, +1 at least; *near: not meant to the last digit */
bool     sy__peculiar(const sy_quantity *q);                       /* too odd to be met by chance */
sy__fate sy__fate_of(const sy__story *s, uint32_t term);
bool     sy__find_in_title(sy__story *s, sy__number_use *n);       /* figure_titles.c */

#endif
