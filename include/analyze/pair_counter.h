// The accumulator of pairs (pairs.h). A sheet costs a few multiplications of bytes and a row of additions for each
// question that it leaves out. Memory is departments × questions² × 8 bytes: 2 MB for 500 × 20, 140 MB for 10,000 × 41.
#pragma once

#include "analyze/pairs.h"

struct pair_counter;

struct pair_counter *pair_counter_new(struct arena *arena, const struct counter_plan *plan);
void pair_counter_add(struct pair_counter *counter, const struct counter_block *block);
size_t pair_counter_sums(const struct pair_counter *counter, struct sums *sums);
struct pairs pair_counter_finish(const struct pair_counter *counter);
