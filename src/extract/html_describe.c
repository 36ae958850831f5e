/* The numbers that describe one block. */
#include "extract/html_blocks.h"

#define FEATURE_NAME(id, name) name,
const char *const sy__block_feature_names[SY__B_N] = { SY__BLOCK_FEATURES(FEATURE_NAME) };

static float share(uint32_t part, uint32_t whole) { return whole ? (float)part / (float)whole : 0.0f; }

static void of_words(const sy__html_blocks *b, const sy__html_block *k, float *f)
{
    uint32_t function = 0, caps = 0, upper = 0, words = 0, digits = 0, bytes = 0, sentences = 0, commas = 0, separators = 0, letters = 0;
    sy_str text = sy__buf_view(&b->text);
    const sy__tok *t = b->toks.at + k->tok;
    bool month = false, number = false;
    for (uint32_t i = 0; i < k->n_toks; i++) {
        bytes += t[i].at.end - t[i].at.begin;
        if (t[i].kind == SY__TOK_PUNCT) {
            char c = text.ptr[t[i].at.begin];
            sentences += c == '.' || c == '!' || c == '?' || c == '\xE3';
            commas += c == ',' || c == ';' || c == '\xEF';
            separators += c == '|' || c == '/' || c == '>' || c == '\xC2' || c == '*';
            continue;
        }
        words++;
        if (t[i].kind == SY__TOK_NUMBER) {
            digits++;
            number = true;
        } else if (t[i].kind == SY__TOK_WORD) {
            letters++;
            function += t[i].lex & SY__LEX_FUNCTION ? 1 : 0;
            caps += t[i].cap;
            upper += t[i].caps;
            month = month || (t[i].lex & SY__LEX_MONTH);
        }
    }
    f[SY__B_CHARS] = (float)k->chars;
    f[SY__B_WORDS] = (float)k->words;
    f[SY__B_SENTENCES] = (float)sentences;
    f[SY__B_COMMAS] = (float)commas;
    f[SY__B_SEPARATORS] = share(separators, words + 1);
    f[SY__B_FUNCTION] = share(function, letters);
    f[SY__B_CAPS] = share(caps, letters);
    f[SY__B_UPPER] = share(upper, letters);
    f[SY__B_DIGITS] = share(digits, words);
    f[SY__B_WORD_LENGTH] = share(bytes, words);
    f[SY__B_DATE] = (float)(month && number) + (k->cue[SY_BOILERPLATE_DATE] > 2 ? 1.0f : 0.0f);
    f[SY__B_ENDS] = (float)k->ends;
    sy_str s = sy__cut(text, k->text);
    char last = s.len ? s.ptr[s.len - 1] : ' ';
    f[SY__B_QUESTION] = (float)(last == '?');
    f[SY__B_COLON] = (float)(last == ':');
    f[SY__B_ELLIPSIS] = (float)(sy__ends(s, SY_STR("...")) || sy__ends(s, SY_STR("\xE2\x80\xA6")) || sy__ends(s, SY_STR("[...]")));
    size_t i = 0;
    f[SY__B_LOWER_START] = s.len ? (float)sy__is_lower(sy__utf8_next(s, &i)) : 0.0f;
    f[SY__B_COPYRIGHT] = (float)(sy__find(sy__sub(s, 0, s.len > 200 ? 200 : s.len), SY_STR("\xC2\xA9"), 0) != SIZE_MAX);
}

static void of_cues(const sy__html_block *k, float *f)
{
    static const struct { int cue; sy__block_feature f; } pairs[] = {
        { SY_BOILERPLATE_NAVIGATION, SY__B_CUE_NAV }, { SY_BOILERPLATE_TEASER, SY__B_CUE_TEASER },
        { SY_BOILERPLATE_CAPTION, SY__B_CUE_CAPTION }, { SY_BOILERPLATE_CREDIT, SY__B_CUE_CREDIT },
        { SY_BOILERPLATE_ADVERT, SY__B_CUE_ADVERT }, { SY_BOILERPLATE_DATE, SY__B_CUE_DATE },
        { SY_BOILERPLATE_SOCIAL, SY__B_CUE_SOCIAL }, { SY_BOILERPLATE_COMMENTS, SY__B_CUE_COMMENTS },
        { SY_BOILERPLATE_LEGAL, SY__B_CUE_LEGAL }, { SY_BOILERPLATE_OTHER, SY__B_CUE_OTHER },
    };
    float most = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        f[pairs[i].f] = k->cue[pairs[i].cue];
        most = most > k->cue[pairs[i].cue] ? most : k->cue[pairs[i].cue];
    }
    f[SY__B_CUE_MAX] = most;
}

