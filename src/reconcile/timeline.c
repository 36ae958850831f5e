/* What happened when: each date that a clause gives itself, with the statements it dates. */
#include "reconcile/story.h"

enum { MAX_CLIMB = 12 };         /* from a word to its verb */

static bool digits(sy_str s, size_t from, size_t n)
{
    if (from + n > s.len) return false;
    for (size_t i = from; i < from + n; i++) if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    return true;
}

bool sy__calendar_date(const sy_time *t, sy_str *out)
{
    sy_str v = t->value;
    if ((t->type != SY_TIME_DATE && t->type != SY_TIME_TIME) || !digits(v, 0, 4)) return false;
    size_t n = 4;
    if (v.len > 4) {
        if (v.ptr[4] != '-' || !digits(v, 5, 2)) return false;   /* a week, a season, a quarter: no date */
        n = 7;
        if (v.len > 7 && v.ptr[7] == '-') {
            if (!digits(v, 8, 2)) return false;
            n = 10;
        } else if (v.len > 7) {
            return false;
        }
        if (v.len > 10 && v.ptr[10] != 'T') return false;
    }
    *out = sy__sub(v, 0, n);
    return true;
}

/* "In the morning", "at noon" of no day that the report tells: facts take its own, and what it goes back to may lie elsewhere. A clock
 * in figures is told of the news itself. */
static bool hour_of_no_day(const sy__doc *d, const sy_time *t)
{
    sy_str said = sy__cut(d->text, t->span);
    if (t->type != SY_TIME_TIME || t->anchor.len == 0 || !sy__starts(t->value, t->anchor)) return false;
    for (size_t i = 0; i < said.len; i++) if (digits(said, i, 1)) return false;
    for (uint32_t k = t->first_token; k <= t->last_token; k++) {
        sy_str w = sy__cut(d->text, d->tokens[k].span);
        bool day = w.len > 3 && sy__ieq(sy__sub(w, w.len - 3, w.len), SY_STR("day")) && !sy__ieq(w, SY_STR("midday"));
        if (day || sy__ieq(w, SY_STR("this")) || sy__ieq(w, SY_STR("tonight"))) return false;
    }
    return true;
}

/* "Today's youth", "the largest in use today": nowadays. */
static bool nowadays(const sy__doc *d, const sy_time *t)
{
    if (!sy__ieq(sy__cut(d->text, t->span), SY_STR("today"))) return false;
    uint32_t k = t->last_token;
    if (d->tokens[k].dep == SY_DEP_POSS) return true;
    for (uint32_t step = 0; step < MAX_CLIMB && d->tokens[k].head != k; step++) {
        k = d->tokens[k].head;
        const sy_token *v = &d->tokens[k];
        if (v->pos == SY_POS_VERB || v->pos == SY_POS_AUX) return v->tag == SY_TAG_VBZ || v->tag == SY_TAG_VBP || sy__is(v->lemma, "be");
    }
    return true;
}

static int year_of(sy_str date)
{
    return digits(date, 0, 4) ? (date.ptr[0] - '0') * 1000 + (date.ptr[1] - '0') * 100 + (date.ptr[2] - '0') * 10 + (date.ptr[3] - '0') : -1;
}

/* A year that nobody can tell from the clause: "three years later". "1950-53" writes it, and "last year", "this year" and "next year" are
 * years of the calendar. */
static bool untold_year(const sy__doc *d, const sy_time *t, sy_str date)
{
    sy_str said = sy__cut(d->text, t->span);
    if (date.len != 4 || sy__find(said, date, 0) != SIZE_MAX) return false;
    if (said.len == 2 && digits(said, 0, 2)) return !sy__eq(said, sy__sub(date, 2, 4));
    int from = year_of(t->anchor), year = year_of(date);
    return from < 0 || year < from - 1 || year > from + 1;
}

/* "two years ago" is a year more or less; Christmas lights shine on no day, and a target for a year to come is of
 * none: these date nothing. */
static bool vague(const sy__doc *d, const sy_time *t, sy_str date)
{
    const sy_token *last = &d->tokens[t->last_token];
    bool ago = sy__ieq(sy__cut(d->text, last->span), SY_STR("ago"));
    bool untold = untold_year(d, t, date);
    bool shines = date.len == 10 && last->dep == SY_DEP_COMPOUND && t->last_token + 1 < d->n_tokens && last->head == t->last_token + 1;
    bool target = date.len == 4 && last->dep == SY_DEP_NUMMOD && d->published.len >= 4 && sy__cmp(date, sy__sub(d->published, 0, 4)) > 0;
    return (ago && date.len < 10) || untold || shines || target || hour_of_no_day(d, t) || nowadays(d, t);
}

