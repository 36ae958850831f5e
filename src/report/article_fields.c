/* The fields of one extracted document, as `extract` prints them and as an account repeats them; spans of its text. */
#include "report/article_fields.h"

static const char *const block_kinds[] = { "title", "standfirst", "heading", "paragraph", "quote", "list", "table" };
static const char *const boilerplate_kinds[] = { "navigation", "teaser", "caption", "credit", "advert", "date", "social", "comments", "legal", "other" };

static void put_strings(sy__json *j, const char *key, const sy_str *at, size_t n)
{
    sy__json_array(j, key);
    for (size_t i = 0; i < n; i++) sy__json_str(j, NULL, at[i]);
    sy__json_end(j);
}

static void put_source(sy__json *j, const sy_document *d)
{
    sy__json_object(j, "source");
    sy__json_str(j, "path", d->path);
    sy__json_str_or_null(j, "url", d->url);
    sy__json_z(j, "sha256", d->sha256);
    sy__json_str_or_null(j, "record", d->record);
    sy__json_end(j);
}

static void put_evidence(sy__json *j, const sy_article *a)
{
    size_t n;
    const sy_evidence *e = sy_article_evidence(a, &n);
    sy__json_object(j, "evidence");
    for (size_t i = 0; i < n; i++) {
        if (i && strcmp(e[i].field, e[i - 1].field) == 0) continue;   /* the first of a field is the one that was taken */
        sy__json_object(j, e[i].field);
        if (e[i].source.end > e[i].source.begin) sy__json_span(j, "span", e[i].source);
        else sy__json_null(j, "span");
        sy__json_str_or_null(j, "element", e[i].element);
        sy__json_end(j);
    }
    sy__json_end(j);
}

static void put_blocks(sy__json *j, const sy_article *a)
{
    size_t n;
    const sy_block *b = sy_article_blocks(a, &n);
    sy__json_array(j, "blocks");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(j, NULL);
        sy__json_z(j, "kind", block_kinds[b[i].kind]);
        sy__json_str_or_null(j, "language", b[i].language);
        sy__json_span(j, "span", b[i].source);
        if (b[i].kind == SY_BLOCK_TITLE) sy__json_null(j, "text_span");   /* the title is no part of the text */
        else sy__json_span(j, "text_span", b[i].text);
        sy__json_end(j);
    }
    sy__json_end(j);
    const sy_boilerplate *p = sy_article_boilerplate(a, &n);
    sy__json_array(j, "boilerplate");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(j, NULL);
        sy__json_z(j, "kind", boilerplate_kinds[p[i].kind]);
        sy__json_span(j, "span", p[i].source);
        sy__json_end(j);
    }
    sy__json_end(j);
}

static void put_diagnostics(sy__json *j, const sy_article *a)
{
    size_t n;
    const sy_diagnostic *d = sy_article_diagnostics(a, &n);
    sy__json_array(j, "diagnostics");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(j, NULL);
        sy__json_z(j, "code", d[i].code);
        sy__json_str(j, "text", d[i].text);
        sy__json_end(j);
    }
    sy__json_end(j);
}

/* A document that gave no article has every field all the same. */
static void put_nothing(sy__json *j)
{
    static const char *const nulls[] = { "language", "title", "outlet", "published", "updated" };
    static const char *const more[] = { "dateline", "canonical_url", "section" };
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) sy__json_null(j, nulls[i]);
    put_strings(j, "authors", NULL, 0);
    put_strings(j, "agencies", NULL, 0);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) sy__json_null(j, more[i]);
    sy__json_bool(j, "truncated", false);
    sy__json_object(j, "evidence");
    sy__json_end(j);
    sy__json_z(j, "text", "");
    put_strings(j, "blocks", NULL, 0);
    put_strings(j, "boilerplate", NULL, 0);
    put_strings(j, "diagnostics", NULL, 0);
}

void sy__put_article_fields(sy__json *j, const sy_document *d, const sy_article *a)
{
    sy__json_str(j, "id", d->id);
    put_source(j, d);
    if (!a) {
        put_nothing(j);
        return;
    }
    const sy_metadata *m = sy_article_metadata(a);
    sy__json_str_or_null(j, "language", m->language);
    sy__json_str_or_null(j, "title", m->title);
    sy__json_str_or_null(j, "outlet", m->outlet);
    sy__json_str_or_null(j, "published", m->published);
    sy__json_str_or_null(j, "updated", m->updated);
    put_strings(j, "authors", m->authors, m->n_authors);
    put_strings(j, "agencies", m->agencies, m->n_agencies);
    sy__json_str_or_null(j, "dateline", m->dateline);
    sy__json_str_or_null(j, "canonical_url", m->canonical_url);
    sy__json_str_or_null(j, "section", m->section);
    sy__json_bool(j, "truncated", m->truncated);
    put_evidence(j, a);
    sy__json_str(j, "text", sy_article_text(a));
    put_blocks(j, a);
    put_diagnostics(j, a);
}

bool sy__is_source(const sy_article *a)
{
    sy_span all = { 0, (uint32_t)sy_article_text(a).len }, at = sy_article_origin(a, all);
    return sy_article_is_verbatim(a) && at.begin == 0 && at.end == all.end;
}

bool sy__is_caption(const sy_article *a, sy_span reading)
{
    size_t n;
    const sy_span *at = sy_article_captions(a, &n);
    return n && reading.begin >= at[0].begin;
}

static void put_own_span(sy__json *j, const char *key, const sy_article *a, sy_span text)
{
    if (sy__is_caption(a, text)) sy__json_null(j, key);
    else sy__json_span(j, key, text);
}

void sy__put_text_span(sy__json *j, const char *key, const char *text_key, const sy_article *a, sy_span text)
{
    sy__json_span(j, key, sy_article_origin(a, text));
    if (!sy__is_source(a)) put_own_span(j, text_key, a, text);
}

void sy__put_text_spans(sy__json *j, const char *key, const char *text_key, const sy_article *a, const sy_span *spans, size_t n)
{
    sy__json_array(j, key);
    for (size_t i = 0; i < n; i++) sy__json_span(j, NULL, sy_article_origin(a, spans[i]));
    sy__json_end(j);
    if (sy__is_source(a)) return;
    sy__json_array(j, text_key);
    for (size_t i = 0; i < n; i++) put_own_span(j, NULL, a, spans[i]);
    sy__json_end(j);
}
