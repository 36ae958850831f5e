/* A text on its way through the stage, and the string side of an annotator: the tokenizer fills type and space, the
 * networks tag, head, dep, sentence starts and entities, the attribute ruler and the lemmatizer pos and lemma. */
#ifndef SY__ANNOTATE_DOC_H
#define SY__ANNOTATE_DOC_H

#include "annotate/model.h"

/* A word type: what the networks and rules need to know of a (text, norm). */
typedef struct sy__type {
    sy_str   text, lower;                      /* owned by the lexer */
    uint64_t norm, prefix, suffix, shape;      /* keys of the embedding columns */
    uint16_t word;                             /* of ruler_words; 0: none */
    uint16_t trie_word;                        /* of the second pass; 0: none */
    bool     is_space;                         /* key of IS_SPACE */
    bool     own_norm;                         /* norm is the text's own, not an exception's */
} sy__type;

typedef struct sy__doc {
    const sy_ctx *ctx;
    sy_str        text;          /* borrowed */
    uint32_t      n, cap;
    /* One entry a token, all of length n: */
    uint32_t     *begin;         /* byte offset; a token ends at begin + its type's text.len */
    uint32_t     *type;          /* index into sy__lexer_types */
    uint8_t      *space;         /* key of SPACY: one U+0020 follows that is no token */
    /* by the networks: */
    uint8_t      *tag;           /* sy_tag */
    uint8_t      *dep;           /* sy_dep */
    uint32_t     *head;          /* index; a root is its own */
    uint8_t      *sent_start;    /* 1 or 0; 1 at token 0 */
    uint8_t      *ent;           /* sy_ent */
    uint8_t      *ent_begins;    /* 1 or 0 */
    /* by sy__rule_and_lemma: */
    uint8_t      *pos;           /* sy_pos */
    sy_str       *lemma;         /* points into text, a type, the model or the lexer's memory */
    void         *block;         /* all of the above */
} sy__doc;

void sy__doc_init(sy__doc *d, const sy_ctx *ctx);
void sy__doc_done(sy__doc *d);
bool sy__doc_reserve(sy__doc *d, uint32_t n);   /* room for n tokens; false: no memory */
/* Zeroes all but begin, type and space. */
void sy__doc_clear(sy__doc *d);

/* Word types, and caches of chunks, rules and lemmas. Bounded; what is in them never changes a result. */
typedef struct sy__lexer sy__lexer;
sy_status sy__lexer_new(sy__lexer **out, sy_ctx *ctx, const sy_model *m, sy_error *err);
void      sy__lexer_free(sy__lexer *x);
/* Forgets everything if that has grown too large. To be called when no sy__doc of it is in use: type indices (and the
 * lemmas of a doc) hold until then. Returns a number that changes whenever it has forgotten. */
uint32_t  sy__lexer_trim(sy__lexer *x);
/* The array may move with every sy__tokenize; indices do not. */
const sy__type *sy__lexer_types(const sy__lexer *x, uint32_t *n);

/* text is borrowed by the doc. Fills begin, type and space; zeroes the rest. d may be used again and again.
 * SY_E_FORMAT: not UTF-8; SY_E_LIMIT: over 1,000,000 code points; SY_E_NOMEM. */
sy_status sy__tokenize(sy__lexer *x, sy__doc *d, sy_str text, sy_error *err);
/* After tagger and parser: pos and lemma; also tag and dep of some tokens (white space). The entity recogniser reads
 * neither, so the order of the two is free. SY_E_NOMEM. */
sy_status sy__rule_and_lemma(sy__lexer *x, sy__doc *d, sy_error *err);

/* The finished doc as the public result: copies text and lemmas. */
sy_status sy__annotation_from_doc(sy_annotation **out, sy_ctx *ctx, const sy__lexer *x, const sy__doc *d, sy_error *err);

#endif
