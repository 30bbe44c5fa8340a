// Change between waves: METHODS.md section 3 and the worked cases enps_change and satisfaction_change.
#include "stats/change.h"
#include "method.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enps_change_agrees_with_the_worked_cases),
        cmocka_unit_test(mean_change_agrees_with_the_worked_cases),
    };
    return cmocka_run_group_tests_name("stats/change", tests, NULL, NULL);
}
