// What the functions that change an action share: hold, change, write with one event.
#pragma once

#include "action/edit.h"

// Opens a transaction, holds the action and reads it. After a failure the transaction is rolled back.
MUST_USE bool edit_open(struct arena *arena, struct db *db, int id, int version, struct action *action,
                        struct error *err);
// Writes `after` (state and fields) over `before`, appends the event with `detail` (stolen) and commits; rolls back
// on failure.
MUST_USE bool edit_write(struct db *db, const struct action *before, struct action *after,
                         const struct action_input *input, json_t *detail, struct error *err);
// Writes one event that led to the action's state and version; `from` NULL for the first. `detail` stays the caller's.
MUST_USE bool edit_write_event(struct db *db, const struct action *action, const char *from,
                               const struct action_input *input, json_t *detail, struct error *err);
// What a person typed: nothing too long or blank, dates that exist, an owner that can be written to.
MUST_USE bool edit_check_input(const struct action_input *input, struct error *err);
// Refuses a text that is too long or blank. NULL is fine.
MUST_USE bool edit_check_text(const char *what, const char *text, size_t most, struct error *err);
// "2026-11-30", a day that exists.
MUST_USE bool edit_check_date(const char *what, const char *text, struct error *err);
