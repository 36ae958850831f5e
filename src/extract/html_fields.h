/* From what was found about an HTML page to the article's metadata. */
#ifndef SY__EXTRACT_HTML_FIELDS_H
#define SY__EXTRACT_HTML_FIELDS_H

#include "extract/html_meta.h"
#include "extract/internal.h"

/* Fills the metadata that was not given, with evidence, and notes disagreement. false: no memory. */
bool sy__html_fields(sy_article *a, sy__meta *m, const sy__html_blocks *b, const sy_document *doc);

#endif
