// What goes together with an outcome: Johnson's relative weights from within-department cross-products (METHODS.md
// section 4). They say what is associated with the outcome, never what causes it.
#pragma once

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

// Cross-products of two questions over the sheets that answer both. Begin with Σx², Σy² and Σxy over all departments, then
// take each department's means away once: what is left is Σ(x − x̄)², Σ(y − ȳ)², Σ(x − x̄)(y − ȳ) within departments.
struct driver_pair {
    uint64_t n;
    double xx, yy, xy;
};
// `n` sheets of a department with the sums Σx and Σy; adds up `n`.
void driver_pair_center(struct driver_pair *pair, uint64_t n, uint64_t x, uint64_t y);
// −1..1; 0 where x or y does not vary within any department.
double driver_pair_correlation(const struct driver_pair *pair);

// Whether `n` sheets are enough for so many drivers.
bool driver_enough(uint64_t n, size_t drivers);

// Relative weights from correlations, (drivers + 1)² of them, symmetric, the outcome last. The weights are 0 or more and add
// up to the result, R². Eigenvalues under 1e-6 (drivers that say the same, pairwise incomplete answers) are taken for
// 1e-6. Correlations below 1e-6 in size leave nothing to explain: then everything is 0.
double driver_weights(struct arena *arena, size_t drivers, const double *correlations, double *weights);
