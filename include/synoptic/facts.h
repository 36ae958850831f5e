/* Stage 4, facts: an annotated article -> who said what, how many, when, who is who, and what each clause says.
 * All spans are bytes of the annotated text, be it sy_article_text() or sy_article_reading(), which has the captions of the page's photos
 * behind it. A caption continues no paragraph of the text, and its dates tell nothing of the article's. "Nothing guessed": what was not found is SY_NONE, [0,0) or empty. */
#ifndef SY_FACTS_H
#define SY_FACTS_H

#include "synoptic/annotate.h"
#include "synoptic/base.h"
#include "synoptic/extract.h"

SY_BEGIN_DECLS

typedef enum sy_entity_type {
    SY_ENTITY_PERSON = 0, SY_ENTITY_ORGANISATION, SY_ENTITY_PLACE, SY_ENTITY_GROUP, SY_ENTITY_FACILITY, SY_ENTITY_EVENT, SY_ENTITY_OTHER
} sy_entity_type;

typedef enum sy_mention_kind {
    SY_MENTION_NAME = 0,     /**< "Mohammed Shia al-Sudani", "Sudani" */
    SY_MENTION_NOMINAL,      /**< "the prime minister", "his office" */
    SY_MENTION_PRONOUN       /**< "he" */
} sy_mention_kind;

typedef struct sy_entity_mention {
    sy_span         span;
    uint32_t        head;    /**< Token that heads it. */
    sy_mention_kind kind;
} sy_entity_mention;

/** Words with which the outlet, or somebody it quotes, calls an entity ("militia", "terror group"). */
typedef struct sy_entity_label {
    sy_span span;
    bool    own_voice;       /**< false: inside an attribution */
} sy_entity_label;

/** How one reading of a place's name was chosen among those that the table of places has. */
typedef enum sy_place_choice {
    SY_PLACE_OPEN = 0,       /**< Not at all: several would do. */
    SY_PLACE_ONLY,           /**< There is no other. */
    SY_PLACE_TEXT,           /**< The text says where it lies: "Springfield, Illinois". */
    SY_PLACE_CONTEXT,        /**< The article speaks of that country. */
    SY_PLACE_SIZE            /**< It is by far the largest. */
} sy_place_choice;

/** What a place's name stands for. A reading is a state, a region or a town of that name. */
typedef struct sy_place {
    sy_place_choice choice;
    uint32_t readings;       /**< How many there are: above 1 the name is ambiguous. */
    sy_str   name;           /**< The reading's own name, "Kyiv" for "Kiev"; empty: open. */
    sy_str   region;         /**< The region around it, as far as the table has it. */
    sy_str   country;        /**< ISO 3166 alpha-2; set for an open one too, where all readings lie in one country. */
    bool     has_coordinates;
    double   latitude, longitude;   /**< Degrees. Of a region or state: the middle of its people. */
} sy_place;

typedef struct sy_entity {
    sy_entity_type           type;
    sy_str                   name;        /**< The fullest name in this article; a nominal where it has none. */
    bool                     named;       /**< It has a mention that is a name. */
    const sy_entity_mention *mentions; size_t n_mentions;   /**< By position. */
    const sy_entity_label   *labels;   size_t n_labels;
    const sy_span           *roles;    size_t n_roles;      /**< "prime minister", "leader of the group" */
    sy_str                   country;     /**< ISO 3166 alpha-2, where the name is that of a state or of its people. */
    sy_place                 place;       /**< Of a place that the table of places has; readings 0: none. */
} sy_entity;

typedef enum sy_attribution_kind { SY_ATTRIBUTION_DIRECT = 0, SY_ATTRIBUTION_INDIRECT, SY_ATTRIBUTION_MIXED } sy_attribution_kind;

