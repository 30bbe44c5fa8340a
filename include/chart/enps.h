// eNPS: promoters, passives and detractors in one bar, and the score with its interval.
#pragma once

#include "chart/head.h"

struct chart_enps {
    struct chart_head head;
    double promoters, passives, detractors; // shares 0..1
    double score, low, high;                // −100..100
    const char *promoters_word, *passives_word, *detractors_word;
    const char *score_word; // beside the score: "eNPS"
};
MUST_USE bool chart_enps(struct chart_pool *pool, struct arena *arena, const struct chart_enps *enps,
                         char **svg, struct error *err);
