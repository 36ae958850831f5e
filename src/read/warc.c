/* Records of a WARC file (ISO 28500, 1.0 and 1.1): responses, resources and conversions (WET) give documents; what is no
 * report is passed over and counted; what is broken is named, and reading goes on at the next record. */
#include <stdio.h>
#include <stdlib.h>

#include "read/read_internal.h"
#include "read_tables.h"

enum {
    MOST_HEADER = 1 << 18,
    BLOCK_SLACK = 1 << 20,     /* HTTP header and chunk sizes come on top of a document */
    MOST_PROBLEMS = 100,       /* of single records; the rest are counted */
    MOST_COUNTS = 40,
    MOST_NAMED = 6,            /* in a list of counts */
    SNIFF = 512,
    MANY_BLANKS = 256,
    FIELD_MOST = 400           /* of an identifier in a message */
};

typedef struct fields {
    sy_str type, id, url, date, media, length, block_digest, payload_digest, cut, segment;
} fields;

typedef struct count { char name[48]; uint64_t n; } count;
/* So many of each kind were passed over; kinds that find no place are counted together. */
typedef struct counts { count of[MOST_COUNTS]; uint32_t n; uint64_t all; } counts;

struct sy__warc {
    const sy_ctx *ctx;
    sy__input    *in;
    sy__problems *problems;
    sy_str        path;
    uint64_t      max_bytes;
    bool          check_digests;
    sy_buf        bodies[2];     /* what undoing a coding gives, in turns */
    sy_buf        names;         /* id of a record that has none */
    fields        f;
    uint64_t      record_at;     /* of the present record in the content */
    uint64_t      searched;      /* no header of a later record ends before this place in the content */
    uint64_t      n_given, n_bad, n_odd_payload;
    counts        statuses, media;
};

static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

/* ---- life -------------------------------------------------------------------------------- */

sy_status sy__warc_new(sy__warc **out, const sy_ctx *ctx, sy__input *in, sy__problems *problems, uint64_t max_bytes, bool check_digests, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return no_memory(err);
    **out = (sy__warc){ .ctx = ctx, .in = in, .problems = problems, .max_bytes = max_bytes, .check_digests = check_digests };
    for (int i = 0; i < 2; i++) sy__buf_init(&(*out)->bodies[i], ctx);
    sy__buf_init(&(*out)->names, ctx);
    return SY_OK;
}

void sy__warc_free(sy__warc *w)
{
    if (!w) return;
    for (int i = 0; i < 2; i++) sy__buf_done(&w->bodies[i]);
    sy__buf_done(&w->names);
    sy__free(w->ctx, w);
}

void sy__warc_begin(sy__warc *w, sy_str path)
{
    w->path = path;
    w->n_given = w->n_bad = w->n_odd_payload = 0;
    w->searched = 0;
    w->statuses.n = w->media.n = 0;
    w->statuses.all = w->media.all = 0;
    sy__input_members(w->in);
}

/* ---- what is passed over --------------------------------------------------------------------- */

static void count_one(counts *c, sy_str name)
{
    c->all++;
    if (name.len == 0) name = SY_STR("no type");
    if (name.len >= sizeof c->of->name) name.len = sizeof c->of->name - 1;
    for (uint32_t i = 0; i < c->n; i++)
        if (sy__ieq(sy__str(c->of[i].name), name)) {
            c->of[i].n++;
            return;
        }
    if (c->n == MOST_COUNTS) return;
    count *fresh = &c->of[c->n++];
    memcpy(fresh->name, name.ptr, name.len);
    fresh->name[name.len] = '\0';
    fresh->n = 1;
}

static int by_count(const void *a, const void *b)
{
    const count *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->name, y->name);
}

/* "has 12 records that …, passed over: image/png 7, application/pdf 5": one line, however many there are. */
static sy_status say_counts(sy__warc *w, counts *c, const char *what, sy_error *err)
{
    char line[400];
    size_t n = 0;
    uint64_t named = 0;
    if (c->all == 0) return SY_OK;
    qsort(c->of, c->n, sizeof *c->of, by_count);
    for (uint32_t i = 0; i < c->n && i < MOST_NAMED; i++) {
        n += (size_t)snprintf(line + n, sizeof line - n, "%s%s %llu", i ? ", " : "", c->of[i].name, (unsigned long long)c->of[i].n);
        named += c->of[i].n;
    }
    if (named < c->all) snprintf(line + n, sizeof line - n, ", others %llu", (unsigned long long)(c->all - named));
    return sy__problem_add(w->problems, w->path, (sy_str){ NULL, 0 }, SY_E_UNSUPPORTED, err, "has %llu record%s %s, passed over: %s",
                           (unsigned long long)c->all, c->all == 1 ? "" : "s", what, line);
}

