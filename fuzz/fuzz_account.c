/* Any bytes as an account's JSON: what is read is compared with a small account, both ways and with itself, and written. */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "synoptic/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char other[] =
    "{\"synoptic\":\"0\",\"documents\":[{\"id\":\"a\",\"source\":{\"sha256\":\"1\",\"url\":\"u\"},\"text\":\"Nine people died. The pier is shut.\"}],"
    "\"statements\":[{\"id\":\"s1\",\"status\":\"agreed\",\"origins\":1,\"gist\":{\"document\":\"a\",\"span\":[0,16]},\"support\":[{\"document\":\"a\",\"span\":[0,16]}]}],"
    "\"differences\":[{\"id\":\"d1\",\"kind\":\"quantity\",\"relation\":\"conflict\",\"sure\":0.7,\"values\":[{\"value\":\"nine\",\"mentions\":[{\"document\":\"a\",\"span\":[0,4]}]}]}]}";

/* What is written is JSON text without a control character. */
static sy_status look(void *user, const char *bytes, size_t n)
{
    (void)user;
    for (size_t i = 0; i < n; i++) if ((unsigned char)bytes[i] < 0x20 && bytes[i] != '\n') abort();
    return SY_OK;
}

static void compare(sy_ctx *ctx, const sy_account_file *a, const sy_account_file *b)
{
    sy_sink sink = { look, NULL };
    (void)sy_write_diff_json(ctx, a, b, sink, NULL);
    (void)sy_write_diff_terminal(ctx, a, b, NULL, sink, NULL);
    (void)sy_write_diff_markdown(ctx, a, b, sink, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_ctx *ctx;
    sy_account_file *f = NULL, *o = NULL;
    if (size > 1 << 16 || sy_ctx_new(&ctx, NULL) != SY_OK) return 0;
    if (sy_account_file_read(&f, ctx, (sy_str){ (const char *)data, size }, NULL) == SY_OK
        && sy_account_file_read(&o, ctx, (sy_str){ other, sizeof other - 1 }, NULL) == SY_OK) {
        compare(ctx, f, o);
        compare(ctx, o, f);
        compare(ctx, f, f);
    }
    sy_account_file_free(f);
    sy_account_file_free(o);
    sy_ctx_free(ctx);
    return 0;
}
