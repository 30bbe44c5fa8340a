// The accumulator of pairs: what the drivers of the outcome need beside the histograms (METHODS.md section 4), pairwise
// complete: for two questions only sheets that answer both count, and each department has its own means.
//
// Of a sheet only the unusual is counted by department: what it says elsewhere when it does not answer a question. The
// rest follows from the histograms. Products are kept for all departments together, because the sum over departments of
// Σ(x − x̄)(y − ȳ) is Σxy less the departments' Σx·Σy/n. So a sheet costs a few additions, whatever it answers; memory is
// departments × questions² × 8 bytes: 1.6 MB for 500 × 20, 134 MB for 10,000 × 41.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"

// Values count from 0 and are not turned round. The last question is the outcome; `count` is 0 where there is nothing to
// explain: no outcome, fewer than two drivers, sheets that are no people, or over 512 MB to keep.
struct pairs {
    size_t count;
    const size_t *questions; // numbers, [count]
    struct sums absent;      // department × (i, j): sheets without i that have j …
    struct sums absent_sum;  // … and the sum of their j
    struct sums products;    // (i, j): Σ xᵢxⱼ over sheets with both, for i ≤ j
    struct sums squares;     // (i, j): Σ xⱼ² over sheets with both
};

struct pair_counter;

struct pair_counter *pair_counter_new(struct arena *arena, const struct counter_plan *plan);
void pair_counter_add(struct pair_counter *counter, const struct counter_block *block);
size_t pair_counter_sums(const struct pair_counter *counter, struct sums *sums);
struct pairs pair_counter_finish(const struct pair_counter *counter);

// Sheets of a department that answer both questions (indices into `questions`), and the sums of their answers.
struct pair_department {
    uint64_t n, first, second;
};
struct pair_department pairs_department(const struct pairs *pairs, const struct survey *survey,
                                        const struct cells *cells, size_t department, size_t first,
                                        size_t second);
