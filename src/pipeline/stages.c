/* One batch through the stages, in one thread. The annotator's layers run over several documents at once; each document's
 * products depend on it alone, so that batches and threads change nothing. */
#include "pipeline/pipeline_internal.h"

#define MOST_CODE_POINTS 1000000u

static sy_status ready(const sy__stages *s, sy__worker *w, sy_error *err)
{
    sy_status st = SY_OK;
    if (w->extractor == NULL)
        st = sy_extractor_new(&w->extractor, s->ctx, &s->opts->extract, err);
    if (st == SY_OK && s->opts->last >= SY_STAGE_ANNOTATE && w->annotator == NULL)
        st = sy_annotator_new(&w->annotator, s->ctx, s->model, &s->opts->annotate, err);
    if (st == SY_OK && s->opts->last >= SY_STAGE_FACTS && w->finder == NULL)
        st = sy_fact_finder_new(&w->finder, s->ctx, err);
    return st;
}

/* Why the later stages can't read an article; NULL where they can. */
static const char *unreadable(const sy_article *a)
{
    sy_str text = sy_article_text(a);
    size_t points = 0, bad = 0;
    if (sy__trim(text).len == 0)
        return "no-article";
    if (!sy__utf8_valid(text, &bad))
        return "not-utf-8";
    if (!sy_article_metadata(a)->english)
        return "not-english";
    for (size_t i = 0; i < text.len; i++)
        points += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return points > MOST_CODE_POINTS ? "too-long" : NULL;
}

static sy_status extract_one(sy__worker *w, sy_report_input *in, sy_error *err)
{
    sy_article *a = NULL;
    sy_status   st = sy_extract(&a, w->extractor, in->document, err);
    in->article = a;
    if (st == SY_E_LIMIT) {
        in->left_aside = sy_extractor_limit(w->extractor);
        return SY_OK;
    }
    if (st == SY_OK)
        in->left_aside = in->document->source.len == 0 ? "empty" : unreadable(a);
    return st;
}

static sy_status facts_one(const sy__stages *s, sy__worker *w, sy_report_input *in, sy_error *err)
{
    sy_facts_input fi = { .annotation = in->annotation, .article = in->article, .published = sy_article_metadata(in->article)->published,
                          .gazetteer = s->opts->gazetteer };
    sy_facts      *f = NULL;
    sy_status      st = sy_find_facts(&f, w->finder, &fi, err);
    in->facts = f;
    if (st == SY_E_LIMIT) {
        in->left_aside = "limit";
        st = SY_OK;
    }
    return st;
}

static sy_status later_stages(const sy__stages *s, sy__worker *w, sy_report_input *const *in, uint32_t n, const atomic_bool *stop, sy_error *err)
{
    sy_str         texts[SY__MOST_BATCH];
    uint32_t       of[SY__MOST_BATCH], m = 0;
    sy_annotation *made[SY__MOST_BATCH] = { NULL };
    for (uint32_t i = 0; i < n; i++) {
        if (in[i]->left_aside == NULL) {
            texts[m] = s->opts->last >= SY_STAGE_FACTS ? sy_article_reading(in[i]->article) : sy_article_text(in[i]->article);
            of[m++] = i;
        }
    }
    sy_status st = m > 0 ? sy_annotate_many(made, w->annotator, texts, m, err) : SY_OK;
    if (st != SY_OK)
        return st;
    for (uint32_t k = 0; k < m; k++)
        in[of[k]]->annotation = made[k];
    for (uint32_t k = 0; k < m && st == SY_OK && s->opts->last >= SY_STAGE_FACTS && !atomic_load(stop); k++)
        st = facts_one(s, w, in[of[k]], err);
    return st;
}

sy_status sy__stages_run(const sy__stages *s, sy__worker *w, sy_report_input *const *in, uint32_t n, const atomic_bool *stop, sy_error *err)
{
    sy_status st = ready(s, w, err);
    for (uint32_t i = 0; i < n && st == SY_OK && !atomic_load(stop); i++)
        st = extract_one(w, in[i], err);
    if (st == SY_OK && s->opts->last >= SY_STAGE_ANNOTATE && !atomic_load(stop))
        st = later_stages(s, w, in, n, stop, err);
    if (st == SY_OK)
        err->status = SY_OK;   /* a limit that left one document aside is no failure of the run */
    else if (err->status == SY_OK)
        sy_fail(err, st, 0, "%s", sy_status_name(st));
    return st;
}

void sy__worker_done(sy__worker *w)
{
    sy_extractor_free(w->extractor);
    sy_annotator_free(w->annotator);
    sy_fact_finder_free(w->finder);
    *w = (sy__worker){ NULL, NULL, NULL };
}

void sy__products_free(sy_report_input *in)
{
    sy_facts_free((sy_facts *)in->facts);
    sy_annotation_free((sy_annotation *)in->annotation);
    sy_article_free((sy_article *)in->article);
    in->facts = NULL;
    in->annotation = NULL;
    in->article = NULL;
}
