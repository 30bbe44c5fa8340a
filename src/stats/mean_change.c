#include "stats/mean_change.h"

#include "stats/distribution.h"
#include "stats/interval.h"
#include <math.h>

static double mean_difference(const struct counts *earlier, const struct counts *now)
{
    const struct figure_scale steps = {.min = 0, .points = FIGURE_VALUES};
    return counts_mean(&steps, now) - counts_mean(&steps, earlier);
}

struct welch_test welch_samples(const struct sample *earlier, const struct sample *now, double range, double step)
{
    const double difference = now->mean - earlier->mean, n1 = earlier->effective, n2 = now->effective;
    if (n1 < 2.0 || n2 < 2.0)
        return (struct welch_test){
            .difference = difference, .error = range, .p = 1.0, .interval = {-range, range}};
    double first = earlier->variance / n1, second = now->variance / n2;
    if (first + second == 0.0) {
        first = step * step / (n1 * n1);
        second = step * step / (n2 * n2);
    }
    const double sum = first + second, error = sqrt(sum), t = difference / error;
    const double freedom = sum * sum / (first * first / (n1 - 1.0) + second * second / (n2 - 1.0));
    const double half = student_quantile(0.975, freedom) * error;
    return (struct welch_test){difference,
                               error,
                               t,
                               freedom,
                               student_two_sided(t, freedom),
                               {fmax(-range, difference - half), fmin(range, difference + half)}};
}

static struct sample sample_of(const struct counts *counts)
{
    const struct figure_scale steps = {.min = 0, .points = FIGURE_VALUES};
    return (struct sample){counts->n, counts_effective(counts), counts_mean(&steps, counts), counts_variance(counts)};
}

struct welch_test welch_test(const struct figure_scale *scale, const struct counts *earlier,
                             const struct counts *now)
{
    const struct sample first = sample_of(earlier), second = sample_of(now);
    return welch_samples(&first, &second, scale->points - 1.0, 1.0);
}

struct rank_test rank_test(const struct counts *earlier, const struct counts *now)
{
    const double n1 = earlier->n, n2 = now->n, n = n1 + n2, pairs = n1 * n2;
    double below = 0.0, u = 0.0, ties = 0.0;
    for (int i = 0; i < FIGURE_VALUES; i++) {
        const double a = earlier->values[i], b = now->values[i], tied = a + b;
        u += b * (below + 0.5 * a);
        below += a;
        ties += tied * (tied * tied - 1.0);
    }
    struct rank_test test = {.u = u, .p = 1.0, .p_corrected = 1.0, .delta = 2.0 * u / pairs - 1.0};
    const double variance = pairs / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    if (!(variance > 1e-9 * pairs)) // all equal, but for rounding
        return test;
    const double distance = u - pairs / 2.0, error = sqrt(variance);
    test.z = distance / error;
    test.p = normal_two_sided(test.z);
    test.p_corrected = normal_two_sided(fmax(0.0, fabs(distance) - 0.5) / error);
    return test;
}

double cohen_d(const struct counts *earlier, const struct counts *now)
{
    const double freedom = (double)earlier->n + now->n - 2.0;
    const double squares =
        (earlier->n - 1.0) * counts_variance(earlier) + (now->n - 1.0) * counts_variance(now);
    return freedom > 0.0 && squares > 0.0 ? mean_difference(earlier, now) / sqrt(squares / freedom) : 0.0;
}

double hedges_g(const struct counts *earlier, const struct counts *now)
{
    const double freedom = (double)earlier->n + now->n - 2.0;
    if (freedom <= 1.0)
        return 0.0;
    return cohen_d(earlier, now) * exp(log_gamma_half_step(0.5 * (freedom - 1.0))) / sqrt(0.5 * freedom);
}

const char *cliff_size(double delta)
{
    const double size = fabs(delta);
    return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
}

struct share_test share_test(const struct counts *earlier, const struct counts *now)
{
    const uint32_t x1 = earlier->categories[FIGURE_FAVOURABLE], x2 = now->categories[FIGURE_FAVOURABLE];
    const double n1 = earlier->base, n2 = now->base, p1 = x1 / n1, p2 = x2 / n2;
    const struct interval first = interval_share(x1, earlier->base, 0),
                          second = interval_share(x2, now->base, 0);
    struct share_test test = {.difference = p2 - p1, .p = 1.0};
    test.interval.low = test.difference - hypot(p2 - second.low, first.high - p1);
    test.interval.high = test.difference + hypot(second.high - p2, p1 - first.low);
    const double pooled = ((double)x1 + x2) / (n1 + n2);
    const double variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    if (variance > 0.0) {
        test.z = test.difference / sqrt(variance);
        test.p = normal_two_sided(test.z);
    }
    return test;
}
