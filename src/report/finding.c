// Findings and actions of the ledger, as far as they concern the departments of the report.
#include "internal.h"

#include <string.h>

bool report_load_findings(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_FINDINGS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->findings = ARENA_ARRAY(arena, (size_t)PQntuples(rows), struct report_finding);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_finding finding = {
            .rank = (int)result_int(rows, row, 0),
            .kind = result_copy(arena, rows, row, 1),
            .department = (int)result_int(rows, row, 2),
            .question = (int)result_int(rows, row, 3),
            .numbers = result_copy(arena, rows, row, 4),
        };
        if ((size_t)finding.department >= report->department_count ||
            finding.question >= (int)report->survey->question_count)
            return FAIL(err, ERROR_INTERNAL,
                        "ledger: finding %d names a department or question that does not exist",
                        finding.rank);
        report->findings[report->finding_count++] = finding;
    }
    return true;
}

static struct report_action read_action(struct arena *arena, const struct report *report,
                                        const PGresult *rows, int row)
{
    const char *question = result_text(rows, row, 4);
    return (struct report_action){
        .id = result_int(rows, row, 0),
        .state = result_copy(arena, rows, row, 1),
        .title = result_copy(arena, rows, row, 2),
        .department = report_department_find(report, result_text(rows, row, 3)),
        .question = question ? survey_question_number(report->survey, question) : -1,
        .driver = result_copy(arena, rows, row, 5),
        .measure = result_copy(arena, rows, row, 6),
        .owner = result_copy(arena, rows, row, 7),
        .due = result_copy(arena, rows, row, 8),
        .expected = result_real(rows, row, 9),
        .evidence = result_copy(arena, rows, row, 10),
        .wave = result_copy(arena, rows, row, 11),
        .finding = (int)result_int(rows, row, 12),
        .verified_by = result_copy(arena, rows, row, 13),
        .outcome = result_copy(arena, rows, row, 14),
        .measured = result_real(rows, row, 15),
        .measured_interval = {result_real(rows, row, 16), result_real(rows, row, 17)},
        .method = result_copy(arena, rows, row, 18),
    };
}

bool report_load_actions(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_ACTIONS,
                              DB_VALUES(db_text(report->wave.survey_id), db_text(report->wave.opened)), err);
    if (!rows)
        return false;
    report->actions = ARENA_ARRAY(arena, (size_t)PQntuples(rows), struct report_action);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_action action = read_action(arena, report, rows, row);
        if (action.department >= 0)
            report->actions[report->action_count++] = action;
    }
    return true;
}
