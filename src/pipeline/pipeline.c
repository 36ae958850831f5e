/* The stages up to facts over a set of documents. A worker takes a batch of documents, so that the annotator's layers run
 * over several at once; each document's products depend on it alone, so that batches and threads change nothing. */
#include "synoptic/pipeline.h"

#include <pthread.h>

#include "base/base.h"

#define MOST_CODE_POINTS 1000000u
#define MOST_BATCH 16u

struct sy_analysis {
    const sy_ctx    *ctx;
    sy_report_input *inputs;
    size_t           n;
};

/* What one thread works with; made when it gets its first batch. */
typedef struct worker {
    sy_extractor   *extractor;
    sy_annotator   *annotator;
    sy_fact_finder *finder;
} worker;

typedef struct run {
    sy_ctx                *ctx;
    const sy_model        *model;
    const sy_analyse_opts *opts;
    sy_report_input       *inputs;
    worker                *workers;
    sy_error              *failures;   /* one a batch */
    uint32_t               n, batch;
    size_t                 done;
    pthread_mutex_t        lock;       /* of done and the progress callback */
} run;

static sy_status ready(run *r, worker *w, sy_error *err)
{
    sy_status st = SY_OK;
    if (w->extractor == NULL)
        st = sy_extractor_new(&w->extractor, r->ctx, &r->opts->extract, err);
    if (st == SY_OK && r->opts->last >= SY_STAGE_ANNOTATE && w->annotator == NULL)
        st = sy_annotator_new(&w->annotator, r->ctx, r->model, &r->opts->annotate, err);
    if (st == SY_OK && r->opts->last >= SY_STAGE_FACTS && w->finder == NULL)
        st = sy_fact_finder_new(&w->finder, r->ctx, err);
    return st;
}

/* Why the later stages can't read an article; NULL where they can. */
static const char *unreadable(const sy_article *a)
{
    sy_str text = sy_article_text(a);
    size_t points = 0, bad = 0;
    if (sy__trim(text).len == 0)
        return "no-article";
    if (!sy__utf8_valid(text, &bad))
        return "not-utf-8";
    if (!sy_article_metadata(a)->english)
        return "not-english";
    for (size_t i = 0; i < text.len; i++)
        points += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return points > MOST_CODE_POINTS ? "too-long" : NULL;
}

static sy_status extract_one(run *r, worker *w, sy_report_input *in, sy_error *err)
{
    sy_article *a = NULL;
    sy_status   st = sy_extract(&a, w->extractor, in->document, err);
    in->article = a;
    if (st == SY_E_LIMIT) {
        in->left_aside = "limit";
        return SY_OK;
    }
    if (st == SY_OK && r->opts->last >= SY_STAGE_ANNOTATE)
        in->left_aside = in->document->source.len == 0 ? "empty" : unreadable(a);
    return st;
}

static sy_status facts_one(worker *w, sy_report_input *in, sy_error *err)
{
    sy_facts_input fi = { .annotation = in->annotation, .article = in->article, .published = sy_article_metadata(in->article)->published };
    sy_facts      *f = NULL;
    sy_status      st = sy_find_facts(&f, w->finder, &fi, err);
    in->facts = f;
    if (st == SY_E_LIMIT) {
        in->left_aside = "limit";
        st = SY_OK;
    }
    return st;
}

static sy_status later_stages(run *r, worker *w, sy_report_input *in, uint32_t n, sy_error *err)
{
    sy_str         texts[MOST_BATCH];
    uint32_t       of[MOST_BATCH], m = 0;
    sy_annotation *made[MOST_BATCH] = { NULL };
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].left_aside == NULL) {
            texts[m] = sy_article_text(in[i].article);
            of[m++] = i;
        }
    }
    sy_status st = m > 0 ? sy_annotate_many(made, w->annotator, texts, m, err) : SY_OK;
    if (st != SY_OK)
        return st;
    for (uint32_t k = 0; k < m; k++)
        in[of[k]].annotation = made[k];
    for (uint32_t k = 0; k < m && st == SY_OK && r->opts->last >= SY_STAGE_FACTS; k++)
        st = facts_one(w, &in[of[k]], err);
    return st;
}

static void tell(run *r, uint32_t n)
{
    if (r->opts->progress == NULL)
        return;
    pthread_mutex_lock(&r->lock);
    r->done += n;
    r->opts->progress(r->opts->progress_user, r->done, r->n);
    pthread_mutex_unlock(&r->lock);
}

