/* Two accounts compared. A statement is the same where the same words of the same report stand in both; a report is the same by its
 * bytes, and changed where one of its id or address has other bytes. */
#include "report/diff.h"

static const double SAME_SPAN = 0.5, CORRECTED = 0.6;   /* shares of common bytes, and of common words */
static const double SURE = 0.5;                          /* a conflict less sure than this disputes nothing */

/* ---- reports ---------------------------------------------------------------------------------------- */

static bool match_by(sy__diff *d, sy_ctx *ctx, sy_str (*key)(const sy__file_document *), bool same_bytes)
{
    sy_map map;
    bool ok = true;
    sy__map_init(&map, ctx);
    for (uint32_t i = 0; ok && i < d->old->n_documents; i++) {
        sy_str k = key(&d->old->documents[i]);
        if (k.len && d->new_document[i] == SY_NONE) ok = sy__map_put(&map, k, i, NULL) != NULL;
    }
    for (uint32_t i = 0; ok && i < d->now->n_documents; i++) {
        sy_str k = key(&d->now->documents[i]);
        const uint32_t *old = k.len && d->old_document[i] == SY_NONE ? sy__map_find(&map, k) : NULL;
        if (!old || d->new_document[*old] != SY_NONE) continue;
        d->old_document[i] = *old;
        d->new_document[*old] = i;
        d->changed[i] = !same_bytes;
    }
    sy__map_done(&map);
    return ok;
}

static sy_str by_bytes(const sy__file_document *x) { return x->sha256; }
static sy_str by_url(const sy__file_document *x) { return x->url; }
static sy_str by_id(const sy__file_document *x) { return x->id; }

static bool match_documents(sy__diff *d, sy_ctx *ctx)
{
    d->old_document = sy__arena_array(&d->arena, d->now->n_documents, sizeof *d->old_document);
    d->new_document = sy__arena_array(&d->arena, d->old->n_documents, sizeof *d->new_document);
    d->changed = sy__arena_array(&d->arena, d->now->n_documents, sizeof *d->changed);
    if (!d->old_document || !d->new_document || !d->changed) return false;
    for (uint32_t i = 0; i < d->now->n_documents; i++) d->old_document[i] = SY_NONE;
    for (uint32_t i = 0; i < d->old->n_documents; i++) d->new_document[i] = SY_NONE;
    if (!match_by(d, ctx, by_bytes, true) || !match_by(d, ctx, by_url, false) || !match_by(d, ctx, by_id, false)) return false;
    for (uint32_t i = 0; i < d->now->n_documents; i++) d->same_documents += d->old_document[i] != SY_NONE && !d->changed[i];
    return true;
}

/* ---- words ---------------------------------------------------------------------------------------------- */

enum { MOST_WORDS = 64, MOST_LETTERS = 2000 };   /* of a clause: a hostile file may name whole texts, again and again */

typedef struct clause {
    uint32_t document, statement;
    sy_span  span;
    sy_str   said;
    const uint32_t *words; uint32_t n_words;   /* hashes, sorted; told of reports that were changed, as the next is */
    uint64_t same;                             /* a hash of all of them in their order; 0: not told */
    bool     met;
} clause;
typedef struct clauses { clause *at; uint32_t n; uint32_t *begin; /* by document, n_documents + 1 */ } clauses;

static uint64_t mix(uint64_t h, uint64_t x) { return (h ^ x) * 0x100000001B3u; }

