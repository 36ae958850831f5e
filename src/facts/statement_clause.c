/* Which words head a clause, and where the clause around it is cut: what stands apart behind a comma, and every relative clause,
 * says something of its own and is no part of what is said around it. */
#include "facts/statement.h"
#include "facts_tables.h"

/* An apposition as long as this says something. */
enum { APPOSITION_TOKENS = 3 };

static bool is_stop(const sy__facts_work *w, uint32_t i)
{
    static const char *const stops[] = { ",", "—", "–", "-", "--", ";", ":", "(" };
    for (size_t k = 0; w->tokens[i].pos == SY_POS_PUNCT && k < sizeof stops / sizeof *stops; k++)
        if (sy__token_is(w, i, stops[k]))
            return true;
    return false;
}

static bool behind_stop(const sy__facts_work *w, uint32_t i)
{
    uint32_t b = w->left[i];
    return b > 0 && w->sentence[b - 1] == w->sentence[i] && is_stop(w, b - 1);
}

bool sy__is_finite(const sy__facts_work *w, uint32_t i)
{
    uint8_t tag = w->tokens[i].tag;
    if (tag == SY_TAG_VBD || tag == SY_TAG_VBZ || tag == SY_TAG_VBP || tag == SY_TAG_MD)
        return true;
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
        uint32_t c = w->child[k];
        uint8_t t = w->tokens[c].tag;
        if ((w->dep[c] == SY_DEP_AUX || w->dep[c] == SY_DEP_AUXPASS) && (t == SY_TAG_VBD || t == SY_TAG_VBZ || t == SY_TAG_VBP || t == SY_TAG_MD))
            return true;
    }
    return false;
}

static bool has_subject(const sy__facts_work *w, uint32_t i)
{
    return sy__child(w, i, SY_DEP_NSUBJ) != SY_NONE || sy__child(w, i, SY_DEP_NSUBJPASS) != SY_NONE;
}

/* What fills a slot of the words above ("plans to leave", "stationed in Iraq", "of forcing them out") is part of what those say. */
static bool verb_heads_clause(const sy__facts_work *w, uint32_t i)
{
    switch (w->dep[i]) {
    case SY_DEP_ROOT: case SY_DEP_CCOMP: case SY_DEP_PARATAXIS:
        return true;
    case SY_DEP_CONJ:
        return sy__says(w, w->head[i]) && w->dep[w->head[i]] != SY_DEP_AMOD;
    case SY_DEP_RELCL: case SY_DEP_ADVCL:
        return sy__is_finite(w, i) || has_subject(w, i) || (behind_stop(w, i) && w->tokens[i].tag != SY_TAG_VB);
    case SY_DEP_ACL:
        return w->tokens[i].tag != SY_TAG_VB && (sy__is_finite(w, i) || w->tokens[i].tag == SY_TAG_VBG || behind_stop(w, i));
    case SY_DEP_XCOMP:
        return sy__effect_of(w, w->head[i]) == SY__EFFECT_PLANNED && sy__child(w, w->head[i], SY_DEP_DOBJ) < i;     /* "ordered the firm to close the plant" */
    case SY_DEP_PCOMP:
        return sy__is_finite(w, i) || has_subject(w, i) || sy__token_is(w, w->head[i], "before") || sy__token_is(w, w->head[i], "after");
    default:
        return false;
    }
}

/* "the killing of X", "a US strike in Baghdad", "his visit to Oslo": an event noun that says to whom or where, not only whose it is. */
static bool noun_heads_event(const sy__facts_work *w, uint32_t i)
{
    if (sy__token_lexeme(w, i)->nominal == SY_NONE || w->dep[i] == SY_DEP_COMPOUND || w->dep[i] == SY_DEP_AMOD || w->entity_at[i] != SY_NONE)
        return false;
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
        uint32_t c = w->child[k];
        if (c > i && w->dep[c] == SY_DEP_PREP && sy__table_find(&sy__table_facts_event_prepositions, sy__token_lower(w, c)) != SY_NONE)
            return true;
    }
    return false;
}

static bool is_apposition(const sy__facts_work *w, uint32_t i)
{
    return w->dep[i] == SY_DEP_APPOS && w->size[i] >= APPOSITION_TOKENS && behind_stop(w, i) && (w->tokens[i].pos == SY_POS_NOUN || w->tokens[i].pos == SY_POS_PROPN) &&
           (w->tokens[w->head[i]].pos == SY_POS_PROPN || w->tokens[w->head[i]].pos == SY_POS_NOUN) && sy__child(w, i, SY_DEP_NUMMOD) == SY_NONE;
}

