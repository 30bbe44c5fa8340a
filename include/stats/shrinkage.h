// Comparing departments with each other (METHODS.md section 3, "Ranking"): small ones stand at both ends of a list by chance alone, so each figure is
// drawn towards the common one by as much as its own uncertainty asks for (empirical Bayes). Groups must be of different people.
#pragma once

#include "stats/figure.h"
#include <stddef.h>

// What is believed of a group in the end.
struct shrunk {
    double value;             // between its own figure and the company's
    double error;             // posterior standard deviation, given the company
    struct interval interval; // 95 %, wider than the error where it is uncertain what the groups have in common
    double better;            // P(better than the company); .5 when the groups do not differ
};

// A mean or an eNPS.
struct shrink_group {
    double value, variance; // the variance of the value, > 0
};
struct shrink_normal {
    double mean, between; // of the groups: μ and τ² (Paule–Mandel); 0: they do not differ
    double mean_variance; // of μ
    double between_error; // the standard error of τ²
};
// `count` ≥ 2.
struct shrink_normal shrink_normal(const struct shrink_group *groups, size_t count);
struct shrunk shrink_value(const struct shrink_normal *company, const struct shrink_group *group);

// A share: chosen of base. Beta-binomial by Kleinman's moments, weights n.
struct shrink_counts {
    double chosen, base;
};
struct shrink_beta {
    double alpha, beta;
    double correlation; // ρ of two answers of one group, as estimated; 0 or less: the groups do not differ
    double wide_alpha, wide_beta; // for intervals
};
// `count` ≥ 2; every base ≥ 1, one of them more. The prior never knows more than all answers together: α+β ≤ Σn.
struct shrink_beta shrink_beta(const struct shrink_counts *groups, size_t count);
struct shrunk shrink_share(const struct shrink_beta *company, const struct shrink_counts *group);
