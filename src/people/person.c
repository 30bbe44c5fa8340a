#include "people/person.h"

#include <string.h>

bool person_find(struct arena *arena, struct db *db, const char *who, struct person *person, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_PEOPLE_FIND, DB_VALUES(db_text(who)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "nobody in the directory has the employee id or e-mail address '%s'", who);
        return error_hint(err, "Whoever left the organisation is removed by 'echolot people import' already.");
    }
    if (PQntuples(rows) > 1) {
        (void)FAIL(err, ERROR_CONFLICT, "%d people have '%s'", PQntuples(rows), who);
        return error_hint(err, "Give the employee id: %s, %s …", result_text(rows, 0, 1), result_text(rows, 1, 1));
    }
    *person = (struct person){
        .id = (int)result_int(rows, 0, 0),
        .employee_id = result_copy(arena, rows, 0, 1),
        .email = result_copy(arena, rows, 0, 2),
        .name = result_copy(arena, rows, 0, 3),
    };
    return true;
}

json_t *person_export(struct db *db, const struct person *person, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_PEOPLE_EXPORT, DB_VALUES(db_int(person->id)), err);
    if (!rows)
        return NULL;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "%s was removed at this moment", person->employee_id);
        return NULL;
    }
    const char *text = result_text(rows, 0, 0);
    return json_read(text, strlen(text), person->employee_id, err);
}

// In the order in which a close of a wave takes them, so that the two wait and do not block each other.
static bool lock(struct db *db, struct error *err)
{
    static const enum query locks[] = {QUERY_BALLOT_CLOSE_ALONE, QUERY_PEOPLE_LOCK, QUERY_BALLOT_CLOSE_LOCK};
    for (size_t i = 0; i < LENGTH(locks); i++)
        if (!db_run(db, locks[i], DB_NO_VALUES, NULL, err))
            return false;
    return true;
}

static bool describe(struct arena *arena, struct db *db, struct person_erased *erased, struct error *err)
{
    AUTO(pg_result) PGresult *waves = db_query(db, QUERY_PEOPLE_ERASE_WAVES, DB_VALUES(db_int(erased->person.id)), err);
    if (!waves)
        return false;
    erased->wave_count = (size_t)PQntuples(waves);
    erased->waves = ARENA_ARRAY(arena, erased->wave_count, const char *);
    for (size_t i = 0; i < erased->wave_count; i++)
        erased->waves[i] = result_copy(arena, waves, (int)i, 0);
    if (!*erased->person.email)
        return true;
    AUTO(pg_result)
    PGresult *actions = db_query(db, QUERY_PEOPLE_ERASE_ACTIONS, DB_VALUES(db_text(erased->person.email)), err);
    if (!actions)
        return false;
    erased->actions = result_int(actions, 0, 0);
    erased->events = result_int(actions, 0, 1);
    return true;
}

static bool erase(struct db *db, int person_id, struct error *err)
{
    static const enum query removing[] = {QUERY_PEOPLE_ERASE_TOKENS, QUERY_PEOPLE_ERASE_MANAGER, QUERY_PEOPLE_ERASE_PERSON};
    static const enum query rewriting[] = {
        QUERY_BALLOT_CLOSE_REWRITE_TOKENS, QUERY_BALLOT_CLOSE_REWRITE_INVITATIONS, QUERY_BALLOT_CLOSE_REWRITE_DELIVERIES,
        QUERY_PEOPLE_ERASE_REWRITE_PEOPLE, QUERY_PEOPLE_ERASE_REWRITE_CHOICES,     QUERY_PEOPLE_ERASE_REWRITE_TURNS};
    for (size_t i = 0; i < LENGTH(removing); i++)
        if (!db_run(db, removing[i], DB_VALUES(db_int(person_id)), NULL, err))
            return false;
    for (size_t i = 0; i < LENGTH(rewriting); i++)
        if (!db_run(db, rewriting[i], DB_NO_VALUES, NULL, err))
            return false;
    return true;
}

bool person_erase(struct arena *arena, struct db *db, const char *who, struct person_erased *erased, struct error *err)
{
    struct person_erased fresh = {0};
    if (!db_begin(db, err))
        return false;
    bool good = lock(db, err) && person_find(arena, db, who, &fresh.person, err) && describe(arena, db, &fresh, err) &&
                erase(db, fresh.person.id, err) && db_commit(db, err);
    if (!good)
        db_rollback(db);
    else
        *erased = fresh;
    return good;
}
