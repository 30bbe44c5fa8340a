#include "ballot/import.h"
#include "ballot/wave.h"
#include "commands.h"
#include "db/connection.h"
#include "faults.h"
#include "print_json.h"

#include <inttypes.h>
#include <stdio.h>

static void print_report(const char *key, const struct import_report *report)
{
    printf("wave %s of %s version %d: %" PRIu64 " lines", key, report->survey_id, report->survey_version,
           report->lines);
    if (report->duplicates)
        printf(", %" PRIu64 " duplicates skipped", report->duplicates);
    if (report->empty)
        printf(", %" PRIu64 " without an answer", report->empty);
    printf("\n  sheets      %" PRIu64 "%s\n", report->sheets,
           report->joined ? "" : " (single answers: the file does not say who gave which)");
    printf("  answers     %" PRIu64, report->answers);
    if (report->not_applicable)
        printf(", %" PRIu64 " of them \"not applicable\"", report->not_applicable);
    printf("\n  comments    %" PRIu64 "\n  departments %zu", report->comments, report->departments);
    if (report->departments_made)
        printf(", %zu of them new", report->departments_made);
    puts(report->weighted ? "\n  weighted" : "");
}

static json_t *report_json(const char *key, const struct import_report *report)
{
    return json_pack("{s:s, s:s, s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:b}", "key", key,
                     "survey", report->survey_id, "version", report->survey_version, "lines",
                     (json_int_t)report->lines, "duplicates", (json_int_t)report->duplicates, "empty",
                     (json_int_t)report->empty, "sheets", (json_int_t)report->sheets, "answers",
                     (json_int_t)report->answers, "not_applicable", (json_int_t)report->not_applicable,
                     "comments", (json_int_t)report->comments, "departments", (json_int_t)report->departments,
                     "departments_made", (json_int_t)report->departments_made, "joined", (int)report->joined,
                     "weighted", (int)report->weighted);
}

bool command_import(struct cli *cli, struct error *err)
{
    long k;
    if (!cli_option(cli, "--survey"))
        return FAIL(err, ERROR_USAGE, "--survey ID is needed: which questions were asked?");
    if (!cli_number(cli, "--k", WAVE_K_MINIMUM, WAVE_K_LIMIT, WAVE_K_STANDARD, &k, err))
        return false;
    struct import_plan plan = {
        .key = cli->arguments[0],
        .file = cli->arguments[1],
        .survey = cli_option(cli, "--survey"),
        .map = cli_option(cli, "--map"),
        .k = (int)k,
        .opened = cli_option(cli, "--opened"),
        .closed = cli_option(cli, "--closed"),
        .create_departments = cli_flag(cli, "--create-departments"),
        .people = cli_flag(cli, "--people"),
    };
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    if (!db)
        return false;
    struct fault_list faults = {.arena = cli->arena};
    struct progress progress = cli_progress("import");
    struct import_report report;
    if (!answers_import(db, cli->arena, &plan, &progress, &faults, &report, err))
        return cli_refuse(&faults, err);
    cli_progress_end();
    if (cli_flag(cli, "--json"))
        return cli_print_json(report_json(plan.key, &report), err);
    print_report(plan.key, &report);
    return true;
}
