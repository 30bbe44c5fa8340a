// Retention: the answers of waves that closed long ago are dropped: answer blocks, comments and cells. What was published stays, and so do
// the receipts; but not published comments: they are answers, word for word. Their terms are figures and stay. As DB_OWNER.
#pragma once

#include "db/query.h"

enum { RETENTION_LIMIT = 1200 }; // months

struct retention_wave {
    int id;
    const char *key, *closed; // YYYY-MM-DD
    bool published;           // a wave that is not published yet keeps its answers
    int64_t sheets, comments;
};

// Waves that closed more than `months` ago and have their answers yet; drops those that are published, unless `dry_run`. One
// transaction; the tables get new files, since a deleted row stays in its page.
MUST_USE bool retention_apply(struct arena *arena, struct db *db, int months, bool dry_run, struct retention_wave **waves,
                              size_t *count, struct error *err);
