// Comments between the database and analyze/comments.h: what was written comes in, what may be shown goes into the ledger. As DB_ANALYZE, in
// the transaction that publishes the wave.
#pragma once

#include "analyze/comments.h"
#include "db/query.h"

// The comments of a closed wave, and their words by PostgreSQL's text search. Everything lives in the arena.
MUST_USE bool comment_load(struct arena *arena, struct db *db, int wave_id, struct comment_book *book, struct error *err);

MUST_USE bool comment_store(struct db *db, int wave_id, const struct comment_publication *comments, struct error *err);

// From the one to the other, for a wave whose figures are computed. A survey without comment questions costs nothing.
MUST_USE bool comment_publish(struct db *db, const struct analyze_wave *now, const struct publication *publication,
                              struct error *err);
