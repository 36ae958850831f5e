/* Facts on trees that no parser should give, on texts made to hurt, and without memory. */
#include "check.h"
#include "slower.h"

#include <stdlib.h>

#include "cases.h"

/* A text of n words "word " (or with another blank) with the heads, tags and entities that `shape` gives; one sentence. */
typedef struct shape { const char *word; uint32_t (*head)(uint32_t i, uint32_t n); uint8_t pos, tag, dep, ent; } shape;

static uint32_t chain_right(uint32_t i, uint32_t n) { return i + 1 < n ? i + 1 : i; }
static uint32_t chain_left(uint32_t i, uint32_t n) { (void)n; return i ? i - 1 : 0; }
static uint32_t star(uint32_t i, uint32_t n) { (void)i; return n / 2; }
static uint32_t pairs(uint32_t i, uint32_t n) { (void)n; return i & ~1u; }

static sy_annotation *make(sy_ctx *ctx, const shape *s, uint32_t n)
{
    size_t size = strlen(s->word);
    char *text = malloc(n * size + 1);
    sy_token *tokens = calloc(n, sizeof *tokens);
    sy_annotation *a = NULL;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(text + i * size, s->word, size);
        tokens[i] = (sy_token){ .span = { (uint32_t)(i * size), (uint32_t)((i + 1) * size - 1) }, .lemma = { s->word, size - 1 }, .head = s->head(i, n), .pos = s->pos,
                                .tag = s->tag, .dep = s->head(i, n) == i ? (uint8_t)SY_DEP_ROOT : s->dep, .ent = s->ent, .ent_begins = s->ent != SY_ENT_NONE, .space_after = true };
    }
    sy_token_range whole = { 0, n };
    assert_int_equal(sy_annotation_import(&a, ctx, (sy_str){ text, n * size }, tokens, n, &whole, 1, NULL), SY_OK);
    free(text);
    free(tokens);
    return a;
}

static const shape SHAPES[] = {
    { "say ", chain_right, SY_POS_VERB, SY_TAG_VBD, SY_DEP_CCOMP, SY_ENT_NONE }, { "say ", chain_left, SY_POS_VERB, SY_TAG_VBD, SY_DEP_CCOMP, SY_ENT_NONE },
    { "say ", chain_left, SY_POS_VERB, SY_TAG_VBD, SY_DEP_CONJ, SY_ENT_NONE }, { "say ", star, SY_POS_VERB, SY_TAG_VBD, SY_DEP_PARATAXIS, SY_ENT_NONE },
    { "minister ", chain_right, SY_POS_PROPN, SY_TAG_NNP, SY_DEP_COMPOUND, SY_ENT_PERSON }, { "Al ", star, SY_POS_PROPN, SY_TAG_NNP, SY_DEP_APPOS, SY_ENT_PERSON },
    { "militia ", chain_left, SY_POS_NOUN, SY_TAG_NN, SY_DEP_APPOS, SY_ENT_NONE }, { "\" ", star, SY_POS_PUNCT, SY_TAG_CLOSE_QUOTE, SY_DEP_PUNCT, SY_ENT_NONE },
    { "he ", pairs, SY_POS_PRON, SY_TAG_PRP, SY_DEP_NSUBJ, SY_ENT_NONE }, { "killing ", chain_left, SY_POS_NOUN, SY_TAG_NN, SY_DEP_PREP, SY_ENT_NONE },
    { "Say “so\n", star, SY_POS_VERB, SY_TAG_VBD, SY_DEP_CCOMP, SY_ENT_NONE },         /* a paragraph each, and none of its quotations closed */
    { "X's ", chain_left, SY_POS_PROPN, SY_TAG_NNP, SY_DEP_POSS, SY_ENT_ORG }, { "which ", chain_left, SY_POS_VERB, SY_TAG_WDT, SY_DEP_RELCL, SY_ENT_NONE },
};

