/* Where names stand: the model's mentions, cut at possessives, titles and peoples, grown over the proper nouns that belong to
 * them, and runs of proper nouns that the model passed over. */
#include "facts/entity.h"
#include "facts_tables.h"

static bool is_name_type(uint8_t ent)
{
    switch (ent) {
    case SY_ENT_PERSON: case SY_ENT_ORG: case SY_ENT_GPE: case SY_ENT_LOC: case SY_ENT_FAC: case SY_ENT_NORP: case SY_ENT_EVENT:
    case SY_ENT_PRODUCT: case SY_ENT_LAW: case SY_ENT_WORK_OF_ART:
        return true;
    default:
        return false;
    }
}

static bool begins_upper(const sy__facts_work *w, uint32_t i)
{
    size_t at = 0;
    sy_str s = sy__token_str(w, i);
    return s.len && sy__is_upper(sy__utf8_next(s, &at));
}

static bool is_possessive(const sy__facts_work *w, uint32_t i)
{
    return w->tokens[i].tag == SY_TAG_POS || sy__token_is(w, i, "'s") || sy__token_is(w, i, "’s");
}

/* ---- title case -------------------------------------------------------------------------------------- */

/* In a headline most words begin with a capital: there the tag says nothing of names. */
static bool is_title_case(const sy__facts_work *w, sy_token_range s)
{
    uint32_t upper = 0, all = 0;
    for (uint32_t i = s.begin; i < s.end; i++) {
        sy_str t = sy__token_str(w, i);
        size_t at = 0;
        if (t.len < 4 || !sy__is_alpha(sy__utf8_next(t, &at)))
            continue;
        all++;
        upper += begins_upper(w, i);
    }
    return all >= 4 && upper * 10 > all * 7;
}

/* ---- a mention's edges ------------------------------------------------------------------------------- */

static bool is_edge(const sy__facts_work *w, uint32_t i, bool front)
{
    const sy_token *t = &w->tokens[i];
    if (t->pos == SY_POS_PUNCT || t->pos == SY_POS_SPACE || t->pos == SY_POS_SYM || is_possessive(w, i))
        return true;
    if (!front)
        return t->pos == SY_POS_ADP || t->pos == SY_POS_CCONJ || t->pos == SY_POS_DET;
    return t->pos == SY_POS_DET || t->tag == SY_TAG_PRPS || t->pos == SY_POS_ADP || t->pos == SY_POS_CCONJ || t->pos == SY_POS_ADV ||
           (t->pos == SY_POS_ADJ && !begins_upper(w, i));
}

static uint32_t head_of(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (w->head[i] < first || w->head[i] > last || w->head[i] == i)
            return i;
    return last;
}

/* Titles stand in front of a person's name and are not part of it. */
static bool is_title(const sy__facts_work *w, uint32_t i)
{
    sy__role_kind k = sy__role_kind_of(w, i);
    return k == SY__ROLE_TITLE || k == SY__ROLE_HONOUR || k == SY__ROLE_ROLE;
}

static void find_title(const sy__facts_work *w, sy__name_mention *m)
{
    m->title = m->first;
    while (m->title > 0 && w->sentence[m->title - 1] == w->sentence[m->first]) {
        uint32_t i = m->title - 1;
        bool hyphen = sy__token_is(w, i, "-") && i > 0 && w->tokens[i].span.begin == w->tokens[i - 1].span.end;
        if (!is_title(w, i) && !(hyphen && m->title < m->first))
            break;
        if (!hyphen && w->tokens[i].pos != SY_POS_PROPN && w->tokens[i].pos != SY_POS_NOUN && w->tokens[i].pos != SY_POS_ADJ)
            break;
        m->title--;
    }
}

static uint32_t last_title(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    for (uint32_t i = last; i > first; i--)
        if (is_title(w, i - 1))
            return i - 1;
    return SY_NONE;
}

