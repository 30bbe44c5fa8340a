// Whether a share goes along with a score over groups: the share of comments that use a word, and the eNPS of departments.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SHARE_TREND_LEAST = 8 }; // groups below which nothing is tested

// A group: `users` of `total` do, and it scores `score`.
struct share_group {
    double users, total, score;
};

struct share_trend {
    size_t groups;        // with a total above 0
    double lower, higher; // the share in all groups below the average score (weighted with the totals), and in the others
    double p;             // two-sided, that the share does not depend on the score
};

// Cochran and Armitage's test for a trend in proportions. People of one group resemble each other, so its variance is multiplied with
// φ = max(1, Q/(groups−2)), Q Pearson's χ² left over (as METHODS.md section 3 does for trends), or replaced by the one that the groups
// themselves show around the line (MacKinnon and White's HC2), if that is larger; t with groups−2 degrees of freedom. Without the second
// 6.7 % of unrelated words raise an alarm at 5 % where groups differ in size and liking; with it at most 5.5 % (8 to 56 groups, 20,000
// draws each). False where nothing can be tested: too few groups, one score only, nobody or everybody uses it.
bool share_trend_test(const struct share_group *groups, size_t count, struct share_trend *trend);