typedef struct dated { sy_str date; uint32_t group; } dated;

static int by_date(const void *a, const void *b, void *user)
{
    (void)user;
    const dated *x = a, *y = b;
    int c = sy__cmp(x->date, y->date);
    if (c) return c;
    return x->group < y->group ? -1 : x->group > y->group;
}

static int by_group(const void *a, const void *b, void *user)
{
    const dated *x = a, *y = b;
    return x->group != y->group ? (x->group < y->group ? -1 : 1) : by_date(a, b, user);
}

/* "In November" beside "on November 6" of the same statement: the day tells it. Sorted so, the finer ones follow at once. */
static uint32_t drop_coarse(dated *at, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool again = i + 1 < n && at[i + 1].group == at[i].group && sy__eq(at[i + 1].date, at[i].date);
        bool finer = i + 1 < n && at[i + 1].group == at[i].group && at[i + 1].date.len > at[i].date.len && sy__starts(at[i + 1].date, at[i].date);
        if (!finer && !again) at[k++] = at[i];
    }
    return k;
}

static bool put_entry(sy__story *s, const dated *at, uint32_t n)
{
    sy_timeline_entry *e = &s->account->timeline[s->account->n_timeline++];
    uint32_t k = 0, *ids = sy__arena_array(s->out, n, sizeof *ids);
    if (!ids) return false;
    for (uint32_t i = 0; i < n; i++) if (i == 0 || at[i].group != at[i - 1].group) ids[k++] = at[i].group;
    e->statements = (sy_ids){ ids, k };
    e->precision = at->date.len == 4 ? SY_PRECISION_YEAR : at->date.len == 7 ? SY_PRECISION_MONTH : SY_PRECISION_DAY;
    return sy__arena_str(s->out, at->date, &e->date);
}

typedef struct dates { SY__VEC(dated) all; } dates;

static bool put_date(sy__story *s, dates *v, uint32_t unit, const sy_time *t)
{
    const sy__unit *u = &s->units.at[unit];
    dated d = { { NULL, 0 }, u->group };
    if (u->group == SY_NONE || !sy__calendar_date(t, &d.date) || vague(&s->docs[u->document], t, d.date)) return true;   /* no group: a cue by itself */
    return SY__PUSH(s->ctx, &v->all, d);
}

/* The dates that a clause tells itself, and those of clauses in it that are none of the account's: "before the law takes effect on
 * January 1". Each may come twice. */
static bool collect_dates(sy__story *s, dates *v)
{
    for (uint32_t u = 0; u < s->units.n; u++)
        for (uint32_t t = 0; t < s->units.at[u].n_times; t++) if (!put_date(s, v, u, s->units.at[u].times[t])) return false;
    for (uint32_t k = 0; k < s->n_docs; k++) {
        const sy__doc *d = &s->docs[k];
        for (uint32_t t = 0; t < d->n_times; t++) {
            uint32_t u = d->times[t].first_token < d->n_tokens ? d->unit_at[d->times[t].first_token] : SY_NONE;
            if (u != SY_NONE && !put_date(s, v, u, &d->times[t])) return false;
        }
    }
    return true;
}

bool sy__make_timeline(sy__story *s)
{
    dates v = { { NULL, 0, 0 } };
    bool ok = collect_dates(s, &v);
    ok = ok && sy__sort(s->ctx, v.all.at, v.all.n, sizeof *v.all.at, by_group, NULL);
    if (ok) v.all.n = drop_coarse(v.all.at, v.all.n);
    ok = ok && sy__sort(s->ctx, v.all.at, v.all.n, sizeof *v.all.at, by_date, NULL);
    s->account->timeline = ok ? sy__arena_array(s->out, v.all.n, sizeof *s->account->timeline) : NULL;
    ok = s->account->timeline != NULL;
    for (uint32_t i = 0, end; ok && i < v.all.n; i = end) {
        for (end = i; end < v.all.n && sy__eq(v.all.at[end].date, v.all.at[i].date); end++) {}
        ok = put_entry(s, v.all.at + i, end - i);
    }
    sy__free(s->ctx, v.all.at);
    return ok;
}
