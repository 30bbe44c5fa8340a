// Participation while a wave is open (METHODS.md section 5, "Time"): counted once a day and never again for that day, shown for groups of k
// invited or more only, by the same mask as everything else. It says how many answered, never what, and nothing below k.
#pragma once

#include "ballot/wave.h"

struct turnout {
    const char *day; // YYYY-MM-DD in the time zone of the installation
    int department;  // number in the wave's snapshot
    int invited, responded; // with those below
};

// Counts now, as DB_COLLECT. `shown` gets the number of departments that are large enough; nothing is changed when the day was counted
// already or the last count is younger than 20 hours. ERROR_GONE when the wave is closed.
MUST_USE bool turnout_count(struct arena *arena, struct db *db, const char *wave_key, const char *time_zone, size_t *shown,
                            struct error *err);
// All days, by day and department.
MUST_USE bool turnout_list(struct arena *arena, struct db *db, int wave_id, struct turnout **rows, size_t *count,
                           struct error *err);
