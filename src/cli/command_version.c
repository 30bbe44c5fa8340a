#include "commands.h"
#include "db/migrate.h"

#include <stdio.h>

bool command_version(struct cli *cli, struct error *err)
{
    (void)cli;
    (void)err;
    printf("echolot %s, schema version %d\n", ECHOLOT_VERSION, migration_required());
    return true;
}
