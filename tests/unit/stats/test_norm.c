// A figure against a norm from elsewhere: from what is published of it, and with the intervals of METHODS.md section 2.
#include "random.h"
#include "stats/distribution.h"
#include "stats/interval.h"
#include "stats/norm.h"
#include "unit.h"

#include <math.h>

static const struct figure_scale agree = {
    .min = 1,
    .points = 5,
    .category = {FIGURE_UNFAVOURABLE, FIGURE_UNFAVOURABLE, FIGURE_NEUTRAL, FIGURE_FAVOURABLE, FIGURE_FAVOURABLE},
};

static void expect_near(double seen, double wanted, double tolerance)
{
    if (!(fabs(seen - wanted) <= tolerance))
        fail_msg("%.17g instead of %.17g", seen, wanted);
}

static struct figure published(const struct figure_scale *scale, const uint32_t *counts, double prior)
{
    struct histogram histogram = {0};
    struct counts taken;
    struct figure figure;
    struct error err = {0};
    for (int i = 0; i < scale->points; i++)
        histogram.counts[i] = counts[i];
    counts_take(scale, &histogram, &taken);
    const struct variance_prior known = {prior, VARIANCE_PRIOR_WEIGHT};
    if (!figure_compute(scale, &taken, 0, &known, &figure, &err))
        fail_msg("%s", err.message);
    figure.status = FIGURE_PUBLISHED;
    return figure;
}

static const uint32_t answers[5] = {3, 6, 11, 22, 9};
static const uint32_t scores[11] = {1, 0, 2, 1, 0, 3, 4, 9, 12, 8, 11};

static struct change compare(const struct figure_scale *scale, const uint32_t *counts, enum norm_figure kind, double value,
                             uint32_t people)
{
    const struct figure figure = published(scale, counts, 1.1);
    const struct norm norm = {kind, value, people};
    struct change change;
    norm_compare(&norm, scale, &figure, 1.1, &change);
    return change;
}

// A norm that stands at an end of the figure's own interval (population unknown) is just at the edge: p is .05, and the interval of the
// difference ends at 0.
static void a_norm_at_the_end_of_the_interval_is_at_the_edge(void **state)
{
    (void)state;
    const struct figure mood = published(&agree, answers, 1.1), enps = published(&figure_scale_enps, scores, 1.1);
    const double ends[][2] = {{mood.mean_interval.low, mood.mean_interval.high},
                              {mood.favourable_interval.low, mood.favourable_interval.high},
                              {enps.enps_interval.low, enps.enps_interval.high}};
    static const enum norm_figure kinds[] = {NORM_MEAN, NORM_FAVOURABLE, NORM_ENPS};
    for (size_t i = 0; i < LENGTH(kinds); i++)
        for (int end = 0; end < 2; end++) {
            const struct figure_scale *scale = kinds[i] == NORM_ENPS ? &figure_scale_enps : &agree;
            const struct change change = compare(scale, i == 2 ? scores : answers, kinds[i], ends[i][end], 0);
            expect_near(change.p, 0.05, 1e-9);
            expect_near(end == 0 ? change.interval.low : change.interval.high, 0, 1e-9);
        }
}

// prop.test(31, 51, p = .45, correct = FALSE): p = 0.02346, 95 % interval .4708516 to .7297266.
static void a_favourable_share_is_tested_by_its_score(void **state)
{
    (void)state;
    const struct change change = compare(&agree, answers, NORM_FAVOURABLE, 0.45, 0);
    expect_near(change.difference, 31.0 / 51 - 0.45, 1e-12);
    expect_near(change.p, 0.02346, 5e-6);
    expect_near(change.interval.low, 0.4708516 - 0.45, 5e-8);
    expect_near(change.interval.high, 0.7297266 - 0.45, 5e-8);
}

static void a_norm_of_few_people_makes_the_difference_less_certain(void **state)
{
    (void)state;
    static const enum norm_figure kinds[] = {NORM_MEAN, NORM_FAVOURABLE, NORM_ENPS};
    static const double values[] = {3.1, 0.4, -20};
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        const struct figure_scale *scale = kinds[i] == NORM_ENPS ? &figure_scale_enps : &agree;
        const uint32_t *counts = kinds[i] == NORM_ENPS ? scores : answers;
        const struct change exact = compare(scale, counts, kinds[i], values[i], 0), few = compare(scale, counts, kinds[i], values[i], 40),
                            many = compare(scale, counts, kinds[i], values[i], 4000000);
        expect_near(few.difference, exact.difference, 0);
        assert_true(few.p > exact.p);
        assert_true(few.interval.high - few.interval.low > exact.interval.high - exact.interval.low);
        expect_near(many.p, exact.p, 1e-4);
    }
}

