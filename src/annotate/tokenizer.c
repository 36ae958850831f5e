/* The tokenizer: text -> chunks -> tokens. A chunk is a run of white space or of anything else; exceptions, prefixes,
 * suffixes, infixes and URLs cut it up. */
#include "annotate/affixes.h"
#include "annotate/lexer.h"

enum { MAX_CHARS = 1000000, CACHED_CHUNK = 64 };

/* ---- one chunk --------------------------------------------------------------------------- */

void sy__cutter_done(sy__cutter *c)
{
    sy__free(c->ctx, c->out.at);
    sy__free(c->ctx, c->tail.at);
    *c = (sy__cutter){ .ctx = c->ctx };
}

uint32_t sy__special_find(const sy_model *m, sy_str text)
{
    return text.len <= m->longest_special ? sy__text_find(m, &m->specials, text) : SY_NONE;
}

static bool push(sy__cutter *c, sy__pieces *to, size_t begin, size_t end)
{
    return SY__PUSH(c->ctx, to, (sy__piece){ { (uint32_t)begin, (uint32_t)end }, 0 });
}

static bool push_special(sy__cutter *c, const sy_model *m, uint32_t number, size_t begin)
{
    sy__special s = m->special_list[number];
    for (uint32_t i = 0; i < s.n; i++) {
        const sy__special_token *t = &m->special_tokens[s.first + i];
        size_t                   end = begin + t->text.length;
        if (!SY__PUSH(c->ctx, &c->out, (sy__piece){ { (uint32_t)begin, (uint32_t)end }, t->norm }))
            return false;
        begin = end;
    }
    return true;
}

/* Takes prefixes and suffixes off until nothing or an exception is left; *rest is what is left. */
static bool cut_affixes(sy__cutter *c, const sy_model *m, sy_str chunk, bool specials, sy_span *rest)
{
    size_t begin = 0, end = chunk.len;
    while (begin < end) {
        sy_str s = sy__sub(chunk, begin, end);
        if (specials && sy__special_find(m, s) != SY_NONE)
            break;
        size_t p = sy__prefix(m, s);
        bool   stop = specials && p > 0 && p < s.len && sy__special_find(m, sy__sub(s, p, s.len)) != SY_NONE;
        size_t q = stop ? 0 : sy__suffix(m, sy__sub(s, p, s.len));
        if (!stop && specials && q > 0 && q < s.len && sy__special_find(m, sy__sub(s, 0, s.len - q)) != SY_NONE) {
            stop = true;
            p = 0;
        }
        if ((p > 0 && !push(c, &c->out, begin, begin + p)) || (q > 0 && !push(c, &c->tail, end - q, end)))
            return false;
        begin += p;
        end -= q;
        if (stop || p + q == 0)
            break;
    }
    *rest = (sy_span){ (uint32_t)begin, (uint32_t)end };
    return true;
}

static bool cut_infixes(sy__cutter *c, const sy_model *m, sy_str s, size_t base)
{
    size_t  at = 0, from = 0;
    sy_span in;
    while (sy__infix(m, s, &at, &in)) {
        if (in.begin == 0)
            continue;                      /* stays with what follows */
        if (in.begin > from && !push(c, &c->out, base + from, base + in.begin))
            return false;
        if (!push(c, &c->out, base + in.begin, base + in.end))
            return false;
        from = in.end;
    }
    return from == s.len || push(c, &c->out, base + from, base + s.len);
}

bool sy__cut_chunk(sy__cutter *c, const sy_model *m, sy_str chunk, bool use_specials)
{
    c->out.n = c->tail.n = 0;
    sy_span rest;
    if (!cut_affixes(c, m, chunk, use_specials, &rest))
        return false;
    if (rest.begin < rest.end) {
        sy_str   s = sy__cut(chunk, rest);
        uint32_t special = use_specials ? sy__special_find(m, s) : SY_NONE;
        bool     ok = special != SY_NONE ? push_special(c, m, special, rest.begin)
                      : sy__is_url(m, s) ? push(c, &c->out, rest.begin, rest.end) : cut_infixes(c, m, s, rest.begin);
        if (!ok)
            return false;
    }
    while (c->tail.n > 0) {
        if (!SY__PUSH(c->ctx, &c->out, c->tail.at[c->tail.n - 1]))
            return false;
        c->tail.n--;
    }
    return true;
}

/* ---- chunks through the cache ------------------------------------------------------------ */

static bool grow_chunks(sy__lexer *x)
{
    uint32_t        cap = x->chunk_cap ? x->chunk_cap * 2 : 1024;
    sy__chunk_slot *slots = sy__calloc(x->ctx, cap, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < x->chunk_cap; i++) {
        if (!x->chunk_slots[i].n)
            continue;
        for (uint64_t k = x->chunk_slots[i].hash, end = k + SY__MAX_PROBES; k < end; k++) {
            if (!slots[k & (cap - 1)].n) {
                slots[k & (cap - 1)] = x->chunk_slots[i];
                break;
            }
        }
    }
    sy__free(x->ctx, x->chunk_slots);
    x->chunk_slots = slots;
    x->chunk_cap = cap;
    return true;
}

