// A department against the others, as it is published (METHODS.md section 3, "Ranking"). Raw figures are never ranked.
#pragma once

#include "stats/shrinkage.h"

enum { RANK_LEAST = 3 }; // departments that can be compared

struct rank {
    unsigned departments;     // that were compared, RANK_LEAST or more; 0: no rank
    struct shrunk value;      // mean or eNPS
    struct shrunk favourable; // share; of scale questions
};
