/* Dates that one report leaves open and the others settle: where a page tells neither its day nor a date that gives it away, its
 * "Friday" and its "mid-October" are told from the day on which the reports of the story appeared. */
#include "reconcile/story.h"

/* Reports that lie further apart than this tell nothing of the day of one among them. */
enum { MAX_SPREAD = 10 };

static void civil(int32_t day, int32_t *y, int32_t *m, int32_t *d)
{
    day += 719468;
    int32_t era = day / 146097, doe = day - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = doy - (153 * mp + 2) / 5 + 1;
    *m = mp + (mp < 10 ? 3 : -9);
    *y = yoe + era * 400 + (*m <= 2);
}

bool sy__day_text(sy_arena *a, int32_t day, sy_str *out)
{
    int32_t y, m, d;
    civil(day, &y, &m, &d);
    char *z = sy__arena_printf(a, "%04d-%02d-%02d", (int)y, (int)m, (int)d);
    *out = sy__str(z);
    return z != NULL;
}

static int by_day(const void *a, const void *b, void *user)
{
    (void)user;
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

/* The middle one of the days that the pages themselves tell, the earlier of two; SY__NO_DAY where they lie far apart. */
static bool story_day(sy__story *s, int32_t *out)
{
    uint32_t n = 0;
    int32_t *days = sy__arena_array(&s->scratch, s->n_docs, sizeof *days);
    *out = SY__NO_DAY;
    if (!days) return false;
    for (uint32_t d = 0; d < s->n_docs; d++)
        if (s->docs[d].day != SY__NO_DAY && !s->docs[d].in->left_aside) days[n++] = s->docs[d].day;
    if (!sy__sort(s->ctx, days, n, sizeof *days, by_day, NULL)) return false;
    if (n && days[n - 1] - days[0] <= MAX_SPREAD) *out = days[(n - 1) / 2];
    return true;
}

static bool two_digits(sy_str s, size_t at, int32_t *out)
{
    if (at + 2 > s.len || s.ptr[at] < '0' || s.ptr[at] > '9' || s.ptr[at + 1] < '0' || s.ptr[at + 1] > '9') return false;
    *out = (s.ptr[at] - '0') * 10 + (s.ptr[at + 1] - '0');
    return true;
}

/* "XXXX-WXX-5", "XXXX-10", "XXXX-10-07": the last one up to the day. Reports tell of what was, unless their verb says otherwise. */
static bool resolve(sy_arena *a, sy_str value, int32_t day, sy_str *out)
{
    int32_t y, m, d, month, date;
    *out = (sy_str){ NULL, 0 };
    if (!sy__starts(value, SY_STR("XXXX-"))) return true;
    civil(day, &y, &m, &d);
    if (value.len == 10 && sy__starts(value, SY_STR("XXXX-WXX-")) && value.ptr[9] >= '1' && value.ptr[9] <= '7') {
        int32_t today = (day + 3) % 7 + 1, back = (today - (value.ptr[9] - '0') + 7) % 7;   /* 1970-01-01 was a Thursday */
        return sy__day_text(a, day - back, out);
    }
    if (!two_digits(value, 5, &month) || month < 1 || month > 12) return true;
    if (value.len == 7) {
        char *z = sy__arena_printf(a, "%04d-%02d", (int)(month > m ? y - 1 : y), (int)month);
        *out = sy__str(z);
        return z != NULL;
    }
    if (value.len != 10 || value.ptr[7] != '-' || !two_digits(value, 8, &date) || date < 1 || date > 31) return true;
    bool later = month > m || (month == m && date > d);
    char *z = sy__arena_printf(a, "%04d-%02d-%02d", (int)(later ? y - 1 : y), (int)month, (int)date);
    *out = sy__str(z);
    return z != NULL;
}

static bool settle_document(sy__story *s, sy__doc *d, int32_t day, bool *used)
{
    sy_time *times = sy__arena_array(s->out, d->n_times, sizeof *times);
    if (!times) return false;
    if (d->n_times) memcpy(times, d->times, d->n_times * sizeof *times);
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const sy_statement *st = &d->statements[i];
        for (size_t k = 0; st->modality != SY_MODALITY_PLANNED && k < st->n_times; k++) {
            sy_time *t = &times[st->times[k]];
            sy_str value;
            if (t->type != SY_TIME_DATE) continue;
            if (!resolve(s->out, t->value, day, &value)) return false;
            if (value.len == 0) continue;
            t->value = value;
            if (!sy__day_text(s->out, day, &t->anchor)) return false;
            *used = true;
        }
    }
    d->times = times;
    return true;
}

bool sy__settle_dates(sy__story *s)
{
    int32_t day;
    const char *how;
    if (!story_day(s, &day)) return false;
    for (uint32_t i = 0; day != SY__NO_DAY && i < s->n_docs; i++) {
        sy__doc *d = &s->docs[i];
        bool used = false;
        sy_account_document *out = &s->account->documents[i];
        if (!d->in->facts || d->in->left_aside || d->published.len || sy_facts_anchor(d->in->facts, &how).len) continue;
        if (!settle_document(s, d, day, &used)) return false;
        if (!used) continue;
        if (!sy__day_text(s->out, day, &out->published_inferred)) return false;
        if (!sy__diagnose(s, "day-from-others", i, "no date of its own: its weekdays and months are told from %.*s, when the other reports appeared",
                          (int)out->published_inferred.len, out->published_inferred.ptr)) return false;
    }
    return true;
}
