/* One story as the steps of reconcile share it: its documents, its words, and small helpers. */
#include "reconcile/story.h"
#include "reconcile_tables.h"

#include <math.h>
#include <stdio.h>

/* ---- dates ------------------------------------------------------------------------------------------ */

static bool digits(sy_str s, size_t at, size_t n, int32_t *out)
{
    int32_t v = 0;
    if (at + n > s.len) return false;
    for (size_t i = at; i < at + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        v = v * 10 + (s.ptr[i] - '0');
    }
    *out = v;
    return true;
}

int32_t sy__day_of(sy_str iso)
{
    int32_t y, m, d;
    if (iso.len < 10 || iso.ptr[4] != '-' || iso.ptr[7] != '-') return SY__NO_DAY;
    if (!digits(iso, 0, 4, &y) || !digits(iso, 5, 2, &m) || !digits(iso, 8, 2, &d) || m < 1 || m > 12 || d < 1 || d > 31) return SY__NO_DAY;
    /* Days from civil: years begin in March, so that the leap day comes last. */
    y -= m <= 2;
    int32_t era = y / 400, yoe = y - era * 400;
    int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

bool sy__moment_of(sy_str iso, int64_t *out)
{
    int32_t day = sy__day_of(iso), hour, minute, second = 0, zone_hour = 0, zone_minute = 0;
    if (day == SY__NO_DAY || iso.len < 17 || iso.ptr[10] != 'T' || iso.ptr[13] != ':' || !digits(iso, 11, 2, &hour) || !digits(iso, 14, 2, &minute)) return false;
    if (hour > 23 || minute > 59) return false;
    size_t at = 16;
    if (iso.ptr[at] == ':' && (!digits(iso, at + 1, 2, &second) || second > 60)) return false;
    while (at < iso.len && iso.ptr[at] != 'Z' && iso.ptr[at] != '+' && iso.ptr[at] != '-') at++;
    if (at == iso.len) return false;
    int32_t sign = iso.ptr[at] == '-' ? 1 : -1;   /* east of Greenwich the clock is ahead */
    if (iso.ptr[at] != 'Z') {
        if (!digits(iso, at + 1, 2, &zone_hour) || zone_hour > 14) return false;
        size_t rest = at + 3 < iso.len && iso.ptr[at + 3] == ':' ? at + 4 : at + 3;
        if (rest < iso.len && (!digits(iso, rest, 2, &zone_minute) || zone_minute > 59)) return false;
    }
    *out = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second + sign * (zone_hour * 3600 + zone_minute * 60);
    return true;
}

/* A clock without a zone is read as if it stood beside the other. */
bool sy__came_before(sy_str a, sy_str b)
{
    int64_t x, y;
    if (sy__moment_of(a, &x) && sy__moment_of(b, &y)) return x < y;
    size_t n = a.len < b.len ? a.len : b.len;
    return n && memcmp(a.ptr, b.ptr, n) < 0;
}

/* ---- words -------------------------------------------------------------------------------------------- */

uint32_t sy__term_of(sy__story *s, sy_str word)
{
    bool fresh;
    uint32_t *at = sy__map_put(&s->terms, word, s->term_text.n, &fresh);
    if (!at) return SY_NONE;
    uint32_t term = *at;
    if (fresh && !SY__PUSH(s->ctx, &s->term_text, word)) return SY_NONE;
    return term;
}

/* A word that says nothing by itself: the table's, and marks. */
static bool is_function_word(sy_str plain)
{
    return sy__table_find(&sy__table_reconcile_function_words, plain) != SY_NONE;
}

static bool has_content(sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = sy__utf8_next(s, &i);
        if (sy__is_alpha(cp) || sy__is_digit(cp) || cp == '$' || cp == 0x20AC || cp == 0xA3 || cp == '%') return true;
    }
    return false;
}

