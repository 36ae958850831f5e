/* Quantities: numbers with unit, modifier and what they count. */
#include "facts/facts_internal.h"

bool sy__add_figure_words(sy_fact_finder *f)
{
    (void)f;
    return true;
}

bool sy__find_quantities(sy__facts_work *w)
{
    (void)w;
    return true;
}
