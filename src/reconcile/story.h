/* Private face of reconcile: one story as its steps share it.
 *
 * sy_reconcile makes one sy__story and runs the steps in the order in which they are declared below; each reads what the ones
 * before it left and fills its part of the account. A step answers false for "no memory" and nothing else. Steps follow the
 * inputs' order and break every tie by document, then position: nothing depends on addresses, hashes or threads. */
#ifndef SY__RECONCILE_STORY_H
#define SY__RECONCILE_STORY_H

#include "base/base.h"
#include "reconcile/vectors.h"
#include "synoptic/reconcile.h"

struct sy_account {
    sy_ctx   *ctx;
    sy_arena  arena;                    /* owns everything below, strings included */
    sy_account_document   *documents;   size_t n_documents;
    sy_family             *families;    size_t n_families;
    sy_account_entity     *entities;    size_t n_entities;
    sy_account_statement  *statements;  size_t n_statements;
    sy_quotation          *quotations;  size_t n_quotations;
    sy_figure             *figures;     size_t n_figures;
    sy_timeline_entry     *timeline;    size_t n_timeline;
    sy_appearance         *appearances; size_t n_appearances;
    sy_difference         *differences; size_t n_differences;
    sy_account_diagnostic *diagnostics; size_t n_diagnostics;
    sy_ids   summary;
    bool     has_headline, headline_has_ref;
    sy_str   headline;
    uint32_t headline_document;
    sy_ref   headline_ref;
};

/* One document as this stage reads it. Left-aside documents have no tokens. */
typedef struct sy__doc {
    const sy_report_input *in;
    sy_str   text, title, published;    /* text: what facts read, captions behind it */
    uint32_t text_n;                    /* bytes of the article's text in it */
    int32_t  day;                       /* published as days since 1970-01-01; SY__NO_DAY */
    const sy_token       *tokens;       uint32_t n_tokens;
    uint32_t text_tokens;               /* how many are the article's text: the rest are captions, which tell nothing of its place and length */
    const sy_token_range *sentences;    uint32_t n_sentences;
    uint32_t text_sentences;            /* the same */
    const sy_entity      *entities;     uint32_t n_entities;
    const sy_attribution *attributions; uint32_t n_attributions;
    const sy_quantity    *quantities;   uint32_t n_quantities;
    const sy_time        *times;        uint32_t n_times;
    const sy_statement   *statements;   uint32_t n_statements;
    uint32_t *term;                     /* by token: index into the story's terms; SY_NONE for function words and marks */
    uint32_t *word;                     /* by token: the same for every token with letters or digits, function words too */
    uint32_t *entity;                   /* by own entity: the account's */
    uint32_t *unit_at;                  /* by token: innermost unit; SY_NONE */
    bool     *cue;                      /* by token: it says that somebody says something */
    int32_t  *day_at;                   /* by token: the day that the clause it heads tells of itself; SY__NO_DAY */
    uint32_t *run_with;                 /* by token: the first other document that has the run of words it stands in, quotations apart; SY_NONE */
} sy__doc;
#define SY__NO_DAY INT32_MIN

/* Sorted, each once, with the length of their vector of weights. */
typedef struct sy__bag { const uint32_t *at; uint32_t n; double norm; } sy__bag;

/* What fills a role: an entity of the account, else the term of its head word. Both SY_NONE: a pronoun that stands for nothing known. */
typedef struct sy__filler { sy_role role; uint32_t entity, term, argument; const int8_t *meaning; /* of the head word; NULL */ } sy__filler;
typedef struct sy__number { double value, value_max; sy_str unit; uint32_t of, quantity; } sy__number;   /* of: term of the head noun; SY_NONE */

