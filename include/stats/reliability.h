// How far the items of an index measure one thing: Cronbach's α (METHODS.md section 4).
#pragma once

#include "stats/figure.h"
#include <stddef.h>

enum { RELIABILITY_ITEMS = 3, RELIABILITY_PEOPLE = 30 }; // fewer: nothing is said

// Sums over the people who answered all items, whole numbers: n, Σx of each item, and Σxy of each pair x ≤ y row by row:
// 1 + items + items·(items+1)/2 of them. `steps`, one an item, brings items of different length to one measure
// (1/(points − 1)); NULL: they have it.
struct reliability_sums {
    size_t items;
    const int64_t *numbers;
    const double *steps;
};

struct reliability {
    bool known; // items and people are enough, and the answers vary
    int64_t n;
    double alpha;
    struct interval interval; // Feldt's, 95 %
    double standardised;      // α of items with equal variances
    double correlation;       // mean of the items' pairs
};
struct reliability reliability_compute(const struct reliability_sums *sums);

// α without one item: higher than α when that item does not belong. NaN when nothing is left to say.
double reliability_without(const struct reliability_sums *sums, size_t item);

// Feldt: (1 − α)·F with n − 1 and (n − 1)(items − 1) degrees of freedom.
struct interval reliability_interval(double alpha, int64_t n, size_t items);
