/* One statement's slots, clause against clause: who does it, to whom, what it is said to be, where, when, who says so, how sure. */
#include "reconcile/align.h"
#include "reconcile/differences.h"

enum { COMPARED = 64 };      /* clauses of one statement that are compared; the rest repeat them */

/* ---- the words of a slot --------------------------------------------------------------------------------- */

/* The noun phrase's core: from its first modifier before the head to the head. What follows (a relative clause, "of …") stays out. */
static sy_token_range core_of(const sy__doc *d, uint32_t head)
{
    enum { REACH = 8 };
    sy_token_range r = { head, head + 1 };
    while (r.begin > 0 && head - r.begin < REACH) {
        uint32_t t = r.begin - 1, depth = 0;
        while (t != head && depth < REACH && d->tokens[t].head != t) { t = d->tokens[t].head; depth++; }
        if (t != head) break;
        uint8_t dep = d->tokens[r.begin - 1].dep;
        if (dep == SY_DEP_PUNCT && d->tokens[r.begin - 1].pos == SY_POS_PUNCT && d->term[r.begin - 1] == SY_NONE && head - r.begin > 4) break;
        r.begin--;
    }
    while (r.begin < head && d->term[r.begin] == SY_NONE && d->tokens[r.begin].pos != SY_POS_NUM) r.begin++;
    return r;
}

static sy_span span_of(const sy__doc *d, sy_token_range r)
{
    return (sy_span){ d->tokens[r.begin].span.begin, d->tokens[r.end - 1].span.end };
}

/* Terms of a range, as one string: what makes two phrases one value. */
static bool phrase_key(sy__finder *f, const sy__doc *d, sy_token_range r, sy_str *out)
{
    sy__buf_clear(&f->key);
    for (uint32_t i = r.begin; i < r.end; i++)
        if (d->term[i] != SY_NONE) { sy__buf_str(&f->key, f->s->term_text.at[d->term[i]]); sy__buf_char(&f->key, ' '); }
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
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

static bool put_filler(sy__finder *f, const sy__unit *u, const sy__filler *x)
{
    const sy__doc *d = &f->s->docs[u->document];
    const sy_argument *a = &d->statements[u->statement].arguments[x->argument];
    if (a->head >= d->n_tokens || d->term[a->head] == SY_NONE) return true;   /* a pronoun: what it stands for is elsewhere */
    sy_token_range r = core_of(d, a->head);
    sy_str key;
    if (x->entity != SY_NONE && f->s->account->entities[x->entity].n_aliases && d->tokens[a->head].pos == SY_POS_PROPN) {
        sy__buf_clear(&f->key);
        sy__buf_printf(&f->key, "entity %u", x->entity);
        if (f->key.failed || !sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), &key)) return false;
    } else if (!phrase_key(f, d, r, &key)) {
        return false;
    }
    sy_span at = span_of(d, r);
    return sy__slot_value(f, key, sy__cut(d->text, at), sy__ref(u->document, at));
}

static bool compare_role(sy__finder *f, uint32_t g, sy_role role)
{
    const sy__group *group = &f->s->groups[g];
    uint32_t names = 0, all = 0;
    sy__slot_begin(f, SY_DIFFERENCE_SCOPE, g);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__filler *x = only_filler(u, role);
        if (!x) continue;
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t head = d->statements[u->statement].arguments[x->argument].head;
        all++;
        names += head < d->n_tokens && d->tokens[head].pos == SY_POS_PROPN;
        if (!put_filler(f, u, x)) return false;
    }
    if (all && names == all) f->slot.kind = SY_DIFFERENCE_NAME;
    return sy__slot_close(f, SY_RELATION_WORDING, 0.5);
}

/* ---- the predicate ------------------------------------------------------------------------------------------- */

static bool compare_predicates(sy__finder *f, uint32_t g)
{
    const sy__group *group = &f->s->groups[g];
    sy__slot_begin(f, SY_DIFFERENCE_SCOPE, g);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t head = d->statements[u->statement].head;
        if (head >= d->n_tokens || u->predicate == SY_NONE || d->term[head] == SY_NONE) continue;
        sy_token_range r = { head, head + 1 };
        sy_span at = span_of(d, r);
        if (!sy__slot_value(f, f->s->term_text.at[u->predicate], sy__cut(d->text, at), sy__ref(u->document, at))) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.4);
}

/* ---- when -------------------------------------------------------------------------------------------------------- */

