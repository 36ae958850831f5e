/* The stages up to facts over many documents, on several threads: what every command and binding starts from.
 * sy_analyse holds all products of a set; sy_analyse_stream gives each away in its turn, in bounded memory. */
#ifndef SY_PIPELINE_H
#define SY_PIPELINE_H

#include "synoptic/annotate.h"
#include "synoptic/base.h"
#include "synoptic/facts.h"
#include "synoptic/read.h"
#include "synoptic/reconcile.h"

SY_BEGIN_DECLS

/** The last stage to run. Annotations are of sy_article_text() where they are the last, else of sy_article_reading(). */
typedef enum sy_stage { SY_STAGE_EXTRACT = 0, SY_STAGE_ANNOTATE = 1, SY_STAGE_FACTS = 2 } sy_stage;

typedef struct sy_analyse_opts {
    uint32_t version;      /**< SY_ANALYSE_OPTS_VERSION */
    uint32_t threads;      /**< The caller's among them; 0 = all cores. What comes out is the same for any number. */
    sy_stage last;
    sy_extract_opts extract;
    sy_annotator_opts annotate;
    /** Called in the caller's thread after each document in its turn, with how many are done; `all` is 0 where nobody knows. NULL: silent. */
    void   (*progress)(void *user, size_t done, size_t all);
    void    *progress_user;
    /* How far a stream's reading may run ahead of its taking. A document larger than the window goes through it alone. */
    uint32_t window_documents;   /**< 0 = 32 a thread. */
    uint64_t window_bytes;       /**< Of their sources; 0 = 2 MiB a thread, at most 32 MiB. */
    const sy_gazetteer *gazetteer;   /**< For facts; NULL: places without coordinates. Borrowed for the call. */
} sy_analyse_opts;
#define SY_ANALYSE_OPTS_VERSION 1
#define SY_ANALYSE_OPTS_INIT { SY_ANALYSE_OPTS_VERSION, 0, SY_STAGE_FACTS, SY_EXTRACT_OPTS_INIT, SY_ANNOTATOR_OPTS_INIT, NULL, NULL, 0, 0, NULL }

/** All products. Immutable; owns articles, annotations and facts, and borrows the document set. */
typedef struct sy_analysis sy_analysis;

/** Runs the stages. A document that is empty, without an article, not English, too long for a stage or over a limit is left aside
 *  with its reason ("empty", "no-article", "not-english", "too-long", "limit", "not-utf-8"), which is given where extraction is the
 *  last stage too; the rest goes on.
 *  @param model  May be NULL where opts->last is SY_STAGE_EXTRACT. `docs` and `model` are borrowed; docs must outlive the result.
 *  @return SY_OK; SY_E_NOMEM; SY_E_ARG; SY_E_UNSUPPORTED (vector path). */
SY_API sy_status sy_analyse(sy_analysis **out, sy_ctx *ctx, const sy_document_set *docs, const sy_model *model,
                            const sy_analyse_opts *opts, sy_error *err);
/** One a document, in the order of the set. article is NULL only where extraction hit a limit. */
SY_API const sy_report_input *sy_analysis_inputs(const sy_analysis *a, size_t *n);
SY_API void sy_analysis_free(sy_analysis *a);   /**< NULL is a no-op. */

/** Who takes a stream's products. A callback that returns anything but SY_OK ends the run with that status; none is called after it
 *  but `drop`. None may use the reader of the run. Start from zero. */
typedef struct sy_taker {
    void *user;
    /** NULL, or what can be done to a document out of its turn, such as writing its line into memory: called as soon as its stages
     *  are done, on any of the threads, several at a time. The products are freed when it returns; what it puts into *own is take's.
     *  Where it fails, *own is not looked at. */
    sy_status (*prepare)(void *user, const sy_report_input *in, void **own, sy_error *err);
    /** Called in the caller's thread, once a document, in the order in which they were read. `own` is its to free; `in` is valid
     *  until it returns. Without `prepare` it has the products, with it none: article, annotation and facts are NULL. */
    sy_status (*take)(void *user, const sy_report_input *in, void *own);
    /** An `own` that was made and never taken, as the run ended early; in the caller's thread. NULL where there is no `prepare`. */
    void (*drop)(void *user, void *own);
    /** The reader's problems, in their place between the documents, in the caller's thread; NULL: the reader keeps them. */
    sy_problem_fn problem;
} sy_taker;

/** Reads, works and hands over at once, in memory that is bounded by the window and not by the input: reading waits for `take`. The
 *  caller's thread reads, takes and, where there is nothing to read or take, works like the others.
 *  @param reader  Borrowed, and read to its end unless the run ends before. `model` as for sy_analyse.
 *  @return SY_OK; SY_E_NOMEM; SY_E_ARG; SY_E_UNSUPPORTED; a callback's status. What was taken before it stays taken. */
SY_API sy_status sy_analyse_stream(sy_ctx *ctx, sy_reader *reader, const sy_model *model, const sy_analyse_opts *opts,
                                   const sy_taker *to, sy_error *err);

SY_END_DECLS
#endif