static sy_status end_file(sy__warc *w, sy_error *err)
{
    sy_status st = SY_OK;
    sy_str none = { NULL, 0 };
    if (w->n_bad > MOST_PROBLEMS)
        st = sy__problem_add(w->problems, w->path, none, SY_E_FORMAT, err, "has %llu more records that can't be read",
                             (unsigned long long)(w->n_bad - MOST_PROBLEMS));
    if (!st) st = say_counts(w, &w->statuses, "with an HTTP status other than 200", err);
    if (!st) st = say_counts(w, &w->media, "that are neither HTML nor text", err);
    if (!st && w->n_odd_payload)
        st = sy__problem_add(w->problems, w->path, none, SY_E_FORMAT, err,
                             "has %llu record%s whose payload digest does not fit, though the digest of the whole record does: read all the same",
                             (unsigned long long)w->n_odd_payload, w->n_odd_payload == 1 ? "" : "s");
    if (!st && w->n_given + w->n_bad + w->statuses.all + w->media.all == 0)
        st = sy__problem_add(w->problems, w->path, none, SY_E_NOTFOUND, err, "holds no documents");
    return st ? st : SY_E_END;
}

/* ---- what is broken ------------------------------------------------------------------------- */

static sy_str short_of(sy_str s) { return s.len > FIELD_MOST ? sy__sub(s, 0, FIELD_MOST) : s; }

/* A record by its own identifier, "urn:uuid:…", else by where it begins in the content. */
static sy_str record_name(const sy__warc *w, char *room, size_t size)
{
    if (w->f.id.len) return short_of(w->f.id);
    snprintf(room, size, "offset %llu", (unsigned long long)w->record_at);
    return sy__str(room);
}

static sy_status bad_record(sy__warc *w, const sy_error *why, sy_error *err)
{
    char room[48];
    if (why->status == SY_E_NOMEM) return no_memory(err);
    if (++w->n_bad > MOST_PROBLEMS) return SY_OK;
    return sy__problem_add(w->problems, w->path, record_name(w, room, sizeof room), why->status, err, "%s", why->text);
}

/* Where a line begins that says WARC/1.0 or 1.1; SIZE_MAX. */
static size_t find_record(sy_str s, size_t from)
{
    for (size_t at = from; (at = sy__find(s, SY_STR("WARC/1."), at)) != SIZE_MAX; at++)
        if ((at == 0 || s.ptr[at - 1] == '\n') && at + 9 < s.len && (s.ptr[at + 8] == '\r' || s.ptr[at + 8] == '\n')) return at;
    return SIZE_MAX;
}

static bool may_go_on(const sy_error *fault) { return fault->status == SY_E_FORMAT; }

/* Goes to the next record: the next line that begins one, or behind damage the next member that does. */
static sy_status resync(sy__warc *w, size_t from, sy_error *err)
{
    sy__input *in = w->in;
    for (;;) {
        sy_str rest = sy__input_rest(in);
        size_t at = find_record(rest, from < rest.len ? from : rest.len);
        if (at != SIZE_MAX) {
            in->at += at;
            return SY_OK;
        }
        size_t keep = rest.len < 16 ? rest.len : 16;   /* a line that is not whole yet */
        in->at += rest.len - keep;
        from = from > rest.len - keep ? from - (rest.len - keep) : 0;
        sy__input_drop(in);
        if (!in->end) {
            sy_status st = sy__input_fill(in, keep + (1U << 20), err);
            if (st) return st;
            continue;
        }
        bool found = false;
        in->at = in->data.len;
        sy_status st = may_go_on(&in->fault) ? sy__input_resync(in, &found, err) : SY_OK;
        if (!st && found) st = sy__input_fill(in, SNIFF, err);
        if (!found) in->fault = (sy_error){ 0 };   /* it is named, and nothing comes behind it */
        if (st || !found) return st;
        from = 0;
    }
}