static void batch_job(void *user, uint32_t item, uint32_t worker_index)
{
    run             *r = user;
    worker          *w = &r->workers[worker_index];
    sy_error        *err = &r->failures[item];
    uint32_t         first = item * r->batch, n = r->n - first < r->batch ? r->n - first : r->batch;
    sy_report_input *in = r->inputs + first;
    sy_status        st = ready(r, w, err);
    for (uint32_t i = 0; i < n && st == SY_OK; i++)
        st = extract_one(r, w, &in[i], err);
    if (st == SY_OK && r->opts->last >= SY_STAGE_ANNOTATE)
        st = later_stages(r, w, in, n, err);
    if (st == SY_OK)
        err->status = SY_OK;   /* a limit that left one document aside is no failure of the run */
    else if (err->status == SY_OK)
        sy_fail(err, st, 0, "%s", sy_status_name(st));
    tell(r, n);
}

static sy_status run_all(run *r, uint32_t threads, sy_error *err)
{
    uint32_t batches = (r->n + r->batch - 1) / r->batch;
    r->workers = sy__calloc(r->ctx, threads, sizeof *r->workers);
    r->failures = sy__calloc(r->ctx, batches + 1, sizeof *r->failures);
    sy_status st = r->workers == NULL || r->failures == NULL ? sy_fail(err, SY_E_NOMEM, 0, "out of memory") : SY_OK;
    if (st == SY_OK)
        st = sy__parallel(r->ctx, threads, batches, batch_job, r, err);
    for (uint32_t i = 0; i < batches && st == SY_OK; i++)
        if (r->failures[i].status != SY_OK)
            st = sy_fail(err, r->failures[i].status, r->failures[i].offset, "%s", r->failures[i].text);
    for (uint32_t i = 0; r->workers != NULL && i < threads; i++) {
        sy_extractor_free(r->workers[i].extractor);
        sy_annotator_free(r->workers[i].annotator);
        sy_fact_finder_free(r->workers[i].finder);
    }
    sy__free(r->ctx, r->workers);
    sy__free(r->ctx, r->failures);
    return st;
}

static sy_status analysis_new(sy_analysis **out, sy_ctx *ctx, const sy_document_set *docs, sy_error *err)
{
    size_t             n = 0;
    const sy_document *d = sy_document_set_all(docs, &n);
    if (n >= SY_NONE)
        return sy_fail(err, SY_E_LIMIT, 0, "too many documents");
    sy_analysis *a = sy__calloc(ctx, 1, sizeof *a);
    if (a == NULL)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    a->ctx = ctx;
    a->n = n;
    a->inputs = sy__calloc(ctx, n + 1, sizeof *a->inputs);
    if (a->inputs == NULL) {
        sy_analysis_free(a);
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    }
    for (size_t i = 0; i < n; i++)
        a->inputs[i].document = &d[i];
    *out = a;
    return SY_OK;
}

sy_status sy_analyse(sy_analysis **out, sy_ctx *ctx, const sy_document_set *docs, const sy_model *model,
                     const sy_analyse_opts *opts, sy_error *err)
{
    static const sy_analyse_opts defaults = SY_ANALYSE_OPTS_INIT;
    sy_analysis *a = NULL;
    *out = NULL;
    if (opts == NULL)
        opts = &defaults;
    if (docs == NULL || (model == NULL && opts->last != SY_STAGE_EXTRACT))
        return sy_fail(err, SY_E_ARG, 0, "analysis without documents or a model");
    sy_status st = analysis_new(&a, ctx, docs, err);
    if (st != SY_OK)
        return st;
    uint32_t n = (uint32_t)a->n, threads = opts->threads == 0 ? sy__cores() : opts->threads;
    uint32_t batch = n / ((threads < MOST_BATCH ? threads : MOST_BATCH) * 4);
    run      r = { .ctx = ctx, .model = model, .opts = opts, .inputs = a->inputs, .n = n,
                   .batch = batch < 1 ? 1 : batch > MOST_BATCH ? MOST_BATCH : batch, .lock = PTHREAD_MUTEX_INITIALIZER };
    if (threads > n)
        threads = n > 0 ? n : 1;
    st = run_all(&r, threads, err);
    pthread_mutex_destroy(&r.lock);
    if (st != SY_OK) {
        sy_analysis_free(a);
        return st;
    }
    *out = a;
    return SY_OK;
}

const sy_report_input *sy_analysis_inputs(const sy_analysis *a, size_t *n)
{
    *n = a->n;
    return a->inputs;
}

void sy_analysis_free(sy_analysis *a)
{
    if (a == NULL)
        return;
    for (size_t i = 0; a->inputs != NULL && i < a->n; i++) {
        sy_facts_free((sy_facts *)a->inputs[i].facts);
        sy_annotation_free((sy_annotation *)a->inputs[i].annotation);
        sy_article_free((sy_article *)a->inputs[i].article);
    }
    sy__free(a->ctx, a->inputs);
    sy__free(a->ctx, a);
}
