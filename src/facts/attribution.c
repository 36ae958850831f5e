/* Attributions: cue candidates are weighed by the table of counts, the sure ones claim their content from the outside in, and
 * quotation marks correct the borders and find what no cue claimed. */
#include "facts/attribution.h"

/* A candidate whose log odds are above this is a cue. */
static const double SURE = 0;
/* A word is a usual cue from this share of its counts on; a term has no more words than that. */
static const double USUAL = 0.5;
enum { TERM_WORDS = 3 };

uint32_t sy__start_build(sy__attribution_work *f, uint32_t cue, uint32_t link, uint32_t source, sy__frame frame, double p)
{
    sy__build b = { .cue = cue, .source = source, .link = link, .through = f->through[cue], .p = p, .frame = frame, .cue_first = cue, .cue_last = cue };
    if (frame == SY__FRAME_ACCORDING)
        b.cue_last = link;
    f->cue_of[cue] = f->builds.n;
    return SY__PUSH(f->w->ctx, &f->builds, b) ? f->builds.n - 1 : SY_NONE;
}

static bool is_clause_frame(sy__frame f) { return f == SY__FRAME_CCOMP || f == SY__FRAME_CCOMP_LEFT || f == SY__FRAME_XCOMP; }

static void weigh_all(sy__attribution_work *f)
{
    uint32_t clause = SY_NONE;          /* latest token that a clause hangs on; candidates of one token stand together */
    for (uint32_t k = 0; k < f->cues.n; k++) {
        if (is_clause_frame(f->cues.at[k].frame))
            clause = f->cues.at[k].token;
        for (uint32_t j = k; clause == f->cues.at[k].token && j-- > 0 && f->cues.at[j].token == clause;)
            f->cues.at[j].rival = f->cues.at[j].rival || !is_clause_frame(f->cues.at[j].frame);
        f->cues.at[k].rival = clause == f->cues.at[k].token && !is_clause_frame(f->cues.at[k].frame);
    }
    for (uint32_t k = 0; k < f->cues.n; k++) {
        sy__cue *c = &f->cues.at[k];
        sy__count_cue(f->w, c);
        c->source = c->frame == SY__FRAME_ACCORDING ? sy__child(f->w, c->link, SY_DEP_POBJ) : sy__source_of(f->w, c->token);
        c->score = c->frame == SY__FRAME_ACCORDING ? 3 : sy__weigh_features(f, c);
    }
}

/* A finite verb says who does it; where the tree lost him he stands beside it. */
uint32_t sy__source_at_hand(const sy__attribution_work *f, const sy__cue *c)
{
    const sy__facts_work *w = f->w;
    uint32_t tag = w->tokens[c->token].tag;
    bool clause = c->frame == SY__FRAME_CCOMP || c->frame == SY__FRAME_CCOMP_LEFT || c->frame == SY__FRAME_HOST;
    if (f->lent[c->token] != SY_NONE)
        return f->lent[c->token];
    if (c->source != SY_NONE || !clause || (tag != SY_TAG_VBD && tag != SY_TAG_VBZ && tag != SY_TAG_VBP) || sy__child(w, c->token, SY_DEP_AUXPASS) != SY_NONE ||
        sy__child(w, c->token, SY_DEP_NSUBJPASS) != SY_NONE || sy__child(w, c->token, SY_DEP_EXPL) != SY_NONE)
        return c->source;
    sy_token_range s = w->sentences[w->sentence[c->token]];
    return sy__source_beside(f, c->token, s.begin, s.end);
}

/* ---- from the outside in ------------------------------------------------------------------------------ */

/* Words inside a quotation that is speech report nothing: the whole quotation is what somebody says. */
static bool is_spoken(const sy__attribution_work *f, uint32_t i)
{
    uint32_t q = f->quote_at[i];
    return q != SY_NONE && (f->quotes.at[q].sentence || f->quotes.at[q].words >= 4);
}

