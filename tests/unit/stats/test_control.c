// The moving average: METHODS.md section 3, the worked case trend_points, and how often a stable department raises an alarm.
#include "method.h"
#include "random.h"
#include "stats/control.h"

static struct control_point enps_point(double promoters, double passives, double detractors)
{
    const double n = promoters + passives + detractors, balance = (promoters - detractors) / n;
    const double variance = (promoters + detractors) / n - balance * balance;
    return (struct control_point){n, 100.0 * balance, 10000.0 * variance};
}

static void the_average_agrees_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "trend_points"), *summary = method_open(arena, "trend_summary");
    struct control_point points[12];
    assert_int_equal(cases->rows, 12);
    for (size_t i = 0; i < 12; i++)
        points[i] = enps_point(method_number(cases, i, "promoters"), method_number(cases, i, "passives"),
                               method_number(cases, i, "detractors"));
    for (size_t i = CONTROL_BASELINE; i < 12; i++) {
        const struct control control = control_average(points, i + 1);
        method_expect(cases, i, "ewma_mon", control.average);
        method_expect(cases, i, "ewma_mon_limit", control.limit);
        assert_int_equal(control.alarm, method_count(cases, i, "ewma_mon_alarm"));
        for (size_t row = 0; row < summary->rows; row++) {
            if (strcmp(method_text(summary, row, "quantity"), "baseline_centre") == 0)
                method_expect(summary, row, "value", control.centre);
            if (strcmp(method_text(summary, row, "quantity"), "baseline_var_unit") == 0)
                method_expect(summary, row, "value", control.variance);
        }
    }
}

static void first_waves_without_spread_raise_no_alarm(void **state)
{
    (void)state;
    struct control_point points[9];
    for (int i = 0; i < 9; i++)
        points[i] = i < 6 ? (struct control_point){30, 100, 0} : (struct control_point){30, 80, 3000};
    const struct control control = control_average(points, 9);
    assert_false(control.alarm);
    assert_true(isfinite(control.average) && isfinite(control.limit));
}

static uint32_t binomial(uint64_t *seed, uint32_t n, double p)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        count += random_uniform(seed) < p;
    return count;
}

// The share of stable departments of about 25 that raise an alarm at least once from the seventh to the twelfth wave.
static void a_stable_department_raises_an_alarm_in_5_per_cent_of_years(void **state)
{
    (void)state;
    enum { RUNS = 4000, WAVES = 12 };
    uint64_t seed = 12;
    int alarms = 0;
    for (int run = 0; run < RUNS; run++) {
        struct control_point points[WAVES];
        bool alarm = false;
        for (size_t i = 0; i < WAVES; i++) {
            const uint32_t n = 20 + random_below(&seed, 11), promoters = binomial(&seed, n, 0.35),
                           passives = binomial(&seed, n - promoters, 0.4 / 0.65);
            points[i] = enps_point(promoters, passives, n - promoters - passives);
            alarm = alarm || (i >= CONTROL_BASELINE && control_average(points, i + 1).alarm);
        }
        alarms += alarm;
    }
    const double share = (double)alarms / RUNS;
    print_message("stable departments with an alarm within 12 waves: %.1f %%\n", 100.0 * share);
    assert_true(share <= 0.05 + 2.33 * sqrt(0.05 * 0.95 / RUNS));
    assert_true(share >= 0.02);
}

// A slow fall of half a standard deviation in a year is seen in most departments of 25.
static void a_slow_fall_is_seen(void **state)
{
    (void)state;
    enum { RUNS = 500, WAVES = 16 };
    uint64_t seed = 2;
    int alarms = 0;
    for (int run = 0; run < RUNS; run++) {
        struct control_point points[WAVES];
        for (size_t i = 0; i < WAVES; i++)
            points[i] =
                (struct control_point){25, -0.08 * fmax(0.0, (double)i - 5) + 0.2 * random_normal(&seed), 1.0};
        alarms += control_average(points, WAVES).alarm;
    }
    print_message("slow falls seen after ten waves: %d of %d\n", alarms, RUNS);
    assert_true(alarms > RUNS * 8 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_average_agrees_with_the_worked_case),
        cmocka_unit_test(first_waves_without_spread_raise_no_alarm),
        cmocka_unit_test(a_stable_department_raises_an_alarm_in_5_per_cent_of_years),
        cmocka_unit_test(a_slow_fall_is_seen),
    };
    return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
