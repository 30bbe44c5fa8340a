// An answer sheet: what one respondent answered, without who. Comments travel apart from it.
#pragma once

#include "survey/survey.h"

enum { SEGMENT_LIMIT = 16, SEGMENT_NONE = 255 };

struct sheet {
    uint16_t department;                // number in the wave's snapshot
    unsigned char segments[SEGMENT_LIMIT]; // category number or SEGMENT_NONE; only the wave's first ones are used
    float weight;                       // 1 unless the import gave one
    unsigned char *answers;             // survey->column_count bytes, see ANSWER_…
};

struct sheet_comment {
    uint16_t question; // number
    const char *body;  // UTF-8, not empty
};
