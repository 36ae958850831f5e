/* The date that an article's times are told from: its publication, or one that a date line, a caption or the text gives away. */
#include "facts/time.h"

/* Full dates of a piece of text outside the article: it has no tokens, so it becomes one of its own. */
static bool last_full_date(const sy__reading *r, sy_str text, sy__when *out, bool *found)
{
    sy__facts_work w = *r->w;
    sy_token  token = { .span = { 0, (uint32_t)text.len } };
    uint32_t  zero[2] = { 0, 0 };
    uint8_t   dep = 0;
    *found = false;
    if (text.len == 0 || text.len > 20000)
        return true;
    w.text = text;
    w.tokens = &token;
    w.n = 1;
    w.head = w.left = w.right = w.word = w.sentence = zero;
    w.dep = &dep;
    w.child_at = zero;
    w.lower = sy__arena_array(w.scratch, text.len + 1, 1);
    if (!w.lower)
        return false;
    for (size_t i = 0; i < text.len; i++)
        w.lower[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + 32) : text.ptr[i];
    w.atoms = NULL;
    if (!sy__cut_atoms(&w))
        return false;
    sy__reading own = { .w = &w, .a = w.atoms };
    for (uint32_t i = 0; i < w.atoms->n;) {
        sy__texpr x;
        bool date = sy__match_date(&own, i, &x) && x.told_year && sy__has_day(&x.when) && x.when.year > 1900;
        if (date) {
            *out = x.when;
            *found = true;
        }
        i = date && x.end > i ? x.end : i + 1;
    }
    return true;
}

static bool in_boilerplate(const sy__reading *r, sy_boilerplate_kind kind, sy__when *out, bool *found)
{
    size_t n = 0;
    const sy_boilerplate *all = sy_article_boilerplate(r->w->article, &n);
    *found = false;
    for (size_t i = 0; i < n && i < 200; i++) {
        sy__when day;
        bool     has;
        if (all[i].kind != kind)
            continue;
        if (!last_full_date(r, all[i].text, &day, &has))
            return false;
        if (has && (!*found || sy__first_day(&day) > sy__first_day(out))) {
            *out = day;
            *found = true;
        }
    }
    return true;
}

/* Before the dash of a dateline: "OSLO, June 5, 2031 (Agency) —". */
static bool in_dateline(const sy__reading *r, const sy__texpr *x)
{
    uint32_t token = r->a->at[x->begin].token;
    return token < r->w->body[r->w->paragraph[token]];
}

/* The latest full date in the text itself, captions apart: that of a dateline, or one with its weekday, "Friday, January 5, 2024". */
static bool in_text(const sy__reading *r, bool dateline, sy__when *out)
{
    bool found = false;
    for (uint32_t i = 0; i < r->found.n; i++) {
        const sy__texpr *x = &r->found.at[i];
        if (sy__told_in_caption(r, x))
            break;
        if (x->kind != SY__E_DATE || !x->told_year || !sy__has_day(&x->when) || x->when.year < 1900 || !(dateline ? in_dateline(r, x) : x->when.weekday > 0))
            continue;
        if (!found || sy__first_day(&x->when) > sy__first_day(out)) {
            *out = x->when;
            found = true;
        }
    }
    return found;
}

static void plain_day(sy__when *w)
{
    sy__when day = SY__WHEN_INIT;
    day.year = w->year;
    day.month = w->month;
    day.day = w->day;
    day.grain = SY__G_DAY;
    *w = day;
}

bool sy__find_anchor(sy__reading *r, sy__anchor *out)
{
    *out = (sy__anchor){ .day = SY__WHEN_INIT, .how = NULL };
    if (sy__when_read(r->w->published, &out->day)) {
        out->how = "published";
        return true;
    }
    bool found = in_text(r, true, &out->day);
    if (found)
        out->how = "dateline";
    else if (r->w->article) {
        if (!in_boilerplate(r, SY_BOILERPLATE_DATE, &out->day, &found))
            return false;
        if (found)
            out->how = "dateline";
        else if (!in_boilerplate(r, SY_BOILERPLATE_CAPTION, &out->day, &found))
            return false;
        else if (found) {
            out->how = "caption";
            out->near_it = true;
        }
    }
    if (!found && in_text(r, false, &out->day)) {
        out->how = "text";
        out->near_it = found = true;
    }
    if (found)
        plain_day(&out->day);
    else
        out->day = (sy__when)SY__WHEN_INIT;
    return true;
}
