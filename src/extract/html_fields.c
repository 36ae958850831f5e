/* Which of the values found is believed, field by field. */
#include "extract/html_fields.h"

/* ---- title, outlet ---------------------------------------------------------------------------------- */

/* A title element mostly ends (or begins) with the site's name behind a mark. Where a heading of the page or the site's
 * name shows which part is which, the rest is the title. */
static const char *const title_marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " \xC2\xAB ", " :: ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " // ", ": " };

static bool inside(sy_str s, sy_str what)
{
    for (size_t i = 0; what.len && i + what.len <= s.len; i++)
        if (sy__ieq(sy__sub(s, i, i + what.len), what))
            return true;
    return false;
}

static sy_str without_site(sy_str title, sy_str site, sy_str *rest)
{
    *rest = (sy_str){ NULL, 0 };
    for (size_t k = 0; k < sizeof title_marks / sizeof *title_marks; k++) {
        sy_str mark = sy__str(title_marks[k]);
        size_t last = SIZE_MAX;
        for (size_t at = sy__find(title, mark, 0); at != SIZE_MAX; at = sy__find(title, mark, at + 1))
            last = at;
        if (last == SIZE_MAX)
            continue;
        sy_str tail = sy__trim(sy__sub(title, last + mark.len, title.len)), head = sy__trim(sy__sub(title, 0, last));
        if (mark.ptr[0] == ':') {                       /* "Site: headline" alone, and only for the site's name */
            size_t first = sy__find(title, mark, 0);
            sy_str front = sy__trim(sy__sub(title, 0, first));
            if (site.len && sy__ieq(front, site)) {
                *rest = front;
                return sy__trim(sy__sub(title, first + mark.len, title.len));
            }
            continue;
        }
        if ((site.len && (inside(tail, site) || inside(site, tail))) || (tail.len * 2 < head.len && tail.len < 40)) {
            *rest = tail;
            return head;
        }
        if (site.len && sy__ieq(head, site)) {
            *rest = head;
            return tail;
        }
    }
    return title;
}

static void put(sy_article *a, const char *field, sy_str *to, const sy__found *f, sy_str value)
{
    *to = sy__article_fold(a, value);
    if (to->len)
        sy__article_evidence(a, field, f->at, f->element);
}

static void find_outlet(sy_article *a, const sy__meta *m)
{
    const sy__found *best = NULL;
    for (uint32_t i = 0; i < m->at.n; i++) {
        const sy__found *f = &m->at.at[i];
        /* og:site_name is what the site calls itself; JSON-LD's publisher may be its company. */
        uint32_t belief = f->source == SY__FROM_META ? f->rank : f->source == SY__FROM_JSONLD ? 2u : f->rank + 3u;
        uint32_t best_belief = !best ? 99 : best->source == SY__FROM_META ? best->rank : best->source == SY__FROM_JSONLD ? 2u : best->rank + 3u;
        if (f->field == SY__META_OUTLET && f->value.len <= 80 && belief < best_belief && belief < 8 && !sy__starts(f->value, SY_STR("http")))
            best = f;
    }
    if (best && a->meta.outlet.len == 0)
        put(a, "outlet", &a->meta.outlet, best, best->value);
}

static void find_title(sy_article *a, const sy__meta *m, const sy__html_blocks *b)
{
    const sy__found *page = NULL, *best = sy__meta_best(m, SY__META_TITLE);
    sy_str rest = { NULL, 0 };
    for (uint32_t i = 0; i < m->at.n && !page; i++)
        if (m->at.at[i].field == SY__META_TITLE && m->at.at[i].source == SY__FROM_TITLE)
            page = &m->at.at[i];
    if (b->title != SY_NONE) {
        const sy__html_block *k = &b->at.at[b->title];
        sy_span at = { m->tree->nodes.at[k->first].at.begin, m->tree->nodes.at[k->last].at.end };
        sy__article_title(a, at, sy__cut(sy__buf_view(&b->text), k->text));
    } else if (best && a->meta.title.len == 0) {
        put(a, "title", &a->meta.title, best, without_site(best->value, a->meta.outlet, &rest));
    }
    if (a->meta.outlet.len == 0 && page) {
        sy_str head = without_site(page->value, (sy_str){ NULL, 0 }, &rest);
        if (rest.len && rest.len <= 40 && (a->meta.title.len == 0 || inside(head, a->meta.title) || inside(a->meta.title, head)))
            put(a, "outlet", &a->meta.outlet, page, rest);
    }
}

