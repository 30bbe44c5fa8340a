// What each `action` command may be given.
#include "commands.h"

// clang-format off: a row an option
#define AS {"--as", "EMAIL", "who does this; the account that runs the command when left out"}
#define NOTE {"--note", "TEXT", "kept in the history"}
#define REASON {"--reason", "TEXT", "kept in the history"}
#define VERSION {"--version", "N", "the version that was looked at: refuses when somebody changed the action meanwhile"}
#define JSON {"--json", NULL, "prints the action as JSON, for programs"}
#define ON {"--on", "YYYY-MM-DD", "the day it really happened; today when left out"}
#define TARGET                                                                                                        \
    {"--question", "ID", "the question whose figure shall move"}, {"--driver", "ID", "or the driver it measures"}

const struct cli_option command_action_list_options[] = {
    {"--state", "STATE", "proposed, owned, planned, in_progress, on_hold, done, verified, no_effect, worse, closed, cancelled"},
    {"--owner", "EMAIL", "only this owner's"},
    {"--department", "CODE", "only this department's and those of departments below"},
    {"--survey", "ID", "only those that aim at this survey"},
    {"--wave", "KEY", "only those proposed from this wave's findings"},
    {"--measure", "ID", "only this measure of the playbook"},
    {"--open", NULL, "neither closed nor cancelled"},
    {"--overdue", NULL, "past their due date and not done"},
    {"--ids", NULL, "prints the numbers only, one a line, for scripts"},
    {"--json", NULL, "prints JSON, for programs"},
    {0},
};
const struct cli_option command_action_show_options[] = {
    {"--language", "CODE", "of the playbook's advice: en (standard) or de"},
    JSON,
    {0},
};
const struct cli_option command_action_add_options[] = {
    {"--department", "CODE", "the department it is for"},
    {"--survey", "ID", "the survey whose figure shall move; needed when there are several"},
    TARGET,
    {"--measure", "ID", "a measure of the playbook"},
    {"--title", "TEXT", "what shall be done; the measure's title when left out"},
    {"--ids", NULL, "prints the number only, for scripts"},
    NOTE, AS, JSON, {0},
};
const struct cli_option command_action_take_options[] = {
    {"--owner", "EMAIL", "the one accountable person; whoever --as names when left out"},
    NOTE, AS, VERSION, JSON, {0},
};
const struct cli_option command_action_plan_options[] = {
    {"--due", "YYYY-MM-DD", "when it shall be done"},
    {"--expect", "CHANGE", "of the figure, written down beforehand: eNPS points or points of the scale"},
    TARGET,
    {"--owner", "EMAIL", "hands it over"},
    NOTE, AS, VERSION, JSON, {0},
};
const struct cli_option command_action_start_options[] = {ON, NOTE, AS, VERSION, JSON, {0}};
const struct cli_option command_action_hold_options[] = {NOTE, AS, VERSION, JSON, {0}};
const struct cli_option command_action_done_options[] = {
    {"--evidence", "TEXT", "what was done, seen by whom"},
    ON, NOTE, AS, VERSION, JSON, {0},
};
const struct cli_option command_action_verify_options[] = {
    {"--all", NULL, "every action that is done and can be judged by now"},
    {"--wave", "KEY", "the wave that shows the effect, where its dates cannot tell"},
    NOTE, AS, VERSION, JSON, {0},
};
const struct cli_option command_action_reason_options[] = {REASON, AS, VERSION, JSON, {0}};
