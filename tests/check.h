/* What every cmocka test includes, in the order that cmocka wants. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "alloc_fail.h"

#define assert_str(view, z) do { \
        sy_str view_ = (view); const char *z_ = (z); \
        if (view_.len != strlen(z_) || (view_.len && memcmp(view_.ptr, z_, view_.len) != 0)) \
            fail_msg("\"%.*s\" is not \"%s\"", (int)view_.len, view_.ptr ? view_.ptr : "", z_); \
    } while (0)

#endif
