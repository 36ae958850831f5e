/* The article: built by the extractors, read through getters. */
#include <stdarg.h>
#include <stdio.h>

#include "extract/article.h"

sy_status sy__article_new(sy_article **out, const sy_ctx *ctx, sy_error *err)
{
    sy_article *a = sy__calloc(ctx, 1, sizeof *a);
    *out = a;
    if (!a)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    a->ctx = ctx;
    sy__arena_init(&a->arena, ctx);
    sy__buf_init(&a->text, ctx);
    sy__origin_init(&a->text_map, ctx);
    sy__origin_init(&a->caption_map, ctx);
    sy__buf_init(&a->pictures.text, ctx);
    sy__origin_init(&a->pictures.map, ctx);
    sy__origin_init(&a->decoded.map, ctx);
    sy__buf_init(&a->decoded.buf, ctx);
    a->decoded.charset = "UTF-8";
    return SY_OK;
}

void sy_article_free(sy_article *a)
{
    if (!a)
        return;
    const sy_ctx *ctx = a->ctx;
    sy__free(ctx, a->blocks.at);
    sy__free(ctx, a->captions.at);
    sy__free(ctx, a->pictures.at.at);
    sy__free(ctx, a->boilerplate.at);
    sy__free(ctx, a->evidence.at);
    sy__free(ctx, a->diagnostics.at);
    sy__free(ctx, a->authors.at);
    sy__free(ctx, a->agencies.at);
    sy__origin_done(&a->text_map);
    sy__origin_done(&a->caption_map);
    sy__origin_done(&a->pictures.map);
    sy__buf_done(&a->pictures.text);
    sy__origin_done(&a->decoded.map);
    sy__buf_done(&a->decoded.buf);
    sy__buf_done(&a->text);
    sy__arena_done(&a->arena);
    sy__free(ctx, a);
}

/* ---- building ---------------------------------------------------------------------------- */

sy_span sy__article_source(const sy_article *a, sy_span decoded)
{
    return sy__origin_back(&a->decoded.map, decoded);
}

sy_str sy__article_copy(sy_article *a, sy_str s)
{
    sy_str out = { "", 0 };
    if (s.len && !sy__arena_str(&a->arena, s, &out))
        a->failed = true;
    return out;
}

sy_str sy__url_host(sy_str url)
{
    size_t at = sy__find(url, SY_STR("//"), 0);
    if (at == SIZE_MAX)
        return (sy_str){ NULL, 0 };
    sy_str s = sy__sub(url, at + 2, url.len);
    size_t end = 0;
    while (end < s.len && s.ptr[end] != '/' && s.ptr[end] != '?' && s.ptr[end] != ':' && s.ptr[end] != '#')
        end++;
    s.len = end;
    return sy__starts(s, SY_STR("www.")) ? sy__sub(s, 4, s.len) : s;
}

sy_str sy__article_fold(sy_article *a, sy_str s)
{
    sy_str out = sy__article_copy(a, sy__trim(s));
    char *p = (char *)(uintptr_t)out.ptr;      /* our own copy, made writable again */
    size_t n = 0;
    for (size_t i = 0; i < out.len;) {
        if (p[i] > ' ' && p[i] < 0x7F) {
            p[n++] = p[i++];
            continue;
        }
        size_t at = i;
        uint32_t cp = sy__utf8_next(out, &i);
        if (sy__is_space(cp)) {
            if (n > 0 && p[n - 1] != ' ')
                p[n++] = ' ';
            continue;
        }
        memmove(p + n, p + at, i - at);
        n += i - at;
    }
    if (n > 0 && p[n - 1] == ' ')
        n--;
    if (out.len)
        p[n] = '\0';
    out.len = n;
    return out;
}

void sy__article_block_begin(sy_article *a)
{
    sy_block b = { SY_BLOCK_PARAGRAPH, { 0, 0 }, { 0, 0 }, { "", 0 } };
    if (a->text.len > 0)
        sy__buf_z(&a->text, "\n\n");
    b.text.begin = b.text.end = (uint32_t)a->text.len;
    if (a->text.failed || !SY__PUSH(a->ctx, &a->blocks, b))
        a->failed = true;
}

void sy__article_run(sy_article *a, sy_str bytes, sy_span decoded, bool same)
{
    sy_buf *text = a->pictures.open ? &a->pictures.text : &a->text;
    sy_span to = { (uint32_t)text->len, (uint32_t)(text->len + bytes.len) };
    sy__buf_str(text, bytes);
    if (text->failed || !sy__origin_add(a->pictures.open ? &a->pictures.map : &a->text_map, to, decoded, same))
        a->failed = true;
}

void sy__article_block_end(sy_article *a, sy_block_kind kind)
{
    if (a->failed || a->blocks.n == 0)
        return;
    sy_block *b = &a->blocks.at[a->blocks.n - 1];
    b->kind = kind;
    b->text.end = (uint32_t)a->text.len;
    b->source = sy_article_origin(a, b->text);
}

void sy__article_block(sy_article *a, sy_block_kind kind, sy_span decoded)
{
    sy__article_block_begin(a);
    sy__article_run(a, sy__cut(a->decoded.text, decoded), decoded, true);
    sy__article_block_end(a, kind);
}

void sy__article_caption_begin(sy_article *a)
{
    sy_span at = { (uint32_t)a->pictures.text.len, (uint32_t)a->pictures.text.len };
    a->pictures.open = true;
    if (!SY__PUSH(a->ctx, &a->pictures.at, at))
        a->failed = true;
}

void sy__article_caption_end(sy_article *a)
{
    a->pictures.open = false;
    if (!a->failed)
        a->pictures.at.at[a->pictures.at.n - 1].end = (uint32_t)a->pictures.text.len;
}

