// Methods of lines, groups and sheets at their ends: nothing varies, everything is the same, sizes far apart. Every number is
// finite and inside its range.
#include "base/macro.h"
#include "stats/beta.h"
#include "stats/control.h"
#include "stats/discovery.h"
#include "stats/distribution.h"
#include "stats/driver.h"
#include "stats/interval.h"
#include "stats/nonresponse.h"
#include "stats/norm.h"
#include "stats/raking.h"
#include "stats/reliability.h"
#include "stats/share_trend.h"
#include "stats/shrinkage.h"
#include "stats/trend.h"
#include "unit.h"

#include <math.h>

static const double sizes[] = {1e-9, 0.02, 1, 30, 1e9};

static void expect_within(double value, double low, double high)
{
    if (!(value >= low - 1e-9 && value <= high + 1e-9)) // a NaN is not
        fail_msg("%g is not within %g..%g", value, low, high);
}

static void expect_finite(struct interval interval)
{
    assert_true(isfinite(interval.low) && isfinite(interval.high) && interval.low <= interval.high);
}

static void distributions_have_no_edge(void **state)
{
    (void)state;
    const double places[] = {-1e300, -40, -1e-300, 0, 1e-12, 3, 1e8, INFINITY}, chances[] = {1e-300, 1e-9, 0.5, 0.975, 1 - 1e-15};
    for (size_t i = 0; i < LENGTH(places); i++) {
        expect_within(normal_cdf(places[i]), 0, 1);
        for (double freedom = 0.5; freedom < 1e10; freedom *= 3) {
            expect_within(student_cdf(places[i], freedom), 0, 1);
            expect_within(student_two_sided(places[i], freedom), 0, 1);
        }
    }
    for (size_t i = 0; i < LENGTH(chances); i++) {
        assert_true(isfinite(normal_quantile(chances[i])));
        for (double freedom = 1; freedom < 1e10; freedom *= 3)
            assert_true(isfinite(student_quantile(chances[i], freedom)));
        for (double a = 1e-4; a < 1e7; a *= 7)
            for (double b = 1e-4; b < 1e7; b *= 7)
                expect_within(beta_quantile(chances[i], a, b), 0, 1);
    }
}

// Values: all alike, two by turns, one apart; variances: alike or from tiny to huge.
static double value_of(size_t shape, size_t i)
{
    return shape == 0 ? 3 : shape == 1 ? (double)(i % 2) : i == 2 ? 1e6 : -2;
}

static void lines_are_finite(void **state)
{
    (void)state;
    for (size_t count = 3; count <= TREND_MOST; count++)
        for (size_t shape = 0; shape < 3; shape++)
            for (size_t size = 0; size <= LENGTH(sizes); size++) {
                struct trend_point points[TREND_MOST];
                for (size_t i = 0; i < count; i++)
                    points[i] = (struct trend_point){20000 + (double)i, value_of(shape, i), sizes[size < LENGTH(sizes) ? size : i % LENGTH(sizes)]};
                const struct trend_line line = trend_line(points, count);
                assert_true(isfinite(line.slope) && isfinite(line.error) && isfinite(line.misfit) && isfinite(line.intercept));
                expect_finite(line.interval);
                expect_within(line.p, 0, 1);
                const struct trend_ranks ranks = trend_ranks(points, count);
                assert_true(isfinite(ranks.slope));
                expect_finite(ranks.interval);
                expect_within(ranks.p, 0, 1);
            }
}

static void watching_is_finite(void **state)
{
    (void)state;
    for (size_t count = CONTROL_BASELINE + 1; count <= TREND_MOST; count++)
        for (size_t shape = 0; shape < 3; shape++)
            for (int spread = 0; spread < 2; spread++) {
                struct control_point points[TREND_MOST];
                for (size_t i = 0; i < count; i++)
                    points[i] = (struct control_point){i % 3 ? 1 : 1e6, value_of(shape, i), spread};
                const struct control control = control_average(points, count);
                assert_true(isfinite(control.average) && isfinite(control.limit) && isfinite(control.centre));
                assert_true(control.limit > 0 && control.variance >= 0);
            }
}

static void expect_shrunk(const struct shrunk *shrunk, double low, double high)
{
    expect_within(shrunk->value, low, high);
    assert_true(isfinite(shrunk->error) && shrunk->error >= 0);
    expect_finite(shrunk->interval);
    expect_within(shrunk->better, 0, 1);
}

