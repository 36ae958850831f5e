/* Tables of sentences with what is expected of them, beside their recorded annotations: NAME.tsv, NAME.annotations.
 * tools/record_cases.py makes the second from the first. A document's id is its line number in the table. */
#ifndef CASES_H
#define CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load_annotation.h"
#include "synoptic/facts.h"

enum { CELLS = 3 };
typedef struct cases { sy_ctx *ctx; sy_fact_finder *finder; char *table; sy_file annotations; size_t at; } cases;

static inline char *whole_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = calloc(1, 1 << 20);
    size_t n = text ? fread(text, 1, (1 << 20) - 1, f) : 0;
    fclose(f);
    if (n == 0) {
        free(text);
        return NULL;
    }
    return text;
}

static inline bool cases_open(cases *c, const char *name)
{
    char path[512];
    *c = (cases){ 0 };
    snprintf(path, sizeof path, SY_SOURCE_DIR "/tests/facts/%s.tsv", name);
    c->table = whole_file(path);
    snprintf(path, sizeof path, SY_SOURCE_DIR "/tests/facts/%s.annotations", name);
    return c->table && sy_ctx_new(&c->ctx, NULL) == SY_OK && sy__file_load(&c->annotations, c->ctx, path, 1 << 24, NULL) == SY_OK &&
           sy_fact_finder_new(&c->finder, c->ctx, NULL) == SY_OK;
}

static inline void cases_close(cases *c)
{
    free(c->table);
    sy__file_done(&c->annotations);
    sy_fact_finder_free(c->finder);
    sy_ctx_free(c->ctx);
}

/* Cells of a line of the table (from 1). */
static inline void cases_line(const cases *c, int number, sy_str cells[CELLS])
{
    const char *p = c->table;
    for (int i = 1; i < number && p; i++) {
        p = strchr(p, '\n');
        p = p ? p + 1 : NULL;
    }
    for (int k = 0; k < CELLS; k++) {
        size_t n = p ? strcspn(p, "\t\n") : 0;
        cells[k] = (sy_str){ p, n };
        if (p)
            p += n + (p[n] == '\t');
    }
}

/* The next sentence with its cells, or false. Free the annotation. */
static inline bool cases_next(cases *c, recorded *r, sy_str cells[CELLS])
{
    if (!next_recorded(c->ctx, c->annotations.bytes, &c->at, r))
        return false;
    cases_line(c, atoi(r->id), cells);
    return true;
}

#endif
