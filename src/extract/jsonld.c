/* JSON-LD: the article that a page describes in its scripts. */
#include <yyjson.h>

#include "extract/html_meta.h"
#include "extract/inset.h"

#include "extract_tables.h"

enum { MOST_DEPTH = 24, MOST_OBJECTS = 4000, MOST_PEOPLE = 64 };

typedef struct reader {
    sy__meta   *m;
    uint32_t    node;
    sy_span     at;
    const char *json;            /* the script's JSON, resolved in place, */
    uint32_t    script;          /* and where it begins in the page */
    uint32_t    objects;
    yyjson_val *best;            /* the article object to believe */
    int         best_score;
    struct { sy_str id, name; } people[MOST_PEOPLE];   /* "@id" of things with a name */
    uint32_t    n_people;
    sy_str      title;
} reader;

static void *json_alloc(void *ctx, size_t size) { return sy__alloc(ctx, size); }
static void *json_realloc(void *ctx, void *p, size_t old, size_t size) { (void)old; return sy__realloc(ctx, p, size); }
static void json_free(void *ctx, void *p) { sy__free(ctx, p); }

static sy_str string_of(yyjson_val *v)
{
    return yyjson_is_str(v) ? (sy_str){ yyjson_get_str(v), yyjson_get_len(v) } : (sy_str){ NULL, 0 };
}

/* Rank of a thing's type as a description of the page: data/extract/article_types.txt. 0: it is none. */
static int type_rank(yyjson_val *object, bool *instructions)
{
    yyjson_val *type = yyjson_obj_get(object, "@type");
    int best = 0;
    size_t n = yyjson_is_arr(type) ? yyjson_arr_size(type) : 1;
    for (size_t i = 0; i < n && i < 8; i++) {
        sy_str s = string_of(yyjson_is_arr(type) ? yyjson_arr_get(type, i) : type);
        size_t slash = s.len;
        while (slash > 0 && s.ptr[slash - 1] != '/' && s.ptr[slash - 1] != ':')
            slash--;
        uint32_t row = s.len && s.len < 200 ? sy__table_find(&sy__table_extract_article_types, sy__sub(s, slash, s.len)) : SY_NONE;
        if (row != SY_NONE) {
            int rank = sy__cell(&sy__table_extract_article_types, row, 1).ptr[0] - '0';
            if (rank > best) {
                best = rank;
                *instructions = sy__is(sy__cell(&sy__table_extract_article_types, row, 2), "instructions");
            }
        }
    }
    return best;
}

bool sy__headlines_alike(sy_str a, sy_str b)
{
    uint32_t same = 0, n = 0;
    for (size_t i = 0; i < a.len && n < 40;) {
        while (i < a.len && !(a.ptr[i] >= '0' && a.ptr[i] <= '9') && !((a.ptr[i] | 32) >= 'a' && (a.ptr[i] | 32) <= 'z') && (uint8_t)a.ptr[i] < 128)
            i++;
        size_t from = i;
        while (i < a.len && ((a.ptr[i] >= '0' && a.ptr[i] <= '9') || ((a.ptr[i] | 32) >= 'a' && (a.ptr[i] | 32) <= 'z') || (uint8_t)a.ptr[i] >= 128))
            i++;
        if (i - from < 3)
            continue;
        n++;
        same += sy__find(b, sy__sub(a, from, i), 0) != SIZE_MAX;
    }
    return n > 0 && same * 10 >= n * 6;
}

static void consider(reader *r, yyjson_val *object)
{
    bool instructions = false;
    int rank = type_rank(object, &instructions);
    sy_str id = string_of(yyjson_obj_get(object, "@id")), name = string_of(yyjson_obj_get(object, "name"));
    if (id.len && name.len && r->n_people < MOST_PEOPLE) {
        r->people[r->n_people].id = id;
        r->people[r->n_people++].name = name;
    }
    if (!rank)
        return;
    sy_str headline = string_of(yyjson_obj_get(object, "headline"));
    if (headline.len == 0)
        headline = name;
    int score = rank * 2 + (headline.len && r->title.len && sy__headlines_alike(headline, r->title) ? 20 : 0) +
                (yyjson_obj_get(object, "datePublished") ? 1 : 0);
    if (score > r->best_score) {
        r->best_score = score;
        r->best = object;
    }
}

