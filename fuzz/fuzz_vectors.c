/* Tables of word vectors: the input as it is, and with its checksum made right. What opens must serve an account. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "synoptic/reconcile.h"

static void open_and_use(sy_ctx *ctx, const char *bytes, size_t n)
{
    char path[] = "/tmp/fuzz-vectors-XXXXXX";
    sy_word_vectors *vectors = NULL;
    sy_account *account = NULL;
    sy_reconcile_opts opts = SY_RECONCILE_OPTS_INIT;
    int fd = mkstemp(path);
    if (fd < 0) return;
    bool written = write(fd, bytes, n) == (ssize_t)n;
    close(fd);
    if (written && sy_word_vectors_open(&vectors, ctx, path, NULL) == SY_OK) {
        opts.vectors = vectors;
        sy_reconcile(&account, ctx, NULL, 0, &opts, NULL);
        sy_account_free(account);
        sy_word_vectors_free(vectors);
    }
    unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { HEAD = 32, CHECKSUM = 24 };
    sy_ctx *ctx = NULL;
    char *copy = malloc(size + 1);
    if (!copy || sy_ctx_new(&ctx, NULL)) {
        free(copy);
        return 0;
    }
    if (size) memcpy(copy, data, size);
    open_and_use(ctx, copy, size);
    if (size >= HEAD) {
        uint64_t sum = sy__hash(copy + HEAD, size - HEAD, 1);
        memcpy(copy + CHECKSUM, &sum, sizeof sum);
        open_and_use(ctx, copy, size);
    }
    free(copy);
    sy_ctx_free(ctx);
    return 0;
}
