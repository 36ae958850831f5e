/* The English model file (tools/make_model.py): its layout, and the views of it that the stage works with.
 *
 * A file is flat and little-endian: a header of 64 bytes, a table of `n_sections` entries of 64 bytes, then the
 * sections in the order of the table, each at a multiple of 64 and padded to one with zeros. Every byte is under a
 * checksum: the header's covers header (itself as 0) and table, an entry's covers its section with the padding.
 * All that the code indexes with is checked once, in sy_model_open; nothing in the file is trusted after that but
 * what was checked. */
#ifndef SY__ANNOTATE_MODEL_H
#define SY__ANNOTATE_MODEL_H

#include "base/base.h"
#include "synoptic/annotate.h"

/* ---- file ------------------------------------------------------------------------------- */

#define SY__MODEL_VERSION 1u
#define SY__MODEL_MAX_SECTIONS 4096u

typedef struct sy__model_head {
    char     magic[8];            /* "SYMODEL\0" */
    uint32_t version, n_sections;
    uint64_t length;              /* of the file */
    uint64_t checksum;            /* of header and table, this field being 0 */
    uint8_t  zero[32];
} sy__model_head;

typedef struct sy__model_entry {
    char     name[40];            /* NUL-padded */
    uint64_t offset, length;      /* without the padding */
    uint64_t checksum;            /* with the padding */
} sy__model_entry;

/* n is a multiple of 32. */
uint64_t sy__model_checksum(const void *p, size_t n);

/* ---- networks ---------------------------------------------------------------------------- */

enum {
    SY__WIDTH = 96,               /* of a token's vector */
    SY__PIECES = 3,               /* of a maxout */
    SY__LAYERS = 4,               /* of each convolution network, layer 0 being the embedding */
    SY__HIDDEN = 64,              /* of the transition models */
    SY__STEP_PIECES = 2,
    SY__PARSER_SLOTS = 8, SY__PARSER_CLASSES = 106,
    SY__NER_SLOTS = 3, SY__NER_CLASSES = 74,
    SY__MAX_COLUMNS = 6
};

/* Columns of the embedding, in this order; seeds are 8 + column. */
enum { SY__COL_NORM, SY__COL_PREFIX, SY__COL_SUFFIX, SY__COL_SHAPE, SY__COL_SPACY, SY__COL_IS_SPACE };

/* Weights as in the file: float32, last index fastest. */
typedef struct sy__tok2vec_weights {
    uint32_t     n_columns;                /* 6, or 4 without SPACY and IS_SPACE */
    uint32_t     rows[SY__MAX_COLUMNS];
    const float *embed[SY__MAX_COLUMNS];   /* [rows][96] */
    const float *W[1 + SY__LAYERS];        /* [96][3][n_columns * 96], then [96][3][288] */
    const float *b[1 + SY__LAYERS];        /* [96][3] */
    const float *G[1 + SY__LAYERS];        /* [96] */
    const float *beta[1 + SY__LAYERS];     /* [96] */
} sy__tok2vec_weights;

typedef struct sy__step_weights {
    uint32_t     n_slots, n_classes;
    const float *linear_W, *linear_b;            /* [64][96], [64] */
    const float *lower_W, *lower_b, *lower_pad;  /* [slots][64][2][64], [64][2], [slots][64][2] */
    const float *upper_W, *upper_b;              /* [classes][64], [classes] */
} sy__step_weights;

typedef enum sy__parser_action { SY__SHIFT, SY__REDUCE, SY__LEFT, SY__RIGHT, SY__BREAK } sy__parser_action;
typedef enum sy__ner_action { SY__NER_MISSING, SY__NER_BEGIN, SY__NER_IN, SY__NER_LAST, SY__NER_UNIT, SY__NER_OUT } sy__ner_action;
#define SY__NO_DEP 255u

/* Class of the parser. A label "new||want" of a pseudo-projective tree is dep = new, want = the other. */
typedef struct sy__parser_move { uint8_t action, dep, want, zero; } sy__parser_move;   /* dep, want: sy_dep or SY__NO_DEP */
typedef struct sy__ner_move { uint8_t action, ent, zero[2]; } sy__ner_move;            /* ent: sy_ent; SY_ENT_NONE: none */

/* ---- strings ------------------------------------------------------------------------------ */

typedef struct sy__ref { uint32_t offset, length; } sy__ref;                           /* into the pool of strings */

/* Open-addressed, linear probing from hash & (cap - 1), hash = sy__hash(text, 1); an empty slot has length 0. */
typedef struct sy__text_slot { uint64_t hash; uint32_t offset; uint16_t length, value; } sy__text_slot;
typedef struct sy__text_table { const sy__text_slot *slots; uint32_t cap; } sy__text_table;
/* The same by 64-bit id; an empty slot has id 0. */
typedef struct sy__id_slot { uint64_t id, value; } sy__id_slot;
typedef struct sy__id_table { const sy__id_slot *slots; uint32_t cap; } sy__id_table;

