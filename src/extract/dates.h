/* Dates as pages print them: found, checked, written as ISO 8601 no finer than they stand there. */
#ifndef SY__EXTRACT_DATES_H
#define SY__EXTRACT_DATES_H

#include "extract/lexicon.h"

typedef struct sy__date {
    sy_span  at;                 /* bytes of the text searched */
    uint16_t year;
    uint8_t  month, day;         /* day 0: a month alone */
    uint8_t  hour, minute, second;
    bool     has_time, has_second, has_zone;
    bool     ambiguous;          /* 03/04/2020: day and month could change places */
    int16_t  zone;               /* minutes east of UTC */
} sy__date;

#define SY__DATE_TEXT 40

/* First full date (year, month and day) in text[from, to); false: none. Times beside it are taken with it. */
bool   sy__date_find(const sy__lexicon *lex, sy_str text, size_t from, size_t to, sy__date *out);
/* An ISO 8601 or similar value that begins at `at`: what machines write into attributes. */
bool   sy__date_iso(sy_str text, size_t at, sy__date *out);
/* "2024-01-05T10:19+01:00"; returns out. */
sy_str sy__date_print(const sy__date *d, char out[SY__DATE_TEXT]);
/* Days since 1970-01-01. */
int32_t sy__date_days(const sy__date *d);

#endif
