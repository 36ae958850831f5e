/* Nominals and pronouns, in reading order: "the prime minister", "his office", "the militia", "he".
 *
 * A short list keeps the entities met last. A noun goes to the latest one that the article has called by it; a pronoun to the
 * one that stands out by nearness, by having been a subject, and by number and gender. Where two are as good, to none. */
#include "facts/attribution.h"
#include "facts/entity.h"
#include "facts_tables.h"

/* How many entities are remembered, and over how many sentences. */
enum { REMEMBERED = 24, SENTENCES = 3, SPEECH_WORDS = 4, BODY_SENTENCES = 3 };
/* Who spoke in the sentence before goes on to speak, though it names another man who does more. */
enum { SAID_LATELY = 4, TOLD_HOPS = 8 };
/* A verb as often a cue as this is one of saying. */
static const double SAYS = 0.6;

typedef struct reader {
    sy__entity_work *e;
    sy__facts_work  *w;
    uint32_t recent[REMEMBERED];    /* latest first */
    uint32_t n_recent;
    bool     *said;                 /* per token: between marks, and more than a word or title */
    uint32_t *told;                 /* per sentence: sentences before it that are not wholly between marks */
} reader;

/* ---- memory --------------------------------------------------------------------------------------------- */

/* "A cellist, Nils Berg, said": the name beside the subject is the subject too. */
static uint32_t beside(const sy__facts_work *w, uint32_t i) { return w->dep[i] == SY_DEP_APPOS ? w->head[i] : i; }

static bool is_subject(const sy__facts_work *w, uint32_t i)
{
    i = beside(w, i);
    return w->dep[i] == SY_DEP_NSUBJ || w->dep[i] == SY_DEP_NSUBJPASS;
}

/* The subject of a verb of saying. */
static bool says(const sy__facts_work *w, uint32_t i)
{
    i = beside(w, i);
    return w->dep[i] == SY_DEP_NSUBJ && sy__speech(w, w->head[i]) > SAYS;
}

static void remember(reader *r, uint32_t draft, uint32_t token)
{
    uint32_t at = 0;
    sy__draft *d = &r->e->drafts.at[draft];
    d->last_seen = token;
    if (is_subject(r->w, token))
        d->last_subject = token;
    if (!r->said[token]) {
        d->last_outside = token;
        if (is_subject(r->w, token))
            d->last_subject_outside = token;
    }
    if (says(r->w, token))
        d->last_said = token;
    while (at < r->n_recent && r->recent[at] != draft)
        at++;
    if (at == r->n_recent) {
        if (r->n_recent < REMEMBERED)
            r->n_recent++;
        else
            at--;
    }
    for (; at > 0; at--)
        r->recent[at] = r->recent[at - 1];
    r->recent[0] = draft;
}

/* Sentences from token `from` to token i, of those that the article tells itself where i stands outside of quotations. */
static uint32_t since(const reader *r, uint32_t i, uint32_t from)
{
    const uint32_t *s = r->w->sentence;
    return r->said[i] ? s[i] - s[from] : r->told[s[i]] - r->told[s[from]];
}

/* ---- nominals ------------------------------------------------------------------------------------------- */

typedef struct nominal {
    uint32_t head, first;           /* phrase without determiner */
    uint32_t owner;                 /* entity of the possessor or SY_NONE */
    uint32_t possessor;             /* token or SY_NONE */
    bool     definite, plural, modified;
    sy_entity_type type;
    bool     is_label, is_person, is_firm;
} nominal;

static bool is_definite_word(const sy__facts_work *w, uint32_t i)
{
    return sy__token_is(w, i, "the") || sy__token_is(w, i, "this") || sy__token_is(w, i, "that") || sy__token_is(w, i, "these") || sy__token_is(w, i, "those");
}

