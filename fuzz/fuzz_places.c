/* A table of places from hostile bytes: refused, or safe to search. The checksum is put right, so that what lies behind it is
 * reached. */
#include <stdlib.h>
#include <string.h>

#include "facts/gazetteer.h"

static void mend(char *p, size_t size)
{
    sy__gazetteer_head head;
    memcpy(&head, p, sizeof head);
    uint64_t sum = sy__hash(p + sizeof head, size - sizeof head, 0);
    head.checksum[0] = (uint32_t)sum;
    head.checksum[1] = (uint32_t)(sum >> 32);
    memcpy(p, &head, sizeof head);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sy_gazetteer g = { 0 };
    char *copy = malloc(size + 1);      /* aligned as a mapping is */
    if (copy == NULL)
        return 0;
    memcpy(copy, data, size);
    if (size > sizeof(sy__gazetteer_head))
        mend(copy, size);
    if (sy__gazetteer_view(&g, (sy_str){ copy, size }, NULL) == SY_OK) {
        for (uint32_t i = 0; i < g.n_keys; i++) {
            uint32_t n;
            const uint32_t *at = sy__gazetteer_find(&g, sy__place_string(&g, g.keys[i].name), &n);
            if (at == NULL || n == 0)
                abort();
            for (uint32_t k = 0; k < n; k++)
                if (sy__place_string(&g, g.places[at[k] & SY__READING_PLACE].name).len > 255)
                    abort();
        }
    }
    free(copy);
    return 0;
}
