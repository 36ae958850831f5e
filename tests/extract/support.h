/* What the tests of extract share: one document in, its article out, and the checks that hold for every article. */
#ifndef SY__TESTS_EXTRACT_SUPPORT_H
#define SY__TESTS_EXTRACT_SUPPORT_H

#include "check.h"

#include "base/base.h"
#include "synoptic/extract.h"

static sy_ctx *ctx;

static inline int setup(void **state)
{
    (void)state;
    return sy_ctx_new(&ctx, NULL) != SY_OK;
}

static inline int teardown(void **state)
{
    (void)state;
    sy_ctx_free(ctx);
    return 0;
}

/* Every position is inside, blocks and their sources agree, and origin and text_of lead to each other. */
static void check_article(const sy_article *a, sy_str source)
{
    size_t n;
    sy_str text = sy_article_text(a);
    const sy_block *b = sy_article_blocks(a, &n);
    uint32_t last = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(b[i].source.begin <= b[i].source.end && b[i].source.end <= source.len);
        assert_true(b[i].text.begin <= b[i].text.end && b[i].text.end <= text.len);
        if (b[i].kind == SY_BLOCK_TITLE)
            continue;
        assert_true(b[i].text.begin >= last);
        last = b[i].text.end;
        sy_span back = sy_article_text_of(a, b[i].source);
        assert_int_equal(back.begin, b[i].text.begin);
        assert_int_equal(back.end, b[i].text.end);
        if (sy_article_is_verbatim(a))
            assert_true(sy__eq(sy__cut(source, b[i].source), sy__cut(text, b[i].text)));
    }
    const sy_span *c = sy_article_captions(a, &n);
    sy_str reading = sy_article_reading(a);
    assert_true(sy__starts(reading, text) && (n || reading.len == text.len));
    for (size_t i = 0; i < n; i++) {
        assert_true(c[i].begin == (i ? c[i - 1].end : text.len) + 2 && c[i].begin < c[i].end && c[i].end <= reading.len);
        sy_span from = sy_article_origin(a, c[i]), back = sy_article_text_of(a, from);
        assert_true(from.end <= source.len && back.begin == c[i].begin && back.end == c[i].end);
        if (sy_article_is_verbatim(a))
            assert_true(sy__eq(sy__cut(source, from), sy__cut(reading, c[i])));
    }
    const sy_boilerplate *p = sy_article_boilerplate(a, &n);
    for (size_t i = 0; i < n; i++) {
        assert_true(p[i].source.begin <= p[i].source.end && p[i].source.end <= source.len);
        assert_true(i == 0 || p[i - 1].source.begin <= p[i].source.begin);
    }
    const sy_evidence *e = sy_article_evidence(a, &n);
    for (size_t i = 0; i < n; i++)
        assert_true(e[i].source.begin <= e[i].source.end && e[i].source.end <= source.len);
}

static inline sy_article *extract_as(sy_ctx *ctx, sy_document_form form, sy_str source)
{
    sy_extractor *ex;
    sy_article *a;
    sy_document doc = { .form = form, .source = source, .id = SY_STR("x") };
    assert_int_equal(sy_extractor_new(&ex, ctx, NULL, NULL), SY_OK);
    assert_int_equal(sy_extract(&a, ex, &doc, NULL), SY_OK);
    sy_extractor_free(ex);
    check_article(a, source);
    return a;
}

static inline bool has(sy_str text, const char *what)
{
    return sy__find(text, sy__str(what), 0) != SIZE_MAX;
}

/* Kind of the boilerplate that holds these words; -1: none does. */
static inline int boilerplate_of(const sy_article *a, const char *words)
{
    size_t n;
    const sy_boilerplate *p = sy_article_boilerplate(a, &n);
    for (size_t i = 0; i < n; i++)
        if (has(p[i].text, words))
            return (int)p[i].kind;
    return -1;
}

/* The words of a caption that is read; empty: there are not so many. */
static inline sy_str caption_of(const sy_article *a, size_t i)
{
    size_t n;
    const sy_span *at = sy_article_captions(a, &n);
    return i < n ? sy__cut(sy_article_reading(a), at[i]) : SY_STR("");
}

static inline int block_of(const sy_article *a, const char *words)
{
    size_t n;
    const sy_block *b = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++)
        if (has(sy__cut(sy_article_text(a), b[i].text), words))
            return (int)b[i].kind;
    return -1;
}

/* What a diagnostic of an article says; NULL: it has none of this code. */
static inline const char *note(const sy_article *a, const char *code)
{
    size_t n;
    const sy_diagnostic *d = sy_article_diagnostics(a, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(d[i].code, code) == 0)
            return d[i].text.ptr;
    return NULL;
}

static inline sy_status extract_once(sy_ctx *failing, void *user)
{
    sy_extractor *ex = NULL;
    sy_article *a = NULL;
    sy_status st = sy_extractor_new(&ex, failing, NULL, NULL);
    if (st == SY_OK)
        st = sy_extract(&a, ex, user, NULL);
    sy_article_free(a);
    sy_extractor_free(ex);
    return st;
}

/* Fails the nth allocation for every n until a run meets none that fails. */
static inline void fail_every_allocation(alloc_fail_run run, void *user)
{
    bool failed = true;
    for (unsigned long n = 1; failed; n++) {
        assert_true(n < 100000);
        sy_status st = alloc_fail_once(run, user, n, &failed);
        assert_int_equal(st, failed ? SY_E_NOMEM : SY_OK);
    }
}

static inline void extract_without_memory(sy_document_form form, sy_str source)
{
    sy_document doc = { .form = form, .source = source, .id = SY_STR("x") };
    fail_every_allocation(extract_once, &doc);
}

#endif
