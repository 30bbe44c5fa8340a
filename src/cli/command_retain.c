#include "ballot/retention.h"
#include "commands.h"
#include "print_json.h"

#include <inttypes.h>
#include <stdio.h>

static const char *fate(const struct retention_wave *wave, bool dry)
{
    return !wave->published ? "kept: not published yet" : dry ? "would be dropped" : "dropped";
}

static bool print_waves(const struct retention_wave *waves, size_t count, bool dry, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:I, s:I}", "wave", waves[i].key, "closed", waves[i].closed, "dropped",
                                              (int)(waves[i].published && !dry), "sheets", (json_int_t)waves[i].sheets,
                                              "comments", (json_int_t)waves[i].comments));
    return cli_print_json(list, err);
}

bool command_retain(struct cli *cli, struct error *err)
{
    long months;
    size_t count;
    struct retention_wave *waves;
    bool dry = cli_flag(cli, "--dry-run");
    if (!cli_option(cli, "--answers"))
        return FAIL(err, ERROR_USAGE, "missing: --answers MONTHS");
    if (!cli_number(cli, "--answers", 1, RETENTION_LIMIT, 0, &months, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db || !retention_apply(cli->arena, db, (int)months, dry, &waves, &count, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_waves(waves, count, dry, err);
    for (size_t i = 0; i < count; i++)
        printf("%-20s closed %s: %" PRId64 " answer sheets, %" PRId64 " comments %s\n", waves[i].key, waves[i].closed,
               waves[i].sheets, waves[i].comments, fate(&waves[i], dry));
    puts(count == 0 ? "No answers are that old." : "What was published stays.");
    return true;
}
