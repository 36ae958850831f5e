/* A crawled page as lines with features, and their labels. */
#ifndef SY__EXTRACT_LINES_H
#define SY__EXTRACT_LINES_H

#include "extract/article.h"
#include "extract/dates.h"
#include "extract/lexicon.h"

/* What is seen in a line. data/extract/line_weights.txt says what each speaks for. */
#define SY__FEATURES(X) \
    X(BIAS, "bias") X(W1, "words-1-4") X(W5, "words-5-9") X(W10, "words-10-19") X(W20, "words-20-39") X(W40, "words-40") \
    X(SENTENCE, "ends-sentence") X(LONG_OPEN, "long-without-stop") X(SHORT_OPEN, "short-without-stop") X(ELLIPSIS, "ellipsis") \
    X(QUESTION, "question") X(COLON, "colon") X(FEW_FUNCTION, "few-function-words") X(MANY_FUNCTION, "many-function-words") \
    X(TITLE_CASE, "title-case") X(CAPS, "all-capitals") X(QUOTED, "all-quoted") X(URL, "url") X(TWEET, "tweet") \
    X(REPEATED, "repeated") X(DOUBLED, "doubled") X(ECHO, "echo") X(GALLERY, "gallery") X(BULLET, "bullet") \
    X(BRACKETS, "brackets") X(NEAR, "near-the-story") X(FAR, "far-from-the-story") X(FIRST, "first") X(EARLY, "early") \
    X(LATE, "after-last-prose") X(BEFORE, "before-first-prose") X(GIVEN_TITLE, "given-title") X(LOWER, "begins-lower") \
    X(DATE_LINE, "date-line") X(DATELINE, "dateline") X(NAME_ONLY, "name-only") X(RULE, "rule") X(COLON_INSIDE, "colon-inside") \
    X(AFTER_STOP, "after-stop-cue") X(CAPTION_DATE, "ends-with-date") X(SPEAKER, "speaker") X(SPLIT_OFF, "split-off") \
    X(BETWEEN_OPEN, "among-open-lines") X(BROKEN, "broken-off") X(OTHER_TITLE, "other-than-given-title") \
    X(LEAD, "lead-before-date")
#define SY__FEATURE_ENUM(id, name) SY__F_##id,
typedef enum sy__feature { SY__FEATURES(SY__FEATURE_ENUM) SY__F_N } sy__feature;

typedef enum sy__state {
    SY__S_TOP, SY__S_TITLE, SY__S_META, SY__S_STAND, SY__S_BODY, SY__S_HEAD, SY__S_INSERT, SY__S_END, SY__S_N
} sy__state;

typedef struct sy__line {
    sy_span  at;                    /* of the decoded text, trimmed */
    uint32_t tok, n_toks;           /* into sy__lines.toks */
    uint32_t hit, n_hits;           /* into sy__lines.hits */
    uint32_t words, chars;
    uint64_t key;                   /* of the folded words, to see repetition */
    uint64_t features;              /* bits of sy__feature */
    float    cue[SY__CUE_KINDS];    /* what the cues say, by kind */
    float    overlap;               /* share of its content words that the prose around has */
    uint8_t  state, kind;           /* sy__state, sy_boilerplate_kind */
    bool     prose;                 /* a full sentence, or more, of some length */
    bool     gap;                   /* a blank line stands before it */
} sy__line;

typedef struct sy__lines {
    const sy_ctx      *ctx;
    const sy__lexicon *lex;
    sy__budget        *budget;
    sy_str             text;
    sy__toks           toks;
    sy__cue_hits       hits;
    SY__VEC(sy__line)  at;
} sy__lines;

void sy__lines_init(sy__lines *l, const sy__lexicon *lex, sy_str text, sy__budget *budget);
void sy__lines_done(sy__lines *l);
/* Splits, tokenises, finds cues and features. title: given by the record, may be empty. false: no memory. */
bool sy__lines_read(sy__lines *l, sy_str title);
/* Gives every line its state and, where it is boilerplate, its kind. false: no memory. */
bool sy__lines_label(sy__lines *l);
/* "(ABC)" at token i: an agency that its brackets name, where the table does not. */
bool sy__bracketed_agency(sy_str text, const sy__tok *toks, uint32_t n, uint32_t i);
/* Length in bytes of a dateline that the line begins with ("BAGHDAD, Jan 5 (Reuters) - "), and its parts. */
uint32_t sy__dateline(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, sy_span *place, sy_str *agency, sy_span *credit);

static inline bool sy__has(const sy__line *line, sy__feature f) { return (line->features >> f & 1) != 0; }

#endif
