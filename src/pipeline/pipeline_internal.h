/* Private face of pipeline: what one thread works with, and the window through which documents go. */
#ifndef SY__PIPELINE_INTERNAL_H
#define SY__PIPELINE_INTERNAL_H

#include <stdatomic.h>

#include "base/base.h"
#include "synoptic/pipeline.h"

#define SY__MOST_BATCH 16u

/* ---- stages ----------------------------------------------------------------------------- */

/* What one thread works with; made when it gets its first batch. */
typedef struct sy__worker {
    sy_extractor   *extractor;
    sy_annotator   *annotator;
    sy_fact_finder *finder;
} sy__worker;

typedef struct sy__stages {
    sy_ctx                *ctx;
    const sy_model        *model;
    const sy_analyse_opts *opts;
} sy__stages;

/* Runs the stages over at most SY__MOST_BATCH documents. *stop, set by another thread, ends it between two of them.
 * @return SY_OK; SY_E_NOMEM; SY_E_UNSUPPORTED. */
sy_status sy__stages_run(const sy__stages *s, sy__worker *w, sy_report_input *const *in, uint32_t n, const atomic_bool *stop, sy_error *err);
void sy__worker_done(sy__worker *w);
void sy__products_free(sy_report_input *in);

/* ---- window ----------------------------------------------------------------------------- */

typedef struct sy__window sy__window;

typedef struct sy__window_opts {
    sy__stages stages;
    sy_taker   taker;
    size_t     all;          /* documents to come, for progress; 0: not known */
    uint32_t   documents;
    uint64_t   bytes;
    bool       keeps;        /* take keeps the products */
} sy__window_opts;

sy_status sy__window_new(sy__window **out, const sy__window_opts *opts, sy_error *err);
/* The next document to work on; with `owned` it is hashed by a worker and freed when it is taken.
 * Waits, works and hands over until there is room. @return SY_OK; what ended the run. */
sy_status sy__window_document(sy__window *w, const sy_document *d, sy_document *owned);
sy_status sy__window_problem(sy__window *w, const sy_problem *p);
/* All that is under way. */
void sy__window_finish(sy__window *w);
/* After whatever: threads end, what is left is dropped. @return what ended the run, SY_OK if nothing did. */
sy_status sy__window_close(sy__window *w, sy_error *err);

#endif
