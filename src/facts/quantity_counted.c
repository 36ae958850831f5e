/* What a number counts: head noun with its modifiers from the tree, its scope ("in Syria"), and whether it adds to another. */
#include "facts/quantity.h"
#include "facts_tables.h"

static bool is_noun_tag(uint8_t tag) { return tag == SY_TAG_NN || tag == SY_TAG_NNS || tag == SY_TAG_NNP || tag == SY_TAG_NNPS; }
static bool is_adjective(uint8_t tag) { return tag == SY_TAG_JJ || tag == SY_TAG_JJR || tag == SY_TAG_JJS || tag == SY_TAG_VBN; }

/* The token that stands for the whole number in the tree: the one whose head lies outside [first, last]. */
static uint32_t top_token(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    for (uint32_t t = last + 1; t-- > first;)
        if (w->head[t] < first || w->head[t] > last || w->head[t] == t)
            return t;
    return last;
}

static uint32_t object_of(const sy__facts_work *w, uint32_t token)
{
    uint32_t from, to;
    sy__near_children(w, token, &from, &to);
    for (uint32_t k = from; k < to; k++) {
        uint32_t c = w->child[k];
        if (w->dep[c] == SY_DEP_PREP && sy__token_is(w, c, "of")) {
            uint32_t object = sy__near_child(w, c, SY_DEP_POBJ);
            if (object != SY_NONE)
                return object;
        }
    }
    return SY_NONE;
}

/* First token of the noun phrase of `head` that belongs to what is counted, after token `after`. */
static uint32_t phrase_begin(const sy__facts_work *w, uint32_t head, uint32_t after)
{
    uint32_t first = head;
    uint32_t from, to;
    sy__near_children(w, head, &from, &to);
    for (uint32_t k = from; k < to; k++) {
        uint32_t c = w->child[k];
        if (c >= head || c <= after)
            continue;
        uint8_t dep = w->dep[c];
        if (dep == SY_DEP_AMOD || dep == SY_DEP_COMPOUND || dep == SY_DEP_NMOD || dep == SY_DEP_POSS || (dep == SY_DEP_NUMMOD && after != SY_NONE)) {
            uint32_t l = w->left[c] > after ? w->left[c] : after + 1;
            if (l < first)
                first = l;
        }
    }
    return first;
}

static void set_counted(const sy__facts_work *w, sy_quantity *q, uint32_t head, uint32_t after)
{
    uint32_t first = head;
    if (after == SY_NONE) {                                    /* behind "of": the whole left side, its article apart */
        first = w->left[head];
        while (first < head && (w->tokens[first].tag == SY_TAG_DT || w->tokens[first].pos == SY_POS_DET || w->tokens[first].pos == SY_POS_SPACE))
            first++;
    } else if (head > after)
        first = phrase_begin(w, head, after);
    if (head - first > 12)
        first = head;
    while (first < head && (w->tokens[first].pos == SY_POS_PUNCT || sy__token_is(w, first, "more") || sy__token_is(w, first, "other") || sy__token_is(w, first, "of") || sy__token_is(w, first, "long")))
        first++;
    for (uint32_t t = first; t < head; t++)
        if (w->tokens[t].tag == SY_TAG_LRB || w->tokens[t].tag == SY_TAG_RRB || w->tokens[t].tag == SY_TAG_COLON)
            first = t + 1;
    q->of = sy__token_span(w, first, head);
    q->of_head = head;
}

/* Does the preposition at token c name a place? Then that is the scope. */
static bool take_scope(const sy__facts_work *w, sy_quantity *q, uint32_t c)
{
    uint32_t object = w->dep[c] == SY_DEP_PREP ? sy__near_child(w, c, SY_DEP_POBJ) : SY_NONE;
    if (object == SY_NONE || object < c || sy__token_is(w, c, "of"))
        return false;
    uint8_t ent = w->tokens[object].ent;
    if (ent != SY_ENT_GPE && ent != SY_ENT_LOC && ent != SY_ENT_FAC && ent != SY_ENT_NORP)
        return false;
    q->scope = sy__token_span(w, c, object);
    return true;
}

/* "12 people were killed in Syria": where the verb says that it happened is where those are that it counts. */
static void take_scope_of_clause(const sy__facts_work *w, sy_quantity *q, uint32_t counted)
{
    uint8_t dep = w->dep[counted];
    uint32_t from, to;
    if (dep != SY_DEP_NSUBJ && dep != SY_DEP_NSUBJPASS && dep != SY_DEP_DOBJ)
        return;
    sy__near_children(w, w->head[counted], &from, &to);
    for (uint32_t k = from; k < to; k++) {
        uint32_t c = w->child[k];
        bool where = sy__token_is(w, c, "in") || sy__token_is(w, c, "across") || sy__token_is(w, c, "throughout");
        if (where && c > w->head[counted] && take_scope(w, q, c))
            return;
    }
}

