/* Feeds: RSS 2.0 and its forerunners, RSS 1.0 (RDF), Atom. Each item is a document of its own: with its content, or with
 * that of a file beside the feed that it links to. Expat reads the XML, item by item: it stops at the end of each.
 * Nothing outside of the feed is looked at by it; entities that the feed declares are left as they stand. */
#include <expat.h>
#include <iconv.h>
#include <stdio.h>

#include "read/read_internal.h"
#include "read_tables.h"

enum {
    CHUNK = 1 << 16,
    MOST_DEPTH = 256,
    MOST_TAG = 1 << 20,         /* one tag or comment */
    MOST_FIELD = 1 << 14,       /* a title, a link… */
    MOST_PREFIXES = 32,
    NEXT_NAME = 0x1f,           /* between names: no character of XML */
    MOST_PROBLEMS = 100,        /* of single items; the rest are counted */
    FULL_TEXT = 600             /* a description of so many bytes of text, where nothing else is given, is the article */
};

typedef enum vocabulary { CORE, CONTENT, DUBLIN_CORE, FOREIGN } vocabulary;   /* core: RSS and Atom themselves */
typedef enum role { ROLE_OTHER, ROLE_CHANNEL, ROLE_ITEM, ROLE_SOURCE, ROLE_AUTHOR, ROLE_CHANNEL_AUTHOR } role;
typedef enum field {
    TITLE, LINK, GUID, PUBLISHED, UPDATED, AUTHOR, OUTLET, BODY, DESCRIPTION,   /* an item's */
    CHANNEL_TITLE, CHANNEL_AUTHOR, PUBLISHER, N_FIELDS,
    NO_FIELD = N_FIELDS
} field;
typedef enum text_kind { AS_GIVEN, AS_TEXT, AS_HTML, AS_XML } text_kind;

typedef struct prefix { char name[16]; vocabulary means; } prefix;

struct sy__feed {
    const sy_ctx *ctx;
    sy__input    *in;
    sy__problems *problems;
    sy_str        path;
    uint64_t      max_bytes;
    XML_Parser    parser;
    prefix        prefixes[MOST_PREFIXES];
    uint32_t      n_prefixes;
    role          roles[MOST_DEPTH];     /* of the open elements */
    uint32_t      depth;
    sy_buf        fields[N_FIELDS];
    text_kind     kinds[N_FIELDS];
    field         to;                    /* what text belongs to; NO_FIELD */
    uint32_t      to_depth;              /* of the element that began it */
    bool          too_large, failed, item_ends, suspended, all_fed, ended;
    const char   *stopped;               /* why we ended the parse */
    uint64_t      n_items, n_bad, fed;
    char          record[40], published[64], updated[64];
    sy_buf        made;                  /* title and id as they are given */
};

static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

/* ---- names ------------------------------------------------------------------------------- */

static vocabulary namespace_of(sy_str uri)
{
    static const struct { const char *uri; vocabulary means; } known[] = {
        { "http://www.w3.org/2005/Atom", CORE }, { "http://purl.org/atom/ns#", CORE }, { "http://purl.org/rss/1.0/", CORE },
        { "http://backend.userland.com/rss2", CORE }, { "http://purl.org/rss/1.0/modules/content/", CONTENT },
        { "http://purl.org/dc/elements/1.1/", DUBLIN_CORE }, { "http://purl.org/dc/terms/", DUBLIN_CORE }
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sy__is(uri, known[i].uri)) return known[i].means;
    return FOREIGN;
}

static prefix *find_prefix(sy__feed *f, sy_str name)
{
    for (uint32_t i = 0; i < f->n_prefixes; i++)
        if (sy__is(name, f->prefixes[i].name)) return &f->prefixes[i];
    return NULL;
}

/* Prefixes mean what they were last declared to; feeds that use one without a declaration mean the usual. */
static void declare(sy__feed *f, sy_str name, vocabulary means)
{
    prefix *p = find_prefix(f, name);
    if (!p) {
        if (f->n_prefixes == MOST_PREFIXES || name.len >= sizeof p->name) return;
        p = &f->prefixes[f->n_prefixes++];
        memcpy(p->name, name.ptr, name.len);
        p->name[name.len] = '\0';
    }
    p->means = means;
}

