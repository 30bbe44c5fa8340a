// Which departments may be published (METHODS.md section 5, the tree theorem): no group of 1..k−1 people can
// be derived from the published totals, and as many departments as possible are shown. Computed once per wave
// and question, with that question's counts.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "stats/figure.h"
#include <stddef.h>

enum { MASK_NO_PARENT = -1, MASK_K_LIMIT = 1000 };

// A forest as arrays of `count` departments, parents before their children.
struct mask_tree {
    size_t count;
    const int32_t *parent; // index, or MASK_NO_PARENT
    const uint32_t *own;   // answers of people who sit in the department itself
    // Departments whose own answers came through an open link; NULL: none. Whoever wrote many of those himself can take them away from a
    // figure, so they hide nobody: the others must be 0 or at least k in every residual without them.
    const bool *guests;
};

struct mask {
    size_t count;
    enum figure_status *status; // FIGURE_PUBLISHED, FIGURE_BELOW_MINIMUM or FIGURE_PROTECTS_OTHERS
    uint32_t *n;                // answers at or below
    uint32_t *residual; // of a published one: answers below no published descendant; 0 or ≥ k. Else 0.
};

// The best mask by dynamic programming, O(count·k²), deterministic. A root with n ≥ k is always published, unless guests are all that
// makes it so large.
// Weight of a department: 1 + n/(n of its root + 1), and 0.01 more if it is set in `previous` (published last
// wave; NULL: none). Everything lives in the arena. Fails with ERROR_INVALID on k = 0 or above MASK_K_LIMIT,
// on a parent that does not stand before its child, and when the answers below a root exceed 32 bits.
MUST_USE bool mask_compute(const struct mask_tree *tree, struct arena *arena, uint32_t k,
                           const bool *previous, struct mask *mask, struct error *err);

// Keeps published only what `other` publishes too (the same departments), and counts the residuals anew: the
// mask of an index or driver figure is the intersection of its items' masks. Hidden ones take the status of
// `other`.
void mask_intersect(const struct mask_tree *tree, struct arena *arena, struct mask *mask,
                    const struct mask *other);

// The theorem's condition, checked from statuses and own counts alone: every residual is 0 or at least k, without guests too.
// Fails with ERROR_INTERNAL that names the first department (by index) where it is not.
MUST_USE bool mask_check(const struct mask_tree *tree, struct arena *arena, uint32_t k,
                         const enum figure_status *status, struct error *err);
