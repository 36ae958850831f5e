/* Tokens of an HTML page with their positions: a scanner that follows the standard's tokenizer, without allocation.
 *
 * Why not lexbor's: its tokens give no end of a tag with attributes, its tables of unknown names are of fixed size and so
 * quadratic on hostile pages, its memory does not come from the context, and it is several times slower. */
#ifndef SY__EXTRACT_HTML_TOKEN_H
#define SY__EXTRACT_HTML_TOKEN_H

#include "base/base.h"

/* Elements that are known by name; all others are SY__TAG_OTHER. */
#define SY__TAGS(X) \
    X(A, "a") X(ABBR, "abbr") X(ADDRESS, "address") X(AREA, "area") X(ARTICLE, "article") X(ASIDE, "aside") X(AUDIO, "audio") \
    X(B, "b") X(BASE, "base") X(BIG, "big") X(BLOCKQUOTE, "blockquote") X(BODY, "body") X(BR, "br") X(BUTTON, "button") \
    X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center") X(CITE, "cite") X(CODE, "code") X(COL, "col") \
    X(DATALIST, "datalist") X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DIALOG, "dialog") X(DIR, "dir") X(DIV, "div") \
    X(DL, "dl") X(DT, "dt") X(EM, "em") X(EMBED, "embed") X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") \
    X(FIGURE, "figure") X(FONT, "font") X(FOOTER, "footer") X(FORM, "form") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") \
    X(H5, "h5") X(H6, "h6") X(HEAD, "head") X(HEADER, "header") X(HGROUP, "hgroup") X(HR, "hr") X(HTML, "html") X(I, "i") \
    X(IFRAME, "iframe") X(IMG, "img") X(INPUT, "input") X(INS, "ins") X(LABEL, "label") X(LEGEND, "legend") X(LI, "li") \
    X(LINK, "link") X(MAIN, "main") X(MATH, "math") X(MENU, "menu") X(META, "meta") X(NAV, "nav") X(NOEMBED, "noembed") \
    X(NOFRAMES, "noframes") X(NOSCRIPT, "noscript") X(OBJECT, "object") X(OL, "ol") X(OPTION, "option") X(P, "p") \
    X(PARAM, "param") X(PICTURE, "picture") X(PLAINTEXT, "plaintext") X(PRE, "pre") X(Q, "q") X(RP, "rp") X(RT, "rt") X(S, "s") X(SCRIPT, "script") \
    X(SECTION, "section") X(SELECT, "select") X(SMALL, "small") X(SOURCE, "source") X(SPAN, "span") X(STRIKE, "strike") \
    X(STRONG, "strong") X(STYLE, "style") X(SUB, "sub") X(SUMMARY, "summary") X(SUP, "sup") X(SVG, "svg") X(TABLE, "table") \
    X(TBODY, "tbody") X(TD, "td") X(TEMPLATE, "template") X(TEXTAREA, "textarea") X(TFOOT, "tfoot") X(TH, "th") \
    X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") X(TR, "tr") X(TRACK, "track") X(TT, "tt") X(U, "u") X(UL, "ul") \
    X(VIDEO, "video") X(WBR, "wbr") X(XMP, "xmp")
#define SY__TAG_ENUM(id, name) SY__TAG_##id,
typedef enum sy__tag { SY__TAG_TEXT, SY__TAG_OTHER, SY__TAGS(SY__TAG_ENUM) SY__TAG_N } sy__tag;

/* Attributes that are looked at; all others are dropped. */
#define SY__ATTRS(X) \
    X(CLASS, "class") X(ID, "id") X(ITEMPROP, "itemprop") X(PROPERTY, "property") X(NAME, "name") X(CONTENT, "content") \
    X(HREF, "href") X(REL, "rel") X(DATETIME, "datetime") X(STYLE, "style") X(HIDDEN, "hidden") X(ROLE, "role") \
    X(TYPE, "type") X(LANG, "lang") X(TITLE, "title") \
    X(HTTP_EQUIV, "http-equiv") X(PUBDATE, "pubdate") X(TESTID, "data-testid") X(COMPONENT, "data-component") \
    X(VALUE, "value") X(DATA_DATE, "data-date") X(DATA_DATETIME, "data-datetime") \
    X(DATA_TYPE, "data-type")
#define SY__ATTR_ENUM(id, name) SY__ATTR_##id,
typedef enum sy__attr_name { SY__ATTRS(SY__ATTR_ENUM) SY__ATTR_N } sy__attr_name;

typedef struct sy__attr {
    sy_span  value;      /* as it stands there, character references and all; empty without a value */
    uint32_t name;       /* sy__attr_name */
} sy__attr;

typedef enum sy__token_kind { SY__TOKEN_TEXT, SY__TOKEN_OPEN, SY__TOKEN_CLOSE } sy__token_kind;

typedef struct sy__token {
    sy_span  at;           /* from '<' to behind '>'; of a text, its bytes */
    uint8_t  kind;
    uint8_t  tag;
    bool     self_closing;
    uint8_t  n_attrs;
    sy__attr attrs[SY__ATTR_N];   /* of a start tag: the attributes that are looked at, each name once, as the standard has it */
} sy__token;

enum { SY__NAME_SLOTS = 512 };

typedef struct sy__scanner {
    sy_str   text;
    uint32_t at;
    uint8_t  raw;          /* element whose raw text comes next: set by the scanner on its start tag; 0: none */
    uint32_t max_value;    /* attributes with longer values are passed over */
    bool     foreign;      /* inside of svg or math: set by the caller; CDATA sections are text there */
    uint64_t keys[SY__NAME_SLOTS];   /* names of tags and attributes, hashed */
    uint8_t  tags[SY__NAME_SLOTS], attrs[SY__NAME_SLOTS];
} sy__scanner;

void sy__scanner_init(sy__scanner *z, sy_str text, uint32_t max_value);
/* The next token; false: no more. Comments and doctypes are passed over. */
bool sy__scan(sy__scanner *z, sy__token *t);
const char *sy__tag_name(sy__tag tag);

#endif
