/* Stage 2, extract: one document -> its article: text without boilerplate, blocks, metadata, and an origin map that leads
 * from every byte of the text back to bytes of the source. No I/O, no globals. */
#ifndef SY_EXTRACT_H
#define SY_EXTRACT_H

#include "synoptic/base.h"
#include "synoptic/read.h"

SY_BEGIN_DECLS

/** Rules plus scratch memory. One thread at a time: one per worker. */
typedef struct sy_extractor sy_extractor;

/** Result. Immutable, so any thread may read it. Owns every string and array that it returns. */
typedef struct sy_article sy_article;

typedef enum sy_block_kind {
    SY_BLOCK_TITLE = 0, SY_BLOCK_STANDFIRST, SY_BLOCK_HEADING, SY_BLOCK_PARAGRAPH, SY_BLOCK_QUOTE, SY_BLOCK_LIST, SY_BLOCK_TABLE
} sy_block_kind;

/** One block. `text` is empty [0,0) for the title, which is not part of the article's text. */
typedef struct sy_block {
    sy_block_kind kind;
    sy_span       source;  /**< Bytes of the document's source: the smallest range that covers the words. */
    sy_span       text;    /**< Bytes of sy_article_text(). */
    sy_str        language;   /**< ISO 639 code; empty where the block is too short to tell, and for the title. */
} sy_block;

typedef enum sy_boilerplate_kind {
    SY_BOILERPLATE_NAVIGATION = 0, SY_BOILERPLATE_TEASER, SY_BOILERPLATE_CAPTION, SY_BOILERPLATE_CREDIT, SY_BOILERPLATE_ADVERT,
    SY_BOILERPLATE_DATE, SY_BOILERPLATE_SOCIAL, SY_BOILERPLATE_COMMENTS, SY_BOILERPLATE_LEGAL, SY_BOILERPLATE_OTHER
} sy_boilerplate_kind;

typedef struct sy_boilerplate {
    sy_boilerplate_kind kind;
    sy_span             source;
    sy_str              text;   /**< Its words, decoded. */
} sy_boilerplate;

/** Where a metadata value was found: a span of the source, or the name of the element or record field, or both. */
typedef struct sy_evidence {
    const char *field;     /**< "title", "published", "agencies"… */
    sy_span     source;    /**< [0,0) where there is none. */
    sy_str      element;   /**< "meta[property=og:title]", "json-ld datePublished", "given"; empty where it is visible text. */
} sy_evidence;

typedef struct sy_diagnostic {
    const char *code;      /**< From a closed list, e.g. "no-date", "charset-guessed". */
    sy_str      text;
} sy_diagnostic;

/** Empty strings and zero counts: not found. */
typedef struct sy_metadata {
    sy_str        title, outlet, published, updated, dateline, canonical_url, section, language;
    sy_span       title_source;        /**< Where the title stands in the source; [0,0) if it was given, and the page has another or none. */
    const sy_str *authors;  size_t n_authors;
    const sy_str *agencies; size_t n_agencies;   /**< Canonical names: "Reuters", "AFP", "AP"… */
    bool          truncated;           /**< Cut off or behind a paywall. */
    bool          english;             /**< Later stages read it. */
    const char   *charset;             /**< What the bytes were decoded from, e.g. "UTF-8". */
} sy_metadata;

/** Which blocks the pages of a site have in common. Extractors that are given one leave repeated blocks out of the text. */
typedef struct sy_site_profile sy_site_profile;

typedef struct sy_extract_opts {
    uint32_t version;     /**< SY_EXTRACT_OPTS_VERSION */
    uint32_t max_depth;   /**< DOM nesting, levels; 0 = 512. */
    uint32_t budget_ms;   /**< CPU time of a document, milliseconds; 0 = no limit. With one, what is left aside depends on the machine. */
    uint64_t max_bytes;   /**< Of a document's source; 0 = 256 MiB. At most 1 GiB. */
    uint32_t max_nodes;   /**< Elements and texts of a page; 0 = four million. */
    uint32_t max_blocks;  /**< Blocks of text of a page, or lines of crawled text; 0 = one million. */
    uint32_t max_value;   /**< Bytes of an attribute's value; a longer one counts as not there; 0 = 64 KiB. */
    const sy_site_profile *sites;   /**< Borrowed, not added to as long as it is in use; NULL: every page stands for itself. */
} sy_extract_opts;
#define SY_EXTRACT_OPTS_VERSION 3
#define SY_EXTRACT_OPTS_INIT { SY_EXTRACT_OPTS_VERSION, 0, 0, 0, 0, 0, 0, NULL }

