// What counts answer sheets. An accumulator keeps integers that add up and nothing else, so blocks may come in any order,
// threads and shards may share the work, and the sums are the same to the last bit.
//
// To add one: x_new(arena, plan), x_add(x, block), x_sums(x, sums), x_finish(…) as histogram_counter.h has them, and a line
// each in src/analyze/counter.c. Threads, shards and merging then work by themselves: they know sums only.
#pragma once

#include "ballot/block.h"
#include "ballot/wave.h"
#include "base/arena.h"

// What is counted.
struct counter_plan {
    const struct survey *survey;
    const struct wave *wave;
    size_t departments;
    struct block_shape shape;
    const struct stratum_weights *raked; // analyze/rake.h; NULL: the wave is not raked
};
static inline bool plan_is_weighted(const struct counter_plan *plan)
{
    return plan->shape.weighted || plan->raked;
}

// A block as an accumulator sees it: opened, all departments below `departments`, every answer byte a value index, "not
// applicable" or none.
struct counter_block {
    struct block_view view;
    const uint16_t *departments; // view.sheets of them
    const int64_t *weights;      // as many, in the units of analyze/weight.h; NULL in a wave without weights
};

// Integers of an accumulator: a name (for stored shards), rows × width, 32 or 64 bits each, native order.
struct sums {
    const char *name;
    size_t rows, width;
    size_t size; // 4 or 8 bytes
    void *values;
};
enum { SUMS_LIMIT = 16 }; // of all accumulators together

struct sums sums_new(struct arena *arena, const char *name, size_t rows, size_t width, size_t size);
size_t sums_bytes(const struct sums *sums);
// Adds what somebody else counted, of the same shape. Unsigned: they cannot overflow before a wave has 2³² sheets.
void sums_merge(const struct sums *into, const struct sums *other);
