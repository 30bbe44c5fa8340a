// The life of an action (DESIGN.md section 7): one table of what may follow what, and what each step needs.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum action_state {
    ACTION_PROPOSED,
    ACTION_OWNED,
    ACTION_PLANNED,
    ACTION_IN_PROGRESS,
    ACTION_ON_HOLD,
    ACTION_DONE,
    ACTION_VERIFIED,
    ACTION_NO_EFFECT,
    ACTION_WORSE,
    ACTION_CLOSED,
    ACTION_CANCELLED,
    ACTION_STATE__COUNT
};

enum action_verb {
    VERB_TAKE,
    VERB_PLAN,
    VERB_START, // also out of a hold
    VERB_HOLD,
    VERB_DONE,
    VERB_VERIFY, // leads to one of three states, as the figures say
    VERB_CLOSE,
    VERB_REOPEN, // back to its owner, for a new plan
    VERB_CANCEL,
    VERB__COUNT
};

// What must be there before a step is taken: given with it or, where it is a property of the action, earlier.
enum action_need {
    NEED_OWNER = 1 << 0,    // the accountable person's e-mail address
    NEED_DUE = 1 << 1,      // a date, given anew with each plan
    NEED_EXPECTED = 1 << 2, // the expected change of the target figure, given anew with each plan
    NEED_TARGET = 1 << 3,   // the question whose figure shall move
    NEED_EVIDENCE = 1 << 4, // what was done, seen by whom
    NEED_REASON = 1 << 5,   // why, in the note
    NEED_WAVE = 1 << 6,     // a published wave that shows the effect
};

struct action_step {
    enum action_state from;
    enum action_verb verb;
    enum action_state to;
    unsigned needs; // of enum action_need
};

// The whole machine. Whatever is not in it is refused.
const struct action_step *action_steps(size_t *count);
// The step that `verb` takes from `from`; for VERB_VERIFY the one to `outcome`, which others ignore. NULL: refused.
const struct action_step *action_step(enum action_state from, enum action_verb verb,
                                      enum action_state outcome);

const char *action_state_name(enum action_state state); // "in_progress": as stored, printed and published
const char *action_verb_name(enum action_verb verb);    // "take": as typed
// False for a word that is no state; `state` is left alone then.
bool action_state_parse(const char *word, enum action_state *state);
// Somebody still has to do something: everything but closed and cancelled.
bool action_state_open(enum action_state state);
