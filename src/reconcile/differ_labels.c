/* Labels: one thing that reports call by different words, "militia" here and "terror group" there.
 *
 * Which words may be two labels of one thing says data/reconcile/label_words.txt; what facts know of a named thing (its labels, a
 * person's offices) counts too. That two words are said of one thing is believed where both describe one entity of the account;
 * where they stand in clauses that say the same; and, for the event itself, where reports speak of "the attack" and "the raid". */
#include "reconcile/differences.h"
#include "reconcile_tables.h"

enum { MAX_PHRASE = 7, LEAD = 2 };

typedef enum part { PART_NONE = 0, PART_NEVER, PART_NOUN, PART_MODIFIER, PART_EVENT, PART_ROLE } part;

typedef struct use {
    sy_str   kind;          /* the table's class; empty for what facts say of an entity */
    part     part;
    uint32_t document, head;
    sy_token_range tokens;  /* the phrase, articles and counts apart */
    uint32_t entity;        /* of the account; SY_NONE */
    uint32_t group;         /* statement of its clause; SY_NONE */
    bool     named, plural, charged, quoted, lead;
    sy_span  title;         /* a headline's word, bytes of the source: then it has no tokens */
    uint32_t term;          /* and its stem */
} use;

typedef struct labels {
    sy__finder *f;
    SY__VEC(use) uses;
    uint32_t *root;         /* by use: union-find */
    uint32_t *named;        /* by use that is a root: the named entity of its component; SY_NONE */
} labels;

/* ---- what the table says of a word -------------------------------------------------------------------- */

typedef struct word { part part; sy_str kind; bool charged; } word;

static bool find_word(sy_str plain, word *out)
{
    const sy__table *t = &sy__table_reconcile_label_words;
    uint32_t row = sy__table_find(t, plain);
    *out = (word){ PART_NONE, { NULL, 0 }, false };
    if (row == SY_NONE) return false;
    sy_str p = sy__cell(t, row, 2);
    out->part = sy__is(p, "event") ? PART_EVENT : sy__is(p, "modifier") ? PART_MODIFIER : sy__is(p, "never") ? PART_NEVER : PART_NOUN;
    out->kind = sy__cell(t, row, 1);
    out->charged = sy__is(sy__cell(t, row, 3), "charged");
    return true;
}

static bool read_word(labels *l, const sy__doc *d, uint32_t token, word *out)
{
    sy_str plain = sy__plain_word(&l->f->s->scratch, d->tokens[token].lemma);
    if (!plain.ptr) return false;
    if (find_word(plain, out)) return true;
    plain = sy__plain_word(&l->f->s->scratch, sy__cut(d->text, d->tokens[token].span));
    if (!plain.ptr) return false;
    (void)find_word(plain, out);
    return true;
}

/* ---- phrases -------------------------------------------------------------------------------------------- */

static bool below(const sy__doc *d, uint32_t token, uint32_t head)
{
    for (uint32_t i = 0; i < MAX_PHRASE; i++) {
        if (token == head) return true;
        if (d->tokens[token].head == token) return false;
        token = d->tokens[token].head;
    }
    return false;
}

/* The noun with the words before it that describe it. */
static sy_token_range phrase_of(const sy__doc *d, uint32_t head)
{
    uint32_t first = head;
    while (first > 0 && head - first + 1 < MAX_PHRASE && below(d, first - 1, head)) {
        uint8_t pos = d->tokens[first - 1].pos, dep = d->tokens[first - 1].dep;
        bool hyphen = pos == SY_POS_PUNCT && sy__is(sy__cut(d->text, d->tokens[first - 1].span), "-");
        bool describes = pos == SY_POS_ADJ || pos == SY_POS_NOUN || pos == SY_POS_PROPN || pos == SY_POS_VERB || pos == SY_POS_ADV || hyphen;
        if (!describes || dep == SY_DEP_RELCL || dep == SY_DEP_POSS || d->tokens[first - 1].tag == SY_TAG_POS) break;
        first--;
    }
    while (first < head && (d->word[first] == SY_NONE || d->tokens[first].pos == SY_POS_PUNCT)) first++;
    return (sy_token_range){ first, head + 1 };
}

