// From a closed wave to its publication, in one transaction: cells, figures, mask, findings, proposed actions. A wave is
// analyzed once; a published wave is never computed again (METHODS.md section 5).
#pragma once

#include "analyze/load.h"
#include "analyze/publication.h"
#include "analyze/shard.h"
#include "analyze/weighting.h"
#include "ballot/wave.h"

struct analysis {
    struct wave wave;
    const struct survey *survey;
    struct organisation organisation;
    struct publication publication;
    struct weighting weighting;
    const char *previous; // key of the wave that changes refer to; NULL for none
    uint64_t sheets;      // all of them; responses and partial ones
    int proposed;         // actions
    bool done;            // false: somebody else published the wave in the meantime
};

// `wave` is closed. `options` may be NULL. ERROR_CONFLICT when it is still open or already published. `db` is DB_ANALYZE without a transaction.
MUST_USE bool analyze_wave(struct arena *arena, struct db *db, const struct wave *wave,
                           const struct load_options *options, struct analysis *analysis, struct error *err);

// Counts and stores one shard of a closed wave (shard.h); analyze_wave adds them up. `done` says which there are now.
struct shard_of {
    int shard, shards; // 1 ≤ shard ≤ shards ≤ SHARD_LIMIT
};
MUST_USE bool analyze_shard(struct arena *arena, struct db *db, const struct wave *wave, struct shard_of part,
                            const struct load_options *options, uint64_t *sheets, struct shards *done,
                            struct error *err);
