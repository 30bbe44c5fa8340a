// What the figures can do: how often intervals hold the truth, how often chance alone looks like a change, and how large a change
// must be to be seen. `tests/bench/run power [RUNS]`.
#include "simulate.h"

#include <stdio.h>
#include <stdlib.h>

static const uint32_t sizes[] = {5, 7, 10, 15, 20, 30, 50, 100, 300};
static const double rates[] = {0, 0.5, 0.7, 0.9}; // 0: endlessly many
enum { SIZES = sizeof sizes / sizeof *sizes, RATES = sizeof rates / sizeof *rates };

struct range {
    double least, most, sum;
    int count;
};

static void add(struct range *range, double value)
{
    range->least = range->count ? fmin(range->least, value) : value;
    range->most = range->count ? fmax(range->most, value) : value;
    range->sum += value;
    range->count++;
}

static void print(const char *what, uint32_t n, const struct range *range)
{
    printf("%-28s n %3u: %5.1f %% on average, %5.1f to %5.1f\n", what, n, 100 * range->sum / range->count, 100 * range->least, 100 * range->most);
}

static uint32_t invited_of(uint32_t n, double rate)
{
    return rate > 0 ? (uint32_t)round(n / rate) : 0;
}

static void enps_levels(void)
{
    static const double shares[][2] = {{.2, .4}, {.3, .3}, {.35, .25}, {.4, .2}, {.5, .15}, {.6, .1}};
    for (size_t s = 0; s < SIZES; s++) {
        struct range range = {0};
        for (size_t r = 0; r < RATES; r++)
            for (size_t i = 0; i < 6; i++) {
                const uint32_t N = invited_of(sizes[s], rates[r]);
                const struct simulate_company company = {N, N ? round(N * shares[i][0]) : shares[i][0], N ? round(N * shares[i][1]) : shares[i][1]};
                add(&range, simulate_enps(&company, sizes[s]));
            }
        print("eNPS", sizes[s], &range);
    }
}

static void share_levels(void)
{
    for (size_t s = 0; s < SIZES; s++) {
        struct range range = {0};
        for (size_t r = 0; r < RATES; r++)
            for (double share = .2; share < .85; share += .02) {
                const uint32_t N = invited_of(sizes[s], rates[r]);
                add(&range, simulate_share(N, N ? round(N * share) : share, sizes[s]));
            }
        print("favourable share", sizes[s], &range);
    }
}

static void mean_levels(int runs)
{
    static const double levels[] = {-0.8, 0, 0.6}, usual[] = {0.7, 1, 1.4};
    uint64_t seed = 1;
    for (size_t s = 0; s < SIZES; s++) {
        struct range range = {0};
        for (size_t r = 0; r < RATES; r++)
            for (size_t i = 0; i < 3; i++)
                for (size_t u = 0; u < 3; u++) {
                    const struct simulate_opinion opinion = simulate_opinion_of(&simulate_agree, levels[i]);
                    add(&range, simulate_mean_level(&opinion, sizes[s], invited_of(sizes[s], rates[r]), usual[u], runs, &seed));
                }
        print("mean", sizes[s], &range);
    }
}

static void changes(int runs)
{
    static const uint32_t pairs[][2] = {{5, 5}, {5, 30}, {10, 10}, {10, 100}, {15, 15}, {20, 20}, {30, 30}, {30, 100}, {100, 100}, {300, 300}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct range enps = {0}, mean = {0}, share = {0}, enps_alarm = {0}, mean_alarm = {0}, share_alarm = {0};
        for (int level = -1; level <= 1; level++)
            for (int move = 0; move <= 2; move++) {
                const double from = 0.5 * level, to = from - 0.3 * move;
                const struct simulate_opinion e1 = simulate_opinion_of(&figure_scale_enps, from), e2 = simulate_opinion_of(&figure_scale_enps, to);
                const struct simulate_opinion s1 = simulate_opinion_of(&simulate_agree, from), s2 = simulate_opinion_of(&simulate_agree, to);
                const struct simulate_result e = simulate_change(&e1, &e2, pairs[i][0], pairs[i][1], runs, 1);
                const struct simulate_result s = simulate_change(&s1, &s2, pairs[i][0], pairs[i][1], runs, 2);
                add(&enps, e.held);
                add(&mean, s.held);
                add(&share, s.share_held);
                if (move == 0) {
                    add(&enps_alarm, e.seen);
                    add(&mean_alarm, s.seen);
                    add(&share_alarm, s.share_seen);
                }
            }
        printf("%u and %u:\n", pairs[i][0], pairs[i][1]);
        print("  change of the eNPS", pairs[i][1], &enps);
        print("  change of a mean", pairs[i][1], &mean);
        print("  change of a share", pairs[i][1], &share);
        print("  false alarms, eNPS", pairs[i][1], &enps_alarm);
        print("  false alarms, mean", pairs[i][1], &mean_alarm);
        print("  false alarms, share", pairs[i][1], &share_alarm);
    }
}

// The fall of opinion that is seen four times in five, by halving; chance is the same in every step. The whole of LARGEST where
// even that is not.
static const double LARGEST = 3;

static double fall_seen(const struct figure_scale *scale, uint32_t n, bool share, int runs)
{
    double low = 0, high = LARGEST;
    const struct simulate_opinion from = simulate_opinion_of(scale, 0);
    for (int step = 0; step < 12; step++) {
        const double middle = 0.5 * (low + high);
        const struct simulate_opinion to = simulate_opinion_of(scale, -middle);
        const struct simulate_result result = simulate_change(&from, &to, n, n, runs, 3);
        if ((share ? result.share_seen : result.seen) >= 0.8)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static double favourable_of(const struct simulate_opinion *opinion)
{
    return 100 * simulate_category(opinion, FIGURE_FAVOURABLE);
}

static void print_fall(const char *what, const struct figure_scale *scale, uint32_t n, bool share, int runs,
                       double (*figure)(const struct simulate_opinion *opinion))
{
    const double fall = fall_seen(scale, n, share, runs);
    const struct simulate_opinion from = simulate_opinion_of(scale, 0), to = simulate_opinion_of(scale, -fall);
    if (fall < LARGEST)
        printf("  %s %.2f", what, figure(&from) - figure(&to));
    else
        printf("  %s not even %.2f", what, figure(&from) - figure(&to));
}

static void power(int runs)
{
    static const uint32_t people[] = {10, 30, 100, 300};
    const struct simulate_opinion enps = simulate_opinion_of(&figure_scale_enps, 0), agree = simulate_opinion_of(&simulate_agree, 0);
    printf("A fall that is seen in 80 %% of cases (p <= .05, one comparison), from eNPS %+.0f, mean %.2f, %.0f %% favourable:\n",
           simulate_enps_of(&enps), simulate_mean(&agree), favourable_of(&agree));
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        printf("%3u people:", people[i]);
        print_fall("eNPS points", &figure_scale_enps, people[i], false, runs, simulate_enps_of);
        print_fall("mean", &simulate_agree, people[i], false, runs, simulate_mean);
        print_fall("favourable points", &simulate_agree, people[i], true, runs, favourable_of);
        printf("\n");
    }
}

int main(int count, char **arguments)
{
    const int runs = count > 1 ? atoi(arguments[1]) : 20000;
    enps_levels();
    share_levels();
    mean_levels(runs);
    changes(runs);
    power(runs);
    return 0;
}
