/* The stages over a set of documents, whose products are kept, and over a reader's, whose products are given away. */
#include "pipeline/pipeline_internal.h"

static const sy_analyse_opts defaults = SY_ANALYSE_OPTS_INIT;

static sy_status check_opts(const sy_analyse_opts *opts, const sy_model *model, sy_error *err)
{
    if (opts->version < 1 || opts->version > SY_ANALYSE_OPTS_VERSION) return sy_fail(err, SY_E_ARG, 0, "unknown version of options");
    if (!model && opts->last != SY_STAGE_EXTRACT) return sy_fail(err, SY_E_ARG, 0, "analysis without a model");
    return SY_OK;
}

/* ---- a set -------------------------------------------------------------------------------- */

struct sy_analysis {
    const sy_ctx    *ctx;
    sy_report_input *inputs;
    size_t           n, done;
};

static sy_status analysis_new(sy_analysis **out, sy_ctx *ctx, size_t n, sy_error *err)
{
    if (n >= SY_NONE) return sy_fail(err, SY_E_LIMIT, 0, "too many documents");
    sy_analysis *a = sy__calloc(ctx, 1, sizeof *a);
    if (!a) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    a->ctx = ctx;
    a->n = n;
    a->inputs = sy__calloc(ctx, n + 1, sizeof *a->inputs);
    if (!a->inputs) {
        sy_analysis_free(a);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    }
    *out = a;
    return SY_OK;
}

static sy_status keep(void *user, const sy_report_input *in, void *own)
{
    (void)own;
    sy_analysis *a = user;
    a->inputs[a->done++] = *in;
    return SY_OK;
}

sy_status sy_analyse(sy_analysis **out, sy_ctx *ctx, const sy_document_set *docs, const sy_model *model,
                     const sy_analyse_opts *opts, sy_error *err)
{
    sy_analysis *a = NULL;
    sy__window *w = NULL;
    size_t n = 0;
    *out = NULL;
    if (!opts) opts = &defaults;
    if (!docs) return sy_fail(err, SY_E_ARG, 0, "analysis without documents");
    if (check_opts(opts, model, err)) return SY_E_ARG;
    const sy_document *d = sy_document_set_all(docs, &n);
    sy_status st = analysis_new(&a, ctx, n, err);
    if (st) return st;
    /* All documents are in memory already and all products stay there: bytes need no bound. */
    sy__window_opts wo = { .stages = { ctx, model, opts }, .taker = { .user = a, .take = keep }, .all = n, .bytes = UINT64_MAX, .keeps = true };
    st = sy__window_new(&w, &wo, err);
    if (!st) {
        for (size_t i = 0; !st && i < n; i++) st = sy__window_document(w, &d[i], NULL);
        if (!st) sy__window_finish(w);
        st = sy__window_close(w, err);
    }
    if (st) {
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
    if (!a) return;
    for (size_t i = 0; a->inputs && i < a->done; i++) sy__products_free(&a->inputs[i]);
    sy__free(a->ctx, a->inputs);
    sy__free(a->ctx, a);
}

/* ---- a stream ----------------------------------------------------------------------------- */

static sy_status tell(void *user, const sy_problem *p) { return sy__window_problem(user, p); }

sy_status sy_analyse_stream(sy_ctx *ctx, sy_reader *reader, const sy_model *model, const sy_analyse_opts *opts, const sy_taker *to, sy_error *err)
{
    sy__window *w = NULL;
    sy_document *d;
    sy_error why = { 0 };
    if (!opts) opts = &defaults;
    if (!reader || !to || !to->take || (to->prepare && !to->drop)) return sy_fail(err, SY_E_ARG, 0, "a stream without a reader or a taker");
    if (check_opts(opts, model, err)) return SY_E_ARG;
    sy__window_opts wo = { .stages = { ctx, model, opts }, .taker = *to, .documents = opts->window_documents, .bytes = opts->window_bytes };
    sy_status st = sy__window_new(&w, &wo, err);
    if (st) return st;
    if (to->problem) sy_reader_on_problem(reader, tell, w);
    while (!st && (st = sy_reader_take(reader, &d, &why)) == SY_OK) st = sy__window_document(w, d, d);
    if (to->problem) sy_reader_on_problem(reader, NULL, NULL);
    bool read_all = st == SY_E_END;
    if (read_all) sy__window_finish(w);
    sy_status ended = sy__window_close(w, err);
    if (ended || read_all) return ended;
    /* The reader's own failure; what a callback or a worker ended has been said by the window. */
    if (err) *err = why;
    return st;
}