/* Depth is bounded; objects are counted. */
static void walk(reader *r, yyjson_val *v, int depth)
{
    size_t i, n;
    yyjson_val *key, *item;
    if (depth > MOST_DEPTH || r->objects > MOST_OBJECTS)
        return;
    if (yyjson_is_arr(v)) {
        yyjson_arr_foreach(v, i, n, item) walk(r, item, depth + 1);
    } else if (yyjson_is_obj(v)) {
        r->objects++;
        consider(r, v);
        yyjson_obj_foreach(v, i, n, key, item)
            if (yyjson_is_ctn(item))
                walk(r, item, depth + 1);
    }
}

/* ---- values of the article --------------------------------------------------------------------------- */

static void add(reader *r, sy__meta_field field, uint16_t rank, sy_str raw, const char *element)
{
    sy_buf b;
    if (raw.len == 0 || raw.len > 4000)
        return;
    sy__buf_init(&b, r->m->ctx);
    sy__charrefs(&b, raw, false);
    sy_str copy = { NULL, 0 };
    if (b.failed || !sy__arena_str(r->m->arena, sy__trim(sy__buf_view(&b)), &copy))
        r->m->failed = true;
    sy__buf_done(&b);
    sy__meta_add(r->m, (sy__found){ (uint8_t)field, SY__FROM_JSONLD, rank, copy, r->at, sy__str(element), r->node });
}

static void add_names(reader *r, yyjson_val *v, sy__meta_field field, const char *element, int depth)
{
    if (yyjson_is_str(v)) {
        add(r, field, 1, string_of(v), element);
    } else if (yyjson_is_arr(v) && depth < 3) {
        size_t i, n;
        yyjson_val *item;
        yyjson_arr_foreach(v, i, n, item) if (i < 12) add_names(r, item, field, element, depth + 1);
    } else if (yyjson_is_obj(v)) {
        yyjson_val *name = yyjson_obj_get(v, "name");
        sy_str id = string_of(yyjson_obj_get(v, "@id"));
        bool organisation = sy__starts(string_of(yyjson_obj_get(v, "@type")), SY_STR("Organi")) ||
                            sy__starts(string_of(yyjson_obj_get(v, "@type")), SY_STR("NewsMedia"));
        if (yyjson_is_str(name))
            add(r, field, field == SY__META_AUTHOR && organisation ? 5 : 1, string_of(name), element);
        else if (yyjson_is_arr(name) && depth < 3)
            add_names(r, name, field, element, depth + 1);
        for (uint32_t i = 0; !name && id.len && i < r->n_people; i++)
            if (sy__eq(r->people[i].id, id)) {
                add(r, field, 1, r->people[i].name, element);
                break;
            }
    }
}

static sy_str text_of(yyjson_val *v)
{
    if (yyjson_is_arr(v))
        v = yyjson_arr_get_first(v);
    return string_of(v);
}

/* yyjson resolves escapes in place: a string begins where it began in the script. */
static void take_body(reader *r, sy_str body)
{
    sy_str page = r->m->tree->text;
    if (body.len <= r->m->body.end - r->m->body.begin)
        return;
    /* It was read as JSON, line breaks inside of strings allowed: only the mark can end it. */
    uint32_t begin = r->script + (uint32_t)(body.ptr - r->json), end = begin;
    while (end < r->at.end && page.ptr[end] != '"')
        end += page.ptr[end] == '\\' ? 2 : 1;
    if (end < r->at.end)
        r->m->body = (sy_span){ begin, end };
}

static void take(reader *r, yyjson_val *article)
{
    bool instructions = false;
    int rank = type_rank(article, &instructions);
    uint16_t trust = rank >= 5 ? 1 : 3;          /* an article's date is the page's; a web page's may be the site's */
    uint16_t dated = instructions ? SY__LD_INSTRUCTIONS : rank >= 9 ? SY__LD_NEWS : rank >= 5 ? SY__LD_ARTICLE : SY__LD_PAGE;
    add(r, SY__META_TITLE, trust, text_of(yyjson_obj_get(article, "headline")), "json-ld headline");
    add(r, SY__META_TITLE, (uint16_t)(trust + 3), text_of(yyjson_obj_get(article, "name")), "json-ld name");
    add(r, SY__META_PUBLISHED, dated, text_of(yyjson_obj_get(article, "datePublished")), "json-ld datePublished");
    add(r, SY__META_CREATED, trust, text_of(yyjson_obj_get(article, "dateCreated")), "json-ld dateCreated");
    add(r, SY__META_CREATED, 3, text_of(yyjson_obj_get(article, "uploadDate")), "json-ld uploadDate");
    add(r, SY__META_UPDATED, trust, text_of(yyjson_obj_get(article, "dateModified")), "json-ld dateModified");
    add(r, SY__META_SECTION, 2, text_of(yyjson_obj_get(article, "articleSection")), "json-ld articleSection");
    add(r, SY__META_LANGUAGE, 4, text_of(yyjson_obj_get(article, "inLanguage")), "json-ld inLanguage");
    take_body(r, text_of(yyjson_obj_get(article, "articleBody")));
    add_names(r, yyjson_obj_get(article, "author"), SY__META_AUTHOR, "json-ld author", 0);
    add_names(r, yyjson_obj_get(article, "creator"), SY__META_AUTHOR, "json-ld creator", 0);
    add_names(r, yyjson_obj_get(article, "publisher"), SY__META_OUTLET, "json-ld publisher", 0);
    yyjson_val *free_of_charge = yyjson_obj_get(article, "isAccessibleForFree");
    sy_str s = string_of(free_of_charge);
    if ((yyjson_is_bool(free_of_charge) && !yyjson_get_bool(free_of_charge)) || sy__ieq(s, SY_STR("false")))
        add(r, SY__META_LOCKED, 1, SY_STR("false"), "json-ld isAccessibleForFree");
}

