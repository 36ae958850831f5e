/* What holds for every article, whatever it came from. */
#ifndef SY__FUZZ_EXTRACT_CHECKS_H
#define SY__FUZZ_EXTRACT_CHECKS_H

#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "synoptic/extract.h"

static inline void require(bool ok)
{
    if (!ok)
        abort();
}

static inline void check_blocks(const sy_article *a, sy_str source)
{
    size_t n;
    uint32_t last = 0;
    sy_str text = sy_article_text(a);
    const sy_block *b = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++) {
        require(b[i].source.begin <= b[i].source.end && b[i].source.end <= source.len);
        require(b[i].text.begin <= b[i].text.end && b[i].text.end <= text.len);
        if (b[i].kind == SY_BLOCK_TITLE)
            continue;
        require(b[i].text.begin >= last);
        last = b[i].text.end;
        if (b[i].text.end == b[i].text.begin)
            continue;
        sy_span back = sy_article_text_of(a, b[i].source);
        require(back.begin == b[i].text.begin && back.end == b[i].text.end);
        require(!sy_article_is_verbatim(a) || sy__eq(sy__cut(source, b[i].source), sy__cut(text, b[i].text)));
    }
}

static inline void check_captions(const sy_article *a, sy_str source)
{
    size_t n, bad;
    sy_str text = sy_article_text(a), reading = sy_article_reading(a);
    const sy_span *at = sy_article_captions(a, &n);
    require(sy__starts(reading, text) && sy__utf8_valid(reading, &bad));
    for (size_t i = 0; i < n; i++) {
        require(at[i].begin == (i ? at[i - 1].end : text.len) + 2 && at[i].begin < at[i].end && at[i].end <= reading.len);
        sy_span from = sy_article_origin(a, at[i]);
        require(from.begin < from.end && from.end <= source.len);
    }
}

/* One extractor serves all runs: its tables take longer to make than a page to read, and what one page leaves behind
 * must not show in the next. */
static inline sy_extractor *shared_extractor(void)
{
    static sy_ctx *ctx;
    static sy_extractor *ex;
    if (!ex)
        require(sy_ctx_new(&ctx, NULL) == SY_OK && sy_extractor_new(&ex, ctx, NULL, NULL) == SY_OK);
    return ex;
}

/* Extracts and checks; the same bytes a second time must give the same text. */
static inline void extract_and_check(sy_document_form form, const uint8_t *data, size_t size)
{
    sy_extractor *ex = shared_extractor();
    sy_article *a = NULL, *b = NULL;
    sy_str source = { (const char *)data, size };
    sy_document doc = { .form = form, .source = source, .id = SY_STR("x") };
    size_t n, bad;
    require(sy_extract(&a, ex, &doc, NULL) == SY_OK && sy_extract(&b, ex, &doc, NULL) == SY_OK);
    require(sy__utf8_valid(sy_article_text(a), &bad) && sy__eq(sy_article_text(a), sy_article_text(b)));
    check_blocks(a, source);
    check_captions(a, source);
    const sy_boilerplate *p = sy_article_boilerplate(a, &n);
    for (size_t i = 0; i < n; i++)
        require(p[i].source.begin <= p[i].source.end && p[i].source.end <= size && (i == 0 || p[i - 1].source.begin <= p[i].source.begin));
    const sy_evidence *e = sy_article_evidence(a, &n);
    for (size_t i = 0; i < n; i++)
        require(e[i].source.begin <= e[i].source.end && e[i].source.end <= size);
    sy_article_free(a);
    sy_article_free(b);
}

#endif
