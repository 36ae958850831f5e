/* The model for the tests of annotate: where it is, and damaged copies of it. */
#ifndef TESTS_ANNOTATE_MODEL_FILE_H
#define TESTS_ANNOTATE_MODEL_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "annotate/model.h"

/* For main: a missing model skips the test, and says so. */
static inline bool model_is_missing(void)
{
    if (access(SY_MODEL_FILE, R_OK) == 0)
        return false;
    fprintf(stderr, "SKIPPED: there is no model file %s; `make setup` makes it\n", SY_MODEL_FILE);
    return true;
}

/* The whole file in memory, to be freed; NULL where it cannot be read. */
static inline char *model_bytes(size_t *n)
{
    FILE *f = fopen(SY_MODEL_FILE, "rb");
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    long  size = ftell(f);
    char *p = size > 0 ? malloc((size_t)size) : NULL;
    rewind(f);
    if (p && fread(p, 1, (size_t)size, f) != (size_t)size) {
        free(p);
        p = NULL;
    }
    fclose(f);
    *n = p ? (size_t)size : 0;
    return p;
}

/* Section of that name in a well-formed file; NULL: none. */
static inline sy__model_entry *model_entry(char *bytes, const char *name)
{
    sy__model_head   head;
    sy__model_entry *e = (sy__model_entry *)(void *)(bytes + sizeof head);
    memcpy(&head, bytes, sizeof head);
    for (uint32_t i = 0; i < head.n_sections; i++) {
        if (strcmp(e[i].name, name) == 0)
            return &e[i];
    }
    return NULL;
}

/* Makes the checksums right again after a change to `changed`, or to the table only (NULL). */
static inline void model_reseal(char *bytes, sy__model_entry *changed)
{
    sy__model_head *head = (sy__model_head *)(void *)bytes;
    if (changed)
        changed->checksum = sy__model_checksum(bytes + changed->offset, (changed->length + 63) & ~(uint64_t)63);
    head->checksum = 0;
    head->checksum = sy__model_checksum(bytes, sizeof *head + head->n_sections * sizeof(sy__model_entry));
}

/* sy_model_open on bytes in memory. SY_E_IO also where there is no memory file. */
static inline sy_status model_open_bytes(sy_model **out, sy_ctx *ctx, const char *bytes, size_t n, sy_error *err)
{
    char path[64];
    int  fd = memfd_create("model", 0);
    *out = NULL;
    if (fd < 0)
        return SY_E_IO;
    sy_status s = SY_E_IO;
    size_t    done = 0;
    while (done < n) {
        ssize_t k = write(fd, bytes + done, n - done);
        if (k <= 0)
            break;
        done += (size_t)k;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (done == n)
        s = sy_model_open(out, ctx, path, err);
    close(fd);
    return s;
}

#endif
