/* Names across documents: one account entity a person, group, place or thing, with every spelling that the reports use.
 *
 * Local entities of one plain name are one node from the start. Nodes are then joined best reason first: another spelling,
 * a shorter form, an acronym, a surname. A join is refused where any two full names of the two sides are of two people, and
 * a form that fits several entities (a surname two people share) joins none of them. Every join keeps its reason. */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

static bool has_role(sy_entity_type t) { return t == SY_ENTITY_PERSON; }

/* Types that the tagger confuses may name one thing; a person and a place may not. */
static bool types_fit(sy_entity_type a, sy_entity_type b)
{
    if (a == b) return true;
    if (a == SY_ENTITY_OTHER || b == SY_ENTITY_OTHER) return true;
    if (a == SY_ENTITY_PERSON || b == SY_ENTITY_PERSON) return false;
    bool place_a = a == SY_ENTITY_PLACE, place_b = b == SY_ENTITY_PLACE;
    bool site = a == SY_ENTITY_FACILITY || b == SY_ENTITY_FACILITY;
    return site || place_a == place_b;
}

/* A long word of which the tagger makes now a place, now a body: no land or people by the tables. */
static bool odd_word(const sy__node *n) { return n->type != SY_ENTITY_PERSON && n->country.len == 0 && n->name.n_words == 1 && n->name.words[0].len >= 6; }

enum { MAX_LETTERS = 3 };   /* longer words in capitals may be any that a text shouts: "OSLO" */

/* "F1", "SCB": letters, of which the tagger makes anything. */
static bool is_letters(const sy__node *n)
{
    if (n->country.len || n->type == SY_ENTITY_PERSON || n->name.n_words != 1) return false;
    for (size_t i = 0; i < n->name.text.len; i++) if (n->name.text.ptr[i] >= 'a' && n->name.text.ptr[i] <= 'z') return false;
    return n->name.text.len <= MAX_LETTERS;
}

/* "Sky Lab" is "Skylab", whatever the tagger has the two for. */
static bool run_together(const sy__node *a, const sy__node *b)
{
    bool one = a->name.n_words == 1 || b->name.n_words == 1;
    return one && a->name.n_words != b->name.n_words && a->key.len >= 6 && sy__name_compare(&a->name, &b->name, false) == SY__NAMES_SAME;
}

bool sy__nodes_fit(const sy__node *a, const sy__node *b)
{
    if ((is_letters(a) && b->type != SY_ENTITY_PERSON && b->name.n_words > 1) || (is_letters(b) && a->type != SY_ENTITY_PERSON && a->name.n_words > 1)) return true;
    return run_together(a, b) || (odd_word(a) && odd_word(b)) || types_fit(a->type, b->type) || (a->country.len && sy__eq(a->country, b->country));
}

sy_str sy__name_key(sy_arena *a, const sy__name *n)
{
    size_t len = 0;
    for (uint32_t i = 0; i < n->n_words; i++) len += n->words[i].len + 1;
    char *k = sy__arena_get(a, len + 1);
    if (!k) return (sy_str){ NULL, 0 };
    size_t at = 0;
    for (uint32_t i = 0; i < n->n_words; i++) {
        if (i) k[at++] = ' ';
        memcpy(k + at, n->words[i].ptr, n->words[i].len);
        at += n->words[i].len;
    }
    return (sy_str){ k, at };
}

bool sy__node_put(sy__names *w, sy__name name, sy_str key, uint32_t *node)
{
    bool fresh = true;
    *node = w->nodes.n;
    if (key.len) {   /* a nominal ("the driver") is nobody else's: it stays a node of its own */
        uint32_t *slot = sy__map_put(&w->keys, key, w->nodes.n, &fresh);
        if (!slot) return false;
        *node = *slot;
    }
    sy__node n = { .name = name, .key = key, .root = w->nodes.n, .beside = SY_NONE };
    return !fresh || SY__PUSH(w->s->ctx, &w->nodes, n);
}

static bool known_row(const sy__table *t, sy_str key, sy_entity_type type, sy_str *as)
{
    uint32_t row = sy__table_find(t, key);
    if (row == SY_NONE) return false;
    sy_str want = t->n_fields > 2 ? sy__cell(t, row, 2) : (sy_str){ NULL, 0 };
    *as = sy__cell(t, row, 1);
    return want.len == 0 || sy__is(want, sy_entity_type_name(type));
}

/* How one mention of a capital is meant: -1 the place, 1 those who govern there, 0 it does not say. */
static int capital_use(const sy__doc *d, const sy_entity_mention *m)
{
    sy_token_range r = sy__tokens_of(d, m->span);
    if (r.begin >= r.end || m->head >= d->n_tokens) return 0;
    sy_str before = r.begin > 0 ? sy__cut(d->text, d->tokens[r.begin - 1].span) : SY_STR("");
    sy_str after = r.end < d->n_tokens ? sy__cut(d->text, d->tokens[r.end].span) : SY_STR("");
    if (sy__table_ifind(&sy__table_reconcile_place_prepositions, before) != SY_NONE) return -1;
    /* "TEHRAN (Wire) - ...", "Tehran, Iran" */
    if (sy__is(after, "(") || sy__is(after, ",") || sy__is(after, "\xE2\x80\x94") || sy__is(after, "\xE2\x80\x93")) return -1;
    uint8_t dep = d->tokens[m->head].dep;
    return dep == SY_DEP_NSUBJ || dep == SY_DEP_NSUBJPASS || dep == SY_DEP_POSS || sy__ieq(before, SY_STR("by")) ? 1 : 0;
}

