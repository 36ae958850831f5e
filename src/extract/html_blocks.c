/* The page's blocks: which text nodes belong together, their words, and measures of the tree above them. */
#include "extract/html_blocks.h"

void sy__html_blocks_init(sy__html_blocks *b, const sy__lexicon *lex, const sy__tree *tree)
{
    memset(b, 0, sizeof *b);
    b->ctx = lex->ctx;
    b->lex = lex;
    b->tree = tree;
    b->main = b->title = SY_NONE;
    sy__buf_init(&b->text, lex->ctx);
}

void sy__html_blocks_done(sy__html_blocks *b)
{
    sy__buf_done(&b->text);
    sy__free(b->ctx, b->toks.at);
    sy__free(b->ctx, b->hits.at);
    sy__free(b->ctx, b->at.at);
    sy__free(b->ctx, b->block_of);
    sy__free(b->ctx, b->names);
    sy__free(b->ctx, b->prose);
    sy__free(b->ctx, b->chars);
    sy__free(b->ctx, b->link_chars);
    sy__free(b->ctx, b->siblings);
    sy__free(b->ctx, b->shapes);
}

/* ---- words of text nodes -------------------------------------------------------------------------- */

typedef struct folder {
    sy__emit_fn emit;
    void       *user;
    sy_span     blank;       /* white space not yet emitted */
    bool        pending, newline, any, ok;
} folder;

static void put(folder *f, sy_str bytes, sy_span from, bool same)
{
    if (f->pending && f->any && f->ok)
        f->ok = f->emit(f->user, f->newline ? SY_STR("\n") : SY_STR(" "), f->blank, false);
    f->pending = f->newline = false;
    f->any = true;
    f->ok = f->ok && f->emit(f->user, bytes, from, same);
}

static void blank(folder *f, uint32_t from, uint32_t to)
{
    if (!f->pending)
        f->blank.begin = from;
    f->blank.end = to;
    f->pending = true;
}

/* Bytes of white space, or of signs without width that only help to break lines, at s[i]; *space tells which. 0: neither. */
static size_t blank_at(sy_str s, size_t i, bool *space)
{
    uint8_t c = (uint8_t)s.ptr[i], d = i + 1 < s.len ? (uint8_t)s.ptr[i + 1] : 0, e = i + 2 < s.len ? (uint8_t)s.ptr[i + 2] : 0;
    *space = true;
    if (c <= ' ')
        return 1;
    if (c == 0xC2 && d == 0xA0)
        return 2;
    if (c == 0xE2 && d == 0x80 && ((e >= 0x80 && e <= 0x8A) || e == 0xA8 || e == 0xA9 || e == 0xAF))
        return 3;
    *space = false;
    if (c == 0xC2 && d == 0xAD)
        return 2;                                                   /* soft hyphen */
    return (c == 0xE2 && d == 0x80 && e == 0x8B) || (c == 0xEF && d == 0xBB && e == 0xBF) ? 3 : 0;
}

/* Bytes that end a run of plain text: blanks, references, and the first bytes of blanks and signs beyond ASCII. */
static const uint8_t ends_run[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, [' '] = 1, ['&'] = 1, [0xC2] = 1, [0xE2] = 1,
    [0xEF] = 1,
};

/* The end of the plain text from i on. A blank between plain bytes is as it will be, and part of it. */
static size_t run_end(sy_str s, size_t i, size_t from)
{
    for (;;) {
        while (i < s.len && !ends_run[(uint8_t)s.ptr[i]])
            i++;
        if (i == from || i + 1 >= s.len || s.ptr[i] != ' ' || ends_run[(uint8_t)s.ptr[i + 1]])
            return i;
        i += 2;
    }
}

static void fold_text(folder *f, sy_str s, sy_span at, bool pre)
{
    size_t i = at.begin, from = i;
    s.len = at.end;
    while (f->ok && (i = run_end(s, i, from)) < s.len) {
        bool space = true;
        size_t n = blank_at(s, i, &space);
        char out[8];
        size_t n_raw = n, n_out = 0;
        if (n == 0) {
            if (s.ptr[i] != '&' || (n_out = sy__charref(s, i, false, out, &n_raw)) == 0) {
                i++;
                continue;
            }
        }
        if (i > from)
            put(f, sy__sub(s, from, i), (sy_span){ (uint32_t)from, (uint32_t)i }, true);
        if (n_out && blank_at((sy_str){ out, n_out }, 0, &space) == 0) {
            put(f, (sy_str){ out, n_out }, (sy_span){ (uint32_t)i, (uint32_t)(i + n_raw) }, false);
        } else if (space) {
            blank(f, (uint32_t)i, (uint32_t)(i + n_raw));
            f->newline = f->newline || (pre && s.ptr[i] == '\n');
        }
        i += n_raw;
        from = i;
    }
    if (i > from)
        put(f, sy__sub(s, from, i), (sy_span){ (uint32_t)from, (uint32_t)i }, true);
}

