// The departments of an organisation against each other on the outcome (METHODS.md section 3): what is believed of each, never the raw
// figures, and which of them can be told apart from the company at all.
#pragma once

#include "report/words.h"

// P(better than the company) from which on, or up to one less this, a department stands apart.
#define RANKING_APART 0.975

enum { RANKING_DRAWN = 20 }; // more than that many are drawn from both ends

struct ranking {
    size_t question;
    size_t count;
    int *departments;    // the highest first
    size_t above, below; // that stand apart: the first ones and the last ones
};

// Whether a department's page has one: that of the whole organisation, when departments were compared on its outcome.
bool ranking_make(const struct words *words, size_t department, struct ranking *ranking);

char *ranking_text(const struct words *words, const struct ranking *ranking);
// "97%" that it is better than the company; "over 99%" and "under 1%" at the ends.
char *ranking_better(const struct words *words, const struct rank *rank);
