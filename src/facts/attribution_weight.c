/* How likely a cue candidate is one: the counts of its word in its frame, and what its form, its place in the tree, its source
 * and its content say, each with a weight that tools/learn_cues.py learned (data/facts/cue_weights.txt). */

#include "facts/attribution.h"
#include "facts_tables.h"

/* Names of the values, as in the table. Order is that of the enumerations below. */
static const char *const FRAMES[] = { "ccomp", "ccomp<", "xcomp", "dobj", "prep", "passive", "oprd", "clause", "host", "advcl", "according" };
static const char *const SOURCES[] = { "none", "he", "I", "it", "person", "organisation", "group", "place", "name", "noun", "relative", "other" };
static const char *const FORMS[] = { "VBD", "VBZ", "VBP", "VBG", "VBN", "VB", "modal", "NN", "NNS", "JJ", "other" };
static const char *const DEPS[] = { "root", "conj", "advcl", "relcl", "acl", "xcomp", "ccomp", "pcomp", "other" };
static const char *const QUOTES[] = { "no", "begins", "inside" };
static const char *const LENGTHS[] = { "1", "2", "3-4", "5-8", "9-16", "17-32", "33-" };
static const char *const SEENS[] = { "0", "1", "2-3", "4-7", "8-15", "16-" };
static const char *const MARKS[] = { "none", "that", "if", "wh" };
static const char *const VERBS[] = { "none", "past", "present", "modal", "to", "other" };
static const char *const FLAGS[] = { "negated", "comma", "rival" };

static const struct { const char *name; const char *const *values; uint32_t n; } GROUPS[SY__GROUP_N] = {
    { "source", SOURCES, sizeof SOURCES / sizeof *SOURCES }, { "form", FORMS, sizeof FORMS / sizeof *FORMS }, { "dep", DEPS, sizeof DEPS / sizeof *DEPS },
    { "quote", QUOTES, sizeof QUOTES / sizeof *QUOTES }, { "length", LENGTHS, sizeof LENGTHS / sizeof *LENGTHS }, { "seen", SEENS, sizeof SEENS / sizeof *SEENS },
    { "mark", MARKS, sizeof MARKS / sizeof *MARKS }, { "verb", VERBS, sizeof VERBS / sizeof *VERBS }, { "flag", FLAGS, sizeof FLAGS / sizeof *FLAGS } };

/* ---- the table ---------------------------------------------------------------------------------------- */

static double number_of(sy_str s)
{
    double v = 0, scale = 1, sign = 1;
    bool point = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '-')
            sign = -1;
        else if (s.ptr[i] == '.')
            point = true;
        else {
            v = 10 * v + (s.ptr[i] - '0');
            scale = point ? scale * 10 : scale;
        }
    }
    return sign * v / scale;
}

static uint32_t place_of(const char *const *names, uint32_t n, sy_str name)
{
    for (uint32_t k = 0; k < n; k++)
        if (sy__is(name, names[k]))
            return k;
    return SY_NONE;
}

/* Rows "frame group value weight"; group "bias" and "counts" have no value. */
void sy__load_weights(struct sy__weights *out)
{
    const sy__table *t = &sy__table_facts_cue_weights;
    for (uint32_t r = 0; r < t->n; r++) {
        uint32_t frame = place_of(FRAMES, SY__FRAME_N, sy__cell(t, r, 0));
        sy_str group = sy__cell(t, r, 1);
        double weight = number_of(sy__cell(t, r, 3));
        if (frame == SY_NONE)
            continue;
        if (sy__is(group, "bias"))
            out->bias[frame] = weight;
        if (sy__is(group, "counts"))
            out->counts[frame] = weight;
        if (sy__is(group, "speech"))
            out->speech[frame] = weight;
        for (uint32_t g = 0; g < SY__GROUP_N; g++) {
            uint32_t value = sy__is(group, GROUPS[g].name) ? place_of(GROUPS[g].values, GROUPS[g].n, sy__cell(t, r, 2)) : SY_NONE;
            if (value != SY_NONE && value < SY__VALUES_N)
                out->value[frame][g][value] = weight;
        }
    }
}

