// Levels and their intervals: METHODS.md sections 1 and 2 and the worked cases enps_single and satisfaction_single.
#include "method.h"
#include "stats/figure.h"
#include "stats/interval.h"

static const struct figure_scale agree5 = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};
static const struct variance_prior unshrunk = {0};

static struct figure compute(const struct figure_scale *scale, const struct histogram *histogram,
                             int64_t population, const struct variance_prior *prior)
{
    struct counts counts;
    struct figure figure;
    struct error err;
    counts_take(scale, histogram, &counts);
    if (!figure_compute(scale, &counts, population, prior, &figure, &err))
        fail_msg("%s", err.message);
    return figure;
}

// Promoters, passives and detractors as an eNPS histogram.
static struct histogram enps_histogram(uint32_t promoters, uint32_t passives, uint32_t detractors)
{
    return (struct histogram){.counts = {[3] = detractors, [8] = passives, [10] = promoters}};
}

static void enps_agrees_with_the_worked_cases(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "enps_single");
    for (size_t i = 0; i < cases->rows; i++) {
        const struct histogram histogram =
            enps_histogram(method_count(cases, i, "promoters"), method_count(cases, i, "passives"),
                           method_count(cases, i, "detractors"));
        const uint32_t invited = method_count(cases, i, "N");
        const struct figure figure = compute(&figure_scale_enps, &histogram, invited, &unshrunk);
        assert_int_equal(figure.n, method_count(cases, i, "n"));
        method_expect(cases, i, "enps", figure.enps);
        method_expect(cases, i, "aw_lo", figure.enps_interval.low);
        method_expect(cases, i, "aw_hi", figure.enps_interval.high);
        const double effective = interval_effective_n(figure.n, invited);
        if (isinf(effective))
            assert_string_equal(method_text(cases, i, "n_eff"), "inf");
        else
            method_expect(cases, i, "n_eff", effective);
    }
}

static void satisfaction_agrees_with_the_worked_cases(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct method *cases = method_open(arena, "satisfaction_single");
    for (size_t i = 0; i < cases->rows; i++) {
        struct histogram histogram = {0};
        for (int v = 0; v < 5; v++)
            histogram.counts[v] = method_count(cases, i, arena_format(arena, "h%d", v + 1));
        const struct figure figure = compute(&agree5, &histogram, method_count(cases, i, "N"), &unshrunk);
        struct counts counts;
        counts_take(&agree5, &histogram, &counts);
        method_expect(cases, i, "mean", figure.mean);
        method_expect(cases, i, "sd", sqrt(counts_variance(&counts)));
        method_expect(cases, i, "t_lo", figure.mean_interval.low);
        method_expect(cases, i, "t_hi", figure.mean_interval.high);
        method_expect(cases, i, "fav", figure.favourable);
        method_expect(cases, i, "wilson_neff_lo", figure.favourable_interval.low);
        method_expect(cases, i, "wilson_neff_hi", figure.favourable_interval.high);
        const struct interval plain = interval_share(counts.categories[FIGURE_FAVOURABLE], counts.base, 0);
        method_expect(cases, i, "wilson_lo", plain.low);
        method_expect(cases, i, "wilson_hi", plain.high);
    }
}

static void shares_and_score_follow_their_definitions(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {1, 3, 8, 14, 6}};
    const struct figure figure = compute(&agree5, &histogram, 0, &unshrunk);
    expect_close(figure.score, 100.0 * (figure.mean - 1.0) / 4.0, 1e-12);
    expect_close(figure.neutral, 8.0 / 32.0, 1e-15);
    expect_close(figure.unfavourable, 4.0 / 32.0, 1e-15);
    const struct histogram enps = enps_histogram(5, 3, 2);
    const struct figure loyal = compute(&figure_scale_enps, &enps, 0, &unshrunk);
    expect_close(loyal.promoters, 0.5, 1e-15);
    expect_close(loyal.passives, 0.3, 1e-15);
    expect_close(loyal.detractors, 0.2, 1e-15);
}

