/* Tokens -> tree. See html_tree.h for what it keeps of the standard. */
#include "extract/html_tree.h"

void sy__tree_init(sy__tree *t, const sy_ctx *ctx)
{
    memset(t, 0, sizeof *t);
    t->ctx = ctx;
}

void sy__tree_done(sy__tree *t)
{
    sy__free(t->ctx, t->nodes.at);
    sy__free(t->ctx, t->attrs.at);
}

bool sy__tree_attr(const sy__tree *t, uint32_t node, sy__attr_name name, sy_str *raw)
{
    const sy__node *n = &t->nodes.at[node];
    for (uint32_t i = n->attr; i < n->attr + n->n_attrs; i++)
        if (t->attrs.at[i].name == name) {
            *raw = sy__cut(t->text, t->attrs.at[i].value);
            return true;
        }
    return false;
}

/* ---- what elements are ---------------------------------------------------------------------------- */

enum {
    T_BLOCK = 1, T_VOID = 2, T_SCOPE = 4, T_CLOSES_P = 8, T_HEAD = 16, T_FORMAT = 32
};

/* Properties by tag, and the flags that its content inherits. */
typedef struct tag_rule { uint16_t tag; uint8_t is; uint32_t flags; } tag_rule;

static const tag_rule rules[] = {
    { SY__TAG_ADDRESS, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_ARTICLE, T_BLOCK | T_CLOSES_P, SY__NODE_ARTICLE },
    { SY__TAG_ASIDE, T_BLOCK | T_CLOSES_P, SY__NODE_ASIDE }, { SY__TAG_BLOCKQUOTE, T_BLOCK | T_CLOSES_P, SY__NODE_QUOTE },
    { SY__TAG_BODY, T_BLOCK, 0 }, { SY__TAG_CAPTION, T_BLOCK | T_SCOPE, SY__NODE_CAPTION }, { SY__TAG_CENTER, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_DD, T_BLOCK | T_CLOSES_P, SY__NODE_LIST }, { SY__TAG_DETAILS, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_DIALOG, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_DIR, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_DIV, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_DL, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_DT, T_BLOCK | T_CLOSES_P, SY__NODE_LIST },
    { SY__TAG_FIELDSET, T_BLOCK | T_CLOSES_P, SY__NODE_FORM }, { SY__TAG_FIGCAPTION, T_BLOCK | T_CLOSES_P, SY__NODE_CAPTION },
    { SY__TAG_FIGURE, T_BLOCK | T_CLOSES_P, SY__NODE_FIGURE }, { SY__TAG_FOOTER, T_BLOCK | T_CLOSES_P, SY__NODE_FOOTER },
    { SY__TAG_FORM, T_BLOCK | T_CLOSES_P, SY__NODE_FORM },
    { SY__TAG_H1, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING }, { SY__TAG_H2, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING },
    { SY__TAG_H3, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING }, { SY__TAG_H4, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING },
    { SY__TAG_H5, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING }, { SY__TAG_H6, T_BLOCK | T_CLOSES_P, SY__NODE_HEADING },
    { SY__TAG_HEAD, T_BLOCK, SY__NODE_HEAD }, { SY__TAG_HEADER, T_BLOCK | T_CLOSES_P, SY__NODE_HEADER },
    { SY__TAG_HGROUP, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_HR, T_BLOCK | T_VOID | T_CLOSES_P, 0 }, { SY__TAG_HTML, T_BLOCK, 0 },
    { SY__TAG_LI, T_BLOCK | T_CLOSES_P, SY__NODE_LIST }, { SY__TAG_MAIN, T_BLOCK | T_CLOSES_P, SY__NODE_MAIN },
    { SY__TAG_MENU, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_NAV, T_BLOCK | T_CLOSES_P, SY__NODE_NAV }, { SY__TAG_OL, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_P, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_PRE, T_BLOCK | T_CLOSES_P, SY__NODE_PRE }, { SY__TAG_SECTION, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_SUMMARY, T_BLOCK | T_CLOSES_P, 0 }, { SY__TAG_TABLE, T_BLOCK | T_SCOPE | T_CLOSES_P, SY__NODE_TABLE },
    { SY__TAG_TBODY, T_BLOCK, 0 }, { SY__TAG_TD, T_BLOCK | T_SCOPE, 0 }, { SY__TAG_TFOOT, T_BLOCK, 0 },
    { SY__TAG_TH, T_BLOCK | T_SCOPE, 0 }, { SY__TAG_THEAD, T_BLOCK, 0 }, { SY__TAG_TR, T_BLOCK, 0 }, { SY__TAG_UL, T_BLOCK | T_CLOSES_P, 0 },
    { SY__TAG_AREA, T_VOID, 0 }, { SY__TAG_BASE, T_VOID | T_HEAD, 0 }, { SY__TAG_BR, T_VOID, 0 }, { SY__TAG_COL, T_VOID, 0 },
    { SY__TAG_EMBED, T_VOID, 0 }, { SY__TAG_IMG, T_VOID, 0 }, { SY__TAG_INPUT, T_VOID, 0 }, { SY__TAG_LINK, T_VOID | T_HEAD, 0 },
    { SY__TAG_META, T_VOID | T_HEAD, 0 }, { SY__TAG_PARAM, T_VOID, 0 }, { SY__TAG_SOURCE, T_VOID, 0 }, { SY__TAG_TRACK, T_VOID, 0 },
    { SY__TAG_WBR, T_VOID, 0 }, { SY__TAG_TITLE, T_HEAD, 0 }, { SY__TAG_SCRIPT, T_HEAD, SY__NODE_SKIP },
    { SY__TAG_STYLE, T_HEAD, SY__NODE_SKIP }, { SY__TAG_NOSCRIPT, T_HEAD, SY__NODE_SKIP }, { SY__TAG_TEMPLATE, T_HEAD | T_SCOPE, SY__NODE_SKIP },
    { SY__TAG_IFRAME, 0, SY__NODE_SKIP }, { SY__TAG_OBJECT, T_SCOPE, 0 }, { SY__TAG_SVG, T_SCOPE, SY__NODE_SKIP },
    { SY__TAG_MATH, T_SCOPE, 0 }, { SY__TAG_TEXTAREA, 0, SY__NODE_SKIP }, { SY__TAG_SELECT, 0, SY__NODE_SKIP },
    { SY__TAG_OPTION, 0, SY__NODE_SKIP }, { SY__TAG_DATALIST, 0, SY__NODE_SKIP }, { SY__TAG_BUTTON, T_BLOCK, SY__NODE_BUTTON },
    { SY__TAG_RT, 0, SY__NODE_SKIP }, { SY__TAG_RP, 0, SY__NODE_SKIP }, { SY__TAG_NOFRAMES, 0, SY__NODE_SKIP }, { SY__TAG_NOEMBED, 0, SY__NODE_SKIP }, { SY__TAG_XMP, T_BLOCK, 0 },
    { SY__TAG_VIDEO, 0, SY__NODE_SKIP }, { SY__TAG_AUDIO, 0, SY__NODE_SKIP }, { SY__TAG_CANVAS, 0, SY__NODE_SKIP },
    { SY__TAG_A, T_FORMAT, SY__NODE_LINK }, { SY__TAG_B, T_FORMAT, SY__NODE_EMPHASIS },
    { SY__TAG_STRONG, T_FORMAT, SY__NODE_EMPHASIS }, { SY__TAG_EM, T_FORMAT, SY__NODE_EMPHASIS }, { SY__TAG_I, T_FORMAT, SY__NODE_EMPHASIS },
    { SY__TAG_FONT, T_FORMAT, 0 }, { SY__TAG_U, T_FORMAT, 0 }, { SY__TAG_SMALL, T_FORMAT, 0 }, { SY__TAG_BIG, T_FORMAT, 0 },
    { SY__TAG_S, T_FORMAT, 0 }, { SY__TAG_STRIKE, T_FORMAT, 0 }, { SY__TAG_TT, T_FORMAT, 0 }, { SY__TAG_CODE, T_FORMAT, 0 },
};

