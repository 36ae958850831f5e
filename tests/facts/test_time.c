/* Time expressions: 238 sentences with their TIMEX3 values, the calendar, anchors, hostile texts, memory that runs out. */
#include "check.h"

#include "cases.h"
#include "facts/time.h"

static void put_times(const sy_facts *f, sy_str text, char *out, size_t size)
{
    size_t n, at = 0;
    const sy_time *t = sy_facts_times(f, &n);
    out[0] = 0;
    for (size_t i = 0; i < n && at < size; i++) {
        sy_str words = sy__cut(text, t[i].span);
        assert_non_null(words.ptr);
        assert_non_null(t[i].value.ptr);
        at += (size_t)snprintf(out + at, size - at, "%s%.*s=%s:", i ? " | " : "", (int)words.len, words.ptr, sy_time_type_name(t[i].type));
        if (at < size)
            at += (size_t)snprintf(out + at, size - at, "%.*s", (int)t[i].value.len, t[i].value.ptr);
    }
    if (n == 0)
        snprintf(out, size, "-");
}

static void sentences(void **state)
{
    (void)state;
    cases    c;
    recorded r;
    sy_str   cell[CELLS];
    int      seen = 0;
    assert_true(cases_open(&c, "time_cases"));
    while (cases_next(&c, &r, cell)) {
        char got[1024], want[1024];
        sy_facts *f;
        sy_facts_input in = { .annotation = r.annotation, .published = sy__is(cell[0], "-") ? (sy_str){ 0 } : cell[0] };
        assert_true(sy__eq(cell[1], r.text));                  /* else: record the annotations again */
        assert_int_equal(sy_find_facts(&f, c.finder, &in, NULL), SY_OK);
        put_times(f, r.text, got, sizeof got);
        snprintf(want, sizeof want, "%.*s", (int)cell[2].len, cell[2].ptr);
        if (strcmp(got, want) != 0)
            fail_msg("line %s: %.*s\n  want %s\n  got  %s", r.id, (int)r.text.len, r.text.ptr, want, got);
        sy_facts_free(f);
        sy_annotation_free(r.annotation);
        seen++;
    }
    assert_true(seen >= 200);
    cases_close(&c);
}

static void anchors_are_said(void **state)
{
    (void)state;
    cases    c;
    recorded r;
    sy_str   cell[CELLS];
    int      published = 0, dateline = 0, text = 0, none = 0;
    assert_true(cases_open(&c, "time_cases"));
    while (cases_next(&c, &r, cell)) {
        sy_facts   *f;
        const char *how;
        sy_facts_input in = { .annotation = r.annotation, .published = sy__is(cell[0], "-") ? (sy_str){ 0 } : cell[0] };
        assert_int_equal(sy_find_facts(&f, c.finder, &in, NULL), SY_OK);
        sy_str day = sy_facts_anchor(f, &how);
        published += strcmp(how, "published") == 0 && sy__eq(day, cell[0]);
        text += strcmp(how, "text") == 0 && sy__is(day, "2024-01-05");
        dateline += strcmp(how, "dateline") == 0 && sy__is(day, "2031-06-05");
        none += day.len == 0 && how[0] == 0;
        sy_facts_free(f);
        sy_annotation_free(r.annotation);
    }
    assert_true(published > 200);
    assert_int_equal(dateline, 1);
    assert_int_equal(text, 2);
    assert_int_equal(none, 10);
    cases_close(&c);
}

static void calendar(void **state)
{
    (void)state;
    sy__when w, v;
    char     value[SY__VALUE_BYTES];
    assert_int_equal(sy__days_of(1970, 1, 1), 0);
    assert_int_equal(sy__days_of(2000, 3, 1), 11017);
    assert_int_equal(sy__weekday_of(sy__days_of(2024, 3, 15)), 5);
    assert_int_equal(sy__month_days(1900, 2), 28);
    assert_int_equal(sy__month_days(2000, 2), 29);
    assert_true(sy__when_read(SY_STR("2021-01-03T10:00:00Z"), &w));
    sy__week_of(&w, &v);
    sy__when_value(&v, value);
    assert_string_equal(value, "2020-W53");
    assert_true(sy__when_add(&w, "M", -1, &v));
    sy__when_value(&v, value);
    assert_string_equal(value, "2020-12");
    assert_true(sy__when_add(&w, "Q", -1, &v));
    sy__when_value(&v, value);
    assert_string_equal(value, "2020-Q4");
    assert_true(sy__when_add(&w, "DE", -2, &v));
    sy__when_value(&v, value);
    assert_string_equal(value, "200");
    assert_false(sy__when_add(&w, "Y", INT64_MAX, &v));
    assert_false(sy__when_read(SY_STR("soon"), &w));
    assert_true(sy__when_read(SY_STR("2021-13"), &w) == false);
    for (int64_t d = -800000; d < 800000; d += 977) {
        sy__date_of_days(d, &w);
        assert_int_equal(sy__days_of(w.year, w.month, w.day), d);
    }
}

