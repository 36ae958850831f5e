/* Clauses become groups by how likely their pairs are, on invented scores. */
#include "context.h"

#include "reconcile/align.h"

enum { MOST = 4 };

typedef struct fixture {
    sy__story  story;
    sy__unit   units[MOST];
    sy__scored scored[2 * MOST * MOST];
    uint32_t   begin[MOST + 1];
} fixture;

/* `n` clauses, one a document; likely[u][v] of u < v, 0: never compared. */
static void group(fixture *x, uint32_t n, double likely[MOST][MOST])
{
    sy__story *s = &x->story;
    *x = (fixture){ 0 };
    s->ctx = ctx;
    s->join = 0.17;
    sy__arena_init(&s->scratch, ctx);
    for (uint32_t u = 0; u < n; u++) {
        x->units[u] = (sy__unit){ .document = u, .span = { 0, 10 }, .parent = SY_NONE, .group = SY_NONE };
        x->begin[u] = s->scores.n;
        for (uint32_t v = 0; v < n; v++) {
            double p = u < v ? likely[u][v] : likely[v][u];
            if (u != v && p > 0) x->scored[s->scores.n++] = (sy__scored){ u, v, p > 0.5 ? 1 : -1, p };
        }
    }
    x->begin[n] = s->scores.n;
    s->units.at = x->units;
    s->units.n = n;
    s->scores.at = x->scored;
    s->scores.begin = x->begin;
    assert_true(sy__group_units(s));
}

/* The third has no word in common with the second, but says surely what the first does. */
static void one_pair_without_a_common_word(void **state)
{
    (void)state;
    fixture x;
    group(&x, 3, (double[MOST][MOST]){ [0] = { [1] = 0.99, [2] = 0.8 } });
    assert_int_equal(x.story.n_groups, 1);
    sy__arena_done(&x.story.scratch);
}

/* Who asks for more joins fewer. */
static void as_likely_as_is_asked(void **state)
{
    (void)state;
    fixture x;
    group(&x, 2, (double[MOST][MOST]){ [0] = { [1] = 0.3 } });
    assert_int_equal(x.story.n_groups, 1);
    x.story.join = 0.44;
    x.story.n_groups = 0;
    assert_true(sy__group_units(&x.story));
    assert_int_equal(x.story.n_groups, 2);
    sy__arena_done(&x.story.scratch);
}

/* Pairs are no chain: each new clause has to fit those that are there. */
static void no_chain(void **state)
{
    (void)state;
    fixture x;
    group(&x, 4, (double[MOST][MOST]){ [0] = { [1] = 0.99 }, [1] = { [2] = 0.3 }, [2] = { [3] = 0.99 } });
    assert_int_equal(x.story.n_groups, 2);
    assert_int_equal(x.units[0].group, x.units[1].group);
    assert_int_equal(x.units[2].group, x.units[3].group);
    sy__arena_done(&x.story.scratch);
}

/* What hardly fits a statement is kin to it: differences are looked for there, too. */
static void kin_is_wider(void **state)
{
    (void)state;
    fixture x;
    group(&x, 3, (double[MOST][MOST]){ [0] = { [1] = 0.99, [2] = 0.1 }, [1] = { [2] = 0.1 } });
    assert_int_equal(x.story.n_groups, 2);
    assert_int_equal(x.story.n_kin, 1);
    assert_int_equal(x.story.kin[0].n_units, 3);
    sy__arena_done(&x.story.scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_pair_without_a_common_word),
        cmocka_unit_test(as_likely_as_is_asked),
        cmocka_unit_test(no_chain),
        cmocka_unit_test(kin_is_wider),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
