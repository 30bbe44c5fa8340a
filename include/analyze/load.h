// Where a wave's cells come from: the first time from its answer blocks, ever after from answers.cell.
#pragma once

#include "analyze/scan.h"
#include "stats/raking.h"

struct load_options {
    int threads; // as in struct scan_plan
    bool whole;  // what shards have counted is not used
    const struct progress *progress;
};

struct loaded {
    struct counted counted; // without pairs unless `fresh`
    bool fresh;             // counted from blocks now; not stored yet
    bool raked;             // … with weights that are worth this:
    struct raking_result raking;
};

// Reads the cells of a closed wave: what is stored of it, else its shards (shard.h), else its answer blocks. Runs as
// DB_ANALYZE inside the caller's transaction.
MUST_USE bool load_cells(struct arena *arena, struct db *db, const struct wave *wave,
                         const struct survey *survey, const struct organisation *organisation,
                         const struct load_options *options, struct loaded *loaded, struct error *err);

// Counts a share of the blocks, whatever is stored. Sets `raked` and `raking` of `loaded`.
MUST_USE bool load_share(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                         const struct organisation *organisation, struct scan_share share,
                         const struct load_options *options, struct counter **counter, struct loaded *loaded,
                         struct error *err);

// Stores counted cells and sums, so that the blocks need not be read again, and forgets the shards.
MUST_USE bool load_store(struct db *db, const struct wave *wave, const struct counted *counted,
                         struct error *err);
