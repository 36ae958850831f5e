/* Metadata that an HTML page gives: everything found, each with the place it was found in; then what is believed. */
#ifndef SY__EXTRACT_HTML_META_H
#define SY__EXTRACT_HTML_META_H

#include "extract/dates.h"
#include "extract/html_blocks.h"

typedef enum sy__meta_field {
    SY__META_TITLE, SY__META_OUTLET, SY__META_AUTHOR, SY__META_PUBLISHED, SY__META_CREATED, SY__META_UPDATED, SY__META_CANONICAL,
    SY__META_SECTION, SY__META_LANGUAGE, SY__META_LOCKED, SY__META_N
} sy__meta_field;

/* Where a value was found. The order is that of belief where ranks are equal. */
typedef enum sy__meta_source {
    SY__FROM_JSONLD, SY__FROM_META, SY__FROM_MICRODATA, SY__FROM_TIME, SY__FROM_LINK, SY__FROM_NAMED, SY__FROM_TEXT, SY__FROM_URL,
    SY__FROM_TITLE, SY__FROM_SOURCES
} sy__meta_source;

/* Rank of a date in JSON-LD, by the type of what it is said of. */
enum { SY__LD_NEWS = 1, SY__LD_ARTICLE, SY__LD_PAGE, SY__LD_INSTRUCTIONS };

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
    uint32_t       name_at;      /* while reading: the first itemprop=name that is not behind us */
    bool           failed;       /* no memory, or the document's budget is spent */
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
/* Most words of a are in b, too. */
bool sy__headlines_alike(sy_str a, sy_str b);
/* The best title for finding the headline: before the blocks are known. */
sy_str sy__meta_title(const sy__meta *m);
/* Best value of a field: lowest source and rank; NULL: none. */
const sy__found *sy__meta_best(const sy__meta *m, sy__meta_field field);

/* ---- dates (html_dates.c) ------------------------------------------------------------------------- */

/* What speaks for or against a day: data/extract/date_weights.txt says how much. Those of one candidate hold for its day. */
#define SY__DATE_FEATURES(X) \
    X(BIAS, "bias") X(META1, "meta-published") X(META2, "meta-published-2") X(META3, "meta-date") X(META4, "meta-date-2") \
    X(LD_NEWS, "json-ld-news") X(LD_ARTICLE, "json-ld-article") X(LD_PAGE, "json-ld-page") X(LD_RECIPE, "json-ld-instructions") \
    X(MICRODATA, "microdata") X(MICRODATA_SHOWN, "microdata-shown") X(CREATED, "created") X(URL, "url") X(PUBDATE, "time-pubdate") \
    X(TIME_NEAR, "time-near-title") X(TIME_CLOSE, "time-close-to-title") X(TIME_FAR, "time-far") \
    X(NAMED_NEAR, "named-near-title") X(NAMED_CLOSE, "named-close-to-title") X(NAMED_FAR, "named-far") \
    X(TEXT_NEAR, "text-near-title") X(TEXT_CLOSE, "text-close-to-title") X(TEXT_FAR, "text-far") X(TEXT2, "text-second") \
    X(OPENING, "text-opening") X(ASIDE_NEAR, "aside-near-title") X(ASIDE_FAR, "aside-far") X(LABELLED, "labelled") \
    X(ALONE, "date-alone") X(FIRST, "first-shown") \
    X(HAS_TIME, "has-time") X(SHOWN, "shown-on-page") X(TWO, "two-machine-sources") \
    X(EARLIER_MACHINE, "machine-has-earlier") X(LATER_MACHINE, "machine-has-later") \
    X(EARLIER_SHOWN, "shows-earlier") X(LATER_SHOWN, "shows-later") X(AFTER_UPDATE, "after-update") X(IS_UPDATE, "day-of-update") \
    X(NEW_YEAR, "first-of-january") X(OLD, "before-1995") X(HIDDEN_NEWS, "hidden-news") X(HIDDEN_ARTICLE, "hidden-article") \
    X(HIDDEN_PAGE, "hidden-page") X(HIDDEN_META, "hidden-meta") X(HIDDEN_STATIC, "hidden-static-page") X(HIDDEN_RECIPE, "hidden-instructions") \
    X(SHOWN_ONLY, "no-machine-date") X(SHOWN_STATIC, "shown-static-page") X(UPDATE_ONLY, "update-alone") \
    X(RELATIVE, "relative-time-shown")
#define SY__DATE_ENUM(id, name) SY__D_##id,
typedef enum sy__date_feature { SY__DATE_FEATURES(SY__DATE_ENUM) SY__D_N } sy__date_feature;
extern const char *const sy__date_feature_names[SY__D_N];      /* date_score.c */

/* What the names of an element call the date in it. */
enum { SY__CALLED_NOTHING, SY__CALLED_PUBLISHED, SY__CALLED_UPDATED, SY__CALLED_EITHER };

/* One date that could be the publication's. */
typedef struct sy__date_candidate {
    sy__date date;
    int32_t  day;               /* the day that readers know: a time in UTC may fall on another one */
    uint8_t  source, field;     /* SY__META_PUBLISHED, _CREATED, _UPDATED */
    uint16_t rank;
    sy_span  at;                /* of the decoded page */
    sy_str   element;
    int32_t  distance;          /* blocks from the headline; INT32_MAX: not in a block */
    uint32_t names, flags;      /* of the element */
    uint8_t  called;            /* SY__CALLED_ */
    bool     labelled;          /* "Published:" stands before it */
    bool     alone;             /* its block says little else */
    bool     shown;             /* the same day stands in the page's text */
    uint64_t features;          /* bits of sy__date_feature, of its day */
    float    score;             /* of its day, against 0 for "the page has no date of its own" */
} sy__date_candidate;
typedef SY__VEC(sy__date_candidate) sy__date_candidates;

typedef struct sy__date_choice {
    uint32_t best;              /* candidate of the day; SY_NONE: no date is better than one of these */
    float    sure;              /* probability of the best day */
} sy__date_choice;

#define SY__DATE_SURE .5f       /* below that no date is given */

/* Every date that could be the page's. limit: last day that it can be of (when the page was retrieved), INT32_MAX without. */
bool sy__dates_collect(const sy__meta *m, const sy__html_blocks *b, sy_str url, int32_t limit, sy__date_candidates *out);
/* What readers see: dates in blocks, and which candidates the page shows (html_shown.c). */
bool sy__dates_shown(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *out);
bool sy__dates_mark_shown(const sy__html_blocks *b, sy__date_candidates *out);
/* Blocks from the headline to the one that a node lies in; INT32_MAX without a headline. */
int32_t sy__blocks_away(const sy__html_blocks *b, uint32_t node);
/* What the element of a date, or one close above it, is called by its author: data/extract/date_names.txt. */
uint8_t sy__date_called(const sy__meta *m, uint32_t node);
/* Sets day, features and score of all, and chooses. */
sy__date_choice sy__dates_choose(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *c);
/* Where a time is in UTC: the date that gives the same moment as the page's readers have it, and how many minutes it is off
 * (0: it has no time). NULL: there is none. */
const sy__date_candidate *sy__date_local(const sy__date_candidates *all, const sy__date_candidate *utc, int32_t *minutes);

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
/* One word, or several of which the last has a capital: what is read off the page is a name only so. */
bool sy__author_capital(sy_str name);

#endif
