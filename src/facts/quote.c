/* Pairs of quotation marks, paragraph by paragraph: curly, straight, doubled single and single ones.
 *
 * A mark that can both open and close is told by what stands around it. A paragraph that ends inside a quotation ends the
 * piece; the next paragraph, if it begins with an opening mark, continues it, but no caption continues anything. Single marks count
 * outside of double ones only. */
#include "facts/attribution.h"

typedef enum mark_kind { MARK_NONE = 0, MARK_OPEN = 1, MARK_CLOSE = 2, MARK_EITHER = 3 } mark_kind;

typedef struct mark {
    uint32_t  at, end;      /* bytes */
    mark_kind kind;
    bool      single;
    bool      curly;
} mark;

typedef SY__VEC(mark) marks;

static uint32_t char_before(sy_str text, uint32_t at)
{
    size_t i = at;
    return i ? sy__utf8_prev(text, &i) : ' ';
}

static uint32_t char_after(sy_str text, uint32_t at)
{
    size_t i = at;
    return i < text.len ? sy__utf8_next(text, &i) : ' ';
}

static bool is_word(uint32_t cp) { return sy__is_alpha(cp) || sy__is_digit(cp); }
static bool is_bracket(uint32_t cp) { return cp == '(' || cp == '[' || cp == '{' || cp == 0x2014 || cp == 0x2013 || cp == '-' || cp == ':' || cp == '/'; }

/* What a straight mark can be where it stands. */
static mark_kind side_of(sy_str text, uint32_t at, uint32_t end)
{
    uint32_t before = char_before(text, at), after = char_after(text, end);
    bool blank_before = at == 0 || sy__is_space(before), blank_after = end >= text.len || sy__is_space(after);
    if (blank_before && blank_after)
        return MARK_EITHER;
    if (blank_before || (is_bracket(before) && is_word(after)))
        return MARK_OPEN;
    if (blank_after || (sy__is_punct(after) && is_word(before)))
        return MARK_CLOSE;
    return MARK_EITHER;
}

static bool single_mark(sy_str text, uint32_t at, uint32_t end, uint32_t cp, mark *m)
{
    uint32_t before = char_before(text, at), after = char_after(text, end);
    bool opens = (at == 0 || sy__is_space(before) || is_bracket(before)) && !sy__is_space(after) && end < text.len && !sy__is_digit(after);
    bool closes = !sy__is_space(before) && at > 0 && !is_word(after);
    if (cp == 0x2018)
        closes = false;
    if (cp == 0x2019)
        opens = false;
    m->kind = opens ? MARK_OPEN : closes ? MARK_CLOSE : MARK_NONE;
    m->single = true;
    m->curly = cp != '\'';
    return m->kind != MARK_NONE;
}

/* The mark that begins at byte `at`, if one does. */
static bool mark_here(sy_str text, uint32_t at, mark *m)
{
    size_t next = at;
    uint32_t cp = sy__utf8_next(text, &next);
    *m = (mark){ at, (uint32_t)next, MARK_NONE, false, true };
    switch (cp) {
    case 0x201C: case 0x201E: case 0xAB: m->kind = MARK_OPEN; return true;
    case 0xBB: m->kind = MARK_CLOSE; return true;
    case 0x201D:                        /* some set it on both sides */
        m->kind = side_of(text, at, m->end) == MARK_OPEN ? MARK_EITHER : MARK_CLOSE;
        return true;
    case 0x2033:                        /* the sign of inches and seconds, which some set for a straight mark */
        m->kind = sy__is_digit(char_before(text, at)) ? MARK_NONE : side_of(text, at, m->end);
        return m->kind != MARK_NONE;
    case '"':
        m->kind = side_of(text, at, m->end);
        m->curly = false;
        return true;
    case '\'': case '`':
        if (next < text.len && text.ptr[next] == (char)cp) {
            m->end++;
            m->kind = cp == '`' ? MARK_OPEN : side_of(text, at, m->end);
            m->curly = false;
            return true;
        }
        return cp == '\'' && single_mark(text, at, m->end, cp, m);
    case 0x2018: case 0x2019:
        return single_mark(text, at, m->end, cp, m);
    default:
        return false;
    }
}

static bool may_begin_mark(unsigned char c) { return c == '"' || c == '\'' || c == '`' || c == 0xE2 || c == 0xC2; }

static bool list_marks(const sy__facts_work *w, sy_span paragraph, marks *out)
{
    out->n = 0;
    for (uint32_t at = paragraph.begin; at < paragraph.end; at++) {
        mark m;
        if (!may_begin_mark((unsigned char)w->text.ptr[at]) || !mark_here(w->text, at, &m))
            continue;
        if (!SY__PUSH(w->ctx, out, m))
            return false;
        at = m.end - 1;
    }
    return true;
}

