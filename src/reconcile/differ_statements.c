/* One statement's slots, clause against clause: who does it, to whom, what it is said to be, with what, where, when, how many,
 * who says so, how sure. Which of them are differences is judge.c's to say. */
#include "reconcile/align.h"
#include "reconcile/differences.h"

enum { COMPARED = 64 };      /* clauses of one statement that are compared; the rest repeat them */

/* ---- the words of a slot --------------------------------------------------------------------------------- */

static bool hangs_on(const sy__doc *d, uint32_t t, uint32_t head, uint32_t depth)
{
    for (uint32_t k = 0; t != head && k < depth && d->tokens[t].head != t; k++) t = d->tokens[t].head;
    return t == head;
}

/* The noun phrase's core: from its first modifier before the head to the head. What follows (a relative clause, "of …") stays out. */
sy_token_range sy__core_of(const sy__doc *d, uint32_t head)
{
    enum { REACH = 8 };
    sy_token_range r = { head, head + 1 };
    while (r.begin > 0 && head - r.begin < REACH && d->tokens[r.begin - 1].pos != SY_POS_SPACE && hangs_on(d, r.begin - 1, head, REACH)) r.begin--;
    while (r.begin < head && d->term[r.begin] == SY_NONE && d->tokens[r.begin].pos != SY_POS_NUM) r.begin++;
    return r;
}

static sy_span span_of(const sy__doc *d, sy_token_range r)
{
    return (sy_span){ d->tokens[r.begin].span.begin, d->tokens[r.end - 1].span.end };
}

static bool entity_key(sy__finder *f, uint32_t entity, sy_str *out)
{
    sy__buf_clear(&f->key);
    sy__buf_printf(&f->key, "\x01" "entity %u", entity);
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
}

/* A use of the words in `r`, keyed by them unless `key` is given. */
bool sy__slot_words(sy__finder *f, uint32_t unit, sy_token_range r, uint32_t head, sy_str key)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    sy_span at = span_of(d, r);
    sy__value_use x = { .key = key, .shown = sy__cut(d->text, at), .ref = sy__ref(u->document, at), .unit = unit, .head = head };
    if (!sy__phrase_key(f, d, r, &x.plain)) return false;
    if (x.key.len == 0) x.key = x.plain;
    return x.key.len == 0 || sy__slot_value(f, x);
}

bool sy__in_a_time(const sy__unit *u, uint32_t token)
{
    for (uint32_t t = 0; t < u->n_times; t++)
        if (token >= u->times[t]->first_token && token <= u->times[t]->last_token) return true;
    return false;
}

/* ---- roles: who, whom, what --------------------------------------------------------------------------------- */

static const sy__filler *only_filler(const sy__unit *u, sy_role role)
{
    const sy__filler *found = NULL;
    for (uint32_t i = 0; i < u->n_fillers; i++) {
        if (u->fillers[i].role != role) continue;
        if (found) return NULL;
        found = &u->fillers[i];
    }
    return found;
}

static bool put_filler(sy__finder *f, uint32_t unit, const sy__filler *x)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    const sy_argument *a = &d->statements[u->statement].arguments[x->argument];
    sy_str key = { NULL, 0 };
    if (a->head >= d->n_tokens || d->term[a->head] == SY_NONE || sy__in_a_time(u, a->head)) return true;   /* a pronoun: what it stands for is elsewhere */
    if (x->entity != SY_NONE && d->tokens[a->head].pos == SY_POS_PROPN && !entity_key(f, x->entity, &key)) return false;
    return sy__slot_words(f, unit, sy__core_of(d, a->head), a->head, key);
}

static bool compare_role(sy__finder *f, sy_role role, sy__difference_feature is)
{
    const sy__group *group = f->group;
    uint32_t names = 0, all = 0;
    sy__slot_begin(f, SY_DIFFERENCE_SCOPE, is, f->statement);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__filler *x = only_filler(u, role);
        if (!x) continue;
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t head = d->statements[u->statement].arguments[x->argument].head;
        all++;
        names += head < d->n_tokens && d->tokens[head].pos == SY_POS_PROPN;
        if (!put_filler(f, group->units[i], x)) return false;
    }
    if (all && names == all) f->slot.kind = SY_DIFFERENCE_NAME;
    return sy__slot_close(f, SY_RELATION_WORDING, 0.5);
}

