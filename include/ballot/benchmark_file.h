// The file of a benchmark.
//
// The file is CSV (base/csv_read.h), one norm a line:
//   question  id of a question of the survey, or …
//   driver    … a driver that exactly one of its questions measures; one of the two columns may be missing
//   figure    enps (of an eNPS question), mean (points of the question's scale) or favourable (a share: 0.62)
//   value     of the norm
//   source    who published it, as reports name it ("Employee survey of the federal government")
//   year      of the norm, 1900 to 2100
//   n         people it was taken from; empty, or no such column: not known, it is taken as exact
#pragma once

#include "ballot/benchmark.h"
#include "base/fault.h"

// Reads the norms of a file. False when it cannot be read (`err`) or has faults (the list, and `err` says so too).
MUST_USE bool benchmark_read(struct arena *arena, const char *path, const struct survey *survey, struct fault_list *faults,
                             struct benchmark *benchmark, struct error *err);
