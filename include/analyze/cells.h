// Cells: counts per answer value for every department and answer column of a wave (METHODS.md section 1). Everything
// that is published comes from them; they add up over departments, blocks and machines.
#pragma once

#include "ballot/wave.h"
#include "stats/histogram.h"
#include <stdint.h>

// Values by index in front, then the two that are no value.
enum { CELL_NOT_APPLICABLE = SURVEY_VALUE_LIMIT, CELL_NONE, CELL_COUNTS };

struct cells {
    size_t departments, columns;
    uint32_t *sheets;  // by department: sheets that count as a response
    uint32_t *partial; // sheets with too few answers for that
    uint32_t *counts;  // departments × columns × CELL_COUNTS
    uint32_t *effective; // weighted: departments × columns, see analyze/weight_cells.h; NULL: every answer counts alike
};

// All zero.
struct cells cells_new(struct arena *arena, size_t departments, size_t columns);

static inline uint32_t *cells_at(const struct cells *cells, size_t department, size_t column)
{
    return cells->counts + (department * cells->columns + column) * CELL_COUNTS;
}

// From each department's own people to all people below it, itself included.
struct cells cells_roll_up(struct arena *arena, const struct cells *own,
                           const struct organisation *organisation);

// Answers to a question in a department: "not applicable" is none. For a choice, the sheets that answered it.
uint32_t cells_answers(const struct cells *cells, size_t department, const struct question *question);

// The histogram of a scored question, as answered.
struct histogram cells_histogram(const struct cells *cells, size_t department,
                                 const struct question *question);

// What the statistics must know of a scored question.
struct figure_scale cells_scale(const struct question *question);
