/* Names that a text gives beside a name, in brackets: the account under which somebody posts ("Ann Lee (@annlee)"), the sign
 * under which a company is traded ("Acme Corp (ACME.N)"), the letters by which a body goes ("Popular Front (PF)"); the state
 * behind a place ("Erie, Pa."); the owner and the seat of a body ("Iran's Revolutionary Guards", "the foreign ministry in
 * Berlin"); who posted what a page embeds; and the short forms that only a headline has ("NYC"). */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

enum { MAX_BESIDE = 20, MAX_HANDLE_WORDS = 4 };

typedef enum beside_kind { BESIDE_NONE = 0, BESIDE_HANDLE, BESIDE_TICKER, BESIDE_LETTERS } beside_kind;

static bool letter_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
static bool capital(char c) { return c >= 'A' && c <= 'Z'; }

/* What stands between the brackets, and what kind of name it is. */
static beside_kind read_bracket(sy_str in, sy_str *name)
{
    size_t n = 0, colon = SIZE_MAX;
    *name = in;
    if (in.len >= 3 && in.ptr[0] == '@') {
        for (n = 1; n < in.len && letter_or_digit(in.ptr[n]); n++) {}
        return n == in.len ? BESIDE_HANDLE : BESIDE_NONE;
    }
    for (size_t i = 0; i < in.len; i++) if (in.ptr[i] == ':') colon = i;
    if (colon != SIZE_MAX) {   /* "NASDAQ: ACME" */
        sy_str market = sy__sub(in, 0, colon);
        for (size_t i = 0; i < market.len; i++) if (!capital(market.ptr[i])) return BESIDE_NONE;
        *name = in = sy__trim(sy__sub(in, colon + 1, in.len));
    }
    while (n < in.len && capital(in.ptr[n])) n++;
    if (n < (colon != SIZE_MAX ? 1u : 2u) || n > 6) return BESIDE_NONE;
    *name = sy__sub(in, 0, n);
    if (n == in.len) return colon != SIZE_MAX ? BESIDE_TICKER : BESIDE_LETTERS;
    /* "ACME.N": the exchange behind a point. */
    return in.ptr[n] == '.' && in.len - n <= 3 && capital(in.ptr[n + 1]) ? BESIDE_TICKER : BESIDE_NONE;
}

/* The letters stand in the name, in order, the first one first. */
static bool letters_of(sy_str letters, sy_str name)
{
    size_t k = 0;
    for (size_t i = 0; i < name.len && k < letters.len; i++) {
        bool begins = i == 0 || !letter_or_digit(name.ptr[i - 1]);
        if ((name.ptr[i] & ~0x20) == letters.ptr[k] && (k > 0 || begins)) k++;
    }
    return k == letters.len;
}

/* The node of the entity whose name ends where the bracket begins, by a table of names sorted by their ends. */
typedef struct ending { uint32_t end, begin, node; sy_entity_type type; } ending;

static int by_end(const void *a, const void *b, void *user)
{
    (void)user;
    const ending *x = a, *y = b;
    if (x->end != y->end) return x->end < y->end ? -1 : 1;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

typedef struct endings { ending *at; uint32_t n, cap; } endings;

static bool collect_endings(sy__names *w, const sy__doc *d, endings *out)
{
    out->n = 0;
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].named && i < d->entities[e].n_mentions; i++) {
            const sy_entity_mention *m = &d->entities[e].mentions[i];
            ending x = { m->span.end, m->span.begin, d->entity[e], d->entities[e].type };
            if (m->kind == SY_MENTION_NAME && !SY__PUSH(w->s->ctx, out, x)) return false;
        }
    return sy__sort(w->s->ctx, out->at, out->n, sizeof *out->at, by_end, NULL);
}

static const ending *ending_at(const endings *e, uint32_t end)
{
    uint32_t lo = 0, hi = e->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (e->at[mid].end < end) lo = mid + 1; else hi = mid;
    }
    return lo < e->n && e->at[lo].end == end ? &e->at[lo] : NULL;
}

/* A dash and the typographers' marks are no letters. */
static bool dash_ends(sy_str text, size_t at)
{
    for (size_t i = at; i-- > 0 && at - i <= 3;)
        if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) return (unsigned char)text.ptr[i] == 0xE2;
    return false;
}

