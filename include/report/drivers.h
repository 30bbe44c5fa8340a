// The drivers of the outcome in a report of the whole organisation: what is associated with it, how much, and where that
// meets a low score.
#pragma once

#include "report/model.h"

struct report_driver {
    int rank; // from 1: the largest weight first
    int question;
    double weight;      // 0..1; all add up to 1
    double correlation; // with the outcome, −1..1
    double score;       // 0..100, of the organisation's figure; eNPS −100..100 stands on it as 0..100
    double priority;    // weight × (100 − score): what is associated most and stands lowest comes first
};

// All of them, the highest priority first.
const struct report_driver **report_driver_priorities(struct arena *arena, const struct report *report);
// The driver of a question, or NULL.
const struct report_driver *report_driver_of(const struct report *report, size_t question);
