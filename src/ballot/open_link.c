#include "ballot/open_link.h"
#include "base/text.h"

#include <string.h>

// Holds the wave open until the transaction ends.
static bool hold(struct db *db, const struct wave *wave, struct error *err)
{
    if (wave->state != WAVE_OPEN)
        return FAIL(err, ERROR_GONE, "wave %s is closed, nobody can answer any more", wave->key);
    return db_run(db, QUERY_BALLOT_WAVE_HOLD, DB_VALUES(db_int(wave->id)), NULL, err);
}

static bool check_plan(const struct wave *wave, const struct open_link_plan *plan, struct error *err)
{
    const char *name = plan->name;
    if (wave->raked) {
        (void)FAIL(err, ERROR_CONFLICT, "wave %s is weighted to the people invited, and nobody is behind an open link", wave->key);
        return error_hint(err, "Ask whom a link leads to in a wave of their own, opened without --rake.");
    }
    if (plan->most < wave->k || plan->most > OPEN_LINK_MOST_LIMIT) {
        (void)FAIL(err, ERROR_USAGE, "--most %d: expected %d to %d", plan->most, wave->k, OPEN_LINK_MOST_LIMIT);
        return error_hint(err, "With fewer than k = %d, a link that is full would tell who has answered.", wave->k);
    }
    if (!name)
        return true;
    bool control = false;
    for (const char *at = name; *at; at++)
        control = control || (unsigned char)*at < ' ' || *at == 127;
    if (!*name || control || strlen(name) > OPEN_LINK_NAME_LIMIT || !text_is_utf8(name, strlen(name), NULL))
        return FAIL(err, ERROR_USAGE, "--name: expected 1 to %d bytes of UTF-8 text", OPEN_LINK_NAME_LIMIT);
    return true;
}

struct place {
    int department, invited;
    const char *name;
    bool linked;
};

static bool find_place(struct arena *arena, struct db *db, const struct wave *wave, const char *code, struct place *place,
                       struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_LINK_DEPARTMENT, DB_VALUES(db_int(wave->id), db_text(code)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "wave %s has no department '%s'", wave->key, code);
        return error_hint(err, "The codes are those of departments.csv as they were when the wave opened.");
    }
    *place = (struct place){
        .department = (int)result_int(rows, 0, 0),
        .name = result_copy(arena, rows, 0, 1),
        .invited = (int)result_int(rows, 0, 2),
        .linked = result_bool(rows, 0, 3),
    };
    return true;
}

static bool make_group(struct db *db, const struct wave *wave, int parent, const char *code, const char *name,
                       int *department, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_LINK_GROUP,
                              DB_VALUES(db_int(wave->id), db_int(parent), db_text(code), db_text(name),
                                        db_int(WAVE_DEPARTMENT_LIMIT)),
                              err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return FAIL(err, ERROR_LIMIT, "wave %s has %d departments, there is no room for another one", wave->key,
                    WAVE_DEPARTMENT_LIMIT);
    *department = (int)result_int(rows, 0, 0);
    return true;
}

// The group of that name below the department, as an earlier link made it or anew.
static bool find_group(struct arena *arena, struct db *db, const struct wave *wave, const struct place *above,
                       const struct open_link_plan *plan, int *department, struct error *err)
{
    const char *code = arena_format(arena, "%s/%s", plan->department, plan->name ? plan->name : "open");
    const char *name = plan->name ? plan->name : arena_format(arena, "%s (open link)", above->name);
    struct place group;
    struct error missing = {0};
    if (!find_place(arena, db, wave, code, &group, &missing)) {
        if (missing.kind == ERROR_NOT_FOUND)
            return make_group(db, wave, above->department, code, name, department, err);
        *err = missing;
        return false;
    }
    *department = group.department;
    return group.linked || FAIL(err, ERROR_CONFLICT, "wave %s has a department '%s' of its own: choose another --name",
                                wave->key, code);
}

static bool add(struct db *db, const struct wave *wave, struct open_link *link, const struct token *token, struct error *err)
{
    unsigned char hash[TOKEN_HASH_SIZE];
    token_hash(token, hash);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_LINK_ADD,
                              DB_VALUES(db_int(wave->id), db_int(link->department), db_int(link->most),
                                        db_bytes(hash, sizeof hash)),
                              err);
    if (rows)
        link->number = (int)result_int(rows, 0, 0);
    return rows != NULL;
}

bool open_link_make(struct arena *arena, struct db *db, const struct wave *wave, const struct open_link_plan *plan,
                    struct open_link *link, struct token *token, struct error *err)
{
    struct place place;
    if (!check_plan(wave, plan, err) || !hold(db, wave, err) || !find_place(arena, db, wave, plan->department, &place, err))
        return false;
    struct open_link fresh = {.department = place.department, .most = plan->most};
    if ((plan->name || place.invited > 0) && !find_group(arena, db, wave, &place, plan, &fresh.department, err))
        return false;
    *token = token_make();
    if (!add(db, wave, &fresh, token, err))
        return false;
    *link = fresh;
    return true;
}

bool open_link_withdraw(struct db *db, const struct wave *wave, int number, struct error *err)
{
    if (!hold(db, wave, err))
        return false;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_LINK_WITHDRAW, DB_VALUES(db_int(wave->id), db_int(number)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "wave %s has no open link %d", wave->key, number);
        return error_hint(err, "'echolot wave show %s' lists them.", wave->key);
    }
    return !result_bool(rows, 0, 0) ||
           FAIL(err, ERROR_CONFLICT, "open link %d of wave %s was withdrawn before", number, wave->key);
}

bool open_link_list(struct arena *arena, struct db *db, int wave_id, struct open_link **links, size_t *count,
                    struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_LINK_LIST, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *links = ARENA_ARRAY(arena, *count, struct open_link);
    for (int row = 0; row < PQntuples(rows); row++)
        (*links)[row] = (struct open_link){
            .number = (int)result_int(rows, row, 0),
            .department = (int)result_int(rows, row, 1),
            .most = (int)result_int(rows, row, 2),
            .withdrawn = result_bool(rows, row, 3),
        };
    return true;
}

// Who was invited is known everywhere but there; in answers collected elsewhere it is known nowhere.
const bool *open_link_guests(struct arena *arena, const struct organisation *organisation)
{
    bool *guests = ARENA_ARRAY(arena, organisation->count, bool), any = false, counted = false;
    for (size_t i = 0; i < organisation->count; i++) {
        guests[i] = organisation->departments[i].invited < 0;
        any = any || guests[i];
        counted = counted || !guests[i];
    }
    return any && counted ? guests : NULL;
}
