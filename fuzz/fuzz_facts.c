/* Facts over annotations that no parser made: the input's bytes are cut into tokens, and heads, labels, tags, entities and
 * sentence ends are drawn from them too, so that trees are broken in every way. Spans and references of what comes out must
 * hold, and a second run must give the same. The first bytes seed what is drawn; the rest is the text. */
#include <stdlib.h>
#include <string.h>

#include "synoptic/facts.h"

enum { MOST_TOKENS = 400, SEED = 8 };

static void require(bool ok)
{
    if (!ok)
        abort();
}

typedef struct dice { uint64_t state; } dice;

static uint32_t roll(dice *d, uint32_t sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return sides ? (uint32_t)(d->state >> 33) % sides : 0;
}

typedef struct made { sy_token tokens[MOST_TOKENS]; sy_token_range sentences[MOST_TOKENS]; size_t n, n_sentences; } made;

/* Runs of letters and digits, runs of white space but the single blank, and every other character by itself. */
static size_t token_end(const char *p, size_t at, size_t size)
{
    size_t i = at + 1;
    bool letters = (p[at] | 32) >= 'a' && (p[at] | 32) <= 'z', digits = p[at] >= '0' && p[at] <= '9', high = (p[at] & 0x80) != 0;
    while (i < size && i - at < 30 && ((letters && (p[i] | 32) >= 'a' && (p[i] | 32) <= 'z') || (digits && p[i] >= '0' && p[i] <= '9') || (high && (p[i] & 0xC0) == 0x80)))
        i++;
    return i;
}

static void cut(made *m, const char *p, size_t size)
{
    for (size_t at = 0; at < size && m->n < MOST_TOKENS;) {
        if (p[at] == ' ') {
            at++;
            continue;
        }
        size_t end = token_end(p, at, size);
        m->tokens[m->n] = (sy_token){ .span = { (uint32_t)at, (uint32_t)end }, .lemma = { p + at, end - at } };
        m->n++;
        at = end;
    }
}

/* A token's head stands in its sentence most of the time; now and then anywhere, as in no tree. */
static void draw(made *m, dice *d)
{
    uint32_t begin = 0;
    while (begin < m->n) {
        uint32_t end = begin + 1 + roll(d, 30);
        end = end < m->n ? end : (uint32_t)m->n;
        m->sentences[m->n_sentences++] = (sy_token_range){ begin, end };
        for (uint32_t i = begin; i < end; i++) {
            sy_token *t = &m->tokens[i];
            t->head = roll(d, 40) == 0 ? roll(d, (uint32_t)m->n) : begin + roll(d, end - begin);
            t->tag = (uint8_t)roll(d, SY_TAG_N);
            t->pos = (uint8_t)roll(d, SY_POS_N);
            t->dep = (uint8_t)roll(d, SY_DEP_N);
            t->ent = roll(d, 3) ? (uint8_t)0 : (uint8_t)roll(d, SY_ENT_N);
            t->ent_begins = roll(d, 2) == 0;
            t->space_after = false;
        }
        begin = end;
    }
}

static bool within(sy_span s, size_t size) { return s.begin < s.end && s.end <= size; }
static bool refers(uint32_t i, size_t n) { return i == SY_NONE || i < n; }