/* A capital that acts, and in which no report lets something happen, is its state: "Beijing said". */
static bool acts_for_state(sy__node *n, const sy__doc *d, const sy_entity *en, sy_str key, sy_str *country)
{
    uint32_t row = sy__table_find(&sy__table_reconcile_capitals, key);
    bool acts = false;
    if (row == SY_NONE) return false;
    for (size_t i = 0; i < en->n_mentions; i++) {
        int use = en->mentions[i].kind == SY_MENTION_NAME ? capital_use(d, &en->mentions[i]) : 0;
        n->place_meant |= use < 0;
        acts |= use > 0;
    }
    if (acts) *country = sy__cell(&sy__table_reconcile_capitals, row, 1);
    return acts;
}

/* "UN Harbour Council" and "United Nations Harbour Council": the known form of the words in front, the rest as it stands. */
static bool put_front(sy__names *w, sy_str key, uint32_t node)
{
    for (size_t at = key.len; at-- > 1;) {
        if (key.ptr[at] != ' ') continue;
        uint32_t row = sy__table_find(&sy__table_reconcile_known_names, sy__sub(key, 0, at));
        if (row == SY_NONE) continue;
        sy_str front = sy__cell(&sy__table_reconcile_known_names, row, 1);
        char *k = sy__arena_get(&w->s->scratch, front.len + key.len - at + 1);
        if (!k) return false;
        memcpy(k, front.ptr, front.len);
        memcpy(k + front.len, key.ptr + at, key.len - at);
        sy__form f = { { k, front.len + key.len - at }, node, true, false };
        return SY__PUSH(w->s->ctx, &w->forms, f);
    }
    return true;
}

/* The name under which the world knows it. "Pa." and "NH" are states where a place is meant and the letters say "short form". */
static bool put_known(sy__names *w, const sy__doc *d, const sy_entity *en, sy_str text, sy_str key, uint32_t node)
{
    sy__form f = { .node = node, .known = true, .state = false };
    bool small = text.len > 1 && !sy__is_upper((unsigned char)text.ptr[1]) && text.ptr[text.len - 1] != '.';
    if (known_row(&sy__table_reconcile_known_names, key, en->type, &f.key)
        || (en->type == SY_ENTITY_PLACE && !small && known_row(&sy__table_reconcile_region_codes, key, en->type, &f.key)))
        return SY__PUSH(w->s->ctx, &w->forms, f);
    if (!put_front(w, key, node)) return false;
    f.key = en->country;   /* capitals: no plain name reads so */
    bool people = en->type == SY_ENTITY_PLACE || en->type == SY_ENTITY_GROUP;
    f.state = people && f.key.len == 0 && acts_for_state(&w->nodes.at[node], d, en, key, &f.key);
    if (f.state) return SY__PUSH(w->s->ctx, &w->forms, f);
    return !people || f.key.len == 0 || SY__PUSH(w->s->ctx, &w->forms, f);
}

/* The other forms in which a document names it, and the one under which the world knows them all. */
static bool put_forms(sy__names *w, const sy__doc *d, const sy_entity *en, uint32_t node)
{
    sy_arena *a = &w->s->scratch;
    if (!put_known(w, d, en, en->name, w->nodes.at[node].key, node)) return false;
    for (size_t i = 0; i < en->n_mentions; i++) {
        sy__name name;
        sy_str text = sy__cut(d->text, en->mentions[i].span);
        if (en->mentions[i].kind != SY_MENTION_NAME) continue;
        if (!sy__name_read(a, text, &name)) return false;
        if (name.n_words == 0) continue;
        sy__form f = { sy__name_key(a, &name), node, false, false };
        if (!f.key.ptr) return false;
        if (en->type == SY_ENTITY_PERSON || sy__eq(f.key, w->nodes.at[node].key)) continue;
        if (!SY__PUSH(w->s->ctx, &w->forms, f) || !put_known(w, d, en, text, f.key, node)) return false;
    }
    return true;
}

static bool stands_bare(const sy__doc *d, const sy_entity *en)
{
    for (size_t i = 0; i < en->n_mentions; i++) {
        uint32_t first = sy__tokens_of(d, en->mentions[i].span).begin;
        bool the = first > 0 && first <= d->n_tokens && sy__ieq(sy__cut(d->text, d->tokens[first - 1].span), SY_STR("the"));
        if (en->mentions[i].kind == SY_MENTION_NAME && !the && !sy__ieq(sy__sub(d->text, en->mentions[i].span.begin, en->mentions[i].span.begin + 4), SY_STR("the "))) return true;
    }
    return false;
}

