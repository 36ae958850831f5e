/* Cue candidates: every verb, noun and adjective with what could be its content, by the shape of the tree alone, and its source. */
#include "facts/attribution.h"
#include "facts_tables.h"

/* Counts are drawn towards what the frame's other words do, as if the key had been seen so many times. */
static const double DRAW = 1.5;


/* ---- source ------------------------------------------------------------------------------------------ */

/* "The legal firm Damm said": where the tree gives the verb two subjects, the name that stands right behind the noun. */
static uint32_t named_subject(const sy__facts_work *w, uint32_t i, uint32_t s)
{
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
        uint32_t c = w->child[k];
        if (c > s && w->dep[c] == SY_DEP_NSUBJ && w->left[c] == s + 1 && w->tokens[s].pos == SY_POS_NOUN && w->tokens[c].pos == SY_POS_PROPN && w->entity_at[c] != SY_NONE)
            return c;
    }
    return s;
}

static uint32_t subject_of(const sy__facts_work *w, uint32_t i)
{
    uint32_t s = sy__child(w, i, SY_DEP_NSUBJ);
    if (s != SY_NONE)
        return named_subject(w, i, s);
    return sy__child(w, i, SY_DEP_NSUBJPASS);
}

static uint32_t agent_of(const sy__facts_work *w, uint32_t i)
{
    uint32_t by = sy__child(w, i, SY_DEP_AGENT);
    return by == SY_NONE ? SY_NONE : sy__child(w, by, SY_DEP_POBJ);
}

static bool is_relative(const sy__facts_work *w, uint32_t i)
{
    return w->tokens[i].tag == SY_TAG_WDT || w->tokens[i].tag == SY_TAG_WP || sy__token_is(w, i, "that");
}

static bool is_passive(const sy__facts_work *w, uint32_t i)
{
    return sy__child(w, i, SY_DEP_AUXPASS) != SY_NONE || sy__child(w, i, SY_DEP_NSUBJPASS) != SY_NONE;
}

/* "quote", "cite": what follows is said by somebody else. */
bool sy__passes_words_on(const sy__facts_work *w, uint32_t verb)
{
    return w->tokens[verb].pos == SY_POS_VERB && sy__table_find(&sy__table_facts_relays, w->tokens[verb].lemma) != SY_NONE;
}

/* "it felt like an hour before the captain came back and said": the noun before the verb's neighbour, where the tree joined the verb to
 * one further off whose subject is "it". */
static uint32_t nearer_subject(const sy__facts_work *w, uint32_t verb, uint32_t it)
{
    for (uint32_t k = verb; k > it + 1; k--) {
        if (w->tokens[k - 1].tag != w->tokens[verb].tag)
            continue;
        uint32_t s = sy__child(w, k - 1, SY_DEP_NSUBJ);
        return s != SY_NONE && sy__is_noun(w, s) && s > it ? s : it;
    }
    return it;
}

