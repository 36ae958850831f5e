/* Reports of another event: documents that share hardly a word and hardly a name with the rest of the story.
 *
 * Two documents are near where their words or their names are alike. Documents that are near to one another, directly or through
 * others, belong together; where one such body holds most of the documents and is like itself, what lies outside of it is left
 * aside. What two documents alone have in common cannot be judged: then nothing is. */
#include "reconcile/story.h"

#include <math.h>

/* Cosines of logarithmic counts. Of 300 reports of 59 events, one in a hundred lies below both; of reports put into another event
 * five in six. */
static const double NEAR_WORDS = 0.17, NEAR_NAMES = 0.15, LIKE_ITSELF = 0.3;
enum { LEAST_DOCUMENTS = 3, LEAST_TERMS = 40, COMPARED = 64 };

typedef struct count { uint32_t term; double n; } count;
typedef struct vector { count *at; uint32_t n; double norm; } vector;
typedef struct strangers {
    sy__story *s;
    vector    *words, *names;    /* by document */
    uint32_t  *judged, n_judged; /* documents long enough to tell */
    uint32_t  *root;             /* by document: union-find */
} strangers;

static int by_term(const void *a, const void *b, void *user)
{
    (void)user;
    const count *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

static bool tells(const sy_token *t)
{
    return t->pos == SY_POS_NOUN || t->pos == SY_POS_PROPN || t->pos == SY_POS_VERB || t->pos == SY_POS_ADJ || t->pos == SY_POS_NUM;
}

static bool read_vector(strangers *w, uint32_t document, bool names, vector *v)
{
    const sy__doc *d = &w->s->docs[document];
    v->at = sy__arena_array(&w->s->scratch, d->text_tokens, sizeof *v->at);
    if (!v->at) return false;
    for (uint32_t i = 0; i < d->text_tokens; i++)
        if (d->term[i] != SY_NONE && (names ? d->tokens[i].pos == SY_POS_PROPN : tells(&d->tokens[i]))) v->at[v->n++] = (count){ d->term[i], 1 };
    if (!sy__sort(w->s->ctx, v->at, v->n, sizeof *v->at, by_term, NULL)) return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        if (k && v->at[k - 1].term == v->at[i].term) v->at[k - 1].n += 1;
        else v->at[k++] = v->at[i];
    }
    v->n = k;
    for (uint32_t i = 0; i < k; i++) {
        v->at[i].n = 1 + sy__rounded_log(v->at[i].n);
        v->norm += v->at[i].n * v->at[i].n;
    }
    v->norm = sqrt(v->norm);
    return true;
}

static double cosine(const vector *a, const vector *b)
{
    double sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->at[i].term < b->at[j].term) i++;
        else if (a->at[i].term > b->at[j].term) j++;
        else sum += a->at[i++].n * b->at[j++].n;
    }
    return a->norm > 0 && b->norm > 0 ? sum / (a->norm * b->norm) : 0;
}

/* Each with the others; in a large story each with a few, spread evenly, which is enough to be near to some. */
static void unite_near(strangers *w, double *best)
{
    uint32_t n = w->n_judged, step = n > COMPARED ? n / COMPARED : 1;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t far = 1; far < n; far += step) {
            uint32_t j = (i + far) % n, a = w->judged[i], b = w->judged[j];
            if (j < i && (n - far - 1) % step == 0) continue;   /* seen from the other */
            double words = cosine(&w->words[a], &w->words[b]);
            if (words > best[a]) best[a] = words;
            if (words > best[b]) best[b] = words;
            if (words < NEAR_WORDS && cosine(&w->names[a], &w->names[b]) < NEAR_NAMES) continue;
            uint32_t x = sy__root(w->root, a), y = sy__root(w->root, b);
            w->root[x > y ? x : y] = x < y ? x : y;
        }
}

/* The body that holds two thirds at least and is like itself; SY_NONE. */
static uint32_t main_body(const strangers *w, const double *best)
{
    for (uint32_t i = 0; i < w->n_judged; i++) {
        uint32_t root = w->judged[i], size = 0;
        double likeness = 0;
        if (w->root[root] != root) continue;
        for (uint32_t k = 0; k < w->n_judged; k++)
            if (sy__root(w->root, w->judged[k]) == root) { size++; likeness += best[w->judged[k]]; }
        if (size >= 2 && 3 * size >= 2 * w->n_judged && likeness >= LIKE_ITSELF * (double)size) return root;
    }
    return SY_NONE;
}

bool sy__find_strangers(sy__story *s, bool *stranger, bool *any)
{
    strangers w = { .s = s };
    *any = false;
    w.words = sy__arena_array(&s->scratch, s->n_docs, sizeof *w.words);
    w.names = sy__arena_array(&s->scratch, s->n_docs, sizeof *w.names);
    w.judged = sy__arena_array(&s->scratch, s->n_docs, sizeof *w.judged);
    w.root = sy__arena_array(&s->scratch, s->n_docs, sizeof *w.root);
    double *best = sy__arena_array(&s->scratch, s->n_docs, sizeof *best);
    if (!w.words || !w.names || !w.judged || !w.root || !best) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        w.root[d] = d;
        if (!read_vector(&w, d, false, &w.words[d]) || !read_vector(&w, d, true, &w.names[d])) return false;
        if (w.words[d].n >= LEAST_TERMS) w.judged[w.n_judged++] = d;
    }
    if (w.n_judged < LEAST_DOCUMENTS) return true;
    unite_near(&w, best);
    uint32_t body = main_body(&w, best);
    for (uint32_t i = 0; body != SY_NONE && i < w.n_judged; i++) {
        uint32_t d = w.judged[i];
        stranger[d] = sy__root(w.root, d) != body;
        *any = *any || stranger[d];
    }
    return true;
}