static bool add_local(sy__names *w, uint32_t d, uint32_t e)
{
    sy__story *s = w->s;
    const sy_entity *en = &s->docs[d].entities[e];
    sy__name name;
    if (!sy__name_read(&s->scratch, en->name, &name)) return false;
    sy_str key = en->named && name.n_words ? sy__name_key(&s->scratch, &name) : (sy_str){ "", 0 };
    uint32_t at;
    if (!key.ptr || !sy__node_put(w, name, key, &at)) return false;
    sy__node *n = &w->nodes.at[at];
    n->votes[en->type]++;
    if (n->country.len == 0) n->country = en->country;
    n->bare = n->bare || stands_bare(&s->docs[d], en);
    sy__local *locals = sy__arena_array(&s->scratch, n->n_locals + 1, sizeof *locals);
    if (!locals) return false;
    if (n->n_locals) memcpy(locals, n->locals, n->n_locals * sizeof *locals);   /* few documents a name: copying is cheap */
    locals[n->n_locals++] = (sy__local){ d, e };
    n->locals = locals;
    s->docs[d].entity[e] = at;   /* the node for now, the account's entity in the end */
    return !key.len || put_forms(w, &s->docs[d], en, at);
}

static void settle_type(sy__node *n)
{
    uint32_t best = 0;
    for (uint32_t t = 0; t <= SY_ENTITY_OTHER; t++)
        if (n->votes[t] > best) { best = n->votes[t]; n->type = (sy_entity_type)t; }
    n->weight = n->n_locals;
    if (n->n_locals == 0) n->type = SY_ENTITY_OTHER;   /* a name that stands beside another only */
}

uint32_t sy__node_root(const sy__names *w, uint32_t i)
{
    while (w->nodes.at[i].root != i) i = w->nodes.at[i].root;
    return i;
}

/* ---- candidates ------------------------------------------------------------------------------ */

static int by_fit(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__joined *x = a, *y = b;
    if (x->fit != y->fit) return x->fit < y->fit ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static const char *reason(sy__name_fit fit)
{
    switch (fit) {
    case SY__NAMES_SAME: return "same letters";
    case SY__NAMES_SPELLING: return "transliteration";
    case SY__NAMES_SHORTER: return "shorter form";
    case SY__NAMES_SURNAME: return "surname";
    case SY__NAMES_ACRONYM: return "acronym";
    case SY__NAMES_FORM: return "another form in one text";
    case SY__NAMES_KNOWN: return "known by both names";
    case SY__NAMES_ENDING: return "short form";
    case SY__NAMES_MISTYPED: return "slip of the hand";
    case SY__NAMES_KIND: return "place with its kind";
    case SY__NAMES_LAND: return "land and its people";
    default: return "";
    }
}

static int by_form(const void *a, const void *b, void *user)
{
    (void)user;
    const sy__form *x = a, *y = b;
    int c = sy__cmp(x->key, y->key);
    if (c) return c;
    return x->node < y->node ? -1 : x->node > y->node;
}

static bool is_number(sy_str s) { return s.len > 0 && s.ptr[0] >= '0' && s.ptr[0] <= '9'; }

/* Some text has both names, each for a thing of its own: "Lidora" and the "Lidora Roadster" that it builds. */
static bool told_apart(const sy__node *a, const sy__node *b)
{
    for (uint32_t i = 0, j = 0; i < a->n_locals && j < b->n_locals;) {
        if (a->locals[i].document == b->locals[j].document) return true;
        if (a->locals[i].document < b->locals[j].document) i++; else j++;
    }
    return false;
}

/* What the reports call by these words: NULL where they are no name of their own. */
static const sy__node *node_of(sy__names *w, const sy__name *words)
{
    sy_str key = sy__name_key(&w->s->scratch, words);
    const uint32_t *at = key.ptr ? sy__map_find(&w->keys, key) : NULL;
    w->no_memory |= !key.ptr;
    if (!key.ptr || at) return at ? &w->nodes.at[*at] : NULL;
    uint32_t lo = 0, hi = w->forms.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (sy__cmp(w->forms.at[mid].key, key) < 0) lo = mid + 1; else hi = mid;
    }
    return lo < w->forms.n && sy__eq(w->forms.at[lo].key, key) ? &w->nodes.at[w->forms.at[lo].node] : NULL;
}

/* What they know of the words that stand before an ending. */
static const sy__node *node_before(sy__names *w, const sy__name *l, uint32_t n_words)
{
    return node_of(w, &(sy__name){ l->text, l->words, n_words, { NULL, 0 } });
}

/* Some report gives the short form another owner: "China's Harbour Ministry" is not the Italian one. */
static bool owned_by_another(sy__names *w, const sy__node *s, const sy__node *owner)
{
    for (uint32_t b = s->beside; b != SY_NONE; b = w->besides.at[b].next) {
        sy__name full;
        if (!sy__name_read(&w->s->scratch, w->besides.at[b].name, &full)) return w->no_memory = true;
        if (!sy__name_ends(&s->name, &full)) continue;
        const sy__node *other = node_before(w, &full, full.n_words - s->name.n_words);
        if (other && other->country.len && !(owner && sy__eq(other->country, owner->country))) return true;
    }
    return false;
}

