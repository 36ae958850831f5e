/* Which inset of a page is its article, if one is: where to look, what to believe, and its blocks. */
#include "extract/html_inset.h"

enum {
    LEAST_TEXT = 200,       /* characters below which no inset is worth a change */
    ENOUGH_MARKUP = 900,    /* characters of text in the markup beyond which only JSON-LD is looked at */
    LEAST_ATTRIBUTE = 400,
    MOST_LITERALS = 200000, MOST_LAYERS = 256, MOST_TRIED = 8
};

void sy__inset_article_init(sy__inset_article *x, const sy__lexicon *lex)
{
    memset(x, 0, sizeof *x);
    sy__inset_init(&x->inset, lex->ctx);
    sy__tree_init(&x->tree, lex->ctx);
    sy__html_blocks_init(&x->blocks, lex, &x->tree);
}

void sy__inset_article_done(sy__inset_article *x)
{
    sy__html_blocks_done(&x->blocks);
    sy__tree_done(&x->tree);
    sy__inset_done(&x->inset);
}

static void start_again(sy__inset_article *x)
{
    const sy__lexicon *lex = x->blocks.lex;
    sy__inset_article_done(x);
    sy__inset_article_init(x, lex);
}

/* ---- the text of an inset ------------------------------------------------------------------------------- */

static bool has_markup(sy_str s)
{
    for (size_t i = sy__find(s, SY_STR("<"), 0); i != SIZE_MAX && i + 1 < s.len; i = sy__find(s, SY_STR("<"), i + 1))
        if (s.ptr[i + 1] == '/' || (s.ptr[i + 1] | 32) == 'p' || (s.ptr[i + 1] | 32) == 'b')
            return true;
    return false;
}

static bool is_escaped(sy_str s)
{
    return sy__find(s, SY_STR("&lt;p"), 0) != SIZE_MAX || sy__find(s, SY_STR("&lt;/"), 0) != SIZE_MAX || sy__find(s, SY_STR("&lt;br"), 0) != SIZE_MAX;
}

/* A string of a script: markup, markup that was escaped once more, or plain text. */
static bool add_string(sy__inset *to, sy__layer from, sy_span at)
{
    sy__inset once, twice;
    sy__inset_init(&once, to->buf.ctx);
    sy__inset_init(&twice, to->buf.ctx);
    bool ok = sy__inset_string(&once, from, at);
    sy__inset *is = &once;
    if (ok && is_escaped(sy__buf_view(&once.buf))) {
        ok = sy__inset_charrefs(&twice, sy__inset_layer(&once), (sy_span){ 0, (uint32_t)once.buf.len });
        is = &twice;
    }
    sy_span all = { 0, (uint32_t)is->buf.len };
    sy__inset_put(to, "<div>");
    if (ok && has_markup(sy__buf_view(&is->buf)))
        ok = sy__inset_raw(to, sy__inset_layer(is), all);
    else if (ok)
        ok = sy__inset_plain(to, sy__inset_layer(is), all);
    sy__inset_put(to, "</div>");
    sy__inset_done(&once);
    sy__inset_done(&twice);
    return ok && !to->buf.failed;
}

/* Share of the title's words of some length that stand in the text; 1 where the title has none. */
static float title_share(const sy__html_blocks *b, sy_str title, bool *ok)
{
    sy__toks words = { NULL, 0, 0 };
    uint32_t n = 0, found = 0;
    *ok = title.len == 0 || sy__tokens(b->lex, title, (sy_span){ 0, (uint32_t)title.len }, 40, &words);
    for (uint32_t i = 0; *ok && i < words.n; i++) {
        if (words.at[i].kind != SY__TOK_WORD || words.at[i].lex & SY__LEX_FUNCTION || words.at[i].at.end - words.at[i].at.begin < 4)
            continue;
        n++;
        for (uint32_t k = 0; k < b->toks.n; k++)
            if (b->toks.at[k].hash == words.at[i].hash) {
                found++;
                break;
            }
    }
    sy__free(b->ctx, words.at);
    return n ? (float)found / (float)n : 1.0f;
}

/* Blocks of the inset's text, labelled, and what it is worth. */
static bool take_stock(sy__inset_article *x, const sy_extractor *ex, sy__budget *budget, sy_str title)
{
    bool ok = !x->inset.buf.failed && sy__tree_parse(&x->tree, sy__buf_view(&x->inset.buf), budget, NULL) == SY_OK &&
              sy__html_blocks_read(&x->blocks, ex->names, title);
    if (!ok)
        return false;
    sy__html_blocks_label_inset(&x->blocks);
    for (uint32_t i = 0; i < x->blocks.at.n; i++) {
        const sy__html_block *k = &x->blocks.at.at[i];
        x->chars += k->label && k->prose && k->ends ? k->chars : 0;
    }
    x->overlap = title_share(&x->blocks, title, &ok);
    return ok;
}

