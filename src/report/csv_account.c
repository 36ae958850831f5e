/* The account as tables for CSV (RFC 4180, UTF-8, CRLF): one file a list, one line a mention, joined by ids. */
#include "report/json.h"
#include "report/view.h"

typedef struct table {
    const char *name, *header;
    void (*rows)(sy_buf *b, const sy_account_view *v);
} table;

static void comma(sy_buf *b)
{
    sy__buf_char(b, ',');
}

static void z(sy_buf *b, const char *text)
{
    sy__put_cell(b, sy__str(text));
}

static void id(sy_buf *b, char prefix, size_t i)
{
    sy__buf_printf(b, "%c%zu", prefix, i + 1);
}

static void end(sy_buf *b)
{
    sy__buf_z(b, "\r\n");
}

static void doc_id(sy_buf *b, const sy_account_view *v, uint32_t d)
{
    sy__put_cell(b, d < v->n_inputs ? v->inputs[d].document->id : SY_STR(""));
}

/* document,begin,end,text: the span counts bytes of the source, as everywhere. Where they stand is the row's last cell. */
static void ref_cells(sy_buf *b, const sy_account_view *v, sy_ref r)
{
    sy_span at = r.span;
    if (!r.in_source && r.document < v->n_inputs && v->inputs[r.document].article != NULL)
        at = sy_article_origin(v->inputs[r.document].article, r.span);
    doc_id(b, v, r.document);
    sy__buf_printf(b, ",%u,%u,", at.begin, at.end);
    sy__put_cell(b, sy__view_words(v, r));
}

static void end_in(sy_buf *b, const sy_account_view *v, sy_ref r)
{
    sy__buf_z(b, sy__view_in_caption(v, r) ? ",caption" : ",");
    end(b);
}

static void documents(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_account_document *d = sy_account_documents(v->account, &n);
    for (uint32_t i = 0; i < n && i < v->n_inputs; i++) {
        const sy_metadata *m = v->inputs[i].article != NULL ? sy_article_metadata(v->inputs[i].article) : NULL;
        doc_id(b, v, i);
        comma(b);
        sy__put_cell(b, m != NULL ? m->outlet : SY_STR(""));
        comma(b);
        sy__put_cell(b, m != NULL ? m->title : SY_STR(""));
        comma(b);
        sy__put_cell(b, m != NULL ? m->published : SY_STR(""));
        comma(b);
        sy__put_cell(b, m != NULL ? m->updated : SY_STR(""));
        comma(b);
        sy__put_cell(b, d[i].published_inferred);
        comma(b);
        if (d[i].family != SY_NONE)
            id(b, 'f', d[i].family);
        comma(b);
        z(b, d[i].left_aside != NULL ? d[i].left_aside : "");
        comma(b);
        z(b, v->inputs[i].document->sha256);
        end(b);
    }
}

static void statements(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_account_statement *s = sy_account_statements(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < s[i].n_support; k++) {
            id(b, 's', i);
            comma(b);
            z(b, sy_standing_name(s[i].standing));
            sy__buf_printf(b, ",%u,", s[i].origins);
            sy__put_fixed(b, s[i].importance);
            comma(b);
            sy__put_cell(b, s[i].time);
            comma(b);
            sy__put_cell(b, s[i].root_speaker);
            comma(b);
            ref_cells(b, v, s[i].support[k].ref);
            comma(b);
            sy__put_cell(b, s[i].support[k].attributed_to);
            end_in(b, v, s[i].support[k].ref);
        }
    }
}

static void stances(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_account_statement *s = sy_account_statements(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (uint32_t d = 0; d < v->n_inputs; d++) {
            id(b, 's', i);
            comma(b);
            doc_id(b, v, d);
            comma(b);
            z(b, sy_stance_name((sy_stance)s[i].stance[d]));
            end(b);
        }
    }
}

static void quotations(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0, n_e = 0;
    const sy_quotation      *q = sy_account_quotations(v->account, &n);
    const sy_account_entity *e = sy_account_entities(v->account, &n_e);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < q[i].n_variants; k++) {
            uint32_t who = q[i].variants[k].speaker != SY_NONE ? q[i].variants[k].speaker : q[i].speaker;
            id(b, 'q', i);
            comma(b);
            sy__put_cell(b, who != SY_NONE && who < n_e ? e[who].name : q[i].speaker_text);
            comma(b);
            z(b, sy_attribution_kind_name(q[i].variants[k].kind));
            sy__buf_printf(b, ",%u,", q[i].variants[k].part);
            ref_cells(b, v, q[i].variants[k].ref);
            end_in(b, v, q[i].variants[k].ref);
        }
    }
}

