// Below 20 answers nothing published may say that all agree: METHODS.md section 6.
#include "method.h"
#include "protect/topcode.h"
#include "random.h"
#include "stats/change.h"

static const struct figure_scale agree5 = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};
static const double VARIANCE = 0.9;

static struct figure figure_of(const struct figure_scale *scale, const struct histogram *histogram,
                               int64_t population)
{
    struct figure figure;
    struct error err;
    if (!topcode_figure(scale, histogram, population, VARIANCE, &figure, &err))
        fail_msg("%s", err.message);
    return figure;
}

static void figures_stay_a_whole_answer_away_from_the_ends(void **state)
{
    (void)state;
    for (uint32_t n = 2; n < FIGURE_TOP_CODED_BELOW; n++) {
        const double step = 1.0 / n;
        const struct histogram top = {.counts = {[4] = n}}, bottom = {.counts = {[0] = n}};
        const struct figure high = figure_of(&agree5, &top, 0), low = figure_of(&agree5, &bottom, 0);
        expect_close(high.mean, 5.0 - step, 1e-14);
        expect_close(high.favourable, 1.0 - step, 1e-14);
        expect_close(high.score, 100.0 - 25.0 * step, 1e-12);
        expect_close(low.mean, 1.0 + step, 1e-14);
        expect_close(low.favourable, step, 1e-14);
        const struct histogram promoters = {.counts = {[10] = n}}, detractors = {.counts = {[0] = n}};
        expect_close(figure_of(&figure_scale_enps, &promoters, 0).enps, 100.0 * (1.0 - step), 1e-12);
        expect_close(figure_of(&figure_scale_enps, &detractors, 0).enps, -100.0 * (1.0 - step), 1e-12);
        assert_true(high.clipped && low.clipped);
    }
}

static void from_twenty_answers_on_nothing_is_clipped(void **state)
{
    (void)state;
    const struct histogram top = {.counts = {[4] = 20}}, promoters = {.counts = {[10] = 20}};
    const struct figure high = figure_of(&agree5, &top, 0),
                        enps = figure_of(&figure_scale_enps, &promoters, 0);
    expect_close(high.mean, 5.0, 0.0);
    expect_close(high.favourable, 1.0, 0.0);
    expect_close(enps.enps, 100.0, 0.0);
    assert_false(high.clipped || enps.clipped);
}

// Two truths, one publication: no number of it, the flag included, tells them apart.
static void expect_alike(const struct figure_scale *scale, const struct histogram *one,
                         const struct histogram *other)
{
    const struct histogram earlier = {.counts = {2, 1, 3, 2, 3}};
    const uint32_t n = histogram_n(one);
    for (uint32_t population = 0; population <= n + 3; population += population ? 1 : n) {
        const struct figure a = figure_of(scale, one, population), b = figure_of(scale, other, population);
        assert_memory_equal(&a, &b, sizeof a);
        assert_true(a.clipped);
    }
    struct change first = {0}, second = {0};
    topcode_change(scale, &earlier, one, VARIANCE, &first);
    topcode_change(scale, &earlier, other, VARIANCE, &second);
    assert_memory_equal(&first, &second, sizeof first);
    topcode_change(scale, one, &earlier, VARIANCE, &first);
    topcode_change(scale, other, &earlier, VARIANCE, &second);
    assert_memory_equal(&first, &second, sizeof first);
}

static void all_agreeing_cannot_be_told_from_one_who_does_not(void **state)
{
    (void)state;
    for (uint32_t n = 3; n < FIGURE_TOP_CODED_BELOW; n++) {
        const struct histogram top[] = {{.counts = {[4] = n}}, {.counts = {[3] = 1, [4] = n - 1}}};
        const struct histogram bottom[] = {{.counts = {[0] = n}}, {.counts = {[0] = n - 1, [1] = 1}}};
        expect_alike(&agree5, &top[0], &top[1]);
        expect_alike(&agree5, &bottom[0], &bottom[1]);
        const struct histogram promoters[] = {{.counts = {[10] = n}}, {.counts = {[7] = 1, [9] = n - 1}}};
        const struct histogram passives[] = {{.counts = {[8] = n}},
                                             {.counts = {[1] = 1, [7] = n - 2, [9] = 1}}};
        const struct histogram detractors[] = {{.counts = {[6] = n}}, {.counts = {[0] = n - 1, [8] = 1}}};
        expect_alike(&figure_scale_enps, &promoters[0], &promoters[1]);
        expect_alike(&figure_scale_enps, &passives[0], &passives[1]);
        expect_alike(&figure_scale_enps, &detractors[0], &detractors[1]);
    }
}

