/* Quotations: the pieces between quotation marks that are one utterance in several documents, aligned word by word, with what
 * each variant does to it; and the indirect versions that a document gives of the same words. */
#include "reconcile/story.h"
#include "reconcile_tables.h"

enum { RUN_LIMIT = 32, SURE_WORDS = 5 };
static const double VARIANT_SHARE = 0.7;    /* of the shorter piece's words, in order, in the longer */
static const double CONTENT_SHARE = 0.65;   /* of its content words: "the end of the road" is not "the start of the road" */
/* Two translations of one utterance share what it is about, in no order: so many stems, and such a share of the shorter's. */
enum { RETOLD_TERMS = 4, RETOLD_BY_ANYONE = 5, OMITTED_WORDS = 4 };
/* Of a sentence that two pieces have, so much and so many words of meaning stand in the other one. */
enum { SENTENCE_TERMS = 3 };
static const double SENTENCE_SHARE = 0.8;
static const double RETOLD_SHARE = 0.7, RETOLD_BY_ANYONE_SHARE = 0.78;

typedef struct gram { uint64_t hash; uint32_t piece; bool stem; } gram;   /* stem: of one word, where that alone is no meeting of words */

/* Two pieces of one utterance. */
typedef struct link { uint32_t a, b; double likeness; } link;

typedef struct work {
    sy__story *s;
    SY__VEC(link) links;
    SY__VEC(gram) grams;
    uint32_t *begin, *places;   /* by piece: its grams, as indices into all */
    uint32_t *root;
    bool     *named;         /* by the account's entity: some report names it */
    uint32_t *bearer;        /* by the account's entity: the named one whose words another report has of it; SY_NONE */
} work;

/* ---- pieces ------------------------------------------------------------------------------------------ */

/* `a "dialogue" to "determine the procedure"`: a word in marks beside a longer piece of one utterance is its choice of word. */
static bool is_word_of_longer(const sy__story *s, const sy__piece *p)
{
    const sy__doc *d = &s->docs[p->document];
    const sy_attribution *at = &d->attributions[p->attribution];
    for (size_t q = 0; p->words.n == 1 && q < at->n_quoted; q++) {
        sy_token_range t = sy__tokens_of(d, at->quoted[q]);
        uint32_t words = 0;
        for (uint32_t i = t.begin; i < t.end; i++) words += d->word[i] != SY_NONE;
        if (words > 1) return true;
    }
    return false;
}

static bool collect(work *w)
{
    sy__story *s = w->s;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        const sy__doc *doc = &s->docs[d];
        for (uint32_t a = 0; a < doc->n_attributions; a++) {
            const sy_attribution *at = &doc->attributions[a];
            for (size_t q = 0; at->kind != SY_ATTRIBUTION_INDIRECT && q < at->n_quoted; q++) {
                sy__piece p = { .document = d, .attribution = a, .part = (uint32_t)q, .span = at->quoted[q], .quotation = SY_NONE };
                p.speaker = at->speaker != SY_NONE ? doc->entity[at->speaker] : SY_NONE;
                if (!sy__word_run(s, d, sy__tokens_of(doc, p.span), &s->scratch, &p.words)) return false;
                if (p.words.n && !is_word_of_longer(s, &p) && !SY__PUSH(s->ctx, &s->pieces, p)) return false;
            }
        }
    }
    return true;
}

static int by_gram(const void *a, const void *b, void *user)
{
    (void)user;
    const gram *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->piece < y->piece ? -1 : x->piece > y->piece;
}

