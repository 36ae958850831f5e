/* The clauses that take part in the account: which of the facts' statements they are, what of them can be compared, and how much
 * each word weighs in this story. */
#include "reconcile/story.h"

#include <math.h>

enum { LEAST_TERMS = 2, SMALL_TERMS = 3, STUB_TERMS = 3, LARGE_TERMS = 12 };

static uint32_t count_terms(const sy__doc *d, sy_token_range r)
{
    uint32_t n = 0;
    for (uint32_t i = r.begin; i < r.end; i++) n += d->term[i] != SY_NONE;
    return n;
}

/* One of the facts' statements on its way to become a unit or a part of one. */
typedef struct clause {
    uint32_t n_terms, own;      /* content words: all, and those of no clause in it that stays apart */
    uint32_t parent;            /* the nearest clause around it that takes part; SY_NONE */
    bool     part, merged;      /* it takes part; it is no unit of its own */
    bool     cue;
    bool     weak;              /* it is one only if it finds a partner */
} clause;

static bool has_verb(const sy__doc *d, const sy_statement *st)
{
    return d->tokens[st->head].pos == SY_POS_VERB || d->tokens[st->head].pos == SY_POS_AUX;
}

/* "May 3, 2031 4:59 p.m.": no verb, and next to no word but of the date. */
static bool is_date_line(const sy__doc *d, const sy_statement *st, uint32_t n_terms)
{
    uint32_t dated = 0;
    if (has_verb(d, st)) return false;
    for (size_t i = 0; i < st->n_times; i++) {
        const sy_time *t = &d->times[st->times[i]];
        for (uint32_t k = t->first_token; k <= t->last_token; k++) dated += k >= st->tokens.begin && k < st->tokens.end && d->term[k] != SY_NONE;
    }
    return dated > 0 && dated + LEAST_TERMS > n_terms;
}

/* The clause is a caption's own sentence, or stands beside it. */
static bool leads_caption(const sy__doc *d, const sy_statement *st)
{
    return st->head >= d->text_tokens && d->tokens[sy__first_conjunct(d, st->head)].dep == SY_DEP_ROOT;
}

/* "Smoke rises over the plant", "A man is led away": in the present a caption tells what its picture shows. */
static bool shows_picture(const sy__doc *d, const sy_statement *st)
{
    uint8_t tag = d->tokens[st->head].tag;
    bool present = tag == SY_TAG_VBZ || tag == SY_TAG_VBP || tag == SY_TAG_VBG;
    if (!leads_caption(d, st) || tag == SY_TAG_VBD) return false;
    for (uint32_t t = st->tokens.begin; t < st->tokens.end; t++) {
        const sy_token *x = &d->tokens[t];
        if (x->head != st->head || (x->dep != SY_DEP_AUX && x->dep != SY_DEP_AUXPASS)) continue;
        if (!sy__is(x->lemma, "be") || x->tag == SY_TAG_VBD) return false;   /* "has died", "was killed", "will meet" */
        present = true;
    }
    return present || tag == SY_TAG_VBN;
}

/* A cue says nothing but who says the rest; one that introduces nothing ("declined to comment") says something after all. What a
 * picture is called ("Rescuers at the plant") says nothing. */
static bool takes_part(const sy__doc *d, const sy_statement *st, uint32_t n_terms)
{
    if (is_date_line(d, st, n_terms) || (!has_verb(d, st) && leads_caption(d, st))) return false;
    if (st->is_cue && st->head < d->n_tokens && d->cue[st->head]) return false;
    return n_terms >= LEAST_TERMS;
}

/* What completes another clause's verb or noun is told with it: "wants to leave", "plans to leave", "by leaving". */
static bool completes(const sy__doc *d, const sy_statement *st)
{
    switch (d->tokens[st->head].dep) {
    case SY_DEP_XCOMP: case SY_DEP_CCOMP: case SY_DEP_CSUBJ: case SY_DEP_CSUBJPASS: case SY_DEP_PCOMP: return true;
    case SY_DEP_ACL: return st->n_quantities == 0;
    default: return false;
    }
}

