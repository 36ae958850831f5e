/* An account as JSON: every field that the format has, found or not, references as bytes of the documents' sources. */
#include <stdio.h>

#include "report/article_fields.h"
#include "report/view.h"

typedef struct writer {
    sy__json j;
    const sy_account_view *v;
    const sy_account_document *documents; size_t n_documents;
} writer;

/* ---- small parts ---------------------------------------------------------------------------------- */

/* An id with a number, "s12". */
static void put_id(writer *w, const char *key, char kind, size_t i)
{
    char id[24];
    snprintf(id, sizeof id, "%c%zu", kind, i + 1);
    if (i == SY_NONE) sy__json_null(&w->j, key);
    else sy__json_z(&w->j, key, id);
}

static sy_str document_id(const writer *w, uint32_t d)
{
    return d < w->v->n_inputs ? w->v->inputs[d].document->id : (sy_str){ NULL, 0 };
}

static void put_document_id(writer *w, const char *key, uint32_t d)
{
    if (d == SY_NONE) sy__json_null(&w->j, key);
    else sy__json_str(&w->j, key, document_id(w, d));
}

static void put_document_ids(writer *w, const char *key, sy_ids ids)
{
    sy__json_array(&w->j, key);
    for (size_t i = 0; i < ids.n; i++) sy__json_str(&w->j, NULL, document_id(w, ids.at[i]));
    sy__json_end(&w->j);
}

/* "span" in bytes of the source; "text_span" beside it where the article's text is not the source itself; "caption_span" where it is
 * null as the words are a caption's. */
static void put_span(writer *w, uint32_t document, bool in_source, sy_span span)
{
    const sy_article *a = document < w->v->n_inputs ? w->v->inputs[document].article : NULL;
    if (in_source || !a) {
        sy__json_span(&w->j, "span", span);
        return;
    }
    sy__put_text_span(&w->j, "span", "text_span", a, span);
    if (!sy__is_caption(a, span)) return;
    uint32_t first = (uint32_t)(sy_article_reading(a).len - sy_article_caption_text(a).len);
    sy__json_span(&w->j, "caption_span", (sy_span){ span.begin - first, span.end - first });
}

static void put_ref_fields(writer *w, sy_ref r)
{
    put_document_id(w, "document", r.document);
    put_span(w, r.document, r.in_source, r.span);
}

static void put_ref(writer *w, const char *key, sy_ref r)
{
    sy__json_object(&w->j, key);
    put_ref_fields(w, r);
    sy__json_end(&w->j);
}

static void put_refs(writer *w, const char *key, const sy_ref *refs, size_t n)
{
    sy__json_array(&w->j, key);
    for (size_t i = 0; i < n; i++) put_ref(w, NULL, refs[i]);
    sy__json_end(&w->j);
}

static sy_str words_of(const writer *w, sy_ref r) { return sy__view_words(w->v, r); }

static void put_ids(writer *w, const char *key, char kind, sy_ids ids)
{
    sy__json_array(&w->j, key);
    for (size_t i = 0; i < ids.n; i++) put_id(w, NULL, kind, ids.at[i]);
    sy__json_end(&w->j);
}

/* ---- headline, documents, families, entities ----------------------------------------------------------- */

static void put_headline(writer *w)
{
    sy_str text;
    uint32_t document;
    sy_ref ref;
    bool has_ref;
    if (!sy_account_headline(w->v->account, &text, &document, &ref, &has_ref)) {
        sy__json_null(&w->j, "headline");
        return;
    }
    sy__json_object(&w->j, "headline");
    sy__json_str(&w->j, "text", text);
    put_document_id(w, "document", document);
    if (has_ref) put_span(w, document, ref.in_source, ref.span);
    else sy__json_null(&w->j, "span");
    sy__json_end(&w->j);
}