static bool put_use(labels *l, use u)
{
    const sy__doc *d = &l->f->s->docs[u.document];
    uint32_t unit = d->unit_at[u.head], e = sy_facts_entity_at(d->in->facts, u.head);
    if (u.entity == SY_NONE && e != SY_NONE) {
        u.entity = d->entity[e];
        u.named = d->entities[e].named;
    }
    u.group = unit == SY_NONE ? SY_NONE : l->f->s->units.at[unit].group;
    u.plural = d->tokens[u.head].tag == SY_TAG_NNS || d->tokens[u.head].tag == SY_TAG_NNPS;
    u.quoted = u.quoted || (unit != SY_NONE && l->f->s->units.at[unit].attributed);
    u.lead = u.head < d->text_tokens && (d->n_sentences <= LEAD || u.head < d->sentences[LEAD].begin);
    return SY__PUSH(l->f->s->ctx, &l->uses, u);
}

/* A word too wide to say anything takes its class from the word before it: "armed group". */
static bool read_body(labels *l, const sy__doc *d, uint32_t head, sy_token_range r, word *w)
{
    word m;
    w->part = PART_NONE;
    for (uint32_t i = r.begin; i < head; i++) {
        if (!read_word(l, d, i, &m)) return false;
        if (m.part == PART_NONE || sy__is(m.kind, "body") || d->tokens[i].head != head) continue;
        *w = (word){ PART_NOUN, m.kind, m.charged || w->charged };
    }
    return true;
}

/* "militia leader" speaks of a militia; "fire brigade" of no fire. */
static bool stands_for_itself(labels *l, const sy__doc *d, uint32_t i, const word *w, bool *yes)
{
    uint8_t dep = d->tokens[i].dep;
    *yes = true;
    if (dep != SY_DEP_COMPOUND && dep != SY_DEP_AMOD && dep != SY_DEP_NMOD) return true;
    *yes = false;
    word head;
    if (w->part == PART_EVENT || !sy__is(w->kind, "armed")) return true;
    if (!read_word(l, d, d->tokens[i].head, &head)) return false;
    *yes = head.part == PART_NONE;
    return true;
}

static bool collect_words(labels *l, uint32_t document)
{
    const sy__doc *d = &l->f->s->docs[document];
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        word w;
        bool itself;
        if (d->tokens[i].pos != SY_POS_NOUN || d->word[i] == SY_NONE) continue;
        if (!read_word(l, d, i, &w) || !stands_for_itself(l, d, i, &w, &itself)) return false;
        if (w.part == PART_NONE || w.part == PART_MODIFIER || w.part == PART_NEVER || !itself) continue;
        sy_token_range r = phrase_of(d, i);
        if (sy__is(w.kind, "body") && !read_body(l, d, i, r, &w)) return false;
        if (w.part == PART_NONE) continue;
        use u = { .kind = w.kind, .part = w.part, .document = document, .head = i, .tokens = r, .entity = SY_NONE, .charged = w.charged };
        if (!put_use(l, u)) return false;
    }
    return true;
}

/* A label that is but the name with "group" behind it tells nothing. */
static bool tells(labels *l, const sy__doc *d, sy_token_range r, bool *yes)
{
    word w;
    *yes = false;
    for (uint32_t i = r.begin; i < r.end && !*yes; i++) {
        if (d->tokens[i].pos != SY_POS_NOUN && d->tokens[i].pos != SY_POS_ADJ) continue;
        if (!read_word(l, d, i, &w)) return false;
        *yes = !sy__is(w.kind, "body");
    }
    return true;
}

static bool put_described(labels *l, uint32_t document, uint32_t entity, sy_span span, bool quoted, part p)
{
    const sy__doc *d = &l->f->s->docs[document];
    sy_token_range r = sy__tokens_of(d, span);
    bool yes;
    if (r.begin >= r.end || r.end - r.begin > MAX_PHRASE) return true;
    if (!tells(l, d, r, &yes)) return false;
    uint32_t head = r.end - 1;
    for (uint32_t i = r.begin; i < r.end; i++)
        if (d->tokens[i].head < r.begin || d->tokens[i].head >= r.end) { head = i; break; }
    use u = { .part = p, .document = document, .head = head, .tokens = r, .entity = entity, .named = true, .quoted = quoted };
    word w;
    if (!read_word(l, d, head, &w)) return false;
    u.charged = w.charged;
    bool several = p == PART_ROLE && (d->tokens[head].tag == SY_TAG_NNS || d->tokens[head].tag == SY_TAG_NNPS);
    return !yes || several || w.part == PART_NEVER || put_use(l, u);
}

