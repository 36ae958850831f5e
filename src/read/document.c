/* Documents one by one: ids that no other document of a run has, copies that live on their own, the hash of the source. */
#include <stdio.h>

#include "read/read_internal.h"

/* ---- ids -------------------------------------------------------------------------------- */

/* A run may have millions of documents, so an id is kept as 64 bits of its hash. Two ids of one hash cost the second a needless
 * "~2", the same in every run, as the hash has no key; that an id is given twice cannot come of it. */
static uint64_t hash_of(sy_str id)
{
    uint8_t  digest[32];
    uint64_t hash;
    sy__sha256(id.ptr, id.len, digest);
    memcpy(&hash, digest, sizeof hash);
    return hash ? hash : 1;
}

void sy__ids_init(sy__ids *ids, const sy_ctx *ctx)
{
    *ids = (sy__ids){ .ctx = ctx };
    sy__buf_init(&ids->made, ctx);
}

void sy__ids_done(sy__ids *ids)
{
    sy__free(ids->ctx, ids->hashes);
    sy__free(ids->ctx, ids->numbers);
    sy__buf_done(&ids->made);
}

static size_t place_of(const sy__ids *ids, uint64_t hash)
{
    size_t i = (size_t)hash & (ids->cap - 1);
    while (ids->hashes[i] && ids->hashes[i] != hash) i = (i + 1) & (ids->cap - 1);
    return i;
}

static bool grow(sy__ids *ids)
{
    sy__ids bigger = { .ctx = ids->ctx, .n = ids->n, .cap = ids->cap ? ids->cap * 2 : 64, .made = ids->made };
    bigger.hashes = sy__calloc(ids->ctx, bigger.cap, sizeof *bigger.hashes);
    bigger.numbers = sy__calloc(ids->ctx, bigger.cap, sizeof *bigger.numbers);
    if (!bigger.hashes || !bigger.numbers) {
        sy__free(ids->ctx, bigger.hashes);
        sy__free(ids->ctx, bigger.numbers);
        return false;
    }
    for (size_t i = 0; i < ids->cap; i++) {
        if (!ids->hashes[i]) continue;
        size_t at = place_of(&bigger, ids->hashes[i]);
        bigger.hashes[at] = ids->hashes[i];
        bigger.numbers[at] = ids->numbers[i];
    }
    sy__free(ids->ctx, ids->hashes);
    sy__free(ids->ctx, ids->numbers);
    *ids = bigger;
    return true;
}

/* *fresh: nobody had it; it is taken now. *number: its counter, valid until the next call. */
static sy_status put(sy__ids *ids, sy_str id, bool *fresh, uint32_t **number, sy_error *err)
{
    if (ids->n >= ids->cap / 4 * 3 && !grow(ids)) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    uint64_t hash = hash_of(id);
    size_t at = place_of(ids, hash);
    *fresh = ids->hashes[at] == 0;
    if (*fresh) {
        ids->hashes[at] = hash;
        ids->numbers[at] = 1;
        ids->n++;
    }
    *number = &ids->numbers[at];
    return SY_OK;
}

sy_status sy__ids_take(sy__ids *ids, sy_str id, sy_str *out, sy_error *err)
{
    bool fresh = false;
    uint32_t *number = NULL, *unused = NULL;
    sy_status st = put(ids, id, &fresh, &number, err);
    *out = id;
    while (!st && !fresh) {
        if (*number == UINT32_MAX) return sy_fail(err, SY_E_LIMIT, 0, "too many documents of one name");
        uint32_t next = ++*number;
        sy__buf_clear(&ids->made);
        sy__buf_str(&ids->made, id);
        sy__buf_printf(&ids->made, "~%u", (unsigned)next);
        if (ids->made.failed) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
        *out = sy__buf_view(&ids->made);
        st = put(ids, *out, &fresh, &unused, err);
        if (!st && !fresh) st = put(ids, id, &(bool){ false }, &number, err);   /* the table may have grown */
    }
    return st;
}

/* ---- documents ---------------------------------------------------------------------------- */

enum { ABREAST = 16 };

void sy_documents_hash(sy_document *const *d, size_t n)
{
    uint8_t digests[ABREAST][32];
    sy_str  sources[ABREAST];
    for (size_t done = 0; done < n; done += ABREAST) {
        size_t m = n - done < ABREAST ? n - done : ABREAST;
        for (size_t i = 0; i < m; i++) sources[i] = d[done + i]->source;
        sy__sha256_many(sources, m, digests);
        for (size_t i = 0; i < m; i++) sy__hex(digests[i], sizeof digests[i], d[done + i]->sha256);
    }
}

void sy_document_hash(sy_document *d) { sy_documents_hash(&d, 1); }

/* A copy and all its strings are one block. */
typedef struct owned {
    sy_document   document;   /* first: its address is the block's */
    const sy_ctx *ctx;
    char          bytes[];
} owned;

_Static_assert(sizeof(sy_document) - SY__DOCUMENT_STRINGS * sizeof(sy_str) < sizeof(sy_document_form) + 65 + sizeof(sy_str), "every string of a document is copied");

void sy__document_strings(sy_document *d, sy_str *out[SY__DOCUMENT_STRINGS])
{
    sy_str *all[SY__DOCUMENT_STRINGS] = { &d->id, &d->path, &d->record, &d->source, &d->url, &d->title, &d->published, &d->outlet, &d->language,
                                          &d->charset, &d->retrieved, &d->updated, &d->authors, &d->cut };
    memcpy(out, all, sizeof all);
}

static sy_status copy_document(sy_document **out, const sy_ctx *ctx, const sy_document *from, sy_error *err)
{
    sy_document copy = *from;
    sy_str *s[SY__DOCUMENT_STRINGS];
    sy__document_strings(&copy, s);
    size_t size = sizeof(owned);
    for (size_t i = 0; i < SY__DOCUMENT_STRINGS; i++) size += s[i]->len + 1;   /* each is of one input: no sum of them wraps */
    owned *o = sy__alloc(ctx, size);
    if (!o) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    char *at = o->bytes;
    for (size_t i = 0; i < SY__DOCUMENT_STRINGS; i++) {
        if (s[i]->len) memcpy(at, s[i]->ptr, s[i]->len);
        at[s[i]->len] = '\0';
        s[i]->ptr = at;
        at += s[i]->len + 1;
    }
    o->document = copy;
    o->ctx = ctx;
    *out = &o->document;
    return SY_OK;
}

sy_status sy_reader_take(sy_reader *r, sy_document **out, sy_error *err)
{
    const sy_document *d;
    *out = NULL;
    sy_status st = sy__reader_step(r, &d, err);
    if (st) return st;
    st = copy_document(out, sy__reader_ctx(r), d, err);
    if (!st) (*out)->sha256[0] = '\0';
    return st;
}

void sy_document_free(sy_document *d)
{
    if (!d) return;
    owned *o = (owned *)(void *)d;
    sy__free(o->ctx, o);
}
