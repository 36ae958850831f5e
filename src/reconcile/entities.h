/* What the joining of names shares among its files. */
#ifndef SY__RECONCILE_ENTITIES_H
#define SY__RECONCILE_ENTITIES_H

#include "reconcile/story.h"

typedef struct sy__local { uint32_t document, entity; } sy__local;

/* Local entities of one plain name; a nominal ("the driver") has a node of its own, without a key. */
typedef struct sy__node {
    sy__name   name;         /* the fullest form */
    sy_str     key;          /* plain words, joined by a space */
    uint32_t   votes[SY_ENTITY_OTHER + 1];
    sy_entity_type type;
    sy_str     country;      /* ISO 3166, where facts know it */
    bool       bare;         /* somewhere it stands without "the" */
    bool       place_meant;  /* some report says what happens in it: no capital that stands for its state */
    uint32_t   root;         /* union-find: index of its cluster's first node */
    uint32_t   weight;       /* documents that use it */
    uint32_t   beside;       /* first of the names that stand beside it; SY_NONE */
    sy__local *locals; uint32_t n_locals;
} sy__node;

/* A name that a text gives beside another: "Ann Lee (@annlee)". */
typedef struct sy__beside { uint32_t document, next; sy_str name; } sy__beside;

typedef struct sy__joined { uint32_t a, b; sy__name_fit fit; const char *why; } sy__joined;
/* Another form by which a node is known: two nodes of one form are candidates. */
typedef struct sy__form { sy_str key; uint32_t node; bool known, state; } sy__form;   /* known: to the world, not by one text; state: of a capital */

typedef struct sy__names {
    sy__story *s;
    SY__VEC(sy__node)   nodes;
    SY__VEC(sy__joined) joins;
    SY__VEC(sy__form)   forms;
    SY__VEC(sy__beside) besides;
    sy_map keys;
    uint32_t *next;          /* by node: the next of its cluster, SY_NONE at the end */
    bool no_memory;          /* while candidates were compared */
    const char **why;        /* by node: the reason of the join that made it another's, NULL for a root */
    uint32_t *joined_to;
} sy__names;

bool     sy__nodes_fit(const sy__node *a, const sy__node *b);               /* they may be of one kind */
sy_str   sy__name_key(sy_arena *a, const sy__name *n);                    /* ptr NULL: no memory */
bool     sy__node_put(sy__names *w, sy__name name, sy_str key, uint32_t *node);
uint32_t sy__node_root(const sy__names *w, uint32_t i);
bool     sy__node_join(sy__names *w, const sy__joined *j);                /* false: refused, or one already */

bool sy__names_beside(sy__names *w);      /* entity_beside.c: before the joins */
bool sy__put_alias(sy__names *w, uint32_t node, uint32_t document, sy_str name);   /* a form that joins nothing */
bool sy__put_beside(sy__names *w, uint32_t node, uint32_t document, sy_str name);  /* one that may be met by itself */
bool sy__names_written(sy__names *w);     /* entity_written.c: likewise */
bool sy__names_of_teams(sy__names *w);    /* entity_teams.c: likewise */
bool sy__find_persons(sy__names *w);      /* entity_persons.c: once the nodes have their types */
bool sy__join_nominals(sy__names *w);     /* entity_nominals.c: after the named ones */

#endif
