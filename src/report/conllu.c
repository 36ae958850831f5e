/* One annotation as CoNLL-U: a block a sentence. The format has no tokens of white space: they become SpacesAfter of the
 * token before them, and a head that is one hands on its own head. */
#include "report/json.h"
#include "report/view.h"

static bool is_space(const sy_token *t) { return t->pos == SY_POS_SPACE; }

/* A field: neither tabs nor line ends, and never empty. */
static void put_field(sy_buf *b, sy_str s)
{
    if (!s.len) sy__buf_char(b, '_');
    for (size_t i = 0; i < s.len; i++) sy__buf_char(b, (unsigned char)s.ptr[i] < 0x20 ? ' ' : s.ptr[i]);
}

static void put_spaces(sy_buf *b, sy_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.ptr[i]) {
        case ' ': sy__buf_z(b, "\\s"); break;
        case '\n': sy__buf_z(b, "\\n"); break;
        case '\r': sy__buf_z(b, "\\r"); break;
        case '\t': sy__buf_z(b, "\\t"); break;
        case '|': sy__buf_z(b, "\\p"); break;
        case '\\': sy__buf_z(b, "\\\\"); break;
        default: sy__buf_char(b, s.ptr[i]);
        }
    }
}

/* Number of a token in its sentence, spaces not counted; `at` is not a space. */
static uint32_t number_of(const uint32_t *numbers, sy_token_range s, uint32_t at) { return numbers[at - s.begin]; }

/* The token that heads `at` in the output; `at` itself for a root. */
static uint32_t head_of(const sy_token *t, sy_token_range s, uint32_t at)
{
    uint32_t head = t[at].head;
    for (uint32_t steps = s.end - s.begin; is_space(&t[head]) && steps > 0; steps--) {
        if (t[head].head == head) return at;
        head = t[head].head;
    }
    return is_space(&t[head]) || head < s.begin || head >= s.end ? at : head;
}

static void put_misc(sy_buf *b, sy_str text, const sy_token *t, uint32_t at, uint32_t next, uint32_t n)
{
    bool any = false;
    uint32_t end = next < n ? t[next].span.begin : (uint32_t)text.len;
    sy_str after = sy__sub(text, t[at].span.end, end < t[at].span.end ? t[at].span.end : end);
    if (t[at].ent != SY_ENT_NONE) {
        sy__buf_printf(b, "NER=%c-%s", t[at].ent_begins ? 'B' : 'I', sy_ent_name(t[at].ent));
        any = true;
    }
    if (after.len == 0 && next < n) {
        sy__buf_z(b, any ? "|SpaceAfter=No" : "SpaceAfter=No");
        any = true;
    } else if (after.len && !sy__is(after, " ")) {
        sy__buf_z(b, any ? "|SpacesAfter=" : "SpacesAfter=");
        put_spaces(b, after);
        any = true;
    }
    if (!any) sy__buf_char(b, '_');
}

static void put_token(sy_buf *b, sy_str text, const sy_token *t, const uint32_t *numbers, sy_token_range s, uint32_t at, uint32_t next, uint32_t n)
{
    uint32_t head = head_of(t, s, at);
    sy__buf_printf(b, "%u\t", (unsigned)number_of(numbers, s, at));
    put_field(b, sy__cut(text, t[at].span));
    sy__buf_char(b, '\t');
    put_field(b, t[at].lemma);
    sy__buf_printf(b, "\t%s\t%s\t_\t", sy_pos_name(t[at].pos), sy_tag_name(t[at].tag));
    if (head == at) sy__buf_z(b, "0\troot");
    else sy__buf_printf(b, "%u\t%s", (unsigned)number_of(numbers, s, head), sy_dep_name(t[at].dep));
    sy__buf_z(b, "\t_\t");
    put_misc(b, text, t, at, next, n);
    sy__buf_char(b, '\n');
}

/* The next token that is not white space. */
static uint32_t word_from(const sy_token *t, uint32_t at, uint32_t end)
{
    while (at < end && is_space(&t[at])) at++;
    return at;
}

static void put_sentence(sy_buf *b, sy_str text, const sy_token *t, uint32_t n, sy_token_range s, uint32_t *numbers, uint32_t number)
{
    uint32_t count = 0;
    for (uint32_t i = s.begin; i < s.end; i++)
        if (!is_space(&t[i])) numbers[i - s.begin] = ++count;
    sy__buf_printf(b, "# sent_id = %u\n# text = ", (unsigned)number);
    for (uint32_t i = word_from(t, s.begin, s.end); i < s.end;) {
        uint32_t next = word_from(t, i + 1, s.end);
        put_field(b, sy__cut(text, t[i].span));
        if (next < s.end && t[next].span.begin > t[i].span.end) sy__buf_char(b, ' ');
        i = next;
    }
    sy__buf_char(b, '\n');
    for (uint32_t i = word_from(t, s.begin, s.end); i < s.end;) {
        uint32_t next = word_from(t, i + 1, n);
        put_token(b, text, t, numbers, s, i, next, n);
        i = next;
    }
    sy__buf_char(b, '\n');
}

sy_status sy_write_annotation_conllu(sy_ctx *ctx, const sy_document *d, const sy_annotation *annotation, sy_sink to, sy_error *err)
{
    sy_buf b;
    sy_arena scratch;
    size_t n = 0, n_sentences = 0;
    uint32_t number = 0;
    sy__buf_init(&b, ctx);
    sy__arena_init(&scratch, ctx);
    sy__buf_z(&b, "# newdoc id = ");
    put_field(&b, d->id);
    sy__buf_char(&b, '\n');
    const sy_token *t = annotation ? sy_annotation_tokens(annotation, &n) : NULL;
    const sy_token_range *s = annotation ? sy_annotation_sentences(annotation, &n_sentences) : NULL;
    uint32_t *numbers = sy__arena_array(&scratch, n, sizeof *numbers);
    b.failed |= !numbers;
    for (size_t i = 0; !b.failed && i < n_sentences; i++)
        if (word_from(t, s[i].begin, s[i].end) < s[i].end)
            put_sentence(&b, sy_annotation_text(annotation), t, (uint32_t)n, s[i], numbers, ++number);
    if (!number) sy__buf_char(&b, '\n');
    sy__arena_done(&scratch);
    return sy__send(&b, to, err);
}
