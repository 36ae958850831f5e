/* Private to the string side of the stage: types, tokenizer, ruler, lemmatizer. */
#ifndef SY__ANNOTATE_LEXER_H
#define SY__ANNOTATE_LEXER_H

#include "annotate/doc.h"

/* ---- cutting a chunk ---------------------------------------------------------------------- */

/* Piece of a chunk; norm 0: the text's own. */
typedef struct sy__piece { sy_span at; uint64_t norm; } sy__piece;
typedef SY__VEC(sy__piece) sy__pieces;

/* Scratch for cutting; the result is in `out`, end to end over the chunk. */
typedef struct sy__cutter {
    const sy_ctx *ctx;
    sy__pieces    out, tail;
} sy__cutter;
void sy__cutter_done(sy__cutter *c);
/* false: no memory. */
bool sy__cut_chunk(sy__cutter *c, const sy_model *m, sy_str chunk, bool use_specials);
/* Number of an exception, or SY_NONE. */
uint32_t sy__special_find(const sy_model *m, sy_str text);

/* ---- second pass -------------------------------------------------------------------------- */

/* Exceptions that the affix rules would cut: a trie over the pieces they come apart in. Part of the model. */
typedef struct sy__trie_node { uint32_t child, sibling; uint16_t word; bool end; } sy__trie_node;
typedef struct sy__patterns {
    sy_map words;                            /* text of a piece -> 1.. */
    SY__VEC(sy__trie_node) nodes;            /* 0 is the root */
    SY__VEC(uint32_t) first;                 /* node of a word that begins a pattern, by word; 0: none */
    uint32_t longest;                        /* pieces of the longest pattern */
} sy__patterns;
sy_status sy__patterns_new(sy__patterns **out, sy_ctx *ctx, const sy_model *m, sy_error *err);
void      sy__patterns_free(sy__patterns *p, sy_ctx *ctx);

/* ---- rules -------------------------------------------------------------------------------- */

/* The ruler's rules made ready. Part of the model. */
typedef struct sy__ruler {
    uint8_t   dep_class[SY_DEP_N];           /* deps that no one-token rule tells apart share a class */
    uint32_t  n_pairs;
    uint16_t  pairs[32];                     /* numbers of the two-token rules */
    uint32_t  n_words;
    uint32_t *pairs_of_word;                 /* bit set of the pairs found by that word */
} sy__ruler;
sy_status sy__ruler_new(sy__ruler **out, sy_ctx *ctx, const sy_model *m, sy_error *err);
void      sy__ruler_free(sy__ruler *r, sy_ctx *ctx);

/* What ruler and lemmatizer make of a token. */
typedef struct sy__verdict {
    sy_str  lemma;
    uint8_t pos, tag, dep;
    uint8_t sets;                            /* of SY__RULE_TAG, SY__RULE_DEP */
} sy__verdict;

/* ---- lexer -------------------------------------------------------------------------------- */

/* Caches of linear probing. A search goes no further than this, so that texts made to collide cost time linear in
 * their length; what finds no place is worked out anew. */
enum { SY__MAX_PROBES = 32 };

typedef struct sy__type_slot { uint64_t hash; uint32_t type; } sy__type_slot;           /* type + 1; 0: empty */
typedef struct sy__chunk_slot { uint64_t hash; const char *ptr; uint32_t len, first, n; } sy__chunk_slot;  /* n 0: empty */
typedef struct sy__verdict_slot { uint64_t key; uint32_t verdict; } sy__verdict_slot;   /* key 0: empty */
typedef struct sy__match { uint32_t begin, n; } sy__match;                              /* tokens */
typedef struct sy__hit { uint32_t token; sy__verdict verdict; } sy__hit;

struct sy__lexer {
    sy_ctx          *ctx;
    const sy_model  *m;
    uint32_t         epoch;
    sy_arena         arena;                  /* texts, lemmas */
    SY__VEC(sy__type) types;
    sy__type_slot   *type_slots;
    uint32_t         type_cap;
    SY__VEC(uint32_t) chunk_types;           /* what the chunk slots point into */
    sy__chunk_slot  *chunk_slots;
    uint32_t         n_chunks, chunk_cap;
    SY__VEC(sy__verdict) verdicts;
    sy__verdict_slot *verdict_slots;
    uint32_t         verdict_cap;
    /* scratch */
    sy__cutter       cutter;
    sy_buf           text;
    SY__VEC(sy__match) matches;
    SY__VEC(sy__hit)  hits;
};

/* Number of the type of (text, norm), made if new; SY_NONE: no memory. norm 0: the text's own. */
uint32_t sy__type_of(sy__lexer *x, sy_str text, uint64_t norm);
/* Appends a token of that type; false: no memory. */
static inline bool sy__doc_push(sy__doc *d, uint32_t begin, uint32_t type)
{
    if (d->n == d->cap && !sy__doc_reserve(d, d->n + 1))
        return false;
    d->begin[d->n] = begin;
    d->type[d->n] = type;
    d->space[d->n++] = 0;
    return true;
}
/* Puts exceptions together again that were cut; false: no memory. */
bool sy__second_pass(sy__lexer *x, sy__doc *d);
/* The lemma of a type; `base`: of SY__BASE_.... false: no memory. */
bool sy__lemma(sy__lexer *x, const sy__type *type, uint8_t pos, uint8_t base, sy_str *out);

static inline uint64_t sy__mix64(uint64_t h)
{
    h = (h ^ (h >> 32)) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

#endif
