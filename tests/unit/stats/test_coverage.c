// What an interval of 95 % holds and how often chance alone looks like a change: the small form of `tests/bench/run power`, which
// prints all of it.
#include "base/macro.h"
#include "simulate.h"
#include "unit.h"

enum { RUNS = 1500 };
static const double rates[] = {0, 0.5, 0.7, 0.9}; // who answered of those invited; 0: endlessly many are

struct average {
    double sum;
    int count;
};

static void add(struct average *average, double value)
{
    average->sum += value;
    average->count++;
}

static void expect_held(const char *what, uint32_t n, const struct average *average, double most)
{
    const double held = average->sum / average->count;
    print_message("%s of %u: the interval holds in %.1f %%\n", what, n, 100 * held);
    assert_true(held >= 0.93 && held <= most);
}

static uint32_t invited_of(uint32_t n, double rate)
{
    return rate > 0 ? (uint32_t)round(n / rate) : 0;
}

static void enps_intervals_hold_from_five_people_on(void **state)
{
    (void)state;
    static const double shares[][2] = {{.2, .4}, {.35, .25}, {.5, .15}, {.6, .1}};
    static const uint32_t sizes[] = {5, 10, 19, 20, 50};
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        struct average average = {0};
        for (size_t r = 0; r < LENGTH(rates); r++)
            for (size_t i = 0; i < LENGTH(shares); i++) {
                const uint32_t N = invited_of(sizes[s], rates[r]);
                const struct simulate_company company = {N, N ? round(N * shares[i][0]) : shares[i][0],
                                                         N ? round(N * shares[i][1]) : shares[i][1]};
                add(&average, simulate_enps(&company, sizes[s]));
            }
        expect_held("eNPS", sizes[s], &average, 0.97);
    }
}

static void share_intervals_hold_from_ten_people_on_and_more_below(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {5, 7, 10, 19, 20, 50, 100};
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        struct average average = {0};
        for (size_t r = 0; r < LENGTH(rates); r++)
            for (double share = .2; share < .85; share += .02) {
                const uint32_t N = invited_of(sizes[s], rates[r]);
                add(&average, simulate_share(N, N ? round(N * share) : share, sizes[s]));
            }
        expect_held("a share", sizes[s], &average, sizes[s] < 10 ? 0.99 : 0.97);
    }
}

static void mean_intervals_hold_from_ten_people_on_and_more_below(void **state)
{
    (void)state;
    static const double levels[] = {-0.8, 0, 0.6}, usual[] = {0.7, 1, 1.4};
    static const uint32_t sizes[] = {5, 10, 20, 50};
    uint64_t seed = 1;
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        struct average average = {0};
        for (size_t r = 0; r < LENGTH(rates); r++)
            for (size_t i = 0; i < LENGTH(levels); i++)
                for (size_t u = 0; u < LENGTH(usual); u++) {
                    const struct simulate_opinion opinion = simulate_opinion_of(&simulate_agree, levels[i]);
                    const uint32_t N = invited_of(sizes[s], rates[r]);
                    add(&average, simulate_mean_level(&opinion, sizes[s], N, usual[u], RUNS / 4, &seed));
                }
        expect_held("a mean", sizes[s], &average, sizes[s] < 10 ? 0.985 : 0.97);
    }
}

// Opinion stays, or falls by 0.3 or 0.6 of its spread between the waves.
static void intervals_of_changes_hold(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{10, 10}, {20, 20}, {30, 100}};
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        struct average enps = {0}, mean = {0}, share = {0};
        for (int move = 0; move <= 2; move++) {
            const struct simulate_opinion from = simulate_opinion_of(&figure_scale_enps, 0.2), to = simulate_opinion_of(&figure_scale_enps, 0.2 - 0.3 * move);
            add(&enps, simulate_change(&from, &to, sizes[s][0], sizes[s][1], RUNS, 5).held);
            const struct simulate_opinion was = simulate_opinion_of(&simulate_agree, 0.2), is = simulate_opinion_of(&simulate_agree, 0.2 - 0.3 * move);
            const struct simulate_result result = simulate_change(&was, &is, sizes[s][0], sizes[s][1], RUNS, 6);
            add(&mean, result.held);
            add(&share, result.share_held);
        }
        expect_held("change of an eNPS", sizes[s][1], &enps, 0.97);
        expect_held("change of a mean", sizes[s][1], &mean, 0.975);
        expect_held("change of a share", sizes[s][1], &share, 0.975);
    }
}

static void chance_alone_is_a_change_no_more_often_than_promised(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{5, 5}, {5, 30}, {19, 20}, {30, 30}};
    const double most = 0.05 + 2.33 * sqrt(0.05 * 0.95 / RUNS);
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        const struct simulate_opinion enps = simulate_opinion_of(&figure_scale_enps, 0), agree = simulate_opinion_of(&simulate_agree, 0);
        const struct simulate_result outcome = simulate_change(&enps, &enps, sizes[s][0], sizes[s][1], RUNS, 7);
        const struct simulate_result scale = simulate_change(&agree, &agree, sizes[s][0], sizes[s][1], RUNS, 8);
        print_message("%u and %u people: false alarms %.1f %% eNPS, %.1f %% mean, %.1f %% share\n", sizes[s][0], sizes[s][1],
                      100 * outcome.seen, 100 * scale.seen, 100 * scale.share_seen);
        assert_true(outcome.seen <= most && scale.seen <= most && scale.share_seen <= most);
    }
}

// The table of the README, roughly: what is seen four times in five.
static void large_changes_are_seen(void **state)
{
    (void)state;
    static const struct {
        uint32_t n;
        double fall;
    } rows[] = {{10, 1.75}, {30, 0.87}, {100, 0.47}};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        const struct simulate_opinion from = simulate_opinion_of(&simulate_agree, 0), to = simulate_opinion_of(&simulate_agree, -rows[i].fall);
        const double seen = simulate_change(&from, &to, rows[i].n, rows[i].n, RUNS, 9).seen;
        print_message("%u people, a mean that falls by %.2f: seen in %.0f %%\n", rows[i].n, simulate_mean(&from) - simulate_mean(&to), 100 * seen);
        assert_true(seen >= 0.7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enps_intervals_hold_from_five_people_on),
        cmocka_unit_test(share_intervals_hold_from_ten_people_on_and_more_below),
        cmocka_unit_test(mean_intervals_hold_from_ten_people_on_and_more_below),
        cmocka_unit_test(intervals_of_changes_hold),
        cmocka_unit_test(chance_alone_is_a_change_no_more_often_than_promised),
        cmocka_unit_test(large_changes_are_seen),
    };
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
