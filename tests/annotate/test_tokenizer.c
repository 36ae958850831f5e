/* The tokenizer and what it makes of word types. The expected pieces are spaCy's. */
#include "check.h"

#include "annotate/affixes.h"
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

/* ---- tokens ------------------------------------------------------------------------------ */

/* Tokens joined by '|', those with `space` followed by '_'. */
static void join(sy_buf *out, const sy__lexer *x, const sy__doc *d)
{
    uint32_t       n;
    const sy__type *types = sy__lexer_types(x, &n);
    sy__buf_clear(out);
    for (uint32_t i = 0; i < d->n; i++) {
        sy_str text = types[d->type[i]].text;
        assert_true(d->begin[i] + text.len <= d->text.len);
        assert_memory_equal(d->text.ptr + d->begin[i], text.ptr, text.len);
        sy__buf_z(out, i ? "|" : "");
        sy__buf_str(out, text);
        sy__buf_z(out, d->space[i] ? "_" : "");
    }
    assert_false(out->failed);
}

static const struct { const char *text, *tokens; } cases[] = {
    { "", "" },
    { " ", " " },
    { "  two", "  |two" },
    { "one  two", "one_| |two" },
    { "one \n two", "one_|\n |two" },
    { "one\ntwo ", "one|\n|two_" },
    { "one\u00a0two\u2028three", "one|\u00a0|two|\u2028|three" },
    { "zero\u200bwidth", "zero\u200bwidth" },
    { "\x1c" "a\x1f" "b", "\x1c|a|\x1f|b" },
    { "The mayor said: \u201cWe don\u2019t know.\u201d", "The_|mayor_|said|:_|\u201c|We_|do|n\u2019t_|know|.|\u201d" },
    { "can't cannot Can\u2019t", "ca|n't_|can|not_|Ca|n\u2019t" },
    { "(she'd've)", "(|she|'d|'ve|)" },
    { "U.S. U.K.-based USA. Inc. at 5 p.m.", "U.S._|U.K.-based_|USA|._|Inc._|at_|5_|p.m." },
    { "5km 5 km $12.50 12%, 3pm 10\u00b0C.", "5|km_|5_|km_|$|12.50_|12|%|,_|3|pm_|10|\u00b0|C|." },
    { "US$5 C$7 A$9", "US$|5_|C$|7_|A$|9" },
    { "+44 1+1 2*3 a+b 4-5 x^2", "+44_|1|+|1_|2|*|3_|a+b_|4|-|5_|x^2" },
    { "wait... what.. \u2026and\u2026\u2026", "wait|..._|what|.._|\u2026|and|\u2026\u2026" },
    { "well-known north--south a---b 9\u201311 e\u2014mail", "well|-|known_|north|--|south_|a|---|b_|9\u201311_|e|\u2014|mail" },
    { "and/or either/and/or a:b a<b>c 1/2 he=she", "and/or_|either|/|and/or_|a|:|b_|a|<|b|>|c_|1/2_|he|=|she" },
    { "Smith,Jones 1,000 a,1", "Smith|,|Jones_|1,000_|a,1" },
    { "end.Start v1.2.3 e.g. i.e.,", "end|.|Start_|v1.2.3_|e.g._|i.e.|," },
    { ":) x:) : ) (: o.O", ":)_|x|:)_|:_|)_|(:_|o.O" },
    { "the dog's dogs' '90s 'em", "the_|dog|'s_|dogs|'_|'|90s_|'em" },
    { "gonna gotta y'all", "gon|na_|got|ta_|y'|all" },
    { "https://example.org/a?b=c#d www.example.co.uk, me@example.com", "https://example.org/a?b=c#d_|www.example.co.uk|,_|me@example.com" },
    { "example.org:8080/x example.org:1 8.8.8.8 10.0.0.1", "example.org:8080/x_|example.org:1_|8.8.8.8_|10.0.0.1" },
    { "a\U0001f600b \u00a9\u00a9 \u20ac5m", "a|\U0001f600|b_|\u00a9|\u00a9_|\u20ac|5|m" },
    { "!!!\"quoted\"???", "!|!|!|\"|quoted|\"|?|?|?" },
};

static void test_cases(void **state)
{
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    sy_buf     got;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    sy__buf_init(&got, ctx);
    /* The second round finds every chunk in the cache. */
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            assert_int_equal(sy__tokenize(x, &d, sy__str(cases[i].text), NULL), SY_OK);
            join(&got, x, &d);
            assert_str(sy__buf_view(&got), cases[i].tokens);
        }
    }
    sy__buf_done(&got);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

