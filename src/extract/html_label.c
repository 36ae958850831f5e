/* Which blocks are the article, of what kind they are, and of what kind the rest is. */
#include "extract/forest.h"

/* ---- kinds of boilerplate -------------------------------------------------------------------------------- */

static uint8_t kind_by_name(const sy__html_block *k)
{
    static const struct { uint32_t names; uint8_t kind; } kinds[] = {
        { 1u << SY__NAME_COMMENT, SY_BOILERPLATE_COMMENTS }, { 1u << SY__NAME_SHARE, SY_BOILERPLATE_SOCIAL },
        { 1u << SY__NAME_LEGAL, SY_BOILERPLATE_LEGAL }, { 1u << SY__NAME_ADVERT | 1u << SY__NAME_PROMO, SY_BOILERPLATE_ADVERT },
        { 1u << SY__NAME_CAPTION, SY_BOILERPLATE_CAPTION }, { 1u << SY__NAME_AUTHOR, SY_BOILERPLATE_CREDIT },
        { 1u << SY__NAME_DATE, SY_BOILERPLATE_DATE }, { 1u << SY__NAME_RELATED, SY_BOILERPLATE_TEASER },
        { 1u << SY__NAME_NAV | 1u << SY__NAME_TAGS | 1u << SY__NAME_HEADER, SY_BOILERPLATE_NAVIGATION },
        { 1u << SY__NAME_FOOTER, SY_BOILERPLATE_LEGAL },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (k->names & kinds[i].names)
            return kinds[i].kind;
    return SY_BOILERPLATE_OTHER;
}

static uint8_t kind_of(const sy__html_block *k)
{
    int best = -1;
    for (int i = 0; i <= SY_BOILERPLATE_OTHER; i++)
        if (k->cue[i] >= 4 && (best < 0 || k->cue[i] > k->cue[best]))
            best = i;
    if (k->flags & (SY__NODE_FIGURE | SY__NODE_CAPTION))
        return SY_BOILERPLATE_CAPTION;
    if (k->flags & SY__NODE_NAV)
        return SY_BOILERPLATE_NAVIGATION;
    if (best >= 0 && k->words <= 60)
        return (uint8_t)best;
    uint8_t named = kind_by_name(k);
    if (named != SY_BOILERPLATE_OTHER)
        return named;
    if (k->flags & SY__NODE_FOOTER)
        return SY_BOILERPLATE_LEGAL;
    if (k->link_chars * 2 > k->chars)
        return k->words >= 5 ? SY_BOILERPLATE_TEASER : SY_BOILERPLATE_NAVIGATION;
    return SY_BOILERPLATE_OTHER;
}

/* ---- kinds of blocks ------------------------------------------------------------------------------------------ */

static uint8_t block_kind(const sy__html_blocks *b, const sy__html_block *k, bool before_text)
{
    uint16_t tag = k->element == SY_NONE ? SY__TAG_BODY : b->tree->nodes.at[k->element].tag;
    if (k->heading)
        return SY_BLOCK_HEADING;
    if (tag == SY__TAG_TD || tag == SY__TAG_TH || tag == SY__TAG_CAPTION)
        return SY_BLOCK_TABLE;
    if (k->flags & SY__NODE_QUOTE)
        return SY_BLOCK_QUOTE;
    if (tag == SY__TAG_LI || tag == SY__TAG_DT || tag == SY__TAG_DD)
        return SY_BLOCK_LIST;
    if (before_text && (k->names & (1u << SY__NAME_LEAD)))
        return SY_BLOCK_STANDFIRST;
    return SY_BLOCK_PARAGRAPH;
}

/* A link of a menu or a list of stories, far from the text: not worth the trees. */
static bool plainly_not(const sy__html_blocks *b, const sy__html_block *k)
{
    bool inside = b->main != SY_NONE && k->first >= b->main && k->first < b->tree->nodes.at[b->main].next;
    return !inside && !k->prose && k->words <= 12 && k->link_chars * 10 >= k->chars * 8 && !k->heading;
}

/* "(Reporting by Ann Lee; Editing by Bo Chen)": plain enough without the trees, who saw few of them. */
static bool is_credit(const sy__html_block *k)
{
    return k->cue[SY_BOILERPLATE_CREDIT] >= 6 && k->words <= 40;
}

/* "By Ann Lee | Published 3.10 pm, 12 May 2024" between headline and story: words of a byline or date, and a number in few words. */
static bool is_byline(const sy__html_blocks *b, uint32_t i)
{
    const sy__html_block *k = &b->at.at[i];
    bool number = false;
    if (b->title == SY_NONE || i < b->title || b->first_prose == SY_NONE || i >= b->first_prose || k->heading || k->prose || k->words > 20)
        return false;
    for (uint32_t t = k->tok; t < k->tok + k->n_toks; t++)
        number = number || b->toks.at[t].kind == SY__TOK_NUMBER;
    return number && k->cue[SY_BOILERPLATE_DATE] + k->cue[SY_BOILERPLATE_CREDIT] >= 5;
}

/* A heading is one of something: of text that follows before the next heading of its kind. */
static void drop_bare_headings(sy__html_blocks *b)
{
    bool text = false;
    for (uint32_t i = b->at.n; i-- > 0;) {
        sy__html_block *k = &b->at.at[i];
        if (!k->label)
            continue;
        if (k->heading && !text)
            k->label = 0;
        else
            text = true;
    }
}

static void score_some(sy__html_blocks *b, const sy__forest *forest, const sy__forest_input *in, const uint32_t *blocks, uint32_t n)
{
    float score[SY__FOREST_BLOCKS];
    sy__forest_score(forest, in, score);
    for (uint32_t i = 0; i < n; i++)
        b->at.at[blocks[i]].score = score[i];
}

/* Scores of all blocks that are worth it. false: no memory. */
static bool score_blocks(sy__html_blocks *b, const sy__forest *forest)
{
    sy__forest_input *in = sy__calloc(b->ctx, 1, sizeof *in);
    uint32_t some[SY__FOREST_BLOCKS], n = 0;
    for (uint32_t i = 0; in && i < b->at.n && sy__spend(b->tree->budget); i++) {
        sy__html_block *k = &b->at.at[i];
        float f[SY__B_N];
        k->score = -9;
        if (i == b->title || k->words == 0 || plainly_not(b, k) || is_credit(k) || is_byline(b, i))
            continue;
        sy__html_block_describe(b, i, f);
        for (uint32_t v = 0; v < SY__B_N; v++)
            in->x[v][n] = f[v];
        some[n++] = i;
        if (n == SY__FOREST_BLOCKS) {
            score_some(b, forest, in, some, n);
            n = 0;
        }
    }
    if (n)
        score_some(b, forest, in, some, n);
    sy__free(b->ctx, in);
    return in != NULL && !b->tree->budget->exceeded;
}

bool sy__html_blocks_label(sy__html_blocks *b, const sy__forest *forest)
{
    bool text = false;
    if (!score_blocks(b, forest))
        return false;
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        k->kind = kind_of(k);
        k->label = 0;
        if (k->score <= 0)
            continue;
        k->label = (uint8_t)(block_kind(b, k, !text) + 1);
        text = text || (!k->heading && k->label != SY_BLOCK_STANDFIRST + 1);
    }
    drop_bare_headings(b);
    return true;
}

static bool plainly_boilerplate(const sy__html_block *k)
{
    const uint32_t apart = SY__NODE_FIGURE | SY__NODE_CAPTION | SY__NODE_NAV | SY__NODE_BUTTON | SY__NODE_FOOTER;
    if (k->words == 0 || k->flags & apart || is_credit(k) || (k->link_chars * 2 > k->chars && k->words <= 25))
        return true;
    for (int i = 0; i <= SY_BOILERPLATE_OTHER; i++)
        if (k->cue[i] >= 4 && k->words <= 40)
            return true;
    return false;
}

void sy__html_blocks_label_inset(sy__html_blocks *b)
{
    bool text = false;
    for (uint32_t i = 0; i < b->at.n; i++) {
        sy__html_block *k = &b->at.at[i];
        k->kind = kind_of(k);
        if (i == b->title || plainly_boilerplate(k))
            continue;
        k->label = (uint8_t)(block_kind(b, k, !text) + 1);
        text = text || !k->heading;
    }
    drop_bare_headings(b);
}
