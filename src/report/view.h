/* What the writers of an account share: the words behind a reference, and what to call a document. */
#ifndef SY__REPORT_VIEW_H
#define SY__REPORT_VIEW_H

#include "base/base.h"
#include "synoptic/report.h"

/* The words of a reference, as they stand in the article's text or a caption, or in the source where it lies outside of it
 * (then in the source's own charset; writers clean what they print). */
sy_str sy__view_words(const sy_account_view *v, sy_ref r);
bool sy__view_in_caption(const sy_account_view *v, sy_ref r);
/* Outlet, else id. */
sy_str sy__view_document(const sy_account_view *v, uint32_t document);
/* The published date or the inferred one, its day only; empty. */
sy_str sy__view_day(const sy_account_view *v, uint32_t document);

/* Marks each document that the references touch: `seen` has a flag a document and is not cleared first. */
void sy__view_touch(const sy_account_view *v, const sy_ref *refs, size_t n, bool *seen);
/* "A" to "Z", then "A1"…; at most 4 bytes with the NUL. */
void sy__view_letter(uint32_t document, char out[8]);

/* Appends text with white space folded to single blanks and without what could command a terminal or turn the
 * direction of what follows: control characters, and the bidirectional embeddings, overrides and isolates. */
void sy__put_clean(sy_buf *out, sy_str s);

/* "modifier value–value_max unit"; "dozens" where there is no value. */
void sy__put_figure_value(sy_buf *out, const sy_figure_value *f, sy_str unit);

/* Text for Markdown (CommonMark): every character that Markdown or HTML would read is escaped. */
void sy__put_markdown(sy_buf *out, sy_str s);
/* One cell of CSV (RFC 4180), quoted where it must be. */
void sy__put_cell(sy_buf *out, sy_str s);

/* Hands a whole buffer to a sink and frees it: the last line of every writer. */
sy_status sy__send(sy_buf *b, sy_sink to, sy_error *err);

#endif
