/* How each statement stands: who says it, who differs, who is silent or could not know, how many independent origins it has, and
 * how much it matters; and from that the headline and a summary in the sources' own words. */
#include "reconcile/align.h"

enum { SUMMARY = 5, LEAST_WORDS = 6, LEAST_TERMS = 5 };   /* a summary's statements are sentences, and tell something */
enum { COPIED_WORDS = 6 };               /* fewer words may meet by chance */
static const double SURE = 0.5;      /* from here on a conflict makes its statement disputed */

/* Documents of one family are one origin. */
static uint32_t origin_of(const sy__story *s, uint32_t document)
{
    uint32_t f = s->account->documents[document].family;
    return f == SY_NONE ? document : s->account->families[f].documents.at[0];
}

static bool readable(const sy__story *s, uint32_t document)
{
    return s->docs[document].n_tokens > 0;
}

/* The document whose words a clause has: another's where most of the clause stands in a run that one has too. */
static uint32_t origin_of_unit(const sy__story *s, const sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    uint32_t from = SY_NONE, n = 0, words = 0;
    for (uint32_t t = u->core.begin; t < u->core.end; t++) {
        if (d->word[t] == SY_NONE) continue;
        words++;
        if (d->run_with[t] == SY_NONE || d->run_with[t] > u->document || (from != SY_NONE && d->run_with[t] != from)) continue;
        from = d->run_with[t];
        n++;
    }
    return origin_of(s, words >= COPIED_WORDS && 5 * n >= 4 * words ? from : u->document);
}

typedef struct counts { uint32_t documents, origins; } counts;

static bool put_stance(sy__story *s, sy_account_statement *st, counts *n)
{
    uint8_t *stance = s->stance[st - s->account->statements] = sy__arena_array(s->out, s->n_docs, sizeof *stance);
    bool *seen = sy__arena_array(&s->scratch, s->n_docs, sizeof *seen);
    if (!stance || !seen) return false;
    int32_t day = sy__known_day(s, (uint32_t)(st - s->account->statements));
    for (uint32_t d = 0; d < s->n_docs; d++) stance[d] = (uint8_t)sy__silence(s, d, day);
    for (size_t i = 0; i < st->n_support; i++) {
        uint32_t d = st->support[i].ref.document;
        if (stance[d] != SY_STANCE_SAYS) n->documents++;
        stance[d] = SY_STANCE_SAYS;
        uint32_t origin = origin_of_unit(s, &s->units.at[s->groups[st - s->account->statements].units[i]]);
        if (!seen[origin]) n->origins++;
        seen[origin] = true;
    }
    st->stance = stance;
    st->origins = n->origins;
    st->standing = n->documents == 1 ? SY_STANDING_SINGLE_SOURCE : SY_STANDING_AGREED;
    return true;
}

/* Values other than the one that most documents have, in the differences of a statement. */
static void put_differences(sy__story *s)
{
    for (size_t i = 0; i < s->account->n_differences; i++) {
        const sy_difference *d = &s->account->differences[i];
        if (d->statement == SY_NONE || d->kind == SY_DIFFERENCE_LABEL) continue;
        sy_account_statement *st = &s->account->statements[d->statement];
        uint8_t *stance = s->stance[d->statement];
        size_t main = 0;
        for (size_t v = 1; v < d->n_values; v++) if (d->values[v].n_mentions > d->values[main].n_mentions) main = v;
        for (size_t v = 0; v < d->n_values; v++)
            for (size_t m = 0; v != main && m < d->values[v].n_mentions; m++)
                if (stance[d->values[v].mentions[m].document] == SY_STANCE_SAYS) stance[d->values[v].mentions[m].document] = SY_STANCE_DIFFERS;
        if (st->standing == SY_STANDING_SINGLE_SOURCE) continue;
        bool sharp = d->relation == SY_RELATION_CONFLICT && d->sure >= SURE;
        if (sharp) st->standing = SY_STANDING_DISPUTED;
        else if (st->standing == SY_STANDING_AGREED) st->standing = SY_STANDING_DIFFERS;
    }
}

/* ---- importance ------------------------------------------------------------------------------------------- */

/* How near to the head of its article the first clause stands: 1 at the head, 0 at the end. */
static double earliness(const sy__story *s, const sy_account_statement *st)
{
    double best = 0;
    for (size_t i = 0; i < st->n_support; i++) {
        const sy__doc *d = &s->docs[st->support[i].ref.document];
        if (sy__in_caption(s, st->support[i].ref)) continue;
        double e = d->text_n ? 1.0 - (double)st->support[i].ref.span.begin / (double)d->text_n : 0;
        if (e > best) best = e;
    }
    return best;
}

static uint32_t count_origins(const sy__story *s)
{
    uint32_t n = 0;
    for (uint32_t d = 0; d < s->n_docs; d++) n += readable(s, d) && origin_of(s, d) == d;
    return n;
}

/* Which terms the reports' titles have, and in how many. */
static double *read_titles(sy__story *s, uint32_t *titles)
{
    double *at = sy__arena_array(&s->scratch, s->term_text.n, sizeof *at);
    *titles = 0;
    for (uint32_t d = 0; at && d < s->n_docs; d++) {
        sy_str title = s->docs[d].title;
        if (title.len == 0 || !readable(s, d)) continue;
        ++*titles;
        for (size_t i = 0; i < title.len;) {
            size_t end = i;
            while (end < title.len && title.ptr[end] != ' ') end++;
            sy_str stem = sy__stem_of(&s->scratch, sy__sub(title, i, end));
            if (!stem.ptr) return NULL;
            const uint32_t *term = sy__map_find(&s->terms, stem);
            if (term) at[*term] += 1;
            i = end + 1;
        }
    }
    return at;
}

