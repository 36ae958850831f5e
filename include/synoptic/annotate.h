/* Stage 3, annotate: article text -> tokens, tags, lemmas, dependency trees, sentences, entity mentions.
 * What spaCy's en_core_web_sm 3.8 gives for the same text, computed in C from one memory-mapped model file. */
#ifndef SY_ANNOTATE_H
#define SY_ANNOTATE_H

#include "synoptic/annotate_labels.h"
#include "synoptic/base.h"

SY_BEGIN_DECLS

/** The weights and tables. Immutable: all threads share one. */
typedef struct sy_model sy_model;

/** Maps and verifies a model file. `ctx` is borrowed.
 *  @return SY_OK; SY_E_IO; SY_E_FORMAT (damaged, `offset` says where); SY_E_UNSUPPORTED (another version); SY_E_NOMEM. */
SY_API sy_status sy_model_open(sy_model **out, sy_ctx *ctx, const char *path, sy_error *err);
SY_API void sy_model_free(sy_model *m);                 /**< NULL is a no-op. */

/** Vector path to use. SY_VECTORS_BEST takes what the processor has. */
typedef enum sy_vectors { SY_VECTORS_BEST = 0, SY_VECTORS_PORTABLE = 1, SY_VECTORS_AVX2 = 2, SY_VECTORS_AVX512 = 3 } sy_vectors;

typedef struct sy_annotator_opts {
    uint32_t   version;      /**< SY_ANNOTATOR_OPTS_VERSION */
    sy_vectors vectors;      /**< One that the processor lacks: SY_E_UNSUPPORTED. */
    uint32_t   cache_types;  /**< Word types whose layers are kept, 11 KB each; 0 = 4096. */
} sy_annotator_opts;
#define SY_ANNOTATOR_OPTS_VERSION 1
#define SY_ANNOTATOR_OPTS_INIT { SY_ANNOTATOR_OPTS_VERSION, SY_VECTORS_BEST, 0 }

/** Caches and scratch memory: one per thread. Both arguments are borrowed and must outlive it.
 *  What it has annotated before never changes what it gives. */
typedef struct sy_annotator sy_annotator;
SY_API sy_status sy_annotator_new(sy_annotator **out, sy_ctx *ctx, const sy_model *m, const sy_annotator_opts *opts, sy_error *err);
SY_API void sy_annotator_free(sy_annotator *a);

/** One token. Indices count tokens of the text. */
typedef struct sy_token {
    sy_span  span;         /**< Bytes of the text. */
    sy_str   lemma;        /**< Owned by the annotation. */
    uint32_t head;         /**< Index of its head; a root is its own. */
    uint32_t sentence;     /**< Index of its sentence. */
    uint8_t  tag;          /**< sy_tag, Penn Treebank */
    uint8_t  pos;          /**< sy_pos, universal */
    uint8_t  dep;          /**< sy_dep */
    uint8_t  ent;          /**< sy_ent; SY_ENT_NONE outside of entities */
    bool     ent_begins;   /**< B- of the B/I/O marking */
    bool     space_after;  /**< One U+0020 follows that is no token. */
} sy_token;

typedef struct sy_token_range { uint32_t begin, end; } sy_token_range;   /**< [begin, end) */
typedef struct sy_ent_mention { uint32_t begin, end; uint8_t type; } sy_ent_mention; /**< tokens [begin, end), sy_ent */

/** Result. Immutable and self-contained; any thread may read it. */
typedef struct sy_annotation sy_annotation;

/** Annotates UTF-8 text of at most 1,000,000 code points.
 *  @return SY_OK; SY_E_FORMAT not UTF-8; SY_E_LIMIT too long; SY_E_NOMEM. */
SY_API sy_status sy_annotate(sy_annotation **out, sy_annotator *a, sy_str text, sy_error *err);
/** The same for many texts at once (faster); out[0..n-1] all NULL on failure. */
SY_API sy_status sy_annotate_many(sy_annotation **out, sy_annotator *a, const sy_str *texts, size_t n, sy_error *err);
SY_API void sy_annotation_free(sy_annotation *a);       /**< NULL is a no-op. */

/** An annotation made elsewhere (tests, other taggers): everything is copied and checked.
 *  tokens[].sentence is recomputed from `sentences`; mentions from ent and ent_begins. */
SY_API sy_status sy_annotation_import(sy_annotation **out, sy_ctx *ctx, sy_str text, const sy_token *tokens, size_t n_tokens,
                                      const sy_token_range *sentences, size_t n_sentences, sy_error *err);

SY_API sy_str sy_annotation_text(const sy_annotation *a);   /**< A copy of the text. */
SY_API const sy_token *sy_annotation_tokens(const sy_annotation *a, size_t *n);
SY_API const sy_token_range *sy_annotation_sentences(const sy_annotation *a, size_t *n);
SY_API const sy_ent_mention *sy_annotation_mentions(const sy_annotation *a, size_t *n);

/** Names as in spaCy ("NNP", "PROPN", "nsubj", "ORG"); "" for SY_ENT_NONE and numbers out of range. */
SY_API const char *sy_tag_name(uint8_t tag);
SY_API const char *sy_pos_name(uint8_t pos);
SY_API const char *sy_dep_name(uint8_t dep);
SY_API const char *sy_ent_name(uint8_t ent);

SY_END_DECLS
#endif
