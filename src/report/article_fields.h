/* What the JSON writers share: the fields of one extracted document, and spans of its text. */
#ifndef SY__REPORT_ARTICLE_FIELDS_H
#define SY__REPORT_ARTICLE_FIELDS_H

#include "report/json.h"
#include "synoptic/extract.h"

/* The article's text is the source, byte for byte and from its first byte on: no text_span is needed beside a span. */
bool sy__is_source(const sy_article *a);

/* Bytes of sy_article_reading() that a caption has. */
bool sy__is_caption(const sy_article *a, sy_span reading);

/* Members of the open object, from "id" to "diagnostics". The article may be NULL: every field is there, null or empty. */
void sy__put_article_fields(sy__json *j, const sy_document *d, const sy_article *a);
/* A span of what facts read as bytes of the source; the span itself beside it where the text is not byte for byte the source's, null
 * where a caption has the words. */
void sy__put_text_span(sy__json *j, const char *key, const char *text_key, const sy_article *a, sy_span text);
/* The same for a list of spans: two lists of equal length. */
void sy__put_text_spans(sy__json *j, const char *key, const char *text_key, const sy_article *a, const sy_span *spans, size_t n);

#endif
