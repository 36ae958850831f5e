/* verify: reads the inputs of an account again, and checks that every span is the text that the account says it is.
 * A span in the article's text is led back to the source through the origin map of a fresh extraction. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "cli/cli.h"

enum { MOST_DEPTH = 32, MOST_SAID = 50 };

const option cmd_verify_options[] = {
    { "--threads", 0, OPTION_NUMBER, "N", "threads to work with; default: all cores", offsetof(settings, threads), 1024 },
    { "--site-boilerplate", 0, OPTION_FLAG, NULL, "the account was made with this option", offsetof(settings, site_boilerplate), 0 },
    { "--quiet", 'q', OPTION_FLAG, NULL, "no progress bar", offsetof(settings, quiet), 0 },
    { 0 }
};

/* One document of the account, and what was found of it. */
typedef struct source {
    const char            *id;
    const sy_report_input *found;     /* NULL: it is not there any more */
} source;

typedef struct check {
    const char *account_path;
    source     *sources;
    size_t      n_sources, n_checked;
    work        work;
    size_t      spans, wrong;
} check;

static sy_str text_of(yyjson_val *v) { return (sy_str){ yyjson_get_str(v), yyjson_get_len(v) }; }

static bool same(sy_str a, sy_str b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }

static sy_str cut(sy_str s, sy_span at) { return (sy_str){ s.ptr + at.begin, (size_t)(at.end - at.begin) }; }

static void wrong(check *c, const char *place, const char *id, sy_span at, const char *what)
{
    if (++c->wrong <= MOST_SAID) cli_say("%s: %s: [%u,%u) of %s %s", c->account_path, place, (unsigned)at.begin, (unsigned)at.end, id, what);
}

/* [begin,end] -> span. false: it is none. */
static bool get_span(yyjson_val *v, sy_span *out)
{
    yyjson_val *begin = yyjson_arr_get(v, 0), *end = yyjson_arr_get(v, 1);
    if (yyjson_arr_size(v) != 2 || !yyjson_is_uint(begin) || !yyjson_is_uint(end)) return false;
    uint64_t b = yyjson_get_uint(begin), e = yyjson_get_uint(end);
    if (b > e || e > UINT32_MAX) return false;
    *out = (sy_span){ (uint32_t)b, (uint32_t)e };
    return true;
}

/* ---- one span ------------------------------------------------------------------------------------ */

static bool splits_character(sy_str s, uint32_t at) { return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80; }

/* Words outside of the article's text that extraction itself decoded: the title and the boilerplate. */
static bool find_outside(const sy_article *a, sy_span at, sy_str *text)
{
    const sy_metadata *m = sy_article_metadata(a);
    size_t n;
    if (m->title_source.begin == at.begin && m->title_source.end == at.end) return *text = m->title, true;
    const sy_boilerplate *b = sy_article_boilerplate(a, &n);
    for (size_t i = 0; i < n; i++)
        if (b[i].source.begin == at.begin && b[i].source.end == at.end) return *text = b[i].text, true;
    return false;
}

/* Where the words stand in what facts read, if the object says so: in the text, or in a caption behind it. false: nothing valid. */
static bool get_own_span(const sy_article *a, yyjson_val *object, bool *told, sy_span *out)
{
    yyjson_val *text_span = yyjson_obj_get(object, "text_span"), *caption_span = yyjson_obj_get(object, "caption_span");
    bool in_caption = caption_span && !yyjson_is_null(caption_span);
    *told = in_caption || (text_span && !yyjson_is_null(text_span));
    if (!*told) return true;
    if (!get_span(in_caption ? caption_span : text_span, out)) return false;
    size_t length = in_caption ? sy_article_caption_text(a).len : sy_article_text(a).len;
    if (out->end > length) return false;
    if (in_caption) {
        uint32_t first = (uint32_t)(sy_article_reading(a).len - length);
        *out = (sy_span){ out->begin + first, out->end + first };
    }
    return true;
}

/* The article's words that a span stands for; false: they are not in it, or cannot be told. */
static bool words_of(check *c, const char *place, const source *s, sy_span at, yyjson_val *object, sy_str *words)
{
    const sy_article *a = s->found->article;
    sy_str text = sy_article_reading(a), bytes = s->found->document->source;
    sy_span in_text;
    bool told;
    if (!get_own_span(a, object, &told, &in_text)) return wrong(c, place, s->id, at, "has a text_span outside of the text"), false;
    if (told) {
        sy_span back = sy_article_origin(a, in_text);
        if (back.begin != at.begin || back.end != at.end) return wrong(c, place, s->id, at, "and its text_span are not the same words"), false;
        if (splits_character(text, in_text.begin) || splits_character(text, in_text.end)) wrong(c, place, s->id, at, "splits a character");
        *words = cut(text, in_text);
        return true;
    }
    if (!sy_article_is_verbatim(a)) return find_outside(a, at, words);
    if (splits_character(bytes, at.begin) || splits_character(bytes, at.end)) wrong(c, place, s->id, at, "splits a character");
    *words = cut(bytes, at);
    return true;
}

