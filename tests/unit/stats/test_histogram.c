#include "method.h"
#include "stats/histogram.h"

static const struct figure_scale agree5 = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};

static void histograms_add_up(void **state)
{
    (void)state;
    struct histogram sum = {.counts = {1, 2}, .not_applicable = 1};
    const struct histogram part = {.counts = {0, 3, [10] = 4}, .not_applicable = 2};
    histogram_add(&sum, &part);
    assert_int_equal(sum.counts[0], 1);
    assert_int_equal(sum.counts[1], 5);
    assert_int_equal(sum.counts[10], 4);
    assert_int_equal(sum.not_applicable, 3);
    assert_int_equal(histogram_n(&sum), 10);
}

static void counts_hold_values_and_categories(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {1, 2, 3, 4, 5}, .not_applicable = 6};
    struct counts counts;
    counts_take(&agree5, &histogram, &counts);
    assert_int_equal(counts.n, 15);
    assert_int_equal(counts.base, 15);
    assert_int_equal(counts.categories[FIGURE_UNFAVOURABLE], 3);
    assert_int_equal(counts.categories[FIGURE_NEUTRAL], 3);
    assert_int_equal(counts.categories[FIGURE_FAVOURABLE], 9);
    expect_close(counts_mean(&agree5, &counts), 55.0 / 15.0, 1e-15);
    expect_close(counts_variance(&counts), (225.0 - 55.0 * 55.0 / 15.0) / 14.0, 1e-14);
}

static void the_enps_scale_has_its_three_groups(void **state)
{
    (void)state;
    for (int v = 0; v <= 10; v++)
        assert_int_equal(figure_scale_enps.category[v], v >= 9   ? FIGURE_FAVOURABLE
                                                        : v >= 7 ? FIGURE_NEUTRAL
                                                                 : FIGURE_UNFAVOURABLE);
}

static void the_pooled_variance_is_that_within_departments(void **state)
{
    (void)state;
    struct pooled_variance pooled = {0};
    expect_close(pooled_variance_value(&pooled), 0.0, 0.0);
    const struct histogram none = {0}, alone = {.counts = {0, 1}}, low = {.counts = {4, 4}},
                           high = {.counts = {0, 0, 0, 0, 7}};
    const struct histogram *departments[] = {&none, &alone, &low, &high};
    for (size_t i = 0; i < LENGTH(departments); i++)
        pooled_variance_add(&pooled, &agree5, departments[i]);
    // Only `low` varies: squares 2 over 7 + 6 degrees of freedom; the distance between departments does not count.
    expect_close(pooled_variance_value(&pooled), 2.0 / 13.0, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(histograms_add_up),
        cmocka_unit_test(counts_hold_values_and_categories),
        cmocka_unit_test(the_enps_scale_has_its_three_groups),
        cmocka_unit_test(the_pooled_variance_is_that_within_departments),
    };
    return cmocka_run_group_tests_name("stats/histogram", tests, NULL, NULL);
}