// As many answers, the same mean, the same categories: whether they said 2 and 4 or 1 and 5 is not told.
static void how_few_answers_spread_is_not_told(void **state)
{
    (void)state;
    const struct histogram earlier = {.counts = {20, 9, 30, 12, 3}};
    for (uint32_t n = 4; n < FIGURE_TOP_CODED_BELOW; n += 2) {
        const struct histogram same = {.counts = {[1] = n / 2, [3] = n / 2}},
                               apart = {.counts = {[0] = n / 2, [4] = n / 2}};
        struct figure a = figure_of(&agree5, &same, 0), b = figure_of(&agree5, &apart, 0);
        assert_memory_equal(&a, &b, sizeof a);
        assert_true(a.mean_interval.high > a.mean_interval.low);
        struct change first, second;
        topcode_change(&agree5, &earlier, &same, VARIANCE, &first);
        topcode_change(&agree5, &earlier, &apart, VARIANCE, &second);
        assert_memory_equal(&first, &second, sizeof first);
    }
}

// The whole is known (from 20 answers on, with its histogram), the part is not: what is said of the part against the
// rest must not tell which of two truths it is.
static void a_comparison_with_the_rest_does_not_tell_either(void **state)
{
    (void)state;
    const struct histogram whole = {.counts = {9, 8, 7, 9, 12}},
                           loyal = {.counts = {[2] = 8, [7] = 9, [9] = 16}};
    for (uint32_t n = 3; n < 8; n++) {
        const struct histogram parts[] = {{.counts = {[4] = n}}, {.counts = {[3] = 1, [4] = n - 1}}};
        const struct histogram passives[] = {{.counts = {[7] = n}},
                                             {.counts = {[2] = 1, [7] = n - 2, [9] = 1}}};
        struct change first, second;
        topcode_against_rest(&agree5, &whole, &parts[0], VARIANCE, &first);
        topcode_against_rest(&agree5, &whole, &parts[1], VARIANCE, &second);
        assert_int_equal(first.status, CHANGE_COMPARED);
        assert_true(first.difference > 0.0);
        assert_memory_equal(&first, &second, sizeof first);
        topcode_against_rest(&figure_scale_enps, &loyal, &passives[0], VARIANCE, &first);
        topcode_against_rest(&figure_scale_enps, &loyal, &passives[1], VARIANCE, &second);
        assert_memory_equal(&first, &second, sizeof first);
    }
}

static void a_large_part_against_the_rest_is_a_plain_comparison(void **state)
{
    (void)state;
    const struct histogram part = {.counts = {2, 3, 5, 9, 8}}, rest = {.counts = {6, 9, 8, 4, 3}};
    struct histogram whole = rest;
    histogram_add(&whole, &part);
    struct change compared, expected;
    topcode_against_rest(&agree5, &whole, &part, VARIANCE, &compared);
    topcode_change(&agree5, &rest, &part, VARIANCE, &expected);
    assert_memory_equal(&compared, &expected, sizeof compared);
    topcode_against_rest(&agree5, &part, &part, VARIANCE, &compared);
    assert_int_equal(compared.status, CHANGE_NONE);
}

static void a_rest_without_the_answer_that_moved_keeps_its_sum(void **state)
{
    (void)state;
    // Nobody of the whole chose 4, which is where top-coding puts one of the part.
    const struct histogram whole = {.counts = {2, 0, 20, 0, 6}}, part = {.counts = {[4] = 6}};
    struct change change;
    topcode_against_rest(&agree5, &whole, &part, VARIANCE, &change);
    assert_int_equal(change.status, CHANGE_COMPARED);
    // The part is shown as 4, 5, 5, 5, 5, 5; the rest as two 1, nineteen 3 and the 5 that did not fit.
    expect_close(change.difference, 29.0 / 6.0 - (2.0 + 57.0 + 5.0) / 22.0, 1e-12);
}

static void all_neutral_shows_one_on_each_side(void **state)
{
    (void)state;
    const struct histogram histogram = {.counts = {[2] = 8}};
    const struct figure figure = figure_of(&agree5, &histogram, 0);
    expect_close(figure.mean, 3.0, 0.0);
    expect_close(figure.favourable, 1.0 / 8.0, 0.0);
    expect_close(figure.neutral, 6.0 / 8.0, 0.0);
    expect_close(figure.unfavourable, 1.0 / 8.0, 0.0);
}

