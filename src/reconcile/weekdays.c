/* Weekdays on which the reports of a story agree though their pages do not: "on Tuesday" is told from the day that a page gives itself,
 * and that may be another than the day of writing. A page that was updated or crawled a week later puts Tuesday a week late; one that
 * went out on Monday evening here, of Tuesday's dawn in another zone, six days too early. Where the sentences of several other reports
 * say the same of that weekday, and mean another week, theirs is taken. */
#include "reconcile/story.h"

static const double ALIKE = 0.2; /* of two sentences that tell of one weekday */

enum {
    WEEK = 7,
    MOST_WEEKS = 8,
    MOST_PER_DAY = 256           /* times of one weekday that are held together; in larger stories the first of them decide */
};

typedef struct told {
    uint32_t document, time, unit;
    int32_t  day;
    bool     bare;               /* by the weekday's name alone, and no other word than of its hours */
} told;

typedef struct work {
    sy__story *s;
    SY__VEC(told) all;           /* by weekday, document and position */
} work;

/* How many other reports put a day of a document into this week. */
typedef struct vote { int32_t day; uint32_t n, last; bool later; /* one of them came out no earlier */ } vote;

/* "Tuesday", "early on Tuesday", "Tuesday night": told from the day of the page. "Last Tuesday" and "Tuesday, May 3" say more. */
static bool is_bare(const sy__doc *d, const sy_time *t)
{
    bool weekday = false;
    if (t->anchor.len < 10 || sy__has_digit(sy__cut(d->text, t->span))) return false;
    for (uint32_t k = t->first_token; k <= t->last_token && k < d->n_tokens; k++) {
        sy_str w = sy__cut(d->text, d->tokens[k].span);
        if (sy__ieq(w, SY_STR("last")) || sy__ieq(w, SY_STR("next"))) return false;
        weekday = weekday || (w.len > 5 && w.ptr[0] >= 'A' && w.ptr[0] <= 'Z' && sy__ieq(sy__sub(w, w.len - 3, w.len), SY_STR("day")));
    }
    return weekday;
}

static int by_weekday(const void *a, const void *b, void *user)
{
    (void)user;
    const told *x = a, *y = b;
    int32_t p = x->day % WEEK, q = y->day % WEEK;
    if (p != q) return p < q ? -1 : 1;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    return x->time < y->time ? -1 : x->time > y->time;
}

static bool collect(work *w)
{
    sy__story *s = w->s;
    for (uint32_t k = 0; k < s->n_docs; k++) {
        const sy__doc *d = &s->docs[k];
        for (uint32_t t = 0; t < d->n_times; t++) {
            sy_str date;
            told x = { .document = k, .time = t, .unit = SY_NONE };
            if (d->times[t].first_token < d->n_tokens) x.unit = d->unit_at[d->times[t].first_token];
            if (x.unit == SY_NONE || !sy__calendar_date(&d->times[t], &date) || date.len < 10) continue;
            x.day = sy__day_of(date);
            x.bare = is_bare(d, &d->times[t]);
            if (x.day > 0 && !SY__PUSH(s->ctx, &w->all, x)) return false;
        }
    }
    return sy__sort(s->ctx, w->all.at, w->all.n, sizeof *w->all.at, by_weekday, NULL);
}

static void count(const work *w, vote *votes, uint32_t *n, int32_t day, uint32_t document, uint32_t of)
{
    uint32_t i = 0;
    while (i < *n && votes[i].day != day) i++;
    if (i == *n && i < MOST_WEEKS) votes[(*n)++] = (vote){ day, 0, SY_NONE, false };
    if (i == *n || votes[i].last == document) return;
    votes[i].last = document;
    votes[i].n++;
    votes[i].later = votes[i].later || w->s->docs[document].day == SY__NO_DAY || w->s->docs[document].day >= w->s->docs[of].day;
}

/* The week into which the other reports put the document's day: `day` itself where no more of them do. Against one, the page's own word
 * gives way only if it came out later. */