static sy__clause_kind kind_of(const sy__facts_work *w, uint32_t i)
{
    if (i < w->body[w->paragraph[i]])
        return SY__CLAUSE_NONE;
    if (sy__says(w, i))
        return verb_heads_clause(w, i) ? SY__CLAUSE_VERB : SY__CLAUSE_NONE;
    if (w->head[i] == i)
        return !sy__is_blank(w, i) && w->size[i] > 3 ? SY__CLAUSE_FRAGMENT : SY__CLAUSE_NONE;
    if (is_apposition(w, i))
        return SY__CLAUSE_APPOSITION;
    return w->tokens[i].pos == SY_POS_NOUN && noun_heads_event(w, i) ? SY__CLAUSE_EVENT : SY__CLAUSE_NONE;
}

static bool is_cut(const sy__clauses *c, uint32_t i)
{
    const sy__facts_work *w = c->w;
    if (c->kind[i] != SY__CLAUSE_VERB)
        return false;
    switch (w->dep[i]) {
    case SY_DEP_CONJ: case SY_DEP_PARATAXIS: case SY_DEP_RELCL: return true;
    case SY_DEP_CCOMP: return w->attribution_at[i] != SY_NONE && w->attribution_at[w->head[i]] != w->attribution_at[i];
    case SY_DEP_ACL: case SY_DEP_ADVCL: return behind_stop(w, i);
    default: return false;
    }
}

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }
static uint32_t most(uint32_t a, uint32_t b) { return a == SY_NONE ? b : b == SY_NONE ? a : a > b ? a : b; }

/* Children before heads: the outermost borders of cut subtrees below each token. */
static void spread_cuts(sy__clauses *c)
{
    const sy__facts_work *w = c->w;
    for (uint32_t k = 0; k < w->n; k++) {
        uint32_t i = w->up_order[k], h = w->head[i];
        if (h == i)
            continue;
        c->first_cut[h] = least(c->first_cut[h], c->cut[i] ? w->left[i] : c->first_cut[i]);
        c->last_cut[h] = most(c->last_cut[h], c->cut[i] ? w->right[i] : c->last_cut[i]);
    }
}

/* The nearest cuts on each side bound what stands around the head. */
static sy_token_range between_cuts(const sy__clauses *c, uint32_t head)
{
    const sy__facts_work *w = c->w;
    uint32_t low = w->left[head], high = w->right[head];
    for (uint32_t k = w->child_at[head]; k < w->child_at[head + 1]; k++) {
        uint32_t x = w->child[k];
        if (x < head) {
            uint32_t end = c->cut[x] ? w->right[x] : c->last_cut[x];
            if (end != SY_NONE && end + 1 > low && end < head)
                low = end + 1;
        } else {
            uint32_t begin = c->cut[x] ? w->left[x] : c->first_cut[x];
            if (begin != SY_NONE && begin > head && begin - 1 < high)
                high = begin - 1;
        }
    }
    return (sy_token_range){ low, high + 1 };
}

static bool is_trimmed(const sy__facts_work *w, uint32_t i) { return sy__is_blank(w, i) || w->dep[i] == SY_DEP_CC; }

sy_token_range sy__clause_reach(const sy__clauses *c, uint32_t head)
{
    const sy__facts_work *w = c->w;
    sy_token_range r = between_cuts(c, head);
    uint32_t body = w->body[w->paragraph[head]];
    if (r.begin < body && body <= head)
        r.begin = body;
    while (r.begin < head && is_trimmed(w, r.begin))
        r.begin++;
    while (r.end > head + 1 && is_trimmed(w, r.end - 1))
        r.end--;
    return r;
}

/* A noun phrase for an argument: the same, and without an apposition behind a stop. */
sy_token_range sy__phrase_reach(const sy__clauses *c, uint32_t head)
{
    const sy__facts_work *w = c->w;
    sy_token_range r = sy__clause_reach(c, head);
    for (uint32_t k = w->child_at[head]; k < w->child_at[head + 1]; k++) {
        uint32_t x = w->child[k];
        if (x > head && w->dep[x] == SY_DEP_APPOS && behind_stop(w, x) && w->left[x] > head && w->left[x] < r.end)
            r.end = w->left[x];
    }
    while (r.end > head + 1 && is_trimmed(w, r.end - 1))
        r.end--;
    return r;
}

bool sy__find_clauses(sy__clauses *c)
{
    const sy__facts_work *w = c->w;
    c->kind = sy__arena_array(w->scratch, w->n, sizeof *c->kind);
    c->cut = sy__arena_array(w->scratch, w->n, sizeof *c->cut);
    c->first_cut = sy__arena_array(w->scratch, w->n, sizeof *c->first_cut);
    c->last_cut = sy__arena_array(w->scratch, w->n, sizeof *c->last_cut);
    if (!c->kind || !c->cut || !c->first_cut || !c->last_cut)
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        c->kind[i] = (uint8_t)kind_of(w, i);
        c->first_cut[i] = c->last_cut[i] = SY_NONE;
    }
    for (uint32_t i = 0; i < w->n; i++)
        c->cut[i] = is_cut(c, i);
    spread_cuts(c);
    return true;
}