/* "X reported that Y said …", "Y said …, according to X": the words are Y's, and X passes them on. */
static bool passes_on(sy__attribution_work *f, const sy__cue *c)
{
    const sy__facts_work *w = f->w;
    uint32_t inner = c->content;
    if (c->frame == SY__FRAME_ACCORDING)
        inner = sy__host_clause(w, c->token);
    else if (c->frame != SY__FRAME_CCOMP && c->frame != SY__FRAME_CCOMP_LEFT)
        return false;
    if (inner == SY_NONE || inner == c->token || c->source == SY_NONE || sy__speech(w, inner) < 0.6 || sy__child(w, inner, SY_DEP_NSUBJ) == SY_NONE ||
        (sy__child(w, inner, SY_DEP_CCOMP) == SY_NONE && sy__child(w, inner, SY_DEP_PARATAXIS) == SY_NONE))
        return false;
    uint32_t e = w->entity_at[c->source];
    if (e == SY_NONE || w->entities.at[e].type == SY_ENTITY_PERSON)
        return false;
    f->through[inner] = c->source;
    return true;
}

/* The likeliest candidate of one token, an "according to" and a clause before all else. */
static const sy__cue *best_of(const sy__attribution_work *f, uint32_t from, uint32_t to)
{
    const sy__cue *best = NULL;
    for (uint32_t c = from; c < to; c++) {
        const sy__cue *cue = &f->cues.at[c];
        bool first = cue->frame == SY__FRAME_ACCORDING || cue->frame == SY__FRAME_CCOMP_LEFT || cue->frame == SY__FRAME_CCOMP;
        bool best_first = best && (best->frame == SY__FRAME_ACCORDING || best->frame == SY__FRAME_CCOMP_LEFT || best->frame == SY__FRAME_CCOMP);
        if (cue->score < SURE || f->owner[cue->content == SY_NONE ? cue->token : cue->content] != SY_NONE)
            continue;
        if (!best || first > best_first || (first == best_first && cue->score > best->score))
            best = cue;
    }
    return best;
}

/* A clause on the other side of the cue joins: "A, he said, and B". */
static bool join_other_side(sy__attribution_work *f, const sy__cue *chosen, uint32_t from, uint32_t to, uint32_t build)
{
    for (uint32_t c = from; c < to; c++) {
        const sy__cue *cue = &f->cues.at[c];
        bool clause = cue->frame == SY__FRAME_CCOMP || cue->frame == SY__FRAME_CCOMP_LEFT;
        if (cue != chosen && clause && cue->score >= SURE && f->owner[cue->content] == SY_NONE && !sy__claim_content(f, cue, build))
            return false;
    }
    return true;
}

static bool choose(sy__attribution_work *f, uint32_t from, uint32_t to)
{
    const sy__cue *cue = best_of(f, from, to);
    if (!cue || passes_on(f, cue))
        return true;
    uint32_t build = sy__start_build(f, cue->token, cue->link, sy__source_at_hand(f, cue), cue->frame, cue->score);
    return build != SY_NONE && sy__claim_content(f, cue, build) && join_other_side(f, cue, from, to, build);
}

/* "He believes, she said, that …": a parenthesis governs what it interrupts. */
static bool choose_parentheses(sy__attribution_work *f)
{
    const sy__facts_work *w = f->w;
    for (uint32_t c = 0; c < f->cues.n; c++) {
        const sy__cue *cue = &f->cues.at[c];
        uint32_t i = cue->token;
        if (cue->frame != SY__FRAME_HOST || cue->score < SURE || cue->speech < 0.7 || f->owner[i] != SY_NONE || f->cue_of[i] != SY_NONE || is_spoken(f, i) ||
            w->left[i] == 0 || !sy__token_is(w, w->left[i] - 1, ","))
            continue;
        uint32_t build = sy__start_build(f, i, SY_NONE, sy__source_at_hand(f, cue), cue->frame, cue->score);
        if (build == SY_NONE || !sy__claim_content(f, cue, build))
            return false;
    }
    return true;
}