/** Source, cue and content, as in PARC and PolNeAR. Direct: all content inside quotation marks; mixed: some of it. */
typedef struct sy_attribution {
    sy_attribution_kind kind;
    const sy_span *content;   size_t n_content;   /**< Contiguous pieces, quotation marks included. */
    const sy_span *quoted;    size_t n_quoted;    /**< The pieces inside quotation marks, marks included, one each pair of marks. */
    const sy_span *source;    size_t n_source;
    const sy_span *cue;       size_t n_cue;
    uint32_t       cue_token;                     /**< Head of the cue; SY_NONE. */
    uint32_t       speaker, speaks_for, through;  /**< Entities; SY_NONE. */
} sy_attribution;

typedef struct sy_quantity {
    sy_span  span;          /**< The number with its unit and modifier-free: "2,500 troops" gives "2,500"; "$1.2 billion" whole. */
    uint32_t token;         /**< First token of the number. */
    bool     has_value;     /**< "dozens" has none. */
    bool     is_range;      /**< value..value_max */
    double   value, value_max;
    sy_str   unit;          /**< "USD", "percent", "km", "year" (ages)…; empty for a plain count */
    sy_str   modifier;      /**< "about", "at least", "dozens"…; as in the text, lower-cased */
    sy_span  modifier_span;
    sy_span  of;            /**< What is counted, head noun with its modifiers; [0,0). */
    uint32_t of_head;       /**< Token of the head noun; SY_NONE. */
    sy_span  scope;         /**< "in Syria" */
    bool     delta;         /**< "five more" */
    bool     ordinal_like;  /**< a street number, score, model, rank…: a number that counts nothing */
} sy_quantity;

typedef enum sy_time_type { SY_TIME_DATE = 0, SY_TIME_TIME, SY_TIME_DURATION, SY_TIME_SET } sy_time_type;

typedef struct sy_time {
    sy_span      span;
    uint32_t     first_token, last_token;  /**< inclusive */
    sy_time_type type;
    sy_str       value;     /**< TIMEX3: "2024-01-05", "2024-01", "P3D", "2024-01-05TMO", "XXXX-WXX-5"… */
    sy_str       anchor;    /**< What it was resolved against: an ISO date, or empty. */
} sy_time;

typedef enum sy_modality { SY_MODALITY_STATED = 0, SY_MODALITY_PLANNED, SY_MODALITY_POSSIBLE, SY_MODALITY_DENIED, SY_MODALITY_ASKED } sy_modality;

typedef enum sy_role {
    SY_ROLE_AGENT = 0,      /**< who does it: active subject, "by" of a passive, possessive or "of" of a nominal where it is the doer */
    SY_ROLE_PATIENT,        /**< to whom it is done: object, passive subject, "of" of "the killing of X" */
    SY_ROLE_RECIPIENT,      /**< dative */
    SY_ROLE_ATTRIBUTE,      /**< what the subject is said to be: "is a leader of the group" */
    SY_ROLE_CLAUSE,         /**< a clause that fills a slot: "plans to leave" */
    SY_ROLE_OBLIQUE         /**< a preposition's: "in Baghdad", "for the meeting"; the preposition begins its text */
} sy_role;

typedef struct sy_argument {
    sy_role  role;
    sy_span  span;
    uint32_t head;          /**< Token. */
    uint32_t entity;        /**< SY_NONE */
} sy_argument;

/** What one clause says. Every word of a sentence that is in a clause is in the span of exactly the clauses that enclose it. */
typedef struct sy_statement {
    sy_span      span;        /**< The clause, without trailing punctuation and without the clause around it. */
    sy_token_range tokens;    /**< The same in tokens. */
    uint32_t     head;        /**< Token of the predicate. */
    sy_str       predicate;   /**< Lemma: "kill"; for a nominal the verb it comes from, if the tables know. */
    bool         nominal;     /**< "the killing of X", "a US strike in Baghdad" */
    uint32_t     parent;      /**< Statement of the clause around it; SY_NONE. */
    const sy_argument *arguments; size_t n_arguments;
    bool         negated;
    sy_modality  modality;
    uint32_t     attribution; /**< The attribution in whose content it stands; SY_NONE. */
    bool         is_cue;      /**< The clause itself is "X said" and says nothing beside. */
    const uint32_t *times;      size_t n_times;        /**< Of its own clause, enclosed clauses apart. */
    const uint32_t *places;     size_t n_places;       /**< Entities. */
    const uint32_t *quantities; size_t n_quantities;
} sy_statement;

