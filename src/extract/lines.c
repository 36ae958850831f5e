/* Lines of a crawled page: splitting, tokens, cues, and the features that need more than one line to see. */
#include "extract/lines.h"

void sy__lines_init(sy__lines *l, const sy__lexicon *lex, sy_str text, sy__budget *budget)
{
    memset(l, 0, sizeof *l);
    l->ctx = lex->ctx;
    l->lex = lex;
    l->text = text;
    l->budget = budget;
}

void sy__lines_done(sy__lines *l)
{
    sy__free(l->ctx, l->toks.at);
    sy__free(l->ctx, l->hits.at);
    sy__free(l->ctx, l->at.at);
}

static void set(sy__line *line, sy__feature f, bool on)
{
    if (on)
        line->features |= (uint64_t)1 << f;
}

static sy_span trim(sy_str text, uint32_t begin, uint32_t end)
{
    sy_str s = sy__trim(sy__sub(text, begin, end));
    uint32_t at = s.len ? (uint32_t)(s.ptr - text.ptr) : begin;
    return (sy_span){ at, at + (uint32_t)s.len };
}

/* ---- splitting ------------------------------------------------------------------------------------ */

/* Text that was wrapped at a fixed width: nearly all lines inside of a paragraph are about as long as the longest, and
 * paragraphs stand between blank lines. */
static bool is_wrapped(sy_str text)
{
    uint32_t inner = 0, full = 0, longest = 0, length = 0, paragraphs = 0;
    bool blank = true;
    for (int pass = 0; pass < 2; pass++) {
        length = 0;
        for (size_t i = 0; i <= text.len; i++) {
            if (i < text.len && text.ptr[i] != '\n') {
                length++;
                continue;
            }
            if (pass == 0) {
                longest = length > longest ? length : longest;
                paragraphs += length > 1 && blank;
                blank = length <= 1;
            } else if (length > 1 && i + 1 < text.len && text.ptr[i + 1] != '\n' && text.ptr[i + 1] != '\r') {
                inner++;
                full += length * 10 >= longest * 7;
            }
            length = 0;
        }
    }
    return longest >= 40 && longest <= 130 && inner >= 6 && inner > paragraphs && full * 10 >= inner * 9;
}

static bool push(sy__lines *l, sy_span at, bool gap)
{
    sy__line line = { .at = at, .gap = gap };
    if (at.begin == at.end)
        return true;
    return sy__spend(l->budget) && sy__within(l->budget, l->at.n + 1u, l->budget->most.max_blocks, SY__LIMIT_LINES) && SY__PUSH(l->ctx, &l->at, line);
}

static bool split(sy__lines *l)
{
    bool wrapped = is_wrapped(l->text), gap = false;
    uint32_t begin = 0, n = (uint32_t)l->text.len;
    for (uint32_t i = 0; i <= n; i++) {
        char c = i < n ? l->text.ptr[i] : '\n';
        if (c != '\n' && c != '\r' && c != '\f')
            continue;
        uint32_t k = i;
        while (wrapped && c == '\n' && k + 1 < n && (l->text.ptr[k + 1] == ' ' || l->text.ptr[k + 1] == '\t' || l->text.ptr[k + 1] == '\r'))
            k++;
        if (wrapped && i < n && c == '\n' && k + 1 < n && l->text.ptr[k + 1] != '\n')
            continue;
        sy_span at = trim(l->text, begin, i);
        if (at.begin == at.end)
            gap = gap || c == '\n';
        else if (!push(l, at, gap))
            return false;
        else
            gap = false;
        begin = i + 1;
    }
    return true;
}

/* ---- tokens, cues, features of one line -------------------------------------------------------------- */

enum { MOST_TOKENS = 400 };    /* read of one line; prose longer than this is prose */

static bool closes(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 || cp == 0x00BB || cp == 0x201C ||
           cp == 0x00B4 || cp == 0x300D || cp == 0x300F || cp == 0xFF09 || cp == '*';
}

static bool opens(sy_str text, sy_span at)
{
    size_t i = at.begin;
    uint32_t first = sy__utf8_next(text, &i);
    return first == '\'' || first == '"' || first == 0x2018 || first == 0x201C || first == 0x201D || first == 0x201E || first == 0x00AB;
}

