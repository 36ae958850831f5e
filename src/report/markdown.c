/* The account as Markdown (CommonMark): the outline, every character that Markdown or HTML would read escaped. */
#include "report/outline.h"

static void title(sy__outline *o, sy_str words, sy_str under)
{
    sy__buf_z(o->out, "# ");
    sy__put_markdown(o->out, words);
    sy__buf_z(o->out, "\n\n");
    sy__put_markdown(o->out, under);
    sy__buf_char(o->out, '\n');
}

static void section(sy__outline *o, const char *name, const char *under)
{
    sy__buf_printf(o->out, "\n## %s\n\n", name);
    if (under != NULL)
        sy__buf_printf(o->out, "*%s*\n\n", under);
}

static void tail_of(sy__outline *o, sy_str tail)
{
    if (tail.len > 0) {
        sy__buf_z(o->out, " — *");
        sy__put_markdown(o->out, tail);
        sy__buf_char(o->out, '*');
    }
    sy__buf_char(o->out, '\n');
}

static void entry(sy__outline *o, sy_str mark, sy_str words, sy_str tail, sy__tone tone)
{
    (void)tone;
    sy__buf_z(o->out, "- ");
    if (mark.len > 0) {
        sy__buf_z(o->out, "**");
        sy__put_markdown(o->out, mark);
        sy__buf_z(o->out, "** ");
    }
    sy__put_markdown(o->out, words);
    tail_of(o, tail);
}

static void row(sy__outline *o, sy_str words, sy_str tail, sy__tone tone)
{
    (void)tone;
    sy__buf_z(o->out, "  - ");
    sy__put_markdown(o->out, words);
    tail_of(o, tail);
}

sy__outline sy__outline_markdown(sy_buf *out)
{
    return (sy__outline){ .out = out, .title = title, .section = section, .entry = entry, .row = row };
}

sy_status sy_write_account_markdown(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err)
{
    sy_buf      b;
    sy__outline o = sy__outline_markdown(&b);
    sy__buf_init(&b, ctx);
    sy_status st = sy__outline_account(&o, ctx, v, err);
    if (st != SY_OK) {
        sy__buf_done(&b);
        return st;
    }
    return sy__send(&b, to, err);
}
