/* Options: from the command line into settings, and from the same tables the help and the man pages. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { WIDTH = 80, MOST_THREADS = 1024 };

/* Options of every command that reads documents and writes something. */
static const option reading_options[] = {
    { "--output", 'o', OPTION_TEXT, "FILE", "write to FILE instead of standard output; it appears when it is whole", offsetof(settings, output), 0 },
    { "--format", 0, OPTION_TEXT, "FORMAT", NULL, offsetof(settings, format), 0 },   /* its help are the command's formats */
    { "--threads", 0, OPTION_NUMBER, "N", "threads to work with; default: all cores. The output is the same for any number", offsetof(settings, threads), MOST_THREADS },
    { "--model", 0, OPTION_TEXT, "DIR", "where the English model lies; default: SYNOPTIC_MODEL, else beside the program, else the installed one", offsetof(settings, model), 0 },
    { "--site-boilerplate", 0, OPTION_FLAG, NULL, "read the inputs twice, and leave out of each page's text what other pages of its site repeat", offsetof(settings, site_boilerplate), 0 },
    { "--quiet", 'q', OPTION_FLAG, NULL, "no progress bar", offsetof(settings, quiet), 0 },
    { 0 }
};
static const option common_options[] = {
    { "--help", 'h', OPTION_FLAG, NULL, "show this", offsetof(settings, help), 0 },
    { "--version", 0, OPTION_FLAG, NULL, "show the version", offsetof(settings, version), 0 },
    { 0 }
};

typedef bool (*option_fn)(void *user, const option *o);

/* Calls fn for every option that a command takes, until it says true. */
static const option *each_option(const command *c, option_fn fn, void *user)
{
    const option *const tables[] = { c && c->reads ? reading_options : NULL, c ? c->options : NULL, common_options };
    for (size_t t = 0; t < 3; t++)
        for (const option *o = tables[t]; o && o->name; o++) {
            if (c && o->place == offsetof(settings, format) && !c->formats) continue;
            if (fn(user, o)) return o;
        }
    return NULL;
}

/* ---- parsing --------------------------------------------------------------------------------- */

bool cli_in_list(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = list; n && p && *p;) {
        const char *end = strchr(p, ' ');
        size_t length = end ? (size_t)(end - p) : strlen(p);
        if (length == n && memcmp(p, name, n) == 0) return true;
        p = end ? end + 1 : p + length;
    }
    return false;
}

static int usage(const command *c, const char *before, const char *what, const char *after)
{
    cli_say("%s: %s%s%s; see 'synoptic %s --help'", c->name, before, what, after, c->name);
    return EXIT_USAGE;
}

typedef struct wanted { const char *name; size_t n; char letter; } wanted;

static bool is_wanted(void *user, const option *o)
{
    const wanted *w = user;
    if (w->letter) return o->letter == w->letter;
    return strlen(o->name) == w->n && memcmp(o->name, w->name, w->n) == 0;
}

static int set_option(const command *c, settings *s, const option *o, const char *value)
{
    char *place = (char *)s + o->place;
    if (o->kind == OPTION_FLAG) {
        *(bool *)(void *)place = true;
        return EXIT_DONE;
    }
    if (o->kind == OPTION_TEXT) {
        if (!*value) return usage(c, o->name, " wants a value", "");
        *(const char **)(void *)place = value;
        return EXIT_DONE;
    }
    char *end;
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || number > o->most) {
        char most[64];
        snprintf(most, sizeof most, " wants a number up to %lu, not '%.20s'", (unsigned long)o->most, value);
        return usage(c, o->name, most, "");
    }
    *(uint32_t *)(void *)place = (uint32_t)number;
    return EXIT_DONE;
}

/* One argument that begins with '-'; *i moves on where its value is the next one. */
static int parse_option(const command *c, settings *s, int argc, char **argv, int *i)
{
    const char *arg = argv[*i], *equals = strchr(arg, '='), *value = NULL;
    bool is_long = arg[1] == '-';
    wanted w = { arg, is_long && equals ? (size_t)(equals - arg) : strlen(arg), is_long ? '\0' : arg[1] };
    const option *o = each_option(c, is_wanted, &w);
    if (!o) return usage(c, "there is no option '", arg, "'");
    if (is_long) value = equals ? equals + 1 : NULL;
    else if (arg[2]) value = arg + 2;
    if (o->kind == OPTION_FLAG) {
        if (value) return usage(c, o->name, " takes no value", "");
    } else if (!value) {
        if (*i + 1 >= argc) return usage(c, o->name, " wants a value", "");
        value = argv[++*i];
    }
    return set_option(c, s, o, value);
}

