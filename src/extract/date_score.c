/* Which day is the publication's: each day that a page gives is weighed by what speaks for and against it, beside the answer
 * that the page has no date of its own. */
#include <math.h>
#include <stdlib.h>

#include "extract/html_meta.h"

#include "extract_tables.h"

#define FEATURE_NAME(id, name) name,
const char *const sy__date_feature_names[SY__D_N] = { SY__DATE_FEATURES(FEATURE_NAME) };

enum { MACHINE = 1, VISIBLE = 2, ADDRESS = 4 };

static int class_of(const sy__date_candidate *c)
{
    switch (c->source) {
    case SY__FROM_JSONLD: case SY__FROM_META: return MACHINE;
    case SY__FROM_MICRODATA: return c->distance == INT32_MAX ? MACHINE : VISIBLE;
    case SY__FROM_URL: return ADDRESS;
    default: return VISIBLE;
    }
}

static bool within(const sy__date_candidate *c, int32_t blocks)
{
    return c->distance != INT32_MAX && c->distance >= -blocks && c->distance <= blocks;
}

static bool elsewhere(const sy__date_candidate *c)
{
    const uint32_t others = 1u << SY__NAME_RELATED | 1u << SY__NAME_COMMENT | 1u << SY__NAME_SIDE;
    return (c->names & others) || (c->flags & SY__NODE_ASIDE);
}

static void set(uint64_t *f, sy__date_feature id, bool on)
{
    if (on)
        *f |= (uint64_t)1 << id;
}

static bool has(uint64_t f, sy__date_feature id) { return f >> id & 1; }

/* ---- one moment, two days ---------------------------------------------------------------------------------------- */

const sy__date_candidate *sy__date_local(const sy__date_candidates *all, const sy__date_candidate *utc, int32_t *minutes)
{
    const sy__date *u = &utc->date;
    const sy__date_candidate *found = NULL;
    *minutes = 0;
    if (!u->has_time || !u->has_zone || u->zone != 0)
        return NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const sy__date_candidate *c = &all->at[i];
        const sy__date *d = &c->date;
        if ((d->has_zone && d->has_time && d->zone == 0) || (class_of(c) == VISIBLE && !within(c, 15)))
            continue;
        int32_t days = sy__date_days(d) - sy__date_days(u);
        if (d->has_time) {
            int32_t diff = days * 1440 + (d->hour - u->hour) * 60 + d->minute - u->minute;
            if (d->has_zone ? diff == d->zone : diff % 30 == 0 && diff >= -720 && diff <= 840 && diff != 0 && days != 0) {
                *minutes = diff;
                return c;
            }
        } else if (!found && c->field != SY__META_UPDATED && ((days == 1 && u->hour >= 10) || (days == -1 && u->hour <= 11))) {
            found = c;
        }
    }
    return found;
}

/* ---- what speaks for a day ---------------------------------------------------------------------------------------- */

static void of_machine(const sy__date_candidate *c, uint64_t *f)
{
    bool published = c->field == SY__META_PUBLISHED, ld = c->source == SY__FROM_JSONLD && published, meta = c->source == SY__FROM_META && published;
    set(f, SY__D_CREATED, !published);
    set(f, SY__D_META1, meta && c->rank == 1);
    set(f, SY__D_META2, meta && c->rank == 2);
    set(f, SY__D_META3, meta && c->rank == 3);
    set(f, SY__D_META4, meta && c->rank > 3);
    set(f, SY__D_LD_NEWS, ld && c->rank == SY__LD_NEWS);
    set(f, SY__D_LD_ARTICLE, ld && c->rank == SY__LD_ARTICLE);
    set(f, SY__D_LD_PAGE, ld && c->rank == SY__LD_PAGE);
    set(f, SY__D_LD_RECIPE, ld && c->rank == SY__LD_INSTRUCTIONS);
    set(f, SY__D_MICRODATA, c->source == SY__FROM_MICRODATA && published);
    set(f, SY__D_HAS_TIME, c->date.has_time);
}

static void of_visible(const sy__date_candidate *c, uint64_t *f)
{
    bool close = within(c, 10), near = within(c, 3), own = !elsewhere(c);
    set(f, near ? SY__D_ASIDE_NEAR : SY__D_ASIDE_FAR, !own);
    set(f, SY__D_MICRODATA_SHOWN, own && c->source == SY__FROM_MICRODATA);
    set(f, SY__D_PUBDATE, own && c->source == SY__FROM_TIME && c->rank == 1);
    set(f, near ? SY__D_TIME_NEAR : close ? SY__D_TIME_CLOSE : SY__D_TIME_FAR, own && c->source == SY__FROM_TIME);
    set(f, near ? SY__D_NAMED_NEAR : close ? SY__D_NAMED_CLOSE : SY__D_NAMED_FAR, own && c->source == SY__FROM_NAMED);
    set(f, near ? SY__D_TEXT_NEAR : close ? SY__D_TEXT_CLOSE : SY__D_TEXT_FAR, own && c->source == SY__FROM_TEXT && c->rank < 4);
    set(f, SY__D_TEXT2, own && c->source == SY__FROM_TEXT && (c->rank == 2 || c->rank == 3));
    set(f, SY__D_OPENING, own && c->source == SY__FROM_TEXT && c->rank == 4);
    set(f, SY__D_LABELLED, own && (c->labelled || c->called == SY__CALLED_PUBLISHED));
    set(f, SY__D_ALONE, own && c->alone && close);
    set(f, SY__D_OLD, c->date.year < 1995);
    set(f, SY__D_HAS_TIME, c->date.has_time && close);
}

