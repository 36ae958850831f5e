/* synoptic: the command. The table of commands, and which of them was meant. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

const command cli_commands[] = {
    { "report", "PATH…", "the account of one event, from all reports given",
      "Takes all inputs as reports of one event and writes its account: what happened, who says so, where the reports agree, where they "
      "differ, and what only one of them has; each statement with the words of the reports that it rests on.\n\n"
      "Without -o and --format the account is written to be read on a terminal. The suffix of -o decides the format where --format does "
      "not: .html, .json, .md or .txt. csv writes several tables into the folder -o.",
      "text html json markdown csv", cmd_report_options, true, 1, "no reports given", cmd_report },
    { "extract", "PATH…", "articles without boilerplate",
      "Writes each document's article: text without navigation, teasers, captions, adverts and share bars, in blocks, with title, date, "
      "outlet, authors and agencies, and where in the document each was found.",
      "jsonl text markdown", NULL, true, 1, "no documents given", cmd_extract },
    { "annotate", "PATH…", "tokens, tags, lemmas, trees, entities",
      "Writes what spaCy's en_core_web_sm gives for each article's text: tokens, lemmas, tags, dependency trees, sentences and entities.",
      "jsonl conllu", NULL, true, 1, "no documents given", cmd_annotate },
    { "facts", "PATH…", "attributions, quantities, times, entities, statements",
      "Writes for each document who said what, how many of what, when, who is who, and what each clause says; captions of photos are read too.",
      "jsonl csv", NULL, true, 1, "no documents given", cmd_facts },
    { "diff", "OLD NEW", "what changed between two accounts",
      "Compares two accounts of one event in JSON, an earlier and a later one, and says what changed: statements that are new, corrected, "
      "withdrawn, newly disputed or disputed no more, figures that moved, conflicts that came up, and which reports were added, changed or "
      "removed. A report is the same by its bytes, and changed where one of its id or address has other bytes. One of the two may be -, "
      "for standard input.",
      "text json markdown", cmd_diff_options, false, 2, "two accounts are needed, the earlier one first", cmd_diff },
    { "verify", "ACCOUNT [PATH…]", "checks every span of an account against its sources",
      "Reads again the inputs that an account in JSON was made of, from the paths that it names or from those given, and checks that each "
      "source is the same bytes, and that each span is the text that the account says it is.",
      NULL, cmd_verify_options, false, 1, "no account given", cmd_verify },
    { "help", "[COMMAND]", "what a command does and takes", "Shows what a command does and takes; with --man, as a man page.",
      NULL, cmd_help_options, false, 0, NULL, cmd_help },
    { NULL, NULL, NULL, NULL, NULL, NULL, false, 0, NULL, NULL }
};

static const command *find_command(const char *name)
{
    for (const command *c = cli_commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

const option cmd_help_options[] = {
    { "--man", 0, OPTION_FLAG, NULL, "write a man page", offsetof(settings, man), 0 },
    { "--output", 'o', OPTION_TEXT, "FOLDER", "with --man: write every command's page into FOLDER", offsetof(settings, output), 0 },
    { 0 }
};

static int finish_stdout(int status)
{
    output o = { .file = stdout };
    int closed = cli_output_close(&o, true);
    return closed ? closed : status;
}

static int unknown_command(const char *name)
{
    cli_say("there is no command '%s'; 'synoptic help' lists them", name);
    return EXIT_USAGE;
}

static int write_manual(const char *folder, const command *c)
{
    char path[4096];
    output o;
    snprintf(path, sizeof path, "%s/synoptic%s%s.1", folder, c ? "-" : "", c ? c->name : "");
    int status = cli_output_open(&o, path);
    if (status) return status;
    cli_manual(o.file, c);
    return cli_output_close(&o, true);
}

static int write_manuals(const char *folder)
{
    int status = write_manual(folder, NULL);
    for (const command *c = cli_commands; !status && c->name; c++) status = write_manual(folder, c);
    return status;
}

int cmd_help(const command *c, const settings *s)
{
    (void)c;
    if (s->man && s->output) return write_manuals(s->output);
    const command *about = s->n_paths ? find_command(s->paths[0]) : NULL;
    if (s->n_paths && !about) return unknown_command(s->paths[0]);
    if (s->man) cli_manual(stdout, about);
    else cli_help(stdout, about);
    return finish_stdout(EXIT_DONE);
}

static int run_command(const command *c, int argc, char **argv)
{
    settings s = { 0 };
    int status = cli_parse(c, argc, argv, &s);
    if (!status) {
        if (s.version) {
            printf("synoptic %s\n", sy_version());
            status = finish_stdout(EXIT_DONE);
        } else if (s.help) {
            cli_help(stdout, c);
            status = finish_stdout(EXIT_DONE);
        } else status = c->run(c, &s);
    }
    cli_settings_done(&s);
    return status;
}

/* A standard stream that is closed would be the next file that is opened. Opened the wrong way round, it still fails. */
static void guard_streams(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0) _exit(EXIT_NOTHING);
}

int main(int argc, char **argv)
{
    guard_streams();
    signal(SIGPIPE, SIG_IGN);   /* a reader that has enough shows as a failed write, which is quiet */
    if (argc < 2) {
        cli_help(stderr, NULL);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        cli_help(stdout, NULL);
        return finish_stdout(EXIT_DONE);
    }
    if (strcmp(name, "--version") == 0) {
        printf("synoptic %s\n", sy_version());
        return finish_stdout(EXIT_DONE);
    }
    const command *c = find_command(name);
    if (c) return run_command(c, argc - 2, argv + 2);
    if (name[0] == '-') {
        cli_say("a command comes first, then options such as %s; 'synoptic help' lists the commands", name);
        return EXIT_USAGE;
    }
    return unknown_command(name);
}
