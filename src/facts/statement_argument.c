/* Who does what to whom: arguments by role, the same for active, passive and nominal forms, shared subjects included. */
#include <stdio.h>

#include "facts/statement.h"
#include "facts_tables.h"

static uint32_t subject_of(const sy__facts_work *w, uint32_t i)
{
    uint32_t s = sy__child(w, i, SY_DEP_NSUBJ);
    return s != SY_NONE ? s : sy__child(w, i, SY_DEP_NSUBJPASS);
}

static bool is_passive(const sy__facts_work *w, uint32_t i)
{
    return sy__child(w, i, SY_DEP_AUXPASS) != SY_NONE || sy__child(w, i, SY_DEP_NSUBJPASS) != SY_NONE ||
           ((w->dep[i] == SY_DEP_ACL || w->dep[i] == SY_DEP_ADVCL) && w->tokens[i].tag == SY_TAG_VBN && sy__child(w, i, SY_DEP_AUX) == SY_NONE);
}

/* Through verbs that only say in what phase or mood the next one is, and adjectives that do ("is likely to", "is due to"). */
uint32_t sy__predicate_of(const sy__facts_work *w, uint32_t head)
{
    for (uint32_t hops = 0; hops < 3; hops++) {
        uint32_t adjective = sy__child(w, head, SY_DEP_ACOMP), by = adjective == SY_NONE ? head : adjective, x = sy__child(w, by, SY_DEP_XCOMP);
        sy__effect e = sy__effect_of(w, by);
        bool passes = e == SY__EFFECT_PHASE || e == SY__EFFECT_NOT || ((e == SY__EFFECT_PLANNED || e == SY__EFFECT_POSSIBLE) && sy__child(w, head, SY_DEP_DOBJ) == SY_NONE);
        if (x == SY_NONE || !passes || !sy__says(w, x) || x < head)
            return head;
        head = x;
    }
    return head;
}

/* Up through the verbs and nouns that share their subject with the one below. */
uint32_t sy__doer_of(const sy__facts_work *w, uint32_t verb)
{
    uint32_t i = verb;
    for (uint32_t hops = 0; hops < 8; hops++) {
        uint32_t s = subject_of(w, i), h = w->head[i];
        if (s != SY_NONE)
            return (w->tokens[s].tag == SY_TAG_WDT || w->tokens[s].tag == SY_TAG_WP) && w->dep[i] == SY_DEP_RELCL && h != i ? h : s;
        if (h == i)
            return SY_NONE;
        switch (w->dep[i]) {
        case SY_DEP_ACL:
            return h;
        case SY_DEP_XCOMP: {
            uint32_t o = sy__child(w, h, SY_DEP_DOBJ);
            if (o != SY_NONE && o < i)
                return o;
            if (w->dep[h] == SY_DEP_ACOMP)
                h = w->head[h];
            break;
        }
        case SY_DEP_CONJ: break;
        case SY_DEP_ADVCL:
            if (sy__is_finite(w, i))
                return SY_NONE;
            break;
        case SY_DEP_PCOMP:
            if (w->head[h] == h)
                return SY_NONE;
            h = w->head[h];
            break;
        default:
            return SY_NONE;
        }
        if (!sy__says(w, h))
            return SY_NONE;
        i = h;
    }
    return SY_NONE;
}

/* ---- the list ---------------------------------------------------------------------------------------------- */

typedef struct list { sy_argument *at; size_t n, cap; } list;

static void add(const sy__clauses *c, list *l, sy_role role, uint32_t top, uint32_t head)
{
    const sy__facts_work *w = c->w;
    if (l->n == l->cap || sy__is_blank(w, head) || head < w->body[w->paragraph[head]])   /* the parser hangs datelines on what follows */
        return;
    sy_token_range r = sy__phrase_reach(c, top);
    if (top != head && (head < r.begin || head >= r.end))
        r = (sy_token_range){ w->left[top], head + 1 };
    l->at[l->n++] = (sy_argument){ role, sy__token_span(w, r.begin, r.end - 1), head, w->entity_at[head] };
}

/* The relative pronoun stands for the noun before the clause. */
static void add_nominal(const sy__clauses *c, list *l, sy_role role, uint32_t x, uint32_t verb)
{
    const sy__facts_work *w = c->w;
    bool relative = (w->tokens[x].tag == SY_TAG_WDT || w->tokens[x].tag == SY_TAG_WP) && w->dep[verb] == SY_DEP_RELCL && w->head[verb] != verb;
    add(c, l, role, relative ? w->head[verb] : x, relative ? w->head[verb] : x);
}

