/* Families: documents that are the same copy, by the agencies that they credit and by the passages that they share.
 *
 * Passages are runs of SHINGLE words. Two documents are kin where the smaller one's words stand for the most part in runs that
 * the other has too; an agency that both credit lowers how many it takes. */
#include "reconcile/story.h"

enum { SHINGLE = 6, RUN_LIMIT = 48, PASSAGE = 12, LEAST_SHARED = 24 };   /* words: a brief's one sentence makes no copy */
/* Share of the smaller document's words that lie in shared runs. */
static const double KIN_VERBATIM = 0.5, KIN_AGENCY = 0.18;

typedef struct shingle { uint64_t hash; uint32_t document, at; } shingle;   /* at: index into the document's words */
typedef struct words {
    uint32_t *word, *token; uint32_t n;
    uint32_t n_text;             /* of the text itself: what captions share makes no copies */
    uint32_t *run;               /* by word: the first of all shingles that are equal to the one that begins there */
} words;

typedef struct kin {
    sy__story *s;
    words     *words;            /* by document */
    SY__VEC(shingle) shingles;   /* by hash, document, position */
    uint32_t  *root;             /* by document: union-find */
    bool      *verbatim, *agency;
    uint32_t  *shared, *end;     /* by other document: words shared with the one at hand, and where the last run ended */
    uint32_t  *touched; uint32_t n_touched;
    bool     **in_run;           /* by document, by word: it stands in a run that a document of its family has too */
} kin;