/* What facts say of the named: labels of a body, offices of a person. */
static bool collect_described(labels *l, uint32_t document)
{
    const sy__doc *d = &l->f->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++) {
        const sy_entity *en = &d->entities[e];
        for (size_t i = 0; en->named && i < en->n_labels; i++)
            if (!put_described(l, document, d->entity[e], en->labels[i].span, !en->labels[i].own_voice, PART_NOUN)) return false;
        for (size_t i = 0; en->named && en->type == SY_ENTITY_PERSON && i < en->n_roles; i++)
            if (!put_described(l, document, d->entity[e], en->roles[i], false, PART_ROLE)) return false;
    }
    return true;
}

/* ---- headlines -------------------------------------------------------------------------------------------- */

static bool read_title_word(labels *l, uint32_t document, sy_str title, size_t from, size_t to, uint32_t source)
{
    sy__story *s = l->f->s;
    word w;
    sy_str plain = sy__plain_word(&s->scratch, sy__sub(title, from, to));
    if (!plain.ptr) return false;
    if (!find_word(plain, &w) || w.part != PART_EVENT) return true;
    sy_str stem = sy__stem_of(&s->scratch, plain);
    if (!stem.ptr) return false;
    use u = { .kind = w.kind, .part = PART_EVENT, .document = document, .head = SY_NONE, .entity = SY_NONE, .group = SY_NONE, .charged = w.charged, .lead = true,
              .title = { source + (uint32_t)from, source + (uint32_t)to }, .term = sy__term_of(s, stem) };
    return u.term != SY_NONE && SY__PUSH(s->ctx, &l->uses, u);
}

/* What the headline calls the event, where the title stands in the source as it is. */
static bool collect_title(labels *l, uint32_t document)
{
    const sy__doc *d = &l->f->s->docs[document];
    if (!d->n_tokens || d->title.len == 0) return true;
    sy_span at = sy_article_metadata(d->in->article)->title_source;
    sy_str source = d->in->document->source;
    if (at.end > source.len || at.end <= at.begin || !sy__eq(sy__cut(source, at), d->title)) return true;
    for (size_t i = 0, end; i < d->title.len; i = end + 1) {
        for (end = i; end < d->title.len;) {
            size_t next = end;
            if (!sy__is_alpha(sy__utf8_next(d->title, &next))) break;
            end = next;
        }
        if (end > i && !read_title_word(l, document, d->title, i, end, at.begin)) return false;
    }
    return true;
}

/* ---- which uses speak of one thing -------------------------------------------------------------------- */

/* Two names are two things, whatever stands between them. */
static void unite(labels *l, uint32_t i, uint32_t j)
{
    uint32_t a = sy__root(l->root, i), b = sy__root(l->root, j);
    if (a == b || (l->named[a] != SY_NONE && l->named[b] != SY_NONE && l->named[a] != l->named[b])) return;
    uint32_t named = l->named[a] != SY_NONE ? l->named[a] : l->named[b];
    if (a > b) { uint32_t t = a; a = b; b = t; }
    l->root[b] = a;
    l->named[a] = named;
}

static bool has_child(const sy__doc *d, const use *u, uint8_t dep, const char *text)
{
    uint32_t from = u->tokens.begin > 2 ? u->tokens.begin - 2 : 0;
    for (uint32_t i = from; i < u->tokens.begin; i++)
        if (d->tokens[i].head == u->head && d->tokens[i].dep == dep && sy__ieq(sy__cut(d->text, d->tokens[i].span), sy__str(text))) return true;
    return false;
}

/* "The attack" of the story itself: named with the article, or told in the lead; nobody's in particular, no other day's. */
static bool main_event(const sy__story *s, const use *u)
{
    const sy__doc *d = &s->docs[u->document];
    if (u->part != PART_EVENT || u->plural || u->named) return false;
    if (u->head == SY_NONE) return true;
    for (uint32_t i = u->tokens.begin; i < u->tokens.end; i++)
        if (d->tokens[i].pos == SY_POS_NUM || sy_facts_entity_at(d->in->facts, i) != SY_NONE) return false;
    bool bare = u->tokens.end - u->tokens.begin == 1;
    for (uint32_t i = u->tokens.end; i < u->tokens.end + 2 && i < d->n_tokens; i++)
        if (d->tokens[i].head == u->head && (d->tokens[i].dep == SY_DEP_PREP || d->tokens[i].dep == SY_DEP_RELCL)) return u->lead;
    return (bare && has_child(d, u, SY_DEP_DET, "the")) || has_child(d, u, SY_DEP_DET, "this") || u->lead;
}

static bool has_term(const sy__doc *d, const use *u, sy_token_range r, uint32_t term)
{
    if (u->head == SY_NONE) return u->term == term;
    for (uint32_t i = r.begin; i < r.end; i++) if (d->term[i] == term) return true;
    return false;
}

