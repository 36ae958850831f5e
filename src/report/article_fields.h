/* The fields of one extracted document, as `extract` prints them and as an account repeats them. */
#ifndef SY__REPORT_ARTICLE_FIELDS_H
#define SY__REPORT_ARTICLE_FIELDS_H

#include "report/json.h"
#include "synoptic/extract.h"

/* Members of the open object, from "id" to "diagnostics". The article may be NULL: every field is there, null or empty. */
void sy__put_article_fields(sy__json *j, const sy_document *d, const sy_article *a);

#endif
