/* What changed between two accounts, as JSON and as an outline to read. */
#include "report/diff.h"
#include "report/json.h"
#include "report/outline.h"

static const sy__file_statement *statement(const sy__diff *d, const sy__changed *c, bool old)
{
    uint32_t i = old ? c->old : c->now;
    return i == SY_NONE ? NULL : old ? &d->old->statements[i] : &d->now->statements[i];
}

static const sy__file_difference *difference(const sy__diff *d, const sy__changed *c, bool old)
{
    uint32_t i = old ? c->old : c->now;
    return i == SY_NONE ? NULL : old ? &d->old->differences[i] : &d->now->differences[i];
}

static sy__document_change document_change(const sy__diff *d, uint32_t now)
{
    return d->old_document[now] == SY_NONE ? SY__DOCUMENT_ADDED : d->changed[now] ? SY__DOCUMENT_CHANGED : SY__DOCUMENT_SAME;
}

/* ---- JSON ------------------------------------------------------------------------------------------------ */

static void put_document(sy__json *j, const char *change, const sy__file_document *d)
{
    sy__json_object(j, NULL);
    sy__json_z(j, "change", change);
    sy__json_str(j, "id", d->id);
    sy__json_str_or_null(j, "title", d->title);
    sy__json_str_or_null(j, "outlet", d->outlet);
    sy__json_str_or_null(j, "published", d->published);
    sy__json_end(j);
}

static void put_documents(sy__json *j, const sy__diff *d)
{
    sy__json_array(j, "documents");
    for (uint32_t i = 0; i < d->now->n_documents; i++) {
        sy__document_change c = document_change(d, i);
        if (c != SY__DOCUMENT_SAME) put_document(j, c == SY__DOCUMENT_ADDED ? "added" : "changed", &d->now->documents[i]);
    }
    for (uint32_t i = 0; i < d->old->n_documents; i++)
        if (d->new_document[i] == SY_NONE) put_document(j, "removed", &d->old->documents[i]);
    sy__json_end(j);
}

static void put_sayers(sy__json *j, const sy_account_file *f, sy_ids documents)
{
    sy__json_array(j, "documents");
    for (size_t i = 0; i < documents.n; i++) sy__json_str(j, NULL, f->documents[documents.at[i]].id);
    sy__json_end(j);
}

static void put_statement_side(sy__json *j, const char *key, const sy_account_file *f, const sy__file_statement *s)
{
    if (!s) {
        sy__json_null(j, key);
        return;
    }
    sy__json_object(j, key);
    sy__json_str(j, "id", s->id);
    sy__json_str(j, "text", s->gist.words);
    sy__json_str(j, "status", s->status);
    sy__json_uint(j, "origins", s->origins);
    put_sayers(j, f, s->documents);
    sy__json_end(j);
}

static void put_difference_side(sy__json *j, const char *key, const sy_account_file *f, const sy__file_difference *x)
{
    if (!x) {
        sy__json_null(j, key);
        return;
    }
    sy__json_object(j, key);
    sy__json_str(j, "id", x->id);
    sy__json_str(j, "kind", x->kind);
    sy__json_str(j, "relation", x->relation);
    sy__json_array(j, "values");
    for (uint32_t v = 0; v < x->n_values; v++) {
        sy__json_object(j, NULL);
        sy__json_str(j, "value", x->values[v].value);
        put_sayers(j, f, x->values[v].documents);
        sy__json_end(j);
    }
    sy__json_end(j);
    sy__json_end(j);
}

static void put_json(sy__json *j, const sy__diff *d)
{
    sy__json_object(j, NULL);
    sy__json_z(j, "synoptic", sy_version());
    put_documents(j, d);
    sy__json_array(j, "statements");
    for (uint32_t i = 0; i < d->n_statements; i++) {
        const sy__changed *c = &d->statements[i];
        sy__json_object(j, NULL);
        sy__json_z(j, "change", sy__change_name(c->change));
        sy__json_str_or_null(j, "was", c->was);
        sy__json_str_or_null(j, "is", c->is);
        put_statement_side(j, "old", d->old, statement(d, c, true));
        put_statement_side(j, "new", d->now, statement(d, c, false));
        sy__json_end(j);
    }
    sy__json_end(j);
    sy__json_array(j, "differences");
    for (uint32_t i = 0; i < d->n_differences; i++) {
        const sy__changed *c = &d->differences[i];
        sy__json_object(j, NULL);
        sy__json_z(j, "change", sy__change_name(c->change));
        put_difference_side(j, "old", d->old, difference(d, c, true));
        put_difference_side(j, "new", d->now, difference(d, c, false));
        sy__json_end(j);
    }
    sy__json_end(j);
    sy__json_object(j, "unchanged");
    sy__json_uint(j, "documents", d->same_documents);
    sy__json_uint(j, "statements", d->same_statements);
    sy__json_uint(j, "differences", d->same_differences);
    sy__json_end(j);
    sy__json_end(j);
}

