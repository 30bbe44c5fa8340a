// Those who did not answer: METHODS.md section 4.
#include "stats/nonresponse.h"
#include "unit.h"

#include <math.h>

static void expect_interval(struct interval seen, double low, double high)
{
    if (!(fabs(seen.low - low) <= 1e-12 && fabs(seen.high - high) <= 1e-12))
        fail_msg("%.17g to %.17g instead of %.17g to %.17g", seen.low, seen.high, low, high);
}

static void expect_warnings(int64_t responded, int64_t invited, double siblings, unsigned expected)
{
    const unsigned seen = nonresponse_warnings(responded, invited, siblings);
    if (seen != expected)
        fail_msg("%d of %d beside %g: %u instead of %u", (int)responded, (int)invited, siblings, seen, expected);
}

static void fewer_than_half_is_few(void **state)
{
    (void)state;
    expect_warnings(50, 100, NAN, 0);
    expect_warnings(49, 100, NAN, NONRESPONSE_HALF);
    expect_warnings(0, 100, NAN, NONRESPONSE_HALF | NONRESPONSE_SMALL);
}

static void of_a_small_group_more_must_answer(void **state)
{
    (void)state;
    expect_warnings(14, 20, NAN, 0);
    expect_warnings(13, 20, NAN, NONRESPONSE_SMALL);
    expect_warnings(19, 30, NAN, NONRESPONSE_SMALL);
    expect_warnings(20, 30, NAN, 0);
}

// 15 points in decimals that no double holds.
static void fifteen_points_below_those_beside_it_is_behind(void **state)
{
    (void)state;
    for (int rate = 50; rate <= 85; rate++) {
        expect_warnings(rate, 100, (rate + 15) / 100.0, NONRESPONSE_SIBLINGS);
        expect_warnings(rate, 100, (rate + 14) / 100.0, 0);
    }
    expect_warnings(600, 1000, 0.5, 0);
}

static void warnings_have_names(void **state)
{
    (void)state;
    const unsigned both = NONRESPONSE_HALF | NONRESPONSE_SIBLINGS;
    assert_string_equal(nonresponse_warning(both, 0), "below_half");
    assert_string_equal(nonresponse_warning(both, 1), "below_siblings");
    assert_null(nonresponse_warning(both, 2));
    assert_string_equal(nonresponse_warning(NONRESPONSE_SMALL, 0), "small_group");
    assert_null(nonresponse_warning(0, 0));
}

// r = 61/140: r·12 ± 100·(1 − r). Whoever is counted to the end finds the same: all others promoters, or detractors.
static void those_who_did_not_answer_move_the_enps_as_far_as_if_all_were_of_one_mind(void **state)
{
    (void)state;
    expect_interval(nonresponse_enps(12, false, 61, 140), (61.0 * 12 - 79 * 100) / 140, (61.0 * 12 + 79 * 100) / 140);
}

static void who_all_answered_leaves_nothing_open(void **state)
{
    (void)state;
    expect_interval(nonresponse_enps(-40, false, 30, 30), -40, -40);
}

// Of five who are all promoters 80 is shown; with one who did not answer the truth may be 100.
static void a_topcoded_enps_may_be_all_the_way_to_its_end(void **state)
{
    (void)state;
    expect_interval(nonresponse_enps(80, true, 5, 6), (5.0 * 80 - 100) / 6, 100);
    expect_interval(nonresponse_enps(-80, true, 5, 6), -100, (100 - 5.0 * 80) / 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_than_half_is_few),
        cmocka_unit_test(of_a_small_group_more_must_answer),
        cmocka_unit_test(fifteen_points_below_those_beside_it_is_behind),
        cmocka_unit_test(warnings_have_names),
        cmocka_unit_test(those_who_did_not_answer_move_the_enps_as_far_as_if_all_were_of_one_mind),
        cmocka_unit_test(who_all_answered_leaves_nothing_open),
        cmocka_unit_test(a_topcoded_enps_may_be_all_the_way_to_its_end),
    };
    return cmocka_run_group_tests_name("stats/nonresponse", tests, NULL, NULL);
}
