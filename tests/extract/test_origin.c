/* The origin map: pages made piece by piece, each piece known by its bytes in the page and by what it means, in several charsets;
 * every byte of the article's text must lead to the very bytes of its piece, and back. */
#include "extract/support.h"

#include <lexbor/encoding/encoding.h>

typedef struct piece { sy_span from; char utf8[8]; uint8_t n; } piece;

typedef struct page {
    sy_buf   bytes;
    SY__VEC(piece) pieces;       /* what is neither white space nor markup, in order */
    const lxb_encoding_data_t *charset;      /* NULL: UTF-8 */
    uint64_t seed;
} page;

static uint32_t dice(page *p, uint32_t n)
{
    p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(p->seed >> 33) % n;
}

/* ---- writing in a charset ------------------------------------------------------------------------------ */

static void put_char(page *p, uint32_t cp)
{
    if (!p->charset) {
        char out[4];
        sy__buf_add(&p->bytes, out, sy__utf8_put(out, cp));
        return;
    }
    lxb_encoding_encode_t ctx;
    lxb_char_t out[8], *to = out;
    assert_int_equal(lxb_encoding_encode_init_single(&ctx, p->charset), LXB_STATUS_OK);
    assert_true(p->charset->encode_single(&ctx, &to, out + sizeof out, cp) > 0);
    sy__buf_add(&p->bytes, out, (size_t)(to - out));
}

static void put_ascii(page *p, const char *s)
{
    for (; *s; s++)
        put_char(p, (uint8_t)*s);
}

/* A character that the article shows, written as itself or, often, as a reference. */
static void put_piece(page *p, uint32_t cp)
{
    char reference[16];
    piece x = { .from = { (uint32_t)p->bytes.len, 0 } };
    x.n = (uint8_t)sy__utf8_put(x.utf8, cp);
    uint32_t how = dice(p, 12);
    if (cp == '&' || cp == '<' || how == 0) {
        snprintf(reference, sizeof reference, how % 2 ? "&#%u;" : "&#x%X;", (unsigned)cp);
        put_ascii(p, reference);
    } else if (cp == 0xE9 && how < 6) {
        put_ascii(p, "&eacute;");
    } else {
        put_char(p, cp);
    }
    x.from.end = (uint32_t)p->bytes.len;
    assert_true(SY__PUSH(NULL, &p->pieces, x));
}

/* Markup that may stand in the middle of a word and shows nothing. */
static void put_inside(page *p)
{
    static const char *const inside[] = {
        "<b>", "</b>", "<!-- a comment > here -->", "<span class='x' title=\"a > b\">", "</span>", "<i></i>", "<wbr>", "</u>", "<a href=/x?a=1&b=2></a>",
        "</a>", "<!---->", "<?php echo 1 ?>", "<span hidden>not shown</span>", "<script>var a = '<p>';</script>", "<svg><text>no</text></svg>", "&shy;",
    };
    put_ascii(p, inside[dice(p, sizeof inside / sizeof *inside)]);
}

static void put_blank(page *p)
{
    static const char *const blanks[] = { " ", " ", " ", "\n", "  \t ", "&nbsp;", " &#32; ", "\r\n", " <b> </b> ", "<!-- x --> " };
    put_ascii(p, blanks[dice(p, sizeof blanks / sizeof *blanks)]);
}

static void put_sentence(page *p, const uint32_t *letters, uint32_t n_letters)
{
    static const char *const words[] = { "the", "council", "met", "on", "Tuesday", "and", "heard", "of", "a", "plan", "for", "old", "market", "hall", "that" };
    for (int w = 0; w < 16; w++) {
        const char *word = words[dice(p, sizeof words / sizeof *words)];
        for (const char *c = word; *c; c++) {
            put_piece(p, (uint8_t)*c);
            if (dice(p, 14) == 0)
                put_inside(p);
        }
        if (dice(p, 3) == 0)
            put_piece(p, letters[dice(p, n_letters)]);
        if (dice(p, 20) == 0)
            put_piece(p, dice(p, 2) ? (uint32_t)0x26 : (uint32_t)0x3C);
        if (w < 15)
            put_blank(p);
    }
    put_piece(p, '.');
}

static void write_page(page *p, const char *charset, const uint32_t *letters, uint32_t n_letters)
{
    put_ascii(p, "<!DOCTYPE html><html lang=en><head><meta charset=\"");
    put_ascii(p, charset);
    put_ascii(p, "\"><title>1</title></head><body><article>");
    for (int k = 0; k < 6; k++) {
        put_ascii(p, k % 2 ? "<p>" : "\n<p class=text>\n ");
        put_sentence(p, letters, n_letters);
        put_blank(p);
        put_sentence(p, letters, n_letters);
        put_ascii(p, "</b></a></span></p>\n");
    }
    put_ascii(p, "</article></body></html>");
}

/* ---- reading back ------------------------------------------------------------------------------------------ */

static uint32_t piece_at(const page *p, uint32_t from)
{
    uint32_t lo = 0, hi = p->pieces.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->pieces.at[mid].from.end > from)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* The bytes of a block, white space apart, are those of pieces that follow each other, and each leads to its piece and back. */
