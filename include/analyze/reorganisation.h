// Whether a department's trend line goes on from one wave to the next (METHODS.md section 3). Of questions
// survey/line.h says the same.
#pragma once

#include "analyze/cells.h"
#include "survey/line.h"

struct department_line {
    enum line line;
    size_t earlier; // number of the earlier department, unless LINE_NEW
};

// The organisation of a wave and the size of each department's own people (invited, else sheets).
struct sized_organisation {
    const struct organisation *organisation;
    const uint32_t *sizes;
};

// For every department of now the one with the same code before. The line breaks when over 20 % of its members moved:
// people in departments that were below it and are now elsewhere, or the other way round, against the larger of both
// sizes. Who left or joined the organisation has not moved, nor has anybody in a department that is new or gone.
struct department_line *reorganisation_lines(struct arena *arena, const struct sized_organisation *now,
                                             const struct sized_organisation *before);
