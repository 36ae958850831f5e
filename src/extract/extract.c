/* The extractor: decoding, the document's form, language, and what was given. */
#include "extract/forest.h"
#include "extract/internal.h"

enum { MOST_SOURCE = 1 << 30 };    /* positions are 32 bits, and decoding may triple the bytes */

static void fill_in(sy_extract_opts *o)
{
    o->max_depth = o->max_depth ? o->max_depth : 512;
    o->max_bytes = o->max_bytes ? o->max_bytes : 256u << 20;
    o->max_bytes = o->max_bytes < MOST_SOURCE ? o->max_bytes : MOST_SOURCE;
    o->max_nodes = o->max_nodes ? o->max_nodes : 4u << 20;
    o->max_blocks = o->max_blocks ? o->max_blocks : 1u << 20;
    o->max_value = o->max_value ? o->max_value : 64u << 10;
}

sy_status sy_extractor_new(sy_extractor **out, sy_ctx *ctx, const sy_extract_opts *opts, sy_error *err)
{
    if (!out || !ctx || (opts && opts->version != SY_EXTRACT_OPTS_VERSION))
        return sy_fail(err, SY_E_ARG, 0, "sy_extractor_new: wrong arguments");
    *out = NULL;
    sy_extractor *ex = sy__calloc(ctx, 1, sizeof *ex);
    if (!ex)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    ex->ctx = ctx;
    ex->opts = opts ? *opts : (sy_extract_opts)SY_EXTRACT_OPTS_INIT;
    fill_in(&ex->opts);
    sy_status s = sy__lexicon_new(&ex->lex, ctx, err);
    if (s == SY_OK)
        s = sy__names_new(&ex->names, ctx, err);
    if (s == SY_OK)
        s = sy__forest_new(&ex->forest, ctx, err);
    if (s != SY_OK) {
        sy_extractor_free(ex);
        return s;
    }
    *out = ex;
    return SY_OK;
}

void sy_extractor_free(sy_extractor *ex)
{
    if (!ex)
        return;
    sy__lexicon_free(ex->lex);
    sy__names_free(ex->names);
    sy__forest_free(ex->forest);
    sy__free(ex->ctx, ex);
}

const char *sy_extractor_limit(const sy_extractor *ex) { return sy__limit_code(ex->limit); }

static void take_given(sy_article *a, const sy_document *doc)
{
    const struct { const char *field; sy_str value, *to; } given[] = {
        { "title", doc->title, &a->meta.title },
        { "published", doc->published, &a->meta.published },
        { "outlet", doc->outlet, &a->meta.outlet },
        { "language", doc->language, &a->meta.language },
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (given[i].value.len == 0)
            continue;
        *given[i].to = sy__article_copy(a, given[i].value);
        sy__article_evidence(a, given[i].field, (sy_span){ 0, 0 }, SY_STR("given"));
    }
    for (size_t from = 0; from < doc->authors.len;) {   /* one a line */
        size_t end = sy__find(doc->authors, SY_STR("\n"), from);
        if (end == SIZE_MAX)
            end = doc->authors.len;
        sy__article_add_author(a, sy__sub(doc->authors, from, end));
        from = end + 1;
    }
    a->authors_given = a->authors.n > 0;
    if (a->authors_given)
        sy__article_evidence(a, "authors", (sy_span){ 0, 0 }, SY_STR("given"));
}

/* What the page itself says better, and what the container says of the page. */
static void take_rest(sy_article *a, const sy_document *doc)
{
    if (a->meta.updated.len == 0 && doc->updated.len) {
        a->meta.updated = sy__article_copy(a, doc->updated);
        sy__article_evidence(a, "updated", (sy_span){ 0, 0 }, SY_STR("given"));
    }
    if (doc->cut.len)
        sy__article_note(a, "record-cut", "the crawler stored only a part of the page (%.*s)", doc->cut.len < 40 ? (int)doc->cut.len : 40, doc->cut.ptr);
}

