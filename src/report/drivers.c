#include "report/drivers.h"
#include "internal.h"
#include "json_write.h"

#include <stdlib.h>

static double score_of(const struct question *question, const struct figure *figure)
{
    return question->type == QUESTION_ENPS ? (figure->enps + 100) / 2 : figure->score;
}

bool report_load_drivers(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_DRIVERS, DB_VALUES(db_int(report->wave.id)), err);
    if (!rows)
        return false;
    report->drivers = ARENA_ARRAY(arena, (size_t)PQntuples(rows), struct report_driver);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct report_driver driver = {
            .rank = (int)result_int(rows, row, 0),
            .question = (int)result_int(rows, row, 1),
            .weight = result_real(rows, row, 3),
            .correlation = result_real(rows, row, 4),
        };
        if ((size_t)driver.question >= report->survey->question_count)
            return FAIL(err, ERROR_INTERNAL, "ledger: driver %d names a question that does not exist",
                        driver.rank);
        report->driver_n = result_int(rows, row, 2);
        report->driver_r_squared = result_real(rows, row, 5);
        driver.score = score_of(&report->survey->questions[driver.question],
                                &report->departments[0].figures[driver.question]);
        driver.priority = driver.weight * (100 - driver.score);
        report->drivers[report->driver_count++] = driver;
    }
    return true;
}

const struct report_driver *report_driver_of(const struct report *report, size_t question)
{
    for (size_t i = 0; i < report->driver_count; i++)
        if ((size_t)report->drivers[i].question == question)
            return &report->drivers[i];
    return NULL;
}

static int compare_priorities(const void *a, const void *b)
{
    const struct report_driver *left = *(const struct report_driver *const *)a;
    const struct report_driver *right = *(const struct report_driver *const *)b;
    if (left->priority != right->priority)
        return left->priority > right->priority ? -1 : 1;
    return left->rank - right->rank;
}

const struct report_driver **report_driver_priorities(struct arena *arena, const struct report *report)
{
    const struct report_driver **order =
        ARENA_ARRAY(arena, report->driver_count, const struct report_driver *);
    for (size_t i = 0; i < report->driver_count; i++)
        order[i] = &report->drivers[i];
    qsort(order, report->driver_count, sizeof *order, compare_priorities);
    return order;
}

static void write_driver(const struct report *report, const struct report_driver *driver, struct buffer *out)
{
    const struct question *question = &report->survey->questions[driver->question];
    bool first = true;
    buffer_text(out, "    {");
    put_count(out, &first, "rank", driver->rank);
    put_text(out, &first, "driver", question->driver);
    put_text(out, &first, "question", question->id);
    put_count(out, &first, "n", report->driver_n);
    put_number(out, &first, "weight", driver->weight);
    put_number(out, &first, "correlation", driver->correlation);
    put_number(out, &first, "score", driver->score);
    put_number(out, &first, "priority", driver->priority);
    put_number(out, &first, "r_squared", report->driver_r_squared);
    buffer_text(out, "}");
}

void report_write_json_drivers(const struct report *report, struct buffer *out)
{
    buffer_text(out, "\"drivers\": [");
    for (size_t i = 0; i < report->driver_count; i++) {
        buffer_text(out, i ? ",\n" : "\n");
        write_driver(report, &report->drivers[i], out);
    }
    buffer_text(out, "]");
}