static bool choose_all(sy__attribution_work *f)
{
    sy__facts_work *w = f->w;
    uint32_t *first = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *first), *according = sy__arena_array(w->scratch, w->n, sizeof *according);
    if (!first || !according)
        return false;
    uint32_t k = 0;
    for (uint32_t i = 0; i <= w->n; i++) {
        while (k < f->cues.n && f->cues.at[k].token < i)
            k++;
        first[i] = k;
    }
    for (uint32_t i = 0; i < w->n; i++)
        according[i] = SY_NONE;
    for (k = 0; k < f->cues.n; k++)
        if (f->cues.at[k].frame == SY__FRAME_ACCORDING)
            according[sy__host_clause(w, f->cues.at[k].token)] = k;
    for (uint32_t o = w->n; o-- > 0;) {
        uint32_t i = w->up_order[o];
        /* "X, according to Y, knew Z": all of it is Y's */
        bool whole = according[i] != SY_NONE && f->owner[i] == SY_NONE && !is_spoken(f, i) && sy__speech(w, i) < 0.6;
        if (whole && f->cue_of[f->cues.at[according[i]].token] == SY_NONE && !choose(f, according[i], according[i] + 1))
            return false;
        if (f->owner[i] == SY_NONE && f->cue_of[i] == SY_NONE && first[i] < first[i + 1] && !is_spoken(f, i) && !choose(f, first[i], first[i + 1]))
            return false;
    }
    return true;
}

/* Beside a whole sentence in quotation marks, the verb's object is whom it was said to, not what was said. */
static void drop_objects(const sy__attribution_work *f, sy__build *b)
{
    const sy__facts_work *w = f->w;
    bool object = b->frame == SY__FRAME_DOBJ || b->frame == SY__FRAME_PREP || b->frame == SY__FRAME_OPRD || b->frame == SY__FRAME_XCOMP, utterance = false;
    for (uint32_t k = 0; object && k < b->content.n; k++) {
        uint32_t q = f->quote_at[b->content.at[k].first];
        utterance = utterance || (q != SY_NONE && f->quotes.at[q].utterance && f->quotes.at[q].words > 2);
    }
    if (!utterance)
        return;
    uint32_t n = 0;
    for (uint32_t k = 0; k < b->content.n; k++) {
        bool quoted = false;
        for (uint32_t i = b->content.at[k].first; !quoted && i <= b->content.at[k].last; i++)
            quoted = f->quote_at[i] != SY_NONE && !sy__is_mute(w, i);
        if (quoted)
            b->content.at[n++] = b->content.at[k];
    }
    b->content.n = n;
}

/* ---- into the result ------------------------------------------------------------------------------------ */

static sy_span *span_list(const sy__facts_work *w, uint32_t n) { return sy__arena_array(w->arena, n, sizeof(sy_span)); }

static bool is_mark(const sy__facts_work *w, uint32_t i) { return w->tokens[i].tag == SY_TAG_OPEN_QUOTE || w->tokens[i].tag == SY_TAG_CLOSE_QUOTE; }

static bool any_mark(const sy__facts_work *w, uint32_t from, uint32_t last)
{
    for (uint32_t i = from; i <= last; i++)
        if (is_mark(w, i))
            return true;
    return false;
}

/* The phrase around its head, and the whole of a name that the parser took apart ("al", "-", "Sudani"). */
sy_span sy__source_span(const sy__facts_work *w, uint32_t head)
{
    uint32_t first = w->left[head], last = w->right[head], e = w->entity_at[head];
    while (e != SY_NONE && last + 1 < w->n && w->entity_at[last + 1] == e && w->tokens[last].span.end == w->tokens[last + 1].span.begin)
        last++;
    while (e != SY_NONE && first > 0 && w->entity_at[first - 1] == e && w->tokens[first - 1].span.end == w->tokens[first].span.begin)
        first--;
    if (first < head && is_mark(w, first) && !any_mark(w, first + 1, head))
        first++;                        /* “HOLM: …”: it opens what he says */
    return sy__token_span(w, first, last);
}

/* Where the tree hangs the content on the source, the source ends before it. */
static sy_span without_content(const sy__facts_work *w, sy_span source, const sy_span *content, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (content[k].begin > source.begin && content[k].begin < source.end)
            source.end = content[k].begin;
        if (content[k].end > source.begin && content[k].begin <= source.begin && content[k].end < source.end)
            source.begin = content[k].end;
    }
    while (source.end > source.begin + 1 && (w->text.ptr[source.end - 1] == ' ' || w->text.ptr[source.end - 1] == ':' || w->text.ptr[source.end - 1] == ','))
        source.end--;
    while (source.begin + 1 < source.end && w->text.ptr[source.begin] == ' ')
        source.begin++;
    return source;
}

