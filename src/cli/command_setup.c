#include "commands.h"
#include "db/migrate.h"

#include <stdio.h>

static void print_applied(void *context, int number, const char *name)
{
    (void)context;
    (void)number;
    printf("applied %s\n", name);
}

bool command_setup(struct cli *cli, struct error *err)
{
    struct migration_report report = {.applied = print_applied};
    if (!migrate(&cli->settings, &report, err))
        return false;
    printf("schema version %d\n", migration_required());
    return true;
}
