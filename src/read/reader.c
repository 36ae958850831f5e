/* The reader: files one after another -> documents one after another. At most one file's worth of bytes is held;
 * of JSON lines, one line. What can't be read becomes a problem, and the rest goes on. */
#include <stdio.h>

#include "read/read_internal.h"

enum {
    LINE_FACTOR = 4,          /* escapes make a JSON line longer than its text */
    MOST_LINE_PROBLEMS = 100  /* a file; the rest are counted */
};

typedef enum { STATE_NEXT_FILE, STATE_LINES, STATE_ITEMS, STATE_RECORDS, STATE_FEED } state;

struct sy_reader {
    const sy_ctx    *ctx;
    sy_arena         arena;        /* the paths given */
    sy__problems     problems;
    sy__ids          ids;
    sy__walk        *walk;
    sy__json_reader *json;
    sy__warc        *warc;
    sy__feed        *feed;
    sy__linked       linked;
    uint64_t         max_bytes, max_documents, n_documents;
    state            state;
    /* The present file: */
    sy__input        in;
    sy_str           path;
    sy_str           memory;       /* sy__reader_memory: the one input's bytes; ptr NULL when it has been opened */
    uint64_t         line;         /* JSON lines read so far */
    uint64_t         bad_lines;
    uint64_t         before_file;  /* n_documents when it was opened */
    size_t           item, n_items;
    char             record[48];
    sy_document      document;
};

/* ---- life ------------------------------------------------------------------------------ */

static sy_status reader_new(sy_reader **out, sy_ctx *ctx, const sy_read_opts *opts, sy_error *err)
{
    *out = NULL;
    if (opts && (opts->version < 1 || opts->version > SY_READ_OPTS_VERSION)) return sy_fail(err, SY_E_ARG, 0, "unknown version of options");
    sy_reader *r = sy__calloc(ctx, 1, sizeof *r);
    if (!r) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    r->ctx = ctx;
    sy__arena_init(&r->arena, ctx);
    sy__problems_init(&r->problems, ctx);
    sy__ids_init(&r->ids, ctx);
    sy__input_init(&r->in, ctx);
    r->max_bytes = opts && opts->max_bytes ? opts->max_bytes : SY__READ_MAX_BYTES;
    if (r->max_bytes > SY__READ_MOST_BYTES) r->max_bytes = SY__READ_MOST_BYTES;
    r->max_documents = opts && opts->max_documents ? opts->max_documents : UINT64_MAX;
    bool check = !opts || opts->version < 2 || !opts->skip_digests;
    sy__linked_init(&r->linked, ctx);
    sy_status st = sy__json_reader_new(&r->json, ctx, err);
    if (!st) st = sy__warc_new(&r->warc, ctx, &r->in, &r->problems, r->max_bytes, check, err);
    if (!st) st = sy__feed_new(&r->feed, ctx, &r->in, &r->problems, r->max_bytes, err);
    if (st) {
        sy_reader_free(r);
        return st;
    }
    *out = r;
    return SY_OK;
}

sy_status sy_reader_new(sy_reader **out, sy_ctx *ctx, const char *const *paths, size_t n_paths, const sy_read_opts *opts, sy_error *err)
{
    sy_status st = reader_new(out, ctx, opts, err);
    if (st) return st;
    sy_reader *r = *out;
    const char **copies = sy__arena_array(&r->arena, n_paths, sizeof *copies);
    if (!copies) st = sy_fail(err, SY_E_NOMEM, 0, "no memory");
    for (size_t i = 0; !st && i < n_paths; i++) {
        sy_str copy;
        if (!sy__arena_str(&r->arena, sy__str(paths[i]), &copy)) st = sy_fail(err, SY_E_NOMEM, 0, "no memory");
        else copies[i] = copy.ptr;
    }
    if (!st) st = sy__walk_new(&r->walk, ctx, &r->problems, copies, n_paths, err);
    if (st) {
        sy_reader_free(r);
        *out = NULL;
    }
    return st;
}

