/* What align.c measures of two clauses, and how the measures make one score. */
#ifndef SY__RECONCILE_ALIGN_H
#define SY__RECONCILE_ALIGN_H

#include "reconcile/story.h"

/* X(name): the names of data/reconcile/alignment_weights.txt. */
#define SY__ALIGN_FEATURES(X) \
    X(bias)              /* always 1 */ \
    X(cosine)            /* of the clauses' words, weighted by the story's own idf */ \
    X(overlap)           /* weight of the common words over that of the lighter clause */ \
    X(cosine_square) \
    X(sentence_cosine)   /* of the sentences around them */ \
    X(predicate)         /* the same predicate, by its stem */ \
    X(predicate_inside)  /* the predicate of one is a word of the other */ \
    X(agent)             /* the same doer: entity or head word */ \
    X(patient)           /* the same one done to */ \
    X(oblique)           /* share of prepositional arguments that meet */ \
    X(crossed)           /* the doer of one is what is done to in the other */ \
    X(predicate_and_argument) /* the same predicate with one argument at least */ \
    X(names)             /* weight of the names that both have over those of the one with fewer */ \
    X(names_apart)       /* both have names, none in common */ \
    X(number)            /* one typed number in common */ \
    X(number_apart)      /* numbers of one kind, none in common */ \
    X(time)              /* one date in common */ \
    X(time_apart)        /* dates of one fineness, none in common */ \
    X(speaker)           /* the same one says it */ \
    X(voice_apart)       /* one is said by somebody, the other by the outlet */ \
    X(negation_apart) \
    X(length)            /* words of the shorter over words of the longer */ \
    X(short)             /* the shorter has few words */ \
    X(pairs)             /* share of neighbouring content words in common */

#define SY__ALIGN_ENUM(name) SY__F_##name,
typedef enum sy__feature { SY__ALIGN_FEATURES(SY__ALIGN_ENUM) SY__F_N } sy__feature;

/* Needs the units and entities of the story. */
void   sy__align_measure(const sy__story *s, uint32_t u, uint32_t v, double out[SY__F_N]);
const char *sy__feature_name(sy__feature f);

/* statements.c: a clause that a reader understands by itself, 0..1: a main or a quoted clause with a subject that says who. */
double sy__stands_alone(const sy__story *s, const sy__unit *u);
/* The clause that a statement's gist shows. */
const sy__unit *sy__gist_of(const sy__story *s, uint32_t group);

#endif