// What is not published of fewer than twenty must not be needed: only mean, shares and s₀².
static void where_no_histogram_is_published_the_common_variance_stands_in(void **state)
{
    (void)state;
    struct figure figure = published(&agree, (const uint32_t[5]){0, 2, 4, 5, 1}, 1.1);
    const struct norm norm = {NORM_MEAN, 3.0, 0};
    struct change one, other;
    assert_false(figure.has_histogram);
    norm_compare(&norm, &agree, &figure, 1.1, &one);
    figure.histogram[0] = 12; // is not looked at
    norm_compare(&norm, &agree, &figure, 1.1, &other);
    assert_memory_equal(&one, &other, sizeof one);
    expect_near(one.p, student_two_sided((figure.mean - 3) / sqrt(1.1 / 12), 15), 1e-12);
}

static void agreement_of_all_is_no_certainty(void **state)
{
    (void)state;
    struct figure figure = published(&agree, (const uint32_t[5]){0, 0, 30, 0, 0}, 0.9);
    const struct norm norm = {NORM_MEAN, 3.05, 0};
    struct change change;
    norm_compare(&norm, &agree, &figure, 0.9, &change);
    assert_true(change.p > 0.05 && change.interval.low < 0 && change.interval.high > 0);
    norm_compare(&norm, &agree, &figure, 0, &change); // and where nothing is known of how answers differ, nothing is claimed
    expect_near(change.p, 1, 0);
    assert_true(isfinite(change.interval.low) && isfinite(change.interval.high));
}

// Departments that stand exactly at the norm: p falls under .05 in no more than one of twenty, give or take what chance and whole numbers do.
static void a_department_at_the_norm_is_rarely_told_apart_from_it(void **state)
{
    (void)state;
    enum { ROUNDS = 4000 };
    static const double chances[5] = {0.1, 0.15, 0.25, 0.35, 0.15}; // mean 3.3, favourable .5, variance 1.41
    static const uint32_t sizes[] = {12, 30, 120};
    uint64_t seed = 7;
    for (size_t size = 0; size < LENGTH(sizes); size++) {
        int alarms[2] = {0};
        for (int round = 0; round < ROUNDS; round++) {
            uint32_t counts[5] = {0};
            for (uint32_t person = 0; person < sizes[size]; person++) {
                double at = random_uniform(&seed);
                int value = 0;
                while (value < 4 && (at -= chances[value]) >= 0)
                    value++;
                counts[value]++;
            }
            const struct figure figure = published(&agree, counts, 1.41);
            const struct norm mean = {NORM_MEAN, 3.3, 0}, favourable = {NORM_FAVOURABLE, 0.5, 0};
            struct change change;
            norm_compare(&mean, &agree, &figure, 1.41, &change);
            alarms[0] += change.p <= 0.05;
            norm_compare(&favourable, &agree, &figure, 1.41, &change);
            alarms[1] += change.p <= 0.05;
        }
        print_message("n = %u: mean %.1f %%, favourable %.1f %%\n", sizes[size], 100.0 * alarms[0] / ROUNDS, 100.0 * alarms[1] / ROUNDS);
        for (int i = 0; i < 2; i++)
            assert_in_range(alarms[i], ROUNDS * 2 / 100, ROUNDS * 7 / 100);
    }
}

static void a_hidden_figure_is_compared_with_nothing(void **state)
{
    (void)state;
    struct figure figure = {.status = FIGURE_PROTECTS_OTHERS, .n = 20, .mean = 3};
    const struct norm norm = {NORM_MEAN, 4, 0};
    struct change change;
    norm_compare(&norm, &agree, &figure, 1, &change);
    assert_int_equal(change.status, CHANGE_NONE);
}

static void the_median_stands_in_the_middle(void **state)
{
    (void)state;
    expect_near(norm_median((double[]){3, 1, 2}, 3), 2, 0);
    expect_near(norm_median((double[]){4, 1, 3, 2}, 4), 2.5, 0);
    expect_near(norm_median((double[]){-7}, 1), -7, 0);
}

static void figures_have_names(void **state)
{
    (void)state;
    for (enum norm_figure figure = 0; figure < NORM_FIGURE__COUNT; figure++)
        assert_int_equal(norm_figure_named(norm_figure_name(figure)), figure);
    assert_int_equal(norm_figure_named("median"), NORM_FIGURE__COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_norm_at_the_end_of_the_interval_is_at_the_edge),
        cmocka_unit_test(a_favourable_share_is_tested_by_its_score),
        cmocka_unit_test(a_norm_of_few_people_makes_the_difference_less_certain),
        cmocka_unit_test(where_no_histogram_is_published_the_common_variance_stands_in),
        cmocka_unit_test(agreement_of_all_is_no_certainty),
        cmocka_unit_test(a_department_at_the_norm_is_rarely_told_apart_from_it),
        cmocka_unit_test(a_hidden_figure_is_compared_with_nothing),
        cmocka_unit_test(the_median_stands_in_the_middle),
        cmocka_unit_test(figures_have_names),
    };
    return cmocka_run_group_tests_name("stats/norm", tests, NULL, NULL);
}
