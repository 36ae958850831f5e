/* What reconcile measured of the reports given: its log, for the tools that learn weights from it.
 * usage: bench_measures MODEL VECTORS PATH…   writes the log's lines, then the account as JSON */
#include <stdio.h>
#include <stdlib.h>

#include "synoptic/synoptic.h"

static void print_line(void *user, sy_log_level level, const char *stage, const char *text)
{
    (void)level;
    fprintf(user, "%s %s\n", stage, text);
}

static sy_status print_bytes(void *user, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, user) == n ? SY_OK : SY_E_IO;
}

int main(int argc, char **argv)
{
    sy_ctx_opts      with_log = SY_CTX_OPTS_INIT;
    sy_ctx          *ctx = NULL;
    sy_document_set *docs = NULL;
    sy_model        *model = NULL;
    sy_analysis     *analysis = NULL;
    sy_account      *account = NULL;
    sy_report_input *in = NULL;
    sy_word_vectors *vectors = NULL;
    sy_reconcile_opts opts = SY_RECONCILE_OPTS_INIT;
    sy_error         err = { SY_OK, 0, "" };
    size_t           n = 0;
    if (argc < 4) {
        fprintf(stderr, "usage: bench_measures MODEL VECTORS PATH...\n");
        return 2;
    }
    with_log.log = print_line;
    with_log.log_user = stdout;
    sy_status st = sy_ctx_new(&ctx, &with_log);
    if (st == SY_OK) st = sy_read(&docs, ctx, (const char *const *)argv + 3, (size_t)argc - 3, NULL, &err);
    if (st == SY_OK) st = sy_model_open(&model, ctx, argv[1], &err);
    if (st == SY_OK) st = sy_word_vectors_open(&vectors, ctx, argv[2], &err);
    opts.vectors = vectors;
    if (st == SY_OK) st = sy_analyse(&analysis, ctx, docs, model, NULL, &err);
    if (st == SY_OK) {
        const sy_report_input *all = sy_analysis_inputs(analysis, &n);
        in = calloc(n + 1, sizeof *in);
        for (size_t i = 0; in && i < n; i++) in[i] = all[i];
        if (in) sy_account_order(in, n);
        st = in ? sy_reconcile(&account, ctx, in, n, &opts, &err) : SY_E_NOMEM;
    }
    if (st == SY_OK) {
        sy_account_view view = { account, in, n };
        st = sy_write_account_json(ctx, &view, (sy_sink){ print_bytes, stdout }, &err);
    }
    if (st != SY_OK) fprintf(stderr, "bench_measures: %s\n", err.text);
    sy_account_free(account);
    free(in);
    sy_analysis_free(analysis);
    sy_word_vectors_free(vectors);
    sy_model_free(model);
    sy_document_set_free(docs);
    sy_ctx_free(ctx);
    return st == SY_OK ? 0 : 1;
}