/* The window ends inside of the record at hand. */
static sy_status cut_off(sy__warc *w, size_t from, sy_error *err)
{
    sy_error why = { 0 };
    if (w->in->fault.status) sy_fail(&why, w->in->fault.status, 0, "is cut off: the file %s", w->in->fault.text);
    else if (w->f.length.len && w->f.length.len < 20)
        sy_fail(&why, SY_E_FORMAT, 0, "is cut off: it should have %.*s bytes", (int)w->f.length.len, w->f.length.ptr);
    else sy_fail(&why, SY_E_FORMAT, 0, "has a length that does not lead to the next record");
    sy_status st = bad_record(w, &why, err);
    if (!may_go_on(&w->in->fault) && w->in->fault.status) w->in->fault.status = SY_OK;   /* it is named */
    return st ? st : resync(w, from, err);
}

/* ---- the header ------------------------------------------------------------------------------- */

static sy_str without_angles(sy_str s)
{
    return s.len > 1 && s.ptr[0] == '<' && s.ptr[s.len - 1] == '>' ? sy__sub(s, 1, s.len - 1) : s;
}

static void parse_fields(sy__warc *w, sy_str header)
{
    const struct { const char *name; size_t n; sy_str *to; } known[] = {
        { "WARC-Type", 9, &w->f.type }, { "WARC-Record-ID", 14, &w->f.id }, { "WARC-Target-URI", 15, &w->f.url }, { "WARC-Date", 9, &w->f.date },
        { "Content-Type", 12, &w->f.media }, { "Content-Length", 14, &w->f.length }, { "WARC-Block-Digest", 17, &w->f.block_digest },
        { "WARC-Payload-Digest", 19, &w->f.payload_digest }, { "WARC-Truncated", 14, &w->f.cut }, { "WARC-Segment-Number", 19, &w->f.segment }
    };
    sy_str name, value;
    w->f = (fields){ 0 };
    while (sy__field_next(&header, &name, &value))
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (known[i].n == name.len && known[i].to->len == 0 &&
                (memcmp(known[i].name, name.ptr, name.len) == 0 || sy__ieq((sy_str){ known[i].name, known[i].n }, name))) {
                *known[i].to = value;
                break;
            }
    w->f.id = without_angles(w->f.id);
    w->f.url = without_angles(w->f.url);
}

/* Fills on until the header of the record is whole. *length 0: it is not, or too long. */
static sy_status find_header(sy__warc *w, size_t *length, sy_error *err)
{
    enum { BLANK_LINE = 3 };   /* a line end before the last byte looked at may belong to one */
    uint64_t at = sy__input_offset(w->in);
    *length = 0;
    for (;;) {
        sy_str rest = sy__input_rest(w->in);
        bool found = sy__header_end(rest, w->searched > at ? (size_t)(w->searched - at) : 0, length);
        size_t seen = found ? *length : rest.len;
        if (seen > BLANK_LINE && at + seen - BLANK_LINE > w->searched) w->searched = at + seen - BLANK_LINE;
        if (found || w->in->end || rest.len > MOST_HEADER) return SY_OK;
        sy_status st = sy__input_fill(w->in, rest.len + 1, err);
        if (st) return st;
    }
}

static bool parse_length(sy_str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || i > 17) return false;
        *out = *out * 10 + (uint64_t)(s.ptr[i] - '0');
    }
    return s.len > 0;
}

/* ---- the block --------------------------------------------------------------------------------- */

static bool is_blank(char c) { return c == '\r' || c == '\n'; }

/* Uses up the line ends between records, at most so many. */
static sy_status skip_blank(sy__warc *w, uint64_t most, sy_error *err)
{
    sy__input *in = w->in;
    for (;;) {
        for (; most && in->at < in->data.len && is_blank(in->data.ptr[in->at]); most--) in->at++;
        if (!most || in->at < in->data.len || in->end || in->member_end == sy__input_offset(in)) return SY_OK;
        sy_status st = sy__input_fill(in, 1, err);
        if (st) return st;
    }
}

/* Whether a record's length has led to the two line ends behind every record, or where they are not, to where another
 * begins or the file or a member ends; and whether the stream has not broken there: then its checksum does not fit. */
