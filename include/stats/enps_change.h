// Change of the eNPS between two waves (METHODS.md section 3). No finite-population correction: it gives
// false certainty. Both waves need at least one answer.
#pragma once

#include "stats/histogram.h"

// Two-sided p of z = (Δ₂−Δ₁)/√(v·n/(n−1)·(1/n₁+1/n₂)), v = p+d−(p−d)² of the merged counts. 1 when all
// answers of both waves are of one category.
double enps_change_pooled(const struct counts *earlier, const struct counts *now);

// The exact conditional permutation test: of all ways to deal the merged answers out to two waves of these
// sizes (multivariate hypergeometric), the share whose |Δ₂−Δ₁| is at least the observed one. Work: (smaller
// n)² / 2.
double enps_change_exact(const struct counts *earlier, const struct counts *now);

// 95 % interval of Δ₂−Δ₁ in points, pseudo-counts .375, .75, .375 in each wave, within ±200. Its centre is
// not exactly the raw difference.
struct interval enps_change_interval(const struct counts *earlier, const struct counts *now);