/* A day can only be that of an update where the page shows it by its headline and no machine knows another. */
static bool update_counts(const sy__date_candidate *c)
{
    return class_of(c) == VISIBLE && within(c, 5) && !elsewhere(c) && (c->labelled || c->called);
}

typedef struct page { bool standing, relative, machine; } page;   /* machine: it dates itself by script or meta element */

static void of_others(const sy__date_candidates *all, const sy__date_candidate *c, const page *p, uint64_t *f)
{
    uint32_t sources = 0, first_own = UINT32_MAX, first_other = UINT32_MAX;
    bool machine = false, visible = false, address = false, shown = false, update = false, trusted = false;
    for (uint32_t i = 0; i < all->n; i++) {
        const sy__date_candidate *o = &all->at[i];
        int kind = class_of(o);
        bool seen = kind == VISIBLE && !elsewhere(o) && within(o, 10), same = o->day == c->day;
        if (o->field == SY__META_UPDATED) {
            bool sure = kind == MACHINE || (seen && (o->labelled || o->called));
            set(f, SY__D_AFTER_UPDATE, sure && o->day + 1 < c->day);
            update = update || (sure && same);
            continue;
        }
        if (seen && same && o->at.begin < first_own)
            first_own = o->at.begin;
        if (seen && !same && o->at.begin < first_other)
            first_other = o->at.begin;
        trusted = trusted || (o->day < c->day && ((o->source == SY__FROM_JSONLD && o->rank <= SY__LD_ARTICLE) || (o->source == SY__FROM_META && o->rank == 1)));
        if (same) {
            machine = machine || kind == MACHINE;
            visible = visible || seen;
            address = address || kind == ADDRESS;
            shown = shown || o->shown;
            sources |= kind == MACHINE ? 1u << (o->source * 4 + (o->rank & 3)) : 0;
            continue;
        }
        set(f, SY__D_EARLIER_MACHINE, kind == MACHINE && o->day < c->day);
        set(f, SY__D_LATER_MACHINE, kind == MACHINE && o->day > c->day);
        set(f, SY__D_EARLIER_SHOWN, seen && o->day < c->day);
        set(f, SY__D_LATER_SHOWN, seen && o->day > c->day);
    }
    bool hidden = machine && !visible && !shown && !address;
    set(f, SY__D_IS_UPDATE, update && trusted);
    set(f, SY__D_FIRST, visible && first_own < first_other);
    set(f, SY__D_SHOWN, shown);
    set(f, SY__D_TWO, (sources & (sources - 1)) != 0);
    set(f, SY__D_HIDDEN_NEWS, hidden && has(*f, SY__D_LD_NEWS));
    set(f, SY__D_HIDDEN_ARTICLE, hidden && has(*f, SY__D_LD_ARTICLE));
    set(f, SY__D_HIDDEN_PAGE, hidden && has(*f, SY__D_LD_PAGE));
    set(f, SY__D_HIDDEN_RECIPE, hidden && has(*f, SY__D_LD_RECIPE));
    set(f, SY__D_HIDDEN_META, hidden && !has(*f, SY__D_LD_NEWS) && !has(*f, SY__D_LD_ARTICLE) && !has(*f, SY__D_LD_PAGE) && !has(*f, SY__D_LD_RECIPE));
    set(f, SY__D_HIDDEN_STATIC, hidden && p->standing);
    set(f, SY__D_SHOWN_STATIC, !hidden && p->standing);
    set(f, SY__D_RELATIVE, hidden && p->relative);
    set(f, SY__D_SHOWN_ONLY, !p->machine);
}

/* ---- the page ------------------------------------------------------------------------------------------------------ */

/* What the class of the body says: data/extract/page_kinds.txt. An entry's word wins. */
static bool is_standing(const sy__meta *m)
{
    const sy__tree *t = m->tree;
    sy_str names = { NULL, 0 };
    for (uint32_t i = 0; i < t->nodes.n && !names.len; i++)
        if (t->nodes.at[i].tag == SY__TAG_BODY && !sy__tree_attr(t, i, SY__ATTR_CLASS, &names))
            break;
    bool standing = false;
    size_t from = 0;
    for (size_t i = 0; i <= names.len && i < 2000; i++) {
        if (i < names.len && (uint8_t)names.ptr[i] > ' ')
            continue;
        uint32_t row = i > from && i - from < 40 ? sy__table_ifind(&sy__table_extract_page_kinds, sy__sub(names, from, i)) : SY_NONE;
        if (row != SY_NONE && sy__is(sy__cell(&sy__table_extract_page_kinds, row, 1), "entry"))
            return false;
        standing = standing || row != SY_NONE;
        from = i + 1;
    }
    return standing;
}