/* Nothing in capitals, a common noun alone, or the words of a date: no name. */
static bool is_no_name(const sy__facts_work *w, uint32_t first, uint32_t last)
{
    sy_entity_type type;
    sy_str flag;
    bool upper = false;
    sy_str s = sy__cut(w->text, sy__token_span(w, first, last));
    for (size_t at = 0; at < s.len && !upper;)
        upper = sy__is_upper(sy__utf8_next(s, &at));
    if (!upper || w->time_at[first] != SY_NONE || (w->tokens[first].pos == SY_POS_NUM && first == last))
        return true;
    return first == last && sy__noun_type(w, first, &type, &flag) && !sy__is(flag, "name") && !sy__is(flag, "suffix") && !sy__is(flag, "paper");
}

/* "PS logo", "Apollo pad": a small word behind a name that tells no kind of it is not of the name. */
static bool is_loose_end(const sy__facts_work *w, uint32_t i, uint8_t ent)
{
    sy_entity_type type;
    sy_str flag;
    if (ent != SY_ENT_ORG && ent != SY_ENT_PRODUCT && ent != SY_ENT_EVENT && ent != SY_ENT_PERSON)
        return false;
    bool small = !begins_upper(w, i) && begins_upper(w, i - 1) && w->tokens[i - 1].pos == SY_POS_PROPN;
    return small && (w->tokens[i].tag == SY_TAG_NN || w->tokens[i].tag == SY_TAG_JJ) && !sy__noun_type(w, i, &type, &flag) && sy__role_kind_of(w, i) == SY__ROLE_NONE;
}

static bool add(sy__entity_work *e, uint32_t first, uint32_t last, uint8_t ent);

static bool add(sy__entity_work *e, uint32_t first, uint32_t last, uint8_t ent)
{
    const sy__facts_work *w = e->w;
    while (first < last && is_edge(w, first, true))
        first++;
    while (last > first && is_edge(w, last, false))
        last--;
    while (last > first && is_loose_end(w, last, ent))
        last--;
    while (ent == SY_ENT_NONE && last > first && is_title(w, last))
        last--;
    if (is_edge(w, first, true) || is_no_name(w, first, last))
        return true;
    sy__name_mention m = { first, last, first, SY_NONE, SY_NONE, SY_NONE, ent };
    if (ent == SY_ENT_PERSON || ent == SY_ENT_NONE) {
        uint32_t title = last_title(w, first, last);
        if (title != SY_NONE && title > first) {                        /* "Acme CEO Ann Lee": a company and a person */
            uint32_t before = title;
            while (before > first && is_title(w, before - 1))
                before--;
            if (before > first && !add(e, first, before - 1, SY_ENT_NONE))
                return false;
        }
        m.first = title == SY_NONE ? first : title + 1;
        if (m.first == m.last && is_title(w, m.first) && w->tokens[m.first].pos != SY_POS_PROPN)
            return true;
    }
    if (ent != SY_ENT_NORP)
        find_title(w, &m);
    if (m.first == m.last && is_title(w, m.first) && ent != SY_ENT_ORG && !(ent == SY_ENT_PERSON && m.title < m.first))
        return true;                    /* "the President" alone is no name */
    m.head = head_of(w, m.first, m.last);
    return SY__PUSH(w->ctx, &e->mentions, m);
}

/* ---- spans before they are cut ------------------------------------------------------------------------ */

/* Per token: the span that it belongs to and its type. Spans never cross sentences or paragraphs. */
typedef struct span { uint32_t first, last; uint8_t ent; bool surname; } span;   /* surname: of somebody named in full, whatever its tag */
typedef SY__VEC(span) spans;

static bool is_nation(const sy__facts_work *w, uint32_t i)
{
    sy_str s = sy__token_lower(w, i);
    char key[32];
    size_t n = 0;
    for (size_t k = 0; k < s.len && n < sizeof key; k++)
        if (s.ptr[k] != '.')
            key[n++] = s.ptr[k];
    return sy__table_find(&sy__table_facts_nations, (sy_str){ key, n }) != SY_NONE;
}

