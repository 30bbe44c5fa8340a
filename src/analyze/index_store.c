#include "analyze/index_store.h"
#include "db/copy.h"

enum { KEY_FIELDS = 4, FIGURE_FIELDS = 6, CHANGE_FIELDS = 7 };

static void put_nulls(struct copy_in *copy, int count)
{
    for (int i = 0; i < count; i++)
        copy_in_null(copy);
}

static void put_change(struct copy_in *copy, const struct change *change)
{
    copy_in_int2(copy, (int16_t)change->status);
    if (change->status != CHANGE_COMPARED) {
        put_nulls(copy, CHANGE_FIELDS - 1);
        return;
    }
    copy_in_real(copy, change->difference);
    copy_in_real(copy, change->interval.low);
    copy_in_real(copy, change->interval.high);
    copy_in_real(copy, change->p);
    copy_in_real(copy, change->q);
    copy_in_bool(copy, change->detectable);
}

// A hidden figure has a status and nothing else.
static void put_figure(struct copy_in *copy, const struct index_figure *figure)
{
    copy_in_int2(copy, (int16_t)figure->status);
    if (figure->status != FIGURE_PUBLISHED) {
        put_nulls(copy, FIGURE_FIELDS + CHANGE_FIELDS);
        return;
    }
    copy_in_int4(copy, (int32_t)figure->n);
    if (figure->effective > 0)
        copy_in_int4(copy, (int32_t)figure->effective);
    else
        copy_in_null(copy);
    copy_in_bool(copy, figure->clipped);
    copy_in_real(copy, figure->score);
    copy_in_real(copy, figure->interval.low);
    copy_in_real(copy, figure->interval.high);
    put_change(copy, &figure->change);
}

static bool send_figures(struct copy_in *copy, const struct wave *wave, const struct publication *publication,
                         struct error *err)
{
    for (size_t department = 0; department < publication->departments; department++)
        for (size_t index = 0; index < publication->indices; index++) {
            copy_in_row(copy, KEY_FIELDS + FIGURE_FIELDS + CHANGE_FIELDS);
            copy_in_int4(copy, wave->id);
            copy_in_int4(copy, (int32_t)department);
            copy_in_int2(copy, (int16_t)index);
            put_figure(copy, publication_index(publication, department, index));
            if (!copy_in_flush(copy, err))
                return false;
        }
    return true;
}

static bool add_index(struct db *db, const struct wave *wave, size_t index, const struct reliability *known,
                      struct error *err)
{
    if (!known->known)
        return db_run(db, QUERY_ANALYZE_INDEX_ADD,
                      DB_VALUES(db_int(wave->id), db_int((int64_t)index), db_null(), db_null(), db_null(), db_null(),
                                db_null(), db_null()),
                      NULL, err);
    return db_run(db, QUERY_ANALYZE_INDEX_ADD,
                  DB_VALUES(db_int(wave->id), db_int((int64_t)index), db_int(known->n), db_real(known->alpha),
                            db_real(known->interval.low), db_real(known->interval.high), db_real(known->standardised),
                            db_real(known->correlation)),
                  NULL, err);
}

bool index_store(struct db *db, const struct wave *wave, const struct publication *publication, struct error *err)
{
    for (size_t i = 0; i < publication->indices; i++)
        if (!add_index(db, wave, i, &publication->reliability[i], err))
            return false;
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_ANALYZE_INDEX_FIGURE_ADD, err))
        return false;
    if (send_figures(&copy, wave, publication, err))
        return copy_in_end(&copy, err);
    copy_in_abort(&copy);
    return false;
}

bool index_statuses(struct arena *arena, struct db *db, int wave_id, size_t departments, size_t indices,
                    const enum figure_status **statuses, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_INDEX_STATUS, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    enum figure_status *table = ARENA_ARRAY(arena, departments * indices, enum figure_status);
    for (size_t i = 0; i < departments * indices; i++)
        table[i] = FIGURE_NOT_ASKED;
    for (int row = 0; row < PQntuples(rows); row++) {
        const size_t department = (size_t)result_int(rows, row, 0), index = (size_t)result_int(rows, row, 1);
        if (department >= departments || index >= indices)
            return FAIL(err, ERROR_INTERNAL, "the ledger of wave %d does not fit its organisation", wave_id);
        table[department * indices + index] = (enum figure_status)result_int(rows, row, 2);
    }
    *statuses = table;
    return true;
}
