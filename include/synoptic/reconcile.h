/* Stage 6, reconcile: the facts of one story -> its account: what happened, who says so, where the reports agree, where they
 * differ, what one alone has, and which words of which report each statement rests on. */
#ifndef SY_RECONCILE_H
#define SY_RECONCILE_H

#include "synoptic/base.h"
#include "synoptic/facts.h"

SY_BEGIN_DECLS

/** Some words of one document. */
typedef struct sy_ref {
    uint32_t document;     /**< Index into the account's documents. */
    bool     in_source;    /**< span counts bytes of the source (a title), not of sy_article_reading(): the text, and captions behind it. */
    sy_span  span;
} sy_ref;

/** A list of indices into another list of the account. */
typedef struct sy_ids { const uint32_t *at; size_t n; } sy_ids;

/** One document as the account's input; all borrowed during the call only. */
typedef struct sy_report_input {
    const sy_document   *document;
    const sy_article    *article;
    const sy_annotation *annotation;   /**< NULL where left aside */
    const sy_facts      *facts;        /**< NULL where left aside */
    const char          *left_aside;   /**< Reason, or NULL. */
} sy_report_input;

typedef struct sy_account_document {
    uint32_t family;               /**< SY_NONE */
    uint32_t revision_of;          /**< document; SY_NONE */
    const char *left_aside;        /**< NULL, or "empty", "not-english", "no-article", "other-event", or a limit: "too-large"… */
    sy_str   published_inferred;   /**< ISO date, empty */
    sy_ref   published_evidence;
    bool     has_published_evidence;
    sy_ids   omits;                /**< statements that most origins have and this report, which could know them, has not */
    sy_ids   added, dropped;       /**< of a revision: statements that it has and the earlier version has not, and the other way */
    sy_ids   changed;              /**< of a revision: differences in which the two versions have different values */
} sy_account_document;

typedef enum sy_appearance_kind { SY_APPEARANCE_PUBLISHED = 0, SY_APPEARANCE_UPDATED, SY_APPEARANCE_INFERRED } sy_appearance_kind;
/** When a report came out, by what its page tells, or what its text gives away. */
typedef struct sy_appearance { sy_str at; uint32_t document; sy_appearance_kind what; } sy_appearance;

typedef enum sy_family_why { SY_FAMILY_AGENCY = 0, SY_FAMILY_VERBATIM, SY_FAMILY_BOTH } sy_family_why;
typedef struct sy_family {
    sy_ids        documents;
    sy_family_why why;
    sy_str        agency;          /**< empty */
    uint32_t      earliest;        /**< document; SY_NONE where undated */
    const uint32_t *parents;       /**< one a document of `documents`; SY_NONE */
    const sy_ref *shared; size_t n_shared;
} sy_family;

typedef struct sy_alias { sy_str name; sy_ids documents; } sy_alias;
typedef struct sy_account_label { sy_ref ref; bool own_voice; } sy_account_label;
typedef struct sy_join { sy_str a, b; const char *why; } sy_join;   /**< why: from a closed list, "surname", "acronym", "transliteration", "role"… */

typedef struct sy_account_entity {
    sy_entity_type type;
    sy_str         name;
    const sy_alias *aliases; size_t n_aliases;
    const sy_ref   *roles;   size_t n_roles;
    const sy_account_label *labels; size_t n_labels;
    const sy_join  *joins;   size_t n_joins;
} sy_account_entity;

typedef struct sy_support { sy_ref ref; sy_str attributed_to; /**< empty */ } sy_support;
typedef enum sy_stance { SY_STANCE_SAYS = 0, SY_STANCE_DIFFERS, SY_STANCE_SILENT, SY_STANCE_COULD_NOT_KNOW, SY_STANCE_UNREADABLE } sy_stance;
typedef enum sy_standing { SY_STANDING_AGREED = 0, SY_STANDING_SINGLE_SOURCE, SY_STANDING_DIFFERS, SY_STANDING_DISPUTED } sy_standing;