static void check_span(check *c, const char *place, const source *s, yyjson_val *object, sy_span at)
{
    sy_str words;
    yyjson_val *text = yyjson_obj_get(object, "text");
    if (!s->found || !s->found->article) return;
    c->spans++;
    if (at.end > s->found->document->source.len) wrong(c, place, s->id, at, "lies outside of the source");
    else if (words_of(c, place, s, at, object, &words) && yyjson_is_str(text) && !same(words, text_of(text)))
        wrong(c, place, s->id, at, "is not the text that stands beside it");
}

/* ---- the whole account ----------------------------------------------------------------------------- */

static const source *find_source(const check *c, const char *id)
{
    for (size_t i = 0; id && i < c->n_sources; i++)
        if (strcmp(c->sources[i].id, id) == 0) return &c->sources[i];
    return NULL;
}

/* Every object with a "span", whatever list it is in; `here` is the document that encloses it. */
static void walk(check *c, yyjson_val *v, const source *here, char *place, size_t place_n, int depth)
{
    size_t i, n;
    yyjson_val *key, *item;
    if (depth > MOST_DEPTH) return;
    if (yyjson_is_obj(v)) {
        sy_span at;
        const char *named = yyjson_get_str(yyjson_obj_get(v, "document"));
        if (named) here = find_source(c, named);
        yyjson_val *span = yyjson_obj_get(v, "span");
        if (yyjson_is_arr(span)) {
            if (!get_span(span, &at)) wrong(c, place, "the account", (sy_span){ 0, 0 }, "is no span");
            else if (here) check_span(c, place, here, v, at);
            else wrong(c, place, named ? named : "no document", at, "names a document that is not in the account");
        }
        yyjson_obj_foreach(v, i, n, key, item) {
            if (!yyjson_is_ctn(item)) continue;
            int more = snprintf(place + place_n, PATH_MAX - place_n, "%s%s", place_n ? "." : "", yyjson_get_str(key));
            if (more > 0 && place_n + (size_t)more < PATH_MAX) walk(c, item, here, place, place_n + (size_t)more, depth + 1);
            place[place_n] = '\0';
        }
    } else
        yyjson_arr_foreach(v, i, n, item) {
            if (!yyjson_is_ctn(item)) continue;
            int more = snprintf(place + place_n, PATH_MAX - place_n, "[%zu]", i);
            if (more > 0 && place_n + (size_t)more < PATH_MAX) walk(c, item, here, place, place_n + (size_t)more, depth + 1);
            place[place_n] = '\0';
        }
}

static void walk_documents(check *c, yyjson_val *documents)
{
    size_t i, n;
    yyjson_val *d;
    char place[PATH_MAX];
    yyjson_arr_foreach(documents, i, n, d) {
        const source *s = &c->sources[i];
        int length = snprintf(place, sizeof place, "documents[%zu]", i);
        if (!s->found || !s->found->article) continue;
        c->n_checked++;
        walk(c, d, s, place, (size_t)length, 0);
        if (!same(sy_article_text(s->found->article), text_of(yyjson_obj_get(d, "text"))) ||
            !same(sy_article_caption_text(s->found->article), text_of(yyjson_obj_get(d, "captions")))) {
            c->wrong++;
            cli_say("%s: the text of %s is not the one that this version extracts from its source", c->account_path, s->id);
        }
    }
}

/* ---- finding the sources again ------------------------------------------------------------------------ */

/* The paths that the account names, each once; or those given. */
static int collect_paths(yyjson_val *documents, const settings *s, settings *out)
{
    size_t i, n;
    yyjson_val *d;
    *out = *s;
    out->n_paths = 0;
    out->paths = calloc(s->n_paths + yyjson_arr_size(documents) + 1, sizeof *out->paths);
    if (!out->paths) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    for (size_t k = 1; k < s->n_paths; k++) out->paths[out->n_paths++] = s->paths[k];
    if (out->n_paths) return EXIT_DONE;
    yyjson_arr_foreach(documents, i, n, d) {
        const char *path = yyjson_get_str(yyjson_obj_get(yyjson_obj_get(d, "source"), "path"));
        bool known = !path || strcmp(path, "-") == 0;   /* what came through a pipe can't be read again */
        for (size_t k = out->n_paths; !known && k > 0; k--) known = strcmp(out->paths[k - 1], path) == 0;
        if (!known) out->paths[out->n_paths++] = path;
    }
    return EXIT_DONE;
}