static void ending(const sy__lines *l, sy__line *line)
{
    sy_str s = sy__cut(l->text, line->at);
    size_t i = s.len;
    uint32_t cp = 0;
    for (int k = 0; k < 4 && i > 0; k++) {
        cp = sy__utf8_prev(s, &i);
        if (!closes(cp) && !sy__is_space(cp))
            break;
    }
    bool dots = cp == 0x2026 || (cp == '.' && i >= 2 && s.ptr[i - 1] == '.' && s.ptr[i - 2] == '.') ||
                (cp == ']' && sy__ends(s, SY_STR("[...]")));
    set(line, SY__F_ELLIPSIS, dots);
    set(line, SY__F_QUESTION, cp == '?' && line->words < 13 && !opens(l->text, line->at));
    set(line, SY__F_COLON, cp == ':');
    bool stop = !dots && (cp == '.' || cp == '!' || cp == '?' || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0x0964 ||
                          cp == 0x061F || cp == 0x06D4);
    set(line, SY__F_SENTENCE, stop || (cp == ':' && line->words >= 6));
}

static void wording(const sy__lines *l, sy__line *line)
{
    uint32_t function = 0, cap = 0, caps = 0, letters = 0, content = 0, digits = 0, urls = 0;
    const sy__tok *t = l->toks.at + line->tok;
    line->key = 14695981039346656037u;
    for (uint32_t i = 0; i < line->n_toks; i++) {
        urls += t[i].kind == SY__TOK_URL;
        digits += t[i].kind == SY__TOK_NUMBER;
        if (t[i].kind == SY__TOK_PUNCT)
            continue;
        line->key = (line->key ^ t[i].hash) * 1099511628211u;
        line->words++;
        if (t[i].kind != SY__TOK_WORD)
            continue;
        letters++;
        if (t[i].lex & SY__LEX_FUNCTION) {
            function++;
        } else {
            content++;
            cap += t[i].cap;
        }
        caps += t[i].caps;
    }
    uint32_t w = line->words;
    line->chars = line->at.end - line->at.begin;
    if (line->n_toks == MOST_TOKENS)
        w = line->words = line->words > line->chars / 7 ? line->words : line->chars / 7;
    set(line, w < 5 ? SY__F_W1 : w < 10 ? SY__F_W5 : w < 20 ? SY__F_W10 : w < 40 ? SY__F_W20 : SY__F_W40, true);
    set(line, SY__F_FEW_FUNCTION, letters >= 5 && function * 100 < letters * 15);
    set(line, SY__F_MANY_FUNCTION, letters >= 6 && function * 100 >= letters * 30);
    set(line, SY__F_TITLE_CASE, content >= 3 && cap * 10 >= content * 8);
    set(line, SY__F_CAPS, letters >= 1 && caps * 10 >= letters * 8 && line->chars >= 4);
    set(line, SY__F_NAME_ONLY, letters >= 2 && letters <= 4 && cap == letters && digits == 0 && line->n_toks == letters);
    set(line, SY__F_URL, urls > 0);
    set(line, SY__F_RULE, w == 0);
}

static void opening(const sy__lines *l, sy__line *line)
{
    sy_str s = sy__cut(l->text, line->at);
    size_t i = 0;
    uint32_t first = sy__utf8_next(s, &i), last = s.len ? (uint8_t)s.ptr[s.len - 1] : 0;
    set(line, SY__F_BULLET, first == 0x2022 || first == 0x25CF || first == 0x25AA || first == 0x00B7 || first == 0x2023 ||
                            first == 0x25BA || ((first == '*' || first == '-') && i < s.len && s.ptr[i] == ' ' && last != '-'));
    set(line, SY__F_BRACKETS, (first == '[' && last == ']') || (first == '(' && last == ')'));
    set(line, SY__F_LOWER, sy__is_lower(first));
    set(line, SY__F_QUOTED, opens(l->text, line->at) && line->words <= 10 && (last == '\'' || last == '"' || sy__ends(s, SY_STR("\xE2\x80\x99")) ||
                            sy__ends(s, SY_STR("\xE2\x80\x9D")) || sy__ends(s, SY_STR("\xC2\xBB"))));
    if (first == '-' && last == '-' && line->words > 0 && line->words < 12)
        set(line, SY__F_QUOTED, true);                  /* - 'Will not go' - */
    const sy__tok *t = l->toks.at + line->tok;
    set(line, SY__F_SPEAKER, line->n_toks >= 2 && line->n_toks < 8 && sy__has(line, SY__F_COLON) && t[0].caps);
    for (uint32_t k = 1; k + 1 < line->n_toks && line->words <= 16; k++)
        if (t[k].kind == SY__TOK_PUNCT && (l->text.ptr[t[k].at.begin] == ':' || l->text.ptr[t[k].at.begin] == '|'))
            set(line, SY__F_COLON_INSIDE, true);
    set(line, SY__F_TWEET, line->cue[SY_BOILERPLATE_SOCIAL] >= 6 && line->words > 8);
}

