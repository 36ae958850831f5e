/* Shared by statement*.c: which tokens head clauses, where clauses are cut, and what the words around them mean for them. */
#ifndef SY__FACTS_STATEMENT_H
#define SY__FACTS_STATEMENT_H

#include "facts/facts_internal.h"

typedef enum sy__clause_kind { SY__CLAUSE_NONE = 0, SY__CLAUSE_VERB, SY__CLAUSE_FRAGMENT, SY__CLAUSE_EVENT, SY__CLAUSE_APPOSITION } sy__clause_kind;

/* What a word of data/facts/modality.txt does to the verb that it governs. */
typedef enum sy__effect { SY__EFFECT_NONE = 0, SY__EFFECT_PLANNED, SY__EFFECT_POSSIBLE, SY__EFFECT_DENIED, SY__EFFECT_ASKED, SY__EFFECT_PHASE, SY__EFFECT_NOT } sy__effect;

typedef struct sy__clauses {
    sy__facts_work *w;
    uint8_t  *kind;         /* per token: sy__clause_kind of the clause that it heads */
    bool     *cut;          /* per token: its subtree is no part of the clause around it */
    uint32_t *first_cut;    /* per token: first token of a cut subtree below it, SY_NONE */
    uint32_t *last_cut;     /* per token: last token of a cut subtree below it, SY_NONE */
    uint32_t *at;           /* per token: statement that it heads, or SY_NONE */
    uint32_t *own;          /* per token: statement whose own clause has it, or SY_NONE */
} sy__clauses;

/* statement_clause.c */
bool sy__find_clauses(sy__clauses *c);
sy_token_range sy__clause_reach(const sy__clauses *c, uint32_t head);
sy_token_range sy__phrase_reach(const sy__clauses *c, uint32_t head);
bool sy__is_finite(const sy__facts_work *w, uint32_t i);

/* statement_argument.c */
bool sy__find_arguments(sy__clauses *c, sy_statement *s);
/* The verb that the clause is about: "plans to leave" is about leaving. */
uint32_t sy__predicate_of(const sy__facts_work *w, uint32_t head);
/* Subject that a verb has of its own or shares; SY_NONE. */
uint32_t sy__doer_of(const sy__facts_work *w, uint32_t verb);

/* statement_mood.c */
sy__effect sy__effect_of(const sy__facts_work *w, uint32_t i);
void sy__find_mood(const sy__clauses *c, sy_statement *s, uint32_t clause_head);

static inline bool sy__says(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_VERB || w->tokens[i].pos == SY_POS_AUX; }
static inline bool sy__is_blank(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_PUNCT || w->tokens[i].pos == SY_POS_SPACE; }

#endif
