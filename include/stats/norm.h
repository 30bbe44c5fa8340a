// A figure against a norm from elsewhere (METHODS.md sections 1 to 3), from what is published of it alone. No finite-population correction, as in every
// test: the norm is no statement about these people.
#pragma once

#include "stats/histogram.h"

enum norm_figure { NORM_ENPS, NORM_MEAN, NORM_FAVOURABLE, NORM_FIGURE__COUNT };
const char *norm_figure_name(enum norm_figure figure); // "enps", "mean", "favourable"
// NORM_FIGURE__COUNT for any other name.
enum norm_figure norm_figure_named(const char *name);

struct norm {
    enum norm_figure figure;
    double value;    // −100..100, points of the scale, or a share between 0 and 1
    uint32_t people; // that it was taken from; 0: not known, it is taken as exact. Their answers are taken to differ as much as those here
};

// What the figure itself says: enps, mean or favourable.
double norm_figure_value(enum norm_figure kind, const struct figure *figure);

// Published figure minus norm: difference, 95 % interval and p. eNPS: adjusted Wald; favourable: Wilson's score test, Newcombe's interval; mean:
// Student's t with the variance of the published histogram, shrunk to `variance` (s₀²), or `variance` where none is published. p is .05 or less
// exactly where the interval of a norm taken as exact leaves out 0. q is p and `detectable` false until change_control.
void norm_compare(const struct norm *norm, const struct figure_scale *scale, const struct figure *figure, double variance,
                  struct change *change);

// The median of `count` values, which it puts in order; between two of them their mean. count > 0.
double norm_median(double *values, size_t count);