/* "U.S.-led", "London-based": the name is a part of the word. */
static bool has_lower_tail(sy_str s)
{
    for (size_t i = s.len; i > 1; i--)
        if (s.ptr[i - 1] == '-')
            return i < s.len && s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    return false;
}

static bool is_proper(const sy__facts_work *w, uint32_t i)
{
    uint8_t ent = w->tokens[i].ent;
    return w->tokens[i].pos == SY_POS_PROPN && begins_upper(w, i) && w->time_at[i] == SY_NONE && (ent == SY_ENT_NONE || is_name_type(ent)) && !has_lower_tail(sy__token_str(w, i));
}

static bool is_particle(const sy__facts_work *w, uint32_t i)
{
    return sy__table_find(&sy__table_facts_name_particles, sy__token_lower(w, i)) != SY_NONE && !begins_upper(w, i);
}

/* "al", "-", "bin" between proper nouns, and hyphens inside a name. */
static bool is_inner(const sy__facts_work *w, uint32_t i, uint32_t end)
{
    if (sy__token_is(w, i, "\xc2\xa0"))
        return i + 1 < end && is_proper(w, i + 1);
    if (i > 0 && i + 1 < end && (sy__token_is(w, i, "-") || sy__token_is(w, i + 1, "-")) && w->tokens[i].span.end == w->tokens[i + 1].span.begin &&
        w->tokens[i - 1].span.end == w->tokens[i].span.begin)
        return true;                    /* Mazar-i-Sharif */
    if (i + 1 >= end || (!is_proper(w, i + 1) && !sy__token_is(w, i + 1, "-")))
        return false;
    return w->tokens[i].pos == SY_POS_PROPN || is_particle(w, i);
}

/* "Iraq's Popular Front" is Iraq and a front; "the People's Front" is one name. */
static bool owns_name(const sy__facts_work *w, uint32_t i)
{
    return is_nation(w, i - 1) || !begins_upper(w, i + 1) || w->time_at[i + 1] != SY_NONE;
}

/* "Dutchman Jan Berg", "Italian Ana Duarte": where the person is from, and not the name. */
static bool is_native(const sy__facts_work *w, uint32_t i, uint32_t end, uint8_t ent)
{
    if ((ent != SY_ENT_PERSON && ent != SY_ENT_ORG) || end - i < 3 || !is_nation(w, i))
        return false;
    sy_str word = sy__token_lower(w, i);
    uint32_t row = sy__table_find(&sy__table_facts_nations, word);
    if (row == SY_NONE || sy__cell(&sy__table_facts_nations, row, 3).len == 0)
        return false;
    bool man = sy__ends(word, SY_STR("chman")) || sy__ends(word, SY_STR("shman"));
    return man || sy__table_find(&sy__table_facts_given, sy__token_lower(w, i + 1)) != SY_NONE;
}

/* Model spans in order, each cut at possessives, sentence ends and white space. */
static bool model_spans(sy__entity_work *e, spans *out)
{
    const sy__facts_work *w = e->w;
    for (uint32_t k = 0; k < w->n_ents; k++) {
        const sy_ent_mention *x = &w->ents[k];
        if (!is_name_type(x->type) || x->end <= x->begin || x->end > w->n)
            continue;
        uint32_t from = x->begin;
        uint8_t ent = x->type;
        for (uint32_t i = x->begin; i <= x->end; i++) {
            bool stop = i == x->end || w->sentence[i] != w->sentence[from] || (w->tokens[i].pos == SY_POS_SPACE && memchr(w->text.ptr + w->tokens[i].span.begin, '\n', w->tokens[i].span.end - w->tokens[i].span.begin));
            bool cut = !stop && i + 1 < x->end && i > from && ((is_possessive(w, i) && owns_name(w, i)) || (sy__token_is(w, i, "-") && is_nation(w, i - 1)));
            cut = cut || (!stop && i + 1 < x->end && i > from && sy__token_is(w, i, "("));   /* "Rapid Chain Sorting (RCS" */
            cut = cut || (!stop && i == from && is_native(w, i, x->end, x->type));
            if (!stop && !cut)
                continue;
            bool native = cut && i == from;
            uint32_t last = native ? i : i - 1;
            while (last > from && !native && is_possessive(w, last))
                last--;                     /* else it grows over what it owns */
            if ((i > from || native) && !SY__PUSH(w->ctx, out, (span){ from, last, native ? SY_ENT_NORP : ent, false }))
                return false;
            ent = native ? SY_ENT_PERSON : ent;
            from = cut ? i + 1 : i;
        }
    }
    return true;
}