/* Pieces meet through their pairs of neighbouring words and through their stems; a piece of one word through that word. */
static bool index_pieces(work *w)
{
    for (uint32_t p = 0; p < w->s->pieces.n; p++) {
        const sy__piece *x = &w->s->pieces.at[p];
        const sy__doc *d = &w->s->docs[x->document];
        for (uint32_t i = 0; i < x->words.n; i++) {
            uint32_t key[2] = { d->word[x->words.token[i]], i + 1 < x->words.n ? d->word[x->words.token[i + 1]] : SY_NONE };
            if (key[1] == SY_NONE && x->words.n > 1) break;
            gram g = { sy__hash(key, sizeof key, 2), p, false };
            if (!SY__PUSH(w->s->ctx, &w->grams, g)) return false;
        }
        for (uint32_t i = 0; i < x->words.n; i++) {
            uint32_t term = d->term[x->words.token[i]];
            gram g = { sy__hash(&term, sizeof term, 3), p, true };
            if (term != SY_NONE && !SY__PUSH(w->s->ctx, &w->grams, g)) return false;
        }
    }
    return sy__sort(w->s->ctx, w->grams.at, w->grams.n, sizeof *w->grams.at, by_gram, NULL);
}

static uint32_t content_words(const sy__story *s, const sy__run *r, const uint32_t *at, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) k += s->docs[r->document].term[r->token[at ? at[i] : i]] != SY_NONE;
    return k;
}

static bool find_named(work *w)
{
    sy__story *s = w->s;
    w->named = sy__arena_array(&s->scratch, s->account->n_entities, sizeof *w->named);
    for (uint32_t d = 0; w->named && d < s->n_docs; d++)
        for (uint32_t e = 0; e < s->docs[d].n_entities; e++)
            if (s->docs[d].entities[e].named) w->named[s->docs[d].entity[e]] = true;
    return w->named != NULL;
}

/* The stems of a piece or of a sentence in it, sorted, each once. */
static bool stems_of(const sy__story *s, const sy__run *r, sy_arena *arena, uint32_t **out, uint32_t *n)
{
    uint32_t *at = sy__arena_array(arena, r->n, sizeof *at), k = 0;
    if (!at) return false;
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t term = s->docs[r->document].term[r->token[i]];
        if (term != SY_NONE) at[k++] = term;
    }
    *out = at;
    *n = k;
    return sy__sort_once(s, at, n);
}

static uint32_t count_common(const uint32_t *x, uint32_t n, const uint32_t *y, uint32_t m)
{
    uint32_t common = 0;
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (x[i] == y[j]) { common++; i++; j++; }
        else if (x[i] < y[j]) i++;
        else j++;
    }
    return common;
}

/* One utterance in two translations, or taken down by two reporters. */
static bool retold(const work *w, const sy__piece *a, const sy__piece *b, sy_arena *arena, bool *yes)
{
    uint32_t *x, *y, n, m;
    *yes = false;
    bool named_a = a->speaker != SY_NONE && w->named[a->speaker], named_b = b->speaker != SY_NONE && w->named[b->speaker];
    bool one = named_a && a->speaker == b->speaker;
    if (a->document == b->document || (named_a && named_b && !one)) return true;
    if (!stems_of(w->s, &a->words, arena, &x, &n) || !stems_of(w->s, &b->words, arena, &y, &m)) return false;
    uint32_t common = count_common(x, n, y, m);
    double share = n && m ? (double)common / (double)(n < m ? n : m) : 0;
    *yes = one ? common >= RETOLD_TERMS && share >= RETOLD_SHARE : common >= RETOLD_BY_ANYONE && share >= RETOLD_BY_ANYONE_SHARE;
    return true;
}

/* "A spokesman" may be anybody whom another report names, and "the police" anybody who speaks for them. */
static bool is_one_person(const work *w, uint32_t speaker)
{
    return speaker != SY_NONE && w->named[speaker] && w->s->account->entities[speaker].type == SY_ENTITY_PERSON;
}

