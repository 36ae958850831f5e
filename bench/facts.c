/* What facts measured of each word that may be the cue of an attribution, for tools/learn_cues.py.
 * usage: bench_facts RECORDED   (annotations as tests/facts/load_annotation.h reads them)
 * A line a candidate: article, key, where cue and content head begin, features, byte ranges of its content and of its source. */
#include <stdio.h>

#include "facts/attribution.h"
#include "facts/load_annotation.h"

static uint32_t *no_indices(sy_arena *a, uint32_t n)
{
    uint32_t *x = sy__arena_array(a, n, sizeof *x);
    for (uint32_t i = 0; x != NULL && i < n; i++)
        x[i] = SY_NONE;
    return x;
}

static void print_content(sy__attribution_work *a, const sy__cue *c)
{
    sy__facts_work *w = a->w;
    uint32_t        x = sy__start_build(a, c->token, c->link, c->source, c->frame, 0);
    sy__claim_content(a, c, x);
    sy__tidy_content(a, &a->builds.at[x]);
    for (uint32_t j = 0; j < a->builds.at[x].content.n; j++) {
        sy__piece p = a->builds.at[x].content.at[j];
        printf("%s%u-%u", j > 0 ? "," : "", w->tokens[p.first].span.begin, w->tokens[p.last].span.end);
        for (uint32_t i = p.first; i <= p.last; i++)
            a->owner[i] = SY_NONE;
    }
    a->cue_of[c->token] = SY_NONE;
    uint32_t source = sy__source_at_hand(a, c);
    if (source == SY_NONE) {
        printf("\t\n");
        return;
    }
    sy_span at = sy__source_span(w, source);
    printf("\t%u-%u\n", at.begin, at.end);
}

static void print_candidate(sy__attribution_work *a, const char *article, sy__cue *c)
{
    sy__facts_work *w = a->w;
    char            key[300];
    size_t          n = sy__cue_key(w, c, key, sizeof key);
    uint32_t        quote = a->quote_at[c->token], content = c->content == SY_NONE ? c->token : c->content;
    sy_buf          features;
    if (quote != SY_NONE && (a->quotes.at[quote].sentence || a->quotes.at[quote].words >= 4))
        return;   /* the speaker's word, not the outlet's */
    sy__buf_init(&features, w->ctx);
    sy__print_features(a, c, &features);
    sy__buf_char(&features, '\0');
    printf("%s\t%.*s\t%u\t%u\t%s\t", article, (int)n, key, w->tokens[c->token].span.begin, w->tokens[content].span.begin, features.failed ? "" : features.ptr);
    sy__buf_done(&features);
    print_content(a, c);
}

static void print_article(sy_ctx *ctx, sy_fact_finder *f, recorded *r)
{
    sy_arena scratch;
    sy__arena_init(&scratch, ctx);
    sy__facts_work w = { .ctx = ctx, .finder = f, .arena = &scratch, .scratch = &scratch };
    sy_facts_input in = { .annotation = r->annotation };
    sy__prepare_tree(&w, &in);
    w.time_at = no_indices(&scratch, w.n);
    w.quantity_at = no_indices(&scratch, w.n);
    w.entity_at = no_indices(&scratch, w.n);
    w.attribution_at = no_indices(&scratch, w.n);
    sy__find_entities(&w);
    sy__attribution_work a = { .w = &w };
    sy__prepare_cues(&a);
    for (uint32_t k = 0; k < a.cues.n; k++)
        print_candidate(&a, r->id, &a.cues.at[k]);
    sy__attribution_done(&a);
    sy__arena_done(&scratch);
}

int main(int argc, char **argv)
{
    sy_ctx         *ctx = NULL;
    sy_fact_finder *f = NULL;
    sy_file         file;
    recorded        r;
    size_t          at = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: bench_facts RECORDED\n");
        return 2;
    }
    if (sy_ctx_new(&ctx, NULL) != SY_OK || sy_fact_finder_new(&f, ctx, NULL) != SY_OK || sy__file_load(&file, ctx, argv[1], 1u << 30, NULL) != SY_OK)
        return 1;
    while (next_recorded(ctx, file.bytes, &at, &r)) {
        print_article(ctx, f, &r);
        sy_annotation_free(r.annotation);
    }
    sy__file_done(&file);
    sy_fact_finder_free(f);
    sy_ctx_free(ctx);
    return 0;
}