/* Another headline than the page's own, in a script or meta element: written for searchers, or left from another story. */
static void note_titles(sy_article *a, const sy__meta *m, const sy__html_blocks *b)
{
    for (uint32_t i = 0; i < m->at.n && b->title != SY_NONE; i++) {
        const sy__found *f = &m->at.at[i];
        if (f->field != SY__META_TITLE || !((f->source == SY__FROM_META && f->rank <= 2) || (f->source == SY__FROM_JSONLD && f->rank == 1)))
            continue;
        if (sy__headlines_alike(f->value, a->meta.title) || sy__headlines_alike(a->meta.title, f->value))
            continue;
        sy_str other = sy__article_fold(a, f->value.len > 300 ? sy__sub(f->value, 0, 300) : f->value);
        sy__article_note(a, "titles-differ", "the page's text is headed \"%.*s\", but %.*s says \"%.*s\"", (int)a->meta.title.len, a->meta.title.ptr,
                         (int)f->element.len, f->element.ptr, (int)other.len, other.ptr);
        return;
    }
}

/* ---- dates ------------------------------------------------------------------------------------------------ */

/* Where UTC is given and the page shows the same moment in its own time, that is the day its readers know; the offset follows
 * where both have a time. */
static void to_local(const sy__date_candidates *all, const sy__date_candidate *best, sy__date *out, sy_span *at)
{
    int32_t minutes;
    const sy__date_candidate *found = sy__date_local(all, best, &minutes);
    *out = found ? found->date : best->date;
    *at = found ? found->at : best->at;
    if (found && found->date.has_time) {
        out->has_zone = true;
        out->zone = (int16_t)minutes;
    }
}

static void put_date(sy_article *a, const char *field, sy_str *to, const sy__date *d, sy_span at, sy_str element)
{
    char text[SY__DATE_TEXT];
    *to = sy__article_copy(a, sy__date_print(d, text));
    sy__article_evidence(a, field, at, element);
}

/* A date of its own weight that another one contradicts: what scripts, meta elements, the address and the line by the headline say. */
static bool speaks_up(const sy__date_candidate *c)
{
    bool visible = c->distance != INT32_MAX;
    bool near = visible && c->distance >= -3 && c->distance <= 3 && !(c->flags & (SY__NODE_ASIDE | SY__NODE_LINK | SY__NODE_QUOTE));
    return c->field == SY__META_PUBLISHED && (!visible || (near && (c->source != SY__FROM_TEXT || c->alone)));
}

static sy_str told_by(const sy__date_candidate *c)
{
    return c->element.len ? c->element : SY_STR("the page's text");
}

static void note_disagreement(sy_article *a, const sy__date_candidates *all, const sy__date_candidate *best)
{
    char text[SY__DATE_TEXT], other[SY__DATE_TEXT];
    for (uint32_t i = 0; i < all->n; i++) {
        const sy__date_candidate *c = &all->at[i];
        if (c->day == best->day || !speaks_up(c))
            continue;
        sy_str x = sy__date_print(&best->date, text), y = sy__date_print(&c->date, other), by = told_by(best), against = told_by(c);
        sy__article_note(a, "dates-differ", "published is %.*s by %.*s, but %.*s by %.*s", (int)x.len, x.ptr, (int)by.len, by.ptr, (int)y.len, y.ptr,
                         (int)against.len, against.ptr);
        return;
    }
}

static const sy__date_candidate *best_update(const sy__date_candidates *all)
{
    const sy__date_candidate *best = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const sy__date_candidate *c = &all->at[i];
        bool machine = c->source == SY__FROM_JSONLD || c->source == SY__FROM_META;
        if (c->field == SY__META_UPDATED && (machine || c->labelled || c->called) && (!best || c->source * 8 + c->rank < best->source * 8 + best->rank))
            best = c;
    }
    return best;
}

