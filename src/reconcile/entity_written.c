/* Names as they are written elsewhere in a text: run together behind a sign ("#NorthernHarbourBoard", "@IlseVarga"), and told as
 * one thing's second name ("TSR, short for Tolmar Sea Rescue", "Lidora (formerly Ardon Lime)"); and those that the letters beside them spell ("the Center for Harbours and Boats, or CHB"). */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

enum { MIN_TAG = 6, MAX_TAG = 60, MAX_BETWEEN = 24, MAX_NAME = 80, MIN_LETTERS = 3, MAX_LETTERS = 8 };

static bool name_char(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
static bool capital(char c) { return c >= 'A' && c <= 'Z'; }

/* ---- run together ---------------------------------------------------------------------------------------- */

/* The letters of a name, one behind the other. */
static sy_str squeezed(sy_arena *a, sy_str s)
{
    char *k = sy__arena_get(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; k && i < s.len; i++) {
        if (!name_char(s.ptr[i]) || s.ptr[i] == '_') continue;
        k[n++] = capital(s.ptr[i]) ? (char)(s.ptr[i] | 0x20) : s.ptr[i];
    }
    return (sy_str){ k, k ? n : 0 };
}

static bool collect_squeezed(sy__names *w, sy_map *names)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        const sy__node *n = &w->nodes.at[i];
        if (n->key.len == 0 || n->name.n_words < 2) continue;
        sy_str k = squeezed(&w->s->scratch, n->key);
        if (!k.ptr || !sy__map_put(names, k, i, NULL)) return false;   /* of two such the first: they are joined later */
    }
    return true;
}

static bool read_run_together(sy__names *w, const sy_map *names, uint32_t document)
{
    sy_str text = w->s->docs[document].text;
    for (size_t i = 0, end; i < text.len; i = end) {
        end = i + 1;
        if ((text.ptr[i] != '#' && text.ptr[i] != '@') || (i > 0 && name_char(text.ptr[i - 1]))) continue;
        while (end < text.len && name_char(text.ptr[end])) end++;
        if (end - i <= MIN_TAG || end - i > MAX_TAG) continue;
        sy_str key = squeezed(&w->s->scratch, sy__sub(text, i + 1, end));
        if (!key.ptr) return false;
        const uint32_t *node = sy__map_find(names, key);   /* where facts met the word itself, it joins as any name of these letters */
        if (node && !sy__map_find(&w->keys, key) && !sy__put_alias(w, *node, document, sy__sub(text, i, end))) return false;
    }
    return true;
}

/* ---- a second name --------------------------------------------------------------------------------------- */

/* Where the words end that lead to a second name; `at` where there are none. A comma or a bracket comes first. */
static size_t behind_words(sy_str text, size_t at)
{
    size_t begin = at, best = at;
    if (begin < text.len && text.ptr[begin] == ',') begin++;
    while (begin < text.len && begin <= at + 1 && text.ptr[begin] == ' ') begin++;
    if (begin < text.len && text.ptr[begin] == '(') begin++;
    if (begin == at || (begin == at + 1 && text.ptr[at] == ' ')) return at;
    for (size_t end = begin; end < text.len && end - begin <= MAX_BETWEEN && text.ptr[end] != '\n' && text.ptr[end] != ','; end++)
        if (text.ptr[end] == ' ' && sy__table_find(&sy__table_reconcile_also_known, sy__sub(text, begin, end)) != SY_NONE) best = end + 1;
    if (best > at && sy__ieq(sy__sub(text, best, best + 4 < text.len ? best + 4 : text.len), SY_STR("the "))) best += 4;
    return best;
}

/* Capitalised words in a row, with small ones between them. */
static sy_str capitalised_run(sy_str text, size_t at)
{
    size_t end = at;
    for (size_t i = at; i < text.len && i - at < MAX_NAME;) {
        size_t word = i;
        while (i < text.len && (name_char(text.ptr[i]) || text.ptr[i] == '-' || (unsigned char)text.ptr[i] >= 0x80)) i++;
        if (i == word) break;
        bool small = !capital(text.ptr[word]);
        if (small && (end == at || sy__table_find(&sy__table_reconcile_function_words, sy__sub(text, word, i)) == SY_NONE)) break;
        if (!small) end = i;
        if (i >= text.len || text.ptr[i] != ' ') break;
        i++;
    }
    return sy__sub(text, at, end);
}

/* "Dr Ash": no second name of the university that stands before it. */
static bool is_titled(sy_str name)
{
    size_t space = sy__find(name, SY_STR(" "), 0);
    return space != SIZE_MAX && sy__table_ifind(&sy__table_reconcile_titles, sy__sub(name, 0, space)) != SY_NONE;
}

static bool read_second_names(sy__names *w, uint32_t document)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].named && i < d->entities[e].n_mentions; i++) {
            const sy_entity_mention *m = &d->entities[e].mentions[i];
            size_t at = m->kind == SY_MENTION_NAME ? behind_words(d->text, m->span.end) : m->span.end;
            sy_str name = at > m->span.end ? capitalised_run(d->text, at) : (sy_str){ NULL, 0 };
            if (name.len > 1 && (d->entities[e].type == SY_ENTITY_PERSON || !is_titled(name)) && !sy__put_beside(w, d->entity[e], document, name)) return false;
        }
    return true;
}

