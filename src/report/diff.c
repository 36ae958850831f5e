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

/* Letters and digits in lower case, one blank between words: "Twelve people died" as two pages write it. */
static bool plain_words(sy_arena *a, sy_str s, sy_str *out)
{
    enum { MOST = 2000 };   /* a clause is shorter; a hostile file may name whole texts, again and again */
    if (s.len > MOST) s.len = MOST;
    char *to = sy__arena_get(a, s.len * 2 + 4);
    size_t n = 0;
    bool blank = false;
    if (!to) return false;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = sy__to_lower(sy__utf8_next(s, &i));
        if (!sy__is_alpha(cp) && !sy__is_digit(cp)) { blank = n > 0; continue; }
        if (n + 6 > s.len * 2 + 4) break;
        if (blank) to[n++] = ' ';
        blank = false;
        n += sy__utf8_put(to + n, cp);
    }
    *out = (sy_str){ to, n };
    return true;
}

typedef struct word_list { sy_str at[64]; uint32_t n; } word_list;

static void split(sy_str s, word_list *out)
{
    out->n = 0;
    for (size_t i = 0, end; i < s.len && out->n < 64; i = end + 1) {
        for (end = i; end < s.len && s.ptr[end] != ' '; end++) {}
        if (end > i) out->at[out->n++] = sy__sub(s, i, end);
    }
}

/* Share of words in common, each word once (Dice). */
static double likeness(sy_str a, sy_str b)
{
    word_list x, y;
    split(a, &x);
    split(b, &y);
    bool used[64] = { false };
    uint32_t common = 0;
    for (uint32_t i = 0; i < x.n; i++)
        for (uint32_t j = 0; j < y.n; j++)
            if (!used[j] && sy__eq(x.at[i], y.at[j])) { used[j] = true; common++; break; }
    return x.n + y.n ? 2.0 * common / (double)(x.n + y.n) : 0;
}

/* ---- clauses ---------------------------------------------------------------------------------------------- */

typedef struct clause { uint32_t document, statement; sy_span span; sy_str words, said; bool met; } clause;   /* words: plain */
typedef struct clauses { clause *at; uint32_t n; uint32_t *begin; /* by document, n_documents + 1 */ } clauses;

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
    out->at = n < SY_NONE ? sy__arena_array(&d->arena, n, sizeof *out->at) : NULL;
    out->begin = sy__arena_array(&d->arena, (size_t)f->n_documents + 1, sizeof *out->begin);
    if (!out->at || !out->begin) return false;
    for (uint32_t i = 0; i < f->n_statements; i++)
        for (uint32_t k = 0; k < f->statements[i].n_support; k++) {
            const sy__file_ref *r = &f->statements[i].support[k];
            clause c = { .document = r->document, .statement = i, .span = r->span, .said = r->words };
            if (!plain_words(&d->arena, r->words, &c.words)) return false;
            out->at[out->n++] = c;
        }
    if (!sy__sort(ctx, out->at, out->n, sizeof *out->at, by_place, NULL)) return false;
    for (uint32_t i = 0, doc = 0; doc <= f->n_documents; doc++) {
        while (i < out->n && out->at[i].document < doc) i++;
        out->begin[doc] = i;
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
} work;

static bool put_link(work *w, uint32_t old, uint32_t now)
{
    link l = { old, now };
    return SY__PUSH(w->ctx, &w->links, l);
}

/* In a report of the same bytes by place, in a changed one by words. Clauses come by place, so that those that overlap one lie together. */
static bool meet_document(work *w, uint32_t now, uint32_t old, bool changed)
{
    enum { LOOKED_AT = 4096 };
    uint32_t from = w->old.begin[old], to = w->old.begin[old + 1], low = from;
    for (uint32_t i = w->now.begin[now]; i < w->now.begin[now + 1]; i++) {
        clause *c = &w->now.at[i], *best = NULL;
        double most = 0;
        while (!changed && low < to && w->old.at[low].span.end <= c->span.begin) low++;
        for (uint32_t j = changed ? from : low; j < to && j < from + LOOKED_AT + (low - from); j++) {
            clause *o = &w->old.at[j];
            if (!changed && o->span.begin >= c->span.end) break;
            double x = changed ? (o->words.len && sy__eq(o->words, c->words) ? 1 : 0) : same_span(c->span, o->span);
            if (x > most) { most = x; best = o; }
        }
        if (!best || most < SAME_SPAN) continue;
        c->met = best->met = true;
        if (!put_link(w, best->statement, c->statement)) return false;
    }
    return true;
}

