/* The JSON writer: escapes, nesting, numbers; and the writers of one document, every allocation failing in turn. */
#include "context.h"

#include <locale.h>
#include <math.h>

#include "report/json.h"
#include "synoptic/report.h"

static void check_string(sy_str in, bool for_html, const char *want)
{
    sy_buf b;
    sy__json j;
    sy__buf_init(&b, ctx);
    sy__json_init(&j, &b, 0, for_html);
    sy__json_str(&j, NULL, in);
    assert_str(sy__buf_view(&b), want);
    sy__buf_done(&b);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    check_string(SY_STR(""), false, "\"\"");
    check_string((sy_str){ NULL, 0 }, false, "\"\"");
    check_string(SY_STR("a\"b\\c/d"), false, "\"a\\\"b\\\\c/d\"");
    check_string(SY_STR("\n\r\t\x01\x7f\0z"), false, "\"\\n\\r\\t\\u0001\\u007f\\u0000z\"");
    check_string(SY_STR("caf\xC3\xA9 \xF0\x9F\x99\x82 \xEF\xBF\xBD"), false, "\"caf\xC3\xA9 \xF0\x9F\x99\x82 \xEF\xBF\xBD\"");
    check_string(SY_STR("a\xFFz\xC3"), false, "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
    check_string(SY_STR("</script>&\xE2\x80\xA8\xC2\x85"), false, "\"</script>&\\u2028\\u0085\"");
    check_string(SY_STR("</script>&\xE2\x80\xA8"), true, "\"\\u003c/script\\u003e\\u0026\\u2028\"");
}

static void check_number(double value, const char *want)
{
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__put_number(&b, value);
    assert_str(sy__buf_view(&b), want);
    sy__buf_done(&b);
}

static void numbers_are_shortest(void **state)
{
    (void)state;
    check_number(0, "0");
    check_number(-0.0, "0");
    check_number(12, "12");
    check_number(1.2e9, "1200000000");
    check_number(-2500, "-2500");
    check_number(0.1, "0.1");
    check_number(0.1 + 0.2, "0.30000000000000004");
    check_number(1.0 / 3, "0.3333333333333333");
    check_number(2.5, "2.5");
    check_number(123456.789, "123456.789");
    check_number(1e20, "100000000000000000000");
    check_number(1e21, "1e21");
    check_number(1.5e300, "1.5e300");
    check_number(0.00000012, "0.00000012");
    check_number(1.25e-9, "1.25e-9");
}

static void check_fixed(double value, const char *want)
{
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__put_fixed(&b, value);
    assert_str(sy__buf_view(&b), want);
    sy__buf_done(&b);
}

static void figures_have_three_decimals(void **state)
{
    (void)state;
    check_fixed(0, "0.000");
    check_fixed(1, "1.000");
    check_fixed(0.0004, "0.000");
    check_fixed(0.6666, "0.667");
    check_fixed(-0.25, "-0.250");
    check_fixed(12.3456, "12.346");
}

static void no_locale_is_heard(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8")) skip();
    check_number(2.5, "2.5");
    check_fixed(2.5, "2.500");
    setlocale(LC_NUMERIC, "C");
}

static void write_sample(sy__json *j)
{
    sy__json_object(j, NULL);
    sy__json_array(j, "empty");
    sy__json_end(j);
    sy__json_array(j, "list");
    sy__json_uint(j, NULL, 7);
    sy__json_null(j, NULL);
    sy__json_object(j, NULL);
    sy__json_bool(j, "yes", true);
    sy__json_number(j, "inf", INFINITY);
    sy__json_end(j);
    sy__json_end(j);
    sy__json_span(j, "span", (sy_span){ 3, 9 });
    sy__json_key_str(j, SY_STR("a\"b"), SY_STR("x"));
    sy__json_str_or_null(j, "none", SY_STR(""));
    sy__json_z(j, "z", NULL);
    sy__json_end(j);
}

static void values_nest(void **state)
{
    (void)state;
    sy_buf b;
    sy__json j;
    sy__buf_init(&b, ctx);
    sy__json_init(&j, &b, 0, false);
    write_sample(&j);
    sy__buf_char(&b, '\n');
    sy__json_object(&j, NULL);
    sy__json_end(&j);
    assert_str(sy__buf_view(&b), "{\"empty\":[],\"list\":[7,null,{\"yes\":true,\"inf\":null}],\"span\":[3,9],\"a\\\"b\":\"x\",\"none\":null,\"z\":null}\n{}");
    sy__buf_clear(&b);
    sy__json_init(&j, &b, 2, false);
    write_sample(&j);
    assert_str(sy__buf_view(&b), "{\n \"empty\": [],\n \"list\": [\n  7,\n  null,\n  {\"yes\": true,\"inf\": null}\n ],\n \"span\": [3,9],\n \"a\\\"b\": \"x\",\n"
                                 " \"none\": null,\n \"z\": null\n}");
    /* Deeper than any format: no overrun, and the buffer says so. */
    sy__buf_clear(&b);
    sy__json_init(&j, &b, 0, false);
    for (int i = 0; i < 100; i++) sy__json_array(&j, NULL);
    assert_true(b.failed);
    sy__buf_done(&b);
}

/* ---- one document --------------------------------------------------------------------------- */

static const char text[] = "Two sheds burnt.\nIt was Ilse Varga, she said.";

typedef struct made { sy_document d; sy_article *a; sy_annotation *n; sy_facts *f; } made;

/* Tokens as a tagger might give them: enough for the writers. */
static sy_status annotate_by_hand(made *m, sy_ctx *with)
{
    static const char *const words[] = { "Two", "sheds", "burnt", ".", "\n", "It", "was", "Ilse", "Varga", ",", "she", "said", "." };
    sy_token t[13];
    sy_token_range s[] = { { 0, 5 }, { 5, 13 } };
    uint32_t at = 0;
    for (uint32_t i = 0; i < 13; i++) {
        size_t n = strlen(words[i]);
        while (memcmp(text + at, words[i], n) != 0) at++;
        t[i] = (sy_token){ .span = { at, at + (uint32_t)n }, .lemma = sy__str(words[i]), .head = i < 5 ? 2 : 11, .tag = SY_TAG_NN,
                           .pos = i == 4 ? SY_POS_SPACE : SY_POS_NOUN, .dep = i == 2 || i == 11 ? SY_DEP_ROOT : SY_DEP_DEP };
        at += (uint32_t)n;
        t[i].space_after = text[at] == ' ';
        if (i == 7 || i == 8) t[i].ent = SY_ENT_PERSON;
        t[i].ent_begins = i == 7;
    }
    return sy_annotation_import(&m->n, with, sy_article_text(m->a), t, 13, s, 2, NULL);
}

static sy_status make(made *m, sy_ctx *with)
{
    sy_extractor *x = NULL;
    sy_fact_finder *finder = NULL;
    *m = (made){ .d = { .id = SY_STR("a"), .path = SY_STR("p"), .source = sy__str(text), .form = SY_FORM_TEXT, .charset = SY_STR("utf-8") } };
    sy_status st = sy_extractor_new(&x, with, NULL, NULL);
    if (!st) st = sy_extract(&m->a, x, &m->d, NULL);
    if (!st) st = annotate_by_hand(m, with);
    if (!st) st = sy_fact_finder_new(&finder, with, NULL);
    if (!st) {
        sy_facts_input in = { .annotation = m->n, .article = m->a };
        st = sy_find_facts(&m->f, finder, &in, NULL);
    }
    sy_fact_finder_free(finder);
    sy_extractor_free(x);
    return st;
}

static void made_done(made *m)
{
    sy_facts_free(m->f);
    sy_annotation_free(m->n);
    sy_article_free(m->a);
}

static sy_status count_bytes(void *user, const char *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)user += n;
    return SY_OK;
}

