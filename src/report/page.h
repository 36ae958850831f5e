/* The page of web/, as the build makes it one script and one style sheet (gen/report_page.c). */
#ifndef SY__REPORT_PAGE_H
#define SY__REPORT_PAGE_H

#include "base/base.h"

extern const sy_str sy__page_js;
extern const sy_str sy__page_css;

#endif
