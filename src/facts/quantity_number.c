/* Numbers in words and digits, read off atoms: "2,500", "1.2 billion", "two and a half million", "half a dozen", "a third of",
 * "2 1/2", "twenty-first", "tens of thousands". Which of them count something is quantity.c's to say. */
#include "facts/quantity_words.h"

/* A number being read. total: finished groups ("two million" of "two million three"); part: the one that grows. */
typedef struct reader {
    const struct sy__atoms *a;
    uint32_t at;              /* next atom */
    double   total, part;
    double   scale;           /* the largest scale seen */
    bool     any;             /* part holds something */
    uint8_t  last;            /* kind of the last word */
} reader;

double sy__digits_value(const sy__atom *number, double scale)
{
    double below = 1;
    for (uint8_t i = 0; i < number->decimals; i++)
        below *= 10;
    return scale >= below ? (double)number->mantissa * (scale / below) : (double)number->mantissa / below * scale;
}

static uint8_t kind_at(const struct sy__atoms *a, uint32_t i) { return sy__atom_at(a, i)->f->number_kind; }

static bool is_cardinal_word(uint8_t kind) { return kind >= SY__N_DIGIT && kind <= SY__N_SCALE; }

static uint32_t past_hyphen(const struct sy__atoms *a, uint32_t i) { return sy__atom_hyphen(a, i) ? i + 1 : i; }

/* The same for texts cut at blanks: "twenty - five", "five - eighths". */
static uint32_t past_wide_hyphen(const struct sy__atoms *a, uint32_t i)
{
    uint32_t next = past_hyphen(a, i);
    if (next == i && sy__atom_mark(a, i, '-') && a->at[i].span.end - a->at[i].span.begin == 1 && !a->at[i].joined && !sy__atom_at(a, i + 1)->joined)
        return i + 1;
    return next;
}

/* May a word of this kind follow in the same number? */
static bool continues(const reader *r, uint8_t kind)
{
    switch (kind) {
    case SY__N_DIGIT: return r->last == SY__N_TEN || r->last == SY__N_HUNDRED || r->last == SY__N_SCALE;
    case SY__N_TEEN:
    case SY__N_TEN: return r->last == SY__N_HUNDRED || r->last == SY__N_SCALE;
    case SY__N_HUNDRED: return r->part > 0 && r->part < 100 && r->last <= SY__N_TEN;
    case SY__N_SCALE: return r->any || r->scale > 1;
    default: return false;
    }
}

static void take(reader *r, const sy__figure *f)
{
    uint8_t kind = f->number_kind;
    if (kind == SY__N_HUNDRED) {
        r->part = (r->any ? r->part : 1) * 100;
    } else if (kind == SY__N_SCALE) {
        double group = r->any ? r->part : (r->total > 0 ? 0 : 1);
        if (r->total > 0 && f->number > r->scale)
            r->total = (r->total + group) * f->number;         /* "two hundred thousand million" */
        else if (!r->any && r->total > 0)
            r->total *= f->number;
        else
            r->total += group * f->number;
        r->part = 0;
        if (f->number > r->scale)
            r->scale = f->number;
    } else {
        r->part += f->number;
    }
    r->any = kind != SY__N_SCALE;
    r->last = kind;
}

/* "and" inside a number: "a hundred and five". */
static uint32_t past_and(const reader *r)
{
    if ((r->last == SY__N_HUNDRED || r->last == SY__N_SCALE) && sy__atom_is(r->a, r->at, SY__W_AND)) {
        uint8_t kind = kind_at(r->a, r->at + 1);
        if (kind >= SY__N_DIGIT && kind <= SY__N_TEN)
            return r->at + 1;
    }
    return r->at;
}

static void read_words(reader *r)
{
    for (uint32_t words = 0; words < 20; words++) {
        uint32_t i = past_and(r);
        if (i == r->at)
            i = r->last == SY__N_TEN ? past_wide_hyphen(r->a, i) : past_hyphen(r->a, i);
        const sy__atom *x = sy__atom_at(r->a, i);
        if (i > r->at && r->last == SY__N_TEN && x->f->number_kind != SY__N_DIGIT)
            i = past_hyphen(r->a, r->at), x = sy__atom_at(r->a, i);
        if (x->kind != SY__ATOM_WORD || !is_cardinal_word(x->f->number_kind) || !continues(r, x->f->number_kind))
            return;
        take(r, x->f);
        r->at = i + 1;
    }
}

