// Actions as they are stored: read by lists, reports and pages. Everything here is for DB_PRESENT and lives in the
// arena it was read into.
#pragma once

#include "action/machine.h"
#include "db/query.h"
#include <jansson.h>

struct action {
    int id;
    enum action_state state;
    int version;      // grows by one with each event
    int wave_id;      // where the finding was; 0: added by a person
    const char *wave; // its key, or NULL
    int finding;      // its number in that wave; 0: none
    const char *survey_id;
    const char *department; // code
    const char *question;   // target: the question whose figure shall move; NULL: not chosen yet
    const char *driver;     // or NULL
    const char *title;
    const char *measure; // id in the playbook, or NULL
    const char *owner;   // e-mail address, or NULL
    const char *due;     // dates are "2026-11-30"; NULL: none yet
    bool has_expected;
    // Change of the target figure, written down beforehand: eNPS points or points of the scale.
    double expected;
    const char *evidence;
    const char *started, *finished; // when it really began and was done
    int verified_by_id;             // wave that showed the effect; 0: none yet
    const char *verified_by;        // its key, or NULL
    const char *created;            // ISO 8601, UTC
    bool overdue;                   // past its due date and not done
};

struct action_event {
    int number; // from 1, without gaps
    const char *happened, *actor;
    const char *from; // state, NULL for the first event
    const char *to;
    const char *note;
    const char *detail; // a JSON object: what changed beside the state
};

// Which actions to list; zero means all.
struct action_filter {
    int id;
    const char *state;
    const char *owner;
    const char *department; // this one and all below
    const char *survey_id;
    const char *measure; // id in the playbook
    int wave_id;         // where the finding was
    bool open, overdue;
};

// In order of their number.
MUST_USE bool action_list(struct arena *arena, struct db *db, const struct action_filter *filter,
                          struct action **actions, size_t *count, struct error *err);
// ERROR_NOT_FOUND when there is no such action.
MUST_USE bool action_find(struct arena *arena, struct db *db, int id, struct action *action,
                          struct error *err);
// What happened to it, from the first event on.
MUST_USE bool action_history(struct arena *arena, struct db *db, int id, struct action_event **events,
                             size_t *count, struct error *err);

// The same as JSON: one form for commands, reports and exports. The caller owns the reference.
json_t *action_json(const struct action *action);
json_t *action_event_json(const struct action_event *event);
