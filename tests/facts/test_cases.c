/* Attributions, entities and statements: sentences with what is found in them. */
#include "check.h"

#include "cases.h"
#include "put_facts.h"

typedef void (*put_fn)(sy_buf *b, sy_str text, const sy_facts *f);

/* A line break in a text is written \n in a table. */
static bool same_text(sy_str cell, sy_str text)
{
    size_t i = 0;
    for (size_t k = 0; k < text.len; k++) {
        bool line_break = i + 1 < cell.len && cell.ptr[i] == '\\' && cell.ptr[i + 1] == 'n';
        if (i >= cell.len || text.ptr[k] != (line_break ? '\n' : cell.ptr[i]))
            return false;
        i += line_break ? 2 : 1;
    }
    return i == cell.len;
}

static void run(const char *name, put_fn put, int least)
{
    cases    c;
    recorded r;
    sy_str   cell[CELLS];
    int      seen = 0, wrong = 0;
    assert_true(cases_open(&c, name));
    while (cases_next(&c, &r, cell)) {
        sy_facts *f;
        sy_buf    got;
        sy_facts_input in = { .annotation = r.annotation };
        assert_true(same_text(cell[0], r.text));               /* else: record the annotations again */
        assert_int_equal(sy_find_facts(&f, c.finder, &in, NULL), SY_OK);
        sy__buf_init(&got, c.ctx);
        put(&got, r.text, f);
        if (got.len == 0)
            sy__buf_z(&got, "-");
        if (!same_text(cell[1], sy__buf_view(&got))) {
            print_error("line %s: %.*s\n  want %.*s\n  got  %.*s\n", r.id, (int)r.text.len, r.text.ptr, (int)cell[1].len, cell[1].ptr, (int)got.len, got.ptr);
            wrong++;
        }
        sy__buf_done(&got);
        sy_facts_free(f);
        sy_annotation_free(r.annotation);
        seen++;
    }
    assert_int_equal(wrong, 0);
    assert_true(seen >= least);
    cases_close(&c);
}

static void attributions(void **state) { (void)state; run("attribution_cases", put_attributions, 80); }
static void entities(void **state) { (void)state; run("entity_cases", put_entities, 20); }
static void statements(void **state) { (void)state; run("statement_cases", put_statements, 95); }

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(attributions), cmocka_unit_test(entities), cmocka_unit_test(statements) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
