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
    sy__slot_begin(f, SY_DIFFERENCE_NAME, SY_NONE);
    for (uint32_t i = first; i < n; i++) {
        if (told[i] || !sy__words_alike(at[first].word, at[i].word)) continue;
        told[i] = true;
        if (!sy__slot_value(f, at[i].word, sy__cut(f->s->docs[at[i].ref.document].text, at[i].ref.span), at[i].ref)) return false;
    }
    return sy__slot_close(f, SY_RELATION_WORDING, 0.9);
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
    return ok;
}
