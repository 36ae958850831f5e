/* The window: documents on their way from the reader to their taker. The caller's thread puts them in and takes them out, both in
 * order; workers take the next that waits, out of order. What is inside is bounded in number and in bytes of source, so a reader
 * that is faster than the work, or work that is faster than who takes, waits.
 *
 *     taken … [head  done, at work, done …  next  waiting …  tail) … not yet read
 *
 * Only the caller moves head and tail; `next`, the state of a place and `idle` are shared, under the lock. */
#include <pthread.h>

#include "pipeline/pipeline_internal.h"

enum { MOST_THREADS = 1024, BATCH_BYTES = 1 << 20, MOST_WINDOW_THREADS = 16 };

typedef enum place_state { PLACE_WAITS, PLACE_AT_WORK, PLACE_DONE } place_state;

/* A document, or a problem between two of them. */
typedef struct place {
    place_state     state;
    bool            is_problem, is_prepared;
    sy_report_input in;
    sy_document    *owned;      /* in.document, where the window frees it */
    void           *own;        /* what prepare made */
    sy_problem      problem;    /* its strings are one block, path's */
} place;

typedef struct helper {
    sy__window *window;
    pthread_t   thread;
    sy__worker  worker;
} helper;

struct sy__window {
    sy__window_opts o;
    sy_ctx         *ctx;
    place          *places;        /* a ring of o.documents */
    uint64_t        head, next, tail;
    uint64_t        bytes;         /* of sources in the window */
    uint32_t        threads;       /* wanted, the caller's among them */
    helper         *helpers;
    uint32_t        started, idle;
    sy__worker      worker;        /* the caller's */
    size_t          n_taken;
    sy_status       ended;         /* the caller's view of what ended the run */
    sy_error        error;         /* the first failure's; under the lock */
    atomic_bool     stop;
    pthread_mutex_t lock;
    pthread_cond_t  work, done;    /* something waits; the head is done */
};

static place *place_at(const sy__window *w, uint64_t i) { return &w->places[i % w->o.documents]; }

static void free_place(const sy__window *w, place *p)
{
    sy__products_free(&p->in);
    sy_document_free(p->owned);
    sy__free(w->ctx, (void *)(uintptr_t)p->problem.path.ptr);
    *p = (place){ .state = PLACE_DONE };
}

/* ---- work, on any thread ------------------------------------------------------------------ */

/* The next that wait, not so many that another thread would have nothing; under the lock. */
static uint32_t claim(sy__window *w, place *batch[SY__MOST_BATCH])
{
    uint64_t share = (w->tail - w->next) / (2 * (uint64_t)w->threads);
    uint32_t most = share < 1 ? 1 : share > SY__MOST_BATCH ? SY__MOST_BATCH : (uint32_t)share, n = 0;
    size_t bytes = 0;
    for (; w->next < w->tail && n < most && bytes < BATCH_BYTES; w->next++) {
        place *p = place_at(w, w->next);
        if (p->state != PLACE_WAITS) continue;
        p->state = PLACE_AT_WORK;
        bytes += p->in.document->source.len;
        batch[n++] = p;
    }
    return n;
}

static sy_status prepare(sy__window *w, place *p, sy_error *err)
{
    if (!w->o.taker.prepare || atomic_load(&w->stop)) return SY_OK;
    void *own = NULL;
    sy_status st = w->o.taker.prepare(w->o.taker.user, &p->in, &own, err);
    sy__products_free(&p->in);
    if (st) return st;
    p->own = own;
    p->is_prepared = true;
    return SY_OK;
}

static void run_batch(sy__window *w, sy__worker *worker, place *const *batch, uint32_t n)
{
    sy_report_input *in[SY__MOST_BATCH] = { NULL };
    sy_error err = { 0 };
    sy_document *owned[SY__MOST_BATCH] = { NULL };
    uint32_t n_owned = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (batch[i]->owned) owned[n_owned++] = batch[i]->owned;
        in[i] = &batch[i]->in;
    }
    sy_documents_hash(owned, n_owned);
    sy_status st = sy__stages_run(&w->o.stages, worker, in, n, &w->stop, &err);
    for (uint32_t i = 0; !st && i < n; i++) st = prepare(w, batch[i], &err);
    pthread_mutex_lock(&w->lock);
    for (uint32_t i = 0; i < n; i++) batch[i]->state = PLACE_DONE;
    if (st && !w->error.status) {
        if (err.status) w->error = err;
        else sy_fail(&w->error, st, 0, "%s", sy_status_name(st));
    }
    if (st) atomic_store(&w->stop, true);   /* nobody waits for the turn of a failure */
    if (st || (w->head < w->tail && place_at(w, w->head)->state == PLACE_DONE)) pthread_cond_signal(&w->done);
    pthread_mutex_unlock(&w->lock);
}