static sy_status write_every_format(sy_ctx *with, const made *m, sy_sink to)
{
    sy_status st = sy_write_article_json(with, &m->d, m->a, to, NULL);
    if (!st) st = sy_write_article_text(with, &m->d, m->a, to, NULL);
    if (!st) st = sy_write_article_markdown(with, &m->d, m->a, to, NULL);
    if (!st) st = sy_write_annotation_json(with, &m->d, m->a, m->n, to, NULL);
    if (!st) st = sy_write_annotation_conllu(with, &m->d, m->n, to, NULL);
    if (!st) st = sy_write_facts_json(with, &m->d, m->a, m->n, m->f, to, NULL);
    if (!st) st = sy_write_facts_csv_header(with, to, NULL);
    if (!st) st = sy_write_facts_csv(with, &m->d, m->a, m->n, m->f, to, NULL);
    return st;
}

static sy_status run_writers(sy_ctx *failing, void *user)
{
    size_t n = 0;
    (void)user;
    made m;
    sy_status st = make(&m, failing);
    if (!st) st = write_every_format(failing, &m, (sy_sink){ count_bytes, &n });
    made_done(&m);
    return st;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    alloc_fail_each(run_writers, NULL);
}

static sy_status take(void *user, const char *bytes, size_t n)
{
    sy__buf_add(user, bytes, n);
    return SY_OK;
}

