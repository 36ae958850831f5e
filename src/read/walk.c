/* The walk: paths, folders and globs -> files. What was given is sorted and named once, a folder is walked in the bytewise order
 * of its names, feeds first in both, whatever order the command line and the file system have; hidden names, links out of the folder and things that
 * are no files are left alone. Only the paths given and the names of the open folders are held, never a list of all files. */
#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "read/read_internal.h"

enum { MAX_DEPTH = 64 };

typedef struct entry { sy_str name; bool is_feed; } entry;

/* One open folder: its names, and how far the walk has come. */
typedef struct level {
    sy_arena arena;
    SY__VEC(entry) names;
    uint32_t next;
    size_t   path_n;    /* length of the folder's path, with its slash, in sy__walk.path */
} level;

struct sy__walk {
    const sy_ctx      *ctx;
    sy__problems      *problems;
    const char *const *paths;        /* as the caller gave them */
    size_t             n_paths, n_expanded;
    sy_arena           given_arena;
    SY__VEC(sy_str)    given;        /* the same, globs expanded, in path_order, each once */
    uint32_t           next_given;
    bool               feeds_done;   /* those given that are named as feeds come first */
    bool               sorted;
    sy_buf             path;         /* what is being looked at */
    level              levels[MAX_DEPTH];
    uint32_t           depth;        /* open levels */
    char              *root;         /* real path of the folder that was given */
    bool               found;        /* a file was found below it */
};

static sy_status no_memory(sy_error *err) { return sy_fail(err, SY_E_NOMEM, 0, "no memory"); }

sy_status sy__walk_new(sy__walk **out, const sy_ctx *ctx, sy__problems *problems, const char *const *paths, size_t n, sy_error *err)
{
    *out = sy__calloc(ctx, 1, sizeof **out);
    if (!*out) return no_memory(err);
    **out = (sy__walk){ .ctx = ctx, .problems = problems, .paths = paths, .n_paths = n };
    sy__buf_init(&(*out)->path, ctx);
    sy__arena_init(&(*out)->given_arena, ctx);
    return SY_OK;
}

static void close_level(sy__walk *w)
{
    level *l = &w->levels[--w->depth];
    sy__free(w->ctx, l->names.at);
    sy__arena_done(&l->arena);
}

void sy__walk_free(sy__walk *w)
{
    if (!w) return;
    while (w->depth) close_level(w);
    free(w->root);   /* realpath's */
    sy__free(w->ctx, w->given.at);
    sy__arena_done(&w->given_arena);
    sy__buf_done(&w->path);
    sy__free(w->ctx, w);
}

/* Feeds first: a file that one links to is read with what the feed says of it, and only once. */
static int by_name(const void *a, const void *b, void *user)
{
    (void)user;
    const entry *x = a, *y = b;
    return x->is_feed != y->is_feed ? (x->is_feed ? -1 : 1) : sy__cmp(x->name, y->name);
}

/* w->path := its first n bytes and `more`, with a NUL behind. */
static sy_status set_path(sy__walk *w, size_t n, sy_str more, sy_error *err)
{
    w->path.len = n;
    sy__buf_str(&w->path, more);
    sy__buf_char(&w->path, '\0');
    if (w->path.failed) return no_memory(err);
    w->path.len--;
    return SY_OK;
}

static sy_status problem(sy__walk *w, sy_status status, const char *text, sy_error *err)
{
    return sy__problem_add(w->problems, sy__buf_view(&w->path), (sy_str){ NULL, 0 }, status, err, "%s", text);
}

static sy_status problem_errno(sy__walk *w, const char *what, int number, sy_error *err)
{
    char text[128];
    return sy__problem_add(w->problems, sy__buf_view(&w->path), (sy_str){ NULL, 0 }, SY_E_IO, err, "%s: %s", what,
                           strerror_r(number, text, sizeof text));
}

/* ---- what was given --------------------------------------------------------------------- */

/* Path by path, part by part, bytewise: what lies below a folder stands between the folder and its next sibling, as the walk
 * has it. A slash at the end says nothing. */