static int32_t week_of(const work *w, const told *at, uint32_t n, uint32_t document, int32_t day)
{
    const sy__story *s = w->s;
    vote votes[MOST_WEEKS];
    uint32_t n_votes = 0, own = 1, best = 0;
    int32_t found = day;
    for (uint32_t j = 0; j < n; j++) {
        bool alike = false;
        for (uint32_t i = 0; i < n && !alike && at[j].document != document; i++)
            alike = at[i].document == document && at[i].day == day && at[i].bare &&
                    sy__bag_cosine(s->units.at[at[i].unit].around, s->units.at[at[j].unit].around, s->term_weight) >= ALIKE;
        if (alike) count(w, votes, &n_votes, at[j].day, at[j].document, document);
    }
    for (uint32_t i = 0; i < n_votes; i++) if (votes[i].day == day) own += votes[i].n;
    for (uint32_t i = 0; i < n_votes; i++) {
        bool gives_way = votes[i].n > own || (votes[i].n == own && own == 1 && !votes[i].later && votes[i].day < day);
        if (votes[i].day != day && gives_way && votes[i].n > best) { best = votes[i].n; found = votes[i].day; }
    }
    return found;
}

/* "Fired early on Tuesday", in a report of Monday: of six days ago, or of a Tuesday that has begun elsewhere? Of the latter where the story's
 * next report came out on that day, or two reports of Monday say so, and none came out in the days between. */
static bool clocks_are_ahead(const work *w, const told *at, uint32_t n, uint32_t document, int32_t day)
{
    const sy__story *s = w->s;
    int32_t published = s->docs[document].day;
    bool next = false, other = false;
    if (published == SY__NO_DAY || published != day + WEEK - 1) return false;
    for (uint32_t k = 0; k < s->n_docs; k++) {
        if (s->docs[k].day == SY__NO_DAY || s->docs[k].in->left_aside) continue;
        if (s->docs[k].day >= day && s->docs[k].day < published) return false;
        next = next || s->docs[k].day == published + 1;
    }
    for (uint32_t j = 0; j < n; j++) {
        if (at[j].document == document || s->docs[at[j].document].day != published) continue;
        other = other || (at[j].bare && (at[j].day == day || at[j].day == published + 1));
    }
    return next || other;
}

typedef struct change { uint32_t document; int32_t from, to; } change;

/* The document's times anew, and its clauses' with them. */
static bool move_day(sy__story *s, const change *c)
{
    sy__doc *d = &s->docs[c->document];
    sy_time *times = sy__arena_array(s->out, d->n_times, sizeof *times);
    if (!times) return false;
    for (uint32_t t = 0; t < d->n_times; t++) {
        sy_str date, value;
        times[t] = d->times[t];
        if (!sy__calendar_date(&times[t], &date) || sy__day_of(date) != c->from || !is_bare(d, &times[t])) continue;
        if (!sy__day_text(s->out, c->to, &date)) return false;
        char *z = sy__arena_printf(s->out, "%.*s%.*s", (int)date.len, date.ptr, (int)(times[t].value.len - date.len), times[t].value.ptr + date.len);
        value = sy__str(z);
        if (!z) return false;
        times[t].value = value;
    }
    for (uint32_t u = s->unit_begin[c->document]; u < s->unit_begin[c->document + 1]; u++) {
        sy__unit *x = &s->units.at[u];
        const sy_time **list = sy__arena_array(&s->scratch, x->n_times, sizeof *list);
        if (!list) return false;
        for (uint32_t t = 0; t < x->n_times; t++) list[t] = &times[x->times[t] - d->times];
        x->times = list;
    }
    d->times = times;
    return true;
}

bool sy__agree_on_weekdays(sy__story *s)
{
    work w = { .s = s };
    SY__VEC(change) changes = { NULL, 0, 0 };
    bool ok = collect(&w);
    for (uint32_t i = 0, end; ok && i < w.all.n; i = end) {
        const told *at = &w.all.at[i];
        for (end = i; end < w.all.n && w.all.at[end].day % WEEK == at->day % WEEK; end++) {}
        uint32_t n = end - i < MOST_PER_DAY ? end - i : MOST_PER_DAY;
        for (uint32_t j = 0; ok && j < n; j++) {
            bool again = !at[j].bare;
            for (uint32_t k = j; !again && k-- > 0 && at[k].document == at[j].document;) again = at[k].bare && at[k].day == at[j].day;
            if (again) continue;
            change c = { at[j].document, at[j].day, week_of(&w, at, n, at[j].document, at[j].day) };
            if (c.to == c.from && clocks_are_ahead(&w, at, n, c.document, c.from)) c.to = c.from + WEEK;
            if (c.to != c.from) ok = SY__PUSH(s->ctx, &changes, c);
        }
    }
    for (uint32_t i = 0; ok && i < changes.n; i++) ok = move_day(s, &changes.at[i]);
    sy__free(s->ctx, w.all.at);
    sy__free(s->ctx, changes.at);
    return ok;
}
