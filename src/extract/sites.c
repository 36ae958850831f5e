/* Site profiles: a bounded table of blocks by site, the same for any order in which pages come. */
#include "extract/sites.h"

#include <pthread.h>

enum {
    DIFFERENT = 3,             /* pages of different headlines that a block must stand on to be the site's */
    MOST_BLOCKS = 1 << 20,
    FIRST_SLOTS = 1 << 10,
    MOST_LEVEL = 40,
    LEAST_PAGES = 8            /* of a site, for shares to say anything */
};

/* The headlines' hashes are the smallest ones seen, in order, so that they don't depend on the order of the pages. */
typedef struct slot { uint64_t key; uint32_t pages, headlines[DIFFERENT]; } slot;

struct sy_site_profile {
    sy_ctx         *ctx;
    slot           *slots;
    uint32_t        n, cap, max, level;    /* only keys whose lowest `level` bits are zero are counted */
    pthread_mutex_t lock;
};

sy_status sy_site_profile_new(sy_site_profile **out, sy_ctx *ctx, uint32_t max_blocks, sy_error *err)
{
    if (!out || !ctx)
        return sy_fail(err, SY_E_ARG, 0, "sy_site_profile_new: wrong arguments");
    *out = NULL;
    sy_site_profile *p = sy__calloc(ctx, 1, sizeof *p);
    if (!p)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    p->ctx = ctx;
    p->max = max_blocks == 0 || max_blocks > (1u << 29) ? MOST_BLOCKS : max_blocks;
    p->cap = FIRST_SLOTS;
    p->slots = sy__calloc(ctx, p->cap, sizeof *p->slots);
    if (!p->slots || pthread_mutex_init(&p->lock, NULL) != 0) {
        sy__free(ctx, p->slots);
        sy__free(ctx, p);
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    }
    *out = p;
    return SY_OK;
}