/* "point five two" behind words. */
static bool read_point(reader *r, double *below)
{
    if (!sy__atom_is(r->a, r->at, SY__W_POINT) || kind_at(r->a, r->at + 1) != SY__N_DIGIT)
        return false;
    double unit = 1, sum = 0;
    uint32_t i = r->at + 1;
    for (; kind_at(r->a, i) == SY__N_DIGIT && unit > 1e-9; i++) {
        unit /= 10;
        sum += sy__atom_at(r->a, i)->f->number * unit;
    }
    *below = sum;
    r->at = i;
    return true;
}

/* What a part of one is divided by: "third", "quarters", "eighth"; 0 where the atom is none. One alone has its singular. */
static double denominator(const struct sy__atoms *a, uint32_t i, bool one)
{
    const sy__figure *f = sy__atom_at(a, i)->f;
    if (f->number_kind == SY__N_PART)
        return f->number;
    if (f->number_kind == SY__N_ORDINAL && f->ordinal > 2)
        return one ? f->number : 0;
    return 0;
}

/* "and a half", "and three quarters", "½" behind a whole number; answers what is to be added. */
static double read_rest(const struct sy__atoms *a, uint32_t *at)
{
    uint32_t i = *at;
    const sy__atom *x = sy__atom_at(a, i);
    if (x->f->number_kind == SY__N_FRACTION) {
        *at = i + 1;
        return x->f->number;
    }
    i = past_hyphen(a, i);
    if (!sy__atom_is(a, i, SY__W_AND))
        return 0;
    i = past_hyphen(a, i + 1);
    double many = 1;
    bool   article = sy__atom_is(a, i, SY__W_A);
    if (!article) {
        if (kind_at(a, i) == SY__N_HALF)
            return *at = i + 1, 0.5;                           /* "two and half years" */
        if (kind_at(a, i) != SY__N_DIGIT)
            return 0;
        many = sy__atom_at(a, i)->f->number;
    }
    i = past_hyphen(a, i + 1);
    if (kind_at(a, i) == SY__N_HALF && many <= 1)
        return *at = i + 1, 0.5;
    double d = denominator(a, i, many <= 1);
    if (d <= 0 || (article && kind_at(a, i) == SY__N_ORDINAL))
        return 0;
    *at = i + 1;
    return many / d;
}

/* Scales behind a number: "million", "bn", joined "m". */
static double read_scale(const struct sy__atoms *a, uint32_t *at)
{
    double scale = 1;
    for (uint32_t words = 0; words < 4; words++) {
        uint32_t        i = past_hyphen(a, *at);
        const sy__atom *x = sy__atom_at(a, i);
        uint8_t         kind = x->f->number_kind;
        if (x->kind != SY__ATOM_WORD)
            break;
        if (kind == SY__N_HUNDRED || kind == SY__N_SCALE)
            scale *= x->f->number;
        else if (kind == SY__N_DOZEN)
            scale *= 12;
        else if (kind == SY__N_VAGUE && x->f->number <= 12 && x->f->number > 10)
            scale *= 12;                                       /* "three dozens" */
        else
            break;
        *at = i + 1;
    }
    return scale;
}

static bool is_thin_space(const struct sy__atoms *a, uint32_t i)
{
    uint32_t begin = a->at[i - 1].span.end, end = a->at[i].span.begin;
    sy_str   gap = sy__sub(a->w->text, begin, end);
    return sy__is(gap, "\xC2\xA0") || sy__is(gap, "\xE2\x80\xAF") || sy__is(gap, "\xE2\x80\x89");
}

/* "40 000" with a thin or no-break space; with a blank only where zeros follow. */
static bool is_group(const struct sy__atoms *a, uint32_t i)
{
    const sy__atom *x = sy__atom_at(a, i);
    if (x->kind != SY__ATOM_NUMBER || x->digits != 3 || x->joined || i == 0 || a->at[i - 1].digits > 3 || x->form == SY__DIGITS_GROUPED)
        return false;
    return is_thin_space(a, i) || (x->mantissa == 0 && x->decimals == 0 && a->at[i - 1].mantissa > 0);
}

static bool small_fraction(const sy__atom *over, const sy__atom *under)
{
    static const uint8_t usual[] = { 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100 };
    if (under->kind != SY__ATOM_NUMBER || under->form != SY__DIGITS_PLAIN || over->form != SY__DIGITS_PLAIN || over->mantissa == 0 || over->mantissa >= under->mantissa)
        return false;
    if (over->mantissa == 1 && under->mantissa > 31 && under->mantissa <= 1000)
        return true;
    for (size_t i = 0; i < sizeof usual; i++)
        if (under->mantissa == usual[i])
            return true;
    return false;
}