static sy_status ends_well(sy__warc *w, bool *well, sy_error *err)
{
    sy__input *in = w->in;
    *well = true;
    if (in->member_end == sy__input_offset(in)) return SY_OK;
    sy_status st = sy__input_fill(in, 4, err);
    sy_str rest = sy__input_rest(in);
    bool blank = sy__starts(rest, SY_STR("\r\n\r\n"));
    if (!st && blank && in->member_end < sy__input_offset(in) + 4) {
        st = sy__input_fill(in, 5, err);
        *well = !(in->fault.status && in->data.len - in->at <= 4);
    }
    if (st || blank) return st;
    /* Lengths of many records may lead to the same line ends: looked at up to a bound. */
    uint64_t from = sy__input_offset(in);
    st = skip_blank(w, MANY_BLANKS, err);
    if (st || sy__input_offset(in) - from == MANY_BLANKS) return st;
    if (in->at == in->data.len) {
        *well = !in->fault.status;
        return SY_OK;
    }
    st = sy__input_fill(in, 5, err);
    *well = sy__starts(sy__input_rest(in), SY_STR("WARC/"));
    return st;
}

/* Passes over `n` bytes of block that need not be held. *whole: they were all there. A member that ends before the
 * record that began it did, with a record behind, shows that the length is wrong. */
static sy_status skip_block(sy__warc *w, uint64_t n, bool *whole, sy_error *err)
{
    sy__input *in = w->in;
    *whole = true;
    while (n > 0) {
        size_t have = in->data.len - in->at, take = have < n ? have : (size_t)n;
        in->at += take;
        n -= take;
        if (n == 0) break;
        bool member = in->member_end == sy__input_offset(in);
        sy__input_drop(in);
        sy_status st = sy__input_fill(in, 16, err);
        if (st) return st;
        sy_str rest = sy__input_rest(in);
        *whole = rest.len > 0 && !(member && find_record(rest, 0) == 0);
        if (!*whole) return SY_OK;
    }
    return SY_OK;
}

/* ---- a document --------------------------------------------------------------------------------- */

typedef enum outcome { OUTCOME_GIVEN, OUTCOME_PASSED, OUTCOME_BAD } outcome;

static outcome pass(counts *c, sy_str name)
{
    count_one(c, name);
    return OUTCOME_PASSED;
}

/* Whether a media type may be that of a report; *html: it says so itself. */
static bool may_be_report(sy_str type, bool *html)
{
    *html = false;
    if (type.len == 0) return true;
    uint32_t row = sy__table_ifind(&sy__table_read_media_types, type);
    if (row == SY_NONE) return false;
    *html = sy__is(sy__cell(&sy__table_read_media_types, row, 1), "html");
    return true;
}

/* Undoes transfer and content codings. The body of a record that was cut when it was crawled may break off. */
static sy_status undo_codings(sy__warc *w, const sy__http *http, sy_str *body, sy_error *why)
{
    unsigned turn = 0;
    bool done = false;
    if (sy__find(http->transfer, SY_STR("hunked"), 0) != SIZE_MAX) {
        sy_status st = sy__unchunk(*body, &w->bodies[0], &done, why);
        if (st && !(st == SY_E_FORMAT && w->f.cut.len)) return st;
        if (done) *body = sy__buf_view(&w->bodies[turn++]);
    }
    sy_str codings = http->coding;
    for (int layers = 0; codings.len && layers < 4; layers++) {   /* the last one was put on last */
        size_t comma = codings.len;
        while (comma > 0 && codings.ptr[comma - 1] != ',') comma--;
        sy_str name = sy__trim(sy__sub(codings, comma, codings.len));
        codings = sy__sub(codings, 0, comma ? comma - 1 : 0);
        if (name.len == 0) continue;
        sy_buf *to = &w->bodies[turn & 1];
        sy_status st = sy__uncode(w->ctx, name, *body, to, w->max_bytes, &done, why);
        if (st && !(st == SY_E_FORMAT && w->f.cut.len && to->len)) return st;
        if (!done) continue;
        *body = sy__buf_view(to);
        turn++;
    }
    return SY_OK;
}

/* The digests of the record, each where it is given and of a kind that is known. The payload's is computed by some
 * before and by others after the transfer coding is undone, or the content coding. */