/* "2,500" and "2500", "U.S." and "US", "per cent" and "percent" are one term each; verbs and nouns meet by their stems. */
static bool read_token(sy__story *s, sy__doc *d, uint32_t i)
{
    sy_str raw = sy__cut(d->text, d->tokens[i].span);
    d->term[i] = d->word[i] = SY_NONE;
    if (!has_content(raw)) return true;
    sy_str plain = sy__plain_word(&s->scratch, raw);
    if (!plain.ptr) return false;
    if (plain.len == 0) return true;
    d->word[i] = sy__term_of(s, plain);
    if (d->word[i] == SY_NONE) return false;
    if (d->tokens[i].pos == SY_POS_PRON || is_function_word(plain)) return true;
    uint32_t row = sy__table_find(&sy__table_reconcile_variants, plain);
    sy_str base = row != SY_NONE ? sy__cell(&sy__table_reconcile_variants, row, 1) : plain;
    if (row == SY_NONE && d->tokens[i].pos != SY_POS_PROPN && d->tokens[i].pos != SY_POS_NUM && d->tokens[i].lemma.len) {
        base = sy__plain_word(&s->scratch, d->tokens[i].lemma);
        if (!base.ptr) return false;
        if (base.len == 0) base = plain;
        row = sy__table_find(&sy__table_reconcile_variants, base);
        if (row != SY_NONE) base = sy__cell(&sy__table_reconcile_variants, row, 1);
        if (is_function_word(base)) return true;
    }
    char *stem = sy__arena_get(&s->scratch, base.len + 1);
    if (!stem) return false;
    size_t n = 0;
    for (size_t k = 0; k < base.len; k++)
        if (base.ptr[k] != ',' || k == 0 || base.ptr[k - 1] < '0' || base.ptr[k - 1] > '9') stem[n++] = base.ptr[k];
    n = sy__stem(stem, n);
    d->term[i] = sy__term_of(s, (sy_str){ stem, n });
    return d->term[i] != SY_NONE;
}

/* ---- documents ------------------------------------------------------------------------------------------ */

static bool read_document(sy__story *s, sy__doc *d, const sy_report_input *in)
{
    size_t n;
    d->in = in;
    d->day = SY__NO_DAY;
    if (in->article) {
        const sy_metadata *m = sy_article_metadata(in->article);
        d->text = sy_article_reading(in->article);
        d->text_n = (uint32_t)sy_article_text(in->article).len;
        d->title = m->title;
        d->published = m->published;
        d->day = sy__day_of(m->published);
    }
    if (!in->annotation || in->left_aside) return true;
    d->tokens = sy_annotation_tokens(in->annotation, &n);             d->n_tokens = (uint32_t)n;
    d->sentences = sy_annotation_sentences(in->annotation, &n);       d->n_sentences = (uint32_t)n;
    d->entities = sy_facts_entities(in->facts, &n);                   d->n_entities = (uint32_t)n;
    d->attributions = sy_facts_attributions(in->facts, &n);           d->n_attributions = (uint32_t)n;
    d->quantities = sy_facts_quantities(in->facts, &n);               d->n_quantities = (uint32_t)n;
    d->times = sy_facts_times(in->facts, &n);                         d->n_times = (uint32_t)n;
    d->statements = sy_facts_statements(in->facts, &n);               d->n_statements = (uint32_t)n;
    while (d->text_tokens < d->n_tokens && d->tokens[d->text_tokens].span.begin < d->text_n) d->text_tokens++;
    while (d->text_sentences < d->n_sentences && d->sentences[d->text_sentences].begin < d->text_tokens) d->text_sentences++;
    d->term = sy__arena_array(&s->scratch, d->n_tokens, sizeof *d->term);
    d->word = sy__arena_array(&s->scratch, d->n_tokens, sizeof *d->word);
    d->unit_at = sy__arena_array(&s->scratch, d->n_tokens, sizeof *d->unit_at);
    d->entity = sy__arena_array(&s->scratch, d->n_entities, sizeof *d->entity);
    if (!d->term || !d->word || !d->unit_at || !d->entity) return false;
    for (uint32_t i = 0; i < d->n_tokens; i++) {
        d->unit_at[i] = SY_NONE;
        if (!read_token(s, d, i)) return false;
    }
    return true;
}

static bool put_document(sy__story *s, uint32_t i, sy_account_document *out)
{
    const sy_report_input *in = s->docs[i].in;
    out->family = out->revision_of = SY_NONE;
    out->left_aside = in->left_aside;
    if (!in->facts || s->docs[i].published.len) return true;
    const char *how;
    return sy__arena_str(s->out, sy_facts_anchor(in->facts, &how), &out->published_inferred);
}

