/* Speed and memory of sy_extract on one thread, for bench/extract.py, and a digest of all that it gives.
 *
 * usage: bench_extract [--repeat N] [--least BYTES] [--most BYTES] [--digest] [--memory] PATH…
 *
 * The pages of PATHs, compressed or not, are in memory before the clock starts; --least and --most leave out pages of other
 * sizes. Prints one line of JSON: pages, bytes, and the CPU seconds of every pass over the pages, text and all metadata.
 * --digest prints a line a page instead, a hash of its article and the page's id: equal lines, equal output.
 * --memory prints a line a page instead, the largest heap during the call as a multiple of the page's size. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"
#include "synoptic/extract.h"

typedef struct options {
    size_t repeat, least, most;
    bool   digest, memory;
    const char *const *paths;
    size_t n_paths;
} options;

static int give_up(const char *what)
{
    fprintf(stderr, "bench_extract: %s\n", what);
    return 2;
}

static bool read_options(options *o, int argc, char **argv)
{
    *o = (options){ .repeat = 1, .most = SIZE_MAX };
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        size_t *number = strcmp(argv[i], "--repeat") == 0 ? &o->repeat : strcmp(argv[i], "--least") == 0 ? &o->least
                       : strcmp(argv[i], "--most") == 0 ? &o->most : NULL;
        if (number && i + 1 < argc)
            *number = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--digest") == 0)
            o->digest = true;
        else if (strcmp(argv[i], "--memory") == 0)
            o->memory = true;
        else
            return false;
    }
    o->paths = (const char *const *)argv + i;
    o->n_paths = (size_t)(argc - i);
    return o->n_paths > 0;
}

/* ---- what a page gives, as a number ------------------------------------------------------------------ */

static void mix(uint64_t *h, const void *p, size_t n)
{
    const unsigned char *b = p;
    for (size_t i = 0; i < n; i++)
        *h = (*h ^ b[i]) * 1099511628211u;
    *h = (*h ^ 0x100) * 1099511628211u;
}

static void mix_str(uint64_t *h, sy_str s) { mix(h, s.ptr, s.len); }

static void mix_span(uint64_t *h, sy_span s) { mix(h, &s, sizeof s); }

static uint64_t digest(const sy_article *a)
{
    uint64_t h = 14695981039346656037u;
    size_t   n;
    mix_str(&h, sy_article_text(a));
    const sy_metadata *m = sy_article_metadata(a);
    const sy_str fields[] = { m->title, m->outlet, m->published, m->updated, m->dateline, m->canonical_url, m->section, m->language };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        mix_str(&h, fields[i]);
    for (size_t i = 0; i < m->n_authors; i++)
        mix_str(&h, m->authors[i]);
    for (size_t i = 0; i < m->n_agencies; i++)
        mix_str(&h, m->agencies[i]);
    mix(&h, m->charset, strlen(m->charset));
    mix(&h, &m->truncated, sizeof m->truncated);
    mix(&h, &m->english, sizeof m->english);
    bool verbatim = sy_article_is_verbatim(a);
    mix(&h, &verbatim, sizeof verbatim);
    mix_span(&h, m->title_source);
    const sy_block *b = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++) {
        mix(&h, &b[i].kind, sizeof b[i].kind);
        mix_span(&h, b[i].source);
        mix_span(&h, b[i].text);
        mix_str(&h, b[i].language);
        for (uint32_t at = b[i].text.begin; at < b[i].text.end; at++)
            mix_span(&h, sy_article_origin(a, (sy_span){ at, at + 1 }));
    }
    const sy_boilerplate *x = sy_article_boilerplate(a, &n);
    for (size_t i = 0; i < n; i++) {
        mix(&h, &x[i].kind, sizeof x[i].kind);
        mix_span(&h, x[i].source);
        mix_str(&h, x[i].text);
    }
    const sy_evidence *e = sy_article_evidence(a, &n);
    for (size_t i = 0; i < n; i++) {
        mix(&h, e[i].field, strlen(e[i].field));
        mix_span(&h, e[i].source);
        mix_str(&h, e[i].element);
    }
    const sy_diagnostic *d = sy_article_diagnostics(a, &n);
    for (size_t i = 0; i < n; i++) {
        mix(&h, d[i].code, strlen(d[i].code));
        mix_str(&h, d[i].text);
    }
    return h;
}

/* ---- passes over the pages ----------------------------------------------------------------------------------- */

static bool wanted(const options *o, const sy_document *d) { return d->source.len >= o->least && d->source.len <= o->most; }

static bool pass(const options *o, sy_extractor *ex, heap *h, const sy_document *all, size_t n, sy_error *err)
{
    for (size_t i = 0; i < n; i++) {
        sy_article *a;
        size_t before = h->now;
        h->most = h->now;
        if (!wanted(o, &all[i]))
            continue;
        sy_status s = sy_extract(&a, ex, &all[i], err);
        if (s != SY_OK && s != SY_E_LIMIT)
            return false;
        if (o->digest)
            printf("%016" PRIx64 " %.*s\n", a ? digest(a) : 0, (int)all[i].id.len, all[i].id.ptr);
        if (o->memory)
            printf("%.2f %zu %.*s\n", (double)(h->most - before) / (double)(all[i].source.len + 1), all[i].source.len, (int)all[i].id.len,
                   all[i].id.ptr);
        sy_article_free(a);
    }
    return true;
}

static int run(const options *o, sy_ctx *ctx, heap *h, const sy_document_set *set)
{
    sy_error      err;
    sy_extractor *ex;
    size_t        n, pages = 0, bytes = 0;
    const sy_document *all = sy_document_set_all(set, &n);
    if (sy_extractor_new(&ex, ctx, NULL, &err) != SY_OK)
        return give_up(err.text);
    for (size_t i = 0; i < n; i++) {
        pages += wanted(o, &all[i]);
        bytes += wanted(o, &all[i]) ? all[i].source.len : 0;
    }
    bool lines = o->digest || o->memory, ok = true;
    if (!lines)
        printf("{\"pages\": %zu, \"bytes\": %zu, \"passes\": [", pages, bytes);
    for (size_t r = 0; ok && r < (lines ? 1 : o->repeat); r++) {
        double before = cpu_seconds();
        ok = pass(o, ex, h, all, n, &err);
        if (!lines)
            printf("%s%.6f", r ? ", " : "", cpu_seconds() - before);
    }
    if (!lines)
        printf("]}\n");
    sy_extractor_free(ex);
    return ok ? 0 : give_up(err.text);
}

int main(int argc, char **argv)
{
    options  o;
    heap     h = { 0, 0 };
    sy_ctx  *ctx = NULL;
    sy_error err;
    if (!read_options(&o, argc, argv))
        return give_up("usage: bench_extract [--repeat N] [--least BYTES] [--most BYTES] [--digest] [--memory] PATH...");
    sy_ctx_opts opts = SY_CTX_OPTS_INIT;
    if (o.memory) {
        opts.alloc = heap_alloc;
        opts.alloc_user = &h;
    }
    sy_read_opts     reading = SY_READ_OPTS_INIT;
    sy_document_set *set = NULL;
    reading.threads = 1;
    reading.max_bytes = (uint64_t)1 << 30;
    if (sy_ctx_new(&ctx, &opts) != SY_OK || sy_read(&set, ctx, o.paths, o.n_paths, &reading, &err) != SY_OK)
        return give_up("the pages cannot be read");
    int status = run(&o, ctx, &h, set);
    sy_document_set_free(set);
    sy_ctx_free(ctx);
    return status;
}
