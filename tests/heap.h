/* A context's memory counted, and this thread's CPU time: for what is held against bounds. */
#ifndef TESTS_HEAP_H
#define TESTS_HEAP_H

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

typedef struct heap { size_t now, most; } heap;
typedef union heap_header { size_t size; max_align_t align; } heap_header;

/* sy_ctx_opts.alloc, with a heap as its user. */
static inline void *heap_alloc(void *user, void *p, size_t size)
{
    heap        *h = (heap *)user;
    heap_header *old = p ? (heap_header *)p - 1 : NULL;
    size_t       was = old ? old->size : 0;
    if (size == 0) {
        h->now -= was;
        free(old);
        return NULL;
    }
    heap_header *grown = (heap_header *)realloc(old, size + sizeof *grown);
    if (!grown)
        return NULL;
    grown->size = size;
    h->now += size - was;
    h->most = h->now > h->most ? h->now : h->most;
    return grown + 1;
}

static inline double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

#endif