/* A clause that takes part in the account: every one stands in exactly one statement. */
typedef struct sy__unit {
    uint32_t document, statement;       /* the facts' statement */
    uint32_t parent;                    /* unit around it; SY_NONE */
    sy_span  span;                      /* of the core: bytes of the article's text */
    sy_token_range tokens;              /* the whole clause, clauses in it included */
    sy_token_range core;                /* what of it is shown as support */
    uint32_t sentence;                  /* the document's */
    uint32_t predicate;                 /* term of the predicate; SY_NONE */
    sy__bag  terms;                     /* of the whole clause */
    double   terms_weight;              /* of all of them together */
    sy__bag  pairs;                     /* hashes of neighbouring terms; no norm */
    sy__bag  names;                     /* named entities that it mentions */
    sy__bag *around;                    /* the terms of its sentence */
    const int8_t *meaning;              /* of its core's words together; NULL: none is known */
    const int8_t *sentence_meaning;     /* the same of its sentence */
    const int8_t *predicate_meaning;    /* of the predicate; NULL */
    sy__filler *fillers; uint32_t n_fillers;
    const sy__number *numbers; uint32_t n_numbers;
    const sy_time *const *times; uint32_t n_times;
    uint32_t speaker;                   /* entity in whose words it stands; SY_NONE */
    bool     attributed, negated;
    bool     picture;                   /* tells what a photo shows, in its caption: a clause of an article tells no such thing */
    bool     weak;                      /* a statement of its own only where another document has it too */
    uint32_t n_words;
    uint32_t group;                     /* index into the account's statements, once aligned */
} sy__unit;

typedef struct sy__group { const uint32_t *units; uint32_t n_units; } sy__group;

/* The pairs that were scored, both ways, by unit and other unit: what is not here has nothing in common. */
typedef struct sy__scored { uint32_t unit, other; double score, likely; } sy__scored;   /* likely: 0..1, that they say one thing */
typedef struct sy__scores { sy__scored *at; uint32_t n; uint32_t *begin; /* by unit, n_units + 1 */ } sy__scores;

/* The words of a range of tokens: no marks, no white space. */
typedef struct sy__run { uint32_t document; const uint32_t *token; uint32_t n; } sy__run;

/* One contiguous piece of a quotation, marks included. */
typedef struct sy__piece {
    uint32_t document, attribution, part;
    sy_span  span;
    sy__run  words;
    uint32_t speaker;                   /* the account's entity; SY_NONE */
    uint32_t quotation;                 /* the account's quotation */
} sy__piece;

typedef struct sy__story {
    sy_ctx     *ctx;
    sy_account *account;
    sy_arena   *out;                    /* the account's arena: what outlives the call */
    sy_arena    scratch;                /* freed at the end of the call */
    uint32_t    threads;
    double      join;                   /* how likely, on average over their pairs, two groups of clauses must be one to be joined */
    const sy_word_vectors *vectors;          /* NULL: none */
    sy__doc    *docs;      uint32_t n_docs;
    sy_map      terms;                  /* stem -> index */
    SY__VEC(sy_str) term_text;
    uint32_t   *term_df;                /* clauses that have it */
    double     *term_weight;            /* the story's own inverse clause frequency */
    uint32_t    n_weighed;              /* terms that have both: words met later stand in no clause */
    double     *name_weight;            /* the same, by entity of the account */
    SY__VEC(sy__unit) units;            /* by document, then position */
    uint32_t   *unit_begin;             /* by document, n_docs + 1 */
    sy__group  *groups;    uint32_t n_groups;   /* the account's statements, same index */
    sy__scores  scores;
    sy__group  *kin;       uint32_t n_kin;      /* clauses that may tell of one thing, as differences are looked for in: wider than groups */
    uint32_t   *gist;                   /* by group: the unit that its gist shows */
    uint8_t   **stance;                 /* by group: what becomes sy_account_statement's */
    SY__VEC(sy__piece) pieces;          /* by quotation, then document and position */
    SY__VEC(sy_account_diagnostic) diagnostics;
} sy__story;

bool sy__story_init(sy__story *s, sy_account *a, const sy_report_input *in, size_t n, uint32_t threads, const sy_word_vectors *vectors);
bool sy__story_finish(sy__story *s);     /* hands the diagnostics over */
void sy__story_done(sy__story *s);

