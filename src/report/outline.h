/* An account as an outline of sections, entries and rows: what the terminal and Markdown show, in one order and with
 * one choice of what to show. A writer gives the four ways to print. All text handed over is clean (sy__put_clean). */
#ifndef SY__REPORT_OUTLINE_H
#define SY__REPORT_OUTLINE_H

#include "report/view.h"

typedef enum sy__tone { SY__TONE_PLAIN = 0, SY__TONE_AGREED, SY__TONE_DIFFERS, SY__TONE_CONFLICT, SY__TONE_SINGLE } sy__tone;

typedef struct sy__outline {
    sy_buf *out;
    void  (*title)(struct sy__outline *o, sy_str title, sy_str under);
    void  (*section)(struct sy__outline *o, const char *title, const char *under);
    /* `mark` is short ("1.", "ABC·E"); `tail` is what is said of the words, empty where nothing is. */
    void  (*entry)(struct sy__outline *o, sy_str mark, sy_str words, sy_str tail, sy__tone tone);
    /* Below an entry: who or what, and the words. */
    void  (*row)(struct sy__outline *o, sy_str words, sy_str tail, sy__tone tone);
    uint32_t width;
    bool     colour;
} sy__outline;

/* The two writers, with a buffer to write to. terminal.c, markdown.c */
sy__outline sy__outline_terminal(sy_buf *out, const sy_terminal_opts *opts);
sy__outline sy__outline_markdown(sy_buf *out);

sy_status sy__outline_account(sy__outline *o, sy_ctx *ctx, const sy_account_view *v, sy_error *err);

#endif
