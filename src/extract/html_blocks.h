/* Blocks of text of an HTML page, and what is seen of each: the input of the decision which of them are the article. */
#ifndef SY__EXTRACT_HTML_BLOCKS_H
#define SY__EXTRACT_HTML_BLOCKS_H

#include "extract/article.h"
#include "extract/html_tree.h"
#include "extract/lexicon.h"
#include "extract/lines.h"

/* What the names of elements say: data/extract/html_names.txt. */
#define SY__NAME_KINDS(X) \
    X(BODY, "body") X(WEAK, "weak") X(TITLE, "title") X(LEAD, "lead") X(COMMENT, "comment") X(RELATED, "related") X(SHARE, "share") \
    X(NAV, "nav") X(SIDE, "side") X(FOOTER, "footer") X(HEADER, "header") X(ADVERT, "advert") X(PROMO, "promo") X(LEGAL, "legal") \
    X(AUTHOR, "author") X(DATE, "date") X(META, "meta") X(TAGS, "tags") X(CAPTION, "caption") X(MEDIA, "media") X(QUOTE, "quote") \
    X(NOTE, "note") X(HIDDEN, "hidden")
#define SY__NAME_ENUM(id, name) SY__NAME_##id,
typedef enum sy__name_kind { SY__NAME_KINDS(SY__NAME_ENUM) SY__NAME_N } sy__name_kind;

/* The names table, hashed. Immutable. */
typedef struct sy__names sy__names;
sy_status sy__names_new(sy__names **out, const sy_ctx *ctx, sy_error *err);
void      sy__names_free(sy__names *n);
/* Bits of sy__name_kind that a class, id or itemprop value says. */
uint32_t  sy__names_of(const sy__names *n, sy_str value);

/* Numbers that a block is described by, for the trees of data/extract/block_trees.txt, which name them. */
#define SY__BLOCK_FEATURES(X) \
    X(CHARS, "chars") X(WORDS, "words") X(LINK_SHARE, "link-share") X(SENTENCES, "sentences") X(COMMAS, "commas") \
    X(ENDS, "ends-sentence") X(FUNCTION, "function-share") X(CAPS, "capital-share") X(DIGITS, "digit-share") \
    X(WORD_LENGTH, "word-length") X(UPPER, "all-capitals") X(LOWER_START, "lower-start") X(QUESTION, "question") X(COLON, "colon") \
    X(ELLIPSIS, "ellipsis") X(SEPARATORS, "separators") X(COPYRIGHT, "copyright") X(DATE, "date") X(EMPHASIS, "emphasis-share") \
    X(LINKS, "links") X(CUE_NAV, "cue-navigation") X(CUE_TEASER, "cue-teaser") X(CUE_CAPTION, "cue-caption") \
    X(CUE_CREDIT, "cue-credit") X(CUE_ADVERT, "cue-advert") X(CUE_DATE, "cue-date") X(CUE_SOCIAL, "cue-social") \
    X(CUE_COMMENTS, "cue-comments") X(CUE_LEGAL, "cue-legal") X(CUE_OTHER, "cue-other") X(CUE_MAX, "cue-any") \
    X(TAG_P, "is-p") X(TAG_LI, "is-li") X(TAG_DIV, "is-div") X(TAG_HEADING, "is-heading") X(TAG_CELL, "is-cell") \
    X(TAG_DT, "is-dt-dd") X(TAG_QUOTE, "is-quote") X(TAG_PRE, "is-pre") X(TAG_CAPTION, "is-caption") X(HEADING_LEVEL, "heading-level") \
    X(IN_NAV, "in-nav") X(IN_FOOTER, "in-footer") X(IN_HEADER, "in-header") X(IN_ASIDE, "in-aside") X(IN_FIGURE, "in-figure") \
    X(IN_FORM, "in-form") X(IN_TABLE, "in-table") X(IN_LIST, "in-list") X(IN_QUOTE, "in-quote") X(IN_ARTICLE, "in-article") \
    X(IN_MAIN, "in-main") X(IN_BUTTON, "in-button") \
    X(N_BODY, "name-body") X(N_WEAK, "name-weak") X(N_TITLE, "name-title") X(N_LEAD, "name-lead") X(N_COMMENT, "name-comment") \
    X(N_RELATED, "name-related") X(N_SHARE, "name-share") X(N_NAV, "name-nav") X(N_SIDE, "name-side") X(N_FOOTER, "name-footer") \
    X(N_HEADER, "name-header") X(N_ADVERT, "name-advert") X(N_PROMO, "name-promo") X(N_LEGAL, "name-legal") \
    X(N_AUTHOR, "name-author") X(N_DATE, "name-date") X(N_META, "name-meta") X(N_TAGS, "name-tags") X(N_CAPTION, "name-caption") \
    X(N_MEDIA, "name-media") X(N_QUOTE, "name-quote") X(N_NOTE, "name-note") X(N_HIDDEN, "name-hidden") \
    X(DEPTH, "depth") X(PARENT_PROSE, "parent-prose-share") X(GRAND_PROSE, "grandparent-prose-share") \
    X(PARENT_LINKS, "parent-link-share") X(GRAND_LINKS, "grandparent-link-share") X(PARENT_CHARS, "parent-chars") \
    X(SIBLINGS, "siblings") X(MAIN_IN, "in-main-part") X(MAIN_UP, "levels-to-main-part") X(MAIN_SHARE, "main-part-prose-share") \
    X(ARTICLES, "articles-on-page") X(ARTICLE_SHARE, "article-prose-share") \
    X(POSITION, "position") X(AFTER_TITLE, "after-title") X(FROM_TITLE, "blocks-from-title") X(FIRST_PROSE, "from-first-prose") \
    X(LAST_PROSE, "to-last-prose") X(REPEATED, "repeated") X(OVERLAP, "story-overlap") X(IS_TITLE, "is-title") \
    X(PREV_WORDS, "previous-words") X(NEXT_WORDS, "next-words") X(PREV_LINKS, "previous-link-share") X(NEXT_LINKS, "next-link-share") \
    X(PREV_PROSE, "previous-prose") X(NEXT_PROSE, "next-prose") X(NEAR_PROSE, "prose-around") X(NEAR_LINKS, "links-around") \
    X(SAME_PARENT_PREV, "parent-of-previous") X(SAME_PARENT_NEXT, "parent-of-next") X(SAME_SHAPE, "same-shape-share") \
    X(PAGE_PROSE, "page-prose") X(PAGE_BLOCKS, "page-blocks") X(HEAD_NEXT, "heading-before-prose")