bool sy__html_text(const sy__tree *t, const uint32_t *block_of, uint32_t element, uint32_t first, uint32_t last, sy__emit_fn emit, void *user)
{
    folder f = { emit, user, { 0, 0 }, false, false, false, true };
    for (uint32_t i = first; i <= last && f.ok; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (n->tag == SY__TAG_BR) {
            blank(&f, n->at.begin, n->at.end);
            f.newline = true;
        }
        if (n->tag != SY__TAG_TEXT || (n->flags & SY__NODE_SKIP) || block_of[i] != element)
            continue;
        fold_text(&f, t->text, n->at, (n->flags & SY__NODE_PRE) != 0);
    }
    return f.ok;
}

static bool to_buf(void *user, sy_str bytes, sy_span from, bool same)
{
    sy_buf *b = user;
    (void)from;
    (void)same;
    sy__buf_str(b, bytes);
    return !b->failed;
}

/* ---- measures of the tree --------------------------------------------------------------------------------- */

static uint32_t count_chars(sy_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += (uint8_t)s.ptr[i] > ' ' && ((uint8_t)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

static bool measure(sy__html_blocks *b)
{
    const sy__tree *t = b->tree;
    uint32_t n = t->nodes.n;
    b->block_of = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->block_of);
    b->names = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->names);
    b->prose = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->prose);
    b->chars = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->chars);
    b->link_chars = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->link_chars);
    b->siblings = sy__calloc(b->ctx, (size_t)n + 1, sizeof *b->siblings);
    if (!b->block_of || !b->names || !b->prose || !b->chars || !b->link_chars || !b->siblings)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const sy__node *node = &t->nodes.at[i];
        b->block_of[i] = node->flags & SY__NODE_BLOCK ? i : node->parent == SY_NONE ? SY_NONE : b->block_of[node->parent];
        if (node->tag == SY__TAG_TEXT && !(node->flags & (SY__NODE_SKIP | SY__NODE_HEAD))) {
            b->chars[i] = count_chars(sy__cut(t->text, node->at));
            b->link_chars[i] = node->flags & SY__NODE_LINK ? b->chars[i] : 0;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        uint32_t p = t->nodes.at[i].parent;
        if (p != SY_NONE) {
            b->chars[p] += b->chars[i];
            b->link_chars[p] += b->link_chars[i];
        }
    }
    return true;
}

/* Elements of a page share their names: most values have been read before. */
typedef struct read_before { uint64_t hash; uint32_t kinds; } read_before;
enum { READ_BEFORE = 256 };

static uint32_t names_of(const sy__names *names, sy_str value, read_before *memo)
{
    uint64_t h = sy__hash(value.ptr, value.len, 1) | 1;
    read_before *r = &memo[h >> 56];
    if (r->hash != h)
        *r = (read_before){ h, sy__names_of(names, value) };
    return r->kinds;
}

