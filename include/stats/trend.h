// Where a figure is going: a straight line through its waves on real time, weighted by how exactly each is known, and a check by
// ranks that no single wave can carry (METHODS.md section 3, "Trend").
#pragma once

#include "stats/figure.h"
#include <stddef.h>

// Where a published figure is going, as it is published; per year, in points of the scale or of eNPS. No trend: `waves` is 0.
struct trend {
    unsigned waves; // published ones of the unbroken line, this one included, at most TREND_MOST
    double slope;
    struct interval interval; // 95 %
    double p, q;
    bool detectable; // q ≤ .10 (Benjamini–Hochberg), and Theil–Sen's slope, where there is one, goes the same way
    bool leapt;      // a single wave of the line was a detectable change (kept with the analysis, not published)
    bool watched;    // from TREND_RANK_LEAST waves on: the fields below are set
    double rank_slope;             // Theil–Sen
    struct interval rank_interval; // 95 %
    double rank_p;                 // Mann–Kendall
    double average, limit;         // of stats/control.h, in standard errors of a wave
    bool alarm;
};

enum {
    TREND_MOST = 24,      // as many waves as a report draws: two years of months
    TREND_LEAST = 4,      // waves of an unbroken line, for a slope
    TREND_RANK_LEAST = 8, // for the check by ranks (and stats/control.h)
};

struct trend_point {
    double day;      // any zero; grows from point to point
    double value;    // the figure
    double variance; // of the value, > 0
};

// Weighted least squares, weights 1/variance: SE = √(φ/Sxx), φ = max(1, Q/(T−2)), t with T−2 degrees of freedom.
struct trend_line {
    double slope, intercept; // per day, and at day 0
    double error;            // standard error of the slope
    double misfit, spread;   // Q and φ
    double t, p;
    struct interval interval; // 95 %, of the slope
};
// `count` ≥ 3 points of at least two days.
struct trend_line trend_line(const struct trend_point *points, size_t count);

// Theil–Sen: the median of the slopes between all pairs, with its interval; Mann–Kendall: pairs that rise less pairs that
// fall, z with continuity correction, variance with ties.
struct trend_ranks {
    double slope;             // per day
    struct interval interval; // 95 %
    double s, variance, z, p; // z = 0 and p = 1 when all values are alike
};
enum { TREND_RANK_MOST = 64 };
// 2 to TREND_RANK_MOST points of different days; more are cut off at the beginning.
struct trend_ranks trend_ranks(const struct trend_point *points, size_t count);