/* ---- the predicate ------------------------------------------------------------------------------------------- */

static bool compare_predicates(sy__finder *f)
{
    const sy__group *group = f->group;
    sy__slot_begin(f, SY_DIFFERENCE_SCOPE, SY__D_predicate, f->statement);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t head = d->statements[u->statement].head;
        if (head >= d->n_tokens || u->predicate == SY_NONE || d->term[head] == SY_NONE) continue;
        if (!sy__slot_words(f, group->units[i], (sy_token_range){ head, head + 1 }, head, f->s->term_text.at[u->predicate])) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.4);
}

/* ---- what a preposition brings ----------------------------------------------------------------------------------- */

/* The preposition of an oblique argument as a word of the story, and whether it says where. */
static bool oblique_of(const sy__story *s, const sy__unit *u, size_t argument, uint32_t *preposition, bool *place)
{
    const sy__doc *d = &s->docs[u->document];
    const sy_argument *a = &d->statements[u->statement].arguments[argument];
    if (a->role != SY_ROLE_OBLIQUE || a->head >= d->n_tokens || d->term[a->head] == SY_NONE || sy__in_a_time(u, a->head)) return false;
    sy_token_range r = sy__tokens_of(d, a->span);
    if (r.begin >= r.end || r.begin >= a->head || d->word[r.begin] == SY_NONE) return false;
    *preposition = d->word[r.begin];
    *place = a->entity != SY_NONE && (d->entities[a->entity].type == SY_ENTITY_PLACE || d->entities[a->entity].type == SY_ENTITY_FACILITY);
    return true;
}

/* One slot a preposition, in the order in which they come; places are one slot whatever theirs is. */
static bool compare_obliques(sy__finder *f, bool places)
{
    enum { PREPOSITIONS = 16 };
    const sy__group *group = f->group;
    uint32_t seen[PREPOSITIONS], n_seen = 0, preposition = 0;
    bool place = false;
    for (uint32_t i = 0; i < group->n_units && i < COMPARED && !places; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        for (size_t a = 0; a < f->s->docs[u->document].statements[u->statement].n_arguments && n_seen < PREPOSITIONS; a++) {
            uint32_t k = 0;
            if (!oblique_of(f->s, u, a, &preposition, &place) || place) continue;
            while (k < n_seen && seen[k] != preposition) k++;
            if (k == n_seen) seen[n_seen++] = preposition;
        }
    }
    for (uint32_t p = 0; p < (places ? 1 : n_seen); p++) {
        sy__slot_begin(f, places ? SY_DIFFERENCE_PLACE : SY_DIFFERENCE_SCOPE, places ? SY__D_place : SY__D_oblique, f->statement);
        for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
            const sy__unit *u = &f->s->units.at[group->units[i]];
            const sy__doc *d = &f->s->docs[u->document];
            const sy_statement *st = &d->statements[u->statement];
            for (size_t a = 0; a < st->n_arguments; a++) {
                if (!oblique_of(f->s, u, a, &preposition, &place) || place != places || (!places && preposition != seen[p])) continue;
                sy_str key = { NULL, 0 };
                if (places && !entity_key(f, d->entity[st->arguments[a].entity], &key)) return false;
                sy_token_range r = { sy__tokens_of(d, st->arguments[a].span).begin, st->arguments[a].head + 1 };
                if (!sy__slot_words(f, group->units[i], r, st->arguments[a].head, key)) return false;
            }
        }
        if (!sy__slot_close(f, places ? SY_RELATION_MORE_EXACT : SY_RELATION_WORDING, 0.5)) return false;
    }
    return true;
}

/* ---- when, how many ---------------------------------------------------------------------------------------------- */

