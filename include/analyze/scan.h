// Reading a wave's answer blocks into a counter, by several connections at once, each with a thread and a counter of its
// own. Sums add up, so the number of threads and who read what do not show in what is counted.
#pragma once

#include "analyze/counter.h"
#include "base/progress.h"

enum { SCAN_THREAD_LIMIT = 16 };

// Of all blocks those whose number leaves `share` when divided by `shares`.
struct scan_share {
    int share, shares; // 0 ≤ share < shares
};
static const struct scan_share scan_everything = {0, 1};

struct scan_plan {
    struct counter_plan counting;
    struct scan_share share;
    int threads; // 1..SCAN_THREAD_LIMIT; 0: as many as processors, sheets and memory are worth it
};

// The counter lives in `arena`. ERROR_INTERNAL when a block is damaged,
// ERROR_CONFLICT when the blocks changed meanwhile. `progress` counts sheets. As DB_ANALYZE in the caller's transaction;
// when a further connection cannot be had, this one reads its share too.
MUST_USE bool scan_blocks(struct arena *arena, struct db *db, const struct scan_plan *plan,
                          const struct progress *progress, struct counter **counter, struct error *err);

// A counter for the plan with nothing in it.
struct counter *scan_counter(struct arena *arena, const struct scan_plan *plan);

// Tells the COPY statements of this transaction (they take no parameters) which blocks they mean.
MUST_USE bool scan_set(struct db *db, int wave_id, struct scan_share share, struct error *err);

// Whether a counter has all sheets of the plan's share. ERROR_CONFLICT.
MUST_USE bool scan_check(struct db *db, const struct scan_plan *plan, const struct counter *counter, struct error *err);
