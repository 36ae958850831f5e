/* Crawled pages as text: labelled lines -> the article, its boilerplate, and what the lines say about it. */
#include "extract/internal.h"
#include "extract/lines.h"
#include "extract/page_outlet.h"
#include "extract/sites.h"

static bool is_furniture(const sy__line *line)
{
    return line->state != SY__S_TITLE && line->state != SY__S_STAND && line->state != SY__S_BODY && line->state != SY__S_HEAD;
}

/* ---- dates ------------------------------------------------------------------------------------------ */

typedef struct found_dates { sy__date published, updated, plain; bool has_published, has_updated, has_plain; } found_dates;

static void keep_first(sy__date *to, bool *has, const sy__date *d)
{
    if (!*has)
        *to = *d;
    *has = true;
}

/* Dates of one line of furniture: each goes to the last cue before it. */
static void dates_of(const sy__lines *l, const sy__line *line, found_dates *f)
{
    sy__date d;
    size_t at = line->at.begin;
    bool cue_any = false;
    for (uint32_t h = line->hit; h < line->hit + line->n_hits; h++) {
        uint8_t role = l->lex->cues[l->hits.at[h].cue].role;
        cue_any = cue_any || role == SY__ROLE_PUBLISHED || role == SY__ROLE_UPDATED;
    }
    if (!cue_any && !sy__has(line, SY__F_DATE_LINE))
        return;
    while (at < line->at.end && sy__date_find(l->lex, l->text, at, line->at.end, &d)) {
        at = d.at.end;
        if (d.ambiguous)
            continue;
        int role = SY__ROLE_NONE;
        uint32_t nearest = 0;
        for (uint32_t h = line->hit; h < line->hit + line->n_hits; h++) {
            const sy__cue_hit *hit = &l->hits.at[h];
            uint8_t r = l->lex->cues[hit->cue].role;
            uint32_t begin = l->toks.at[line->tok + hit->tok].at.begin;
            if ((r == SY__ROLE_PUBLISHED || r == SY__ROLE_UPDATED) && begin < d.at.begin && begin >= nearest) {
                nearest = begin;
                role = r;
            }
        }
        if (role == SY__ROLE_UPDATED)
            keep_first(&f->updated, &f->has_updated, &d);
        else if (role == SY__ROLE_PUBLISHED)
            keep_first(&f->published, &f->has_published, &d);
        else if (sy__has(line, SY__F_DATE_LINE))
            keep_first(&f->plain, &f->has_plain, &d);
    }
}

static void put_date(sy_article *a, const char *field, sy_str *to, const sy__date *d)
{
    char out[SY__DATE_TEXT];
    *to = sy__article_copy(a, sy__date_print(d, out));
    sy__article_evidence(a, field, d->at, (sy_str){ NULL, 0 });
}

static void find_dates(sy_article *a, const sy__lines *l)
{
    found_dates f = { .has_published = false };
    bool text = false;
    for (uint32_t i = 0; i < l->at.n; i++) {
        const sy__line *line = &l->at.at[i];
        bool end = line->state == SY__S_END;
        text = text || line->state == SY__S_BODY;
        if (!is_furniture(line) || line->kind == SY_BOILERPLATE_CAPTION || line->kind == SY_BOILERPLATE_TEASER ||
            line->kind == SY_BOILERPLATE_LEGAL || sy__has(line, SY__F_TWEET))
            continue;
        found_dates here = f;
        dates_of(l, line, &here);
        if (text && !end)                     /* a bare date between paragraphs is some picture's or other story's */
            here.has_plain = f.has_plain;
        if (end && i + 3 < l->at.n && !here.has_published)
            here.has_plain = f.has_plain;
        f = here;
    }
    if (a->meta.published.len == 0) {
        if (f.has_published)
            put_date(a, "published", &a->meta.published, &f.published);
        else if (f.has_plain)
            put_date(a, "published", &a->meta.published, &f.plain);
    }
    if (f.has_updated)
        put_date(a, "updated", &a->meta.updated, &f.updated);
}

/* ---- people, agencies, outlet ------------------------------------------------------------------------- */