static void put_document(writer *w, uint32_t i)
{
    const sy_report_input *in = &w->v->inputs[i];
    const sy_account_document *d = &w->documents[i];
    sy__json_object(&w->j, NULL);
    sy__put_article_fields(&w->j, in->document, in->article);
    sy__json_str(&w->j, "captions", in->article ? sy_article_caption_text(in->article) : SY_STR(""));
    put_id(w, "family", 'f', d->family);
    put_document_id(w, "revision_of", d->revision_of);
    if (d->revision_of == SY_NONE) sy__json_null(&w->j, "revision");
    else {
        sy__json_object(&w->j, "revision");
        put_ids(w, "added", 's', d->added);
        put_ids(w, "dropped", 's', d->dropped);
        put_ids(w, "changed", 'd', d->changed);
        sy__json_end(&w->j);
    }
    put_ids(w, "omits", 's', d->omits);
    sy__json_z(&w->j, "left_aside", d->left_aside);
    if (d->published_inferred.len) {
        sy__json_object(&w->j, "published_inferred");
        sy__json_str(&w->j, "value", d->published_inferred);
        put_document_id(w, "document", d->has_published_evidence ? d->published_evidence.document : i);
        if (d->has_published_evidence) put_span(w, d->published_evidence.document, d->published_evidence.in_source, d->published_evidence.span);
        else sy__json_null(&w->j, "span");
        sy__json_end(&w->j);
    } else {
        sy__json_null(&w->j, "published_inferred");
    }
    sy__json_end(&w->j);
}

static void put_families(writer *w)
{
    size_t n;
    const sy_family *f = sy_account_families(w->v->account, &n);
    sy__json_array(&w->j, "families");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(&w->j, NULL);
        put_id(w, "id", 'f', i);
        put_document_ids(w, "documents", f[i].documents);
        sy__json_z(&w->j, "why", sy_family_why_name(f[i].why));
        sy__json_str_or_null(&w->j, "agency", f[i].agency);
        put_document_id(w, "earliest", f[i].earliest);
        sy__json_object(&w->j, "parent");
        for (size_t k = 0; k < f[i].documents.n; k++)
            sy__json_key_str_or_null(&w->j, document_id(w, f[i].documents.at[k]),
                                     f[i].parents[k] == SY_NONE ? (sy_str){ NULL, 0 } : document_id(w, f[i].parents[k]));
        sy__json_end(&w->j);
        put_refs(w, "shared", f[i].shared, f[i].n_shared);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
}

/* Opens an object with a reference and its words; the caller closes it. */
static void put_words(writer *w, sy_ref r)
{
    sy__json_object(&w->j, NULL);
    sy__json_str(&w->j, "text", words_of(w, r));
    put_ref_fields(w, r);
}

