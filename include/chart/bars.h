// Favourable, neutral and unfavourable shares, a stacked bar a question, with the interval of the favourable share.
#pragma once

#include "chart/head.h"
#include "stats/figure.h"

struct chart_bar {
    const char *label; // the question
    const char *note;  // at its right, small: "n = 640"; NULL for none
    enum figure_status status;
    double favourable, neutral, unfavourable; // shares 0..1, when published
    double low, high;                         // of favourable
};

struct chart_bars {
    struct chart_head head;
    const struct chart_bar *bars;
    bool wide;    // questions beside their bars, for a desk; else above them, for a phone
    size_t count; // 1..200
    const char *favourable, *neutral, *unfavourable, *interval; // words of the key
    const char *hidden[FIGURE_STATUS__COUNT]; // what a bar says that is not published, by its status
};
MUST_USE bool chart_bars(struct chart_pool *pool, struct arena *arena, const struct chart_bars *bars,
                         char **svg, struct error *err);
