/* What a photo's caption says, without the words that label it and those that tell who made the picture. */
#include "extract/internal.h"

enum { MOST_TOKENS = 300, LEAST_WORDS = 6, MOST_CAPTIONS = 16, NAME_WORDS = 2 };

typedef struct caption {
    const sy__lexicon *lex;
    sy_str   text;               /* all pictures' captions */
    sy__toks toks;               /* of this one */
    uint32_t begin, end;         /* tokens that are left of it */
    uint32_t cut;                /* byte that the last of them ends before; UINT32_MAX: its own end */
} caption;

static const sy__tok *tok(const caption *c, uint32_t i) { return &c->toks.at[i]; }
static char mark(const caption *c, uint32_t i) { return tok(c, i)->kind == SY__TOK_PUNCT ? c->text.ptr[tok(c, i)->at.begin] : '\0'; }

/* Back over a bracket that the credit stands in, or over the name before a stroke: "(Ann Lee/Agency)", "Ann Lee/Agency". */
static uint32_t credit_begin(const caption *c, uint32_t at)
{
    uint32_t least = at > c->begin + 9 ? at - 9 : c->begin;
    for (uint32_t i = at; i > least && mark(c, i - 1) != ')' && mark(c, i - 1) != ']'; i--)
        if (mark(c, i - 1) == '(' || mark(c, i - 1) == '[')
            return i - 1;
    uint32_t begin = at;
    while (mark(c, at) == '/' && begin > c->begin && at - begin < NAME_WORDS && tok(c, begin - 1)->cap)
        begin--;
    return begin;
}

static bool cut_cues(caption *c)
{
    sy__cue_hits hits = { NULL, 0, 0 };
    bool ok = sy__cues_find(c->lex, c->text, c->toks.at, c->toks.n, 1, &hits);
    for (uint32_t h = 0; ok && h < hits.n; h++) {
        const sy__cue_hit *hit = &hits.at[h];
        if (c->lex->cues[hit->cue].role == SY__ROLE_LABEL && hit->tok < LEAST_WORDS && hit->tok_end > c->begin)
            c->begin = hit->tok_end;
    }
    for (uint32_t h = 0; ok && h < hits.n; h++) {
        const sy__cue_hit *hit = &hits.at[h];
        if (c->lex->cues[hit->cue].role == SY__ROLE_PHOTOGRAPHER && hit->tok >= c->begin && hit->tok < c->end)
            c->end = credit_begin(c, hit->tok);
    }
    sy__free(c->lex->ctx, hits.at);
    return ok;
}

/* An agency before the first word or behind the last says whose picture it is, unless the sentence goes on with it. */
static void cut_agencies(caption *c)
{
    sy_str name;
    uint32_t k = c->begin < c->end ? sy__agency_at(c->lex, c->text, c->toks.at, c->end, c->begin, &name) : 0;
    if (k && c->begin + k < c->end && tok(c, c->begin + k)->cap)
        c->begin += k;
    for (uint32_t i = c->end > c->begin + 4 ? c->end - 4 : c->begin; i < c->end; i++)
        if (i > c->begin && (mark(c, i - 1) || tok(c, i - 1)->cap) && sy__agency_at(c->lex, c->text, c->toks.at, c->end, i, &name) == c->end - i)
            c->end = i;
}

/* "in OsloPhoto: Ann Lee": markup parted the two, and nothing else does. */
static void cut_glued(caption *c)
{
    for (uint32_t i = c->begin; i + 1 < c->end; i++) {
        sy_span at = tok(c, i)->at;
        for (uint32_t b = at.begin + 1; mark(c, i + 1) == ':' && b < at.end; b++) {
            char before = c->text.ptr[b - 1], first = c->text.ptr[b];
            if (((before < 'a' || before > 'z') && before != '.') || first < 'A' || first > 'Z')
                continue;
            const struct sy__lex_entry *e = sy__lex_find(c->lex, sy__fold_hash(sy__cut(c->text, (sy_span){ b, at.end })));
            if (!e || !(e->flags & SY__LEX_CUE))
                continue;
            c->end = i + 1;
            c->cut = b;
            return;
        }
    }
}

