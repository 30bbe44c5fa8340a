// What became of the ballot with a receipt. Nobody can see from it what the ballot says or whose it is.
#pragma once

#include "db/query.h"

struct receipt_state {
    const char *wave_key;
    bool counted; // false: it lies in the box of an open wave
};

// `code` as a respondent types it. ERROR_INVALID when it cannot be a receipt, ERROR_NOT_FOUND when there is no such ballot: it was
// replaced by a later one, or left out because it did not open. As DB_COLLECT.
MUST_USE bool receipt_find(struct arena *arena, struct db *db, const char *code, struct receipt_state *state,
                           struct error *err);
