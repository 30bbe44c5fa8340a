// A heat map, departments by questions. Hidden figures are told apart by pattern: diagonal lines below the minimum, dots
// where others are protected, a dash where nothing was asked.
#pragma once

#include "chart/head.h"
#include "stats/figure.h"

struct chart_heat_cell {
    enum figure_status status;
    double value; // when published; drawn without decimals
};

struct chart_heat {
    struct chart_head head;
    const char *const *rows; // departments
    const unsigned *depths;  // how far each is indented, or NULL
    size_t row_count;
    const char *const *columns;          // questions, short
    size_t column_count;                 // at most 60,000 cells in all
    const struct chart_heat_cell *cells; // row after row
    double low, high; // the colours' ends: values at and beyond them have the strongest; e.g. 30 and 90
    const char *below_minimum, *protects_others, *not_asked,
        *scale; // words of the key; `scale`: "favourable %"
};
MUST_USE bool chart_heat(struct chart_pool *pool, struct arena *arena, const struct chart_heat *heat,
                         char **svg, struct error *err);
