// Change between waves: METHODS.md section 3 and the worked cases enps_change and satisfaction_change.
#include "method.h"
#include "random.h"
#include "stats/change.h"
#include "stats/distribution.h"
#include "stats/enps_change.h"
#include "stats/mean_change.h"

static const struct figure_scale agree5 = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};

static struct counts enps_counts(uint32_t promoters, uint32_t passives, uint32_t detractors)
{
    const struct histogram histogram = {.counts = {[0] = detractors, [7] = passives, [9] = promoters}};
    struct counts counts;
    counts_take(&figure_scale_enps, &histogram, &counts);
    return counts;
}

static struct counts scale_counts(const uint32_t values[5])
{
    struct histogram histogram = {0};
    memcpy(histogram.counts, values, 5 * sizeof *values);
    struct counts counts;
    counts_take(&agree5, &histogram, &counts);
    return counts;
}

static void enps_change_agrees_with_the_worked_cases(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "enps_change");
    for (size_t i = 0; i < cases->rows; i++) {
        const struct counts earlier = enps_counts(method_count(cases, i, "P1"), method_count(cases, i, "S1"),
                                                  method_count(cases, i, "D1"));
        const struct counts now = enps_counts(method_count(cases, i, "P2"), method_count(cases, i, "S2"),
                                              method_count(cases, i, "D2"));
        struct change change;
        change_compute(&figure_scale_enps, &earlier, &now, &change);
        assert_int_equal(change.status, CHANGE_COMPARED);
        method_expect(cases, i, "diff", change.difference);
        method_expect(cases, i, "aw15_lo", change.interval.low);
        method_expect(cases, i, "aw15_hi", change.interval.high);
        method_expect(cases, i, "p_pooled", enps_change_pooled(&earlier, &now));
        method_expect(cases, i, "p_perm_exact", enps_change_exact(&earlier, &now));
        const bool small = earlier.n < 20 || now.n < 20;
        method_expect(cases, i, small ? "p_perm_exact" : "p_pooled", change.p);
    }
}

static void mean_change_agrees_with_the_worked_cases(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "satisfaction_change");
    for (size_t i = 0; i < cases->rows; i++) {
        uint32_t a[5], b[5];
        for (int v = 0; v < 5; v++) {
            a[v] = method_count(cases, i, arena_format(arena, "a%d", v + 1));
            b[v] = method_count(cases, i, arena_format(arena, "b%d", v + 1));
        }
        const struct counts earlier = scale_counts(a), now = scale_counts(b);
        struct change change;
        change_compute(&agree5, &earlier, &now, &change);
        method_expect(cases, i, "diff", change.difference);
        const struct rank_test ranks = rank_test(&earlier, &now);
        method_expect(cases, i, "U_b", ranks.u);
        method_expect(cases, i, "cliff_delta", ranks.delta);
        const struct share_test share = share_test(&earlier, &now);
        method_expect(cases, i, "fav_diff", share.difference);
        method_expect(cases, i, "newcombe_lo", share.interval.low);
        method_expect(cases, i, "newcombe_hi", share.interval.high);
        // Where the reference has no number, ours says "no change" and is finite.
        if (isnan(method_number(cases, i, "fav_p"))) {
            expect_close(share.p, 1.0, 0.0);
        } else {
            method_expect(cases, i, "fav_z_pooled", share.z);
            method_expect(cases, i, "fav_p", share.p);
        }
        if (isnan(method_number(cases, i, "welch_p"))) {
            expect_close(change.p, 1.0, 0.0);
            expect_close(ranks.p, 1.0, 0.0);
            continue;
        }
        const struct welch_test welch = welch_test(&agree5, &earlier, &now);
        method_expect(cases, i, "welch_t", welch.t);
        method_expect(cases, i, "welch_df", welch.freedom);
        method_expect(cases, i, "welch_p", change.p);
        method_expect(cases, i, "diff_lo", change.interval.low);
        method_expect(cases, i, "diff_hi", change.interval.high);
        method_expect(cases, i, "mw_z", ranks.z);
        method_expect(cases, i, "mw_p", ranks.p);
        method_expect(cases, i, "mw_p_cc", ranks.p_corrected);
        method_expect(cases, i, "cohen_d", cohen_d(&earlier, &now));
        method_expect(cases, i, "hedges_g", hedges_g(&earlier, &now));
    }
}

// Counts every deal of the merged answers one by one: 2^n subsets of the right size.
static double exact_by_listing(const int8_t *answers, uint32_t n1, uint32_t n)
{
    double total = 0.0, observed = 0.0;
    for (uint32_t i = 0; i < n; i++)
        total += answers[i];
    for (uint32_t i = 0; i < n1; i++)
        observed += answers[i];
    observed = fabs((total - observed) / (n - n1) - observed / n1);
    uint32_t all = 0, extreme = 0;
    for (uint32_t set = 0; set < 1u << n; set++) {
        if ((uint32_t)__builtin_popcount(set) != n1)
            continue;
        double first = 0.0;
        for (uint32_t i = 0; i < n; i++)
            first += set >> i & 1u ? answers[i] : 0;
        all++;
        extreme += fabs((total - first) / (n - n1) - first / n1) >= observed - 1e-9;
    }
    return (double)extreme / all;
}

