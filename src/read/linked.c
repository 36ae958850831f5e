/* Files beside a feed that its items link to. */
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "read/read_internal.h"

void sy__linked_init(sy__linked *l, const sy_ctx *ctx)
{
    *l = (sy__linked){ .ctx = ctx };
    sy__input_init(&l->in, ctx);
    sy__buf_init(&l->path, ctx);
    sy__arena_init(&l->keys, ctx);
    sy__map_init(&l->seen, ctx);
}

void sy__linked_done(sy__linked *l)
{
    sy__input_done(&l->in);
    sy__buf_done(&l->path);
    sy__map_done(&l->seen);
    sy__arena_done(&l->keys);
}

/* ---- paths ------------------------------------------------------------------------------ */

/* "%20" -> a space; what stands behind a '#' or '?' is no part of a path. */
static void put_path(sy_str link, sy_buf *to)
{
    for (size_t i = 0; i < link.len && link.ptr[i] != '#' && link.ptr[i] != '?'; i++) {
        int high = link.ptr[i] == '%' && i + 2 < link.len ? sy__hex_digit(link.ptr[i + 1]) : -1, low = high >= 0 ? sy__hex_digit(link.ptr[i + 2]) : -1;
        if (low < 0) sy__buf_char(to, link.ptr[i]);
        else {
            sy__buf_char(to, (char)(high * 16 + low));
            i += 2;
        }
    }
}

bool sy__lies_inside(const char *root, const char *path)
{
    struct stat info;
    char *target = root ? realpath(path, NULL) : NULL;
    size_t n = target ? strlen(root) : 0;
    bool is = target && strncmp(root, target, n) == 0 && (n == 1 || target[n] == '/') && stat(target, &info) == 0 && S_ISREG(info.st_mode);
    free(target);
    return is;
}

/* A feed from elsewhere must not lead to any other file of this machine. */
static bool beside(const char *folder, const char *path)
{
    char *root = realpath(folder, NULL);
    bool is = sy__lies_inside(root, path);
    free(root);
    return is;
}

static bool local_file(sy_str feed, sy_str link, sy_buf *to)
{
    char folder[PATH_MAX] = ".";
    size_t n = feed.len - sy__last_part(feed).len;
    sy__buf_clear(to);
    if (n >= sizeof folder || link.len >= PATH_MAX || sy__is(feed, "-")) return false;
    if (n) {
        memcpy(folder, feed.ptr, n);
        folder[n] = '\0';
    }
    if (link.len > 5 && sy__ieq(sy__sub(link, 0, 5), SY_STR("file:"))) {   /* file:///a, file://localhost/a, file:a */
        link = sy__sub(link, 5, link.len);
        if (sy__starts(link, SY_STR("//localhost/"))) link = sy__sub(link, 11, link.len);
        else if (sy__starts(link, SY_STR("///"))) link = sy__sub(link, 2, link.len);
        else if (sy__starts(link, SY_STR("//"))) return false;
    }
    if (link.len && link.ptr[0] != '/') sy__buf_add(to, feed.ptr, n);
    put_path(link, to);
    sy__buf_char(to, '\0');
    if (to->failed || memchr(to->ptr, '\0', to->len) != to->ptr + to->len - 1) return false;
    to->len--;
    return beside(folder, to->ptr);
}

/* ---- files ------------------------------------------------------------------------------- */

/* A file by what it is, under whatever name. */
static bool identity(const char *path, uint64_t key[2])
{
    struct stat info;
    if (stat(path, &info) != 0) return false;
    key[0] = (uint64_t)info.st_dev;
    key[1] = (uint64_t)info.st_ino;
    return true;
}

bool sy__linked_has(const sy__linked *l, const char *path)
{
    uint64_t key[2];
    return l->seen.n > 0 && identity(path, key) && sy__map_find(&l->seen, (sy_str){ (const char *)key, sizeof key });
}

static sy_status remember(sy__linked *l, const char *path, sy_error *err)
{
    uint64_t key[2];
    sy_str copy;
    if (!identity(path, key)) return SY_OK;
    if (!sy__arena_str(&l->keys, (sy_str){ (const char *)key, sizeof key }, &copy) || !sy__map_put(&l->seen, copy, 0, NULL))
        return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    return SY_OK;
}

sy_status sy__linked_read(sy__linked *l, sy_str feed, sy_str link, uint64_t max_bytes, sy_document *out, sy_error *err)
{
    sy_error why = { 0 };
    int n = link.len < 160 ? (int)link.len : 160;
    if (!local_file(feed, link, &l->path)) {
        if (l->path.failed) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
        return sy_fail(err, SY_E_NOTFOUND, 0, "links to %.*s, which is no file beside the feed", n, link.ptr);
    }
    sy_status st = sy__input_open(&l->in, l->path.ptr, &why);
    if (!st) st = sy__input_fill(&l->in, (size_t)max_bytes + 1, &why);
    if (!st && (st = l->in.fault.status) != SY_OK) why = l->in.fault;
    if (!st && sy__input_rest(&l->in).len > max_bytes) st = sy__fail_too_large(&why, max_bytes);
    if (st == SY_E_NOMEM) return sy_fail(err, st, 0, "no memory");
    if (st) return sy_fail(err, st, 0, "links to %.*s, which %s", n, link.ptr, why.text);
    sy_str bytes = sy__input_rest(&l->in);
    sy__detected d = sy__detect(sy__sub(bytes, 0, bytes.len < SY__READ_HEAD ? bytes.len : SY__READ_HEAD), sy__buf_view(&l->path));
    if (d.kind != SY__KIND_HTML && !sy__may_be_text(&d)) return sy_fail(err, SY_E_UNSUPPORTED, 0, "links to %.*s, which is no page", n, link.ptr);
    out->source = bytes;
    out->form = d.kind == SY__KIND_HTML ? SY_FORM_HTML : SY_FORM_PAGE;
    out->charset = d.charset;
    return remember(l, l->path.ptr, err);
}
