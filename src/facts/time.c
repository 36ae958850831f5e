/* Time expressions and their TIMEX3 values. */
#include "facts/facts_internal.h"

bool sy__find_times(sy__facts_work *w)
{
    (void)w;
    return true;
}
