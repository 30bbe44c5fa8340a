// The accumulator of the indices: every person's sum over their items, by department and by how much of the index they answered.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/index_cells.h"

struct index_counter;

struct index_counter *index_counter_new(struct arena *arena, const struct counter_plan *plan);
void index_counter_add(struct index_counter *counter, const struct counter_block *block);
size_t index_counter_sums(const struct index_counter *counter, struct sums *sums);
struct index_cells index_counter_finish(const struct index_counter *counter); // the counter's own
