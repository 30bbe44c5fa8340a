#include "commands.h"
#include "web/server.h"

#include <stdio.h>

enum { DEADLINE = 20, DEADLINE_LIMIT = 600 };

static void say_ready(void *context, const char *address)
{
    const struct cli *cli = context;
    printf("listening on %s, links lead to %s\n", address, cli->settings.base_url);
    fflush(stdout);
}

bool command_serve(struct cli *cli, struct error *err)
{
    long deadline;
    const char *listen = cli_option(cli, "--listen");
    if (!cli_number(cli, "--deadline", 1, DEADLINE_LIMIT, DEADLINE, &deadline, err))
        return false;
    struct server_plan plan = {
        .settings = &cli->settings,
        .listen = listen ? listen : cli->settings.listen,
        .deadline = (int)deadline,
        .ready = say_ready,
        .context = cli,
    };
    return server_run(&plan, err);
}
