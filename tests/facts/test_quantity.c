/* Quantities: sentences with what is found in them, and numbers by themselves. */
#include "check.h"

#include "cases.h"
#include "facts/quantity_words.h"

static size_t put_number(char *out, size_t size, double v)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.3f", v);
    size_t n = strlen(digits);
    while (digits[n - 1] == '0')
        n--;
    n -= digits[n - 1] == '.';
    return (size_t)snprintf(out, size, "%.*s", (int)n, digits);
}

static size_t put_quantity(const sy_quantity *q, sy_str text, char *out, size_t size)
{
    sy_str words = sy__cut(text, q->span), of = sy__cut(text, q->of), scope = sy__cut(text, q->scope);
    size_t at = (size_t)snprintf(out, size, "%.*s=", (int)words.len, words.ptr);
    if (q->ordinal_like)
        return at + (size_t)snprintf(out + at, size - at, "#%s%.*s", of.len ? " of=" : "", (int)of.len, of.ptr);
    at += q->has_value ? put_number(out + at, size - at, q->value) : (size_t)snprintf(out + at, size - at, "?");
    if (q->is_range) {
        at += (size_t)snprintf(out + at, size - at, "..");
        at += put_number(out + at, size - at, q->value_max);
    }
    if (q->unit.len)
        at += (size_t)snprintf(out + at, size - at, " %.*s", (int)q->unit.len, q->unit.ptr);
    if (q->modifier.len)
        at += (size_t)snprintf(out + at, size - at, " {%.*s}", (int)q->modifier.len, q->modifier.ptr);
    if (of.len)
        at += (size_t)snprintf(out + at, size - at, " of=%.*s", (int)of.len, of.ptr);
    if (scope.len)
        at += (size_t)snprintf(out + at, size - at, " in=%.*s", (int)scope.len, scope.ptr);
    return at + (size_t)snprintf(out + at, size - at, "%s", q->delta ? " +" : "");
}

static void sentences(void **state)
{
    (void)state;
    cases    c;
    recorded r;
    sy_str   cell[CELLS];
    int      seen = 0;
    assert_true(cases_open(&c, "quantity_cases"));
    while (cases_next(&c, &r, cell)) {
        char got[1024] = "", want[1024];
        sy_facts *f;
        sy_facts_input in = { .annotation = r.annotation };
        assert_true(sy__eq(cell[0], r.text));                  /* else: record the annotations again */
        assert_int_equal(sy_find_facts(&f, c.finder, &in, NULL), SY_OK);
        size_t n, at = 0;
        const sy_quantity *q = sy_facts_quantities(f, &n);
        for (size_t i = 0; i < n && at < sizeof got - 200; i++) {
            at += (size_t)snprintf(got + at, sizeof got - at, "%s", i ? " | " : "");
            at += put_quantity(&q[i], r.text, got + at, sizeof got - at);
        }
        snprintf(want, sizeof want, "%.*s", (int)cell[1].len, cell[1].ptr);
        if (strcmp(n ? got : "-", want) != 0)
            fail_msg("line %s: %.*s\n  want %s\n  got  %s", r.id, (int)r.text.len, r.text.ptr, want, n ? got : "-");
        sy_facts_free(f);
        sy_annotation_free(r.annotation);
        seen++;
    }
    assert_true(seen >= 85);
    cases_close(&c);
}

/* Reads one number off a text without a tree. */
static double number_in(sy_fact_finder *finder, sy_ctx *ctx, const char *text, size_t *atoms)
{
    sy_token        token = { .span = { 0, (uint32_t)strlen(text) } };
    char            lower[128];
    sy_arena        scratch;
    sy__number      number;
    sy__arena_init(&scratch, ctx);
    for (size_t i = 0; i <= strlen(text); i++)
        lower[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    sy__facts_work w = { .ctx = ctx, .finder = finder, .scratch = &scratch, .text = sy__str(text), .lower = lower, .tokens = &token, .n = 1 };
    assert_true(sy__cut_atoms(&w));
    bool found = sy__number_at(w.atoms, 0, &number);
    *atoms = found && number.end == w.atoms->n ? 1 : 0;
    double value = found && number.has_value ? number.value : -1;
    sy__arena_done(&scratch);
    return value;
}

static void numbers(void **state)
{
    (void)state;
    static const struct { const char *text; double value; } all[] = {
        { "2,500", 2500 }, { "12,34,567.89", 1234567.89 }, { "1.2 billion", 1.2e9 }, { "284.46", 284.46 }, { "16.4 million", 16400000 }, { "0.1", 0.1 },
        { "three hundred and thirty-one", 331 }, { "two hundred thousand", 200000 }, { "one million two hundred thousand and five", 1200005 }, { "a dozen", 12 },
        { "two dozen", 24 }, { "half a million", 500000 }, { "two and a half", 2.5 }, { "two-thirds", 2.0 / 3 }, { "1/4", 0.25 }, { "2 1/2", 2.5 }, { "five point five", 5.5 },
        { "minus five", -5 }, { "twenty-first", 21 }, { "3rd", 3 }, { "10k", 10000 }, { "5 hundred", 500 }, { "a couple of", 2 }, { "3 million and a half", 3500000 },
        { "\xC2\xBD", 0.5 }, { "40\xC2\xA0" "000", 40000 }, { "1,3", 1.3 }, { "five lakh", 500000 }, { "2 crore", 20000000 }, { "a quarter million", 250000 },
    };
    sy_ctx         *ctx;
    sy_fact_finder *finder;
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_fact_finder_new(&finder, ctx, NULL), SY_OK);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t whole;
        double v = number_in(finder, ctx, all[i].text, &whole), gap = v - all[i].value;
        if (!whole || gap > 1e-9 || gap < -1e-9)
            fail_msg("\"%s\": %.9g, %s", all[i].text, v, whole ? "to its end" : "not to its end");
    }
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sentences), cmocka_unit_test(numbers) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
