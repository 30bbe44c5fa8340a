// What an import writes beside the answers: the wave, its frozen departments and segments, and new departments.
#pragma once

#include "ballot/import.h"
#include "import_source.h"

// Adds the closed wave. Questions the file does not have count as not asked.
MUST_USE bool import_store_wave(struct db *db, struct arena *arena, const struct import_plan *plan,
                                const struct import_source *source, const struct import_report *report,
                                int *wave_id, struct error *err);
// Adds the departments among `order` (parents first) that the directory does not have; counts them.
MUST_USE bool import_store_departments(struct db *db, const struct import_tree *tree, const int *order,
                                       size_t count, size_t *made, struct error *err);
MUST_USE bool import_store_snapshot(struct db *db, int wave_id, const struct import_tree *tree,
                                    const int *order, size_t count, bool people, struct error *err);
MUST_USE bool import_store_segments(struct db *db, int wave_id, const struct import_source *source,
                                    struct error *err);