/* A noun phrase of a kind that acts or is called names. */
static bool read_nominal(const sy__facts_work *w, uint32_t i, nominal *n)
{
    sy_str flag = { "", 0 };
    if ((w->tokens[i].pos != SY_POS_NOUN && w->tokens[i].pos != SY_POS_PROPN) || w->entity_at[i] != SY_NONE || w->dep[i] == SY_DEP_COMPOUND ||
        w->dep[i] == SY_DEP_AMOD || w->dep[i] == SY_DEP_NMOD || w->dep[i] == SY_DEP_NPADVMOD || w->time_at[i] != SY_NONE)
        return false;
    sy__role_kind role = sy__role_kind_of(w, i);
    bool is_noun = sy__noun_type(w, i, &n->type, &flag);
    n->is_person = role == SY__ROLE_TITLE || role == SY__ROLE_ROLE || role == SY__ROLE_KIN;
    bool in_name = sy__is(flag, "suffix") || sy__is(flag, "paper") || sy__is(flag, "name");
    if (!n->is_person && (in_name || !is_noun || n->type == SY_ENTITY_OTHER))
        return false;
    uint32_t last;
    n->head = i;
    sy__phrase_of(w, i, &n->first, &last);
    n->plural = w->tokens[i].tag == SY_TAG_NNS || w->tokens[i].tag == SY_TAG_NNPS;
    n->is_label = is_noun && (sy__is(flag, "label") || sy__token_is(w, i, "groups") || sy__token_is(w, i, "group") || sy__token_is(w, i, "army") || sy__token_is(w, i, "organization"));
    n->is_firm = !n->is_person && sy__is(flag, "firm");
    if (n->is_person)
        n->type = n->plural ? SY_ENTITY_GROUP : SY_ENTITY_PERSON;
    n->modified = n->first < i;
    n->definite = false;
    n->owner = n->possessor = SY_NONE;
    for (uint32_t k = w->child_at[i]; k < w->child_at[i + 1]; k++) {
        uint32_t c = w->child[k];
        n->definite = n->definite || (w->dep[c] == SY_DEP_DET && is_definite_word(w, c));
        if (w->dep[c] == SY_DEP_POSS) {
            n->possessor = c;
            n->owner = w->entity_at[c];
            n->definite = true;
        }
    }
    return true;
}

/* How many words they share, if the shorter phrase ends the longer one; else 0. */
static uint32_t shared_ending(const sy__facts_work *w, uint32_t a_first, uint32_t a, uint32_t b_first, uint32_t b)
{
    uint32_t n = 1;
    if (!sy__eq(sy__token_lower(w, a), sy__token_lower(w, b)) && !sy__eq(w->tokens[a].lemma, w->tokens[b].lemma))
        return 0;
    for (; a > a_first && b > b_first; n++) {
        a--;
        b--;
        if (!sy__eq(sy__token_lower(w, a), sy__token_lower(w, b)))
            return 0;
    }
    return n;
}

/* "The Nato spokesman" is none whom the article has called "spokesman" without Nato: a name in front tells him apart. */
static bool adds_name(const sy__facts_work *w, const nominal *n, uint32_t shared, const sy__draft *d, uint32_t token)
{
    if (shared > 1)
        return false;
    for (uint32_t i = n->first; i + shared <= n->head; i++) {
        uint32_t name = w->entity_at[i];
        if (name == SY_NONE || name == d->owner)
            continue;
        bool known = false;
        for (uint32_t k = w->left[token]; k < token && !known; k++)
            known = w->entity_at[k] == name;
        if (!known)
            return true;
    }
    return false;
}

static bool is_called(const reader *r, uint32_t draft, const nominal *n)
{
    const sy__draft *d = &r->e->drafts.at[draft];
    uint32_t looked = 0;
    if (n->owner != SY_NONE && d->owner != n->owner)
        return false;
    if ((d->entity.type == SY_ENTITY_PLACE) != (n->type == SY_ENTITY_PLACE && !n->is_person) || (!d->entity.named && d->plural != n->plural))
        return false;
    for (uint32_t k = d->nouns; k != SY_NONE && looked < 12; k = r->e->nouns.at[k].next, looked++) {
        uint32_t token = r->e->nouns.at[k].token, first, last;
        sy__phrase_of(r->w, token, &first, &last);
        uint32_t shared = shared_ending(r->w, n->first, n->head, first, token);
        if (shared && !adds_name(r->w, n, shared, d, token))
            return true;
    }
    return false;
}

