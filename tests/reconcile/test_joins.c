/* What is joined across reports, on invented ones read with the model: names, figures, quotations, dates. */
#include "check.h"

#include <unistd.h>

#include "base/base.h"
#include "synoptic/pipeline.h"
#include "synoptic/reconcile.h"

static const char first[] =
    "NAPLES (Wire) - A ferry hit the pier in Naples on Thursday, killing at least four people and wounding 23, officials said.\n\n"
    "The Northern Harbour Board (NHB) closed the port. The U.S.-led coalition said that its troops were unhurt. Italy sent a ship.\n\n"
    "\"We heard a crash and then nothing at all for minutes,\" Ilse Varga, a passenger, said.\n";
static const char second[] =
    "A ferry struck a pier in the province of Naples, killing six people and wounding 25, the police said Friday.\n\n"
    "NHB inspectors were at the port. The US-led international coalition sent two boats. Rome rejected the offer.\n\n"
    "\"We heard a crash and then nothing at all,\" said Ilse Varga, who was on board.\n\n"
    "\"It was dark\" \xE2\x80\x94 Olaf Berg (@olafberg9) June 6, 2031\n";
static const char undated[] =
    "A ferry struck a pier in Naples on Thursday, and six people died, the police said.\n\n"
    "The mayor had opened the pier in mid-March.\n";

static sy_ctx *ctx;

static int set_up(void **state)
{
    (void)state;
    return sy_ctx_new(&ctx, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    sy_ctx_free(ctx);
    return 0;
}

typedef struct story { sy_model *model; sy_document_set *set; sy_analysis *analysis; sy_account *account; } story;

static bool read_story(story *s)
{
    sy_document d[] = { { .id = SY_STR("a"), .source = sy__str(first), .form = SY_FORM_TEXT, .published = SY_STR("2031-06-06"), .charset = SY_STR("utf-8") },
                        { .id = SY_STR("b"), .source = sy__str(second), .form = SY_FORM_TEXT, .published = SY_STR("2031-06-06"), .charset = SY_STR("utf-8") },
                        { .id = SY_STR("c"), .source = sy__str(undated), .form = SY_FORM_TEXT, .charset = SY_STR("utf-8") } };
    size_t n;
    if (access(SY_MODEL_FILE, R_OK) != 0) {
        print_message("SKIPPED: the model is not there (make setup)\n");
        return false;
    }
    assert_int_equal(sy_model_open(&s->model, ctx, SY_MODEL_FILE, NULL), SY_OK);
    assert_int_equal(sy_document_set_from(&s->set, ctx, d, 3, NULL), SY_OK);
    assert_int_equal(sy_analyse(&s->analysis, ctx, s->set, s->model, NULL, NULL), SY_OK);
    const sy_report_input *in = sy_analysis_inputs(s->analysis, &n);
    assert_int_equal(sy_reconcile(&s->account, ctx, in, n, NULL, NULL), SY_OK);
    return true;
}

static void done(story *s)
{
    sy_account_free(s->account);
    sy_analysis_free(s->analysis);
    sy_document_set_free(s->set);
    sy_model_free(s->model);
}

static bool has_alias(const sy_account_entity *e, const char *name)
{
    for (size_t i = 0; i < e->n_aliases; i++) if (sy__is(e->aliases[i].name, name)) return true;
    return false;
}

static void check_one(const sy_account *a, const char *x, const char *y)
{
    size_t n;
    const sy_account_entity *e = sy_account_entities(a, &n);
    bool found = false;
    for (size_t i = 0; i < n; i++) found = found || (has_alias(&e[i], x) && has_alias(&e[i], y));
    if (!found) print_message("apart: %s / %s\n", x, y);
    assert_true(found);
}

static void names_are_joined(void **state)
{
    (void)state;
    story s;
    if (!read_story(&s)) skip();
    check_one(s.account, "Northern Harbour Board", "NHB");
    check_one(s.account, "Naples", "province of Naples");
    check_one(s.account, "Italy", "Rome");
    check_one(s.account, "Olaf Berg", "@olafberg9");
    check_one(s.account, "U.S.-led coalition", "US-led international coalition");
    done(&s);
}

static void tolls_are_figures(void **state)
{
    (void)state;
    story s;
    size_t n;
    bool dead = false, hurt = false;
    if (!read_story(&s)) skip();
    const sy_figure *f = sy_account_figures(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        bool four = false, six = false, lower = false, upper = false;
        for (size_t v = 0; v < f[i].n_values; v++) {
            four |= f[i].values[v].value == 4;
            six |= f[i].values[v].value == 6;
            lower |= f[i].values[v].value == 23;
            upper |= f[i].values[v].value == 25;
        }
        assert_false((four || six) && (lower || upper));
        dead |= four && six;
        hurt |= lower && upper;
    }
    assert_true(dead && hurt);
    done(&s);
}

static void one_utterance_in_two_forms(void **state)
{
    (void)state;
    story s;
    size_t n, both = 0;
    if (!read_story(&s)) skip();
    const sy_quotation *q = sy_account_quotations(s.account, &n);
    for (size_t i = 0; i < n; i++) both += q[i].n_variants == 2 && q[i].variants[0].ref.document != q[i].variants[1].ref.document;
    assert_int_equal(both, 1);
    done(&s);
}

static void days_from_the_others(void **state)
{
    (void)state;
    story s;
    size_t n;
    bool thursday = false, march = false;
    if (!read_story(&s)) skip();
    const sy_account_document *d = sy_account_documents(s.account, &n);
    assert_int_equal(n, 3);
    assert_str(d[2].published_inferred, "2031-06-06");
    const sy_timeline_entry *t = sy_account_timeline(s.account, &n);
    for (size_t i = 0; i < n; i++) {
        thursday |= sy__is(t[i].date, "2031-06-05");
        march |= sy__is(t[i].date, "2031-03");
    }
    assert_true(thursday && march);
    done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_are_joined), cmocka_unit_test(tolls_are_figures),
                                        cmocka_unit_test(one_utterance_in_two_forms), cmocka_unit_test(days_from_the_others) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
