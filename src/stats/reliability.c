#include "stats/reliability.h"

#include "stats/beta.h"
#include <math.h>

// Row x of the pairs begins with (x, x) and has items − x of them.
static size_t pair_at(size_t items, size_t x, size_t y)
{
    const size_t row = x < y ? x : y, column = x < y ? y : x;
    return 1 + items + row * items - row * (row + 1) / 2 + column;
}

static double covariance(const struct reliability_sums *sums, size_t x, size_t y)
{
    const double n = (double)sums->numbers[0];
    const double product = (double)sums->numbers[pair_at(sums->items, x, y)];
    const double value = (product - (double)sums->numbers[1 + x] * (double)sums->numbers[1 + y] / n) / (n - 1.0);
    return sums->steps ? value * sums->steps[x] * sums->steps[y] : value;
}

// Items but the one left out; `without` = items for none.
static double alpha_of(const struct reliability_sums *sums, size_t without)
{
    const double count = (double)sums->items - (without < sums->items ? 1.0 : 0.0);
    double own = 0.0, total = 0.0;
    for (size_t x = 0; x < sums->items; x++) {
        if (x == without)
            continue;
        for (size_t y = 0; y < sums->items; y++)
            total += y == without ? 0.0 : covariance(sums, x, y);
        own += covariance(sums, x, x);
    }
    return total > 0.0 && count > 1.0 ? count / (count - 1.0) * (1.0 - own / total) : (double)NAN;
}

// NaN when an item does not vary.
static double mean_correlation(const struct reliability_sums *sums)
{
    double sum = 0.0;
    for (size_t x = 0; x < sums->items; x++)
        for (size_t y = x + 1; y < sums->items; y++)
            sum += covariance(sums, x, y) / sqrt(covariance(sums, x, x) * covariance(sums, y, y));
    const double items = (double)sums->items;
    return sum / (items * (items - 1.0) / 2.0);
}

// Fisher's F: with B of a beta distribution with half of the degrees of freedom, F = second·B / (first·(1 − B)).
static double fisher_quantile(double p, double first, double second)
{
    const double b = beta_quantile(p, 0.5 * first, 0.5 * second);
    return second * b / (first * (1.0 - b));
}

struct interval reliability_interval(double alpha, int64_t n, size_t items)
{
    const double between = (double)n - 1.0, within = between * ((double)items - 1.0);
    return (struct interval){1.0 - (1.0 - alpha) * fisher_quantile(0.975, between, within),
                             1.0 - (1.0 - alpha) * fisher_quantile(0.025, between, within)};
}

double reliability_without(const struct reliability_sums *sums, size_t item)
{
    return sums->numbers[0] < 2 ? (double)NAN : alpha_of(sums, item);
}

struct reliability reliability_compute(const struct reliability_sums *sums)
{
    struct reliability reliability = {.n = sums->numbers[0]};
    if (sums->items < RELIABILITY_ITEMS || reliability.n < RELIABILITY_PEOPLE)
        return reliability;
    const double items = (double)sums->items, correlation = mean_correlation(sums);
    reliability.alpha = alpha_of(sums, sums->items);
    reliability.correlation = correlation;
    reliability.standardised = items * correlation / (1.0 + (items - 1.0) * correlation);
    reliability.known = isfinite(reliability.alpha) && isfinite(reliability.standardised);
    if (reliability.known)
        reliability.interval = reliability_interval(reliability.alpha, reliability.n, sums->items);
    return reliability;
}
