/* The annotator: tokenizer, networks, rules and result put together. Texts go through in groups, because the networks
 * are fastest on a few thousand tokens at once and memory should not grow with the number of texts. */
#include "annotate/net.h"

enum {
    DEFAULT_TYPES = 4096,
    BLOCK_ROWS = 2048, LEAST_ROWS = 256,
    GROUP_TOKENS = 8192,              /* a group is full */
    GROUP_DOCS = 256
};

struct sy_annotator {
    sy_ctx            *ctx;
    const sy_model    *model;
    const sy__net     *net;
    const sy__kernels *k;
    sy__lexer         *lexer;
    uint32_t           lexer_age;     /* what sy__lexer_trim gave last */
    sy__embeds         embeds, ner_embeds;
    sy__blocks         blocks;
    sy__parser        *parser;
    sy__ner            ner;
    sy__doc           *docs;          /* GROUP_DOCS */
    float             *linear;        /* parser's input, 64 floats a token of the group */
    void              *linear_block;
    size_t             linear_cap;    /* tokens */
    float             *scratch;       /* of a block: SY__NER_SCRATCH floats a row */
    void              *scratch_block;
};

static sy_status choose_kernels(sy_annotator *a, sy_vectors wanted, sy_error *err)
{
    static const sy_cpu path[] = { SY_CPU_PORTABLE, SY_CPU_PORTABLE, SY_CPU_AVX2, SY_CPU_AVX512 };
    if ((unsigned)wanted > SY_VECTORS_AVX512)
        return sy_fail(err, SY_E_ARG, 0, "annotator: no vector path %d", (int)wanted);
    if (wanted != SY_VECTORS_BEST)
        a->k = sy__kernels_get(path[wanted]);
    else
        for (int p = SY_VECTORS_AVX512; !a->k && p >= SY_VECTORS_PORTABLE; p--)
            a->k = sy__kernels_get(path[p]);
    return a->k ? SY_OK : sy_fail(err, SY_E_UNSUPPORTED, 0, "annotator: this processor or build lacks the wanted vector path");
}

static sy_status make_parts(sy_annotator *a, uint32_t cache_types, sy_error *err)
{
    uint32_t  types = cache_types ? cache_types : DEFAULT_TYPES;
    types = types < LEAST_ROWS ? LEAST_ROWS : types;
    /* A block's word types must all find a place. */
    uint32_t  rows = types < BLOCK_ROWS ? types : BLOCK_ROWS;
    sy_status s;
    if ((s = sy__lexer_new(&a->lexer, a->ctx, a->model, err)) || (s = sy__parser_new(&a->parser, a->ctx, a->k, a->net, err)) ||
        (s = sy__embeds_init(&a->embeds, a->ctx, a->k, &a->net->tok2vec, types, err)) ||
        (s = sy__embeds_init(&a->ner_embeds, a->ctx, a->k, &a->net->ner_tok2vec, types, err)) ||
        (s = sy__blocks_init(&a->blocks, a->ctx, a->k, rows, err)))
        return s;
    sy__ner_init(&a->ner, a->k, a->net);
    a->docs = sy__calloc(a->ctx, GROUP_DOCS, sizeof *a->docs);
    a->scratch = sy__floats(a->ctx, (size_t)rows * SY__NER_SCRATCH, &a->scratch_block);
    if (!a->docs || !a->scratch)
        return sy_fail(err, SY_E_NOMEM, 0, "annotator: no memory");
    for (uint32_t i = 0; i < GROUP_DOCS; i++)
        sy__doc_init(&a->docs[i], a->ctx);
    a->lexer_age = sy__lexer_trim(a->lexer);
    return SY_OK;
}

sy_status sy_annotator_new(sy_annotator **out, sy_ctx *ctx, const sy_model *m, const sy_annotator_opts *opts, sy_error *err)
{
    static const sy_annotator_opts defaults = SY_ANNOTATOR_OPTS_INIT;
    *out = NULL;
    opts = opts ? opts : &defaults;
    if (opts->version != SY_ANNOTATOR_OPTS_VERSION)
        return sy_fail(err, SY_E_ARG, 0, "annotator: options of version %u", opts->version);
    sy_annotator *a = sy__calloc(ctx, 1, sizeof *a);
    if (!a)
        return sy_fail(err, SY_E_NOMEM, 0, "annotator: no memory");
    a->ctx = ctx;
    a->model = m;
    a->net = m->net;
    a->embeds = a->ner_embeds = (sy__embeds){ .ctx = ctx, .items.ctx = ctx, .vectors.ctx = ctx };
    a->blocks.ctx = ctx;
    sy_status s = choose_kernels(a, opts->vectors, err);
    if (!s)
        s = make_parts(a, opts->cache_types, err);
    if (s)
        sy_annotator_free(a);
    else
        *out = a;
    return s;
}

void sy_annotator_free(sy_annotator *a)
{
    if (!a)
        return;
    for (uint32_t i = 0; a->docs && i < GROUP_DOCS; i++)
        sy__doc_done(&a->docs[i]);
    sy__free(a->ctx, a->docs);
    sy__free(a->ctx, a->linear_block);
    sy__free(a->ctx, a->scratch_block);
    sy__parser_free(a->parser);
    sy__embeds_done(&a->embeds);
    sy__embeds_done(&a->ner_embeds);
    sy__blocks_done(&a->blocks);
    sy__lexer_free(a->lexer);
    sy__free(a->ctx, a);
}

