/* Every allocation of sy_reconcile may fail: it says so, leaves nothing behind, and its inputs serve the next call. */
#include "check.h"

#include <unistd.h>

#include "alloc_fail.h"
#include "base/base.h"
#include "synoptic/pipeline.h"
#include "synoptic/reconcile.h"

static const char one[] =
    "A ferry hit the pier in Tolven on Thursday, killing at least four people and wounding 23, officials said.\n\n"
    "\"We heard a crash and then nothing at all for minutes,\" said Ilse Varga, a passenger. The Harbour Board (HB) closed the port.\n";
static const char two[] =
    "A ferry struck a pier in Tolven on Thursday, killing six people, the police said.\n\n"
    "\"We heard a crash and then nothing at all,\" Ilse Varga said. HB inspectors were at the port.\n";

typedef struct inputs { const sy_report_input *at; size_t n; sy_reconcile_opts opts; } inputs;

static sy_status reconcile(sy_ctx *ctx, void *user)
{
    const inputs *in = user;
    sy_account   *account = NULL;
    sy_status     st = sy_reconcile(&account, ctx, in->at, in->n, &in->opts, NULL);
    if (st != SY_OK)
        assert_null(account);
    sy_account_free(account);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    sy_ctx          *ctx = NULL;
    sy_model        *model = NULL;
    sy_document_set *set = NULL;
    sy_analysis     *analysis = NULL;
    sy_word_vectors *vectors = NULL;
    inputs           in = { .opts = SY_RECONCILE_OPTS_INIT };
    sy_document      d[] = { { .id = SY_STR("a"), .source = sy__str(one), .form = SY_FORM_TEXT, .published = SY_STR("2031-06-05"), .charset = SY_STR("utf-8") },
                             { .id = SY_STR("b"), .source = sy__str(two), .form = SY_FORM_TEXT, .published = SY_STR("2031-06-06"), .charset = SY_STR("utf-8") } };
    if (access(SY_MODEL_FILE, R_OK) != 0 || access(SY_VECTORS_FILE, R_OK) != 0) {
        print_message("SKIPPED: the model or the word vectors are not there (make setup)\n");
        skip();
    }
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_model_open(&model, ctx, SY_MODEL_FILE, NULL), SY_OK);
    assert_int_equal(sy_word_vectors_open(&vectors, ctx, SY_VECTORS_FILE, NULL), SY_OK);
    in.opts.vectors = vectors;
    assert_int_equal(sy_document_set_from(&set, ctx, d, 2, NULL), SY_OK);
    assert_int_equal(sy_analyse(&analysis, ctx, set, model, NULL, NULL), SY_OK);
    in.at = sy_analysis_inputs(analysis, &in.n);
    assert_true(alloc_fail_each(reconcile, &in) > 50);
    sy_analysis_free(analysis);
    sy_document_set_free(set);
    sy_word_vectors_free(vectors);
    sy_model_free(model);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation_may_fail) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