static void check_lists(const sy_facts *f, size_t size, size_t n_tokens)
{
    size_t n, n_entities, n_attributions, n_statements;
    const sy_entity *e = sy_facts_entities(f, &n_entities);
    for (size_t i = 0; i < n_entities; i++) {
        require(e[i].n_mentions > 0);
        for (size_t k = 0; k < e[i].n_mentions; k++)
            require(within(e[i].mentions[k].span, size) && e[i].mentions[k].head < n_tokens);
        for (size_t k = 0; k < e[i].n_labels; k++)
            require(within(e[i].labels[k].span, size));
        for (size_t k = 0; k < e[i].n_roles; k++)
            require(within(e[i].roles[k], size));
    }
    const sy_attribution *a = sy_facts_attributions(f, &n_attributions);
    for (size_t i = 0; i < n_attributions; i++) {
        require(a[i].n_content > 0 && refers(a[i].speaker, n_entities) && refers(a[i].speaks_for, n_entities) && refers(a[i].through, n_entities));
        for (size_t k = 0; k < a[i].n_content; k++)
            require(within(a[i].content[k], size) && (k == 0 || a[i].content[k].begin >= a[i].content[k - 1].end));
        for (size_t k = 0; k < a[i].n_source; k++)
            require(within(a[i].source[k], size));
    }
    const sy_quantity *q = sy_facts_quantities(f, &n);
    for (size_t i = 0; i < n; i++)
        require(within(q[i].span, size) && q[i].token < n_tokens && (q[i].of.end == 0 || within(q[i].of, size)) && (q[i].scope.end == 0 || within(q[i].scope, size)));
    const sy_time *t = sy_facts_times(f, &n);
    for (size_t i = 0; i < n; i++)
        require(within(t[i].span, size) && t[i].first_token <= t[i].last_token && t[i].last_token < n_tokens);
    const sy_statement *s = sy_facts_statements(f, &n_statements);
    for (size_t i = 0; i < n_statements; i++) {
        require(within(s[i].span, size) && s[i].head < n_tokens && refers(s[i].parent, n_statements) && s[i].parent != i && refers(s[i].attribution, n_attributions));
        for (size_t k = 0; k < s[i].n_arguments; k++)
            require(within(s[i].arguments[k].span, size) && s[i].arguments[k].head < n_tokens && refers(s[i].arguments[k].entity, n_entities));
        for (size_t k = 0; k < s[i].n_places; k++)
            require(s[i].places[k] < n_entities);
    }
}

static void require_same(const sy_facts *f, const sy_facts *g)
{
    size_t n, m;
    const sy_statement *s = sy_facts_statements(f, &n), *t = sy_facts_statements(g, &m);
    require(n == m);
    for (size_t i = 0; i < n; i++)
        require(s[i].span.begin == t[i].span.begin && s[i].span.end == t[i].span.end && s[i].attribution == t[i].attribution);
    const sy_entity *a = sy_facts_entities(f, &n), *b = sy_facts_entities(g, &m);
    require(n == m);
    for (size_t i = 0; i < n; i++)
        require(a[i].type == b[i].type && a[i].n_mentions == b[i].n_mentions && a[i].mentions[0].span.begin == b[i].mentions[0].span.begin);
}

static sy_ctx         *ctx;
static sy_fact_finder *finder;

static void done(void)
{
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static made m;
    dice d = { 1 };
    sy_annotation *a = NULL;
    if (size < SEED || size > 4096)
        return 0;
    if (finder == NULL) {
        require(!sy_ctx_new(&ctx, NULL) && !sy_fact_finder_new(&finder, ctx, NULL));
        atexit(done);
    }
    memcpy(&d.state, data, SEED);
    m.n = m.n_sentences = 0;
    sy_str text = { (const char *)data + SEED, size - SEED };
    cut(&m, text.ptr, text.len);
    draw(&m, &d);
    if (sy_annotation_import(&a, ctx, text, m.tokens, m.n, m.sentences, m.n_sentences, NULL) == SY_OK) {
        sy_facts *f = NULL, *g = NULL;
        sy_facts_input in = { .annotation = a, .published = { "2024-03-15", roll(&d, 2) ? 10 : 0 } };
        require(sy_find_facts(&f, finder, &in, NULL) == SY_OK && sy_find_facts(&g, finder, &in, NULL) == SY_OK);
        check_lists(f, text.len, m.n);
        require_same(f, g);
        sy_facts_free(f);
        sy_facts_free(g);
    }
    sy_annotation_free(a);
    return 0;
}