/* A verb's own subject, or the one that it shares with the verb above it. */
static uint32_t verb_source(const sy__facts_work *w, uint32_t i)
{
    bool passive = is_passive(w, i);
    uint32_t verb = i;
    uint32_t mood = sy__token_lexeme(w, i)->mood;
    if (mood != SY_NONE && sy__is(sy__cell(&sy__table_facts_modality, mood, 2), "raising"))
        return SY_NONE;                 /* "X seems to leave": nobody says so */
    for (uint32_t hops = 0; hops < 8; hops++) {
        if (passive)
            return agent_of(w, i);
        uint32_t s = hops > 0 && is_passive(w, i) && agent_of(w, i) != SY_NONE ? agent_of(w, i) : subject_of(w, i);
        if (s != SY_NONE && is_relative(w, s) && w->dep[i] == SY_DEP_RELCL)
            return w->time_at[w->head[i]] == SY_NONE ? w->head[i] : SY_NONE;        /* "the one passed in May, which asked towns to stop" */
        if (s != SY_NONE && w->dep[verb] == SY_DEP_CONJ && sy__token_is(w, s, "it") && s < verb)
            return nearer_subject(w, verb, s);
        if (s != SY_NONE)
            return is_relative(w, s) && w->tokens[s].tag != SY_TAG_WP ? SY_NONE : s;
        uint32_t h = w->head[i];
        if (h == i || (w->dep[i] == SY_DEP_ADVCL && w->tokens[i].tag == SY_TAG_VBN && w->left[i] == i))
            return hops == 0 && h != i ? agent_of(w, i) : SY_NONE;          /* "Asked whether he would go, X said": X was asked */
        switch (w->dep[i]) {
        case SY_DEP_ACL: case SY_DEP_RELCL:
            if (w->time_at[h] != SY_NONE)
                return SY_NONE;
            return w->tokens[i].tag == SY_TAG_VBN ? agent_of(w, i) : sy__is_noun(w, h) || w->tokens[h].pos == SY_POS_PRON ? h : SY_NONE;
        case SY_DEP_XCOMP: {
            uint32_t o = sy__child(w, h, SY_DEP_DOBJ);
            if (o != SY_NONE && o < i)
                return o;
            break;
        }
        case SY_DEP_PCOMP:
            if (w->head[h] == h)
                return SY_NONE;
            if (sy__token_is(w, h, "as") && sy__child(w, w->head[h], SY_DEP_NSUBJPASS) != SY_NONE)
                return sy__child(w, w->head[h], SY_DEP_NSUBJPASS);          /* "was quoted as saying" */
            if (sy__token_is(w, h, "as") && sy__passes_words_on(w, w->head[h]) && sy__child(w, w->head[h], SY_DEP_DOBJ) != SY_NONE)
                return sy__child(w, w->head[h], SY_DEP_DOBJ);               /* "quoted police as saying" */
            h = w->head[h];
            break;
        case SY_DEP_CONJ: case SY_DEP_ADVCL: case SY_DEP_CCOMP: case SY_DEP_PARATAXIS: case SY_DEP_DEP:
            break;
        default:
            return SY_NONE;
        }
        if (!sy__is_verb(w, h))
            return sy__is_noun(w, h) ? h : SY_NONE;
        i = h;
    }
    return SY_NONE;
}

static uint32_t noun_source(const sy__facts_work *w, uint32_t i)
{
    uint32_t p = sy__child(w, i, SY_DEP_POSS);
    if (p != SY_NONE)
        return p;
    for (uint32_t c = w->child_at[i]; c < w->child_at[i + 1]; c++)
        if (w->dep[w->child[c]] == SY_DEP_PREP && (sy__token_is(w, w->child[c], "by") || sy__token_is(w, w->child[c], "from") || sy__token_is(w, w->child[c], "of")))
            return sy__child(w, w->child[c], SY_DEP_POBJ);
    uint32_t h = w->head[i];
    if (h != i && sy__is_verb(w, h) && (w->dep[i] == SY_DEP_DOBJ || w->dep[i] == SY_DEP_ATTR))
        return verb_source(w, h);
    return SY_NONE;
}

uint32_t sy__source_of(const sy__facts_work *w, uint32_t cue)
{
    if (sy__is_verb(w, cue))
        return verb_source(w, cue);
    if (sy__is_noun(w, cue))
        return noun_source(w, cue);
    uint32_t h = w->head[cue];
    return h != cue && sy__is_verb(w, h) ? verb_source(w, h) : SY_NONE;
}

/* ---- candidates ---------------------------------------------------------------------------------------- */

static bool push(const sy__facts_work *w, sy__cues *out, uint32_t token, uint32_t content, uint32_t link, sy__frame frame)
{
    sy__cue c = { .token = token, .content = content, .link = link, .source = SY_NONE, .frame = frame };
    return SY__PUSH(w->ctx, out, c);
}

/* "quoted X as saying …": the second verb is the cue. */
static bool relays_speech(const sy__facts_work *w, uint32_t i)
{
    for (uint32_t k = w->child_at[i]; sy__passes_words_on(w, i) && k < w->child_at[i + 1]; k++) {
        uint32_t c = w->child[k], o = sy__token_is(w, c, "as") ? sy__child(w, c, SY_DEP_PCOMP) : SY_NONE;
        if (o != SY_NONE && sy__speech(w, o) > 0.5)
            return true;
    }
    return false;
}