static int by_hash(const void *a, const void *b, void *user)
{
    (void)user;
    const shingle *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool read_words(kin *k, uint32_t d)
{
    const sy__doc *doc = &k->s->docs[d];
    words *w = &k->words[d];
    w->word = sy__arena_array(&k->s->scratch, doc->n_tokens, sizeof *w->word);
    w->token = sy__arena_array(&k->s->scratch, doc->n_tokens, sizeof *w->token);
    if (!w->word || !w->token) return false;
    for (uint32_t i = 0; i < doc->n_tokens; i++)
        if (doc->word[i] != SY_NONE) { w->token[w->n] = i; w->word[w->n++] = doc->word[i]; w->n_text += i < doc->text_tokens; }
    w->run = sy__arena_array(&k->s->scratch, w->n, sizeof *w->run);
    k->in_run[d] = sy__arena_array(&k->s->scratch, w->n, sizeof **k->in_run);
    if (!w->run || !k->in_run[d]) return false;
    for (uint32_t i = 0; i + SHINGLE <= w->n; i++) {
        shingle x = { sy__hash(w->word + i, SHINGLE * sizeof *w->word, 1), d, i };
        if (!SY__PUSH(k->s->ctx, &k->shingles, x)) return false;
    }
    return true;
}

static bool sort_shingles(kin *k)
{
    if (!sy__sort(k->s->ctx, k->shingles.at, k->shingles.n, sizeof *k->shingles.at, by_hash, NULL)) return false;
    for (uint32_t i = 0, run = 0; i < k->shingles.n; i++) {
        const shingle *x = &k->shingles.at[i];
        if (x->hash != k->shingles.at[run].hash) run = i;
        k->words[x->document].run[x->at] = run;
    }
    return true;
}

/* Whether shingle x is there and equal to the first of its run. */
static bool in_same_run(const kin *k, uint32_t x, uint32_t run)
{
    return x < k->shingles.n && k->shingles.at[x].hash == k->shingles.at[run].hash;
}

/* The shingle stands in its document's text, no word of it in a caption. */
static bool of_text(const kin *k, uint32_t x)
{
    const shingle *at = &k->shingles.at[x];
    return at->at + SHINGLE <= k->words[at->document].n_text;
}

/* Calls for every document that shares the shingle at word i of d, the first RUN_LIMIT of them: a wire's passage in a
 * thousand pages is known by any of them. */
static void count_shared(kin *k, uint32_t d, uint32_t i)
{
    uint32_t run = k->words[d].run[i], last = SY_NONE, n = 0;
    for (uint32_t x = run; in_same_run(k, x, run) && n < RUN_LIMIT; x++) {
        uint32_t o = k->shingles.at[x].document;
        if (o == d || o == last || !of_text(k, x)) continue;
        last = o;
        n++;
        if (k->shared[o] == 0) { k->touched[k->n_touched++] = o; k->end[o] = 0; }
        uint32_t from = k->end[o] > i ? k->end[o] : i;
        k->shared[o] += i + SHINGLE - from;
        k->end[o] = i + SHINGLE;
    }
}

/* The agency's name as a word of its own; short ones in their own case: "AP", not "ap". */
static bool names(sy_str text, sy_str agency)
{
    enum { SHORT = 4 };
    for (size_t i = 0; agency.len && i + agency.len <= text.len; i++) {
        sy_str here = sy__sub(text, i, i + agency.len);
        if (!(agency.len <= SHORT ? sy__eq(here, agency) : sy__ieq(here, agency))) continue;
        size_t before = i, after = i + agency.len;
        bool begins = i == 0 || !sy__is_alpha(sy__utf8_prev(text, &before));
        if (begins && (after == text.len || !sy__is_alpha(sy__utf8_next(text, &after)))) return true;
    }
    return false;
}

static bool same_agency(const kin *k, uint32_t a, uint32_t b, sy_str *which)
{
    const sy_metadata *x = sy_article_metadata(k->s->docs[a].in->article), *y = sy_article_metadata(k->s->docs[b].in->article);
    for (size_t i = 0; i < x->n_agencies; i++)
        for (size_t j = 0; j < y->n_agencies; j++)
            if (sy__ieq(x->agencies[i], y->agencies[j])) { *which = x->agencies[i]; return true; }
    return false;
}

/* "Photo: Reuters" under the one, the other credited to Reuters: the agency's report came with the picture, if words say so too. */
static bool pictured(const kin *k, uint32_t a, uint32_t b, sy_str *which)
{
    size_t n;
    const sy_metadata *m = sy_article_metadata(k->s->docs[a].in->article);
    const sy_boilerplate *p = sy_article_boilerplate(k->s->docs[b].in->article, &n);
    for (size_t i = 0; i < m->n_agencies; i++)
        for (size_t j = 0; j < n; j++)
            if ((p[j].kind == SY_BOILERPLATE_CAPTION || p[j].kind == SY_BOILERPLATE_CREDIT) && names(p[j].text, m->agencies[i])) {
                *which = m->agencies[i];
                return true;
            }
    return false;
}

static bool credited(const kin *k, uint32_t a, uint32_t b, sy_str *which)
{
    return same_agency(k, a, b, which) || pictured(k, a, b, which) || pictured(k, b, a, which);
}

static void unite(kin *k, uint32_t a, uint32_t b)
{
    a = sy__root(k->root, a);
    b = sy__root(k->root, b);
    if (a < b) k->root[b] = a;
    else k->root[a] = b;
}

static void compare(kin *k, uint32_t d)
{
    sy_str agency;
    k->n_touched = 0;
    for (uint32_t i = 0; i + SHINGLE <= k->words[d].n_text; i++) count_shared(k, d, i);
    for (uint32_t t = 0; t < k->n_touched; t++) {
        uint32_t o = k->touched[t], n = k->words[d].n_text < k->words[o].n_text ? k->words[d].n_text : k->words[o].n_text;
        uint32_t shared = k->shared[o];
        double share = (double)shared / (double)n;
        k->shared[o] = 0;
        if (share < KIN_AGENCY || shared < LEAST_SHARED) continue;
        bool wire = credited(k, d, o, &agency);
        if (!wire && share < KIN_VERBATIM) continue;
        unite(k, d, o);
        if (wire) k->agency[d] = k->agency[o] = true;
        if (share >= KIN_VERBATIM) k->verbatim[d] = k->verbatim[o] = true;
    }
}

/* ---- what the account says of them -------------------------------------------------------------- */

static void mark_runs(kin *k, uint32_t d)
{
    for (uint32_t i = 0; i + SHINGLE <= k->words[d].n_text; i++) {
        uint32_t run = k->words[d].run[i], n = 0;
        for (uint32_t x = run; in_same_run(k, x, run) && n < RUN_LIMIT; x++, n++) {
            uint32_t o = k->shingles.at[x].document;
            if (o == d || !of_text(k, x) || sy__root(k->root, o) != sy__root(k->root, d)) continue;
            for (uint32_t j = i; j < i + SHINGLE; j++) k->in_run[d][j] = true;
            break;
        }
    }
}

typedef SY__VEC(sy_ref) refs;

static bool put_passages(kin *k, uint32_t d, refs *out)
{
    const words *w = &k->words[d];
    const sy_token *tokens = k->s->docs[d].tokens;
    mark_runs(k, d);
    for (uint32_t i = 0, end; i < w->n_text; i = end + 1) {
        for (end = i; end < w->n_text && k->in_run[d][end]; end++) {}
        if (end - i < PASSAGE) continue;
        sy_span span = { tokens[w->token[i]].span.begin, tokens[w->token[end - 1]].span.end };
        if (!SY__PUSH(k->s->ctx, out, sy__ref(d, span))) return false;
    }
    return true;
}

/* The document from which one can have been copied: strictly earlier by what both pages say, and with some of its words; of several
 * the one that has most of them, then the earliest. */
static uint32_t parent_of(kin *k, uint32_t d, const uint32_t *docs, size_t n)
{
    uint32_t best = SY_NONE, most = 0;
    k->n_touched = 0;
    for (uint32_t i = 0; i + SHINGLE <= k->words[d].n_text; i++) count_shared(k, d, i);
    for (size_t i = 0; i < n; i++) {
        if (docs[i] == d || !sy__came_before(k->s->docs[docs[i]].published, k->s->docs[d].published)) continue;
        if (k->shared[docs[i]] <= most) continue;
        best = docs[i];
        most = k->shared[best];
    }
    for (uint32_t t = 0; t < k->n_touched; t++) k->shared[k->touched[t]] = 0;
    return best;
}

static bool put_family(kin *k, uint32_t root, sy_family *f)
{
    sy__story *s = k->s;
    uint32_t n = 0;
    uint32_t *docs = sy__arena_array(s->out, s->n_docs, sizeof *docs);
    if (!docs) return false;
    bool agency = false, verbatim = false;
    refs shared = { NULL, 0, 0 };
    for (uint32_t d = root; d < s->n_docs; d++) {
        if (sy__root(k->root, d) != root) continue;
        docs[n++] = d;
        agency |= k->agency[d];
        verbatim |= k->verbatim[d];
    }
    uint32_t *parents = sy__arena_array(s->out, n, sizeof *parents);
    bool ok = parents != NULL;
    for (uint32_t i = 0; ok && i < n; i++) {
        parents[i] = parent_of(k, docs[i], docs, n);
        sy_str which;
        if (i && f->agency.len == 0 && credited(k, docs[0], docs[i], &which)) ok = sy__arena_str(s->out, which, &f->agency);
        ok = ok && put_passages(k, docs[i], &shared);
    }
    sy_ref *refs_out = ok ? sy__arena_array(s->out, shared.n, sizeof *refs_out) : NULL;
    if (refs_out && shared.n) memcpy(refs_out, shared.at, shared.n * sizeof *refs_out);
    sy__free(s->ctx, shared.at);
    if (!refs_out) return false;
    f->documents = (sy_ids){ docs, n };
    f->why = agency && verbatim ? SY_FAMILY_BOTH : agency ? SY_FAMILY_AGENCY : SY_FAMILY_VERBATIM;
    f->earliest = s->docs[docs[0]].published.len ? docs[0] : SY_NONE;   /* documents come by publication */
    f->parents = parents;
    f->shared = refs_out;
    f->n_shared = shared.n;
    return true;
}

/* ---- runs that reports of different families have in common ------------------------------------------- */

/* By token: it stands in a quotation. That two reporters took down the same words tells nothing of where they have them from. */
static bool *mark_quoted(sy__story *s, const sy__doc *d)
{
    bool *quoted = sy__arena_array(&s->scratch, d->n_tokens, sizeof *quoted);
    for (uint32_t a = 0; quoted && a < d->n_attributions; a++)
        for (size_t q = 0; q < d->attributions[a].n_quoted; q++) {
            sy_token_range r = sy__tokens_of(d, d->attributions[a].quoted[q]);
            for (uint32_t t = r.begin; t < r.end; t++) quoted[t] = true;
        }
    return quoted;
}

/* Long runs of d, summed by the earlier document that has them; told where the two are no copies of one report. */
static bool put_runs(kin *k, uint32_t d)
{
    sy__story *s = k->s;
    const words *w = &k->words[d];
    const uint32_t *with = s->docs[d].run_with;
    uint32_t *sum = k->shared, end;   /* all zero between uses */
    for (uint32_t i = 0; i < w->n_text; i = end) {
        uint32_t o = with[w->token[i]];
        for (end = i + 1; end < w->n_text && with[w->token[end]] == o; end++) {}
        if (o != SY_NONE && o < d && end - i >= PASSAGE && sy__root(k->root, o) != sy__root(k->root, d)) sum[o] += end - i;
    }
    bool ok = true;
    for (uint32_t o = 0; o < d; o++) {
        sy_str id = s->docs[o].in->document->id;
        if (ok && sum[o]) ok = sy__diagnose(s, "common-passage", d, "%u of its words stand in long runs in %.*s too: one has them from the other, or both from a third",
                                            (unsigned)sum[o], (int)(id.len < 200 ? id.len : 200), id.ptr);
        sum[o] = 0;
    }
    return ok;
}

/* Each run of words outside of quotations that an other document has too, by the first such document. */
static bool find_runs(kin *k, uint32_t d)
{
    sy__story *s = k->s;
    sy__doc *doc = &s->docs[d];
    const words *w = &k->words[d];
    bool *quoted = mark_quoted(s, doc);
    doc->run_with = sy__arena_array(&s->scratch, doc->n_tokens, sizeof *doc->run_with);
    if (!quoted || !doc->run_with) return false;
    for (uint32_t t = 0; t < doc->n_tokens; t++) doc->run_with[t] = SY_NONE;
    for (uint32_t i = 0; i + SHINGLE <= w->n; i++) {
        uint32_t x = w->run[i], n = 0;
        while (in_same_run(k, x, w->run[i]) && k->shingles.at[x].document == d && n++ < RUN_LIMIT) x++;
        if (!in_same_run(k, x, w->run[i]) || k->shingles.at[x].document == d) continue;
        for (uint32_t j = i; j < i + SHINGLE; j++)
            if (!quoted[w->token[j]] && doc->run_with[w->token[j]] == SY_NONE) doc->run_with[w->token[j]] = k->shingles.at[x].document;
    }
    return put_runs(k, d);
}

static bool put_families(kin *k)
{
    sy__story *s = k->s;
    uint32_t *size = sy__arena_array(&s->scratch, s->n_docs, sizeof *size);
    s->account->families = sy__arena_array(s->out, s->n_docs, sizeof *s->account->families);
    if (!size || !s->account->families) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) size[sy__root(k->root, d)]++;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        if (k->root[d] != d || size[d] < 2) continue;
        uint32_t at = (uint32_t)s->account->n_families;
        if (!put_family(k, d, &s->account->families[at])) return false;
        for (uint32_t o = d; o < s->n_docs; o++)
            if (sy__root(k->root, o) == d) s->account->documents[o].family = at;
        s->account->n_families++;
    }
    return true;
}