static bool read_clauses(sy__story *s, const sy__doc *d, clause **out)
{
    clause *c = *out = sy__arena_array(&s->scratch, d->n_statements, sizeof *c);
    if (!c) return false;
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const sy_statement *st = &d->statements[i];
        if (st->tokens.begin >= st->tokens.end || st->tokens.end > d->n_tokens || st->head >= d->n_tokens) continue;
        c[i].n_terms = c[i].own = count_terms(d, st->tokens);
        c[i].part = takes_part(d, st, c[i].n_terms);
        if (!c[i].part && st->is_cue && c[i].n_terms >= LEAST_TERMS) c[i].part = c[i].weak = c[i].cue = true;
    }
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const sy_statement *st = &d->statements[i];
        uint32_t p = st->parent, steps = 0;
        while (p < d->n_statements && (!c[p].part || c[p].cue) && steps++ < 64) p = d->statements[p].parent;
        bool inside = p < d->n_statements && c[p].part && d->statements[p].tokens.begin <= st->tokens.begin && d->statements[p].tokens.end >= st->tokens.end;
        c[i].parent = inside ? p : SY_NONE;
    }
    return true;
}

/* Clauses are compared as finely as they can be cut; what then finds no partner is told with the clause around it (fold_units). */
static void merge_clauses(const sy__doc *d, clause *c)
{
    for (uint32_t i = 0; i < d->n_statements; i++) {
        uint32_t p = c[i].parent;
        if (!c[i].part || p == SY_NONE) continue;
        c[i].merged = !c[p].cue && c[p].n_terms < c[i].n_terms + LEAST_TERMS;   /* it leaves next to nothing of the other */
        c[i].weak |= completes(d, &d->statements[i]) && c[i].n_terms < LARGE_TERMS;
        c[i].weak |= c[i].n_terms < SMALL_TERMS && d->statements[i].n_quantities == 0;
        if (!c[i].merged) c[p].own -= c[i].n_terms < c[p].own ? c[i].n_terms : c[p].own;
    }
    /* "The announcement comes …": what says next to nothing by itself, and what follows it. */
    for (uint32_t i = 0; i < d->n_statements; i++) {
        uint32_t p = c[i].parent;
        if (!c[i].part || c[i].merged || p == SY_NONE || c[p].own > STUB_TERMS || d->tokens[d->statements[i].head].dep == SY_DEP_CONJ) continue;
        c[i].weak = true;
    }
}