sy_status sy__reader_memory(sy_reader **out, sy_ctx *ctx, const char *path, sy_str bytes, const sy_read_opts *opts, sy_error *err)
{
    sy_status st = reader_new(out, ctx, opts, err);
    if (st) return st;
    (*out)->memory = bytes.ptr ? bytes : SY_STR("");
    if (sy__arena_str(&(*out)->arena, sy__str(path), &(*out)->path)) return SY_OK;
    sy_reader_free(*out);
    *out = NULL;
    return sy_fail(err, SY_E_NOMEM, 0, "no memory");
}

void sy_reader_free(sy_reader *r)
{
    if (!r) return;
    sy__input_done(&r->in);
    sy__json_reader_free(r->json);
    sy__warc_free(r->warc);
    sy__feed_free(r->feed);
    sy__linked_done(&r->linked);
    sy__walk_free(r->walk);
    sy__problems_done(&r->problems);
    sy__ids_done(&r->ids);
    sy__arena_done(&r->arena);
    sy__free(r->ctx, r);
}

const sy_ctx *sy__reader_ctx(const sy_reader *r) { return r->ctx; }

const sy_problem *sy_reader_problems(const sy_reader *r, size_t *n)
{
    *n = r->problems.list.n;
    return r->problems.list.at;
}

void sy_reader_on_problem(sy_reader *r, sy_problem_fn tell, void *user)
{
    r->problems.tell = tell;
    r->problems.tell_user = user;
}

/* ---- the present file ------------------------------------------------------------------- */

static sy_status problem(sy_reader *r, const char *record, const sy_error *why, sy_error *err)
{
    return sy__problem_add(&r->problems, r->path, sy__str(record), why->status, err, "%s", why->text);
}

/* No memory ends the reading; every other failure is the file's own. */
static sy_status file_failed(sy_reader *r, const sy_error *why, sy_error *err)
{
    r->state = STATE_NEXT_FILE;
    if (why->status == SY_E_NOMEM) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    return problem(r, "", why, err);
}

/* Fills on until a line is whole. SY_E_LIMIT: it is longer than a record may be. */
static sy_status fill_line(sy_reader *r, size_t *length, sy_error *why)
{
    size_t from = 0, most = (size_t)r->max_bytes * LINE_FACTOR + SY__READ_HEAD;
    for (;;) {
        sy_str have = sy__input_rest(&r->in);
        const char *newline = have.len > from ? memchr(have.ptr + from, '\n', have.len - from) : NULL;
        if (newline) {
            *length = (size_t)(newline - have.ptr);
            return SY_OK;
        }
        *length = have.len;
        if (r->in.end) return SY_OK;
        if (have.len > most) return sy_fail(why, SY_E_LIMIT, 0, "is longer than %zu bytes", most);
        from = have.len;
        sy_status st = sy__input_fill(&r->in, have.len + SY__READ_HEAD, why);
        if (st) return st;   /* no memory */
    }
}

static const sy_document *give(sy_reader *r)
{
    r->document.path = r->path;
    if (!r->document.record.len) r->document.record = sy__str(r->record);
    if (!r->document.id.len) r->document.id = sy__last_part(r->path);
    r->n_documents++;
    return &r->document;
}

/* ---- JSON ------------------------------------------------------------------------------- */

/* Skips the rest of a line that is too long, in pieces. */
static sy_status skip_line(sy_reader *r, sy_error *err)
{
    for (;;) {
        r->in.at = r->in.data.len;
        sy__input_drop(&r->in);
        if (r->in.end) return SY_OK;
        sy_status st = sy__input_fill(&r->in, SY__READ_HEAD, err);
        if (st) return st;
        const char *newline = r->in.data.len ? memchr(r->in.data.ptr, '\n', r->in.data.len) : NULL;
        if (!newline) continue;
        r->in.at = (size_t)(newline - r->in.data.ptr) + 1;
        return SY_OK;
    }
}

