/* report: the account of one event, in the format that -o or --format asks for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

const option cmd_report_options[] = {
    { "--width", 0, OPTION_NUMBER, "N", "columns of the account on the terminal; default: the terminal's", offsetof(settings, width), 1000 },
    { "--join-at", 0, OPTION_NUMBER, "N", "percent: how likely clauses must say one thing to be one statement; default: 17; 44 joins two thirds, and few wrongly", offsetof(settings, join), 100 },
    { "--color", 0, OPTION_TEXT, "WHEN", "auto (the default: on a terminal), always or never", offsetof(settings, colour), 0 },
    { 0 }
};

/* ---- format ------------------------------------------------------------------------------------- */

/* The format that is asked for. NULL: said what is wrong. */
static const char *choose_format(const settings *s)
{
    bool named = s->output && strcmp(s->output, "-") != 0;
    const char *format = s->format ? s->format : named ? cli_format_of_suffix(s->output) : "text";
    if (!format) {
        cli_say("report: '%s' does not say its format: use --format, or a name that ends in .html, .json, .md or .txt", s->output);
        return NULL;
    }
    if (strcmp(format, "csv") == 0 && !named) {
        cli_say("report: csv is several tables: -o has to name a folder for them");
        return NULL;
    }
    return format;
}

/* ---- writing ------------------------------------------------------------------------------------ */

static sy_status write_terminal(work *w, const sy_account_view *v, const settings *s, output *o, sy_error *err)
{
    sy_terminal_opts opts = cli_terminal_opts(s, o);
    return sy_write_account_terminal(w->ctx, v, &opts, cli_output_sink(o), err);
}

static int write_one(work *w, const sy_account_view *v, const settings *s, const char *format)
{
    output o;
    sy_error err = { 0 };
    sy_status st;
    int status = cli_output_open(&o, s->output);
    if (status) return status;
    if (strcmp(format, "json") == 0) st = sy_write_account_json(w->ctx, v, cli_output_sink(&o), &err);
    else if (strcmp(format, "html") == 0) st = sy_write_account_html(w->ctx, v, cli_output_sink(&o), &err);
    else if (strcmp(format, "markdown") == 0) st = sy_write_account_markdown(w->ctx, v, cli_output_sink(&o), &err);
    else st = write_terminal(w, v, s, &o, &err);
    status = cli_output_close(&o, st == SY_OK);
    return st && !status ? cli_fail("", &err) : status;
}

/* Every table, each whole or not at all. */
static int write_tables(work *w, const sy_account_view *v, const char *folder)
{
    const char *name;
    int status = EXIT_DONE;
    for (size_t i = 0; !status && (name = sy_account_table_name(i)) != NULL; i++) {
        size_t size = strlen(folder) + strlen(name) + sizeof "/.csv";
        char *path = malloc(size);
        output o;
        sy_error err = { 0 };
        if (!path) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
        snprintf(path, size, "%s/%s.csv", folder, name);
        status = cli_output_open(&o, path);
        if (!status) {
            sy_status st = sy_write_account_table(w->ctx, v, i, cli_output_sink(&o), &err);
            status = cli_output_close(&o, st == SY_OK);
            if (st && !status) status = cli_fail("", &err);
        }
        free(path);
    }
    return status;
}

static int make_folder(const char *folder)
{
    struct stat info;
    if (mkdir(folder, 0777) == 0) return EXIT_DONE;
    int number = errno;
    if (number == EEXIST && stat(folder, &info) == 0 && S_ISDIR(info.st_mode)) return EXIT_DONE;
    cli_say("%s: no folder for the tables: %s", folder, strerror(number));
    return EXIT_NOTHING;
}

/* Names the reports that the account leaves aside and the analysis did not. */
static void say_strangers(work *w, const sy_account *account)
{
    size_t n;
    notices said = { 0 };
    const sy_account_document *d = sy_account_documents(account, &n);
    for (size_t i = 0; i < n && i < w->n_inputs; i++) {
        const sy_report_input *in = &w->inputs[i];
        if (!d[i].left_aside || in->left_aside) continue;
        cli_say_left_aside(&said, in->document, d[i].left_aside, "");
    }
    if (cli_notices_end(&said)) w->skipped = true;
}

static int write_account(work *w, const settings *s, const char *format)
{
    sy_reconcile_opts opts = SY_RECONCILE_OPTS_INIT;
    sy_account *account = NULL;
    sy_error err = { 0 };
    opts.threads = s->threads;
    opts.vectors = w->vectors;
    opts.join = s->join;
    if (sy_reconcile(&account, w->ctx, w->inputs, w->n_inputs, &opts, &err) != SY_OK) return cli_fail("", &err);
    say_strangers(w, account);
    sy_account_view view = { account, w->inputs, w->n_inputs };
    int status = strcmp(format, "csv") == 0 ? write_tables(w, &view, s->output) : write_one(w, &view, s, format);
    sy_account_free(account);
    return status;
}

int cmd_report(const command *c, const settings *s)
{
    work w = { 0 };
    const char *format = choose_format(s);
    if (!format || !cli_colour_is_known(c, s)) return EXIT_USAGE;
    int status = strcmp(format, "csv") == 0 ? make_folder(s->output) : cli_output_check(s->output);
    if (!status) status = cli_work(&w, s);
    if (!status && w.n_usable == 0) status = EXIT_NOTHING;   /* each was named with its reason */
    if (!status) status = cli_open_vectors(&w, s);
    if (!status) status = write_account(&w, s, format);
    if (!status && w.skipped) status = EXIT_SKIPPED;
    cli_work_done(&w);
    return status;
}