sy_status sy_write_diff_json(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, sy_sink to, sy_error *err)
{
    sy__diff d;
    sy_buf b;
    sy__json j;
    if (!ctx || !before || !after || !to.write) return sy_fail(err, SY_E_ARG, 0, "no accounts or nowhere to write");
    if (!sy__diff_make(&d, ctx, before, after)) return sy_fail(err, SY_E_NOMEM, 0, "no memory to compare two accounts");
    sy__buf_init(&b, ctx);
    sy__json_init(&j, &b, 2, false);
    put_json(&j, &d);
    sy__buf_char(&b, '\n');
    sy__diff_done(&d);
    return sy__send(&b, to, err);
}

/* ---- to read ------------------------------------------------------------------------------------------------ */

typedef struct scribe { sy__outline *o; const sy__diff *d; sy_buf mark, words, tail; bool failed; } scribe;

static void fresh(scribe *s)
{
    s->failed |= s->mark.failed || s->words.failed || s->tail.failed;   /* clearing forgets it */
    sy__buf_clear(&s->mark);
    sy__buf_clear(&s->words);
    sy__buf_clear(&s->tail);
}

static void entry(scribe *s, sy__tone tone) { s->o->entry(s->o, sy__buf_view(&s->mark), sy__buf_view(&s->words), sy__buf_view(&s->tail), tone); }
static void row(scribe *s, sy__tone tone) { s->o->row(s->o, sy__buf_view(&s->words), sy__buf_view(&s->tail), tone); }

static void put_name(sy_buf *out, const sy__file_document *d) { sy__put_clean(out, d->outlet.len ? d->outlet : d->id); }

static void put_names(scribe *s, const sy_account_file *f, sy_ids documents)
{
    enum { SHOWN = 6 };
    for (size_t i = 0; i < documents.n && i < SHOWN; i++) {
        if (i) sy__buf_z(&s->tail, ", ");
        put_name(&s->tail, &f->documents[documents.at[i]]);
    }
    if (documents.n > SHOWN) sy__buf_printf(&s->tail, " and %zu more", documents.n - SHOWN);
}

static void put_head(scribe *s)
{
    const sy__diff *d = s->d;
    uint32_t added = 0, changed = 0, removed = 0;
    fresh(s);
    for (uint32_t i = 0; i < d->now->n_documents; i++) {
        added += document_change(d, i) == SY__DOCUMENT_ADDED;
        changed += document_change(d, i) == SY__DOCUMENT_CHANGED;
    }
    for (uint32_t i = 0; i < d->old->n_documents; i++) removed += d->new_document[i] == SY_NONE;
    sy__buf_printf(&s->words, "%u report%s added, %u changed, %u removed, %u the same", (unsigned)added, added == 1 ? "" : "s", (unsigned)changed, (unsigned)removed, (unsigned)d->same_documents);
    sy__buf_printf(&s->tail, "%u statements and %u differences as before", (unsigned)d->same_statements, (unsigned)d->same_differences);
    s->o->title(s->o, sy__buf_view(&s->words), sy__buf_view(&s->tail));
}

static void put_report(scribe *s, const char *mark, const sy__file_document *x, sy__tone tone, uint32_t *shown)
{
    if ((*shown)++ == 0) s->o->section(s->o, "Reports", NULL);
    fresh(s);
    sy__buf_z(&s->mark, mark);
    put_name(&s->words, x);
    if (x->title.len) {
        sy__buf_z(&s->words, ": ");
        sy__put_clean(&s->words, x->title);
    }
    sy__put_clean(&s->tail, x->published);
    entry(s, tone);
}

static void put_reports(scribe *s)
{
    uint32_t shown = 0;
    for (uint32_t i = 0; i < s->d->now->n_documents; i++) {
        sy__document_change c = document_change(s->d, i);
        if (c == SY__DOCUMENT_ADDED) put_report(s, "+", &s->d->now->documents[i], SY__TONE_AGREED, &shown);
        if (c == SY__DOCUMENT_CHANGED) put_report(s, "~", &s->d->now->documents[i], SY__TONE_DIFFERS, &shown);
    }
    for (uint32_t i = 0; i < s->d->old->n_documents; i++)
        if (s->d->new_document[i] == SY_NONE) put_report(s, "-", &s->d->old->documents[i], SY__TONE_CONFLICT, &shown);
}

