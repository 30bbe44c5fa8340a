#include "analyze/weight_counter.h"
#include "analyze/weight.h"

// An answer's low four bits name its slot, as in histogram_counter.c; WEIGHT_SQUARES is none of them.
enum { SLOT_MASK = 15 };

struct weight_counter {
    struct weight_cells cells;
};

struct weight_counter *weight_counter_new(struct arena *arena, const struct counter_plan *plan)
{
    if (!plan_is_weighted(plan))
        return NULL;
    struct weight_counter *counter = ARENA_NEW(arena, struct weight_counter);
    counter->cells = weight_cells_new(arena, plan->departments, plan->shape.columns);
    return counter;
}

static void count_column(const struct weight_cells *cells, size_t column, const struct counter_block *block)
{
    const unsigned char *answers = block->view.answers + column * block->view.sheets;
    for (size_t i = 0; i < block->view.sheets; i++) {
        int64_t *sums = weight_cells_at(cells, block->departments[i], column);
        if (answers[i] < SURVEY_VALUE_LIMIT) {
            sums[answers[i]] += block->weights[i];
            sums[WEIGHT_SQUARES] += weight_square(block->weights[i]);
        } else if (answers[i] == ANSWER_NOT_APPLICABLE)
            sums[CELL_NOT_APPLICABLE] += block->weights[i];
    }
}

void weight_counter_add(struct weight_counter *counter, const struct counter_block *block)
{
    if (!counter)
        return;
    for (size_t column = 0; column < counter->cells.columns; column++)
        count_column(&counter->cells, column, block);
    uint64_t *totals = counter->cells.totals;
    for (size_t i = 0; i < block->view.sheets; i++) {
        const uint64_t weight = (uint64_t)block->weights[i], square = (uint64_t)weight_square(block->weights[i]);
        totals[WEIGHT_PEOPLE]++;
        totals[WEIGHT_SUM] += weight;
        totals[WEIGHT_SUM_SQUARES] += square;
        totals[WEIGHT_BOUND] += (weight >> WEIGHT_BITS) + 1;
        totals[WEIGHT_BOUND_SQUARES] += (square >> WEIGHT_BITS) + 1;
    }
}

size_t weight_counter_sums(const struct weight_counter *counter, struct sums *sums)
{
    return counter ? weight_cells_sums(&counter->cells, sums) : 0;
}

bool weight_counter_finish(const struct weight_counter *counter, double most, struct weight_cells *cells,
                           struct error *err)
{
    *cells = counter ? counter->cells : (struct weight_cells){0};
    if (!counter)
        return true;
    const double mean = (double)cells->totals[WEIGHT_SUM] / (double)cells->totals[WEIGHT_PEOPLE];
    if (mean * WEIGHT_LEAST < WEIGHT_UNIT) {
        (void)FAIL(err, ERROR_LIMIT, "the weights of this wave are too small to be added without rounding");
        return error_hint(err, "Multiply all of them with the same number: only their proportions matter.");
    }
    const double weight = (double)cells->totals[WEIGHT_BOUND] * most, squares = (double)cells->totals[WEIGHT_BOUND_SQUARES];
    if (weight * WEIGHT_UNIT < 9e18 && squares * WEIGHT_UNIT < 9e18)
        return true;
    (void)FAIL(err, ERROR_LIMIT, "the weights of this wave are too large to be added without rounding");
    return error_hint(err, "Divide all of them by the same number: only their proportions matter.");
}
