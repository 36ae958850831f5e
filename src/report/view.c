/* What the writers of an account share: the words behind a reference, and what to call a document. */
#include "report/view.h"

#include "report/article_fields.h"

sy_str sy__view_words(const sy_account_view *v, sy_ref r)
{
    sy_str all = SY_STR("");
    if (r.document < v->n_inputs) {
        const sy_report_input *in = &v->inputs[r.document];
        if (r.in_source)
            all = in->document->source;
        else if (in->article != NULL)
            all = sy_article_reading(in->article);
    }
    if (r.span.begin > r.span.end || r.span.end > all.len)
        return SY_STR("");
    return sy__cut(all, r.span);
}

bool sy__view_in_caption(const sy_account_view *v, sy_ref r)
{
    const sy_article *a = !r.in_source && r.document < v->n_inputs ? v->inputs[r.document].article : NULL;
    return a != NULL && sy__is_caption(a, r.span);
}

sy_str sy__view_document(const sy_account_view *v, uint32_t document)
{
    if (document >= v->n_inputs)
        return SY_STR("");
    const sy_report_input *in = &v->inputs[document];
    if (in->article != NULL && sy_article_metadata(in->article)->outlet.len > 0)
        return sy_article_metadata(in->article)->outlet;
    return in->document->id;
}

sy_str sy__view_day(const sy_account_view *v, uint32_t document)
{
    size_t n = 0;
    const sy_account_document *d = sy_account_documents(v->account, &n);
    sy_str day = SY_STR("");
    if (document < v->n_inputs && v->inputs[document].article != NULL)
        day = sy_article_metadata(v->inputs[document].article)->published;
    if (day.len == 0 && document < n)
        day = d[document].published_inferred;
    return day.len > 10 ? sy__sub(day, 0, 10) : day;
}

void sy__view_touch(const sy_account_view *v, const sy_ref *refs, size_t n, bool *seen)
{
    for (size_t i = 0; i < n; i++)
        if (refs[i].document < v->n_inputs)
            seen[refs[i].document] = true;
}

void sy__view_letter(uint32_t document, char out[8])
{
    size_t n = 0;
    out[n++] = (char)('A' + document % 26);
    for (uint32_t k = document / 26, digit = 100000; k > 0 && digit > 0; digit /= 10)
        if (k >= digit && n < 7)
            out[n++] = (char)('0' + k / digit % 10);
    out[n] = '\0';
}

static bool commands(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

void sy__put_clean(sy_buf *out, sy_str s)
{
    bool pending = false, any = false;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = sy__utf8_next(s, &i);
        if (sy__is_space(cp) || commands(cp)) {
            pending = any;
            continue;
        }
        if (pending)
            sy__buf_char(out, ' ');
        char bytes[4];
        sy__buf_add(out, bytes, sy__utf8_put(bytes, cp));
        pending = false;
        any = true;
    }
}

void sy__put_figure_value(sy_buf *out, const sy_figure_value *f, sy_str unit)
{
    size_t before = out->len;
    sy__put_clean(out, f->modifier);
    if (f->has_value) {
        if (out->len > before)
            sy__buf_char(out, ' ');
        sy__put_number(out, f->value);
        if (f->is_range) {
            sy__buf_z(out, "–");
            sy__put_number(out, f->value_max);
        }
    }
    if (unit.len > 0) {
        sy__buf_char(out, ' ');
        sy__put_clean(out, unit);
    }
}

void sy__put_markdown(sy_buf *out, sy_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool line_start = i == 0;
        if (c == '<')
            sy__buf_z(out, "&lt;");
        else if (c == '&')
            sy__buf_z(out, "&amp;");
        else {
            if (strchr("\\`*_[]|>", c) != NULL || (line_start && strchr("#+-~=", c) != NULL) || (c == '.' && i > 0 && i < 4 && s.ptr[i - 1] >= '0' && s.ptr[i - 1] <= '9' && i + 1 < s.len && s.ptr[i + 1] == ' '))
                sy__buf_char(out, '\\');
            sy__buf_char(out, c);
        }
    }
}

void sy__put_cell(sy_buf *b, sy_str s)
{
    bool quote = false;
    for (size_t i = 0; i < s.len; i++)
        quote |= s.ptr[i] == '"' || s.ptr[i] == ',' || s.ptr[i] == '\n' || s.ptr[i] == '\r';
    if (quote)
        sy__buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            sy__buf_char(b, '"');
        sy__buf_char(b, s.ptr[i]);
    }
    if (quote)
        sy__buf_char(b, '"');
}

sy_status sy__send(sy_buf *b, sy_sink to, sy_error *err)
{
    sy_status st = b->failed ? sy_fail(err, SY_E_NOMEM, 0, "out of memory while writing") : to.write(to.user, b->ptr, b->len);
    sy__buf_done(b);
    if (st != SY_OK && st != SY_E_NOMEM)
        return sy_fail(err, st, 0, "the output could not be written");
    return st;
}
