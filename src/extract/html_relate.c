/* What is seen of a block only among all others: prose and where most of it lies, repetition, shapes, the title. */
#include "extract/html_blocks.h"

/* ---- prose ------------------------------------------------------------------------------------------ */

static bool closes(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 || cp == 0x00BB || cp == 0x201C || cp == 0x300D;
}

static bool ends_sentence(sy_str s)
{
    size_t i = s.len;
    uint32_t cp = 0;
    for (int k = 0; k < 4 && i > 0; k++) {
        cp = sy__utf8_prev(s, &i);
        if (!closes(cp) && !sy__is_space(cp))
            break;
    }
    if (cp == 0x2026 || (cp == '.' && i >= 2 && s.ptr[i - 1] == '.' && s.ptr[i - 2] == '.'))
        return false;
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0x0964 || cp == 0x061F || cp == 0x06D4;
}

static void find_prose(sy__html_blocks *b)
{
    sy_str text = sy__buf_view(&b->text);
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        k->ends = ends_sentence(sy__cut(text, k->text));
        k->heading = (k->flags & SY__NODE_HEADING) != 0;
        float negative = k->cue[SY_BOILERPLATE_LEGAL] + k->cue[SY_BOILERPLATE_ADVERT] + k->cue[SY_BOILERPLATE_COMMENTS];
        k->prose = k->words >= 10 && k->link_chars * 2 < k->chars && (k->ends || k->words >= 25) && !k->heading && negative < 4 &&
                   !(k->flags & (SY__NODE_NAV | SY__NODE_FOOTER | SY__NODE_BUTTON));
    }
}

/* Prose that names say is not the story counts little when the part with most of it is looked for. */
static uint32_t weight(const sy__html_block *k)
{
    const uint32_t against = 1u << SY__NAME_COMMENT | 1u << SY__NAME_RELATED | 1u << SY__NAME_SIDE | 1u << SY__NAME_FOOTER |
                             1u << SY__NAME_PROMO | 1u << SY__NAME_LEGAL | 1u << SY__NAME_HIDDEN | 1u << SY__NAME_AUTHOR;
    uint32_t w = k->names & against || k->flags & SY__NODE_ASIDE ? 2 : 10;
    return w + (k->names & (1u << SY__NAME_BODY) ? 5u : 0u);
}

static void add_up(const sy__html_blocks *b, uint32_t *sum)
{
    for (uint32_t i = b->tree->nodes.n; i-- > 0;) {
        uint32_t p = b->tree->nodes.at[i].parent;
        if (p != SY_NONE)
            sum[p] += sum[i];
    }
}

/* From the root down to the child with most of the prose, as long as that is nearly all of it. */
static uint32_t find_main(const sy__html_blocks *b, const uint32_t *weighted)
{
    const sy__tree *t = b->tree;
    uint32_t at = SY_NONE, begin = 0, end = t->nodes.n, have = UINT32_MAX;
    for (;;) {
        uint32_t best = SY_NONE;
        for (uint32_t i = begin; i < end; i = t->nodes.at[i].next)
            if (best == SY_NONE || weighted[i] > weighted[best])
                best = i;
        if (best == SY_NONE || weighted[best] == 0 || (at != SY_NONE && (uint64_t)weighted[best] * 3 < (uint64_t)have * 2))
            return at;
        if (t->nodes.at[best].tag == SY__TAG_P || t->nodes.at[best].tag == SY__TAG_TEXT)
            return at;
        at = best;
        have = weighted[best];
        begin = best + 1;
        end = t->nodes.at[best].next;
    }
}

