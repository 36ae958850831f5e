/* What the pages of one site have in common: counts of their blocks, and what follows from them for one page. */
#ifndef SY__EXTRACT_SITES_H
#define SY__EXTRACT_SITES_H

#include "extract/article.h"

/* A block's words, and what the page alone said of it. */
typedef struct sy__site_block {
    sy_str text;
    bool   of_text;      /* held to be of the article; cleared where the site says otherwise */
    bool   prose;
    float  overlap;      /* share of its content words that prose elsewhere on the page has */
} sy__site_block;

/* Clears of_text of blocks that repeat on the site's pages. They are of the site where nearly all of its pages have them, and with
 * fewer where they stand before or behind all that is the page's own or share few words with it: a paragraph of background that
 * comes again in later reports is text. a->meta has the canonical URL; a diagnostic says how many were cleared. */
void sy__site_clear(const sy_site_profile *p, const sy_document *doc, sy_article *a, sy__site_block *blocks, uint32_t n);

#endif
