/* Makes the nth allocation fail, for n = 1, 2, … until a run meets none that fails.
 *
 *     static sy_status run(sy_ctx *ctx, void *user) { … return the status; all freed again … }
 *     alloc_fail_each(run, user);
 *
 * Every run must end in SY_E_NOMEM where an allocation failed, in SY_OK where none did, and leave nothing
 * allocated. Include after <cmocka.h>. */
#ifndef TESTS_ALLOC_FAIL_H
#define TESTS_ALLOC_FAIL_H

#include <stdatomic.h>
#include <stdlib.h>

#include "synoptic/base.h"

typedef struct alloc_fail {
    atomic_ulong calls;    /* so far */
    atomic_long  live;     /* blocks not yet freed */
    unsigned long fail_at; /* this call gets nothing; 0: none */
    atomic_bool  failed;
} alloc_fail;

static inline void *alloc_fail_fn(void *user, void *ptr, size_t size)
{
    alloc_fail *a = (alloc_fail *)user;
    if (size == 0) {
        if (ptr)
            atomic_fetch_sub(&a->live, 1);
        free(ptr);
        return NULL;
    }
    if (atomic_fetch_add(&a->calls, 1) + 1 == a->fail_at) {
        atomic_store(&a->failed, true);
        return NULL;
    }
    void *p = realloc(ptr, size);
    if (p && !ptr)
        atomic_fetch_add(&a->live, 1);
    return p;
}

typedef sy_status (*alloc_fail_run)(sy_ctx *ctx, void *user);

/* One run whose nth allocation (after the context's own) fails. *failed: whether it came to that. */
static inline sy_status alloc_fail_once(alloc_fail_run run, void *user, unsigned long n, bool *failed)
{
    alloc_fail  a = { 0 };
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    sy_ctx     *ctx = NULL;
    opts.alloc = alloc_fail_fn;
    opts.alloc_user = &a;
    assert_int_equal(sy_ctx_new(&ctx, &opts), SY_OK);
    a.fail_at = n ? n + 1 : 0;
    sy_status status = run(ctx, user);
    sy_ctx_free(ctx);
    *failed = atomic_load(&a.failed);
    if (atomic_load(&a.live) != 0)
        fail_msg("allocation %lu failed, and %ld blocks were never freed", n, atomic_load(&a.live));
    return status;
}

/* Tries every n up to 256 and then about thirty a doubling, so that a run with many allocations
 * is no quadratic wait. Returns the last n tried. */
static inline unsigned long alloc_fail_each(alloc_fail_run run, void *user)
{
    for (unsigned long n = 1;; n += n < 256 ? 1 : n / 45) {
        bool      failed;
        sy_status status = alloc_fail_once(run, user, n, &failed);
        if (failed && status != SY_E_NOMEM)
            fail_msg("allocation %lu failed, but the run gave %s", n, sy_status_name(status));
        if (!failed) {
            if (status != SY_OK)
                fail_msg("no allocation failed, but the run gave %s", sy_status_name(status));
            return n;
        }
    }
}

#endif