/* Two versions of one page are one family, however much was rewritten. */
static void unite_pages(kin *k)
{
    for (uint32_t a = 0; a < k->s->n_docs; a++)
        for (uint32_t b = a + 1; b < k->s->n_docs; b++)
            if (k->s->docs[a].n_tokens && k->s->docs[b].n_tokens && sy__same_page(&k->s->docs[a], &k->s->docs[b])) {
                unite(k, a, b);
                k->verbatim[a] = k->verbatim[b] = true;
            }
}

bool sy__find_families(sy__story *s)
{
    kin k = { .s = s };
    size_t n = s->n_docs;
    k.words = sy__arena_array(&s->scratch, n, sizeof *k.words);
    k.root = sy__arena_array(&s->scratch, n, sizeof *k.root);
    k.verbatim = sy__arena_array(&s->scratch, n, sizeof *k.verbatim);
    k.agency = sy__arena_array(&s->scratch, n, sizeof *k.agency);
    k.shared = sy__arena_array(&s->scratch, n, sizeof *k.shared);
    k.end = sy__arena_array(&s->scratch, n, sizeof *k.end);
    k.touched = sy__arena_array(&s->scratch, n, sizeof *k.touched);
    k.in_run = sy__arena_array(&s->scratch, n, sizeof *k.in_run);
    bool ok = k.words && k.root && k.verbatim && k.agency && k.shared && k.end && k.touched && k.in_run;
    for (uint32_t d = 0; ok && d < n; d++) { k.root[d] = d; ok = read_words(&k, d); }
    ok = ok && sort_shingles(&k);
    for (uint32_t d = 0; ok && d < n; d++) compare(&k, d);
    if (ok) unite_pages(&k);
    ok = ok && put_families(&k);
    for (uint32_t d = 0; ok && d < n; d++) ok = find_runs(&k, d);
    sy__free(s->ctx, k.shingles.at);
    return ok;
}
