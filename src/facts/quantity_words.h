/* What quantities and times share: the words of numbers, units and the calendar (tables of data/facts in the finder's one map),
 * a text cut into atoms, and numbers read off atoms. */
#ifndef SY__QUANTITY_WORDS_H
#define SY__QUANTITY_WORDS_H

#include "facts/facts_internal.h"

/* Words of the grammar; data/facts/figure_words.txt says which word is which. */
#define SY__WORD_CLASSES(X) \
    X(OF) X(THE) X(A) X(IN) X(AT) X(ON) X(TO) X(AND) X(OR) X(BETWEEN) X(FROM) X(BY) X(FOR) X(PER) X(UNTIL) X(SINCE) X(DURING) \
    X(OVER) X(WITHIN) X(POINT) X(MINUS) X(AGO) X(EARLIER) X(LATER) X(BEFORE) X(AFTER) X(FOLLOWING) X(LAST) X(PAST) X(NEXT) \
    X(COMING) X(THIS) X(THAT) X(SAME) X(PREVIOUS) X(EACH) X(EARLY) X(MID) X(LATE) X(START) X(END) X(MIDDLE) X(REST) X(COURSE) \
    X(PART_OF) X(FIRST) X(OLD) X(AGED) X(AGE) X(LONG) X(MORE) X(ANOTHER) X(FURTHER) X(OTHER) X(OCLOCK) X(AM) X(PM) X(BC) X(AD) \
    X(FISCAL) X(QUARTER1) X(QUARTER2) X(QUARTER3) X(QUARTER4) X(HALF1) X(HALF2) X(ONCE) X(TWICE) X(TIMES) X(TIME) X(PERIOD) \
    X(SOME) X(SUCH) X(THESE) X(THOSE) X(POSSESSIVE) X(SHORTLY) X(HOLY) X(NOT) X(THAN) X(WHOM) X(SUFFIX) X(GENITIVE) X(DIMENSION) \
    X(MONEY_VERB) X(COUNTED) X(FUTURE_VERB) X(TURN) X(DIE)

typedef enum sy__word_class {
    SY__W_NONE = 0,
#define X(name) SY__W_##name,
    SY__WORD_CLASSES(X)
#undef X
    SY__W_COUNT
} sy__word_class;

typedef enum sy__number_kind {
    SY__N_NOT = 0, SY__N_DIGIT, SY__N_TEEN, SY__N_TEN, SY__N_HUNDRED, SY__N_SCALE, SY__N_JOINED_SCALE, SY__N_DOZEN, SY__N_PAIR,
    SY__N_VAGUE, SY__N_SEVERAL, SY__N_HALF, SY__N_PART, SY__N_FRACTION, SY__N_NONE, SY__N_ORDINAL
} sy__number_kind;

typedef enum sy__calendar_kind {
    SY__C_NOT = 0, SY__C_MONTH, SY__C_WEEKDAY, SY__C_WEEKDAYS, SY__C_SEASON, SY__C_PART, SY__C_CLOCK, SY__C_UNIT, SY__C_DECADE
} sy__calendar_kind;

typedef enum sy__time_word { SY__T_NOT = 0, SY__T_REF, SY__T_DAY, SY__T_PART, SY__T_SET } sy__time_word;

/* Everything the tables know of one word or phrase. Rows count from 1; 0 is none. */
typedef struct sy__figure {
    double   number;          /* of a number word; what a part divides by */
    uint32_t ordinal;         /* "third": 3 */
    uint16_t unit;            /* row of units */
    uint16_t currency;        /* row of currencies */
    uint16_t holiday, zone, time_row;
    uint8_t  number_kind, word, calendar, time_word;
    int8_t   calendar_value;
    int8_t   day;             /* offset of "yesterday" */
    char     code[4];         /* "SP", "MO", "D": season, part of the day, unit */
    char     flag;            /* calendar: 'c'ap, 's'hort, 'v'erb; */
    char     limit;           /* time word: 'v' only as adverb, 'j' adjective, 'n' noun, 's' in a story */
    uint8_t  modifier;        /* 1 before its number, 2 behind it */
    uint8_t  label;           /* 1 a number behind it is a name, 2 one before it */
    bool     unit_symbol;     /* the unit is a symbol: only after digits */
    bool     unit_touches;    /* … that it touches */
    bool     money_symbol;    /* may stand before its number */
    uint8_t  longest;         /* words of the longest phrase that begins with this one */
} sy__figure;

