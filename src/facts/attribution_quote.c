/* Quotations and their speakers: what the tree did not settle is settled by what stands beside the marks.
 *
 * In turn: the cue that owns most of the piece's words; a verb of saying right behind or before it; the speaker of the piece
 * before it in the paragraph, or across paragraphs where it continues; a name with a dash or colon. */
#include "facts/attribution.h"
#include "facts_tables.h"

/* A verb as often a cue as this may take a quotation that stands beside it. */
static const double SAYS = 0.45;
static const double SURELY_SAYS = 0.7;
/* How far from the marks its verb may stand, in tokens. */
enum { REACH = 30 };
/* A sentence of so many words between marks is what somebody says, whoever it is. */
enum { LONG = 4, BEGUN = 6 };
/* Teasers and captions that may stand between two paragraphs of one speaker, and paragraphs from his last words to more of them. */
enum { INTERRUPTIONS = 3, SPOKE_REACH = 3 };

static bool ends_clause(const sy__facts_work *w, uint32_t i) { return w->tokens[i].tag == SY_TAG_PERIOD || sy__token_is(w, i, ";"); }

/* First and last token of the words beside a piece: to the next piece, the end of the sentence, or the paragraph's. */
static uint32_t stop_after(const sy__attribution_work *f, const sy__quote *q)
{
    const sy__facts_work *w = f->w;
    uint32_t i = q->last + 1, end = w->paragraphs[w->paragraph[q->first]].end;
    for (; i < end && i < q->last + 1 + REACH; i++)
        if (f->quote_at[i] != SY_NONE || ends_clause(w, i))
            break;
    return i;
}

static uint32_t start_before(const sy__attribution_work *f, const sy__quote *q)
{
    const sy__facts_work *w = f->w;
    uint32_t i = q->first, begin = w->paragraphs[w->paragraph[q->first]].begin;
    while (i > begin && q->first - i < REACH && f->quote_at[i - 1] == SY_NONE && !ends_clause(w, i - 1))
        i--;
    return i;
}

/* The best verb of saying in from..to-1 that has no content yet, or that has some of its own beside. */
static uint32_t saying_verb(const sy__attribution_work *f, uint32_t from, uint32_t to, bool nearest_last)
{
    const sy__facts_work *w = f->w;
    uint32_t best = SY_NONE;
    for (uint32_t i = from; i < to; i++) {
        if (f->owner[i] != SY_NONE || sy__speech(w, i) < SAYS)
            continue;
        if (w->dep[i] == SY_DEP_RELCL && sy__source_of(w, i) != SY_NONE && best == SY_NONE && !nearest_last)
            continue;
        if (best == SY_NONE || nearest_last)
            best = i;
    }
    return best;
}

static bool is_nominal(const sy__facts_work *w, uint32_t i)
{
    return (sy__is_noun(w, i) || w->tokens[i].pos == SY_POS_PRON) && w->time_at[i] == SY_NONE;
}

/* The nearest outside of quotations. */
static uint32_t nominal_before(const sy__attribution_work *f, uint32_t verb, uint32_t from)
{
    for (uint32_t i = verb; i > from && verb - i < REACH; i--)
        if (is_nominal(f->w, i - 1) && f->quote_at[i - 1] == SY_NONE)
            return i - 1;
    return SY_NONE;
}

/* The verb's subject by the tree, if it stands outside of quotations; else the name beside the verb. */
uint32_t sy__source_beside(const sy__attribution_work *f, uint32_t verb, uint32_t from, uint32_t to)
{
    const sy__facts_work *w = f->w;
    uint32_t s = sy__source_of(w, verb);
    if (s != SY_NONE && f->quote_at[s] == SY_NONE && f->owner[s] == SY_NONE)
        return s;
    if (verb + 1 < to && (is_nominal(w, verb + 1) || w->tokens[verb + 1].pos == SY_POS_DET)) {
        uint32_t i = verb + 1;
        while (i + 1 < to && (is_nominal(w, i + 1) || w->tokens[i + 1].pos == SY_POS_ADJ) && !is_nominal(w, i))
            i++;
        while (i + 1 < to && sy__is_noun(w, i) && sy__is_noun(w, i + 1))
            i++;
        /* "…,” the warden, Ilse Varga, told Radio Marl": who was told is not who says it. */
        bool hearer = w->head[i] == verb && (w->dep[i] == SY_DEP_DOBJ || w->dep[i] == SY_DEP_DATIVE);
        uint32_t teller = hearer ? nominal_before(f, verb, from) : SY_NONE;
        if (is_nominal(w, i))
            return teller != SY_NONE ? teller : i;
    }
    return nominal_before(f, verb, from);
}

