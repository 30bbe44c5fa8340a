#include "background.h"
#include "base/json_scan.h"
#include "commands.h"
#include "doctor.h"
#include "web/server.h"

#include <stdio.h>
#include <unistd.h>

enum { DEADLINE = 20, DEADLINE_LIMIT = 600 };

struct serving {
    const struct cli *cli;
    struct background *background; // NULL: leaves the jobs to others
};

static void say_ready(void *context, const char *address)
{
    struct serving *serving = context;
    printf("listening on %s, links lead to %s\n", address, serving->cli->settings.base_url);
    fflush(stdout);
    if (!cli_flag(serving->cli, "--no-jobs"))
        serving->background = background_start(&serving->cli->settings);
}

// What breaks a promise to those who answer must not wait until somebody asks the doctor.
static void warn(struct cli *cli)
{
    struct doctor *doctor = ARENA_NEW(cli->arena, struct doctor);
    *doctor = (struct doctor){.arena = cli->arena, .settings = &cli->settings};
    doctor_check_collecting(doctor);
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_finding *finding = &doctor->findings[i];
        if (finding->level != DOCTOR_OK)
            fprintf(stderr, "%s: %s\n  %s\n", doctor_level_name(finding->level), json_printable(cli->arena, finding->what),
                    finding->advice ? json_printable(cli->arena, finding->advice) : "");
    }
}

// A job that does not end in time is cut off with the process; whoever runs the jobs next takes it up.
static void end_background(struct serving *serving)
{
    if (!serving->background || background_stop(serving->background))
        return;
    fputs("jobs: the one that is under way is cut off; the next run takes it up\n", stderr);
    _exit(0);
}

bool command_serve(struct cli *cli, struct error *err)
{
    long deadline;
    const char *listen = cli_option(cli, "--listen");
    if (!cli_number(cli, "--deadline", 1, DEADLINE_LIMIT, DEADLINE, &deadline, err))
        return false;
    struct serving serving = {.cli = cli};
    struct server_plan plan = {
        .settings = &cli->settings,
        .listen = listen ? listen : cli->settings.listen,
        .deadline = (int)deadline,
        .ready = say_ready,
        .context = &serving,
    };
    warn(cli);
    bool good = server_run(&plan, err);
    end_background(&serving);
    return good;
}