static bool is_loose(char c) { return c == '-' || c == ':' || c == '|' || c == '/' || c == ',' || c == ';'; }

/* The words that are left; empty where they are too few, names and headings rather than a sentence, or somebody's
 * post. */
static sy_span words_left(caption *c)
{
    uint32_t words = 0, small = 0;
    bool post = false;
    while (c->begin < c->end && (is_loose(mark(c, c->begin)) || mark(c, c->begin) == '.'))
        c->begin++;
    while (c->end > c->begin && (is_loose(mark(c, c->end - 1)) || mark(c, c->end - 1) == '(' || mark(c, c->end - 1) == '['))
        c->end--;
    for (uint32_t i = c->begin; i < c->end; i++) {
        words += tok(c, i)->kind == SY__TOK_WORD;
        small += tok(c, i)->kind == SY__TOK_WORD && !tok(c, i)->cap;
        post |= tok(c, i)->kind == SY__TOK_URL || tok(c, i)->kind == SY__TOK_HANDLE;
    }
    if (words < LEAST_WORDS || small * 3 < words || post)
        return (sy_span){ 0, 0 };
    sy_span left = { tok(c, c->begin)->at.begin, tok(c, c->end - 1)->at.end };
    left.end = left.end < c->cut ? left.end : c->cut;
    return left;
}

static bool copy_piece(void *user, sy_span to, sy_span decoded, bool same)
{
    sy_article *a = user;
    uint32_t at = (uint32_t)a->text.len;
    sy__buf_str(&a->text, sy__cut(sy__buf_view(&a->pictures.text), to));
    return !a->text.failed && sy__origin_add(&a->caption_map, (sy_span){ at, at + (to.end - to.begin) }, decoded, same);
}

/* Words that stand in the text, the title or another caption are not read again. */
static bool is_new(const sy_article *a, sy_str words)
{
    return sy__find(sy__buf_view(&a->text), words, 0) == SIZE_MAX && sy__find(a->meta.title, words, 0) == SIZE_MAX;
}

static bool read_caption(const sy__lexicon *lex, sy_article *a, sy_span at)
{
    caption c = { .lex = lex, .text = sy__buf_view(&a->pictures.text), .cut = UINT32_MAX };
    bool ok = sy__tokens(lex, c.text, at, MOST_TOKENS, &c.toks);
    c.end = c.toks.n < MOST_TOKENS ? c.toks.n : 0;   /* longer than any caption */
    ok = ok && cut_cues(&c);
    if (ok) {
        cut_glued(&c);
        cut_agencies(&c);
    }
    sy_span left = ok ? words_left(&c) : (sy_span){ 0, 0 };
    sy__free(lex->ctx, c.toks.at);
    if (!ok || left.end == left.begin || !is_new(a, sy__cut(c.text, left)))
        return ok;
    sy__buf_z(&a->text, "\n\n");
    sy_span to = { (uint32_t)a->text.len, (uint32_t)a->text.len + (left.end - left.begin) };
    return sy__origin_pieces(&a->pictures.map, left, copy_piece, a) && SY__PUSH(a->ctx, &a->captions, to);
}

void sy__read_captions(const sy__lexicon *lex, sy_article *a)
{
    if (a->text.len == 0 || !a->meta.english)   /* cues and later stages know English */
        return;
    uint32_t end = 0;
    for (uint32_t i = 0; i < a->pictures.at.n && a->captions.n < MOST_CAPTIONS && !a->failed; i++) {
        sy_span from = sy__origin_back(&a->pictures.map, a->pictures.at.at[i]);
        if (from.begin < end)                   /* the text stood elsewhere in the page than its pictures: the map goes one way */
            continue;
        end = from.end;
        if (!read_caption(lex, a, a->pictures.at.at[i]))
            a->failed = true;
    }
}
