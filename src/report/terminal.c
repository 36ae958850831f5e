/* The account for a terminal: the outline, wrapped to the width, in colour where asked. */
#include "report/outline.h"

#define RESET "\033[0m"

static const char *const tone_colour[] = { "", "\033[32m", "\033[33m", "\033[31m", "\033[36m" };

/* Columns of a text: one a code point, none for combining marks, two for East Asian wide ones. */
static uint32_t columns(sy_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = sy__utf8_next(s, &i);
        if ((cp >= 0x300 && cp <= 0x36F) || cp == 0x200B || cp == 0x200C || cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F))
            continue;
        n += (cp >= 0x1100 && cp <= 0x115F) || (cp >= 0x2E80 && cp <= 0xA4CF) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
                     (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0xFE30 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF60) ||
                     (cp >= 0x1F300 && cp <= 0x1FAFF) || (cp >= 0x20000 && cp <= 0x3FFFD)
                 ? 2 : 1;
    }
    return n;
}

static void pad(sy_buf *out, uint32_t n)
{
    while (n-- > 0)
        sy__buf_char(out, ' ');
}

static void colour(sy__outline *o, const char *code)
{
    if (o->colour)
        sy__buf_z(o->out, code);
}

/* Wraps words from column `at` on, later lines indented by `indent`; returns the column after the last word. */
static uint32_t wrap(sy__outline *o, sy_str s, uint32_t at, uint32_t indent)
{
    bool first = true;   /* of its line: no blank before it */
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        while (end < s.len && s.ptr[end] != ' ')
            end++;
        sy_str   word = sy__sub(s, i, end);
        uint32_t w = columns(word);
        if (!first && at + 1 + w > o->width) {
            sy__buf_char(o->out, '\n');
            pad(o->out, indent);
            at = indent;
            first = true;
        }
        if (!first) {
            sy__buf_char(o->out, ' ');
            at++;
        }
        sy__buf_str(o->out, word);
        at += w;
        first = false;
        i = end + 1;
    }
    return at;
}

static void title(sy__outline *o, sy_str words, sy_str under)
{
    colour(o, "\033[1m");
    wrap(o, words, 0, 0);
    colour(o, RESET);
    sy__buf_char(o->out, '\n');
    colour(o, "\033[2m");
    wrap(o, under, 0, 0);
    colour(o, RESET);
    sy__buf_char(o->out, '\n');
}

static void section(sy__outline *o, const char *name, const char *under)
{
    sy__buf_char(o->out, '\n');
    colour(o, "\033[1;4m");
    sy__buf_z(o->out, name);
    colour(o, RESET);
    sy__buf_char(o->out, '\n');
    if (under != NULL) {
        colour(o, "\033[2m");
        sy__buf_z(o->out, "  ");
        wrap(o, sy__str(under), 2, 2);
        colour(o, RESET);
        sy__buf_char(o->out, '\n');
    }
}

static void tail_of(sy__outline *o, sy_str tail, uint32_t at, uint32_t indent)
{
    if (tail.len > 0) {
        if (at + 4 + columns(tail) > o->width && at > indent) {
            sy__buf_char(o->out, '\n');
            pad(o->out, indent);
            at = indent;
        } else {
            sy__buf_z(o->out, "  ");
            at += 2;
        }
        colour(o, "\033[2m");
        sy__buf_char(o->out, '[');
        o->width--;   /* the bracket behind the last word */
        wrap(o, tail, at + 1, at <= indent ? at + 1 : indent);
        o->width++;
        sy__buf_char(o->out, ']');
        colour(o, RESET);
    }
    sy__buf_char(o->out, '\n');
}

static void entry(sy__outline *o, sy_str mark, sy_str words, sy_str tail, sy__tone tone)
{
    uint32_t at = 2 + columns(mark);
    sy__buf_z(o->out, "  ");
    colour(o, tone_colour[tone]);
    sy__buf_str(o->out, mark);
    if (o->colour && tone != SY__TONE_PLAIN)
        sy__buf_z(o->out, RESET);
    uint32_t indent = at + (mark.len > 0 ? 2 : 0);
    if (indent > o->width / 2)
        indent = 6;
    if (at > indent) {
        sy__buf_char(o->out, '\n');
        pad(o->out, indent);
    } else {
        pad(o->out, indent - at);
    }
    at = wrap(o, words, indent, indent);
    tail_of(o, tail, at, indent);
}

static void row(sy__outline *o, sy_str words, sy_str tail, sy__tone tone)
{
    (void)tone;
    sy__buf_z(o->out, "      - ");
    tail_of(o, tail, wrap(o, words, 8, 8), 8);
}

sy__outline sy__outline_terminal(sy_buf *out, const sy_terminal_opts *opts)
{
    sy__outline o = { .out = out, .title = title, .section = section, .entry = entry, .row = row, .width = 80 };
    if (opts != NULL) {
        o.width = opts->width == 0 ? 80 : opts->width < 40 ? 40 : opts->width;
        o.colour = opts->colour;
    }
    return o;
}

sy_status sy_write_account_terminal(sy_ctx *ctx, const sy_account_view *v, const sy_terminal_opts *opts, sy_sink to, sy_error *err)
{
    sy_buf      b;
    sy__outline o = sy__outline_terminal(&b, opts);
    sy__buf_init(&b, ctx);
    sy_status st = sy__outline_account(&o, ctx, v, err);
    if (st != SY_OK) {
        sy__buf_done(&b);
        return st;
    }
    return sy__send(&b, to, err);
}
