/* What comes from the operating system: files, threads, CPU time, the processor's abilities. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"

/* ---- files ------------------------------------------------------------------------------ */

static sy_status fail_errno(sy_error *err, const char *path, const char *what, int code)
{
    char        text[128];
    const char *why = strerror_r(code, text, sizeof text);
    return sy_fail(err, code == ENOMEM ? SY_E_NOMEM : SY_E_IO, 0, "%s: %s: %s", path, what, why);
}

static sy_status open_file(const char *path, int *fd, struct stat *st, sy_error *err)
{
    do {
        *fd = open(path, O_RDONLY | O_CLOEXEC);
    } while (*fd < 0 && errno == EINTR);
    if (*fd < 0)
        return fail_errno(err, path, "cannot be opened", errno);
    if (fstat(*fd, st) == 0 && !S_ISDIR(st->st_mode))
        return SY_OK;
    sy_status status = fail_errno(err, path, "cannot be read", S_ISDIR(st->st_mode) ? EISDIR : errno);
    close(*fd);
    *fd = -1;
    return status;
}

sy_status sy__file_map(sy_file *f, const sy_ctx *ctx, const char *path, sy_error *err)
{
    struct stat st;
    int         fd;
    *f = (sy_file){ .ctx = ctx };
    sy_status status = open_file(path, &fd, &st, err);
    if (status != SY_OK)
        return status;
    if (!S_ISREG(st.st_mode)) {
        status = sy_fail(err, SY_E_IO, 0, "%s: cannot be mapped: not a regular file", path);
    } else if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) {
            status = fail_errno(err, path, "cannot be mapped", errno);
        } else {
            f->bytes = (sy_str){ p, (size_t)st.st_size };
            f->mapped = true;
        }
    }
    close(fd);
    return status;
}

sy_status sy__seal_check(sy_str bytes, const sy__seal *seal, sy_error *err)
{
    uint32_t version;
    uint64_t sum;
    if (bytes.len < seal->head || memcmp(bytes.ptr, seal->magic, 8) != 0)
        return sy_fail(err, SY_E_FORMAT, 0, "not a %s", seal->what);
    memcpy(&version, bytes.ptr + 8, sizeof version);
    memcpy(&sum, bytes.ptr + seal->checksum_at, sizeof sum);
    if (version != seal->version)
        return sy_fail(err, SY_E_UNSUPPORTED, 8, "%s of version %u; this reads version %u", seal->what, (unsigned)version, (unsigned)seal->version);
    if (sy__hash(bytes.ptr + seal->head, bytes.len - seal->head, seal->seed) != sum)
        return sy_fail(err, SY_E_FORMAT, seal->checksum_at, "%s damaged", seal->what);
    return SY_OK;
}

sy_status sy__sealed_map(sy_file *f, const sy_ctx *ctx, const char *path, const sy__seal *seal, sy_error *err)
{
    sy_status status = sy__file_map(f, ctx, path, err);
    if (status == SY_OK && (status = sy__seal_check(f->bytes, seal, err)) != SY_OK)
        sy__file_done(f);
    return status;
}

