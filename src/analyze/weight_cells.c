#include "analyze/weight_cells.h"
#include "analyze/weight.h"
#include "stats/apportion.h"

#include <math.h>
#include <string.h>

struct weight_cells weight_cells_new(struct arena *arena, size_t departments, size_t columns)
{
    return (struct weight_cells){departments, columns,
                                 ARENA_ARRAY(arena, departments * columns * CELL_COUNTS, int64_t),
                                 ARENA_ARRAY(arena, WEIGHT_TOTALS, uint64_t)};
}

size_t weight_cells_sums(const struct weight_cells *cells, struct sums *sums)
{
    sums[0] = (struct sums){"weights", cells->departments, cells->columns * CELL_COUNTS, sizeof(int64_t), cells->sums};
    sums[1] = (struct sums){"weight_totals", 1, WEIGHT_TOTALS, sizeof(uint64_t), cells->totals};
    return WEIGHT_CELLS_SUMS;
}

// A parent stands before its children, so walking backwards finishes every child before it is added upward.
struct weight_cells weight_cells_roll_up(struct arena *arena, const struct weight_cells *own,
                                         const struct organisation *organisation)
{
    struct weight_cells total = weight_cells_new(arena, own->departments, own->columns);
    const size_t width = own->columns * CELL_COUNTS;
    memcpy(total.sums, own->sums, own->departments * width * sizeof *own->sums);
    for (size_t department = own->departments; department-- > 1;) {
        int64_t *sum = total.sums + (size_t)organisation->departments[department].parent * width;
        for (size_t i = 0; i < width; i++)
            sum[i] += total.sums[department * width + i];
    }
    return total;
}

static int64_t sum_of(const int64_t *weights, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    return sum;
}

static uint32_t people_of(const uint32_t *counts)
{
    uint32_t people = 0;
    for (size_t i = 0; i < SURVEY_VALUE_LIMIT; i++)
        people += counts[i];
    return people;
}

// "Not applicable" is told in proportion to the answers: only percentages that have it in their base see it.
static void apply_cell(uint32_t *counts, const int64_t *weights, uint32_t *effective)
{
    const uint32_t people = people_of(counts);
    const int64_t weight = sum_of(weights, SURVEY_VALUE_LIMIT);
    *effective = weight_effective(people, weight, weights[WEIGHT_SQUARES]);
    apportion(weights, SURVEY_VALUE_LIMIT, people, counts);
    if (weight > 0)
        counts[CELL_NOT_APPLICABLE] =
            (uint32_t)llround((double)weights[CELL_NOT_APPLICABLE] / (double)weight * people);
}

struct cells weight_cells_apply(struct arena *arena, const struct cells *total, const struct weight_cells *weights)
{
    struct cells cells = cells_new(arena, total->departments, total->columns);
    const size_t all = total->departments * total->columns;
    memcpy(cells.counts, total->counts, all * CELL_COUNTS * sizeof *cells.counts);
    memcpy(cells.sheets, total->sheets, total->departments * sizeof *cells.sheets);
    memcpy(cells.partial, total->partial, total->departments * sizeof *cells.partial);
    cells.effective = ARENA_ARRAY(arena, all, uint32_t);
    for (size_t i = 0; i < all; i++)
        apply_cell(cells.counts + i * CELL_COUNTS, weights->sums + i * CELL_COUNTS, &cells.effective[i]);
    return cells;
}
