// What the ledger keeps beside the figures: findings, those who did not answer, medians and norms.
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"

MUST_USE bool store_findings(struct arena *arena, struct db *db, const struct wave *wave, const struct publication *publication,
                             struct error *err);
MUST_USE bool store_beside(struct db *db, const struct wave *wave, const struct survey *survey, const struct publication *publication,
                           struct error *err);
