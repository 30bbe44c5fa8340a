// Whether a trend line goes on from one wave to the next (METHODS.md section 3): which earlier question and which
// earlier department a figure is compared with, and where the line breaks.
#pragma once

#include "analyze/cells.h"

enum line_state {
    LINE_NONE,      // nothing earlier to compare with
    LINE_CONTINUES, // the earlier figure says the same
    LINE_BROKEN,    // it does not: the text, the scale or the people changed
};

struct line {
    enum line_state state;
    size_t earlier; // number of the earlier question or department, unless LINE_NONE
};

// The earlier question with the same id, else the one that `alias_of` names. Broken when type, scale (points, labels,
// favourable values, direction, "not applicable") or text differ in a language both have; `continues` forgives all but
// a different type or number of points, between which there is no difference to take.
struct line line_question(const struct survey *now, size_t question, const struct survey *before);

// The organisation of a wave and the size of each department's own people (invited, else sheets).
struct line_organisation {
    const struct organisation *organisation;
    const uint32_t *sizes;
};

// For every department of now the one with the same code before. Broken when over 20 % of its members moved: people
// in departments that were below it and are now elsewhere, or the other way round, against the larger of both sizes.
struct line *line_departments(struct arena *arena, const struct line_organisation *now,
                              const struct line_organisation *before);
