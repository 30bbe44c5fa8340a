// Counting answer blocks, at the speed of memory. A counter opens and checks each block once and shows it to every
// accumulator (accumulator.h). A thread has a counter of its own; in the end they are merged into one.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"
#include "analyze/index_cells.h"
#include "analyze/pair_counter.h"
#include "analyze/weight_cells.h"

struct counter;

// What was counted, in the arena of the counter.
struct counted {
    struct cells cells;
    struct pairs pairs;
    struct index_cells indices;
    struct weight_cells weights; // without `sums` in a wave without weights
};

// `shape` is the blocks' shape; the survey, what the wave asked and whether its sheets are people decide which sheets
// count as a response. `raked`: the weights of a raked wave (analyze/rake.h), else NULL.
struct counter *counter_new(struct arena *arena, const struct survey *survey, const struct wave *wave,
                            size_t departments, const struct block_shape *shape,
                            const struct stratum_weights *raked);
// Another one for the same plan, with nothing in it.
struct counter *counter_like(struct arena *arena, const struct counter *counter);

// Adds a block. ERROR_INTERNAL when it does not fit its shape or holds what no packer writes, also a weight.
MUST_USE bool counter_add(struct counter *counter, size_t sheets, const unsigned char *payload, size_t size,
                          struct error *err);

// All sums of its accumulators, at most SUMS_LIMIT, in an order that depends on nothing.
size_t counter_sums(const struct counter *counter, struct sums sums[SUMS_LIMIT]);
// Adds what another counter of the same plan has counted.
void counter_merge(struct counter *counter, const struct counter *other);

// All sheets that were added.
uint64_t counter_sheets(const struct counter *counter);

MUST_USE bool counter_finish(const struct counter *counter, struct counted *counted, struct error *err);
