#include "stats/raking.h"

#include "base/arena.h"
#include <math.h>

static size_t category_of(const struct raking *raking, size_t cell, size_t margin)
{
    return raking->category[cell * raking->margins + margin];
}

static double *margin_sums(const struct raking *raking, size_t margin, const double *weights, double *sums)
{
    for (size_t c = 0; c < raking->margin[margin].categories; c++)
        sums[c] = 0.0;
    for (size_t cell = 0; cell < raking->cells; cell++)
        sums[category_of(raking, cell, margin)] += raking->people[cell] * weights[cell];
    return sums;
}

// The targets that can be met, scaled to the total of the first margin.
static double *reachable_targets(struct arena *arena, const struct raking *raking, size_t margin, const double *ones,
                                 double *total, struct raking_result *result)
{
    const struct raking_margin *wanted = &raking->margin[margin];
    double *targets = ARENA_ARRAY(arena, wanted->categories, double);
    const double *people = margin_sums(raking, margin, ones, ARENA_ARRAY(arena, wanted->categories, double));
    double sum = 0.0, all = 0.0;
    for (size_t c = 0; c < wanted->categories; c++) {
        const bool reachable = people[c] > 0.0;
        targets[c] = reachable ? wanted->targets[c] : 0.0;
        result->empty += !reachable && wanted->targets[c] > 0.0;
        result->empty_people += reachable ? 0.0 : wanted->targets[c];
        sum += targets[c];
        all += wanted->targets[c];
    }
    if (margin == 0)
        *total = all;
    for (size_t c = 0; c < wanted->categories && sum > 0.0; c++)
        targets[c] *= *total / sum;
    return targets;
}

// Below this share of its target a category has died out: margins that contradict each other starve it from round to round.
#define STARVED 1e-200

// One pass over a margin; gives how far its categories were off, relative to what they had.
static double fit(const struct raking *raking, size_t margin, const double *targets, double *sums, double *weights)
{
    double off = 0.0;
    margin_sums(raking, margin, weights, sums);
    for (size_t c = 0; c < raking->margin[margin].categories; c++) {
        const bool starved = !(sums[c] > STARVED * targets[c]);
        const double factor = starved ? 0.0 : targets[c] / sums[c];
        off = fmax(off, starved && targets[c] == 0.0 ? 0.0 : fabs(factor - 1.0));
        sums[c] = factor;
    }
    for (size_t cell = 0; cell < raking->cells; cell++)
        weights[cell] *= sums[category_of(raking, cell, margin)];
    return off;
}

static void describe(const struct raking *raking, const double *weights, struct raking_result *result)
{
    double sum = 0.0, squares = 0.0, least = INFINITY, most = 0.0;
    for (size_t cell = 0; cell < raking->cells; cell++) {
        if (raking->people[cell] == 0)
            continue;
        result->people += raking->people[cell];
        sum += raking->people[cell] * weights[cell];
        squares += raking->people[cell] * weights[cell] * weights[cell];
        least = fmin(least, weights[cell]);
        most = fmax(most, weights[cell]);
    }
    if (!(sum > 0.0))
        return;
    const double mean = sum / result->people;
    result->least = least / mean;
    result->most = most / mean;
    result->effective = sum * sum / squares;
    result->design_effect = result->people / result->effective;
}

void raking_compute(const struct raking *raking, double *weights, struct raking_result *result)
{
    AUTO(arena) struct arena *arena = arena_new();
    *result = (struct raking_result){.weights = weights};
    double *targets[RAKING_MARGIN_LIMIT] = {0}, total = 0.0;
    size_t widest = 0;
    for (size_t cell = 0; cell < raking->cells; cell++)
        weights[cell] = raking->people[cell] > 0 ? 1.0 : 0.0; // nothing holds a weight that nobody has
    for (size_t m = 0; m < raking->margins; m++) {
        targets[m] = reachable_targets(arena, raking, m, weights, &total, result);
        widest = raking->margin[m].categories > widest ? raking->margin[m].categories : widest;
    }
    double *sums = ARENA_ARRAY(arena, widest, double);
    while (!result->converged && result->rounds < RAKING_ROUND_LIMIT) {
        double off = 0.0;
        for (size_t m = 0; m < raking->margins; m++)
            off = fmax(off, fit(raking, m, targets[m], sums, weights));
        result->rounds++;
        result->converged = off <= RAKING_TOLERANCE;
    }
    describe(raking, weights, result);
}

unsigned raking_warnings(const struct raking_result *result)
{
    unsigned warnings = 0;
    if (!result->converged)
        warnings |= RAKING_NOT_CONVERGED;
    if (result->empty > 0)
        warnings |= RAKING_EMPTY_CATEGORY;
    if (result->most > RAKING_EXTREME || result->least < 1.0 / RAKING_EXTREME)
        warnings |= RAKING_EXTREME_WEIGHTS;
    if (result->design_effect > RAKING_DESIGN_EFFECT)
        warnings |= RAKING_LARGE_DESIGN_EFFECT;
    return warnings;
}
