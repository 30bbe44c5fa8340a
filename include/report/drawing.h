// The drawings of a department's page and the sentences that say what they show. Charts are made above this part and
// placed by the pages, which do not know each other: this is what they agree on.
#pragma once

#include "report/words.h"

// SVG, or NULL where there is nothing to draw.
struct report_drawing {
    const char *shares;    // eNPS outcome: promoters, passives, detractors
    const char *trend;     // outcome over the waves
    const char *bars;      // favourable, neutral, unfavourable of each scored question
    const char *bars_wide; // the same for a desk; a page shows one of the two
    const char *ranking;   // the organisation's page: departments against each other on the outcome
    const char *drivers;   // the organisation's page: weight × score of what goes together with the outcome
    const char *heat;      // the department and its children × scored questions
    const char **lines;    // one a question: the line over the waves of those that are not the outcome
};

// Whether a scored question was asked anywhere in the report.
bool drawing_has_question(const struct report *report, size_t question);
// Whether there is a line to draw: at least two published points.
bool drawing_has_line(const struct report *report, size_t department, size_t question);

// The favourable share of a published figure: promoters of eNPS; NaN otherwise.
double drawing_favourable(const struct question *question, const struct figure *figure);

char *drawing_shares_text(const struct words *words, const struct figure *figure);
char *drawing_line_text(const struct words *words, size_t department, size_t question);
char *drawing_bars_text(const struct words *words, size_t department);
// Whether a department's page shows drivers: that of the whole organisation, where there are any.
bool drawing_has_drivers(const struct report *report, size_t department);
char *drawing_drivers_text(const struct words *words);
char *drawing_heat_text(const struct words *words, size_t department);