static void the_exact_test_counts_every_permutation(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 60; round++) {
        const uint32_t n = 2 + random_below(&seed, 11), n1 = 1 + random_below(&seed, n - 1);
        int8_t answers[13];
        struct counts waves[2] = {{.n = n1, .base = n1}, {.n = n - n1, .base = n - n1}};
        for (uint32_t i = 0; i < n; i++) {
            answers[i] = (int8_t)((int)random_below(&seed, 3) - 1);
            waves[i >= n1].categories[answers[i] + 1]++;
        }
        expect_close(enps_change_exact(&waves[0], &waves[1]), exact_by_listing(answers, n1, n), 1e-12);
    }
}

// Nine drawn from a million are nearly nine independent draws.
static void the_exact_test_holds_for_a_small_and_a_huge_wave(void **state)
{
    (void)state;
    double expected = 0.0;
    for (int p = 0; p <= 9; p++)
        for (int d = 0; d <= 9 - p; d++) {
            const double ways = tgamma(10.0) / (tgamma(p + 1.0) * tgamma(d + 1.0) * tgamma(10.0 - p - d));
            if (fabs(p - d - 0.9) >= 4.1 - 1e-9)
                expected += ways * pow(0.4, p) * pow(0.3, 9.0 - p);
        }
    const struct counts small = enps_counts(6, 2, 1), huge = enps_counts(400000, 300000, 300000);
    expect_close(enps_change_exact(&small, &huge), expected, 1e-4);
    expect_close(enps_change_exact(&huge, &small), enps_change_exact(&small, &huge), 0.0);
}

static void small_waves_take_the_exact_test(void **state)
{
    (void)state;
    const struct counts nineteen = enps_counts(10, 5, 4), twenty = enps_counts(10, 5, 5),
                        large = enps_counts(9, 20, 30);
    struct change change;
    change_compute(&figure_scale_enps, &nineteen, &large, &change);
    expect_close(change.p, enps_change_exact(&nineteen, &large), 0.0);
    change_compute(&figure_scale_enps, &twenty, &large, &change);
    expect_close(change.p, enps_change_pooled(&twenty, &large), 0.0);
    assert_true(change.p != enps_change_exact(&twenty, &large));
}

static void waves_without_variance_are_not_taken_for_certain(void **state)
{
    (void)state;
    const struct counts fours = scale_counts((const uint32_t[5]){0, 0, 0, 25, 0});
    const struct counts same = scale_counts((const uint32_t[5]){0, 0, 0, 30, 0});
    const struct counts threes = scale_counts((const uint32_t[5]){0, 0, 30, 0, 0});
    struct change change;
    change_compute(&agree5, &fours, &same, &change);
    expect_close(change.p, 1.0, 0.0);
    assert_true(change.interval.low < 0.0 && change.interval.high > 0.0);
    change_compute(&agree5, &fours, &threes, &change);
    expect_close(change.difference, -1.0, 0.0);
    expect_close(welch_test(&agree5, &fours, &threes).error, sqrt(1.0 / 625.0 + 1.0 / 900.0), 1e-15);
    assert_true(change.p < 1e-6 && change.interval.high > change.interval.low);
}

static void expect_finite(const struct change *change, double reach)
{
    if (change->status == CHANGE_NONE)
        return;
    assert_true(isfinite(change->difference) && change->p >= 0.0 && change->p <= 1.0);
    assert_true(-reach <= change->interval.low && change->interval.low <= change->interval.high);
    assert_true(change->interval.high <= reach);
}

static void every_change_is_finite(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < 20000; round++) {
        struct figure_scale scale = {.min = 1, .points = 2 + (int)random_below(&seed, 10)};
        scale.category[scale.points - 1] = FIGURE_FAVOURABLE;
        scale.enps = random_below(&seed, 2);
        struct counts waves[2];
        for (int w = 0; w < 2; w++) {
            struct histogram histogram = {0};
            const uint32_t n = random_below(&seed, 25),
                           spread = 1 + random_below(&seed, (uint32_t)scale.points);
            const uint32_t base = random_below(&seed, (uint32_t)scale.points);
            for (uint32_t i = 0; i < n; i++)
                histogram.counts[(base + random_below(&seed, spread)) % (uint32_t)scale.points]++;
            counts_take(&scale, &histogram, &waves[w]);
        }
        struct change change;
        change_compute(&scale, &waves[0], &waves[1], &change);
        assert_int_equal(change.status, waves[0].n && waves[1].n ? CHANGE_COMPARED : CHANGE_NONE);
        expect_finite(&change, scale.enps ? 200.0 : scale.points - 1.0);
        if (change.status == CHANGE_NONE)
            continue;
        const struct rank_test ranks = rank_test(&waves[0], &waves[1]);
        const struct share_test share = share_test(&waves[0], &waves[1]);
        assert_true(ranks.p >= 0.0 && ranks.p <= 1.0 && fabs(ranks.delta) <= 1.0);
        assert_true(isfinite(hedges_g(&waves[0], &waves[1])) && share.p >= 0.0 && share.p <= 1.0);
    }
}

