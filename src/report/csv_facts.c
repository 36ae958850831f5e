/* The facts of one article as rows of one table: what kind, where it stands, its words and its value. */
#include <stdio.h>

#include "report/article_fields.h"
#include "report/view.h"

/* Cells of a row; those that a kind of fact does not have stay empty. */
typedef struct row {
    const char *kind, *type;
    char        id_kind;
    uint32_t    id;
    sy_span     span;
    sy_str      text;         /* where it is not the words of the span */
    sy_str      value, value_max, unit, modifier, of, predicate, speaker;
    uint32_t    attribution;
    const sy_entity *where;   /* of a mention; else NULL */
} row;

typedef struct table {
    sy_buf           *b;
    const sy_document *d;
    const sy_article *a;
    const sy_facts   *f;
    sy_str            text;
} table;

static const char *const columns[] = { "document", "published", "kind", "id", "begin", "end", "text", "type", "value", "value_max",
                                       "unit", "modifier", "of", "predicate", "speaker", "attribution", "country", "latitude", "longitude", "in" };

sy_status sy_write_facts_csv_header(sy_ctx *ctx, sy_sink to, sy_error *err)
{
    sy_buf b;
    sy__buf_init(&b, ctx);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (i) sy__buf_char(&b, ',');
        sy__buf_z(&b, columns[i]);
    }
    sy__buf_z(&b, "\r\n");
    return sy__send(&b, to, err);
}

static void put_cells(sy_buf *b, const sy_str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sy__buf_char(b, ',');
        sy__put_cell(b, cells[i]);
    }
}

static void put_where(sy_buf *b, const sy_entity *x)
{
    sy__buf_char(b, ',');
    if (x) sy__put_cell(b, x->place.readings ? x->place.country : x->country);
    sy__buf_char(b, ',');
    if (x && x->place.has_coordinates) sy__put_number(b, x->place.latitude);
    sy__buf_char(b, ',');
    if (x && x->place.has_coordinates) sy__put_number(b, x->place.longitude);
}

static void put_row(const table *t, const row *r)
{
    sy_span source = sy_article_origin(t->a, r->span);
    sy__put_cell(t->b, t->d->id);
    sy__buf_char(t->b, ',');
    sy__put_cell(t->b, sy_article_metadata(t->a)->published);
    sy__buf_printf(t->b, ",%s,%c%u,%u,%u", r->kind, r->id_kind, (unsigned)r->id + 1, (unsigned)source.begin, (unsigned)source.end);
    sy_str cells[] = { r->text.len ? r->text : sy__cut(t->text, r->span), sy__str(r->type), r->value, r->value_max, r->unit,
                       r->modifier, r->of, r->predicate, r->speaker };
    put_cells(t->b, cells, sizeof cells / sizeof *cells);
    sy__buf_char(t->b, ',');
    if (r->attribution != SY_NONE) sy__buf_printf(t->b, "a%u", (unsigned)r->attribution + 1);
    put_where(t->b, r->where);
    sy__buf_z(t->b, sy__is_caption(t->a, r->span) ? ",caption\r\n" : ",\r\n");
}

static void put_attributions(const table *t)
{
    size_t n, n_entities;
    const sy_attribution *x = sy_facts_attributions(t->f, &n);
    const sy_entity *e = sy_facts_entities(t->f, &n_entities);
    for (uint32_t i = 0; i < n; i++) {
        row r = { .kind = "attribution", .type = sy_attribution_kind_name(x[i].kind), .id_kind = 'a', .id = i, .attribution = SY_NONE };
        if (x[i].speaker < n_entities) r.speaker = e[x[i].speaker].name;
        else if (x[i].n_source) r.speaker = sy__cut(t->text, x[i].source[0]);
        for (size_t k = 0; k < x[i].n_content; k++) {
            r.span = x[i].content[k];
            put_row(t, &r);
        }
    }
}

static void put_quantities(const table *t, sy_buf *numbers)
{
    size_t n;
    const sy_quantity *x = sy_facts_quantities(t->f, &n);
    for (uint32_t i = 0; i < n; i++) {
        row r = { .kind = "quantity", .type = x[i].delta ? "change" : "", .id_kind = 'q', .id = i, .span = x[i].span, .unit = x[i].unit,
                  .modifier = x[i].modifier, .of = sy__cut(t->text, x[i].of), .attribution = SY_NONE };
        sy__buf_clear(numbers);
        if (x[i].has_value) sy__put_number(numbers, x[i].value);
        size_t value_n = numbers->len;
        if (x[i].has_value && x[i].is_range) sy__put_number(numbers, x[i].value_max);
        r.value = sy__sub(sy__buf_view(numbers), 0, value_n);
        r.value_max = sy__sub(sy__buf_view(numbers), value_n, numbers->len);
        put_row(t, &r);
        t->b->failed |= numbers->failed;
    }
}

static void put_times(const table *t)
{
    size_t n;
    const sy_time *x = sy_facts_times(t->f, &n);
    for (uint32_t i = 0; i < n; i++) {
        row r = { .kind = "time", .type = sy_time_type_name(x[i].type), .id_kind = 't', .id = i, .span = x[i].span, .value = x[i].value,
                  .attribution = SY_NONE };
        put_row(t, &r);
    }
}

static void put_entities(const table *t)
{
    size_t n;
    const sy_entity *x = sy_facts_entities(t->f, &n);
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; k < x[i].n_mentions; k++) {
            row r = { .kind = "mention", .type = sy_entity_type_name(x[i].type), .id_kind = 'e', .id = i, .span = x[i].mentions[k].span,
                      .value = x[i].name, .attribution = SY_NONE, .where = &x[i] };
            put_row(t, &r);
        }
}

static void put_statements(const table *t)
{
    size_t n;
    const sy_statement *x = sy_facts_statements(t->f, &n);
    for (uint32_t i = 0; i < n; i++) {
        row r = { .kind = "statement", .type = sy_modality_name(x[i].modality), .id_kind = 's', .id = i, .span = x[i].span,
                  .value = x[i].negated ? SY_STR("negated") : SY_STR(""), .predicate = x[i].predicate, .attribution = x[i].attribution };
        put_row(t, &r);
    }
}

sy_status sy_write_facts_csv(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *n, const sy_facts *f, sy_sink to, sy_error *err)
{
    (void)n;
    if (!f) return SY_OK;
    sy_buf b, numbers;
    sy__buf_init(&b, ctx);
    sy__buf_init(&numbers, ctx);
    table t = { &b, d, a, f, sy_article_reading(a) };
    put_attributions(&t);
    put_quantities(&t, &numbers);
    put_times(&t);
    put_entities(&t);
    put_statements(&t);
    sy__buf_done(&numbers);
    return sy__send(&b, to, err);
}
