#include "ballot/benchmark.h"
#include "base/text.h"

#include <string.h>

static bool check_name(const char *name, struct error *err)
{
    return (*name && strlen(name) <= BENCHMARK_NAME && !text_has_control(name)) ||
           FAIL(err, ERROR_INVALID, "a benchmark has a name of 1 to %d bytes without control characters", BENCHMARK_NAME);
}

static bool add_norm(struct db *db, const char *name, const struct survey *survey, const struct benchmark_norm *norm, size_t number,
                     struct error *err)
{
    const struct question *question = &survey->questions[norm->question];
    return db_run(db, QUERY_BENCHMARK_NORM_ADD,
                  DB_VALUES(db_text(name), db_int((int64_t)number), db_text(question->id), db_text(norm->figure), db_real(norm->value),
                            norm->people > 0 ? db_int(norm->people) : db_null(), db_text(norm->source), db_int(norm->year),
                            db_int(question->scale->min), db_int(question->scale->max)),
                  NULL, err);
}

static bool add_all(struct db *db, const char *name, const struct survey *survey, const struct benchmark *benchmark, struct error *err)
{
    int64_t added;
    if (!db_run(db, QUERY_BENCHMARK_ADD, DB_VALUES(db_text(name), db_text(survey->id)), &added, err))
        return false;
    if (added == 0) {
        (void)FAIL(err, ERROR_CONFLICT, "there is a benchmark '%s' already", name);
        return error_hint(err, "'echolot benchmark remove %s' takes it away; reports that show it keep it.", name);
    }
    for (size_t i = 0; i < benchmark->count; i++)
        if (!add_norm(db, name, survey, &benchmark->norms[i], i + 1, err))
            return false;
    return true;
}

bool benchmark_add(struct db *db, const char *name, const struct survey *survey, const struct benchmark *benchmark, struct error *err)
{
    if (!check_name(name, err) || !db_begin(db, err))
        return false;
    if (add_all(db, name, survey, benchmark, err) && db_commit(db, err))
        return true;
    db_rollback(db);
    return false;
}

bool benchmark_list(struct arena *arena, struct db *db, struct benchmark_entry **entries, size_t *count, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BENCHMARK_LIST, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *entries = ARENA_ARRAY(arena, *count, struct benchmark_entry);
    for (int row = 0; row < PQntuples(rows); row++)
        (*entries)[row] = (struct benchmark_entry){
            .name = result_copy(arena, rows, row, 0),
            .survey_id = result_copy(arena, rows, row, 1),
            .added = result_copy(arena, rows, row, 2),
            .norms = (int)result_int(rows, row, 3),
            .sources = result_copy(arena, rows, row, 4),
            .publications = (int)result_int(rows, row, 5),
        };
    return true;
}

bool benchmark_remove(struct db *db, const char *name, struct error *err)
{
    int64_t removed;
    if (!db_run(db, QUERY_BENCHMARK_REMOVE, DB_VALUES(db_text(name)), &removed, err))
        return false;
    return removed == 1 || FAIL(err, ERROR_NOT_FOUND, "there is no benchmark '%s'", name);
}
