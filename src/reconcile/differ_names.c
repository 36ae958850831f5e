/* One entity's name in two spellings: the word that differs is the value, the names that have it are its mentions. */
#include "reconcile/differences.h"
#include "reconcile_tables.h"

typedef struct use { sy_str word; sy_ref ref; uint32_t entity; } use;
typedef SY__VEC(use) uses;

static bool collect(sy__story *s, uses *out)
{
    for (uint32_t d = 0; d < s->n_docs; d++) {
        const sy__doc *doc = &s->docs[d];
        for (uint32_t e = 0; e < doc->n_entities; e++) {
            const sy_entity *en = &doc->entities[e];
            for (size_t m = 0; m < en->n_mentions; m++) {
                if (en->mentions[m].kind != SY_MENTION_NAME) continue;
                sy__name name;
                if (!sy__name_read(&s->scratch, sy__cut(doc->text, en->mentions[m].span), &name)) return false;
                for (uint32_t i = 0; i < name.n_words; i++) {
                    use u = { name.words[i], sy__ref(d, en->mentions[m].span), doc->entity[e] };
                    if (!SY__PUSH(s->ctx, out, u)) return false;
                }
            }
        }
    }
    return true;
}

static int by_word(const void *a, const void *b, void *user)
{
    (void)user;
    const use *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    int c = sy__cmp(x->word, y->word);
    return c ? c : sy__ref_cmp(&x->ref, &y->ref);
}

/* The words of one entity from `first`: those that are another spelling of it, itself included, unless told already. */
static bool put_spellings(sy__finder *f, const use *at, uint32_t n, uint32_t first, bool *told)
{
    sy__slot_begin(f, SY_DIFFERENCE_NAME, SY__D_bias, SY_NONE);
    for (uint32_t i = first; i < n; i++) {
        if (told[i] || !sy__words_alike(at[first].word, at[i].word)) continue;
        told[i] = true;
        sy_str shown = sy__cut(f->s->docs[at[i].ref.document].text, at[i].ref.span);
        if (!sy__slot_value(f, (sy__value_use){ .key = at[i].word, .shown = shown, .ref = at[i].ref, .unit = SY_NONE, .head = SY_NONE })) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.9);
}

/* ---- one body, one report's full name against another's ------------------------------------------------------ */

/* The longest name by which a document calls an entity; false where it has none. */
static bool fullest_name(sy__story *s, uint32_t document, uint32_t entity, sy__name *out, sy_entity_mention *at, bool *memory)
{
    const sy__doc *d = &s->docs[document];
    bool found = false;
    for (uint32_t e = 0; e < d->n_entities; e++) {
        if (d->entity[e] != entity) continue;
        for (size_t m = 0; m < d->entities[e].n_mentions; m++) {
            const sy_entity_mention *x = &d->entities[e].mentions[m];
            sy__name name;
            if (x->kind != SY_MENTION_NAME) continue;
            if (!sy__name_read(&s->scratch, sy__cut(d->text, x->span), &name)) { *memory = true; return false; }
            if (name.n_words == 0 || (found && name.n_words <= out->n_words)) continue;
            *out = name;
            *at = *x;
            found = true;
        }
    }
    return found;
}

static bool full_name_differences(sy__finder *f)
{
    sy__story *s = f->s;
    for (uint32_t e = 0; e < s->account->n_entities; e++) {
        sy_entity_type type = s->account->entities[e].type;
        if (s->account->entities[e].n_aliases < 2 || type == SY_ENTITY_PERSON || type == SY_ENTITY_PLACE) continue;
        sy__slot_begin(f, SY_DIFFERENCE_NAME, SY__D_bias, SY_NONE);
        for (uint32_t d = 0; d < s->n_docs; d++) {
            sy__name name;
            sy_entity_mention at;
            bool no_memory = false;
            if (!fullest_name(s, d, e, &name, &at, &no_memory)) {
                if (no_memory) return false;
                continue;
            }
            sy__buf_clear(&f->key);
            for (uint32_t w = 0; w < name.n_words; w++) {
                if (w) sy__buf_char(&f->key, ' ');
                sy__buf_str(&f->key, name.words[w]);
            }
            sy__value_use use = { .shown = name.text, .ref = sy__ref(d, at.span), .unit = SY_NONE, .head = at.head };
            if (f->key.failed || !sy__arena_str(&s->scratch, sy__buf_view(&f->key), &use.key) || !sy__slot_value(f, use)) return false;
        }
        if (!sy__slot_close(f, SY_RELATION_WORDING, 0.7)) return false;
    }
    return true;
}

bool sy__name_differences(sy__finder *f)
{
    uses all = { NULL, 0, 0 };
    bool ok = collect(f->s, &all) && sy__sort(f->s->ctx, all.at, all.n, sizeof *all.at, by_word, NULL);
    bool *told = ok ? sy__arena_array(&f->s->scratch, all.n, sizeof *told) : NULL;
    ok = told != NULL;
    for (uint32_t i = 0, end; ok && i < all.n; i = end) {
        for (end = i; end < all.n && all.at[end].entity == all.at[i].entity; end++) {}
        for (uint32_t k = i; ok && k < end; k++)
            if (!told[k]) ok = put_spellings(f, all.at + i, end - i, k - i, told + i);
    }
    sy__free(f->s->ctx, all.at);
    return ok && full_name_differences(f);
}