static sy_status check_digests(sy__warc *w, sy_str block, const sy__http *http, sy_str body, sy_error *why)
{
    sy__digest d;
    bool sure = false;
    if (!w->check_digests) return SY_OK;
    if (sy__digest_read(w->f.block_digest, &d)) {
        if (!sy__digest_fits(&d, block)) return sy_fail(why, SY_E_FORMAT, 0, "does not fit its WARC-Block-Digest");
        sure = true;
    }
    if (!sy__digest_read(w->f.payload_digest, &d) || sy__digest_fits(&d, http->body)) return SY_OK;
    if (body.ptr != http->body.ptr && sy__digest_fits(&d, body)) return SY_OK;
    if (http->coding.len && http->transfer.len) {
        bool chunked = false;
        sy_buf *plain = &w->bodies[body.ptr == w->bodies[0].ptr];
        if (sy__unchunk(http->body, plain, &chunked, why) == SY_E_NOMEM) return SY_E_NOMEM;
        if (chunked && sy__digest_fits(&d, sy__buf_view(plain))) return SY_OK;
    }
    w->n_odd_payload += sure;
    return sure ? SY_OK : sy_fail(why, SY_E_FORMAT, 0, "does not fit its WARC-Payload-Digest");
}

static sy_status name_document(sy__warc *w, sy_document *out, sy_error *why)
{
    sy_str uuid = SY_STR("urn:uuid:"), id = w->f.id;
    out->url = w->f.url;
    out->retrieved = w->f.date;
    out->cut = w->f.cut;
    if (id.len) {
        out->record = id;
        out->id = sy__starts(id, uuid) && id.len > uuid.len ? sy__sub(id, uuid.len, id.len) : id;
        return SY_OK;
    }
    sy_str file = sy__last_part(w->path);
    sy__buf_clear(&w->names);
    sy__buf_printf(&w->names, "offset %llu", (unsigned long long)w->record_at);
    size_t record = w->names.len;
    sy__buf_printf(&w->names, "%.*s#%llu", (int)file.len, file.ptr, (unsigned long long)w->record_at);
    if (w->names.failed) return no_memory(why);
    out->record = sy__sub(sy__buf_view(&w->names), 0, record);
    out->id = sy__sub(sy__buf_view(&w->names), record, w->names.len);
    return SY_OK;
}

static outcome make_document(sy__warc *w, sy_str block, sy_document *out, sy_error *why)
{
    sy__http http = { 0 };
    bool says_html = false;
    if (!sy__ieq(w->f.type, SY_STR("response")) || !sy__http_parse(block, &http)) {
        http.body = block;
        sy__media_type(w->f.media, &http.type, &http.charset);
    } else if (http.status != 200) {
        char status[16];
        snprintf(status, sizeof status, "%d", http.status);
        return pass(&w->statuses, sy__str(status));
    }
    if (!may_be_report(http.type, &says_html)) return pass(&w->media, http.type);
    if (w->f.segment.len) return sy_fail(why, SY_E_UNSUPPORTED, 0, "is one of several segments, which are not joined"), OUTCOME_BAD;
    sy_str body = http.body;
    if (undo_codings(w, &http, &body, why) || check_digests(w, block, &http, body, why)) return OUTCOME_BAD;
    if (body.len > w->max_bytes) return sy__fail_too_large(why, w->max_bytes), OUTCOME_BAD;
    sy__detected d = sy__detect(sy__sub(body, 0, body.len < SNIFF ? body.len : SNIFF), SY_STR(""));
    if (d.kind == SY__KIND_BINARY || d.kind == SY__KIND_FEED || d.kind == SY__KIND_UTF32) return pass(&w->media, d.what.len ? d.what : d.kind == SY__KIND_FEED ? SY_STR("feed") : http.type);
    bool html = says_html || d.kind == SY__KIND_HTML;
    if (!html && !sy__may_be_text(&d)) return pass(&w->media, d.what.len ? d.what : http.type);
    *out = (sy_document){ .source = body, .form = html ? SY_FORM_HTML : SY_FORM_PAGE, .charset = http.charset.len ? http.charset : d.charset };
    return name_document(w, out, why) ? OUTCOME_BAD : OUTCOME_GIVEN;
}

/* ---- records -------------------------------------------------------------------------------------- */

static bool gives_documents(const sy__warc *w)
{
    static const char *const types[] = { "response", "resource", "conversion" };
    for (size_t i = 0; i < 3; i++)
        if (sy__ieq(w->f.type, sy__str(types[i]))) return true;
    return false;
}

