// Indices and weighting as they stand in the ledger.
#include "internal.h"

#include <math.h>
#include <string.h>

static double real_or_nan(const PGresult *rows, int row, int column)
{
    return result_null(rows, row, column) ? (double)NAN : result_real(rows, row, column);
}

static void read_change(const PGresult *rows, int row, struct change *change)
{
    *change = (struct change){.status = CHANGE_NONE, .effect = {NAN, NAN, NAN, NAN, {NAN, NAN}}};
    if (result_null(rows, row, 9))
        return;
    change->status = (enum change_status)result_int(rows, row, 9);
    if (change->status != CHANGE_COMPARED)
        return;
    change->difference = result_real(rows, row, 10);
    change->interval = (struct interval){result_real(rows, row, 11), result_real(rows, row, 12)};
    change->p = result_real(rows, row, 13);
    change->q = result_real(rows, row, 14);
    change->detectable = result_bool(rows, row, 15);
}

static struct index_figure read_figure(const PGresult *rows, int row)
{
    struct index_figure figure = {.status = (enum figure_status)result_int(rows, row, 2)};
    if (figure.status != FIGURE_PUBLISHED)
        return figure;
    figure.n = (uint32_t)result_int(rows, row, 3);
    figure.effective = result_null(rows, row, 4) ? 0 : (uint32_t)result_int(rows, row, 4);
    figure.clipped = result_bool(rows, row, 5);
    figure.score = result_real(rows, row, 6);
    figure.interval = (struct interval){result_real(rows, row, 7), result_real(rows, row, 8)};
    read_change(rows, row, &figure.change);
    return figure;
}

static bool load_figures(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    const size_t indices = report->survey->index_count, count = report->department_count * indices;
    struct index_figure *figures = ARENA_ARRAY(arena, count, struct index_figure);
    for (size_t i = 0; i < count; i++)
        figures[i].status = FIGURE_NOT_ASKED;
    for (size_t i = 0; i < report->department_count; i++)
        report->departments[i].indices = figures + i * indices;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_INDEX_FIGURES, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t department = (size_t)result_int(rows, row, 0), index = (size_t)result_int(rows, row, 1);
        if (department >= report->department_count || index >= indices)
            return FAIL(err, ERROR_INTERNAL, "ledger: a figure of department %zu, index %zu, which do not exist", department,
                        index);
        figures[department * indices + index] = read_figure(rows, row);
    }
    return true;
}

static bool load_indices(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_INDICES, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->indices = ARENA_ARRAY(arena, report->survey->index_count, struct report_index);
    for (size_t i = 0; i < report->survey->index_count; i++)
        report->indices[i] = (struct report_index){-1, NAN, {NAN, NAN}, NAN, NAN};
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t index = (size_t)result_int(rows, row, 0);
        if (index >= report->survey->index_count || result_null(rows, row, 1))
            continue;
        report->indices[index] = (struct report_index){
            .n = result_int(rows, row, 1),
            .alpha = result_real(rows, row, 2),
            .interval = {result_real(rows, row, 3), result_real(rows, row, 4)},
            .standardised = result_real(rows, row, 5),
            .correlation = result_real(rows, row, 6),
        };
    }
    return true;
}

// The parts of a list separated by unit separators.
static const char **split(struct arena *arena, const char *list, size_t *count)
{
    *count = 0;
    const char **items = ARENA_ARRAY(arena, strlen(list) + 1, const char *);
    for (const char *item = list; *item;) {
        const size_t length = strcspn(item, "\x1f");
        items[(*count)++] = arena_slice(arena, item, length);
        item += length + (item[length] != '\0');
    }
    return items;
}

static bool load_weighting(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_REPORT_WEIGHTING, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return true;
    struct report_weighting *weighting = &report->weighting;
    *weighting = (struct report_weighting){
        .method = result_copy(arena, rows, 0, 0),
        .people = result_int(rows, 0, 1),
        .effective = result_real(rows, 0, 2),
        .design_effect = result_real(rows, 0, 3),
        .least = real_or_nan(rows, 0, 4),
        .most = real_or_nan(rows, 0, 5),
    };
    weighting->segments = split(arena, result_text(rows, 0, 6), &weighting->segment_count);
    weighting->warnings = split(arena, result_text(rows, 0, 7), &weighting->warning_count);
    return true;
}

bool report_load_indices(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    return load_figures(arena, db, report, err) && load_indices(arena, db, report, err) &&
           load_weighting(arena, db, report, err);
}
