/* Words that the rules know, tokens of a line, and cue patterns: all from the tables of data/extract. */
#ifndef SY__EXTRACT_LEXICON_H
#define SY__EXTRACT_LEXICON_H

#include "base/base.h"
#include "synoptic/extract.h"

enum {
    SY__LEX_FUNCTION = 1,   /* a function word of some language */
    SY__LEX_MONTH = 2,      /* value: 1..12 */
    SY__LEX_WEEKDAY = 4,
    SY__LEX_UNIT = 8,       /* of time */
    SY__LEX_AGENCY = 16,    /* first word of an agency's name */
    SY__LEX_CUE = 32,       /* first literal word of a cue */
    SY__LEX_NUMBER = 64     /* value: 1..12, spelt out */
};

typedef enum sy__tok_kind { SY__TOK_WORD, SY__TOK_NUMBER, SY__TOK_PUNCT, SY__TOK_URL, SY__TOK_HANDLE } sy__tok_kind;

typedef struct sy__tok {
    sy_span  at;
    uint64_t hash;      /* of the folded word */
    uint32_t lex;       /* SY__LEX_ flags */
    uint8_t  kind;
    bool     cap;       /* begins with a capital */
    bool     caps;      /* two letters or more, all capitals */
    uint8_t  month;     /* 1..12 with SY__LEX_MONTH */
    uint32_t entry;     /* lexicon entry, SY_NONE */
} sy__tok;

typedef SY__VEC(sy__tok) sy__toks;

/* What a cue says of a line. The boilerplate kinds come first, as in extract.h. */
enum { SY__CUE_BODY = SY_BOILERPLATE_OTHER + 1, SY__CUE_HEADING, SY__CUE_KINDS };

typedef enum sy__cue_role {
    SY__ROLE_NONE, SY__ROLE_AUTHOR, SY__ROLE_OUTLET, SY__ROLE_AGENCY, SY__ROLE_PUBLISHED, SY__ROLE_UPDATED, SY__ROLE_SPLIT,
    SY__ROLE_STOP, SY__ROLE_TRUNCATED, SY__ROLE_LABEL, SY__ROLE_PHOTOGRAPHER
} sy__cue_role;

typedef struct sy__cue {
    uint32_t elem, n_elems;   /* into sy__lexicon.elems */
    uint32_t next_inner;      /* the next one with the same first word that is not tied to a line's start, or behind the last */
    uint16_t max_words;       /* longer lines are left alone; 0: no limit */
    uint8_t  kind, role;
    bool     at_start, at_end;
    float    weight;
} sy__cue;

enum {                    /* elements of a cue: a word, or a slot for words of a kind */
    SY__SLOT_LITERAL, SY__SLOT_NUM, SY__SLOT_WORD, SY__SLOT_AGENCY, SY__SLOT_MONTH, SY__SLOT_UNIT, SY__SLOT_WEEKDAY, SY__SLOT_NAME,
    SY__SLOT_URL, SY__SLOT_HANDLE, SY__SLOTS, SY__SLOT_OPTIONAL = 0x80
};

typedef struct sy__cue_elem { uint8_t type; uint64_t hash; } sy__cue_elem;

typedef struct sy__cue_hit {
    uint32_t cue, tok, tok_end;
    sy_span  capture;         /* what <name>, <agency>… stood for; empty without */
} sy__cue_hit;
typedef SY__VEC(sy__cue_hit) sy__cue_hits;

/* Immutable after sy__lexicon_new. */
typedef struct sy__lexicon {
    const sy_ctx *ctx;
    struct sy__lex_entry { uint64_t hash; uint32_t flags, value, cue, n_cues; } *entries;
    uint32_t n, cap;
    sy__cue      *cues;
    uint32_t      n_cues, n_loose;  /* loose cues begin with a slot; they come first */
    uint64_t      loose_by[SY__SLOTS];   /* which of the first 64 of them may begin with that slot, as bits */
    uint64_t      loose_at_start;        /* and which of them stand only at a line's start */
    uint64_t     *agency_first;     /* hash of the first word of each row of the table of agencies */
    SY__VEC(sy__cue_elem) elems;
} sy__lexicon;

sy_status sy__lexicon_new(sy__lexicon **out, const sy_ctx *ctx, sy_error *err);
void      sy__lexicon_free(sy__lexicon *lex);
/* Entry of a folded word's hash; NULL: unknown. */
const struct sy__lex_entry *sy__lex_find(const sy__lexicon *lex, uint64_t hash);
/* Month of a word as it stands, any case, a final full stop allowed: 1..12, else 0. */
uint32_t  sy__lex_month(const sy__lexicon *lex, sy_str word);
/* Hash of a word, letter case and quotation mark style folded. */
uint64_t  sy__fold_hash(sy_str word);

/* For building alone: the entry of a hash, made if new; and the cues, after all words. */
struct sy__lex_entry *sy__lex_put(sy__lexicon *lex, uint64_t hash);
bool      sy__cues_compile(sy__lexicon *lex);

/* Tokens of text[at]; at most `max` from the front. Tokens are appended. false: no memory. */
bool      sy__tokens(const sy__lexicon *lex, sy_str text, sy_span at, uint32_t max, sy__toks *out);
/* Cues among the tokens of one line, appended to hits. false: no memory. */
bool      sy__cues_find(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, uint32_t n_words, sy__cue_hits *hits);
/* Agency whose name begins at token i: its canonical name and how many tokens it takes; 0: none. */
uint32_t  sy__agency_at(const sy__lexicon *lex, sy_str text, const sy__tok *toks, uint32_t n, uint32_t i, sy_str *name);

#endif