static void of_element(const sy__html_blocks *b, const sy__html_block *k, float *f)
{
    const sy__tree *t = b->tree;
    uint16_t tag = k->element == SY_NONE ? SY__TAG_BODY : t->nodes.at[k->element].tag;
    f[SY__B_TAG_P] = (float)(tag == SY__TAG_P);
    f[SY__B_TAG_LI] = (float)(tag == SY__TAG_LI);
    f[SY__B_TAG_DIV] = (float)(tag == SY__TAG_DIV || tag == SY__TAG_SECTION || tag == SY__TAG_ARTICLE || tag == SY__TAG_BODY);
    f[SY__B_TAG_HEADING] = (float)k->heading;
    f[SY__B_TAG_CELL] = (float)(tag == SY__TAG_TD || tag == SY__TAG_TH);
    f[SY__B_TAG_DT] = (float)(tag == SY__TAG_DT || tag == SY__TAG_DD);
    f[SY__B_TAG_QUOTE] = (float)(tag == SY__TAG_BLOCKQUOTE);
    f[SY__B_TAG_PRE] = (float)(tag == SY__TAG_PRE);
    f[SY__B_TAG_CAPTION] = (float)((k->flags & SY__NODE_CAPTION) != 0);
    f[SY__B_HEADING_LEVEL] = tag >= SY__TAG_H1 && tag <= SY__TAG_H6 ? (float)(tag - SY__TAG_H1 + 1) : 0.0f;
    static const struct { uint32_t flag; sy__block_feature f; } flags[] = {
        { SY__NODE_NAV, SY__B_IN_NAV }, { SY__NODE_FOOTER, SY__B_IN_FOOTER }, { SY__NODE_HEADER, SY__B_IN_HEADER },
        { SY__NODE_ASIDE, SY__B_IN_ASIDE }, { SY__NODE_FIGURE, SY__B_IN_FIGURE }, { SY__NODE_FORM, SY__B_IN_FORM },
        { SY__NODE_TABLE, SY__B_IN_TABLE }, { SY__NODE_LIST, SY__B_IN_LIST }, { SY__NODE_QUOTE, SY__B_IN_QUOTE },
        { SY__NODE_ARTICLE, SY__B_IN_ARTICLE }, { SY__NODE_MAIN, SY__B_IN_MAIN }, { SY__NODE_BUTTON, SY__B_IN_BUTTON },
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        f[flags[i].f] = (float)((k->flags & flags[i].flag) != 0);
    /* A name on the element itself or close above it weighs more than one far above. */
    uint32_t seen = 0, depth = 0;
    for (uint32_t n = k->element; n != SY_NONE && depth < 40; n = t->nodes.at[n].parent, depth++) {
        uint32_t above = t->nodes.at[n].parent == SY_NONE ? 0 : b->names[t->nodes.at[n].parent];
        uint32_t own = b->names[n] & ~above & ~seen;
        for (uint32_t kind = 0; own && kind < SY__NAME_N; kind++)
            if (own >> kind & 1)
                f[SY__B_N_BODY + kind] = 1.0f / (float)(1 + depth);
        seen |= b->names[n] & ~above;
    }
    f[SY__B_DEPTH] = (float)depth;
}

static uint32_t up(const sy__tree *t, uint32_t node) { return node == SY_NONE ? SY_NONE : t->nodes.at[node].parent; }

static void of_parts(const sy__html_blocks *b, const sy__html_block *k, float *f)
{
    const sy__tree *t = b->tree;
    uint32_t parent = up(t, k->element), grand = up(t, parent);
    if (parent != SY_NONE) {
        f[SY__B_PARENT_PROSE] = share(b->prose[parent], b->total_prose);
        f[SY__B_PARENT_LINKS] = share(b->link_chars[parent], b->chars[parent]);
        f[SY__B_PARENT_CHARS] = (float)b->chars[parent];
        f[SY__B_SIBLINGS] = (float)b->siblings[parent];
    }
    if (grand != SY_NONE) {
        f[SY__B_GRAND_PROSE] = share(b->prose[grand], b->total_prose);
        f[SY__B_GRAND_LINKS] = share(b->link_chars[grand], b->chars[grand]);
    }
    if (b->main != SY_NONE) {
        uint32_t climb = 0;
        for (uint32_t m = b->main; m != SY_NONE && (k->first < m || k->first >= t->nodes.at[m].next); m = up(t, m))
            climb++;
        f[SY__B_MAIN_IN] = (float)(climb == 0);
        f[SY__B_MAIN_UP] = (float)climb;
        f[SY__B_MAIN_SHARE] = share(b->prose[b->main], b->total_prose);
    }
    f[SY__B_ARTICLES] = (float)b->articles;
    if (k->flags & SY__NODE_ARTICLE)
        for (uint32_t n = k->element; n != SY_NONE; n = up(t, n))
            if (t->nodes.at[n].tag == SY__TAG_ARTICLE) {
                f[SY__B_ARTICLE_SHARE] = share(b->prose[n], b->total_prose);
                break;
            }
}

static float clip(int64_t v, int64_t most) { return (float)(v > most ? most : v < -most ? -most : v); }

static void of_place(const sy__html_blocks *b, uint32_t i, float *f)
{
    const sy__html_block *all = b->at.at, *k = &all[i];
    uint32_t n = b->at.n;
    f[SY__B_POSITION] = share(i, n);
    f[SY__B_AFTER_TITLE] = b->title == SY_NONE ? 0.5f : (float)(i > b->title);
    f[SY__B_FROM_TITLE] = b->title == SY_NONE ? -60.0f : clip((int64_t)i - b->title, 50);
    f[SY__B_IS_TITLE] = (float)(i == b->title);
    f[SY__B_FIRST_PROSE] = b->first_prose == SY_NONE ? -60.0f : clip((int64_t)i - b->first_prose, 50);
    f[SY__B_LAST_PROSE] = b->first_prose == SY_NONE ? -60.0f : clip((int64_t)b->last_prose - i, 50);
    if (i > 0) {
        f[SY__B_PREV_WORDS] = (float)all[i - 1].words;
        f[SY__B_PREV_LINKS] = share(all[i - 1].link_chars, all[i - 1].chars);
        f[SY__B_PREV_PROSE] = (float)all[i - 1].prose;
        f[SY__B_SAME_PARENT_PREV] = (float)(up(b->tree, all[i - 1].element) == up(b->tree, k->element));
    }
    if (i + 1 < n) {
        f[SY__B_NEXT_WORDS] = (float)all[i + 1].words;
        f[SY__B_NEXT_LINKS] = share(all[i + 1].link_chars, all[i + 1].chars);
        f[SY__B_NEXT_PROSE] = (float)all[i + 1].prose;
        f[SY__B_SAME_PARENT_NEXT] = (float)(up(b->tree, all[i + 1].element) == up(b->tree, k->element));
    }
    uint32_t from = i > 4 ? i - 4 : 0, to = i + 5 < n ? i + 5 : n, prose = 0;
    float links = 0;
    for (uint32_t j = from; j < to; j++) {
        prose += j != i && all[j].prose;
        links += j == i ? 0.0f : share(all[j].link_chars, all[j].chars);
    }
    f[SY__B_NEAR_PROSE] = (float)prose;
    f[SY__B_NEAR_LINKS] = to - from > 1 ? links / (float)(to - from - 1) : 0.0f;
    f[SY__B_HEAD_NEXT] = (float)(k->heading && i + 1 < n && (all[i + 1].prose || (i + 2 < n && all[i + 2].prose)));
}

void sy__html_block_describe(const sy__html_blocks *b, uint32_t block, float f[SY__B_N])
{
    const sy__html_block *k = &b->at.at[block];
    memset(f, 0, SY__B_N * sizeof *f);
    of_words(b, k, f);
    of_cues(k, f);
    of_element(b, k, f);
    of_parts(b, k, f);
    of_place(b, block, f);
    f[SY__B_LINK_SHARE] = share(k->link_chars, k->chars);
    f[SY__B_LINKS] = (float)k->links;
    f[SY__B_EMPHASIS] = share(k->emphasis_chars, k->chars);
    f[SY__B_REPEATED] = (float)k->repeats;
    f[SY__B_OVERLAP] = k->overlap;
    f[SY__B_SAME_SHAPE] = share(b->shapes[k->shape], b->total_prose);
    f[SY__B_PAGE_PROSE] = (float)b->total_prose;
    f[SY__B_PAGE_BLOCKS] = (float)b->at.n;
}