/* One sentence of n words, every one a child of the first. */
static sy_annotation *flat(sy_ctx *ctx, const char *word, size_t n, char *text)
{
    size_t    len = strlen(word);
    sy_token *tokens = calloc(n, sizeof *tokens);
    for (size_t i = 0; i < n; i++) {
        memcpy(text + i * (len + 1), word, len);
        text[i * (len + 1) + len] = ' ';
        uint32_t begin = (uint32_t)(i * (len + 1));
        tokens[i] = (sy_token){ .span = { begin, begin + (uint32_t)len }, .lemma = { word, len }, .head = 0, .tag = SY_TAG_NNS, .pos = SY_POS_NOUN,
                                .dep = i ? SY_DEP_NUMMOD : SY_DEP_ROOT, .space_after = true };
    }
    sy_token_range all = { 0, (uint32_t)n };
    sy_annotation *a = NULL;
    assert_int_equal(sy_annotation_import(&a, ctx, (sy_str){ text, n * (len + 1) }, tokens, n, &all, 1, NULL), SY_OK);
    free(tokens);
    return a;
}

static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    static const char *const words[] = { "million", "Friday", "1,1,1,1,1,1,1,1", "half", "the", "early", "of", "12", "a", "twenty-", "May", "1990", "9/9/9/9", "last", "year", "$", "-1" };
    sy_ctx         *ctx;
    sy_fact_finder *finder;
    char           *text = malloc(1 << 20);
    assert_int_equal(sy_ctx_new(&ctx, NULL), SY_OK);
    assert_int_equal(sy_fact_finder_new(&finder, ctx, NULL), SY_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        sy_annotation *a = flat(ctx, words[i], 40000, text);
        sy_facts_input in = { .annotation = a, .published = SY_STR("2024-03-15") };
        sy_facts *f;
        uint64_t  before = sy__cpu_ms();
        assert_int_equal(sy_find_facts(&f, finder, &in, NULL), SY_OK);
        uint64_t took = sy__cpu_ms() - before;
        if (took > 20000)
            fail_msg("40,000 times \"%s\" took %llu ms", words[i], (unsigned long long)took);
        sy_facts_free(f);
        sy_annotation_free(a);
    }
    free(text);
    sy_fact_finder_free(finder);
    sy_ctx_free(ctx);
}

static sy_status whole_run(sy_ctx *ctx, void *user)
{
    const char     *table = user;
    size_t          at = 0;
    recorded        r;
    sy_fact_finder *finder = NULL;
    sy_facts       *f = NULL;
    sy_status       status = SY_E_NOMEM;
    if (!next_recorded(ctx, sy__str(table), &at, &r))
        return SY_E_NOMEM;
    sy_facts_input in = { .annotation = r.annotation, .published = SY_STR("2024-03-15") };
    if ((status = sy_fact_finder_new(&finder, ctx, NULL)) == SY_OK)
        status = sy_find_facts(&f, finder, &in, NULL);
    sy_facts_free(f);
    sy_fact_finder_free(finder);
    sy_annotation_free(r.annotation);
    return status;
}

/* The first sentence of the table, with each allocation failing in its turn. */
static void memory_runs_out(void **state)
{
    (void)state;
    char *table = whole_file(SY_SOURCE_DIR "/tests/facts/time_cases.annotations");
    assert_non_null(table);
    alloc_fail_each(whole_run, table);
    free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sentences), cmocka_unit_test(anchors_are_said), cmocka_unit_test(calendar), cmocka_unit_test(memory_runs_out), cmocka_unit_test(hostile_texts_take_linear_time) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