static bool give(sy__attribution_work *f, sy__quote *q, uint32_t build)
{
    q->attribution = build;
    f->builds.at[build].has_quote = true;
    return sy__add_piece(f, build, q->first, q->last);
}

/* What owns most of the words that anything owns. */
static uint32_t owner_of(const sy__attribution_work *f, const sy__quote *q, uint32_t *owned)
{
    uint32_t best = SY_NONE, tried = 0;
    *owned = 0;
    for (uint32_t i = q->first; i <= q->last && tried < 6; i++) {
        uint32_t o = f->owner[i], n = 0;
        if (o == SY_NONE || o == best || (i > q->first && f->owner[i - 1] == o))
            continue;
        tried++;
        for (uint32_t k = i; k <= q->last; k++)
            n += f->owner[k] == o && !sy__is_mute(f->w, k);
        if (n > *owned) {
            *owned = n;
            best = o;
        }
        if (2 * n > q->words)
            break;
    }
    return best;
}

static bool comma_inside(const sy__facts_work *w, const sy__quote *q)
{
    for (uint32_t i = q->last; i > q->first; i--) {
        uint32_t c = w->tokens[i].tag;
        if (sy__token_is(w, i, ",") || sy__token_is(w, i, "?") || sy__token_is(w, i, "!"))
            return true;
        if (c != SY_TAG_CLOSE_QUOTE && w->tokens[i].pos != SY_POS_PUNCT)
            return false;
    }
    return false;
}

/* The main verb of the words before a colon that opens a whole sentence in quotation marks: "She fired back: '…'". */
static uint32_t verb_before_colon(const sy__attribution_work *f, const sy__quote *q, uint32_t from)
{
    const sy__facts_work *w = f->w;
    uint32_t best = SY_NONE;
    if (!q->utterance || q->first == from || !sy__token_is(w, q->first - 1, ":"))
        return SY_NONE;
    for (uint32_t i = from; i + 1 < q->first; i++)
        if (w->tokens[i].pos == SY_POS_VERB && f->owner[i] == SY_NONE && f->quote_at[i] == SY_NONE && (best == SY_NONE || sy__is_below(w, best, i)))
            best = i;
    return best;
}

/* "…!" she boomed. A verb right behind the marks with its subject beside it, however rarely it means speech. */
static uint32_t verb_right_behind(const sy__attribution_work *f, const sy__quote *q, uint32_t to)
{
    const sy__facts_work *w = f->w;
    for (uint32_t i = q->last + 1; i < to && i < q->last + 6; i++) {
        if (w->tokens[i].pos != SY_POS_VERB || (w->tokens[i].tag != SY_TAG_VBD && w->tokens[i].tag != SY_TAG_VBZ) || f->owner[i] != SY_NONE)
            continue;
        uint32_t s = sy__child(w, i, SY_DEP_NSUBJ);
        bool near = s != SY_NONE && s > q->last && s < to;
        return near && sy__child(w, i, SY_DEP_DOBJ) == SY_NONE ? i : SY_NONE;
    }
    return SY_NONE;
}

/* Behind: "…," he said. Before: he said: "…" The side that the punctuation speaks for first. */
static bool beside(sy__attribution_work *f, sy__quote *q, uint32_t *build)
{
    const sy__facts_work *w = f->w;
    uint32_t from[2] = { q->last + 1, start_before(f, q) }, to[2] = { stop_after(f, q), q->first };
    bool colon = q->first > 0 && (sy__token_is(w, q->first - 1, ":") || sy__token_is(w, q->first - 1, ","));
    bool comma = comma_inside(w, q);
    *build = SY_NONE;
    for (unsigned pass = 0; pass < 2; pass++) {
        unsigned side = pass ^ (colon && !comma);
        if (from[side] >= to[side] || (side == 0 && !comma && !colon && q->sentence))
            continue;
        uint32_t verb = saying_verb(f, from[side], to[side], side == 1);
        if (verb == SY_NONE && side == 1)
            verb = verb_before_colon(f, q, from[1]);
        if (verb == SY_NONE && side == 0 && comma && q->sentence)
            verb = verb_right_behind(f, q, to[0]);
        if (verb == SY_NONE)
            continue;
        if (f->cue_of[verb] != SY_NONE) {
            *build = f->cue_of[verb];
            return true;
        }
        *build = sy__start_build(f, verb, SY_NONE, sy__source_beside(f, verb, from[side], to[side]), SY__FRAME_HOST, 1);
        return *build != SY_NONE;
    }
    return true;
}

