/* Statements: the clauses of each sentence's tree with their own words, arguments, polarity, modality, times, places and numbers. */
#include "facts/statement.h"
#include "facts_tables.h"

static int by_span(const void *a, const void *b, void *user)
{
    const sy_statement *x = a, *y = b;
    (void)user;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

/* A quotation's marks belong to the clause when what they enclose does. */
static void take_marks(const sy__facts_work *w, sy_statement *s)
{
    uint32_t first = s->tokens.begin, last = s->tokens.end - 1;
    if (first > 0 && w->quote_first[first - 1] == first - 1 && w->quote_last[first - 1] <= last + 2 && w->sentence[first - 1] == w->sentence[first])
        first--;
    for (uint32_t i = last + 1; i < w->n && i <= last + 2; i++)
        if (w->quote_last[i] == i && w->quote_first[i] >= first) {
            last = i;
            break;
        }
    s->tokens = (sy_token_range){ first, last + 1 };
}

static bool list_clauses(sy__clauses *c)
{
    sy__facts_work *w = c->w;
    for (uint32_t i = 0; i < w->n; i++) {
        if (c->kind[i] == SY__CLAUSE_NONE)
            continue;
        sy_statement s = { .head = i, .parent = SY_NONE, .attribution = SY_NONE };
        s.nominal = c->kind[i] == SY__CLAUSE_EVENT || c->kind[i] == SY__CLAUSE_APPOSITION;
        s.tokens = c->kind[i] == SY__CLAUSE_EVENT ? sy__phrase_reach(c, i) : sy__clause_reach(c, i);
        take_marks(w, &s);
        s.span = sy__token_span(w, s.tokens.begin, s.tokens.end - 1);
        if (!SY__PUSH(w->ctx, &w->statements, s))
            return false;
    }
    return sy__sort(w->ctx, w->statements.at, w->statements.n, sizeof *w->statements.at, by_span, NULL);
}

/* Heads first: a token's clause is that of the nearest clause head above it. */
static void assign_tokens(sy__clauses *c)
{
    sy__facts_work *w = c->w;
    for (uint32_t k = 0; k < w->statements.n; k++)
        c->at[w->statements.at[k].head] = k;
    for (uint32_t o = w->n; o-- > 0;) {
        uint32_t i = w->up_order[o], h = w->head[i];
        if (c->at[i] != SY_NONE) {
            c->own[i] = c->at[i];
            if (h != i)
                w->statements.at[c->at[i]].parent = c->own[h];
        } else if (h != i) {
            c->own[i] = c->own[h];
        }
    }
}

/* "X said", and not "X said on Friday in Y". */
static bool says_nothing_beside(const sy__facts_work *w, uint32_t cue)
{
    for (uint32_t k = w->child_at[cue]; k < w->child_at[cue + 1]; k++)
        switch (w->dep[w->child[k]]) {
        case SY_DEP_DOBJ: case SY_DEP_PREP: case SY_DEP_NPADVMOD: case SY_DEP_ADVCL: case SY_DEP_DATIVE: case SY_DEP_ATTR: case SY_DEP_ACOMP: case SY_DEP_OPRD: case SY_DEP_XCOMP:
            return false;
        default: break;
        }
    return true;
}

static void mark_cues(sy__clauses *c)
{
    sy__facts_work *w = c->w;
    for (uint32_t k = 0; k < w->attributions.n; k++) {
        uint32_t cue = w->attributions.at[k].cue_token;
        if (cue != SY_NONE && c->at[cue] != SY_NONE)
            w->statements.at[c->at[cue]].is_cue = says_nothing_beside(w, cue);
    }
}

/* ---- what stands in the clause ------------------------------------------------------------------------------ */

static bool is_place(const sy__facts_work *w, uint32_t x) { return w->entities.at[x].type == SY_ENTITY_PLACE || w->entities.at[x].type == SY_ENTITY_FACILITY; }

/* Distributes the marks of `at` to the statements whose own words bear them: counted first, then filled. */
static bool distribute(sy__clauses *c, const uint32_t *at, bool places, size_t offset_list, size_t offset_n)
{
    sy__facts_work *w = c->w;
    uint32_t *count = sy__arena_array(w->scratch, (size_t)w->statements.n + 1, sizeof *count), *store = sy__arena_array(w->arena, w->n, sizeof *store);
    uint32_t used = 0;
    if (!count || !store)
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (at[i] != SY_NONE && c->own[i] != SY_NONE)
            count[c->own[i]]++;
    for (uint32_t k = 0; k < w->statements.n; k++) {
        uint32_t *list = store + used, **at_list = (uint32_t **)(void *)((char *)&w->statements.at[k] + offset_list);
        used += count[k];
        *at_list = list;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        if (at[i] == SY_NONE || c->own[i] == SY_NONE || (places && !is_place(w, at[i])))
            continue;
        char *s = (char *)&w->statements.at[c->own[i]];
        uint32_t *list = *(uint32_t **)(void *)(s + offset_list);
        size_t *n = (size_t *)(void *)(s + offset_n);
        if (*n == 0 || list[*n - 1] != at[i])
            list[(*n)++] = at[i];
    }
    return true;
}

static bool name_predicate(sy__clauses *c, sy_statement *s, uint32_t clause)
{
    sy__facts_work *w = c->w;
    if (c->kind[clause] == SY__CLAUSE_APPOSITION) {
        s->predicate = SY_STR("be");
        return true;
    }
    if (c->kind[clause] == SY__CLAUSE_EVENT) {
        s->predicate = sy__cell(&sy__table_facts_nominals, sy__token_lexeme(w, clause)->nominal, 1);
        return true;
    }
    sy_str lemma = w->tokens[s->head].lemma;
    uint32_t particle = sy__child(w, s->head, SY_DEP_PRT);
    if (particle == SY_NONE)
        return sy__arena_str(w->arena, lemma, &s->predicate);
    sy_str p = sy__token_lower(w, particle);
    char *both = sy__arena_printf(w->arena, "%.*s %.*s", (int)lemma.len, lemma.ptr, (int)p.len, p.ptr);
    s->predicate = both ? sy__str(both) : (sy_str){ "", 0 };
    return both != NULL;
}

static bool fill(sy__clauses *c, sy_statement *s)
{
    uint32_t clause = s->head;
    s->attribution = c->w->attribution_at[clause];
    if (c->kind[clause] == SY__CLAUSE_VERB)
        s->head = sy__predicate_of(c->w, clause);
    if (c->kind[clause] == SY__CLAUSE_VERB || c->kind[clause] == SY__CLAUSE_FRAGMENT)
        sy__find_mood(c, s, clause);
    return name_predicate(c, s, clause) && sy__find_arguments(c, s);
}

static uint32_t *no_indices(sy__facts_work *w)
{
    uint32_t *at = sy__arena_array(w->scratch, w->n, sizeof *at);
    for (uint32_t i = 0; at && i < w->n; i++)
        at[i] = SY_NONE;
    return at;
}

bool sy__find_statements(sy__facts_work *w)
{
    sy__clauses c = { .w = w, .at = no_indices(w), .own = no_indices(w) };
    if (!c.at || !c.own || !sy__find_clauses(&c) || !list_clauses(&c))
        return false;
    assign_tokens(&c);
    mark_cues(&c);
    for (uint32_t k = 0; k < w->statements.n; k++)
        if (!fill(&c, &w->statements.at[k]))
            return false;
    return distribute(&c, w->time_at, false, offsetof(sy_statement, times), offsetof(sy_statement, n_times)) &&
           distribute(&c, w->quantity_at, false, offsetof(sy_statement, quantities), offsetof(sy_statement, n_quantities)) &&
           distribute(&c, w->entity_at, true, offsetof(sy_statement, places), offsetof(sy_statement, n_places));
}