void sy__article_title(sy_article *a, sy_span decoded, sy_str words)
{
    sy_block b = { SY_BLOCK_TITLE, sy__article_source(a, decoded), { 0, 0 }, { "", 0 } };
    sy_str title = sy__article_fold(a, words);
    if (a->meta.title.len == 0) {
        a->meta.title = title;
        sy__article_evidence(a, "title", decoded, (sy_str){ NULL, 0 });
    }
    if (sy__eq(a->meta.title, title))
        a->meta.title_source = b.source;       /* a title that was given may be another one */
    if (!SY__PUSH(a->ctx, &a->blocks, b))
        a->failed = true;
}

void sy__article_boilerplate(sy_article *a, sy_boilerplate_kind kind, sy_span decoded, sy_str text)
{
    sy_boilerplate b = { kind, sy__article_source(a, decoded), sy__article_fold(a, text) };
    if (b.text.len == 0)
        return;                                /* white space beyond ASCII */
    if (!SY__PUSH(a->ctx, &a->boilerplate, b))
        a->failed = true;
}

void sy__article_evidence(sy_article *a, const char *field, sy_span decoded, sy_str element)
{
    sy_evidence e = { field, { 0, 0 }, sy__article_copy(a, element) };
    if (decoded.end > decoded.begin)
        e.source = sy__article_source(a, decoded);
    if (!SY__PUSH(a->ctx, &a->evidence, e))
        a->failed = true;
}

void sy__article_note(sy_article *a, const char *code, const char *fmt, ...)
{
    char text[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    sy_diagnostic d = { code, sy__article_copy(a, sy__str(text)) };
    if (!SY__PUSH(a->ctx, &a->diagnostics, d))
        a->failed = true;
}

bool sy__article_add_author(sy_article *a, sy_str name)
{
    if (a->authors_given)
        return false;
    for (uint32_t i = 0; i < a->authors.n; i++)
        if (sy__ieq(a->authors.at[i], name))
            return false;
    sy_str copy = sy__article_fold(a, name);
    if (copy.len == 0)
        return false;
    if (!SY__PUSH(a->ctx, &a->authors, copy))
        a->failed = true;
    return true;
}

bool sy__article_add_agency(sy_article *a, sy_str name)
{
    for (uint32_t i = 0; i < a->agencies.n; i++)
        if (sy__ieq(a->agencies.at[i], name))
            return false;
    sy_str copy = sy__article_copy(a, name);
    if (!SY__PUSH(a->ctx, &a->agencies, copy))
        a->failed = true;
    return true;
}

static int by_source(const void *x, const void *y, void *user)
{
    (void)user;
    const sy_boilerplate *a = x, *b = y;
    if (a->source.begin != b->source.begin)
        return a->source.begin < b->source.begin ? -1 : 1;
    return a->source.end < b->source.end ? -1 : a->source.end > b->source.end;
}

sy_status sy__article_finish(sy_article *a, sy_error *err)
{
    a->failed = a->failed || a->text.failed;
    if (!a->failed && a->boilerplate.n > 1 &&
        !sy__sort(a->ctx, a->boilerplate.at, a->boilerplate.n, sizeof *a->boilerplate.at, by_source, NULL))
        a->failed = true;
    if (a->failed)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    a->meta.authors = a->authors.at;
    a->meta.n_authors = a->authors.n;
    a->meta.agencies = a->agencies.at;
    a->meta.n_agencies = a->agencies.n;
    a->meta.charset = a->decoded.charset;
    a->decoded.text = (sy_str){ NULL, 0 };
    sy__buf_done(&a->decoded.buf);
    sy__buf_done(&a->pictures.text);
    sy__origin_done(&a->pictures.map);
    return SY_OK;
}

/* ---- getters ------------------------------------------------------------------------------- */

/* Two line breaks part the text from the first caption. */
sy_str sy_article_text(const sy_article *a)
{
    sy_str all = sy__buf_view(&a->text);
    return a->captions.n ? sy__sub(all, 0, a->captions.at[0].begin - 2) : all;
}

sy_str sy_article_reading(const sy_article *a) { return sy__buf_view(&a->text); }
const sy_span *sy_article_captions(const sy_article *a, size_t *n) { *n = a->captions.n; return a->captions.at; }
sy_str sy_article_caption_text(const sy_article *a) { return a->captions.n ? sy__sub(sy__buf_view(&a->text), a->captions.at[0].begin, a->text.len) : SY_STR(""); }
const sy_metadata *sy_article_metadata(const sy_article *a) { return &a->meta; }
const sy_block *sy_article_blocks(const sy_article *a, size_t *n) { *n = a->blocks.n; return a->blocks.at; }
const sy_boilerplate *sy_article_boilerplate(const sy_article *a, size_t *n) { *n = a->boilerplate.n; return a->boilerplate.at; }
const sy_evidence *sy_article_evidence(const sy_article *a, size_t *n) { *n = a->evidence.n; return a->evidence.at; }
const sy_diagnostic *sy_article_diagnostics(const sy_article *a, size_t *n) { *n = a->diagnostics.n; return a->diagnostics.at; }
bool sy_article_is_verbatim(const sy_article *a) { return a->verbatim; }

sy_span sy_article_origin(const sy_article *a, sy_span text)
{
    bool caption = a->captions.n && text.begin >= a->captions.at[0].begin;
    return sy__origin_back(&a->decoded.map, sy__origin_back(caption ? &a->caption_map : &a->text_map, text));
}

sy_span sy_article_text_of(const sy_article *a, sy_span source)
{
    sy_span decoded = sy__origin_forth(&a->decoded.map, source), text = sy__origin_forth(&a->text_map, decoded);
    return text.end > text.begin ? text : sy__origin_forth(&a->caption_map, decoded);
}
