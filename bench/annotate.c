/* Speed of sy_annotate on one thread, for bench/annotate.py, and a way to look at what it gives.
 *
 * usage: bench_annotate MODEL TEXTS [--vectors best|portable|avx2|avx512] [--batch N] [--repeat N] [--types N] [--dump]
 *
 * TEXTS holds texts one after the other, each behind its length as a 32-bit number of this machine. N texts go into one
 * call (default: all). Prints one line of JSON: tokens and CPU seconds of every pass over the texts, of opening the
 * model and of making an annotator, and the largest resident size. --dump prints the tokens instead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "synoptic/annotate.h"

typedef struct options {
    const char *model, *texts;
    sy_vectors  vectors;
    uint32_t    types;
    size_t      batch, repeat;
    bool        dump;
} options;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Largest resident size of this program; getrusage would count the parent's from before exec. */
static double peak_mb(void)
{
    char  line[256];
    long  kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kb = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return (double)kb / 1024;
}

static int give_up(const char *what)
{
    fprintf(stderr, "bench_annotate: %s\n", what);
    return 2;
}

static bool read_options(options *o, int argc, char **argv)
{
    static const char *const paths[] = { "best", "portable", "avx2", "avx512" };
    *o = (options){ .batch = SIZE_MAX, .repeat = 1 };
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--dump") == 0) {
            o->dump = true;
        } else if (argv[i][0] != '-') {
            *(o->model ? &o->texts : &o->model) = argv[i];
        } else {
            if (strcmp(argv[i], "--batch") == 0)
                o->batch = strtoul(value, NULL, 10);
            else if (strcmp(argv[i], "--repeat") == 0)
                o->repeat = strtoul(value, NULL, 10);
            else if (strcmp(argv[i], "--types") == 0)
                o->types = (uint32_t)strtoul(value, NULL, 10);
            for (int p = 0; strcmp(argv[i], "--vectors") == 0 && p < 4; p++)
                if (strcmp(value, paths[p]) == 0)
                    o->vectors = (sy_vectors)p;
            i++;
        }
    }
    return o->model && o->texts && o->batch > 0;
}

/* The texts of a file, which stay in *bytes. */
static sy_str *read_texts(const char *path, char **bytes, size_t *n)
{
    FILE   *f = fopen(path, "rb");
    sy_str *texts = NULL;
    size_t  cap = 0;
    *n = 0;
    if (!f || fseek(f, 0, SEEK_END) != 0)
        return NULL;
    size_t size = (size_t)ftell(f);
    rewind(f);
    *bytes = malloc(size + 1);
    if (*bytes && fread(*bytes, 1, size, f) == size)
        for (size_t at = 0; at + 4 <= size;) {
            uint32_t length;
            memcpy(&length, *bytes + at, 4);
            at += 4;
            if (*n == cap && !(texts = realloc(texts, (cap = cap * 2 + 64) * sizeof *texts)))
                break;
            if (length > size - at)
                break;
            texts[(*n)++] = (sy_str){ *bytes + at, length };
            at += length;
        }
    fclose(f);
    return texts;
}

static void dump(const sy_annotation *a)
{
    size_t                n, n_sentences;
    const sy_token       *t = sy_annotation_tokens(a, &n);
    const sy_token_range *s = sy_annotation_sentences(a, &n_sentences);
    for (size_t i = 0; i < n; i++)
        printf("%u\t%u\t%d\t%s\t%s\t%.*s\t%u\t%s\t%d\t%s%s\n", t[i].span.begin, t[i].span.end, t[i].space_after, sy_tag_name(t[i].tag),
               sy_pos_name(t[i].pos), t[i].pos == SY_POS_SPACE ? 0 : (int)t[i].lemma.len, t[i].lemma.ptr, t[i].head, sy_dep_name(t[i].dep),
               s[t[i].sentence].begin == i, t[i].ent == SY_ENT_NONE ? "" : t[i].ent_begins ? "B-" : "I-", sy_ent_name(t[i].ent));
    printf("\n");
}

/* One pass over the texts. Returns the tokens; 0: failed. */
static size_t pass(sy_annotator *a, const sy_str *texts, size_t n, const options *o, sy_error *err)
{
    size_t          tokens = 0, some;
    sy_annotation **out = calloc(n + 1, sizeof *out);
    for (size_t at = 0; out && at < n; at += some) {
        some = n - at < o->batch ? n - at : o->batch;
        if (sy_annotate_many(out, a, texts + at, some, err)) {
            tokens = 0;
            break;
        }
        for (size_t i = 0; i < some; i++) {
            size_t n_tokens;
            sy_annotation_tokens(out[i], &n_tokens);
            tokens += n_tokens;
            if (o->dump)
                dump(out[i]);
            sy_annotation_free(out[i]);
        }
    }
    free(out);
    return tokens;
}

static int run(const options *o, sy_ctx *ctx, const sy_str *texts, size_t n)
{
    sy_error          err;
    sy_model         *model = NULL;
    sy_annotator     *a = NULL;
    sy_annotator_opts opts = SY_ANNOTATOR_OPTS_INIT;
    int               status = 0;
    opts.vectors = o->vectors;
    opts.cache_types = o->types;
    double start = cpu_seconds();
    if (sy_model_open(&model, ctx, o->model, &err))
        return give_up(err.text);
    double opened = cpu_seconds();
    if (sy_annotator_new(&a, ctx, model, &opts, &err))
        status = give_up(err.text);
    double made = cpu_seconds();
    if (!status && !o->dump)
        printf("{\"documents\": %zu, \"open\": %.6f, \"new\": %.6f, \"passes\": [", n, opened - start, made - opened);
    for (size_t r = 0; !status && r < o->repeat; r++) {
        double before = cpu_seconds();
        size_t tokens = pass(a, texts, n, o, &err);
        double seconds = cpu_seconds() - before;
        if (!tokens && n)
            status = give_up(err.text);
        else if (!o->dump)
            printf("%s{\"tokens\": %zu, \"seconds\": %.6f}", r ? ", " : "", tokens, seconds);
    }
    if (!status && !o->dump)
        printf("], \"peak_mb\": %.1f}\n", peak_mb());
    sy_annotator_free(a);
    sy_model_free(model);
    return status;
}

int main(int argc, char **argv)
{
    options o;
    char   *bytes = NULL;
    size_t  n;
    sy_ctx *ctx = NULL;
    if (!read_options(&o, argc, argv))
        return give_up("usage: bench_annotate MODEL TEXTS [--vectors PATH] [--batch N] [--repeat N] [--types N] [--dump]");
    sy_str *texts = read_texts(o.texts, &bytes, &n);
    int     status = !texts || sy_ctx_new(&ctx, NULL) ? give_up("texts cannot be read") : run(&o, ctx, texts, n);
    sy_ctx_free(ctx);
    free(texts);
    free(bytes);
    return status;
}