/* strangers.c: before the steps: which documents report another event. `stranger`: one a document, all false. */
bool sy__find_strangers(sy__story *s, bool *stranger, bool *any);

/* The steps, in this order. */
bool sy__settle_dates(sy__story *s);       /* dates.c: the times of documents without a day; documents[].published_inferred */
bool sy__join_entities(sy__story *s);      /* entities.c: account->entities, doc->entity */
bool sy__collect_units(sy__story *s);      /* units.c: units, terms and their weights */
bool sy__find_families(sy__story *s);      /* families.c: account->families, documents[].family, doc->run_with */
bool sy__agree_on_weekdays(sy__story *s);  /* weekdays.c: the times of documents whose page tells another day than that of writing */
bool sy__align_units(sy__story *s);        /* align.c: groups */
bool sy__settle_statements(sy__story *s);  /* statements.c: account->statements, but for standing and rank */
bool sy__join_quotations(sy__story *s);    /* quotes.c */
bool sy__join_figures(sy__story *s);       /* figures.c */
bool sy__find_differences(sy__story *s);   /* differences.c */
bool sy__rank_statements(sy__story *s);    /* rank.c: stance, standing, origins, importance, headline, summary */
bool sy__make_timeline(sy__story *s);      /* timeline.c */
bool sy__list_appearances(sy__story *s);   /* silence.c */
bool sy__find_revisions(sy__story *s);     /* revisions.c: documents[].revision_of, added, dropped, changed */
bool sy__tell_undecided(sy__story *s);     /* revisions.c: diagnostics, counted */

/* silence.c, for rank.c: the day before which nobody could know a statement; how a document that lacks it stands to it; which of the
 * main statements each document leaves out. */
int32_t   sy__known_day(const sy__story *s, uint32_t group);
sy_stance sy__silence(const sy__story *s, uint32_t document, int32_t known);
bool      sy__find_omissions(sy__story *s, uint32_t origins);
bool      sy__same_page(const sy__doc *a, const sy__doc *b);   /* revisions.c: by their addresses */

/* ---- small things that several steps need ------------------------------------------------- */

