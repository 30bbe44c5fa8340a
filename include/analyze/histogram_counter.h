// The accumulator of histograms: answers by department, column and value, and which sheets count as a response.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"

struct histogram_counter;

struct histogram_counter *histogram_counter_new(struct arena *arena, const struct counter_plan *plan);
void histogram_counter_add(struct histogram_counter *counter, const struct counter_block *block);
size_t histogram_counter_sums(const struct histogram_counter *counter, struct sums *sums);
// ERROR_INTERNAL when there are answers outside a question's scale.
MUST_USE bool histogram_counter_finish(const struct histogram_counter *counter, struct cells *cells,
                                       struct error *err);