/* The run of capitalised words before a handle, where the model saw no name: "— Ann Lee (@annlee)". */
static sy_str words_before(sy_str text, size_t end)
{
    size_t begin = end, at = end;
    for (unsigned k = 0; k < MAX_HANDLE_WORDS && at > 0; k++) {
        bool initial = k > 0 && at > 2 && text.ptr[at - 1] == '.' && capital(text.ptr[at - 2]) && text.ptr[at - 3] == ' ';   /* "Ann J. Lee" */
        at -= initial;
        while (at > 0 && (letter_or_digit(text.ptr[at - 1]) || ((unsigned char)text.ptr[at - 1] >= 0x80 && !dash_ends(text, at)))) at--;
        if (at == begin || !capital(text.ptr[at])) break;
        begin = at;
        if (at == 0 || text.ptr[at - 1] != ' ') break;
        at--;
    }
    return sy__sub(text, begin, end);
}

bool sy__put_alias(sy__names *w, uint32_t node, uint32_t document, sy_str name)
{
    sy__beside b = { document, w->nodes.at[node].beside, name };
    w->nodes.at[node].beside = w->besides.n;
    return SY__PUSH(w->s->ctx, &w->besides, b);
}

bool sy__put_beside(sy__names *w, uint32_t node, uint32_t document, sy_str name)
{
    sy__name read;
    if (!sy__name_read(&w->s->scratch, name, &read)) return false;
    sy__form f = { sy__name_key(&w->s->scratch, &read), node, false, false };   /* where it is met as a name by itself */
    return f.key.ptr && SY__PUSH(w->s->ctx, &w->forms, f) && sy__put_alias(w, node, document, name);
}

static bool put_handle(sy__names *w, uint32_t document, sy_str who, sy_str handle)
{
    sy__name read;
    uint32_t node;
    if (who.len == 0) return true;
    if (!sy__name_read(&w->s->scratch, who, &read)) return false;
    sy_str key = sy__name_key(&w->s->scratch, &read);
    return key.ptr && sy__node_put(w, read, key, &node) && sy__put_beside(w, node, document, who) && sy__put_beside(w, node, document, handle);
}

/* Where the bracket that opens at `open` ends; SIZE_MAX where it is longer than a name beside a name. */
static size_t closes_at(sy_str text, size_t open)
{
    size_t i = open + 1;
    while (i < text.len && i - open <= MAX_BESIDE && text.ptr[i] != ')' && text.ptr[i] != '\n') i++;
    return i < text.len && text.ptr[i] == ')' ? i : SIZE_MAX;
}

static size_t name_end(sy_str text, size_t open)
{
    while (open > 0 && text.ptr[open - 1] == ' ') open--;
    return open;
}

static bool read_bracketed(sy__names *w, uint32_t d, const endings *ends, size_t open)
{
    sy_str text = w->s->docs[d].text, name;
    size_t close = closes_at(text, open), end = name_end(text, open);
    if (close == SIZE_MAX || end == 0) return true;
    beside_kind kind = read_bracket(sy__sub(text, open + 1, close), &name);
    const ending *e = ending_at(ends, (uint32_t)end);
    if (kind == BESIDE_HANDLE) {
        sy_str who = words_before(text, end);
        return e && e->begin <= end - who.len ? sy__put_beside(w, e->node, d, name) : put_handle(w, d, who, name);
    }
    /* "LONDON (AP)" is no name of London. */
    if (kind == BESIDE_NONE || !e || e->type == SY_ENTITY_PLACE) return true;
    if (kind == BESIDE_LETTERS && !letters_of(name, sy__sub(text, e->begin, e->end))) return true;
    return sy__put_beside(w, e->node, d, name);
}

/* ---- a place with what it lies in ------------------------------------------------------------------- */

static sy_span with_kind(const sy__doc *d, sy_span at)
{
    size_t word, end = at.begin;
    if (end < 5 || memcmp(d->text.ptr + end - 4, " of ", 4) != 0) return at;
    for (word = end - 4; word > 0 && letter_or_digit(d->text.ptr[word - 1]); word--) {}
    if (sy__table_ifind(&sy__table_reconcile_place_kinds, sy__sub(d->text, word, end - 4)) != SY_NONE) at.begin = (uint32_t)word;
    return at;
}

