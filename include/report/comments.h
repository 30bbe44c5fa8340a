// What people wrote, in the model: as the ledger shows it, a list a department and question (the rules: analyze/comments.h).
#pragma once

#include "stats/figure.h"
#include <stddef.h>

struct report_term {
    const char *text;
    int words; // 1, or 2: a phrase
    uint32_t comments;
    // Of the whole organisation's terms: whether departments with a lower eNPS use it more (stats/share_trend.h).
    bool compared;
    uint32_t departments;
    double lower, higher;
    double p, q;
    bool detectable;
};

struct report_comment_list {
    int department, question;
    enum figure_status status;
    bool removed;  // dropped with the wave's answers (`retain`)
    size_t count;
    const char **bodies; // in the one shuffle that everybody sees
    size_t term_count;
    struct report_term *terms; // the most frequent first
};
