/* One utterance in other words: each variant's own wording is a value, shown by the piece itself, or by the part that differs
 * where the piece is long. */
#include "reconcile/differences.h"

enum { LONG_PIECE = 180, SHOWN_WORDS = 12 };

static bool wording_key(sy__finder *f, const sy__piece *p, sy_str *out)
{
    const sy__doc *d = &f->s->docs[p->document];
    sy__buf_clear(&f->key);
    for (uint32_t i = 0; i < p->words.n; i++) {
        if (i) sy__buf_char(&f->key, ' ');
        sy__buf_str(&f->key, f->s->term_text.at[d->word[p->words.token[i]]]);
    }
    return !f->key.failed && sy__arena_str(&f->s->scratch, sy__buf_view(&f->key), out);
}

/* Of a long piece the words from the first that another has otherwise. */
static bool shown_part(sy__finder *f, const sy__piece *p, const sy__piece *other, sy_span *out)
{
    *out = p->span;
    if (p->span.end - p->span.begin <= LONG_PIECE) return true;
    sy_arena scratch;
    sy__alignment al;
    sy__arena_init(&scratch, f->s->ctx);
    bool ok = sy__align_words(f->s, &p->words, &other->words, &scratch, &al);
    if (ok) {
        uint32_t from = 0, i = 0;
        while (i < al.n && al.a[i] == i + (al.n ? al.a[0] : 0) && al.b[i] == i + al.b[0]) i++;
        from = i < al.n ? (al.a[i] > 2 ? al.a[i] - 2 : 0) : (al.n && al.a[al.n - 1] + 1 < p->words.n ? al.a[al.n - 1] : 0);
        uint32_t to = from + SHOWN_WORDS < p->words.n ? from + SHOWN_WORDS : p->words.n;
        const sy_token *t = f->s->docs[p->document].tokens;
        *out = (sy_span){ t[p->words.token[from]].span.begin, t[p->words.token[to - 1]].span.end };
    }
    sy__arena_done(&scratch);
    return ok;
}

static uint32_t statement_of(const sy__story *s, const sy__piece *p)
{
    const sy__doc *d = &s->docs[p->document];
    uint32_t u = d->unit_at[p->words.token[0]];
    return u == SY_NONE ? SY_NONE : s->units.at[u].group;
}

static bool compare_variants(sy__finder *f, const sy__piece *p, uint32_t n, uint32_t drift)
{
    const sy__piece *longest = p;
    for (uint32_t i = 1; i < n; i++) if (p[i].words.n > longest->words.n) longest = &p[i];
    const sy__piece *other = NULL;
    for (uint32_t i = 0; i < n && !other; i++) if (p[i].document != longest->document) other = &p[i];
    if (!other) return true;
    sy__slot_begin(f, drift & SY_DRIFT_TRANSLATED ? SY_DIFFERENCE_TRANSLATION : SY_DIFFERENCE_WORDING, SY__D_bias, statement_of(f->s, longest));
    for (uint32_t i = 0; i < n; i++) {
        sy_str key;
        sy_span at;
        if (!wording_key(f, &p[i], &key) || !shown_part(f, &p[i], &p[i] == longest ? other : longest, &at)) return false;
        sy__value_use use = { .key = key, .shown = sy__cut(f->s->docs[p[i].document].text, at), .ref = sy__ref(p[i].document, at), .unit = SY_NONE, .head = SY_NONE };
        if (!sy__slot_value(f, use)) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.8);
}

bool sy__wording_differences(sy__finder *f)
{
    sy__story *s = f->s;
    for (uint32_t i = 0, end; i < s->pieces.n; i = end) {
        for (end = i; end < s->pieces.n && s->pieces.at[end].quotation == s->pieces.at[i].quotation; end++) {}
        const sy_quotation *q = &s->account->quotations[s->pieces.at[i].quotation];
        uint32_t drift = 0;
        for (size_t v = 0; v < q->n_variants; v++) drift |= q->variants[v].drift;
        if (!compare_variants(f, s->pieces.at + i, end - i, drift)) return false;
    }
    return true;
}
