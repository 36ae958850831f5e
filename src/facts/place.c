/* Which place each place's name stands for. A name may have many readings: states, regions, towns. Where the text says where it
 * lies ("Springfield, Illinois"), that decides; else the countries that the article speaks of, weighed with how large each
 * reading is. Where no reading stands out, none is taken. */
#include <math.h>

#include "facts/facts_internal.h"
#include "facts/gazetteer.h"
#include "facts_tables.h"

enum { MOST_READINGS = 128 };

/* A reading weighs as many people as it has, a region or district a fourth of them,
 * a state a million at least; a capital up to ten times as many, one for each million
 * of its state. In a country of which the article
 * speaks it weighs so many times more; one that is to be chosen weighs so many times more than the next. */
#define IN_CONTEXT 20.0
#define STANDS_OUT 4.0
/* A town of fewer people, in a country of which nothing is said, is as likely something else of that name. */
#define KNOWN_TOWN 100000.0

typedef struct spot {
    uint32_t entity;
    sy_span  span;
} spot;

typedef struct readings {
    uint32_t at[MOST_READINGS];
    uint32_t n;
    bool     chosen;            /* by the text: at[0] it is */
} readings;

typedef struct atlas {
    sy__facts_work     *w;
    const sy_gazetteer *g;
    readings           *of;     /* per entity */
    uint16_t           *context;/* per country: mentions of it and of what surely lies in it */
    SY__VEC(spot)       spots;  /* names of places by position */
} atlas;

