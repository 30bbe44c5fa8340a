#include "ballot/definition.h"
#include "survey/parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// The version is taken: by the same content, or by another one.
static bool compare(struct db *db, const struct survey *survey, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_DEFINITION_HASH, DB_VALUES(db_text(survey->id), db_int(survey->version)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 1 && strcmp(result_text(rows, 0, 0), survey->hash) == 0)
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "survey %s version %d is registered with another content", survey->id,
               survey->version);
    int latest = PQntuples(rows) == 1 ? (int)result_int(rows, 0, 1) : survey->version;
    return error_hint(err,
                      "A registered version never changes. Give the file \"version\": %d and add it again.",
                      latest + 1);
}

// PostgreSQL's own JSON reader does not accept a byte order mark.
static const char *without_mark(const char *document)
{
    return strncmp(document, "\xEF\xBB\xBF", 3) == 0 ? document + 3 : document;
}

bool definition_add(struct db *db, const struct survey *survey, const char *document, bool *added,
                    struct error *err)
{
    int64_t inserted;
    if (!db_run(db, QUERY_DEFINITION_ADD,
                DB_VALUES(db_text(survey->id), db_int(survey->version), db_text(survey->hash),
                          db_text(without_mark(document))),
                &inserted, err))
        return false;
    *added = inserted == 1;
    return *added || compare(db, survey, err);
}

// What was checked when it was added and now does not parse was registered by a newer program, or damaged.
static struct survey *parse_stored(struct arena *arena, const char *document, const char *name,
                                   struct error *err)
{
    struct fault_list faults = {.arena = arena};
    struct survey *survey = survey_parse(arena, document, strlen(document), &faults);
    if (!survey && !fault_check(&faults, name, err))
        err->kind = ERROR_INTERNAL;
    return survey;
}

static struct survey *load(struct arena *arena, struct db *db, const char *survey_id, struct db_value version,
                           struct error *err)
{
    const char *name =
        version.type == DB_INT ? arena_format(arena, "%s@%d", survey_id, (int)version.integer) : survey_id;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_DEFINITION_LOAD, DB_VALUES(db_text(survey_id), version), err);
    if (!rows)
        return NULL;
    if (PQntuples(rows) == 1)
        return parse_stored(arena, result_text(rows, 0, 0), name, err);
    (void)FAIL(err, ERROR_NOT_FOUND, "no survey %s is registered", name);
    (void)error_hint(err,
                     "'echolot survey list' shows what is there, 'echolot survey add FILE' registers one.");
    return NULL;
}

struct survey *definition_load_version(struct arena *arena, struct db *db, const char *survey_id, int version,
                                       struct error *err)
{
    return load(arena, db, survey_id, db_int(version), err);
}

struct survey *definition_load(struct arena *arena, struct db *db, const char *name, struct error *err)
{
    const char *at = strrchr(name, '@');
    if (!at)
        return load(arena, db, name, db_null(), err);
    char *end;
    errno = 0;
    long version = strtol(at + 1, &end, 10);
    if (errno || end == at + 1 || *end || version < 1 || version > INT32_MAX) {
        (void)FAIL(err, ERROR_INVALID,
                   "survey %s: expected ID or ID@VERSION, a version is a whole number from 1", name);
        return NULL;
    }
    return load(arena, db, arena_slice(arena, name, (size_t)(at - name)), db_int(version), err);
}

bool definition_list(struct arena *arena, struct db *db, struct definition_entry **entries, size_t *count,
                     struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DEFINITION_LIST, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *entries = ARENA_ARRAY(arena, *count, struct definition_entry);
    for (int row = 0; row < PQntuples(rows); row++)
        (*entries)[row] = (struct definition_entry){
            .survey_id = result_copy(arena, rows, row, 0),
            .version = (int)result_int(rows, row, 1),
            .hash = result_copy(arena, rows, row, 2),
            .title = result_copy(arena, rows, row, 3),
            .added = result_copy(arena, rows, row, 4),
            .waves = (int)result_int(rows, row, 5),
        };
    return true;
}
