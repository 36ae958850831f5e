/* Shared by entity*.c: mentions of names as found, the distinct names, and how they are joined. */
#ifndef SY__FACTS_ENTITY_H
#define SY__FACTS_ENTITY_H

#include "facts/facts_internal.h"

/* One place where a name stands. */
typedef struct sy__name_mention {
    uint32_t first, last;       /* tokens, inclusive; titles and articles outside */
    uint32_t title;             /* first token of the title in front, == first where there is none */
    uint32_t head;              /* token that the rest of the sentence hangs on */
    uint32_t name;              /* index into names */
    uint32_t draft;             /* the entity it stands for; SY_NONE: not one */
    uint8_t  ent;               /* sy_ent as the model has it; SY_ENT_NONE where only the tags say that it is a name */
} sy__name_mention;

/* One distinct surface form: its words, lower-cased, folded, without full stops and with blanks for hyphens. */
typedef struct sy__name {
    sy_str   key;
    sy_str   shown;             /* as first seen */
    uint32_t first;             /* its first mention */
    uint32_t count;
    int32_t  score[SY_ENTITY_OTHER + 1];   /* evidence for each type */
    sy_entity_type type;
    uint32_t nation;            /* row of nations, or SY_NONE */
    bool     people;            /* "Iraqi", not "Iraq" */
    bool     folk;              /* "Iraqis": persons, never the state */
    uint32_t joined;            /* union-find parent */
    uint32_t n_words;
    const sy_str *words;        /* of key */
    bool     female, male;      /* told by an honorific */
    bool     acronym;           /* written in capitals only */
    bool     sure;              /* the model or the words say that it is a name */
    bool     speaks;            /* somewhere the subject of a finite verb */
    bool     says;              /* somewhere that of a verb of saying */
    bool     only_model;        /* a person by the model's word alone */
    bool     located;           /* somewhere something is "in" it */
    bool     article;           /* has an article of its own somewhere */
    bool     titled;            /* stands behind a title somewhere */
    bool     which;             /* "which" is said of it somewhere */
} sy__name;

typedef SY__VEC(sy__name_mention) sy__name_mentions;
typedef SY__VEC(sy__name) sy__names;

/* An entity while nominals and pronouns look for it. Its mentions, roles and labels are in the lists beside. */
typedef struct sy__draft {
    sy_entity entity;           /* name borrowed from the text; n_mentions counted */
    uint32_t  last_seen;        /* token of its latest mention so far; SY_NONE before the first */
    uint32_t  last_subject;     /* the same, as a subject */
    uint32_t  last_outside, last_subject_outside;   /* both, outside of what is said between quotation marks */
    uint32_t  last_said;        /* the same, as the subject of a verb of saying; SY_NONE */
    uint32_t  owner;            /* entity that possesses it ("his office"); SY_NONE */
    uint32_t  nouns;            /* newest of its nouns in the work's list, SY_NONE at the end */
    bool      male, female;     /* an honorific, a noun or a pronoun said so */
    bool      male_name, female_name;
    bool      plural, definite;
    uint32_t  merged;           /* the draft that this one turned out to be; SY_NONE */
} sy__draft;

/* Nothing is known of it yet but that it is. */
static inline sy__draft sy__new_draft(sy_entity entity)
{
    return (sy__draft){ .entity = entity, .last_seen = SY_NONE, .last_subject = SY_NONE, .last_outside = SY_NONE, .last_subject_outside = SY_NONE,
                        .last_said = SY_NONE, .owner = SY_NONE, .nouns = SY_NONE, .merged = SY_NONE };
}

typedef struct sy__draft_mention { uint32_t draft; sy_entity_mention m; } sy__draft_mention;
typedef struct sy__draft_span { uint32_t draft; sy_span span; } sy__draft_span;
typedef struct sy__draft_noun { uint32_t token, next; } sy__draft_noun;

typedef struct sy__entity_work {
    sy__facts_work   *w;
    sy__name_mentions mentions;
    sy__names         names;
    sy_map            by_key;
    SY__VEC(sy__draft)         drafts;
    SY__VEC(sy__draft_mention) all;
    SY__VEC(sy__draft_span)    roles, labels;
    SY__VEC(sy__draft_noun)    nouns;       /* linked lists: the nouns that an entity is called by */
} sy__entity_work;

/* entity_mention.c: where names stand */
bool sy__collect_mentions(sy__entity_work *e);
/* entity.c: distinct names and what they are */
bool sy__collect_names(sy__entity_work *e);
/* entity_join.c */
bool sy__join_names(sy__entity_work *e);
uint32_t sy__name_root(sy__names *names, uint32_t i);
/* entity_make.c. Tokens first..last are a mention; entity_at holds drafts until the result is made. */
bool sy__add_draft_mention(sy__entity_work *e, uint32_t draft, uint32_t first, uint32_t last, uint32_t head, sy_mention_kind kind);
/* entity_role.c: titles, appositions and what a name is said to be give roles, labels and nouns */
bool sy__describe_names(sy__entity_work *e);
bool sy__add_noun(sy__entity_work *e, uint32_t draft, uint32_t token);
/* Noun phrase around its head without determiner, relative clause and apposition. */
void sy__phrase_of(const sy__facts_work *w, uint32_t head, uint32_t *first, uint32_t *last);
bool sy__add_label(sy__entity_work *e, uint32_t draft, uint32_t head);
/* entity_refer.c: nominals and pronouns, in reading order */
bool sy__find_references(sy__entity_work *e);

/* Kinds of the tables. */
typedef enum sy__role_kind { SY__ROLE_NONE = 0, SY__ROLE_TITLE, SY__ROLE_HONOUR, SY__ROLE_ROLE, SY__ROLE_KIN, SY__ROLE_AFTER } sy__role_kind;
sy__role_kind sy__role_kind_of(const sy__facts_work *w, uint32_t i);      /* by lemma, then by form */
bool sy__noun_type(const sy__facts_work *w, uint32_t i, sy_entity_type *type, sy_str *flag);
bool sy__word_type(sy_str lower, sy_entity_type *type, sy_str *flag);

#endif