static int by_number(const void *a, const void *b, void *user)
{
    (void)user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Letters and digits in lower case, whatever stands between words: "Twelve people died" as two pages write it. */
static bool read_words(sy__diff *d, sy_ctx *ctx, clause *c)
{
    uint32_t at[MOST_WORDS], n = 0;
    uint64_t word = 0, all = 0;
    for (size_t i = 0, letters = 0; letters < MOST_LETTERS; letters++) {
        bool end = i == c->said.len;
        uint32_t cp = end ? ' ' : sy__to_lower(sy__utf8_next(c->said, &i));
        if (sy__is_alpha(cp) || sy__is_digit(cp)) { word = mix(word, cp); continue; }
        if (word && n < MOST_WORDS) at[n++] = (uint32_t)(word ^ word >> 32);
        if (word) all = mix(all, word);
        word = 0;
        if (end) break;
    }
    uint32_t *words = sy__arena_array(&d->arena, n, sizeof *words);
    if (!words || !sy__sort(ctx, at, n, sizeof *at, by_number, NULL)) return false;
    if (n) memcpy(words, at, n * sizeof *words);
    c->words = words;
    c->n_words = n;
    c->same = all;
    return true;
}

/* Share of words in common, each word once (Dice). */
static double likeness(const clause *a, const clause *b)
{
    uint32_t common = 0;
    for (uint32_t i = 0, j = 0; i < a->n_words && j < b->n_words;) {
        if (a->words[i] == b->words[j]) { common++; i++; j++; }
        else if (a->words[i] < b->words[j]) i++;
        else j++;
    }
    return a->n_words + b->n_words ? 2.0 * common / (double)(a->n_words + b->n_words) : 0;
}

/* ---- clauses ---------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b, void *user)
{
    (void)user;
    const clause *x = a, *y = b;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end < y->span.end ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

static bool collect(sy__diff *d, sy_ctx *ctx, const sy_account_file *f, clauses *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < f->n_statements; i++) n += f->statements[i].n_support;
    out->at = sy__arena_array(&d->arena, n, sizeof *out->at);
    out->begin = sy__arena_array(&d->arena, (size_t)f->n_documents + 1, sizeof *out->begin);
    if (!out->at || !out->begin) return false;
    for (uint32_t i = 0; i < f->n_statements; i++)
        for (uint32_t k = 0; k < f->statements[i].n_support; k++) {
            const sy__file_ref *r = &f->statements[i].support[k];
            out->at[out->n++] = (clause){ .document = r->document, .statement = i, .span = r->span, .said = r->words };
        }
    if (!sy__sort(ctx, out->at, out->n, sizeof *out->at, by_place, NULL)) return false;
    for (uint32_t i = 0, doc = 0; doc <= f->n_documents; doc++) {
        while (i < out->n && out->at[i].document < doc) i++;
        out->begin[doc] = i;
    }
    return true;
}

/* Of a report's clauses as far as they are no more than its text twice: clauses hardly overlap. */
static bool read_document(sy__diff *d, sy_ctx *ctx, const sy_account_file *f, clauses *all, uint32_t document)
{
    size_t left = 2 * f->documents[document].text.len;
    for (uint32_t i = all->begin[document]; i < all->begin[document + 1] && all->at[i].said.len <= left; i++) {
        left -= all->at[i].said.len;
        if (!read_words(d, ctx, &all->at[i])) return false;
    }
    return true;
}

static double same_span(sy_span a, sy_span b)
{
    uint32_t begin = a.begin > b.begin ? a.begin : b.begin, end = a.end < b.end ? a.end : b.end;
    if (end <= begin) return a.begin == b.begin && a.end == b.end ? 1 : 0;
    return (double)(end - begin) / (double)((a.end - a.begin) + (b.end - b.begin) - (end - begin));
}

/* ---- statements ---------------------------------------------------------------------------------------------- */

typedef struct link { uint32_t old, now; } link;

typedef struct work {
    sy__diff *d;
    sy_ctx   *ctx;
    clauses   old, now;
    SY__VEC(link) links;        /* statements that share clauses */
    SY__VEC(sy__changed) found;
    uint32_t *best_old;         /* by new statement */
    uint32_t *best_new;         /* by old statement */
    bool     *corrected_old, *corrected_new;   /* by statement: a changed report says it otherwise */
    uint32_t  compared;         /* pairs of clauses */
} work;

static bool meet(work *w, clause *old, clause *now)
{
    link l = { old->statement, now->statement };
    old->met = now->met = true;
    return SY__PUSH(w->ctx, &w->links, l);
}

/* In a report of the same bytes, by place. Clauses come by place, so that those that overlap one lie together. */
static bool meet_in_place(work *w, uint32_t now, uint32_t old)
{
    enum { LOOKED_AT = 64 };
    uint32_t to = w->old.begin[old + 1], low = w->old.begin[old];
    for (uint32_t i = w->now.begin[now]; i < w->now.begin[now + 1]; i++) {
        clause *c = &w->now.at[i], *best = NULL;
        double most = 0;
        while (low < to && w->old.at[low].span.end <= c->span.begin) low++;
        for (uint32_t j = low; j < to && j < low + LOOKED_AT && w->old.at[j].span.begin < c->span.end; j++) {
            double x = same_span(c->span, w->old.at[j].span);
            if (x > most) { most = x; best = &w->old.at[j]; }
        }
        if (best && most >= SAME_SPAN && !meet(w, best, c)) return false;
    }
    return true;
}

typedef struct same { uint64_t words; uint32_t clause; } same;

static int by_words(const void *a, const void *b, void *user)
{
    (void)user;
    const same *x = a, *y = b;
    if (x->words != y->words) return x->words < y->words ? -1 : 1;
    return x->clause < y->clause ? -1 : x->clause > y->clause;
}

/* In a changed report, by words: each clause with the first of the old ones that has the same. */
static bool meet_by_words(work *w, uint32_t now, uint32_t old)
{
    uint32_t from = w->old.begin[old], n = w->old.begin[old + 1] - from;
    same *at = sy__arena_array(&w->d->arena, n, sizeof *at);
    if (!at) return false;
    for (uint32_t i = 0; i < n; i++) at[i] = (same){ w->old.at[from + i].same, from + i };
    if (!sy__sort(w->ctx, at, n, sizeof *at, by_words, NULL)) return false;
    for (uint32_t i = w->now.begin[now]; i < w->now.begin[now + 1]; i++) {
        clause *c = &w->now.at[i];
        uint32_t lo = 0, hi = n;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (at[mid].words < c->same) lo = mid + 1; else hi = mid;
        }
        if (c->same && lo < n && at[lo].words == c->same && !meet(w, &w->old.at[at[lo].clause], c)) return false;
    }
    return true;
}

