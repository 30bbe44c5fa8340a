// Whatever is answered, every number is finite and inside its range: all histograms of up to six answers on scales of 2, 5
// and 11 points, and all pairs of the smallest ones.
#include "base/macro.h"
#include "protect/topcode.h"
#include "stats/apportion.h"
#include "stats/change.h"
#include "stats/mean_change.h"
#include "unit.h"

#include <math.h>

enum { MOST = 13000 };
static const double CLOSE = 1e-9; // rounding

struct every {
    struct figure_scale scale;
    size_t count;
    struct histogram histograms[MOST];
};

static void add_all(struct every *every, struct histogram *histogram, int value, uint32_t left)
{
    if (value == every->scale.points) {
        assert_true(every->count < MOST);
        every->histograms[every->count++] = *histogram;
        return;
    }
    for (uint32_t n = 0; n <= left; n++) {
        histogram->counts[value] = n;
        add_all(every, histogram, value + 1, left - n);
    }
    histogram->counts[value] = 0;
}

// All histograms of at most `most` answers; the last value is favourable, the one before neutral (where there are three).
static struct every *every_of(struct arena *arena, int points, uint32_t most)
{
    struct every *every = ARENA_NEW(arena, struct every);
    every->scale = (struct figure_scale){.min = 1, .points = points};
    if (points == FIGURE_VALUES)
        every->scale = figure_scale_enps;
    else if (points > 2)
        every->scale.category[points - 2] = FIGURE_NEUTRAL;
    every->scale.category[points - 1] = FIGURE_FAVOURABLE;
    add_all(every, &(struct histogram){0}, 0, most);
    return every;
}

static void expect_within(double value, double low, double high)
{
    if (!(value >= low - CLOSE && value <= high + CLOSE)) // a NaN is not
        fail_msg("%g is not within %g..%g", value, low, high);
}

static void expect_interval(struct interval interval, double low, double high)
{
    expect_within(interval.low, low, high);
    expect_within(interval.high, low, high);
    assert_true(interval.low <= interval.high);
}

static void expect_figure(const struct figure_scale *scale, const struct figure *f)
{
    const double least = scale->min, most = scale->min + scale->points - 1.0;
    if (scale->enps) {
        expect_within(f->enps, -100, 100);
        expect_interval(f->enps_interval, -100, 100);
        expect_within(f->promoters + f->passives + f->detractors, 0, 1);
        return;
    }
    expect_within(f->mean, least, most);
    expect_interval(f->mean_interval, least, most);
    expect_within(f->mean, f->mean_interval.low, f->mean_interval.high);
    expect_within(f->score, 0, 100);
    expect_within(f->favourable, 0, 1);
    expect_interval(f->favourable_interval, 0, 1);
    expect_within(f->favourable, f->favourable_interval.low, f->favourable_interval.high);
    expect_within(f->neutral, 0, 1);
    expect_within(f->unfavourable, 0, 1);
}

// As computed and as shown, with everybody, one more, many or nobody knows how many invited; one fewer is refused.
static void try_populations(const struct figure_scale *scale, const struct histogram *histogram, double variance)
{
    struct counts counts;
    counts_take(scale, histogram, &counts);
    const int64_t populations[] = {0, -1, counts.base, counts.base + 1, counts.base + 5, 1000000000};
    const struct variance_prior priors[] = {{0, 0}, {variance, VARIANCE_PRIOR_WEIGHT}};
    struct figure figure;
    struct error err;
    for (size_t i = 0; i < LENGTH(populations); i++) {
        for (size_t p = 0; p < LENGTH(priors); p++) {
            assert_true(figure_compute(scale, &counts, populations[i], &priors[p], &figure, &err));
            expect_figure(scale, &figure);
        }
        assert_true(topcode_figure(scale, histogram, populations[i], variance, &figure, &err));
        expect_figure(scale, &figure);
    }
    if (counts.base > 1)
        assert_false(figure_compute(scale, &counts, counts.base - 1, &priors[1], &figure, &err));
}

static void every_level(int points)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct every *every = every_of(arena, points, 6);
    for (size_t i = 0; i < every->count; i++) {
        struct histogram histogram = every->histograms[i];
        every->scale.reverse = i % 2;
        every->scale.not_applicable_in_base = !every->scale.enps && i % 3 == 0;
        histogram.not_applicable = (uint32_t)(i % 3);
        try_populations(&every->scale, &histogram, i % 5 ? 1.0 : 0.0);
        const uint32_t n = histogram_n(&histogram);
        for (uint32_t effective = 1; effective <= n; effective += 2) { // weighted
            histogram.effective = effective;
            try_populations(&every->scale, &histogram, 0.5);
        }
    }
}

