// The roles that a mark in a chart can have. gnuplot draws each in a colour that stands for it and that
// nobody will ever see (0x0102NN); the clean-up turns it into the class "chart-…", and reports/chart.css
// gives the class its looks.
#pragma once

enum chart_role {
    ROLE_NONE,
    ROLE_GRID,
    ROLE_AXIS,
    ROLE_BREAK,
    ROLE_BAND,
    ROLE_LINE,
    ROLE_REFERENCE,
    ROLE_WHISKER,
    ROLE_POINT,
    ROLE_RISE,
    ROLE_FALL,
    ROLE_TICK,
    ROLE_LABEL,
    ROLE_NOTE,
    ROLE_VALUE,
    ROLE_SCORE,
    ROLE_REFERENCE_TEXT,
    ROLE_FAVOURABLE,
    ROLE_NEUTRAL,
    ROLE_UNFAVOURABLE,
    ROLE_ON_FAVOURABLE,
    ROLE_ON_NEUTRAL,
    ROLE_ON_UNFAVOURABLE,
    ROLE_TRACK,
    ROLE_BELOW_MINIMUM,
    ROLE_PROTECTS_OTHERS,
    ROLE_NOT_ASKED, // without looks of its own: a glyph stands in its place
    ROLE_GLYPH,
    ROLE_HEAT_1, // lowest; seven steps
    ROLE_HEAT_7 = ROLE_HEAT_1 + 6,
    ROLE_ON_HEAT_1,
    ROLE_ON_HEAT_7 = ROLE_ON_HEAT_1 + 6,
    ROLE__COUNT
};

enum { ROLE_COLOUR = 0x010200 }; // plus the role

enum chart_paint {
    PAINT_STROKE, // lines
    PAINT_FILL,   // areas
    PAINT_TEXT,
    PAINT_HATCH, // areas filled with a pattern of the drawing
};

struct chart_look {
    const char *name; // of the constant in the scripts: "GRID"
    const char *css;  // its class: "chart-grid"
    enum chart_paint paint;
    double size;        // of the text, or the width of the line, in units of the drawing; 0 for areas
    const char *colour; // where there is no style sheet: for light paper
};
extern const struct chart_look chart_looks[ROLE__COUNT];