/* How often the cue's word with such a content is a cue at all. */
static double usual_cue(const sy__attribution_work *f, const sy__build *b)
{
    double p = sy__speech(f->w, b->cue);
    uint32_t first = 0, end = f->cues.n;        /* candidates stand in the order of their tokens */
    while (first < end) {
        uint32_t mid = first + (end - first) / 2;
        if (f->cues.at[mid].token < b->cue)
            first = mid + 1;
        else
            end = mid;
    }
    for (uint32_t k = first; k < f->cues.n && f->cues.at[k].token == b->cue; k++)
        if (f->cues.at[k].frame == b->frame && f->cues.at[k].p > p)
            p = f->cues.at[k].p;
    return sy__is_mute(f->w, b->cue) ? 1 : p;
}

/* "called the plan “A Long Disgrace”": the verb takes a name for its object more often than not. */
static bool gives_names(const sy__facts_work *w, uint32_t verb)
{
    sy__cue c = { .token = verb, .content = verb, .link = SY_NONE, .source = SY_NONE, .frame = SY__FRAME_OPRD };
    sy__count_cue(w, &c);
    return sy__is_verb(w, verb) && c.seen > 0 && c.p >= USUAL;
}

/* "released “The Long Winter”", "clouds known as “mackerel sky”": a title beside a verb that seldom means speech, and a few words that
 * nobody is said to say, are what something is called. */
static bool is_term(const sy__attribution_work *f, const sy__build *b, uint32_t quote)
{
    const sy__quote *q = &f->quotes.at[quote];
    if (b->source == SY_NONE && f->w->tokens[b->cue].tag == SY_TAG_VBN && q->words <= TERM_WORDS && (q->title || !q->sentence))
        return true;
    if (sy__names_work(f, q) && !gives_names(f->w, b->cue))
        return true;
    return q->title && b->frame != SY__FRAME_ACCORDING && usual_cue(f, b) < USUAL;
}

/* Another cue may have taken all of it but its marks. */
static bool has_words(const sy__attribution_work *f, const sy__build *b)
{
    for (uint32_t k = 0; k < b->content.n; k++)
        for (uint32_t i = b->content.at[k].first; i <= b->content.at[k].last; i++)
            if (!sy__is_mute(f->w, i))
                return true;
    return false;
}

static bool finish_one(sy__attribution_work *f, sy__build *b)
{
    sy__facts_work *w = f->w;
    sy_attribution a = { .cue_token = b->cue, .speaker = SY_NONE, .speaks_for = SY_NONE, .through = SY_NONE };
    drop_objects(f, b);
    if (!sy__tidy_content(f, b))
        return false;
    if (!has_words(f, b))
        return true;
    sy_span *content = span_list(w, b->content.n), *quoted = span_list(w, f->quotes.n), *source = span_list(w, 1), *cue = span_list(w, 1);
    if (!content || !quoted || !source || !cue)
        return false;
    bool inside = true, any = false;
    for (uint32_t k = 0; k < b->content.n; k++) {
        content[a.n_content++] = sy__token_span(w, b->content.at[k].first, b->content.at[k].last);
        for (uint32_t i = b->content.at[k].first; i <= b->content.at[k].last; i++) {
            bool in = f->quote_at[i] != SY_NONE && !is_term(f, b, f->quote_at[i]);
            any = any || in;
            inside = inside && (in || sy__is_mute(w, i));
            bool own = in && (!f->quotes.at[f->quote_at[i]].relayed || &f->builds.at[f->quotes.at[f->quote_at[i]].attribution] == b);
            if (own && (a.n_quoted == 0 || quoted[a.n_quoted - 1].begin != f->quotes.at[f->quote_at[i]].span.begin))
                quoted[a.n_quoted++] = f->quotes.at[f->quote_at[i]].span;
        }
    }
    a.kind = !any ? SY_ATTRIBUTION_INDIRECT : inside ? SY_ATTRIBUTION_DIRECT : SY_ATTRIBUTION_MIXED;
    a.content = content;
    a.quoted = quoted;
    if (b->source != SY_NONE) {
        *source = without_content(w, sy__source_span(w, b->source), content, a.n_content);
        a.n_source = 1;
    }
    sy__name_speaker(w, b, &a);
    a.source = source;
    *cue = sy__token_span(w, b->cue_first, b->cue_last);
    a.cue = cue;
    a.n_cue = f->quote_at[b->cue] == SY_NONE || !sy__is_mute(w, b->cue);
    if (a.n_cue == 0)
        a.cue_token = SY_NONE;          /* a quotation whose speaker goes on without a word of saying */
    return SY__PUSH(w->ctx, &w->attributions, a);
}

