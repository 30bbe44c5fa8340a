#include "ballot/schedule.h"
#include "commands.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// "1/4" to 4; without the option 1: everybody each time.
static bool take_panel(const struct cli *cli, int *panel, struct error *err)
{
    const char *text = cli_option(cli, "--panel");
    *panel = 1;
    if (!text)
        return true;
    char *end = NULL;
    long share =
        strncmp(text, "1/", 2) == 0 && text[2] >= '1' && text[2] <= '9' ? strtol(text + 2, &end, 10) : 0;
    if (!end || *end || share < 1 || share > PANEL_SHARE_LIMIT)
        return FAIL(err, ERROR_USAGE, "--panel %s: expected a share from 1/1 to 1/%d", text,
                    PANEL_SHARE_LIMIT);
    *panel = (int)share;
    return true;
}

static bool take_numbers(const struct cli *cli, struct schedule *schedule, struct error *err)
{
    long open_for, k, remind;
    if (!cli_option(cli, "--open-for"))
        return FAIL(err, ERROR_USAGE, "missing: --open-for DAYS");
    if (!cli_number(cli, "--open-for", 1, schedule_longest("quarter"), 0, &open_for, err) ||
        !cli_number(cli, "--k", WAVE_K_MINIMUM, WAVE_K_LIMIT, WAVE_K_STANDARD, &k, err) ||
        !cli_number(cli, "--remind", 1, schedule_longest("quarter"), 0, &remind, err))
        return false;
    schedule->open_for = (int)open_for;
    schedule->k = (int)k;
    schedule->remind = (int)remind;
    return take_panel(cli, &schedule->panel, err);
}

bool command_schedule_add(struct cli *cli, struct error *err)
{
    struct schedule schedule = {
        .key = cli->arguments[0],
        .survey = cli_option(cli, "--survey"),
        .every = cli_option(cli, "--every"),
        .start = cli_option(cli, "--start"),
    };
    if (!schedule.survey)
        return FAIL(err, ERROR_USAGE, "missing: --survey ID[@VERSION]");
    if (!schedule.every)
        return FAIL(err, ERROR_USAGE, "missing: --every week, month or quarter");
    if (!take_numbers(cli, &schedule, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db || !schedule_add(cli->arena, db, cli->settings.time_zone, &schedule, err))
        return false;
    printf("schedule %s: every %s, open for %d day%s\n", schedule.key, schedule.every, schedule.open_for,
           schedule.open_for == 1 ? "" : "s");
    if (schedule.panel > 1)
        printf("  asks        one of %d parts of the people each time, everybody once in %d waves\n",
               schedule.panel, schedule.panel);
    printf("  first wave  %s, opens on %s at midnight (%s)\n", schedule.next_key, schedule.next,
           cli->settings.time_zone);
    puts("  'echolot jobs run' or a running 'echolot serve' opens it");
    return true;
}

static json_t *text_json(const char *text)
{
    return text ? json_string(text) : json_null();
}

static bool print_json(const struct schedule *schedules, size_t count, const char *zone, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct schedule *schedule = &schedules[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:i, s:o, s:i, s:{s:s, s:s}, s:o, s:s}", "key",
                      schedule->key, "survey", schedule->survey, "every", schedule->every, "start",
                      schedule->start, "open_for", schedule->open_for, "panel", schedule->panel, "k",
                      schedule->k, "remind", schedule->remind ? json_integer(schedule->remind) : json_null(),
                      "opened", schedule->opened, "next", "wave", schedule->next_key, "day", schedule->next,
                      "latest", text_json(schedule->latest), "time_zone", zone));
    }
    int failed = json_dumpf(list, stdout, JSON_INDENT(2));
    json_decref(list);
    putchar('\n');
    return failed ? FAIL(err, ERROR_UNAVAILABLE, "standard output cannot be written") : true;
}

bool command_schedule_list(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct schedule *schedules;
    size_t count;
    const char *zone = cli->settings.time_zone;
    if (!db || !schedule_check_zone(db, zone, err) ||
        !schedule_list(cli->arena, db, zone, &schedules, &count, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_json(schedules, count, zone, err);
    for (size_t i = 0; i < count; i++) {
        const struct schedule *schedule = &schedules[i];
        printf("%-20s %s every %s, %d day%s, 1/%d of the people, %d wave%s until now, next %s on %s\n",
               schedule->key, schedule->survey, schedule->every, schedule->open_for,
               schedule->open_for == 1 ? "" : "s", schedule->panel, schedule->opened,
               schedule->opened == 1 ? "" : "s", schedule->next_key, schedule->next);
    }
    return true;
}

bool command_schedule_remove(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db || !schedule_remove(db, cli->arguments[0], err))
        return false;
    printf("schedule %s is removed; waves that are open stay so until their end\n", cli->arguments[0]);
    return true;
}