static void put_entity(writer *w, const sy_account_entity *e, size_t i)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'e', i);
    sy__json_z(&w->j, "type", sy_entity_type_name(e->type));
    sy__json_str(&w->j, "name", e->name);
    sy__json_array(&w->j, "aliases");
    for (size_t k = 0; k < e->n_aliases; k++) {
        sy__json_object(&w->j, NULL);
        sy__json_str(&w->j, "name", e->aliases[k].name);
        put_document_ids(w, "documents", e->aliases[k].documents);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_array(&w->j, "roles");
    for (size_t k = 0; k < e->n_roles; k++) {
        put_words(w, e->roles[k]);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_array(&w->j, "labels");
    for (size_t k = 0; k < e->n_labels; k++) {
        put_words(w, e->labels[k].ref);
        sy__json_bool(&w->j, "own_voice", e->labels[k].own_voice);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_array(&w->j, "joined_by");
    for (size_t k = 0; k < e->n_joins; k++) {
        sy__json_object(&w->j, NULL);
        sy__json_array(&w->j, "names");
        sy__json_str(&w->j, NULL, e->joins[k].a);
        sy__json_str(&w->j, NULL, e->joins[k].b);
        sy__json_end(&w->j);
        sy__json_z(&w->j, "why", e->joins[k].why);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_end(&w->j);
}

/* ---- statements and quotations ------------------------------------------------------------------------------ */

static void put_statement(writer *w, const sy_account_statement *s, size_t i)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 's', i);
    put_ref(w, "gist", s->gist);
    sy__json_array(&w->j, "support");
    for (size_t k = 0; k < s->n_support; k++) {
        sy__json_object(&w->j, NULL);
        put_ref_fields(w, s->support[k].ref);
        sy__json_str_or_null(&w->j, "attributed_to", s->support[k].attributed_to);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_object(&w->j, "stance");
    for (size_t d = 0; d < w->n_documents; d++)
        sy__json_key_str(&w->j, document_id(w, (uint32_t)d), sy__str(sy_stance_name((sy_stance)s->stance[d])));
    sy__json_end(&w->j);
    sy__json_z(&w->j, "status", sy_standing_name(s->standing));
    sy__json_uint(&w->j, "origins", s->origins);
    sy__json_str_or_null(&w->j, "root_speaker", s->root_speaker);
    sy__json_str_or_null(&w->j, "time", s->time);
    put_id(w, "place", 'e', s->place);
    sy__json_fixed(&w->j, "importance", s->importance);
    sy__json_end(&w->j);
}

static void put_drift(writer *w, uint32_t drift)
{
    static const char *const names[] = { "cut", "joined", "substituted", "translated", "person", "indirect", "speaker" };
    sy__json_array(&w->j, "drift");
    for (uint32_t b = 0; b < sizeof names / sizeof *names; b++)
        if (drift >> b & 1U) sy__json_z(&w->j, NULL, names[b]);
    sy__json_end(&w->j);
}

static void put_variant(writer *w, const sy_variant *v)
{
    static const char *const ops[] = { "insert", "delete", "replace" };
    sy__json_object(&w->j, NULL);
    put_ref_fields(w, v->ref);
    sy__json_z(&w->j, "kind", sy_attribution_kind_name(v->kind));
    sy__json_str(&w->j, "text", words_of(w, v->ref));
    sy__json_uint(&w->j, "part", v->part);
    put_id(w, "speaker", 'e', v->speaker);
    sy__json_bool(&w->j, "longest", v->longest);
    sy__json_bool(&w->j, "earliest", v->earliest);
    put_drift(w, v->drift);
    sy__json_array(&w->j, "edits");
    for (size_t i = 0; i < v->n_edits; i++) {
        sy__json_object(&w->j, NULL);
        sy__json_z(&w->j, "op", ops[v->edits[i].op]);
        sy__json_str(&w->j, "from", v->edits[i].from);
        sy__json_str(&w->j, "to", v->edits[i].to);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_end(&w->j);
}

static void put_quotation(writer *w, const sy_quotation *q, size_t i)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'q', i);
    put_id(w, "speaker", 'e', q->speaker);
    sy__json_str_or_null(&w->j, "speaker_text", q->speaker_text);
    sy__json_array(&w->j, "variants");
    for (size_t k = 0; k < q->n_variants; k++) put_variant(w, &q->variants[k]);
    sy__json_end(&w->j);
    sy__json_end(&w->j);
}

/* ---- figures, times, differences --------------------------------------------------------------------------------- */

static void put_figure(writer *w, const sy_figure *f, size_t i)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'n', i);
    sy__json_str_or_null(&w->j, "of", f->of);
    sy__json_str_or_null(&w->j, "unit", f->unit);
    sy__json_array(&w->j, "values");
    for (size_t k = 0; k < f->n_values; k++) {
        const sy_figure_value *v = &f->values[k];
        sy__json_object(&w->j, NULL);
        if (v->has_value) sy__json_number(&w->j, "value", v->value); else sy__json_null(&w->j, "value");
        if (v->has_value && v->is_range) sy__json_number(&w->j, "value_max", v->value_max); else sy__json_null(&w->j, "value_max");
        sy__json_str_or_null(&w->j, "modifier", v->modifier);
        sy__json_str_or_null(&w->j, "as_of", v->as_of);
        put_refs(w, "mentions", v->mentions, v->n_mentions);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_end(&w->j);
}

static void put_figures(writer *w)
{
    size_t n;
    const sy_figure *f = sy_account_figures(w->v->account, &n);
    sy__json_array(&w->j, "quantities");
    for (size_t i = 0; i < n; i++) put_figure(w, &f[i], i);
    sy__json_end(&w->j);
}