/* "1/2" whose first digit is atom i. */
static bool slash_fraction(const struct sy__atoms *a, uint32_t i)
{
    const sy__atom *slash = sy__atom_at(a, i + 1), *under = sy__atom_at(a, i + 2);
    bool touches = (slash->joined && under->joined) || (!slash->joined && !under->joined);
    return sy__atom_at(a, i)->kind == SY__ATOM_NUMBER && sy__atom_mark(a, i + 1, '/') && touches && small_fraction(sy__atom_at(a, i), under) &&
           !(sy__atom_mark(a, i + 3, '/') && sy__atom_at(a, i + 3)->joined) && sy__atom_at(a, i + 3)->kind != SY__ATOM_NUMBER &&
           (i == 0 || a->at[i - 1].kind != SY__ATOM_BREAK || sy__atom_at(a, i + 3)->f->unit);
}

static double slash_value(const struct sy__atoms *a, uint32_t i)
{
    return (double)sy__atom_at(a, i)->mantissa / (double)sy__atom_at(a, i + 2)->mantissa;
}

static bool skip(sy_str text, size_t *at, const char *z)
{
    bool there = sy__starts(sy__sub(text, *at, text.len), sy__str(z));
    *at += there ? strlen(z) : 0;
    return there;
}

/* "×10−5", "x10-3", " × 10^6", "e-3" at a byte behind digits: where the power of ten ends, 0 where it is none; it is to be divided
 * by if `below`. A hyphen may be that of a range: behind "10" it counts for a minus only where the number has a point. */
static size_t read_power(sy_str text, size_t at, bool point, double *power, bool *below)
{
    bool e = skip(text, &at, "e") || skip(text, &at, "E"), sure = e;
    if (!e) {
        skip(text, &at, " ");
        if (!skip(text, &at, "×") && !skip(text, &at, "x"))
            return 0;
        skip(text, &at, " ");
        if (!skip(text, &at, "10"))
            return 0;
        sure = skip(text, &at, "^");
    }
    bool minus = skip(text, &at, "−"), hyphen = !minus && skip(text, &at, "-");
    if (!minus && !hyphen)
        skip(text, &at, "+");
    uint32_t n = 0, digits = 0;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, digits++)
        n = digits < 2 ? 10 * n + (uint32_t)(text.ptr[at] - '0') : n;
    size_t   behind = at;
    uint32_t cp = at < text.len ? sy__utf8_next(text, &behind) : ' ';
    if (digits == 0 || digits > 2 || sy__is_alpha(cp) || !(sure || minus || (hyphen && point)))
        return 0;
    for (*power = 1; n > 0; n--)
        *power *= 10;
    *below = minus || hyphen;
    return at;
}

/* Digits with a power of ten behind them. */
static bool read_scientific(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    const sy__atom *x = sy__atom_at(a, i);
    double power;
    bool   below;
    size_t end = read_power(a->w->text, x->span.end, x->form == SY__DIGITS_DECIMAL, &power, &below);
    if (end == 0)
        return false;
    out->value = below ? sy__digits_value(x, 1) / power : sy__digits_value(x, power);
    for (out->end = i + 1; out->end < a->n && a->at[out->end].span.begin < end;)
        out->end++;
    return true;
}

static bool read_digits(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    const sy__atom *x = sy__atom_at(a, i);
    if (slash_fraction(a, i)) {
        out->value = slash_value(a, i);
        out->fraction = true;
        out->end = i + 3;
        out->value *= out->scale = read_scale(a, &out->end);
        return true;
    }
    if (read_scientific(a, i, out))
        return true;
    uint32_t at = i + 1;
    const sy__atom *next = sy__atom_at(a, at);
    if (next->joined && next->f->word == SY__W_SUFFIX && x->form == SY__DIGITS_PLAIN) {
        out->ordinal = true;
        out->value = sy__digits_value(x, 1);
        out->end = at + 1;
        return true;
    }
    if (x->digits <= 3 && x->form == SY__DIGITS_PLAIN && is_group(a, at)) {
        double v = (double)x->mantissa;
        while (is_group(a, at) && at < i + 6) {
            v = v * 1000 + sy__digits_value(&a->at[at], 1);
            at++;
        }
        out->value = v;
        out->end = at;
        return true;
    }
    double rest = 0;
    if (x->form == SY__DIGITS_PLAIN && !next->joined && slash_fraction(a, at)) {
        rest = slash_value(a, at);
        at += 3;
    } else if (x->form == SY__DIGITS_PLAIN)
        rest = read_rest(a, &at);
    double   scale = 1;
    uint32_t before = at;
    next = sy__atom_at(a, at);
    if (next->joined && next->f->number_kind == SY__N_JOINED_SCALE && !next->f->unit && !(sy__atom_at(a, at + 1)->joined && sy__atom_at(a, at + 1)->kind == SY__ATOM_NUMBER)) {
        scale = next->f->number;                               /* "10k"; "10m" is for the currency to say */
        at++;
    } else
        scale = read_scale(a, &at);
    out->value = rest > 0 ? (sy__digits_value(x, 1) + rest) * scale : sy__digits_value(x, scale);
    out->scale = scale;
    out->plain = at == i + 1 && before == at && x->form == SY__DIGITS_PLAIN;
    if (scale >= 1000 && rest <= 0) {                          /* "3 million and a half" */
        rest = read_rest(a, &at);
        out->value += rest * scale;
    }
    if (scale >= 100) {                                        /* "3 hundred and 21" */
        const sy__atom *tail = sy__atom_at(a, at + 1);
        if (sy__atom_is(a, at, SY__W_AND) && tail->kind == SY__ATOM_NUMBER && tail->digits <= 2 && tail->form == SY__DIGITS_PLAIN && scale <= 100) {
            out->value += (double)tail->mantissa;
            at += 2;
        }
    }
    out->end = at;
    return true;
}

