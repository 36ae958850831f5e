/* A light tree of an HTML page: nodes in document order with their positions.
 *
 * It follows the standard's rules for tree construction as far as news pages and hostile ones need them: implied end tags,
 * scopes, void elements, a bound on depth; nothing is ever moved, so that positions stay in order. It takes linear time. */
#ifndef SY__EXTRACT_HTML_TREE_H
#define SY__EXTRACT_HTML_TREE_H

#include "extract/budget.h"
#include "extract/html_token.h"

enum {                   /* sy__node.flags; all but the first hold for all below a node too */
    SY__NODE_BLOCK = 1,      /* starts and ends a block of text */
    SY__NODE_SKIP = 4,       /* no text of the page: scripts, forms' parts, hidden things */
    SY__NODE_LINK = 8,       /* inside of a link */
    SY__NODE_HEAD = 16,      /* inside of head */
    SY__NODE_HEADING = 32,
    SY__NODE_NAV = 64,
    SY__NODE_FOOTER = 128,
    SY__NODE_HEADER = 256,
    SY__NODE_ASIDE = 512,
    SY__NODE_FIGURE = 1024,
    SY__NODE_FORM = 2048,
    SY__NODE_TABLE = 4096,
    SY__NODE_LIST = 8192,
    SY__NODE_QUOTE = 16384,
    SY__NODE_ARTICLE = 32768,
    SY__NODE_MAIN = 65536,
    SY__NODE_PRE = 131072,
    SY__NODE_EMPHASIS = 262144,
    SY__NODE_BUTTON = 524288,
    SY__NODE_CAPTION = 1048576
};

typedef struct sy__node {
    sy_span  at;         /* start tag's first byte to end tag's last; of a text, its bytes */
    uint32_t tag_end;    /* byte behind the start tag */
    uint32_t parent;     /* SY_NONE for the first level */
    uint32_t next;       /* first node behind this one's subtree */
    uint32_t attr;       /* into sy__tree.attrs */
    uint16_t n_attrs;
    uint16_t tag;        /* sy__tag */
    uint32_t flags;
} sy__node;

typedef struct sy__tree {
    const sy_ctx *ctx;
    sy_str        text;  /* the decoded page */
    SY__VEC(sy__node) nodes;
    SY__VEC(sy__attr) attrs;
    sy__budget   *budget;   /* of the document */
    bool          cut;   /* deeper than the limit: what lies below hangs on the last level */
} sy__tree;

void sy__tree_init(sy__tree *t, const sy_ctx *ctx);
void sy__tree_done(sy__tree *t);
/* The budget is kept by all that is made from the tree. SY_E_LIMIT: it is spent. */
sy_status sy__tree_parse(sy__tree *t, sy_str text, sy__budget *budget, sy_error *err);

/* The attribute as it stands there; false where the node has none. */
bool   sy__tree_attr(const sy__tree *t, uint32_t node, sy__attr_name name, sy_str *raw);

/* ---- character references (charref.c) ----------------------------------------------------------- */

/* A character reference at s[i] (an '&'): its bytes in `out` (at most 8) and their number, *n_raw the bytes it takes.
 * 0: there is none, '&' stands for itself. in_attr: the stricter rule for attribute values. */
size_t sy__charref(sy_str s, size_t i, bool in_attr, char out[8], size_t *n_raw);
/* Appends s with its references resolved. */
void   sy__charrefs(sy_buf *to, sy_str s, bool in_attr);

#endif