/* ---- a group ----------------------------------------------------------------------------------- */

static sy_status reserve_linear(sy_annotator *a, size_t tokens, sy_error *err)
{
    if (tokens <= a->linear_cap)
        return SY_OK;
    sy__free(a->ctx, a->linear_block);
    a->linear_cap = 0;
    a->linear = sy__floats(a->ctx, tokens * SY__HIDDEN, &a->linear_block);
    if (!a->linear)
        return sy_fail(err, SY_E_NOMEM, 0, "annotator: no memory");
    a->linear_cap = tokens;
    return SY_OK;
}

/* Tags, and the parser's input, of the tokens of a block. */
static void tag_block(sy_annotator *a, float *linear)
{
    const sy__blocks *x = &a->blocks;
    const uint32_t    wide = a->net->tagger.n_pad;
    a->k->dense(&a->net->parser_linear, x->vectors, SY__WIDTH, x->n_rows, linear, SY__HIDDEN);
    a->k->dense(&a->net->tagger, x->vectors, SY__WIDTH, x->n_rows, a->scratch, wide);
    for (uint32_t i = 0; i < x->n_segments; i++) {
        const sy__segment *s = &x->segments[i];
        const float       *scores = a->scratch + (size_t)s->out * wide;
        for (uint32_t t = s->begin; t < s->end; t++, scores += wide)
            a->docs[s->doc].tag[t] = a->model->tagger_labels[a->k->argmax(scores, a->net->zero, wide)];
    }
}

static sy_status tag_and_parse(sy_annotator *a, const sy__type *types, uint32_t n_types, uint32_t n_docs, sy_error *err)
{
    size_t    tokens = 0, at = 0;
    bool      more = true;
    sy_status s;
    for (uint32_t i = 0; i < n_docs; i++)
        tokens += a->docs[i].n;
    if ((s = reserve_linear(a, tokens ? tokens : 1, err)))
        return s;
    sy__blocks_start(&a->blocks, &a->embeds, types, n_types, a->docs, n_docs);
    while (!(s = sy__blocks_next(&a->blocks, &more, err)) && more) {
        tag_block(a, a->linear + at * SY__HIDDEN);
        at += a->blocks.n_rows;
    }
    return s ? s : sy__parse(a->parser, a->docs, n_docs, types, a->linear, err);
}

static sy_status find_entities(sy_annotator *a, const sy__type *types, uint32_t n_types, uint32_t n_docs, sy_error *err)
{
    bool      more;
    sy_status s;
    sy__blocks_start(&a->blocks, &a->ner_embeds, types, n_types, a->docs, n_docs);
    while (!(s = sy__blocks_next(&a->blocks, &more, err)) && more)
        for (uint32_t i = 0; i < a->blocks.n_segments; i++) {
            const sy__segment *g = &a->blocks.segments[i];
            sy__ner_run(&a->ner, &a->docs[g->doc], types, g->begin, g->end, a->blocks.vectors + (size_t)g->out * SY__WIDTH, a->scratch);
        }
    return s;
}

/* Tokenizes texts until the group is full; *taken is how many. */
static sy_status read_group(sy_annotator *a, const sy_str *texts, size_t n, uint32_t *taken, sy_error *err)
{
    size_t   tokens = 0;
    uint32_t age = sy__lexer_trim(a->lexer);
    if (age != a->lexer_age) {
        sy__embeds_forget(&a->embeds);
        sy__embeds_forget(&a->ner_embeds);
        a->lexer_age = age;
    }
    for (*taken = 0; *taken < n && *taken < GROUP_DOCS && tokens < GROUP_TOKENS; ++*taken) {
        sy_status s = sy__tokenize(a->lexer, &a->docs[*taken], texts[*taken], err);
        if (s)
            return s;
        tokens += a->docs[*taken].n;
    }
    return SY_OK;
}

static sy_status one_group(sy_annotation **out, sy_annotator *a, uint32_t n_docs, sy_error *err)
{
    uint32_t       n_types;
    const sy__type *types = sy__lexer_types(a->lexer, &n_types);
    sy_status      s;
    if ((s = tag_and_parse(a, types, n_types, n_docs, err)) || (s = find_entities(a, types, n_types, n_docs, err)))
        return s;
    for (uint32_t i = 0; i < n_docs; i++)
        if ((s = sy__rule_and_lemma(a->lexer, &a->docs[i], err)) ||
            (s = sy__annotation_from_doc(&out[i], a->ctx, a->lexer, &a->docs[i], err)))
            return s;
    return SY_OK;
}

sy_status sy_annotate_many(sy_annotation **out, sy_annotator *a, const sy_str *texts, size_t n, sy_error *err)
{
    sy_status s = SY_OK;
    for (size_t i = 0; i < n; i++)
        out[i] = NULL;
    for (size_t at = 0; at < n && !s;) {
        uint32_t taken;
        s = read_group(a, texts + at, n - at, &taken, err);
        if (!s)
            s = one_group(out + at, a, taken, err);
        at += taken;
    }
    for (size_t i = 0; s && i < n; i++) {
        sy_annotation_free(out[i]);
        out[i] = NULL;
    }
    return s;
}

sy_status sy_annotate(sy_annotation **out, sy_annotator *a, sy_str text, sy_error *err)
{
    return sy_annotate_many(out, a, &text, 1, err);
}
