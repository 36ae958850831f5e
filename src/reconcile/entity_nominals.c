/* Things without a name of their own across documents: "the Israeli army", "a US-led coalition", "her son".
 *
 * Each is a head and what stands with it: names, as the entities that they are, and other words. Two of one head are one thing
 * where they have the same beside them; a shorter one ("the coalition") joins where only one thing of the story fits it.
 * Several people or groups may be "the driver" or "two witnesses": these join by a name beside them only. */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

enum { MAX_WITH = 8, RUN_LIMIT = 300 };

typedef struct nominal {
    uint32_t node, document, head;
    sy_entity_type type;
    uint64_t with[MAX_WITH];   /* sorted: names by node, in the upper half, and terms */
    uint32_t n_with, n_names;
    bool     many;             /* "teams" */
    bool     collective;       /* "Israeli forces": more words make another body of it */
} nominal;

typedef struct nominals { nominal *at; uint32_t n, cap; } nominals;

static bool is_collective(const sy__story *s, uint32_t word)
{
    return sy__table_find(&sy__table_reconcile_collectives, s->term_text.at[word]) != SY_NONE;
}

/* The head that tells the thing: of "coalition forces" the coalition. */
static uint32_t head_of(const sy__story *s, const sy__doc *d, const sy_entity_mention *m, sy_token_range r)
{
    uint32_t h = m->head;
    if (h >= r.end || h < r.begin || d->word[h] == SY_NONE) return h;
    if (h > r.begin && d->tokens[h - 1].pos == SY_POS_NOUN && d->term[h - 1] != SY_NONE && is_collective(s, d->word[h])) return h - 1;
    return h;
}

static void put_with(nominal *x, uint64_t key)
{
    uint32_t i = x->n_with;
    for (uint32_t k = 0; k < x->n_with; k++) if (x->with[k] == key) return;
    if (x->n_with == MAX_WITH) return;
    for (; i > 0 && x->with[i - 1] > key; i--) x->with[i] = x->with[i - 1];
    x->with[i] = key;
    x->n_with++;
    x->n_names += key >> 32 != 0;
}

/* The name in front of a hyphen that the tokenizer left whole: of "U.S.-led" the United States. */
static uint32_t named_part(const sy__names *w, const sy__doc *d, uint32_t token)
{
    sy_str text = sy__cut(d->text, d->tokens[token].span);
    size_t at = sy__find(text, SY_STR("-"), 0);
    if (at == SIZE_MAX || at == 0) return SY_NONE;
    sy_str word = sy__plain_word(&w->s->scratch, sy__sub(text, 0, at));
    uint32_t *node = word.ptr ? sy__map_find(&w->keys, word) : NULL;
    return node ? sy__node_root(w, *node) : SY_NONE;
}

/* What "-led" and "-backed" add to the name before them is left out: the name tells the thing. */
static bool after_named_hyphen(const sy__doc *d, uint32_t i)
{
    if (i < 2 || d->tokens[i].span.begin != d->tokens[i - 1].span.end || !sy__is(sy__cut(d->text, d->tokens[i - 1].span), "-")) return false;
    uint32_t e = sy_facts_entity_at(d->in->facts, i - 2);
    return e != SY_NONE && d->entities[e].named;
}

static uint32_t named_at(const sy__names *w, const sy__doc *d, uint32_t token, uint32_t self)
{
    uint32_t e = sy_facts_entity_at(d->in->facts, token);
    return e == SY_NONE || e == self || !d->entities[e].named ? SY_NONE : sy__node_root(w, d->entity[e]);
}

static bool read_nominal(sy__names *w, uint32_t document, uint32_t e, nominals *out)
{
    const sy__doc *d = &w->s->docs[document];
    const sy_entity *en = &d->entities[e];
    const sy_entity_mention *m = NULL;
    for (size_t i = 0; i < en->n_mentions; i++)   /* the fullest description */
        if (en->mentions[i].kind == SY_MENTION_NOMINAL
            && (!m || en->mentions[i].span.end - en->mentions[i].span.begin > m->span.end - m->span.begin)) m = &en->mentions[i];
    if (!m) return true;
    sy_token_range r = sy__tokens_of(d, m->span);
    uint32_t h = head_of(w->s, d, m, r);
    if (h < r.begin || h >= r.end || d->term[h] == SY_NONE) return true;
    nominal x = { .node = d->entity[e], .document = document, .head = d->term[h], .type = en->type,
                  .many = d->tokens[h].tag == SY_TAG_NNS, .collective = is_collective(w->s, d->word[h]) };
    for (uint32_t i = r.begin; i < r.end; i++) {
        uint32_t n = named_at(w, d, i, e);
        if (n == SY_NONE) n = named_part(w, d, i);
        if (n != SY_NONE) put_with(&x, (uint64_t)(n + 1) << 32);
        else if (i != h && i != m->head && d->term[i] != SY_NONE && !after_named_hyphen(d, i)) put_with(&x, d->term[i]);
    }
    return SY__PUSH(w->s->ctx, out, x);
}

