/* Opens the model file: maps it, checks every byte against its checksum, finds sections, strings and ids.
 * What the sections must look like inside is model_check.c's. */
#include "annotate/lexer.h"
#include "annotate/model_check.h"
#include "annotate/net.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model file is used in place and is little-endian"
#endif

static inline uint64_t rotate(uint64_t x) { return (x << 31) | (x >> 33); }

/* Four independent lanes, so that the multiplications overlap; each step is a bijection of the lane and of the word,
 * so that one changed word always shows. tools/make_model.py has the same. */
uint64_t sy__model_checksum(const void *p, size_t n)
{
    static const uint64_t prime = 0x9e3779b97f4a7c15u;
    uint64_t lane[4] = { 0x243f6a8885a308d3u, 0x13198a2e03707344u, 0xa4093822299f31d0u, 0x082efa98ec4e6c89u };
    const unsigned char *at = p;
    for (size_t i = 0; i + 32 <= n; i += 32) {
        uint64_t word[4];
        memcpy(word, at + i, sizeof word);
        for (int j = 0; j < 4; j++)
            lane[j] = (rotate(lane[j]) ^ word[j]) * prime;
    }
    uint64_t h = n;
    for (int j = 0; j < 4; j++) {
        h = (rotate(h) ^ lane[j]) * prime;
        h ^= h >> 32;
    }
    return h;
}

static uint64_t padded(uint64_t n) { return (n + 63) & ~(uint64_t)63; }

/* Header and table: afterwards m->entries may be read, and the sections lie end to end in the file. */
static sy_status check_table(sy_model *m, sy_error *err)
{
    sy_str bytes = m->file.bytes;
    sy__model_head head;
    if (bytes.len < sizeof head || memcmp(bytes.ptr, "SYMODEL", 8) != 0)
        return sy_fail(err, SY_E_FORMAT, 0, "not a model file");
    memcpy(&head, bytes.ptr, sizeof head);
    if (head.version != SY__MODEL_VERSION)
        return sy_fail(err, SY_E_UNSUPPORTED, 8, "model file of version %u; this reads version %u", head.version, SY__MODEL_VERSION);
    size_t table_end = sizeof head + head.n_sections * sizeof(sy__model_entry);
    if (head.n_sections > SY__MODEL_MAX_SECTIONS || head.length != bytes.len || table_end > bytes.len)
        return sy_fail(err, SY_E_FORMAT, 12, "model file cut short or too long: %zu bytes", bytes.len);
    m->entries = (const sy__model_entry *)(const void *)(bytes.ptr + sizeof head);
    m->n_entries = head.n_sections;

    uint64_t sum = head.checksum;
    sy__model_entry *copy = sy__alloc(m->ctx, table_end);
    if (!copy)
        return sy_fail(err, SY_E_NOMEM, 0, "model: no memory");
    head.checksum = 0;
    memcpy(copy, &head, sizeof head);
    memcpy(copy + 1, m->entries, table_end - sizeof head);
    bool same = sy__model_checksum(copy, table_end) == sum;
    sy__free(m->ctx, copy);
    if (!same)
        return sy_fail(err, SY_E_FORMAT, 24, "model file damaged: its table");
    uint64_t at = table_end;
    for (uint32_t i = 0; i < m->n_entries; i++) {
        const sy__model_entry *e = &m->entries[i];
        if (!memchr(e->name, 0, sizeof e->name) || e->offset != at || e->length > bytes.len - at || padded(e->length) > bytes.len - at)
            return sy_fail(err, SY_E_FORMAT, sizeof head + i * sizeof *e, "model file damaged: entry %u of its table", i);
        at += padded(e->length);
    }
    return at == bytes.len ? SY_OK : sy_fail(err, SY_E_FORMAT, at, "model file too long");
}

static sy_status check_sums(const sy_model *m, sy_error *err)
{
    for (uint32_t i = 0; i < m->n_entries; i++) {
        const sy__model_entry *e = &m->entries[i];
        if (sy__model_checksum(m->file.bytes.ptr + e->offset, padded(e->length)) != e->checksum)
            return sy_fail(err, SY_E_FORMAT, e->offset, "model file damaged: section %s", e->name);
    }
    return SY_OK;
}

bool sy__model_section(const sy_model *m, const char *name, const void **ptr, uint64_t *length)
{
    for (uint32_t i = 0; i < m->n_entries; i++) {
        if (strcmp(m->entries[i].name, name) == 0) {
            *ptr = m->file.bytes.ptr + m->entries[i].offset;
            *length = m->entries[i].length;
            return true;
        }
    }
    return false;
}

sy_status sy_model_open(sy_model **out, sy_ctx *ctx, const char *path, sy_error *err)
{
    *out = NULL;
    sy_model *m = sy__calloc(ctx, 1, sizeof *m);
    if (!m)
        return sy_fail(err, SY_E_NOMEM, 0, "model: no memory");
    m->ctx = ctx;
    sy_status s = sy__file_map(&m->file, ctx, path, err);
    if (s) {
        sy__free(ctx, m);
        return s;
    }
    if ((s = check_table(m, err)) || (s = check_sums(m, err)) || (s = sy__model_views(m, err))
        || (s = sy__patterns_new(&m->patterns, ctx, m, err)) || (s = sy__ruler_new(&m->ruler, ctx, m, err))
        || (s = sy__net_new(&m->net, m, err))) {
        sy_model_free(m);
        return s;
    }
    *out = m;
    return SY_OK;
}

void sy_model_free(sy_model *m)
{
    if (!m)
        return;
    sy__patterns_free(m->patterns, m->ctx);
    sy__ruler_free(m->ruler, m->ctx);
    sy__net_free(m->net);
    sy__file_done(&m->file);
    sy__free(m->ctx, m);
}

uint32_t sy__text_find(const sy_model *m, const sy__text_table *t, sy_str text)
{
    uint64_t hash = sy__hash(text.ptr, text.len, 1);
    /* The check at opening has seen an empty slot. */
    for (uint64_t i = hash;; i++) {
        const sy__text_slot *slot = &t->slots[i & (t->cap - 1)];
        if (slot->length == 0)
            return SY_NONE;
        if (slot->hash == hash && slot->length == text.len && memcmp(m->pool.ptr + slot->offset, text.ptr, text.len) == 0)
            return slot->value;
    }
}

uint64_t sy__id_find(const sy__id_table *t, uint64_t id)
{
    for (uint64_t i = id;; i++) {
        const sy__id_slot *slot = &t->slots[i & (t->cap - 1)];
        if (slot->id == id || slot->id == 0)
            return slot->id == id ? slot->value : 0;
    }
}

uint64_t sy__string_id(const sy_model *m, sy_str text)
{
    if (text.len == 0)
        return 0;
    uint32_t number = sy__text_find(m, &m->reserved, text);
    return number != SY_NONE ? number : sy__hash(text.ptr, text.len, 1);
}