/* Another report has one sentence of a piece, word by word or in another translation, in a piece that goes on otherwise. */
static bool has_sentence_of(const work *w, const sy__piece *a, const sy__piece *b, sy_arena *arena, bool *yes)
{
    const uint32_t *token = a->words.token;
    const sy__doc *d = &w->s->docs[a->document];
    uint32_t *x, *y, n, m, sentence = 0;
    if (!stems_of(w->s, &b->words, arena, &y, &m)) return false;
    for (uint32_t to = d->n_sentences; sentence < to;) {
        uint32_t mid = sentence + (to - sentence) / 2;
        if (d->sentences[mid].end <= token[0]) sentence = mid + 1;
        else to = mid;
    }
    for (uint32_t i = 0, end; i < a->words.n && !*yes; i = end, sentence++) {
        for (end = i; end < a->words.n && sentence < d->n_sentences && token[end] < d->sentences[sentence].end; end++) {}
        if (sentence >= d->n_sentences) return true;
        sy__run r = { a->document, token + i, end - i };
        sy__alignment al;
        if (r.n < SURE_WORDS || r.n == a->words.n) continue;
        if (!sy__align_words(w->s, &r, &b->words, arena, &al) || !stems_of(w->s, &r, arena, &x, &n)) return false;
        bool same = (double)al.n >= SENTENCE_SHARE * (double)r.n && content_words(w->s, &r, al.a, al.n) >= SENTENCE_TERMS;
        uint32_t common = count_common(x, n, y, m);
        *yes = same || (common >= RETOLD_BY_ANYONE && (double)common >= RETOLD_BY_ANYONE_SHARE * (double)n);
    }
    return true;
}

/* Of one person, in two reports that cut what he said at different sentences. */
static bool shares_sentence(const work *w, const sy__piece *a, const sy__piece *b, sy_arena *arena, bool *yes)
{
    *yes = false;
    if (a->document == b->document || a->speaker != b->speaker || !is_one_person(w, a->speaker)) return true;
    return has_sentence_of(w, a, b, arena, yes) && (*yes || has_sentence_of(w, b, a, arena, yes));
}

/* A few words ("massive damage") are one utterance only where nothing speaks against one speaker. */
static bool one_utterance(work *w, uint32_t i, uint32_t j, bool stem, bool *yes)
{
    const sy__piece *a = &w->s->pieces.at[i], *b = &w->s->pieces.at[j];
    uint32_t shorter = a->words.n < b->words.n ? a->words.n : b->words.n;
    sy_arena scratch;
    sy__alignment al;
    sy__arena_init(&scratch, w->s->ctx);
    bool one = a->speaker == b->speaker && is_one_person(w, a->speaker);
    stem = stem && !(one && shorter == 1);      /* one word of a person, which another report has in what he said */
    bool ok = stem || sy__align_words(w->s, &a->words, &b->words, &scratch, &al);
    *yes = false;
    if (ok && !stem && al.n && (double)al.n >= VARIANT_SHARE * (double)shorter) {
        uint32_t content = content_words(w->s, &a->words, al.a, al.n);
        const sy__run *brief = a->words.n < b->words.n ? &a->words : &b->words;
        bool enough = one || (double)content >= CONTENT_SHARE * (double)content_words(w->s, brief, NULL, brief->n);
        bool two_speakers = a->speaker != b->speaker && is_one_person(w, a->speaker) && is_one_person(w, b->speaker);
        bool whole = one && al.n == a->words.n && al.n == b->words.n;
        *yes = enough && (al.n >= SURE_WORDS && !whole ? content >= 2 : content >= 1 && !two_speakers && (al.n == shorter || al.n >= 3));
    }
    if (ok && !*yes) ok = retold(w, a, b, &scratch, yes);
    if (ok && !*yes) ok = shares_sentence(w, a, b, &scratch, yes);
    sy__arena_done(&scratch);
    return ok;
}

/* The places of each piece's grams, whole grams before stems: what two of them say of a pair, one stem cannot say better. */
static bool index_grams(work *w)
{
    uint32_t n = w->s->pieces.n, *end = sy__arena_array(&w->s->scratch, n, sizeof *end);
    w->begin = sy__arena_array(&w->s->scratch, (size_t)n + 1, sizeof *w->begin);
    w->places = sy__arena_array(&w->s->scratch, w->grams.n, sizeof *w->places);
    if (!end || !w->begin || !w->places) return false;
    for (uint32_t i = 0; i < w->grams.n; i++) w->begin[w->grams.at[i].piece + 1]++;
    for (uint32_t p = 0; p < n; p++) w->begin[p + 1] += w->begin[p];
    for (uint32_t p = 0; p < n; p++) end[p] = w->begin[p];
    for (int stem = 0; stem < 2; stem++)
        for (uint32_t i = 0; i < w->grams.n; i++)
            if (w->grams.at[i].stem == (stem != 0)) w->places[end[w->grams.at[i].piece]++] = i;
    return true;
}

