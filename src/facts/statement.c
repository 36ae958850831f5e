/* Statements: the clauses of each sentence's tree, with their own words, arguments, polarity and modality. */
#include "facts/facts_internal.h"

typedef struct clauses {
    sy__facts_work *w;
    uint32_t *at;           /* per token: statement that it heads, or SY_NONE */
    uint32_t *own;          /* per token: statement whose own clause has it, or SY_NONE */
} clauses;

static bool is_verb(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_VERB || w->tokens[i].pos == SY_POS_AUX; }
static bool is_mute(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_PUNCT || w->tokens[i].pos == SY_POS_SPACE; }

/* A verb that says something of its own. An infinitive that fills a slot of the verb above ("plans to leave") is part of it. */
static bool heads_clause(const sy__facts_work *w, uint32_t i)
{
    if (!is_verb(w, i))
        return w->head[i] == i && !is_mute(w, i) && w->size[i] > 1;
    switch (w->dep[i]) {
    case SY_DEP_AUX: case SY_DEP_AUXPASS: case SY_DEP_AMOD: case SY_DEP_COMPOUND: case SY_DEP_XCOMP: case SY_DEP_CASE: case SY_DEP_PREP: case SY_DEP_MARK:
        return false;
    case SY_DEP_CONJ:
        return is_verb(w, w->head[i]) && w->dep[w->head[i]] != SY_DEP_AMOD;
    default:
        return true;
    }
}

/* A subtree that is cut out of the clause above it. */
static bool is_cut(const clauses *c, uint32_t i)
{
    const sy__facts_work *w = c->w;
    if (c->at[i] == SY_NONE)
        return false;
    if (w->dep[i] == SY_DEP_CONJ || w->dep[i] == SY_DEP_PARATAXIS)
        return true;
    uint32_t h = w->head[i];
    return w->dep[i] == SY_DEP_CCOMP && w->attribution_at[i] != SY_NONE && w->attribution_at[h] != w->attribution_at[i];
}

/* Words around the head that are below it and not in a subtree that is cut out. */
static sy_token_range reach(const clauses *c, uint32_t head)
{
    const sy__facts_work *w = c->w;
    uint32_t low = w->left[head], high = w->right[head];
    for (uint32_t k = w->child_at[head]; k < w->child_at[head + 1]; k++) {
        uint32_t x = w->child[k];
        if (!is_cut(c, x))
            continue;
        if (x < head && w->right[x] + 1 > low && w->right[x] < head)
            low = w->right[x] + 1;
        if (x > head && w->left[x] <= high && w->left[x] > head)
            high = w->left[x] - 1;
    }
    while (low < head && (is_mute(w, low) || w->dep[low] == SY_DEP_CC))
        low++;
    while (high > head && (is_mute(w, high) || w->dep[high] == SY_DEP_CC))
        high--;
    return (sy_token_range){ low, high + 1 };
}

static bool is_negated(const sy__facts_work *w, uint32_t i) { return sy__child(w, i, SY_DEP_NEG) != SY_NONE; }

static sy_modality modality_of(const sy__facts_work *w, uint32_t i)
{
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
        uint32_t x = w->child[k];
        if (w->dep[x] != SY_DEP_AUX)
            continue;
        if (sy__token_is(w, x, "will") || sy__token_is(w, x, "'ll") || sy__token_is(w, x, "’ll") || sy__token_is(w, x, "shall"))
            return SY_MODALITY_PLANNED;
        if (w->tokens[x].tag == SY_TAG_MD && !sy__token_is(w, x, "can") && !sy__token_is(w, x, "must"))
            return SY_MODALITY_POSSIBLE;
    }
    return SY_MODALITY_STATED;
}

/* ---- arguments ------------------------------------------------------------------------------------------ */

static bool role_of(const sy__facts_work *w, uint32_t x, sy_role *role, uint32_t *head)
{
    *head = x;
    switch (w->dep[x]) {
    case SY_DEP_NSUBJ: case SY_DEP_CSUBJ: *role = SY_ROLE_AGENT; return true;
    case SY_DEP_NSUBJPASS: case SY_DEP_DOBJ: *role = SY_ROLE_PATIENT; return true;
    case SY_DEP_DATIVE: *role = SY_ROLE_RECIPIENT; return true;
    case SY_DEP_ATTR: case SY_DEP_ACOMP: case SY_DEP_OPRD: *role = SY_ROLE_ATTRIBUTE; return true;
    case SY_DEP_CCOMP: case SY_DEP_XCOMP: *role = SY_ROLE_CLAUSE; return true;
    case SY_DEP_AGENT: {
        uint32_t o = sy__child(w, x, SY_DEP_POBJ);
        *role = SY_ROLE_AGENT;
        *head = o == SY_NONE ? x : o;
        return true;
    }
    case SY_DEP_PREP: *role = SY_ROLE_OBLIQUE; return true;
    default: return false;
    }
}