// For any counts: within the bounds of METHODS.md, and exactly the answers' own figure where that lies within.
static void clipping_is_exactly_that_of_the_method(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int i = 0; i < 5000; i++) {
        struct figure_scale scale = {.min = 0, .points = 2 + (int)random_below(&seed, 10)};
        for (int v = 0; v < scale.points; v++)
            scale.category[v] = 3 * v < scale.points       ? FIGURE_UNFAVOURABLE
                                : 3 * v < 2 * scale.points ? FIGURE_NEUTRAL
                                                           : FIGURE_FAVOURABLE;
        const uint32_t n = 2 + random_below(&seed, FIGURE_TOP_CODED_BELOW - 2),
                       spread = 1 + random_below(&seed, 3);
        struct histogram histogram = {0};
        const uint32_t base = random_below(&seed, (uint32_t)scale.points);
        for (uint32_t answer = 0; answer < n; answer++)
            histogram.counts[(base + random_below(&seed, spread)) % (uint32_t)scale.points]++;
        struct counts raw;
        counts_take(&scale, &histogram, &raw);
        const struct figure figure = figure_of(&scale, &histogram, 0);
        const double step = 1.0 / n, top = scale.points - 1.0;
        expect_close(figure.mean, fmin(fmax(counts_mean(&scale, &raw), step), top - step), 1e-12);
        expect_close(figure.favourable, fmin(fmax(counts_share(&raw, FIGURE_FAVOURABLE), step), 1.0 - step),
                     1e-12);
        expect_close(figure.favourable + figure.neutral + figure.unfavourable, 1.0, 1e-12);
        assert_false(figure.has_histogram);
        scale.enps = true;
        const double bound = 100.0 * (1.0 - step);
        expect_close(figure_of(&scale, &histogram, 0).enps, fmin(fmax(counts_enps(&raw), -bound), bound),
                     1e-10);
    }
}

static void a_scale_without_neutral_values_clips_to_unfavourable(void **state)
{
    (void)state;
    const struct figure_scale yes_no = {.min = 0, .points = 2, .category = {[1] = FIGURE_FAVOURABLE}};
    const struct histogram histogram = {.counts = {0, 6}};
    const struct figure figure = figure_of(&yes_no, &histogram, 0);
    expect_close(figure.favourable, 5.0 / 6.0, 1e-15);
    expect_close(figure.unfavourable, 1.0 / 6.0, 1e-15);
    expect_close(figure.neutral, 0.0, 0.0);
    expect_close(figure.mean, 5.0 / 6.0, 1e-15);
}

static void nobody_and_one_answer_stay_finite(void **state)
{
    (void)state;
    const struct histogram none = {0}, one = {.counts = {[4] = 1}};
    assert_int_equal(figure_of(&agree5, &none, 0).n, 0);
    const struct figure single = figure_of(&agree5, &one, 3);
    expect_close(single.mean, 5.0, 0.0);
    assert_true(isfinite(single.mean_interval.low) && isfinite(single.mean_interval.high));
    struct change change;
    topcode_change(&agree5, &none, &one, VARIANCE, &change);
    assert_int_equal(change.status, CHANGE_NONE);
    topcode_change(&agree5, &one, &one, VARIANCE, &change);
    assert_int_equal(change.status, CHANGE_COMPARED);
    expect_close(change.p, 1.0, 0.0);
    topcode_change(&figure_scale_enps, &one, &one, VARIANCE, &change);
    expect_close(change.p, 1.0, 0.0);
}

static void options_are_kept_from_nobody_and_everybody(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const uint32_t few[] = {10, 0, 4}, many[] = {20, 0, 4};
    struct figure figure;
    topcode_choice(arena, 3, few, 10, &figure);
    assert_int_equal(figure.status, FIGURE_PUBLISHED);
    assert_int_equal(figure.n, 10);
    assert_true(figure.clipped);
    expect_close(figure.shares[0], 0.9, 1e-15);
    expect_close(figure.shares[1], 0.1, 1e-15);
    expect_close(figure.shares[2], 0.4, 1e-15);
    topcode_choice(arena, 3, many, 20, &figure);
    assert_false(figure.clipped);
    expect_close(figure.shares[0], 1.0, 0.0);
    expect_close(figure.shares[1], 0.0, 0.0);
    topcode_choice(arena, 3, (const uint32_t[]){0, 0, 0}, 0, &figure);
    expect_close(figure.shares[0], 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_stay_a_whole_answer_away_from_the_ends),
        cmocka_unit_test(from_twenty_answers_on_nothing_is_clipped),
        cmocka_unit_test(all_agreeing_cannot_be_told_from_one_who_does_not),
        cmocka_unit_test(how_few_answers_spread_is_not_told),
        cmocka_unit_test(a_comparison_with_the_rest_does_not_tell_either),
        cmocka_unit_test(a_large_part_against_the_rest_is_a_plain_comparison),
        cmocka_unit_test(a_rest_without_the_answer_that_moved_keeps_its_sum),
        cmocka_unit_test(all_neutral_shows_one_on_each_side),
        cmocka_unit_test(clipping_is_exactly_that_of_the_method),
        cmocka_unit_test(a_scale_without_neutral_values_clips_to_unfavourable),
        cmocka_unit_test(nobody_and_one_answer_stay_finite),
        cmocka_unit_test(options_are_kept_from_nobody_and_everybody),
    };
    return cmocka_run_group_tests_name("protect/topcode", tests, NULL, NULL);
}
