// The commands that read actions or make one; command_action_step.c holds the steps of their life.
#include "action/edit.h"
#include "action_command.h"
#include "action_text.h"
#include "ballot/wave.h"
#include "base/json.h"
#include "commands.h"
#include "print_json.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool action_number(const struct cli *cli, int *id, struct error *err)
{
    const char *text = cli->arguments[0];
    char *end;
    const long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > INT32_MAX)
        return FAIL(err, ERROR_USAGE, "%s: expected the number of an action", text);
    *id = (int)value;
    return true;
}

const char *action_actor(const struct cli *cli)
{
    const char *named = cli_option(cli, "--as");
    if (named)
        return named;
    const struct passwd *account = getpwuid(geteuid());
    return account ? arena_text(cli->arena, account->pw_name) : arena_format(cli->arena, "uid %u", geteuid());
}

static bool read_filter(struct cli *cli, struct db *db, struct action_filter *filter, struct error *err)
{
    *filter = (struct action_filter){
        .state = cli_option(cli, "--state"),
        .owner = cli_option(cli, "--owner"),
        .department = cli_option(cli, "--department"),
        .survey_id = cli_option(cli, "--survey"),
        .measure = cli_option(cli, "--measure"),
        .open = cli_flag(cli, "--open"),
        .overdue = cli_flag(cli, "--overdue"),
    };
    enum action_state state;
    if (filter->state && !action_state_parse(filter->state, &state))
        return FAIL(err, ERROR_USAGE, "--state %s: there is no such state", filter->state);
    const char *key = cli_option(cli, "--wave");
    struct wave wave;
    if (key && !wave_find(cli->arena, db, key, &wave, err))
        return false;
    filter->wave_id = key ? wave.id : 0;
    return true;
}

static bool print_list_json(const struct action *actions, size_t count, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, action_json(&actions[i]));
    return cli_print_json(json_pack("{s:s, s:o}", "format", "echolot.actions/1", "actions", list), err);
}

bool command_action_list(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct action_filter filter;
    struct action *actions;
    size_t count;
    if (cli_flag(cli, "--ids") && cli_flag(cli, "--json"))
        return FAIL(err, ERROR_USAGE, "either --ids or --json");
    if (!db || !read_filter(cli, db, &filter, err) ||
        !action_list(cli->arena, db, &filter, &actions, &count, err))
        return false;
    if (cli_flag(cli, "--ids"))
        for (size_t i = 0; i < count; i++)
            printf("%d\n", actions[i].id);
    else if (!cli_flag(cli, "--json"))
        action_print_list(actions, count);
    return !cli_flag(cli, "--json") || print_list_json(actions, count, err);
}

static json_t *history_json(const struct action_event *events, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, action_event_json(&events[i]));
    return list;
}

bool command_action_show(struct cli *cli, struct error *err)
{
    int id;
    if (!action_number(cli, &id, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct action action;
    struct action_event *events;
    size_t count;
    if (!db || !action_find(cli->arena, db, id, &action, err) ||
        !action_history(cli->arena, db, id, &events, &count, err))
        return false;
    if (cli_flag(cli, "--json")) {
        json_t *object = action_json(&action);
        json_object_set_new(object, "format", json_string("echolot.action/1"));
        json_object_set_new(object, "history", history_json(events, count));
        return cli_print_json(object, err);
    }
    const struct playbook *playbook = playbook_load(cli->arena, err);
    if (!playbook)
        return false;
    const char *language = cli_option(cli, "--language");
    action_print(&action, playbook, language ? language : "en", events, count);
    return true;
}

bool command_action_add(struct cli *cli, struct error *err)
{
    const struct action_proposal proposal = {
        .survey_id = cli_option(cli, "--survey"),
        .department = cli_option(cli, "--department"),
        .question = cli_option(cli, "--question"),
        .driver = cli_option(cli, "--driver"),
        .measure = cli_option(cli, "--measure"),
        .title = cli_option(cli, "--title"),
    };
    if (!proposal.department)
        return FAIL(err, ERROR_USAGE, "which department is it for? --department CODE");
    const struct action_input input = {.actor = action_actor(cli), .note = cli_option(cli, "--note")};
    const struct playbook *playbook = playbook_load(cli->arena, err);
    AUTO(db) struct db *db = playbook ? db_open(&cli->settings, DB_PRESENT, err) : NULL;
    struct action action;
    if (!db || !action_add(cli->arena, db, playbook, &proposal, &input, &action, err))
        return false;
    if (!cli_flag(cli, "--ids"))
        return action_print_result(cli, &action, err);
    printf("%d\n", action.id);
    return true;
}

bool action_print_result(const struct cli *cli, const struct action *action, struct error *err)
{
    if (cli_flag(cli, "--json"))
        return cli_print_json(action_json(action), err);
    printf("action %d: %s, version %d\n", action->id, action_state_name(action->state), action->version);
    return true;
}