/* The document with the same bytes; among several the one with the same id. */
static const sy_report_input *find_input(const work *w, const char *id, const char *sha256)
{
    const sy_report_input *found = NULL;
    for (size_t i = 0; i < w->n_inputs; i++) {
        const sy_document *d = w->inputs[i].document;
        if (strcmp(d->sha256, sha256) != 0) continue;
        if (!found || same(d->id, (sy_str){ id, strlen(id) })) found = &w->inputs[i];
    }
    return found;
}

static int find_sources(check *c, yyjson_val *documents)
{
    size_t i, n;
    yyjson_val *d;
    c->n_sources = yyjson_arr_size(documents);
    c->sources = calloc(c->n_sources + 1, sizeof *c->sources);
    if (!c->sources) return cli_fail("", &(sy_error){ .status = SY_E_NOMEM });
    yyjson_arr_foreach(documents, i, n, d) {
        const char *id = yyjson_get_str(yyjson_obj_get(d, "id")), *sha256 = yyjson_get_str(yyjson_obj_get(yyjson_obj_get(d, "source"), "sha256"));
        c->sources[i].id = id ? id : "";
        c->sources[i].found = id && sha256 ? find_input(&c->work, id, sha256) : NULL;
        if (c->sources[i].found) continue;
        cli_say("%s: the source of %s is not among the inputs, or its bytes have changed", c->account_path, c->sources[i].id);
        c->work.skipped = true;
    }
    return EXIT_DONE;
}

/* ---- the command ----------------------------------------------------------------------------------------- */

static int verify(check *c, yyjson_val *account, const settings *s)
{
    settings again = { 0 };
    yyjson_val *documents = yyjson_obj_get(account, "documents");
    char place[PATH_MAX] = "";
    size_t i, n;
    yyjson_val *key, *item;
    int status = collect_paths(documents, s, &again);
    if (!status && again.n_paths == 0) {
        cli_say("%s: names no path that could be read again: give the inputs", c->account_path);
        status = EXIT_NOTHING;
    }
    if (!status) status = cli_reread(&c->work, &again);
    if (!status) status = find_sources(c, documents);
    if (!status) {
        walk_documents(c, documents);
        yyjson_obj_foreach(account, i, n, key, item) {
            if (item == documents || !yyjson_is_ctn(item)) continue;
            int length = snprintf(place, sizeof place, "%s", yyjson_get_str(key));
            if (length > 0 && (size_t)length < sizeof place) walk(c, item, NULL, place, (size_t)length, 0);
        }
        if (c->wrong > MOST_SAID) cli_say("%s: %zu more", c->account_path, c->wrong - MOST_SAID);
        printf("%zu of %zu documents are as they were; %zu spans checked, %zu wrong\n", c->n_checked, c->n_sources, c->spans, c->wrong);
        if (c->n_checked == 0) status = EXIT_NOTHING;
        else if (c->wrong || c->work.skipped) status = EXIT_SKIPPED;
    }
    free(again.paths);
    return status;
}

int cmd_verify(const command *command, const settings *s)
{
    (void)command;
    check c = { .account_path = s->paths[0] };
    yyjson_read_err why = { 0 };
    yyjson_doc *doc = yyjson_read_file(s->paths[0], YYJSON_READ_NOFLAG, NULL, &why);
    yyjson_val *root = yyjson_doc_get_root(doc);
    int status;
    if (!doc) {
        cli_say("%s: %s", s->paths[0], why.code == YYJSON_READ_ERROR_FILE_OPEN ? "cannot be opened" : "is not JSON");
        status = EXIT_NOTHING;
    } else if (!yyjson_is_arr(yyjson_obj_get(root, "documents")) || !yyjson_obj_get(root, "synoptic")) {
        cli_say("%s: is not an account in JSON", s->paths[0]);
        status = EXIT_NOTHING;
    } else {
        output o = { .file = stdout };
        status = verify(&c, root, s);
        int closed = cli_output_close(&o, true);
        if (closed) status = closed;
    }
    free(c.sources);
    cli_work_done(&c.work);
    yyjson_doc_free(doc);
    return status;
}
