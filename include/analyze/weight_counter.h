// The accumulator of weights, in waves that have them: what each answer value weighs, by department and column.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/weight_cells.h"

struct weight_counter;

// NULL for a wave without weights; the other functions take it.
struct weight_counter *weight_counter_new(struct arena *arena, const struct counter_plan *plan);
void weight_counter_add(struct weight_counter *counter, const struct counter_block *block);
size_t weight_counter_sums(const struct weight_counter *counter, struct sums *sums);
// `cells` are the counter's own, without `sums` where it is NULL. ERROR_LIMIT when the weights may have been too large to be added without rounding; the
// largest value that is multiplied with a weight or its square is `most`.
MUST_USE bool weight_counter_finish(const struct weight_counter *counter, double most, struct weight_cells *cells,
                                    struct error *err);
