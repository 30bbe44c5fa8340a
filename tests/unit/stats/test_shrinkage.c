// Ranking: METHODS.md section 3, the worked cases eb_normal and eb_betabinomial, and whether the intervals hold what they say.
#include "method.h"
#include "random.h"
#include "stats/shrinkage.h"

enum { GROUPS = 40 };

static void means_agree_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "eb_normal");
    struct shrink_group groups[GROUPS];
    for (size_t i = 0; i < cases->rows; i++)
        groups[i] = (struct shrink_group){method_number(cases, i, "mean"),
                                          method_note(cases, "s2_within") / method_number(cases, i, "n")};
    const struct shrink_normal company = shrink_normal(groups, cases->rows);
    expect_close(company.between, method_note(cases, "tau2_PM"), 1e-9);
    expect_close(company.mean, method_note(cases, "mu_PM"), 1e-9);
    for (size_t i = 0; i < cases->rows; i++) {
        const struct shrunk shrunk = shrink_value(&company, &groups[i]);
        method_expect(cases, i, "eb_mean", shrunk.value);
        method_expect(cases, i, "eb_se", shrunk.error);
        method_expect(cases, i, "shrink_B", (shrunk.value - groups[i].value) / (company.mean - groups[i].value));
    }
}

static void shares_agree_with_the_worked_case(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "eb_betabinomial");
    struct shrink_counts groups[GROUPS];
    for (size_t i = 0; i < cases->rows; i++)
        groups[i] = (struct shrink_counts){method_number(cases, i, "fav"), method_number(cases, i, "n")};
    const struct shrink_beta company = shrink_beta(groups, cases->rows);
    expect_close(company.correlation, method_note(cases, "mom_rho"), 1e-9);
    expect_close(company.alpha, method_note(cases, "mom_alpha"), 1e-7);
    expect_close(company.beta, method_note(cases, "mom_beta"), 1e-7);
    for (size_t i = 0; i < cases->rows; i++) {
        const struct shrunk shrunk = shrink_share(&company, &groups[i]);
        method_expect(cases, i, "eb_mom", shrunk.value);
        method_expect(cases, i, "eb_mom_lo", shrunk.interval.low);
        method_expect(cases, i, "eb_mom_hi", shrunk.interval.high);
        expect_close(shrunk.better, method_number(cases, i, "prob_above_grand_mom"), 5e-9); // eight decimals
    }
}

static void groups_that_do_not_differ_cannot_be_told_apart(void **state)
{
    (void)state;
    struct shrink_group groups[5];
    struct shrink_counts counts[5];
    for (int i = 0; i < 5; i++) {
        groups[i] = (struct shrink_group){3.0 + 0.01 * i, 0.1};
        counts[i] = (struct shrink_counts){7, 10};
    }
    const struct shrink_normal normal = shrink_normal(groups, 5);
    const struct shrink_beta beta = shrink_beta(counts, 5);
    expect_close(normal.between, 0.0, 0.0);
    for (int i = 0; i < 5; i++) {
        const struct shrunk value = shrink_value(&normal, &groups[i]), share = shrink_share(&beta, &counts[i]);
        expect_close(value.better, 0.5, 0.0);
        expect_close(share.better, 0.5, 0.0);
        assert_true(value.interval.high > value.interval.low); // the company's own uncertainty is left
        expect_close(share.value, 0.7, 1e-12);
    }
}

static void extremes_stay_finite(void **state)
{
    (void)state;
    const struct shrink_counts none[3] = {{0, 5}, {0, 9}, {0, 2}}, split[3] = {{50, 50}, {0, 50}, {50, 50}};
    const struct shrink_beta a = shrink_beta(none, 3), b = shrink_beta(split, 3);
    for (int i = 0; i < 3; i++) {
        const struct shrunk first = shrink_share(&a, &none[i]), second = shrink_share(&b, &split[i]);
        assert_true(first.value >= 0 && first.value < 0.2 && first.interval.low >= 0);
        assert_true(second.interval.high <= 1 && isfinite(second.better) && isfinite(second.interval.low));
    }
}