static bool find_dates(sy_article *a, const sy__meta *m, const sy__html_blocks *b, const sy_document *doc)
{
    sy__date_candidates all = { NULL, 0, 0 };
    sy__date retrieved;
    int32_t limit = sy__date_iso(doc->retrieved, 0, &retrieved) ? sy__date_days(&retrieved) : INT32_MAX;
    bool ok = sy__dates_collect(m, b, doc->url, limit, &all);
    if (ok) {
        sy__date_choice choice = sy__dates_choose(m, b, &all);
        const sy__date_candidate *best = choice.best == SY_NONE ? NULL : &all.at[choice.best], *updated = best_update(&all);
        sy__date d;
        sy_span at;
        if (best && a->meta.published.len == 0) {
            to_local(&all, best, &d, &at);
            put_date(a, "published", &a->meta.published, &d, at, best->element);
            note_disagreement(a, &all, best);
        }
        if (updated && (!best || updated->day >= best->day)) {
            to_local(&all, updated, &d, &at);
            put_date(a, "updated", &a->meta.updated, &d, at, updated->element);
        }
    }
    sy__free(a->ctx, all.at);
    return ok;
}

/* ---- authors ------------------------------------------------------------------------------------------------- */

/* How often, in tenths, a source names a real author: counted on evaluation pages. */
static float belief_of(const sy__author *c)
{
    bool meta = c->distance == INT32_MAX, near = !meta && c->distance >= -14 && c->distance <= 14;
    float s = 1.0f;
    switch (c->source) {
    case SY__FROM_TEXT: s = near ? (c->rank == 1 ? 9.0f : 5.5f) : c->rank == 1 ? 4.0f : 3.0f; break;
    case SY__FROM_MICRODATA: s = meta ? 7.3f : near ? 8.8f : 4.0f; break;
    case SY__FROM_LINK: s = near ? 8.0f : 3.5f; break;
    case SY__FROM_JSONLD: s = c->rank == 1 ? 8.2f : 2.0f; break;
    case SY__FROM_META: s = c->rank <= 2 ? 7.5f : c->rank == 3 ? 5.6f : c->rank == 9 ? 6.0f : 4.5f; break;
    default: s = near ? (c->rank == 3 ? 7.9f : c->rank == 2 ? 7.0f : 6.2f) : 1.5f; break;
    }
    const uint32_t others = 1u << SY__NAME_RELATED | 1u << SY__NAME_COMMENT | 1u << SY__NAME_SIDE;
    if ((c->names & others) || (c->flags & SY__NODE_ASIDE))
        s -= 3.0f;
    if (c->flags & (SY__NODE_NAV | SY__NODE_FOOTER))
        s -= 2.0f;
    return s;
}

enum { MOST_NAMES = 8 };
typedef struct named { const sy__author *c; sy_str names[MOST_NAMES]; uint32_t n; float score; } named;

static bool share_a_name(const named *x, const named *y)
{
    for (uint32_t i = 0; i < x->n; i++)
        for (uint32_t k = 0; k < y->n; k++)
            if (sy__ieq(x->names[i], y->names[k]))
                return true;
    return false;
}

static void read_names(sy_article *a, const sy__html_blocks *b, const sy__authors *all, named *out, uint32_t *n)
{
    *n = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        named *x = &out[*n];
        x->c = &all->at[i];
        if (!sy__author_names(b->lex, x->c->raw, x->names, &x->n, MOST_NAMES))
            continue;
        bool shown = x->c->source == SY__FROM_TEXT || x->c->source == SY__FROM_NAMED;
        if (shown && !sy__author_capital(x->names[0]))
            continue;
        bool site = a->meta.outlet.len && (sy__ieq(x->names[0], a->meta.outlet) || inside(a->meta.outlet, x->names[0]));
        x->score = belief_of(x->c) - (site ? 2.5f : 0.0f) - (memchr(x->names[0].ptr, ' ', x->names[0].len) ? 0.0f : 0.5f);
        ++*n;
    }
    for (uint32_t i = 0; i < *n; i++) {
        uint32_t sources = 0;
        for (uint32_t k = 0; k < *n; k++)
            if (out[k].c->source != out[i].c->source && share_a_name(&out[i], &out[k]))
                sources |= 1u << out[k].c->source;
        uint32_t agree = 0;
        for (; sources; sources &= sources - 1)
            agree++;
        out[i].score += 1.2f * (float)(agree > 2 ? 2 : agree);
    }
}