int cli_parse(const command *c, int argc, char **argv, settings *s)
{
    bool only_paths = false;
    s->paths = calloc((size_t)argc + 1, sizeof *s->paths);
    if (!s->paths) {
        cli_say("out of memory");
        return EXIT_NOTHING;
    }
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        if (only_paths || arg[0] != '-' || !arg[1]) s->paths[s->n_paths++] = arg;
        else if (strcmp(arg, "--") == 0) only_paths = true;
        else {
            int status = parse_option(c, s, argc, argv, &i);
            if (status) return status;
        }
    }
    if (s->help || s->version) return EXIT_DONE;
    if (s->format && !cli_in_list(c->formats, s->format)) {
        cli_say("%s: there is no format '%s'; there is: %s", c->name, s->format, c->formats);
        return EXIT_USAGE;
    }
    if (s->n_paths < c->least_paths) return usage(c, c->missing, "", "");
    return EXIT_DONE;
}

void cli_settings_done(settings *s)
{
    free(s->paths);
}

/* ---- help ------------------------------------------------------------------------------------- */

/* Columns of UTF-8 text: there are no wide characters in the help. */
static size_t columns(const char *p, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += ((unsigned char)p[i] & 0xC0) != 0x80;
    return count;
}

/* Fills lines up to WIDTH; the first begins at column `at`, the others at `indent`. */
static void put_wrapped(FILE *to, const char *text, size_t at, size_t indent)
{
    const char *p = text;
    bool first = true;
    while (*p) {
        size_t n = strcspn(p, " \n"), width = columns(p, n);
        if (!first && at + 1 + width > WIDTH) {
            fprintf(to, "\n%*s", (int)indent, "");
            at = indent;
            first = true;
        }
        if (!first) fputc(' ', to);
        fwrite(p, 1, n, to);
        at += width + !first;
        first = false;
        p += n;
        if (strncmp(p, "\n\n", 2) == 0) {
            fprintf(to, "\n\n%*s", (int)indent, "");
            at = indent;
            first = true;
        }
        p += strspn(p, " \n");
    }
    fputc('\n', to);
}

/* "-o, --output FILE" */
static void option_head(const option *o, char *out, size_t size)
{
    char letter[8] = "    ";
    if (o->letter) snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(out, size, "%s%s%s%s", letter, o->name, o->value ? " " : "", o->value ? o->value : "");
}

/* The help of --format names the command's formats. */
static const char *option_help(const command *c, const option *o, char *out, size_t size)
{
    if (o->help) return o->help;
    size_t n = 0;
    bool first = true;
    for (const char *p = c->formats; *p && n < size;) {
        size_t length = strcspn(p, " ");
        const char *next = p + length + strspn(p + length, " ");
        const char *mark = first ? "" : *next ? ", " : " or ";
        n += (size_t)snprintf(out + n, size - n, "%s%.*s%s", mark, (int)length, p, first ? " (the default)" : "");
        p = next;
        first = false;
    }
    return out;
}

typedef struct page { FILE *to; const command *c; } page;

static bool put_option(void *user, const option *o)
{
    const page *p = user;
    char head[64], help[128];
    option_head(o, head, sizeof head);
    fprintf(p->to, "  %-22s ", head);
    put_wrapped(p->to, option_help(p->c, o, help, sizeof help), 25, 25);
    return false;
}

static const char statuses[] =
    "0 done; 1 done, but some inputs were skipped or left aside, each named with the reason; 2 wrong usage; 3 nothing could be done, or the "
    "output could not be written.";
static const char paths_help[] =
    "Each PATH is a file, a folder, a glob or - for standard input: text, HTML, JSON lines with a \"text\", a \"page\" or an \"html\" each, "
    "WARC, WET, RSS or Atom; plain, gzip or zstd. Nothing is fetched: a feed's items are read where they have their text in them, or link to a "
    "file beside the feed. What an input is is told by its content first and by its suffix second.";