/* A full date and little else; a full date at the very end, as captions have it. */
static void dates(const sy__lines *l, sy__line *line)
{
    sy__date d;
    uint32_t from = line->chars > 400 ? line->at.end - 60 : line->at.begin;
    while (from < line->at.end && ((uint8_t)l->text.ptr[from] & 0xC0) == 0x80)
        from++;
    if (!sy__date_find(l->lex, l->text, from, line->at.end, &d))
        return;
    uint32_t other = 0;
    const sy__tok *t = l->toks.at + line->tok;
    for (uint32_t i = 0; i < line->n_toks; i++)
        other += t[i].kind != SY__TOK_PUNCT && (t[i].at.end <= d.at.begin || t[i].at.begin >= d.at.end);
    set(line, SY__F_DATE_LINE, line->words <= 14 && (other <= 3 || (other <= 6 && line->cue[SY_BOILERPLATE_DATE] >= 3)));
    uint32_t behind = line->at.end - d.at.end;
    set(line, SY__F_CAPTION_DATE, line->words >= 9 && behind <= 1);
}

static bool one_line(sy__lines *l, sy__line *line)
{
    if (!sy__spend(l->budget))
        return false;
    line->tok = l->toks.n;
    line->hit = l->hits.n;
    if (!sy__tokens(l->lex, l->text, line->at, MOST_TOKENS, &l->toks))
        return false;
    line->n_toks = l->toks.n - line->tok;
    set(line, SY__F_BIAS, true);
    wording(l, line);
    if (!sy__cues_find(l->lex, l->text, l->toks.at + line->tok, line->n_toks, line->words, &l->hits))
        return false;
    line->n_hits = l->hits.n - line->hit;
    for (uint32_t h = line->hit; h < l->hits.n; h++) {
        const sy__cue *c = &l->lex->cues[l->hits.at[h].cue];
        if (c->role == SY__ROLE_SPLIT)
            continue;
        float w = c->weight, *sum = &line->cue[c->kind];
        *sum = *sum > w ? *sum + w / 4 : w + *sum / 4;              /* the strongest, and a little of the rest */
    }
    ending(l, line);
    opening(l, line);
    dates(l, line);
    sy_span place, credit;
    sy_str agency;
    set(line, SY__F_DATELINE, line->words >= 8 && line->cue[SY_BOILERPLATE_CAPTION] < 4 &&
                              sy__dateline(l->lex, l->text, l->toks.at + line->tok, line->n_toks, &place, &agency, &credit) > 0);
    line->prose = line->words >= 10 && sy__has(line, SY__F_SENTENCE) && !sy__has(line, SY__F_ELLIPSIS) &&
                  !sy__has(line, SY__F_FEW_FUNCTION) && !sy__has(line, SY__F_QUESTION);
    set(line, SY__F_LONG_OPEN, line->words >= 9 && !sy__has(line, SY__F_SENTENCE) && !sy__has(line, SY__F_ELLIPSIS));
    set(line, SY__F_SHORT_OPEN, line->words < 9 && !sy__has(line, SY__F_SENTENCE));
    return true;
}