static sy_status bad_line(sy_reader *r, const sy_error *why, sy_error *err)
{
    if (why->status == SY_E_NOMEM) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    if (++r->bad_lines > MOST_LINE_PROBLEMS) return SY_OK;
    return problem(r, r->record, why, err);
}

static sy_status end_lines(sy_reader *r, sy_error *err)
{
    r->state = STATE_NEXT_FILE;
    if (r->in.fault.status) {
        sy_status st = problem(r, "", &r->in.fault, err);
        if (st) return st;
    } else if (r->n_documents == r->before_file && r->bad_lines == 0)
        return sy__problem_add(&r->problems, r->path, (sy_str){ NULL, 0 }, SY_E_NOTFOUND, err, "holds no documents");
    if (r->bad_lines <= MOST_LINE_PROBLEMS) return SY_OK;
    return sy__problem_add(&r->problems, r->path, (sy_str){ NULL, 0 }, SY_E_FORMAT, err, "has %llu more lines that can't be read",
                           (unsigned long long)(r->bad_lines - MOST_LINE_PROBLEMS));
}

/* The next line; *out stays NULL where it gives no document. */
static sy_status next_line(sy_reader *r, const sy_document **out, sy_error *err)
{
    sy_error why = { 0 };
    size_t length = 0;
    sy__input_drop(&r->in);
    sy_status st = fill_line(r, &length, &why);
    bool last = st == SY_OK && r->in.at + length == r->in.data.len;   /* no newline behind it */
    if (last && (length == 0 || r->in.fault.status)) return end_lines(r, err);   /* a line cut off by a fault is none */
    r->line++;
    snprintf(r->record, sizeof r->record, "line %llu", (unsigned long long)r->line);
    if (st) {
        st = bad_line(r, &why, err);
        return st ? st : skip_line(r, err);
    }
    sy_str line = sy__trim(sy__sub(sy__input_rest(&r->in), 0, length));
    r->in.at += length + !last;
    if (line.len == 0) return SY_OK;
    st = sy__json_parse(r->json, line, &why);
    if (!st) st = sy__json_document(r->json, SIZE_MAX, r->max_bytes, &r->document, &why);
    if (st) return bad_line(r, &why, err);
    *out = give(r);
    return SY_OK;
}

static sy_status next_item(sy_reader *r, const sy_document **out, sy_error *err)
{
    sy_error why = { 0 };
    if (r->item == r->n_items) {
        r->state = STATE_NEXT_FILE;
        return SY_OK;
    }
    r->record[0] = '\0';
    if (sy__json_is_array(r->json)) snprintf(r->record, sizeof r->record, "item %zu", r->item + 1);
    sy_status st = sy__json_document(r->json, r->item++, r->max_bytes, &r->document, &why);
    if (st == SY_E_NOMEM) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    if (st) return problem(r, r->record, &why, err);
    *out = give(r);
    return SY_OK;
}

/* Whether a line behind the first begins like a record: then a first line that is broken is only that. */
static bool more_records(sy_str head, size_t first)
{
    while (first < head.len) {
        sy_str rest = sy__sub(head, first + 1, head.len);
        size_t end = sy__find(rest, SY_STR("\n"), 0);
        sy_str line = sy__trim(sy__sub(rest, 0, end == SIZE_MAX ? rest.len : end));
        if (line.len > 2) return sy__starts(line, SY_STR("{\""));
        if (line.len || end == SIZE_MAX) return false;
        first += 1 + end;
    }
    return false;
}