static void add_agency(sy_article *a, sy_str name, sy_span at)
{
    if (sy__article_add_agency(a, name))
        sy__article_evidence(a, "agencies", at, (sy_str){ NULL, 0 });
}

/* All agencies named in a line that was found to be a credit. */
static void agencies_of(sy_article *a, const sy__lines *l, const sy__line *line)
{
    const sy__tok *t = l->toks.at + line->tok;
    if (line->n_toks == 3 && sy__bracketed_agency(l->text, t, 3, 0))
        add_agency(a, sy__cut(l->text, t[1].at), t[1].at);
    for (uint32_t i = 0; i < line->n_toks;) {
        sy_str name;
        uint32_t k = sy__agency_at(l->lex, l->text, t, line->n_toks, i, &name);
        if (k)
            add_agency(a, name, (sy_span){ t[i].at.begin, t[i + k - 1].at.end });
        i += k ? k : 1;
    }
}

/* "Ann Lee and Bo Chen" is two people. */
static void add_authors(sy_article *a, const sy__lines *l, sy_span at)
{
    sy_str s = sy__cut(l->text, at);
    size_t from = 0;
    while (from <= s.len) {
        size_t to = sy__find(s, SY_STR(" and "), from);
        sy_str name = sy__trim(sy__sub(s, from, to == SIZE_MAX ? s.len : to));
        sy_span span = { at.begin + (uint32_t)(name.ptr - s.ptr), at.begin + (uint32_t)(name.ptr - s.ptr + (ptrdiff_t)name.len) };
        if (name.len && sy__find(name, SY_STR(" "), 0) != SIZE_MAX && sy__article_add_author(a, name))
            sy__article_evidence(a, "authors", span, (sy_str){ NULL, 0 });
        if (to == SIZE_MAX)
            break;
        from = to + 5;
    }
}

/* An outlet's name: the one that the page's furniture names most, the first of equals. */
typedef struct outlet_vote { sy_span at; uint32_t n; } outlet_vote;
enum { OUTLETS = 8 };

static void vote_outlet(const sy__lines *l, outlet_vote votes[OUTLETS], sy_span at)
{
    if (at.begin >= 4 && memcmp(l->text.ptr + at.begin - 4, "The ", 4) == 0)
        at.begin -= 4;
    sy_str name = sy__cut(l->text, at);
    if (name.len > 40)
        return;
    for (int i = 0; i < OUTLETS; i++) {
        if (votes[i].n && !sy__ieq(sy__cut(l->text, votes[i].at), name))
            continue;
        if (!votes[i].n)
            votes[i].at = at;
        votes[i].n++;
        return;
    }
}

static bool is_agency(sy_article *a, const sy__lines *l, sy_span at)
{
    sy__toks t = { NULL, 0, 0 };
    sy_str name;
    bool ok = sy__tokens(l->lex, l->text, at, 12, &t), yes = ok && t.n > 0 && sy__agency_at(l->lex, l->text, t.at, t.n, 0, &name) == t.n;
    a->failed = a->failed || !ok;
    sy__free(l->ctx, t.at);
    return yes;
}

static bool is_author(const sy_article *a, sy_str name)
{
    for (uint32_t i = 0; i < a->authors.n; i++)
        if (sy__ieq(a->authors.at[i], name))
            return true;
    return false;
}

/* An outlet given as a host is where the page was found: the name that the page writes for it is better. */
static void name_host(sy_article *a, const sy__lines *l)
{
    sy_span at = sy__is_host(a->meta.outlet) ? sy__outlet_of_host(l, a->meta.outlet) : (sy_span){ 0, 0 };
    if (at.end == at.begin)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->evidence.n; i++)
        if (strcmp(a->evidence.at[i].field, "outlet") != 0)
            a->evidence.at[n++] = a->evidence.at[i];
    a->evidence.n = n;
    a->meta.outlet = sy__article_fold(a, sy__cut(l->text, at));
    sy__article_evidence(a, "outlet", at, (sy_str){ NULL, 0 });
}