static bool sum_prose(sy__html_blocks *b)
{
    uint32_t *weighted = sy__calloc(b->ctx, (size_t)b->tree->nodes.n + 1, sizeof *weighted);
    if (!weighted)
        return false;
    b->first_prose = SY_NONE;
    for (uint32_t i = 0; i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        if (k->element != SY_NONE && b->tree->nodes.at[k->element].parent != SY_NONE)
            b->siblings[b->tree->nodes.at[k->element].parent]++;
        if (!k->prose)
            continue;
        b->total_prose += k->chars;
        if (k->element != SY_NONE) {
            b->prose[k->element] += k->chars;
            weighted[k->element] += k->chars < UINT32_MAX / 4096 ? k->chars * weight(k) / 10 : k->chars;
        }
    }
    add_up(b, b->prose);
    add_up(b, weighted);
    b->main = find_main(b, weighted);
    sy__free(b->ctx, weighted);
    for (uint32_t i = 0; i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        if (!k->prose || (b->main != SY_NONE && (k->first < b->main || k->first >= b->tree->nodes.at[b->main].next)))
            continue;
        b->first_prose = b->first_prose == SY_NONE ? i : b->first_prose;
        b->last_prose = i;
    }
    for (uint32_t i = 0; i < b->tree->nodes.n; i++)
        b->articles += b->tree->nodes.at[i].tag == SY__TAG_ARTICLE;
    return true;
}

/* ---- words of the story, repetition, shapes ------------------------------------------------------------ */

typedef struct seen_word { uint64_t hash; uint32_t n, last; } seen_word;

static seen_word *slot(seen_word *t, uint32_t cap, uint64_t hash)
{
    hash += hash == 0;
    uint32_t i = (uint32_t)((hash * 0x9E3779B97F4A7C15u) >> 32) & (cap - 1);
    while (t[i].hash && t[i].hash != hash)
        i = (i + 1) & (cap - 1);
    return &t[i];
}

static bool content_word(const sy__tok *t)
{
    return t->kind == SY__TOK_WORD && !(t->lex & SY__LEX_FUNCTION) && t->at.end - t->at.begin >= 4;
}

static void overlaps(sy__html_blocks *b, seen_word *seen, uint32_t cap)
{
    for (uint32_t i = 0; i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        for (uint32_t w = k->tok; k->prose && w < k->tok + k->n_toks; w++) {
            if (!content_word(&b->toks.at[w]))
                continue;
            seen_word *s = slot(seen, cap, b->toks.at[w].hash);
            s->n += s->hash == 0 || s->last != i;
            s->hash = b->toks.at[w].hash;
            s->last = i;
        }
    }
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        uint32_t n = 0, known = 0;
        for (uint32_t w = k->tok; w < k->tok + k->n_toks; w++) {
            if (!content_word(&b->toks.at[w]))
                continue;
            const seen_word *s = slot(seen, cap, b->toks.at[w].hash);
            n++;
            known += s->hash && s->n > (k->prose ? 1u : 0u);
        }
        k->overlap = n ? (float)known / (float)n : 0.0f;
    }
}

static uint64_t look_of(const sy__tree *t, uint32_t node)
{
    uint64_t h = 0;
    for (int up = 0; up < 2 && node != SY_NONE; up++, node = t->nodes.at[node].parent) {
        sy_str name;
        h = h * 31 + t->nodes.at[node].tag + 1;
        if (sy__tree_attr(t, node, SY__ATTR_CLASS, &name))
            h ^= sy__hash(name.ptr, name.len, h);
    }
    return h;
}

/* A table for n different hashes, empty. NULL: no memory. */
static seen_word *table_for(const sy_ctx *ctx, uint32_t n, uint32_t *cap)
{
    *cap = 64;
    while (*cap < n * 2 && *cap < (uint32_t)1 << 31)
        *cap *= 2;
    return sy__calloc(ctx, *cap, sizeof(seen_word));
}

static bool story_words(sy__html_blocks *b)
{
    uint32_t n = 0, cap;
    for (uint32_t i = 0; i < b->at.n; i++) {
        const sy__html_block *k = &b->at.at[i];
        for (uint32_t w = k->tok; k->prose && w < k->tok + k->n_toks; w++)
            n += content_word(&b->toks.at[w]);
    }
    seen_word *seen = table_for(b->ctx, n, &cap);
    if (seen)
        overlaps(b, seen, cap);
    sy__free(b->ctx, seen);
    return seen != NULL;
}

