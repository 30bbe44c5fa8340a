// Trends and ranks as they stand in the ledger; they go with a wave's figures.
#include "db/copy.h"
#include "internal.h"

#include <math.h>

static struct interval read_interval(struct copy_out *row)
{
    const double low = copy_out_real(row);
    return (struct interval){low, copy_out_real(row)};
}

static void read_trend(struct copy_out *row, struct trend *trend)
{
    trend->waves = (unsigned)copy_out_int4(row);
    trend->slope = copy_out_real(row);
    trend->interval = read_interval(row);
    trend->p = copy_out_real(row);
    trend->q = copy_out_real(row);
    trend->detectable = copy_out_bool(row);
    trend->rank_slope = copy_out_real(row);
    trend->rank_interval = read_interval(row);
    trend->rank_p = copy_out_real(row);
    trend->average = copy_out_real(row);
    trend->limit = copy_out_real(row);
    trend->alarm = copy_out_bool(row);
    trend->watched = !isnan(trend->average);
}

static struct shrunk read_shrunk(struct copy_out *row)
{
    struct shrunk shrunk = {.value = copy_out_real(row), .error = NAN};
    shrunk.interval = read_interval(row);
    shrunk.better = copy_out_real(row);
    return shrunk;
}

// Calls `read` for each row with the place of its department and question.
static bool read_rows(struct db *db, enum query query, struct report *report,
                      void (*read)(struct copy_out *row, struct report *report, size_t department, size_t question),
                      struct error *err)
{
    struct copy_out copy;
    if (!db_run(db, QUERY_REPORT_WAVE_SET, DB_VALUES(db_int(report->wave.id)), NULL, err) ||
        !copy_out_start(&copy, db, query, err))
        return false;
    int state;
    while ((state = copy_out_next(&copy, err)) == 1) {
        const size_t department = (size_t)copy_out_int4(&copy), question = (size_t)copy_out_int4(&copy);
        if (department < report->department_count && question < report->survey->question_count)
            read(&copy, report, department, question);
    }
    copy_out_close(&copy);
    return state == 0;
}

static void take_trend(struct copy_out *row, struct report *report, size_t department, size_t question)
{
    read_trend(row, &report->departments[department].trends[question]);
}

static void take_rank(struct copy_out *row, struct report *report, size_t department, size_t question)
{
    struct rank *rank = &report->departments[department].ranks[question];
    rank->departments = (unsigned)copy_out_int4(row);
    rank->value = read_shrunk(row);
    rank->favourable = read_shrunk(row);
}

bool report_load_trends(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    const size_t questions = report->survey->question_count, count = report->department_count * questions;
    struct trend *trends = ARENA_ARRAY(arena, count, struct trend);
    struct rank *ranks = ARENA_ARRAY(arena, count, struct rank);
    for (size_t i = 0; i < report->department_count; i++) {
        report->departments[i].trends = trends + i * questions;
        report->departments[i].ranks = ranks + i * questions;
    }
    return read_rows(db, QUERY_REPORT_TRENDS, report, take_trend, err) &&
           read_rows(db, QUERY_REPORT_RANKS, report, take_rank, err);
}
