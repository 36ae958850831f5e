/* What the commands share: settings and their options as data, inputs, the model, output, messages.
 * The command uses the library's public headers only. */
#ifndef SY_CLI_H
#define SY_CLI_H

#include <stdio.h>

#include "synoptic/pipeline.h"
#include "synoptic/read.h"
#include "synoptic/report.h"

/* Exit statuses. */
enum { EXIT_DONE = 0, EXIT_SKIPPED = 1, EXIT_USAGE = 2, EXIT_NOTHING = 3 };

/* ---- options ----------------------------------------------------------------------------- */

/* What the command line says. Strings are those of argv. */
typedef struct settings {
    const char  *output, *format, *model, *colour;
    uint32_t     threads, width, join;
    bool         quiet, help, version, man, site_boilerplate;
    const char **paths;       /* owned array */
    size_t       n_paths;
} settings;

typedef enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER } option_kind;

typedef struct option {
    const char *name;         /* "--output" */
    char        letter;       /* 'o', or 0 */
    option_kind kind;
    const char *value;        /* what to call its value in the help; NULL for a flag */
    const char *help;
    size_t      place;        /* offset in settings: bool, const char * or uint32_t */
    uint32_t    most;         /* of a number */
} option;

typedef struct command {
    const char   *name, *arguments, *summary;
    const char   *description;           /* paragraphs, apart by a blank line */
    const char   *formats;               /* "html json": the first is the default; NULL: it has none */
    const option *options;               /* its own, ended by a name that is NULL; may be NULL */
    bool          reads;                 /* takes the options of all commands that read and write */
    size_t        least_paths;
    const char   *missing;               /* what to say where there are fewer */
    int         (*run)(const struct command *c, const settings *s);
} command;

/* Every command; ended by a name that is NULL. */
extern const command cli_commands[];

/* Reads the arguments behind the command's name. @return EXIT_DONE, or EXIT_USAGE after saying what is wrong. */
int  cli_parse(const command *c, int argc, char **argv, settings *s);
void cli_settings_done(settings *s);
void cli_help(FILE *to, const command *c);       /* NULL: of the whole */
void cli_manual(FILE *to, const command *c);     /* the same as a man page */
/* Whether `name` is among the words of a list. */
bool cli_in_list(const char *list, const char *name);

/* ---- messages ---------------------------------------------------------------------------- */

/* "synoptic: …" on one line of stderr; control characters of what is quoted become '?'. */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same for a failure that ends the command: EXIT_NOTHING. */
int  cli_fail(const char *what, const sy_error *err);

/* ---- output ------------------------------------------------------------------------------ */

/* A file that appears under its name only when it is whole, or standard output. */
typedef struct output {
    FILE *file;
    char *path, *temporary;    /* NULL for standard output; temporary NULL where path is written in place (a device) */
    bool  nameless;            /* the file has no name yet; temporary is where it will get one */
    int   error_number;        /* of the first write that failed */
} output;

/* Whether -o can be written at all: said before the work, not after it. @return EXIT_DONE or EXIT_NOTHING. */
int  cli_output_check(const char *path);
int  cli_output_open(output *o, const char *path);           /* NULL or "-": standard output */
sy_sink cli_output_sink(output *o);
/* Closes; with `keep` the file gets its name. @return EXIT_DONE or EXIT_NOTHING, said. */
int  cli_output_close(output *o, bool keep);

/* The format that the end of a file's name stands for; NULL. */
const char *cli_format_of_suffix(const char *path);
bool        cli_colour_is_known(const command *c, const settings *s);   /* false: said */
sy_terminal_opts cli_terminal_opts(const settings *s, const output *o);

/* ---- what was passed over ------------------------------------------------------------------ */

enum { CLI_REASONS = 13, CLI_LANGUAGE = 32 };

/* What has been said of it; start from zero. */
typedef struct notices { size_t problems, left_aside, not_named[CLI_REASONS]; } notices;
void cli_say_problem(notices *n, const sy_problem *p);
void cli_language_of(const sy_report_input *in, char out[CLI_LANGUAGE]);
void cli_say_left_aside(notices *n, const sy_document *d, const char *why, const char *language);
/* Says how many were not named. @return whether anything was passed over. */
bool cli_notices_end(notices *n);

/* ---- inputs ------------------------------------------------------------------------------ */

/* Everything between the paths and what a command writes. Start from zero. */
typedef struct work {
    sy_ctx          *ctx;
    sy_model        *model;
    sy_site_profile *sites;      /* with --site-boilerplate */
    sy_word_vectors *vectors;
    sy_document_set *documents;
    sy_analysis     *analysis;
    sy_report_input *inputs;     /* in the order of the output */
    size_t           n_inputs, n_usable;
    notices          said;
    bool             skipped;    /* something was named on stderr: the exit status is EXIT_SKIPPED */
} work;

/* Reads and analyses up to facts; names what was skipped or left aside.
 * @return EXIT_DONE; EXIT_NOTHING where no input could be read, or the model is missing. */
int  cli_work(work *w, const settings *s);
/* The same up to extraction, without a word on documents that later stages would leave aside. */
int  cli_reread(work *w, const settings *s);
void cli_work_done(work *w);
/* --site-boilerplate: reads the inputs once for what each site's pages have in common. NULL in *out without the option. */
int  cli_sites(sy_site_profile **out, sy_ctx *ctx, const settings *s);
/* w->vectors, from beside the model; NULL where there are none, which is said. */
int  cli_open_vectors(work *w, const settings *s);
/* Folder or file of the model -> its path in `out`. false: said. */
bool cli_find_model(const settings *s, char *out, size_t size);
/* The model behind a command's settings. @return EXIT_DONE or EXIT_NOTHING, said. */
int  cli_open_model(sy_model **out, sy_ctx *ctx, const settings *s);
/* The table of places beside it, for facts; *out is NULL where it is missing, which facts says in its diagnostics. */
int  cli_open_places(sy_gazetteer **out, sy_ctx *ctx, const settings *s);

/* A bar on a terminal, when the work takes longer than a second. */
typedef struct progress { bool wanted, shown; double started, last; } progress;
void cli_progress_begin(progress *p, bool quiet);
void cli_progress(void *p, size_t done, size_t all);         /* fits sy_analyse_opts */
void cli_progress_stream(progress *p, size_t done, uint64_t bytes);   /* where nobody knows how much is to come */
void cli_progress_clear(progress *p);                        /* before a line on stderr */
void cli_progress_end(progress *p);

/* ---- commands ---------------------------------------------------------------------------- */

int cmd_report(const command *c, const settings *s);
int cmd_extract(const command *c, const settings *s);
int cmd_annotate(const command *c, const settings *s);
int cmd_facts(const command *c, const settings *s);
int cmd_diff(const command *c, const settings *s);
int cmd_verify(const command *c, const settings *s);
int cmd_help(const command *c, const settings *s);
extern const option cmd_report_options[], cmd_diff_options[], cmd_verify_options[], cmd_help_options[];

#endif
