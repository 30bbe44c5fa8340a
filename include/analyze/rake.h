// Raking an own wave (METHODS.md section 4): weights that bring the people who answered to the known numbers invited, by
// department below the root and by each segment that was named when the wave opened. People who are alike in all of these
// are a stratum and share a weight. Two passes over the blocks: who answered, then what they said.
#pragma once

#include "analyze/accumulator.h"
#include "db/query.h"
#include "stats/raking.h"

struct stratum_weights {
    const uint16_t *groups; // by department: the child of the root that it is or is below; 0: the root's own people
    size_t segment_count;
    size_t segments[WAVE_RAKE_LIMIT];
    size_t categories[WAVE_RAKE_LIMIT]; // with one more for "no value"
    size_t count;
    int64_t *weights;            // units of analyze/weight.h
    struct raking_result result; // what they are worth
};

// The number of a sheet's stratum.
size_t stratum_of(const struct stratum_weights *strata, const struct counter_block *block, size_t sheet);
static inline int64_t stratum_weight(const struct stratum_weights *strata, const struct counter_block *block,
                                     size_t sheet)
{
    return strata->weights[stratum_of(strata, block, sheet)];
}

// Reads the blocks of a raked wave whose number was set (analyze_wave_set.sql). As DB_ANALYZE, inside the caller's
// transaction. ERROR_CONFLICT when the numbers invited are not known.
MUST_USE bool rake_load(struct arena *arena, struct db *db, const struct counter_plan *plan,
                        const struct organisation *organisation, struct stratum_weights *strata, struct error *err);

// The same from counts: `people` is one a stratum, `invited` one a category of each segment, the last of each "no value".
void rake_compute(struct arena *arena, const struct organisation *organisation, const uint32_t *people,
                  double *const *invited, struct stratum_weights *strata);

// Who sits where: fills groups, segments, categories and count. ERROR_LIMIT for too many strata.
MUST_USE bool rake_strata(struct arena *arena, const struct organisation *organisation, const struct wave *wave,
                          const size_t *categories, struct stratum_weights *strata, struct error *err);
