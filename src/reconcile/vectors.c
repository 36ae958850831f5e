/* The table of word vectors that tools/make_vectors.py makes: opened, checked, looked up; and what whole clauses mean, as sums of
 * their words. All sums are of whole numbers, so that every processor and every order of additions gives the same. */
#include "reconcile/vectors.h"

#include <math.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the table of word vectors is used in place and is little-endian"
#endif

enum { VERSION = 1, MOST_WORDS = 1 << 20 };

typedef struct head {
    char     magic[8];            /* "SYVECTOR" */
    uint32_t version, n_words, width, text_bytes;
    uint64_t checksum;            /* sy__hash of all that follows, seed 1 */
} head;

struct sy_word_vectors {
    sy_ctx         *ctx;
    sy_file         file;
    const uint32_t *begin;        /* n_words + 1: where each word begins in text */
    const char     *text;         /* words sorted by their bytes */
    const int8_t   *rows;
    uint32_t        n_words;
};

static const sy__seal SEAL = { "table of word vectors", "SYVECTOR", VERSION, sizeof(head), offsetof(head, checksum), 1 };

static sy_status check(sy_word_vectors *v, sy_error *err)
{
    sy_str bytes = v->file.bytes;
    head   h;
    memcpy(&h, bytes.ptr, sizeof h);
    if (h.width != SY__MEANING || h.n_words > MOST_WORDS || h.text_bytes > bytes.len) return sy_fail(err, SY_E_FORMAT, 12, "word vectors of another size");
    uint64_t at_rows = (sizeof h + ((uint64_t)h.n_words + 1) * 4 + h.text_bytes + 63) & ~(uint64_t)63;
    if (bytes.len != at_rows + (uint64_t)h.n_words * SY__MEANING)
        return sy_fail(err, SY_E_FORMAT, 12, "word vectors cut short or too long: %zu bytes", bytes.len);
    v->begin = (const uint32_t *)(const void *)(bytes.ptr + sizeof h);
    v->text = bytes.ptr + sizeof h + ((size_t)h.n_words + 1) * 4;
    v->rows = (const int8_t *)(const void *)(bytes.ptr + at_rows);
    v->n_words = h.n_words;
    for (uint32_t i = 0; i < h.n_words; i++)
        if (v->begin[i] > v->begin[i + 1]) return sy_fail(err, SY_E_FORMAT, sizeof h + (size_t)i * 4, "word vectors damaged: word %u", i);
    if (v->begin[0] != 0 || v->begin[h.n_words] != h.text_bytes) return sy_fail(err, SY_E_FORMAT, sizeof h, "word vectors damaged: their words");
    return SY_OK;
}

sy_status sy_word_vectors_open(sy_word_vectors **out, sy_ctx *ctx, const char *path, sy_error *err)
{
    if (!out) return sy_fail(err, SY_E_ARG, 0, "no place for the word vectors");
    *out = NULL;
    if (!ctx || !path) return sy_fail(err, SY_E_ARG, 0, "no context or no path");
    sy_word_vectors *v = sy__calloc(ctx, 1, sizeof *v);
    if (!v) return sy_fail(err, SY_E_NOMEM, 0, "no memory for word vectors");
    v->ctx = ctx;
    sy_status s = sy__sealed_map(&v->file, ctx, path, &SEAL, err);
    if (s == SY_OK) s = check(v, err);
    if (s == SY_OK) *out = v;
    else sy_word_vectors_free(v);
    return s;
}

void sy_word_vectors_free(sy_word_vectors *v)
{
    if (!v) return;
    sy__file_done(&v->file);
    sy__free(v->ctx, v);
}

const int8_t *sy__vector_of(const sy_word_vectors *v, sy_str word)
{
    uint32_t lo = 0, hi = v->n_words;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = sy__cmp((sy_str){ v->text + v->begin[mid], v->begin[mid + 1] - v->begin[mid] }, word);
        if (c == 0) return v->rows + (size_t)mid * SY__MEANING;
        if (c < 0) lo = mid + 1; else hi = mid;
    }
    return NULL;
}

void sy__meaning_add(sy__meaning_sum *sum, const int8_t *vector, double weight)
{
    int32_t w = (int32_t)(weight * 64.0 + 0.5);
    for (uint32_t i = 0; i < SY__MEANING; i++) sum->at[i] += w * vector[i];
}

bool sy__meaning_of(const sy__meaning_sum *sum, int8_t out[SY__MEANING])
{
    uint64_t square = 0;
    for (uint32_t i = 0; i < SY__MEANING; i++) square += (uint64_t)((int64_t)sum->at[i] * sum->at[i]);
    if (square == 0) return false;
    double scale = SY__UNIT / sqrt((double)square);
    for (uint32_t i = 0; i < SY__MEANING; i++) {
        double x = floor(sum->at[i] * scale + 0.5);
        out[i] = (int8_t)(x > 127 ? 127 : x < -127 ? -127 : x);
    }
    return true;
}

double sy__meaning_cosine(const int8_t *a, const int8_t *b)
{
    int32_t dot = 0;
    if (!a || !b) return 0;
    for (uint32_t i = 0; i < SY__MEANING; i++) dot += a[i] * b[i];
    return (double)dot / (SY__UNIT * SY__UNIT);
}
