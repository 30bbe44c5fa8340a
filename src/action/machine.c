#include "action/machine.h"
#include "base/macro.h"

#include <string.h>

enum { PLAN_NEEDS = NEED_OWNER | NEED_DUE | NEED_EXPECTED | NEED_TARGET };

static const struct action_step steps[] = {
    {ACTION_PROPOSED, VERB_TAKE, ACTION_OWNED, NEED_OWNER},
    {ACTION_OWNED, VERB_PLAN, ACTION_PLANNED, PLAN_NEEDS},
    {ACTION_PLANNED, VERB_START, ACTION_IN_PROGRESS, 0},
    {ACTION_IN_PROGRESS, VERB_HOLD, ACTION_ON_HOLD, 0},
    {ACTION_ON_HOLD, VERB_START, ACTION_IN_PROGRESS, 0},
    {ACTION_IN_PROGRESS, VERB_DONE, ACTION_DONE, NEED_EVIDENCE},
    // What was left of it turned out not to be needed.
    {ACTION_ON_HOLD, VERB_DONE, ACTION_DONE, NEED_EVIDENCE},

    {ACTION_DONE, VERB_VERIFY, ACTION_VERIFIED, NEED_WAVE},
    {ACTION_DONE, VERB_VERIFY, ACTION_NO_EFFECT, NEED_WAVE},
    {ACTION_DONE, VERB_VERIFY, ACTION_WORSE, NEED_WAVE},

    {ACTION_VERIFIED, VERB_CLOSE, ACTION_CLOSED, 0},
    {ACTION_NO_EFFECT, VERB_CLOSE, ACTION_CLOSED, NEED_REASON},
    {ACTION_WORSE, VERB_CLOSE, ACTION_CLOSED, NEED_REASON},
    {ACTION_NO_EFFECT, VERB_REOPEN, ACTION_OWNED, NEED_REASON},
    {ACTION_WORSE, VERB_REOPEN, ACTION_OWNED, NEED_REASON},

    {ACTION_PROPOSED, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
    {ACTION_OWNED, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
    {ACTION_PLANNED, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
    {ACTION_IN_PROGRESS, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
    {ACTION_ON_HOLD, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
    // No wave will ever show it: the department is gone.
    {ACTION_DONE, VERB_CANCEL, ACTION_CANCELLED, NEED_REASON},
};

static const char *const state_names[ACTION_STATE__COUNT] = {
    [ACTION_PROPOSED] = "proposed",       [ACTION_OWNED] = "owned",         [ACTION_PLANNED] = "planned",
    [ACTION_IN_PROGRESS] = "in_progress", [ACTION_ON_HOLD] = "on_hold",     [ACTION_DONE] = "done",
    [ACTION_VERIFIED] = "verified",       [ACTION_NO_EFFECT] = "no_effect", [ACTION_WORSE] = "worse",
    [ACTION_CLOSED] = "closed",           [ACTION_CANCELLED] = "cancelled",
};

static const char *const verb_names[VERB__COUNT] = {
    [VERB_TAKE] = "take",   [VERB_PLAN] = "plan",     [VERB_START] = "start",
    [VERB_HOLD] = "hold",   [VERB_DONE] = "done",     [VERB_VERIFY] = "verify",
    [VERB_CLOSE] = "close", [VERB_REOPEN] = "reopen", [VERB_CANCEL] = "cancel",
};

const struct action_step *action_steps(size_t *count)
{
    *count = LENGTH(steps);
    return steps;
}

const struct action_step *action_step(enum action_state from, enum action_verb verb,
                                      enum action_state outcome)
{
    for (size_t i = 0; i < LENGTH(steps); i++)
        if (steps[i].from == from && steps[i].verb == verb && (verb != VERB_VERIFY || steps[i].to == outcome))
            return &steps[i];
    return NULL;
}

const char *action_state_name(enum action_state state)
{
    return state_names[state];
}

const char *action_verb_name(enum action_verb verb)
{
    return verb_names[verb];
}

bool action_state_parse(const char *word, enum action_state *state)
{
    for (size_t i = 0; i < LENGTH(state_names); i++)
        if (strcmp(state_names[i], word) == 0) {
            *state = (enum action_state)i;
            return true;
        }
    return false;
}

bool action_state_open(enum action_state state)
{
    return state != ACTION_CLOSED && state != ACTION_CANCELLED;
}
