#include "analyze/index_cells.h"

#include <string.h>

static unsigned common_multiple(unsigned a, unsigned b)
{
    unsigned divisor = a, rest = b;
    while (rest) {
        const unsigned next = divisor % rest;
        divisor = rest;
        rest = next;
    }
    return a / divisor * b;
}

static unsigned index_unit(const struct survey *survey, const struct survey_index *index)
{
    unsigned unit = 1;
    for (size_t i = 0; i < index->item_count && index->figure == INDEX_OF_SCORES; i++)
        unit = common_multiple(unit, (unsigned)scale_points(survey->questions[index->items[i]].scale) - 1);
    return unit;
}

struct index_cells index_cells_new(struct arena *arena, const struct survey *survey, size_t departments)
{
    struct index_cells cells = {
        .departments = departments,
        .index_count = survey->index_count,
        .shapes = ARENA_ARRAY(arena, survey->index_count, struct index_shape),
    };
    for (size_t i = 0; i < survey->index_count; i++) {
        const struct survey_index *index = &survey->indices[i];
        cells.shapes[i] = (struct index_shape){.index = index,
                                               .unit = index_unit(survey, index),
                                               .offset = cells.width,
                                               .cross_offset = cells.cross_width};
        cells.width += index->whole + 1;
        cells.cross_width += 1 + index->item_count + index->item_count * (index->item_count + 1) / 2;
    }
    cells.sums = ARENA_ARRAY(arena, departments * cells.width, struct index_sum);
    cells.cross = ARENA_ARRAY(arena, cells.cross_width, int64_t);
    return cells;
}

void index_sum_add(struct index_sum *sum, const struct index_sum *part)
{
    sum->people += part->people;
    sum->weight += part->weight;
    sum->weight_squares += part->weight_squares;
    sum->sum += part->sum;
    sum->squares += part->squares;
}

void index_sum_subtract(struct index_sum *whole, const struct index_sum *part)
{
    whole->people -= part->people;
    whole->weight -= part->weight;
    whole->weight_squares -= part->weight_squares;
    whole->sum -= part->sum;
    whole->squares -= part->squares;
}

size_t index_cells_sums(const struct index_cells *cells, struct sums *sums)
{
    sums[0] = (struct sums){"indices", cells->departments, cells->width * INDEX_SUM_NUMBERS, sizeof(int64_t), cells->sums};
    sums[1] = (struct sums){"index_pairs", cells->cross_width > 0, cells->cross_width, sizeof(int64_t), cells->cross};
    return INDEX_CELLS_SUMS;
}

double index_cells_most(const struct index_cells *cells)
{
    double most = 1.0;
    for (size_t i = 0; i < cells->index_count; i++) {
        const double t = (double)cells->shapes[i].index->whole * cells->shapes[i].unit;
        most = t * t > most ? t * t : most;
    }
    return most;
}

// A parent stands before its children, so walking backwards finishes every child before it is added upward.
struct index_cells index_cells_roll_up(struct arena *arena, const struct index_cells *own, const struct survey *survey,
                                       const struct organisation *organisation)
{
    struct index_cells total = index_cells_new(arena, survey, own->departments);
    memcpy(total.sums, own->sums, own->departments * own->width * sizeof *own->sums);
    for (size_t department = own->departments; department-- > 1;) {
        const size_t parent = (size_t)organisation->departments[department].parent;
        for (size_t i = 0; i < total.width; i++)
            index_sum_add(&total.sums[parent * total.width + i], &total.sums[department * total.width + i]);
    }
    return total;
}

uint32_t index_cells_people(const struct index_cells *cells, size_t department, size_t index)
{
    const struct survey_index *shape = cells->shapes[index].index;
    const struct index_sum *sums = index_cells_at(cells, department, index);
    int64_t people = 0;
    for (size_t a = 0; a <= shape->whole; a++)
        if (index_counts(shape, a))
            people += sums[a].people;
    return (uint32_t)people;
}
