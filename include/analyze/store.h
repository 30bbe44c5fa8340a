// The ledger's side of the analyzer: writing a publication once, and reading what an earlier one shows.
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"

// Appends the publication of a wave. `previous` is the wave that changes refer to, 0 for none. As DB_ANALYZE, inside
// the caller's transaction.
MUST_USE bool store_publication(struct arena *arena, struct db *db, const struct wave *wave,
                                const struct survey *survey, int previous,
                                const struct publication *publication, struct error *err);

// The statuses of a published wave, departments × questions (analyze/compute.h); what has no row was not asked.
MUST_USE bool store_statuses(struct arena *arena, struct db *db, int wave_id, size_t departments,
                             size_t questions, const enum figure_status **statuses, struct error *err);

// The numbers of a finding as JSON, whole ones without a point.
char *store_numbers(struct arena *arena, const struct finding *finding);
