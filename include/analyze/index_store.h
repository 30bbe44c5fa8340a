// The ledger's side of indices: writing them once with their wave, and reading what an earlier one shows.
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"

// Appends the indices of a publication. As DB_ANALYZE, inside the caller's transaction.
MUST_USE bool index_store(struct db *db, const struct wave *wave, const struct publication *publication,
                          struct error *err);

// The statuses of a published wave, departments × indices; what has no row was not asked.
MUST_USE bool index_statuses(struct arena *arena, struct db *db, int wave_id, size_t departments, size_t indices,
                             const enum figure_status **statuses, struct error *err);