/* Each pair once, by the first gram that both have. */
static bool judge_piece(work *w, uint32_t p, uint32_t *judged)
{
    for (uint32_t k = w->begin[p]; k < w->begin[p + 1]; k++) {
        uint32_t x = w->places[k];
        const gram *g = &w->grams.at[x];
        for (uint32_t y = x + 1; y < w->grams.n && y <= x + RUN_LIMIT && w->grams.at[y].hash == g->hash; y++) {
            link l = { .a = p, .b = w->grams.at[y].piece };
            bool yes;
            if (judged[l.b] == p) continue;
            judged[l.b] = p;
            if (!one_utterance(w, p, l.b, g->stem, &yes)) return false;
            const sy__run *r = &w->s->pieces.at[l.a].words, *q = &w->s->pieces.at[l.b].words;
            l.likeness = (double)(r->n < q->n ? r->n : q->n) / (double)(r->n < q->n ? q->n : r->n);
            if (yes && !SY__PUSH(w->s->ctx, &w->links, l)) return false;
        }
    }
    return true;
}

static int by_likeness(const void *a, const void *b, void *user)
{
    (void)user;
    const link *x = a, *y = b;
    if (x->likeness != y->likeness) return x->likeness > y->likeness ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Two longer pieces of one report are two utterances, though another report has both in one piece; fragments are not, and the parts that
 * "he said" cuts a sentence into are one. */
static bool are_apart(work *w, uint32_t i, uint32_t j, bool *yes)
{
    const sy__piece *a = &w->s->pieces.at[i], *b = &w->s->pieces.at[j];
    *yes = false;
    if (a->document != b->document || a->attribution == b->attribution || a->words.n < SURE_WORDS || b->words.n < SURE_WORDS) return true;
    if (!one_utterance(w, i, j, false, yes)) return false;
    *yes = !*yes;
    return true;
}

static bool unite_groups(work *w, uint32_t a, uint32_t b, uint32_t *next)
{
    bool apart = false;
    for (uint32_t i = a; i != SY_NONE; i = next[i])
        for (uint32_t j = b; j != SY_NONE; j = next[j])
            if (!are_apart(w, i, j, &apart)) return false;
            else if (apart) return true;
    uint32_t end = a;
    while (next[end] != SY_NONE) end = next[end];
    next[end] = b;
    w->root[b] = a;
    return true;
}

/* The likest first. */
static bool unite(work *w)
{
    uint32_t n = w->s->pieces.n, *judged = sy__arena_array(&w->s->scratch, n, sizeof *judged);   /* by piece: the last one it was held against */
    uint32_t *next = sy__arena_array(&w->s->scratch, n, sizeof *next);
    w->root = sy__arena_array(&w->s->scratch, n, sizeof *w->root);
    if (!judged || !next || !w->root || !index_grams(w)) return false;
    for (uint32_t p = 0; p < n; p++) {
        w->root[p] = p;
        judged[p] = next[p] = SY_NONE;
    }
    for (uint32_t p = 0; p < n; p++) if (!judge_piece(w, p, judged)) return false;
    if (!sy__sort(w->s->ctx, w->links.at, w->links.n, sizeof *w->links.at, by_likeness, NULL)) return false;
    for (uint32_t k = 0; k < w->links.n; k++) {
        uint32_t a = sy__root(w->root, w->links.at[k].a), b = sy__root(w->root, w->links.at[k].b);
        if (a != b && !unite_groups(w, a < b ? a : b, a < b ? b : a, next)) return false;
    }
    return true;
}

static int by_quotation(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__piece *x = a, *y = b;
    if (x->quotation != y->quotation) return x->quotation < y->quotation ? -1 : 1;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

/* ---- variants ------------------------------------------------------------------------------------------- */

static bool first_person(const sy__story *s, const sy__run *r, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t word = s->docs[r->document].word[r->token[i]];
        if (sy__table_find(&sy__table_reconcile_first_person, s->term_text.at[word]) != SY_NONE) return true;
    }
    return false;
}

static sy_span span_of(const sy__story *s, const sy__run *r, uint32_t from, uint32_t to)
{
    const sy_token *t = s->docs[r->document].tokens;
    return from < to ? (sy_span){ t[r->token[from]].span.begin, t[r->token[to - 1]].span.end } : (sy_span){ 0, 0 };
}

typedef SY__VEC(sy_edit) edits;

/* Whether dots or brackets before word j tell the reader that something was left out. */
static bool marks_omission(const sy__story *s, const sy__run *r, uint32_t j)
{
    const sy__doc *d = &s->docs[r->document];
    if (j == 0 || j >= r->n) return false;
    for (uint32_t t = r->token[j - 1] + 1; t < r->token[j]; t++) {
        sy_str mark = sy__cut(d->text, d->tokens[t].span);
        if (sy__starts(mark, SY_STR("..")) || sy__starts(mark, SY_STR("\xE2\x80\xA6")) || sy__starts(mark, SY_STR("["))) return true;
    }
    return false;
}

/* One stretch between two equal words: words [i0,i1) of the longest against [j0,j1) of the variant. */
static bool put_edit(sy__story *s, const sy__run *a, uint32_t i0, uint32_t i1, const sy__run *b, uint32_t j0, uint32_t j1, edits *out, uint32_t *drift)
{
    if (i0 == i1 && j0 == j1) return true;
    sy_edit e = { i0 == i1 ? SY_EDIT_INSERT : j0 == j1 ? SY_EDIT_DELETE : SY_EDIT_REPLACE, { NULL, 0 }, { NULL, 0 } };
    if (i0 < i1 && !sy__arena_str(s->out, sy__cut(s->docs[a->document].text, span_of(s, a, i0, i1)), &e.from)) return false;
    if (j0 < j1 && !sy__arena_str(s->out, sy__cut(s->docs[b->document].text, span_of(s, b, j0, j1)), &e.to)) return false;
    if (first_person(s, a, i0, i1) != first_person(s, b, j0, j1)) *drift |= SY_DRIFT_PERSON;
    else if (e.op == SY_EDIT_REPLACE) *drift |= SY_DRIFT_SUBSTITUTED;
    else if (e.op == SY_EDIT_DELETE) *drift |= i1 - i0 >= OMITTED_WORDS && !marks_omission(s, b, j0) ? SY_DRIFT_JOINED : SY_DRIFT_CUT;
    return SY__PUSH(s->ctx, out, e);
}

static bool put_variant(sy__story *s, const sy__piece *longest, const sy__piece *p, sy_variant *v)
{
    sy__alignment al;
    sy_arena scratch;
    edits e = { NULL, 0, 0 };
    v->ref = sy__ref(p->document, p->span);
    v->kind = s->docs[p->document].attributions[p->attribution].kind;
    v->part = p->part;
    v->speaker = p->speaker;
    if (p == longest) return true;
    if (p->speaker != longest->speaker && p->speaker != SY_NONE && longest->speaker != SY_NONE) v->drift |= SY_DRIFT_SPEAKER;
    sy__arena_init(&scratch, s->ctx);
    bool ok = sy__align_words(s, &longest->words, &p->words, &scratch, &al);
    if (!ok) al.n = 0;
    uint32_t i = 0, j = 0, replaced = 0;
    for (uint32_t k = 0; ok && k <= al.n; k++) {
        uint32_t i1 = k < al.n ? al.a[k] : longest->words.n, j1 = k < al.n ? al.b[k] : p->words.n;
        /* What the longest has before the first and after the last common word is cut off, not changed. */
        bool edge = (k == 0 || k == al.n) && j == j1;
        if (edge && i < i1) v->drift |= SY_DRIFT_CUT;
        if (!edge) {
            ok = put_edit(s, &longest->words, i, i1, &p->words, j, j1, &e, &v->drift);
            replaced += i < i1 && j < j1;
        }
        i = i1 + 1;
        j = j1 + 1;
    }
    /* Several words put otherwise within one quotation: one reporter did not shorten the other, both translated. */
    if (replaced >= 2) v->drift |= SY_DRIFT_TRANSLATED;
    sy_edit *to = ok ? sy__arena_array(s->out, e.n, sizeof *to) : NULL;
    if (to && e.n) memcpy(to, e.at, e.n * sizeof *to);
    v->edits = to;
    v->n_edits = e.n;
    sy__arena_done(&scratch);
    sy__free(s->ctx, e.at);
    return to != NULL;
}

/* ---- what other reports give of it in their own words -------------------------------------------------------- */

typedef SY__VEC(sy_variant) variants;

static bool has_document(const variants *v, uint32_t document)
{
    for (uint32_t i = 0; i < v->n; i++) if (v->at[i].ref.document == document) return true;
    return false;
}

/* A clause that says the same as the piece, told of the same speaker without quotation marks, by a report that has no piece of it. */
static bool put_indirect(sy__story *s, const sy__piece *longest, uint32_t group, variants *out)
{
    const sy__group *g = &s->groups[group];
    for (uint32_t i = 0; i < g->n_units; i++) {
        const sy__unit *u = &s->units.at[g->units[i]];
        const sy__doc *d = &s->docs[u->document];
        uint32_t at = d->statements[u->statement].attribution;
        if (at == SY_NONE || d->attributions[at].kind != SY_ATTRIBUTION_INDIRECT || u->speaker != longest->speaker || has_document(out, u->document)) continue;
        sy__run run;
        if (!sy__word_run(s, u->document, u->core, &s->scratch, &run)) return false;
        bool person = first_person(s, &longest->words, 0, longest->words.n) && !first_person(s, &run, 0, run.n);
        sy_variant v = { .ref = sy__ref(u->document, u->span), .kind = SY_ATTRIBUTION_INDIRECT, .speaker = u->speaker, .drift = SY_DRIFT_INDIRECT | (person ? SY_DRIFT_PERSON : 0) };
        if (!SY__PUSH(s->ctx, out, v)) return false;
    }
    return true;
}

/* By the statements that the piece's clauses stand in. */
static bool find_indirect(sy__story *s, const sy__piece *longest, variants *out)
{
    const sy__doc *d = &s->docs[longest->document];
    uint32_t last = SY_NONE;
    for (uint32_t i = 0; longest->speaker != SY_NONE && i < longest->words.n; i++) {
        uint32_t unit = d->unit_at[longest->words.token[i]];
        uint32_t group = unit == SY_NONE ? SY_NONE : s->units.at[unit].group;
        if (group == SY_NONE || group == last) continue;
        last = group;
        if (!put_indirect(s, longest, group, out)) return false;
    }
    return true;
}

static void mark_earliest(const sy__story *s, sy_variant *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool first = true, others = false;
        for (size_t j = 0; j < n && first; j++) {
            bool same = v[j].ref.document == v[i].ref.document;
            others |= !same;
            first = same || sy__came_before(s->docs[v[i].ref.document].published, s->docs[v[j].ref.document].published);
        }
        v[i].earliest = first && others;
    }
}

