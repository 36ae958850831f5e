/* Two names in one slot: persons whom no report names together, with one given name or one role, in the same circumstances.
 * They are never one entity (nothing links the names); that the reports name two is what the reader must see. */
#include "reconcile/differences.h"
#include "reconcile_tables.h"

enum { MOST_PERSONS = 200, MOST_ROLE_WORDS = 16 };

typedef struct person {
    uint32_t entity;              /* the account's */
    sy__name name;                /* the fullest */
    double  *context;             /* by term: whether a sentence that names it has the term, weighted */
    double   norm;
    bool    *documents;
    bool     speaks;              /* reports give its words */
    bool     first_alone;         /* reports call it by the first word alone: no given name, where names begin with the family's */
    uint32_t role[MOST_ROLE_WORDS], n_roles;   /* terms of the nouns of its roles and descriptions */
    uint32_t best;                /* the other whom it fits best; SY_NONE */
    double   fit;
} person;

static void add_role_words(const sy__doc *d, sy_span span, person *p)
{
    sy_token_range r = sy__tokens_of(d, span);
    for (uint32_t t = r.begin; t < r.end && p->n_roles < MOST_ROLE_WORDS; t++)
        if (d->tokens[t].pos == SY_POS_NOUN && d->term[t] != SY_NONE) p->role[p->n_roles++] = d->term[t];
}

/* What one document says of the person: its sentences' words, its roles. */
static void add_document(sy__story *s, uint32_t document, uint32_t entity, person *p)
{
    const sy__doc *d = &s->docs[document];
    const sy_entity *e = &d->entities[entity];
    p->documents[document] = true;
    for (uint32_t a = 0; a < d->n_attributions && !p->speaks; a++) p->speaks = d->attributions[a].speaker == entity;
    for (size_t i = 0; i < e->n_roles; i++) add_role_words(d, e->roles[i], p);
    for (size_t m = 0; m < e->n_mentions; m++) {
        uint32_t head = e->mentions[m].head;
        if (head >= d->n_tokens) continue;
        if (e->mentions[m].kind == SY_MENTION_NOMINAL) add_role_words(d, e->mentions[m].span, p);
        sy_token_range sentence = d->sentences[d->tokens[head].sentence];
        for (uint32_t t = sentence.begin; t < sentence.end; t++)
            if (d->term[t] != SY_NONE && (t < sy__tokens_of(d, e->mentions[m].span).begin || t > head)) p->context[d->term[t]] = s->term_weight[d->term[t]];
    }
}

static bool read_person(sy__story *s, uint32_t entity, person *p)
{
    const sy_account_entity *e = &s->account->entities[entity];
    *p = (person){ .entity = entity, .best = SY_NONE };
    p->context = sy__arena_array(&s->scratch, s->term_text.n, sizeof *p->context);
    p->documents = sy__arena_array(&s->scratch, s->n_docs, sizeof *p->documents);
    if (!p->context || !p->documents || !sy__name_read(&s->scratch, e->name, &p->name)) return false;
    for (uint32_t d = 0; d < s->n_docs; d++)
        for (uint32_t k = 0; k < s->docs[d].n_entities; k++)
            if (s->docs[d].entity[k] == entity) add_document(s, d, k, p);
    for (uint32_t t = 0; t < s->term_text.n; t++) p->norm += p->context[t] * p->context[t];
    for (size_t i = 0; i < e->n_aliases; i++) {
        sy__name alias;
        if (!sy__name_read(&s->scratch, e->aliases[i].name, &alias)) return false;
        p->first_alone |= alias.n_words == 1 && p->name.n_words > 1 && sy__words_alike(alias.words[0], p->name.words[0]);
    }
    return true;
}

static bool any_named_together(const sy__story *s, const person *a, const person *b)
{
    for (uint32_t d = 0; d < s->n_docs; d++) if (a->documents[d] && b->documents[d]) return true;
    return false;
}

static bool share_role(const person *a, const person *b)
{
    for (uint32_t i = 0; i < a->n_roles; i++)
        for (uint32_t j = 0; j < b->n_roles; j++) if (a->role[i] == b->role[j]) return true;
    return false;
}

/* One of the two bears the name of a family that the story has more of: by marriage or birth, and another name beside it. */
static bool of_a_family(const person *a, const person *b, const person *all, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        sy_str last = all[k].name.words[all[k].name.n_words - 1];
        if (sy__words_alike(all[k].name.words[0], a->name.words[0])) continue;
        if (sy__eq(last, a->name.words[a->name.n_words - 1]) || sy__eq(last, b->name.words[b->name.n_words - 1])) return true;
    }
    return false;
}

/* A given name that a third person has too tells nothing, nor does one of a family; and names with two words in common are one name in two forms. */
static bool share_given(const person *a, const person *b, const person *all, uint32_t n)
{
    const sy_str *x = a->name.words, *y = b->name.words;
    uint32_t common = 0, bearers = 0;
    if (x[0].len <= 2 || a->first_alone || b->first_alone || !sy__words_alike(x[0], y[0])) return false;
    for (uint32_t i = 0; i < a->name.n_words; i++)
        for (uint32_t j = 0; j < b->name.n_words; j++) common += sy__eq(x[i], y[j]);
    for (uint32_t k = 0; k < n; k++) bearers += sy__words_alike(all[k].name.words[0], x[0]);
    return common < 2 && bearers <= 2 && !of_a_family(a, b, all, n);
}

