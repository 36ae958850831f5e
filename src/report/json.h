/* Writes JSON into a buffer: commas, nesting and escapes are kept here, so that a writer above is only a list of fields.
 * Nothing here fails by itself: a buffer without memory stays marked `failed`, and its owner checks once at the end. */
#ifndef SY__REPORT_JSON_H
#define SY__REPORT_JSON_H

#include "base/base.h"

#define SY__JSON_DEPTH 32

/* Members of containers down to `lines` levels stand on lines of their own, indented; 0 puts the whole value on one line.
 * `for_html` also escapes < > &, so that the value can stand inside a <script> element. */
typedef struct sy__json {
    sy_buf  *out;
    uint32_t depth, lines;
    uint32_t arrays;        /* bit d: the container at depth d is an array */
    bool     for_html;
    bool     started;       /* the innermost open container has a member already */
} sy__json;

void sy__json_init(sy__json *j, sy_buf *out, uint32_t lines, bool for_html);

/* Every call writes one member: `key` is NULL inside an array and at the top. */
void sy__json_object(sy__json *j, const char *key);             /* opens; close with sy__json_end */
void sy__json_array(sy__json *j, const char *key);
void sy__json_end(sy__json *j);
void sy__json_null(sy__json *j, const char *key);
void sy__json_bool(sy__json *j, const char *key, bool value);
void sy__json_uint(sy__json *j, const char *key, uint64_t value);
void sy__json_str(sy__json *j, const char *key, sy_str value);          /* bytes that are no UTF-8 become U+FFFD */
void sy__json_z(sy__json *j, const char *key, const char *value);       /* NULL gives null */
void sy__json_str_or_null(sy__json *j, const char *key, sy_str value);  /* empty gives null: "nothing guessed" */
/* Members of an object whose keys come from the input (document ids). */
void sy__json_key_str(sy__json *j, sy_str key, sy_str value);
void sy__json_key_str_or_null(sy__json *j, sy_str key, sy_str value);
/* A value found in a text: the shortest decimal that reads back as the same double; infinite or NaN gives null. */
void sy__json_number(sy__json *j, const char *key, double value);
/* A figure computed from floats: exactly three decimals. */
void sy__json_fixed(sy__json *j, const char *key, double value);
void sy__json_span(sy__json *j, const char *key, sy_span value);        /* [begin,end] */

/* The same numbers outside of JSON (CSV, tables on a terminal). */
void sy__put_number(sy_buf *out, double value);
void sy__put_fixed(sy_buf *out, double value);

#endif