/* "Lidora-Ardon", where both are names: the one beside the other, and no longer name of the second. */
static bool stands_beside(const sy__node *front, const sy__name *s, const sy__name *l)
{
    sy_str text = sy__trim(l->text), end = sy__trim(s->text);
    if (!front || end.len >= text.len || !sy__ieq(sy__sub(text, text.len - end.len, text.len), end)) return false;
    sy_str rest = sy__sub(text, 0, text.len - end.len);
    return rest.ptr[rest.len - 1] == '-' || (rest.len >= 3 && sy__is(sy__sub(rest, rest.len - 3, rest.len), "\xe2\x80\x93"));
}

/* The last words of a body's or a thing's name, by which a text may call it: "Harbour Board". A group's are a larger group
 * ("Orthodox farmers") unless the name is a team's, with its town in front. */
static bool goes_by_ending(sy__names *w, const sy__node *s, const sy__node *l)
{
    if (s->country.len || !sy__name_ends(&s->name, &l->name) || sy__table_find(&sy__table_reconcile_known_names, s->key) != SY_NONE) return false;
    uint32_t n_front = l->name.n_words - s->name.n_words;
    if (sy__table_find(&sy__table_reconcile_function_words, l->name.words[n_front - 1]) != SY_NONE) return false;
    if (s->name.n_words == 1 && (sy__table_find(&sy__table_reconcile_body_kinds, s->key) != SY_NONE || sy__table_find(&sy__table_reconcile_place_kinds, s->key) != SY_NONE)) return false;
    const sy__node *front = node_before(w, &l->name, n_front);
    if (stands_beside(front, &s->name, &l->name)) return false;
    if (s->type == SY_ENTITY_GROUP || l->type == SY_ENTITY_GROUP) return front && front->type == SY_ENTITY_PLACE && front->country.len == 0;
    return !owned_by_another(w, s, front);
}

/* "Lidora Roadster 4", where the reports have a "Roadster 4" and a "Lidora": what stands in front is its maker. */
static bool is_maker(sy__names *w, const sy__node *s, const sy__node *l)
{
    for (uint32_t i = 0; i < s->name.n_words; i++) if (!sy__eq(s->name.words[i], l->name.words[i])) return false;
    sy__name rest = { l->name.text, l->name.words + s->name.n_words, l->name.n_words - s->name.n_words, { NULL, 0 } };
    if (rest.n_words == 1 && sy__table_find(&sy__table_reconcile_body_kinds, rest.words[0]) != SY_NONE) return false;
    return node_of(w, &rest) != NULL;
}

/* One report alone has the one spelling and several have the other, or both stand in one text: "Ilse Vagra" for "Ilse Varga".
 * Two persons of one surname may have given names as like as Maria and Marie: only the surname is mistyped then, or a name of three. */
static bool is_slip(const sy__node *a, const sy__node *b, bool person)
{
    const sy__node *rare = a->n_locals <= b->n_locals ? a : b, *usual = rare == a ? b : a;
    if (rare->n_locals != 1 || usual->n_locals < 2 || rare->country.len || usual->country.len) return false;
    return (!person || a->name.n_words == b->name.n_words || rare->name.n_words == 1) && sy__name_mistyped(&a->name, &b->name);
}

/* "The North": one word that never stands without the article. */
static bool by_article(const sy__node *n) { return n->type == SY_ENTITY_PLACE && n->name.n_words == 1 && n->n_locals > 0 && !n->bare; }

static bool is_of_kind(const sy__name *n) { return sy__table_find(&sy__table_reconcile_place_kinds, n->words[n->n_words - 1]) != SY_NONE; }

/* "Brazil Grand Prix", "Brazilian Grand Prix": the land and its people in front of the same words. */
static bool of_one_land(sy__names *w, const sy__node *a, const sy__node *b)
{
    uint32_t n = a->name.n_words;
    if (n < 2 || b->name.n_words != n || sy__eq(a->name.words[0], b->name.words[0])) return false;
    for (uint32_t i = 1; i < n; i++) if (!sy__eq(a->name.words[i], b->name.words[i])) return false;
    const sy__node *x = node_before(w, &a->name, 1), *y = x && x->country.len ? node_before(w, &b->name, 1) : NULL;
    return y && sy__eq(x->country, y->country);
}