static bool is_code(sy_str s) { return s.len == 2 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z' && s.ptr[1] >= 'A' && s.ptr[1] <= 'Z'; }
static uint32_t country_number(const char *code) { return (uint32_t)(code[0] - 'A') * 26 + (uint32_t)(code[1] - 'A'); }
enum { COUNTRIES = 26 * 26 };

static bool same_country(const atlas *t, uint32_t a, uint32_t b)
{
    return memcmp(t->g->places[a].country, t->g->places[b].country, 2) == 0;
}

static sy__place_kind kind_of(const atlas *t, uint32_t place) { return sy__place_kind_of(t->g, place); }

/* b is the region or state in which a lies. */
static bool lies_in(const atlas *t, uint32_t a, uint32_t b)
{
    if (kind_of(t, a) <= kind_of(t, b) || kind_of(t, b) == SY__DISTRICT || !same_country(t, a, b))
        return false;
    return kind_of(t, b) == SY__STATE || (sy__place_region(t->g, a) != SY__PLACE_NO_REGION && sy__place_region(t->g, a) == sy__place_region(t->g, b));
}

/* States stand first and in the order of their codes. */
static double people_of_state(const atlas *t, const char *code)
{
    uint32_t low = 0, high = t->g->n_states;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int c = memcmp(t->g->places[middle].country, code, 2);
        if (c == 0)
            return t->g->places[middle].population;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static double prominence(const atlas *t, uint32_t place)
{
    const sy__place *p = &t->g->places[place];
    double people = p->population;
    if (kind_of(t, place) == SY__STATE)
        return fmax(people, 1e6);
    if (kind_of(t, place) != SY__TOWN)
        return people / 4;
    return p->region & SY__PLACE_CAPITAL ? people * fmin(10, fmax(1, people_of_state(t, p->country) / 1e6)) : people;
}

/* ---- readings --------------------------------------------------------------------------------------------- */

/* What a last word says of the kind: 't' town, 'r' region; 0 nothing. */
static char kind_word(sy_str word)
{
    uint32_t row = sy__table_find(&sy__table_facts_place_kinds, word);
    return row == SY_NONE ? 0 : sy__cell(&sy__table_facts_place_kinds, row, 1).ptr[0];
}

/* Short forms ("Ill.") are names as they stand, never parts of one. */
static void read_key(const atlas *t, sy_str key, char kind, bool with_short, readings *r)
{
    uint32_t n;
    const uint32_t *at = sy__gazetteer_find(t->g, key, &n);
    for (uint32_t i = 0; i < n && r->n < MOST_READINGS; i++) {
        uint32_t place = at[i] & SY__READING_PLACE;
        bool town = kind_of(t, place) == SY__TOWN, there = false;
        if ((at[i] & SY__READING_SHORT && !with_short) || (kind == 't' && !town) || (kind == 'r' && town))
            continue;
        for (uint32_t k = 0; k < r->n; k++)
            there = there || r->at[k] == place;
        if (!there)
            r->at[r->n++] = place;
    }
}

/* a is the better reading of one name: a state before what is called so in it, a town before the region or district around it
 * ("New York"; a region is named by its kind, "New York state", where it is meant). */
static bool is_plainer(const atlas *t, uint32_t a, uint32_t b)
{
    if (!same_country(t, a, b) || kind_of(t, a) == kind_of(t, b))
        return false;
    if (kind_of(t, a) == SY__STATE || kind_of(t, b) == SY__STATE)
        return kind_of(t, a) == SY__STATE;
    return kind_of(t, a) > kind_of(t, b) && sy__place_region(t->g, a) == sy__place_region(t->g, b);
}

static void drop_worse(const atlas *t, readings *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        bool worse = false;
        for (uint32_t k = 0; k < r->n; k++)
            worse = worse || is_plainer(t, r->at[k], r->at[i]);
        if (!worse)
            r->at[n++] = r->at[i];
    }
    r->n = n;
}

static void read_name(const atlas *t, sy_str name, bool with_short, readings *r)
{
    char buffer[SY__PLACE_KEY];
    sy_str key = sy__place_key(name, buffer);
    if (sy__starts(key, SY_STR("the ")))
        key = sy__sub(key, 4, key.len);
    read_key(t, key, 0, with_short, r);
    if (r->n)
        return;
    size_t cut = key.len;
    while (cut > 0 && key.ptr[cut - 1] != ' ')
        cut--;
    char kind = cut > 1 ? kind_word(sy__sub(key, cut, key.len)) : 0;
    if (kind)
        read_key(t, sy__sub(key, 0, cut - 1), kind, false, r);
    else if (sy__starts(key, SY_STR("al ")))
        read_key(t, sy__sub(key, 3, key.len), 0, false, r);
}

static bool is_place(const sy_entity *x) { return x->named && x->type == SY_ENTITY_PLACE; }

static void read_entity(const atlas *t, uint32_t e)
{
    const sy_entity *x = &t->w->entities.at[e];
    readings *r = &t->of[e];
    if (is_code(x->country))
        read_key(t, x->country, 0, false, r);       /* a state first, by its code */
    read_name(t, x->name, true, r);
    drop_worse(t, r);
}

/* ---- "Springfield, Illinois" --------------------------------------------------------------------------------- */

static int by_span(const void *a, const void *b, void *user)
{
    const spot *x = a, *y = b;
    (void)user;
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

static bool find_spots(atlas *t)
{
    for (uint32_t e = 0; e < t->w->entities.n; e++) {
        const sy_entity *x = &t->w->entities.at[e];
        for (size_t i = 0; i < x->n_mentions && is_place(x); i++)
            if (x->mentions[i].kind == SY_MENTION_NAME && !SY__PUSH(t->w->ctx, &t->spots, (spot){ e, x->mentions[i].span }))
                return false;
    }
    return sy__sort(t->w->ctx, t->spots.at, t->spots.n, sizeof *t->spots.at, by_span, NULL);
}

static void choose(readings *r, uint32_t i)
{
    uint32_t place = r->at[i];
    r->at[i] = r->at[0];
    r->at[0] = place;
    r->chosen = true;
}

/* The reading of which there is most, the first of equals, and what the next has. */
typedef struct ranking { uint32_t best; double top, next; } ranking;

static ranking rank(const atlas *t, const readings *r, double (*value)(const atlas *t, uint32_t place))
{
    ranking x = { 0, -1, -1 };
    for (uint32_t i = 0; i < r->n; i++) {
        double v = value(t, r->at[i]);
        if (v > x.top)
            x = (ranking){ i, v, x.top };
        else if (v > x.next)
            x.next = v;
    }
    return x;
}

static uint32_t most_prominent(const atlas *t, const readings *r) { return r->at[rank(t, r, prominence).best]; }

/* "Florida, Puerto Rico and Cuba" is a list, though Puerto Rico has a Florida too. */
static bool is_list(const atlas *t, const readings *a, const readings *b)
{
    uint32_t inner = most_prominent(t, a), outer = most_prominent(t, b);
    return kind_of(t, inner) != SY__TOWN && kind_of(t, outer) == SY__STATE && !same_country(t, inner, outer);
}

/* The best pair of a place and what it lies in decides both; a second pair changes nothing. */
static void read_pair(const atlas *t, uint32_t inner, uint32_t outer)
{
    readings *a = &t->of[inner], *b = &t->of[outer];
    uint32_t best_a = SY_NONE, best_b = SY_NONE;
    double top = -1;
    if (a->n == 0 || b->n == 0 || is_list(t, a, b))
        return;
    for (uint32_t i = 0; i < (a->chosen ? 1 : a->n); i++)
        for (uint32_t k = 0; k < (b->chosen ? 1 : b->n); k++)
            if (lies_in(t, a->at[i], b->at[k]) && prominence(t, a->at[i]) > top) {
                top = prominence(t, a->at[i]);
                best_a = i;
                best_b = k;
            }
    if (best_a == SY_NONE)
        return;
    if (!a->chosen)
        choose(a, best_a);
    if (!b->chosen)
        choose(b, best_b);
}

static void read_pairs(const atlas *t)
{
    for (uint32_t i = t->spots.n; i-- > 1;) {       /* from behind: "Paris, Lamar County, Texas" */
        const spot *a = &t->spots.at[i - 1], *b = &t->spots.at[i];
        if (a->entity != b->entity && b->span.begin >= a->span.end && sy__is(sy__sub(t->w->text, a->span.end, b->span.begin), ", "))
            read_pair(t, a->entity, b->entity);
    }
}

/* ---- the countries of the article ------------------------------------------------------------------------------ */

static void add_context(atlas *t, const char *code, size_t mentions)
{
    uint32_t c = country_number(code);
    size_t sum = t->context[c] + mentions;
    t->context[c] = (uint16_t)(sum < 60000 ? sum : 60000);
}

/* Peoples, and places that are sure without any context: by the text, or far larger than any other of the name. A name that may
 * as well be another's ("Georgia") supports nothing. */
static void find_context(atlas *t)
{
    for (uint32_t e = 0; e < t->w->entities.n; e++) {
        const sy_entity *x = &t->w->entities.at[e];
        const readings *r = &t->of[e];
        ranking by_size = rank(t, r, prominence);
        bool one = true;
        for (uint32_t i = 1; i < r->n; i++)
            one = one && same_country(t, r->at[0], r->at[i]);
        if (r->n == 0 && is_code(x->country))
            add_context(t, x->country.ptr, x->n_mentions);
        else if (r->n > 0 && (r->chosen || (by_size.top >= KNOWN_TOWN && (one || by_size.top >= STANDS_OUT * by_size.next))))
            add_context(t, t->g->places[r->at[by_size.best]].country, x->n_mentions);
    }
}

/* ---- the choice -------------------------------------------------------------------------------------------------- */

static bool is_supported(const atlas *t, uint32_t place) { return t->context[country_number(t->g->places[place].country)] > 0; }
static double weight(const atlas *t, uint32_t place) { return (prominence(t, place) + 1) * (is_supported(t, place) ? IN_CONTEXT : 1); }

static sy_place_choice decide(const atlas *t, readings *r)
{
    if (r->chosen)
        return SY_PLACE_TEXT;
    ranking by_weight = rank(t, r, weight);
    uint32_t best = r->at[by_weight.best];
    bool known = prominence(t, best) >= KNOWN_TOWN;
    if (!is_supported(t, best) && !known)
        return SY_PLACE_OPEN;
    if (r->n > 1 && by_weight.top < STANDS_OUT * by_weight.next)
        return SY_PLACE_OPEN;
    sy_place_choice why = r->n == 1 ? SY_PLACE_ONLY : best == most_prominent(t, r) && known ? SY_PLACE_SIZE : SY_PLACE_CONTEXT;
    choose(r, by_weight.best);
    return why;
}

static bool copy(const atlas *t, uint32_t place, sy_str *out)
{
    return sy__arena_str(t->w->arena, sy__place_string(t->g, t->g->places[place].name), out);
}

/* Nothing is said of a country where readings lie in several, or where the name may be none of them. */
static bool is_country_sure(const atlas *t, const readings *r)
{
    bool known = is_supported(t, r->at[0]);
    for (uint32_t i = 0; i < r->n; i++) {
        if (!same_country(t, r->at[0], r->at[i]))
            return false;
        known = known || prominence(t, r->at[i]) >= KNOWN_TOWN;
    }
    return known;
}

static bool describe(const atlas *t, uint32_t e)
{
    readings *r = &t->of[e];
    sy_place *p = &t->w->entities.at[e].place;
    if (r->n == 0)
        return true;
    p->readings = r->n;
    p->choice = decide(t, r);
    if (p->choice == SY_PLACE_OPEN && !is_country_sure(t, r))
        return true;
    const sy__place *found = &t->g->places[r->at[0]];
    if (!sy__arena_str(t->w->arena, (sy_str){ found->country, 2 }, &p->country))
        return false;
    if (p->choice == SY_PLACE_OPEN)
        return true;
    uint32_t region = sy__place_region(t->g, r->at[0]);
    bool inside = region != SY__PLACE_NO_REGION && kind_of(t, r->at[0]) > SY__REGION;
    p->has_coordinates = true;
    p->latitude = found->latitude / 1e5;
    p->longitude = found->longitude / 1e5;
    return copy(t, r->at[0], &p->name) && (!inside || copy(t, t->g->n_states + region, &p->region));
}

bool sy__find_places(sy__facts_work *w)
{
    if (!w->gazetteer) {
        sy_diagnostic d = { .code = "no-gazetteer", .text = SY_STR("the table of places was not given: places have no coordinates") };
        return SY__PUSH(w->ctx, &w->diagnostics, d);
    }
    atlas t = { .w = w, .g = w->gazetteer };
    t.of = sy__arena_array(w->scratch, w->entities.n, sizeof *t.of);
    t.context = sy__arena_array(w->scratch, COUNTRIES, sizeof *t.context);
    bool ok = t.of && t.context && find_spots(&t);
    for (uint32_t e = 0; ok && e < w->entities.n; e++)
        if (is_place(&w->entities.at[e]))
            read_entity(&t, e);
    if (ok) {
        read_pairs(&t);
        find_context(&t);
    }
    for (uint32_t e = 0; ok && e < w->entities.n; e++)
        ok = describe(&t, e);
    sy__free(w->ctx, t.spots.at);
    return ok;
}
