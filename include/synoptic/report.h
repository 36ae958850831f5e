/* Stage 7, report: what the stages found -> JSON lines, CoNLL-U, CSV, and an account as JSON, HTML, Markdown, CSV or for the terminal.
 * Writes through a callback; opens nothing. */
#ifndef SY_REPORT_H
#define SY_REPORT_H

#include "synoptic/base.h"
#include "synoptic/reconcile.h"

SY_BEGIN_DECLS

/** Takes n bytes; anything but SY_OK ends the writing with that status. */
typedef sy_status (*sy_sink_fn)(void *user, const char *bytes, size_t n);
typedef struct sy_sink { sy_sink_fn write; void *user; } sy_sink;

/* One document a line, as docs/format.md has it. Article, annotation and facts may be NULL (left aside): nulls and empty lists. */
SY_API sy_status sy_write_article_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err);
SY_API sy_status sy_write_annotation_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *n, sy_sink to, sy_error *err);
SY_API sy_status sy_write_annotation_conllu(sy_ctx *ctx, const sy_document *d, const sy_annotation *n, sy_sink to, sy_error *err);
SY_API sy_status sy_write_facts_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *n, const sy_facts *f, sy_sink to, sy_error *err);

/** An article to read: its title and text, or Markdown with its headings, quotes and lists. */
SY_API sy_status sy_write_article_text(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err);
SY_API sy_status sy_write_article_markdown(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err);
/** One table, a row a fact (RFC 4180, UTF-8): first the line of column names, then the rows of each document. */
SY_API sy_status sy_write_facts_csv_header(sy_ctx *ctx, sy_sink to, sy_error *err);
SY_API sy_status sy_write_facts_csv(sy_ctx *ctx, const sy_document *d, const sy_article *a, const sy_annotation *n, const sy_facts *f, sy_sink to, sy_error *err);

/** What an account's writers need beside it: the inputs it was made of, in its order. */
typedef struct sy_account_view {
    const sy_account      *account;
    const sy_report_input *inputs;
    size_t                 n_inputs;
} sy_account_view;

typedef struct sy_terminal_opts {
    uint32_t version;     /**< SY_TERMINAL_OPTS_VERSION */
    uint32_t width;       /**< Columns; 0 = 80. */
    bool     colour;
} sy_terminal_opts;
#define SY_TERMINAL_OPTS_VERSION 1
#define SY_TERMINAL_OPTS_INIT { SY_TERMINAL_OPTS_VERSION, 0, false }

SY_API sy_status sy_write_account_json(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err);
SY_API sy_status sy_write_account_html(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err);
SY_API sy_status sy_write_account_markdown(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err);
SY_API sy_status sy_write_account_terminal(sy_ctx *ctx, const sy_account_view *v, const sy_terminal_opts *opts, sy_sink to, sy_error *err);

/** An account as its JSON has it, read back: what two of them are compared by. Immutable; the bytes may go after the call.
 *  @return SY_OK; SY_E_FORMAT, said where; SY_E_LIMIT; SY_E_NOMEM; SY_E_ARG. */
typedef struct sy_account_file sy_account_file;
SY_API sy_status sy_account_file_read(sy_account_file **out, sy_ctx *ctx, sy_str json, sy_error *err);
SY_API void      sy_account_file_free(sy_account_file *f);   /**< NULL is a no-op. */

/** What changed from one account to a later one: new, corrected, withdrawn, newly disputed. */
SY_API sy_status sy_write_diff_json(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, sy_sink to, sy_error *err);
SY_API sy_status sy_write_diff_markdown(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, sy_sink to, sy_error *err);
SY_API sy_status sy_write_diff_terminal(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, const sy_terminal_opts *opts, sy_sink to, sy_error *err);

/** Tables of an account for CSV (RFC 4180, UTF-8): names by index, NULL past the end. */
SY_API const char *sy_account_table_name(size_t table);
SY_API sy_status sy_write_account_table(sy_ctx *ctx, const sy_account_view *v, size_t table, sy_sink to, sy_error *err);

SY_END_DECLS
#endif
