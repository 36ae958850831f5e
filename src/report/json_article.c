/* One article: as a line of JSON, as plain text, as Markdown. */
#include "report/article_fields.h"
#include "report/view.h"

sy_status sy_write_article_json(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err)
{
    sy_buf b;
    sy__json j;
    sy__buf_init(&b, ctx);
    sy__json_init(&j, &b, 0, false);
    sy__json_object(&j, NULL);
    sy__put_article_fields(&j, d, a);
    sy__json_end(&j);
    sy__buf_char(&b, '\n');
    return sy__send(&b, to, err);
}

/* Text as it is, control characters apart: what a page says must not command a terminal. */
static void put_text(sy_buf *b, sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t at = i;
        uint32_t cp = sy__utf8_next(s, &i);
        if (cp == '\n' || cp == '\t' || (cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp <= 0x9F))) sy__buf_add(b, s.ptr + at, i - at);
    }
}

sy_status sy_write_article_text(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err)
{
    (void)d;
    if (!a) return SY_OK;
    sy_buf b;
    sy__buf_init(&b, ctx);
    sy_str title = sy_article_metadata(a)->title, text = sy_article_text(a);
    put_text(&b, title);
    if (title.len) sy__buf_z(&b, text.len ? "\n\n" : "\n");
    put_text(&b, text);
    if (text.len && text.ptr[text.len - 1] != '\n') sy__buf_char(&b, '\n');
    return sy__send(&b, to, err);
}

/* Each line of a block behind its mark. */
static void put_lines(sy_buf *b, const char *mark, sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t end = sy__find(s, SY_STR("\n"), i);
        if (end == SIZE_MAX) end = s.len;
        sy__buf_z(b, mark);
        sy__put_markdown(b, sy__sub(s, i, end));
        sy__buf_char(b, '\n');
        i = end + 1;
    }
}

static void put_byline(sy_buf *b, const sy_metadata *m)
{
    sy_str parts[] = { m->outlet, m->published };
    bool any = false;
    for (size_t i = 0; i < 2; i++) {
        if (!parts[i].len) continue;
        sy__buf_z(b, any ? ", " : "*");
        sy__put_markdown(b, parts[i]);
        any = true;
    }
    if (any) sy__buf_z(b, "*\n\n");
}

sy_status sy_write_article_markdown(sy_ctx *ctx, const sy_document *d, const sy_article *a, sy_sink to, sy_error *err)
{
    static const char *const marks[] = { "# ", "", "## ", "", "> ", "- ", "" };   /* by sy_block_kind */
    if (!a) return SY_OK;
    const sy_metadata *m = sy_article_metadata(a);
    sy_buf b;
    size_t n;
    sy__buf_init(&b, ctx);
    sy__buf_z(&b, "# ");
    sy__put_markdown(&b, m->title.len ? m->title : d->id);
    sy__buf_z(&b, "\n\n");
    put_byline(&b, m);
    const sy_block *blocks = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++) {
        if (blocks[i].kind == SY_BLOCK_TITLE) continue;
        put_lines(&b, marks[blocks[i].kind], sy__cut(sy_article_text(a), blocks[i].text));
        sy__buf_char(&b, '\n');
    }
    return sy__send(&b, to, err);
}