static void a_reversed_item_turns_before_any_figure(void **state)
{
    (void)state;
    struct figure_scale reversed = agree5;
    reversed.reverse = true;
    const struct histogram answered = {.counts = {20, 10, 0, 0, 0}}, turned = {.counts = {0, 0, 0, 10, 20}};
    const struct figure figure = compute(&reversed, &answered, 0, &unshrunk);
    const struct figure same = compute(&agree5, &turned, 0, &unshrunk);
    assert_memory_equal(&figure, &same, sizeof figure);
    expect_close(figure.favourable, 1.0, 0.0);

    struct figure_scale reversed_enps = figure_scale_enps;
    reversed_enps.reverse = true;
    const struct histogram low = {.counts = {7, 1}};
    expect_close(compute(&reversed_enps, &low, 0, &unshrunk).enps, 100.0, 0.0);
}

static void not_applicable_stays_out_or_widens_the_base_of_shares_only(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {0, 0, 10, 10, 10}, .not_applicable = 10};
    const struct figure excluded = compute(&agree5, &histogram, 0, &unshrunk);
    struct figure_scale in_base = agree5;
    in_base.not_applicable_in_base = true;
    const struct figure based = compute(&in_base, &histogram, 0, &unshrunk);
    assert_int_equal(excluded.n, 30);
    assert_int_equal(based.n, 30);
    expect_close(excluded.favourable, 2.0 / 3.0, 1e-15);
    expect_close(based.favourable, 0.5, 1e-15);
    expect_close(based.mean, excluded.mean, 0.0);
}

static void agreement_of_all_has_a_width_once_the_variance_is_shrunk(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {[3] = 9}};
    const struct variance_prior prior = {.variance = 0.9, .weight = VARIANCE_PRIOR_WEIGHT};
    const struct figure figure = compute(&agree5, &histogram, 0, &prior);
    // s² = (8·0 + 4·0.9)/12 = 0.3, t(0.975, 12) = 2.178813
    expect_close(figure.mean_interval.low, 4.0 - 2.1788128297 * sqrt(0.3 / 9.0), 1e-9);
    expect_close(figure.mean_interval.high, 4.0 + 2.1788128297 * sqrt(0.3 / 9.0), 1e-9);
}

static void everybody_answered_leaves_no_width(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {1, 3, 8, 14, 6}};
    const struct figure figure = compute(&agree5, &histogram, 32, &unshrunk);
    expect_close(figure.mean_interval.low, figure.mean, 0.0);
    expect_close(figure.mean_interval.high, figure.mean, 0.0);
    expect_close(figure.favourable_interval.low, figure.favourable, 0.0);
    expect_close(figure.favourable_interval.high, figure.favourable, 0.0);
}