static sy__name_fit fit_of(sy__names *w, const sy__node *a, const sy__node *b)
{
    if (!sy__nodes_fit(a, b)) return SY__NAMES_APART;
    bool person = has_role(a->type) || has_role(b->type);
    sy__name_fit f = sy__name_compare(&a->name, &b->name, person);
    bool place = a->type == SY_ENTITY_PLACE || b->type == SY_ENTITY_PLACE;
    if (place && (f == SY__NAMES_APART || f == SY__NAMES_SHORTER) && sy__same_place(&a->name, &b->name)) return told_apart(a, b) ? SY__NAMES_APART : SY__NAMES_KIND;
    if (f == SY__NAMES_APART && !person && !place && (goes_by_ending(w, a, b) || goes_by_ending(w, b, a))) return SY__NAMES_ENDING;
    if (f == SY__NAMES_APART && !person && of_one_land(w, a, b)) return SY__NAMES_LAND;
    if (f == SY__NAMES_APART && is_slip(a, b, person)) return SY__NAMES_MISTYPED;
    if (f != SY__NAMES_SHORTER) return f;
    const sy__node *shorter = a->name.n_words < b->name.n_words ? a : b, *longer = shorter == a ? b : a;
    /* What stands in front of a person's name may be a name too: "Lidora Ilse Varga". */
    if (person && sy__name_ends(&shorter->name, &longer->name) && node_before(w, &longer->name, longer->name.n_words - shorter->name.n_words)) return SY__NAMES_APART;
    /* "Korea" is not "North Korea", and "German" not "German Hospital"; but "Ofer Prison" is "Ofer Military Prison". */
    if (shorter->country.len && !sy__eq(shorter->country, longer->country)) return SY__NAMES_APART;
    /* What all the world knows by its letters has parts that are named after it: the "UN" is not the "UN Security Council". */
    if (shorter->name.n_words == 1 && sy__table_find(&sy__table_reconcile_known_names, shorter->key) != SY_NONE) return SY__NAMES_APART;
    /* "Tolmar Bay Airport" lies in Tolmar Bay. */
    if (shorter->type == SY_ENTITY_PLACE && longer->type != SY_ENTITY_PLACE && !person) return SY__NAMES_APART;
    /* "The North" is "North Karvonia", "the Pacific" the "Pacific Ocean"; "New" without an article would be anything. */
    if (by_article(shorter) && (longer->country.len || is_of_kind(&longer->name))) return f;
    bool brief = place || shorter->name.n_words == 1;   /* "Harbour Games LII" are the Harbour Games */
    if (!person && ((brief && told_apart(shorter, longer)) || is_maker(w, shorter, longer))) return SY__NAMES_APART;
    return place && shorter->name.n_words == 1 ? SY__NAMES_APART : f;
}

/* What two spellings of one word have in common at least: the first letter, folded. Nodes meet through it, through whole
 * words and through acronyms, so that the work grows with the names that look alike and not with all pairs. */
static char bucket_of(sy_str word)
{
    char c = word.len ? word.ptr[0] : ' ';
    if (c == 'q' || c == 'c') return 'k';
    if (c == 'u') return 'o';
    if (c == 'y' || c == 'e') return 'i';
    if (c == 'w') return 'v';
    return c;
}

typedef struct posting { uint32_t key, node; } posting;

static int by_posting(const void *a, const void *b, void *user)
{
    (void)user;
    const posting *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

typedef struct postings { posting *at; uint32_t n, cap; } postings;

static bool post(sy__names *w, postings *p, char kind, char a, char b, uint32_t i)
{
    uint32_t key = (uint32_t)(unsigned char)kind << 16 | (uint32_t)(unsigned char)a << 8 | (uint32_t)(unsigned char)b;
    posting x = { key, i };
    return SY__PUSH(w->s->ctx, p, x);
}

/* Capitals that stand for their states are of their country from here on; those that some report means as places are not. */
static void settle_capitals(sy__names *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->forms.n; i++) {
        const sy__form f = w->forms.at[i];
        sy__node *x = f.state ? &w->nodes.at[f.node] : NULL;
        if (x && x->place_meant) continue;
        if (x) x->country = f.key;
        w->forms.at[n++] = f;
    }
    w->forms.n = n;
}

/* A form that one node has beside its full name, and another as its name or beside it too. Ties within a form go to its first node. */
static bool collect_forms(sy__names *w)
{
    settle_capitals(w);
    for (uint32_t i = 0, first = 0; i < w->forms.n; i++) {
        const sy__form *f = &w->forms.at[i];
        if (i == 0 || !sy__eq(f->key, w->forms.at[i - 1].key)) {
            uint32_t *named = sy__map_find(&w->keys, f->key);
            first = named ? *named : f->node;
        }
        if (first == f->node || !sy__nodes_fit(&w->nodes.at[first], &w->nodes.at[f->node])) continue;
        sy__joined j = { first, f->node, f->known ? SY__NAMES_KNOWN : SY__NAMES_FORM, reason(f->known ? SY__NAMES_KNOWN : SY__NAMES_FORM) };
        if (!SY__PUSH(w->s->ctx, &w->joins, j)) return false;
    }
    return true;
}

