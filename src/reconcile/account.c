/* The public face of reconcile: one call that runs the steps, and the getters of its result. */
#include "reconcile/story.h"

/* ---- order of the inputs ------------------------------------------------------------------------- */

static sy_str published_of(const sy_report_input *in)
{
    const sy_metadata *m = in->article ? sy_article_metadata(in->article) : NULL;
    return m ? m->published : (sy_str){ NULL, 0 };
}

/* Published, empty last; then id; then sha256. ISO 8601 sorts as text as long as zones do not turn days; that is as fine as it gets. */
static int by_publication(const sy_report_input *a, const sy_report_input *b)
{
    sy_str x = published_of(a), y = published_of(b);
    if ((x.len == 0) != (y.len == 0)) return x.len == 0 ? 1 : -1;
    int c = sy__cmp(x, y);
    if (c) return c;
    c = sy__cmp(a->document->id, b->document->id);
    if (c) return c;
    return memcmp(a->document->sha256, b->document->sha256, sizeof a->document->sha256);
}

/* Heap sort: in place, no memory, n log n; ids are unique in a set, so that no two inputs are equal. */
static void sift(sy_report_input *in, size_t top, size_t n)
{
    for (;;) {
        size_t child = 2 * top + 1;
        if (child >= n) return;
        if (child + 1 < n && by_publication(&in[child], &in[child + 1]) < 0) child++;
        if (by_publication(&in[top], &in[child]) >= 0) return;
        sy_report_input t = in[top];
        in[top] = in[child];
        in[child] = t;
        top = child;
    }
}

void sy_account_order(sy_report_input *in, size_t n)
{
    if (!in || n < 2) return;
    for (size_t i = n / 2; i-- > 0;) sift(in, i, n);
    for (size_t i = n; i-- > 1;) {
        sy_report_input t = in[0];
        in[0] = in[i];
        in[i] = t;
        sift(in, 0, i);
    }
}

/* ---- the call --------------------------------------------------------------------------------------- */

/* The story once more without the documents that report another event. */
static bool leave_strangers(sy__story *s, sy_account *a, sy_report_input *kept, size_t n, uint32_t threads, const sy_word_vectors *vectors)
{
    bool any, *stranger = sy__arena_array(&s->scratch, n, sizeof *stranger);
    if (!stranger || !sy__find_strangers(s, stranger, &any)) return false;
    if (!any) return true;
    for (size_t i = 0; i < n; i++) if (stranger[i]) kept[i].left_aside = "other-event";
    sy__story_done(s);
    if (!sy__story_init(s, a, kept, n, threads, vectors)) return false;
    for (uint32_t i = 0; i < s->n_docs; i++)
        if (s->docs[i].in->left_aside && strcmp(s->docs[i].in->left_aside, "other-event") == 0 &&
            !sy__diagnose(s, "other-event", i, "shares hardly a word or a name with the other reports: left aside")) return false;
    return true;
}

enum { JOIN = 17 };   /* chosen for the mean of events that the weights had not seen */

static bool run(sy__story *s, double join)
{
    s->join = join;
    return sy__settle_dates(s) && sy__join_entities(s) && sy__collect_units(s) && sy__find_families(s) && sy__agree_on_weekdays(s) && sy__align_units(s) && sy__settle_statements(s)
        && sy__join_quotations(s) && sy__join_figures(s) && sy__find_differences(s) && sy__rank_statements(s) && sy__make_timeline(s) && sy__list_appearances(s) && sy__find_revisions(s) && sy__tell_undecided(s);
}

