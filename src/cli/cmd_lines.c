/* extract, annotate, facts: one document after another, each written as the format says. */
#include <string.h>

#include "cli/cli.h"

typedef sy_status (*write_fn)(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err);

static sy_status write_article_json(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_article_json(ctx, in->document, in->article, to, err);
}

static sy_status write_article_text(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_article_text(ctx, in->document, in->article, to, err);
}

static sy_status write_article_markdown(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_article_markdown(ctx, in->document, in->article, to, err);
}

static sy_status write_annotation_json(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_annotation_json(ctx, in->document, in->article, in->annotation, to, err);
}

static sy_status write_annotation_conllu(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_annotation_conllu(ctx, in->document, in->annotation, to, err);
}

static sy_status write_facts_json(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_facts_json(ctx, in->document, in->article, in->annotation, in->facts, to, err);
}

static sy_status write_facts_csv(sy_ctx *ctx, const sy_report_input *in, sy_sink to, sy_error *err)
{
    return sy_write_facts_csv(ctx, in->document, in->article, in->annotation, in->facts, to, err);
}

/* Several texts in a row need a line that says whose each is, as `head` writes it. */
static sy_status write_between(const sy_report_input *in, bool first, sy_sink to)
{
    sy_status st = to.write(to.user, first ? "==> " : "\n==> ", first ? 4 : 5);
    if (!st) st = to.write(to.user, in->document->id.ptr, in->document->id.len);
    return st ? st : to.write(to.user, " <==\n", 5);
}

static int write_all(const settings *s, sy_stage last, write_fn write, bool is_text, bool has_header)
{
    work w = { 0 };
    output o;
    sy_error err = { 0 };
    int status = cli_output_check(s->output);
    if (!status) status = cli_work(&w, s, last);
    if (!status) status = cli_output_open(&o, s->output);
    if (!status) {
        sy_sink to = cli_output_sink(&o);
        sy_status st = has_header ? sy_write_facts_csv_header(w.ctx, to, &err) : SY_OK;
        for (size_t i = 0; !st && i < w.n_inputs; i++) {
            if (is_text && w.n_inputs > 1) st = write_between(&w.inputs[i], i == 0, to);
            if (!st) st = write(w.ctx, &w.inputs[i], to, &err);
        }
        status = cli_output_close(&o, st == SY_OK);
        if (st && !status) status = cli_fail("", &err);
        if (!status && w.skipped) status = EXIT_SKIPPED;
    }
    cli_work_done(&w);
    return status;
}

static bool is_format(const settings *s, const char *name) { return s->format && strcmp(s->format, name) == 0; }

int cmd_extract(const command *c, const settings *s)
{
    (void)c;
    if (is_format(s, "text")) return write_all(s, SY_STAGE_EXTRACT, write_article_text, true, false);
    if (is_format(s, "markdown")) return write_all(s, SY_STAGE_EXTRACT, write_article_markdown, false, false);
    return write_all(s, SY_STAGE_EXTRACT, write_article_json, false, false);
}

int cmd_annotate(const command *c, const settings *s)
{
    (void)c;
    if (is_format(s, "conllu")) return write_all(s, SY_STAGE_ANNOTATE, write_annotation_conllu, false, false);
    return write_all(s, SY_STAGE_ANNOTATE, write_annotation_json, false, false);
}

int cmd_facts(const command *c, const settings *s)
{
    (void)c;
    if (is_format(s, "csv")) return write_all(s, SY_STAGE_FACTS, write_facts_csv, false, true);
    return write_all(s, SY_STAGE_FACTS, write_facts_json, false, false);
}
