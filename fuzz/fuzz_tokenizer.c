/* Texts through the annotator, one behind the other in one annotator and once in a fresh one: both must give the same, and
 * tokens must lie in order in the text. Nothing is tried where there is no model file. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "synoptic/annotate.h"

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check(const sy_annotation *a, const sy_annotation *b)
{
    size_t          n, m;
    const sy_token *t = sy_annotation_tokens(a, &n), *u = sy_annotation_tokens(b, &m);
    sy_str          text = sy_annotation_text(a);
    uint32_t        end = 0;
    require(n == m);
    for (size_t i = 0; i < n; i++) {
        require(t[i].span.begin >= end && t[i].span.begin <= end + 1 && t[i].span.end > t[i].span.begin && t[i].span.end <= text.len);
        require(t[i].span.begin == end || text.ptr[end] == ' ');
        require(t[i].head < n && t[i].pos < SY_POS_N && t[i].span.begin == u[i].span.begin && t[i].head == u[i].head);
        require(t[i].tag == u[i].tag && t[i].dep == u[i].dep && t[i].ent == u[i].ent && t[i].lemma.len == u[i].lemma.len);
        require(memcmp(t[i].lemma.ptr, u[i].lemma.ptr, t[i].lemma.len) == 0);
        end = t[i].span.end;
    }
}

static sy_ctx       *ctx;
static sy_model     *model;
static sy_annotator *used;

static void done(void)
{
    sy_annotator_free(used);
    sy_model_free(model);
    sy_ctx_free(ctx);
}

static bool ready(void)
{
    static bool tried;
    if (!tried && access(SY_MODEL_FILE, R_OK) == 0) {
        require(!sy_ctx_new(&ctx, NULL) && !sy_model_open(&model, ctx, SY_MODEL_FILE, NULL));
        require(!sy_annotator_new(&used, ctx, model, NULL, NULL));
        atexit(done);
    }
    tried = true;
    return used != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_str         text = { (const char *)data, size };
    sy_annotation *a = NULL, *b = NULL;
    sy_annotator  *fresh = NULL;
    if (!ready() || size > 65536)
        return 0;
    sy_status s = sy_annotate(&a, used, text, NULL);
    require(!s || s == SY_E_FORMAT);
    if (!s) {
        require(!sy_annotator_new(&fresh, ctx, model, NULL, NULL) && !sy_annotate(&b, fresh, text, NULL));
        check(a, b);
    }
    sy_annotation_free(a);
    sy_annotation_free(b);
    sy_annotator_free(fresh);
    return 0;
}
