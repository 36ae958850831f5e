/* Trees of a table: where measures lead, and what the leaves add up to. */
#include "check.h"

#include "context.h"
#include "reconcile/trees.h"

static const char *const measures[] = { "length", "weight" };

/* Two trees: the first asks length, then, of what is longer, weight; the second is a leaf. */
#define CELL(text) { text, sizeof(text) - 1 }
static const sy_str cells[] = {
    CELL("000.000"), CELL("length"), CELL("2500000"), CELL("1"), CELL("2"),
    CELL("000.001"), CELL("="), CELL("-1000000"), CELL(""), CELL(""),
    CELL("000.002"), CELL("weight"), CELL("-500000"), CELL("3"), CELL("4"),
    CELL("000.003"), CELL("="), CELL("250000"), CELL(""), CELL(""),
    CELL("000.004"), CELL("="), CELL("3000000"), CELL(""), CELL(""),
    CELL("001.000"), CELL("="), CELL("125000"), CELL(""), CELL(""),
};
static const sy__table table = { 6, 5, cells };

static void leaves_add_up(void **state)
{
    sy_arena a;
    sy__trees t;
    (void)state;
    sy__arena_init(&a, ctx);
    assert_true(sy__read_trees(&a, &table, measures, 2, &t));
    assert_int_equal(t.n, 2);
    assert_true(sy__trees_value(&t, (double[]){ 2.5, 9 }) == -0.875);    /* the bound itself leads to the first */
    assert_true(sy__trees_value(&t, (double[]){ 2.6, -0.5 }) == 0.375);
    assert_true(sy__trees_value(&t, (double[]){ 3, 0 }) == 3.125);
    sy__arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(leaves_add_up, set_up, tear_down) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
