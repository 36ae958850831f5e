/* Insets: text that stands in the page otherwise than as markup, decoded, with the way back to the page's bytes. */
#ifndef SY__EXTRACT_INSET_H
#define SY__EXTRACT_INSET_H

#include "extract/article.h"

/* Decoded text and where each byte of it stands in the decoded page. Bytes that were only put in, to part one string from
 * the next, come from nowhere. */
typedef struct sy__inset {
    sy_buf     buf;
    sy__origin map;      /* buf -> decoded page */
} sy__inset;

void sy__inset_init(sy__inset *s, const sy_ctx *ctx);
void sy__inset_done(sy__inset *s);

/* A text of strings: the decoded page itself (`map` NULL) or an inset of it. */
typedef struct sy__layer { sy_str text; const sy__origin *map; } sy__layer;
static inline sy__layer sy__inset_layer(const sy__inset *s) { return (sy__layer){ sy__buf_view(&s->buf), &s->map }; }

/* Each appends what a part of `from` stands for. false: no memory. */
bool sy__inset_raw(sy__inset *s, sy__layer from, sy_span at);        /* as it is */
bool sy__inset_string(sy__inset *s, sy__layer from, sy_span at);     /* escapes of JSON and JavaScript resolved */
bool sy__inset_charrefs(sy__inset *s, sy__layer from, sy_span at);   /* character references resolved, once */
bool sy__inset_plain(sy__inset *s, sy__layer from, sy_span at);      /* text without markup, as markup of paragraphs */
/* Appends markup that does not stand in the page. */
void sy__inset_put(sy__inset *s, const char *markup);

/* A string literal of a script, between its quotation marks. */
typedef struct sy__literal {
    sy_span  at;
    uint64_t path, key;  /* of the names that lead to its structure, and of its own: items of one list share both */
    uint32_t layer;      /* which of several texts it stands in: for the caller */
} sy__literal;

/* Calls `each` for every literal that is no property's name. It follows the brackets of JSON and of object literals in
 * JavaScript, takes linear time and never fails on what is neither. false: `each` gave false. */
bool sy__literals(sy_str text, sy_span at, bool (*each)(void *user, const sy__literal *literal), void *user);

#endif
