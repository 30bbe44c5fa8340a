#include "action/effect.h"
#include "unit.h"

#include <math.h>

static const double tolerance = 1e-9;

static void assert_near(double actual, double expected, double most)
{
    if (!(fabs(actual - expected) <= most))
        fail_msg("%.12g is not %.12g", actual, expected);
}

static struct effect_figure mean(double n, double value, double variance)
{
    return (struct effect_figure){.n = n, .mean = value, .variance = variance, .min = 1, .max = 5};
}

static struct effect_figure enps(double n, double promoters, double detractors)
{
    return (struct effect_figure){.n = n,
                                  .enps = true,
                                  .enps_value = 100 * (promoters - detractors),
                                  .promoters = promoters,
                                  .detractors = detractors,
                                  .variance = NAN,
                                  .min = 0,
                                  .max = 10};
}

// Worked by hand: rest 75 people at (100·3.4 − 25·3.0)/75 = 3.5333…, then (100·3.5 − 25·3.8)/75 = 3.4.
static void a_mean_is_compared_with_the_rest(void **state)
{
    (void)state;
    const struct effect_wave before = {mean(25, 3.0, 0.8), mean(100, 3.4, 1.0)};
    const struct effect_wave after = {mean(25, 3.8, 0.8), mean(100, 3.5, 1.0)};
    struct effect effect;
    effect_compute(&before, &after, &effect);
    assert_int_equal(effect.method, EFFECT_AGAINST_REST);
    assert_near(effect.department_change, 0.8, tolerance);
    assert_near(effect.rest_change, 3.4 - 265.0 / 75, tolerance);
    assert_near(effect.comparison.difference, 0.8 - (3.4 - 265.0 / 75), tolerance);
    const double department = (24 * 0.8 + 4 * 1.0) / 28 / 25, rest = 1.0 / 75;
    const double half = 1.959963984540054 * sqrt(2 * department + 2 * rest);
    assert_near(effect.comparison.interval.low, effect.comparison.difference - half, 1e-6);
    assert_int_equal(effect.outcome, ACTION_VERIFIED);
}

static void a_rise_that_everybody_shares_is_no_effect(void **state)
{
    (void)state;
    const struct effect_wave before = {mean(25, 3.0, 0.8), mean(100, 3.0, 0.8)};
    const struct effect_wave after = {mean(25, 4.0, 0.8), mean(100, 4.0, 0.8)};
    struct effect effect;
    effect_compute(&before, &after, &effect);
    assert_near(effect.comparison.difference, 0, tolerance);
    assert_int_equal(effect.outcome, ACTION_NO_EFFECT);
}

static void a_fall_against_the_rest_is_worse(void **state)
{
    (void)state;
    const struct effect_wave before = {enps(40, .5, .1), enps(400, .3, .3)};
    const struct effect_wave after = {enps(40, .1, .5), enps(400, .3, .3)};
    struct effect effect;
    effect_compute(&before, &after, &effect);
    assert_near(effect.department_change, -80, tolerance);
    assert_true(effect.comparison.interval.high < 0);
    assert_int_equal(effect.outcome, ACTION_WORSE);
}

// n' = 41.5, p = (20 + .375)/41.5, d = (4 + .375)/41.5 and the like for the rest of 360.
static void enps_errors_have_pseudo_counts(void **state)
{
    (void)state;
    const struct effect_wave wave = {enps(40, .5, .1), enps(400, .3, .3)};
    struct effect effect;
    effect_compute(&wave, &wave, &effect);
    double sum = 0;
    const double counts[2][3] = {{40, 20, 4}, {360, 100, 116}};
    for (int i = 0; i < 2; i++) {
        const double n = counts[i][0] + 1.5, p = (counts[i][1] + .375) / n, d = (counts[i][2] + .375) / n;
        sum += 2 * 1e4 * (p + d - (p - d) * (p - d)) / n;
    }
    assert_near(effect.comparison.interval.high, 1.959963984540054 * sqrt(sum), 1e-6);
}

static void an_unpublished_spread_is_taken_from_the_organisation(void **state)
{
    (void)state;
    const struct effect_wave known = {mean(12, 3.0, 1.2), mean(100, 3.4, 1.2)};
    const struct effect_wave unknown = {mean(12, 3.0, NAN), mean(100, 3.4, 1.2)};
    struct effect first, second;
    effect_compute(&known, &known, &first);
    effect_compute(&unknown, &unknown, &second);
    assert_near(first.comparison.interval.high, second.comparison.interval.high, tolerance);
}

static void without_any_spread_the_widest_possible_counts(void **state)
{
    (void)state;
    const struct effect_wave wave = {mean(6, 3.0, NAN), mean(12, 3.0, NAN)};
    struct effect effect;
    effect_compute(&wave, &wave, &effect);
    assert_near(effect.comparison.interval.high, 1.959963984540054 * sqrt(4 * 4.0 / 6), 1e-6);
}

static void the_whole_organisation_is_compared_with_itself(void **state)
{
    (void)state;
    const struct effect_wave before = {mean(100, 3.0, 0.8), mean(100, 3.0, 0.8)};
    const struct effect_wave after = {mean(100, 4.0, 0.8), mean(100, 4.0, 0.8)};
    struct effect effect;
    effect_compute(&before, &after, &effect);
    assert_int_equal(effect.method, EFFECT_BEFORE_AFTER);
    assert_near(effect.comparison.difference, 1, tolerance);
    assert_string_equal(effect_method_name(effect.method), "before_after");
    assert_int_equal(effect.outcome, ACTION_VERIFIED);
}

// Twenty-five passives of whom ten are shown with one on each side, and twenty-five fives of whom ten are shown with a
// four: what is left has fewer than no promoters, and a mean above the scale.
static void a_top_coded_part_leaves_a_possible_rest(void **state)
{
    (void)state;
    const struct effect_wave passive = {enps(10, .1, .1), enps(25, 0, 0)},
                             top = {mean(10, 4.9, NAN), mean(25, 5.0, NAN)};
    struct effect effect;
    effect_compute(&passive, &passive, &effect);
    assert_true(isfinite(effect.comparison.interval.low) && isfinite(effect.comparison.interval.high));
    effect_compute(&top, &top, &effect);
    assert_true(isfinite(effect.comparison.interval.low) && isfinite(effect.comparison.interval.high));
    assert_near(effect.rest_change, 0, tolerance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_is_compared_with_the_rest),
        cmocka_unit_test(a_rise_that_everybody_shares_is_no_effect),
        cmocka_unit_test(a_fall_against_the_rest_is_worse),
        cmocka_unit_test(enps_errors_have_pseudo_counts),
        cmocka_unit_test(an_unpublished_spread_is_taken_from_the_organisation),
        cmocka_unit_test(without_any_spread_the_widest_possible_counts),
        cmocka_unit_test(the_whole_organisation_is_compared_with_itself),
        cmocka_unit_test(a_top_coded_part_leaves_a_possible_rest),
    };
    return cmocka_run_group_tests_name("action/effect", tests, NULL, NULL);
}
