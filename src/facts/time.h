/* Times between their files: a partly known point in time, an expression as the grammar reads it, and what resolves it. */
#ifndef SY__TIME_H
#define SY__TIME_H

#include "facts/quantity_words.h"

#define SY__NO_YEAR INT32_MIN
#define SY__VALUE_BYTES 40

typedef enum sy__grain {
    SY__G_NONE = 0, SY__G_TIME, SY__G_PART, SY__G_DAY, SY__G_WEEKEND, SY__G_WEEK, SY__G_MONTH, SY__G_SEASON, SY__G_QUARTER, SY__G_HALF, SY__G_YEAR,
    SY__G_DECADE, SY__G_CENTURY
} sy__grain;

/* A point in time of some grain; what is not known is 0, the year SY__NO_YEAR, the hour -1. Years before Christ are negative: -480. */
typedef struct sy__when {
    int32_t  year;           /* DECADE: its first year; CENTURY: its first year */
    uint8_t  grain;          /* sy__grain */
    int8_t   month, day;
    int8_t   week;           /* ISO week, with the ISO year in `year` */
    int8_t   weekday;        /* 1 = Monday; told by the text */
    int8_t   index;          /* of QUARTER or HALF */
    int8_t   hour, minute;
    char     code[3];        /* season, or part of the day */
    uint16_t zone;           /* row of time_zones */
} sy__when;

#define SY__WHEN_INIT { .year = SY__NO_YEAR, .hour = -1, .minute = -1 }

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
int64_t sy__days_of(int32_t year, int month, int day);
void    sy__date_of_days(int64_t days, sy__when *out);      /* year, month, day; grain DAY */
int     sy__weekday_of(int64_t days);                       /* 1 = Monday */
int     sy__month_days(int32_t year, int month);
void    sy__week_of(const sy__when *day, sy__when *out);    /* grain WEEK */
/* The first day of anything whose year is known. */
int64_t sy__first_day(const sy__when *w);
bool    sy__has_day(const sy__when *w);                     /* year, month and day are known */
/* w moved by n units ("D", "W", "M", "Y"…) and made as coarse as the unit. false: the unit has no such step. */
bool    sy__when_add(const sy__when *w, const char *unit, int64_t n, sy__when *out);
/* w seen as coarsely as the unit: the week, month or year it lies in. */
bool    sy__when_coarse(const sy__when *w, const char *unit, sy__when *out);
/* Day of a holiday (row of holidays) in a year. */
bool    sy__holiday_date(uint16_t row, int32_t year, sy__when *out);
void    sy__when_value(const sy__when *w, char out[SY__VALUE_BYTES]);
/* Reads "2024", "2024-01", "2024-01-05" and what begins so. */
bool    sy__when_read(sy_str iso, sy__when *out);

typedef enum sy__texpr_kind {
    SY__E_DATE = 0,          /* when, with its gaps */
    SY__E_SHIFT,             /* unit and amount from the publication, or from the last date told (from_told) */
    SY__E_VALUE              /* value is ready: durations, sets, references */
} sy__texpr_kind;

typedef enum sy__lean { SY__LEAN_NONE = 0, SY__LEAN_LAST, SY__LEAN_THIS, SY__LEAN_NEXT } sy__lean;

/* One time expression as the grammar reads it. */
typedef struct sy__texpr {
    uint32_t begin, end;     /* atoms */
    sy__when when;
    int64_t  amount;
    uint16_t holiday;        /* row; the day follows from the year */
    uint8_t  kind, type;     /* sy__texpr_kind, sy_time_type */
    uint8_t  lean;
    bool     vague;          /* "a few days later": the direction alone is known */
    bool     from_told;
    bool     deictic;        /* speaks of its own day: "yesterday", "last week", "Friday" */
    bool     told_year;      /* the year stands in the text */
    bool     plain_year;     /* a bare "1994" */
    bool     after_years;    /* month "of that year" */
    char     unit[4];
    char     value[SY__VALUE_BYTES];
} sy__texpr;

typedef SY__VEC(sy__texpr) sy__texprs;

/* What the grammar reads from: the atoms and what the whole article says of itself. */
typedef struct sy__reading {
    sy__facts_work         *w;
    const struct sy__atoms *a;
    sy__texprs              found;
    bool                    bc;      /* it tells of years before Christ */
    bool                    money;   /* it has sums of money: "the third quarter" is no game's */
} sy__reading;
static inline bool sy__told_in_caption(const sy__reading *r, const sy__texpr *x) { return r->a->at[x->begin].token >= r->w->captions; }

/* The expression that begins at atom i; the grammars, in the order in which they are tried. */
bool sy__match_time(sy__reading *r, uint32_t i, sy__texpr *out);
bool sy__match_clock(sy__reading *r, uint32_t i, sy__texpr *out);
bool sy__match_date(sy__reading *r, uint32_t i, sy__texpr *out);
bool sy__match_span(sy__reading *r, uint32_t i, sy__texpr *out);
/* A year at atom i, its atoms in *n: "1994", "'94", "480 BC". `sure` asks that it stands where years stand. */
bool sy__year_at(const sy__reading *r, uint32_t i, bool sure, int32_t *year, uint32_t *n);
/* The unit at atom i ("D", "W", …) where it is a noun; NULL. *n atoms. */
const char *sy__time_unit_at(const struct sy__atoms *a, uint32_t i, uint32_t *n);
void sy__texpr_begin(sy__texpr *x, uint32_t begin, uint32_t end, sy__texpr_kind kind, sy_time_type type);

/* -1 past, 1 future, 0 not told: the tense of the verb that governs the token. SY__LOOSELY_AHEAD: "to save", "would save", "saw it
 * save", "it saves" look ahead of something, which need not be the day of publication. */
enum { SY__LOOSELY_AHEAD = 2 };
int sy__tense_of(const sy__facts_work *w, uint32_t token);

typedef struct sy__anchor {
    sy__when    day;         /* grain NONE: there is none */
    const char *how;
    bool        near_it;     /* not the publication itself: weekdays go to the nearest */
} sy__anchor;

/* Publication date, or the date that the article gives away. */
bool sy__find_anchor(sy__reading *r, sy__anchor *out);
/* Values of all expressions, in order; pushes the article's times. false: no memory. */
bool sy__resolve_times(sy__reading *r, const sy__anchor *anchor);

#endif
