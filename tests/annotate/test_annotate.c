/* sy_annotate from end to end: a text whose annotation by spaCy is known, the same result in any batch, on any vector
 * path, with any cache, and after any allocation that failed. Needs the model file. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/base.h"
#include "check.h"
#include "synoptic/annotate.h"

static sy_ctx   *ctx;
static sy_model *model;
static char      model_path[1024];

/* $SYNOPTIC_MODEL, a file or the folder that it is in, else what `make setup` made. */
static bool find_model(void)
{
    const char *env = getenv("SYNOPTIC_MODEL");
    struct stat st;
    snprintf(model_path, sizeof model_path, "%s", env ? env : SY_MODEL_FILE);
    if (stat(model_path, &st) == 0 && S_ISDIR(st.st_mode))
        snprintf(model_path, sizeof model_path, "%s/en_core_web_sm.symodel", env ? env : ".");
    return stat(model_path, &st) == 0;
}

static int open_model(void **state)
{
    sy_error err = { 0 };
    (void)state;
    if (sy_ctx_new(&ctx, NULL) || sy_model_open(&model, ctx, model_path, &err)) {
        print_error("%s\n", err.text);
        return 1;
    }
    return 0;
}

static int close_model(void **state)
{
    (void)state;
    sy_model_free(model);
    sy_ctx_free(ctx);
    return 0;
}

static sy_annotator *annotator(sy_vectors vectors, uint32_t types)
{
    sy_annotator     *a = NULL;
    sy_annotator_opts opts = SY_ANNOTATOR_OPTS_INIT;
    sy_error          err;
    opts.vectors = vectors;
    opts.cache_types = types;
    sy_status s = sy_annotator_new(&a, ctx, model, &opts, &err);
    if (s == SY_E_UNSUPPORTED)
        print_message("*** vector path %d is not there: NOT tested ***\n", (int)vectors);
    else
        assert_int_equal(s, SY_OK);
    return a;
}

/* ---- one text, known ------------------------------------------------------------------------ */

static void test_known(void **state)
{
    (void)state;
    static const struct known { uint32_t begin; const char *text, *tag, *pos, *lemma; uint32_t head; const char *dep; bool first; const char *ent; } want[] = {
        { 0, "Apple", "NNP", "PROPN", "Apple", 3, "nsubj", true, "ORG" },
        { 6, "is", "VBZ", "AUX", "be", 3, "aux", false, "" },
        { 8, "n't", "RB", "PART", "not", 3, "neg", false, "" },
        { 12, "looking", "VBG", "VERB", "look", 3, "ROOT", false, "" },
        { 20, "at", "IN", "ADP", "at", 3, "prep", false, "" },
        { 23, "buying", "VBG", "VERB", "buy", 4, "pcomp", false, "" },
        { 30, "U.K.", "NNP", "PROPN", "U.K.", 7, "nsubj", false, "GPE" },
        { 35, "startup", "VBD", "VERB", "startup", 3, "ccomp", false, "" },
        { 43, "for", "IN", "ADP", "for", 7, "prep", false, "" },
        { 47, "$", "$", "SYM", "$", 11, "quantmod", false, "MONEY" },
        { 48, "1", "CD", "NUM", "1", 11, "compound", false, "MONEY" },
        { 50, "billion", "CD", "NUM", "billion", 8, "pobj", false, "MONEY" },
        { 57, ".", ".", "PUNCT", ".", 3, "punct", false, "" },
        { 59, " ", "_SP", "SPACE", " ", 12, "dep", false, "" },
        { 60, "He", "PRP", "PRON", "he", 15, "nsubj", true, "" },
        { 63, "said", "VBD", "VERB", "say", 15, "ROOT", false, "" },
        { 68, "so", "RB", "ADV", "so", 15, "advmod", false, "" },
        { 70, ".", ".", "PUNCT", ".", 15, "punct", false, "" },
    };
    const size_t   n_want = sizeof want / sizeof *want;
    sy_str         text = SY_STR("Apple isn't looking at buying U.K. startup for $1 billion.  He said so.");
    sy_annotator  *a = annotator(SY_VECTORS_BEST, 0);
    sy_annotation *r = NULL;
    size_t         n, n_sentences, n_mentions;
    assert_int_equal(sy_annotate(&r, a, text, NULL), SY_OK);
    const sy_token       *t = sy_annotation_tokens(r, &n);
    const sy_token_range *s = sy_annotation_sentences(r, &n_sentences);
    const sy_ent_mention *m = sy_annotation_mentions(r, &n_mentions);
    assert_int_equal(n, n_want);
    assert_int_equal(n_sentences, 2);
    assert_int_equal(n_mentions, 3);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(t[i].span.begin, want[i].begin);
        assert_str(sy__cut(text, t[i].span), want[i].text);
        assert_string_equal(sy_tag_name(t[i].tag), want[i].tag);
        assert_string_equal(sy_pos_name(t[i].pos), want[i].pos);
        assert_str(t[i].lemma, want[i].lemma);
        assert_int_equal(t[i].head, want[i].head);
        assert_string_equal(sy_dep_name(t[i].dep), want[i].dep);
        assert_int_equal(s[t[i].sentence].begin == i, want[i].first);
        assert_string_equal(sy_ent_name(t[i].ent), want[i].ent);
    }
    assert_true(m[2].begin == 9 && m[2].end == 12 && m[2].type == SY_ENT_MONEY);
    sy_annotation_free(r);
    sy_annotator_free(a);
}

