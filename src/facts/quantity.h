/* Quantities between their files: one found number with its unit, before it becomes a sy_quantity. */
#ifndef SY__QUANTITY_H
#define SY__QUANTITY_H

#include "facts/quantity_words.h"

typedef struct sy__measure {
    sy__number number;
    uint32_t   begin, end;      /* atoms: number, unit, currency sign */
    double     value, value_max;
    bool       is_range, age, ordinal_like;
    uint16_t   unit, currency;  /* rows */
    uint32_t   of_token;        /* age: whose; SY_NONE */
} sy__measure;

/* The number at atom i with unit or currency, ranges included. false: none begins here. */
bool sy__measure_at(const struct sy__atoms *a, uint32_t i, sy__measure *out);
/* Is the number a name, a score, a telephone number…: something that counts nothing? */
bool sy__counts_nothing(const sy__facts_work *w, const sy__measure *m);
/* "a 5-11 season", "7-8-1": a range that is a record, unless something plural is counted. */
bool sy__is_record(const sy__facts_work *w, const sy__measure *m);
/* Age of a person, by what stands around the number; fills unit, end and of_token. */
void sy__find_age(const sy__facts_work *w, sy__measure *m);
/* What is counted, its scope and whether it is a delta. */
void sy__find_counted(const sy__facts_work *w, const sy__measure *m, sy_quantity *q);
/* Fills what an ellipsis leaves out from the quantity before. */
void sy__find_elided(const sy__facts_work *w, sy_quantity *q, const sy_quantity *before, size_t n_before);

#endif
