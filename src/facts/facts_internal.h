/* Private face of facts: what one article's pass shares, and the finders that fill its result.
 *
 * One call of sy_find_facts makes one sy__facts_work. The finders run in the order in which they are declared below; each
 * reads what the ones before it left and pushes to its own vector. A finder answers false for "no memory" and nothing else. */
#ifndef SY__FACTS_INTERNAL_H
#define SY__FACTS_INTERNAL_H

#include "base/base.h"
#include "synoptic/facts.h"

/* Knowledge tables turned into one map at start: a lower-cased word -> its row in each table, SY_NONE where it has none. */
typedef struct sy__lexeme {
    uint32_t cue, nominal, role, noun, nation, mood;
    double   speech;                    /* how often a verb with a clause for its content is a cue: "say" .97, "make" .02 */
    uint32_t figure;                    /* for quantity*.c and time*.c to fill: see sy__add_figure_words */
} sy__lexeme;

struct sy_fact_finder {
    sy_ctx     *ctx;
    sy_arena    tables;                 /* lexemes, keys */
    sy_map      words;                  /* lower-cased word -> index into lexemes; 0 is "unknown" */
    SY__VEC(sy__lexeme) lexemes;
    struct sy__weights *weights;        /* of attribution_weight.c */
    sy_map      cues;                   /* "say v ccomp" -> row of the table of cues */
    sy_arena    scratch;                /* reset at the end of each article */
    struct sy__figures *figures;        /* sy__add_figure_words makes it, in tables */
};

struct sy_facts {
    sy_ctx   *ctx;
    sy_arena  arena;                    /* owns everything below, strings included */
    sy_entity      *entities;      size_t n_entities;
    sy_attribution *attributions;  size_t n_attributions;
    sy_quantity    *quantities;    size_t n_quantities;
    sy_time        *times;         size_t n_times;
    sy_statement   *statements;    size_t n_statements;
    sy_diagnostic  *diagnostics;   size_t n_diagnostics;
    uint32_t       *entity_at;     uint32_t n_tokens;
    sy_str          anchor;
    const char     *anchor_how;
};

typedef SY__VEC(sy_entity) sy__entities;
typedef SY__VEC(sy_attribution) sy__attributions;
typedef SY__VEC(sy_quantity) sy__quantities;
typedef SY__VEC(sy_time) sy__times;
typedef SY__VEC(sy_statement) sy__statements;
typedef SY__VEC(sy_diagnostic) sy__diagnostics;

struct sy__figures;
struct sy__atoms;

typedef struct sy__facts_work {
    const sy_ctx         *ctx;
    const sy_fact_finder *finder;
    sy_arena             *arena;        /* the result's: what outlives the call */
    sy_arena             *scratch;      /* this article's: freed at its end */

    sy_str          text;
    char           *lower;              /* the text with ASCII letters lower-cased: same offsets */
    const sy_token *tokens;             /* use head, dep, sentence below in place of the token's own */
    uint32_t        n;
    const sy_ent_mention *ents;   uint32_t n_ents;

    /* The tree, cut where the parser joined two paragraphs: a token whose head stands in another one is its own head (dep ROOT). */
    uint32_t *head;                     /* n */
    uint8_t  *dep;                      /* n; sy_dep */
    uint32_t *child_at;                 /* n + 1: children of i are child[child_at[i]] .. child[child_at[i + 1] - 1], by position */
    uint32_t *child;
    uint32_t *left, *right;             /* n: first and last token (inclusive) of the subtree */
    uint32_t *pre, *size;               /* n: preorder number and size of the subtree: sy__is_below in O(1) */
    uint32_t *up_order;                 /* n: all tokens, children before their heads */
    uint32_t *sentence;                 /* n: index into sentences */
    sy_token_range *sentences;    uint32_t n_sentences;    /* cut at paragraphs too */
    uint32_t *paragraph;                /* n: index into paragraphs */
    sy_token_range *paragraphs;   uint32_t n_paragraphs;   /* white-space tokens belong to the paragraph before them */
    uint32_t captions;                  /* first token behind the article's text: the captions of its photos; n where there are none */
    uint32_t *body;                     /* n_paragraphs: first token behind a dateline ("OSLO (Agency) —") */
    uint32_t *word;                     /* n: index into finder->lexemes of the lemma, 0 unknown */

    /* Filled by the finders: index into the vector below for each token, or SY_NONE. */
    uint32_t *time_at, *quantity_at, *entity_at, *attribution_at;   /* n each */

    struct sy__atoms *atoms;            /* sy__cut_atoms makes it: what times and quantities are read from */
    const sy_article *article;          /* may be NULL */
    const sy_gazetteer *gazetteer;      /* may be NULL */
    uint32_t *quote_first, *quote_last; /* per token: first and last token of the quotation that has it, marks included; SY_NONE */
    uint32_t *owner_of;                 /* per entity, once found: whose it is ("his office"), or SY_NONE */

    sy_str      published;              /* as given: ISO 8601 or empty */
    sy_str      anchor;                 /* sy__find_times settles these two */
    const char *anchor_how;

    sy__entities     entities;          /* vectors live in the context: facts.c frees them */
    sy__attributions attributions;
    sy__quantities   quantities;
    sy__times        times;
    sy__statements   statements;
    sy__diagnostics  diagnostics;
} sy__facts_work;

