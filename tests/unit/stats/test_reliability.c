#include "stats/reliability.h"
#include "method.h"

enum { ITEMS = 6 };

// The sums of complete cases, as an index counter leaves them.
static int64_t *complete_sums(struct arena *arena, const struct method *data)
{
    int64_t *sums = ARENA_ARRAY(arena, 1 + ITEMS + ITEMS * (ITEMS + 1) / 2, int64_t);
    for (size_t row = 0; row < data->rows; row++) {
        int64_t values[ITEMS];
        bool complete = true;
        for (size_t i = 0; i < ITEMS; i++) {
            const double value = method_number(data, row, arena_format(arena, "q%zu", i + 1));
            complete = complete && !isnan(value);
            values[i] = isnan(value) ? 0 : (int64_t)value;
        }
        if (!complete)
            continue;
        int64_t *at = sums;
        *at++ += 1;
        for (size_t i = 0; i < ITEMS; i++)
            *at++ += values[i];
        for (size_t i = 0; i < ITEMS; i++)
            for (size_t j = i; j < ITEMS; j++)
                *at++ += values[i] * values[j];
    }
    return sums;
}

static double expected(const struct method *method, const char *quantity)
{
    for (size_t row = 0; row < method->rows; row++)
        if (strcmp(method_text(method, row, "quantity"), quantity) == 0)
            return method_number(method, row, "value");
    fail_msg("no quantity %s", quantity);
    return 0;
}

static void agrees_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *data = method_open(arena, "drivers_data");
    const struct method *method = method_open(arena, "reliability_expected");
    const struct reliability_sums sums = {.items = ITEMS, .numbers = complete_sums(arena, data)};
    const struct reliability reliability = reliability_compute(&sums);
    assert_true(reliability.known);
    assert_int_equal(reliability.n, expected(method, "n_complete"));
    expect_close(reliability.alpha, expected(method, "alpha_raw"), 1e-9);
    expect_close(reliability.standardised, expected(method, "alpha_std"), 1e-9);
    expect_close(reliability.correlation, expected(method, "mean_interitem_r"), 1e-9);
    expect_close(reliability.interval.low, expected(method, "alpha_feldt_lo"), 1e-9);
    expect_close(reliability.interval.high, expected(method, "alpha_feldt_hi"), 1e-9);
    for (size_t i = 0; i < ITEMS; i++)
        expect_close(reliability_without(&sums, i), expected(method, arena_format(arena, "alpha_drop_q%zu", i + 1)), 1e-9);
}

// Twice the steps in one item make it weigh twice; the same in all change nothing.
static void items_of_another_length_are_brought_to_one_measure(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *data = method_open(arena, "drivers_data");
    const double steps[ITEMS] = {0.25, 0.25, 0.25, 0.25, 0.25, 0.25};
    struct reliability_sums sums = {.items = ITEMS, .numbers = complete_sums(arena, data)};
    const double raw = reliability_compute(&sums).alpha;
    sums.steps = steps;
    expect_close(reliability_compute(&sums).alpha, raw, 1e-12);
}

static void nothing_is_said_of_few_people_or_items(void **state)
{
    (void)state;
    const int64_t few[] = {29, 58, 58, 58, 130, 125, 125, 130, 125, 130};
    assert_false(reliability_compute(&(struct reliability_sums){3, few, NULL}).known);
    const int64_t two[] = {40, 80, 80, 180, 170, 180};
    assert_false(reliability_compute(&(struct reliability_sums){2, two, NULL}).known);
    const int64_t alike[] = {40, 80, 80, 80, 160, 160, 160, 160, 160, 160};
    assert_false(reliability_compute(&(struct reliability_sums){3, alike, NULL}).known);
}

static void a_very_large_index_has_a_narrow_interval(void **state)
{
    (void)state;
    const struct interval interval = reliability_interval(0.9, 5000000, 20);
    assert_true(interval.low < 0.9 && interval.low > 0.8998 && interval.high > 0.9 && interval.high < 0.9002);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_worked_case),
        cmocka_unit_test(items_of_another_length_are_brought_to_one_measure),
        cmocka_unit_test(nothing_is_said_of_few_people_or_items),
        cmocka_unit_test(a_very_large_index_has_a_narrow_interval),
    };
    return cmocka_run_group_tests_name("reliability", tests, NULL, NULL);
}
