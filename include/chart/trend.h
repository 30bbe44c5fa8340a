// One figure over the waves: a line with its interval as a band.
#pragma once

#include "chart/head.h"

enum chart_mark { CHART_MARK_NONE, CHART_MARK_RISE, CHART_MARK_FALL }; // only for detectable changes

struct chart_trend_point {
    const char *label;    // of the wave, below the axis; left out where there is no room, never at both ends
    double day;           // position in time; when one is NaN or does not grow, points are evenly spaced
    double value;         // NaN: not published, the line has a gap
    double low, high;     // its interval; NaN: none
    bool breaks;          // the line does not continue from the point before: a dashed line and a gap
    enum chart_mark mark; // a triangle at the point
    double reference;     // of the thin second line (the organisation), or NaN
};

struct chart_trend {
    struct chart_head head;
    const struct chart_trend_point *points;
    size_t count;          // 1..400
    double least, most;    // what the figure can be: −100..100, 1..5
    double span;           // the axis covers at least so much, so that noise does not look like news
    int decimals;          // of the numbers drawn, 0..3
    const char *reference; // name of the second line, NULL without one
};
MUST_USE bool chart_trend(struct chart_pool *pool, struct arena *arena, const struct chart_trend *trend,
                          char **svg, struct error *err);
