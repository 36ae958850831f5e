/* The account as one self-contained HTML file: the page's script and style, and the account as JSON that the script reads.
 * Nothing that came from a page can run: the JSON has no '<' left in it, the script sets text only, and a content security
 * policy names the one script by its hash. */
#include "report/page.h"
#include "report/view.h"

static void put_base64(sy_buf *out, const uint8_t *p, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        uint32_t v = (uint32_t)p[i] << 16 | (i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < n ? (uint32_t)p[i + 2] : 0);
        sy__buf_char(out, digits[v >> 18]);
        sy__buf_char(out, digits[v >> 12 & 63]);
        sy__buf_char(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
        sy__buf_char(out, i + 2 < n ? digits[v & 63] : '=');
    }
}

static void put_hash(sy_buf *out, sy_str s)
{
    uint8_t digest[32];
    sy__sha256(s.ptr, s.len, digest);
    sy__buf_z(out, "'sha256-");
    put_base64(out, digest, sizeof digest);
    sy__buf_char(out, '\'');
}

static void put_text(sy_buf *out, sy_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.ptr[i]) {
        case '<': sy__buf_z(out, "&lt;"); break;
        case '>': sy__buf_z(out, "&gt;"); break;
        case '&': sy__buf_z(out, "&amp;"); break;
        case '"': sy__buf_z(out, "&quot;"); break;
        default: sy__buf_char(out, s.ptr[i]);
        }
    }
}

/* A '<' of JSON can stand in a string only, where its escape means the same. */
static sy_status json_sink(void *user, const char *bytes, size_t n)
{
    sy_buf *out = user;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '<')
            sy__buf_z(out, "\\u003c");
        else
            sy__buf_char(out, bytes[i]);
    }
    return out->failed ? SY_E_NOMEM : SY_OK;
}

sy_status sy_write_account_html(sy_ctx *ctx, const sy_account_view *v, sy_sink to, sy_error *err)
{
    sy_buf   b, clean;
    sy_str   title = SY_STR("Account");
    uint32_t document = SY_NONE;
    sy_ref   ref;
    bool     has_ref = false;
    sy__buf_init(&b, ctx);
    sy__buf_init(&clean, ctx);
    sy_account_headline(v->account, &title, &document, &ref, &has_ref);
    sy__put_clean(&clean, title);
    sy__buf_z(&b, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; script-src ");
    put_hash(&b, sy__page_js);
    sy__buf_z(&b, "; style-src ");
    put_hash(&b, sy__page_css);
    sy__buf_z(&b, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    put_text(&b, sy__buf_view(&clean));
    sy__buf_z(&b, "</title>\n<style>");
    sy__buf_str(&b, sy__page_css);
    sy__buf_z(&b, "</style>\n</head>\n<body>\n<div id=\"page\"><noscript>This page shows an account by a script of its own, which is switched off here. "
                  "The same account as plain text: synoptic report --format markdown.</noscript></div>\n<script type=\"application/json\" id=\"account\">");
    sy_status st = sy_write_account_json(ctx, v, (sy_sink){ json_sink, &b }, err);
    sy__buf_z(&b, "</script>\n<script>");
    sy__buf_str(&b, sy__page_js);
    sy__buf_z(&b, "</script>\n</body>\n</html>\n");
    b.failed |= clean.failed;
    sy__buf_done(&clean);
    if (st != SY_OK) {
        sy__buf_done(&b);
        return st;
    }
    return sy__send(&b, to, err);
}