/* "Erie, Pa.", "Nashville, Tennessee": one or two words behind the comma that the table of states has. */
static bool with_state(sy__names *w, const sy__doc *d, sy_span *at)
{
    size_t i = at->end, begin = i + 2, end = begin;
    if (i + 3 >= d->text.len || d->text.ptr[i] != ',' || d->text.ptr[i + 1] != ' ') return true;
    sy_span found = *at;
    for (unsigned k = 0; k < 2; k++) {
        if (end >= d->text.len || !capital(d->text.ptr[end])) break;
        while (end < d->text.len && letter_or_digit(d->text.ptr[end])) end++;
        bool point = end < d->text.len && d->text.ptr[end] == '.';
        sy__name name;
        if (!sy__name_read(&w->s->scratch, sy__sub(d->text, begin, end), &name)) return false;
        sy_str key = sy__name_key(&w->s->scratch, &name);
        if (!key.ptr) return false;
        uint32_t row = sy__table_find(&sy__table_reconcile_region_codes, key);
        bool full = row != SY_NONE && sy__eq(sy__cell(&sy__table_reconcile_region_codes, row, 1), key);
        bool letters = end - begin == 2 && capital(d->text.ptr[end - 1]);
        if (row != SY_NONE && (full || point || letters)) found.end = (uint32_t)(end + (point && !full));
        if (end < d->text.len && d->text.ptr[end] == ' ') end++;
    }
    *at = found;
    return true;
}

/* "Rome, Italy": where the parser takes the state for what is said of the place, and not for the next of a list. */
static sy_span with_country(const sy__doc *d, sy_span at)
{
    uint32_t comma = sy__tokens_of(d, at).end, first = comma + 1, end = first;
    if (first >= d->n_tokens || comma == 0 || !sy__is(sy__cut(d->text, d->tokens[comma].span), ",") || d->tokens[comma - 1].span.end != d->tokens[comma].span.begin) return at;
    uint32_t state = sy_facts_entity_at(d->in->facts, first);
    if (state == SY_NONE || d->entities[state].type != SY_ENTITY_PLACE || d->entities[state].country.len == 0) return at;
    while (end < d->n_tokens && sy_facts_entity_at(d->in->facts, end) == state) end++;
    bool said = false;
    for (uint32_t i = first; i < end; i++)
        said |= (d->tokens[i].dep == SY_DEP_APPOS || d->tokens[i].dep == SY_DEP_NPADVMOD) && d->tokens[i].head < comma && d->tokens[d->tokens[i].head].span.begin >= at.begin;
    if (said) at.end = d->tokens[end - 1].span.end;
    return at;
}

static bool has_determiner(const sy__doc *d, uint32_t head, uint32_t first)
{
    for (uint32_t i = first; i > 0 && first - i < MAX_BESIDE; i--)
        if (d->tokens[i - 1].head == head && d->tokens[i - 1].dep == SY_DEP_DET) return true;
    return false;
}

/* "Tolmar city": the kind of place right behind the name, which the model left out of it. "The Tolmar village" is one of Tolmar's. */
static sy_span with_kind_behind(const sy__doc *d, sy_span at)
{
    sy_token_range r = sy__tokens_of(d, at);
    uint32_t i = r.end;
    if (i == r.begin || i >= d->n_tokens || d->tokens[i - 1].head != i || d->tokens[i].tag != SY_TAG_NN || has_determiner(d, i, r.begin)) return at;
    if (d->tokens[i - 1].dep != SY_DEP_COMPOUND && d->tokens[i - 1].dep != SY_DEP_NMOD && d->tokens[i - 1].dep != SY_DEP_AMOD) return at;
    if (sy__table_find(&sy__table_reconcile_place_kinds, sy__cut(d->text, d->tokens[i].span)) != SY_NONE) at.end = d->tokens[i].span.end;
    return at;
}

static bool read_places(sy__names *w, uint32_t document)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].type == SY_ENTITY_PLACE && d->entities[e].named && i < d->entities[e].n_mentions; i++) {
            const sy_entity_mention *m = &d->entities[e].mentions[i];
            sy_span at = m->span, kind = with_kind(d, at);
            if (m->kind != SY_MENTION_NAME) continue;
            if (kind.begin != at.begin && !sy__put_beside(w, d->entity[e], document, sy__cut(d->text, kind))) return false;
            if (!with_state(w, d, &at)) return false;
            if (at.end == m->span.end) at = with_country(d, at);
            if (at.end == m->span.end) at = with_kind_behind(d, at);
            if (at.end != m->span.end && !sy__put_beside(w, d->entity[e], document, sy__cut(d->text, at))) return false;
        }
    return true;
}

