/* Reads an account's JSON back. The file may come from anywhere: every type, reference and position is checked, and what is wrong is
 * said with its place. Fields that are not known are passed over, as docs/format.md promises. */
#include "report/account_file.h"

#include <yyjson.h>

enum { MOST_BYTES = 1 << 28, MOST_ITEMS = 1 << 22 };   /* items: of one list; references: of all lists together */

typedef struct reader {
    sy_account_file *f;
    sy_map           ids;        /* document ids */
    uint32_t        *named_in;   /* by document: the last list of references that names it, counted from 1 */
    uint32_t         n_lists;
    size_t           n_refs;
    sy_error        *err;
    sy_status        status;     /* of the first failure */
} reader;

/* ---- what is wrong ---------------------------------------------------------------------------------- */

static bool bad(reader *r, const char *list, size_t i, const char *what)
{
    if (r->status == SY_OK) r->status = sy_fail(r->err, SY_E_FORMAT, 0, "no account: %s[%zu] %s", list, i, what);
    return false;
}

static bool no_memory(reader *r)
{
    if (r->status == SY_OK) r->status = sy_fail(r->err, SY_E_NOMEM, 0, "no memory for an account");
    return false;
}

/* ---- fields -------------------------------------------------------------------------------------------- */

/* null and absent are empty. false: something else. */
static bool get_text(reader *r, yyjson_val *object, const char *name, sy_str *out, bool *is_text)
{
    yyjson_val *v = yyjson_obj_get(object, name);
    *out = (sy_str){ NULL, 0 };
    *is_text = !v || yyjson_is_null(v) || yyjson_is_str(v);
    return !yyjson_is_str(v) || sy__arena_str(&r->f->arena, (sy_str){ yyjson_get_str(v), yyjson_get_len(v) }, out) || no_memory(r);
}

static bool text(reader *r, yyjson_val *object, const char *name, bool needed, const char *list, size_t i, sy_str *out)
{
    bool is_text;
    if (!get_text(r, object, name, out, &is_text)) return false;
    if (!is_text) return bad(r, list, i, "has a field that should be text and is not");
    return !needed || out->len ? true : bad(r, list, i, "lacks a text that it must have");
}

static bool get_span(yyjson_val *v, sy_span *out)
{
    yyjson_val *begin = yyjson_arr_get(v, 0), *end = yyjson_arr_get(v, 1);
    if (yyjson_arr_size(v) != 2 || !yyjson_is_uint(begin) || !yyjson_is_uint(end)) return false;
    uint64_t b = yyjson_get_uint(begin), e = yyjson_get_uint(end);
    if (b > e || e > UINT32_MAX) return false;
    *out = (sy_span){ (uint32_t)b, (uint32_t)e };
    return true;
}

static bool splits(sy_str s, uint32_t at) { return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80; }

/* A document and a span into its source; where text_span or caption_span says or source and text are the same bytes,
 * the words. */
static bool get_ref(reader *r, yyjson_val *object, const char *list, size_t i, sy__file_ref *out)
{
    yyjson_val *id = yyjson_obj_get(object, "document"), *in_text = yyjson_obj_get(object, "text_span");
    if (!yyjson_is_str(id) || !get_span(yyjson_obj_get(object, "span"), &out->span)) return bad(r, list, i, "has a reference without document or span");
    const uint32_t *document = sy__map_find(&r->ids, (sy_str){ yyjson_get_str(id), yyjson_get_len(id) });
    if (!document) return bad(r, list, i, "refers to a document that is not in the account");
    out->document = *document;
    sy_str all = r->f->documents[*document].text;
    sy_span at = out->span;
    if (in_text && yyjson_is_null(in_text)) {
        in_text = yyjson_obj_get(object, "caption_span");
        all = r->f->documents[*document].captions;
        if (!in_text) return true;
    }
    if (in_text && !get_span(in_text, &at)) return bad(r, list, i, "has a text_span or caption_span that is none");
    if (at.end > all.len || splits(all, at.begin) || splits(all, at.end)) return in_text ? bad(r, list, i, "has a text_span or caption_span outside of the text") : true;
    out->words = sy__cut(all, at);
    return true;
}

