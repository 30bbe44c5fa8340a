#include "stats/trend.h"

#include "stats/distribution.h"
#include <math.h>
#include <stdlib.h>

// Σw, Σwx … around the weighted means, so that days since 1970 lose no digits.
struct moments {
    double x, y, xx, xy;
};

static struct moments moments_of(const struct trend_point *points, size_t count)
{
    double weights = 0.0;
    struct moments m = {0};
    for (size_t i = 0; i < count; i++) {
        const double weight = 1.0 / points[i].variance;
        weights += weight;
        m.x += weight * points[i].day;
        m.y += weight * points[i].value;
    }
    m.x /= weights;
    m.y /= weights;
    for (size_t i = 0; i < count; i++) {
        const double weight = 1.0 / points[i].variance, x = points[i].day - m.x;
        m.xx += weight * x * x;
        m.xy += weight * x * (points[i].value - m.y);
    }
    return m;
}

struct trend_line trend_line(const struct trend_point *points, size_t count)
{
    const struct moments m = moments_of(points, count);
    const double freedom = (double)count - 2.0;
    struct trend_line line = {.slope = m.xy / m.xx};
    line.intercept = m.y - line.slope * m.x;
    for (size_t i = 0; i < count; i++) {
        const double miss = points[i].value - m.y - line.slope * (points[i].day - m.x);
        line.misfit += miss * miss / points[i].variance;
    }
    line.spread = fmax(1.0, line.misfit / freedom);
    line.error = sqrt(line.spread / m.xx);
    line.t = line.slope / line.error;
    line.p = student_two_sided(line.t, freedom);
    const double half = student_quantile(0.975, freedom) * line.error;
    line.interval = (struct interval){line.slope - half, line.slope + half};
    return line;
}

static int compare_slopes(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

// Σ t(t−1)(2t+5) over groups of equal values: what ties take from the variance.
static double tied(const struct trend_point *points, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        double equal = 0.0;
        bool first = true;
        for (size_t k = 0; k < count; k++) {
            equal += points[k].value == points[i].value;
            first = first && !(k < i && points[k].value == points[i].value);
        }
        sum += first ? equal * (equal - 1.0) * (2.0 * equal + 5.0) : 0.0;
    }
    return sum;
}

static double at_rank(const double *slopes, size_t count, double rank)
{
    const double place = fmin(fmax(rank, 1.0), (double)count);
    return slopes[(size_t)place - 1];
}

struct trend_ranks trend_ranks(const struct trend_point *points, size_t count)
{
    double slopes[TREND_RANK_MOST * (TREND_RANK_MOST - 1) / 2];
    if (count > TREND_RANK_MOST) {
        points += count - TREND_RANK_MOST;
        count = TREND_RANK_MOST;
    }
    struct trend_ranks ranks = {.p = 1.0};
    size_t pairs = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            const double rise = points[k].value - points[i].value;
            ranks.s += (rise > 0.0) - (rise < 0.0);
            slopes[pairs++] = rise / (points[k].day - points[i].day);
        }
    qsort(slopes, pairs, sizeof *slopes, compare_slopes);
    ranks.slope = 0.5 * (slopes[(pairs - 1) / 2] + slopes[pairs / 2]);
    const double n = (double)count;
    ranks.variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied(points, count)) / 18.0;
    if (ranks.variance > 0.0 && ranks.s != 0.0) {
        ranks.z = (ranks.s - copysign(1.0, ranks.s)) / sqrt(ranks.variance);
        ranks.p = normal_two_sided(ranks.z);
    }
    const double reach = NORMAL_95 * sqrt(fmax(0.0, ranks.variance));
    ranks.interval.low = at_rank(slopes, pairs, round(((double)pairs - reach) / 2.0));
    ranks.interval.high = at_rank(slopes, pairs, round(((double)pairs + reach) / 2.0 + 1.0));
    return ranks;
}