/* Two clauses that tell of one thing beyond doubt: one predicate, one of those who take part in it, and near half of their words. */
bool sy__surely_one(const sy__story *s, const sy__unit *u, const sy__unit *v)
{
    static const double ALIKE = 0.45;
    if (u->document == v->document || u->predicate == SY_NONE || u->predicate != v->predicate) return false;
    if (sy__bag_cosine(&u->terms, &v->terms, s->term_weight) < ALIKE) return false;
    for (uint32_t i = 0; i < u->n_fillers; i++)
        for (uint32_t j = 0; j < v->n_fillers; j++)
            if (u->fillers[i].role == v->fillers[j].role && u->fillers[i].role != SY_ROLE_OBLIQUE && sy__fillers_meet(&u->fillers[i], &v->fillers[j])) return true;
    return false;
}

/* The one day, month or year that a clause gives for itself. */
static bool only_date(const sy__unit *u, sy_str *out)
{
    bool found = false;
    for (uint32_t t = 0; t < u->n_times; t++) {
        if (u->times[t]->type == SY_TIME_DURATION || u->times[t]->type == SY_TIME_SET) continue;
        if (found || u->times[t]->type != SY_TIME_DATE || !sy__calendar_date(u->times[t], out)) return false;
        found = true;
    }
    return found;
}

/* Whether the days of a statement meet: those that do not stand in clauses that may tell of two things. What cannot both hold is
 * differ_conflicts.c's to say. */
static bool days_meet(const sy__story *s, const sy__group *g)
{
    for (uint32_t i = 0; i < g->n_units && i < COMPARED; i++)
        for (uint32_t j = 0; j < i; j++) {
            const sy__unit *u = &s->units.at[g->units[i]], *v = &s->units.at[g->units[j]];
            sy_str x, y;
            if (u->document != v->document && only_date(u, &x) && only_date(v, &y) && !sy__dates_meet(x, y)) return false;
        }
    return true;
}

static bool compare_times(sy__finder *f, bool durations)
{
    const sy__group *group = f->group;
    sy__slot_begin(f, SY_DIFFERENCE_TIME, durations ? SY__D_duration : SY__D_time, f->statement);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        for (uint32_t t = 0; t < u->n_times; t++) {
            const sy_time *x = u->times[t];
            if ((x->type == SY_TIME_DURATION || x->type == SY_TIME_SET) != durations) continue;
            if (!sy__slot_words(f, group->units[i], (sy_token_range){ x->first_token, x->last_token + 1 }, x->last_token, x->value)) return false;
        }
    }
    return (!durations && !days_meet(f->s, group)) || sy__slot_close(f, SY_RELATION_MORE_EXACT, 0.5);
}

static bool of_one_kind(const sy__number *a, const sy__number *b)
{
    return sy__eq(a->unit, b->unit) && (a->of == b->of || (a->unit.len && (a->of == SY_NONE || b->of == SY_NONE)));
}

static sy_figure_value value_of(const sy_quantity *q)
{
    return (sy_figure_value){ .has_value = true, .value = q->value, .is_range = q->is_range, .value_max = q->value_max, .modifier = q->modifier };
}

/* How the numbers of one kind stand to each other: an update where their reports are of different days. false: some do not meet,
 * in clauses that may tell of two things; where they do not, differ_conflicts.c has them. */
static bool relation_of_numbers(const sy__story *s, const sy__group *g, const sy__number *kind, sy_relation *relation)
{
    bool apart = false;
    *relation = SY_RELATION_MORE_EXACT;
    for (uint32_t i = 0; i < g->n_units && i < COMPARED; i++)
        for (uint32_t j = 0; j < i; j++) {
            const sy__unit *u = &s->units.at[g->units[i]], *v = &s->units.at[g->units[j]];
            if (u->n_numbers != 1 || v->n_numbers != 1 || !of_one_kind(&u->numbers[0], kind) || !of_one_kind(&v->numbers[0], kind)) continue;
            const sy_quantity *x = &s->docs[u->document].quantities[u->numbers[0].quantity], *y = &s->docs[v->document].quantities[v->numbers[0].quantity];
            sy_figure_value a = value_of(x), b = value_of(y);
            if (sy__values_meet(&a, &b)) continue;
            if (x->delta != y->delta || !sy__values_at_odds(&a, &b) || !sy__surely_one(s, u, v)) {
                apart = true;
                continue;
            }
            if (s->docs[u->document].day != s->docs[v->document].day) *relation = SY_RELATION_UPDATE;
            else apart = true;
        }
    return *relation == SY_RELATION_UPDATE || !apart;
}