/* ---- what may hold it -------------------------------------------------------------------------------------- */

typedef struct candidate {
    uint32_t first, n;      /* literals; n 0: the range `at` of the page, as markup */
    sy_span  at;
    uint64_t weight;        /* bytes of what looks like prose */
} candidate;

typedef struct search {
    const sy_extractor *ex;
    const sy_ctx       *ctx;
    const sy__tree     *page;
    sy_str              title;
    uint32_t            least;         /* characters that it must have */
    SY__VEC(sy__literal) literals;     /* sorted by path in the end */
    sy__inset          *layers;        /* strings and attributes that hold JSON themselves */
    uint32_t            n_layers;
    candidate           best[MOST_TRIED];
    uint32_t            n_best;
    sy__layer           now;           /* what is being scanned, */
    uint32_t            now_layer;     /* and its number: 0 is the page */
    bool                failed;
} search;

static sy__layer layer_of(const search *s, uint32_t layer)
{
    return layer ? sy__inset_layer(&s->layers[layer - 1]) : (sy__layer){ s->page->text, NULL };
}

static void offer(search *s, candidate c)
{
    if (s->n_best == MOST_TRIED && s->best[MOST_TRIED - 1].weight >= c.weight)
        return;
    uint32_t i = s->n_best < MOST_TRIED ? s->n_best++ : MOST_TRIED - 1;
    for (; i > 0 && s->best[i - 1].weight < c.weight; i--)
        s->best[i] = s->best[i - 1];
    s->best[i] = c;
}

static bool make(search *s, sy__inset_article *x, const candidate *c)
{
    bool ok = c->n || sy__inset_raw(&x->inset, layer_of(s, 0), c->at);
    for (uint32_t i = 0; ok && i < c->n; i++) {
        const sy__literal *l = &s->literals.at[c->first + i];
        ok = add_string(&x->inset, layer_of(s, l->layer), l->at);
    }
    return ok && take_stock(x, s->ex, s->page->budget, s->title);
}

/* The candidate that has most of the title's words; of equal ones the one with most text. */
static bool choose(search *s, sy__inset_article *x, const char *code)
{
    sy__inset_article other;
    float overlap = 0.4f;
    bool ok = true;
    sy__inset_article_init(&other, x->blocks.lex);
    for (uint32_t i = 0; ok && i < s->n_best; i++) {
        ok = make(s, &other, &s->best[i]);
        if (!ok || other.chars < s->least || other.overlap <= overlap) {
            start_again(&other);
            continue;
        }
        overlap = other.overlap;
        other.code = code;
        sy__inset_article_done(x);
        *x = other;
        x->blocks.tree = &x->tree;
        sy__inset_article_init(&other, x->blocks.lex);
    }
    sy__inset_article_done(&other);
    s->n_best = 0;
    return ok;
}

/* ---- templates -------------------------------------------------------------------------------------------------- */

static bool is_template_script(const sy__tree *t, uint32_t node)
{
    sy_str type;
    if (!sy__tree_attr(t, node, SY__ATTR_TYPE, &type))
        return false;
    type = sy__trim(type);
    return sy__ieq(type, SY_STR("text/html")) || sy__ieq(type, SY_STR("text/template")) || sy__ieq(type, SY_STR("text/x-template")) ||
           sy__ieq(type, SY_STR("text/x-handlebars-template"));
}

static bool in_templates(search *s, sy__inset_article *x)
{
    const sy__tree *t = s->page;
    for (uint32_t i = 0; i < t->nodes.n; i++) {
        const sy__node *n = &t->nodes.at[i];
        bool raw = n->tag == SY__TAG_NOSCRIPT || (n->tag == SY__TAG_SCRIPT && is_template_script(t, i));
        if (raw || n->tag == SY__TAG_TEMPLATE) {
            if (n->at.end - n->tag_end >= LEAST_TEXT)
                offer(s, (candidate){ 0, 0, { n->tag_end, n->at.end }, n->at.end - n->tag_end });
            i = n->next - 1;
        }
    }
    return choose(s, x, "text-from-template");
}

/* ---- strings of scripts and attributes ------------------------------------------------------------------------ */