static void put_timeline(writer *w)
{
    size_t n;
    const sy_timeline_entry *t = sy_account_timeline(w->v->account, &n);
    sy__json_array(&w->j, "timeline");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(&w->j, NULL);
        sy__json_str(&w->j, "date", t[i].date);
        sy__json_z(&w->j, "precision", sy_precision_name(t[i].precision));
        put_ids(w, "statements", 's', t[i].statements);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
}

static void put_appearances(writer *w)
{
    size_t n;
    const sy_appearance *x = sy_account_appearances(w->v->account, &n);
    sy__json_array(&w->j, "appearances");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(&w->j, NULL);
        sy__json_str(&w->j, "at", x[i].at);
        put_document_id(w, "document", x[i].document);
        sy__json_z(&w->j, "what", sy_appearance_kind_name(x[i].what));
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
}

static void put_difference(writer *w, const sy_difference *d, size_t i)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'd', i);
    sy__json_z(&w->j, "kind", sy_difference_kind_name(d->kind));
    sy__json_z(&w->j, "relation", sy_relation_name(d->relation));
    sy__json_fixed(&w->j, "sure", d->sure);
    put_ref(w, "slot", d->slot);
    put_id(w, "statement", 's', d->statement);
    sy__json_array(&w->j, "values");
    for (size_t k = 0; k < d->n_values; k++) {
        sy__json_object(&w->j, NULL);
        sy__json_str(&w->j, "value", d->values[k].value);
        if (d->kind == SY_DIFFERENCE_LABEL) sy__json_bool(&w->j, "own_voice", !d->values[k].quoted);
        else sy__json_null(&w->j, "own_voice");
        put_refs(w, "mentions", d->values[k].mentions, d->values[k].n_mentions);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    put_document_ids(w, "silent", d->silent);
    sy__json_end(&w->j);
}

static void put_diagnostics(writer *w)
{
    size_t n;
    const sy_account_diagnostic *d = sy_account_diagnostics(w->v->account, &n);
    sy__json_array(&w->j, "diagnostics");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(&w->j, NULL);
        sy__json_z(&w->j, "code", d[i].code);
        put_document_id(w, "document", d[i].document);
        sy__json_str(&w->j, "text", d[i].text);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
}

/* One list of the account: its items one after another. */
#define LIST(type, name, put) \
    do { \
        size_t n_items; \
        const type *items = sy_account_##name(v->account, &n_items); \
        sy__json_array(&w.j, #name); \
        for (size_t i = 0; i < n_items; i++) put(&w, &items[i], i); \
        sy__json_end(&w.j); \
    } while (0)

sy_status sy_write_account_json(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err)
{
    if (!ctx || !v || !v->account || !to.write) return sy_fail(err, SY_E_ARG, 0, "no account or nowhere to write it");
    sy_buf b;
    writer w = { .v = v };
    sy__buf_init(&b, ctx);
    w.documents = sy_account_documents(v->account, &w.n_documents);
    if (w.n_documents > v->n_inputs) return sy_fail(err, SY_E_ARG, 0, "the inputs are not those of the account");
    sy__json_init(&w.j, &b, 2, false);
    sy__json_object(&w.j, NULL);
    sy__json_z(&w.j, "synoptic", sy_version());
    put_headline(&w);
    put_ids(&w, "summary", 's', sy_account_summary(v->account));
    sy__json_array(&w.j, "documents");
    for (size_t i = 0; i < w.n_documents; i++) put_document(&w, (uint32_t)i);
    sy__json_end(&w.j);
    put_families(&w);
    LIST(sy_account_entity, entities, put_entity);
    LIST(sy_account_statement, statements, put_statement);
    LIST(sy_quotation, quotations, put_quotation);
    put_figures(&w);
    put_timeline(&w);
    put_appearances(&w);
    LIST(sy_difference, differences, put_difference);
    put_diagnostics(&w);
    sy__json_end(&w.j);
    sy__buf_char(&b, '\n');
    return sy__send(&b, to, err);
}