/* Names speak for all below, but a name that speaks against most of the page's text is not believed. */
static void read_names(sy__html_blocks *b, const sy__names *names)
{
    const sy__tree *t = b->tree;
    uint32_t total = 0;
    read_before memo[READ_BEFORE] = { { 0, 0 } };
    for (uint32_t i = 0; i < t->nodes.n; i++)
        if (t->nodes.at[i].parent == SY_NONE)
            total += b->chars[i];
    const uint32_t lasting = 1u << SY__NAME_BODY | 1u << SY__NAME_WEAK;
    for (uint32_t i = 0; i < t->nodes.n; i++) {
        const sy__node *node = &t->nodes.at[i];
        uint32_t own = 0;
        for (uint32_t a = node->attr; a < node->attr + node->n_attrs; a++) {
            uint32_t name = t->attrs.at[a].name;
            if (name == SY__ATTR_CLASS || name == SY__ATTR_ID || name == SY__ATTR_ITEMPROP || name == SY__ATTR_TESTID ||
                name == SY__ATTR_COMPONENT || name == SY__ATTR_DATA_TYPE)
                own |= names_of(names, sy__cut(t->text, t->attrs.at[a].value), memo);
        }
        if ((uint64_t)b->chars[i] * 10 > (uint64_t)total * 6 || node->tag == SY__TAG_BODY || node->tag == SY__TAG_HTML)
            own &= lasting;
        b->names[i] = own | (node->parent == SY_NONE ? 0 : b->names[node->parent]);
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------------- */

static bool find_blocks(sy__html_blocks *b)
{
    const sy__tree *t = b->tree;
    bool open = false;
    uint32_t breaks = 0;
    for (uint32_t i = 0; i < t->nodes.n; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (n->flags & SY__NODE_HEAD)
            continue;
        if (n->flags & SY__NODE_BLOCK)
            open = false;
        if (n->tag == SY__TAG_BR && ++breaks >= 2)
            open = false;
        if (n->tag != SY__TAG_TEXT || (n->flags & SY__NODE_SKIP) || b->chars[i] == 0)
            continue;
        breaks = 0;
        uint32_t element = b->block_of[i];
        sy__html_block *last = b->at.n ? &b->at.at[b->at.n - 1] : NULL;
        if (open && last && last->element == element) {
            last->last = i;
        } else {
            sy__html_block block = { .element = element, .first = i, .last = i,
                                     .flags = element == SY_NONE ? 0 : t->nodes.at[element].flags };
            if (!sy__spend(t->budget) || !sy__within(t->budget, b->at.n + 1u, t->budget->most.max_blocks, SY__LIMIT_BLOCKS) ||
                !SY__PUSH(b->ctx, &b->at, block))
                return false;
        }
        open = true;
    }
    return true;
}

enum { MOST_TOKENS = 160 };

static void link_measures(const sy__html_blocks *b, sy__html_block *k)
{
    const sy__tree *t = b->tree;
    uint32_t link = SY_NONE;
    for (uint32_t i = k->first; i <= k->last; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (n->tag == SY__TAG_A)
            link = i;
        if (n->tag != SY__TAG_TEXT || b->block_of[i] != k->element)
            continue;
        k->link_chars += b->link_chars[i];
        if (n->flags & SY__NODE_EMPHASIS)
            k->emphasis_chars += b->chars[i];
        if (n->flags & SY__NODE_LINK && (k->links == 0 || link != SY_NONE)) {
            k->links++;
            link = SY_NONE;
        }
    }
}

static bool read_words(sy__html_blocks *b, sy__html_block *k)
{
    k->text.begin = (uint32_t)b->text.len;
    if (!sy__html_text(b->tree, b->block_of, k->element, k->first, k->last, to_buf, &b->text))
        return false;
    k->text.end = (uint32_t)b->text.len;
    sy__buf_char(&b->text, '\n');
    k->names = k->element == SY_NONE ? 0 : b->names[k->element];
    k->chars = count_chars(sy__cut(sy__buf_view(&b->text), k->text));
    link_measures(b, k);
    return !b->text.failed;
}

static bool read_tokens(sy__html_blocks *b, sy__html_block *k)
{
    sy_str text = sy__buf_view(&b->text);
    k->tok = b->toks.n;
    k->hit = b->hits.n;
    if (!sy__tokens(b->lex, text, k->text, MOST_TOKENS, &b->toks))
        return false;
    k->n_toks = b->toks.n - k->tok;
    k->key = 14695981039346656037u;
    for (uint32_t i = k->tok; i < b->toks.n; i++)
        if (b->toks.at[i].kind != SY__TOK_PUNCT) {
            k->words++;
            k->key = (k->key ^ b->toks.at[i].hash) * 1099511628211u;
        }
    if (k->n_toks == MOST_TOKENS && k->chars / 6 > k->words)
        k->words = k->chars / 6;
    if (!sy__cues_find(b->lex, text, b->toks.at + k->tok, k->n_toks, k->words, &b->hits))
        return false;
    k->n_hits = b->hits.n - k->hit;
    for (uint32_t h = k->hit; h < b->hits.n; h++) {
        const sy__cue *c = &b->lex->cues[b->hits.at[h].cue];
        float w = c->weight, *sum = &k->cue[c->kind];
        if (c->role != SY__ROLE_SPLIT)
            *sum = *sum > w ? *sum + w / 4 : w + *sum / 4;
    }
    return true;
}


bool sy__html_blocks_read(sy__html_blocks *b, const sy__names *names, sy_str title)
{
    b->page_title = title;
    if (!measure(b))
        return false;
    read_names(b, names);
    if (!find_blocks(b))
        return false;
    for (uint32_t i = 0; i < b->at.n; i++)
        if (!sy__spend(b->tree->budget) || !read_words(b, &b->at.at[i]))
            return false;
    for (uint32_t i = 0; i < b->at.n; i++)
        if (!sy__spend(b->tree->budget) || !read_tokens(b, &b->at.at[i]))
            return false;
    return sy__html_blocks_relate(b);
}

uint32_t sy__html_block_at(const sy__html_blocks *b, uint32_t node)
{
    uint32_t lo = 0, hi = b->at.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (b->at.at[mid].last < node)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
