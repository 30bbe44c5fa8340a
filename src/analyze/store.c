#include "analyze/store.h"
#include "db/copy.h"
#include "store_beside.h"
#include "store_trend.h"

#include <math.h>
#include <stdlib.h>

enum {
    PARTICIPATION_FIELDS = 5,
    KEY_FIELDS = 4,
    COUNT_FIELDS = 3,
    SCALE_FIELDS = 9,
    ENPS_FIELDS = 6,
    LIST_FIELDS = 2,
    CHANGE_FIELDS = 13
};
enum { FIGURE_FIELDS = KEY_FIELDS + COUNT_FIELDS + SCALE_FIELDS + ENPS_FIELDS + LIST_FIELDS + CHANGE_FIELDS };

static void put_nulls(struct copy_in *copy, int count)
{
    for (int i = 0; i < count; i++)
        copy_in_null(copy);
}

static void put_interval(struct copy_in *copy, const struct interval *interval)
{
    copy_in_real(copy, interval->low);
    copy_in_real(copy, interval->high);
}

static void put_scale(struct copy_in *copy, const struct figure *figure)
{
    copy_in_real(copy, figure->mean);
    put_interval(copy, &figure->mean_interval);
    copy_in_real(copy, figure->score);
    copy_in_real(copy, figure->favourable);
    put_interval(copy, &figure->favourable_interval);
    copy_in_real(copy, figure->neutral);
    copy_in_real(copy, figure->unfavourable);
}

static void put_enps(struct copy_in *copy, const struct figure *figure)
{
    copy_in_real(copy, figure->enps);
    put_interval(copy, &figure->enps_interval);
    copy_in_real(copy, figure->promoters);
    copy_in_real(copy, figure->passives);
    copy_in_real(copy, figure->detractors);
}

static void put_lists(struct copy_in *copy, const struct question *question, const struct figure *figure)
{
    if (question->type == QUESTION_CHOICE)
        copy_in_real_array(copy, figure->shares, question->option_count);
    else
        copy_in_null(copy);
    if (figure->has_histogram && question_scored(question))
        copy_in_int4_array(copy, (const int32_t *)figure->histogram, (size_t)scale_points(question->scale));
    else
        copy_in_null(copy);
}

static void put_known(struct copy_in *copy, double value)
{
    if (isnan(value))
        copy_in_null(copy);
    else
        copy_in_real(copy, value);
}

static void put_effect(struct copy_in *copy, const struct change_effect *effect)
{
    put_known(copy, effect->rank_p);
    put_known(copy, effect->delta);
    put_known(copy, effect->g);
    put_known(copy, effect->favourable);
    put_known(copy, effect->favourable_interval.low);
    put_known(copy, effect->favourable_interval.high);
}

static void put_change(struct copy_in *copy, const struct change *change)
{
    copy_in_int2(copy, (int16_t)change->status);
    if (change->status != CHANGE_COMPARED) {
        put_nulls(copy, CHANGE_FIELDS - 1);
        return;
    }
    copy_in_real(copy, change->difference);
    put_interval(copy, &change->interval);
    copy_in_real(copy, change->p);
    copy_in_real(copy, change->q);
    copy_in_bool(copy, change->detectable);
    put_effect(copy, &change->effect);
}

// A hidden figure has a status and nothing else.
static void put_figure(struct copy_in *copy, const struct question *question, const struct figure *figure)
{
    copy_in_int2(copy, (int16_t)figure->status);
    if (figure->status != FIGURE_PUBLISHED) {
        put_nulls(copy, FIGURE_FIELDS - KEY_FIELDS);
        return;
    }
    copy_in_int4(copy, (int32_t)figure->n);
    if (figure->effective > 0)
        copy_in_int4(copy, (int32_t)figure->effective);
    else
        copy_in_null(copy);
    copy_in_bool(copy, figure->clipped);
    if (question->type == QUESTION_SCALE)
        put_scale(copy, figure);
    else
        put_nulls(copy, SCALE_FIELDS);
    if (question->type == QUESTION_ENPS)
        put_enps(copy, figure);
    else
        put_nulls(copy, ENPS_FIELDS);
    put_lists(copy, question, figure);
    put_change(copy, &figure->change);
}

