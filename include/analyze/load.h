// Where a wave's cells come from: the first time from its answer blocks, ever after from answers.cell.
#pragma once

#include "analyze/counter.h"
#include "base/progress.h"
#include "stats/raking.h"

struct loaded {
    struct counted counted; // without pairs unless `fresh`
    bool fresh;             // counted from blocks now; not stored yet
    bool raked;             // … with weights that are worth this:
    struct raking_result raking;
};

// Reads the cells of a closed wave. Runs as DB_ANALYZE inside the caller's transaction. `progress` counts sheets.
MUST_USE bool load_cells(struct arena *arena, struct db *db, const struct wave *wave,
                         const struct survey *survey, const struct organisation *organisation,
                         const struct progress *progress, struct loaded *loaded, struct error *err);

// Stores counted cells and sums, so that the blocks need not be read again.
MUST_USE bool load_store(struct db *db, const struct wave *wave, const struct counted *counted,
                         struct error *err);