static void test_refused(void **state)
{
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    sy_error   err = { 0 };
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    assert_int_equal(sy__tokenize(x, &d, SY_STR("caf\xc3"), &err), SY_E_FORMAT);
    assert_int_equal(err.offset, 3);
    assert_int_equal(d.n, 0);
    enum { MILLION = 1000000 };
    char *text = malloc(MILLION + 1);
    assert_non_null(text);
    memset(text, 'a', MILLION + 1);
    assert_int_equal(sy__tokenize(x, &d, (sy_str){ text, MILLION + 1 }, &err), SY_E_LIMIT);
    assert_int_equal(sy__tokenize(x, &d, (sy_str){ text, MILLION }, &err), SY_OK);
    assert_int_equal(d.n, 1);
    free(text);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

/* ---- types ------------------------------------------------------------------------------- */

static sy__type type_of(sy__lexer *x, const char *text)
{
    uint32_t t = sy__type_of(x, sy__str(text), 0), n;
    assert_true(t != SY_NONE);
    return sy__lexer_types(x, &n)[t];
}

static void test_keys(void **state)
{
    static const struct { const char *text, *norm, *prefix, *suffix, *shape; } types[] = {
        { "Apple", "apple", "A", "ple", "Xxxxx" },
        { "at", "at", "a", "at", "xx" },
        { "iPhone15Pro", "iphone15pro", "i", "Pro", "xXxxxxddXxx" },
        { "\u201c", "\"", "\u201c", "\u201c", "\u201c" },
        { "US$", "$", "U", "US$", "XX$" },
        { "!!!!!!", "!!!!!!", "!", "!!!", "!!!!" },
        { "\u00c9t\u00e9s", "\u00e9t\u00e9s", "\u00c9", "t\u00e9s", "Xxxx" },
        { "\u01c5x", "\u01c6x", "\u01c5", "\u01c5x", "xx" },        /* a title-case letter is no capital */
        { "x\u00b2", "x\u00b2", "x", "x\u00b2", "xd" },              /* a superscript is a digit */
        { "\u00bd", "\u00bd", "\u00bd", "\u00bd", "\u00bd" },        /* a fraction is none */
    };
    (void)state;
    sy__lexer *x;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        sy__type t = type_of(x, types[i].text);
        if (t.norm != sy__string_id(model, sy__str(types[i].norm)) || t.prefix != sy__string_id(model, sy__str(types[i].prefix))
            || t.suffix != sy__string_id(model, sy__str(types[i].suffix)) || t.shape != sy__string_id(model, sy__str(types[i].shape)))
            fail_msg("keys of %s", types[i].text);
        assert_false(t.is_space);
    }
    sy__type apple = type_of(x, "Apple");
    assert_true(apple.norm == 8566208034543834098u && apple.prefix == 14862748245026736845u);
    assert_true(apple.suffix == 16838316573854262908u && apple.shape == 16072095006890171862u);

    char text[101];
    memset(text, 'a', 100);
    text[99] = text[100] = '\0';
    assert_true(type_of(x, text).shape == sy__string_id(model, SY_STR("xxxx")));
    text[99] = 'a';
    assert_true(type_of(x, text).shape == sy__string_id(model, SY_STR("LONG")));
    assert_true(type_of(x, " \n").is_space);
    sy__lexer_free(x);
}

static void test_lower(void **state)
{
    static const struct { const char *text, *lower; } words[] = {
        { "STRASSE", "strasse" },
        { "\u0130stanbul", "i\u0307stanbul" },
        { "\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2" },                    /* a sigma at the end */
        { "\u039f\u03a3\u0391", "\u03bf\u03c3\u03b1" },                                /* inside */
        { "\u03a3", "\u03c3" },                                                        /* alone */
        { "\u0391'\u03a3'", "\u03b1'\u03c2'" },                                        /* between what is looked through */
        { "\u0391\u03a3.\u0391", "\u03b1\u03c3.\u03b1" },
        { "\u1e9e\u0178", "\u00df\u00ff" },
    };
    (void)state;
    sy__lexer *x;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_str(type_of(x, words[i].text).lower, words[i].lower);
    sy__lexer_free(x);
}

/* An exception's norm makes another type of the same text. */
static void test_norms(void **state)
{
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    uint32_t   n;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    assert_int_equal(sy__tokenize(x, &d, SY_STR("isn't n't ca"), NULL), SY_OK);
    assert_int_equal(d.n, 4);
    const sy__type *types = sy__lexer_types(x, &n);
    assert_true(types[d.type[1]].norm == sy__string_id(model, SY_STR("not")));
    assert_true(types[d.type[1]].norm == 447765159362469301u);
    assert_true(types[d.type[3]].norm == sy__string_id(model, SY_STR("ca")));
    sy__doc_done(&d);
    sy__lexer_free(x);
}