/* JSON lines, or one value over many lines, or text that only begins with a bracket. *is_text: the last. */
static sy_status begin_json(sy_reader *r, const sy__detected *d, bool *is_text, sy_error *err)
{
    sy_error why = { 0 };
    size_t length = 0;
    if (sy__starts(sy__input_rest(&r->in), SY_STR("\xEF\xBB\xBF"))) r->in.at += 3;
    r->state = STATE_LINES;
    r->line = r->bad_lines = 0;
    if (d->lines) return SY_OK;
    sy_status st = fill_line(r, &length, &why);
    if (st == SY_E_LIMIT) return SY_OK;   /* the line will be named */
    if (st) return file_failed(r, &why, err);   /* no memory */
    sy_str first = sy__trim(sy__sub(sy__input_rest(&r->in), 0, length));
    if (first.len && first.ptr[0] == '{') {
        st = sy__json_parse(r->json, first, &why);
        if (st == SY_E_NOMEM) return sy_fail(err, st, 0, "no memory");
        if (!st || more_records(sy__input_rest(&r->in), length)) return SY_OK;
    }
    r->state = STATE_NEXT_FILE;
    st = sy__input_fill(&r->in, (size_t)r->max_bytes * LINE_FACTOR + 1, err);
    if (st) return st;
    if (r->in.fault.status) return file_failed(r, &r->in.fault, err);
    st = r->in.end ? sy__json_parse(r->json, sy__trim(sy__input_rest(&r->in)), &why) : sy__fail_too_large(&why, r->max_bytes);
    if (st == SY_E_NOMEM) return sy_fail(err, st, 0, "no memory");
    r->item = 0;
    r->n_items = st ? 0 : sy__json_count(r->json);
    if (r->n_items) {
        r->state = STATE_ITEMS;
        return SY_OK;
    }
    *is_text = st && !d->record;
    r->in.at = 0;   /* a text's byte order mark belongs to its source */
    if (*is_text) return SY_OK;
    if (!st) sy_fail(&why, SY_E_FORMAT, 0, "is JSON without a document");
    return problem(r, "", &why, err);
}

/* ---- records of WARC, items of feeds ------------------------------------------------------ */

/* SY_E_END of a part is only the end of its file. */
static sy_status file_ended(sy_reader *r, sy_status st)
{
    if (st != SY_E_END) return st;
    r->state = STATE_NEXT_FILE;
    return SY_OK;
}

static sy_status next_record(sy_reader *r, const sy_document **out, sy_error *err)
{
    bool given = false;
    sy_status st = sy__warc_step(r->warc, &r->document, &given, err);
    if (given) *out = give(r);
    return file_ended(r, st);
}

static sy_status next_feed_item(sy_reader *r, const sy_document **out, sy_error *err)
{
    sy_error why = { 0 };
    bool given = false;
    sy_str link;
    sy_status st = sy__feed_step(r->feed, &r->document, &given, &link, err);
    if (st || !given) return file_ended(r, st);
    if (link.len) st = sy__linked_read(&r->linked, r->walk ? r->path : SY_STR("-"), link, r->max_bytes, &r->document, &why);
    bool has_text = r->document.source.len > 0;
    if (st && !(has_text && st == SY_E_NOTFOUND)) {   /* a page of the site, whose text the feed has, is no file that is missing */
        st = sy__feed_problem(r->feed, &why, err);
        if (st || !has_text) return st;
    }
    *out = give(r);
    return SY_OK;
}

/* ---- whole files ------------------------------------------------------------------------- */

static sy_status whole_file(sy_reader *r, const sy__detected *d, const sy_document **out, sy_error *err)
{
    sy_error why = { 0 };
    sy_status st = sy__input_fill(&r->in, (size_t)r->max_bytes + 1, err);
    if (st) return st;
    if (r->in.fault.status) return file_failed(r, &r->in.fault, err);
    if (sy__input_rest(&r->in).len > r->max_bytes) {
        sy__fail_too_large(&why, r->max_bytes);
        return file_failed(r, &why, err);
    }
    r->document = (sy_document){ .source = sy__input_rest(&r->in), .form = d->kind == SY__KIND_HTML ? SY_FORM_HTML : SY_FORM_PAGE, .charset = d->charset };
    r->record[0] = '\0';
    *out = give(r);
    return SY_OK;
}