/* What a changed report now says otherwise: clauses that met none, by their words. */
static bool correct_document(work *w, uint32_t now, uint32_t old)
{
    enum { MOST = 1 << 24 };   /* pairs, in all reports together: what a hostile file has beyond them is not compared */
    for (uint32_t i = w->now.begin[now]; i < w->now.begin[now + 1]; i++) {
        clause *c = &w->now.at[i], *best = NULL;
        double most = 0;
        for (uint32_t j = w->old.begin[old]; j < w->old.begin[old + 1] && !c->met && w->compared < MOST; j++) {
            w->compared++;
            double x = w->old.at[j].met ? 0 : likeness(c, &w->old.at[j]);
            if (x > most) { most = x; best = &w->old.at[j]; }
        }
        if (!best || most < CORRECTED) continue;
        c->met = best->met = true;
        w->corrected_old[best->statement] = w->corrected_new[c->statement] = true;
        sy__changed x = { SY__CHANGE_CORRECTED, best->statement, c->statement, best->said, c->said };
        if (!SY__PUSH(w->ctx, &w->found, x)) return false;
    }
    return true;
}

static int by_new(const void *a, const void *b, void *user)
{
    (void)user;
    const link *x = a, *y = b;
    if (x->now != y->now) return x->now < y->now ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

/* Each statement's counterpart: the one with which it shares most clauses, the first of equals. */
static bool choose(work *w)
{
    uint32_t n_old = w->d->old->n_statements, n_new = w->d->now->n_statements;
    uint32_t *most = sy__arena_array(&w->d->arena, n_old, sizeof *most);
    w->best_old = sy__arena_array(&w->d->arena, n_new, sizeof *w->best_old);
    w->best_new = sy__arena_array(&w->d->arena, n_old, sizeof *w->best_new);
    if (!most || !w->best_old || !w->best_new || !sy__sort(w->ctx, w->links.at, w->links.n, sizeof *w->links.at, by_new, NULL)) return false;
    for (uint32_t i = 0; i < n_new; i++) w->best_old[i] = SY_NONE;
    for (uint32_t i = 0; i < n_old; i++) w->best_new[i] = SY_NONE;
    for (uint32_t i = 0, end, best = 0; i < w->links.n; i = end) {
        const link *l = &w->links.at[i];
        for (end = i; end < w->links.n && w->links.at[end].now == l->now && w->links.at[end].old == l->old; end++) {}
        if (w->best_old[l->now] == SY_NONE || end - i > best) { w->best_old[l->now] = l->old; best = end - i; }
        if (end - i > most[l->old]) { most[l->old] = end - i; w->best_new[l->old] = l->now; }
    }
    return true;
}

static bool disputed(const sy__file_statement *s) { return sy__is(s->status, "disputed"); }

/* A report that is new or was changed is among them: else only the grouping moved. */
static bool has_news(const sy__diff *d, sy_ids documents)
{
    for (size_t i = 0; i < documents.n; i++)
        if (d->old_document[documents.at[i]] == SY_NONE || d->changed[documents.at[i]]) return true;
    return false;
}

static bool put(work *w, sy__change change, uint32_t old, uint32_t now)
{
    sy__changed x = { .change = change, .old = old, .now = now };
    return SY__PUSH(w->ctx, &w->found, x);
}

static bool judge_new(work *w, uint32_t i)
{
    const sy__file_statement *now = &w->d->now->statements[i];
    uint32_t o = w->best_old[i];
    if (o == SY_NONE) return w->corrected_new[i] || !has_news(w->d, now->documents) || put(w, SY__CHANGE_NEW, SY_NONE, i);
    const sy__file_statement *old = &w->d->old->statements[o];
    if (disputed(now) && !disputed(old)) return put(w, SY__CHANGE_DISPUTED, o, i);
    if (disputed(old) && !disputed(now) && w->best_new[o] == i) return put(w, SY__CHANGE_SETTLED, o, i);
    if (old->documents.n == 1 && now->documents.n > 1 && now->origins > old->origins && has_news(w->d, now->documents)) return put(w, SY__CHANGE_CONFIRMED, o, i);
    w->d->same_statements++;
    return true;
}

/* Nobody says it any more: because its report was changed, or because it is not in the new account. */
static bool judge_old(work *w, uint32_t i)
{
    const sy__file_statement *old = &w->d->old->statements[i];
    bool changed = false, same = false;
    if (w->best_new[i] != SY_NONE || w->corrected_old[i]) return true;
    for (size_t k = 0; k < old->documents.n; k++) {
        uint32_t now = w->d->new_document[old->documents.at[k]];
        changed |= now != SY_NONE && w->d->changed[now];
        same |= now != SY_NONE && !w->d->changed[now];
    }
    if (same) return true;   /* the words are still there: another version cut its clauses otherwise */
    return put(w, changed ? SY__CHANGE_WITHDRAWN : SY__CHANGE_GONE, i, SY_NONE);
}

static int by_change(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__changed *x = a, *y = b;
    if (x->change != y->change) return x->change < y->change ? -1 : 1;
    if (x->now != y->now) return x->now < y->now ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

static bool hand_over(work *w, sy__changed **out, uint32_t *n)
{
    if (!sy__sort(w->ctx, w->found.at, w->found.n, sizeof *w->found.at, by_change, NULL)) return false;
    *out = sy__arena_array(&w->d->arena, w->found.n, sizeof **out);
    if (!*out) return false;
    for (uint32_t i = 0; i < w->found.n; i++) {   /* several clauses of one statement may have been corrected */
        if (i && by_change(&w->found.at[i], &w->found.at[i - 1], NULL) == 0) continue;
        (*out)[(*n)++] = w->found.at[i];
    }
    w->found.n = 0;
    return true;
}

static bool meet_documents(work *w)
{
    sy__diff *d = w->d;
    for (uint32_t i = 0; i < d->now->n_documents; i++) {
        uint32_t old = d->old_document[i];
        if (old == SY_NONE) continue;
        if (!d->changed[i]) { if (!meet_in_place(w, i, old)) return false; }
        else if (!read_document(d, w->ctx, d->old, &w->old, old) || !read_document(d, w->ctx, d->now, &w->now, i)
                 || !meet_by_words(w, i, old) || !correct_document(w, i, old)) return false;
    }
    return true;
}

static bool compare_statements(work *w)
{
    sy__diff *d = w->d;
    w->corrected_old = sy__arena_array(&d->arena, d->old->n_statements, sizeof *w->corrected_old);
    w->corrected_new = sy__arena_array(&d->arena, d->now->n_statements, sizeof *w->corrected_new);
    if (!w->corrected_old || !w->corrected_new || !collect(d, w->ctx, d->old, &w->old) || !collect(d, w->ctx, d->now, &w->now)) return false;
    if (!meet_documents(w) || !choose(w)) return false;
    for (uint32_t i = 0; i < d->now->n_statements; i++) if (!judge_new(w, i)) return false;
    for (uint32_t i = 0; i < d->old->n_statements; i++) if (!judge_old(w, i)) return false;
    return hand_over(w, &d->statements, &d->n_statements);
}

/* ---- differences ----------------------------------------------------------------------------------------------- */

/* A value that a report gives in the old account, by kind of difference, words and report. */
typedef struct given { uint64_t hash; uint32_t difference, value; } given;
typedef struct givens { given *at; uint32_t n; } givens;

static uint64_t hash_of(sy_str kind, sy_str value, uint32_t document)
{
    uint64_t h = sy__hash(kind.ptr, kind.len, document);
    value = sy__trim(value);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        h = mix(h, (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
    }
    return h;
}

static int by_given(const void *a, const void *b, void *user)
{
    (void)user;
    const given *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->difference != y->difference) return x->difference < y->difference ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static bool read_given(sy__diff *d, sy_ctx *ctx, givens *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < d->old->n_differences; i++)
        for (uint32_t v = 0; v < d->old->differences[i].n_values; v++) n += d->old->differences[i].values[v].documents.n;
    out->at = sy__arena_array(&d->arena, n, sizeof *out->at);
    if (!out->at) return false;
    for (uint32_t i = 0; i < d->old->n_differences; i++) {
        const sy__file_difference *x = &d->old->differences[i];
        for (uint32_t v = 0; v < x->n_values; v++)
            for (size_t k = 0; k < x->values[v].documents.n; k++)
                out->at[out->n++] = (given){ hash_of(x->kind, x->values[v].value, x->values[v].documents.at[k]), i, v };
    }
    return sy__sort(ctx, out->at, out->n, sizeof *out->at, by_given, NULL);
}

typedef struct vote { uint32_t old, value; } vote;
typedef SY__VEC(vote) votes;

static int by_old(const void *a, const void *b, void *user)
{
    (void)user;
    const vote *x = a, *y = b;
    if (x->old != y->old) return x->old < y->old ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* The old differences in which a report that both accounts have gives value v. */
static bool put_votes(work *w, const givens *g, const sy__file_difference *now, uint32_t v, votes *out)
{
    enum { LOOKED_AT = 8 };   /* one report gives one value in few differences */
    sy_ids documents = now->values[v].documents;
    for (size_t k = 0; k < documents.n; k++) {
        uint32_t document = w->d->old_document[documents.at[k]], lo = 0, hi = g->n;
        if (document == SY_NONE) continue;
        uint64_t hash = hash_of(now->kind, now->values[v].value, document);
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (g->at[mid].hash < hash) lo = mid + 1; else hi = mid;
        }
        for (uint32_t i = lo; i < g->n && i < lo + LOOKED_AT && g->at[i].hash == hash; i++) {
            vote x = { g->at[i].difference, v };
            if (!SY__PUSH(w->ctx, out, x)) return false;
        }
    }
    return true;
}

/* The first old difference in which two of its values stood against each other; SY_NONE. `all` is scratch. */
static bool known_before(work *w, const givens *g, const sy__file_difference *now, votes *all, uint32_t *out)
{
    *out = SY_NONE;
    all->n = 0;
    for (uint32_t v = 0; v < now->n_values; v++) if (!put_votes(w, g, now, v, all)) return false;
    if (all->n == 0) return true;
    if (!sy__sort(w->ctx, all->at, all->n, sizeof *all->at, by_old, NULL)) return false;
    for (uint32_t i = 1; i < all->n && *out == SY_NONE; i++)
        if (all->at[i].old == all->at[i - 1].old && all->at[i].value != all->at[i - 1].value) *out = all->at[i].old;
    return true;
}

/* Whether every value of an old difference has lost its reports to change or removal. */
static bool is_gone(const sy__diff *d, const sy__file_difference *old)
{
    uint32_t standing = 0;
    for (uint32_t v = 0; v < old->n_values; v++) {
        bool there = false;
        for (size_t k = 0; k < old->values[v].documents.n; k++) {
            uint32_t now = d->new_document[old->values[v].documents.at[k]];
            there |= now != SY_NONE && !d->changed[now];
        }
        standing += there;
    }
    return standing < 2;
}

static bool is_new(const sy__diff *d, const sy__file_difference *x)
{
    for (uint32_t v = 0; v < x->n_values; v++) if (has_news(d, x->values[v].documents)) return true;
    return false;
}

static bool sharp(const sy__file_difference *x) { return sy__is(x->relation, "conflict") && x->sure >= SURE; }

static bool judge_difference(work *w, uint32_t i, uint32_t o)
{
    sy__diff *d = w->d;
    const sy__file_difference *x = &d->now->differences[i];
    if (o == SY_NONE)
        return !is_new(d, x) || put(w, sharp(x) ? SY__CHANGE_DISPUTED : sy__is(x->relation, "update") ? SY__CHANGE_CORRECTED : SY__CHANGE_NEW, SY_NONE, i);
    if (sharp(x) && !sharp(&d->old->differences[o])) return put(w, SY__CHANGE_DISPUTED, o, i);
    if (x->n_values > d->old->differences[o].n_values && is_new(d, x)) return put(w, SY__CHANGE_CONFIRMED, o, i);
    d->same_differences++;
    return true;
}

static bool compare_differences(work *w)
{
    sy__diff *d = w->d;
    givens given = { NULL, 0 };
    votes scratch = { NULL, 0, 0 };
    bool *met = sy__arena_array(&d->arena, d->old->n_differences, sizeof *met);
    bool ok = met && read_given(d, w->ctx, &given);
    for (uint32_t i = 0; ok && i < d->now->n_differences; i++) {
        uint32_t o;
        ok = known_before(w, &given, &d->now->differences[i], &scratch, &o) && judge_difference(w, i, o);
        if (ok && o != SY_NONE) met[o] = true;
    }
    sy__free(w->ctx, scratch.at);
    for (uint32_t i = 0; ok && i < d->old->n_differences; i++)
        if (!met[i] && is_gone(d, &d->old->differences[i])) ok = put(w, SY__CHANGE_GONE, i, SY_NONE);
    return ok && hand_over(w, &d->differences, &d->n_differences);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

bool sy__diff_make(sy__diff *d, sy_ctx *ctx, const sy_account_file *old, const sy_account_file *now)
{
    *d = (sy__diff){ .old = old, .now = now };
    sy__arena_init(&d->arena, ctx);
    work w = { .d = d, .ctx = ctx };
    bool ok = match_documents(d, ctx) && compare_statements(&w) && compare_differences(&w);
    sy__free(ctx, w.links.at);
    sy__free(ctx, w.found.at);
    if (!ok) sy__diff_done(d);
    return ok;
}

void sy__diff_done(sy__diff *d)
{
    sy__arena_done(&d->arena);
}

const char *sy__change_name(sy__change c)
{
    static const char *const names[SY__CHANGES] = { "new", "corrected", "disputed", "settled", "confirmed", "withdrawn", "gone" };
    return (unsigned)c < SY__CHANGES ? names[c] : "";
}