// Departments of 5 to 60, τ from nothing to large: how often the interval holds the true value, and how often a department is said to be
// better (or worse) than the company with 97.5 % when it is not.
static void intervals_hold_what_they_say(void **state)
{
    (void)state;
    static const double spreads[] = {0.0, 0.1, 0.2, 0.4};
    enum { RUNS = 400 };
    for (size_t s = 0; s < 4; s++) {
        uint64_t seed = 100 + s;
        int held = 0, said = 0, wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            struct shrink_group groups[GROUPS];
            double truth[GROUPS];
            for (int i = 0; i < GROUPS; i++) {
                const double variance = 1.0 / (5 + random_below(&seed, 56));
                truth[i] = 3.7 + spreads[s] * random_normal(&seed);
                groups[i] = (struct shrink_group){truth[i] + sqrt(variance) * random_normal(&seed), variance};
            }
            const struct shrink_normal company = shrink_normal(groups, GROUPS);
            for (int i = 0; i < GROUPS; i++) {
                const struct shrunk shrunk = shrink_value(&company, &groups[i]);
                held += shrunk.interval.low <= truth[i] && truth[i] <= shrunk.interval.high;
                const bool better = shrunk.better >= 0.975, worse = shrunk.better <= 0.025;
                said += better || worse;
                wrong += (better && truth[i] <= 3.7) || (worse && truth[i] >= 3.7);
            }
        }
        print_message("departments differ by %.1f SD: intervals hold in %.1f %%, told apart %.1f %%, of these wrongly %.1f %%\n",
                      spreads[s], 100.0 * held / (RUNS * GROUPS), 100.0 * said / (RUNS * GROUPS),
                      said ? 100.0 * wrong / said : 0.0);
        assert_true(held >= 0.93 * RUNS * GROUPS);
        assert_true(wrong <= 0.025 * RUNS * GROUPS);
    }
}

static void intervals_of_shares_hold_what_they_say(void **state)
{
    (void)state;
    enum { RUNS = 60 };
    static const double correlations[] = {0.01, 0.05, 0.15};
    for (size_t c = 0; c < 3; c++) {
        uint64_t seed = 200 + c;
        int held = 0;
        for (int run = 0; run < RUNS; run++) {
            struct shrink_counts groups[GROUPS] = {0};
            double truth[GROUPS];
            for (int i = 0; i < GROUPS; i++) {
                // A share of mean .65 and the variance of that correlation, by a logit that is nearly beta.
                const double size = sqrt(correlations[c] / (0.65 * 0.35));
                truth[i] = 1.0 / (1.0 + exp(-(0.619 + size * random_normal(&seed))));
                groups[i].base = 5 + random_below(&seed, 56);
                for (double k = 0; k < groups[i].base; k++)
                    groups[i].chosen += random_uniform(&seed) < truth[i];
            }
            const struct shrink_beta company = shrink_beta(groups, GROUPS);
            for (int i = 0; i < GROUPS; i++) {
                const struct shrunk shrunk = shrink_share(&company, &groups[i]);
                held += shrunk.interval.low <= truth[i] && truth[i] <= shrunk.interval.high;
            }
        }
        print_message("correlation %.2f: intervals of shares hold in %.1f %%\n", correlations[c],
                      100.0 * held / (RUNS * GROUPS));
        assert_true(held >= 0.92 * RUNS * GROUPS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_agree_with_the_worked_case),
        cmocka_unit_test(shares_agree_with_the_worked_case),
        cmocka_unit_test(groups_that_do_not_differ_cannot_be_told_apart),
        cmocka_unit_test(extremes_stay_finite),
        cmocka_unit_test(intervals_hold_what_they_say),
        cmocka_unit_test(intervals_of_shares_hold_what_they_say),
    };
    return cmocka_run_group_tests_name("shrinkage", tests, NULL, NULL);
}
