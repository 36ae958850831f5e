/* What the elements of a page say about it: meta, link, title, microdata, time. */
#include "extract/html_meta.h"

#include "extract_tables.h"

void sy__meta_init(sy__meta *m, const sy__tree *tree, sy_arena *arena)
{
    memset(m, 0, sizeof *m);
    m->ctx = tree->ctx;
    m->tree = tree;
    m->arena = arena;
}

void sy__meta_done(sy__meta *m)
{
    sy__free(m->ctx, m->at.at);
}

void sy__meta_add(sy__meta *m, sy__found found)
{
    if (found.value.len && !SY__PUSH(m->ctx, &m->at, found))
        m->failed = true;
}

/* ---- strings ---------------------------------------------------------------------------------------- */

/* White space folded, in the arena. */
static sy_str keep(sy__meta *m, sy_str s)
{
    sy_str out = { "", 0 };
    s = sy__trim(s);
    if (s.len == 0)
        return out;
    char *p = sy__arena_get(m->arena, s.len + 1);
    if (!p) {
        m->failed = true;
        return out;
    }
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        uint32_t cp = sy__utf8_next(s, &i);
        if (!sy__is_space(cp)) {
            memcpy(p + n, s.ptr + from, i - from);
            n += i - from;
        } else if (n && p[n - 1] != ' ') {
            p[n++] = ' ';
        }
    }
    n -= n && p[n - 1] == ' ';
    p[n] = '\0';
    return (sy_str){ p, n };
}

/* Attribute values and JSON strings are at times escaped twice. */
static sy_str resolve(sy__meta *m, sy_str raw)
{
    if (memchr(raw.ptr ? raw.ptr : "", '&', raw.len) == NULL)
        return keep(m, raw);
    sy_buf b;
    sy__buf_init(&b, m->ctx);
    sy__charrefs(&b, raw, true);
    if (!b.failed && b.len && memchr(b.ptr, '&', b.len)) {
        sy_buf twice;
        sy__buf_init(&twice, m->ctx);
        sy__charrefs(&twice, sy__buf_view(&b), true);
        sy__buf_done(&b);
        b = twice;
    }
    m->failed = m->failed || b.failed;
    sy_str out = keep(m, sy__buf_view(&b));
    sy__buf_done(&b);
    return out;
}

static sy_str named(sy__meta *m, const char *format, sy_str name)
{
    char *p = sy__arena_printf(m->arena, format, (int)(name.len > 60 ? 60 : name.len), name.ptr);
    if (!p) {
        m->failed = true;
        return (sy_str){ "", 0 };
    }
    return sy__str(p);
}

sy_str sy__meta_words(sy__meta *m, uint32_t node, size_t most)
{
    const sy__tree *t = m->tree;
    sy_buf b;
    sy__buf_init(&b, m->ctx);
    for (uint32_t i = node; i < t->nodes.at[node].next && b.len < most; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (!sy__spend(t->budget)) {
            m->failed = true;
            break;
        }
        if (n->flags & SY__NODE_BLOCK || n->tag == SY__TAG_BR)
            sy__buf_char(&b, ' ');
        if (n->tag != SY__TAG_TEXT || (n->flags & SY__NODE_SKIP && !(t->nodes.at[node].flags & SY__NODE_SKIP)))
            continue;
        sy__charrefs(&b, sy__cut(t->text, n->at), false);
    }
    m->failed = m->failed || b.failed;
    sy_str s = sy__buf_view(&b);
    if (s.len > most) {
        s.len = most;
        while (s.len && ((uint8_t)s.ptr[s.len] & 0xC0) == 0x80)
            s.len--;
    }
    s = keep(m, s);
    sy__buf_done(&b);
    return s;
}

/* ---- meta elements --------------------------------------------------------------------------------------- */

static const struct { const char *name; uint8_t field; } fields[] = {
    { "title", SY__META_TITLE }, { "outlet", SY__META_OUTLET }, { "author", SY__META_AUTHOR }, { "published", SY__META_PUBLISHED },
    { "created", SY__META_CREATED }, { "updated", SY__META_UPDATED }, { "canonical", SY__META_CANONICAL },
    { "section", SY__META_SECTION }, { "language", SY__META_LANGUAGE },
    { "locked", SY__META_LOCKED },
};

static bool field_of(sy_str name, uint8_t *field, uint16_t *rank)
{
    const sy__table *t = &sy__table_extract_meta_names;
    if (name.len == 0 || name.len > 60)
        return false;
    uint32_t row = sy__table_ifind(t, sy__trim(name));
    if (row == SY_NONE)
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (sy__is(sy__cell(t, row, 1), fields[i].name))
            *field = fields[i].field;
    sy_str r = sy__cell(t, row, 2);
    *rank = r.len ? (uint16_t)(r.ptr[0] - '0') : 9;
    return true;
}