typedef struct open_element { uint32_t node; uint16_t tag; } open_element;

typedef struct builder {
    sy__tree          *t;
    open_element      *stack;
    uint32_t           depth, max_depth, beyond;   /* beyond: open elements that the depth limit kept off the stack */
    uint32_t           open[SY__TAG_N];  /* how many of a tag are on the stack */
    tag_rule           rule[SY__TAG_N];
    bool               failed, seen_body;
} builder;

/* ---- the stack ---------------------------------------------------------------------------------------- */

static sy__node *node_at(builder *b, uint32_t depth) { return &b->t->nodes.at[b->stack[depth].node]; }

static void pop(builder *b, uint32_t end)
{
    open_element *e = &b->stack[--b->depth];
    b->open[e->tag]--;
    sy__node *n = &b->t->nodes.at[e->node];
    n->at.end = end;
    n->next = b->t->nodes.n;
}

static void pop_to(builder *b, uint32_t depth, uint32_t end)
{
    while (b->depth > depth)
        pop(b, end);
}

/* Index on the stack of the nearest open `tag`, looking no further than the elements that bound a scope. SY_NONE: none. */
static uint32_t find_open(const builder *b, uint16_t tag, bool through_scope)
{
    if (!b->open[tag])
        return SY_NONE;
    for (uint32_t i = b->depth; i-- > 0;) {
        if (b->stack[i].tag == tag)
            return i;
        if (!through_scope && (b->rule[b->stack[i].tag].is & T_SCOPE))
            return SY_NONE;
    }
    return SY_NONE;
}

