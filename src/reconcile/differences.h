/* Differences in the making: a slot, its values, the words that show each; and the measures by which a slot's values are
 * believed to be two answers to one question. */
#ifndef SY__RECONCILE_DIFFERENCES_H
#define SY__RECONCILE_DIFFERENCES_H

#include "reconcile/story.h"
#include "reconcile/trees.h"

/* Two uses are one value where their keys are equal, or where their plain words or letters are. */
typedef struct sy__value_use {
    sy_str   key, plain, shown;
    sy_ref   ref;
    uint32_t unit;            /* the clause it stands in; SY_NONE */
    uint32_t head;            /* token that heads the words; SY_NONE */
    bool     quoted;          /* not in the outlet's own voice; told for labels only */
    double   beside;          /* words that both clauses have right before and behind it, of as many as count; told for runs of words only */
} sy__value_use;

/* X(name): the names of data/reconcile/difference_weights.txt. */
#define SY__DIFFERENCE_FEATURES(X) \
    X(bias)              /* always 1 */ \
    X(agent) X(patient) X(recipient) X(attribute) X(oblique) X(predicate) X(time) X(duration) X(place) X(number) \
    X(voice) X(own_voice) X(modality) X(negation) X(one_noun) X(noun_oblique) X(opening) X(places) X(figure_voice) X(reworded)     /* which slot it is */ \
    X(cosine)            /* of the two clauses' words */ \
    X(sentence)          /* of their sentences' */ \
    X(same_predicate)    /* both clauses have it */ \
    X(same_agent) X(same_patient) \
    X(same_head)         /* the two values are headed by one word */ \
    X(contained)         /* the one's words are all in the other */ \
    X(shared)            /* share of their words that both have */ \
    X(proper_both) X(proper_one) \
    X(more_values)       /* values past two, at most three */ \
    X(documents)         /* that have a value, past two, at most four */ \
    X(long_value)        /* words of the longest past four, in tens */ \
    X(elsewhere)         /* share of the two that the other's document has somewhere in its text */ \
    X(near)              /* cosine of the two heads' vectors; 0 where it is one word */ \
    X(one_entity)        /* both are headed by names of one entity */ \
    X(entities_apart)    /* or of two */ \
    X(dates_meet) \
    X(aligned)           /* the two clauses' score (align.c), -1..1 */ \
    X(joined)            /* they stand in one statement */ \
    X(beside)            /* words that both clauses have right around the two values */ \
    X(verb_both) X(verb_one) X(modifier_both) X(modifier_one)   /* the heads are verbs, adjectives or adverbs */ \
    X(number_both) X(number_one)   /* they have a number in them */ \
    X(words_less) X(words_more)   /* of the two values, in tens */ \
    X(weight_less) X(weight_more)   /* of the words that only one has */ \
    X(told_sentence) X(told_cosine) X(told_predicate) X(told_agent) X(told_documents)   /* the same measures, where it is who says so */

#define SY__DIFFERENCE_ENUM(name) SY__D_##name,
typedef enum sy__difference_feature { SY__DIFFERENCE_FEATURES(SY__DIFFERENCE_ENUM) SY__D_N } sy__difference_feature;

/* Which words, and which pairs of neighbours, a document has: sorted. */
typedef struct sy__neighbour { uint32_t document, term, next; } sy__neighbour;   /* next: SY_NONE for the word alone */

typedef struct sy__slot {
    sy_difference_kind     kind;
    sy__difference_feature is;        /* which of the slot features; SY__D_bias where it is not judged by its clauses */
    uint32_t               statement;
    SY__VEC(sy__value_use) uses;
} sy__slot;

typedef struct sy__finder {
    sy__story *s;
    SY__VEC(sy_difference) found;
    sy__slot   slot;          /* the one being filled */
    sy_buf     key;           /* scratch for value keys */
    const sy__group *group;   /* the clauses that are compared, */
    uint32_t   statement;     /* and that of the first; SY_NONE */
    double     weight[SY__D_N];
    sy__trees  trees;         /* what the weighted sum lacks */
    SY__VEC(sy__neighbour) said;
} sy__finder;

/* A slot is begun, given its values, and closed: it becomes a difference where two values stand in two documents and, for a
 * judged slot, where the measures make it likely enough. */
void sy__slot_begin(sy__finder *f, sy_difference_kind kind, sy__difference_feature is, uint32_t statement);
bool sy__slot_value(sy__finder *f, sy__value_use use);
/* differ_statements.c: a use of the words in `r`, keyed by them unless `key` is given; a noun's phrase without what follows the noun. */
bool sy__slot_words(sy__finder *f, uint32_t unit, sy_token_range r, uint32_t head, sy_str key);
/* Who says so, of clauses that tell one thing. own: against reports that say it themselves. */
bool sy__compare_voices(sy__finder *f, const uint32_t *units, uint32_t n, uint32_t statement, sy__difference_feature is);
bool sy__surely_one(const sy__story *s, const sy__unit *u, const sy__unit *v);
bool sy__in_a_time(const sy__unit *u, uint32_t token);
sy_token_range sy__core_of(const sy__doc *d, uint32_t head);
bool sy__phrase_key(sy__finder *f, const sy__doc *d, sy_token_range r, sy_str *out);   /* the stems of the words, a blank between */
/* `sure` counts for slots that are not judged. */
bool sy__slot_close(sy__finder *f, sy_relation relation, double sure);

/* differences.c: f->group and f->statement: the statements, and behind them what is kin. false: past the last. */
bool sy__choose_group(sy__finder *f, uint32_t k);

/* differ_figures.c: they cannot both hold, and are near enough to be of one thing. */
bool sy__values_at_odds(const sy_figure_value *a, const sy_figure_value *b);
/* Whether both can hold: one rounds, bounds or spans the other. Neither this nor at odds: perhaps of two things. */
bool sy__values_meet(const sy_figure_value *a, const sy_figure_value *b);
/* judge.c: how likely the values of the slot at hand, as grouped by `value_of`, answer one question, 0..1; and which of them do,
 * `answers` by value. */
bool sy__judge_begin(sy__finder *f);   /* the weights, and f->said */
double sy__judge_slot(const sy__finder *f, const uint32_t *value_of, uint32_t n_values, bool *answers);

/* differ_conflicts.c: the one is the other at its own precision, rounded or cut short. */
bool sy__rounds(double a, double b);
/* differ_conflicts.c: two mentions of numbers, in clauses of two reports that tell one thing, that cannot both hold. joined: they are
 * values of one figure; else they hardly differ. */
bool sy__mentions_clash(const sy__story *s, sy_ref a, sy_ref b, bool joined);
/* One file each; all of the story's, in a fixed order. */
bool sy__name_differences(sy__finder *f);        /* one entity's spellings */
bool sy__person_differences(sy__finder *f);      /* two names in one slot */
bool sy__conflict_differences(sy__finder *f);    /* two answers that cannot both hold */
bool sy__quantity_differences(sy__finder *f);    /* one figure's values */
bool sy__wording_differences(sy__finder *f);     /* one quotation's variants */
bool sy__label_differences(sy__finder *f);       /* one thing called by different words */
bool sy__phrase_differences(sy__finder *f);      /* one noun's phrases in one statement */
bool sy__run_differences(sy__finder *f);         /* two clauses word by word */
bool sy__statement_differences(sy__finder *f);   /* one statement's slots: names, times, places, scope, who says it, how sure */

#endif
