/* HTML pages: tree, metadata, blocks, labels, article. */
#include "extract/forest.h"
#include "extract/html_fields.h"
#include "extract/html_inset.h"
#include "extract/sites.h"

/* Blocks, and the way from the text that they were found in to the decoded page; NULL: it is the page. */
typedef struct writer {
    sy_article            *a;
    const sy__html_blocks *b;
    const sy__origin      *map;
    sy_str                 run;         /* bytes on their way, */
    uint32_t               run_begin;   /* and where they stand in that text */
} writer;

static bool add_piece(void *user, sy_span to, sy_span from, bool same)
{
    writer *w = user;
    sy__article_run(w->a, sy__sub(w->run, to.begin - w->run_begin, to.end - w->run_begin), from, same);
    return !w->a->failed;
}

static bool to_article(void *user, sy_str bytes, sy_span from, bool same)
{
    writer *w = user;
    if (w->map && same) {
        w->run = bytes;
        w->run_begin = from.begin;
        return sy__origin_pieces(w->map, from, add_piece, w);
    }
    sy__article_run(w->a, bytes, w->map ? sy__origin_back(w->map, from) : from, same);
    return !w->a->failed;
}

static sy_span place(const writer *w, const sy__html_block *k)
{
    const sy__tree *t = w->b->tree;
    sy_span at = { t->nodes.at[k->first].at.begin, t->nodes.at[k->last].at.end };
    return w->map ? sy__origin_back(w->map, at) : at;
}

/* The caption of one of the article's own pictures: in or just before the text, no link to elsewhere, and its words are the story's. */
static bool is_caption(const sy__html_blocks *b, uint32_t i, sy_span text)
{
    enum { BEFORE = 8 };
    const sy__html_block *k = &b->at.at[i];
    return k->kind == SY_BOILERPLATE_CAPTION && k->flags & (SY__NODE_FIGURE | SY__NODE_CAPTION) && i + BEFORE >= text.begin && i < text.end &&
           k->link_chars * 2 < k->chars && k->repeats == 0 && k->overlap >= SY__CAPTION_OVERLAP;
}

/* First block of the text, and the one behind its last. */
static sy_span text_blocks(const sy__html_blocks *b)
{
    sy_span at = { b->at.n, 0 };
    for (uint32_t i = 0; i < b->at.n; i++) {
        if (!b->at.at[i].label)
            continue;
        at.begin = at.begin < i ? at.begin : i;
        at.end = i + 1;
    }
    return at;
}

static void build(writer *w)
{
    sy_article *a = w->a;
    const sy__html_blocks *b = w->b;
    sy_str text = sy__buf_view(&b->text);
    sy_span inside = text_blocks(b);
    for (uint32_t i = 0; i < b->at.n && !a->failed; i++) {
        const sy__html_block *k = &b->at.at[i];
        if (i == b->title || k->text.begin == k->text.end)     /* no-break spaces alone are no words */
            continue;
        if (!k->label) {
            sy__article_boilerplate(a, (sy_boilerplate_kind)k->kind, place(w, k), sy__cut(text, k->text));
            if (is_caption(b, i, inside)) {
                sy__article_caption_begin(a);
                sy__html_text(b->tree, b->block_of, k->element, k->first, k->last, to_article, w);
                sy__article_caption_end(a);
            }
            continue;
        }
        sy__article_block_begin(a);
        sy__html_text(b->tree, b->block_of, k->element, k->first, k->last, to_article, w);
        sy__article_block_end(a, (sy_block_kind)(k->label - 1));
    }
}

