/* --site-boilerplate: the first of two readings, which counts what the pages of each site have in common. */
#include <string.h>

#include "cli/cli.h"

static sy_status add(void *user, const sy_report_input *in, void **own, sy_error *err)
{
    *own = NULL;
    return in->article ? sy_site_profile_add(user, in->document, in->article, err) : SY_OK;
}

static sy_status take(void *user, const sy_report_input *in, void *own)
{
    (void)user, (void)in, (void)own;
    return SY_OK;
}

static void drop(void *user, void *own) { (void)user, (void)own; }

/* The second reading names them. */
static sy_status pass_over(void *user, const sy_problem *p)
{
    (void)user, (void)p;
    return SY_OK;
}

static sy_status add_all(sy_site_profile *p, sy_ctx *ctx, const settings *s, sy_error *err)
{
    sy_taker to = { p, add, take, drop, pass_over };
    sy_analyse_opts opts = SY_ANALYSE_OPTS_INIT;
    sy_reader *reader = NULL;
    opts.threads = s->threads;
    opts.last = SY_STAGE_EXTRACT;
    sy_status st = sy_reader_new(&reader, ctx, s->paths, s->n_paths, NULL, err);
    if (!st) st = sy_analyse_stream(ctx, reader, NULL, &opts, &to, err);
    sy_reader_free(reader);
    return st;
}

int cli_sites(sy_site_profile **out, sy_ctx *ctx, const settings *s)
{
    sy_error err = { 0 };
    *out = NULL;
    if (!s->site_boilerplate) return EXIT_DONE;
    for (size_t i = 0; i < s->n_paths; i++)
        if (strcmp(s->paths[i], "-") == 0) {
            cli_say("--site-boilerplate reads its inputs twice: standard input can't be one of them");
            return EXIT_USAGE;
        }
    sy_status st = sy_site_profile_new(out, ctx, 0, &err);
    if (!st) st = add_all(*out, ctx, s, &err);
    return st ? cli_fail("", &err) : EXIT_DONE;
}