/* "…" — Name; Name: "…" */
static bool by_name(sy__attribution_work *f, const sy__quote *q, uint32_t *build)
{
    const sy__facts_work *w = f->w;
    uint32_t end = w->paragraphs[w->paragraph[q->first]].end, begin = w->paragraphs[w->paragraph[q->first]].begin, i = q->last + 1, name = SY_NONE;
    while (end > begin && w->tokens[end - 1].pos == SY_POS_SPACE)
        end--;
    if (i + 1 < end && end - i <= 9 && (sy__token_is(w, i, "—") || sy__token_is(w, i, "–") || sy__token_is(w, i, "-") || sy__token_is(w, i, "--") || sy__token_is(w, i, "―")))
        name = i + 1;
    else if (q->first > begin + 1 && sy__token_is(w, q->first - 1, ":") && sy__is_noun(w, q->first - 2))
        name = q->first - 2;
    if (name == SY_NONE)
        return true;
    while (name + 1 < end && name > q->last && w->tokens[name + 1].pos == SY_POS_PROPN)
        name++;
    bool somebody = w->entity_at[name] != SY_NONE && name < q->first && q->utterance;        /* "Miner's widow: 'We were betrayed'" */
    if (w->tokens[name].pos != SY_POS_PROPN && !somebody)
        return true;
    *build = sy__start_build(f, name > q->last ? q->last + 1 : q->first - 1, SY_NONE, name, SY__FRAME_HOST, 1);
    return *build != SY_NONE;
}

/* A paragraph that is one quotation and nothing else. */
static bool fills_paragraph(const sy__facts_work *w, const sy__quote *q)
{
    sy_token_range p = w->paragraphs[w->paragraph[q->first]];
    for (uint32_t i = p.begin; i < p.end; i++)
        if ((i < q->first || i > q->last) && w->tokens[i].pos != SY_POS_SPACE)
            return false;
    return q->utterance;
}

/* A teaser, a caption or a heading between the article's own paragraphs: it ends as no sentence does, and quotes nobody. */
static bool interrupts(const sy__attribution_work *f, uint32_t paragraph)
{
    const sy__facts_work *w = f->w;
    sy_token_range p = w->paragraphs[paragraph];
    uint32_t end = p.end;
    while (end > p.begin && w->tokens[end - 1].pos == SY_POS_SPACE)
        end--;
    return f->quotes_before[end] == f->quotes_before[p.begin] && (end == p.begin || !(w->tokens[end - 1].tag == SY_TAG_PERIOD || sy__token_is(w, end - 1, ":")));
}

/* Nothing but interruptions lies between two paragraphs. */
static bool follows(const sy__attribution_work *f, uint32_t before, uint32_t p)
{
    if (p <= before || p - before > 1 + INTERRUPTIONS)
        return false;
    for (uint32_t k = before + 1; k < p; k++)
        if (!interrupts(f, k))
            return false;
    return true;
}

/* What continues a piece of the paragraph before tells its speaker too. */
static bool give_back(sy__attribution_work *f, uint32_t k, uint32_t owner)
{
    for (; k > 0 && f->quotes.at[k].continues && f->quotes.at[k - 1].attribution == SY_NONE && f->owner[f->quotes.at[k - 1].first] == SY_NONE; k--)
        if (!give(f, &f->quotes.at[k - 1], owner))
            return false;
    return true;
}

/* The last token before a piece that is no white space; SY_NONE at the text's start and where more than one paragraph lies between. */
static uint32_t word_before(const sy__facts_work *w, const sy__quote *q)
{
    uint32_t i = q->first;
    while (i > 0 && w->tokens[i - 1].pos == SY_POS_SPACE)
        i--;
    return i > 0 && w->paragraph[i - 1] + 1 >= w->paragraph[q->first] ? i - 1 : SY_NONE;
}