static bool push_node(builder *b, sy__node n, bool open)
{
    n.parent = b->depth ? b->stack[b->depth - 1].node : SY_NONE;
    uint32_t inherited = n.parent == SY_NONE ? 0 : b->t->nodes.at[n.parent].flags & ~(uint32_t)SY__NODE_BLOCK;
    n.flags |= inherited;
    n.next = b->t->nodes.n + 1;
    if (!SY__PUSH(b->t->ctx, &b->t->nodes, n)) {
        b->failed = true;
        return false;
    }
    sy__budget *budget = b->t->budget;
    if (!sy__spend(budget) || !sy__within(budget, b->t->nodes.n, budget->most.max_nodes, SY__LIMIT_NODES))
        b->failed = true;
    if (!open)
        return true;
    if (b->depth == b->max_depth) {
        b->beyond++;
        b->t->cut = true;
        return true;
    }
    b->stack[b->depth++] = (open_element){ b->t->nodes.n - 1, n.tag };
    b->open[n.tag]++;
    return true;
}

/* ---- implied ends ------------------------------------------------------------------------------------------ */

static void close_nearest(builder *b, uint16_t tag, uint16_t bound1, uint16_t bound2, uint32_t end)
{
    if (!b->open[tag])
        return;
    for (uint32_t i = b->depth; i-- > 0;) {
        uint16_t t = b->stack[i].tag;
        if (t == tag) {
            pop_to(b, i, end);
            return;
        }
        if (t == bound1 || t == bound2 || (b->rule[t].is & T_SCOPE))
            return;
    }
}

/* A link inside of a link ends the first, unless a block has begun in it. */
static void close_link(builder *b, uint32_t end)
{
    if (!b->open[SY__TAG_A])
        return;
    for (uint32_t i = b->depth; i-- > 0;) {
        if (b->stack[i].tag == SY__TAG_A) {
            pop_to(b, i, end);
            return;
        }
        if (b->rule[b->stack[i].tag].is & T_BLOCK)
            return;
    }
}