static const char whole_summary[] = "Many reports of one event in, one account out.";

void cli_help(FILE *to, const command *c)
{
    page p = { to, c };
    if (!c) {
        fprintf(to, "usage: synoptic COMMAND [OPTIONS] PATH…\n\n%s\n\n", whole_summary);
        for (const command *each = cli_commands; each->name; each++) fprintf(to, "  %-10s %s\n", each->name, each->summary);
        fprintf(to, "\n'synoptic COMMAND --help' says what a command takes.\n");
        return;
    }
    fprintf(to, "usage: synoptic %s [OPTIONS] %s\n\n", c->name, c->arguments);
    put_wrapped(to, c->description, 0, 0);
    fputc('\n', to);
    if (c->reads) {
        put_wrapped(to, paths_help, 0, 0);
        fputc('\n', to);
    }
    each_option(c, put_option, &p);
    fputs("\nExit status: ", to);
    put_wrapped(to, statuses, 13, 0);
}

/* ---- man pages ---------------------------------------------------------------------------------- */

/* Text for roff: hyphens that can be searched, no line that begins with a control character. */
static void put_roff(FILE *to, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (strncmp(p, "\n\n", 2) == 0) {
            fputs("\n.PP\n", to);
            p++;
        } else if (*p == '-') fputs("\\-", to);
        else if (*p == '\\') fputs("\\e", to);
        else if (strncmp(p, "…", strlen("…")) == 0) {
            fputs("...", to);
            p += strlen("…") - 1;
        } else if ((*p == '.' || *p == '\'') && (p == text || p[-1] == '\n')) fprintf(to, "\\&%c", *p);
        else fputc(*p, to);
    }
    fputc('\n', to);
}

static bool put_roff_option(void *user, const option *o)
{
    const page *p = user;
    char help[128];
    fputs(".TP\n", p->to);
    if (o->letter) fprintf(p->to, "\\fB\\-%c\\fR, ", o->letter);
    fprintf(p->to, "\\fB\\-\\-%s\\fR", o->name + 2);
    if (o->value) fprintf(p->to, " \\fI%s\\fR", o->value);
    fputc('\n', p->to);
    put_roff(p->to, option_help(p->c, o, help, sizeof help));
    return false;
}

static void put_title(FILE *to, const char *name)
{
    fputs(".TH SYNOPTIC", to);
    if (name) fputc('-', to);
    for (const char *p = name; p && *p; p++) fputc(*p >= 'a' && *p <= 'z' ? *p - 32 : *p, to);
    fprintf(to, " 1 \"\" \"synoptic %s\" \"Synoptic\"\n.SH NAME\n", sy_version());
}

void cli_manual(FILE *to, const command *c)
{
    page p = { to, c };
    put_title(to, c ? c->name : NULL);
    if (c) {
        fprintf(to, "synoptic\\-%s \\- %s\n.SH SYNOPSIS\n.B synoptic %s\n[\\fIOPTIONS\\fR] ", c->name, c->summary, c->name);
        put_roff(to, c->arguments);
        fputs(".SH DESCRIPTION\n", to);
        put_roff(to, c->description);
        if (c->reads) {
            fputs(".PP\n", to);
            put_roff(to, paths_help);
        }
    } else {
        fputs("synoptic \\- many reports of one event in, one account out\n.SH SYNOPSIS\n.B synoptic\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIPATH\\fR...\n"
              ".SH COMMANDS\n", to);
        for (const command *each = cli_commands; each->name; each++) {
            fprintf(to, ".TP\n\\fB%s\\fR\n", each->name);
            put_roff(to, each->summary);
        }
    }
    fputs(".SH OPTIONS\n", to);
    each_option(c, put_roff_option, &p);
    fputs(".SH EXIT STATUS\n", to);
    put_roff(to, statuses);
    fputs(".SH ENVIRONMENT\n.TP\n\\fBSYNOPTIC_MODEL\\fR\nFolder of the English model.\n.TP\n\\fBNO_COLOR\\fR\nNo colour on the terminal.\n", to);
}
