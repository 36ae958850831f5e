/* Reads recorded annotations, so that facts is tested without the model.
 *
 * A document is a line "D<tab>id<tab>bytes<tab>tokens<tab>sentences", its text and a line break, a line
 * "begin end head tag pos dep ent begins space lemma" (tabs) a token, and a line "first end" a sentence. */
#ifndef LOAD_ANNOTATION_H
#define LOAD_ANNOTATION_H

#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "synoptic/annotate.h"

typedef struct recorded { sy_annotation *annotation; char id[256]; sy_str text; } recorded;

static uint8_t label_number(const char *name, const char *(*name_of)(uint8_t))
{
    for (unsigned i = 0; i < 64; i++)
        if (strcmp(name_of((uint8_t)i), name) == 0)
            return (uint8_t)i;
    return 0;
}

/* The cells of the line at *p, cut at tabs (sscanf would measure the whole rest of the file each time); *p moves behind it. */
static size_t read_cells(const char **p, const char *end, char *line, size_t size, char **cells, size_t n_cells)
{
    const char *stop = memchr(*p, '\n', (size_t)(end - *p));
    size_t n = (size_t)((stop ? stop : end) - *p), k = 0;
    n = n < size ? n : size - 1;
    memcpy(line, *p, n);
    line[n] = 0;
    *p = stop ? stop + 1 : end;
    for (char *at = line; at && k < n_cells; k++) {
        cells[k] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = 0;
    }
    return k;
}

static sy_token read_token(char **c, const char *lemma)
{
    sy_token t = { .span = { (uint32_t)atol(c[0]), (uint32_t)atol(c[1]) }, .lemma = sy__str(lemma), .head = (uint32_t)atol(c[2]),
                   .tag = label_number(c[3], sy_tag_name), .pos = label_number(c[4], sy_pos_name), .dep = label_number(c[5], sy_dep_name),
                   .ent = label_number(strcmp(c[6], "-") ? c[6] : "", sy_ent_name), .ent_begins = c[7][0] == '1', .space_after = c[8][0] == '1' };
    return t;
}

/* The next document, or false at the end or where the bytes make no sense. `at` moves on. Free the annotation. */
static bool next_recorded(sy_ctx *ctx, sy_str bytes, size_t *at, recorded *out)
{
    char line[1024], *c[10];
    const char *p = bytes.ptr + *at, *end = bytes.ptr + bytes.len;
    if (p >= end || read_cells(&p, end, line, sizeof line, c, 10) != 5 || strcmp(c[0], "D") != 0)
        return false;
    size_t size = (size_t)atol(c[2]), n = (size_t)atol(c[3]), n_s = (size_t)atol(c[4]);
    snprintf(out->id, sizeof out->id, "%s", c[1]);
    out->text = (sy_str){ p, size };
    p += size + 1;
    sy_token *tokens = calloc(n + 1, sizeof *tokens);
    sy_token_range *sentences = calloc(n_s + 1, sizeof *sentences);
    char *lemmas = malloc(n * 256 + 1);
    for (size_t i = 0; i < n; i++) {
        if (read_cells(&p, end, line, sizeof line, c, 10) != 10)
            c[9] = "";
        snprintf(lemmas + i * 256, 256, "%s", c[9]);
        tokens[i] = read_token(c, lemmas + i * 256);
    }
    for (size_t k = 0; k < n_s; k++) {
        read_cells(&p, end, line, sizeof line, c, 10);
        sentences[k] = (sy_token_range){ (uint32_t)atol(c[0]), (uint32_t)atol(c[1]) };
    }
    *at = (size_t)(p - bytes.ptr);
    sy_status s = sy_annotation_import(&out->annotation, ctx, out->text, tokens, n, sentences, n_s, NULL);
    free(tokens);
    free(sentences);
    free(lemmas);
    return s == SY_OK;
}

#endif
