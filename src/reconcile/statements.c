/* Groups of clauses become the account's statements: the words that stand for each, who supports it and in whose voice, when and
 * where its clauses say that it was. Standing and rank come later, when the differences are known. */
#include "reconcile/align.h"

/* Whether the clause's verb is a sentence's own, or what somebody says, or stands beside one of these. */
static bool is_main(const sy__doc *d, uint32_t head)
{
    uint8_t dep = d->tokens[sy__first_conjunct(d, head)].dep;
    return dep == SY_DEP_ROOT || dep == SY_DEP_CCOMP;
}

double sy__stands_alone(const sy__story *s, const sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    const sy_statement *st = &d->statements[u->statement];
    double score = 0;
    if (st->nominal || st->is_cue || st->modality == SY_MODALITY_ASKED || st->head >= d->n_tokens || !is_main(d, st->head)) return 0;
    if (d->cue[st->head]) return 0;   /* "X told reporters": what, says another clause */
    for (uint32_t t = u->tokens.begin; t < u->tokens.end && t < u->tokens.begin + 3; t++) {
        uint8_t tag = d->tokens[t].tag;
        if (tag == SY_TAG_WDT || tag == SY_TAG_WP || tag == SY_TAG_WPS || tag == SY_TAG_WRB) return 0;
        if (t == u->tokens.begin && d->tokens[t].dep == SY_DEP_MARK) return 0.3;   /* "that …", "whether …" */
    }
    for (uint32_t t = u->tokens.begin; t < u->tokens.end; t++) {
        uint8_t dep = d->tokens[t].dep;
        if (d->tokens[t].head != st->head || (dep != SY_DEP_NSUBJ && dep != SY_DEP_NSUBJPASS)) continue;
        uint8_t tag = d->tokens[t].tag;
        double says = d->tokens[t].pos == SY_POS_PRON || tag == SY_TAG_DT ? 0.4 : 1;
        score = says > score ? says : score;
    }
    return score;
}

static bool in_caption(const sy__story *s, uint32_t unit)
{
    const sy__unit *u = &s->units.at[unit];
    return sy__in_caption(s, sy__ref(u->document, u->span));
}

/* The clause that shares most with the rest of its group and can stand by itself; of equals the first. A caption's only where there
 * is no other. */
static uint32_t medoid(const sy__story *s, const sy__group *g)
{
    enum { LOOKED_AT = 24 };
    static const double ALONE = 0.35;   /* as much as this likeness to each of the others */
    uint32_t n = g->n_units < LOOKED_AT ? g->n_units : LOOKED_AT, best = 0;
    bool told = false;
    double most = -1;
    for (uint32_t i = 0; i < n; i++) told |= !in_caption(s, g->units[i]);
    for (uint32_t i = 0; i < n; i++) {
        if (told && in_caption(s, g->units[i])) continue;
        double sum = ALONE * (double)n * sy__stands_alone(s, &s->units.at[g->units[i]]);
        for (uint32_t j = 0; j < n; j++) if (j != i) sum += sy__bag_cosine(&s->units.at[g->units[i]].terms, &s->units.at[g->units[j]].terms, s->term_weight);
        if (sum > most) { most = sum; best = i; }
    }
    return g->units[best];
}

const sy__unit *sy__gist_of(const sy__story *s, uint32_t group)
{
    return &s->units.at[s->gist[group]];
}

/* The words that name the source: "the Pentagon", "Gaby Lasky, her lawyer". */
static bool attributed_to(sy__story *s, const sy__unit *u, sy_str *out)
{
    const sy__doc *d = &s->docs[u->document];
    uint32_t at = d->statements[u->statement].attribution;
    if (at == SY_NONE || d->attributions[at].n_source == 0) return true;
    return sy__arena_str(s->out, sy__cut(d->text, d->attributions[at].source[0]), out);
}

/* The date that most clauses have; the more exact, then the earlier of equals. */
static sy_str date_of(const sy__story *s, const sy__group *g)
{
    sy_str best = { NULL, 0 };
    uint32_t most = 0;
    for (uint32_t i = 0; i < g->n_units; i++) {
        const sy__unit *u = &s->units.at[g->units[i]];
        for (uint32_t t = 0; t < u->n_times; t++) {
            sy_str v;
            if (!sy__calendar_date(u->times[t], &v)) continue;
            uint32_t votes = 0;
            for (uint32_t j = 0; j < g->n_units; j++) {
                const sy__unit *o = &s->units.at[g->units[j]];
                for (uint32_t k = 0; k < o->n_times; k++) {
                    sy_str w;
                    if (sy__calendar_date(o->times[k], &w) && sy__eq(v, w)) { votes++; break; }
                }
            }
            if (votes > most || (votes == most && v.len > best.len)) { most = votes; best = v; }
        }
    }
    return best;
}

static uint32_t place_of(const sy__story *s, const sy__group *g)
{
    for (uint32_t i = 0; i < g->n_units; i++) {
        const sy__unit *u = &s->units.at[g->units[i]];
        const sy__doc *d = &s->docs[u->document];
        const sy_statement *st = &d->statements[u->statement];
        if (st->n_places) return d->entity[st->places[0]];
    }
    return SY_NONE;
}

/* The one who is behind every support that names somebody; nobody where they name two. */
static bool root_speaker(sy__story *s, const sy__group *g, sy_str *out)
{
    uint32_t who = SY_NONE;
    for (uint32_t i = 0; i < g->n_units; i++) {
        uint32_t e = s->units.at[g->units[i]].speaker;
        if (e == SY_NONE) continue;
        if (who != SY_NONE && who != e) return true;
        who = e;
    }
    return who == SY_NONE || sy__arena_str(s->out, s->account->entities[who].name, out);
}

static bool put_statement(sy__story *s, uint32_t group, sy_account_statement *out)
{
    const sy__group *g = &s->groups[group];
    s->gist[group] = medoid(s, g);
    const sy__unit *gist = sy__gist_of(s, group);
    sy_support *support = sy__arena_array(s->out, g->n_units, sizeof *support);
    if (!support) return false;
    out->gist = sy__ref(gist->document, gist->span);
    for (uint32_t i = 0; i < g->n_units; i++) {
        const sy__unit *u = &s->units.at[g->units[i]];
        support[i].ref = sy__ref(u->document, u->span);
        if (!attributed_to(s, u, &support[i].attributed_to)) return false;
    }
    out->support = support;
    out->n_support = g->n_units;
    out->place = place_of(s, g);
    return sy__arena_str(s->out, date_of(s, g), &out->time) && root_speaker(s, g, &out->root_speaker);
}

bool sy__settle_statements(sy__story *s)
{
    s->account->statements = sy__arena_array(s->out, s->n_groups, sizeof *s->account->statements);
    s->gist = sy__arena_array(&s->scratch, s->n_groups, sizeof *s->gist);
    if (!s->account->statements || !s->gist) return false;
    s->account->n_statements = s->n_groups;
    for (uint32_t g = 0; g < s->n_groups; g++)
        if (!put_statement(s, g, &s->account->statements[g])) return false;
    return true;
}