/* Bytes of a literal that reads like text of an article; 0: names, addresses, code, styles. */
static uint32_t prose_bytes(sy_str s)
{
    uint32_t spaces = 0, code = 0, stops = 0, wide = 0;
    if (s.len < 60)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        uint8_t c = (uint8_t)s.ptr[i];
        spaces += c == ' ';
        code += c == '{' || c == '}' || c == '|' || c == '$';
        stops += c == '.' || c == '!' || c == '?' || c == 0xE3;
        wide += c >= 0xE0;
    }
    return (spaces >= s.len / 14 || wide * 5 > s.len) && code < s.len / 60 + 1 && stops ? (uint32_t)s.len : 0;
}

static bool is_json(sy_str s)
{
    s = sy__trim(s);
    sy_str head = sy__sub(s, 0, s.len < 2000 ? s.len : 2000);
    return s.len >= LEAST_TEXT && (s.ptr[0] == '{' || s.ptr[0] == '[' || sy__find(sy__sub(head, 0, head.len < 12 ? head.len : 12), SY_STR(":"), 0) != SIZE_MAX) &&
           (sy__find(head, SY_STR("\\\""), 0) != SIZE_MAX || sy__find(head, SY_STR("&quot;"), 0) != SIZE_MAX);
}

static bool take_literal(void *user, const sy__literal *literal);

/* Scans a part of the layer that is being scanned, decoded by `decode`, as a layer of its own. */
static bool descend(search *s, sy_span at, bool (*decode)(sy__inset *, sy__layer, sy_span))
{
    if (s->n_layers == MOST_LAYERS)
        return true;
    sy__inset *in = &s->layers[s->n_layers++];
    sy__layer outer = s->now;
    uint32_t outer_layer = s->now_layer;
    sy__inset_init(in, s->ctx);
    if (!decode(in, outer, at) || in->buf.failed)
        return false;
    s->now = sy__inset_layer(in);
    s->now_layer = s->n_layers;
    bool ok = sy__literals(s->now.text, (sy_span){ 0, (uint32_t)in->buf.len }, take_literal, s);
    s->now = outer;
    s->now_layer = outer_layer;
    return ok;
}

static bool take_literal(void *user, const sy__literal *literal)
{
    search *s = user;
    sy_str text = sy__cut(s->now.text, literal->at);
    if (text.len < 3 || s->literals.n >= MOST_LITERALS)
        return true;
    if (s->now_layer == 0 && is_json(text))
        return descend(s, literal->at, sy__inset_string);
    if (!memchr(text.ptr, ' ', text.len) && text.len < 60)
        return true;
    sy__literal l = *literal;
    l.layer = s->now_layer;
    return SY__PUSH(s->ctx, &s->literals, l);
}

/* Quoted values in a start tag, whatever the attribute's name. */
static bool scan_attributes(search *s, const sy__node *n)
{
    const char *p = s->page->text.ptr;
    for (uint32_t i = n->at.begin; i + 2 < n->tag_end; i++) {
        if (p[i] != '=' || (p[i + 1] != '"' && p[i + 1] != '\''))
            continue;
        const char *close = memchr(p + i + 2, p[i + 1], n->tag_end - i - 2);
        sy_span value = { i + 2, close ? (uint32_t)(close - p) : n->tag_end };
        if (value.end - value.begin >= LEAST_ATTRIBUTE && is_json(sy__cut(s->page->text, value)) && !descend(s, value, sy__inset_charrefs))
            return false;
        i = value.end;
    }
    return true;
}

static bool scan_strings(search *s)
{
    const sy__tree *t = s->page;
    for (uint32_t i = 0; i < t->nodes.n; i++) {
        const sy__node *n = &t->nodes.at[i];
        sy_str type;
        s->now = layer_of(s, 0);
        s->now_layer = 0;
        if (n->tag == SY__TAG_SCRIPT && i + 1 < t->nodes.n && t->nodes.at[i + 1].tag == SY__TAG_TEXT && n->next == i + 2) {
            bool ld = sy__tree_attr(t, i, SY__ATTR_TYPE, &type) && sy__ieq(sy__trim(type), SY_STR("application/ld+json"));
            if (!ld && !is_template_script(t, i) && !sy__literals(t->text, t->nodes.at[i + 1].at, take_literal, s))
                return false;
        } else if (n->tag != SY__TAG_TEXT && n->tag_end - n->at.begin > LEAST_ATTRIBUTE && !scan_attributes(s, n)) {
            return false;
        }
    }
    return true;
}