static void diagnose(sy_article *a)
{
    const sy__decoded *d = &a->decoded;
    if (d->guessed)
        sy__article_note(a, "charset-guessed", "nothing declares the charset: decoded as %s", d->charset);
    if (d->declared)
        sy__article_note(a, "charset-contradicted", "declared as %s, but the bytes are %s", d->declared, d->charset);
    if (d->invalid)
        sy__article_note(a, "invalid-bytes", "%u bytes mean nothing in %s and were replaced", (unsigned)d->invalid, d->charset);
    uint32_t garbled = sy__mojibake(sy__buf_view(&a->text)) + sy__mojibake(a->meta.title);
    if (garbled)
        sy__article_note(a, "mojibake", "%u characters were decoded wrongly before they were stored: UTF-8 read as Latin", (unsigned)garbled);
    if (a->text.len == 0)
        sy__article_note(a, "no-article", "no article text was found");
    if (a->meta.published.len == 0)
        sy__article_note(a, "no-date", "no publication date was found");
}

/* Too little to tell a language by: read as English where its letters are those of English. */
static bool may_be_english(sy_str text)
{
    size_t plain = 0, other = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t cp = sy__utf8_next(text, &i);
        if (sy__is_alpha(cp))
            *(cp < 0x80 ? &plain : &other) += 1;
    }
    return plain >= other * 8;
}

static void find_language(sy_article *a)
{
    sy_str text = sy__buf_view(&a->text), found = sy__language_of_article(a);
    if (a->meta.language.len == 0 && found.len) {
        a->meta.language = found;                /* static storage */
        sy__article_evidence(a, "language", (sy_span){ 0, 0 }, SY_STR("text"));
    } else if (a->meta.language.len && found.len && !sy__starts(a->meta.language, found)) {
        sy__article_note(a, "language-contradicted", "given as %.*s, but the text looks like %.*s", (int)a->meta.language.len,
                         a->meta.language.ptr, (int)found.len, found.ptr);
    }
    sy_str l = a->meta.language, second = sy__second_language(a);
    if (second.len)
        sy__article_note(a, "mixed-language", "a part of the text is in another language: %.*s", (int)second.len, second.ptr);
    a->meta.english = l.len >= 2 && sy__ieq(sy__sub(l, 0, 2), SY_STR("en")) && (l.len == 2 || l.ptr[2] == '-' || l.ptr[2] == '_');
    if (l.len == 0 && text.len && may_be_english(text)) {
        a->meta.english = true;
        sy__article_note(a, "language-unknown", "there is too little text to tell its language: it is read as English");
    }
}

sy_status sy_extract(sy_article **out, sy_extractor *ex, const sy_document *doc, sy_error *err)
{
    if (!out || !ex || !doc)
        return sy_fail(err, SY_E_ARG, 0, "sy_extract: wrong arguments");
    *out = NULL;
    sy__budget budget;
    ex->limit = SY__LIMIT_NONE;
    sy__budget_init(&budget, &ex->opts);
    if (!sy__within(&budget, doc->source.len, ex->opts.max_bytes, SY__LIMIT_BYTES)) {
        ex->limit = budget.exceeded;
        return sy__budget_fail(&budget, err);
    }
    sy_article *a;
    sy_status s = sy__article_new(&a, ex->ctx, err);
    if (s != SY_OK)
        return s;
    a->budget = &budget;
    if (!sy__decode(&a->decoded, ex->ctx, doc->source, doc->charset, doc->form == SY_FORM_HTML)) {
        s = sy_fail(err, SY_E_NOMEM, 0, "out of memory");
        goto done;
    }
    take_given(a, doc);
    switch (doc->form) {
    case SY_FORM_TEXT: s = sy__extract_text(ex, a, doc, err); break;
    case SY_FORM_HTML: s = sy__extract_html(ex, a, doc, err); break;
    default: s = sy__extract_page(ex, a, doc, err); break;
    }
    if (s != SY_OK)
        goto done;
    take_rest(a, doc);
    if (!sy__language_of_blocks(a)) {
        s = sy__budget_fail(&budget, err);
        goto done;
    }
    find_language(a);
    diagnose(a);
    sy__read_captions(ex->lex, a);
    s = sy__article_finish(a, err);
    a->budget = NULL;
done:
    if (s != SY_OK) {
        ex->limit = budget.exceeded;
        sy_article_free(a);
        a = NULL;
    }
    *out = a;
    return s;
}
