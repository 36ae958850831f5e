/* The layout and the trees of one article, as arrays per token: paragraphs, sentences, heads cut at paragraphs, children,
 * subtree extents. Everything is linear in the number of tokens and without recursion. */
#include "facts/facts_internal.h"

static bool is_space_token(const sy__facts_work *w, uint32_t i) { return w->tokens[i].pos == SY_POS_SPACE; }

/* A line break ends a paragraph, unless a lone one stands before a lower-case letter: hard-wrapped text. */
static bool break_between(const sy__facts_work *w, uint32_t from, uint32_t to)
{
    uint32_t breaks = 0;
    for (uint32_t i = from; i < to; i++)
        breaks += w->text.ptr[i] == '\n';
    if (breaks == 0)
        return false;
    if (breaks > 1 || to >= w->text.len)
        return true;
    size_t at = to;
    return !sy__is_lower(sy__utf8_next(w->text, &at));
}

/* Start of the first block that begins after `from` and at or before `at`: a block is a paragraph even without a line break. */
static bool block_between(const sy_block *blocks, size_t n, size_t *next, uint32_t at)
{
    bool found = false;
    while (*next < n && (blocks[*next].text.end == 0 || blocks[*next].text.begin <= at)) {
        found = found || blocks[*next].text.end > blocks[*next].text.begin;
        (*next)++;
    }
    return found;
}

static bool find_paragraphs(sy__facts_work *w, const sy_article *article)
{
    size_t n_blocks = 0, next = 0;
    const sy_block *blocks = article ? sy_article_blocks(article, &n_blocks) : NULL;
    w->paragraph = sy__arena_array(w->scratch, w->n, sizeof *w->paragraph);
    w->paragraphs = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *w->paragraphs);
    if (!w->paragraph || !w->paragraphs)
        return false;
    uint32_t end = 0, p = 0;
    bool any = false;
    for (uint32_t i = 0; i < w->n; i++) {
        if (!is_space_token(w, i)) {
            bool block = block_between(blocks, n_blocks, &next, w->tokens[i].span.begin);
            if (any && (block || break_between(w, end, w->tokens[i].span.begin))) {
                w->paragraphs[p].end = i;
                p++;
                w->paragraphs[p].begin = i;
            }
            any = true;
            end = w->tokens[i].span.end;
        }
        w->paragraph[i] = p;
    }
    w->paragraphs[p].end = w->n;
    w->n_paragraphs = w->n ? p + 1 : 0;
    return true;
}

bool sy__in_capitals(const sy__facts_work *w, uint32_t i)
{
    sy_str s = sy__token_str(w, i);
    uint32_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = sy__utf8_next(s, &at);
        if (sy__is_lower(cp) || sy__is_digit(cp))
            return false;
        n += sy__is_upper(cp);
    }
    return n > 0;
}

/* "OSLO, Norway (Agency) —", "Oslo, May 3 (Agency) -": place, agency and date before a dash at the start of a paragraph. Only capitals,
 * brackets or a number make it sure: "Varga – who won –" is none. */
static uint32_t behind_dateline(const sy__facts_work *w, sy_token_range p)
{
    uint32_t i = p.begin;
    while (i < p.end && w->tokens[i].pos == SY_POS_SPACE)
        i++;
    bool sure = i < p.end && w->tokens[i].span.end - w->tokens[i].span.begin > 1 && sy__in_capitals(w, i);
    for (uint32_t k = i; k < p.end && k < i + 14; k++) {
        size_t at = 0;
        sy_str word = sy__token_str(w, k);
        bool   dash = sy__token_is(w, k, "—") || sy__token_is(w, k, "–") || sy__token_is(w, k, "-") || sy__token_is(w, k, "--");
        bool   apart = k > i && k + 1 < p.end && w->tokens[k].span.begin > w->tokens[k - 1].span.end;
        if (dash && apart && sure)
            return k + 1;
        sure |= w->tokens[k].pos == SY_POS_NUM || sy__token_is(w, k, "(");
        if (w->tokens[k].pos != SY_POS_NUM && !(w->tokens[k].pos == SY_POS_PUNCT || is_space_token(w, k)) && !sy__is_upper(sy__utf8_next(word, &at)))
            break;
    }
    return p.begin;
}