static void *help(void *user)
{
    helper *h = user;
    sy__window *w = h->window;
    place *batch[SY__MOST_BATCH];
    pthread_mutex_lock(&w->lock);
    for (;;) {
        uint32_t n = atomic_load(&w->stop) ? 0 : claim(w, batch);
        if (n) {
            pthread_mutex_unlock(&w->lock);
            run_batch(w, &h->worker, batch, n);
            pthread_mutex_lock(&w->lock);
        } else if (atomic_load(&w->stop)) break;
        else {
            w->idle++;
            pthread_cond_wait(&w->work, &w->lock);
            w->idle--;
        }
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- taking, in the caller's thread --------------------------------------------------------- */

static void end(sy__window *w, sy_status st)
{
    if (!w->ended) w->ended = st;
    atomic_store(&w->stop, true);
}

/* The head is done: its turn. */
static void take_head(sy__window *w)
{
    place *p = place_at(w, w->head);
    const sy_taker *t = &w->o.taker;
    const sy_analyse_opts *opts = w->o.stages.opts;
    sy_status st;
    pthread_mutex_lock(&w->lock);
    w->head++;
    if (w->next < w->head) w->next = w->head;   /* problems are done unclaimed; from here on no other thread looks at the place */
    if (!p->is_problem) w->bytes -= p->in.document->source.len;
    pthread_mutex_unlock(&w->lock);
    if (p->is_problem) st = t->problem(t->user, &p->problem);
    else {
        /* own is the taker's from here, whatever it returns */
        st = t->take(t->user, &p->in, p->own);
        if (w->o.keeps) p->in.article = NULL, p->in.annotation = NULL, p->in.facts = NULL;
        w->n_taken++;
        if (!st && opts->progress) opts->progress(opts->progress_user, w->n_taken, w->o.all);
    }
    free_place(w, p);
    if (st) end(w, st);
}

/* One step towards an empty window: takes the head, or works, or waits for the head. false: it is empty, or the run has ended. */
static bool advance(sy__window *w)
{
    place *batch[SY__MOST_BATCH];
    uint32_t n = 0;
    if (w->ended || w->head == w->tail) return false;
    pthread_mutex_lock(&w->lock);
    place *head = place_at(w, w->head);
    if (head->state != PLACE_DONE) n = claim(w, batch);
    if (!n)
        while (head->state != PLACE_DONE && !w->error.status) pthread_cond_wait(&w->done, &w->lock);
    sy_status failed = w->error.status;
    pthread_mutex_unlock(&w->lock);
    if (failed) end(w, failed);
    else if (n) run_batch(w, &w->worker, batch, n);
    else take_head(w);
    return true;
}

/* Whatever is done at the head goes out as soon as the caller looks. */
static void take_done(sy__window *w)
{
    for (bool done = true; done && !w->ended && w->head < w->tail;) {
        pthread_mutex_lock(&w->lock);
        sy_status failed = w->error.status;   /* then what is done may be done by halves */
        done = place_at(w, w->head)->state == PLACE_DONE;
        pthread_mutex_unlock(&w->lock);
        if (failed) end(w, failed);
        else if (done) take_head(w);
    }
}

/* ---- putting in, in the caller's thread ------------------------------------------------------ */

/* A helper more where more waits than the caller and who is idle would do at once. Where the system gives none, fewer do all. */
static void call_helpers(sy__window *w)
{
    pthread_mutex_lock(&w->lock);
    uint64_t waiting = w->tail - w->next;
    bool more = waiting > (uint64_t)w->idle + 1 && w->started + 1 < w->threads;
    pthread_mutex_unlock(&w->lock);
    if (!more) return;
    helper *h = &w->helpers[w->started];
    h->window = w;
    if (pthread_create(&h->thread, NULL, help, h) == 0) {
        w->started++;
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->threads = w->started + 1;
    pthread_mutex_unlock(&w->lock);
}

static sy_status put(sy__window *w, const place *p, uint64_t bytes)
{
    while (w->tail - w->head == w->o.documents || (w->tail > w->head && w->bytes + bytes > w->o.bytes))
        if (!advance(w)) break;
    if (w->ended) return w->ended;
    pthread_mutex_lock(&w->lock);
    *place_at(w, w->tail++) = *p;
    w->bytes += bytes;
    if (w->idle) pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    call_helpers(w);
    take_done(w);
    return w->ended;
}

sy_status sy__window_document(sy__window *w, const sy_document *d, sy_document *owned)
{
    place p = { .state = PLACE_WAITS, .in = { .document = d }, .owned = owned };
    uint64_t before = w->tail;
    sy_status st = put(w, &p, d->source.len);
    if (w->tail == before) sy_document_free(owned);   /* it never got in */
    return st;
}

static bool copy_problem(const sy_ctx *ctx, const sy_problem *from, sy_problem *to)
{
    size_t n = from->path.len + from->record.len + from->text.len + 3;
    char *at = sy__calloc(ctx, n, 1);
    if (!at) return false;
    *to = *from;
    sy_str *s[] = { &to->path, &to->record, &to->text };
    for (size_t i = 0; i < 3; i++) {
        if (s[i]->len) memcpy(at, s[i]->ptr, s[i]->len);
        s[i]->ptr = at;
        at += s[i]->len + 1;
    }
    return true;
}

sy_status sy__window_problem(sy__window *w, const sy_problem *problem)
{
    place p = { .state = PLACE_DONE, .is_problem = true };
    if (w->ended) return w->ended;
    if (!copy_problem(w->ctx, problem, &p.problem)) {
        end(w, SY_E_NOMEM);
        return w->ended;
    }
    uint64_t before = w->tail;
    sy_status st = put(w, &p, 0);
    if (w->tail == before) free_place(w, &p);
    return st;
}

void sy__window_finish(sy__window *w)
{
    while (advance(w)) continue;
}

/* ---- life ------------------------------------------------------------------------------------ */

sy_status sy__window_new(sy__window **out, const sy__window_opts *opts, sy_error *err)
{
    *out = NULL;
    sy_ctx *ctx = opts->stages.ctx;
    sy__window *w = sy__calloc(ctx, 1, sizeof *w);
    if (!w) return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    w->o = *opts;
    w->ctx = ctx;
    w->threads = opts->stages.opts->threads ? opts->stages.opts->threads : sy__cores();
    if (w->threads > MOST_THREADS) w->threads = MOST_THREADS;
    if (!w->o.documents) w->o.documents = 32 * w->threads;
    if (!w->o.bytes) w->o.bytes = (uint64_t)(w->threads < MOST_WINDOW_THREADS ? w->threads : MOST_WINDOW_THREADS) << 21;
    w->places = sy__calloc(ctx, w->o.documents, sizeof *w->places);
    w->helpers = sy__calloc(ctx, w->threads, sizeof *w->helpers);
    if (!w->places || !w->helpers) {
        sy__free(ctx, w->places);
        sy__free(ctx, w->helpers);
        sy__free(ctx, w);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory");
    }
    atomic_init(&w->stop, false);
    pthread_mutex_init(&w->lock, NULL);   /* neither can fail as glibc has them */
    pthread_cond_init(&w->work, NULL);
    pthread_cond_init(&w->done, NULL);
    *out = w;
    return SY_OK;
}

sy_status sy__window_close(sy__window *w, sy_error *err)
{
    pthread_mutex_lock(&w->lock);
    atomic_store(&w->stop, true);
    pthread_cond_broadcast(&w->work);
    pthread_mutex_unlock(&w->lock);
    for (uint32_t i = 0; i < w->started; i++) {
        pthread_join(w->helpers[i].thread, NULL);
        sy__worker_done(&w->helpers[i].worker);
    }
    sy__worker_done(&w->worker);
    for (; w->head < w->tail; w->head++) {
        place *p = place_at(w, w->head);
        if (p->is_prepared && w->o.taker.drop) w->o.taker.drop(w->o.taker.user, p->own);
        free_place(w, p);
    }
    sy_status st = w->ended;
    if (st && w->error.status == st) {
        if (err) *err = w->error;
    } else if (st) sy_fail(err, st, 0, "%s", sy_status_name(st));
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->done);
    sy__free(w->ctx, w->places);
    sy__free(w->ctx, w->helpers);
    sy__free(w->ctx, w);
    return st;
}