/* ---- scripts ------------------------------------------------------------------------------------------------ */

/* The JSON of a script, without the wrappers of comments and CDATA, raw control characters made blanks. */
static char *clean(sy__meta *m, sy_str raw, size_t *n, uint32_t *at)
{
    raw = sy__trim(raw);
    while (raw.len && raw.ptr[0] != '{' && raw.ptr[0] != '[')
        raw = sy__sub(raw, 1, raw.len);
    if (raw.len > 2 && raw.ptr[0] == '[' && raw.ptr[1] == 'C')      /* what is left of <![CDATA[ */
        while (raw.len && raw.ptr[0] != '{')
            raw = sy__sub(raw, 1, raw.len);
    while (raw.len && raw.ptr[raw.len - 1] != '}' && raw.ptr[raw.len - 1] != ']')
        raw.len--;
    char *p = sy__alloc(m->ctx, raw.len + 8);
    if (!p) {
        m->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < raw.len; i++)
        p[i] = (uint8_t)raw.ptr[i] < ' ' ? ' ' : raw.ptr[i];
    memset(p + raw.len, 0, 8);
    *n = raw.len;
    *at = (uint32_t)(raw.ptr - m->tree->text.ptr);
    return p;
}

static void read_script(sy__meta *m, uint32_t node, sy_str raw, sy_str title)
{
    size_t n;
    uint32_t at;
    char *json = clean(m, raw, &n, &at);
    if (!json)
        return;
    yyjson_alc alc = { json_alloc, json_realloc, json_free, (void *)(uintptr_t)m->ctx };
    yyjson_read_flag flags = YYJSON_READ_ALLOW_TRAILING_COMMAS | YYJSON_READ_ALLOW_COMMENTS | YYJSON_READ_ALLOW_INF_AND_NAN |
                             YYJSON_READ_ALLOW_INVALID_UNICODE | YYJSON_READ_STOP_WHEN_DONE | YYJSON_READ_INSITU;
    yyjson_read_err err;
    yyjson_doc *doc = yyjson_read_opts(json, n, flags, &alc, &err);
    if (!doc) {
        m->jsonld_bad += n > 0;
        m->failed = m->failed || err.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION;
    } else {
        reader *r = sy__calloc(m->ctx, 1, sizeof *r);
        if (r) {
            r->m = m;
            r->node = node;
            r->at = m->tree->nodes.at[node].at;
            r->title = title;
            r->json = json;
            r->script = at;
            walk(r, yyjson_doc_get_root(doc), 0);
            if (r->best)
                take(r, r->best);
        } else {
            m->failed = true;
        }
        sy__free(m->ctx, r);
        yyjson_doc_free(doc);
    }
    sy__free(m->ctx, json);
}

void sy__jsonld_read(sy__meta *m, sy_str title)
{
    const sy__tree *t = m->tree;
    for (uint32_t i = 0; i + 1 < t->nodes.n && !m->failed; i++) {
        sy_str type;
        if (t->nodes.at[i].tag != SY__TAG_SCRIPT || t->nodes.at[i + 1].tag != SY__TAG_TEXT || t->nodes.at[i].next != i + 2 ||
            !sy__tree_attr(t, i, SY__ATTR_TYPE, &type) || !sy__ieq(sy__trim(type), SY_STR("application/ld+json")))
            continue;
        read_script(m, i, sy__cut(t->text, t->nodes.at[i + 1].at), title);
    }
}
