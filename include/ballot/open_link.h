// Open links: one address for everybody who is not in the directory, such as partners and suppliers. Whoever has it may answer, also more
// than once. As DB_OWNER, but for open_link_list.
//
// Answers of people whom nobody counts must not stand between answers of people who were invited: whoever wrote fifty of them himself could
// take them away from a published figure and keep those of three colleagues. So they get a department where nobody was invited: the one that
// is named, when it has nobody of its own, else a group below it.
#pragma once

#include "ballot/token.h"
#include "ballot/wave.h"

// At least k ballots: otherwise a link that is full would tell that somebody has answered.
enum { OPEN_LINK_MOST = 500, OPEN_LINK_MOST_LIMIT = 100000, OPEN_LINK_NAME_LIMIT = 100 };

struct open_link_plan {
    const char *department; // code in the wave's snapshot
    const char *name;       // of a group below it, such as "Suppliers"; NULL: only where one is needed
    int most;               // ballots that the link takes
};

struct open_link {
    int number;      // from 1 in each wave
    int department;  // number in the wave's snapshot
    int most;
    bool withdrawn;
};

// Makes a link, inside the caller's transaction. Only its token's hash is stored, so it cannot be had again. ERROR_GONE when the wave is
// closed, ERROR_NOT_FOUND for the department, ERROR_USAGE for the name or `most`, ERROR_CONFLICT when the group cannot be made.
MUST_USE bool open_link_make(struct arena *arena, struct db *db, const struct wave *wave, const struct open_link_plan *plan,
                             struct open_link *link, struct token *token, struct error *err);
// From now on it takes nothing; what came through it counts. ERROR_GONE, ERROR_NOT_FOUND, ERROR_CONFLICT when it was withdrawn before.
MUST_USE bool open_link_withdraw(struct db *db, const struct wave *wave, int number, struct error *err);
// By department: whether an open link leads there, as protect/mask.h wants to know it. NULL: nowhere.
const bool *open_link_guests(struct arena *arena, const struct organisation *organisation);
// All of a wave, by number. Any role.
MUST_USE bool open_link_list(struct arena *arena, struct db *db, int wave_id, struct open_link **links, size_t *count,
                             struct error *err);
