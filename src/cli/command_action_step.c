// The steps of an action's life. Each command reads the options that its row declares; what a step needs is known to
// the machine alone.
#include "action/verify.h"
#include "action_command.h"
#include "action_text.h"
#include "commands.h"
#include "print_json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_common(const struct cli *cli, int *id, struct action_input *input, struct error *err)
{
    long version;
    *input = (struct action_input){.actor = action_actor(cli), .note = cli_option(cli, "--note")};
    if (!action_number(cli, id, err) || !cli_number(cli, "--version", 1, INT32_MAX, 0, &version, err))
        return false;
    input->version = (int)version;
    return true;
}

static bool take_step(struct cli *cli, int id, enum action_verb verb, const struct action_input *input,
                      struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct action after;
    return db && action_edit(cli->arena, db, id, verb, input, &after, err) &&
           action_print_result(cli, &after, err);
}

bool command_action_take(struct cli *cli, struct error *err)
{
    int id;
    struct action_input input;
    if (!read_common(cli, &id, &input, err))
        return false;
    input.owner = cli_option(cli, "--owner");
    // Who takes an action owns it, unless somebody else is named.
    if (!input.owner && cli_flag(cli, "--as"))
        input.owner = input.actor;
    return take_step(cli, id, VERB_TAKE, &input, err);
}

static bool read_expected(const struct cli *cli, struct action_input *input, struct error *err)
{
    const char *text = cli_option(cli, "--expect");
    if (!text)
        return true;
    char *end;
    input->expected = strtod(text, &end);
    input->has_expected = true;
    bool plain =
        end != text && !*end && strspn(text, "+-.0123456789") == strlen(text) && isfinite(input->expected);
    return plain || FAIL(err, ERROR_USAGE, "--expect %s: expected a number, such as 0.3 or +10", text);
}

bool command_action_plan(struct cli *cli, struct error *err)
{
    int id;
    struct action_input input;
    if (!read_common(cli, &id, &input, err) || !read_expected(cli, &input, err))
        return false;
    input.due = cli_option(cli, "--due");
    input.owner = cli_option(cli, "--owner");
    input.question = cli_option(cli, "--question");
    input.driver = cli_option(cli, "--driver");
    return take_step(cli, id, VERB_PLAN, &input, err);
}

bool command_action_start(struct cli *cli, struct error *err)
{
    int id;
    struct action_input input;
    if (!read_common(cli, &id, &input, err))
        return false;
    input.on = cli_option(cli, "--on");
    return take_step(cli, id, VERB_START, &input, err);
}

bool command_action_hold(struct cli *cli, struct error *err)
{
    int id;
    struct action_input input;
    return read_common(cli, &id, &input, err) && take_step(cli, id, VERB_HOLD, &input, err);
}

bool command_action_done(struct cli *cli, struct error *err)
{
    int id;
    struct action_input input;
    if (!read_common(cli, &id, &input, err))
        return false;
    input.evidence = cli_option(cli, "--evidence");
    input.on = cli_option(cli, "--on");
    return take_step(cli, id, VERB_DONE, &input, err);
}

// Close, reopen and cancel differ only in where they lead; the reason is the note.
static bool step_with_reason(struct cli *cli, enum action_verb verb, struct error *err)
{
    int id;
    long version;
    struct action_input input = {.actor = action_actor(cli), .note = cli_option(cli, "--reason")};
    if (!action_number(cli, &id, err) || !cli_number(cli, "--version", 1, INT32_MAX, 0, &version, err))
        return false;
    input.version = (int)version;
    return take_step(cli, id, verb, &input, err);
}

bool command_action_close(struct cli *cli, struct error *err)
{
    return step_with_reason(cli, VERB_CLOSE, err);
}

bool command_action_reopen(struct cli *cli, struct error *err)
{
    return step_with_reason(cli, VERB_REOPEN, err);
}

bool command_action_cancel(struct cli *cli, struct error *err)
{
    return step_with_reason(cli, VERB_CANCEL, err);
}

static bool verify_one(struct cli *cli, struct db *db, int id, const struct action_input *input,
                       struct error *err)
{
    struct action after;
    struct verification result;
    if (!action_verify(cli->arena, db, id, cli_option(cli, "--wave"), input, &after, &result, err))
        return false;
    if (cli_flag(cli, "--json"))
        return cli_print_json(action_json(&after), err);
    action_print_verification(&after, &result);
    return true;
}

// Whatever is done and can be judged by now; the others keep waiting, and it says for what.
static bool verify_all(struct cli *cli, struct db *db, const struct action_input *input, struct error *err)
{
    struct action *actions;
    size_t count;
    const struct action_filter filter = {.state = action_state_name(ACTION_DONE)};
    if (!action_list(cli->arena, db, &filter, &actions, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct error why = {0};
        if (verify_one(cli, db, actions[i].id, input, &why))
            continue;
        if (why.kind != ERROR_NOT_FOUND && why.kind != ERROR_CONFLICT) {
            *err = why;
            return false;
        }
        fprintf(stderr, "action %d stays done: %s\n", actions[i].id, why.message);
    }
    return true;
}

bool command_action_verify(struct cli *cli, struct error *err)
{
    const bool all = cli_flag(cli, "--all");
    if (all == (cli->argument_count > 0))
        return FAIL(err, ERROR_USAGE, "either the number of an action or --all");
    if (all && (cli_option(cli, "--wave") || cli_option(cli, "--version")))
        return FAIL(err, ERROR_USAGE, "--wave and --version go with one action");
    int id = 0;
    long version;
    struct action_input input = {.actor = action_actor(cli), .note = cli_option(cli, "--note")};
    if ((!all && !action_number(cli, &id, err)) ||
        !cli_number(cli, "--version", 1, INT32_MAX, 0, &version, err))
        return false;
    input.version = (int)version;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    return db && (all ? verify_all(cli, db, &input, err) : verify_one(cli, db, id, &input, err));
}
