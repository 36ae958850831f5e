/* Shared by quote.c and attribution*.c: pieces between quotation marks, cue candidates, attributions while they are built. */
#ifndef SY__FACTS_ATTRIBUTION_H
#define SY__FACTS_ATTRIBUTION_H

#include "facts/facts_internal.h"

/* Words between a pair of quotation marks. A quotation that runs over several paragraphs has a piece in each. */
typedef struct sy__quote {
    sy_span  span;              /* marks included */
    uint32_t first, last;       /* tokens, marks included */
    uint32_t words;             /* tokens that are neither marks, punctuation nor white space */
    uint32_t attribution;       /* who took it; SY_NONE */
    bool     single;            /* ‘…’ or '…' */
    bool     closed;            /* false: the paragraph ended first */
    bool     continues;         /* an unclosed piece of the paragraph before goes on here */
    bool     sentence;          /* ends with . ! ? or , inside the marks or begins with a capital: more than a word or title */
} sy__quote;
typedef SY__VEC(sy__quote) sy__quotes;

/* By position; no two overlap. quote_at[token] is its piece or SY_NONE. */
bool sy__find_quotes(const sy__facts_work *w, sy__quotes *out, uint32_t *quote_at);

/* How a content hangs on its cue. */
typedef enum sy__frame {
    SY__FRAME_CCOMP = 0,   /* said that it rained */
    SY__FRAME_CCOMP_LEFT,  /* it rained, he said */
    SY__FRAME_XCOMP,       /* vowed to fight */
    SY__FRAME_DOBJ,        /* denied the charge */
    SY__FRAME_PREP,        /* spoke about rain */
    SY__FRAME_PASSIVE,     /* the plan was criticised */
    SY__FRAME_OPRD,        /* called it a disgrace */
    SY__FRAME_NOUN,        /* a plan to leave; the claim that it rained; confident that */
    SY__FRAME_HOST,        /* it had, he said, rained */
    SY__FRAME_ADVCL,       /* said as much: content in an adverbial clause */
    SY__FRAME_ACCORDING,   /* according to the police */
    SY__FRAME_N
} sy__frame;

typedef struct sy__cue {
    uint32_t  token;            /* head of the cue */
    uint32_t  content;          /* head of the content */
    uint32_t  link;             /* the preposition between, or SY_NONE */
    uint32_t  source;           /* head of the source; SY_NONE */
    sy__frame frame;
    double    p;
} sy__cue;
typedef SY__VEC(sy__cue) sy__cues;

bool sy__list_cues(const sy__facts_work *w, sy__cues *out);
uint32_t sy__source_of(const sy__facts_work *w, uint32_t cue);
/* Key of a cue's row in the tables: "say v ccomp", "accuse v prep:of". Answers its length. */
size_t sy__cue_key(const sy__facts_work *w, const sy__cue *c, char *out, size_t size);

#endif
