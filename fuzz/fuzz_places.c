/* A table of places from hostile bytes: refused, or safe to look into. The checksum is put right, so that what lies behind it is
 * reached. */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/base.h"
#include "synoptic/facts.h"

enum { HEAD = 64, CHECKSUM = 40 };

static sy_ctx         *ctx;
static sy_fact_finder *finder;
static sy_annotation  *annotation;

static void done(void)
{
    sy_annotation_free(annotation);
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

/* "Springfield, Illinois", both places. */
static void ready(void)
{
    sy_str text = SY_STR("Springfield, Illinois");
    sy_token t[] = { { .span = { 0, 11 }, .lemma = SY_STR("Springfield"), .tag = SY_TAG_NNP, .pos = SY_POS_PROPN, .dep = SY_DEP_ROOT, .ent = SY_ENT_GPE, .ent_begins = true },
                     { .span = { 11, 12 }, .lemma = SY_STR(","), .tag = SY_TAG_COMMA, .pos = SY_POS_PUNCT, .dep = SY_DEP_PUNCT, .space_after = true },
                     { .span = { 13, 21 }, .lemma = SY_STR("Illinois"), .tag = SY_TAG_NNP, .pos = SY_POS_PROPN, .dep = SY_DEP_APPOS, .ent = SY_ENT_GPE, .ent_begins = true } };
    sy_token_range s = { 0, 3 };
    if (sy_ctx_new(&ctx, NULL) || sy_fact_finder_new(&finder, ctx, NULL) || sy_annotation_import(&annotation, ctx, text, t, 3, &s, 1, NULL))
        abort();
    atexit(done);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[40];
    uint8_t head[HEAD] = { 0 };
    sy_gazetteer *g = NULL;
    sy_facts *f = NULL;
    if (size < HEAD || size > 1 << 16)
        return 0;
    if (ctx == NULL)
        ready();
    memcpy(head, data, HEAD);
    uint64_t sum = sy__hash(data + HEAD, size - HEAD, 0);
    memcpy(head + CHECKSUM, &sum, sizeof sum);
    int fd = memfd_create("places", 0);
    if (fd < 0)
        return 0;
    bool written = write(fd, head, HEAD) == HEAD && write(fd, data + HEAD, size - HEAD) == (ssize_t)(size - HEAD);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (written && sy_gazetteer_open(&g, ctx, path, NULL) == SY_OK) {
        sy_facts_input in = { .annotation = annotation, .gazetteer = g };
        if (sy_find_facts(&f, finder, &in, NULL) != SY_OK)
            abort();
    }
    sy_facts_free(f);
    sy_gazetteer_free(g);
    close(fd);
    return 0;
}
