// What the `action` commands share.
#pragma once

#include "action/action.h"
#include "cli/command.h"

// The action's number, the first argument.
MUST_USE bool action_number(const struct cli *cli, int *id, struct error *err);
// Who does it: --as EMAIL, or the account that runs the command.
const char *action_actor(const struct cli *cli);
// Prints what became of an action: one line, or JSON with --json.
MUST_USE bool action_print_result(const struct cli *cli, const struct action *action, struct error *err);