/* The latest that the article has called so. A plain indefinite noun brings somebody new, a plain plural like "police" the same again. */
static uint32_t called(const reader *r, const nominal *n)
{
    bool bare = !n->definite && sy__child(r->w, n->head, SY_DEP_DET) == SY_NONE && sy__child(r->w, n->head, SY_DEP_NUMMOD) == SY_NONE;
    if (!n->definite && !bare)
        return SY_NONE;
    for (uint32_t k = 0; k < r->n_recent; k++)
        if (is_called(r, r->recent[k], n) && (n->definite || !r->e->drafts.at[r->recent[k]].entity.named))
            return r->recent[k];
    return SY_NONE;
}

/* "The company said": the body with a name that spoke or acted last, where one alone did. */
static uint32_t speaking_body(const reader *r, const nominal *n)
{
    const sy__facts_work *w = r->w;
    uint32_t found = SY_NONE;
    int best = 0, second = 0;
    if (!n->definite || n->plural || !n->is_firm || n->possessor != SY_NONE || r->said[n->head] || !says(w, n->head))
        return SY_NONE;
    for (uint32_t i = n->first; i < n->head; i++)
        if (w->entity_at[i] != SY_NONE || w->tokens[i].pos == SY_POS_PROPN)
            return SY_NONE;
    for (uint32_t k = 0; k < r->n_recent; k++) {
        const sy__draft *d = &r->e->drafts.at[r->recent[k]];
        uint32_t subject = d->last_subject_outside;
        if (!d->entity.named || d->entity.type != SY_ENTITY_ORGANISATION || subject == SY_NONE || since(r, n->head, subject) > BODY_SENTENCES)
            continue;
        int s = 2 * (BODY_SENTENCES + 1 - (int)since(r, n->head, subject)) + (d->last_said != SY_NONE && since(r, n->head, d->last_said) <= BODY_SENTENCES);
        second = s > best ? best : s > second ? s : second;
        found = s > best ? r->recent[k] : found;
        best = s > best ? s : best;
    }
    return best > second ? found : SY_NONE;
}

/* "Ofer prison", "the German consulate": a name in front makes of a kind of building one building. */
static bool names_inside(const sy__facts_work *w, const nominal *n)
{
    bool named = false;
    for (uint32_t i = n->first; i < n->head && !n->plural && n->type == SY_ENTITY_FACILITY; i++)
        named = named || w->entity_at[i] != SY_NONE;
    return named;
}

static bool add_nominal(reader *r, const nominal *n)
{
    const sy__facts_work *w = r->w;
    bool acts = n->is_person || n->type == SY_ENTITY_ORGANISATION || n->type == SY_ENTITY_GROUP;
    uint32_t draft = acts || n->definite ? called(r, n) : SY_NONE;
    draft = draft == SY_NONE ? speaking_body(r, n) : draft;
    uint32_t first = n->possessor != SY_NONE && w->left[n->possessor] < n->first ? w->left[n->possessor] : n->first;
    if (draft == SY_NONE && !acts && !names_inside(w, n))
        return true;                    /* a place or building without a name is none */
    if (draft == SY_NONE) {
        sy__draft d = sy__new_draft((sy_entity){ .type = n->type, .name = sy__cut(w->text, sy__token_span(w, first, n->head)) });
        d.owner = n->owner;
        d.plural = n->plural;
        d.definite = n->definite;
        draft = r->e->drafts.n;
        if (!SY__PUSH(w->ctx, &r->e->drafts, d))
            return false;
    }
    if (n->is_label && !n->is_person && !sy__add_label(r->e, draft, n->head))
        return false;
    uint32_t begin = w->left[n->head] < first && w->sentence[w->left[n->head]] == w->sentence[n->head] && w->tokens[w->left[n->head]].pos == SY_POS_DET ? w->left[n->head] : first;
    remember(r, draft, n->head);
    return sy__add_noun(r->e, draft, n->head) && sy__add_draft_mention(r->e, draft, begin, n->head, n->head, SY_MENTION_NOMINAL);
}

