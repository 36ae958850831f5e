/* An account as an outline: the choice and order of what the terminal and Markdown show. */
#include "report/outline.h"

#include "report/json.h"

/* Buffers for the three texts of an entry, reused from one to the next. */
typedef struct scribe {
    sy__outline           *o;
    const sy_account_view *v;
    bool                  *seen;
    sy_buf                 mark, words, tail;
    bool                   failed;   /* one of them, before it was cleared */
} scribe;

static void fresh(scribe *s)
{
    s->failed |= s->mark.failed || s->words.failed || s->tail.failed;
    sy__buf_clear(&s->mark);
    sy__buf_clear(&s->words);
    sy__buf_clear(&s->tail);
    memset(s->seen, 0, s->v->n_inputs);
}

static void entry(scribe *s, sy__tone tone)
{
    s->o->entry(s->o, sy__buf_view(&s->mark), sy__buf_view(&s->words), sy__buf_view(&s->tail), tone);
}

static void row(scribe *s, sy__tone tone)
{
    s->o->row(s->o, sy__buf_view(&s->words), sy__buf_view(&s->tail), tone);
}

/* "A B D" of the documents seen. */
static void put_letters(scribe *s, sy_buf *out)
{
    bool first = true;
    for (uint32_t d = 0; d < s->v->n_inputs; d++) {
        if (!s->seen[d])
            continue;
        char letter[8];
        sy__view_letter(d, letter);
        if (!first)
            sy__buf_char(out, ' ');
        sy__buf_z(out, letter);
        first = false;
    }
}

static void put_who(scribe *s, sy_buf *out, const sy_ref *refs, size_t n)
{
    memset(s->seen, 0, s->v->n_inputs);
    sy__view_touch(s->v, refs, n, s->seen);
    put_letters(s, out);
}

/* One letter a document: upper case says, lower case differs, a dot is silent, a dash could not know. */
static void put_stances(scribe *s, const sy_account_statement *st)
{
    for (uint32_t d = 0; d < s->v->n_inputs; d++) {
        char letter[8];
        sy__view_letter(d, letter);
        switch ((sy_stance)st->stance[d]) {
        case SY_STANCE_SAYS: sy__buf_z(&s->mark, letter); break;
        case SY_STANCE_DIFFERS:
            letter[0] = (char)(letter[0] + ('a' - 'A'));
            sy__buf_z(&s->mark, letter);
            break;
        case SY_STANCE_COULD_NOT_KNOW: sy__buf_char(&s->mark, '-'); break;
        case SY_STANCE_UNREADABLE: sy__buf_char(&s->mark, '?'); break;
        case SY_STANCE_SILENT: sy__buf_z(&s->mark, "·"); break;
        }
    }
}

static sy__tone standing_tone(sy_standing standing)
{
    switch (standing) {
    case SY_STANDING_AGREED: return SY__TONE_AGREED;
    case SY_STANDING_DIFFERS: return SY__TONE_DIFFERS;
    case SY_STANDING_DISPUTED: return SY__TONE_CONFLICT;
    case SY_STANDING_SINGLE_SOURCE: return SY__TONE_SINGLE;
    }
    return SY__TONE_PLAIN;
}

static void put_comma(sy_buf *b)
{
    if (b->len > 0)
        sy__buf_z(b, ", ");
}

static void head(scribe *s)
{
    sy_str   title = SY_STR("Untitled");
    uint32_t document = SY_NONE;
    sy_ref   ref;
    bool     has_ref = false;
    fresh(s);
    bool   titled = sy_account_headline(s->v->account, &title, &document, &ref, &has_ref);
    size_t n_docs = 0, n_families = 0, n_st = 0, n_diff = 0, read = 0, copies = 0;
    const sy_account_document *docs = sy_account_documents(s->v->account, &n_docs);
    const sy_family           *families = sy_account_families(s->v->account, &n_families);
    sy_account_statements(s->v->account, &n_st);
    sy_account_differences(s->v->account, &n_diff);
    for (size_t i = 0; i < n_docs; i++)
        read += docs[i].left_aside == NULL;
    for (size_t i = 0; i < n_families; i++)
        copies += families[i].documents.n - 1;
    sy__put_clean(&s->words, title);
    if (titled && document != SY_NONE) {
        sy__buf_z(&s->tail, "headline of ");
        sy__put_clean(&s->tail, sy__view_document(s->v, document));
        sy__buf_z(&s->tail, "; ");
    }
    sy__buf_printf(&s->tail, "%zu report%s of %zu read, %zu origin%s; %zu statements, %zu differences", read, read == 1 ? "" : "s",
                   n_docs, read > copies ? read - copies : read, read == copies + 1 ? "" : "s", n_st, n_diff);
    s->o->title(s->o, sy__buf_view(&s->words), sy__buf_view(&s->tail));
}

