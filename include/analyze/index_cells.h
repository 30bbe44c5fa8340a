// Sums of the people's index values for every department: what an index is computed from (METHODS.md sections 1 and 4).
// Whole numbers that add up over departments, blocks and machines, like cells, so that an index is the same whatever the
// order of the answers.
//
// A person's t is Σ part·step over the items answered, a the sum of their parts (survey_index.parts). A step is the
// item's value index, a reversed item reversed, times unit/(points−1), where `unit` is the least common multiple of all
// items' points−1: so items of different length are added without rounding. Of favourable answers a step is 0 or 1 and
// the unit 1. t/a/unit lies between 0 and 1: the person's mean over what they answered. "Not applicable" is no answer,
// but where it stands in the base of percentages it counts as an answer that is not favourable.
//
// People are kept apart by a, which is all that both methods need: the person mean Σ_a Σt/a over those with at least half
// of the parts, its variance from Σ_a Σt²/a², and the variance of the mean of the items as that of the ratio Σt/Σa,
// Σ(t−Ra)²: the items' covariance is in it because t is a person's sum.
#pragma once

#include "analyze/accumulator.h"
#include "analyze/cells.h"

// Of the people of a department who answered a parts. In a wave without weights weight is people, weight_squares too.
struct index_sum {
    int64_t people;
    int64_t weight, weight_squares; // Σw and Σw² in the units of analyze/weight.h
    int64_t sum, squares;           // Σwt, Σwt²
};
enum { INDEX_SUM_NUMBERS = 5 };

struct index_shape {
    const struct survey_index *index;
    unsigned unit;
    size_t offset;       // of its whole + 1 sums in a department's row
    size_t cross_offset; // of its α sums: see below
};

// The answers of everybody who answered all items of an index, without weights, as answered but reversed: n, then Σx of
// each item, then Σxy of each pair with x ≤ y: 1 + items + items·(items+1)/2 numbers an index. Cronbach's α needs
// nothing else (stats/reliability.h).
struct index_cells {
    size_t departments, index_count, width, cross_width;
    struct index_shape *shapes;
    struct index_sum *sums; // departments × width
    int64_t *cross;         // cross_width, of the whole organisation
};

// All zero. A survey without indices gives width 0.
struct index_cells index_cells_new(struct arena *arena, const struct survey *survey, size_t departments);

static inline struct index_sum *index_cells_at(const struct index_cells *cells, size_t department, size_t index)
{
    return cells->sums + department * cells->width + cells->shapes[index].offset;
}

void index_sum_add(struct index_sum *sum, const struct index_sum *part);
void index_sum_subtract(struct index_sum *whole, const struct index_sum *part);

// As sums to be merged and stored: INDEX_CELLS_SUMS of them.
enum { INDEX_CELLS_SUMS = 2 };
size_t index_cells_sums(const struct index_cells *cells, struct sums *sums);

// The largest t², which a weight may be multiplied with.
double index_cells_most(const struct index_cells *cells);

// From each department's own people to all people below it, itself included.
struct index_cells index_cells_roll_up(struct arena *arena, const struct index_cells *own, const struct survey *survey,
                                       const struct organisation *organisation);

// Whether somebody who answered a of the index's parts is one of its people: at least half for a person mean, any item
// for the mean of the items.
static inline bool index_counts(const struct survey_index *index, size_t a)
{
    return index->method == INDEX_PERSON_MEAN ? 2 * a >= index->whole : a > 0;
}
// How many of a department are.
uint32_t index_cells_people(const struct index_cells *cells, size_t department, size_t index);