typedef struct sy_account_statement {
    sy_ref            gist;          /**< The words that stand for it. */
    const sy_support *support; size_t n_support;
    const uint8_t    *stance;        /**< sy_stance, one a document of the account */
    sy_standing       standing;
    uint32_t          origins;       /**< Independent ones. */
    sy_str            root_speaker;  /**< empty */
    sy_str            time;          /**< ISO date, empty */
    uint32_t          place;         /**< entity; SY_NONE */
    double            importance;    /**< 0..1 */
} sy_account_statement;

enum { SY_DRIFT_CUT = 1, SY_DRIFT_JOINED = 2, SY_DRIFT_SUBSTITUTED = 4, SY_DRIFT_TRANSLATED = 8, SY_DRIFT_PERSON = 16,
       SY_DRIFT_INDIRECT = 32, SY_DRIFT_SPEAKER = 64 };
typedef enum sy_edit_op { SY_EDIT_INSERT = 0, SY_EDIT_DELETE, SY_EDIT_REPLACE } sy_edit_op;
/** Against the quotation's longest variant: its words `from`, this variant's words `to`. */
typedef struct sy_edit { sy_edit_op op; sy_str from, to; } sy_edit;
typedef struct sy_variant {
    sy_ref              ref;         /**< One contiguous piece, marks included. */
    sy_attribution_kind kind;
    uint32_t            part;        /**< 0, 1… where one document cuts the utterance into pieces. */
    uint32_t            speaker;     /**< entity; SY_NONE */
    uint32_t            drift;       /**< SY_DRIFT_ bits against the longest */
    const sy_edit      *edits; size_t n_edits;
    bool                longest;     /**< The others' drift and edits are against it. */
    bool                earliest;    /**< No other variant's document appeared before or with it, by the dates that the pages tell. */
} sy_variant;
typedef struct sy_quotation {
    uint32_t          speaker;       /**< entity; SY_NONE */
    sy_str            speaker_text;  /**< as the first variant has it; empty */
    const sy_variant *variants; size_t n_variants;
} sy_quotation;

typedef struct sy_figure_value {
    bool   has_value, is_range;
    double value, value_max;
    sy_str modifier;
    sy_str as_of;                    /**< ISO date, empty */
    const sy_ref *mentions; size_t n_mentions;
} sy_figure_value;
typedef struct sy_figure { sy_str of, unit; const sy_figure_value *values; size_t n_values; } sy_figure;

typedef enum sy_precision { SY_PRECISION_DAY = 0, SY_PRECISION_MONTH, SY_PRECISION_YEAR, SY_PRECISION_PART } sy_precision;
typedef struct sy_timeline_entry { sy_str date; sy_precision precision; sy_ids statements; } sy_timeline_entry;

typedef enum sy_difference_kind {
    SY_DIFFERENCE_NAME = 0, SY_DIFFERENCE_QUANTITY, SY_DIFFERENCE_TIME, SY_DIFFERENCE_PLACE, SY_DIFFERENCE_WORDING, SY_DIFFERENCE_TRANSLATION,
    SY_DIFFERENCE_ATTRIBUTION, SY_DIFFERENCE_MODALITY, SY_DIFFERENCE_NEGATION, SY_DIFFERENCE_SCOPE, SY_DIFFERENCE_LABEL
} sy_difference_kind;
typedef enum sy_relation { SY_RELATION_CONFLICT = 0, SY_RELATION_UPDATE, SY_RELATION_MORE_EXACT, SY_RELATION_WORDING } sy_relation;
typedef struct sy_difference_value {
    sy_str value;
    const sy_ref *mentions; size_t n_mentions;
    bool quoted;                     /**< Of a label: it stands in others' words only, never in an outlet's own voice. */
} sy_difference_value;
typedef struct sy_difference {
    sy_difference_kind kind;
    sy_relation        relation;
    double             sure;         /**< 0..1 */
    sy_ref             slot;
    uint32_t           statement;    /**< where it shows; SY_NONE */
    const sy_difference_value *values; size_t n_values;
    sy_ids             silent;       /**< documents */
} sy_difference;