/* ---- many texts, always the same ---------------------------------------------------------------- */

enum { N_TEXTS = 40 };
static sy_buf texts_memory[N_TEXTS];
static sy_str texts[N_TEXTS];

/* Invented reports of every length from nothing to several blocks, made of a few words in ever other order. */
static void make_texts(void)
{
    static const char *const subjects[] = { "The mayor of Orlen", "Captain Ilse Varga", "A spokesman for Dunmore Rail", "Nobody in the village",
                                            "The 47-year-old driver", "Kestrel Bank", "Two ministers", "She" };
    static const char *const verbs[] = { "said on Tuesday", "denied", "didn't know", "told the Harbour Gazette", "announced at 9.30 p.m.", "will report" };
    static const char *const rest[] = { "that 12 people had been hurt.", "what the U.N. envoy wanted…", "\"nothing of the kind\", he added.",
                                        "a $3.5bn plan;\n\nthe rest followed.", "that Lake Teller froze in January 1987 (the first time).",
                                        "whether Mr. Oduya's ferry, which left Port Sable late, had sunk – or not!" };
    uint32_t seed = 7;
    for (uint32_t i = 0; i < N_TEXTS; i++) {
        sy_buf *b = &texts_memory[i];
        sy__buf_init(b, ctx);
        uint32_t sentences = i < 20 ? i : i == 39 ? 220 : i * i / 80;
        for (uint32_t k = 0; k < sentences; k++) {
            seed = seed * 1664525u + 1013904223u;
            sy__buf_printf(b, "%s %s %s%s", subjects[seed >> 29], verbs[(seed >> 20) % 6], rest[(seed >> 10) % 6], seed % 5 ? " " : "  ");
            if (seed % 11 == 0)
                sy__buf_printf(b, "No. %u, said unit%u. ", seed % 977, seed % 4001);
        }
        assert_false(b->failed);
        texts[i] = sy__buf_view(b);
    }
    texts[1] = SY_STR(" ");
    texts[2] = SY_STR("x");
    texts[3] = SY_STR("\n\n\n  \t");
    texts[4] = SY_STR("Zażółć gęślą jaźń 😀😀 — 中文 l’été…");
}

static void free_texts(void)
{
    for (uint32_t i = 0; i < N_TEXTS; i++)
        sy__buf_done(&texts_memory[i]);
}

static void assert_equal_annotations(const sy_annotation *a, const sy_annotation *b, uint32_t which)
{
    size_t          n, m;
    const sy_token *x = sy_annotation_tokens(a, &n), *y = sy_annotation_tokens(b, &m);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
        bool same = x[i].span.begin == y[i].span.begin && x[i].span.end == y[i].span.end && sy__eq(x[i].lemma, y[i].lemma) &&
                    x[i].head == y[i].head && x[i].sentence == y[i].sentence && x[i].tag == y[i].tag && x[i].pos == y[i].pos &&
                    x[i].dep == y[i].dep && x[i].ent == y[i].ent && x[i].ent_begins == y[i].ent_begins && x[i].space_after == y[i].space_after;
        if (!same)
            fail_msg("text %u, token %zu differs", which, i);
    }
}

/* Each text alone, by an annotator that has seen nothing else. */
static void annotate_alone(sy_annotation *out[N_TEXTS])
{
    for (uint32_t i = 0; i < N_TEXTS; i++) {
        sy_annotator *a = annotator(SY_VECTORS_BEST, 0);
        assert_int_equal(sy_annotate(&out[i], a, texts[i], NULL), SY_OK);
        sy_annotator_free(a);
    }
}

static void check_batches(sy_annotator *a, sy_annotation *const want[N_TEXTS], size_t batch)
{
    sy_annotation *got[N_TEXTS];
    for (size_t at = 0; at < N_TEXTS; at += batch) {
        size_t n = N_TEXTS - at < batch ? N_TEXTS - at : batch;
        assert_int_equal(sy_annotate_many(got, a, texts + at, n, NULL), SY_OK);
        for (size_t i = 0; i < n; i++) {
            assert_equal_annotations(got[i], want[at + i], (uint32_t)(at + i));
            sy_annotation_free(got[i]);
        }
    }
}

static void test_always_the_same(void **state)
{
    (void)state;
    static const sy_vectors paths[] = { SY_VECTORS_PORTABLE, SY_VECTORS_AVX2, SY_VECTORS_AVX512 };
    static const uint32_t   types[] = { 0, 1, 700 };
    sy_annotation          *want[N_TEXTS];
    make_texts();
    annotate_alone(want);
    for (size_t p = 0; p < 3; p++)
        for (size_t t = 0; t < 3; t++) {
            sy_annotator *a = annotator(paths[p], types[t]);
            if (!a)
                continue;
            check_batches(a, want, t == 0 ? 1 : t == 1 ? N_TEXTS : 7);
            sy_annotator_free(a);
        }
    for (uint32_t i = 0; i < N_TEXTS; i++)
        sy_annotation_free(want[i]);
    free_texts();
}