#define SY__BLOCK_ENUM(id, name) SY__B_##id,
typedef enum sy__block_feature { SY__BLOCK_FEATURES(SY__BLOCK_ENUM) SY__B_N } sy__block_feature;
extern const char *const sy__block_feature_names[SY__B_N];

typedef struct sy__html_block {
    uint32_t element;            /* node that it stands in; SY_NONE at the top */
    uint32_t first, last;        /* its text nodes lie in [first, last] */
    sy_span  text;               /* of sy__html_blocks.text */
    uint32_t tok, n_toks;
    uint32_t hit, n_hits;
    uint32_t words, chars, link_chars, emphasis_chars, links;
    uint32_t flags;              /* SY__NODE_ flags of its element */
    uint32_t names;              /* bits of sy__name_kind, its own and inherited */
    uint64_t key;                /* of its folded words */
    float    cue[SY__CUE_KINDS];
    bool     prose, ends, heading;
    uint32_t shape;              /* into sy__html_blocks.shapes */
    float    overlap;            /* share of its content words that prose elsewhere has */
    uint32_t repeats;            /* blocks of the same words before it */
    float    score;              /* that it is of the article: log odds */
    uint8_t  label;              /* sy_block_kind + 1 where it is of the article; 0: boilerplate */
    uint8_t  kind;               /* sy_boilerplate_kind */
} sy__html_block;

typedef struct sy__html_blocks {
    const sy_ctx      *ctx;
    const sy__lexicon *lex;
    const sy__tree    *tree;
    sy_buf             text;     /* the blocks' words, white space folded */
    sy__toks           toks;
    sy__cue_hits       hits;
    SY__VEC(sy__html_block) at;
    uint32_t          *block_of; /* node -> nearest element that makes blocks; SY_NONE */
    uint32_t          *names;    /* node -> bits of sy__name_kind, own and inherited */
    uint32_t          *prose;    /* node -> characters of prose below it */
    uint32_t          *chars;    /* node -> characters below it */
    uint32_t          *link_chars;
    uint32_t          *siblings; /* node -> blocks whose element it is the parent of */
    uint32_t          *shapes;   /* characters of prose by look: tag and class of element and parent */
    uint32_t           n_shapes, total_prose, first_prose, last_prose, articles;
    uint32_t           main;   /* main: node of the part with most of the prose; SY_NONE */
    uint32_t           title;    /* block of the page's headline; SY_NONE */
    sy_str             page_title;          /* from the metadata; may be empty */
} sy__html_blocks;

void sy__html_blocks_init(sy__html_blocks *b, const sy__lexicon *lex, const sy__tree *tree);
void sy__html_blocks_done(sy__html_blocks *b);
/* Finds the blocks and describes them. title: the page's, from its metadata. false: no memory. */
bool sy__html_blocks_read(sy__html_blocks *b, const sy__names *names, sy_str title);
/* The block that a node lies in, or the next behind it; at.n: none. */
uint32_t sy__html_block_at(const sy__html_blocks *b, uint32_t node);
/* Measures that need all blocks; called by read. false: no memory. */
bool sy__html_blocks_relate(sy__html_blocks *b);
/* What is seen of one block. */
void sy__html_block_describe(const sy__html_blocks *b, uint32_t block, float f[SY__B_N]);
/* Scores the blocks by the trees and gives each its label or kind. */
struct sy__forest;
bool sy__html_blocks_label(sy__html_blocks *b, const struct sy__forest *forest);
/* The same where the blocks are known to be an article's: only what is plainly none of its text is left out. */
void sy__html_blocks_label_inset(sy__html_blocks *b);

/* Words of text nodes [first, last] that belong to the block of `element`, white space folded, line breaks kept: each run
 * goes to `emit` with the bytes of the decoded page that it comes from. */
typedef bool (*sy__emit_fn)(void *user, sy_str bytes, sy_span from, bool same);
bool sy__html_text(const sy__tree *t, const uint32_t *block_of, uint32_t element, uint32_t first, uint32_t last, sy__emit_fn emit, void *user);

#endif