sy_status sy_reconcile(sy_account **out, sy_ctx *ctx, const sy_report_input *in, size_t n, const sy_reconcile_opts *opts, sy_error *err)
{
    if (!out) return sy_fail(err, SY_E_ARG, 0, "no place for the account");
    *out = NULL;
    if (!ctx || (n && !in)) return sy_fail(err, SY_E_ARG, 0, "no context or no inputs");
    if (opts && opts->version > SY_RECONCILE_OPTS_VERSION) return sy_fail(err, SY_E_ARG, 0, "options of a later version");
    if (n >= SY_NONE) return sy_fail(err, SY_E_LIMIT, 0, "too many documents");
    for (size_t i = 0; i < n; i++)
        if (!in[i].document || (in[i].annotation && (!in[i].article || !in[i].facts)))
            return sy_fail(err, SY_E_ARG, 0, "an input lacks its document, article or facts");
    sy_account *a = sy__calloc(ctx, 1, sizeof *a);
    if (!a) return sy_fail(err, SY_E_NOMEM, 0, "no memory for an account");
    a->ctx = ctx;
    sy__arena_init(&a->arena, ctx);
    sy__story s;
    uint32_t threads = opts ? opts->threads : 0;
    sy_report_input *kept = sy__arena_array(&a->arena, n, sizeof *kept);   /* `in` but for who is left aside */
    if (kept && n) memcpy(kept, in, n * sizeof *kept);
    const sy_word_vectors *vectors = opts && opts->version >= 2 ? opts->vectors : NULL;
    uint32_t join = opts && opts->version >= 3 ? opts->join : 0;
    bool ok = kept != NULL;
    if (ok) {
        ok = sy__story_init(&s, a, kept, n, threads, vectors) && leave_strangers(&s, a, kept, n, threads, vectors) && run(&s, (join ? join : JOIN) / 100.0) && sy__story_finish(&s);
        sy__story_done(&s);
    }
    if (!ok) {
        sy_account_free(a);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory for an account");
    }
    *out = a;
    return SY_OK;
}

void sy_account_free(sy_account *a)
{
    if (!a) return;
    sy__arena_done(&a->arena);
    sy__free(a->ctx, a);
}

/* ---- getters ----------------------------------------------------------------------------------------- */

#define GETTER(type, field) \
    const type *sy_account_##field(const sy_account *a, size_t *n) { *n = a->n_##field; return a->field; }
GETTER(sy_account_document, documents)
GETTER(sy_family, families)
GETTER(sy_account_entity, entities)
GETTER(sy_account_statement, statements)
GETTER(sy_quotation, quotations)
GETTER(sy_figure, figures)
GETTER(sy_timeline_entry, timeline)
GETTER(sy_appearance, appearances)
GETTER(sy_difference, differences)
GETTER(sy_account_diagnostic, diagnostics)

sy_ids sy_account_summary(const sy_account *a) { return a->summary; }

bool sy_account_headline(const sy_account *a, sy_str *text, uint32_t *document, sy_ref *ref, bool *has_ref)
{
    if (!a->has_headline) return false;
    *text = a->headline;
    *document = a->headline_document;
    *ref = a->headline_ref;
    *has_ref = a->headline_has_ref;
    return true;
}

/* ---- names -------------------------------------------------------------------------------------------- */

static const char *pick(const char *const *names, size_t n, unsigned i) { return i < n ? names[i] : ""; }
#define PICK(names, i) pick(names, sizeof(names) / sizeof *(names), (unsigned)(i))

const char *sy_stance_name(sy_stance s)
{
    static const char *const names[] = { "says", "differs", "silent", "could-not-know", "unreadable" };
    return PICK(names, s);
}

const char *sy_standing_name(sy_standing s)
{
    static const char *const names[] = { "agreed", "single-source", "differs", "disputed" };
    return PICK(names, s);
}

const char *sy_difference_kind_name(sy_difference_kind k)
{
    static const char *const names[] = { "name", "quantity", "time", "place", "wording", "translation", "attribution", "modality", "negation", "scope", "label" };
    return PICK(names, k);
}

const char *sy_relation_name(sy_relation r)
{
    static const char *const names[] = { "conflict", "update", "more-exact", "wording" };
    return PICK(names, r);
}

const char *sy_family_why_name(sy_family_why w)
{
    static const char *const names[] = { "agency", "verbatim", "both" };
    return PICK(names, w);
}

const char *sy_appearance_kind_name(sy_appearance_kind k)
{
    static const char *const names[] = { "published", "updated", "inferred" };
    return PICK(names, k);
}

const char *sy_precision_name(sy_precision p)
{
    static const char *const names[] = { "day", "month", "year", "part" };
    return PICK(names, p);
}