static bool find_arguments(clauses *c, sy_statement *s)
{
    const sy__facts_work *w = c->w;
    uint32_t n = w->child_at[s->head + 1] - w->child_at[s->head];
    sy_argument *out = sy__arena_array(w->arena, n, sizeof *out);
    if (!out)
        return false;
    for (uint32_t k = w->child_at[s->head]; k < w->child_at[s->head + 1]; k++) {
        sy_argument a = { .entity = SY_NONE };
        uint32_t x = w->child[k];
        if (!role_of(w, x, &a.role, &a.head))
            continue;
        uint32_t top = a.role == SY_ROLE_OBLIQUE ? x : a.head, o = a.role == SY_ROLE_OBLIQUE ? sy__child(w, x, SY_DEP_POBJ) : a.head;
        a.span = sy__token_span(w, w->left[top], w->right[top]);
        if (o != SY_NONE) {
            a.head = o;
            a.entity = w->entity_at[o];
        }
        out[s->n_arguments++] = a;
    }
    s->arguments = out;
    return true;
}

/* ---- what stands in the clause ----------------------------------------------------------------------------- */

static bool list_of(clauses *c, sy_statement *s, uint32_t index, const uint32_t *at, bool places, const uint32_t **out, size_t *n_out)
{
    const sy__facts_work *w = c->w;
    uint32_t n = 0, *list = sy__arena_array(w->arena, s->tokens.end - s->tokens.begin, sizeof *list);
    if (!list)
        return false;
    for (uint32_t i = s->tokens.begin; i < s->tokens.end; i++) {
        uint32_t x = at[i];
        if (x == SY_NONE || c->own[i] != index || (n && list[n - 1] == x))
            continue;
        if (!places || (w->entities.at[x].type == SY_ENTITY_PLACE || w->entities.at[x].type == SY_ENTITY_FACILITY))
            list[n++] = x;
    }
    *out = list;
    *n_out = n;
    return true;
}

static bool fill(clauses *c, uint32_t index)
{
    sy__facts_work *w = c->w;
    sy_statement *s = &w->statements.at[index];
    s->negated = is_negated(w, s->head);
    s->modality = modality_of(w, s->head);
    s->attribution = w->attribution_at[s->head];
    return sy__arena_str(w->arena, w->tokens[s->head].lemma, &s->predicate) && find_arguments(c, s) &&
           list_of(c, s, index, w->time_at, false, &s->times, &s->n_times) && list_of(c, s, index, w->quantity_at, false, &s->quantities, &s->n_quantities) &&
           list_of(c, s, index, w->entity_at, true, &s->places, &s->n_places);
}

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

static bool find_heads(clauses *c)
{
    sy__facts_work *w = c->w;
    for (uint32_t i = 0; i < w->n; i++)
        if (heads_clause(w, i))
            c->at[i] = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (c->at[i] == SY_NONE)
            continue;
        sy_statement s = { .head = i, .parent = SY_NONE, .attribution = SY_NONE, .tokens = reach(c, i) };
        s.span = sy__token_span(w, s.tokens.begin, s.tokens.end - 1);
        if (!SY__PUSH(w->ctx, &w->statements, s))
            return false;
    }
    return sy__sort(w->ctx, w->statements.at, w->statements.n, sizeof *w->statements.at, by_span, NULL);
}

/* Heads first, so that a token's clause is that of the nearest clause head above it. */
static void assign_tokens(clauses *c)
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
    for (uint32_t k = 0; k < w->attributions.n; k++) {
        uint32_t cue = w->attributions.at[k].cue_token;
        if (cue != SY_NONE && c->at[cue] != SY_NONE)
            w->statements.at[c->at[cue]].is_cue = sy__child(w, cue, SY_DEP_DOBJ) == SY_NONE;
    }
}

bool sy__find_statements(sy__facts_work *w)
{
    clauses c = { w, sy__arena_array(w->scratch, w->n, sizeof(uint32_t)), sy__arena_array(w->scratch, w->n, sizeof(uint32_t)) };
    if (!c.at || !c.own)
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        c.at[i] = c.own[i] = SY_NONE;
    if (!find_heads(&c))
        return false;
    assign_tokens(&c);
    for (uint32_t k = 0; k < w->statements.n; k++)
        if (!fill(&c, k))
            return false;
    return true;
}
