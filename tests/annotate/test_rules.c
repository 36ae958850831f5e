/* The attribute ruler and the lemmatizer, from given tags and dependencies. The expected values are spaCy's. */
#include "check.h"

#include "annotate/lexer.h"
#include "model_file.h"

static sy_ctx   *ctx;
static sy_model *model;

static int open_model(void **state)
{
    (void)state;
    return sy_ctx_new(&ctx, NULL) || sy_model_open(&model, ctx, SY_MODEL_FILE, NULL);
}

static int close_model(void **state)
{
    (void)state;
    sy_model_free(model);
    sy_ctx_free(ctx);
    return 0;
}

typedef struct word { uint8_t tag, dep, pos; const char *lemma; } word;

/* Tokenizes text, gives the tokens tags and deps, and checks what comes of it. */
static void check(sy__lexer *x, const char *text, const word *words, uint32_t n)
{
    sy__doc  d;
    uint32_t n_types;
    sy__doc_init(&d, ctx);
    assert_int_equal(sy__tokenize(x, &d, sy__str(text), NULL), SY_OK);
    assert_int_equal(d.n, n);
    for (uint32_t i = 0; i < n; i++) {
        d.tag[i] = words[i].tag;
        d.dep[i] = words[i].dep;
    }
    assert_int_equal(sy__rule_and_lemma(x, &d, NULL), SY_OK);
    const sy__type *types = sy__lexer_types(x, &n_types);
    for (uint32_t i = 0; i < n; i++) {
        sy_str token = types[d.type[i]].text;
        if (d.pos[i] != words[i].pos || !sy__is(d.lemma[i], words[i].lemma))
            fail_msg("\"%s\": %.*s is %s %.*s, not %s %s", text, (int)token.len, token.ptr, sy_pos_name(d.pos[i]),
                     (int)d.lemma[i].len, d.lemma[i].ptr, sy_pos_name(words[i].pos), words[i].lemma);
    }
    sy__doc_done(&d);
}

#define T(t) SY_TAG_##t
#define D(d) SY_DEP_##d
#define P(p) SY_POS_##p
#define CHECK(x, text, ...) check(x, text, (const word[]){ __VA_ARGS__ }, sizeof((const word[]){ __VA_ARGS__ }) / sizeof(word))

static void some_words(sy__lexer *x)
{
    CHECK(x, "ponies buses knives women boxes", { T(NNS), D(ROOT), P(NOUN), "pony" }, { T(NNS), D(CONJ), P(NOUN), "bus" },
          { T(NNS), D(CONJ), P(NOUN), "knife" }, { T(NNS), D(CONJ), P(NOUN), "woman" }, { T(NNS), D(CONJ), P(NOUN), "box" });
    CHECK(x, "went going tries baked stopped blorked", { T(VBD), D(ROOT), P(VERB), "go" }, { T(VBG), D(CONJ), P(VERB), "go" },
          { T(VBZ), D(CONJ), P(VERB), "try" }, { T(VBN), D(CONJ), P(VERB), "bake" }, { T(VBD), D(CONJ), P(VERB), "stop" },
          { T(VBD), D(CONJ), P(VERB), "blorke" });
    CHECK(x, "larger best Slowly", { T(JJR), D(AMOD), P(ADJ), "large" }, { T(JJS), D(AMOD), P(ADJ), "good" }, { T(RB), D(ADVMOD), P(ADV), "slowly" });
    CHECK(x, "Berlin HOUSE Houses", { T(NNP), D(ROOT), P(PROPN), "Berlin" }, { T(NN), D(DOBJ), P(NOUN), "house" }, { T(NNS), D(DOBJ), P(NOUN), "house" });
    CHECK(x, "\u201cHi\u201d", { T(OPEN_QUOTE), D(PUNCT), P(PUNCT), "\"" }, { T(UH), D(INTJ), P(INTJ), "hi" }, { T(CLOSE_QUOTE), D(PUNCT), P(PUNCT), "\"" });
    CHECK(x, "she has had it", { T(PRP), D(NSUBJ), P(PRON), "she" }, { T(VBZ), D(AUX), P(AUX), "have" }, { T(VBN), D(ROOT), P(VERB), "have" },
          { T(PRP), D(DOBJ), P(PRON), "it" });
    CHECK(x, "that that", { T(IN), D(MARK), P(SCONJ), "that" }, { T(DT), D(NSUBJ), P(PRON), "that" });
    CHECK(x, "i do", { T(PRP), D(NSUBJ), P(PRON), "I" }, { T(VBP), D(ROOT), P(VERB), "do" });
}

static void test_words(void **state)
{
    (void)state;
    sy__lexer *x;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    some_words(x);
    some_words(x);             /* from the cache */
    sy__lexer_free(x);
}

/* Rules over two tokens, at both ends of a text too. */
static void test_pairs(void **state)
{
    (void)state;
    sy__lexer *x;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    CHECK(x, "gonna", { T(VBG), D(ROOT), P(VERB), "go" }, { T(TO), D(AUX), P(PART), "to" });
    CHECK(x, "gon", { T(VBG), D(ROOT), P(VERB), "gon" });
    CHECK(x, "na gon", { T(TO), D(AUX), P(PART), "na" }, { T(VBG), D(ROOT), P(VERB), "gon" });
    CHECK(x, "let's", { T(VB), D(ROOT), P(VERB), "let" }, { T(PRP), D(NSUBJ), P(PRON), "us" });
    CHECK(x, "ain't", { T(VBZ), D(AUX), P(AUX), "be" }, { T(RB), D(NEG), P(PART), "not" });
    CHECK(x, "there is", { T(EX), D(EXPL), P(PRON), "there" }, { T(VBZ), D(ROOT), P(VERB), "be" });
    CHECK(x, "he is", { T(PRP), D(NSUBJ), P(PRON), "he" }, { T(VBZ), D(ROOT), P(AUX), "be" });
    sy__lexer_free(x);
}

/* White space gets its own labels whatever the networks say, and a word that they call white space is X. */
static void test_space(void **state)
{
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    assert_int_equal(sy__tokenize(x, &d, SY_STR("a\n\nb"), NULL), SY_OK);
    assert_int_equal(d.n, 3);
    d.tag[0] = SY_TAG_DT, d.tag[1] = SY_TAG_NN, d.tag[2] = SY_TAG_SP;
    d.dep[0] = SY_DEP_DET, d.dep[1] = SY_DEP_ROOT, d.dep[2] = SY_DEP_DOBJ;
    assert_int_equal(sy__rule_and_lemma(x, &d, NULL), SY_OK);
    assert_int_equal(d.tag[1], SY_TAG_SP);
    assert_int_equal(d.dep[1], SY_DEP_DEP);
    assert_int_equal(d.pos[1], SY_POS_SPACE);
    assert_str(d.lemma[1], "\n\n");
    assert_int_equal(d.pos[2], SY_POS_X);
    assert_int_equal(d.dep[2], SY_DEP_DOBJ);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

int main(void)
{
    if (model_is_missing())
        return 77;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_pairs), cmocka_unit_test(test_space) };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
