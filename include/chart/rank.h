// Departments below each other: a dot with its interval each, and a line to compare with.
#pragma once

#include "chart/head.h"

struct chart_rank_row {
    const char *label; // the department
    double value, low, high;
};

struct chart_rank {
    struct chart_head head;
    const struct chart_rank_row *rows; // the highest first
    size_t count;                      // 1..100
    size_t gap;                        // rows before the place where others are left out; 0: none are
    const char *left_out;              // said there
    double least, most;                // what the figure can be
    int decimals;
    double reference;       // of the line, or NaN
    const char *name;       // of the line
    const char *interval;   // word of the key
};
MUST_USE bool chart_rank(struct chart_pool *pool, struct arena *arena, const struct chart_rank *rank, char **svg,
                         struct error *err);
