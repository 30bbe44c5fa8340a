#include "base/json_scan.h"
#include "commands.h"
#include "people/person.h"
#include "print_json.h"

#include <inttypes.h>
#include <stdio.h>

static const char no_answers[] =
    "Answers are not here because nobody can tell whose they are: while a wave is open its ballots are sealed, and when it closes they "
    "are shuffled and everything that leads from a person to a ballot is destroyed. With the receipts you were shown you can "
    "see that your answers were counted.";

bool command_export(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct person person;
    json_t *all = db && person_find(cli->arena, db, cli->arguments[0], &person, err) ? person_export(db, &person, err) : NULL;
    if (!all)
        return false;
    json_object_set_new(all, "format", json_string("echolot.person/1"));
    json_object_set_new(all, "answers", json_string(no_answers));
    return cli_print_json(all, err);
}

static void print_waves(struct arena *arena, const struct person_erased *erased)
{
    if (erased->wave_count == 0)
        return;
    printf("  invitations to open waves, with their links and messages:");
    for (size_t i = 0; i < erased->wave_count; i++)
        printf(" %s", json_printable(arena, erased->waves[i]));
    puts("\n  A ballot in their boxes stays, sealed and nobody's: an erasure does not take back what was answered.");
}

bool command_erase(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct person_erased erased;
    if (!db || !person_erase(cli->arena, db, cli->arguments[0], &erased, err))
        return false;
    printf("erased: employee %s\n  the entry in the directory\n", json_printable(cli->arena, erased.person.employee_id));
    print_waves(cli->arena, &erased);
    if (erased.actions || erased.events)
        printf("  Kept as the organisation's record: %" PRId64 " actions owned, %" PRId64 " events.\n", erased.actions,
               erased.events);
    puts("  Not reached: backups and write-ahead logs made before, and the files that people are imported from.");
    return true;
}