/** Places by name: the file that tools/make_gazetteer.py makes, mapped and checked. Immutable: threads may share it. */
typedef struct sy_gazetteer sy_gazetteer;
/** `ctx` is borrowed and must outlive it.
 *  @param out   Owned by the caller; NULL on failure.
 *  @param err   May be NULL.
 *  @return SY_OK; SY_E_IO the file cannot be read; SY_E_FORMAT it is no table of places or damaged; SY_E_UNSUPPORTED one of
 *          another version; SY_E_NOMEM; SY_E_ARG. */
SY_API sy_status sy_gazetteer_open(sy_gazetteer **out, sy_ctx *ctx, const char *path, sy_error *err);
SY_API void sy_gazetteer_free(sy_gazetteer *g);   /**< NULL is a no-op. */

/** One article as facts reads it. The article may be NULL (plain text: paragraphs are then lines). */
typedef struct sy_facts_input {
    const sy_annotation *annotation;
    const sy_article    *article;
    sy_str               published;   /**< ISO 8601, or empty: then a date that the text gives away is the anchor, said so. */
    const sy_gazetteer  *gazetteer;   /**< NULL: no place gets coordinates, which a diagnostic says. Borrowed for the call. */
} sy_facts_input;

typedef struct sy_fact_finder sy_fact_finder;   /**< Scratch memory; one per thread. */
typedef struct sy_facts sy_facts;               /**< Result: immutable, self-contained. */

SY_API sy_status sy_fact_finder_new(sy_fact_finder **out, sy_ctx *ctx, sy_error *err);
SY_API void sy_fact_finder_free(sy_fact_finder *f);
SY_API sy_status sy_find_facts(sy_facts **out, sy_fact_finder *f, const sy_facts_input *in, sy_error *err);
SY_API void sy_facts_free(sy_facts *f);

/* All by position of their first span. Indices in one list (speaker, entity, attribution, times…) point into the others. */
SY_API const sy_entity *sy_facts_entities(const sy_facts *f, size_t *n);
SY_API const sy_attribution *sy_facts_attributions(const sy_facts *f, size_t *n);
SY_API const sy_quantity *sy_facts_quantities(const sy_facts *f, size_t *n);
SY_API const sy_time *sy_facts_times(const sy_facts *f, size_t *n);
SY_API const sy_statement *sy_facts_statements(const sy_facts *f, size_t *n);
/** Entity that a token's innermost mention belongs to; SY_NONE. */
SY_API uint32_t sy_facts_entity_at(const sy_facts *f, uint32_t token);
/** The date that the article's times were resolved against, how it was found ("published", "dateline", "caption", "text"), or empty. */
SY_API sy_str sy_facts_anchor(const sy_facts *f, const char **how);
SY_API const sy_diagnostic *sy_facts_diagnostics(const sy_facts *f, size_t *n);

/** "person", "organisation"…; "direct"…; "DATE"…; "stated"…; "agent"… as in the JSON. */
SY_API const char *sy_entity_type_name(sy_entity_type t);
SY_API const char *sy_attribution_kind_name(sy_attribution_kind k);
SY_API const char *sy_time_type_name(sy_time_type t);
SY_API const char *sy_modality_name(sy_modality m);
SY_API const char *sy_role_name(sy_role r);
/** "only", "text", "context", "size"; NULL for an open one. */
SY_API const char *sy_place_choice_name(sy_place_choice c);

SY_END_DECLS
#endif
