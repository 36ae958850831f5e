/* Silence: who could have known what nobody of them says, and which of the main statements each report leaves out; and when each
 * report appeared. */
#include "reconcile/align.h"

enum { DAY = 86400, FARTHEST_ZONE = 14 * 3600, CORE = 12, CORE_DOCUMENTS = 3, CORE_WORDS = 4 };

/* ---- moments ------------------------------------------------------------------------------------------ */

/* The last moment at which the report's words may have been written lies before the day began anywhere on Earth; where it tells
 * no clock or no zone, on another day. */
static bool before_day(sy_str published, int32_t day)
{
    int64_t moment;
    if (sy__moment_of(published, &moment)) return moment < (int64_t)day * DAY - FARTHEST_ZONE;
    int32_t own = sy__day_of(published);
    return own != SY__NO_DAY && own < day;
}

static sy_str last_touched(const sy__doc *d)
{
    sy_str updated = sy_article_metadata(d->in->article)->updated;
    return sy__day_of(updated) != SY__NO_DAY && sy__cmp(updated, d->published) > 0 ? updated : d->published;
}

/* ---- when a thing could be known ----------------------------------------------------------------------- */

/* The day on which somebody said the clause, by the clause of saying. */
static int32_t said_day(const sy__story *s, const sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    uint32_t at = d->statements[u->statement].attribution;
    uint32_t cue = at != SY_NONE ? d->attributions[at].cue_token : SY_NONE;
    return cue < d->n_tokens ? d->day_at[cue] : SY__NO_DAY;
}

/* Not before it happened; and where all who report it have it from somebody, not before the first of them said it. */
int32_t sy__known_day(const sy__story *s, uint32_t group)
{
    int32_t happened = sy__day_of(s->account->statements[group].time), said = SY__NO_DAY;
    const sy__group *g = &s->groups[group];
    for (uint32_t i = 0; i < g->n_units; i++) {
        int32_t day = said_day(s, &s->units.at[g->units[i]]);
        if (day == SY__NO_DAY) { said = SY__NO_DAY; break; }
        said = said == SY__NO_DAY || day < said ? day : said;
    }
    return said > happened ? said : happened;   /* SY__NO_DAY is less than any day */
}

sy_stance sy__silence(const sy__story *s, uint32_t document, int32_t known)
{
    const sy__doc *d = &s->docs[document];
    if (d->n_tokens == 0 || sy_article_metadata(d->in->article)->truncated) return SY_STANCE_UNREADABLE;
    return known != SY__NO_DAY && before_day(last_touched(d), known) ? SY_STANCE_COULD_NOT_KNOW : SY_STANCE_SILENT;
}

/* ---- what each leaves out --------------------------------------------------------------------------------- */

/* Sentences that three reports at least and most origins have: the most important ones of these. */
static uint32_t find_core(const sy__story *s, uint32_t origins, uint32_t core[CORE])
{
    uint32_t n = 0;
    for (uint32_t g = 0; g < s->n_groups; g++) {
        const sy_account_statement *st = &s->account->statements[g];
        uint32_t documents = 0, at = n;
        for (uint32_t d = 0; d < s->n_docs; d++) documents += sy__says(st, d);
        const sy__unit *gist = sy__gist_of(s, g);
        if (documents < CORE_DOCUMENTS || 2 * st->origins < origins || gist->n_words < CORE_WORDS || sy__stands_alone(s, gist) < 1) continue;
        while (at > 0 && s->account->statements[core[at - 1]].importance < st->importance) at--;
        if (at == CORE) continue;
        if (n < CORE) n++;
        memmove(core + at + 1, core + at, (n - at - 1) * sizeof *core);
        core[at] = g;
    }
    return n;
}

/* It came out before all that say it, as far as the pages tell: what was not out cannot be left out. */
static bool came_first(const sy__story *s, const sy_account_statement *st, uint32_t document)
{
    sy_str own = last_touched(&s->docs[document]);
    for (size_t i = 0; i < st->n_support; i++)
        if (!sy__came_before(own, s->docs[st->support[i].ref.document].published)) return false;
    return true;
}

bool sy__find_omissions(sy__story *s, uint32_t origins)
{
    uint32_t core[CORE], n = find_core(s, origins, core), out[CORE];
    if (!sy__sort_once(s, core, &n)) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        uint32_t k = 0;
        for (uint32_t i = 0; i < n; i++)
            if (s->account->statements[core[i]].stance[d] == SY_STANCE_SILENT && !came_first(s, &s->account->statements[core[i]], d)) out[k++] = core[i];
        if (k && !sy__copy_ids(s->out, out, k, &s->account->documents[d].omits)) return false;
    }
    return true;
}

/* ---- when each appeared --------------------------------------------------------------------------------------- */

static int by_moment(const void *a, const void *b, void *user)
{
    (void)user;
    const sy_appearance *x = a, *y = b;
    int64_t m, n;
    if (sy__moment_of(x->at, &m) && sy__moment_of(y->at, &n) && m != n) return m < n ? -1 : 1;
    int c = sy__cmp(x->at, y->at);
    if (c) return c;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    return (int)x->what - (int)y->what;
}

bool sy__list_appearances(sy__story *s)
{
    sy_account *a = s->account;
    a->appearances = sy__arena_array(s->out, 2 * (size_t)s->n_docs, sizeof *a->appearances);
    if (!a->appearances) return false;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        sy_str inferred = a->documents[d].published_inferred;
        if (!s->docs[d].in->article) continue;
        const sy_metadata *m = sy_article_metadata(s->docs[d].in->article);
        sy_appearance first = { { NULL, 0 }, d, m->published.len ? SY_APPEARANCE_PUBLISHED : SY_APPEARANCE_INFERRED }, again = { { NULL, 0 }, d, SY_APPEARANCE_UPDATED };
        if (!sy__arena_str(s->out, m->published.len ? m->published : inferred, &first.at) || !sy__arena_str(s->out, m->updated, &again.at)) return false;
        if (first.at.len) a->appearances[a->n_appearances++] = first;
        if (again.at.len && !sy__eq(again.at, first.at)) a->appearances[a->n_appearances++] = again;
    }
    return sy__sort(s->ctx, a->appearances, a->n_appearances, sizeof *a->appearances, by_moment, NULL);
}