static void shrunk_means_are_finite(void **state)
{
    (void)state;
    for (size_t count = 2; count <= 12; count++)
        for (size_t shape = 0; shape < 3; shape++)
            for (size_t size = 0; size <= LENGTH(sizes); size++) {
                struct shrink_group groups[12];
                for (size_t i = 0; i < count; i++)
                    groups[i] = (struct shrink_group){value_of(shape, i), sizes[size < LENGTH(sizes) ? size : i % LENGTH(sizes)]};
                const struct shrink_normal company = shrink_normal(groups, count);
                assert_true(company.between >= 0);
                for (size_t i = 0; i < count; i++) {
                    const struct shrunk shrunk = shrink_value(&company, &groups[i]);
                    expect_shrunk(&shrunk, -2, 1e6);
                }
            }
}

// Three groups, every way to be favourable in up to four answers each, beside a very large one.
static void shrunk_shares_are_finite(void **state)
{
    (void)state;
    for (int code = 0; code < 5 * 5 * 5 * 3; code++)
        for (int base = 1; base <= 4; base++) {
            const double chosen[] = {code % 5, code / 5 % 5, code / 25 % 5, code / 125 * 5e5};
            struct shrink_counts groups[4];
            for (size_t i = 0; i < 4; i++)
                groups[i] = (struct shrink_counts){fmin(chosen[i], i < 3 ? base : 1e6), i < 3 ? base : 1e6};
            for (size_t count = base > 1 ? 2 : 4; count <= 4; count++) {
                const struct shrink_beta company = shrink_beta(groups, count);
                assert_true(isfinite(company.correlation));
                for (size_t i = 0; i < count; i++) {
                    const struct shrunk shrunk = shrink_share(&company, &groups[i]);
                    expect_shrunk(&shrunk, 0, 1);
                    expect_within(shrunk.interval.low, 0, 1);
                    expect_within(shrunk.interval.high, 0, 1);
                }
            }
        }
}

// Correlations that no sheets could have (pairwise incomplete ones may contradict each other), too.
static void driver_weights_are_finite(void **state)
{
    (void)state;
    static const double levels[] = {-1, -0.5, 0, 1e-9, 0.999999, 1};
    enum { LEVELS = LENGTH(levels) };
    for (size_t code = 0; code < LEVELS * LEVELS * LEVELS * LEVELS * LEVELS * LEVELS; code += 7) {
        AUTO(arena) struct arena *arena = arena_new();
        double correlations[16], weights[3], sum = 0;
        size_t rest = code;
        for (size_t i = 0; i < 4; i++) {
            correlations[i * 4 + i] = 1;
            for (size_t k = 0; k < i; k++, rest /= LEVELS)
                correlations[i * 4 + k] = correlations[k * 4 + i] = levels[rest % LEVELS];
        }
        const double total = driver_weights(arena, 3, correlations, weights);
        for (size_t i = 0; i < 3; i++) {
            assert_true(isfinite(weights[i]) && weights[i] >= 0);
            sum += weights[i];
        }
        assert_true(fabs(sum - total) <= 1e-9 * (1 + total));
    }
}

// 30 people, three items of two points: every number of people for all patterns of two of them.
static void reliability_is_finite_or_not_said(void **state)
{
    (void)state;
    for (int first = 0; first < 8; first++)
        for (int second = 0; second < 8; second++)
            for (int people = 0; people <= 30; people++) {
                int64_t numbers[10] = {30};
                for (int i = 0; i < 30; i++) {
                    const int pattern = i < people ? first : second;
                    int64_t *next = numbers + 4;
                    for (int x = 0; x < 3; x++) {
                        numbers[1 + x] += pattern >> x & 1;
                        for (int y = x; y < 3; y++)
                            *next++ += (pattern >> x & 1) * (pattern >> y & 1);
                    }
                }
                const struct reliability_sums sums = {3, numbers, NULL};
                const struct reliability reliability = reliability_compute(&sums);
                if (!reliability.known)
                    continue;
                expect_finite(reliability.interval);
                expect_within(reliability.alpha, -INFINITY, 1);
                expect_within(reliability.correlation, -1, 1);
            }
}

