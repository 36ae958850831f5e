/* The stages up to facts over a set of documents, on several threads: what every command and binding starts from. */
#ifndef SY_PIPELINE_H
#define SY_PIPELINE_H

#include "synoptic/annotate.h"
#include "synoptic/base.h"
#include "synoptic/facts.h"
#include "synoptic/read.h"
#include "synoptic/reconcile.h"

SY_BEGIN_DECLS

/** The last stage to run. */
typedef enum sy_stage { SY_STAGE_EXTRACT = 0, SY_STAGE_ANNOTATE = 1, SY_STAGE_FACTS = 2 } sy_stage;

typedef struct sy_analyse_opts {
    uint32_t version;      /**< SY_ANALYSE_OPTS_VERSION */
    uint32_t threads;      /**< 0 = all cores. What comes out is the same for any number. */
    sy_stage last;
    sy_extract_opts extract;
    sy_annotator_opts annotate;
    /** Called after each document with how many are done, from any thread, one call at a time; NULL: silent. */
    void   (*progress)(void *user, size_t done, size_t all);
    void    *progress_user;
} sy_analyse_opts;
#define SY_ANALYSE_OPTS_VERSION 1
#define SY_ANALYSE_OPTS_INIT { SY_ANALYSE_OPTS_VERSION, 0, SY_STAGE_FACTS, SY_EXTRACT_OPTS_INIT, SY_ANNOTATOR_OPTS_INIT, NULL, NULL }

/** All products. Immutable; owns articles, annotations and facts, and borrows the document set. */
typedef struct sy_analysis sy_analysis;

/** Runs the stages. A document that is empty, without an article, not English, too long for a stage or over a limit is left aside
 *  with its reason ("empty", "no-article", "not-english", "too-long", "limit", "not-utf-8"); the rest goes on.
 *  @param model  May be NULL where opts->last is SY_STAGE_EXTRACT. `docs` and `model` are borrowed; docs must outlive the result.
 *  @return SY_OK; SY_E_NOMEM; SY_E_ARG; SY_E_UNSUPPORTED (vector path). */
SY_API sy_status sy_analyse(sy_analysis **out, sy_ctx *ctx, const sy_document_set *docs, const sy_model *model,
                            const sy_analyse_opts *opts, sy_error *err);
/** One a document, in the order of the set. article is NULL only where extraction hit a limit. */
SY_API const sy_report_input *sy_analysis_inputs(const sy_analysis *a, size_t *n);
SY_API void sy_analysis_free(sy_analysis *a);   /**< NULL is a no-op. */

SY_END_DECLS
#endif
