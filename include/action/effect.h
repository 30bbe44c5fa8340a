// Did it help? The target figure's change in the department against the change in the rest of the organisation
// (difference in differences, METHODS.md section 3), from published figures only.
#pragma once

#include "action/machine.h"
#include "stats/change.h"

// A published figure as the ledger keeps it.
struct effect_figure {
    double n;
    bool enps;
    double mean;                  // scale questions: points of the scale
    double enps_value;            // eNPS questions: −100..100
    double promoters, detractors; // shares; NaN when not published
    double variance;              // of single answers, from a published histogram; NaN when there is none
    double min, max;              // of the scale
};

// Department and whole organisation in one wave.
struct effect_wave {
    struct effect_figure department, root;
};

enum effect_method {
    EFFECT_AGAINST_REST, // difference in differences
    EFFECT_BEFORE_AFTER, // the department is the whole organisation: there is no rest to compare with
};

struct effect {
    enum effect_method method;
    double department_change, rest_change; // rest_change is 0 for EFFECT_BEFORE_AFTER
    struct comparison comparison;          // difference, 95 % interval, p
    enum action_state outcome;             // ACTION_VERIFIED, ACTION_NO_EFFECT or ACTION_WORSE
};

// The rest is the root without the department: n_r = N − n, mean_r = (N·M − n·m)/n_r, shares likewise, each within its
// range (top-coding shows a small department an answer away from where it stands).
//
// Standard errors, the two waves taken as independent (the same people answer alike, so this is on the safe side):
//   eNPS   100·√(v/n') a wave, n' = n + 1.5, v = p + d − (p−d)² after adding .375, .75, .375 answers; where the
//          shares are not published, p + d = 1, the largest v there can be
//   mean   √(s²/n), s² of the histogram shrunk to ((n−1)s² + 4s₀²)/(n+3); s₀² is the whole organisation's, and
//          stands alone where the department's histogram is not published (n < 20); without any histogram
//          (max−m)(m−min), the largest variance a mean m allows
// Above 0 with its whole interval is verified, below 0 is worse, anything else is no detectable effect: an action
// without any effect is called verified in 2.5 % of the cases.
void effect_compute(const struct effect_wave *before, const struct effect_wave *after, struct effect *effect);

const char *effect_method_name(enum effect_method method); // "difference_in_differences", "before_after"
