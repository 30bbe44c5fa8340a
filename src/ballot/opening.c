#include "ballot/opening.h"
#include "ballot/definition.h"
#include "ballot/key_file.h"
#include "ballot/rotation.h"
#include "db/copy.h"
#include "rake_choice.h"

#include <stdio.h>
#include <sodium.h>
#include <string.h>

enum { CATEGORY_LIMIT = 254 };

// The moment when the first day begins; NULL: now.
static bool find_begin(struct arena *arena, struct db *db, const struct wave_plan *plan, const char **opens,
                       struct error *err)
{
    *opens = NULL;
    if (plan->round || !plan->opens)
        return true;
    if (!wave_check_date("--opens", plan->opens, err) || !schedule_check_zone(db, plan->time_zone, err))
        return false;
    if (plan->closes && strcmp(plan->opens, plan->closes) > 0)
        return FAIL(err, ERROR_USAGE, "--opens %s: this day comes after --closes %s", plan->opens, plan->closes);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_OPEN_BEGIN, DB_VALUES(db_text(plan->opens), db_text(plan->time_zone)), err);
    if (!rows)
        return false;
    if (result_bool(rows, 0, 1)) {
        (void)FAIL(err, ERROR_USAGE, "--opens %s: this day has begun", plan->opens);
        return error_hint(err, "Without --opens the wave opens at once.");
    }
    *opens = result_copy(arena, rows, 0, 0);
    return true;
}

// The moment when the last day ends.
static bool find_end(struct arena *arena, struct db *db, const struct wave_plan *plan, const char **closes,
                     struct error *err)
{
    *closes = plan->round ? plan->round->closes : NULL;
    if (plan->round || !plan->closes)
        return true;
    if (!wave_check_date("--closes", plan->closes, err) || !schedule_check_zone(db, plan->time_zone, err))
        return false;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_OPEN_END, DB_VALUES(db_text(plan->closes), db_text(plan->time_zone)), err);
    if (!rows)
        return false;
    if (result_bool(rows, 0, 1))
        return FAIL(err, ERROR_USAGE, "--closes %s: this day is over", plan->closes);
    *closes = result_copy(arena, rows, 0, 0);
    return true;
}

static bool check_directory(struct db *db, int64_t *departments, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_OPEN_DIRECTORY, DB_NO_VALUES, err);
    if (!rows)
        return false;
    int64_t roots = result_int(rows, 0, 1);
    *departments = result_int(rows, 0, 0);
    if (*departments == 0 || result_int(rows, 0, 2) == 0) {
        (void)FAIL(err, ERROR_CONFLICT, "there is nobody to ask: the directory has %lld departments and %lld people",
                   (long long)*departments, (long long)result_int(rows, 0, 2));
        return error_hint(err, "'echolot people import' fills it.");
    }
    if (roots != 1) {
        (void)FAIL(err, ERROR_CONFLICT, "the directory has %lld departments without a parent, a wave needs exactly one",
                   (long long)roots);
        return error_hint(err, "Put one department above all others and import again.");
    }
    if (*departments > WAVE_DEPARTMENT_LIMIT)
        return FAIL(err, ERROR_LIMIT, "the directory has %lld departments, more than %d", (long long)*departments,
                    WAVE_DEPARTMENT_LIMIT);
    return true;
}

// "{0,3,7}", or NULL when everything is asked.
static const char *asked_array(struct arena *arena, struct db *db, const struct survey *survey, bool *good,
                               struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_OPEN_ROUND, DB_VALUES(db_text(survey->id)), err);
    *good = rows != NULL;
    if (!rows)
        return NULL;
    size_t count;
    const uint16_t *asked = rotation_choose(arena, survey, (size_t)result_int(rows, 0, 0), &count);
    const char *text = NULL;
    for (size_t i = 0; i < count; i++)
        text = arena_format(arena, "%s%s%u", text ? text : "{", text ? "," : "", asked[i]);
    return text ? arena_format(arena, "%s}", text) : NULL;
}

static bool insert_wave(struct arena *arena, struct db *db, const struct wave_plan *plan, const struct survey *survey,
                        const struct wave_keys *keys, int *wave_id, struct error *err)
{
    bool good;
    const char *opens, *closes, *asked = asked_array(arena, db, survey, &good, err);
    if (!good || !find_end(arena, db, plan, &closes, err) || !find_begin(arena, db, plan, &opens, err))
        return false;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_OPEN_WAVE,
                              DB_VALUES(db_text(plan->key), db_text(survey->id), db_int(survey->version), db_int(plan->k),
                                        db_text(closes), db_text(asked),
                                        db_bytes(keys->public_key, sizeof keys->public_key), db_text(plan->time_zone),
                                        db_text(opens)),
                              err);
    if (!rows && err->kind == ERROR_CONFLICT)
        return FAIL(err, ERROR_CONFLICT, "there is a wave '%s' already", plan->key);
    if (!rows)
        return false;
    *wave_id = (int)result_int(rows, 0, 0);
    return db_run(db, QUERY_BALLOT_OPEN_SECRET,
                  DB_VALUES(db_int(*wave_id), db_bytes(keys->tag_key, sizeof keys->tag_key)), NULL, err);
}

static bool check_segments(const struct wave_frozen *frozen, struct error *err)
{
    if (frozen->segment_count > SEGMENT_LIMIT)
        return FAIL(err, ERROR_LIMIT, "people have %zu different segments, at most %d are possible",
                    frozen->segment_count, SEGMENT_LIMIT);
    for (size_t i = 0; i < frozen->segment_count; i++)
        if (frozen->segments[i].category_count > CATEGORY_LIMIT)
            return FAIL(err, ERROR_LIMIT, "segment '%s' has %zu different values, at most %d are possible",
                        frozen->segments[i].name, frozen->segments[i].category_count, CATEGORY_LIMIT);
    return true;
}

