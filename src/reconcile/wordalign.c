/* Two texts aligned on their words: the longest common subsequence and the edits between. */
#include "reconcile/story.h"

enum { MAX_ALIGNED = 600 };   /* words of one side: a quotation longer than that is compared by its beginning */

bool sy__word_run(const sy__story *s, uint32_t document, sy_token_range tokens, sy_arena *a, sy__run *out)
{
    const sy__doc *d = &s->docs[document];
    uint32_t n = 0, *token = sy__arena_array(a, tokens.end - tokens.begin, sizeof *token);
    if (!token) return false;
    for (uint32_t i = tokens.begin; i < tokens.end && n < MAX_ALIGNED; i++) if (d->word[i] != SY_NONE) token[n++] = i;
    *out = (sy__run){ document, token, n };
    return true;
}

static uint32_t word_at(const sy__story *s, const sy__run *r, uint32_t i) { return s->docs[r->document].word[r->token[i]]; }

bool sy__align_words(const sy__story *s, const sy__run *a, const sy__run *b, sy_arena *arena, sy__alignment *out)
{
    uint32_t n = a->n, m = b->n, k = n < m ? n : m;
    uint16_t *best = sy__arena_array(arena, (size_t)(n + 1) * (m + 1), sizeof *best);
    out->a = sy__arena_array(arena, k, sizeof *out->a);
    out->b = sy__arena_array(arena, k, sizeof *out->b);
    out->n = 0;
    if (!best || !out->a || !out->b) return false;
    size_t w = m + 1;
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t j = m; j-- > 0;) {
            uint16_t skip = best[(i + 1) * w + j] > best[i * w + j + 1] ? best[(i + 1) * w + j] : best[i * w + j + 1];
            bool same = word_at(s, a, i) == word_at(s, b, j);
            uint16_t take = same ? (uint16_t)(best[(i + 1) * w + j + 1] + 1) : 0;
            best[i * w + j] = take > skip ? take : skip;
        }
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (word_at(s, a, i) == word_at(s, b, j) && best[i * w + j] == best[(i + 1) * w + j + 1] + 1) {
            out->a[out->n] = i++;
            out->b[out->n++] = j++;
        } else if (best[(i + 1) * w + j] >= best[i * w + j + 1]) i++;
        else j++;
    }
    return true;
}