static int by_extent(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__unit *x = a, *y = b;
    if (x->tokens.begin != y->tokens.begin) return x->tokens.begin < y->tokens.begin ? -1 : 1;
    if (x->tokens.end != y->tokens.end) return x->tokens.end > y->tokens.end ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

static bool keep_unit(sy__story *s, uint32_t d, uint32_t i, bool weak)
{
    const sy__doc *doc = &s->docs[d];
    const sy_statement *st = &doc->statements[i];
    sy__unit u = { .document = d, .statement = i, .parent = SY_NONE, .span = st->span, .tokens = st->tokens,
                   .sentence = doc->tokens[st->tokens.begin].sentence, .group = SY_NONE, .speaker = SY_NONE, .weak = weak, .picture = shows_picture(doc, st) };
    return SY__PUSH(s->ctx, &s->units, u);
}

static bool find_units(sy__story *s, uint32_t d)
{
    const sy__doc *doc = &s->docs[d];
    uint32_t begin = s->units.n;
    clause *c;
    if (!read_clauses(s, doc, &c)) return false;
    merge_clauses(doc, c);
    for (uint32_t i = 0; i < doc->n_statements; i++)
        if (c[i].part && !c[i].merged && !keep_unit(s, d, i, c[i].weak)) return false;
    if (s->units.n == begin) return true;   /* no document before it may have had one either: there is nothing to point into */
    return sy__sort(s->ctx, s->units.at + begin, s->units.n - begin, sizeof *s->units.at, by_extent, NULL);
}

/* Units by begin, longest first: each token's last writer is the innermost, and the unit there before is the parent. */
static void nest_units(sy__story *s, uint32_t d)
{
    sy__doc *doc = &s->docs[d];
    for (uint32_t u = s->unit_begin[d]; u < s->unit_begin[d + 1]; u++) {
        sy__unit *x = &s->units.at[u];
        uint32_t around = doc->unit_at[x->tokens.begin];
        if (around != SY_NONE && s->units.at[around].tokens.end >= x->tokens.end) x->parent = around;
        for (uint32_t i = x->tokens.begin; i < x->tokens.end; i++) doc->unit_at[i] = u;
    }
}

/* What leads on to a clause that is told apart: "… in prison after", "… by gunfire according to". */
static bool leads_on(const sy__doc *d, uint32_t token)
{
    switch (d->tokens[token].dep) {
    case SY_DEP_PREP: case SY_DEP_MARK: case SY_DEP_CC: case SY_DEP_DET: case SY_DEP_AGENT: return true;
    default: return d->word[token] == SY_NONE;
    }
}

/* A clause's own words: without the clauses in it that are units themselves. Support is one contiguous piece: the run of own
 * words around the predicate, and what lies before it where little is between. */
static void trim_unit(sy__story *s, uint32_t number)
{
    sy__unit *u = &s->units.at[number];
    sy__doc *d = &s->docs[u->document];
    uint32_t head = d->statements[u->statement].head;
    if (head < u->tokens.begin || head >= u->tokens.end || d->unit_at[head] != number) return;
    uint32_t b = head, e = head + 1;
    while (b > u->tokens.begin && d->unit_at[b - 1] == number) b--;
    while (e < u->tokens.end && d->unit_at[e] == number) e++;
    uint32_t gap = b;
    while (gap > u->tokens.begin && d->unit_at[gap - 1] != number) gap--;
    if (gap > u->tokens.begin && b - gap <= (e - b) / 2) {
        b = gap;
        while (b > u->tokens.begin && d->unit_at[b - 1] == number) b--;
    }
    while (b < head && d->word[b] == SY_NONE) b++;
    bool cut = e < u->tokens.end;
    while (e > head + 1 && (cut ? leads_on(d, e - 1) : d->word[e - 1] == SY_NONE)) e--;
    if (count_terms(d, (sy_token_range){ b, e }) < LEAST_TERMS) return;
    u->core = (sy_token_range){ b, e };
    u->span = (sy_span){ d->tokens[b].span.begin, d->tokens[e - 1].span.end };
}

/* ---- what can be compared ---------------------------------------------------------------------------- */

/* Takes over `at`. */
bool sy__make_bag(sy__story *s, uint32_t *at, uint32_t n, sy__bag *out)
{
    if (!sy__sort_once(s, at, &n)) return false;
    *out = (sy__bag){ at, n, 0 };
    return true;
}

static bool bag_terms(sy__story *s, const sy__doc *d, sy_token_range r, sy__bag *terms, sy__bag *pairs)
{
    uint32_t n = 0, *at = sy__arena_array(&s->scratch, r.end - r.begin, sizeof *at);
    uint32_t m = 0, *two = pairs ? sy__arena_array(&s->scratch, r.end - r.begin, sizeof *two) : NULL;
    uint32_t last = SY_NONE;
    if (!at || (pairs && !two)) return false;
    for (uint32_t i = r.begin; i < r.end; i++) {
        if (d->term[i] == SY_NONE) continue;
        at[n++] = d->term[i];
        uint32_t key[2] = { last, d->term[i] };
        if (pairs && last != SY_NONE) two[m++] = (uint32_t)sy__hash(key, sizeof key, 3);
        last = d->term[i];
    }
    return sy__make_bag(s, at, n, terms) && (!pairs || sy__make_bag(s, two, m, pairs));
}

static bool bag_names(sy__story *s, const sy__doc *d, sy__unit *u)
{
    uint32_t n = 0, *at = sy__arena_array(&s->scratch, u->tokens.end - u->tokens.begin, sizeof *at);
    if (!at) return false;
    for (uint32_t i = u->tokens.begin; i < u->tokens.end; i++) {
        uint32_t e = sy_facts_entity_at(d->in->facts, i);
        if (e != SY_NONE && d->entities[e].named) at[n++] = d->entity[e];
    }
    return sy__make_bag(s, at, n, &u->names);
}

static bool read_fillers(sy__story *s, const sy__doc *d, const sy_statement *st, sy__unit *u)
{
    sy__filler *f = sy__arena_array(&s->scratch, st->n_arguments, sizeof *f);
    if (!f) return false;
    for (size_t i = 0; i < st->n_arguments; i++) {
        const sy_argument *a = &st->arguments[i];
        uint32_t e = a->entity != SY_NONE ? d->entity[a->entity] : SY_NONE;
        f[i] = (sy__filler){ a->role, e, a->head < d->n_tokens ? d->term[a->head] : SY_NONE, (uint32_t)i, NULL };
    }
    u->fillers = f;
    u->n_fillers = (uint32_t)st->n_arguments;
    return true;
}

static bool read_figures(sy__story *s, const sy__doc *d, const sy_statement *st, sy__unit *u)
{
    sy__number *n = sy__arena_array(&s->scratch, st->n_quantities, sizeof *n);
    const sy_time **t = sy__arena_array(&s->scratch, st->n_times, sizeof *t);
    if (!n || !t) return false;
    for (size_t i = 0; i < st->n_quantities; i++) {
        const sy_quantity *q = &d->quantities[st->quantities[i]];
        if (!q->has_value || q->ordinal_like) continue;
        uint32_t of = q->of_head < d->n_tokens ? d->term[q->of_head] : SY_NONE;
        n[u->n_numbers++] = (sy__number){ q->value, q->is_range ? q->value_max : q->value, q->unit, of, st->quantities[i] };
    }
    for (size_t i = 0; i < st->n_times; i++) t[u->n_times++] = &d->times[st->times[i]];
    u->numbers = n;
    u->times = t;
    return true;
}

static bool read_unit(sy__story *s, sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    const sy_statement *st = &d->statements[u->statement];
    for (uint32_t i = u->tokens.begin; i < u->tokens.end; i++) u->n_words += d->word[i] != SY_NONE;
    u->predicate = st->head < d->n_tokens ? d->term[st->head] : SY_NONE;
    if (st->nominal && st->predicate.len) {   /* "the killing of": counted as the verb */
        sy_str stem = sy__stem_of(&s->scratch, st->predicate);
        u->predicate = stem.ptr ? sy__term_of(s, stem) : SY_NONE;
        if (u->predicate == SY_NONE) return false;
    }
    u->negated = st->negated;
    if (st->attribution != SY_NONE) {
        uint32_t e = d->attributions[st->attribution].speaker;
        u->attributed = true;
        u->speaker = e != SY_NONE ? d->entity[e] : SY_NONE;
    }
    return bag_terms(s, d, u->core, &u->terms, &u->pairs) && bag_names(s, d, u) && read_fillers(s, d, st, u) && read_figures(s, d, st, u);
}

static bool read_sentences(sy__story *s, uint32_t document)
{
    const sy__doc *d = &s->docs[document];
    sy__bag *bags = sy__arena_array(&s->scratch, d->n_sentences, sizeof *bags);
    if (!bags) return false;
    for (uint32_t i = 0; i < d->n_sentences; i++) if (!bag_terms(s, d, d->sentences[i], &bags[i], NULL)) return false;
    for (uint32_t u = s->unit_begin[document]; u < s->unit_begin[document + 1]; u++) s->units.at[u].around = &bags[s->units.at[u].sentence];
    return true;
}

/* ---- weights --------------------------------------------------------------------------------------------- */

static double weight_of(uint32_t n, uint32_t df)
{
    return sy__rounded_log(((double)n + 1.0) / ((double)df + 0.5));
}

double sy__bag_norm(const sy__bag *b, const double *weight)
{
    double sum = 0;
    for (uint32_t i = 0; i < b->n; i++) sum += weight[b->at[i]] * weight[b->at[i]];
    return sqrt(sum);
}

/* The story's own idf: what every report says tells no two clauses apart. */
static bool weigh(sy__story *s)
{
    uint32_t n = s->units.n, n_names = (uint32_t)s->account->n_entities;
    s->n_weighed = s->term_text.n;
    s->term_df = sy__arena_array(&s->scratch, s->term_text.n, sizeof *s->term_df);
    s->term_weight = sy__arena_array(&s->scratch, s->term_text.n, sizeof *s->term_weight);
    uint32_t *name_df = sy__arena_array(&s->scratch, n_names, sizeof *name_df);
    s->name_weight = sy__arena_array(&s->scratch, n_names, sizeof *s->name_weight);
    if (!s->term_df || !s->term_weight || !name_df || !s->name_weight) return false;
    for (uint32_t u = 0; u < n; u++) {
        const sy__unit *x = &s->units.at[u];
        if (x->picture) continue;   /* nothing that they meet weighs more or less for what a photo shows */
        for (uint32_t i = 0; i < x->terms.n; i++) s->term_df[x->terms.at[i]]++;
        for (uint32_t i = 0; i < x->names.n; i++) name_df[x->names.at[i]]++;
    }
    for (uint32_t t = 0; t < s->term_text.n; t++) s->term_weight[t] = weight_of(n, s->term_df[t]);
    for (uint32_t e = 0; e < n_names; e++) s->name_weight[e] = weight_of(n, name_df[e]);
    for (uint32_t u = 0; u < n; u++) {
        sy__unit *x = &s->units.at[u];
        x->terms.norm = sy__bag_norm(&x->terms, s->term_weight);
        for (uint32_t i = 0; i < x->terms.n; i++) x->terms_weight += s->term_weight[x->terms.at[i]];
        x->names.norm = sy__bag_norm(&x->names, s->name_weight);
        uint32_t from = x->sentence > 0 ? x->sentence - 1 : 0, n_sentences = s->docs[x->document].n_sentences;
        for (uint32_t i = from; i <= x->sentence + 1 && i < n_sentences; i++) {
            sy__bag *b = x->around - x->sentence + i;
            if (b->norm == 0) b->norm = sy__bag_norm(b, s->term_weight);
        }
    }
    return true;
}

/* ---- what the words mean -------------------------------------------------------------------------------------- */

/* The word as it stands, else its lemma. */
static const int8_t *meaning_at(const sy__story *s, const sy__doc *d, uint32_t token)
{
    if (token >= d->n_tokens || d->word[token] == SY_NONE) return NULL;
    const int8_t *v = sy__vector_of(s->vectors, s->term_text.at[d->word[token]]);
    return v || d->tokens[token].lemma.len == 0 ? v : sy__vector_of(s->vectors, d->tokens[token].lemma);
}

/* The sum of the words' vectors, each by its weight in this story. */
static bool sum_meaning(sy__story *s, const sy__doc *d, sy_token_range r, const int8_t **out)
{
    enum { MOST_WORDS = 1024 };   /* as many as the sum can hold, whatever they weigh */
    sy__meaning_sum sum = { { 0 } };
    int8_t *meaning = sy__arena_get(&s->scratch, SY__MEANING);
    if (!meaning) return false;
    for (uint32_t t = r.begin, n = 0; t < r.end && n < MOST_WORDS; t++) {
        const int8_t *v = d->term[t] == SY_NONE ? NULL : meaning_at(s, d, t);
        if (!v) continue;
        sy__meaning_add(&sum, v, s->term_weight[d->term[t]]);
        n++;
    }
    *out = sy__meaning_of(&sum, meaning) ? meaning : NULL;
    return true;
}

static bool read_meaning(sy__story *s, sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    const sy_statement *st = &d->statements[u->statement];
    bool follows = u > s->units.at && u[-1].document == u->document && u[-1].sentence == u->sentence;
    if (!sum_meaning(s, d, u->core, &u->meaning)) return false;
    if (follows) u->sentence_meaning = u[-1].sentence_meaning;
    else if (!sum_meaning(s, d, d->sentences[u->sentence], &u->sentence_meaning)) return false;
    u->predicate_meaning = meaning_at(s, d, st->head);
    for (uint32_t i = 0; i < u->n_fillers; i++) u->fillers[i].meaning = meaning_at(s, d, st->arguments[u->fillers[i].argument].head);
    return true;
}

/* What is asked of a token again and again, once for each document. */
static bool index_tokens(sy__story *s, sy__doc *d)
{
    d->cue = sy__arena_array(&s->scratch, d->n_tokens, sizeof *d->cue);
    d->day_at = sy__arena_array(&s->scratch, d->n_tokens, sizeof *d->day_at);
    if (!d->cue || !d->day_at) return false;
    for (uint32_t t = 0; t < d->n_tokens; t++) d->day_at[t] = SY__NO_DAY;
    for (uint32_t a = 0; a < d->n_attributions; a++) if (d->attributions[a].cue_token < d->n_tokens) d->cue[d->attributions[a].cue_token] = true;
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const sy_statement *st = &d->statements[i];
        sy_str date;
        for (size_t t = 0; st->head < d->n_tokens && t < st->n_times && d->day_at[st->head] == SY__NO_DAY; t++)
            if (sy__calendar_date(&d->times[st->times[t]], &date)) d->day_at[st->head] = sy__day_of(date);
    }
    return true;
}