static void quantities(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_figure *f = sy_account_figures(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < f[i].n_values; k++) {
            const sy_figure_value *x = &f[i].values[k];
            for (size_t m = 0; m < x->n_mentions; m++) {
                id(b, 'n', i);
                comma(b);
                sy__put_cell(b, f[i].of);
                comma(b);
                sy__put_cell(b, f[i].unit);
                comma(b);
                if (x->has_value)
                    sy__put_number(b, x->value);
                comma(b);
                if (x->is_range)
                    sy__put_number(b, x->value_max);
                comma(b);
                sy__put_cell(b, x->modifier);
                comma(b);
                sy__put_cell(b, x->as_of);
                comma(b);
                ref_cells(b, v, x->mentions[m]);
                end_in(b, v, x->mentions[m]);
            }
        }
    }
}

static void differences(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_difference *d = sy_account_differences(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < d[i].n_values; k++) {
            for (size_t m = 0; m < d[i].values[k].n_mentions; m++) {
                id(b, 'd', i);
                comma(b);
                z(b, sy_difference_kind_name(d[i].kind));
                comma(b);
                z(b, sy_relation_name(d[i].relation));
                comma(b);
                sy__put_fixed(b, d[i].sure);
                comma(b);
                sy__put_cell(b, d[i].values[k].value);
                comma(b);
                if (d[i].kind == SY_DIFFERENCE_LABEL)
                    z(b, d[i].values[k].quoted ? "no" : "yes");
                comma(b);
                ref_cells(b, v, d[i].values[k].mentions[m]);
                end_in(b, v, d[i].values[k].mentions[m]);
            }
        }
    }
}

static void timeline(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_timeline_entry *t = sy_account_timeline(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < t[i].statements.n; k++) {
            sy__put_cell(b, t[i].date);
            comma(b);
            z(b, sy_precision_name(t[i].precision));
            comma(b);
            id(b, 's', t[i].statements.at[k]);
            end(b);
        }
    }
}

static void names(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_account_entity *e = sy_account_entities(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < e[i].n_aliases; k++) {
            for (size_t d = 0; d < e[i].aliases[k].documents.n; d++) {
                id(b, 'e', i);
                comma(b);
                z(b, sy_entity_type_name(e[i].type));
                comma(b);
                sy__put_cell(b, e[i].name);
                comma(b);
                sy__put_cell(b, e[i].aliases[k].name);
                comma(b);
                doc_id(b, v, e[i].aliases[k].documents.at[d]);
                end(b);
            }
        }
    }
}

static void labels(sy_buf *b, const sy_account_view *v)
{
    size_t n = 0;
    const sy_account_entity *e = sy_account_entities(v->account, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < e[i].n_labels; k++) {
            id(b, 'e', i);
            comma(b);
            sy__put_cell(b, e[i].name);
            comma(b);
            z(b, e[i].labels[k].own_voice ? "yes" : "no");
            comma(b);
            ref_cells(b, v, e[i].labels[k].ref);
            end_in(b, v, e[i].labels[k].ref);
        }
    }
}

static const table tables[] = {
    { "documents", "document,outlet,title,published,updated,published_inferred,family,left_aside,sha256", documents },
    { "statements", "statement,status,origins,importance,time,root_speaker,document,begin,end,text,attributed_to,in", statements },
    { "stances", "statement,document,stance", stances },
    { "quotations", "quotation,speaker,kind,part,document,begin,end,text,in", quotations },
    { "quantities", "quantity,of,unit,value,value_max,modifier,as_of,document,begin,end,text,in", quantities },
    { "differences", "difference,kind,relation,sure,value,own_voice,document,begin,end,text,in", differences },
    { "timeline", "date,precision,statement", timeline },
    { "names", "entity,type,name,alias,document", names },
    { "labels", "entity,name,own_voice,document,begin,end,text,in", labels },
};

const char *sy_account_table_name(size_t t)
{
    return t < sizeof tables / sizeof *tables ? tables[t].name : NULL;
}

sy_status sy_write_account_table(sy_ctx *ctx, const sy_account_view *v, size_t t, sy_sink to, sy_error *err)
{
    if (t >= sizeof tables / sizeof *tables)
        return sy_fail(err, SY_E_ARG, 0, "no table of that number");
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, tables[t].header);
    end(&b);
    tables[t].rows(&b, v);
    return sy__send(&b, to, err);
}