static void close_implied(builder *b, uint16_t tag, uint32_t at)
{
    const tag_rule *r = &b->rule[tag];
    if (b->open[SY__TAG_HEAD] && !(r->is & T_HEAD) && tag != SY__TAG_HEAD && tag != SY__TAG_HTML && !b->open[SY__TAG_NOSCRIPT]) {
        uint32_t i = find_open(b, SY__TAG_HEAD, true);
        pop_to(b, i, at);
    }
    if (r->is & T_CLOSES_P) {
        uint32_t i = find_open(b, SY__TAG_P, false);
        if (i != SY_NONE)
            pop_to(b, i, at);
    }
    switch (tag) {
    case SY__TAG_LI: close_nearest(b, SY__TAG_LI, SY__TAG_UL, SY__TAG_OL, at); break;
    case SY__TAG_DD: case SY__TAG_DT:
        close_nearest(b, SY__TAG_DD, SY__TAG_DL, SY__TAG_DL, at);
        close_nearest(b, SY__TAG_DT, SY__TAG_DL, SY__TAG_DL, at);
        break;
    case SY__TAG_RT: case SY__TAG_RP:
        close_nearest(b, SY__TAG_RT, SY__TAG_P, SY__TAG_DIV, at);
        close_nearest(b, SY__TAG_RP, SY__TAG_P, SY__TAG_DIV, at);
        break;
    case SY__TAG_OPTION: close_nearest(b, SY__TAG_OPTION, SY__TAG_SELECT, SY__TAG_DATALIST, at); break;
    case SY__TAG_H1: case SY__TAG_H2: case SY__TAG_H3: case SY__TAG_H4: case SY__TAG_H5: case SY__TAG_H6:
        if (b->depth && (b->rule[b->stack[b->depth - 1].tag].flags & SY__NODE_HEADING))
            pop(b, at);
        break;
    case SY__TAG_A: close_link(b, at); break;
    case SY__TAG_TR: case SY__TAG_TBODY: case SY__TAG_THEAD: case SY__TAG_TFOOT: case SY__TAG_TD: case SY__TAG_TH: {
        uint32_t table = SY_NONE;
        for (uint32_t i = b->depth; i-- > 0 && b->open[SY__TAG_TABLE];)
            if (b->stack[i].tag == SY__TAG_TABLE) {
                table = i;
                break;
            }
        if (table == SY_NONE)
            break;
        uint32_t keep = table + 1;      /* what of tbody and tr may stay open */
        for (uint32_t i = table + 1; i < b->depth; i++) {
            uint16_t t = b->stack[i].tag;
            bool body = t == SY__TAG_TBODY || t == SY__TAG_THEAD || t == SY__TAG_TFOOT;
            bool cell = tag == SY__TAG_TD || tag == SY__TAG_TH;
            if (i == keep && ((body && (cell || tag == SY__TAG_TR)) || (t == SY__TAG_TR && cell)))
                keep = i + 1;
        }
        pop_to(b, keep, at);
        break;
    }
    default: break;
    }
}

/* ---- tokens -------------------------------------------------------------------------------------------------- */

static bool keep_attrs(builder *b, const sy__token *token, sy__node *n)
{
    n->attr = b->t->attrs.n;
    for (uint8_t i = 0; i < token->n_attrs; i++)
        if (!SY__PUSH(b->t->ctx, &b->t->attrs, token->attrs[i]))
            return false;
    n->n_attrs = token->n_attrs;
    return true;
}

static bool is_word(sy_str s, const char *word) { return sy__ieq(sy__trim(s), sy__str(word)); }

/* Hidden from readers. aria-hidden says nothing here: on large parts it is a state of the page's script. */
static bool is_hidden(const sy__tree *t, const sy__node *n)
{
    for (uint32_t i = n->attr; i < n->attr + n->n_attrs; i++) {
        sy_str v = sy__cut(t->text, t->attrs.at[i].value);
        if (t->attrs.at[i].name == SY__ATTR_HIDDEN && !is_word(v, "false") && !is_word(v, "until-found"))
            return true;
        if (t->attrs.at[i].name == SY__ATTR_STYLE && v.len < 400) {
            size_t d = sy__find(v, SY_STR("display"), 0);
            if (d == SIZE_MAX)
                continue;
            sy_str rest = sy__trim(sy__sub(v, d + 7, v.len));
            if (rest.len > 1 && rest.ptr[0] == ':' && sy__starts(sy__trim(sy__sub(rest, 1, rest.len)), SY_STR("none")))
                return true;
        }
    }
    return false;
}

static void role_flags(const sy__tree *t, sy__node *n)
{
    for (uint32_t i = n->attr; i < n->attr + n->n_attrs; i++) {
        if (t->attrs.at[i].name != SY__ATTR_ROLE)
            continue;
        sy_str v = sy__cut(t->text, t->attrs.at[i].value);
        if (is_word(v, "navigation") || is_word(v, "menu") || is_word(v, "menubar") || is_word(v, "tablist") || is_word(v, "search"))
            n->flags |= SY__NODE_NAV;
        else if (is_word(v, "contentinfo"))
            n->flags |= SY__NODE_FOOTER;
        else if (is_word(v, "banner"))
            n->flags |= SY__NODE_HEADER;
        else if (is_word(v, "complementary"))
            n->flags |= SY__NODE_ASIDE;
        else if (is_word(v, "main"))
            n->flags |= SY__NODE_MAIN;
        else if (is_word(v, "article"))
            n->flags |= SY__NODE_ARTICLE;
        else if (is_word(v, "heading"))
            n->flags |= SY__NODE_HEADING;
    }
}

