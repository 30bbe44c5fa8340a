// What the waves before published, as far as a line leads to them: trends are computed from nothing else, so they can tell nothing
// that is hidden. Read from the ledger; answers of earlier waves are not needed.
#pragma once

#include "db/query.h"
#include "stats/trend.h"
#include <stdint.h>

// A published mean or eNPS of a scored question.
struct history_point {
    uint32_t n; // 0: none
    bool moved; // it had detectably changed since the wave before it
    double value;
    double spread; // variance of one answer, over n, where it is published; NaN below 20 answers of a scale question
};

struct history_wave {
    double day; // when it closed, in days since 1970
    struct history_point *points; // as `departments` × `questions` of the history
};

// All in the numbers of its latest wave.
struct history {
    size_t departments, questions;
    size_t count;
    double today; // when the wave to be computed closed
    struct history_wave waves[TREND_MOST - 1]; // oldest first; the last is the latest published wave
};

// The point that a published figure makes.
struct history_point history_point(bool enps, const struct figure *figure);

// The history that ends with the published wave `wave_id`, at most TREND_MOST − 1 waves; `now_id` is the wave to be computed. Runs as DB_ANALYZE inside the caller's transaction.
MUST_USE bool history_load(struct arena *arena, struct db *db, int now_id, int wave_id, size_t departments,
                           size_t questions, struct history *history, struct error *err);
