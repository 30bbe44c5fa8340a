// Change between two waves, and what many such comparisons together may claim (METHODS.md section 3).
//
// Of two waves of 10 to 300 people the intervals hold the true change in 93.8 to 97.3 % on average (tests/bench/run power); with 5
// people in one they are wide rather than narrow, 94.9 to 98.9 %. Where nothing changed p is at most .05 in 0 to 4.6 % of
// comparisons below 20 people, and in 4.7 to 5.2 % from there on.
#pragma once

#include "stats/histogram.h"
#include <stddef.h>

// Benjamini–Hochberg's q up to which a change is drawn as an arrow.
#define CHANGE_DISCOVERY_RATE 0.10

// Fills status, difference, interval and p. eNPS: pooled z, or the exact permutation test when the smaller
// wave has fewer than 20 answers, interval with 1.5 pseudo-counts a wave. Scale: Welch's t. CHANGE_NONE when
// a wave has no answers. q is p and `detectable` false until change_control. What is published goes through
// topcode_change.
void change_compute(const struct figure_scale *scale, const struct counts *earlier, const struct counts *now,
                    struct change *change);

// Sets q and `detectable` of all compared changes of one family: one wave and question family, published
// nodes only. Others in the list are left alone.
void change_control(struct change *const *changes, size_t count);

// A number with its standard error.
struct estimate {
    double value, error;
};
// Of a compared change; the error is read back from its interval.
struct estimate change_estimate(const struct change *change);

// Difference in differences: did `treated` change more than `rest`? Both must come from different people.
struct comparison {
    double difference;
    struct interval interval; // 95 %
    double p;
};
struct comparison change_compare(const struct estimate *treated, const struct estimate *rest);
