#include "analyze/cells.h"

#include <string.h>

_Static_assert((int)SURVEY_VALUE_LIMIT == (int)FIGURE_VALUES, "a cell holds what a histogram holds");

struct cells cells_new(struct arena *arena, size_t departments, size_t columns)
{
    return (struct cells){
        .departments = departments,
        .columns = columns,
        .sheets = ARENA_ARRAY(arena, departments, uint32_t),
        .partial = ARENA_ARRAY(arena, departments, uint32_t),
        .counts = ARENA_ARRAY(arena, departments * columns * CELL_COUNTS, uint32_t),
    };
}

static void add_department(struct cells *cells, size_t to, size_t from)
{
    size_t width = cells->columns * CELL_COUNTS;
    uint32_t *sum = cells->counts + to * width;
    const uint32_t *part = cells->counts + from * width;
    for (size_t i = 0; i < width; i++)
        sum[i] += part[i];
    cells->sheets[to] += cells->sheets[from];
    cells->partial[to] += cells->partial[from];
}

// A parent stands before its children, so walking backwards finishes every child before it is added upward.
struct cells cells_roll_up(struct arena *arena, const struct cells *own,
                           const struct organisation *organisation)
{
    struct cells total = cells_new(arena, own->departments, own->columns);
    memcpy(total.counts, own->counts, own->departments * own->columns * CELL_COUNTS * sizeof *own->counts);
    memcpy(total.sheets, own->sheets, own->departments * sizeof *own->sheets);
    memcpy(total.partial, own->partial, own->departments * sizeof *own->partial);
    for (size_t department = own->departments; department-- > 1;)
        add_department(&total, (size_t)organisation->departments[department].parent, department);
    return total;
}

uint32_t cells_answers(const struct cells *cells, size_t department, const struct question *question)
{
    if (question->column_count == 0)
        return 0;
    const uint32_t *counts = cells_at(cells, department, question->column);
    uint32_t answers = 0;
    for (size_t value = 0; value < SURVEY_VALUE_LIMIT; value++)
        answers += counts[value];
    return answers;
}

struct histogram cells_histogram(const struct cells *cells, size_t department,
                                 const struct question *question)
{
    const uint32_t *counts = cells_at(cells, department, question->column);
    struct histogram histogram = {.not_applicable = counts[CELL_NOT_APPLICABLE]};
    memcpy(histogram.counts, counts, sizeof histogram.counts);
    if (cells->effective)
        histogram.effective = cells->effective[department * cells->columns + question->column];
    return histogram;
}

struct figure_scale cells_scale(const struct question *question)
{
    const struct scale *scale = question->scale;
    struct figure_scale result = {
        .min = scale->min,
        .points = scale_points(scale),
        .reverse = question->reverse,
        .not_applicable_in_base = scale->not_applicable == NOT_APPLICABLE_IN_BASE,
        .enps = question->type == QUESTION_ENPS,
    };
    for (int i = 0; i < result.points; i++)
        result.category[i] = (enum figure_category)scale->category[i];
    return result;
}