/* Heads together; within a head the fullest first. */
static int by_head(const void *a, const void *b, void *user)
{
    (void)user;
    const nominal *x = a, *y = b;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    if (x->n_with != y->n_with) return x->n_with > y->n_with ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* All that stands with the one stands with the other. */
static bool stands_with(const nominal *s, const nominal *l)
{
    uint32_t j = 0;
    for (uint32_t i = 0; i < s->n_with; i++, j++) {
        while (j < l->n_with && l->with[j] < s->with[i]) j++;
        if (j == l->n_with || l->with[j] != s->with[i]) return false;
    }
    return true;
}

static bool is_body(sy_entity_type t) { return t == SY_ENTITY_ORGANISATION || t == SY_ENTITY_FACILITY; }

/* The shorter one may be the longer: not by a bare "man", nor within one text, whose own reading settled that. */
static bool may_be(const sy__names *w, const nominal *s, const nominal *l)
{
    if (s->document == l->document || !sy__nodes_fit(&w->nodes.at[s->node], &w->nodes.at[l->node])) return false;
    if (s->collective && s->n_with < l->n_with) return false;
    return stands_with(s, l) && s->many == l->many && (s->n_names > 0 || (!s->many && is_body(s->type) && is_body(l->type)));
}

/* Two of one text that both fit a third are not both it. */
static bool ambiguous(const sy__names *w, const nominal *at, uint32_t n, uint32_t i, uint32_t j)
{
    uint32_t root = sy__node_root(w, at[j].node), own = sy__node_root(w, at[i].node);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t other = sy__node_root(w, at[k].node);
        if (k != i && other != root && other != own && at[k].n_with > at[i].n_with && may_be(w, &at[i], &at[k])) return true;
    }
    return false;
}

static void join_run(sy__names *w, const nominal *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (at[j].n_with == at[i].n_with && may_be(w, &at[i], &at[j]))
                (void)sy__node_join(w, &(sy__joined){ at[j].node, at[i].node, SY__NAMES_SAME, "the same description" });
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (at[j].n_with > at[i].n_with && may_be(w, &at[i], &at[j]) && !ambiguous(w, at, n, i, j))
                (void)sy__node_join(w, &(sy__joined){ at[j].node, at[i].node, SY__NAMES_SHORTER, "shorter description" });
}

/* "Tolmar Police Department" by what a text calls it that leaves its last word out: "Tolmar police". */
static bool collect_without_kind(sy__names *w, sy_map *bodies)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        const sy__node *n = &w->nodes.at[i];
        bool fresh = false;
        if (n->key.len == 0 || n->name.n_words < 3 || !is_body(n->type) || sy__table_find(&sy__table_reconcile_body_kinds, n->name.words[n->name.n_words - 1]) == SY_NONE) continue;
        sy__name brief = { n->name.text, n->name.words, n->name.n_words - 1, { NULL, 0 } };
        sy_str key = sy__name_key(&w->s->scratch, &brief);
        uint32_t *at = key.ptr ? sy__map_put(bodies, key, i, &fresh) : NULL;
        if (!at) return false;
        if (!fresh && sy__node_root(w, *at) != sy__node_root(w, i)) *at = SY_NONE;   /* two such bodies */
    }
    return true;
}

/* "Indian navy" in one report is the "Indian Navy" of another, and "Lidora plant" that of the next, whatever Lidora is taken for. */
static bool join_named(sy__names *w, const nominals *all, const sy_map *bodies)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const nominal *x = &all->at[i];
        if (x->n_with == 0 || !is_body(x->type)) continue;
        sy_str key = sy__name_key(&w->s->scratch, &w->nodes.at[x->node].name);
        bool building = !x->many && x->type == SY_ENTITY_FACILITY && x->n_names > 0, fresh = false;
        uint32_t *named = !key.ptr ? NULL : building ? sy__map_put(&w->keys, key, x->node, &fresh) : sy__map_find(&w->keys, key);
        if (x->many && key.ptr) named = NULL;   /* "police" are many and one body */
        if (!key.ptr || (building && !named)) return false;
        if (named && !fresh) (void)sy__node_join(w, &(sy__joined){ *named, x->node, SY__NAMES_SAME, "the same words" });
        const uint32_t *body = named ? NULL : sy__map_find(bodies, key);
        if (body && *body != SY_NONE) (void)sy__node_join(w, &(sy__joined){ *body, x->node, SY__NAMES_SHORTER, "shorter description" });
    }
    return true;
}

bool sy__join_nominals(sy__names *w)
{
    nominals all = { NULL, 0, 0 };
    sy_map bodies;
    sy__map_init(&bodies, w->s->ctx);
    bool ok = collect_without_kind(w, &bodies);
    for (uint32_t d = 0; ok && d < w->s->n_docs; d++)
        for (uint32_t e = 0; ok && e < w->s->docs[d].n_entities; e++)
            if (!w->s->docs[d].entities[e].named) ok = read_nominal(w, d, e, &all);
    ok = ok && sy__sort(w->s->ctx, all.at, all.n, sizeof *all.at, by_head, NULL);
    ok = ok && join_named(w, &all, &bodies);
    for (uint32_t i = 0, end; ok && i < all.n; i = end) {
        for (end = i; end < all.n && all.at[end].head == all.at[i].head && end - i < RUN_LIMIT; end++) {}
        join_run(w, all.at + i, end - i);
    }
    sy__map_done(&bodies);
    sy__free(w->s->ctx, all.at);
    return ok;
}