static int path_order(sy_str a, sy_str b)
{
    while (a.len > 1 && a.ptr[a.len - 1] == '/') a.len--;
    while (b.len > 1 && b.ptr[b.len - 1] == '/') b.len--;
    size_t n = a.len < b.len ? a.len : b.len, i = 0;
    while (i < n && a.ptr[i] == b.ptr[i]) i++;
    if (i == n) return (a.len > n) - (b.len > n);
    if (a.ptr[i] == '/' || b.ptr[i] == '/') return a.ptr[i] == '/' ? -1 : 1;
    return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[i] ? -1 : 1;
}

static int by_path(const void *a, const void *b, void *user)
{
    (void)user;
    int c = path_order(*(const sy_str *)a, *(const sy_str *)b);
    return c ? c : sy__cmp(*(const sy_str *)a, *(const sy_str *)b);   /* "f" before "f/", in whatever order they come */
}

static bool has_wildcard(const char *path) { return strpbrk(path, "*?[") != NULL; }

static sy_status add_given(sy__walk *w, const char *path, sy_error *err)
{
    sy_str copy;
    return sy__arena_str(&w->given_arena, sy__str(path), &copy) && SY__PUSH(w->ctx, &w->given, copy) ? SY_OK : no_memory(err);
}

static sy_status add_glob(sy__walk *w, const char *pattern, sy_error *err)
{
    glob_t found = { 0 };
    sy_status st = SY_OK;
    int rc = glob(pattern, GLOB_NOSORT, NULL, &found);
    if (rc == GLOB_NOSPACE) st = no_memory(err);
    else if (rc != 0) st = sy__problem_add(w->problems, sy__str(pattern), (sy_str){ NULL, 0 }, SY_E_NOTFOUND, err, "fits no file");
    for (size_t i = 0; !rc && !st && i < found.gl_pathc; i++) st = add_given(w, found.gl_pathv[i], err);
    globfree(&found);
    return st;
}

/* Globs become what they fit; then the order of the command line is forgotten, and what is named twice is named once.
 * Who is told of a problem may end the call: the next one goes on behind it. */
static sy_status sort_given(sy__walk *w, sy_error *err)
{
    while (w->n_expanded < w->n_paths) {
        struct stat info;
        const char *path = w->paths[w->n_expanded++];
        bool is_glob = has_wildcard(path) && stat(path, &info) != 0 && errno == ENOENT;
        sy_status st = is_glob ? add_glob(w, path, err) : add_given(w, path, err);
        if (st) return st;
    }
    if (!sy__sort(w->ctx, w->given.at, w->given.n, sizeof *w->given.at, by_path, NULL)) return no_memory(err);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->given.n; i++)
        if (n == 0 || path_order(w->given.at[n - 1], w->given.at[i]) != 0) w->given.at[n++] = w->given.at[i];
    w->given.n = n;
    w->sorted = true;
    return SY_OK;
}

/* Whether what the walk has come upon was also given by its own name: then it is read there. */
static bool is_given(const sy__walk *w, sy_str path)
{
    uint32_t low = 0, high = w->given.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int c = path_order(w->given.at[middle], path);
        if (c == 0) return true;
        if (c < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}

/* ---- folders --------------------------------------------------------------------------- */

static sy_status list_names(sy__walk *w, level *l, DIR *dir, sy_error *err)
{
    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(dir);
        if (!e) return errno ? problem_errno(w, "cannot be listed to its end", errno, err) : SY_OK;
        if (e->d_name[0] == '.') continue;
        entry here = { .is_feed = sy__named_feed(sy__str(e->d_name)) };
        if (!sy__arena_str(&l->arena, sy__str(e->d_name), &here.name) || !SY__PUSH(w->ctx, &l->names, here)) return no_memory(err);
    }
}

