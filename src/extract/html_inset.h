/* An article that a page holds, but not as markup that a reader sees: in JSON-LD, in the state of its scripts, in templates. */
#ifndef SY__EXTRACT_HTML_INSET_H
#define SY__EXTRACT_HTML_INSET_H

#include "extract/html_meta.h"
#include "extract/inset.h"
#include "extract/internal.h"

typedef struct sy__inset_article {
    sy__inset       inset;
    sy__tree        tree;      /* of the inset's text */
    sy__html_blocks blocks;
    const char     *code;      /* the diagnostic that says where it was found; NULL: there is none */
    uint32_t        chars;     /* of its paragraphs of whole sentences */
    float           overlap;   /* share of the title's words that it has */
} sy__inset_article;

void sy__inset_article_init(sy__inset_article *x, const sy__lexicon *lex);
void sy__inset_article_done(sy__inset_article *x);
/* Looks for an article that has clearly more text than what was found in the markup, whose blocks are labelled.
 * false: no memory. */
bool sy__inset_article_find(sy__inset_article *x, const sy_extractor *ex, const sy__meta *m, const sy__html_blocks *markup);

#endif
