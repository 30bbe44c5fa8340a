// Slopes: METHODS.md section 3 and the worked cases trend_points and trend_summary; how often nothing looks like a slope.
#include "method.h"
#include "random.h"
#include "stats/trend.h"

static struct trend_point *points_of(const struct method *cases)
{
    struct trend_point *points = ARENA_ARRAY(cases->arena, cases->rows, struct trend_point);
    for (size_t i = 0; i < cases->rows; i++)
        points[i] = (struct trend_point){method_number(cases, i, "wave"), method_number(cases, i, "enps"),
                                         method_number(cases, i, "var_adj")};
    return points;
}

static void expect_summary(const struct method *summary, const char *quantity, double actual)
{
    for (size_t i = 0; i < summary->rows; i++)
        if (strcmp(method_text(summary, i, "quantity"), quantity) == 0) {
            method_expect(summary, i, "value", actual);
            return;
        }
    fail_msg("no quantity %s", quantity);
}

static void a_line_agrees_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "trend_points"), *summary = method_open(arena, "trend_summary");
    const struct trend_line line = trend_line(points_of(cases), cases->rows);
    expect_summary(summary, "wls_slope", line.slope);
    expect_summary(summary, "wls_intercept", line.intercept);
    expect_summary(summary, "wls_Q", line.misfit);
    expect_summary(summary, "wls_phi", line.spread);
    expect_summary(summary, "wls_se", line.error);
    expect_summary(summary, "wls_t", line.t);
    expect_summary(summary, "wls_p", line.p);
    expect_summary(summary, "wls_lo", line.interval.low);
    expect_summary(summary, "wls_hi", line.interval.high);
}

static void ranks_agree_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "trend_points"), *summary = method_open(arena, "trend_summary");
    const struct trend_ranks ranks = trend_ranks(points_of(cases), cases->rows);
    expect_summary(summary, "theil_sen", ranks.slope);
    expect_summary(summary, "sen_lo", ranks.interval.low);
    expect_summary(summary, "sen_hi", ranks.interval.high);
    expect_summary(summary, "mk_S", ranks.s);
    expect_summary(summary, "mk_var", ranks.variance);
    expect_summary(summary, "mk_z_cc", ranks.z);
    expect_summary(summary, "mk_p_normal", ranks.p);
}

// The worked case in days since 1970, a month apart: the same line.
static void days_are_counted_from_anywhere(void **state)
{
    (void)state;
    struct trend_point near[10], far[10];
    uint64_t seed = 7;
    for (int i = 0; i < 10; i++) {
        near[i] = (struct trend_point){i, random_normal(&seed), 1.0 + random_uniform(&seed)};
        far[i] = (struct trend_point){20000.0 + 30.0 * i, near[i].value, near[i].variance};
    }
    const struct trend_line a = trend_line(near, 10), b = trend_line(far, 10);
    expect_close(30.0 * b.slope, a.slope, 1e-12);
    expect_close(b.p, a.p, 1e-12);
    expect_close(30.0 * trend_ranks(far, 10).slope, trend_ranks(near, 10).slope, 1e-12);
}

static void equal_values_are_no_trend(void **state)
{
    (void)state;
    struct trend_point points[8];
    for (int i = 0; i < 8; i++)
        points[i] = (struct trend_point){i, 3.0, 0.1};
    const struct trend_line line = trend_line(points, 8);
    expect_close(line.p, 1.0, 0.0);
    expect_close(line.slope, 0.0, 0.0);
    const struct trend_ranks ranks = trend_ranks(points, 8);
    expect_close(ranks.p, 1.0, 0.0);
    expect_close(ranks.variance, 0.0, 0.0);
}

// Ties: R's Kendall::MannKendall(c(1,2,2,3,3,3,4,4)): S = 23, Var(S) = 59, from the formula by hand.
static void ties_take_from_the_variance(void **state)
{
    (void)state;
    static const double values[] = {1, 2, 2, 3, 3, 3, 4, 4};
    struct trend_point points[8];
    for (int i = 0; i < 8; i++)
        points[i] = (struct trend_point){i, values[i], 1.0};
    const struct trend_ranks ranks = trend_ranks(points, 8);
    expect_close(ranks.s, 23.0, 0.0);
    expect_close(ranks.variance, (8.0 * 7 * 21 - 18 - 66 - 18) / 18.0, 1e-12);
}

enum { RUNS = 4000 };

// Waves of `n` answers of which each is what it was by chance, plus what moves a whole wave. The share of slopes with p ≤ .05,
// and of intervals that hold the true slope.
static void simulate(size_t waves, double n, double shock, double slope, uint64_t seed, double *alarms, double *covered)
{
    int fired = 0, held = 0;
    for (int run = 0; run < RUNS; run++) {
        struct trend_point points[24];
        for (size_t i = 0; i < waves; i++) {
            const double truth = slope * (double)i + shock * random_normal(&seed);
            points[i] = (struct trend_point){(double)i, truth + random_normal(&seed) / sqrt(n), 1.0 / n};
        }
        const struct trend_line line = trend_line(points, waves);
        fired += line.p <= 0.05;
        held += line.interval.low <= slope && slope <= line.interval.high;
    }
    *alarms = (double)fired / RUNS;
    *covered = (double)held / RUNS;
}

static void a_stable_line_has_a_slope_no_more_often_than_promised(void **state)
{
    (void)state;
    static const size_t waves[] = {4, 6, 8, 12, 24};
    for (size_t i = 0; i < 5; i++)
        for (int shocked = 0; shocked < 2; shocked++) {
            double alarms, covered;
            simulate(waves[i], 30.0, shocked ? 0.3 : 0.0, 0.0, 11 + i, &alarms, &covered);
            print_message("%2zu waves%s: slope claimed in %.1f %%, interval holds in %.1f %%\n", waves[i],
                          shocked ? ", waves shaken" : "", 100.0 * alarms, 100.0 * covered);
            assert_true(alarms <= 0.05 + 2.33 * sqrt(0.05 * 0.95 / RUNS));
        }
}

static void an_interval_holds_a_true_slope(void **state)
{
    (void)state;
    double alarms, covered;
    simulate(12, 25.0, 0.0, 0.05, 5, &alarms, &covered);
    print_message("12 waves of 25 that drift by 0.05 SD a wave: claimed in %.0f %%, interval holds in %.1f %%\n", 100.0 * alarms,
                  100.0 * covered);
    assert_true(covered >= 0.93);
    assert_true(alarms >= 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_agrees_with_the_worked_case),
        cmocka_unit_test(ranks_agree_with_the_worked_case),
        cmocka_unit_test(days_are_counted_from_anywhere),
        cmocka_unit_test(equal_values_are_no_trend),
        cmocka_unit_test(ties_take_from_the_variance),
        cmocka_unit_test(a_stable_line_has_a_slope_no_more_often_than_promised),
        cmocka_unit_test(an_interval_holds_a_true_slope),
    };
    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