/* How much of a clause's weight its titles have, each word by the share of titles that have it. */
static double in_titles(const sy__story *s, const sy__unit *u, const double *title, uint32_t titles)
{
    double hit = 0, all = 0;
    for (uint32_t i = 0; i < u->terms.n; i++) {
        double w = s->term_weight[u->terms.at[i]];
        all += w;
        hit += w * title[u->terms.at[i]];
    }
    double share = all > 0 && titles ? 2 * hit / (all * (double)titles) : 0;
    return share < 1 ? share : 1;
}

static void put_importance(const sy__story *s, sy_account_statement *st, counts n, uint32_t origins, uint32_t documents, double titled)
{
    double by_origin = origins ? (double)n.origins / (double)origins : 0, by_document = documents ? (double)n.documents / (double)documents : 0;
    double alone = sy__stands_alone(s, sy__gist_of(s, (uint32_t)(st - s->account->statements)));
    double x = 0.3 * by_origin + 0.15 * by_document + 0.2 * earliness(s, st) + 0.15 * alone + 0.2 * titled;
    st->importance = x > 1 ? 1 : x;
}

/* ---- summary and headline ------------------------------------------------------------------------------------ */

static bool repeats(const sy__story *s, uint32_t a, uint32_t b)
{
    const sy_ref *x = &s->account->statements[a].gist, *y = &s->account->statements[b].gist;
    if (x->document == y->document && x->span.begin < y->span.end && y->span.begin < x->span.end) return true;
    const sy__unit *u = sy__gist_of(s, a), *v = sy__gist_of(s, b);
    return sy__bag_cosine(&u->terms, &v->terms, s->term_weight) > 0.5;
}

/* What a sentence says by itself, not what somebody wants or fears in it: "demanded that the government end …". */
static bool is_sentence(const sy__story *s, const sy__unit *u)
{
    const sy__doc *d = &s->docs[u->document];
    const sy_statement *st = &d->statements[u->statement];
    if (st->head >= d->n_tokens || u->terms.n < LEAST_TERMS || u->n_words < LEAST_WORDS) return false;
    return st->attribution != SY_NONE   /* what somebody says hangs on "said" */
           || d->tokens[sy__first_conjunct(d, st->head)].dep == SY_DEP_ROOT;
}

/* The most important statement that repeats none of those picked and stands alone so well; SY_NONE. */
static uint32_t next_of_summary(const sy__story *s, const uint32_t *pick, uint32_t n, double alone)
{
    const sy_account_statement *st = s->account->statements;
    uint32_t best = SY_NONE;
    for (uint32_t g = 0; g < s->n_groups; g++) {
        const sy__unit *gist = sy__gist_of(s, g);
        if (best != SY_NONE && st[g].importance <= st[best].importance) continue;
        bool fits = is_sentence(s, gist) && !sy__in_caption(s, st[g].gist) && sy__stands_alone(s, gist) >= alone;
        for (uint32_t i = 0; i < n && fits; i++) fits = pick[i] != g && !repeats(s, pick[i], g);
        if (fits) best = g;
    }
    return best;
}

static bool put_summary(sy__story *s)
{
    uint32_t *pick = sy__arena_array(s->out, SUMMARY, sizeof *pick), n = 0, next;
    if (!pick) return false;
    while (n < SUMMARY && (next = next_of_summary(s, pick, n, 1)) != SY_NONE) pick[n++] = next;
    bool sentences = n > 0;   /* where no clause is one, rather a clause than nothing */
    while (!sentences && n < SUMMARY && (next = next_of_summary(s, pick, n, 0)) != SY_NONE) pick[n++] = next;
    s->account->summary = (sy_ids){ pick, n };
    return true;
}

/* Of the reports' own titles the one whose words the important statements share; the first of equals. */
static bool put_headline(sy__story *s)
{
    sy_account *a = s->account;
    double best = -1;
    for (uint32_t d = 0; d < s->n_docs; d++) {
        const sy__doc *doc = &s->docs[d];
        if (doc->title.len == 0 || doc->in->left_aside) continue;
        double score;
        if (!sy__title_weight(s, doc->title, &score)) return false;
        if (score <= best) continue;
        best = score;
        a->headline = doc->title;
        a->headline_document = d;
        a->has_headline = true;
    }
    if (!a->has_headline) return true;
    sy_span at = sy_article_metadata(s->docs[a->headline_document].in->article)->title_source;
    a->headline_has_ref = at.end > at.begin;
    a->headline_ref = (sy_ref){ a->headline_document, true, at };
    return sy__arena_str(s->out, a->headline, &a->headline);
}

bool sy__rank_statements(sy__story *s)
{
    uint32_t origins = count_origins(s), documents = 0, titles;
    double *title = read_titles(s, &titles);
    for (uint32_t d = 0; d < s->n_docs; d++) documents += readable(s, d);
    s->stance = sy__arena_array(&s->scratch, s->n_groups, sizeof *s->stance);
    if (!s->stance || !title) return false;
    for (uint32_t g = 0; g < s->n_groups; g++) {
        counts n = { 0, 0 };
        sy_account_statement *st = &s->account->statements[g];
        if (!put_stance(s, st, &n)) return false;
        put_importance(s, st, n, origins, documents, in_titles(s, sy__gist_of(s, g), title, titles));
    }
    put_differences(s);
    return sy__find_omissions(s, origins) && put_summary(s) && put_headline(s);
}