/* Who speaks, as most variants have it that name somebody, else as most have it; the first of equals. */
static uint32_t speaker_of(const work *w, const sy__piece *p, uint32_t n)
{
    uint32_t best = SY_NONE, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t votes = 0;
        if (p[i].speaker == SY_NONE) continue;
        for (uint32_t j = 0; j < n; j++) votes += p[j].speaker == p[i].speaker;
        votes += w->named[p[i].speaker] ? n : 0;
        if (votes > most) { most = votes; best = p[i].speaker; }
    }
    return best;
}

/* "A spokeswoman" of one report is she whom another names for the same words, there and wherever the report quotes the same person. */
static bool is_nameless(const work *w, const sy__piece *p) { return p->speaker != SY_NONE && !w->named[p->speaker]; }

static void name_speakers(work *w, sy__piece *p, uint32_t n)
{
    uint32_t speaker = speaker_of(w, p, n);
    for (uint32_t i = 0; speaker != SY_NONE && w->named[speaker] && i < n; i++) {
        if (!is_nameless(w, &p[i])) continue;
        if (w->s->account->entities[p[i].speaker].type == SY_ENTITY_PERSON && w->bearer[p[i].speaker] == SY_NONE) w->bearer[p[i].speaker] = speaker;
        p[i].speaker = speaker;
    }
}

