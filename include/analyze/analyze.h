// From a closed wave to its publication, in one transaction: cells, figures, mask, findings, proposed actions. A wave is
// analyzed once; a published wave is never computed again (METHODS.md section 5).
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"
#include "base/progress.h"

struct analysis {
    struct wave wave;
    const struct survey *survey;
    struct organisation organisation;
    struct publication publication;
    const char *previous; // key of the wave that changes refer to; NULL for none
    uint64_t sheets;      // all of them; responses and partial ones
    int proposed;         // actions
    bool done;            // false: somebody else published the wave in the meantime
};

// `wave` is closed. ERROR_CONFLICT when it is still open or already published. `db` is DB_ANALYZE without a transaction.
MUST_USE bool analyze_wave(struct arena *arena, struct db *db, const struct wave *wave,
                           const struct progress *progress, struct analysis *analysis, struct error *err);
