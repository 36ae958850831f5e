/* From the arcs of the parser to spaCy's tree: moved arcs (labels "new||want") go to the nearest descendant of their
 * head that has the label want, breadth first; sentences begin at the left edges of the roots. */
#include "annotate/net.h"

enum { ROUNDS = 12 };   /* spaCy's own bound on the search for edges */

typedef struct tree {
    sy__doc        *d;
    const sy__type *types;
    const uint8_t  *want;
    uint32_t       *left, *right;          /* edges of subtrees */
    uint32_t       *first, *next;          /* children of a token in ascending order, with SY_NONE behind the last */
    uint32_t       *queue;
} tree;

static void one_round(const sy__doc *d, uint32_t *left, uint32_t *right)
{
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t h = d->head[i];
        left[h] = left[i] < left[h] ? left[i] : left[h];
        right[h] = right[i] > right[h] ? right[i] : right[h];
    }
    for (uint32_t i = d->n; i-- > 0;) {
        uint32_t h = d->head[i];
        right[h] = right[i] > right[h] ? right[i] : right[h];
        left[h] = left[i] < left[h] ? left[i] : left[h];
    }
}

static void mark_starts(sy__doc *d, const uint32_t *left)
{
    memset(d->sent_start, 0, d->n);
    for (uint32_t i = 0; i < d->n; i++)
        if (d->head[i] == i)
            d->sent_start[left[i]] = 1;
}

/* Do all heads lie inside of their sentences? The last token's is not looked at, as in spaCy. */
static bool heads_inside(const sy__doc *d)
{
    uint32_t begin = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        if (!(i > 0 && d->sent_start[i]) && i != d->n - 1)
            continue;
        for (uint32_t j = begin; j < i; j++)
            if (d->head[j] < begin || d->head[j] > i)
                return false;
        begin = i;
    }
    return true;
}

static void find_edges(tree *t)
{
    sy__doc *d = t->d;
    for (uint32_t i = 0; i < d->n; i++)
        t->left[i] = t->right[i] = i;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        one_round(d, t->left, t->right);
        mark_starts(d, t->left);
        if (heads_inside(d))
            break;
    }
}

static void list_children(tree *t)
{
    memset(t->first, 0xff, t->d->n * sizeof *t->first);
    for (uint32_t i = t->d->n; i-- > 0;) {
        uint32_t h = t->d->head[i];
        if (h != i) {
            t->next[i] = t->first[h];
            t->first[h] = i;
        }
    }
}

static void move(tree *t, uint32_t i, uint32_t head)
{
    uint32_t *at = &t->first[t->d->head[i]];
    while (*at != i)
        at = &t->next[*at];
    *at = t->next[i];
    t->d->head[i] = head;
    for (at = &t->first[head]; *at < i; at = &t->next[*at])
        ;
    t->next[i] = *at;
    *at = i;
}

/* The new head of token i, or SY_NONE. Only children inside of the edges found before any arc was moved count. */
static uint32_t search(tree *t, uint32_t i)
{
    uint32_t n = 0;
    t->queue[n++] = t->d->head[i];
    for (uint32_t at = 0; at < n; at++) {
        uint32_t q = t->queue[at];
        for (uint32_t c = t->first[q]; c != SY_NONE; c = t->next[c]) {
            if (c < t->left[q] || c > t->right[q] || c == i || t->types[t->d->type[c]].is_space)
                continue;
            /* A label still to be moved ("a||b") is none of the plain ones. */
            if (t->d->dep[c] == t->want[i] && (c < i || t->want[c] == SY__NO_DEP))
                return c;
            t->queue[n++] = c;
        }
    }
    return SY_NONE;
}

static bool move_arcs(tree *t)
{
    bool moved = false;
    for (uint32_t i = 0; i < t->d->n; i++) {
        if (t->want[i] == SY__NO_DEP)
            continue;
        if (!moved)
            list_children(t);
        moved = true;
        /* A token that is its own head has no place in the lists. */
        uint32_t head = t->d->head[i] != i ? search(t, i) : SY_NONE;
        if (head != SY_NONE)
            move(t, i, head);
    }
    return moved;
}

sy_status sy__tree_finish(sy__doc *d, const sy__type *types, const uint8_t *want, sy_error *err)
{
    uint32_t *memory = d->n ? sy__calloc(d->ctx, d->n, 5 * sizeof *memory) : NULL;
    if (d->n == 0)
        return SY_OK;
    if (!memory)
        return sy_fail(err, SY_E_NOMEM, 0, "tree: no memory");
    size_t n = d->n;
    tree   t = { d, types, want, memory, memory + n, memory + 2 * n, memory + 3 * n, memory + 4 * n };
    for (uint32_t i = 0; i < d->n; i++)
        if (d->head[i] == SY_NONE) {
            d->head[i] = i;
            d->dep[i] = SY_DEP_ROOT;
        }
    find_edges(&t);
    if (move_arcs(&t))
        find_edges(&t);
    sy__free(d->ctx, memory);
    return SY_OK;
}
