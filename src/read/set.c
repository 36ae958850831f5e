/* The set: all documents of the inputs at once, with ids of their own and in an order that the inputs' order can't change. */
#include <stdio.h>

#include "read/read_internal.h"

struct sy_document_set {
    sy_ctx       *ctx;
    sy_arena      arena;
    SY__VEC(sy_document) list;
    sy__problems  problems;
};

static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

static sy_status set_new(sy_document_set **out, sy_ctx *ctx, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return no_memory(err);
    (*out)->ctx = ctx;
    sy__arena_init(&(*out)->arena, ctx);
    sy__problems_init(&(*out)->problems, ctx);
    return SY_OK;
}

void sy_document_set_free(sy_document_set *s)
{
    if (!s) return;
    sy__problems_done(&s->problems);
    sy__free(s->ctx, s->list.at);
    sy__arena_done(&s->arena);
    sy__free(s->ctx, s);
}

/* A copy whose strings the set owns. */
static sy_status add(sy_document_set *s, const sy_document *d, sy_error *err)
{
    sy_document copy = *d;
    sy_str *strings[SY__DOCUMENT_STRINGS];
    sy__document_strings(&copy, strings);
    for (size_t i = 0; i < SY__DOCUMENT_STRINGS; i++)
        if (!sy__arena_str(&s->arena, *strings[i], strings[i])) return no_memory(err);
    return SY__PUSH(s->ctx, &s->list, copy) ? SY_OK : no_memory(err);
}

/* ---- order and ids ----------------------------------------------------------------------- */

static int by_id(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_document *x = a, *y = b;
    int c = sy__cmp(x->id, y->id);
    if (!c) c = memcmp(x->sha256, y->sha256, sizeof x->sha256);
    if (!c) c = sy__cmp(x->path, y->path);
    return c ? c : sy__cmp(x->record, y->record);
}

/* "a", "a" -> "a", "a~2". A name that an input bears itself is passed over. */
static sy_status make_unique(sy_document_set *s, sy_error *err)
{
    sy_map taken;
    sy__map_init(&taken, s->ctx);
    sy_status st = SY_OK;
    sy_document *d = s->list.at;
    for (uint32_t i = 0; !st && i < s->list.n; i++)
        if (!sy__map_put(&taken, d[i].id, 0, NULL)) st = no_memory(err);
    sy_str base = { NULL, 0 };
    unsigned long long number = 0;
    for (uint32_t i = 0; !st && i < s->list.n; i++) {
        if (i == 0 || !sy__eq(d[i].id, base)) {
            base = d[i].id;
            number = 1;
            continue;
        }
        bool fresh = false;
        while (!st && !fresh) {
            const char *id = sy__arena_printf(&s->arena, "%.*s~%llu", (int)base.len, base.ptr, ++number);
            if (!id || !sy__map_put(&taken, sy__str(id), 0, &fresh)) st = no_memory(err);
            else d[i].id = sy__str(id);
        }
    }
    sy__map_done(&taken);
    return st;
}

enum { ABREAST = 16 };

static void hash_some(void *user, uint32_t item, uint32_t worker)
{
    (void)worker;
    sy_document_set *s = user;
    sy_document *d[ABREAST];
    uint32_t n = 0;
    for (uint32_t i = item * ABREAST; i < s->list.n && n < ABREAST; i++) d[n++] = &s->list.at[i];
    sy_documents_hash(d, n);
}

static sy_status sort(sy_document_set *s, sy_error *err)
{
    return sy__sort(s->ctx, s->list.at, s->list.n, sizeof *s->list.at, by_id, NULL) ? SY_OK : no_memory(err);
}

static sy_status finish(sy_document_set *s, uint32_t threads, sy_error *err)
{
    sy_status st = sy__parallel(s->ctx, threads, (s->list.n + ABREAST - 1) / ABREAST, hash_some, s, err);
    return st ? st : sort(s, err);
}

/* ---- public ------------------------------------------------------------------------------ */

/* Takes all that a reader gives, and its problems; frees the reader. */
static sy_status drain(sy_document_set **out, sy_ctx *ctx, sy_reader *r, uint32_t threads, sy_error *err)
{
    sy_document_set *s = NULL;
    const sy_document *d;
    sy_status st = set_new(&s, ctx, err);
    while (!st && (st = sy__reader_step(r, &d, err)) == SY_OK) st = add(s, d, err);
    if (st == SY_E_END) st = finish(s, threads, err);
    size_t n = 0;
    const sy_problem *p = sy_reader_problems(r, &n);
    for (size_t i = 0; !st && i < n; i++) st = sy__problem_add(&s->problems, p[i].path, p[i].record, p[i].status, err, "%s", p[i].text.ptr);
    sy_reader_free(r);
    if (st) {
        sy_document_set_free(s);
        s = NULL;
    }
    *out = s;
    return st;
}

sy_status sy_read(sy_document_set **out, sy_ctx *ctx, const char *const *paths, size_t n_paths, const sy_read_opts *opts, sy_error *err)
{
    sy_reader *r;
    *out = NULL;
    sy_status st = sy_reader_new(&r, ctx, paths, n_paths, opts, err);
    return st ? st : drain(out, ctx, r, opts ? opts->threads : 0, err);
}

sy_status sy_read_memory(sy_document_set **out, sy_ctx *ctx, const char *path, sy_str bytes, const sy_read_opts *opts, sy_error *err)
{
    sy_reader *r;
    *out = NULL;
    sy_status st = sy__reader_memory(&r, ctx, path, bytes, opts, err);
    return st ? st : drain(out, ctx, r, opts ? opts->threads : 0, err);
}

sy_status sy_document_set_from(sy_document_set **out, sy_ctx *ctx, const sy_document *documents, size_t n, sy_error *err)
{
    sy_document_set *s = NULL;
    *out = NULL;
    sy_status st = set_new(&s, ctx, err);
    for (size_t i = 0; !st && i < n; i++) {
        if (documents[i].source.len > SY__READ_MOST_BYTES) st = sy__fail_too_large(err, SY__READ_MOST_BYTES);
        else st = add(s, &documents[i], err);
    }
    if (!st) st = finish(s, 1, err);
    if (!st) st = make_unique(s, err);   /* a reader's ids are already */
    if (!st) st = sort(s, err);
    if (st) {
        sy_document_set_free(s);
        s = NULL;
    }
    *out = s;
    return st;
}

const sy_document *sy_document_set_all(const sy_document_set *s, size_t *n)
{
    *n = s->list.n;
    return s->list.at;
}

const sy_problem *sy_document_set_problems(const sy_document_set *s, size_t *n)
{
    *n = s->problems.list.n;
    return s->problems.list.at;
}