/* "Chinese ships" and "Russian ships" are not one thing: both say whose, and have no name in common. */
static bool names_apart(const sy__story *s, const use *a, const use *b)
{
    const sy__doc *d = &s->docs[a->document], *o = &s->docs[b->document];
    bool mine = false, theirs = false;
    for (uint32_t i = a->tokens.begin; i < a->head; i++) {
        if (d->tokens[i].ent == SY_ENT_NONE || d->term[i] == SY_NONE) continue;
        mine = true;
        if (has_term(o, b, b->tokens, d->term[i])) return false;
    }
    for (uint32_t i = b->tokens.begin; i < b->head; i++) theirs |= o->tokens[i].ent != SY_ENT_NONE && o->term[i] != SY_NONE;
    return mine && theirs;
}

/* Said in clauses that say the same, of one of that kind. */
static bool one_slot(const sy__story *s, const use *a, const use *b)
{
    if (a->group == SY_NONE || a->group != b->group || a->document == b->document || a->plural != b->plural) return false;
    return a->part != PART_ROLE && b->part != PART_ROLE && a->kind.len && sy__eq(a->kind, b->kind) && !names_apart(s, a, b);
}

static bool one_thing(const sy__story *s, const use *a, const use *b)
{
    if (a->entity != SY_NONE && a->entity == b->entity)
        return (a->part == PART_ROLE) == (b->part == PART_ROLE) && (a->kind.len == 0 || b->kind.len == 0 || sy__eq(a->kind, b->kind));
    if (one_slot(s, a, b)) return true;
    return a->document != b->document && sy__eq(a->kind, b->kind) && main_event(s, a) && main_event(s, b);
}

static int by_document(const void *a, const void *b, void *user)
{
    (void)user;
    const use *x = a, *y = b;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->title.begin != y->title.begin) return x->title.begin < y->title.begin ? -1 : 1;
    if (x->tokens.begin != y->tokens.begin) return x->tokens.begin < y->tokens.begin ? -1 : 1;
    if (x->tokens.end != y->tokens.end) return x->tokens.end > y->tokens.end ? -1 : 1;
    if (x->part != y->part) return x->part < y->part ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

/* Kinds are few and each use meets those of its entity, statement or kind: lists by key keep this near linear. */
typedef struct key { uint64_t key; uint32_t use; } key;

static int by_key(const void *a, const void *b, void *user)
{
    (void)user;
    const key *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->use < y->use ? -1 : x->use > y->use;
}

static bool unite_all(labels *l)
{
    enum { LOOKED_AT = 48 };
    sy__story *s = l->f->s;
    SY__VEC(key) keys = { NULL, 0, 0 };
    bool ok = true;
    for (uint32_t i = 0; ok && i < l->uses.n; i++) {
        const use *u = &l->uses.at[i];
        if (u->entity != SY_NONE) ok = SY__PUSH(s->ctx, &keys, (key){ (uint64_t)1 << 32 | u->entity, i });
        if (ok && u->group != SY_NONE) ok = SY__PUSH(s->ctx, &keys, (key){ (uint64_t)2 << 32 | u->group, i });
        if (ok && main_event(s, u)) ok = SY__PUSH(s->ctx, &keys, (key){ (uint64_t)3 << 32 | sy__table_find(&sy__table_reconcile_label_words, u->kind), i });
    }
    ok = ok && sy__sort(s->ctx, keys.at, keys.n, sizeof *keys.at, by_key, NULL);
    for (uint32_t i = 0; ok && i < keys.n; i++)
        for (uint32_t j = i + 1; j < keys.n && j < i + LOOKED_AT && keys.at[j].key == keys.at[i].key; j++)
            if (one_thing(s, &l->uses.at[keys.at[i].use], &l->uses.at[keys.at[j].use])) unite(l, keys.at[i].use, keys.at[j].use);
    sy__free(s->ctx, keys.at);
    return ok;
}

/* ---- values ----------------------------------------------------------------------------------------------- */

/* Of an event only the noun is the label. */
static sy_token_range value_of(const use *u)
{
    return u->part == PART_EVENT ? (sy_token_range){ u->head, u->head + 1 } : u->tokens;
}

/* Names beside a label are no part of what it says, but of an office they are. */
static bool counts(const sy__doc *d, const use *u, uint32_t token)
{
    if (d->term[token] == SY_NONE) return false;
    return u->part == PART_ROLE || token == u->head || (d->tokens[token].pos != SY_POS_PROPN && d->tokens[token].ent == SY_ENT_NONE);
}