static bool compare_times(sy__finder *f, uint32_t g)
{
    const sy__group *group = &f->s->groups[g];
    sy__slot_begin(f, SY_DIFFERENCE_TIME, g);
    bool conflict = false;
    sy_str first = { NULL, 0 };
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        for (uint32_t t = 0; t < u->n_times; t++) {
            const sy_time *x = u->times[t];
            if (!sy__is_date(x->value)) continue;
            if (first.len == 0) first = x->value;
            else if (!sy__dates_meet(first, x->value)) conflict = true;
            if (!sy__slot_value(f, x->value, sy__cut(f->s->docs[u->document].text, x->span), sy__ref(u->document, x->span))) return false;
        }
    }
    return sy__slot_close(f, conflict ? SY_RELATION_CONFLICT : SY_RELATION_MORE_EXACT, conflict ? 0.4 : 0.7);
}

/* ---- where ------------------------------------------------------------------------------------------------------- */

static bool compare_places(sy__finder *f, uint32_t g)
{
    const sy__group *group = &f->s->groups[g];
    sy__slot_begin(f, SY_DIFFERENCE_PLACE, g);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        const sy_statement *st = &d->statements[u->statement];
        for (size_t a = 0; a < st->n_arguments; a++) {
            const sy_argument *x = &st->arguments[a];
            if (x->role != SY_ROLE_OBLIQUE || x->entity == SY_NONE || d->entities[x->entity].type != SY_ENTITY_PLACE || x->head >= d->n_tokens) continue;
            sy__buf_clear(&f->key);
            sy__buf_printf(&f->key, "entity %u", d->entity[x->entity]);
            sy_str key;
            if (f->key.failed || !sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), &key)) return false;
            sy_span at = { x->span.begin, d->tokens[x->head].span.end };
            if (!sy__slot_value(f, key, sy__cut(d->text, at), sy__ref(u->document, at))) return false;
        }
    }
    return sy__slot_close(f, SY_RELATION_MORE_EXACT, 0.5);
}

/* ---- who says so ------------------------------------------------------------------------------------------------- */

static bool compare_voices(sy__finder *f, uint32_t g)
{
    const sy__group *group = &f->s->groups[g];
    sy__slot_begin(f, SY_DIFFERENCE_ATTRIBUTION, g);
    for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
        const sy__unit *u = &f->s->units.at[group->units[i]];
        const sy__doc *d = &f->s->docs[u->document];
        uint32_t a = d->statements[u->statement].attribution;
        sy_str key = SY_STR("own voice");
        sy_ref at = sy__ref(u->document, u->span);
        if (a != SY_NONE && d->attributions[a].n_source) {
            at.span = d->attributions[a].source[0];
            if (u->speaker != SY_NONE) {
                sy__buf_clear(&f->key);
                sy__buf_printf(&f->key, "entity %u", u->speaker);
                if (f->key.failed || !sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), &key)) return false;
            } else if (!phrase_key(f, d, sy__tokens_of(d, at.span), &key)) {
                return false;
            }
        } else if (a != SY_NONE) {
            continue;   /* somebody says it, nobody knows who */
        }
        if (!sy__slot_value(f, key, sy__cut(d->text, at.span), at)) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.6);
}

/* ---- whether ------------------------------------------------------------------------------------------------------ */

static bool compare_certainty(sy__finder *f, uint32_t g)
{
    const sy__group *group = &f->s->groups[g];
    for (int negation = 0; negation < 2; negation++) {
        sy__slot_begin(f, negation ? SY_DIFFERENCE_NEGATION : SY_DIFFERENCE_MODALITY, g);
        for (uint32_t i = 0; i < group->n_units && i < COMPARED; i++) {
            const sy__unit *u = &f->s->units.at[group->units[i]];
            const sy__doc *d = &f->s->docs[u->document];
            const sy_statement *st = &d->statements[u->statement];
            sy_str key = negation ? (st->negated ? SY_STR("no") : SY_STR("yes")) : sy__str(sy_modality_name(st->modality));
            if (st->head >= d->n_tokens) continue;
            uint32_t from = st->head > u->tokens.begin + 2 ? st->head - 2 : u->tokens.begin;
            sy_span at = span_of(d, (sy_token_range){ from, st->head + 1 });
            if (!sy__slot_value(f, key, sy__cut(d->text, at), sy__ref(u->document, at))) return false;
        }
        if (!sy__slot_close(f, negation ? SY_RELATION_CONFLICT : SY_RELATION_MORE_EXACT, 0.4)) return false;
    }
    return true;
}

bool sy__statement_differences(sy__finder *f)
{
    static const sy_role roles[] = { SY_ROLE_AGENT, SY_ROLE_PATIENT, SY_ROLE_ATTRIBUTE, SY_ROLE_RECIPIENT };
    for (uint32_t g = 0; g < f->s->n_groups; g++) {
        if (f->s->groups[g].n_units < 2) continue;
        for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) if (!compare_role(f, g, roles[r])) return false;
        if (!compare_predicates(f, g) || !compare_times(f, g) || !compare_places(f, g) || !compare_voices(f, g) || !compare_certainty(f, g)) return false;
    }
    return true;
}
