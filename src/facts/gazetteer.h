/* The table of places as place.c reads it: a file of fixed records, mapped and used in place.
 *
 * Little-endian; a head of 64 bytes, then records, keys, references and a pool of strings, without gaps. Places come as states,
 * then regions, then districts, then towns. A key is a name as sy__place_key makes it, or a state's code in capitals; keys lie in bytewise order,
 * and the references of a key run up to those of the next. tools/make_gazetteer.py writes it. */
#ifndef SY__FACTS_GAZETTEER_H
#define SY__FACTS_GAZETTEER_H

#include "base/base.h"
#include "synoptic/facts.h"

enum { SY__GAZETTEER_VERSION = 1, SY__PLACE_KEY = 64 };
#define SY__PLACE_CAPITAL 0x8000u
#define SY__PLACE_NO_REGION 0x7fffu
#define SY__READING_ALIAS (1u << 31)    /* another name of it than its own */
#define SY__READING_SHORT (1u << 30)    /* a short form, which stands behind a town: "Ill." */
#define SY__READING_PLACE (SY__READING_SHORT - 1)

typedef struct sy__gazetteer_head {
    char     magic[8];
    uint32_t version, n_states, n_regions, n_districts, n_places, n_keys, n_refs, n_pool;
    uint64_t checksum;                  /* sy__hash of all behind the head, seed 0 */
    uint8_t  unused[16];
} sy__gazetteer_head;

typedef struct sy__place {
    int32_t  latitude, longitude;       /* in 1e-5 degrees */
    uint32_t population;
    uint32_t name;                      /* offset in the pool << 8 | length */
    uint16_t region;                    /* number among the regions or SY__PLACE_NO_REGION; SY__PLACE_CAPITAL of a state's capital */
    char     country[2];
} sy__place;

typedef struct sy__place_name { uint32_t name, first; } sy__place_name;

struct sy_gazetteer {
    const sy_ctx *ctx;
    sy_file       file;
    uint32_t      n_states, n_regions, n_districts, n_places, n_keys, n_refs;
    const sy__place      *places;
    const sy__place_name *keys;
    const uint32_t       *refs;
    sy_str        pool;
};

/* Checks every byte; afterwards all that is below may be used. The bytes, aligned to 8, are borrowed. */
sy_status sy__gazetteer_view(sy_gazetteer *g, sy_str bytes, sy_error *err);
/* Lower case, base letters, no full stops and apostrophes, one blank between words. Empty where it is longer than any key. */
sy_str sy__place_key(sy_str name, char out[SY__PLACE_KEY]);
/* References of a key; none: *n is 0. */
const uint32_t *sy__gazetteer_find(const sy_gazetteer *g, sy_str key, uint32_t *n);

static inline sy_str sy__place_string(const sy_gazetteer *g, uint32_t at) { return sy__sub(g->pool, at >> 8, (at >> 8) + (at & 255)); }
typedef enum sy__place_kind { SY__STATE = 0, SY__REGION, SY__DISTRICT, SY__TOWN } sy__place_kind;
static inline sy__place_kind sy__place_kind_of(const sy_gazetteer *g, uint32_t place)
{
    if (place < g->n_states + g->n_regions)
        return place < g->n_states ? SY__STATE : SY__REGION;
    return place < g->n_states + g->n_regions + g->n_districts ? SY__DISTRICT : SY__TOWN;
}
static inline uint32_t sy__place_region(const sy_gazetteer *g, uint32_t place) { return g->places[place].region & SY__PLACE_NO_REGION; }

#endif
