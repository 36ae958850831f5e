/* Which date is the publication's: each candidate is scored by what speaks for and against it. */
#include <stdlib.h>

#include "extract/html_meta.h"

#include "extract_tables.h"

#define FEATURE_NAME(id, name) name,
static const char *const feature_names[] = { SY__DATE_FEATURES(FEATURE_NAME) };

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

static bool near(const sy__date_candidate *c, int32_t blocks)
{
    return c->distance != INT32_MAX && c->distance >= -blocks && c->distance <= blocks;
}

static bool elsewhere(const sy__date_candidate *c)
{
    const uint32_t others = 1u << SY__NAME_RELATED | 1u << SY__NAME_COMMENT | 1u << SY__NAME_SIDE;
    return (c->names & others) || (c->flags & SY__NODE_ASIDE);
}

static bool edge(const sy__date_candidate *c)
{
    return (c->names & (1u << SY__NAME_FOOTER | 1u << SY__NAME_NAV)) || (c->flags & (SY__NODE_FOOTER | SY__NODE_NAV));
}

static void set(uint64_t *f, sy__date_feature id, bool on)
{
    if (on)
        *f |= (uint64_t)1 << id;
}

static void of_source(const sy__date_candidate *c, uint64_t *f)
{
    bool published = c->field == SY__META_PUBLISHED;
    set(f, SY__D_BIAS, true);
    set(f, SY__D_CREATED, c->field == SY__META_CREATED);
    set(f, SY__D_UPDATED, c->field == SY__META_UPDATED);
    set(f, SY__D_META1, c->source == SY__FROM_META && published && c->rank == 1);
    set(f, SY__D_META2, c->source == SY__FROM_META && published && c->rank == 2);
    set(f, SY__D_META3, c->source == SY__FROM_META && published && c->rank > 2);
    set(f, SY__D_LD_ARTICLE, c->source == SY__FROM_JSONLD && c->rank == 1);
    set(f, SY__D_LD_PAGE, c->source == SY__FROM_JSONLD && c->rank > 1);
    set(f, SY__D_MICRODATA, c->source == SY__FROM_MICRODATA);
    set(f, SY__D_PUBDATE, c->source == SY__FROM_TIME && c->rank == 1);
    set(f, SY__D_TIME, c->source == SY__FROM_TIME && c->rank > 1);
    set(f, SY__D_URL, c->source == SY__FROM_URL);
    set(f, SY__D_NAMED, c->source == SY__FROM_NAMED);
    set(f, SY__D_TEXT, c->source == SY__FROM_TEXT && c->rank == 1);
    set(f, SY__D_TEXT2, c->source == SY__FROM_TEXT && (c->rank == 2 || c->rank == 3));
    set(f, SY__D_OPENING, c->source == SY__FROM_TEXT && c->rank == 4);
    set(f, SY__D_LABELLED, c->labelled);
    set(f, SY__D_NEAR, near(c, 3));
    set(f, SY__D_CLOSE, near(c, 10));
    set(f, SY__D_FAR, c->distance != INT32_MAX && !near(c, 25));
    set(f, SY__D_ABOVE, c->distance != INT32_MAX && c->distance < -1);
    set(f, SY__D_OTHERS, class_of(c) == VISIBLE && elsewhere(c));
    set(f, SY__D_EDGE, class_of(c) == VISIBLE && edge(c));
    set(f, SY__D_HEADER, class_of(c) == VISIBLE && (c->flags & SY__NODE_HEADER));
    set(f, SY__D_ARTICLE, class_of(c) == VISIBLE && (c->flags & (SY__NODE_ARTICLE | SY__NODE_MAIN)));
    set(f, SY__D_LINK, class_of(c) == VISIBLE && (c->flags & SY__NODE_LINK));
    set(f, SY__D_NEW_YEAR, c->date.month == 1 && c->date.day == 1);
    set(f, SY__D_HAS_TIME, c->date.has_time);
}

