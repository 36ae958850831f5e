/* What the files of base share among themselves; no stage includes this. */
#ifndef SY__BASE_INTERNAL_H
#define SY__BASE_INTERNAL_H

#include "base/base.h"

struct sy_ctx {
    sy_alloc_fn alloc;
    void       *alloc_user;
    sy_log_fn   log;
    void       *log_user;
    uint64_t    key[2];  /* of the maps' hashes */
};

/* Unicode, two stages: unicode_block[cp >> SHIFT] * 128 + (cp & 127) is a place in unicode_index,
 * which names a record. Written by tools/make_unicode.py. */
typedef struct sy__unicode_record {
    uint8_t flags;
    int32_t lower, upper;  /* to be added to the code point */
} sy__unicode_record;

enum {
    SY__U_SPACE = 1, SY__U_ALPHA = 2, SY__U_DIGIT = 4, SY__U_UPPER = 8, SY__U_LOWER = 16, SY__U_PUNCT = 32
};
enum {
    SY__U_SHIFT = 7,
    SY__U_LATIN_FIRST = 0xC0, SY__U_LATIN_LAST = 0x24F,   /* sy__unicode_fold_latin */
    SY__U_EXTRA_FIRST = 0x1E00, SY__U_EXTRA_LAST = 0x1EFF /* sy__unicode_fold_extra */
};

extern const uint16_t           sy__unicode_block[0x110000 >> SY__U_SHIFT];
extern const uint8_t            sy__unicode_index[];
extern const sy__unicode_record sy__unicode_records[];
extern const uint16_t           sy__unicode_fold_latin[SY__U_LATIN_LAST - SY__U_LATIN_FIRST + 1];
extern const uint16_t           sy__unicode_fold_extra[SY__U_EXTRA_LAST - SY__U_EXTRA_FIRST + 1];

/* The round constants, for the vector paths of SHA-256, which take one block of each of 8 or 16 messages. */
const uint32_t *sy__sha256_keys(void);
void sy__sha256_lanes_avx2(uint32_t *state, const unsigned char *const *block, const uint32_t *key);
void sy__sha256_lanes_avx512(uint32_t *state, const unsigned char *const *block, const uint32_t *key);

#endif