/* ---- pronouns --------------------------------------------------------------------------------------------- */

typedef enum pronoun { PRONOUN_NONE = 0, PRONOUN_HE, PRONOUN_SHE, PRONOUN_THEY, PRONOUN_IT } pronoun;

static pronoun pronoun_of(const sy__facts_work *w, uint32_t i)
{
    static const struct { const char *word; pronoun p; } words[] = {
        { "he", PRONOUN_HE }, { "him", PRONOUN_HE }, { "his", PRONOUN_HE }, { "himself", PRONOUN_HE }, { "she", PRONOUN_SHE }, { "her", PRONOUN_SHE },
        { "hers", PRONOUN_SHE }, { "herself", PRONOUN_SHE }, { "they", PRONOUN_THEY }, { "them", PRONOUN_THEY }, { "their", PRONOUN_THEY },
        { "it", PRONOUN_IT }, { "its", PRONOUN_IT } };
    if (w->tokens[i].tag != SY_TAG_PRP && w->tokens[i].tag != SY_TAG_PRPS)
        return PRONOUN_NONE;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (sy__token_is(w, i, words[k].word))
            return words[k].p;
    return PRONOUN_NONE;
}

/* Who is named in what somebody says is not who says it: "Berg was late, he said". In "Berg raged: '…', he said" he is. */
static bool is_in_content(const reader *r, uint32_t draft, uint32_t i)
{
    const sy__facts_work *w = r->w;
    uint32_t content = sy__child(w, w->head[i], SY_DEP_CCOMP);
    bool named = false;
    if (content == SY_NONE || content > i)
        return false;
    for (uint32_t k = w->left[content]; k <= w->right[content]; k++) {
        bool here = w->entity_at[k] == draft && sy__is_noun(w, k) && sy__is_below(w, k, content);
        named = named || here;
        if (r->said[k] || (here && says(w, k)))
            return false;
    }
    for (uint32_t k = w->right[content] + 1; k < i; k++)        /* "Berg told a tale: '…', she wrote": the words between marks are the content */
        if (r->said[k])
            return false;
    return named;
}

/* The token stands in what somebody else is told to say: "Berg was late, Holm said". */
static bool is_told_of(const sy__facts_work *w, uint32_t draft, uint32_t token)
{
    for (uint32_t hops = 0; hops < TOLD_HOPS && w->head[token] != token; hops++, token = w->head[token]) {
        uint32_t verb = w->head[token], who = w->dep[token] == SY_DEP_CCOMP ? sy__child(w, verb, SY_DEP_NSUBJ) : SY_NONE;
        if (who != SY_NONE && sy__speech(w, verb) > SAYS && w->entity_at[who] != draft)
            return true;
    }
    return false;
}

