/* What every stage shares: status and errors, strings and spans, the context.
 * No I/O except through the callbacks given here; no globals that change. */
#ifndef SY_BASE_H
#define SY_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define SY_BEGIN_DECLS extern "C" {
#define SY_END_DECLS }
#else
#define SY_BEGIN_DECLS
#define SY_END_DECLS
#endif

#if defined(__GNUC__) && !defined(SY_STATIC)
#define SY_API __attribute__((visibility("default")))
#else
#define SY_API
#endif

SY_BEGIN_DECLS

/** Outcome of a call: 0, or one of these, whose numbers never change. */
typedef int sy_status;
enum {
    SY_OK = 0,
    SY_E_NOMEM = -1,       /**< the allocator gave nothing */
    SY_E_ARG = -2,         /**< the caller broke the contract */
    SY_E_IO = -3,          /**< a file could not be opened, read or written */
    SY_E_FORMAT = -4,      /**< the bytes are not what they claim to be */
    SY_E_LIMIT = -5,       /**< a limit on size, depth or time was hit */
    SY_E_NOTFOUND = -6,    /**< an expected outcome: there is none */
    SY_E_UNSUPPORTED = -7, /**< well-formed, but not what this version reads */
    SY_E_END = -8          /**< an expected outcome: no more items */
};

/** Name of a status, e.g. "SY_E_FORMAT"; never NULL. */
SY_API const char *sy_status_name(sy_status s);

#define SY_ERROR_TEXT 256
/** Filled by a failing call. The caller owns it; nothing in it is allocated. */
typedef struct sy_error {
    sy_status status;
    uint64_t  offset;               /**< Byte position in the input, 0 where it has none. */
    char      text[SY_ERROR_TEXT];  /**< One line, NUL-terminated, without a newline. */
} sy_error;

/** Bytes owned by somebody else; not NUL-terminated. An empty string may have ptr NULL. */
typedef struct sy_str {
    const char *ptr;
    size_t      len;
} sy_str;

/** Half-open byte range [begin, end) of one named text. */
typedef struct sy_span {
    uint32_t begin;
    uint32_t end;
} sy_span;

/** No index, no reference. */
#define SY_NONE UINT32_MAX

/** Allocator: like realloc; size 0 frees. Must be safe to call from any thread. */
typedef void *(*sy_alloc_fn)(void *user, void *ptr, size_t size);

typedef enum sy_log_level { SY_LOG_DEBUG = 0, SY_LOG_INFO = 1, SY_LOG_WARNING = 2 } sy_log_level;
/** Called with one line; may be called from any thread. */
typedef void (*sy_log_fn)(void *user, sy_log_level level, const char *stage, const char *text);

/** Allocator and log callback for all that is made with it. Immutable: any thread may use it. */
typedef struct sy_ctx sy_ctx;

typedef struct sy_ctx_opts {
    uint32_t    version;   /**< SY_CTX_OPTS_VERSION */
    sy_alloc_fn alloc;     /**< NULL: the C library's. */
    void       *alloc_user;
    sy_log_fn   log;       /**< NULL: silent. */
    void       *log_user;
} sy_ctx_opts;
#define SY_CTX_OPTS_VERSION 1
#define SY_CTX_OPTS_INIT { SY_CTX_OPTS_VERSION, NULL, NULL, NULL, NULL }

/** @param opts NULL means the defaults. @return SY_OK or SY_E_NOMEM (*out NULL). */
SY_API sy_status sy_ctx_new(sy_ctx **out, const sy_ctx_opts *opts);
/** After everything made with it is freed. NULL is a no-op. */
SY_API void sy_ctx_free(sy_ctx *ctx);

/** Version of the library, e.g. "0.1.0". */
SY_API const char *sy_version(void);

SY_END_DECLS
#endif
