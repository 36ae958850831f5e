/* Annotates texts from standard input for tools/check_agreement.py and prints what came out, both in a plain binary form.
 *
 * usage: annotate_replay MODEL tokens|rules|full [REPEAT [VECTORS]]
 *
 * Input, a document: uint32 bytes of text, the text; for `rules` also uint32 tokens, that many bytes of sy_tag, and
 * of sy_dep: what the networks would have said; `full` goes through the public call. Output, a document: uint32 tokens,
 * then for each a record and its lemma; `full` leaves the keys 0.
 * REPEAT > 1 does it all that many times and tells the speed on standard error. VECTORS: a number of sy_vectors. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "annotate/doc.h"

typedef struct document {
    char    *text;
    uint32_t bytes, n_tokens;
    uint8_t *tags, *deps;
} document;

typedef struct record {
    uint32_t begin, end, head, keys, lemma_bytes;
    uint8_t  space, tag, pos, dep, ent, ent_begins, sent_start, zero;
} record;

static uint32_t crc32_of(const void *p, size_t n)
{
    const unsigned char *at = p;
    uint32_t             crc = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= at[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (0xedb88320u & (0u - (crc & 1)));
    }
    return ~crc;
}

static void *must(void *p)
{
    if (!p) {
        fprintf(stderr, "annotate_replay: no memory\n");
        exit(3);
    }
    return p;
}

static void *read_bytes(uint32_t n)
{
    void *p = must(malloc((size_t)n + 1));
    if (fread(p, 1, n, stdin) != n) {
        fprintf(stderr, "annotate_replay: input ends early\n");
        exit(3);
    }
    return p;
}

static document *read_all(bool rules, size_t *n)
{
    document *docs = NULL;
    size_t    cap = 0;
    uint32_t  bytes;
    for (*n = 0; fread(&bytes, sizeof bytes, 1, stdin) == 1; ++*n) {
        if (*n == cap)
            docs = must(realloc(docs, (cap = cap * 2 + 64) * sizeof *docs));
        document *d = &docs[*n];
        *d = (document){ .text = read_bytes(bytes), .bytes = bytes };
        if (rules) {
            uint32_t *count = read_bytes(sizeof *count);
            d->n_tokens = *count;
            d->tags = read_bytes(d->n_tokens);
            d->deps = read_bytes(d->n_tokens);
            free(count);
        }
    }
    return docs;
}

static void print_doc(const sy__lexer *x, const sy__doc *d)
{
    uint32_t       n_types;
    const sy__type *types = sy__lexer_types(x, &n_types);
    fwrite(&d->n, sizeof d->n, 1, stdout);
    for (uint32_t i = 0; i < d->n; i++) {
        const sy__type *t = &types[d->type[i]];
        uint64_t        keys[4] = { t->norm, t->prefix, t->suffix, t->shape };
        record          r = { .begin = d->begin[i], .end = d->begin[i] + (uint32_t)t->text.len, .head = d->head[i],
                              .keys = crc32_of(keys, sizeof keys), .lemma_bytes = (uint32_t)d->lemma[i].len,
                              .space = d->space[i], .tag = d->tag[i], .pos = d->pos[i], .dep = d->dep[i],
                              .ent = d->ent[i], .ent_begins = d->ent_begins[i], .sent_start = d->sent_start[i] };
        fwrite(&r, sizeof r, 1, stdout);
        fwrite(d->lemma[i].ptr, 1, d->lemma[i].len, stdout);
    }
}

static sy_status annotate(sy__lexer *x, sy__doc *d, const document *from, sy_error *err)
{
    sy__lexer_trim(x);
    sy_status s = sy__tokenize(x, d, (sy_str){ from->text, from->bytes }, err);
    if (s || !from->tags)
        return s;
    if (d->n != from->n_tokens)
        return sy_fail(err, SY_E_ARG, 0, "%u tokens; %u were given", d->n, from->n_tokens);
    if (d->n > 0) {
        memcpy(d->tag, from->tags, d->n);
        memcpy(d->dep, from->deps, d->n);
    }
    return sy__rule_and_lemma(x, d, err);
}

static sy_status replay(sy_ctx *ctx, const sy_model *m, const document *docs, size_t n, int repeat, sy_error *err)
{
    sy__lexer *x = NULL;
    sy_status  s = sy__lexer_new(&x, ctx, m, err);
    sy__doc    d;
    sy__doc_init(&d, ctx);
    for (int k = 0; !s && k < repeat; k++) {
        uint64_t tokens = 0;
        clock_t  begin = clock();
        for (size_t i = 0; !s && i < n; i++) {
            s = annotate(x, &d, &docs[i], err);
            tokens += d.n;
            if (!s && k == 0)
                print_doc(x, &d);
        }
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (repeat > 1 && k > 0)
            fprintf(stderr, "%.0f ns a token\n", seconds * 1e9 / (double)(tokens ? tokens : 1));
    }
    sy__doc_done(&d);
    sy__lexer_free(x);
    return s;
}

static void print_annotation(const sy_annotation *a)
{
    size_t                n_tokens, n_sentences;
    const sy_token       *t = sy_annotation_tokens(a, &n_tokens);
    const sy_token_range *sentences = sy_annotation_sentences(a, &n_sentences);
    uint32_t              n = (uint32_t)n_tokens;
    fwrite(&n, sizeof n, 1, stdout);
    for (uint32_t i = 0; i < n; i++, t++) {
        record r = { .begin = t->span.begin, .end = t->span.end, .head = t->head, .lemma_bytes = (uint32_t)t->lemma.len,
                     .space = t->space_after, .tag = t->tag, .pos = t->pos, .dep = t->dep, .ent = t->ent,
                     .ent_begins = t->ent_begins, .sent_start = sentences[t->sentence].begin == i };
        fwrite(&r, sizeof r, 1, stdout);
        fwrite(t->lemma.ptr, 1, t->lemma.len, stdout);
    }
}

static sy_status annotate_fully(sy_annotator *a, const document *docs, size_t n, int repeat, sy_error *err)
{
    enum { GROUP = 64 };
    sy_annotation *out[GROUP];
    sy_status      s = SY_OK;
    for (int k = 0; !s && k < repeat; k++) {
        uint64_t tokens = 0;
        clock_t  begin = clock();
        for (size_t at = 0; !s && at < n; at += GROUP) {
            sy_str texts[GROUP];
            size_t group = n - at < GROUP ? n - at : GROUP, count;
            for (size_t i = 0; i < group; i++)
                texts[i] = (sy_str){ docs[at + i].text, docs[at + i].bytes };
            s = sy_annotate_many(out, a, texts, group, err);
            for (size_t i = 0; i < group; i++) {
                if (!s && k == 0)
                    print_annotation(out[i]);
                if (!s)
                    sy_annotation_tokens(out[i], &count), tokens += count;
                sy_annotation_free(out[i]);
            }
        }
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (repeat > 1 && k > 0)
            fprintf(stderr, "%.0f tokens a second\n", (double)tokens / seconds);
    }
    return s;
}

static sy_status run(sy_ctx *ctx, const sy_model *m, const char *mode, int repeat, int vectors, sy_error *err)
{
    sy_annotator_opts opts = SY_ANNOTATOR_OPTS_INIT;
    opts.vectors = (sy_vectors)vectors;
    size_t        n = 0;
    sy_annotator *a = NULL;
    document     *docs = read_all(strcmp(mode, "rules") == 0, &n);
    sy_status     s = SY_OK;
    if (strcmp(mode, "full") != 0)
        s = replay(ctx, m, docs, n, repeat, err);
    else if (!(s = sy_annotator_new(&a, ctx, m, &opts, err)))
        s = annotate_fully(a, docs, n, repeat, err);
    sy_annotator_free(a);
    for (size_t i = 0; i < n; i++) {
        free(docs[i].text);
        free(docs[i].tags);
        free(docs[i].deps);
    }
    free(docs);
    return s;
}

int main(int argc, char **argv)
{
    sy_ctx     *ctx = NULL;
    sy_model   *m = NULL;
    sy_error    err = { 0 };
    const char *mode = argc > 2 ? argv[2] : "";
    if (strcmp(mode, "tokens") != 0 && strcmp(mode, "rules") != 0 && strcmp(mode, "full") != 0) {
        fprintf(stderr, "usage: annotate_replay MODEL tokens|rules|full [REPEAT [VECTORS]]\n");
        return 2;
    }
    sy_status s = sy_ctx_new(&ctx, NULL);
    if (!s)
        s = sy_model_open(&m, ctx, argv[1], &err);
    if (!s)
        s = run(ctx, m, mode, argc > 3 ? atoi(argv[3]) : 1, argc > 4 ? atoi(argv[4]) : SY_VECTORS_BEST, &err);
    if (s)
        fprintf(stderr, "annotate_replay: %s\n", err.text);
    sy_model_free(m);
    sy_ctx_free(ctx);
    return s || fflush(stdout) ? 3 : 0;
}