/* Names what the file is that can't be read. */
static sy_status refuse(sy_reader *r, const sy__detected *d, sy_error *err)
{
    sy_status status = SY_E_UNSUPPORTED;
    const char *text = NULL;
    switch (d->kind) {
    case SY__KIND_UTF32: text = "is text in UTF-32, which this version does not read"; break;
    case SY__KIND_OTHER: text = "is no report"; break;
    default: text = "is a binary file"; status = SY_E_FORMAT; break;
    }
    if (d->what.len)
        return sy__problem_add(&r->problems, r->path, (sy_str){ NULL, 0 }, status, err, "%s (%.*s)", text, (int)d->what.len, d->what.ptr);
    return sy__problem_add(&r->problems, r->path, (sy_str){ NULL, 0 }, status, err, "%s", text);
}

/* Opens the next input. @return SY_E_END when there is none. */
static sy_status open_next(sy_reader *r, sy_error *err, bool *opened)
{
    sy_error why = { 0 };
    r->before_file = r->n_documents;
    sy_status st;
    if (r->walk) {
        do st = sy__walk_next(r->walk, &r->path, err);
        while (!st && sy__linked_has(&r->linked, r->path.ptr));   /* it was read as an item's */
        if (st) return st;
        st = sy__input_open(&r->in, r->path.ptr, &why);
    } else {
        if (!r->memory.ptr) return SY_E_END;
        st = sy__input_memory(&r->in, r->memory, &why);
        r->memory.ptr = NULL;
    }
    *opened = !st;
    return st ? file_failed(r, &why, err) : SY_OK;
}

static sy_status next_file(sy_reader *r, const sy_document **out, sy_error *err)
{
    sy_error why = { 0 };
    bool opened = false, is_text = false;
    sy_status st = open_next(r, err, &opened);
    if (st || !opened) return st;
    st = sy__input_fill(&r->in, SY__READ_HEAD, err);
    if (st) return st;
    if (r->in.fault.status && r->in.data.len == 0) return file_failed(r, &r->in.fault, err);
    sy__detected d = sy__detect(sy__input_rest(&r->in), r->path);
    if (d.kind == SY__KIND_JSON && !d.utf16) {
        st = begin_json(r, &d, &is_text, err);
        if (st || !is_text) return st;
        d.kind = SY__KIND_TEXT;
    }
    if (d.kind == SY__KIND_JSON && sy__may_be_text(&d)) d.kind = SY__KIND_TEXT;
    if (d.kind == SY__KIND_JSON) {
        sy_fail(&why, SY_E_UNSUPPORTED, 0, "is JSON in UTF-16: JSON has to be in UTF-8");
        return file_failed(r, &why, err);
    }
    r->record[0] = '\0';
    switch (d.kind) {
    case SY__KIND_TEXT:
    case SY__KIND_HTML: return whole_file(r, &d, out, err);
    case SY__KIND_WARC:
        r->state = STATE_RECORDS;
        sy__warc_begin(r->warc, r->path);
        return SY_OK;
    case SY__KIND_FEED:
        st = sy__feed_begin(r->feed, r->path, err);
        if (!st) r->state = STATE_FEED;
        return st;
    default: return refuse(r, &d, err);
    }
}

sy_status sy__reader_step(sy_reader *r, const sy_document **out, sy_error *err)
{
    *out = NULL;
    while (!*out) {
        sy_status st = SY_OK;
        if (r->n_documents == r->max_documents) return SY_E_END;
        switch (r->state) {
        case STATE_NEXT_FILE: st = next_file(r, out, err); break;
        case STATE_LINES: st = next_line(r, out, err); break;
        case STATE_ITEMS: st = next_item(r, out, err); break;
        case STATE_RECORDS: st = next_record(r, out, err); break;
        case STATE_FEED: st = next_feed_item(r, out, err); break;
        }
        if (st) return st;
    }
    return sy__ids_take(&r->ids, r->document.id, &r->document.id, err);
}

sy_status sy_reader_next(sy_reader *r, const sy_document **out, sy_error *err)
{
    sy_status st = sy__reader_step(r, out, err);
    if (!st) sy_document_hash(&r->document);
    return st;
}