/* ---- features ------------------------------------------------------------------------------------------- */

static uint32_t source_value(const sy__facts_work *w, uint32_t s)
{
    if (s == SY_NONE)
        return 0;
    uint8_t tag = w->tokens[s].tag;
    if (tag == SY_TAG_WDT || tag == SY_TAG_WP)
        return 10;
    if (tag == SY_TAG_PRP || tag == SY_TAG_PRPS) {
        if (sy__token_is(w, s, "i") || sy__token_is(w, s, "we") || sy__token_is(w, s, "you") || sy__token_is(w, s, "my") || sy__token_is(w, s, "our"))
            return 2;
        return sy__token_is(w, s, "it") || sy__token_is(w, s, "its") ? 3 : 1;
    }
    if (sy__token_is(w, s, "this") || sy__token_is(w, s, "that"))
        return 3;
    uint32_t e = w->entity_at[s];
    if (e != SY_NONE)
        switch (w->entities.at[e].type) {
        case SY_ENTITY_PERSON: return 4;
        case SY_ENTITY_ORGANISATION: return 5;
        case SY_ENTITY_GROUP: return 6;
        case SY_ENTITY_PLACE: return 7;
        default: return 8;
        }
    return sy__is_noun(w, s) ? 9 : 11;
}

static uint32_t form_value(const sy__facts_work *w, uint32_t i)
{
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++)
        if (w->dep[w->child[k]] == SY_DEP_AUX && w->tokens[w->child[k]].tag == SY_TAG_MD)
            return 6;
    switch (w->tokens[i].tag) {
    case SY_TAG_VBD: return 0;
    case SY_TAG_VBZ: return 1;
    case SY_TAG_VBP: return 2;
    case SY_TAG_VBG: return 3;
    case SY_TAG_VBN: return 4;
    case SY_TAG_VB: return 5;
    case SY_TAG_NN: return 7;
    case SY_TAG_NNS: return 8;
    case SY_TAG_JJ: return 9;
    default: return 10;
    }
}

static uint32_t dep_value(const sy__facts_work *w, uint32_t i)
{
    switch (w->dep[i]) {
    case SY_DEP_ROOT: return 0;
    case SY_DEP_CONJ: return 1;
    case SY_DEP_ADVCL: return 2;
    case SY_DEP_RELCL: return 3;
    case SY_DEP_ACL: return 4;
    case SY_DEP_XCOMP: return 5;
    case SY_DEP_CCOMP: return 6;
    case SY_DEP_PCOMP: return 7;
    default: return 8;
    }
}

static uint32_t step_of(uint32_t n, uint32_t steps)
{
    uint32_t k = 0;
    while (k + 1 < steps && n > 1) {
        n = (n + 1) / 2;
        k++;
    }
    return k;
}

static uint32_t mark_value(const sy__facts_work *w, uint32_t content)
{
    for (uint32_t k = w->child_at[content]; k < w->child_at[content + 1]; k++) {
        uint32_t c = w->child[k];
        uint8_t tag = w->tokens[c].tag;
        if (w->dep[c] == SY_DEP_MARK)
            return sy__token_is(w, c, "that") ? 1 : 2;
        if (tag == SY_TAG_WRB || tag == SY_TAG_WP || tag == SY_TAG_WDT)
            return 3;
    }
    return 0;
}

