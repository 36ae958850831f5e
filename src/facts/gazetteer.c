/* Opens the table of places: maps it, checks it against its checksum and every offset in it, finds names. */
#include "facts/gazetteer.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the table of places is used in place and is little-endian"
#endif

static bool fits(const sy_gazetteer *g, uint32_t string)
{
    return (uint64_t)(string >> 8) + (string & 255) <= g->pool.len;
}

static bool good_places(const sy_gazetteer *g)
{
    for (uint32_t i = 0; i < g->n_places; i++) {
        const sy__place *p = &g->places[i];
        uint32_t region = sy__place_region(g, i);
        if (!fits(g, p->name) || (region != SY__PLACE_NO_REGION && region >= g->n_regions) || p->latitude < -9000000 || p->latitude > 9000000 ||
            p->longitude < -18000000 || p->longitude > 18000000 || p->country[0] < 'A' || p->country[0] > 'Z' || p->country[1] < 'A' || p->country[1] > 'Z')
            return false;
    }
    return true;
}

static bool good_keys(const sy_gazetteer *g)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < g->n_keys; i++) {
        if (!fits(g, g->keys[i].name) || g->keys[i].first != end)
            return false;
        if (i > 0 && sy__cmp(sy__place_string(g, g->keys[i - 1].name), sy__place_string(g, g->keys[i].name)) >= 0)
            return false;
        end = i + 1 < g->n_keys ? g->keys[i + 1].first : g->n_refs;
        if (end <= g->keys[i].first || end > g->n_refs)
            return false;
    }
    for (uint32_t i = 0; i < g->n_refs; i++)
        if ((g->refs[i] & SY__READING_PLACE) >= g->n_places)
            return false;
    return end == g->n_refs;
}

static const sy__seal SEAL = { "table of places", "SYPLACES", SY__GAZETTEER_VERSION, sizeof(sy__gazetteer_head), offsetof(sy__gazetteer_head, checksum), 0 };

/* The bytes have the seal: what it does not vouch for is checked here. */
static sy_status view(sy_gazetteer *g, sy_str bytes, sy_error *err)
{
    sy__gazetteer_head head;
    memcpy(&head, bytes.ptr, sizeof head);
    uint64_t keys = sizeof head + (uint64_t)head.n_places * sizeof(sy__place), refs = keys + (uint64_t)head.n_keys * sizeof(sy__place_name);
    uint64_t pool = refs + (uint64_t)head.n_refs * sizeof(uint32_t);
    if (pool + head.n_pool != bytes.len || head.n_places > SY__READING_PLACE || (uint64_t)head.n_states + head.n_regions + head.n_districts > head.n_places)
        return sy_fail(err, SY_E_FORMAT, 12, "table of places cut short or too long: %zu bytes", bytes.len);
    g->n_states = head.n_states;
    g->n_regions = head.n_regions;
    g->n_districts = head.n_districts;
    g->n_places = head.n_places;
    g->n_keys = head.n_keys;
    g->n_refs = head.n_refs;
    g->places = (const sy__place *)(const void *)(bytes.ptr + sizeof head);
    g->keys = (const sy__place_name *)(const void *)(bytes.ptr + keys);
    g->refs = (const uint32_t *)(const void *)(bytes.ptr + refs);
    g->pool = sy__sub(bytes, pool, bytes.len);
    return good_places(g) && good_keys(g) ? SY_OK : sy_fail(err, SY_E_FORMAT, sizeof head, "table of places with a wrong offset");
}

sy_status sy__gazetteer_view(sy_gazetteer *g, sy_str bytes, sy_error *err)
{
    sy_status s = sy__seal_check(bytes, &SEAL, err);
    return s ? s : view(g, bytes, err);
}

sy_status sy_gazetteer_open(sy_gazetteer **out, sy_ctx *ctx, const char *path, sy_error *err)
{
    if (!out)
        return sy_fail(err, SY_E_ARG, 0, "no place for the table of places");
    *out = NULL;
    if (!ctx || !path)
        return sy_fail(err, SY_E_ARG, 0, "no context or no path");
    sy_gazetteer *g = sy__calloc(ctx, 1, sizeof *g);
    if (!g)
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for the table of places");
    g->ctx = ctx;
    sy_status s = sy__sealed_map(&g->file, ctx, path, &SEAL, err);
    if (s == SY_OK)
        s = view(g, g->file.bytes, err);
    if (s == SY_OK)
        *out = g;
    else
        sy_gazetteer_free(g);
    return s;
}

void sy_gazetteer_free(sy_gazetteer *g)
{
    if (!g)
        return;
    sy__file_done(&g->file);
    sy__free(g->ctx, g);
}

static bool is_dropped(uint32_t cp)
{
    return cp == '.' || cp == '\'' || cp == '`' || cp == 0x2019 || cp == 0x2018 || cp == 0x2bc || cp == 0x2bb;
}

sy_str sy__place_key(sy_str name, char out[SY__PLACE_KEY])
{
    size_t n = 0;
    bool gap = false;
    for (size_t at = 0; at < name.len;) {
        uint32_t cp = sy__utf8_next(name, &at);
        if (is_dropped(cp))
            continue;
        cp = sy__to_lower(sy__fold(cp));
        if (!sy__is_alpha(cp) && !sy__is_digit(cp)) {
            gap = n > 0;
            continue;
        }
        if (n + 5 > SY__PLACE_KEY)
            return (sy_str){ out, 0 };
        if (gap)
            out[n++] = ' ';
        gap = false;
        n += sy__utf8_put(out + n, cp);
    }
    return (sy_str){ out, n };
}

const uint32_t *sy__gazetteer_find(const sy_gazetteer *g, sy_str key, uint32_t *n)
{
    uint32_t low = 0, high = g->n_keys;
    *n = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int c = sy__cmp(sy__place_string(g, g->keys[middle].name), key);
        if (c == 0) {
            uint32_t first = g->keys[middle].first;
            *n = (middle + 1 < g->n_keys ? g->keys[middle + 1].first : g->n_refs) - first;
            return g->refs + first;
        }
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