/* In two passes over the quotations, each of which is a run of pieces. */
static bool name_all_speakers(work *w)
{
    sy__story *s = w->s;
    uint32_t entities = (uint32_t)s->account->n_entities;
    w->bearer = sy__arena_array(&s->scratch, entities, sizeof *w->bearer);
    if (!w->bearer) return false;
    for (uint32_t e = 0; e < entities; e++) w->bearer[e] = SY_NONE;
    for (uint32_t i = 0, end; i < s->pieces.n; i = end) {
        for (end = i; end < s->pieces.n && s->pieces.at[end].quotation == s->pieces.at[i].quotation; end++) {}
        name_speakers(w, s->pieces.at + i, end - i);
    }
    for (uint32_t i = 0; i < s->pieces.n; i++)
        if (is_nameless(w, &s->pieces.at[i]) && w->bearer[s->pieces.at[i].speaker] != SY_NONE) s->pieces.at[i].speaker = w->bearer[s->pieces.at[i].speaker];
    return true;
}

static bool put_quotation(const work *w, const sy__piece *p, uint32_t n, sy_quotation *q)
{
    sy__story *s = w->s;
    const sy__piece *longest = p;
    for (uint32_t i = 1; i < n; i++) if (p[i].words.n > longest->words.n) longest = &p[i];
    variants all = { NULL, 0, 0 };
    bool ok = true;
    q->speaker = speaker_of(w, p, n);
    for (uint32_t i = 0; ok && i < n; i++) {
        sy_variant v = { .longest = &p[i] == longest };
        ok = put_variant(s, longest, &p[i], &v) && SY__PUSH(s->ctx, &all, v);
    }
    ok = ok && find_indirect(s, longest, &all);
    sy_variant *v = ok ? sy__arena_array(s->out, all.n, sizeof *v) : NULL;
    if (v) {
        memcpy(v, all.at, all.n * sizeof *v);
        mark_earliest(s, v, all.n);
        q->variants = v;
        q->n_variants = all.n;
    }
    sy__free(s->ctx, all.at);
    if (!v) return false;
    for (uint32_t i = 0; i < n; i++) {
        const sy__doc *d = &s->docs[p[i].document];
        const sy_attribution *a = &d->attributions[p[i].attribution];
        if (a->n_source) return sy__arena_str(s->out, sy__cut(d->text, a->source[0]), &q->speaker_text);
    }
    return true;
}

