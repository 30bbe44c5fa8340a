// Sums of accumulators (analyze/accumulator.h) kept beside the cells, in answers.sums, so that a closed wave is read once.
#pragma once

#include "analyze/accumulator.h"
#include "db/query.h"

// Stores them for a wave, once. As DB_ANALYZE, inside the caller's transaction.
MUST_USE bool sums_store(struct db *db, int wave_id, const struct sums *sums, size_t count, struct error *err);

// Reads those of the wave set before (analyze_wave_set.sql) into `sums`, which have their shapes and are zero. `found` is
// false when one of them is not there or of another shape.
MUST_USE bool sums_load(struct db *db, const struct sums *sums, size_t count, bool *found, struct error *err);