static void on_open(builder *b, const sy__token *token)
{
    uint32_t begin = token->at.begin, end = token->at.end;
    uint16_t tag = token->tag;
    if ((tag == SY__TAG_BODY && b->seen_body) || (tag == SY__TAG_HTML && b->depth) || (tag == SY__TAG_HEAD && (b->seen_body || b->open[SY__TAG_HEAD])))
        return;
    if (b->beyond == 0)
        close_implied(b, tag, begin);
    b->seen_body = b->seen_body || tag == SY__TAG_BODY;
    const tag_rule *r = &b->rule[tag];
    sy__node n = { .at = { begin, end }, .tag_end = end, .tag = tag, .flags = r->flags };
    if (!keep_attrs(b, token, &n)) {
        b->failed = true;
        return;
    }
    bool empty = (r->is & T_VOID) || (token->self_closing && (b->open[SY__TAG_SVG] || b->open[SY__TAG_MATH]));
    n.flags |= r->is & T_BLOCK ? (uint32_t)SY__NODE_BLOCK : 0u;
    if (n.n_attrs) {
        if (tag != SY__TAG_BODY && tag != SY__TAG_HTML && is_hidden(b->t, &n))
            n.flags |= SY__NODE_SKIP;
        role_flags(b->t, &n);
    }
    push_node(b, n, !empty);
}

static void on_close(builder *b, const sy__token *token)
{
    uint32_t end = token->at.end;
    uint16_t tag = token->tag;
    if (tag == SY__TAG_BODY || tag == SY__TAG_HTML)
        return;                                        /* what follows still belongs to them */
    if (b->beyond) {
        b->beyond--;
        return;
    }
    if (!b->open[tag])
        return;
    const tag_rule *r = &b->rule[tag];
    bool table = tag == SY__TAG_TABLE || tag == SY__TAG_TR || tag == SY__TAG_TBODY || tag == SY__TAG_THEAD || tag == SY__TAG_TFOOT ||
                 tag == SY__TAG_TEMPLATE || tag == SY__TAG_SVG;
    uint32_t i = find_open(b, tag, table);
    if (i == SY_NONE)
        return;
    if (!(r->is & T_BLOCK))
        for (uint32_t k = b->depth; k-- > i + 1;)
            if (b->rule[b->stack[k].tag].is & T_BLOCK) {
                /* The inline element ends, the block in it goes on: it leaves the stack, its node ends where the block will. */
                node_at(b, i)->at.end = end;
                b->open[tag]--;
                uint32_t inner = b->rule[tag].flags;
                memmove(&b->stack[i], &b->stack[i + 1], (b->depth - i - 1) * sizeof *b->stack);
                b->depth--;
                for (uint32_t m = i; m < b->depth; m++)
                    node_at(b, m)->flags &= ~(inner & (uint32_t)(SY__NODE_LINK | SY__NODE_EMPHASIS));
                return;
            }
    pop_to(b, i, end);
}

/* ---- parsing ------------------------------------------------------------------------------------------------------ */

static bool run(builder *b)
{
    sy__scanner z;
    sy__token token;
    sy__scanner_init(&z, b->t->text, b->t->budget->most.max_value);
    while (!b->failed && sy__scan(&z, &token)) {
        if (token.kind == SY__TOKEN_TEXT) {
            sy__node n = { .at = token.at, .tag_end = token.at.begin, .tag = SY__TAG_TEXT };
            push_node(b, n, false);
        } else if (token.kind == SY__TOKEN_OPEN) {
            on_open(b, &token);
        } else {
            on_close(b, &token);
        }
        z.foreign = b->open[SY__TAG_SVG] || b->open[SY__TAG_MATH];
    }
    return !b->failed;
}

sy_status sy__tree_parse(sy__tree *t, sy_str text, sy__budget *budget, sy_error *err)
{
    uint32_t max_depth = budget->most.max_depth;
    builder *b = sy__calloc(t->ctx, 1, sizeof *b);
    bool ok = b != NULL;
    t->text = text;
    t->budget = budget;
    if (ok) {
        b->t = t;
        b->max_depth = max_depth;
        b->stack = sy__calloc(t->ctx, max_depth, sizeof *b->stack);
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            b->rule[rules[i].tag] = rules[i];
        ok = b->stack && run(b);
        if (ok)
            pop_to(b, 0, (uint32_t)text.len);
        sy__free(t->ctx, b->stack);
    }
    sy__free(t->ctx, b);
    return ok ? SY_OK : sy__budget_fail(budget, err);
}