SY_API sy_status sy_extractor_new(sy_extractor **out, sy_ctx *ctx, const sy_extract_opts *opts, sy_error *err);
SY_API void sy_extractor_free(sy_extractor *ex);        /**< NULL is a no-op. */

/** Extracts one document, which is only read during the call.
 *  A document without an article gives an article with empty text and a diagnostic "no-article".
 *  Elements beyond max_depth hang on the last level, and a diagnostic "too-deep" says so; a document beyond any other limit gives
 *  SY_E_LIMIT and no article, and the error's text names the limit.
 *  @return SY_OK; SY_E_LIMIT; SY_E_NOMEM; SY_E_ARG. `ex` stays usable after any of them. */
SY_API sy_status sy_extract(sy_article **out, sy_extractor *ex, const sy_document *doc, sy_error *err);
/** Which limit the last document hit: "too-large", "too-many-nodes", "too-many-blocks", "too-many-lines", "too-slow"; NULL: none. */
SY_API const char *sy_extractor_limit(const sy_extractor *ex);
SY_API void sy_article_free(sy_article *a);

SY_API sy_str sy_article_text(const sy_article *a);     /**< UTF-8: the blocks, the title apart, joined by a blank line. For SY_FORM_TEXT exactly the source. */
/** What facts reads: the text, and behind it the captions of the page's photos, without their credits, each a paragraph of its own. */
SY_API sy_str sy_article_reading(const sy_article *a);
/** The captions, as bytes of sy_article_reading(), by position; they begin behind the text. */
SY_API const sy_span *sy_article_captions(const sy_article *a, size_t *n);
/** The end of sy_article_reading() that the captions are, from the first one on; empty where there are none. */
SY_API sy_str sy_article_caption_text(const sy_article *a);
SY_API const sy_metadata *sy_article_metadata(const sy_article *a);
SY_API const sy_block *sy_article_blocks(const sy_article *a, size_t *n);              /**< In reading order. */
SY_API const sy_boilerplate *sy_article_boilerplate(const sy_article *a, size_t *n);   /**< By position. */
SY_API const sy_evidence *sy_article_evidence(const sy_article *a, size_t *n);
SY_API const sy_diagnostic *sy_article_diagnostics(const sy_article *a, size_t *n);

/** True where article text and source are byte for byte the same bytes (UTF-8 text): only the offsets differ. */
SY_API bool sy_article_is_verbatim(const sy_article *a);
/** The smallest range of the source that covers these bytes of the text, or of a caption behind it, markup inside it included. */
SY_API sy_span sy_article_origin(const sy_article *a, sy_span text);
/** The way back: the text that a source range gives, else the caption; [0,0) if none of it is in either. */
SY_API sy_span sy_article_text_of(const sy_article *a, sy_span source);

/** @param max_blocks  How many different blocks are counted, 24 bytes each; 0 = one million. Where there are more, a sample of
 *                      that size is, which depends on the blocks and not on their order. */
SY_API sy_status sy_site_profile_new(sy_site_profile **out, sy_ctx *ctx, uint32_t max_blocks, sy_error *err);
SY_API void sy_site_profile_free(sy_site_profile *p);   /**< NULL is a no-op. */
/** Counts a page's blocks, those of its article and its boilerplate, for its site: the host of its URL or canonical URL, else the
 *  outlet that was given with it, else the folder of its path. From any thread, in any order: the profile is the same.
 *  @return SY_OK; SY_E_NOMEM; SY_E_ARG. */
SY_API sy_status sy_site_profile_add(sy_site_profile *p, const sy_document *doc, const sy_article *article, sy_error *err);

SY_END_DECLS
#endif
