// Appending what goes with the figures of a publication: lines, trends, ranks. As store_publication.
#pragma once

#include "analyze/publication.h"
#include "ballot/wave.h"

MUST_USE bool store_trends(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err);
MUST_USE bool store_ranks(struct db *db, const struct wave *wave, const struct survey *survey,
                          const struct publication *publication, struct error *err);