/* Ranks of data/extract/meta_names.txt for "locked": 1 a word that names the tier of access, 2 false is locked, 3 true is. */
static bool is_locked(uint16_t rank, sy_str value)
{
    sy_str v = sy__trim(value);
    if (rank == 1)
        return sy__table_ifind(&sy__table_extract_paid_access, v) != SY_NONE;
    bool yes = sy__ieq(v, SY_STR("true")) || sy__ieq(v, SY_STR("yes")) || sy__is(v, "1");
    bool no = sy__ieq(v, SY_STR("false")) || sy__ieq(v, SY_STR("no")) || sy__is(v, "0");
    return rank == 2 ? no : yes;
}

static void read_meta(sy__meta *m, uint32_t node)
{
    static const struct { sy__attr_name attr; const char *format; uint8_t source; } keys[] = {
        { SY__ATTR_PROPERTY, "meta[property=%.*s]", SY__FROM_META }, { SY__ATTR_NAME, "meta[name=%.*s]", SY__FROM_META },
        { SY__ATTR_ITEMPROP, "meta[itemprop=%.*s]", SY__FROM_MICRODATA }, { SY__ATTR_HTTP_EQUIV, "meta[http-equiv=%.*s]", SY__FROM_META },
    };
    sy_str content, name;
    if (!sy__tree_attr(m->tree, node, SY__ATTR_CONTENT, &content) && !sy__tree_attr(m->tree, node, SY__ATTR_VALUE, &content))
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        sy__found f = { .source = keys[i].source, .node = node };
        if (!sy__tree_attr(m->tree, node, keys[i].attr, &name) || !field_of(name, &f.field, &f.rank))
            continue;
        if (f.field == SY__META_LOCKED && !is_locked(f.rank, content))
            continue;
        f.value = resolve(m, content.len > 2000 ? sy__sub(content, 0, 2000) : content);
        f.at = (sy_span){ (uint32_t)(content.ptr - m->tree->text.ptr), (uint32_t)(content.ptr - m->tree->text.ptr) + (uint32_t)content.len };
        f.element = named(m, keys[i].format, name);
        sy__meta_add(m, f);
        return;
    }
}

/* ---- other elements ---------------------------------------------------------------------------------------- */

static bool word_in(sy_str list, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= list.len; i++)
        if (sy__ieq(sy__sub(list, i, i + n), (sy_str){ word, n }) && (i == 0 || (uint8_t)list.ptr[i - 1] <= ' ') &&
            (i + n == list.len || (uint8_t)list.ptr[i + n] <= ' '))
            return true;
    return false;
}

static sy_span span_of(const sy__meta *m, sy_str raw)
{
    uint32_t at = (uint32_t)(raw.ptr - m->tree->text.ptr);
    return (sy_span){ at, at + (uint32_t)raw.len };
}

static void read_link(sy__meta *m, uint32_t node)
{
    sy_str rel, href;
    if (!sy__tree_attr(m->tree, node, SY__ATTR_REL, &rel) || !sy__tree_attr(m->tree, node, SY__ATTR_HREF, &href))
        return;
    if (m->tree->nodes.at[node].tag == SY__TAG_LINK && word_in(rel, "canonical"))
        sy__meta_add(m, (sy__found){ SY__META_CANONICAL, SY__FROM_LINK, 1, resolve(m, href), span_of(m, href), SY_STR("link[rel=canonical]"), node });
    if (m->tree->nodes.at[node].tag == SY__TAG_A && word_in(rel, "author"))
        sy__meta_add(m, (sy__found){ SY__META_AUTHOR, SY__FROM_LINK, 2, sy__meta_words(m, node, 200), m->tree->nodes.at[node].at, SY_STR("a[rel=author]"), node });
}

/* The first itemprop=name behind a node. Nodes are read in order, so it only moves on: linear however they are nested. */
static uint32_t next_name(sy__meta *m, uint32_t node)
{
    sy_str raw;
    if (m->name_at > node)
        return m->name_at;
    for (m->name_at = node + 1; m->name_at < m->tree->nodes.n; m->name_at++)
        if (sy__tree_attr(m->tree, m->name_at, SY__ATTR_ITEMPROP, &raw) && word_in(raw, "name"))
            break;
    return m->name_at;
}