/* A person or body with a name. */
static bool is_somebody(const sy__facts_work *w, uint32_t i)
{
    uint32_t e = i == SY_NONE ? SY_NONE : w->entity_at[i];
    return e != SY_NONE && w->entities.at[e].named && (w->entities.at[e].type == SY_ENTITY_PERSON || w->entities.at[e].type == SY_ENTITY_ORGANISATION);
}

/* "From Marl News: “…”": a name and a colon, without a verb. */
static uint32_t name_before_colon(const sy__facts_work *w, sy_token_range s, uint32_t colon)
{
    uint32_t name = colon > s.begin ? colon - 1 : s.begin;
    for (uint32_t i = s.begin; i < colon; i++)
        if (sy__is_verb(w, i))
            return SY_NONE;
    return is_somebody(w, name) && sy__is_noun(w, name) ? name : SY_NONE;
}

/* "Stone said the mill would close. “We have no choice.”": who speaks in the sentence before a whole sentence between marks, where
 * that sentence says who and not in a parenthesis; before a colon, who acts in it. A token that stands for him; SY_NONE. */
static uint32_t speaker_before(const sy__attribution_work *f, const sy__quote *q)
{
    const sy__facts_work *w = f->w;
    uint32_t end = word_before(w, q), found = SY_NONE, before = end == SY_NONE ? SY_NONE : f->quote_at[end];
    if (before != SY_NONE && !q->utterance && f->quotes.at[before].attribution != SY_NONE)
        return f->builds.at[f->quotes.at[before].attribution].source;
    if (end == SY_NONE || before != SY_NONE)
        return SY_NONE;
    bool colon = sy__token_is(w, end, ":");
    sy_token_range s = w->sentences[w->sentence[end]];
    for (uint32_t i = s.begin; i <= end && found == SY_NONE; i++) {
        uint32_t b = f->cue_of[i];
        if (b != SY_NONE && f->owner[i] == SY_NONE && f->builds.at[b].source != SY_NONE && (sy__speech(w, i) > SAYS || colon))
            found = f->builds.at[b].source;
    }
    for (uint32_t i = s.begin; colon && i <= end && found == SY_NONE; i++)
        if (w->dep[i] == SY_DEP_ROOT && w->tokens[i].pos == SY_POS_VERB)
            found = sy__child(w, i, SY_DEP_NSUBJ);
    return colon && found == SY_NONE ? name_before_colon(w, s, end) : found;
}

/* Who spoke last in the few paragraphs before: a paragraph that is one quotation, and does not say whose, is his. */
static uint32_t spoke_last(const sy__attribution_work *f, const sy__quote *q)
{
    const sy__facts_work *w = f->w;
    uint32_t paragraphs = 0;
    if (!fills_paragraph(w, q))
        return SY_NONE;
    for (uint32_t i = q->first; i > 0 && paragraphs <= SPOKE_REACH; i--) {
        uint32_t b = f->cue_of[i - 1];
        paragraphs += w->paragraph[i - 1] != w->paragraph[i] && !interrupts(f, w->paragraph[i - 1]);
        if (b != SY_NONE && f->owner[i - 1] == SY_NONE && is_somebody(w, f->builds.at[b].source) && sy__speech(w, i - 1) > SAYS)
            return f->builds.at[b].source;
    }
    return SY_NONE;
}

/* A whole sentence between marks, or one that goes on behind them from a paragraph's start. */
static bool opens_speech(const sy__facts_work *w, const sy__quote *q)
{
    uint32_t begin = w->paragraphs[w->paragraph[q->first]].begin;
    while (begin < q->first && w->tokens[begin].pos == SY_POS_SPACE)
        begin++;
    return q->utterance || (begin == q->first && q->sentence && !q->title && q->words >= BEGUN);
}

bool sy__names_work(const sy__attribution_work *f, const sy__quote *q)
{
    const sy__facts_work *w = f->w;
    if (!q->title || q->utterance || q->first == w->paragraphs[w->paragraph[q->first]].begin)
        return false;
    uint32_t before = q->first - 1;
    if (w->tokens[before].pos == SY_POS_DET)        /* "the “Long Winter” star", but "the “Lion of the North”" is what somebody calls him */
        return q->last + 1 < w->n && sy__is_noun(w, q->last + 1);
    bool calls = sy__is_verb(w, before) || sy__token_is(w, before, "as") || sy__token_is(w, before, "into") || sy__token_is(w, before, "like");
    return !sy__is_mute(w, before) && !calls;
}