static uint32_t check_block(const page *p, const sy_article *a, sy_span block)
{
    sy_str text = sy_article_text(a);
    uint32_t first = piece_at(p, sy_article_origin(a, (sy_span){ block.begin, block.begin + 1 }).begin), at = first, inner = 0;
    for (uint32_t i = block.begin; i < block.end; i++) {
        sy_span from = sy_article_origin(a, (sy_span){ i, i + 1 });
        if ((uint8_t)text.ptr[i] <= ' ')
            continue;
        assert_true(at < p->pieces.n);
        const piece *x = &p->pieces.at[at];
        if (text.ptr[i] != x->utf8[inner])
            fail_msg("byte %u of the text is not that of piece %u: \"%.*s\"", i, at, (int)(text.len - i < 40 ? text.len - i : 40), text.ptr + i);
        if (from.begin < x->from.begin || from.end > x->from.end || from.begin >= from.end)
            fail_msg("byte %u leads to [%u,%u), its piece is [%u,%u)", i, from.begin, from.end, x->from.begin, x->from.end);
        sy_span to = sy_article_text_of(a, x->from), whole = sy_article_origin(a, (sy_span){ i - inner, i - inner + x->n });
        assert_int_equal(to.begin, i - inner);
        assert_int_equal(to.end, i - inner + x->n);
        assert_int_equal(whole.begin, x->from.begin);
        assert_int_equal(whole.end, x->from.end);
        if (++inner == x->n) {
            inner = 0;
            at++;
        }
    }
    assert_int_equal(inner, 0);
    return at - first;
}

/* Returns how many pieces are in the text. */
static uint32_t check_pieces(const page *p, const sy_article *a)
{
    size_t n;
    uint32_t found = 0;
    const sy_block *b = sy_article_blocks(a, &n);
    for (size_t i = 0; i < n; i++)
        found += b[i].kind == SY_BLOCK_TITLE ? 0 : check_block(p, a, b[i].text);
    return found;
}

/* Any range of the text leads to the smallest range that covers its pieces. */
static void check_ranges(page *p, const sy_article *a)
{
    sy_str text = sy_article_text(a);
    for (int k = 0; k < 200; k++) {
        uint32_t begin = dice(p, (uint32_t)text.len), end = begin + 1 + dice(p, (uint32_t)text.len - begin);
        while (begin < end && (uint8_t)text.ptr[begin] <= ' ')
            begin++;
        while (begin < end && (uint8_t)text.ptr[end - 1] <= ' ')
            end--;
        if (begin == end)
            continue;
        sy_span whole = sy_article_origin(a, (sy_span){ begin, end }), first = sy_article_origin(a, (sy_span){ begin, begin + 1 }),
                last = sy_article_origin(a, (sy_span){ end - 1, end });
        assert_int_equal(whole.begin, first.begin);
        assert_int_equal(whole.end, last.end);
    }
}

static void every_charset(void **state)
{
    (void)state;
    static const uint32_t latin[] = { 0xE9, 0xFC, 0x20AC, 0x2019, 0xDF }, cyrillic[] = { 0x436, 0x44F, 0x414 }, han[] = { 0x4E2D, 0x6587, 0x5E02 },
                          any[] = { 0xE9, 0x20AC, 0x4E2D, 0x1F600, 0x436 };
    static const struct { const char *name; lxb_encoding_t id; const uint32_t *letters; uint32_t n; const char *bom; uint32_t n_bom; } of[] = {
        { "utf-8", LXB_ENCODING_UTF_8, any, 5, "", 0 }, { "utf-8", LXB_ENCODING_UTF_8, any, 5, "\xEF\xBB\xBF", 3 },
        { "windows-1252", LXB_ENCODING_WINDOWS_1252, latin, 5, "", 0 }, { "windows-1251", LXB_ENCODING_WINDOWS_1251, cyrillic, 3, "", 0 },
        { "gb18030", LXB_ENCODING_GB18030, any, 5, "", 0 }, { "shift_jis", LXB_ENCODING_SHIFT_JIS, han, 2, "", 0 },
        { "utf-16le", LXB_ENCODING_UTF_16LE, any, 5, "\xFF\xFE", 2 }, { "utf-16be", LXB_ENCODING_UTF_16BE, any, 5, "\xFE\xFF", 2 },
    };
    sy_ctx *ctx;
    uint64_t pieces = 0, found = 0;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    for (uint32_t run = 0; run < 40; run++)
        for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
            page p = { .seed = run * 1000 + i, .charset = of[i].id == LXB_ENCODING_UTF_8 ? NULL : lxb_encoding_data(of[i].id) };
            sy__buf_init(&p.bytes, NULL);
            sy__buf_add(&p.bytes, of[i].bom, of[i].n_bom);
            write_page(&p, of[i].name, of[i].letters, of[i].n);
            sy_article *a = extract_as(ctx, SY_FORM_HTML, sy__buf_view(&p.bytes));
            pieces += p.pieces.n;
            found += check_pieces(&p, a);
            if (sy_article_text(a).len)
                check_ranges(&p, a);
            sy_article_free(a);
            sy__buf_done(&p.bytes);
            sy__free(NULL, p.pieces.at);
        }
    assert_true(found * 10 > pieces * 9);        /* the pages are articles, and nearly all of them is recognised */
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_charset) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
