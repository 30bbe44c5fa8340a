// `echolot benchmark …`: norms from elsewhere.
#include "ballot/benchmark_file.h"
#include "ballot/definition.h"
#include "commands.h"
#include "faults.h"
#include "print_json.h"

#include <stdio.h>

bool command_benchmark_add(struct cli *cli, struct error *err)
{
    const char *name = cli->arguments[0], *path = cli->arguments[1], *id = cli_option(cli, "--survey");
    struct fault_list faults = {.arena = cli->arena};
    struct benchmark benchmark;
    if (!id)
        return FAIL(err, ERROR_USAGE, "--survey is missing: the norms of a file are those of its questions");
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct survey *survey = db ? definition_load(cli->arena, db, id, err) : NULL;
    if (!survey)
        return false;
    if (!benchmark_read(cli->arena, path, survey, &faults, &benchmark, err))
        return cli_refuse(&faults, err);
    if (!benchmark_add(db, name, survey, &benchmark, err))
        return false;
    printf("benchmark %s: %zu norm%s for survey %s; waves published from now on are compared with %s\n", name, benchmark.count,
           benchmark.count == 1 ? "" : "s", survey->id, benchmark.count == 1 ? "it" : "them");
    return true;
}

static bool print_list_json(const struct benchmark_entry *entries, size_t count, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i, s:s, s:i}", "name", entries[i].name, "survey", entries[i].survey_id,
                                              "added", entries[i].added, "norms", entries[i].norms, "sources", entries[i].sources,
                                              "publications", entries[i].publications));
    return cli_print_json(list, err);
}

bool command_benchmark_list(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct benchmark_entry *entries;
    size_t count;
    if (!db || !benchmark_list(cli->arena, db, &entries, &count, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_list_json(entries, count, err);
    for (size_t i = 0; i < count; i++)
        printf("%s  %s  %s  %d norm%s  %s\n", entries[i].name, entries[i].survey_id, entries[i].added, entries[i].norms,
               entries[i].norms == 1 ? "" : "s", entries[i].sources);
    return true;
}

bool command_benchmark_remove(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db || !benchmark_remove(db, cli->arguments[0], err))
        return false;
    printf("benchmark %s removed; reports that show it keep it\n", cli->arguments[0]);
    return true;
}