/* Clauses that give one number each: those of the kind that the clause at `first` gives. */
static bool compare_numbers_like(sy__finder *f, uint32_t first)
{
    const sy__group *group = f->group;
    const sy__number *kind = &f->s->units.at[group->units[first]].numbers[0];
    sy__slot_begin(f, SY_DIFFERENCE_QUANTITY, SY__D_number, f->statement);
    for (uint32_t i = first; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        if (u->n_numbers != 1 || !of_one_kind(&u->numbers[0], kind)) continue;
        const sy_quantity *q = &d->quantities[u->numbers[0].quantity];
        sy_token_range r = sy__tokens_of(d, q->span);
        sy_str key;
        sy__buf_clear(&f->key);
        sy__buf_printf(&f->key, "\x01%.17g %.17g", u->numbers[0].value, u->numbers[0].value_max);
        if (f->key.failed || !sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), &key)) return false;
        if (r.begin < r.end && !sy__slot_words(f, group->units[i], r, q->of_head, key)) return false;
    }
    sy_relation relation;
    return !relation_of_numbers(f->s, group, kind, &relation) || sy__slot_close(f, relation, 0.5);
}

/* A slot for each kind of number: people are not compared with years. */
static bool compare_numbers(sy__finder *f)
{
    const sy__group *group = f->group;
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        bool seen = u->n_numbers != 1;
        for (uint32_t j = 0; j < i && !seen; j++) {
            const sy__unit *v = &f->s->units.at[group->units[j]];
            seen = v->n_numbers == 1 && of_one_kind(&v->numbers[0], &u->numbers[0]);
        }
        if (!seen && !compare_numbers_like(f, i)) return false;
    }
    return true;
}

/* ---- who says so ------------------------------------------------------------------------------------------------- */

static bool put_source(sy__finder *f, uint32_t unit, const sy_attribution *a)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    sy_token_range r = sy__tokens_of(d, a->source[0]);
    sy_str key = { NULL, 0 };
    uint32_t head = SY_NONE;
    for (uint32_t t = r.begin; t < r.end; t++) {
        if (d->tokens[t].pos == SY_POS_PRON && r.end - r.begin == 1) return true;
        if (d->tokens[t].head < r.begin || d->tokens[t].head >= r.end) head = t;
    }
    if (r.begin >= r.end) return true;
    if (u->speaker != SY_NONE && !entity_key(f, u->speaker, &key)) return false;
    return sy__slot_words(f, unit, r, head, key);
}

/* The clause itself shows that nobody is named for it. */
static bool put_own_voice(sy__finder *f, uint32_t unit, uint32_t head)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    sy__value_use x = { .key = SY_STR("\x01own voice"), .shown = SY_STR("in its own voice"), .ref = sy__ref(u->document, span_of(d, u->tokens)), .unit = unit, .head = head };
    return sy__phrase_key(f, d, u->tokens, &x.plain) && sy__slot_value(f, x);
}

bool sy__compare_voices(sy__finder *f, const uint32_t *units, uint32_t n, uint32_t statement, sy__difference_feature is)
{
    bool silent = false, told = false, own = is != SY__D_voice;
    sy__slot_begin(f, SY_DIFFERENCE_ATTRIBUTION, is, statement);
    for (uint32_t i = 0; i < n && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t a = d->statements[u->statement].attribution;
        if (a != SY_NONE && d->attributions[a].n_source) {
            told = true;
            if (!put_source(f, units[i], &d->attributions[a])) return false;
        } else if (a == SY_NONE) {
            silent = true;
            uint32_t head = d->statements[u->statement].head;
            if (own && head < d->n_tokens && !put_own_voice(f, units[i], head)) return false;
        }
    }
    return (is != SY__D_figure_voice && own != (silent && told)) || sy__slot_close(f, SY_RELATION_WORDING, 0.6);
}

/* ---- whether ------------------------------------------------------------------------------------------------------ */