static bool collect_candidates(sy__names *w)
{
    postings p = { NULL, 0, 0 };
    bool ok = sy__sort(w->s->ctx, w->forms.at, w->forms.n, sizeof *w->forms.at, by_form, NULL);
    for (uint32_t i = 0; ok && i < w->nodes.n; i++) {
        const sy__node *n = &w->nodes.at[i];
        if (n->key.len == 0) continue;
        sy_str first = n->name.words[0], last = n->name.words[n->name.n_words - 1];
        ok = post(w, &p, 'f', bucket_of(first), ' ', i);
        if (ok && n->name.n_words > 2 && sy__is(n->name.words[1], "of")) ok = post(w, &p, 'f', bucket_of(n->name.words[2]), ' ', i);
        if (ok) ok = post(w, &p, 'l', bucket_of(last), ' ', i);
        if (ok && n->name.acronym.len >= 2) ok = post(w, &p, 'a', n->name.acronym.ptr[0], n->name.acronym.ptr[1], i);
        if (ok && n->name.n_words <= 2 && first.len >= 2) ok = post(w, &p, 'a', first.ptr[0], first.ptr[1], i);
    }
    if (ok) ok = sy__sort(w->s->ctx, p.at, p.n, sizeof *p.at, by_posting, NULL);
    for (uint32_t i = 0, end; ok && i < p.n; i = end) {
        for (end = i; end < p.n && p.at[end].key == p.at[i].key; end++) {}
        for (uint32_t x = i; ok && x < end; x++)
            for (uint32_t y = x + 1; ok && y < end; y++) {
                uint32_t a = p.at[x].node, b = p.at[y].node;
                sy__name_fit f = fit_of(w, &w->nodes.at[a], &w->nodes.at[b]);
                bool ending_only = p.at[x].key >> 16 == 'l' && !has_role(w->nodes.at[a].type) && !has_role(w->nodes.at[b].type);
                ok = !w->no_memory;
                if (!ok || a == b || f == SY__NAMES_APART || (ending_only && f != SY__NAMES_ENDING && f != SY__NAMES_MISTYPED)) continue;
                sy__joined j = { a, b, f, reason(f) };
                ok = SY__PUSH(w->s->ctx, &w->joins, j);
            }
    }
    sy__free(w->s->ctx, p.at);
    return ok && collect_forms(w) && sy__sort(w->s->ctx, w->joins.at, w->joins.n, sizeof *w->joins.at, by_fit, NULL);
}

/* ---- joining ----------------------------------------------------------------------------------- */

/* "Tolmar 1" and "Tolmar Light": what a number tells apart. */
static bool differ_in_number(const sy__name *a, const sy__name *b)
{
    uint32_t n = a->n_words;
    if (n < 2 || b->n_words != n || (!is_number(a->words[n - 1]) && !is_number(b->words[n - 1]))) return false;
    for (uint32_t i = 0; i + 1 < n; i++) if (!sy__eq(a->words[i], b->words[i])) return false;
    return sy__name_compare(a, b, false) == SY__NAMES_APART;
}

/* Two full names that cannot be one: then their clusters stay apart, whatever links them. */
static bool clash(const sy__node *a, const sy__node *b)
{
    bool land = (a->country.len && by_article(b)) || (b->country.len && by_article(a));   /* "the North" may have a people too */
    if ((!land && !sy__nodes_fit(a, b)) || differ_in_number(&a->name, &b->name)) return true;
    if (!has_role(a->type) || !has_role(b->type)) return false;
    return a->name.n_words >= 2 && b->name.n_words >= 2 && sy__name_compare(&a->name, &b->name, true) == SY__NAMES_APART && !is_slip(a, b, true);
}

static bool may_join(const sy__names *w, uint32_t a, uint32_t b)
{
    for (uint32_t x = a; x != SY_NONE; x = w->next[x])
        for (uint32_t y = b; y != SY_NONE; y = w->next[y])
            if (clash(&w->nodes.at[x], &w->nodes.at[y])) return false;
    return true;
}

bool sy__node_join(sy__names *w, const sy__joined *j)
{
    uint32_t a = sy__node_root(w, j->a), b = sy__node_root(w, j->b);
    if (a == b || !may_join(w, a, b)) return false;
    if (b < a) { uint32_t t = a; a = b; b = t; }
    uint32_t end = a;
    while (w->next[end] != SY_NONE) end = w->next[end];
    w->next[end] = b;
    w->nodes.at[b].root = a;
    uint32_t newer = j->a > j->b ? j->a : j->b;
    if (w->why[newer] == NULL) { w->why[newer] = j->why; w->joined_to[newer] = j->a == newer ? j->b : j->a; }
    return true;
}

/* A one-word form joins only where everything that it fits is one entity already. */
static bool one_word(const sy__names *w, const sy__joined *j)
{
    return j->fit == SY__NAMES_SURNAME || j->fit == SY__NAMES_ENDING || j->fit == SY__NAMES_MISTYPED
        || ((j->fit == SY__NAMES_SHORTER || j->fit == SY__NAMES_FORM) && (w->nodes.at[j->a].name.n_words == 1 || w->nodes.at[j->b].name.n_words == 1));
}

static uint32_t shorter_of(const sy__names *w, const sy__joined *j)
{
    if (j->fit == SY__NAMES_MISTYPED) return w->nodes.at[j->a].n_locals == 1 ? j->a : j->b;
    return w->nodes.at[j->a].name.n_words <= w->nodes.at[j->b].name.n_words ? j->a : j->b;
}

/* A name is shortened to its beginning more often than to its end, and mistyped seldom: the weaker is no rival of the stronger. */
static int strength(sy__name_fit f) { return f == SY__NAMES_ENDING ? 1 : f == SY__NAMES_MISTYPED ? 2 : 0; }

/* The form fits another longer one too; what is shorter still is no rival ("Cubs" beside "Tolmar Cubs"). */
static bool ambiguous(const sy__names *w, const sy__joined *j, uint32_t shorter)
{
    uint32_t longer = shorter == j->a ? j->b : j->a, root = sy__node_root(w, longer);
    for (uint32_t i = 0; i < w->joins.n; i++) {
        const sy__joined *o = &w->joins.at[i];
        if (!one_word(w, o) || strength(o->fit) > strength(j->fit) || (o->a != shorter && o->b != shorter)) continue;
        uint32_t other = o->a == shorter ? o->b : o->a;
        if (w->nodes.at[other].name.n_words < w->nodes.at[shorter].name.n_words) continue;
        if (sy__node_root(w, other) != root && sy__node_root(w, other) != sy__node_root(w, shorter)) return true;
    }
    return false;
}

