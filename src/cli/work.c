/* From paths to products: the model is found, inputs are read and analysed, what was passed over is named. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

#define MODEL_FILE "en_core_web_sm.symodel"

/* ---- the model -------------------------------------------------------------------------------- */

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* A folder with the model, or the model itself. */
static bool model_at(const char *place, char *out, size_t size)
{
    int n = snprintf(out, size, "%s", place);
    if (n > 0 && (size_t)n < size && is_file(out)) return true;
    n = snprintf(out, size, "%s/" MODEL_FILE, place);
    return n > 0 && (size_t)n < size && is_file(out);
}

bool cli_find_model(const settings *s, char *out, size_t size)
{
    static const char *const beside[] = { ".", "../model", "../share/synoptic" };
    const char *named = s->model, *environment = getenv("SYNOPTIC_MODEL");
    if (!named && environment && *environment) named = environment;
    if (named) {
        if (model_at(named, out, size)) return true;
        cli_say("%s: there is no " MODEL_FILE " there (%s)", named, s->model ? "--model" : "SYNOPTIC_MODEL");
        return false;
    }
    char self[PATH_MAX], place[PATH_MAX + 32];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = '\0';
        char *slash = strrchr(self, '/');
        if (slash) *slash = '\0';
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            snprintf(place, sizeof place, "%s/%s", self, beside[i]);
            if (model_at(place, out, size)) return true;
        }
    }
#ifdef SY_SHARE_DIR
    if (model_at(SY_SHARE_DIR, out, size)) return true;
#endif
    cli_say("the English model, " MODEL_FILE ", is not found: give --model DIR or set SYNOPTIC_MODEL");
    return false;
}

static int open_model(work *w, const settings *s)
{
    char path[PATH_MAX + 64];
    sy_error err = { 0 };
    if (!cli_find_model(s, path, sizeof path)) return EXIT_NOTHING;
    return sy_model_open(&w->model, w->ctx, path, &err) == SY_OK ? EXIT_DONE : cli_fail(path, &err);
}

/* ---- what was passed over ----------------------------------------------------------------------- */

static int precision(sy_str s) { return s.len < 512 ? (int)s.len : 512; }

static void say_about(sy_str path, sy_str record, const char *text, const char *more)
{
    cli_say("%.*s: %.*s%s%s%s", precision(path), path.ptr ? path.ptr : "", precision(record), record.ptr ? record.ptr : "", record.len ? ": " : "", text,
            more);
}

void cli_say_problems(const sy_problem *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char text[512];
        snprintf(text, sizeof text, "%.*s", precision(p[i].text), p[i].text.ptr ? p[i].text.ptr : "");
        say_about(p[i].path, p[i].record, text, "");
    }
}

static const char *left_aside_text(const char *code)
{
    static const struct { const char *code, *text; } texts[] = {
        { "empty", "is empty" }, { "no-article", "has no article in it" }, { "not-english", "is not in English" },
        { "too-long", "is too long to be analysed" }, { "limit", "is too large or too deep to be analysed" }, { "not-utf-8", "has text that cannot be decoded" }
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(code, texts[i].code) == 0) return texts[i].text;
    return code;
}

/* Why a document is left aside. Extraction alone leaves nothing aside, but what it found the later stages would not read. */
static const char *why_left_aside(const sy_report_input *in)
{
    if (in->left_aside) return in->left_aside;
    if (!in->article) return "limit";
    if (in->document->source.len == 0) return "empty";
    if (sy_article_text(in->article).len == 0) return "no-article";
    return sy_article_metadata(in->article)->english ? NULL : "not-english";
}

static void say_left_aside(work *w)
{
    for (size_t i = 0; i < w->n_inputs; i++) {
        const sy_report_input *in = &w->inputs[i];
        const char *why = why_left_aside(in);
        if (!why) {
            w->n_usable++;
            continue;
        }
        char language[40] = "";
        sy_str code = in->article ? sy_article_metadata(in->article)->language : (sy_str){ NULL, 0 };
        if (strcmp(why, "not-english") == 0 && code.len) snprintf(language, sizeof language, " (%.*s)", code.len < 30 ? (int)code.len : 30, code.ptr);
        say_about(in->document->path, in->document->record, left_aside_text(why), language);
        w->skipped = true;
    }
}

/* ---- the work ----------------------------------------------------------------------------------- */

static int read_inputs(work *w, const settings *s)
{
    sy_read_opts opts = SY_READ_OPTS_INIT;
    sy_error err = { 0 };
    size_t n;
    opts.threads = s->threads;
    if (sy_read(&w->documents, w->ctx, s->paths, s->n_paths, &opts, &err) != SY_OK) return cli_fail("", &err);
    const sy_problem *p = sy_document_set_problems(w->documents, &n);
    cli_say_problems(p, n);
    w->skipped |= n > 0;
    sy_document_set_all(w->documents, &n);
    return n ? EXIT_DONE : EXIT_NOTHING;
}

static int analyse(work *w, const settings *s, sy_stage last)
{
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    sy_error err = { 0 };
    progress bar;
    opts.threads = s->threads;
    opts.last = last;
    opts.progress = cli_progress;
    opts.progress_user = &bar;
    cli_progress_begin(&bar, s->quiet);
    sy_status st = sy_analyse(&w->analysis, w->ctx, w->documents, w->model, &opts, &err);
    cli_progress_end(&bar);
    if (st) return cli_fail("", &err);
    const sy_report_input *in = sy_analysis_inputs(w->analysis, &w->n_inputs);
    w->inputs = calloc(w->n_inputs + 1, sizeof *w->inputs);
    if (!w->inputs) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    memcpy(w->inputs, in, w->n_inputs * sizeof *in);
    sy_account_order(w->inputs, w->n_inputs);
    return EXIT_DONE;
}

int cli_work(work *w, const settings *s, sy_stage last)
{
    if (!w->ctx && sy_ctx_new(&w->ctx, NULL) != SY_OK) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    int status = last > SY_STAGE_EXTRACT ? open_model(w, s) : EXIT_DONE;
    if (!status) status = read_inputs(w, s);
    if (!status) status = analyse(w, s, last);
    if (!status) say_left_aside(w);
    return status;
}

int cli_reread(work *w, const settings *s)
{
    if (sy_ctx_new(&w->ctx, NULL) != SY_OK) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    int status = read_inputs(w, s);
    w->skipped = false;   /* what counts are the account's own documents */
    return status ? status : analyse(w, s, SY_STAGE_EXTRACT);
}

void cli_work_done(work *w)
{
    free(w->inputs);
    sy_analysis_free(w->analysis);
    sy_document_set_free(w->documents);
    sy_model_free(w->model);
    sy_ctx_free(w->ctx);
    *w = (work){ 0 };
}