/* How well a draft fits; below 1: not at all. */
static int fit(const reader *r, uint32_t draft, pronoun p, uint32_t i)
{
    const sy__facts_work *w = r->w;
    const sy__draft *d = &r->e->drafts.at[draft];
    sy_entity_type type = d->entity.type;
    bool outside = !r->said[i], person = type == SY_ENTITY_PERSON;
    uint32_t seen = outside && d->last_outside != SY_NONE ? d->last_outside : d->last_seen, subject = outside ? d->last_subject_outside : d->last_subject;
    uint32_t far = since(r, i, seen);
    if (far > SENTENCES || (outside && says(w, i) && is_in_content(r, draft, i)))
        return 0;
    if ((p == PRONOUN_HE && (!person || d->female)) || (p == PRONOUN_SHE && (!person || d->male)))
        return 0;
    if (p == PRONOUN_THEY && !(type == SY_ENTITY_GROUP || type == SY_ENTITY_ORGANISATION || d->plural))
        return 0;
    if (p == PRONOUN_IT && ((type != SY_ENTITY_ORGANISATION && type != SY_ENTITY_PLACE) || d->plural || subject == SY_NONE || since(r, i, subject) > 1))
        return 0;
    int score = 12 - 3 * (int)far + (d->entity.named ? 1 : 0);
    bool spoke = outside && says(w, i) && d->last_said != SY_NONE && since(r, i, d->last_said) <= 1;
    bool told_of = !spoke && person && outside && says(w, i) && subject != SY_NONE && is_told_of(w, draft, subject);
    if (subject != SY_NONE && since(r, i, subject) <= 1 && !told_of)
        score += 3;
    if (spoke)
        score += SAID_LATELY;
    if (outside && d->last_outside == SY_NONE)
        score -= 5;
    if ((p == PRONOUN_HE && d->male) || (p == PRONOUN_SHE && d->female) || (p == PRONOUN_THEY && d->plural))
        score += 4;
    if ((p == PRONOUN_HE && d->male_name) || (p == PRONOUN_SHE && d->female_name))
        score += 2;
    if ((p == PRONOUN_HE && d->female_name && !d->male) || (p == PRONOUN_SHE && d->male_name && !d->female))
        score -= 5;
    bool object = w->dep[i] == SY_DEP_DOBJ || w->dep[i] == SY_DEP_DATIVE;
    if (object && w->head[seen] == w->head[i])
        return 0;
    return score;
}

/* Who spoke last, of whom the reader remembers. */
static uint32_t last_speaker(const reader *r)
{
    uint32_t found = SY_NONE, latest = 0;
    for (uint32_t k = 0; k < r->n_recent; k++) {
        uint32_t at = r->e->drafts.at[r->recent[k]].last_said;
        if (at != SY_NONE && at >= latest) {
            found = r->recent[k];
            latest = at;
        }
    }
    return found;
}

static uint32_t antecedent(const reader *r, pronoun p, uint32_t i, int *margin)
{
    int best = 0, second = 0;
    uint32_t found = SY_NONE, speaker = !r->said[i] && says(r->w, i) ? last_speaker(r) : SY_NONE;
    for (uint32_t k = 0; k < r->n_recent; k++) {
        int s = fit(r, r->recent[k], p, i);
        s += s > 0 && r->recent[k] == speaker;
        if (s > best) {
            second = best;
            best = s;
            found = r->recent[k];
        } else if (s > second) {
            second = s;
        }
    }
    *margin = best - second;
    int least = p == PRONOUN_IT || p == PRONOUN_THEY ? 12 : 6;
    return best >= least && *margin >= (p == PRONOUN_IT || p == PRONOUN_THEY ? 3 : 1) ? found : SY_NONE;
}

/* "It" is a thing, a clause or nobody more often than a body that acts: only where it acts, or owns. */
static bool may_act(const sy__facts_work *w, uint32_t i)
{
    return w->dep[i] == SY_DEP_POSS || (is_subject(w, i) && w->tokens[w->head[i]].pos == SY_POS_VERB);
}

static bool add_pronoun(reader *r, pronoun p, uint32_t i)
{
    int margin = 0;
    if (p == PRONOUN_IT && !may_act(r->w, i))
        return true;
    uint32_t draft = antecedent(r, p, i, &margin);
    if (draft == SY_NONE)
        return true;
    sy__draft *d = &r->e->drafts.at[draft];
    if (margin >= 3) {
        d->male = d->male || p == PRONOUN_HE;
        d->female = d->female || p == PRONOUN_SHE;
    }
    remember(r, draft, i);
    return sy__add_draft_mention(r->e, draft, i, i, i, SY_MENTION_PRONOUN);
}

/* "who", "which", "that": whom the relative clause is about. */
static void relate(const sy__facts_work *w, uint32_t i)
{
    uint32_t verb = w->head[i];
    uint8_t tag = w->tokens[i].tag;
    if ((tag == SY_TAG_WDT || tag == SY_TAG_WP) && w->entity_at[i] == SY_NONE && w->dep[verb] == SY_DEP_RELCL && w->head[verb] < i)
        w->entity_at[i] = w->entity_at[w->head[verb]];
}

