// Actions as a person reads them in a terminal.
#pragma once

#include "action/action.h"
#include "action/playbook.h"
#include "action/verify.h"

// One line an action, with headings.
void action_print_list(const struct action *actions, size_t count);
// Everything about one, its measure in `language`, its history.
void action_print(const struct action *action, const struct playbook *playbook, const char *language,
                  const struct action_event *events, size_t event_count);
// "action 3: verified. …": what the figures said.
void action_print_verification(const struct action *action, const struct verification *result);
