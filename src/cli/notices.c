/* What was passed over, said on stderr: each input with its reason, until there are so many that nobody would read them. */
#include <string.h>

#include "cli/cli.h"

enum { MOST_NAMED = 1000 };   /* inputs that can't be read, and as many documents left aside; the rest are counted */

/* By reason; the last is what extract's codes do not have. */
static const struct { const char *code, *one, *many; } reasons[] = {
    { "empty", "is empty", "are empty" },
    { "no-article", "has no article in it", "have no article in them" },
    { "not-english", "is not in English", "are not in English" },
    { "too-long", "is too long to be analysed", "are too long to be analysed" },
    { "limit", "is too large or too deep to be analysed", "are too large or too deep to be analysed" },
    { "too-large", "is larger than a document may be", "are larger than a document may be" },
    { "too-many-nodes", "is a page of too many elements", "are pages of too many elements" },
    { "too-many-blocks", "is a page of too many blocks of text", "are pages of too many blocks of text" },
    { "too-many-lines", "has too many lines", "have too many lines" },
    { "too-slow", "took longer than a document may", "took longer than a document may" },
    { "not-utf-8", "has text that cannot be decoded", "have text that cannot be decoded" },
    { "other-event", "reports another event", "report another event" }
};
_Static_assert(sizeof reasons / sizeof *reasons == CLI_REASONS - 1, "a counter a reason, and one for others");

static size_t reason_of(const char *code)
{
    size_t i = 0;
    while (i < CLI_REASONS - 1 && strcmp(code, reasons[i].code) != 0) i++;
    return i;
}

static int precision(sy_str s) { return s.len < 512 ? (int)s.len : 512; }

static void say_about(sy_str path, sy_str record, const char *text, const char *more)
{
    cli_say("%.*s: %.*s%s%s%s", precision(path), path.ptr ? path.ptr : "", precision(record), record.ptr ? record.ptr : "", record.len ? ": " : "", text,
            more);
}

void cli_say_problem(notices *n, const sy_problem *p)
{
    if (n->problems++ >= MOST_NAMED) return;
    char text[512];
    snprintf(text, sizeof text, "%.*s", precision(p->text), p->text.ptr ? p->text.ptr : "");
    say_about(p->path, p->record, text, "");
}

void cli_language_of(const sy_report_input *in, char out[CLI_LANGUAGE])
{
    sy_str code = in->article ? sy_article_metadata(in->article)->language : (sy_str){ NULL, 0 };
    snprintf(out, CLI_LANGUAGE, "%.*s", precision(code), code.ptr ? code.ptr : "");
}

void cli_say_left_aside(notices *n, const sy_document *d, const char *why, const char *language)
{
    size_t reason = reason_of(why);
    if (n->left_aside++ >= MOST_NAMED) {
        n->not_named[reason]++;
        return;
    }
    char more[CLI_LANGUAGE + 4] = "";
    if (strcmp(why, "not-english") == 0 && language[0]) snprintf(more, sizeof more, " (%s)", language);
    say_about(d->path, d->record, reason < CLI_REASONS - 1 ? reasons[reason].one : why, more);
}

bool cli_notices_end(notices *n)
{
    if (n->problems > MOST_NAMED) cli_say("and %zu more could not be read", n->problems - MOST_NAMED);
    for (size_t i = 0; i < CLI_REASONS; i++)
        if (n->not_named[i]) cli_say("and %zu more %s", n->not_named[i], i < CLI_REASONS - 1 ? reasons[i].many : "are left aside");
    return n->problems || n->left_aside;
}