static uint32_t verb_value(const sy__facts_work *w, uint32_t content)
{
    if (!sy__is_verb(w, content))
        return 0;
    for (uint32_t k = w->child_at[content]; k < w->child_at[content + 1]; k++) {
        uint8_t tag = w->tokens[w->child[k]].tag;
        if (w->dep[w->child[k]] == SY_DEP_AUX && tag == SY_TAG_MD)
            return 3;
        if (w->dep[w->child[k]] == SY_DEP_AUX && tag == SY_TAG_TO)
            return 4;
    }
    uint8_t tag = w->tokens[content].tag;
    return tag == SY_TAG_VBD ? 1 : tag == SY_TAG_VBZ || tag == SY_TAG_VBP ? 2 : 5;
}

/* Which pieces between marks stand in the content: at its beginning, or further inside. */
static uint32_t quote_value(const sy__attribution_work *f, uint32_t first, uint32_t last)
{
    if (f->quote_at[first] != SY_NONE || (first > 0 && f->quote_at[first - 1] != SY_NONE && sy__is_mute(f->w, first - 1)))
        return 1;
    return f->quotes_before[last + 1] > f->quotes_before[first] ? 2 : 0;
}

void sy__cue_features(const sy__attribution_work *f, const sy__cue *c, uint32_t out[SY__GROUP_N])
{
    const sy__facts_work *w = f->w;
    uint32_t content = c->content == SY_NONE ? c->token : c->content, first = w->left[content], last = w->right[content];
    if (first <= c->token && c->token < content)
        first = c->token + 1;
    out[SY__GROUP_SOURCE] = source_value(w, c->source);
    out[SY__GROUP_FORM] = form_value(w, c->token);
    out[SY__GROUP_DEP] = dep_value(w, c->token);
    out[SY__GROUP_QUOTE] = quote_value(f, first, last);
    out[SY__GROUP_LENGTH] = step_of(last + 1 - first, 7);
    out[SY__GROUP_MARK] = mark_value(w, content);
    out[SY__GROUP_VERB] = verb_value(w, content);
    out[SY__GROUP_FLAG] = sy__child(w, c->token, SY_DEP_NEG) != SY_NONE ? 0 : first > 0 && sy__token_is(w, first - 1, ",") ? 1 : c->rival ? 2 : SY_NONE;
    out[SY__GROUP_SEEN] = c->seen == 0 ? 0 : c->seen == 1 ? 1 : c->seen < 4 ? 2 : c->seen < 8 ? 3 : c->seen < 16 ? 4 : 5;
}

/* Natural logarithm by basic operations alone: the same bits on every machine. x > 0. */
static double ln(double x)
{
    int power = 0;
    for (; x > 1.5; x /= 2)
        power++;
    for (; x < 0.75; x *= 2)
        power--;
    double z = (x - 1) / (x + 1), square = z * z, sum = 0, term = z;
    for (int k = 1; k < 24; k += 2) {
        sum += term / k;
        term *= square;
    }
    return 2 * sum + power * 0.69314718055994530942;
}

/* Log odds that the candidate is a cue. */
double sy__weigh_features(const sy__attribution_work *f, const sy__cue *c)
{
    const struct sy__weights *x = f->w->finder->weights;
    uint32_t value[SY__GROUP_N];
    sy__cue_features(f, c, value);
    double s = x->bias[c->frame] + x->counts[c->frame] * ln(c->p / (1 - c->p)) + x->speech[c->frame] * c->speech;
    for (uint32_t g = 0; g < SY__GROUP_N; g++)
        if (value[g] != SY_NONE)
            s += x->value[c->frame][g][value[g]];
    return s;
}

/* "ccomp source=he form=VBD …", for the tool that learns. */
void sy__print_features(const sy__attribution_work *f, const sy__cue *c, sy_buf *out)
{
    uint32_t value[SY__GROUP_N];
    sy__cue_features(f, c, value);
    sy__buf_z(out, FRAMES[c->frame]);
    for (uint32_t g = 0; g < SY__GROUP_N; g++)
        if (value[g] != SY_NONE && g != SY__GROUP_SEEN)
            sy__buf_printf(out, " %s=%s", GROUPS[g].name, GROUPS[g].values[value[g]]);
}
