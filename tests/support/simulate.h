// What the methods do when the truth is known: how often an interval holds it, how often a test sees a change that is none or
// one of a given size. Shares and eNPS level exactly, by adding up the chances of all possible answers; the rest by drawing with
// a seed. Everything goes through what readers see (protect/topcode.h).
#pragma once

#include "protect/topcode.h"
#include "random.h"
#include "stats/change.h"
#include "stats/interval.h"

#include <math.h>
#include <stdlib.h>

static const struct figure_scale simulate_agree = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};

static inline double simulate_log_choose(double n, double k)
{
    int sign;
    return lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign);
}

// The chance that of `n` people `p` are promoters and `d` detractors: drawn from `invited` people of whom P and D are, or, where
// invited is 0, from endlessly many of whom these shares are.
struct simulate_company {
    uint32_t invited;
    double promoters, detractors; // people, or shares
};

static inline double simulate_chance(const struct simulate_company *company, uint32_t n, uint32_t p, uint32_t d)
{
    const double s = n - p - d, N = company->invited, P = company->promoters, D = company->detractors;
    if (company->invited == 0)
        return exp(simulate_log_choose(n, p) + simulate_log_choose(n - p, d) + p * log(P) + d * log(D) + (s > 0 ? s * log(1 - P - D) : 0));
    if (p > P || d > D || s > N - P - D)
        return 0;
    return exp(simulate_log_choose(P, p) + simulate_log_choose(D, d) + simulate_log_choose(N - P - D, s) - simulate_log_choose(N, n));
}

static inline struct figure simulate_figure(const struct figure_scale *scale, const struct histogram *histogram, uint32_t invited,
                                            double variance)
{
    struct figure figure = {0};
    struct error err;
    if (!topcode_figure(scale, histogram, invited, variance, &figure, &err))
        abort();
    return figure;
}

static inline bool simulate_holds(struct interval interval, double truth)
{
    return interval.low <= truth + 1e-9 && truth - 1e-9 <= interval.high;
}

// How often the interval of an eNPS of `n` people holds the company's. Exact.
static inline double simulate_enps(const struct simulate_company *company, uint32_t n)
{
    const double truth = 100 * (company->promoters - company->detractors) / (company->invited ? company->invited : 1);
    double held = 0;
    for (uint32_t p = 0; p <= n; p++)
        for (uint32_t d = 0; d <= n - p; d++) {
            const double chance = simulate_chance(company, n, p, d);
            const struct histogram histogram = {.counts = {[0] = d, [7] = n - p - d, [10] = p}};
            if (chance > 0 && simulate_holds(simulate_figure(&figure_scale_enps, &histogram, company->invited, 0).enps_interval, truth))
                held += chance;
        }
    return held;
}

// The same of a favourable share: promoters are favourable, everybody else is a detractor.
static inline double simulate_share(uint32_t invited, double favourable, uint32_t n)
{
    const struct simulate_company company = {invited, favourable, (invited ? invited : 1) - favourable};
    double held = 0;
    for (uint32_t p = 0; p <= n; p++) {
        const struct histogram histogram = {.counts = {[0] = n - p, [4] = p}};
        const struct interval interval = simulate_figure(&simulate_agree, &histogram, invited, 1).favourable_interval;
        held += simulate_holds(interval, favourable / (invited ? invited : 1)) ? simulate_chance(&company, n, p, n - p) : 0;
    }
    return held;
}

// What people answer: a normal opinion around `level` cut into the points of a scale.
struct simulate_opinion {
    const struct figure_scale *scale;
    double shares[FIGURE_VALUES];
};

static inline struct simulate_opinion simulate_opinion_of(const struct figure_scale *scale, double level)
{
    // At level 0 five points have .04 .11 .22 .37 .26, a mean of 3.7; eleven have an eNPS of +11.
    static const double five[] = {-1.75, -1.03, -0.33, 0.64};
    struct simulate_opinion opinion = {.scale = scale};
    double below = 0;
    for (int i = 0; i < scale->points; i++) {
        const double cut = scale->enps ? (i - 7.35) / 2.2 : i < 4 ? five[i] : INFINITY;
        const double upto = i + 1 < scale->points ? 0.5 * erfc(-(cut - level) / sqrt(2)) : 1;
        opinion.shares[i] = upto - below;
        below = upto;
    }
    return opinion;
}

