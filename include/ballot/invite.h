// Further tokens for the invitations of an open wave. Each call makes new ones that lead to the same ballots; the earlier ones
// stay good. Only their hashes are stored, so what a call returns cannot be had again.
#pragma once

#include "ballot/token.h"
#include "ballot/wave.h"

struct invite {
    const char *employee_id, *email, *language, *name;
    size_t department; // number in the wave's snapshot
    size_t place;      // from 0, by department and then name as people sort names: the order of handing out
    struct token token;
};

// One for each invitation, in order of the employee ids. Inside the caller's transaction, as DB_OWNER. ERROR_GONE when the
// wave is closed.
MUST_USE bool invite_make(struct arena *arena, struct db *db, const struct wave *wave, struct invite **invites,
                          size_t *count, struct error *err);
