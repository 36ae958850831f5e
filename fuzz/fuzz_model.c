/* Model files: the input as it is, and, where there is a model, the model with changes under right checksums. An input is
 * then a list of changes of 8 bytes: which section, where in it (24 bits), what (32 bits). What opens must annotate. */
#include "../tests/annotate/model_file.h"

static void open_and_use(sy_ctx *ctx, const char *bytes, size_t n)
{
    static const char text[] = "I'm gonna say it: the U.S. men (5km off) didn't, either/or:) www.example.org \u0391\u03a3\n...";
    sy_model         *m = NULL;
    sy_annotator     *a = NULL;
    sy_annotation    *out = NULL;
    sy_status         s = model_open_bytes(&m, ctx, bytes, n, NULL);
    if (!s)
        s = sy_annotator_new(&a, ctx, m, NULL, NULL);
    if (!s)
        s = sy_annotate(&out, a, (sy_str){ text, sizeof text - 1 }, NULL);
    sy_annotation_free(out);
    sy_annotator_free(a);
    sy_model_free(m);
}

static void change(char *bytes, const uint8_t *at)
{
    sy__model_head   head;
    sy__model_entry *e = (sy__model_entry *)(void *)(bytes + sizeof head);
    memcpy(&head, bytes, sizeof head);
    e += at[0] % head.n_sections;
    uint64_t where = (uint64_t)at[1] | (uint64_t)at[2] << 8 | (uint64_t)at[3] << 16;
    if (e->length < 4)
        return;
    memcpy(bytes + e->offset + where % (e->length - 3), at + 4, 4);
    model_reseal(bytes, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_ctx *ctx = NULL;
    size_t  n;
    if (sy_ctx_new(&ctx, NULL))
        return 0;
    open_and_use(ctx, (const char *)data, size);
    char *bytes = model_bytes(&n);
    if (bytes) {
        for (size_t i = 0; i + 8 <= size && i < 64; i += 8)
            change(bytes, data + i);
        open_and_use(ctx, bytes, n);
    }
    free(bytes);
    sy_ctx_free(ctx);
    return 0;
}