static inline double simulate_mean(const struct simulate_opinion *opinion)
{
    double sum = 0;
    for (int i = 0; i < opinion->scale->points; i++)
        sum += i * opinion->shares[i];
    return opinion->scale->min + sum;
}

static inline double simulate_variance(const struct simulate_opinion *opinion)
{
    const double mean = simulate_mean(opinion) - opinion->scale->min;
    double sum = 0;
    for (int i = 0; i < opinion->scale->points; i++)
        sum += (i - mean) * (i - mean) * opinion->shares[i];
    return sum;
}

static inline double simulate_category(const struct simulate_opinion *opinion, enum figure_category category)
{
    double sum = 0;
    for (int i = 0; i < opinion->scale->points; i++)
        sum += opinion->scale->category[i] == category ? opinion->shares[i] : 0;
    return sum;
}

static inline double simulate_enps_of(const struct simulate_opinion *opinion)
{
    return 100 * (simulate_category(opinion, FIGURE_FAVOURABLE) - simulate_category(opinion, FIGURE_UNFAVOURABLE));
}

static inline int simulate_answer(const struct simulate_opinion *opinion, uint64_t *seed)
{
    double left = random_uniform(seed);
    int value = 0;
    while (value + 1 < opinion->scale->points && left > opinion->shares[value])
        left -= opinion->shares[value++];
    return value;
}

static inline struct histogram simulate_draw(const struct simulate_opinion *opinion, uint32_t n, uint64_t *seed)
{
    struct histogram histogram = {0};
    for (uint32_t i = 0; i < n; i++)
        histogram.counts[simulate_answer(opinion, seed)]++;
    return histogram;
}

// How often the interval of the mean of `n` of `invited` people (0: endlessly many) holds theirs; the usual variance is that of the
// company, `usual` times that of this opinion.
static inline double simulate_mean_level(const struct simulate_opinion *opinion, uint32_t n, uint32_t invited, double usual,
                                         int runs, uint64_t *seed)
{
    const double variance = usual * simulate_variance(opinion);
    int held = 0;
    for (int run = 0; run < runs; run++) {
        const struct histogram histogram = simulate_draw(opinion, n, seed);
        double truth = simulate_mean(opinion);
        if (invited > 0) { // those who answered and those who did not, from the same opinion
            const struct histogram rest = simulate_draw(opinion, invited - n, seed);
            double sum = 0;
            for (int i = 0; i < opinion->scale->points; i++)
                sum += i * ((double)histogram.counts[i] + rest.counts[i]);
            truth = opinion->scale->min + sum / invited;
        }
        held += simulate_holds(simulate_figure(opinion->scale, &histogram, invited, variance).mean_interval, truth);
    }
    return (double)held / runs;
}

// Two waves of n1 and n2 people: how often the change is seen (p ≤ .05; a share: its interval leaves 0 out), and how often the
// interval holds the true one.
struct simulate_result {
    double seen, held;             // eNPS or mean
    double share_seen, share_held; // favourable
};

static inline struct simulate_result simulate_change(const struct simulate_opinion *earlier, const struct simulate_opinion *now,
                                                     uint32_t n1, uint32_t n2, int runs, uint64_t seed)
{
    const struct figure_scale *scale = earlier->scale;
    const double truth =
        scale->enps ? simulate_enps_of(now) - simulate_enps_of(earlier) : simulate_mean(now) - simulate_mean(earlier);
    const double share = simulate_category(now, FIGURE_FAVOURABLE) - simulate_category(earlier, FIGURE_FAVOURABLE);
    int seen = 0, held = 0, share_seen = 0, share_held = 0;
    for (int run = 0; run < runs; run++) {
        const struct histogram first = simulate_draw(earlier, n1, &seed), second = simulate_draw(now, n2, &seed);
        struct change change;
        topcode_change(scale, &first, &second, simulate_variance(earlier), &change);
        seen += change.p <= 0.05;
        held += simulate_holds(change.interval, truth);
        share_seen += change.effect.favourable_interval.low > 0 || change.effect.favourable_interval.high < 0;
        share_held += simulate_holds(change.effect.favourable_interval, share);
    }
    return (struct simulate_result){(double)seen / runs, (double)held / runs, (double)share_seen / runs, (double)share_held / runs};
}
