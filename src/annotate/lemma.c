/* The lemmatizer: exceptions, and suffix rules held against a list of known words. */
#include "annotate/lexer.h"

/* Tables of a part of speech, or SY__LEMMA_N. */
static uint32_t tables_of(uint8_t pos)
{
    switch (pos) {
    case SY_POS_ADJ: return SY__LEMMA_ADJ;
    case SY_POS_ADV: return SY__LEMMA_ADV;
    case SY_POS_NOUN: return SY__LEMMA_NOUN;
    case SY_POS_VERB: return SY__LEMMA_VERB;
    case SY_POS_PUNCT: return SY__LEMMA_PUNCT;
    default: return SY__LEMMA_N;
    }
}

static bool is_base_form(uint8_t pos, uint8_t base)
{
    return base & SY__BASE_ANY || (pos == SY_POS_NOUN && base & SY__BASE_NOUN) || (pos == SY_POS_VERB && base & SY__BASE_VERB);
}

static bool all_letters(const sy_model *m, sy_str s)
{
    for (size_t i = 0; i < s.len;) {
        if (!(sy__cp_class(m, sy__utf8_next(s, &i)) & SY__CP_LETTER))
            return false;
    }
    return true;
}

/* Forms that the rules make. Known ones and such with other characters than letters are candidates, in the order in which
 * the rules made them; `oov` is the first of the rest. */
typedef struct forms {
    sy_span  at[SY__MAX_LEMMA_RULES];      /* of the lexer's scratch text */
    bool     known[SY__MAX_LEMMA_RULES];
    uint32_t n;
    sy_span  oov;
    bool     has_oov;
} forms;

static void make_forms(sy__lexer *x, forms *f, uint32_t tables, uint8_t pos, sy_str low)
{
    const sy_model *m = x->m;
    f->n = 0;
    f->oov = (sy_span){ 0, 0 };
    f->has_oov = false;
    sy__buf_clear(&x->text);
    for (uint32_t i = 0; i < m->n_lemma_rules && !x->text.failed; i++) {
        const sy__lemma_rule *rule = &m->lemma_rules[i];
        if (rule->pos != pos || !sy__ends(low, sy__model_str(m, rule->old)))
            continue;
        uint32_t begin = (uint32_t)x->text.len;
        sy__buf_str(&x->text, sy__sub(low, 0, low.len - rule->old.length));
        sy__buf_str(&x->text, sy__model_str(m, rule->fresh));
        sy_span at = { begin, (uint32_t)x->text.len };
        sy_str  form = sy__cut(sy__buf_view(&x->text), at);
        if (form.len == 0 || x->text.failed)
            continue;
        bool known = sy__text_find(m, &m->lemma_index[tables], form) != SY_NONE;
        if (known || !all_letters(m, form)) {
            f->at[f->n] = at;
            f->known[f->n++] = known;
        } else if (!f->has_oov) {
            f->oov = at;
            f->has_oov = true;
        }
    }
}

static bool is_candidate(const sy__lexer *x, const forms *f, sy_str form)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (sy__eq(sy__cut(sy__buf_view(&x->text), f->at[i]), form))
            return true;
    }
    return false;
}

/* The last listed lemma that no rule has made; an earlier equal one would have come first. */
static bool listed(const sy__lexer *x, const forms *f, uint32_t tables, sy_str low, sy_str *out)
{
    const sy_model *m = x->m;
    uint32_t        list = sy__text_find(m, &m->lemma_exc[tables], low);
    if (list == SY_NONE)
        return false;
    const sy__ref *item = m->exc_items + m->exc_lists[list].offset;
    for (uint32_t k = m->exc_lists[list].length; k-- > 0;) {
        sy_str form = sy__model_str(m, item[k]);
        bool   earlier = false;
        for (uint32_t j = 0; j < k && !earlier; j++)
            earlier = sy__eq(sy__model_str(m, item[j]), form);
        if (!earlier && !is_candidate(x, f, form)) {
            *out = form;
            return true;
        }
    }
    return false;
}

/* A known form goes to the front when it is made, any other candidate to the end. */
static sy_str first_form(const sy__lexer *x, const forms *f, sy_str text)
{
    sy_str all = sy__buf_view(&x->text);
    for (uint32_t i = f->n; i-- > 0;) {
        if (f->known[i])
            return sy__cut(all, f->at[i]);
    }
    return f->n > 0 ? sy__cut(all, f->at[0]) : f->has_oov ? sy__cut(all, f->oov) : text;
}

bool sy__lemma(sy__lexer *x, const sy__type *type, uint8_t pos, uint8_t base, sy_str *out)
{
    uint32_t tables = tables_of(pos);
    if (pos == SY_POS_SPACE || is_base_form(pos, base)) {
        *out = type->lower;
        return true;
    }
    if (tables == SY__LEMMA_N) {
        *out = pos == SY_POS_PROPN ? type->text : type->lower;
        return true;
    }
    forms  f;
    sy_str lemma;
    make_forms(x, &f, tables, pos, type->lower);
    if (x->text.failed)
        return false;
    if (listed(x, &f, tables, type->lower, out))
        return true;
    lemma = first_form(x, &f, type->text);
    if (sy__eq(lemma, type->text)) {
        *out = type->text;
        return true;
    }
    if (sy__eq(lemma, type->lower)) {
        *out = type->lower;
        return true;
    }
    return sy__arena_str(&x->arena, lemma, out);
}
