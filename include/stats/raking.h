// Weights that bring the people who answered to the known numbers of those invited (METHODS.md section 4): iterative
// proportional fitting, also called raking. It corrects for groups that answered less than others, not for those inside a
// group who did not answer.
#pragma once

#include "stats/figure.h"
#include <stddef.h>

enum { RAKING_MARGIN_LIMIT = 17, RAKING_ROUND_LIMIT = 1000 };
#define RAKING_TOLERANCE 1e-10  // of every margin
#define RAKING_EXTREME 5.0      // times the mean weight, or a fifth of it
#define RAKING_DESIGN_EFFECT 2.0

// One way to divide everybody into categories, with how many there are of each.
struct raking_margin {
    size_t categories;
    const double *targets; // 0: nobody
};

// People who are alike in all margins share a cell and a weight. `category` is cells × margins.
struct raking {
    size_t margins;
    const struct raking_margin *margin;
    size_t cells;
    const uint32_t *people;
    const uint32_t *category;
};

struct raking_result {
    bool converged;
    unsigned rounds;
    double *weights;         // one a cell: people invited for each who answered; 0 for a cell without people
    double least, most;      // weight / mean weight, over people
    double effective;        // Kish: (Σw)²/Σw², people
    double design_effect;    // people / effective
    uint32_t people;
    uint32_t empty;          // categories that have people invited but none who answered: their target is shared out …
    double empty_people;     // … and has so many
};

// `weights` has room for the cells. Targets of categories without answers are left out and every margin is scaled to the
// first one's total, so that the margins agree. Deterministic. Without any people all weights are 0.
void raking_compute(const struct raking *raking, double *weights, struct raking_result *result);

// What a reader must be told of the weights.
enum raking_warning {
    RAKING_NOT_CONVERGED = 1,
    RAKING_EMPTY_CATEGORY = 2,
    RAKING_EXTREME_WEIGHTS = 4,
    RAKING_LARGE_DESIGN_EFFECT = 8,
};
unsigned raking_warnings(const struct raking_result *result);
