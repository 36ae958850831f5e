/* One statement's phrases, noun against noun, whatever part they have in the clause: "provincial hospital" and "regional hospital",
 * "protests against settlement policy" and "protests against policies in the West Bank", "Harbour Programme" and "Harbour Region". */
#include "reconcile/differences.h"

enum { COMPARED = 64, MOST_WORDS = 8 };

/* What makes two phrases one slot. */
typedef struct phrase {
    uint64_t key;
    uint32_t unit, head;
    sy_token_range tokens;
} phrase;

typedef struct phrases { SY__VEC(phrase) at; } phrases;

static int by_key(const void *a, const void *b, void *user)
{
    (void)user;
    const phrase *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

static bool heads_a_phrase(const sy__doc *d, uint32_t t)
{
    uint8_t pos = d->tokens[t].pos, dep = d->tokens[t].dep;
    if ((pos != SY_POS_NOUN && pos != SY_POS_PROPN) || d->term[t] == SY_NONE) return false;
    return dep != SY_DEP_COMPOUND && dep != SY_DEP_AMOD && dep != SY_DEP_NMOD && dep != SY_DEP_POSS && dep != SY_DEP_NPADVMOD;
}

/* The key of the slot of one kind that a phrase fills; false: none. */
static bool key_of(const sy__doc *d, uint32_t head, sy_token_range r, sy__difference_feature is, uint64_t *out)
{
    uint32_t over = d->tokens[head].head;
    if (is == SY__D_places) {
        uint32_t e = sy_facts_entity_at(d->in->facts, head);
        *out = 0;
        return d->tokens[head].dep == SY_DEP_POBJ && e != SY_NONE && (d->entities[e].type == SY_ENTITY_PLACE || d->entities[e].type == SY_ENTITY_FACILITY);
    }
    if (is == SY__D_one_noun) {
        *out = d->term[head];
        return true;
    }
    if (is == SY__D_opening) {   /* names that begin alike */
        uint32_t first = r.begin;
        while (first < r.end && d->term[first] == SY_NONE) first++;
        if (d->tokens[head].pos != SY_POS_PROPN || head < first + 2 || d->term[first + 1] == SY_NONE) return false;
        *out = (uint64_t)d->term[first] << 32 | d->term[first + 1];
        return true;
    }
    if (d->tokens[head].dep != SY_DEP_POBJ || over >= d->n_tokens) return false;
    uint32_t noun = d->tokens[over].head;
    if (noun >= d->n_tokens || d->tokens[noun].pos != SY_POS_NOUN || d->term[noun] == SY_NONE || d->word[over] == SY_NONE) return false;
    *out = (uint64_t)d->term[noun] << 32 | d->word[over];
    return true;
}

/* What is counted is differ_figures.c's to compare. */
static bool counts(const sy__doc *d, sy_token_range r)
{
    for (uint32_t t = r.begin; t < r.end; t++) if (d->tokens[t].pos == SY_POS_NUM) return true;
    return false;
}

static bool collect(sy__finder *f, uint32_t unit, sy__difference_feature is, phrases *out)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    for (uint32_t t = u->tokens.begin; t < u->tokens.end; t++) {
        if (d->unit_at[t] != unit || !heads_a_phrase(d, t) || sy__in_a_time(u, t)) continue;
        phrase p = { 0, unit, t, sy__core_of(d, t) };
        while (p.tokens.begin < t && (sy__in_a_time(u, p.tokens.begin) || d->term[p.tokens.begin] == SY_NONE)) p.tokens.begin++;   /* "Tuesday's" */
        if (p.tokens.end - p.tokens.begin > MOST_WORDS || counts(d, p.tokens) || !key_of(d, t, p.tokens, is, &p.key)) continue;
        if (!SY__PUSH(f->s->ctx, &out->at, p)) return false;
    }
    return true;
}

static bool compare(sy__finder *f, sy__difference_feature is, phrases *list)
{
    const sy__group *group = f->group;
    list->at.n = 0;
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) if (!collect(f, group->units[i], is, list)) return false;
    if (!sy__sort(f->s->ctx, list->at.at, list->at.n, sizeof *list->at.at, by_key, NULL)) return false;
    for (uint32_t i = 0, end; i < list->at.n; i = end) {
        sy__slot_begin(f, is == SY__D_places ? SY_DIFFERENCE_PLACE : SY_DIFFERENCE_SCOPE, is, f->statement);
        for (end = i; end < list->at.n && list->at.at[end].key == list->at.at[i].key; end++) {
            const phrase *p = &list->at.at[end];
            if (!sy__slot_words(f, p->unit, p->tokens, p->head, (sy_str){ NULL, 0 })) return false;
        }
        if (!sy__slot_close(f, SY_RELATION_WORDING, 0.5)) return false;
    }
    return true;
}

bool sy__phrase_differences(sy__finder *f)
{
    static const sy__difference_feature kinds[] = { SY__D_one_noun, SY__D_noun_oblique, SY__D_opening, SY__D_places };
    phrases list = { { NULL, 0, 0 } };
    bool ok = true;
    for (uint32_t g = 0; ok && sy__choose_group(f, g); g++)
        for (size_t k = 0; ok && k < sizeof kinds / sizeof *kinds && f->group->n_units > 1; k++) ok = compare(f, kinds[k], &list);
    sy__free(f->s->ctx, list.at.at);
    return ok;
}
