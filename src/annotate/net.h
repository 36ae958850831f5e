/* The network side of an annotator: weights packed for the kernels, word-type caches, and what computes tags, trees and
 * entities of docs that the tokenizer has filled. */
#ifndef SY__ANNOTATE_NET_H
#define SY__ANNOTATE_NET_H

#include "annotate/doc.h"
#include "neural/neural.h"

/* ---- packed weights ----------------------------------------------------------------------- */

typedef struct sy__tok2vec {
    const sy__tok2vec_weights *raw;
    sy__dense embed;               /* columns of the embedding -> 288, for maxout */
    sy__dense parts;               /* 96 -> left, centre (with the bias) and right products of layer 1 */
    sy__conv  conv[SY__LAYERS - 1];/* layers 2.. */
    sy__norm  norm[1 + SY__LAYERS];
} sy__tok2vec;

enum { SY__STEP_IN = SY__STEP_PIECES * SY__HIDDEN };   /* floats of one slot of a token */

/* Which parser classes may be taken, as biases for sy__kernels.step. */
enum { SY__MAY_SHIFT = 1, SY__MAY_REDUCE = 2, SY__MAY_ARC = 4, SY__MAY_BREAK = 8, SY__MAY_N = 16 };

/* Shared by all threads. Rows of slots are [first pieces 64 | second pieces 64]. */
typedef struct sy__net {
    const sy_model *model;
    void           *memory;
    sy__tok2vec     tok2vec, ner_tok2vec;
    sy__dense       tagger;               /* 96 -> 64, padding -infinity */
    sy__dense       parser_linear, parser_table;   /* 96 -> 64; 64 -> 8 slots */
    const float    *parser_pad;           /* 8 slots: no token there */
    const float    *parser_init;          /* SY__MAY_N rows of 128 */
    uint8_t         parser_first[5];      /* first class of each action */
    sy__step        parser_step, ner_step;
    sy__dense       ner_linear, ner_now, ner_open;  /* 96 -> 64; 64 -> slot 0; 64 -> slots 1 and 2 */
    sy__dense       ner_upper;            /* 64 -> 80 class scores */
    const float    *ner_pad;              /* 3 slots */
    const float    *ner_closed;           /* 128: biases and empty slots of a token outside of an entity */
    const float    *ner_mask[2];          /* 80: outside, where an entity may go on behind this token or not */
    uint8_t         ner_in[SY_ENT_N], ner_last[SY_ENT_N], ner_out;  /* classes */
    const float    *zero;                 /* 1024 */
} sy__net;

sy_status sy__net_new(sy__net **out, const sy_model *m, sy_error *err);
void      sy__net_free(sy__net *net);                  /* NULL is a no-op */

/* ---- word types --------------------------------------------------------------------------- */

/* Rows of floats by small keys, kept for the keys met lately. net_slots.c */
typedef struct sy__slots {
    const sy_ctx *ctx;
    uint32_t      capacity, n, floats;    /* slots at most, now; floats of a row */
    void        **chunks;                 /* their memory, as allocated */
    uint32_t      n_chunks;
    uint32_t     *key_of, *stamp;         /* by slot: its key; the turn that last used it */
    uint8_t      *lately;                 /* by slot: used since the hand came by */
    uint32_t     *slot_of, n_keys;        /* by key: slot + 1, 0: none */
    uint32_t      hand, turn;
} sy__slots;
bool     sy__slots_init(sy__slots *s, const sy_ctx *ctx, uint32_t capacity, uint32_t floats);   /* false: no memory; then done */
void     sy__slots_done(sy__slots *s);
void     sy__slots_forget(sy__slots *s);
/* Starts a turn of at most `capacity` keys, all below n_keys; their slots stay theirs for the turn. false: no memory. */
bool     sy__slots_turn(sy__slots *s, uint32_t n_keys);
/* Slot of a key; *fresh: its row is to be filled. SY_NONE: no memory. */
uint32_t sy__slots_find(sy__slots *s, uint32_t key, bool *fresh);
float   *sy__slots_row(const sy__slots *s, uint32_t slot);

typedef struct sy__fresh_item { uint32_t item, vector; } sy__fresh_item;
typedef struct sy__fresh_vector { uint32_t slot; uint64_t keys[SY__MAX_COLUMNS]; } sy__fresh_vector;

/* What a word type brings to layer 1, for the kernels' mix. */
typedef struct sy__embeds {
    const sy_ctx      *ctx;
    const sy__kernels *k;
    const sy__tok2vec *t;
    sy__slots          items, vectors;    /* SY__NN_MIX and 96 floats a type */
    sy__fresh_item    *fresh_items;       /* to be filled */
    sy__fresh_vector  *fresh_vectors;
    uint32_t           n_items, n_vectors;
    float             *pad;               /* item of a row beyond the text */
    float             *scratch;
    void              *scratch_block, *pad_block;
} sy__embeds;