/* Proper nouns right before or behind that hang on the span, or on which it hangs. */
static bool belongs(const sy__facts_work *w, const span *s, uint32_t i)
{
    uint32_t head = head_of(w, s->first, s->last);
    bool below = w->head[i] >= s->first && w->head[i] <= s->last && (w->dep[i] == SY_DEP_COMPOUND || w->dep[i] == SY_DEP_NMOD);
    bool above = w->head[head] == i && (w->dep[head] == SY_DEP_COMPOUND || w->dep[head] == SY_DEP_NMOD || w->dep[head] == SY_DEP_AMOD);
    bool beside = w->head[i] == w->head[head] && w->dep[i] == SY_DEP_COMPOUND && w->dep[head] == SY_DEP_COMPOUND;
    return below || above || beside;
}

/* How many words a name may gain on each side. */
enum { MAX_GROWTH = 10, MAX_KIND = 3, MAX_NUMBER = 4 };   /* how far behind it the kind of building may stand; bytes of its number */

/* "Lidora Note 8", "Launch Complex 39A": a figure right behind that counts nothing. Towns have house numbers and persons ages. */
static bool is_number_of(const sy__facts_work *w, const span *s, uint32_t i)
{
    sy_str t = sy__token_str(w, i);
    bool thing = s->ent != SY_ENT_PERSON && s->ent != SY_ENT_GPE && s->ent != SY_ENT_LOC && s->ent != SY_ENT_NORP;
    if (!thing || t.len == 0 || t.len > MAX_NUMBER || t.ptr[0] < '0' || t.ptr[0] > '9' || w->time_at[i] != SY_NONE)
        return false;
    for (size_t k = 1; k < t.len; k++)
        if ((t.ptr[k] < '0' || t.ptr[k] > '9') && !(k + 1 == t.len && ((t.ptr[k] >= 'A' && t.ptr[k] <= 'Z') || t.ptr[k] == 's')))
            return false;
    if (w->head[s->last] == i && w->dep[s->last] == SY_DEP_COMPOUND && t.len > 1 && t.ptr[t.len - 1] == 's')
        return true;    /* "Lidora 9s" */
    if (w->dep[i] != SY_DEP_NUMMOD || (w->head[i] >= s->first && w->head[i] <= s->last))
        return w->dep[i] == SY_DEP_NUMMOD;
    /* "Channel 10 news": no plural that it could count. */
    return t.len > 1 && w->head[i] > i && w->tokens[w->head[i]].tag == SY_TAG_NN && w->head[s->last] >= w->head[i];
}

static void grow(const sy__facts_work *w, span *s, uint32_t low, uint32_t high)
{
    if (s->ent == SY_ENT_NORP && is_nation(w, s->last))
        return;
    high = high - s->last > MAX_GROWTH ? s->last + MAX_GROWTH : high;
    low = s->first - low > MAX_GROWTH ? s->first - MAX_GROWTH : low;
    while (s->last + 1 < high && (is_proper(w, s->last + 1) || is_inner(w, s->last + 1, high)) && !is_title(w, s->last + 1) &&
           (belongs(w, s, s->last + 1) || is_inner(w, s->last + 1, high)))
        s->last++;
    while (s->last > s->first && s->last + 1 < high && sy__token_is(w, s->last, "-") && w->tokens[s->last].span.end == w->tokens[s->last + 1].span.begin && is_proper(w, s->last + 1))
        s->last++;                      /* the model broke it off behind a hyphen */
    if (s->last + 1 < high && is_number_of(w, s, s->last + 1))
        s->last++;
    while (s->first > low && is_proper(w, s->first - 1) && !is_title(w, s->first - 1) && !is_nation(w, s->first - 1) && belongs(w, s, s->first - 1))
        s->first--;
    while (s->ent == SY_ENT_PERSON && s->first > low + 1 && is_particle(w, s->first - 1) && is_proper(w, s->first - 2) && w->tokens[s->first - 2].ent == SY_ENT_NONE && !is_nation(w, s->first - 2) && !is_title(w, s->first - 2))
        s->first -= 2;                  /* "Ana do Rego Lima", of which the model took the end */
}