static sy_status refuse(void *user, const char *bytes, size_t n)
{
    (void)user, (void)bytes, (void)n;
    return SY_E_IO;
}

static void conllu_has_no_white_space(void **state)
{
    (void)state;
    sy_buf b;
    made m;
    sy__buf_init(&b, ctx);
    assert_int_equal(make(&m, ctx), SY_OK);
    assert_int_equal(sy_write_annotation_conllu(ctx, &m.d, m.n, (sy_sink){ take, &b }, NULL), SY_OK);
    sy__buf_char(&b, '\0');
    static const char first[] = "# newdoc id = a\n# sent_id = 1\n# text = Two sheds burnt.\n1\tTwo\tTwo\tNOUN\tNN\t_\t3\tdep\t_\t_\n"
                                "2\tsheds\tsheds\tNOUN\tNN\t_\t3\tdep\t_\t_\n3\tburnt\tburnt\tNOUN\tNN\t_\t0\troot\t_\tSpaceAfter=No\n"
                                "4\t.\t.\tNOUN\tNN\t_\t3\tdep\t_\tSpacesAfter=\\n\n\n# sent_id = 2\n";
    b.ptr[sizeof first - 1] = '\0';
    assert_string_equal(b.ptr, first);
    sy__buf_done(&b);
    made_done(&m);
}

static void what_is_left_aside_has_every_list(void **state)
{
    (void)state;
    sy_buf b;
    made m;
    sy_error err = { 0 };
    sy__buf_init(&b, ctx);
    assert_int_equal(make(&m, ctx), SY_OK);
    assert_int_equal(sy_write_annotation_json(ctx, &m.d, NULL, NULL, (sy_sink){ take, &b }, NULL), SY_OK);
    assert_int_equal(sy_write_facts_json(ctx, &m.d, NULL, NULL, NULL, (sy_sink){ take, &b }, NULL), SY_OK);
    assert_str(sy__buf_view(&b), "{\"id\":\"a\",\"tokens\":[],\"sentences\":[],\"entities\":[]}\n{\"id\":\"a\",\"anchor\":null,\"attributions\":[],"
                                 "\"quantities\":[],\"times\":[],\"entities\":[],\"statements\":[],\"diagnostics\":[]}\n");
    assert_int_equal(sy_write_article_json(ctx, &m.d, NULL, (sy_sink){ take, &b }, NULL), SY_OK);
    assert_int_equal(sy_write_article_json(ctx, &m.d, m.a, (sy_sink){ refuse, NULL }, &err), SY_E_IO);
    assert_int_equal(err.status, SY_E_IO);
    sy__buf_done(&b);
    made_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),       cmocka_unit_test(numbers_are_shortest),
        cmocka_unit_test(figures_have_three_decimals), cmocka_unit_test(no_locale_is_heard),
        cmocka_unit_test(values_nest),               cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(conllu_has_no_white_space), cmocka_unit_test(what_is_left_aside_has_every_list),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