static void add_prep(const sy__clauses *c, list *l, uint32_t x)
{
    uint32_t o = sy__child(c->w, x, SY_DEP_POBJ);
    if (o == SY_NONE)
        o = sy__child(c->w, x, SY_DEP_PCOMP);
    if (o != SY_NONE)
        add(c, l, SY_ROLE_OBLIQUE, x, o);
}

static void add_child(const sy__clauses *c, list *l, uint32_t verb, uint32_t x)
{
    const sy__facts_work *w = c->w;
    switch (w->dep[x]) {
    case SY_DEP_NSUBJ: case SY_DEP_CSUBJ: add_nominal(c, l, SY_ROLE_AGENT, x, verb); break;
    case SY_DEP_NSUBJPASS: case SY_DEP_DOBJ: case SY_DEP_CSUBJPASS: add_nominal(c, l, SY_ROLE_PATIENT, x, verb); break;
    case SY_DEP_DATIVE: {
        uint32_t o = sy__child(w, x, SY_DEP_POBJ);
        add(c, l, SY_ROLE_RECIPIENT, o == SY_NONE ? x : o, o == SY_NONE ? x : o);
        break;
    }
    case SY_DEP_ATTR: case SY_DEP_ACOMP: case SY_DEP_OPRD: add(c, l, SY_ROLE_ATTRIBUTE, x, x); break;
    case SY_DEP_CCOMP: case SY_DEP_XCOMP: add(c, l, SY_ROLE_CLAUSE, x, x); break;
    case SY_DEP_AGENT: {
        uint32_t o = sy__child(w, x, SY_DEP_POBJ);
        if (o != SY_NONE)
            add(c, l, SY_ROLE_AGENT, o, o);
        break;
    }
    case SY_DEP_PREP: add_prep(c, l, x); break;
    default: break;
    }
}

static bool has_role(const list *l, sy_role role)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->at[k].role == role)
            return true;
    return false;
}

static void verb_arguments(const sy__clauses *c, list *l, uint32_t verb, uint32_t top)
{
    const sy__facts_work *w = c->w;
    uint32_t doer = sy__doer_of(w, verb);
    sy_role missing = is_passive(w, verb) ? SY_ROLE_PATIENT : SY_ROLE_AGENT;
    for (uint32_t k = w->child_at[verb]; k < w->child_at[verb + 1]; k++)
        add_child(c, l, verb, w->child[k]);
    for (uint32_t i = verb; i != top;) {                      /* "plans on Friday to leave": what hangs on the verbs passed through */
        i = w->head[i];
        for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++)
            if (w->dep[w->child[k]] == SY_DEP_PREP)
                add_prep(c, l, w->child[k]);
    }
    if (doer != SY_NONE && !has_role(l, missing))
        add(c, l, missing, doer, doer);
}

/* ---- nominal events -------------------------------------------------------------------------------------------- */

/* "carried out a raid", "suffered a defeat": a verb that only says that its object happens, and what its subject is in that. */
static sy_role light_role(const sy__facts_work *w, uint32_t verb)
{
    char key[64];
    uint32_t particle = sy__child(w, verb, SY_DEP_PRT);
    sy_str lemma = w->tokens[verb].lemma, p = particle == SY_NONE ? SY_STR("") : sy__token_lower(w, particle);
    int n = snprintf(key, sizeof key, "%.*s%s%.*s", (int)lemma.len, lemma.ptr, p.len ? " " : "", (int)p.len, p.ptr);
    uint32_t row = n > 0 && (size_t)n < sizeof key ? sy__table_find(&sy__table_facts_light_verbs, (sy_str){ key, (size_t)n }) : SY_NONE;
    return row == SY_NONE ? SY_ROLE_ATTRIBUTE : sy__is(sy__cell(&sy__table_facts_light_verbs, row, 1), "p") ? SY_ROLE_PATIENT : SY_ROLE_AGENT;
}