static vocabulary vocabulary_of(sy__feed *f, sy_str name, sy_str *local)
{
    size_t colon = sy__find(name, SY_STR(":"), 0);
    *local = name;
    if (colon == SIZE_MAX) return CORE;
    *local = sy__sub(name, colon + 1, name.len);
    const prefix *p = find_prefix(f, sy__sub(name, 0, colon));
    return p ? p->means : FOREIGN;
}

static sy_str attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return sy__trim(sy__str(attributes[1]));
    return (sy_str){ NULL, 0 };
}

/* ---- text --------------------------------------------------------------------------------- */

static bool is_content(field to) { return to == BODY || to == DESCRIPTION; }
/* In a name, what further elements hold (an address, a link) is no part of it. */
static bool is_name(field to) { return to == AUTHOR || to == CHANNEL_AUTHOR || to == OUTLET; }

static sy_str view(const sy__feed *f, field i) { return sy__trim(sy__buf_view(&f->fields[i])); }

static void put(sy__feed *f, sy_str text)
{
    sy_buf *b = &f->fields[f->to];
    uint64_t most = is_content(f->to) ? f->max_bytes : MOST_FIELD;
    if (b->len + text.len > most) {
        f->too_large |= is_content(f->to);
        return;
    }
    sy__buf_str(b, text);
    f->failed |= b->failed;
}

static void put_escaped(sy__feed *f, sy_str text, bool quotes)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' && quotes ? "&quot;" : NULL;
        if (!as) continue;
        put(f, sy__sub(text, from, i));
        put(f, sy__str(as));
        from = i + 1;
    }
    put(f, sy__sub(text, from, text.len));
}

/* Elements inside of content, XHTML or markup that was not escaped: written again, without prefixes. */
static void put_tag(sy__feed *f, const char *name, const XML_Char **attributes)
{
    sy_str local;
    vocabulary_of(f, sy__str(name), &local);
    if (!attributes && sy__table_ifind(&sy__table_read_void_elements, local) != SY_NONE) return;
    put(f, attributes ? SY_STR("<") : SY_STR("</"));
    put(f, local);
    for (; attributes && *attributes; attributes += 2) {
        if (strncmp(attributes[0], "xmlns", 5) == 0) continue;
        put(f, SY_STR(" "));
        put(f, sy__str(attributes[0]));
        put(f, SY_STR("=\""));
        put_escaped(f, sy__str(attributes[1]), true);
        put(f, SY_STR("\""));
    }
    put(f, SY_STR(">"));
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n)
{
    sy__feed *f = user;
    if (f->to == NO_FIELD || (is_name(f->to) && f->depth != f->to_depth)) return;
    if (f->kinds[f->to] == AS_XML) put_escaped(f, (sy_str){ s, (size_t)n }, false);
    else put(f, (sy_str){ s, (size_t)n });
}

/* References to entities other than XML's five: HTML's own, or declared ones, which are never expanded. */
static void XMLCALL on_other(void *user, const XML_Char *s, int n)
{
    sy__feed *f = user;
    if (f->to != NO_FIELD && n > 2 && s[0] == '&') put(f, (sy_str){ s, (size_t)n });
}

/* ---- elements -------------------------------------------------------------------------------- */

