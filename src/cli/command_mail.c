#include "base/json.h"
#include "base/json_scan.h"
#include "commands.h"
#include "mail/mailing.h"

#include <stdio.h>
#include <string.h>

// The names that people and programs read; in the table a message in doubt is one that is being sent.
static const char *name_of(enum mail_state state)
{
    return state == MAIL_SENDING ? "in_doubt" : mail_state_name(state);
}

static size_t count_of(const struct mailing *mailing, enum mail_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < mailing->unsent_count; i++)
        count += mailing->unsent[i].state == state;
    return count;
}

// "in_doubt,bounced" to the states of the table.
static bool read_again(struct arena *arena, const char *option, const char **states, struct error *err)
{
    static const enum mail_state possible[] = {MAIL_SENDING, MAIL_BOUNCED, MAIL_FAILED};
    *states = NULL;
    for (const char *at = option; at && *at;) {
        size_t size = strcspn(at, ","), i = 0;
        while (i < LENGTH(possible) &&
               (strlen(name_of(possible[i])) != size || memcmp(at, name_of(possible[i]), size) != 0))
            i++;
        if (i == LENGTH(possible))
            return FAIL(err, ERROR_USAGE,
                        "--again %s: expected in_doubt, bounced or failed, separated by commas", option);
        *states = arena_format(arena, "%s%s%s", *states ? *states : "", *states ? "," : "",
                               mail_state_name(possible[i]));
        at += size + (at[size] == ',');
    }
    return true;
}

static void print_json(const struct mailing_plan *plan, const struct mailing *mailing)
{
    AUTO(json) json_t *unsent = json_array();
    for (size_t i = 0; i < mailing->unsent_count; i++) {
        const struct unsent *item = &mailing->unsent[i];
        (void)json_array_append_new(unsent,
                                    json_pack("{s:s, s:s, s:s, s:i, s:s?}", "employee_id", item->employee_id,
                                              "email", item->email, "state", name_of(item->state), "attempts",
                                              item->attempts, "reply", item->reply));
    }
    AUTO(json)
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:O}", "format", "echolot.mail/1", "wave", plan->wave_key,
                  "kind", plan->kind == MAIL_REMINDER ? "reminder" : "invitation", "sent",
                  (json_int_t)mailing->sent, "answered", (json_int_t)mailing->answered, "declined",
                  (json_int_t)mailing->declined, "unsent", unsent);
    (void)json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
}

static void print_unsent(const struct unsent *item)
{
    AUTO(arena) struct arena *arena = arena_new();
    printf("    %s  %s  %s\n", json_printable(arena, item->employee_id), json_printable(arena, item->email),
           item->reply ? json_printable(arena, item->reply) : "");
}

static void print_text(const struct mailing_plan *plan, const struct mailing *mailing)
{
    static const struct {
        enum mail_state state;
        const char *says;
    } groups[] = {
        {MAIL_QUEUED, "waiting for the next run"},
        {MAIL_SENDING, "in doubt: handed to the mail server, which gave no answer; not sent again by itself "
                       "(--again in_doubt)"},
        {MAIL_BOUNCED, "refused by the mail server"},
        {MAIL_FAILED, "given up"},
    };
    printf("wave %s: %llu %s sent\n", plan->wave_key, (unsigned long long)mailing->sent,
           plan->kind == MAIL_REMINDER ? "reminders" : "invitations");
    for (size_t group = 0; group < LENGTH(groups); group++) {
        size_t count = count_of(mailing, groups[group].state);
        if (count > 0)
            printf("%zu %s\n", count, groups[group].says);
        for (size_t i = 0; count > 0 && i < mailing->unsent_count; i++) {
            const struct unsent *item = &mailing->unsent[i];
            if (item->state == groups[group].state && (item->state != MAIL_QUEUED || item->reply))
                print_unsent(item);
        }
    }
}

// What still has to be done makes the command fail: another run, or a decision.
static bool is_finished(const struct mailing *mailing, struct error *err)
{
    size_t waiting = count_of(mailing, MAIL_QUEUED), doubt = count_of(mailing, MAIL_SENDING);
    if (waiting == 0 && doubt == 0)
        return true;
    (void)FAIL(err, ERROR_UNAVAILABLE, "%zu messages were put off by the mail server, %zu are in doubt",
               waiting, doubt);
    return error_hint(
        err,
        "The same command goes on with those that wait; --again in_doubt sends those in doubt once more.");
}

bool command_mail(struct cli *cli, bool reminder, struct error *err)
{
    struct progress progress = cli_progress(reminder ? "reminding" : "inviting");
    struct mailing_plan plan = {
        .settings = &cli->settings,
        .wave_key = cli->arguments[0],
        .kind = reminder ? MAIL_REMINDER : MAIL_INVITATION,
        .progress = &progress,
    };
    struct mailing mailing;
    if (!read_again(cli->arena, cli_option(cli, "--again"), &plan.again, err))
        return false;
    bool good = mailing_run(cli->arena, &plan, &mailing, err);
    cli_progress_end();
    if (good || mailing.sent > 0 || mailing.unsent_count > 0) {
        if (cli_flag(cli, "--json"))
            print_json(&plan, &mailing);
        else
            print_text(&plan, &mailing);
    }
    return good && is_finished(&mailing, err);
}

bool command_remind(struct cli *cli, struct error *err)
{
    return command_mail(cli, true, err);
}