static bool verb_child(const sy__facts_work *w, sy__cues *out, uint32_t i, uint32_t c)
{
    switch (w->dep[c]) {
    case SY_DEP_CCOMP: return (c < i && relays_speech(w, i)) || push(w, out, i, c, SY_NONE, c < i ? SY__FRAME_CCOMP_LEFT : SY__FRAME_CCOMP);
    case SY_DEP_XCOMP: return push(w, out, i, c, SY_NONE, SY__FRAME_XCOMP);
    case SY_DEP_DOBJ: return relays_speech(w, i) || push(w, out, i, c, SY_NONE, SY__FRAME_DOBJ);
    case SY_DEP_OPRD: return push(w, out, i, c, SY_NONE, SY__FRAME_OPRD);
    case SY_DEP_NSUBJPASS: return push(w, out, i, c, SY_NONE, SY__FRAME_PASSIVE);
    case SY_DEP_ADVCL: return (w->tokens[c].tag == SY_TAG_VBG && sy__speech(w, c) > 0.5) || push(w, out, i, c, SY_NONE, SY__FRAME_ADVCL);
    default: return true;
    }
}

static bool prep_child(const sy__facts_work *w, sy__cues *out, uint32_t i, uint32_t c)
{
    uint32_t o = sy__child(w, c, SY_DEP_POBJ);
    if (o == SY_NONE)
        o = sy__child(w, c, SY_DEP_PCOMP);
    if (o != SY_NONE && sy__token_is(w, c, "as") && sy__speech(w, o) > 0.5)
        return true;                    /* "quoted as saying": the second verb is the cue */
    return o == SY_NONE || push(w, out, i, o, c, SY__FRAME_PREP);
}

/* The verb stands inside a clause that it does not govern: "it had, he said, rained". */
static bool hosted(const sy__facts_work *w, uint32_t i)
{
    return sy__is_verb(w, i) && w->head[i] != i && (w->dep[i] == SY_DEP_PARATAXIS || w->dep[i] == SY_DEP_CCOMP || w->dep[i] == SY_DEP_ADVCL) && subject_of(w, i) != SY_NONE &&
           sy__child(w, i, SY_DEP_CCOMP) == SY_NONE && sy__child(w, i, SY_DEP_DOBJ) == SY_NONE;
}

/* "It rained, Y quoted X as saying": the clause in front is what X says. */
static uint32_t said_in_front(const sy__facts_work *w, uint32_t i)
{
    uint32_t as = w->head[i], verb = w->head[as];
    if (w->dep[i] != SY_DEP_PCOMP || !sy__token_is(w, as, "as") || !sy__passes_words_on(w, verb) || sy__child(w, i, SY_DEP_CCOMP) != SY_NONE)
        return SY_NONE;
    uint32_t c = sy__child(w, verb, SY_DEP_CCOMP);
    return c != SY_NONE && c < verb ? c : SY_NONE;
}

/* The verb of saying that "citing X" belongs to: who is cited speaks, and the verb's subject passes it on. SY_NONE: none. */
uint32_t sy__relay_of(const sy__facts_work *w, uint32_t i)
{
    if (w->tokens[i].tag != SY_TAG_VBG || w->dep[i] == SY_DEP_ROOT || !sy__passes_words_on(w, i))
        return SY_NONE;
    uint32_t h = w->head[i], cited = sy__child(w, i, SY_DEP_DOBJ), who = cited == SY_NONE ? SY_NONE : w->entity_at[cited];
    if (who == SY_NONE || (w->entities.at[who].type != SY_ENTITY_PERSON && w->entities.at[who].type != SY_ENTITY_ORGANISATION && w->entities.at[who].type != SY_ENTITY_GROUP))
        return SY_NONE;
    if (w->dep[i] == SY_DEP_ACL && (w->dep[h] == SY_DEP_NSUBJ || w->dep[h] == SY_DEP_NSUBJPASS))
        h = w->head[h];
    return h != i && sy__speech(w, h) > 0.5 ? h : SY_NONE;
}

