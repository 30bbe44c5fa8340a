// Changing an action: each function is one transaction (DB_PRESENT) that holds the action, takes exactly one step of
// the machine and appends one event. Somebody who was faster shows as ERROR_CONFLICT, never as a lost update.
#pragma once

#include "action/action.h"
#include "action/playbook.h"

// In bytes: title, owner and actor; evidence and note.
enum { ACTION_TITLE_LIMIT = 200, ACTION_TEXT_LIMIT = 4000 };

// What comes with a step. NULL: not given.
struct action_input {
    const char *actor; // who does it: e-mail address or account; needed always
    int version;       // the version the person saw; 0: whatever it is now
    const char *owner;
    const char *due;      // "2026-11-30"
    const char *question; // target, a scored question of the survey
    const char *driver;
    bool has_expected;
    double expected; // not 0
    const char *evidence;
    const char *on;   // start and done: the day it really happened, not in the future; NULL: today
    const char *note; // also the reason
};

// Takes one step (every verb but VERB_VERIFY, see action/verify.h). ERROR_CONFLICT when the state does not allow it or
// the version is another; ERROR_INVALID when something is missing or wrong. `after` is the action as it is then.
MUST_USE bool action_edit(struct arena *arena, struct db *db, int id, enum action_verb verb,
                          const struct action_input *input, struct action *after, struct error *err);

struct action_proposal {
    const char *survey_id;  // NULL: the only one there is
    const char *department; // code, known to some wave
    const char *question;   // NULL: the first one of the driver, if any
    const char *driver;     // NULL: the question's, if any
    const char *measure;    // id in the playbook, or NULL
    const char *title;      // NULL: the measure's
};

// Adds a person's own proposal.
MUST_USE bool action_add(struct arena *arena, struct db *db, const struct playbook *playbook,
                         const struct action_proposal *proposal, const struct action_input *input,
                         struct action *added, struct error *err);
