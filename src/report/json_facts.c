/* The facts of one article as a line of JSON, spans led back to the source, ids by position. */
#include <stdio.h>

#include "report/article_fields.h"
#include "report/view.h"

/* What every list needs. */
typedef struct writer {
    sy__json j;
    const sy_article *a;
    const sy_facts   *f;     /* NULL: every list is empty */
    sy_str text;
} writer;

static void put_id(writer *w, const char *key, char kind, uint32_t i)
{
    char id[16];
    if (i == SY_NONE) {
        sy__json_null(&w->j, key);
        return;
    }
    snprintf(id, sizeof id, "%c%u", kind, (unsigned)i + 1);
    sy__json_z(&w->j, key, id);
}

static void put_ids(writer *w, const char *key, char kind, const uint32_t *at, size_t n)
{
    sy__json_array(&w->j, key);
    for (size_t i = 0; i < n; i++) put_id(w, NULL, kind, at[i]);
    sy__json_end(&w->j);
}

static void put_span(writer *w, sy_span s) { sy__put_text_span(&w->j, "span", "text_span", w->a, s); }
static void put_in(writer *w, sy_span s) { sy__json_z(&w->j, "in", sy__is_caption(w->a, s) ? "caption" : NULL); }
static bool is_there(sy_span s) { return s.end > s.begin; }

/* The words and where they stand; null and null where they were not found. */
static void put_words(writer *w, const char *key, const char *span_key, const char *text_key, sy_span s)
{
    if (is_there(s)) {
        sy__json_str(&w->j, key, sy__cut(w->text, s));
        sy__put_text_span(&w->j, span_key, text_key, w->a, s);
    } else {
        sy__json_null(&w->j, key);
        sy__json_null(&w->j, span_key);
    }
}

static void put_attribution(writer *w, uint32_t i, const sy_attribution *x)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'a', i);
    sy__put_text_spans(&w->j, "content", "content_text_spans", w->a, x->content, x->n_content);
    sy__put_text_spans(&w->j, "source", "source_text_spans", w->a, x->source, x->n_source);
    sy__put_text_spans(&w->j, "cue", "cue_text_spans", w->a, x->cue, x->n_cue);
    sy__json_z(&w->j, "kind", sy_attribution_kind_name(x->kind));
    put_id(w, "speaker", 'e', x->speaker);
    put_id(w, "speaks_for", 'e', x->speaks_for);
    put_id(w, "through", 'e', x->through);
    put_in(w, x->n_content ? x->content[0] : (sy_span){ 0, 0 });
    sy__json_end(&w->j);
}

static void put_quantity(writer *w, uint32_t i, const sy_quantity *x)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'q', i);
    put_span(w, x->span);
    if (x->has_value) sy__json_number(&w->j, "value", x->value);
    else sy__json_null(&w->j, "value");
    if (x->has_value && x->is_range) sy__json_number(&w->j, "value_max", x->value_max);
    else sy__json_null(&w->j, "value_max");
    sy__json_str_or_null(&w->j, "unit", x->unit);
    sy__json_str_or_null(&w->j, "modifier", x->modifier);
    put_words(w, "of", "of_span", "of_text_span", x->of);
    put_words(w, "scope", "scope_span", "scope_text_span", x->scope);
    sy__json_bool(&w->j, "delta", x->delta);
    sy__json_bool(&w->j, "ordinal_like", x->ordinal_like);
    put_in(w, x->span);
    sy__json_end(&w->j);
}

static void put_time(writer *w, uint32_t i, const sy_time *x)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 't', i);
    put_span(w, x->span);
    sy__json_z(&w->j, "type", sy_time_type_name(x->type));
    sy__json_str_or_null(&w->j, "value", x->value);
    sy__json_str_or_null(&w->j, "anchor", x->anchor);
    put_in(w, x->span);
    sy__json_end(&w->j);
}

static void put_mentions(writer *w, const sy_entity *x)
{
    bool verbatim = sy__is_source(w->a);
    sy__json_array(&w->j, "mentions");
    for (size_t i = 0; i < x->n_mentions; i++) sy__json_span(&w->j, NULL, sy_article_origin(w->a, x->mentions[i].span));
    sy__json_end(&w->j);
    if (verbatim) return;
    sy__json_array(&w->j, "mentions_text_spans");
    for (size_t i = 0; i < x->n_mentions; i++) {
        if (sy__is_caption(w->a, x->mentions[i].span)) sy__json_null(&w->j, NULL);
        else sy__json_span(&w->j, NULL, x->mentions[i].span);
    }
    sy__json_end(&w->j);
}

/* Where it lies, and which of the places of that name was taken. */
static void put_place(writer *w, const sy_entity *x)
{
    const sy_place *p = &x->place;
    const char *choice = sy_place_choice_name(p->choice);
    sy__json_str_or_null(&w->j, "country", p->readings ? p->country : x->country);
    if (p->has_coordinates) {
        sy__json_array(&w->j, "coordinates");
        sy__json_number(&w->j, NULL, p->latitude);
        sy__json_number(&w->j, NULL, p->longitude);
        sy__json_end(&w->j);
    } else sy__json_null(&w->j, "coordinates");
    if (!p->readings) {
        sy__json_null(&w->j, "place");
        return;
    }
    sy__json_object(&w->j, "place");
    sy__json_str_or_null(&w->j, "name", p->name);
    sy__json_str_or_null(&w->j, "region", p->region);
    sy__json_number(&w->j, "readings", p->readings);
    if (choice) sy__json_z(&w->j, "chosen_by", choice);
    else sy__json_null(&w->j, "chosen_by");
    sy__json_end(&w->j);
}