/* Equal, or but for one letter: "Rost" and "Roste". */
static bool one_letter_apart(sy_str a, sy_str b)
{
    enum { LONG = 4 };
    size_t front = 0, back = 0, least = a.len < b.len ? a.len : b.len, most = a.len < b.len ? b.len : a.len;
    while (front < least && a.ptr[front] == b.ptr[front]) front++;
    while (back < least - front && a.ptr[a.len - 1 - back] == b.ptr[b.len - 1 - back]) back++;
    return least >= LONG && front + back + 1 >= most;
}

/* Most likely one person, whose name one report has in another spelling: no two answers. */
static bool spelled_alike(const person *a, const person *b)
{
    sy_str x = a->name.words[a->name.n_words - 1], y = b->name.words[b->name.n_words - 1];
    return sy__words_alike(x, y) || (one_letter_apart(x, y) && (sy__words_alike(a->name.words[0], b->name.words[0]) || one_letter_apart(a->name.words[0], b->name.words[0])));
}

/* What the tagger took for a person: "Northern Rescue Team". */
static bool is_body(const person *a)
{
    return sy__table_find(&sy__table_reconcile_body_kinds, a->name.words[a->name.n_words - 1]) != SY_NONE;
}

/* How well the two fit one slot, 0 where nothing but the circumstances speaks for it. */
static double fit_of(const sy__story *s, const person *a, const person *b, const person *all, uint32_t n)
{
    static const double GIVEN = 0.12, ROLE = 0.45;   /* least likeness of circumstances, by what else they share */
    if (a->name.n_words < 2 || b->name.n_words < 2 || any_named_together(s, a, b) || spelled_alike(a, b) || is_body(a) || is_body(b)) return 0;
    bool given = share_given(a, b, all, n), role = share_role(a, b);
    if (a->speaks && b->speaks && !role) return 0;   /* two witnesses */
    double dot = 0;
    for (uint32_t t = 0; t < s->term_text.n; t++) dot += a->context[t] * b->context[t];
    double cosine = a->norm > 0 && b->norm > 0 ? dot * dot / (a->norm * b->norm) : 0;   /* squared: no root, the same on every processor */
    double least = given ? GIVEN : ROLE;
    if ((!given && !role) || cosine < least * least) return 0;
    return cosine + (given ? 0.5 : 0) + (role ? 0.3 : 0);
}

static bool put_names(sy__finder *f, const person *p)
{
    sy__story *s = f->s;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        const sy__doc *doc = &s->docs[d];
        for (uint32_t e = 0; e < doc->n_entities; e++) {
            if (doc->entity[e] != p->entity) continue;
            for (size_t m = 0; m < doc->entities[e].n_mentions; m++) {
                const sy_entity_mention *x = &doc->entities[e].mentions[m];
                sy__name name;
                if (x->kind != SY_MENTION_NAME) continue;
                if (!sy__name_read(&s->scratch, sy__cut(doc->text, x->span), &name)) return false;
                if (name.n_words < 2) continue;
                sy__value_use use = { .key = p->name.text, .shown = p->name.text, .ref = sy__ref(d, x->span), .unit = SY_NONE, .head = x->head };
                if (!sy__slot_value(f, use)) return false;
            }
        }
    }
    return true;
}

static void pair_up(const sy__story *s, person *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i + 1; j < n; j++) {
            double fit = fit_of(s, &at[i], &at[j], at, n);
            if (fit > at[i].fit) { at[i].fit = fit; at[i].best = j; }
            if (fit > at[j].fit) { at[j].fit = fit; at[j].best = i; }
        }
}

bool sy__person_differences(sy__finder *f)
{
    sy__story *s = f->s;
    uint32_t n = 0;
    person *at = sy__arena_array(&s->scratch, MOST_PERSONS, sizeof *at);
    if (!at) return false;
    for (uint32_t e = 0; e < s->account->n_entities && n < MOST_PERSONS; e++) {
        if (s->account->entities[e].type != SY_ENTITY_PERSON) continue;
        if (!read_person(s, e, &at[n])) return false;
        n += at[n].name.n_words >= 2;
    }
    pair_up(s, at, n);
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].best == SY_NONE || at[i].best < i || at[at[i].best].best != i) continue;
        double sure = 0.4 + at[i].fit / 2;
        sy__slot_begin(f, SY_DIFFERENCE_NAME, SY__D_bias, SY_NONE);
        if (!put_names(f, &at[i]) || !put_names(f, &at[at[i].best])) return false;
        if (!sy__slot_close(f, SY_RELATION_CONFLICT, sure < 0.9 ? sure : 0.9)) return false;
    }
    return true;
}