typedef struct rule { role parent; vocabulary of; const char *name; field to; role is; } rule;
static const rule rules[] = {
    { ROLE_CHANNEL, CORE, "title", CHANNEL_TITLE, ROLE_OTHER },
    { ROLE_CHANNEL, CORE, "author", NO_FIELD, ROLE_CHANNEL_AUTHOR },
    { ROLE_CHANNEL, DUBLIN_CORE, "publisher", PUBLISHER, ROLE_OTHER },
    { ROLE_CHANNEL_AUTHOR, CORE, "name", CHANNEL_AUTHOR, ROLE_OTHER },
    { ROLE_ITEM, CORE, "title", TITLE, ROLE_OTHER },
    { ROLE_ITEM, CORE, "link", LINK, ROLE_OTHER },
    { ROLE_ITEM, CORE, "guid", GUID, ROLE_OTHER },
    { ROLE_ITEM, CORE, "id", GUID, ROLE_OTHER },
    { ROLE_ITEM, CORE, "pubDate", PUBLISHED, ROLE_OTHER },
    { ROLE_ITEM, CORE, "published", PUBLISHED, ROLE_OTHER },
    { ROLE_ITEM, CORE, "issued", PUBLISHED, ROLE_OTHER },
    { ROLE_ITEM, DUBLIN_CORE, "date", PUBLISHED, ROLE_OTHER },
    { ROLE_ITEM, DUBLIN_CORE, "created", PUBLISHED, ROLE_OTHER },
    { ROLE_ITEM, CORE, "updated", UPDATED, ROLE_OTHER },
    { ROLE_ITEM, CORE, "modified", UPDATED, ROLE_OTHER },
    { ROLE_ITEM, DUBLIN_CORE, "modified", UPDATED, ROLE_OTHER },
    { ROLE_ITEM, CORE, "author", AUTHOR, ROLE_AUTHOR },
    { ROLE_ITEM, DUBLIN_CORE, "creator", AUTHOR, ROLE_OTHER },
    { ROLE_AUTHOR, CORE, "name", AUTHOR, ROLE_OTHER },
    { ROLE_ITEM, CORE, "source", OUTLET, ROLE_SOURCE },
    { ROLE_ITEM, DUBLIN_CORE, "publisher", OUTLET, ROLE_OTHER },
    { ROLE_SOURCE, CORE, "title", OUTLET, ROLE_OTHER },
    { ROLE_ITEM, CONTENT, "encoded", BODY, ROLE_OTHER },
    { ROLE_ITEM, CORE, "content", BODY, ROLE_OTHER },
    { ROLE_ITEM, CORE, "description", DESCRIPTION, ROLE_OTHER },
    { ROLE_ITEM, CORE, "summary", DESCRIPTION, ROLE_OTHER },
};

/* What an Atom text says of itself. false: it is nothing to read. */
static bool kind_of(sy_str type, text_kind *kind)
{
    static const struct { const char *type; text_kind kind; } known[] = {
        { "text", AS_TEXT }, { "text/plain", AS_TEXT }, { "html", AS_HTML }, { "text/html", AS_HTML }, { "xhtml", AS_XML }, { "application/xhtml+xml", AS_XML }
    };
    *kind = AS_GIVEN;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sy__ieq(type, sy__str(known[i].type))) *kind = known[i].kind;
    return type.len == 0 || *kind != AS_GIVEN;
}

/* Atom's links stand in an attribute, and only those to the article itself count. */
static void take_link(sy__feed *f, const XML_Char **attributes)
{
    sy_str rel = attribute(attributes, "rel"), href = attribute(attributes, "href");
    if (href.len == 0 || f->fields[LINK].len || (rel.len && !sy__ieq(rel, SY_STR("alternate")))) return;
    f->to = LINK;
    put(f, href);
    f->to = NO_FIELD;
}

static void begin_field(sy__feed *f, const rule *r, const XML_Char **attributes)
{
    sy_str type = attribute(attributes, "type");
    text_kind kind = AS_GIVEN;
    if (r->to == LINK) take_link(f, attributes);
    if (r->to == AUTHOR || r->to == CHANNEL_AUTHOR) {
        if (view(f, r->to).len) sy__buf_char(&f->fields[r->to], NEXT_NAME);
        f->failed |= f->fields[r->to].failed;
    } else if (view(f, r->to).len || (is_content(r->to) && attribute(attributes, "src").len)) return;   /* the first one counts */
    else sy__buf_clear(&f->fields[r->to]);
    if ((is_content(r->to) || r->to == TITLE) && !kind_of(type, &kind)) return;
    if (sy__is(sy__str(r->name), "content") || sy__is(sy__str(r->name), "summary")) kind = type.len ? kind : AS_TEXT;
    f->kinds[r->to] = kind;
    f->to = r->to;
    f->to_depth = f->depth;
}

static void stop(sy__feed *f, const char *why)
{
    f->stopped = why;
    XML_StopParser(f->parser, XML_FALSE);
}

static void begin_item(sy__feed *f, const XML_Char **attributes)
{
    for (int i = TITLE; i <= DESCRIPTION; i++) {
        sy__buf_clear(&f->fields[i]);
        f->kinds[i] = AS_GIVEN;
    }
    f->too_large = false;
    f->n_items++;
    sy_str about = attribute(attributes, "rdf:about");
    f->to = GUID;
    put(f, about);
    f->to = NO_FIELD;
}

