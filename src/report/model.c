#include "ballot/definition.h"
#include "internal.h"

#include <math.h>
#include <string.h>

static bool load_publication(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    const struct wave *wave = &report->wave;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_PUBLICATION, DB_VALUES(db_int(wave->id)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_CONFLICT, "wave %s is not published: it is %s", wave->key,
                   wave_state_name(wave->state));
        return wave->state == WAVE_OPEN
                   ? error_hint(err, "Run 'echolot wave close %s' and 'echolot analyze %s' first.", wave->key,
                                wave->key)
                   : error_hint(err, "Run 'echolot analyze %s' first.", wave->key);
    }
    report->published = result_copy(arena, rows, 0, 0);
    report->previous = result_copy(arena, rows, 0, 1);
    return true;
}

static int64_t known_int(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? -1 : result_int(rows, row, column);
}

bool report_load_departments(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_DEPARTMENTS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->department_count = (size_t)PQntuples(rows);
    if (report->department_count == 0)
        return FAIL(err, ERROR_INTERNAL, "wave %s has no departments", report->wave.key);
    report->departments = ARENA_ARRAY(arena, report->department_count, struct report_department);
    for (int row = 0; row < PQntuples(rows); row++)
        report->departments[row] = (struct report_department){
            .code = result_copy(arena, rows, row, 0),
            .name = result_copy(arena, rows, row, 1),
            .parent = (int)known_int(rows, row, 2),
            .invited = known_int(rows, row, 3),
            .responded = known_int(rows, row, 4),
            .partial = known_int(rows, row, 5),
            .open_link = result_bool(rows, row, 6),
        };
    for (size_t i = report->department_count; i-- > 1;)
        if (report->departments[i].open_link)
            report->departments[report->departments[i].parent].open_link = true;
    return true;
}

static bool load_figures(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    struct figure *figures;
    if (!report_load_figures(arena, db, report->wave.id, report->survey, report->department_count, &figures,
                             err))
        return false;
    for (size_t i = 0; i < report->department_count; i++)
        report->departments[i].figures = figures + i * report->survey->question_count;
    return true;
}

static void link_children(struct report *report)
{
    for (size_t i = 0; i < report->department_count; i++)
        report->departments[i].first_child = report->departments[i].next_sibling = -1;
    for (size_t i = report->department_count; i-- > 1;) {
        struct report_department *parent = &report->departments[report->departments[i].parent];
        report->departments[i].next_sibling = parent->first_child;
        parent->first_child = (int)i;
    }
}

static bool load(struct arena *arena, struct db *db, const char *key, const char *department,
                 struct report *report, struct error *err)
{
    if (!wave_find(arena, db, key, &report->wave, err) || !load_publication(arena, db, report, err))
        return false;
    report->survey =
        definition_load_version(arena, db, report->wave.survey_id, report->wave.survey_version, err);
    if (!report->survey || !report_load_departments(arena, db, report, err) ||
        !load_figures(arena, db, report, err) || !report_load_trends(arena, db, report, err) ||
        !report_load_nonresponse(db, report, err) || !report_load_benchmarks(arena, db, report, err) ||
        !report_load_drivers(arena, db, report, err) ||
        !report_load_indices(arena, db, report, err) ||
        !report_load_findings(arena, db, report, err) || !report_load_comments(arena, db, report, err) ||
        !report_apply_scope(arena, report, department, err))
        return false;
    link_children(report);
    return report_load_actions(arena, db, report, err) && report_load_earlier(arena, db, report, err);
}

// One transaction with one snapshot: an analysis that commits in between is seen whole or not at all.
bool report_load(struct arena *arena, struct db *db, const char *key, const char *department,
                 struct report *report, struct error *err)
{
    struct report fresh = {0};
    if (!db_run(db, QUERY_REPORT_BEGIN, DB_NO_VALUES, NULL, err))
        return false;
    bool good = load(arena, db, key, department, &fresh, err) && db_commit(db, err);
    if (!good)
        db_rollback(db);
    else
        *report = fresh;
    return good;
}

int report_department_find(const struct report *report, const char *code)
{
    for (size_t i = 0; i < report->department_count; i++)
        if (strcmp(report->departments[i].code, code) == 0)
            return (int)i;
    return -1;
}

bool report_is_within(const struct report *report, size_t department, size_t top)
{
    for (int at = (int)department; at >= 0; at = report->departments[at].parent)
        if ((size_t)at == top)
            return true;
    return false;
}

double report_response_rate(const struct report_department *department)
{
    if (department->invited <= 0 || department->responded < 0)
        return NAN;
    return (double)department->responded / (double)department->invited;
}

double report_value(const struct question *question, const struct figure *figure)
{
    if (figure->status != FIGURE_PUBLISHED || !question_scored(question))
        return NAN;
    return question->type == QUESTION_ENPS ? figure->enps : figure->mean;
}

struct interval report_interval(const struct question *question, const struct figure *figure)
{
    if (figure->status != FIGURE_PUBLISHED || !question_scored(question))
        return (struct interval){NAN, NAN};
    return question->type == QUESTION_ENPS ? figure->enps_interval : figure->mean_interval;
}