static bool put_predicate(sy__finder *f, uint32_t unit, sy_str key)
{
    const sy__unit *u = &f->s->units.at[unit];
    const sy__doc *d = &f->s->docs[u->document];
    uint32_t head = d->statements[u->statement].head;
    if (head >= d->n_tokens) return true;
    uint32_t from = head > u->tokens.begin + 2 ? head - 2 : u->tokens.begin;
    sy_span at = span_of(d, (sy_token_range){ from, head + 1 });
    return sy__slot_value(f, (sy__value_use){ .key = key, .shown = sy__cut(d->text, at), .ref = sy__ref(u->document, at), .unit = unit, .head = head });
}

static bool compare_modality(sy__finder *f)
{
    const sy__group *group = f->group;
    sy__slot_begin(f, SY_DIFFERENCE_MODALITY, SY__D_modality, f->statement);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        if (!put_predicate(f, group->units[i], sy__str(sy_modality_name(f->s->docs[u->document].statements[u->statement].modality)))) return false;
    }
    return sy__slot_close(f, SY_RELATION_MORE_EXACT, 0.4);
}

/* "Not expected to rise": what is said around it denies it. */
static bool denied_from_above(const sy__doc *d, uint32_t head)
{
    enum { STEPS = 16 };
    for (uint32_t i = 0; i < STEPS && d->tokens[head].head != head; i++) {
        head = d->tokens[head].head;
        sy_token_range r = d->sentences[d->tokens[head].sentence];
        for (uint32_t t = r.begin; t < r.end; t++) if (d->tokens[t].head == head && d->tokens[t].dep == SY_DEP_NEG) return true;
    }
    return false;
}

/* One report denies what another says, in nearly all of its words: "not" stands as well in clauses of other things that are much alike. */
static bool compare_negation(sy__finder *f)
{
    static const double NEARLY_ALL = 0.7;
    const sy__story *s = f->s;
    const sy__group *group = f->group;
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++)
        for (uint32_t j = 0; j < i; j++) {
            const sy__unit *u = &s->units.at[group->units[i]], *v = &s->units.at[group->units[j]];
            bool no = s->docs[u->document].statements[u->statement].negated;
            if (no == s->docs[v->document].statements[v->statement].negated || !sy__surely_one(s, u, v)) continue;
            if (denied_from_above(&s->docs[u->document], s->docs[u->document].statements[u->statement].head)) continue;
            if (denied_from_above(&s->docs[v->document], s->docs[v->document].statements[v->statement].head)) continue;
            if (sy__bag_cosine(&u->terms, &v->terms, s->term_weight) < NEARLY_ALL) continue;
            sy__slot_begin(f, SY_DIFFERENCE_NEGATION, SY__D_negation, f->statement);
            return put_predicate(f, group->units[i], no ? SY_STR("\x01no") : SY_STR("\x01yes"))
                && put_predicate(f, group->units[j], no ? SY_STR("\x01yes") : SY_STR("\x01no")) && sy__slot_close(f, SY_RELATION_CONFLICT, 0.5);
        }
    return true;
}

bool sy__statement_differences(sy__finder *f)
{
    static const struct { sy_role role; sy__difference_feature is; } roles[] = {
        { SY_ROLE_AGENT, SY__D_agent }, { SY_ROLE_PATIENT, SY__D_patient }, { SY_ROLE_ATTRIBUTE, SY__D_attribute }, { SY_ROLE_RECIPIENT, SY__D_recipient } };
    for (uint32_t k = 0; sy__choose_group(f, k); k++) {
        const sy__group *group = f->group;
        if (group->n_units < 2) continue;
        for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) if (!compare_role(f, roles[r].role, roles[r].is)) return false;
        bool ok = compare_predicates(f) && compare_obliques(f, false) && compare_obliques(f, true) && compare_times(f, false) && compare_times(f, true) && compare_numbers(f)
               && sy__compare_voices(f, group->units, group->n_units, f->statement, SY__D_voice) && sy__compare_voices(f, group->units, group->n_units, f->statement, SY__D_own_voice)
               && compare_modality(f) && compare_negation(f);
        if (!ok) return false;
    }
    return true;
}