static void documents(scribe *s)
{
    size_t n = 0;
    const sy_account_document *docs = sy_account_documents(s->v->account, &n);
    s->o->section(s->o, "The reports", NULL);
    for (uint32_t d = 0; d < n; d++) {
        char letter[8];
        fresh(s);
        sy__view_letter(d, letter);
        sy__buf_z(&s->mark, letter);
        sy__put_clean(&s->words, sy__view_document(s->v, d));
        if (s->v->inputs[d].article != NULL && sy_article_metadata(s->v->inputs[d].article)->title.len > 0) {
            sy__buf_z(&s->words, ": ");
            sy__put_clean(&s->words, sy_article_metadata(s->v->inputs[d].article)->title);
        }
        sy_str day = sy__view_day(s->v, d);
        sy__put_clean(&s->tail, day.len > 0 ? day : SY_STR("undated"));
        if (docs[d].published_inferred.len > 0)
            sy__buf_z(&s->tail, " (inferred)");
        if (docs[d].left_aside != NULL)
            sy__buf_printf(&s->tail, "; left aside: %s", docs[d].left_aside);
        entry(s, docs[d].left_aside != NULL ? SY__TONE_SINGLE : SY__TONE_PLAIN);
    }
}

static void families(scribe *s)
{
    size_t n = 0;
    const sy_family *f = sy_account_families(s->v->account, &n);
    if (n == 0)
        return;
    s->o->section(s->o, "Copies", "reports that are the same text, or one agency's");
    for (size_t i = 0; i < n; i++) {
        fresh(s);
        for (size_t k = 0; k < f[i].documents.n; k++)
            s->seen[f[i].documents.at[k]] = true;
        put_letters(s, &s->mark);
        sy__put_clean(&s->words, f[i].agency.len > 0 ? f[i].agency : SY_STR("the same copy"));
        sy__buf_printf(&s->tail, "%s", sy_family_why_name(f[i].why));
        if (f[i].earliest != SY_NONE) {
            sy__buf_z(&s->tail, "; earliest: ");
            sy__put_clean(&s->tail, sy__view_document(s->v, f[i].earliest));
        }
        entry(s, SY__TONE_PLAIN);
    }
}

enum { SHOWN = 8 };   /* of a list that may be long */

static void put_more(scribe *s, size_t n)
{
    if (n <= SHOWN)
        return;
    fresh(s);
    sy__buf_printf(&s->words, "and %zu more", n - SHOWN);
    row(s, SY__TONE_PLAIN);
}

/* Statements by what a version or a report does with them. */
static void put_statements(scribe *s, sy_ids ids, const char *what)
{
    size_t n = 0;
    const sy_account_statement *st = sy_account_statements(s->v->account, &n);
    for (size_t i = 0; i < ids.n && i < SHOWN; i++) {
        fresh(s);
        sy__put_clean(&s->words, sy__view_words(s->v, st[ids.at[i]].gist));
        sy__buf_z(&s->tail, what);
        row(s, SY__TONE_PLAIN);
    }
    put_more(s, ids.n);
}

/* "nine → 12, 13" of what the two versions have in one slot. */
static void put_moved(scribe *s, const sy_difference *d, uint32_t old, uint32_t now)
{
    fresh(s);
    for (int side = 0; side < 2; side++) {
        bool first = side == 1;
        for (size_t v = 0; v < d->n_values; v++)
            for (size_t m = 0; m < d->values[v].n_mentions; m++) {
                if (d->values[v].mentions[m].document != (side ? now : old))
                    continue;
                if (s->words.len > 0)
                    sy__buf_z(&s->words, first ? " → " : ", ");
                first = false;
                sy__put_clean(&s->words, d->values[v].value);
                break;
            }
    }
    sy__buf_z(&s->tail, "changed");
    row(s, SY__TONE_DIFFERS);
}

static void versions(scribe *s)
{
    size_t n = 0, n_diff = 0, shown = 0;
    const sy_account_document *docs = sy_account_documents(s->v->account, &n);
    const sy_difference       *d = sy_account_differences(s->v->account, &n_diff);
    for (uint32_t i = 0; i < n; i++) {
        if (docs[i].revision_of == SY_NONE)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, "Versions of one page", NULL);
        fresh(s);
        s->seen[docs[i].revision_of] = s->seen[i] = true;
        put_letters(s, &s->mark);
        sy__put_clean(&s->words, sy__view_document(s->v, i));
        sy__buf_printf(&s->tail, "%zu statements added, %zu dropped, %zu changed", docs[i].added.n, docs[i].dropped.n, docs[i].changed.n);
        entry(s, SY__TONE_DIFFERS);
        for (size_t k = 0; k < docs[i].changed.n; k++)
            put_moved(s, &d[docs[i].changed.at[k]], docs[i].revision_of, i);
        put_statements(s, docs[i].dropped, "dropped");
        put_statements(s, docs[i].added, "added");
    }
}