/* "Secretary of State Ann Lee": what the title is of, and no part of the name behind it. */
static bool names_office(const sy__facts_work *w, const span *s)
{
    return s->first > 1 && w->tokens[s->first - 1].pos == SY_POS_ADP && is_title(w, s->first - 2);
}

/* Two spans side by side are one name when the parser sees one noun phrase and neither is a people or a title. */
static bool is_one_name(const sy__facts_work *w, const span *a, const span *b)
{
    bool joined = a->last + 1 == b->first;
    if (a->last + 2 == b->first && (sy__token_is(w, a->last + 1, "-") || sy__token_is(w, a->last + 1, "\xc2\xa0")))
        joined = sy__token_is(w, a->last + 1, "\xc2\xa0") || w->tokens[a->last].span.end == w->tokens[a->last + 1].span.begin;
    sy_str last = sy__token_str(w, a->last);
    if (joined && a->last + 2 == b->first && a->last > a->first && sy__token_is(w, a->last - 1, "-") && last.len <= 2 && !begins_upper(w, a->last))
        return true;                    /* "Tolmar-i" and "Sharif", whatever the model has them for */
    joined = joined || (a->last + 2 == b->first && b->ent == SY_ENT_PERSON && is_particle(w, a->last + 1));    /* "Paulino do Rego Lima" */
    if (!joined || names_office(w, a) || a->ent == SY_ENT_NORP || is_nation(w, a->last) || is_nation(w, b->first))
        return false;
    return b->ent == SY_ENT_PERSON || a->ent == b->ent;
}


static bool mend_spans(sy__entity_work *e, spans *all, const bool *title_case)
{
    const sy__facts_work *w = e->w;
    uint32_t n = 0;
    for (uint32_t k = 0; k < all->n; k++) {
        span s = all->at[k];
        uint32_t high = w->sentences[w->sentence[s.last]].end;
        if (k + 1 < all->n && all->at[k + 1].first < high)
            high = all->at[k + 1].first;
        if (!title_case[w->sentence[s.first]]) {
            uint32_t low = w->sentences[w->sentence[s.first]].begin;
            if (n > 0 && all->at[n - 1].last + 1 > low)
                low = all->at[n - 1].last + 1;
            grow(w, &s, low, high);
        }
        if (n > 0 && w->sentence[all->at[n - 1].first] == w->sentence[s.first] && is_one_name(w, &all->at[n - 1], &s)) {
            all->at[n - 1].last = s.last;
            all->at[n - 1].ent = s.ent;
        } else {
            all->at[n++] = s;
        }
    }
    all->n = n;
    return true;
}

/* "Ofer prison", "Camp Adler military base": the kind of building on which a run of proper nouns hangs, the last word of its name;
 * else the run's own end. */
static uint32_t with_building(const sy__facts_work *w, uint32_t last, uint32_t end)
{
    sy_entity_type type;
    sy_str flag;
    uint32_t head = w->head[last];
    if (head <= last || head >= end || head - last > MAX_KIND || (w->dep[last] != SY_DEP_COMPOUND && w->dep[last] != SY_DEP_NMOD) || w->tokens[head].tag != SY_TAG_NN ||
        !sy__noun_type(w, head, &type, &flag) || type != SY_ENTITY_FACILITY)
        return last;
    for (uint32_t i = last + 1; i < head; i++)
        if (w->head[i] != head || (w->tokens[i].pos != SY_POS_NOUN && w->tokens[i].pos != SY_POS_ADJ) || w->tokens[i].ent != SY_ENT_NONE)
            return last;
    return head;
}