bool sy__settle_quotes(sy__attribution_work *f)
{
    uint32_t last = SY_NONE, paragraph = SY_NONE;
    for (uint32_t k = 0; k < f->quotes.n; k++) {
        sy__quote *q = &f->quotes.at[k];
        uint32_t owned = 0, owner = owner_of(f, q, &owned), p = f->w->paragraph[q->first];
        bool next = last != SY_NONE && follows(f, paragraph, p) && q->first < f->w->captions && !q->continues && fills_paragraph(f->w, q);
        if (next && owner == SY_NONE) {                       /* the speaker of the paragraph before goes on */
            const sy__build *b = &f->builds.at[last];
            owner = sy__start_build(f, q->first, SY_NONE, b->source, SY__FRAME_HOST, 1);
            owned = q->words;
            if (owner == SY_NONE)
                return false;
        }
        if (p != paragraph && !q->continues)
            last = SY_NONE;
        paragraph = p;
        bool speech = (q->sentence || q->words >= 4) && !sy__names_work(f, q);
        if (owner != SY_NONE && !(2 * owned >= q->words || q->sentence))
            owner = SY_NONE;
        if (owner == SY_NONE && speech && !q->continues && !beside(f, q, &owner))
            return false;
        if (owner == SY_NONE && speech && (q->utterance || (q->words >= 5 && !q->title)))
            owner = last;
        if (owner == SY_NONE && speech && q->sentence && !by_name(f, q, &owner))
            return false;
        bool unsaid = owner == SY_NONE && speech && opens_speech(f->w, q) && q->words >= LONG && q->first < f->w->captions && !q->continues;
        uint32_t speaker = unsaid ? speaker_before(f, q) : SY_NONE;
        speaker = unsaid && speaker == SY_NONE ? spoke_last(f, q) : speaker;
        if (speaker != SY_NONE && (owner = sy__start_build(f, q->first, SY_NONE, speaker, SY__FRAME_HOST, 1)) == SY_NONE)
            return false;
        if (owner == SY_NONE)
            continue;
        if (!give(f, q, owner) || !give_back(f, k, owner))
            return false;
        last = owner;
    }
    return true;
}

/* ---- who says it in what somebody says ------------------------------------------------------------------------- */

/* A verb of saying in the content of a cue, outside of quotations, whose source is somebody else. */
static bool is_inner(const sy__attribution_work *f, const sy__cue *c)
{
    const sy__facts_work *w = f->w;
    uint32_t outer = f->owner[c->token];
    if (c->frame != SY__FRAME_CCOMP || c->speech < SURELY_SAYS || outer == SY_NONE || f->quote_at[c->token] != SY_NONE || f->cue_of[c->token] != SY_NONE)
        return false;
    if (c->source == SY_NONE || sy__child(w, c->token, SY_DEP_NSUBJ) == SY_NONE)
        return false;                   /* a subject that it shares with the verb before is often the teller's own */
    uint32_t who = w->entity_at[c->source], teller = f->builds.at[outer].source;
    return who != SY_NONE && f->quote_at[c->source] == SY_NONE && teller != SY_NONE && who != w->entity_at[teller];
}

/* The piece between marks of which token i is the first word, where its last one is not behind token `end`; NULL. The tree hangs the
 * marks anywhere. */
static sy__quote *piece_from(sy__attribution_work *f, uint32_t i, uint32_t end)
{
    sy__quote *q = f->quote_at[i] == SY_NONE ? NULL : &f->quotes.at[f->quote_at[i]];
    uint32_t first = q ? q->first : i, last = q ? q->last : i;
    while (first < last && sy__is_mute(f->w, first))
        first++;
    while (last > first && sy__is_mute(f->w, last))
        last--;
    return q && i == first && last <= end ? q : NULL;
}