/* A record whose block is not wanted, or too large to be held. */
static sy_status pass_over(sy__warc *w, size_t header, uint64_t length, sy_error *err)
{
    bool whole = true, well = true;
    w->in->at += header;
    if (length > sy__input_left(w->in)) return cut_off(w, 0, err);
    size_t at = w->in->at;
    uint64_t base = w->in->base;
    sy_status st = skip_block(w, length, &whole, err);
    if (!st && whole) st = ends_well(w, &well, err);
    if (st || (whole && well)) return st;
    if (w->in->base == base) w->in->at = at;   /* the block is still here: a record may stand in it */
    w->f = (fields){ 0 };                      /* what it said of itself may have moved */
    return cut_off(w, 0, err);
}

static sy_status bad_form(sy__warc *w, const char *what, size_t from, sy_error *err)
{
    sy_error why = { 0 };
    sy_fail(&why, SY_E_FORMAT, 0, "%s", what);
    sy_status st = bad_record(w, &why, err);
    return st ? st : resync(w, from, err);
}

/* A record that may be a document: all of it into the window, and then what it is. */
static sy_status read_record(sy__warc *w, size_t header, uint64_t length, sy_document *out, bool *given, sy_error *err)
{
    sy__input *in = w->in;
    sy_error why = { 0 };
    bool well = true;
    size_t whole = header + (size_t)length;
    const char *window = in->data.ptr;
    sy_status st = sy__input_fill(in, whole, err);
    if (st) return st;
    if (in->data.len - in->at >= whole) {
        size_t at = in->at;
        in->at += whole;
        st = ends_well(w, &well, err);
        size_t next = in->at;
        in->at = at;
        if (st) return st;
        if (in->data.ptr != window) parse_fields(w, sy__sub(sy__input_rest(in), 0, header));   /* it has moved, and the fields with it */
        if (well) {
            outcome is = make_document(w, sy__sub(sy__input_rest(in), header, whole), out, &why);
            if (is == OUTCOME_BAD) st = bad_record(w, &why, err);
            *given = is == OUTCOME_GIVEN;
            w->n_given += *given;
            in->at = next;
            return st;
        }
        return in->fault.status ? cut_off(w, header, err) : bad_form(w, "has a length that does not lead to the next record", header, err);
    }
    parse_fields(w, sy__sub(sy__input_rest(in), 0, header));
    return cut_off(w, header, err);
}

sy_status sy__warc_step(sy__warc *w, sy_document *out, bool *given, sy_error *err)
{
    sy__input *in = w->in;
    size_t header = 0;
    uint64_t length = 0;
    *given = false;
    w->f = (fields){ 0 };
    sy__input_drop(in);
    sy_status st = skip_blank(w, UINT64_MAX, err);
    if (!st) st = sy__input_fill(in, 8, err);
    if (st) return st;
    sy_str rest = sy__input_rest(in);
    w->record_at = sy__input_offset(in);
    if (rest.len == 0 || is_blank(rest.ptr[0])) {
        if (rest.len) return SY_OK;
        return in->fault.status ? cut_off(w, 0, err) : end_file(w, err);
    }
    if (!sy__starts(rest, SY_STR("WARC/"))) {
        if (rest.len < 8 && in->fault.status) return cut_off(w, 0, err);
        return bad_form(w, "is no record where one should begin", 1, err);
    }
    st = find_header(w, &header, err);
    if (st) return st;
    rest = sy__input_rest(in);
    if (header == 0 && in->end) return in->fault.status ? cut_off(w, 5, err) : bad_form(w, "is cut off in its header", 5, err);
    if (header == 0 || header > MOST_HEADER) return bad_form(w, "has a header that is too long", 5, err);
    parse_fields(w, sy__sub(rest, 0, header));
    if (!parse_length(w->f.length, &length)) return bad_form(w, "has no valid Content-Length", header, err);
    if (!gives_documents(w)) return pass_over(w, header, length, err);
    if (length <= w->max_bytes + BLOCK_SLACK) return read_record(w, header, length, out, given, err);
    sy_error why = { 0 };
    if (length <= sy__input_left(in)) {
        sy__fail_too_large(&why, w->max_bytes);
        st = bad_record(w, &why, err);
    }
    return st ? st : pass_over(w, header, length, err);
}