struct sy__figures {
    sy__figure *at;
    uint32_t    n, cap;
};

typedef enum sy__atom_kind { SY__ATOM_NUMBER = 0, SY__ATOM_WORD, SY__ATOM_MARK, SY__ATOM_BREAK } sy__atom_kind;
typedef enum sy__digits_form { SY__DIGITS_PLAIN = 0, SY__DIGITS_GROUPED, SY__DIGITS_DECIMAL } sy__digits_form;

/* The smallest piece the grammars see: a run of digits, a run of letters, one mark, or the end of a paragraph. */
typedef struct sy__atom {
    sy_span  span;
    uint32_t token;           /* that holds it */
    uint8_t  kind, form;
    uint8_t  digits;          /* NUMBER: digits before the point; 255: more */
    uint8_t  decimals;        /* NUMBER: digits behind it */
    uint8_t  phrase_n;        /* atoms of the phrase; 1 where it is the word alone */
    bool     joined;          /* touches the atom before it */
    bool     capital;
    char     mark;            /* MARK: its ASCII form ("–" is '-', "’" is '\''); 0: some other */
    uint64_t mantissa;        /* NUMBER: its digits without the point */
    const sy__figure *f;      /* of the word itself; never NULL */
    const sy__figure *phrase; /* of the longest phrase that begins here; never NULL */
} sy__atom;

struct sy__atoms {
    const sy__facts_work *w;
    sy__atom *at;             /* n, and one BREAK behind them */
    uint32_t  n;
    uint32_t *of_token;       /* first atom of each token, w->n + 1 */
};

/* Cuts the article once; w->atoms. false: no memory. */
bool sy__cut_atoms(sy__facts_work *w);

static inline const sy__atom *sy__atom_at(const struct sy__atoms *a, uint32_t i) { return &a->at[i < a->n ? i : a->n]; }
static inline bool sy__atom_is(const struct sy__atoms *a, uint32_t i, sy__word_class c) { return sy__atom_at(a, i)->f->word == (uint8_t)c; }
static inline bool sy__atom_mark(const struct sy__atoms *a, uint32_t i, char mark)
{
    const sy__atom *x = sy__atom_at(a, i);
    return x->kind == SY__ATOM_MARK && x->mark == mark;
}
/* Children of a token that stand near it, as [*from, *to) of w->child: a head may have as many as the text has tokens, and these
 * finders ask for each number and each date. */
void sy__near_children(const sy__facts_work *w, uint32_t token, uint32_t *from, uint32_t *to);
/* The first of them with that dependency, or SY_NONE. */
uint32_t sy__near_child(const sy__facts_work *w, uint32_t token, uint8_t dep);
/* A '-' that touches both its neighbours. */
bool sy__atom_hyphen(const struct sy__atoms *a, uint32_t i);
/* mantissa / 10^decimals * scale, without the rounding error of doing it step by step. */
double sy__digits_value(const sy__atom *number, double scale);
/* Row of the unit that begins at atom i (words, or a symbol behind digits); *n atoms. */
const sy__figure *sy__unit_at(const struct sy__atoms *a, uint32_t i, uint32_t *n);
/* Key of up to three touching atoms in the map ("us$", "km/h", "°c"); the empty figure where there is none. */
const sy__figure *sy__joined_figure(const struct sy__atoms *a, uint32_t i, uint32_t n);

typedef struct sy__number {
    uint32_t begin, end;      /* atoms [begin, end) */
    double   value, scale;    /* value has the scale ("million") in it; 1 without */
    bool     has_value;       /* false for "dozens" */
    bool     words;           /* begins with a word */
    bool     plain;           /* one run of digits and nothing else */
    bool     ordinal;
    bool     fraction;        /* "half", "a third" */
    bool     pair;            /* "a couple of" */
    bool     none;            /* "no" */
    uint32_t vague;           /* atom of the vague word */
} sy__number;

/* The number that begins at atom i. false: none does. */
bool sy__number_at(const struct sy__atoms *a, uint32_t i, sy__number *out);

#endif