/* ---- caches ------------------------------------------------------------------------------ */

/* Words whose hashes share their low bits, so that they meet in every table of up to 65,536 places. */
static size_t colliding(char (*words)[8], size_t most)
{
    size_t n = 0;
    for (uint32_t k = 0; n < most && k < 9000000; k++) {
        char     w[8] = "aaaaaaa";
        uint32_t rest = k;
        for (int i = 0; i < 6; i++, rest /= 26)
            w[i] = (char)('a' + rest % 26);
        if ((sy__hash(w, 7, 0) & 0xffff) == 0x1234)
            memcpy(words[n++], w, 8);
    }
    return n;
}

static void test_collisions(void **state)
{
    (void)state;
    enum { MOST = 120 };
    char       words[MOST][8];
    size_t     n = colliding(words, MOST);
    sy__lexer *x;
    sy__doc    d;
    sy_buf     text;
    uint32_t   n_types;
    assert_true(n > SY__MAX_PROBES * 2);
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    sy__buf_init(&text, ctx);
    for (size_t i = 0; i < 3000; i++)
        sy__buf_printf(&text, "%s ", words[i % n]);
    assert_int_equal(sy__tokenize(x, &d, sy__buf_view(&text), NULL), SY_OK);
    assert_int_equal(d.n, 3000);
    const sy__type *types = sy__lexer_types(x, &n_types);
    for (uint32_t i = 0; i < d.n; i++) {
        assert_str(types[d.type[i]].text, words[i % n]);
        assert_true(types[d.type[i]].norm == sy__string_id(model, types[d.type[i]].text));
    }
    sy__buf_done(&text);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

/* What has been forgotten comes out the same. */
static void test_trim(void **state)
{
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    sy_buf     text, got;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    sy__buf_init(&text, ctx);
    sy__buf_init(&got, ctx);
    uint32_t epoch = sy__lexer_trim(x), number = 0;
    while (sy__lexer_trim(x) == epoch && number < 1000000) {
        sy__buf_clear(&text);
        for (int i = 0; i < 20000; i++)
            sy__buf_printf(&text, "word%u ", number++);
        assert_int_equal(sy__tokenize(x, &d, sy__buf_view(&text), NULL), SY_OK);
        assert_int_equal(d.n, 20000);
    }
    assert_true(number < 1000000);
    assert_int_equal(sy__tokenize(x, &d, sy__str(cases[9].text), NULL), SY_OK);
    join(&got, x, &d);
    assert_str(sy__buf_view(&got), cases[9].tokens);
    sy__buf_done(&got);
    sy__buf_done(&text);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

/* Time must stay linear in what a chunk is made of. The test's own limit of time is the check. */
static void test_long_chunks(void **state)
{
    static const char *const pieces[] = { "(", "a@", ".", "a.", "-", "'", "...)", "\u2026", "a:1@", "1", ":)", "\u0391\u03a3" };
    (void)state;
    sy__lexer *x;
    sy__doc    d;
    sy_buf     text;
    assert_int_equal(sy__lexer_new(&x, ctx, model, NULL), SY_OK);
    sy__doc_init(&d, ctx);
    sy__buf_init(&text, ctx);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        sy__buf_clear(&text);
        while (text.len < 200000)
            sy__buf_z(&text, pieces[i]);
        assert_int_equal(sy__tokenize(x, &d, sy__buf_view(&text), NULL), SY_OK);
        assert_true(d.n > 0);
        sy__lexer_trim(x);
    }
    sy__buf_done(&text);
    sy__doc_done(&d);
    sy__lexer_free(x);
}

/* ---- memory ------------------------------------------------------------------------------ */

static sy_status run_tokenizer(sy_ctx *c, void *user)
{
    (void)user;
    sy__lexer *x = NULL;
    sy__doc    d;
    sy__doc_init(&d, c);
    sy_status s = sy__lexer_new(&x, c, model, NULL);
    for (size_t i = 0; !s && i < sizeof cases / sizeof *cases; i++) {
        s = sy__tokenize(x, &d, sy__str(cases[i].text), NULL);
        if (!s)
            s = sy__rule_and_lemma(x, &d, NULL);
    }
    sy__doc_done(&d);
    sy__lexer_free(x);
    return s;
}

static void test_no_memory(void **state)
{
    (void)state;
    alloc_fail_each(run_tokenizer, NULL);
}

int main(void)
{
    if (model_is_missing())
        return 77;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),      cmocka_unit_test(test_refused),     cmocka_unit_test(test_keys),
        cmocka_unit_test(test_lower),      cmocka_unit_test(test_norms),       cmocka_unit_test(test_collisions),
        cmocka_unit_test(test_trim),       cmocka_unit_test(test_long_chunks), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