enum { MAX_PASSES = 3 };

static void join_all(sy__names *w)
{
    for (uint32_t i = 0; i < w->joins.n; i++)
        if (!one_word(w, &w->joins.at[i])) (void)sy__node_join(w, &w->joins.at[i]);
    bool more = true;   /* what was ambiguous may be so no more once its rivals are one */
    for (uint32_t pass = 0; more && pass < MAX_PASSES; pass++) {
        more = false;
        for (uint32_t i = 0; i < w->joins.n; i++) {
            const sy__joined *j = &w->joins.at[i];
            if (one_word(w, j) && !ambiguous(w, j, shorter_of(w, j))) more |= sy__node_join(w, j);
        }
    }
}

/* ---- the account's entities ---------------------------------------------------------------------- */

typedef struct alias_use { sy_str name; uint32_t document; } alias_use;

static int by_alias(const void *a, const void *b, void *user)
{
    (void)user;
    const alias_use *x = a, *y = b;
    int c = sy__cmp(x->name, y->name);
    if (c) return c;
    return x->document < y->document ? -1 : x->document > y->document;
}

/* A name as it is shown: without a possessive and the white space that a line break put in. */
static sy_str shown_name(sy_str s)
{
    s = sy__trim(s);
    if (sy__ends(s, SY_STR("'s"))) s.len -= 2;
    else if (sy__ends(s, SY_STR("\xE2\x80\x99s"))) s.len -= 4;
    return s;
}

typedef struct gather {
    SY__VEC(alias_use) uses;
    SY__VEC(sy_ref) roles;
    SY__VEC(sy_account_label) labels;
} gather;

static bool gather_beside(sy__names *w, gather *g, const sy__node *n)
{
    for (uint32_t b = n->beside; b != SY_NONE; b = w->besides.at[b].next) {
        alias_use u = { w->besides.at[b].name, w->besides.at[b].document };
        if (!SY__PUSH(w->s->ctx, &g->uses, u)) return false;
    }
    return true;
}

static bool gather_local(sy__names *w, gather *g, sy__local l)
{
    sy_ctx *ctx = w->s->ctx;
    const sy__doc *d = &w->s->docs[l.document];
    const sy_entity *e = &d->entities[l.entity];
    for (size_t i = 0; i < e->n_mentions; i++) {
        if (e->mentions[i].kind != SY_MENTION_NAME) continue;
        alias_use u = { shown_name(sy__cut(d->text, e->mentions[i].span)), l.document };
        if (u.name.len && !SY__PUSH(ctx, &g->uses, u)) return false;
    }
    if (!e->named && e->name.len) {
        alias_use u = { shown_name(e->name), l.document };
        if (!SY__PUSH(ctx, &g->uses, u)) return false;
    }
    for (size_t i = 0; i < e->n_roles; i++)
        if (!SY__PUSH(ctx, &g->roles, sy__ref(l.document, e->roles[i]))) return false;
    for (size_t i = 0; i < e->n_labels; i++) {
        sy_account_label x = { sy__ref(l.document, e->labels[i].span), e->labels[i].own_voice };
        if (!SY__PUSH(ctx, &g->labels, x)) return false;
    }
    return true;
}

/* Distinct names with the documents that use them. */
static bool put_aliases(sy__names *w, gather *g, sy_account_entity *out)
{
    if (!sy__sort(w->s->ctx, g->uses.at, g->uses.n, sizeof *g->uses.at, by_alias, NULL)) return false;
    sy_alias *aliases = sy__arena_array(w->s->out, g->uses.n, sizeof *aliases);
    uint32_t *docs = sy__arena_array(w->s->out, g->uses.n, sizeof *docs);
    if (!aliases || !docs) return false;
    size_t n = 0, n_docs = 0;
    for (uint32_t i = 0, end; i < g->uses.n; i = end) {
        size_t first = n_docs;
        for (end = i; end < g->uses.n && sy__eq(g->uses.at[end].name, g->uses.at[i].name); end++)
            if (n_docs == first || docs[n_docs - 1] != g->uses.at[end].document) docs[n_docs++] = g->uses.at[end].document;
        if (!sy__arena_str(w->s->out, g->uses.at[i].name, &aliases[n].name)) return false;
        aliases[n++].documents = (sy_ids){ docs + first, n_docs - first };
    }
    out->aliases = aliases;
    out->n_aliases = n;
    return true;
}

static bool put_joins(sy__names *w, uint32_t root, sy_account_entity *out)
{
    uint32_t n = 0, k = 0;
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) n++;
    sy_join *joins = sy__arena_array(w->s->out, n, sizeof *joins);
    if (!joins) return false;
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) {
        if (!w->why[x]) continue;
        const sy__node *a = &w->nodes.at[w->joined_to[x]], *b = &w->nodes.at[x];
        if (!sy__arena_str(w->s->out, shown_name(a->name.text), &joins[k].a) || !sy__arena_str(w->s->out, shown_name(b->name.text), &joins[k].b)) return false;
        joins[k++].why = w->why[x];
    }
    out->joins = joins;
    out->n_joins = k;
    return true;
}