/* "Joint Chiefs of Staff", "Lords of the Deep": many of something that the model passed over whole; else the run's own end. */
static uint32_t with_of(const sy__facts_work *w, uint32_t last, uint32_t end)
{
    uint32_t i = last + 2;
    if (w->tokens[last].tag != SY_TAG_NNPS || i >= end || !sy__token_is(w, last + 1, "of") || w->head[last + 1] != last)
        return last;
    i += sy__token_is(w, i, "the") && i + 1 < end;
    if (!is_proper(w, i) || w->tokens[i].ent != SY_ENT_NONE || is_title(w, i))
        return last;
    while (i + 1 < end && is_proper(w, i + 1) && w->tokens[i + 1].ent == SY_ENT_NONE)
        i++;
    return i;
}

/* Runs of proper nouns outside of all spans. */
static bool passed_over(sy__entity_work *e, const spans *all, const bool *title_case, spans *out)
{
    const sy__facts_work *w = e->w;
    uint32_t k = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        while (k < all->n && all->at[k].last < i)
            k++;
        if (k < all->n && i >= all->at[k].first) {
            i = all->at[k].last;
            continue;
        }
        if (!is_proper(w, i) || title_case[w->sentence[i]] || is_title(w, i) || w->quantity_at[i] != SY_NONE)
            continue;
        uint32_t end = w->sentences[w->sentence[i]].end, last = i;
        if (k < all->n && all->at[k].first < end)
            end = all->at[k].first;
        while (last + 1 < end && ((is_proper(w, last + 1) && w->sentence[last + 1] == w->sentence[i]) || is_inner(w, last + 1, end)))
            last++;
        last = with_of(w, last, end);
        last = with_building(w, last, end);
        if (last + 1 < end && is_number_of(w, &(span){ i, last, SY_ENT_NONE, false }, last + 1))
            last++;
        if (!SY__PUSH(w->ctx, out, (span){ i, last, SY_ENT_NONE, false }))
            return false;
        i = last;
    }
    return true;
}

/* ---- who speaks in a transcript ------------------------------------------------------------------------ */

static bool is_shouted(const sy__facts_work *w, uint32_t i)
{
    sy_str s = sy__token_str(w, i);
    uint32_t letters = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = sy__utf8_next(s, &at);
        if (sy__is_lower(cp))
            return false;
        letters += sy__is_upper(cp);
    }
    return letters > 1;
}

/* "VARGA:", "ILSE VARGA:" before what she says, where the model knows a person of that surname: its last token, or SY_NONE. */
static uint32_t label_end(const sy__facts_work *w, uint32_t first, const sy_map *surnames)
{
    uint32_t last = first;
    while (last + 1 < w->n && last - first < MAX_KIND && is_shouted(w, last + 1))
        last++;
    bool label = is_shouted(w, first) && last + 1 < w->n && sy__token_is(w, last + 1, ":") && w->tokens[last].span.end == w->tokens[last + 1].span.begin;
    return label && sy__map_find(surnames, sy__token_lower(w, last)) ? last : SY_NONE;
}

static bool speaker_labels(const sy__facts_work *w, spans *all, spans *out)
{
    sy_map surnames;
    uint32_t k = 0;
    bool ok = true;
    sy__map_init(&surnames, w->ctx);
    for (uint32_t x = 0; ok && x < all->n; x++)
        if (all->at[x].ent == SY_ENT_PERSON)
            ok = sy__map_put(&surnames, sy__token_lower(w, all->at[x].last), x, NULL) != NULL;
    for (uint32_t i = 0; ok && i < w->n; i++) {
        bool begins = i == 0 || (w->tokens[i - 1].pos == SY_POS_SPACE && memchr(w->text.ptr + w->tokens[i - 1].span.begin, '\n', w->tokens[i - 1].span.end - w->tokens[i - 1].span.begin));
        uint32_t last = begins ? label_end(w, i, &surnames) : SY_NONE;
        while (k < all->n && all->at[k].last < i)
            k++;
        if (last != SY_NONE && k < all->n && all->at[k].first >= i && all->at[k].last <= last)
            all->at[k] = (span){ i, last, SY_ENT_PERSON, false };      /* whatever the model has the letters for */
        else if (last != SY_NONE && (k == all->n || all->at[k].first > last))
            ok = SY__PUSH(w->ctx, out, (span){ i, last, SY_ENT_PERSON, false });
    }
    sy__map_done(&surnames);
    return ok;
}