/* A closing single mark is also an apostrophe: "the workers’ demand". One after punctuation, or the last in reach, is surer. */
static size_t single_close(sy_str text, const marks *ms, size_t open)
{
    size_t best = SIZE_MAX;
    for (size_t k = open + 1; k < ms->n; k++) {
        const mark *m = &ms->at[k];
        if (!m->single || m->kind == MARK_OPEN)
            break;
        uint32_t before = char_before(text, m->at), after = char_after(text, m->end);
        if (best == SIZE_MAX || !(before == 's' && sy__is_space(after)))
            best = k;
        if (sy__is_punct(before) || before != 's' || sy__is_punct(after))
            return k;
    }
    return best;
}

static size_t double_close(const marks *ms, size_t open)
{
    for (size_t k = open + 1; k < ms->n; k++) {
        const mark *m = &ms->at[k];
        if (m->single)
            continue;
        if (m->kind == MARK_CLOSE || m->kind == MARK_EITHER)
            return k;
        if (m->curly == ms->at[open].curly)
            return SIZE_MAX;    /* another opens first: this one was never closed */
    }
    return SIZE_MAX;
}

/* ---- pieces --------------------------------------------------------------------------------------- */

static bool ends_with_stop(sy_str text, sy_span inner)
{
    uint32_t last = char_before(text, inner.end);
    return last == '.' || last == ',' || last == '!' || last == '?' || last == 0x2026 || last == '-' || last == 0x2014;
}

static bool begins_with_capital(sy_str text, sy_span inner)
{
    for (size_t at = inner.begin; at < inner.end;) {
        uint32_t cp = sy__utf8_next(text, &at);
        if (is_word(cp))
            return !sy__is_lower(cp);
    }
    return false;
}

/* Nothing before the mark in its paragraph, or a stop: what is quoted does not go on from the words before it. */
static bool stands_apart(const sy__facts_work *w, const sy__quote *q)
{
    uint32_t before = q->first > w->paragraphs[w->paragraph[q->first]].begin ? q->first - 1 : SY_NONE;
    if (before == SY_NONE || w->tokens[before].pos == SY_POS_SPACE)
        return true;
    sy_str t = sy__token_str(w, before);
    return w->tokens[before].pos == SY_POS_PUNCT && !sy__is(t, "(") && !sy__is(t, "[") && !sy__is(t, "-");
}

static bool is_title(const sy__facts_work *w, const sy__quote *q)
{
    uint32_t long_words = 0, capitals = 0;
    for (uint32_t i = q->first; i <= q->last; i++) {
        sy_str t = sy__token_str(w, i);
        size_t at = 0;
        uint32_t cp = t.len ? sy__utf8_next(t, &at) : 0;
        if (t.len < 4 || !sy__is_alpha(cp))
            continue;
        long_words++;
        capitals += sy__is_upper(cp);
    }
    return long_words > 0 && capitals == long_words && q->words <= 8;
}

static bool add_piece(const sy__facts_work *w, sy__quotes *out, uint32_t *quote_at, sy_span span, sy_span inner, const sy__quote *like)
{
    sy__quote q = *like;
    q.span = span;
    q.first = sy__token_from(w, out->n ? out->at[out->n - 1].last : 0, span.begin);
    q.last = sy__token_from(w, q.first, span.end - 1);
    bool stop = ends_with_stop(w->text, inner), capital = begins_with_capital(w->text, inner);
    q.sentence = stop || capital;
    q.utterance = capital && (stop || !q.closed) && stands_apart(w, &q);
    q.words = 0;
    for (uint32_t i = q.first; i <= q.last; i++)
        q.words += w->tokens[i].pos != SY_POS_PUNCT && w->tokens[i].pos != SY_POS_SPACE;
    q.title = is_title(w, &q);
    if (q.words == 0)
        return true;
    for (uint32_t i = q.first; i <= q.last; i++)
        quote_at[i] = out->n;
    return SY__PUSH(w->ctx, out, q);
}

/* The paragraph of the text behind the byte begins with an opening mark, single or double. */
static bool next_opens(const sy__facts_work *w, uint32_t at, bool single)
{
    mark m;
    sy_str text = w->captions < w->n ? sy__sub(w->text, 0, w->tokens[w->captions].span.begin) : w->text;
    while (at < text.len && sy__is_space((unsigned char)text.ptr[at]))
        at++;
    return at < text.len && may_begin_mark((unsigned char)text.ptr[at]) && mark_here(text, at, &m) && (m.kind & MARK_OPEN) && (!single || m.single);
}

