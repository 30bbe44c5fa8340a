// Waves that open by themselves. A schedule counts its openings from its first day; each is at midnight in the time zone of the
// installation, and PostgreSQL does the calendar: weeks, months that are too short, daylight saving time. As DB_OWNER.
#pragma once

#include "ballot/panel.h"
#include "ballot/wave.h"
#include "db/array.h"

struct schedule {
    const char *key;    // its waves are KEY-2026-W48, KEY-2026-11 or KEY-2026-Q4
    const char *survey; // "ID": the version that is the latest when a wave opens; or "ID@VERSION"
    const char *every;  // "week", "month", "quarter"
    const char *start;  // the first opening, YYYY-MM-DD; NULL for a new one: the next Monday, first of a month or of a quarter
    int open_for;       // days, at most until the next opening
    int panel;          // each wave asks one of so many parts of the people; 1: everybody
    int k;
    int remind;         // days after the opening; 0: no reminder
    // Only in a list, or after it was added:
    int opened;                    // waves until now
    const char *next, *next_key;   // the next opening
    const char *latest;            // key of the latest wave, or NULL
};

// The longest time that a wave may be open, in days; 0: no such period.
int schedule_longest(const char *every);
// Fills `start`, `next` and `next_key`. ERROR_USAGE for a wrong field, ERROR_NOT_FOUND for the survey, ERROR_CONFLICT when the
// key is taken or a panel would be smaller than k.
MUST_USE bool schedule_add(struct arena *arena, struct db *db, const char *time_zone, struct schedule *schedule,
                           struct error *err);
MUST_USE bool schedule_list(struct arena *arena, struct db *db, const char *time_zone, struct schedule **schedules,
                            size_t *count, struct error *err);
// ERROR_NOT_FOUND. Waves that are open stay so until their end.
MUST_USE bool schedule_remove(struct db *db, const char *key, struct error *err);

// "UTC", Area/City or Etc/…: the names for which PostgreSQL knows the rules of daylight saving time, not abbreviations. ERROR_USAGE.
MUST_USE bool schedule_check_zone(struct db *db, const char *time_zone, struct error *err);

// One opening of a schedule that has come.
struct schedule_round {
    int schedule_id;
    int number;           // periods since the start
    const char *wave_key;
    const char *survey;
    int k;
    int panel;
    const char *closes;    // moments, as PostgreSQL writes them
    const char *remind_at; // NULL: no reminder
};
// At `moment` (a timestamp as PostgreSQL reads it; NULL: now): at most one a schedule.
MUST_USE bool schedule_due(struct arena *arena, struct db *db, const char *moment, const char *time_zone,
                           struct schedule_round **rounds, size_t *count, struct error *err);

// For the opening of the wave (ballot/opening.h), inside its transaction. Whoever comes second waits for the first one's end and gets
// ERROR_CONFLICT. `people` gets the panel as an array of person_ids; it stays empty when everybody is asked.
MUST_USE bool schedule_take(struct arena *arena, struct db *db, const struct schedule_round *round, struct buffer *people,
                            struct error *err);
MUST_USE bool schedule_record(struct db *db, const struct schedule_round *round, int wave_id, struct error *err);