/* The references where `refs` is given, and the documents that they name. */
static bool get_refs(reader *r, yyjson_val *array, const char *list, size_t i, sy__file_ref *refs, sy_ids *documents)
{
    size_t k, size = yyjson_arr_size(array), n = 0;
    yyjson_val *v;
    uint32_t *at = sy__arena_array(&r->f->arena, size < r->f->n_documents ? size : r->f->n_documents, sizeof *at);
    if (!at) return no_memory(r);
    r->n_lists++;
    yyjson_arr_foreach(array, k, size, v) {
        sy__file_ref ref = { 0 };
        if (!get_ref(r, v, list, i, &ref)) return false;
        if (refs) refs[k] = ref;
        if (r->named_in[ref.document] != r->n_lists) at[n++] = ref.document;
        r->named_in[ref.document] = r->n_lists;
    }
    *documents = (sy_ids){ at, n };
    return true;
}

/* Whether it is a list of references, and one that the account may still have. */
static bool may_read(reader *r, yyjson_val *array, const char *list, size_t i)
{
    size_t size = yyjson_arr_size(array);
    if (!yyjson_is_arr(array)) return bad(r, list, i, "lacks a list of references");
    if (size > MOST_ITEMS - r->n_refs) return bad(r, list, i, "has more references than an account may have");
    r->n_refs += size;
    return true;
}

static bool one_of(sy_str s, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) if (sy__is(s, names[i])) return true;
    return false;
}
#define ONE_OF(s, ...) one_of((s), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* ---- lists ----------------------------------------------------------------------------------------------- */

static bool read_document(reader *r, yyjson_val *v, size_t i)
{
    static const char list[] = "documents";
    sy__file_document *d = &r->f->documents[i];
    yyjson_val *source = yyjson_obj_get(v, "source");
    bool fresh;
    if (!yyjson_is_obj(v) || !yyjson_is_obj(source)) return bad(r, list, i, "is no document");
    if (!text(r, v, "id", true, list, i, &d->id) || !text(r, source, "sha256", true, list, i, &d->sha256) || !text(r, source, "url", false, list, i, &d->url)
        || !text(r, v, "title", false, list, i, &d->title) || !text(r, v, "outlet", false, list, i, &d->outlet)
        || !text(r, v, "published", false, list, i, &d->published) || !text(r, v, "text", false, list, i, &d->text)
        || !text(r, v, "captions", false, list, i, &d->captions)) return false;
    if (!sy__map_put(&r->ids, d->id, (uint32_t)i, &fresh)) return no_memory(r);
    return fresh ? true : bad(r, list, i, "has the id of another document");
}

static bool read_statement(reader *r, yyjson_val *v, size_t i)
{
    static const char list[] = "statements";
    sy__file_statement *s = &r->f->statements[i];
    if (!yyjson_is_obj(v)) return bad(r, list, i, "is no statement");
    if (!text(r, v, "id", true, list, i, &s->id) || !text(r, v, "status", true, list, i, &s->status)) return false;
    if (!ONE_OF(s->status, "agreed", "single-source", "differs", "disputed")) return bad(r, list, i, "has a status that is none");
    yyjson_val *origins = yyjson_obj_get(v, "origins");
    if (!yyjson_is_uint(origins) || yyjson_get_uint(origins) > UINT32_MAX) return bad(r, list, i, "lacks its number of origins");
    s->origins = (uint32_t)yyjson_get_uint(origins);
    yyjson_val *support = yyjson_obj_get(v, "support");
    if (!get_ref(r, yyjson_obj_get(v, "gist"), list, i, &s->gist) || !may_read(r, support, list, i)) return false;
    s->n_support = (uint32_t)yyjson_arr_size(support);
    s->support = sy__arena_array(&r->f->arena, s->n_support, sizeof *s->support);
    return s->support ? get_refs(r, support, list, i, s->support, &s->documents) : no_memory(r);
}

static bool read_difference(reader *r, yyjson_val *v, size_t i)
{
    static const char list[] = "differences";
    sy__file_difference *d = &r->f->differences[i];
    yyjson_val *values = yyjson_obj_get(v, "values"), *sure = yyjson_obj_get(v, "sure"), *item;
    size_t k, n = yyjson_arr_size(values);
    if (!yyjson_is_obj(v) || !yyjson_is_arr(values) || n > MOST_ITEMS || !yyjson_is_num(sure)) return bad(r, list, i, "is no difference");
    if (!text(r, v, "id", true, list, i, &d->id) || !text(r, v, "kind", true, list, i, &d->kind) || !text(r, v, "relation", true, list, i, &d->relation)) return false;
    d->sure = yyjson_get_num(sure);
    d->values = sy__arena_array(&r->f->arena, n, sizeof *d->values);
    if (!d->values) return no_memory(r);
    d->n_values = (uint32_t)n;
    yyjson_arr_foreach(values, k, n, item) {
        yyjson_val *mentions = yyjson_obj_get(item, "mentions");
        if (!text(r, item, "value", false, list, i, &d->values[k].value) || !may_read(r, mentions, list, i)
            || !get_refs(r, mentions, list, i, NULL, &d->values[k].documents)) return false;
    }
    return true;
}

