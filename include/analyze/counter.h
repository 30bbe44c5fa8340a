// Counting answer blocks into cells, at the speed of memory: question after question, one addition an answer.
#pragma once

#include "analyze/cells.h"
#include "ballot/block.h"

struct counter;

// `shape` is the blocks' shape; the survey, what the wave asked and whether its sheets are people decide which sheets
// count as a response.
struct counter *counter_new(struct arena *arena, const struct survey *survey, const struct wave *wave,
                            size_t departments, const struct block_shape *shape);

// Adds a block. ERROR_INTERNAL when it does not fit its shape or holds what no packer writes.
MUST_USE bool counter_add(struct counter *counter, size_t sheets, const unsigned char *payload, size_t size,
                          struct error *err);

// The cells of everything added, in the arena of the counter.
MUST_USE bool counter_finish(const struct counter *counter, struct cells *cells, struct error *err);