typedef struct sy_account_diagnostic { const char *code; uint32_t document; /**< SY_NONE */ sy_str text; } sy_account_diagnostic;

/** Result: immutable, self-contained (it copies the strings that it shows). */
typedef struct sy_account sy_account;

/** The table of word vectors that `make setup` puts beside the English model. Immutable: threads may share it. */
typedef struct sy_word_vectors sy_word_vectors;
/** Maps and verifies the table. `ctx` is borrowed and must outlive it.
 *  @return SY_E_FORMAT: damaged; SY_E_UNSUPPORTED: of another version; SY_E_IO, SY_E_NOMEM, SY_E_ARG. On failure *out is NULL. */
SY_API sy_status sy_word_vectors_open(sy_word_vectors **out, sy_ctx *ctx, const char *path, sy_error *err);
SY_API void sy_word_vectors_free(sy_word_vectors *v);             /**< NULL is a no-op. */

typedef struct sy_reconcile_opts {
    uint32_t version;
    uint32_t threads;                /**< 0 = all cores */
    const sy_word_vectors *vectors;       /**< Since version 2. NULL: clauses meet by their words alone, and fewer do. */
    uint32_t join;                   /**< Since version 3. Percent: how likely clauses must say one thing, on average, to be one statement; 0 = 17.
                                      *   Higher joins fewer, and surer ones. */
} sy_reconcile_opts;
#define SY_RECONCILE_OPTS_VERSION 3
#define SY_RECONCILE_OPTS_INIT { SY_RECONCILE_OPTS_VERSION, 0, NULL, 0 }

/** @param in  In the order of the account: published (empty last), then id, then sha256; see sy_account_order(). */
SY_API sy_status sy_reconcile(sy_account **out, sy_ctx *ctx, const sy_report_input *in, size_t n, const sy_reconcile_opts *opts, sy_error *err);
SY_API void sy_account_free(sy_account *a);
/** Puts inputs into the account's order. */
SY_API void sy_account_order(sy_report_input *in, size_t n);

SY_API const sy_account_document *sy_account_documents(const sy_account *a, size_t *n);
/** false: none. text may come from metadata, then `ref` is not set and *has_ref false. */
SY_API bool sy_account_headline(const sy_account *a, sy_str *text, uint32_t *document, sy_ref *ref, bool *has_ref);
SY_API sy_ids sy_account_summary(const sy_account *a);
SY_API const sy_family *sy_account_families(const sy_account *a, size_t *n);
SY_API const sy_account_entity *sy_account_entities(const sy_account *a, size_t *n);
SY_API const sy_account_statement *sy_account_statements(const sy_account *a, size_t *n);
SY_API const sy_quotation *sy_account_quotations(const sy_account *a, size_t *n);
SY_API const sy_figure *sy_account_figures(const sy_account *a, size_t *n);
SY_API const sy_timeline_entry *sy_account_timeline(const sy_account *a, size_t *n);
SY_API const sy_appearance *sy_account_appearances(const sy_account *a, size_t *n);   /**< By time. */
SY_API const sy_difference *sy_account_differences(const sy_account *a, size_t *n);
SY_API const sy_account_diagnostic *sy_account_diagnostics(const sy_account *a, size_t *n);

/** Names as in the JSON. */
SY_API const char *sy_stance_name(sy_stance s);
SY_API const char *sy_standing_name(sy_standing s);
SY_API const char *sy_difference_kind_name(sy_difference_kind k);
SY_API const char *sy_relation_name(sy_relation r);
SY_API const char *sy_family_why_name(sy_family_why w);
SY_API const char *sy_appearance_kind_name(sy_appearance_kind k);
SY_API const char *sy_precision_name(sy_precision p);

SY_END_DECLS
#endif