/* Agencies and a dateline that the text itself shows: the first paragraph, and the credits. */
static void read_credits(const writer *wr)
{
    sy_article *a = wr->a;
    const sy__html_blocks *b = wr->b;
    sy_str text = sy__buf_view(&b->text);
    bool first = true;
    for (uint32_t i = 0; i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        const sy__tok *t = b->toks.at + k->tok;
        sy_span at = place(wr, k), span, credit;
        sy_str agency;
        if (k->label && !k->heading && k->words >= 8 && first) {
            first = false;
            if (sy__dateline(b->lex, text, t, k->n_toks, &span, &agency, &credit)) {
                if (span.end > span.begin) {
                    a->meta.dateline = sy__article_fold(a, sy__cut(text, span));
                    sy__article_evidence(a, "dateline", at, (sy_str){ NULL, 0 });
                }
                if (agency.len && sy__article_add_agency(a, agency))
                    sy__article_evidence(a, "agencies", at, (sy_str){ NULL, 0 });
            }
        }
        if (k->words > 40 || k->flags & (SY__NODE_FIGURE | SY__NODE_CAPTION) || i + 12 < b->first_prose || i > b->last_prose + 8)
            continue;
        for (uint32_t h = k->hit; h < k->hit + k->n_hits; h++) {
            const sy__cue_hit *hit = &b->hits.at[h];
            const sy__cue *c = &b->lex->cues[hit->cue];
            if (c->role == SY__ROLE_TRUNCATED && !a->meta.truncated) {
                a->meta.truncated = true;
                sy__article_evidence(a, "truncated", at, (sy_str){ NULL, 0 });
            }
            for (uint32_t w = hit->tok; c->role == SY__ROLE_AGENCY && c->weight >= 5 && w < k->n_toks; w++)
                if (sy__agency_at(b->lex, text, t, k->n_toks, w, &agency) && sy__article_add_agency(a, agency))
                    sy__article_evidence(a, "agencies", at, (sy_str){ NULL, 0 });
        }
    }
}

/* Blocks that the site's other pages have too are none of the text. */
static bool clear_site(const sy_extractor *ex, sy_article *a, const sy_document *doc, sy__html_blocks *b)
{
    if (!ex->opts.sites)
        return true;
    sy__site_block *blocks = sy__calloc(a->ctx, (size_t)b->at.n + 1, sizeof *blocks);
    for (uint32_t i = 0; blocks && i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        blocks[i] = (sy__site_block){ sy__cut(sy__buf_view(&b->text), k->text), k->label != 0, k->prose, k->overlap };
    }
    if (blocks)
        sy__site_clear(ex->opts.sites, doc, a, blocks, b->at.n);
    for (uint32_t i = 0; blocks && i < b->at.n; i++)
        if (!blocks[i].of_text)
            b->at.at[i].label = 0;
    sy__free(a->ctx, blocks);
    return blocks != NULL;
}

/* The text from the markup, or from where else the page holds it. */
static bool write_text(const sy_extractor *ex, sy_article *a, const sy_document *doc, const sy__meta *m, sy__html_blocks *b)
{
    static const struct { const char *code, *text; } places[] = {
        { "text-from-json-ld", "the markup has little of the article: its text is that of JSON-LD's articleBody" },
        { "text-from-template", "the markup has little of the article: its text is that of a template or noscript element" },
        { "text-from-script", "the markup has little of the article: its text is that of strings in the page's scripts" },
    };
    writer markup = { .a = a, .b = b }, inset = { .a = a };
    sy__inset_article x;
    sy__inset_article_init(&x, ex->lex);
    bool ok = sy__inset_article_find(&x, ex, m, b) && clear_site(ex, a, doc, x.code ? &x.blocks : b);
    if (ok && x.code) {
        for (uint32_t i = 0; i < b->at.n; i++)
            b->at.at[i].label = 0;
        inset.b = &x.blocks;
        inset.map = &x.inset.map;
        read_credits(&inset);
        build(&inset);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            if (strcmp(places[i].code, x.code) == 0)
                sy__article_note(a, places[i].code, "%s", places[i].text);
    }
    read_credits(&markup);
    build(&markup);
    sy__inset_article_done(&x);
    return ok;
}

sy_status sy__extract_html(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err)
{
    sy__tree t;
    sy__meta m;
    sy__html_blocks b;
    sy_arena scratch;
    sy__arena_init(&scratch, a->ctx);
    sy__tree_init(&t, a->ctx);
    sy__meta_init(&m, &t, &scratch);
    sy__html_blocks_init(&b, ex->lex, &t);
    sy_status s = sy__tree_parse(&t, a->decoded.text, a->budget, err);
    if (s != SY_OK)
        goto done;
    sy__meta_read(&m);
    sy__jsonld_read(&m, sy__meta_title(&m));
    bool ok = !m.failed && sy__html_blocks_read(&b, ex->names, sy__meta_title(&m)) && sy__html_blocks_label(&b, ex->forest);
    if (ok) {
        ok = sy__html_fields(a, &m, &b, doc) && write_text(ex, a, doc, &m, &b);
        if (t.cut)
            sy__article_note(a, "too-deep", "elements are nested more than %u deep", (unsigned)ex->opts.max_depth);
    }
    if (!ok || a->failed)
        s = sy__budget_fail(a->budget, err);
done:
    sy__html_blocks_done(&b);
    sy__meta_done(&m);
    sy__tree_done(&t);
    sy__arena_done(&scratch);
    return s;
}