static void read_page(const sy__meta *m, const sy__html_blocks *b, const sy__date_candidates *c, page *p)
{
    uint32_t centre = b->title != SY_NONE ? b->title : b->first_prose;
    *p = (page){ .standing = is_standing(m) };
    for (uint32_t i = 0; i < c->n; i++)
        p->machine = p->machine || (class_of(&c->at[i]) == MACHINE && c->at[i].field != SY__META_UPDATED);
    for (uint32_t i = 0; i < b->at.n && centre != SY_NONE; i++)
        if (i + 6 >= centre && i <= centre + 8 && b->at.at[i].words <= 20 && b->at.at[i].cue[SY_BOILERPLATE_DATE] >= 5)
            p->relative = true;
}

/* ---- the choice ---------------------------------------------------------------------------------------------------- */

static void read_weights(float w[SY__D_N])
{
    const sy__table *t = &sy__table_extract_date_weights;
    for (int i = 0; i < SY__D_N; i++) {
        uint32_t row = sy__table_find(t, sy__str(sy__date_feature_names[i]));
        w[i] = row == SY_NONE ? 0.0f : strtof(sy__cell(t, row, 1).ptr, NULL);
    }
}

static uint64_t features_of(const sy__date_candidates *all, uint32_t i, const page *p)
{
    const sy__date_candidate *c = &all->at[i];
    uint64_t f = 0;
    bool counts = false, update = true;
    for (uint32_t k = 0; k < all->n; k++) {
        const sy__date_candidate *o = &all->at[k];
        if (o->day != c->day || (o->field == SY__META_UPDATED && (p->machine || !update_counts(o))))
            continue;
        counts = true;
        update = update && o->field == SY__META_UPDATED;
        set(&f, SY__D_URL, class_of(o) == ADDRESS);
        if (class_of(o) == MACHINE)
            of_machine(o, &f);
        else if (class_of(o) == VISIBLE)
            of_visible(o, &f);
    }
    if (!counts)
        return 0;
    set(&f, SY__D_BIAS, true);
    set(&f, SY__D_UPDATE_ONLY, update);
    set(&f, SY__D_NEW_YEAR, c->date.month == 1 && c->date.day == 1);
    of_others(all, c, p, &f);
    return f;
}

/* Of the candidates of the chosen day the one whose source says most: by trust, then with its time and zone. */
static uint32_t best_of(const sy__date_candidates *all, int32_t day)
{
    static const uint8_t trust[] = { [SY__FROM_JSONLD] = 1, [SY__FROM_META] = 0, [SY__FROM_MICRODATA] = 2, [SY__FROM_TIME] = 3, [SY__FROM_NAMED] = 4,
                                     [SY__FROM_TEXT] = 5, [SY__FROM_URL] = 6 };
    uint32_t best = SY_NONE, least = UINT32_MAX;
    for (uint32_t i = 0; i < all->n; i++) {
        const sy__date_candidate *c = &all->at[i];
        if (c->day != day || !c->features)
            continue;
        uint32_t worth = (c->field == SY__META_PUBLISHED ? 0u : c->field == SY__META_CREATED ? 10000u : 20000u) +
                         (c->date.has_time ? c->date.has_zone ? 0u : 1000u : 2000u) + (elsewhere(c) ? 500u : 0u) + trust[c->source] * 40u + (c->rank & 31u);
        if (worth < least) {
            least = worth;
            best = i;
        }
    }
    return best;
}

sy__date_choice sy__dates_choose(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *all)
{
    float w[SY__D_N], most = 0, sum = 1;
    uint32_t best = SY_NONE;
    page p;
    read_weights(w);
    read_page(m, b, all, &p);
    for (uint32_t i = 0; i < all->n; i++) {
        int32_t minutes;
        const sy__date_candidate *local = sy__date_local(all, &all->at[i], &minutes);
        all->at[i].day = sy__date_days(local ? &local->date : &all->at[i].date);
    }
    for (uint32_t i = 0; i < all->n; i++) {
        sy__date_candidate *c = &all->at[i];
        bool again = false;
        c->features = features_of(all, i, &p);
        c->score = 0;
        for (int k = 0; k < SY__D_N; k++)
            if (c->features >> k & 1)
                c->score += w[k];
        for (uint32_t k = 0; k < i && !again; k++)
            again = all->at[k].day == c->day;
        if (!c->features || again)
            continue;
        sum += expf(c->score);
        if (best == SY_NONE || c->score > most) {
            best = i;
            most = c->score;
        }
    }
    sy__date_choice choice = { SY_NONE, best == SY_NONE ? 0 : expf(most) / sum };
    if (best != SY_NONE && choice.sure >= SY__DATE_SURE)
        choice.best = best_of(all, all->at[best].day);
    return choice;
}