/* The tokens of x->cutter's pieces. Where `slot` is given, they are kept there for the next time. */
static bool push_pieces(sy__lexer *x, sy__doc *d, uint32_t begin, sy_str chunk, sy__chunk_slot *slot, uint64_t hash)
{
    uint32_t first = x->chunk_types.n, n = x->cutter.out.n;
    for (uint32_t i = 0; i < n; i++) {
        sy__piece piece = x->cutter.out.at[i];
        uint32_t  type = sy__type_of(x, sy__cut(chunk, piece.at), piece.norm);
        if (type == SY_NONE || !sy__doc_push(d, begin + piece.at.begin, type))
            return false;
        if (slot && !SY__PUSH(x->ctx, &x->chunk_types, type))
            return false;
    }
    if (slot) {
        sy_str kept = x->types.at[x->chunk_types.at[first]].text;
        if (n > 1 && !sy__arena_str(&x->arena, chunk, &kept))
            return false;
        *slot = (sy__chunk_slot){ hash, kept.ptr, (uint32_t)chunk.len, first, n };
        x->n_chunks++;
    }
    return true;
}

static bool push_chunk(sy__lexer *x, sy__doc *d, uint32_t begin, uint32_t end)
{
    sy_str chunk = sy__sub(d->text, begin, end);
    if (chunk.len > CACHED_CHUNK)
        return sy__cut_chunk(&x->cutter, x->m, chunk, true) && push_pieces(x, d, begin, chunk, NULL, 0);
    if (x->n_chunks * 2 >= x->chunk_cap && !grow_chunks(x))
        return false;
    uint64_t        hash = sy__hash(chunk.ptr, chunk.len, 0);
    sy__chunk_slot *place = NULL;
    for (uint64_t k = hash, last = k + SY__MAX_PROBES; k < last && !place; k++) {
        sy__chunk_slot *slot = &x->chunk_slots[k & (x->chunk_cap - 1)];
        if (!slot->n) {
            place = slot;
        } else if (slot->hash == hash && slot->len == chunk.len && memcmp(slot->ptr, chunk.ptr, chunk.len) == 0) {
            for (uint32_t i = slot->first; i < slot->first + slot->n; i++) {
                uint32_t type = x->chunk_types.at[i];
                if (!sy__doc_push(d, begin, type))
                    return false;
                begin += (uint32_t)x->types.at[type].text.len;
            }
            return true;
        }
    }
    return sy__cut_chunk(&x->cutter, x->m, chunk, true) && push_pieces(x, d, begin, chunk, place, hash);
}

/* ---- a text ------------------------------------------------------------------------------ */

/* Is a character white space? *i moves behind it. */
static inline bool space_at(const sy_model *m, sy_str s, size_t *i)
{
    unsigned char c = (unsigned char)s.ptr[*i];
    uint32_t      cp = c;
    if (c < 0x80)
        ++*i;
    else
        cp = sy__utf8_next(s, i);
    return (sy__cp_class(m, cp) & SY__CP_SPACE) != 0;
}

/* Runs of white space and of other characters; one U+0020 behind a token is no token but its `space`. */
static bool push_chunks(sy__lexer *x, sy__doc *d)
{
    sy_str text = d->text;
    size_t start = 0, i = 0;
    bool   in_space = text.len > 0 && space_at(x->m, text, &i);
    while (i < text.len) {
        size_t at = i;
        bool   is_space = space_at(x->m, text, &i);
        if (is_space == in_space)
            continue;
        if (start < at && !push_chunk(x, d, (uint32_t)start, (uint32_t)at))
            return false;
        start = at;
        if (text.ptr[at] == ' ') {
            d->space[d->n - 1] = 1;
            start = at + 1;
        }
        in_space = is_space;
    }
    return start == text.len || push_chunk(x, d, (uint32_t)start, (uint32_t)text.len);
}

static sy_status check_text(sy_str text, sy_error *err)
{
    size_t bad = 0, chars = 0;
    if (!sy__utf8_valid(text, &bad))
        return sy_fail(err, SY_E_FORMAT, bad, "text is not UTF-8");
    for (size_t i = 0; i < text.len; i++)
        chars += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return chars <= MAX_CHARS ? SY_OK : sy_fail(err, SY_E_LIMIT, 0, "text of %zu characters; at most %d", chars, MAX_CHARS);
}

sy_status sy__tokenize(sy__lexer *x, sy__doc *d, sy_str text, sy_error *err)
{
    d->n = 0;
    d->text = text;
    sy_status s = check_text(text, err);
    if (s)
        return s;
    if (!push_chunks(x, d) || !sy__second_pass(x, d)) {
        d->n = 0;
        return sy_fail(err, SY_E_NOMEM, 0, "tokenizer: no memory");
    }
    sy__doc_clear(d);
    return SY_OK;
}
