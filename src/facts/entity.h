/* Shared by entity*.c: mentions of names as found, the distinct names, and how they are joined. */
#ifndef SY__FACTS_ENTITY_H
#define SY__FACTS_ENTITY_H

#include "facts/facts_internal.h"

/* One place where a name stands. */
typedef struct sy__name_mention {
    uint32_t first, last;       /* tokens, inclusive; titles and articles outside */
    uint32_t title;             /* first token of the title in front, == first where there is none */
    uint32_t name;              /* index into names */
    uint8_t  ent;               /* sy_ent as the model has it */
} sy__name_mention;

/* One distinct surface form: its words, lower-cased, folded, without full stops and with blanks for hyphens. */
typedef struct sy__name {
    sy_str   key;
    sy_str   shown;             /* as first seen */
    uint32_t first;             /* its first mention */
    uint32_t count;
    uint32_t votes[SY_ENT_N];
    uint8_t  ent;               /* what the votes say */
    uint32_t nation;            /* row of nations, or SY_NONE */
    uint32_t joined;            /* union-find parent */
    uint32_t n_words;
    const sy_str *words;        /* of key */
    bool     female, male;      /* told by an honorific */
    bool     acronym;           /* written in capitals only */
} sy__name;

typedef SY__VEC(sy__name_mention) sy__name_mentions;
typedef SY__VEC(sy__name) sy__names;

typedef struct sy__entity_work {
    sy__facts_work   *w;
    sy__name_mentions mentions;
    sy__names         names;
    sy_map            by_key;
} sy__entity_work;

bool sy__collect_names(sy__entity_work *e);      /* entity.c: mentions and distinct names */
bool sy__join_names(sy__entity_work *e);         /* entity_join.c */
uint32_t sy__name_root(sy__names *names, uint32_t i);
sy_entity_type sy__entity_type_of(const sy__name *name);

#endif
