/* What the files of extract share beyond the article and the lexicon. */
#ifndef SY__EXTRACT_INTERNAL_H
#define SY__EXTRACT_INTERNAL_H

#include "extract/article.h"
#include "extract/lexicon.h"

struct sy_extractor {
    sy_ctx          *ctx;
    sy_extract_opts  opts;
    sy__limit        limit;      /* that the last document hit */
    sy__lexicon     *lex;
    struct sy__names  *names;
    struct sy__forest *forest;
};

/* Source bytes -> UTF-8 with an origin map. hint: a container's charset, may be empty; html: look at its meta elements.
 * false: no memory. */
bool sy__decode(sy__decoded *d, const sy_ctx *ctx, sy_str source, sy_str hint, bool html);

/* The forms. The article's decoded text is set. */
sy_status sy__extract_page(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err);
sy_status sy__extract_text(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err);
sy_status sy__extract_html(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err);

/* Languages as ISO 639 codes of static storage, empty where unsure: first of each block that is long enough (false: the
 * budget is spent), then of the article, and of a part of it that is in another one. */
bool   sy__language_of_blocks(sy_article *a);
sy_str sy__language_of_article(const sy_article *a);
sy_str sy__second_language(const sy_article *a);

/* Share of a caption's content words that the prose around must have: others belong to other stories' pictures. */
#define SY__CAPTION_OVERLAP 0.3f
/* captions.c: puts those of the pictures behind the text that say something, once each, without labels and credits. The last that
 * is done to the text. */
void sy__read_captions(const sy__lexicon *lex, sy_article *a);

/* Characters of the text that were UTF-8 read as Windows-1252; 0 where they are too few among good ones to be sure. */
uint32_t sy__mojibake(sy_str text);

#endif
