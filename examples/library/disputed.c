/* A program on libsynoptic: names what the reports of one event disagree about.
 *
 *     cc disputed.c $(pkg-config --cflags --libs synoptic) -o disputed
 *     ./disputed /usr/local/share/synoptic/en_core_web_sm.symodel report1.html report2.txt …
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <synoptic/synoptic.h>

typedef struct run {
    sy_ctx          *ctx;
    sy_model        *model;
    sy_document_set *documents;
    sy_analysis     *analysis;
    sy_report_input *inputs;     /* in the account's order */
    sy_account      *account;
} run;

/* The words behind a reference: in the article's text, or, for a title or caption, in the source. */
static sy_str words(const sy_report_input *inputs, sy_ref ref)
{
    const sy_report_input *in = &inputs[ref.document];
    sy_str text = ref.in_source ? in->document->source : sy_article_text(in->article);
    return (sy_str){ text.ptr + ref.span.begin, ref.span.end - ref.span.begin };
}

static void print_differences(const sy_account *account, const sy_report_input *inputs)
{
    size_t n;
    const sy_difference *all = sy_account_differences(account, &n);
    for (size_t i = 0; i < n; i++) {
        printf("%s (%s)\n", sy_difference_kind_name(all[i].kind), sy_relation_name(all[i].relation));
        for (size_t v = 0; v < all[i].n_values; v++) {
            const sy_difference_value *value = &all[i].values[v];
            for (size_t m = 0; m < value->n_mentions; m++) {
                sy_str said = words(inputs, value->mentions[m]), id = inputs[value->mentions[m].document].document->id;
                printf("  %.*s: %.*s\n", (int)id.len, id.ptr, (int)said.len, said.ptr);
            }
        }
    }
}

static sy_status make_account(run *r, const char *model, const char *const *paths, size_t n_paths, sy_error *err)
{
    sy_status s;
    size_t    n;
    if ((s = sy_ctx_new(&r->ctx, NULL)) != SY_OK)
        return s;
    if ((s = sy_model_open(&r->model, r->ctx, model, err)) != SY_OK)
        return s;
    if ((s = sy_read(&r->documents, r->ctx, paths, n_paths, NULL, err)) != SY_OK)
        return s;
    if ((s = sy_analyse(&r->analysis, r->ctx, r->documents, r->model, NULL, err)) != SY_OK)
        return s;
    const sy_report_input *analysed = sy_analysis_inputs(r->analysis, &n);
    if (!(r->inputs = calloc(n + 1, sizeof *r->inputs)))
        return SY_E_NOMEM;
    memcpy(r->inputs, analysed, n * sizeof *r->inputs);
    sy_account_order(r->inputs, n);
    if ((s = sy_reconcile(&r->account, r->ctx, r->inputs, n, NULL, err)) != SY_OK)
        return s;
    print_differences(r->account, r->inputs);
    return SY_OK;
}

int main(int argc, char **argv)
{
    run       r = { 0 };
    sy_error  err = { 0 };
    sy_status s;
    if (argc < 3) {
        fprintf(stderr, "usage: disputed MODEL REPORT…\n");
        return 2;
    }
    s = make_account(&r, argv[1], (const char *const *)argv + 2, (size_t)argc - 2, &err);
    if (s != SY_OK)
        fprintf(stderr, "disputed: %s: %s\n", sy_status_name(s), err.text);
    sy_account_free(r.account);
    free(r.inputs);
    sy_analysis_free(r.analysis);
    sy_document_set_free(r.documents);
    sy_model_free(r.model);
    sy_ctx_free(r.ctx);
    return s == SY_OK ? 0 : 3;
}
