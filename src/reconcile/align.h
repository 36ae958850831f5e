/* What two clauses have in common, measured, and how the measures make one score. */
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
    X(pairs)             /* share of neighbouring content words in common */ \
    X(meaning)           /* cosine of the sums of their words' vectors, weighted by the story's own idf */ \
    X(predicate_near)    /* another predicate: how near its vector is; 0 where it is the same */ \
    X(agent_near)        /* the same of the doer's head word */ \
    X(patient_near)      /* and of the one done to */ \
    X(leads)             /* both stand at the head of their articles */ \
    X(place_apart)       /* how far apart they stand in their articles, each measured by its length */ \
    X(weak)              /* one is but a part of another clause */ \
    X(reports)           /* cosine of the two reports' words, each weighted by how few reports have it */ \
    X(words_less)        /* words of the shorter, in tens */ \
    X(words_more)        /* and of the longer */ \
    X(rarest)            /* weight of the rarest word in common */ \
    X(met)               /* weight of all words in common */ \
    X(left_less)         /* weight of the words that only one has: of the one with less of them */ \
    X(left_more)         /* and of the other */ \
    X(wholes)            /* cosine of the clauses around them, or of those themselves that stand alone */ \
    X(before)            /* cosine of the sentences before theirs */ \
    X(after)             /* and behind */ \
    X(sentence_meaning)  /* cosine of the sums of their sentences' vectors */ \
    X(modality_apart) \
    X(choices)           /* logarithm of the clauses to choose from: in a short page a likeness means more */

#define SY__ALIGN_ENUM(name) SY__F_##name,
typedef enum sy__feature { SY__ALIGN_FEATURES(SY__ALIGN_ENUM) SY__F_N } sy__feature;

/* What is known of a pair once all pairs of its clauses have a first score: X(name), in the same table. */
#define SY__RANK_FEATURES(X) \
    X(best_of_one)       /* no clause of the other's document is more like one of the two */ \
    X(best_of_both) \
    X(gap_near)          /* how much worse than the best for the one that has it better, at most RANK_CLIP */ \
    X(gap_far)           /* and for the other */ \
    X(margin)            /* by how much the best are better than the second */

#define SY__RANK_ENUM(name) SY__R_##name,
typedef enum sy__rank_feature { SY__RANK_FEATURES(SY__RANK_ENUM) SY__R_N } sy__rank_feature;

/* What two clauses' sentences have in common: the measures sentence_cosine, before, after and sentence_meaning. */
typedef struct sy__sentences { double cosine, before, after, meaning; } sy__sentences;
void sy__sentences_measure(const sy__story *s, const sy__unit *a, const sy__unit *b, sy__sentences *out);
/* Needs the units and entities of the story. */
void sy__align_measure(const sy__story *s, uint32_t u, uint32_t v, double out[SY__F_N], const sy__sentences *around);
extern const char *const sy__feature_names[SY__F_N];
/* statements.c: a clause that a reader understands by itself, 0..1: a main or a quoted clause with a subject that says who. */
double sy__stands_alone(const sy__story *s, const sy__unit *u);
/* The clause that a statement's gist shows. */
const sy__unit *sy__gist_of(const sy__story *s, uint32_t group);

/* likeness.c: how like two reports are: the cosine of their clauses' words, each once, by how few reports have it. */
typedef struct sy__likeness {
    sy__bag  *words;             /* by document */
    double   *weight;            /* by term */
    double   *like;              /* to `of`, by the documents before it */
    uint32_t  of;
} sy__likeness;
bool   sy__read_reports(sy__story *s, sy__likeness *l);
double sy__report_likeness(sy__likeness *l, uint32_t before, uint32_t document);   /* cheap while document stays the same */

bool   sy__score_units(sy__story *s);   /* align.c: s->scores */
bool   sy__group_units(sy__story *s);   /* cluster.c: s->groups, s->kin, units[].group */
#define SY__MOST_SCORE 4.0              /* of two clauses, either way */
double sy__score_of(const sy__story *s, uint32_t u, uint32_t v);   /* cluster.c: the least where the pair was not scored */

#endif