/* A time in UTC whose day is another one where the readers are: the neighbouring day stands there without a zone. */
static bool local_of(const sy__date_candidate *utc, const sy__date_candidate *local)
{
    if (!utc->date.has_time || !utc->date.has_zone || utc->date.zone != 0 || (local->date.has_zone && local->date.zone == 0 && local->date.has_time))
        return false;
    int32_t days = sy__date_days(&local->date) - sy__date_days(&utc->date);
    return (days == 1 && utc->date.hour >= 10) || (days == -1 && utc->date.hour <= 11);
}

static void of_others(const sy__date_candidates *all, uint32_t i, uint64_t *f)
{
    const sy__date_candidate *c = &all->at[i];
    int32_t day = sy__date_days(&c->date);
    bool machine = false, visible = false, first = true;
    uint32_t days = 0;
    for (uint32_t k = 0; k < all->n; k++) {
        const sy__date_candidate *o = &all->at[k];
        int kind = class_of(o);
        bool published = o->field != SY__META_UPDATED, shown = kind == VISIBLE && near(o, 15) && !elsewhere(o) && !edge(o);
        machine = machine || (kind == MACHINE && published);
        visible = visible || shown;
        if (k == i)
            continue;
        int32_t other = sy__date_days(&o->date);
        first = first && !(k < i && o->source == c->source && o->field == c->field);
        days += other != day;
        if (other == day) {
            set(f, SY__D_AGREE_MACHINE, kind == MACHINE && published);
            set(f, SY__D_AGREE_VISIBLE, shown && published);
            set(f, SY__D_AGREE_URL, kind == ADDRESS);
            continue;
        }
        bool off = local_of(c, o), local = local_of(o, c);
        set(f, SY__D_ZONE_OFF, off && (shown || kind != VISIBLE));
        set(f, SY__D_ZONE_LOCAL, local && kind != VISIBLE);
        if (off || local)
            continue;
        set(f, SY__D_AGAINST_MACHINE, kind == MACHINE && published);
        set(f, SY__D_AGAINST_VISIBLE, shown && published);
        set(f, SY__D_AGAINST_URL, kind == ADDRESS);
        set(f, SY__D_EARLIER, published && other < day && (shown || kind != VISIBLE));
        set(f, SY__D_LATER, published && other > day && (shown || kind != VISIBLE));
        set(f, SY__D_AFTER_UPDATE, !published && other + 1 < day && kind == MACHINE);
    }
    set(f, SY__D_NO_MACHINE, !machine);
    set(f, SY__D_NO_VISIBLE, !visible);
    set(f, SY__D_FIRST, first);
    set(f, SY__D_MANY, days > 8);
}

static void read_weights(float w[SY__D_N])
{
    const sy__table *t = &sy__table_extract_date_weights;
    for (int i = 0; i < SY__D_N; i++) {
        uint32_t row = sy__table_find(t, sy__str(feature_names[i]));
        w[i] = row == SY_NONE ? 0.0f : strtof(sy__cell(t, row, 1).ptr, NULL);
    }
}

void sy__dates_score(const sy__meta *m, const sy__html_blocks *b, sy__date_candidates *c)
{
    float w[SY__D_N];
    const sy__found *type = sy__meta_best(m, SY__META_TYPE);
    bool article = type && sy__ieq(type->value, SY_STR("article"));
    for (uint32_t i = 0; i < m->at.n; i++)
        article = article || (m->at.at[i].source == SY__FROM_JSONLD && m->at.at[i].rank == 1 && m->at.at[i].field == SY__META_PUBLISHED);
    read_weights(w);
    for (uint32_t i = 0; i < c->n; i++) {
        uint64_t f = 0;
        of_source(&c->at[i], &f);
        of_others(c, i, &f);
        set(&f, SY__D_PROSE, b->total_prose > 1500);
        set(&f, SY__D_SHORT, b->total_prose < 400);
        set(&f, SY__D_SHOWN, c->at[i].shown);
        set(&f, SY__D_TYPE_ARTICLE, article);
        set(&f, SY__D_TYPE_OTHER, type && !article);
        c->at[i].features = f;
        c->at[i].score = 0;
        for (int k = 0; k < SY__D_N; k++)
            if (f >> k & 1)
                c->at[i].score += w[k];
    }
}
