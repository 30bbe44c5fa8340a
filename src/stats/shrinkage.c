#include "stats/shrinkage.h"

#include "stats/beta.h"
#include "stats/distribution.h"
#include <math.h>
#include <stdbool.h>

enum { ITERATION_LIMIT = 100 };

// Weighted with 1/(v + τ²): the common mean, how far the groups are from it, and how fast that falls with τ².
struct fit {
    double weights, squares, mean, misfit, slope;
};

static struct fit fit_with(const struct shrink_group *groups, size_t count, double between)
{
    struct fit fit = {0};
    for (size_t i = 0; i < count; i++) {
        const double weight = 1.0 / (groups[i].variance + between);
        fit.weights += weight;
        fit.squares += weight * weight;
        fit.mean += weight * groups[i].value;
    }
    fit.mean /= fit.weights;
    for (size_t i = 0; i < count; i++) {
        const double weight = 1.0 / (groups[i].variance + between), distance = groups[i].value - fit.mean;
        fit.misfit += weight * distance * distance;
        fit.slope += weight * weight * distance * distance;
    }
    return fit;
}

// Paule–Mandel: the τ² at which the misfit is what chance gives, k − 1. It falls and is convex, so Newton's iteration from 0
// comes nearer from one side.
struct shrink_normal shrink_normal(const struct shrink_group *groups, size_t count)
{
    const double freedom = (double)count - 1.0;
    double between = 0.0;
    struct fit fit = fit_with(groups, count, between);
    for (int i = 0; i < ITERATION_LIMIT && fit.misfit > freedom; i++) {
        const double step = (fit.misfit - freedom) / fit.slope;
        between += step;
        fit = fit_with(groups, count, between);
        if (step <= 1e-14 * between)
            break;
    }
    return (struct shrink_normal){fit.mean, between, 1.0 / fit.weights, sqrt(2.0 / fit.squares)};
}

// The interval allows for τ² being a standard error larger than it seems: often enough it comes out as 0 where groups do differ, and the
// error that follows from it alone holds 85 % then.
struct shrunk shrink_value(const struct shrink_normal *company, const struct shrink_group *group)
{
    const double drawn = group->variance / (group->variance + company->between); // B
    struct shrunk shrunk = {.value = drawn * company->mean + (1.0 - drawn) * group->value, .better = 0.5};
    shrunk.error = sqrt((1.0 - drawn) * group->variance);
    const double wide = company->between + company->between_error;
    const double own = group->variance * wide / (group->variance + wide);
    const double half = NORMAL_95 * sqrt(own + drawn * drawn * company->mean_variance);
    shrunk.interval = (struct interval){shrunk.value - half, shrunk.value + half};
    if (shrunk.error > 0.0)
        shrunk.better = normal_cdf((shrunk.value - company->mean) / shrunk.error);
    return shrunk;
}

struct prior {
    double alpha, beta;
};

// The prior of a correlation, held where it stays a distribution: it never knows more than all answers together.
static struct prior prior_of(double share, double total, double correlation)
{
    const double held = fmin(fmax(correlation, 1.0 / (total + 1.0)), 0.999);
    const double size = 1.0 / held - 1.0;
    // Where all or none are favourable everywhere, half an answer keeps it a distribution.
    return (struct prior){share > 0.0 ? share * size : 0.5, share < 1.0 ? (1.0 - share) * size : 0.5};
}

// For the interval ρ is at least its standard error among groups that do not differ, as above for τ².
struct shrink_beta shrink_beta(const struct shrink_counts *groups, size_t count)
{
    double total = 0.0, chosen = 0.0, squares = 0.0, binomial = 0.0, all = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += groups[i].base;
        chosen += groups[i].chosen;
    }
    const double share = chosen / total, variance = share * (1.0 - share);
    for (size_t i = 0; i < count; i++) {
        const double n = groups[i].base, distance = groups[i].chosen / n - share, rest = n * (1.0 - n / total);
        squares += n * distance * distance;
        binomial += rest / n;
        all += rest;
    }
    const double usable = all - binomial;
    const bool varied = variance > 0.0 && usable > 0.0;
    const double correlation = varied ? (squares - variance * binomial) / (variance * usable) : 0.0;
    const double chance = varied ? sqrt(2.0 * ((double)count - 1.0)) / usable : 0.0;
    const struct prior prior = prior_of(share, total, correlation), wide = prior_of(share, total, fmax(correlation, chance));
    return (struct shrink_beta){prior.alpha, prior.beta, correlation, wide.alpha, wide.beta};
}

struct shrunk shrink_share(const struct shrink_beta *company, const struct shrink_counts *group)
{
    const double other = group->base - group->chosen, common = company->alpha / (company->alpha + company->beta);
    const double a = company->alpha + group->chosen, b = company->beta + other, size = a + b;
    const double wide_a = company->wide_alpha + group->chosen, wide_b = company->wide_beta + other;
    return (struct shrunk){
        .value = a / size,
        .error = sqrt(a * b / (size + 1.0)) / size,
        .interval = {beta_quantile(0.025, wide_a, wide_b), beta_quantile(0.975, wide_a, wide_b)},
        .better = company->correlation > 0.0 ? 1.0 - beta_cdf(common, a, b) : 0.5,
    };
}