static void check_spans(const sy_facts *f, const sy_annotation *annotation)
{
    size_t n, n_tokens, size = sy_annotation_text(annotation).len;
    sy_annotation_tokens(annotation, &n_tokens);
    const sy_entity *e = sy_facts_entities(f, &n);
    size_t n_entities = n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < e[i].n_mentions; k++)
            assert_true(e[i].mentions[k].span.begin < e[i].mentions[k].span.end && e[i].mentions[k].span.end <= size && e[i].mentions[k].head < n_tokens);
    const sy_attribution *a = sy_facts_attributions(f, &n);
    size_t n_attributions = n;
    for (size_t i = 0; i < n; i++) {
        assert_true(a[i].n_content > 0 && (a[i].speaker == SY_NONE || a[i].speaker < n_entities));
        for (size_t k = 0; k < a[i].n_content; k++)
            assert_true(a[i].content[k].begin < a[i].content[k].end && a[i].content[k].end <= size);
    }
    const sy_statement *s = sy_facts_statements(f, &n);
    for (size_t i = 0; i < n; i++) {
        assert_true(s[i].span.begin < s[i].span.end && s[i].span.end <= size && s[i].head < n_tokens);
        assert_true((s[i].parent == SY_NONE || s[i].parent < n) && (s[i].attribution == SY_NONE || s[i].attribution < n_attributions));
        for (size_t k = 0; k < s[i].n_arguments; k++)
            assert_true(s[i].arguments[k].span.begin < s[i].arguments[k].span.end && s[i].arguments[k].span.end <= size);
    }
}

/* Long enough that anything worse than linear would not end. */
static void hurtful(void **state)
{
    (void)state;
    sy_ctx *ctx;
    sy_fact_finder *finder;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_fact_finder_new(&finder, ctx, NULL), SY_OK);
    for (size_t k = 0; k < sizeof SHAPES / sizeof *SHAPES; k++) {
        sy_annotation *a = make(ctx, &SHAPES[k], 100000);
        sy_facts_input in = { .annotation = a, .published = SY_STR("2024-03-15") };
        sy_facts *f;
        uint64_t before = sy__cpu_ms();
        assert_int_equal(sy_find_facts(&f, finder, &in, NULL), SY_OK);
        if (sy__cpu_ms() - before > 20000 * SLOWER)
            fail_msg("shape %zu took %llu ms", k, (unsigned long long)(sy__cpu_ms() - before));
        check_spans(f, a);
        sy_facts_free(f);
        sy_annotation_free(a);
    }
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

static void nothing(void **state)
{
    (void)state;
    sy_ctx *ctx;
    sy_fact_finder *finder;
    sy_annotation *a;
    sy_facts *f;
    size_t n = 1;
    sy_error err;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_fact_finder_new(&finder, ctx, NULL), SY_OK);
    assert_int_equal(sy_find_facts(&f, finder, &(sy_facts_input){ 0 }, &err), SY_E_ARG);
    assert_int_equal(sy_annotation_import(&a, ctx, SY_STR(""), NULL, 0, NULL, 0, NULL), SY_OK);
    assert_int_equal(sy_find_facts(&f, finder, &(sy_facts_input){ .annotation = a }, &err), SY_OK);
    sy_facts_statements(f, &n);
    assert_int_equal(n, 0);
    assert_int_equal(sy_facts_entity_at(f, 7), SY_NONE);
    sy_facts_free(f);
    sy_annotation_free(a);
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

/* Everything that a few sentences need, with the nth allocation failing. */
static sy_status without_memory(sy_ctx *ctx, void *user)
{
    sy_fact_finder *finder = NULL;
    sy_annotation *a = NULL;
    sy_facts *f = NULL;
    const recorded *r = user;
    size_t n, n_s;
    const sy_token *tokens = sy_annotation_tokens(r->annotation, &n);
    const sy_token_range *sentences = sy_annotation_sentences(r->annotation, &n_s);
    sy_status s = sy_annotation_import(&a, ctx, r->text, tokens, n, sentences, n_s, NULL);
    if (s == SY_OK)
        s = sy_fact_finder_new(&finder, ctx, NULL);
    if (s == SY_OK)
        s = sy_find_facts(&f, finder, &(sy_facts_input){ .annotation = a, .published = SY_STR("2024-03-15") }, NULL);
    sy_facts_free(f);
    sy_fact_finder_free(finder);
    sy_annotation_free(a);
    return s;
}

/* The finder's tables alone need some thousand allocations under the sanitizer: every one of the first and last is tried, and some between. */
static void allocation(void **state)
{
    (void)state;
    cases c;
    recorded r;
    sy_str cell[CELLS];
    assert_true(cases_open(&c, "attribution_cases"));
    assert_true(cases_next(&c, &r, cell));
    bool failed = true;
    for (unsigned long n = 1; failed; n += n < 60 ? 1 : n < 20000 ? 1 + n / 50 : n) {
        sy_status s = alloc_fail_once(without_memory, &r, n, &failed);
        assert_int_equal(s, failed ? SY_E_NOMEM : SY_OK);
    }
    sy_annotation_free(r.annotation);
    cases_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(hurtful), cmocka_unit_test(nothing), cmocka_unit_test(allocation) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
