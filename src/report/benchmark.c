// The median department and norms from elsewhere, as they stand in the ledger.
#include "internal.h"

#include <math.h>

static double real_or_nan(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? (double)NAN : result_real(rows, row, column);
}

static bool load_medians(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    report->medians = ARENA_ARRAY(arena, report->survey->question_count, struct report_median);
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_MEDIANS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t question = (size_t)result_int(rows, row, 0);
        if (question >= report->survey->question_count)
            return FAIL(err, ERROR_INTERNAL, "ledger: a median of question %zu, which does not exist", question);
        report->medians[question] = (struct report_median){
            .departments = (int)result_int(rows, row, 1),
            .value = result_real(rows, row, 2),
            .score = real_or_nan(rows, row, 3),
            .favourable = real_or_nan(rows, row, 4),
        };
    }
    return true;
}

static bool load_norms(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_NORMS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->norm_count = (size_t)PQntuples(rows);
    report->norms = ARENA_ARRAY(arena, report->norm_count, struct report_norm);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_norm *norm = &report->norms[row];
        *norm = (struct report_norm){
            .benchmark = result_copy(arena, rows, row, 0),
            .question = (size_t)result_int(rows, row, 1),
            .norm = {.figure = norm_figure_named(result_text(rows, row, 2)),
                     .value = result_real(rows, row, 3),
                     .people = result_null(rows, row, 4) ? 0 : (uint32_t)result_int(rows, row, 4)},
            .source = result_copy(arena, rows, row, 5),
            .year = (int)result_int(rows, row, 6),
            .differences = ARENA_ARRAY(arena, report->department_count, struct change),
        };
        if (norm->question >= report->survey->question_count || norm->norm.figure == NORM_FIGURE__COUNT)
            return FAIL(err, ERROR_INTERNAL, "ledger: norm %d is of a question or figure that does not exist", row + 1);
    }
    return true;
}

static bool load_differences(struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_NORM_DIFFERENCES, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t norm = (size_t)result_int(rows, row, 0) - 1, department = (size_t)result_int(rows, row, 1);
        if (norm >= report->norm_count || department >= report->department_count)
            return FAIL(err, ERROR_INTERNAL, "ledger: a difference of department %zu to norm %zu, which do not exist", department, norm + 1);
        report->norms[norm].differences[department] = (struct change){
            .status = CHANGE_COMPARED,
            .difference = result_real(rows, row, 2),
            .interval = {result_real(rows, row, 3), result_real(rows, row, 4)},
            .p = result_real(rows, row, 5),
            .q = result_real(rows, row, 6),
            .detectable = result_bool(rows, row, 7),
        };
    }
    return true;
}

bool report_load_benchmarks(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    return load_medians(arena, db, report, err) && load_norms(arena, db, report, err) && load_differences(db, report, err);
}

void report_keep_benchmarks(struct arena *arena, struct report *report, const int *numbers, size_t kept, size_t count)
{
    for (size_t i = 0; i < report->norm_count; i++) {
        struct change *differences = ARENA_ARRAY(arena, kept, struct change);
        for (size_t department = 0; department < count; department++)
            if (numbers[department] >= 0)
                differences[numbers[department]] = report->norms[i].differences[department];
        report->norms[i].differences = differences;
    }
}