static void omissions(scribe *s)
{
    size_t n = 0, shown = 0;
    const sy_account_document *docs = sy_account_documents(s->v->account, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (docs[i].omits.n == 0)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, "What each leaves out", "of what half of the origins and three reports at least have, and it could have had");
        fresh(s);
        s->seen[i] = true;
        put_letters(s, &s->mark);
        sy__put_clean(&s->words, sy__view_document(s->v, i));
        entry(s, SY__TONE_PLAIN);
        put_statements(s, docs[i].omits, "");
    }
}

static void appearances(scribe *s)
{
    size_t n = 0;
    const sy_appearance *x = sy_account_appearances(s->v->account, &n);
    if (n < 2)
        return;
    s->o->section(s->o, "When the reports appeared", NULL);
    for (size_t i = 0; i < n; i++) {
        fresh(s);
        sy__put_clean(&s->mark, x[i].at);
        s->seen[x[i].document] = true;
        put_letters(s, &s->words);
        sy__buf_char(&s->words, ' ');
        sy__put_clean(&s->words, sy__view_document(s->v, x[i].document));
        if (x[i].what != SY_APPEARANCE_PUBLISHED)
            sy__buf_z(&s->tail, sy_appearance_kind_name(x[i].what));
        entry(s, SY__TONE_PLAIN);
    }
}

static void summary(scribe *s)
{
    size_t n = 0;
    const sy_account_statement *st = sy_account_statements(s->v->account, &n);
    sy_ids ids = sy_account_summary(s->v->account);
    if (ids.n == 0)
        return;
    s->o->section(s->o, "In short", NULL);
    for (size_t i = 0; i < ids.n; i++) {
        fresh(s);
        put_stances(s, &st[ids.at[i]]);
        sy__put_clean(&s->words, sy__view_words(s->v, st[ids.at[i]].gist));
        entry(s, standing_tone(st[ids.at[i]].standing));
    }
}

/* What one thing is called, by whom, and whether in the outlet's own voice. */
static void labels(scribe *s)
{
    size_t n = 0, shown = 0;
    const sy_difference *d = sy_account_differences(s->v->account, &n);
    for (size_t i = 0; i < n; i++) {
        if (d[i].kind != SY_DIFFERENCE_LABEL)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, "What they call it", NULL);
        fresh(s);
        sy__put_clean(&s->words, sy__view_words(s->v, d[i].slot));
        entry(s, SY__TONE_PLAIN);
        for (size_t k = 0; k < d[i].n_values; k++) {
            fresh(s);
            sy__put_clean(&s->words, d[i].values[k].value);
            put_who(s, &s->tail, d[i].values[k].mentions, d[i].values[k].n_mentions);
            if (d[i].values[k].quoted)
                sy__buf_z(&s->tail, ", in others' words only");
            row(s, SY__TONE_PLAIN);
        }
    }
}

static void differences(scribe *s)
{
    size_t n = 0;
    const sy_difference *d = sy_account_differences(s->v->account, &n);
    size_t shown = 0;
    for (size_t i = 0; i < n; i++) {
        if (d[i].kind == SY_DIFFERENCE_LABEL)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, "Where they differ", NULL);
        sy__tone tone = d[i].relation == SY_RELATION_CONFLICT ? SY__TONE_CONFLICT : SY__TONE_DIFFERS;
        fresh(s);
        sy__buf_z(&s->mark, sy_difference_kind_name(d[i].kind));
        sy__put_clean(&s->words, sy__view_words(s->v, d[i].slot));
        sy__buf_z(&s->tail, sy_relation_name(d[i].relation));
        if (d[i].silent.n > 0) {
            for (size_t k = 0; k < d[i].silent.n; k++)
                s->seen[d[i].silent.at[k]] = true;
            sy__buf_z(&s->tail, "; silent: ");
            put_letters(s, &s->tail);
        }
        entry(s, tone);
        for (size_t k = 0; k < d[i].n_values; k++) {
            fresh(s);
            sy__put_clean(&s->words, d[i].values[k].value);
            put_who(s, &s->tail, d[i].values[k].mentions, d[i].values[k].n_mentions);
            row(s, tone);
        }
    }
}

