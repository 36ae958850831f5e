/* Numbers in headlines: a headline is no part of the article's text and has no tree, but what it counts the article counts too. */
#include "reconcile/figures.h"
#include "reconcile_tables.h"

enum { MAX_TITLE = 400 };

static bool word_char(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80; }

/* A number's edge: "27" does not end in "27,000" or "27-year". */
static bool stands_alone(sy_str title, size_t begin, size_t end)
{
    if (begin > 0 && (word_char(title.ptr[begin - 1]) || title.ptr[begin - 1] == '$' || title.ptr[begin - 1] == '-')) return false;
    if (begin > 1 && (title.ptr[begin - 1] == '.' || title.ptr[begin - 1] == ',') && word_char(title.ptr[begin - 2])) return false;
    if (end >= title.len) return true;
    if (word_char(title.ptr[end]) || title.ptr[end] == '-' || title.ptr[end] == '%') return false;
    return end + 1 >= title.len || (title.ptr[end] != '.' && title.ptr[end] != ',') || !word_char(title.ptr[end + 1]);
}

static bool find_alone(sy_str title, sy_str form, sy_span *at)
{
    for (size_t i = 0; form.len && i + form.len <= title.len; i++)
        if (sy__ieq(sy__sub(title, i, i + form.len), form) && stands_alone(title, i, i + form.len)) {
            *at = (sy_span){ (uint32_t)i, (uint32_t)(i + form.len) };
            return true;
        }
    return false;
}

/* The headline tells what is counted, or what befell it. */
static bool title_tells(sy__story *s, sy_str title, const sy__number_use *n, bool *yes)
{
    *yes = false;
    for (size_t i = 0, end; i < title.len && !*yes; i = end + 1) {
        for (end = i; end < title.len && word_char(title.ptr[end]); end++) {}
        if (end == i) continue;
        sy_str stem = sy__stem_of(&s->scratch, sy__sub(title, i, end));
        if (!stem.ptr) return false;
        uint32_t *term = sy__map_find(&s->terms, stem);
        *yes = term && (*term == n->of || (n->fate != SY__FATE_NONE && sy__fate_of(s, *term) == n->fate));
    }
    return true;
}

bool sy__find_in_title(sy__story *s, sy__number_use *n)
{
    const sy__doc *d = &s->docs[n->document];
    const sy_metadata *m = sy_article_metadata(d->in->article);
    sy_str title = d->title;
    sy_span at;
    bool told;
    char digits[24];
    if (!n->q->has_value || title.len == 0 || title.len > MAX_TITLE || m->title_source.end > d->in->document->source.len) return true;
    /* Where markup or another charset stands in it, a place in the title is no place in the source. */
    if (!sy__eq(sy__cut(d->in->document->source, m->title_source), title)) return true;
    int len = snprintf(digits, sizeof digits, "%.0f", n->q->value);
    bool small_whole = n->q->unit.len == 0 && n->q->value >= 0 && n->q->value < 10000 && n->q->value == (double)(int64_t)n->q->value;
    sy_str form = small_whole && len > 0 ? (sy_str){ digits, (size_t)len } : (sy_str){ NULL, 0 };
    if (!find_alone(title, sy__cut(d->text, n->q->span), &at) && !find_alone(title, form, &at)) return true;
    if (!title_tells(s, title, n, &told)) return false;
    if (told || sy__peculiar(n->q)) n->title = (sy_span){ m->title_source.begin + at.begin, m->title_source.begin + at.end };
    return true;
}
