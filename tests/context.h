/* A context for each test, or one for all of a program: what most of them are set up with. */
#ifndef TESTS_CONTEXT_H
#define TESTS_CONTEXT_H

#include "check.h"

#include "synoptic/base.h"

static sy_ctx *ctx;

static int set_up(void **state)
{
    (void)state;
    return sy_ctx_new(&ctx, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    sy_ctx_free(ctx);
    return 0;
}

#endif
