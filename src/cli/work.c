/* From paths to products: the model is found, inputs are read and analysed, what was passed over is named. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

#define MODEL_FILE "en_core_web_sm.symodel"
#define PLACES_FILE "places.sygaz"
#define VECTORS_FILE "word_vectors.syvec"

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

enum { LONGEST_PATH = PATH_MAX + 64 };

/* Where a file of that name is or would be: in the folder of the model. False: there is no model. */
static bool beside_model(const settings *s, const char *name, char out[LONGEST_PATH])
{
    size_t n = strlen(name) + 1;
    if (!cli_find_model(s, out, LONGEST_PATH - n)) return false;
    char *slash = strrchr(out, '/');
    memcpy(slash ? slash + 1 : out, name, n);
    return true;
}

/* An account can be made without them, and says less: not in silence. */
int cli_open_vectors(work *w, const settings *s)
{
    char path[LONGEST_PATH];
    sy_error err = { 0 };
    if (!beside_model(s, VECTORS_FILE, path)) return EXIT_NOTHING;
    if (!is_file(path)) {
        cli_say("%s is missing (make setup): clauses are compared by their words alone", path);
        return EXIT_DONE;
    }
    return sy_word_vectors_open(&w->vectors, w->ctx, path, &err) == SY_OK ? EXIT_DONE : cli_fail(path, &err);
}

int cli_open_model(sy_model **out, sy_ctx *ctx, const settings *s)
{
    char path[LONGEST_PATH];
    sy_error err = { 0 };
    if (!cli_find_model(s, path, sizeof path)) return EXIT_NOTHING;
    return sy_model_open(out, ctx, path, &err) == SY_OK ? EXIT_DONE : cli_fail(path, &err);
}

int cli_open_places(sy_gazetteer **out, sy_ctx *ctx, const settings *s)
{
    char path[LONGEST_PATH];
    sy_error err = { 0 };
    *out = NULL;
    if (!beside_model(s, PLACES_FILE, path)) return EXIT_NOTHING;
    if (!is_file(path)) return EXIT_DONE;
    return sy_gazetteer_open(out, ctx, path, &err) == SY_OK ? EXIT_DONE : cli_fail(path, &err);
}

static void say_left_aside(work *w)
{
    for (size_t i = 0; i < w->n_inputs; i++) {
        const sy_report_input *in = &w->inputs[i];
        char language[CLI_LANGUAGE];
        if (!in->left_aside) {
            w->n_usable++;
            continue;
        }
        cli_language_of(in, language);
        cli_say_left_aside(&w->said, in->document, in->left_aside, language);
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
    for (size_t i = 0; i < n; i++) cli_say_problem(&w->said, &p[i]);
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
    opts.extract.sites = w->sites;
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

int cli_work(work *w, const settings *s)
{
    if (sy_ctx_new(&w->ctx, NULL) != SY_OK) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    int status = cli_open_model(&w->model, w->ctx, s);
    if (!status) status = cli_sites(&w->sites, w->ctx, s);
    if (!status) status = read_inputs(w, s);
    if (!status) status = analyse(w, s, SY_STAGE_FACTS);
    if (!status) say_left_aside(w);
    w->skipped = cli_notices_end(&w->said);
    return status;
}

int cli_reread(work *w, const settings *s)
{
    if (sy_ctx_new(&w->ctx, NULL) != SY_OK) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    int status = cli_sites(&w->sites, w->ctx, s);
    if (!status) status = read_inputs(w, s);
    cli_notices_end(&w->said);   /* what counts are the account's own documents */
    return status ? status : analyse(w, s, SY_STAGE_EXTRACT);
}

void cli_work_done(work *w)
{
    free(w->inputs);
    sy_analysis_free(w->analysis);
    sy_document_set_free(w->documents);
    sy_site_profile_free(w->sites);
    sy_word_vectors_free(w->vectors);
    sy_model_free(w->model);
    sy_ctx_free(w->ctx);
    *w = (work){ 0 };
}
