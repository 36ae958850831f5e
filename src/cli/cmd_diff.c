/* diff: what changed between two accounts, read from their JSON. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { STEP = 1 << 16 };

const option cmd_diff_options[] = {
    { "--output", 'o', OPTION_TEXT, "FILE", "write to FILE instead of standard output; it appears when it is whole", offsetof(settings, output), 0 },
    { "--format", 0, OPTION_TEXT, "FORMAT", NULL, offsetof(settings, format), 0 },   /* its help are the command's formats */
    { "--width", 0, OPTION_NUMBER, "N", "columns on the terminal; default: the terminal's", offsetof(settings, width), 1000 },
    { "--color", 0, OPTION_TEXT, "WHEN", "auto (the default: on a terminal), always or never", offsetof(settings, colour), 0 },
    { 0 }
};

/* All of a file, or of standard input. NULL: said. */
static char *load(const char *path, size_t *n)
{
    const size_t most = ((size_t)256 << 20) + 1;   /* one more than an account may have: that is told by its reader */
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *bytes = NULL;
    size_t size = 0, got = 1;
    *n = 0;
    if (!in) return cli_say("%s: %s", path, strerror(errno)), NULL;
    while (got > 0 && *n < most) {
        if (*n == size) {
            char *more = realloc(bytes, size ? 2 * size : STEP);
            if (!more) break;
            bytes = more;
            size = size ? 2 * size : STEP;
        }
        got = fread(bytes + *n, 1, size - *n, in);
        *n += got;
    }
    bool failed = ferror(in) || (got > 0 && *n < most);
    int number = ferror(in) ? errno : ENOMEM;
    if (in != stdin) (void)fclose(in);
    if (!failed) return bytes;
    cli_say("%s: %s", path, strerror(number));
    free(bytes);
    return NULL;
}

static int read_account(sy_account_file **out, sy_ctx *ctx, const char *path)
{
    size_t n;
    sy_error err = { 0 };
    char *bytes = load(path, &n);
    if (!bytes) return EXIT_NOTHING;
    sy_status st = sy_account_file_read(out, ctx, (sy_str){ bytes, n }, &err);
    free(bytes);
    return st ? cli_fail(path, &err) : EXIT_DONE;
}

static int write_diff(const command *c, const settings *s, sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, const char *format)
{
    (void)c;
    output o;
    sy_error err = { 0 };
    sy_status st;
    int status = cli_output_open(&o, s->output);
    if (status) return status;
    if (strcmp(format, "json") == 0) st = sy_write_diff_json(ctx, before, after, cli_output_sink(&o), &err);
    else if (strcmp(format, "markdown") == 0) st = sy_write_diff_markdown(ctx, before, after, cli_output_sink(&o), &err);
    else {
        sy_terminal_opts opts = cli_terminal_opts(s, &o);
        st = sy_write_diff_terminal(ctx, before, after, &opts, cli_output_sink(&o), &err);
    }
    status = cli_output_close(&o, st == SY_OK);
    return st && !status ? cli_fail("", &err) : status;
}

/* NULL: said what is wrong. */
static const char *choose_format(const command *c, const settings *s)
{
    bool named = s->output && strcmp(s->output, "-") != 0;
    const char *format = s->format ? s->format : named ? cli_format_of_suffix(s->output) : "text";
    if (format && cli_in_list(c->formats, format)) return format;
    cli_say("diff: '%s' does not say a format that it has: use --format, or a name that ends in .json, .md or .txt", s->output);
    return NULL;
}

int cmd_diff(const command *c, const settings *s)
{
    sy_ctx *ctx = NULL;
    sy_account_file *before = NULL, *after = NULL;
    const char *format = choose_format(c, s);
    if (!format || !cli_colour_is_known(c, s)) return EXIT_USAGE;
    if (s->n_paths > 2 || (strcmp(s->paths[0], "-") == 0 && strcmp(s->paths[1], "-") == 0)) {
        cli_say("diff: two accounts are needed, the earlier one first; see 'synoptic diff --help'");
        return EXIT_USAGE;
    }
    int status = cli_output_check(s->output);
    if (!status && sy_ctx_new(&ctx, NULL) != SY_OK) status = cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    if (!status) status = read_account(&before, ctx, s->paths[0]);
    if (!status) status = read_account(&after, ctx, s->paths[1]);
    if (!status) status = write_diff(c, s, ctx, before, after, format);
    sy_account_file_free(before);
    sy_account_file_free(after);
    if (ctx) sy_ctx_free(ctx);
    return status;
}