// All tables of two by two with up to three people in a cell, against margins with and without empty categories.
static void raked_weights_are_finite(void **state)
{
    (void)state;
    const double targets[][4] = {{5, 5, 4, 6}, {10, 0, 5, 5}, {0, 0, 0, 0}, {1e9, 1, 3, 7}};
    for (uint32_t code = 0; code < 256; code++)
        for (size_t t = 0; t < LENGTH(targets); t++) {
            const uint32_t people[] = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6}, category[] = {0, 0, 0, 1, 1, 0, 1, 1};
            const struct raking_margin margins[] = {{2, targets[t]}, {2, targets[t] + 2}};
            const struct raking raking = {2, margins, 4, people, category};
            double weights[4];
            struct raking_result result;
            raking_compute(&raking, weights, &result);
            for (size_t i = 0; i < 4; i++)
                assert_true(isfinite(weights[i]) && weights[i] >= 0);
            for (size_t row = 0; row < 2 && result.converged; row++) { // what it says of itself is true
                const double sum = people[2 * row] * weights[2 * row] + people[2 * row + 1] * weights[2 * row + 1];
                if (people[2 * row] + people[2 * row + 1] > 0 && result.empty == 0)
                    assert_true(fabs(sum - targets[t][row]) <= 1e-6 * (1 + targets[t][row]));
            }
            expect_within(result.effective, 0, result.people);
            assert_true(isfinite(result.design_effect) && isfinite(result.least) && isfinite(result.most));
        }
}

static void share_trends_are_finite(void **state)
{
    (void)state;
    for (int code = 0; code < 6561; code++) {
        struct share_group groups[SHARE_TREND_LEAST];
        int rest = code;
        for (size_t i = 0; i < SHARE_TREND_LEAST; i++, rest /= 3)
            groups[i] = (struct share_group){rest % 3, 2, code % 4 ? (double)(i / 3) : 100.0 * (i == 0)};
        struct share_trend trend;
        if (share_trend_test(groups, SHARE_TREND_LEAST, &trend)) {
            expect_within(trend.p, 0, 1);
            expect_within(trend.lower, 0, 1);
            expect_within(trend.higher, 0, 1);
        }
    }
}

// A share of 0 to n, weighted or not, against norms at and between their ends, exact or of some people.
static void norms_compare_finitely(void **state)
{
    (void)state;
    struct figure_scale scale = {.min = 1, .points = 5, .category = {[4] = FIGURE_FAVOURABLE}};
    const double ends[NORM_FIGURE__COUNT][3] = {{-100, 0, 100}, {1, 3, 5}, {0, 0.4, 1}};
    for (int code = 0; code < 4 * 25; code++)
        for (enum norm_figure kind = 0; kind < NORM_FIGURE__COUNT; kind++)
            for (int at = 0; at < 3; at++)
                for (uint32_t people = 0; people <= 1000; people = people * 9 + 1) {
                    const uint32_t high = (uint32_t)code / 4, low = code % 4 > 1 ? 24 - high : 0;
                    struct counts counts;
                    struct figure figure;
                    struct error err;
                    struct change change;
                    const struct histogram histogram = {.counts = {low, [4] = high}, .effective = code % 2 && high + low > 2 ? 2 : 0};
                    scale.enps = kind == NORM_ENPS;
                    counts_take(&scale, &histogram, &counts);
                    assert_true(figure_compute(&scale, &counts, 0, &(struct variance_prior){0, 4}, &figure, &err));
                    const struct norm norm = {kind, ends[kind][at], people};
                    norm_compare(&norm, &scale, &figure, code % 3 ? 1 : 0, &change);
                    assert_int_equal(change.status, high + low > 0 ? CHANGE_COMPARED : CHANGE_NONE);
                    expect_within(change.p, 0, 1);
                    expect_finite(change.interval);
                    assert_true(isfinite(change.difference));
                    const struct interval worst = nonresponse_enps(ends[NORM_ENPS][at], code % 2, high, high + low + 1);
                    expect_finite(worst);
                    expect_within(worst.low, -100, worst.high);
                    expect_within(worst.high, worst.low, 100);
                }
}

static void discoveries_stay_probabilities(void **state)
{
    (void)state;
    double p[] = {0, 1, 1e-320, 0.5, 0, 1}, q[6];
    discovery_control_dependent(p, 6, q);
    for (size_t i = 0; i < 6; i++)
        expect_within(q[i], 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distributions_have_no_edge),      cmocka_unit_test(lines_are_finite),
        cmocka_unit_test(watching_is_finite),              cmocka_unit_test(shrunk_means_are_finite),
        cmocka_unit_test(shrunk_shares_are_finite),        cmocka_unit_test(driver_weights_are_finite),
        cmocka_unit_test(reliability_is_finite_or_not_said), cmocka_unit_test(raked_weights_are_finite),
        cmocka_unit_test(norms_compare_finitely),
        cmocka_unit_test(share_trends_are_finite),         cmocka_unit_test(discoveries_stay_probabilities),
    };
    return cmocka_run_group_tests_name("extremes", tests, NULL, NULL);
}