/* A credit that stands at the end of a paragraph becomes a line of its own. */
static bool cut_credits(sy__lines *l)
{
    uint32_t n = l->at.n;
    bool any = false;
    for (uint32_t i = 0; i < n && !any; i++)
        for (uint32_t h = l->at.at[i].hit; h < l->at.at[i].hit + l->at.at[i].n_hits; h++)
            any = any || l->lex->cues[l->hits.at[h].cue].role == SY__ROLE_SPLIT;
    if (!any)
        return true;
    sy__lines out = *l;
    memset(&out.at, 0, sizeof out.at);
    memset(&out.toks, 0, sizeof out.toks);
    memset(&out.hits, 0, sizeof out.hits);
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        const sy__line *line = &l->at.at[i];
        uint32_t cut = 0;
        for (uint32_t h = line->hit; h < line->hit + line->n_hits && !cut; h++)
            if (l->lex->cues[l->hits.at[h].cue].role == SY__ROLE_SPLIT && l->hits.at[h].tok > 0)
                cut = l->toks.at[line->tok + l->hits.at[h].tok].at.begin;
        ok = push(&out, trim(l->text, line->at.begin, cut ? cut : line->at.end), line->gap);
        if (ok && cut && (ok = push(&out, (sy_span){ cut, line->at.end }, false)))
            set(&out.at.at[out.at.n - 1], SY__F_SPLIT_OFF, true);
    }
    for (uint32_t i = 0; i < out.at.n && ok; i++)
        ok = one_line(&out, &out.at.at[i]);
    if (!ok) {
        sy__lines_done(&out);
        return false;
    }
    sy__lines_done(l);
    *l = out;
    return true;
}

/* ---- features that need the other lines ---------------------------------------------------------------- */

static bool content_word(const sy__tok *t)
{
    return (t->kind == SY__TOK_WORD && !(t->lex & SY__LEX_FUNCTION) && t->at.end - t->at.begin >= 3);
}

/* Share of the content words that the page's prose has in other lines, and echoes: lines whose words nearly all stand in
 * one other line. seen: word -> (lines with it that are prose, the last two of them). */
typedef struct word_seen { uint64_t hash; uint32_t n, last, before; } word_seen;

static word_seen *slot(word_seen *t, uint32_t cap, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 17) & (cap - 1);
    while (t[i].hash && t[i].hash != hash)
        i = (i + 1) & (cap - 1);
    return &t[i];
}

typedef struct words_seen { word_seen *at; uint32_t n, cap; } words_seen;

/* The place of a word, new or not. The table grows with the words that differ, which are few: NULL without memory for it. */
static word_seen *put_word(const sy_ctx *ctx, words_seen *t, uint64_t hash)
{
    if (t->n >= t->cap / 2) {
        words_seen more = { NULL, t->n, t->cap ? t->cap * 2 : 256 };
        if (!(more.at = sy__calloc(ctx, more.cap, sizeof *more.at)))
            return NULL;
        for (uint32_t i = 0; i < t->cap; i++)
            if (t->at[i].hash)
                *slot(more.at, more.cap, t->at[i].hash) = t->at[i];
        sy__free(ctx, t->at);
        *t = more;
    }
    word_seen *w = slot(t->at, t->cap, hash);
    t->n += w->hash == 0;
    w->hash = hash;
    return w;
}

static void echoes(sy__lines *l, const words_seen *seen, uint32_t i)
{
    sy__line *line = &l->at.at[i];
    const sy__tok *t = l->toks.at + line->tok;
    uint32_t n = 0, known = 0, votes[2] = { 0, 0 }, who[2] = { SY_NONE, SY_NONE };
    for (uint32_t k = 0; k < line->n_toks; k++) {
        if (!content_word(&t[k]))
            continue;
        n++;
        const word_seen *w = slot(seen->at, seen->cap, t[k].hash);
        uint32_t others = w->n - (w->n && (w->last == i || w->before == i));
        known += others > 0;
        uint32_t lines[2] = { w->last, w->before };
        for (int c = 0; c < 2; c++) {
            if (w->n <= (uint32_t)c || lines[c] == i)
                continue;
            for (int v = 0; v < 2; v++)
                if (who[v] == lines[c] || who[v] == SY_NONE) {
                    who[v] = lines[c];
                    votes[v]++;
                    break;
                }
        }
    }
    line->overlap = n ? (float)known / (float)n : 0.0f;
    for (int v = 0; v < 2; v++)
        if (n >= 4 && votes[v] * 10 >= n * 8 && who[v] != SY_NONE && !line->prose)
            set(line, SY__F_ECHO, true);
}

