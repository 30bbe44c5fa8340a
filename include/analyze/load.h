// Where a wave's cells come from: the first time from its answer blocks, ever after from answers.cell.
#pragma once

#include "analyze/counter.h"
#include "base/progress.h"

struct loaded {
    struct counted counted; // only its cells unless `fresh`
    bool fresh;             // counted from blocks now; not stored yet
};

// Reads the cells of a closed wave. Runs as DB_ANALYZE inside the caller's transaction. `progress` counts sheets.
MUST_USE bool load_cells(struct arena *arena, struct db *db, const struct wave *wave,
                         const struct survey *survey, size_t departments, const struct progress *progress,
                         struct loaded *loaded, struct error *err);

// Stores counted cells, so that the blocks need not be read again.
MUST_USE bool load_store(struct db *db, const struct wave *wave, const struct cells *cells,
                         struct error *err);
