// Charts as SVG to be put into a page (element_svg of render/page.h). Input is plain data; gnuplot draws it
// with a constant script of reports/charts, and what it draws is written anew with classes in place of
// colours, so that the style sheet reports/chart.css (page_style) decides how it looks, light or dark. Equal
// input gives equal bytes.
//
//   AUTO(chart_pool) struct chart_pool *pool = chart_pool_new(NULL);
//   struct chart_trend trend = {.head = {.id = "trend-enps", .title = …, .description = …, .decimal = ','},
//   …}; char *svg; if (!chart_trend(pool, arena, &trend, &svg, err)) …   // errors: see chart_pool_run
//
// Missing numbers are NaN. Texts may hold anything; what is too long is cut with "…" (the table beside the
// chart has it whole). Every word that is drawn comes from the caller, in the language of the page. In the
// page: <figure class="chart-figure"> around a drawing; around a heat map (wider than a phone) also <div
// class="chart-scroll" tabindex="0" role="region" aria-label="…">. Classes are listed in reports/chart.css.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "chart/pool.h"
#include "stats/figure.h"
#include <stdbool.h>
#include <stddef.h>

// What every chart has.
struct chart_head {
    const char *id;          // unique in the page: letters, digits and "-", begins with a letter
    const char *title;       // read out, not drawn
    const char *description; // read out after it: what the drawing says, in a sentence or two
    char decimal;            // '.' or ','
    const char *percent;     // what follows a percentage: "%" or " %"; NULL is "%"
};

enum chart_mark { CHART_MARK_NONE, CHART_MARK_RISE, CHART_MARK_FALL }; // only for detectable changes

// ---- one figure over the waves: a line with its interval as a band
// ----------------------------------------------
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

// ---- favourable, neutral, unfavourable per question
// --------------------------------------------------------------
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
    size_t count;                                               // 1..200
    const char *favourable, *neutral, *unfavourable, *interval; // words of the key
    const char *hidden[FIGURE_STATUS__COUNT]; // what a bar says that is not published, by its status
};
MUST_USE bool chart_bars(struct chart_pool *pool, struct arena *arena, const struct chart_bars *bars,
                         char **svg, struct error *err);

// ---- eNPS: the shares and the score
// ------------------------------------------------------------------------------
struct chart_enps {
    struct chart_head head;
    double promoters, passives, detractors; // shares 0..1
    double score, low, high;                // −100..100
    const char *promoters_word, *passives_word, *detractors_word;
    const char *score_word; // beside the score: "eNPS"
};
MUST_USE bool chart_enps(struct chart_pool *pool, struct arena *arena, const struct chart_enps *enps,
                         char **svg, struct error *err);

// ---- heat map: departments × questions
// ---------------------------------------------------------------------------
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
