/* The columns of a text, and the life of a lexer. */
#include "annotate/lexer.h"

/* ---- doc --------------------------------------------------------------------------------- */

void sy__doc_init(sy__doc *d, const sy_ctx *ctx)
{
    *d = (sy__doc){ .ctx = ctx };
}

void sy__doc_done(sy__doc *d)
{
    sy__free(d->ctx, d->block);
    *d = (sy__doc){ .ctx = d->ctx };
}

enum { TOKEN_BYTES = sizeof(sy_str) + 3 * sizeof(uint32_t) + 7 };

/* All columns share one block, the widest first. */
static void lay_out(sy__doc *d, char *block, uint32_t cap)
{
    d->block = block;
    d->cap = cap;
    d->lemma = (sy_str *)(void *)block;
    d->begin = (uint32_t *)(void *)(d->lemma + cap);
    d->type = d->begin + cap;
    d->head = d->type + cap;
    uint8_t  *bytes = (uint8_t *)(d->head + cap);
    uint8_t **columns[] = { &d->space, &d->tag, &d->dep, &d->sent_start, &d->ent, &d->ent_begins, &d->pos };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++, bytes += cap)
        *columns[i] = bytes;
}

bool sy__doc_reserve(sy__doc *d, uint32_t n)
{
    if (n <= d->cap)
        return true;
    uint32_t cap = d->cap > UINT32_MAX / 2 ? n : d->cap * 2;
    cap = cap < n ? n : cap;
    cap = cap < 256 ? 256 : cap;
    char *block = sy__calloc(d->ctx, cap, TOKEN_BYTES);
    if (!block)
        return false;
    sy__doc old = *d;
    lay_out(d, block, cap);
    if (d->n > 0) {
        memcpy(d->begin, old.begin, d->n * sizeof *d->begin);
        memcpy(d->type, old.type, d->n * sizeof *d->type);
        memcpy(d->space, old.space, d->n);
    }
    sy__free(d->ctx, old.block);
    return true;
}

void sy__doc_clear(sy__doc *d)
{
    if (d->n == 0)
        return;
    memset(d->lemma, 0, d->n * sizeof *d->lemma);
    memset(d->head, 0, d->n * sizeof *d->head);
    uint8_t *columns[] = { d->tag, d->dep, d->sent_start, d->ent, d->ent_begins, d->pos };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        memset(columns[i], 0, d->n);
}

/* ---- lexer ------------------------------------------------------------------------------- */

enum { TRIM_BYTES = 16 << 20, TRIM_TYPES = 1 << 16, TRIM_VERDICTS = 1 << 17 };

sy_status sy__lexer_new(sy__lexer **out, sy_ctx *ctx, const sy_model *m, sy_error *err)
{
    sy__lexer *x = *out = sy__calloc(ctx, 1, sizeof *x);
    if (!x)
        return sy_fail(err, SY_E_NOMEM, 0, "annotator: no memory");
    x->ctx = ctx;
    x->m = m;
    x->cutter.ctx = ctx;
    sy__arena_init(&x->arena, ctx);
    sy__buf_init(&x->text, ctx);
    return SY_OK;
}

static void forget(sy__lexer *x)
{
    sy__arena_done(&x->arena);
    void *all[] = { x->types.at, x->type_slots, x->chunk_types.at, x->chunk_slots, x->verdicts.at, x->verdict_slots };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sy__free(x->ctx, all[i]);
    memset(&x->types, 0, sizeof x->types);
    memset(&x->chunk_types, 0, sizeof x->chunk_types);
    memset(&x->verdicts, 0, sizeof x->verdicts);
    x->type_slots = NULL;
    x->chunk_slots = NULL;
    x->verdict_slots = NULL;
    x->type_cap = x->chunk_cap = x->verdict_cap = x->n_chunks = 0;
    x->epoch++;
}

void sy__lexer_free(sy__lexer *x)
{
    if (!x)
        return;
    forget(x);
    sy__cutter_done(&x->cutter);
    sy__buf_done(&x->text);
    sy__free(x->ctx, x->matches.at);
    sy__free(x->ctx, x->hits.at);
    sy__free(x->ctx, x);
}

uint32_t sy__lexer_trim(sy__lexer *x)
{
    if (x->arena.total > TRIM_BYTES || x->types.n > TRIM_TYPES || x->verdicts.n > TRIM_VERDICTS)
        forget(x);
    return x->epoch;
}

const sy__type *sy__lexer_types(const sy__lexer *x, uint32_t *n)
{
    *n = x->types.n;
    return x->types.at;
}