/* ---- a body with its seat -------------------------------------------------------------------------- */

/* The place that hangs on the word "in" behind a mention: token behind it, or 0. */
static uint32_t seat_end(const sy__doc *d, const sy_entity_mention *m)
{
    uint32_t in = sy__tokens_of(d, m->span).end, place, at = in + 1;
    if (in + 1 >= d->n_tokens || !sy__is(sy__cut(d->text, d->tokens[in].span), "in") || d->tokens[in].head != m->head) return 0;
    place = sy_facts_entity_at(d->in->facts, at);
    if (place == SY_NONE)   /* a town that the model passed over */
        return d->tokens[at].pos == SY_POS_PROPN && d->tokens[at].ent == SY_ENT_NONE && d->tokens[at].head == in ? at + 1 : 0;
    if (d->entities[place].type != SY_ENTITY_PLACE || !d->entities[place].named) return 0;
    while (at < d->n_tokens && sy_facts_entity_at(d->in->facts, at) == place) at++;
    return at;
}

/* Where the state begins that owns what a mention names; its own begin where none does. */
static uint32_t owner_begin(const sy__doc *d, const sy_entity_mention *m)
{
    uint32_t at = sy__tokens_of(d, m->span).begin, state;
    if (m->kind != SY_MENTION_NAME || at < 2 || d->tokens[at - 1].tag != SY_TAG_POS) return m->span.begin;
    at -= 2;
    state = sy_facts_entity_at(d->in->facts, at);
    if (state == SY_NONE || d->entities[state].type != SY_ENTITY_PLACE || d->entities[state].country.len == 0) return m->span.begin;
    while (at > 0 && sy_facts_entity_at(d->in->facts, at - 1) == state) at--;
    return d->tokens[at].span.begin;
}

/* "The National Weather Service in Ardon", "the foreign ministry in Berlin", "Karvonia's Harbour Guards". */
static bool read_seats(sy__names *w, uint32_t document)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].type == SY_ENTITY_ORGANISATION && i < d->entities[e].n_mentions; i++) {
            const sy_entity_mention *m = &d->entities[e].mentions[i];
            uint32_t end = m->kind == SY_MENTION_PRONOUN ? 0 : seat_end(d, m);
            uint32_t begin = owner_begin(d, m);
            if (begin < m->span.begin && !sy__put_beside(w, d->entity[e], document, sy__sub(d->text, begin, m->span.end))) return false;
            sy_str name = end ? sy__sub(d->text, m->span.begin, d->tokens[end - 1].span.end) : d->text;
            if (end && sy__ieq(sy__sub(name, 0, 4), SY_STR("the "))) name = sy__sub(name, 4, name.len);
            if (end && !sy__put_beside(w, d->entity[e], document, name)) return false;
        }
    return true;
}

/* "The Red Dawn party": what a text calls a body by, its name in front, is a form of the name. */
static bool read_labelled(sy__names *w, uint32_t document)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++) {
        const sy_entity *en = &d->entities[e];
        for (size_t k = 0; en->named && k < en->n_labels; k++)
            for (size_t i = 0; i < en->n_mentions; i++) {
                sy_span name = en->mentions[i].span, label = en->labels[k].span;
                if (en->mentions[i].kind != SY_MENTION_NAME || name.begin != label.begin || name.end >= label.end) continue;
                if (sy__table_find(&sy__table_reconcile_body_kinds, sy__trim(sy__sub(d->text, name.end, label.end))) == SY_NONE) continue;
                if (!sy__put_beside(w, d->entity[e], document, sy__cut(d->text, label))) return false;
            }
    }
    return true;
}

/* ---- the texts --------------------------------------------------------------------------------------- */