/* The words of the page's prose. false: no memory. */
static bool collect_words(const sy__lines *l, words_seen *seen, uint32_t *first, uint32_t *last)
{
    if (!put_word(l->ctx, seen, 1))           /* never empty */
        return false;
    for (uint32_t i = 0; i < l->at.n; i++) {
        const sy__line *line = &l->at.at[i];
        if (!line->prose || sy__has(line, SY__F_GALLERY))
            continue;
        *first = *first == SY_NONE ? i : *first;
        *last = i;
        for (uint32_t k = 0; k < line->n_toks; k++) {
            const sy__tok *t = &l->toks.at[line->tok + k];
            if (!content_word(t))
                continue;
            word_seen *w = put_word(l->ctx, seen, t->hash);
            if (!w)
                return false;
            if (w->n == 0 || w->last != i) {
                w->before = w->n ? w->last : SY_NONE;
                w->last = i;
                w->n++;
            }
        }
    }
    return true;
}

static bool story_words(sy__lines *l)
{
    words_seen seen = { NULL, 0, 0 };
    uint32_t first = SY_NONE, last = 0;
    bool ok = collect_words(l, &seen, &first, &last);
    for (uint32_t i = 0; ok && i < l->at.n; i++) {
        sy__line *line = &l->at.at[i];
        echoes(l, &seen, i);
        bool some = first != SY_NONE && line->words >= 4;
        set(line, SY__F_NEAR, some && line->overlap >= 0.6f);
        set(line, SY__F_FAR, some && line->overlap <= 0.25f);
        set(line, SY__F_BEFORE, first != SY_NONE && i < first);
        set(line, SY__F_LATE, first != SY_NONE && i > last);
        set(line, SY__F_FIRST, i == 0);
        set(line, SY__F_EARLY, i < 8);
    }
    sy__free(l->ctx, seen.at);
    return ok;
}

/* The same words again: doubled captions, headings that a gallery repeats before every picture. */
static uint32_t common_prefix(const sy__lines *l, const sy__line *a, const sy__line *b)
{
    uint32_t n = 0;
    while (n < a->n_toks && n < b->n_toks && l->toks.at[a->tok + n].hash == l->toks.at[b->tok + n].hash)
        n++;
    return n;
}

/* "3/16", "Hide Caption 3 of 8": a counter that goes on from line to line says the same as a common beginning. */
static bool counts_on(const sy__lines *l, const sy__line *a, const sy__line *b)
{
    if (a->n_toks < 4 || b->n_toks < 4)
        return false;
    const sy__tok *x = l->toks.at + a->tok, *y = l->toks.at + b->tok;
    return x[0].kind == SY__TOK_NUMBER && y[0].kind == SY__TOK_NUMBER && x[1].kind == SY__TOK_PUNCT && x[1].hash == y[1].hash &&
           l->text.ptr[x[1].at.begin] == '/' && x[2].hash == y[2].hash && x[2].kind == SY__TOK_NUMBER;
}

static bool repetition(sy__lines *l)
{
    uint32_t cap = 64;
    while (cap < l->at.n * 2 + 2)
        cap *= 2;
    word_seen *seen = sy__calloc(l->ctx, cap, sizeof *seen);
    if (!seen)
        return false;
    uint32_t run = 1;
    for (uint32_t i = 0; i < l->at.n; i++) {
        sy__line *line = &l->at.at[i];
        word_seen *w = slot(seen, cap, line->key | 1);
        w->hash = line->key | 1;
        set(line, SY__F_REPEATED, w->n > 0 && line->words > 0);
        w->n++;
        if (i == 0)
            continue;
        sy__line *before = &l->at.at[i - 1];
        uint32_t n = common_prefix(l, before, line), least = before->n_toks < line->n_toks ? before->n_toks : line->n_toks;
        if (n >= 6 && n + 2 >= least) {
            set(line, SY__F_DOUBLED, true);
            set(before, SY__F_DOUBLED, true);
        }
        run = n >= 3 && n < least && line->words >= 6 && l->toks.at[line->tok].cap && (n >= 4 || counts_on(l, before, line)) ? run + 1
              : counts_on(l, before, line) ? run + 1 : 1;
        for (uint32_t k = 0; run >= 3 && k < (run == 3 ? 3u : 1u); k++)
            set(&l->at.at[i - k], SY__F_GALLERY, true);
    }
    sy__free(l->ctx, seen);
    return true;
}

