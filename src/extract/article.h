/* The article under construction: text, origin map, blocks, boilerplate, metadata with evidence.
 * Positions given to the builder are bytes of the decoded source; what it stores are bytes of the source. */
#ifndef SY__EXTRACT_ARTICLE_H
#define SY__EXTRACT_ARTICLE_H

#include "extract/budget.h"

/* A run of one text and the run of another that it came from: n pieces, each step_to bytes from step_from bytes. Byte for byte
 * equal runs are pieces of one byte. */
typedef struct sy__seg {
    uint32_t to, from, n, step_to, step_from;
} sy__seg;

/* Sorted on both sides. Without segments and with `identity`, positions are equal. */
typedef struct sy__origin {
    const sy_ctx *ctx;
    SY__VEC(sy__seg) segs;
    bool identity;
} sy__origin;

void    sy__origin_init(sy__origin *o, const sy_ctx *ctx);
void    sy__origin_done(sy__origin *o);
/* same: byte for byte, so that inner positions lead to inner positions; otherwise the run is one piece.
 * false: no memory. Runs must come in order; neighbours that continue each other are joined. */
bool    sy__origin_add(sy__origin *o, sy_span to, sy_span from, bool same);
/* Smallest range of `from` that covers a range of `to`. */
sy_span sy__origin_back(const sy__origin *o, sy_span to);
/* Range of `to` that comes from a range of `from`; [0,0) if none does. */
sy_span sy__origin_forth(const sy__origin *o, sy_span from);
/* The runs that make up a range of `to`, one after the other. false: `piece` gave false. */
bool    sy__origin_pieces(const sy__origin *o, sy_span to, bool (*piece)(void *user, sy_span to, sy_span from, bool same), void *user);

/* A document's bytes as UTF-8. `text` may be the source itself. */
typedef struct sy__decoded {
    sy_str      text;
    sy__origin  map;        /* text -> source */
    const char *charset;    /* static name */
    sy_buf      buf;        /* owns text where it is not the source */
    uint32_t    invalid;    /* bytes that meant nothing, now U+FFFD */
    bool        guessed;    /* by statistics, not by a declaration */
    const char *declared;   /* a declaration that the bytes contradict, or NULL */
} sy__decoded;

struct sy_article {
    const sy_ctx *ctx;
    sy_arena      arena;
    sy_buf        text;          /* and behind it, once they are read, the captions */
    sy__origin    text_map;      /* text -> decoded */
    SY__VEC(sy_span) captions;   /* of the same buffer */
    sy__origin    caption_map;   /* captions -> decoded: they may stand before the text, and a map goes one way */
    struct { sy_buf text; sy__origin map; SY__VEC(sy_span) at; bool open; } pictures;   /* captions as the page has them, while it is read */
    sy__decoded   decoded;       /* its map: decoded -> source; text and buf are dropped when done */
    sy_metadata   meta;
    SY__VEC(sy_block) blocks;
    SY__VEC(sy_boilerplate) boilerplate;
    SY__VEC(sy_evidence) evidence;
    SY__VEC(sy_diagnostic) diagnostics;
    SY__VEC(sy_str) authors;
    bool            authors_given;   /* by the input: no others are looked for */
    SY__VEC(sy_str) agencies;
    sy__budget *budget;          /* while it is made */
    bool verbatim;
    bool failed;                 /* out of memory somewhere: checked once at the end */
};

sy_span sy__article_source(const sy_article *a, sy_span decoded);
/* A copy in the article's arena; empty (and failed) without memory. */
sy_str  sy__article_copy(sy_article *a, sy_str s);
/* The same with runs of white space as one space, and none at the ends. */
sy_str  sy__article_fold(sy_article *a, sy_str s);
/* Host of an address without "www.", empty where it has none. */
sy_str  sy__url_host(sy_str url);

/* Blocks: begin, then runs, then end; or one verbatim range. */
void sy__article_block(sy_article *a, sy_block_kind kind, sy_span decoded);
void sy__article_block_begin(sy_article *a);
void sy__article_run(sy_article *a, sy_str bytes, sy_span decoded, bool same);
void sy__article_block_end(sy_article *a, sy_block_kind kind);
void sy__article_title(sy_article *a, sy_span decoded, sy_str words);
/* The same for a photo's caption, which is boilerplate too: runs between begin and end are its own. */
void sy__article_caption_begin(sy_article *a);
void sy__article_caption_end(sy_article *a);

void sy__article_boilerplate(sy_article *a, sy_boilerplate_kind kind, sy_span decoded, sy_str text);
/* field: a string literal. element may be empty. */
void sy__article_evidence(sy_article *a, const char *field, sy_span decoded, sy_str element);
void sy__article_note(sy_article *a, const char *code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
bool sy__article_add_author(sy_article *a, sy_str name);   /* true if it is new */
bool sy__article_add_agency(sy_article *a, sy_str name);

/* Sorts what has to be sorted, fills the views in the metadata, drops the decoded text. */
sy_status sy__article_finish(sy_article *a, sy_error *err);
sy_status sy__article_new(sy_article **out, const sy_ctx *ctx, sy_error *err);

#endif