/* No report's text says it. */
static void put_caption(scribe *s, const sy_account_statement *st)
{
    if (!sy__view_in_caption(s->v, st->gist))
        return;
    put_comma(&s->tail);
    sy__buf_z(&s->tail, "in a photo's caption");
}

static void statement(scribe *s, const sy_account_statement *st)
{
    fresh(s);
    put_stances(s, st);
    sy__put_clean(&s->words, sy__view_words(s->v, st->gist));
    sy_str said = st->root_speaker;
    for (size_t k = 0; said.len == 0 && k < st->n_support; k++)
        said = st->support[k].attributed_to;
    if (said.len > 0) {
        sy__buf_z(&s->tail, "says ");
        sy__put_clean(&s->tail, said);
    }
    if (st->standing != SY_STANDING_SINGLE_SOURCE) {
        put_comma(&s->tail);
        sy__buf_printf(&s->tail, "%u origin%s", st->origins, st->origins == 1 ? "" : "s");
        if (st->standing != SY_STANDING_AGREED)
            sy__buf_printf(&s->tail, ", %s", sy_standing_name(st->standing));
    }
    if (st->time.len > 0) {
        put_comma(&s->tail);
        sy__put_clean(&s->tail, st->time);
    }
    put_caption(s, st);
    entry(s, standing_tone(st->standing));
}

static void statements(scribe *s, bool single)
{
    size_t n = 0, shown = 0;
    const sy_account_statement *st = sy_account_statements(s->v->account, &n);
    for (size_t i = 0; i < n; i++) {
        if ((st[i].standing == SY_STANDING_SINGLE_SOURCE) != single)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, single ? "What one report alone says" : "What several say",
                          single ? NULL : "a capital letter says it, a small one says it differently, a dot is silent, a dash could not know");
        statement(s, &st[i]);
    }
}

static void quotations(scribe *s)
{
    size_t n = 0, n_entities = 0;
    const sy_quotation      *q = sy_account_quotations(s->v->account, &n);
    const sy_account_entity *e = sy_account_entities(s->v->account, &n_entities);
    static const char *const drift[] = { "cut", "joined", "substituted", "translated", "person", "indirect", "speaker" };
    if (n == 0)
        return;
    s->o->section(s->o, "Quotations", NULL);
    for (size_t i = 0; i < n; i++) {
        fresh(s);
        sy_str who = q[i].speaker != SY_NONE && q[i].speaker < n_entities ? e[q[i].speaker].name : q[i].speaker_text;
        sy__put_clean(&s->words, who.len > 0 ? who : SY_STR("speaker not named"));
        entry(s, SY__TONE_PLAIN);
        for (size_t k = 0; k < q[i].n_variants; k++) {
            const sy_variant *v = &q[i].variants[k];
            fresh(s);
            sy__put_clean(&s->words, sy__view_words(s->v, v->ref));
            put_who(s, &s->tail, &v->ref, 1);
            if (q[i].n_variants > 1 && v->longest)
                sy__buf_z(&s->tail, ", longest");
            if (v->earliest)
                sy__buf_z(&s->tail, ", earliest");
            for (uint32_t bit = 0; bit < 7; bit++)
                if (v->drift & (1u << bit))
                    sy__buf_printf(&s->tail, ", %s", drift[bit]);
            row(s, v->drift != 0 ? SY__TONE_DIFFERS : SY__TONE_PLAIN);
        }
    }
}

static void figures(scribe *s)
{
    size_t n = 0;
    const sy_figure *f = sy_account_figures(s->v->account, &n);
    if (n == 0)
        return;
    s->o->section(s->o, "Figures", NULL);
    for (size_t i = 0; i < n; i++) {
        fresh(s);
        sy__put_clean(&s->words, f[i].of.len > 0 ? f[i].of : SY_STR("(not said of what)"));
        for (size_t k = 0; k < f[i].n_values; k++) {
            put_comma(&s->tail);
            sy__put_figure_value(&s->tail, &f[i].values[k], f[i].unit);
            sy__buf_z(&s->tail, " (");
            put_who(s, &s->tail, f[i].values[k].mentions, f[i].values[k].n_mentions);
            sy__buf_char(&s->tail, ')');
        }
        entry(s, f[i].n_values > 1 ? SY__TONE_DIFFERS : SY__TONE_PLAIN);
    }
}

