/* Annotations made elsewhere, and the names of labels. */
#include "base/base.h"
#include "check.h"
#include "synoptic/annotate.h"

/* "Rain fell. Roads shut." */
static const char text[] = "Rain fell. Roads shut.";
static const sy_token tokens[] = {
    { { 0, 4 }, { "rain", 4 }, 1, 9, SY_TAG_NN, SY_POS_NOUN, SY_DEP_NSUBJ, SY_ENT_NONE, false, true },
    { { 5, 9 }, { "fall", 4 }, 1, 9, SY_TAG_VBD, SY_POS_VERB, SY_DEP_ROOT, SY_ENT_NONE, false, false },
    { { 9, 10 }, { ".", 1 }, 1, 9, SY_TAG_PERIOD, SY_POS_PUNCT, SY_DEP_PUNCT, SY_ENT_NONE, true, true },
    { { 11, 16 }, { "road", 4 }, 4, 9, SY_TAG_NNS, SY_POS_NOUN, SY_DEP_NSUBJ, SY_ENT_FAC, true, true },
    { { 17, 21 }, { "shut", 4 }, 4, 9, SY_TAG_VBD, SY_POS_VERB, SY_DEP_ROOT, SY_ENT_FAC, false, false },
    { { 21, 22 }, { ".", 1 }, 4, 9, SY_TAG_PERIOD, SY_POS_PUNCT, SY_DEP_PUNCT, SY_ENT_ORG, false, false },
};
static const sy_token_range sentences[] = { { 0, 3 }, { 3, 6 } };
enum { N = sizeof tokens / sizeof *tokens };

static void test_import(void **state)
{
    (void)state;
    sy_ctx        *ctx = NULL;
    sy_annotation *a = NULL;
    char           copy[sizeof text];
    memcpy(copy, text, sizeof text);
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_annotation_import(&a, ctx, (sy_str){ copy, sizeof text - 1 }, tokens, N, sentences, 2, NULL), SY_OK);
    memset(copy, 'x', sizeof copy);
    assert_str(sy_annotation_text(a), text);

    size_t                n, n_sentences, n_mentions;
    const sy_token       *t = sy_annotation_tokens(a, &n);
    const sy_token_range *s = sy_annotation_sentences(a, &n_sentences);
    const sy_ent_mention *m = sy_annotation_mentions(a, &n_mentions);
    assert_int_equal(n, N);
    assert_str(t[3].lemma, "road");
    assert_ptr_not_equal(t[3].lemma.ptr, tokens[3].lemma.ptr);
    assert_int_equal(t[2].sentence, 0);
    assert_int_equal(t[3].sentence, 1);
    assert_false(t[2].ent_begins);           /* of no entity */
    assert_true(t[5].ent_begins);            /* another type begins another mention */
    assert_int_equal(n_sentences, 2);
    assert_int_equal(s[1].begin, 3);
    assert_int_equal(n_mentions, 2);
    assert_true(m[0].begin == 3 && m[0].end == 5 && m[0].type == SY_ENT_FAC);
    assert_true(m[1].begin == 5 && m[1].end == 6 && m[1].type == SY_ENT_ORG);
    sy_annotation_free(a);
    sy_annotation_free(NULL);
    assert_int_equal(sy_annotation_import(&a, ctx, (sy_str){ NULL, 0 }, NULL, 0, NULL, 0, NULL), SY_OK);
    sy_annotation_tokens(a, &n);
    assert_int_equal(n, 0);
    sy_annotation_free(a);
    sy_ctx_free(ctx);
}

static sy_status import(const sy_token *t, size_t n, const sy_token_range *s, size_t n_sentences)
{
    sy_ctx        *ctx = NULL;
    sy_annotation *a = (sy_annotation *)1;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    sy_status status = sy_annotation_import(&a, ctx, sy__str(text), t, n, s, n_sentences, NULL);
    assert_true(!status == (a != NULL));
    sy_annotation_free(a);
    sy_ctx_free(ctx);
    return status;
}

#define REFUSED(...) do { \
        memcpy(t, tokens, sizeof t); \
        __VA_ARGS__; \
        assert_int_equal(import(t, N, sentences, 2), SY_E_ARG); \
    } while (0)

static void test_refused(void **state)
{
    (void)state;
    sy_token t[N];
    REFUSED(t[5].span.end = 23);
    REFUSED(t[1].span.begin = 3);
    REFUSED(t[1].span.begin = 9);
    REFUSED(t[0].head = N);
    REFUSED(t[1].head = 0);                       /* 0 -> 1 -> 0 */
    REFUSED(t[1].head = 2, t[2].head = 4, t[4].head = 0);
    REFUSED(t[0].tag = SY_TAG_N);
    REFUSED(t[0].pos = SY_POS_N);
    REFUSED(t[0].dep = SY_DEP_N);
    REFUSED(t[0].ent = SY_ENT_N);
    REFUSED(t[0].lemma.ptr = NULL);
    static const sy_token_range wrong[][2] = { { { 0, 3 }, { 4, 6 } }, { { 0, 3 }, { 3, 7 } }, { { 0, 3 }, { 3, 5 } }, { { 0, 6 }, { 6, 6 } }, { { 3, 6 }, { 0, 3 } } };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(import(tokens, N, wrong[i], 2), SY_E_ARG);
    assert_int_equal(import(tokens, N, NULL, 0), SY_E_ARG);
}

static void test_not_utf8(void **state)
{
    (void)state;
    sy_ctx        *ctx = NULL;
    sy_annotation *a;
    sy_error       err = { 0 };
    sy_token       half = { { 0, 2 }, { "x", 1 }, 0, 0, SY_TAG_NN, SY_POS_NOUN, SY_DEP_ROOT, SY_ENT_NONE, false, false };
    sy_token_range one = { 0, 1 };
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_annotation_import(&a, ctx, SY_STR("ab\xff"), NULL, 0, NULL, 0, &err), SY_E_FORMAT);
    assert_int_equal(err.offset, 2);
    assert_int_equal(sy_annotation_import(&a, ctx, SY_STR("a\u00e9"), &half, 1, &one, 1, &err), SY_E_ARG);
    assert_null(a);
    sy_ctx_free(ctx);
}

static sy_status run_import(sy_ctx *ctx, void *user)
{
    (void)user;
    sy_annotation *a = NULL;
    sy_status      s = sy_annotation_import(&a, ctx, sy__str(text), tokens, N, sentences, 2, NULL);
    sy_annotation_free(a);
    return s;
}

static void test_no_memory(void **state)
{
    (void)state;
    alloc_fail_each(run_import, NULL);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(sy_tag_name(SY_TAG_NNP), "NNP");
    assert_string_equal(sy_tag_name(SY_TAG_SP), "_SP");
    assert_string_equal(sy_pos_name(SY_POS_X), "X");
    assert_string_equal(sy_dep_name(SY_DEP_ROOT), "ROOT");
    assert_string_equal(sy_ent_name(SY_ENT_WORK_OF_ART), "WORK_OF_ART");
    assert_string_equal(sy_ent_name(SY_ENT_NONE), "");
    assert_string_equal(sy_tag_name(255), "");
    assert_string_equal(sy_pos_name(SY_POS_N), "");
    assert_string_equal(sy_dep_name(SY_DEP_N), "");
    assert_string_equal(sy_ent_name(SY_ENT_N), "");
    assert_int_equal(SY_TAG_N, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import),   cmocka_unit_test(test_refused), cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
