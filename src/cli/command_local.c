#include "commands.h"
#include "db/local.h"

#include <stdio.h>

bool command_local_start(struct cli *cli, struct error *err)
{
    if (!local_start(&cli->settings, err))
        return false;
    printf("ECHOLOT_DATABASE='%s'\n", local_connection(cli->arena, &cli->settings));
    return true;
}

bool command_local_stop(struct cli *cli, struct error *err)
{
    return local_stop(&cli->settings, err);
}

bool command_local_status(struct cli *cli, struct error *err)
{
    enum local_state state;
    if (!local_status(&cli->settings, &state, err))
        return false;
    static const char *const words[] = {"absent", "stopped", "running"};
    puts(words[state]);
    if (state == LOCAL_RUNNING)
        printf("ECHOLOT_DATABASE='%s'\n", local_connection(cli->arena, &cli->settings));
    return true;
}