/* Opens the folder w->path. One that can't be listed becomes a problem. */
static sy_status open_level(sy__walk *w, sy_error *err)
{
    if (w->depth == MAX_DEPTH) return problem(w, SY_E_LIMIT, "is a folder too deep in folders", err);
    DIR *dir = opendir(w->path.ptr);
    if (!dir) return errno == ENOMEM ? no_memory(err) : problem_errno(w, "cannot be listed", errno, err);
    level *l = &w->levels[w->depth++];
    memset(l, 0, sizeof *l);
    sy__arena_init(&l->arena, w->ctx);
    sy_status st = list_names(w, l, dir, err);
    closedir(dir);
    if (!st && !sy__sort(w->ctx, l->names.at, l->names.n, sizeof *l->names.at, by_name, NULL)) st = no_memory(err);
    bool slash = w->path.len && w->path.ptr[w->path.len - 1] == '/';
    if (!st && !slash) st = set_path(w, w->path.len, SY_STR("/"), err);
    l->path_n = w->path.len;
    if (st) close_level(w);
    return st;
}

/* The next file of the open folders; SY_E_END when they are done. */
static sy_status next_in_folder(sy__walk *w, sy_error *err)
{
    while (w->depth) {
        level *l = &w->levels[w->depth - 1];
        if (l->next == l->names.n) {
            close_level(w);
            continue;
        }
        sy_status st = set_path(w, l->path_n, l->names.at[l->next++].name, err);
        if (st) return st;
        if (w->given.n > 1 && is_given(w, sy__buf_view(&w->path))) {
            w->found = true;
            continue;
        }
        struct stat info;
        if (lstat(w->path.ptr, &info) != 0) st = problem_errno(w, "cannot be read", errno, err);
        else if (S_ISDIR(info.st_mode)) st = open_level(w, err);
        else if (S_ISREG(info.st_mode) || (S_ISLNK(info.st_mode) && sy__lies_inside(w->root, w->path.ptr))) {
            w->found = true;
            return SY_OK;
        }
        if (st) return st;
    }
    return SY_E_END;
}

/* ---- paths ----------------------------------------------------------------------------- */

/* Begins with w->path, which was given. *is_file: it is a file, else there is nothing or a folder is open. */
static sy_status begin_path(sy__walk *w, bool *is_file, sy_error *err)
{
    struct stat info;
    *is_file = false;
    if (w->path.len == 0) return problem(w, SY_E_ARG, "is an empty path", err);
    if (sy__is(sy__buf_view(&w->path), "-")) {
        *is_file = true;
        return SY_OK;
    }
    if (stat(w->path.ptr, &info) != 0) {
        int number = errno;
        if (number == ENOENT) return problem(w, SY_E_IO, "does not exist", err);
        return problem_errno(w, "cannot be read", number, err);
    }
    if (!S_ISDIR(info.st_mode)) {
        *is_file = true;
        return SY_OK;
    }
    free(w->root);
    w->root = realpath(w->path.ptr, NULL);
    w->found = false;
    return open_level(w, err);
}

/* The folder given is done: one without a single file is named. */
static sy_status end_folder(sy__walk *w, sy_error *err)
{
    free(w->root);
    w->root = NULL;
    if (w->found) return SY_OK;
    sy_status st = set_path(w, 0, w->given.at[w->next_given - 1], err);
    return st ? st : problem(w, SY_E_NOTFOUND, "is a folder without files to read", err);
}

sy_status sy__walk_next(sy__walk *w, sy_str *path, sy_error *err)
{
    sy_status st = w->sorted ? SY_OK : sort_given(w, err);
    while (!st) {
        bool is_file = false;
        if (w->depth) {
            st = next_in_folder(w, err);
            is_file = st == SY_OK;
            if (st == SY_E_END) st = end_folder(w, err);
        } else if (w->next_given == w->given.n) {
            if (w->feeds_done) return SY_E_END;
            w->feeds_done = true;
            w->next_given = 0;
        } else if (sy__named_feed(w->given.at[w->next_given++]) != w->feeds_done) {
            st = set_path(w, 0, w->given.at[w->next_given - 1], err);
            if (!st) st = begin_path(w, &is_file, err);
        }
        if (!st && is_file) {
            *path = sy__buf_view(&w->path);
            return SY_OK;
        }
    }
    return st;
}
