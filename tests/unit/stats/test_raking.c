#include "stats/raking.h"
#include "method.h"

enum { CELLS = 6 };
static const double departments[] = {60, 70, 50}, tenures[] = {80, 100};
static const struct raking_margin margins[] = {{3, departments}, {2, tenures}};

static uint32_t people_of(const struct method *method, size_t row)
{
    return method_count(method, row, "promoters") + method_count(method, row, "passives") +
           method_count(method, row, "detractors");
}

// The file's last line holds its totals behind a '#'.
static double total(const struct method *method, const char *name)
{
    for (size_t i = 0; i + 1 < METHOD_COLUMNS && method->cells[CELLS][i + 1]; i++)
        if (strcmp(method->cells[CELLS][i], name) == 0)
            return strtod(method->cells[CELLS][i + 1], NULL);
    fail_msg("no total %s", name);
    return 0;
}

static void agrees_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *method = method_open(arena, "raking");
    uint32_t people[CELLS], category[CELLS * 2];
    for (size_t row = 0; row < CELLS; row++) {
        people[row] = people_of(method, row);
        category[2 * row] = (uint32_t)(*method_text(method, row, "dept") - 'A');
        category[2 * row + 1] = strcmp(method_text(method, row, "tenure"), "old") == 0;
    }
    const struct raking raking = {2, margins, CELLS, people, category};
    double weights[CELLS], balance = 0, sum = 0;
    struct raking_result result;
    raking_compute(&raking, weights, &result);
    assert_true(result.converged);
    for (size_t row = 0; row < CELLS; row++) {
        method_expect(method, row, "raked_weight", weights[row]);
        balance += weights[row] * (method_number(method, row, "promoters") - method_number(method, row, "detractors"));
        sum += weights[row] * people[row];
    }
    expect_close(100 * balance / sum, total(method, "enps_raked"), 1e-7);
    expect_close(result.effective, total(method, "n_eff_kish"), 1e-7);
    expect_close(result.design_effect, total(method, "deff"), 1e-7);
    assert_int_equal(raking_warnings(&result), 0);
}

static void a_category_without_answers_is_said_and_left_out(void **state)
{
    (void)state;
    const uint32_t people[] = {10, 20}, category[] = {0, 0, 0, 1};
    const double one[] = {60, 40};
    const struct raking_margin known[] = {{2, one}, {2, tenures}};
    const struct raking raking = {2, known, 2, people, category};
    double weights[2];
    struct raking_result result;
    raking_compute(&raking, weights, &result);
    assert_true(result.converged);
    assert_int_equal(result.empty, 1);
    expect_close(result.empty_people, 40, 0);
    // Everybody is in the first department; tenure decides, scaled to the 100 people of the first margin.
    expect_close(weights[0], 80.0 / 180 * 100 / 10, 1e-9);
    expect_close(weights[1], 100.0 / 180 * 100 / 20, 1e-9);
    assert_int_equal(raking_warnings(&result), RAKING_EMPTY_CATEGORY);
}

static void extreme_weights_are_said(void **state)
{
    (void)state;
    const uint32_t people[] = {98, 2}, category[] = {0, 1};
    const double half[] = {100, 100};
    const struct raking_margin known[] = {{2, half}};
    const struct raking raking = {1, known, 2, people, category};
    double weights[2];
    struct raking_result result;
    raking_compute(&raking, weights, &result);
    expect_close(result.most, 25, 1e-9);
    assert_int_equal(raking_warnings(&result), RAKING_EXTREME_WEIGHTS | RAKING_LARGE_DESIGN_EFFECT);
}

// Two margins that no weights can meet: one person is the only one of both a small and a large category.
static void margins_that_contradict_each_other_are_said(void **state)
{
    (void)state;
    const uint32_t people[] = {1, 1}, category[] = {0, 0, 1, 1};
    const double first[] = {10, 90}, second[] = {90, 10};
    const struct raking_margin known[] = {{2, first}, {2, second}};
    const struct raking raking = {2, known, 2, people, category};
    double weights[2];
    struct raking_result result;
    raking_compute(&raking, weights, &result);
    assert_false(result.converged);
    assert_true(raking_warnings(&result) & RAKING_NOT_CONVERGED);
}

static void nobody_gets_no_weight(void **state)
{
    (void)state;
    const struct raking raking = {2, margins, 0, NULL, NULL};
    struct raking_result result;
    raking_compute(&raking, NULL, &result);
    assert_int_equal(result.people, 0);
    assert_true(isfinite(result.effective) && isfinite(result.design_effect));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_worked_case),
        cmocka_unit_test(a_category_without_answers_is_said_and_left_out),
        cmocka_unit_test(extreme_weights_are_said),
        cmocka_unit_test(margins_that_contradict_each_other_are_said),
        cmocka_unit_test(nobody_gets_no_weight),
    };
    return cmocka_run_group_tests_name("raking", tests, NULL, NULL);
}
