// A share that goes along with a score. The two worked cases were computed a second way: weighted regression of the shares as R's
// prop.trend.test does it, χ² of both columns, and Student's t integrated numerically.
#include "base/macro.h"
#include "random.h"
#include "stats/share_trend.h"
#include "unit.h"

#include <math.h>

static const double totals[] = {12, 30, 8, 25, 14, 40, 9, 18, 22, 11}, scores[] = {-40, -31.5, -20, -12, 0, 3, 11, 18, 25, 44};
enum { GROUPS = LENGTH(totals) };

static bool test_of(const double *users, struct share_trend *trend)
{
    struct share_group groups[GROUPS];
    for (size_t i = 0; i < GROUPS; i++)
        groups[i] = (struct share_group){users[i], totals[i], scores[i]};
    return share_trend_test(groups, GROUPS, trend);
}

static void a_share_that_falls_with_the_score_is_seen(void **state)
{
    (void)state;
    struct share_trend trend;
    assert_true(test_of((const double[]){5, 9, 3, 4, 2, 5, 0, 2, 1, 1}, &trend));
    assert_true(fabs(trend.p - 0.007194814261174631) < 1e-9);
    assert_true(fabs(trend.lower - 0.28) < 1e-12 && fabs(trend.higher - 0.09649122807017543) < 1e-12);
    assert_int_equal(trend.groups, GROUPS);
}

static void groups_that_differ_without_order_make_it_careful(void **state)
{
    (void)state;
    struct share_trend trend;
    assert_true(test_of((const double[]){9, 2, 6, 0, 7, 1, 0, 8, 0, 1}, &trend));
    assert_true(fabs(trend.p - 0.4641234360504535) < 1e-9);
}

static void what_cannot_be_tested_is_not(void **state)
{
    (void)state;
    struct share_trend trend;
    struct share_group groups[SHARE_TREND_LEAST] = {0};
    assert_false(share_trend_test(NULL, 0, &trend));
    assert_false(share_trend_test(groups, LENGTH(groups), &trend)); // nothing written
    for (size_t i = 0; i < LENGTH(groups); i++)
        groups[i] = (struct share_group){.total = 10, .score = (double)i};
    assert_false(share_trend_test(groups, LENGTH(groups), &trend)); // nobody uses it
    groups[0].users = 3;
    assert_false(share_trend_test(groups, LENGTH(groups) - 1, &trend)); // too few
    assert_true(share_trend_test(groups, LENGTH(groups), &trend));
    for (size_t i = 0; i < LENGTH(groups); i++)
        groups[i].score = 7;
    assert_false(share_trend_test(groups, LENGTH(groups), &trend)); // one score
    for (size_t i = 0; i < LENGTH(groups); i++)
        groups[i] = (struct share_group){.users = 10, .total = 10, .score = (double)i};
    assert_false(share_trend_test(groups, LENGTH(groups), &trend)); // everybody does
}

// Departments that like a word more or less than others, whatever their score: not more false alarms than promised.
static void chance_alone_alarms_one_in_twenty_times(void **state)
{
    (void)state;
    enum { ROUNDS = 4000 };
    uint64_t seed = 4;
    for (int uneven = 0; uneven < 2; uneven++) {
        int alarms = 0, tested = 0;
        for (int round = 0; round < ROUNDS; round++) {
            struct share_group groups[14];
            for (size_t i = 0; i < LENGTH(groups); i++) {
                const uint32_t share = uneven ? 5 + random_below(&seed, 40) : 25; // per cent
                groups[i] = (struct share_group){.total = 8 + random_below(&seed, 40), .score = random_below(&seed, 80)};
                for (int k = 0; k < (int)groups[i].total; k++)
                    groups[i].users += random_below(&seed, 100) < share;
            }
            struct share_trend trend;
            if (!share_trend_test(groups, LENGTH(groups), &trend))
                continue;
            tested++;
            alarms += trend.p < 0.05;
        }
        assert_true(tested > ROUNDS * 9 / 10);
        assert_in_range(alarms, 0, (uintmax_t)tested * 65 / 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_that_falls_with_the_score_is_seen),
        cmocka_unit_test(groups_that_differ_without_order_make_it_careful),
        cmocka_unit_test(what_cannot_be_tested_is_not),
        cmocka_unit_test(chance_alone_alarms_one_in_twenty_times),
    };
    return cmocka_run_group_tests_name("share_trend", tests, NULL, NULL);
}