/* Reads to the end; one byte more than allowed is enough to know that there is too much. */
static sy_status read_all(sy_buf *b, int fd, const char *path, uint64_t max_bytes, sy_error *err)
{
    enum { STEP = 1 << 16 };
    for (;;) {
        if (b->cap - b->len < STEP) {
            size_t cap = b->cap + b->cap / 2 + STEP;
            char  *p = cap > b->cap ? sy__realloc(b->ctx, b->ptr, cap) : NULL;
            if (!p)
                return sy_fail(err, SY_E_NOMEM, b->len, "%s: out of memory", path);
            b->ptr = p;
            b->cap = cap;
        }
        ssize_t n = read(fd, b->ptr + b->len, b->cap - b->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_errno(err, path, "cannot be read", errno);
        if (n == 0)
            return SY_OK;
        b->len += (size_t)n;
        if (max_bytes && b->len > max_bytes)
            return sy_fail(err, SY_E_LIMIT, max_bytes, "%s: larger than %llu bytes", path, (unsigned long long)max_bytes);
    }
}

sy_status sy__file_load(sy_file *f, const sy_ctx *ctx, const char *path, uint64_t max_bytes, sy_error *err)
{
    struct stat st;
    int         fd;
    sy_buf      b;
    *f = (sy_file){ .ctx = ctx };
    sy_status status = open_file(path, &fd, &st, err);
    if (status != SY_OK)
        return status;
    sy__buf_init(&b, ctx);
    if (max_bytes && S_ISREG(st.st_mode) && (uint64_t)st.st_size > max_bytes)
        status = sy_fail(err, SY_E_LIMIT, max_bytes, "%s: larger than %llu bytes", path, (unsigned long long)max_bytes);
    else
        status = read_all(&b, fd, path, max_bytes, err);
    close(fd);
    if (status != SY_OK) {
        sy__buf_done(&b);
        return status;
    }
    f->bytes = (sy_str){ b.ptr, b.len };
    return SY_OK;
}

void sy__file_done(sy_file *f)
{
    if (f->mapped)
        munmap((void *)(uintptr_t)f->bytes.ptr, f->bytes.len);
    else
        sy__free(f->ctx, (void *)(uintptr_t)f->bytes.ptr);
    *f = (sy_file){ .ctx = f->ctx };
}

/* ---- threads ---------------------------------------------------------------------------- */

typedef struct crew {
    atomic_uint next;
    uint32_t    n;
    void      (*job)(void *user, uint32_t item, uint32_t worker);
    void       *user;
} crew;

typedef struct worker {
    crew     *crew;
    pthread_t thread;
    uint32_t  index;
} worker;

static void work(crew *c, uint32_t index)
{
    for (;;) {
        uint32_t item = atomic_fetch_add_explicit(&c->next, 1, memory_order_relaxed);
        if (item >= c->n)
            return;
        c->job(c->user, item, index);
    }
}

static void *start(void *p)
{
    worker *w = p;
    work(w->crew, w->index);
    return NULL;
}

sy_status sy__parallel(sy_ctx *ctx, uint32_t threads, uint32_t n,
                       void (*job)(void *user, uint32_t item, uint32_t worker), void *user, sy_error *err)
{
    enum { MOST_THREADS = 1024 };
    crew     c = { .n = n, .job = job, .user = user };
    worker  *workers = NULL;
    uint32_t started = 0;
    atomic_init(&c.next, 0);
    if (threads == 0)
        threads = sy__cores();
    if (threads > n)
        threads = n;
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    if (threads <= 1) {
        for (uint32_t i = 0; i < n; i++)
            job(user, i, 0);
        return SY_OK;
    }
    /* The counter passes n by one a thread: it must not wrap. */
    if (n > UINT32_MAX - MOST_THREADS)
        return sy_fail(err, SY_E_LIMIT, 0, "too many items for one parallel run");
    workers = sy__calloc(ctx, threads - 1, sizeof *workers);
    if (!workers)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory for %u threads", threads);
    /* The caller is worker 0; where the system gives fewer threads than asked, these do all. */
    for (; started < threads - 1; started++) {
        workers[started].crew = &c;
        workers[started].index = started + 1;
        if (pthread_create(&workers[started].thread, NULL, start, &workers[started]) != 0)
            break;
    }
    work(&c, 0);
    for (uint32_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    sy__free(ctx, workers);
    return SY_OK;
}

uint32_t sy__cores(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (uint32_t)CPU_COUNT(&set);
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 && n < 1 << 16 ? (uint32_t)n : 1;
}

uint64_t sy__cpu_ms(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0)
        return 0;
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- processor -------------------------------------------------------------------------- */

static sy_cpu detect(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return SY_CPU_PORTABLE;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return SY_CPU_AVX512;
    return SY_CPU_AVX2;
#else
    return SY_CPU_PORTABLE;
#endif
}

sy_cpu sy__cpu(void)
{
    sy_cpu      has = detect(), wanted = has;
    const char *name = getenv("SYNOPTIC_CPU");
    if (name && strcmp(name, "portable") == 0)
        wanted = SY_CPU_PORTABLE;
    else if (name && strcmp(name, "avx2") == 0)
        wanted = SY_CPU_AVX2;
    return wanted < has ? wanted : has;
}