void sy_site_profile_free(sy_site_profile *p)
{
    if (!p)
        return;
    pthread_mutex_destroy(&p->lock);
    sy__free(p->ctx, p->slots);
    sy__free(p->ctx, p);
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static slot *find(slot *slots, uint32_t cap, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 34) & (cap - 1);
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool counted(const sy_site_profile *p, uint64_t key) { return (key & ((UINT64_C(1) << p->level) - 1)) == 0; }

/* The kept slots in a table of `cap`. */
static bool rehash(sy_site_profile *p, uint32_t cap)
{
    slot *slots = sy__calloc(p->ctx, cap, sizeof *slots);
    if (!slots)
        return false;
    p->n = 0;
    for (uint32_t i = 0; i < p->cap; i++)
        if (p->slots[i].key && counted(p, p->slots[i].key)) {
            *find(slots, cap, p->slots[i].key) = p->slots[i];
            p->n++;
        }
    sy__free(p->ctx, p->slots);
    p->slots = slots;
    p->cap = cap;
    return true;
}

/* Counts a page for a key. The level rises exactly where more keys than the limit would be kept, whatever came first. */
static bool count(sy_site_profile *p, uint64_t key, uint32_t headline)
{
    if (!counted(p, key))
        return true;
    if ((p->n + 1) * 2 > p->cap && !rehash(p, p->cap * 2))      /* first: the table never fills, whatever fails */
        return false;
    slot *s = find(p->slots, p->cap, key);
    if (!s->key) {
        s->key = key;
        p->n++;
    }
    s->pages += s->pages < UINT32_MAX;
    for (uint32_t i = 0; i < DIFFERENT && headline; i++) {
        if (s->headlines[i] == headline)
            break;
        if (!s->headlines[i] || headline < s->headlines[i]) {
            uint32_t larger = s->headlines[i];
            s->headlines[i] = headline;
            headline = larger;
        }
    }
    while (p->n > p->max && p->level < MOST_LEVEL) {
        p->level++;
        if (!rehash(p, p->cap)) {
            p->level--;
            return false;
        }
    }
    return true;
}

/* ---- keys -------------------------------------------------------------------------------------------------- */

/* Words alone: case of ASCII and white space don't count, figures are all the same. */
static uint64_t fold(sy_str s, uint64_t h)
{
    bool blank = false;
    for (size_t i = 0; i < s.len; i++) {
        uint8_t c = (uint8_t)s.ptr[i];
        if (c <= ' ') {
            blank = true;
            continue;
        }
        if (blank)
            h = (h ^ ' ') * 1099511628211u;
        blank = false;
        c = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c >= '0' && c <= '9' ? '0' : c;
        h = (h ^ c) * 1099511628211u;
    }
    h = (h ^ (h >> 31)) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static uint64_t fold_key(sy_str s, uint64_t site)
{
    uint64_t h = fold(sy__trim(s), site);
    return h ? h : 1;
}

static uint64_t site_of(const sy_document *doc, const sy_article *a)
{
    sy_str site = sy__url_host(doc->url);
    if (!site.len)
        site = sy__url_host(a->meta.canonical_url);
    if (!site.len)
        site = doc->outlet;
    if (!site.len) {
        site = doc->path;
        while (site.len && site.ptr[site.len - 1] != '/')
            site.len--;
    }
    return fold(site, 14695981039346656037u);
}

/* ---- counting ------------------------------------------------------------------------------------------------- */

typedef SY__VEC(uint64_t) keys;

static int by_value(const void *x, const void *y, void *user)
{
    (void)user;
    const uint64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static bool collect(keys *k, const sy_article *a, uint64_t site)
{
    bool ok = SY__PUSH(a->ctx, k, fold_key(SY_STR(""), site));           /* the site's pages */
    for (uint32_t i = 0; ok && i < a->blocks.n; i++)
        if (a->blocks.at[i].kind != SY_BLOCK_TITLE)
            ok = SY__PUSH(a->ctx, k, fold_key(sy__cut(sy__buf_view(&a->text), a->blocks.at[i].text), site));
    for (uint32_t i = 0; ok && i < a->boilerplate.n; i++)
        ok = SY__PUSH(a->ctx, k, fold_key(a->boilerplate.at[i].text, site));
    return ok && (k->n < 2 || sy__sort(a->ctx, k->at, k->n, sizeof *k->at, by_value, NULL));
}

sy_status sy_site_profile_add(sy_site_profile *p, const sy_document *doc, const sy_article *article, sy_error *err)
{
    if (!p || !doc || !article)
        return sy_fail(err, SY_E_ARG, 0, "sy_site_profile_add: wrong arguments");
    keys k = { NULL, 0, 0 };
    if (doc->form == SY_FORM_TEXT)
        return SY_OK;
    uint64_t headline = fold(article->meta.title, 7);
    bool ok = collect(&k, article, site_of(doc, article));
    pthread_mutex_lock(&p->lock);
    for (uint32_t i = 0; ok && i < k.n; i++)
        if (i == 0 || k.at[i] != k.at[i - 1])
            ok = count(p, k.at[i], (uint32_t)(headline >> 32) | 1);
    pthread_mutex_unlock(&p->lock);
    sy__free(article->ctx, k.at);
    return ok ? SY_OK : sy_fail(err, SY_E_NOMEM, 0, "out of memory");
}

/* ---- one page ------------------------------------------------------------------------------------------------- */

typedef struct seen { const sy_site_profile *p; uint64_t site; uint32_t pages; } seen;

/* Pages of the site that have the block, where they are enough of different headlines; else 0. */
static uint32_t repeated(const seen *s, sy_str text)
{
    uint64_t key = fold_key(text, s->site);
    if (!counted(s->p, key))
        return 0;
    const slot *found = find(s->p->slots, s->p->cap, key);
    return found->key && found->headlines[DIFFERENT - 1] ? found->pages : 0;
}

static bool of_site(const seen *s, const sy__site_block *b, bool at_edge)
{
    uint64_t n = repeated(s, b->text);
    if (n == 0)
        return false;
    bool most = s->pages >= LEAST_PAGES && n * 2 >= s->pages, nearly_all = most && n * 5 >= (uint64_t)s->pages * 4;
    return nearly_all || (b->overlap < 0.5f ? most || at_edge : most && at_edge);
}

void sy__site_clear(const sy_site_profile *p, const sy_document *doc, sy_article *a, sy__site_block *blocks, uint32_t n)
{
    seen s = { p, site_of(doc, a), 0 };
    uint64_t key = fold_key(SY_STR(""), s.site);
    uint32_t first = SY_NONE, last = 0, cleared = 0;
    s.pages = counted(p, key) ? find(p->slots, p->cap, key)->pages : 0;
    for (uint32_t i = 0; i < n; i++)
        if (blocks[i].of_text && blocks[i].prose && !repeated(&s, blocks[i].text)) {
            first = first == SY_NONE ? i : first;
            last = i;
        }
    for (uint32_t i = 0; first != SY_NONE && i < n; i++)
        if (blocks[i].of_text && of_site(&s, &blocks[i], i < first || i > last)) {
            blocks[i].of_text = false;
            cleared++;
        }
    if (cleared)
        sy__article_note(a, "site-boilerplate", "%u blocks that repeat on other pages of the site are none of the text", (unsigned)cleared);
}