/* Bits of a code point's class. */
enum {
    SY__CP_PREFIX = 1 << 0, SY__CP_SUFFIX = 1 << 1, SY__CP_ICON = 1 << 2, SY__CP_DOT_AFTER = 1 << 3, SY__CP_UPPER = 1 << 4,
    SY__CP_DOT_L = 1 << 5, SY__CP_DOT_R = 1 << 6, SY__CP_ALPHA = 1 << 7, SY__CP_TLD = 1 << 8,
    SY__CP_CASED = 1 << 9, SY__CP_SKIPPED = 1 << 10,   /* around a final sigma: cased; skipped in looking for one */
    SY__CP_ALNUM = 1 << 11, SY__CP_DIGIT = 1 << 12, SY__CP_SPACE = 1 << 13, SY__CP_LETTER = 1 << 14,
    SY__CP_LU = 1 << 15                                /* as Python's str.isalnum, isdigit, isspace, isalpha; category Lu */
};
enum { SY__CP_PAGES = 0x1100, SY__CP_PAGE = 256 };

typedef struct sy__special { uint16_t first, n; } sy__special;                         /* tokens of an exception */
typedef struct sy__special_token { sy__ref text; uint64_t norm; } sy__special_token;   /* norm 0: the text's own */

/* One rule of the attribute ruler over one or two adjacent tokens. Bit t of `tags` is tag t, of `deps` dep t. */
typedef struct sy__rule_test {
    uint64_t tags, deps;
    uint16_t first_word, n_words;   /* into ruler.sets; 0 words: any */
    uint8_t  space;                 /* 0, 1, or 2: either */
    uint8_t  zero[3];
} sy__rule_test;
enum { SY__MAX_RULER_WORDS = 4096, SY__MAX_LEMMA_RULES = 64 };     /* what model_check.c lets through */
enum { SY__RULE_POS = 1, SY__RULE_MORPH = 2, SY__RULE_LEMMA = 4, SY__RULE_TAG = 8, SY__RULE_DEP = 16 };
enum { SY__BASE_NOUN = 1, SY__BASE_VERB = 2, SY__BASE_ANY = 4 };   /* what the lemmatizer asks of the morphology */
typedef struct sy__rule {
    uint16_t      number;           /* of the entry: a later one overrides */
    uint8_t       n_tests, index;   /* the token that gets the attributes */
    uint8_t       sets;             /* SY__RULE_... */
    uint8_t       pos, base, tag, dep;
    uint8_t       zero[3];
    sy__ref       lemma;
    uint32_t      zero2;
    sy__rule_test test[2];
} sy__rule;

/* Suffix rule of the lemmatizer. */
typedef struct sy__lemma_rule { uint8_t pos, zero[3]; sy__ref old, fresh; } sy__lemma_rule;
enum { SY__LEMMA_ADJ, SY__LEMMA_ADV, SY__LEMMA_NOUN, SY__LEMMA_VERB, SY__LEMMA_PUNCT, SY__LEMMA_N };

/* ---- the model ------------------------------------------------------------------------------ */

struct sy_model {
    sy_ctx                *ctx;
    sy_file                file;
    const sy__model_entry *entries;
    uint32_t               n_entries;
    struct sy__net        *net;                   /* the weights packed for the kernels: net.h */

    sy__tok2vec_weights    tok2vec, ner_tok2vec;
    sy__step_weights       parser, ner;
    const float           *tagger_W, *tagger_b;   /* [50][96], [50] */
    const uint8_t         *tagger_labels;         /* [50] sy_tag */
    const sy__parser_move *parser_moves;          /* [106] */
    const sy__ner_move    *ner_moves;             /* [74] */

    sy_str                   pool;
    const uint16_t          *cp_index;            /* [SY__CP_PAGES] */
    const uint16_t          *cp_pages;            /* [][256] */
    const sy__ref           *units;               /* longest first */
    uint32_t                 n_units;
    sy__text_table           specials;
    const sy__special       *special_list;
    uint32_t                 n_specials;
    const sy__special_token *special_tokens;
    sy__text_table           reserved, base_norms;
    sy__id_table             lexeme_norms;
    const uint64_t          *base_norm_ids;
    sy__text_table           ruler_words;         /* lower-case text -> 1.. */
    const sy__rule          *rules;
    uint32_t                 n_rules;
    const uint16_t          *ruler_sets;
    const sy__lemma_rule    *lemma_rules;
    uint32_t                 n_lemma_rules;
    sy__text_table           lemma_exc[SY__LEMMA_N], lemma_index[SY__LEMMA_N];
    const sy__ref           *exc_lists;           /* offset, length: of exc_items */
    const sy__ref           *exc_items;

    /* Made from these at opening. */
    struct sy__patterns     *patterns;            /* of the tokenizer's second pass */
    struct sy__ruler        *ruler;
    uint32_t                 longest_special;     /* bytes */
};

/* A section by its name; false: there is none. Bytes are checked against the checksum, nothing else is. */
bool sy__model_section(const sy_model *m, const char *name, const void **ptr, uint64_t *length);

static inline sy_str sy__model_str(const sy_model *m, sy__ref r) { return (sy_str){ m->pool.ptr + r.offset, r.length }; }
/* Class of a code point up to 0x10ffff. */
static inline uint32_t sy__cp_class(const sy_model *m, uint32_t cp) {
    return m->cp_pages[(size_t)m->cp_index[cp >> 8] * SY__CP_PAGE + (cp & 255)];
}
/* SY_NONE: not there. */
uint32_t sy__text_find(const sy_model *m, const sy__text_table *t, sy_str text);
/* 0: not there. */
uint64_t sy__id_find(const sy__id_table *t, uint64_t id);
/* The id that the networks know a string by. */
uint64_t sy__string_id(const sy_model *m, sy_str text);

#endif
