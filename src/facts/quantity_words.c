/* The tables of numbers, units and the calendar -> figures: one entry a word or phrase, found through the finder's map. */
#include "facts/quantity_words.h"

#include "facts_tables.h"

typedef struct loader {
    sy_fact_finder     *f;
    struct sy__figures *figures;
    char                key[96];   /* the phrase as atoms spell it: lower case, "'s" apart, no hyphens */
} loader;

/* A place in the vector for one more; 0 is the figure of words unknown. */
static uint32_t new_figure(loader *l)
{
    struct sy__figures *v = l->figures;
    if (v->n == v->cap) {
        uint32_t    cap = v->cap ? v->cap * 2 : 2048;
        sy__figure *at = sy__arena_array(&l->f->tables, cap, sizeof *at);
        if (!at)
            return 0;
        if (v->n)
            memcpy(at, v->at, v->n * sizeof *at);
        v->at = at;
        v->cap = cap;
    }
    return v->n++;
}

static sy__figure *figure_of_key(loader *l, sy_str key)
{
    sy__lexeme *x = sy__lexeme_of(l->f, key);
    if (!x)
        return NULL;
    if (x->figure == SY_NONE || x->figure == 0) {
        uint32_t id = new_figure(l);
        if (id == 0)
            return NULL;
        x->figure = id;
    }
    return &l->figures->at[x->figure];
}

/* Spells a phrase of a table the way sy__cut_atoms spells the text; returns its number of words. */
static uint32_t spell(loader *l, sy_str phrase, size_t *len)
{
    size_t   n = 0;
    uint32_t words = 1;
    for (size_t i = 0; i < phrase.len && n + 2 < sizeof l->key; i++) {
        char c = phrase.ptr[i];
        bool inside = i > 0 && i + 1 < phrase.len;
        bool genitive = c == '\'' && i > 0 && i + 1 < phrase.len && phrase.ptr[i + 1] == 's' && (i + 2 == phrase.len || phrase.ptr[i + 2] == ' ');
        if (c == '\'' && !genitive && (i + 1 == phrase.len || phrase.ptr[i + 1] == ' '))
            continue;
        if (genitive)
            l->key[n++] = ' ', words++;
        if (c == ' ' || ((c == '-' || c == '/') && inside))
            c = ' ', words++;
        l->key[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    *len = n;
    return words;
}

/* The figure of a word or phrase; the phrase's first word learns how long its phrases are. */
static sy__figure *figure_of(loader *l, sy_str phrase)
{
    size_t   len;
    uint32_t words = spell(l, phrase, &len);
    sy_str   key;
    if (!sy__arena_str(&l->f->tables, (sy_str){ l->key, len }, &key))
        return NULL;
    if (words > 1) {
        size_t end = 0;
        while (end < key.len && key.ptr[end] != ' ')
            end++;
        sy__figure *first = figure_of_key(l, sy__sub(key, 0, end));
        if (!first)
            return NULL;
        if (first->longest < words)
            first->longest = (uint8_t)words;
    }
    return figure_of_key(l, key);
}

static double number_of(sy_str s)
{
    uint64_t mantissa = 0;
    uint32_t decimals = 0, exponent = 0;
    bool     point = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.')
            point = true;
        else if (s.ptr[i] == 'e' && i + 1 < s.len) {
            for (i++; i < s.len; i++)
                exponent = exponent * 10 + (uint32_t)(s.ptr[i] - '0');
        } else if (s.ptr[i] >= '0' && s.ptr[i] <= '9' && mantissa < UINT64_MAX / 100) {
            mantissa = mantissa * 10 + (uint64_t)(s.ptr[i] - '0');
            decimals += point;
        }
    }
    double v = (double)mantissa, d = 1;
    while (decimals--)
        d *= 10;
    v /= d;
    while (exponent--)
        v *= 10;
    return v;
}

static uint8_t index_of(sy_str name, const char *const *names, uint8_t n)
{
    for (uint8_t i = 1; i < n; i++)
        if (sy__is(name, names[i]))
            return i;
    return 0;
}

static const char *const number_kinds[] = { "", "digit", "teen", "ten", "hundred", "scale", "scale?", "dozen", "pair", "vague",
                                            "several", "half", "part", "fraction", "none", "ordinal" };
static const char *const calendar_kinds[] = { "", "month", "weekday", "weekdays", "season", "part", "clock", "unit", "decade" };
static const char *const time_kinds[] = { "", "ref", "day", "part", "set" };
static const char *const word_classes[] = { "",
#define X(name) #name,
    SY__WORD_CLASSES(X)
#undef X
};
#define COUNT(a) ((uint8_t)(sizeof(a) / sizeof *(a)))

static bool add_numbers(loader *l)
{
    const sy__table *t = &sy__table_facts_number_words;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        uint8_t kind = index_of(sy__cell(t, r, 1), number_kinds, COUNT(number_kinds));
        double  value = number_of(sy__cell(t, r, 2));
        if (kind == SY__N_ORDINAL)
            g->ordinal = (uint32_t)value;
        g->number_kind = kind;
        g->number = value;
    }
    return true;
}

