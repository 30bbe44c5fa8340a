// Change of a mean between two waves (METHODS.md section 3): Welch's t, and beside it Mann–Whitney with ties,
// Cliff's δ and Hedges' g, all from the two histograms. Means are in points of the scale. Each wave needs at
// least one answer.
#pragma once

#include "stats/interval.h"

struct welch_test {
    double difference; // of the means, now − earlier
    double error;      // its standard error
    double t, freedom, p;
    struct interval interval; // 95 %, within ±(points − 1)
};
// With fewer than two answers in a wave nothing can be said: p = 1, the interval is the whole range. When
// neither wave varies, the error is that of one answer in each wave a step away (variance 1/n), so that
// agreement of all is not taken for certainty.
struct welch_test welch_test(const struct figure_scale *scale, const struct counts *earlier,
                             const struct counts *now);

// The same for any two means, of a figure that is `range` from one end to the other; `step` is the smallest difference
// between two people.
struct welch_test welch_samples(const struct sample *earlier, const struct sample *now, double range, double step);

struct rank_test {
    double u;    // pairs in which the later answer is higher; ties count half
    double z, p; // normal approximation with tie correction; z = 0 and p = 1 when all answers are equal
    double p_corrected; // with continuity correction
    double delta;       // Cliff's δ = 2u/(n₁n₂) − 1
};
struct rank_test rank_test(const struct counts *earlier, const struct counts *now);

// Difference in units of the pooled standard deviation; 0 when nothing varies.
double cohen_d(const struct counts *earlier, const struct counts *now);
// The same without its bias in small samples, exactly: × Γ(m/2) / (√(m/2)·Γ((m−1)/2)), m = n₁+n₂−2 > 1.
double hedges_g(const struct counts *earlier, const struct counts *now);

// |δ| < .147 "negligible", < .33 "small", < .474 "medium", else "large".
const char *cliff_size(double delta);

struct share_test {
    double difference;
    struct interval interval; // Newcombe's hybrid of two Wilson intervals, 95 %
    double z, p;              // pooled; z = 0 and p = 1 when all answers of both waves are alike
};
// Change of favourable % (as a share). Both bases at least 1.
struct share_test share_test(const struct counts *earlier, const struct counts *now);