#define LIST(r, root, name, read_one) list_of((r), (root), #name, sizeof *(r)->f->name, (void **)&(r)->f->name, &(r)->f->n_##name, read_one)

static bool list_of(reader *r, yyjson_val *root, const char *name, size_t size, void **out, uint32_t *count, bool (*read_one)(reader *, yyjson_val *, size_t))
{
    yyjson_val *array = yyjson_obj_get(root, name), *v;
    size_t i, n = yyjson_arr_size(array);
    if (!yyjson_is_arr(array) || n > MOST_ITEMS) {
        r->status = sy_fail(r->err, SY_E_FORMAT, 0, "no account: it lacks its list of %s", name);
        return false;
    }
    *out = sy__arena_array(&r->f->arena, n, size);
    if (!*out) return no_memory(r);
    *count = (uint32_t)n;
    yyjson_arr_foreach(array, i, n, v) if (!read_one(r, v, i)) return false;
    return true;
}

/* ---- the file ------------------------------------------------------------------------------------------------ */

static void *json_malloc(void *user, size_t size) { return sy__alloc(user, size); }
static void *json_realloc(void *user, void *p, size_t old_size, size_t size) { (void)old_size; return sy__realloc(user, p, size); }
static void  json_free(void *user, void *p) { sy__free(user, p); }

/* yyjson nests without recursion, and so does this: it only looks where an account has something. */
static void read_root(reader *r, sy_str json)
{
    yyjson_alc alc = { json_malloc, json_realloc, json_free, r->f->ctx };
    yyjson_read_err e;
    yyjson_doc *doc = yyjson_read_opts((char *)(uintptr_t)json.ptr, json.len, YYJSON_READ_NOFLAG, &alc, &e);
    if (!doc) {
        r->status = e.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION ? sy_fail(r->err, SY_E_NOMEM, 0, "no memory for an account")
                                                                  : sy_fail(r->err, SY_E_FORMAT, e.pos, "no JSON: %s at byte %zu", e.msg, e.pos);
        return;
    }
    yyjson_val *root = yyjson_doc_get_root(doc);
    bool is_text;
    if (!yyjson_is_obj(root)) r->status = sy_fail(r->err, SY_E_FORMAT, 0, "no account: it is no object");
    else if (get_text(r, root, "synoptic", &r->f->version, &is_text) && (!is_text || r->f->version.len == 0))
        r->status = sy_fail(r->err, SY_E_FORMAT, 0, "no account: it does not say which version of synoptic made it");
    if (r->status == SY_OK && LIST(r, root, documents, read_document)) {
        r->named_in = sy__arena_array(&r->f->arena, r->f->n_documents, sizeof *r->named_in);
        if (!r->named_in) (void)no_memory(r);
        else if (LIST(r, root, statements, read_statement)) (void)LIST(r, root, differences, read_difference);
    }
    yyjson_doc_free(doc);
}

sy_status sy_account_file_read(sy_account_file **out, sy_ctx *ctx, sy_str json, sy_error *err)
{
    if (!out) return sy_fail(err, SY_E_ARG, 0, "no place for the account");
    *out = NULL;
    if (!ctx || (json.len && !json.ptr)) return sy_fail(err, SY_E_ARG, 0, "no context or no bytes");
    if (json.len > MOST_BYTES) return sy_fail(err, SY_E_LIMIT, 0, "an account of more than 256 MiB");
    sy_account_file *f = sy__calloc(ctx, 1, sizeof *f);
    if (!f) return sy_fail(err, SY_E_NOMEM, 0, "no memory for an account");
    f->ctx = ctx;
    sy__arena_init(&f->arena, ctx);
    reader r = { .f = f, .err = err, .status = SY_OK };
    sy__map_init(&r.ids, ctx);
    if (json.len == 0) r.status = sy_fail(err, SY_E_FORMAT, 0, "no account: the file is empty");
    else read_root(&r, json);
    sy__map_done(&r.ids);
    if (r.status != SY_OK) {
        sy_account_file_free(f);
        return r.status;
    }
    *out = f;
    return SY_OK;
}

void sy_account_file_free(sy_account_file *f)
{
    if (!f) return;
    sy__arena_done(&f->arena);
    sy__free(f->ctx, f);
}
