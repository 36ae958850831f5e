/* extract, annotate, facts: one document after another, each written as the format says, as soon as its turn comes. Workers make
 * the lines, the caller's thread writes them; how many wait in memory is bounded, whatever the inputs' size. */
#include <stdlib.h>
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

/* ---- a document's line -------------------------------------------------------------------- */

/* What a worker makes of a document, and what the caller's thread needs of it when its turn comes. */
typedef struct line {
    char       *bytes;
    size_t      n;
    const char *why;               /* left aside, or NULL */
    char        language[CLI_LANGUAGE];
} line;

typedef struct run {
    const settings *s;
    sy_ctx         *ctx;
    write_fn        write;
    bool            is_text, has_header;
    output          o;
    bool            is_open;
    int             status;        /* of an output that can't be opened, said */
    char           *first_id;      /* is_text: a first document waits for the second, which would give it a heading */
    line           *first;
    size_t          n;
    uint64_t        bytes;
    notices         said;
    progress        bar;
} run;

static void line_free(void *user, void *own)
{
    (void)user;
    line *l = own;
    if (l) free(l->bytes);
    free(l);
}

static sy_status collect(void *user, const char *bytes, size_t n)
{
    line *l = user;
    char *grown = n ? realloc(l->bytes, l->n + n) : NULL;
    if (!grown) return n ? SY_E_NOMEM : SY_OK;
    memcpy(grown + l->n, bytes, n);
    l->bytes = grown;
    l->n += n;
    return SY_OK;
}

static sy_status prepare(void *user, const sy_report_input *in, void **own, sy_error *err)
{
    const run *r = user;
    line *l = calloc(1, sizeof *l);
    sy_status st = l ? r->write(r->ctx, in, (sy_sink){ collect, l }, err) : SY_E_NOMEM;
    if (st) {
        line_free(NULL, l);
        return st;
    }
    l->why = in->left_aside;
    if (l->why) cli_language_of(in, l->language);
    *own = l;
    return SY_OK;
}

/* ---- in its turn --------------------------------------------------------------------------- */

/* Opened when there is something to write: where nothing can be read, nothing appears. */
static sy_status open_output(run *r)
{
    if (r->is_open) return SY_OK;
    r->status = cli_output_open(&r->o, r->s->output);
    if (r->status) return SY_E_IO;
    r->is_open = true;
    sy_error err;
    return r->has_header ? sy_write_facts_csv_header(r->ctx, cli_output_sink(&r->o), &err) : SY_OK;
}

/* Several texts in a row need a line that says whose each is, as `head` writes it. */
static sy_status put_heading(run *r, const char *id, size_t n, bool first)
{
    sy_sink to = cli_output_sink(&r->o);
    sy_status st = to.write(to.user, first ? "==> " : "\n==> ", first ? 4 : 5);
    if (!st) st = to.write(to.user, id, n);
    return st ? st : to.write(to.user, " <==\n", 5);
}

static sy_status put_line(run *r, const line *l)
{
    sy_sink to = cli_output_sink(&r->o);
    return l->n ? to.write(to.user, l->bytes, l->n) : SY_OK;
}

static sy_status put_first(run *r, bool alone)
{
    line *l = r->first;
    if (!l) return SY_OK;
    r->first = NULL;
    sy_status st = alone ? SY_OK : put_heading(r, r->first_id, strlen(r->first_id), true);
    if (!st) st = put_line(r, l);
    line_free(NULL, l);
    return st;
}

static sy_status put_text(run *r, const sy_document *d, line **l)
{
    if (r->n == 0) {
        r->first_id = strndup(d->id.ptr ? d->id.ptr : "", d->id.len);
        if (!r->first_id) return SY_E_NOMEM;
        r->first = *l;
        *l = NULL;
        return SY_OK;
    }
    sy_status st = put_first(r, false);
    if (!st) st = put_heading(r, d->id.ptr, d->id.len, false);
    return st ? st : put_line(r, *l);
}

static sy_status take(void *user, const sy_report_input *in, void *own)
{
    run *r = user;
    line *l = own;
    const char *why = l->why;
    char language[CLI_LANGUAGE];
    memcpy(language, l->language, sizeof language);
    sy_status st = open_output(r);
    if (!st) st = r->is_text ? put_text(r, in->document, &l) : put_line(r, l);
    line_free(NULL, l);
    if (st) return st;
    r->n++;
    r->bytes += in->document->source.len;
    if (why) {
        cli_progress_clear(&r->bar);
        cli_say_left_aside(&r->said, in->document, why, language);
    }
    cli_progress_stream(&r->bar, r->n, r->bytes);
    return SY_OK;
}

static sy_status tell(void *user, const sy_problem *p)
{
    run *r = user;
    cli_progress_clear(&r->bar);
    cli_say_problem(&r->said, p);
    return SY_OK;
}

/* ---- the run ------------------------------------------------------------------------------- */

static int end_run(run *r, sy_status st, const sy_error *err)
{
    bool skipped = cli_notices_end(&r->said);
    if (!st && r->first) st = put_first(r, true);
    int status = r->is_open ? cli_output_close(&r->o, st == SY_OK) : EXIT_DONE;
    free(r->first_id);
    line_free(NULL, r->first);
    if (status || r->status) return EXIT_NOTHING;   /* said */
    if (st) return cli_fail("", err);
    if (r->n == 0) return EXIT_NOTHING;
    return skipped ? EXIT_SKIPPED : EXIT_DONE;
}

static int write_all(const settings *s, sy_stage last, write_fn write, bool is_text, bool has_header)
{
    run r = { .s = s, .write = write, .is_text = is_text, .has_header = has_header };
    sy_taker to = { &r, prepare, take, line_free, tell };
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    sy_model *model = NULL;
    sy_site_profile *sites = NULL;
    sy_gazetteer *places = NULL;
    sy_reader *reader = NULL;
    sy_error err = { 0 };
    opts.threads = s->threads;
    opts.last = last;
    int status = cli_output_check(s->output);
    if (!status && sy_ctx_new(&r.ctx, NULL) != SY_OK) status = cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    if (!status && last > SY_STAGE_EXTRACT) status = cli_open_model(&model, r.ctx, s);
    if (!status) status = cli_sites(&sites, r.ctx, s);
    opts.extract.sites = sites;
    if (!status && last == SY_STAGE_FACTS) status = cli_open_places(&places, r.ctx, s);
    opts.gazetteer = places;
    if (!status && sy_reader_new(&reader, r.ctx, s->paths, s->n_paths, NULL, &err) != SY_OK) status = cli_fail("", &err);
    if (!status) {
        cli_progress_begin(&r.bar, s->quiet);
        sy_status st = sy_analyse_stream(r.ctx, reader, model, &opts, &to, &err);
        cli_progress_end(&r.bar);
        status = end_run(&r, st, &err);
    }
    sy_reader_free(reader);
    sy_site_profile_free(sites);
    sy_model_free(model);
    sy_gazetteer_free(places);
    sy_ctx_free(r.ctx);
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