/* Next item of a cell's list "a, b, c". */
static bool next_item(sy_str *list, sy_str *item)
{
    if (list->len == 0)
        return false;
    size_t comma = sy__find(*list, SY_STR(","), 0);
    size_t end = comma == SIZE_MAX ? list->len : comma;
    *item = sy__trim(sy__sub(*list, 0, end));
    *list = comma == SIZE_MAX ? (sy_str){ 0 } : sy__sub(*list, comma + 1, list->len);
    return true;
}

typedef struct word_maker { char text[96]; size_t n; } word_maker;

static sy_str joined(word_maker *m, sy_str a, const char *b, sy_str c)
{
    size_t nb = strlen(b);
    m->n = 0;
    if (a.len + nb + c.len < sizeof m->text) {
        memcpy(m->text, a.ptr, a.len);
        memcpy(m->text + a.len, b, nb);
        if (c.len)
            memcpy(m->text + a.len + nb, c.ptr, c.len);
        m->n = a.len + nb + c.len;
    }
    return (sy_str){ m->text, m->n };
}

typedef void (*apply_fn)(sy__figure *g, uint32_t row);

static void apply_unit(sy__figure *g, uint32_t row)
{
    if (!g->unit)
        g->unit = (uint16_t)(row + 1);
}

static void apply_currency(sy__figure *g, uint32_t row)
{
    if (!g->currency)
        g->currency = (uint16_t)(row + 1);
}

static bool apply_word(loader *l, sy_str word, apply_fn apply, uint32_t row)
{
    sy__figure *g = figure_of(l, word);
    if (!g)
        return false;
    apply(g, row);
    return true;
}

/* A word of units or currencies in all its forms: "mile per hour" -> also "miles per hour", "miles an hour", "mile an hour". */
static bool add_forms(loader *l, sy_str word, apply_fn apply, uint32_t row)
{
    word_maker m;
    if (sy__ends(word, SY_STR("=")))
        return apply_word(l, sy__sub(word, 0, word.len - 1), apply, row);
    size_t per = sy__find(word, SY_STR(" per "), 0);
    sy_str head = per == SIZE_MAX ? word : sy__sub(word, 0, per), tail = per == SIZE_MAX ? (sy_str){ 0 } : sy__sub(word, per + 5, word.len);
    size_t space = sy__find(word, SY_STR(" "), 0);
    if (per == SIZE_MAX && space != SIZE_MAX && sy__starts(word, SY_STR("degree ")))
        return apply_word(l, word, apply, row) && apply_word(l, joined(&m, SY_STR("degrees"), " ", sy__sub(word, space + 1, word.len)), apply, row);
    static const char *const plain[] = { "", "s" };
    static const char *const rates[] = { " per ", "s per ", " a ", "s a ", " an ", "s an " };
    size_t n = per == SIZE_MAX ? 2 : 6;
    for (size_t i = 0; i < n; i++)
        if (!apply_word(l, joined(&m, head, per == SIZE_MAX ? plain[i] : rates[i], tail), apply, row))
            return false;
    return true;
}

static bool add_units(loader *l)
{
    const sy__table *t = &sy__table_facts_units;
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str list = sy__cell(t, r, 2), item;
        while (next_item(&list, &item))
            if (!add_forms(l, item, apply_unit, r))
                return false;
        list = sy__cell(t, r, 3);
        while (next_item(&list, &item)) {
            bool touches = sy__starts(item, SY_STR("!")) || item.len == 1;
            if (sy__starts(item, SY_STR("!")))
                item = sy__sub(item, 1, item.len);
            sy__figure *g = figure_of(l, item);
            if (!g)
                return false;
            if (g->unit)
                continue;
            g->unit = (uint16_t)(r + 1);
            g->unit_symbol = true;
            g->unit_touches = touches && ((unsigned char)item.ptr[0] | 32) >= 'a' && ((unsigned char)item.ptr[0] | 32) <= 'z';
        }
    }
    return true;
}