/* ---- failures --------------------------------------------------------------------------------------- */

static const char short_text[] = "The envoy, Mr. Haldane, didn't arrive in Tessaly on Monday, unlike what had been said he would, and 14 ships left. So?";

static sy_status make_and_annotate(sy_ctx *failing, void *user)
{
    (void)user;
    const sy_str   two[2] = { SY_STR("One text. And \"another\" (of 3)."), { short_text, sizeof short_text - 1 } };
    sy_annotator  *a = NULL;
    sy_annotation *out[2] = { NULL, NULL };
    sy_status      s = sy_annotator_new(&a, failing, model, NULL, NULL);
    if (s)
        assert_null(a);
    else
        s = sy_annotate_many(out, a, two, 2, NULL);
    if (s)
        assert_true(!out[0] && !out[1]);
    sy_annotation_free(out[0]);
    sy_annotation_free(out[1]);
    sy_annotator_free(a);
    return s;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_in_range(alloc_fail_each(make_and_annotate, NULL), 20, 5000);
}

static sy_status open_and_close(sy_ctx *failing, void *user)
{
    (void)user;
    sy_model *m = NULL;
    sy_status s = sy_model_open(&m, failing, model_path, NULL);
    sy_model_free(m);
    return s;
}

static void test_open_no_memory(void **state)
{
    (void)state;
    alloc_fail_each(open_and_close, NULL);
}

/* An annotator that ran out of memory goes on as if nothing had been. */
static void test_usable_afterwards(void **state)
{
    (void)state;
    alloc_fail     f = { 0 };
    sy_ctx_opts    opts = SY_CTX_OPTS_INIT;
    sy_ctx        *failing;
    sy_str         text = { short_text, sizeof short_text - 1 };
    sy_annotator  *plain = annotator(SY_VECTORS_BEST, 0);
    sy_annotation *want, *got;
    opts.alloc = alloc_fail_fn;
    opts.alloc_user = &f;
    assert_int_equal(sy_annotate(&want, plain, text, NULL), SY_OK);
    assert_int_equal(sy_ctx_new(&failing, &opts), SY_OK);
    for (unsigned long n = 1;; n++) {
        sy_annotator *a;
        assert_int_equal(sy_annotator_new(&a, failing, model, NULL, NULL), SY_OK);
        f.fail_at = atomic_load(&f.calls) + n;
        sy_status s = sy_annotate(&got, a, text, NULL);
        f.fail_at = 0;
        if (s)
            assert_int_equal(sy_annotate(&got, a, text, NULL), SY_OK);
        assert_equal_annotations(got, want, (uint32_t)n);
        sy_annotation_free(got);
        sy_annotator_free(a);
        if (!s)
            break;
        assert_int_equal(s, SY_E_NOMEM);
    }
    assert_int_equal(atomic_load(&f.live), 1);   /* the context */
    sy_ctx_free(failing);
    sy_annotation_free(want);
    sy_annotator_free(plain);
}

static void test_wrong_arguments(void **state)
{
    (void)state;
    sy_annotator_opts opts = SY_ANNOTATOR_OPTS_INIT;
    sy_annotator     *a = annotator(SY_VECTORS_BEST, 0);
    sy_annotation    *out[2];
    sy_error          err;
    opts.vectors = (sy_vectors)9;
    sy_annotator *none;
    assert_int_equal(sy_annotator_new(&none, ctx, model, &opts, &err), SY_E_ARG);
    assert_null(none);
    opts = (sy_annotator_opts)SY_ANNOTATOR_OPTS_INIT;
    opts.version = 77;
    assert_int_equal(sy_annotator_new(&none, ctx, model, &opts, &err), SY_E_ARG);
    assert_int_equal(sy_annotate_many(out, a, (sy_str[]){ SY_STR("Fine."), SY_STR("bad \xff") }, 2, &err), SY_E_FORMAT);
    assert_true(!out[0] && !out[1]);
    char *tall = malloc(1000001);
    assert_non_null(tall);
    memset(tall, 'a', 1000001);
    assert_int_equal(sy_annotate(out, a, (sy_str){ tall, 1000001 }, &err), SY_E_LIMIT);
    free(tall);
    assert_int_equal(sy_annotate_many(out, a, NULL, 0, &err), SY_OK);
    assert_int_equal(sy_annotate(out, a, SY_STR("Still fine."), &err), SY_OK);
    sy_annotation_free(out[0]);
    sy_annotator_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),           cmocka_unit_test(test_always_the_same),   cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_open_no_memory),  cmocka_unit_test(test_usable_afterwards), cmocka_unit_test(test_wrong_arguments),
    };
    if (!find_model()) {
        fprintf(stderr, "*** no model file at %s (make setup, or set SYNOPTIC_MODEL): annotate is NOT tested ***\n", model_path);
        return 77;
    }
    return cmocka_run_group_tests(tests, open_model, close_model);
}