static bool contains(const sy__story *s, const use *a, const use *b)
{
    sy_token_range x = value_of(a), y = value_of(b);
    const sy__doc *d = &s->docs[b->document], *other = &s->docs[a->document];
    if (b->head == SY_NONE) return has_term(other, a, x, b->term);
    for (uint32_t i = y.begin; i < y.end; i++)
        if (counts(d, b, i) && !has_term(other, a, x, d->term[i])) return false;
    return true;
}

/* Two documents call it by words of which neither only says more than the other. */
static bool differ(const sy__story *s, const use *a, const use *b)
{
    return a->document != b->document && !contains(s, a, b) && !contains(s, b, a);
}

static bool put_value(labels *l, const use *u)
{
    sy__story *s = l->f->s;
    const sy__doc *d = &s->docs[u->document];
    if (u->head == SY_NONE) {
        sy_ref ref = { u->document, true, u->title };
        return sy__slot_value(l->f, (sy__value_use){ .key = s->term_text.at[u->term], .shown = sy__cut(d->in->document->source, u->title), .ref = ref, .unit = SY_NONE, .head = SY_NONE });
    }
    sy_token_range r = value_of(u);
    sy_span at = { d->tokens[r.begin].span.begin, d->tokens[r.end - 1].span.end };
    sy_str key;
    if (!sy__phrase_key(l->f, d, r, &key)) return false;
    return sy__slot_value(l->f, (sy__value_use){ .key = key, .shown = sy__cut(d->text, at), .ref = sy__ref(u->document, at), .unit = SY_NONE, .head = u->head, .quoted = u->quoted });
}

/* The uses of one thing, `at[first..n)`. */
static bool put_thing(labels *l, const uint32_t *at, uint32_t n)
{
    const sy__story *s = l->f->s;
    bool apart = false, charged = false, plain = false, entity = false;
    for (uint32_t i = 0; i < n && !apart; i++)
        for (uint32_t j = i + 1; j < n && !apart; j++) apart = differ(s, &l->uses.at[at[i]], &l->uses.at[at[j]]);
    if (!apart) return true;
    uint32_t statement = SY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const use *u = &l->uses.at[at[i]];
        charged |= u->charged;
        plain |= !u->charged;
        entity |= u->named;
        if (statement == SY_NONE) statement = u->group;
    }
    sy__slot_begin(l->f, SY_DIFFERENCE_LABEL, SY__D_bias, statement);
    for (uint32_t i = 0; i < n; i++) if (!put_value(l, &l->uses.at[at[i]])) return false;
    return sy__slot_close(l->f, SY_RELATION_WORDING, charged && plain ? 0.8 : entity ? 0.7 : 0.6);
}

static bool put_things(labels *l)
{
    uint32_t n = l->uses.n, *at = sy__arena_array(&l->f->s->scratch, n, sizeof *at);
    uint32_t *next = sy__arena_array(&l->f->s->scratch, n, sizeof *next), *last = sy__arena_array(&l->f->s->scratch, n, sizeof *last);
    if (!at || !next || !last) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = sy__root(l->root, i);
        next[i] = SY_NONE;
        if (root != i) next[last[root]] = i;
        last[root] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        if (l->root[i] != i) continue;
        for (uint32_t j = i; j != SY_NONE; j = next[j]) at[k++] = j;
        if (k > 1 && !put_thing(l, at, k)) return false;
    }
    return true;
}

bool sy__label_differences(sy__finder *f)
{
    labels l = { .f = f };
    sy__story *s = f->s;
    bool ok = true;
    for (uint32_t d = 0; ok && d < s->n_docs; d++) ok = collect_title(&l, d) && collect_words(&l, d) && collect_described(&l, d);
    ok = ok && sy__sort(s->ctx, l.uses.at, l.uses.n, sizeof *l.uses.at, by_document, NULL);
    l.named = ok ? sy__arena_array(&s->scratch, l.uses.n, sizeof *l.named) : NULL;
    l.root = ok ? sy__arena_array(&s->scratch, l.uses.n, sizeof *l.root) : NULL;
    ok = l.named != NULL && l.root != NULL;
    for (uint32_t i = 0; ok && i < l.uses.n; i++) {
        l.root[i] = i;
        l.named[i] = l.uses.at[i].named ? l.uses.at[i].entity : SY_NONE;
    }
    ok = ok && unite_all(&l) && put_things(&l);
    sy__free(s->ctx, l.uses.at);
    return ok;
}