static bool add_currencies(loader *l)
{
    const sy__table *t = &sy__table_facts_currencies;
    for (uint32_t r = 0; r < t->n; r++) {
        sy_str list = sy__cell(t, r, 1), item;
        while (next_item(&list, &item))
            if (!add_forms(l, item, apply_currency, r))
                return false;
        list = sy__cell(t, r, 2);
        while (next_item(&list, &item)) {
            sy__figure *g = figure_of(l, item);
            if (!g)
                return false;
            if (g->currency)
                continue;
            g->currency = (uint16_t)(r + 1);
            g->money_symbol = true;
        }
    }
    return true;
}

static bool add_modifiers(loader *l)
{
    const sy__table *t = &sy__table_facts_number_modifiers;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        g->modifier |= sy__is(sy__cell(t, r, 1), "after") ? 2 : 1;
    }
    t = &sy__table_facts_number_labels;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        g->label |= sy__is(sy__cell(t, r, 1), "after") ? 2 : 1;
    }
    return true;
}

static bool add_calendar(loader *l)
{
    const sy__table *t = &sy__table_facts_calendar;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        sy_str value = sy__cell(t, r, 2), flag = sy__cell(t, r, 3);
        g->calendar = index_of(sy__cell(t, r, 1), calendar_kinds, COUNT(calendar_kinds));
        g->flag = flag.len ? flag.ptr[0] : 0;
        if (g->calendar == SY__C_SEASON || g->calendar == SY__C_PART || g->calendar == SY__C_UNIT)
            memcpy(g->code, value.ptr, value.len < sizeof g->code ? value.len : sizeof g->code - 1);
        else
            g->calendar_value = (int8_t)number_of(value);
    }
    t = &sy__table_facts_holidays;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        g->holiday = (uint16_t)(r + 1);
    }
    t = &sy__table_facts_time_zones;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        g->zone = (uint16_t)(r + 1);
    }
    return true;
}

static bool add_time_words(loader *l)
{
    const sy__table *t = &sy__table_facts_time_words;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        sy_str value = sy__cell(t, r, 2), limit = sy__cell(t, r, 3);
        g->time_word = index_of(sy__cell(t, r, 1), time_kinds, COUNT(time_kinds));
        g->time_row = (uint16_t)(r + 1);
        g->limit = sy__is(limit, "adv") ? 'v' : sy__is(limit, "adj") ? 'j' : sy__is(limit, "noun") ? 'n' : sy__is(limit, "story") ? 's' : 0;
        if (g->time_word == SY__T_DAY || g->time_word == SY__T_PART) {
            int sign = value.len && value.ptr[0] == '-' ? -1 : 1;
            size_t space = sy__find(value, SY_STR(" "), 0);
            g->day = (int8_t)(sign * (int)number_of(sy__sub(value, 0, space == SIZE_MAX ? value.len : space)));
            if (space != SIZE_MAX && value.len - space - 1 < sizeof g->code)
                memcpy(g->code, value.ptr + space + 1, value.len - space - 1);
        }
    }
    return true;
}

static bool add_classes(loader *l)
{
    const sy__table *t = &sy__table_facts_figure_words;
    for (uint32_t r = 0; r < t->n; r++) {
        sy__figure *g = figure_of(l, sy__cell(t, r, 0));
        if (!g)
            return false;
        g->word = index_of(sy__cell(t, r, 1), word_classes, SY__W_COUNT);
    }
    static const struct { const sy__table *table; uint8_t word; } lists[] = {
        { &sy__table_facts_money_verbs, SY__W_MONEY_VERB }, { &sy__table_facts_counted_nouns, SY__W_COUNTED },
        { &sy__table_facts_future_verbs, SY__W_FUTURE_VERB } };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (uint32_t r = 0; r < lists[i].table->n; r++) {
            sy__figure *g = figure_of(l, sy__cell(lists[i].table, r, 0));
            if (!g)
                return false;
            if (!g->word)
                g->word = lists[i].word;
        }
    return true;
}

bool sy__add_figure_words(sy_fact_finder *f)
{
    loader l = { .f = f };
    l.figures = sy__arena_get(&f->tables, sizeof *l.figures);
    if (!l.figures)
        return false;
    l.figures->n = 0;
    f->figures = l.figures;
    if (new_figure(&l) != 0 || l.figures->cap == 0)
        return false;
    return add_numbers(&l) && add_units(&l) && add_currencies(&l) && add_modifiers(&l) && add_calendar(&l) && add_time_words(&l) && add_classes(&l);
}
