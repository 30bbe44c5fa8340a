#include "stats/interval.h"

#include "stats/distribution.h"
#include <math.h>

double interval_effective_n(uint32_t n, int64_t population)
{
    return interval_weighted_n(n, n, population);
}

double interval_weighted_n(double effective, uint32_t n, int64_t population)
{
    if (population <= 0)
        return effective;
    if (population <= (int64_t)n)
        return INFINITY;
    return effective * ((double)population - 1.0) / ((double)population - n);
}

static struct interval interval_around(double centre, double half, double low, double high)
{
    return (struct interval){fmin(fmax(centre - half, low), high), fmax(fmin(centre + half, high), low)};
}

struct interval interval_enps(const struct counts *counts, int64_t population)
{
    if (counts->n == 0)
        return (struct interval){-100.0, 100.0};
    const double m = interval_weighted_n(counts_effective(counts), counts->n, population);
    if (isinf(m))
        return (struct interval){counts_enps(counts), counts_enps(counts)};
    const double p = (double)counts->categories[FIGURE_FAVOURABLE] / counts->n;
    const double d = (double)counts->categories[FIGURE_UNFAVOURABLE] / counts->n;
    const double total = m + 3.0;
    const double promoters = (m * p + 0.75) / total, detractors = (m * d + 0.75) / total;
    const double balance = promoters - detractors;
    const double error = sqrt((promoters + detractors - balance * balance) / total);
    return interval_around(100.0 * balance, 100.0 * NORMAL_95 * error, -100.0, 100.0);
}

struct interval interval_wilson(double share, double m)
{
    if (isinf(m))
        return (struct interval){share, share};
    const double z2 = NORMAL_95 * NORMAL_95;
    const double centre = (share + z2 / (2.0 * m)) / (1.0 + z2 / m);
    const double half = NORMAL_95 * sqrt(share * (1.0 - share) / m + z2 / (4.0 * m * m)) / (1.0 + z2 / m);
    struct interval interval = interval_around(centre, half, 0.0, 1.0);
    // At the ends the formula gives exactly 0 and 1, but for rounding.
    if (share <= 0.0)
        interval.low = 0.0;
    if (share >= 1.0)
        interval.high = 1.0;
    return interval;
}

static struct interval wilson(uint32_t chosen, uint32_t base, double m)
{
    return interval_wilson((double)chosen / base, m);
}

struct interval interval_share(uint32_t chosen, uint32_t base, int64_t population)
{
    if (base == 0)
        return (struct interval){0.0, 1.0};
    return wilson(chosen, base, interval_effective_n(base, population));
}

struct interval interval_favourable(const struct counts *counts, int64_t population)
{
    const uint32_t chosen = counts->categories[FIGURE_FAVOURABLE], base = counts->base;
    if (counts->n == 0 || counts->effective == 0)
        return interval_share(chosen, base, population);
    const double effective = counts_effective(counts) * base / counts->n;
    return wilson(chosen, base, interval_weighted_n(effective, base, population));
}

struct interval interval_sample(const struct sample *sample, int64_t population, const struct variance_prior *prior,
                                struct interval range)
{
    const double freedom = sample->effective - 1.0 + prior->weight;
    if (sample->n == 0)
        return range;
    if (population > 0 && population <= (int64_t)sample->n)
        return (struct interval){sample->mean, sample->mean};
    if (freedom <= 0.0)
        return range;
    const double squares = (sample->effective - 1.0) * sample->variance + prior->weight * prior->variance;
    const double correction = population > 0 ? 1.0 - sample->n / (double)population : 1.0;
    const double error = sqrt(squares / freedom / sample->effective * correction);
    return interval_around(sample->mean, student_quantile(0.975, freedom) * error, range.low, range.high);
}

struct interval interval_mean(const struct figure_scale *scale, const struct counts *counts,
                              int64_t population, const struct variance_prior *prior)
{
    const struct sample sample = {counts->n, counts_effective(counts), counts_mean(scale, counts), counts_variance(counts)};
    return interval_sample(&sample, population, prior,
                           (struct interval){scale->min, scale->min + scale->points - 1.0});
}