/* Where nothing closes a quotation, it ends before the words of who says it: "We were late, the driver said." */
static uint32_t end_unclosed(const sy__facts_work *w, uint32_t from, uint32_t end)
{
    uint32_t first = sy__token_from(w, 0, from);
    for (uint32_t i = first; i < w->n && w->tokens[i].span.end <= end; i++) {
        uint32_t subject = sy__speech(w, i) > 0.8 ? sy__child(w, i, SY_DEP_NSUBJ) : SY_NONE;
        uint32_t said = subject == SY_NONE ? SY_NONE : sy__child(w, i, SY_DEP_CCOMP);
        uint32_t before = subject < i ? w->left[subject] : i;
        if (said != SY_NONE && said >= first && said < before && before > first + 1 && sy__token_is(w, before - 1, ","))
            return w->tokens[before - 1].span.end;
    }
    return end;
}

/* A mark that nothing closes in its paragraph opens a quotation all the same. A single one may be an apostrophe: only where it begins
 * the paragraph, and the next one begins so too. */
static bool opens_unclosed(const sy__facts_work *w, const mark *m, sy_span paragraph)
{
    return m->single ? m->at == paragraph.begin && next_opens(w, paragraph.end, true) : m->kind != MARK_EITHER;
}

/* Another mark opens before this one is closed. Where it stands behind a colon or comma, the words of who speaks stand before it: what
 * is quoted ends with the sentence before them. */
static uint32_t end_before_next(const sy__facts_work *w, uint32_t from, uint32_t next)
{
    uint32_t first = sy__token_from(w, 0, from), open = sy__token_from(w, first, next), before = open;
    while (before > first && w->tokens[before - 1].pos == SY_POS_SPACE)
        before--;
    if (before <= first + 1 || !(sy__token_is(w, before - 1, ":") || sy__token_is(w, before - 1, ",")))
        return next;
    bool says = false;
    for (uint32_t i = before - 1; i > first; i--) {
        says = says || sy__speech(w, i) > 0.8;
        if (w->tokens[i - 1].tag == SY_TAG_PERIOD)
            return says ? w->tokens[i - 1].span.end : next;
    }
    return next;
}

/* What an unclosed quotation hands to the next paragraph: whether one does, and how its mark looks. */
typedef struct carry { bool on, curly, single; } carry;

static bool pair_marks(const sy__facts_work *w, const marks *ms, sy_span paragraph, carry *carried, sy__quotes *out, uint32_t *quote_at)
{
    bool goes_on = carried->on;
    carried->on = false;
    for (size_t k = 0; k < ms->n; k++) {
        const mark *m = &ms->at[k];
        if (m->kind == MARK_CLOSE)
            continue;
        size_t close = m->single ? single_close(w->text, ms, k) : double_close(ms, k);
        sy__quote q = { .attribution = SY_NONE, .single = m->single, .closed = close != SIZE_MAX };
        q.continues = goes_on && m->at == paragraph.begin && m->single == carried->single && (m->single || m->curly == carried->curly);
        goes_on = false;
        if (!q.closed && !opens_unclosed(w, m, paragraph))
            continue;
        uint32_t end = q.closed ? ms->at[close].end : paragraph.end;
        uint32_t inner_end = q.closed ? ms->at[close].at : end;
        if (!q.closed && !m->single)
            for (size_t j = k + 1; j < ms->n && inner_end == paragraph.end; j++)
                if (!ms->at[j].single)
                    end = inner_end = end_before_next(w, m->end, ms->at[j].at);
        if (!q.closed && end == paragraph.end && !next_opens(w, end, false))
            end = inner_end = end_unclosed(w, m->end, end);
        while (end == inner_end && end > m->end && sy__is_space((unsigned char)w->text.ptr[end - 1]))
            end = inner_end = end - 1;
        if (end <= m->end)
            continue;
        if (!add_piece(w, out, quote_at, (sy_span){ m->at, end }, (sy_span){ m->end, inner_end }, &q))
            return false;
        *carried = (carry){ !q.closed && end == paragraph.end, m->curly, m->single };
        while (k + 1 < ms->n && ms->at[k + 1].at < end)
            k++;
    }
    return true;
}

bool sy__find_quotes(const sy__facts_work *w, sy__quotes *out, uint32_t *quote_at)
{
    marks ms = { 0 };
    carry carried = { false, false, false };
    bool ok = true;
    for (uint32_t p = 0; ok && p < w->n_paragraphs; p++) {
        uint32_t first = w->paragraphs[p].begin, last = w->paragraphs[p].end;
        while (first < last && w->tokens[first].pos == SY_POS_SPACE)
            first++;
        while (last > first && w->tokens[last - 1].pos == SY_POS_SPACE)
            last--;
        if (first == last)
            continue;
        sy_span span = sy__token_span(w, first, last - 1);
        carried.on = carried.on && first < w->captions;
        ok = list_marks(w, span, &ms) && pair_marks(w, &ms, span, &carried, out, quote_at);
    }
    sy__free(w->ctx, ms.at);
    return ok;
}
