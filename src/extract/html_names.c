/* What the names of elements say of them. */
#include "extract/html_blocks.h"

#include "extract_tables.h"

struct sy__names {
    const sy_ctx *ctx;
    struct { uint64_t hash; uint32_t kinds; } *slots;
    uint32_t cap;
};

#define KIND_NAME(id, name) name,
static const char *const kind_names[] = { SY__NAME_KINDS(KIND_NAME) };

static uint64_t step(uint64_t h, char c) { return (h ^ (uint8_t)c) * 1099511628211u; }
static const uint64_t start = 14695981039346656037u;

static uint32_t *slot(sy__names *n, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 24) & (n->cap - 1);
    while (n->slots[i].hash && n->slots[i].hash != hash)
        i = (i + 1) & (n->cap - 1);
    n->slots[i].hash = hash;
    return &n->slots[i].kinds;
}

static uint32_t look(const sy__names *n, uint64_t hash)
{
    for (uint32_t i = (uint32_t)(hash >> 24) & (n->cap - 1); n->slots[i].hash; i = (i + 1) & (n->cap - 1))
        if (n->slots[i].hash == hash)
            return n->slots[i].kinds;
    return 0;
}

sy_status sy__names_new(sy__names **out, const sy_ctx *ctx, sy_error *err)
{
    const sy__table *t = &sy__table_extract_html_names;
    sy__names *n = sy__calloc(ctx, 1, sizeof *n);
    *out = NULL;
    if (!n)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    n->ctx = ctx;
    n->cap = 1024;
    while (n->cap < t->n * 2)
        n->cap *= 2;
    n->slots = sy__calloc(ctx, n->cap, sizeof *n->slots);
    if (!n->slots) {
        sy__free(ctx, n);
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory");
    }
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str word = sy__cell(t, r, 0);
        uint64_t h = start;
        for (size_t i = 0; i < word.len; i++)
            h = step(h, word.ptr[i]);
        for (uint32_t k = 0; k < SY__NAME_N; k++)
            if (sy__is(sy__cell(t, r, 1), kind_names[k]))
                *slot(n, h) |= 1u << k;
    }
    *out = n;
    return SY_OK;
}

void sy__names_free(sy__names *n)
{
    if (!n)
        return;
    const sy_ctx *ctx = n->ctx;
    sy__free(ctx, n->slots);
    sy__free(ctx, n);
}

/* Words are read once; three hashes run along: of the word, of it and the one before, of all since the last space. */
uint32_t sy__names_of(const sy__names *n, sy_str value)
{
    uint32_t kinds = 0;
    uint64_t word = start, pair = start, whole = start;
    bool lower = false, any = false;
    size_t end = value.len > 1000 ? 1000 : value.len;
    for (size_t i = 0; i <= end; i++) {
        char c = i < end ? value.ptr[i] : ' ';
        bool upper = c >= 'A' && c <= 'Z', alpha = upper || (c >= 'a' && c <= 'z');
        if (any && (!alpha || (upper && lower))) {
            kinds |= look(n, word) | look(n, pair);
            pair = word;
            word = start;
            any = false;
        }
        if (alpha) {
            char folded = upper ? (char)(c + 32) : c;
            word = step(word, folded);
            pair = step(pair, folded);
            whole = step(whole, folded);
            any = true;
        } else if (c == ' ' || c == '\n' || c == '\t') {
            kinds |= look(n, whole);
            pair = whole = start;
        }
        lower = c >= 'a' && c <= 'z';
    }
    return kinds;
}