static bool repetition(sy__html_blocks *b)
{
    uint32_t cap;
    b->shapes = sy__calloc(b->ctx, (size_t)b->at.n + 1, sizeof *b->shapes);
    seen_word *seen = b->shapes ? table_for(b->ctx, b->at.n, &cap) : NULL;
    if (!seen)
        return false;
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        seen_word *s = slot(seen, cap, k->key);
        s->hash = k->key + (k->key == 0);
        k->repeats = s->n++;
    }
    memset(seen, 0, (size_t)cap * sizeof *seen);
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        uint64_t look = look_of(b->tree, k->element);
        seen_word *s = slot(seen, cap, look);
        if (!s->hash) {
            s->hash = look + (look == 0);
            s->n = b->n_shapes++;
        }
        k->shape = s->n;
        b->shapes[s->n] += k->prose ? k->chars : 0;
    }
    sy__free(b->ctx, seen);
    return true;
}

/* ---- the headline ------------------------------------------------------------------------------------------- */

static uint32_t heading_level(const sy__html_blocks *b, const sy__html_block *k)
{
    for (uint32_t n = k->element; n != SY_NONE; n = b->tree->nodes.at[n].parent) {
        uint16_t tag = b->tree->nodes.at[n].tag;
        if (tag >= SY__TAG_H1 && tag <= SY__TAG_H6)
            return (uint32_t)(tag - SY__TAG_H1) + 1;
        if (!(b->tree->nodes.at[n].flags & SY__NODE_HEADING))
            return 0;
    }
    return 0;
}

/* Share of a block's words that begin the page's title in the same order, or the reverse: titles carry the site's name behind. */
static float title_likeness(const sy__html_blocks *b, const sy__html_block *k, const sy__toks *title)
{
    uint32_t same = 0, words = 0, of_title = 0;
    for (uint32_t i = 0; i < title->n; i++)
        of_title += title->at[i].kind != SY__TOK_PUNCT;
    for (uint32_t i = k->tok; i < k->tok + k->n_toks; i++) {
        if (b->toks.at[i].kind == SY__TOK_PUNCT)
            continue;
        words++;
        for (uint32_t w = 0; w < title->n; w++)
            if (title->at[w].hash == b->toks.at[i].hash) {
                same++;
                break;
            }
    }
    if (!words || !of_title || words > of_title * 2 + 4)
        return 0;
    return (float)same / (float)(words > of_title ? words : words + (of_title - words) / 4);
}

static bool find_title(sy__html_blocks *b)
{
    sy__toks title = { NULL, 0, 0 };
    bool ok = b->page_title.len == 0 ||
              sy__tokens(b->lex, b->page_title, (sy_span){ 0, (uint32_t)b->page_title.len }, 60, &title);
    float best = 0.3f;
    uint32_t looked = 0;
    for (uint32_t i = 0; ok && i < b->at.n && looked < 4000; i++) {
        const sy__html_block *k = &b->at.at[i];
        if (k->words > 60 || k->words == 0 || (k->flags & (SY__NODE_NAV | SY__NODE_FOOTER)))
            continue;
        looked++;
        uint32_t level = heading_level(b, k);
        float s = title.n ? title_likeness(b, k, &title) : 0;
        if (s < 0.5f && level != 1)
            continue;
        s += level == 1 ? 0.45f : level == 2 ? 0.25f : level ? 0.1f : 0.0f;
        s += k->names & (1u << SY__NAME_TITLE) ? 0.15f : 0.0f;
        s -= k->link_chars * 2 > k->chars ? 0.25f : 0.0f;
        s -= k->names & (1u << SY__NAME_NAV) ? 0.3f : 0.0f;
        s -= b->first_prose != SY_NONE && i > b->first_prose + 3 ? 0.3f : 0.0f;
        if (s > best) {
            best = s;
            b->title = i;
        }
    }
    sy__free(b->ctx, title.at);
    return ok;
}

bool sy__html_blocks_relate(sy__html_blocks *b)
{
    find_prose(b);
    return sum_prose(b) && story_words(b) && repetition(b) && find_title(b);
}