/* "3,100 in Kenya": the phrase under the number itself or under what it counts, or the one directly behind them, which the
 * parser often hangs on the verb. */
static void set_scope(const sy__facts_work *w, sy_quantity *q, uint32_t top, uint32_t after)
{
    uint32_t hosts[2] = { top, q->of_head };
    for (int h = 0; h < 2; h++) {
        if (hosts[h] == SY_NONE)
            continue;
        uint32_t from, to;
        sy__near_children(w, hosts[h], &from, &to);
        for (uint32_t k = from; k < to; k++)
            if (w->child[k] > after && take_scope(w, q, w->child[k]))
                return;
    }
    uint32_t behind = 1 + (q->of_head != SY_NONE && q->of_head > after ? q->of_head : after);
    if (behind < w->n && w->sentence[behind] == w->sentence[after] && take_scope(w, q, behind))
        return;
    take_scope_of_clause(w, q, q->of_head != SY_NONE ? q->of_head : top);
}

/* "rose by five", "cut its staff by 300 jobs". */
static bool is_change(const sy__facts_work *w, uint32_t number)
{
    uint32_t i = number;
    if (i > 0 && sy__token_is(w, i - 1, "to"))
        return false;                   /* "by five to 17": the level that it came to */
    for (uint32_t hops = 0; hops < 3 && w->dep[i] != SY_DEP_PREP; hops++)
        i = w->head[i];
    return w->dep[i] == SY_DEP_PREP && sy__token_is(w, i, "by") && sy__table_find(&sy__table_facts_change_verbs, w->tokens[w->head[i]].lemma) != SY_NONE;
}

static void set_delta(const sy__facts_work *w, const sy__measure *m, sy_quantity *q)
{
    const struct sy__atoms *a = w->atoms;
    uint32_t before = m->begin;
    if (before > 0) {
        uint8_t c = a->at[before - 1].f->word;
        q->delta = c == SY__W_ANOTHER || c == SY__W_FURTHER;
    }
    uint32_t end = m->end;
    uint8_t  c = sy__atom_at(a, end)->f->word;
    if (c == SY__W_FURTHER || (c == SY__W_MORE && !sy__atom_is(a, end + 1, SY__W_THAN) && !sy__atom_is(a, end - 1, SY__W_OR)))
        q->delta = true;
    for (uint32_t t = q->token; q->of_head != SY_NONE && t < q->of_head && t < q->token + 4; t++)
        if (sy__token_is(w, t, "more") && sy__near_child(w, t, SY_DEP_PREP) == SY_NONE && t > a->at[end - 1].token && !sy__token_is(w, t + 1, "than") && !sy__token_is(w, t - 1, "or"))
            q->delta = true;
    q->delta = q->delta || is_change(w, q->token);
}

/* The noun for a number that is itself subject or object: "of whom 12", "12 of them". */
static uint32_t antecedent(const sy__facts_work *w, uint32_t pronoun)
{
    uint8_t tag = w->tokens[pronoun].tag;
    if (tag != SY_TAG_WP && tag != SY_TAG_WDT)
        return SY_NONE;
    for (uint32_t t = pronoun, k = 0; k < 6 && w->head[t] != t; k++) {
        if (w->dep[t] == SY_DEP_RELCL)
            return w->head[t];
        t = w->head[t];
    }
    return SY_NONE;
}

static uint32_t counted_head(const sy__facts_work *w, const sy__measure *m, uint32_t top, bool *behind_of)
{
    *behind_of = false;
    uint32_t head = w->head[top], of = object_of(w, top);
    if (of != SY_NONE) {
        *behind_of = true;
        if (w->tokens[of].pos == SY_POS_PRON || w->tokens[of].tag == SY_TAG_WP || w->tokens[of].tag == SY_TAG_WDT)
            return antecedent(w, of);
        return of;
    }
    for (uint32_t k = 0; k < 3 && head != top; k++) {
        uint8_t dep = w->dep[top];
        bool    inside = dep == SY_DEP_NUMMOD || dep == SY_DEP_COMPOUND || dep == SY_DEP_AMOD || dep == SY_DEP_QUANTMOD || dep == SY_DEP_NMOD || dep == SY_DEP_DET ||
                      dep == SY_DEP_NPADVMOD || dep == SY_DEP_ADVMOD || dep == SY_DEP_PREDET || dep == SY_DEP_POSS;
        if (!inside)
            return SY_NONE;
        if (is_noun_tag(w->tokens[head].tag) && head > w->atoms->at[m->end - 1].token)
            return head;
        if (!is_adjective(w->tokens[head].tag) && w->tokens[head].pos != SY_POS_NUM && !is_noun_tag(w->tokens[head].tag))
            return SY_NONE;
        top = head;
        head = w->head[top];
    }
    return SY_NONE;
}

