#include "base/json_scan.h"
#include "commands.h"
#include "doctor.h"
#include "print_json.h"

#include <stdio.h>

static void print(const struct doctor *doctor)
{
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_finding *finding = &doctor->findings[i];
        printf("%-8s %-11s %s\n", doctor_level_name(finding->level), finding->check, json_printable(doctor->arena, finding->what));
        if (finding->advice)
            printf("%-20s → %s\n", "", json_printable(doctor->arena, finding->advice));
    }
}

static bool print_json(const struct doctor *doctor, struct error *err)
{
    json_t *findings = json_array();
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_finding *finding = &doctor->findings[i];
        json_array_append_new(findings, json_pack("{s:s, s:s, s:s, s:s?}", "level", doctor_level_name(finding->level), "check",
                                                  finding->check, "what", finding->what, "advice", finding->advice));
    }
    return cli_print_json(json_pack("{s:s, s:I, s:I, s:o}", "format", "echolot.doctor/1", "problems",
                                    (json_int_t)doctor->counts[DOCTOR_PROBLEM], "warnings",
                                    (json_int_t)doctor->counts[DOCTOR_WARNING], "findings", findings),
                          err);
}

bool command_doctor(struct cli *cli, struct error *err)
{
    struct doctor *doctor = ARENA_NEW(cli->arena, struct doctor);
    *doctor = (struct doctor){.arena = cli->arena, .settings = &cli->settings};
    AUTO(db) struct db *db = doctor_check_connections(doctor);
    if (db) {
        doctor_check_rights(doctor, db);
        doctor_check_waves(doctor, db);
    }
    doctor_check_machine(doctor);
    if (!cli_flag(cli, "--json"))
        print(doctor);
    else if (!print_json(doctor, err))
        return false;
    size_t problems = doctor->counts[DOCTOR_PROBLEM];
    return problems == 0 || FAIL(err, ERROR_CONFLICT, problems == 1 ? "%zu problem" : "%zu problems", problems);
}