static int by_place(const void *a, const void *b, void *user)
{
    const sy_attribution *x = a, *y = b;
    (void)user;
    return x->content[0].begin < y->content[0].begin ? -1 : x->content[0].begin > y->content[0].begin;
}

/* What somebody says in what another tells is the teller's: he began first, and the article has it from him. */
static void mark_tokens(sy__facts_work *w)
{
    for (uint32_t k = 0; k < w->attributions.n; k++) {
        const sy_attribution *a = &w->attributions.at[k];
        for (size_t s = 0; s < a->n_content; s++)
            for (uint32_t i = sy__token_from(w, 0, a->content[s].begin); i < w->n && w->tokens[i].span.begin < a->content[s].end; i++)
                w->attribution_at[i] = w->attribution_at[i] == SY_NONE ? k : w->attribution_at[i];
    }
}

static bool finish(sy__attribution_work *f)
{
    for (uint32_t k = 0; k < f->builds.n; k++)
        if (f->builds.at[k].content.n && !finish_one(f, &f->builds.at[k]))
            return false;
    if (!sy__sort(f->w->ctx, f->w->attributions.at, f->w->attributions.n, sizeof *f->w->attributions.at, by_place, NULL))
        return false;
    mark_tokens(f->w);
    return true;
}

static uint32_t *no_indices(sy__facts_work *w)
{
    uint32_t *at = sy__arena_array(w->scratch, w->n, sizeof *at);
    for (uint32_t i = 0; at && i < w->n; i++)
        at[i] = SY_NONE;
    return at;
}

/* Statements take a quotation's marks with its words. */
static bool show_quotes(sy__attribution_work *f)
{
    sy__facts_work *w = f->w;
    w->quote_first = no_indices(w);
    w->quote_last = no_indices(w);
    if (!w->quote_first || !w->quote_last)
        return false;
    for (uint32_t k = 0; k < f->quotes.n; k++)
        for (uint32_t i = f->quotes.at[k].first; i <= f->quotes.at[k].last; i++) {
            w->quote_first[i] = f->quotes.at[k].first;
            w->quote_last[i] = f->quotes.at[k].last;
        }
    return true;
}

bool sy__prepare_cues(sy__attribution_work *f)
{
    sy__facts_work *w = f->w;
    f->quote_at = no_indices(w);
    f->owner = no_indices(w);
    f->cue_of = no_indices(w);
    f->through = no_indices(w);
    f->lent = no_indices(w);
    f->quotes_before = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *f->quotes_before);
    if (!f->quote_at || !f->owner || !f->cue_of || !f->through || !f->lent || !f->quotes_before || !sy__find_quotes(w, &f->quotes, f->quote_at) || !sy__list_cues(w, &f->cues))
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        f->quotes_before[i + 1] = f->quotes_before[i] + (f->quote_at[i] != SY_NONE);
    weigh_all(f);
    return true;
}

void sy__attribution_done(sy__attribution_work *f)
{
    for (uint32_t k = 0; k < f->builds.n; k++)
        sy__free(f->w->ctx, f->builds.at[k].content.at);
    sy__free(f->w->ctx, f->builds.at);
    sy__free(f->w->ctx, f->cues.at);
    sy__free(f->w->ctx, f->quotes.at);
}

bool sy__find_attributions(sy__facts_work *w)
{
    sy__attribution_work f = { .w = w };
    bool ok = sy__prepare_cues(&f) && show_quotes(&f) && sy__find_script(&f) && choose_parentheses(&f) && choose_all(&f) && sy__settle_quotes(&f) && sy__settle_relayed(&f) && finish(&f);
    sy__attribution_done(&f);
    return ok;
}