static void timeline(scribe *s)
{
    size_t n = 0, n_st = 0;
    const sy_timeline_entry    *t = sy_account_timeline(s->v->account, &n);
    const sy_account_statement *st = sy_account_statements(s->v->account, &n_st);
    if (n == 0)
        return;
    s->o->section(s->o, "Timeline", NULL);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < t[i].statements.n; k++) {
            const sy_account_statement *x = &st[t[i].statements.at[k]];
            fresh(s);
            sy__put_clean(&s->mark, t[i].date);
            sy__put_clean(&s->words, sy__view_words(s->v, x->gist));
            for (size_t m = 0; m < x->n_support; m++)
                sy__view_touch(s->v, &x->support[m].ref, 1, s->seen);
            put_letters(s, &s->tail);
            put_caption(s, x);
            entry(s, SY__TONE_PLAIN);
        }
    }
}

static bool same_label(scribe *s, const sy_account_label *a, const sy_account_label *b)
{
    return a->own_voice == b->own_voice && sy__ieq(sy__view_words(s->v, a->ref), sy__view_words(s->v, b->ref));
}

/* One row for all who use it in one voice: at its first use. */
static void label(scribe *s, const sy_account_entity *e, size_t at)
{
    for (size_t k = 0; k < at; k++)
        if (same_label(s, &e->labels[k], &e->labels[at]))
            return;
    fresh(s);
    for (size_t k = at; k < e->n_labels; k++)
        if (same_label(s, &e->labels[k], &e->labels[at]))
            sy__view_touch(s->v, &e->labels[k].ref, 1, s->seen);
    sy__put_clean(&s->words, sy__view_words(s->v, e->labels[at].ref));
    put_letters(s, &s->tail);
    sy__buf_z(&s->tail, e->labels[at].own_voice ? ", own voice" : ", in others' words");
    row(s, SY__TONE_PLAIN);
}

static void entities(scribe *s)
{
    size_t n = 0, shown = 0;
    const sy_account_entity *e = sy_account_entities(s->v->account, &n);
    for (size_t i = 0; i < n; i++) {
        if (e[i].n_aliases < 2 && e[i].n_labels == 0)
            continue;
        if (shown++ == 0)
            s->o->section(s->o, "Names", NULL);
        fresh(s);
        sy__put_clean(&s->words, e[i].name);
        sy__buf_z(&s->tail, sy_entity_type_name(e[i].type));
        entry(s, SY__TONE_PLAIN);
        for (size_t k = 0; e[i].n_aliases > 1 && k < e[i].n_aliases; k++) {
            fresh(s);
            sy__put_clean(&s->words, e[i].aliases[k].name);
            for (size_t d = 0; d < e[i].aliases[k].documents.n; d++)
                s->seen[e[i].aliases[k].documents.at[d]] = true;
            put_letters(s, &s->tail);
            row(s, SY__TONE_PLAIN);
        }
        for (size_t k = 0; k < e[i].n_labels; k++)
            label(s, &e[i], k);
    }
}

static void diagnostics(scribe *s)
{
    size_t n = 0;
    const sy_account_diagnostic *d = sy_account_diagnostics(s->v->account, &n);
    if (n == 0)
        return;
    s->o->section(s->o, "Left undecided", NULL);
    for (size_t i = 0; i < n; i++) {
        fresh(s);
        if (d[i].document != SY_NONE && d[i].document < s->v->n_inputs)
            s->seen[d[i].document] = true;
        put_letters(s, &s->mark);
        sy__put_clean(&s->words, d[i].text);
        sy__buf_z(&s->tail, d[i].code);
        entry(s, SY__TONE_PLAIN);
    }
}

sy_status sy__outline_account(sy__outline *o, sy_ctx *ctx, const sy_account_view *v, sy_error *err)
{
    scribe s = { .o = o, .v = v };
    s.seen = sy__calloc(ctx, v->n_inputs + 1, sizeof *s.seen);
    if (s.seen == NULL)
        return sy_fail(err, SY_E_NOMEM, 0, "out of memory while writing");
    sy__buf_init(&s.mark, ctx);
    sy__buf_init(&s.words, ctx);
    sy__buf_init(&s.tail, ctx);
    head(&s);
    documents(&s);
    families(&s);
    versions(&s);
    summary(&s);
    differences(&s);
    labels(&s);
    statements(&s, false);
    statements(&s, true);
    quotations(&s);
    figures(&s);
    timeline(&s);
    appearances(&s);
    omissions(&s);
    entities(&s);
    diagnostics(&s);
    fresh(&s);
    sy__buf_done(&s.mark);
    sy__buf_done(&s.words);
    sy__buf_done(&s.tail);
    sy__free(ctx, s.seen);
    return s.failed ? sy_fail(err, SY_E_NOMEM, 0, "out of memory while writing") : SY_OK;
}