static bool find_bodies(sy__facts_work *w)
{
    w->body = sy__arena_array(w->scratch, w->n_paragraphs, sizeof *w->body);
    for (uint32_t p = 0; w->body && p < w->n_paragraphs; p++)
        w->body[p] = behind_dateline(w, w->paragraphs[p]);
    return w->body != NULL;
}

static bool find_sentences(sy__facts_work *w)
{
    w->sentence = sy__arena_array(w->scratch, w->n, sizeof *w->sentence);
    w->sentences = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *w->sentences);
    if (!w->sentence || !w->sentences)
        return false;
    uint32_t s = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (i > 0 && (w->tokens[i].sentence != w->tokens[i - 1].sentence || w->paragraph[i] != w->paragraph[i - 1])) {
            w->sentences[s].end = i;
            s++;
            w->sentences[s].begin = i;
        }
        w->sentence[i] = s;
    }
    w->sentences[s].end = w->n;
    w->n_sentences = w->n ? s + 1 : 0;
    return true;
}

/* Children before heads. A token that no root reaches would hang in a cycle; it becomes a root. */
static bool order_tokens(sy__facts_work *w)
{
    uint32_t *open = sy__arena_array(w->scratch, w->n, sizeof *open);
    w->up_order = sy__arena_array(w->scratch, w->n, sizeof *w->up_order);
    if (!open || !w->up_order)
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->head[i] != i)
            open[w->head[i]]++;
    uint32_t filled = 0, done = 0, scan = 0;
    for (;;) {
        if (done == filled) {
            while (scan < w->n && open[scan] != 0)
                scan++;
            if (scan == w->n)
                break;
            open[scan] = SY_NONE;
            w->up_order[filled++] = scan++;
        }
        uint32_t i = w->up_order[done++], h = w->head[i];
        if (h != i && open[h] != SY_NONE && --open[h] == 0 && h < scan) {
            open[h] = SY_NONE;
            w->up_order[filled++] = h;
        }
    }
    if (filled == w->n)
        return true;
    for (uint32_t i = 0; i < w->n; i++)
        if (open[i] != SY_NONE) {
            w->head[i] = i;
            w->dep[i] = SY_DEP_ROOT;
            w->up_order[filled++] = i;
        }
    return true;
}

static bool list_children(sy__facts_work *w)
{
    w->child_at = sy__arena_array(w->scratch, (size_t)w->n + 1, sizeof *w->child_at);
    w->child = sy__arena_array(w->scratch, w->n, sizeof *w->child);
    uint32_t *at = sy__arena_array(w->scratch, w->n, sizeof *at);
    if (!w->child_at || !w->child || !at)
        return false;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->head[i] != i)
            w->child_at[w->head[i] + 1]++;
    for (uint32_t i = 0; i < w->n; i++) {
        w->child_at[i + 1] += w->child_at[i];
        at[i] = w->child_at[i];
    }
    for (uint32_t i = 0; i < w->n; i++)
        if (w->head[i] != i)
            w->child[at[w->head[i]]++] = i;
    return true;
}

