/* Names as they are written elsewhere in a text: run together behind a sign ("#NorthernHarbourBoard", "@IlseVarga"), and told as
 * one thing's second name ("TSR, short for Tolmar Sea Rescue", "Lidora (formerly Ardon Lime)"). */
#include "reconcile/entities.h"
#include "reconcile_tables.h"

enum { MIN_TAG = 6, MAX_TAG = 60, MAX_BETWEEN = 24, MAX_NAME = 80 };

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

static bool read_second_names(sy__names *w, uint32_t document)
{
    const sy__doc *d = &w->s->docs[document];
    for (uint32_t e = 0; e < d->n_entities; e++)
        for (size_t i = 0; d->entities[e].named && i < d->entities[e].n_mentions; i++) {
            const sy_entity_mention *m = &d->entities[e].mentions[i];
            size_t at = m->kind == SY_MENTION_NAME ? behind_words(d->text, m->span.end) : m->span.end;
            sy_str name = at > m->span.end ? capitalised_run(d->text, at) : (sy_str){ NULL, 0 };
            if (name.len > 1 && !sy__put_beside(w, d->entity[e], document, name)) return false;
        }
    return true;
}

bool sy__names_written(sy__names *w)
{
    sy_map names;
    sy__map_init(&names, w->s->ctx);
    bool ok = collect_squeezed(w, &names);
    for (uint32_t d = 0; ok && d < w->s->n_docs; d++) ok = read_run_together(w, &names, d) && read_second_names(w, d);
    sy__map_done(&names);
    return ok;
}
