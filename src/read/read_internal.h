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
/* Copies all. @return SY_OK; SY_E_NOMEM; what `tell` returns. */
sy_status sy__problem_add(sy__problems *p, sy_str path, sy_str record, sy_status status, sy_error *err, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* SY_E_LIMIT, "is larger than 16 MiB". */
sy_status sy__fail_too_large(sy_error *err, uint64_t max_bytes);

/* ---- streams -------------------------------------------------------------------------- */

/* Bytes of a file, of standard input or of memory; gzip and zstd are undone on the way. */
typedef struct sy__stream sy__stream;
/* path "-" is standard input. SY_E_IO: err says why, as "cannot be opened: …". */
sy_status sy__stream_open(sy__stream **out, const sy_ctx *ctx, const char *path, sy_error *err);
sy_status sy__stream_memory(sy__stream **out, const sy_ctx *ctx, sy_str bytes, sy_error *err);
/* Appends up to `n` bytes to `to`; *end is set at the end of the stream.
 * @return SY_OK; SY_E_IO; SY_E_FORMAT damaged; SY_E_LIMIT a decompression bomb; SY_E_NOMEM. Messages read on from a path. */
sy_status sy__stream_read(sy__stream *s, sy_buf *to, size_t n, bool *end, sy_error *err);
void      sy__stream_free(sy__stream *s);

/* ---- what an input is ------------------------------------------------------------------ */

typedef enum sy__kind {
    SY__KIND_TEXT, SY__KIND_HTML, SY__KIND_JSON,   /* read */
    SY__KIND_WARC, SY__KIND_FEED, SY__KIND_UTF32,  /* known, not read by this version */
    SY__KIND_BINARY, SY__KIND_OTHER                /* never a report */
} sy__kind;

typedef struct sy__detected {
    sy__kind kind;
    sy_str   what;       /* binary, other: its name, "PNG image"; empty where it has none */
    sy_str   charset;    /* where the bytes alone betray it (UTF-16 without a byte order mark), else empty */
    bool     utf16;
    bool     lines;      /* json: the suffix says JSON lines */
} sy__detected;

/* Content first, suffix second. `head` are the first SY__READ_HEAD bytes or all, path names the input. */
sy__detected sy__detect(sy_str head, sy_str path);
/* Last part of a path. */
sy_str sy__last_part(sy_str path);

/* ---- walk ------------------------------------------------------------------------------ */

/* Paths as given -> files, one after another. */
typedef struct sy__walk sy__walk;
sy_status sy__walk_new(sy__walk **out, const sy_ctx *ctx, sy__problems *problems, const char *const *paths, size_t n, sy_error *err);
/* The next file's path, NUL-terminated, valid until the next call. @return SY_OK; SY_E_END; SY_E_NOMEM. */
sy_status sy__walk_next(sy__walk *w, sy_str *path, sy_error *err);
void      sy__walk_free(sy__walk *w);

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

/* ---- reader ----------------------------------------------------------------------------- */

/* sy_reader_next without the sha256, which sy_read computes on all threads. */
sy_status sy__reader_step(sy_reader *r, const sy_document **out, sy_error *err);
const sy_ctx *sy__reader_ctx(const sy_reader *r);
/* A reader of one input in memory that bears this path. The bytes are borrowed. */
sy_status sy__reader_memory(sy_reader **out, sy_ctx *ctx, const char *path, sy_str bytes, const sy_read_opts *opts, sy_error *err);

#endif