bool     sy__diagnose(sy__story *s, const char *code, uint32_t document, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
uint32_t sy__term_of(sy__story *s, sy_str word);             /* stem's index, made where new; SY_NONE: no memory */
sy_str   sy__plain_word(sy_arena *a, sy_str word);           /* lower case, without diacritics, points and possessive; ptr NULL: no memory */
size_t   sy__stem(char *word, size_t n);                     /* Porter's stem of n lower-case ASCII letters, in place; new length */
sy_str   sy__stem_of(sy_arena *a, sy_str word);              /* of the plain word; ptr NULL: no memory */
int32_t  sy__day_of(sy_str iso);                             /* days since 1970-01-01 of "2024-01-05…"; SY__NO_DAY for anything coarser */
bool     sy__day_text(sy_arena *a, int32_t day, sy_str *out);   /* dates.c: "2024-01-05"; false: no memory */
bool     sy__moment_of(sy_str iso, int64_t *out);            /* seconds since 1970 in UTC; false where clock or zone are not told */
bool     sy__came_before(sy_str a, sy_str b);                /* as far as both tell it, each in its zone */
sy_token_range sy__tokens_of(const sy__doc *d, sy_span span);  /* the tokens that begin in it */
double   sy__rounded_log(double x);                          /* to 1/1024: its last bit differs between processors, and nothing after it may */
double   sy__weight(const sy__table *t, const char *name, uint32_t column);   /* a cell in thousandths; 0 where the table lacks it */
bool     sy__sort_once(const sy__story *s, uint32_t *at, uint32_t *n);   /* sorted, each once */
bool     sy__copy_ids(sy_arena *a, const uint32_t *at, size_t n, sy_ids *out);
static inline sy_ref sy__ref(uint32_t document, sy_span span) { sy_ref r = { document, false, span }; return r; }
static inline bool sy__in_caption(const sy__story *s, sy_ref r) { return !r.in_source && r.span.begin >= s->docs[r.document].text_n; }
static inline bool sy__says(const sy_account_statement *st, uint32_t document) { return st->stance[document] == SY_STANCE_SAYS || st->stance[document] == SY_STANCE_DIFFERS; }
static inline bool sy__has_digit(sy_str s)
{
    for (size_t i = 0; i < s.len; i++) if (s.ptr[i] >= '0' && s.ptr[i] <= '9') return true;
    return false;
}
/* "USD": a quantity's unit that is a currency's code. */
static inline bool sy__is_money(sy_str unit) { return unit.len == 3 && unit.ptr[0] >= 'A' && unit.ptr[0] <= 'Z'; }
/* The first of the words that stand side by side with it: "smoke rises and sirens wail". */
static inline uint32_t sy__first_conjunct(const sy__doc *d, uint32_t token)
{
    enum { STEPS = 8 };
    for (uint32_t i = 0; i < STEPS && d->tokens[token].dep == SY_DEP_CONJ; i++) token = d->tokens[token].head;
    return token;
}
/* Of sets that are joined by pointing one at the other; halves the way for the next who asks. */
static inline uint32_t sy__root(uint32_t *root, uint32_t i)
{
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}
int      sy__ref_cmp(const sy_ref *a, const sy_ref *b);      /* document, text before source, span */

/* wordalign.c: two runs of words aligned: word a[i] of the one and word b[i] of the other are equal. */
typedef struct sy__alignment { uint32_t *a, *b; uint32_t n; } sy__alignment;
bool sy__word_run(const sy__story *s, uint32_t document, sy_token_range tokens, sy_arena *a, sy__run *out);
bool sy__align_words(const sy__story *s, const sy__run *a, const sy__run *b, sy_arena *arena, sy__alignment *out);

/* units.c */
bool   sy__make_bag(sy__story *s, uint32_t *at, uint32_t n, sy__bag *out);   /* takes over `at`: sorts it, drops repeats */
double sy__bag_norm(const sy__bag *b, const double *weight);
/* measure.c, timeline.c */
double sy__bag_cosine(const sy__bag *a, const sy__bag *b, const double *weight);
uint32_t sy__bag_common(const sy__bag *a, const sy__bag *b);   /* how many both have */
bool   sy__fillers_meet(const sy__filler *a, const sy__filler *b);
bool   sy__dates_meet(sy_str a, sy_str b);                   /* as far as the coarser one goes */
bool   sy__is_date(sy_str timex_value);                      /* begins with a year */
bool   sy__calendar_date(const sy_time *t, sy_str *out);     /* year, month or day of a date or time of day; false for all else */
bool   sy__title_weight(sy__story *s, sy_str title, double *out);   /* units.c: how much of what many clauses say it has */

/* names.c: two names as strings. */
typedef enum sy__name_fit { SY__NAMES_APART = 0, SY__NAMES_SAME, SY__NAMES_SPELLING, SY__NAMES_KNOWN, SY__NAMES_KIND, SY__NAMES_LAND, SY__NAMES_SHORTER, SY__NAMES_FORM, SY__NAMES_SURNAME, SY__NAMES_ACRONYM, SY__NAMES_ENDING, SY__NAMES_MISTYPED } sy__name_fit;
typedef struct sy__name {
    sy_str text;                        /* as it stands */
    const sy_str *words; uint32_t n_words;   /* plain, titles and articles apart */
    sy_str acronym;                     /* initials of the capitalised words; empty where fewer than two */
} sy__name;
bool         sy__name_read(sy_arena *a, sy_str text, sy__name *out);
bool sy__name_mistyped(const sy__name *a, const sy__name *b);   /* one is the other with one slip of the hand */
sy__name_fit sy__name_compare(const sy__name *a, const sy__name *b, bool person);
bool         sy__name_ends(const sy__name *s, const sy__name *l);        /* l is s with words in front */
bool         sy__same_place(const sy__name *a, const sy__name *b);   /* but for the word that tells its kind: "Kunduz province" */
bool         sy__words_alike(sy_str a, sy_str b);            /* one word in two spellings, by transliteration distance */

#endif