/* "The prime minister" before his name is given: the one named person whose role it is. */
static void merge_early_roles(reader *r)
{
    sy__entity_work *e = r->e;
    uint32_t persons[REMEMBERED], n = 0;
    for (uint32_t x = 0; x < e->drafts.n && n < REMEMBERED; x++)
        if (e->drafts.at[x].entity.named && e->drafts.at[x].entity.type == SY_ENTITY_PERSON && e->drafts.at[x].nouns != SY_NONE)
            persons[n++] = x;
    for (uint32_t x = 0; n > 0 && x < e->drafts.n; x++) {
        const sy__draft *d = &e->drafts.at[x];
        nominal a = { .plural = d->plural, .owner = SY_NONE, .definite = true };
        if (d->entity.named || d->entity.type != SY_ENTITY_PERSON || d->nouns == SY_NONE || d->owner != SY_NONE || !d->definite)
            continue;
        uint32_t last, found = SY_NONE, hits = 0;
        a.head = e->nouns.at[d->nouns].token;
        sy__phrase_of(r->w, a.head, &a.first, &last);
        for (uint32_t k = 0; k < n; k++)
            if (is_called(r, persons[k], &a)) {
                found = persons[k];
                hits++;
            }
        if (hits == 1)
            e->drafts.at[x].merged = found;
    }
    for (uint32_t k = 0; k < e->all.n; k++) {
        uint32_t to = e->drafts.at[e->all.at[k].draft].merged;
        if (to == SY_NONE)
            continue;
        e->drafts.at[e->all.at[k].draft].entity.n_mentions--;
        e->drafts.at[to].entity.n_mentions++;
        e->all.at[k].draft = to;
    }
    for (uint32_t i = 0; i < r->w->n; i++)
        if (r->w->entity_at[i] != SY_NONE && e->drafts.at[r->w->entity_at[i]].merged != SY_NONE)
            r->w->entity_at[i] = e->drafts.at[r->w->entity_at[i]].merged;
}

/* What is said between marks, and how many sentences the article tells itself before each. */
static bool mark_said(reader *r)
{
    const sy__facts_work *w = r->w;
    sy__quotes quotes = { NULL, 0, 0 };
    uint32_t *quote_at = sy__arena_array(w->scratch, w->n, sizeof *quote_at);
    r->said = sy__arena_array(w->scratch, w->n, sizeof *r->said);
    r->told = sy__arena_array(w->scratch, (size_t)w->n_sentences + 1, sizeof *r->told);
    if (!quote_at || !r->said || !r->told)
        return false;
    bool ok = sy__find_quotes(w, &quotes, quote_at);
    for (uint32_t k = 0; ok && k < quotes.n; k++)
        for (uint32_t i = quotes.at[k].first; i <= quotes.at[k].last; i++)
            r->said[i] = quotes.at[k].sentence || quotes.at[k].words >= SPEECH_WORDS;
    for (uint32_t s = 0; ok && s < w->n_sentences; s++) {
        bool outside = false;
        for (uint32_t i = w->sentences[s].begin; i < w->sentences[s].end; i++)
            outside = outside || (!r->said[i] && !sy__is_mute(w, i));
        r->told[s + 1] = r->told[s] + outside;
    }
    sy__free(w->ctx, quotes.at);
    return ok;
}

bool sy__find_references(sy__entity_work *e)
{
    reader r = { .e = e, .w = e->w };
    if (!mark_said(&r))
        return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i < e->w->n; i++) {
        while (k < e->mentions.n && e->mentions.at[k].first <= i) {
            if (e->mentions.at[k].draft != SY_NONE)
                remember(&r, e->mentions.at[k].draft, e->mentions.at[k].head);
            k++;
        }
        nominal n;
        pronoun p = pronoun_of(e->w, i);
        if (p != PRONOUN_NONE) {
            if (!add_pronoun(&r, p, i))
                return false;
        } else if (read_nominal(e->w, i, &n)) {
            if (!add_nominal(&r, &n))
                return false;
        } else {
            relate(e->w, i);
        }
    }
    merge_early_roles(&r);
    return true;
}
