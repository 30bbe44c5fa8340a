// A wave too large for one process: each of several counts a share of its answer blocks and stores the sums; the analysis
// adds them up as if one had counted everything.
#pragma once

#include "analyze/scan.h"

enum { SHARD_LIMIT = 64 };

// What is stored of a wave: shard number i is counted[i], 1..shards. `shards` 0: nothing.
struct shards {
    int shards;
    bool counted[SHARD_LIMIT + 1];
};
MUST_USE bool shard_find(struct db *db, const struct wave *wave, struct shards *shards, struct error *err);
// ERROR_CONFLICT that names the shards which are missing, and what to run.
MUST_USE bool shard_complete(const struct wave *wave, const struct shards *shards, struct error *err);

// Replaces what is stored of shard number `shard` of `shards`. ERROR_CONFLICT when others are stored of another number of
// shards. In the caller's transaction, with the wave locked.
MUST_USE bool shard_store(struct db *db, const struct wave *wave, int shard, int shards, const struct counter *counter,
                          struct error *err);
// Adds everything stored to a counter of the wave. ERROR_CONFLICT when it was counted for other questions.
MUST_USE bool shard_add(struct db *db, const struct wave *wave, struct counter *counter, struct error *err);
MUST_USE bool shard_remove(struct db *db, const struct wave *wave, struct error *err);
