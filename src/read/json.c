/* Records of JSON: one object is one document, its bytes under "text", "page" or "html", metadata beside them.
 * Strings are views into the parsed value, which lives until the next parse. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <yyjson.h>

#include "read/read_internal.h"

enum { PARSE_MEMORY_MIB = 512 };   /* [[[[… takes sixteen bytes a character: a bound for all of a parse */

struct sy__json_reader {
    const sy_ctx *ctx;
    yyjson_doc   *doc;
    sy_arena      made;        /* strings that stand nowhere in the value: numbers as text */
    size_t        used;        /* bytes of the present parse */
    bool          over_budget;
};

/* ---- memory: the context's, with a budget ----------------------------------------------- */

static bool in_budget(sy__json_reader *j, size_t more)
{
    j->over_budget = more > ((size_t)PARSE_MEMORY_MIB << 20) - j->used;
    return !j->over_budget;
}

static void *json_malloc(void *user, size_t size)
{
    sy__json_reader *j = user;
    if (!in_budget(j, size)) return NULL;
    void *p = sy__alloc(j->ctx, size);
    if (p) j->used += size;
    return p;
}

static void *json_realloc(void *user, void *p, size_t old_size, size_t size)
{
    sy__json_reader *j = user;
    if (size > old_size && !in_budget(j, size - old_size)) return NULL;
    void *q = sy__realloc(j->ctx, p, size);
    if (q) j->used += size - old_size;
    return q;
}

static void json_free(void *user, void *p)
{
    sy__json_reader *j = user;
    sy__free(j->ctx, p);
}

sy_status sy__json_reader_new(sy__json_reader **out, const sy_ctx *ctx, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    (*out)->ctx = ctx;
    sy__arena_init(&(*out)->made, ctx);
    return SY_OK;
}

void sy__json_reader_free(sy__json_reader *j)
{
    if (!j) return;
    yyjson_doc_free(j->doc);
    sy__arena_done(&j->made);
    sy__free(j->ctx, j);
}

