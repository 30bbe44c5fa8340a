#include "stats/enps_change.h"

#include "base/arena.h"
#include "stats/distribution.h"
#include <math.h>
#include <stdlib.h>

// Promoters less detractors.
static int64_t balance(const struct counts *counts)
{
    return (int64_t)counts->categories[FIGURE_FAVOURABLE] - counts->categories[FIGURE_UNFAVOURABLE];
}

double enps_change_pooled(const struct counts *earlier, const struct counts *now)
{
    const double n1 = earlier->n, n2 = now->n, n = n1 + n2;
    const double decided = n - earlier->categories[FIGURE_NEUTRAL] - now->categories[FIGURE_NEUTRAL];
    const double mean = ((double)balance(earlier) + (double)balance(now)) / n;
    const double variance = (decided / n - mean * mean) * n / (n - 1.0) * (1.0 / n1 + 1.0 / n2);
    const double difference = (double)balance(now) / n2 - (double)balance(earlier) / n1;
    return variance > 0.0 && difference != 0.0 ? normal_two_sided(difference / sqrt(variance)) : 1.0;
}

static double log_choose(double n, double k)
{
    int sign;
    return lgamma_r(n + 1.0, &sign) - lgamma_r(k + 1.0, &sign) - lgamma_r(n - k + 1.0, &sign);
}

// The table log C(n, k), k = 0..most.
static double *log_choices(struct arena *arena, uint32_t n, uint32_t most)
{
    double *table = ARENA_ARRAY(arena, (size_t)most + 1, double);
    for (uint32_t k = 0; k <= most && k <= n; k++)
        table[k] = log_choose(n, k);
    return table;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

double enps_change_exact(const struct counts *earlier, const struct counts *now)
{
    // Deal out the smaller wave: its promoters and detractors decide the rest.
    const struct counts *small = earlier->n <= now->n ? earlier : now;
    uint32_t merged[FIGURE_CATEGORY__COUNT];
    for (int i = 0; i < FIGURE_CATEGORY__COUNT; i++)
        merged[i] = earlier->categories[i] + now->categories[i];
    const uint32_t size = small->n;
    const int64_t total = (int64_t)earlier->n + now->n;
    const int64_t expected = ((int64_t)merged[FIGURE_FAVOURABLE] - merged[FIGURE_UNFAVOURABLE]) * size;
    // |Δ₂−Δ₁|·n₁n₂ in whole numbers, so that ties with the observed table are exact.
    const int64_t observed = llabs(balance(small) * total - expected);

    AUTO(arena) struct arena *arena = arena_new();
    const double *promoters = log_choices(arena, merged[FIGURE_FAVOURABLE], size);
    const double *passives = log_choices(arena, merged[FIGURE_NEUTRAL], size);
    const double *detractors = log_choices(arena, merged[FIGURE_UNFAVOURABLE], size);
    const double scale = log_choose((double)total, size);
    double all = 0.0, extreme = 0.0;
    for (uint32_t p = 0; p <= least(size, merged[FIGURE_FAVOURABLE]); p++) {
        for (uint32_t d = 0; d <= least(size - p, merged[FIGURE_UNFAVOURABLE]); d++) {
            const uint32_t s = size - p - d;
            if (s > merged[FIGURE_NEUTRAL])
                continue;
            const double weight = exp(promoters[p] + passives[s] + detractors[d] - scale);
            all += weight;
            if (llabs(((int64_t)p - d) * total - expected) >= observed)
                extreme += weight;
        }
    }
    return fmin(1.0, extreme / all); // dividing by the sum removes the rounding of the large logarithms
}

struct smoothed {
    double difference, variance;
};

static struct smoothed smooth(const struct counts *counts)
{
    const double n = counts->n + 1.5;
    const double p = (counts->categories[FIGURE_FAVOURABLE] + 0.375) / n;
    const double d = (counts->categories[FIGURE_UNFAVOURABLE] + 0.375) / n;
    return (struct smoothed){p - d, (p + d - (p - d) * (p - d)) / n};
}

struct interval enps_change_interval(const struct counts *earlier, const struct counts *now)
{
    const struct smoothed then = smooth(earlier), current = smooth(now);
    const double centre = 100.0 * (current.difference - then.difference);
    const double half = 100.0 * NORMAL_95 * sqrt(then.variance + current.variance);
    return (struct interval){fmax(-200.0, centre - half), fmin(200.0, centre + half)};
}