/* ---- spelled out ------------------------------------------------------------------------------------------ */

/* The letters by which a text calls something, with two capitals among them: "NHB", "SfT". */
static bool is_letters(sy_str s)
{
    unsigned capitals = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!name_char(s.ptr[i]) || s.ptr[i] == '_') return false;
        capitals += capital(s.ptr[i]);
    }
    return s.len >= MIN_LETTERS && s.len <= MAX_LETTERS && capitals >= 2 && capital(s.ptr[0]);
}

static bool collect_letters(sy__names *w, uint32_t document, sy_map *letters)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].named && i < d->entities[e].n_mentions; i++) {
            sy_str text = sy__cut(d->text, d->entities[e].mentions[i].span);
            if (d->entities[e].mentions[i].kind != SY_MENTION_NAME || d->entities[e].country.len || !is_letters(text)) continue;
            sy_str key = sy__plain_word(&w->s->scratch, text);
            if (!key.ptr || !sy__map_put(letters, key, d->entity[e], NULL)) return false;
        }
    return true;
}

/* The first letters of the words, of the small ones too or not. */
static sy_str initials_of(sy_str name, bool small, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < MAX_LETTERS; i++) {
        bool begins = i == 0 || name.ptr[i - 1] == ' ' || name.ptr[i - 1] == '-';
        if (begins && (capital(name.ptr[i]) || (small && name_char(name.ptr[i])))) out[n++] = (char)(name.ptr[i] | 0x20);
    }
    return (sy_str){ out, n };
}

/* The node of the letters that a name spells. */
static uint32_t spelled(const sy_map *letters, sy_str name)
{
    char out[MAX_LETTERS];
    const uint32_t *node = sy__map_find(letters, initials_of(name, true, out));
    if (!node) node = sy__map_find(letters, initials_of(name, false, out));
    return node ? *node : SY_NONE;
}

/* The node of these very words; a title is no part of a name. */
static bool find_known(sy__names *w, sy_str run, uint32_t *node)
{
    sy__name name;
    size_t space = sy__find(run, SY_STR(" "), 0);
    *node = SY_NONE;
    if (space == SIZE_MAX) return true;
    if (!sy__name_read(&w->s->scratch, run, &name)) return false;
    sy_str key = sy__name_key(&w->s->scratch, &name), first = sy__plain_word(&w->s->scratch, sy__sub(run, 0, space));
    if (!key.ptr || !first.ptr) return false;
    const uint32_t *at = name.n_words >= 2 && sy__eq(first, name.words[0]) ? sy__map_find(&w->keys, key) : NULL;
    *node = at ? *at : SY_NONE;
    return true;
}

/* A name that another report has whole, where the tagger cut this one's or passed it over: the run, or what stands before a small
 * word in it, the longest first. */
static bool read_known(sy__names *w, uint32_t document, sy_str run)
{
    uint32_t node = SY_NONE;
    if (run.len > 4 && sy__ieq(sy__sub(run, 0, 4), SY_STR("the "))) run = sy__sub(run, 4, run.len);
    while (node == SY_NONE && run.len > 0) {
        if (!find_known(w, run, &node)) return false;
        if (node != SY_NONE) return sy__put_alias(w, node, document, run);
        size_t end = run.len;
        do {
            while (end > 0 && run.ptr[end - 1] != ' ') end--;
            if (end > 0) end--;
        } while (end > 0 && (capital(run.ptr[end + 1]) || sy__find(sy__sub(run, 0, end), SY_STR(" "), 0) == SIZE_MAX));
        run = sy__sub(run, 0, end);
    }
    return true;
}

/* "The Center for Harbours and Boats, or CHB": a run, from its first capital or one behind a small word on. */
static bool read_spelled_out(sy__names *w, uint32_t document)
{
    sy_str text = w->s->docs[document].text;
    sy_map letters;
    sy__map_init(&letters, w->s->ctx);
    bool ok = collect_letters(w, document, &letters);
    for (size_t i = 0; ok && i < text.len; i++) {
        if (!capital(text.ptr[i]) || (i > 0 && (name_char(text.ptr[i - 1]) || text.ptr[i - 1] == '#' || text.ptr[i - 1] == '@'))) continue;
        sy_str run = capitalised_run(text, i);
        ok = read_known(w, document, run);
        for (size_t at = 0; ok && at < run.len; at++) {
            bool behind_small = at > 1 && run.ptr[at - 1] == ' ' && run.ptr[at - 2] >= 'a' && run.ptr[at - 2] <= 'z';
            if (at > 0 && !(behind_small && capital(run.ptr[at]))) continue;
            uint32_t node = spelled(&letters, sy__sub(run, at, run.len));
            if (node == SY_NONE) continue;
            ok = sy__put_beside(w, node, document, sy__sub(run, at, run.len));
            break;
        }
        i += run.len ? run.len - 1 : 0;
    }
    sy__map_done(&letters);
    return ok;
}

bool sy__names_written(sy__names *w)
{
    sy_map names;
    sy__map_init(&names, w->s->ctx);
    bool ok = collect_squeezed(w, &names);
    for (uint32_t d = 0; ok && d < w->s->n_docs; d++) ok = read_run_together(w, &names, d) && read_second_names(w, d) && read_spelled_out(w, d);
    sy__map_done(&names);
    return ok;
}