/* At sy_fact_finder_new: put the words of a table into finder->words. sy__lexeme_of answers the (new) lexeme of a lower-cased
 * word, NULL for no memory; the pointer holds until the next call. */
sy__lexeme *sy__lexeme_of(sy_fact_finder *f, sy_str lower);
bool sy__add_figure_words(sy_fact_finder *f);   /* in quantity.c */

/* In this order. Arrays inside the pushed items (mentions, content…) and their strings come from work->arena. */
bool sy__find_times(sy__facts_work *w);         /* pushes times, sets time_at, anchor */
bool sy__find_quantities(sy__facts_work *w);    /* pushes quantities, sets quantity_at; a token in a DATE or TIME is no quantity */
bool sy__find_entities(sy__facts_work *w);
bool sy__find_attributions(sy__facts_work *w);
bool sy__finish_entities(sy__facts_work *w);    /* what needs the attributions: labels, voices, "I" */
bool sy__find_statements(sy__facts_work *w);
bool sy__find_places(sy__facts_work *w);        /* which place each place's name stands for */

/* ---- small things every finder needs ------------------------------------------------------------ */

static inline sy_str sy__token_str(const sy__facts_work *w, uint32_t i) { return sy__cut(w->text, w->tokens[i].span); }
static inline sy_str sy__token_lower(const sy__facts_work *w, uint32_t i)
{
    sy_str s = { w->lower + w->tokens[i].span.begin, w->tokens[i].span.end - w->tokens[i].span.begin };
    return s;
}
/* Bytes from token first to token last, both inclusive. */
static inline sy_span sy__token_span(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    sy_span s = { w->tokens[first].span.begin, w->tokens[last].span.end };
    return s;
}
static inline bool sy__token_is(const sy__facts_work *w, uint32_t i, const char *lower) { return sy__is(sy__token_lower(w, i), lower); }
static inline const sy__lexeme *sy__token_lexeme(const sy__facts_work *w, uint32_t i) { return &w->finder->lexemes.at[w->word[i]]; }
/* First child of i with that dependency, or SY_NONE. */
uint32_t sy__child(const sy__facts_work *w, uint32_t i, uint8_t dep);
/* First token from `from` on that ends behind the byte; n where there is none. */
uint32_t sy__token_from(const sy__facts_work *w, uint32_t from, uint32_t byte);
/* How likely a verb with a clause for its content is a cue at all: "said" .97, "made" .02; 0 for any other word. */
double   sy__speech(const sy__facts_work *w, uint32_t token);
/* tree.c: letters, all of them capitals, and no digit. */
bool sy__in_capitals(const sy__facts_work *w, uint32_t i);
/* i is top or in its subtree. */
static inline bool sy__is_below(const sy__facts_work *w, uint32_t i, uint32_t top) { return w->pre[i] - w->pre[top] < w->size[top]; }
/* Fills what describes the tree and the layout, from the annotation and the article's blocks. */
bool     sy__prepare_tree(sy__facts_work *w, const sy_facts_input *in);
/* Fills the finder's lexemes from the tables. */
bool     sy__load_words(sy_fact_finder *f);

#endif