static void put_entity(writer *w, uint32_t i, const sy_entity *x)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 'e', i);
    sy__json_z(&w->j, "type", sy_entity_type_name(x->type));
    sy__json_str(&w->j, "name", x->name);
    sy__json_bool(&w->j, "named", x->named);
    put_mentions(w, x);
    sy__json_array(&w->j, "labels");
    for (size_t k = 0; k < x->n_labels; k++) {
        sy__json_object(&w->j, NULL);
        put_words(w, "text", "span", "text_span", x->labels[k].span);
        sy__json_bool(&w->j, "own_voice", x->labels[k].own_voice);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_array(&w->j, "roles");
    for (size_t k = 0; k < x->n_roles; k++) {
        sy__json_object(&w->j, NULL);
        put_words(w, "text", "span", "text_span", x->roles[k]);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    put_place(w, x);
    sy__json_end(&w->j);
}

static void put_statement(writer *w, uint32_t i, const sy_statement *x)
{
    sy__json_object(&w->j, NULL);
    put_id(w, "id", 's', i);
    put_span(w, x->span);
    sy__json_str_or_null(&w->j, "predicate", x->predicate);
    sy__json_bool(&w->j, "nominal", x->nominal);
    sy__json_array(&w->j, "arguments");
    for (size_t k = 0; k < x->n_arguments; k++) {
        sy__json_object(&w->j, NULL);
        sy__json_z(&w->j, "role", sy_role_name(x->arguments[k].role));
        put_words(w, "text", "span", "text_span", x->arguments[k].span);
        put_id(w, "entity", 'e', x->arguments[k].entity);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
    sy__json_bool(&w->j, "negated", x->negated);
    sy__json_z(&w->j, "modality", sy_modality_name(x->modality));
    put_id(w, "attribution", 'a', x->attribution);
    put_id(w, "parent", 's', x->parent);
    put_ids(w, "times", 't', x->times, x->n_times);
    put_ids(w, "places", 'e', x->places, x->n_places);
    put_ids(w, "quantities", 'q', x->quantities, x->n_quantities);
    put_in(w, x->span);
    sy__json_end(&w->j);
}

/* The day that relative dates were counted from, and how it was found. */
static void put_anchor(writer *w)
{
    const char *how = NULL;
    sy_str day = w->f ? sy_facts_anchor(w->f, &how) : (sy_str){ NULL, 0 };
    if (!day.len) {
        sy__json_null(&w->j, "anchor");
        return;
    }
    sy__json_object(&w->j, "anchor");
    sy__json_str(&w->j, "value", day);
    sy__json_z(&w->j, "found_in", how);
    sy__json_end(&w->j);
}

static void put_diagnostics(writer *w)
{
    size_t n = 0;
    const sy_diagnostic *d = w->f ? sy_facts_diagnostics(w->f, &n) : NULL;
    sy__json_array(&w->j, "diagnostics");
    for (size_t i = 0; i < n; i++) {
        sy__json_object(&w->j, NULL);
        sy__json_z(&w->j, "code", d[i].code);
        sy__json_str(&w->j, "text", d[i].text);
        sy__json_end(&w->j);
    }
    sy__json_end(&w->j);
}

/* A list of the facts: its key, how to get it, how to write one of it. */
#define PUT_LIST(w, key, type, get, put) do { \
        size_t n_ = 0; \
        const type *at_ = (w)->f ? get((w)->f, &n_) : NULL; \
        sy__json_array(&(w)->j, key); \
        for (uint32_t i_ = 0; i_ < n_; i_++) put(w, i_, &at_[i_]); \
        sy__json_end(&(w)->j); \
    } while (0)

sy_status sy_write_facts_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *n, const sy_facts *f, sy_sink to, sy_error *err)
{
    (void)n;
    sy_buf b;
    writer w = { .a = a, .f = f, .text = a ? sy_article_reading(a) : SY_STR("") };
    sy__buf_init(&b, ctx);
    sy__json_init(&w.j, &b, 0, false);
    sy__json_object(&w.j, NULL);
    sy__json_str(&w.j, "id", d->id);
    put_anchor(&w);
    PUT_LIST(&w, "attributions", sy_attribution, sy_facts_attributions, put_attribution);
    PUT_LIST(&w, "quantities", sy_quantity, sy_facts_quantities, put_quantity);
    PUT_LIST(&w, "times", sy_time, sy_facts_times, put_time);
    PUT_LIST(&w, "entities", sy_entity, sy_facts_entities, put_entity);
    PUT_LIST(&w, "statements", sy_statement, sy_facts_statements, put_statement);
    put_diagnostics(&w);
    sy__json_end(&w.j);
    sy__buf_char(&b, '\n');
    return sy__send(&b, to, err);
}