bool sy__settle_relayed(sy__attribution_work *f)
{
    const sy__facts_work *w = f->w;
    for (uint32_t k = 0; k < f->cues.n; k++) {
        const sy__cue *c = &f->cues.at[k];
        if (!is_inner(f, c))
            continue;
        uint32_t outer = f->owner[c->token], build = SY_NONE, end = w->right[c->content];
        for (uint32_t i = w->left[c->content]; i <= end; i++) {
            sy__quote *q = piece_from(f, i, end);
            if (!q)
                continue;
            if (build == SY_NONE && (build = sy__start_build(f, c->token, c->link, c->source, c->frame, c->score)) == SY_NONE)
                return false;
            q->relayed = true;
            if (!give(f, q, build))
                return false;
        }
        for (uint32_t i = w->left[c->content]; build != SY_NONE && i <= end; i++)       /* both have these words */
            f->owner[i] = f->owner[i] == outer ? SY_NONE : f->owner[i];
        if (build != SY_NONE && !sy__claim_content(f, c, build))
            return false;
    }
    return true;
}

/* ---- "NAME: …" ------------------------------------------------------------------------------------------------ */

static bool is_script_name(const sy__facts_work *w, uint32_t i)
{
    return sy__in_capitals(w, i) && sy__table_find(&sy__table_facts_script_labels, sy__token_lower(w, i)) == SY_NONE;
}

/* The first word of a paragraph. In a script, that is quoted as a whole, a mark opens each of them. */
static uint32_t script_begin(const sy__facts_work *w, sy_token_range p)
{
    uint32_t i = p.begin;
    while (i < p.end && (w->tokens[i].pos == SY_POS_SPACE || w->tokens[i].tag == SY_TAG_OPEN_QUOTE || w->tokens[i].tag == SY_TAG_CLOSE_QUOTE))
        i++;
    return i;
}

/* The last word of up to five in capitals with a colon behind them, as a script names who speaks; SY_NONE. */
static uint32_t capital_name(const sy__facts_work *w, sy_token_range p)
{
    uint32_t i = script_begin(w, p), first = i;
    while (i < p.end && i < first + 5 && is_script_name(w, i))
        i++;
    return i > first && i + 1 < p.end && sy__token_is(w, i, ":") && w->paragraph[i + 1] == w->paragraph[first] ? i - 1 : SY_NONE;
}

/* “NAME: …”, with the mark before the name: what is quoted begins behind the colon. */
static void begin_behind(sy__attribution_work *f, uint32_t colon)
{
    uint32_t piece = f->quote_at[colon];
    sy__quote *q = piece == SY_NONE ? NULL : &f->quotes.at[piece];
    if (!q || q->last <= colon + 1)
        return;
    for (uint32_t i = q->first; i <= colon; i++)
        f->quote_at[i] = SY_NONE;
    q->first = colon + 1;
    q->span.begin = f->w->tokens[q->first].span.begin;
}

/* A person's name and a colon at the start of a paragraph: the rest is what he says, in a script or a headline. In a script, where
 * several paragraphs begin so, a name in capitals is enough. */
static bool script_line(sy__attribution_work *f, sy_token_range p, bool script)
{
    const sy__facts_work *w = f->w;
    uint32_t i = script_begin(w, p), name = SY_NONE, capitals = script ? capital_name(w, p) : SY_NONE;
    for (uint32_t k = i; k < p.end && k < i + 6; k++) {
        if (sy__token_is(w, k, ":") && name != SY_NONE && k + 1 < p.end && w->tokens[k].span.begin == w->tokens[k - 1].span.end) {
            uint32_t last = p.end - 1;
            while (last > k && w->tokens[last].pos == SY_POS_SPACE)
                last--;
            if (last <= k + 2 || f->owner[k + 1] != SY_NONE)
                return true;
            begin_behind(f, k);
            uint32_t build = sy__start_build(f, k, SY_NONE, name, SY__FRAME_HOST, 1);
            return build != SY_NONE && sy__add_range(f, build, k + 1, last);
        }
        if (w->tokens[k].pos != SY_POS_PROPN && w->tokens[k].pos != SY_POS_NOUN && (capitals == SY_NONE || k > capitals))
            return true;
        uint32_t e = w->entity_at[k];
        name = (e != SY_NONE && w->entities.at[e].type == SY_ENTITY_PERSON) || k == capitals ? k : name;
    }
    return true;
}

bool sy__find_script(sy__attribution_work *f)
{
    uint32_t lines = 0, n = f->w->captions ? f->w->paragraph[f->w->captions - 1] + 1 : 0;
    for (uint32_t p = 0; p < n; p++)
        lines += capital_name(f->w, f->w->paragraphs[p]) != SY_NONE;
    for (uint32_t p = 0; p < n; p++)
        if (!script_line(f, f->w->paragraphs[p], lines > 1))
            return false;
    return true;
}