static bool put_all(work *w)
{
    sy__story *s = w->s;
    uint32_t n = 0;
    for (uint32_t p = 0; p < s->pieces.n; p++) {
        uint32_t root = sy__root(w->root, p);
        s->pieces.at[p].quotation = root == p ? n++ : s->pieces.at[root].quotation;
    }
    s->account->quotations = sy__arena_array(s->out, n, sizeof *s->account->quotations);
    if (!s->account->quotations || !sy__sort(s->ctx, s->pieces.at, s->pieces.n, sizeof *s->pieces.at, by_quotation, NULL) || !name_all_speakers(w)) return false;
    for (uint32_t i = 0, end; i < s->pieces.n; i = end) {
        for (end = i; end < s->pieces.n && s->pieces.at[end].quotation == s->pieces.at[i].quotation; end++) {}
        if (!put_quotation(w, s->pieces.at + i, end - i, &s->account->quotations[s->account->n_quotations++])) return false;
    }
    return true;
}

bool sy__join_quotations(sy__story *s)
{
    work w = { .s = s };
    bool ok = find_named(&w) && collect(&w) && index_pieces(&w) && unite(&w) && put_all(&w);
    sy__free(s->ctx, w.grams.at);
    sy__free(s->ctx, w.links.at);
    return ok;
}