/* The parser sometimes hangs a number elsewhere: a noun that directly follows is counted all the same. */
static uint32_t noun_behind(const sy__facts_work *w, uint32_t last)
{
    uint32_t t = last + 1;
    for (uint32_t k = 0; k < 3 && t < w->n; k++, t++) {
        uint8_t tag = w->tokens[t].tag;
        if (w->sentence[t] != w->sentence[last] || w->tokens[t].pos == SY_POS_PUNCT)
            return SY_NONE;
        if (tag == SY_TAG_NNS)
            return t;
        if (!is_adjective(tag) && tag != SY_TAG_NN && tag != SY_TAG_NNP)
            return SY_NONE;
    }
    return SY_NONE;
}

/* "the 31st person killed", "its sixth nuclear test": the number tells how many there have been. "7th Avenue" is a name, "the third
 * quarter" a time. */
static void count_of_ordinal(const sy__facts_work *w, sy_quantity *q, uint32_t first, uint32_t last)
{
    uint32_t top = top_token(w, first, last), head = w->head[top];
    if (w->dep[top] == SY_DEP_AMOD && head > last && w->tokens[head].tag == SY_TAG_NN && w->time_at[head] == SY_NONE)
        set_counted(w, q, head, last);
}

void sy__find_counted(const sy__facts_work *w, const sy__measure *m, sy_quantity *q)
{
    const struct sy__atoms *a = w->atoms;
    uint32_t first = a->at[m->begin].token, last = a->at[m->end - 1].token;
    if (m->age) {
        if (m->of_token != SY_NONE)
            set_counted(w, q, m->of_token, m->of_token > last ? last : m->of_token);
        return;
    }
    if (m->number.ordinal) {
        count_of_ordinal(w, q, first, last);
        return;
    }
    bool     behind_of;
    uint32_t top = top_token(w, first, last), head = counted_head(w, m, top, &behind_of);
    if (head == SY_NONE && !m->unit && !m->currency && !behind_of)
        head = noun_behind(w, last);
    if (head != SY_NONE && head >= first && head <= last)
        head = SY_NONE;
    if (head != SY_NONE && w->time_at[head] != SY_NONE && w->times.at[w->time_at[head]].type != SY_TIME_DURATION)
        head = SY_NONE;                                        /* "rose to six Friday" */
    if (head != SY_NONE)
        set_counted(w, q, head, behind_of ? (head > last ? SY_NONE : head) : last);
    set_scope(w, q, top, last);
    set_delta(w, m, q);
}

/* "3,100 in Kenya and 640 in Chad", "27 people, 12 of them critically": what the number before counted. */
void sy__find_elided(const sy__facts_work *w, sy_quantity *q, const sy_quantity *before, size_t n_before)
{
    if (q->of_head != SY_NONE || q->unit.len || q->ordinal_like || n_before == 0)
        return;
    uint32_t last = q->token;
    for (size_t k = n_before; k-- > 0 && n_before - k <= 3;) {
        const sy_quantity *b = &before[k];
        if (w->sentence[b->token] != w->sentence[last])
            return;
        if (b->of_head == SY_NONE || b->unit.len || b->ordinal_like)
            continue;
        uint32_t h = w->head[last];
        uint8_t  next = last + 1 < w->n ? w->tokens[last + 1].tag : 0;
        bool     conj = w->dep[last] == SY_DEP_CONJ && (h == b->token || h == b->of_head);
        bool     place = q->scope.end > 0 || next == SY_TAG_IN;
        bool     argument = w->dep[last] == SY_DEP_DOBJ || w->dep[last] == SY_DEP_NSUBJ || w->dep[last] == SY_DEP_NSUBJPASS || w->dep[last] == SY_DEP_POBJ;
        if (conj || place || argument || q->delta) {
            q->of = b->of;
            q->of_head = b->of_head;
        }
        return;
    }
}