static bool send_figures(struct copy_in *copy, const struct wave *wave, const struct survey *survey,
                         const struct publication *publication, struct error *err)
{
    for (size_t department = 0; department < publication->departments; department++)
        for (size_t number = 0; number < publication->questions; number++) {
            const struct question *question = &survey->questions[number];
            if (question->type == QUESTION_COMMENT)
                continue;
            copy_in_row(copy, FIGURE_FIELDS);
            copy_in_int4(copy, wave->id);
            copy_in_int4(copy, (int32_t)department);
            copy_in_int2(copy, (int16_t)number);
            put_figure(copy, question, publication_figure(publication, department, number));
            if (!copy_in_flush(copy, err))
                return false;
        }
    return true;
}

static void put_people(struct copy_in *copy, int64_t people)
{
    if (people == PARTICIPATION_HIDDEN)
        copy_in_null(copy);
    else
        copy_in_int4(copy, (int32_t)people);
}

static bool send_participation(struct copy_in *copy, const struct wave *wave,
                               const struct publication *publication, struct error *err)
{
    for (size_t department = 0; department < publication->departments; department++) {
        const struct participation *participation = &publication->participation[department];
        copy_in_row(copy, PARTICIPATION_FIELDS);
        copy_in_int4(copy, wave->id);
        copy_in_int4(copy, (int32_t)department);
        put_people(copy, participation->invited);
        put_people(copy, participation->responded);
        put_people(copy, participation->partial);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static bool end(struct copy_in *copy, bool sent, struct error *err)
{
    if (sent)
        return copy_in_end(copy, err);
    copy_in_abort(copy);
    return false;
}

static bool add_drivers(struct db *db, const struct wave *wave, const struct driver_result *result, struct error *err)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct driver *driver = &result->drivers[i];
        if (!db_run(db, QUERY_ANALYZE_DRIVER_ADD,
                    DB_VALUES(db_int(wave->id), db_int((int64_t)i + 1), db_int((int64_t)driver->question),
                              db_int(result->n), db_real(driver->weight), db_real(driver->correlation),
                              db_real(result->r_squared)),
                    NULL, err))
            return false;
    }
    return true;
}

bool store_publication(struct arena *arena, struct db *db, const struct wave *wave,
                       const struct survey *survey, int previous, const struct publication *publication,
                       struct error *err)
{
    struct copy_in copy;
    if (!db_run(db, QUERY_ANALYZE_PUBLICATION_ADD,
                DB_VALUES(db_int(wave->id), previous > 0 ? db_int(previous) : db_null()), NULL, err) ||
        !copy_in_start(&copy, db, QUERY_ANALYZE_PARTICIPATION_ADD, err) ||
        !end(&copy, send_participation(&copy, wave, publication, err), err) ||
        !copy_in_start(&copy, db, QUERY_ANALYZE_FIGURE_ADD, err) ||
        !end(&copy, send_figures(&copy, wave, survey, publication, err), err))
        return false;
    return store_trends(db, wave, publication, err) && store_ranks(db, wave, survey, publication, err) &&
           add_drivers(db, wave, &publication->drivers, err) && store_findings(arena, db, wave, publication, err) &&
           store_beside(db, wave, survey, publication, err);
}

bool store_statuses(struct arena *arena, struct db *db, int wave_id, size_t departments, size_t questions,
                    const enum figure_status **statuses, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_STATUS_LIST, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    enum figure_status *table = ARENA_ARRAY(arena, departments * questions, enum figure_status);
    for (size_t i = 0; i < departments * questions; i++)
        table[i] = FIGURE_NOT_ASKED;
    for (int row = 0; row < PQntuples(rows); row++) {
        size_t department = (size_t)result_int(rows, row, 0), question = (size_t)result_int(rows, row, 1);
        if (department >= departments || question >= questions)
            return FAIL(err, ERROR_INTERNAL, "the ledger of wave %d does not fit its organisation", wave_id);
        table[department * questions + question] = (enum figure_status)result_int(rows, row, 2);
    }
    *statuses = table;
    return true;
}
