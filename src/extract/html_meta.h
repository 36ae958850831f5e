/* Metadata that an HTML page gives: everything found, each with the place it was found in; then what is believed. */
#ifndef SY__EXTRACT_HTML_META_H
#define SY__EXTRACT_HTML_META_H

#include "extract/dates.h"
#include "extract/html_blocks.h"

typedef enum sy__meta_field {
    SY__META_TITLE, SY__META_OUTLET, SY__META_AUTHOR, SY__META_PUBLISHED, SY__META_CREATED, SY__META_UPDATED, SY__META_CANONICAL,
    SY__META_SECTION, SY__META_LANGUAGE, SY__META_LOCKED, SY__META_TYPE, SY__META_N
} sy__meta_field;

/* Where a value was found. The order is that of belief where ranks are equal. */
typedef enum sy__meta_source {
    SY__FROM_JSONLD, SY__FROM_META, SY__FROM_MICRODATA, SY__FROM_TIME, SY__FROM_LINK, SY__FROM_NAMED, SY__FROM_TEXT, SY__FROM_URL,
    SY__FROM_TITLE, SY__FROM_HEADING, SY__FROM_SOURCES
} sy__meta_source;

typedef struct sy__found {
    uint8_t  field, source;
    uint16_t rank;          /* among its source's; lower is believed first */
    sy_str   value;         /* references resolved, white space folded; in the arena */
    sy_span  at;            /* bytes of the decoded page */
    sy_str   element;       /* for the evidence: "meta[property=og:title]", "json-ld headline" */
    uint32_t node;          /* SY_NONE where there is none */
} sy__found;

typedef struct sy__meta {
    const sy_ctx  *ctx;
    sy_arena      *arena;
    const sy__tree *tree;
    SY__VEC(sy__found) at;
    uint32_t       jsonld_bad;   /* scripts of JSON-LD that are no JSON */
    sy_span        body;         /* where JSON-LD gives the article's text: a JSON string between its marks; [0,0): nowhere */
    bool           failed;
} sy__meta;

void sy__meta_init(sy__meta *m, const sy__tree *tree, sy_arena *arena);
void sy__meta_done(sy__meta *m);
void sy__meta_add(sy__meta *m, sy__found found);
/* Words of a node, folded, in the arena; at most `most` bytes. */
sy_str sy__meta_words(sy__meta *m, uint32_t node, size_t most);
/* Meta elements, links, the title, microdata and time elements. */
void sy__meta_read(sy__meta *m);
/* JSON-LD scripts. Of several articles on a page the one whose headline is like the title counts. */
void sy__jsonld_read(sy__meta *m, sy_str title);
/* The best title for finding the headline: before the blocks are known. */
sy_str sy__meta_title(const sy__meta *m);
/* Best value of a field: lowest source and rank; NULL: none. */
const sy__found *sy__meta_best(const sy__meta *m, sy__meta_field field);

/* ---- dates (html_dates.c) ------------------------------------------------------------------------- */

/* What speaks for or against a date: data/extract/date_weights.txt says how much. */
#define SY__DATE_FEATURES(X) \
    X(BIAS, "bias") X(META1, "meta-published") X(META2, "meta-published-2") X(META3, "meta-date") X(LD_ARTICLE, "json-ld-article") \
    X(LD_PAGE, "json-ld-page") X(MICRODATA, "microdata") X(PUBDATE, "time-pubdate") X(TIME, "time") X(URL, "url") X(NAMED, "named") \
    X(TEXT, "text") X(TEXT2, "text-second") X(OPENING, "text-opening") X(CREATED, "created") X(UPDATED, "updated") \
    X(LABELLED, "labelled") X(NEAR, "near-title") X(CLOSE, "close-to-title") X(FAR, "far-from-title") X(ABOVE, "above-title") \
    X(OTHERS, "in-other-stories") X(EDGE, "in-page-edge") X(HEADER, "in-header") X(ARTICLE, "in-article") X(LINK, "in-link") \
    X(AGREE_MACHINE, "agrees-with-machine") X(AGREE_VISIBLE, "agrees-with-visible") X(AGREE_URL, "agrees-with-url") \
    X(AGAINST_MACHINE, "against-machine") X(AGAINST_VISIBLE, "against-visible") X(AGAINST_URL, "against-url") \
    X(NO_VISIBLE, "no-visible-date") X(NO_MACHINE, "no-machine-date") X(ZONE_OFF, "other-day-in-local-time") \
    X(ZONE_LOCAL, "local-day") X(FIRST, "first-of-source") X(EARLIER, "an-earlier-one") X(LATER, "a-later-one") \
    X(NEW_YEAR, "first-of-january") X(AFTER_UPDATE, "after-update") X(HAS_TIME, "has-time") X(PROSE, "long-story") \
    X(SHORT, "short-story") X(TYPE_ARTICLE, "page-is-article") X(TYPE_OTHER, "page-is-other") X(MANY, "many-dates") X(SHOWN, "shown-on-page")
#define SY__DATE_ENUM(id, name) SY__D_##id,
typedef enum sy__date_feature { SY__DATE_FEATURES(SY__DATE_ENUM) SY__D_N } sy__date_feature;

/* One date that could be the publication's. */
typedef struct sy__date_candidate {
    sy__date date;
    uint8_t  source, field;     /* SY__META_PUBLISHED, _CREATED, _UPDATED */
    uint16_t rank;
    sy_span  at;                /* of the decoded page */
    sy_str   element;
    int32_t  distance;          /* blocks from the headline; INT32_MAX: not in a block */
    uint32_t names, flags;      /* of the element */
    bool     labelled;          /* "Published:" stands before it */
    bool     shown;             /* the same day stands in the page's text */
    uint64_t features;          /* bits of sy__date_feature */
    float    score;             /* log odds that it is the publication's */
} sy__date_candidate;
typedef SY__VEC(sy__date_candidate) sy__date_candidates;

#define SY__DATE_THRESHOLD (-0.5f)   /* log odds below which no date is better than this one */

/* Sets features and score of all. */
void sy__dates_score(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *c);
bool sy__dates_collect(const sy__meta *m, const sy__html_blocks *b, sy_str url, sy__date_candidates *out);

/* ---- authors (html_authors.c) ---------------------------------------------------------------------- */

typedef struct sy__author {
    sy_str   raw;               /* as it stands there: "By Ann Lee and Bo Chen" */
    sy_span  at;
    sy_str   element;
    uint8_t  source;
    uint16_t rank;
    int32_t  distance;          /* blocks from the headline; INT32_MAX: not in a block */
    uint32_t names, flags;
} sy__author;
typedef SY__VEC(sy__author) sy__authors;

bool sy__authors_collect(sy__meta *m, const sy__html_blocks *b, sy__authors *out);
/* Names in a byline, prefixes and what follows cut off; views into raw. false: none. */
bool sy__author_names(const sy__lexicon *lex, sy_str raw, sy_str *names, uint32_t *n, uint32_t most);

#endif