static void XMLCALL on_begin(void *user, const XML_Char *name, const XML_Char **attributes)
{
    sy__feed *f = user;
    sy_str local;
    if (++f->depth >= MOST_DEPTH) {
        f->depth--;
        stop(f, "has elements too deep in elements");
        return;
    }
    role *is = &f->roles[f->depth];
    *is = ROLE_OTHER;
    if (f->to != NO_FIELD && is_content(f->to)) {
        if (f->kinds[f->to] != AS_XML) f->kinds[f->to] = AS_XML;
        put_tag(f, name, attributes);
        return;
    }
    for (const XML_Char **a = attributes; *a; a += 2)
        if (strncmp(a[0], "xmlns:", 6) == 0) declare(f, sy__str(a[0] + 6), namespace_of(sy__str(a[1])));
    vocabulary of = vocabulary_of(f, sy__str(name), &local);
    role parent = f->roles[f->depth - 1];
    if (of == CORE && (sy__is(local, "channel") || sy__is(local, "feed"))) *is = ROLE_CHANNEL;
    else if (of == CORE && parent != ROLE_ITEM && (sy__is(local, "item") || sy__is(local, "entry"))) {
        *is = ROLE_ITEM;
        begin_item(f, attributes);
        return;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const rule *r = &rules[i];
        if (r->parent != parent || r->of != of || !sy__is(local, r->name)) continue;
        *is = r->is;
        if (r->to != NO_FIELD) begin_field(f, r, attributes);
        return;
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    sy__feed *f = user;
    if (f->depth == 0) return;
    role is = f->roles[f->depth--];
    if (f->to != NO_FIELD) {
        if (f->depth < f->to_depth) f->to = NO_FIELD;
        else if (is_content(f->to)) put_tag(f, name, NULL);
        return;
    }
    if (is != ROLE_ITEM) return;
    f->item_ends = true;
    XML_StopParser(f->parser, XML_TRUE);
}

/* A charset of one byte a character that Expat does not know by itself. */
static int XMLCALL on_encoding(void *user, const XML_Char *name, XML_Encoding *info)
{
    (void)user;
    iconv_t by = iconv_open("UTF-32LE", name);
    if (by == (iconv_t)-1) return XML_STATUS_ERROR;
    bool fits = true;
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, *in = &byte, *out;
        unsigned char wide[8];
        size_t n_in = 1, n_out = sizeof wide;
        out = (char *)wide;
        size_t rc = iconv(by, &in, &n_in, &out, &n_out);
        bool one = rc != (size_t)-1 && n_out == 4;
        uint32_t cp = one ? (uint32_t)wide[0] | (uint32_t)wide[1] << 8 | (uint32_t)wide[2] << 16 : 0;
        info->map[i] = one ? (int)cp : -1;
        fits &= one ? i >= 0x80 || cp == (uint32_t)i : i >= 0x80;
        iconv(by, NULL, NULL, NULL, NULL);
    }
    iconv_close(by);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return fits ? XML_STATUS_OK : XML_STATUS_ERROR;
}

/* ---- life -------------------------------------------------------------------------------------- */

sy_status sy__feed_new(sy__feed **out, const sy_ctx *ctx, sy__input *in, sy__problems *problems, uint64_t max_bytes, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return no_memory(err);
    **out = (sy__feed){ .ctx = ctx, .in = in, .problems = problems, .max_bytes = max_bytes };
    for (int i = 0; i < N_FIELDS; i++) sy__buf_init(&(*out)->fields[i], ctx);
    sy__buf_init(&(*out)->made, ctx);
    return SY_OK;
}

void sy__feed_free(sy__feed *f)
{
    if (!f) return;
    if (f->parser) XML_ParserFree(f->parser);
    for (int i = 0; i < N_FIELDS; i++) sy__buf_done(&f->fields[i]);
    sy__buf_done(&f->made);
    sy__free(f->ctx, f);
}

