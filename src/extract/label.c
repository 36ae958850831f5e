/* Labelling the lines of a page: features speak for places in the page, and the best path through all lines wins. */
#include <stdlib.h>

#include "extract/lines.h"

#include "extract_tables.h"

#define FEATURE_NAME(id, name) name,
static const char *const feature_names[] = { SY__FEATURES(FEATURE_NAME) };
static const char *const state_names[] = { "top", "title", "meta", "standfirst", "body", "heading", "insert", "end" };

typedef struct weights {
    double feature[SY__F_N][SY__S_N];
    double start[SY__S_N], final[SY__S_N], step[SY__S_N][SY__S_N];
} weights;

static void read_row(const sy__table *t, uint32_t row, double out[SY__S_N])
{
    for (uint32_t s = 0; s < SY__S_N && s + 1 < t->n_fields; s++) {
        sy_str cell = sy__cell(t, row, s + 1);
        out[s] = cell.len ? strtod(cell.ptr, NULL) : 0.0;      /* cells end with a NUL */
    }
}

static void read_weights(weights *w)
{
    memset(w, 0, sizeof *w);
    for (int f = 0; f < SY__F_N; f++) {
        uint32_t row = sy__table_find(&sy__table_extract_line_weights, sy__str(feature_names[f]));
        if (row != SY_NONE)
            read_row(&sy__table_extract_line_weights, row, w->feature[f]);
    }
    const sy__table *t = &sy__table_extract_line_transitions;
    for (int s = 0; s < SY__S_N; s++) {
        uint32_t row = sy__table_find(t, sy__str(state_names[s]));
        if (row != SY_NONE)
            read_row(t, row, w->step[s]);
    }
    uint32_t start = sy__table_find(t, SY_STR("start")), final = sy__table_find(t, SY_STR("final"));
    if (start != SY_NONE)
        read_row(t, start, w->start);
    if (final != SY_NONE)
        read_row(t, final, w->final);
}

/* ---- what one line says --------------------------------------------------------------------------- */

static double cue_of(const sy__line *line, int *kind)
{
    double best = 0;
    *kind = -1;
    for (int k = 0; k <= SY_BOILERPLATE_OTHER; k++)
        if ((double)line->cue[k] > best) {
            best = (double)line->cue[k];
            *kind = k;
        }
    return best;
}

static void emission(const weights *w, const sy__line *line, double out[SY__S_N])
{
    static const double by_cue[SY__S_N] = { 0.8, -0.6, 0.8, -0.6, -0.7, -0.5, 0.8, 0.8 };
    int kind;
    double cue = cue_of(line, &kind);
    for (int s = 0; s < SY__S_N; s++) {
        out[s] = by_cue[s] * cue;
        for (int f = 0; f < SY__F_N; f++)
            if (line->features >> f & 1)
                out[s] += w->feature[f][s];
    }
    out[SY__S_BODY] += (double)line->cue[SY__CUE_BODY];
    out[SY__S_HEAD] += (double)line->cue[SY__CUE_HEADING];
}

/* ---- the kind of boilerplate ------------------------------------------------------------------------ */

static uint8_t kind_of(const sy__line *line)
{
    int kind;
    double cue = cue_of(line, &kind);
    if (cue >= 2 && !(kind == SY_BOILERPLATE_TEASER && sy__has(line, SY__F_GALLERY)))
        return (uint8_t)kind;
    if (sy__has(line, SY__F_DATE_LINE))
        return SY_BOILERPLATE_DATE;
    if (sy__has(line, SY__F_TWEET))
        return SY_BOILERPLATE_SOCIAL;
    if (sy__has(line, SY__F_SPLIT_OFF))
        return SY_BOILERPLATE_CREDIT;
    if (sy__has(line, SY__F_RULE) || sy__has(line, SY__F_SPEAKER))
        return SY_BOILERPLATE_OTHER;
    if (sy__has(line, SY__F_DOUBLED) || sy__has(line, SY__F_ECHO) || sy__has(line, SY__F_GALLERY) || sy__has(line, SY__F_CAPTION_DATE))
        return SY_BOILERPLATE_CAPTION;
    if (cue >= 1)
        return (uint8_t)kind;
    if (line->state == SY__S_TOP)
        return SY_BOILERPLATE_NAVIGATION;
    if (line->state == SY__S_META)
        return line->words >= 8 ? SY_BOILERPLATE_CAPTION : sy__has(line, SY__F_NAME_ONLY) ? SY_BOILERPLATE_CREDIT : SY_BOILERPLATE_NAVIGATION;
    if (line->state == SY__S_INSERT && sy__has(line, SY__F_LONG_OPEN) && !sy__has(line, SY__F_TITLE_CASE) && !sy__has(line, SY__F_FAR))
        return SY_BOILERPLATE_CAPTION;
    return line->words >= 4 ? SY_BOILERPLATE_TEASER : SY_BOILERPLATE_OTHER;
}

bool sy__lines_label(sy__lines *l)
{
    uint32_t n = l->at.n;
    if (n == 0)
        return true;
    weights *w = sy__alloc(l->ctx, sizeof *w);
    uint8_t (*from)[SY__S_N] = sy__calloc(l->ctx, n, sizeof *from);
    bool ok = w && from;
    if (ok) {
        double score[SY__S_N], e[SY__S_N], next[SY__S_N];
        read_weights(w);
        emission(w, &l->at.at[0], e);
        for (int s = 0; s < SY__S_N; s++)
            score[s] = w->start[s] + e[s];
        for (uint32_t i = 1; i < n; i++) {
            emission(w, &l->at.at[i], e);
            for (int s = 0; s < SY__S_N; s++) {
                int best = 0;
                for (int p = 1; p < SY__S_N; p++)
                    if (score[p] + w->step[p][s] > score[best] + w->step[best][s])
                        best = p;
                from[i][s] = (uint8_t)best;
                next[s] = score[best] + w->step[best][s] + e[s];
            }
            memcpy(score, next, sizeof score);
        }
        int best = 0;
        for (int s = 1; s < SY__S_N; s++)
            if (score[s] + w->final[s] > score[best] + w->final[best])
                best = s;
        for (uint32_t i = n; i-- > 0; best = from[i][best])
            l->at.at[i].state = (uint8_t)best;
        for (uint32_t i = 0; i < n; i++)
            l->at.at[i].kind = kind_of(&l->at.at[i]);
    }
    sy__free(l->ctx, w);
    sy__free(l->ctx, from);
    return ok;
}
