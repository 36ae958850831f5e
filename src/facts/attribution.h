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
    bool     title;             /* every longer word begins with a capital */
    bool     relayed;           /* somebody says it in what somebody else says */
    bool     utterance;         /* a whole sentence said: begins with a capital behind a comma, a colon or nothing, and ends with a stop */
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
    double    p;                /* share of the times that the table's counts say it was one */
    uint32_t  seen;             /* times that the table has seen it */
    double    speech;           /* sy__speech of the token */
    bool      rival;            /* a clause hangs on the same word */
    double    score;            /* log odds, all told */
} sy__cue;
typedef SY__VEC(sy__cue) sy__cues;

/* Tokens first..last, inclusive. */
typedef struct sy__piece { uint32_t first, last; } sy__piece;

/* An attribution while it grows. */
typedef struct sy__build {
    uint32_t cue, link, source;     /* tokens; SY_NONE */
    uint32_t through;               /* token of who passes it on ("…, he said, according to X"); SY_NONE */
    uint32_t cue_first, cue_last;
    uint32_t source_first, source_last;
    SY__VEC(sy__piece) content;
    double   p;
    sy__frame frame;
    bool     has_quote;
} sy__build;

typedef struct sy__attribution_work {
    sy__facts_work *w;
    sy__cues        cues;
    sy__quotes      quotes;
    uint32_t       *quote_at;       /* per token: piece between marks, or SY_NONE */
    uint32_t       *owner;          /* per token: build whose content has it, or SY_NONE */
    uint32_t       *cue_of;         /* per token: build whose cue it heads, or SY_NONE */
    uint32_t       *quotes_before;  /* per token, and one more: quoted tokens before it */
    uint32_t       *lent;           /* per token: source that a participle shares with the cue whose content it ended; SY_NONE */
    uint32_t       *through;        /* per token that may head a cue: who passes its words on, or SY_NONE */
    SY__VEC(sy__build) builds;
} sy__attribution_work;

/* attribution_cue.c */
bool sy__list_cues(const sy__facts_work *w, sy__cues *out);
uint32_t sy__source_of(const sy__facts_work *w, uint32_t cue);
/* Key of a cue's row in the tables: "say v ccomp", "accuse v prep:of". Answers its length. */
size_t sy__cue_key(const sy__facts_work *w, const sy__cue *c, char *out, size_t size);
/* "quote", "cite"; and the verb of saying beside which such a participle stands ("reported, citing X"), SY_NONE. */
bool sy__passes_words_on(const sy__facts_work *w, uint32_t verb);
uint32_t sy__relay_of(const sy__facts_work *w, uint32_t participle);
double sy__count_of(sy_str digits);
void sy__count_cue(const sy__facts_work *w, sy__cue *c);

/* attribution_weight.c */
typedef enum sy__feature_group {
    SY__GROUP_SOURCE = 0, SY__GROUP_FORM, SY__GROUP_DEP, SY__GROUP_QUOTE, SY__GROUP_LENGTH, SY__GROUP_SEEN, SY__GROUP_MARK, SY__GROUP_VERB, SY__GROUP_FLAG, SY__GROUP_N
} sy__feature_group;
enum { SY__VALUES_N = 12 };
struct sy__weights { double bias[SY__FRAME_N], counts[SY__FRAME_N], speech[SY__FRAME_N], value[SY__FRAME_N][SY__GROUP_N][SY__VALUES_N]; };
void sy__cue_features(const sy__attribution_work *f, const sy__cue *c, uint32_t out[SY__GROUP_N]);
double sy__weigh_features(const sy__attribution_work *f, const sy__cue *c);
void sy__print_features(const sy__attribution_work *f, const sy__cue *c, sy_buf *out);
void sy__load_weights(struct sy__weights *out);
/* Quotations found, candidates listed and weighed. */
bool sy__prepare_cues(sy__attribution_work *f);
/* The candidate's source; for a finite verb that the tree gives none, the one beside it. */
uint32_t sy__source_at_hand(const sy__attribution_work *f, const sy__cue *c);
sy_span sy__source_span(const sy__facts_work *w, uint32_t head);
void sy__attribution_done(sy__attribution_work *f);

/* attribution_content.c: give the build the words of the candidate's content. */
/* The words that stand for the source beside a cue that the tree gives none; SY_NONE. */
uint32_t sy__source_beside(const sy__attribution_work *f, uint32_t verb, uint32_t from, uint32_t to);
/* The verb of the clause that an "according to" or a parenthesis belongs to. */
uint32_t sy__host_clause(const sy__facts_work *w, uint32_t i);
bool sy__claim_content(sy__attribution_work *f, const sy__cue *c, uint32_t build);
/* The subtree of top, from token `from` on, without that of `without` (SY_NONE: all). */
bool sy__add_subtree(sy__attribution_work *f, uint32_t build, uint32_t top, uint32_t without, uint32_t from);
bool sy__add_range(sy__attribution_work *f, uint32_t build, uint32_t first, uint32_t last);
bool sy__add_piece(sy__attribution_work *f, uint32_t build, uint32_t first, uint32_t last);
bool sy__tidy_content(sy__attribution_work *f, sy__build *b);

/* attribution_quote.c: quotations that no cue claimed, and the borders of those that one did. */
bool sy__settle_quotes(sy__attribution_work *f);
/* "Holm said Berg had called it “madness”": the word is Berg's. After all contents are settled. */
bool sy__settle_relayed(sy__attribution_work *f);
/* "the star of “The Long Winter” said": a title in the middle of a clause, which calls something so and quotes nobody. */
bool sy__names_work(const sy__attribution_work *f, const sy__quote *q);
/* "NAME: …" at the start of a paragraph; before any cue. */
bool sy__find_script(sy__attribution_work *f);

/* attribution_speaker.c: who the source is, for whom he speaks, through whom. */
void sy__name_speaker(const sy__facts_work *w, const sy__build *b, sy_attribution *a);

/* Starts an attribution with that cue and source (SY_NONE: none); its index, SY_NONE for no memory. */
uint32_t sy__start_build(sy__attribution_work *f, uint32_t cue, uint32_t link, uint32_t source, sy__frame frame, double p);

static inline bool sy__is_mute(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_PUNCT || w->tokens[i].pos == SY_POS_SPACE; }
static inline bool sy__is_verb(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_VERB || w->tokens[i].pos == SY_POS_AUX; }
static inline bool sy__is_noun(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_NOUN || w->tokens[i].pos == SY_POS_PROPN; }

#endif