static void put_statement(scribe *s, const sy__changed *c, sy__tone tone)
{
    const sy__file_statement *old = statement(s->d, c, true), *now = statement(s->d, c, false), *x = now ? now : old;
    fresh(s);
    sy__buf_z(&s->mark, c->change == SY__CHANGE_NEW ? "+" : now ? "~" : "-");
    sy__put_clean(&s->words, c->is.len ? c->is : x->gist.words);
    put_names(s, now ? s->d->now : s->d->old, x->documents);
    if (c->change == SY__CHANGE_CONFIRMED) sy__buf_printf(&s->tail, "; %u origins, before %u", (unsigned)now->origins, (unsigned)old->origins);
    entry(s, tone);
    if (c->change != SY__CHANGE_CORRECTED) return;
    fresh(s);
    sy__put_clean(&s->words, c->was);
    sy__buf_z(&s->tail, "before");
    row(s, tone);
}

static void put_difference(scribe *s, const sy__changed *c, sy__tone tone)
{
    const sy__file_difference *old = difference(s->d, c, true), *now = difference(s->d, c, false), *x = now ? now : old;
    fresh(s);
    sy__put_clean(&s->mark, x->kind);
    if (x->n_values) sy__put_clean(&s->words, x->values[0].value);
    sy__put_clean(&s->tail, x->relation);
    if (old && now) sy__buf_z(&s->tail, "; known before, with fewer values or less surely");
    entry(s, tone);
    for (uint32_t v = 0; v < x->n_values; v++) {
        fresh(s);
        sy__put_clean(&s->words, x->values[v].value);
        put_names(s, now ? s->d->now : s->d->old, x->values[v].documents);
        row(s, tone);
    }
}

/* What an editor must look at first comes first. */
static void put_sections(scribe *s)
{
    static const struct { sy__change change; const char *statements, *differences; sy__tone tone; } sections[] = {
        { SY__CHANGE_CORRECTED, "Corrected", "Figures and details that moved", SY__TONE_DIFFERS },
        { SY__CHANGE_WITHDRAWN, "Withdrawn", NULL, SY__TONE_CONFLICT },
        { SY__CHANGE_DISPUTED, "Newly disputed", "New conflicts", SY__TONE_CONFLICT },
        { SY__CHANGE_SETTLED, "Disputed no more", NULL, SY__TONE_AGREED },
        { SY__CHANGE_CONFIRMED, "Said by one before, now by others too", "Differences with more values", SY__TONE_AGREED },
        { SY__CHANGE_NEW, "New", "New differences", SY__TONE_PLAIN },
        { SY__CHANGE_GONE, "Gone with its report", "Differences gone", SY__TONE_SINGLE },
    };
    for (size_t k = 0; k < sizeof sections / sizeof *sections; k++) {
        uint32_t shown = 0;
        for (uint32_t i = 0; i < s->d->n_statements; i++) {
            if (s->d->statements[i].change != sections[k].change) continue;
            if (shown++ == 0) s->o->section(s->o, sections[k].statements, NULL);
            put_statement(s, &s->d->statements[i], sections[k].tone);
        }
        shown = 0;
        for (uint32_t i = 0; i < s->d->n_differences; i++) {
            if (s->d->differences[i].change != sections[k].change || !sections[k].differences) continue;
            if (shown++ == 0) s->o->section(s->o, sections[k].differences, NULL);
            put_difference(s, &s->d->differences[i], sections[k].tone);
        }
    }
}

static sy_status write_outline(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, sy__outline *o, sy_sink to, sy_error *err)
{
    sy__diff d;
    if (!sy__diff_make(&d, ctx, before, after)) {
        sy__buf_done(o->out);
        return sy_fail(err, SY_E_NOMEM, 0, "no memory to compare two accounts");
    }
    scribe s = { .o = o, .d = &d };
    sy__buf_init(&s.mark, ctx);
    sy__buf_init(&s.words, ctx);
    sy__buf_init(&s.tail, ctx);
    put_head(&s);
    put_reports(&s);
    put_sections(&s);
    fresh(&s);
    if (s.failed) o->out->failed = true;
    sy__buf_done(&s.mark);
    sy__buf_done(&s.words);
    sy__buf_done(&s.tail);
    sy__diff_done(&d);
    return sy__send(o->out, to, err);
}

sy_status sy_write_diff_terminal(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, const sy_terminal_opts *opts, sy_sink to, sy_error *err)
{
    sy_buf b;
    if (!ctx || !before || !after || !to.write) return sy_fail(err, SY_E_ARG, 0, "no accounts or nowhere to write");
    sy__buf_init(&b, ctx);
    sy__outline o = sy__outline_terminal(&b, opts);
    return write_outline(ctx, before, after, &o, to, err);
}

sy_status sy_write_diff_markdown(sy_ctx *ctx, const sy_account_file *before, const sy_account_file *after, sy_sink to, sy_error *err)
{
    sy_buf b;
    if (!ctx || !before || !after || !to.write) return sy_fail(err, SY_E_ARG, 0, "no accounts or nowhere to write");
    sy__buf_init(&b, ctx);
    sy__outline o = sy__outline_markdown(&b);
    return write_outline(ctx, before, after, &o, to, err);
}
