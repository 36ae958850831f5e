/* Private face of read: problems, the stream under a document, what an input is, the walk over paths, records of JSON. */
#ifndef SY__READ_INTERNAL_H
#define SY__READ_INTERNAL_H

#include "base/base.h"
#include "synoptic/read.h"

#define SY__READ_MAX_BYTES (16U << 20)      /* default limit of one document */
#define SY__READ_MOST_BYTES (1U << 30)      /* spans count in 32 bits; nobody's report is longer */
#define SY__READ_HEAD 65536U                /* what is looked at to tell what an input is */

/* ---- problems ------------------------------------------------------------------------- */

/* Inputs that gave no document: kept, so many and the number of the rest, or told at once. Owns its strings. */
typedef struct sy__problems {
    sy_arena arena;
    SY__VEC(sy_problem) list;
    uint64_t n_more;
    char     more[64];
    sy_problem_fn tell;       /* NULL: kept */
    void    *tell_user;
} sy__problems;

void sy__problems_init(sy__problems *p, const sy_ctx *ctx);
void sy__problems_done(sy__problems *p);
/* Copies all. @return SY_OK; SY_E_NOMEM; what `tell` returns, SY_E_ARG for SY_E_END. */
sy_status sy__problem_add(sy__problems *p, sy_str path, sy_str record, sy_status status, sy_error *err, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* SY_E_LIMIT, "is larger than 16 MiB". */
sy_status sy__fail_too_large(sy_error *err, uint64_t max_bytes);

/* ---- for libraries that bring allocators of their own ------------------------------------- */

/* `ctx` is a const sy_ctx *. */
void *sy__shim_array(void *ctx, unsigned n, unsigned size);
void *sy__shim_alloc(void *ctx, size_t size);
void  sy__shim_free(void *ctx, void *p);

/* ---- streams -------------------------------------------------------------------------- */

/* Bytes of a file, of standard input or of memory; gzip and zstd are undone on the way. */
typedef struct sy__stream sy__stream;
/* path "-" is standard input. SY_E_IO: err says why, as "cannot be opened: …". */
sy_status sy__stream_open(sy__stream **out, const sy_ctx *ctx, const char *path, sy_error *err);
sy_status sy__stream_memory(sy__stream **out, const sy_ctx *ctx, sy_str bytes, sy_error *err);
/* Appends at least `n` bytes to `to`, and some that come with them; fewer only at the end of the stream, where *end is
 * set, or of a member. @return SY_OK; SY_E_IO; SY_E_FORMAT damaged; SY_E_LIMIT a decompression bomb; SY_E_NOMEM.
 * Messages read on from a path. */
sy_status sy__stream_read(sy__stream *s, sy_buf *to, size_t n, bool *end, sy_error *err);
/* From now on what stands between gzip members or zstd frames is damage.
 * false: the end has been reached already. */
bool      sy__stream_members(sy__stream *s);
bool      sy__stream_at_member(const sy__stream *s);   /* what comes next begins a member or frame */
uint64_t  sy__stream_left(const sy__stream *s);        /* bytes still to come; UINT64_MAX: not known */
/* Behind damage, or behind a member that is not what it should be: goes to where the next one seems to begin. */
sy_status sy__stream_resync(sy__stream *s, bool *found, sy_error *err);
void      sy__stream_free(sy__stream *s);

/* A window that moves over a stream: [at, data.len) of data is not yet used. */
typedef struct sy__input {
    const sy_ctx *ctx;
    sy__stream   *stream;
    sy_buf        data;
    size_t        at;
    uint64_t      base;        /* how much came before data */
    uint64_t      member_end;  /* the last end of a gzip member or zstd frame, as `base` counts */
    bool          end;         /* nothing comes behind data */
    sy_error      fault;       /* the stream broke behind data */
} sy__input;
void      sy__input_init(sy__input *in, const sy_ctx *ctx);
void      sy__input_done(sy__input *in);
/* Both end what was read before. The memory is borrowed. */
sy_status sy__input_open(sy__input *in, const char *path, sy_error *err);
sy_status sy__input_memory(sy__input *in, sy_str bytes, sy_error *err);
/* Makes the window hold `n` unused bytes, or all that is left. @return SY_OK or SY_E_NOMEM. */
sy_status sy__input_fill(sy__input *in, size_t n, sy_error *err);
void      sy__input_members(sy__input *in);            /* see sy__stream_members */
void      sy__input_drop(sy__input *in);               /* gives used bytes up, where that pays for what is moved */
sy_str    sy__input_rest(const sy__input *in);         /* what is not yet used of the window */
uint64_t  sy__input_offset(const sy__input *in);       /* of the first unused byte in the content */
uint64_t  sy__input_left(const sy__input *in);         /* unused bytes in all; UINT64_MAX: not known */
sy_status sy__input_resync(sy__input *in, bool *found, sy_error *err);

/* ---- what an input is ------------------------------------------------------------------ */

typedef enum sy__kind {
    SY__KIND_TEXT, SY__KIND_HTML, SY__KIND_JSON, SY__KIND_WARC, SY__KIND_FEED,   /* read */
    SY__KIND_UTF32,                                /* known, not read by this version */
    SY__KIND_BINARY, SY__KIND_OTHER                /* never a report */
} sy__kind;

typedef struct sy__detected {
    sy__kind kind;
    sy_str   what;       /* binary, other: its name, "PNG image"; empty where it has none */
    sy_str   charset;    /* where the bytes alone betray it (UTF-16 without a byte order mark), else empty */
    bool     utf16;
    bool     lines;      /* json: the suffix says JSON lines */
    bool     record;     /* json: it begins with an object and its first key, not like a text in brackets */
} sy__detected;

/* Content first, suffix second. `head` are the first SY__READ_HEAD bytes or all, path names the input. */
sy__detected sy__detect(sy_str head, sy_str path);
/* A text, or what only begins with a bracket, where nothing is known but the head. */
bool sy__may_be_text(const sy__detected *d);
/* Whether the name alone says feed. */
bool sy__named_feed(sy_str path);
/* Last part of a path. */
sy_str sy__last_part(sy_str path);

/* ---- walk ------------------------------------------------------------------------------ */

/* Paths as given -> files, one after another. */
typedef struct sy__walk sy__walk;
sy_status sy__walk_new(sy__walk **out, const sy_ctx *ctx, sy__problems *problems, const char *const *paths, size_t n, sy_error *err);
/* The next file's path, NUL-terminated, valid until the next call. @return SY_OK; SY_E_END; SY_E_NOMEM. */
sy_status sy__walk_next(sy__walk *w, sy_str *path, sy_error *err);
void      sy__walk_free(sy__walk *w);

/* Whether a path leads to a regular file in a folder or below, links followed. root: the folder's real path; NULL: it has none. */
bool sy__lies_inside(const char *root, const char *path);

/* ---- records of JSON ------------------------------------------------------------------- */

/* Parses JSON values and makes documents of them. What it gave lives until its next parse. */
typedef struct sy__json_reader sy__json_reader;
sy_status sy__json_reader_new(sy__json_reader **out, const sy_ctx *ctx, sy_error *err);
void      sy__json_reader_free(sy__json_reader *j);
/* One value. @return SY_OK; SY_E_FORMAT (offset and text: what is wrong with it); SY_E_LIMIT; SY_E_NOMEM. */
sy_status sy__json_parse(sy__json_reader *j, sy_str json, sy_error *err);
/* How many documents the value holds: 1 for an object, n for an array of objects only, else 0. */
size_t    sy__json_count(const sy__json_reader *j);
bool      sy__json_is_array(const sy__json_reader *j);
/* The document of item `at`: all but path, record and sha256. An id that is not given is left empty.
 * @return SY_OK; SY_E_FORMAT (text: what it lacks); SY_E_LIMIT longer than max_bytes; SY_E_NOMEM. */
sy_status sy__json_document(sy__json_reader *j, size_t at, uint64_t max_bytes, sy_document *out, sy_error *err);

/* ---- ids -------------------------------------------------------------------------------- */

/* Which ids are taken: 12 bytes an id, whatever its length. */
typedef struct sy__ids {
    const sy_ctx *ctx;
    uint64_t     *hashes;     /* open addressing; 0 is an empty place */
    uint32_t     *numbers;    /* the last that was given to an id of that hash */
    size_t        n, cap;
    sy_buf        made;
} sy__ids;
void sy__ids_init(sy__ids *ids, const sy_ctx *ctx);
void sy__ids_done(sy__ids *ids);
/* The id itself, or where it is taken the first of id~2, id~3… that is not; valid until the next call. */
sy_status sy__ids_take(sy__ids *ids, sy_str id, sy_str *out, sy_error *err);

/* ---- documents ---------------------------------------------------------------------------- */

#define SY__DOCUMENT_STRINGS 14
/* All that a document has, for who copies it. */
void sy__document_strings(sy_document *d, sy_str *out[SY__DOCUMENT_STRINGS]);

/* ---- HTTP ------------------------------------------------------------------------------- */

/* From `from` on: behind the blank line that ends a header. false: there is none. */
bool sy__header_end(sy_str s, size_t from, size_t *end);
/* The next "Name: value" of a header; lines of another form are passed over. */
bool sy__field_next(sy_str *rest, sy_str *name, sy_str *value);
/* "text/html; charset=…" */
void sy__media_type(sy_str value, sy_str *type, sy_str *charset);

typedef struct sy__http { int status; sy_str type, charset, coding, transfer, body; } sy__http;
/* A response; views into the block. false: it is none. */
bool sy__http_parse(sy_str block, sy__http *out);

/* The chunks put together; `to` is cleared first, and holds what came before a fault. *chunked false: there are none,
 * somebody undid them before. @return SY_OK; SY_E_FORMAT; SY_E_NOMEM. Messages read on from a record. */
sy_status sy__unchunk(sy_str s, sy_buf *to, bool *chunked, sy_error *err);
/* One content coding undone (gzip, deflate, br, zstd), up to `most` bytes; the same rules.
 * @return also SY_E_LIMIT; SY_E_UNSUPPORTED. */
sy_status sy__uncode(const sy_ctx *ctx, sy_str name, sy_str s, sy_buf *to, uint64_t most, bool *coded, sy_error *err);

/* ---- WARC ------------------------------------------------------------------------------- */

typedef struct sy__digest { uint8_t bytes[32]; size_t n; } sy__digest;
/* "sha1:…"; false: of no kind that is known. */
bool sy__digest_read(sy_str text, sy__digest *out);
bool sy__digest_fits(const sy__digest *d, sy_str bytes);

typedef struct sy__warc sy__warc;
/* Reads what `in` holds; input and problems are borrowed. */
sy_status sy__warc_new(sy__warc **out, const sy_ctx *ctx, sy__input *in, sy__problems *problems, uint64_t max_bytes, bool check_digests,
                       sy_error *err);
void      sy__warc_free(sy__warc *w);
void      sy__warc_begin(sy__warc *w, sy_str path);   /* the input stands at the first record; path is borrowed */
/* One record. *given: it is a document, all but path and sha256, valid until the next call; else it was passed over or
 * became a problem. @return SY_OK; SY_E_END; SY_E_NOMEM. */
sy_status sy__warc_step(sy__warc *w, sy_document *out, bool *given, sy_error *err);

/* ---- feeds ------------------------------------------------------------------------------- */

typedef struct sy__feed sy__feed;
sy_status sy__feed_new(sy__feed **out, const sy_ctx *ctx, sy__input *in, sy__problems *problems, uint64_t max_bytes, sy_error *err);
void      sy__feed_free(sy__feed *f);
sy_status sy__feed_begin(sy__feed *f, sy_str path, sy_error *err);
/* One item. *given as above; link not empty: source, form and charset are those of the file of this path, and where there
 * is none those that the document has, if it has any. */
sy_status sy__feed_step(sy__feed *f, sy_document *out, bool *given, sy_str *link, sy_error *err);
/* The file that the present item links to could not be read. */
sy_status sy__feed_problem(sy__feed *f, const sy_error *why, sy_error *err);

/* HTML as the plain text of one line: tags dropped, character references resolved, white space as single spaces. */
void sy__plain_text(sy_str html, sy_buf *to);
/* How many bytes of text such markup has, tags and white space apart. */
size_t sy__text_bytes(sy_str html);
/* Who an "author" is: "a@b.example (Ilse Varga)" -> Ilse Varga; empty where it is an address alone. */
sy_str sy__author_name(sy_str author);
/* A link without a scheme and host, or of the scheme file. */
bool sy__is_local_link(sy_str link);

/* A date as feeds have it, "Tue, 06 May 2031 07:08:09 +0200" (RFC 822) or ISO 8601, as ISO 8601. false: it is none. */
bool sy__feed_date(sy_str text, char out[64]);

/* Files that items of feeds link to: each is read as the item's content, and not once more when the walk comes upon it. */
typedef struct sy__linked {
    const sy_ctx *ctx;
    sy__input     in;
    sy_buf        path;
    sy_arena      keys;        /* of `seen`: device and inode */
    sy_map        seen;
} sy__linked;
void      sy__linked_init(sy__linked *l, const sy_ctx *ctx);
void      sy__linked_done(sy__linked *l);
/* Source, form and charset of the file that a feed links to: it has to lie in the feed's folder or below. feed "-": it has
 * none. @return SY_OK; SY_E_NOTFOUND, SY_E_FORMAT, SY_E_LIMIT, SY_E_IO: text reads on from an item; SY_E_NOMEM. */
sy_status sy__linked_read(sy__linked *l, sy_str feed, sy_str link, uint64_t max_bytes, sy_document *out, sy_error *err);
bool      sy__linked_has(const sy__linked *l, const char *path);

/* ---- reader ----------------------------------------------------------------------------- */

/* sy_reader_next without the sha256, which sy_read computes on all threads. */
sy_status sy__reader_step(sy_reader *r, const sy_document **out, sy_error *err);
const sy_ctx *sy__reader_ctx(const sy_reader *r);
/* A reader of one input in memory that bears this path. The bytes are borrowed. */
sy_status sy__reader_memory(sy_reader **out, sy_ctx *ctx, const char *path, sy_str bytes, const sy_read_opts *opts, sy_error *err);

#endif
