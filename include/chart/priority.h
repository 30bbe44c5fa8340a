// What is associated with the outcome: weight upward, score to the right. What stands high and left comes first; the numbers
// are those of the list beside it.
#pragma once

#include "chart/head.h"

struct chart_priority_point {
    double weight; // 0..1
    double score;  // 0..100
};

struct chart_priority {
    struct chart_head head;
    const struct chart_priority_point *points; // point i has the number i + 1
    size_t count;                              // 1..500
    size_t marked;                             // the first ones stand out
    const char *weight, *score;                // words of the axes
};
MUST_USE bool chart_priority(struct chart_pool *pool, struct arena *arena,
                             const struct chart_priority *priority, char **svg, struct error *err);