static void find_names(sy_article *a, const sy__lines *l)
{
    outlet_vote votes[OUTLETS] = { { { 0, 0 }, 0 } };
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < l->at.n; i++) {
            const sy__line *line = &l->at.at[i];
            if (!is_furniture(line))
                continue;
            bool agency = line->n_toks == 3 && sy__bracketed_agency(l->text, l->toks.at + line->tok, 3, 0);
            for (uint32_t h = line->hit; h < line->hit + line->n_hits; h++) {
                const sy__cue_hit *hit = &l->hits.at[h];
                uint8_t role = l->lex->cues[hit->cue].role;
                if (pass == 0 && role == SY__ROLE_AUTHOR && hit->capture.end > hit->capture.begin && !is_agency(a, l, hit->capture))
                    add_authors(a, l, hit->capture);
                agency = agency || role == SY__ROLE_AGENCY;
                if (pass == 1 && role == SY__ROLE_OUTLET && hit->capture.end > hit->capture.begin && !is_agency(a, l, hit->capture) &&
                    !is_author(a, sy__cut(l->text, hit->capture)))
                    vote_outlet(l, votes, hit->capture);
                if (role == SY__ROLE_TRUNCATED && !a->meta.truncated) {
                    a->meta.truncated = true;
                    sy__article_evidence(a, "truncated", line->at, (sy_str){ NULL, 0 });
                }
            }
            /* A bare name between paragraphs is the credit of a picture. */
            if (pass == 0 && agency && line->kind != SY_BOILERPLATE_CAPTION && (line->state != SY__S_INSERT || line->words >= 5 || line->n_toks == 3))
                agencies_of(a, l, line);
        }
    int best = 0;
    for (int i = 1; i < OUTLETS; i++)
        if (votes[i].n > votes[best].n)
            best = i;
    if (a->meta.outlet.len == 0 && votes[best].n) {
        a->meta.outlet = sy__article_fold(a, sy__cut(l->text, votes[best].at));
        sy__article_evidence(a, "outlet", votes[best].at, (sy_str){ NULL, 0 });
    }
}

static void find_dateline(sy_article *a, const sy__lines *l)
{
    for (uint32_t i = 0; i < l->at.n; i++) {
        const sy__line *line = &l->at.at[i];
        if (line->state != SY__S_BODY)
            continue;
        sy_span place, credit;
        sy_str agency;
        if (sy__has(line, SY__F_DATELINE) &&
            sy__dateline(l->lex, l->text, l->toks.at + line->tok, line->n_toks, &place, &agency, &credit)) {
            if (place.end > place.begin) {
                a->meta.dateline = sy__article_fold(a, sy__cut(l->text, place));
                sy__article_evidence(a, "dateline", place, (sy_str){ NULL, 0 });
            }
            if (agency.len)
                add_agency(a, agency, credit);
        }
        return;                                  /* the first paragraph alone has one */
    }
}

/* ---- the article ----------------------------------------------------------------------------------------- */

static sy_block_kind block_kind(const sy__line *line)
{
    switch (line->state) {
    case SY__S_STAND: return SY_BLOCK_STANDFIRST;
    case SY__S_HEAD: return SY_BLOCK_HEADING;
    default: return sy__has(line, SY__F_BULLET) ? SY_BLOCK_LIST : SY_BLOCK_PARAGRAPH;
    }
}

/* The caption of one of the article's own pictures: not of a gallery, and its words are the story's. */
static bool is_caption(const sy__line *line)
{
    return line->kind == SY_BOILERPLATE_CAPTION && (line->state == SY__S_META || line->state == SY__S_INSERT) &&
           !sy__has(line, SY__F_GALLERY) && line->overlap >= SY__CAPTION_OVERLAP;
}

static void put_caption(sy_article *a, const sy__lines *l, sy_span at)
{
    sy__article_caption_begin(a);
    sy__article_run(a, sy__cut(l->text, at), at, true);
    sy__article_caption_end(a);
}

static void build(sy_article *a, const sy__lines *l)
{
    bool title = false;
    for (uint32_t i = 0; i < l->at.n; i++) {
        const sy__line *line = &l->at.at[i];
        if (line->state == SY__S_TITLE && !title) {
            title = true;
            sy__article_title(a, line->at, sy__cut(l->text, line->at));
        } else if (is_furniture(line) || line->state == SY__S_TITLE) {
            sy_boilerplate_kind kind = line->state == SY__S_TITLE ? SY_BOILERPLATE_OTHER : (sy_boilerplate_kind)line->kind;
            sy__article_boilerplate(a, kind, line->at, sy__cut(l->text, line->at));
            if (is_caption(line))
                put_caption(a, l, line->at);
        } else {
            sy__article_block(a, block_kind(line), line->at);
        }
    }
}

