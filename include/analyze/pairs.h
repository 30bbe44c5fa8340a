// What is known of pairs of questions beside their histograms: enough for relative weights (METHODS.md section 4),
// pairwise complete: for two questions only sheets that answer both count, and each department has its own means.
//
// Of a sheet only the unusual is counted by department: what it says elsewhere when it leaves a question out. The rest
// follows from the histograms. Products are kept for all departments together, because the sum over departments of
// Σ(x − x̄)(y − ȳ) is Σxy less the departments' Σx·Σy/n.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"

// An answer counts by its place in the scale, from 1, not turned round; 0 is none. The last question is the outcome;
// `count` is 0 where there is nothing to explain: no outcome, fewer than two drivers, sheets that are no people, or more
// departments × questions² than fit into 512 MB.
struct pairs {
    size_t count, stride;    // questions; the same, rounded up
    const size_t *questions; // numbers, [count]
    struct sums absent;      // department × count × count: sheets that answer neither
    struct sums absent_sum; // department × count × stride: of sheets without the first, Σ of the second …
    struct sums absent_squares; // count × stride: … and Σ of its squares, all departments
    struct sums products;       // count × count: Σ of the product, all departments; only first ≤ second
};

// One question in one department, or in all of them.
struct pair_answers {
    uint64_t n, sum, squares;
};
// departments × count, from the wave's own cells.
const struct pair_answers *pairs_answers(struct arena *arena, const struct pairs *pairs,
                                         const struct survey *survey, const struct cells *cells);

// Two questions, first < second, over the sheets of one department that answer both …
struct pair_sums {
    uint64_t n, first, second;
};
struct pair_sums pairs_department(const struct pairs *pairs, const struct pair_answers *answers,
                                  size_t department, size_t first, size_t second);
// … and over those of all departments.
struct pair_products {
    uint64_t first_squares, second_squares, product;
};
struct pair_products pairs_total(const struct pairs *pairs, const struct pair_answers *answers,
                                 size_t departments, size_t first, size_t second);