/* The first prose of a page, when a date, an address, a byline or a share bar parts it from the rest: a standfirst. */
static void lead(sy__lines *l)
{
    for (uint32_t i = 0; i + 1 < l->at.n && i < 20; i++) {
        if (!l->at.at[i].prose)
            continue;
        const sy__line *next = &l->at.at[i + 1];
        bool parts = sy__has(next, SY__F_DATE_LINE) || (sy__has(next, SY__F_URL) && next->words <= 2) || next->cue[SY_BOILERPLATE_DATE] >= 3 ||
                     (next->cue[SY_BOILERPLATE_CREDIT] >= 4 && next->words < 12) || (next->cue[SY_BOILERPLATE_SOCIAL] >= 4 && next->words < 12);
        set(&l->at.at[i], SY__F_LEAD, i > 0 && parts);
        return;
    }
}

/* A line that ends in the middle of a sentence which the next one goes on with. */
static void broken_off(sy__lines *l)
{
    for (uint32_t i = 0; i + 1 < l->at.n; i++) {
        sy__line *line = &l->at.at[i];
        if (!sy__has(line, SY__F_LONG_OPEN))
            continue;
        char last = l->text.ptr[line->at.end - 1];
        set(line, SY__F_BROKEN, last == ',' || last == ';' || (sy__has(&l->at.at[i + 1], SY__F_LOWER) && l->at.at[i + 1].words >= 5));
    }
}

/* Pages whose paragraphs mostly lack a full stop: its absence says nothing there. */
static void open_style(sy__lines *l)
{
    uint32_t with = 0, open = 0;
    for (uint32_t i = 0; i < l->at.n; i++) {
        with += l->at.at[i].prose;
        open += sy__has(&l->at.at[i], SY__F_LONG_OPEN) && l->at.at[i].words >= 20;
    }
    for (uint32_t i = 0; i < l->at.n; i++)
        set(&l->at.at[i], SY__F_BETWEEN_OPEN, open > with && sy__has(&l->at.at[i], SY__F_LONG_OPEN));
}

/* The record's title again, or nearly: crawled pages often cut it off. */
static bool match_title(sy__lines *l, sy_str title)
{
    sy__toks t = { NULL, 0, 0 };
    if (title.len == 0)
        return true;
    bool ok = sy__tokens(l->lex, title, (sy_span){ 0, (uint32_t)title.len }, 60, &t);
    for (uint32_t i = 0; ok && i < l->at.n && i < 40; i++) {
        sy__line *line = &l->at.at[i];
        uint32_t n = 0;
        while (n < line->n_toks && n < t.n && l->toks.at[line->tok + n].hash == t.at[n].hash)
            n++;
        set(line, SY__F_OTHER_TITLE, true);
        set(line, SY__F_GIVEN_TITLE, n > 0 && (n == t.n || (n >= 4 && n + 1 >= line->n_toks)) && line->n_toks <= t.n + 1);
        if (sy__has(line, SY__F_GIVEN_TITLE))
            line->features &= ~((uint64_t)1 << SY__F_OTHER_TITLE);
    }
    sy__free(l->ctx, t.at);
    return ok;
}

bool sy__lines_read(sy__lines *l, sy_str title)
{
    if (!split(l))
        return false;
    for (uint32_t i = 0; i < l->at.n; i++)
        if (!one_line(l, &l->at.at[i]))
            return false;
    if (!cut_credits(l) || !repetition(l) || !story_words(l) || !match_title(l, title))
        return false;
    open_style(l);
    broken_off(l);
    lead(l);
    bool stopped = false;
    for (uint32_t i = 0; i < l->at.n; i++) {
        set(&l->at.at[i], SY__F_AFTER_STOP, stopped);
        for (uint32_t h = l->at.at[i].hit; h < l->at.at[i].hit + l->at.at[i].n_hits; h++)
            stopped = stopped || l->lex->cues[l->hits.at[h].cue].role == SY__ROLE_STOP;
    }
    return true;
}
