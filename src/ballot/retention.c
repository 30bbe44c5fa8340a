#include "ballot/retention.h"

static bool find(struct arena *arena, struct db *db, int months, struct retention_wave **waves, size_t *count,
                 struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_RETAIN_WAVES, DB_VALUES(db_int(months)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *waves = ARENA_ARRAY(arena, *count, struct retention_wave);
    for (int row = 0; row < PQntuples(rows); row++)
        (*waves)[row] = (struct retention_wave){
            .id = (int)result_int(rows, row, 0),
            .key = result_copy(arena, rows, row, 1),
            .closed = result_copy(arena, rows, row, 2),
            .published = result_bool(rows, row, 3),
            .sheets = result_int(rows, row, 4),
            .comments = result_int(rows, row, 5),
        };
    return true;
}

static bool drop(struct db *db, int wave_id, struct error *err)
{
    static const enum query removing[] = {QUERY_BALLOT_RETAIN_REMOVE_BLOCKS, QUERY_BALLOT_RETAIN_REMOVE_COMMENTS,
                                          QUERY_BALLOT_RETAIN_REMOVE_CELLS, QUERY_BALLOT_RETAIN_REMOVE_SUMS,
                                          QUERY_BALLOT_RETAIN_REMOVE_PUBLISHED, QUERY_BALLOT_RETAIN_MARK};
    for (size_t i = 0; i < LENGTH(removing); i++)
        if (!db_run(db, removing[i], DB_VALUES(db_int(wave_id)), NULL, err))
            return false;
    return true;
}

static bool rewrite(struct db *db, struct error *err)
{
    static const enum query rewriting[] = {QUERY_BALLOT_RETAIN_REWRITE_BLOCKS, QUERY_BALLOT_RETAIN_REWRITE_COMMENTS,
                                           QUERY_BALLOT_RETAIN_REWRITE_CELLS, QUERY_BALLOT_RETAIN_REWRITE_SUMS,
                                           QUERY_BALLOT_RETAIN_REWRITE_PUBLISHED, QUERY_BALLOT_RETAIN_REWRITE_PARTS};
    for (size_t i = 0; i < LENGTH(rewriting); i++)
        if (!db_run(db, rewriting[i], DB_NO_VALUES, NULL, err))
            return false;
    return true;
}

static bool drop_published(struct db *db, const struct retention_wave *waves, size_t count, struct error *err)
{
    bool dropped = false;
    for (size_t i = 0; i < count; i++) {
        if (!waves[i].published)
            continue;
        if (!drop(db, waves[i].id, err))
            return false;
        dropped = true;
    }
    return !dropped || rewrite(db, err);
}

bool retention_apply(struct arena *arena, struct db *db, int months, bool dry_run, struct retention_wave **waves,
                     size_t *count, struct error *err)
{
    if (dry_run)
        return find(arena, db, months, waves, count, err);
    if (!db_begin(db, err))
        return false;
    bool good = db_run(db, QUERY_BALLOT_RETAIN_LOCK, DB_NO_VALUES, NULL, err) &&
                find(arena, db, months, waves, count, err) && drop_published(db, *waves, *count, err) && db_commit(db, err);
    if (!good)
        db_rollback(db);
    return good;
}
