// Sums of weights beside the cells of a wave whose figures are weighted (METHODS.md section 4): an import with a weight
// column, or a wave raked to the people invited. n and the mask stay those of people.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"

// Where a cell has the sheets without an answer, this has the squares (analyze/weight.h) of those with a value.
enum { WEIGHT_SQUARES = CELL_NONE };

// Of all sheets: how many, Σw, Σw²; and whole numbers not below Σw and Σw², which tell whether the sums overflowed.
enum { WEIGHT_PEOPLE, WEIGHT_SUM, WEIGHT_SUM_SQUARES, WEIGHT_BOUND, WEIGHT_BOUND_SQUARES, WEIGHT_TOTALS };

struct weight_cells {
    size_t departments, columns;
    int64_t *sums; // departments × columns × CELL_COUNTS, units of analyze/weight.h
    uint64_t *totals; // WEIGHT_TOTALS
};

struct weight_cells weight_cells_new(struct arena *arena, size_t departments, size_t columns);

static inline int64_t *weight_cells_at(const struct weight_cells *cells, size_t department, size_t column)
{
    return cells->sums + (department * cells->columns + column) * CELL_COUNTS;
}

// As sums to be merged and stored: WEIGHT_CELLS_SUMS of them.
enum { WEIGHT_CELLS_SUMS = 2 };
size_t weight_cells_sums(const struct weight_cells *cells, struct sums *sums);

// From each department's own people to all people below it, itself included.
struct weight_cells weight_cells_roll_up(struct arena *arena, const struct weight_cells *own,
                                         const struct organisation *organisation);

// What stands in for the cells of people when figures are weighted: as many answers in each department and column, divided
// by weight among the values (stats/apportion.h), and with how many people of equal weight they are worth.
struct cells weight_cells_apply(struct arena *arena, const struct cells *total, const struct weight_cells *weights);