/* Who carried out the raid is who raided. */
static void add_light_subject(const sy__clauses *c, list *l, uint32_t noun)
{
    const sy__facts_work *w = c->w;
    uint32_t verb = w->head[noun], who = SY_NONE;
    if (verb == noun || !sy__says(w, verb) || (w->dep[noun] != SY_DEP_DOBJ && w->dep[noun] != SY_DEP_NSUBJPASS))
        return;
    sy_role role = light_role(w, verb);
    if (w->dep[noun] == SY_DEP_DOBJ)
        who = sy__doer_of(w, verb);
    else if (sy__child(w, verb, SY_DEP_AGENT) != SY_NONE)
        who = sy__child(w, sy__child(w, verb, SY_DEP_AGENT), SY_DEP_POBJ);
    if (role != SY_ROLE_ATTRIBUTE && who != SY_NONE && !has_role(l, role))
        add(c, l, role, who, who);
}

/* What stands behind a preposition of the event's noun. */
static sy_role role_behind(const sy__facts_work *w, uint32_t preposition, uint32_t object, bool of_is_patient)
{
    uint32_t row = sy__table_find(&sy__table_facts_event_prepositions, sy__token_lower(w, preposition));
    sy_str role = row == SY_NONE ? SY_STR("oblique") : sy__cell(&sy__table_facts_event_prepositions, row, 1);
    if (sy__is(role, "agent") || (sy__is(role, "noun") && !of_is_patient))
        return SY_ROLE_AGENT;
    return sy__is(role, "noun") || (sy__is(role, "patient") && w->time_at[object] == SY_NONE) ? SY_ROLE_PATIENT : SY_ROLE_OBLIQUE;
}

static void noun_arguments(const sy__clauses *c, list *l, uint32_t noun)
{
    const sy__facts_work *w = c->w;
    uint32_t row = sy__token_lexeme(w, noun)->nominal;
    bool of_is_patient = sy__is(sy__cell(&sy__table_facts_nominals, row, 2), "p"), of = false;
    for (uint32_t k = w->child_at[noun]; k < w->child_at[noun + 1]; k++) {
        uint32_t x = w->child[k], o = w->dep[x] == SY_DEP_PREP ? sy__child(w, x, SY_DEP_POBJ) : SY_NONE;
        if (o == SY_NONE)
            continue;
        of = of || sy__token_is(w, x, "of");
        sy_role role = role_behind(w, x, o, of_is_patient);
        add(c, l, role, role == SY_ROLE_OBLIQUE ? x : o, o);
    }
    for (uint32_t k = w->child_at[noun]; k < w->child_at[noun + 1]; k++) {
        uint32_t x = w->child[k];
        if (w->dep[x] == SY_DEP_POSS)
            add(c, l, of_is_patient && !of ? SY_ROLE_PATIENT : SY_ROLE_AGENT, x, x);
        else if ((w->dep[x] == SY_DEP_COMPOUND || w->dep[x] == SY_DEP_AMOD || w->dep[x] == SY_DEP_NMOD) && w->entity_at[x] != SY_NONE && !has_role(l, SY_ROLE_AGENT))
            add(c, l, SY_ROLE_AGENT, x, x);
    }
    add_light_subject(c, l, noun);
}

static int by_span(const void *a, const void *b, void *user)
{
    const sy_argument *x = a, *y = b;
    (void)user;
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

bool sy__find_arguments(sy__clauses *c, sy_statement *s)
{
    const sy__facts_work *w = c->w;
    uint32_t top = s->head;
    list l = { NULL, 0, 0 };
    for (uint32_t i = s->head, hops = 0; hops < 7; hops++, i = w->head[i]) {
        l.cap += w->child_at[i + 1] - w->child_at[i] + 2;
        if (c->at[i] != SY_NONE && c->kind[i] != SY__CLAUSE_NONE) {
            top = i;
            break;
        }
    }
    l.at = sy__arena_array(w->arena, l.cap, sizeof *l.at);
    if (!l.at)
        return false;
    switch (c->kind[top]) {
    case SY__CLAUSE_VERB: case SY__CLAUSE_FRAGMENT: verb_arguments(c, &l, s->head, top); break;
    case SY__CLAUSE_EVENT: noun_arguments(c, &l, top); break;
    case SY__CLAUSE_APPOSITION:
        add(c, &l, SY_ROLE_AGENT, w->head[top], w->head[top]);
        add(c, &l, SY_ROLE_ATTRIBUTE, top, top);
        break;
    default: break;
    }
    s->arguments = l.at;
    s->n_arguments = l.n;
    return sy__sort(w->ctx, l.at, l.n, sizeof *l.at, by_span, NULL);
}