/* By structure; within one, as they stand in the page. */
static int by_path(const void *x, const void *y, void *user)
{
    (void)user;
    const sy__literal *a = x, *b = y;
    return a->path < b->path ? -1 : a->path > b->path;
}

static uint32_t prose_of(const search *s, const sy__literal *l) { return prose_bytes(sy__cut(layer_of(s, l->layer).text, l->at)); }

/* Of the names in a structure, those that hold its text: the rest are its captions, addresses and kinds. */
static uint64_t keep_text(search *s, uint32_t first, uint32_t *end)
{
    enum { MOST_KEYS = 24 };
    struct { uint64_t key, sum; } keys[MOST_KEYS];
    uint32_t n = 0, kept = first;
    uint64_t most = 0, sum = 0;
    for (uint32_t i = first; i < *end; i++) {
        uint32_t k = 0;
        while (k < n && keys[k].key != s->literals.at[i].key)
            k++;
        if (k == MOST_KEYS)
            continue;
        if (k == n) {
            keys[n].key = s->literals.at[i].key;
            keys[n++].sum = 0;
        }
        keys[k].sum += prose_of(s, &s->literals.at[i]);
        most = keys[k].sum > most ? keys[k].sum : most;
    }
    for (uint32_t i = first; most && i < *end; i++)
        for (uint32_t k = 0; k < n; k++)
            if (keys[k].key == s->literals.at[i].key && keys[k].sum * 4 >= most) {
                s->literals.at[kept++] = s->literals.at[i];
                break;
            }
    for (uint32_t k = 0; k < n; k++)
        sum += keys[k].sum * 4 >= most ? keys[k].sum : 0;
    *end = kept;
    return sum;
}

/* Strings of one structure are one text, where each is a part of it; where several are whole texts, each is one of its own. */
static void offer_structure(search *s, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    uint64_t sum = keep_text(s, first, &end);
    for (uint32_t i = first; i < end; i++)
        n += prose_of(s, &s->literals.at[i]) > 0;
    if (sum < LEAST_TEXT)
        return;
    if (n < 2 || sum / n < 1200) {
        offer(s, (candidate){ first, end - first, { 0, 0 }, sum });
        return;
    }
    for (uint32_t i = first; i < end; i++) {
        uint32_t bytes = prose_of(s, &s->literals.at[i]);
        if (bytes >= LEAST_TEXT)
            offer(s, (candidate){ i, 1, { 0, 0 }, bytes });
    }
}

static bool in_strings(search *s, sy__inset_article *x)
{
    s->layers = sy__calloc(s->ctx, MOST_LAYERS, sizeof *s->layers);
    bool ok = s->layers && scan_strings(s) &&
              (s->literals.n < 2 || sy__sort(s->ctx, s->literals.at, s->literals.n, sizeof *s->literals.at, by_path, NULL));
    for (uint32_t i = 0, end; ok && i < s->literals.n; i = end) {
        for (end = i + 1; end < s->literals.n && s->literals.at[end].path == s->literals.at[i].path;)
            end++;
        offer_structure(s, i, end);
    }
    ok = ok && choose(s, x, "text-from-script");
    for (uint32_t i = 0; i < s->n_layers; i++)
        sy__inset_done(&s->layers[i]);
    sy__free(s->ctx, s->layers);
    sy__free(s->ctx, s->literals.at);
    return ok;
}

/* ---- the search ------------------------------------------------------------------------------------------------ */

static bool in_jsonld(search *s, sy__inset_article *x, sy_span body)
{
    if (!add_string(&x->inset, layer_of(s, 0), body) || !take_stock(x, s->ex, s->page->budget, s->title))
        return false;
    if (x->chars >= s->least)
        x->code = "text-from-json-ld";
    else
        start_again(x);
    return true;
}

bool sy__inset_article_find(sy__inset_article *x, const sy_extractor *ex, const sy__meta *m, const sy__html_blocks *markup)
{
    uint32_t have = 0;
    for (uint32_t i = 0; i < markup->at.n; i++)
        have += markup->at.at[i].label && !markup->at.at[i].heading ? markup->at.at[i].chars : 0;
    search s = { .ex = ex, .ctx = m->ctx, .page = m->tree, .title = sy__meta_title(m), .least = have * 2 + LEAST_TEXT };
    if (m->body.end - m->body.begin > s.least && !in_jsonld(&s, x, m->body))
        return false;
    if (x->code || have > ENOUGH_MARKUP)
        return true;
    if (!in_templates(&s, x))
        return false;
    return x->code || in_strings(&s, x);
}
