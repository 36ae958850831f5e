/* The stages in one call: what is left aside and why, the same products for any number of threads. */
#include "context.h"

#include <unistd.h>

#include "base/base.h"
#include "synoptic/pipeline.h"

static const char english[] =
    "Two sheds burnt down in the old harbour on Tuesday night, the fire service said.\n\n"
    "\"We had it under control before midnight,\" said Ilse Varga, who led the crews. Three people were treated for smoke.";
static const char german[] =
    "Zwei Schuppen sind am Dienstagabend im alten Hafen niedergebrannt, wie die Feuerwehr am Mittwoch mitteilte. "
    "Drei Menschen wurden wegen Rauchvergiftung behandelt, sagte die Sprecherin der Stadt.";

static sy_document text_of(const char *id, const char *text)
{
    return (sy_document){ .id = sy__str(id), .source = sy__str(text), .form = SY_FORM_TEXT, .published = SY_STR("2031-05-07"), .charset = SY_STR("utf-8") };
}

static sy_model *open_model(sy_ctx *with, sy_status *st)
{
    sy_model *model = NULL;
    *st = sy_model_open(&model, with, SY_MODEL_FILE, NULL);
    return model;
}

static bool model_is_there(void)
{
    if (access(SY_MODEL_FILE, R_OK) == 0) return true;
    print_message("SKIPPED: the model is not there (make setup)\n");
    return false;
}

static void extract_alone_needs_no_model(void **state)
{
    (void)state;
    sy_document d[] = { text_of("a", english), text_of("b", german), text_of("c", "") };
    sy_document_set *set;
    sy_analysis *x;
    size_t n;
    assert_int_equal(sy_document_set_from(&set, ctx, d, 3, NULL), SY_OK);
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    assert_int_equal(sy_analyse(&x, ctx, set, NULL, &opts, NULL), SY_E_ARG);
    assert_null(x);
    opts.last = SY_STAGE_EXTRACT;
    opts.version = SY_ANALYSE_OPTS_VERSION + 1;
    assert_int_equal(sy_analyse(&x, ctx, set, NULL, &opts, NULL), SY_E_ARG);
    opts.version = SY_ANALYSE_OPTS_VERSION;
    assert_int_equal(sy_analyse(&x, ctx, set, NULL, &opts, NULL), SY_OK);
    const sy_report_input *in = sy_analysis_inputs(x, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) assert_true(in[i].article && !in[i].annotation && !in[i].facts);
    assert_null(in[0].left_aside);
    assert_string_equal(in[1].left_aside, "not-english");   /* what the later stages would not read */
    assert_string_equal(in[2].left_aside, "empty");
    assert_str(sy_article_text(in[0].article), english);
    assert_str(sy_article_text(in[1].article), german);
    sy_analysis_free(x);
    sy_document_set_free(set);
}

static void reasons_are_given(void **state)
{
    (void)state;
    static const char *const want[] = { NULL, "not-english", "empty", "no-article" };
    sy_document d[] = { text_of("a", english), text_of("b", german), text_of("c", ""), text_of("d", " \n") };
    sy_document_set *set;
    sy_analysis *x;
    size_t n;
    sy_status st;
    if (!model_is_there()) skip();
    sy_model *model = open_model(ctx, &st);
    assert_int_equal(st, SY_OK);
    assert_int_equal(sy_document_set_from(&set, ctx, d, 4, NULL), SY_OK);
    assert_int_equal(sy_analyse(&x, ctx, set, model, NULL, NULL), SY_OK);
    const sy_report_input *in = sy_analysis_inputs(x, &n);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(in[i].left_aside != NULL, want[i] != NULL);
        if (want[i]) assert_string_equal(in[i].left_aside, want[i]);
        assert_int_equal(in[i].annotation != NULL, want[i] == NULL);
        assert_int_equal(in[i].facts != NULL, want[i] == NULL);
    }
    sy_analysis_free(x);
    sy_document_set_free(set);
    sy_model_free(model);
}

static void count(void *user, size_t done, size_t all)
{
    size_t *most = user;
    assert_true(done <= all && done > *most);   /* one call at a time */
    *most = done;
}

static void check_same(const sy_report_input *a, const sy_report_input *b)
{
    size_t n, m;
    assert_int_equal(a->left_aside != NULL, b->left_aside != NULL);
    if (!a->annotation) return;
    const sy_token *s = sy_annotation_tokens(a->annotation, &n), *t = sy_annotation_tokens(b->annotation, &m);
    assert_int_equal(n, m);
    for (size_t k = 0; k < n; k++) assert_true(s[k].head == t[k].head && s[k].tag == t[k].tag && s[k].span.end == t[k].span.end);
    const sy_statement *u = sy_facts_statements(a->facts, &n), *v = sy_facts_statements(b->facts, &m);
    assert_int_equal(n, m);
    for (size_t k = 0; k < n; k++) assert_memory_equal(&u[k].span, &v[k].span, sizeof u[k].span);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    enum { N = 40 };
    sy_document d[N];
    sy_document_set *set;
    sy_analysis *one, *many;
    sy_status st;
    size_t n, m, most = 0;
    if (!model_is_there()) skip();
    sy_model *model = open_model(ctx, &st);
    assert_int_equal(st, SY_OK);
    for (int i = 0; i < N; i++) d[i] = text_of("x", i % 7 == 3 ? german : english);
    assert_int_equal(sy_document_set_from(&set, ctx, d, N, NULL), SY_OK);
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    opts.threads = 1;
    opts.progress = count;
    opts.progress_user = &most;
    assert_int_equal(sy_analyse(&one, ctx, set, model, &opts, NULL), SY_OK);
    assert_int_equal(most, N);
    opts.threads = 4;
    most = 0;
    assert_int_equal(sy_analyse(&many, ctx, set, model, &opts, NULL), SY_OK);
    assert_int_equal(most, N);
    const sy_report_input *a = sy_analysis_inputs(one, &n), *b = sy_analysis_inputs(many, &m);
    assert_int_equal(n, N);
    for (size_t i = 0; i < n; i++) check_same(&a[i], &b[i]);
    sy_analysis_free(one);
    sy_analysis_free(many);
    sy_document_set_free(set);
    sy_model_free(model);
}

static sy_status run_failing(sy_ctx *failing, void *user)
{
    bool whole = *(bool *)user;
    sy_model *model = NULL;
    sy_document_set *set = NULL;
    sy_analysis *x = NULL;
    sy_document d[] = { text_of("a", english), text_of("b", german) };
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    sy_status st = SY_OK;
    opts.threads = 1;
    opts.last = whole ? SY_STAGE_FACTS : SY_STAGE_EXTRACT;
    if (whole) model = open_model(failing, &st);
    if (!st) st = sy_document_set_from(&set, failing, d, 2, NULL);
    if (!st) st = sy_analyse(&x, failing, set, model, &opts, NULL);
    sy_analysis_free(x);
    sy_document_set_free(set);
    sy_model_free(model);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool whole = false;
    alloc_fail_each(run_failing, &whole);
    whole = model_is_there();
    if (whole) alloc_fail_each(run_failing, &whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extract_alone_needs_no_model), cmocka_unit_test(reasons_are_given),
        cmocka_unit_test(threads_change_nothing), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
