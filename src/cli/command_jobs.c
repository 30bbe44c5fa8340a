#include "base/json_scan.h"
#include "commands.h"
#include "jobs.h"
#include "print_json.h"

#include <stdio.h>
#include <string.h>

static bool take_kinds(const char *list, bool *kinds, struct error *err)
{
    for (const char *name = list; name; name = strchr(name, ',')) {
        name += *name == ',';
        size_t length = strcspn(name, ","), kind = 0;
        while (kind < JOB__COUNT && (strlen(job_kind_name((enum job_kind)kind)) != length ||
                                     strncmp(job_kind_name((enum job_kind)kind), name, length) != 0))
            kind++;
        if (kind == JOB__COUNT)
            return FAIL(err, ERROR_USAGE,
                        "--only %s: expected open, invite, remind, count, close, analyze, report, separated "
                        "by commas",
                        list);
        kinds[kind] = true;
    }
    return true;
}

static void print_job(void *context, const struct job *job)
{
    (void)context;
    AUTO(arena) struct arena *arena = arena_new();
    printf("%-8s %-8s %s%s%s\n", job_result_name(job->result), job_kind_name(job->kind), job->wave,
           *job->says ? ": " : "", json_printable(arena, job->says));
    (void)fflush(stdout); // one by one: the next may take a while
}

static void list_job(void *context, const struct job *job)
{
    (void)json_array_append_new(context, json_pack("{s:s, s:s, s:s, s:s}", "job", job_kind_name(job->kind),
                                                   "wave", job->wave, "result", job_result_name(job->result),
                                                   "says", job->says));
}

bool command_jobs_run(struct cli *cli, struct error *err)
{
    const char *only = cli_option(cli, "--only");
    json_t *list = cli_flag(cli, "--json") ? json_array() : NULL;
    struct jobs_plan plan = {
        .settings = &cli->settings,
        .moment = cli_option(cli, "--as-of"),
        .dry_run = cli_flag(cli, "--dry-run"),
        .tell = list ? list_job : print_job,
        .context = list,
    };
    for (size_t i = 0; !only && i < JOB__COUNT; i++)
        plan.kinds[i] = true;
    size_t failed = 0;
    bool good = (!only || take_kinds(only, plan.kinds, err)) && jobs_run(&plan, &failed, err);
    struct error ignored;
    // Also what was done before a failure.
    if (list && !cli_print_json(json_pack("{s:s, s:o}", "format", "echolot.jobs/1", "jobs", list),
                                good ? err : &ignored))
        return false;
    if (!good)
        return false;
    return failed == 0 || FAIL(err, ERROR_UNAVAILABLE, "%zu job%s failed; the next runs try again", failed,
                               failed == 1 ? "" : "s");
}