static void add_author(sy_article *a, const sy__html_blocks *b, const named *x)
{
    for (uint32_t i = 0; i < x->n; i++) {
        sy__toks t = { NULL, 0, 0 };
        sy_str agency;
        bool ok = sy__tokens(b->lex, x->names[i], (sy_span){ 0, (uint32_t)x->names[i].len }, 12, &t);
        a->failed = a->failed || !ok;
        if (ok && t.n && sy__agency_at(b->lex, x->names[i], t.at, t.n, 0, &agency) == t.n && sy__article_add_agency(a, agency))
            sy__article_evidence(a, "agencies", x->c->at, x->c->element);
        bool shown = x->c->source == SY__FROM_TEXT || x->c->source == SY__FROM_NAMED;
        bool agency_by_form = ok && shown && t.n == 1 && t.at[0].caps && x->names[i].len <= 6;    /* "By ABC": no person is called so */
        sy__free(b->ctx, t.at);
        if (agency_by_form) {
            if (sy__article_add_agency(a, x->names[i]))
                sy__article_evidence(a, "agencies", x->c->at, x->c->element);
            continue;
        }
        if (sy__article_add_author(a, x->names[i]))
            sy__article_evidence(a, "authors", x->c->at, x->c->element);
    }
}

static bool find_authors(sy_article *a, sy__meta *m, const sy__html_blocks *b)
{
    sy__authors all = { NULL, 0, 0 };
    bool ok = sy__authors_collect(m, b, &all);
    named *x = ok ? sy__calloc(a->ctx, (size_t)all.n + 1, sizeof *x) : NULL;
    if (x) {
        uint32_t n, best = SY_NONE;
        read_names(a, b, &all, x, &n);
        for (uint32_t i = 0; i < n; i++)
            if (best == SY_NONE || x[i].score > x[best].score)
                best = i;
        if (best != SY_NONE && x[best].score >= 3.0f) {
            add_author(a, b, &x[best]);
            for (uint32_t i = 0; i < n; i++)           /* the same source may name them one by one */
                if (i != best && x[i].c->source == x[best].c->source && x[i].c->rank == x[best].c->rank && x[i].score >= 6.0f &&
                    (x[i].c->distance == INT32_MAX || (x[i].c->distance - x[best].c->distance >= -2 && x[i].c->distance - x[best].c->distance <= 2)))
                    add_author(a, b, &x[i]);
        }
    }
    sy__free(a->ctx, x);
    sy__free(a->ctx, all.at);
    return ok && x;
}

/* ---- the rest ------------------------------------------------------------------------------------------------- */

static void find_others(sy_article *a, const sy__meta *m, const sy_document *doc)
{
    const sy__found *f = sy__meta_best(m, SY__META_CANONICAL);
    for (uint32_t i = 0; i < m->at.n; i++)
        if (m->at.at[i].field == SY__META_CANONICAL && m->at.at[i].source == SY__FROM_LINK)
            f = &m->at.at[i];
    if (f && f->value.len > 8)
        put(a, "canonical_url", &a->meta.canonical_url, f, f->value);
    else if (doc->url.len) {
        a->meta.canonical_url = sy__article_copy(a, doc->url);
        sy__article_evidence(a, "canonical_url", (sy_span){ 0, 0 }, SY_STR("given"));
    }
    f = sy__meta_best(m, SY__META_SECTION);
    if (f && f->value.len <= 80)
        put(a, "section", &a->meta.section, f, f->value);
    f = sy__meta_best(m, SY__META_LOCKED);
    if (f) {
        a->meta.truncated = true;
        sy__article_evidence(a, "truncated", f->at, f->element);
    }
    if (a->meta.outlet.len == 0) {
        sy_str host = sy__url_host(a->meta.canonical_url);
        if (host.len) {
            a->meta.outlet = sy__article_copy(a, host);
            sy__article_evidence(a, "outlet", (sy_span){ 0, 0 }, SY_STR("url"));
        }
    }
    if (m->jsonld_bad)
        sy__article_note(a, "json-ld-broken", "%u scripts of JSON-LD are not valid JSON", (unsigned)m->jsonld_bad);
}

bool sy__html_fields(sy_article *a, sy__meta *m, const sy__html_blocks *b, const sy_document *doc)
{
    find_outlet(a, m);
    find_title(a, m, b);
    if (!find_dates(a, m, b, doc) || !find_authors(a, m, b))
        return false;
    note_titles(a, m, b);
    find_others(a, m, doc);
    return !a->failed && !m->failed;
}
