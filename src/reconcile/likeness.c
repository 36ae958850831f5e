/* How like two reports of one event are. Where two reports share most of their words, two of their clauses sharing some says less. */
#include "reconcile/align.h"

#include <math.h>

static bool read_words(sy__story *s, uint32_t document, sy__bag *out)
{
    uint32_t n = 0;
    for (uint32_t u = s->unit_begin[document]; u < s->unit_begin[document + 1]; u++) n += s->units.at[u].terms.n;
    uint32_t *at = sy__arena_array(&s->scratch, n, sizeof *at);
    if (!at) return false;
    n = 0;
    for (uint32_t u = s->unit_begin[document]; u < s->unit_begin[document + 1]; u++)
        for (uint32_t i = 0; i < s->units.at[u].terms.n; i++) at[n++] = s->units.at[u].terms.at[i];
    return sy__make_bag(s, at, n, out);
}

bool sy__read_reports(sy__story *s, sy__likeness *l)
{
    *l = (sy__likeness){ .of = SY_NONE };
    l->words = sy__arena_array(&s->scratch, s->n_docs, sizeof *l->words);
    l->like = sy__arena_array(&s->scratch, s->n_docs, sizeof *l->like);
    l->weight = sy__arena_array(&s->scratch, s->term_text.n, sizeof *l->weight);
    if (!l->words || !l->like || !l->weight) return false;
    double n = 0;                       /* reports with clauses: what is left aside counts nothing */
    for (uint32_t d = 0; d < s->n_docs; d++) {
        if (!read_words(s, d, &l->words[d])) return false;
        n += l->words[d].n > 0;
        for (uint32_t i = 0; i < l->words[d].n; i++) l->weight[l->words[d].at[i]] += 1;
    }
    for (uint32_t t = 0; t < s->term_text.n; t++) l->weight[t] = sy__rounded_log((n + 1.0) / (l->weight[t] + 0.5));
    for (uint32_t d = 0; d < s->n_docs; d++) l->words[d].norm = sy__bag_norm(&l->words[d], l->weight);
    return true;
}

double sy__report_likeness(sy__likeness *l, uint32_t before, uint32_t document)
{
    if (l->of != document)
        for (uint32_t d = 0; d < document; d++) l->like[d] = sy__bag_cosine(&l->words[d], &l->words[document], l->weight);
    l->of = document;
    return l->like[before];
}