/* "dozens", "hundreds of thousands", "several hundred". */
static bool read_vague(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    uint8_t kind = kind_at(a, i);
    out->vague = i;
    out->has_value = false;
    out->end = i + 1;
    if (kind == SY__N_SEVERAL) {
        uint8_t next = kind_at(a, i + 1);
        if (next == SY__N_HUNDRED || next == SY__N_SCALE || next == SY__N_DOZEN)
            out->end = i + 2;
        return true;
    }
    while (out->end < i + 7 && sy__atom_is(a, out->end, SY__W_OF) && kind_at(a, out->end + 1) == SY__N_VAGUE)
        out->end += 2;
    return true;
}

/* "half a million", "half a dozen", "half of", "half the", "half-hour". */
static bool read_half(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    out->value = 0.5;
    out->fraction = true;
    out->end = i + 1;
    uint32_t at = past_hyphen(a, i + 1), n;
    bool     article = sy__atom_is(a, at, SY__W_A);
    at += article;
    uint8_t kind = kind_at(a, at);
    const sy__figure *unit = article ? sy__unit_at(a, at, &n) : NULL;
    if (unit && !unit->unit_symbol)
        out->end = at;                                         /* "half a percentage point" */
    if (kind == SY__N_SCALE || kind == SY__N_DOZEN) {
        out->scale = read_scale(a, &at);
        out->value *= out->scale;
        out->fraction = false;
        out->end = at;
    }
    return true;
}

/* A fraction behind a whole number in words: "two thirds", "three-quarters", "one-eighth". */
static bool word_fraction(const struct sy__atoms *a, const reader *r, double value, sy__number *out)
{
    uint32_t i = past_wide_hyphen(a, r->at);
    double   d = denominator(a, i, value <= 1);
    if (kind_at(a, i) == SY__N_HALF && value <= 1)
        d = 2;
    if (d <= 0 || value <= 0)
        return false;
    out->value = value / d;
    out->fraction = true;
    out->end = i + 1;
    uint32_t at = out->end;
    if (sy__atom_is(a, at, SY__W_OF) && sy__atom_is(a, at + 1, SY__W_A))
        at += 2;
    double scale = read_scale(a, &at);
    if (scale >= 1e3) {
        out->value *= scale;
        out->scale = scale;
        out->end = at;
    }
    return true;
}

/* "twenty-first", "hundred and third". */
static bool word_ordinal(const struct sy__atoms *a, const reader *r, double value, sy__number *out)
{
    uint32_t i = past_hyphen(a, past_and(r));
    const sy__figure *f = sy__atom_at(a, i)->f;
    if (f->number_kind != SY__N_ORDINAL || !(r->last == SY__N_TEN || r->last == SY__N_HUNDRED) || f->ordinal >= 100)
        return false;
    out->ordinal = true;
    out->value = value + f->ordinal;
    out->end = i + 1;
    return true;
}