/* The name that stands for all: the fullest of those that most documents use. */
static bool put_name(sy__names *w, uint32_t root, sy_account_entity *out)
{
    uint32_t best = root, votes[SY_ENTITY_OTHER + 1] = { 0 };
    for (uint32_t x = root; x != SY_NONE; x = w->next[x]) {
        const sy__node *n = &w->nodes.at[x], *b = &w->nodes.at[best];
        for (uint32_t t = 0; t <= SY_ENTITY_OTHER; t++) votes[t] += n->votes[t];
        bool fuller = n->name.n_words > 1 && b->name.n_words == 1, barer = n->name.n_words == 1 && b->name.n_words > 1;
        if (!barer && (fuller || n->weight > b->weight)) best = x;
    }
    out->type = SY_ENTITY_OTHER;   /* a name that only stands beside another, or in a headline */
    for (uint32_t t = 0, most = 0; t <= SY_ENTITY_OTHER; t++)
        if (votes[t] > most) { most = votes[t]; out->type = (sy_entity_type)t; }
    return sy__arena_str(w->s->out, shown_name(w->nodes.at[best].name.text), &out->name);
}

static bool put_refs(sy__names *w, gather *g, sy_account_entity *out)
{
    sy_ref *roles = sy__arena_array(w->s->out, g->roles.n, sizeof *roles);
    sy_account_label *labels = sy__arena_array(w->s->out, g->labels.n, sizeof *labels);
    if (!roles || !labels) return false;
    if (g->roles.n) memcpy(roles, g->roles.at, g->roles.n * sizeof *roles);
    if (g->labels.n) memcpy(labels, g->labels.at, g->labels.n * sizeof *labels);
    out->roles = roles;
    out->n_roles = g->roles.n;
    out->labels = labels;
    out->n_labels = g->labels.n;
    return true;
}

static bool put_entity(sy__names *w, uint32_t root, sy_account_entity *out)
{
    gather g = { 0 };
    bool ok = put_name(w, root, out);
    for (uint32_t x = root; ok && x != SY_NONE; x = w->next[x])
        for (uint32_t i = 0; ok && i < w->nodes.at[x].n_locals; i++) ok = gather_local(w, &g, w->nodes.at[x].locals[i]);
    for (uint32_t x = root; ok && x != SY_NONE; x = w->next[x]) ok = gather_beside(w, &g, &w->nodes.at[x]);
    ok = ok && put_aliases(w, &g, out) && put_joins(w, root, out) && put_refs(w, &g, out);
    sy__free(w->s->ctx, g.uses.at);
    sy__free(w->s->ctx, g.roles.at);
    sy__free(w->s->ctx, g.labels.at);
    return ok;
}

/* Nodes come in the order of first mention, and a cluster's root is its first node: the account's order for free. */
static bool put_all(sy__names *w)
{
    sy__story *s = w->s;
    uint32_t n = 0;
    uint32_t *at = sy__arena_array(&s->scratch, w->nodes.n, sizeof *at);
    s->account->entities = sy__arena_array(s->out, w->nodes.n, sizeof *s->account->entities);
    if (!at || !s->account->entities) return false;
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        if (w->nodes.at[i].root != i) continue;
        at[i] = n;
        if (!put_entity(w, i, &s->account->entities[n++])) return false;
    }
    s->account->n_entities = n;
    for (uint32_t d = 0; d < s->n_docs; d++)
        for (uint32_t e = 0; e < s->docs[d].n_entities; e++) s->docs[d].entity[e] = at[sy__node_root(w, s->docs[d].entity[e])];
    return true;
}

bool sy__join_entities(sy__story *s)
{
    sy__names w = { .s = s };
    sy__map_init(&w.keys, s->ctx);
    bool ok = true;
    for (uint32_t d = 0; ok && d < s->n_docs; d++)
        for (uint32_t e = 0; ok && e < s->docs[d].n_entities; e++) ok = add_local(&w, d, e);
    ok = ok && sy__names_beside(&w) && sy__names_written(&w) && sy__names_of_teams(&w);
    for (uint32_t i = 0; i < w.nodes.n; i++) settle_type(&w.nodes.at[i]);
    ok = ok && sy__find_persons(&w);
    w.next = sy__arena_array(&s->scratch, w.nodes.n, sizeof *w.next);
    w.why = sy__arena_array(&s->scratch, w.nodes.n, sizeof *w.why);
    w.joined_to = sy__arena_array(&s->scratch, w.nodes.n, sizeof *w.joined_to);
    ok = ok && w.next && w.why && w.joined_to;
    if (ok) for (uint32_t i = 0; i < w.nodes.n; i++) w.next[i] = SY_NONE;
    ok = ok && collect_candidates(&w);
    if (ok) join_all(&w);
    ok = ok && sy__join_nominals(&w) && put_all(&w);
    sy__map_done(&w.keys);
    sy__free(s->ctx, w.nodes.at);
    sy__free(s->ctx, w.joins.at);
    sy__free(s->ctx, w.forms.at);
    sy__free(s->ctx, w.besides.at);
    return ok;
}
