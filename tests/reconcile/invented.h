/* A story of invented reports, read with the model: what the tests of reconcile look at. */
#ifndef TESTS_RECONCILE_INVENTED_H
#define TESTS_RECONCILE_INVENTED_H

#include "context.h"

#include <unistd.h>

#include "base/base.h"
#include "synoptic/pipeline.h"
#include "synoptic/reconcile.h"

typedef struct report { const char *id, *published, *outlet, *url, *title, *text; } report;
typedef struct story { sy_model *model; sy_document_set *set; sy_analysis *analysis; sy_account *account; } story;

/* false, said: the model is missing. */
static bool read_story(story *s, const report *r, size_t n)
{
    enum { MOST = 16 };
    sy_document d[MOST] = { 0 };
    if (access(SY_MODEL_FILE, R_OK) != 0) {
        print_message("SKIPPED: the model is not there (make setup)\n");
        return false;
    }
    assert_true(n <= MOST);
    for (size_t i = 0; i < n; i++) {
        d[i] = (sy_document){ .id = sy__str(r[i].id), .source = sy__str(r[i].text), .form = SY_FORM_TEXT, .charset = SY_STR("utf-8") };
        d[i].published = sy__str(r[i].published);
        d[i].outlet = sy__str(r[i].outlet);
        d[i].url = sy__str(r[i].url);
        d[i].title = sy__str(r[i].title);
    }
    assert_int_equal(sy_model_open(&s->model, ctx, SY_MODEL_FILE, NULL), SY_OK);
    assert_int_equal(sy_document_set_from(&s->set, ctx, d, n, NULL), SY_OK);
    assert_int_equal(sy_analyse(&s->analysis, ctx, s->set, s->model, NULL, NULL), SY_OK);
    size_t inputs;
    sy_report_input *in = (sy_report_input *)(uintptr_t)sy_analysis_inputs(s->analysis, &inputs);
    assert_int_equal(inputs, n);
    sy_report_input ordered[MOST];
    memcpy(ordered, in, n * sizeof *ordered);
    sy_account_order(ordered, n);
    assert_int_equal(sy_reconcile(&s->account, ctx, ordered, n, NULL, NULL), SY_OK);
    return true;
}

static void story_done(story *s)
{
    sy_account_free(s->account);
    sy_analysis_free(s->analysis);
    sy_document_set_free(s->set);
    sy_model_free(s->model);
}

#endif
