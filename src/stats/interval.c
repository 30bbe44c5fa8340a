#include "stats/interval.h"

#include "stats/distribution.h"
#include <math.h>

double interval_effective_n(uint32_t n, int64_t population)
{
    if (population <= 0)
        return n;
    if (population <= (int64_t)n)
        return INFINITY;
    return n * ((double)population - 1.0) / ((double)population - n);
}

static struct interval interval_around(double centre, double half, double low, double high)
{
    return (struct interval){fmin(fmax(centre - half, low), high), fmax(fmin(centre + half, high), low)};
}

struct interval interval_enps(const struct counts *counts, int64_t population)
{
    if (counts->n == 0)
        return (struct interval){-100.0, 100.0};
    const double m = interval_effective_n(counts->n, population);
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

struct interval interval_share(uint32_t chosen, uint32_t base, int64_t population)
{
    if (base == 0)
        return (struct interval){0.0, 1.0};
    const double share = (double)chosen / base, m = interval_effective_n(base, population);
    if (isinf(m))
        return (struct interval){share, share};
    const double z2 = NORMAL_95 * NORMAL_95;
    const double centre = (share + z2 / (2.0 * m)) / (1.0 + z2 / m);
    const double half = NORMAL_95 * sqrt(share * (1.0 - share) / m + z2 / (4.0 * m * m)) / (1.0 + z2 / m);
    struct interval interval = interval_around(centre, half, 0.0, 1.0);
    // At the ends the formula gives exactly 0 and 1, but for rounding.
    if (chosen == 0)
        interval.low = 0.0;
    if (chosen == base)
        interval.high = 1.0;
    return interval;
}

struct interval interval_mean(const struct figure_scale *scale, const struct counts *counts,
                              int64_t population, const struct variance_prior *prior)
{
    const double low = scale->min, high = scale->min + scale->points - 1.0;
    const double freedom = counts->n - 1.0 + prior->weight;
    if (counts->n == 0)
        return (struct interval){low, high};
    const double mean = counts_mean(scale, counts);
    if (population > 0 && population <= (int64_t)counts->n)
        return (struct interval){mean, mean};
    if (freedom <= 0.0)
        return (struct interval){low, high};
    const double squares = (counts->n - 1.0) * counts_variance(counts) + prior->weight * prior->variance;
    const double correction = population > 0 ? 1.0 - counts->n / (double)population : 1.0;
    const double error = sqrt(squares / freedom / counts->n * correction);
    return interval_around(mean, student_quantile(0.975, freedom) * error, low, high);
}
