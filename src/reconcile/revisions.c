/* Two versions of one page: which is the later one, and what it says that the earlier did not, no longer says, or says otherwise.
 * And what was left undecided in each document, counted. */
#include "reconcile/story.h"

/* Two versions of one page share most of their title. */
static const double SAME_TITLE = 0.6;

bool sy__same_page(const sy__doc *a, const sy__doc *b)
{
    if (!a->in->article || !b->in->article) return false;
    sy_str x = a->in->document->url, y = b->in->document->url;
    if (x.len && sy__eq(x, y)) return true;
    const sy_metadata *m = sy_article_metadata(a->in->article), *n = sy_article_metadata(b->in->article);
    return m->canonical_url.len && sy__eq(m->canonical_url, n->canonical_url);
}

/* Share of the shorter title's words that stand in the other. */
static bool same_title(sy_str a, sy_str b)
{
    uint32_t words = 0, met = 0;
    if (a.len > b.len) { sy_str t = a; a = b; b = t; }
    for (size_t i = 0, end; i < a.len; i = end + 1) {
        for (end = i; end < a.len && a.ptr[end] != ' '; end++) {}
        if (end == i) continue;
        words++;
        for (size_t j = 0, to; j < b.len; j = to + 1) {
            for (to = j; to < b.len && b.ptr[to] != ' '; to++) {}
            if (sy__ieq(sy__sub(a, i, end), sy__sub(b, j, to))) { met++; break; }
        }
    }
    return words && (double)met >= SAME_TITLE * (double)words;
}

/* One page, or one outlet's copies under one title. */
static bool is_version(const sy__story *s, const sy_family *f, uint32_t a, uint32_t b)
{
    const sy__doc *x = &s->docs[a], *y = &s->docs[b];
    if (sy__same_page(x, y)) return true;
    const sy_metadata *m = sy_article_metadata(x->in->article), *n = sy_article_metadata(y->in->article);
    return f->why != SY_FAMILY_AGENCY && m->outlet.len && sy__ieq(m->outlet, n->outlet) && same_title(m->title, n->title);
}

static bool has_value(const sy_difference_value *v, uint32_t document)
{
    for (size_t i = 0; i < v->n_mentions; i++) if (v->mentions[i].document == document) return true;
    return false;
}

/* The earlier version has one value and the later another, and none has both. */
static bool moved(const sy_difference *d, uint32_t old, uint32_t now)
{
    bool before = false, after = false;
    for (size_t v = 0; v < d->n_values; v++) {
        bool a = has_value(&d->values[v], old), b = has_value(&d->values[v], now);
        if (a && b) return false;
        before |= a;
        after |= b;
    }
    return before && after;
}

static bool put_changes(sy__story *s, uint32_t now, uint32_t old)
{
    sy_account *a = s->account;
    sy_account_document *out = &a->documents[now];
    size_t n = 0, most = a->n_statements > a->n_differences ? a->n_statements : a->n_differences;
    uint32_t *at = sy__arena_array(&s->scratch, most, sizeof *at);
    if (!at) return false;
    for (uint32_t i = 0; i < a->n_statements; i++) if (sy__says(&a->statements[i], now) && !sy__says(&a->statements[i], old)) at[n++] = i;
    if (!sy__copy_ids(s->out, at, n, &out->added)) return false;
    n = 0;
    for (uint32_t i = 0; i < a->n_statements; i++) if (sy__says(&a->statements[i], old) && !sy__says(&a->statements[i], now)) at[n++] = i;
    if (!sy__copy_ids(s->out, at, n, &out->dropped)) return false;
    n = 0;
    for (uint32_t i = 0; i < a->n_differences; i++) if (moved(&a->differences[i], old, now)) at[n++] = i;
    return sy__copy_ids(s->out, at, n, &out->changed);
}

bool sy__find_revisions(sy__story *s)
{
    for (size_t f = 0; f < s->account->n_families; f++) {
        const sy_family *family = &s->account->families[f];
        for (size_t i = 1; i < family->documents.n; i++)
            for (size_t j = i; j-- > 0;) {   /* documents come by publication: the latest of the earlier ones */
                uint32_t now = family->documents.at[i], old = family->documents.at[j];
                if (!is_version(s, family, old, now)) continue;
                s->account->documents[now].revision_of = old;
                if (!put_changes(s, now, old)) return false;
                break;
            }
    }
    return true;
}

/* ---- what was left undecided ------------------------------------------------------------------------------ */

static uint32_t without_speaker(const sy__doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_attributions; i++) n += d->attributions[i].n_quoted > 0 && d->attributions[i].speaker == SY_NONE;
    return n;
}

static uint32_t without_date(const sy__doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_times; i++) n += d->times[i].type == SY_TIME_DATE && sy__starts(d->times[i].value, SY_STR("XXXX"));
    return n;
}

bool sy__tell_undecided(sy__story *s)
{
    for (uint32_t i = 0; i < s->n_docs; i++) {
        const sy__doc *d = &s->docs[i];
        if (!d->n_tokens) continue;
        uint32_t speakers = without_speaker(d), dates = without_date(d);
        if (speakers && !sy__diagnose(s, "no-speaker", i, "%u of its quotations do not tell who speaks, or leave two who may", (unsigned)speakers)) return false;
        if (dates && !sy__diagnose(s, "no-day", i, "%u of its dates could be of any year: nothing tells which", (unsigned)dates)) return false;
        if (sy_article_metadata(d->in->article)->truncated && !sy__diagnose(s, "cut-off", i, "the page ends before the article does: what it does not say tells nothing")) return false;
        if (!d->published.len && !s->account->documents[i].published_inferred.len && !sy__diagnose(s, "undated", i, "nothing tells when it appeared: it is not judged what it could not know")) return false;
    }
    return true;
}
