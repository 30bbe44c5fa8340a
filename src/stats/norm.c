#include "stats/norm.h"

#include "stats/distribution.h"
#include "stats/interval.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[NORM_FIGURE__COUNT] = {"enps", "mean", "favourable"};

const char *norm_figure_name(enum norm_figure figure)
{
    return figure < NORM_FIGURE__COUNT ? names[figure] : "unknown";
}

enum norm_figure norm_figure_named(const char *name)
{
    enum norm_figure figure = 0;
    while (figure < NORM_FIGURE__COUNT && strcmp(names[figure], name) != 0)
        figure++;
    return figure;
}

double norm_figure_value(enum norm_figure kind, const struct figure *figure)
{
    return kind == NORM_ENPS ? figure->enps : kind == NORM_MEAN ? figure->mean : figure->favourable;
}

// 1/people of the norm; nothing where it is taken as exact.
static double part_of_norm(const struct norm *norm)
{
    return norm->people > 0 ? 1.0 / norm->people : 0.0;
}

// Within the ends that the figure has, less the norm.
static struct interval within(double centre, double half, double low, double high)
{
    return (struct interval){fmax(centre - half, low), fmin(centre + half, high)};
}

static void compare_enps(const struct norm *norm, const struct figure *figure, struct change *change)
{
    const double n = figure_effective(figure), total = n + 3.0;
    const double promoters = (n * figure->promoters + 0.75) / total, detractors = (n * figure->detractors + 0.75) / total;
    const double balance = promoters - detractors, variance = promoters + detractors - balance * balance;
    const double error = 100.0 * sqrt(variance * (1.0 / total + part_of_norm(norm)));
    const double distance = 100.0 * balance - norm->value;
    change->interval = within(distance, NORMAL_95 * error, -100.0 - norm->value, 100.0 - norm->value);
    change->p = normal_two_sided(distance / error);
}

static void compare_favourable(const struct norm *norm, const struct figure *figure, struct change *change)
{
    const double n = figure_effective(figure), share = figure->favourable, people = norm->people;
    const struct interval own = interval_wilson(share, n);
    const struct interval other = people > 0 ? interval_wilson(norm->value, people) : (struct interval){norm->value, norm->value};
    const double pooled = people > 0 ? (share * n + norm->value * people) / (n + people) : norm->value;
    const double error = sqrt(pooled * (1.0 - pooled) * (1.0 / n + part_of_norm(norm)));
    change->interval = (struct interval){change->difference - hypot(share - own.low, other.high - norm->value),
                                         change->difference + hypot(own.high - share, norm->value - other.low)};
    // A norm of nobody or everybody, and taken as exact, or met by everybody here: then nothing could have been otherwise.
    const double certain = change->difference == 0.0 ? 1.0 : 0.0;
    change->p = error > 0.0 ? normal_two_sided(change->difference / error) : certain;
}

// Of the published answers, which are turned round already, over n − 1.
static double histogram_variance(const struct figure_scale *scale, const struct figure *figure)
{
    double squares = 0.0;
    for (int i = 0; i < scale->points; i++) {
        const double distance = scale->min + i - figure->mean;
        squares += figure->histogram[i] * distance * distance;
    }
    return figure->n > 1 ? squares / (figure->n - 1.0) : 0.0;
}

static void compare_mean(const struct norm *norm, const struct figure_scale *scale, const struct figure *figure, double prior,
                         struct change *change)
{
    const double n = figure_effective(figure), freedom = n - 1.0 + VARIANCE_PRIOR_WEIGHT;
    const double own = figure->has_histogram ? histogram_variance(scale, figure) : prior;
    const double variance = ((n - 1.0) * own + VARIANCE_PRIOR_WEIGHT * prior) / freedom;
    const double error = sqrt(variance * (1.0 / n + part_of_norm(norm)));
    const double low = scale->min - norm->value, high = scale->min + scale->points - 1.0 - norm->value;
    if (!(error > 0.0)) { // nothing is known of how answers differ
        change->interval = (struct interval){low, high};
        return;
    }
    change->interval = within(change->difference, student_quantile(0.975, freedom) * error, low, high);
    change->p = student_two_sided(change->difference / error, freedom);
}

void norm_compare(const struct norm *norm, const struct figure_scale *scale, const struct figure *figure, double variance,
                  struct change *change)
{
    *change = (struct change){.status = CHANGE_NONE, .p = 1.0};
    if (figure->status != FIGURE_PUBLISHED || figure->n == 0)
        return;
    change->status = CHANGE_COMPARED;
    change->difference = norm_figure_value(norm->figure, figure) - norm->value;
    if (norm->figure == NORM_ENPS)
        compare_enps(norm, figure, change);
    else if (norm->figure == NORM_FAVOURABLE)
        compare_favourable(norm, figure, change);
    else
        compare_mean(norm, scale, figure, variance, change);
    change->q = change->p;
}

static int compare_values(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

double norm_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_values);
    return (values[(count - 1) / 2] + values[count / 2]) / 2.0;
}