/* Lines that the site's other pages have too are none of the text. */
static bool clear_site(const sy_extractor *ex, sy_article *a, const sy_document *doc, sy__lines *l)
{
    if (!ex->opts.sites)
        return true;
    sy__site_block *blocks = sy__calloc(a->ctx, (size_t)l->at.n + 1, sizeof *blocks);
    for (uint32_t i = 0; blocks && i < l->at.n; i++) {
        const sy__line *line = &l->at.at[i];
        bool text = !is_furniture(line) && line->state != SY__S_TITLE;
        blocks[i] = (sy__site_block){ sy__cut(l->text, line->at), text, line->prose, line->overlap };
    }
    if (blocks)
        sy__site_clear(ex->opts.sites, doc, a, blocks, l->at.n);
    for (uint32_t i = 0; blocks && i < l->at.n; i++)
        if (!blocks[i].of_text && !is_furniture(&l->at.at[i]) && l->at.at[i].state != SY__S_TITLE) {
            l->at.at[i].state = SY__S_INSERT;
            l->at.at[i].kind = SY_BOILERPLATE_OTHER;
        }
    sy__free(a->ctx, blocks);
    return blocks != NULL;
}

sy_status sy__extract_page(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err)
{
    sy__lines l;
    sy__lines_init(&l, ex->lex, a->decoded.text, a->budget);
    bool ok = sy__lines_read(&l, doc->title) && sy__lines_label(&l) && clear_site(ex, a, doc, &l);
    if (ok) {
        build(a, &l);
        find_dates(a, &l);
        find_dateline(a, &l);
        find_names(a, &l);
        name_host(a, &l);
        a->verbatim = a->decoded.map.identity;
    }
    sy__lines_done(&l);
    return ok ? SY_OK : sy__budget_fail(a->budget, err);
}

/* ---- SY_FORM_TEXT: nothing is cut, only looked at ----------------------------------------------------------- */

sy_status sy__extract_text(sy_extractor *ex, sy_article *a, const sy_document *doc, sy_error *err)
{
    sy_str text = a->decoded.text;
    uint32_t n = (uint32_t)text.len;
    sy__lines l;
    (void)doc;
    sy__lines_init(&l, ex->lex, text, a->budget);
    sy__buf_str(&a->text, text);
    bool ok = !a->text.failed && sy__origin_add(&a->text_map, (sy_span){ 0, n }, (sy_span){ 0, n }, true);
    ok = ok && sy__lines_read(&l, doc->title);
    for (uint32_t i = 0; ok && i < l.at.n; i++) {
        sy__line *line = &l.at.at[i];
        line->state = SY__S_BODY;
        if (sy__has(line, SY__F_SPLIT_OFF) && a->blocks.n) {       /* belongs to the paragraph before it */
            a->blocks.at[a->blocks.n - 1].text.end = line->at.end;
            continue;
        }
        sy_block b = { SY_BLOCK_PARAGRAPH, { 0, 0 }, line->at, { "", 0 } };
        if (!SY__PUSH(a->ctx, &a->blocks, b))
            ok = false;
    }
    for (uint32_t i = 0; ok && i < a->blocks.n; i++)
        a->blocks.at[i].source = sy_article_origin(a, a->blocks.at[i].text);
    if (ok) {
        find_dateline(a, &l);
        for (uint32_t i = 0; i < l.at.n; i++)
            if ((i < 3 || i + 3 >= l.at.n) && l.at.at[i].cue[SY_BOILERPLATE_CREDIT] >= 5 && l.at.at[i].words <= 40)
                agencies_of(a, &l, &l.at.at[i]);
        a->verbatim = a->decoded.map.identity;
    }
    sy__lines_done(&l);
    return ok ? SY_OK : sy__budget_fail(a->budget, err);
}