static bool measure_subtrees(sy__facts_work *w)
{
    w->left = sy__arena_array(w->scratch, w->n, sizeof *w->left);
    w->right = sy__arena_array(w->scratch, w->n, sizeof *w->right);
    w->pre = sy__arena_array(w->scratch, w->n, sizeof *w->pre);
    w->size = sy__arena_array(w->scratch, w->n, sizeof *w->size);
    if (!w->left || !w->right || !w->pre || !w->size)
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        w->left[i] = w->right[i] = i;
        w->size[i] = 1;
    }
    for (uint32_t k = 0; k < w->n; k++) {
        uint32_t i = w->up_order[k], h = w->head[i];
        if (h == i)
            continue;
        w->size[h] += w->size[i];
        w->left[h] = w->left[i] < w->left[h] ? w->left[i] : w->left[h];
        w->right[h] = w->right[i] > w->right[h] ? w->right[i] : w->right[h];
    }
    uint32_t next = 0;
    for (uint32_t k = w->n; k-- > 0;) {
        uint32_t i = w->up_order[k];
        if (w->head[i] == i) {
            w->pre[i] = next;
            next += w->size[i];
        }
        uint32_t at = w->pre[i] + 1;
        for (uint32_t c = w->child_at[i]; c < w->child_at[i + 1]; c++) {
            w->pre[w->child[c]] = at;
            at += w->size[w->child[c]];
        }
    }
    return true;
}

/* No sentence of news hangs more words on one. A bound here keeps every walk over children, and over children's children's
 * heads, linear on text made to hurt. */
enum { MAX_CHILDREN = 255 };

static bool copy_heads(sy__facts_work *w)
{
    w->head = sy__arena_array(w->scratch, w->n, sizeof *w->head);
    w->dep = sy__arena_array(w->scratch, w->n, sizeof *w->dep);
    uint32_t *children = sy__arena_array(w->scratch, w->n, sizeof *children);
    if (!w->head || !w->dep || !children)
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t h = w->tokens[i].head;
        bool cut = h >= w->n || w->paragraph[h] != w->paragraph[i] || (h != i && ++children[h] > MAX_CHILDREN);
        w->head[i] = cut ? i : h;
        w->dep[i] = cut ? (uint8_t)SY_DEP_ROOT : w->tokens[i].dep;
    }
    return true;
}

/* Lower-cased lemma -> lexeme; words longer than any entry of a table need no look. */
static void look_up_words(sy__facts_work *w)
{
    char key[48];
    for (uint32_t i = 0; i < w->n; i++) {
        sy_str lemma = w->tokens[i].lemma;
        if (lemma.len == 0 || lemma.len > sizeof key)
            continue;
        for (size_t k = 0; k < lemma.len; k++)
            key[k] = (char)(lemma.ptr[k] >= 'A' && lemma.ptr[k] <= 'Z' ? lemma.ptr[k] + 32 : lemma.ptr[k]);
        const uint32_t *at = sy__map_find(&w->finder->words, (sy_str){ key, lemma.len });
        if (at)
            w->word[i] = *at;
    }
}

bool sy__prepare_tree(sy__facts_work *w, const sy_facts_input *in)
{
    w->text = sy_annotation_text(in->annotation);
    size_t n = 0, n_ents = 0;
    w->tokens = sy_annotation_tokens(in->annotation, &n);
    w->ents = sy_annotation_mentions(in->annotation, &n_ents);
    w->n = (uint32_t)n;
    w->n_ents = (uint32_t)n_ents;
    w->lower = sy__arena_get(w->scratch, w->text.len + 1);
    w->word = sy__arena_array(w->scratch, w->n, sizeof *w->word);
    if (!w->lower || !w->word)
        return false;
    for (size_t i = 0; i < w->text.len; i++) {
        char c = w->text.ptr[i];
        w->lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    look_up_words(w);
    w->captions = in->article ? sy__token_from(w, 0, (uint32_t)sy_article_text(in->article).len) : w->n;
    return find_paragraphs(w, in->article) && find_bodies(w) && find_sentences(w) && copy_heads(w) && order_tokens(w) && list_children(w) && measure_subtrees(w);
}

uint32_t sy__child(const sy__facts_work *w, uint32_t i, uint8_t dep)
{
    for (uint32_t c = w->child_at[i]; c < w->child_at[i + 1]; c++)
        if (w->dep[w->child[c]] == dep)
            return w->child[c];
    return SY_NONE;
}

uint32_t sy__token_from(const sy__facts_work *w, uint32_t from, uint32_t byte)
{
    uint32_t low = from, high = w->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->tokens[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
