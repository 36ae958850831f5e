/* An outlet that is known by its host only, and the name that its page writes. */
#ifndef SY__EXTRACT_PAGE_OUTLET_H
#define SY__EXTRACT_PAGE_OUTLET_H

#include "extract/lines.h"

/* "www.example.com": an address that stands where a name should. */
bool    sy__is_host(sy_str s);
/* The name on the page whose letters spell the host, the most frequent one; empty where there is none. */
sy_span sy__outlet_of_host(const sy__lines *l, sy_str host);

#endif