static bool read_cardinal(const struct sy__atoms *a, uint32_t i, bool article, sy__number *out)
{
    reader r = { .a = a, .at = i, .scale = 1 };
    const sy__figure *first = sy__atom_at(a, i)->f;
    if (first->number_kind == SY__N_DOZEN) {
        out->value = 12;
        out->end = i + 1;
        return true;
    }
    take(&r, first);
    r.at = i + 1;
    read_words(&r);
    double value = r.total + r.part, below = 0;
    out->scale = r.scale;
    if (!article && (word_fraction(a, &r, value, out) || word_ordinal(a, &r, value, out)))
        return true;
    if (read_point(&r, &below)) {
        uint32_t at = r.at;
        double   scale = read_scale(a, &at);
        out->value = (value + below) * scale;
        out->scale = scale;
        out->end = at;
        return true;
    }
    out->end = r.at;
    out->value = value;
    double rest = r.last <= SY__N_TEN ? read_rest(a, &out->end) : 0;
    if (rest > 0 || r.last <= SY__N_TEN) {
        double scale = read_scale(a, &out->end);
        out->value = (value + rest) * scale;
        if (scale > 1)
            out->scale = scale;
    } else if (r.last == SY__N_SCALE)
        out->value += read_rest(a, &out->end) * sy__atom_at(a, r.at - 1)->f->number;
    return true;
}

/* "a dozen", "a hundred", "a couple of", "a third of", "a half", "a few". */
static bool read_after_article(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    const sy__figure *f = sy__atom_at(a, i)->f;
    switch (f->number_kind) {
    case SY__N_HUNDRED:
    case SY__N_SCALE:
    case SY__N_DOZEN: return read_cardinal(a, i, true, out);
    case SY__N_SEVERAL: return read_vague(a, i, out);
    case SY__N_HALF: return read_half(a, i, out);
    case SY__N_PAIR:
        if (!sy__atom_is(a, i + 1, SY__W_OF))
            return false;
        out->pair = true;
        out->value = f->number;
        out->end = i + 2;
        return true;
    case SY__N_PART:
    case SY__N_ORDINAL:
        if (sy__atom_at(a, i + 1)->f->number_kind == SY__N_SCALE) {
            out->end = i + 1;                                  /* "a quarter million" */
            out->value = read_scale(a, &out->end) / f->number;
            out->scale = 2;
            return true;
        }
        if ((f->number_kind == SY__N_ORDINAL && f->ordinal < 3) || !sy__atom_is(a, i + 1, SY__W_OF))
            return false;
        out->fraction = true;
        out->value = 1 / f->number;
        out->end = i + 1;
        return true;
    default: return false;
    }
}

static bool read_word(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    const sy__figure *f = sy__atom_at(a, i)->f;
    switch (f->number_kind) {
    case SY__N_DIGIT: case SY__N_TEEN: case SY__N_TEN: case SY__N_HUNDRED: case SY__N_SCALE: case SY__N_DOZEN:
        return read_cardinal(a, i, false, out);
    case SY__N_VAGUE: case SY__N_SEVERAL: return read_vague(a, i, out);
    case SY__N_HALF: return read_half(a, i, out);
    case SY__N_PART: return sy__atom_at(a, i + 1)->f->number_kind == SY__N_SCALE && read_after_article(a, i, out);
    case SY__N_FRACTION:
        out->value = f->number;
        out->fraction = true;
        return true;
    case SY__N_PAIR:
        if (!sy__atom_is(a, i + 1, SY__W_OF))
            return false;
        out->pair = true;
        out->value = f->number;
        out->end = i + 2;
        return true;
    case SY__N_NONE:
        out->none = true;
        out->value = 0;
        return true;
    case SY__N_ORDINAL:
        out->ordinal = true;
        out->value = f->ordinal;
        return true;
    default: return false;
    }
}

bool sy__number_at(const struct sy__atoms *a, uint32_t i, sy__number *out)
{
    const sy__atom *x = sy__atom_at(a, i);
    *out = (sy__number){ .begin = i, .end = i + 1, .scale = 1, .has_value = true, .vague = SY_NONE };
    if (x->kind == SY__ATOM_NUMBER)
        return read_digits(a, i, out);
    if (x->kind != SY__ATOM_WORD && x->f->number_kind == SY__N_NOT)
        return false;
    out->words = true;
    if (x->f->word == SY__W_A)
        return read_after_article(a, i + 1, out);
    if (x->f->word == SY__W_MINUS && i + 1 < a->n) {
        const sy__atom *next = &a->at[i + 1];
        if (next->kind != SY__ATOM_NUMBER && !is_cardinal_word(next->f->number_kind))
            return false;
        if (!(next->kind == SY__ATOM_NUMBER ? read_digits(a, i + 1, out) : read_word(a, i + 1, out)) || out->ordinal)
            return false;
        out->value = -out->value;
        return true;
    }
    return x->f->number_kind != SY__N_NOT && read_word(a, i, out);
}