/* Who posted what a page embeds is told by a line that is no part of the article. */
static bool read_posts(sy__names *w, uint32_t document)
{
    const sy_report_input *in = w->s->docs[document].in;
    size_t n;
    if (!in->article || in->left_aside) return true;
    const sy_boilerplate *b = sy_article_boilerplate(in->article, &n);
    for (size_t i = 0; i < n; i++) {
        sy_str text = b[i].text, name;
        if (b[i].kind != SY_BOILERPLATE_SOCIAL) continue;
        for (size_t at = sy__find(text, SY_STR("(@"), 0); at != SIZE_MAX; at = sy__find(text, SY_STR("(@"), at + 1)) {
            size_t close = closes_at(text, at);
            if (close == SIZE_MAX || read_bracket(sy__sub(text, at + 1, close), &name) != BESIDE_HANDLE) continue;
            if (!put_handle(w, document, words_before(text, name_end(text, at)), name)) return false;
        }
    }
    return true;
}

#define SEVERAL (SY_NONE - 1)

/* Full names by their letters, no person's: the node, or SEVERAL. */
static bool collect_acronyms(sy__names *w, sy_map *acronyms)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        const sy__node *n = &w->nodes.at[i];
        bool fresh = false;
        if (n->key.len == 0 || n->votes[SY_ENTITY_PERSON] || n->name.acronym.len < 3 || n->name.n_words < 3) continue;
        uint32_t *at = sy__map_put(acronyms, n->name.acronym, i, &fresh);
        if (!at) return false;
        if (!fresh && *at != SEVERAL && sy__name_compare(&w->nodes.at[*at].name, &n->name, false) == SY__NAMES_APART) *at = SEVERAL;
    }
    return true;
}

static bool has_small(sy_str s)
{
    for (size_t i = 0; i < s.len; i++) if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') return true;
    return false;
}

/* A short form in a headline, of something that the reports name in full. */
static bool read_title(sy__names *w, uint32_t document, const sy_map *acronyms)
{
    sy_str title = w->s->docs[document].title;
    for (size_t i = 0, end; i < title.len; i = end + 1) {
        for (end = i; end < title.len && title.ptr[end] != ' '; end++) {}
        sy_str word = sy__sub(title, i, end);
        size_t k = 0;
        while (k < word.len && (capital(word.ptr[k]) || word.ptr[k] == '.')) k++;
        if (k < 2 || k != word.len || (i == 0 && end == title.len)) continue;
        sy__name name;
        uint32_t node;
        if (!sy__name_read(&w->s->scratch, word, &name)) return false;
        sy_str key = sy__name_key(&w->s->scratch, &name);
        uint32_t row = key.ptr ? sy__table_find(&sy__table_reconcile_known_names, key) : SY_NONE;
        const uint32_t *full = key.ptr && row == SY_NONE && has_small(title) && !sy__map_find(&w->keys, key) ? sy__map_find(acronyms, key) : NULL;
        if (full && *full != SEVERAL && !sy__put_alias(w, *full, document, word)) return false;
        if (row == SY_NONE || sy__map_find(&w->keys, key)) continue;
        sy__form f = { sy__cell(&sy__table_reconcile_known_names, row, 1), SY_NONE, true, false };
        if (!sy__map_find(&w->keys, f.key)) continue;   /* nobody writes it out */
        if (!sy__node_put(w, name, key, &node)) return false;
        f.node = node;
        if (!sy__put_beside(w, node, document, word) || !SY__PUSH(w->s->ctx, &w->forms, f)) return false;
    }
    return true;
}

bool sy__names_beside(sy__names *w)
{
    endings ends = { NULL, 0, 0 };
    sy_map acronyms;
    sy__map_init(&acronyms, w->s->ctx);
    bool ok = collect_acronyms(w, &acronyms);
    for (uint32_t d = 0; ok && d < w->s->n_docs; d++) {
        sy_str text = w->s->docs[d].text;
        ok = collect_endings(w, &w->s->docs[d], &ends) && read_places(w, d) && read_seats(w, d) && read_labelled(w, d) && read_posts(w, d) && read_title(w, d, &acronyms);
        for (size_t at = sy__find(text, SY_STR("("), 0); ok && at != SIZE_MAX; at = sy__find(text, SY_STR("("), at + 1))
            ok = read_bracketed(w, d, &ends, at);
    }
    sy__map_done(&acronyms);
    sy__free(w->s->ctx, ends.at);
    return ok;
}