sy_status sy__embeds_init(sy__embeds *e, const sy_ctx *ctx, const sy__kernels *k, const sy__tok2vec *t, uint32_t capacity, sy_error *err);
void      sy__embeds_done(sy__embeds *e);
void      sy__embeds_forget(sy__embeds *e);            /* keys change their meaning */
/* Starts a block of at most `capacity` keys, which are below n_keys; their items stay where they are until the next one. */
sy_status sy__embeds_begin(sy__embeds *e, uint32_t n_keys, sy_error *err);
/* Item of a key; its features are read only if it is new. SY_NONE: no memory. */
uint32_t  sy__embeds_slot(sy__embeds *e, uint32_t key, const sy__type *type, uint8_t space);
/* After the last slot: computes what is new. From then on the items may be read. */
void      sy__embeds_fill(sy__embeds *e);
static inline const float *sy__embeds_item(const sy__embeds *e, uint32_t slot) { return sy__slots_row(&e->items, slot); }

/* ---- token vectors -------------------------------------------------------------------------- */

/* Tokens [begin, end) of a doc in a block; their vectors are rows out.. of it. */
typedef struct sy__segment {
    uint32_t doc, begin, end, out;
    uint32_t base;                        /* first row in the layers' buffers, which is row `begin` of the padded doc */
} sy__segment;

/* Runs one of the networks over docs, block by block, so that memory does not grow with them. The vectors of a token
 * do not depend on how the blocks fall. */
typedef struct sy__blocks {
    const sy_ctx      *ctx;
    const sy__kernels *k;
    float             *a, *b, *vectors, *scratch;
    void              *memory;
    const float      **items;
    uint32_t          *slots;
    sy__tile          *tiles;
    sy__segment       *segments;          /* of the present block */
    uint32_t           n_segments, n_rows, max_rows;
    /* the run: */
    sy__embeds        *embeds;
    const sy__doc     *docs;
    const sy__type    *types;
    uint32_t           n_types, n_docs, doc, token;
} sy__blocks;

sy_status sy__blocks_init(sy__blocks *x, const sy_ctx *ctx, const sy__kernels *k, uint32_t max_rows, sy_error *err);
void      sy__blocks_done(sy__blocks *x);
void      sy__blocks_start(sy__blocks *x, sy__embeds *e, const sy__type *types, uint32_t n_types, const sy__doc *docs, uint32_t n_docs);
/* The next block: segments and their vectors, 96 floats a token, x->n_rows in all. *more false: there is none. */
sy_status sy__blocks_next(sy__blocks *x, bool *more, sy_error *err);

/* ---- decisions ------------------------------------------------------------------------------- */

typedef struct sy__parser sy__parser;
sy_status sy__parser_new(sy__parser **out, const sy_ctx *ctx, const sy__kernels *k, const sy__net *net, sy_error *err);
void      sy__parser_free(sy__parser *p);
/* Heads, deps and sentence starts of docs; linear: 64 floats a token, doc after doc. */
sy_status sy__parse(sy__parser *p, sy__doc *docs, uint32_t n_docs, const sy__type *types, const float *linear, sy_error *err);

/* From arcs to a tree: heads hold SY_NONE for a root; `want` the label that the head of a moved arc must have
 * (SY__NO_DEP: none). Moves heads, marks roots, finds sentence starts. tree.c */
sy_status sy__tree_finish(sy__doc *d, const sy__type *types, const uint8_t *want, sy_error *err);

/* Entities of a doc, segment after segment. */
typedef struct sy__ner {
    const sy__kernels *k;
    const sy__net     *net;
    uint8_t            ent;               /* of the open entity; SY_ENT_NONE: outside */
    float              first[SY__STEP_IN];/* slot 1 of its first token */
    float              open[2 * SY__STEP_IN];  /* slots 1 and 2 of the token before */
    float              init[SY__NN_STEP_COLS]; /* all -infinity */
} sy__ner;
void sy__ner_init(sy__ner *x, const sy__kernels *k, const sy__net *net);
enum { SY__NER_SCRATCH = SY__HIDDEN + SY__STEP_IN + SY__HIDDEN + 80 };   /* floats a token */
/* Tokens [begin, end) with their vectors; begin is 0 or the last call's end. */
void sy__ner_run(sy__ner *x, sy__doc *d, const sy__type *types, uint32_t begin, uint32_t end, const float *vectors, float *scratch);

/* 64-byte aligned floats, uninitialised; *block is what to free. NULL: no memory. */
float *sy__floats(const sy_ctx *ctx, size_t n, void **block);

#endif