sy_status sy__json_parse(sy__json_reader *j, sy_str json, sy_error *err)
{
    yyjson_doc_free(j->doc);
    j->doc = NULL;
    sy__arena_reset(&j->made);
    j->used = 0;
    j->over_budget = false;
    if (json.len == 0) return sy_fail(err, SY_E_FORMAT, 0, "is not JSON: it is empty");
    yyjson_alc alc = { json_malloc, json_realloc, json_free, j };
    yyjson_read_err why = { 0 };
    /* Without the in-place flag yyjson only reads what it is given. */
    j->doc = yyjson_read_opts((char *)(uintptr_t)json.ptr, json.len, YYJSON_READ_NOFLAG, &alc, &why);
    if (j->doc) return SY_OK;
    if (why.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
        return j->over_budget ? sy_fail(err, SY_E_LIMIT, 0, "is JSON of too many parts") : sy_fail(err, SY_E_NOMEM, 0, "no memory");
    return sy_fail(err, SY_E_FORMAT, why.pos, "is not JSON: %s at byte %zu", why.msg, why.pos);
}

bool sy__json_is_array(const sy__json_reader *j) { return yyjson_is_arr(yyjson_doc_get_root(j->doc)); }

size_t sy__json_count(const sy__json_reader *j)
{
    yyjson_val *root = yyjson_doc_get_root(j->doc);
    if (yyjson_is_obj(root)) return 1;
    size_t i, n;
    yyjson_val *item;
    yyjson_arr_foreach(root, i, n, item) {
        if (!yyjson_is_obj(item)) return 0;
    }
    return yyjson_arr_size(root);
}

/* ---- fields ---------------------------------------------------------------------------- */

static sy_str view(yyjson_val *v) { return (sy_str){ yyjson_get_str(v), yyjson_get_len(v) }; }

/* A field as text: a string as it is, a number as JSON writes it, anything else as not given. */
static sy_status get_text(sy__json_reader *j, yyjson_val *object, const char *key, sy_str *out, sy_error *err)
{
    yyjson_val *v = yyjson_obj_get(object, key);
    if (yyjson_is_str(v)) {
        *out = view(v);
        return SY_OK;
    }
    if (!yyjson_is_num(v)) return SY_OK;
    char number[48];
    if (yyjson_is_uint(v)) snprintf(number, sizeof number, "%" PRIu64, yyjson_get_uint(v));
    else if (yyjson_is_sint(v)) snprintf(number, sizeof number, "%" PRId64, yyjson_get_sint(v));
    else snprintf(number, sizeof number, "%.15g", yyjson_get_real(v));
    return sy__arena_str(&j->made, sy__str(number), out) ? SY_OK : sy_fail(err, SY_E_NOMEM, 0, "no memory");
}

/* Days since 1970-01-01 as a civil date, after Howard Hinnant's published algorithm. */
static void civil_date(int64_t days, int64_t *year, int *month, int *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

/* A date may be a number: a year, or seconds or milliseconds since 1970. Others say nothing. */
static sy_status get_date(sy__json_reader *j, yyjson_val *object, const char *key, sy_str *out, sy_error *err)
{
    yyjson_val *v = yyjson_obj_get(object, key);
    if (!yyjson_is_num(v)) return get_text(j, object, key, out, err);
    double number = yyjson_get_num(v);
    if (!isfinite(number)) return SY_OK;
    const char *text = NULL;
    if (number >= 1000 && number <= 9999 && number == floor(number)) text = sy__arena_printf(&j->made, "%d", (int)number);
    else if (number >= 1e8 && number < 1e14) {
        int64_t seconds = (int64_t)(number >= 1e11 ? number / 1000 : number), year;
        int month, day, clock = (int)(seconds % 86400);
        civil_date(seconds / 86400, &year, &month, &day);
        text = sy__arena_printf(&j->made, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, month, day, clock / 3600, clock / 60 % 60, clock % 60);
    } else return SY_OK;
    if (!text) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    *out = sy__str(text);
    return SY_OK;
}

/* The one value that is the source. Where several are given, the one that is nearest to the article. */
static sy_status get_source(yyjson_val *object, sy_document *out, sy_error *err)
{
    static const struct { const char *key; sy_document_form form; } kinds[] = {
        { "text", SY_FORM_TEXT }, { "page", SY_FORM_PAGE }, { "html", SY_FORM_HTML }
    };
    bool found = false;
    const char *wrong = NULL;
    for (size_t i = 0; i < 3 && !(found && out->source.len); i++) {
        yyjson_val *v = yyjson_obj_get(object, kinds[i].key);
        if (yyjson_is_str(v)) {
            if (found && yyjson_get_len(v) == 0) continue;
            out->source = view(v);
            out->form = kinds[i].form;
            found = true;
        } else if (v && !yyjson_is_null(v)) wrong = kinds[i].key;
    }
    if (found) return SY_OK;
    if (wrong) return sy_fail(err, SY_E_FORMAT, 0, "has a \"%s\" that is not a string", wrong);
    return sy_fail(err, SY_E_FORMAT, 0, "has none of \"text\", \"page\" and \"html\"");
}

sy_status sy__json_document(sy__json_reader *j, size_t at, uint64_t max_bytes, sy_document *out, sy_error *err)
{
    yyjson_val *object = yyjson_doc_get_root(j->doc);
    if (yyjson_is_arr(object)) object = yyjson_arr_get(object, at);
    memset(out, 0, sizeof *out);
    if (!yyjson_is_obj(object)) return sy_fail(err, SY_E_FORMAT, 0, "is not a JSON object");
    sy_status st = get_source(object, out, err);
    if (st) return st;
    if (out->source.len > max_bytes) return sy__fail_too_large(err, max_bytes);
    out->charset = SY_STR("utf-8");
    if ((st = get_text(j, object, "id", &out->id, err)) || (st = get_text(j, object, "url", &out->url, err)) ||
        (st = get_text(j, object, "title", &out->title, err)) || (st = get_date(j, object, "published", &out->published, err)) ||
        (st = get_text(j, object, "outlet", &out->outlet, err)) || (st = get_text(j, object, "language", &out->language, err)))
        return st;
    return SY_OK;
}