static void more_answers_than_people_are_refused(void **state)
{
    (void)state;
    struct counts counts = {.n = 6, .base = 6, .values = {6}, .categories = {6}};
    struct figure figure = {.n = 77};
    struct error err;
    assert_false(figure_compute(&agree5, &counts, 5, &unshrunk, &figure, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.message, "6 answers from 5 people invited");
    assert_int_equal(figure.n, 77);
}

static void no_answers_give_the_whole_range(void **state)
{
    (void)state;
    const struct histogram histogram = {0};
    const struct figure figure = compute(&agree5, &histogram, 12, &unshrunk);
    expect_close(figure.mean_interval.low, 1.0, 0.0);
    expect_close(figure.mean_interval.high, 5.0, 0.0);
    expect_close(figure.favourable_interval.low, 0.0, 0.0);
    expect_close(figure.favourable_interval.high, 1.0, 0.0);
    const struct figure enps = compute(&figure_scale_enps, &histogram, 12, &unshrunk);
    expect_close(enps.enps_interval.low, -100.0, 0.0);
    expect_close(enps.enps_interval.high, 100.0, 0.0);
}

static void expect_inside(struct interval interval, double value, double low, double high)
{
    assert_true(isfinite(interval.low) && isfinite(interval.high) && isfinite(value));
    assert_true(low <= interval.low && interval.low <= interval.high && interval.high <= high);
    assert_true(low <= value && value <= high);
}

// All answers at one value or spread, on every length of scale, for every N.
static void every_number_is_finite_and_in_range(void **state)
{
    (void)state;
    const struct variance_prior priors[] = {{0.0, 0.0}, {0.0, 4.0}, {1.1, 4.0}};
    for (int points = 2; points <= FIGURE_VALUES; points++) {
        struct figure_scale scale = {.min = -3, .points = points};
        scale.category[points - 1] = FIGURE_FAVOURABLE;
        for (uint32_t n = 0; n <= 25; n++)
            for (int shape = 0; shape <= points; shape++)
                for (size_t p = 0; p < LENGTH(priors); p++)
                    for (int64_t population = -1; population <= (int64_t)n + 2;
                         population += population ? 1 : n) {
                        struct histogram histogram = {0};
                        for (uint32_t i = 0; i < n; i++)
                            histogram.counts[shape < points ? (uint32_t)shape : i % (uint32_t)points]++;
                        if (population > 0 && population < (int64_t)n)
                            continue;
                        struct figure f = compute(&scale, &histogram, population, &priors[p]);
                        expect_inside(f.mean_interval, f.mean, -3, -3 + points - 1);
                        expect_inside(f.favourable_interval, f.favourable, 0, 1);
                        expect_inside(f.mean_interval, f.mean_interval.low, -3, -3 + points - 1);
                        scale.enps = true;
                        f = compute(&scale, &histogram, population, &priors[p]);
                        expect_inside(f.enps_interval, f.enps, -100, 100);
                        scale.enps = false;
                        if (population == 0 && n == 0)
                            population = 1;
                    }
    }
}

static void the_histogram_is_given_from_twenty_answers_on(void **state)
{
    (void)state;
    const struct histogram few = {.counts = {4, 5, 5, 3, 2}}, enough = {.counts = {4, 5, 5, 3, 3}};
    assert_false(compute(&agree5, &few, 0, &unshrunk).has_histogram);
    const struct figure figure = compute(&agree5, &enough, 0, &unshrunk);
    assert_true(figure.has_histogram);
    assert_memory_equal(figure.histogram, enough.counts, sizeof figure.histogram);
}

static void statuses_have_the_words_of_the_report(void **state)
{
    (void)state;
    assert_string_equal(figure_status_name(FIGURE_PUBLISHED), "published");
    assert_string_equal(figure_status_name(FIGURE_BELOW_MINIMUM), "below_minimum");
    assert_string_equal(figure_status_name(FIGURE_PROTECTS_OTHERS), "protects_others");
    assert_string_equal(figure_status_name(FIGURE_NOT_ASKED), "not_asked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enps_agrees_with_the_worked_cases),
        cmocka_unit_test(satisfaction_agrees_with_the_worked_cases),
        cmocka_unit_test(shares_and_score_follow_their_definitions),
        cmocka_unit_test(a_reversed_item_turns_before_any_figure),
        cmocka_unit_test(not_applicable_stays_out_or_widens_the_base_of_shares_only),
        cmocka_unit_test(agreement_of_all_has_a_width_once_the_variance_is_shrunk),
        cmocka_unit_test(everybody_answered_leaves_no_width),
        cmocka_unit_test(more_answers_than_people_are_refused),
        cmocka_unit_test(no_answers_give_the_whole_range),
        cmocka_unit_test(every_number_is_finite_and_in_range),
        cmocka_unit_test(the_histogram_is_given_from_twenty_answers_on),
        cmocka_unit_test(statuses_have_the_words_of_the_report),
    };
    return cmocka_run_group_tests_name("stats/figure", tests, NULL, NULL);
}