static void a_family_of_changes_is_controlled_together(void **state)
{
    (void)state;
    struct change changes[] = {
        {.status = CHANGE_COMPARED, .p = 0.04}, {.status = CHANGE_NONE, .p = 0.0001, .q = 7.0},
        {.status = CHANGE_COMPARED, .p = 0.9},  {.status = CHANGE_COMPARED, .p = 0.05},
        {.status = CHANGE_BROKEN, .p = 0.0001},
    };
    struct change *family[LENGTH(changes)];
    for (size_t i = 0; i < LENGTH(changes); i++)
        family[i] = &changes[i];
    change_control(family, LENGTH(family));
    expect_close(changes[0].q, 0.075, 1e-15);
    expect_close(changes[3].q, 0.075, 1e-15);
    expect_close(changes[2].q, 0.9, 1e-15);
    assert_true(changes[0].detectable && changes[3].detectable && !changes[2].detectable);
    expect_close(changes[1].q, 7.0, 0.0);
    assert_false(changes[1].detectable || changes[4].detectable);
    change_control(NULL, 0);
}

// 2,000 pairs of waves from one and the same distribution: the test rejects at most the promised share.
static void noise_raises_no_more_alarms_than_promised(void **state)
{
    (void)state;
    enum { ROUNDS = 2000 };
    uint64_t seed = 13;
    const uint32_t sizes[][2] = {{8, 8}, {8, 60}, {30, 25}};
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        int enps = 0, mean = 0;
        for (int round = 0; round < ROUNDS; round++) {
            struct histogram histograms[2] = {{.not_applicable = 0}, {.not_applicable = 0}};
            struct histogram agree[2] = {{.not_applicable = 0}, {.not_applicable = 0}};
            for (int w = 0; w < 2; w++)
                for (uint32_t i = 0; i < sizes[s][w]; i++) {
                    const uint32_t category = random_below(&seed, 10);
                    histograms[w].counts[category < 3 ? 2 : category < 6 ? 7 : 9]++;
                    agree[w].counts[category < 2 ? 0 : category < 4 ? 1 : category < 8 ? 3 : 4]++;
                }
            struct counts first, second;
            struct change change;
            counts_take(&figure_scale_enps, &histograms[0], &first);
            counts_take(&figure_scale_enps, &histograms[1], &second);
            change_compute(&figure_scale_enps, &first, &second, &change);
            enps += change.p <= 0.05;
            counts_take(&agree5, &agree[0], &first);
            counts_take(&agree5, &agree[1], &second);
            change_compute(&agree5, &first, &second, &change);
            mean += change.p <= 0.05;
        }
        // Four standard errors above 5 %.
        assert_in_range(enps, 0, 140);
        assert_in_range(mean, 20, 140);
    }
}

static void a_difference_in_differences_weighs_both_errors(void **state)
{
    (void)state;
    const struct change change = {.status = CHANGE_COMPARED,
                                  .difference = 12.0,
                                  .interval = {12 - 1.959963984540054 * 3, 12 + 1.959963984540054 * 3}};
    const struct estimate treated = change_estimate(&change), rest = {2.0, 4.0}, still = {12.0, 0.0};
    expect_close(treated.value, 12.0, 0.0);
    expect_close(treated.error, 3.0, 1e-12);
    const struct comparison comparison = change_compare(&treated, &rest);
    expect_close(comparison.difference, 10.0, 1e-12);
    expect_close(comparison.interval.low, 10.0 - NORMAL_95 * 5.0, 1e-9);
    expect_close(comparison.interval.high, 10.0 + NORMAL_95 * 5.0, 1e-9);
    expect_close(comparison.p, normal_two_sided(2.0), 1e-12);
    expect_close(change_compare(&still, &still).p, 1.0, 0.0);
    expect_close(change_compare(&still, &(struct estimate){0}).p, 0.0, 0.0);
}

static void effect_sizes_have_their_words(void **state)
{
    (void)state;
    assert_string_equal(cliff_size(-0.1), "negligible");
    assert_string_equal(cliff_size(0.147), "small");
    assert_string_equal(cliff_size(-0.33), "medium");
    assert_string_equal(cliff_size(0.474), "large");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enps_change_agrees_with_the_worked_cases),
        cmocka_unit_test(mean_change_agrees_with_the_worked_cases),
        cmocka_unit_test(the_exact_test_counts_every_permutation),
        cmocka_unit_test(the_exact_test_holds_for_a_small_and_a_huge_wave),
        cmocka_unit_test(small_waves_take_the_exact_test),
        cmocka_unit_test(waves_without_variance_are_not_taken_for_certain),
        cmocka_unit_test(every_change_is_finite),
        cmocka_unit_test(a_family_of_changes_is_controlled_together),
        cmocka_unit_test(noise_raises_no_more_alarms_than_promised),
        cmocka_unit_test(a_difference_in_differences_weighs_both_errors),
        cmocka_unit_test(effect_sizes_have_their_words),
    };
    return cmocka_run_group_tests_name("stats/change", tests, NULL, NULL);
}