bool sy__list_cues(const sy__facts_work *w, sy__cues *out)
{
    for (uint32_t i = 0; i < w->n; i++) {
        bool verb = sy__is_verb(w, i), noun = w->tokens[i].pos == SY_POS_NOUN, adjective = w->tokens[i].pos == SY_POS_ADJ;
        if (sy__token_is(w, i, "according") && i + 1 < w->n && sy__token_is(w, i + 1, "to")) {
            uint32_t o = sy__child(w, i + 1, SY_DEP_POBJ);
            if (o != SY_NONE && !push(w, out, i, SY_NONE, i + 1, SY__FRAME_ACCORDING))
                return false;
            continue;
        }
        if (!verb && !noun && !adjective)
            continue;
        if (verb && sy__relay_of(w, i) != SY_NONE)
            continue;
        if (hosted(w, i) && !push(w, out, i, w->head[i], SY_NONE, SY__FRAME_HOST))
            return false;
        uint32_t left = verb ? said_in_front(w, i) : SY_NONE;
        if (left != SY_NONE && !push(w, out, i, left, SY_NONE, SY__FRAME_CCOMP_LEFT))
            return false;
        for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
            uint32_t c = w->child[k], d = w->dep[c];
            bool ok = true;
            if (d == SY_DEP_PREP)
                ok = c < i || prep_child(w, out, i, c);
            else if (verb)
                ok = verb_child(w, out, i, c);
            else if (c > i && (d == SY_DEP_ACL || d == SY_DEP_CCOMP || d == SY_DEP_XCOMP))
                ok = push(w, out, i, c, SY_NONE, SY__FRAME_NOUN);
            if (!ok)
                return false;
        }
    }
    return true;
}

static bool append(char *out, size_t size, size_t *n, sy_str s)
{
    if (s.len >= size - *n)
        return false;
    memcpy(out + *n, s.ptr, s.len);
    *n += s.len;
    return true;
}

size_t sy__cue_key(const sy__facts_work *w, const sy__cue *c, char *out, size_t size)
{
    static const char *const frames[SY__FRAME_N] = { "ccomp", "ccomp<", "xcomp", "dobj", "prep", "passive", "oprd", "clause", "host", "advcl", "according" };
    sy_str lemma = w->tokens[c->token].lemma;
    const char *class = sy__is_verb(w, c->token) ? " v " : sy__is_noun(w, c->token) ? " n " : " a ";
    size_t n = 0;
    if (!append(out, size, &n, lemma) || !append(out, size, &n, (sy_str){ class, 3 }) || !append(out, size, &n, sy__str(frames[c->frame])))
        return 0;
    if (c->link != SY_NONE && (!append(out, size, &n, SY_STR(":")) || !append(out, size, &n, sy__token_lower(w, c->link))))
        return 0;
    for (size_t i = 0; i < lemma.len; i++)
        out[i] = (char)(out[i] >= 'A' && out[i] <= 'Z' ? out[i] + 32 : out[i]);
    return n;
}

/* ---- how likely ------------------------------------------------------------------------------------------- */

double sy__count_of(sy_str s)
{
    double v = 0;
    for (size_t i = 0; i < s.len; i++)
        v = 10 * v + (s.ptr[i] - '0');
    return v;
}

static bool counts_of(const sy__facts_work *w, sy_str key, double *right, double *all)
{
    const uint32_t *row = sy__map_find(&w->finder->cues, key);
    if (!row)
        return false;
    *right += sy__count_of(sy__cell(&sy__table_facts_cues, *row, 3));
    *all += sy__count_of(sy__cell(&sy__table_facts_cues, *row, 4));
    return true;
}

void sy__count_cue(const sy__facts_work *w, sy__cue *c)
{
    char key[96];
    size_t n = c->frame == SY__FRAME_ACCORDING ? 0 : sy__cue_key(w, c, key, sizeof key);
    double right = 0, all = 0, prior_right = 0, prior_all = 0;
    size_t blank = n ? sy__find((sy_str){ key, n }, SY_STR(" "), 0) : SIZE_MAX;
    c->speech = sy__speech(w, c->token);
    c->p = c->frame == SY__FRAME_ACCORDING ? 0.95 : 0.01;
    if (blank == SIZE_MAX || blank == 0)
        return;
    counts_of(w, (sy_str){ key, n }, &right, &all);
    key[blank - 1] = '*';               /* the lemma's last byte: "say v ccomp" ends in "* v ccomp" */
    counts_of(w, (sy_str){ key + blank - 1, n - blank + 1 }, &prior_right, &prior_all);
    double prior = (prior_right + 0.1) / (prior_all + 1);
    c->p = (right + DRAW * prior) / (all + DRAW);
    c->p = c->p < 0.002 ? 0.002 : c->p > 0.995 ? 0.995 : c->p;
    c->seen = (uint32_t)all;
}

double sy__speech(const sy__facts_work *w, uint32_t token)
{
    return w->tokens[token].pos == SY_POS_VERB ? sy__token_lexeme(w, token)->speech : 0;
}
