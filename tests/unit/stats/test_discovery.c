#include "method.h"
#include "stats/discovery.h"

static void q_agrees_with_the_worked_cases(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "bh");
    double *p = ARENA_ARRAY(arena, cases->rows, double), *q = ARENA_ARRAY(arena, cases->rows, double);
    for (size_t i = 0; i < cases->rows; i++)
        p[i] = method_number(cases, i, "p");
    discovery_control(p, cases->rows, q);
    for (size_t i = 0; i < cases->rows; i++)
        method_expect(cases, i, "q_bh", q[i]);
    discovery_control_dependent(p, cases->rows, q);
    for (size_t i = 0; i < cases->rows; i++)
        method_expect(cases, i, "q_by", q[i]);
    // in place
    discovery_control(p, cases->rows, p);
    for (size_t i = 0; i < cases->rows; i++)
        method_expect(cases, i, "q_bh", p[i]);
}

static void one_comparison_keeps_its_p_and_none_is_fine(void **state)
{
    (void)state;
    double p = 0.04, q = -1.0;
    discovery_control(&p, 1, &q);
    expect_close(q, 0.04, 0.0);
    discovery_control(NULL, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(q_agrees_with_the_worked_cases),
        cmocka_unit_test(one_comparison_keeps_its_p_and_none_is_fine),
    };
    return cmocka_run_group_tests_name("stats/discovery", tests, NULL, NULL);
}