/* What a changed report now says otherwise: clauses that met none, by their words. */
static bool correct_document(work *w, uint32_t now, uint32_t old)
{
    enum { MOST = 4096 };   /* clauses of one report: more are not compared word by word */
    if (w->old.begin[old + 1] - w->old.begin[old] > MOST || w->now.begin[now + 1] - w->now.begin[now] > MOST) return true;
    for (uint32_t i = w->now.begin[now]; i < w->now.begin[now + 1]; i++) {
        clause *c = &w->now.at[i], *best = NULL;
        double most = 0;
        for (uint32_t j = w->old.begin[old]; j < w->old.begin[old + 1] && !c->met; j++) {
            double x = w->old.at[j].met ? 0 : likeness(c->words, w->old.at[j].words);
            if (x > most) { most = x; best = &w->old.at[j]; }
        }
        if (!best || most < CORRECTED) continue;
        c->met = best->met = true;
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

static uint32_t n_documents(const sy__file_statement *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_support; i++) {
        uint32_t j = 0;
        while (j < i && s->support[j].document != s->support[i].document) j++;
        n += j == i;
    }
    return n;
}

/* A report that is new or was changed is among those that say it: else only the grouping moved. */
static bool has_news(const sy__diff *d, const sy__file_statement *s)
{
    for (uint32_t i = 0; i < s->n_support; i++)
        if (d->old_document[s->support[i].document] == SY_NONE || d->changed[s->support[i].document]) return true;
    return false;
}

static bool put(work *w, sy__change change, uint32_t old, uint32_t now)
{
    sy__changed x = { .change = change, .old = old, .now = now };
    return SY__PUSH(w->ctx, &w->found, x);
}

static bool is_corrected(const work *w, uint32_t n_corrected, uint32_t statement, bool old)
{
    for (uint32_t i = 0; i < n_corrected; i++)
        if ((old ? w->found.at[i].old : w->found.at[i].now) == statement) return true;
    return false;
}

static bool judge_new(work *w, uint32_t i, uint32_t n_corrected)
{
    const sy__file_statement *now = &w->d->now->statements[i];
    uint32_t o = w->best_old[i];
    if (o == SY_NONE) return is_corrected(w, n_corrected, i, false) || !has_news(w->d, now) || put(w, SY__CHANGE_NEW, SY_NONE, i);
    const sy__file_statement *old = &w->d->old->statements[o];
    if (disputed(now) && !disputed(old)) return put(w, SY__CHANGE_DISPUTED, o, i);
    if (disputed(old) && !disputed(now) && w->best_new[o] == i) return put(w, SY__CHANGE_SETTLED, o, i);
    if (n_documents(old) == 1 && n_documents(now) > 1 && now->origins > old->origins && has_news(w->d, now)) return put(w, SY__CHANGE_CONFIRMED, o, i);
    w->d->same_statements++;
    return true;
}

/* Nobody says it any more: because its report was changed, or because it is not in the new account. */
static bool judge_old(work *w, uint32_t i, uint32_t n_corrected)
{
    const sy__file_statement *old = &w->d->old->statements[i];
    bool changed = false, same = false;
    if (w->best_new[i] != SY_NONE || is_corrected(w, n_corrected, i, true)) return true;
    for (uint32_t k = 0; k < old->n_support; k++) {
        uint32_t now = w->d->new_document[old->support[k].document];
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

static bool compare_statements(work *w)
{
    sy__diff *d = w->d;
    if (!collect(d, w->ctx, d->old, &w->old) || !collect(d, w->ctx, d->now, &w->now)) return false;
    for (uint32_t i = 0; i < d->now->n_documents; i++)
        if (d->old_document[i] != SY_NONE && !meet_document(w, i, d->old_document[i], d->changed[i])) return false;
    for (uint32_t i = 0; i < d->now->n_documents; i++)
        if (d->changed[i] && !correct_document(w, i, d->old_document[i])) return false;
    if (!choose(w)) return false;
    uint32_t n_corrected = w->found.n;
    for (uint32_t i = 0; i < d->now->n_statements; i++) if (!judge_new(w, i, n_corrected)) return false;
    for (uint32_t i = 0; i < d->old->n_statements; i++) if (!judge_old(w, i, n_corrected)) return false;
    return hand_over(w, &d->statements, &d->n_statements);
}

/* ---- differences ----------------------------------------------------------------------------------------------- */

/* One value in both: the same words, said by a report that both have. */
static bool same_value(const sy__diff *d, const sy__file_value *old, const sy__file_value *now)
{
    if (!sy__ieq(sy__trim(old->value), sy__trim(now->value))) return false;
    for (uint32_t i = 0; i < now->n_mentions; i++)
        for (uint32_t j = 0; j < old->n_mentions; j++)
            if (d->old_document[now->mentions[i].document] == old->mentions[j].document) return true;
    return false;
}

/* Two of its values stood against each other before. */
static uint32_t known_before(const sy__diff *d, const sy__file_difference *now)
{
    for (uint32_t i = 0; i < d->old->n_differences; i++) {
        const sy__file_difference *old = &d->old->differences[i];
        uint32_t met = 0;
        if (!sy__eq(old->kind, now->kind)) continue;
        for (uint32_t a = 0; a < now->n_values && met < 2; a++)
            for (uint32_t b = 0; b < old->n_values; b++)
                if (same_value(d, &old->values[b], &now->values[a])) { met++; break; }
        if (met >= 2) return i;
    }
    return SY_NONE;
}

/* Whether every value of an old difference has lost its reports to change or removal. */
static bool is_gone(const sy__diff *d, const sy__file_difference *old)
{
    uint32_t standing = 0;
    for (uint32_t v = 0; v < old->n_values; v++) {
        bool there = false;
        for (uint32_t m = 0; m < old->values[v].n_mentions; m++) {
            uint32_t now = d->new_document[old->values[v].mentions[m].document];
            there |= now != SY_NONE && !d->changed[now];
        }
        standing += there;
    }
    return standing < 2;
}

static bool is_new(const sy__diff *d, const sy__file_difference *x)
{
    for (uint32_t v = 0; v < x->n_values; v++)
        for (uint32_t m = 0; m < x->values[v].n_mentions; m++) {
            uint32_t doc = x->values[v].mentions[m].document;
            if (d->old_document[doc] == SY_NONE || d->changed[doc]) return true;
        }
    return false;
}

static bool sharp(const sy__file_difference *x) { return sy__is(x->relation, "conflict") && x->sure >= SURE; }

static bool compare_differences(work *w)
{
    sy__diff *d = w->d;
    bool *met = sy__arena_array(&d->arena, d->old->n_differences, sizeof *met);
    if (!met) return false;
    for (uint32_t i = 0; i < d->now->n_differences; i++) {
        const sy__file_difference *x = &d->now->differences[i];
        uint32_t o = known_before(d, x);
        if (o != SY_NONE) {
            met[o] = true;
            if (sharp(x) && !sharp(&d->old->differences[o])) { if (!put(w, SY__CHANGE_DISPUTED, o, i)) return false; }
            else if (x->n_values > d->old->differences[o].n_values && is_new(d, x)) { if (!put(w, SY__CHANGE_CONFIRMED, o, i)) return false; }
            else d->same_differences++;
        } else if (is_new(d, x)) {
            if (!put(w, sharp(x) ? SY__CHANGE_DISPUTED : sy__is(x->relation, "update") ? SY__CHANGE_CORRECTED : SY__CHANGE_NEW, SY_NONE, i)) return false;
        }
    }
    for (uint32_t i = 0; i < d->old->n_differences; i++)
        if (!met[i] && is_gone(d, &d->old->differences[i]) && !put(w, SY__CHANGE_GONE, i, SY_NONE)) return false;
    return hand_over(w, &d->differences, &d->n_differences);
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
