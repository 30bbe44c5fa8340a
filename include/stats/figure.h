// A figure as it is published: what one department says to one question. Plain data, shared by the analyzer
// that makes it, the ledger that keeps it and the report that shows it. Shares are 0..1, eNPS −100..100,
// means in points of the scale, numbers unrounded. Definitions: METHODS.md sections 1 to 3 and 6.
#pragma once

#include "base/error.h"
#include <stdbool.h>
#include <stdint.h>

enum figure_status {
    FIGURE_PUBLISHED,
    FIGURE_BELOW_MINIMUM,   // fewer than k answers
    FIGURE_PROTECTS_OTHERS, // hidden so that a smaller group cannot be derived
    FIGURE_NOT_ASKED,
    FIGURE_STATUS__COUNT
};
// "published", "below_minimum", "protects_others", "not_asked": the words of DESIGN.md section 6.4.
const char *figure_status_name(enum figure_status status);

enum change_status {
    CHANGE_NONE,     // there is no earlier figure
    CHANGE_COMPARED, // the fields below are set
    CHANGE_BROKEN,   // text or scale changed, or over 20 % of the members moved: the line breaks here
    CHANGE_STATUS__COUNT
};

struct interval {
    double low, high;
};

// How large the change of a mean is, beside its test; all NaN for an eNPS. METHODS.md section 3.
struct change_effect {
    double rank_p;     // Mann–Whitney, corrected for ties; NaN unless both waves have FIGURE_TOP_CODED_BELOW answers or more
    double delta;      // Cliff's δ; NaN like rank_p
    double g;          // Hedges' g; NaN like rank_p
    double favourable; // change of the favourable share
    struct interval favourable_interval; // 95 %, Newcombe's
};

// Against the previous wave of the same survey. eNPS in points, scale questions in points of the scale
// (means).
struct change {
    enum change_status status;
    double difference;
    struct interval interval; // 95 %
    double p;                 // of the test
    double q;                 // after Benjamini–Hochberg
    bool detectable;          // q ≤ .10: only then is there an arrow
    struct change_effect effect;
};

enum { FIGURE_VALUES = 11, FIGURE_TOP_CODED_BELOW = 20 };

struct figure {
    enum figure_status status;
    uint32_t n; // answers, "not applicable" left out
    uint32_t effective; // weighted: people of equal weight that n is worth; 0: the figure is not weighted
    // At a bound of top-coding (METHODS.md section 6): the truth is this or beyond. It does not tell which of
    // the two.
    bool clipped;
    // scale questions
    double mean;
    struct interval mean_interval;
    double score; // 0..100
    double favourable;
    struct interval favourable_interval;
    double neutral, unfavourable;
    // eNPS questions
    double enps;
    struct interval enps_interval;
    double promoters, passives, detractors;
    // choice questions: share of n for each option; length is the question's option_count
    double *shares;
    // from n = 20, by value index; never of weighted answers
    bool has_histogram;
    uint32_t histogram[FIGURE_VALUES];
    struct change change;
};

// As many answers as tell as much without weights: what uncertainty is computed from.
static inline uint32_t figure_effective(const struct figure *figure)
{
    return figure->effective > 0 ? figure->effective : figure->n;
}

// What one department says to an index of several questions (METHODS.md section 1). 0..100: a score, or the percentage of
// favourable answers, whichever the index is made of. The change is in the same points.
struct index_figure {
    enum figure_status status;
    uint32_t n;         // people who count; where answers came one by one, answers to the item with the fewest
    uint32_t effective; // as that of a figure
    bool clipped;       // at a bound of top-coding, or one of its items is
    double score;
    struct interval interval;
    struct change change;
};

struct figure_scale;
struct counts;
struct variance_prior;

// Fills all figures of one node and question and their intervals; shares of options and the change stay
// empty. Fails with ERROR_INVALID when `population` (people invited; 0 or less: unknown) is smaller than the
// number of answers. Every number is finite whatever the counts; without answers the figures are 0 (means:
// the scale's minimum) and the intervals the whole range. The histogram is given from FIGURE_TOP_CODED_BELOW
// answers on, and after reversing. What is published goes through topcode_figure (protect/topcode.h), which
// calls this with counts that are safe to show.
MUST_USE bool figure_compute(const struct figure_scale *scale, const struct counts *counts,
                             int64_t population, const struct variance_prior *prior, struct figure *figure,
                             struct error *err);
