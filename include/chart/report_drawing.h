// The drawings of a department's page, out of the report model.
#pragma once

#include "chart/pool.h"
#include "report/drawing.h"

// Draws what there is something to draw of. Everything lives in the arena of `words`.
MUST_USE bool report_drawing_make(struct chart_pool *pool, const struct words *words, size_t department,
                                  struct report_drawing *drawing, struct error *err);
