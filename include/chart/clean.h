// From gnuplot's SVG to one that may stand in a page: nothing is passed on, everything is written anew.
// Shapes keep their geometry, a role's colour (chart/palette.h) becomes a class, text stays text; ids begin
// with the chart's id. What has no role's colour, all attributes besides geometry, and whatever else the
// drawing holds is left out.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "chart/head.h"

// `kind` becomes the class "chart-<kind>" of the whole. ERROR_UNAVAILABLE when the drawing is not SVG,
// ERROR_INTERNAL for a bad id.
MUST_USE bool chart_clean(struct arena *arena, const char *drawing, const char *kind,
                          const struct chart_head *head, char **svg, struct error *err);