static bool freeze_organisation(struct arena *arena, struct db *db, int wave_id, struct db_value people,
                                struct wave_frozen *frozen, struct error *err)
{
    int64_t departments, numbered;
    if (!check_directory(db, &departments, err) ||
        !db_run(db, QUERY_BALLOT_OPEN_DEPARTMENTS, DB_VALUES(db_int(wave_id), people), &numbered, err))
        return false;
    if (numbered != departments)
        return FAIL(err, ERROR_CONFLICT, "%lld departments of the directory hang below themselves",
                    (long long)(departments - numbered));
    return db_run(db, QUERY_BALLOT_OPEN_SEGMENTS, DB_VALUES(db_int(wave_id)), NULL, err) &&
           wave_segments(arena, db, wave_id, &frozen->segments, &frozen->segment_count, err) &&
           check_segments(frozen, err);
}

// The token whose hash names an invitation is made, hashed and forgotten: what people get are further ones.
static bool invite(struct arena *arena, struct db *db, int wave_id, struct db_value asked, int64_t *invited,
                   struct error *err)
{
    AUTO(pg_result) PGresult *people = db_query(db, QUERY_BALLOT_OPEN_PEOPLE, DB_VALUES(db_int(wave_id), asked), err);
    if (!people)
        return false;
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_BALLOT_OPEN_INVITATIONS, err))
        return false;
    for (int row = 0; row < PQntuples(people); row++) {
        struct token token = token_make();
        unsigned char hash[TOKEN_HASH_SIZE];
        size_t size;
        token_hash(&token, hash);
        const unsigned char *segments = result_bytes(arena, people, row, 2, &size);
        copy_in_row(&copy, 5);
        copy_in_int4(&copy, wave_id);
        copy_in_bytes(&copy, hash, sizeof hash);
        copy_in_int4(&copy, (int32_t)result_int(people, row, 0));
        copy_in_int4(&copy, (int32_t)result_int(people, row, 1));
        copy_in_bytes(&copy, segments, size);
        if (!copy_in_flush(&copy, err)) {
            copy_in_abort(&copy);
            return false;
        }
    }
    *invited = PQntuples(people);
    return copy_in_end(&copy, err);
}

static bool freeze_wave(struct arena *arena, struct db *db, const struct wave_plan *plan, const struct wave_keys *keys,
                        struct db_value people, struct wave_frozen *frozen, struct error *err)
{
    int wave_id = 0;
    return insert_wave(arena, db, plan, frozen->survey, keys, &wave_id, err) &&
           freeze_organisation(arena, db, wave_id, people, frozen, err) &&
           invite(arena, db, wave_id, people, &frozen->invited, err) &&
           db_run(db, QUERY_BALLOT_OPEN_SEGMENT_COUNTS, DB_VALUES(db_int(wave_id)), NULL, err) &&
           wave_organisation(arena, db, wave_id, &frozen->organisation, err) &&
           (!plan->rake || rake_choose(arena, db, wave_id, plan->rake, frozen, err)) &&
           (!plan->round || schedule_record(db, plan->round, wave_id, err)) &&
           wave_find(arena, db, plan->key, &frozen->wave, err);
}

static bool freeze(struct arena *arena, struct db *db, const struct wave_plan *plan, const struct wave_keys *keys,
                   struct wave_frozen *frozen, struct error *err)
{
    AUTO(buffer) struct buffer people = {0};
    if (!db_run(db, QUERY_BALLOT_OPEN_LOCK, DB_NO_VALUES, NULL, err) ||
        !db_run(db, QUERY_BALLOT_WAVE_HOLD, DB_VALUES(db_int(0)), NULL, err) ||
        (plan->round && !schedule_take(arena, db, plan->round, &people, err)))
        return false;
    return freeze_wave(arena, db, plan, keys, people.size ? db_bytes(people.bytes, people.size) : db_null(), frozen, err);
}

// A commit whose answer was lost may have happened: then the key must stay. A refused one leaves no key behind.
static bool commit_with_key(struct db *db, const struct wave_plan *plan, const struct wave_keys *keys, struct error *err)
{
    struct error ignored;
    if (plan->round && !key_file_set_aside(plan->key_file, err))
        return false;
    if (!key_file_write(plan->key_file, plan->key, keys->private_key, err))
        return false;
    if (db_commit(db, err))
        return true;
    if (db_alive(db))
        (void)!key_file_destroy(plan->key_file, &ignored);
    else
        error_hint(err, "Whether the wave was opened is not known; its key stays in %s.", plan->key_file);
    return false;
}

bool wave_open(struct arena *arena, struct db *db, const struct wave_plan *plan, struct wave_frozen *frozen,
               struct error *err)
{
    if (!wave_check_key(plan->key, err))
        return false;
    struct wave_frozen fresh = {.survey = definition_load(arena, db, plan->survey, err)};
    if (!fresh.survey || !db_begin(db, err))
        return false;
    struct wave_keys keys;
    wave_keys_make(&keys);
    bool good = freeze(arena, db, plan, &keys, &fresh, err) && commit_with_key(db, plan, &keys, err);
    wave_keys_forget(&keys);
    if (!good)
        db_rollback(db);
    else
        *frozen = fresh;
    return good;
}
