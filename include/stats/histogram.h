// Counts per answer value: the one sufficient statistic (METHODS.md section 1). Histograms add up over
// departments, partitions and machines; every figure and test is computed from them.
#pragma once

#include "base/error.h"
#include "stats/figure.h"

enum figure_category { FIGURE_UNFAVOURABLE, FIGURE_NEUTRAL, FIGURE_FAVOURABLE, FIGURE_CATEGORY__COUNT };

// What stats must know of a question. The values of `figure_category` and survey's `category` are the same.
struct figure_scale {
    int min, points;                              // 2..FIGURE_VALUES points, one apart
    enum figure_category category[FIGURE_VALUES]; // by value index, after reversing
    bool reverse;                                 // the histogram is as answered; figures use min + max − v
    bool not_applicable_in_base;                  // counts in the denominator of shares, never in a mean
    bool enps;                                    // 0..10: promoters are favourable, passives neutral
};
// The built-in eNPS scale.
extern const struct figure_scale figure_scale_enps;

// As answered, by value index (value − min). "No answer" is not counted anywhere.
struct histogram {
    uint32_t counts[FIGURE_VALUES];
    uint32_t not_applicable;
    uint32_t effective; // weighted: people of equal weight who tell as much (stats/apportion.h); 0: as many as there are
};
void histogram_add(struct histogram *sum, const struct histogram *part);
void histogram_subtract(struct histogram *whole, const struct histogram *part); // `part` is contained in `whole`
uint32_t histogram_n(const struct histogram *histogram); // answers, "not applicable" left out

// What figures and tests are computed from: a histogram after reversing, with its categories. They are kept
// side by side because top-coding (protect/topcode.h) changes them separately.
struct counts {
    uint32_t n;                                  // answers
    uint32_t base;                               // denominator of shares: n, or n with "not applicable"
    uint32_t values[FIGURE_VALUES];              // sum n
    uint32_t categories[FIGURE_CATEGORY__COUNT]; // sum n
    uint32_t effective;                          // at most n; 0: n
    bool clipped;                                // at a bound of top-coding
    bool spread_hidden; // too few for their own variance to be told: `variance` stands for it
    double variance;
};
void counts_take(const struct figure_scale *scale, const struct histogram *histogram, struct counts *counts);

// How many people of equal weight the answers are worth: what intervals and tests are computed with. n without weights.
static inline double counts_effective(const struct counts *counts)
{
    return counts->effective > 0 ? counts->effective : counts->n;
}
double counts_mean(const struct figure_scale *scale, const struct counts *counts); // min when n = 0
double counts_variance(const struct counts *counts); // over n − 1; 0 when n < 2; `variance` where the spread is hidden
double counts_share(const struct counts *counts, enum figure_category category); // of base; 0 when base = 0
double counts_enps(const struct counts *counts);                                 // −100..100; 0 when n = 0

// The variance within groups of different people, pooled: s₀² = Σ(n_d−1)s_d² / Σ(n_d−1). Start from {0}; the groups may
// be added in any order.
struct pooled_variance {
    double squares, freedom;
};
void pooled_variance_add(struct pooled_variance *pooled, const struct figure_scale *scale,
                         const struct histogram *own);
double pooled_variance_value(const struct pooled_variance *pooled); // 0 while there is none
