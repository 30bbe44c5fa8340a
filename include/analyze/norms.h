// The norms that a publication is compared with: those registered for its survey when it is published (ballot/benchmark.h).
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"

// By benchmark, in the order of their files. Those of questions that this version of the survey does not ask, or asks on another scale, are
// left out. As DB_ANALYZE.
MUST_USE bool norms_load(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                         const struct attached_norm **norms, size_t *count, struct error *err);