static void every_level_of_two_points(void **state)
{
    (void)state;
    every_level(2);
}

static void every_level_of_five_points(void **state)
{
    (void)state;
    every_level(5);
}

static void every_enps(void **state)
{
    (void)state;
    every_level(FIGURE_VALUES);
}

// An effect is known in full, or by its share alone (a wave whose spread is hidden), or not at all (eNPS).
static void expect_effect(const struct change_effect *effect, double reach, bool enps)
{
    assert_true(isnan(effect->favourable) == enps);
    if (!enps) {
        expect_within(effect->favourable, -1, 1);
        expect_interval(effect->favourable_interval, -1, 1);
    }
    if (isnan(effect->delta)) {
        assert_true(isnan(effect->rank_p) && isnan(effect->g));
        return;
    }
    expect_within(effect->rank_p, 0, 1);
    expect_within(effect->delta, -1, 1);
    expect_within(effect->g, -100 * reach, 100 * reach);
}

static void expect_change(const struct figure_scale *scale, const struct change *change, bool both)
{
    const double reach = scale->enps ? 200 : scale->points - 1;
    assert_int_equal(change->status, both ? CHANGE_COMPARED : CHANGE_NONE);
    if (!both)
        return;
    expect_within(change->difference, -reach, reach);
    expect_interval(change->interval, -reach, reach);
    expect_within(change->p, 0, 1);
    expect_effect(&change->effect, reach, scale->enps);
    const struct estimate estimate = change_estimate(change), other = {0, 0};
    const struct comparison comparison = change_compare(&estimate, &other);
    expect_interval(comparison.interval, -3 * reach, 3 * reach);
    expect_within(comparison.p, 0, 1);
}

static void try_change(const struct figure_scale *scale, const struct histogram *earlier, const struct histogram *now)
{
    const bool both = histogram_n(earlier) > 0 && histogram_n(now) > 0;
    struct counts first, second;
    struct change change;
    counts_take(scale, earlier, &first);
    counts_take(scale, now, &second);
    change_compute(scale, &first, &second, &change);
    expect_change(scale, &change, both);
    topcode_change(scale, earlier, now, 0.7, &change);
    expect_change(scale, &change, both);
    struct histogram whole = *earlier;
    histogram_add(&whole, now);
    topcode_against_rest(scale, &whole, now, 0.7, &change);
    expect_change(scale, &change, both);
}

static void every_change(int points, uint32_t most)
{
    AUTO(arena) struct arena *arena = arena_new();
    const struct every *every = every_of(arena, points, most);
    for (size_t i = 0; i < every->count; i++)
        for (size_t k = 0; k < every->count; k++)
            try_change(&every->scale, &every->histograms[i], &every->histograms[k]);
}

static void every_change_of_two_points(void **state)
{
    (void)state;
    every_change(2, 6);
}

static void every_change_of_five_points(void **state)
{
    (void)state;
    every_change(5, 4);
}

static void every_change_of_an_enps(void **state)
{
    (void)state;
    every_change(FIGURE_VALUES, 2);
}

// Weighted waves are tested as fewer people: down to one.
static void every_weighted_change(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const struct every *every = every_of(arena, 5, 3);
    for (size_t i = 0; i < every->count; i++)
        for (size_t k = 0; k < every->count; k++) {
            struct histogram earlier = every->histograms[i], now = every->histograms[k];
            earlier.effective = histogram_n(&earlier) > 0;
            now.effective = (histogram_n(&now) + 1) / 2;
            struct counts first, second;
            struct change change;
            counts_take(&every->scale, &earlier, &first);
            counts_take(&every->scale, &now, &second);
            change_compute(&every->scale, &first, &second, &change);
            expect_change(&every->scale, &change, first.n > 0 && second.n > 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_of_two_points),   cmocka_unit_test(every_level_of_five_points),
        cmocka_unit_test(every_enps),                  cmocka_unit_test(every_change_of_two_points),
        cmocka_unit_test(every_change_of_five_points), cmocka_unit_test(every_change_of_an_enps),
        cmocka_unit_test(every_weighted_change),
    };
    return cmocka_run_group_tests_name("every", tests, NULL, NULL);
}
