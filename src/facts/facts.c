/* The stage's public face: a finder with its tables, one pass over an article, and the immutable result. */
#include "facts/facts_internal.h"

sy_status sy_fact_finder_new(sy_fact_finder **out, sy_ctx *ctx, sy_error *err)
{
    *out = NULL;
    sy_fact_finder *f = sy__calloc(ctx, 1, sizeof *f);
    if (!f)
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for the fact finder");
    f->ctx = ctx;
    sy__arena_init(&f->tables, ctx);
    sy__arena_init(&f->scratch, ctx);
    sy__map_init(&f->words, ctx);
    sy__map_init(&f->cues, ctx);
    if (!sy__load_words(f) || !sy__add_figure_words(f)) {
        sy_fact_finder_free(f);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for the tables of facts");
    }
    *out = f;
    return SY_OK;
}

void sy_fact_finder_free(sy_fact_finder *f)
{
    if (!f)
        return;
    sy__map_done(&f->words);
    sy__map_done(&f->cues);
    sy__free(f->ctx, f->lexemes.at);
    sy__arena_done(&f->tables);
    sy__arena_done(&f->scratch);
    sy__free(f->ctx, f);
}

static uint32_t *no_indices(sy_arena *a, uint32_t n)
{
    uint32_t *at = sy__arena_array(a, n, sizeof *at);
    for (uint32_t i = 0; at && i < n; i++)
        at[i] = SY_NONE;
    return at;
}

static bool run(sy__facts_work *w, sy_facts *f, const sy_facts_input *in)
{
    if (!sy__prepare_tree(w, in))
        return false;
    w->time_at = no_indices(w->scratch, w->n);
    w->quantity_at = no_indices(w->scratch, w->n);
    w->attribution_at = no_indices(w->scratch, w->n);
    w->entity_at = f->entity_at = no_indices(&f->arena, w->n);
    f->n_tokens = w->n;
    if (!w->time_at || !w->quantity_at || !w->attribution_at || !w->entity_at || !sy__arena_str(w->arena, in->published, &w->published))
        return false;
    return sy__find_times(w) && sy__find_quantities(w) && sy__find_entities(w) && sy__find_attributions(w) && sy__finish_entities(w) &&
           sy__find_statements(w) && sy__find_places(w);
}

/* Vectors live in the context while they grow; the result keeps them in its arena. */
static bool keep(sy_arena *a, void *out, size_t *n_out, const void *at, uint32_t n, size_t size)
{
    void *copy = sy__arena_array(a, n, size);
    if (!copy)
        return false;
    if (n)
        memcpy(copy, at, n * size);
    memcpy(out, &copy, sizeof copy);
    *n_out = n;
    return true;
}

static bool keep_all(sy_facts *f, const sy__facts_work *w)
{
    f->anchor = w->anchor;
    f->anchor_how = w->anchor_how;
    return keep(&f->arena, &f->entities, &f->n_entities, w->entities.at, w->entities.n, sizeof *w->entities.at) &&
           keep(&f->arena, &f->attributions, &f->n_attributions, w->attributions.at, w->attributions.n, sizeof *w->attributions.at) &&
           keep(&f->arena, &f->quantities, &f->n_quantities, w->quantities.at, w->quantities.n, sizeof *w->quantities.at) &&
           keep(&f->arena, &f->times, &f->n_times, w->times.at, w->times.n, sizeof *w->times.at) &&
           keep(&f->arena, &f->statements, &f->n_statements, w->statements.at, w->statements.n, sizeof *w->statements.at) &&
           keep(&f->arena, &f->diagnostics, &f->n_diagnostics, w->diagnostics.at, w->diagnostics.n, sizeof *w->diagnostics.at);
}

sy_status sy_find_facts(sy_facts **out, sy_fact_finder *finder, const sy_facts_input *in, sy_error *err)
{
    *out = NULL;
    if (!in || !in->annotation)
        return sy_fail(err, SY_E_ARG, 0, "facts need an annotation");
    sy_ctx *ctx = finder->ctx;
    sy_facts *f = sy__calloc(ctx, 1, sizeof *f);
    if (!f)
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for the facts of an article");
    f->ctx = ctx;
    sy__arena_init(&f->arena, ctx);
    sy__facts_work w = { .ctx = ctx, .finder = finder, .article = in->article, .gazetteer = in->gazetteer, .arena = &f->arena, .scratch = &finder->scratch };
    bool ok = run(&w, f, in) && keep_all(f, &w);
    sy__free(ctx, w.entities.at);
    sy__free(ctx, w.attributions.at);
    sy__free(ctx, w.quantities.at);
    sy__free(ctx, w.times.at);
    sy__free(ctx, w.statements.at);
    sy__free(ctx, w.diagnostics.at);
    sy__arena_reset(&finder->scratch);
    if (!ok) {
        sy_facts_free(f);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for the facts of an article");
    }
    *out = f;
    return SY_OK;
}

void sy_facts_free(sy_facts *f)
{
    if (!f)
        return;
    sy__arena_done(&f->arena);
    sy__free(f->ctx, f);
}

const sy_entity *sy_facts_entities(const sy_facts *f, size_t *n) { *n = f->n_entities; return f->entities; }
const sy_attribution *sy_facts_attributions(const sy_facts *f, size_t *n) { *n = f->n_attributions; return f->attributions; }
const sy_quantity *sy_facts_quantities(const sy_facts *f, size_t *n) { *n = f->n_quantities; return f->quantities; }
const sy_time *sy_facts_times(const sy_facts *f, size_t *n) { *n = f->n_times; return f->times; }
const sy_statement *sy_facts_statements(const sy_facts *f, size_t *n) { *n = f->n_statements; return f->statements; }
const sy_diagnostic *sy_facts_diagnostics(const sy_facts *f, size_t *n) { *n = f->n_diagnostics; return f->diagnostics; }

uint32_t sy_facts_entity_at(const sy_facts *f, uint32_t token) { return token < f->n_tokens ? f->entity_at[token] : SY_NONE; }

sy_str sy_facts_anchor(const sy_facts *f, const char **how)
{
    if (how)
        *how = f->anchor_how ? f->anchor_how : "";
    return f->anchor;
}

const char *sy_entity_type_name(sy_entity_type t)
{
    static const char *const names[] = { "person", "organisation", "place", "group", "facility", "event", "other" };
    return (size_t)t < sizeof names / sizeof *names ? names[t] : "";
}

const char *sy_attribution_kind_name(sy_attribution_kind k)
{
    static const char *const names[] = { "direct", "indirect", "mixed" };
    return (size_t)k < sizeof names / sizeof *names ? names[k] : "";
}

const char *sy_time_type_name(sy_time_type t)
{
    static const char *const names[] = { "DATE", "TIME", "DURATION", "SET" };
    return (size_t)t < sizeof names / sizeof *names ? names[t] : "";
}

const char *sy_modality_name(sy_modality m)
{
    static const char *const names[] = { "stated", "planned", "possible", "denied", "asked" };
    return (size_t)m < sizeof names / sizeof *names ? names[m] : "";
}

const char *sy_role_name(sy_role r)
{
    static const char *const names[] = { "agent", "patient", "recipient", "attribute", "clause", "oblique" };
    return (size_t)r < sizeof names / sizeof *names ? names[r] : "";
}

const char *sy_place_choice_name(sy_place_choice c)
{
    static const char *const names[] = { NULL, "only", "text", "context", "size" };
    return (size_t)c < sizeof names / sizeof *names ? names[c] : NULL;
}
