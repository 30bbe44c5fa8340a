#include "action/effect.h"

#include <math.h>

enum { PRIOR_WEIGHT = 4 };

static const double pseudo_outer = 0.375, pseudo_middle = 0.75;

static double value_of(const struct effect_figure *figure)
{
    return figure->enps ? figure->enps_value : figure->mean;
}

// Squared standard error of one wave's eNPS.
static double enps_error(const struct effect_figure *figure)
{
    const double n = figure->n + 2 * pseudo_outer + pseudo_middle;
    const double raw = figure->enps_value / 100;
    const bool known = !isnan(figure->promoters) && !isnan(figure->detractors);
    const double promoters = known ? figure->promoters : (1 + raw) / 2;
    const double detractors = known ? figure->detractors : (1 - raw) / 2;
    const double p = (figure->n * promoters + pseudo_outer) / n,
                 d = (figure->n * detractors + pseudo_outer) / n;
    return 1e4 * (p + d - (p - d) * (p - d)) / n;
}

static double mean_error(const struct effect_figure *figure, double organisation)
{
    const double widest = (figure->max - figure->mean) * (figure->mean - figure->min);
    const double prior = isnan(organisation) ? widest : organisation;
    if (isnan(figure->variance))
        return prior / figure->n;
    const double shrunk =
        ((figure->n - 1) * figure->variance + PRIOR_WEIGHT * prior) / (figure->n - 1 + PRIOR_WEIGHT);
    return shrunk / figure->n;
}

static double squared_error(const struct effect_figure *figure, double organisation)
{
    return figure->enps ? enps_error(figure) : mean_error(figure, organisation);
}

static double within(double low, double value, double high) // NaN stays NaN
{
    return value < low ? low : value > high ? high : value;
}

// The whole without the part. Its own histogram is not published: the variance is left open. A small part is shown
// top-coded, a large whole is not, so what is left may lie beyond the scale, where no variance could be taken.
static struct effect_figure rest_of(const struct effect_wave *wave)
{
    const struct effect_figure *root = &wave->root, *part = &wave->department;
    struct effect_figure rest = *root;
    rest.n = root->n - part->n;
    rest.variance = NAN;
    if (rest.n <= 0)
        return rest;
    rest.mean = within(root->min, (root->n * root->mean - part->n * part->mean) / rest.n, root->max);
    rest.enps_value = within(-100, (root->n * root->enps_value - part->n * part->enps_value) / rest.n, 100);
    rest.promoters = within(0, (root->n * root->promoters - part->n * part->promoters) / rest.n, 1);
    rest.detractors = within(0, (root->n * root->detractors - part->n * part->detractors) / rest.n, 1);
    return rest;
}

static enum action_state outcome_of(const struct interval *interval)
{
    if (interval->low > 0)
        return ACTION_VERIFIED;
    return interval->high < 0 ? ACTION_WORSE : ACTION_NO_EFFECT;
}

static struct estimate change_between(const struct effect_figure *before, double variance_before,
                                      const struct effect_figure *after, double variance_after)
{
    return (struct estimate){value_of(after) - value_of(before), sqrt(squared_error(before, variance_before) +
                                                                      squared_error(after, variance_after))};
}

void effect_compute(const struct effect_wave *before, const struct effect_wave *after, struct effect *effect)
{
    const double earlier = before->root.variance, later = after->root.variance;
    const struct effect_figure rest_before = rest_of(before), rest_after = rest_of(after);
    const bool alone = rest_before.n <= 0 || rest_after.n <= 0;
    const struct estimate department =
        change_between(&before->department, earlier, &after->department, later);
    const struct estimate rest =
        alone ? (struct estimate){0} : change_between(&rest_before, earlier, &rest_after, later);
    effect->method = alone ? EFFECT_BEFORE_AFTER : EFFECT_AGAINST_REST;
    effect->department_change = department.value;
    effect->rest_change = rest.value;
    effect->comparison = change_compare(&department, &rest);
    effect->outcome = outcome_of(&effect->comparison.interval);
}

const char *effect_method_name(enum effect_method method)
{
    return method == EFFECT_AGAINST_REST ? "difference_in_differences" : "before_after";
}