sy_status sy__feed_begin(sy__feed *f, sy_str path, sy_error *err)
{
    if (f->parser) XML_ParserFree(f->parser);
    f->parser = XML_ParserCreate(NULL);
    if (!f->parser) return no_memory(err);
    f->path = path;
    f->n_prefixes = f->depth = 0;
    f->to = NO_FIELD;
    f->failed = f->item_ends = f->suspended = f->all_fed = f->ended = false;
    f->stopped = NULL;
    f->n_items = f->n_bad = f->fed = 0;
    f->roles[0] = ROLE_OTHER;
    for (int i = 0; i < N_FIELDS; i++) sy__buf_clear(&f->fields[i]);
    declare(f, SY_STR("content"), CONTENT);
    declare(f, SY_STR("dc"), DUBLIN_CORE);
    declare(f, SY_STR("atom"), CORE);
    XML_SetUserData(f->parser, f);
    XML_SetElementHandler(f->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(f->parser, on_text);
    XML_SetDefaultHandler(f->parser, on_other);   /* also keeps declared entities from being expanded */
    XML_SetUnknownEncodingHandler(f->parser, on_encoding, NULL);
    XML_UseForeignDTD(f->parser, XML_TRUE);       /* HTML's entities are unknown, no fault */
    while (f->in->at < f->in->data.len && strchr(" \t\r\n", f->in->data.ptr[f->in->at])) f->in->at++;
    return SY_OK;
}

/* ---- items --------------------------------------------------------------------------------------- */

sy_status sy__feed_problem(sy__feed *f, const sy_error *why, sy_error *err)
{
    if (why->status == SY_E_NOMEM) return no_memory(err);
    if (++f->n_bad > MOST_PROBLEMS) return SY_OK;
    return sy__problem_add(f->problems, f->path, sy__str(f->record), why->status, err, "%s", why->text);
}

static sy_str made_since(const sy__feed *f, size_t from) { return sy__sub(sy__buf_view(&f->made), from, f->made.len); }

/* One a line. */
static void put_authors(sy__feed *f, sy_str all)
{
    for (size_t from = 0; from < all.len;) {
        const char *next = memchr(all.ptr + from, NEXT_NAME, all.len - from);
        size_t end = next ? (size_t)(next - all.ptr) : all.len;
        sy_str name = sy__author_name(sy__sub(all, from, end));
        if (name.len && f->made.len) sy__buf_char(&f->made, '\n');
        sy__plain_text(name, &f->made);
        from = end + 1;
    }
}

static bool is_web_link(sy_str s) { return sy__starts(s, SY_STR("http://")) || sy__starts(s, SY_STR("https://")); }

/* What the item says of itself. Views into buffers that stay as they are until the next item. */
static bool describe(sy__feed *f, sy_document *out)
{
    sy_str title = view(f, TITLE), link = view(f, LINK), guid = view(f, GUID), file = sy__last_part(f->path);
    sy_str authors = view(f, AUTHOR).len ? view(f, AUTHOR) : view(f, CHANNEL_AUTHOR);
    sy__buf_clear(&f->made);
    put_authors(f, authors);
    size_t n_authors = f->made.len, n_title, n_outlet;
    if (f->kinds[TITLE] == AS_TEXT) sy__buf_str(&f->made, title);
    else sy__plain_text(title, &f->made);
    n_title = f->made.len;
    sy_str outlet = view(f, OUTLET).len ? view(f, OUTLET) : view(f, PUBLISHER).len ? view(f, PUBLISHER) : view(f, CHANNEL_TITLE);
    sy__plain_text(outlet, &f->made);
    n_outlet = f->made.len;
    sy__buf_printf(&f->made, "%.*s#%llu", (int)file.len, file.ptr, (unsigned long long)f->n_items);
    if (f->made.failed) return false;
    sy_str made = sy__buf_view(&f->made);
    *out = (sy_document){ .charset = SY_STR("utf-8"), .authors = sy__sub(made, 0, n_authors), .title = sy__sub(made, n_authors, n_title),
                          .outlet = sy__sub(made, n_title, n_outlet), .record = sy__str(f->record) };
    out->id = guid.len ? guid : link.len ? link : made_since(f, n_outlet);
    out->url = is_web_link(link) ? link : is_web_link(guid) ? guid : (sy_str){ NULL, 0 };
    if (sy__feed_date(view(f, PUBLISHED), f->published)) out->published = sy__str(f->published);
    if (sy__feed_date(view(f, UPDATED), f->updated)) out->updated = sy__str(f->updated);
    return true;
}

static bool has_markup(sy_str s)
{
    return sy__find(s, SY_STR("<"), 0) != SIZE_MAX || sy__find(s, SY_STR("&"), 0) != SIZE_MAX;
}

static void give_content(const sy__feed *f, field from, sy_document *out)
{
    text_kind kind = f->kinds[from];
    out->source = view(f, from);
    out->form = kind == AS_TEXT || (kind == AS_GIVEN && !has_markup(out->source)) ? SY_FORM_TEXT : SY_FORM_HTML;
}

/* The item that has just ended: its own content, a file beside the feed, or a description that is long. */
static sy_status end_item(sy__feed *f, sy_document *out, bool *given, sy_str *link, sy_error *err)
{
    sy_error why = { 0 };
    f->item_ends = false;
    snprintf(f->record, sizeof f->record, "item %llu", (unsigned long long)f->n_items);
    if (!describe(f, out)) return no_memory(err);
    sy_str where = view(f, LINK), body = view(f, BODY), description = view(f, DESCRIPTION);
    bool whole = sy__text_bytes(description) >= FULL_TEXT, is_local = sy__is_local_link(where);
    *given = true;
    if (f->too_large) sy__fail_too_large(&why, f->max_bytes);
    else if (body.len) give_content(f, BODY, out);
    else if (whole || is_local) {
        if (whole) give_content(f, DESCRIPTION, out);
        if (is_local) *link = where;
    } else if (where.len)
        sy_fail(&why, SY_E_NOTFOUND, 0, "has no text but a link, and nothing is fetched: %.*s", (int)(where.len < 160 ? where.len : 160), where.ptr);
    else sy_fail(&why, SY_E_NOTFOUND, 0, "has neither a text nor a link");
    if (why.status) {
        *given = false;
        return sy__feed_problem(f, &why, err);
    }
    return SY_OK;
}

static sy_status end_feed(sy__feed *f, sy_error *err)
{
    sy_str none = { NULL, 0 };
    sy_status st = SY_OK;
    if (f->n_bad > MOST_PROBLEMS)
        st = sy__problem_add(f->problems, f->path, none, SY_E_NOTFOUND, err, "has %llu more items that gave nothing",
                             (unsigned long long)(f->n_bad - MOST_PROBLEMS));
    if (!st && f->in->fault.status) st = sy__problem_add(f->problems, f->path, none, f->in->fault.status, err, "%s", f->in->fault.text);
    else if (!st && f->n_items == 0 && !f->stopped) st = sy__problem_add(f->problems, f->path, none, SY_E_NOTFOUND, err, "is a feed without items");
    return st ? st : SY_E_END;
}

static sy_status parse_error(sy__feed *f, sy_error *err)
{
    enum XML_Error code = XML_GetErrorCode(f->parser);
    f->ended = true;
    if (f->failed || code == XML_ERROR_NO_MEMORY) return no_memory(err);
    if (f->in->fault.status && !f->stopped) return SY_OK;   /* no wonder: named at the end */
    sy_str none = { NULL, 0 };
    if (f->stopped) return sy__problem_add(f->problems, f->path, none, SY_E_LIMIT, err, "%s", f->stopped);
    f->stopped = XML_ErrorString(code);
    return sy__problem_add(f->problems, f->path, none, SY_E_FORMAT, err, "is broken XML from line %llu on: %s",
                           (unsigned long long)XML_GetCurrentLineNumber(f->parser), f->stopped);
}

/* Parses on until an item ends, or the next piece is used up. */
static sy_status parse_some(sy__feed *f, sy_error *err)
{
    enum XML_Status rc;
    if (f->suspended) rc = XML_ResumeParser(f->parser);
    else {
        sy__input_drop(f->in);
        sy_status st = sy__input_fill(f->in, CHUNK, err);
        if (st) return st;
        sy_str rest = sy__input_rest(f->in);
        size_t n = rest.len < CHUNK ? rest.len : CHUNK;
        f->all_fed = f->in->end && n == rest.len;
        f->fed += n;
        rc = XML_Parse(f->parser, rest.ptr, (int)n, f->all_fed);
        f->in->at += n;
    }
    if (f->failed) return no_memory(err);
    f->suspended = rc == XML_STATUS_SUSPENDED;
    if (rc == XML_STATUS_ERROR) return parse_error(f, err);
    XML_Index at = XML_GetCurrentByteIndex(f->parser);
    if (!f->suspended && at >= 0 && f->fed > (uint64_t)at + MOST_TAG + CHUNK) {
        f->ended = true;
        f->stopped = "has a tag or comment that is too long";
        return sy__problem_add(f->problems, f->path, (sy_str){ NULL, 0 }, SY_E_LIMIT, err, "%s", f->stopped);
    }
    f->ended = !f->suspended && f->all_fed;
    return SY_OK;
}

sy_status sy__feed_step(sy__feed *f, sy_document *out, bool *given, sy_str *link, sy_error *err)
{
    *given = false;
    *link = (sy_str){ NULL, 0 };
    if (f->ended) return end_feed(f, err);
    sy_status st = parse_some(f, err);
    return !st && f->item_ends ? end_item(f, out, given, link, err) : st;
}