/* itemprop on elements that show their value. A person's or publisher's own name lies inside. */
static void read_itemprop(sy__meta *m, uint32_t node, sy_str prop)
{
    const sy__node *n = &m->tree->nodes.at[node];
    sy__found f = { .source = SY__FROM_MICRODATA, .node = node, .at = n->at };
    if (n->tag == SY__TAG_META || !field_of(prop, &f.field, &f.rank) || f.field == SY__META_LOCKED)
        return;
    sy_str raw;
    bool date = f.field == SY__META_PUBLISHED || f.field == SY__META_CREATED || f.field == SY__META_UPDATED;
    if (date && (sy__tree_attr(m->tree, node, SY__ATTR_DATETIME, &raw) || sy__tree_attr(m->tree, node, SY__ATTR_CONTENT, &raw))) {
        f.value = resolve(m, raw);
        f.at = span_of(m, raw);
    } else {
        uint32_t inner = next_name(m, node);
        if (inner >= n->next)
            inner = node;
        if (inner != node && sy__tree_attr(m->tree, inner, SY__ATTR_CONTENT, &raw) && raw.len)
            f.value = resolve(m, raw);
        else
            f.value = sy__meta_words(m, inner, f.field == SY__META_TITLE ? 400 : 160);
        f.at = m->tree->nodes.at[inner].at;
    }
    f.element = named(m, "[itemprop=%.*s]", prop);
    if (f.field == SY__META_TITLE)
        f.rank = 3;
    sy__meta_add(m, f);
}

static void read_time(sy__meta *m, uint32_t node)
{
    sy_str raw;
    const sy__node *n = &m->tree->nodes.at[node];
    sy__found f = { SY__META_PUBLISHED, SY__FROM_TIME, 3, { NULL, 0 }, n->at, SY_STR("time"), node };
    if (sy__tree_attr(m->tree, node, SY__ATTR_DATETIME, &raw) && raw.len >= 8) {
        f.value = resolve(m, raw);
        f.at = span_of(m, raw);
        f.element = SY_STR("time[datetime]");
    } else {
        f.value = sy__meta_words(m, node, 100);
    }
    if (sy__tree_attr(m->tree, node, SY__ATTR_PUBDATE, &raw))
        f.rank = 1;
    sy__meta_add(m, f);
}

void sy__meta_read(sy__meta *m)
{
    const sy__tree *t = m->tree;
    sy_str raw;
    bool title = false;
    uint32_t times = 0;
    for (uint32_t i = 0; i < t->nodes.n && !m->failed; i++) {
        const sy__node *n = &t->nodes.at[i];
        if (n->tag == SY__TAG_META)
            read_meta(m, i);
        else if (n->tag == SY__TAG_LINK || n->tag == SY__TAG_A)
            read_link(m, i);
        else if (n->tag == SY__TAG_TIME && times++ < 64)
            read_time(m, i);
        else if (n->tag == SY__TAG_TITLE && !title && !(n->flags & SY__NODE_SKIP)) {
            sy__meta_add(m, (sy__found){ SY__META_TITLE, SY__FROM_TITLE, 6, sy__meta_words(m, i, 600), n->at, SY_STR("title"), i });
            title = true;
        } else if (n->tag == SY__TAG_HTML && sy__tree_attr(t, i, SY__ATTR_LANG, &raw))
            sy__meta_add(m, (sy__found){ SY__META_LANGUAGE, SY__FROM_LINK, 2, resolve(m, raw), span_of(m, raw), SY_STR("html[lang]"), i });
        if (n->n_attrs && n->tag != SY__TAG_META && sy__tree_attr(t, i, SY__ATTR_ITEMPROP, &raw) && m->at.n < 4000)
            read_itemprop(m, i, raw);
    }
}

sy_str sy__meta_title(const sy__meta *m)
{
    /* The title element names the page that was asked for, even where the others are the site's. */
    for (uint32_t i = 0; i < m->at.n; i++)
        if (m->at.at[i].field == SY__META_TITLE && m->at.at[i].source == SY__FROM_META && m->at.at[i].rank <= 2)
            return m->at.at[i].value;
    for (uint32_t i = 0; i < m->at.n; i++)
        if (m->at.at[i].field == SY__META_TITLE && m->at.at[i].source == SY__FROM_TITLE)
            return m->at.at[i].value;
    return (sy_str){ NULL, 0 };
}

const sy__found *sy__meta_best(const sy__meta *m, sy__meta_field field)
{
    const sy__found *best = NULL;
    for (uint32_t i = 0; i < m->at.n; i++) {
        const sy__found *f = &m->at.at[i];
        if (f->field == field && (!best || f->source * 16 + f->rank < best->source * 16 + best->rank))
            best = f;
    }
    return best;
}
