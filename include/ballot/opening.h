// Opening a wave: the organisation, k, the survey's version and the questions asked are frozen, the wave gets its keys and
// everybody an invitation; the wave may open to them only later. One transaction, as DB_OWNER; the private key is safe on disk before it commits.
#pragma once

#include "ballot/schedule.h"
#include "ballot/sheet.h"
#include "ballot/wave.h"

struct wave_plan {
    const char *key;      // letters, digits, . _ -; at most 64, it names a file
    const char *survey;   // "ID" or "ID@VERSION"
    const char *opens;    // "YYYY-MM-DD", the first day, still to come; NULL: it opens at once
    const char *closes;   // "YYYY-MM-DD", the last day, or NULL
    const char *time_zone; // where days begin and end (schedule_check_zone)
    int k;
    const char *key_file; // where the private key goes
    const char *rake;     // segments to rake to when it is analyzed, "tenure,site"; "department" for departments alone; NULL: none
    // The opening of a schedule that this wave is: it says when the wave closes and who is asked, and is done when the wave is open;
    // `opens` and `closes` are not looked at. A key file of an opening that was cut off is put aside. NULL for a wave opened by hand: everybody is asked.
    const struct schedule_round *round;
};

// What was frozen, as it is stored.
struct wave_frozen {
    struct wave wave;
    const struct survey *survey;
    struct organisation organisation;
    size_t segment_count;
    struct wave_segment *segments;
    int64_t invited;
};

// ERROR_CONFLICT when the key is taken, the directory is empty or has no single root; ERROR_NOT_FOUND for the survey.
MUST_USE bool wave_open(struct arena *arena, struct db *db, const struct wave_plan *plan, struct wave_frozen *frozen,
                        struct error *err);