bool sy__collect_units(sy__story *s)
{
    s->unit_begin = sy__arena_array(&s->scratch, (size_t)s->n_docs + 1, sizeof *s->unit_begin);
    if (!s->unit_begin) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        s->unit_begin[d] = s->units.n;
        if (!index_tokens(s, &s->docs[d]) || !find_units(s, d)) return false;
    }
    s->unit_begin[s->n_docs] = s->units.n;
    for (uint32_t d = 0; d < s->n_docs; d++) nest_units(s, d);
    for (uint32_t u = 0; u < s->units.n; u++) {
        s->units.at[u].core = s->units.at[u].tokens;
        trim_unit(s, u);
    }
    for (uint32_t u = 0; u < s->units.n; u++) if (!read_unit(s, &s->units.at[u])) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) if (!read_sentences(s, d)) return false;
    if (!weigh(s)) return false;
    for (uint32_t u = 0; u < s->units.n && s->vectors; u++) if (!read_meaning(s, &s->units.at[u])) return false;
    return true;
}

/* Words of a title count by how many clauses have them, long titles not more than short ones. */
bool sy__title_weight(sy__story *s, sy_str title, double *out)
{
    uint32_t n = 0;
    double sum = 0;
    *out = 0;
    for (size_t i = 0, begin = 0; i <= title.len;) {
        size_t at = i;
        bool end = i == title.len || !(sy__is_alpha(sy__utf8_next(title, &i)));
        if (i == at) i++;
        if (!end) continue;
        sy_str word = sy__sub(title, begin, at);
        begin = i;
        if (word.len == 0) continue;
        sy_str stem = sy__stem_of(&s->scratch, word);
        if (!stem.ptr) return false;
        uint32_t *term = sy__map_find(&s->terms, stem);
        n++;
        if (term && *term < s->n_weighed) sum += (double)s->term_df[*term];
    }
    if (n >= 3) *out = sum / (double)(n + 4);
    return true;
}