/* "Nicely told the paper", of Ann Nicely: what the tagger has for another word says something and is a full name's last word. */
static bool surnames_passed_over(const sy__facts_work *w, const spans *all, spans *out)
{
    sy_map surnames;
    bool ok = true;
    sy__map_init(&surnames, w->ctx);
    for (uint32_t x = 0; ok && x < all->n; x++)
        if (all->at[x].ent == SY_ENT_PERSON && all->at[x].first < all->at[x].last)
            ok = sy__map_put(&surnames, sy__token_lower(w, all->at[x].last), x, NULL) != NULL;
    for (uint32_t i = 0, k = 0; ok && i + 1 < w->n; i++) {
        while (k < all->n && all->at[k].last < i)
            k++;
        bool free = (k == all->n || all->at[k].first > i) && w->tokens[i].pos != SY_POS_PROPN && w->time_at[i] == SY_NONE;
        uint8_t tag = w->tokens[i + 1].tag;
        if (free && begins_upper(w, i) && (tag == SY_TAG_VBD || tag == SY_TAG_VBZ) && sy__speech(w, i + 1) > 0.6 && sy__map_find(&surnames, sy__token_lower(w, i)))
            ok = SY__PUSH(w->ctx, out, (span){ i, i, SY_ENT_PERSON, true });
    }
    sy__map_done(&surnames);
    return ok;
}

static sy__name_mention surname_mention(const span *s)
{
    return (sy__name_mention){ s->first, s->last, s->first, s->first, SY_NONE, SY_NONE, SY_ENT_PERSON };
}

static int by_first(const void *a, const void *b, void *user)
{
    const span *x = a, *y = b;
    (void)user;
    return x->first < y->first ? -1 : x->first > y->first;
}

bool sy__collect_mentions(sy__entity_work *e)
{
    const sy__facts_work *w = e->w;
    spans all = { 0 }, more = { 0 }, labels = { 0 };
    bool *title_case = sy__arena_array(w->scratch, w->n_sentences, sizeof *title_case);
    bool ok = title_case != NULL;
    for (uint32_t s = 0; ok && s < w->n_sentences; s++)
        title_case[s] = is_title_case(w, w->sentences[s]);
    ok = ok && model_spans(e, &all) && mend_spans(e, &all, title_case) && speaker_labels(w, &all, &labels) && surnames_passed_over(w, &all, &labels);
    for (uint32_t k = 0; ok && k < labels.n; k++)
        ok = SY__PUSH(w->ctx, &all, labels.at[k]);
    ok = ok && sy__sort(w->ctx, all.at, all.n, sizeof *all.at, by_first, NULL) && passed_over(e, &all, title_case, &more);
    for (uint32_t k = 0; ok && k < more.n; k++)
        ok = SY__PUSH(w->ctx, &all, more.at[k]);
    ok = ok && sy__sort(w->ctx, all.at, all.n, sizeof *all.at, by_first, NULL);
    for (uint32_t k = 0; ok && k < all.n; k++)
        ok = all.at[k].surname ? SY__PUSH(w->ctx, &e->mentions, surname_mention(&all.at[k])) : add(e, all.at[k].first, all.at[k].last, all.at[k].ent);
    sy__free(w->ctx, all.at);
    sy__free(w->ctx, more.at);
    sy__free(w->ctx, labels.at);
    return ok;
}
