/* Stage 1, read: paths, folders, globs and standard input -> documents: the bytes of one report each, and where they came from.
 * Text, HTML, JSON lines, WARC and WET, RSS and Atom, each also gzip or zstd. Charsets are not decoded here: a document's source
 * is as it was retrieved, HTTP's own codings apart. */
#ifndef SY_READ_H
#define SY_READ_H

#include "synoptic/base.h"

SY_BEGIN_DECLS

/** What the bytes of a document are. */
typedef enum sy_document_form {
    SY_FORM_TEXT = 0,  /**< the article's own text: no boilerplate is looked for in it (JSONL "text") */
    SY_FORM_PAGE = 1,  /**< a crawled page as text, furniture and all (.txt, JSONL "page") */
    SY_FORM_HTML = 2   /**< markup (.html, JSONL "html") */
} sy_document_form;

/** One report as it was retrieved. Strings are empty where nothing was given; all are owned by the set or reader. */
typedef struct sy_document {
    sy_str           id;         /**< Unique in a set. */
    sy_str           path;       /**< As given on the command line or found below it; "-" for standard input. */
    sy_str           record;     /**< Which part of the file: "line 3" in JSONL, "item 3" in a feed, in WARC the record's own
                                  *   identifier or "offset 12345"; empty for a whole file. */
    sy_str           source;     /**< The bytes, after decompression, before charset decoding. */
    sy_document_form form;
    char             sha256[65]; /**< Of source, lower-case hexadecimal. */
    /* What the record itself gives, taken as given: */
    sy_str           url, title, published, outlet, language;
    sy_str           charset;    /**< Given by a container (HTTP header); JSONL and feeds give "utf-8". */
    sy_str           retrieved;  /**< When it was fetched (WARC-Date), ISO 8601. */
    sy_str           updated;    /**< ISO 8601. */
    sy_str           authors;    /**< One a line. */
    sy_str           cut;        /**< Why the crawler stored only a part of it (WARC-Truncated: "length"…). */
} sy_document;

/** An input that gave no document, or a part of one. */
typedef struct sy_problem {
    sy_str    path, record;
    sy_status status;
    sy_str    text;  /**< One line without path: "is empty", "is a binary file (PNG image)"… */
} sy_problem;

typedef struct sy_read_opts {
    uint32_t version;        /**< SY_READ_OPTS_VERSION */
    uint32_t threads;        /**< 0 = all cores. */
    uint64_t max_bytes;      /**< Of one document's source; 0 = 16 MiB. */
    uint64_t max_documents;  /**< 0 = no limit. */
    bool     skip_digests;   /**< Do not check the digests of WARC records. Since version 2. */
} sy_read_opts;
#define SY_READ_OPTS_VERSION 2
#define SY_READ_OPTS_INIT { SY_READ_OPTS_VERSION, 0, 0, 0, false }

/** Documents one after another; memory stays bounded by the largest, but for 12 to 32 bytes a document that keep ids unique.
 *  Paths are read in their own order, not in that of the array: compared part by part, bytewise, each once; a file or folder
 *  that was given and also lies in a folder that was given is read once. Folders are walked in bytewise order of names,
 *  hidden files and links out of the folder left alone; a path with *, ? or [ that names no file is taken as a glob. */
typedef struct sy_reader sy_reader;
SY_API sy_status sy_reader_new(sy_reader **out, sy_ctx *ctx, const char *const *paths, size_t n_paths,
                               const sy_read_opts *opts, sy_error *err);
/** The next document, valid until the next call. Its id is unique among those given so far: the second "a.txt" is "a.txt~2".
 *  What can't be read becomes a problem and is passed over. @return SY_OK; SY_E_END; SY_E_NOMEM. */
SY_API sy_status sy_reader_next(sy_reader *r, const sy_document **out, sy_error *err);
/** The same as a copy that the caller owns (sy_document_free), for work on another thread. Its sha256 is still empty:
 *  sy_document_hash() computes it, on whatever thread has time. */
SY_API sy_status sy_reader_take(sy_reader *r, sy_document **out, sy_error *err);
SY_API void sy_document_hash(sy_document *d);
SY_API void sy_documents_hash(sy_document *const *documents, size_t n);   /**< Several at once: much faster than one by one. */
SY_API void sy_document_free(sy_document *d);   /**< Of a document from sy_reader_take; NULL is a no-op. */
/** Problems so far, in the order in which they were met: 10,000, of which the last stands for all that come after. */
SY_API const sy_problem *sy_reader_problems(const sy_reader *r, size_t *n);
/** Valid during the call only. Anything but SY_OK ends the sy_reader_next that met it, with that status; but SY_E_END,
 *  which says how the inputs end, with SY_E_ARG. */
typedef sy_status (*sy_problem_fn)(void *user, const sy_problem *problem);
/** Problems are told as they are met and no longer kept: for inputs without end. NULL: kept again. */
SY_API void sy_reader_on_problem(sy_reader *r, sy_problem_fn tell, void *user);
SY_API void sy_reader_free(sy_reader *r);

/** All documents of the inputs, with the ids that the reader gives them, ordered by id then sha256.
 *  Immutable, owns everything in it. Byte-identical files under different names are kept. */
typedef struct sy_document_set sy_document_set;
SY_API sy_status sy_read(sy_document_set **out, sy_ctx *ctx, const char *const *paths, size_t n_paths,
                         const sy_read_opts *opts, sy_error *err);
/** One input's bytes, as if they were those of a file with this name: compressed, JSON lines, text or markup. */
SY_API sy_status sy_read_memory(sy_document_set **out, sy_ctx *ctx, const char *name, sy_str bytes, const sy_read_opts *opts, sy_error *err);
/** From memory (bindings, tests): strings are copied, sha256 computed, ids made unique (by sha256, path, record). */
SY_API sy_status sy_document_set_from(sy_document_set **out, sy_ctx *ctx, const sy_document *documents, size_t n, sy_error *err);
SY_API const sy_document *sy_document_set_all(const sy_document_set *s, size_t *n);
SY_API const sy_problem *sy_document_set_problems(const sy_document_set *s, size_t *n);
SY_API void sy_document_set_free(sy_document_set *s);

SY_END_DECLS
#endif