bool sy__story_init(sy__story *s, sy_account *a, const sy_report_input *in, size_t n, uint32_t threads, const sy_word_vectors *vectors)
{
    *s = (sy__story){ .ctx = a->ctx, .account = a, .out = &a->arena, .threads = threads, .vectors = vectors, .n_docs = (uint32_t)n };
    sy__arena_init(&s->scratch, a->ctx);
    sy__map_init(&s->terms, a->ctx);
    s->docs = sy__arena_array(&s->scratch, n, sizeof *s->docs);
    a->documents = sy__arena_array(s->out, n, sizeof *a->documents);
    if (!s->docs || !a->documents) return false;
    a->n_documents = n;
    for (uint32_t i = 0; i < n; i++)
        if (!read_document(s, &s->docs[i], &in[i]) || !put_document(s, i, &a->documents[i])) return false;
    return true;
}

bool sy__story_finish(sy__story *s)
{
    sy_account *a = s->account;
    a->diagnostics = sy__arena_array(s->out, s->diagnostics.n, sizeof *a->diagnostics);
    if (!a->diagnostics) return false;
    if (s->diagnostics.n) memcpy(a->diagnostics, s->diagnostics.at, s->diagnostics.n * sizeof *a->diagnostics);
    a->n_diagnostics = s->diagnostics.n;
    return true;
}

void sy__story_done(sy__story *s)
{
    sy__map_done(&s->terms);
    sy__free(s->ctx, s->term_text.at);
    sy__free(s->ctx, s->units.at);
    sy__free(s->ctx, s->pieces.at);
    sy__free(s->ctx, s->diagnostics.at);
    sy__arena_done(&s->scratch);
}

/* ---- helpers ---------------------------------------------------------------------------------------------- */

bool sy__diagnose(sy__story *s, const char *code, uint32_t document, const char *fmt, ...)
{
    char line[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    while (len && len + 1 == sizeof line && ((unsigned char)line[len - 1] & 0xC0) == 0x80) len--;   /* no cut inside a character */
    sy_account_diagnostic d = { code, document, { NULL, 0 } };
    return sy__arena_str(s->out, (sy_str){ line, len }, &d.text) && SY__PUSH(s->ctx, &s->diagnostics, d);
}

sy_token_range sy__tokens_of(const sy__doc *d, sy_span span)
{
    uint32_t lo = 0, hi = d->n_tokens;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->tokens[mid].span.begin < span.begin) lo = mid + 1; else hi = mid;
    }
    sy_token_range r = { lo, lo };
    while (r.end < d->n_tokens && d->tokens[r.end].span.begin < span.end) r.end++;
    return r;
}

double sy__rounded_log(double x)
{
    return floor(log(x) * 1024.0 + 0.5) / 1024.0;
}

double sy__weight(const sy__table *t, const char *name, uint32_t column)
{
    uint32_t row = sy__table_find(t, sy__str(name));
    return row == SY_NONE || column >= t->n_fields ? 0 : (double)sy__cell_int(t, row, column) / 1000.0;
}

static int by_number(const void *a, const void *b, void *user)
{
    (void)user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

bool sy__sort_once(const sy__story *s, uint32_t *at, uint32_t *n)
{
    uint32_t k = 0;
    if (!sy__sort(s->ctx, at, *n, sizeof *at, by_number, NULL)) return false;
    for (uint32_t i = 0; i < *n; i++) if (i == 0 || at[i] != at[i - 1]) at[k++] = at[i];
    *n = k;
    return true;
}

bool sy__copy_ids(sy_arena *a, const uint32_t *at, size_t n, sy_ids *out)
{
    uint32_t *to = sy__arena_array(a, n, sizeof *to);
    if (!to) return false;
    if (n) memcpy(to, at, n * sizeof *to);
    *out = (sy_ids){ to, n };
    return true;
}

int sy__ref_cmp(const sy_ref *a, const sy_ref *b)
{
    if (a->document != b->document) return a->document < b->document ? -1 : 1;
    if (a->in_source != b->in_source) return b->in_source ? -1 : 1;
    if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin ? -1 : 1;
    if (a->span.end != b->span.end) return a->span.end < b->span.end ? -1 : 1;
    return 0;
}
